#!/bin/sh
# SPDX-License-Identifier: MIT
# One run, all formats (--also): for every bad input of the rules and for hostile ones SARIF, GitHub
# annotations, JUnit and the concise lines say what the JSON says, each in a form that its readers
# take: SARIF by a schema, JUnit by xmllint, annotations as the runner reads them, every concise
# line by the problem matcher.
. tests/lib.sh

python3 -c 'import jsonschema' 2>/dev/null || skip "no python3 with jsonschema"
command -v xmllint >/dev/null || skip "no xmllint (package libxml2-utils)"
scratch_dir
mkdir "$scratch/inputs" "$scratch/outputs"

printf 'a: {address: 0x0, size: 0x1000}\nb: {address: 0x800, size: 0x1000}\n' >"$scratch/inputs/overlap.yml"
printf 'a: {address: 0x0, size: 0x1000}\n# pmlayout: allow overlapping-partitions -- <known> & 100%%\nb: {address: 0x800, size: 0x1000}\n' >"$scratch/inputs/allowed.yml"
printf 'a\033[2J: {address: 0x0, size: "\302\233<&]]>%%,:"}\n' >"$scratch/inputs/controls.yml"
printf 'a: {address: 0x0, size: \377}\n' >"$scratch/inputs/broken-utf8.yml"
printf '"a\357\277\277\357\277\276<b>": {address: 0x0, size: 0x1000, "##[error]x": 1}\n' >"$scratch/inputs/none.yml"
printf '\320\015\376\355 is no devicetree' >"$scratch/inputs/damaged.dtb"
: >"$scratch/inputs/empty.yml"
for number in 0 1 2 3 4 5 6 7 8 9 a b c d e f; do
	printf 'p%s: {address: 0x0, size: 0x1000, "##[warning]k": 1}\n' $number
done >"$scratch/inputs/many.yml"
{
	echo 'a: {address: 0x0, size: 0x1000,'
	for number in 0 1 2 3 4 5 6 7 8 9 a; do
		printf '  key%s: 1,\n' $number
	done
	echo '}'
} >"$scratch/inputs/eleven.yml"

# check ARGUMENT...: keeps all outputs; the run must end as PRODUCT.md says.
number=0
check() {
	number=$((number + 1))
	base=$scratch/outputs/$number
	"$PMLAYOUT" check --color never --format concise --also json="$base.json" --also sarif="$base.sarif" \
		--also github="$base.github" --also junit="$base.junit" "$@" \
		>"$base.concise" 2>"$scratch/errors"
	status=$?
	case $status in
	0 | 1 | 3) ;;
	*) fail "exit status $status for $*: $(cat "$scratch/errors")" ;;
	esac
}

# check_rule BASE [INPUT]: with the arguments of BASE.args, as tests/run-rule.sh does it.
check_rule() {
	rule=$1
	shift
	if [ -e "$rule.args" ]; then
		while IFS= read -r argument || [ -n "$argument" ]; do
			set -- "$@" "$argument"
		done <"$rule.args"
	fi
	check "$@"
}

root=$(pwd)
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$root/$PMLAYOUT ;; esac
for folder in tests/rules/*/; do
	cd "$root/$folder" || exit 1
	[ ! -e command ] || continue # no run of check
	for input in bad*.yml bad*.dts bad*.dtb; do
		[ ! -f "$input" ] || check_rule "${input%.*}" "$input"
	done
	for arguments in bad*.args; do
		input=${arguments%.args}
		[ -f "$arguments" ] || continue
		[ -f "$input.yml" ] || [ -f "$input.dts" ] || [ -f "$input.dtb" ] || check_rule "$input"
	done
done
cd "$scratch/inputs" || exit 1
cp many.yml ::many.yml
for input in *; do
	check "$input"
done
mkdir folder
cp overlap.yml "$(printf 'a b,c%%:\377.yml')"
cp many.yml " ::error::##[error]x.yml"
check "$(printf 'a b,c%%:\377.yml')"
check " ::error::##[error]x.yml"
check "$scratch/inputs/overlap.yml"
check ./folder/..//overlap.yml
check folder
check does-not-exist.yml
check ./*.yml
check - <overlap.yml
check - -
cd "$root" || exit 1
release=examples/release-gate
check $release/pm_static-2.0.yml --against $release/shipped.json
check $release/pm_static-1.1.yml --against $release/pm_static-1.0.yml

# Fingerprints do not change with the lines above, the blanks or the folder of a finding.
prints() {
	(cd "$1" && "$PMLAYOUT" check pm_static.yml --format sarif) |
		grep '"rulePartitionsFile/v1"'
}
mkdir "$scratch/one" "$scratch/two"
cp examples/whole-chip-entry/pm_static.yml "$scratch/one"
{
	printf '# a new comment\n\n\n'
	sed 's/: 0x/:   0x/; s/$/  # remark/' "$scratch/one/pm_static.yml"
} >"$scratch/two/pm_static.yml"
prints "$scratch/one" >"$scratch/one.prints"
[ -s "$scratch/one.prints" ] || fail "no fingerprints"
prints "$scratch/two" | cmp - "$scratch/one.prints" || fail "fingerprints change with the lines"

xmllint --noout "$scratch"/outputs/*.junit || fail "xmllint refuses these (above)"
python3 tests/report/judge_formats.py "$scratch/outputs" || fail "the formats disagree (above)"
finish
