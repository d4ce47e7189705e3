/* SPDX-License-Identifier: MIT */
/* Domains are resolved one by one, so nobody sees that two of them use the same bytes
 * (PARTITION-MANAGER.md 9, 21 and 23).
 */
#include "pm.h"

#include <stdlib.h>

#include "base/arena.h"

/* A partition that holds bytes itself. */
struct holder {
	const struct pm_table *table;
	const struct pm_row *row;
};

static bool holds_bytes(const struct pm_row *row)
{
	const struct pm_number none = {false, 0};

	return !row->has_span && !cstr_eq(row->name, row->region) &&
	       pm_number_compare(row->size, none) > 0;
}

static int by_place(const void *a, const void *b)
{
	const struct holder *first = a, *second = b;
	int order = strcmp(first->row->region, second->row->region);

	if (order == 0)
		order = pm_number_compare(first->row->address, second->row->address);
	if (order == 0)
		order = strcmp(first->table->domain, second->table->domain);
	return order ? order : strcmp(first->row->name, second->row->name);
}

static const char *domain_name(struct arena *arena, const char *domain)
{
	return *domain ? arena_printf(arena, "domain `%s`", domain) : "the root domain";
}

static void report(struct findings *found, const struct holder *a, const struct holder *b)
{
	struct text begin = {.arena = found->arena};
	struct finding *finding;

	pm_number_hex(&begin, b->row->address);
	finding =
		finding_add(found, RULE_overlapping_partitions, (struct span){0},
			    "`%s` of %s and `%s` of %s share the bytes from %s of `%s`",
			    b->row->name, domain_name(found->arena, b->table->domain), a->row->name,
			    domain_name(found->arena, a->table->domain), begin.p, a->row->region);
	finding_limit(finding, SEVERITY_WARNING);
	finding_about(found, finding, b->row->name);
	finding_about(found, finding, a->row->name);
	finding_note(found, finding,
		     "Partition Manager resolves each domain alone and compares nothing");
	finding_help(found, finding,
		     "give the domains regions of their own, or leave a gap in one domain's static "
		     "file for the other's partitions");
}

void pm_warn_domains(struct findings *found, const struct pm_table *tables, size_t count)
{
	struct holder *all;
	size_t room = 1, n = 0;

	for (size_t t = 0; t < count; t++)
		room += tables[t].count;
	all = arena_array(found->arena, room, sizeof(*all));
	for (size_t t = 0; t < count; t++) {
		for (size_t i = 0; i < tables[t].count; i++) {
			if (holds_bytes(&tables[t].rows[i]))
				all[n++] = (struct holder){&tables[t], &tables[t].rows[i]};
		}
	}
	qsort(all, n, sizeof(*all), by_place);
	/* Neighbours by address: each clash of two domains shows where it begins. */
	for (size_t i = 1, reach = 0; i < n; i++) {
		const struct holder *a = &all[reach], *b = &all[i];
		bool same = cstr_eq(a->row->region, b->row->region);

		if (same && a->table != b->table &&
		    pm_number_compare(b->row->address, a->row->end) < 0)
			report(found, a, b);
		if (!same || pm_number_compare(b->row->end, a->row->end) > 0)
			reach = i;
	}
}
