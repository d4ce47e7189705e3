/* SPDX-License-Identifier: MIT */
/* Puts values of jansson together and notes, once for all of them, that there was no memory. */
#include "report/json_build.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/term.h"

void build_put(struct builder *builder, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		builder->failed = true;
}

void build_append(struct builder *builder, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		builder->failed = true;
}

json_t *build_string(const struct builder *builder, const char *text)
{
	struct text visible = {.arena = builder->arena};
	json_t *value;

	if (!text)
		return json_null();
	value = json_string(text);
	if (value)
		return value;
	text_add_visible(&visible, str_of(text));
	return json_string(visible.p);
}

void build_put_string(struct builder *builder, json_t *object, const char *key, const char *text)
{
	build_put(builder, object, key, build_string(builder, text));
}

void build_put_size(struct builder *builder, json_t *object, const char *key, size_t value)
{
	build_put(builder, object, key, json_integer((json_int_t)value));
}

/* The arena is asked for more than there can be, so that the one handler for "no memory"
 * decides.
 */
void build_finish(const struct builder *builder, json_t *root, struct text *out)
{
	char *dump = NULL;

	if (!builder->failed)
		dump = json_dumps(root, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	json_decref(root);
	if (!dump)
		arena_array(out->arena, SIZE_MAX, 2);
	text_puts(out, dump);
	free(dump);
	text_putc(out, '\n');
}
