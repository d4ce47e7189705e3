# SPDX-License-Identifier: MIT
"""Prints every include and every call that is not allowed where it stands.

The table is the house: base <- diag <- model <- read, resolve, check, emit; report <- diag.
"""
import re

import c_source

FOLDERS = {  # folder of src: folders whose headers it may include
    "base": {"base"},
    "diag": {"diag", "base"},
    "mcuboot": {"mcuboot"},
    "model": {"model", "diag", "base", "mcuboot"},
    "read": {"read", "model", "diag", "base"},
    "resolve": {"resolve", "model", "diag", "base", "mcuboot"},
    "check": {"check", "model", "diag", "base", "mcuboot"},
    "emit": {"emit", "model", "diag", "base", "mcuboot"},
    "report": {"report", "diag", "base"},
}
# diag makes the ids of the rules from THE list; rule_names.h is what the build makes of it.
EXCEPTIONS = {("src/diag/rule.h", "check/rules.def"), ("src/diag/rule.c", "check/rules.def"),
              ("src/diag/rule.c", "rule_names.h")}
EXTERNAL = {  # header: the files that may include it
    "yaml.h": r"src/read/yaml_\w+\.[ch]",
    "libfdt.h": r"src/read/devicetree\w*\.[ch]",
    "jansson.h": r"src/base/json_build\.[ch]|src/(emit|report)/json\w*\.[ch]|src/report/sarif\w*\.[ch]"
                 r"|src/cmd/(slots\w*|baseline)\.[ch]",
    "getopt.h": r"src/cmd/opt\.c",
    "sha2.h": r"src/read/image_hash\.c",
    "locale.h": r"src/base/term\.c|src/cmd/main\.c",
}
STANDARD = {"assert", "ctype", "errno", "inttypes", "limits", "math", "setjmp", "stdarg", "stdbool",
            "stddef", "stdint", "stdio", "stdlib", "string"}
FREESTANDING = {"stdbool", "stddef", "stdint"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
CALLS = re.compile(r"\b(printf|vprintf|fprintf|vfprintf|puts|fputs|putchar|putc|fputc|perror|exit"
                   r"|_Exit|quick_exit|system)\s*\(|\b(stderr|stdout)\b")
PRINTS = re.compile(r"src/(cmd|report)/|src/base/file_write\.c")  # the latter flushes stdout


def system_header_allowed(path, header):
    """C's own headers everywhere, those of the system in src/base, of libraries as listed."""
    folder = path.split("/")[1]
    name = header.removesuffix(".h")
    if header in EXTERNAL:
        return re.fullmatch(EXTERNAL[header], path)
    if folder == "mcuboot":
        return name in FREESTANDING
    return name in STANDARD or folder == "base"


def own_header_allowed(path, header):
    """By the table of folders; src/cmd and the library's face may use everything."""
    folder = path.split("/")[1]
    if folder not in FOLDERS or (path, header) in EXCEPTIONS:
        return True
    return header.split("/")[0] in FOLDERS[folder]


def main():
    """All complaints, one a line."""
    seen = 0
    for file in c_source.files("src"):
        path = file.as_posix()
        text = file.read_text(encoding="utf-8")
        for kind, header in INCLUDE.findall(text):
            seen += 1
            allowed = system_header_allowed if kind == "<" else own_header_allowed
            if not allowed(path, header):
                print("%s must not include %s" % (path, header))
        if PRINTS.match(path):
            continue
        for match in CALLS.finditer(c_source.code(text)):
            line = text.count("\n", 0, match.start()) + 1
            print("%s:%d: %s is for src/cmd" % (path, line, match[1] or match[2]))
    if seen < 100:
        print("only %d includes were seen" % seen)


main()
