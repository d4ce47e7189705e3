/* SPDX-License-Identifier: MIT */
/* TAP 13 and the formatter it needs. */
#include "core/tap.h"

#define NUMBER_DIGITS 10 /* of 2^32 - 1 in decimal */

static void put(struct tap *tap, const char *text)
{
	uint32_t n = 0;

	while (text[n] != '\0')
		n++;
	tap->hal->put(tap->hal, text, n);
}

static void put_number(struct tap *tap, uint32_t value, uint32_t base, uint32_t width)
{
	char digits[NUMBER_DIGITS];
	uint32_t n = 0;

	do {
		digits[NUMBER_DIGITS - ++n] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value != 0 && n < NUMBER_DIGITS);
	while (n < width && n < NUMBER_DIGITS)
		digits[NUMBER_DIGITS - ++n] = '0';
	tap->hal->put(tap->hal, digits + NUMBER_DIGITS - n, n);
}

/* The conversion behind a '%'; returns its last character. */
static const char *put_conversion(struct tap *tap, const char *at, va_list *args)
{
	uint32_t width = 0;
	char character;

	for (; *at >= '0' && *at <= '9'; at++)
		width = 10 * width + (uint32_t)(*at - '0');
	switch (*at) {
	case 's':
		put(tap, va_arg(*args, const char *));
		break;
	case 'c':
		character = (char)va_arg(*args, int);
		tap->hal->put(tap->hal, &character, 1);
		break;
	case 'u':
		put_number(tap, va_arg(*args, uint32_t), 10, width);
		break;
	case 'x':
		put_number(tap, va_arg(*args, uint32_t), 16, width);
		break;
	default:
		tap->hal->put(tap->hal, at, 1);
		break;
	}
	return at;
}

static void put_format(struct tap *tap, const char *format, va_list *args)
{
	const char *from = format, *at = format;

	for (; *at != '\0'; at++) {
		if (*at != '%')
			continue;
		tap->hal->put(tap->hal, from, (uint32_t)(at - from));
		at = put_conversion(tap, at + 1, args);
		from = at + 1;
	}
	tap->hal->put(tap->hal, from, (uint32_t)(at - from));
}

static void put_result(struct tap *tap, const char *verdict, const char *id)
{
	put(tap, verdict);
	put_number(tap, ++tap->count, 10, 0);
	put(tap, " - ");
	put(tap, id);
}

void tap_begin(struct tap *tap, const struct hal *hal, const char *layout_hash)
{
	tap->hal = hal;
	tap->count = tap->failed = tap->skipped = 0;
	put(tap, "TAP version 13\n# layout=");
	put(tap, layout_hash);
	put(tap, "\n");
}

void tap_pass(struct tap *tap, const char *id)
{
	put_result(tap, "ok ", id);
	put(tap, "\n");
}

void tap_fail(struct tap *tap, const char *id, const char *cause, ...)
{
	va_list args;

	tap->failed++;
	put_result(tap, "not ok ", id);
	put(tap, "\n# ");
	put(tap, id);
	put(tap, ": ");
	va_start(args, cause);
	put_format(tap, cause, &args);
	va_end(args);
	put(tap, "\n");
}

void tap_skip(struct tap *tap, const char *id, const char *reason, ...)
{
	va_list args;

	tap->skipped++;
	put_result(tap, "ok ", id);
	put(tap, " # SKIP ");
	va_start(args, reason);
	put_format(tap, reason, &args);
	va_end(args);
	put(tap, "\n");
}

void tap_value(struct tap *tap, const char *key, const char *value, ...)
{
	va_list args;

	put(tap, "# ");
	put(tap, key);
	put(tap, "=");
	va_start(args, value);
	put_format(tap, value, &args);
	va_end(args);
	put(tap, "\n");
}

void tap_say(struct tap *tap, const char *words, ...)
{
	va_list args;

	put(tap, "# ");
	va_start(args, words);
	put_format(tap, words, &args);
	va_end(args);
	put(tap, "\n");
}

void tap_end(struct tap *tap)
{
	put(tap, "1..");
	put_number(tap, tap->count, 10, 0);
	put(tap, "\n");
	tap_value(tap, "failed", "%u", tap->failed);
	tap_value(tap, "skipped", "%u", tap->skipped);
	tap_say(tap, tap->failed == 0 ? "passed" : "FAILED");
}
