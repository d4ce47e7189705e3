/* SPDX-License-Identifier: MIT */
/* Hashes what stays the same of a finding when the file around it is edited.
 *
 * FNV-1a with its published constants: no use of security, only short names that rarely meet.
 */
#include "report/fingerprint.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "report/uri.h"

#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

/* The NUL at the end is hashed too, so that "ab", "c" is not "a", "bc". */
static uint64_t add_word(uint64_t hash, const char *word)
{
	const char *p = word;

	do
		hash = (hash ^ (unsigned char)*p) * FNV_PRIME;
	while (*p++);
	return hash;
}

/* A relative path as it is written, however many "./" it has; of an absolute one, which differs
 * from machine to machine, only the name.
 */
static uint64_t add_file(uint64_t hash, struct arena *arena, const char *name)
{
	struct text uri = {.arena = arena};

	return add_word(hash, uri_add_path(&uri, name) ? uri.p : path_base(name));
}

static uint64_t hash_of(struct arena *arena, const struct finding *finding)
{
	uint64_t hash = add_word(FNV_BASIS, rule_get(finding->rule)->name);

	for (const struct line *name = finding->partitions; name; name = name->next)
		hash = add_word(hash, name->text);
	if (finding->labels && span_is_set(finding->labels->at))
		hash = add_file(hash, arena, finding->labels->at.source->name);
	return hash;
}

/* Same hashes stand in the array in the order of the findings. */
static int compare(const void *left, const void *right)
{
	const struct fingerprint *a = *(struct fingerprint *const *)left;
	const struct fingerprint *b = *(struct fingerprint *const *)right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a > b) - (a < b);
}

struct fingerprint *fingerprints_make(struct arena *arena, const struct findings *found)
{
	struct fingerprint *prints = arena_array(arena, found->count, sizeof(*prints));
	struct fingerprint **sorted =
		arena_array(arena, found->count, sizeof(struct fingerprint *));
	size_t n = 0;

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		sorted[n] = &prints[n];
		prints[n++].hash = hash_of(arena, finding);
	}
	qsort(sorted, n, sizeof(struct fingerprint *), compare);
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && sorted[i]->hash == sorted[i - 1]->hash;

		sorted[i]->ordinal = same ? sorted[i - 1]->ordinal + 1 : 1;
	}
	return prints;
}
