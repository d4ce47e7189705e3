/* SPDX-License-Identifier: MIT */
/* What the tests of the readers share: an arena, findings, and a file that is a text. */
#ifndef PMLAYOUT_TESTS_READ_FIXTURE_H
#define PMLAYOUT_TESTS_READ_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "read/read.h"

struct fixture {
	struct arena *arena;
	struct findings found;
};

static void out_of_memory(void *context)
{
	(void)context;
	abort();
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->arena = arena_new(0, out_of_memory, NULL);
	findings_init(&fixture->found, fixture->arena);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_free(fixture->arena);
	free(fixture);
	return 0;
}

#define READ_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static inline struct source *source_of(struct fixture *fixture, struct str text)
{
	return source_new(fixture->arena, "test.yml", text);
}

static inline struct node *tree_of(struct fixture *fixture, const char *text)
{
	return yaml_tree_read(fixture->arena, source_of(fixture, str_of(text)), &fixture->found);
}

static inline struct layout *layout_of(struct fixture *fixture, const char *text)
{
	return read_layout_source(fixture->arena, source_of(fixture, str_of(text)), NULL,
				  &fixture->found);
}

/* The bytes of a span as a string. */
static inline const char *bytes_at(struct fixture *fixture, struct span at)
{
	assert_non_null(at.source);
	assert_true(at.begin <= at.end && at.end <= at.source->text.n);
	return arena_copy(fixture->arena, at.source->text.p + at.begin, at.end - at.begin);
}

#define assert_str(view, expected)                                                                 \
	do {                                                                                       \
		assert_int_equal((view).n, strlen(expected));                                      \
		assert_memory_equal((view).p, expected, strlen(expected));                         \
	} while (0)

/* Exactly one finding, of that rule, whose message contains words. */
static inline const struct finding *assert_finding(struct fixture *fixture, enum rule_id rule,
						   const char *words)
{
	const struct finding *finding = fixture->found.first;

	assert_int_equal(fixture->found.count, 1);
	assert_int_equal(finding->rule, rule);
	if (!strstr(finding->message, words))
		fail_msg("\"%s\" does not say \"%s\"", finding->message, words);
	return finding;
}

static inline void assert_no_finding(struct fixture *fixture)
{
	if (fixture->found.count)
		fail_msg("unexpected: %s", fixture->found.first->message);
}

#endif
