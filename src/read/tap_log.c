/* SPDX-License-Identifier: MIT */
/* Reads TAP 13 as the firmware writes it, with whatever a serial port adds. */
#include "read/tap_log.h"

#include "base/arena.h"
#include "base/num.h"

static bool cut_prefix(struct str *line, const char *prefix)
{
	if (!str_starts(*line, prefix))
		return false;
	line->p += strlen(prefix);
	line->n -= strlen(prefix);
	return true;
}

/* Cuts the text in front of the separator off *rest; all of it when there is none. */
static struct str cut_at(struct str *rest, const char *separator)
{
	const size_t length = strlen(separator);
	struct str front = *rest;

	for (size_t i = 0; i + length <= rest->n; i++) {
		if (memcmp(rest->p + i, separator, length) != 0)
			continue;
		front.n = i;
		rest->p += i + length;
		rest->n -= i + length;
		return front;
	}
	rest->p += rest->n;
	rest->n = 0;
	return front;
}

/* Behind "ok " or "not ok ": "NUMBER - ID # SKIP REASON". */
static void add_check(struct tap_log *log, struct str rest, bool passed)
{
	struct tap_check *check = &log->checks[log->check_count++];

	cut_at(&rest, " - ");
	check->id = str_trim(cut_at(&rest, " # "));
	check->result = passed ? TAP_PASSED : TAP_FAILED;
	if (cut_prefix(&rest, "SKIP")) {
		check->result = TAP_SKIPPED;
		check->said = str_trim(rest);
	}
}

/* "# ID: CAUSE" behind a failed check. */
static bool add_cause(struct tap_log *log, struct str comment)
{
	struct tap_check *last;

	if (log->check_count == 0)
		return false;
	last = &log->checks[log->check_count - 1];
	if (last->result != TAP_FAILED || last->said.n > 0 || comment.n <= last->id.n + 1 ||
	    memcmp(comment.p, last->id.p, last->id.n) != 0 || comment.p[last->id.n] != ':')
		return false;
	comment.p += last->id.n + 1;
	comment.n -= last->id.n + 1;
	last->said = str_trim(comment);
	return true;
}

static void add_comment(struct tap_log *log, struct str comment)
{
	struct str key = {NULL, 0}, rest = comment;

	if (add_cause(log, comment) || !str_contains(comment, "="))
		return;
	key = cut_at(&rest, "=");
	if (str_contains(key, " "))
		return;
	log->values[log->value_count++] = (struct tap_value){key, rest};
	if (str_is(key, "layout"))
		log->hash = rest;
}

static void add_line(struct tap_log *log, struct str line)
{
	uint64_t planned;

	if (cut_prefix(&line, "ok "))
		add_check(log, line, true);
	else if (cut_prefix(&line, "not ok "))
		add_check(log, line, false);
	else if (cut_prefix(&line, "# "))
		add_comment(log, line);
	else if (cut_prefix(&line, "Bail out!"))
		log->bailed = str_trim(line);
	else if (cut_prefix(&line, "1.."))
		log->complete = num_parse(line, &planned) && planned == log->check_count;
}

struct size {
	size_t lines, runs;
};

static bool begins_run(struct str line)
{
	return str_starts(line, "TAP version ");
}

static struct size measure(struct str text)
{
	struct size size = {0, 0};
	struct str line;

	while (str_next_line(&text, &line)) {
		size.lines++;
		size.runs += begins_run(str_trim(line));
	}
	return size;
}

struct tap_runs tap_log_read(struct arena *arena, struct str text)
{
	const struct size size = measure(text);
	struct tap_log next = {0}, *log = NULL;
	struct tap_runs runs = {0};
	struct str line;

	next.checks = arena_array(arena, size.lines + 1, sizeof(*next.checks));
	next.values = arena_array(arena, size.lines + 1, sizeof(*next.values));
	runs.logs = arena_array(arena, size.runs + 1, sizeof(*runs.logs));
	while (str_next_line(&text, &line)) {
		line = str_trim(line);
		if (begins_run(line)) {
			if (log) {
				next.checks = log->checks + log->check_count;
				next.values = log->values + log->value_count;
			}
			log = &runs.logs[runs.count++];
			*log = next;
		} else if (log) {
			add_line(log, line);
		}
	}
	return runs;
}
