#!/bin/sh
# SPDX-License-Identifier: MIT
# What the explain texts show is what the program does: tests/explain/examples.py.
. tests/lib.sh

python3 -c '' 2>/dev/null || skip "no python3"
command -v dtc >/dev/null || skip "no dtc for the examples with a devicetree"
"$PMLAYOUT" list rules --format json | python3 tests/explain/examples.py "$PMLAYOUT" ||
	fail "examples (above)"
finish
