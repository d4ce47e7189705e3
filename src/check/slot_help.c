/* SPDX-License-Identifier: MIT */
/* Tries what a person would write next and offers what MCUboot accepts of it. */
#include "check/slot_help.h"

#include "base/arena.h"
#include "base/num.h"

/* Offers are joined by "or" from the second on. */
struct offers {
	const struct trials *trials;
	const struct trial *trial;
	struct findings *found;
	struct finding *finding;
	size_t count;
};

static bool is_member(const struct partition *slot, const struct partition *partition)
{
	for (const struct reference *member = slot->span; member; member = member->next)
		if (member->partition == partition)
			return true;
	return false;
}

/* Who stands in the way when a slot gets size bytes; NULL: nobody. */
static const struct partition *in_the_way(const struct partition *slot, uint64_t size)
{
	const struct region *region = slot->region;
	uint64_t end = slot->address.value + size;

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *other = region->by_address[i];

		if (other != slot && partition_takes_bytes(other) && !other->empty &&
		    other->address.value >= partition_end(slot) && other->address.value < end &&
		    !is_member(slot, other))
			return other;
	}
	return NULL;
}

/* "`a` and `b`": who must make room when both slots grow; NULL: nobody. */
static const char *both_in_the_way(struct arena *arena, const struct slot_pair *pair, uint64_t size)
{
	const struct partition *primary = in_the_way(pair->primary, size);
	const struct partition *secondary = in_the_way(pair->secondary, size);

	if (primary && secondary && primary != secondary)
		return arena_printf(arena, "`%s` and `%s`", primary->name, secondary->name);
	if (primary || secondary)
		return arena_printf(arena, "`%s`", primary ? primary->name : secondary->name);
	return NULL;
}

static void offer_size(struct offers *offers, const struct partition *slot, uint64_t size,
		       const char *why)
{
	const struct partition *other = in_the_way(slot, size);
	struct text text = {.arena = offers->found->arena};

	text_printf(&text, "%smake `%s` 0x%jx bytes%s", offers->count++ ? "or " : "", slot->name,
		    (uintmax_t)size, why);
	if (other)
		text_printf(&text, ", and move `%s` out of the way", other->name);
	finding_help(offers->found, offers->finding, "%s", text.p);
}

static bool accepts(const struct offers *offers, uint64_t primary, uint64_t secondary)
{
	struct slot_change change = trial_unchanged(offers->trial);

	change.primary = primary;
	change.secondary = secondary;
	return trial_accepts(offers->trial, &change);
}

/* The option that sets the erase page of a slot's external device. */
static const char *page_option(const struct region *region)
{
	if (region->device && region->device->kind == FLASH_QSPI_NOR)
		return "CONFIG_NORDIC_QSPI_NOR_FLASH_LAYOUT_PAGE_SIZE";
	return "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE";
}

/* The secondary slot lies in an external device whose erase pages are not those of the primary. */
static bool page_can_change(const struct offers *offers)
{
	const struct region *secondary = offers->trials->pair->secondary->region;

	return secondary->kind == REGION_EXTERNAL_FLASH &&
	       secondary != offers->trials->pair->primary->region &&
	       offers->trial->primary_pages.size != offers->trial->secondary_pages.size;
}

static void offer_page(struct offers *offers)
{
	const struct region *secondary = offers->trials->pair->secondary->region;
	const struct trial *trial = offers->trial;
	struct slot_change change = trial_unchanged(trial);

	change.secondary_page = trial->primary_pages.size;
	if (!page_can_change(offers) || !trial_accepts(trial, &change))
		return;
	finding_help(offers->found, offers->finding,
		     "%sset %s=%ju in MCUboot's configuration, so that the sectors are as large as "
		     "those of `%s`",
		     offers->count++ ? "or " : "", page_option(secondary),
		     (uintmax_t)change.secondary_page, offers->trials->pair->primary->name);
}

/* The one sector of difference that leaves the whole other slot to the image. */
static void offer_spare_sector(struct offers *offers, uint64_t size)
{
	const struct trial *trial = offers->trial;
	const struct partition *secondary = offers->trials->pair->secondary;
	const uint64_t page = trial->secondary_pages.size, now = trial->geometry.secondary.size;

	if (trial->mode == BOOT_MODE_SWAP_MOVE && size > page && size - page != now &&
	    accepts(offers, size, size - page))
		offer_size(offers, secondary, size - page,
			   ", one sector less: swap using move needs a spare one in the primary "
			   "slot only");
	if (trial->mode == BOOT_MODE_SWAP_OFFSET && size + page != now &&
	    accepts(offers, size, size + page))
		offer_size(offers, secondary, size + page,
			   ", one sector more: swap using offset needs a spare one in the "
			   "secondary slot only");
}

