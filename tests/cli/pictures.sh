#!/bin/sh
# SPDX-License-Identifier: MIT
# Pictures: table and map in the terminal, Markdown, SVG, HTML; of good, broken and hostile layouts.
. tests/lib.sh
layouts=tests/cli/layouts
escape=$(printf '\033')
scratch_dir

# draw FORMAT INPUT WORD...: into $scratch/out, whatever the layout's faults.
draw() {
	format=$1
	shift
	"$PMLAYOUT" show --format "$format" "$@" >"$scratch/out" 2>"$scratch/err"
	[ $? -le 1 ] || fail "show --format $format $*: $(cat "$scratch/err")"
	[ -s "$scratch/out" ] || fail "show --format $format $* draws nothing"
}

# is_ascii WORD...: $scratch/out has printable ASCII and newlines alone.
is_ascii() {
	LC_ALL=C tr -d '\n -~' <"$scratch/out" | grep -q . && fail "not ASCII: $*"
}

# -- The terminal -----------------------------------------------------------------------------

draw table $layouts/good.yml --soc nrf9160
grep -q '█' "$scratch/out" && fail "--format table has a map"
draw map $layouts/good.yml --soc nrf9160
grep -q '█' "$scratch/out" || fail "--format map has no blocks"
grep -q '├──*┤' "$scratch/out" || fail "--format map has no brackets"
grep -q sectors "$scratch/out" && fail "--format map has the table"
draw text $layouts/good.yml --soc nrf9160
golden $layouts/good.show "$scratch/out"
draw text $layouts/good.yml --soc nrf9160 --ascii
is_ascii "--ascii"
golden $layouts/good-ascii.show "$scratch/out"
LC_ALL=C draw text $layouts/good.yml --soc nrf9160
golden $layouts/good-ascii.show "$scratch/out"
LC_ALL='' LC_CTYPE='' LANG=de_DE.UTF-8 draw text $layouts/good.yml --soc nrf9160
golden $layouts/good.show "$scratch/out"

# Every line fits, and every name is there while there is room for it.
for columns in 40 60 80 100 132; do
	for input in $layouts/good.yml $layouts/bad.yml $layouts/hostile.yml; do
		COLUMNS=$columns draw text "$input" --soc nrf9160 --ascii
		# awk may count bytes.
		widest=$(sed 's/[^ -~]/x/g' "$scratch/out" |
			awk '{ if (length > w) w = length } END { print w }')
		[ "$widest" -le $columns ] || fail "$input: $widest of $columns columns"
	done
done
COLUMNS=nonsense draw text $layouts/good.yml --soc nrf9160
golden $layouts/good.show "$scratch/out"

# The map is to scale: 464 of 1024 KiB on 45 columns, at 48 and at 512.
draw map $layouts/good.yml --soc nrf9160 --ascii
awk '$1 == "mcuboot_secondary" { n = gsub("#", ""); if (n < 20 || n > 22) exit 1 }' "$scratch/out" ||
	fail "mcuboot_secondary is not drawn to scale"

draw table $layouts/bad.yml
grep -q '\^ error: overlapping-partitions' "$scratch/out" || fail "a finding is not marked"
grep -q 'error: .* \[overlapping-partitions\]' "$scratch/err" || fail "it is not said in full"
draw text $layouts/bad.yml --color always
grep -q "$escape\[1;31m" "$scratch/out" || fail "an error has no colour"
draw text $layouts/hostile.yml --soc nrf9160
LC_ALL=C grep -q "[$(printf '\001-\011\013-\037\177')]" "$scratch/out" &&
	fail "a name commands the terminal"

# -- Markdown ---------------------------------------------------------------------------------

draw markdown $layouts/hostile.yml --soc nrf9160
# shellcheck disable=SC2016 # backquotes are Markdown's
# Outside of code no sign of HTML or of a link, and every row of a table has its 8 cells.
grep -q '^| .*`` a \\| b `c` ``d`` ' "$scratch/out" && fail "a fence is too short"
awk -F'[^\\\\][|]' '/^[|] (`|\*|&)/ && NF != 9 { print; bad = 1 } END { exit bad }' "$scratch/out" ||
	fail "a name breaks its row"
