/* SPDX-License-Identifier: MIT */
/* Writes TAP 13: one line a check, its cause behind it, measured values as "# key=value".
 *
 * Formats know %s, %c, %%, %u, %x and %0Nx.  Every number is a uint32_t: that needs no casts on
 * the target, where uint32_t is unsigned long, and no 64-bit arithmetic.
 */
#ifndef PMLAYOUT_FIRMWARE_TAP_H
#define PMLAYOUT_FIRMWARE_TAP_H

#include "hal/hal.h"

#include <stdarg.h>

struct tap {
	const struct hal *hal;
	uint32_t count, failed, skipped;
};

void tap_begin(struct tap *tap, const struct hal *hal, const char *layout_hash);
void tap_pass(struct tap *tap, const char *id);
void tap_fail(struct tap *tap, const char *id, const char *cause, ...);
void tap_skip(struct tap *tap, const char *id, const char *reason, ...);
/* "# KEY=VALUE"; the value is a format. */
void tap_value(struct tap *tap, const char *key, const char *value, ...);
/* "# WORDS": for people. */
void tap_say(struct tap *tap, const char *words, ...);
/* The plan, and a line of totals. */
void tap_end(struct tap *tap);

#endif