/* Both at once, where neither the page nor a size alone is enough; both slots get size bytes. */
static bool offer_page_and_size(struct offers *offers, uint64_t size)
{
	const struct slot_pair *pair = offers->trials->pair;
	const struct trial *trial = offers->trial;
	struct slot_change change = trial_unchanged(trial);
	const char *who = "both slots";
	const char *others = both_in_the_way(offers->found->arena, pair, size);

	if (size == change.primary)
		who = arena_printf(offers->found->arena, "`%s`", pair->secondary->name);
	else if (size == change.secondary)
		who = arena_printf(offers->found->arena, "`%s`", pair->primary->name);
	change.primary = size;
	change.secondary = size;
	change.secondary_page = trial->primary_pages.size;
	if (!page_can_change(offers) || !trial_accepts(trial, &change))
		return false;
	finding_help(offers->found, offers->finding,
		     "set %s=%ju in MCUboot's configuration, and make %s 0x%jx bytes%s%s%s",
		     page_option(pair->secondary->region), (uintmax_t)change.secondary_page, who,
		     (uintmax_t)size, others ? ", and move " : "", others ? others : "",
		     others ? " out of the way" : "");
	offers->count++;
	return true;
}

static uint64_t larger_page(const struct trial *trial)
{
	const uint64_t primary = trial->primary_pages.size, secondary = trial->secondary_pages.size;

	return primary > secondary ? primary : secondary;
}

/* When no single change is enough: several at once, or what has to be right first. */
static void offer_more(struct offers *offers)
{
	const struct trial *trial = offers->trial;
	const uint64_t page = trial->primary_pages.size, larger = larger_page(trial);
	const uint64_t sizes[] = {trial->geometry.primary.size, trial->geometry.secondary.size,
				  num_down(trial->geometry.primary.size, page),
				  num_up(trial->answer.trailer_size, page) + 2 * page,
				  num_up(trial->answer.trailer_size, page) +
					  num_up(USEFUL_IMAGE_SIZE, page) + page};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (offer_page_and_size(offers, sizes[i]))
			return;
	finding_help(offers->found, offers->finding,
		     "start and end both slots on erase pages of 0x%jx, and give both the same "
		     "size",
		     (uintmax_t)larger);
}

void slot_help(const struct trials *trials, const struct trial *trial, struct findings *found,
	       struct finding *finding)
{
	struct offers offers = {trials, trial, found, finding, 0};
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	const uint64_t size = trial->geometry.primary.size, other = trial->geometry.secondary.size;
	const uint64_t whole = num_down(size, larger_page(trial));

	offer_page(&offers);
	if (size != other && accepts(&offers, size, size))
		offer_size(&offers, secondary, size, ", like the primary slot");
	offer_spare_sector(&offers, size);
	if (size != other && accepts(&offers, other, other))
		offer_size(&offers, primary, other, ", like the secondary slot");
	if (offers.count)
		return;
	if (accepts(&offers, whole, whole))
		finding_help(found, finding,
			     "make both slots 0x%jx bytes, whole erase pages of 0x%jx",
			     (uintmax_t)whole, (uintmax_t)larger_page(trial));
	else
		offer_more(&offers);
}

/* A trailer, a spare sector and an image: found among the next few sizes, or not at all. */
static uint64_t smallest_size(const struct offers *offers)
{
	const struct trial *trial = offers->trial;
	const uint64_t unit = larger_page(trial);
	uint64_t size = num_up(trial->answer.trailer_size, unit) + unit;

	if (trial->judges_limit)
		size += num_up(USEFUL_IMAGE_SIZE, unit);
	for (int i = 0; i < 4; i++, size += unit)
		if (accepts(offers, size, size))
			return size;
	return 0;
}

void slot_help_larger(const struct trials *trials, const struct trial *trial,
		      struct findings *found, struct finding *finding)
{
	struct offers offers = {trials, trial, found, finding, 0};
	const uint64_t size = smallest_size(&offers);
	const char *others = size ? both_in_the_way(found->arena, trials->pair, size) : NULL;

	if (!size)
		finding_help(found, finding,
			     "make both slots larger; here is no room for even one sector of an "
			     "image");
	else
		finding_help(found, finding,
			     "make both slots 0x%jx bytes at least, the smallest that holds an "
			     "image%s%s%s%s",
			     (uintmax_t)size, trial->judges_limit ? " of 64 KiB" : "",
			     others ? ", and move " : "", others ? others : "",
			     others ? " out of the way" : "");
}

void slot_help_scratch(const struct trials *trials, const struct trial *trial,
		       const struct partition *scratch, struct findings *found,
		       struct finding *finding)
{
	struct offers offers = {trials, trial, found, finding, 0};
	struct slot_change change = trial_unchanged(trial);

	change.scratch = larger_page(trial);
	if (!trial_accepts(trial, &change))
		finding_help(found, finding,
			     "set the slots right first: what the scratch area needs follows from "
			     "them");
	else if (scratch)
		offer_size(&offers, scratch, change.scratch, ", the largest sector of the slots");
	else
		finding_help(found, finding, "add `%s` of 0x%jx bytes, or choose another mode",
			     trials->pair->primary->devicetree ? "scratch_partition"
							       : "mcuboot_scratch",
			     (uintmax_t)change.scratch);
}
