#!/bin/sh
# SPDX-License-Identifier: MIT
# .pmlayout.yml is found upwards, stops at the repository's root, loses against the command line;
# what is wrong in it is wrong usage, with its place.
. tests/lib.sh
scratch_dir
schema=$(pwd)/schemas/config.schema.json
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1
mkdir -p outer/.git outer/project/app
printf 'a: {address: 0x0, size: 0x0}\n' >outer/project/app/pm_static.yml

# level WORD ARGUMENT...: zero-size has that level ("none": is not there).
level() {
	wanted=$1
	shift
	got=$("$PMLAYOUT" check --format concise "$@" 2>&1 |
		sed -n 's/^[^ ]* \([a-z]*\): .*\[zero-size\]$/\1/p')
	[ "${got:-none}" = "$wanted" ] || fail "$(pwd): $*: ${got:-none}, not $wanted"
}

# Found in the folder and above it, from wherever it is asked.
level warning outer/project/app/pm_static.yml
printf 'levels: {zero-size: deny}\n' >outer/project/.pmlayout.yml
level error outer/project/app/pm_static.yml
level error "$scratch/outer/project/app/pm_static.yml"
(
	cd outer/project/app || exit 1
	level error pm_static.yml
	level error ./pm_static.yml
	level error ../app/pm_static.yml
	level error - <pm_static.yml
	[ "$failures" -eq 0 ]
) || fail "from inside the project"

# The nearest one counts; one above the repository's root does not.
printf 'levels: {zero-size: allow}\n' >outer/.pmlayout.yml
level error outer/project/app/pm_static.yml
mv outer/project/.pmlayout.yml nearest.yml
level none outer/project/app/pm_static.yml
mv outer/.pmlayout.yml .pmlayout.yml
level warning outer/project/app/pm_static.yml
rm .pmlayout.yml

# --config, --no-config, and the command line, which wins.
level error --config nearest.yml outer/project/app/pm_static.yml
cp nearest.yml outer/.pmlayout.yml
level warning --no-config outer/project/app/pm_static.yml
level none -A zero-size outer/project/app/pm_static.yml
level warning -W all outer/project/app/pm_static.yml
printf 'soc: nrf52840\nncs: 2.9\nlevels:\n  all: deny\n  zero-size: allow\n' >outer/.pmlayout.yml
level none outer/project/app/pm_static.yml
printf 'b: {address: 0x100000, size: 0x1000}\n' >outer/far.yml
"$PMLAYOUT" check outer/far.yml | grep -q out-of-region || fail "soc of the file is not taken"
"$PMLAYOUT" check --soc nrf5340 outer/far.yml | grep -q nrf52840 && fail "--soc does not win"

# Inputs, as seen from the file's folder.
printf '\357\273\277inputs: [project/app/pm_static.yml]\r\n' >outer/.pmlayout.yml
(cd outer/project && level warning && [ "$failures" -eq 0 ]) || fail "inputs are not checked"
(cd outer/project && "$PMLAYOUT" check --format concise) | grep -q '^\.\./project/app/pm_static.yml' ||
	fail "inputs are not seen from the file's folder"
printf '# nothing\n' >outer/.pmlayout.yml
level warning outer/project/app/pm_static.yml
(cd outer/project && "$PMLAYOUT" check >/dev/null 2>&1)
exited 2 "no input anywhere"

# wrong TEXT SAID: the configuration is refused with these words.
wrong() {
	printf '%b' "$1" >outer/.pmlayout.yml
	"$PMLAYOUT" check outer/project/app/pm_static.yml >said 2>&1
	exited 2 "$1"
	grep -qF "pmlayout: outer/.pmlayout.yml:$2" said || fail "$1: $(cat said)"
}

# shellcheck disable=SC2016 # these are no commands
{
	wrong 'soc: nrf9160\nlevls: {}\n' '2:1: unknown key `levls`, did you mean `levels`?'
	wrong 'levels: {zero-siz: deny}\n' '1:10: unknown rule `zero-siz`, did you mean `zero-size`?'
	wrong 'levels: {zero-size: error}\n' '1:21: a level is `deny`, `warn` or `allow`'
	wrong 'levels: [zero-size]\n' '1:9: `levels` gives'
	wrong 'soc: nrf916\n' '1:6: unknown chip `nrf916`, did you mean `nrf9160`?'
	wrong 'soc: [nrf9160]\n' '1:6: `soc` is a text'
	wrong 'ncs: new\n' '1:6: `ncs` is a version'
	wrong 'inputs: [{a: b}]\n' '1:'
	wrong 'soc: nrf9160\nsoc: nrf9161\n' '1:1: the key stands twice'
	wrong 'levels: {zero-size: deny, zero-size: warn}\n' '1:10: the rule stands twice'
	wrong 'soc: [\n' '2:1: '
	wrong -- '1:1: the file is no mapping'
}
"$PMLAYOUT" check --config none.yml outer/far.yml >/dev/null 2>&1
exited 3 "a configuration that is not there"
"$PMLAYOUT" check --config nearest.yml --no-config outer/far.yml >/dev/null 2>&1
exited 2 "--config and --no-config"

