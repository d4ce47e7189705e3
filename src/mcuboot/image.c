/* SPDX-License-Identifier: MIT */
/* Decodes an image's header and applies MCUboot's test to it. */
#include "mcuboot/image.h"

void mcuboot_header_decode(const uint8_t bytes[MCUBOOT_HEADER_SIZE], struct mcuboot_header *header)
{
	header->magic = mcuboot_get32(bytes);
	header->load_address = mcuboot_get32(bytes + 4);
	header->header_size = mcuboot_get16(bytes + 8);
	header->protected_tlv_size = mcuboot_get16(bytes + 10);
	header->image_size = mcuboot_get32(bytes + 12);
	header->flags = mcuboot_get32(bytes + 16);
	header->version.major = bytes[20];
	header->version.minor = bytes[21];
	header->version.revision = mcuboot_get16(bytes + 22);
	header->version.build = mcuboot_get32(bytes + 24);
}

static bool add32(uint32_t *sum, uint32_t value)
{
	if (*sum > UINT32_MAX - value)
		return false;
	*sum += value;
	return true;
}

bool mcuboot_header_sum(const struct mcuboot_header *header, struct mcuboot_support support,
			uint32_t *sum)
{
	const bool decompressed = support.compression && header->flags & MCUBOOT_IMAGE_COMPRESSED;

	*sum = header->header_size;
	return add32(sum, header->image_size) &&
	       (decompressed || add32(sum, header->protected_tlv_size));
}

/* All flags of mask are set. */
static bool has_all(const struct mcuboot_header *header, uint32_t mask)
{
	return (header->flags & mask) == mask;
}

bool mcuboot_header_accepted(const struct mcuboot_header *header, uint64_t slot_size,
			     struct mcuboot_support support)
{
	uint32_t sum;

	if (header->magic != MCUBOOT_HEADER_MAGIC)
		return false;
	if (!mcuboot_header_sum(header, support, &sum) || sum >= slot_size)
		return false;
	if (header->flags & MCUBOOT_IMAGE_ENCRYPTED && !support.encryption)
		return false;
	if (header->flags & MCUBOOT_IMAGE_COMPRESSED && !support.compression)
		return false;
	return !has_all(header, MCUBOOT_IMAGE_AES128 | MCUBOOT_IMAGE_AES256) &&
	       !has_all(header, MCUBOOT_IMAGE_LZMA1 | MCUBOOT_IMAGE_LZMA2);
}
