/* SPDX-License-Identifier: MIT */
/* Intel HEX as bytes with addresses. */
#ifndef PMLAYOUT_READ_INTEL_HEX_H
#define PMLAYOUT_READ_INTEL_HEX_H

#include "diag/finding.h"
#include "model/image_file.h"

/* The text begins like a record. */
bool intel_hex_is(struct str text);

/* Fills base, bytes and segments from file->source; reports `invalid-image` and returns false
 * when the text is broken.
 */
bool intel_hex_read(struct arena *arena, struct image_file *file, struct findings *found);

#endif
