#!/bin/sh
# SPDX-License-Identifier: MIT
# --help fits one screen and starts with examples; every command explains itself.
. tests/lib.sh
scratch_dir

"$PMLAYOUT" --help >"$scratch/help" 2>"$scratch/err" || fail "--help"
[ -s "$scratch/err" ] && fail "--help speaks on stderr"
[ "$(wc -l <"$scratch/help")" -le 24 ] || fail "--help is longer than 24 lines"
[ "$(head -1 "$scratch/help")" = Examples: ] || fail "--help does not start with examples"
[ "$(sed -n '2,4p' "$scratch/help" | grep -c '^  pmlayout ')" -eq 3 ] || fail "not three examples"
"$PMLAYOUT" -h | diff "$scratch/help" - || fail "-h is not --help"
"$PMLAYOUT" help | diff "$scratch/help" - || fail "help is not --help"

commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$scratch/help")
[ -n "$commands" ] || fail "--help lists no commands"
for command in $commands; do
	"$PMLAYOUT" "$command" --help >"$scratch/command" || fail "$command --help"
	grep -q "^Usage: pmlayout $command " "$scratch/command" || fail "$command: no usage"
	grep -q "^  pmlayout $command" "$scratch/command" ||
		grep -q "(pmlayout $command" "$scratch/command" || fail "$command: no example"
	grep -q '^  -h, --help ' "$scratch/command" || fail "$command: --help is not listed"
	cat "$scratch/command"
done >"$scratch/all"
for file in help all; do
	awk 'length > 80 { print; bad = 1 } END { exit bad }' "$scratch/$file" ||
		fail "--help is wider than 80 columns (above)"
	grep -n '[[:space:]]$' "$scratch/$file" && fail "blanks at the end of a line (above)"
done
"$PMLAYOUT" check --help | grep -q '^Context:' || fail "check --help has no groups"

version=$(sed -n 's/^project(pmlayout VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "$("$PMLAYOUT" --version)" = "pmlayout $version" ] || fail "--version is not $version"

# said TEXT ARGUMENT...: stderr has the text (quotes stand for back quotes).
said() {
	text=$(echo "$1" | tr "'" '`')
	shift
	"$PMLAYOUT" "$@" 2>&1 >/dev/null </dev/null | grep -qF -- "$text" ||
		fail "pmlayout $*: does not say: $text"
}
good=tests/cli/layouts/good.yml
said "did you mean 'check'?" chekc
said "did you mean 'explain'?" explian
said "did you mean '--format'?" check --fromat json $good
said '--strict takes no argument' check --strict=1 $good
said '--soc needs an argument' check $good --soc
said 'unknown option -Z' check -Z $good
said "did you mean 'concise'?" check --format concice $good
said "did you mean 'nrf9160'?" check --soc nrf9106 $good
said 'pmlayout list socs' check --soc nrf9106 $good
said "did you mean 'swap-move'?" check --mode swap-mvoe $good
said "did you mean 'overlapping-partitions'?" check -D overlaping-partitions $good
said "did you mean 'overlapping-partitions'?" explain overlaping-partitions
said "did you mean 'layout-h'?" compile --emit layout_h=x $good
said "did you mean 'rules'?" list rule
said '\x1b' check --soc "$(printf 'a\033[31m')" $good
finish
