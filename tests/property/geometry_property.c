/* SPDX-License-Identifier: MIT */
/* Every layout of up to four partitions on a region of eight sectors, resolved, checked, and
 * compared with what geometry_oracle.h finds sector by sector.
 *
 * Worlds that differ only in how far apart their borders lie are one: of those, the one whose
 * borders inside the region are the first ones is tried ("packed").  Where distances count (the
 * rest of a region, erase pages) all are tried.  Worlds of the same partitions in another order
 * of writing are one as well.  Of four partitions at most one is no leaf: what holders, rests and
 * app do to each other shows with three.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "check/check.h"
#include "geometry_oracle.h"
#include "resolve/resolve.h"
#include "small_world_family.h"

/* How often each rule spoke, and of which entries first. */
struct tally {
	unsigned count[RULE_COUNT];
	unsigned about[RULE_COUNT];
};

struct trial {
	const struct world *world;
	struct truth truth;
	struct partition *built[ENTRIES];
	const struct layout *layout;
	const struct region *region;
	struct tally tally;
	size_t errors;
};

struct score {
	unsigned long worlds, wrong;
};

/* -- One world -------------------------------------------------------------------------------- */

static void tally_findings(struct trial *trial, const struct findings *found)
{
	for (const struct finding *f = found->first; f; f = f->next) {
		trial->tally.count[f->rule]++;
		trial->errors += f->severity == SEVERITY_ERROR;
		for (size_t i = 0; f->partitions && i < trial->world->count; i++)
			if (cstr_eq(f->partitions->text, trial->world->names[i]))
				trial->tally.about[f->rule] |= BIT(i);
	}
}

static size_t index_of(const struct trial *trial, const struct partition *partition)
{
	size_t i = 0;

	while (i < trial->world->count && trial->built[i] != partition)
		i++;
	return i;
}

static const char *judge_overlaps(const struct trial *trial)
{
	size_t listed = 0;

	for (const struct overlap *o = trial->region->overlaps; o; o = o->next, listed++) {
		size_t i = index_of(trial, o->first), j = index_of(trial, o->second);
		const struct entry common = {LEAF, (unsigned)(o->begin / SECTOR),
					     (unsigned)(o->end / SECTOR)};

		if (i >= trial->world->count || j >= trial->world->count || i == j)
			return "an overlap is of strangers";
		if (o->end <= o->begin ||
		    trial->truth.shared[i < j ? i : j][i < j ? j : i] != sectors_of(&common))
			return "an overlap is not what is shared";
	}
	if (listed != trial->truth.pairs || trial->region->overlaps_left_out)
		return "number of overlaps";
	return trial->tally.count[RULE_overlapping_partitions] == listed ? NULL
									 : "overlapping-partitions";
}

static bool same_gaps(const struct gap *gap, size_t count, const struct runs *runs)
{
	if (count != runs->count)
		return false;
	for (size_t i = 0; i < runs->count; i++, gap = gap->next)
		if (!gap || gap->begin != runs->list[i].begin * SECTOR ||
		    gap->end != runs->list[i].end * SECTOR)
			return false;
	return gap == NULL;
}

static const char *judge_gaps(const struct trial *trial)
{
	const struct truth *truth = &trial->truth;
	const struct tally *tally = &trial->tally;
	bool refused = tally->count[RULE_gap_count] > 0;

	if (!same_gaps(trial->region->gaps, trial->region->gap_count, &truth->gaps))
		return "gaps";
	if (!same_gaps(trial->region->pm_gaps, trial->region->pm_gap_count, &truth->pm_gaps))
		return "gaps as Partition Manager pairs them";
	/* Faults of single partitions explain gaps that run backwards, and speak for them. */
	if (refused != (truth->many || ((truth->refused || truth->backward) && !truth->pairs &&
					!leaves_any(trial->world))))
		return "gap-count";
	if ((truth->refused || truth->backward) && !trial->errors)
		return "Partition Manager refuses and we do not";
	if ((tally->count[RULE_not_packed] > 0) != truth->not_packed)
		return "not-packed";
	/* A slot's inside is not free, whoever fills it: only worlds without one are judged. */
	if (!layout_find(trial->layout, "mcuboot_primary") &&
	    tally->count[RULE_unused_space] != (refused ? 0 : truth->unused.count))
		return "unused-space";
	return NULL;
}

