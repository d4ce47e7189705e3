/* SPDX-License-Identifier: MIT */
/* What is true of a small world, found sector by sector from RULES.md "Geometry" and
 * PARTITION-MANAGER.md 5.3 and 5.4; shares nothing with src.  Sets of sectors, borders and entries
 * are bits of an unsigned.
 */
#ifndef TESTS_PROPERTY_GEOMETRY_ORACLE_H
#define TESTS_PROPERTY_GEOMETRY_ORACLE_H

#include "small_world.h"

#define BIT(n) (1u << (n))
#define PAIRS (ENTRIES * ENTRIES)

/* From one border to another; PM's may run backwards. */
struct run {
	unsigned begin, end;
};

struct runs {
	struct run list[16];
	size_t count;
};

struct truth {
	unsigned shared[ENTRIES][ENTRIES]; /* sectors that two may not share, first < second */
	size_t pairs;                      /* that share any */
	struct runs gaps, pm_gaps, unused;
	struct run dynamic; /* of app, or of the rest that PM makes */
	bool has_dynamic;
	unsigned outside, empty, covering, unlike; /* entries that a rule must name */
	bool not_packed;
	bool refused;  /* PM stops at the number of gaps */
	bool backward; /* PM takes the one gap, which runs backwards */
	bool many;     /* PM would stop without the gaps that run backwards, too */
};

/* The sectors of an entry. */
static inline unsigned sectors_of(const struct entry *entry)
{
	unsigned set = 0;

	for (unsigned sector = entry->begin; sector < entry->end; sector++)
		set |= BIT(sector);
	return set;
}

static inline unsigned sectors_of_region(const struct world *world)
{
	unsigned set = 0;

	for (unsigned sector = world->first; sector < world_last(world); sector++)
		set |= BIT(sector);
	return set;
}

/* The sectors that leaves cover. */
static inline unsigned covered_by_leaves(const struct world *world)
{
	unsigned set = 0;

	for (size_t i = 0; i < world->count; i++)
		if (world->entries[i].role == LEAF)
			set |= sectors_of(&world->entries[i]);
	return set;
}

static inline struct runs runs_of(unsigned sectors)
{
	struct runs runs = {.count = 0};

	for (unsigned sector = 0; sector < 16; sector++) {
		if (!(sectors & BIT(sector)))
			continue;
		if (sector == 0 || !(sectors & BIT(sector - 1)))
			runs.list[runs.count++].begin = sector;
		runs.list[runs.count - 1].end = sector + 1;
	}
	return runs;
}

/* Two leaves share sectors, or a leaf lies partly in a slot that does not list it. */
static inline unsigned sectors_shared(const struct world *world, size_t i, size_t j)
{
	const struct entry *a = &world->entries[i], *b = &world->entries[j];
	unsigned both = sectors_of(a) & sectors_of(b);
	const struct entry *leaf = a->role == LEAF ? a : b, *other = leaf == a ? b : a;
	const char *name = world->names[leaf == a ? j : i];

	if (leaf->role != LEAF)
		return 0;
	if (other->role == LEAF)
		return both;
	if (other->role != HOLDER_OF_NONE || !cstr_eq(name, "mcuboot_primary"))
		return 0;
	return sectors_of(leaf) & ~sectors_of(other) ? both : 0;
}

static inline void find_shared(const struct world *world, struct truth *truth)
{
	for (size_t i = 0; i < world->count; i++) {
		for (size_t j = i + 1; j < world->count; j++) {
			truth->shared[i][j] = sectors_shared(world, i, j);
			truth->pairs += truth->shared[i][j] != 0;
		}
	}
}

static inline bool leaves_region(const struct world *world, const struct entry *entry)
{
	return entry->begin < world->first || entry->end > world_last(world);
}

/* Somebody but app leaves the region. */
static inline bool leaves_any(const struct world *world)
{
	for (size_t i = 0; i < world->count; i++)
		if (world->entries[i].role != APP && leaves_region(world, &world->entries[i]))
			return true;
	return false;
}

/* Somebody that a holder names leaves the region and is blamed for it: no holder himself, or a
 * smaller one.
 */
static inline bool somebody_else_leaves(const struct world *world, size_t holder)
{
	const struct entry *whole = &world->entries[holder];

	for (size_t i = 0; i < world->count; i++) {
		const struct entry *member = &world->entries[i];
		bool smaller = member->end - member->begin < whole->end - whole->begin;

		if (i != holder && member->role != APP && leaves_region(world, member) &&
		    (!is_holder(member) || smaller))
			return true;
	}
	return false;
}

static inline void find_outside(const struct world *world, struct truth *truth)
{
	for (size_t i = 0; i < world->count; i++) {
		const struct entry *entry = &world->entries[i];

		if (entry->role == APP || !leaves_region(world, entry))
			continue;
		if (entry->role != HOLDER_OF_ALL || !somebody_else_leaves(world, i))
			truth->outside |= BIT(i);
	}
}

/* A holder is not as large as what it lists: it lists nobody, somebody reaches outside, or, when
 * all are known and none is anybody's rest, they fill less than it.
 */
