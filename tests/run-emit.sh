#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one case of the emitters:  tests/run-emit.sh NAME
#
# In tests/emit/NAME, which is the working directory:
#   input.yml or input.dts  what is compiled
#   input-*                 files that the arguments name
#   arguments               more arguments for compile, one a line; may be absent
#   any other file          an expected output; its name tells the kind (kind_of below)
# An expected layout.h is also compiled in every language it must be valid in, beside the
# pm_config.h of the same layout if that is expected, too.
. tests/lib.sh

case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
schema=$(pwd)/schemas/layout.schema.json
scratch_dir
cd "tests/emit/$1" || exit 1

# kind_of FILE: the emitter that writes it.
kind_of() {
	case $1 in
	pm_config.h) echo pm-config-h ;;
	pm.config) echo pm-config ;;
	partitions.yml) echo partitions-yml ;;
	regions.yml) echo regions-yml ;;
	*.h) echo layout-h ;;
	*.overlay) echo "dts@${1%.overlay}" ;;
	*.conf) echo "kconfig@${1%.conf}" ;;
	*.cmake) echo cmake ;;
	*.ld) echo ld ;;
	*.json) echo json ;;
	report.txt) echo report ;;
	*.md) echo markdown ;;
	*.svg) echo svg ;;
	*.html) echo html ;;
	*) fail "no kind of output is called $1" ;;
	esac
}

# compile_as WORD...: the compiler's words; stdin is the program.  In $scratch, because the
# working directory is searched first and holds what is expected, not what was written.
compile_as() {
	(cd "$scratch" && "$@" -Wall -Wextra -Werror -pedantic -fsyntax-only -) \
		2>"$scratch/errors" || {
		cat "$scratch/errors"
		return 1
	}
}

# check_header LANGUAGE-WORDS...: alone, twice, beside itself under another name, in use.
check_header() {
	"$@" -Wall -Wextra -Werror -pedantic -fsyntax-only "$scratch/layout.h" ||
		fail "$*: layout.h does not compile as a file of its own"
	compile_as "$@" <<'END' || fail "$*: layout.h cannot be used"
#include "layout.h"
#include "layout.h"
#include "layout_again.h"
size_t first_byte(void);
size_t first_byte(void)
{
	return (size_t)(pmlayout_partitions[0].offset + pmlayout_devices[0].base);
}
END
	[ -e "$scratch/pm_config.h" ] || return 0
	# Partition Manager ends its file without a newline, which clang reports.
	{ cat "$scratch/pm_config.h" && echo; } >"$scratch/pm.h"
	compile_as "$@" <<'END' || fail "$*: layout.h disagrees with pm_config.h"
#include "pm.h"
#include "layout.h"
END
	sed 's/^\(#define PM_[A-Z]*_SIZE\) .*/\1 0x1/' "$scratch/pm.h" >"$scratch/drifted.h"
	if compile_as "$@" >/dev/null <<'END'; then
#include "drifted.h"
#include "layout.h"
END
		fail "$*: another size in pm_config.h is not noticed"
	fi
}

check_layout_h() {
	cp "$scratch/layout.h" "$scratch/layout_again.h"
	sed -i 's/GENERATED_LAYOUT_H/GENERATED_LAYOUT_AGAIN_H/' "$scratch/layout_again.h"
	check_header "${CC:-cc}" -x c -std=c99
	check_header "${CC:-cc}" -x c -std=c11
	if command -v c++ >/dev/null; then
		check_header c++ -x c++ -std=c++11
		check_header c++ -x c++ -std=c++17
	else
		echo "no c++: layout.h is not compiled as C++"
	fi
	sed 's/\(PMLAYOUT_LAYOUT_HASH .*0x\)[0-9a-f]\{16\}/\10123456789abcdef/' \
		"$scratch/layout_again.h" >"$scratch/other.h"
	if compile_as "${CC:-cc}" -x c -std=c99 >/dev/null <<'END'; then
#include "layout.h"
#include "other.h"
END
		fail "headers of two layouts meet and nothing is said"
	fi
}

check_json() {
	if ! python3 -c 'import jsonschema' 2>/dev/null; then
		echo "no python3-jsonschema: $1 is not validated"
		return
	fi
	python3 - "$schema" "$1" <<'END' || fail "$1 does not follow its schema"
import json, sys
from jsonschema import Draft202012Validator

schema, document = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
problems = [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(schema).iter_errors(document)]
sys.exit("\n".join(problems) or 0)
END
}

# without_page_texts FILE: a page without its style and script, which have files of their own.
without_page_texts() {
	case $1 in
	*.html) sed -e "s/'sha256-[^']*'/'HASH'/g" -e '/<style>/,/<\/style>/c<style/>' \
		-e '/<script>/,/<\/script>/c<script/>' ;;
	*) cat ;;
	esac
}

# Every partition's numbers agree in CMake, and every symbol of the linker script is one.
check_cmake() {
	cat >"$scratch/check.cmake" <<'END'
include("${FILE}")
foreach(partition IN LISTS PMLAYOUT_PARTITIONS)
	math(EXPR end "${PMLAYOUT_${partition}_ADDRESS} + ${PMLAYOUT_${partition}_SIZE}"
		OUTPUT_FORMAT HEXADECIMAL)
	if(NOT end STREQUAL PMLAYOUT_${partition}_END_ADDRESS)
		message(FATAL_ERROR "${partition} ends at ${end}")
	endif()
endforeach()
list(LENGTH PMLAYOUT_PARTITIONS count)
if(count EQUAL 0)
	message(FATAL_ERROR "no partitions")
endif()
END
	cmake -D FILE="$1" -P "$scratch/check.cmake" || fail "cmake cannot use $1"
}

check_ld() {
	echo | "${CC:-cc}" -x c -c -o "$scratch/empty.o" - || fail "no compiler"
	ld -r -o "$scratch/linked.o" "$scratch/empty.o" "$1" || fail "ld does not take $1"
	[ "$(nm "$scratch/linked.o" | grep -c ' A PMLAYOUT_')" -eq "$(grep -c '^PMLAYOUT_' "$1")" ] ||
		fail "not every symbol of $1 is there"
}

input=input.yml
[ -e "$input" ] || input=input.dts
case $input in *.dts) command -v dtc >/dev/null || skip "no dtc" ;; esac
set -- "$input"
if [ -e arguments ]; then
	while IFS= read -r argument || [ -n "$argument" ]; do
		set -- "$@" "$argument"
	done <arguments
fi
expected=
for file in *; do
	case $file in input* | arguments) continue ;; esac
	expected="$expected $file"
	set -- "$@" --emit "$(kind_of "$file")=$scratch/$file"
done
[ -n "$expected" ] || fail "the case expects no output"

"$PMLAYOUT" compile "$@" >"$scratch/findings" 2>&1 || {
	cat "$scratch/findings"
	fail "compile refuses the layout"
	finish
}
for file in $expected; do
	# The version of the program changes without any change of a layout.
	sed 's/^\( *"version": "\)[0-9.]*"/\1VERSION"/' "$scratch/$file" |
		without_page_texts "$file" >"$scratch/actual"
	golden "$file" "$scratch/actual"
	case $file in
	layout.h) check_layout_h ;;
	layout.json) check_json "$scratch/$file" ;;
	*.cmake) check_cmake "$scratch/$file" ;;
	*.ld) check_ld "$scratch/$file" ;;
	esac
done
finish
