/* SPDX-License-Identifier: MIT */
/* Makes a blob of a devicetree source by running dtc, and puts dtc's complaints into findings. */
#include "read/devicetree_tree.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"

#define LIMIT_MESSAGES 8

/* What dtc reads, and the name by which it speaks of it. */
struct job {
	struct arena *arena;
	const struct source *source;
	const char *path;
	bool temporary;
};

/* Standard input is read already, and dtc must not take a name for an option. */
static bool job_begin(struct job *job, const char **why)
{
	const char *name = job->source->name;

	job->temporary = name[0] == '<';
	if (job->temporary)
		return file_make_temporary(job->arena, job->source->text, &job->path, why);
	job->path = name[0] == '-' ? arena_printf(job->arena, "./%s", name) : name;
	return true;
}

static void job_end(const struct job *job)
{
	if (job->temporary)
		file_remove_temporary(job->path);
}

/* Cuts a decimal number off *text; 0 when there is none. */
static uint32_t take_number(struct str *text)
{
	uint32_t value = 0;

	while (text->n && text->p[0] >= '0' && text->p[0] <= '9' && value < 100000000) {
		value = value * 10 + (uint32_t)(text->p[0] - '0');
		*text = (struct str){text->p + 1, text->n - 1};
	}
	return value;
}

static bool take(struct str *text, const char *prefix)
{
	size_t length = strlen(prefix);

	if (!str_starts(*text, prefix))
		return false;
	*text = (struct str){text->p + length, text->n - length};
	return true;
}

/* From line and column to the end of the line. */
static struct span rest_of_line(const struct source *source, uint32_t line, uint32_t column)
{
	struct str text;
	uint32_t begin, end;

	if (!source->lines || line < 1 || line > source->line_count)
		return span_of(source, 0, 0);
	text = source_line(source, line);
	end = source->lines[line - 1] + (uint32_t)text.n;
	begin = column >= 1 && column <= text.n ? source->lines[line - 1] + column - 1
						: source->lines[line - 1];
	return span_of(source, begin, end);
}

/* Takes "Error: board.dts:3.10-15 " of its parser, or "board.dts:3.10-15: " of its checks, off the
 * message; what stands there.
 */
static struct span take_place(const struct job *job, struct str *message)
{
	struct str rest = *message;
	uint32_t line, column;

	take(&rest, "Error: ");
	if (!take(&rest, job->path) || !take(&rest, ":"))
		return span_of(job->source, 0, 0);
	line = take_number(&rest);
	column = take(&rest, ".") ? take_number(&rest) : 0;
	while (rest.n && rest.p[0] != ' ')
		rest = (struct str){rest.p + 1, rest.n - 1};
	*message = str_trim(rest);
	return rest_of_line(job->source, line, column);
}

/* The line with the name that the user knows in place of a temporary file's. */
static const char *line_for_people(const struct job *job, struct str line)
{
	struct text out = {.arena = job->arena};

	while (job->temporary && line.n) {
		if (take(&line, job->path)) {
			text_puts(&out, job->source->name);
			continue;
		}
		text_putc(&out, line.p[0]);
		line = (struct str){line.p + 1, line.n - 1};
	}
	text_add(&out, line);
	return out.p ? out.p : "";
}

/* Blanks and comments at the front are no part of what a file is. */
static struct str without_comments(struct str text)
{
	for (;;) {
		struct str line;
		const char *end;

		text = str_trim(text);
		if (str_starts(text, "//") && str_next_line(&text, &line))
			continue;
		if (!str_starts(text, "/*"))
			return text;
		end = NULL;
		for (size_t i = 2; i + 1 < text.n && !end; i++)
			if (text.p[i] == '*' && text.p[i + 1] == '/')
				end = text.p + i + 2;
		if (!end)
			return text;
		text = (struct str){end, (size_t)(text.p + text.n - end)};
	}
}

static void add_help(struct findings *found, struct finding *finding, const struct job *job,
		     struct str message)
{
	struct str text = job->source->text;

	if (!str_starts(without_comments(text), "/dts-v1/") ||
	    (str_contains(message, "Label or path") && str_contains(message, "not found")))
		finding_help(found, finding,
			     "this is an overlay; give the build's zephyr.dts or zephyr.dtb");
	else if (str_contains(text, "#include"))
		finding_help(
			found, finding,
			"this is a board's source, which the C preprocessor has to read first; "
			"give the build's zephyr.dts or zephyr.dtb");
	else
		finding_help(found, finding,
			     "give the zephyr.dts or zephyr.dtb that the build made");
}

/* dtc's first complaint is the sentence, all of them are the notes. */
static void report_rejected(const struct job *job, const struct process_result *result,
			    struct findings *found)
{
	struct str rest = result->errors, line, message = {"", 0};
	struct span at = span_of(job->source, 0, 0);
	struct finding *finding;

	if (str_next_line(&rest, &line)) {
		message = str_trim(line);
		at = take_place(job, &message);
	}
	if (message.n)
		finding = finding_add(found, RULE_invalid_devicetree, at,
				      "dtc rejects this devicetree source: %s",
				      line_for_people(job, message));
	else
		finding = finding_add(found, RULE_invalid_devicetree, at,
				      "dtc rejects this devicetree source (exit status %d)",
				      result->status);
	rest = result->errors;
	for (int i = 0; i < LIMIT_MESSAGES && str_next_line(&rest, &line); i++)
		if (line.n)
			finding_note(found, finding, "dtc: %s", line_for_people(job, line));
	add_help(found, finding, job, message);
}

static void report_not_run(const struct job *job, const char *why, struct findings *found)
{
	struct finding *finding = finding_add(
		found, RULE_invalid_devicetree, span_of(job->source, 0, 0),
		"a devicetree source is compiled with dtc, which could not be run: %s", why);

	finding_help(found, finding,
		     "install device-tree-compiler, or give the build's zephyr.dtb");
}

static bool run_dtc(const struct job *job, const char *const arguments[3],
		    struct process_result *result, const char **why)
{
	return process_run(job->arena,
			   (const char *const[]){"dtc", "-@", "-q", "-I", "dts", "-O", arguments[0],
						 "-o", "-", job->path, arguments[1], arguments[2],
						 NULL},
			   result, why);
}

/* The places are worth having, but nothing is wrong without them. */
static struct str annotate(const struct job *job)
{
	struct process_result result;
	const char *why = "";

	if (strpbrk(job->path, "\r\n") ||
	    !run_dtc(job, (const char *const[]){"dts", "-T", "-T"}, &result, &why) ||
	    result.status != 0)
		return STR("");
	return result.output;
}

bool devicetree_compile(struct arena *arena, const struct source *source, struct compiled *compiled,
			struct findings *found)
{
	struct job job = {.arena = arena, .source = source};
	struct process_result result;
	const char *why = "";
	bool ran, accepted;

	if (!job_begin(&job, &why)) {
		report_not_run(&job, why, found);
		return false;
	}
	ran = run_dtc(&job, (const char *const[]){"dtb", NULL, NULL}, &result, &why);
	accepted = ran && result.status == 0 && result.output.n > 0;
	if (accepted)
		*compiled = (struct compiled){result.output, annotate(&job), job.path};
	job_end(&job);
	if (!ran)
		report_not_run(&job, why, found);
	else if (!accepted)
		report_rejected(&job, &result, found);
	return accepted;
}
