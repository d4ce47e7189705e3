#!/bin/sh
# SPDX-License-Identifier: MIT
# compile --pm: fragments, a static file and the chip's regions in one run; findings point at the
# fragments, also behind the C preprocessor.
. tests/lib.sh

scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1
printf 'log:\n  size: 0x1000\n  placement: {before: [end]}\n' >log.yml
printf 'boot:\n  size: 0x8000\n  placement: {after: [start]}\n' >boot.yml

# The same as pm resolve and pm output with the regions that the build system makes.
"$PMLAYOUT" compile --pm log.yml --pm boot.yml --soc nrf52840 --emit partitions-yml=p.yml \
	--emit regions-yml=r.yml --emit pm-config=c --emit pm-config-h=h --emit report=report \
	--color always --depfile d >out 2>&1
exited 0 "two fragments: $(cat out)"
"$PMLAYOUT" pm resolve --input-files log.yml boot.yml --output-partitions partitions.yml \
	--output-regions regions.yml --regions sram_primary flash_primary \
	--sram_primary-size 0x40000 --sram_primary-base-address 0x20000000 \
	--sram_primary-placement-strategy complex --sram_primary-dynamic-partition sram_primary \
	--flash_primary-size 0x100000 --flash_primary-placement-strategy complex \
	--flash_primary-device flash_controller \
	--flash_primary-default-driver-kconfig CONFIG_SOC_FLASH_NRF || fail "pm resolve"
"$PMLAYOUT" pm output --input-partitions partitions.yml --input-regions regions.yml \
	--config-file pm.config --images :app --header-files h2 || fail "pm output"
"$PMLAYOUT" pm report --input partitions.yml >report2 || fail "pm report"
cmp p.yml partitions.yml || fail "partitions.yml differs"
cmp r.yml regions.yml || fail "regions.yml differs"
cmp c pm.config || fail "pm.config differs"
cmp report report2 || fail "the report differs"
sed 's/H2_H__/H_H__/' h2 | grep -v '^#\(ifndef\|define\|endif\).*__' >h2.plain
grep -v '^#\(ifndef\|define\|endif\).*__' h | cmp - h2.plain || fail "pm_config.h differs"
grep -q 'log.yml' d || fail "the depfile does not name log.yml"
grep -q 'boot.yml' d || fail "the depfile does not name boot.yml"

# Its own output as a static file gives the same again.
"$PMLAYOUT" compile p.yml --regions r.yml --emit partitions-yml=again.yml >out 2>&1
exited 0 "partitions.yml again: $(cat out)"
cmp p.yml again.yml || fail "partitions.yml is not itself again"
printf 'boot: {address: 0x0, size: 0x8000}\n' >pm_static.yml
"$PMLAYOUT" compile pm_static.yml --pm log.yml --pm boot.yml --soc nrf52840 \
	--emit partitions-yml=static.yml >out 2>&1
exited 0 "with a static file: $(cat out)"
grep -v placement static.yml | grep -v 'after\|start$' >a
grep -v placement p.yml | grep -v 'after\|start$' >b
cmp a b || fail "a static file of the same place changes the layout"

# Errors name the fragment's line; nothing is written.
printf '\n\nlost:\n  size: 0x1000\n' >lost.yml
"$PMLAYOUT" compile --pm lost.yml --soc nrf52840 --emit partitions-yml=none >out 2>&1
exited 1 "a lost partition"
grep -q '^lost.yml:3:1: error: .*\[unsolvable-placement\]' out || fail "no place: $(cat out)"
[ ! -e none ] || fail "an error, and something is written"
printf 'big:\n  size: 0x200000\n  placement: {before: [end]}\n' >big.yml
"$PMLAYOUT" compile --pm big.yml --soc nrf52840 --emit partitions-yml=none >out 2>&1
exited 1 "more than the flash holds"
grep -q '^big.yml:1:1: .*\[out-of-region\]' out || fail "no place for big: $(cat out)"
"$PMLAYOUT" compile --pm log.yml --emit partitions-yml=none >out 2>&1
exited 1 "an unknown chip"
grep -q 'size of region .* is not known' out || fail "an unknown chip: $(cat out)"

# Another domain's image gets the flash that is left.
"$PMLAYOUT" compile --pm boot.yml --soc nrf5340-net --dynamic-partition ipc_radio \
	--emit partitions-yml=net.yml >out 2>&1
exited 0 "the network core: $(cat out)"
grep -q '^ipc_radio:' net.yml || fail "no ipc_radio: $(cat net.yml)"
grep -q '^  address: 0x1008000$' net.yml || fail "ipc_radio does not begin behind boot"

if ! command -v cpp >/dev/null; then
	[ "$failures" -eq 0 ] || finish
	skip "no C preprocessor; the rest passed"
fi
mkdir -p generated/zephyr
printf '#define CONFIG_LOG_SIZE 0x2000\n' >generated/zephyr/autoconf.h
cat >raw.yml <<'EOF'
#include <zephyr/autoconf.h>
#ifdef CONFIG_LOG_SIZE
log:
  size: CONFIG_LOG_SIZE
  placement: {before: [end]}
#endif
lost:
  size: 0x1000
EOF
"$PMLAYOUT" compile --pm raw.yml --autoconf generated/zephyr/autoconf.h --soc nrf52840 \
	--emit partitions-yml=none >out 2>&1
exited 1 "a lost partition behind the preprocessor"
grep -q '^raw.yml:7:1: ' out || fail "the line is not the fragment's: $(cat out)"
sed -i '/^lost/,$d' raw.yml
"$PMLAYOUT" compile --pm raw.yml --autoconf generated/zephyr/autoconf.h --soc nrf52840 \
	--emit partitions-yml=raw.out >out 2>&1
exited 0 "a raw fragment: $(cat out)"
grep -q '^  size: 0x2000$' raw.out || fail "CONFIG_LOG_SIZE is not 0x2000: $(cat raw.out)"
printf '# if this then that\n' >>raw.yml
"$PMLAYOUT" compile --pm raw.yml --autoconf generated/zephyr/autoconf.h --soc nrf52840 \
	--emit partitions-yml=raw.out >out 2>&1
exited 3 "a fragment that the preprocessor rejects"
finish
