#!/bin/sh
# SPDX-License-Identifier: MIT
# Without memory the program says so and exits with 3; it never crashes.
. tests/lib.sh
[ "${SANITIZED:-OFF}" = ON ] && skip "sanitizers need terabytes of addresses"
scratch_dir

# A layout of 60000 partitions takes more than a small limit allows.
awk 'BEGIN { for (i = 0; i < 60000; i++)
	printf "p%d:\n  address: 0x%x\n  size: 0x10\n  region: flash_primary\n", i, i * 16 }' 	>"$scratch/large.yml"
said=0
for limit in 4000 6000 8000 10000 12000 16000 24000 32000 48000; do
	(
		# shellcheck disable=SC3045 # dash, bash, ksh and busybox have it
		ulimit -v $limit || exit 127
		exec "$PMLAYOUT" check --format concise "$scratch/large.yml"
	) >"$scratch/out" 2>"$scratch/err"
	status=$?
	if grep -q 'out of memory' "$scratch/err" "$scratch/out"; then
		[ $status -eq 3 ] || fail "limit $limit kB: out of memory, but exit $status"
		said=$((said + 1))
	elif [ $status -eq 127 ]; then
		: # the loader itself had no memory
	elif [ $status -gt 3 ]; then
		fail "limit $limit kB: exit $status: $(head -3 "$scratch/err")"
	fi
done
[ $said -gt 0 ] || fail "no limit made the program say that it is out of memory"
finish
