/* SPDX-License-Identifier: MIT */
/* Rules that follow from the SDK's version alone: its known faults, and what MCUboot does without
 * its external chip (FAILURES.md F39, F75, F82, F101, S17).
 */
#include "check/sdk_issues.h"

#include <string.h>

#include "check/check.h"
#include "check/external_use.h"

/* -- sdk-known-issue ------------------------------------------------------------------------- */

/* Newest last. */
static const struct sdk_issue issues[SDK_ISSUE_COUNT] = {
	[SDK_ISSUE_TFM_EXTERNAL] =
		{
			.before = {2, 1, 0, true},
			.message = "TF-M of this SDK does not start with `%s` in external flash",
			.text = "before nRF Connect SDK 2.1.0 TF-M made the internal flash at the "
				"offsets of an external secondary slot non-secure, so the secure "
				"firmware dies and the device restarts for ever (sdk-nrf#8363); "
				"update the SDK, or use SPM instead of TF-M",
			.help = "update to nRF Connect SDK 2.1.0 or later, or use SPM instead of "
				"TF-M",
			.fatal = true,
		},
	[SDK_ISSUE_REGION_DEVICE] =
		{
			.from = {2, 1, 0, true},
			.before = {2, 2, 0, true},
			.message = "MCUboot of this SDK may not find the device of `%s`",
			.text = "in nRF Connect SDK 2.1.x the device of region external_flash is "
				"taken wrongly (sdk-nrf#9169), and the bootloader cannot open the "
				"secondary slot even when every option is right; update the SDK or "
				"take that change over",
			.help = "update to nRF Connect SDK 2.2.0 or later, or take the change of "
				"sdk-nrf#9169 over",
		},
	[SDK_ISSUE_COMPRESSED] =
		{
			.from = {3, 3, 0, true},
			.before = {3, 4, 0, true},
			.message = "a compressed update into `%s` may leave a device without image",
			.text = "in nRF Connect SDK 3.3.x a compressed update from a build with "
				"Partition Manager to one with devicetree partitions is copied and "
				"then refused: \"Image in the primary slot is not valid!\" at "
				"every "
				"boot (NCSDK-38697)",
			.help = "send devices that run a build with Partition Manager an update "
				"that "
				"is not compressed",
		},
	[SDK_ISSUE_NO_CLEANUP] =
		{
			.message = "MCUboot hands over to `%s` without cleaning up the core",
			.text = "TF-M hangs when the bootloader leaves interrupts, stacks and the "
				"MPU as they are (sdk-nrf#7781); nRF Connect SDK 2.0 and earlier "
				"built MCUboot so, and a device keeps its bootloader when it is "
				"updated from SPM to TF-M",
			.help = "set CONFIG_MCUBOOT_CLEANUP_ARM_CORE=y in MCUboot's .conf; for "
				"devices that have such a bootloader stay with SPM",
		},
	[SDK_ISSUE_NO_OFFSET] =
		{
			.before = {3, 0, 0, true},
			.message = "MCUboot of this SDK has no swap using offset, which `%s` is "
				   "judged for",
			.text = "swap using offset came with nRF Connect SDK 3.0.0, so the "
				"version or the mode is told wrongly; the slots are judged as "
				"3.0.0 would",
			.help = "give the version that MCUboot is built from, or the mode that "
				"this SDK has: swap using move",
		},
};

const struct sdk_issue *sdk_issue_get(enum sdk_issue_id id)
{
	return &issues[id];
}

bool sdk_issue_is_in(const struct sdk_issue *issue, struct version ncs)
{
	const struct version *from = &issue->from, *before = &issue->before;

	return ncs.known &&
	       (!before->known ||
		version_before(ncs, before->major, before->minor, before->patch)) &&
	       (!from->known || version_at_least(ncs, from->major, from->minor, from->patch));
}

static bool has_tfm(const struct layout *layout)
{
	return layout_find(layout, "tfm") || layout_find(layout, "tfm_secure") ||
	       kconfig_is_y(facts_kconfig(&layout->facts, "app"), "CONFIG_BUILD_WITH_TFM");
}

/* The device that the build took from the application is one of MCUboot's devicetree, too. */
static bool device_is_right(const struct layout *layout, const struct partition *secondary)
{
	const struct devicetree *dt = facts_devicetree(&layout->facts, "mcuboot");
	const char *name = secondary->region ? secondary->region->device_name : "";

	return *name == '/' && dt && devicetree_device(dt, name);
}

/* MCUboot's .config has the option, and it is off. */
static const struct partition *started_unclean(const struct layout *layout)
{
	const struct kconfig *mcuboot = facts_kconfig(&layout->facts, "mcuboot");
	const char *option = "CONFIG_MCUBOOT_CLEANUP_ARM_CORE";

	return kconfig_find(mcuboot, option) && !kconfig_is_y(mcuboot, option)
		       ? layout_find(layout, "tfm")
		       : NULL;
}

