/* SPDX-License-Identifier: MIT */
/* A region in which partitions are placed by name around a dynamic one (PARTITION-MANAGER.md 5.2
 * and 5.3).
 */
#include "resolve/pm/region.h"

#include "base/arena.h"
#include "resolve/pm/warn.h"

static struct value *new_entry(struct pm_run *run)
{
	struct value *entry = value_new(run->arena, VALUE_MAP);

	value_set(entry, "region", value_of_text(run->arena, run->region->name));
	return entry;
}

/* The dynamic partition, and a container `app` around it when it is called otherwise. */
static void add_dynamic(struct pm_run *run)
{
	struct value *span, *container;

	if (!cstr_eq(run->dynamic, "app")) {
		pm_replace_app(run->requests, run->dynamic);
		container = new_entry(run);
		span = value_new(run->arena, VALUE_LIST);
		value_append(span, value_of_text(run->arena, run->dynamic));
		value_set(container, "span", span);
		value_set(run->requests, "app", container);
	}
	value_set(run->requests, run->dynamic, new_entry(run));
}

/* Everything is static: the gap is the application's. */
static void take_gap(struct pm_run *run, struct value *results)
{
	const struct value *written = value_get(run->statics, run->dynamic);
	struct value *entry = new_entry(run);

	for (size_t i = 0; written && i < written->count; i++) {
		if (written->members[i].value)
			value_set(entry, written->members[i].key, written->members[i].value);
	}
	value_set(entry, "address", value_of_number(run->arena, run->begin));
	value_set(entry, "size", value_of_number(run->arena, run->size));
	value_set(results, run->dynamic, entry);
}

static void count_holes(struct pm_run *run)
{
	for (size_t i = 0; i < run->requests->count; i++) {
		const struct value_member *member = &run->requests->members[i];

		run->holes += member->value && !value_get(member->value, "span") &&
			      str_contains(str_of(member->key), "EMPTY");
	}
}

/* The order, for which no number but a size of 0 counts. */
static bool arrange(struct pm_run *run)
{
	pm_strings_to_lists(run->requests);
	pm_drop_zero_sized(run);
	count_holes(run);
	return pm_resolve_one_of(run) && pm_forget_missing(run) && pm_collect_parts(run) &&
	       pm_flatten_spans(run) && pm_order_work(run) && pm_place(run) &&
	       pm_check_containers(run);
}

static bool measure(struct pm_run *run)
{
	return pm_share_sizes(run) && pm_set_addresses(run) && pm_close_containers(run);
}

static void copy(const struct pm_run *run, const struct value *from, struct value *results,
		 const char *except)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct value_member *member = &from->members[i];
		const struct value *old = value_get(results, member->key);

		if (!member->value || (except && cstr_eq(member->key, except)))
			continue;
		if (old)
			pm_warn_replaced(run->problem, member->key, old, member->value);
		value_set(results, member->key, member->value);
	}
}

bool pm_add_ends(struct pm_run *run, struct value *results)
{
	bool ok = true;

	for (size_t i = 0; i < results->count; i++) {
		struct value_member *member = &results->members[i];
		int64_t address, size;
		bool address_float, size_float;

		if (!member->value)
			continue;
		if (!pm_need_size(run, member->key, member->value, "address", &address,
				  &address_float) ||
		    !pm_need_size(run, member->key, member->value, "size", &size, &size_float)) {
			ok = false;
			continue;
		}
		pm_set_number(member->value, "end_address", address + size,
			      address_float || size_float);
	}
	return ok;
}

bool pm_solve_complex(struct pm_run *run, struct value *results)
{
	bool is_static = value_live(run->statics) > 0, has_gap;

	run->dynamic = run->region->dynamic ? run->region->dynamic : "app";
	run->begin = run->region->base;
	run->size = run->region->size;
	add_dynamic(run);
	has_gap = !is_static || pm_require_gap(run);
	if (has_gap && is_static && value_live(run->requests) == 1 &&
	    cstr_eq(run->dynamic, "app")) {
		take_gap(run, results);
	} else {
		/* Without a gap the fragments may be wrong as well. */
		if (!arrange(run) || !has_gap || !measure(run))
			return false;
		copy(run, run->requests, results, NULL);
	}
	copy(run, run->statics, results, run->dynamic);
	return pm_add_ends(run, results);
}
