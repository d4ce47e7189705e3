/* SPDX-License-Identifier: MIT */
/* Judges the options of an image that drive the external chip (MCUBOOT.md 1.5). */
#include "check/external_config.h"

#include "base/arena.h"
#include "check/external_use.h"

/* Enough for MCUboot and the SPI driver together (RULES.md, Rulings), bytes. */
#define USEFUL_STACK 8192

#define OVERRIDE "CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK"

/* NULL when it is not given or says nothing of flash. */
static const struct kconfig *flash_config(const struct layout *layout, const char *image)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, image);

	return kconfig_speaks_of_flash(config) ? config : NULL;
}

static const char *owner(const char *image)
{
	return cstr_eq(image, "mcuboot") ? "MCUboot's" : "the application's";
}

static bool lacks_option(const struct layout *layout, const char *image, const char *name,
			 struct obstacle *obstacle)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, image);
	const struct kconfig_option *option = kconfig_find(config, name);

	if (kconfig_is_y(config, name))
		return false;
	obstacle->why = arena_printf(layout->arena, "%s is not set in its .config", name);
	obstacle->help =
		arena_printf(layout->arena, "write %s=y in %s configuration", name, owner(image));
	if (option)
		obstacle->at = option->at;
	return true;
}

static bool lacks_spi(const struct layout *layout, const char *image, struct obstacle *obstacle)
{
	bool no_bus = lacks_option(layout, image, "CONFIG_SPI", obstacle);

	if (!no_bus || kconfig_is_y(facts_kconfig(&layout->facts, image), "CONFIG_SPI_NOR"))
		return no_bus || lacks_option(layout, image, "CONFIG_SPI_NOR", obstacle);
	obstacle->why = "CONFIG_SPI and CONFIG_SPI_NOR are not set in its .config";
	obstacle->help = arena_printf(layout->arena,
				      "write CONFIG_SPI=y and CONFIG_SPI_NOR=y in %s configuration",
				      owner(image));
	return true;
}

/* No chip is known: any driver will do that the family can have. */
static bool lacks_every_driver(const struct layout *layout, const char *image,
			       struct obstacle *obstacle)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, image);
	const struct soc *soc = layout->facts.soc;

	if (soc && cstr_starts(soc->name, "nrf91")) /* has no QSPI (FAILURES.md F59) */
		return lacks_spi(layout, image, obstacle);
	if (kconfig_is_y(config, "CONFIG_NORDIC_QSPI_NOR") ||
	    kconfig_is_y(config, "CONFIG_SPI_NOR") || kconfig_is_y(config, "CONFIG_FLASH_MSPI_NOR"))
		return false;
	obstacle->why = "no driver for SPI flash is set in its .config";
	obstacle->help = arena_printf(layout->arena,
				      "write CONFIG_SPI=y and CONFIG_SPI_NOR=y (or, for a QSPI "
				      "chip, CONFIG_NORDIC_QSPI_NOR=y) in %s configuration",
				      owner(image));
	return true;
}

/* The image says that a driver is there, and it is not the one for QSPI: one of the project's
 * own (FAILURES.md F54).
 */
static bool has_own_driver(const struct kconfig *config)
{
	return kconfig_is_y(config, "CONFIG_PM_EXTERNAL_FLASH_HAS_DRIVER") &&
	       !kconfig_is_y(config, "CONFIG_NORDIC_QSPI_NOR");
}

bool external_driver_is_off(const struct layout *layout, const char *image,
			    const struct flash_device *chip, struct obstacle *obstacle)
{
	const struct kconfig *config = flash_config(layout, image);

	if (!config || has_own_driver(config))
		return false;
	if (!chip)
		return lacks_every_driver(layout, image, obstacle);
	if (chip->kind == FLASH_QSPI_NOR)
		return lacks_option(layout, image, "CONFIG_NORDIC_QSPI_NOR", obstacle);
	if (chip->kind != FLASH_SPI_NOR)
		return false; /* a driver of the project's own */
	if (cstr_eq(chip->compatible, "jedec,mspi-nor"))
		return lacks_option(layout, image, "CONFIG_FLASH_MSPI_NOR", obstacle);
	return lacks_spi(layout, image, obstacle);
}

/* What regions.yml says of the region's driver goes before what is usual: SDKs that know of none
 * (1.x) list every area.
 */
static bool is_listed_by_region(const struct layout *layout, const char *image)
{
	const struct partition *user = external_flash_user(layout, image);
	const struct region *region = user ? user->region : NULL;

	if (!region || !layout->facts.regions_given)
		return false;
	return !*region->default_driver ||
	       kconfig_is_y(facts_kconfig(&layout->facts, image), region->default_driver);
}

/* Sysbuild sets it in every image; what an image says of itself goes before. */
static bool is_overridden(const struct layout *layout, const struct kconfig *config)
{
	return !kconfig_find(config, OVERRIDE) &&
	       kconfig_is_y(facts_kconfig(&layout->facts, "sysbuild"), "SB_" OVERRIDE);
}

/* Partition Manager lists external areas only for its default driver, which is QSPI, or when it
 * is told that another one is there.
 */
bool external_map_is_empty(const struct layout *layout, const char *image,
			   struct obstacle *obstacle)
{
	const struct kconfig *config = flash_config(layout, image);

	if (!config || !layout->document || kconfig_is_y(config, "CONFIG_NORDIC_QSPI_NOR") ||
	    kconfig_is_y(config, "CONFIG_PM_EXTERNAL_FLASH_HAS_DRIVER") ||
	    is_listed_by_region(layout, image) || is_overridden(layout, config))
		return false;
	return lacks_option(layout, image, OVERRIDE, obstacle);
}

bool external_stack_is_small(const struct layout *layout, struct obstacle *obstacle)
{
	const struct kconfig *config = flash_config(layout, "mcuboot");
	struct fact stack = kconfig_number(config, "CONFIG_MAIN_STACK_SIZE");

	if (config && fact_known(stack) && stack.value < USEFUL_STACK) {
		obstacle->why = arena_printf(layout->arena,
					     "CONFIG_MAIN_STACK_SIZE is %ju in its .config, where "
					     "the SPI driver wants at least %d",
					     (uintmax_t)stack.value, USEFUL_STACK);
		obstacle->help = "write CONFIG_MAIN_STACK_SIZE=10240 in MCUboot's configuration";
		obstacle->at = stack.at;
		return true;
	}
	/* A few options alone, which are no .config, say nothing of it. */
	return (fact_known(stack) || kconfig_find(config, "CONFIG_MULTITHREADING")) &&
	       lacks_option(layout, "mcuboot", "CONFIG_MULTITHREADING", obstacle);
}
