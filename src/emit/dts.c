/* SPDX-License-Identifier: MIT */
/* The overlay that makes Partition Manager's layout the devicetree's own, byte for byte. */
#include "emit/dts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "emit/kinds.h"

#include <inttypes.h>
#include <string.h>

enum dts_style dts_style_of(const struct layout *layout, enum dts_style given)
{
	const struct facts *facts = &layout->facts;

	if (given != DTS_STYLE_BY_VERSION)
		return given;
	return version_at_least(facts->zephyr_version, 4, 4, 0) ||
			       version_at_least(facts->ncs_version, 3, 3, 0)
		       ? DTS_MAPPED
		       : DTS_FIXED;
}

static const char *style_name(enum dts_style style)
{
	return style == DTS_MAPPED ? "mapped" : "fixed";
}

const char *dts_reason_in_words(enum dts_reason reason)
{
	static const char *const words[DTS_REASON_COUNT] = {
		[DTS_HOLE] = "a hole that Partition Manager kept free; in a devicetree nothing "
			     "stands there, and its neighbours stay where they are",
		[DTS_NOTHING] = "it has no bytes",
		[DTS_PAD] = "the room for an image's header, which in a devicetree is a part of "
			    "the slot; CONFIG_ROM_START_OFFSET says its size",
		[DTS_SPAN] = "a span: the sum of partitions that have nodes of their own",
		[DTS_IN_SLOT] = "its bytes are those of a node that holds it",
		[DTS_WHOLE_RAM] = "all of the RAM, which is the board's own node",
		[DTS_LEFTOVER] = "written as the rest of its region, it lies over partitions that "
				 "have nodes of their own",
		[DTS_OTP] = "it lies in memory that is written once, which devicetrees do not "
			    "partition",
		[DTS_NO_DEVICE] = "no node is known for the chip or the memory it lies in",
		[DTS_OTHER_IMAGE] = "the devicetree of this image does not have its chip",
	};

	return words[reason];
}

/* -- The head --------------------------------------------------------------------------------- */

static void put_map_line(struct text *out, const struct dts_node *node)
{
	unsigned depth = 0;

	for (const struct dts_node *it = node->parent; it && depth < 8; it = it->parent)
		depth++;
	text_puts(out, " *   ");
	text_fill(out, ' ', 2 * (size_t)depth);
	text_printf(out, "0x%08" PRIx64 "..0x%08" PRIx64 "  %s (%s)\n", node->begin,
		    node->begin + node->size, node->label, num_human(out->arena, node->size));
}

/* Nodes stand by region and place. */
static void put_map(const struct dts_plan *plan, struct text *out)
{
	const struct region *region = NULL;

	for (size_t i = 0; i < plan->node_count; i++) {
		const struct dts_node *node = plan->nodes[i];

		if (node->region != region) {
			region = node->region;
			text_puts(out, " *\n * ");
			emit_c_comment(out, region->name);
			text_puts(out, "\n");
		}
		put_map_line(out, node);
	}
}

static void put_left_out(const struct dts_plan *plan, struct text *out)
{
	for (enum dts_reason reason = 0; reason < DTS_REASON_COUNT; reason++) {
		bool said = false;

		for (size_t i = 0; i < plan->left_out_count; i++) {
			if (plan->left_out[i].reason != reason)
				continue;
			text_puts(out, said ? ", " : " *   ");
			emit_c_comment(out, plan->left_out[i].partition->name);
			said = true;
		}
		if (said)
			text_printf(out, ":\n *     %s\n", dts_reason_in_words(reason));
	}
}

static void put_head(const struct dts_plan *plan, struct text *out)
{
	text_puts(out, "/*\n * The flash layout of ");
	emit_c_comment(out, plan->layout->source ? path_base(plan->layout->source->name) : "");
	text_puts(out, " as devicetree partitions, for the image `");
	emit_c_comment(out, plan->image);
	text_printf(out,
		    "`.\n * Written by pmlayout in the style `%s`; every byte range is that of "
		    "the layout.\n",
		    style_name(plan->style));
	put_map(plan, out);
	if (plan->left_out_count) {
		text_puts(out, " *\n * No nodes:\n");
		put_left_out(plan, out);
	}
	text_puts(out, " */\n");
}

/* -- The overlay ------------------------------------------------------------------------------ */

static void put_deletes(const struct dts_plan *plan, struct text *out)
{
	if (plan->delete_count)
		text_puts(out, "\n/* What the board brings along. */\n");
	for (size_t i = 0; i < plan->delete_count; i++)
		text_printf(out, "/delete-node/ %s;\n", plan->deletes[i]);
}

void dts_write(const struct dts_plan *plan, struct text *out)
{
	put_head(plan, out);
	put_deletes(plan, out);
	dts_write_chosen(plan, out);
	dts_write_descriptors(plan, out);
	for (const struct dts_device *device = plan->devices; device; device = device->next)
		dts_write_device(plan, device, out);
}

static bool write_dts(const struct layout *layout, const struct emit_options *options,
		      struct text *out, const char **why)
{
	const struct dts_plan *plan = dts_plan_make(layout, options->image, options->style, why);

	if (plan)
		dts_write(plan, out);
	return plan != NULL;
}

static bool is_for(const struct layout *layout, const struct emit_options *options)
{
	const char *why;

	return dts_plan_make(layout, options->image, options->style, &why) != NULL;
}

/* Those that are linked into a partition. */
static const char *const images[] = {"app", "mcuboot", "s1_image", "b0", "net", "b0n", NULL};

const struct emitter emit_dts = {
	.kind = "dts",
	.summary = "an overlay with the same bytes as devicetree partitions, one for each image",
	.images = images,
	.extension = ".overlay",
	.is_for = is_for,
	.write = write_dts,
};
