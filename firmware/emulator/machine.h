/* SPDX-License-Identifier: MIT */
/* The nRF9160 as a whole: memory, clock, and what the run has come to. */
#ifndef PMLAYOUT_EMULATOR_MACHINE_H
#define PMLAYOUT_EMULATOR_MACHINE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <unicorn/unicorn.h>

#include "emulator/nor_chip.h"
#include "emulator/options.h"

/* NRF9160.md 1. */
#define FLASH_SIZE 0x100000U
#define FLASH_PAGE 0x1000U
#define FLASH_PAGES (FLASH_SIZE / FLASH_PAGE)
#define RAM_BASE 0x20000000U
#define RAM_SIZE 0x40000U
#define FICR_BASE 0x00FF0000U
#define UICR_BASE 0x00FF8000U
#define INFO_SIZE 0x1000U
#define CYCLES_PER_MICROSECOND 64U
#define NEVER UINT64_MAX
#define MICROSECONDS(n) ((uint64_t)(n)*CYCLES_PER_MICROSECOND)

enum {
	RESET_PIN = 1U << 0,
	RESET_WATCHDOG = 1U << 1,
	RESET_SOFT = 1U << 16,
	RESET_LOCKUP = 1U << 17,
};

enum peripheral_id {
	P_SPU,
	P_REGULATORS,
	P_CLOCK,
	P_UARTE0,
	P_SPIM3,
	P_TIMER0,
	P_TIMER1,
	P_TIMER2,
	P_WDT,
	P_NVMC,
	P_VMC,
	P_GPIO,
	P_COUNT
};

/* Registers of one peripheral, as words of its 4 KiB. */
struct block {
	uint32_t words[0x400];
};

/* A register that gets a value when its time comes: events, READY. */
struct appointment {
	uint64_t at; /* cycles */
	enum peripheral_id peripheral;
	uint32_t offset;
	uint32_t value;
};

/* A store that Unicorn will let land after the hook has returned (EMULATOR.md, what bites, 1). */
struct pending_store {
	uint8_t *place; /* NULL: none */
	uint32_t size;
	uint8_t bytes[8]; /* what shall stand there */
	uint32_t address;
};

/* How a run ended; the exit status of each is in main.c. */
enum outcome {
	RUNNING,
	ENDED_BY_FIRMWARE,
	ENDED_BY_POWER_CUT,
	ENDED_BY_TIMEOUT,
	ENDED_BY_FAULT,
	ENDED_ASLEEP,
	ENDED_BY_RESETS,
};

struct machine {
	const struct options *options;
	bool quiet; /* a second run, to find where a fault was */
	uc_engine *engine;
	uint8_t *flash, *ram, *ficr, *uicr, *external;
	uint8_t writes[FLASH_SIZE / 4]; /* of each word since its page's erase */
	bool is_running_image[FLASH_PAGES];
	uint32_t vectors; /* address of the vector table at reset */

	uint64_t cycles, timeout;
	struct appointment appointments[16];
	unsigned appointment_count;
	uint64_t next_appointment; /* NEVER: none */
	bool event;                /* one came since the last WFE, which it ends at once */
	uint64_t last_poll_of_rtt;
	uint64_t waits_since; /* cycles at the last access that was not to a timer */
	unsigned timer_polls; /* since then */

	struct block blocks[P_COUNT];
	uint32_t system[0x1000 / 4]; /* 0xE000E000 */
	uint32_t cycle_counter_base;
	uint64_t timer_started[3]; /* cycles */
	bool timer_runs[3];
	uint32_t timer_held[3];  /* count at STOP */
	uint32_t retained[3];    /* RESETREAS, GPREGRET: they outlive a reset */
	uint64_t watchdog_bites; /* cycles; NEVER: it sleeps */
	uint32_t pins;           /* levels */
	unsigned errata;         /* anomalies handled, a bit each */
	struct pending_store pending;

	struct nor_chip chip;
	uint32_t rtt; /* offset of its control block in RAM; 0: not found */
	FILE *rtt_file, *operations_file;

	uint64_t operations; /* of both flashes */
	unsigned illegal, resets, faults;
	uint32_t reset_reasons; /* a reset that is due */
	enum outcome outcome;
	uint32_t exit_code;
	bool stopped;     /* uc_emu_start() returns because a hook asked for it */
	bool faulted;     /* ever */
	bool returning;   /* from an exception */
	uint32_t true_pc; /* by UC_HOOK_CODE */
};

bool machine_create(struct machine *machine, const struct options *options, bool quiet);
void machine_run(struct machine *machine);
void machine_free(struct machine *machine);

/* Something that hardware would not bear or not do: one line, and exit status 4. */
__attribute__((format(printf, 2, 3))) void machine_illegal(struct machine *machine,
							   const char *format, ...);
/* Ends the run at the next block (EMULATOR.md, what bites, 2). */
void machine_end(struct machine *machine, enum outcome outcome);
void machine_request_reset(struct machine *machine, uint32_t reasons);
/* Counts a flash operation; false: it ends in its middle, as power fails or the chip is reset. */
bool machine_operation(struct machine *machine, const char *what, uint32_t address, uint32_t size);
/* The next word that lands may not be what the CPU stored. */
void machine_settle_store(struct machine *machine);
void machine_forget_code(struct machine *machine, uint32_t address, uint32_t size);

/* time.c */
void time_advance(struct machine *machine, uint64_t cycles);
void time_move_to(struct machine *machine, uint64_t cycles);
void time_appoint(struct machine *machine, enum peripheral_id peripheral, uint32_t offset,
		  uint64_t cycles);
void time_cancel(struct machine *machine, enum peripheral_id peripheral, uint32_t offset);
/* When the register will change; NEVER: not foreseen. */
uint64_t time_of(const struct machine *machine, enum peripheral_id peripheral, uint32_t offset);
void time_wait_for_event(struct machine *machine);
uint64_t time_microseconds(const struct machine *machine);

/* hooks.c, exception.c, semihosting.c, rtt.c, identity.c */
bool hooks_install(struct machine *machine);
bool exception_enter(struct machine *machine, uint32_t number, uint32_t return_address);
void exception_return(struct machine *machine);
void semihosting_call(struct machine *machine);
void rtt_drain(struct machine *machine);
void identity_fill(struct machine *machine);

#endif
