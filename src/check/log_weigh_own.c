/* SPDX-License-Identifier: MIT */
/* Causes that the log itself helps to judge: options of MCUboot's build, faults of an SDK, a device
 * that runs another build.
 */
#include "check/log_weigh.h"

#include "base/arena.h"
#include "base/num.h"
#include "check/external_config.h"
#include "check/external_use.h"
#include "check/sdk_issues.h"

static const struct log_judgement open_case = {.verdict = LOG_OPEN};
static const struct log_judgement disproved = {.verdict = LOG_DISPROVED};

static struct log_judgement confirmed(const char *why, struct span at)
{
	return (struct log_judgement){.verdict = LOG_CONFIRMED, .why = why, .at = at};
}

/* The image that wrote the line. */
static const char *image_of(const struct log_pattern *pattern)
{
	bool by_bootloader = cstr_eq(pattern->from, "MCUboot") ||
			     cstr_eq(pattern->from, "Zephyr's fault handler");

	return by_bootloader ? "mcuboot" : "app";
}

/* Its .config. */
static const struct kconfig *config_of(const struct log_evidence *evidence,
				       const struct log_pattern *pattern)
{
	if (!evidence->layout)
		return NULL;
	return facts_kconfig(&evidence->layout->facts, image_of(pattern));
}

static struct log_judgement confirmed_by(const struct log_evidence *evidence,
					 const struct obstacle *obstacle,
					 const struct kconfig *config)
{
	struct span file = span_of(config->source, 0, 0);

	return confirmed(arena_printf(evidence->arena, "%s", obstacle->why),
			 span_is_set(obstacle->at) ? obstacle->at : file);
}

/* Partition Manager lists external partitions when QSPI is on, or with the override (MCUBOOT.md
 * 1.5, RULES.md).
 */
static struct log_judgement weigh_override(const struct log_evidence *evidence,
					   const struct log_pattern *pattern)
{
	const struct kconfig *config = config_of(evidence, pattern);
	struct obstacle obstacle;

	if (evidence->layout && evidence->layout->kind == LAYOUT_DEVICETREE)
		return disproved;
	if (!kconfig_speaks_of_flash(config))
		return open_case;
	if (!external_map_is_empty(evidence->layout, image_of(pattern), &obstacle))
		return disproved;
	return confirmed_by(evidence, &obstacle, config);
}

static struct log_judgement weigh_driver(const struct log_evidence *evidence,
					 const struct log_pattern *pattern)
{
	const struct kconfig *config = config_of(evidence, pattern);
	struct obstacle obstacle;

	if (!kconfig_speaks_of_flash(config))
		return open_case;
	if (!external_driver_is_off(evidence->layout, image_of(pattern), NULL, &obstacle))
		return disproved;
	return confirmed_by(evidence, &obstacle, config);
}

static struct log_judgement weigh_stack(const struct log_evidence *evidence,
					const struct log_pattern *pattern)
{
	const struct kconfig *config = config_of(evidence, pattern);
	struct obstacle obstacle;

	if (!kconfig_speaks_of_flash(config) || !cstr_eq(image_of(pattern), "mcuboot"))
		return open_case;
	if (external_stack_is_small(evidence->layout, &obstacle))
		return confirmed_by(evidence, &obstacle, config);
	return pattern->id == LOG_STACK_OVERFLOW ? open_case : disproved;
}

static struct version sdk_of(const struct log_evidence *evidence)
{
	struct version given = {.known = false};

	if (evidence->layout)
		given = evidence->layout->facts.ncs_version;
	return given.known ? given : evidence->search->ncs;
}

/* The limit over both slots came with NCS 3.1 (MCUBOOT.md 2.8). */
static struct log_judgement weigh_limit(const struct log_evidence *evidence)
{
	if (version_before(sdk_of(evidence), 3, 1, 0) || log_running_image_fits(evidence))
		return disproved;
	return open_case;
}

/* Both builds count as many images as there are pairs of slots. */
static struct log_judgement weigh_pairs(const struct log_evidence *evidence)
{
	static const char option[] = "CONFIG_UPDATEABLE_IMAGE_NUMBER";
	const struct layout *layout = evidence->layout;
	uint64_t pairs = 0;
	struct fact app, bootloader;

	if (!layout || layout->bootloader.has_own_image)
		return open_case;
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next)
		pairs += pair->primary && pair->secondary;
	app = kconfig_number(facts_kconfig(&layout->facts, "app"), option);
	bootloader = kconfig_number(facts_kconfig(&layout->facts, "mcuboot"), option);
	if (!fact_known(app) || !fact_known(bootloader) || app.value != pairs ||
	    bootloader.value != pairs)
		return open_case;
	return disproved;
}

