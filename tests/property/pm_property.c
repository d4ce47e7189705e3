/* SPDX-License-Identifier: MIT */
/* Whatever Partition Manager's solver answers to random fragments: partitions cover their region
 * without overlap, lie on the side of their anchors, meet their alignment, have their sizes, and
 * containers are the extent of their members; the answer as a static file gives itself again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../judge.h"
#include "base/arena.h"
#include "emit/pm_yaml.h"
#include "random.h"
#include "read/pm_fragments.h"
#include "resolve/pm/solve.h"

#define PROBLEMS 20000
#define BASE 0x10000
#define SIZE 0x100000
#define LIMIT_PARTITIONS 12

static const struct pm_region regions[] = {
	{"sram_primary", 0x20000000, 0x40000, PM_COMPLEX, "", "", "sram_primary"},
	{"flash_primary", BASE, SIZE, PM_COMPLEX, "flash_controller", "CONFIG_SOC_FLASH_NRF", NULL},
	{"external_flash", 0, 0x800000, PM_START_TO_END, "spi", "CONFIG_SPI_NOR", NULL},
};

/* -- Problems --------------------------------------------------------------------------------- */

static const char *any_name(struct arena *arena, uint64_t *seed, unsigned count, unsigned self)
{
	static const char *const fixed[] = {"app", "app", "start", "end", "nothing"};
	uint64_t n = random_below(seed, count + 6);

	if (n < 5)
		return fixed[n];
	if (n == 5)
		return "box";
	return n - 6 == self ? "app" : arena_printf(arena, "p%u", (unsigned)(n - 6));
}

static void add_placement(struct text *out, uint64_t *seed, unsigned count, unsigned self)
{
	static const unsigned aligns[] = {0x100, 0x400, 0x1000, 0x4000};
	bool before = one_in(seed, 2);
	const char *anchor = any_name(out->arena, seed, count, self);

	if (cstr_eq(anchor, before ? "start" : "end"))
		anchor = "app";
	text_printf(out, "  placement: {%s: [%s]", before ? "before" : "after", anchor);
	if (one_in(seed, 3))
		text_printf(out, ", align: {%s: 0x%x}", one_in(seed, 4) ? "end" : "start",
			    aligns[random_below(seed, 4)]);
	if (one_in(seed, 12))
		text_puts(out, ", align_next: 0x1000");
	text_puts(out, "}\n");
}

static struct str make_problem(struct arena *arena, uint64_t *seed)
{
	struct text out = {.arena = arena};
	unsigned count = (unsigned)random_below(seed, LIMIT_PARTITIONS) + 1;
	unsigned first = (unsigned)random_below(seed, count);

	for (unsigned i = 0; i < count; i++) {
		text_printf(&out, "p%u:\n", i);
		if (i > 0 && one_in(seed, 8))
			text_printf(&out, "  share_size: [%s]\n",
				    one_in(seed, 3) ? "box" : arena_printf(arena, "p%u", i - 1));
		else
			text_printf(&out, "  size: 0x%x\n",
				    ((unsigned)random_below(seed, 48) + 1) << 8);
		if (one_in(seed, 8))
			text_puts(&out, "  region: external_flash\n");
		else if (one_in(seed, 8))
			text_puts(&out, "  region: sram_primary\n");
		if (!one_in(seed, 30))
			add_placement(&out, seed, count, i);
		if (one_in(seed, 12))
			text_puts(&out, "  inside: [box]\n");
	}
	if (one_in(seed, 2))
		text_printf(&out, "box:\n  span: [p%u, %s]\n", first,
			    one_in(seed, 2) ? "app" : "inner");
	if (one_in(seed, 3))
		text_puts(&out, "inner:\n  span: [app]\n");
	return (struct str){out.p, out.n};
}

/* -- Answers ---------------------------------------------------------------------------------- */

static int64_t number(const struct value *map, const char *key)
{
	JUDGE_ASSERT(value_is_number(value_get(map, key)));
	return value_number(value_get(map, key));
}

static bool is_in(const struct value *map, const struct pm_region *region)
{
	return value_is_text(value_get(map, "region"), region->name);
}

static int64_t end_of(const struct value *map)
{
	return number(map, "address") + number(map, "size");
}

static int by_address(const void *a, const void *b)
{
	const struct value *first = *(const struct value *const *)a;
	const struct value *second = *(const struct value *const *)b;
	int64_t x = number(first, "address"), y = number(second, "address");

	return (x > y) - (x < y);
}

/* Partitions that are no containers lie one behind the other from the first byte to the last. */
static void judge_cover(const struct value *solved, const struct pm_region *region)
{
	const struct value *leaves[4 * LIMIT_PARTITIONS];
	int64_t at = region->base;
	size_t count = 0;

	for (size_t i = 0; i < solved->count; i++) {
		const struct value *map = solved->members[i].value;

		if (!map || !is_in(map, region) || value_get(map, "span"))
			continue;
		JUDGE_ASSERT(number(map, "end_address") == end_of(map));
		JUDGE_ASSERT(count < sizeof(leaves) / sizeof(*leaves));
		if (number(map, "size") > 0)
			leaves[count++] = map;
	}
	qsort(leaves, count, sizeof(*leaves), by_address);
	for (size_t i = 0; i < count; i++) {
		JUDGE_ASSERT(number(leaves[i], "address") == at);
		at = end_of(leaves[i]);
	}
	JUDGE_ASSERT(at == region->base + region->size);
}

