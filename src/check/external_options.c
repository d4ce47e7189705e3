/* SPDX-License-Identifier: MIT */
/* Rules about the options that an image needs for the external chip (FAILURES.md F53, F54, F58,
 * F59).
 */
#include "check/check.h"
#include "check/external_config.h"
#include "check/external_use.h"

static const char *const images[] = {"app", "mcuboot"};

#define IMAGE_COUNT (sizeof(images) / sizeof(images[0]))

static bool is_slot(const struct layout *layout, const struct partition *partition)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		if (pair->primary == partition || pair->secondary == partition)
			return true;
	return cstr_starts(partition->name, "mcuboot_");
}

/* The application touches slots only when it manages updates. */
static bool manages_updates(const struct layout *layout)
{
	return kconfig_is_y(facts_kconfig(&layout->facts, "app"), "CONFIG_IMG_MANAGER");
}

/* A few options alone, which are no .config, do not say that it does not. */
static bool may_manage_updates(const struct layout *layout)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");

	return manages_updates(layout) || (!kconfig_find(app, "CONFIG_IMG_MANAGER") &&
					   !kconfig_find(app, "CONFIG_MULTITHREADING"));
}

/* What is no slot the application may use without the flash map. */
static void limit_of_app(const struct layout *layout, struct findings *found,
			 struct finding *finding, const struct partition *user)
{
	if (!is_slot(layout, user))
		finding_limit(finding, SEVERITY_WARNING);
	else if (!manages_updates(layout))
		finding_rests_on(found, finding,
				 fact_make(0, ORIGIN_ASSUMED, "its .config does not say"),
				 "the application writes the slot (CONFIG_IMG_MANAGER)");
}

/* What makes the image open the external chip; NULL: it need not.  Devicetree partitions that are
 * no slots are often merely offered by the board.
 */
static const struct partition *opened_by(const struct layout *layout, const char *image)
{
	bool updates = may_manage_updates(layout);

	if (cstr_eq(image, "mcuboot"))
		return external_flash_user(layout, image);
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!is_on_external_flash(p) || p->leftover || p->empty || p->container)
			continue;
		if (is_slot(layout, p) ? updates : layout->document != NULL)
			return p;
	}
	return NULL;
}

static const struct flash_device *chip_of(const struct layout *layout, const char *image,
					  const struct partition *user)
{
	const struct flash_device *chip = external_chip_of(layout, image, user).device;

	return chip || !user->region ? chip : user->region->device;
}

static struct finding *report(struct findings *found, enum rule_id rule,
			      const struct partition *user, const struct obstacle *obstacle,
			      const char *message)
{
	struct finding *finding = finding_about_partition(
		found, rule, user, span_is_set(user->region_at) ? user->region_at : user->at,
		"%s: %s", message, obstacle->why);

	finding_mark(found, finding, "`%s` needs the external chip", user->name);
	finding_label(found, finding, obstacle->at, "set here");
	finding_help(found, finding, "%s", obstacle->help);
	return finding;
}

/* -- external-driver-off --------------------------------------------------------------------- */

void rule_external_driver_off(const struct layout *layout, struct findings *found)
{
	for (size_t i = 0; i < IMAGE_COUNT; i++) {
		const struct partition *user = opened_by(layout, images[i]);
		const struct kconfig *config = facts_kconfig(&layout->facts, images[i]);
		struct obstacle obstacle = {.why = NULL};
		struct finding *finding;
		bool is_listed;

		if (!user || !external_driver_is_off(layout, images[i],
						     chip_of(layout, images[i], user), &obstacle))
			continue;
		is_listed = kconfig_is_y(config, "CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK");
		finding = report(found, RULE_external_driver_off, user, &obstacle,
				 i ? "MCUboot has no driver for the external flash"
				   : "the application has no driver for the external flash");
		if (is_listed || layout->kind == LAYOUT_DEVICETREE)
			finding_note(found, finding,
				     "the flash map is made as if there were one%s; where the "
				     "linker needs it, it says \"undefined reference to "
				     "`__device_dts_ord_...'\"",
				     is_listed ? " (CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK=y)"
					       : ", of every partition of the devicetree");
		else
			finding_note(found, finding,
				     "flash areas on the chip cannot be opened: -2 (ENOENT) or "
				     "-19 (ENODEV)");
		if (i == 0 && !is_listed)
			limit_of_app(layout, found, finding, user);
	}
}

/* -- external-override-missing --------------------------------------------------------------- */

/* From 2.2 on the driver alone is enough, so an image without one misses nothing else. */
static bool driver_is_enough(const struct layout *layout, const char *image,
			     const struct flash_device *chip)
{
	struct obstacle unused;

	return version_at_least(layout->facts.ncs_version, 2, 2, 0) &&
	       external_driver_is_off(layout, image, chip, &unused);
}

void rule_external_override_missing(const struct layout *layout, struct findings *found)
{
	for (size_t i = 0; i < IMAGE_COUNT; i++) {
		const struct partition *user = opened_by(layout, images[i]);
		const struct flash_device *chip = user ? chip_of(layout, images[i], user) : NULL;
		struct obstacle obstacle = {.why = NULL};
		struct finding *finding;

		if (!user || (chip && chip->kind != FLASH_SPI_NOR) ||
		    driver_is_enough(layout, images[i], chip) ||
		    !external_map_is_empty(layout, images[i], &obstacle))
			continue;
		finding = report(found, RULE_external_override_missing, user, &obstacle,
				 i ? "Partition Manager leaves the external flash out of MCUboot's "
				     "flash map"
				   : "Partition Manager leaves the external flash out of the "
				     "application's flash map");
		finding_note(found, finding,
			     "the driver that it looks for is CONFIG_NORDIC_QSPI_NOR; it does not "
			     "see that of a SPI chip");
		finding_help(found, finding,
			     "with sysbuild, SB_CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK=y sets it "
			     "in both images");
		if (i == 0)
			limit_of_app(layout, found, finding, user);
	}
}

/* -- bootloader-stack ------------------------------------------------------------------------ */

static bool is_behind_spi(const struct layout *layout, const struct partition *secondary)
{
	const struct flash_device *chip = chip_of(layout, "mcuboot", secondary);
	const struct kconfig *config = facts_kconfig(&layout->facts, "mcuboot");

	return chip ? chip->kind == FLASH_SPI_NOR
		    : !kconfig_is_y(config, "CONFIG_NORDIC_QSPI_NOR") &&
			       kconfig_is_y(config, "CONFIG_SPI_NOR");
}

void rule_bootloader_stack(const struct layout *layout, struct findings *found)
{
	const struct partition *secondary = external_flash_user(layout, "mcuboot");
	struct obstacle obstacle = {.why = NULL};
	struct finding *finding;

	if (!secondary || !is_behind_spi(layout, secondary) ||
	    !external_stack_is_small(layout, &obstacle))
		return;
	finding = report(found, RULE_bootloader_stack, secondary, &obstacle,
			 "MCUboot may crash in the driver of the SPI flash");
	finding_note(found, finding,
		     "on the device it shows as an MPU or stack fault between \"Starting "
		     "bootloader\" and the jump into the application");
}
