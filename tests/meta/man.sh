#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual of the rules is what the program knows of them; every page is clean mdoc.
. tests/lib.sh

command -v python3 >/dev/null || skip "no python3, which makes the manual of the rules"
scratch_dir
if man/rules.sh >"$scratch/pmlayout-rules.7"; then
	[ -e man/pmlayout-rules.7 ] || : >man/pmlayout-rules.7
	golden man/pmlayout-rules.7 "$scratch/pmlayout-rules.7"
else
	fail "man/rules.sh"
fi

# Every rule has a section, whatever the generator thinks.
"$PMLAYOUT" list rules | while read -r rule _; do
	grep -q "^\.Ss $rule\$" man/pmlayout-rules.7 || echo "$rule"
done >"$scratch/missing"
[ ! -s "$scratch/missing" ] || fail "no section in man/pmlayout-rules.7: $(cat "$scratch/missing")"

if ! command -v mandoc >/dev/null; then
	[ "$failures" -eq 0 ] || finish
	skip "no mandoc; the pages are current but were not linted"
fi
# Whether other programs' pages are installed is the machine's matter; our own are looked for here.
for page in man/*.[1-9]; do
	mandoc -T lint "$page" 2>&1 |
		grep -v -e 'STYLE: referenced manual not found' -e 'outdated mandoc.db' >"$scratch/lint"
	[ ! -s "$scratch/lint" ] || fail "$page: $(cat "$scratch/lint")"
done
sed -n 's/^\.Xr \(pmlayout[^ ]*\) \([1-9]\).*/\1.\2/p' man/*.[1-9] | sort -u >"$scratch/references"
[ -s "$scratch/references" ] || fail "no page refers to another one of ours"
while read -r page; do
	[ -e "man/$page" ] || fail "a page refers to $page, which does not exist"
done <"$scratch/references"
finish
