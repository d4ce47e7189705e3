#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that every header compiles alone, and the library's face also as C++.
# shellcheck source=tests/lib.sh
. tests/lib.sh
CC=${CC:-cc}
CXX=${CXX:-c++}

# compiles HEADER COMPILER OPTION...: a file that includes nothing but the header.
compiles() {
	header=$1
	shift
	printf '#include "%s"\n' "${header#*/}" |
		"$@" -fsyntax-only -Wall -Wextra -Wpedantic -Werror -Isrc -Iinclude - ||
		fail "$header does not compile alone ($1)"
}

count=0
for path in src/*/*.h include/pmlayout/*.h; do
	compiles "$path" "$CC" -std=c11 -x c
	count=$((count + 1))
done
[ "$count" -gt 20 ] || fail "only $count headers were seen"
if command -v "$CXX" >/dev/null; then
	for path in include/pmlayout/*.h; do
		compiles "$path" "$CXX" -std=c++17 -x c++
	done
fi
finish
