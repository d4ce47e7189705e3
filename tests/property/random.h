/* SPDX-License-Identifier: MIT */
/* Numbers that look random and are the same in every run: xorshift with a fixed seed. */
#ifndef TESTS_PROPERTY_RANDOM_H
#define TESTS_PROPERTY_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static inline uint64_t random_below(uint64_t *seed, uint64_t limit)
{
	return (random_next(seed) >> 11) % limit;
}

static inline bool one_in(uint64_t *seed, uint64_t chances)
{
	return random_below(seed, chances) == 0;
}

#endif
