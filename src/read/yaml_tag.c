/* SPDX-License-Identifier: MIT */
/* What explicit tags do to a node. */
#include "read/yaml_tag.h"

#include <string.h>

#define YAML_TAGS "tag:yaml.org,2002:"

static const struct scalar_tag {
	const char *name;
	enum yaml_type type;
} scalar_tags[] = {
	{"int", YAML_INTEGER},
	{"bool", YAML_BOOLEAN},
	{"null", YAML_NULL},
	{"float", YAML_FLOAT},
};

/* PyYAML has constructors for these, but a layout has no place for what they make. */
static const char *const unusable[] = {"binary", "timestamp", "omap",  "pairs", "set", "str", "int",
				       "bool",   "null",      "float", "map",   "seq", NULL};

static enum yaml_tag_problem refuse(const char *name)
{
	for (size_t i = 0; unusable[i]; i++) {
		if (strcmp(name, unusable[i]) == 0)
			return TAG_UNUSABLE;
	}
	return TAG_UNKNOWN;
}

/* `!!int "5"` is 5: the quotes do not count under a tag. */
static enum yaml_tag_problem apply_to_scalar(const char *name, struct node *scalar)
{
	if (strcmp(name, "str") == 0) {
		scalar->quoted = true;
		return TAG_FINE;
	}
	for (size_t i = 0; i < sizeof(scalar_tags) / sizeof(*scalar_tags); i++) {
		if (strcmp(name, scalar_tags[i].name) != 0)
			continue;
		scalar->quoted = false;
		return yaml_resolve(scalar->text).type == scalar_tags[i].type ? TAG_FINE
									      : TAG_CONTRADICTS;
	}
	return refuse(name);
}

enum yaml_tag_problem yaml_tag_apply(const char *tag, struct node *node)
{
	const char *name;

	if (!tag || strcmp(tag, "!") == 0)
		return TAG_FINE;
	if (strncmp(tag, YAML_TAGS, strlen(YAML_TAGS)) != 0)
		return TAG_UNKNOWN;
	name = tag + strlen(YAML_TAGS);
	if (node->kind == NODE_SCALAR)
		return apply_to_scalar(name, node);
	if (strcmp(name, node->kind == NODE_MAPPING ? "map" : "seq") == 0)
		return TAG_FINE;
	return refuse(name);
}
