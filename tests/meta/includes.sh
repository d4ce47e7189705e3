#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that no folder reaches for what is above it, and that only src/cmd prints and exits.
# shellcheck source=tests/lib.sh
. tests/lib.sh
command -v python3 >/dev/null || skip "python3 is not installed"
complaints=$(PYTHONDONTWRITEBYTECODE=1 python3 tests/meta/includes.py) || fail "includes.py broke"
[ -z "$complaints" ] || fail "against the rules of the house:
$complaints"
finish
