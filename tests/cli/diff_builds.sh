#!/bin/sh
# SPDX-License-Identifier: MIT
# `diff` of build directories: domains are paired by their name, and what the builds say of their
# bootloaders counts.
. tests/lib.sh
scratch_dir
program=$(realpath "$PMLAYOUT")
make=$(realpath tests/images/make_image.py)
cp -r tests/builds/sysbuild/build "$scratch/old"
cp -r tests/builds/sysbuild/build "$scratch/new"
cd "$scratch" || exit 1

# expect STATUS LAST-LINE ARGUMENT...
expect() {
	wanted=$1
	class=$2
	shift 2
	"$program" diff "$@" >out 2>err </dev/null
	exited "$wanted" "diff $*: $(cat out err)"
	[ "$(tail -n 1 out)" = "$class" ] || fail "diff $*: $(cat out), not $class"
}

# says TEXT: the output holds it.
says() {
	grep -qF -- "$1" out || fail "not said: $1 but $(cat out)"
}

expect 0 identical old new

# The two domains of a build have partitions of one name in different places; the order in which a
# folder lists them, or that one of them is gone, does not make them partners.
sed 's/0x1007000/0x1006000/; s/0x1008000/0x1007000/' old/partitions_CPUNET.yml >changed
cmp -s changed old/partitions_CPUNET.yml && fail "the fault changes nothing"
cp changed new/partitions_CPUNET.yml
"$program" diff old new >out 2>&1
exited 1 "a partition of the network core moves: $(cat out)"
[ "$(grep -c '\[' out)" -eq 1 ] || fail "not one change: $(cat out)"
# shellcheck disable=SC2016 # back quotes of the output
says '`provision` starts at 0x1007000 of `flash_primary`; devices have it at 0x1008000'
rm new/partitions_CPUNET.yml new/regions_CPUNET.yml
"$program" diff old new --format json >out.json 2>&1
python3 - <<'END' || fail "a build without the network core (above)"
import json
found = json.load(open("out.json"))["diagnostics"]
places = [[place["file"] for place in f["locations"]] for f in found]
assert places and all(p == ["old/partitions_CPUNET.yml", "new/partitions.yml"] for p in places), places
assert {f["rule"] for f in found} == {"partition-removed"}, found
END
# A lone file is the application's: nothing is said about the other core.
expect 0 identical old/partitions.yml old
expect 0 identical old old/partitions.yml
expect 0 identical old/partitions_CPUNET.yml old
"$program" check old -A too-many-sectors --against old >out 2>&1
exited 0 "check --against itself: $(cat out)"

# How the bootloaders were built.
cp old/partitions_CPUNET.yml old/regions_CPUNET.yml new
sed 's/^CONFIG_BOOT_MAX_IMG_SECTORS=.*/CONFIG_BOOT_MAX_IMG_SECTORS=128/' \
	old/mcuboot/zephyr/.config >new/mcuboot/zephyr/.config
cmp -s old/mcuboot/zephyr/.config new/mcuboot/zephyr/.config && fail "the fault changes nothing"
expect 1 brick old new
says max-sectors-changed
cp old/mcuboot/zephyr/.config new/mcuboot/zephyr

# A bootloader that does not fit the partition of devices any more.
size=$(sed -n '/^mcuboot:/,/size:/s/.*size: //p' new/partitions.yml)
python3 "$make" new/mcuboot/zephyr/zephyr.hex --plain --hex 0x0 --code $((size - 0x100)) --reset 0x101
expect 0 identical old new
python3 "$make" new/mcuboot/zephyr/zephyr.hex --plain --hex 0x0 --code $((size + 0x100)) --reset 0x101
expect 1 brick old new
says bootloader-grew
finish
