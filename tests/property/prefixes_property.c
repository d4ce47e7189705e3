/* SPDX-License-Identifier: MIT */
/* Real layouts, cut off anywhere: each beginning of each file is read, resolved, checked and
 * reported without a crash, and every place in a finding lies in the text.
 *
 * Every byte is a cut; with a sanitizer every 7th, because that is ten times slower.  A
 * beginning that several files share is tried once.
 */
#include <dirent.h>
#include <string.h>

#include "../judge.h"
#include "base/file.h"

#define FOLDER "../shared/corpus/statics"
#define SKIPPED 77

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CUT_STEP 7
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(CUT_STEP)
#define CUT_STEP 7
#endif
#ifndef CUT_STEP
#define CUT_STEP 1
#endif

struct file {
	const char *path;
	struct str content;
};

static int compare_files(const void *a, const void *b)
{
	return str_cmp(((const struct file *)a)->content, ((const struct file *)b)->content);
}

static size_t shared_bytes(struct str a, struct str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	return n;
}

/* All files of the folder, sorted by content, so that neighbours share most. */
static size_t read_folder(struct arena *arena, DIR *folder, struct file *files, size_t room)
{
	const struct dirent *entry;
	size_t count = 0;

	while (count < room && (entry = readdir(folder)) != NULL) {
		struct file *file = &files[count];
		const char *why;

		if (!cstr_ends(entry->d_name, ".yml"))
			continue;
		file->path = arena_printf(arena, FOLDER "/%s", entry->d_name);
		JUDGE_ASSERT(file_read(arena, file->path, &file->content, &why));
		count++;
	}
	qsort(files, count, sizeof(*files), compare_files);
	return count;
}

/* Returns the number of beginnings tried.  Each is a copy of its own size, so that a sanitizer
 * sees a read past the cut.
 */
static size_t try_file(const struct file *file, size_t first)
{
	size_t tried = 0;

	for (size_t n = first; n <= file->content.n; n++) {
		char *copy;

		if (n % CUT_STEP != 0 && n != file->content.n)
			continue;
		copy = malloc(n ? n : 1);
		JUDGE_ASSERT(copy);
		memcpy(copy, file->content.p, n);
		judge(file->path, (struct str){copy, n});
		free(copy);
		tried++;
	}
	return tried;
}

int main(void)
{
	struct arena *arena = arena_new(0, judge_memory, NULL);
	static struct file files[1000];
	DIR *folder = opendir(FOLDER);
	size_t count, tried = 0;

	if (!folder) {
		puts("skipped: no " FOLDER " beside this project");
		arena_free(arena);
		return SKIPPED;
	}
	count = read_folder(arena, folder, files, sizeof(files) / sizeof(*files));
	closedir(folder);
	for (size_t i = 0; i < count; i++)
		tried += try_file(&files[i],
				  i ? shared_bytes(files[i - 1].content, files[i].content) : 0);
	printf("%zu beginnings of %zu files\n", tried, count);
	arena_free(arena);
	return tried > 0 ? 0 : 1;
}
