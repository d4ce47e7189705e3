/* SPDX-License-Identifier: MIT */
/* Runs of the firmware's tests as one JSON object: the last one, and in it those before. */
#include "emit/tap.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/term.h"

/* Setting takes the value; a failure leaves it out, which tap_write_json() notices: no memory. */
static void set(json_t *object, const char *name, json_t *value)
{
	json_object_set_new(object, name, value);
}

/* A serial line may bring any byte, JSON takes text alone. */
static json_t *visible(struct arena *arena, struct str bytes)
{
	struct text text = {.arena = arena};

	text_add_visible(&text, bytes);
	return json_string(text.p ? text.p : "");
}

static json_t *check_object(struct arena *arena, const struct tap_check *check, bool explained)
{
	const struct tap_cause *cause = tap_cause_find(check->id);
	bool told = explained && check->result == TAP_FAILED && cause;
	json_t *object = json_object();

	set(object, "id", visible(arena, check->id));
	set(object, "result", json_string(tap_result_name(check->result)));
	set(object, "said", visible(arena, check->said));
	set(object, "cause", told ? json_string(cause->cause) : json_null());
	set(object, "remedy", told ? json_string(cause->remedy) : json_null());
	return object;
}

static json_t *value_object(struct arena *arena, const struct tap_value *value)
{
	json_t *object = json_object();

	set(object, "key", visible(arena, value->key));
	set(object, "value", visible(arena, value->value));
	return object;
}

static json_t *layout_object(struct arena *arena, const struct tap_answer *answer,
			     const struct tap_log *log)
{
	json_t *object = json_object();
	bool known = answer->hash && log->hash.n > 0;

	set(object, "hash", visible(arena, log->hash));
	set(object, "expected", answer->hash ? json_string(answer->hash) : json_null());
	set(object, "matches", known ? json_boolean(!tap_differs(answer, log)) : json_null());
	return object;
}

static json_t *summary_object(const struct tap_log *log)
{
	json_t *object = json_object();

	set(object, "passed", json_integer((json_int_t)tap_log_count(log, TAP_PASSED)));
	set(object, "failed", json_integer((json_int_t)tap_log_count(log, TAP_FAILED)));
	set(object, "skipped", json_integer((json_int_t)tap_log_count(log, TAP_SKIPPED)));
	return object;
}

#define RUN_MEMBERS 6U

static void set_run(struct arena *arena, json_t *object, const struct tap_answer *answer,
		    const struct tap_log *log)
{
	json_t *checks = json_array(), *values = json_array();
	bool explained = !tap_differs(answer, log);

	for (size_t i = 0; i < log->check_count; i++)
		json_array_append_new(checks, check_object(arena, &log->checks[i], explained));
	for (size_t i = 0; i < log->value_count; i++)
		json_array_append_new(values, value_object(arena, &log->values[i]));
	set(object, "layout", layout_object(arena, answer, log));
	set(object, "complete", json_boolean(log->complete));
	set(object, "bailed_out", log->bailed.n > 0 ? visible(arena, log->bailed) : json_null());
	set(object, "checks", checks);
	set(object, "values", values);
	set(object, "summary", summary_object(log));
}

static json_t *answer_object(struct arena *arena, const struct tap_answer *answer)
{
	static const struct tap_log none = {.complete = false};
	const struct tap_runs *runs = &answer->runs;
	json_t *object = json_object(), *earlier = json_array();

	set(object, "version", json_integer(1));
	set(object, "log", visible(arena, str_of(answer->path)));
	set_run(arena, object, answer, runs->count > 0 ? &runs->logs[runs->count - 1] : &none);
	for (size_t i = 0; i + 1 < runs->count; i++) {
		json_t *run = json_object();

		set_run(arena, run, answer, &runs->logs[i]);
		json_array_append_new(earlier, run);
	}
	set(object, "earlier_runs", earlier);
	return object;
}

bool tap_write_json(const struct tap_answer *answer, struct text *out)
{
	json_t *object = answer_object(out->arena, answer);
	char *text = json_object_size(object) == RUN_MEMBERS + 3
			     ? json_dumps(object, JSON_INDENT(2))
			     : NULL;

	if (text) {
		text_puts(out, text);
		text_putc(out, '\n');
	}
	free(text);
	json_decref(object);
	return text != NULL;
}
