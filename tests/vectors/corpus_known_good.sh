#!/bin/sh
# SPDX-License-Identifier: MIT
# No error on a layout that ships, beyond the real faults that such layouts have.
. tests/lib.sh

need_shared corpus/statics.jsonl
command -v python3 >/dev/null || skip "no python3"
python3 tests/vectors/corpus_known_good.py "$PMLAYOUT" "$SHARED/corpus" || fail "see above"
finish
