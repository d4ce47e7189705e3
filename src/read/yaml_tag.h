/* SPDX-License-Identifier: MIT */
/* Explicit tags (`!!str 5`) as PyYAML's safe loader takes them. */
#ifndef PMLAYOUT_READ_YAML_TAG_H
#define PMLAYOUT_READ_YAML_TAG_H

#include "model/node.h"

/* How a tag failed. */
enum yaml_tag_problem {
	TAG_FINE,
	TAG_UNKNOWN,    /* PyYAML: "could not determine a constructor for the tag" */
	TAG_UNUSABLE,   /* PyYAML makes a thing of it that no key of a layout takes */
	TAG_CONTRADICTS /* the value is not what the tag says */
};

/* Applies a tag (as libyaml expands it; NULL: none was written) to a node. */
enum yaml_tag_problem yaml_tag_apply(const char *tag, struct node *node);

#endif
