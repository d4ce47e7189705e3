#!/bin/sh
# SPDX-License-Identifier: MIT
# A build directory is one input: its layouts are checked with what its files say, and the summary
# names what was used and what was looked for in vain.
. tests/lib.sh
scratch_dir
cp -r tests/builds/. "$scratch"
program=$(realpath "$PMLAYOUT")
root=$(pwd)
cd "$scratch" || exit 1

# says FILE TEXT: the output holds that line.
says() {
	grep -qxF -- "$2" "$1" || {
		cat "$1"
		fail "not said: $2"
	}
}

"$program" check sysbuild/build >out 2>errors
exited 1 "64 sectors in MCUboot's .config"
[ -s errors ] && fail "stderr: $(cat errors)"
grep -q '^sysbuild/build/partitions.yml:.*\[too-many-sectors\]$' out || fail "no too-many-sectors"
says out '  used layout of the network core: sysbuild/build/partitions_CPUNET.yml'
says out '  used configuration of mcuboot: sysbuild/build/mcuboot/zephyr/.config'
says out '  used nRF Connect SDK: 2.7.0 (the name of its folder)'
says out '  not found: devicetree of mcuboot: sysbuild/build/mcuboot/zephyr/zephyr.dts'
grep -q '^1 error in 1 file (10 partitions, ' out || fail "not one input of 10 partitions"

"$program" check --quiet sysbuild/build/ --max-img-sectors 128 >out 2>&1
exited 0 "the command line beats the .config"
[ -s out ] && fail "--quiet says $(cat out)"

# A fault of the network core alone is found, and named by its file.
sed 's/end_address: 0x1008000/end_address: 0x1008400/; s/size: 0x8000/size: 0x8400/' \
	sysbuild/build/partitions_CPUNET.yml >new
mv new sysbuild/build/partitions_CPUNET.yml
"$program" check -A too-many-sectors sysbuild/build >out 2>&1
exited 1 "an overlap on the network core"
grep -q '^sysbuild/build/partitions_CPUNET.yml:.*\[overlapping-partitions\]$' out ||
	fail "no overlap: $(cat out)"

# The input is one, with what was used; Make learns the files.
"$program" check --format json child-image/build >out 2>&1
exited 0 "child images"
python3 - out <<'END' || fail "the JSON is not as it should be"
import json, sys
[build] = json.load(open(sys.argv[1]))["inputs"]
assert build["path"] == "child-image/build" and build["kind"] == "build", build
assert {"what": "regions",
        "value": "child-image/build/regions_nrf9160dk_nrf9160.yml"} in build["used"], build
assert {"what": "devicetree of app",
        "value": "child-image/build/zephyr/zephyr.dts"} in build["missing"], build
END
"$program" compile child-image/build --emit layout-h=layout.h --depfile layout.d >out 2>&1
exited 0 "compile"
grep -q 'child-image/build/mcuboot/zephyr/.config' layout.d || fail "$(cat layout.d)"
"$program" show child-image/build >out 2>&1
exited 0 "show"
grep -q 'mcuboot_secondary.*116' out || fail "$(cat out)"

# The build's own image is held against its slot.
if command -v python3 >/dev/null; then
	python3 "$root/tests/images/make_image.py" child-image/build/zephyr/app_update.bin \
		--reset 0xc401
	"$program" check child-image/build >out 2>&1
	exited 0 "a good image"
	says out '  used image for mcuboot_primary: child-image/build/zephyr/app_update.bin'
	python3 "$root/tests/images/make_image.py" child-image/build/zephyr/app_update.bin \
		--reset 0x80401
	"$program" check child-image/build >out 2>&1
	exited 1 "an image for elsewhere"
	grep -q '\[image-wrong-base\]$' out || fail "$(cat out)"
	"$program" check child-image/build --image mcuboot_primary=child-image/build/zephyr/app_update.bin \
		>again 2>&1
	grep -c 'image-wrong-base' again | grep -qx 1 || fail "an image is judged twice: $(cat again)"

	# What is programmed first: a header where the slot begins, no byte in nobody's flash.
	make() { python3 "$root/tests/images/make_image.py" "$@"; }
	make child-image/build/zephyr/app_update.bin --reset 0xc401
	make child-image/build/zephyr/merged.hex --hex 0xc000 --reset 0xc401 --more 0x0=4096
	"$program" check child-image/build >out 2>&1
	exited 0 "a good merged.hex"
	says out '  used merged image: child-image/build/zephyr/merged.hex'
	make child-image/build/zephyr/merged.hex --hex 0x10000 --reset 0x10401
	"$program" check child-image/build >out 2>&1
	exited 1 "a merged.hex without a header in the slot"
	grep -q 'merged.hex.* error: .*no image header at 0xc000.*\[invalid-image\]$' out ||
		fail "$(cat out)"
	sed -i.old '/^settings_storage/,$d' child-image/build/partitions_nrf9160dk_nrf9160.yml
	make child-image/build/zephyr/merged.hex --hex 0xc000 --reset 0xc401 --more 0xf8000=16
	"$program" check child-image/build >out 2>&1
	grep -q 'warning: .*merged.hex. has bytes at 0xf8000..*\[image-overlap\]$' out ||
		fail "$(cat out)"
	mv child-image/build/partitions_nrf9160dk_nrf9160.yml.old \
		child-image/build/partitions_nrf9160dk_nrf9160.yml
	rm -f child-image/build/zephyr/merged.hex

	# Programs of the network core are held against its own layout.
	make sysbuild/build/ipc_radio/zephyr/zephyr.hex --plain --code 0x1000 --hex 0x1008000 \
		--reset 0x1008101
	"$program" check --max-img-sectors 128 sysbuild/build >out 2>&1
	says out '  used image for app: sysbuild/build/ipc_radio/zephyr/zephyr.hex'
	rm sysbuild/build/ipc_radio/zephyr/zephyr.hex
