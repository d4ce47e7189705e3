/* SPDX-License-Identifier: MIT */
/* Options that say what is known of the release that devices have: those of the context, with
 * `old-` in front.
 */
#include "cmd.h"

const struct option_row against_options[] = {
	{"against", 0, "OLD", "Context", "the layout that devices have: what breaks them?", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

const struct option_row old_options[] = {
	{"old-soc", 0, "NAME", "Context", "the chip of the earlier release, if another one", NULL},
	{"old-dtb", 0, "[IMAGE=]FILE", "Context", "devicetree of an image of the earlier release",
	 NULL},
	{"old-kconfig", 0, "[IMAGE=]FILE", "Context", ".config of an image of the earlier release",
	 NULL},
	{"old-regions", 0, "FILE", "Context", "regions.yml of the earlier release, if another one",
	 NULL},
	{"old-ncs", 0, "VERSION", "Context", "nRF Connect SDK of the earlier release", NULL},
	{"old-mode", 0, "MODE", "Context", "how MCUboot on devices updates", mode_words},
	{"old-max-img-sectors", 0, "N", "Context", "sectors that MCUboot on devices was built for",
	 NULL},
	{"old-page-size", 0, "[REGION=]N", "Context", "erase page of MCUboot on devices", NULL},
	{"old-write-align", 0, "N", "Context", "write block of MCUboot on devices", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};
