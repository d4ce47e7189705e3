/* SPDX-License-Identifier: MIT */
/* The SPU's regions against the layout's secure and non-secure partitions (NRF9160.md 10). */
#include "core/selftest.h"

/* A kind of memory that the SPU divides into blocks. */
struct blocks {
	const char *name;
	const uint32_t *permissions;
	uint32_t count, size; /* of a block in bytes */
	uint32_t base;
};

/* Flags of all partitions that have bytes in a block. */
static uint32_t flags_in(const struct selftest *test, const struct blocks *blocks, uint32_t block)
{
	uint64_t begin = (uint64_t)blocks->base + (uint64_t)block * blocks->size;
	uint32_t flags = 0;

	for (uint32_t i = 0; i < test->layout->partition_count; i++) {
		const struct pmlayout_partition *p = &test->layout->partitions[i];

		if ((p->flags & PMLAYOUT_FLAG_EXTERNAL) == 0 && p->address < begin + blocks->size &&
		    p->address + p->size > begin)
			flags |= p->flags;
	}
	return flags;
}

/* MCUboot protects its own blocks from writes before it starts the application (FPROTECT). */
static bool is_bootloaders(uint32_t permission, uint32_t flags)
{
	return (flags & PMLAYOUT_FLAG_BOOTLOADER) != 0 &&
	       (permission & ~(uint32_t)(SPU_WRITE | SPU_EXECUTE | SPU_READ)) ==
		       (SPU_SECURE | SPU_LOCK);
}

/* NULL: the block is as the layout and a test need it. */
static const char *problem_of(uint32_t permission, uint32_t flags)
{
	const uint32_t both = PMLAYOUT_FLAG_SECURE | PMLAYOUT_FLAG_NONSECURE;

	if ((flags & both) == both)
		return "the layout puts secure and non-secure bytes into one block";
	if (permission == SPU_RESET_VALUE || is_bootloaders(permission, flags))
		return NULL;
	if (permission & SPU_LOCK)
		return "an earlier stage locked it until the next reset";
	if ((permission & SPU_SECURE) == 0)
		return "an earlier stage made it non-secure";
	return "an earlier stage took permissions away";
}

/* The first block with a problem, and how many there are. */
static uint32_t judge(const struct selftest *test, const struct blocks *blocks, uint32_t *first)
{
	uint32_t count = 0;

	for (uint32_t block = blocks->count; block-- > 0;) {
		if (problem_of(blocks->permissions[block], flags_in(test, blocks, block)) == NULL)
			continue;
		*first = block;
		count++;
	}
	return count;
}

void check_spu(struct selftest *test)
{
	const struct chip_facts *facts = &test->hal->facts;
	const struct blocks kinds[] = {
		{"flash", facts->spu_flash, SPU_FLASH_REGIONS, SPU_FLASH_BLOCK, 0},
		{"RAM", facts->spu_ram, SPU_RAM_REGIONS, SPU_RAM_BLOCK, UINT32_C(0x20000000)},
	};
	uint32_t first = 0;

	test->spu_denies = NULL;
	for (uint32_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct blocks *kind = &kinds[i];
		uint32_t count = judge(test, kind, &first);

		if (count == 0)
			continue;
		test->spu_denies = "the SPU is not as it was at reset (spu.border)";
		tap_fail(&test->tap, "spu.border", "%s block %u (0x%x, PERM 0x%x): %s; %u in all",
			 kind->name, first, kind->base + first * kind->size,
			 kind->permissions[first],
			 problem_of(kind->permissions[first], flags_in(test, kind, first)), count);
		return;
	}
	tap_pass(&test->tap, "spu.border");
}
