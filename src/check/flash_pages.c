/* SPDX-License-Identifier: MIT */
/* Rules about how an image's driver handles the external chip: its erase pages and its addresses
 * (MCUBOOT.md 6).
 */
#include "check/check.h"
#include "check/external_use.h"

#include "base/arena.h"
#include "base/num.h"
#include "model/flash_chip.h"

/* What a driver erases at least when nothing else is said. */
#define USUAL_ERASE 4096
/* What three address bytes reach. */
#define THREE_BYTES ((uint64_t)1 << 24)

/* -- flash-page-size ------------------------------------------------------------------------- */

/* The page that the command line says, else the one that the image's driver reports for the chip;
 * unknown when the driver is off.
 */
static struct fact page_of(const struct layout *layout, const struct image *image,
			   const struct flash_device *chip)
{
	const struct region *region = layout_region(layout, "external_flash");
	bool qspi = chip->kind == FLASH_QSPI_NOR;

	if (region && region->page_size.origin == ORIGIN_OPTION &&
	    devicetree_external_flash(image->devicetree) == chip)
		return region->page_size;
	if (!kconfig_is_y(image->kconfig, qspi ? "CONFIG_NORDIC_QSPI_NOR" : "CONFIG_SPI_NOR") ||
	    cstr_eq(chip->compatible, "jedec,mspi-nor"))
		return fact_make(0, ORIGIN_UNKNOWN, NULL);
	return kconfig_number(image->kconfig, qspi ? "CONFIG_NORDIC_QSPI_NOR_FLASH_LAYOUT_PAGE_SIZE"
						   : "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE");
}

/* The smallest that the chip erases at once, and who says so. */
static uint64_t smallest_erase(const struct flash_device *chip, const char **who)
{
	const struct flash_chip *known =
		span_is_set(chip->jedec_id_at) ? flash_chip_find(chip->jedec_id) : NULL;

	*who = chip->sfdp_smallest_erase ? "its sfdp-bfp"
	       : known                   ? known->name
					 : "all drivers of such chips";
	if (chip->sfdp_smallest_erase)
		return chip->sfdp_smallest_erase;
	return known ? known->smallest_erase : USUAL_ERASE;
}

/* An option stands nowhere. */
static struct span page_at(const struct flash_device *chip, struct fact page)
{
	return span_is_set(page.at) ? page.at : chip->at;
}

static void report_multiple(struct findings *found, const struct image *image,
			    const struct flash_device *chip, struct fact page)
{
	const char *who;
	uint64_t erase = smallest_erase(chip, &who);
	struct finding *finding = finding_add(
		found, RULE_flash_page_size, page_at(chip, page),
		"a page of 0x%jx bytes is no multiple of what `%s` erases at once, 0x%jx bytes "
		"(image `%s`)",
		(uintmax_t)page.value, chip->label, (uintmax_t)erase, image->name);

	finding_mark(found, finding, "%s", num_bytes(found->arena, page.value));
	finding_label(found, finding,
		      span_is_set(chip->sfdp_at)       ? chip->sfdp_at
		      : span_is_set(chip->jedec_id_at) ? chip->jedec_id_at
						       : chip->at,
		      "erases 0x%jx bytes at once", (uintmax_t)erase);
	finding_note(found, finding,
		     "the smallest erase is that of %s; an erase of one page "
		     "cannot be done, or the build stops at an assertion of the driver",
		     who);
	finding_help(found, finding, "set it to %s, or to a multiple that divides the chip",
		     num_bytes(found->arena, erase));
}

