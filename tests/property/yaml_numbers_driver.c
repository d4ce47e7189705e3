/* SPDX-License-Identifier: MIT */
/* Prints what yaml_resolve() makes of every line of standard input: for yaml_numbers.sh. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

static void print_integer(struct yaml_scalar scalar)
{
	if (scalar.too_large)
		printf("int %slarge\n", scalar.negative ? "-" : "");
	else
		printf("int %s%" PRIu64 "\n", scalar.negative ? "-" : "", scalar.value);
}

int main(void)
{
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		struct yaml_scalar scalar = yaml_resolve((struct str){line, strcspn(line, "\n")});

		switch (scalar.type) {
		case YAML_INTEGER:
			print_integer(scalar);
			break;
		case YAML_BOOLEAN:
			printf("bool %" PRIu64 "\n", scalar.value);
			break;
		case YAML_NULL:
			puts("null");
			break;
		case YAML_FLOAT:
			puts("float");
			break;
		case YAML_STRING:
			puts("str");
			break;
		}
	}
	return 0;
}