const struct partition *sdk_issue_meets(const struct sdk_issue *issue, const struct layout *layout)
{
	const struct partition *secondary = external_flash_user(layout, "mcuboot");
	const struct slot_pair *pair = layout->bootloader.pairs;

	if (issue == &issues[SDK_ISSUE_COMPRESSED])
		return layout->kind == LAYOUT_DEVICETREE && layout->bootloader.compressed && pair
			       ? pair->secondary
			       : NULL;
	if (issue == &issues[SDK_ISSUE_NO_CLEANUP])
		return started_unclean(layout);
	if (issue == &issues[SDK_ISSUE_NO_OFFSET])
		return layout->bootloader.mode == BOOT_MODE_SWAP_OFFSET && pair ? pair->secondary
										: NULL;
	if (!secondary || layout->kind == LAYOUT_DEVICETREE)
		return NULL;
	if (issue == &issues[SDK_ISSUE_TFM_EXTERNAL])
		return has_tfm(layout) ? secondary : NULL;
	return device_is_right(layout, secondary) ? NULL : secondary;
}

void rule_sdk_known_issue(const struct layout *layout, struct findings *found)
{
	for (size_t i = 0; i < SDK_ISSUE_COUNT; i++) {
		const struct sdk_issue *issue = &issues[i];
		const struct partition *partition;
		struct finding *finding;
		const char *hole;

		if (!sdk_issue_is_in(issue, layout->facts.ncs_version))
			continue;
		partition = sdk_issue_meets(issue, layout);
		if (!partition)
			continue;
		hole = strstr(issue->message, "%s");
		finding = finding_about_partition(
			found, RULE_sdk_known_issue, partition, partition->at, "%.*s%s%s",
			(int)(hole - issue->message), issue->message, partition->name, hole + 2);
		finding_mark(found, finding, "nRF Connect SDK %u.%u",
			     layout->facts.ncs_version.major, layout->facts.ncs_version.minor);
		finding_note(found, finding, "%s", issue->text);
		finding_help(found, finding, "%s", issue->help);
		if (!issue->fatal)
			finding_limit(finding, SEVERITY_WARNING);
	}
}

void sdk_issue_check_update(const struct layout *earlier, const struct layout *now,
			    struct findings *found)
{
	const struct sdk_issue *issue = &issues[SDK_ISSUE_NO_CLEANUP];
	const struct partition *spm = layout_find(earlier, "spm"), *tfm = layout_find(now, "tfm");
	struct finding *finding;

	if (!now->facts.ncs_version.known || !spm || !tfm || !layout_find(earlier, "mcuboot") ||
	    kconfig_is_y(facts_kconfig(&earlier->facts, "mcuboot"),
			 "CONFIG_MCUBOOT_CLEANUP_ARM_CORE"))
		return;
	finding = finding_about_partition(
		found, RULE_sdk_known_issue, tfm, tfm->at,
		"`tfm` may hang behind the MCUboot of devices, which was built to start `spm`");
	finding_mark(found, finding, "the secure firmware of the update");
	finding_label(found, finding, spm->at, "that of devices");
	finding_note(found, finding, "%s", issue->text);
	finding_help(found, finding,
		     "stay with SPM for these devices, or show that their MCUboot cleans up: "
		     "--old-kconfig mcuboot=FILE with CONFIG_MCUBOOT_CLEANUP_ARM_CORE=y");
	finding_limit(finding, SEVERITY_WARNING);
}

/* -- secondary-unreachable-stops-boot -------------------------------------------------------- */

void rule_secondary_unreachable_stops_boot(const struct layout *layout, struct findings *found)
{
	const struct partition *secondary = external_flash_user(layout, "mcuboot");
	enum boot_mode mode = layout->bootloader.mode;
	struct finding *finding;

	if (!secondary || !version_at_least(layout->facts.ncs_version, 2, 6, 0) ||
	    (mode != BOOT_MODE_UNKNOWN && !boot_mode_compares_slots(mode)))
		return;
	finding = finding_about_partition(
		found, RULE_secondary_unreachable_stops_boot, secondary, secondary->at,
		"when the chip of `%s` does not answer, the device does not boot", secondary->name);
	finding_mark(found, finding, "in external flash");
	finding_note(found, finding,
		     "from nRF Connect SDK 2.6 on MCUboot opens every slot before it starts one; "
		     "a broken or unpowered chip keeps a good image in the primary slot from "
		     "running, and the log says \"Failed to open flash area ID ...\"");
	finding_help(found, finding,
		     "nothing is wrong with the layout; test a board without the chip's answer, "
		     "and plan for it");
}
