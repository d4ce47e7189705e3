/* SPDX-License-Identifier: MIT */
/* `pmlayout show`: the layout as a table for people, or as JSON; an image likewise. */
#include "cmd.h"

#include <stdio.h>

#include "model/layout.h"
#include "pmlayout/pmlayout.h"
#include "show_image.h"
#include "show_tap.h"
#include "table.h"

static const char *const formats[] = {"text", "json", NULL};

static const struct option_row show_options[] = {
	{"format", 0, "FORMAT", "Output", "text (a table a region) or json", formats},
	{"tap", 0, "LOG", "Output", "explain a captured run of the firmware of INPUT", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static void report_to_stderr(struct pml *pml)
{
	struct pml_text report = pml_report(pml, "concise", false, true);

	fwrite(report.bytes, 1, report.size, stderr);
}

/* A broken layout is worth seeing as a table; JSON is for programs that trust it. */
static int show(struct pml *pml, const struct arguments *arguments)
{
	const char *format = arguments_get(arguments, "format");
	bool json = format && cstr_eq(format, "json");
	struct text out = {.arena = arguments->arena};
	struct pml_text made;
	int status, printed;

	pml_check(pml, arguments->operands[0]);
	if (!pml_unreadable(pml) && show_is_image(arguments, pml_layout(pml)->source))
		return show_image(arguments, pml_layout(pml)->source);
	status = run_status(pml);
	if (status != EXIT_CLEAN)
		report_to_stderr(pml);
	if (arguments_get(arguments, "tap"))
		return status == EXIT_FILE ? status : show_tap(arguments, pml_layout(pml));
	if (!json) {
		table_add(&out, pml_layout(pml), term_use_color(arguments_color(arguments)));
		printed = print_text((struct str){out.p, out.n});
		return printed == EXIT_CLEAN ? status : printed;
	}
	if (status != EXIT_CLEAN)
		return status;
	made = pml_emit(pml, "json", "-", false);
	if (!made.bytes) {
		file_error("json", pml_problem(pml));
		return EXIT_USAGE;
	}
	return print_text((struct str){made.bytes, made.size});
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct pml *pml;
	int status;

	if (arguments->operand_count != 1)
		return usage_error("%s needs one input", command->name);
	pml = run_open(arguments);
	if (!pml)
		return EXIT_USAGE;
	status = show(pml, arguments);
	pml_close(pml);
	return status;
}

static const char *const examples[] = {
	"pmlayout show pm_static.yml --soc nrf9160",
	"pmlayout show --format json build/zephyr/zephyr.dtb",
	"pmlayout show zephyr.signed.bin",
	"pmlayout show --tap serial.log pm_static.yml",
	NULL,
};

static const struct option_row *const options[] = {show_options, show_image_options,
						   context_options, common_options, NULL};

const struct command show_command = {
	.name = "show",
	.operands = "INPUT",
	.summary = "show a layout as a table, or what an image holds",
	.examples = examples,
	.options = options,
	.run = run,
};
