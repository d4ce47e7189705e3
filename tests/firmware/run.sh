#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds the firmware for every board and runs it in the emulator: whole, with every fault, with
# other chips, behind MCUboot, and with power failing amid flash operations.
. tests/lib.sh

command -v arm-none-eabi-gcc >/dev/null || skip "no arm-none-eabi-gcc (Debian: gcc-arm-none-eabi)"
command -v cmake >/dev/null || skip "no cmake"
BUILD_DIR=${BUILD_DIR:-build/gcc}
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
scratch_dir

# -- The build: its warnings are errors, its size is printed and limited ---------------------------

for board in nrf9160dk feather; do
	if ! cmake -S firmware -B "$BUILD_DIR/firmware-test-$board" -D BOARD=$board \
		-D PMLAYOUT="$PMLAYOUT" -D FIRMWARE_WRITES=ON -D FIRMWARE_WERROR=ON \
		>"$scratch/log" 2>&1 || ! cmake --build "$BUILD_DIR/firmware-test-$board" \
		--clean-first >>"$scratch/log" 2>&1; then
		cat "$scratch/log"
		fail "$board: the firmware does not build"
		finish
	fi
	grep ': text ' "$scratch/log" >"$scratch/sizes"
	[ "$(wc -l <"$scratch/sizes")" -eq 4 ] || fail "$board: not four programs with their sizes"
	while read -r _ _ text _ _ _ _ ram _; do
		{ [ "$text" -gt 8192 ] && [ "$text" -le 24576 ]; } || fail "$board: text $text"
		{ [ "$ram" -gt 8192 ] && [ "$ram" -le 32768 ]; } || fail "$board: RAM $ram"
	done <"$scratch/sizes"
done
dk=$BUILD_DIR/firmware-test-nrf9160dk
feather=$BUILD_DIR/firmware-test-feather
for kind in elf hex bin; do
	[ -s "$dk/layout-test.$kind" ] || fail "no layout-test.$kind"
done
arm-none-eabi-nm -u "$dk/layout-test.elf" | grep . && fail "symbols are left undefined"
# Nothing that runs can erase the whole chip.
grep -nE 'NVMC_BASE, 0x50[cC]' firmware/port/*/* && fail "a register that erases everything"

# -- The emulator ----------------------------------------------------------------------------------

EMULATOR=${EMULATOR:-$(find "$BUILD_DIR" -name nrf9160-emu -type f 2>/dev/null | head -n 1)}
if [ -z "$EMULATOR" ]; then
	[ "$failures" -eq 0 ] || finish
	skip "the firmware builds; no emulator (nrf9160-emu) was built to run it"
fi

# failed_checks FILE: their ids on one line; "-" when there are none, "broken" for no whole TAP.
failed_checks() {
	awk '
		NR == 1 && $0 != "TAP version 13" { broken = 1 }
		NR == 2 && ($0 !~ /^# layout=[0-9a-f]+$/ || length($0) != 25) { broken = 1 }
		/^(not )?ok [0-9]+ - / { if ((/^not/ ? $3 : $2) != ++count) broken = 1 }
		/^not ok/ { failed = failed " " $5 }
		/^1\.\./ { plan = substr($0, 4) }
		END {
			if (broken || count < 20 || plan != count) print "broken"
			else print failed == "" ? "-" : substr(failed, 2)
		}' "$1"
}

# runs WORDS WANTED OPTION...: the emulator with options, in $scratch/tap and $scratch/err.
runs() {
	name=$1
	wanted=$2
	shift 2
	"$EMULATOR" "$@" >"$scratch/tap" 2>"$scratch/err"
	status=$?
	got=$(failed_checks "$scratch/tap")
	[ "$got" = "$wanted" ] || fail "$name: $got fails, not $wanted"
	[ "$wanted" = - ] && wanted_status=0 || wanted_status=1
	[ "$status" -eq "$wanted_status" ] || fail "$name: exit $status; $(cat "$scratch/err")"
	[ ! -s "$scratch/err" ] || fail "$name: $(cat "$scratch/err")"
}

runs "read-only" - "$dk/layout-test.elf" --check-errata --rtt "$scratch/rtt" \
	--operations "$scratch/operations"
cmp "$scratch/tap" "$scratch/rtt" || fail "RTT tells something else than the console"
[ ! -s "$scratch/operations" ] || fail "read-only: $(wc -l <"$scratch/operations") flash operations"
golden tests/firmware/read-only.tap "$scratch/tap"
runs "rev 1" - "$dk/layout-test.elf" --check-errata --revision 1
runs "writes" - "$dk/layout-test-writes.elf" --check-errata --operations "$scratch/operations"
# Typical times of a page of the nRF9160 and a sector of the MX25R6435F (NRF9160.md 3, 12).
awk -F '[ =]' '/_us=/ { time[$2] = $3 }
	END { exit !(time["internal_erase_us"] >= 87000 && time["internal_erase_us"] < 90000 &&
		time["external_erase_us"] >= 48000 && time["external_erase_us"] < 50000 &&
		time["internal_program_us"] >= 1024 * 41 && time["external_program_us"] >= 16 * 896) }' \
	"$scratch/tap" || fail "times: $(grep _us= "$scratch/tap")"
sed '/_us=/s/=.*/=.../' "$scratch/tap" >"$scratch/steady"
golden tests/firmware/writes.tap "$scratch/steady"
[ "$(grep -c erase "$scratch/operations")" -gt 10 ] || fail "writes: hardly a sector was erased"
runs "slot" - "$dk/layout-test-slot-writes.elf" \
	--load 0x10000="$dk/layout-test-slot-writes-image.bin"
