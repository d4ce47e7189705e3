#!/bin/sh
# SPDX-License-Identifier: MIT
# Every log of the thread leads to the cause that it had, with and without its layout.
. tests/lib.sh

need_shared thread
scratch_dir
thread=$SHARED/thread

# The layout of the last log was posted as a picture in characters; this is what it shows.
cat >"$scratch/c.yml" <<END
mcuboot: {address: 0x0, size: 0x10000, region: flash_primary}
mcuboot_pad: {address: 0x10000, size: 0x200, region: flash_primary}
tfm: {address: 0x10200, size: 0xc000, region: flash_primary}
mcuboot_primary: {address: 0x10000, size: 0xf0000, span: [mcuboot_pad, tfm, app], region: flash_primary}
mcuboot_secondary: {address: 0x0, size: 0xf0000, region: external_flash}
END

# leads FIRST ALSO LOG [LAYOUT ARGUMENT...]: the likeliest cause is FIRST, and ALSO, words or "",
# are among the others.
leads() {
	first=$1
	also=$2
	log=$3
	shift 3
	"$PMLAYOUT" explain --format concise --log "$thread/$log" "$@" >"$scratch/out" 2>&1
	exited 0 "$log $*"
	rules=$(sed -n 's/.* \[\([a-z-]*\)\]$/\1/p' "$scratch/out" | tr '\n' ' ')
	[ "${rules%% *}" = "$first" ] || fail "$log $*: the causes are $rules, not $first first"
	for rule in $also; do
		case " $rules" in *" $rule "*) ;; *) fail "$log $*: $rule is missing in $rules" ;; esac
	done
}

# both FIRST ALSO LOG LAYOUT ARGUMENT...: without and with the layout.
both() {
	leads "$1" "$2" "$3"
	leads "$@"
}

a=$thread/a-partitions-2022-08-23.yml
b=$thread/b-pm_static-2022-12-05.yml
both sdk-known-issue secure-boundary-unaligned a-boot-2022-08-22.log "$a" --soc nrf9160
both secondary-not-in-bootloader flash-id-blank a-boot-2022-08-26-fault.log "$a" --soc nrf9160
both flash-id-blank '' a-boot-2022-08-26-after.log "$a" --soc nrf9160
both flash-id-blank '' a-fota-2022-08-26.log "$a" --soc nrf9160
both bootloader-too-large '' a-link-2022-08-24.log "$a" --soc nrf9160
both slot-sector-count '' b-boot-2022-12-05.log "$b" --soc nrf9160
both secondary-not-in-bootloader 'sdk-known-issue external-override-missing' c-boot-2022-11-07.log \
	"$scratch/c.yml" --soc nrf9160
leads secondary-not-in-bootloader sdk-known-issue c-boot-2022-11-07.log "$scratch/c.yml" \
	--soc nrf9160 --kconfig mcuboot="$thread/c-mcuboot.conf"
grep -q -e '\[too-many-sectors\]' -e '\[external-override-missing\]' -e '\[slot-sector-count\]' \
	"$scratch/out" && fail "c: a cause that layout and options disprove is named"

"$PMLAYOUT" explain --log "$thread/c-boot-2022-11-07.log" "$scratch/c.yml" --soc nrf9160 \
	--color never >"$scratch/out"
grep -q 'the limit of 256 holds them' "$scratch/out" || fail "c: it is not said that the layout is fine"
finish
