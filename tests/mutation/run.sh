#!/bin/sh
# SPDX-License-Identifier: MIT
# Every single fault of faults.txt is found by the rule that is meant for it, and by no other.
. tests/lib.sh

python3 -c '' 2>/dev/null || skip "no python3"
command -v dtc >/dev/null || skip "no dtc for the projects with a devicetree"
"$PMLAYOUT" list rules --format json |
	python3 tests/mutation/mutate.py "$PMLAYOUT" tests/mutation/faults.txt || fail "faults (above)"
finish
