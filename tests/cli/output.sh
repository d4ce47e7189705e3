#!/bin/sh
# SPDX-License-Identifier: MIT
# --output, --quiet, --statistics, and what happens when writing fails.
. tests/lib.sh
layouts=tests/cli/layouts
scratch_dir

"$PMLAYOUT" check --format json $layouts/bad.yml >"$scratch/expected"
"$PMLAYOUT" check --format json --output "$scratch/file" $layouts/bad.yml >"$scratch/out"
exited 1 "--output"
[ -s "$scratch/out" ] && fail "--output also prints"
cmp "$scratch/expected" "$scratch/file" || fail "--output writes other bytes"
"$PMLAYOUT" check --format json -o - $layouts/bad.yml | cmp "$scratch/expected" - ||
	fail "--output - is not standard output"
"$PMLAYOUT" check --output "$scratch/no/such/folder" $layouts/bad.yml 2>"$scratch/err"
exited 3 "--output into a folder that is not there"
grep -q "$scratch/no/such/folder" "$scratch/err" || fail "the error does not name the file"

chmod 640 "$scratch/file"
"$PMLAYOUT" check --output "$scratch/file" $layouts/good.yml
[ "$(stat -c %a "$scratch/file")" = 640 ] || fail "--output changes the file's mode"
[ "$(find "$scratch" -mindepth 1 -name '*file*' | wc -l)" -eq 1 ] || fail "temporary files are left behind"

"$PMLAYOUT" check --statistics --quiet --format concise $layouts/bad.yml >"$scratch/out"
"$PMLAYOUT" check --quiet --format concise $layouts/bad.yml >"$scratch/plain"
head -n "$(wc -l <"$scratch/plain")" "$scratch/out" | cmp - "$scratch/plain" ||
	fail "statistics change the findings"
wanted=$(grep -c 'overlapping-partitions' "$scratch/plain")
tail -n +"$(($(wc -l <"$scratch/plain") + 1))" "$scratch/out" |
	grep -qE "^ *$wanted overlapping-partitions$" || fail "statistics do not count $wanted"
"$PMLAYOUT" check --statistics --format json $layouts/bad.yml 2>"$scratch/err" |
	cmp "$scratch/expected" - || fail "statistics break the json"
grep -q overlapping-partitions "$scratch/err" || fail "no statistics beside json"

if [ -w /dev/full ]; then
	for command in "check $layouts/bad.yml" "show $layouts/good.yml" "list rules" --help 		"check -o /dev/full $layouts/bad.yml" --version "completion bash" 		"compile $layouts/good.yml --emit json=-"; do
		# shellcheck disable=SC2086 # words of a command
		"$PMLAYOUT" $command >/dev/full 2>"$scratch/err"
		exited 3 "$command onto a full disk"
		grep -q '^pmlayout: .*: ' "$scratch/err" || fail "$command: a full disk is not named"
	done
fi
finish
