/* SPDX-License-Identifier: MIT */
/* What to write so that MCUboot takes a pair of slots: equal sizes, the one sector of difference
 * that a swap mode likes, or the erase page of the other device.
 */
#include "check/slot_help.h"

#include "base/arena.h"
#include "base/num.h"

/* Offers are joined by "or" from the second on. */
struct offers {
	const struct layout *layout;
	const struct trials *trials;
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

/* The option that sets the erase page of a slot's external device. */
static const char *page_option(const struct region *region)
{
	if (region->device && region->device->kind == FLASH_QSPI_NOR)
		return "CONFIG_NORDIC_QSPI_NOR_FLASH_LAYOUT_PAGE_SIZE";
	return "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE";
}

static void offer_page(struct offers *offers, const struct trial *trial)
{
	const struct region *secondary = offers->trials->pair->secondary->region;
	uint64_t page = trial->primary_pages.size;
	struct trial again = *trial;

	if (secondary->kind != REGION_EXTERNAL_FLASH || page == trial->secondary_pages.size)
		return;
	trial_set_secondary_page(&again, offers->trials->pair->secondary, page);
	if (!trial_accepts(&again, again.geometry.primary.size, again.geometry.secondary.size))
		return;
	finding_help(offers->found, offers->finding,
		     "%sset %s=%ju in MCUboot's configuration, so that the sectors are as large as "
		     "those of `%s`",
		     offers->count++ ? "or " : "", page_option(secondary), (uintmax_t)page,
		     offers->trials->pair->primary->name);
}

void slot_help(const struct layout *layout, const struct trials *trials, const struct trial *trial,
	       struct findings *found, struct finding *finding)
{
	struct offers offers = {layout, trials, found, finding, 0};
	const struct partition *primary = trials->pair->primary;
	const struct partition *secondary = trials->pair->secondary;
	uint64_t size = trial->geometry.primary.size, page = trial->secondary_pages.size;
	uint64_t other = trial->geometry.secondary.size;

	offer_page(&offers, trial);
	if (size != other && trial_accepts(trial, size, size))
		offer_size(&offers, secondary, size, ", like the primary slot");
	if (trial->mode == BOOT_MODE_SWAP_MOVE && size > page && size - page != other &&
	    trial_accepts(trial, size, size - page))
		offer_size(&offers, secondary, size - page,
			   ", one sector less: swap using move needs a spare one in the primary "
			   "slot only");
	if (trial->mode == BOOT_MODE_SWAP_OFFSET && size + page != other &&
	    trial_accepts(trial, size, size + page))
		offer_size(&offers, secondary, size + page,
			   ", one sector more: swap using offset needs a spare one in the "
			   "secondary slot only");
	if (size != other && trial_accepts(trial, other, other))
		offer_size(&offers, primary, other, ", like the secondary slot");
	if (!offers.count && trial_accepts(trial, num_down(size, page), num_down(size, page)))
		finding_help(found, finding,
			     "make both slots 0x%jx bytes, whole erase pages of 0x%jx",
			     (uintmax_t)num_down(size, page), (uintmax_t)page);
}
