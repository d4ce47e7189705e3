/* SPDX-License-Identifier: MIT */
/* Partition Manager's pm_config.h for the image `app` (PARTITION-MANAGER.md 6.2); only its first
 * line, which names the generator, is not Partition Manager's.
 */
#include "emit/kinds.h"
#include "emit/pm_table.h"

static bool write_pm_config_h(const struct layout *layout, const struct emit_options *options,
			      struct text *out, const char **why)
{
	struct pm_table table;
	const struct pm_header header = {&table, 1, "", "app", options->output};
	bool renamed;

	if (!pm_table_of_layout(layout, true, &table, why))
		return false;
	if (pm_header_write(out, &header, &renamed, why))
		return true;
	*why = pm_table_find(&table, "sram_primary") || pm_table_find(&table, "app_sram")
		       ? "pm_config.h needs a partition `app` that is no container; "
			 "--soc or --regions tells the space that is left for it"
		       : "pm_config.h needs a partition `sram_primary` or `app_sram`; "
			 "--soc or --regions tells its extent";
	return false;
}

const struct emitter emit_pm_config_h = {
	.kind = "pm-config-h",
	.summary = "Partition Manager's pm_config.h, byte for byte",
	.write = write_pm_config_h,
};
