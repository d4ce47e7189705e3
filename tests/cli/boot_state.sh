#!/bin/sh
# SPDX-License-Identifier: MIT
# `slots --boot-state`: answers line by line, from fields or from an area's last bytes, and says
# what is wrong with a line.
# shellcheck disable=SC2016 # the program writes words in back quotes
. tests/lib.sh
scratch_dir

good=77c295f360d2ef7f3552500f2cb67980
erased=ffffffffffffffffffffffffffffffff
empty="{\"magic\": \"$erased\"}"

# answer LINE: one state to the program; its answer is in $scratch/out.
answer() {
	printf '%s\n' "$1" | "$PMLAYOUT" slots --boot-state - >"$scratch/out" 2>"$scratch/err"
}

# answers WORDS LINE
answers() {
	answer "$2"
	exited 0 "$2"
	grep -qF -- "$1" "$scratch/out" || fail "$2: not $1 but $(cat "$scratch/out")"
}

# refuses WORDS LINE
refuses() {
	answer "$2"
	exited 2 "$2"
	grep -qF -- "<stdin>:1: $1" "$scratch/err" || grep -qF -- "-:1: $1" "$scratch/err" ||
		fail "$2: not $1 but $(cat "$scratch/err")"
}

answers '"swap_type":"test"' \
	"{\"id\": 1, \"mode\": \"move\", \"primary\": $empty, \"secondary\": {\"magic\": \"$good\"}}"
grep -q '"id":1' "$scratch/out" || fail "the id is not repeated"
answers '"swap_type":"perm"' \
	"{\"mode\": \"move\", \"primary\": $empty, \"secondary\": {\"magic\": \"$good\", \"image_ok\": \"01\"}}"
# The same from the bytes: image_ok lies 24 bytes in front of the end.
answers '"swap_type":"perm"' \
	"{\"mode\": \"move\", \"primary\": $empty, \"secondary\": {\"tail\": \"01ffffffffffffff$good\"}}"
# What is written out beats the bytes.
answers '"swap_type":"test"' \
	"{\"mode\": \"move\", \"primary\": $empty, \"secondary\": {\"tail\": \"01ffffffffffffff$good\", \"image_ok\": \"ff\"}}"
answers '"swap_type":"revert"' \
	"{\"mode\": \"swap-offset\", \"primary\": $empty, \"secondary\": {\"magic\": \"$good\", \"copy_done\": \"01\"}}"
answers '"swap_type":"panic","status_source":null,"primary":null' \
	"{\"mode\": \"move\", \"primary\": null, \"secondary\": $empty}"
answers '"status_source":"scratch"' \
	"{\"mode\": \"scratch\", \"primary\": $empty, \"secondary\": $empty, \"scratch\": {\"magic\": \"$good\"}}"
answers '"swap_info_type":"perm","image_num":1' \
	"{\"mode\": \"move\", \"primary\": {\"magic\": \"$good\", \"swap_info\": \"13\"}}"
answers '"magic":"bad"' "{\"mode\": \"move\", \"max_align\": 16, \"primary\": {\"magic\": \"$good\"}}"

refuses 'no `mode`' '{}'
refuses 'unknown mode `mvoe`, did you mean `move`?' '{"mode": "mvoe"}'
refuses 'no JSON object' '[]'
refuses '`max_align` is not 8, 16 or 32' '{"mode": "move", "max_align": 12}'
refuses '`max_align` is not 8, 16 or 32' '{"mode": "move", "max_align": 64}'
refuses '`primary`: no object' '{"mode": "move", "primary": 1}'
refuses '`primary`: neither `magic` nor `tail`' '{"mode": "move", "primary": {}}'
refuses '`primary`: `magic` is no 16 bytes' '{"mode": "move", "primary": {"magic": "00"}}'
refuses '`primary`: `tail` is no text' '{"mode": "move", "primary": {"tail": "0"}}'
refuses '`primary`: `tail` is no text' '{"mode": "move", "primary": {"tail": "0g"}}'
refuses '`primary`: `tail` is no text' '{"mode": "move", "primary": {"tail": 7}}'
refuses '`primary`: `image_ok` is no byte' \
	"{\"mode\": \"move\", \"primary\": {\"magic\": \"$good\", \"image_ok\": \"1\"}}"
refuses '`secondary`: `swap_info` is no byte' \
	"{\"mode\": \"move\", \"secondary\": {\"magic\": \"$good\", \"swap_info\": 3}}"

printf '{"mode": "move"}\n\nnonsense\n' >"$scratch/lines"
"$PMLAYOUT" slots --boot-state "$scratch/lines" >"$scratch/out" 2>"$scratch/err"
exited 2 "a broken third line"
[ "$(grep -c '"swap_type"' "$scratch/out")" -eq 1 ] ||
	fail "the line in front of a broken one is not answered"
grep -q '"line":3' "$scratch/out" || fail "the broken line has no answer of its own"
grep -q ':3: ' "$scratch/err" || fail "the number of the broken line is not said"
"$PMLAYOUT" slots --boot-state "$scratch/lines" --mode move >/dev/null 2>&1
exited 2 "--boot-state beside --mode"
"$PMLAYOUT" slots --boot-state "$scratch/none" >/dev/null 2>&1
exited 3 "a file that is not there"
finish
