#!/bin/sh
# SPDX-License-Identifier: MIT
# `explain --log`: reads logs in every shape, puts the likeliest cause first, weighs causes against
# a layout, and says so when it recognises nothing.
. tests/lib.sh

scratch_dir
small='Failed reading sectors; BOOT_MAX_IMG_SECTORS=256 - too small?'
counts='Cannot upgrade: not a compatible amount of sectors'

# explain ARGUMENT...: concise findings in $scratch/out.
explain() {
	"$PMLAYOUT" explain --format concise --log "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
}

# rules: the names of the rules in $scratch/out, in order, on one line.
rules() {
	sed -n 's/.* \[\([a-z-]*\)\]$/\1/p' "$scratch/out" | tr '\n' ' '
}

# first RULE WORD...: the rule is the likeliest cause.
first() {
	wanted=$1
	shift
	case $(rules) in
	"$wanted "*) ;;
	*) fail "$*: the causes are $(rules), not $wanted first" ;;
	esac
}

# without RULE WORD...: the rule is no cause.
without() {
	unwanted=$1
	shift
	case " $(rules)" in
	*" $unwanted "*) fail "$*: $unwanted is named, but the layout disproves it" ;;
	esac
}

# layout SECONDARY-SIZE [REGION]: one with 240 sectors in its primary slot.
layout() {
	cat >"$scratch/pm_static.yml" <<END
mcuboot: {address: 0x0, size: 0x10000, region: flash_primary}
mcuboot_pad: {address: 0x10000, size: 0x200, region: flash_primary}
mcuboot_primary: {address: 0x10000, size: 0xf0000, span: [mcuboot_pad, app], region: flash_primary}
mcuboot_secondary: {address: 0x0, size: $1, region: external_flash}
END
}

# The shapes of a line; the place is that of the message itself.
shape() {
	explain "$scratch/log"
	exited 0 "$1"
	first slot-sector-count "$1"
	grep -q "^$scratch/log:$2:" "$scratch/out" || fail "$1: the place is not $2: $(cat "$scratch/out")"
}
echo "$counts" >"$scratch/log"
shape plain 1:1
echo "W: $counts" >"$scratch/log"
shape level 1:4
printf '[00:00:01.234,567] <wrn> mcuboot: %s\n' "$counts" >"$scratch/log"
shape prefix 1:35
printf '[00:00:01.234,567] <wrn> %s\n' "$counts" >"$scratch/log"
shape old-prefix 1:26
printf 'x\r\n\033[0m\033[1;33mW: %s\033[0m\r\n' "$counts" >"$scratch/log"
shape colour 2:15
printf '\0\001\377\376 noise\nW: Cannot \0upgrade: not a compatible amount of sectors\n' >"$scratch/log"
shape binary 2:4
printf '%s' "$counts" | sed 's/./&\x00/g; 1s/^/\xff\xfe/' >"$scratch/log"
shape utf-16 1:1
head -c 300000 /dev/zero | tr '\0' x >"$scratch/log"
printf ' %s\n' "$counts" >>"$scratch/log"
shape long 1:300002

# A line that repeats is one finding with a count.
for _ in 1 2 3; do echo "W: $counts"; done >"$scratch/log"
"$PMLAYOUT" explain --log "$scratch/log" --color never >"$scratch/out"
[ "$(grep -c 'slot-sector-count\]' "$scratch/out")" -eq 1 ] || fail "a line that repeats is told more than once"
grep -q '3 times in this log' "$scratch/out" || fail "a line that repeats is not counted"

# The same line with layouts: the sectors, or the device.
printf 'W: %s\nW: %s\n' "$small" "$counts" >"$scratch/log"
explain "$scratch/log"
first secondary-not-in-bootloader "no layout"
without slot-sector-count "the second line follows from the first"
layout 0x110000
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160
first too-many-sectors "272 sectors"
layout 0xf0000
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160
first secondary-not-in-bootloader "240 sectors"
without too-many-sectors "240 sectors"
sed 's/=256/=128/' "$scratch/log" >"$scratch/log128"
explain "$scratch/log128"
first too-many-sectors "a small limit"
explain "$scratch/log128" "$scratch/pm_static.yml" --soc nrf9160
first too-many-sectors "240 sectors, limit 128"

