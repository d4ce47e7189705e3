/* SPDX-License-Identifier: MIT */
/* Scalars in Python's words (PARTITION-MANAGER.md 6.2, EXTRA_PARAM). */
#include "emit/pm_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

/* "d.ddde[+-]xx" with the fewest digits that read back as value. */
static void shortest(double value, char digits[40])
{
	for (int precision = 0; precision <= 17; precision++) {
		snprintf(digits, 40, "%.*e", precision, value);
		if (!(strtod(digits, NULL) < value) && !(strtod(digits, NULL) > value))
			return;
	}
}

/* digits (count of them) times ten to the power of exponent, without an exponent. */
static void add_positional(struct text *out, const char *digits, int count, int exponent)
{
	if (exponent < 0) {
		text_puts(out, "0.");
		text_fill(out, '0', (size_t)(-exponent - 1));
		text_puts(out, digits);
		return;
	}
	for (int i = 0; i <= exponent || i < count; i++) {
		if (i == exponent + 1)
			text_putc(out, '.');
		text_putc(out, i < count ? digits[i] : '0');
	}
	if (count <= exponent + 1)
		text_puts(out, ".0");
}

/* A float as Python's repr() writes it: the shortest text that reads back the same. */
static void add_float(struct text *out, double value)
{
	char scientific[40], digits[40];
	int count = 0, exponent;
	const char *c = scientific;

	if (isnan(value) || isinf(value)) {
		text_puts(out, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
		return;
	}
	if (signbit(value))
		text_putc(out, '-');
	shortest(fabs(value), scientific);
	for (; *c != 'e'; c++) {
		if (*c != '.')
			digits[count++] = *c;
	}
	digits[count] = '\0';
	exponent = (int)strtol(c + 1, NULL, 10);
	if (exponent >= -4 && exponent < 16) {
		add_positional(out, digits, count, exponent);
		return;
	}
	text_printf(out, "%c%s%s", digits[0], count > 1 ? "." : "", digits + 1);
	text_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

bool pm_value_text(struct text *out, const struct node *value)
{
	struct yaml_scalar scalar;
	double number;

	if (value->kind != NODE_SCALAR)
		return false;
	scalar = node_scalar(value);
	switch (scalar.type) {
	case YAML_STRING:
		text_add(out, value->text);
		return true;
	case YAML_INTEGER:
		text_printf(out, "%s%llu", scalar.negative && scalar.value != 0 ? "-" : "",
			    (unsigned long long)scalar.value);
		return !scalar.too_large;
	case YAML_BOOLEAN:
		text_puts(out, scalar.value != 0 ? "True" : "False");
		return true;
	case YAML_NULL:
		text_puts(out, "None");
		return true;
	case YAML_FLOAT:
		if (!yaml_float(value->text, &number))
			return false;
		add_float(out, number);
		return true;
	}
	return false;
}

/* YAML reads an exponent only behind a point. */
void pm_value_yaml_float(struct text *out, const char *text)
{
	struct text python = {.arena = out->arena};
	double number;
	const char *exponent;

	if (!yaml_float(str_of(text), &number)) {
		text_puts(out, text);
		return;
	}
	if (isnan(number) || isinf(number)) {
		text_puts(out, isnan(number) ? ".nan" : number < 0 ? "-.inf" : ".inf");
		return;
	}
	add_float(&python, number);
	exponent = strchr(python.p, 'e');
	if (!exponent || strchr(python.p, '.')) {
		text_puts(out, python.p);
		return;
	}
	text_add(out, (struct str){python.p, (size_t)(exponent - python.p)});
	text_printf(out, ".0%s", exponent);
}

void pm_value_python_float(struct text *out, const char *text)
{
	double number;

	if (yaml_float(str_of(text), &number))
		add_float(out, number);
	else
		text_puts(out, text);
}
