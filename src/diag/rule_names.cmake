# SPDX-License-Identifier: MIT
# Spells the names of the rules with hyphens, for rule.c:
# cmake -D RULES=.../rules.def -D OUTPUT=.../rule_names.h -P rule_names.cmake
file(READ ${RULES} text)
string(REGEX MATCHALL "\n(RULE|RAISED)\\([a-z0-9_]+," rows "${text}")
set(code "/* Generated from src/check/rules.def; do not edit. */\n")
foreach(row IN LISTS rows)
	string(REGEX REPLACE "\n[A-Z]+\\(([a-z0-9_]+)," "\\1" rule "${row}")
	string(REPLACE "_" "-" name "${rule}")
	string(APPEND code "#define RULE_NAME_${rule} \"${name}\"\n")
endforeach()
file(WRITE ${OUTPUT} "${code}")
