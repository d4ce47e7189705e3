#!/bin/sh
# SPDX-License-Identifier: MIT
# list: every list in every format, and what it names is what other commands take.
. tests/lib.sh
good=tests/cli/layouts/good.yml
scratch_dir

names() {
	"$PMLAYOUT" list "$1" | sed 's/ .*//'
}

for list in rules formats emitters socs flash-chips; do
	for format in text markdown json; do
		"$PMLAYOUT" list $list --format $format >"$scratch/$format" ||
			fail "list $list --format $format"
	done
	python3 - "$scratch" <<'PYTHON' || fail "list $list: the formats differ (above)"
import json, sys
folder = sys.argv[1]
objects = json.load(open(folder + "/json"))
text = open(folder + "/text").read().splitlines()
markdown = open(folder + "/markdown").read().splitlines()
assert len(objects) == len(text) == len(markdown) - 2 > 0, (len(objects), len(text))
first = list(objects[0])[0]
assert [o[first] for o in objects] == [m.split("`")[1] for m in markdown[2:]]
assert all(t.startswith(o[first]) for o, t in zip(objects, text))
assert len(set(o[first] for o in objects)) == len(objects)
PYTHON
done
"$PMLAYOUT" list rules --format json | python3 -c '
import json, sys
for rule in json.load(sys.stdin):
    assert list(rule) == ["name", "level", "category", "summary", "explain"], rule
    assert rule["level"] in ("error", "warning", "note"), rule' || fail "list rules: fields (above)"

for rule in $(names rules); do
	"$PMLAYOUT" explain "$rule" >"$scratch/explain" || fail "explain $rule"
	head -1 "$scratch/explain" | grep -q "^$rule (" || fail "explain $rule: first line"
	"$PMLAYOUT" check -D "$rule" --help >/dev/null || fail "-D $rule"
done
for format in $(names formats); do
	"$PMLAYOUT" check --format "$format" $good >/dev/null || fail "--format $format"
done
for soc in $(names socs); do
	"$PMLAYOUT" check --soc "$soc" $good >/dev/null 2>&1
	[ $? -lt 2 ] || fail "--soc $soc is refused"
done
for kind in $(names emitters); do
	"$PMLAYOUT" compile $good --soc nrf9160 --emit "$kind=$scratch/kind" >/dev/null ||
		fail "--emit $kind"
done
finish
