/* SPDX-License-Identifier: MIT */
/* The least that reading YAML costs: libyaml's events of one file, counted and thrown away. */
#include <stdio.h>
#include <yaml.h>

static int count_events(FILE *file, unsigned long *count)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int more = 1, good = yaml_parser_initialize(&parser);

	if (!good)
		return 0;
	yaml_parser_set_input_file(&parser, file);
	while (good && more) {
		good = yaml_parser_parse(&parser, &event);
		if (!good)
			break;
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		++*count;
	}
	yaml_parser_delete(&parser);
	return good;
}

int main(int argc, char **argv)
{
	unsigned long count = 0;
	FILE *file;
	int good;

	if (argc != 2) {
		fputs("usage: yaml_events FILE\n", stderr);
		return 2;
	}
	file = fopen(argv[1], "rb");
	if (!file) {
		perror(argv[1]);
		return 3;
	}
	good = count_events(file, &count);
	fclose(file);
	printf("%lu\n", count);
	return good ? 0 : 1;
}
