/* SPDX-License-Identifier: MIT */
/* Boot, application and build logs: which lines bear on a layout, and what causes them.
 *
 * log_search_line() sees every line of a log once; log_explain() then weighs what the lines can
 * mean against the layout and appends the causes, likeliest first.
 */
#ifndef PMLAYOUT_CHECK_LOG_H
#define PMLAYOUT_CHECK_LOG_H

#include "diag/finding.h"
#include "model/layout.h"
#include "model/log.h"

enum log_weight { LOG_EVENT, LOG_FOLLOWS, LOG_CLUE, LOG_NAMES };

enum log_id {
#define LOG_PATTERN(id, from, weight, text, meaning, rules, look) LOG_##id,
#include "check/log_patterns.def"
#undef LOG_PATTERN
	LOG_ID_COUNT
};

struct log_pattern {
	enum log_id id;
	const char *from; /* who says it */
	enum log_weight weight;
	const char *text; /* see log_patterns.def; "": not a line, but told by several */
	const char *meaning;
	const char *rules; /* names, likeliest first, with blanks between */
	const char *look;
};

const struct log_pattern *log_pattern_get(enum log_id id);

#define LOG_CAPTURES 6

/* What stood at the placeholders; views into the line. */
struct log_captures {
	struct str texts[LOG_CAPTURES];
	size_t count;
};

/* Does the pattern stand at the beginning of text?  Then *length is how much of it. */
bool log_pattern_matches(const char *pattern, struct str text, size_t *length,
			 struct log_captures *captures);

/* A pattern that was seen; count 0: it was not. */
struct log_hit {
	size_t count;
	struct span first;
	uint32_t last;    /* where the last one begins */
	uint64_t number;  /* at the first placeholder of the first one; 0 when that is no number */
	struct span then; /* a line that followed from it; may be unset */
};

/* Where in the log we are. */
struct log_state {
	bool boot_banner; /* the last line was a banner */
	bool seen_start;
	bool banner_at_start; /* the bootloader has a banner of its own */
	bool in_bootloader;   /* between its start and the jump */
	bool reading_failed;  /* in this boot */
	struct span reading;  /* the line of that, while no other line follows from it */
	struct span jump;     /* of the bootloader into an image that said nothing yet */
	unsigned banners;     /* since then */
};

struct log_search {
	struct arena *arena;
	const struct log_index *index;
	struct log_hit hits[LOG_ID_COUNT];
	size_t lines;
	struct version ncs; /* of the first banner that tells it */
	struct log_state state;
	struct log_hit *overflow; /* of a linker, while no line has named the image */
	bool building_bootloader; /* the last step that was begun */
	bool linking_bootloader;  /* the last program that was linked, or could not be */
};

void log_search_init(struct log_search *search, struct arena *arena);
void log_search_line(struct log_search *search, const struct log_line *line);

/* Sectors could not be read, and MCUboot booted on without another line about it: then the primary
 * slot or the scratch area is meant (MCUBOOT.md 1.3).
 */
bool log_reading_was_alone(const struct log_search *search);
bool log_bootloader_crashed(const struct log_search *search);

/* What the log says of the device, for the rules that judge the layout. */
void log_add_facts(const struct log_search *search, struct facts *facts);

/* layout may be NULL; of_layout are the findings of its checks.  Returns how many causes were
 * appended.
 */
size_t log_explain(const struct log_search *search, const struct layout *layout,
		   const struct findings *of_layout, struct findings *found);

#endif
