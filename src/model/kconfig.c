/* SPDX-License-Identifier: MIT */
/* Questions about a .config. */
#include "model/kconfig.h"

#include <stdlib.h>

#include "base/num.h"

static int compare_name(const void *name, const void *option)
{
	return str_cmp(*(const struct str *)name, ((const struct kconfig_option *)option)->name);
}

const struct kconfig_option *kconfig_find(const struct kconfig *config, const char *name)
{
	const struct str wanted = str_of(name);

	if (!config || config->count == 0)
		return NULL;
	return bsearch(&wanted, config->options, config->count, sizeof(*config->options),
		       compare_name);
}

bool kconfig_is_y(const struct kconfig *config, const char *name)
{
	const struct kconfig_option *option = kconfig_find(config, name);

	return option && str_is(option->value, "y");
}

struct fact kconfig_number(const struct kconfig *config, const char *name)
{
	const struct kconfig_option *option = kconfig_find(config, name);
	struct fact fact = {0};
	struct str digits;

	if (!option)
		return fact;
	digits = option->value;
	if (digits.n > 1 && digits.p[0] == '-') {
		digits.p++;
		digits.n--;
	}
	if (!num_parse(digits, &fact.value))
		return (struct fact){0};
	fact.origin = ORIGIN_WRITTEN;
	fact.negative = digits.n != option->value.n && fact.value != 0;
	fact.at = option->at;
	fact.from = name;
	return fact;
}

struct str kconfig_text(const struct kconfig *config, const char *name)
{
	const struct kconfig_option *option = kconfig_find(config, name);

	return option ? option->value : (struct str){0};
}
