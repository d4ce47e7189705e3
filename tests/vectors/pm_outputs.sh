#!/bin/sh
# SPDX-License-Identifier: MIT
# What Partition Manager made of its own partitions.yml, against what compile makes of it:
# pm_config.h (but for line 1, which names the generator) and the report, byte for byte.
#
# A case whose layout is broken on purpose must be refused, and the refusal must name an error;
# Partition Manager accepted all of them.
. tests/lib.sh
need_shared vectors/pm/golden
scratch_dir

compared=0
refused=0
skipped=0

# compare CASE EXPECTED ACTUAL WHAT
compare() {
	if cmp -s "$2" "$3"; then
		compared=$((compared + 1))
	else
		diff "$2" "$3" | head -5
		fail "$1: $4 differs"
	fi
}

# check_refusal CASE: compile failed; it must be for an error of the layout, and write nothing.
check_refusal() {
	if [ "$status" -ne 1 ] || ! grep -q 'error' "$scratch/out"; then
		cat "$scratch/out" "$scratch/err"
		fail "$1: exit status $status without an error of the layout"
	elif [ -e "$scratch/pm_config.h" ] || [ -e "$scratch/report.txt" ]; then
		fail "$1: was refused, and something was written"
	else
		refused=$((refused + 1))
		echo "refused: $1: $(grep 'error' "$scratch/out" | sed 's/.*\[\(.*\)\].*/\1/' |
			sort -u | tr '\n' ' ')"
	fi
}

for folder in "$SHARED"/vectors/pm/golden/*/; do
	case=$(basename "$folder")
	if [ ! -e "$folder/partitions.yml" ] || [ ! -e "$folder/pm_config.h" ] ||
		[ ! -e "$folder/regions.yml" ]; then
		continue
	fi
	# pm_config.h of several domains is made of several files; only the root's is read here.
	if [ -n "$(find "$folder" -maxdepth 1 -name 'partitions_*.yml')" ]; then
		skipped=$((skipped + 1))
		continue
	fi
	rm -f "$scratch"/*
	status=0
	"$PMLAYOUT" compile "$folder/partitions.yml" --regions "$folder/regions.yml" \
		--color always --emit "pm-config-h=$scratch/pm_config.h" \
		--emit "report=$scratch/report.txt" >"$scratch/out" 2>"$scratch/err" || status=$?
	if [ "$status" -ne 0 ]; then
		check_refusal "$case"
		continue
	fi
	tail -n +2 "$folder/pm_config.h" >"$scratch/want.h"
	tail -n +2 "$scratch/pm_config.h" >"$scratch/have.h"
	compare "$case" "$scratch/want.h" "$scratch/have.h" pm_config.h
	compare "$case" "$folder/report.txt" "$scratch/report.txt" report
done

# Where a static file names all partitions, Partition Manager adds only what the regions leave:
# the same header comes of the static file alone.
for folder in "$SHARED"/vectors/pm/golden/038-* "$SHARED"/vectors/pm/golden/041-* \
	"$SHARED"/vectors/pm/golden/044-*; do
	[ -e "$folder/pm_static.yml" ] || continue
	case=$(basename "$folder")
	rm -f "$scratch"/*
	if "$PMLAYOUT" compile "$folder/pm_static.yml" --regions "$folder/regions.yml" \
		--emit "pm-config-h=$scratch/pm_config.h" >"$scratch/out" 2>&1; then
		tail -n +2 "$folder/pm_config.h" >"$scratch/want.h"
		tail -n +2 "$scratch/pm_config.h" >"$scratch/have.h"
		compare "$case" "$scratch/want.h" "$scratch/have.h" "pm_config.h of pm_static.yml"
	else
		cat "$scratch/out"
		fail "$case: pm_static.yml is refused"
	fi
done

echo "$compared outputs are equal, $refused layouts were refused, $skipped cases have several domains"
[ "$compared" -ge 60 ] || fail "only $compared outputs were compared"
finish
