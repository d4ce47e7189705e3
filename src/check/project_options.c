/* SPDX-License-Identifier: MIT */
/* `forced-option`: what .conf files ask for, against the .config that came out (FAILURES.md F56).
 */
#include "check/project.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"

/* Options of images that sysbuild sets from its own, whatever their .conf files say. */
static const struct {
	const char *option, *sysbuild;
} owned[] = {
	{"CONFIG_BOOTLOADER_MCUBOOT", "SB_CONFIG_BOOTLOADER_MCUBOOT"},
	{"CONFIG_BOOT_FIRMWARE_LOADER", "SB_CONFIG_MCUBOOT_MODE_FIRMWARE_UPDATER"},
	{"CONFIG_BOOT_SIGNATURE_KEY_FILE", "SB_CONFIG_BOOT_SIGNATURE_KEY_FILE"},
	{"CONFIG_BOOT_SIGNATURE_TYPE_ECDSA_P256", "SB_CONFIG_BOOT_SIGNATURE_TYPE_ECDSA_P256"},
	{"CONFIG_BOOT_SIGNATURE_TYPE_ED25519", "SB_CONFIG_BOOT_SIGNATURE_TYPE_ED25519"},
	{"CONFIG_BOOT_SIGNATURE_TYPE_NONE", "SB_CONFIG_BOOT_SIGNATURE_TYPE_NONE"},
	{"CONFIG_BOOT_SIGNATURE_TYPE_RSA", "SB_CONFIG_BOOT_SIGNATURE_TYPE_RSA"},
	{"CONFIG_BOOT_SWAP_USING_MOVE", "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_MOVE"},
	{"CONFIG_BOOT_SWAP_USING_OFFSET", "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_OFFSET"},
	{"CONFIG_BOOT_SWAP_USING_SCRATCH", "SB_CONFIG_MCUBOOT_MODE_SWAP_SCRATCH"},
	{"CONFIG_BOOT_UPGRADE_ONLY", "SB_CONFIG_MCUBOOT_MODE_OVERWRITE_ONLY"},
	{"CONFIG_BOOT_DIRECT_XIP", "SB_CONFIG_MCUBOOT_MODE_DIRECT_XIP"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_DIRECT_XIP", "SB_CONFIG_MCUBOOT_MODE_DIRECT_XIP"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_OVERWRITE_ONLY", "SB_CONFIG_MCUBOOT_MODE_OVERWRITE_ONLY"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_SINGLE_APP", "SB_CONFIG_MCUBOOT_MODE_SINGLE_APP"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_SWAP_SCRATCH", "SB_CONFIG_MCUBOOT_MODE_SWAP_SCRATCH"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_SWAP_USING_MOVE",
	 "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_MOVE"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_SWAP_USING_OFFSET",
	 "SB_CONFIG_MCUBOOT_MODE_SWAP_USING_OFFSET"},
	{"CONFIG_MCUBOOT_BOOTLOADER_MODE_SWAP_WITHOUT_SCRATCH",
	 "SB_CONFIG_MCUBOOT_MODE_SWAP_WITHOUT_SCRATCH"},
	{"CONFIG_PARTITION_MANAGER_ENABLED", "SB_CONFIG_PARTITION_MANAGER"},
	{"CONFIG_PM_EXTERNAL_FLASH_MCUBOOT_SECONDARY",
	 "SB_CONFIG_PM_EXTERNAL_FLASH_MCUBOOT_SECONDARY"},
	{"CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK", "SB_CONFIG_PM_OVERRIDE_EXTERNAL_DRIVER_CHECK"},
	{"CONFIG_SECURE_BOOT", "SB_CONFIG_SECURE_BOOT_APPCORE"},
	{"CONFIG_SINGLE_APPLICATION_SLOT", "SB_CONFIG_MCUBOOT_MODE_SINGLE_APP"},
	{"CONFIG_UPDATEABLE_IMAGE_NUMBER", "SB_CONFIG_MCUBOOT_UPDATEABLE_IMAGES"},
};

