/* SPDX-License-Identifier: MIT */
/* The whole way of a layout in memory, for tests that try very many texts: reader, resolve, all
 * checks, the text and JSON reports.  What must hold for any input is asserted.
 */
#ifndef PMLAYOUT_TESTS_JUDGE_H
#define PMLAYOUT_TESTS_JUDGE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "check/check.h"
#include "read/read.h"
#include "report/report.h"
#include "resolve/resolve.h"

/* Far more than any text of a megabyte may need. */
#define JUDGE_MEMORY ((size_t)1 << 30)

static void judge_memory(void *context)
{
	(void)context;
	fputs("a small input needs a gigabyte\n", stderr);
	abort();
}

#define JUDGE_ASSERT(condition)                                                                    \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);  \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

/* Every place lies in its text and every finding says something. */
static inline void judge_findings(const struct findings *found)
{
	for (const struct finding *it = found->first; it; it = it->next) {
		JUDGE_ASSERT(it->message && it->message[0]);
		for (const struct label *label = it->labels; label; label = label->next) {
			if (!label->at.source)
				continue;
			JUDGE_ASSERT(label->at.begin <= label->at.end);
			JUDGE_ASSERT(label->at.end <= label->at.source->text.n);
		}
	}
}

static inline void judge_report(struct arena *arena, const char *format,
				const struct findings *found, const struct layout *layout)
{
	const struct report_input inputs[] = {
		{.path = layout->source->name, .kind = layout_kind_name(layout->kind)}};
	const struct report_summary summary = {.inputs = 1, .partitions = layout->partition_count};
	const struct report_options options = {.quiet = false};
	const struct report *report = report_find(format);
	struct text out = {.arena = arena};

	JUDGE_ASSERT(report);
	report->write(found, inputs, &summary, &options, &out);
}

/* Returns the number of findings. */
static inline size_t judge(const char *name, struct str bytes)
{
	struct arena *arena = arena_new(JUDGE_MEMORY, judge_memory, NULL);
	struct findings found;
	struct layout *layout;
	size_t count;

	JUDGE_ASSERT(arena);
	findings_init(&found, arena);
	layout = read_layout_source(arena, source_new(arena, name, bytes), NULL, &found);
	if (layout->partitions || layout->document) {
		layout_resolve(layout);
		JUDGE_ASSERT(checks_run(layout, &found) > 0);
	} else {
		JUDGE_ASSERT(found.count > 0);
	}
	judge_findings(&found);
	findings_sort(&found);
	judge_report(arena, "text", &found, layout);
	judge_report(arena, "json", &found, layout);
	count = found.count;
	arena_free(arena);
	return count;
}

#endif
