/* SPDX-License-Identifier: MIT */
/* Rules about what the modem of the nRF91 needs: shared RAM and room for its firmware (FAILURES.md
 * F76, F97).
 */
#include "check/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

/* The modem reaches the lowest 128 KiB of RAM. */
#define MODEM_RAM ((uint64_t)128 << 10)
#define RAM_BASE ((uint64_t)0x20000000)
/* What a full image of the modem's firmware asks for. */
#define MODEM_UPDATE ((uint64_t)4 << 20)

/* -- modem-ram ------------------------------------------------------------------------------- */

/* Partition Manager's names and those of devicetrees; the nRF9160 and its relatives alone have
 * their modem at the lowest RAM.
 */
static bool is_modems(const char *name)
{
	static const char *const starts[] = {"nrf_modem_lib_", "bsdlib_", "sram0_ns_modem",
					     "cpuapp_cpucell_ipc_shm_", "cpucell_cpuapp_ipc_shm_"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (cstr_starts(name, starts[i]))
			return true;
	return cstr_eq(name, "sram0_modem") || cstr_eq(name, "sram0_bsd");
}

static bool is_modem_ram(const struct partition *partition)
{
	return is_modems(partition->name) && partition->placed && !partition->container &&
	       partition->size.value && partition->region && partition->region->kind == REGION_RAM;
}

static bool overlaps(const struct partition *a, const struct partition *b)
{
	return b && b->placed && b->size.value && a->address.value < partition_end(b) &&
	       b->address.value < partition_end(a);
}

/* The secure RAM that the partition reaches into; NULL: none. */
static const struct partition *secure_ram(const struct layout *layout,
					  const struct partition *partition)
{
	static const char *const names[] = {"sram_secure", "tfm_sram", "spm_sram", "sram0_s"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct partition *secure = layout_find(layout, names[i]);

		if (overlaps(partition, secure))
			return secure;
	}
	return NULL;
}

static struct finding *report_ram(struct findings *found, const struct partition *partition,
				  const char *problem)
{
	struct finding *finding = finding_about_partition(
		found, RULE_modem_ram, partition, partition_address_at(partition), "`%s` (%s) %s",
		partition->name, partition_range(found->arena, partition), problem);

	finding_note(found, finding,
		     "the modem's library does not start, or the modem writes where others have "
		     "their data");
	return finding;
}

void rule_modem_ram(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		const struct partition *secure;
		struct finding *finding;

		if (!is_modem_ram(p))
			continue;
		if (p->address.value < RAM_BASE || partition_end(p) > RAM_BASE + MODEM_RAM) {
			finding = report_ram(found, p, "is not in the RAM that the modem reaches");
			finding_help(found, finding, "place it within 0x%jx..0x%jx, the lowest %s",
				     (uintmax_t)RAM_BASE, (uintmax_t)(RAM_BASE + MODEM_RAM),
				     num_human(found->arena, MODEM_RAM));
		}
		if (p->address.value % 4 != 0) {
			finding = report_ram(found, p, "does not begin on a word of 4 bytes");
			finding_help(found, finding, "start it at 0x%jx",
				     (uintmax_t)num_up(p->address.value, 4));
		}
		secure = secure_ram(layout, p);
		if (!secure)
			continue;
		finding = report_ram(found, p, "is secure RAM, which the modem cannot use");
		finding_about(found, finding, secure->name);
		finding_label(found, finding, secure->at, "secure: %s",
			      partition_range(found->arena, secure));
		finding_help(found, finding, "start it at 0x%jx or behind",
			     (uintmax_t)partition_end(secure));
	}
}

/* -- modem-update-area ----------------------------------------------------------------------- */

/* Names that do not come from the SDK say less: they count when the application asks for it. */
static bool is_update_area(const struct partition *partition, bool updates_modem)
{
	if (cstr_eq(partition->name, "fmfu_storage") ||
	    cstr_eq(partition->name, "fmfu_storage_partition"))
		return true;
	return updates_modem &&
	       (strstr(partition->name, "fmfu") || strstr(partition->name, "modem_fw") ||
		strstr(partition->name, "modem_update"));
}

void rule_modem_update_area(const struct layout *layout, struct findings *found)
{
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");
	const struct kconfig_option *option = kconfig_find(app, "CONFIG_DFU_TARGET_FULL_MODEM");
	bool updates_modem = kconfig_is_y(app, "CONFIG_DFU_TARGET_FULL_MODEM");

	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct finding *finding;

		if (!p->placed || p->container || p->size.value >= MODEM_UPDATE ||
		    !is_update_area(p, updates_modem))
			continue;
		finding = finding_about_partition(
			found, RULE_modem_update_area, p, partition_size_at(p),
			"`%s` has 0x%jx bytes (%s); a full modem update wants 0x%jx (4 MiB)",
			p->name, (uintmax_t)p->size.value, num_human(found->arena, p->size.value),
			(uintmax_t)MODEM_UPDATE);
		finding_mark(found, finding, "%s", num_human(found->arena, p->size.value));
		if (updates_modem)
			finding_label(found, finding, option->at, "asks for full updates");
		finding_note(found, finding,
			     "the update is stored whole before the modem takes it; a delta update "
			     "needs no such area");
		finding_help(found, finding, "give it 0x%jx bytes in external flash",
			     (uintmax_t)MODEM_UPDATE);
	}
}
