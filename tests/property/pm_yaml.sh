#!/bin/sh
# SPDX-License-Identifier: MIT
# partitions.yml is what PyYAML makes of it again, whatever texts, lists and anchors it holds: random
# values are carried through `pm resolve`, loaded by PyYAML and dumped as Partition Manager does.
. tests/lib.sh

python3 -c 'import yaml' 2>/dev/null || skip "python3 has no yaml"
scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1
python3 - "$PMLAYOUT" <<'EOF' || fail "the two differ (above)"
import json
import random
import subprocess
import sys

import yaml

random.seed(1)
yaml.add_representer(int, lambda dumper, value: dumper.represent_int(hex(value)))
WORDS = ["a", "- b", "yes", "0x10", "1:30", "null", "~", "x: y", "# c", "it's", '"', "\\", "\t", "\n",
         "  ", "ä", "☃", "𝄞", "\u2028", "\x07", "2001-12-14", "<<", "=", "%", "@", "`", "[", "}", ",",
         "?", ":", "-", "---", "...", "1.5", "1e3", ".inf", "word", "another", "0o17", "\x85", "\xa0",
         "DT_CHOSEN(x)", "&", "*", "!", "|", ">", "\ufeff", "0b1", "+1", "on", "OFF"]


def text():
    return random.choice(["", " "]).join(random.choice(WORDS) for _ in range(random.randint(0, 25)))


def value(depth):
    kind = random.randint(0, 9)
    if kind < 5 or depth > 2:
        return text()
    if kind == 5:
        return random.choice([0, 1, 255, 4096, True, False, None, 2 ** 40])
    if kind == 6:
        return random.choice([1.5, 1e300, -0.0, 4096.0, 1e-7, float("inf")])
    if kind == 7:
        return [value(depth + 1) for _ in range(random.randint(0, 3))]
    return {"k%s" % random.randint(0, 9) if random.randint(0, 3) else text(): value(depth + 1)
            for _ in range(random.randint(0, 3))}


def run(number):
    shared = [value(1)]
    data = {"p%d" % i: {"size": 16, "region": "r", "more": value(0), "same": shared if i % 2 else [],
                        "again": shared} for i in range(4)}
    with open("in.yml", "w", encoding="utf-8") as file:
        # A bare U+0085 is a line's end for one of the two parsers only.
        bare = "\\x85" not in repr(data) and random.random() < 0.5
        yaml.safe_dump(data, file, allow_unicode=bare, width=random.choice([40, 4000]),
                       default_flow_style=random.choice([None, True, False]))
    result = subprocess.run([sys.argv[1], "pm", "resolve", "--input-files", "in.yml", "--regions", "r",
                             "--r-size", "0x1000", "--output-partitions", "p.yml",
                             "--output-regions", "r.yml"], capture_output=True, text=True)
    if result.returncode != 0:
        print(json.dumps(data), result.stderr[:500])
        return 1
    ours = open("p.yml", encoding="utf-8", newline="").read()
    loaded = yaml.safe_load(ours)
    theirs = yaml.dump(loaded)
    wrong = ours != theirs
    for name, entry in data.items():
        wrong = wrong or loaded[name]["more"] != entry["more"] or loaded[name]["again"] != shared
    if wrong:
        for a, b in zip(ours.split("\n"), theirs.split("\n")):
            if a != b:
                print("ours  ", repr(a))
                print("theirs", repr(b))
                break
        else:
            print("values differ", data, loaded)
    return wrong


failed = sum(run(i) for i in range(400))
print("%d of 400 differ" % failed)
sys.exit(failed > 0)
EOF
finish
