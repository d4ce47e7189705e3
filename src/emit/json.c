/* SPDX-License-Identifier: MIT */
/* The resolved layout as JSON; schemas/layout.schema.json documents every member.
 *
 * Functions that end in _value return a new reference, or NULL when there is no memory, which the
 * builder notes.
 */
#include "base/arena.h"
#include "base/json_build.h"
#include "base/term.h"
#include "emit/entries.h"
#include "emit/kinds.h"
#include "emit/pm_value.h"
#include "emit/slot_facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct writer {
	const struct layout *layout;
	struct json_builder build;
};

static void set(struct writer *writer, json_t *object, const char *name, json_t *value)
{
	build_put(&writer->build, object, name, value);
}

static void set_text(struct writer *writer, json_t *object, const char *name, const char *value)
{
	build_put_string(&writer->build, object, name, value);
}

/* JSON's integers have 63 bits here: a larger number is null and stands in name_hex alone. */
static void set_number(struct writer *writer, json_t *object, const char *name, uint64_t value)
{
	char hex_name[64], hex[32];

	set(writer, object, name,
	    value > INT64_MAX ? json_null() : json_integer((json_int_t)value));
	snprintf(hex_name, sizeof(hex_name), "%s_hex", name);
	snprintf(hex, sizeof(hex), "0x%" PRIx64, value);
	set(writer, object, hex_name, json_string(hex));
}

static const char *origin_name(enum origin origin)
{
	switch (origin) {
	case ORIGIN_ASSUMED:
		return "assumed";
	case ORIGIN_BUILT_IN:
		return "built-in";
	case ORIGIN_DERIVED:
		return "derived";
	case ORIGIN_WRITTEN:
		return "written";
	case ORIGIN_OPTION:
		return "option";
	case ORIGIN_UNKNOWN:
		break;
	}
	return "unknown";
}

/* The number, and in origins where it is from. */
static void set_fact(struct writer *writer, json_t *object, json_t *origins, const char *name,
		     struct fact fact)
{
	json_t *origin = json_object();

	if (fact_known(fact)) {
		set_number(writer, object, name, fact.value);
	} else {
		set(writer, object, name, json_null());
	}
	set(writer, origin, "origin", json_string(origin_name(fact.origin)));
	set_text(writer, origin, "from", fact.from);
	set(writer, origins, name, origin);
}

static json_t *soc_value(struct writer *writer)
{
	const struct facts *facts = &writer->layout->facts;
	json_t *soc;

	if (facts->soc == NULL)
		return json_null();
	soc = json_object();
	set_text(writer, soc, "name", facts->soc->name);
	set(writer, soc, "origin", json_string(origin_name(facts->soc_origin)));
	set_text(writer, soc, "from", facts->soc_from);
	return soc;
}

static json_t *pin_value(int pin)
{
	return pin < 0 ? json_null() : json_integer(pin);
}

static json_t *flash_value(struct writer *writer, const struct flash_device *chip)
{
	json_t *flash;
	char id[8];

	if (chip == NULL)
		return json_null();
	flash = json_object();
	set_text(writer, flash, "path", chip->path);
	set_text(writer, flash, "compatible", chip->compatible);
	snprintf(id, sizeof(id), "%02x%02x%02x", chip->jedec_id[0], chip->jedec_id[1],
		 chip->jedec_id[2]);
	set_text(writer, flash, "jedec_id", span_is_set(chip->jedec_id_at) ? id : NULL);
	set_text(writer, flash, "bus", chip->bus);
	set(writer, flash, "max_frequency",
	    fact_known(chip->max_frequency) && chip->max_frequency.value <= INT64_MAX
		    ? json_integer((json_int_t)chip->max_frequency.value)
		    : json_null());
	set(writer, flash, "pin_sck", pin_value(chip->pin_sck));
	set(writer, flash, "pin_mosi", pin_value(chip->pin_mosi));
	set(writer, flash, "pin_miso", pin_value(chip->pin_miso));
	set(writer, flash, "pin_cs", pin_value(chip->pin_cs));
	set(writer, flash, "cs_active_low", json_boolean(chip->cs_active_low));
	return flash;
}

