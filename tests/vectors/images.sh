#!/bin/sh
# SPDX-License-Identifier: MIT
# Images that imgtool signed, and what was broken of them, are shown as they are.
. tests/lib.sh

need_shared vectors/images
need_shared tools/run-image-vectors.py
command -v python3 >/dev/null || skip "no python3"
scratch_dir

: >"$scratch/none"
python3 "$SHARED/tools/run-image-vectors.py" "$PMLAYOUT" "$SHARED/vectors/images" "$scratch/none" ||
	fail "answers differ (above)"
finish
