/* SPDX-License-Identifier: MIT */
/* The rule about the two nodes from which TF-M learns, with devicetree partitions, what flash is
 * secure (FAILURES.md F77, F78; TF-M's flash_layout.h and partition_check.c in the nRF Connect
 * SDK).
 */
#include "check/check.h"
#include "check/image_trees.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "model/version.h"

static const char *node_of(bool secure)
{
	return secure ? "nordic-tz-secure" : "nordic-tz-nonsecure";
}

static const char *word_of(bool secure)
{
	return secure ? "secure" : "non-secure";
}

static const struct tz_descriptor *descriptor_of(const struct devicetree *dt, bool secure)
{
	const struct tz_descriptor *it = dt->descriptors;

	while (it && it->secure != secure)
		it = it->next;
	return it;
}

/* -- Missing --------------------------------------------------------------------------------- */

static struct finding *report_missing(struct findings *found, struct span at, bool secure)
{
	struct finding *finding =
		finding_add(found, RULE_tz_descriptor, at,
			    "there is no `%s` node: TF-M does not learn which flash is %s",
			    node_of(secure), word_of(secure));

	finding_note(found, finding,
		     "the build stops: \"TF-M cannot derive the %s flash layout: the board's NS "
		     "partition dtsi is missing a 'nordic,tz-%s' descriptor\"",
		     word_of(secure), secure ? "secure" : "nonsecure");
	finding_help(found, finding,
		     "add `/ { %s { compatible = \"nordic,tz-%s\"; code-partitions = "
		     "<&slot0_%s_partition>; }; };`, and name %s data in `data-partitions`",
		     node_of(secure), secure ? "secure" : "nonsecure", secure ? "s" : "ns",
		     word_of(secure));
	return finding;
}

/* The SDK asks for them (NCS 3.4, Zephyr 4.5), and the chip has two worlds. */
static bool may_need_descriptors(const struct facts *facts)
{
	return !version_before(facts->ncs_version, 3, 4, 0) &&
	       !version_before(facts->zephyr_version, 4, 5, 0) &&
	       (!facts->soc || facts->soc->secure_flash_block);
}

/* Without any of the nodes: is TF-M built?  Where no .config tells it, the halves of a slot let us
 * guess, when they are written in the way that came with the nodes.
 */
static bool builds_tfm(const struct image_tree *tree, const struct devicetree_partition *code)
{
	if (tree->kconfig)
		return kconfig_is_y(tree->kconfig, "CONFIG_BUILD_WITH_TFM");
	return code && code->binding == PARTITION_MAPPED &&
	       devicetree_labelled(tree->dt, "slot0_s_partition");
}

static void judge_none(const struct layout *layout, const struct image_tree *tree,
		       struct findings *found)
{
	const struct devicetree_partition *code =
		devicetree_labelled(tree->dt, "slot0_ns_partition");
	const struct fact guess = {.origin = tree->kconfig ? ORIGIN_WRITTEN : ORIGIN_ASSUMED};
	const struct devicetree_partition *at = code ? code : tree->dt->partitions;

	if (!at || !may_need_descriptors(&layout->facts) || !builds_tfm(tree, code))
		return;
	for (int secure = 1; secure >= 0; secure--)
		finding_rests_on(found, report_missing(found, at->at, secure), guess,
				 "the application is built with TF-M, as `slot0_ns_partition` "
				 "suggests");
}

/* -- What a node names ----------------------------------------------------------------------- */

static bool judge_reference(struct findings *found, const struct tz_descriptor *descriptor,
			    const struct partition_reference *reference, struct span at)
{
	const struct devicetree_partition *partition = reference->partition;
	struct finding *finding;

	if (partition && !partition->has_subpartitions && partition->device)
		return true;
	if (partition)
		finding = finding_add(found, RULE_tz_descriptor, at,
				      "`%s` names `%s`, which holds other partitions",
				      node_of(descriptor->secure), partition->name);
	else
		finding = finding_add(
			found, RULE_tz_descriptor, at, "`%s` names %s, which is no partition",
			node_of(descriptor->secure),
			reference->path ? arena_printf(found->arena, "`%s`", reference->path)
					: "a node that is not there");
	if (partition) {
		finding_about(found, finding, partition->name);
		finding_label(found, finding, partition->at, "has parts of its own");
	}
	finding_note(found, finding,
		     "TF-M takes address and size of each from its `reg`, and adds them up");
	finding_help(found, finding,
		     "name the partitions at the ends of the tree, such as "
		     "`&slot0_%s_partition`",
		     descriptor->secure ? "s" : "ns");
	return false;
}

