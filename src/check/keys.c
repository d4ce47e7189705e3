/* SPDX-License-Identifier: MIT */
/* Rules about keys: those that Partition Manager does not know, and those that stand where it
 * never reads them (PARTITION-MANAGER.md 1.2, 1.3).
 */
#include "check/check.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"

/* The frequent ones first. */
static const char *const partition_keys[] = {"address",
					     "size",
					     "region",
					     "end_address",
					     "span",
					     "orig_span",
					     "placement",
					     "device",
					     "inside",
					     "share_size",
					     "sharers",
					     "affiliation",
					     "extra_params",
					     "default_driver_kconfig",
					     NULL};
static const char *const placement_keys[] = {"before", "after", "align", "align_next", NULL};
static const char *const align_keys[] = {"start", "end", NULL};
static const char *const choice_keys[] = {"one_of", NULL};

/* Words of other tools for the same thing. */
static const struct {
	const char *foreign, *ours;
} synonyms[] = {
	{"addr", "address"},  {"base_address", "address"},  {"offset", "address"},
	{"start", "address"}, {"start_address", "address"}, {"length", "size"},
	{"len", "size"},      {"end", "end_address"},       {"subpartitions", "span"},
};

static bool is_listed(struct str key, const char *const keys[])
{
	for (size_t i = 0; keys[i]; i++)
		if (str_is(key, keys[i]))
			return true;
	return false;
}

static const char *synonym_of(struct str key)
{
	for (size_t i = 0; i < sizeof(synonyms) / sizeof(synonyms[0]); i++)
		if (str_is(key, synonyms[i].foreign))
			return synonyms[i].ours;
	return NULL;
}

/* Only one key is within two steps: then the slip is certain. */
static bool is_only_candidate(struct str key, const char *best, const char *const keys[])
{
	unsigned distance = suggest_distance(key, str_of(best), 2);

	if (distance > 2)
		return false;
	for (size_t i = 0; keys[i]; i++)
		if (keys[i] != best && suggest_distance(key, str_of(keys[i]), 2) <= distance)
			return false;
	return true;
}

/* Mappings of more members than that are not searched for a second one that is meant so. */
#define MOST_MEMBERS 64

/* No other member is, or is meant to be, the key. */
static bool is_free(const struct node *mapping, const struct node *member, const char *key,
		    const char *const keys[])
{
	if (mapping->count > MOST_MEMBERS)
		return false;
	for (const struct node *other = mapping->first; other; other = other->next) {
		const char *closest = other == member ? NULL : suggest_closest(other->key, keys);

		if (closest && cstr_eq(closest, key))
			return false;
	}
	return true;
}

static const char *key_list(struct findings *found, const char *const keys[])
{
	struct text text = {.arena = found->arena};

	for (size_t i = 0; keys[i]; i++)
		text_printf(&text, "%s`%s`", i ? ", " : "", keys[i]);
	return text.p ? text.p : "";
}

/* Members of one mapping; where: "`placement` of partition `x`". */
struct scope {
	const struct partition *partition;
	const struct node *mapping;
	const char *const *keys;
	const char *place, *noun;
};

static void report_unknown(struct findings *found, const struct scope *scope,
			   const struct node *member)
{
	const char *closest = suggest_closest(member->key, scope->keys);
	const char *meant = closest;
	struct finding *finding =
		finding_about_partition(found, RULE_unknown_key, scope->partition, member->key_at,
					"unknown key `%.*s` in %s `%s`", STR_ARG(member->key),
					scope->place, scope->partition->name);

	finding_mark(found, finding, "not a key of %s", scope->noun);
	finding_note(found, finding,
		     "Partition Manager carries a key that it does not know along unread");
	if (!meant && scope->keys == partition_keys)
		meant = synonym_of(member->key);
	if (meant)
		finding_help(found, finding, "did you mean `%s`?", meant);
	finding_help(found, finding, "keys of %s: %s", scope->noun, key_list(found, scope->keys));
	if (closest && is_free(scope->mapping, member, closest, scope->keys) &&
	    is_only_candidate(member->key, closest, scope->keys))
		finding_fix(found, finding, member->key_at, "%s", closest);
}

