#!/bin/sh
# SPDX-License-Identifier: MIT
# "-" is standard input, named <stdin>, and can be read once.
. tests/lib.sh
layouts=tests/cli/layouts
scratch_dir

"$PMLAYOUT" check --format concise - <$layouts/bad.yml >"$scratch/out"
exited 1 "bad.yml on stdin"
grep -q '^<stdin>:[0-9]*:[0-9]*: error: .*overlapping-partitions' "$scratch/out" ||
	fail "the finding does not name <stdin>: $(cat "$scratch/out")"
"$PMLAYOUT" check --format concise $layouts/bad.yml >"$scratch/named"
sed "s|^$layouts/bad.yml|<stdin>|" "$scratch/named" | sort >"$scratch/expected"
sort "$scratch/out" | diff "$scratch/expected" - || fail "stdin and file differ (above)"

"$PMLAYOUT" check - <$layouts/good.yml >/dev/null || fail "good.yml on stdin"
"$PMLAYOUT" - <$layouts/good.yml >/dev/null || fail "without the command's name"
"$PMLAYOUT" check - </dev/null >"$scratch/out"
exited 1 "nothing on stdin"
grep -q nothing-to-check "$scratch/out" || fail "nothing on stdin: no nothing-to-check"

"$PMLAYOUT" check - - <$layouts/good.yml >"$scratch/out"
exited 3 "stdin twice"
grep -q 'read only once' "$scratch/out" || fail "stdin twice is not explained"
"$PMLAYOUT" check --regions - - <$layouts/good.yml >/dev/null 2>&1
exited 3 "stdin as regions and input"
"$PMLAYOUT" check --kconfig - --dtb - $layouts/good.yml </dev/null >/dev/null 2>&1
exited 2 "stdin as two context files"
"$PMLAYOUT" check - <&- >"$scratch/out" 2>&1
exited 3 "closed stdin"
finish
