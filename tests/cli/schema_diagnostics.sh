#!/bin/sh
# SPDX-License-Identifier: MIT
# What `check --format json` prints, for every bad input of the rules and for hostile ones, is what
# schemas/diagnostics.schema.json says; and the schema notices when a field is missing.
. tests/lib.sh

python3 -c 'import jsonschema' 2>/dev/null || skip "no python3 with jsonschema"
scratch_dir
mkdir "$scratch/inputs" "$scratch/outputs"

# The inputs: real ones of the rules, then what may be found on a disk.
printf 'a: {address: 0x0, size: 0x1000}\nb: {address: 0x800, size: 0x1000}\n' >"$scratch/inputs/overlap.yml"
printf 'settings_storage: {address: 0x1000, size: 0x1000, end_address: 0x1}\n' >"$scratch/inputs/fix.yml"
printf 'a\033[2J: {address: 0x0, size: "\302\233"}\n' >"$scratch/inputs/controls.yml"
printf 'a: {address: 0x0, size: \377}\n' >"$scratch/inputs/broken-utf8.yml"
printf '\357\273\277\303\244: {address: 0x0, size: 0x1000, regoin: x}\r\n' >"$scratch/inputs/mark.yml"
printf '\320\015\376\355 is no devicetree' >"$scratch/inputs/damaged.dtb"
: >"$scratch/inputs/empty.yml"
mkdir "$scratch/inputs/folder"
printf 'a: {address: 0x0, size: 0x1000}\n' >"$scratch/inputs/$(printf 'name\377.yml')"

# check ARGUMENT...: keeps the output; whatever is found, the run must not end in another way.
number=0
check() {
	number=$((number + 1))
	"$PMLAYOUT" check --format json "$@" >"$scratch/outputs/$number.json" 2>"$scratch/errors"
	status=$?
	case $status in
	0 | 1 | 3) ;;
	*) fail "exit status $status for $*: $(cat "$scratch/errors")" ;;
	esac
}

# check_rule BASE [INPUT]: with the arguments of BASE.args, as tests/run-rule.sh does it.
check_rule() {
	base=$1
	shift
	if [ -e "$base.args" ]; then
		while IFS= read -r argument || [ -n "$argument" ]; do
			set -- "$@" "$argument"
		done <"$base.args"
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
		base=${arguments%.args}
		[ -f "$arguments" ] || continue
		[ -f "$base.yml" ] || [ -f "$base.dts" ] || [ -f "$base.dtb" ] || check_rule "$base"
	done
done
cd "$root" || exit 1
for input in "$scratch"/inputs/*; do
	check "$input"
done
check "$scratch/inputs/does-not-exist.yml"
check "$scratch"/inputs/*.yml
for build in tests/builds/*/build; do
	check "$build"
done

python3 - "$scratch/outputs" <<'EOF' || fail "the schema and the output disagree (above)"
import copy
import json
import pathlib
import sys

import jsonschema

schema = json.loads(pathlib.Path("schemas/diagnostics.schema.json").read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
wrong = 0
noticed = set()
nodes = 0


def report(text):
    global wrong
    wrong += 1
    print(text)


def fields(value, steps=()):
    """The way to every field inside value."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield steps + (key,)
            yield from fields(member, steps + (key,))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from fields(item, steps + (index,))


def without(document, steps):
    document = copy.deepcopy(document)
    inside = document
    for step in steps[:-1]:
        inside = inside[step]
    del inside[steps[-1]]
    return document


def judge(document, name):
    """Shape, and what a schema cannot say."""
    global nodes
    for error in validator.iter_errors(document):
        report("%s: %s: %s" % (name, list(error.path), error.message[:200]))
    counts = {"errors": 0, "warnings": 0, "notes": 0, "allowed": 0}
    for finding in document["diagnostics"]:
        counts["allowed" if finding["allowed"] is not None else finding["severity"] + "s"] += 1
        nodes += sum(location["path"] is not None for location in finding["locations"])
    for key, count in counts.items():
        if document["summary"][key] != count:
            report("%s: summary.%s is not the %d of the list" % (name, key, count))
    if document["summary"]["inputs"] != len(document["inputs"]):
        report("%s: summary.inputs is not the length of inputs" % name)


documents = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    content = path.read_bytes()
    try:
        documents.append((path.name, json.loads(content.decode("utf-8"))))
    except ValueError as error:
        report("%s: no JSON: %s: %r" % (path.name, error, content[:200]))
for name, document in documents:
    judge(document, name)

# The schema must refuse an output that lacks any one of its fields.
for _, document in documents:
    for steps in fields(document):
        kind = tuple(step for step in steps if isinstance(step, str))
        if kind in noticed:
            continue
        noticed.add(kind)
        if validator.is_valid(without(document, steps)):
            report("the schema does not miss %s" % ".".join(kind))
if len(noticed) < 38:
    report("only %d kinds of fields were seen: %s" % (len(noticed), sorted(noticed)))
if nodes == 0:
    report("no place in a devicetree was seen")
print("%d outputs, %d kinds of fields" % (len(documents), len(noticed)))
sys.exit(wrong != 0)
EOF
finish
