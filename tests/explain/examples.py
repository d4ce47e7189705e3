#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs what the explain texts show: `list rules --format json` on stdin, the program as argument.

A bad example must be found by its rule; a good one must be free of it and of errors; the lines
of a log must lead to the rule.  CONTRIBUTING.md ("The text of a rule") has the format.
"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BOARD = HERE / "nrf9160dk.dts"
MAKE_IMAGE = HERE.parent / "images" / "make_image.py"
EXTENSIONS = "yml|yaml|config|conf|overlay|dts|dtsi|log|json|bin|hex|txt|cmake"
HEADING = re.compile(r"((?:[\w.-]+/)*[\w.-]*\.(?:%s)|(?:[\w.-]+/)*\.config):" % EXTENSIONS)
# What a text says of an image, and what tests/images/make_image.py makes of it.
IMAGE_WORDS = [
    (r"no header", "--plain"),
    (r"header of (\w+) bytes", "--header %s"),
    (r"(\w+) bytes of code", "--code %s"),
    (r"(\w+) bytes in all", "--total %s"),
    (r"reset handler at (\w+)", "--reset %s"),
    (r"a byte changed after signing", "--flip 0x240"),
    (r"first byte at (\w+)", "--hex %s"),
]
wrong = []


def paragraphs(text):
    """Pairs (words of the paragraph, or None for a literal block; its lines)."""
    found = []
    apart = True
    for line in text.split("\n"):
        literal = line.startswith("    ")
        if not line.strip():
            apart = True
            continue
        line = line[4:] if literal else line
        if literal and found and found[-1][0] is None:
            found[-1][1].extend(["", line] if apart else [line])
        elif literal:
            found.append((None, [line]))
        elif found and found[-1][0] is not None and not apart:
            found[-1] = (found[-1][0] + " " + line, [])
        else:
            found.append((line, []))
        apart = False
    return found


def examples(text):
    """Triples (kind, words, lines) of "Bad...:", "Good...:" and "In the log...:"."""
    parts = paragraphs(text)
    for (words, _), (literal, lines) in zip(parts, parts[1:]):
        kind = words and literal is None and re.match(r"(Bad|Good|In the (?:build )?log)\b.*:$", words)
        if kind:
            yield kind[1], words, lines


def files_of(lines):
    """The commands and the files {name: lines} of an example."""
    commands, files = [], {}
    name = None
    for line in lines:
        heading = HEADING.fullmatch(line)
        if line.startswith("$ "):
            commands.append(line[2:])
        elif heading:
            name = heading[1]
            files[name] = []
        elif name and (line.startswith("    ") or not line.strip()):
            files[name].append(line[4:])
        elif name or line.strip():
            files.setdefault("pm_static.yml", []).append(line)
    return commands or ["pmlayout check pm_static.yml"], files


def make_image(path, words):
    """Makes an image of what the text says about it."""
    options = []
    for pattern, option in IMAGE_WORDS:
        hit = re.search(pattern, words)
        if hit:
            words = words.replace(hit[0], "", 1)
            options += (option % hit.groups()).split()
    if words.strip(" ,\n"):
        raise ValueError("`%s` of an image is not understood" % words.strip(" ,\n"))
    subprocess.run([sys.executable, str(MAKE_IMAGE), str(path), *options], check=True)


def write_files(folder, files):
    """Writes the example's files; an overlay becomes the whole devicetree NAME.dts."""
    for name, lines in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = "\n".join(lines).rstrip("\n") + "\n"
        if path.suffix in (".bin", ".hex"):
            make_image(path, content)
            continue
        path.write_text(content if content.strip() else "")
        if path.suffix == ".overlay" and len(path.relative_to(folder).parts) == 1:
            path.with_suffix(".dts").write_text(BOARD.read_text() + content)


def run(program, command, folder):
    """(exit status, {rule: worst level}, what was said) of one command."""
    words = shlex.split(command)
    if words[0] != "pmlayout":
        raise ValueError("`%s` is no command of pmlayout" % command)
    speaks_json = words[1] in ("check", "diff", "explain")
    if speaks_json:
        words += ["--format", "json"]
    done = subprocess.run([program, *words[1:]], cwd=folder, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False,
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
    said = done.stdout + done.stderr
    if not speaks_json:
        return done.returncode, dict.fromkeys(re.findall(r"\[([a-z0-9-]+)\]", said), "error"), said
    if not done.stdout.startswith("{"):
        return done.returncode, {}, said
    found = {}
    said = ""
    for finding in json.loads(done.stdout)["diagnostics"]:
        said += "  %s[%s]: %s\n" % (finding["severity"], finding["rule"], finding["message"])
        if finding["allowed"] is None and found.get(finding["rule"]) != "error":
            found[finding["rule"]] = finding["severity"]
    return done.returncode, found, said


def judge(program, rule, example):
    """What is wrong with one example; None when nothing is."""
    kind, words, lines = example
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if kind.startswith("In the"):
            write_files(folder, {"the.log": lines})
            commands = ["pmlayout explain --log the.log"]
        else:
            commands, files = files_of(lines)
            write_files(folder, files)
        for command in commands:
            status, found, said = run(program, command, folder)
    if kind == "Good":
        if rule in found or status != 0:
            return "%s: must be free of the rule and of errors:\n%s" % (words, said)
    elif rule not in found:
        return "%s: the rule is not found:\n%s" % (words, said)
    return None


def missing(text, kinds):
    """What a text must have and lacks."""
    for kind in ("Bad", "Good"):
        if kind not in kinds:
            yield 'no example: write a paragraph "%s:" and an indented layout' % kind
    if not re.search(r"^Fix\b", text, re.MULTILINE):
        yield 'no remedy: write a paragraph that begins with "Fix"'


def complain(rule, what):
    wrong.append(rule)
    print("src/check/explain/%s.txt: %s" % (rule, what))


def main():
    program = os.path.abspath(sys.argv[1])
    count = 0
    for row in json.load(sys.stdin):
        rule = row["name"]
        shown = list(examples(row["explain"] or ""))
        for example in shown:
            count += 1
            try:
                problem = judge(program, rule, example)
            except (ValueError, subprocess.CalledProcessError) as error:
                problem = str(error)
            if problem:
                complain(rule, problem)
        for what in missing(row["explain"] or "", [example[0] for example in shown]):
            complain(rule, what)
    print("%d examples" % count)
    return bool(wrong)


sys.exit(main())