static bool judge_references(struct findings *found, const struct tz_descriptor *descriptor)
{
	struct finding *finding;
	bool good = true;

	for (const struct partition_reference *it = descriptor->code; it; it = it->next)
		good = judge_reference(found, descriptor, it, descriptor->code_at) && good;
	for (const struct partition_reference *it = descriptor->data; it; it = it->next)
		good = judge_reference(found, descriptor, it, descriptor->data_at) && good;
	if (descriptor->code)
		return good;
	finding = finding_add(found, RULE_tz_descriptor, descriptor->at,
			      "`%s` names no partition with code", node_of(descriptor->secure));
	finding_note(found, finding, "TF-M takes the size of its image from the first of them");
	finding_help(found, finding, "write `code-partitions = <&slot0_%s_partition>;`",
		     descriptor->secure ? "s" : "ns");
	return false;
}

/* -- Equal sizes ----------------------------------------------------------------------------- */

static void judge_sizes(struct findings *found, const struct tz_descriptor *descriptor)
{
	const struct devicetree_partition *first = descriptor->code->partition;

	for (const struct partition_reference *it = descriptor->code->next; it; it = it->next) {
		const struct devicetree_partition *other = it->partition;
		struct finding *finding;

		if (!fact_known(first->size) || !fact_known(other->size) ||
		    first->size.value == other->size.value)
			continue;
		finding = finding_add(found, RULE_tz_descriptor, other->size.at,
				      "`%s` has 0x%jx bytes beside 0x%jx in `%s`; the %s parts of "
				      "all slots must be equal",
				      other->name, (uintmax_t)other->size.value,
				      (uintmax_t)first->size.value, first->name,
				      word_of(descriptor->secure));
		finding_about(found, finding, other->name);
		finding_about(found, finding, first->name);
		finding_label(found, finding, first->size.at, "0x%jx bytes",
			      (uintmax_t)first->size.value);
		finding_note(found, finding,
			     "the build stops: \"All entries of nordic,tz-%s code-partitions must "
			     "have equal reg size\"",
			     descriptor->secure ? "secure" : "nonsecure");
		finding_help(found, finding, "give both halves one size, in every slot");
	}
}

/* -- Contiguity ------------------------------------------------------------------------------ */

/* What a node names, in the order of the flash. */
struct area {
	const struct devicetree_partition **parts;
	size_t count, code_count;
	uint64_t begin, end;
};

static uint64_t part_end(const struct devicetree_partition *partition)
{
	return partition->offset.value + partition->size.value;
}

static int by_offset(const void *left, const void *right)
{
	const struct devicetree_partition *const *a = left, *const *b = right;

	if ((*a)->offset.value != (*b)->offset.value)
		return (*a)->offset.value < (*b)->offset.value ? -1 : 1;
	return strcmp((*a)->path, (*b)->path);
}

static void add_parts(struct area *area, const struct partition_reference *list)
{
	for (; list; list = list->next)
		if (devicetree_is_placed(list->partition))
			area->parts[area->count++] = list->partition;
}

static size_t length_of(const struct partition_reference *list)
{
	size_t length = 0;

	for (; list; list = list->next)
		length++;
	return length;
}

/* Slots lie apart, so code of several is left out: then the data must be in one piece. */
static struct area area_of(struct arena *arena, const struct tz_descriptor *descriptor)
{
	struct area area = {.code_count = length_of(descriptor->code)};

	area.parts = arena_array(arena, area.code_count + length_of(descriptor->data) + 1,
				 sizeof(area.parts[0]));
	if (area.code_count == 1)
		add_parts(&area, descriptor->code);
	add_parts(&area, descriptor->data);
	qsort(area.parts, area.count, sizeof(area.parts[0]), by_offset);
	return area;
}

/* Slots that an area's data may lie around: their code fills the hole. */
static uint64_t over_code(const struct tz_descriptor *descriptor, uint64_t end)
{
	for (const struct partition_reference *it = descriptor->code; it; it = it->next)
		if (devicetree_is_placed(it->partition) && it->partition->offset.value == end)
			return part_end(it->partition);
	return end;
}

