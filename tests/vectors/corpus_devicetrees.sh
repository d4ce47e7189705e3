#!/bin/sh
# SPDX-License-Identifier: MIT
# Every zephyr.dts of the collection of builds is read, shown and judged by itself, as a layout:
# nothing in it is misread, and none of what boards ship is called wrong by the rules about
# devicetree addresses, RAM and TF-M's descriptors.
. tests/lib.sh
need_shared corpus/builds
command -v dtc >/dev/null || skip "dtc is not installed"
scratch_dir
count=0
for dts in "$SHARED"/corpus/builds/*/*.dts; do
	name=${dts#"$SHARED"/corpus/builds/}
	count=$((count + 1))
	"$PMLAYOUT" check --no-config --format concise "$dts" >"$scratch/out" 2>&1
	# One build left an empty tree.
	if grep -q '\[nothing-to-check\]$' "$scratch/out"; then
		[ "$(wc -l <"$dts")" -lt 20 ] || fail "$name: nothing was found in it"
		continue
	fi
	if grep -E '\[(invalid-devicetree|partition-untranslatable|unit-address-mismatch|tz-descriptor|secure-ram-boundary-unaligned|modem-ram)\]$' "$scratch/out"; then
		fail "$name: is called wrong (above)"
	fi
	if grep 'in region `sram' "$scratch/out"; then
		fail "$name: RAM overlaps (above)"
	fi
	grep -E '(error|warning|note): ' "$scratch/out" | grep -qv "^$dts:[0-9][0-9]*:[0-9]" &&
		fail "$name: a finding has no line"
done
[ "$count" -ge 60 ] || fail "only $count devicetrees"
finish
