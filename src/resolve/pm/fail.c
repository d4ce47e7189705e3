/* SPDX-License-Identifier: MIT */
/* Errors of the solver: what is wrong in a sentence, and Partition Manager's own words. */
#include "resolve/pm/region.h"

#include <inttypes.h>
#include <stdarg.h>

#include "base/arena.h"

static struct finding *add(struct pm_run *run, enum rule_id rule, const char *partition,
			   struct span at)
{
	struct findings *found = run->problem->found;
	struct finding *finding;

	if (!span_is_set(at) && partition)
		at = pm_place_of(run, partition, NULL);
	finding = finding_add(found, rule, at, "region `%s` has no solution", run->region->name);
	finding->severity = SEVERITY_ERROR;
	if (partition)
		finding_about(found, finding, partition);
	return finding;
}

struct finding *pm_fail(struct pm_run *run, enum rule_id rule, const char *partition,
			struct span at, const char *sentence)
{
	struct finding *finding = add(run, rule, partition, at);

	finding_note(run->problem->found, finding, "Partition manager failed: %s", sentence);
	text_printf(run->problem->said,
		    "Partition manager failed: %s\nFailed to partition region %s, size of region: "
		    "%" PRId64 "\n",
		    sentence, run->region->name, run->region->size);
	return finding;
}

struct finding *pm_crash(struct pm_run *run, enum rule_id rule, const char *partition,
			 struct span at, const char *exception)
{
	struct finding *finding = add(run, rule, partition, at);

	finding_note(run->problem->found, finding, "%s", exception);
	return finding;
}

void pm_say(struct pm_run *run, struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	finding->message = arena_vprintf(run->arena, format, args);
	va_end(args);
}

void pm_help(struct pm_run *run, struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	finding_help(run->problem->found, finding, "%s", arena_vprintf(run->arena, format, args));
	va_end(args);
}

const char *pm_part_list(struct pm_run *run, struct pm_part *const *parts, size_t count)
{
	struct value *names = value_new(run->arena, VALUE_LIST);
	struct text out = {.arena = run->arena};

	for (size_t i = 0; i < count; i++)
		value_append(names, value_of_text(run->arena, parts[i]->name));
	value_repr(&out, names);
	return out.p;
}

struct span pm_place_of(const struct pm_run *run, const char *partition, const char *key)
{
	const struct value *const maps[] = {run->problem->fragments, run->problem->statics};
	struct span at = {0};

	for (size_t i = 0; i < 2 && !span_is_set(at); i++) {
		const struct value *map = maps[i] ? value_get(maps[i], partition) : NULL;

		if (map && key)
			at = value_place(map, key);
		if (map && !span_is_set(at))
			at = value_place(maps[i], partition);
	}
	return at;
}

static const char *kind_name(const struct value *value)
{
	static const char *const names[] = {
		[VALUE_NULL] = "nothing",     [VALUE_BOOLEAN] = "yes or no",
		[VALUE_INTEGER] = "a number", [VALUE_FLOAT] = "a number with a point",
		[VALUE_STRING] = "a text",    [VALUE_LIST] = "a list",
		[VALUE_MAP] = "a mapping",
	};

	return names[value->kind];
}

bool pm_need_number(struct pm_run *run, const char *partition, const struct value *map,
		    const char *key, int64_t *number)
{
	const struct value *value = value_get(map, key);
	struct finding *finding;

	if (value_is_number(value)) {
		*number = value_number(value);
		return true;
	}
	if (!value) {
		finding = pm_crash(run, RULE_missing_key, partition, (struct span){0},
				   arena_printf(run->arena,
						"Partition Manager ends with KeyError: '%s'", key));
		pm_say(run, finding, "`%s` has no %s", partition, key);
		pm_help(run, finding, "add `%s: ...` to `%s`", key, partition);
		return false;
	}
	finding = pm_crash(run, RULE_wrong_type, partition,
			   span_is_set(value->at) ? value->at : value_place(map, key),
			   "Partition Manager ends with a TypeError");
	if (value->kind == VALUE_STRING)
		pm_say(run, finding, "%s of `%s` is the text `%s`, not a number", key, partition,
		       value->text);
	else
		pm_say(run, finding, "%s of `%s` is %s, not a number", key, partition,
		       kind_name(value));
	if (value->kind == VALUE_STRING && cstr_starts(value->text, "CONFIG_"))
		pm_help(run, finding,
			"`%s` is not defined: include <zephyr/autoconf.h> and preprocess the file",
			value->text);
	else
		pm_help(run, finding, "write a whole number of bytes, such as 0x1000");
	return false;
}