static json_t *region_value(struct writer *writer, const struct region *region)
{
	static const char *const kinds[] = {"flash", "external-flash", "ram", "otp", "other"};
	static const char *const placements[] = {"complex", "start_to_end", "end_to_start"};
	json_t *object = json_object(), *origins = json_object();

	set_text(writer, object, "name", region->name);
	set(writer, object, "kind", json_string(kinds[region->kind]));
	set_fact(writer, object, origins, "base", region->base);
	set_fact(writer, object, origins, "size", region->size);
	set_fact(writer, object, origins, "page_size", region->page_size);
	set_fact(writer, object, origins, "app_page_size", region->app_page_size);
	set_fact(writer, object, origins, "write_size", region->write_size);
	set(writer, object, "origins", origins);
	set(writer, object, "placement", json_string(placements[region->placement]));
	set_text(writer, object, "device", region->device_name == NULL ? "" : region->device_name);
	set_text(writer, object, "default_driver",
		 region->default_driver == NULL ? "" : region->default_driver);
	set_text(writer, object, "dynamic_partition", region->dynamic_name);
	set(writer, object, "flash", flash_value(writer, region->device));
	return object;
}

static json_t *names_value(struct writer *writer, const struct reference *list)
{
	json_t *names = json_array();

	for (; list != NULL; list = list->next)
		build_append(&writer->build, names, build_string(&writer->build, list->name));
	return names;
}

static json_t *flags_value(struct writer *writer, const struct entry *entry)
{
	uint32_t flags = entry_flags(writer->layout, entry);
	json_t *names = json_array();

	for (unsigned i = 0; i < ENTRY_FLAG_COUNT; i++) {
		if ((flags >> i & 1) != 0)
			build_append(&writer->build, names, json_string(entry_flag_name(i)));
	}
	return names;
}

/* Values as text in Python's words, as they reach pm_config.h; a collection is null. */
static json_t *parameters_value(struct writer *writer, const struct parameter *parameter)
{
	json_t *object = json_object();

	for (; parameter != NULL; parameter = parameter->next) {
		struct text value = {.arena = writer->layout->arena},
			    name = {.arena = writer->layout->arena};
		bool scalar = pm_value_text(&value, parameter->value);

		text_add_visible(&name, str_of(parameter->name));
		set(writer, object, name.p == NULL ? "" : name.p,
		    scalar ? build_text(&writer->build, (struct str){value.p, value.n})
			   : json_null());
	}
	return object;
}

static void set_sectors(struct writer *writer, json_t *object, const struct entry *entry)
{
	uint32_t size, count;
	bool known = entry_sectors(entry, &size, &count);

	set(writer, object, "sector_size", known ? json_integer(size) : json_null());
	set(writer, object, "sector_count", known ? json_integer(count) : json_null());
}

static json_t *partition_value(struct writer *writer, const struct entry *entry)
{
	static const struct partition none;
	const struct partition *partition = entry->partition == NULL ? &none : entry->partition;
	bool written = partition->node != NULL || partition->devicetree != NULL;
	json_t *object = json_object();

	set_text(writer, object, "name", entry->name);
	set_text(writer, object, "region", entry->region->name);
	set_number(writer, object, "address", entry->address);
	set_number(writer, object, "offset", entry->offset);
	set_number(writer, object, "size", entry->size);
	set_number(writer, object, "end", entry_end(entry));
	set_sectors(writer, object, entry);
	set(writer, object, "written", json_boolean(written));
	set(writer, object, "flags", flags_value(writer, entry));
	set(writer, object, "span", names_value(writer, partition->span));
	set(writer, object, "affiliation", names_value(writer, partition->affiliation));
	set(writer, object, "extra_params", parameters_value(writer, partition->extra_params));
	set_text(writer, object, "path",
		 partition->devicetree == NULL ? NULL : partition->devicetree->path);
	return object;
}

