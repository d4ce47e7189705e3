#!/bin/sh
# SPDX-License-Identifier: MIT
# compile --domain: two domains in one run give the files that pm resolve and pm output give in
# three; regions by --region; headers of any image; what the domains share is said.
. tests/lib.sh

scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
shared=$(cd "$SHARED" 2>/dev/null && pwd)
cd "$scratch" || exit 1
cat >root.yml <<'END'
mcuboot: {size: 0xc000, placement: {before: [mcuboot_primary]}}
mcuboot_pad: {size: 0x200, placement: {before: [app]}}
mcuboot_primary: {span: [mcuboot_pad, app]}
mcuboot_secondary: {share_size: [mcuboot_primary], region: external_flash}
net_update: {size: 0x40000, region: ram_flash}
END
echo 'b0n: {size: 0x8000, placement: {after: [start]}}' >net.yml

# both WORD...: the two domains; more options are those of the network core.
both() {
	"$PMLAYOUT" compile --pm root.yml --soc nrf5340 --region external_flash=0x800000 \
		--region ram_flash=0x40000@0x0 --emit partitions-yml=p.yml \
		--emit regions-yml=r.yml --emit pm-config=c --emit pm-config-h=app.h \
		--emit pm-config-h@mcuboot=mcuboot.h --depfile d --domain CPUNET --pm net.yml \
		--soc nrf5340-net --dynamic-partition ipc_radio --emit pm-config-h@ipc_radio=net.h \
		--emit pm-config-h@b0n=b0n.h --emit partitions-yml=p_NET.yml --emit regions-yml=r_NET.yml \
		"$@" >out 2>&1
}

both --emit pm-config=c_NET
exited 0 "two domains: $(cat out)"
"$PMLAYOUT" pm resolve --input-files root.yml --output-partitions partitions.yml \
	--output-regions regions.yml --regions sram_primary otp flash_primary external_flash \
	ram_flash --sram_primary-size 0x80000 --sram_primary-base-address 0x20000000 \
	--sram_primary-placement-strategy complex --sram_primary-dynamic-partition sram_primary \
	--otp-size 764 --otp-base-address 0xff8100 --flash_primary-size 0x100000 \
	--flash_primary-placement-strategy complex --flash_primary-device flash_controller \
	--flash_primary-default-driver-kconfig CONFIG_SOC_FLASH_NRF \
	--external_flash-size 8388608 --external_flash-device 'DT_CHOSEN(nordic_pm_ext_flash)' \
	--external_flash-default-driver-kconfig CONFIG_NORDIC_QSPI_NOR --ram_flash-size 0x40000 \
	--ram_flash-device nordic_ram_flash_controller \
	--ram_flash-default-driver-kconfig CONFIG_FLASH_SIMULATOR 2>err ||
	fail "pm resolve of the root: $(cat err)"
"$PMLAYOUT" pm resolve --input-files net.yml --output-partitions partitions_CPUNET.yml \
	--output-regions regions_CPUNET.yml --regions sram_primary flash_primary \
	--sram_primary-size 0x10000 --sram_primary-base-address 0x21000000 \
	--sram_primary-placement-strategy complex --sram_primary-dynamic-partition sram_primary \
	--flash_primary-size 0x40000 --flash_primary-base-address 0x1000000 \
	--flash_primary-placement-strategy complex --flash_primary-device flash_controller \
	--flash_primary-default-driver-kconfig CONFIG_SOC_FLASH_NRF \
	--flash_primary-dynamic-partition ipc_radio 2>err || fail "pm resolve of CPUNET: $(cat err)"
mkdir pm
"$PMLAYOUT" pm output --input-partitions partitions.yml partitions_CPUNET.yml \
	--input-regions regions.yml regions_CPUNET.yml --images :app :mcuboot CPUNET:ipc_radio \
	CPUNET:b0n --header-files pm/app.h pm/mcuboot.h pm/net.h pm/b0n.h || fail "pm output"
"$PMLAYOUT" pm output --input-partitions partitions.yml --input-regions regions.yml \
	--config-file pm/c || fail "pm output of pm.config"
"$PMLAYOUT" pm output --input-partitions partitions_CPUNET.yml --input-regions \
	regions_CPUNET.yml --config-file pm/c_NET || fail "pm output of pm_CPUNET.config"