static void report_remainder(struct findings *found, const struct image *image,
			     const struct flash_device *chip, struct fact page)
{
	bool at_run_time = kconfig_is_y(image->kconfig, "CONFIG_SPI_NOR_SFDP_RUNTIME");
	uint64_t rest = chip->size.value % page.value;
	struct finding *finding = finding_add(
		found, RULE_flash_page_size, page_at(chip, page),
		"pages of 0x%jx bytes do not divide `%s`, which has 0x%jx (image `%s`)",
		(uintmax_t)page.value, chip->label, (uintmax_t)chip->size.value, image->name);

	finding_mark(found, finding, "0x%jx bytes are left", (uintmax_t)rest);
	finding_label(found, finding, span_is_set(chip->size.at) ? chip->size.at : chip->at, "%s",
		      num_human(found->arena, chip->size.value));
	if (at_run_time)
		finding_limit(finding, SEVERITY_WARNING);
	finding_note(found, finding, "%s",
		     at_run_time ? "the driver drops the last bytes of the chip"
				 : "the build stops: the layout page size is \"incompatible with "
				   "flash size\"");
	finding_help(found, finding, "choose a page that divides the chip, such as %s",
		     num_bytes(found->arena, USUAL_ERASE));
}

void rule_flash_page_size(const struct layout *layout, struct findings *found)
{
	bool said = false; /* an option is for all images */

	for (const struct image *image = layout->facts.images; image; image = image->next) {
		const struct devicetree *dt = image->devicetree;

		for (const struct flash_device *chip = dt ? dt->devices : NULL; chip;
		     chip = chip->next) {
			const char *who;
			struct fact page;

			if (!is_used_nor_chip(dt, chip) || !chip->enabled)
				continue;
			page = page_of(layout, image, chip);
			if (!fact_known(page) || !page.value ||
			    (said && page.origin == ORIGIN_OPTION))
				continue;
			said = said || page.origin == ORIGIN_OPTION;
			if (page.value % smallest_erase(chip, &who) != 0)
				report_multiple(found, image, chip, page);
			else if (fact_known(chip->size) && chip->size.value % page.value != 0)
				report_remainder(found, image, chip, page);
		}
	}
}

/* -- flash-needs-4-byte-addresses ------------------------------------------------------------ */

static void report_addresses(struct findings *found, const struct image *image,
			     const struct flash_device *chip)
{
	struct finding *finding =
		finding_add(found, RULE_flash_needs_4_byte_addresses,
			    span_is_set(chip->size.at) ? chip->size.at : chip->at,
			    "`%s` has %s, of which three address bytes reach 16 MiB (image `%s`)",
			    chip->label, num_human(found->arena, chip->size.value), image->name);

	finding_mark(found, finding, "more than 16 MiB");
	finding_note(found, finding,
		     "the driver is not told how the chip takes four address bytes: what lies "
		     "beyond 16 MiB may be read and erased at the start of the chip; and a chip "
		     "that keeps four bytes over a reset is not understood by the bootloader");
	finding_help(
		found, finding,
		chip->kind == FLASH_QSPI_NOR
			? "write `address-size-32bit;` into the node"
			: "write `enter-4byte-addr = <...>;` of the chip's data sheet into the "
			  "node, or set CONFIG_SPI_NOR_SFDP_RUNTIME=y in every image");
}

/* The image's driver learns from the chip, or from its sfdp-bfp, how to take four bytes. */
static bool driver_finds_out(const struct image *image, const struct flash_device *chip)
{
	const struct kconfig *config = image->kconfig;

	if (chip->kind != FLASH_SPI_NOR || cstr_eq(chip->compatible, "jedec,mspi-nor"))
		return chip->kind == FLASH_SPI_NOR;
	if (kconfig_is_y(config, "CONFIG_SPI_NOR_SFDP_RUNTIME"))
		return true;
	return chip->sfdp_has_four_bytes && !kconfig_is_y(config, "CONFIG_SPI_NOR_SFDP_MINIMAL");
}

void rule_flash_needs_4_byte_addresses(const struct layout *layout, struct findings *found)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		const struct devicetree *dt = image->devicetree;

		for (const struct flash_device *chip = dt ? dt->devices : NULL; chip;
		     chip = chip->next)
			if (is_used_nor_chip(dt, chip) && fact_known(chip->size) &&
			    chip->size.value > THREE_BYTES && !chip->four_byte_addresses &&
			    !driver_finds_out(image, chip))
				report_addresses(found, image, chip);
	}
}
