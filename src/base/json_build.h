/* SPDX-License-Identifier: MIT */
/* What all that is written as JSON shares: values that cannot fail one by one, and the dump. */
#ifndef PMLAYOUT_BASE_JSON_BUILD_H
#define PMLAYOUT_BASE_JSON_BUILD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct json_builder {
	struct arena *arena;
	bool failed; /* jansson had no memory; the result is incomplete */
};

/* Both take over the value. */
void build_put(struct json_builder *builder, json_t *object, const char *key, json_t *value);
void build_append(struct json_builder *builder, json_t *array, json_t *value);

/* A text that is not UTF-8 becomes what the text format shows, with \xNN. */
json_t *build_text(const struct json_builder *builder, struct str text);
json_t *build_string(const struct json_builder *builder, const char *text); /* null for NULL */
json_t *build_number(uint64_t value);
json_t *build_number_if(bool known, uint64_t value); /* else null */
void build_put_string(struct json_builder *builder, json_t *object, const char *key,
		      const char *text);
void build_put_number(struct json_builder *builder, json_t *object, const char *key,
		      uint64_t value);

/* Both write the whole in ASCII with a line end, and release it: over several lines, or as one.
 * When jansson had no memory the arena's handler is called, so that nobody takes half an object
 * for a whole one.
 */
void build_finish(const struct json_builder *builder, json_t *root, struct text *out);
void build_finish_line(const struct json_builder *builder, json_t *root, struct text *out);

#endif
