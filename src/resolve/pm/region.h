/* SPDX-License-Identifier: MIT */
/* One region while it is solved.  Every step returns false after it has reported an error; the
 * numbers are those of PARTITION-MANAGER.md 5.3.
 */
#ifndef PMLAYOUT_RESOLVE_PM_REGION_H
#define PMLAYOUT_RESOLVE_PM_REGION_H

#include "model/pm_problem.h"

/* A partition or container of a complex region. */
struct pm_part {
	const char *name;
	struct value *map;
	bool container;
	bool dropped;   /* an empty container */
	bool flattened; /* its leaves have been collected from other containers */
	/* Of a container: its innermost members, set by pm_flatten_spans(). */
	struct pm_part **leaves;
	size_t leaf_count;
	const char *unknown_leaf; /* a member that is never placed; NULL: none */
	/* Of a partition. */
	bool placed;
	struct pm_part *previous, *next; /* in the solution */
	size_t position;                 /* in the solution */
	bool sized, shares_dynamic;
	int64_t address, size;
	bool address_float, size_float; /* for Partition Manager; once a float, always one */
	const struct value *align;      /* what placement says; NULL: nothing */
	/* Partitions that wait to be placed before and after it, in the order of the work list. */
	struct pm_waiting *waiting[2];
	size_t mark;            /* for whoever walks the parts */
	struct pm_part *source; /* whose size it takes; NULL: another region's, or nobody's */
	int64_t sharers;        /* parts that take theirs from it */
};

/* A part that waits for an anchor. */
struct pm_waiting {
	struct pm_part *part;
	struct pm_waiting *next;
};

enum pm_side { PM_BEFORE, PM_AFTER };

/* The group of parts whose order is not random. */
#define PM_GROUP_FIXED SIZE_MAX

struct pm_run {
	struct arena *arena;
	struct pm_problem *problem;
	const struct pm_region *region;
	const char *dynamic;    /* the dynamic partition's name */
	struct value *requests; /* name -> mapping: the region's dynamic partitions */
	struct value *asked;    /* those of them that the fragments name */
	struct value *statics;  /* the same of the static file */
	struct value *solved;   /* of the regions before */
	int64_t begin, size;    /* the region, or the gap that the static file leaves */

	struct pm_part *parts; /* of requests, in order, and the marks of start and end */
	size_t part_count;
	struct value *numbers; /* name -> index in parts */
	struct pm_part *start, *end;
	struct pm_part *dynamic_part;
	struct value *dropped; /* those that had neither a size nor a partner; name -> mapping */
	bool nested;           /* a container holds a container */
	size_t stamp;          /* the newest mark */

	struct pm_part **work; /* what has to be placed, in PM's order */
	size_t work_count;
	size_t *groups; /* of each of work: Partition Manager's order within one is random */
	struct pm_part **solution;
	size_t solution_count, solution_room;
	struct pm_part **sharers; /* the dynamic partition and those that share its size */
	size_t sharer_count;
	size_t holes;        /* names of the region that contain EMPTY */
	struct value *loops; /* of share_size: the members that were reported; NULL: none */
};

/* normalise.c */
void pm_replace_app(struct value *map, const char *dynamic);
void pm_strings_to_lists(struct value *requests);
bool pm_drop_zero_sized(struct pm_run *run);
/* one_of.c: steps 3 and 4 */
bool pm_resolve_one_of(struct pm_run *run);
/* references.c: steps 5 and 6 */
bool pm_forget_missing(struct pm_run *run);
bool pm_collect_parts(struct pm_run *run);
struct pm_part *pm_find_part(const struct pm_run *run, const char *name);
/* The first name of `before` or `after`; NULL when there is none. */
const char *pm_anchor(const struct pm_part *part, enum pm_side side);
/* spans.c: steps 7 and 8 */
bool pm_flatten_spans(struct pm_run *run);
/* order.c: steps 9 to 11 */
bool pm_order_work(struct pm_run *run);
/* place.c: step 12 */
bool pm_place(struct pm_run *run);
/* containers.c: steps 13 and 16 */
bool pm_check_containers(struct pm_run *run);
bool pm_close_containers(struct pm_run *run);
/* share.c: step 14 */
bool pm_share_sizes(struct pm_run *run);
bool pm_share_sizes_simple(struct pm_run *run);
/* addresses.c and align.c: step 15 */
bool pm_set_addresses(struct pm_run *run);
bool pm_move_align_next(struct pm_run *run);
const char *pm_alignment_text(void); /* Partition Manager's lines on what it cannot align */
/* Aligns the part at that place of the solution; *inserted when a hole was needed for it. */
bool pm_align_at(struct pm_run *run, size_t i, bool before_dynamic, bool *inserted);
/* static_gap.c */
struct pm_gaps {
	const int64_t *begin, *end; /* pairs; an end may lie before its begin */
	size_t count;
	int64_t reserved; /* the sum of the sizes of what names just this region */
};
bool pm_find_gaps(struct pm_run *run, struct pm_gaps *gaps);
bool pm_require_gap(struct pm_run *run);
const char *pm_gap_list(struct pm_run *run, const struct pm_gaps *gaps);
/* An error with the gaps, if there are some, and an entry that fills one. */
struct finding *pm_report_gaps(struct pm_run *run, enum rule_id rule, const struct pm_gaps *gaps,
			       const char *sentence);
/* complex.c, simple.c: the region's partitions into results, which is empty */
bool pm_solve_complex(struct pm_run *run, struct value *results);
bool pm_solve_simple(struct pm_run *run, struct value *results);
bool pm_add_ends(struct pm_run *run, struct value *results);

/* fail.c */
/* An error that Partition Manager catches: sentence is what it prints behind "Partition manager
 * failed: ".  The finding has the partition (NULL: none) and the place.
 */
struct finding *pm_fail(struct pm_run *run, enum rule_id rule, const char *partition,
			struct span at, const char *sentence);
/* An error that ends Partition Manager with a traceback, or never does. */
struct finding *pm_crash(struct pm_run *run, enum rule_id rule, const char *partition,
			 struct span at, const char *exception);
/* Changes the finding's message: what is wrong, in our own words. */
void pm_say(struct pm_run *run, struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void pm_help(struct pm_run *run, struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The list as Python prints it: ['a', 'b']. */
const char *pm_part_list(struct pm_run *run, struct pm_part *const *parts, size_t count);
/* pm_written_at() of the run's problem. */
struct span pm_place_of(const struct pm_run *run, const char *partition, const char *key);
/* The number of a key; false, and an error, when it is missing or no number. */
bool pm_need_number(struct pm_run *run, const char *partition, const struct value *map,
		    const char *key, int64_t *number);
/* A size, or an address computed from sizes, which may be a whole float. */
bool pm_need_size(struct pm_run *run, const char *partition, const struct value *map,
		  const char *key, int64_t *number, bool *is_float);
/* Writes a number as Partition Manager's arithmetic leaves it. */
void pm_set_number(struct value *map, const char *key, int64_t number, bool is_float);

#endif
