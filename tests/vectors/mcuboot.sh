#!/bin/sh
# SPDX-License-Identifier: MIT
# Every geometry that was put to MCUboot's own functions gets the same answer here.
. tests/lib.sh

need_shared vectors/mcuboot/open.jsonl
need_shared tools/run-mcuboot-vectors.py
command -v python3 >/dev/null || skip "no python3"

python3 "$SHARED/tools/run-mcuboot-vectors.py" "$PMLAYOUT" "$SHARED/vectors/mcuboot/open.jsonl" ||
	fail "answers differ from MCUboot's (above)"
finish
