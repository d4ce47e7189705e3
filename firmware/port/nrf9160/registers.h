/* SPDX-License-Identifier: MIT */
/* Registers of the nRF9160 that this program uses, in the secure address space.
 *
 * Source: the tables of NRF9160.md, whose section stands at each block; they were taken from the
 * vendor's SVD file (nrfx 4.2.1, bsp/stable/mdk/nrf9160.svd) and its MDK headers.  Values of
 * anomalies: section 9, from system_nrf91.c and the errata pages.
 */
#ifndef PMLAYOUT_FIRMWARE_REGISTERS_H
#define PMLAYOUT_FIRMWARE_REGISTERS_H

#include <stdint.h>

#define REGISTER(base, offset) (*(volatile uint32_t *)((base) + (uint32_t)(offset)))

/* -- Memory (section 1) ----------------------------------------------------------------------- */
#define FLASH_SIZE UINT32_C(0x100000)
#define FLASH_PAGE UINT32_C(0x1000)
#define RAM_BASE UINT32_C(0x20000000)
#define RAM_SIZE UINT32_C(0x40000)

/* -- FICR (section 8); fields may read as ones ------------------------------------------------- */
#define FICR_BASE UINT32_C(0x00FF0000)
#define FICR_FAMILY REGISTER(FICR_BASE, 0x130) /* & 0xFFF; 0x09: nRF9160 */
#define FICR_FAMILY_MASK UINT32_C(0xFFF)
#define FICR_FAMILY_NRF9160 UINT32_C(0x09)
#define FICR_REVISION REGISTER(FICR_BASE, 0x134) /* 1: Rev 1 (B0), 2: Rev 2 (B1) */
#define FICR_SIPINFO_PARTNO REGISTER(FICR_BASE, 0x140)
#define FICR_INFO_DEVICEID(n) REGISTER(FICR_BASE, 0x204 + 4 * (n))
#define FICR_INFO_PART REGISTER(FICR_BASE, 0x20C)
#define FICR_INFO_RAM REGISTER(FICR_BASE, 0x218) /* KiB */
#define FICR_INFO_CODEPAGESIZE REGISTER(FICR_BASE, 0x220)
#define FICR_INFO_CODESIZE REGISTER(FICR_BASE, 0x224) /* pages */
#define FICR_TRIMCNF_ADDRESS(n) REGISTER(FICR_BASE, 0x300 + 8 * (n))
#define FICR_TRIMCNF_DATA(n) REGISTER(FICR_BASE, 0x304 + 8 * (n))
#define FICR_TRIMCNF_COUNT 256U

/* -- UICR (section 8): read alone -------------------------------------------------------------- */
#define UICR_BASE UINT32_C(0x00FF8000)
#define UICR_APPROTECT REGISTER(UICR_BASE, 0x00)
#define UICR_HFXOSRC REGISTER(UICR_BASE, 0x1C)
#define UICR_HFXOCNT REGISTER(UICR_BASE, 0x20)

/* -- SPU (section 10) ---------------------------------------------------------------------------
 */
#define SPU_BASE UINT32_C(0x50003000)
#define SPU_FLASHREGION_PERM(n) REGISTER(SPU_BASE, 0x600 + 4 * (n))
#define SPU_RAMREGION_PERM(n) REGISTER(SPU_BASE, 0x700 + 4 * (n))

/* -- REGULATORS, CLOCK and POWER (section 7) ----------------------------------------------------
 */
#define REGULATORS_BASE UINT32_C(0x50004000)
#define REGULATORS_DCDCEN REGISTER(REGULATORS_BASE, 0x578)
#define CLOCK_BASE UINT32_C(0x50005000)
#define CLOCK_TASKS_HFCLKSTART REGISTER(CLOCK_BASE, 0x000)
#define CLOCK_EVENTS_HFCLKSTARTED REGISTER(CLOCK_BASE, 0x100)
#define POWER_EVENTS_SLEEPENTER REGISTER(CLOCK_BASE, 0x114)
#define POWER_EVENTS_SLEEPEXIT REGISTER(CLOCK_BASE, 0x118)
#define POWER_RESETREAS REGISTER(CLOCK_BASE, 0x400) /* write 1 to clear */

