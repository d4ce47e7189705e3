/* SPDX-License-Identifier: MIT */
/* Finds the TLV areas behind an image and walks over their entries. */
#include "mcuboot/image.h"

/* Magic numbers of the areas' infos: {u16 magic, u16 total}. */
#define TLV_INFO_MAGIC 0x6907
#define TLV_PROTECTED_INFO_MAGIC 0x6908
#define TLV_INFO_SIZE 4
#define TLV_ENTRY_SIZE 4

/* An area's info at offset at of the image. */
static bool read_info(const struct mcuboot_reader *reader, uint64_t offset, uint16_t *magic,
		      uint16_t *total)
{
	uint8_t info[TLV_INFO_SIZE];

	if (!mcuboot_read(reader, offset, info, sizeof(info)))
		return false;
	*magic = mcuboot_get16(info);
	*total = mcuboot_get16(info + 2);
	return true;
}

enum mcuboot_tlvs mcuboot_tlvs_find(const struct mcuboot_reader *reader, uint64_t start,
				    const struct mcuboot_header *header,
				    struct mcuboot_tlv_areas *areas)
{
	uint16_t magic, total;

	areas->begin = (uint64_t)header->header_size + header->image_size;
	areas->protected_end = areas->begin;
	areas->end = areas->begin;
	if (!read_info(reader, start + areas->begin, &magic, &total))
		return MCUBOOT_TLVS_CUT;
	if (magic == TLV_PROTECTED_INFO_MAGIC) {
		if (total != header->protected_tlv_size || total < TLV_INFO_SIZE)
			return MCUBOOT_TLVS_BAD_PROTECTED;
		areas->protected_end += total;
		if (!read_info(reader, start + areas->protected_end, &magic, &total))
			return MCUBOOT_TLVS_CUT;
	} else if (header->protected_tlv_size != 0) {
		return MCUBOOT_TLVS_BAD_PROTECTED;
	}
	if (magic != TLV_INFO_MAGIC || total < TLV_INFO_SIZE)
		return MCUBOOT_TLVS_BAD_INFO;
	areas->end = areas->protected_end + total;
	return MCUBOOT_TLVS_FOUND;
}

struct mcuboot_tlv_cursor mcuboot_tlvs_begin(const struct mcuboot_reader *reader, uint64_t start,
					     const struct mcuboot_tlv_areas *areas)
{
	struct mcuboot_tlv_cursor cursor = {reader, start, *areas, areas->begin + TLV_INFO_SIZE};

	return cursor;
}

enum mcuboot_tlv_step mcuboot_tlv_next(struct mcuboot_tlv_cursor *cursor, struct mcuboot_tlv *tlv)
{
	const struct mcuboot_tlv_areas *areas = &cursor->areas;
	uint8_t entry[TLV_ENTRY_SIZE];
	uint64_t area_end;

	if (areas->protected_end > areas->begin && cursor->at == areas->protected_end)
		cursor->at += TLV_INFO_SIZE;
	if (cursor->at >= areas->end)
		return MCUBOOT_TLV_END;
	tlv->is_protected = cursor->at < areas->protected_end;
	area_end = tlv->is_protected ? areas->protected_end : areas->end;
	tlv->type = 0;
	tlv->length = 0;
	tlv->offset = cursor->at + TLV_ENTRY_SIZE;
	if (area_end - cursor->at < TLV_ENTRY_SIZE)
		return MCUBOOT_TLV_OVERRUN;
	if (!mcuboot_read(cursor->reader, cursor->start + cursor->at, entry, sizeof(entry)))
		return MCUBOOT_TLV_CUT;
	tlv->type = mcuboot_get16(entry);
	tlv->length = mcuboot_get16(entry + 2);
	if (area_end - tlv->offset < tlv->length)
		return MCUBOOT_TLV_OVERRUN;
	cursor->at = tlv->offset + tlv->length;
	if (cursor->reader->size - cursor->start < cursor->at)
		return MCUBOOT_TLV_CUT;
	return MCUBOOT_TLV_ENTRY;
}
