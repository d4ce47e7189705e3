/* SPDX-License-Identifier: MIT */
/* Nodes from events, with the limits and refusals that keep a tree safe to walk. */
#include "read/yaml_build.h"

#include <string.h>

#include "base/arena.h"
#include "read/yaml_merge.h"
#include "read/yaml_tag.h"

/* Nodes that aliases may add, beside a few for each node that is written: no layout comes near
 * it, and an alias bomb is stopped before anybody walks the tree.
 */
#define ALIASED_NODES 100000
#define ALIASED_NODES_PER_WRITTEN 4

bool yaml_build_refuse(struct yaml_build *build, struct span at, const char *message,
		       const char *help)
{
	struct finding *finding = finding_add(build->found, RULE_invalid_yaml, at, "%s", message);

	if (help)
		finding_help(build->found, finding, "%s", help);
	return false;
}

static struct yaml_frame *innermost(struct yaml_build *build)
{
	return build->depth ? &build->frames[build->depth - 1] : NULL;
}

static bool wants_key(struct yaml_build *build)
{
	const struct yaml_frame *frame = innermost(build);

	return frame && frame->collection->kind == NODE_MAPPING && !frame->has_key;
}

static struct span first_line(const struct source *source, uint32_t begin)
{
	const char *p = source->text.p + begin;
	size_t rest = source->text.n - begin;
	const char *end = rest ? memchr(p, '\n', rest) : NULL;

	if (end)
		rest = (size_t)(end - p);
	return yaml_text_trim(span_of(source, begin, begin + (uint32_t)rest));
}

static bool refuse_complex_key(struct yaml_build *build, struct span at)
{
	return yaml_build_refuse(build, at, "a list or mapping stands as a key",
				 "a key is a plain name; quote a text that begins with a bracket");
}

static bool refuse_depth(struct yaml_build *build, struct span at)
{
	return yaml_build_refuse(build, at, "the file is nested deeper than 32 levels", NULL);
}

/* Takes a scalar as the key of the innermost mapping. */
static bool set_key(struct yaml_build *build, const struct node *scalar)
{
	struct yaml_frame *frame = innermost(build);

	frame->key.key = scalar->text;
	frame->key.key_at = scalar->at;
	frame->key.key_quoted = scalar->quoted;
	frame->has_key = true;
	frame->merges |= yaml_is_merge_key(&frame->key);
	return true;
}

/* Puts a node where the document is at: the root, an item or the value of the waiting key. */
static void append(struct yaml_build *build, struct node *node)
{
	struct yaml_frame *frame = innermost(build);

	if (!frame) {
		build->root = node;
		return;
	}
	if (frame->has_key) {
		node->key = frame->key.key;
		node->key_at = frame->key.key_at;
		node->key_quoted = frame->key.key_quoted;
		frame->has_key = false;
	}
	*frame->tail = node;
	frame->tail = &node->next;
	frame->collection->count++;
}

/* Counts a complete value for the limits on aliases. */
static void account(struct yaml_build *build, size_t expanded, uint32_t height)
{
	struct yaml_frame *frame = innermost(build);

	if (!frame)
		return;
	frame->expanded += expanded;
	if (frame->height < height + 1)
		frame->height = height + 1;
}

/* Registers an anchor; PyYAML refuses a name that is used twice. */
static bool declare(struct yaml_build *build, const char *name, struct span at,
		    const struct node *node, struct yaml_anchor **anchor)
{
	const struct yaml_anchor *other;

	if (!name)
		return true;
	other = yaml_anchor_find(&build->anchors, name);
	if (other) {
		struct finding *finding =
			finding_add(build->found, RULE_invalid_yaml, at,
				    "the anchor `&%.60s` is defined a second time", name);

		finding_label(build->found, finding, other->at, "first defined here");
		finding_note(build->found, finding, "Partition Manager's YAML reader stops here");
		finding_help(build->found, finding, "give one of the two another name");
		return false;
	}
	*anchor = yaml_anchor_add(&build->anchors, build->arena, name);
	(*anchor)->at = at;
	(*anchor)->node = node;
	(*anchor)->expanded = 1;
	return true;
}

static bool apply_tag(struct yaml_build *build, const char *tag, struct node *node)
{
	struct finding *finding;

	switch (yaml_tag_apply(tag, node)) {
	case TAG_FINE:
		return true;
	case TAG_CONTRADICTS:
		finding_add(build->found, RULE_invalid_yaml, node->at,
			    "the value is not what its tag `%.60s` says", tag);
		return false;
	case TAG_UNUSABLE:
		finding_add(build->found, RULE_invalid_yaml, node->at,
			    "no key of a layout takes a value with the tag `%.60s`", tag);
		return false;
	case TAG_UNKNOWN:
		break;
	}
	finding = finding_add(build->found, RULE_invalid_yaml, node->at,
			      "Partition Manager does not know the tag `%.60s`", tag);
	finding_note(build->found, finding,
		     "PyYAML says: could not determine a constructor for the tag '%.60s'", tag);
	return false;
}

