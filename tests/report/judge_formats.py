# SPDX-License-Identifier: MIT
"""Compares what one run wrote in each format with its JSON: judge_formats.py FOLDER."""
import collections
import copy
import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree

import jsonschema

ANNOTATIONS = 10  # of a kind that GitHub keeps
OPTIONAL = {  # fields that a place may lack
    "region", "logicalLocations", "uriBaseId", "id", "message", "fixes", "properties"}
KINDS = {"error": "error", "warning": "warning", "note": "notice"}

schema = json.loads(pathlib.Path("tests/report/sarif-subset.schema.json").read_text("utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
matchers = json.loads(
    pathlib.Path("examples/github/pmlayout-matcher.json").read_text("utf-8"))["problemMatcher"]
matcher = matchers[0]["pattern"][0]
line_form = re.compile(matcher["regexp"])
seen = collections.Counter()
judged_rules = set()
wrong = 0


def report(name, text):
    global wrong
    wrong += 1
    print("%s: %s" % (name, text))


def same(name, what, got, wanted):
    if got != wanted:
        report(name, "%s is %r, not %r" % (what, got, wanted))


def visible(text):
    """As the program tames a text: what could command a terminal, and broken UTF-8, as \\xNN."""
    unsafe = "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"
    return re.sub(unsafe, lambda hit: "".join("\\x%02x" % b for b in hit[0].encode()), text)


# -- SARIF ----------------------------------------------------------------------------------------

def path_of(location):
    """The path that an artifactLocation names, as bytes and without needless parts."""
    uri = location["uri"].removeprefix("file://")
    return urllib.parse.unquote_to_bytes(uri)


def plain(path):
    """A path of the JSON likewise; there, broken UTF-8 stands as \\xNN."""
    raw = re.sub(rb"\\x([0-9a-f]{2})", lambda hit: bytes([int(hit[1], 16)]), path.encode())
    parts = [part for part in raw.split(b"/") if part not in (b"", b".")]
    return (b"/" if raw.startswith(b"/") else b"") + b"/".join(parts)


def judge_place(name, got, wanted):
    physical = got["physicalLocation"]
    region = physical.get("region")
    same(name, "file", path_of(physical["artifactLocation"]), plain(wanted["file"]))
    if region:
        seen["region"] += 1
        same(name, "region", [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")],
             [wanted[key] for key in ("line", "column", "end_line", "end_column")])
        if (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
            report(name, "a region ends before it begins")
    names = [logical["fullyQualifiedName"] for logical in got.get("logicalLocations", [])]
    same(name, "node", names, [wanted["path"]] if wanted["path"] else [])
    seen["node"] += len(names)
    if wanted["label"]:
        same(name, "label", got["message"]["text"], wanted["label"])


def judge_fixes(name, got, finding):
    """The edits that are safe, with their places in lines and columns."""
    edits = [[edit["text"] for edit in fix["edits"]] for fix in finding["fixes"] if fix["safe"]]
    same(name, "fixes", [[replacement["insertedContent"]["text"]
                          for change in fix["artifactChanges"]
                          for replacement in change["replacements"]] for fix in got], edits)
    for fix in got:
        seen["fix"] += 1
        for change in fix["artifactChanges"]:
            same(name, "fixed file", path_of(change["artifactLocation"]),
                 plain(finding["fixes"][0]["edits"][0]["file"]))


def judge_form(name, document):
    """By the schema; what all runs say of the rules is the bulk of it, and is judged once."""
    driver = document["runs"][0]["tool"]["driver"]
    rules = driver["rules"]
    text = json.dumps(rules)
    if text in judged_rules:
        driver["rules"] = rules[:1]
    judged_rules.add(text)
    for error in validator.iter_errors(document):
        report(name, "%s: %s" % (list(error.path), error.message[:200]))
    driver["rules"] = rules


def judge_sarif(name, document, wanted):
    judge_form(name, document)
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    same(name, "rules twice", len({rule["id"] for rule in rules}), len(rules))
    same(name, "results", len(run["results"]), len(wanted["diagnostics"]))
    prints = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
    same(name, "distinct fingerprints", len(set(prints)), len(prints))
    for result, finding in zip(run["results"], wanted["diagnostics"]):
        seen[finding["rule"]] += 1
        same(name, "rule", result["ruleId"], finding["rule"])
        same(name, "ruleIndex", rules[result["ruleIndex"]]["id"], finding["rule"])
        same(name, "level", result["level"], finding["severity"])
        same(name, "message", result["message"]["text"].split("\nnote: ")[0].split("\nhelp: ")[0],
             finding["message"])
        for kind, remarks in (("note", finding["notes"]), ("help", finding["help"])):
            for remark in remarks:
                if "\n%s: %s" % (kind, remark) not in result["message"]["text"]:
                    report(name, "no %s in the message" % kind)
        places = finding["locations"]
        if places and len(places) == len(result["locations"] + result["relatedLocations"]):
            for got, place in zip(result["locations"] + result["relatedLocations"], places):
                judge_place(name, got, place)
        elif places:
            report(name, "%d places, not %d" % (len(result["relatedLocations"]) + 1, len(places)))
        same(name, "class", result.get("properties", {}).get("class"), finding.get("class"))
        seen["class"] += "class" in finding
        judge_fixes(name, result.get("fixes", []), finding)
        same(name, "reason", [s["justification"] for s in result["suppressions"]],
             [finding["allowed"]] if finding["allowed"] else [])


def fields(value, steps=()):
    """The way to every field inside value."""
    members = value.items() if isinstance(value, dict) else enumerate(
        value if isinstance(value, list) else [])
    for key, member in members:
        if isinstance(value, dict):
            yield steps + (key,)
        yield from fields(member, steps + (key,))


def judge_schema(documents):
    """The schema must refuse a document that lacks any field but the optional ones."""
    noticed = set()
    for document in documents:
        driver = document["runs"][0]["tool"]["driver"]
        driver["rules"] = driver["rules"][:1]
        document = copy.deepcopy(document)
        for steps in list(fields(document)):
            kind = tuple(step for step in steps if isinstance(step, str))
            if kind in noticed:
                continue
            noticed.add(kind)
            inside = document
            for step in steps[:-1]:
                inside = inside[step]
            member = inside.pop(steps[-1])
            if validator.is_valid(document) and steps[-1] not in OPTIONAL:
                report("schema", "does not miss %s" % ".".join(kind))
            inside[steps[-1]] = member
    if len(noticed) < 55:
        report("schema", "only %d kinds of fields were seen" % len(noticed))


# -- Lines ----------------------------------------------------------------------------------------

def shown(document):
    return [finding for finding in document["diagnostics"] if finding["allowed"] is None]


def place_of(finding):
    return finding["locations"][0] if finding["locations"] else None


def judge_concise(name, text, wanted):
    """The matcher takes every line but the last one, and its groups are the finding's."""
    lines = text.split("\n")[:-1]
    findings = shown(wanted)
    if any(line_form.search(line) for line in lines[len(findings):]):
        report(name, "the matcher takes the summary for a finding")
    same(name, "summaries", sum("rules" in line for line in lines[len(findings):]), 1)
    for line, finding in zip(lines, findings):
        hit = line_form.search(line)
        if not hit:
            report(name, "the matcher does not know %r" % line)
            continue
        place = place_of(finding)
        same(name, "file", hit[matcher["file"]], visible(place["file"]) if place else "pmlayout")
        for key in ("line", "column"):
            number = place[key] if place and place["line"] else None
            same(name, key, hit[matcher[key]], str(number) if number else None)
        severity = hit[matcher["severity"]] or matchers[0]["severity"]
        same(name, "severity", severity, KINDS[finding["severity"]])
        same(name, "code", hit[matcher["code"]], finding["rule"])
        said = [finding["class"]] if "class" in finding else []
        same(name, "message", hit[matcher["message"]],
             ": ".join(said + [visible(finding["message"])]))


def unescaped(text, signs):
    if re.search("[\r\n]|%%(?!%s)" % "|".join("%02X" % ord(sign) for sign in signs), text):
        raise ValueError("not escaped: %r" % text)
    return urllib.parse.unquote(text)


def annotations(text):
    """The runner's reading of a log: (kind, properties, message) of every command."""
    for line in text.split("\n"):
        hit = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        if hit:
            pairs = [pair.partition("=") for pair in hit[2].split(",")]
            yield (hit[1], {key: unescaped(value, "%\r\n:,") for key, _, value in pairs},
                   unescaped(hit[3], "%\r\n"))
        elif line.lstrip().startswith("::") or "##[" in line:
            raise ValueError("a name commands the runner: %r" % line)


def judge_annotation(name, got, finding):
    kind, properties, message = got
    place = place_of(finding)
    same(name, "title", properties.pop("title"), finding["rule"])
    same(name, "kind", kind, KINDS[finding["severity"]])
    if not message.endswith(visible(finding["message"])):
        report(name, "message is %r" % message)
    if "class" in finding and not message.endswith("%s: %s" % (
            finding["class"], visible(finding["message"]))):
        report(name, "no class in %r" % message)
    if place and place["file"] != "<stdin>":
        same(name, "file", properties.pop("file"), visible(place["file"]))
    if place and place["path"] and not place["line"]:
        same(name, "node", message.startswith("%s: %s: " % (visible(place["file"]), place["path"])),
             True)
    if "line" in properties and place["end_line"] == place["line"]:
        same(name, "columns", (properties.pop("col"), properties.pop("endColumn")),
             (str(place["column"]), str(place["end_column"])))
    elif "line" in properties:
        same(name, "endLine", properties.pop("endLine"), str(place["end_line"]))
    if "line" in properties:
        seen["annotated line"] += 1
        same(name, "line", properties.pop("line"), str(place["line"]))
    same(name, "further properties", properties, {})


def judge_github(name, text, wanted):
    try:
        got = list(annotations(text))
    except ValueError as error:
        report(name, error)
        return
    order = ("error", "warning", "note")
    findings = {level: [f for f in shown(wanted) if f["severity"] == level]
                for level in order}
    closing = any(len(found) > ANNOTATIONS for found in findings.values())
    expected = []
    for level in order:
        room = ANNOTATIONS - (closing and level == "note")
        expected += findings[level][:room]
    same(name, "annotations", len(got), len(expected) + closing)
    for annotation, finding in zip(got, expected):
        judge_annotation(name, annotation, finding)
    if closing:
        seen["closing"] += 1
        more = len(shown(wanted)) - len(expected)
        same(name, "closing", got[-1][2].split(" finding")[0], "%d more" % more)
        plain_lines = [line for line in text.split("\n") if line_form.search(line)
                       and not line.startswith("::")]
        same(name, "lines beyond the limit", len(plain_lines), more)


# -- JUnit ----------------------------------------------------------------------------------------

def judge_junit(name, root, wanted):
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    summary = wanted["summary"]
    known = [given for given in wanted["inputs"] if given["kind"] != "unknown"]
    for element in (root, suite):
        same(name, "tests", int(element.get("tests")), len(cases))
        same(name, "failures", int(element.get("failures")), len(list(suite.iter("failure"))))
        same(name, "skipped", int(element.get("skipped")), summary["allowed"])
    same(name, "errors", len(list(suite.iter("failure"))), summary["errors"])
    same(name, "cases", len(cases), len(wanted["diagnostics"]) + len(known))
    for case, given in zip(cases, known):
        same(name, "input", case.get("classname"), visible(given["path"]))
    for case, finding in zip(cases[len(known):], wanted["diagnostics"]):
        same(name, "name", case.get("name").split(": ")[0], finding["rule"])
        child = case[0]
        if finding["allowed"] is not None:
            seen["allowed"] += 1
            same(name, "reason", (child.tag, child.get("message")), ("skipped", finding["allowed"]))
            continue
        same(name, "result", child.tag, "failure" if finding["severity"] == "error" else "system-out")
        if child.tag == "failure":
            same(name, "type", child.get("type"), finding["severity"])
        place = place_of(finding)
        same(name, "line", case.get("line"), str(place["line"]) if place and place["line"] else None)
        same(name, "class", re.findall("(?m)^class: (.*)$", child.text),
             [finding["class"]] if "class" in finding else [])
        for key in ("note", "help"):
            remarks = finding[{"note": "notes", "help": "help"}[key]]
            same(name, key, len(re.findall("(?m)^%s: " % key, child.text)) -
                 (finding["severity"] == key and child.tag == "system-out"), len(remarks))


def main():
    documents = []
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        name = path.stem
        wanted = json.loads(path.read_bytes())
        document = json.loads(path.with_suffix(".sarif").read_bytes().decode("ascii"))
        documents.append(document)
        judge_sarif(name + " sarif", document, wanted)
        judge_concise(name + " concise", path.with_suffix(".concise").read_bytes().decode(), wanted)
        judge_github(name + " github", path.with_suffix(".github").read_bytes().decode(), wanted)
        judge_junit(name + " junit",
                    xml.etree.ElementTree.parse(path.with_suffix(".junit")).getroot(), wanted)
    judge_schema(documents)
    same("matcher", "matchers", len(matchers), 1)
    for sign in ("allowed", "node", "region", "annotated line", "closing", "class", "fix"):
        if not seen[sign]:
            report(sign, "was never seen")
    if len(documents) < 70:
        report("inputs", "only %d" % len(documents))
    print("%d runs, %d findings with a place" % (len(documents), seen["region"]))


main()
sys.exit(wrong != 0)