static const char *owner_of(struct str option)
{
	for (size_t i = 0; i < sizeof(owned) / sizeof(*owned); i++) {
		if (str_is(option, owned[i].option))
			return owned[i].sysbuild;
	}
	return NULL;
}

/* Kconfig leaves out what is off, and writes numbers in a form of its own. */
static bool is_met(const struct kconfig_option *wanted, const struct kconfig_option *got)
{
	uint64_t left, right;

	if (!got)
		return str_is(wanted->value, "n") || wanted->value.n == 0;
	if (str_eq(wanted->value, got->value) || str_contains(wanted->value, "${") ||
	    str_contains(wanted->value, "$("))
		return true;
	return num_parse(wanted->value, &left) && num_parse(got->value, &right) && left == right;
}

/* The name up to its last word: what members of a choice share, CONFIG_LOG_MODE_. */
static size_t stem_length(struct str name)
{
	size_t n = name.n;

	while (n > 0 && name.p[n - 1] != '_')
		n--;
	return n;
}

/* Another member of what looks like the same choice is on. */
static bool is_outvoted(const struct kconfig *fragment, struct str option)
{
	const size_t n = stem_length(option);

	/* Every option begins with that word. */
	if (str_ends((struct str){option.p, n}, "CONFIG_") && n <= sizeof("SB_CONFIG_") - 1)
		return false;
	for (size_t i = 0; i < fragment->count; i++) {
		const struct kconfig_option *other = &fragment->options[i];

		if (str_is(other->value, "y") && stem_length(other->name) == n &&
		    str_eq((struct str){other->name.p, n}, (struct str){option.p, n}) &&
		    !str_eq(other->name, option))
			return true;
	}
	return false;
}

/* A later fragment says something else. */
static bool is_overruled(const struct project_options *options, size_t fragment,
			 const struct kconfig_option *option, const char *name)
{
	for (size_t i = fragment + 1; i < options->count; i++) {
		if (kconfig_find(options->wanted[i], name) ||
		    (str_is(option->value, "y") && is_outvoted(options->wanted[i], option->name)))
			return true;
	}
	return false;
}

static void report(const struct project_options *options, const struct kconfig_option *wanted,
		   const struct kconfig_option *got, struct findings *found)
{
	const char *owner = options->sysbuild ? owner_of(wanted->name) : NULL;
	struct finding *finding =
		finding_add(found, RULE_forced_option, wanted->at,
			    "`%.*s=%.*s` did not reach the .config of `%s`, where it is %s%.*s%s",
			    STR_ARG(wanted->name), STR_ARG(wanted->value), options->image,
			    got ? "`" : "not set", got ? (int)got->value.n : 0,
			    got ? got->value.p : "", got ? "`" : "");

	if (got)
		finding_label(found, finding, got->at, "what came out");
	else
		finding_note(found, finding, "`%s` does not have it", options->got->source->name);
	if (owner) {
		finding_note(found, finding,
			     "sysbuild sets this option of its images from `%s`; what their .conf "
			     "files say is dropped without a word",
			     owner);
		finding_help(found, finding, "set `%s` in `sysbuild.conf`", owner);
		return;
	}
	finding_note(found, finding,
		     "Kconfig drops a value when a dependency is off or another option selects it; "
		     "a build that is older than the file does not know it");
	finding_help(found, finding,
		     "build anew; if it stays so, look for what it depends on: west build -t "
		     "menuconfig");
}

void project_check_options(const struct project_options *options, struct findings *found)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct kconfig *wanted = options->wanted[i];

		for (size_t n = 0; n < wanted->count; n++) {
			const struct kconfig_option *option = &wanted->options[n];
			const char *name = arena_copy(found->arena, option->name.p, option->name.n);
			const struct kconfig_option *got = kconfig_find(options->got, name);

			if (!is_met(option, got) && !is_overruled(options, i, option, name))
				report(options, option, got, found);
		}
	}
}
