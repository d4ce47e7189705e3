#!/bin/sh
# SPDX-License-Identifier: MIT
# Every state of the trailers that was put to MCUboot's own functions gets the same answer here.
. tests/lib.sh

need_shared vectors/trailers.jsonl
need_shared tools/run-image-vectors.py
command -v python3 >/dev/null || skip "no python3"
scratch_dir

mkdir "$scratch/none"
python3 "$SHARED/tools/run-image-vectors.py" "$PMLAYOUT" "$scratch/none" \
	"$SHARED/vectors/trailers.jsonl" || fail "answers differ from MCUboot's (above)"
finish
