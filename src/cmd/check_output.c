/* SPDX-License-Identifier: MIT */
/* Renders the findings in each format that was asked for, then writes them. */
#include "check_output.h"

#include <stdio.h>

#include "base/arena.h"
#include "diag/rule.h"
#include "pmlayout/pmlayout.h"
#include "report/report.h"

/* -- What is asked for ------------------------------------------------------------------------ */

static bool is_stdout(const struct findings_output *output)
{
	return cstr_eq(output->path, "-");
}

/* In a step of a GitHub workflow the findings become annotations by themselves. */
static const char *default_format(bool to_stdout)
{
	if (term_in_github_actions())
		return "github";
	return to_stdout && term_stdout_is_terminal() ? "text" : "concise";
}

static int add_output(struct findings_outputs *outputs, const char *format, const char *path)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const char *other = outputs->list[i].path;

		if (!cstr_eq(other, path) && !path_is_same(other, path))
			continue;
		return usage_error("two outputs go to %s",
				   cstr_eq(path, "-") ? "standard output" : path);
	}
	outputs->list[outputs->count++] = (struct findings_output){format, path};
	return EXIT_CLEAN;
}

static int parse_also(struct findings_outputs *outputs, struct arena *arena, const char *value)
{
	const char *equals = strchr(value, '='), *format;

	if (!equals || equals == value || !equals[1])
		return usage_error("--also needs FORMAT=FILE, not `%s`", value);
	format = arena_copy(arena, value, (size_t)(equals - value));
	if (!report_find(format))
		return usage_error("unknown format `%s`%s (`pmlayout list formats` names them)",
				   format, did_you_mean(arena, format, report_words(arena)));
	return add_output(outputs, format, equals + 1);
}

int findings_outputs_parse(struct findings_outputs *outputs, const struct arguments *arguments)
{
	const char *format = arguments_get(arguments, "format");
	const char *path = arguments_get(arguments, "output");
	int status;

	if (!path)
		path = "-";
	if (!format)
		format = default_format(cstr_eq(path, "-"));
	outputs->count = 0;
	outputs->list =
		arena_array(arguments->arena, arguments->option_count + 1, sizeof(*outputs->list));
	status = add_output(outputs, format, path);
	for (size_t i = 0; i < arguments->option_count && status == EXIT_CLEAN; i++) {
		if (cstr_eq(arguments->options[i].row->name, "also"))
			status = parse_also(outputs, arguments->arena, arguments->options[i].value);
	}
	return status;
}

int findings_outputs_spare(const struct findings_outputs *outputs, const struct pml *pml)
{
	int status = EXIT_CLEAN;

	for (size_t i = 0; i < outputs->count && status == EXIT_CLEAN; i++) {
		if (!is_stdout(&outputs->list[i]))
			status = run_spares(pml, outputs->list[i].path);
	}
	return status;
}

/* -- Rendering and writing -------------------------------------------------------------------- */

static struct str statistics(const struct pml *pml, struct arena *arena)
{
	struct text out = {.arena = arena};

	for (int i = 0; i < RULE_COUNT; i++) {
		const char *name = rule_get((enum rule_id)i)->name;
		size_t count = pml_count_rule(pml, name);

		if (count > 0)
			text_printf(&out, "%6zu %s\n", count, name);
	}
	return (struct str){out.p, out.n};
}

static struct str render(const struct findings_output *output, struct pml *pml,
			 const struct arguments *arguments)
{
	enum color_choice choice = arguments_color(arguments);
	bool color = is_stdout(output) ? term_use_color(choice) : choice == COLOR_ALWAYS;
	bool quiet = arguments_get(arguments, "quiet") != NULL;
	struct pml_text report = pml_report(pml, output->format, color, quiet);

	return (struct str){report.bytes, report.size};
}

/* The findings of the first output, and where its format has a place for them, the statistics. */
static struct str render_first(const struct findings_output *output, struct pml *pml,
			       const struct arguments *arguments)
{
	struct str report = render(output, pml, arguments), counts;
	struct text out = {.arena = arguments->arena};

	if (!arguments_get(arguments, "statistics"))
		return report;
	counts = statistics(pml, arguments->arena);
	if (!report_find(output->format)->takes_lines) {
		if (counts.n > 0)
			fputs(counts.p, stderr);
		return report;
	}
	text_add(&out, report);
	text_add(&out, counts);
	return (struct str){out.p, out.n};
}

/* Standard output first: when it fails, no file has changed yet.  A patch (--diff) has been
 * printed there instead of the findings.
 */
int findings_outputs_write(const struct findings_outputs *outputs, struct pml *pml,
			   const struct arguments *arguments)
{
	struct file_output *files = arena_array(arguments->arena, outputs->count, sizeof(*files));
	bool patch = arguments_get(arguments, "diff") != NULL;
	const char *failed, *why;
	size_t count = 0;

	for (size_t i = 0; i < outputs->count; i++) {
		const struct findings_output *output = &outputs->list[i];
		struct str content = i == 0 ? render_first(output, pml, arguments)
					    : render(output, pml, arguments);

		if (!is_stdout(output))
			files[count++] = (struct file_output){output->path, content};
		else if (!patch && print_text(content) != EXIT_CLEAN)
			return EXIT_FILE;
	}
	if (count > 0 && !file_write_all(arguments->arena, files, count, &failed, &why))
		return file_error(failed, why);
	return EXIT_CLEAN;
}
