/* SPDX-License-Identifier: MIT */
/* `pmlayout show --tap LOG INPUT`: a captured run of the firmware's tests. */
#ifndef PMLAYOUT_CMD_SHOW_TAP_H
#define PMLAYOUT_CMD_SHOW_TAP_H

#include "cmd.h"

struct layout;

/* Prints it; the command's exit status. */
int show_tap(const struct arguments *arguments, const struct layout *layout);

#endif
