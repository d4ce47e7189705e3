/* SPDX-License-Identifier: MIT */
/* `pmlayout compile`: checks a layout and writes what is made of it, all files or none. */
#include "compile.h"

#include <stdio.h>

#include "pmlayout/pmlayout.h"

static const char *const styles[] = {"fixed", "mapped", NULL};

static const struct option_row compile_options[] = {
	{"emit", 0, "KIND=FILE", "Output", "write an output; repeatable; FILE - is stdout", NULL},
	{"touchable", 0, "NAME", "Output", "mark a partition that a test on the device may erase",
	 NULL},
	{"depfile", 0, "FILE", "Output", "for Make and Ninja: the files that were read", NULL},
	{"dts-style", 0, "fixed|mapped", "Devicetree", "how dts writes partitions; else by version",
	 styles},
	{"pm", 0, "FILE", "Fragments", "a pm.yml for Partition Manager's solver; repeatable", NULL},
	{"autoconf", 0, "FILE", "Fragments", "run the C preprocessor over them; zephyr/autoconf.h",
	 NULL},
	{"region", 0, "NAME=SIZE[@BASE]", "Fragments",
	 "a region that no file tells, or another size of one", NULL},
	{"dynamic-partition", 0, "NAME", "Fragments", "what gets the flash that is left, not app",
	 NULL},
	{"static", 0, "FILE", "Domains", "pm_static.yml, as the input of a domain", NULL},
	{"domain", 0, "NAME", "Domains", "what follows is about this one, such as CPUNET", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

/* Findings go to standard output unless an output does. */
static int report_findings(struct pml *pml, const struct arguments *arguments, bool to_stderr)
{
	enum color_choice choice = arguments_color(arguments);
	bool color = to_stderr ? choice == COLOR_ALWAYS : term_use_color(choice);
	bool people = !to_stderr && term_stdout_is_terminal();
	struct pml_text report = pml_report(pml, people ? "text" : "concise", color, true);

	if (!to_stderr)
		return print_text((struct str){report.bytes, report.size});
	fwrite(report.bytes, 1, report.size, stderr);
	return EXIT_CLEAN;
}

static int mark_touchable(const struct compile_domain *domain)
{
	for (size_t i = 0; i < domain->arguments.option_count; i++) {
		const struct given_option *given = &domain->arguments.options[i];

		if (cstr_eq(given->row->name, "touchable") && !pml_touch(domain->pml, given->value))
			return usage_error("--touchable: %s", pml_problem(domain->pml));
	}
	return EXIT_CLEAN;
}

static int spare_inputs(const struct compilation *all, const struct pml *pml)
{
	int status = all->depfile ? run_spares(pml, all->depfile) : EXIT_CLEAN;

	for (size_t d = 0; d < all->domain_count; d++) {
		const struct compile_domain *domain = &all->domains[d];

		for (size_t i = 0; i < domain->output_count && status == EXIT_CLEAN; i++) {
			if (&domain->outputs[i] != all->to_stdout)
				status = run_spares(pml, domain->outputs[i].path);
		}
	}
	return status;
}

static int open_runs(struct compilation *all)
{
	for (size_t d = 0; d < all->domain_count; d++) {
		all->domains[d].pml = run_open(&all->domains[d].arguments);
		if (!all->domains[d].pml)
			return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

/* Solves and checks every domain and says what was found; the worst of their statuses. */
static int check_domains(struct compilation *all, const struct arguments *arguments)
{
	int status = EXIT_CLEAN, said = EXIT_CLEAN;

	for (size_t d = 0; d < all->domain_count; d++) {
		const struct compile_domain *domain = &all->domains[d];
		int of_domain;

		if (arguments_get(&domain->arguments, "pm"))
			pml_check_fragments(domain->pml, domain->input);
		else
			pml_check(domain->pml, domain->input);
		of_domain = run_status(domain->pml);
		status = of_domain > status ? of_domain : status;
	}
	if (status == EXIT_CLEAN)
		compile_compare(all);
	compile_announce(all);
	for (size_t d = 0; d < all->domain_count && said == EXIT_CLEAN; d++)
		said = report_findings(all->domains[d].pml, arguments, all->to_stdout != NULL);
	return said != EXIT_CLEAN ? said : status;
}

static int compile(struct compilation *all, const struct arguments *arguments)
{
	bool color = all->to_stdout ? term_use_color(arguments_color(arguments))
				    : arguments_color(arguments) == COLOR_ALWAYS;
	int status = open_runs(all);

	if (status == EXIT_CLEAN)
		status = check_domains(all, arguments);
	if (status == EXIT_CLEAN)
		compile_open_folders(all);
	for (size_t d = 0; d < all->domain_count && status == EXIT_CLEAN; d++) {
		status = spare_inputs(all, all->domains[d].pml);
		if (status == EXIT_CLEAN)
			status = mark_touchable(&all->domains[d]);
	}
	if (status == EXIT_CLEAN)
		status = compile_render(all, color);
	return status == EXIT_CLEAN ? compile_write(all) : status;
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct compilation all = {0};
	struct arguments merged;
	int status = config_apply(command, arguments, &merged);

	if (status != EXIT_CLEAN)
		return status;
	/* Fragments need no input. */
	if (arguments_get(arguments, "pm") || arguments_get(arguments, "static"))
		merged.operand_count = arguments->operand_count;
	if (compile_plan(&all, &merged) != EXIT_CLEAN)
		return EXIT_USAGE;
	status = compile(&all, &merged);
	for (size_t d = 0; d < all.domain_count; d++)
		pml_close(all.domains[d].pml);
	return status;
}

static const char *const examples[] = {
	"pmlayout compile pm_static.yml --soc nrf9160 --emit layout-h=layout.h",
	"pmlayout compile pm_static.yml --emit json=- | jq .",
	"pmlayout compile build/ --emit dts=overlays/ --emit kconfig=overlays/",
	"pmlayout compile pm_static.yml --emit layout-h=layout.h --depfile layout.d",
	NULL,
};

static const struct option_row *const options[] = {
	compile_options, context_options, against_options, old_options,
	level_options,   config_options,  common_options,  NULL};

const struct command compile_command = {
	.name = "compile",
	.operands = "INPUT --emit KIND=FILE...",
	.summary = "check a layout, then write headers, overlays or pictures of it",
	.examples = examples,
	.options = options,
	.run = run,
};
