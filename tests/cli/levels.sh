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
"$PMLAYOUT" check -A all /dev/null >/dev/null && fail "-A all lets an empty input pass"
printf 'a: [\n' | "$PMLAYOUT" check -A all - >/dev/null && fail "-A all lets broken YAML pass"
finish
