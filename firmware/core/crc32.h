/* SPDX-License-Identifier: MIT */
/* CRC-32 (IEEE 802.3), to tell whether a sector has changed. */
#ifndef PMLAYOUT_FIRMWARE_CRC32_H
#define PMLAYOUT_FIRMWARE_CRC32_H

#include <stdint.h>

uint32_t crc32_of(const uint8_t *bytes, uint32_t n);

#endif
