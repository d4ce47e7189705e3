/* SPDX-License-Identifier: MIT */
/* `pmlayout diff`: may devices in the field take this update? */
#include "cmd.h"

#include "pmlayout/pmlayout.h"

static const char *const formats[] = {"text", "json", NULL};
static const char *const required[] = {"identical", NULL};

static const struct option_row diff_options[] = {
	{"format", 0, "FORMAT", "Output", "text (one line a changed partition) or json", formats},
	{"require", 0, "CLASS", "Exit status", "identical: any change fails", required},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static int print_changes(struct pml *pml, const struct arguments *arguments)
{
	const char *format = arguments_get(arguments, "format");
	bool color = term_use_color(arguments_color(arguments));
	struct pml_text made = format && cstr_eq(format, "json")
				       ? pml_report(pml, "json", color, false)
				       : pml_changes(pml, color);

	return print_text((struct str){made.bytes, made.size});
}

/* The project's own configuration, which lies beside NEW: OLD may be kept anywhere. */
static int add_config(const struct command *command, const struct arguments *given,
		      struct arguments *merged)
{
	struct arguments now = *given;
	int status;

	now.operands++;
	now.operand_count--;
	status = config_apply(command, &now, merged);
	merged->operands = given->operands;
	merged->operand_count = given->operand_count;
	return status;
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct arguments merged;
	struct pml *pml;
	enum pml_class worst;
	int status;

	if (arguments->operand_count != 2)
		return usage_error("%s needs two layouts: %s", command->name, command->operands);
	status = add_config(command, arguments, &merged);
	if (status != EXIT_CLEAN)
		return status;
	arguments = &merged;
	pml = run_open(arguments);
	if (!pml)
		return EXIT_USAGE;
	worst = pml_diff(pml, arguments->operands[0], arguments->operands[1]);
	status = print_changes(pml, arguments);
	if (status == EXIT_CLEAN)
		status = run_status(pml);
	if (status == EXIT_CLEAN && arguments_get(arguments, "require") && worst != PML_IDENTICAL)
		status = EXIT_FINDINGS;
	pml_close(pml);
	return status;
}

static const char *const examples[] = {
	"pmlayout diff shipped.json build/partitions.yml",
	"pmlayout diff v1/pm_static.yml pm_static.yml --require identical",
	"pmlayout diff pm_static.yml build/zephyr/zephyr.dts",
	NULL,
};

static const struct option_row *const options[] = {diff_options,   context_options, old_options,
						   config_options, common_options,  NULL};

const struct command diff_command = {
	.name = "diff",
	.operands = "OLD NEW",
	.summary = "may devices in the field take this update?",
	.examples = examples,
	.options = options,
	.run = run,
};
