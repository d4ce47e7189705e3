/* SPDX-License-Identifier: MIT */
/* Numbers as people and other programs write them, arithmetic that notices overflow, and how
 * sizes are shown to people.
 */
#ifndef PMLAYOUT_BASE_NUM_H
#define PMLAYOUT_BASE_NUM_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* What a plain (unquoted) YAML 1.1 scalar is, as PyYAML's safe_load decides it. */
enum yaml_type { YAML_STRING, YAML_INTEGER, YAML_BOOLEAN, YAML_NULL, YAML_FLOAT };

/* Why a person may read the number differently. */
enum yaml_surprise {
	SURPRISE_NONE,
	SURPRISE_OCTAL,       /* 010 is 8 */
	SURPRISE_SEXAGESIMAL, /* 1:30 is 90 */
	SURPRISE_UNDERSCORE,  /* 1_000 is 1000 */
	SURPRISE_BOOLEAN,     /* yes is 1 */
	SURPRISE_STRING       /* 0o17, 0X10, 4k look like numbers and are text */
};

struct yaml_scalar {
	enum yaml_type type;
	enum yaml_surprise surprise;
	bool negative;  /* the integer is below zero; value is its magnitude */
	bool too_large; /* the magnitude does not fit 64 bits; value is UINT64_MAX */
	uint64_t value; /* YAML_INTEGER, YAML_BOOLEAN (0 or 1) */
};

/* Resolves a plain scalar (spec PARTITION-MANAGER.md 1.1). */
struct yaml_scalar yaml_resolve(struct str text);

/* The number of a YAML_FLOAT: underscores are ignored, ".inf" and ".nan" in three spellings.  False
 * for base 60 and for texts of unreasonable length.
 */
bool yaml_float(struct str text, double *value);

/* An integer in the way of C and Kconfig: 0x..., decimal, nothing else around it. */
bool num_parse(struct str text, uint64_t *value);

/* A size on the command line: num_parse with an optional suffix K, KiB, M or MiB. */
bool num_parse_size(struct str text, uint64_t *value);

/* False, and *out untouched, when the result does not fit 64 bits. */
bool num_add(uint64_t a, uint64_t b, uint64_t *out);
bool num_mul(uint64_t a, uint64_t b, uint64_t *out);

/* The value of a hexadecimal digit; 16 when it is none. */
unsigned num_digit(char c);

bool num_is_power_of_two(uint64_t value);
uint64_t num_down(uint64_t value, uint64_t unit); /* unit 0: value */
uint64_t num_up(uint64_t value, uint64_t unit);   /* saturates at the last multiple */

/* "0x2000 bytes (8 KiB)", "0x200 bytes (512 B)", "1 byte".  In the arena. */
const char *num_bytes(struct arena *arena, uint64_t size);
/* "0x2000 (8 KiB)". */
const char *num_size(struct arena *arena, uint64_t size);
/* "8 KiB", "1 MiB", "512 B", "1.5 KiB". */
const char *num_human(struct arena *arena, uint64_t size);
/* "3 sectors", "1 sector". */
const char *num_count(struct arena *arena, uint64_t count, const char *noun);

#endif
