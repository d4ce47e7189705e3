#!/bin/sh
# SPDX-License-Identifier: MIT
# --also writes further formats beside the first, all files or none, over no input; in a GitHub
# workflow annotations are the default; --strict shows in JUnit what it does to the exit status.
. tests/lib.sh
scratch_dir
layouts=tests/cli/layouts

# The first output is the same with and without others; each other one is that format's own.
"$PMLAYOUT" check --format text $layouts/bad.yml >"$scratch/text"
"$PMLAYOUT" check --format text $layouts/bad.yml --also sarif="$scratch/sarif" \
	--also junit="$scratch/junit" --also github="$scratch/github" >"$scratch/first"
exited 1 "--also"
cmp "$scratch/text" "$scratch/first" || fail "--also changes the first output"
for format in sarif junit github; do
	"$PMLAYOUT" check --format $format $layouts/bad.yml | cmp - "$scratch/$format" ||
		fail "--also $format is not --format $format"
done
"$PMLAYOUT" check --output "$scratch/first" --also json=- $layouts/bad.yml >"$scratch/json"
"$PMLAYOUT" check --format json $layouts/bad.yml | cmp - "$scratch/json" ||
	fail "--also FORMAT=- is not standard output"
[ -s "$scratch/first" ] || fail "--output beside --also FORMAT=-"

# What is wrong is said before anything is read or written.
# refused TEXT ARGUMENT...: exit 2, and stderr has the text.
refused() {
	text=$1
	shift
	"$PMLAYOUT" check $layouts/bad.yml "$@" >"$scratch/out" 2>"$scratch/err"
	exited 2 "$*"
	[ -s "$scratch/out" ] && fail "$* prints findings"
	grep -qF -- "$text" "$scratch/err" || fail "$* does not say: $text"
}
refused 'FORMAT=FILE' --also sarif
refused 'FORMAT=FILE' --also "=$scratch/new"
refused 'FORMAT=FILE' --also sarif=
refused 'did you mean' --also sarfi="$scratch/new"
refused 'two outputs go to standard output' --also json=-
refused "two outputs go to $scratch/new" --also json="$scratch/new" --also sarif="$scratch/new"
refused "two outputs go to $scratch/new" --output "$scratch/new" --also sarif="$scratch/new"
[ ! -e "$scratch/new" ] || fail "a refused output was written"
cp $layouts/bad.yml "$scratch/bad.yml"
"$PMLAYOUT" check "$scratch/bad.yml" --also json="$scratch/./bad.yml" 2>"$scratch/err"
exited 2 "--also over the input"
cmp $layouts/bad.yml "$scratch/bad.yml" || fail "--also replaced the input"
"$PMLAYOUT" check $layouts/bad.yml --output "$scratch/new" --also json="$scratch/no/folder" \
	2>"$scratch/err"
exited 3 "--also into a folder that is not there"
grep -q "$scratch/no/folder" "$scratch/err" || fail "the error does not name the file"
[ ! -e "$scratch/new" ] || fail "one of two files was written"

# Statistics stay out of what programs read.
for format in sarif junit; do
	"$PMLAYOUT" check --statistics --format $format $layouts/bad.yml 2>"$scratch/err" |
		cmp - "$scratch/$format" || fail "statistics break $format"
	grep -q overlapping-partitions "$scratch/err" || fail "no statistics beside $format"
done

# GITHUB_ACTIONS chooses the format, unless one is given or the variable is empty.
GITHUB_ACTIONS=true "$PMLAYOUT" check $layouts/bad.yml | cmp - "$scratch/github" ||
	fail "no annotations in a workflow"
GITHUB_ACTIONS=true "$PMLAYOUT" check --format text $layouts/bad.yml | cmp - "$scratch/text" ||
	fail "--format does not beat GITHUB_ACTIONS"
GITHUB_ACTIONS='' "$PMLAYOUT" check $layouts/bad.yml >"$scratch/out"
grep -q '^::' "$scratch/out" && fail "an empty GITHUB_ACTIONS counts"
"$PMLAYOUT" check --format github --quiet $layouts/bad.yml | grep -qv '^::' &&
	fail "--quiet prints more than annotations"

# Every format that is listed is taken, and no other one.
"$PMLAYOUT" list formats | sed 's/ .*//' | sort >"$scratch/listed"
"$PMLAYOUT" check --format x 2>&1 | sed -n 's/.*(\(.*\)).*/\1/p' | tr -d , | tr ' ' '\n' |
	sort | diff "$scratch/listed" - || fail "list formats (<) and --format (>) differ"

# A warning fails with --strict alone, in the exit status and in JUnit.
printf 'settings_storage: {address: 0xf8000, size: 0x8000, end_address: 0x1}\n' >"$scratch/warn.yml"
"$PMLAYOUT" check --soc nrf9160 --format junit "$scratch/warn.yml" >"$scratch/lax"
exited 0 "a warning"
"$PMLAYOUT" check --soc nrf9160 --format junit --strict "$scratch/warn.yml" >"$scratch/strict"
exited 1 "a warning with --strict"
grep -q '<failure' "$scratch/lax" && fail "a warning is a failure without --strict"
grep -q '<system-out>warning: ' "$scratch/lax" || fail "a warning is not in JUnit"
grep -q '<failure .*type="warning"' "$scratch/strict" || fail "--strict is not in JUnit"

# --diff prints the patch instead of the findings; the others are written all the same.
"$PMLAYOUT" check --soc nrf9160 --diff "$scratch/warn.yml" >"$scratch/patch"
"$PMLAYOUT" check --soc nrf9160 --diff --also junit="$scratch/beside" "$scratch/warn.yml" |
	cmp "$scratch/patch" - || fail "--also changes the patch"
grep -q '^@@' "$scratch/patch" || fail "no patch"
cmp "$scratch/lax" "$scratch/beside" || fail "--diff keeps --also from being written"
finish
