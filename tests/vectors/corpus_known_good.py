#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""corpus_known_good.py PMLAYOUT CORPUS: no false alarm on a layout that ships.

Every static file of the corpus that is marked known_good is checked for its chip.  An error is a
failure of this test, unless the file is listed here with the real fault that it has; a listed
fault that is not found is a failure as well.
"""
import json
import pathlib
import subprocess
import sys

# Real faults, each seen in the file: rule -> files.
FAULTS = {
    "overlapping-partitions": {"8a695fd1d2a1", "964343380a48"},  # lwm2m_carrier over the scratch area
    "secure-boundary-unaligned": {"68c7b3b5dbeb", "764a0c42dc7a", "964343380a48"},  # TF-M to 0x18200
    "out-of-region": {"0438efd7049a"},  # the primary slot to 0x102000 on a chip of 1 MiB
}
# Warnings of a rule that are real, too; any other of the same rule is a false alarm.
WARNINGS = {
    "storage-not-nonsecure": {
        "4cf28f96882d",  # mfg_storage in front of nonsecure_storage; moved into it two weeks later (631311f4bab8)
        "631311f4bab8",  # nonsecure_storage has 0x2000 bytes, its span and its end_address mean 0x3000
        "6475f448ee2b",  # TF-M and no nonsecure_storage; as PM does not see static entries, it makes none
        "68c7b3b5dbeb",  # the same; the next version of the file has one (764a0c42dc7a)
    },
}

# What the collection calls a chip, where that is no name of one.
CHIPS = {
    "nrf91": "nrf9160",  # a family; any of them has these sizes
    "nrf52840/20": "nrf52820",  # the file is that of the nrf52820 dongle
}
JUDGED_AS = {"270516a5f970": "nrf52820"}  # its board only carries a larger chip


def chip_of(entry):
    name = (entry["soc"] or "").split(" ")[0].lower()
    return JUDGED_AS.get(entry["id"], CHIPS.get(name, name))


def check(program, path, chip):
    argv = [program, "check", "--format", "json", str(path)] + (["--soc", chip] if chip else [])
    run = subprocess.run(argv, capture_output=True, text=True, timeout=60)
    if run.returncode not in (0, 1):
        raise SystemExit(f"{path}: exit status {run.returncode}: {run.stderr.strip()}")
    return json.loads(run.stdout)["diagnostics"]


def main():
    program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong, found, warned, files = [], set(), set(), 0
    for line in (corpus / "statics.jsonl").read_text().splitlines():
        entry = json.loads(line)
        if not entry["known_good"]:
            continue
        files += 1
        for finding in check(program, corpus / "statics" / (entry["id"] + ".yml"), chip_of(entry)):
            if finding["rule"] in WARNINGS:
                warned.add((finding["rule"], entry["id"]))
            if finding["severity"] != "error":
                continue
            found.add((finding["rule"], entry["id"]))
            if entry["id"] not in FAULTS.get(finding["rule"], ()):
                wrong.append(f"{entry['id']}: {finding['rule']}: {finding['message']}")
    listed = {(rule, name) for rule, names in FAULTS.items() for name in names}
    wrong += [f"{name}: {rule} is not found" for rule, name in sorted(listed - found)]
    listed = {(rule, name) for rule, names in WARNINGS.items() for name in names}
    wrong += [f"{name}: {rule}" for rule, name in sorted(listed ^ warned)]
    print("\n".join(wrong))
    print(f"{files} known-good files, {len(found)} real faults, {len(wrong)} wrong")
    return bool(wrong) or not files


if __name__ == "__main__":
    sys.exit(main())
