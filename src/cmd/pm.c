/* SPDX-License-Identifier: MIT */
/* `pmlayout pm`: in place of Partition Manager's three scripts, with their arguments. */
#include "pm.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "read/pm_fragments.h"
#include "read/read.h"
#include "report/report.h"

static void print_findings(struct findings *found)
{
	const struct report_options options = {.quiet = true};
	const struct report_summary summary = {0};
	struct text out = {.arena = found->arena};

	findings_sort(found);
	report_find("text")->write(found, NULL, &summary, &options, &out);
	if (out.n)
		fwrite(out.p, 1, out.n, stderr);
}

int pm_finish(struct findings *found, const struct text *said, bool strict)
{
	int status = EXIT_CLEAN;

	if (said->n)
		status = print_text((struct str){said->p, said->n});
	if (found->count)
		print_findings(found);
	if (status != EXIT_CLEAN)
		return status;
	if (findings_count(found, SEVERITY_ERROR) ||
	    (strict && findings_count(found, SEVERITY_WARNING)))
		return EXIT_FINDINGS;
	return EXIT_CLEAN;
}

struct value *pm_read_file(struct arena *arena, const char *path, struct findings *found)
{
	struct source *source = read_source(arena, path, found);
	struct finding *finding;
	struct value *value;

	if (!source || !pm_yaml_read(arena, source, found, &value))
		return NULL;
	if (!value) {
		finding = finding_add(found, RULE_nothing_to_check, span_of(source, 0, 0),
				      "`%s` is empty", path);
		finding_note(found, finding, "Partition Manager's scripts stop at an empty file");
		finding_help(found, finding, "give the file that `pmlayout pm resolve` wrote");
	}
	return value;
}

const char *pm_domain_of(struct arena *arena, const char *path, const char *prefix)
{
	const char *base = strstr(path_base(path), prefix), *end;

	if (!base)
		return "";
	base += strlen(prefix);
	end = strstr(base, ".yml");
	return arena_copy(arena, base, end ? (size_t)(end - base) : strlen(base));
}

static const struct option_row resolve_options[] = {
	{"input-files", 0, "FILE...", "pm resolve", "fragments, preprocessed", NULL},
	{"output-partitions", 0, "FILE", "pm resolve", "partitions.yml, to be written", NULL},
	{"output-regions", 0, "FILE", "pm resolve", "regions.yml, to be written", NULL},
	{"static-config", 0, "FILE", "pm resolve", "pm_static.yml", NULL},
	{"regions", 0, "REGION...", "pm resolve",
	 "names; REGION-size and so on are options as well", NULL},
	{"soc", 0, "NAME", "pm resolve", "the chip: what comes out is held against it", NULL},
	{"dtb", 0, "[IMAGE=]FILE...", "pm resolve", "likewise devicetrees of images", NULL},
	{"kconfig", 0, "[IMAGE=]FILE...", "pm resolve", "likewise .config files of images", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static const struct option_row output_options[] = {
	{"input-partitions", 0, "FILE...", "pm output", "partitions.yml, one a domain", NULL},
	{"input-regions", 0, "FILE...", "pm output", "regions.yml, in the same order", NULL},
	{"config-file", 0, "FILE", "pm output", "pm.config, to be written", NULL},
	{"images", 0, "DOMAIN:IMAGE...", "pm output", "images that get a header", NULL},
	{"header-files", 0, "FILE...", "pm output", "their headers, to be written", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static const struct option_row report_options[] = {
	{"input", 'i', "FILE...", "pm report", "partitions.yml, one a domain", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static const struct option_row shared_options[] = {
	{"strict", 0, NULL, "General", "a warning is an error: nothing is written", NULL},
	{"help", 'h', NULL, "General", "show this help", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static bool wants_help(char **words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cstr_eq(words[i], "-h") || cstr_eq(words[i], "--help"))
			return true;
	}
	return false;
}

static int run_words(const struct command *command, struct arena *arena, int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(struct arena *arena, char **words, size_t count);
	} scripts[] = {
		{"resolve", pm_resolve_run},
		{"output", pm_output_run},
		{"report", pm_report_run},
	};
	struct text out = {.arena = arena};

	if (wants_help(argv + 1, (size_t)argc - 1)) {
		help_command(&out, command);
		return print_text((struct str){out.p, out.n});
	}
	if (argc < 2)
		return usage_error("pm needs one of %s", command->operands);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		if (cstr_eq(argv[1], scripts[i].name))
			return scripts[i].run(arena, argv + 2, (size_t)argc - 2);
	}
	return usage_error("pm takes one of %s, not `%s`", command->operands, argv[1]);
}

static const char *const examples[] = {
	"pmlayout pm resolve $RESOLVE_ARGUMENTS",
	"pmlayout pm output $OUTPUT_ARGUMENTS",
	"pmlayout pm report --input partitions.yml",
	NULL,
};

static const struct option_row *const options[] = {resolve_options, output_options, report_options,
						   shared_options, NULL};

const struct command pm_command = {
	.name = "pm",
	.operands = "resolve|output|report",
	.summary = "in place of Partition Manager's scripts, with their arguments",
	.examples = examples,
	.options = options,
	.run_words = run_words,
};
