/* SPDX-License-Identifier: MIT */
/* The hashes that an image's TLVs carry. */
#ifndef PMLAYOUT_READ_IMAGE_HASH_H
#define PMLAYOUT_READ_IMAGE_HASH_H

#include "base/str.h"

#include <stdint.h>

/* Room for the largest: SHA-512. */
#define IMAGE_HASH_ROOM 64

/* Hashes as the TLV type says; mcuboot_tlv_hash_size() of it is not 0. */
void image_hash_of(uint16_t tlv_type, struct str bytes, uint8_t hash[IMAGE_HASH_ROOM]);

#endif
