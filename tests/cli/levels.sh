#!/bin/sh
# SPDX-License-Identifier: MIT
# -D, -W and -A change levels, the last one wins; --strict changes the exit status alone.
. tests/lib.sh
layouts=tests/cli/layouts

# level WORD ARGUMENT...: the first finding of unknown-key has that level ("none": is not there).
level() {
	wanted=$1
	shift
	got=$("$PMLAYOUT" check --format concise "$@" $layouts/warning.yml |
		sed -n 's/^[^ ]* \([a-z]*\): .*unknown-key.*/\1/p' | head -1)
	[ "${got:-none}" = "$wanted" ] || fail "$*: ${got:-none}, not $wanted"
}

level warning
level error -D unknown-key
level error --deny unknown-key
level error --deny=unknown-key
level error -D all
level none -A unknown-key
level none -A all
level warning -A all -W unknown-key
level none -D unknown-key -A unknown-key
level error -A unknown-key -D unknown-key
level warning -D all -W unknown-key
level error -W unknown-key -D all
level warning --strict

"$PMLAYOUT" check -W overlapping-partitions -A storage-unaligned $layouts/bad.yml >/dev/null ||
	fail "an error that was lowered still fails"
"$PMLAYOUT" check -W overlapping-partitions --strict $layouts/bad.yml >/dev/null &&
	fail "--strict lets a warning pass"

# An output of a layout with faults, when somebody lowers them; never of one that cannot be read.
scratch_dir
"$PMLAYOUT" compile $layouts/bad.yml --emit "json=$scratch/bad.json" >/dev/null 2>&1 &&
	fail "a layout with an error is compiled"
[ ! -e "$scratch/bad.json" ] || fail "an output of a layout with an error is written"
"$PMLAYOUT" compile -W overlapping-partitions $layouts/bad.yml --emit "json=$scratch/bad.json" \
	>/dev/null 2>&1 || fail "a layout whose error was lowered is not compiled"
[ -s "$scratch/bad.json" ] || fail "no output of a layout whose error was lowered"
printf 'a: {address: 0x0}\n' >"$scratch/unreadable.yml"
"$PMLAYOUT" compile -A all "$scratch/unreadable.yml" --emit "json=$scratch/unreadable.json" \
	>/dev/null 2>&1 && fail "a layout without a size is compiled"
[ ! -e "$scratch/unreadable.json" ] || fail "an output of what cannot be read is written"

"$PMLAYOUT" check -A all /dev/null >/dev/null && fail "-A all lets an empty input pass"
printf 'a: [\n' | "$PMLAYOUT" check -A all - >/dev/null && fail "-A all lets broken YAML pass"
finish
