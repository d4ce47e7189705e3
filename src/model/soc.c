/* SPDX-License-Identifier: MIT */
/* Chips: sizes, pages and protection blocks. */
#include "model/soc.h"

#include "base/suggest.h"

#define KIB(n) ((uint64_t)(n) << 10)

/* Sources of the columns, unless a row says more:
 *  flash, pages, RAM   Zephyr's dts/arm/nordic/<chip>*.dtsi and dts/vendor/nordic/nrf54l*.dtsi
 *                      (reg of flash0, cpuapp_rram and sram0, erase- and write-block-size);
 *                      regions.yml of real builds where there is one
 *  secure blocks       FAILURES.md F70, F72; CONFIG_NRF_SPU_FLASH_REGION_SIZE and
 *                      CONFIG_NRF_SPU_RAM_REGION_SIZE of real builds
 *  protection block    CONFIG_FPROTECT_BLOCK_SIZE of real builds: the SPU's block on nRF91 and
 *                      the nRF5340's application core, else the page (ACL, BPROT)
 *  otp                 PARTITION-MANAGER.md 4
 *  header              FAILURES.md F10
 *  part                FICR INFO.PART; nRF91: SIPINFO.PARTNO (NRF9160.md 8)
 */
#define NRF91(chip, part)                                                                          \
	{                                                                                          \
		.name = chip, .flash_size = KIB(1024), .flash_page = 4096, .write_block = 4,       \
		.ram_base = 0x20000000, .ram_size = KIB(256), .secure_flash_block = 0x8000,        \
		.secure_ram_block = 0x2000, .protection_block = 0x8000, .otp_base = 0xff8108,      \
		.otp_size = 0x2f4, .header_size = 0x200, .jep_part = part,                         \
	}

#define NRF52(chip, flash, ram, part)                                                              \
	{                                                                                          \
		.name = chip, .flash_size = KIB(flash), .flash_page = 4096, .write_block = 4,      \
		.ram_base = 0x20000000, .ram_size = KIB(ram), .protection_block = 0x1000,          \
		.header_size = 0x200, .jep_part = part,                                            \
	}

/* RRAM is protected in steps of 1 KiB (RRAMC REGION.CONFIG); Zephyr and MCUboot divide it into
 * pages of 4 KiB that it does not have.  otp: 1276 bytes at first, 1152 in newer SDKs.
 */
#define NRF54L(chip, flash, ram)                                                                   \
	{                                                                                          \
		.name = chip, .flash_size = KIB(flash), .flash_page = 4096, .write_block = 16,     \
		.ram_base = 0x20000000, .ram_size = KIB(ram), .secure_flash_block = 0x1000,        \
		.secure_ram_block = 0x1000, .protection_block = 0x400, .otp_base = 0xffd500,       \
		.otp_size = 1276, .header_size = 0x800, .rram = true, .size_varies = true,         \
	}

static const struct soc table[] = {
	NRF91("nrf9160", "9160"),
	NRF91("nrf9161", "9161"),
	NRF91("nrf9151", "9151"),
	NRF91("nrf9131", "9131"),
	NRF52("nrf52805", 192, 24, "52805"),
	NRF52("nrf52810", 192, 24, "52810"),
	NRF52("nrf52811", 192, 24, "52811"),
	NRF52("nrf52820", 256, 32, "52820"),
	NRF52("nrf52832", 512, 64, "52832"), /* QFAA, CIAA; QFAB has half of both */
	NRF52("nrf52833", 512, 128, "52833"),
	NRF52("nrf52840", 1024, 256, "52840"),
	{
		/* nrf5340_cpuapp_qkaa.dtsi; PARTITION-MANAGER.md 4 */
		.name = "nrf5340",
		.flash_size = KIB(1024),
		.flash_page = 4096,
		.write_block = 4,
		.ram_base = 0x20000000,
		.ram_size = KIB(512),
		.secure_flash_block = 0x4000,
		.secure_ram_block = 0x2000,
		.protection_block = 0x4000,
		.otp_base = 0xff8100,
		.otp_size = 0x2fc,
		.header_size = 0x200,
		.jep_part = "5340",
	},
	{
		/* nrf5340_cpunet_qkaa.dtsi; PARTITION-MANAGER.md 4 */
		.name = "nrf5340-net",
		.flash_base = 0x01000000,
		.flash_size = KIB(256),
		.flash_page = 2048,
		.write_block = 4,
		.ram_base = 0x21000000,
		.ram_size = KIB(64),
		.protection_block = 0x800,
		.header_size = 0x200,
		.jep_part = "5340",
	},
	NRF54L("nrf54l05", 500, 96),   /* 470 + 30 KiB; layouts of 0x7d000 and 0x7f800 are seen */
	NRF54L("nrf54l10", 1022, 192), /* 960 + 62 KiB: 0xff800 */
	NRF54L("nrf54l15", 1524, 256), /* 1428 + 96 KiB: 0x17d000; 0x165000 without FLPR's part */
};

#define COUNT (sizeof(table) / sizeof(table[0]))

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_separator(char c)
{
	return c == '_' || c == '-' || c == '/';
}

/* True when name begins with prefix, whatever the case. */
static bool starts_with(struct str name, struct str prefix)
{
	if (name.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (lower(name.p[i]) != prefix.p[i])
			return false;
	return true;
}

/* What follows the chip's number: "cpunet_qkaa", "xxaa", "". */
static bool is_network_core(struct str rest)
{
	static const char *const names[] = {"cpunet", "net"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str core = str_of(names[i]);

		if (starts_with(rest, core) && (rest.n == core.n || is_separator(rest.p[core.n])))
			return true;
	}
	return false;
}

const struct soc *soc_find(struct str name)
{
	static const char network[] = "nrf5340-net";
	const struct soc *found = NULL;

	for (size_t i = 0; i < COUNT; i++) {
		struct str chip = str_of(table[i].name), rest;

		if (!starts_with(name, chip) || (name.n > chip.n && !is_separator(name.p[chip.n])))
			continue;
		if (name.n == chip.n || found)
			return &table[i];
		rest = (struct str){name.p + chip.n + 1, name.n - chip.n - 1};
		if (!cstr_eq(chip.p, "nrf5340") || !is_network_core(rest))
			return &table[i];
		found = &table[i]; /* the network core's own row follows */
		name = (struct str){network, sizeof(network) - 1};
	}
	return found;
}

const struct soc *soc_table(size_t *count)
{
	*count = COUNT;
	return table;
}

const char *soc_suggest(struct str name)
{
	const char *words[COUNT + 1] = {NULL};

	for (size_t i = 0; i < COUNT; i++)
		words[i] = table[i].name;
	return suggest_closest(name, words);
}