/* Keys that `ignored-key` speaks of. */
static bool is_misplaced(struct str key)
{
	return is_listed(key, placement_keys);
}

static void judge_scope(struct findings *found, const struct scope *scope)
{
	for (const struct node *member = scope->mapping->first; member; member = member->next) {
		if (member->merged || is_listed(member->key, scope->keys))
			continue;
		if (scope->keys == partition_keys && is_misplaced(member->key))
			continue;
		report_unknown(found, scope, member);
	}
}

static void judge_below(struct findings *found, struct scope scope, const struct node *mapping)
{
	if (!mapping || mapping->kind != NODE_MAPPING)
		return;
	scope.mapping = mapping;
	judge_scope(found, &scope);
}

/* `span: {one_of: [...]}`, or such mappings in a list. */
static void judge_choice(struct findings *found, struct scope scope, const struct node *value)
{
	scope.keys = choice_keys;
	scope.noun = "a choice";
	if (!value || value->kind == NODE_SCALAR)
		return;
	judge_below(found, scope, value);
	if (value->kind != NODE_SEQUENCE)
		return;
	for (const struct node *item = value->first; item; item = item->next)
		judge_below(found, scope, item);
}

void rule_unknown_key(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct scope scope = {p, p->node, partition_keys, "partition", "a partition"};
		const struct node *placement;

		if (!p->node || p->node->kind != NODE_MAPPING)
			continue;
		judge_scope(found, &scope);
		for (const struct node *member = p->node->first; member; member = member->next) {
			bool names =
				str_is(member->key, "span") || str_is(member->key, "share_size");

			if (!names || member->merged)
				continue;
			scope.place = arena_printf(found->arena, "`%.*s` of", STR_ARG(member->key));
			judge_choice(found, scope, member);
		}
		placement = node_get(p->node, "placement");
		if (!placement || placement->merged)
			continue;
		scope = (struct scope){p, NULL, placement_keys, "`placement` of", "`placement`"};
		judge_below(found, scope, placement);
		scope = (struct scope){p, NULL, align_keys, "`align` of", "`align`"};
		judge_below(found, scope, node_get(placement, "align"));
	}
}

/* -- ignored-key ----------------------------------------------------------- */

static struct finding *add_ignored(struct findings *found, const struct partition *partition,
				   const struct node *member, const char *why)
{
	return finding_about_partition(found, RULE_ignored_key, partition, member->key_at,
				       "`%.*s` of `%s` is never read: %s", STR_ARG(member->key),
				       partition->name, why);
}

/* `align: {...}` in one line, where nothing stands in the way of `placement: {align: {...}}`. */
static bool may_be_wrapped(const struct partition *partition, const struct node *member)
{
	const struct str text = member->at.source ? member->at.source->text : STR("");
	uint32_t begin = member->key_at.begin, end = member->at.end;

	return partition->region && partition->region->placement == PLACE_COMPLEX &&
	       str_is(member->key, "align") && member->kind == NODE_MAPPING && !member->merged &&
	       node_get(partition->node, "align") == member && begin < end && end <= text.n &&
	       text.p[begin] == 'a' && text.p[member->at.begin] == '{' &&
	       !memchr(text.p + begin, '\n', end - begin) &&
	       !node_get(partition->node, "placement");
}

static void offer_placement(struct findings *found, struct finding *finding,
			    const struct partition *partition, const struct node *member)
{
	struct span at = member->key_at;
	struct str written;

	if (!may_be_wrapped(partition, member))
		return;
	at.end = member->at.end;
	written = (struct str){at.source->text.p + at.begin, at.end - at.begin};
	finding_help(found, finding, "write `placement: {%.*s}`", STR_ARG(written));
	finding_fix(found, finding, at, "placement: {%.*s}", STR_ARG(written));
}

static void judge_stray(struct findings *found, const struct partition *partition,
			const struct node *member)
{
	struct finding *finding =
		add_ignored(found, partition, member, "it stands outside `placement`");

	finding_mark(found, finding, "belongs below `placement`");
	if (str_starts(member->key, "align"))
		finding_note(
			found, finding,
			"in a static file Partition Manager says nothing; in a pm.yml it stops "
			"with \"'%.*s' config is misplaced (should be part of 'placement').\"",
			STR_ARG(member->key));
	else
		finding_note(found, finding, "Partition Manager carries it along unread");
	offer_placement(found, finding, partition, member);
	finding_help(found, finding,
		     "a static partition stays at its `address`: choose an aligned address "
		     "yourself and delete the key");
}

