/* SPDX-License-Identifier: MIT */
/* Devicetree sources written in a test; dtc has to be installed. */
#ifndef PMLAYOUT_TESTS_READ_DEVICETREE_SOURCE_H
#define PMLAYOUT_TESTS_READ_DEVICETREE_SOURCE_H

#include "fixture.h"

#include "base/file.h"

/* The text around what stands below the chip `flash0`, at 0x1000000. */
#define CELLS "#address-cells = <1>; #size-cells = <1>; "
#define CHIP "compatible = \"soc-nv-flash\"; reg = <0x1000000 0x40000>; " CELLS
#define MAPPED "compatible = \"zephyr,mapped-partition\"; "

static inline void need_dtc(struct fixture *fixture)
{
	struct process_result result;
	const char *why;

	if (!process_run(fixture->arena, (const char *const[]){"dtc", "--version", NULL}, &result,
			 &why))
		skip();
}

/* The devicetree of a text, as if it came from standard input. */
static inline struct devicetree *tree_of_text(struct fixture *fixture, const char *text)
{
	struct source *source = source_new(fixture->arena, "<stdin>", str_of(text));
	struct devicetree *dt;

	need_dtc(fixture);
	dt = devicetree_read_source(fixture->arena, source, &fixture->found);
	assert_non_null(dt);
	assert_no_finding(fixture);
	return dt;
}

static inline struct devicetree *tree_of_body(struct fixture *fixture, const char *body)
{
	return tree_of_text(fixture,
			    arena_printf(fixture->arena, "/dts-v1/; / { " CELLS "\n%s\n};", body));
}

static inline struct devicetree *tree_of_chip(struct fixture *fixture, const char *body)
{
	return tree_of_body(fixture, arena_printf(fixture->arena,
						  "flash0: flash@1000000 { " CHIP "%s };", body));
}

static inline const struct devicetree_partition *named_in(const struct devicetree_partition *list,
							  const char *name)
{
	while (list && strcmp(list->name, name) != 0)
		list = list->next;
	assert_non_null(list);
	return list;
}

#endif
