/* SPDX-License-Identifier: MIT */
/* Reads the partitions of a frozen layout that was a devicetree: its regions become devices. */
#include "read/layout_json.h"

#include "base/arena.h"
#include "read/read.h"

static enum flash_kind flash_kind_of(const struct node *item)
{
	const char *kind = layout_json_text(item, "kind");
	const char *compatible = layout_json_text(node_get(item, "flash"), "compatible");

	if (kind && cstr_eq(kind, "flash"))
		return FLASH_INTERNAL;
	if (!kind || !cstr_eq(kind, "external-flash"))
		return FLASH_OTHER;
	return compatible && cstr_eq(compatible, "nordic,qspi-nor") ? FLASH_QSPI_NOR
								    : FLASH_SPI_NOR;
}

static struct flash_device *device_of(struct arena *arena, const struct node *item)
{
	struct flash_device *device = ARENA_NEW(arena, struct flash_device);
	const struct node *flash = node_get(item, "flash");

	device->label = layout_json_name(item)->text.p;
	device->path = layout_json_text(flash, "path");
	if (!device->path)
		device->path = arena_printf(arena, "/%s", device->label);
	device->at = layout_json_name(item)->at;
	device->kind = flash_kind_of(item);
	device->compatible = layout_json_text(flash, "compatible");
	device->base = layout_json_number(arena, item, "base");
	device->size = layout_json_fact(arena, item, "size");
	device->erase_block = layout_json_fact(arena, item, "page_size");
	device->write_block = layout_json_fact(arena, item, "write_size");
	device->enabled = true;
	device->bus = "/";
	device->pin_cs = device->pin_sck = device->pin_mosi = device->pin_miso = -1;
	return device;
}

static bool is_ram(const struct node *region)
{
	const char *kind = layout_json_text(region, "kind");

	return kind && cstr_eq(kind, "ram");
}

/* The devices that Partition Manager has names for come first: they are told by their order. */
static void read_devices(struct arena *arena, struct devicetree *dt, const struct node *regions)
{
	struct flash_device **tail = &dt->devices;

	for (int usual = 1; usual >= 0; usual--) {
		for (const struct node *item = regions->first; item; item = item->next) {
			const char *name = layout_json_text(item, "name");
			bool is_usual = name && (cstr_eq(name, "flash_primary") ||
						 cstr_eq(name, "external_flash"));

			if (!name || is_usual != usual || is_ram(item))
				continue;
			*tail = device_of(arena, item);
			tail = &(*tail)->next;
		}
	}
}

/* The RAM that was chosen comes first, too, even when no partition lies in it. */
static void read_memories(struct arena *arena, struct devicetree *dt, const struct node *regions)
{
	struct memory_device *chosen = ARENA_NEW(arena, struct memory_device);
	struct memory_device **tail = &chosen->next;

	chosen->path = chosen->label = "sram_primary";
	dt->memories = chosen;
	for (const struct node *item = regions->first; item; item = item->next) {
		struct memory_device *memory = chosen;

		if (!is_ram(item) || !layout_json_name(item))
			continue;
		if (!str_is(layout_json_name(item)->text, chosen->label)) {
			memory = *tail = ARENA_NEW(arena, struct memory_device);
			tail = &memory->next;
			memory->path = memory->label = layout_json_name(item)->text.p;
		}
		memory->at = layout_json_name(item)->at;
		memory->base = layout_json_number(arena, item, "base");
		memory->size = layout_json_fact(arena, item, "size");
	}
}

static struct flash_device *device_named(const struct devicetree *dt, const char *name)
{
	for (struct flash_device *device = dt->devices; device; device = device->next) {
		if (cstr_eq(device->label, name))
			return device;
	}
	return NULL;
}

static struct memory_device *memory_named(const struct devicetree *dt, const char *name)
{
	for (struct memory_device *memory = dt->memories; memory; memory = memory->next) {
		if (cstr_eq(memory->label, name))
			return memory;
	}
	return NULL;
}

static bool is_container(const struct node *item)
{
	const struct node *flags = node_get(item, "flags");

	if (!flags || flags->kind != NODE_SEQUENCE)
		return false;
	for (const struct node *flag = flags->first; flag; flag = flag->next) {
		if (flag->kind == NODE_SCALAR && str_is(flag->text, "container"))
			return true;
	}
	return false;
}

/* The name is a node label where there was one; else nobody is called so. */
static const char *const *labels_of(struct arena *arena, const char *name)
{
	const char **labels = arena_array(arena, 2, sizeof(*labels));

	labels[0] = name;
	return labels;
}

/* NULL when it has no name, or lies in no region of the file. */
static struct devicetree_partition *partition_of(struct arena *arena, const struct devicetree *dt,
						 const struct node *item)
{
	const struct node *name = layout_json_name(item);
	const char *region = layout_json_text(item, "region");
	struct memory_device *memory = region ? memory_named(dt, region) : NULL;
	struct flash_device *device = region && !memory ? device_named(dt, region) : NULL;
	struct devicetree_partition *partition;

	if (!name || (!memory && !device))
		return NULL;
	partition = ARENA_NEW(arena, struct devicetree_partition);
	partition->name = name->text.p;
	partition->labels = labels_of(arena, partition->name);
	partition->path = layout_json_text(item, "path");
	if (!partition->path)
		partition->path = partition->name;
	partition->at = name->at;
	partition->binding = memory ? PARTITION_MEMORY : PARTITION_FIXED;
	partition->memory = memory;
	partition->device = device;
	partition->offset = layout_json_number(arena, item, "offset");
	if (memory || (device->kind != FLASH_SPI_NOR && device->kind != FLASH_QSPI_NOR))
		partition->address = layout_json_number(arena, item, "address");
	partition->size = layout_json_number(arena, item, "size");
	partition->has_subpartitions = is_container(item);
	return partition;
}

void layout_json_read_devicetree(struct layout *layout, const struct node *document)
{
	struct devicetree *dt = ARENA_NEW(layout->arena, struct devicetree);
	struct devicetree_partition **in_flash = &dt->partitions;
	struct devicetree_partition **in_memory = &dt->memory_partitions;

	dt->source = layout->source;
	read_devices(layout->arena, dt, node_get(document, "regions"));
	read_memories(layout->arena, dt, node_get(document, "regions"));
	for (const struct node *item = node_get(document, "partitions")->first; item;
	     item = item->next) {
		struct devicetree_partition *partition = partition_of(layout->arena, dt, item);

		if (!partition)
			continue;
		if (partition->memory) {
			*in_memory = partition;
			in_memory = &partition->next;
		} else {
			*in_flash = partition;
			in_flash = &partition->next;
			dt->partition_count++;
		}
	}
	layout->kind = LAYOUT_DEVICETREE;
	devicetree_partitions_read(layout, dt);
}
