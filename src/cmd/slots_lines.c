/* SPDX-License-Identifier: MIT */
/* Answers a file of JSON lines, one answer a line. */
#include "slots.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"

static int malformed(struct arena *arena, const char *path, uint64_t number, const char *problem)
{
	struct text message = {.arena = arena};

	text_add_visible(&message, str_of(path));
	text_printf(&message, ":%" PRIu64 ": ", number);
	text_add_visible(&message, str_of(problem));
	fprintf(stderr, "pmlayout: %s\n", message.p);
	return EXIT_USAGE;
}

int slots_answer_lines(struct arena *arena, const char *path, slots_line_answer *answer)
{
	struct text out = {.arena = arena};
	struct str content, line;
	const char *why, *problem = NULL;
	uint64_t number = 0;
	int status;

	if (!file_read(arena, path, &content, &why))
		return file_error(path, why);
	if (str_starts(content, "\xef\xbb\xbf")) /* a byte order mark */
		content = (struct str){content.p + 3, content.n - 3};
	while (!problem && str_next_line(&content, &line)) {
		number++;
		if (str_trim(line).n > 0)
			problem = answer(&out, line);
	}
	status = print_text((struct str){out.p, out.n});
	if (problem && status == EXIT_CLEAN)
		return malformed(arena, path, number, problem);
	return status;
}
