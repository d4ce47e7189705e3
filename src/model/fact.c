/* SPDX-License-Identifier: MIT */
/* Making numbers that know their origin. */
#include "model/fact.h"

struct fact fact_make(uint64_t value, enum origin origin, const char *from)
{
	return (struct fact){.value = value, .origin = origin, .from = from};
}

/* The place and the words are those of the weaker fact: it is the one that a reader must be
 * told of.
 */
struct fact fact_derive(uint64_t value, struct fact a, struct fact b)
{
	struct fact weaker = b.origin < a.origin ? b : a;
	struct fact other = b.origin < a.origin ? a : b;
	struct fact fact = fact_make(value, weaker.origin, weaker.from);

	if (fact.origin > ORIGIN_DERIVED)
		fact.origin = ORIGIN_DERIVED;
	if (!fact.from)
		fact.from = other.from;
	fact.at = span_is_set(weaker.at) ? weaker.at : other.at;
	return fact;
}