/* Addresses that the errata name without names (section 9). */
#define ANOMALY_14_LDO REGISTER(UINT32_C(0x50004A38), 0)
#define ANOMALY_20_RAM REGISTER(UINT32_C(0x5003AEE4), 0)
#define ANOMALY_20_VALUE UINT32_C(0xE)
#define ANOMALY_31_FIRST REGISTER(UINT32_C(0x5000470C), 0)
#define ANOMALY_31_SECOND REGISTER(UINT32_C(0x50004710), 0)

/* -- UARTE0 (section 4) --------------------------------------------------------------------------
 */
#define UARTE_BASE UINT32_C(0x50008000)
#define UARTE_TASKS_STOPRX REGISTER(UARTE_BASE, 0x004)
#define UARTE_TASKS_STARTTX REGISTER(UARTE_BASE, 0x008)
#define UARTE_TASKS_STOPTX REGISTER(UARTE_BASE, 0x00C)
#define UARTE_EVENTS_ENDTX REGISTER(UARTE_BASE, 0x120)
#define UARTE_ERRORSRC REGISTER(UARTE_BASE, 0x480)
#define UARTE_ENABLE REGISTER(UARTE_BASE, 0x500)
#define UARTE_ENABLED 8U
#define UARTE_PSEL_RTS REGISTER(UARTE_BASE, 0x508)
#define UARTE_PSEL_TXD REGISTER(UARTE_BASE, 0x50C)
#define UARTE_PSEL_CTS REGISTER(UARTE_BASE, 0x510)
#define UARTE_PSEL_RXD REGISTER(UARTE_BASE, 0x514)
#define UARTE_BAUDRATE REGISTER(UARTE_BASE, 0x524)
#define UARTE_BAUDRATE_115200 UINT32_C(0x01D60000)
#define UARTE_TXD_PTR REGISTER(UARTE_BASE, 0x544)
#define UARTE_TXD_MAXCNT REGISTER(UARTE_BASE, 0x548)
#define UARTE_CONFIG REGISTER(UARTE_BASE, 0x56C) /* 0: no parity, one stop bit, no flow control */
/* Anomaly 23: 1 when a bootloader left the receiver or the transmitter running. */
#define UARTE_ANOMALY_RX REGISTER(UARTE_BASE, 0x564)
#define UARTE_ANOMALY_TX REGISTER(UARTE_BASE, 0x568)
#define PSEL_DISCONNECTED UINT32_C(0xFFFFFFFF)

/* -- SPIM3 (section 5) ----------------------------------------------------------------------------
 */
#define SPIM_BASE UINT32_C(0x5000B000)
#define SPIM_TASKS_START REGISTER(SPIM_BASE, 0x010)
#define SPIM_TASKS_STOP REGISTER(SPIM_BASE, 0x014)
#define SPIM_EVENTS_STOPPED REGISTER(SPIM_BASE, 0x104)
#define SPIM_EVENTS_END REGISTER(SPIM_BASE, 0x118)
#define SPIM_ENABLE REGISTER(SPIM_BASE, 0x500)
#define SPIM_ENABLED 7U
#define SPIM_PSEL_SCK REGISTER(SPIM_BASE, 0x508)
#define SPIM_PSEL_MOSI REGISTER(SPIM_BASE, 0x50C)
#define SPIM_PSEL_MISO REGISTER(SPIM_BASE, 0x510)
#define SPIM_FREQUENCY REGISTER(SPIM_BASE, 0x524)
#define SPIM_RXD_PTR REGISTER(SPIM_BASE, 0x534)
#define SPIM_RXD_MAXCNT REGISTER(SPIM_BASE, 0x538)
#define SPIM_TXD_PTR REGISTER(SPIM_BASE, 0x544)
#define SPIM_TXD_MAXCNT REGISTER(SPIM_BASE, 0x548)
#define SPIM_CONFIG REGISTER(SPIM_BASE, 0x554) /* 0: mode 0, most significant bit first */
#define SPIM_ORC REGISTER(SPIM_BASE, 0x5C0)
#define SPIM_MAXCNT_LIMIT 8191U

