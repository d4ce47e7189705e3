/* SPDX-License-Identifier: MIT */
/* Which entry a comment to this program stands at, what it says, and which findings it allows
 * (PRODUCT.md "Suppression in the file").
 */
#include "diag/allow.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"

struct allow {
	struct span at;
	enum rule_id rule;
	const char *partition; /* NULL: the whole file */
	const char *reason;
	bool used;
};

struct allows {
	struct allow *list; /* by rule, then partition, the whole file first, then place */
	size_t count;
};

/* -- Where a comment stands ------------------------------------------------------------------ */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The first byte of a line that is no blank; the line's end when there is none. */
static uint32_t line_content(const struct source *source, uint32_t begin)
{
	while (begin < source->text.n && is_blank(source->text.p[begin]))
		begin++;
	return begin;
}

/* "#" of YAML, "//" and the two block marks of a devicetree source; no path begins a line there. */
static bool begins_comment(const struct source *source, uint32_t at)
{
	char next = at + 1 < source->text.n ? source->text.p[at + 1] : '\0';

	return source->text.p[at] == '#' ||
	       (source->text.p[at] == '/' && (next == '/' || next == '*'));
}

static uint32_t line_begin(const struct source *source, uint32_t offset)
{
	return source->lines[source_position(source, offset).line - 1];
}

/* Nothing but blanks stands in front of the comment. */
static bool is_alone(struct span comment)
{
	return line_content(comment.source, line_begin(comment.source, comment.begin)) ==
	       comment.begin;
}

/* Comment lines between a comment and the key below it. */
#define MOST_COMMENTS 64

/* The line of the first thing below the comment that is no comment line; 0: an empty line. */
static uint32_t line_below(const struct source *source, uint32_t line)
{
	uint32_t limit = line + MOST_COMMENTS;

	while (++line <= source->line_count && line <= limit) {
		uint32_t begin = source->lines[line - 1], at = line_content(source, begin);

		if (at == source->text.n || source->text.p[at] == '\n')
			return 0;
		if (!begins_comment(source, at))
			return line;
	}
	return 0;
}

static uint32_t line_of(struct span at)
{
	return source_position(at.source, at.begin).line;
}

static uint32_t column_of(struct span at)
{
	return source_position(at.source, at.begin).column;
}

/* The entry whose line, or whose inside, the comment stands on; current is the last one that
 * begins before the comment, next the one behind it, or NULL.  NULL: neither.
 */
static const struct allow_entry *entry_at(struct span comment, const struct allow_entry *current,
					  const struct allow_entry *next)
{
	if (!is_alone(comment)) {
		/* `{...}  # here` may stand on the line of several entries: the last one counts. */
		return current;
	}
	if (next && line_below(comment.source, line_of(comment)) == line_of(next->key))
		return next;
	if (current && column_of(comment) > column_of(current->key))
		return current;
	return NULL;
}

/* -- What a comment says --------------------------------------------------------------------- */

/* Cuts the next word off; blanks separate. */
static struct str cut_word(struct str *rest)
{
	struct str word;

	*rest = str_trim(*rest);
	word = (struct str){rest->p, 0};
	while (word.n < rest->n && !is_blank(rest->p[word.n]))
		word.n++;
	rest->p += word.n;
	rest->n -= word.n;
	return word;
}

/* Behind "# pmlayout:", or the marks of a devicetree source; false when the comment speaks of
 * something else. */
static bool cut_allow(struct str *rest)
{
	static const char *const words[] = {"allow", NULL};
	struct str word;

	while (rest->n > 0 && (strchr("#/*", rest->p[0]) || is_blank(rest->p[0]))) {
		rest->p++;
		rest->n--;
	}
	if (!str_starts(*rest, COMMENT_WORD))
		return false;
	rest->p += strlen(COMMENT_WORD);
	rest->n -= strlen(COMMENT_WORD);
	word = cut_word(rest);
	return suggest_closest(word, words) != NULL;
}

/* The rest of the comment behind "--"; empty when there is none. */
static struct str cut_reason(struct str rest)
{
	rest = str_trim(rest);
	if (!str_starts(rest, "--"))
		return STR("");
	rest.p += 2;
	rest.n -= 2;
	return str_trim(rest);
}

/* What a comment begins with in this file. */
static const char *comment_mark(struct span at)
{
	return at.source->text.p[at.begin] == '/' ? "//" : "#";
}

static void report_unknown(struct findings *found, struct span at, struct str name)
{
	const char *names[RULE_COUNT + 1] = {NULL};
	const char *closest;
	struct finding *finding =
		finding_add(found, RULE_unknown_rule, at, "`%.*s` is no rule", STR_ARG(name));

	for (int i = 0; i < RULE_COUNT; i++)
		names[i] = rule_get((enum rule_id)i)->name;
	closest = suggest_closest(name, names);
	finding_note(found, finding, "the comment allows nothing");
	if (closest)
		finding_help(found, finding, "did you mean `%s`?", closest);
	finding_help(found, finding,
		     "write `%s pmlayout: allow RULE -- reason`, one rule a comment;"
		     " `pmlayout list rules` names them all",
		     comment_mark(at));
}

