/* SPDX-License-Identifier: MIT */
/* What Partition Manager's output script knows of the partitions of one domain
 * (PARTITION-MANAGER.md 6.2), whether they come from a layout or from partitions.yml.
 */
#ifndef PMLAYOUT_EMIT_PM_TABLE_H
#define PMLAYOUT_EMIT_PM_TABLE_H

#include "diag/finding.h"
#include "emit/entries.h"
#include "model/value.h"

/* Partition Manager writes negative sizes as well. */
struct pm_number {
	bool negative;
	uint64_t magnitude;
};

struct pm_parameter {
	const char *key, *value; /* the value in Python's words */
};

struct pm_names {
	const char **all;
	size_t count;
};

struct pm_row {
	const char *name, *region;
	size_t order;                                /* in the file; all 0: by name */
	struct pm_number address, size, end, offset; /* bytes; offset in the region */
	const char *device, *driver;                 /* of the region; "" when it has none */
	bool has_span;                               /* the key stands there: a container */
	bool hides_image;        /* no image can be called like it, because it is a container */
	bool drawn_as_container; /* in the report */
	struct pm_names span;    /* of a text: its letters */
	struct pm_names affiliations;
	struct pm_parameter *parameters;
	size_t parameter_count;
};

struct pm_table {
	const char *domain; /* "" for the root */
	struct pm_row *rows;
	size_t count;
	const char **by_size; /* all names, by size, depth of container and name */
};

/* False: *why says what cannot stand in Partition Manager's files.  strict: in C source. */
bool pm_table_of_layout(const struct layout *layout, bool strict, struct pm_table *table,
			const char **why);
/* From partitions.yml and regions.yml.  False after errors were reported.  Without regions only
 * what the report needs is read.
 */
bool pm_table_of_values(const struct value *partitions, const struct value *regions,
			struct findings *found, struct pm_table *table);

/* What follows from all rows is computed, then they are sorted by address; of equal ones the first
 * in the file comes first.
 */
void pm_table_finish(struct arena *arena, struct pm_table *table);
/* NULL when there is no such row. */
const struct pm_row *pm_table_find(const struct pm_table *table, const char *name);

int pm_number_compare(struct pm_number a, struct pm_number b);
struct pm_number pm_number_add(struct pm_number a, struct pm_number b);
struct pm_number pm_number_subtract(struct pm_number a, struct pm_number b);
void pm_number_hex(struct text *out, struct pm_number number); /* "-0x1000" */

/* All lines about all domains, as the header's of an image of domain self, or as pm.config's. */
enum pm_form { PM_FORM_CONFIG, PM_FORM_HEADER };
void pm_defines(struct text *out, const struct pm_table *tables, size_t count, enum pm_form form,
		const char *self);

/* A whole header: name is that of the file.  False: *why says what the image lacks; *renamed is
 * set when `IMAGE_image` was taken because IMAGE is a container.
 */
struct pm_header {
	const struct pm_table *tables;
	size_t count;
	const char *domain, *image, *output;
};
bool pm_header_write(struct text *out, const struct pm_header *header, bool *renamed,
		     const char **why);

/* The report of one domain; color: with the escape sequences that Partition Manager prints. */
void pm_report_write(struct text *out, const struct pm_table *table, bool color);

#endif
