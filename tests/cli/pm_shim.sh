#!/bin/sh
# SPDX-License-Identifier: MIT
# examples/pm-shim.sh: a build that runs Partition Manager's script gets our answer, and the
# script comes back.
. tests/lib.sh

command -v python3 >/dev/null || skip "python3 is not installed"
scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
export PMLAYOUT
mkdir -p "$scratch/nrf/scripts"
for name in partition_manager partition_manager_output partition_manager_report; do
	echo 'raise SystemExit("the SDK has run")' >"$scratch/nrf/scripts/$name.py"
done
printf 'log: {size: 0x1000, placement: {before: [end]}}\n' >"$scratch/pm.yml"

# resolve: as the build system calls it.
resolve() {
	python3 "$scratch/nrf/scripts/partition_manager.py" --input-files "$scratch/pm.yml" \
		--output-partitions "$scratch/partitions.yml" --output-regions "$scratch/regions.yml" \
		--regions flash_primary --flash_primary-size 0x100000 \
		--flash_primary-placement-strategy complex 2>"$scratch/err"
}

examples/pm-shim.sh -- "$scratch/nrf" || fail "the shim is not put in place"
examples/pm-shim.sh -- "$scratch/nrf" || fail "the shim is not put in place a second time"
resolve || fail "the shim: $(cat "$scratch/err")"
grep -q '^  address: 0xff000$' "$scratch/partitions.yml" || fail "no partitions.yml of ours"
python3 "$scratch/nrf/scripts/partition_manager_report.py" --input "$scratch/partitions.yml" |
	grep -q '0xff000: log' || fail "no report of ours"
examples/pm-shim.sh --remove -- "$scratch/nrf" || fail "the shim is not removed"
resolve && fail "the shim is still there"
grep -q 'the SDK has run' "$scratch/err" || fail "the script is not back"
examples/pm-shim.sh -- "$scratch" 2>/dev/null
exited 2 "a folder that is no SDK"
finish
