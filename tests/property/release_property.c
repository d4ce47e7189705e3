/* SPDX-License-Identifier: MIT */
/* Random releases, written in random styles: what is only style is no difference, neither is a
 * layout that was frozen and read back, and one changed number always is, with the class that its
 * partition calls for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "check/release.h"
#include "emit/emit.h"
#include "random.h"
#include "read/read.h"
#include "resolve/resolve.h"

#define PAGE 0x1000u
#define MOST 10
#define RELEASES 3000

enum kind { BOOTLOADER, SLOT, PAD, STORAGE, PASSING };

struct area {
	const char *name;
	enum kind kind;
	uint64_t begin, size;
	const char *span; /* NULL: a leaf */
	bool external;
};

struct release {
	struct area areas[MOST];
	size_t count;
};

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static struct area *add(struct release *release, const char *name, enum kind kind, uint64_t begin,
			uint64_t size)
{
	struct area *area = &release->areas[release->count++];

	*area = (struct area){.name = name, .kind = kind, .begin = begin, .size = size};
	return area;
}

static uint64_t pages(uint64_t *seed, uint64_t limit)
{
	return (1 + random_below(seed, limit)) * PAGE;
}

/* One after the other, with holes between them so that any of them can grow or move a page. */
static void make_release(struct release *release, uint64_t *seed)
{
	uint64_t boot = pages(seed, 12), slot = pages(seed, 80) + PAGE, at = boot + PAGE;
	const bool external = one_in(seed, 2);

	*release = (struct release){.count = 0};
	add(release, "mcuboot", BOOTLOADER, 0, boot);
	at += PAGE;
	add(release, "mcuboot_primary", SLOT, at, slot)->span = "[mcuboot_pad, app]";
	add(release, "mcuboot_pad", PAD, at, 0x200);
	at += slot + PAGE;
	add(release, "mcuboot_secondary", SLOT, external ? PAGE : at, slot)->external = external;
	at += slot + PAGE;
	add(release, "settings_storage", STORAGE, at, pages(seed, 8) + PAGE);
	at += 10 * PAGE + PAGE;
	if (one_in(seed, 2))
		add(release, "user_data", STORAGE, at, pages(seed, 8) + PAGE);
	at += 10 * PAGE + PAGE;
	if (one_in(seed, 2))
		add(release, "fmfu_storage", PASSING, at, pages(seed, 8) + PAGE);
}

/* -- Writing it ---------------------------------------------------------------------------------
 */

static void shuffle(size_t *order, size_t count, uint64_t *seed)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t j = (size_t)random_below(seed, i), kept = order[i - 1];

		order[i - 1] = order[j];
		order[j] = kept;
	}
}

static void write_number(struct text *out, uint64_t value, uint64_t *seed)
{
	text_printf(out, one_in(seed, 2) ? "0x%llx" : "%llu", (unsigned long long)value);
}

static void write_area(struct text *out, const struct area *area, uint64_t *seed)
{
	const bool size_first = one_in(seed, 2);

	text_printf(out, "%s:\n", area->name);
	for (int i = 0; i < 2; i++) {
		const bool is_size = size_first == (i == 0);

		text_puts(out, is_size ? "  size: " : "  address: ");
		write_number(out, is_size ? area->size : area->begin, seed);
		text_putc(out, '\n');
	}
	if (one_in(seed, 2)) {
		text_puts(out, "  end_address: ");
		write_number(out, area->begin + area->size, seed);
		text_putc(out, '\n');
	}
	if (area->span)
		text_printf(out, "  span: %s\n", area->span);
	if (area->external)
		text_puts(out, "  region: external_flash\n");
	else if (one_in(seed, 2))
		text_puts(out, "  region: flash_primary  # the default\n");
	if (one_in(seed, 3))
		text_printf(out, "  placement: {after: [start], align: {start: %u}}\n", PAGE);
}

static struct layout *read_text(struct arena *arena, struct text text)
{
	const struct facts facts = {0};
	struct findings found;
	struct layout *layout;

	findings_init(&found, arena);
	layout = read_layout_source(
		arena, source_new(arena, "layout", (struct str){text.p, text.n}), &facts, &found);
	assert_int_equal(findings_count(&found, SEVERITY_ERROR), 0);
	layout_resolve(layout);
	return layout;
}

