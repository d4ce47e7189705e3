/* SPDX-License-Identifier: MIT */
/* Words into options as Python's argparse does it for Partition Manager's scripts: several words
 * behind one option, no abbreviations (PARTITION-MANAGER.md 3).
 */
#include "pm.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* -5 and -.5 are values, because no option looks like a number. */
static bool is_negative_number(const char *word)
{
	size_t digits = strspn(word + 1, "0123456789");
	const char *rest = word + 1 + digits;

	if (*rest == '.' && is_digit(rest[1]))
		rest += 1 + strspn(rest + 1, "0123456789");
	else if (digits == 0)
		return false;
	return *rest == '\0';
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0' && !is_negative_number(word) &&
	       (!strchr(word, ' ') || strchr(word, '='));
}

/* The option that a word names; *value is set to what follows its equals sign, else NULL. */
static struct pm_option *find_option(struct pm_option *options, size_t count, const char *word,
				     const char **value)
{
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);

	for (size_t i = 0; i < count; i++) {
		const char *names[] = {options[i].name, options[i].short_name};

		*value = equals ? equals + 1 : NULL;

		for (size_t k = 0; k < 2; k++) {
			if (names[k] && strlen(names[k]) == length &&
			    strncmp(names[k], word, length) == 0)
				return &options[i];
		}
		/* -iFILE */
		if (options[i].short_name && word[1] != '-' && cstr_starts(word, names[1])) {
			*value = word + strlen(names[1]);
			return &options[i];
		}
	}
	return NULL;
}

/* Takes the option's words; returns how many of the words that follow were used. */
static size_t take_values(struct arena *arena, struct pm_option *option, const char *attached,
			  char **words, size_t count)
{
	const char **values = arena_array(arena, count + 1, sizeof(*values));
	size_t used = 0, limit = option->flag ? 0 : option->many ? count : 1;

	option->given = true;
	option->values = values;
	option->count = 0;
	if (attached) {
		values[option->count++] = attached;
		return 0;
	}
	while (used < limit && used < count && !is_option(words[used]))
		values[option->count++] = words[used++];
	return used;
}

bool pm_parse(struct arena *arena, struct pm_option *options, size_t count, char **words,
	      size_t word_count)
{
	for (size_t i = 0; i < word_count;) {
		const char *word = words[i++], *attached;
		struct pm_option *option = NULL;

		if (is_option(word))
			option = find_option(options, count, word, &attached);
		if (!option) {
			usage_error("unrecognized argument: %s", word);
			return false;
		}
		i += take_values(arena, option, attached, words + i, word_count - i);
		if (option->flag ? option->count > 0 : option->count == 0) {
			usage_error("argument %s: expected %s", option->name,
				    option->flag   ? "none"
				    : option->many ? "at least one argument"
						   : "one argument");
			return false;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (options[i].required && !options[i].given) {
			usage_error("the following argument is required: %s", options[i].name);
			return false;
		}
	}
	return true;
}

void pm_scan(struct arena *arena, struct pm_option *option, char **words, size_t word_count)
{
	for (size_t i = 0; i < word_count; i++) {
		const char *attached;

		if (is_option(words[i]) && find_option(option, 1, words[i], &attached))
			i += take_values(arena, option, attached, words + i + 1,
					 word_count - i - 1);
	}
}

const char *pm_value_of(const struct pm_option *option, const char *fallback)
{
	return option->given && option->count ? option->values[0] : fallback;
}

/* Digits of a base, with single underscores between them. */
static bool parse_digits(const char *text, uint64_t base, bool prefixed, uint64_t *number)
{
	bool digit_before = prefixed;

	*number = 0;
	for (; *text; text++) {
		uint64_t digit = num_digit(*text);

		if (*text == '_') {
			if (!digit_before || text[1] == '\0')
				return false;
			digit_before = false;
			continue;
		}
		if (digit >= base || !num_mul(*number, base, number) ||
		    !num_add(*number, digit, number))
			return false;
		digit_before = true;
	}
	return digit_before;
}

bool pm_parse_integer(const char *text, int64_t *number)
{
	static const struct {
		const char *prefix;
		uint64_t base;
	} bases[] = {{"0x", 16}, {"0X", 16}, {"0o", 8}, {"0O", 8}, {"0b", 2}, {"0B", 2}};
	struct str trimmed = str_trim(str_of(text));
	char digits[80];
	const char *rest = digits;
	uint64_t magnitude, base = 10;
	bool negative;

	if (trimmed.n == 0 || trimmed.n >= sizeof(digits))
		return false;
	memcpy(digits, trimmed.p, trimmed.n);
	digits[trimmed.n] = '\0';
	negative = *rest == '-';
	if (*rest == '-' || *rest == '+')
		rest++;
	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases) && base == 10; i++) {
		if (cstr_starts(rest, bases[i].prefix)) {
			base = bases[i].base;
			rest += 2;
		}
	}
	if (!*rest || !parse_digits(rest, base, base != 10, &magnitude))
		return false;
	if (base == 10 && *rest == '0' && magnitude != 0) /* 010 is none in Python */
		return false;
	if (magnitude > VALUE_LIMIT)
		return false;
	*number = negative ? -(int64_t)magnitude : (int64_t)magnitude;
	return true;
}
