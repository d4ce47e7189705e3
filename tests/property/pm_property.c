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

enum { RAM, FLASH, EXTERNAL, REGIONS };

static const struct pm_region usual_regions[REGIONS] = {
	{"sram_primary", 0x20000000, 0x40000, PM_COMPLEX, "", "", "sram_primary"},
	{"flash_primary", BASE, SIZE, PM_COMPLEX, "flash_controller", "CONFIG_SOC_FLASH_NRF", NULL},
	{"external_flash", 0, 0x800000, PM_START_TO_END, "spi", "CONFIG_SPI_NOR", NULL},
};

/* One problem. */
struct problem {
	struct arena *arena;
	struct pm_region regions[REGIONS];
	const char *dynamic; /* of the flash */
	struct str fragment;
	const char *statics; /* NULL: none */
};

/* -- Problems --------------------------------------------------------------------------------- */

static const char *any_name(struct arena *arena, uint64_t *seed, unsigned count, unsigned self)
{
	static const char *const fixed[] = {"app", "app", "start", "end", "box", "solo", "nothing"};
	uint64_t n = random_below(seed, count + 7);

	if (n < 7)
		return fixed[n];
	return n - 7 == self ? "app" : arena_printf(arena, "p%u", (unsigned)(n - 7));
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

/* In every form in which Partition Manager takes it. */
static void add_share(struct text *out, uint64_t *seed, const char *source)
{
	static const char *const forms[][2] = {
		{"[", "]"},
		{"", ""},
		{"{one_of: [nothing, ", "]}"},
		{"[nothing, ", "]"},
		{"[{one_of: [nothing, ", "]}]"},
	};
	const char *const *form = forms[random_below(seed, sizeof(forms) / sizeof(*forms))];

	text_printf(out, "  share_size: %s%s%s\n", form[0], source, form[1]);
}

static void add_partition(struct text *out, uint64_t *seed, unsigned count, unsigned i)
{
	bool external = one_in(seed, 8);

	text_printf(out, "p%u:\n", i);
	if (i > 0 && one_in(seed, 8) && external)
		text_printf(out, "  share_size: [%s]\n",
			    one_in(seed, 2) ? "box" : arena_printf(out->arena, "p%u", i - 1));
	else if (i > 0 && one_in(seed, 8))
		add_share(out, seed,
			  one_in(seed, 3) ? "box" : arena_printf(out->arena, "p%u", i - 1));
	else
		text_printf(out, "  size: 0x%x\n", (unsigned)random_below(seed, 48) << 8);
	if (external)
		text_puts(out, "  region: external_flash\n");
	else if (one_in(seed, 8))
		text_puts(out, "  region: sram_primary\n");
	if (!one_in(seed, 30))
		add_placement(out, seed, count, i);
	if (one_in(seed, 12))
		text_puts(out, one_in(seed, 2) ? "  inside: [nothing, box]\n" : "  inside: solo\n");
	if (one_in(seed, 12))
		text_puts(out, "  affiliation: [disk, log]\n");
	if (one_in(seed, 12))
		text_puts(out, "  extra_params: {fs: littlefs, pages: 4}\n");
}

/* Containers: of the application, of containers, of one partition. */
static void add_containers(struct text *out, uint64_t *seed, unsigned first)
{
	if (one_in(seed, 2))
		text_printf(out, "box:\n  span: [p%u, %s]\n", first,
			    one_in(seed, 2) ? "app" : "inner");
	if (one_in(seed, 3))
		text_puts(out, one_in(seed, 2) ? "inner:\n  span: {one_of: [nothing, app]}\n"
					       : "inner:\n  span: app\n");
	if (one_in(seed, 4))
		text_puts(out, "outer:\n  span: [box, solo]\n");
	if (one_in(seed, 3))
		text_printf(out, "solo:\n  span: p%u\n", first);
	if (one_in(seed, 8))
		text_puts(out, "EMPTY_0:\n  size: 0x100\n  placement: {before: [end]}\n");
}

/* Static partitions at the start, sometimes at the end of the flash as well. */
static const char *make_statics(struct arena *arena, uint64_t *seed, unsigned count)
{
	struct text out = {.arena = arena};
	unsigned size = (unsigned)(random_below(seed, 8) + 1) << 12;

	text_printf(&out, "boot: {address: 0x%x, size: 0x%x}\n", BASE, size);
	if (one_in(seed, 2))
		text_printf(&out, "p%u: {address: 0x%x, size: 0x1000, region: flash_primary}\n",
			    (unsigned)random_below(seed, count), BASE + SIZE - 0x1000);
	if (one_in(seed, 4))
		text_printf(&out, "holder: {address: 0x%x, size: 0x%x, span: [boot]}\n", BASE,
			    size);
	return out.p;
}

static struct problem make_problem(struct arena *arena, uint64_t *seed)
{
	struct problem problem = {.arena = arena, .dynamic = "app"};
	struct text out = {.arena = arena};
	unsigned count = (unsigned)random_below(seed, LIMIT_PARTITIONS) + 1;
	unsigned first = (unsigned)random_below(seed, count);

	memcpy(problem.regions, usual_regions, sizeof(usual_regions));
	if (one_in(seed, 3))
		problem.regions[EXTERNAL].strategy = PM_END_TO_START;
	if (one_in(seed, 4))
		problem.dynamic = problem.regions[FLASH].dynamic = "image";
	for (unsigned i = 0; i < count; i++)
		add_partition(&out, seed, count, i);
	add_containers(&out, seed, first);
	problem.fragment = (struct str){out.p, out.n};
	if (one_in(seed, 4))
		problem.statics = make_statics(arena, seed, count);
	return problem;
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

static void judge_place(const struct problem *problem, const struct value *solved, const char *name,
			const struct value *map)
{
	const struct value *placement = value_get(map, "placement");
	const struct value *align = value_get(placement, "align");
	const struct value *before = value_get(placement, "before");
	const struct value *after = value_get(placement, "after");
	const struct value *anchor;

	/* Nobody reads the placement in external flash, nor that of the dynamic partition's holder.
	 */
	if (is_in(map, &problem->regions[EXTERNAL]) || value_get(map, "span"))
		return;
	if (problem->statics && strstr(problem->statics, arena_printf(problem->arena, "%s:", name)))
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
static void judge_sizes(const struct problem *problem, const struct value *solved)
{
	struct value *written;
	struct findings found;

	findings_init(&found, problem->arena);
	JUDGE_ASSERT(pm_yaml_read(problem->arena,
				  source_new(problem->arena, "written", problem->fragment), &found,
				  &written));
	for (size_t i = 0; i < written->count; i++) {
		const struct value *map = written->members[i].value;
		const char *name = written->members[i].key;
		const struct value *result = value_get(solved, name);

		/* A hole of Partition Manager's may have the name, and so may a static entry. */
		if (cstr_eq(name, "EMPTY_0") ||
		    (problem->statics && strstr(problem->statics, name)))
			continue;
		if (value_get(map, "size") && number(map, "size") == 0 &&
		    !is_in(result, &problem->regions[EXTERNAL]))
			JUDGE_ASSERT(!result || value_get(map, "share_size"));
		else if (value_get(map, "size") && result && !value_get(map, "share_size"))
			JUDGE_ASSERT(number(map, "size") == number(result, "size"));
	}
}

/* -- Static files ----------------------------------------------------------------------------- */

static struct value *solve(const struct problem *problem, struct str fragment, const char *statics)
{
	struct arena *arena = problem->arena;
	struct findings found;
	struct text said = {.arena = arena};
	struct pm_problem asked = {.arena = arena,
				   .found = &found,
				   .said = &said,
				   .regions = problem->regions,
				   .region_count = REGIONS,
				   .fragments = value_new(arena, VALUE_MAP)};
	struct value *solved;

	findings_init(&found, arena);
	JUDGE_ASSERT(pm_fragment_add(arena, source_new(arena, "pm.yml", fragment), asked.fragments,
				     &found));
	if (statics)
		asked.statics = pm_static_read(
			arena, source_new(arena, "pm_static.yml", str_of(statics)), &found);
	solved = pm_solve(&asked);
	JUDGE_ASSERT((solved == NULL) == (findings_count(&found, SEVERITY_ERROR) > 0));
	return solved;
}

/* Holes of RAM and flash have the same names, so one may be lost; then it is not itself again.  Nor
 * is it when one without bytes, which took its size from another such, hides the gap beside it.
 */
static bool is_whole(const struct problem *problem, const struct value *solved)
{
	int64_t sum[2] = {0, 0};

	for (size_t i = 0; i < solved->count; i++) {
		const struct value *map = solved->members[i].value;

		if (map && number(map, "size") == 0)
			return false;
		for (size_t r = 0; map && r < 2; r++)
			sum[r] += is_in(map, &problem->regions[r]) && !value_get(map, "span")
					  ? number(map, "size")
					  : 0;
	}
	return sum[RAM] == problem->regions[RAM].size && sum[FLASH] == problem->regions[FLASH].size;
}

static void judge_fixed_point(const struct problem *problem, const struct value *solved)
{
	struct text file = {.arena = problem->arena};
	const struct value *again;

	pm_yaml_write(&file, solved);
	again = solve(problem, STR(""), file.p);
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
	const struct problem problem = make_problem(arena, seed);
	struct value *solved = solve(&problem, problem.fragment, problem.statics);
	const struct value *rest = solved ? value_get(solved, problem.dynamic) : NULL;
	const struct value *app = solved ? value_get(solved, "app") : NULL;

	/* A negative rest covers nothing, and a RAM that is solved last takes the name `app`. */
	if (!rest || !is_in(app, &problem.regions[FLASH]) || number(rest, "size") <= 0 ||
	    !is_whole(&problem, solved))
		return false;
	for (size_t r = 0; r < REGIONS; r++)
		judge_cover(solved, &problem.regions[r]);
	for (size_t i = 0; i < solved->count; i++) {
		if (!problem.statics || !strstr(problem.statics, solved->members[i].key))
			judge_container(solved, solved->members[i].value);
		judge_place(&problem, solved, solved->members[i].key, solved->members[i].value);
	}
	judge_sizes(&problem, solved);
	judge_fixed_point(&problem, solved);
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
