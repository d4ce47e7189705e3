#!/bin/sh
# SPDX-License-Identifier: MIT
# compile writes everything or nothing, and only when there is no error.
. tests/lib.sh
layouts=tests/cli/layouts
scratch_dir

"$PMLAYOUT" compile $layouts/bad.yml --emit json="$scratch/j" --depfile "$scratch/d" >"$scratch/out"
exited 1 "bad layout"
grep -q overlapping-partitions "$scratch/out" || fail "bad layout: the finding is not shown"
[ -e "$scratch/j" ] || [ -e "$scratch/d" ] && fail "bad layout: something was written"
"$PMLAYOUT" compile $layouts/bad.yml --emit json=- >"$scratch/out" 2>"$scratch/err"
[ -s "$scratch/out" ] && fail "bad layout, json=-: stdout is not empty"
grep -q overlapping-partitions "$scratch/err" || fail "bad layout, json=-: no finding on stderr"

"$PMLAYOUT" compile $layouts/warning.yml --emit json="$scratch/j" >"$scratch/out" ||
	fail "warnings"
grep -q unknown-key "$scratch/out" || fail "warnings are not shown"
[ -s "$scratch/j" ] || fail "warnings: nothing was written"
"$PMLAYOUT" compile $layouts/warning.yml --emit json=- 2>"$scratch/err" | cmp - "$scratch/j" ||
	fail "json=- differs from json=FILE"
grep -q unknown-key "$scratch/err" || fail "json=-: no warnings on stderr"

rm -f "$scratch/j"
"$PMLAYOUT" compile $layouts/good.yml --soc nrf9160 --emit json="$scratch/j" 	--emit pm-config-h="$scratch/no/such/folder/h" 2>"$scratch/err"
exited 3 "one output cannot be written"
[ -e "$scratch/j" ] && fail "one output cannot be written: the other one was"
[ "$(find "$scratch" -mindepth 1 -name '*j*' | wc -l)" -eq 0 ] || fail "temporary files are left behind"

for pair in "json=- pm-config-h=-" "json=x json=x"; do
	# shellcheck disable=SC2086 # two options
	set -- $pair
	"$PMLAYOUT" compile $layouts/good.yml --emit "$1" --emit "$2" >/dev/null 2>&1
	exited 2 "$pair"
done

# Touchable partitions: only those that were named, and none that the device starts from.
board=examples/nrf9160dk-external-flash
touch_layout() {
	"$PMLAYOUT" compile $board/pm_static.yml --soc nrf9160 --mode swap-move \
		--page-size external_flash=4096 --max-img-sectors 256 "$@"
}
touch_layout --emit layout-h="$scratch/plain.h" >"$scratch/out" || fail "no --touchable: $(cat "$scratch/out")"
touch_layout --emit layout-h="$scratch/plain.h" --touchable littlefs_storage \
	--touchable mcuboot_secondary >"$scratch/out" || fail "--touchable: $(cat "$scratch/out")"
[ "$(grep -c ', touchable)' "$scratch/plain.h")" -eq 2 ] || fail "--touchable: not two in the map"
grep -q '^#define PMLAYOUT_FLAG_TOUCHABLE 0x200U$' "$scratch/plain.h" || fail "no flag"
grep -q '{"littlefs_storage", .*, 0x250U},$' "$scratch/plain.h" || fail "littlefs_storage: no flag"
grep -q '{"settings_storage", .*, 0x14U},$' "$scratch/plain.h" || fail "settings_storage has a flag"
for name in mcuboot mcuboot_primary mcuboot_primary_app mcuboot_pad app tfm tfm_secure \
	tfm_nonsecure tfm_sram otp s0 nope; do
	rm -f "$scratch/plain.h"
	touch_layout --emit layout-h="$scratch/plain.h" --touchable $name >/dev/null 2>"$scratch/err"
	exited 2 "--touchable $name"
	grep -q "$name" "$scratch/err" || fail "--touchable $name: $(cat "$scratch/err")"
	[ -e "$scratch/plain.h" ] && fail "--touchable $name: a header was written"
done
# shellcheck disable=SC2016 # backquotes of the message
touch_layout --emit layout-h=- --touchable mcuboot_secondry 2>&1 >/dev/null |
	grep -q 'did you mean `mcuboot_secondary`' || fail "--touchable: no suggestion"

# A dependency file that make itself reads; the names have blanks, #, $ and backslashes.
cp $layouts/good.yml "$scratch/in #1\\ \$x.yml"
: >"$scratch/app.config"
(
	cd "$scratch" || exit 1
	"$PMLAYOUT" compile "in #1\\ \$x.yml" --soc nrf9160 --kconfig app.config --emit json="out 1.json" 		--emit pm-config-h=out.h --depfile out.d
) || fail "names with blanks"
cat "$scratch/out.d"
grep -q '^out\\ 1.json out.h:' "$scratch/out.d" || fail "the depfile does not name the outputs"
if command -v make >/dev/null; then
	printf 'include out.d\n' >"$scratch/makefile"
	make -C "$scratch" -f makefile out.h >"$scratch/make" 2>&1 ||
		fail "make does not find the sources: $(cat "$scratch/make")"
	rm "$scratch/app.config"
	make -C "$scratch" -f makefile out.h 2>&1 | grep -q app.config ||
		fail "make does not know app.config"
fi
finish
