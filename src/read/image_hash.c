/* SPDX-License-Identifier: MIT */
/* Asks libmd, which has message digests and nothing else. */
#include "read/image_hash.h"

#include <sha2.h>

#include "model/image_file.h"

void image_hash_of(uint16_t tlv_type, struct str bytes, uint8_t hash[IMAGE_HASH_ROOM])
{
	const uint8_t *data = (const uint8_t *)bytes.p;
	SHA2_CTX context;

	switch (tlv_type) {
	case MCUBOOT_TLV_SHA384:
		SHA384Init(&context);
		SHA384Update(&context, data, bytes.n);
		SHA384Final(hash, &context);
		break;
	case MCUBOOT_TLV_SHA512:
		SHA512Init(&context);
		SHA512Update(&context, data, bytes.n);
		SHA512Final(hash, &context);
		break;
	default:
		SHA256Init(&context);
		SHA256Update(&context, data, bytes.n);
		SHA256Final(hash, &context);
		break;
	}
}
