/* SPDX-License-Identifier: MIT */
/* Memory of one run: many small zeroed pieces, all released at once.
 *
 * An allocation never returns NULL.  When there is no memory (or the limit is reached) the
 * arena's handler is called and must not return: the command line prints and exits there, a
 * library user or a test may longjmp.  Nothing below src/cmd decides to end the process.
 */
#ifndef PMLAYOUT_BASE_ARENA_H
#define PMLAYOUT_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Must not return. */
typedef void arena_exhausted(void *context);

/* An empty arena that may grow to limit bytes (0: no limit).  NULL when there is no memory. */
struct arena *arena_new(size_t limit, arena_exhausted *handler, void *context);
void arena_free(struct arena *arena);

/* n zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t n);

/* count zeroed elements of size bytes; the product is checked for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of the n bytes at text. */
char *arena_copy(struct arena *arena, const char *text, size_t n);

/* A formatted, NUL-terminated string. */
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Bytes taken from the system so far. */
size_t arena_taken(const struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc(arena, sizeof(type)))

#endif
