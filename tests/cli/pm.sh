#!/bin/sh
# SPDX-License-Identifier: MIT
# pm resolve, output and report: words as argparse reads them, all files or none, several errors in
# one run, warnings that --strict makes errors, headers of two domains.
. tests/lib.sh

scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1
printf 'log: {size: 0x1000, placement: {before: [end]}}\n' >log.yml
printf 'boot: {size: 0x8000, placement: {after: [start]}}\n' >boot.yml
printf 'log: {size: 0x3000, region: external_flash, placement: {before: [end]}}\n' >silent.yml

# resolve WORD...: with one flash region.
resolve() {
	rm -f p.yml r.yml
	"$PMLAYOUT" pm resolve --output-partitions p.yml --output-regions r.yml \
		--flash_primary-size 0x100000 --flash_primary-placement-strategy complex \
		--regions flash_primary "$@" >out 2>err
}

# written YES|NO WORD...: both files are there, or none.
written() {
	wanted=$1
	shift
	found=no
	[ ! -e p.yml ] && [ ! -e r.yml ] || found=yes
	[ "$found" = "$wanted" ] || fail "$*: files written: $found"
}

resolve --input-files log.yml boot.yml
exited 0 "two fragments"
written yes "two fragments"
[ ! -s err ] || fail "two fragments: $(cat err)"
grep -q '^  size: 0xf7000$' p.yml || fail "app is not what the others leave: $(cat p.yml)"
resolve --input-files log.yml --input-files boot.yml
grep -q '^log:' p.yml && fail "the last --input-files does not win"
resolve --input-files=log.yml
exited 0 "--input-files=FILE"

# Words that argparse refuses.
for words in '--input-files' '--input-files log.yml --nonsense' '--input-fil log.yml' 'log.yml' \
	'--input-files log.yml --flash_primary-base-address 010' \
	'--input-files log.yml --flash_primary-base-address 1k' \
	'--input-files log.yml --flash_primary-placement-strategy best' \
	'--input-files log.yml --static-config none.yml' \
	'--input-files log.yml --strict=1' ''; do
	# shellcheck disable=SC2086 # the words
	resolve $words
	exited 2 "$words"
	written no "$words"
	[ -s err ] || fail "$words: nothing is said"
done
"$PMLAYOUT" pm resolve --input-files log.yml --output-partitions p.yml --output-regions r.yml \
	--regions flash_primary >out 2>err
exited 2 "a region without a size"
"$PMLAYOUT" pm >out 2>err
exited 2 "pm alone"
"$PMLAYOUT" pm solve >out 2>err
exited 2 "pm solve"
for number in 0x1_000 0b1000000000000 0o10000 4096 ' 4096 ' +4096; do
	resolve --input-files log.yml --flash_primary-base-address "$number"
	exited 0 "base address $number"
	grep -q 'base_address: 0x1000$' r.yml || fail "$number is not 0x1000: $(cat r.yml)"
done

# A fragment that does not exist is a warning, what disappears too.
resolve --input-files log.yml none.yml
exited 0 "a missing fragment"
grep -q 'warning\[unreadable-file\]' err || fail "a missing fragment is not mentioned"
resolve --input-files silent.yml
exited 0 "an unknown region"
grep -q 'warning\[unknown-region\]' err || fail "a lost partition is not mentioned: $(cat err)"
grep -q 'silent.yml:1:21' err || fail "the place of the region is not shown: $(cat err)"
resolve --input-files silent.yml --strict
exited 1 "an unknown region, strictly"
written no "an unknown region, strictly"

# Errors of two regions in one run.
printf 'a: {size: 0x1000}\nb_sram: {size: 0x1000}\nc: {size: CONFIG_X, region: otp}\n' >bad.yml
resolve --input-files bad.yml --regions flash_primary sram_primary otp \
	--sram_primary-size 0x1000 --sram_primary-placement-strategy complex --otp-size 0x1000
exited 1 "three errors"
written no "three errors"
[ "$(grep -c '^error' err)" -eq 3 ] || fail "not three errors: $(cat err)"
[ "$(grep -c '^Partition manager failed: End of last' out)" -eq 1 ] ||
	fail "not Partition Manager's first sentence: $(cat out)"
[ "$(grep -c 'Partition manager failed: End of last' err)" -eq 2 ] ||
	fail "not Partition Manager's two sentences: $(cat err)"
grep -q 'bad.yml:3:11' err || fail "the place of CONFIG_X is not shown"

# Errors of one region that do not follow from each other, and what Partition Manager shows of its
# first one.
cat >bad.yml <<'END'
a: {size: 0x1000, placement: {before: [start]}}
b: {size: 0x1000, placement: {after: [end]}}
c: {size: 0x1000, placement: {before: end}}
END
resolve --input-files bad.yml
exited 1 "two errors of one region"
[ "$(grep -c '^error' err)" -eq 2 ] || fail "not two errors: $(cat err)"
cat >wanted <<'END'
Partition manager failed: Partition "a" was placed before start or after end.
Failed to partition region flash_primary, size of region: 1048576
Partition Configuration:
a:
  placement:
    before:
    - start
  size: 4096
b:
  placement:
    after:
    - end
  size: 4096
c:
  placement:
    before:
    - end
  size: 4096

END
cmp out wanted || fail "not Partition Manager's report: $(cat out)"
printf 'x: {address: 0x1000, size: 0x1000}\n' >two_gaps.yml
resolve --input-files bad.yml --static-config two_gaps.yml
exited 1 "two gaps and two errors"
[ "$(grep -c '^error' err)" -eq 3 ] || fail "not three errors: $(cat err)"

# The outputs of two domains.
resolve --input-files boot.yml --regions sram_primary flash_primary --sram_primary-size 0x1000 \
	--sram_primary-placement-strategy complex --sram_primary-dynamic-partition sram_primary \
	--flash_primary-device flash_controller
exited 0 "flash and RAM"
cp p.yml partitions.yml
cp p.yml partitions_NET.yml
"$PMLAYOUT" pm output --input-partitions partitions.yml partitions_NET.yml \
	--input-regions r.yml r.yml --config-file pm.config --images :app NET:boot \
	--header-files app.h net.h >out 2>err
exited 0 "two domains"
grep -q '^PM_NUM=2$' pm.config || fail "the root has not two ids"
grep -q '^PM_NUM=4$' pm.config || fail "ids do not go on"
grep -q '^#define PM_NET_BOOT_SIZE 0x8000$' app.h || fail "no foreign name in app.h"
grep -q '^#define PM__BOOT_SIZE 0x8000$' net.h || fail "the root has no empty prefix in net.h"
grep -q '^#define PM_SIZE 0xf8000$' app.h || fail "app.h does not know its image"
[ "$(tail -c1 app.h)" = / ] || fail "app.h ends in a line's end"
"$PMLAYOUT" pm output --input-partitions partitions.yml --input-regions r.yml \
	--config-file new.config --images :none --header-files none.h >out 2>err
exited 1 "an unknown image"
[ ! -e new.config ] || fail "an unknown image: pm.config is written"
[ ! -e none.h ] || fail "an unknown image: its header is written"
"$PMLAYOUT" pm report -i partitions.yml partitions_NET.yml >out 2>err
exited 0 "a report"
for word in -ipartitions.yml -i=partitions.yml --input=partitions.yml; do
	"$PMLAYOUT" pm report "$word" >again 2>err
	exited 0 "report $word: $(cat err)"
	grep -q '0x100000 - 1024kB' again || fail "no report for $word"
done
grep -q ' NET flash_primary (0x100000 - 1024kB)' out || fail "the domain is not in the report"
finish
