/* SPDX-License-Identifier: MIT */
/* Size, base, pages and driver of a region that no regions.yml tells: by the devicetree, the
 * .config and the chip (PARTITION-MANAGER.md 4).
 */
#include "resolve/resolve.h"

#include "base/arena.h"

/* nRF54L has a word for the boot configuration. */
#define BOOTCONF_ADDRESS 0xffd080
#define BOOTCONF_SIZE 4

static struct fact prefer(struct fact first, struct fact second)
{
	return fact_known(first) ? first : second;
}

/* A fact of the chip: built in when the chip is known, assumed when it was guessed. */
static struct fact of_chip(const struct layout *layout, uint64_t value)
{
	const struct facts *facts = &layout->facts;
	enum origin origin = facts->soc_origin == ORIGIN_ASSUMED ? ORIGIN_ASSUMED : ORIGIN_BUILT_IN;
	struct fact fact = fact_make(value, origin, NULL);

	fact.from = arena_printf(layout->arena, "the built-in facts of %s", facts->soc->name);
	if (origin == ORIGIN_ASSUMED)
		fact.from = arena_printf(layout->arena, "the built-in facts of %s, guessed from %s",
					 facts->soc->name, facts->soc_from);
	return fact;
}

static struct fact scaled(struct fact fact, uint64_t factor)
{
	uint64_t value;

	if (!fact_known(fact) || !num_mul(fact.value, factor, &value))
		return (struct fact){0};
	fact.value = value;
	return fact;
}

/* One image's devicetree decides for internal flash; the application's comes first. */
static const struct flash_device *internal_flash(const struct facts *facts)
{
	const struct flash_device *device =
		devicetree_internal_flash(facts_devicetree(facts, "app"));

	return device ? device : devicetree_internal_flash(facts_devicetree(facts, "mcuboot"));
}

static void fill_flash(const struct layout *layout, struct region *region)
{
	const struct facts *facts = &layout->facts;
	const struct kconfig *app = facts_kconfig(facts, "app");
	const struct flash_device *device = internal_flash(facts);
	bool rram = facts->soc && facts->soc->rram;

	region->size = prefer(region->size, scaled(kconfig_number(app, "CONFIG_FLASH_SIZE"), 1024));
	region->base = prefer(region->base, kconfig_number(app, "CONFIG_FLASH_BASE_ADDRESS"));
	if (device) {
		region->device = device;
		region->size = prefer(region->size, device->size);
		region->base = prefer(region->base, device->base);
		region->page_size = device->erase_block;
		region->write_size = device->write_block;
	}
	if (facts->soc) {
		region->size = prefer(region->size, of_chip(layout, facts->soc->flash_size));
		region->base = prefer(region->base, of_chip(layout, facts->soc->flash_base));
		region->page_size =
			prefer(region->page_size, of_chip(layout, facts->soc->flash_page));
		region->write_size =
			prefer(region->write_size, of_chip(layout, facts->soc->write_block));
	}
	region->base = prefer(region->base, fact_make(0, ORIGIN_ASSUMED, "the usual start"));
	region->page_size =
		prefer(region->page_size, fact_make(4096, ORIGIN_ASSUMED, "the usual erase page"));
	region->write_size =
		prefer(region->write_size, fact_make(4, ORIGIN_ASSUMED, "the usual write block"));
	if (region->at.source || layout->facts.regions_given)
		return;
	region->device_name = rram ? "rram_controller" : "flash_controller";
	region->default_driver = rram ? "CONFIG_SOC_FLASH_NRF_RRAM" : "CONFIG_SOC_FLASH_NRF";
}

/* The erase page that an image's driver reports for the external chip: QSPI and SPI drivers have
 * an option each (MCUBOOT.md 1.2); which one counts is told by the chip's node, else by the
 * driver that is on.
 */
static struct fact external_page(const struct layout *layout, const char *image,
				 const struct flash_device *device)
{
	const struct kconfig *config = facts_kconfig(&layout->facts, image);
	bool qspi = device ? device->kind == FLASH_QSPI_NOR
			   : kconfig_is_y(config, "CONFIG_NORDIC_QSPI_NOR");
	struct fact page =
		kconfig_number(config, qspi ? "CONFIG_NORDIC_QSPI_NOR_FLASH_LAYOUT_PAGE_SIZE"
					    : "CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE");

	if (page.value == 0)
		page.origin = ORIGIN_UNKNOWN;
	if (!fact_known(page) && !qspi && kconfig_is_y(config, "CONFIG_SPI_NOR")) {
		page = fact_make(65536, ORIGIN_BUILT_IN,
				 "the default of CONFIG_SPI_NOR_FLASH_LAYOUT_PAGE_SIZE");
	}
	return page;
}

static struct fact page_option(const struct layout *layout, const struct region *region)
{
	struct fact found = {0};

