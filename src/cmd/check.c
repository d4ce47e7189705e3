/* SPDX-License-Identifier: MIT */
/* `pmlayout check`: what is wrong with these layouts? */
#include "cmd.h"

#include <stdio.h>

#include "base/arena.h"
#include "diag/rule.h"
#include "pmlayout/pmlayout.h"

static const char *const formats[] = {"text", "concise", "json", NULL};

static const struct option_row check_options[] = {
	{"format", 0, "FORMAT", "Output", "text, concise or json (text on a terminal)", formats},
	{"output", 'o', "FILE", "Output", "write the findings to FILE", NULL},
	{"quiet", 'q', NULL, "Output", "only the findings, no summary", NULL},
	{"statistics", 0, NULL, "Output", "at the end, count the findings of each rule", NULL},
	{"deny", 'D', "RULE", "Levels", "make findings of RULE (or all) errors", NULL},
	{"warn", 'W', "RULE", "Levels", "make them warnings", NULL},
	{"allow", 'A', "RULE", "Levels", "leave them out; of -D, -W, -A the last wins", NULL},
	{"strict", 0, NULL, "Exit status", "warnings fail like errors", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static void add_statistics(struct text *out, const struct pml *pml)
{
	for (int i = 0; i < RULE_COUNT; i++) {
		const char *name = rule_get((enum rule_id)i)->name;
		size_t count = pml_count_rule(pml, name);

		if (count > 0)
			text_printf(out, "%6zu %s\n", count, name);
	}
}

/* The findings, and where the format has a place for them, the statistics. */
static struct str render(struct pml *pml, const struct arguments *arguments, bool to_stdout)
{
	const char *format = arguments_get(arguments, "format");
	enum color_choice choice = arguments_color(arguments);
	bool color = to_stdout ? term_use_color(choice) : choice == COLOR_ALWAYS;
	struct text out = {.arena = arguments->arena}, statistics = {.arena = arguments->arena};
	struct pml_text report;

	if (!format)
		format = to_stdout && term_stdout_is_terminal() ? "text" : "concise";
	report = pml_report(pml, format, color, arguments_get(arguments, "quiet") != NULL);
	text_add(&out, (struct str){report.bytes, report.size});
	if (arguments_get(arguments, "statistics")) {
		add_statistics(&statistics, pml);
		if (!cstr_eq(format, "json"))
			text_add(&out, (struct str){statistics.p, statistics.n});
		else if (statistics.n > 0)
			fputs(statistics.p, stderr);
	}
	return (struct str){out.p, out.n};
}

static int write_findings(struct pml *pml, const struct arguments *arguments)
{
	const char *path = arguments_get(arguments, "output"), *why;

	if (!path || cstr_eq(path, "-"))
		return print_text(render(pml, arguments, true));
	if (!file_write(arguments->arena, path, render(pml, arguments, false), &why))
		return file_error(path, why);
	return EXIT_CLEAN;
}

static int run(const struct command *command, const struct arguments *arguments)
{
	const char *output = arguments_get(arguments, "output");
	struct pml *pml;
	int status;

	if (arguments->operand_count == 0)
		return usage_error("%s needs an input: %s", command->name, command->operands);
	pml = run_open(arguments);
	if (!pml)
		return EXIT_USAGE;
	status = run_fixes(pml, arguments);
	for (size_t i = 0; i < arguments->operand_count && status == EXIT_CLEAN; i++)
		pml_check(pml, arguments->operands[i]);
	if (status == EXIT_CLEAN && output)
		status = run_spares(pml, output);
	/* A patch is printed instead of the findings. */
	if (status == EXIT_CLEAN && (output || !arguments_get(arguments, "diff")))
		status = write_findings(pml, arguments);
	if (status == EXIT_CLEAN)
		status = run_status(pml);
	if (status == EXIT_CLEAN && arguments_get(arguments, "strict") &&
	    pml_count(pml, PML_WARNING) > 0)
		status = EXIT_FINDINGS;
	pml_close(pml);
	return status;
}

static const char *const examples[] = {
	"pmlayout check pm_static.yml --soc nrf9160",
	"pmlayout check pm_static.yml --kconfig mcuboot=build/mcuboot/zephyr/.config",
	"pmlayout check --format json build/zephyr/zephyr.dtb > findings.json",
	NULL,
};

static const struct option_row *const options[] = {context_options, check_options, fix_options,
						   common_options, NULL};

const struct command check_command = {
	.name = "check",
	.operands = "INPUT...",
	.summary = "find what is wrong with a layout (- is standard input)",
	.examples = examples,
	.options = options,
	.run = run,
};
