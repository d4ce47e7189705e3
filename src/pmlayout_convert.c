/* SPDX-License-Identifier: MIT */
/* The way over to devicetree: what an overlay leaves out, and the proof that it moves no byte.
 *
 * The overlay's own text is applied to the devicetree of its image, compiled by dtc and read again
 * like any input; what was read is held against the plan, node by node, and against the layout, as
 * `pmlayout diff` would.
 */
#include "pmlayout_run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "check/check.h"
#include "check/release.h"
#include "emit/dts.h"
#include "emit/escape.h"
#include "read/read.h"
#include "resolve/resolve.h"

/* -- Reading the overlay ---------------------------------------------------------------------- */

static struct layout *read_back(struct pml *pml, const struct dts_plan *plan, struct str overlay,
				struct findings *found)
{
	struct facts facts = plan->layout->facts;
	struct text text = {.arena = pml->arena};
	struct layout *layout;

	/* The overlay is to speak for itself; what the build was configured to is its own matter.
	 */
	facts.images = NULL;
	dts_write_base(plan, &text);
	text_add(&text, overlay);
	layout = read_layout_source(
		pml->arena, source_new(pml->arena, "<overlay>", (struct str){text.p, text.n}),
		&facts, found);
	if (!found->first)
		layout_resolve(layout);
	return layout;
}

/* -- Node by node ----------------------------------------------------------------------------- */

struct read_node {
	const char *label;
	const struct devicetree_partition *partition;
};

struct read_nodes {
	struct read_node *all; /* sorted by label */
	size_t count, partitions;
};

static int by_label(const void *a, const void *b)
{
	return strcmp(((const struct read_node *)a)->label, ((const struct read_node *)b)->label);
}

static size_t count_labels(const struct devicetree_partition *list)
{
	size_t count = 0;

	for (; list; list = list->next) {
		for (size_t i = 0; list->labels && list->labels[i]; i++)
			count++;
	}
	return count;
}

static void add_labels(struct read_nodes *nodes, const struct devicetree_partition *list)
{
	for (; list; list = list->next) {
		for (size_t i = 0; list->labels && list->labels[i]; i++)
			nodes->all[nodes->count++] = (struct read_node){list->labels[i], list};
	}
}

static struct read_nodes nodes_of(struct arena *arena, const struct devicetree *dt)
{
	struct read_nodes nodes = {NULL, 0, dt->partition_count};
	const size_t room = count_labels(dt->partitions) + count_labels(dt->memory_partitions);

	nodes.all = arena_array(arena, room + 1, sizeof(*nodes.all));
	add_labels(&nodes, dt->partitions);
	add_labels(&nodes, dt->memory_partitions);
	qsort(nodes.all, nodes.count, sizeof(*nodes.all), by_label);
	return nodes;
}

static const struct dts_device *device_of(const struct dts_plan *plan, const struct dts_node *node)
{
	const struct dts_device *device = plan->devices;

	while (device->region != node->region)
		device = device->next;
	return device;
}

/* The node stands where the plan has it; on the same chip, where its path is known. */
static bool is_as_planned(const struct dts_device *device, const struct dts_node *node,
			  const struct devicetree_partition *read)
{
	const char *path = read->device   ? read->device->path
			   : read->memory ? read->memory->path
					  : NULL;

	return path && (read->memory != NULL) == device->memory &&
	       (!device->path || cstr_eq(device->path, path)) && fact_known(read->offset) &&
	       fact_known(read->size) && read->offset.value == node->begin - device->base &&
	       read->size.value == node->size;
}

static bool refuse_node(struct pml *pml, const struct dts_node *node,
			const struct devicetree_partition *read)
{
	const char *place = "is not there";

	if (read && fact_known(read->offset) && fact_known(read->size))
		place = arena_printf(pml->arena, "is 0x%" PRIx64 " with %s", read->offset.value,
				     num_bytes(pml->arena, read->size.value));
	else if (read)
		place = "cannot be read";
	return pml_refuse(pml,
			  "the overlay is not the layout: `%s` %s; it must hold 0x%" PRIx64
			  "..0x%" PRIx64 " of `%s`; nothing is written",
			  node->label, place, node->begin, node->begin + node->size,
			  emit_visible(pml->arena, node->region->name));
}

