/* SPDX-License-Identifier: MIT */
/* What a run has found: values that readers, resolve and checks append and one writer prints. */
#ifndef PMLAYOUT_DIAG_FINDING_H
#define PMLAYOUT_DIAG_FINDING_H

#include "diag/rule.h"
#include "diag/source.h"

struct arena;

/* A place and what is to be seen there. */
struct label {
	struct span at;
	const char *text;       /* may be NULL */
	const char *node_label; /* devicetree: the node's label, may be NULL */
	struct label *next;
};

struct line {
	const char *text;
	struct line *next;
};

/* Replaces the bytes of a span.  A fix is its edits together. */
struct edit {
	struct span at;
	const char *text;
	struct edit *next;
};

struct fix {
	bool safe; /* certain enough for --fix */
	struct edit *edits;
	struct fix *next;
};

/* What a change between two releases does to devices in the field, the worst last. */
enum change_class { CHANGE_NONE, CHANGE_SAFE, CHANGE_DATA_LOSS, CHANGE_BRICK };

struct finding {
	enum rule_id rule;
	enum severity severity;
	const char *message;     /* one sentence with its numbers: lower case, no full stop */
	struct label *labels;    /* the first is the primary place */
	struct line *partitions; /* names, the primary one first */
	struct line *notes;      /* why; MCUboot's or PM's own words */
	struct line *helps;      /* what to write */
	struct fix *fixes;
	const char *allowed;      /* the reason, when suppressed */
	enum change_class change; /* of the rules "Between releases"; else NONE */
	struct finding *next;
};

struct findings {
	struct arena *arena;
	struct finding *first, **tail;
	size_t count;
};

/* "identical", "safe", "data loss", "brick". */
const char *change_class_name(enum change_class change);

void findings_init(struct findings *found, struct arena *arena);

/* Appends a finding at the rule's own level; the primary place is at.  Every function below
 * copies its text into the arena.
 */
struct finding *finding_add(struct findings *found, enum rule_id rule, struct span at,
			    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The words under the primary place. */
void finding_mark(struct findings *found, struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Another place; ignored when at is not set. */
void finding_label(struct findings *found, struct finding *finding, struct span at,
		   const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A partition that the finding is about; the first call names the primary one. */
void finding_about(struct findings *found, struct finding *finding, const char *partition);
void finding_note(struct findings *found, struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void finding_help(struct findings *found, struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A fix of one edit that is safe to apply unseen. */
void finding_fix(struct findings *found, struct finding *finding, struct span at,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));
/* One more edit of the last fix; it stands behind the others in the file. */
void finding_fix_also(struct findings *found, struct finding *finding, struct span at,
		      const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Lowers the level to at most limit. */
void finding_limit(struct finding *finding, enum severity limit);

/* Stable order: by file in order of first mention, place, rule; findings without a place last. */
void findings_sort(struct findings *found);
size_t findings_count(const struct findings *found, enum severity severity);

#endif