static inline bool is_unlike_members(const struct world *world, size_t holder)
{
	const struct entry *whole = &world->entries[holder];
	unsigned begin = UINT32_MAX, end = 0;
	bool known = true;

	if (world->count == 1) /* a holder of nobody */
		return true;
	for (size_t i = 0; i < world->count; i++) {
		const struct entry *member = &world->entries[i];

		if (i == holder)
			continue;
		if (member->role == APP || member->role == LEFTOVER) {
			known = false;
			continue;
		}
		if (member->begin < whole->begin || member->end > whole->end)
			return true;
		begin = member->begin < begin ? member->begin : begin;
		end = member->end > end ? member->end : end;
	}
	return known && (begin > whole->begin || end < whole->end);
}

static inline void find_named(const struct world *world, struct truth *truth)
{
	for (size_t i = 0; i < world->count; i++) {
		const struct entry *entry = &world->entries[i];

		if ((entry->role == LEAF || is_holder(entry)) && entry->begin == entry->end)
			truth->empty |= BIT(i);
		if (entry->role == LEFTOVER && sectors_of(entry) & covered_by_leaves(world))
			truth->covering |= BIT(i);
		if (entry->role == HOLDER_OF_ALL && is_unlike_members(world, i))
			truth->unlike |= BIT(i);
	}
}

/* PARTITION-MANAGER.md 5.3: sets of borders, less each other, paired in order. */
static inline struct runs pair_borders(unsigned starts, unsigned ends)
{
	unsigned gap_starts = ends & ~starts, gap_ends = starts & ~ends;
	struct runs runs = {.count = 0};

	for (unsigned begin = 0, end = 0; begin < 16 && end < 16; begin++, end++) {
		while (begin < 16 && !(gap_starts & BIT(begin)))
			begin++;
		while (end < 16 && !(gap_ends & BIT(end)))
			end++;
		if (begin < 16 && end < 16)
			runs.list[runs.count++] = (struct run){begin, end};
	}
	return runs;
}

/* The gaps that have a length; overlaps and what lies outside make others, which run backwards. */
static inline struct runs forward_only(const struct runs *runs)
{
	struct runs forward = {.count = 0};

	for (size_t i = 0; i < runs->count; i++)
		if (runs->list[i].begin < runs->list[i].end)
			forward.list[forward.count++] = runs->list[i];
	return forward;
}

static inline void find_pm_gaps(const struct world *world, struct truth *truth)
{
	unsigned starts = BIT(world_last(world)), ends = BIT(world->first);
	size_t forward;

	for (size_t i = 0; i < world->count; i++) {
		const struct entry *entry = &world->entries[i];

		if (!world->simple && (is_holder(entry) || entry->role == APP))
			continue;
		starts |= BIT(entry->begin);
		ends |= BIT(entry->end);
	}
	truth->pm_gaps = pair_borders(starts, ends);
	forward = forward_only(&truth->pm_gaps).count;
	truth->refused = world->simple ? truth->pm_gaps.count > 1 : truth->pm_gaps.count != 1;
	truth->backward = !world->simple && truth->pm_gaps.count == 1 && forward == 0;
	truth->many = world->simple ? forward > 1 : truth->refused && forward != 1;
	truth->not_packed = world->simple && truth->pm_gaps.count == 1 &&
			    truth->pm_gaps.list[0].end != world_last(world);
}

static inline const struct entry *entry_of(const struct world *world, enum role role)
{
	for (size_t i = 0; i < world->count; i++)
		if (world->entries[i].role == role)
			return &world->entries[i];
	return NULL;
}

/* 5.3: app is the one gap.  Where others run backwards PM refuses, but for the sake of the other
 * rules app gets what it would get without the fault; else it stays as written.
 */
static inline void place_app(const struct world *world, struct truth *truth)
{
	const struct entry *app = entry_of(world, APP);
	struct runs forward = forward_only(&truth->pm_gaps);

	truth->has_dynamic = app || forward.count == 1;
	if (forward.count == 1)
		truth->dynamic = forward.list[0];
	else if (app)
		truth->dynamic = (struct run){app->begin, app->end};
}

/* 5.4: unless it is written, behind the sum of all sizes lies the rest. */
static inline void place_rest(const struct world *world, struct truth *truth)
{
	const struct entry *written = entry_of(world, LEFTOVER);
	unsigned sum = 0;

	for (size_t i = 0; i < world->count; i++)
		sum += world->entries[i].end - world->entries[i].begin;
	truth->has_dynamic = written || sum <= SECTORS;
	truth->dynamic = (struct run){world->first + sum, world_last(world)};
	if (written)
		truth->dynamic = (struct run){written->begin, written->end};
}

/* Sectors that nobody has.  A written rest has them all; and who gets which is open as long as
 * there is not one gap for app.
 */
static inline void find_unused(const struct world *world, struct truth *truth)
{
	const struct entry app = {APP, truth->dynamic.begin, truth->dynamic.end};
	unsigned free_sectors = sectors_of_region(world) & ~covered_by_leaves(world);

	truth->gaps = runs_of(free_sectors);
	if (!world->simple && forward_only(&truth->pm_gaps).count != 1)
		return;
	if (!world->simple)
		free_sectors &= ~sectors_of(&app);
	if (!entry_of(world, LEFTOVER))
		truth->unused = runs_of(free_sectors);
}

static inline struct truth world_truth(const struct world *world)
{
	struct truth truth = {.pairs = 0};

	find_shared(world, &truth);
	find_outside(world, &truth);
	find_named(world, &truth);
	find_pm_gaps(world, &truth);
	if (world->simple)
		place_rest(world, &truth);
	else if (world->count)
		place_app(world, &truth);
	find_unused(world, &truth);
	return truth;
}

#endif
