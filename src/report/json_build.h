/* SPDX-License-Identifier: MIT */
/* What the formats that are JSON share: values that cannot fail one by one, and the dump. */
#ifndef PMLAYOUT_REPORT_JSON_BUILD_H
#define PMLAYOUT_REPORT_JSON_BUILD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct builder {
	struct arena *arena;
	bool failed; /* jansson had no memory; the result is incomplete */
};

/* Both take over the value. */
void build_put(struct builder *builder, json_t *object, const char *key, json_t *value);
void build_append(struct builder *builder, json_t *array, json_t *value);

/* Null for NULL.  A text that is not UTF-8 becomes what the text format shows, with \xNN. */
json_t *build_string(const struct builder *builder, const char *text);
void build_put_string(struct builder *builder, json_t *object, const char *key, const char *text);
void build_put_size(struct builder *builder, json_t *object, const char *key, size_t value);

/* Writes the whole, in ASCII and with a line end, and releases it.  When jansson had no memory
 * the arena's handler is called, so that nobody takes half an object for a whole one.
 */
void build_finish(const struct builder *builder, json_t *root, struct text *out);

#endif
