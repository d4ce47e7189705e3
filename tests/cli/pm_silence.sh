#!/bin/sh
# SPDX-License-Identifier: MIT
# What Partition Manager accepts without a word (PARTITION-MANAGER.md 9, all 28): it is written the
# same, a warning with a rule's name says it, and with --strict nothing is written.
. tests/lib.sh

scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1

# resolve WORD...: f.yml, and s.yml if it is there, with the regions of an nRF9160 and 8 MiB outside.
resolve() {
	rm -f p.yml r.yml
	[ ! -e s.yml ] || set -- --static-config s.yml "$@"
	"$PMLAYOUT" pm resolve --input-files f.yml --output-partitions p.yml \
		--output-regions r.yml --regions sram_primary otp flash_primary external_flash \
		--sram_primary-size 0x40000 --sram_primary-base-address 0x20000000 \
		--sram_primary-placement-strategy complex \
		--sram_primary-dynamic-partition sram_primary --otp-size 756 \
		--otp-base-address 0xff8108 --flash_primary-size 0x100000 \
		--flash_primary-placement-strategy complex --flash_primary-device flash_controller \
		--external_flash-size 0x800000 --external_flash-device qspi "$@" >out 2>err
}

# extent NAME: "ADDRESS SIZE" of a partition in p.yml.
extent() {
	awk -v name="$1:" '$0 == name { on = 1; next } /^[^ ]/ { on = 0 }
		on && $1 == "address:" { address = $2 } on && $1 == "size:" { size = $2 }
		END { print address, size }' p.yml
}

# accepted NUMBER RULE [NAME EXTENT] -- [WORD...]: the fragment is standard input; a line `---`
# begins the static file.
accepted() {
	number=$1
	rule=$2
	shift 2
	rm -f s.yml
	awk '/^---$/ { out = "s.yml"; next } { print >out }' out=f.yml -
	[ -e f.yml ] || : >f.yml
	name=$1
	expected=${2-}
	while [ "$1" != -- ]; do shift; done
	shift
	resolve "$@"
	exited 0 "$number: $(cat err)"
	{ [ -e p.yml ] && [ -e r.yml ]; } || fail "$number: nothing is written"
	grep -q "^warning\[$rule\]" err || fail "$number: no $rule: $(cat err)"
	[ "$name" = -- ] || [ "$(extent "$name")" = "$expected" ] ||
		fail "$number: $name is $(extent "$name"), not $expected"
	resolve --strict "$@"
	exited 1 "$number, strictly"
	{ [ ! -e p.yml ] && [ ! -e r.yml ]; } || fail "$number, strictly: files are written"
	rm -f f.yml s.yml
}

