/* SPDX-License-Identifier: MIT */
/* Runs of the firmware's tests as one JSON object: the last one, and in it those before. */
#include "emit/tap.h"

#include "base/json_build.h"
#include "base/term.h"

/* A serial line may bring any byte, JSON takes text alone. */
static void set_visible(struct json_builder *builder, json_t *object, const char *name,
			struct str bytes)
{
	struct text text = {.arena = builder->arena};

	text_add_visible(&text, bytes);
	build_put_string(builder, object, name, text.p ? text.p : "");
}

static json_t *check_object(struct json_builder *builder, const struct tap_check *check,
			    bool explained)
{
	const struct tap_cause *cause = tap_cause_find(check->id);
	bool told = explained && check->result == TAP_FAILED && cause;
	json_t *object = json_object();

	set_visible(builder, object, "id", check->id);
	build_put(builder, object, "result", json_string(tap_result_name(check->result)));
	set_visible(builder, object, "said", check->said);
	build_put(builder, object, "cause", build_string(builder, told ? cause->cause : NULL));
	build_put(builder, object, "remedy", build_string(builder, told ? cause->remedy : NULL));
	return object;
}

static json_t *value_object(struct json_builder *builder, const struct tap_value *value)
{
	json_t *object = json_object();

	set_visible(builder, object, "key", value->key);
	set_visible(builder, object, "value", value->value);
	return object;
}

static json_t *layout_object(struct json_builder *builder, const struct tap_answer *answer,
			     const struct tap_log *log)
{
	json_t *object = json_object();
	bool known = answer->hash && log->hash.n > 0;

	set_visible(builder, object, "hash", log->hash);
	build_put(builder, object, "expected", build_string(builder, answer->hash));
	build_put(builder, object, "matches",
		  known ? json_boolean(!tap_differs(answer, log)) : json_null());
	return object;
}

static json_t *summary_object(struct json_builder *builder, const struct tap_log *log)
{
	json_t *object = json_object();

	build_put_number(builder, object, "passed", tap_log_count(log, TAP_PASSED));
	build_put_number(builder, object, "failed", tap_log_count(log, TAP_FAILED));
	build_put_number(builder, object, "skipped", tap_log_count(log, TAP_SKIPPED));
	return object;
}

static void set_run(struct json_builder *builder, json_t *object, const struct tap_answer *answer,
		    const struct tap_log *log)
{
	json_t *checks = json_array(), *values = json_array();
	bool explained = !tap_differs(answer, log);

	for (size_t i = 0; i < log->check_count; i++)
		build_append(builder, checks, check_object(builder, &log->checks[i], explained));
	for (size_t i = 0; i < log->value_count; i++)
		build_append(builder, values, value_object(builder, &log->values[i]));
	build_put(builder, object, "layout", layout_object(builder, answer, log));
	build_put(builder, object, "complete", json_boolean(log->complete));
	if (log->bailed.n > 0)
		set_visible(builder, object, "bailed_out", log->bailed);
	else
		build_put(builder, object, "bailed_out", json_null());
	build_put(builder, object, "checks", checks);
	build_put(builder, object, "values", values);
	build_put(builder, object, "summary", summary_object(builder, log));
}

static json_t *answer_object(struct json_builder *builder, const struct tap_answer *answer)
{
	static const struct tap_log none = {.complete = false};
	const struct tap_runs *runs = &answer->runs;
	json_t *object = json_object(), *earlier = json_array();

	build_put_number(builder, object, "version", 1);
	set_visible(builder, object, "log", str_of(answer->path));
	set_run(builder, object, answer, runs->count > 0 ? &runs->logs[runs->count - 1] : &none);
	for (size_t i = 0; i + 1 < runs->count; i++) {
		json_t *run = json_object();

		set_run(builder, run, answer, &runs->logs[i]);
		build_append(builder, earlier, run);
	}
	build_put(builder, object, "earlier_runs", earlier);
	return object;
}

void tap_write_json(const struct tap_answer *answer, struct text *out)
{
	struct json_builder builder = {.arena = out->arena};

	build_finish(&builder, answer_object(&builder, answer), out);
}
