/* SPDX-License-Identifier: MIT */
/* The names of MCUboot's modes, and the rules of its versions. */
#include "model/facts.h"

struct mode_row {
	const char *name, *words;
	enum mcuboot_mode mcuboot;
};

static const struct mode_row rows[BOOT_MODE_COUNT] = {
	[BOOT_MODE_SWAP_MOVE] = {"swap-move", "swap using move", MCUBOOT_SWAP_MOVE},
	[BOOT_MODE_SWAP_OFFSET] = {"swap-offset", "swap using offset", MCUBOOT_SWAP_OFFSET},
	[BOOT_MODE_SWAP_SCRATCH] = {"swap-scratch", "swap using scratch", MCUBOOT_SWAP_SCRATCH},
	[BOOT_MODE_OVERWRITE] = {"overwrite", "overwrite-only mode", MCUBOOT_OVERWRITE},
	[BOOT_MODE_DIRECT_XIP] = {"direct-xip", "direct execution in place", MCUBOOT_DIRECT_XIP},
	[BOOT_MODE_RAM_LOAD] = {"ram-load", "RAM load", MCUBOOT_RAM_LOAD},
	[BOOT_MODE_SINGLE] = {"single", "single slot", MCUBOOT_SINGLE},
	[BOOT_MODE_FIRMWARE_LOADER] = {"firmware-loader", "firmware loader",
				       MCUBOOT_FIRMWARE_LOADER},
};

static const struct mode_row *row_of(enum boot_mode mode)
{
	return mode > BOOT_MODE_UNKNOWN && mode < BOOT_MODE_COUNT ? &rows[mode] : NULL;
}

static struct str without_swap(struct str name)
{
	const size_t n = STR("swap-").n;

	return str_starts(name, "swap-") ? (struct str){name.p + n, name.n - n} : name;
}

enum boot_mode boot_mode_find(struct str name)
{
	const struct str wanted = without_swap(name);

	for (int mode = BOOT_MODE_UNKNOWN + 1; mode < BOOT_MODE_COUNT; mode++)
		if (str_eq(wanted, without_swap(str_of(rows[mode].name))))
			return (enum boot_mode)mode;
	return BOOT_MODE_UNKNOWN;
}

const char *boot_mode_name(enum boot_mode mode)
{
	const struct mode_row *row = row_of(mode);

	return row != NULL ? row->name : "unknown";
}

const char *boot_mode_in_words(enum boot_mode mode)
{
	const struct mode_row *row = row_of(mode);

	return row != NULL ? row->words : "unknown mode";
}

bool boot_mode_to_mcuboot(enum boot_mode mode, enum mcuboot_mode *mcuboot)
{
	const struct mode_row *row = row_of(mode);

	if (row == NULL)
		return false;
	*mcuboot = row->mcuboot;
	return true;
}

bool boot_mode_compares_slots(enum boot_mode mode)
{
	const struct mode_row *row = row_of(mode);

	return row != NULL && mcuboot_mode_compares(row->mcuboot);
}

bool boot_mode_needs_secondary(enum boot_mode mode)
{
	const struct mode_row *row = row_of(mode);

	return row == NULL || mcuboot_mode_needs_secondary(row->mcuboot);
}

struct mcuboot_variant boot_variant_of(struct version ncs)
{
	struct mcuboot_variant variant = {.size_limit = MCUBOOT_LIMIT_BOTH_SLOTS};

	variant.extra_move_clause = version_at_least(ncs, 2, 7, 0) && version_before(ncs, 3, 1, 0);
	if (version_before(ncs, 2, 2, 0))
		variant.size_limit = MCUBOOT_LIMIT_NONE;
	else if (version_before(ncs, 3, 1, 0))
		variant.size_limit = MCUBOOT_LIMIT_OWN_SLOT;
	return variant;
}
