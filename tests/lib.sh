# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What every test script starts with:  . tests/lib.sh
#
# The working directory is the project's root.  CTest sets
#   PMLAYOUT   the program under test
#   BUILD_DIR  the build folder
#   CC         the C compiler in use
#   SANITIZED  ON in the ASan/UBSan build
# UPDATE_GOLDEN=1 makes golden tests rewrite what they expect; read the difference before you
# commit it.
set -u
LC_ALL=C.UTF-8
export LC_ALL
unset NO_COLOR CLICOLOR_FORCE GITHUB_ACTIONS 2>/dev/null || true

PMLAYOUT=${PMLAYOUT:-build/gcc/pmlayout}
# shellcheck disable=SC2034 # used by the scripts that source this file
SHARED=${SHARED:-$(pwd)/../shared}
failures=0

# skip WORD...: ends the test as skipped, saying why.
skip() {
	echo "skipped: $*"
	exit 77
}

# fail WORD...: notes a failure and goes on.
fail() {
	echo "FAILED: $*"
	failures=$((failures + 1))
}

# exited STATUS WORD...: directly behind a command; fails unless it exited with STATUS.
exited() {
	got=$?
	wanted=$1
	shift
	[ "$got" -eq "$wanted" ] || fail "$*: exit $got, not $wanted"
}

# need_shared PATH: skips where the collection beside the project is absent.
need_shared() {
	[ -e "$SHARED/$1" ] || skip "no $SHARED/$1 beside this project"
}

# golden EXPECTED ACTUAL: compares two files; UPDATE_GOLDEN=1 rewrites the first.
golden() {
	if [ "${UPDATE_GOLDEN:-}" = 1 ]; then
		cp "$2" "$1"
	elif ! diff -u "$1" "$2"; then
		fail "$1 differs (above); UPDATE_GOLDEN=1 rewrites it"
	fi
}

# scratch_dir: a folder that is removed at exit, in $scratch.
scratch_dir() {
	scratch=$(mktemp -d)
	trap 'rm -rf "$scratch"' EXIT
}

# finish: the script's last line.
finish() {
	[ "$failures" -eq 0 ] || {
		echo "$failures failures"
		exit 1
	}
	exit 0
}