static const char *name_of(const struct partition *partition)
{
	return partition == NULL ? NULL : partition->name;
}

static json_t *pair_value(struct writer *writer, const struct slot_pair *pair)
{
	static const char *const verdicts[] = {"ok", "incompatible", "sectors_unreadable"};
	struct slot_facts facts = slot_facts_of(writer->layout, pair);
	const struct mcuboot_answer *answer = &facts.answer;
	bool max = facts.known && answer->has_max_image && !answer->slot_too_small;
	json_t *object = json_object();

	set(writer, object, "image", json_integer(pair->image));
	set_text(writer, object, "primary", name_of(pair->primary));
	set_text(writer, object, "secondary", name_of(pair->secondary));
	set_text(writer, object, "verdict", facts.known ? verdicts[answer->verdict] : NULL);
	set(writer, object, "trailer_size",
	    facts.known ? json_integer(answer->trailer_size) : json_null());
	set(writer, object, "max_image_size",
	    max ? json_integer(answer->max_image_size) : json_null());
	set_text(writer, object, "missing", facts.missing);
	set_text(writer, object, "assumed", facts.assumed);
	return object;
}

static json_t *slots_value(struct writer *writer)
{
	const struct bootloader *bootloader = &writer->layout->bootloader;
	json_t *object = json_object(), *origins = json_object(), *pairs = json_array();
	bool known = bootloader->mode != BOOT_MODE_UNKNOWN;

	for (const struct slot_pair *pair = bootloader->pairs; pair; pair = pair->next)
		build_append(&writer->build, pairs, pair_value(writer, pair));
	set_text(writer, object, "mode", known ? boot_mode_name(bootloader->mode) : NULL);
	set_fact(writer, object, origins, "max_img_sectors", bootloader->max_img_sectors);
	set_fact(writer, object, origins, "write_align", bootloader->write_align);
	set_fact(writer, object, origins, "boot_max_align", bootloader->boot_max_align);
	set(writer, object, "origins", origins);
	set_text(writer, object, "scratch", name_of(bootloader->scratch));
	set(writer, object, "pairs", pairs);
	return object;
}

static json_t *document(struct writer *writer, struct entries *entries)
{
	json_t *root = json_object(), *regions = json_array(), *partitions = json_array();
	char hash[24];

	snprintf(hash, sizeof(hash), "%016" PRIx64, entries_hash(entries));
	entries_sort_by_device(entries);
	for (size_t i = 0; i < entries->device_count; i++)
		build_append(&writer->build, regions, region_value(writer, entries->devices[i]));
	for (size_t i = 0; i < entries->count; i++)
		build_append(&writer->build, partitions, partition_value(writer, &entries->all[i]));
	set(writer, root, "version", json_integer(1));
	set(writer, root, "tool",
	    json_pack("{s:s, s:s}", "name", "pmlayout", "version", PMLAYOUT_VERSION));
	set(writer, root, "kind", json_string(layout_kind_name(writer->layout->kind)));
	set(writer, root, "soc", soc_value(writer));
	set(writer, root, "hash", json_string(hash));
	set(writer, root, "regions", regions);
	set(writer, root, "partitions", partitions);
	set(writer, root, "slots", slots_value(writer));
	return root;
}

static bool write_json(const struct layout *layout, const struct emit_options *options,
		       struct text *out, const char **why)
{
	struct writer writer = {.layout = layout, .build = {.arena = layout->arena}};
	struct entries entries;

	(void)options;
	if (!entries_collect(layout, &entries, why))
		return false;
	build_finish(&writer.build, document(&writer, &entries), out);
	return true;
}

const struct emitter emit_json = {
	.kind = "json",
	.summary = "the resolved layout; see schemas/layout.schema.json",
	.write = write_json,
};