	for (const struct page_size_option *option = layout->facts.page_sizes; option;
	     option = option->next) {
		bool matches = option->region ? cstr_eq(option->region, region->name)
					      : region->kind == REGION_EXTERNAL_FLASH;

		if (matches)
			found = option->size;
	}
	return found;
}

static void fill_external(const struct layout *layout, struct region *region)
{
	const struct facts *facts = &layout->facts;
	const struct kconfig *app = facts_kconfig(facts, "app");
	const struct devicetree *app_tree = facts_devicetree(facts, "app");
	const struct devicetree *mcuboot_tree = facts_devicetree(facts, "mcuboot");
	const char *const chosen = "nordic,pm-ext-flash";
	const struct flash_device *device = devicetree_chosen_device(app_tree, chosen);
	const struct flash_device *boot_device = devicetree_chosen_device(mcuboot_tree, chosen);

	if (!device)
		device = boot_device;
	if (!device)
		device = devicetree_external_flash(app_tree);
	if (!region->device)
		region->device = device;
	if (region->device)
		region->size = prefer(region->size, region->device->size);
	region->base = prefer(region->base, kconfig_number(app, "CONFIG_PM_EXTERNAL_FLASH_BASE"));
	region->base = prefer(region->base, fact_make(0, ORIGIN_BUILT_IN, "the default base"));
	region->page_size = external_page(layout, "mcuboot", boot_device ? boot_device : device);
	region->app_page_size = external_page(layout, "app", device);
	region->write_size =
		fact_make(region->device && region->device->kind == FLASH_QSPI_NOR ? 4 : 1,
			  ORIGIN_BUILT_IN, "the flash driver");
	if (region->at.source || facts->regions_given)
		return;
	region->device_name = "DT_CHOSEN(nordic_pm_ext_flash)";
	region->default_driver = kconfig_is_y(app, "CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK")
					 ? "CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK"
					 : "CONFIG_NORDIC_QSPI_NOR";
}

static void fill_ram(const struct layout *layout, struct region *region)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");

	region->size = prefer(region->size, kconfig_number(app, "CONFIG_PM_SRAM_SIZE"));
	region->base = prefer(region->base, kconfig_number(app, "CONFIG_PM_SRAM_BASE"));
	if (!layout->facts.soc)
		return;
	region->size = prefer(region->size, of_chip(layout, layout->facts.soc->ram_size));
	region->base = prefer(region->base, of_chip(layout, layout->facts.soc->ram_base));
}

/* MCUboot's simulated flash in RAM, through which the network core's image goes. */
static const struct flash_device *ram_flash(const struct facts *facts)
{
	const struct devicetree *tree = facts_devicetree(facts, "mcuboot");
	const struct flash_device *device = tree ? tree->devices : NULL;

	if (!kconfig_is_y(facts_kconfig(facts, "sysbuild"), "SB_CONFIG_NETCORE_APP_UPDATE") &&
	    !kconfig_is_y(facts_kconfig(facts, "app"), "CONFIG_NRF53_UPGRADE_NETWORK_CORE"))
		return NULL;
	while (device &&
	       !(device->bus_compatible && cstr_eq(device->bus_compatible, "zephyr,sim-flash")))
		device = device->next;
	return device;
}

static void fill_other(const struct layout *layout, struct region *region)
{
	const struct soc *soc = layout->facts.soc;
	bool has_otp = region->kind == REGION_OTP && soc && soc->otp_size;

	if (has_otp) {
		region->size = prefer(region->size, of_chip(layout, soc->otp_size));
		region->base = prefer(region->base, of_chip(layout, soc->otp_base));
	}
	if (cstr_eq(region->name, "bootconf") && soc && soc->rram) {
		region->size = prefer(region->size, of_chip(layout, BOOTCONF_SIZE));
		region->base = prefer(region->base, of_chip(layout, BOOTCONF_ADDRESS));
	}
	if (cstr_eq(region->name, "ram_flash") && ram_flash(&layout->facts)) {
		region->size = prefer(region->size, ram_flash(&layout->facts)->size);
		region->base = prefer(region->base, ram_flash(&layout->facts)->base);
	}
	if (cstr_eq(region->name, "ram_flash") && !layout->facts.regions_given) {
		region->device_name = "nordic_ram_flash_controller";
		region->default_driver = "CONFIG_FLASH_SIMULATOR";
	}
	region->base = prefer(region->base, fact_make(0, ORIGIN_ASSUMED, "the usual start"));
}

void resolve_region_facts(const struct layout *layout, struct region *region)
{
	struct fact option = page_option(layout, region);

	switch (region->kind) {
	case REGION_FLASH:
		fill_flash(layout, region);
		break;
	case REGION_EXTERNAL_FLASH:
		fill_external(layout, region);
		break;
	case REGION_RAM:
		fill_ram(layout, region);
		break;
	default:
		fill_other(layout, region);
		break;
	}
	if (fact_known(option))
		region->page_size = region->app_page_size = option;
	else if (region->kind != REGION_EXTERNAL_FLASH)
		region->app_page_size = region->page_size;
}