static void report_no_reason(struct findings *found, struct span at, enum rule_id rule)
{
	const char *name = rule_get(rule)->name;
	struct finding *finding = finding_add(found, RULE_allow_without_reason, at,
					      "`%s` is allowed without a reason", name);

	finding_note(found, finding, "the comment allows nothing");
	finding_help(found, finding,
		     "say why it is harmless here: `%s pmlayout: allow %s -- reason`",
		     comment_mark(at), name);
}

/* False when the comment is none of ours or allows nothing, which has been reported. */
static bool read_comment(struct findings *found, struct span at, struct allow *allow)
{
	struct str rest = {at.source->text.p + at.begin, at.end - at.begin}, name, reason;

	if (!cut_allow(&rest))
		return false;
	name = cut_word(&rest);
	reason = cut_reason(rest);
	if (!rule_find(name, &allow->rule)) {
		report_unknown(found, at, name);
		return false;
	}
	if (reason.n == 0) {
		report_no_reason(found, at, allow->rule);
		return false;
	}
	allow->at = at;
	allow->reason = arena_copy(found->arena, reason.p, reason.n);
	return true;
}

/* -- The list -------------------------------------------------------------------------------- */

static int compare_keys(enum rule_id rule, const char *partition, const struct allow *allow)
{
	if (rule != allow->rule)
		return rule < allow->rule ? -1 : 1;
	if (!partition || !allow->partition)
		return (partition != NULL) - (allow->partition != NULL);
	return strcmp(partition, allow->partition);
}

static int compare_allows(const void *left, const void *right)
{
	const struct allow *a = left, *b = right;
	int order = compare_keys(a->rule, a->partition, b);

	return order ? order : (a->at.begin > b->at.begin) - (a->at.begin < b->at.begin);
}

struct allows *allows_read(struct findings *found, const struct comment *comments,
			   const struct allow_entry *entries, size_t count)
{
	struct allows *allows = ARENA_NEW(found->arena, struct allows);
	size_t room = 0, next = 0;

	for (const struct comment *comment = comments; comment; comment = comment->next)
		room++;
	allows->list = arena_array(found->arena, room, sizeof(*allows->list));
	for (const struct comment *comment = comments; comment; comment = comment->next) {
		struct allow *allow = &allows->list[allows->count];
		const struct allow_entry *entry;

		while (next < count && entries[next].key.begin < comment->at.begin)
			next++;
		if (!read_comment(found, comment->at, allow))
			continue;
		allows->count++;
		if (next == 0)
			continue;
		entry = entry_at(comment->at, &entries[next - 1],
				 next < count ? &entries[next] : NULL);
		/* No partition is called so: it will be reported as unused. */
		allow->partition = entry ? entry->name : "";
	}
	qsort(allows->list, allows->count, sizeof(*allows->list), compare_allows);
	return allows;
}

/* The first comment for the rule and partition; NULL partition: for the whole file. */
static struct allow *find_allow(struct allows *allows, enum rule_id rule, const char *partition)
{
	size_t low = 0, high = allows->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_keys(rule, partition, &allows->list[middle]) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < allows->count && compare_keys(rule, partition, &allows->list[low]) == 0)
		return &allows->list[low];
	return NULL;
}

static void allow_finding(struct allows *allows, struct finding *finding)
{
	struct allow *allow = NULL;

	for (const struct line *name = finding->partitions; name && !allow; name = name->next)
		allow = find_allow(allows, finding->rule, name->text);
	if (!allow)
		allow = find_allow(allows, finding->rule, NULL);
	if (!allow)
		return;
	allow->used = true;
	finding->allowed = allow->reason;
}

static void report_unused(struct findings *found, const struct allow *allow)
{
	const char *name = rule_get(allow->rule)->name;
	struct finding *finding =
		finding_add(found, RULE_unused_allow, allow->at, "nothing here breaks `%s`", name);

	if (allow->partition && *allow->partition)
		finding_about(found, finding, allow->partition);
	if (!rule_may_be_allowed(allow->rule))
		finding_note(found, finding, "`%s` cannot be allowed", name);
	else if (!allow->partition)
		finding_note(found, finding, "the comment is for the whole file");
	else if (*allow->partition)
		finding_note(found, finding, "the comment is for `%s`", allow->partition);
	else
		finding_note(found, finding, "the comment stands at no partition");
	finding_help(found, finding,
		     "delete the comment, or put it on a line of the partition it is meant for");
}

void allows_match(struct allows *allows, struct finding *first)
{
	if (allows->count == 0)
		return;
	for (struct finding *finding = first; finding; finding = finding->next) {
		if (rule_may_be_allowed(finding->rule))
			allow_finding(allows, finding);
	}
}

void allows_report_unused(const struct allows *allows, struct findings *found)
{
	for (size_t i = 0; i < allows->count; i++) {
		if (!allows->list[i].used)
			report_unused(found, &allows->list[i]);
	}
}

void allows_apply(struct allows *allows, struct findings *found, struct finding *first)
{
	allows_match(allows, first);
	allows_report_unused(allows, found);
}