static const char *judge_dynamic(const struct trial *trial)
{
	const char *name = trial->world->simple ? "external_flash" : "app";
	const struct partition *dynamic = layout_find(trial->layout, name);
	const struct truth *truth = &trial->truth;

	if (!dynamic || !dynamic->placed)
		return truth->has_dynamic ? "nobody gets the rest" : NULL;
	if (!truth->has_dynamic)
		return "somebody gets a rest that is not there";
	if (dynamic->address.value != truth->dynamic.begin * SECTOR ||
	    partition_end(dynamic) != truth->dynamic.end * SECTOR)
		return "the rest lies elsewhere";
	return NULL;
}

static const char *judge_named(const struct trial *trial)
{
	const struct truth *truth = &trial->truth;
	const struct tally *tally = &trial->tally;

	if (tally->about[RULE_out_of_region] != truth->outside)
		return "out-of-region";
	if (tally->about[RULE_zero_size] != truth->empty)
		return "zero-size";
	if (tally->about[RULE_overlapping_leftover] != truth->covering)
		return "overlapping-leftover";
	return tally->about[RULE_container_mismatch] == truth->unlike ? NULL : "container-mismatch";
}

/* A slot that has bytes and lies in the region begins and ends on erase pages of the device. */
static const char *judge_alignment(const struct trial *trial)
{
	const struct world *world = trial->world;
	unsigned unaligned = 0;

	for (size_t i = 0; i < world->count; i++) {
		const struct entry *entry = &world->entries[i];
		unsigned begin = entry->begin - world->first, end = entry->end - world->first;

		if (!cstr_starts(world->names[i], "mcuboot_") || entry->begin == entry->end ||
		    entry->begin < world->first)
			continue;
		if (begin % world->page || end % world->page)
			unaligned |= BIT(i);
	}
	return trial->tally.about[RULE_slot_unaligned] == unaligned ? NULL : "slot-unaligned";
}

/* The first thing that is not as it should be; NULL when all is well. */
static const char *judge(const struct trial *trial)
{
	const char *wrong = judge_overlaps(trial);

	wrong = wrong ? wrong : judge_gaps(trial);
	wrong = wrong ? wrong : judge_dynamic(trial);
	wrong = wrong ? wrong : judge_named(trial);
	return wrong ? wrong : judge_alignment(trial);
}

static void show(const struct world *world, const char *wrong)
{
	printf("%s: %s from border %u, page of %u:", wrong, world_region(world), world->first,
	       world->page);
	for (size_t i = 0; i < world->count; i++)
		printf(" %s%s %u..%u", world->names[i],
		       world->entries[i].role == HOLDER_OF_ALL ? " (of all)" : "",
		       world->entries[i].begin, world->entries[i].end);
	printf("\n");
}

static void try_world(struct world *world, void *context)
{
	struct score *score = context;
	struct trial trial = {.world = world, .truth = world_truth(world)};
	struct layout *layout = world_build(world, trial.built);
	struct findings found;
	const char *wrong;

	findings_init(&found, layout->arena);
	layout_resolve(layout);
	checks_run(layout, &found);
	trial.layout = layout;
	trial.region = layout_region(layout, world_region(world));
	tally_findings(&trial, &found);
	wrong = judge(&trial);
	score->worlds++;
	if (wrong && score->wrong++ < 5)
		show(world, wrong);
	build_drop(layout);
}

/* -- Families of worlds ----------------------------------------------------------------------- */

