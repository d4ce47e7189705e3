#!/bin/sh
# SPDX-License-Identifier: MIT
# Every real build directory is read whole; what is an error in one is a real fault, listed here.
. tests/lib.sh
need_shared corpus/builds
command -v python3 >/dev/null || skip "no python3, which lays out the builds"
scratch_dir

cat >"$scratch/expected" <<'END'
# BUILD RULE: why it is real
# TF-M's border at 0x1c200 is on no block of the SPU: a part of the non-secure image stays secure.
embedded-departure-board-18f35c35 secure-boundary-unaligned
nrf-automation-2f382522 secure-boundary-unaligned
# The application's gap reaches behind the slot, which a static file keeps small.
pouch-node-ws-4e4d2905 app-exceeds-slot
# The chip has 2 MiB, the entry says 16.
pouch-node-ws-4e4d2905 out-of-region
# A static slot without span, with pads placed into its end; it ends inside an erase page.
thingy-92fcc840 overlapping-partitions
thingy-92fcc840 overlapping-partitions
thingy-92fcc840 slot-unaligned
# TF-M's storage lies within that slot: an update takes it along.
thingy-92fcc840 storage-in-slot
thingy-92fcc840 storage-in-slot
# `size` was written in bytes where bits are expected.
w25q128jv-zephyrrtos-9104a1a6 flash-size-mismatch
w25q128jv-zephyrrtos-9104a1a6 negative-leftover
w25q128jv-zephyrrtos-9104a1a6 out-of-region
# Nothing was left for the secondary slot, and MCUboot has no SPI to reach it.
zephyr-2e46e716 external-driver-off
zephyr-2e46e716 secondary-not-in-bootloader
zephyr-2e46e716 zero-size
END
# Warnings of the rules about projects: what is committed of these builds holds no static file, and
# nothing shows that Partition Manager had one.
cat >"$scratch/warnings-wanted" <<'END'
embedded-departure-board-18f35c35 no-pinned-layout
miniminutes-software-518c9745 no-pinned-layout
miniminutes-software-9c470957 no-pinned-layout
nrflwm2mclient-9706a3a8 no-pinned-layout
open-scoreboard-firmware-99858e37 no-pinned-layout
sensing-system-zephyr-30bf440a no-pinned-layout
sensing-system-zephyr-430b89bf no-pinned-layout
tek-app-4da65464 no-pinned-layout
zephyr-2e46e716 no-pinned-layout
END
grep -v '^#' "$scratch/expected" | LC_ALL=C sort >"$scratch/wanted"

count=0
: >"$scratch/got"
: >"$scratch/warnings"
for build in "$SHARED"/corpus/builds/*/; do
	id=$(basename "$build")
	count=$((count + 1))
	folder=$(python3 "$SHARED/tools/lay-out-build.py" "$id" "$scratch/$id") || fail "$id: no build"
	"$PMLAYOUT" check "$folder" >"$scratch/out" 2>"$scratch/errors"
	status=$?
	[ "$status" -le 1 ] || fail "$id: exit status $status"
	[ -s "$scratch/errors" ] && fail "$id: wrote to stderr: $(cat "$scratch/errors")"
	sed -n "s/.*: error: .*\[\(.*\)\]\$/$id \1/p" "$scratch/out" >>"$scratch/got"
	sed -n "s/.*: warning: .*\[\(unread-file\|stale-build\|forced-option\|no-pinned-layout\|sdk-known-issue\)\]\$/$id \1/p" \
		"$scratch/out" >>"$scratch/warnings"
	# Every layout, .config and devicetree that lies there is used.
	find "$folder" -name 'partitions*.yml' -o -name 'regions*.yml' -o -name .config \
		-o -name zephyr.dts >"$scratch/files"
	while read -r file; do
		grep -qF ": $file" "$scratch/out" || fail "$id: $file is not used"
	done <"$scratch/files"
	grep -q '  used board: ' "$scratch/out" || fail "$id: no board"
	"$PMLAYOUT" check "$folder" 2>&1 | cmp -s - "$scratch/out" || fail "$id: two runs differ"
	"$PMLAYOUT" show "$folder" >/dev/null 2>&1
	[ $? -le 1 ] || fail "$id: show"
	rm -rf "${scratch:?}/$id"
done
LC_ALL=C sort -o "$scratch/got" "$scratch/got"
diff -u "$scratch/wanted" "$scratch/got" || fail "the errors are not those that are known (above)"
diff -u "$scratch/warnings-wanted" "$scratch/warnings" || fail "the warnings are not those that are known (above)"
[ "$count" -ge 27 ] || fail "only $count builds"
echo "$count builds"
finish