# The line alone, and MCUboot boots on: the primary slot or scratch, not the secondary.
boots='I: Bootloader chainload address offset: 0x10000'
printf 'I: Starting bootloader\nW: %s\n%s\n*** Booting Zephyr ***\nhello\n' "$small" "$boots" >"$scratch/log"
explain "$scratch/log"
first too-many-sectors "one line"
layout 0xf0000
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160
without too-many-sectors "one line, 240 sectors"
grep -q ': error: ' "$scratch/out" && fail "one line that the layout contradicts is an error"
"$PMLAYOUT" explain --color never --log "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 >"$scratch/out"
grep -q 'though the line alone says' "$scratch/out" || fail "one line: the contradiction is not told"
grep -q 'against it speaks that the line stands alone' "$scratch/out" || fail "one line: nothing speaks against the device"
sed 's/=256/=128/' "$scratch/log" >"$scratch/log128"
explain "$scratch/log128" "$scratch/pm_static.yml" --soc nrf9160
first too-many-sectors "one line, limit 128"
grep -q ': error: .*too-many-sectors' "$scratch/out" || fail "one line, limit 128: not confirmed"
printf 'W: %s\nE: ***** MPU FAULT *****\n' "$small" | sed '1i I: Starting bootloader' >"$scratch/log"
explain "$scratch/log"
first secondary-not-in-bootloader "one line and a crash"

# A chip that answers is not blank; one that does not is, before what follows from it.
for id in '00 00 00' 'c2 28 17'; do
	printf 'E: Device id %s does not match config 9d 60 16\nW: %s\nW: %s\n' "$id" "$small" "$counts" >"$scratch/log"
	explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160
	case $id in
	00*) first flash-id-blank "$id" ;;
	*)
		first external-flash-differs "$id"
		without flash-id-blank "$id"
		;;
	esac
done

# Images that were given and are sound are not the cause; those that are not, are.
echo 'E: Image in the primary slot is not valid!' >"$scratch/log"
printf 'CONFIG_BOOT_SWAP_USING_MOVE=y\nCONFIG_BOOT_MAX_IMG_SECTORS=256\nCONFIG_UPDATEABLE_IMAGE_NUMBER=1\n' >"$scratch/one.config"
python3 tests/images/make_image.py "$scratch/sound.bin" --reset 0x10401
python3 tests/images/make_image.py "$scratch/elsewhere.bin" --reset 0xc401
judged() {
	explain "$@" "$scratch/pm_static.yml" --soc nrf9160 --page-size 4096 --kconfig mcuboot="$scratch/one.config"
}
judged "$scratch/log"
first image-wrong-base "no image"
judged "$scratch/log" --image mcuboot_primary="$scratch/elsewhere.bin"
first image-wrong-base "an image for another address"
without image-hash-mismatch "an image for another address"
judged "$scratch/log" --image mcuboot_primary="$scratch/sound.bin"
first stale-build "a sound image"
for rule in image-wrong-base image-header-size invalid-image image-hash-mismatch image-too-large; do
	without $rule "a sound image"
done
"$PMLAYOUT" explain --color never --log "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 \
	--kconfig mcuboot="$scratch/one.config" --image mcuboot_primary="$scratch/sound.bin" >"$scratch/out"
grep -q 'the device holds another one, or its MCUboot checks with another key' "$scratch/out" ||
	fail "a sound image: what remains is not told"
grep -q 'give the signed image' "$scratch/out" && fail "a sound image: it is asked for again"
judged "$scratch/log" --image mcuboot_secondary="$scratch/sound.bin"
first image-wrong-base "a sound image of the other slot"
echo 'E: Image size bigger than designated area' >"$scratch/log"
judged "$scratch/log"
first image-too-large "no image"
judged "$scratch/log" --image mcuboot_secondary="$scratch/sound.bin"
without image-too-large "a small image"

