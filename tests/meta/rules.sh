#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that every rule has its explain text, its tests and its section in the manual, and that
# none of these speaks of a rule that does not exist.
# shellcheck source=tests/lib.sh
. tests/lib.sh
manual=man/pmlayout-rules.7
scratch_dir
rules=$scratch/rules

sed -n 's/^\(RULE\|RAISED\)(\([a-z0-9_]*\),.*/\2/p' src/check/rules.def | tr _ - >"$rules"
[ "$(wc -l <"$rules")" -gt 40 ] || fail "src/check/rules.def could not be read"
repeated=$(sort "$rules" | uniq -d)
[ -z "$repeated" ] || fail "in src/check/rules.def more than once: $repeated"

# exists PATTERN...: one of the words is the name of something that is there.
exists() {
	for path; do
		[ ! -e "$path" ] || return 0
	done
	return 1
}

# sections: the names that the manual has a section for.
sections() {
	sed -n 's/\\-/-/g; s/"//g; s/^\.S[Ss]  *\([a-z0-9-]*\) *$/\1/p' "$manual"
}

[ -e "$manual" ] || fail "there is no $manual"
sections >"$scratch/sections" 2>/dev/null
while read -r rule; do
	[ -s "src/check/explain/$rule.txt" ] || fail "no src/check/explain/$rule.txt"
	exists "tests/rules/$rule"/bad* || fail "no bad input in tests/rules/$rule"
	exists "tests/rules/$rule"/good* || fail "no good input in tests/rules/$rule"
	grep -qx -e "$rule" "$scratch/sections" || fail "no section on $rule in $manual"
done <"$rules"

# known WHAT RULE: the rule is in the list.
known() {
	grep -qx -e "$2" "$rules" || fail "$1 is about no rule"
}

for path in src/check/explain/*.txt; do
	known "$path" "$(basename "$path" .txt)"
done
for path in tests/rules/*/; do
	[ ! -d "$path" ] || known "$path" "$(basename "$path")"
done
while read -r section; do
	known "section $section of $manual" "$section"
done <"$scratch/sections"
finish