static bool prove_nodes(struct pml *pml, const struct dts_plan *plan, const struct devicetree *dt)
{
	const struct read_nodes nodes = nodes_of(pml->arena, dt);
	size_t in_flash = 0;

	for (size_t i = 0; i < plan->node_count; i++) {
		const struct dts_node *node = plan->nodes[i];
		const struct dts_device *device = device_of(plan, node);
		const struct read_node wanted = {.label = node->label}, *read;

		read = bsearch(&wanted, nodes.all, nodes.count, sizeof(wanted), by_label);
		if (!read || !is_as_planned(device, node, read->partition))
			return refuse_node(pml, node, read ? read->partition : NULL);
		in_flash += !device->memory;
	}
	if (nodes.partitions != in_flash)
		return pml_refuse(pml,
				  "the overlay is not the layout: the devicetree holds %zu "
				  "partitions in flash and not %zu; nothing is written",
				  nodes.partitions, in_flash);
	return true;
}

/* -- As a whole ------------------------------------------------------------------------------- */

/* Chips that this image does not have cannot be compared. */
static bool is_complete(const struct dts_plan *plan)
{
	for (size_t i = 0; i < plan->left_out_count; i++) {
		if (plan->left_out[i].reason == DTS_OTHER_IMAGE ||
		    plan->left_out[i].reason == DTS_NO_DEVICE)
			return false;
	}
	return true;
}

static bool prove_layout(struct pml *pml, const struct dts_plan *plan, const struct layout *read)
{
	struct findings changes;

	findings_init(&changes, pml->arena);
	if (!is_complete(plan) || release_compare(plan->layout, read, &changes) == CHANGE_NONE)
		return true;
	return pml_refuse(pml, "the overlay is not the layout: %s; nothing is written",
			  changes.first->message);
}

bool pml_prove_overlay(struct pml *pml, const struct emit_options *options, struct str overlay)
{
	struct layout *layout = pml_image_layout(pml, options->image);
	const char *why;
	const struct dts_plan *plan = dts_plan_make(layout, options->image, options->style, &why);
	const struct devicetree *dt;
	struct findings found;
	struct layout *read;

	if (!plan)
		return pml_refuse(pml, "%s", why);
	findings_init(&found, pml->arena);
	read = read_back(pml, plan, overlay, &found);
	dt = facts_devicetree(&read->facts, "app");
	if (found.first || !dt)
		return pml_refuse(pml,
				  "the overlay for the image `%s` cannot be proved: %s; nothing is "
				  "written",
				  options->image,
				  found.first ? found.first->message : "it cannot be read back");
	return prove_nodes(pml, plan, dt) && prove_layout(pml, plan, read);
}

/* -- What an overlay leaves out --------------------------------------------------------------- */

static bool is_loss(enum dts_reason reason)
{
	return reason == DTS_NO_DEVICE || reason == DTS_OTHER_IMAGE;
}

#define MOST_NAMES 6 /* in a sentence; all are in the notes */

static const char *names_left_out(struct pml *pml, const struct dts_plan *plan, bool loss,
				  size_t count)
{
	struct text names = {.arena = pml->arena};
	size_t said = 0;

	for (size_t i = 0; i < plan->left_out_count && said < MOST_NAMES; i++) {
		if (is_loss(plan->left_out[i].reason) != loss)
			continue;
		text_separate(&names, said, count);
		text_printf(&names, "`%s`", plan->left_out[i].partition->name);
		said++;
	}
	if (said < count)
		text_printf(&names, " and %zu more", count - said);
	return names.p;
}

static struct finding *report_left_out(struct pml *pml, const struct dts_plan *plan, bool loss,
				       size_t count)
{
	struct finding *finding = NULL;

	for (size_t i = 0; i < plan->left_out_count; i++) {
		const struct partition *partition = plan->left_out[i].partition;

		if (is_loss(plan->left_out[i].reason) != loss)
			continue;
		if (!finding)
			finding = finding_add(&pml->found, RULE_no_devicetree_form, partition->at,
					      count == 1 ? "%s becomes no devicetree node"
							 : "%s become no devicetree nodes",
					      names_left_out(pml, plan, loss, count));
		finding_about(&pml->found, finding, partition->name);
	}
	return finding;
}

