#!/bin/sh
# SPDX-License-Identifier: MIT
# `show IMAGE`: what is in an image, for people and for programs, held against a slot or not; the
# input is told by content, from a file or standard input.
. tests/lib.sh
command -v python3 >/dev/null || skip "no python3, which makes the images"
scratch_dir

# make FILE OPTION...
make() {
	file=$1
	shift
	python3 tests/images/make_image.py "$scratch/$file" "$@"
}

# says FILE WORDS: the text about the file has a line with them.
says() {
	file=$1
	shift
	grep -qF -- "$*" "$scratch/out" || {
		cat "$scratch/out"
		fail "$file: nothing is said of: $*"
	}
}

# show STATUS FILE OPTION...
show() {
	wanted=$1
	file=$2
	shift 2
	"$PMLAYOUT" show "$scratch/$file" --color never "$@" >"$scratch/out" 2>"$scratch/err"
	exited "$wanted" "show $file $*"
}

make sound
show 0 sound
says sound 'MCUboot image 1.2.3+4'
says sound 'stack 0x20001000, reset handler 0x0000c401'
says sound '0x10 SHA-256, 32 bytes'
says sound 'hash         matches'
grep -q 'slot\|trailer\|problem' "$scratch/out" && fail "sound: more is said than asked for"

make flags --flags 0x1121
show 0 flags
says flags 'PIC, RAM load, ROM fixed, 0x1000'

make pending --pad 0x2000
show 0 pending
says pending 'trailer      pending test swap'
make confirmed --pad 0x2000 --confirm
show 0 confirmed
says confirmed 'pending permanent swap (in the primary slot: confirmed)'

# The file is the slot of 0x2000 bytes; with a mode all fields have a place (MCUBOOT.md 3.2).
says confirmed '  swap info 0x1fd8, copy done 0x1fe0, image ok 0x1fe8, magic 0x1ff0'
show 0 confirmed --primary 0x2000@0xc000 --secondary 0x2000 --page-size 1024 --mode move \
	--max-img-sectors 8
says confirmed 'status 0x1f70, swap size 0x1fd0, swap info 0x1fd8, copy done 0x1fe0, image ok 0x1fe8, magic 0x1ff0'
show 0 confirmed --primary 0x2000@0xc000 --secondary 0x2400 --page-size 1024 --mode offset \
	--max-img-sectors 9 --encryption-key-size 16
says confirmed 'status 0x1f60, keys 0x1fa8, swap size 0x1fc8, TLV sizes 0x1fd0, swap info 0x1fd8,'
show 0 confirmed --primary 0x2000@0xc000 --mode single
grep -q 'status 0x' "$scratch/out" && fail "confirmed: a status array without a swap"

make image.hex --hex 0xc000 --more 0x20000=00
show 0 image.hex
says image.hex '0xc000..0xc328, 0x20000..0x20001'
make dump --before 0x1000
show 0 dump
says dump 'starts at    0x1000, behind an erased sector'
show 1 dump --primary 0x4000@0x10000 --secondary 0x4000 --mode move --max-img-sectors 256
says dump 'linked       for another place'
show 0 dump --primary 0x4000@0xc000 --secondary 0x4000 --mode move --max-img-sectors 256
says dump 'limit        0x2000 bytes (8 KiB) at most, 7384 free (90.1 %): the image fits'

# Slots that take no image at all: refused, or too small (MCUBOOT.md 2.1, 3.3).
show 0 sound --primary 0x4000@0xc000 --secondary 0x2000 --mode move --max-img-sectors 256
says sound 'limit        none: MCUboot refuses these slots, "Cannot upgrade: not a compatible amount of sectors"'
show 0 sound --primary 0x4000@0xc000 --secondary 0x4000 --mode move --max-img-sectors 3
says sound 'limit        none: MCUboot refuses these slots, "Failed reading sectors; BOOT_MAX_IMG_SECTORS=3 - too small?"'
show 1 sound --primary 0x2000@0xc000 --secondary 0x2000 --mode move --max-img-sectors 256
says sound 'limit        none: the trailer and the spare sector leave no room'

make flipped --flip 0x240
show 1 flipped
says flipped 'problem      hash-mismatch'
make broken.hex --hex 0xc000 --wrong-checksum
show 1 broken.hex
grep -q 'error.*checksum' "$scratch/err" || fail "broken.hex: $(cat "$scratch/err")"
: >"$scratch/empty.bin"
show 1 empty.bin
says empty.bin 'problem      empty-file'
show 2 sound --primary 1
printf 'mcuboot: {address: 0x0, size: 0x1000}\n' >"$scratch/layout"
show 0 layout
says layout 'flash_primary'

"$PMLAYOUT" show - <"$scratch/sound" >"$scratch/out"
exited 0 "show -"
says stdin '<stdin>: MCUboot image'
"$PMLAYOUT" check "$scratch/sound" --format concise >"$scratch/out"
exited 1 "check of an image"
says check 'is an image, not a layout'
"$PMLAYOUT" check "$scratch/layout" --image sound >"$scratch/out" 2>&1
exited 2 "--image without a partition"
"$PMLAYOUT" check "$scratch/layout" --image mcuboot="$scratch/none" >"$scratch/out" 2>&1
exited 3 "--image with a file that is not there"

python3 -c 'import jsonschema' 2>/dev/null || {
	[ "$failures" -eq 0 ] || finish
	skip "no python3 with jsonschema; only the text was looked at"
}
for file in sound flags pending image.hex dump flipped empty.bin; do
	for slot in '' '--primary 0x4000@0xc000 --secondary 0x4000 --mode offset'; do
		# shellcheck disable=SC2086 # a list of words
		"$PMLAYOUT" show "$scratch/$file" --format json $slot >>"$scratch/objects"
		printf '\036' >>"$scratch/objects"
	done
done
python3 - "$scratch/objects" <<'EOF' || fail "JSON and schemas/image.schema.json differ (above)"
import json
import sys

import jsonschema

with open("schemas/image.schema.json", encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
with open(sys.argv[1], encoding="utf-8") as file:
    objects = [json.loads(text) for text in file.read().split("\036") if text.strip()]
for instance in objects:
    jsonschema.validate(instance, schema)
for name in schema["required"]:
    less = {key: value for key, value in objects[0].items() if key != name}
    if jsonschema.Draft7Validator(schema).is_valid(less):
        sys.exit("nobody misses " + name)
if len(objects) != 14:
    sys.exit("only %d objects" % len(objects))
EOF
finish