static void report_hole(struct findings *found, const struct tz_descriptor *descriptor,
			const struct devicetree_partition *before,
			const struct devicetree_partition *behind)
{
	uint64_t hole = behind->offset.value - part_end(before);
	struct finding *finding = finding_add(
		found, RULE_tz_descriptor, behind->reg.at,
		"%s flash is not in one piece: 0x%jx bytes (%s) lie between `%s` and `%s`",
		word_of(descriptor->secure), (uintmax_t)hole, num_human(found->arena, hole),
		before->name, behind->name);

	finding_about(found, finding, behind->name);
	finding_about(found, finding, before->name);
	finding_mark(found, finding, "begins at 0x%jx", (uintmax_t)behind->offset.value);
	finding_label(found, finding, before->size.at, "`%s` ends at 0x%jx", before->name,
		      (uintmax_t)part_end(before));
	finding_note(found, finding,
		     "TF-M adds the sizes up and protects that much: \"%s TrustZone partitions "
		     "(code + data) are not contiguous\"; a release build says nothing",
		     descriptor->secure ? "Secure" : "Non-Secure");
	finding_help(found, finding, "begin `%s` at 0x%jx, or let `%s` end at 0x%jx", behind->name,
		     (uintmax_t)part_end(before), before->name, (uintmax_t)behind->offset.value);
}

/* False when there is a hole, or nothing to judge. */
static bool judge_area(struct findings *found, const struct tz_descriptor *descriptor,
		       struct area *area)
{
	const struct devicetree_partition *last = area->count ? area->parts[0] : NULL;

	if (!last)
		return false;
	area->begin = last->offset.value;
	area->end = part_end(last);
	for (size_t i = 1; i < area->count; i++) {
		const struct devicetree_partition *part = area->parts[i];

		if (part->device != last->device)
			return false;
		if (part->offset.value > area->end &&
		    part->offset.value != over_code(descriptor, area->end)) {
			report_hole(found, descriptor, last, part);
			return false;
		}
		if (part_end(part) > area->end) {
			area->end = part_end(part);
			last = part;
		}
	}
	return true;
}

static void judge_border(struct findings *found, const struct area *secure,
			 const struct area *nonsecure)
{
	const struct devicetree_partition *first = nonsecure->parts[0];
	struct finding *finding;

	if (secure->code_count > 1 || nonsecure->code_count > 1 ||
	    secure->parts[0]->device != first->device || secure->end == nonsecure->begin)
		return;
	finding = finding_add(found, RULE_tz_descriptor, first->reg.at,
			      "non-secure flash begins at 0x%jx, but secure flash ends at 0x%jx",
			      (uintmax_t)nonsecure->begin, (uintmax_t)secure->end);
	finding_about(found, finding, first->name);
	finding_about(found, finding, secure->parts[secure->count - 1]->name);
	finding_mark(found, finding, "the first that is non-secure");
	finding_label(found, finding, secure->parts[secure->count - 1]->size.at,
		      "the last that is secure");
	finding_note(found, finding,
		     "TF-M: \"Non-Secure partitions must begin exactly where Secure partitions "
		     "end\"");
	finding_help(found, finding, "let both meet at one address");
}

void rule_tz_descriptor(const struct layout *layout, struct findings *found)
{
	const struct image_tree *trees = image_trees(layout, found->arena);
	const struct image_tree *app = image_tree_of(trees, ROLE_APP);
	const struct tz_descriptor *both[2];
	struct area areas[2];
	bool whole = true;

	if (!app)
		return;
	both[0] = descriptor_of(app->dt, true);
	both[1] = descriptor_of(app->dt, false);
	if (!both[0] && !both[1]) {
		judge_none(layout, app, found);
		return;
	}
	for (int i = 0; i < 2; i++) {
		if (!both[i]) {
			report_missing(found, both[1 - i]->at, i == 0);
			whole = false;
		} else if (judge_references(found, both[i])) {
			judge_sizes(found, both[i]);
			areas[i] = area_of(found->arena, both[i]);
			whole = judge_area(found, both[i], &areas[i]) && whole;
		} else {
			whole = false;
		}
	}
	if (whole)
		judge_border(found, &areas[0], &areas[1]);
}
