#!/bin/sh
# SPDX-License-Identifier: MIT
# The finding that the README shows is what the program says.
. tests/lib.sh

scratch_dir
sed -n '/^<!-- finding:/,/^<!-- \/finding/p' README.md | sed '1,2d;/^```$/d;/^<!--/d' >"$scratch/shown"
sed -n '1,/^\[exit 1\]$/p' examples/unequal-slots/transcript.txt | sed '$d' >"$scratch/said"
[ -s "$scratch/shown" ] || fail "README.md shows no finding between its markers"
diff -u "$scratch/said" "$scratch/shown" || fail "README.md shows another finding than the example"
finish