static struct layout *write_and_read(struct arena *arena, const struct release *release,
				     uint64_t *seed)
{
	struct text text = {.arena = arena};
	size_t order[MOST];

	shuffle(order, release->count, seed);
	for (size_t i = 0; i < release->count; i++)
		write_area(&text, &release->areas[order[i]], seed);
	return read_text(arena, text);
}

static struct layout *freeze_and_read(struct arena *arena, const struct layout *layout)
{
	const struct emit_options options = {.output = "-"};
	struct text text = {.arena = arena};
	const char *why = "";

	assert_true(emitter_find("json")->write(layout, &options, &text, &why));
	return read_text(arena, text);
}

/* -- What must come out -------------------------------------------------------------------------
 */

static enum change_class compare(const struct layout *earlier, const struct layout *now,
				 struct findings *found)
{
	findings_init(found, now->arena);
	return release_compare(earlier, now, found);
}

static void style_is_no_difference(struct arena *arena, const struct release *release,
				   const struct layout *layout, uint64_t *seed)
{
	struct layout *again = write_and_read(arena, release, seed);
	struct layout *frozen = freeze_and_read(arena, layout);
	struct findings found;

	assert_int_equal(compare(layout, layout, &found), CHANGE_NONE);
	assert_int_equal(compare(layout, again, &found), CHANGE_NONE);
	assert_int_equal(compare(frozen, again, &found), CHANGE_NONE);
	assert_int_equal(compare(again, frozen, &found), CHANGE_NONE);
	assert_int_equal(found.count, 0);
}

static enum change_class expected_class(enum kind kind, bool shrunk)
{
	switch (kind) {
	case BOOTLOADER:
		return shrunk ? CHANGE_SAFE : CHANGE_BRICK;
	case SLOT:
	case PAD:
		return CHANGE_BRICK;
	case STORAGE:
		return CHANGE_DATA_LOSS;
	case PASSING:
		break;
	}
	return CHANGE_SAFE;
}

/* One number of one partition, changed by a page; of a pad, by its own size. */
static void one_number_is_a_difference(struct arena *arena, const struct release *release,
				       const struct layout *layout, uint64_t *seed)
{
	struct release changed = *release;
	struct area *area = &changed.areas[random_below(seed, changed.count)];
	const uint64_t step = area->kind == PAD ? 0x200 : PAGE;
	const bool resize = one_in(seed, 2),
		   shrink = resize && area->size > step && one_in(seed, 2);
	uint64_t *number = resize ? &area->size : &area->begin;
	struct findings found;

	*number = shrink ? *number - step : *number + step;
	/* A pad counts from its slot, so that the two are one change. */
	if (cstr_eq(area->name, "mcuboot_primary") && !resize)
		area[1].begin += step;
	assert_int_equal(compare(layout, write_and_read(arena, &changed, seed), &found),
			 expected_class(area->kind, shrink));
	assert_int_equal(found.count, 1);
	assert_string_equal(found.first->partitions->text, area->name);
	assert_int_equal(found.first->change, expected_class(area->kind, shrink));
	assert_true((found.first->severity == SEVERITY_NOTE) ==
		    (found.first->change == CHANGE_SAFE));
	assert_non_null(found.first->labels->next);
}

static void one_more_or_less_is_a_difference(struct arena *arena, const struct release *release,
					     const struct layout *layout, uint64_t *seed)
{
	struct release larger = *release;
	struct layout *more;
	struct findings found;

	add(&larger, "nvs_storage", STORAGE, 0x400000, PAGE);
	more = write_and_read(arena, &larger, seed);
	assert_int_equal(compare(layout, more, &found), CHANGE_SAFE);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.first->rule, RULE_partition_added);
	assert_int_equal(compare(more, layout, &found), CHANGE_DATA_LOSS);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.first->rule, RULE_partition_removed);
}

static void releases_are_compared_by_what_devices_see(void **state)
{
	uint64_t seed = 0x243f6a8885a308d3;

	(void)state;
	for (int i = 0; i < RELEASES; i++) {
		struct arena *arena = arena_new(0, no_memory, NULL);
		struct release release;
		struct layout *layout;

		make_release(&release, &seed);
		layout = write_and_read(arena, &release, &seed);
		style_is_no_difference(arena, &release, layout, &seed);
		one_number_is_a_difference(arena, &release, layout, &seed);
		one_more_or_less_is_a_difference(arena, &release, layout, &seed);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(releases_are_compared_by_what_devices_see),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