static void try_family(bool simple, bool packed, unsigned first, size_t count, size_t not_leaves)
{
	struct score score = {0, 0};
	const struct family family = {simple, packed, first, count, not_leaves, try_world, &score};

	family_visit(&family);
	printf("%zu partitions in a %s region from border %u%s: %lu worlds, %lu wrong\n", count,
	       simple ? "simple" : "complex", first, packed ? ", packed" : "", score.worlds,
	       score.wrong);
	assert_true(score.worlds > 0);
	assert_int_equal(score.wrong, 0);
}

/* -- Tests ------------------------------------------------------------------------------------ */

static void worlds_of_up_to_two_partitions(void **state)
{
	(void)state;
	for (unsigned first = 0; first < 2; first++) {
		for (size_t count = 1; count < 3; count++) {
			try_family(false, false, first, count, 2);
			try_family(true, false, first, count, 2);
		}
	}
}

/* Sectors in front of the region matter to each partition alone. */
static void worlds_of_three_partitions(void **state)
{
	(void)state;
	try_family(false, true, 0, 3, 3);
	try_family(true, true, 0, 3, 3);
	try_family(false, true, 1, 3, 1);
	try_family(true, true, 1, 3, 1);
}

/* The rest of a simple region depends on the sum of all sizes, so on every distance. */
static void rests_of_three_partitions(void **state)
{
	(void)state;
	try_family(true, false, 0, 3, 0);
}

static void worlds_of_four_partitions(void **state)
{
	(void)state;
	try_family(false, true, 0, 4, 1);
	try_family(true, true, 0, 4, 1);
}

/* app beside one partition, wherever it is written. */
static void app_may_be_written_anywhere(void **state)
{
	struct world world = {.page = 1, .count = 2};
	struct score score = {0, 0};
	const unsigned beyond = SECTORS + 1;

	(void)state;
	for (unsigned n = 0; n < (beyond + 1) * (beyond + 1); n++) {
		for (unsigned m = 0; m < (beyond + 1) * (beyond + 1); m++) {
			struct entry leaf = {LEAF, n / (beyond + 1), n % (beyond + 1)};
			struct entry app = {APP, m / (beyond + 1), m % (beyond + 1)};

			if (leaf.begin > leaf.end || app.begin > app.end)
				continue;
			world.entries[0] = leaf;
			world.entries[1] = app;
			world_name(&world);
			try_world(&world, &score);
		}
	}
	printf("app and a leaf: %lu worlds, %lu wrong\n", score.worlds, score.wrong);
	assert_int_equal(score.wrong, 0);
}

/* Two slots with every erase page that divides the region. */
static void slots_lie_on_erase_pages(void **state)
{
	struct score score = {0, 0};
	const unsigned beyond = SECTORS + 1;

	(void)state;
	for (unsigned n = 0; n < 4 * (beyond + 1) * (beyond + 1); n++) {
		unsigned page = 1u << n % 4, begin = n / 4 / (beyond + 1),
			 end = n / 4 % (beyond + 1);
		struct world world = {.page = page, .count = 2};

		for (unsigned middle = begin; middle <= end; middle++) {
			world.entries[0] = (struct entry){LEAF, begin, middle};
			world.entries[1] = (struct entry){LEAF, middle, end};
			world.names[0] = "mcuboot_primary";
			world.names[1] = "mcuboot_secondary";
			try_world(&world, &score);
			world.simple = !world.simple;
			try_world(&world, &score);
		}
	}
	printf("slots side by side: %lu worlds, %lu wrong\n", score.worlds, score.wrong);
	assert_int_equal(score.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worlds_of_up_to_two_partitions),
		cmocka_unit_test(worlds_of_three_partitions),
		cmocka_unit_test(rests_of_three_partitions),
		cmocka_unit_test(worlds_of_four_partitions),
		cmocka_unit_test(app_may_be_written_anywhere),
		cmocka_unit_test(slots_lie_on_erase_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
