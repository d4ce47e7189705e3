#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that every C file is formatted as .clang-format says (version 14: others differ).
# shellcheck source=tests/lib.sh
. tests/lib.sh
command -v clang-format-14 >/dev/null || skip "clang-format-14 is not installed"
set -- src include tests
[ ! -d firmware ] || set -- "$@" firmware
# Expected outputs of tests are not ours to format.
find "$@" \( -path tests/emit -o -path tests/rules -o -path tests/vectors \) -prune -o \
	-name '*.[ch]' -print0 | xargs -0 clang-format-14 --dry-run -Werror 2>&1 ||
	fail "run clang-format-14 -i on these files"
finish
