/* SPDX-License-Identifier: MIT */
/* Questions about an application's folder. */
#include "model/project.h"

#include "base/arena.h"
#include "base/file.h"

const struct project_file *project_find(const struct project *project, const char *path)
{
	for (const struct project_file *file = project->files; file; file = file->next) {
		if (cstr_eq(file->path, path))
			return file;
	}
	return NULL;
}

static bool is_name_byte(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == '.';
}

/* The text holds the name, and not as the end of a longer one. */
static bool names(struct str text, const char *name)
{
	const size_t n = strlen(name);

	for (size_t i = 0; i + n <= text.n; i++) {
		const char *hit = memchr(text.p + i, name[0], text.n - n + 1 - i);

		if (!hit)
			return false;
		i = (size_t)(hit - text.p);
		if (memcmp(hit, name, n) == 0 && (i == 0 || !is_name_byte(hit[-1])))
			return true;
	}
	return false;
}

bool project_mentions(const struct project *project, const char *name)
{
	const struct str mentions = {project->mentions.p, project->mentions.n};

	if (names(mentions, name))
		return true;
	for (const char *rest = name; *rest; rest++) {
		if ((*rest == '_' || *rest == '.') &&
		    str_contains(mentions, arena_printf(project->arena, "}%s", rest)))
			return true;
	}
	return false;
}

bool project_moves_configuration(const struct project *project)
{
	const struct str mentions = {project->mentions.p, project->mentions.n};

	return str_contains(mentions, "set(APPLICATION_CONFIG_DIR") ||
	       str_contains(mentions, "APPLICATION_CONFIG_DIR=");
}

struct span project_place(const struct project *project, const char *path)
{
	const char *name = path_join(project->arena, project->root, path);

	return span_of(source_new(project->arena, name, STR("")), 0, 0);
}
