/* SPDX-License-Identifier: MIT */
/* Rules about the values of a Partition Manager file: numbers that are none, and numbers that
 * YAML 1.1 reads in its own way (PARTITION-MANAGER.md 1.1).
 */
#include "check/check.h"

#include "base/arena.h"

/* A place where Partition Manager wants an integer. */
struct number {
	const struct partition *partition;
	const struct node *node; /* has its key */
	const char *path;        /* the keys above it: "placement.align.", or "" */
	bool unread;             /* Partition Manager computes this one itself */
};

typedef void judge_number(struct findings *found, const struct number *number);

/* Merged members are looked at where they are written. */
static void visit_alignment(struct findings *found, const struct partition *partition,
			    const struct node *align, const char *path, judge_number *judge)
{
	for (const struct node *node = align->first; node; node = node->next) {
		struct number number = {partition, node, path, false};

		if (!node->merged && (str_is(node->key, "start") || str_is(node->key, "end")))
			judge(found, &number);
	}
}

static void visit_placement(struct findings *found, const struct partition *partition,
			    const struct node *placement, judge_number *judge)
{
	for (const struct node *node = placement->first; node; node = node->next) {
		struct number number = {partition, node, "placement.", false};

		if (node->merged)
			continue;
		if (str_is(node->key, "align_next"))
			judge(found, &number);
		else if (str_is(node->key, "align") && node->kind == NODE_MAPPING)
			visit_alignment(found, partition, node, "placement.align.", judge);
	}
}

static void visit_numbers(struct findings *found, const struct partition *partition,
			  judge_number *judge)
{
	const struct node *entry = partition->node;

	for (const struct node *node = entry ? entry->first : NULL; node; node = node->next) {
		struct number number = {partition, node, "", false};

		if (node->merged)
			continue;
		number.unread = str_is(node->key, "end_address");
		if (number.unread || str_is(node->key, "size") || str_is(node->key, "address"))
			judge(found, &number);
		else if (str_is(node->key, "placement") && node->kind == NODE_MAPPING)
			visit_placement(found, partition, node, judge);
		else if (str_is(node->key, "align") && node->kind == NODE_MAPPING)
			visit_alignment(found, partition, node, "align.", judge);
	}
}

/* -- wrong-type ------------------------------------------------------------ */

static struct finding *add_type(struct findings *found, const struct number *number,
				const char *what)
{
	const struct node *node = number->node;
	struct finding *finding = finding_about_partition(
		found, RULE_wrong_type, number->partition,
		span_is_set(node->at) ? node->at : node->key_at, "`%s%.*s` of `%s` %s",
		number->path, STR_ARG(node->key), number->partition->name, what);

	if (number->unread)
		finding_limit(finding, SEVERITY_WARNING);
	return finding;
}

/* The number that a text was meant to be: in quotes, or 0X10; empty when it is not certain. */
static struct str meant_number(struct findings *found, const struct node *node)
{
	char *copy = arena_copy(found->arena, node->text.p, node->text.n);
	struct str text = {copy, node->text.n};
	struct yaml_scalar scalar;

	if (text.n > 2 && copy[0] == '0' && copy[1] == 'X')
		copy[1] = 'x';
	scalar = yaml_resolve(text);
	if (scalar.type != YAML_INTEGER || scalar.surprise != SURPRISE_NONE || scalar.negative)
		return (struct str){NULL, 0};
	return text;
}

/* True when the span shows the scalar itself, not an alias of it. */
static bool stands_here(const struct node *node)
{
	const struct source *source = node->at.source;
	size_t length = node->text.n + (node->quoted ? 2 : 0);
	size_t skip = node->quoted ? 1 : 0;

	return source && node->at.end - node->at.begin == length &&
	       str_eq((struct str){source->text.p + node->at.begin + skip, node->text.n},
		      node->text);
}

static void note_outcome(struct findings *found, struct finding *finding,
			 const struct number *number, const char *outcome)
{
	finding_note(found, finding, "%s",
		     number->unread ? "Partition Manager computes it itself and ignores this one"
				    : outcome);
}

static void judge_text(struct findings *found, const struct number *number)
{
	const struct node *node = number->node;
	struct str meant = meant_number(found, node);
	bool config = str_starts(node->text, "CONFIG_");
	struct finding *finding = add_type(found, number,
					   arena_printf(found->arena,
							config ? "is the unexpanded name `%.*s`"
							       : "is the text `%.*s`, not a number",
							STR_ARG(node->text)));

	finding_mark(found, finding, "Partition Manager needs an integer here");
	if (config) {
		finding_note(found, finding,
			     "a static file does not pass through the C preprocessor, so "
			     "Kconfig names in it are never replaced");
		finding_help(found, finding, "write the number that `%.*s` has in .config",
			     STR_ARG(node->text));
		return;
	}
	finding_note(found, finding,
		     node->quoted
			     ? "a value in quotes is text in YAML"
			     : "YAML 1.1 writes integers as 4096 or 0x1000, with a lower-case x");
	note_outcome(found, finding, number, "Partition Manager stops with a Python TypeError");
	if (meant.n == 0) {
		finding_help(found, finding, "write a plain number such as `0x1000`");
		return;
	}
	finding_help(found, finding, "write `%.*s`", STR_ARG(meant));
	if (stands_here(node))
		finding_fix(found, finding, node->at, "%.*s", STR_ARG(meant));
}

static void judge_other(struct findings *found, const struct number *number, const char *what,
			const char *outcome)
{
	struct finding *finding = add_type(found, number, what);

	finding_mark(found, finding, "Partition Manager needs an integer here");
	note_outcome(found, finding, number, outcome);
	finding_help(found, finding, "write a plain number such as `0x1000`");
}

