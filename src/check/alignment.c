/* SPDX-License-Identifier: MIT */
/* Rules about numbers that a partition's entry says twice: its end, and its alignment. */
#include "check/check.h"

#include "base/num.h"

void rule_end_address_mismatch(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct finding *finding;
		uint64_t end;

		if (!fact_known(p->written_end) || !fact_known(p->written_address) ||
		    !fact_known(p->written_size) || p->written_address.negative ||
		    p->written_size.negative ||
		    !num_add(p->written_address.value, p->written_size.value, &end) ||
		    (p->written_end.value == end && !p->written_end.negative))
			continue;
		finding = finding_about_partition(
			found, RULE_end_address_mismatch, p, p->written_end.at,
			"`%s`: `end_address` is %s0x%jx, but `address` + `size` is 0x%jx", p->name,
			p->written_end.negative ? "-" : "", (uintmax_t)p->written_end.value,
			(uintmax_t)end);
		finding_mark(found, finding, "written: %s0x%jx", p->written_end.negative ? "-" : "",
			     (uintmax_t)p->written_end.value);
		finding_label(found, finding, p->written_address.at, "0x%jx ...",
			      (uintmax_t)p->written_address.value);
		finding_label(found, finding, p->written_size.at, "... + 0x%jx = 0x%jx",
			      (uintmax_t)p->written_size.value, (uintmax_t)end);
		finding_note(
			found, finding,
			"Partition Manager ignores a written `end_address` and computes it from "
			"`address` and `size`");
		finding_help(found, finding, "write `end_address: 0x%jx`", (uintmax_t)end);
		if (span_is_set(partition_own_value(p, "end_address")))
			finding_fix(found, finding, p->written_end.at, "0x%jx", (uintmax_t)end);
	}
}

/* One of the alignments that an entry may declare. */
struct alignment {
	struct fact value;
	bool at_end; /* align: {end: N}: the end is aligned, not the start */
};

#define ALIGNMENTS 4

static void alignments_of(const struct partition *p, struct alignment list[ALIGNMENTS])
{
	list[0] = (struct alignment){p->align_start, false};
	list[1] = (struct alignment){p->align_end, true};
	list[2] = (struct alignment){p->stray_align_start, false};
	list[3] = (struct alignment){p->stray_align_end, true};
}

static void report_bad_alignment(const struct partition *p, struct fact value,
				 struct findings *found)
{
	uint64_t below = 1;
	struct finding *finding =
		finding_about_partition(found, RULE_bad_alignment_value, p, value.at,
					"`%s`: the alignment %s0x%jx is not a power of two",
					p->name, value.negative ? "-" : "", (uintmax_t)value.value);

	finding_note(found, finding,
		     "erase pages and security blocks are powers of two; an alignment to anything "
		     "else protects nothing");
	if (!value.value || value.negative || value.value > (uint64_t)1 << 62)
		return;
	while (below * 2 <= value.value)
		below *= 2;
	finding_help(found, finding, "write 0x%jx or 0x%jx", (uintmax_t)below,
		     (uintmax_t)(below * 2));
}

void rule_bad_alignment_value(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct alignment list[ALIGNMENTS];

		alignments_of(p, list);
		for (size_t i = 0; i < ALIGNMENTS; i++)
			if (fact_known(list[i].value) &&
			    (list[i].value.negative || !num_is_power_of_two(list[i].value.value)))
				report_bad_alignment(p, list[i].value, found);
	}
}

/* True when the partition stays in its region if it starts at address. */
static bool fits_at(const struct partition *p, uint64_t address)
{
	const struct region *region = p->region;
	uint64_t end, region_end;

	if (address < region->base.value || !num_add(address, p->size.value, &end))
		return false;
	return !fact_known(region->size) || region->size.negative ||
	       !num_add(region->base.value, region->size.value, &region_end) || end <= region_end;
}

/* The multiples below and above, as far as they leave the partition in its region. */
static void help_aligned(struct findings *found, struct finding *finding, const struct partition *p,
			 const struct alignment *alignment)
{
	uint64_t unit = alignment->value.value, size = alignment->at_end ? p->size.value : 0;
	uint64_t at = p->address.value + size;
	uint64_t borders[2] = {num_down(at, unit), num_up(at, unit)};
	struct text offer = {.arena = found->arena};

	for (size_t i = 0; i < 2; i++)
		if (borders[i] >= size && fits_at(p, borders[i] - size))
			text_printf(&offer, "%s0x%jx", offer.n ? " or " : "",
				    (uintmax_t)borders[i]);
	if (offer.n)
		finding_help(found, finding, "let `%s` %s at %s, or delete the alignment", p->name,
			     alignment->at_end ? "end" : "start", offer.p);
	else
		finding_help(found, finding, "delete the alignment");
}

static void report_unmet(const struct partition *p, const struct alignment *alignment,
			 struct findings *found)
{
	uint64_t unit = alignment->value.value;
	uint64_t at = alignment->at_end ? partition_end(p) : p->address.value;
	const char *side = alignment->at_end ? "ends" : "starts";
	struct finding *finding = finding_about_partition(
		found, RULE_unmet_alignment, p, alignment->value.at,
		"`%s` %s at 0x%jx, which is not the multiple of 0x%jx that it asks for", p->name,
		side, (uintmax_t)at, (uintmax_t)unit);

	finding_mark(found, finding, "asked for here");
	finding_label(found, finding,
		      alignment->at_end ? partition_size_at(p) : partition_address_at(p),
		      "%s at 0x%jx", side, (uintmax_t)at);
	finding_note(found, finding,
		     "Partition Manager aligns only what it places itself; in a static file the "
		     "address stays as it is written");
	help_aligned(found, finding, p, alignment);
}

void rule_unmet_alignment(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct alignment list[ALIGNMENTS];

		if (!p->placed || p->dynamic)
			continue;
		alignments_of(p, list);
		for (size_t i = 0; i < ALIGNMENTS; i++) {
			uint64_t at = list[i].at_end ? partition_end(p) : p->address.value;

			if (fact_known(list[i].value) && !list[i].value.negative &&
			    list[i].value.value && at % list[i].value.value)
				report_unmet(p, &list[i], found);
		}
	}
}
