/* SPDX-License-Identifier: MIT */
/* The library's face for logs: reads one, checks the layout beside it, names the causes. */
#include "pmlayout_run.h"

#include "check/log.h"
#include "read/log.h"

static size_t recognised(const struct log_search *search)
{
	size_t count = 0;

	for (int id = 0; id < LOG_ID_COUNT; id++)
		count += search->hits[id].count;
	return count;
}

static struct log_search *search_log(struct pml *pml, const struct source *source)
{
	struct log_search *search = ARENA_NEW(pml->arena, struct log_search);
	struct log_reader reader;
	struct log_line line;

	log_search_init(search, pml->arena);
	log_reader_init(&reader, pml->arena, source);
	while (log_reader_next(&reader, &line))
		log_search_line(search, &line);
	return search;
}

/* Checks the layout with what the log says of the device; its findings go into *of_layout, not
 * into the run's.
 */
static void check_layout(struct pml *pml, const char *path, const struct log_search *search,
			 struct findings *of_layout)
{
	const struct facts facts = pml->facts;
	const struct findings found = pml->found;

	findings_init(&pml->found, pml->arena);
	log_add_facts(search, &pml->facts);
	pml_check(pml, path);
	*of_layout = pml->found;
	pml->facts = facts;
	pml->found = found;
	/* An empty list ends in itself. */
	if (!pml->found.first)
		pml->found.tail = &pml->found.first;
}

static bool is_about_reading(enum rule_id rule)
{
	return rule == RULE_unreadable_file || rule == RULE_invalid_yaml ||
	       rule == RULE_invalid_devicetree || rule == RULE_nothing_to_check;
}

/* A layout that could not be read could not be weighed either, and the user must know. */
static void keep_unread(struct pml *pml, const struct findings *of_layout)
{
	for (const struct finding *it = of_layout->first; it; it = it->next) {
		struct finding *copy;

		if (!is_about_reading(it->rule))
			continue;
		copy = ARENA_NEW(pml->arena, struct finding);
		*copy = *it;
		copy->next = NULL;
		*pml->found.tail = copy;
		pml->found.tail = &copy->next;
		pml->found.count++;
	}
}

size_t pml_explain_log(struct pml *pml, const char *log, const char *layout)
{
	struct findings of_layout;
	struct log_search *search;
	struct source *source;

	pml->keep_order = true;
	findings_init(&of_layout, pml->arena);
	log = pml_keep_path(pml, log);
	if (!pml_take_stdin(pml, log))
		return 0;
	pml_note_input(pml, log, "log");
	source = log_read(pml->arena, log, &pml->found);
	if (!source)
		return 0;
	search = search_log(pml, source);
	if (layout)
		check_layout(pml, layout, search, &of_layout);
	log_explain(search, layout ? pml->layout : NULL, &of_layout, &pml->found);
	keep_unread(pml, &of_layout);
	return recognised(search);
}
