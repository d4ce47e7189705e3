/* SPDX-License-Identifier: MIT */
/* Options that say what is known of the project, and how they and the levels of rules get into
 * a run.
 */
#include "cmd.h"

#include "pmlayout/pmlayout.h"

const struct option_row context_options[] = {
	{"soc", 0, "NAME", "Context", "the chip, such as nrf9160", NULL},
	{"dtb", 0, "[IMAGE=]FILE", "Context", "devicetree (.dtb or .dts) of an image, else of app",
	 NULL},
	{"kconfig", 0, "[IMAGE=]FILE", "Context", "resulting .config of an image, else of app",
	 NULL},
	{"regions", 0, "FILE", "Context", "Partition Manager's regions.yml", NULL},
	{"ncs", 0, "VERSION", "Context", "nRF Connect SDK, such as 2.9.0: its rules are judged",
	 NULL},
	{"zephyr", 0, "VERSION", "Context", "Zephyr, such as 3.7.0, for rules that changed with it",
	 NULL},
	{"image", 0, "PARTITION=FILE", "Context",
	 "an image (.bin or .hex) that goes into that partition", NULL},
	{"mode", 0, "MODE", "Context", "how MCUboot updates, when no .config says it", mode_words},
	{"max-img-sectors", 0, "N", "Context", "sectors that MCUboot was built for", NULL},
	{"page-size", 0, "[REGION=]N", "Context", "erase page in bytes, else of external devices",
	 NULL},
	{"write-align", 0, "N", "Context", "write block of the primary slot in bytes", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

/* Options that pml_set() takes. */
static bool is_setting(const struct given_option *given)
{
	const char *group = given->row->group;

	return cstr_eq(group, "Context") || cstr_eq(group, "Levels") ||
	       cstr_eq(group, "Fragments") || cstr_eq(group, "Devicetree");
}

static void out_of_memory(void *context)
{
	(void)context;
	program_out_of_memory();
}

const struct option_row level_options[] = {
	{"deny", 'D', "RULE", "Levels", "make findings of RULE (or all) errors", NULL},
	{"warn", 'W', "RULE", "Levels", "make them warnings", NULL},
	{"allow", 'A', "RULE", "Levels", "leave them out; of -D, -W, -A the last wins", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

struct pml *run_open(const struct arguments *arguments)
{
	struct pml *pml = pml_open(out_of_memory, NULL);

	if (!pml)
		program_out_of_memory();
	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct given_option *given = &arguments->options[i];

		if (!is_setting(given) || pml_set(pml, given->row->name, given->value))
			continue;
		usage_error("%s", pml_problem(pml));
		pml_close(pml);
		return NULL;
	}
	return pml;
}

int run_spares(const struct pml *pml, const char *output)
{
	for (size_t i = 0; pml_file(pml, i); i++)
		if (path_is_same(pml_file(pml, i), output))
			return usage_error("%s is an input; an output would replace it", output);
	return EXIT_CLEAN;
}

int run_status(struct pml *pml)
{
	if (pml_unreadable(pml))
		return EXIT_FILE;
	if (pml_unused(pml))
		return usage_error("%s", pml_unused(pml));
	return pml_count(pml, PML_ERROR) > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}
