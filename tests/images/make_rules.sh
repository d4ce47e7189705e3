#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the images that tests/rules use:  tests/images/make_rules.sh [ROOT]
#
# ROOT is the project's root; tests/meta/images.sh makes them elsewhere and compares.
set -eu
make=$(dirname "$0")/make_image.py
root=${1:-$(dirname "$0")/../..}

# image RULE FILE OPTION...: one file in that rule's context folder.
image() {
	folder=$root/tests/rules/$1/context
	file=$2
	shift 2
	mkdir -p "$folder"
	python3 "$make" "$folder/$file" "$@"
}

# The slots of these layouts: 0xc000 and 0x10000, 0x4000 bytes each; code behind 0x200.
image invalid-image signed.bin
image invalid-image unsigned.bin --plain
image invalid-image old.bin --magic 0x96f3b83c
image invalid-image cut.bin --cut 700
image invalid-image overflow.bin --image-size 0xffffff00
image invalid-image small-header.bin --header 16
image invalid-image encrypted.bin --flags 4 --flip 0x240
image invalid-image compressed.bin --flags 0xc00
image invalid-image two-ciphers.bin --flags 0xc
image invalid-image two-packers.bin --flags 0x600
image invalid-image stub.bin --cut 20
image invalid-image long-tlv.bin --tlv-length 33
image invalid-image unprotected.bin --protected 40
image invalid-image no-tlvs.bin --image-size 0x80
image invalid-image checksum.hex --hex 0xc000 --code 16 --wrong-checksum
image invalid-image bootloader.bin --plain --reset 0x401
image invalid-image data.bin --plain --stack 0 --code 64
image image-hash-mismatch signed.bin
image image-hash-mismatch flipped.bin --flip 0x240
image image-hash-mismatch encrypted.bin --flags 4 --flip 0x240
image image-hash-mismatch no-hash.bin --tlv-type 1
# Swap using move, 4 sectors of 4096: (4 - 1 - 1) * 4096 = 8192.
image image-too-large beyond.bin --total 8193
image image-too-large limit.bin --total 8192
image image-too-large tight.bin --total 7783
image image-too-large roomy.bin --total 7782
image image-too-large data.bin --plain --stack 0 --code 4097
image image-wrong-base here.bin
image image-wrong-base elsewhere.bin --reset 0x80401
image image-wrong-base elsewhere.hex --hex 0xd000 --code 16
image image-wrong-base fixed.bin --flags 0x100 --load 0x10000
image image-wrong-base second.bin --flags 0x100 --load 0x10000 --reset 0x10401
image image-wrong-base bootloader.bin --plain --reset 0x20401
image image-wrong-base ram.bin --flags 0x20 --load 0x20010000 --reset 0x20010401
image image-wrong-base stage.bin --reset 0x9201
image image-wrong-base stage-beyond.bin --reset 0x20201
image image-header-size right.bin
image image-header-size wide.bin --header 0x400
image image-overlap bootloader.hex --plain --hex 0x0 --code 32 --reset 0x101 \
	--more 0xbff8=000102030405060708090a0b0c0d0e0f
image image-overlap app.hex --hex 0xc000 --code 16
image image-overlap outside.hex --hex 0xc000 --code 16 --more 0x13f800=0102030405060708
image image-overlap gap.hex --hex 0xc000 --code 16 \
	--more 0x13ff8=000102030405060708090a0b0c0d0e0f
image image-overlap registers.hex --plain --hex 0x0 --code 32 --reset 0x101 \
	--more 0xff8108=0102030405060708
image bootloader-too-large large.hex --plain --hex 0x0 --code 32 --reset 0x101 \
	--more 0xbff8=000102030405060708090a0b0c0d0e0f
image bootloader-too-large fits.hex --plain --hex 0x0 --code 32 --reset 0x101 \
	--more 0xbff8=0001020304050607
# Swap using move, 112 and 32 sectors: (32 - 1) * 4096 = 126976.

image running-image-refused beyond.hex --hex 0x10000 --total 126977 --reset 0x10401 --sparse