accepted 1 negative-leftover app '0x0 -0x100000' -- <<'EOF2'
big: {size: 0x200000, placement: {before: [end]}}
EOF2
accepted 2 negative-leftover external_flash '0x900000 -0x100000' -- <<'EOF2'
big: {size: 0x900000, region: external_flash}
EOF2
accepted 3 overlapping-partitions app '0x1000 -0x800' -- <<'EOF2'
---
outer: {address: 0x0, size: 0x100000}
inner: {address: 0x800, size: 0x800}
EOF2
accepted 4 overlapping-partitions app '0x1000 0xff000' -- <<'EOF2'
---
one: {address: 0x0, size: 0x1000}
two: {address: 0x0, size: 0x1000}
EOF2
accepted 5 out-of-region app '0x1000 0xff000' -- <<'EOF2'
---
boot: {address: 0x0, size: 0x1000}
behind: {address: 0x100000, size: 0x1000}
EOF2
accepted 6 end-address-mismatch app '0x1000 0xff000' -- <<'EOF2'
---
boot: {address: 0x0, size: 0x1000, end_address: 0x2000}
EOF2
accepted 7a unmet-alignment app '0x1001 0xfefff' -- <<'EOF2'
---
boot: {address: 0x0, size: 0x1001}
EOF2
accepted 7b unmet-alignment app '0x0 0x3' -- <<'EOF2'
---
boot: {address: 0x3, size: 0xffffd}
EOF2
accepted 7c slot-unaligned app '0x0 0x10200' -- <<'EOF2'
---
mcuboot_primary: {address: 0x10200, size: 0xefe00}
EOF2
accepted 8a ignored-key log '0x0 0x1000' -- <<'EOF2'
log: {size: 0x1000, region: external_flash, placement: {before: [end]}}
EOF2
accepted 8b unmet-alignment log '0x1001 0x1000' -- <<'EOF2'
odd: {size: 0x1001, region: external_flash}
log: {size: 0x1000, region: external_flash, placement: {align: {start: 0x1000}}}
EOF2
accepted 8c ignored-key log '0x0 0x1000' -- <<'EOF2'
log: {size: 0x1000, region: external_flash, align: {start: 0x1000}}
EOF2
accepted 9a unknown-region log ' ' -- <<'EOF2'
log: {size: 0x1000, region: nowhere}
EOF2
accepted 9b unknown-region log ' ' -- <<'EOF2'
---
log: {address: 0x0, size: 0x1000, region: nowhere}
boot: {address: 0x0, size: 0x1000}
EOF2
accepted 10a container-mismatch box '0x0 0x1000' -- <<'EOF2'
---
box: {address: 0x0, size: 0x1000, span: [nothing]}
boot: {address: 0x0, size: 0x1000}
EOF2
accepted 10b container-mismatch box '0x0 0x2000' -- <<'EOF2'
---
box: {address: 0x0, size: 0x2000, span: [boot]}
boot: {address: 0x0, size: 0x1000}
EOF2
accepted 10c container-mismatch box '0x0 0x1000' -- <<'EOF2'
---
box: {address: 0x0, size: 0x1000, span: [log]}
boot: {address: 0x0, size: 0x1000}
log: {address: 0x0, size: 0x4000, region: external_flash}
EOF2
accepted 11 container-mismatch external_flash '0x2000 0x7fe000' -- <<'EOF2'
---
box: {address: 0x0, size: 0x1000, region: external_flash, span: [log]}
log: {address: 0x0, size: 0x1000, region: external_flash}
EOF2
accepted 12 out-of-region new '0x800000 0x1000' -- <<'EOF2'
new: {size: 0x1000, region: external_flash}
---
old: {address: 0x0, size: 0x1000, region: external_flash}
external_flash: {address: 0x1000, size: 0x7ff000, region: external_flash}
EOF2
accepted 13 ignored-key copy ' ' -- <<'EOF2'
copy: {share_size: [log], placement: {before: [end]}}
---
log: {address: 0x0, size: 0x1000}
EOF2
accepted 14 container-mismatch box '0xff000 0x1000' -- <<'EOF2'
box: {span: [log, rest]}
rest: {size: 0x1000, placement: {before: [end]}}
---
log: {address: 0x0, size: 0x1000}
EOF2
accepted 15a conflicting-partition EMPTY_0 '0xffe00 0x200' -- <<'EOF2'
log_sram: {size: 0xe00, placement: {before: [end], align: {start: 0x1000}}}
log: {size: 0xe00, placement: {before: [end], align: {start: 0x1000}}}
EOF2
accepted 15b conflicting-partition EMPTY_0 '0x0 0x1000' -- <<'EOF2'
log: {size: 0xe00, placement: {before: [end], align: {start: 0x1000}}}
---
EMPTY_0: {address: 0x0, size: 0x1000}
EOF2
mcuboot='mcuboot: {size: 0xc000, placement: {before: [mcuboot_primary]}}
mcuboot_primary: {span: [mcuboot_pad, app]}'
accepted 16a slot-size-mismatch mcuboot_secondary '0x0 0x80000' -- <<EOF2
$mcuboot
mcuboot_pad: {size: 0x200, placement: {before: [app]}}
mcuboot_secondary: {size: 0x80000, region: external_flash}
EOF2
accepted 16b pad-size mcuboot_pad '0xc000 0x100' -- <<EOF2
$mcuboot
mcuboot_pad: {size: 0x100, placement: {before: [app]}}
EOF2
accepted 16c slot-too-small mcuboot_primary '0xc000 0x1000' -- <<EOF2
$mcuboot
mcuboot_pad: {size: 0x200, placement: {before: [app]}}
mcuboot_secondary: {size: 0x1000, region: external_flash}
rest: {size: 0xf3000, placement: {before: [end]}}
EOF2
accepted 16d scratch-too-small mcuboot_scratch '0xe8000 0x100' -- <<EOF2
$mcuboot
mcuboot_pad: {size: 0x200, placement: {before: [app]}}
mcuboot_secondary: {size: 0xe8000, region: external_flash}
mcuboot_scratch: {size: 0x100, region: external_flash}
EOF2
accepted 16e slot-sector-count mcuboot_secondary '0x0 0xf0000' -- <<EOF2
$mcuboot
mcuboot_pad: {size: 0x200, placement: {before: [app]}}
mcuboot_secondary: {size: 0xf0000, region: external_flash}
EOF2
for name in a-b 1x; do
	accepted 17a bad-partition-name $name '0xff000 0x1000' -- <<EOF2
