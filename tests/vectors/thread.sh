#!/bin/sh
# SPDX-License-Identifier: MIT
# The layouts of the public thread: what item 7 of its README lists is found in the first user's
# file, each fault by the rule meant for it; the second user's layout is good.
# shellcheck disable=SC2016 # back quotes are part of the messages
. tests/lib.sh

need_shared thread/b-pm_static-2022-12-05.yml
scratch_dir

# expect RULE COUNT WORD: COUNT findings of the rule, one of which says WORD.
expect() {
	# shellcheck disable=SC2154 # scratch_dir sets it
	seen=$(grep -c "\[$1\]\$" "$scratch/out")
	[ "$seen" -eq "$2" ] || fail "$1: $seen findings, expected $2"
	grep "\[$1\]\$" "$scratch/out" | grep -qF "$3" || fail "$1: nothing says: $3"
}

"$PMLAYOUT" check --format concise "$SHARED/thread/b-pm_static-2022-12-05.yml" --soc nrf9160 \
	>"$scratch/out"
[ $? -eq 1 ] || fail "exit status"
expect slot-sector-count 1 'has 240 sectors of 0x1000 beside 112 sectors'
expect slot-size-mismatch 1 'has 0xf0000 bytes'
expect overlapping-leftover 1 'covers 5 named partitions'
expect end-address-mismatch 3 '`end_address` is 0x10000'
expect end-address-mismatch 3 '`end_address` is 0x200b0000'
expect ignored-key 3 '`align` of `nvs_storage`'
expect bad-alignment-value 1 '0xb000 is not a power of two'
expect unmet-alignment 3 '`littlefs_storage` starts at 0xfa000'
expect container-mismatch 1 '`nonsecure_storage`'
expect secure-boundary-unaligned 1 '0x1c200'
expect secure-ram-boundary-unaligned 1 '0x2000b000'
expect storage-too-small 2 '`littlefs_storage` has 1 block'
expect storage-too-small 2 '`nvs_storage` has 1 sector'
expect app-exceeds-slot 1 'which ends at 0x80000'
expect unused-space 1 '448 KiB'

# The same numbers that the second user reports, in a static file of ours.
cat >"$scratch/second.yml" <<'EOF'
mcuboot: {address: 0x0, size: 0x10000}
mcuboot_pad: {address: 0x10000, size: 0x200}
mcuboot_primary: {address: 0x10000, size: 0xf0000, span: [mcuboot_pad, app]}
mcuboot_secondary: {address: 0x0, size: 0xf0000, region: external_flash}
EOF
"$PMLAYOUT" check --format concise "$scratch/second.yml" --soc nrf9160 --mode swap-move \
	--page-size 4096 --max-img-sectors 256 || fail "the second user's layout is good"
finish
