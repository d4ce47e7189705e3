/* SPDX-License-Identifier: MIT */
/* pm_config.h and the report against Partition Manager's own, without the command line: also of
 * layouts that compile refuses, because an emitter judges nothing.
 */
#define _POSIX_C_SOURCE 200809L

#include "base/arena.h"
#include "base/file.h"
#include "emit/emit.h"
#include "read/read.h"
#include "resolve/resolve.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GOLDEN "../shared/vectors/pm/golden"

static void no_memory(void *context)
{
	(void)context;
	abort();
}

static bool read_text(struct arena *arena, const char *name, const char *file, struct str *text)
{
	const char *why;

	return file_read(arena, arena_printf(arena, "%s/%s/%s", GOLDEN, name, file), text, &why);
}

static const struct layout *resolved(struct arena *arena, const char *name)
{
	struct findings found;
	struct facts facts = {.regions_given = true};
	struct layout *layout;

	findings_init(&found, arena);
	facts.regions =
		regions_read(arena, arena_printf(arena, "%s/%s/regions.yml", GOLDEN, name), &found);
	layout = read_layout(arena, arena_printf(arena, "%s/%s/partitions.yml", GOLDEN, name),
			     &facts, &found);
	layout_resolve(layout);
	return layout;
}

static struct str without_first_line(struct str text)
{
	struct str line;

	str_next_line(&text, &line);
	return text;
}

/* Counts in *equal; the name is printed when the output differs or is refused. */
static bool compare(const struct layout *layout, const char *name, const char *kind,
		    struct str expected, size_t *equal)
{
	struct emit_options options = {.color = true, .output = "pm_config.h"};
	struct text out = {.arena = layout->arena};
	const char *why = "the output differs";
	struct str text;

	if (emitter_find(kind)->write(layout, &options, &out, &why)) {
		text = (struct str){out.p, out.n};
		if (cstr_eq(kind, "pm-config-h"))
			text = without_first_line(text);
		if (str_eq(text, expected)) {
			(*equal)++;
			return true;
		}
	}
	print_message("%s: %s: %s\n", name, kind, why);
	return false;
}

/* Layouts that no emitter can write: an entry of negative size or address, and one that the
 * resolver moves because Partition Manager would.
 */
static bool is_unwritable(const char *name)
{
	return strncmp(name, "033-", 4) == 0 || strncmp(name, "034-", 4) == 0 ||
	       strncmp(name, "042-", 4) == 0;
}

static bool judge(const char *name, size_t *equal)
{
	struct arena *arena = arena_new(0, no_memory, NULL);
	struct str header, report, other;
	bool good = true;

	if (read_text(arena, name, "pm_config.h", &header) &&
	    read_text(arena, name, "report.txt", &report) &&
	    !read_text(arena, name, "partitions_CPUNET.yml", &other)) {
		const struct layout *layout = resolved(arena, name);
		bool same =
			compare(layout, name, "pm-config-h", without_first_line(header), equal) &&
			compare(layout, name, "report", report, equal);

		good = same != is_unwritable(name);
	}
	arena_free(arena);
	return good;
}

static void outputs_are_partition_managers(void **state)
{
	DIR *folder = opendir(GOLDEN);
	const struct dirent *entry;
	size_t equal = 0, bad = 0;

	(void)state;
	if (!folder) {
		print_message("skipped: no %s\n", GOLDEN);
		skip();
	}
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] != '.' && !judge(entry->d_name, &equal))
			bad++;
	}
	closedir(folder);
	assert_int_equal(bad, 0);
	assert_true(equal >= 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(outputs_are_partition_managers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
