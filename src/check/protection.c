/* SPDX-License-Identifier: MIT */
/* The rule about the flash that MCUboot locks before it starts the application (FAILURES.md F85).
 */
#include "check/check.h"

#include "base/arena.h"
#include "base/num.h"

/* What nRF54L chips lock at most: two regions of 31 blocks of 1 KiB. */
#define RRAM_LIMIT ((uint64_t)62 << 10)

/* What is locked: from MCUboot, or the first of its two copies, to the primary slot. */
struct lock {
	const struct partition *first, *primary;
	uint64_t begin, size;
	struct fact block;
};

static bool find_lock(const struct layout *layout, struct lock *lock)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");
	const struct soc *soc = layout->facts.soc;
	const struct partition *copy = layout_either(layout, "s1", "s1_partition")
					       ? layout_either(layout, "s0", "s0_partition")
					       : NULL;

	lock->first = copy ? copy : layout_either(layout, "mcuboot", "boot_partition");
	lock->primary = layout_either(layout, "mcuboot_primary", "slot0_partition");
	lock->block = kconfig_number(config, "CONFIG_FPROTECT_BLOCK_SIZE");
	if (!fact_known(lock->block) && soc)
		lock->block =
			fact_make(soc->protection_block,
				  layout->facts.soc_origin == ORIGIN_ASSUMED ? ORIGIN_ASSUMED
									     : ORIGIN_BUILT_IN,
				  layout->facts.soc_from);
	if (!kconfig_is_y(config, "CONFIG_FPROTECT") || !lock->first || !lock->primary ||
	    !lock->first->placed || !lock->primary->placed || !lock->block.value ||
	    lock->primary->region != lock->first->region ||
	    lock->primary->address.value <= lock->first->address.value)
		return false;
	lock->begin = lock->first->address.value;
	lock->size = lock->primary->address.value - lock->begin;
	return true;
}

static void report_lock(struct findings *found, const struct layout *layout,
			const struct lock *lock, bool is_begin)
{
	uint64_t block = lock->block.value;
	uint64_t wrong = is_begin ? lock->begin : lock->begin + lock->size;
	const struct partition *partition = is_begin ? lock->first : lock->primary;
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");
	struct finding *finding = finding_about_partition(
		found, RULE_fprotect_unaligned, lock->first, partition_address_at(partition),
		"MCUboot cannot lock 0x%jx..0x%jx: 0x%jx is not on a block of 0x%jx bytes (%s)",
		(uintmax_t)lock->begin, (uintmax_t)(lock->begin + lock->size), (uintmax_t)wrong,
		(uintmax_t)block, num_human(found->arena, block));

	finding_about(found, finding, lock->primary->name);
	finding_mark(found, finding, "the locked flash %s here, 0x%jx bytes past 0x%jx",
		     is_begin ? "begins" : "ends", (uintmax_t)(wrong % block),
		     (uintmax_t)num_down(wrong, block));
	finding_label(found, finding, kconfig_find(config, "CONFIG_FPROTECT")->at,
		      "MCUboot locks itself");
	finding_note(found, finding,
		     "on the device: \"Protect mcuboot flash failed, cancel "
		     "startup.\"");
	finding_rests_on(found, finding, lock->block,
			 arena_printf(found->arena, "the chip locks blocks of 0x%jx bytes",
				      (uintmax_t)block));
	if (is_begin || num_down(wrong, block) >= partition_end(lock->first))
		finding_help(found, finding, "begin `%s` at 0x%jx or 0x%jx", partition->name,
			     (uintmax_t)num_down(wrong, block), (uintmax_t)num_up(wrong, block));
	else
		finding_help(found, finding, "begin `%s` at 0x%jx", partition->name,
			     (uintmax_t)num_up(wrong, block));
}

void rule_fprotect_unaligned(const struct layout *layout, struct findings *found)
{
	const struct soc *soc = layout->facts.soc;
	struct finding *finding;
	struct lock lock;

	if ((layout->kind == LAYOUT_DEVICETREE && layout_pm_is_on(layout)) ||
	    !find_lock(layout, &lock))
		return;
	if (lock.begin % lock.block.value != 0) {
		report_lock(found, layout, &lock, true);
	} else if (lock.size % lock.block.value != 0) {
		report_lock(found, layout, &lock, false);
	} else if (soc && soc->rram && lock.size > RRAM_LIMIT) {
		finding = finding_about_partition(
			found, RULE_fprotect_unaligned, lock.first, partition_size_at(lock.first),
			"MCUboot cannot lock its 0x%jx bytes: %s locks at most 0x%jx (62 KiB)",
			(uintmax_t)lock.size, soc->name, (uintmax_t)RRAM_LIMIT);
		finding_about(found, finding, lock.primary->name);
		finding_label(found, finding, partition_address_at(lock.primary),
			      "the locked flash ends here");
		finding_note(found, finding,
			     "on the device: \"Protect mcuboot flash failed, cancel startup.\"");
		finding_help(found, finding,
			     "make the bootloader smaller, and begin the primary "
			     "slot at 0x%jx or before",
			     (uintmax_t)(lock.begin + RRAM_LIMIT));
	}
}
