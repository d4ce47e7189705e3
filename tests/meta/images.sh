#!/bin/sh
# SPDX-License-Identifier: MIT
# The images in tests/rules are what tests/images/make_rules.sh makes, byte for byte.
. tests/lib.sh
command -v python3 >/dev/null || skip "no python3, which makes the images"
scratch_dir
tests/images/make_rules.sh "$scratch" || fail "tests/images/make_rules.sh"
count=0
for made in "$scratch"/tests/rules/*/context/*; do
	kept=tests/rules/${made#"$scratch/tests/rules/"}
	cmp "$kept" "$made" || fail "$kept is not what the script makes"
	count=$((count + 1))
done
[ "$count" -gt 20 ] || fail "only $count images were made"
for kept in tests/rules/*/context/*.bin tests/rules/*/context/*.hex; do
	[ -e "$scratch/$kept" ] || fail "nothing makes $kept"
done
finish
