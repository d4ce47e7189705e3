/* SPDX-License-Identifier: MIT */
/* Finds the register behind an address, and refuses what has none. */
#include "emulator/peripherals.h"

#include <inttypes.h>
#include <string.h>

#define SECURE_ALIAS 0x10000000U
#define POLLS_OF_A_WAIT 4U
#define TIMER_CAPTURE 0x040U
#define TIMER_COUNT 0x540U

struct access {
	const char *what;
	uint32_t address;
	unsigned size;
	uint8_t kind; /* CAN_READ or CAN_WRITE */
};

static const struct peripheral *const table[P_COUNT] = {
	[P_SPU] = &spu_peripheral,       [P_REGULATORS] = &regulators_peripheral,
	[P_CLOCK] = &clock_peripheral,   [P_UARTE0] = &uarte0_peripheral,
	[P_SPIM3] = &spim3_peripheral,   [P_TIMER0] = &timer0_peripheral,
	[P_TIMER1] = &timer1_peripheral, [P_TIMER2] = &timer2_peripheral,
	[P_WDT] = &wdt_peripheral,       [P_NVMC] = &nvmc_peripheral,
	[P_VMC] = &vmc_peripheral,       [P_GPIO] = &gpio_peripheral,
};

/* The whole of a register file is reached by one base: P0's stands inside a page. */
static bool find(uint32_t address, enum peripheral_id *id, uint32_t *offset)
{
	for (unsigned i = 0; i < P_COUNT; i++) {
		*offset = address - table[i]->base;
		*id = (enum peripheral_id)i;
		if (*offset < 0x1000)
			return true;
	}
	return false;
}

static const struct register_range *find_range(enum peripheral_id id, uint32_t offset)
{
	const struct register_range *range = table[id]->ranges;

	while (range->access && (offset < range->first || offset > range->last))
		range++;
	return range->access ? range : NULL;
}

void peripherals_reset(struct machine *machine)
{
	for (unsigned id = 0; id < P_COUNT; id++) {
		struct block *block = &machine->blocks[id];
		const struct register_range *range = table[id]->ranges;

		memset(block, 0, sizeof(*block));
		for (; range->access; range++)
			for (unsigned offset = range->first; offset <= range->last; offset += 4)
				block->words[offset / 4] = range->reset;
		if (table[id]->reset)
			table[id]->reset(machine);
	}
}

static void report_nothing(struct machine *machine, const char *what, uint32_t address)
{
	enum peripheral_id id;
	uint32_t offset;

	if (find(address + SECURE_ALIAS, &id, &offset))
		machine_illegal(machine, "%s of %s by its non-secure address 0x%08" PRIX32, what,
				table[id]->name, address);
	else
		machine_illegal(machine, "%s at 0x%08" PRIX32 ": no peripheral is modelled there",
				what, address);
}

/* All that is wrong with an access before it comes to the register's own meaning. */
static bool is_legal(struct machine *machine, const struct access *access, enum peripheral_id *id,
		     uint32_t *offset)
{
	const struct register_range *range;
	const char *name;

	if (!find(access->address, id, offset)) {
		report_nothing(machine, access->what, access->address);
		return false;
	}
	name = table[*id]->name;
	range = find_range(*id, *offset);
	if (access->size != 4 || *offset % 4)
		machine_illegal(machine, "%s of %u bytes at %s+0x%03" PRIX32, access->what,
				access->size, name, *offset);
	else if (!range)
		machine_illegal(machine, "%s at %s+0x%03" PRIX32 ": no register is modelled there",
				access->what, name, *offset);
	else if (!(range->access & access->kind))
		machine_illegal(machine, "%s at %s+0x%03" PRIX32 ": the register can't do that",
				access->what, name, *offset);
	else
		return true;
	return false;
}

/* Who does nothing but capture a timer's count and read it waits for it: then every capture takes
 * a part of the time that was waited already, so that a wait has few polls and is 1/16 too long
 * at most.
 */
static void notice_waiting(struct machine *machine, enum peripheral_id id, uint32_t offset)
{
	bool is_timer = id >= P_TIMER0 && id <= P_TIMER2;

	if (is_timer && offset >= TIMER_CAPTURE && offset < TIMER_CAPTURE + 0x18) {
		if (++machine->timer_polls > POLLS_OF_A_WAIT)
			time_advance(machine, (machine->cycles - machine->waits_since) / 16);
	} else if (!is_timer || offset < TIMER_COUNT) {
		machine->timer_polls = 0;
		machine->waits_since = machine->cycles;
	}
}

/* Whoever polls a register that is going to change has nothing else to do: once the old value
 * was seen, time moves to the change.
 */
static void hurry(struct machine *machine, enum peripheral_id id, uint32_t offset)
{
	uint64_t at = time_of(machine, id, offset);

	if (at != NEVER && machine->outcome == RUNNING)
		time_move_to(machine, at);
}

uint32_t peripherals_read(struct machine *machine, uint32_t address, unsigned size)
{
	const struct access access = {"read", address, size, CAN_READ};
	enum peripheral_id id;
	uint32_t offset, value;

	if (!is_legal(machine, &access, &id, &offset))
		return 0;
	notice_waiting(machine, id, offset);
	if (table[id]->before_read)
		table[id]->before_read(machine, offset);
	value = *peripheral_register(machine, id, offset);
	hurry(machine, id, offset);
	return value;
}

void peripherals_write(struct machine *machine, uint32_t address, unsigned size, uint32_t value)
{
	const struct access access = {"write", address, size, CAN_WRITE};
	enum peripheral_id id;
	uint32_t offset, before;

	if (!is_legal(machine, &access, &id, &offset))
		return;
	notice_waiting(machine, id, offset);
	before = *peripheral_register(machine, id, offset);
	*peripheral_register(machine, id, offset) = value;
	if (table[id]->after_write)
		table[id]->after_write(machine, offset, before);
}

uint8_t *easydma_buffer(struct machine *machine, const char *name, uint32_t address, uint32_t size)
{
	uint32_t offset = address - RAM_BASE;

	if (size > EASYDMA_MAXIMUM) {
		machine_illegal(machine, "%s: %" PRIu32 " bytes are more than MAXCNT holds", name,
				size);
		return NULL;
	}
	if (size == 0 || (offset < RAM_SIZE && size <= RAM_SIZE - offset))
		return machine->ram + (size ? offset : 0);
	machine_illegal(machine, "%s: EasyDMA from 0x%08" PRIX32 " is not in RAM", name, address);
	return NULL;
}
