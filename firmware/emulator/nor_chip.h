/* SPDX-License-Identifier: MIT */
/* A model of one SPI NOR chip: bytes in, bytes out, time from the caller.  The emulator and the
 * native tests of the firmware share it; it knows nothing of either, allocates and prints nothing.
 */
#ifndef PMLAYOUT_FIRMWARE_NOR_CHIP_H
#define PMLAYOUT_FIRMWARE_NOR_CHIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NOR_PAGE 256U
#define NOR_ERASE_TYPES 3U
#define NOR_SFDP_TABLE 0x30U /* where the basic table stands, and in how many bytes */
#define NOR_SFDP_TABLE_SIZE 64U

struct nor_erase {
	uint8_t opcode;
	uint32_t size;         /* bytes, a power of two */
	uint32_t microseconds; /* typical */
};

/* Facts of a part.  A row of nor_parts.c; its sources are named there. */
struct nor_part {
	const char *name;                         /* as the command line has it */
	uint8_t jedec[3];                         /* answer to 9F */
	uint8_t signature;                        /* answer to AB behind three dummy bytes */
	uint32_t size;                            /* bytes, a power of two */
	struct nor_erase erases[NOR_ERASE_TYPES]; /* smallest first */
	uint32_t program_microseconds;            /* typical, of a page */
	uint32_t chip_erase_microseconds;         /* typical */
	uint32_t register_microseconds;           /* typical, of WRSR */
	uint32_t sleep_microseconds;              /* from B9 to deep power-down */
	uint32_t wake_microseconds;               /* from AB to ready */
	uint8_t protect_mask;                     /* block-protect bits of the status register */
	uint8_t writable_mask;                    /* bits of the status register that WRSR writes */
	uint8_t quad_register;      /* which register has quad enable: 0 status, 1 (35), 2 (15) */
	uint8_t quad_mask;          /* it turns HOLD# and WP# into data pins; 0: not modelled */
	uint8_t second_register;    /* which one the second byte of WRSR writes; 0: none */
	bool wakes_by_select;       /* any edge of CS# ends deep power-down */
	bool locked_at_power_up;    /* every 64 KiB block protects itself: AT25DF */
	bool has_global_unlock;     /* knows ULBPR, 98 */
	const uint8_t *basic_table; /* the vendor's SFDP table, NOR_SFDP_TABLE_SIZE bytes, or NULL:
				     * made from this row */
	bool has_sfdp;              /* else 5A reads FF */
};

/* What can be broken.  NOR_FAULT_ROWS in nor_faults.c has names and meanings. */
enum nor_fault {
	NOR_FAULT_JEDEC_00,
	NOR_FAULT_JEDEC_FF,
	NOR_FAULT_MISO_LOW,
	NOR_FAULT_MISO_HIGH,
	NOR_FAULT_WRONG_PART,
	NOR_FAULT_SMALLER_PART,
	NOR_FAULT_DPD_AT_BOOT,
	NOR_FAULT_BLOCK_PROTECT,
	NOR_FAULT_HOLD_LOW,
	NOR_FAULT_STUCK_WIP,
	NOR_FAULT_NO_WEL,
	NOR_FAULT_BIT_FLIP,
	NOR_FAULT_BLEEDING_WRITE,
	NOR_FAULT_NO_ERASE,
	NOR_FAULT_SLOW,
	NOR_FAULT_COUNT
};

#define NOR_NO_VALUE 0xFFFFFFFFU /* the fault's own default */

enum nor_kind { NOR_PROGRAM, NOR_ERASE, NOR_CHIP_ERASE, NOR_WRITE_STATUS };

/* One change of the cells or of the status register. */
struct nor_operation {
	enum nor_kind kind;
	uint32_t address;       /* of a program: its page; of an erase: its block */
	uint32_t size;          /* bytes that may change */
	uint64_t ends;          /* microseconds */
	uint8_t data[NOR_PAGE]; /* of a program: the page, FF where nothing was sent */
};

enum nor_moment { NOR_BEFORE, NOR_AFTER };

/* Answers of what is called at NOR_BEFORE; at NOR_AFTER the answer does not matter. */
enum nor_verdict { NOR_GO_ON, NOR_CUT_POWER };

struct nor_hooks {
	void *context;
	/* Before and after each operation; NULL: none. */
	enum nor_verdict (*operation)(void *context, enum nor_moment moment,
				      const struct nor_operation *operation);
	/* Illegal use of the chip, as one line of text without a line end; NULL: none. */
	void (*report)(void *context, const char *text);
};

enum nor_power { NOR_AWAKE, NOR_FALLING_ASLEEP, NOR_ASLEEP, NOR_WAKING, NOR_WITHOUT_POWER };

struct nor_chip {
	const struct nor_part *part;
	uint8_t *cells; /* part->size bytes of the caller; NULL: reads FF, changes nothing */
	struct nor_hooks hooks;
	uint64_t now; /* microseconds, see nor_chip_advance() */
	bool faulty[NOR_FAULT_COUNT];
	uint32_t fault_value[NOR_FAULT_COUNT];

	uint8_t registers[3]; /* status (05) without WIP and WEL, second (35), third (15) */
	uint64_t locks;       /* a bit per 64 KiB block, of parts that have them */
	bool write_enabled;   /* WEL */
	bool hold_low, write_protect_low; /* pins */
	enum nor_power power;
	uint64_t power_changes;         /* microseconds: when falling asleep or waking ends */
	bool busy;                      /* an operation is under way */
	bool stuck;                     /* WIP for ever, by fault */
	struct nor_operation operation; /* under way if busy */
	unsigned programs;              /* since power-up */

	bool selected;
	bool ignoring;     /* until CS# rises */
	bool enable_reset; /* 66 was the command before */
	uint8_t opcode;
	uint32_t count;    /* bytes since CS# fell */
	uint32_t address;  /* as sent; counts up while reading */
	uint32_t received; /* data bytes of a program or WRSR */
	uint8_t buffer[NOR_PAGE];
};

/* Rows of nor_parts.c. */
const struct nor_part *nor_part_table(size_t *count);
const struct nor_part *nor_part_find(const char *name); /* NULL: not known */
uint8_t nor_part_sfdp(const struct nor_part *part, uint32_t address);
void nor_part_basic_table(const struct nor_part *part, uint8_t table[NOR_SFDP_TABLE_SIZE]);

/* Faults by name; NOR_FAULT_COUNT: not known. */
enum nor_fault nor_fault_find(const char *name);
const char *nor_fault_name(enum nor_fault fault);
const char *nor_fault_meaning(enum nor_fault fault);

/* Power comes up at time 0 with the cells as they are; no fault, no hooks. */
void nor_chip_power_up(struct nor_chip *chip, const struct nor_part *part, uint8_t *cells);
/* Directly behind power-up.  VALUE as the fault's meaning says, or NOR_NO_VALUE. */
void nor_chip_break(struct nor_chip *chip, enum nor_fault fault, uint32_t value);

/* Tells the time since power-up; WIP falls and operations take effect by this alone. */
void nor_chip_advance(struct nor_chip *chip, uint64_t microseconds);
void nor_chip_select(struct nor_chip *chip, bool low);
uint8_t nor_chip_exchange(struct nor_chip *chip, uint8_t out);
void nor_chip_set_hold(struct nor_chip *chip, bool low);
void nor_chip_set_write_protect(struct nor_chip *chip, bool low);
/* An operation under way stays half done; from now on every answer is FF. */
void nor_chip_cut_power(struct nor_chip *chip);

#endif
