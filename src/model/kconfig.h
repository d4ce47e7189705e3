/* SPDX-License-Identifier: MIT */
/* The resulting .config of one image. */
#ifndef PMLAYOUT_MODEL_KCONFIG_H
#define PMLAYOUT_MODEL_KCONFIG_H

#include "model/fact.h"

struct kconfig_option {
	struct str name;  /* "CONFIG_SPI_NOR", also "SB_CONFIG_..." */
	struct str value; /* as written, without the quotes of a string; "n" when "is not set" */
	struct span at;   /* the whole line without its end */
	uint32_t order;   /* line number */
};

struct kconfig {
	const struct source *source;
	const struct kconfig_option *options; /* sorted by name; the last writing of a name wins */
	size_t count;
};

/* NULL when the option is not mentioned. */
const struct kconfig_option *kconfig_find(const struct kconfig *config, const char *name);
/* Kconfig may be NULL in all three: then nothing is known. */
bool kconfig_is_y(const struct kconfig *config, const char *name);
/* The number of an int or hex option, written there; unknown when absent or no number. */
struct fact kconfig_number(const struct kconfig *config, const char *name);
/* The text of a string option; empty when absent. */
struct str kconfig_text(const struct kconfig *config, const char *name);

#endif
