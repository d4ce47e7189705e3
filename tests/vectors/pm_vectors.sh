#!/bin/sh
# SPDX-License-Identifier: MIT
# What Partition Manager's own runs wrote and said, against `pmlayout pm` with the same arguments:
# byte for byte; where it failed, its sentence.
. tests/lib.sh
need_shared tools/run-pm-vectors.py
need_shared vectors/pm/golden
command -v python3 >/dev/null || skip "python3 is not installed"

PYTHONDONTWRITEBYTECODE=1 python3 "$SHARED/tools/run-pm-vectors.py" "$PMLAYOUT" \
	"$SHARED/vectors/pm/golden" "$SHARED/vectors/pm/random.jsonl" ||
	fail "these differ (above)"
finish
