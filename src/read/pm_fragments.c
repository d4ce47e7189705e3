/* SPDX-License-Identifier: MIT */
/* Partition Manager's YAML files as plain data: fragments, a static file, its own outputs
 * (PARTITION-MANAGER.md 1).
 */
#include "read/pm_fragments.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "read/members.h"
#include "read/read.h"

/* Which value a collection became: an alias of it is the same value. */
struct known {
	const struct node *node;
	struct value *value;
};

struct conversion {
	struct arena *arena;
	struct findings *found;
	struct known *known; /* a hash table by address; its order is never seen */
	size_t count, room;  /* room is a power of two */
	bool failed;
};

/* -- One value for a collection and its aliases ----------------------------------------------- */

static struct known *place_of(const struct conversion *all, const struct node *node)
{
	size_t i = (size_t)(((uintptr_t)node >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20);

	for (i &= all->room - 1; all->known[i].node && all->known[i].node != node;)
		i = (i + 1) & (all->room - 1);
	return &all->known[i];
}

static void remember(struct conversion *all, const struct node *node, struct value *value)
{
	const struct known *old = all->known;
	size_t old_room = all->room;

	if (2 * (all->count + 1) > all->room) {
		all->room = all->room ? 2 * all->room : 64;
		all->known = arena_array(all->arena, all->room, sizeof(*all->known));
		for (size_t i = 0; i < old_room; i++) {
			if (old[i].node)
				*place_of(all, old[i].node) = old[i];
		}
	}
	*place_of(all, node) = (struct known){node, value};
	all->count++;
}

/* -- Conversion ------------------------------------------------------------------------------- */

static void refuse(struct conversion *all, struct span at, const char *message, const char *help)
{
	struct finding *finding = finding_add(all->found, RULE_wrong_type, at, "%s", message);

	finding->severity = SEVERITY_ERROR;
	finding_help(all->found, finding, "%s", help);
	all->failed = true;
}

/* A size such as 4096.0, with which Partition Manager computes. */
static void note_whole(struct value *value)
{
	double number, limit = (double)VALUE_LIMIT;

	if (value->kind != VALUE_FLOAT || !yaml_float(str_of(value->text), &number) ||
	    !(number >= -limit && number <= limit))
		return;
	value->negative = number < 0;
	value->magnitude = (uint64_t)(number < 0 ? -number : number);
	value->whole = !((double)value->magnitude < (number < 0 ? -number : number));
}

static struct value *convert_scalar(struct conversion *all, const struct node *node)
{
	static const enum value_kind kinds[] = {
		[YAML_STRING] = VALUE_STRING,   [YAML_INTEGER] = VALUE_INTEGER,
		[YAML_BOOLEAN] = VALUE_BOOLEAN, [YAML_NULL] = VALUE_NULL,
		[YAML_FLOAT] = VALUE_FLOAT,
	};
	const struct yaml_scalar scalar = node_scalar(node);
	struct value *value = value_new(all->arena, kinds[scalar.type]);

	value->text = node->text.p;
	value->negative = scalar.negative;
	value->magnitude = scalar.value;
	note_whole(value);
	if (scalar.too_large)
		refuse(all, node->at, "the number does not fit 64 bits",
		       "no device has so many bytes: delete digits");
	return value;
}

/* The numbers that the solver adds up. */
static void check_limit(struct conversion *all, const struct node *node, const struct value *value)
{
	static const char *const keys[] = {"size", "address", "start", "end", "align_next"};

	if (value->kind != VALUE_INTEGER || value->magnitude <= VALUE_LIMIT)
		return;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (str_is(node->key, keys[i]))
			refuse(all, node->at, "the number is larger than any device",
			       "delete digits");
	}
}

static struct value *convert(struct conversion *all, const struct node *node);

static void report_duplicates(struct conversion *all, const struct node *mapping,
			      const struct node *winner)
{
	for (const struct node *other = mapping->first; other; other = other->next) {
		struct finding *finding;

		if (other == winner || other->merged || winner->merged ||
		    !str_eq(other->key, winner->key))
			continue;
		finding = finding_add(all->found, RULE_duplicate_key, winner->key_at,
				      "`%s` stands a second time", winner->key.p);
		finding->severity = SEVERITY_WARNING;
		finding_label(all->found, finding, other->key_at, "this one is ignored");
		finding_help(all->found, finding, "delete one of the two");
		return;
	}
}

static void convert_members(struct conversion *all, const struct node *node, struct value *map)
{
	size_t count;
	const struct node **members = members_that_win(all->arena, node, &count);

	for (size_t i = 0; i < count; i++) {
		const struct node *member = members[i];
		struct value *value;
		struct value_member *added;

		if (!member->key_quoted && yaml_resolve(member->key).type != YAML_STRING)
			refuse(all, member->key_at, "a key is a number, a boolean or nothing",
			       "a key is a name; quote it if it must look like that");
		if (count < node->count && node->count < 4096)
			report_duplicates(all, node, member);
		value = convert(all, member);
		check_limit(all, member, value);
		value_set(map, member->key.p, value);
		added = value_member(map, member->key.p);
		added->at = member->key_at;
	}
}

/* Recursion is as deep as the YAML reader allows: 32 levels. */
static struct value *convert(struct conversion *all, const struct node *node)
{
	const struct node *original = node->original ? node->original : node;
	struct value *value;

