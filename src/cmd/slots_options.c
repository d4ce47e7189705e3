/* SPDX-License-Identifier: MIT */
/* Reads one slot geometry from the options of `pmlayout slots`. */
#include "slots.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

/* What MCUboot and the nRF91's internal flash have when nobody says otherwise. */
#define USUAL_PAGE_SIZE 4096
#define USUAL_MAX_IMG_SECTORS 128
#define USUAL_WRITE_ALIGN 4
#define USUAL_BOOT_MAX_ALIGN 8

static bool wrong(const char *option, const char *value, const char *why)
{
	usage_error("--%s %s: %s", option, value, why);
	return false;
}

/* MCUboot's offsets and sizes have 32 bits. */
static bool read_size(const char *option, const char *whole, struct str part, uint64_t *size)
{
	if (!num_parse_size(part, size))
		return wrong(option, whole, "not a size such as 0x70000, 448K or 458752");
	if (*size > UINT32_MAX)
		return wrong(option, whole, "more than MCUboot's 32 bits can hold");
	return true;
}

/* SIZE[@OFFSET] */
static bool read_area(const struct arguments *arguments, const char *option,
		      struct mcuboot_plain_area *area)
{
	const char *value = arguments_get(arguments, option);
	const char *at;
	struct str size;

	if (!value)
		return true;
	at = strchr(value, '@');
	size = at ? (struct str){value, (size_t)(at - value)} : str_of(value);
	if (!read_size(option, value, size, &area->size))
		return false;
	if (area->size == 0)
		return wrong(option, value, "a slot of 0 bytes");
	return !at || read_size(option, value, str_of(at + 1), &area->offset);
}

/* [primary|secondary|scratch=]N, for all three without a slot; numbers in that order. */
static bool read_slot_number(const char *option, const char *value, uint64_t numbers[3])
{
	static const char *const slots[] = {"primary=", "secondary=", "scratch="};
	const char *equals = strchr(value, '=');
	bool known = !equals;
	uint64_t number;

	if (!read_size(option, value, str_of(equals ? equals + 1 : value), &number))
		return false;
	if (number == 0)
		return wrong(option, value, "0 bytes");
	for (size_t i = 0; i < 3; i++) {
		if (equals && !cstr_starts(value, slots[i]))
			continue;
		numbers[i] = number;
		known = true;
	}
	return known || wrong(option, value, "the slot is primary, secondary or scratch");
}

/* A slot's own number beats the common one, wherever it stands; 0 was not given. */
static bool read_slot_numbers(const struct arguments *arguments, const char *option,
			      uint64_t numbers[3])
{
	for (int named = 0; named < 2; named++) {
		for (size_t i = 0; i < arguments->option_count; i++) {
			const struct given_option *given = &arguments->options[i];

			if (!cstr_eq(given->row->name, option) ||
			    (strchr(given->value, '=') != NULL) != (named == 1))
				continue;
			if (!read_slot_number(option, given->value, numbers))
				return false;
		}
	}
	return true;
}

static bool read_page_sizes(const struct arguments *arguments, struct mcuboot_plain_layout *layout)
{
	uint64_t pages[3] = {0};

	if (!read_slot_numbers(arguments, "page-size", pages))
		return false;
	layout->primary.page = pages[0];
	layout->secondary.page = pages[1];
	layout->scratch.page = pages[2];
	return true;
}

/* A whole number from 1 up; usual when the option was not given, which is noted in assumed. */
static bool read_number(const struct arguments *arguments, const char *option, uint32_t usual,
			uint32_t *number, struct text *assumed)
{
	const char *value = arguments_get(arguments, option);
	uint64_t parsed;

	*number = usual;
	if (!value) {
		text_printf(assumed, "%s--%s %" PRIu32, assumed->n ? ", " : "", option, usual);
		return true;
	}
	if (!num_parse(str_of(value), &parsed) || parsed == 0 || parsed > UINT32_MAX)
		return wrong(option, value, "not a whole number from 1 up");
	*number = (uint32_t)parsed;
	return true;
}

static bool is_alignment(uint64_t number)
{
	return num_is_power_of_two(number) && number <= 32;
}

static bool read_boot_max_align(const struct arguments *arguments,
				struct mcuboot_geometry *settings)
{
	struct text unsaid = {.arena = arguments->arena}; /* A is 8 nearly everywhere */

	if (!read_number(arguments, "boot-max-align", USUAL_BOOT_MAX_ALIGN,
			 &settings->boot_max_align, &unsaid))
		return false;
	return is_alignment(settings->boot_max_align) ||
	       wrong("boot-max-align", arguments_get(arguments, "boot-max-align"),
		     "not 1, 2, 4, 8, 16 or 32");
}