fi

# A path of another machine, with its drive and backslashes.
cp child-image/build/CMakeCache.txt cache
printf 'PM_STATIC_YML_FILE:FILEPATH=C:\\work\\app\\layouts\\mine.yml\r\n' \
	>child-image/build/CMakeCache.txt
"$program" check child-image/build >out 2>&1
says out '  used static file: child-image/layouts/mine.yml'
mv cache child-image/build/CMakeCache.txt
rm -f child-image/build/zephyr/app_update.bin

# From inside, and from the application's folder.
(cd child-image/build && "$program" check . >"$scratch/out" 2>&1)
exited 0 "from inside"
says out '  used layout: partitions_nrf9160dk_nrf9160.yml'
says out '  used static file: ../layouts/mine.yml'

"$program" check --format text unfinished/build >out 2>&1
exited 1 "a build that was stopped"
grep -q 'error\[nothing-to-check\].*without a layout' out || fail "$(cat out)"
grep -q 'there is no layout: unfinished/build/partitions.yml' out || fail "$(cat out)"
"$program" check child-image/layouts >out 2>&1
exited 1 "a folder that is no build"
grep -q 'is a directory, not a layout \[nothing-to-check\]' out || fail "$(cat out)"

# What is allowed in the static file, which people own, is allowed in the build; what allows nothing
# there is named once.
cp "$root/tests/builds/sysbuild/build/partitions_CPUNET.yml" sysbuild/build
sed -e 's/^settings_storage:/# pmlayout: allow slot-size-mismatch -- for nothing\n&/' \
	-e 's/^mcuboot_secondary:/# pmlayout: allow too-many-sectors -- known\n&/' \
	sysbuild/build/partitions.yml >sysbuild/pm_static.yml
"$program" check sysbuild/build >out 2>&1
exited 0 "allowed in the static file: $(cat out)"
grep -q '^sysbuild/pm_static.yml:39:1: warning: .*\[unused-allow\]$' out || fail "$(cat out)"
grep -q '^1 warning in 1 file (10 partitions, .*; 1 allowed with a reason)$' out || fail "$(cat out)"
"$program" compile sysbuild/build --emit layout-h=layout.h >out 2>&1
exited 0 "compile of what is allowed: $(cat out)"
sed -i.old 's/ -- known//' sysbuild/pm_static.yml
"$program" check sysbuild/build >out 2>&1
exited 1 "allowed without a reason"
grep -q '^sysbuild/pm_static.yml:.* error: .*\[allow-without-reason\]$' out || fail "$(cat out)"
mv sysbuild/pm_static.yml.old sysbuild/pm_static.yml

# The folder around a build: the build, and in an application's its files as well.
mkdir lone
cp -r sysbuild/build lone
"$program" check -A too-many-sectors lone >out 2>&1
exited 0 "only a build"
says out '  used layout: lone/build/partitions.yml'
echo 'CONFIG_SPI=y' >sysbuild/prj.conf
mkdir sysbuild/boards
echo '# nothing' >sysbuild/boards/nrf5340dk_nrf5340_cpuapp_mcuboot.overlay
grep -v '^#' sysbuild/pm_static.yml >sysbuild/pm_static_other.yml
"$program" check sysbuild >out 2>&1
exited 0 "an application and its build: $(cat out)"
says out '  used static file: sysbuild/pm_static_other.yml'
says out '  used build: sysbuild/build'
says out '  used layout: sysbuild/build/partitions.yml'
says out '  used static file: sysbuild/pm_static.yml'
grep -q 'nrf5340dk_nrf5340_cpuapp_mcuboot.overlay.*\[unread-file\]$' out || fail "$(cat out)"
rm sysbuild/pm_static_other.yml
# A static file that the build does not follow is judged for itself, with the build's facts.
sed -i.old '/^settings_storage/,$s/0xf4000/0xf3000/' sysbuild/pm_static.yml
"$program" check -q sysbuild/build >out 2>&1
exited 0 "the build is sound: $(cat out)"
grep -q '\[stale-build\]$' out || fail "$(cat out)"
"$program" check -q sysbuild >out 2>&1
exited 1 "the next build will not be: $(cat out)"
grep -q '^sysbuild/pm_static.yml:.*\[overlapping-partitions\]$' out || fail "$(cat out)"
grep -q '\[stale-build\]$' out || fail "$(cat out)"
# Old SDKs wrote no end_address.
cp sysbuild/build/partitions.yml whole.yml
sed -i.old '/end_address/d' sysbuild/build/partitions.yml
"$program" check -q sysbuild/build >out 2>&1
grep -q '\[stale-build\]$' out || fail "a build of an old SDK: $(cat out)"
mv whole.yml sysbuild/build/partitions.yml
rm -r sysbuild/boards sysbuild/prj.conf sysbuild/pm_static.yml*
# Of a build that was stopped the project says more.
"$program" check unfinished >out 2>&1
exited 1 "a project with a stopped build: $(cat out)"
grep -q '\[nothing-to-check\]$' out || fail "$(cat out)"

# Names in files of the build lead nowhere else.
printf 'default: ../child-image/build\n' >sysbuild/build/domains.yaml
"$program" check sysbuild/build >out 2>&1
says out '  not found: default domain: sysbuild/build/domains.yaml'
grep -q 'used.*child-image' out && fail "$(cat out)"
finish
