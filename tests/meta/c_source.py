# SPDX-License-Identifier: MIT
"""What the meta tests share: C files and their text without comments and literals."""
import pathlib
import re

HIDDEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)

# Expected outputs, not sources of ours.
GOLDEN = ("tests/emit/", "tests/rules/", "tests/vectors/", "examples/")


def files(*folders):
    """Every C file below the folders, in order, as a path from the project's root."""
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*.[ch]")):
            if not path.as_posix().startswith(GOLDEN):
                yield path


def code(text):
    """The text with comments and literals blanked; lines stay where they are."""
    return HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
