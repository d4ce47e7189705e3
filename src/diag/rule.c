/* SPDX-License-Identifier: MIT */
/* The table of rules, made of src/check/rules.def.
 *
 * The list has C names; rule_names.h, which the build makes of the same list, spells each of
 * them with hyphens.
 */
#include "diag/rule.h"

#include <string.h>

#include "rule_names.h"

#define RULE(name, level, category, summary)                                                       \
	{RULE_NAME_##name, SEVERITY_##level, category, summary},
#define RAISED RULE
static const struct rule rules[RULE_COUNT] = {
#include "check/rules.def"
};
#undef RAISED
#undef RULE

const struct rule *rule_get(enum rule_id id)
{
	return &rules[id];
}

bool rule_find(struct str name, enum rule_id *id)
{
	for (unsigned i = 0; i < RULE_COUNT; i++) {
		if (str_is(name, rules[i].name)) {
			*id = (enum rule_id)i;
			return true;
		}
	}
	return false;
}

bool rule_is_fixed(enum rule_id id)
{
	return id == RULE_unreadable_file || id == RULE_invalid_yaml ||
	       id == RULE_invalid_devicetree || id == RULE_nothing_to_check;
}

bool rule_may_be_allowed(enum rule_id id)
{
	return !rule_is_fixed(id) && strcmp(rules[id].category, "The tool's own") != 0;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_OFF] = "off",
		[SEVERITY_NOTE] = "note",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error",
	};

	return names[severity];
}