/* The other slots write as the primary does, unless they have their own. */
static bool read_write_aligns(const struct arguments *arguments, struct mcuboot_geometry *settings,
			      struct text *assumed)
{
	uint64_t blocks[3] = {0};

	if (!read_slot_numbers(arguments, "write-align", blocks))
		return false;
	if (blocks[0] == 0) {
		blocks[0] = USUAL_WRITE_ALIGN;
		text_printf(assumed, "%s--write-align %d", assumed->n ? ", " : "",
			    USUAL_WRITE_ALIGN);
	}
	for (size_t i = 0; i < 3; i++)
		if (blocks[i] && !is_alignment(blocks[i]))
			return wrong("write-align", arguments_get(arguments, "write-align"),
				     "not 1, 2, 4, 8, 16 or 32");
	settings->write_align = (uint32_t)blocks[0];
	settings->secondary_write_align = (uint32_t)blocks[1];
	settings->scratch_write_align = (uint32_t)blocks[2];
	return true;
}

/* 0, or nothing: images are not encrypted. */
static bool read_key_size(const struct arguments *arguments, struct mcuboot_geometry *settings)
{
	const char *option = "encryption-key-size";
	const char *value = arguments_get(arguments, option);
	uint64_t parsed = 0;

	if (value && !num_parse(str_of(value), &parsed))
		return wrong(option, value, "not a whole number");
	if (parsed > SLOTS_KEY_SIZE_LIMIT)
		return wrong(option, value, "longer than any key's TLV");
	settings->encryption_key_size = (uint32_t)parsed;
	return true;
}

static bool read_version(const struct arguments *arguments, struct slots_request *request)
{
	const char *value = arguments_get(arguments, "ncs");

	if (value && !version_parse(str_of(value), &request->ncs))
		return wrong("ncs", value, "not a version such as 2.9.0");
	request->settings.variant = boot_variant_of(request->ncs);
	return true;
}

static bool read_numbers(const struct arguments *arguments, struct slots_request *request,
			 struct text *assumed)
{
	return read_number(arguments, "max-img-sectors", USUAL_MAX_IMG_SECTORS,
			   &request->layout.max_img_sectors, assumed) &&
	       read_write_aligns(arguments, &request->settings, assumed) &&
	       read_boot_max_align(arguments, &request->settings) &&
	       read_key_size(arguments, &request->settings) && read_version(arguments, request);
}

static void assume_page_size(struct mcuboot_plain_layout *layout, bool has_secondary,
			     struct text *assumed)
{
	if (layout->primary.page == 0 || (has_secondary && layout->secondary.page == 0))
		text_printf(assumed, "%s--page-size %d", assumed->n ? ", " : "", USUAL_PAGE_SIZE);
	if (layout->primary.page == 0)
		layout->primary.page = USUAL_PAGE_SIZE;
	if (layout->secondary.page == 0)
		layout->secondary.page = USUAL_PAGE_SIZE;
	/* Scratch is internal flash like the primary. */
	if (layout->scratch.page == 0)
		layout->scratch.page = layout->primary.page;
}

static bool read_mode(const struct arguments *arguments, struct slots_request *request)
{
	const char *value = arguments_get(arguments, "mode");

	request->mode = BOOT_MODE_UNKNOWN;
	if (!value)
		return true;
	request->mode = boot_mode_find(str_of(value));
	if (boot_mode_to_mcuboot(request->mode, &request->settings.mode))
		return true;
	usage_error("unknown mode `%s`%s", value,
		    did_you_mean(arguments->arena, value, mode_words));
	return false;
}

static bool check_presence(const struct arguments *arguments, const struct slots_request *request)
{
	if (!arguments_get(arguments, "primary")) {
		usage_error("slots needs --primary SIZE[@OFFSET], or --geometry FILE");
		return false;
	}
	if (!request->has_secondary && boot_mode_needs_secondary(request->mode)) {
		usage_error("slots needs --secondary SIZE[@OFFSET], unless --mode is single");
		return false;
	}
	return true;
}

bool slots_request_read(const struct arguments *arguments, struct slots_request *request)
{
	struct text assumed = {.arena = arguments->arena};

	*request = (struct slots_request){.mode = BOOT_MODE_UNKNOWN};
	request->has_secondary = arguments_get(arguments, "secondary") != NULL;
	if (!read_mode(arguments, request) || !check_presence(arguments, request) ||
	    !read_area(arguments, "primary", &request->layout.primary) ||
	    !read_area(arguments, "secondary", &request->layout.secondary) ||
	    !read_area(arguments, "scratch", &request->layout.scratch) ||
	    !read_page_sizes(arguments, &request->layout))
		return false;
	assume_page_size(&request->layout, request->has_secondary, &assumed);
	if (!read_numbers(arguments, request, &assumed))
		return false;
	request->assumed = assumed.n ? assumed.p : "";
	return true;
}
