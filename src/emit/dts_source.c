/* SPDX-License-Identifier: MIT */
/* A devicetree source that an overlay can be tried on. */
#include "emit/dts.h"

#include "base/arena.h"

#include <inttypes.h>
#include <string.h>

/* The root's cells are those of every chip's parent, so that `reg` can be written. */
static const char cells[] = "#address-cells = <1>; #size-cells = <1>;";

/* Opens the nodes of a path; returns how many. */
static unsigned open_path(struct text *out, const char *path, const char *label)
{
	unsigned depth = 0;

	if (!dts_is_plain_path(path))
		path = "/";

	text_puts(out, "/ {");
	while (*path == '/') {
		const size_t length = strcspn(path + 1, "/");

		text_puts(out, " ");
		if (path[1 + length] == '\0' && label)
			text_printf(out, "%s: ", label);
		text_printf(out, "%.*s {", (int)length, path + 1);
		if (path[1 + length])
			text_printf(out, " %s", cells);
		path += 1 + length;
		depth++;
	}
	return depth;
}

static void close_path(struct text *out, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		text_puts(out, " };");
	text_puts(out, " };\n");
}

static uint64_t size_of(const struct dts_device *device)
{
	if (fact_known(device->region->size))
		return device->region->size.value;
	return device->last ? device->last->begin + device->last->size - device->base : 0;
}

static const char *compatible_of(const struct dts_device *device)
{
	if (device->memory)
		return "mmio-sram";
	return device->region->kind == REGION_EXTERNAL_FLASH ? "jedec,spi-nor" : "soc-nv-flash";
}

/* RAM that is written like flash hangs below a controller, which tells it from the chip's own. */
static void put_controller(struct arena *arena, struct text *out, const char *path)
{
	const char *parent = arena_copy(arena, path, (size_t)(strrchr(path, '/') - path));
	unsigned depth = open_path(out, parent, NULL);

	text_puts(out, " compatible = \"zephyr,sim-flash\";");
	close_path(out, depth);
}

static void put_device(const struct dts_plan *plan, struct text *out,
		       const struct dts_device *device, unsigned number)
{
	struct arena *arena = plan->layout->arena;
	const char *path = device->path;
	unsigned depth;

	if (!path)
		path = arena_printf(arena, "/bus@%x/chip@0", number);
	if (cstr_eq(device->region->name, "ram_flash"))
		put_controller(arena, out, path);
	depth = open_path(out, path, device->label);
	text_printf(out, " compatible = \"%s\"; reg = <0x%" PRIx64 " 0x%" PRIx64 ">;",
		    compatible_of(device), device->window & UINT32_MAX,
		    size_of(device) & UINT32_MAX);
	close_path(out, depth);
}

static void put_inherited(struct text *out, const struct devicetree_partition *list)
{
	for (; list; list = list->next) {
		const char *label = list->labels ? list->labels[0] : NULL;

		if (label && !dts_is_plain_label(label))
			label = NULL;
		close_path(out, open_path(out, list->path, label));
	}
}

void dts_write_base(const struct dts_plan *plan, struct text *out)
{
	unsigned number = 0;

	if (dts_base_is_source(plan)) {
		text_add(out, plan->base->source->text);
		text_putc(out, '\n');
		return;
	}
	text_printf(out, "/dts-v1/;\n/ { %s compatible = \"", cells);
	text_printf(out, "nordic,%s\"; chosen { }; };\n",
		    plan->layout->facts.soc ? plan->layout->facts.soc->name : "chip");
	for (const struct dts_device *device = plan->devices; device; device = device->next)
		put_device(plan, out, device, number++);
	if (!plan->base)
		return;
	put_inherited(out, plan->base->partitions);
	put_inherited(out, plan->base->memory_partitions);
	put_inherited(out, plan->base->disabled_partitions);
	for (const struct tz_descriptor *it = plan->base->descriptors; it; it = it->next)
		close_path(out, open_path(out, it->path, NULL));
}
