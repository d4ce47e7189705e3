/* SPDX-License-Identifier: MIT */
/* Where Unicorn calls the model.  The spec's list of what bites (EMULATOR.md) is dealt with here
 * and in machine.c; numbers in comments are that list's.
 */
#include <inttypes.h>

#include "emulator/peripherals.h"

#define PERIPHERALS 0x50000000U
#define PERIPHERALS_NONSECURE 0x40000000U
#define PERIPHERALS_SIZE 0x900000U
#define SYSTEM 0xE0000000U
#define SYSTEM_SIZE 0x100000U
#define RTT_PERIOD MICROSECONDS(1000)
#define NEED(call)                                                                                 \
	do {                                                                                       \
		if ((call) != UC_ERR_OK)                                                           \
			return false;                                                              \
	} while (0)

enum { WFE = 0xBF20, YIELD = 0xBF10, UNDEFINED = 0xDE };
enum { INTERRUPT_SVC = 2, INTERRUPT_BREAKPOINT = 7, INTERRUPT_EXCEPTION_EXIT = 8 };

/* Execution that the SPU forbids: secure code runs in secure regions with X alone. */
static void check_execution(struct machine *machine, uint32_t address)
{
	uint32_t wanted = SPU_EXECUTE | SPU_SECURE;

	if (address >= FLASH_SIZE || (spu_flash_permissions(machine, address) & wanted) == wanted)
		return;
	spu_refuse(machine, "execution", address);
	machine_end(machine, ENDED_BY_FAULT);
}

/* 2: the one place where the engine may be stopped.  Thumb instructions have 2 or 4 bytes, and
 * take one cycle or more: a cycle for 2 bytes is near enough.
 */
static void on_block(uc_engine *engine, uint64_t address, uint32_t size, void *context)
{
	struct machine *machine = context;

	machine_settle_store(machine);
	time_advance(machine, size / 2 + 1);
	check_execution(machine, (uint32_t)address);
	if (machine->rtt_file && machine->cycles - machine->last_poll_of_rtt >= RTT_PERIOD) {
		machine->last_poll_of_rtt = machine->cycles;
		rtt_drain(machine);
	}
	machine->stopped = machine->outcome != RUNNING || machine->reset_reasons;
	if (!machine->stopped)
		return;
	uc_emu_stop(engine);
}

/* 1: true lets the raw value land after this; what shall stand there is put right later.
 * 7: Unicorn would take byte stores and stores without write enable.
 */
static bool on_protected_store(uc_engine *engine, uc_mem_type type, uint64_t address, int size,
			       int64_t value, void *context)
{
	struct machine *machine = context;
	uint32_t place = (uint32_t)address;

	(void)engine;
	(void)type;
	machine_settle_store(machine);
	if (place - FICR_BASE < INFO_SIZE) {
		machine_illegal(machine, "store to FICR at 0x%08" PRIX32, place);
		return false;
	}
	nvmc_store(machine, place, (unsigned)size, (uint32_t)value);
	return true;
}

static void on_flash_read(uc_engine *engine, uc_mem_type type, uint64_t address, int size,
			  int64_t value, void *context)
{
	struct machine *machine = context;

	(void)engine;
	(void)type;
	(void)size;
	(void)value;
	machine_settle_store(machine);
	if (address < FLASH_SIZE && !(spu_flash_permissions(machine, (uint32_t)address) & SPU_READ))
		spu_refuse(machine, "read", (uint32_t)address);
}

/* 3: PC is stale here; main.c runs the program again to tell the true one. */
static bool on_unmapped(uc_engine *engine, uc_mem_type type, uint64_t address, int size,
			int64_t value, void *context)
{
	struct machine *machine = context;
	const char *what = type == UC_MEM_WRITE_UNMAPPED   ? "write"
			   : type == UC_MEM_FETCH_UNMAPPED ? "execution"
							   : "read";

	(void)engine;
	(void)size;
	(void)value;
	machine_illegal(machine, "%s at 0x%08" PRIX32 ", where nothing is", what,
			(uint32_t)address);
	return false;
}

/* 5: WFE and YIELD come as invalid instructions, with PC behind them; PC is at those that are. */
static bool on_invalid(uc_engine *engine, void *context)
{
	struct machine *machine = context;
	uint16_t codes[2] = {0, 0}; /* before and at PC */
	uint32_t pc = 0;

	uc_reg_read(engine, UC_ARM_REG_PC, &pc);
	pc &= ~1U;
	if (uc_mem_read(engine, pc - 2, codes, sizeof(codes)) == UC_ERR_OK &&
	    codes[1] >> 8 != UNDEFINED) {
		if (codes[0] == WFE && !machine->event)
			time_wait_for_event(machine);
		machine->event = machine->event && codes[0] != WFE;
		machine->stopped = true; /* the engine may stop now, but not for a WFI */
		if (codes[0] == WFE || codes[0] == YIELD)
			return true;
	}
	machine_illegal(machine, "undefined instruction %04X at 0x%08" PRIX32, codes[1], pc);
	return false;
}

/* 6: exceptions end here; entry is by hand. */
static void on_interrupt(uc_engine *engine, uint32_t number, void *context)
{
	struct machine *machine = context;

	if (number == INTERRUPT_EXCEPTION_EXIT) {
		machine->returning = true;
	} else if (number == INTERRUPT_BREAKPOINT) {
		semihosting_call(machine);
		if (machine->outcome == RUNNING)
			return;
	} else {
		machine_illegal(machine, "%s is not modelled",
				number == INTERRUPT_SVC ? "SVC" : "this exception");
		machine_end(machine, ENDED_BY_FAULT);
	}
	machine->stopped = true;
	uc_emu_stop(engine);
}