static bool same_letters(const char *a, const char *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (tolower((unsigned char)a[i]) != tolower((unsigned char)b[i]))
			return false;
	return true;
}

/* MX25R64 and mx25r6435f are the same chip to a person: one continues the other. */
static bool is_same_chip(const char *a, const char *b)
{
	size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return length >= 4 && same_letters(a, b, length);
}

/* Names of internal flash in the layouts of all SDK versions. */
static bool is_internal_controller(const char *device)
{
	return strstr(device, "flash_ctrl") || strstr(device, "controller") ||
	       strstr(device, "zephyr_flash");
}

/* The name in the devicetree, or the end of the path that NCS 2.1 wrote into regions.yml. */
static bool names_chip_of(const char *device, const struct region *region)
{
	const char *slash = strrchr(region->device_name, '/');

	if (region->device && is_same_chip(device, region->device->label))
		return true;
	return slash && is_same_chip(device, slash + 1);
}

/* The device of the partition's region when it certainly is another one, else NULL. */
static const char *other_device(struct arena *arena, const struct partition *partition)
{
	const struct region *region = partition->region;
	const char *device = partition->device;

	if (!region || cstr_eq(device, region->name) || cstr_eq(device, region->device_name))
		return NULL;
	if (region->kind == REGION_FLASH)
		return is_internal_controller(device) ? NULL : "the internal flash controller";
	if (region->kind != REGION_EXTERNAL_FLASH || names_chip_of(device, region))
		return NULL;
	if (span_is_set(region->at) && *region->device_name)
		return arena_printf(arena, "`%s`", region->device_name);
	if (!region->device || cstr_starts(device, "DT_CHOSEN"))
		return NULL;
	return arena_printf(arena, "`%s`", region->device->label);
}

static void judge_device(struct findings *found, const struct partition *partition)
{
	const char *other = partition->device ? other_device(found->arena, partition) : NULL;
	struct finding *finding;

	if (!other)
		return;
	finding = finding_about_partition(found, RULE_ignored_key, partition, partition->device_at,
					  "`device` of `%s` says `%s`, but region `%s` is on %s",
					  partition->name, partition->device,
					  partition->region->name, other);
	finding_mark(found, finding, "not where the partition will be");
	finding_label(found, finding, partition->region_at, "the region decides");
	finding_label(found, finding, partition->region->at, "the region's device");
	finding_note(found, finding,
		     "Partition Manager takes the device from the region and never "
		     "reads `device` of a partition");
	finding_help(found, finding,
		     partition->region->kind == REGION_FLASH
			     ? "write `region: external_flash` to place it there, or "
			       "delete `device`"
			     : "delete `device`");
}

static void judge_placement(struct findings *found, const struct partition *partition,
			    const struct node *member)
{
	const struct region *region = partition->region;
	struct finding *finding;

	if (!region || region->placement == PLACE_COMPLEX || !region->declared)
		return;
	finding = add_ignored(found, partition, member,
			      arena_printf(found->arena, "`%s` is a simple region", region->name));
	finding_mark(found, finding, "no effect here");
	finding_note(found, finding,
		     "Partition Manager packs simple regions in the order of the "
		     "files, without `placement` and without alignment");
	finding_help(found, finding, "delete `placement`; the `address` alone counts");
}

void rule_ignored_key(const struct layout *layout, struct findings *found)
{
	/* partitions.yml is generated: nobody can move a key in it. */
	if (layout->kind != LAYOUT_PM_STATIC)
		return;
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		const struct node *member = p->node ? p->node->first : NULL;

		for (; member; member = member->next) {
			if (member->merged)
				continue;
			if (is_misplaced(member->key))
				judge_stray(found, p, member);
			else if (str_is(member->key, "device"))
				judge_device(found, p);
			else if (str_is(member->key, "placement"))
				judge_placement(found, p, member);
		}
	}
}
