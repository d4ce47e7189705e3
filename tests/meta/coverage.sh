#!/bin/sh
# SPDX-License-Identifier: MIT
# The unit tests of src/mcuboot reach each of its lines: they are built once more with --coverage.
. tests/lib.sh

CC=${CC:-cc}
"$CC" --version 2>/dev/null | grep -qi 'gcc\|free software foundation' || CC=gcc
command -v "$CC" >/dev/null || skip "no gcc, whose gcov tells the lines"
GCOV=$(command -v "gcov-$("$CC" -dumpversion | cut -d. -f1)" || command -v gcov) || skip "no gcov"
scratch_dir
root=$(pwd)
cd "$scratch" || exit 1

for source in "$root"/src/mcuboot/*.c; do
	"$CC" -std=c11 -O0 --coverage -I"$root/src" -c "$source" || fail "$source does not compile"
done
for test in "$root"/tests/unit/mcuboot/*_test.c; do
	name=$(basename "$test" .c)
	"$CC" -std=c11 -O0 -I"$root/src" -I"$root/tests/unit/mcuboot" "$test" ./*.o --coverage \
		-lcmocka -o "$name" || fail "$name does not build"
	"./$name" >"$name.log" 2>&1 || fail "$name: $(tail -3 "$name.log")"
	rm -f "$name"
done

# "12:  34: text" was run, "-" is no code, "#####" was never run.
"$GCOV" ./*.o >"gcov.log" 2>&1 || fail "gcov: $(tail -3 gcov.log)"
counted=0
for source in "$root"/src/mcuboot/*.c; do
	report=$(basename "$source").gcov
	[ -f "$report" ] || continue # names alone hold no code
	counted=$((counted + $(grep -c '^ *[0-9]*\*\{0,1\}: *[1-9]' "$report")))
	if grep '^ *\(#####\|=====\):' "$report"; then
		fail "$source: the lines above are never run"
	fi
done
[ "$counted" -gt 300 ] || fail "only $counted lines were counted"
finish
