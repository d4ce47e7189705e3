#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows the emulator's rules with small programs: firmware/emulator/tests/*.c.  Their comments say
#   RUN compiler options | emulator options | exit status | in its standard error | in its output
# where "-" in place of an output means none at all.
# shellcheck source=tests/lib.sh
. tests/lib.sh
EMULATOR=${EMULATOR:-$BUILD_DIR/firmware/emulator/nrf9160-emu}
[ -x "$EMULATOR" ] || skip "nrf9160-emu was not built (libunicorn-dev)"
command -v arm-none-eabi-gcc >/dev/null || skip "arm-none-eabi-gcc is not installed"
programs=$(pwd)/firmware/emulator/tests
scratch_dir
# One block of 128 bytes is lost inside of libunicorn (EMULATOR.md, what bites, 9).
echo leak:tb_invalidate_phys_page_fast_arm >"$scratch/suppressions"
export LSAN_OPTIONS="suppressions=$scratch/suppressions:print_suppressions=0"

compiler() {
	arm-none-eabi-gcc -mcpu=cortex-m33 -mthumb -mfloat-abi=soft -Os -std=c11 -Wall -Wextra \
		-Werror -ffreestanding -nostdlib -fno-delete-null-pointer-checks "$@"
}
compiler -c "$programs/bare.c" -o "$scratch/bare.o" || fail "bare.c does not compile"

# build NAME OPTION...: compiles NAME.c once for each set of options, into $elf.
build() {
	source=$1
	shift
	elf=$scratch/$source$(echo "$*" | tr -c 'A-Za-z0-9\n' _).elf
	[ -e "$elf" ] || compiler -T "$programs/bare.ld" "$@" "$scratch/bare.o" \
		"$programs/$source.c" -o "$elf" || fail "$source $* does not compile"
}

# check NAME "COMPILER OPTIONS" "OPTIONS" STATUS "ERROR" "OUTPUT": one run.
check() {
	what="$1 $2 $3"
	# shellcheck disable=SC2086 # options are words
	build "$1" $2
	# shellcheck disable=SC2086
	(cd "$scratch" && timeout 60 "$EMULATOR" "$elf" $3 >out 2>err)
	exited "$4" "$what"
	if [ -z "$5" ]; then
		[ ! -s "$scratch/err" ] || fail "$what: complains"
	else
		grep -qF -- "$5" "$scratch/err" || fail "$what: does not say: $5"
	fi
	if [ "$6" = - ]; then
		[ ! -s "$scratch/out" ] || fail "$what: prints"
	else
		grep -qF -- "$6" "$scratch/out" || [ -z "$6" ] || fail "$what: does not print: $6"
	fi
	[ "$failures" -eq "${before:-0}" ] || sed 's/^/    /' "$scratch/err" "$scratch/out"
	before=$failures
}

# same FILE OFFSET HEX WHAT: the bytes of the file there.
same() {
	bytes=$(od -An -v -tx1 -j "$(($2))" -N "$((${#3} / 2))" "$1" | tr -d ' \n')
	[ "$bytes" = "$3" ] || fail "$4: $bytes, not $3"
}

runs=0
for path in "$programs"/*.c; do
	name=$(basename "$path" .c)
	sed -n 's/^ \* RUN//p' "$path" >"$scratch/runs"
	while IFS='|' read -r compiler options status error output; do
		error=${error# } error=${error% } output=${output# } output=${output% }
		check "$name" "$compiler" "$options" "$(echo "$status" | tr -d ' ')" "$error" "$output"
		runs=$((runs + 1))
	done <"$scratch/runs"
done
[ "$runs" -gt 60 ] || fail "only $runs runs were found"

[ "$(grep -c line "$scratch/rtt.txt")" -eq 100 ] || fail "RTT lost lines"

# Power fails in each of the five operations; what stands there before is all 00.
build power_cut
head -c 12288 /dev/zero >"$scratch/zeros"
cut() {
	"$EMULATOR" "$elf" --load 0x1f000="$scratch/zeros" --load-external "$scratch/zeros" \
		--save-internal "$scratch/internal" --save-external "$scratch/external" \
		--operations "$scratch/operations" --stop-after "$1" >"$scratch/out" 2>"$scratch/err"
	exited 6 "power cut in operation $1"
	[ "$(wc -l <"$scratch/operations")" -eq "$1" ] || fail "operations went on after cut $1"
	[ "$(tail -n 1 "$scratch/out")" = "$2" ] || fail "the program went on after cut $1"
	same "$scratch/internal" 0x1fffc 00000000 "page before, cut $1"
	same "$scratch/internal" 0x21000 00000000 "page behind, cut $1"
	same "$scratch/external" 0x0ffc 00000000 "sector before, cut $1"
	same "$scratch/external" 0x2000 00000000 "sector behind, cut $1"
}
cut 1 0
same "$scratch/internal" 0x207fe ffffa5a5 "half of the page"
same "$scratch/internal" 0x20ffc 00000000 "other half of the page"
cut 2 1
same "$scratch/internal" 0x20000 7856ffff "half of the word"
same "$scratch/external" 0x1000 00000000 "sector not yet erased"
cut 3 2
same "$scratch/internal" 0x20000 78563412f0deffff "second word"
cut 4 3
same "$scratch/external" 0x17fe ffffa5a5 "half of the sector"
cut 5 4
same "$scratch/external" 0x107e 55555fff "half of the program"
grep -q '^5 external program 0x00001000 256$' "$scratch/operations" || fail "operations file"

# After a cut the same program starts from what is left, and ends.
"$EMULATOR" "$elf" --load 0="$scratch/internal" --load-external "$scratch/external" \
	--save-external "$scratch/external" >/dev/null 2>"$scratch/err"
exited 0 "the run after the cut"
same "$scratch/external" 0x10fe 5555ffff "the program after the restart"

# The command line.
"$EMULATOR" >/dev/null 2>&1
exited 2 "no firmware"
"$EMULATOR" "$elf" --flash m25p80 >/dev/null 2>&1
exited 2 "an unknown part"
"$EMULATOR" "$elf" --fault gremlins 2>/dev/null
exited 2 "an unknown fault"
for nonsense in "--revision 0" "--revision 3" "--fault smaller-part=3" "--fault locked-spu=32" \
	"--fault smaller-part=0x800000" "--fault smaller-part=0x3000" "--fault reset-at=0" \
	"--fault no-hfxo=1" "--fault slow=0" "--fault watchdog-running=0" "--fault dpd-at-boot=1" \
	"--fault bleeding-write=0x10" "--fault bit-flip=0x800000" "--fault block-protect=256"; do
	# shellcheck disable=SC2086 # options are words
	"$EMULATOR" "$elf" $nonsense >/dev/null 2>"$scratch/err"
	exited 2 "$nonsense"
	[ "$(wc -l <"$scratch/err")" -eq 1 ] || fail "$nonsense: $(cat "$scratch/err")"
done
"$EMULATOR" "$scratch/zeros" 2>/dev/null
exited 3 "no ELF"
for size in 20 52 60 84; do
	head -c "$size" "$elf" >"$scratch/short"
	"$EMULATOR" "$scratch/short" 2>/dev/null
	exited 3 "an ELF file of $size bytes"
done
"$EMULATOR" "$scratch/absent" 2>/dev/null
exited 3 "no file"
"$EMULATOR" --list | grep -q '^bleeding-write ' || fail "--list names no faults"
"$EMULATOR" "$elf" --trace 2>&1 | grep -q '^trace: write 0x50039504' || fail "--trace is silent"
finish
