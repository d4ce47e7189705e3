/* SPDX-License-Identifier: MIT */
/* Rules about the external chip that Partition Manager uses: chosen, enabled, and the same in
 * the application and in MCUboot (MCUBOOT.md 1.5, 6).
 */
#include "check/check.h"
#include "check/external_use.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char *const images[] = {"app", "mcuboot"};

#define IMAGE_COUNT (sizeof(images) / sizeof(images[0]))

static struct span region_place(const struct partition *partition)
{
	return span_is_set(partition->region_at) ? partition->region_at : partition->at;
}

void rule_external_flash_not_chosen(const struct layout *layout, struct findings *found)
{
	for (size_t i = 0; layout->document && i < IMAGE_COUNT; i++) {
		const struct devicetree *dt = facts_devicetree(&layout->facts, images[i]);
		const struct partition *user = external_flash_user(layout, images[i]);
		struct finding *finding;

		if (!dt || !user || devicetree_chosen(dt, EXTERNAL_FLASH_CHOSEN) ||
		    external_flash_is_named_otherwise(layout, user))
			continue;
		finding = finding_about_partition(
			found, RULE_external_flash_not_chosen, user, region_place(user),
			"`%s` is in external flash, but image `%s` chooses no `%s`", user->name,
			images[i], EXTERNAL_FLASH_CHOSEN);
		finding_mark(found, finding, "needs the external chip");
		finding_label(found, finding, dt->chosen_at, "no `%s` here", EXTERNAL_FLASH_CHOSEN);
		finding_note(
			found, finding,
			i ? "MCUboot then cannot open the secondary slot: \"Failed reading "
			    "sectors; BOOT_MAX_IMG_SECTORS=... - too small?\", and from NCS 2.6 "
			    "it does not boot at all"
			  : "without it the build declares no region `external_flash`, and "
			    "Partition Manager drops its partitions without a message");
		finding_help(found, finding,
			     "add `/ { chosen { %s = &label_of_the_chip; }; };` to the overlay of "
			     "`%s`",
			     EXTERNAL_FLASH_CHOSEN, images[i]);
	}
}

void rule_external_flash_disabled(const struct layout *layout, struct findings *found)
{
	for (size_t i = 0; i < IMAGE_COUNT; i++) {
		const struct partition *user = external_flash_user(layout, images[i]);
		const struct external_chip used = external_chip_of(layout, images[i], user);
		const struct flash_device *chip = used.device;
		struct finding *finding;
		bool is_bus;

		if (!user || !chip || chip->enabled)
			continue;
		is_bus = chip->disabled_path && !cstr_eq(chip->disabled_path, chip->path);
		finding = finding_about_partition(
			found, RULE_external_flash_disabled, user,
			span_is_set(chip->disabled_at) ? chip->disabled_at : chip->at,
			"%s of the flash chip `%s` is `%s` in image `%s`",
			is_bus ? "the bus" : "`status`", chip->label,
			chip->disabled_status ? chip->disabled_status : "disabled", images[i]);
		finding_mark(found, finding, "must be \"okay\"");
		finding_label(found, finding, used.named_at,
			      layout->document ? "chosen here" : "used here");
		finding_label(found, finding, region_place(user), "`%s` lies on this chip",
			      user->name);
		finding_note(found, finding,
			     "no driver is made for a node that is not okay; flash areas on it "
			     "cannot be opened (-19, ENODEV)");
		finding_help(found, finding,
			     "add `status = \"okay\";` to `%s` in the overlay of `%s`",
			     is_bus ? chip->disabled_path : chip->path, images[i]);
	}
}

/* -- external-flash-differs ------------------------------------------------ */

/* A blank id is no id; `flash-id-blank` speaks of it. */
static bool has_id(const struct flash_device *chip)
{
	unsigned bits_or = chip->jedec_id[0] | chip->jedec_id[1] | chip->jedec_id[2];
	unsigned bits_and = chip->jedec_id[0] & chip->jedec_id[1] & chip->jedec_id[2];

	return span_is_set(chip->jedec_id_at) && bits_or != 0 && bits_and != 0xff;
}

