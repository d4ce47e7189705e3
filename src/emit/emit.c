/* SPDX-License-Identifier: MIT */
/* The list of emitters, in the order of `pmlayout list emitters`. */
#include "emit/emit.h"

#include "emit/kinds.h"

static const struct emitter *const emitters[] = {
	&emit_pm_config_h, &emit_pm_config, &emit_partitions_yml, &emit_regions_yml,
	&emit_layout_h,    &emit_dts,       &emit_kconfig,        &emit_cmake,
	&emit_ld,          &emit_json,      &emit_report,         &emit_markdown,
	&emit_svg,         &emit_html,
};

const struct emitter *const *emitter_table(size_t *count)
{
	*count = sizeof(emitters) / sizeof(emitters[0]);
	return emitters;
}

const struct emitter *emitter_find(const char *kind)
{
	for (size_t i = 0; i < sizeof(emitters) / sizeof(emitters[0]); i++) {
		if (cstr_eq(emitters[i]->kind, kind))
			return emitters[i];
	}
	return NULL;
}
