#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the firmware on a board and compares with the emulator's run:
#
#   tests/hardware.sh PORT [BOARD]     such as  tests/hardware.sh /dev/ttyACM0 nrf9160dk
#
# PORT is the serial port of the board's console.  The program is flashed with the first tool of
# nrfjprog, nrfutil, J-Link and probe-rs that is found (sectors alone, never the whole chip); none
# of them: reset the board by hand within a minute.  Only the program that reads is flashed.
# Ids and their order must be those of the emulator's run; a check may fail only if it is listed in
# EXPECT_FAILED (ids, separated by blanks).
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
port=${1:-${PMLAYOUT_PORT:-}}
board=${2:-nrf9160dk}
[ -n "$port" ] || skip "no board: give its serial port, tests/hardware.sh /dev/ttyACM0"
[ -c "$port" ] || skip "no board: $port is no serial port"
command -v arm-none-eabi-gcc >/dev/null || skip "no arm-none-eabi-gcc"
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
scratch_dir
folder=$scratch/build

cmake -S firmware -B "$folder" -D BOARD="$board" -D PMLAYOUT="$PMLAYOUT" >"$scratch/log" 2>&1 &&
	cmake --build "$folder" >>"$scratch/log" 2>&1
exited 0 "the firmware does not build: $(cat "$scratch/log")"
[ "$failures" -eq 0 ] || finish

stty -F "$port" 115200 raw -echo -crtscts || skip "$port cannot be set to 115200 baud"
timeout 60 cat "$port" >"$scratch/console" &
reader=$!
trap 'kill $reader 2>/dev/null; rm -rf "$scratch"' EXIT
for tool in nrfjprog nrfutil jlink probe-rs; do
	cmake --build "$folder" --target help | grep -q "flash-$tool\$" || continue
	cmake --build "$folder" --target "flash-$tool" || fail "flash-$tool"
	break
done
# The last line of a run.
waited=0
until grep -qE '^# (passed|FAILED)|^Bail out' "$scratch/console" || [ $waited -ge 60 ]; do
	sleep 1
	waited=$((waited + 1))
done
tr -d '\r' <"$scratch/console" | sed -n '/^TAP version/,$p' >"$scratch/tap"
[ -s "$scratch/tap" ] ||
	skip "nothing came from $port: see firmware/README.md on the board controller, or read RTT"
cat "$scratch/tap"

# ids FILE: the checks in their order.
ids() {
	sed -n 's/^\(not \)*ok [0-9]* - \([a-z.]*\).*/\2/p' "$1"
}
ids tests/firmware/read-only.tap >"$scratch/wanted"
ids "$scratch/tap" | diff "$scratch/wanted" - || fail "other checks than in the emulator"
sed -n 's/^not ok [0-9]* - //p' "$scratch/tap" | while read -r id; do
	case " ${EXPECT_FAILED:-} " in *" $id "*) ;; *) echo "$id" ;; esac
done >"$scratch/failed"
[ ! -s "$scratch/failed" ] || fail "on the board: $(tr '\n' ' ' <"$scratch/failed")"
(cd firmware/boards/"$board" && "$PMLAYOUT" show --tap "$scratch/tap" --dtb app.dts \
	--kconfig app.config --kconfig mcuboot=mcuboot.config pm_static.yml)
exited 0 "pmlayout show --tap"
finish
