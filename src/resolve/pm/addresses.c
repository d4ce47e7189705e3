/* SPDX-License-Identifier: MIT */
/* Addresses from the start up to the dynamic partition and from the end down to it
 * (PARTITION-MANAGER.md 5.3, step 15).
 */
#include "resolve/pm/region.h"

#include <inttypes.h>

#include "base/arena.h"

/* Partition Manager gives up when Python's recursion limit is reached. */
#define ROUNDS 1000

#define NO_ALIGNMENT                                                                               \
	"Unable to fulfill alignment requirement automatically.\n"                                 \
	"Please re-size the configured partition sizes to get a valid configuration.\n"            \
	"If you are not able to get a valid configuration either re-evaluate th e\n"               \
	"alignment requirements, or use 'static configuration' (see docs) to specify the\n"        \
	" partitioning. Note that aligning more than one partition which shares size\n"            \
	" with the dynamic partition (e.g. 'app')  is not supported."

const char *pm_alignment_text(void)
{
	return NO_ALIGNMENT;
}

static bool check_misplaced(struct pm_run *run)
{
	static const char *const keys[] = {"align", "align_next"};
	bool ok = true;

	for (size_t i = 0; i < run->solution_count; i++) {
		const struct pm_part *part = run->solution[i];
		bool hole = str_contains(str_of(part->name), "EMPTY_");

		for (size_t k = 0; k < 2; k++) {
			struct finding *finding;

			if (hole || !value_get(part->map, keys[k]))
				continue;
			finding = pm_fail(run, RULE_ignored_key, part->name,
					  value_place(part->map, keys[k]),
					  arena_printf(run->arena,
						       "'%s' config is misplaced (should be part "
						       "of 'placement').",
						       keys[k]));
			pm_say(run, finding, "`%s` of `%s` stands beside placement", keys[k],
			       part->name);
			pm_help(run, finding, "move `%s` below `placement`", keys[k]);
			ok = false;
		}
	}
	return ok;
}

static bool check_sizes(struct pm_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->part_count; i++) {
		const struct pm_part *part = &run->parts[i];
		int64_t unused;

		if (!part->container && part->placed && !part->sized)
			ok = pm_need_number(run, part->name, part->map, "size", &unused) && ok;
	}
	return ok;
}

static bool report_endless(struct pm_run *run, const struct pm_part *part, bool behind)
{
	struct finding *finding;
	struct span at = pm_place_of(run, part->name, "placement");

	if (behind)
		finding = pm_fail(run, RULE_unsolvable_placement, part->name, at, NO_ALIGNMENT);
	else
		finding = pm_crash(run, RULE_unsolvable_placement, part->name, at,
				   "Partition Manager ends with RecursionError");
	pm_say(run, finding, "the alignment of `%s` moves others, which move it again", part->name);
	pm_help(run, finding, "change sizes so that the alignments are met without holes");
	return false;
}

/* Where the addresses are computed. */
struct progress {
	struct pm_part *at; /* the part for which a hole was inserted last */
	bool behind;        /* it lies behind the dynamic one */
	size_t holes, limit;
};

/* From the first part to the dynamic one.  *again: a hole was inserted and all begins anew; only
 * when sizes depend on holes that is more than going on from the hole.
 */
static bool assign_front(struct pm_run *run, struct progress *progress, bool *again)
{
	for (size_t i = 0;; i++) {
		struct pm_part *part = run->solution[i];
		bool inserted = false;

		if (i > 0) {
			part->address = run->solution[i - 1]->address + run->solution[i - 1]->size;
			part->address_float = run->solution[i - 1]->address_float ||
					      run->solution[i - 1]->size_float;
		}
		if (!pm_align_at(run, i, true, &inserted))
			return false;
		if (inserted) {
			*progress = (struct progress){part, false, progress->holes + 1,
						      progress->limit};
			*again = i == 0 || run->sharer_count > 1 ||
				 progress->holes > progress->limit;
			if (*again)
				return true;
			i--;
			continue;
		}
		if (part == run->dynamic_part)
			return true;
	}
}

/* From the last part down to the dynamic one. */
static bool assign_back(struct pm_run *run, struct progress *progress, bool *again)
{
	for (size_t i = run->solution_count - 1; run->solution[i] != run->dynamic_part; i--) {
		struct pm_part *part = run->solution[i];
		int64_t end = run->begin + run->size;
		bool inserted = false;

		if (i + 1 < run->solution_count)
			end = run->solution[i + 1]->address;
		part->address = end - part->size;
		part->address_float = part->size_float || (i + 1 < run->solution_count &&
							   run->solution[i + 1]->address_float);
		if (!pm_align_at(run, i, false, &inserted))
			return false;
		if (!inserted)
			continue;
		*progress = (struct progress){part, true, progress->holes + 1, progress->limit};
		*again = run->sharer_count > 1 || progress->holes > progress->limit;
		if (*again)
			return true;
		i += 2; /* the hole stands behind the part */
	}
	return true;
}

