/* SPDX-License-Identifier: MIT */
/* Reads any bytes as a devicetree blob.  Sources are left out: they would run dtc. */
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void out_of_memory(void *context)
{
	jmp_buf *back = context;

	longjmp(*back, 1);
}

static void read_blob(struct arena *arena, const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct layout *layout = ARENA_NEW(arena, struct layout);
	struct findings found;
	const struct devicetree *dt;

	findings_init(&found, arena);
	layout->arena = arena;
	dt = devicetree_read_source(arena, source_new_binary(arena, "fuzz.dtb", text), &found);
	if (dt)
		devicetree_partitions_read(layout, dt);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	jmp_buf back;
	struct arena *arena = arena_new((size_t)256 << 20, out_of_memory, &back);

	if (size && data[0] == 0xd0 && setjmp(back) == 0)
		read_blob(arena, data, size);
	arena_free(arena);
	return 0;
}