# shellcheck disable=SC2016
sed -e 's/\\.//g' -e 's/`[^`]*`//g' "$scratch/out" | grep -v '^|' | grep '[<>]' &&
	fail "a message is taken for HTML"

# -- SVG and HTML -----------------------------------------------------------------------------

# is_xml FILE WORD...: well-formed, and loads nothing.
is_xml() {
	file=$1
	shift
	if command -v xmllint >/dev/null; then
		xmllint --noout --nonet "$file" || fail "$*: not well-formed"
	else
		echo "no xmllint: XML is not checked"
	fi
	grep -oE ' (src|[a-z:]*href|data|action)="[^#][^"]*"|url\([^)]*|@import[^;]*' "$file" &&
		fail "$*: refers to something outside"
	grep -q "$PWD" "$file" && fail "$*: has a path of this machine"
}

for format in svg html; do
	for input in $layouts/good.yml $layouts/bad.yml $layouts/hostile.yml \
		tests/emit/odd-names/input.dts; do
		case $input in *.dts) command -v dtc >/dev/null || continue ;; esac
		draw "$format" "$PWD/$input" --soc nrf9160
		is_xml "$scratch/out" "$format of $input"
		cp "$scratch/out" "$scratch/first"
		draw "$format" "$PWD/$input" --soc nrf9160
		cmp "$scratch/first" "$scratch/out" || fail "$format of $input: two runs differ"
	done
done
draw svg $layouts/good.yml --soc nrf9160
grep -q '<script' "$scratch/out" && fail "the SVG has a script"
grep -q '<title id="title">Layout good.yml for nrf9160</title>' "$scratch/out" ||
	fail "the SVG has no title"
grep -q 'prefers-color-scheme: dark' "$scratch/out" || fail "the SVG has no dark colours"
draw html $layouts/bad.yml
grep -q '<a class="error" href="#f[0-9]*">overlapping-partitions</a>' "$scratch/out" ||
	fail "a row does not lead to its finding"
grep -q "default-src 'none'" "$scratch/out" || fail "the page has no policy"

# With an earlier layout the page shows both.
draw html examples/release-gate/pm_static-2.0.yml --soc nrf9160 \
	--against examples/release-gate/pm_static-1.0.yml
is_xml "$scratch/out" "html with --against"
[ "$(grep -c '<svg class="map"' "$scratch/out")" -eq 2 ] || fail "there are no two maps"
grep -q 'Changes since pm_static-1.0.yml' "$scratch/out" || fail "changes are not listed"
grep -q '>brick</span>' "$scratch/out" || fail "a change has no class"
"$PMLAYOUT" compile examples/release-gate/pm_static-1.1.yml --soc nrf9160 \
	--against examples/release-gate/pm_static-1.0.yml --emit html="$scratch/page.html" \
	>/dev/null 2>&1 || fail "compile --against"
grep -q 'Changes since' "$scratch/page.html" || fail "compile --against shows no changes"

# compile writes nothing of a layout with errors, pictures neither.
for kind in markdown svg html; do
	"$PMLAYOUT" compile $layouts/bad.yml --emit $kind="$scratch/refused" >/dev/null 2>&1
	exited 1 "compile --emit $kind with errors"
	[ -e "$scratch/refused" ] && fail "$kind of a layout with errors is written"
	"$PMLAYOUT" compile $layouts/good.yml --soc nrf9160 --emit $kind="$scratch/$kind" \
		>/dev/null || fail "compile --emit $kind"
	"$PMLAYOUT" show --format $kind $layouts/good.yml --soc nrf9160 |
		cmp - "$scratch/$kind" || fail "show and compile draw another $kind"
done
# A build has the network core's flash as well.
for kind in text markdown svg html; do
	draw $kind tests/builds/sysbuild/build
	grep -q 'primary of the network core' "$scratch/out" ||
		fail "$kind of a build leaves out the network core"
done
"$PMLAYOUT" show --format svg tests/images/nothing.bin >/dev/null 2>&1
exited 3 "a file that is not there"

if [ -d "$SHARED/corpus/builds" ]; then
	for build in "$SHARED"/corpus/builds/*; do
		for format in svg html; do
			draw "$format" "$build"
			is_xml "$scratch/out" "$format of $(basename "$build")"
		done
	done
else
	echo "no $SHARED/corpus/builds: pictures of real builds are not drawn"
fi
finish