/* A plain `<<` or `=` as a value has a type of its own, which PyYAML's safe loader refuses. */
static bool is_reserved_value(const struct node *scalar)
{
	return !scalar->quoted && (str_is(scalar->text, "<<") || str_is(scalar->text, "="));
}

bool yaml_build_scalar(struct yaml_build *build, struct node *scalar, const char *anchor_name,
		       const char *tag)
{
	struct yaml_anchor *anchor = NULL;
	struct node *node;

	if (!apply_tag(build, tag, scalar))
		return false;
	build->written++;
	if (wants_key(build) && !anchor_name)
		return set_key(build, scalar);
	node = ARENA_NEW(build->arena, struct node);
	*node = *scalar;
	if (!declare(build, anchor_name, scalar->at, node, &anchor))
		return false;
	if (wants_key(build))
		return set_key(build, scalar);
	if (is_reserved_value(scalar))
		return yaml_build_refuse(build, scalar->at,
					 "`<<` and `=` are no values in YAML 1.1",
					 "quote the text");
	append(build, node);
	account(build, 1, 0);
	return true;
}

bool yaml_build_begin(struct yaml_build *build, const struct yaml_collection *begun)
{
	const struct source *source = build->text.source;
	uint32_t begin = begun->begin;
	struct span at;
	struct yaml_anchor *anchor = NULL;
	struct yaml_frame *frame;
	struct node *node;

	if (begun->anchor || begun->tag)
		begin = yaml_text_skip_properties(&build->text, begin, (uint32_t)source->text.n);
	/* A flow collection gets its end later; a file of one line may hold very many. */
	at = begun->flow ? span_of(source, begin, begin + 1) : first_line(source, begin);
	if (wants_key(build))
		return refuse_complex_key(build, at);
	if (build->depth == YAML_DEPTH_LIMIT)
		return refuse_depth(build, at);
	node = ARENA_NEW(build->arena, struct node);
	node->kind = begun->kind;
	node->at = at;
	if (!apply_tag(build, begun->tag, node) ||
	    !declare(build, begun->anchor, at, node, &anchor))
		return false;
	if (anchor)
		anchor->open = true;
	build->written++;
	append(build, node);
	frame = &build->frames[build->depth++];
	memset(frame, 0, sizeof(*frame));
	frame->collection = node;
	frame->tail = &node->first;
	frame->anchor = anchor;
	frame->expanded = 1;
	frame->height = 1;
	frame->flow = begun->flow;
	return true;
}

bool yaml_build_end(struct yaml_build *build, size_t end_index)
{
	struct yaml_frame *frame = innermost(build);
	const struct node *wrong = NULL;

	if (frame->flow)
		frame->collection->at.end = yaml_text_offset(&build->text, end_index);
	if (frame->merges)
		wrong = yaml_merge(build->arena, frame->collection);
	if (wrong)
		return yaml_build_refuse(build, wrong->at,
					 "`<<` takes a mapping or a list of mappings", NULL);
	if (frame->anchor) {
		frame->anchor->open = false;
		frame->anchor->expanded = frame->expanded;
		frame->anchor->height = frame->height;
	}
	build->depth--;
	account(build, frame->expanded, frame->height);
	return true;
}

/* False, and reported, when an alias cannot be followed safely. */
static bool may_follow(struct yaml_build *build, const struct yaml_anchor *anchor, const char *name,
		       struct span at)
{
	if (!anchor) {
		struct finding *finding = finding_add(build->found, RULE_invalid_yaml, at,
						      "unknown anchor `%.60s`", name);

		finding_note(build->found, finding,
			     "no value above this line carries that name; Partition Manager's YAML "
			     "reader stops here");
		finding_help(build->found, finding, "write `&%.60s` before the value it stands for",
			     name);
		return false;
	}
	if (anchor->open)
		return yaml_build_refuse(build, at,
					 "an alias stands inside the value that it names", NULL);
	if (build->depth + anchor->height > YAML_DEPTH_LIMIT)
		return refuse_depth(build, at);
	build->aliased += anchor->expanded;
	if (build->aliased > ALIASED_NODES + ALIASED_NODES_PER_WRITTEN * build->written)
		return yaml_build_refuse(build, at, "aliases expand the file beyond any layout",
					 "write the values out instead of nesting aliases");
	return true;
}

bool yaml_build_alias(struct yaml_build *build, const char *name, struct span at)
{
	const struct yaml_anchor *anchor = yaml_anchor_find(&build->anchors, name);
	struct node copy, *node;

	if (!may_follow(build, anchor, name, at))
		return false;
	copy = (struct node){.kind = anchor->node->kind,
			     .quoted = anchor->node->quoted,
			     .at = at,
			     .text = anchor->node->text,
			     .first = anchor->node->first,
			     .count = anchor->node->count,
			     .original = anchor->node};
	if (wants_key(build))
		return copy.kind == NODE_SCALAR ? set_key(build, &copy)
						: refuse_complex_key(build, at);
	node = ARENA_NEW(build->arena, struct node);
	*node = copy;
	build->written++;
	append(build, node);
	account(build, anchor->expanded, anchor->height);
	return true;
}
