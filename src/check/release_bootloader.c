/* SPDX-License-Identifier: MIT */
/* What the bootloader of two releases was built with, as far as both say it. */
#include "check/release_parts.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"
#include "check/images.h"

static bool is_firm(struct fact fact)
{
	return fact_known(fact) && !fact_assumed(fact);
}

static void judge_mode(struct release *release)
{
	const struct bootloader *before = &release->earlier->bootloader;
	const struct bootloader *after = &release->now->bootloader;
	struct finding *finding;

	if (before->mode == BOOT_MODE_UNKNOWN || after->mode == BOOT_MODE_UNKNOWN ||
	    before->mode == after->mode)
		return;
	finding = release_finding(
		release, RULE_swap_mode_changed, CHANGE_BRICK, after->mode_fact.at,
		arena_printf(release->found->arena,
			     "the build is for %s; the bootloader on devices uses %s",
			     boot_mode_in_words(after->mode), boot_mode_in_words(before->mode)));
	finding_label(release->found, finding, before->mode_fact.at, "before: %s",
		      boot_mode_name(before->mode));
	finding_note(release->found, finding,
		     "the mode is compiled into the bootloader, which stays; the application then "
		     "stores updates in a way that the device's bootloader does not read");
	finding_help(release->found, finding, "build this release for %s as well",
		     boot_mode_name(before->mode));
}

/* A number that both bootloaders were built with, unlike. */
static void judge_number(struct release *release, enum rule_id rule, const char *what,
			 struct fact before, struct fact after)
{
	struct finding *finding;

	if (!is_firm(before) || !is_firm(after) || before.value == after.value)
		return;
	finding =
		release_finding(release, rule, CHANGE_BRICK, after.at,
				arena_printf(release->found->arena,
					     "%s is %" PRIu64 "; for the bootloader on devices it "
					     "is %" PRIu64,
					     what, after.value, before.value));
	finding_label(release->found, finding, before.at, "before: %" PRIu64, before.value);
	finding_note(release->found, finding,
		     "the bootloader on the device stays and reckons with its own number: sectors, "
		     "or the place and size of the slots' trailers, no longer agree");
	if (after.from)
		finding_note(release->found, finding, "from %s", after.from);
	finding_help(release->found, finding, "build this release with %" PRIu64 " as well",
		     before.value);
}

/* The same device in the earlier layout; NULL when it has none. */
static const struct region *earlier_region(const struct release *release,
					   const struct region *region)
{
	return layout_region(release->earlier, region->name);
}

/* Every device that a slot lies on, once. */
static void judge_sectors(struct release *release)
{
	const struct region *seen[2 * BOOTLOADER_IMAGES];
	size_t count = 0;

	for (const struct slot_pair *pair = release->now->bootloader.pairs; pair;
	     pair = pair->next) {
		const struct partition *slots[] = {pair->primary, pair->secondary};

		for (size_t i = 0; i < 2; i++) {
			const struct region *region = slots[i] ? slots[i]->region : NULL;
			const struct region *before =
				region ? earlier_region(release, region) : NULL;
			size_t known = 0;

			while (known < count && seen[known] != region)
				known++;
			if (!before || known < count)
				continue;
			seen[count++] = region;
			judge_number(release, RULE_sector_size_changed,
				     arena_printf(release->found->arena,
						  "the erase page of `%s` in bytes", region->name),
				     before->page_size, region->page_size);
		}
	}
}

/* With Partition Manager on, the pad is the room and the option 0, whatever the devicetree says. */
static struct fact header_size(const struct layout *layout)
{
	const struct partition *pad = layout_find(layout, "mcuboot_pad");
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");

	if (layout->kind == LAYOUT_DEVICETREE)
		return kconfig_is_y(app, "CONFIG_PARTITION_MANAGER_ENABLED")
			       ? (struct fact){0}
			       : kconfig_number(app, "CONFIG_ROM_START_OFFSET");
	return pad && pad->placed ? pad->size : (struct fact){0};
}

/* Between two PM files the pads themselves are compared. */
static void judge_header(struct release *release)
{
	if (release->earlier->kind == LAYOUT_DEVICETREE || release->now->kind == LAYOUT_DEVICETREE)
		judge_number(release, RULE_pad_changed, "the room for the image's header in bytes",
			     header_size(release->earlier), header_size(release->now));
}

static void judge_alignment(struct release *release)
{
	const struct bootloader *before = &release->earlier->bootloader;
	const struct bootloader *after = &release->now->bootloader;

	if (!is_firm(before->write_align) || !is_firm(after->write_align))
		return;
	judge_number(release, RULE_sector_size_changed, "the primary slot's write block in bytes",
		     before->write_align, after->write_align);
	judge_number(release, RULE_sector_size_changed, "MCUboot's largest alignment in bytes",
		     before->boot_max_align, after->boot_max_align);
}

/* A bootloader that grew within a partition that did not; a grown partition is said already. */
static void judge_image(struct release *release, const struct placed_image *image)
{
	const struct partition *now = image->partition;
	const struct partition *before = layout_find(release->earlier, now->name);
	struct findings *found = release->found;
	struct finding *finding;

	if (!before || !before->placed || !before->region ||
	    image_extent(image) <= before->size.value || now->size.value > before->size.value)
		return;
	finding = release_finding(
		release, RULE_bootloader_grew, CHANGE_BRICK,
		image_file_at(found->arena, image->file, 0),
		arena_printf(found->arena,
			     "the image for `%s` has %s; on devices it has room for %s", now->name,
			     num_bytes(found->arena, image_extent(image)),
			     num_bytes(found->arena, before->size.value)));
	finding_about(found, finding, now->name);
	finding_label(found, finding, partition_size_at(before), "before %s",
		      partition_range(found->arena, before));
	finding_note(found, finding,
		     "devices cannot be given this bootloader, and what was tested with it was not "
		     "tested with theirs");
	finding_help(found, finding,
		     "make the bootloader smaller, or test with the one that devices "
		     "have");
}

static void judge_images(struct release *release)
{
	for (const struct image_file *file = release->now->facts.image_files; file;
	     file = file->next) {
		struct placed_image image;

		if (image_place(release->now, file, &image) &&
		    (cstr_eq(image.partition->name, "mcuboot") ||
		     cstr_eq(image.partition->name, "b0")))
			judge_image(release, &image);
	}
}

void release_judge_bootloader(struct release *release)
{
	judge_header(release);
	judge_images(release);
	if (!release->earlier->bootloader.present || !release->now->bootloader.present)
		return;
	judge_mode(release);
	judge_number(release, RULE_max_sectors_changed, "the largest number of sectors in a slot",
		     release->earlier->bootloader.max_img_sectors,
		     release->now->bootloader.max_img_sectors);
	judge_sectors(release);
	judge_alignment(release);
}
