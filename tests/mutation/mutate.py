#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Applies single faults to good projects:  mutate.py PROGRAM TABLE < `list rules --format json`

Each fault must be found by the rule that is meant for it, and no finding may appear that the
table does not name.  tests/mutation/faults.txt tells the format of a table.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAKE_IMAGE = ROOT / "tests" / "images" / "make_image.py"
FEWEST = 80
LEVELS = ("note", "warning", "error")
COUNTED = LEVELS[1:]
RENAME = "name of "


class Project:
    """A good project: a folder, files of its own, images, and the command that finds it good."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder
        self.files = {}
        self.images = {}


class Fault:
    """One row: words, file, anchor, old and new text, the rule, what necessarily goes with it."""

    def __init__(self, project, line, number):
        cells = [cell.strip() for cell in line.split(" | ")]
        if len(cells) not in (4, 5):
            raise ValueError("line %d has %d columns" % (number, len(cells)))
        self.project = project
        self.words = cells[0]
        self.file, _, self.anchor = (part.strip() for part in cells[1].partition("@"))
        self.old, arrow, self.new = cells[2].partition(" => ")
        if not arrow and self.old.endswith(" =>"):
            self.old = self.old[:-3]
        elif not arrow:
            raise ValueError("line %d: no => in the edit" % number)
        self.old = self.old.replace("\\n", "\n")
        self.new = self.new.replace("\\n", "\n")
        self.rule = cells[3]
        also, _, self.reason = cells[4].partition(":") if len(cells) == 5 else ("", "", "")
        self.also = also.split()
        if bool(self.also) != bool(self.reason.strip()):
            raise ValueError("line %d: other rules need a reason" % number)

    def apply(self, text):
        """The text with the fault in it."""
        start = 0
        if self.anchor:
            start = text.find(self.anchor)
            if start < 0:
                raise ValueError("no %r in %s" % (self.anchor, self.file))
        elif text.count(self.old) != 1:
            raise ValueError("%r stands %d times in %s" % (self.old, text.count(self.old), self.file))
        at = text.find(self.old, start)
        if at < 0:
            raise ValueError("no %r in %s" % (self.old, self.file))
        return text[:at] + self.new + text[at + len(self.old):]


def read_table(path):
    """The projects and faults of a table, and the rules that no single fault can reach."""
    projects, faults, beyond = [], [], {}
    file = None
    for number, line in enumerate(path.read_text().split("\n"), 1):
        word, _, rest = line.partition(" ")
        if file is not None and (line.startswith("\t") or not line):
            projects[-1].files[file] += line[1:] + "\n"
            continue
        file = None
        if not line or line.startswith("#"):
            continue
        if word == "project":
            name, _, folder = rest.partition(" ")
            projects.append(Project(name, folder))
        elif word == "run":
            projects[-1].files["run"] = rest + "\n"
        elif word == "image":
            name, _, options = rest.partition(" ")
            projects[-1].images[name] = options
        elif word == "file":
            file = rest
            projects[-1].files[file] = ""
        elif word == "beyond":
            rule, _, reason = rest.partition(": ")
            beyond[rule] = reason
        else:
            faults.append(Fault(projects[-1], line, number))
    return projects, faults, beyond


def lay_out(project, folder, cache):
    """The good project in a folder of its own."""
    if project.folder:
        shutil.copytree(ROOT / project.folder, folder)
    folder.mkdir(exist_ok=True)
    for name, content in project.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.rstrip("\n") + "\n")
    for name, options in project.images.items():
        (folder / (name + ".image")).write_text(options + "\n")
        make_image(folder / name, options, cache)


def make_image(path, options, cache):
    """Images are made once for all faults."""
    made = cache / re.sub(r"\W", "_", path.name + options)
    if not made.exists():
        subprocess.run([sys.executable, str(MAKE_IMAGE), str(made), *options.split()], check=True)
    shutil.copy(made, path)


def found_in(program, folder):
    """{rule: worst level} of the project's run."""
    words = shlex.split((folder / "run").read_text())
    if words[0] != "compile":
        words += ["--format", "json"]
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False,
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
    if words[0] == "compile":
        pairs = re.findall(r": (error|warning|note): .* \[([a-z0-9-]+)\]$",
                           done.stdout + done.stderr, re.MULTILINE)
    elif done.stdout.startswith("{"):
        pairs = [(f["severity"], f["rule"]) for f in json.loads(done.stdout)["diagnostics"]
                 if f["allowed"] is None]
    else:
        raise ValueError("exit %d: %s" % (done.returncode, done.stderr.strip()))
    found = {}
    for severity, rule in sorted(pairs, key=lambda pair: LEVELS.index(pair[0])):
        found[rule] = severity
    return found