/* FAILURES.md F75 and S17. */
static struct log_judgement weigh_sdk(const struct log_evidence *evidence,
				      const struct log_pattern *pattern)
{
	const struct sdk_issue *issue = sdk_issue_get(
		pattern->id == LOG_BOOT_LOOP ? SDK_ISSUE_TFM_EXTERNAL : SDK_ISSUE_REGION_DEVICE);
	struct version sdk = sdk_of(evidence);
	struct log_judgement judgement = {.verdict = LOG_OPEN, .why = issue->text};
	const struct partition *partition;

	if (sdk.known && !sdk_issue_is_in(issue, sdk))
		return disproved;
	if (!evidence->layout)
		return judgement;
	partition = sdk_issue_meets(issue, evidence->layout);
	if (!partition)
		return disproved;
	return sdk.known ? confirmed(issue->text, partition->at) : judgement;
}

/* The device was built from other files when it starts another address than the primary slot's,
 * or has another limit than the .config.
 */
static struct log_judgement weigh_staleness(const struct log_evidence *evidence,
					    const struct log_pattern *pattern)
{
	const struct log_hit *jump = &evidence->search->hits[LOG_CHAINLOAD];
	const struct log_hit *failed = &evidence->search->hits[LOG_READING_FAILED];
	const struct layout *layout = evidence->layout;
	const struct slot_pair *pair = layout ? layout->bootloader.pairs : NULL;
	struct fact limit = {.origin = ORIGIN_UNKNOWN};

	if (layout)
		limit = kconfig_number(facts_kconfig(&layout->facts, "mcuboot"),
				       "CONFIG_BOOT_MAX_IMG_SECTORS");
	if (failed->count && fact_known(limit) && limit.value != failed->number)
		return confirmed(
			arena_printf(evidence->arena,
				     "the bootloader on the device says a limit of %ju, its "
				     ".config says %ju",
				     (uintmax_t)failed->number, (uintmax_t)limit.value),
			limit.at);
	if (jump->count && pair && pair->primary && pair->primary->placed && !pair->next &&
	    pair->primary->address.value != jump->number &&
	    (!pair->secondary || pair->secondary->address.value != jump->number))
		return confirmed(
			arena_printf(
				evidence->arena,
				"the bootloader on the device starts what lies at 0x%jx, but `%s` "
				"begins at 0x%jx in this layout",
				(uintmax_t)jump->number, pair->primary->name,
				(uintmax_t)pair->primary->address.value),
			pair->primary->at);
	return log_weigh_other_build(evidence, pattern);
}

/* Nothing disproves a linker; the layout tells how much room there was. */
static struct log_judgement weigh_bootloader(const struct log_evidence *evidence)
{
	const struct log_hit *overflow = &evidence->search->hits[LOG_OVERFLOW_BOOTLOADER];
	const struct partition *slot =
		evidence->layout ? layout_find(evidence->layout, "mcuboot") : NULL;
	struct log_judgement judgement = open_case;
	uint64_t needed;

	if (!slot || !slot->placed || !slot->region || !overflow->count ||
	    !num_add(slot->size.value, overflow->number, &needed))
		return judgement;
	judgement.why =
		arena_printf(evidence->arena,
			     "`%s` has 0x%jx bytes and the image is %ju larger: it needs "
			     "0x%jx bytes, in whole erase pages 0x%jx",
			     slot->name, (uintmax_t)slot->size.value, (uintmax_t)overflow->number,
			     (uintmax_t)needed, (uintmax_t)num_up(needed, log_page_of(slot)));
	judgement.at = slot->at;
	return judgement;
}

struct log_judgement log_weigh_own(const struct log_evidence *evidence,
				   const struct log_cause *cause, const struct log_pattern *pattern)
{
	if (cstr_eq(cause->rule, "external-override-missing"))
		return weigh_override(evidence, pattern);
	if (cstr_eq(cause->rule, "external-driver-off"))
		return weigh_driver(evidence, pattern);
	if (cstr_eq(cause->rule, "bootloader-stack"))
		return weigh_stack(evidence, pattern);
	if (cstr_eq(cause->rule, "sdk-known-issue"))
		return weigh_sdk(evidence, pattern);
	if (cstr_eq(cause->rule, "running-image-refused"))
		return weigh_limit(evidence);
	if (cstr_eq(cause->rule, "image-pairs"))
		return weigh_pairs(evidence);
	if (cstr_eq(cause->rule, "bootloader-too-large"))
		return weigh_bootloader(evidence);
	if (cstr_eq(cause->rule, "stale-build"))
		return weigh_staleness(evidence, pattern);
	if (str_starts(str_of(cause->rule), "image-") || cstr_eq(cause->rule, "invalid-image"))
		return log_weigh_image(evidence, cause, pattern);
	return log_weigh_device(evidence, cause, pattern);
}
