/* SPDX-License-Identifier: MIT */
/* Optimal string alignment with three rows on the stack, for words of a usual length. */
#include "base/suggest.h"

#include <string.h>

/* Longest part, in bytes, in which two words may differ; names are shorter. */
#define LONGEST 64

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Drops what both have at the beginning and at the end; it costs nothing. */
static void strip_common(struct str *a, struct str *b)
{
	while (a->n && b->n && a->p[0] == b->p[0]) {
		*a = (struct str){a->p + 1, a->n - 1};
		*b = (struct str){b->p + 1, b->n - 1};
	}
	while (a->n && b->n && a->p[a->n - 1] == b->p[b->n - 1]) {
		a->n--;
		b->n--;
	}
}

/* Costs of making a[0..i] into every beginning of b. */
struct row {
	unsigned cost[LONGEST + 1];
};

static void fill_row(struct row *row, const struct row *above, const struct row *above_that,
		     struct str a, size_t i, struct str b)
{
	row->cost[0] = (unsigned)i;
	for (size_t j = 1; j <= b.n; j++) {
		bool same = a.p[i - 1] == b.p[j - 1];
		unsigned cost = above->cost[j - 1] + !same;

		cost = smaller(cost, above->cost[j] + 1);
		cost = smaller(cost, row->cost[j - 1] + 1);
		if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
			cost = smaller(cost, above_that->cost[j - 2] + 1);
		row->cost[j] = cost;
	}
}

unsigned suggest_distance(struct str a, struct str b, unsigned limit)
{
	struct row rows[3] = {0};
	unsigned distance;

	strip_common(&a, &b);
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > limit || a.n > LONGEST || b.n > LONGEST)
		return limit + 1;
	for (size_t j = 0; j <= b.n; j++)
		rows[0].cost[j] = (unsigned)j;
	for (size_t i = 1; i <= a.n; i++)
		fill_row(&rows[i % 3], &rows[(i + 2) % 3], &rows[(i + 1) % 3], a, i, b);
	distance = rows[a.n % 3].cost[b.n];
	return distance > limit ? limit + 1 : distance;
}

const char *suggest_closest(struct str word, const char *const words[])
{
	unsigned limit = word.n < 9 ? (unsigned)word.n / 3 : 3;
	const char *closest = NULL;

	for (; *words; words++) {
		unsigned distance = suggest_distance(word, str_of(*words), limit);

		if (distance > limit)
			continue;
		closest = *words;
		if (distance == 0)
			break;
		limit = distance - 1; /* only a closer one may replace it */
	}
	return closest;
}