static void on_instruction(uc_engine *engine, uint64_t address, uint32_t size, void *context)
{
	struct machine *machine = context;

	(void)engine;
	(void)size;
	machine->true_pc = (uint32_t)address;
	if (machine->options->trace && !machine->quiet)
		fprintf(stderr, "trace: 0x%08" PRIX64 "\n", address);
}

/* 8: a double word comes as two words, bytes and half-words with their size. */
static uint64_t read_peripheral(uc_engine *engine, uint64_t offset, unsigned size, void *context)
{
	struct machine *machine = context;
	uint32_t address = PERIPHERALS + (uint32_t)offset;
	uint32_t value;

	(void)engine;
	machine_settle_store(machine);
	value = peripherals_read(machine, address, size);
	if (machine->options->trace && !machine->quiet)
		fprintf(stderr, "trace: read 0x%08" PRIX32 " = 0x%08" PRIX32 "\n", address, value);
	return value;
}

static void write_peripheral(uc_engine *engine, uint64_t offset, unsigned size, uint64_t value,
			     void *context)
{
	struct machine *machine = context;
	uint32_t address = PERIPHERALS + (uint32_t)offset;

	(void)engine;
	machine_settle_store(machine);
	if (machine->options->trace && !machine->quiet)
		fprintf(stderr, "trace: write 0x%08" PRIX32 " = 0x%08" PRIX32 "\n", address,
			(uint32_t)value);
	if (machine->outcome == RUNNING)
		peripherals_write(machine, address, size, (uint32_t)value);
}

static uint64_t read_nonsecure(uc_engine *engine, uint64_t offset, unsigned size, void *context)
{
	(void)engine;
	return peripherals_read(context, PERIPHERALS_NONSECURE + (uint32_t)offset, size);
}

static void write_nonsecure(uc_engine *engine, uint64_t offset, unsigned size, uint64_t value,
			    void *context)
{
	(void)engine;
	peripherals_write(context, PERIPHERALS_NONSECURE + (uint32_t)offset, size, (uint32_t)value);
}

static uint64_t read_system(uc_engine *engine, uint64_t offset, unsigned size, void *context)
{
	(void)engine;
	machine_settle_store(context);
	return system_read(context, SYSTEM + (uint32_t)offset, size);
}

static void write_system(uc_engine *engine, uint64_t offset, unsigned size, uint64_t value,
			 void *context)
{
	(void)engine;
	machine_settle_store(context);
	system_write(context, SYSTEM + (uint32_t)offset, size, (uint32_t)value);
}

static bool map_memory(struct machine *machine)
{
	uc_engine *engine = machine->engine;
	const uint32_t readable = UC_PROT_READ | UC_PROT_EXEC;

	NEED(uc_mem_map_ptr(engine, 0, FLASH_SIZE, readable, machine->flash));
	NEED(uc_mem_map_ptr(engine, RAM_BASE, RAM_SIZE, UC_PROT_ALL, machine->ram));
	NEED(uc_mem_map_ptr(engine, FICR_BASE, INFO_SIZE, UC_PROT_READ, machine->ficr));
	NEED(uc_mem_map_ptr(engine, UICR_BASE, INFO_SIZE, UC_PROT_READ, machine->uicr));
	NEED(uc_mmio_map(engine, PERIPHERALS, PERIPHERALS_SIZE, read_peripheral, machine,
			 write_peripheral, machine));
	NEED(uc_mmio_map(engine, PERIPHERALS_NONSECURE, PERIPHERALS_SIZE, read_nonsecure, machine,
			 write_nonsecure, machine));
	NEED(uc_mmio_map(engine, SYSTEM, SYSTEM_SIZE, read_system, machine, write_system, machine));
	return true;
}

/* Unicorn takes every kind of callback as an object pointer, which C has no conversion for. */
union callback {
	uc_cb_hookcode_t code;
	uc_cb_hookmem_t memory;
	uc_cb_eventmem_t event;
	uc_cb_hookinsn_invalid_t invalid;
	uc_cb_hookintr_t interrupt;
	void *pointer;
};

static bool hook(struct machine *machine, int type, union callback callback, uint64_t first,
		 uint64_t last)
{
	uc_hook handle;

	return uc_hook_add(machine->engine, &handle, type, callback.pointer, machine, first,
			   last) == UC_ERR_OK;
}

bool hooks_install(struct machine *machine)
{
	NEED(uc_open(UC_ARCH_ARM, UC_MODE_THUMB | UC_MODE_MCLASS, &machine->engine));
	NEED(uc_ctl_set_cpu_model(machine->engine, UC_CPU_ARM_CORTEX_M33));
	if (!map_memory(machine))
		return false;
	if ((machine->quiet || machine->options->trace) &&
	    !hook(machine, UC_HOOK_CODE, (union callback){.code = on_instruction}, 1, 0))
		return false;
	return hook(machine, UC_HOOK_BLOCK, (union callback){.code = on_block}, 1, 0) &&
	       hook(machine, UC_HOOK_MEM_WRITE_PROT, (union callback){.event = on_protected_store},
		    1, 0) &&
	       hook(machine, UC_HOOK_MEM_READ, (union callback){.memory = on_flash_read}, 0,
		    FLASH_SIZE - 1) &&
	       hook(machine, UC_HOOK_MEM_READ, (union callback){.memory = on_flash_read}, UICR_BASE,
		    UICR_BASE + INFO_SIZE - 1) &&
	       hook(machine, UC_HOOK_MEM_UNMAPPED, (union callback){.event = on_unmapped}, 1, 0) &&
	       hook(machine, UC_HOOK_INSN_INVALID, (union callback){.invalid = on_invalid}, 1, 0) &&
	       hook(machine, UC_HOOK_INTR, (union callback){.interrupt = on_interrupt}, 1, 0);
}
