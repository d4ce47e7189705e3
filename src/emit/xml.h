/* SPDX-License-Identifier: MIT */
/* What XML and HTML need to be written safely. */
#ifndef PMLAYOUT_EMIT_XML_H
#define PMLAYOUT_EMIT_XML_H

#include "base/str.h"

#include <stdint.h>

/* Text for an element or for an attribute in double quotes: nothing in it can end either, and
 * what XML or a terminal cannot show is visible as \xNN.
 */
void xml_text(struct text *out, const char *value);
/* Likewise NAME="VALUE" behind a blank. */
void xml_attribute(struct text *out, const char *name, const char *value);
/* Thousandths of a unit as a decimal number: 12345 is "12.345", 12000 is "12". */
void xml_thousandths(struct text *out, uint64_t value);

#endif
