/* SPDX-License-Identifier: MIT */
/* Puts values of jansson together and notes, once for all of them, that there was no memory. */
#include "base/json_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/term.h"

void build_put(struct json_builder *builder, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		builder->failed = true;
}

void build_append(struct json_builder *builder, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		builder->failed = true;
}

json_t *build_text(const struct json_builder *builder, struct str text)
{
	struct text visible = {.arena = builder->arena};
	json_t *value = json_stringn(text.n ? text.p : "", text.n);

	if (value)
		return value;
	text_add_visible(&visible, text);
	return json_stringn(visible.p ? visible.p : "", visible.n);
}

json_t *build_string(const struct json_builder *builder, const char *text)
{
	return text ? build_text(builder, str_of(text)) : json_null();
}

json_t *build_number(uint64_t value)
{
	return json_integer((json_int_t)value);
}

json_t *build_number_if(bool known, uint64_t value)
{
	return known ? build_number(value) : json_null();
}

void build_put_string(struct json_builder *builder, json_t *object, const char *key,
		      const char *text)
{
	build_put(builder, object, key, build_string(builder, text));
}

void build_put_number(struct json_builder *builder, json_t *object, const char *key, uint64_t value)
{
	build_put(builder, object, key, build_number(value));
}

/* jansson leaves DEL as it is, which can only stand in a string. */
static void add_dump(struct text *out, const char *dump)
{
	size_t plain = strcspn(dump, "\x7f");

	while (dump[plain]) {
		text_add(out, (struct str){dump, plain});
		text_puts(out, "\\u007f");
		dump += plain + 1;
		plain = strcspn(dump, "\x7f");
	}
	text_add(out, (struct str){dump, plain});
	text_putc(out, '\n');
}

/* ASCII: no text of an input must be able to command the terminal that shows it.  Without memory
 * the arena is asked for more than there can be, so that its one handler decides.
 */
static void finish(const struct json_builder *builder, json_t *root, size_t flags, struct text *out)
{
	char *dump = builder->failed ? NULL : json_dumps(root, flags | JSON_ENSURE_ASCII);

	json_decref(root);
	if (!dump)
		arena_array(out->arena, SIZE_MAX, 2);
	add_dump(out, dump);
	free(dump);
}

void build_finish(const struct json_builder *builder, json_t *root, struct text *out)
{
	finish(builder, root, JSON_INDENT(2) | JSON_REAL_PRECISION(6), out);
}

void build_finish_line(const struct json_builder *builder, json_t *root, struct text *out)
{
	finish(builder, root, JSON_COMPACT, out);
}
