/* SPDX-License-Identifier: MIT */
/* Merge keys, resolved as PyYAML's flatten_mapping does. */
#include "read/yaml_merge.h"

#include "base/arena.h"

/* Members in order, with a place to add the next. */
struct member_list {
	struct node *first, **tail;
	size_t count;
};

static void append(struct member_list *list, struct node *member)
{
	*list->tail = member;
	list->tail = &member->next;
	list->count++;
}

static void add_members(struct arena *arena, struct member_list *list, const struct node *mapping)
{
	for (const struct node *member = mapping->first; member; member = member->next) {
		struct node *copy = ARENA_NEW(arena, struct node);

		*copy = *member;
		copy->original = member->original ? member->original : member;
		copy->next = NULL;
		copy->merged = true;
		append(list, copy);
	}
}

/* The first mapping of a list wins, so it comes last. */
static const struct node *add_list(struct arena *arena, struct member_list *list,
				   const struct node *sequence)
{
	const struct node **items = arena_array(arena, sequence->count + 1, sizeof(*items));
	size_t count = 0;

	for (const struct node *item = sequence->first; item; item = item->next) {
		if (item->kind != NODE_MAPPING)
			return item;
		items[count++] = item;
	}
	while (count > 0)
		add_members(arena, list, items[--count]);
	return NULL;
}

bool yaml_is_merge_key(const struct node *member)
{
	return !member->key_quoted && !member->merged && str_is(member->key, "<<");
}

const struct node *yaml_merge(struct arena *arena, struct node *mapping)
{
	struct member_list merged = {.tail = &merged.first};
	struct member_list written = {.tail = &written.first};
	struct node *next;

	for (struct node *member = mapping->first; member; member = next) {
		const struct node *wrong = NULL;

		next = member->next;
		if (!yaml_is_merge_key(member))
			append(&written, member);
		else if (member->kind == NODE_MAPPING)
			add_members(arena, &merged, member);
		else if (member->kind == NODE_SEQUENCE)
			wrong = add_list(arena, &merged, member);
		else
			wrong = member;
		if (wrong)
			return wrong;
	}
	*written.tail = NULL;
	*merged.tail = written.first;
	mapping->first = merged.first;
	mapping->count = merged.count + written.count;
	return NULL;
}
