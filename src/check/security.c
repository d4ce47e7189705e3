/* SPDX-License-Identifier: MIT */
/* Rules about the border between the secure and the non-secure world (NRF9160.md 10): the SPU or
 * MPC gives memory away in whole blocks.
 */
#include "check/check.h"

#include "base/arena.h"
#include "base/num.h"

/* Where non-secure memory begins, and who ends there. */
struct border {
	const struct partition *partition; /* begins at the border, or ends there */
	const struct partition *secure;    /* the one to resize; may be NULL */
	uint64_t address;
	struct span at;
	const char *role;
};

static const struct partition *placed(const struct layout *layout, const char *name)
{
	const struct partition *partition = layout_find(layout, name);

	return partition && partition->placed && partition->size.value ? partition : NULL;
}

static bool begins(struct border *border, const struct partition *nonsecure,
		   const struct partition *secure)
{
	if (!nonsecure)
		return false;
	border->partition = nonsecure;
	border->secure = secure;
	border->address = nonsecure->address.value;
	border->at = partition_address_at(nonsecure);
	border->role = "non-secure memory starts here";
	return true;
}

static bool ends(struct border *border, const struct partition *secure)
{
	if (!secure)
		return false;
	border->partition = border->secure = secure;
	border->address = partition_end(secure);
	border->at = partition_size_at(secure);
	border->role = "secure memory ends here";
	return true;
}

/* What secure code covers cannot be given away, whatever the file says. */
static bool ends_behind(struct border *border, const struct partition *secure,
			const struct partition *nonsecure)
{
	return nonsecure && nonsecure->region == secure->region &&
	       partition_end(secure) > nonsecure->address.value && ends(border, secure);
}

static bool flash_border(const struct layout *layout, struct border *border)
{
	const struct partition *tfm = placed(layout, "tfm");
	const struct partition *secure = placed(layout, "tfm_secure");

	return (tfm && ends_behind(border, tfm, placed(layout, "tfm_nonsecure"))) ||
	       begins(border, placed(layout, "tfm_nonsecure"), tfm ? tfm : secure) ||
	       ends(border, tfm) || ends(border, secure);
}

static bool ram_border(const struct layout *layout, struct border *border)
{
	const struct partition *tfm = placed(layout, "tfm_sram");
	const struct partition *secure = placed(layout, "sram_secure");

	if (layout->kind == LAYOUT_DEVICETREE)
		return placed(layout, "sram0_s") &&
		       begins(border, placed(layout, "sram0_ns"), placed(layout, "sram0_s"));
	if (!tfm && !layout_find(layout, "tfm") && !layout_find(layout, "tfm_secure"))
		return false;
	return (tfm && ends_behind(border, tfm, placed(layout, "sram_nonsecure"))) ||
	       begins(border, placed(layout, "sram_nonsecure"), tfm ? tfm : secure) ||
	       ends(border, secure) || ends(border, tfm);
}

static struct fact block_fact(const struct layout *layout, uint32_t block)
{
	bool guessed = layout->facts.soc_origin == ORIGIN_ASSUMED;

	return fact_make(block, guessed ? ORIGIN_ASSUMED : ORIGIN_BUILT_IN, layout->facts.soc_from);
}

static void help_border(struct findings *found, struct finding *finding,
			const struct border *border, uint64_t block)
{
	uint64_t below = num_down(border->address, block), above = num_up(border->address, block);
	const struct partition *secure = border->secure;

	if (secure && secure->address.value < below)
		finding_help(found, finding,
			     "make `%s` 0x%jx bytes (border at 0x%jx) or 0x%jx bytes (border at "
			     "0x%jx)",
			     secure->name, (uintmax_t)(below - secure->address.value),
			     (uintmax_t)below, (uintmax_t)(above - secure->address.value),
			     (uintmax_t)above);
	else
		finding_help(found, finding, "move the border to 0x%jx or 0x%jx", (uintmax_t)below,
			     (uintmax_t)above);
}

static struct finding *report_border(const struct layout *layout, struct findings *found,
				     enum rule_id rule, const struct border *border, uint32_t block)
{
	const struct soc *soc = layout->facts.soc;
	struct finding *finding;

	finding = finding_about_partition(
		found, rule, border->partition, border->at,
		"the secure/non-secure border 0x%jx is not on a block of 0x%jx bytes (%s)",
		(uintmax_t)border->address, (uintmax_t)block, num_human(found->arena, block));
	finding_mark(found, finding, "%s, 0x%jx bytes past 0x%jx", border->role,
		     (uintmax_t)(border->address % block),
		     (uintmax_t)num_down(border->address, block));
	if (border->secure && border->secure != border->partition) {
		finding_about(found, finding, border->secure->name);
		finding_label(found, finding, partition_size_at(border->secure),
			      "`%s` ends at 0x%jx", border->secure->name,
			      (uintmax_t)partition_end(border->secure));
	}
	finding_rests_on(found, finding, block_fact(layout, block),
			 arena_printf(found->arena, "the chip is %s, whose blocks are 0x%jx bytes",
				      soc->name, (uintmax_t)block));
	help_border(found, finding, border, block);
	return finding;
}

void rule_secure_boundary_unaligned(const struct layout *layout, struct findings *found)
{
	uint32_t block = layout->facts.soc ? layout->facts.soc->secure_flash_block : 0;
	struct finding *finding;
	struct border border;

	if (!block || layout_has_spm(layout))
		return;
	if (layout->kind == LAYOUT_DEVICETREE) {
		if (!begins(&border, placed(layout, "slot0_ns_partition"),
			    placed(layout, "slot0_s_partition")))
			return;
	} else if (!flash_border(layout, &border)) {
		return;
	}
	if (border.address % block == 0)
		return;
	finding = report_border(layout, found, RULE_secure_boundary_unaligned, &border, block);
	finding_note(found, finding,
		     "the build says \"TF-M non-secure start address is not aligned on SPU region "
		     "size\"; older SDKs say nothing and the device restarts for ever");
	if (layout->kind == LAYOUT_DEVICETREE)
		finding_note(found, finding,
			     "with devicetree partitions nothing says it: the border "
			     "is rounded down and secure code becomes non-secure");
}

void rule_secure_ram_boundary_unaligned(const struct layout *layout, struct findings *found)
{
	uint32_t block = layout->facts.soc ? layout->facts.soc->secure_ram_block : 0;
	struct finding *finding;
	struct border border;

	if (!block || layout_has_spm(layout) || !ram_border(layout, &border) ||
	    border.address % block == 0)
		return;
	finding = report_border(layout, found, RULE_secure_ram_boundary_unaligned, &border, block);
	if (layout->kind == LAYOUT_DEVICETREE)
		finding_note(found, finding,
			     "with devicetree partitions nothing says it: one side loses part of "
			     "its memory");
	else
		finding_note(found, finding,
			     "the build says \"SRAM non-secure address size is not aligned on SPU "
			     "region size\"; without that test one side loses part of its memory");
}
