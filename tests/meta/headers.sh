#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that every header compiles alone, and the library's face also as C++.
# shellcheck source=tests/lib.sh
. tests/lib.sh
CC=${CC:-cc}
CXX=${CXX:-c++}

# compiles COMPILER OPTION... HEADER: the header is the last word.
compiles() {
	for header; do :; done
	"$@" -fsyntax-only -Wall -Wextra -Wpedantic -Werror -Isrc -Iinclude 2>&1 ||
		fail "$header does not compile alone ($1)"
}

count=0
for path in src/*/*.h include/pmlayout/*.h; do
	compiles "$CC" -std=c11 -x c "$path"
	count=$((count + 1))
done
[ "$count" -gt 20 ] || fail "only $count headers were seen"
if command -v "$CXX" >/dev/null; then
	for path in include/pmlayout/*.h; do
		compiles "$CXX" -std=c++17 -x c++ "$path"
	done
fi
finish
