/* SPDX-License-Identifier: MIT */
/* What PyYAML's safe_load makes of a plain scalar: YAML 1.1 (PARTITION-MANAGER.md 1.1).
 *
 * The forms are those of PyYAML's resolver, tried in its order; they are written as scanners
 * because this runs for every scalar of a file.
 */
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_decimal(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_decimal_or_underscore(char c)
{
	return is_decimal(c) || c == '_';
}

static struct str skip(struct str s, size_t n)
{
	return (struct str){s.p + n, s.n - n};
}

/* Cuts off the longest beginning of *rest whose characters are all of a kind. */
static size_t take(struct str *rest, bool (*kind)(char))
{
	size_t n = 0;

	while (n < rest->n && kind(rest->p[n]))
		n++;
	*rest = skip(*rest, n);
	return n;
}

static bool take_char(struct str *rest, char c)
{
	if (rest->n == 0 || rest->p[0] != c)
		return false;
	*rest = skip(*rest, 1);
	return true;
}

static bool is_one_of(struct str text, const char *const words[])
{
	for (; *words; words++)
		if (str_is(text, *words))
			return true;
	return false;
}

static bool resolve_boolean(struct str text, struct yaml_scalar *scalar)
{
	static const char *const yes[] = {"yes",  "Yes", "YES", "true", "True",
					  "TRUE", "on",  "On",  "ON",   NULL};
	static const char *const no[] = {"no",    "No",  "NO",  "false", "False",
					 "FALSE", "off", "Off", "OFF",   NULL};
	bool value;

	if (text.n < 2 || text.n > 5 || !strchr("yYnNtTfFoO", text.p[0]))
		return false;
	value = is_one_of(text, yes);
	if (!value && !is_one_of(text, no))
		return false;
	scalar->type = YAML_BOOLEAN;
	scalar->surprise = SURPRISE_BOOLEAN;
	scalar->value = value;
	return true;
}

static bool is_null(struct str text)
{
	static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};

	if (text.n > 4 || (text.n && !strchr("~nN", text.p[0])))
		return false;
	return is_one_of(text, words);
}

/* (?::[0-5]?[0-9])+ behind the first number. */
static bool take_sixties(struct str *rest, struct yaml_scalar *scalar)
{
	bool any = false;

	while (rest->n > 1 && rest->p[0] == ':' && is_decimal(rest->p[1])) {
		unsigned part = num_digit(rest->p[1]);
		size_t n = 2;

		if (part < 6 && rest->n > 2 && is_decimal(rest->p[2])) {
			part = part * 10 + num_digit(rest->p[2]);
			n = 3;
		}
		*rest = skip(*rest, n);
		any = true;
		if (!num_mul(scalar->value, 60, &scalar->value) ||
		    !num_add(scalar->value, part, &scalar->value))
			scalar->too_large = true;
	}
	return any;
}

/* [0-9][0-9_]*, with a point or a tail of sixties and a point behind it. */
static bool is_float_number(struct str rest)
{
	struct yaml_scalar unused = {0};
	bool sixties;

	if (rest.n == 0 || !is_decimal(rest.p[0]))
		return false;
	take(&rest, is_decimal_or_underscore);
	sixties = take_sixties(&rest, &unused);
	if (!take_char(&rest, '.'))
		return false;
	take(&rest, is_decimal_or_underscore);
	if (rest.n == 0)
		return true;
	if (sixties || (rest.p[0] != 'e' && rest.p[0] != 'E'))
		return false;
	rest = skip(rest, 1);
	return (take_char(&rest, '-') || take_char(&rest, '+')) && take(&rest, is_decimal) > 0 &&
	       rest.n == 0;
}

/* What begins with a point takes no sign, unless it is infinite. */
static bool is_float(struct str text, struct str unsigned_text)
{
	static const char *const infinite[] = {".inf", ".Inf", ".INF", NULL};
	static const char *const no_number[] = {".nan", ".NaN", ".NAN", NULL};

	if (unsigned_text.n && unsigned_text.p[0] != '.')
		return is_float_number(unsigned_text);
	if (is_one_of(unsigned_text, infinite) || is_one_of(text, no_number))
		return true;
	if (!take_char(&text, '.') || text.n == 0 || !is_decimal(text.p[0]))
		return false;
	take(&text, is_decimal_or_underscore);
	if (text.n == 0)
		return true;
	if (!take_char(&text, 'e') && !take_char(&text, 'E'))
		return false;
	return (take_char(&text, '-') || take_char(&text, '+')) && take(&text, is_decimal) > 0 &&
	       text.n == 0;
}

/* Digits of a base with underscores anywhere among them, up to the end or up to a colon.  PyYAML
 * fails on underscores alone ("0x_"); here they make no number.
 */
