/* SPDX-License-Identifier: MIT */
/* What MCUboot makes of a pair of slots, for the outputs that state it. */
#ifndef PMLAYOUT_EMIT_SLOT_FACTS_H
#define PMLAYOUT_EMIT_SLOT_FACTS_H

#include "mcuboot/slots.h"
#include "model/layout.h"

struct slot_facts {
	bool known;          /* everything below is set */
	const char *missing; /* why it is not, as a sentence fragment: "the mode is not known" */
	const char *assumed; /* what the numbers rest on that nobody said; NULL: nothing */
	struct mcuboot_answer answer;
};

struct slot_facts slot_facts_of(const struct layout *layout, const struct slot_pair *pair);

#endif
