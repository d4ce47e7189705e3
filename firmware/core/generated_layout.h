/* SPDX-License-Identifier: MIT */
/* The layout that the program was built for. */
#ifndef PMLAYOUT_FIRMWARE_GENERATED_LAYOUT_H
#define PMLAYOUT_FIRMWARE_GENERATED_LAYOUT_H

#include "core/selftest.h"

struct selftest_layout generated_layout(void);

#endif
