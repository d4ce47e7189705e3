/* SPDX-License-Identifier: MIT */
/* Brings files into the machine's memories and out again. */
#ifndef PMLAYOUT_EMULATOR_FILES_H
#define PMLAYOUT_EMULATOR_FILES_H

#include "emulator/machine.h"

/* All say on standard error what was wrong. */
bool files_load(struct machine *machine);
bool files_save(const struct machine *machine);
bool files_open_logs(struct machine *machine);
bool files_close_logs(struct machine *machine);

#endif
