#!/bin/sh
# SPDX-License-Identifier: MIT
# What checking costs: instructions beside a bare libyaml event loop, and time by size.
#
#   tests/bench/run.sh [BUILD]     BUILD is a release build, build/release by default
#
# Instructions are callgrind's, so they repeat; the target is a ratio of at most 2.5.  Times are
# this machine's: look at how they grow, ten times the partitions should cost little more than
# ten times as much.  Nothing here is a test; CTest does not run it.
set -u
cd "$(dirname "$0")/../.." || exit 3
build=${1:-build/release}
pmlayout=$build/pmlayout
loop=$build/tests/bench_yaml_events
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

if [ ! -x "$pmlayout" ] || [ ! -x "$loop" ]; then
	echo "no $pmlayout and $loop: cmake --preset release && cmake --build --preset release" >&2
	exit 2
fi

# instructions WORD...: callgrind's count for a command.
instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
		sed -n 's/^==[0-9]*== Collected : *//p'
}

# ratio FILE: one line of the table of instructions.
ratio() {
	if [ ! -e "$1" ]; then
		echo "skipped: no $1"
		return
	fi
	bare=$(instructions "$loop" "$1")
	check=$(instructions "$pmlayout" check --format concise --soc nrf9160 "$1")
	awk -v bare="$bare" -v check="$check" -v file="$1" 'BEGIN {
		printf "%10d %10d %6.2f  %s\n", bare, check, check / bare, file
	}'
}

# seconds FILE: user, system and wall seconds of one check.
seconds() {
	begin=$(date +%s%N)
	cpu=$(
		"$pmlayout" check --format concise --soc nrf9160 "$1" >/dev/null
		times
	)
	end=$(date +%s%N)
	echo "$cpu" | awk -v wall=$((end - begin)) -v file="$(basename "$1" .yml)" '
		function seconds(text, part) {
			split(text, part, "[ms]")
			return part[1] * 60 + part[2]
		}
		NR == 2 {
			printf "%8.2f %8.2f %8.2f  %s\n", seconds($1), seconds($2), wall / 1e9, file
		}'
}

echo "      bare      check  ratio  file (instructions)"
ratio ../shared/thread/a-partitions-2022-08-23.yml
ratio examples/nrf9160dk-external-flash/pm_static.yml
echo
echo "    user   system     wall  partitions (seconds)"
for kind in valid overlap regions inside containers duplicate aligned line; do
	for count in 1000 10000 100000; do
		tests/bench/generate.sh "$kind" "$count" >"$scratch/$kind-$count.yml"
		seconds "$scratch/$kind-$count.yml"
	done
done

echo
echo "   drawn   zoomed  page (milliseconds in Chromium; the target is 1000 for 1000 partitions)"
for count in 10 100 1000 3000; do
	tests/bench/generate.sh valid $count >"$scratch/valid-$count.yml"
	"$pmlayout" show --format html --soc nrf9160 "$scratch/valid-$count.yml" \
		>"$scratch/page-$count.html" 2>/dev/null
done
python3 tests/bench/page.py "$scratch"/page-10.html "$scratch"/page-100.html \
	"$scratch"/page-1000.html "$scratch"/page-3000.html
