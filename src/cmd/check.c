/* SPDX-License-Identifier: MIT */
/* `pmlayout check`: what is wrong with these layouts? */
#include "cmd.h"

#include "check_output.h"
#include "pmlayout/pmlayout.h"

static const char *const formats[] = {"text", "concise", "json", "sarif", "github", "junit", NULL};

static const struct option_row check_options[] = {
	{"format", 0, "FORMAT", "Output", "text (on a terminal), concise, json ...", formats},
	{"output", 'o', "FILE", "Output", "write the findings to FILE", NULL},
	{"also", 0, "FORMAT=FILE", "Output", "write them in another format too; repeatable", NULL},
	{"quiet", 'q', NULL, "Output", "only the findings, no summary", NULL},
	{"statistics", 0, NULL, "Output", "at the end, count the findings of each rule", NULL},
	{"strict", 0, NULL, "Exit status", "warnings fail like errors", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static int run(const struct command *command, const struct arguments *arguments)
{
	struct findings_outputs outputs;
	struct pml *pml;
	struct arguments merged;
	int status = config_apply(command, arguments, &merged);

	if (status != EXIT_CLEAN)
		return status;
	arguments = &merged;

	if (arguments->operand_count == 0)
		return usage_error("%s needs an input: %s", command->name, command->operands);
	if (findings_outputs_parse(&outputs, arguments) != EXIT_CLEAN)
		return EXIT_USAGE;
	pml = run_open(arguments);
	if (!pml)
		return EXIT_USAGE;
	if (arguments_get(arguments, "strict"))
		pml_set(pml, "strict", NULL);
	status = run_fixes(pml, arguments);
	for (size_t i = 0; i < arguments->operand_count && status == EXIT_CLEAN; i++)
		pml_check(pml, arguments->operands[i]);
	if (status == EXIT_CLEAN)
		status = run_baseline(pml, arguments);
	if (status == EXIT_CLEAN)
		status = findings_outputs_spare(&outputs, pml);
	if (status == EXIT_CLEAN)
		status = findings_outputs_write(&outputs, pml, arguments);
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
	"pmlayout check pm_static.yml --soc nrf9160 --also sarif=findings.sarif",
	NULL,
};

static const struct option_row *const options[] = {
	context_options, against_options,  old_options,    check_options,  level_options,
	fix_options,     baseline_options, config_options, common_options, NULL};

const struct command check_command = {
	.name = "check",
	.operands = "INPUT...",
	.summary = "find what is wrong with a layout (- is standard input)",
	.examples = examples,
	.options = options,
	.run = run,
};
