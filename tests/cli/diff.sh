#!/bin/sh
# SPDX-License-Identifier: MIT
# `diff` tells releases apart: its exit status, its last line, its JSON.
. tests/lib.sh
release=examples/release-gate
moved=tests/rules/storage-moved
scratch_dir

# expect STATUS LAST-LINE ARGUMENT...
expect() {
	wanted=$1
	class=$2
	shift 2
	"$PMLAYOUT" diff "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	exited "$wanted" "diff $*"
	[ "$(tail -n 1 "$scratch/out")" = "$class" ] ||
		fail "diff $*: ends with $(tail -n 1 "$scratch/out"), not $class"
	[ ! -s "$scratch/err" ] || fail "diff $*: said $(cat "$scratch/err")"
}

expect 0 identical $release/pm_static-1.0.yml $release/pm_static-1.0.yml
expect 0 identical $release/pm_static-1.0.yml $release/shipped.json --require identical
expect 0 safe $release/pm_static-1.0.yml $release/pm_static-1.1.yml
expect 1 safe $release/pm_static-1.0.yml $release/pm_static-1.1.yml --require identical
expect 1 'data loss' $moved/bad.old.yml $moved/bad.yml
expect 1 brick $release/pm_static-1.0.yml $release/pm_static-2.0.yml
[ "$(wc -l <"$scratch/out")" -eq 6 ] || fail "not one line a changed partition, and two"
# Two layouts in two worlds, either way around.
if command -v dtc >/dev/null; then
	expect 0 identical $release/pm_static-1.0.yml $release/app.dts
	expect 0 identical $release/app.dts $release/pm_static-1.0.yml
	"$PMLAYOUT" compile $release/app.dts --emit json="$scratch/dts.json" >/dev/null ||
		fail "compile app.dts"
	expect 0 identical "$scratch/dts.json" $release/app.dts --require identical
	expect 1 'data loss' "$scratch/dts.json" $moved/bad-devicetree.dts
fi
# Facts of the bootloader count when both sides give them.
expect 0 identical $release/shipped.json $release/pm_static-1.0.yml
expect 1 brick $release/shipped.json $release/pm_static-1.0.yml --max-img-sectors 256
expect 0 identical $release/shipped.json $release/pm_static-1.0.yml --max-img-sectors 256 \
	--old-max-img-sectors 256
expect 1 brick $release/pm_static-1.0.yml $release/pm_static-1.0.yml --mode move --old-mode scratch
# A frozen layout is a layout for every command.
"$PMLAYOUT" check $release/shipped.json >"$scratch/out" || fail "check shipped.json"
"$PMLAYOUT" compile $release/shipped.json --emit json="$scratch/again.json" >/dev/null ||
	fail "compile shipped.json"
expect 0 identical "$scratch/again.json" $release/shipped.json --require identical
"$PMLAYOUT" diff - $release/pm_static-1.1.yml <$release/shipped.json >"$scratch/out" ||
	fail "diff of standard input"
[ "$(tail -n 1 "$scratch/out")" = safe ] || fail "standard input was not compared"

# What cannot be read cannot be compared.
"$PMLAYOUT" diff $release/shipped.json "$scratch/none.yml" >"$scratch/out" 2>&1
exited 3 "diff with a file that is not there"
! grep -q '^identical' "$scratch/out" || fail "what is not there is called identical"
"$PMLAYOUT" diff $release/shipped.json "$scratch/none.yml" --format json >"$scratch/none.json" 2>&1
exited 3 "diff with a file that is not there, as JSON"
printf 'settings_storage: {address: 0xf8000, size: big}\n' >"$scratch/wrong.yml"
"$PMLAYOUT" diff $release/shipped.json "$scratch/wrong.yml" >"$scratch/out" 2>&1
exited 1 "diff with a value of the wrong type"
grep -q '\[wrong-type\]' "$scratch/out" || fail "the wrong value is not named"
"$PMLAYOUT" check $release/pm_static-1.0.yml --against "$scratch/none.yml" >"$scratch/out" 2>&1
exited 3 "check against a file that is not there"
printf '%s' '{"tool": {"name": "pmlayout"}, "regions": [1, {"name": []}], "slots": 0,
 "partitions": [{}, 3, {"name": "a", "address": null, "address_hex": "0xg", "flags": {"a": 1}}]}' \
	>"$scratch/hostile.json"
"$PMLAYOUT" diff "$scratch/hostile.json" $release/shipped.json >"$scratch/out" 2>&1
exited 1 "diff with a broken frozen layout"
"$PMLAYOUT" diff $release/shipped.json >"$scratch/out" 2>&1
exited 2 "diff of one layout"
"$PMLAYOUT" diff $release/shipped.json $release/shipped.json --require safe >"$scratch/out" 2>&1
exited 2 "diff --require safe"
"$PMLAYOUT" check $release/shipped.json --old-mode none >"$scratch/out" 2>&1
exited 2 "an unknown mode of the earlier release"

python3 -c 'import jsonschema' 2>/dev/null || {
	[ "$failures" -eq 0 ] || finish
	skip "no python3 with jsonschema; everything else was tried"
}
"$PMLAYOUT" diff --format json $release/pm_static-1.0.yml $release/pm_static-2.0.yml >"$scratch/brick.json"
"$PMLAYOUT" diff --format json $release/shipped.json $release/shipped.json >"$scratch/identical.json"
"$PMLAYOUT" check --format json --against $release/shipped.json $release/pm_static-2.0.yml \
	>"$scratch/check.json"
python3 - "$scratch" <<'PYTHON' || fail "the JSON (above)"
import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(sys.argv[1])
schema = json.loads(pathlib.Path("schemas/diagnostics.schema.json").read_text())
objects = {name: json.loads((folder / (name + ".json")).read_text())
           for name in ("brick", "identical", "check", "none")}
for name, found in objects.items():
    jsonschema.Draft7Validator(schema).validate(found)
brick, identical = objects["brick"], objects["identical"]
assert [i["path"][-7:] for i in brick["inputs"]] == ["1.0.yml", "2.0.yml"], brick["inputs"]
assert brick["summary"]["class"] == "brick"
assert identical["summary"]["class"] == "identical" and not identical["diagnostics"]
assert "class" not in objects["check"]["summary"]
LEVELS = {"brick": "error", "data loss": "error", "safe": "note"}
for change in brick["diagnostics"]:
    assert change["severity"] == LEVELS[change["class"]], change
    assert [place["file"][-7:] for place in change["locations"]] == ["2.0.yml", "1.0.yml"], change
    assert change["notes"] and change["help"], change
rules = sorted(change["rule"] for change in brick["diagnostics"])
assert rules == ["bootloader-grew", "slot-moved", "slot-moved", "storage-moved",
                 "storage-resized"], rules
assert {d["rule"] for d in objects["check"]["diagnostics"] if "class" in d} == set(rules)
assert "unreadable-file" in {d["rule"] for d in objects["none"]["diagnostics"]}
PYTHON
finish
