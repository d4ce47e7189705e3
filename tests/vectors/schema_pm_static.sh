#!/bin/sh
# SPDX-License-Identifier: MIT
# schemas/pm_static.schema.json takes every real static file and refuses what is no such file.
. tests/lib.sh

python3 -c 'import jsonschema, yaml' 2>/dev/null || skip "no python3 with jsonschema and yaml"
need_shared corpus/statics

python3 - "$SHARED/corpus/statics" <<'EOF' || fail "the schema and the files disagree (above)"
import json
import pathlib
import sys

import jsonschema
import yaml

FOREIGN = "2d0b851fda74"  # lists partitions in the way of another tool (corpus README)
ENTRY = "a: {address: 0x0, size: 0x1000%s}"
GOOD = [
    ENTRY % "",
    ENTRY % ", span: b",
    ENTRY % ", affiliation: [x, y], extra_params: {n: 1, s: text, b: true}",
    ENTRY % ", own_key: [1, {deep: 2}]",
    ENTRY % ", placement: {before: [end], align: {start: 0x8000}}",
    "app: {size: 0x1000}\n" + ENTRY % "",
    "EMPTY_0: {address: 1_000, size: 010, region: sram_primary}",
]
BAD = {
    "nothing": "",
    "no partition": "{}",
    "a list": "- a",
    "a text": "a",
    "a partition without anything": "a:",
    "a list of keys": "a: [address, size]",
    "no size": "a: {address: 0}",
    "no address": "a: {size: 0}",
    "a size in quotes": "a: {address: 0, size: '0x1000'}",
    "an unexpanded symbol": "a: {address: CONFIG_X, size: 1}",
    "a fraction": "a: {address: 0.5, size: 1}",
    "a boolean": "a: {address: yes, size: 1}",
    "a negative size": "a: {address: 0, size: -1}",
    "a negative address": "a: {address: -1, size: 1}",
    "a name that is no identifier": "my-part: {address: 0, size: 1}",
    "a number as region": ENTRY % ", region: 1",
    "a number as end_address": ENTRY % ", end_address: x",
    "numbers in a span": ENTRY % ", span: [1]",
    "a mapping as span": ENTRY % ", span: {b: c}",
    "both alignments": ENTRY % ", placement: {align: {start: 8, end: 8}}",
    "no alignment": ENTRY % ", placement: {align: {}}",
    "an alignment without its end": ENTRY % ", placement: {align: 8}",
    "an alignment of nothing": ENTRY % ", placement: {align: {start: 0}}",
    "a slip in placement": ENTRY % ", placement: {befor: b}",
    "a list of parameters": ENTRY % ", extra_params: [1]",
    "a wrong app": "app: {size: x}\n" + ENTRY % "",
}

wrong = 0


def report(text):
    global wrong
    wrong += 1
    print(text)


schema = json.loads(pathlib.Path("schemas/pm_static.schema.json").read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)

files = sorted(pathlib.Path(sys.argv[1]).glob("*.yml"))
seen = 0
for path in files:
    try:
        document = yaml.safe_load(path.read_text())
    except yaml.YAMLError:
        continue  # not readable: no editor would get as far as the schema
    seen += 1
    errors = list(validator.iter_errors(document))
    if path.stem == FOREIGN:
        if not errors:
            report("%s is of another schema and is taken" % path.name)
    elif errors:
        report("%s is refused: %s" % (path.name, errors[0].message[:200]))
if seen < 100:
    report("only %d of %d files were readable" % (seen, len(files)))
for text in GOOD:
    for error in validator.iter_errors(yaml.safe_load(text)):
        report("good, but refused: %r: %s" % (text, error.message[:200]))
for what, text in BAD.items():
    if validator.is_valid(yaml.safe_load(text)):
        report("bad, but taken: %s: %r" % (what, text))
print("%d real files, %d good and %d bad ones of our own" % (seen, len(GOOD), len(BAD)))
sys.exit(wrong != 0)
EOF
finish
