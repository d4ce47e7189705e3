#!/bin/sh
# SPDX-License-Identifier: MIT
# Every error and warning says why it is one (a note) and what to write (a help), in every bad
# input of every rule (PRODUCT.md).  The rules whose message is the whole reason are named here.
. tests/lib.sh

command -v python3 >/dev/null || skip "no python3"
PMLAYOUT=$PMLAYOUT python3 - <<'END' || fail "findings without a help or a note (above)"
import json
import os
import pathlib
import shutil
import subprocess
import sys

# Rules whose message is the reason itself, so that a note would only repeat it.
NO_NOTE = {
    "invalid-yaml": "the message is the reader's complaint",
}

program = os.path.abspath(os.environ["PMLAYOUT"])
runs = findings = 0
missing = set()


def inputs(folder):
    """The runs of tests/run-rule.sh: (base, input or None), for `check` alone."""
    seen = set()
    for path in sorted(folder.glob("bad*")):
        if path.is_file() and path.suffix not in (".out", ".args", ".log"):
            seen.add(path.stem)
            if path.suffix != ".dts" or shutil.which("dtc"):
                yield path.stem, path.name
    for path in sorted(folder.glob("bad*.args")):
        if path.stem not in seen and not path.with_suffix(".log").exists():
            yield path.stem, None


for folder in sorted(pathlib.Path("tests/rules").iterdir()):
    if not folder.is_dir() or (folder / "command").exists():
        continue
    for base, name in inputs(folder):
        arguments = folder / (base + ".args")
        words = arguments.read_text().splitlines() if arguments.exists() else []
        command = [program, "check"] + ([name] if name else []) + words
        said = subprocess.run(command + ["--format", "json"], cwd=folder, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True).stdout
        runs += 1
        for found in json.loads(said)["diagnostics"]:
            if found["severity"] not in ("error", "warning"):
                continue
            findings += 1
            if not found["help"]:
                missing.add((found["rule"], "help", f"{folder.name}/{base}", found["message"]))
            if not found["notes"] and found["rule"] not in NO_NOTE:
                missing.add((found["rule"], "note", f"{folder.name}/{base}", found["message"]))

for rule, what, where, message in sorted(missing):
    print(f"{rule}: no {what}: {where}: {message}")
print(f"{findings} findings of {runs} runs")
sys.exit(1 if missing or runs < 100 or findings < runs else 0)
END
finish
