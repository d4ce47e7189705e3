/* SPDX-License-Identifier: MIT */
/* The part of a generated header that is the same in all of them: types, flags, assertions. */
#include "emit/emit.h"
#include "emit/layout_h.h"

static const char includes[] = "#include <stddef.h>\n"
			       "#include <stdint.h>\n"
			       "\n"
			       "#ifndef PMLAYOUT_TYPES\n"
			       "#define PMLAYOUT_TYPES 1\n"
			       "\n";

static const char structs[] = "/* Sizes, addresses and offsets in bytes. */\n"
			      "struct pmlayout_partition {\n"
			      "\tconst char *name;\n"
			      "\tuint32_t device;       /* index into pmlayout_devices */\n"
			      "\tuint64_t address;      /* as partition files write it */\n"
			      "\tuint64_t offset;       /* from the start of the device */\n"
			      "\tuint64_t size;\n"
			      "\tuint32_t sector_size;  /* erase page; 0: not known */\n"
			      "\tuint32_t sector_count; /* erase pages that it touches */\n"
			      "\tuint32_t flags;        /* PMLAYOUT_FLAG_... */\n"
			      "};\n"
			      "\n"
			      "struct pmlayout_device {\n"
			      "\tconst char *name;\n"
			      "\tconst char *compatible; /* devicetree; \"\": not known */\n"
			      "\tuint64_t base;          /* address of its first byte */\n"
			      "\tuint64_t size;          /* 0: not known */\n"
			      "\tuint32_t erase_page;    /* 0: not known */\n"
			      "\tuint32_t write_block;   /* 0: not known */\n"
			      "\tuint32_t max_frequency; /* of its bus, Hz; 0: not known */\n"
			      "\tuint8_t jedec_id[3];    /* all 0: not known */\n"
			      "\tuint8_t cs_active_low;\n"
			      "\t/* Pins as port * 32 + pin; -1: not known. */\n"
			      "\tint16_t pin_sck, pin_mosi, pin_miso, pin_cs;\n"
			      "};\n"
			      "\n";

/* Values from 1 on, in this order for ever. */
static const char *const modes[] = {
	"SWAP_MOVE",  "SWAP_OFFSET", "SWAP_SCRATCH", "OVERWRITE",
	"DIRECT_XIP", "RAM_LOAD",    "SINGLE",       "FIRMWARE_LOADER",
};

static const char assertion[] =
	"#if defined(__cplusplus) && __cplusplus >= 201103L\n"
	"#define PMLAYOUT_ASSERT(condition, name) static_assert(condition, #name)\n"
	"#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L\n"
	"#define PMLAYOUT_ASSERT(condition, name) _Static_assert(condition, #name)\n"
	"#else\n"
	"#define PMLAYOUT_ASSERT(condition, name) \\\n"
	"\ttypedef char pmlayout_assert_##name[(condition) ? 1 : -1]\n"
	"#endif\n"
	"\n"
	"#if defined(__cplusplus) && __cplusplus >= 201703L\n"
	"#define PMLAYOUT_MAYBE_UNUSED [[maybe_unused]]\n"
	"#elif defined(__GNUC__)\n"
	"#define PMLAYOUT_MAYBE_UNUSED __attribute__((__unused__))\n"
	"#else\n"
	"#define PMLAYOUT_MAYBE_UNUSED\n"
	"#endif\n"
	"\n"
	"#endif /* PMLAYOUT_TYPES */\n"
	"\n";

static void add_flags(struct text *out)
{
	for (unsigned i = 0; i < ENTRY_FLAG_COUNT; i++) {
		text_puts(out, "#define PMLAYOUT_FLAG_");
		emit_c_name(out, entry_flag_name(i));
		text_printf(out, " 0x%xU\n", 1U << i);
	}
	text_putc(out, '\n');
}

static void add_modes(struct layout_header *header)
{
	text_puts(header->out, "/* How MCUboot starts or exchanges images. */\n");
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		layout_h_decimal(header, "", "MODE", modes[i], i + 1);
	text_putc(header->out, '\n');
}

void layout_h_types(struct layout_header *header)
{
	text_puts(header->out, includes);
	text_puts(header->out, structs);
	add_flags(header->out);
	add_modes(header);
	text_puts(header->out, assertion);
}
