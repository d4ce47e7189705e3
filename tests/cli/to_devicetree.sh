#!/bin/sh
# SPDX-License-Identifier: MIT
# compile --emit dts and kconfig: which image, which file, and when nothing is written.
. tests/lib.sh
command -v dtc >/dev/null || skip "no dtc"
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
example=$(pwd)/examples/to-devicetree
scratch_dir
cd "$scratch" || exit 1
cp "$example/pm_static.yml" "$example/app.dts" "$example"/*.config .

# compile ARGUMENT...: the example's layout.
compile() {
	"$PMLAYOUT" compile pm_static.yml --dtb app.dts --kconfig app.config \
		--kconfig mcuboot=mcuboot.config "$@" >out 2>err
}

# One for an image, all for a folder; standard output is the application's.
compile --emit dts=app.overlay --emit dts@mcuboot=boot.overlay
exited 0 "two overlays"
grep -q 'code-partition = &slot0_partition' app.overlay || fail "app.overlay chooses another slot"
grep -q 'code-partition = &boot_partition' boot.overlay || fail "boot.overlay chooses another slot"
compile --emit dts=folder/ --emit kconfig=folder/ --depfile depfile
exited 0 "a folder"
[ "$(cd folder && echo *)" = "app.conf app.overlay mcuboot.conf mcuboot.overlay sysbuild.conf" ] ||
	fail "the folder holds $(cd folder && echo *)"
cmp -s app.overlay folder/app.overlay || fail "the folder has another overlay"
grep -q 'folder/mcuboot.conf' depfile || fail "the depfile does not name folder/mcuboot.conf"
compile --emit dts=-
exited 0 "standard output"
cmp -s app.overlay out || fail "standard output is another overlay"

compile --emit dts=deep/in/side/
exited 0 "a folder in a folder"
cmp -s app.overlay deep/in/side/app.overlay || fail "a folder in a folder is not made"
compile --emit dts=app.overlay/
exited 3 "a file in the place of a folder"

# The binding: by version, or as asked for.
compile --emit dts=mapped.overlay --ncs 3.3.0
grep -q 'zephyr,mapped-partition' mapped.overlay || fail "NCS 3.3 does not get mapped partitions"
compile --emit dts=fixed.overlay --ncs 3.3.0 --dts-style fixed
grep -q 'zephyr,mapped-partition' fixed.overlay && fail "--dts-style fixed is not heeded"

# Without labels in a blob, nodes are named by their paths; the result is the same layout.
dtc -q -I dts -O dtb -o app.dtb app.dts
"$PMLAYOUT" compile pm_static.yml --dtb app.dtb --kconfig app.config --kconfig mcuboot=mcuboot.config \
	--emit dts=blob.overlay >out 2>err
exited 0 "a blob without labels"
grep -q '^/delete-node/ &{/soc/.*/partition@c000};' blob.overlay || fail "no path is deleted"
cat app.dts blob.overlay >blob.dts
"$PMLAYOUT" diff pm_static.yml blob.dts --require identical >out 2>err
exited 0 "the blob's overlay"

# A partition that is disabled is in the way of its name all the same.
sed 's|^				partitions {|				others { compatible = "fixed-partitions"; #address-cells = <1>; #size-cells = <1>;\
	littlefs_storage_partition: partition@0 { reg = <0 0x1000>; status = "disabled"; };\
	spare: partition@1000 { reg = <0x1000 0x1000>; status = "disabled"; }; };\
&|' app.dts >disabled.dts
"$PMLAYOUT" compile pm_static.yml --dtb disabled.dts --emit dts=disabled.overlay >out 2>err
exited 0 "a disabled partition"
grep -q '^/delete-node/ &littlefs_storage_partition;' disabled.overlay ||
	fail "a disabled partition keeps its name"
grep -q '^/delete-node/ &spare;' disabled.overlay || fail "a disabled partition stays"

# A name that is another partition's label gives way.
sed 's/^EMPTY_0: .*/storage: {address: 0xf8000, size: 0x4000}/' pm_static.yml >twice.yml
"$PMLAYOUT" compile twice.yml --dtb app.dts --emit dts=twice.overlay >out 2>err
exited 0 "a partition called storage"
grep -q '	storage_partition: partition@fc000' twice.overlay ||
	fail "the settings lose their label: $(grep storage twice.overlay)"

# Any other number is another layout.
sed 's/reg = <0xc000 0xec000>/reg = <0xc000 0xeb000>/' app.overlay | cat app.dts - >other.dts
"$PMLAYOUT" diff pm_static.yml other.dts --require identical >out 2>err
exited 1 "another size"

# Nothing is written where a reference of the board would point nowhere.
sed 's|^	soc {|	keys { partition = <\&storage_partition>, <\&lost>; };\n	soc {|' app.dts >broken.dts
rm -f none.overlay
if "$PMLAYOUT" compile pm_static.yml --dtb broken.dts --emit dts=none.overlay >out 2>err; then
	fail "a broken board passes"
fi
[ ! -e none.overlay ] || fail "an overlay of a broken board is written"

# Usage.
for wrong in dts@=x dts@mcuboot=folder/ json@app=x json=folder/; do
	compile --emit "$wrong"
	exited 2 "--emit $wrong"
done
compile --emit dts@radio=x
exited 2 "an image without a partition"
grep -q 'no partition for the image .radio.' err || fail "the image is not named: $(cat err)"
finish
