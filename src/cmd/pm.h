/* SPDX-License-Identifier: MIT */
/* What `pmlayout pm resolve`, `output` and `report` share: options as Python's argparse reads
 * them, findings, and Partition Manager's files.
 */
#ifndef PMLAYOUT_CMD_PM_H
#define PMLAYOUT_CMD_PM_H

#include "cmd.h"
#include "diag/finding.h"
#include "emit/pm_table.h"
#include "model/value.h"

/* One option and the words that were given for it. */
struct pm_option {
	const char *name;       /* "--input-files" */
	const char *short_name; /* "-i", or NULL */
	bool many;              /* takes one word or more; else exactly one */
	bool flag;              /* takes none */
	bool required;
	bool given;
	const char *const *values; /* of the last time it was given */
	size_t count;
};

/* False when the words are wrong, which has been said on stderr. */
bool pm_parse(struct arena *arena, struct pm_option *options, size_t count, char **words,
	      size_t word_count);
/* The words of one option alone, whatever else there is. */
void pm_scan(struct arena *arena, struct pm_option *option, char **words, size_t word_count);
const char *pm_value_of(const struct pm_option *option, const char *fallback);
/* An integer as Python's int(text, 0) reads it. */
bool pm_parse_integer(const char *text, int64_t *number);

/* Prints what Partition Manager says on stdout and the findings on stderr.  The exit status:
 * EXIT_FINDINGS after an error, or with strict after a warning.
 */
int pm_finish(struct findings *found, const struct text *said, bool strict);

/* A file that must be there: partitions.yml, regions.yml.  NULL after an error. */
struct value *pm_read_file(struct arena *arena, const char *path, struct findings *found);
/* The text between PREFIX and .yml in a file's base name; "" when PREFIX is not in it. */
const char *pm_domain_of(struct arena *arena, const char *path, const char *prefix);

/* Warns of partitions of two domains that share bytes of a region that both declare. */
void pm_warn_domains(struct findings *found, const struct pm_table *tables, size_t count);

int pm_resolve_run(struct arena *arena, char **words, size_t count);
int pm_output_run(struct arena *arena, char **words, size_t count);
int pm_report_run(struct arena *arena, char **words, size_t count);

#endif
