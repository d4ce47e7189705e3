/* SPDX-License-Identifier: MIT */
/* Reading numbers of C and Kconfig, checked arithmetic, and sizes in words. */
#include "base/num.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"

#define KIB UINT64_C(1024)

bool num_add(uint64_t a, uint64_t b, uint64_t *out)
{
	if (a > UINT64_MAX - b)
		return false;
	*out = a + b;
	return true;
}

bool num_mul(uint64_t a, uint64_t b, uint64_t *out)
{
	if (b && a > UINT64_MAX / b)
		return false;
	*out = a * b;
	return true;
}

bool num_is_power_of_two(uint64_t value)
{
	return value && (value & (value - 1)) == 0;
}

uint64_t num_down(uint64_t value, uint64_t unit)
{
	return unit ? value - value % unit : value;
}

uint64_t num_up(uint64_t value, uint64_t unit)
{
	uint64_t down = num_down(value, unit);

	if (down == value || down > UINT64_MAX - unit)
		return down;
	return down + unit;
}

unsigned num_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

bool num_parse(struct str text, uint64_t *value)
{
	unsigned base = 10;
	uint64_t sum = 0;

	if (str_starts(text, "0x") || str_starts(text, "0X")) {
		base = 16;
		text.p += 2;
		text.n -= 2;
	}
	if (text.n == 0)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		unsigned digit = num_digit(text.p[i]);

		if (digit >= base || !num_mul(sum, base, &sum) || !num_add(sum, digit, &sum))
			return false;
	}
	*value = sum;
	return true;
}

bool num_parse_size(struct str text, uint64_t *value)
{
	static const struct {
		const char *suffix;
		uint64_t unit;
	} units[] = {
		{"KiB", KIB}, {"MiB", KIB * KIB}, {"K", KIB}, {"M", KIB * KIB}, {"", 1},
	};
	uint64_t count;
	size_t i = 0;

	while (!str_ends(text, units[i].suffix))
		i++;
	text.n -= strlen(units[i].suffix);
	return num_parse(text, &count) && num_mul(count, units[i].unit, value);
}

/* The largest unit that goes into size without a rest is preferred; at most two decimals, and
 * only where they are exact: 0x555 bytes are never "1.33 KiB".
 */
const char *num_human(struct arena *arena, uint64_t size)
{
	static const char *const names[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
	unsigned unit = 0, hundredths;
	uint64_t count = size;

	while (count && count % KIB == 0) {
		count /= KIB;
		unit++;
	}
	if (count < KIB || count % (KIB / 4) != 0)
		return arena_printf(arena, "%" PRIu64 " %s", count, names[unit]);
	hundredths = (unsigned)(count % KIB / (KIB / 4)) * 25;
	return arena_printf(arena, "%" PRIu64 ".%.*u %s", count / KIB, hundredths % 10 ? 2 : 1,
			    hundredths % 10 ? hundredths : hundredths / 10, names[unit + 1]);
}

const char *num_bytes(struct arena *arena, uint64_t size)
{
	if (size < 10) /* hexadecimal and decimal are the same word */
		return arena_printf(arena, "%" PRIu64 " byte%s", size, size == 1 ? "" : "s");
	return arena_printf(arena, "0x%" PRIx64 " bytes (%s)", size, num_human(arena, size));
}

const char *num_size(struct arena *arena, uint64_t size)
{
	return arena_printf(arena, "0x%" PRIx64 " (%s)", size, num_human(arena, size));
}

/* "entry" makes "entries", "box" "boxes", "day" "days". */
const char *num_count(struct arena *arena, uint64_t count, const char *noun)
{
	size_t n = strlen(noun);
	const char *ending = "s";

	if (count == 1)
		return arena_printf(arena, "1 %s", noun);
	if (n > 1 && noun[n - 1] == 'y' && !strchr("aeiou", noun[n - 2])) {
		n--;
		ending = "ies";
	} else if (cstr_ends(noun, "s") || cstr_ends(noun, "x") || cstr_ends(noun, "ch") ||
		   cstr_ends(noun, "sh")) {
		ending = "es";
	}
	return arena_printf(arena, "%" PRIu64 " %.*s%s", count, (int)n, noun, ending);
}