for pair in p.yml:partitions.yml r.yml:regions.yml p_NET.yml:partitions_CPUNET.yml \
	r_NET.yml:regions_CPUNET.yml c:pm/c c_NET:pm/c_NET app.h:pm/app.h \
	mcuboot.h:pm/mcuboot.h net.h:pm/net.h b0n.h:pm/b0n.h; do
	cmp "${pair%:*}" "${pair#*:}" || fail "${pair%:*} is not what pm makes"
done
grep -q '^#define PM_CPUNET_B0N_SIZE 0x8000$' app.h || fail "app.h does not know CPUNET"
for name in root.yml net.yml; do
	grep -q "$name" d || fail "the depfile does not name $name"
done

# An error of one domain stops both; what they share is a warning.
rm -f p.yml app.h
echo 'b0n: {size: 0x8000}' >net.yml
both
exited 1 "an error of the network core"
grep -q '^net.yml:1:1: error: .*\[unsolvable-placement\]' out || fail "no place: $(cat out)"
{ [ ! -e p.yml ] && [ ! -e app.h ]; } || fail "an error, and a file of the root is written"
printf 'b0n: {size: 0x8000, placement: {after: [start]}}\nlog: {size: 0x1000, region: external_flash}\n' >net.yml
both --region external_flash=0x800000
exited 0 "both use the external flash: $(cat out)"
grep -q 'warning: .*.log. of domain .CPUNET. and .mcuboot_secondary. of the root domain share' out ||
	fail "the external flash is shared without a word: $(cat out)"

# A static file for each domain.
printf 'mcuboot: {address: 0x0, size: 0xc000}\n' >static.yml
printf 'b0n: {address: 0x1000000, size: 0x8000}\n' >static_NET.yml
"$PMLAYOUT" compile --static static.yml --pm root.yml --soc nrf5340 \
	--region external_flash=0x800000 --region ram_flash=0x40000 --emit partitions-yml=p.yml \
	--domain CPUNET --static static_NET.yml --pm net.yml --soc nrf5340-net \
	--region external_flash=0x800000@0x100000 --dynamic-partition ipc_radio \
	--emit partitions-yml=p_NET.yml >out 2>&1
exited 0 "static files: $(cat out)"
grep -q '^  address: 0x1008000$' p_NET.yml || fail "ipc_radio is not behind b0n: $(cat p_NET.yml)"
grep -q '^log:' p_NET.yml || fail "no log in CPUNET's external flash"

# Words that make no sense.
for words in '--domain A' '--domain A --pm net.yml --domain A --pm net.yml' '--region x' \
	'--region external_flash=1k@q' '--emit pm-config-h@=x' '--emit pm-config@app=x' '--static a --static b' \
	'--emit pm-config-h@app=p.yml --emit json=p.yml' '--domain A --pm net.yml --emit json=p.yml'; do
	# shellcheck disable=SC2086 # the words
	"$PMLAYOUT" compile root.yml --emit json=p.yml $words >out 2>&1
	exited 2 "$words"
done
"$PMLAYOUT" compile --pm root.yml --soc nrf5340 --region external_flash=0x800000 \
	--region ram_flash=0x40000 --emit pm-config-h@none=none.h >out 2>&1
exited 2 "a header of an image that does not exist"
grep -q 'image .none.' out || fail "the image is not named: $(cat out)"

# The regions of a real build: devicetrees and .config files.
build=$shared/corpus/builds/borus-1c1e68b3
if [ -z "$shared" ] || [ ! -e "$build/regions.yml" ] || ! command -v dtc >/dev/null; then
	[ "$failures" -eq 0 ] || finish
	skip "no $build or no dtc; the rest passed"
fi
"$PMLAYOUT" compile --pm /dev/null --dtb "$build/app.dts" \
	--dtb "mcuboot=$build/mcuboot.dts" --kconfig "$build/app.config" \
	--kconfig "mcuboot=$build/mcuboot.config" --kconfig "sysbuild=$build/sysbuild.config" \
	--emit regions-yml=r.yml >out 2>&1
exited 0 "a real build: $(cat out)"
cmp r.yml "$build/regions.yml" || fail "not the regions of the build"
"$PMLAYOUT" compile --pm /dev/null --dtb "$build/image.ipc_radio.dts" \
	--kconfig "$build/image.ipc_radio.config" --dynamic-partition ipc_radio \
	--emit regions-yml=r.yml >out 2>&1
exited 0 "its network core: $(cat out)"
cmp r.yml "$build/regions_CPUNET.yml" || fail "not the regions of the network core"
finish
