/* SPDX-License-Identifier: MIT */
/* Errors of the solver: what is wrong in a sentence, and Partition Manager's own words. */
#include "resolve/pm/region.h"

#include <inttypes.h>
#include <stdarg.h>

#include "base/arena.h"
#include "resolve/pm/warn.h"

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

/* What Partition Manager shows of every partition that has a size: as far as it has come. */
static void show(struct pm_run *run, struct value *shown, const char *name, const struct value *map)
{
	static const char *const keys[] = {"size", "placement", "align"};
	const struct pm_part *part = run->numbers ? pm_find_part(run, name) : NULL;
	struct value *entry = value_new(run->arena, VALUE_MAP);
	bool sized = part && part->map == map && part->sized && !value_get(map, "span");

	if (!sized && !value_get(map, "size"))
		return;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (value_get(map, keys[i]))
			value_set(entry, keys[i], value_copy(value_get(map, keys[i])));
	}
	if (sized && value_number(value_get(map, "size")) != part->size)
		pm_set_number(entry, "size", part->size, part->size_float);
	value_set(shown, name, entry);
}

/* Partition Manager says nothing more. */
static void end(struct pm_run *run)
{
	if (run->problem->ended)
		return;
	run->problem->ended = true;
	run->problem->said = ARENA_NEW(run->arena, struct text);
	run->problem->said->arena = run->arena;
}

static void end_with_configuration(struct pm_run *run)
{
	const struct value *const maps[] = {run->asked, run->statics};
	struct value *shown = value_new(run->arena, VALUE_MAP);

	if (run->problem->ended)
		return;
	for (size_t m = 0; m < 2; m++) {
		for (size_t i = 0; i < maps[m]->count; i++) {
			const struct value *map = maps[m]->members[i].value;

			if (value_is_text(value_get(map, "region"), run->region->name))
				show(run, shown, maps[m]->members[i].key, map);
		}
	}
	run->problem->configuration = shown;
	end(run);
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
	end_with_configuration(run);
	return finding;
}

struct finding *pm_crash(struct pm_run *run, enum rule_id rule, const char *partition,
			 struct span at, const char *exception)
{
	struct finding *finding = add(run, rule, partition, at);

	finding_note(run->problem->found, finding, "%s", exception);
	end(run);
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
	return pm_written_at(run->problem, partition, key);
}

bool pm_need_size(struct pm_run *run, const char *partition, const struct value *map,
		  const char *key, int64_t *number, bool *is_float)
{
	const struct value *value = value_get(map, key);

	*is_float = value_is_whole_float(value);
	if (!*is_float)
		return pm_need_number(run, partition, map, key, number);
	*number = value_number(value);
	return true;
}

void pm_set_number(struct value *map, const char *key, int64_t number, bool is_float)
{
	value_set(map, key,
		  is_float ? value_of_whole_float(map->arena, number)
			   : value_of_number(map->arena, number));
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
			   value->kind == VALUE_FLOAT
				   ? "Partition Manager's output script ends with TypeError: "
				     "'float' object cannot be interpreted as an integer"
				   : "Partition Manager ends with a TypeError");
	if (value->kind == VALUE_FLOAT)
		pm_say(run, finding, "%s of `%s` is %s, not a whole number of bytes", key,
		       partition, value->text);
	else if (value->kind == VALUE_STRING)
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
