/* SPDX-License-Identifier: MIT */
/* SPI NOR chips by JEDEC id. */
#include "model/flash_chip.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define KIB(n) ((uint64_t)(n) << 10)
#define MIB(n) ((uint64_t)(n) << 20)
#define CHIP(a, b, c, name, size, erase)                                                           \
	{                                                                                          \
		name, {0x##a, 0x##b, 0x##c}, size, erase                                           \
	}

/* Sorted by id.  One chip stands for all that answer with the same id.
 *
 * Source of a row: Linux's drivers/mtd/spi-nor/<maker>.c (rows marked SECT_4K there have the
 * 4 KiB erase) where it says "linux"; the spec's NRF9160.md 12; otherwise the devicetree of a
 * board in Zephyr, with the erase types of its sfdp-bfp.
 */
static const struct flash_chip table[] = {
	CHIP(01, 02, 20, "S25FL512S", MIB(64), 0x40000), /* linux spansion.c; S25FS512S too */
	CHIP(01, 40, 13, "S25FL204K", KIB(512), 0x1000), /* linux spansion.c */
	CHIP(01, 40, 14, "S25FL208K", MIB(1), 0x1000),   /* linux spansion.c */
	CHIP(01, 40, 15, "S25FL116K", MIB(2), 0x1000),   /* linux spansion.c */
	CHIP(01, 40, 16, "S25FL132K", MIB(4), 0x1000),   /* linux spansion.c */
	CHIP(01, 40, 17, "S25FL164K", MIB(8), 0x1000),   /* linux spansion.c */
	CHIP(01, 60, 17, "S25FL064L", MIB(8), 0x1000),   /* linux spansion.c */
	CHIP(01, 60, 18, "S25FL128L", MIB(16), 0x1000),  /* linux spansion.c */
	CHIP(01, 60, 19, "S25FL256L", MIB(32), 0x1000),  /* linux spansion.c */
	CHIP(0b, 40, 16, "XT25F32B", MIB(4), 0x1000),    /* Rockchip's linux xtx.c */
	CHIP(0b, 40, 17, "XT25F64B", MIB(8), 0x1000),    /* flashrom flashchips.h; the same xtx.c */
	CHIP(0b, 40, 18, "XT25F128B", MIB(16), 0x1000),  /* flashrom flashchips.h; the same xtx.c */
	CHIP(0b, 60, 17, "XT25Q64D", MIB(8), 0x1000),    /* Rockchip's linux xtx.c */
	CHIP(0b, 60, 18, "XT25Q128D", MIB(16), 0x1000),  /* Rockchip's linux xtx.c */
	CHIP(0b, 65, 1a, "XT25W512B", MIB(64), 0x1000),  /* linux xtx.c */
	CHIP(0b, 65, 1b, "XT25W01GB", MIB(128), 0x1000), /* linux xtx.c */
	CHIP(1c, 30, 14, "EN25Q80A", MIB(1), 0x1000),    /* linux eon.c */
	CHIP(1c, 30, 17, "EN25Q64", MIB(8), 0x1000),     /* linux eon.c */
	CHIP(1c, 31, 16, "EN25F32", MIB(4), 0x1000),     /* linux eon.c */
	CHIP(1c, 38, 17, "EN25S64", MIB(8), 0x1000),     /* linux eon.c */
	CHIP(1c, 70, 15, "EN25QH16", MIB(2), 0x1000),    /* linux eon.c */
	CHIP(1c, 70, 17, "EN25QH64", MIB(8), 0x1000),    /* linux eon.c */
	CHIP(1f, 42, 16, "AT25SL321", MIB(4), 0x1000),   /* NRF9160.md 12; linux atmel.c */
	CHIP(1f, 44, 01, "AT25DF041A", KIB(512), 0x1000),  /* linux atmel.c */
	CHIP(1f, 47, 01, "AT25DF321A", MIB(4), 0x1000),    /* NRF9160.md 12; linux atmel.c */
	CHIP(1f, 48, 00, "AT25DF641", MIB(8), 0x1000),     /* NRF9160.md 12; linux atmel.c */
	CHIP(1f, 87, 01, "AT25SF321", MIB(4), 0x1000),     /* NRF9160.md 12; linux atmel.c */
	CHIP(20, 70, 17, "XM25QH64A", MIB(8), 0x1000),     /* linux xmc.c */
	CHIP(20, 70, 18, "XM25QH128A", MIB(16), 0x1000),   /* linux xmc.c */
	CHIP(20, ba, 17, "N25Q064", MIB(8), 0x1000),       /* linux micron-st.c */
	CHIP(20, ba, 18, "N25Q128A13", MIB(16), 0x1000),   /* linux micron-st.c; MT25QL128 too */
	CHIP(20, ba, 19, "MT25QL256A", MIB(32), 0x1000),   /* linux micron-st.c; N25Q256A too */
	CHIP(20, ba, 20, "MT25QL512A", MIB(64), 0x1000),   /* linux micron-st.c; N25Q512 too */
	CHIP(20, ba, 21, "N25Q00", MIB(128), 0x1000),      /* linux micron-st.c; MT25QL01G too */
	CHIP(20, ba, 22, "MT25QL02G", MIB(256), 0x1000),   /* linux micron-st.c */
	CHIP(20, bb, 15, "N25Q016A", MIB(2), 0x1000),      /* linux micron-st.c */
	CHIP(20, bb, 17, "N25Q064A", MIB(8), 0x1000),      /* linux micron-st.c */
	CHIP(20, bb, 18, "N25Q128A11", MIB(16), 0x1000),   /* linux micron-st.c; MT25QU128 too */
	CHIP(20, bb, 19, "MT25QU256A", MIB(32), 0x1000),   /* linux micron-st.c */
	CHIP(20, bb, 20, "MT25QU512A", MIB(64), 0x1000),   /* linux micron-st.c */
	CHIP(20, bb, 21, "N25Q00A", MIB(128), 0x1000),     /* linux micron-st.c */
	CHIP(20, bb, 22, "MT25QU02G", MIB(256), 0x1000),   /* linux micron-st.c */
	CHIP(2c, 5b, 1a, "MT35XU512ABA", MIB(64), 0x1000), /* linux micron-st.c */
	CHIP(2c, 5b, 1c, "MT35XU02G", MIB(256), 0x1000),   /* linux micron-st.c */
	CHIP(85, 60, 15, "P25Q16H", MIB(2), 0x100), /* Zephyr boards/seeed/xiao_ble, sfdp-bfp */
	CHIP(9d, 40, 13, "IS25LQ040B", KIB(512), 0x1000), /* linux issi.c */
	CHIP(9d, 60, 14, "IS25LP080D", MIB(1), 0x1000),   /* linux issi.c */
	CHIP(9d, 60, 15, "IS25LP016D", MIB(2), 0x1000),   /* linux issi.c */
	CHIP(9d, 60, 16, "IS25LP032D", MIB(4), 0x1000),   /* NRF9160.md 12; linux issi.c */
	CHIP(9d, 60, 17, "IS25LP064", MIB(8), 0x1000),    /* linux issi.c */
	CHIP(9d, 60, 18, "IS25LP128", MIB(16), 0x1000),   /* linux issi.c */
	CHIP(9d, 60, 19, "IS25LP256", MIB(32), 0x1000),   /* linux issi.c */
	CHIP(9d, 70, 16, "IS25WP032", MIB(4), 0x1000),    /* linux issi.c */
	CHIP(9d, 70, 17, "IS25WP064", MIB(8), 0x1000),    /* linux issi.c */
	CHIP(9d, 70, 18, "IS25WP128", MIB(16), 0x1000),   /* linux issi.c */
	CHIP(9d, 70, 19, "IS25WP256", MIB(32), 0x1000),   /* linux issi.c */
	CHIP(bf, 25, 41, "SST25VF016B", MIB(2), 0x1000),  /* linux sst.c */
	CHIP(bf, 25, 4a, "SST25VF032B", MIB(4), 0x1000),  /* linux sst.c */
	CHIP(bf, 25, 4b, "SST25VF064C", MIB(8), 0x1000),  /* linux sst.c */
	CHIP(bf, 26, 41, "SST26VF016B", MIB(2), 0x1000),  /* linux sst.c */
	CHIP(bf, 26, 43, "SST26VF064B", MIB(8), 0x1000),  /* linux sst.c */
	CHIP(bf, 26, 51, "SST26WF016B", MIB(2), 0x1000),  /* linux sst.c */
	CHIP(c2, 20, 13, "MX25L4005A", KIB(512), 0x1000), /* linux macronix.c */
	CHIP(c2, 20, 15, "MX25L1606E", MIB(2), 0x1000),   /* linux macronix.c */
	CHIP(c2, 20, 16, "MX25L3205D", MIB(4), 0x1000),   /* linux macronix.c */
	CHIP(c2, 20, 17, "MX25L6405D", MIB(8), 0x1000),   /* linux macronix.c */
	CHIP(c2, 20, 1a, "MX25L51245G", MIB(64), 0x1000), /* linux macronix.c; MX66L51235 too */
	CHIP(c2, 20, 1b, "MX66L1G45G", MIB(128), 0x1000), /* linux macronix.c */
	CHIP(c2, 23, 14, "MX25V8035F", MIB(1), 0x1000),   /* linux macronix.c */
	CHIP(c2, 25, 34, "MX25U8035", MIB(1), 0x1000),    /* linux macronix.c */
	CHIP(c2, 25, 36, "MX25U3235F", MIB(4), 0x1000),   /* linux macronix.c */
	CHIP(c2, 25, 37, "MX25U6435F", MIB(8), 0x1000),   /* linux macronix.c */
	CHIP(c2, 25, 38, "MX25U12835F", MIB(16), 0x1000), /* linux macronix.c */
	CHIP(c2, 25, 39, "MX25U25635F", MIB(32), 0x1000), /* linux macronix.c */
	CHIP(c2, 25, 3a, "MX66U51235F", MIB(64), 0x1000), /* linux macronix.c */
	CHIP(c2, 28, 15, "MX25R1635F", MIB(2), 0x1000),   /* a board on nRF9151 DK: 16777216 bits */
	CHIP(c2, 28, 16, "MX25R3235F", MIB(4), 0x1000),   /* NRF9160.md 12; linux macronix.c */
	CHIP(c2, 28, 17, "MX25R6435F", MIB(8), 0x1000),   /* NRF9160.md 12, sfdp-bfp */
	CHIP(c8, 40, 15, "GD25Q16", MIB(2), 0x1000),      /* NRF9160.md 12; linux gigadevice.c */
	CHIP(c8, 40, 16, "GD25Q32", MIB(4), 0x1000),      /* NRF9160.md 12; linux gigadevice.c */
	CHIP(c8, 40, 17, "GD25Q64", MIB(8), 0x1000),      /* NRF9160.md 12; linux gigadevice.c */
	CHIP(c8, 40, 18, "GD25Q128", MIB(16), 0x1000),    /* linux gigadevice.c */
	CHIP(c8, 60, 16, "GD25LQ32", MIB(4), 0x1000),     /* linux gigadevice.c */
	CHIP(c8, 60, 17, "GD25LQ64C", MIB(8), 0x1000),    /* linux gigadevice.c */
	CHIP(c8, 60, 18, "GD25LQ128D", MIB(16), 0x1000),  /* linux gigadevice.c */
	CHIP(c8, 60, 19, "GD25LE255E", MIB(32), 0x1000),  /* Thingy:91 X, sfdp-bfp */
	CHIP(c8, 65, 19, "GD25WB256E", MIB(32), 0x1000),  /* nRF9161 DK, sfdp-bfp */
	CHIP(ef, 40, 12, "W25Q20CL", KIB(256), 0x1000),   /* linux winbond.c */
	CHIP(ef, 40, 14, "W25Q80BL", MIB(1), 0x1000),     /* linux winbond.c */
	CHIP(ef, 40, 16, "W25Q32JV", MIB(4), 0x1000),     /* NRF9160.md 12; linux winbond.c */
	CHIP(ef, 40, 17, "W25Q64", MIB(8), 0x1000),       /* linux winbond.c */
	CHIP(ef, 40, 18, "W25Q128JV", MIB(16), 0x1000),   /* linux winbond.c */
	CHIP(ef, 40, 19, "W25Q256", MIB(32), 0x1000),     /* linux winbond.c */
	CHIP(ef, 40, 20, "W25Q512JV", MIB(64), 0x1000),   /* linux winbond.c */
	CHIP(ef, 60, 15, "W25Q16DW", MIB(2), 0x1000),     /* linux winbond.c */
	CHIP(ef, 60, 16, "W25Q32DW", MIB(4), 0x1000),     /* linux winbond.c */
	CHIP(ef, 60, 17, "W25Q64DW", MIB(8), 0x1000),     /* linux winbond.c */
	CHIP(ef, 60, 18, "W25Q128FW", MIB(16), 0x1000),   /* linux winbond.c */
	CHIP(ef, 60, 19, "W25Q256JW", MIB(32), 0x1000),   /* linux winbond.c */
	CHIP(ef, 70, 15, "W25Q16JV-IM", MIB(2), 0x1000),  /* linux winbond.c */
	CHIP(ef, 70, 16, "W25Q32JV-IM", MIB(4), 0x1000),  /* linux winbond.c */
	CHIP(ef, 70, 17, "W25Q64JV-IM", MIB(8), 0x1000),  /* linux winbond.c */
	CHIP(ef, 70, 18, "W25Q128JV-IM", MIB(16), 0x1000), /* linux winbond.c */
	CHIP(ef, 70, 19, "W25Q256JV-IM", MIB(32), 0x1000), /* linux winbond.c */
	CHIP(ef, 71, 19, "W25M512JV", MIB(64), 0x1000),    /* linux winbond.c: two dies in one */
	CHIP(ef, 80, 16, "W25Q32JW-IM", MIB(4), 0x1000),   /* linux winbond.c */
	CHIP(ef, 80, 17, "W25Q64JW-IM", MIB(8), 0x1000),   /* linux winbond.c */
	CHIP(ef, 80, 18, "W25Q128JW-IM", MIB(16), 0x1000), /* linux winbond.c */
	CHIP(ef, 80, 19, "W25Q256JW-IM", MIB(32), 0x1000), /* linux winbond.c */
};

#define COUNT (sizeof(table) / sizeof(table[0]))

static int compare_id(const void *key, const void *element)
{
	const struct flash_chip *chip = element;

	return memcmp(key, chip->jedec_id, sizeof(chip->jedec_id));
}

const struct flash_chip *flash_chip_find(const uint8_t jedec_id[3])
{
	return bsearch(jedec_id, table, COUNT, sizeof(table[0]), compare_id);
}

const struct flash_chip *flash_chip_table(size_t *count)
{
	*count = COUNT;
	return table;
}

/* Makers whose third byte means something else: Adesto/Atmel, SST/Microchip, and ids that begin
 * with a continuation code or are no id at all.
 */
static bool maker_has_own_codes(uint8_t maker)
{
	return maker == 0x1f || maker == 0xbf || maker == 0x7f || maker == 0x00 || maker == 0xff;
}

uint64_t flash_chip_capacity(const uint8_t jedec_id[3])
{
	const struct flash_chip *chip = flash_chip_find(jedec_id);
	uint8_t code = jedec_id[2];
	uint64_t capacity = 0;

	if (maker_has_own_codes(jedec_id[0]) || (jedec_id[0] == 0x01 && jedec_id[1] == 0x02))
		return 0; /* 01 02: Spansion's first series counts from another byte */
	if (code >= 0x10 && code <= 0x1f)
		capacity = (uint64_t)1 << code;
	else if (code >= 0x20 && code <= 0x22) /* 0x1a is followed by 0x20 at Winbond and Micron */
		capacity = (uint64_t)1 << (code - 0x20 + 0x1a);
	return chip && chip->size != capacity ? 0 : capacity;
}
