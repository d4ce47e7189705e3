#!/bin/sh
# SPDX-License-Identifier: MIT
# Every option of every command stands in its part of man/pmlayout.1, and no other one does.
. tests/lib.sh
page=man/pmlayout.1
scratch_dir

# section NAME: the options of a subsection of the page, sorted; long names only.
section() {
	awk -v name="$1" '/^\.S[sh] / { inside = ($0 == ".Ss " name) } inside' "$page" |
		grep '^\.It Fl ' | grep -oE '(Fl|,) -[a-z-]+' | sed 's/.* -//' | sort
}

commands=$("$PMLAYOUT" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || fail "--help lists no commands"
for command in $commands; do
	"$PMLAYOUT" "$command" --help |
		sed -n 's/^  \(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' | sort >"$scratch/table"
	grep -q "^\.Ss $command\$" "$page" || fail "$page has no part for $command"
	awk -v name="$command" '/^\.S[sh] / { inside = ($0 == ".Ss " name) } inside' "$page" \
		>"$scratch/part"
	section "$command" >"$scratch/own"
	for shared in 'Context' 'Every command'; do
		grep -q "^\.Sx $shared" "$scratch/part" && section "$shared" >>"$scratch/own"
	done
	sort "$scratch/own" | diff "$scratch/table" - ||
		fail "$command: the options (<) and $page (>) differ"
	"$PMLAYOUT" "$command" --help | sed -n 's/^  -\(.\), --\([a-z-]*\).*/\1 \2/p' |
		while read -r letter long; do
			grep -q "^\.It Fl $letter , -$long" "$page" ||
				echo "$command: -$letter is not beside --$long"
		done >"$scratch/letters"
	[ -s "$scratch/letters" ] && fail "$(cat "$scratch/letters")"
done

# The closed sets of values and the settings' names are spelled out.
for mode in swap-move swap-offset swap-scratch overwrite direct-xip ram-load single firmware-loader; do
	grep -q -- "$mode" "$page" || fail "$page does not name the mode $mode"
done
finish
