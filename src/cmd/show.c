/* SPDX-License-Identifier: MIT */
/* `pmlayout show`: the layout as a table and a map for people, as a picture, or as JSON; an image
 * likewise.
 */
#include "cmd.h"

#include <stdio.h>

#include "model/layout.h"
#include "pmlayout/pmlayout.h"
#include "show_image.h"
#include "show_tap.h"

static const char *const formats[] = {"text", "table", "map",  "markdown",
				      "svg",  "html",  "json", NULL};

static const struct option_row show_options[] = {
	{"format", 0, "FORMAT", "Output", "text (table and map), table, map, svg, html, json ...",
	 formats},
	{"ascii", 0, NULL, "Output", "draw with ASCII alone, as without a UTF-8 locale", NULL},
	{"tap", 0, "LOG", "Output", "explain a captured run of the firmware of INPUT", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static void report_to_stderr(struct pml *pml)
{
	struct pml_text report = pml_report(pml, "concise", false, true);

	fwrite(report.bytes, 1, report.size, stderr);
}

/* Table, map or both. */
static int show_in_terminal(struct pml *pml, const struct arguments *arguments, const char *format)
{
	const struct pml_terminal terminal = {
		.columns = term_columns(),
		.color = term_use_color(arguments_color(arguments)),
		.ascii = arguments_get(arguments, "ascii") || !term_is_utf8(),
		.table = !cstr_eq(format, "map"),
		.map = !cstr_eq(format, "table"),
	};
	struct pml_text made = pml_show(pml, &terminal);

	return print_text((struct str){made.bytes, made.size});
}

static int show_output(struct pml *pml, const char *format)
{
	struct pml_text made = pml_emit(pml, format, "-", false);

	if (!made.bytes) {
		file_error(format, pml_problem(pml));
		return EXIT_USAGE;
	}
	return print_text((struct str){made.bytes, made.size});
}

static bool has_partitions(const struct layout *layout)
{
	return layout && layout->partition_count > 0;
}

/* A broken layout is worth seeing; JSON is for programs that trust it. */
static int show_layout(struct pml *pml, const struct arguments *arguments, const char *format)
{
	bool in_terminal =
		cstr_eq(format, "text") || cstr_eq(format, "table") || cstr_eq(format, "map");
	int status = run_status(pml), printed = EXIT_CLEAN;

	if (status != EXIT_CLEAN)
		report_to_stderr(pml);
	if (arguments_get(arguments, "tap"))
		return status == EXIT_FILE ? status : show_tap(arguments, pml_layout(pml));
	if (in_terminal)
		printed = show_in_terminal(pml, arguments, format);
	else if (status == EXIT_CLEAN ||
		 (!cstr_eq(format, "json") && has_partitions(pml_layout(pml))))
		printed = show_output(pml, format);
	/* What has no picture has findings that say why. */
	return status == EXIT_CLEAN || printed == EXIT_FILE ? printed : status;
}

static int show(struct pml *pml, const struct arguments *arguments)
{
	const char *format = arguments_get(arguments, "format");

	format = format ? format : "text";
	pml_check(pml, arguments->operands[0]);
	if (pml_unreadable(pml) || !show_is_image(arguments, pml_layout(pml)->source))
		return show_layout(pml, arguments, format);
	if (!cstr_eq(format, "text") && !cstr_eq(format, "json"))
		return usage_error("an image is shown as text or json, not as %s", format);
	return show_image(arguments, pml_layout(pml)->source);
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct arguments merged;
	struct pml *pml;
	int status = config_apply(command, arguments, &merged);

	if (status != EXIT_CLEAN)
		return status;
	arguments = &merged;
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
	"pmlayout show build/ --format html >layout.html",
	"pmlayout show pm_static.yml --against shipped.json --format svg >change.svg",
	"pmlayout show zephyr.signed.bin",
	"pmlayout show --tap serial.log pm_static.yml",
	NULL,
};

static const struct option_row *const options[] = {
	show_options, show_image_options, context_options, against_options,
	old_options,  config_options,     common_options,  NULL};

const struct command show_command = {
	.name = "show",
	.operands = "INPUT",
	.summary = "show a layout as a table and a map, or what an image holds",
	.examples = examples,
	.options = options,
	.run = run,
};