static const char *id_text(struct findings *found, const struct flash_device *chip)
{
	return arena_printf(found->arena, "%02x %02x %02x", chip->jedec_id[0], chip->jedec_id[1],
			    chip->jedec_id[2]);
}

static void add_difference(struct text *list, const char *text)
{
	text_printf(list, "%s%s", list->n ? ", " : "", text);
}

/* What an image talks to another place by. */
static void add_wiring(struct text *list, const struct flash_device *app,
		       const struct flash_device *boot)
{
	struct arena *arena = list->arena;

	if (app->bus && boot->bus && !flash_shares_bus(app, boot))
		add_difference(list, arena_printf(arena, "bus `%s` and `%s`", app->bus, boot->bus));
	if (fact_known(app->bus_address) && fact_known(boot->bus_address) &&
	    app->bus_address.value != boot->bus_address.value)
		add_difference(list, arena_printf(arena, "chip select %ju and %ju",
						  (uintmax_t)app->bus_address.value,
						  (uintmax_t)boot->bus_address.value));
	if (app->pin_cs >= 0 && boot->pin_cs >= 0 && app->pin_cs != boot->pin_cs)
		add_difference(list, arena_printf(arena, "chip select pin P%d.%02d and P%d.%02d",
						  app->pin_cs / 32, app->pin_cs % 32,
						  boot->pin_cs / 32, boot->pin_cs % 32));
}

/* "size 8 MiB and 4 MiB, jedec-id c2 28 17 and 9d 60 16"; NULL when they are the same chip. */
static const char *chip_difference(struct findings *found, const struct flash_device *app,
				   const struct flash_device *boot)
{
	struct arena *arena = found->arena;
	struct text list = {.arena = arena};

	add_wiring(&list, app, boot);
	if (has_id(app) && has_id(boot) && memcmp(app->jedec_id, boot->jedec_id, 3) != 0)
		add_difference(&list, arena_printf(arena, "jedec-id %s and %s", id_text(found, app),
						   id_text(found, boot)));
	if (fact_known(app->size) && fact_known(boot->size) && app->size.value != boot->size.value)
		add_difference(&list, arena_printf(arena, "size %s and %s",
						   num_human(arena, app->size.value),
						   num_human(arena, boot->size.value)));
	return list.p;
}

bool external_wiring_differs(const struct layout *layout)
{
	const struct partition *user = external_flash_user(layout, "mcuboot");
	const struct external_chip app = external_chip_of(layout, "app", user);
	const struct external_chip boot = external_chip_of(layout, "mcuboot", user);
	struct text list = {.arena = layout->arena};

	if (user && app.device && boot.device)
		add_wiring(&list, app.device, boot.device);
	return list.n > 0;
}

void rule_external_flash_differs(const struct layout *layout, struct findings *found)
{
	const struct partition *user = external_flash_user(layout, "mcuboot");
	const struct external_chip app = external_chip_of(layout, "app", user);
	const struct external_chip boot = external_chip_of(layout, "mcuboot", user);
	struct finding *finding;
	const char *difference;

	if (!user || !app.device || !boot.device || boot.device->kind == FLASH_INTERNAL)
		return; /* a slot on the chip itself is another place: `images-disagree` */
	difference = chip_difference(found, app.device, boot.device);
	if (!difference)
		return;
	finding = finding_about_partition(
		found, RULE_external_flash_differs, user, boot.named_at,
		"the application and MCUboot use different flash chips: %s", difference);
	finding_mark(found, finding, "MCUboot uses `%s`", boot.device->label);
	finding_label(found, finding, app.named_at, "the application uses `%s`", app.device->label);
	if (layout->document)
		finding_label(found, finding, region_place(user), "`%s` must be one place for both",
			      user->name);
	finding_note(found, finding,
		     "the application would store an update where MCUboot does not "
		     "look for it");
	finding_help(found, finding,
		     "describe the chip once, in a .dtsi that both overlays include");
}
