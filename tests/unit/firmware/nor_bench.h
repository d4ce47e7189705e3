/* SPDX-License-Identifier: MIT */
/* A NOR chip on a bench: what the tests of its model share. */
#ifndef PMLAYOUT_TESTS_NOR_BENCH_H
#define PMLAYOUT_TESTS_NOR_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "emulator/nor_chip.h"

struct bench {
	struct nor_chip chip;
	uint8_t *cells;
	unsigned before, after, cut_at; /* operations; cut_at 0: never */
	unsigned reports;
	char report[160]; /* the last one */
};

static inline enum nor_verdict count_operation(void *context, enum nor_moment moment,
					       const struct nor_operation *operation)
{
	struct bench *bench = context;

	(void)operation;
	if (moment == NOR_AFTER) {
		bench->after++;
		return NOR_GO_ON;
	}
	return ++bench->before == bench->cut_at ? NOR_CUT_POWER : NOR_GO_ON;
}

static inline void keep_report(void *context, const char *text)
{
	struct bench *bench = context;

	bench->reports++;
	strncpy(bench->report, text, sizeof(bench->report) - 1);
}

static inline void power_up(struct bench *bench)
{
	const struct nor_part *part = bench->chip.part;

	nor_chip_power_up(&bench->chip, part, bench->cells);
	bench->chip.hooks = (struct nor_hooks){bench, count_operation, keep_report};
}

static inline void set_up(struct bench *bench, const char *name)
{
	const struct nor_part *part = nor_part_find(name);

	assert_non_null(part);
	*bench = (struct bench){.chip = {.part = part}, .cells = malloc(part->size)};
	assert_non_null(bench->cells);
	memset(bench->cells, 0xFF, part->size);
	power_up(bench);
}

static inline void exchange(struct bench *bench, const uint8_t *out, size_t out_size, uint8_t *in,
			    size_t in_size)
{
	nor_chip_select(&bench->chip, true);
	for (size_t i = 0; i < out_size; i++)
		nor_chip_exchange(&bench->chip, out[i]);
	for (size_t i = 0; i < in_size; i++)
		in[i] = nor_chip_exchange(&bench->chip, 0);
	nor_chip_select(&bench->chip, false);
}

static inline void command(struct bench *bench, uint8_t opcode)
{
	exchange(bench, &opcode, 1, NULL, 0);
}

static inline uint8_t ask(struct bench *bench, uint8_t opcode)
{
	uint8_t answer;

	exchange(bench, &opcode, 1, &answer, 1);
	return answer;
}

static inline void at_address(struct bench *bench, uint8_t opcode, uint32_t address)
{
	uint8_t out[4] = {opcode, (uint8_t)(address >> 16), (uint8_t)(address >> 8),
			  (uint8_t)address};

	exchange(bench, out, 4, NULL, 0);
}

static inline void wait(struct bench *bench, uint64_t microseconds)
{
	nor_chip_advance(&bench->chip, bench->chip.now + microseconds);
}

static inline void start_program(struct bench *bench, uint32_t address, const uint8_t *data,
				 size_t size)
{
	uint8_t out[4 + 300] = {0x02, (uint8_t)(address >> 16), (uint8_t)(address >> 8),
				(uint8_t)address};

	assert_true(size <= 300);
	memcpy(out + 4, data, size);
	exchange(bench, out, 4 + size, NULL, 0);
}

static inline void program(struct bench *bench, uint32_t address, const uint8_t *data, size_t size)
{
	command(bench, 0x06);
	start_program(bench, address, data, size);
	wait(bench, bench->chip.part->program_microseconds);
}

static inline void erase(struct bench *bench, uint8_t opcode, uint32_t address)
{
	command(bench, 0x06);
	at_address(bench, opcode, address);
	wait(bench, 1000000);
}

static inline void identity(struct bench *bench, uint8_t id[3])
{
	exchange(bench, (const uint8_t[]){0x9F}, 1, id, 3);
}

static inline void assert_identity(struct bench *bench, uint8_t a, uint8_t b, uint8_t c)
{
	uint8_t id[3];

	identity(bench, id);
	assert_memory_equal(id, ((const uint8_t[3]){a, b, c}), 3);
}

/* Exactly one report since the last call, with these words. */
static inline void assert_report(struct bench *bench, const char *words)
{
	assert_int_equal(bench->reports, 1);
	if (!strstr(bench->report, words))
		fail_msg("\"%s\" does not say \"%s\"", bench->report, words);
	bench->reports = 0;
}

static inline void tear_down(struct bench *bench)
{
	assert_int_equal(bench->reports, 0);
	free(bench->cells);
}

#endif
