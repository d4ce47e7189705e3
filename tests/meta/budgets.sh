#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that functions and files are small enough to be read at once.
# shellcheck source=tests/lib.sh
. tests/lib.sh
command -v python3 >/dev/null || skip "python3 is not installed"
ctags --version 2>/dev/null | grep -q Universal || skip "universal-ctags is not installed"
complaints=$(PYTHONDONTWRITEBYTECODE=1 python3 tests/meta/budgets.py) || fail "budgets.py broke"
[ -z "$complaints" ] || fail "over budget:
$complaints"
finish
