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