static void judge_container(const struct value *solved, const struct value *map)
{
	const struct value *span = value_get(map, "span");
	int64_t begin = INT64_MAX, end = INT64_MIN, sum = 0;

	if (!span)
		return;
	JUDGE_ASSERT(span->count > 0 && span == value_get(map, "orig_span"));
	for (size_t i = 0; i < span->count; i++) {
		const struct value *leaf = value_get(solved, span->items[i]->text);

		JUDGE_ASSERT(leaf && !value_get(leaf, "span"));
		begin = number(leaf, "address") < begin ? number(leaf, "address") : begin;
		end = end_of(leaf) > end ? end_of(leaf) : end;
		sum += number(leaf, "size");
	}
	JUDGE_ASSERT(begin == number(map, "address") && end == end_of(map) && sum <= end - begin);
}

static void judge_place(const struct value *solved, const struct value *map)
{
	const struct value *placement = value_get(map, "placement");
	const struct value *align = value_get(placement, "align");
	const struct value *before = value_get(placement, "before");
	const struct value *after = value_get(placement, "after");
	const struct value *anchor;

	if (!is_in(map, &regions[1]) && !is_in(map, &regions[0]))
		return;
	if (value_get(align, "start"))
		JUDGE_ASSERT(number(map, "address") % number(align, "start") == 0);
	if (value_get(align, "end"))
		JUDGE_ASSERT(end_of(map) % number(align, "end") == 0);
	anchor = before ? value_get(solved, before->items[0]->text) : NULL;
	if (anchor && !after)
		JUDGE_ASSERT(end_of(map) <= end_of(anchor));
	anchor = after ? value_get(solved, after->items[0]->text) : NULL;
	if (anchor && !before)
		JUDGE_ASSERT(number(map, "address") >= number(anchor, "address"));
}

/* Sizes that were written stay; app and those that share with it get what is left. */
static void judge_sizes(struct arena *arena, struct str text, const struct value *solved)
{
	struct value *written;
	struct findings found;

	findings_init(&found, arena);
	JUDGE_ASSERT(pm_yaml_read(arena, source_new(arena, "written", text), &found, &written));
	for (size_t i = 0; i < written->count; i++) {
		const struct value *map = written->members[i].value;
		const struct value *result = value_get(solved, written->members[i].key);

		if (value_get(map, "size") && result && !value_get(map, "share_size"))
			JUDGE_ASSERT(number(map, "size") == number(result, "size"));
	}
}

/* -- Static files ----------------------------------------------------------------------------- */

static struct value *solve(struct arena *arena, struct str fragment, const char *statics)
{
	struct findings found;
	struct text said = {.arena = arena};
	struct pm_problem problem = {.arena = arena,
				     .found = &found,
				     .said = &said,
				     .regions = regions,
				     .region_count = sizeof(regions) / sizeof(*regions),
				     .fragments = value_new(arena, VALUE_MAP)};
	struct value *solved;

	findings_init(&found, arena);
	JUDGE_ASSERT(pm_fragment_add(arena, source_new(arena, "pm.yml", fragment),
				     problem.fragments, &found));
	if (statics)
		problem.statics = pm_static_read(
			arena, source_new(arena, "pm_static.yml", str_of(statics)), &found);
	solved = pm_solve(&problem);
	JUDGE_ASSERT((solved == NULL) == (findings_count(&found, SEVERITY_ERROR) > 0));
	return solved;
}

/* Holes of RAM and flash have the same names, so one may be lost; then it is not itself again. */
static bool is_whole(const struct value *solved)
{
	int64_t sum[2] = {0, 0};

	for (size_t i = 0; i < solved->count; i++) {
		const struct value *map = solved->members[i].value;

		for (size_t r = 0; map && r < 2; r++)
			sum[r] += is_in(map, &regions[r]) && !value_get(map, "span")
					  ? number(map, "size")
					  : 0;
	}
	return sum[0] == regions[0].size && sum[1] == regions[1].size;
}

static void judge_fixed_point(struct arena *arena, const struct value *solved)
{
	struct text file = {.arena = arena};
	const struct value *again;

	pm_yaml_write(&file, solved);
	again = solve(arena, STR(""), file.p);
	JUDGE_ASSERT(again && value_live(again) == value_live(solved));
	for (size_t i = 0; i < solved->count; i++) {
		const struct value *map = solved->members[i].value;
		const struct value *other = value_get(again, solved->members[i].key);

		JUDGE_ASSERT(other && number(other, "address") == number(map, "address"));
		JUDGE_ASSERT(number(other, "size") == number(map, "size"));
	}
}

static bool judge_problem(struct arena *arena, uint64_t *seed)
{
	struct str text = make_problem(arena, seed);
	struct value *solved = solve(arena, text, NULL);
	const struct value *app = solved ? value_get(solved, "app") : NULL;

	/* A negative app covers nothing, and a RAM that is solved last takes its name. */
	if (!app || !is_in(app, &regions[1]) || number(app, "size") <= 0 || !is_whole(solved))
		return false;
	for (size_t r = 0; r < sizeof(regions) / sizeof(*regions); r++)
		judge_cover(solved, &regions[r]);
	for (size_t i = 0; i < solved->count; i++) {
		judge_container(solved, solved->members[i].value);
		judge_place(solved, solved->members[i].value);
	}
	judge_sizes(arena, text, solved);
	judge_fixed_point(arena, solved);
	return true;
}

int main(void)
{
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);
	size_t answered = 0;

	for (size_t i = 0; i < PROBLEMS; i++) {
		struct arena *arena = arena_new(0, judge_memory, NULL);

		JUDGE_ASSERT(arena);
		answered += judge_problem(arena, &seed);
		arena_free(arena);
	}
	printf("%zu of %d problems have an answer\n", answered, PROBLEMS);
	return answered > PROBLEMS / 10 ? 0 : 1;
}
