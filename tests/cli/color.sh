#!/bin/sh
# SPDX-License-Identifier: MIT
# Colour: --color, NO_COLOR, CLICOLOR_FORCE; never into a pipe or a file by itself.
. tests/lib.sh
bad=tests/cli/layouts/bad.yml
escape=$(printf '\033')
scratch_dir

# colored WORD COMMAND...: the command's output has escape sequences.
colored() {
	word=$1
	shift
	"$@" </dev/null 2>&1 | grep -q "$escape" || fail "no colour: $word"
}
plain() {
	word=$1
	shift
	"$@" </dev/null 2>&1 | grep -q "$escape" && fail "colour: $word"
}

plain "into a pipe" "$PMLAYOUT" check --format text $bad
colored "always" "$PMLAYOUT" check --format text --color always $bad
plain "never" "$PMLAYOUT" check --format text --color never $bad
colored "CLICOLOR_FORCE" env CLICOLOR_FORCE=1 "$PMLAYOUT" check --format text $bad
plain "CLICOLOR_FORCE=0" env CLICOLOR_FORCE=0 "$PMLAYOUT" check --format text $bad
plain "NO_COLOR wins" env NO_COLOR=1 CLICOLOR_FORCE=1 "$PMLAYOUT" check --format text $bad
colored "--color beats NO_COLOR" env NO_COLOR=1 "$PMLAYOUT" check --format text --color always $bad
plain "json" "$PMLAYOUT" check --format json --color always $bad
colored "show" "$PMLAYOUT" show --color always $bad
colored "list" "$PMLAYOUT" list rules --color always
colored "explain" "$PMLAYOUT" explain --color always overlapping-partitions
CLICOLOR_FORCE=1 "$PMLAYOUT" check --format text --output "$scratch/out" $bad
grep -q "$escape" "$scratch/out" && fail "colour in --output FILE"

if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
	TERM=xterm script -qec "$PMLAYOUT check $bad" /dev/null </dev/null >"$scratch/tty"
	grep -q "$escape" "$scratch/tty" || fail "no colour on a terminal"
	grep -q -- '-->' "$scratch/tty" || fail "a terminal does not get the text format"
	TERM=dumb script -qec "$PMLAYOUT check $bad" /dev/null </dev/null |
		grep -q "$escape" && fail "colour on a dumb terminal"
fi
finish
