#!/bin/sh
# SPDX-License-Identifier: MIT
# Several inputs are checked one after the other; the findings of all come together.
. tests/lib.sh
layouts=tests/cli/layouts
scratch_dir

"$PMLAYOUT" check --format concise $layouts/bad.yml $layouts/warning.yml >"$scratch/both"
for file in bad warning; do
	"$PMLAYOUT" check --format concise --quiet $layouts/$file.yml
done >"$scratch/each"
[ -s "$scratch/each" ] || fail "no findings at all"
while IFS= read -r line; do
	grep -qxF -- "$line" "$scratch/both" || fail "not found with both inputs: $line"
done <"$scratch/each"

"$PMLAYOUT" check --format json $layouts/bad.yml $layouts/good.yml no/such.yml >"$scratch/json"
exited 3 "json with an unreadable file"
python3 - "$scratch/json" <<'PYTHON' || fail "json of three inputs (above)"
import json, sys
found = json.load(open(sys.argv[1]))
assert [i["path"] for i in found["inputs"]] == [
    "tests/cli/layouts/bad.yml", "tests/cli/layouts/good.yml", "no/such.yml"], found["inputs"]
rules = [d["rule"] for d in found["diagnostics"]]
assert "overlapping-partitions" in rules and "unreadable-file" in rules, rules
summary = found["summary"]
assert summary["inputs"] == 3 and summary["partitions"] == 14, summary
assert summary["rules_run"] > 0, summary
levels = [d["severity"] for d in found["diagnostics"]]
assert summary["errors"] == levels.count("error"), summary
PYTHON

"$PMLAYOUT" check --format json no/such.yml >"$scratch/json"
python3 -c 'import json, sys
found = json.load(open(sys.argv[1]))
assert found["summary"]["rules_run"] == 0, found
assert [d["rule"] for d in found["diagnostics"]] == ["unreadable-file"], found' "$scratch/json" ||
	fail "json of an unreadable file (above)"
"$PMLAYOUT" check --format json --dtb no/such.dtb $layouts/good.yml >"$scratch/json"
grep -q '"unreadable-file"' "$scratch/json" || fail "--dtb no/such.dtb is no finding"

cp $layouts/bad.yml "$scratch/a file"
"$PMLAYOUT" check "$scratch/a file" >/dev/null
exited 1 "a name with a blank"
(cd "$scratch" && cp "a file" layout && "$PMLAYOUT" layout >/dev/null)
exited 1 "a name without a dot"
finish
