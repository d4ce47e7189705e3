/* SPDX-License-Identifier: MIT */
/* `pmlayout explain --log FILE [INPUT]`: which fault of a layout does this log speak of? */
#include "explain_log.h"

#include "base/arena.h"
#include "pmlayout/pmlayout.h"

static const char *const formats[] = {"text", "concise", "json", NULL};

const struct option_row explain_options[] = {
	{"log", 0, "FILE", "Logs", "name the causes of a boot or build log", NULL},
	{"format", 0, "FORMAT", "Logs", "text (the default), concise or json", formats},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

/* Nothing of the log bears on a layout: what would. */
static void add_silence(struct text *out, const char *log, size_t recognised, bool has_layout)
{
	text_puts(out, "`");
	text_add_visible(out, str_of(cstr_eq(log, "-") ? "<stdin>" : log));
	text_puts(out, recognised ? "` shows the start of the bootloader, but no line of it speaks "
				    "of a fault in the layout.\n"
				  : "` has no line that pmlayout knows to bear on a layout.\n");
	text_puts(out,
		  "These logs would help:\n"
		  "  the bootloader's, from power-on (CONFIG_LOG=y, CONFIG_SERIAL=y in MCUboot)\n"
		  "  the application's, while it stores an update and restarts\n"
		  "  the build's, with the linker's or Partition Manager's message\n");
	text_puts(
		out,
		has_layout
			? "`pmlayout check` judges the layout without a log.\n"
			: "Or give the layout: `pmlayout check INPUT` judges it without a log.\n");
}

static struct str render(struct pml *pml, const struct arguments *arguments, size_t recognised)
{
	const char *format = arguments_get(arguments, "format");
	bool color = term_use_color(arguments_color(arguments));
	bool for_people = !format || !cstr_eq(format, "json");
	struct text out = {.arena = arguments->arena};
	struct pml_text report = pml_report(pml, format ? format : "text", color, false);
	size_t found =
		pml_count(pml, PML_ERROR) + pml_count(pml, PML_WARNING) + pml_count(pml, PML_NOTE);

	if (for_people && found == 0) {
		add_silence(&out, arguments_get(arguments, "log"), recognised,
			    arguments->operand_count > 0);
		return (struct str){out.p, out.n};
	}
	return (struct str){report.bytes, report.size};
}

int explain_log(const struct command *command, const struct arguments *arguments)
{
	const char *layout = arguments->operand_count ? arguments->operands[0] : NULL;
	struct arguments merged = *arguments;
	size_t recognised;
	struct pml *pml;
	int status = EXIT_CLEAN;

	if (arguments->operand_count > 1)
		return usage_error("explain --log takes one layout at most");
	if (!*arguments_get(arguments, "log"))
		return usage_error("a file's name is empty");
	if (layout)
		status = config_apply(command, arguments, &merged);
	if (status != EXIT_CLEAN)
		return status;
	arguments = &merged;
	pml = run_open(arguments);
	if (!pml)
		return EXIT_USAGE;
	recognised = pml_explain_log(pml, arguments_get(arguments, "log"), layout);
	status = print_text(render(pml, arguments, recognised));
	if (status == EXIT_CLEAN && pml_unreadable(pml))
		status = EXIT_FILE;
	pml_close(pml);
	return status;
}
