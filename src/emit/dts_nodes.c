/* SPDX-License-Identifier: MIT */
/* Writes the block of a chip: its partitions in either binding, or its pieces of RAM. */
#include "emit/dts.h"

#include "base/arena.h"
#include "base/num.h"

#include <inttypes.h>

/* Octal and hexadecimal escapes end by themselves, so what follows cannot become part of them. */
static void put_string(struct text *out, const char *text)
{
	text_putc(out, '"');
	for (const char *c = text; *c; c++) {
		if (*c == '"' || *c == '\\')
			text_printf(out, "\\%c", *c);
		else if (*c >= ' ' && *c <= '~')
			text_putc(out, *c);
		else
			text_printf(out, "\\x%02x", (unsigned)(unsigned char)*c);
	}
	text_putc(out, '"');
}

static void put_line(struct text *out, unsigned depth, const char *line)
{
	text_fill(out, '\t', depth);
	text_puts(out, line);
	text_putc(out, '\n');
}

static void put_cells(struct text *out, unsigned depth)
{
	put_line(out, depth, "#address-cells = <1>;");
	put_line(out, depth, "#size-cells = <1>;");
}

static uint64_t origin_of(const struct dts_device *device, const struct dts_node *node)
{
	return node->parent ? node->parent->begin : device->base;
}

static void put_comment(struct text *out, unsigned depth, const struct dts_node *node)
{
	text_fill(out, '\t', depth);
	text_puts(out, "/* ");
	if (node->name) {
		emit_c_comment(out, node->name);
		text_puts(out, ": ");
	}
	text_printf(out, "0x%" PRIx64 "..0x%" PRIx64 ", %s */\n", node->begin,
		    node->begin + node->size, num_human(out->arena, node->size));
}

static const char *compatible_of(const struct dts_device *device, const struct dts_node *node)
{
	if (device->memory)
		return NULL;
	if (device->mapped)
		return "compatible = \"zephyr,mapped-partition\";";
	return node->first ? "compatible = \"fixed-subpartitions\";" : NULL;
}

static void put_node(struct text *out, const struct dts_device *device, const struct dts_node *node,
		     unsigned depth)
{
	const uint64_t offset = node->begin - origin_of(device, node);
	const char *compatible = compatible_of(device, node);

	put_comment(out, depth, node);
	text_fill(out, '\t', depth);
	text_printf(out, "%s: %s%s@%" PRIx64 " {\n", node->label, node->also ? node->also : "",
		    device->memory ? "sram" : "partition", offset);
	if (compatible)
		put_line(out, depth + 1, compatible);
	if (node->text) {
		text_fill(out, '\t', depth + 1);
		text_puts(out, "label = ");
		put_string(out, node->text);
		text_puts(out, ";\n");
	}
	text_fill(out, '\t', depth + 1);
	text_printf(out, "reg = <0x%" PRIx64 " 0x%" PRIx64 ">;\n", offset, node->size);
	if (node->first) {
		text_fill(out, '\t', depth + 1);
		text_printf(out, "ranges = <0x0 0x%" PRIx64 " 0x%" PRIx64 ">;\n", offset,
			    node->size);
		put_cells(out, depth + 1);
	}
}

/* Without recursion: a hostile layout may nest as deep as it has partitions. */
static void put_nodes(struct text *out, const struct dts_device *device, unsigned depth)
{
	const struct dts_node *node = device->first;
	bool first = true;

	while (node) {
		if (!first)
			text_putc(out, '\n');
		first = false;
		put_node(out, device, node, depth);
		if (node->first) {
			text_putc(out, '\n');
			first = true;
			depth++;
			node = node->first;
			continue;
		}
		put_line(out, depth, "};");
		while (node && !node->next) {
			node = node->parent;
			if (node)
				put_line(out, --depth, "};");
		}
		if (node)
			node = node->next;
	}
}

/* The window of the chip in the space around it, as far as it is known. */
static uint64_t window_size(const struct dts_device *device)
{
	if (fact_known(device->region->size))
		return device->region->size.value;
	return device->last->begin + device->last->size - device->base;
}

static void put_window(struct text *out, const struct dts_device *device)
{
	put_cells(out, 1);
	text_printf(out, "\tranges = <0x0 0x%" PRIx64 " 0x%" PRIx64 ">;\n", device->window,
		    window_size(device));
}

void dts_write_device(const struct dts_plan *plan, const struct dts_device *device,
		      struct text *out)
{
	(void)plan;
	if (!device->first)
		return;
	text_printf(out, "\n%s {\n", device->reference);
	if (device->mapped || device->memory)
		put_window(out, device);
	if (device->memory) {
		text_putc(out, '\n');
		put_nodes(out, device, 1);
		text_puts(out, "};\n");
		return;
	}
	put_line(out, 1, "/delete-node/ partitions;");
	text_puts(out, "\n\tpartitions {\n");
	put_line(out, 2, device->mapped ? "ranges;" : "compatible = \"fixed-partitions\";");
	put_cells(out, 2);
	text_putc(out, '\n');
	put_nodes(out, device, 2);
	text_puts(out, "\t};\n};\n");
}
