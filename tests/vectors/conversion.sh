#!/bin/sh
# SPDX-License-Identifier: MIT
# The way over to devicetree, for every build of the collection: each
# image's overlay, in both bindings, is applied to its own devicetree, compiled by dtc and found
# identical to partitions.yml; and any changed number in it is found.
. tests/lib.sh
need_shared corpus/builds
command -v dtc >/dev/null || skip "no dtc"
command -v python3 >/dev/null || skip "no python3"
tests/vectors/conversion.py "$PMLAYOUT" "$SHARED" || fail "see above"
finish
