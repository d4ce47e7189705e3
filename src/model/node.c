/* SPDX-License-Identifier: MIT */
/* Looking things up in a YAML document. */
#include "model/node.h"

const struct node *node_get(const struct node *mapping, const char *key)
{
	const struct node *found = NULL;
	struct str wanted = str_of(key);

	if (!mapping || mapping->kind != NODE_MAPPING)
		return NULL;
	for (const struct node *member = mapping->first; member; member = member->next)
		if (str_eq(member->key, wanted) && (!found || found->merged || !member->merged))
			found = member;
	return found;
}

struct yaml_scalar node_scalar(const struct node *node)
{
	if (!node || node->kind != NODE_SCALAR || node->quoted)
		return (struct yaml_scalar){.type = YAML_STRING};
	return yaml_resolve(node->text);
}
