/* SPDX-License-Identifier: MIT */
/* Partition Manager's partitions.yml and regions.yml (PARTITION-MANAGER.md 6.1). */
#include "emit/kinds.h"
#include "emit/pm_devicetree.h"
#include "emit/pm_yaml.h"

static bool write_value(const struct value *value, struct text *out, const char **why)
{
	if (!value) {
		*why = "Partition Manager's files need a PM layout and the sizes of its regions; "
		       "--soc or --regions tells them";
		return false;
	}
	pm_yaml_write(out, value);
	return true;
}

static bool write_partitions(const struct layout *layout, const struct emit_options *options,
			     struct text *out, const char **why)
{
	(void)options;
	if (layout->kind == LAYOUT_DEVICETREE)
		return write_value(pm_partitions_of_devicetree(layout), out, why);
	return write_value(layout->pm_partitions, out, why);
}

static bool write_regions(const struct layout *layout, const struct emit_options *options,
			  struct text *out, const char **why)
{
	(void)options;
	return write_value(layout->pm_regions, out, why);
}

const struct emitter emit_partitions_yml = {
	.kind = "partitions-yml",
	.summary =
		"Partition Manager's partitions.yml, byte for byte; of a devicetree: the way back",
	.write = write_partitions,
};

const struct emitter emit_regions_yml = {
	.kind = "regions-yml",
	.summary = "Partition Manager's regions.yml, byte for byte",
	.write = write_regions,
};
