/* SPDX-License-Identifier: MIT */
/* Running the rules over a resolved layout.
 *
 * A rule is a row of rules.def plus a function rule_<name>() of at most 40 lines that appends
 * findings.  A rule skips what an earlier stage could not place (partition->placed).
 */
#ifndef PMLAYOUT_CHECK_CHECK_H
#define PMLAYOUT_CHECK_CHECK_H

#include "diag/finding.h"
#include "model/layout.h"

#define RULE(name, level, category, summary)                                                       \
	void rule_##name(const struct layout *layout, struct findings *found);
#define RAISED(name, level, category, summary)
#include "check/rules.def"
#undef RULE
#undef RAISED

/* Every rule, in table order; returns how many were run. */
size_t checks_run(const struct layout *layout, struct findings *found);

/* The long text of `pmlayout explain`; generated from src/check/explain/<name>.txt. */
const char *rule_explain(enum rule_id id);

/* The finding's numbers rest on this fact: an assumed one is named in a note and lowers the
 * level to a warning.  what: "the erase page of external_flash is 4096 bytes".
 */
void finding_rests_on(struct findings *found, struct finding *finding, struct fact fact,
		      const char *what);

/* Starts a finding about a partition: primary place at, name noted. */
struct finding *finding_about_partition(struct findings *found, enum rule_id rule,
					const struct partition *partition, struct span at,
					const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* The best place to point at for a partition's start, size or end: the value as written, else
 * the key.
 */
struct span partition_address_at(const struct partition *partition);
struct span partition_size_at(const struct partition *partition);
/* The scalar of a key, to be written anew: unset when it is not the entry's alone, because it is
 * merged or has an anchor.
 */
struct span partition_own_value(const struct partition *partition, const char *key);
/* A safe fix of both numbers, when both are the entry's own. */
void finding_fix_extent(struct findings *found, struct finding *finding,
			const struct partition *partition, uint64_t address, uint64_t size);

#endif
