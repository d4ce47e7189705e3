/* SPDX-License-Identifier: MIT */
/* Rules about the description of an SPI NOR chip in a devicetree. */
#include "check/check.h"
#include "check/external_use.h"

#include <string.h>

#include "base/arena.h"
#include "model/flash_chip.h"

/* Bytes that the id stands for; 0 when it does not say. */
static uint64_t size_of_id(const struct flash_device *chip)
{
	const struct flash_chip *known;

	if (!span_is_set(chip->jedec_id_at))
		return 0;
	known = flash_chip_find(chip->jedec_id);
	return known ? known->size : flash_chip_capacity(chip->jedec_id);
}

static const char *id_text(struct arena *arena, const struct flash_device *chip)
{
	return arena_printf(arena, "%02x %02x %02x", chip->jedec_id[0], chip->jedec_id[1],
			    chip->jedec_id[2]);
}

static const char *image_text(struct arena *arena, const struct image *image)
{
	return arena_printf(arena, "image `%s`", image->name);
}

/* -- flash-size-mismatch --------------------------------------------------- */

/* What the chip itself says against `size`. */
struct witness {
	const char *name; /* "jedec-id c2 28 17" */
	uint64_t size;    /* bytes */
	struct span at;
};

static struct span size_place(const struct flash_device *chip)
{
	if (span_is_set(chip->size_in_bits.at))
		return chip->size_in_bits.at;
	return span_is_set(chip->size.at) ? chip->size.at : chip->at;
}

static void report_size(struct findings *found, const struct image *image,
			const struct flash_device *chip, const struct witness *witness)
{
	struct arena *arena = found->arena;
	bool in_bits = fact_known(chip->size_in_bits);
	struct finding *finding = finding_add(
		found, RULE_flash_size_mismatch, size_place(chip),
		"`size` of `%s` is %s, but %s means %s (%s)", chip->label,
		in_bits ? arena_printf(arena, "0x%jx bits (%s)",
				       (uintmax_t)chip->size_in_bits.value,
				       num_human(arena, chip->size.value))
			: num_size(arena, chip->size.value),
		witness->name, num_human(arena, witness->size), image_text(arena, image));

	finding_mark(found, finding, "%s", num_human(arena, chip->size.value));
	finding_label(found, finding, witness->at, "%s", num_human(arena, witness->size));
	if (in_bits && chip->size_in_bits.value == witness->size)
		finding_note(found, finding,
			     "this looks like bytes: the property `size` counts "
			     "bits, so the value is 8 times too small");
	else if (in_bits && chip->size.value / 8 == witness->size)
		finding_note(found, finding,
			     "the value is 8 times too large: it was multiplied "
			     "by 8 twice");
	else
		finding_note(found, finding,
			     "Zephyr and Partition Manager believe `size`: beyond it "
			     "every access fails, and what the chip does not have is "
			     "still planned");
	if (in_bits)
		finding_help(found, finding,
			     "write `size = <0x%jx>;` (bits) if the chip is the one of %s",
			     (uintmax_t)(witness->size * 8), witness->name);
	else
		finding_help(found, finding, "write the size of the chip that is on the board: %s",
			     num_size(arena, witness->size));
}

static void report_density(struct findings *found, const struct image *image,
			   const struct flash_device *chip, const struct witness *witness)
{
	struct arena *arena = found->arena;
	struct finding *finding =
		finding_add(found, RULE_flash_size_mismatch, chip->sfdp_at,
			    "`sfdp-bfp` of `%s` describes %s, but %s means %s (%s)", chip->label,
			    num_human(arena, chip->sfdp_size), witness->name,
			    num_human(arena, witness->size), image_text(arena, image));

	finding_mark(found, finding, "density: %s", num_human(arena, chip->sfdp_size));
	finding_label(found, finding, witness->at, "%s", num_human(arena, witness->size));
	finding_note(found, finding,
		     "the two describe different chips; one of them was copied from "
		     "another board");
	finding_help(found, finding,
		     "copy both from the data sheet of the chip on the board, or read "
		     "them with Zephyr's sample jesd216");
}

static void judge_sizes(struct findings *found, const struct image *image,
			const struct flash_device *chip)
{
	uint64_t id_size = size_of_id(chip);
	struct witness id = {arena_printf(found->arena, "jedec-id %s", id_text(found->arena, chip)),
			     id_size, chip->jedec_id_at};
	struct witness sfdp = {"sfdp-bfp", chip->sfdp_size, chip->sfdp_at};
	bool size_known = fact_known(chip->size);

	if (size_known && id_size && id_size != chip->size.value)
		report_size(found, image, chip, &id);
	else if (size_known && sfdp.size && sfdp.size != chip->size.value)
		report_size(found, image, chip, &sfdp);
	else if (id_size && sfdp.size && sfdp.size != id_size)
		report_density(found, image, chip, &id);
}

void rule_flash_size_mismatch(const struct layout *layout, struct findings *found)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		const struct devicetree *dt = image->devicetree;

		for (const struct flash_device *chip = dt ? dt->devices : NULL; chip;
		     chip = chip->next)
			if (is_used_nor_chip(dt, chip))
				judge_sizes(found, image, chip);
	}
}

/* -- flash-id-blank -------------------------------------------------------- */

static bool is_blank(const struct flash_device *chip)
{
	static const uint8_t zeros[3] = {0, 0, 0}, ones[3] = {0xff, 0xff, 0xff};

	return span_is_set(chip->jedec_id_at) &&
	       (memcmp(chip->jedec_id, zeros, 3) == 0 || memcmp(chip->jedec_id, ones, 3) == 0);
}

static void report_blank(struct findings *found, const struct layout *layout,
			 const struct image *image, const struct flash_device *chip)
{
	const struct soc *soc = layout->facts.soc;
	struct finding *finding =
		finding_add(found, RULE_flash_id_blank, chip->jedec_id_at,
			    "jedec-id of `%s` is %s, which no chip has (%s)", chip->label,
			    id_text(found->arena, chip), image_text(found->arena, image));

	finding_mark(found, finding, "not an id");
	finding_note(found, finding,
		     chip->jedec_id[0]
			     ? "ff ff ff is what the driver reads from a chip without "
			       "power, on hold, or in deep power-down"
			     : "00 00 00 is what the driver reads when the chip does not "
			       "answer: \"Device id 00 00 00 does not match config ...\"; "
			       "writing it here hides the line, not the fault");
	if (!soc || cstr_starts(soc->name, "nrf91"))
		finding_note(
			found, finding,
			"on the nRF9160 DK (0.14.0 and later) the board controller connects the "
			"flash; its firmware must switch it to the nRF9160");
	finding_help(found, finding,
		     "write the id from the data sheet: `[c2 28 17]` for the "
		     "MX25R6435F of the nRF9160 DK");
}

void rule_flash_id_blank(const struct layout *layout, struct findings *found)
{
	for (const struct image *image = layout->facts.images; image; image = image->next) {
		const struct devicetree *dt = image->devicetree;

		for (const struct flash_device *chip = dt ? dt->devices : NULL; chip;
		     chip = chip->next)
			if (is_used_nor_chip(dt, chip) && is_blank(chip))
				report_blank(found, layout, image, chip);
	}
}