def rename(path, new):
    """The file under another name."""
    new.parent.mkdir(parents=True, exist_ok=True)
    path.rename(new)


def compare(fault, found):
    """What is wrong with the findings."""
    problems = []
    if fault.rule not in found:
        problems.append("not found by %s" % fault.rule)
    for rule, severity in sorted(found.items()):
        if severity in COUNTED and rule != fault.rule and rule not in fault.also:
            problems.append("unrelated %s[%s]" % (severity, rule))
    for rule in fault.also:
        if rule not in found:
            problems.append("%s does not go with it" % rule)
    return ", ".join(problems)


def judge(program, fault, folder, cache):
    """What is wrong with the verdict on one fault; nothing when it is right."""
    lay_out(fault.project, folder, cache)
    if fault.file.startswith(RENAME):
        name = fault.file[len(RENAME):]
        rename(folder / name, folder / fault.apply(name))
        return compare(fault, found_in(program, folder))
    path = folder / fault.file
    before = path.read_bytes().decode()
    after = fault.apply(before)
    if after == before:
        return "the fault changes nothing"
    path.write_bytes(after.encode())
    if fault.file.endswith(".image"):
        make_image(folder / fault.file[:-len(".image")], after.strip(), cache)
    return compare(fault, found_in(program, folder))


def judge_good(program, project, folder, cache):
    """A good project has neither errors nor warnings."""
    lay_out(project, folder, cache)
    found = found_in(program, folder)
    bad = [rule for rule, severity in found.items() if severity in COUNTED]
    return "not good: " + ", ".join(bad) if bad else ""


def careful(work, *arguments):
    """The verdict, or what stopped it."""
    try:
        return work(*arguments)
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        return str(error)


def coverage(faults, beyond, rules):
    """What the table leaves out, or names wrongly."""
    meant = {fault.rule for fault in faults}
    for rule in sorted(meant | set(beyond) | {rule for fault in faults for rule in fault.also}):
        if rule not in rules:
            yield "%s is no rule" % rule
    for rule in rules:
        if rule not in meant and rule not in beyond:
            yield "no fault for %s: add one, or say why none reaches it (beyond)" % rule
        if rule in meant and rule in beyond:
            yield "%s is reached" % rule
    if len(faults) < FEWEST:
        yield "only %d faults" % len(faults)
    if len({(f.project.name, f.file, f.anchor, f.old, f.new) for f in faults}) < len(faults):
        yield "one fault stands twice"


def main():
    program = os.path.abspath(sys.argv[1])
    projects, faults, beyond = read_table(pathlib.Path(sys.argv[2]))
    wrong = list(coverage(faults, beyond, [rule["name"] for rule in json.load(sys.stdin)]))
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        cache = scratch / "images"
        cache.mkdir()
        for i, project in enumerate(projects):
            problem = careful(judge_good, program, project, scratch / ("good%d" % i), cache)
            if problem:
                wrong.append("%s: %s" % (project.name, problem))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            verdicts = [pool.submit(careful, judge, program, fault, scratch / str(i), cache)
                        for i, fault in enumerate(faults)]
        for fault, verdict in zip(faults, verdicts):
            if verdict.result():
                wrong.append("%s: %s: %s" % (fault.project.name, fault.words, verdict.result()))
    print("\n".join(wrong + ["%d faults in %d projects" % (len(faults), len(projects))]))
    return bool(wrong)


sys.exit(main())
