/* SPDX-License-Identifier: MIT */
/* A bump allocator on a list of blocks that grow with the need. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_A_PIECE 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_A_PIECE 1
#endif
#ifndef ONE_BLOCK_A_PIECE
#define ONE_BLOCK_A_PIECE 0
#endif

#define FIRST_BLOCK ((size_t)16 << 10)
#define LARGEST_BLOCK ((size_t)256 << 10)

struct block {
	struct block *next;
	size_t used, size; /* bytes of data */
	max_align_t data[];
};

struct arena {
	struct block *current; /* the only one with room; the others follow */
	size_t taken, limit;   /* bytes; limit 0: none */
	size_t next_size;      /* of the next common block, header included */
	arena_exhausted *handler;
	void *context;
};

struct arena *arena_new(size_t limit, arena_exhausted *handler, void *context)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		return NULL;
	arena->limit = limit;
	arena->next_size = FIRST_BLOCK;
	arena->handler = handler;
	arena->context = context;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	while (arena->current) {
		struct block *next = arena->current->next;

		free(arena->current);
		arena->current = next;
	}
	free(arena);
}

/* Ends the use of the arena: the handler must not return, so if it does nothing can go on. */
static _Noreturn void exhausted(const struct arena *arena)
{
	if (arena->handler)
		arena->handler(arena->context);
	abort();
}

static struct block *take_block(struct arena *arena, size_t bytes)
{
	struct block *block;

	if (arena->limit && (bytes > arena->limit || arena->taken > arena->limit - bytes))
		exhausted(arena);
	block = malloc(bytes);
	if (!block)
		exhausted(arena);
	arena->taken += bytes;
	block->next = NULL;
	block->used = 0;
	block->size = bytes - sizeof(*block);
	return block;
}

/* A block of its own for a large piece, behind the current one, which keeps its room.  With
 * AddressSanitizer every piece is one, so that an overrun of it is seen.
 */
static void *own_block(struct arena *arena, size_t n)
{
	struct block *block = take_block(arena, sizeof(*block) + n);

	block->used = block->size;
	if (arena->current) {
		block->next = arena->current->next;
		arena->current->next = block;
	} else {
		arena->current = block;
	}
	return block->data;
}

static void add_block(struct arena *arena)
{
	struct block *block = take_block(arena, arena->next_size);

	block->next = arena->current;
	arena->current = block;
	if (arena->next_size < LARGEST_BLOCK)
		arena->next_size *= 2;
}

/* A piece as the system or the arena's block leaves it: not zeroed. */
static void *take_piece(struct arena *arena, size_t n)
{
	const size_t unit = _Alignof(max_align_t);
	struct block *block = arena->current;
	void *piece;

	if (n > SIZE_MAX / 2)
		exhausted(arena);
	if (ONE_BLOCK_A_PIECE)
		return own_block(arena, n);
	n = n ? (n + unit - 1) / unit * unit : unit;
	if (!block || n > block->size - block->used) {
		if (n > arena->next_size / 4)
			return own_block(arena, n);
		add_block(arena);
		block = arena->current;
	}
	piece = (char *)block->data + block->used;
	block->used += n;
	return piece;
}

/* Pieces are zeroed one by one: most of a short run's blocks is never used. */
void *arena_alloc(struct arena *arena, size_t n)
{
	return memset(take_piece(arena, n), 0, n);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		exhausted(arena);
	return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *text, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		exhausted(arena);
	copy = take_piece(arena, n + 1);
	if (n)
		memcpy(copy, text, n);
	copy[n] = '\0';
	return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char small[256], *text;
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(small, sizeof(small), format, args);
	if (n < 0)
		exhausted(arena); /* longer than INT_MAX */
	if ((size_t)n < sizeof(small)) {
		text = arena_copy(arena, small, (size_t)n);
	} else {
		text = arena_alloc(arena, (size_t)n + 1);
		vsnprintf(text, (size_t)n + 1, format, again);
	}
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

size_t arena_taken(const struct arena *arena)
{
	return arena->taken;
}
