/* SPDX-License-Identifier: MIT */
/* Reads what the firmware's console said. */
#ifndef PMLAYOUT_READ_TAP_LOG_H
#define PMLAYOUT_READ_TAP_LOG_H

#include "model/tap_log.h"

/* The runs in the text, which may begin amid other output; views into the text. */
struct tap_runs tap_log_read(struct arena *arena, struct str text);

#endif
