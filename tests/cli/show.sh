#!/bin/sh
# SPDX-License-Identifier: MIT
# show: a table of every region that is aligned, and the json output.
. tests/lib.sh
layouts=tests/cli/layouts
scratch_dir

"$PMLAYOUT" show $layouts/good.yml --soc nrf9160 >"$scratch/out" || fail "show"
golden tests/cli/layouts/good.show "$scratch/out"
"$PMLAYOUT" show $layouts/bad.yml >"$scratch/out" 2>"$scratch/err"
exited 1 "a layout with errors"
grep -q ' settings_storage ' "$scratch/out" || fail "a layout with errors is not shown"
grep -q overlapping-partitions "$scratch/err" || fail "its errors are not shown"
"$PMLAYOUT" show --format json $layouts/good.yml >"$scratch/json" || fail "show json"
"$PMLAYOUT" compile $layouts/good.yml --emit json=- 2>/dev/null | cmp - "$scratch/json" ||
	fail "show --format json is not the json output"
"$PMLAYOUT" show --format json $layouts/bad.yml >"$scratch/json" 2>/dev/null
[ -s "$scratch/json" ] && fail "json of a layout with errors"
finish