grep -q '^ok [0-9]* - slot.primary.image$' "$scratch/tap" || fail "slot: its own image is not seen"
runs "feather" - "$feather/layout-test-writes.elf" --board feather
runs "feather, slot" - "$feather/layout-test-slot.elf" --board feather \
	--load 0x10000="$feather/layout-test-slot-image.bin"
"$EMULATOR" "$dk/layout-test.elf" --no-debugger >"$scratch/tap" 2>/dev/null
[ "$(failed_checks "$scratch/tap")" = - ] || fail "without a debugger"

# Every fault fails its own check and no other one, read-only and with writes.
while read -r fault wanted; do
	case $fault in '#'* | reset-at) continue ;; esac
	runs "$fault" "$wanted" "$dk/layout-test-writes.elf" --fault "$fault"
	case $wanted in touch.* | ext.alias | ext.busy) wanted=- ;; esac
	runs "$fault, read-only" "$wanted" "$dk/layout-test.elf" --fault "$fault"
done <tests/firmware/scenarios
# The emulator knows no fault that is not in the table.
"$EMULATOR" --list | awk '!/MiB$|board with/ { print $1 }' | while read -r fault; do
	grep -q "^$fault " tests/firmware/scenarios || echo "$fault"
done >"$scratch/missing"
[ ! -s "$scratch/missing" ] || fail "no scenario for $(cat "$scratch/missing")"

# A reset amid an erase or a write leaves the note in RAM, and the next start tells it.
# was_reset OPERATION PLACE
was_reset() {
	"$EMULATOR" "$dk/layout-test-writes.elf" --fault reset-at="$1" >"$scratch/both" \
		2>"$scratch/err"
	exited 1 "reset at operation $1"
	[ "$(cat "$scratch/err")" = "reset: pin" ] || fail "reset at $1: $(cat "$scratch/err")"
	[ "$(grep -c '^TAP version 13' "$scratch/both")" -eq 2 ] || fail "reset at $1: not two runs"
	awk '/TAP version 13$/ { run++; $0 = "TAP version 13" } run == 2' "$scratch/both" \
		>"$scratch/tap"
	got=$(failed_checks "$scratch/tap")
	[ "$got" = reset.cause ] || fail "reset at $1: $got fails, not reset.cause"
	grep -q "^# reset.cause: reset with the sector at $2 flash in work" "$scratch/tap" ||
		fail "reset at $1: $(grep '^# reset.cause' "$scratch/tap")"
}
"$EMULATOR" "$dk/layout-test-writes.elf" --operations "$scratch/operations" >"$scratch/tap"
awk '$2 == "internal" && (erases < 2 && $3 == "erase" && ++erases || $3 == "write" && !words++) {
		print $1, tolower($4) " of the internal" }
	$2 == "external" && $3 == "erase" && !outer++ { print $1, tolower($4) " of the external" }' \
	"$scratch/operations" | sed 's/ 0x0*\([0-9a-f]\)/ 0x\1/' >"$scratch/points"
[ "$(wc -l <"$scratch/points")" -eq 4 ] || fail "not four operations to be reset at"
while read -r operation place; do
	was_reset "$operation" "$place"
done <"$scratch/points"
"$EMULATOR" "$dk/layout-test.elf" --fault reset-at >"$scratch/tap"
[ "$(failed_checks "$scratch/tap")" = - ] || fail "read-only: a reset at a flash operation"

# A watchdog that leaves hardly more time than an erase of a page takes is fed all the same.
runs "short watchdog" wdt "$dk/layout-test-writes.elf" --fault watchdog-running=110
runs "short watchdog, read-only" wdt "$dk/layout-test.elf" --fault watchdog-running=50

# Other chips under the DK's layout.
for part in mx25r3235f w25q32jv is25lp032d gd25q32 gd25q64 at25df321a at25sl321; do
	runs "$part" ext.jedec "$dk/layout-test-writes.elf" --flash $part
done
runs "no chip" ext.jedec "$dk/layout-test-writes.elf" --flash none

# Bytes that a slot may hold: zeros in the trailer, text for an image.
head -c 950272 /dev/zero >"$scratch/zeros"
runs "zeros in the secondary" "slot.secondary.image trailer.secondary" "$dk/layout-test.elf" \
	--load-external "$scratch/zeros"
grep -q 'trailer.secondary: .*all zeros, not erased' "$scratch/tap" || fail "zeros are not named"
# An update is asked for, and nothing is there that could be swapped in.
head -c 950272 /dev/zero | tr '\0' '\377' >"$scratch/pending"
printf '\167\302\225\363\140\322\357\177\065\122\120\017\054\266\171\200' |
	dd of="$scratch/pending" bs=1 seek=950256 conv=notrunc 2>/dev/null
runs "pending and empty" - "$dk/layout-test.elf" --load-external "$scratch/pending"
grep -q '^# mcuboot_next=none$' "$scratch/tap" || fail "an empty slot is swapped in"
grep -q '^# mcuboot_next_reason=test refused: no valid image' "$scratch/tap" || fail "no reason"
dd if="$dk/layout-test-slot-image.bin" of="$scratch/pending" conv=notrunc 2>/dev/null
runs "pending" - "$dk/layout-test.elf" --load-external "$scratch/pending"
grep -q '^# mcuboot_next=test$' "$scratch/tap" || fail "a valid update is not swapped in"
printf 'text' >"$scratch/text"
runs "no image" slot.primary.image "$dk/layout-test.elf" --load 0x10000="$scratch/text"

if command -v python3 >/dev/null; then
	python3 tests/firmware/power_cut.py "$EMULATOR" "$dk" "$scratch" || fail "power cuts (above)"
else
	fail "no python3: power cuts were not tried"
fi
finish