static bool take_digits(struct str *rest, unsigned base, struct yaml_scalar *scalar)
{
	bool any = false;

	for (; rest->n && rest->p[0] != ':'; *rest = skip(*rest, 1)) {
		unsigned digit;

		if (rest->p[0] == '_') {
			scalar->surprise = SURPRISE_UNDERSCORE;
			continue;
		}
		digit = num_digit(rest->p[0]);
		if (digit >= base)
			return false;
		any = true;
		if (scalar->value > (UINT64_MAX - digit) / base)
			scalar->too_large = true;
		else
			scalar->value = scalar->value * base + digit;
	}
	return any;
}

/* An integer without its sign. */
static bool resolve_integer(struct str rest, struct yaml_scalar *scalar)
{
	unsigned base = 10;

	if (rest.n == 0 || !is_decimal(rest.p[0]))
		return false;
	if (str_starts(rest, "0x"))
		base = 16;
	else if (str_starts(rest, "0b"))
		base = 2;
	else if (rest.n > 1 && rest.p[0] == '0')
		base = 8;
	if (base == 16 || base == 2)
		rest = skip(rest, 2);
	if (!take_digits(&rest, base, scalar))
		return false;
	if (rest.n) { /* at a colon */
		if (base != 10 || !take_sixties(&rest, scalar) || rest.n)
			return false;
		scalar->surprise = SURPRISE_SEXAGESIMAL;
	} else if (base == 8 && scalar->value > 7) {
		scalar->surprise = SURPRISE_OCTAL;
	}
	return true;
}

static bool same_letters(struct str text, const char *lower)
{
	size_t i = 0;

	while (i < text.n && lower[i] && (text.p[i] | 0x20) == lower[i])
		i++;
	return i == text.n && lower[i] == '\0';
}

/* What may stand behind a number in C, in assembler or in words. */
static bool is_unit(struct str text)
{
	static const char *const units[] = {
		"b", "byte", "bytes", "k", "kb", "kib", "m", "mb", "mib",
		"g", "gb",   "gib",   "u", "ul", "ull", "l", "ll", "h",
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (same_letters(text, units[i]))
			return true;
	return false;
}

static bool is_digit_or_separator(char c)
{
	return is_decimal_or_underscore(c) || c == ',' || c == '\'';
}

static bool is_hex_digit_or_separator(char c)
{
	return num_digit(c) < 16 || is_digit_or_separator(c);
}

/* A string that C, another YAML or a person takes for a number, without its sign. */
static bool looks_like_number(struct str rest)
{
	char prefix = rest.n > 2 && rest.p[0] == '0' ? rest.p[1] | 0x20 : '\0';

	if (rest.n == 0 || !is_decimal(rest.p[0]))
		return false;
	if (prefix == 'x' || prefix == 'o' || prefix == 'b')
		rest = skip(rest, 2);
	take(&rest, prefix == 'x' ? is_hex_digit_or_separator : is_digit_or_separator);
	if (rest.n && (rest.p[0] == 'e' || rest.p[0] == 'E')) {
		rest = skip(rest, 1);
		return take(&rest, is_decimal) > 0 && rest.n == 0;
	}
	rest = str_trim(rest);
	return rest.n == 0 || is_unit(rest);
}

struct yaml_scalar yaml_resolve(struct str text)
{
	struct yaml_scalar scalar = {.type = YAML_INTEGER};
	struct str number = text;

	if (is_null(text))
		return (struct yaml_scalar){.type = YAML_NULL};
	scalar.negative = take_char(&number, '-');
	if (!scalar.negative)
		take_char(&number, '+');
	if (resolve_integer(number, &scalar)) {
		if (scalar.too_large)
			scalar.value = UINT64_MAX;
		if (scalar.value == 0)
			scalar.negative = false;
		return scalar;
	}
	scalar = (struct yaml_scalar){.type = YAML_STRING};
	if (resolve_boolean(text, &scalar))
		return scalar;
	if (is_float(text, number))
		scalar.type = YAML_FLOAT;
	else if (looks_like_number(number))
		scalar.surprise = SURPRISE_STRING;
	return scalar;
}

bool yaml_float(struct str text, double *value)
{
	char plain[64];
	size_t n = 0;
	bool negative = str_starts(text, "-");
	char *end;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '_')
			continue;
		if (n + 1 >= sizeof(plain) || text.p[i] == ':')
			return false;
		plain[n++] = text.p[i];
	}
	plain[n] = '\0';
	if (strstr(plain, ".inf") || strstr(plain, ".Inf") || strstr(plain, ".INF")) {
		*value = negative ? -HUGE_VAL : HUGE_VAL;
		return true;
	}
	if (strstr(plain, ".nan") || strstr(plain, ".NaN") || strstr(plain, ".NAN")) {
		*value = (double)NAN;
		return true;
	}
	*value = strtod(plain, &end);
	return *end == '\0' && end != plain;
}
