#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that every source names its licence, that nothing waits to be done, and that the scripts
# are clean.
# shellcheck source=tests/lib.sh
. tests/lib.sh
scratch_dir

# sources WORD...: find's tests, of files that are ours (no builds, no expected outputs).
sources() {
	find . \( -path ./.git -o -path './build*' -o -path ./tests/emit -o -path ./tests/rules \) \
		-prune -o -type f \( "$@" \) -print
}

sources -name '*.[chS]' -o -name '*.def' -o -name '*.ld' -o -name '*.sh' -o -name '*.py' -o \
	-name '*.cmake' -o -name CMakeLists.txt -o -name '*.[17]' >"$scratch/sources"
[ "$(wc -l <"$scratch/sources")" -gt 100 ] || fail "the sources were not found"
while read -r path; do
	head -n 3 "$path" | grep -q 'SPDX-License-Identifier: MIT' || fail "$path names no licence"
done <"$scratch/sources"

waiting='\b(TO''DO|FIX''ME|XX''X)\b'
sources -name '*' >"$scratch/all"
tr '\n' '\0' <"$scratch/all" | xargs -0 grep -InE "$waiting" && fail "these wait to be done (above)"

if command -v shellcheck >/dev/null; then
	grep '\.sh$' "$scratch/sources" | tr '\n' '\0' | xargs -0 shellcheck -x ||
		fail "shellcheck complains (above)"
fi
while read -r path; do
	case $path in
	*/lib.sh) ;;
	*.sh) [ -x "$path" ] || fail "$path is not executable" ;;
	esac
done <"$scratch/sources"
finish
