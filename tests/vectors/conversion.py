#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""conversion.py PMLAYOUT SHARED: what conversion.sh says."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

PMLAYOUT, SHARED = sys.argv[1], pathlib.Path(sys.argv[2])
# Where an image's devicetree lies in the collection.
SOURCES = {"app": "app.dts", "mcuboot": "mcuboot.dts"}
NET_SOURCES = ("image.ipc_radio.dts", "image.hci_rpmsg.dts")
B0N_SOURCES = ("image.b0n.dts", "image.hci_rpmsg.b0n.dts")
# Errors that only the devicetree shows, because Partition Manager's build cannot say them.
SHOWN = {
    # The launcher's devicetree gives the application 0x165000 bytes, regions.yml 0x17d000; and its
    # `app`, which Partition Manager calls no slot, begins behind a header.
    "sensing-system-zephyr-4227175d": {"out-of-region", "slot-unaligned"},
    # TF-M's areas lie in the application's; compile says so as no-devicetree-form.
    "thingy-92fcc840": {"tz-descriptor"},
}
failures = []


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def fail(*words):
    failures.append(" ".join(str(word) for word in words))


def source_of(build, image):
    names = {"net": NET_SOURCES, "b0n": B0N_SOURCES}.get(
        image, (SOURCES.get(image, f"image.{image}.dts"),))
    return next((build / name for name in names if (build / name).is_file()), None)


def diff(layout, text, folder):
    path = folder / "combined.dts"
    path.write_text(text, encoding="utf-8")
    return run(PMLAYOUT, "diff", str(layout), str(path), "--require", "identical")


def changed(overlay):
    """The overlay, each time with another number of a flash partition changed."""
    inside = mapped = False
    lines = overlay.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"\tpartitions \{", line):
            inside = True
        elif line.startswith("};"):
            inside = False
        if "compatible = " in line:
            mapped = "mapped" in line
        cells = re.match(r"(\s*)(reg|ranges) = <(.*)>;", line)
        if not inside or not cells:
            continue
        values = [int(value, 16) for value in cells.group(3).split()]
        # A window moves what is in it only where addresses are translated.
        which = range(len(values)) if cells.group(2) == "reg" else [1] if mapped else []
        for index in which:
            other = list(values)
            other[index] += 0x1000
            text = " ".join(f"{value:#x}" for value in other)
            yield f"{line.strip()} cell {index}", "\n".join(
                lines[:number] + [f"{cells.group(1)}{cells.group(2)} = <{text}>;"]
                + lines[number + 1:])


def errors_of(path):
    said = run(PMLAYOUT, "check", str(path), "--format", "json")
    return [finding for finding in json.loads(said.stdout)["diagnostics"]
            if finding["severity"] == "error" or finding["rule"] in (
                "leftover-partition", "unit-address-mismatch")]


def judge_errors(name, style, image, path, known):
    """An overlay has no error that its layout does not have."""
    for finding in errors_of(path):
        if finding["rule"] not in known:
            fail(name, style, image, f"is not in order: {finding['rule']}:", finding["message"])


def check_image(build, overlay_path, folder, style, known):
    image = overlay_path.stem
    source = source_of(build, image)
    overlay = overlay_path.read_text(encoding="utf-8")
    network = image in ("net", "b0n")
    layout = build / ("partitions_CPUNET.yml" if network else "partitions.yml")
    if not source:
        return 0
    if "does not have its chip" in overlay:
        return 0
    base = source.read_text(encoding="utf-8")
    said = diff(layout, base + overlay, folder)
    if said.returncode != 0:
        fail(build.name, style, image, "is not identical:", said.stdout, said.stderr)
        return 0
    judge_errors(build.name, style, image, folder / "combined.dts", known)
    if image != "app":
        return 1
    for what, text in changed(overlay):
        if diff(layout, base + text, folder).returncode == 0:
            fail(build.name, style, image, "a change is not found:", what)
    return 1


def check_build(build, folder, style):
    laid_out = run(sys.executable, str(SHARED / "tools/lay-out-build.py"), build.name, str(folder))
    overlays = folder / "overlays"
    overlays.mkdir()
    directory = laid_out.stdout.strip()
    # Faults of the layout go along as they are.
    said = run(PMLAYOUT, "compile", directory, "--dts-style", style, "-W", "all",
               "--emit", f"dts={overlays}/")
    if said.returncode != 0:
        fail(build.name, style, "cannot be converted:", said.stderr)
        return 0
    known = {finding["rule"] for finding in errors_of(directory)} | SHOWN.get(build.name, set())
    compared = sum(check_image(build, path, folder, style, known)
                   for path in sorted(overlays.iterdir()))
    if not compared:
        fail(build.name, style, "has no overlay that can be compared")
    return compared


images = 0
for build in sorted((SHARED / "corpus/builds").iterdir()):
    for style in ("fixed", "mapped"):
        with tempfile.TemporaryDirectory() as name:
            images += check_build(build, pathlib.Path(name), style)
print(f"{images} overlays are identical to their layouts")
if images < 60:
    fail("fewer than 60 overlays were compared")
sys.exit("\n".join(failures) or 0)
