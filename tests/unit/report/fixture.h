/* SPDX-License-Identifier: MIT */
/* What the tests of the writers share: a run with sources, and the place of a word in one. */
#ifndef PMLAYOUT_TESTS_REPORT_FIXTURE_H
#define PMLAYOUT_TESTS_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "report/report.h"

struct run {
	struct arena *arena;
	struct findings found;
	struct report_summary summary;
	struct report_input inputs[2];
	struct report_options options;
	jmp_buf exhausted;
};

static inline void run_exhausted(void *context)
{
	struct run *run = context;

	longjmp(run->exhausted, 1);
}

/* One input, 45 partitions, 46 rules; not quiet, no colour. */
static inline int run_open(void **state)
{
	static struct run run;

	memset(&run, 0, sizeof(run));
	run.arena = arena_new(0, run_exhausted, &run);
	findings_init(&run.found, run.arena);
	run.summary = (struct report_summary){.inputs = 1, .partitions = 45, .rules_run = 46};
	run.inputs[0] = (struct report_input){.path = "pm_static.yml", .kind = "pm-static"};
	run.inputs[1] = (struct report_input){.path = "zephyr.dtb", .kind = "devicetree"};
	*state = &run;
	return run.arena ? 0 : -1;
}

static inline int run_close(void **state)
{
	struct run *run = *state;

	arena_free(run->arena);
	return 0;
}

#define RUN_TEST(name) cmocka_unit_test_setup_teardown(name, run_open, run_close)

static inline const struct source *run_source(struct run *run, const char *name, const char *text)
{
	return source_new(run->arena, name, str_of(text));
}

/* count line ends before text, so that it begins at line count + 1. */
static inline const char *after_lines(struct run *run, size_t count, const char *text)
{
	struct text whole = {.arena = run->arena};

	text_fill(&whole, '\n', count);
	text_puts(&whole, text);
	return whole.p;
}

/* Where word first stands. */
static inline struct span place(const struct source *source, const char *word)
{
	const char *hit = strstr(source->text.p, word);

	assert_non_null(hit);
	return span_of(source, (uint32_t)(hit - source->text.p),
		       (uint32_t)(hit - source->text.p + (ptrdiff_t)strlen(word)));
}

static inline const char *run_write(struct run *run, const char *format)
{
	const struct report *report = report_find(format);
	struct text out = {.arena = run->arena};

	assert_non_null(report);
	report->write(&run->found, run->inputs, &run->summary, &run->options, &out);
	return out.p ? out.p : "";
}

#endif
