#!/bin/sh
# SPDX-License-Identifier: MIT
# What `pmlayout pm` costs beside a bare `python3 -c pass`, which any Python tool pays at least; the
# target is a tenth of its CPU time.  And 2000 partitions with 400 containers: below 50 ms.
#
#   tests/bench/pm.sh [BUILD]     BUILD is a release build, build/release by default
#
# Nothing here is a test; CTest does not run it.
set -u
cd "$(dirname "$0")/../.." || exit 3
build=$(cd "${1:-build/release}" && pwd) || exit 2
pmlayout=$build/pmlayout
case001=../shared/vectors/pm/golden/001-nrf9160-tfm-mcuboot-ext
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

# cpu COUNT WORD...: milliseconds of CPU time of one run, out of COUNT.
cpu() {
	count=$1
	shift
	(
		i=0
		while [ "$i" -lt "$count" ]; do
			"$@" >/dev/null 2>&1
			i=$((i + 1))
		done
		times
	) | awk -v count="$count" '
		function seconds(text, part) {
			split(text, part, "[ms]")
			return part[1] * 60 + part[2]
		}
		NR == 2 { printf "%8.2f\n", (seconds($1) + seconds($2)) * 1000 / count }'
}

echo "CPU ms"
echo "$(cpu 50 python3 -c pass)  python3 -c pass"
if [ -e "$case001/args.json" ]; then
	cp -r "$case001" "$scratch/run" && cd "$scratch/run" || exit 3
	steps=$(python3 -c '
import json, shlex
for step in json.load(open("args.json"))["steps"]:
    print({"partition_manager": "resolve", "partition_manager_output": "output",
           "partition_manager_report": "report"}[step["script"]], shlex.join(step["argv"]))')
	echo "$steps" | while read -r script words; do
		eval "set -- $words"
		echo "$(cpu 200 "$pmlayout" pm "$script" "$@")  pm $script, case 001"
	done
else
	echo "skipped: no $case001"
fi

cd "$scratch" || exit 3
awk 'BEGIN {
	anchor = "start"
	for (c = 0; c < 400; c++) {
		members = ""
		for (k = 0; k < 4; k++) {
			name = "p" c "_" k
			printf "%s:\n  size: 0x%x\n  placement: {after: [%s]%s}\n", name,
				512 + (c + k) % 7 * 256, anchor,
				(c * 4 + k) % 5 ? "" : ", align: {start: 0x1000}"
			members = members (k ? ", " : "") name
			anchor = name
		}
		printf "c%d:\n  span: [%s]\n", c, members
	}
	for (k = 0; k < 400; k++)
		printf "e%d:\n  size: 0x1000\n  placement: {before: [end]}\n", k
}' >many.yml
echo "$(cpu 20 "$pmlayout" pm resolve --input-files many.yml --output-partitions p.yml \
	--output-regions r.yml --regions flash_primary --flash_primary-size 0x1000000 \
	--flash_primary-placement-strategy complex)  2000 partitions, 400 containers"
