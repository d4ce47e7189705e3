/* SPDX-License-Identifier: MIT */
/* Partition Manager's pm.config, which its CMake code reads (PARTITION-MANAGER.md 6.2). */
#include "emit/kinds.h"
#include "emit/pm_table.h"

static bool write_pm_config(const struct layout *layout, const struct emit_options *options,
			    struct text *out, const char **why)
{
	struct pm_table table;

	(void)options;
	if (!pm_table_of_layout(layout, true, &table, why))
		return false;
	pm_defines(out, &table, 1, PM_FORM_CONFIG, "");
	out->n--; /* the last line has no end */
	return true;
}

const struct emitter emit_pm_config = {
	.kind = "pm-config",
	.summary = "Partition Manager's pm.config, byte for byte",
	.write = write_pm_config,
};