	if (node->kind == NODE_SCALAR) {
		value = convert_scalar(all, node);
		value->at = node->at;
		return value;
	}
	if (all->room && place_of(all, original)->node)
		return place_of(all, original)->value;
	value = value_new(all->arena, node->kind == NODE_MAPPING ? VALUE_MAP : VALUE_LIST);
	value->at = node->at;
	remember(all, original, value);
	if (node->kind == NODE_MAPPING) {
		convert_members(all, node, value);
		return value;
	}
	for (const struct node *item = node->first; item; item = item->next)
		value_append(value, convert(all, item));
	return value;
}

/* -- Files ------------------------------------------------------------------------------------ */

static bool is_missing(const char *why)
{
	return cstr_eq(why, strerror(ENOENT));
}

static bool check_shape(const struct value *partitions, struct findings *found)
{
	bool ok = true;

	for (size_t i = 0; i < partitions->count; i++) {
		const struct value_member *member = &partitions->members[i];
		struct finding *finding;

		if (member->value->kind == VALUE_MAP)
			continue;
		finding = finding_add(found, RULE_wrong_shape, member->at,
				      "`%s` is no mapping of keys to values", member->key);
		finding_about(found, finding, member->key);
		finding_note(found, finding, "Partition Manager ends with a TypeError");
		finding_help(found, finding,
			     "write what the partition is below its name, indented");
		ok = false;
	}
	return ok;
}

bool pm_yaml_read(struct arena *arena, const struct source *source, struct findings *found,
		  struct value **partitions)
{
	struct conversion all = {.arena = arena, .found = found};
	size_t before = found->count;
	const struct node *document = yaml_tree_read(arena, source, found);
	struct finding *finding;

	*partitions = NULL;
	if (!document)
		return found->count == before;
	*partitions = convert(&all, document);
	if (all.failed)
		return false;
	if ((*partitions)->kind == VALUE_NULL) {
		*partitions = NULL;
		return true;
	}
	if ((*partitions)->kind == VALUE_MAP)
		return check_shape(*partitions, found);
	finding = finding_add(found, RULE_wrong_shape, document->at,
			      "the file is no mapping of partition names");
	finding_note(found, finding, "Partition Manager ends with an AttributeError");
	finding_help(found, finding, "write `NAME:` and below it, indented, `size: ...`");
	return false;
}

static bool report_conflict(struct findings *found, const char *path,
			    const struct value_member *first, const struct value_member *second)
{
	struct text a = {.arena = found->arena}, b = {.arena = found->arena};
	struct finding *finding =
		finding_add(found, RULE_conflicting_partition, second->at,
			    "`%s` is defined here otherwise than in an earlier file", second->key);

	value_repr(&a, second->value);
	value_repr(&b, first->value);
	finding_about(found, finding, second->key);
	finding_label(found, finding, first->at, "first defined here");
	finding_note(found, finding,
		     "Partition Manager ends with PartitionError: Conflicting configuration found "
		     "for '%s' value for key '%s' differs. val1: %s val2: %s ",
		     path, second->key, a.p, b.p);
	finding_help(found, finding, "keep one of the two definitions, or rename the other");
	return false;
}

static bool merge(struct value *fragments, const struct value *partitions, const char *path,
		  struct findings *found)
{
	bool ok = true;

	for (size_t i = 0; i < partitions->count; i++) {
		const struct value_member *member = &partitions->members[i];
		const struct value_member *other = value_member(fragments, member->key);

		if (other) {
			if (!value_equal(other->value, member->value))
				ok = report_conflict(found, path, other, member);
			continue;
		}
		value_set(fragments, member->key, member->value);
		value_member(fragments, member->key)->at = member->at;
	}
	return ok;
}

bool pm_fragment_add(struct arena *arena, const struct source *source, struct value *fragments,
		     struct findings *found)
{
	struct value *partitions;

	if (!pm_yaml_read(arena, source, found, &partitions))
		return false;
	return !partitions || merge(fragments, partitions, source->name, found);
}

bool pm_fragment_read(struct arena *arena, const char *path, struct value *fragments,
		      struct findings *found)
{
	struct str content;
	const char *why;
	struct finding *finding;

	if (!file_read(arena, path, &content, &why)) {
		finding = finding_add(found, RULE_unreadable_file, (struct span){0}, "%s: %s", path,
				      why);
		finding_note(found, finding, "the partitions of this file are left out");
		finding_help(found, finding, "correct the path, or make the file readable");
		if (is_missing(why))
			finding->severity = SEVERITY_WARNING;
		return is_missing(why);
	}
	return pm_fragment_add(arena, source_new(arena, path, content), fragments, found);
}

struct value *pm_static_read(struct arena *arena, const struct source *source,
			     struct findings *found)
{
	struct value *partitions;
	struct finding *finding;

	if (!pm_yaml_read(arena, source, found, &partitions))
		return NULL;
	if (partitions)
		return partitions;
	finding = finding_add(found, RULE_nothing_to_check, span_of(source, 0, 0),
			      "the static file `%s` holds no partition", source->name);
	finding_note(found, finding,
		     "Partition Manager ends with AttributeError: 'NoneType' object has no "
		     "attribute 'items'");
	finding_help(found, finding, "write a partition into it, or leave the file out");
	return NULL;
}
