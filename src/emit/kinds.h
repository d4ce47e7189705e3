/* SPDX-License-Identifier: MIT */
/* The emitters that emit.c lists; each is defined at the end of its own file. */
#ifndef PMLAYOUT_EMIT_KINDS_H
#define PMLAYOUT_EMIT_KINDS_H

#include "emit/emit.h"

extern const struct emitter emit_pm_config_h;
extern const struct emitter emit_pm_config;
extern const struct emitter emit_partitions_yml;
extern const struct emitter emit_regions_yml;
extern const struct emitter emit_layout_h;
extern const struct emitter emit_dts;
extern const struct emitter emit_kconfig;
extern const struct emitter emit_cmake;
extern const struct emitter emit_ld;
extern const struct emitter emit_json;
extern const struct emitter emit_report;
extern const struct emitter emit_markdown;
extern const struct emitter emit_svg;
extern const struct emitter emit_html;

#endif