# One pair and one image, and a bootloader that ends on a block.
echo "error: 'PM_MCUBOOT_PRIMARY_1_ID' undeclared (first use)" >"$scratch/log"
judged "$scratch/log"
first image-pairs "one .config"
judged "$scratch/log" --kconfig app="$scratch/one.config"
without image-pairs "both say one image"
echo 'E: Protect mcuboot flash failed, cancel startup.' >"$scratch/log"
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160
without fprotect-unaligned "0x10000 is two blocks"
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf54l15
first fprotect-unaligned "0x10000 is more than nRF54L protects"
sed 's/0x10000/0xd000/g; s/0xf0000/0xf3000/' "$scratch/pm_static.yml" >"$scratch/odd.yml"
"$PMLAYOUT" explain --color never --log "$scratch/log" "$scratch/odd.yml" --soc nrf9160 >"$scratch/out"
grep -q 'ends at 0xd000; nrf9160 protects blocks of 0x8000 bytes' "$scratch/out" || fail "0xd000: the block is not told"

# Lines, one a row, with the cause that comes first.
while read -r rule line; do
	printf '%s\n' "$line" >"$scratch/log"
	explain "$scratch/log"
	first "$rule" "$line"
done <<'END'
missing-partition-label error: slot1_partition undefined
missing-partition-label error: 'DT_N_NODELABEL_slot1_partition_PARTITION_ID' undeclared (first use in this function)
missing-partition-label error: '__device_dts_ord_DT_N_NODELABEL_slot1_partition_PATH_ORD' undeclared
missing-partition-label error: use of undeclared identifier 'DT_N_NODELABEL_slot1_partition_EXISTS'
flash-id-blank E: Secondary image of image pair (0.) is unreachable. Treat it as empty
flash-id-blank E: Secondary image of image pair (0) is unreachable. Treat it as empty
unsolvable-placement Partition manager failed: 'one_of' was detected in one of the following
unsolvable-placement Partition manager failed: 'one_of' must be the only key in its dict
unsolvable-placement Partition manager failed: 'one_of' dict did not evaluate to any partition. Available partitions ['a'], one_of ['b']
unsolvable-placement Partition manager failed: Found illegal dict inside list. Only 'one_of' dicts are allowed
zero-size Partition manager failed: partition X is empty
unsolvable-placement Partition manager failed: Partition "X" was placed before start or after end.
unsolvable-placement Partition manager failed: Invalid combination, can not have dynamic partition in front of app with alignment
unsolvable-placement Partition manager failed: Unable to solve the following partitions (endless loop):
unsolvable-placement PartitionError: Found 'share_size' loop between the following regions
conflicting-partition PartitionError: Conflicting configuration found for 'pm.yml' value for key 'X' differs.
unsolvable-placement KeyError: 'app'
bad-alignment-value ZeroDivisionError: integer modulo by zero
unsolvable-placement RecursionError: maximum recursion depth exceeded
wrong-shape AttributeError: 'list' object has no attribute 'items'
container-mismatch ValueError: 'x' is not in list
bootloader-too-large [9/9] Linking C executable mcuboot/zephyr/zephyr.elf: region `FLASH' overflowed by 1108 bytes
image-too-large [9/9] Linking C executable zephyr/zephyr.elf: region `FLASH' overflowed by 1108 bytes
END

# Unequal slots, and what of two slots in internal flash cannot be an external chip's fault.
echo "W: $counts" >"$scratch/log"
layout 0x80000
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 --mode swap-move --page-size 4096
first slot-sector-count "unequal slots"
grep -q ': error: ' "$scratch/out" || fail "a confirmed cause has not its rule's level"

# JSON: the object of check, with the log's line first and the layout's places behind it.
"$PMLAYOUT" explain --log "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 --format json >"$scratch/json"
exited 0 json
python3 - "$scratch/json" <<'END' || fail "the JSON is not the object of check"
import json
import sys

document = json.load(open(sys.argv[1], encoding="utf-8"))
assert [i["kind"] for i in document["inputs"]] == ["log", "pm-static"], document["inputs"]
first = document["diagnostics"][0]
assert first["rule"] == "slot-sector-count", first["rule"]
places = first["locations"]
assert places[0]["file"].endswith("/log") and places[0]["line"] == 1 and places[0]["column"] == 4
assert any(p["file"].endswith("pm_static.yml") for p in places[1:]), places
assert first["partitions"][0] == "mcuboot_secondary", first["partitions"]
END

