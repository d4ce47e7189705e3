/* SPDX-License-Identifier: MIT */
/* Names of the flags and TLV types of an image. */
#include "mcuboot/image.h"

struct named {
	uint32_t number;
	const char *name;
};

static const struct named flags[] = {
	{MCUBOOT_IMAGE_PIC, "PIC"},
	{MCUBOOT_IMAGE_AES128, "AES-128"},
	{MCUBOOT_IMAGE_AES256, "AES-256"},
	{MCUBOOT_IMAGE_NON_BOOTABLE, "non-bootable"},
	{MCUBOOT_IMAGE_RAM_LOAD, "RAM load"},
	{MCUBOOT_IMAGE_ROM_FIXED, "ROM fixed"},
	{MCUBOOT_IMAGE_LZMA1, "LZMA1"},
	{MCUBOOT_IMAGE_LZMA2, "LZMA2"},
	{MCUBOOT_IMAGE_ARM_THUMB_FILTER, "ARM Thumb filter"},
	{0, 0},
};

static const struct named tlvs[] = {
	{0x01, "key hash"},
	{0x02, "public key"},
	{MCUBOOT_TLV_SHA256, "SHA-256"},
	{MCUBOOT_TLV_SHA384, "SHA-384"},
	{MCUBOOT_TLV_SHA512, "SHA-512"},
	{0x20, "RSA-2048 signature"},
	{0x22, "ECDSA signature"},
	{0x23, "RSA-3072 signature"},
	{0x24, "Ed25519 signature"},
	{0x25, "pure signature"},
	{0x30, "key encrypted with RSA"},
	{0x31, "wrapped key"},
	{0x32, "key encrypted with ECIES-P256"},
	{0x33, "key encrypted with ECIES-X25519"},
	{0x34, "key encrypted with ECIES-X25519 and SHA-512"},
	{0x40, "dependency"},
	{0x50, "security counter"},
	{0x60, "boot record"},
	{0x70, "decompressed size"},
	{0x71, "decompressed SHA"},
	{0x72, "decompressed signature"},
	{0x73, "compression dictionary size"},
	{0x74, "vendor UUID"},
	{0x75, "class UUID"},
	{0x76, "manifest"},
	{0, 0},
};

static const char *name_of(const struct named *table, uint32_t number)
{
	for (; table->name; table++) {
		if (table->number == number)
			return table->name;
	}
	return 0;
}

const char *mcuboot_image_flag_name(uint32_t flag)
{
	return name_of(flags, flag);
}

const char *mcuboot_tlv_name(uint16_t type)
{
	const char *name = name_of(tlvs, type);

	return !name && (type & 0xff) >= 0xa0 ? "vendor" : name;
}

size_t mcuboot_tlv_hash_size(uint16_t type)
{
	switch (type) {
	case MCUBOOT_TLV_SHA256:
		return 32;
	case MCUBOOT_TLV_SHA384:
		return 48;
	case MCUBOOT_TLV_SHA512:
		return 64;
	default:
		return 0;
	}
}
