/* SPDX-License-Identifier: MIT */
/* `pmlayout slots --geometry`: reads geometries as JSON lines and answers each with one line. */
#include "slots.h"

#include "base/arena.h"
#include "base/json_build.h"
#include "base/num.h"

/* One line while it is read; problem says what is wrong with it, or is NULL. */
struct reader {
	struct arena *arena;
	const char *problem;
};

static bool wrong(struct reader *reader, const char *problem)
{
	reader->problem = problem;
	return false;
}

/* Absent and null are the same. */
static const json_t *member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	return json_is_null(value) ? NULL : value;
}

static bool whole_number(const json_t *value, uint64_t *number)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*number = (uint64_t)json_integer_value(value);
	return true;
}

/* A member that may be absent; *number keeps its value then. */
static bool read_number(struct reader *reader, const json_t *object, const char *name,
			uint64_t *number)
{
	const json_t *value = member(object, name);

	if (!value || whole_number(value, number))
		return true;
	return wrong(reader, arena_printf(reader->arena, "`%s` is no whole number", name));
}

static bool read_number32(struct reader *reader, const json_t *object, const char *name,
			  uint64_t least, uint32_t *number)
{
	uint64_t value = *number;

	if (!read_number(reader, object, name, &value))
		return false;
	if (value < least || value > UINT32_MAX)
		return wrong(reader, arena_printf(reader->arena, "`%s` is out of range", name));
	*number = (uint32_t)value;
	return true;
}

/* [[size, count], ...] behind the runs that area already has. */
static bool read_runs(struct reader *reader, const json_t *list, struct mcuboot_run *runs)
{
	const size_t count = json_array_size(list);

	for (size_t i = 0; i < count; i++) {
		const json_t *pair = json_array_get(list, i);

		if (json_array_size(pair) != 2 ||
		    !whole_number(json_array_get(pair, 0), &runs[i].size) ||
		    !whole_number(json_array_get(pair, 1), &runs[i].count) || runs[i].size == 0)
			return wrong(reader, "a run is no pair [size, count]");
	}
	return true;
}

static uint64_t runs_total(const struct mcuboot_run *runs, size_t count)
{
	uint64_t total = 0, bytes;

	for (size_t i = 0; i < count; i++) {
		if (!num_mul(runs[i].size, runs[i].count, &bytes) || !num_add(total, bytes, &total))
			return UINT64_MAX;
	}
	return total;
}

/* Only the sectors of the slot are known: one page in front of them makes up for its offset, and
 * ends behind it when the offset is no multiple of the first sector's size.
 */
static bool read_sector_runs(struct reader *reader, const json_t *list, struct mcuboot_area *area)
{
	const size_t count = json_array_size(list);
	struct mcuboot_run *runs = arena_array(reader->arena, count + 1, sizeof(*runs));

	if (!read_runs(reader, list, runs + 1))
		return false;
	runs[0].size = num_up(area->offset, count > 0 ? runs[1].size : 1);
	runs[0].count = 1;
	if (area->size == UINT64_MAX)
		area->size = runs_total(runs + 1, count);
	area->device = runs;
	area->device_runs = count + 1;
	return true;
}

static bool read_device_runs(struct reader *reader, const json_t *list, struct mcuboot_area *area)
{
	struct mcuboot_run *runs =
		arena_array(reader->arena, json_array_size(list) + 1, sizeof(*runs));

	area->device = runs;
	area->device_runs = json_array_size(list);
	if (area->size == UINT64_MAX)
		return wrong(reader, "a slot has no `size`");
	return read_runs(reader, list, runs);
}

static bool read_area(struct reader *reader, const json_t *object, struct mcuboot_area *area)
{
	const json_t *device = member(object, "device_runs");
	const json_t *sectors = member(object, "sector_runs");
	struct mcuboot_sectors groups;

	area->size = UINT64_MAX; /* not said */
	if (!json_is_object(object))
		return wrong(reader, "a slot is no object");
	if (!read_number(reader, object, "offset", &area->offset) ||
	    !read_number(reader, object, "size", &area->size))
		return false;
	if (json_is_array(device)) {
		if (!read_device_runs(reader, device, area))
			return false;
	} else if (json_is_array(sectors)) {
		if (!read_sector_runs(reader, sectors, area))
			return false;
	} else {
		return wrong(reader, "a slot has neither `device_runs` nor `sector_runs`");
	}
	mcuboot_enumerate(area, UINT64_MAX, &groups);
	return !groups.overflow || wrong(reader, "a slot has more groups of sectors than fit");
}