# Nothing recognised is no failure, and says what would help.
echo "hello" >"$scratch/log"
"$PMLAYOUT" explain --log "$scratch/log" >"$scratch/out"
exited 0 "nothing recognised"
grep -q 'These logs would help' "$scratch/out" || fail "nothing recognised: no word on what would help"
: >"$scratch/log"
explain "$scratch/log"
exited 0 "an empty log"

# Standard input, and what cannot be read.
printf 'W: %s\n' "$counts" | "$PMLAYOUT" explain --log - --format concise >"$scratch/out"
exited 0 "standard input"
first slot-sector-count "standard input"
explain "$scratch/none"
exited 3 "a missing log"
explain "$scratch/out" "$scratch/none.yml"
exited 3 "a missing layout"
explain -
exited 0 "an empty standard input"
"$PMLAYOUT" explain --log - - </dev/null >"$scratch/out"
exited 3 "standard input twice"

# The device is the cause of these lines, but the layout has a fault of its own, which comes next.
layout 0x70000
printf 'W: %s\nW: %s\n' "$small" "$counts" >"$scratch/log"
"$PMLAYOUT" explain --log "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 --mode move \
	--page-size 4096 --format text >"$scratch/out"
grep -q 'it will refuse these slots all the same: slot-sector-count' "$scratch/out" ||
	fail "nothing is said of 240 sectors beside 112"
layout 0xf0000
"$PMLAYOUT" explain --log "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 --mode move \
	--page-size 4096 --format text >"$scratch/out"
grep -q 'the layout is not what MCUboot stumbled over' "$scratch/out" ||
	fail "equal slots are not cleared"

# Write blocks (F36): those of the SPI chip, of 1 byte, fit into those of the nRF9160.
echo 'W: slot write sizes are not compatible' >"$scratch/log"
explain "$scratch/log"
first slot-mixed-sectors "write blocks, no layout"
grep -q 'written in blocks of different sizes' "$scratch/out" || fail "write blocks: not told"
explain "$scratch/log" "$scratch/pm_static.yml" --soc nrf9160 --mode move --page-size 4096
first stale-build "write blocks that fit"
sed 's/jedec,spi-nor/nordic,qspi-nor/; s/write-block-size = <4>/write-block-size = <2>/' \
	tests/rules/too-many-sectors/good-auto.dts >"$scratch/blocks.dts"
"$PMLAYOUT" explain --color never --log "$scratch/log" "$scratch/blocks.dts" --mode move >"$scratch/out"
# shellcheck disable=SC2016 # back quotes as they are
grep -q 'is written in blocks of 2 bytes and `slot1_partition` in blocks of 4' "$scratch/out" ||
	fail "write blocks that do not fit are not told"

# Lines that people paste in part, and one of RAM load mode.
echo 'invalid address 0x84000, expected 0x84001' >"$scratch/log"
explain "$scratch/log"
first unmet-alignment "an address without the name of its partition"
echo 'E: Image RAM load address 0x20000000 is invalid.' >"$scratch/log"
explain "$scratch/log"
first image-wrong-base "a load address outside the RAM for images"

# Wrong usage.
"$PMLAYOUT" explain --log >/dev/null 2>&1
exited 2 "--log without a file"
"$PMLAYOUT" explain --log= >/dev/null 2>&1
exited 2 "--log with an empty name"
"$PMLAYOUT" explain --log a b c >/dev/null 2>&1
exited 2 "two layouts"
"$PMLAYOUT" explain --soc nrf9160 slot-sector-count >/dev/null 2>&1
exited 2 "--soc without --log"
"$PMLAYOUT" explain --log "$scratch/log" --format sarif >/dev/null 2>&1
exited 2 "an unknown format"

# 32 MiB of lines that nearly fit must take seconds at most, and one line of as many bytes.
# shellcheck disable=SC2016 # a quote as it is
yes 'Failed reading sectors; Cannot upgrade: Device id 00 00 Oops region `FLASH' | head -c 33554432 >"$scratch/log"
timeout 60 "$PMLAYOUT" explain --log "$scratch/log" >/dev/null
exited 0 "32 MiB"
tr '\n' ' ' <"$scratch/log" >"$scratch/line"
timeout 60 "$PMLAYOUT" explain --log "$scratch/line" >/dev/null
exited 0 "a line of 32 MiB"
finish