static bool assign_all(struct pm_run *run)
{
	struct progress progress = {.limit = ROUNDS + 2 * run->part_count};

	for (size_t i = 0; i < run->solution_count; i++)
		run->solution[i]->align =
			value_get(value_get(run->solution[i]->map, "placement"), "align");
	run->solution[0]->address = run->begin;
	while (progress.holes <= progress.limit) {
		bool again = false;

		if (!assign_front(run, &progress, &again) ||
		    (!again && !assign_back(run, &progress, &again)))
			return false;
		if (!again)
			return true;
	}
	return report_endless(run, progress.at, progress.behind);
}

/* -- The sum ---------------------------------------------------------------------------------- */

/* A partition that is never placed, but whose bytes count; NULL: there is none. */
static const struct pm_part *find_unplaced(const struct pm_run *run)
{
	for (size_t i = 0; i < run->part_count; i++) {
		if (!run->parts[i].container && !run->parts[i].placed)
			return &run->parts[i];
	}
	return NULL;
}

static bool report_unplaced(struct pm_run *run, const struct pm_part *part, const char *sentence)
{
	struct finding *finding =
		pm_fail(run, RULE_unsolvable_placement, part->name, (struct span){0}, sentence);

	pm_say(run, finding,
	       "`%s` has neither `before` nor `after`, so it is never placed, but its bytes are "
	       "taken from `%s`",
	       part->name, run->dynamic);
	pm_help(run, finding,
		"write `placement: {before: [end]}`, or another name of a partition that no "
		"static file defines");
	return false;
}

static bool report_wrong_end(struct pm_run *run)
{
	const char *sentence = "End of last partition is after last valid address";
	const struct pm_part *unplaced = find_unplaced(run);
	struct finding *finding;

	if (unplaced)
		return report_unplaced(run, unplaced, sentence);
	finding = pm_fail(run, RULE_unsolvable_placement, run->dynamic, (struct span){0}, sentence);
	pm_say(run, finding, "the partitions of region `%s` do not end where it ends",
	       run->region->name);
	pm_help(run, finding, "change sizes so that those that share with `%s` divide evenly",
		run->dynamic);
	return false;
}

static void add_hex(struct text *text, int64_t number)
{
	text_printf(text, "%s0x%" PRIx64, number < 0 ? "-" : "",
		    number < 0 ? -(uint64_t)number : (uint64_t)number);
}

/* The part at that place of the solution is not where the one before it ends. */
static bool report_wrong_address(struct pm_run *run, size_t i, int64_t expected)
{
	const struct pm_part *part = run->solution[i], *unplaced = find_unplaced(run);
	struct text text = {.arena = run->arena};
	struct finding *finding;

	text_printf(&text, "Error when inspecting %s, invalid address ", part->name);
	add_hex(&text, part->address);
	text_puts(&text, ", expected ");
	add_hex(&text, expected);
	text_putc(&text, ',');
	if (unplaced)
		return report_unplaced(run, unplaced, text.p);
	finding = pm_fail(run, RULE_unsolvable_placement, part->name,
			  pm_place_of(run, part->name, "placement"), text.p);
	pm_say(run, finding, "`%s` does not begin where the one before it ends", part->name);
	if (i == 0)
		pm_help(run, finding,
			"the first partition cannot be moved: put a partition that fills the "
			"space up to the alignment in front of `%s`",
			part->name);
	else
		pm_help(run, finding,
			"choose sizes that are multiples of the alignments, and of the number of "
			"partitions that share with `%s`",
			run->dynamic);
	return false;
}

/* The first partition cannot be moved, and remainders of shared holes get lost. */
static bool check_sum(struct pm_run *run)
{
	int64_t expected = run->begin;

	for (size_t i = 0; i < run->solution_count; i++) {
		if (run->solution[i]->address != expected)
			return report_wrong_address(run, i, expected);
		expected += run->solution[i]->size;
	}
	return expected == run->begin + run->size || report_wrong_end(run);
}

static void collect_sharers(struct pm_run *run)
{
	run->sharers = arena_array(run->arena, run->part_count + 1, sizeof(*run->sharers));
	run->sharers[run->sharer_count++] = run->dynamic_part;
	for (size_t i = 0; i < run->part_count; i++) {
		if (run->parts[i].shares_dynamic)
			run->sharers[run->sharer_count++] = &run->parts[i];
	}
}

/* Writes what was computed into the mappings; a size that was written stays as it is. */
static void keep_numbers(struct pm_run *run)
{
	for (size_t i = 0; i < run->solution_count; i++) {
		const struct pm_part *part = run->solution[i];
		const struct value *size = value_get(part->map, "size");

		pm_set_number(part->map, "address", part->address, part->address_float);
		if (!size || value_number(size) != part->size ||
		    value_is_whole_float(size) != part->size_float ||
		    value_get(part->map, "share_size"))
			pm_set_number(part->map, "size", part->size, part->size_float);
	}
}

bool pm_set_addresses(struct pm_run *run)
{
	size_t partitions = 0;

	for (size_t i = 0; i < run->part_count; i++)
		partitions += !run->parts[i].container;
	collect_sharers(run);
	run->dynamic_part->address = run->begin;
	if (partitions > 1 && (!check_misplaced(run) || !check_sizes(run) ||
			       !pm_move_align_next(run) || !assign_all(run) || !check_sum(run)))
		return false;
	keep_numbers(run);
	return true;
}
