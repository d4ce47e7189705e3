#!/bin/sh
# SPDX-License-Identifier: MIT
# Every real pm_static file is read: none is refused as YAML, none ends the program otherwise
# than with 0 or 1, and the same file gives the same bytes twice.
. tests/lib.sh
need_shared corpus/statics
scratch_dir

files=0
for file in "$SHARED"/corpus/statics/*.yml; do
	files=$((files + 1))
	"$PMLAYOUT" check --format json "$file" >"$scratch/one.json" 2>"$scratch/errors"
	status=$?
	[ "$status" -le 1 ] || fail "$file: exit status $status"
	[ -s "$scratch/errors" ] && fail "$file: wrote to stderr: $(cat "$scratch/errors")"
	for rule in invalid-yaml unreadable-file nothing-to-check; do
		grep -q "\"$rule\"" "$scratch/one.json" && fail "$file: $rule"
	done
	"$PMLAYOUT" check --format json "$file" >"$scratch/two.json" 2>&1
	cmp -s "$scratch/one.json" "$scratch/two.json" || fail "$file: two runs differ"
done
[ "$files" -gt 100 ] || fail "only $files files in $SHARED/corpus/statics"
echo "$files files"
finish
