/* SPDX-License-Identifier: MIT */
/* The table of rules, and what every rule needs to write a finding. */
#include "check/check.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"

typedef void rule_function(const struct layout *layout, struct findings *found);

static rule_function *const rule_functions[] = {
#define RULE(name, level, category, summary) rule_##name,
#define RAISED(name, level, category, summary)
#include "check/rules.def"
#undef RULE
#undef RAISED
};

size_t checks_run(const struct layout *layout, struct findings *found)
{
	const size_t count = sizeof(rule_functions) / sizeof(rule_functions[0]);

	for (size_t i = 0; i < count; i++)
		rule_functions[i](layout, found);
	return count;
}

void finding_rests_on(struct findings *found, struct finding *finding, struct fact fact,
		      const char *what)
{
	/* What an option is that nobody wrote: the reader must know which one to write. */
	if (fact.origin == ORIGIN_BUILT_IN && fact.from &&
	    cstr_starts(fact.from, "the default of CONFIG_"))
		finding_note(found, finding, "%s is %ju, from %s", what, (uintmax_t)fact.value,
			     fact.from);
	if (!fact_assumed(fact))
		return;
	finding_limit(finding, SEVERITY_WARNING);
	if (fact.from)
		finding_note(found, finding, "assumed, not known: %s (%s)", what, fact.from);
	else
		finding_note(found, finding, "assumed, not known: %s", what);
}

struct finding *finding_about_partition(struct findings *found, enum rule_id rule,
					const struct partition *partition, struct span at,
					const char *format, ...)
{
	struct finding *finding;
	va_list args;

	va_start(args, format);
	finding = finding_add(found, rule, at, "%s", arena_vprintf(found->arena, format, args));
	va_end(args);
	finding_about(found, finding, partition->name);
	return finding;
}

/* The value as written, else what it was derived from, else the key. */
static struct span best_place(struct fact written, struct fact resolved, struct span key)
{
	if (span_is_set(written.at))
		return written.at;
	return span_is_set(resolved.at) ? resolved.at : key;
}

struct span partition_address_at(const struct partition *partition)
{
	return best_place(partition->written_address, partition->address, partition->at);
}

struct span partition_size_at(const struct partition *partition)
{
	return best_place(partition->written_size, partition->size, partition->at);
}

/* "&name" in front of the value, from which aliases take it. */
static bool has_anchor(const struct node *node)
{
	const char *text = node->at.source->text.p;
	uint32_t end = node->at.begin, begin;

	while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t'))
		end--;
	begin = end;
	while (begin > 0 && !strchr(" \t\r\n:,{[", text[begin - 1]))
		begin--;
	return begin < end && text[begin] == '&';
}

struct span partition_own_value(const struct partition *partition, const char *key)
{
	const struct node *member = partition->node ? node_get(partition->node, key) : NULL;

	if (!member || member->merged || member->kind != NODE_SCALAR || !member->at.source ||
	    has_anchor(member))
		return (struct span){0};
	return member->at;
}

void finding_fix_extent(struct findings *found, struct finding *finding,
			const struct partition *partition, uint64_t address, uint64_t size)
{
	struct span address_at = partition_own_value(partition, "address");
	struct span size_at = partition_own_value(partition, "size");
	bool size_first = size_at.begin < address_at.begin;

	if (!span_is_set(address_at) || !span_is_set(size_at))
		return;
	finding_fix(found, finding, size_first ? size_at : address_at, "0x%jx",
		    (uintmax_t)(size_first ? size : address));
	finding_fix_also(found, finding, size_first ? address_at : size_at, "0x%jx",
			 (uintmax_t)(size_first ? address : size));
}
