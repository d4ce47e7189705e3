/* SPDX-License-Identifier: MIT */
/* `pmlayout explain --log`: a boot log and, if given, the layout it comes from. */
#ifndef PMLAYOUT_CMD_EXPLAIN_LOG_H
#define PMLAYOUT_CMD_EXPLAIN_LOG_H

#include "cmd.h"

extern const struct option_row explain_options[];

/* Runs it; the options have --log. */
int explain_log(const struct command *command, const struct arguments *arguments);

#endif