/* -- TIMER0 (section 7) ---------------------------------------------------------------------------
 */
#define TIMER_BASE UINT32_C(0x5000F000)
#define TIMER_TASKS_START REGISTER(TIMER_BASE, 0x000)
#define TIMER_TASKS_CLEAR REGISTER(TIMER_BASE, 0x00C)
#define TIMER_TASKS_CAPTURE0 REGISTER(TIMER_BASE, 0x040)
#define TIMER_MODE REGISTER(TIMER_BASE, 0x504)
#define TIMER_BITMODE REGISTER(TIMER_BASE, 0x508)
#define TIMER_BITMODE_32 3U
#define TIMER_PRESCALER REGISTER(TIMER_BASE, 0x510)
#define TIMER_PRESCALER_1MHZ 4U /* 16 MHz / 2^4 */
#define TIMER_CC0 REGISTER(TIMER_BASE, 0x540)

/* -- WDT (section 7) ------------------------------------------------------------------------------
 */
#define WDT_BASE UINT32_C(0x50018000)
#define WDT_RUNSTATUS REGISTER(WDT_BASE, 0x400)
#define WDT_RREN REGISTER(WDT_BASE, 0x508)
#define WDT_RR(n) REGISTER(WDT_BASE, 0x600 + 4 * (n))
#define WDT_RR_COUNT 8U
#define WDT_RELOAD UINT32_C(0x6E524635)

/* -- NVMC (section 3).  ERASEALL (0x50C) is left out on purpose. ----------------------------------
 */
#define NVMC_BASE UINT32_C(0x50039000)
#define NVMC_READY REGISTER(NVMC_BASE, 0x400)
#define NVMC_READYNEXT REGISTER(NVMC_BASE, 0x408)
#define NVMC_CONFIG REGISTER(NVMC_BASE, 0x504)
#define NVMC_CONFIGNS REGISTER(NVMC_BASE, 0x584)
#define NVMC_READ_ONLY 0U
#define NVMC_WRITE 1U
#define NVMC_ERASE 2U

/* -- P0 (section 6) -------------------------------------------------------------------------------
 */
#define GPIO_BASE UINT32_C(0x50842500)
#define GPIO_OUTSET REGISTER(GPIO_BASE, 0x008)
#define GPIO_OUTCLR REGISTER(GPIO_BASE, 0x00C)
#define GPIO_PIN_CNF(n) REGISTER(GPIO_BASE, 0x200 + 4 * (n))
#define GPIO_OUTPUT (UINT32_C(1) << 0 | UINT32_C(1) << 1) /* the input buffer disconnected */
#define GPIO_INPUT UINT32_C(0)
#define GPIO_STRONG (UINT32_C(3) << 8) /* H0H1 */

/* -- The CPU's own (Armv8-M Architecture Reference Manual)
 * ----------------------------------------- */
#define SCB_BASE UINT32_C(0xE000ED00)
#define SCB_VTOR REGISTER(SCB_BASE, 0x08)
#define SCB_CFSR REGISTER(SCB_BASE, 0x28)
#define SCB_HFSR REGISTER(SCB_BASE, 0x2C)
#define SCB_SFSR REGISTER(SCB_BASE, 0xE4)
#define DHCSR REGISTER(SCB_BASE, 0xF0)
#define DHCSR_DEBUGGER UINT32_C(1) /* C_DEBUGEN */

#endif
