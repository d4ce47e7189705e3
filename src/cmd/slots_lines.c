/* SPDX-License-Identifier: MIT */
/* Answers a file of JSON lines, one answer a line: a line that asks nothing sensible is answered
 * with what is wrong with it, so that the answers keep their order and number.
 */
#include "slots.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json_build.h"

static void complain(struct arena *arena, const char *path, uint64_t number, const char *problem)
{
	struct text message = {.arena = arena};

	text_add_visible(&message, str_of(path));
	text_printf(&message, ":%" PRIu64 ": ", number);
	text_add_visible(&message, str_of(problem));
	fprintf(stderr, "pmlayout: %s\n", message.p);
}

static json_t *malformed(struct json_builder *builder, uint64_t number, const char *problem)
{
	json_t *reply = json_object();

	build_put_number(builder, reply, "line", number);
	build_put_string(builder, reply, "error", problem);
	return reply;
}

/* Returns NULL, or what is wrong with the line. */
static const char *answer_line(struct text *out, struct str line, uint64_t number,
			       slots_line_answer *answer)
{
	struct json_builder builder = {.arena = out->arena};
	const char *problem = NULL;
	json_error_t error;
	json_t *question = json_loadb(line.p, line.n, 0, &error);
	json_t *id = json_object_get(question, "id"), *reply = NULL;

	if (!question)
		problem = arena_printf(out->arena, "%s", error.text);
	else if (!json_is_object(question))
		problem = "no JSON object";
	else
		reply = answer(&builder, question, &problem);
	if (!reply)
		reply = malformed(&builder, number, problem);
	if (id)
		build_put(&builder, reply, "id", json_incref(id));
	build_finish_line(&builder, reply, out);
	json_decref(question);
	return problem;
}

int slots_answer_lines(struct arena *arena, const char *path, slots_line_answer *answer)
{
	struct text out = {.arena = arena};
	struct str content, line;
	const char *why;
	uint64_t number = 0;
	bool good = true;
	int status;

	if (!file_read(arena, path, &content, &why))
		return file_error(path, why);
	if (str_starts(content, "\xef\xbb\xbf")) /* a byte order mark */
		content = (struct str){content.p + 3, content.n - 3};
	while (str_next_line(&content, &line)) {
		const char *problem = NULL;

		number++;
		if (str_trim(line).n > 0)
			problem = answer_line(&out, line, number, answer);
		if (problem)
			complain(arena, path, number, problem);
		good = good && !problem;
	}
	status = print_text((struct str){out.p, out.n});
	return status == EXIT_CLEAN && !good ? EXIT_USAGE : status;
}
