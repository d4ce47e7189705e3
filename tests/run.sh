#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds and tests everything, on a bare Debian 12 too: tests/run.sh
#
# Three builds (gcc, clang, gcc with ASan and UBSan), each with warnings as errors and all
# tests, and a short run of every fuzz target.  Missing packages are installed with apt (as root
# or with sudo).  The last line counts the tests of all builds; the status is 0 if none failed.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$(pwd)
jobs=$(nproc 2>/dev/null || echo 2)
[ "$jobs" -le 4 ] || jobs=4
fuzz_seconds=${FUZZ_SECONDS:-20}
logs=$root/build/logs
passed=0
failed=0
skipped=0

packages="gcc libc6-dev clang libclang-rt-14-dev llvm-14 cmake ninja-build pkg-config libyaml-dev libfdt-dev
	libjansson-dev libmd-dev libcmocka-dev device-tree-compiler python3 python3-yaml
	python3-jsonschema python3-intelhex valgrind universal-ctags clang-format-14 mandoc
	shellcheck make g++ bash zsh fish bsdutils diffutils libxml2-utils chromium gcc-arm-none-eabi libunicorn-dev"

say() {
	printf '\n== %s\n' "$*"
}

install_packages() {
	$as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -q -y --no-install-recommends "$@" </dev/null
}

install_missing() {
	missing=
	for package in $packages; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
			grep -q 'install ok installed' || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	say "installing$missing"
	as_root=
	[ "$(id -u)" -eq 0 ] || as_root=sudo
	export DEBIAN_FRONTEND=noninteractive
	$as_root apt-get update -q </dev/null || return 1
	# shellcheck disable=SC2086 # a list of words
	install_packages $missing && return 0
	# One of them is not to be had: what needs it skips, the others must be there.
	status=0
	for package in $missing; do
		install_packages "$package" || status=1
	done
	return $status
}

# build PRESET: configures and builds; a failed build is one failed test.
build() {
	say "building $1"
	if cmake --preset "$1" >"$logs/$1.configure" 2>&1 &&
		cmake --build --preset "$1" -j "$jobs" >"$logs/$1.build" 2>&1; then
		return 0
	fi
	tail -n 60 "$logs/$1.configure"
	[ ! -e "$logs/$1.build" ] || tail -n 60 "$logs/$1.build"
	echo "building $1 failed"
	failed=$((failed + 1))
	return 1
}

# count_tests FILE: adds a ctest log's lines to the counters.
count_tests() {
	passed=$((passed + $(grep -cE '^ *[0-9]+/[0-9]+ Test .* Passed ' "$1")))
	skipped=$((skipped + $(grep -cE '^ *[0-9]+/[0-9]+ Test .*\*\*\*Skipped' "$1")))
	failed=$((failed + $(grep -E '^ *[0-9]+/[0-9]+ Test .*\*\*\*' "$1" |
		grep -cv '\*\*\*Skipped')))
}

# run_tests PRESET: a run that ends badly although no test failed is one failure as well.
run_tests() {
	say "testing $1"
	before=$failed
	ctest --test-dir "build/$1" --output-on-failure --no-tests=error --timeout 300 \
		-j "$jobs" </dev/null >"$logs/$1.tests" 2>&1
	status=$?
	if [ $status -eq 0 ]; then
		sed -n '/tests passed/,$p' "$logs/$1.tests"
	else
		cat "$logs/$1.tests"
	fi
	count_tests "$logs/$1.tests"
	[ $status -eq 0 ] || [ $failed -gt $before ] || failed=$((failed + 1))
}

# fuzz_one TARGET: libFuzzer with the target's seeds; new inputs stay in the build folder.
fuzz_one() {
	name=${1##*/}
	mkdir -p "build/fuzz/found/$name"
	set -- "$1" "build/fuzz/found/$name"
	for seeds in "tests/fuzz/corpus/$name" "tests/fuzz/corpus/${name%_fuzz}"; do
		[ ! -d "$seeds" ] || set -- "$@" "$seeds"
	done
	"$@" -seed=1 -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
		-artifact_prefix="build/fuzz/found/$name-" </dev/null >"$logs/$name.fuzz" 2>&1
	echo $? >"$logs/$name.status"
}

fuzz() {
	ls tests/fuzz/*_fuzz.c >/dev/null 2>&1 || return 0
	build fuzz || return 0
	say "fuzzing, $fuzz_seconds s each"
	running=0
	for source in tests/fuzz/*_fuzz.c; do
		name=$(basename "$source" .c)
		fuzz_one "build/fuzz/tests/$name" &
		running=$((running + 1))
		if [ $running -eq 2 ]; then
			wait
			running=0
		fi
	done
	wait
	for source in tests/fuzz/*_fuzz.c; do
		name=$(basename "$source" .c)
		if [ "$(cat "$logs/$name.status")" = 0 ]; then
			passed=$((passed + 1))
			echo "$name: $(grep -E 'number_of_executed_units' "$logs/$name.fuzz")"
		else
			failed=$((failed + 1))
			tail -n 60 "$logs/$name.fuzz"
			echo "$name failed"
		fi
	done
}

install_missing || echo "some packages could not be installed; going on with what is there"
mkdir -p "$logs"
rm -f "$logs"/*
for preset in gcc clang sanitize; do
	build "$preset" && run_tests "$preset"
done
fuzz
say "all builds"
grep -H 'tests passed' "$logs"/*.tests | sed "s|^$logs/||"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