/* One note a reason, with the names. */
static void note_reasons(struct pml *pml, const struct dts_plan *plan, struct finding *finding,
			 bool loss)
{
	for (enum dts_reason reason = 0; reason < DTS_REASON_COUNT; reason++) {
		struct text names = {.arena = pml->arena};

		for (size_t i = 0; is_loss(reason) == loss && i < plan->left_out_count; i++) {
			if (plan->left_out[i].reason == reason)
				text_printf(&names, "%s`%s`", names.n ? ", " : "",
					    plan->left_out[i].partition->name);
		}
		if (names.n)
			finding_note(&pml->found, finding, "%s: %s", names.p,
				     dts_reason_in_words(reason));
	}
}

static void report_group(struct pml *pml, const struct dts_plan *plan, bool loss)
{
	size_t count = 0;
	struct finding *finding;

	for (size_t i = 0; i < plan->left_out_count; i++)
		count += is_loss(plan->left_out[i].reason) == loss;
	if (!count)
		return;
	finding = report_left_out(pml, plan, loss, count);
	note_reasons(pml, plan, finding, loss);
	if (loss)
		finding_help(&pml->found, finding,
			     "give the devicetree of the image that uses it (--dtb), with the chip "
			     "enabled and chosen, or write its partitions by hand");
	else
		finding_limit(finding, SEVERITY_NOTE);
}

static void report_assumed(struct pml *pml, const struct dts_plan *plan)
{
	for (const struct dts_device *device = plan->devices; device; device = device->next) {
		struct finding *finding;

		if (!device->assumed || !device->first)
			continue;
		finding = finding_add(&pml->found, RULE_assumed_flash_node,
				      device->first->partition ? device->first->partition->at
							       : (struct span){0},
				      "nothing tells the devicetree node of `%s`; `%s` is assumed",
				      device->region->name, device->reference);
		finding_about(&pml->found, finding,
			      device->first->name ? device->first->name : device->first->label);
		finding_note(&pml->found, finding,
			     "the overlay adds its partitions to the chip's node, whose label is "
			     "the board's choice; dtc rejects a label that is not there");
		finding_help(&pml->found, finding,
			     "give the build's zephyr.dts or zephyr.dtb with --dtb, or rename the "
			     "node in the overlay");
	}
}

/* TF-M asks of devicetree partitions what Partition Manager does not: that secure flash is in one
 * piece, that the halves of all slots are equal.  The overlay says where the bytes are; whether
 * they may stay there is the reader's to hear before TF-M's build does.
 */
static void report_unfit(struct pml *pml, const struct dts_plan *plan)
{
	struct text overlay = {.arena = pml->arena};
	struct findings unfit;
	struct layout *read;

	if (!plan->tfm || !cstr_eq(plan->image, "app"))
		return;
	findings_init(&unfit, pml->arena);
	dts_write(plan, &overlay);
	read = read_back(pml, plan, (struct str){overlay.p, overlay.n}, &unfit);
	if (unfit.first)
		return; /* the proof says so */
	rule_tz_descriptor(read, &unfit);
	for (const struct finding *it = unfit.first; it; it = it->next) {
		const struct dts_node *node =
			it->partitions ? dts_plan_node(plan, it->partitions->text) : NULL;
		struct finding *finding = finding_add(
			&pml->found, RULE_no_devicetree_form,
			node && node->partition ? node->partition->at : (struct span){0},
			"as devicetree partitions, TF-M will not take this layout: %s",
			it->message);

		if (node && node->name)
			finding_about(&pml->found, finding, node->name);
		finding_note(&pml->found, finding,
			     "the overlay has the same bytes all the same; `pmlayout explain "
			     "tz-descriptor` says what TF-M asks for");
		finding_help(&pml->found, finding,
			     "keep Partition Manager for devices that have this layout, or move "
			     "the partition with an update that may lose what is in it");
	}
}

void pml_announce(struct pml *pml, const char *kind)
{
	const struct pml_kind parsed = pml_kind_of(pml, kind);
	const char *why;
	const struct dts_plan *plan;

	if (!cstr_eq(parsed.name, "dts") || !pml->layout || pml->layout_has_errors)
		return;
	plan = dts_plan_make(pml_image_layout(pml, parsed.image), parsed.image, pml->dts_style,
			     &why);
	if (!plan)
		return;
	report_group(pml, plan, true);
	report_group(pml, plan, false);
	report_assumed(pml, plan);
	report_unfit(pml, plan);
}
