/* SPDX-License-Identifier: MIT */
/* `check --baseline FILE`, `--update-baseline`: the file, and what in it is out of date. */
#include "cmd.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_build.h"
#include "base/num.h"
#include "diag/baseline.h"
#include "pmlayout_run.h"

const struct option_row baseline_options[] = {
	{"baseline", 0, "FILE", "Levels of old findings", "leave out what FILE knows", NULL},
	{"update-baseline", 0, NULL, "Levels of old findings",
	 "write what is found now into that file", NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

/* A baseline's file. */
struct file {
	struct arena *arena;
	const char *path, *folder;
	struct baseline content;
	struct baseline looked_at; /* files of this run; the rule does not count */
};

static const char *name_in(void *context, const char *path)
{
	const struct file *file = context;

	return cstr_eq(path, "<stdin>") ? path : path_relative(file->arena, file->folder, path);
}

/* -- Reading --------------------------------------------------------------------------------- */

static int refuse(const struct file *file, const char *what)
{
	return usage_error("%s is no baseline: %s", file->path, what);
}

static int read_entry(struct file *file, json_t *object)
{
	const char *name, *rule;
	json_int_t count;
	struct baseline_entry entry;

	if (json_unpack(object, "{s:s, s:s, s:I}", "file", &name, "rule", &rule, "count", &count) !=
		    0 ||
	    count <= 0 || (uintmax_t)count > SIZE_MAX)
		return refuse(file, "an entry has no `file`, `rule` and `count`");
	if (!rule_find(str_of(rule), &entry.rule))
		return refuse(file, arena_printf(file->arena, "`%s` is no rule%s", rule,
						 did_you_mean(file->arena, rule,
							      rule_words(file->arena))));
	entry.file = arena_copy(file->arena, name, strlen(name));
	entry.count = (size_t)count;
	file->content.list[file->content.count++] = entry;
	return EXIT_CLEAN;
}

static int read_root(struct file *file, json_t *root)
{
	json_t *entries = json_object_get(root, "findings"), *object;
	size_t index;

	if (json_integer_value(json_object_get(root, "version")) != 1)
		return refuse(file, "`version` is not 1");
	if (!json_is_array(entries))
		return refuse(file, "it has no list `findings`");
	file->content.list =
		arena_array(file->arena, json_array_size(entries), sizeof(*file->content.list));
	json_array_foreach(entries, index, object)
	{
		int status = read_entry(file, object);

		if (status != EXIT_CLEAN)
			return status;
	}
	baseline_sort(&file->content);
	return EXIT_CLEAN;
}

static int read_file(struct file *file)
{
	json_error_t error;
	const char *why;
	struct str text;
	json_t *root;
	int status;

	if (!file_read(file->arena, file->path, &text, &why))
		return file_error(file->path, why);
	root = json_loadb(text.p, text.n, 0, &error);
	if (!root)
		return refuse(file,
			      arena_printf(file->arena, "line %d: %s", error.line, error.text));
	status = read_root(file, root);
	json_decref(root);
	return status;
}

/* -- Writing --------------------------------------------------------------------------------- */

static struct str to_json(struct arena *arena, const struct baseline *baseline)
{
	struct json_builder builder = {.arena = arena};
	json_t *root = json_object(), *entries = json_array();
	struct text out = {.arena = arena};

	for (size_t i = 0; i < baseline->count; i++) {
		const struct baseline_entry *entry = &baseline->list[i];
		json_t *object = json_object();

		build_put_string(&builder, object, "file", entry->file);
		build_put_string(&builder, object, "rule", rule_get(entry->rule)->name);
		build_put_number(&builder, object, "count", entry->count);
		build_append(&builder, entries, object);
	}
	build_put_number(&builder, root, "version", 1);
	build_put(&builder, root, "findings", entries);
	build_finish(&builder, root, &out);
	return (struct str){out.p, out.n};
}

/* An entry that this run can judge: its file was looked at, or is gone. */
static bool is_judged(const struct file *file, const struct baseline_entry *entry)
{
	return baseline_find(&file->looked_at, entry->file, (enum rule_id)0) ||
	       (!cstr_eq(entry->file, "<stdin>") && *entry->file &&
		!path_exists(path_join(file->arena, file->folder, entry->file)));
}

/* What is found now, and what is known of files that were not looked at. */
static int update(struct pml *pml, struct file *file, const struct baseline *present)
{
	size_t room = file->content.count + present->count;
	struct baseline next = {arena_array(file->arena, room, sizeof(*next.list)), 0};
	const char *why;

	for (size_t i = 0; i < present->count; i++)
		next.list[next.count++] = present->list[i];
	for (size_t i = 0; i < file->content.count; i++) {
		if (!is_judged(file, &file->content.list[i]))
			next.list[next.count++] = file->content.list[i];
	}
	baseline_sort(&next);
	file->content = next;
	if (run_spares(pml, file->path) != EXIT_CLEAN)
		return EXIT_USAGE;
	if (!file_write(file->arena, file->path, to_json(file->arena, &next), &why))
		return file_error(file->path, why);
	return EXIT_CLEAN;
}

/* -- Holding the run against it -------------------------------------------------------------- */

static void report_stale(struct pml *pml, const struct file *file, const struct baseline *present)
{
	const struct source *source = source_new_binary(file->arena, file->path, STR(""));

	for (size_t i = 0; i < file->content.count; i++) {
		const struct baseline_entry *entry = &file->content.list[i];
		const struct baseline_entry *now = baseline_find(present, entry->file, entry->rule);
		const char *rule = rule_get(entry->rule)->name;
		struct finding *finding;

		if ((now && now->count >= entry->count) || !is_judged(file, entry))
			continue;
		finding = finding_add(&pml->found, RULE_stale_baseline, span_of(source, 0, 0),
				      "the baseline knows %s of `%s` in `%s`, but there %s %zu",
				      num_count(file->arena, entry->count, "finding"), rule,
				      entry->file, now && now->count == 1 ? "is" : "are",
				      now ? now->count : 0);
		finding_note(&pml->found, finding,
			     "as many new ones would pass unseen as were repaired");
		finding_help(&pml->found, finding, "run the same check with `--update-baseline`");
	}
}

static void note_files(struct pml *pml, struct file *file)
{
	size_t count = 0;

	while (pml_file(pml, count))
		count++;
	file->looked_at.list = arena_array(file->arena, count, sizeof(*file->looked_at.list));
	for (size_t i = 0; i < count; i++) {
		const char *path = pml_file(pml, i);

		file->looked_at.list[i].file = name_in(file, cstr_eq(path, "-") ? "<stdin>" : path);
	}
	file->looked_at.count = count;
	baseline_sort(&file->looked_at);
}

int run_baseline(struct pml *pml, const struct arguments *arguments)
{
	struct file file = {.arena = arguments->arena};
	bool updates = arguments_get(arguments, "update-baseline") != NULL;
	struct baseline present;
	int status = EXIT_CLEAN;

	file.path = arguments_get(arguments, "baseline");
	if (!file.path)
		return updates ? usage_error("--update-baseline needs --baseline FILE")
			       : EXIT_CLEAN;
	file.folder = path_parent(file.arena, file.path);
	if (!updates || path_exists(file.path))
		status = read_file(&file);
	if (status != EXIT_CLEAN)
		return status;
	note_files(pml, &file);
	present = baseline_of(&pml->found, name_in, &file);
	if (updates)
		status = update(pml, &file, &present);
	if (status != EXIT_CLEAN)
		return status;
	report_stale(pml, &file, &present);
	baseline_apply(&file.content, &present, &pml->found,
		       arena_printf(file.arena, "in the baseline %s", file.path), name_in, &file);
	return EXIT_CLEAN;
}