$name: {size: 0x1000, placement: {before: [end]}}
EOF2
done
accepted 17b bad-partition-name log '0xff000 0x1000' -- <<'EOF2'
log: {size: 0x1000, placement: {before: [end]}}
LOG: {size: 0x1000, placement: {before: [log]}}
EOF2
accepted 17c bad-partition-name -- <<'EOF2'
external_flash: {size: 0x1000, placement: {before: [end]}}
EOF2
accepted 18 unknown-key log '0xff000 0x1000' -- <<'EOF2'
log: {size: 0x1000, placement: {before: [end]}, plcement: {align: {start: 0x1000}}}
EOF2
accepted 19a wrong-type app '0x0 0x101000' -- <<'EOF2'
log: {size: -0x1000, placement: {before: [end]}}
EOF2
accepted 19b surprising-number app '0x0 0xfffff' -- <<'EOF2'
log: {size: yes, placement: {before: [end]}}
EOF2
accepted 19c wrong-type app '0x0 1044480.0' -- <<'EOF2'
log: {size: 4.096e+3, placement: {before: [end]}}
EOF2
accepted 19d wrong-type external_flash '4096.0 8384512.0' -- <<'EOF2'
log: {size: 4_096.0, region: external_flash}
EOF2
accepted 20a duplicate-key log '0xfe000 0x2000' -- <<'EOF2'
log: {size: 0x1000, size: 0x2000, placement: {before: [end]}}
EOF2
accepted 20b unreadable-file log '0xff000 0x1000' -- --input-files none.yml f.yml <<'EOF2'
log: {size: 0x1000, placement: {before: [end]}}
EOF2
# The chip is told by options of our own.
accepted 21 out-of-region app '0x0 0x200000' -- --flash_primary-size 0x200000 --soc nrf9160 </dev/null
accepted 22a slot-size-mismatch copy '0x1000 0x2000' -- <<'EOF2'
---
log: {address: 0x0, size: 0x1000}
copy: {address: 0x1000, size: 0x2000, share_size: [log]}
EOF2
accepted 22b ignored-key log '0x0 0x1000' -- <<'EOF2'
---
log: {address: 0x0, size: 0x1000, placement: {before: [end]}}
EOF2
accepted 22c unmet-alignment log '0x800 0x1000' -- <<'EOF2'
---
boot: {address: 0x0, size: 0x800}
log: {address: 0x800, size: 0x1000, placement: {align: {start: 0x1000}}}
EOF2
accepted 22d container-mismatch log '0x1000 0x1000' -- <<'EOF2'
---
boot: {address: 0x0, size: 0x1000}
log: {address: 0x1000, size: 0x1000, inside: [box]}
box: {address: 0x0, size: 0x1000, span: [boot]}
EOF2
accepted 24 zero-size app '0x0 0x0' -- <<'EOF2'
big: {size: 0x100000, placement: {before: [end]}}
EOF2
accepted 26 zero-size box ' ' -- <<'EOF2'
box: {span: [log], share_size: [nothing]}
log: {size: 0x1000, placement: {before: [end]}}
EOF2
accepted 27 slot-size-mismatch copy '0x7f800 0x7f7ff' -- <<'EOF2'
odd: {size: 0x1001, placement: {before: [end]}}
box: {span: [app]}
copy: {share_size: [box], placement: {after: [box]}}
EOF2
accepted 28 bad-partition-name flash_primary '0x0 0x1000' -- <<'EOF2'
---
flash_primary: {address: 0x0, size: 0x1000}
EOF2

# 25 is the one that Partition Manager refuses although there is a solution: so do we, and say it.
echo 'log: {size: 0x1000, placement: {after: [start], align: {start: 0x1000}}}' >f.yml
echo 'boot: {address: 0x0, size: 0x800}' >s.yml
resolve
exited 1 25
grep -q 'log.*0x800' err || fail "25: the start of the gap is not named: $(cat err)"
grep -q 'in front of .log.' err || fail "25: no help: $(cat err)"
rm s.yml

# 23: two domains; the output script sees both.
echo 'log: {size: 0x1000, region: external_flash}' >f.yml
resolve
cp p.yml partitions.yml
echo 'net: {size: 0x2000, region: external_flash}' >f.yml
resolve --flash_primary-base-address 0x1000000
cp p.yml partitions_NET.yml
both() {
	"$PMLAYOUT" pm output --input-partitions partitions.yml partitions_NET.yml \
		--input-regions r.yml r.yml --config-file both.config "$@" >out 2>err
}
both
exited 0 "23: $(cat err)"
grep -q '^warning\[overlapping-partitions\].*.net. of domain .NET. and .log. of the root' err ||
	fail "23: $(cat err)"
[ -e both.config ] || fail "23: nothing is written"
rm both.config
both --strict
exited 1 "23, strictly"
[ ! -e both.config ] || fail "23, strictly: pm.config is written"
finish
