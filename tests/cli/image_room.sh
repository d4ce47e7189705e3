#!/bin/sh
# SPDX-License-Identifier: MIT
# `check --image`: how much room an image leaves, by the largest image of the mode (MCUBOOT.md 3.3)
# computed here once more, in the text beside the summary and in the JSON.
. tests/lib.sh
command -v python3 >/dev/null || skip "no python3, which makes the images"
scratch_dir

cat >"$scratch/layout.yml" <<'YML'
mcuboot: {address: 0x0, size: 0xc000, region: flash_primary}
mcuboot_pad: {address: 0xc000, size: 0x200, region: flash_primary}
app: {address: 0xc200, size: 0x6fe00, region: flash_primary}
mcuboot_primary: {address: 0xc000, size: 0x70000, region: flash_primary, span: [mcuboot_pad, app]}
mcuboot_secondary: {address: 0x7c000, size: 0x70000, region: flash_primary}
mcuboot_scratch: {address: 0xec000, size: 0x10000, region: flash_primary}
settings_storage: {address: 0xfc000, size: 0x4000, region: flash_primary}
YML
python3 tests/images/make_image.py "$scratch/app.bin" --total 100001
python3 tests/images/make_image.py "$scratch/cut.bin" --total 100001 --cut 99999
python3 tests/images/make_image.py "$scratch/app.hex" --total 100001 --hex 0xc000
python3 tests/images/make_image.py "$scratch/boot.bin" --plain --code 40000 --reset 0x101

# check FORMAT OPTION...
check() {
	format=$1
	shift
	"$PMLAYOUT" check "$scratch/layout.yml" --soc nrf9160 --format "$format" -A scratch-unused \
		--color never "$@" >"$scratch/out" 2>"$scratch/err"
}

# says LINE: a whole line of the output, in which the scratch folder is left out.
says() {
	sed "s|$scratch/||g" "$scratch/out" | grep -qxF -- "$1" || {
		cat "$scratch/out"
		fail "nothing is said of: $1"
	}
}

# T = 3 * 256 * 4 + 48 = 3120, one sector of 112, one more is spare: 110 * 4096 = 450560.
check concise --image "mcuboot_primary=$scratch/app.bin" --mode swap-move --max-img-sectors 256
exited 0 "an image that fits"
says 'app.bin fits in mcuboot_primary: 100001 of at most 450560 bytes (swap using move), 350559 free (77.8 %)'
says 'no problems found in layout.yml (7 partitions, '"$(sed -n 's/.*partitions, //p' "$scratch/out")"
check text --image "mcuboot_primary=$scratch/app.hex" --mode offset --max-img-sectors 256
says 'app.hex fits in mcuboot_primary: 100001 of at most 450560 bytes (swap using offset), 350559 free (77.8 %)'
# The trailer of n = 512 takes 6192 bytes, two sectors.
check concise --image "mcuboot_primary=$scratch/app.bin" --mode move --max-img-sectors 512
says 'app.bin fits in mcuboot_primary: 100001 of at most 446464 bytes (swap using move), 346463 free (77.6 %)'
check concise --image "mcuboot_secondary=$scratch/app.bin" --mode overwrite --max-img-sectors 256
says 'app.bin fits in mcuboot_secondary: 100001 of at most 458712 bytes (overwrite-only mode), 358711 free (78.1 %)'
# Unknown: the lowest of move, offset, scratch, overwrite and compressed, n as small as may be.
check concise --image "mcuboot_primary=$scratch/app.bin"
says 'app.bin fits in mcuboot_primary: 100001 of at most 450560 bytes (swap using move, the lowest of 5 limits, BOOT_MAX_IMG_SECTORS assumed), 350559 free (77.8 %)'
# What MCUboot does not check may fill its partition.
check concise --image "mcuboot=$scratch/boot.bin" --mode move
says 'boot.bin fits in mcuboot: 40000 of at most 49152 bytes, 9152 free (18.6 %)'
# Below 5 % it matters that a bootloader's partition is as large as it was made.
python3 tests/images/make_image.py "$scratch/tight.bin" --plain --code 46695 --reset 0x101
check concise --image "mcuboot=$scratch/tight.bin" --mode move
exited 0 "a bootloader that just fits"
says "tight.bin fits in mcuboot: 46695 of at most 49152 bytes, 2457 free (4.9 %); it cannot get a \
larger partition on devices in the field"
python3 tests/images/make_image.py "$scratch/tight.bin" --plain --code 46694 --reset 0x101
check concise --image "mcuboot=$scratch/tight.bin" --mode move
says 'tight.bin fits in mcuboot: 46694 of at most 49152 bytes, 2458 free (5.0 %)'

check concise --quiet --image "mcuboot_primary=$scratch/app.bin" --mode move --max-img-sectors 256
[ ! -s "$scratch/out" ] || fail "--quiet: something is said of an image that fits"
check concise --image "mcuboot_primary=$scratch/cut.bin" --mode move --max-img-sectors 256
grep -q ' fits ' "$scratch/out" && fail "a cut image is said to fit"

check json --mode move --max-img-sectors 256 --image "mcuboot_primary=$scratch/app.bin" \
	--image "mcuboot_secondary=$scratch/cut.bin" --image "mcuboot=$scratch/boot.bin" \
	--image "settings_storage=$scratch/boot.bin"
python3 - "$scratch/out" <<'PY' || fail "the JSON is not as expected (above)"
import json
import sys

wanted = [
    ("mcuboot_primary", "swap using move", 100001, 450560, True, 350559, 77.8),
    ("mcuboot_secondary", None, 100001, None, None, None, None),
    ("mcuboot", None, 40000, 49152, True, 9152, 18.6),
    ("settings_storage", None, 40000, 16384, False, None, None),
]
(given,) = json.load(open(sys.argv[1]))["inputs"]
fields = ("partition", "mode", "size", "limit", "fits", "free", "free_percent")
found = [tuple(image[field] for field in fields) for image in given["images"]]
if sorted(found, key=str) != sorted(wanted, key=str):
    print(*found, sep="\n")
    sys.exit(1)
PY
finish