static bool read_mode(struct reader *reader, const json_t *object, enum mcuboot_mode *mode)
{
	const char *word = json_string_value(member(object, "mode"));

	if (!word)
		return wrong(reader, "no `mode`");
	if (boot_mode_to_mcuboot(boot_mode_find(str_of(word)), mode))
		return true;
	return wrong(reader, arena_printf(reader->arena, "unknown mode `%s`%s", word,
					  did_you_mean(reader->arena, word, mode_words)));
}

static bool read_slots(struct reader *reader, const json_t *object,
		       struct mcuboot_geometry *geometry)
{
	const json_t *primary = member(object, "primary");
	const json_t *secondary = member(object, "secondary");
	const json_t *scratch = member(object, "scratch");

	if (!primary)
		return wrong(reader, "no `primary`");
	if (!secondary && mcuboot_mode_needs_secondary(geometry->mode))
		return wrong(reader, "no `secondary`");
	if (!read_area(reader, primary, &geometry->primary) ||
	    (secondary && !read_area(reader, secondary, &geometry->secondary)) ||
	    (scratch && !read_area(reader, scratch, &geometry->scratch)))
		return false;
	return (!secondary || read_number32(reader, secondary, "write_align", 0,
					    &geometry->secondary_write_align)) &&
	       (!scratch ||
		read_number32(reader, scratch, "write_align", 0, &geometry->scratch_write_align));
}

/* What MCUboot was built with and of which version; all of it may be left unsaid. */
static bool read_build(struct reader *reader, const json_t *object,
		       struct mcuboot_geometry *geometry)
{
	const json_t *version = member(object, "ncs");
	struct version ncs = {.known = false};

	if (!read_number32(reader, object, "max_img_sectors", 0, &geometry->max_img_sectors) ||
	    !read_number32(reader, object, "write_align", 1, &geometry->write_align) ||
	    !read_number32(reader, object, "boot_max_align", 1, &geometry->boot_max_align) ||
	    !read_number32(reader, object, "encryption_key_size", 0,
			   &geometry->encryption_key_size))
		return false;
	if (geometry->boot_max_align > 32 || !num_is_power_of_two(geometry->boot_max_align))
		return wrong(reader, "`boot_max_align` is not 8, 16 or 32");
	if (geometry->encryption_key_size > SLOTS_KEY_SIZE_LIMIT)
		return wrong(reader, "`encryption_key_size` is out of range");
	if (version &&
	    (!json_is_string(version) || !version_parse(str_of(json_string_value(version)), &ncs)))
		return wrong(reader, "`ncs` is no version such as \"2.9.0\"");
	geometry->variant = boot_variant_of(ncs);
	return true;
}

static bool read_geometry(struct reader *reader, const json_t *object,
			  struct mcuboot_geometry *geometry)
{
	*geometry = (struct mcuboot_geometry){
		.max_img_sectors = 128, .write_align = 4, .boot_max_align = 8};
	return read_mode(reader, object, &geometry->mode) && read_slots(reader, object, geometry) &&
	       read_build(reader, object, geometry);
}

static json_t *answer_geometry(struct json_builder *builder, const json_t *object,
			       const char **problem)
{
	struct reader reader = {builder->arena, NULL};
	struct mcuboot_geometry geometry;
	struct mcuboot_answer answer;

	if (!read_geometry(&reader, object, &geometry)) {
		*problem = reader.problem;
		return NULL;
	}
	mcuboot_judge(&geometry, &answer);
	return slots_json_answer(builder, &geometry, &answer);
}

int slots_answer_geometry(struct arena *arena, const char *path)
{
	return slots_answer_lines(arena, path, answer_geometry);
}