# The schema knows the same keys and words.
python3 -c 'import jsonschema, yaml' 2>/dev/null || {
	[ "$failures" -eq 0 ] || finish
	skip "no python3-jsonschema and python3-yaml; only the schema was not tried"
}
valid() {
	python3 -c 'import json, sys, yaml, jsonschema
jsonschema.validate(yaml.safe_load(sys.stdin), json.load(open(sys.argv[1])))' "$schema" \
		>/dev/null 2>&1
}
printf 'soc: nrf52840\nncs: 2.9\ninputs: [a, b]\nlevels: {all: deny, zero-size: allow}\n' | valid ||
	fail "the schema refuses what is taken"
for text in 'levls: {}' 'levels: {zero-size: error}' 'soc: [a]' 'inputs: [{a: b}]'; do
	printf '%s\n' "$text" | valid && fail "the schema takes what is refused: $text"
done

# compile reads it like check: levels, chip, the input.
mkdir compiled
(
	cd compiled || exit 1
	mkdir .git
	printf 'storage: {address: 0x0, size: 0x0}\n' >pm_static.yml
	printf 'levels: {zero-size: deny}\n' >.pmlayout.yml
	"$PMLAYOUT" compile pm_static.yml --emit json=layout.json >out 2>&1
	exited 1 "an error by the configuration"
	[ ! -e layout.json ] || fail "written in spite of an error"
	"$PMLAYOUT" compile pm_static.yml -W zero-size --emit json=layout.json >out 2>&1
	exited 0 "the command line wins"
	"$PMLAYOUT" compile pm_static.yml --no-config --emit json=layout.json >out 2>&1
	exited 0 "no configuration"
	printf 'storage: {address: 0xf8000, size: 0x8000}\n' >pm_static.yml
	printf 'soc: nrf9160\ninputs: [pm_static.yml]\n' >.pmlayout.yml
	"$PMLAYOUT" compile --emit json=layout.json >out 2>&1
	exited 0 "the input of the configuration"
	grep -q nrf9160 layout.json || fail "the chip of the configuration"
	printf 'sock: nrf9160\n' >.pmlayout.yml
	"$PMLAYOUT" compile pm_static.yml --emit json=- >out 2>&1
	exited 2 "an unknown key"
	[ "$failures" -eq 0 ]
) || fail "compile and its configuration"

# Facts of the project are facts for the other commands that read its layout; its levels are not.
mkdir -p facts/.git old
(
	cd facts || exit 1
	printf 'a: {address: 0x100000, size: 0x1000}\n' >pm_static.yml
	printf 'soc: nrf9160\nlevels: {out-of-region: allow}\nbaseline: none.json\n' >.pmlayout.yml
	printf 'soc: nonsense\n' >../old/.pmlayout.yml
	cp pm_static.yml ../old
	"$PMLAYOUT" show pm_static.yml 2>&1 | grep -q out-of-region || fail "show and soc"
	"$PMLAYOUT" show --soc nrf52840 --no-config pm_static.yml >out 2>&1
	"$PMLAYOUT" show --soc nrf52840 pm_static.yml 2>&1 | cmp -s out - || fail "show --soc"
	"$PMLAYOUT" diff ../old/pm_static.yml pm_static.yml >out 2>&1
	exited 0 "diff reads what lies beside the new layout: $(cat out)"
	"$PMLAYOUT" diff pm_static.yml ../old/pm_static.yml >out 2>&1
	exited 2 "diff and an unknown chip: $(cat out)"
	grep -q 'old/.pmlayout.yml:1:6: unknown chip' out || fail "$(cat out)"
	"$PMLAYOUT" diff --no-config pm_static.yml ../old/pm_static.yml >out 2>&1
	exited 0 "diff --no-config"
	printf 'nothing\n' >boot.log
	"$PMLAYOUT" explain --log boot.log ../old/pm_static.yml >out 2>&1
	exited 2 "explain --log"
	"$PMLAYOUT" explain --log boot.log >out 2>&1
	exited 0 "explain --log without a layout: $(cat out)"
	[ "$failures" -eq 0 ]
) || fail "show, diff, explain and their configuration"
finish
