# SPDX-License-Identifier: MIT
"""Prints every function and file that is larger than the project allows."""
import json
import statistics
import subprocess

import c_source

FILE_LINES = 400
FUNCTION_LINES = 60
RULE_LINES = 40  # of a rule_<name>() in src/check
PARAMETERS = 6
NESTING = 4  # blocks inside a function's own
MEDIAN_LINES = 14  # of the functions of src


def functions(paths):
    """ctags' record of every function that is defined in the files."""
    command = ["ctags", "--languages=C", "--langmap=C:.c.h", "--c-kinds=f", "--fields=+neS",
               "--output-format=json", "-o", "-", "-L", "-"]
    lines = subprocess.run(command, input="\n".join(map(str, paths)), capture_output=True,
                           text=True, check=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def parameter_count(signature):
    """Commas that stand in no inner parentheses, plus one."""
    depth = count = 0
    for char in signature[1:-1]:
        depth += (char == "(") - (char == ")")
        count += char == "," and depth == 0
    return 0 if signature in ("()", "(void)") else count + 1


def nesting(lines):
    """Blocks open at once inside the function's own; literals are blanked."""
    depth = deepest = 0
    for char in "".join(lines):
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest - 1


def judge(function, text):
    """What is too large in one function."""
    where = "%s:%d: %s()" % (function["path"], function["line"], function["name"])
    body = text[function["line"] - 1:function["end"]]
    is_rule = function["path"].startswith("src/check/") and function["name"].startswith("rule_")
    limit = RULE_LINES if is_rule and "static" not in body[0] else FUNCTION_LINES
    if len(body) > limit:
        yield "%s has %d lines, more than %d" % (where, len(body), limit)
    if parameter_count(function["signature"]) > PARAMETERS:
        yield "%s has more than %d parameters" % (where, PARAMETERS)
    if nesting(body) > NESTING:
        yield "%s nests %d blocks, more than %d" % (where, nesting(body), NESTING)


def main():
    """All complaints, one a line, then the numbers."""
    paths = list(c_source.files("include", "src", "tests", "firmware"))
    texts = {str(path): path.read_text(encoding="utf-8") for path in paths}
    code = {path: c_source.code(text).splitlines() for path, text in texts.items()}
    found = functions(paths)
    for path, text in texts.items():
        if text.count("\n") > FILE_LINES:
            print("%s has %d lines, more than %d" % (path, text.count("\n"), FILE_LINES))
    for function in found:
        for complaint in judge(function, code[function["path"]]):
            print(complaint)
    lengths = [function["end"] - function["line"] + 1 for function in found
               if function["path"].startswith("src/")]
    median = statistics.median(lengths)
    if median > MEDIAN_LINES:
        print("the median function of src has %g lines, more than %d" % (median, MEDIAN_LINES))
    if len(lengths) < 100:
        print("only %d functions were seen; ctags did not work" % len(lengths))


main()