static void judge_negative(struct findings *found, const struct number *number, uint64_t value)
{
	const struct node *node = number->node;
	struct finding *finding;

	/* The region's own entry is `negative-leftover`. */
	if (number->unread || value == 0 || number->partition->leftover)
		return;
	finding = add_type(found, number,
			   arena_printf(found->arena, "is negative: -0x%jx", (uintmax_t)value));
	finding_mark(found, finding, "less than nothing");
	finding_note(found, finding,
		     "Partition Manager accepts negative numbers and computes "
		     "the rest of the layout with them");
	finding_help(found, finding, "write the %.*s in bytes, zero or more", STR_ARG(node->key));
}

static void judge_type(struct findings *found, const struct number *number)
{
	const char *stops = "Partition Manager stops with a Python TypeError";
	struct yaml_scalar scalar;

	if (number->node->kind != NODE_SCALAR) {
		judge_other(found, number,
			    number->node->kind == NODE_MAPPING ? "is a mapping, not a number"
							       : "is a list, not a number",
			    stops);
		return;
	}
	scalar = node_scalar(number->node);
	if (scalar.type == YAML_STRING)
		judge_text(found, number);
	else if (scalar.type == YAML_NULL)
		judge_other(found, number, "has no value", stops);
	else if (scalar.type == YAML_FLOAT)
		judge_other(found, number,
			    arena_printf(found->arena, "is `%.*s`, not a whole number",
					 STR_ARG(number->node->text)),
			    "Partition Manager computes with it, and stops with a Python TypeError "
			    "when it writes its outputs");
	else if (scalar.negative)
		judge_negative(found, number, scalar.value);
}

static bool is_name(const struct node *node)
{
	return node->kind == NODE_SCALAR && node_scalar(node).type == YAML_STRING;
}

/* A span is a name, a list of names, or `one_of`. */
static bool is_span(const struct node *node)
{
	if (node->kind != NODE_SEQUENCE)
		return node->kind == NODE_MAPPING || is_name(node);
	for (const struct node *item = node->first; item; item = item->next)
		if (item->kind != NODE_MAPPING && !is_name(item))
			return false;
	return true;
}

static void judge_names(struct findings *found, const struct partition *partition)
{
	const struct node *region = node_get(partition->node, "region");
	const struct node *span = node_get(partition->node, "span");
	struct number number = {partition, region, "", false};
	struct finding *finding;

	if (region && !is_name(region)) {
		finding = add_type(found, &number, "is not the name of a region");
		finding_mark(found, finding, "a name such as `flash_primary` belongs here");
		finding_note(found, finding,
			     "Partition Manager drops a partition of an undeclared region without "
			     "a message");
		finding_help(found, finding, "write the region's name: `region: flash_primary`");
	}
	number.node = span;
	if (span && !is_span(span)) {
		finding = add_type(found, &number, "is not a list of partition names");
		finding_mark(found, finding, "a list such as `[mcuboot_pad, app]` belongs here");
		finding_help(found, finding, "write the names in brackets: `span: [NAME, NAME]`");
	}
}

void rule_wrong_type(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!p->node)
			continue;
		visit_numbers(found, p, judge_type);
		judge_names(found, p);
	}
}

/* -- surprising-number ----------------------------------------------------- */

/* Why the value differs from what is seen; NULL when a person reads it the same way. */
static const char *surprise_reason(struct yaml_scalar scalar)
{
	switch (scalar.surprise) {
	case SURPRISE_OCTAL:
		/* 00 to 07 are the same in both readings. */
		return scalar.value < 8 ? NULL : "a leading 0 makes it octal";
	case SURPRISE_SEXAGESIMAL:
		return "colons make it a number to base 60";
	case SURPRISE_UNDERSCORE:
		return "underscores are left out; YAML 1.2 tools take the same text for a string";
	case SURPRISE_BOOLEAN:
		return "the word is a boolean, which Python counts as 0 or 1";
	default:
		return NULL;
	}
}

static void judge_surprise(struct findings *found, const struct number *number)
{
	const struct node *node = number->node;
	struct yaml_scalar scalar;
	const char *reason;
	struct finding *finding;

	if (node->kind != NODE_SCALAR)
		return;
	scalar = node_scalar(node);
	reason = surprise_reason(scalar);
	if (scalar.type == YAML_STRING || !reason)
		return;
	finding = finding_about_partition(
		found, RULE_surprising_number, number->partition, node->at,
		"`%.*s` of `%s` is written `%.*s`, which is 0x%jx", STR_ARG(node->key),
		number->partition->name, STR_ARG(node->text), (uintmax_t)scalar.value);
	finding_mark(found, finding, "Partition Manager reads 0x%jx (%ju)", (uintmax_t)scalar.value,
		     (uintmax_t)scalar.value);
	finding_note(found, finding, "in YAML 1.1 %s", reason);
	if (scalar.surprise != SURPRISE_UNDERSCORE || scalar.negative || scalar.too_large) {
		finding_help(found, finding,
			     "write `0x%jx` if that is meant, else the number in hex",
			     (uintmax_t)scalar.value);
		return;
	}
	/* With underscores a person reads the same number: only its spelling is wrong. */
	finding_help(found, finding, "write `0x%jx`", (uintmax_t)scalar.value);
	if (stands_here(node))
		finding_fix(found, finding, node->at, "0x%jx", (uintmax_t)scalar.value);
}

void rule_surprising_number(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next)
		visit_numbers(found, p, judge_surprise);
}
