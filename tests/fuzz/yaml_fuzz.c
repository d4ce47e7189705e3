/* SPDX-License-Identifier: MIT */
/* Any bytes as a PM file, all the way to the reports. */
#include <stdint.h>

#include "../judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str bytes = {(const char *)data, size};

	/* A devicetree source would start dtc, and a blob has no YAML in it. */
	switch (input_kind_of("pm_static.yml", bytes)) {
	case INPUT_BLOB:
	case INPUT_DTS:
		return 0;
	default:
		judge("pm_static.yml", bytes);
		return 0;
	}
}
