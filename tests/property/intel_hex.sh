#!/bin/sh
# SPDX-License-Identifier: MIT
# Random Intel HEX texts have the same pieces here as for python-intelhex, and broken ones are
# refused by both.
. tests/lib.sh
python=
for candidate in python3 /usr/bin/python3; do
	"$candidate" -c 'import intelhex' 2>/dev/null || continue
	python=$candidate
	break
done
[ -n "$python" ] || skip "no python3 with intelhex"
scratch_dir
"$python" - "$PMLAYOUT" "$scratch" <<'EOF' || fail "the readers differ (above)"
import io
import json
import random
import subprocess
import sys

import intelhex

program, folder = sys.argv[1:]
rng = random.Random(20160)


def record(kind, address, data):
    line = bytes([len(data), address >> 8 & 0xFF, address & 0xFF, kind]) + data
    return ":%s%02X" % (line.hex().upper(), -sum(line) & 0xFF)


def base(address):
    """The records in front of data at an address, and the address that is left."""
    if address < 0x100000 and rng.random() < 0.4:
        return record(2, 0, (address >> 4 & 0xF000).to_bytes(2, "big")), address & 0xFFFF
    return record(4, 0, (address >> 16).to_bytes(2, "big")), address & 0xFFFF


def text():
    """Pieces in any order, some side by side, some far away."""
    pieces = []
    address = rng.choice([0, 0xC000, 0xFFF0, 0x10000000])
    for _ in range(rng.randrange(1, 12)):
        address += rng.choice([0, 0, 1, 16, 300, 70000])
        size = min(rng.randrange(1, 33), 0x10000 - (address & 0xFFFF))
        pieces.append((address, bytes(rng.randrange(256) for _ in range(size))))
        address += size
    rng.shuffle(pieces)
    lines = []
    for address, data in pieces:
        front, left = base(address)
        lines += [front, record(0, left, data)]
    if rng.random() < 0.2:
        lines.append(record(5, 0, bytes(4)))
    lines.append(record(1, 0, b""))
    if rng.random() < 0.2:
        i = rng.randrange(len(lines))
        j = rng.randrange(1, len(lines[i]))
        lines[i] = lines[i][:j] + rng.choice("0123456789ABCDEF") + lines[i][j + 1:]
    return rng.choice(["\n", "\r\n"]).join(lines) + "\n"


def theirs(content):
    """Segments, or None when intelhex refuses the text."""
    reader = intelhex.IntelHex()
    try:
        reader.loadhex(io.StringIO(content))
    except intelhex.IntelHexError:
        return None
    return [[begin, end - begin] for begin, end in reader.segments()]


def ours(content):
    path = folder + "/random.hex"
    with open(path, "w", newline="", encoding="ascii") as file:
        file.write(content)
    run = subprocess.run([program, "show", path, "--format", "json"], capture_output=True,
                         text=True, check=False)
    return json.loads(run.stdout)["hex"]["segments"] if run.stdout else None


refused = wrong = 0
for number in range(150):
    content = text()
    want, got = theirs(content), ours(content)
    refused += want is None
    # A damaged type may hide the end record, which intelhex does not ask for, or make another
    # one in the middle, behind which it does not read.
    if got != want:
        if got is None and content.split().count(":00000001FF") != 1:
            continue
        wrong += 1
        if wrong < 3:
            print("text %d: intelhex %s, pmlayout %s\n%s" % (number, want, got, content))
print("%d texts, %d refused" % (150, refused))
sys.exit(wrong > 0 or refused < 10)
EOF
finish
