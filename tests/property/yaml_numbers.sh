#!/bin/sh
# SPDX-License-Identifier: MIT
# Shows that yaml_resolve() and PyYAML's safe_load agree on thousands of generated scalars.
# shellcheck source=tests/lib.sh
. tests/lib.sh
driver=${BUILD_DIR:-build/gcc}/tests/property_yaml_numbers_driver
[ -x "$driver" ] || skip "no $driver"
python3 -c 'import yaml' 2>/dev/null || skip "python3-yaml is not installed"
scratch_dir

cat >"$scratch/oracle.py" <<'END'
"""Writes scalars to the first file and PyYAML's opinion of each to the second."""
import itertools
import random
import sys

import yaml

LARGEST = 2**64 - 1


def opinion(text):
    """A word for the type that safe_load gives, and the value of whole numbers."""
    resolver = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
    node = yaml.ScalarNode("tag:yaml.org,2002:" + tag, text)
    if tag in ("null", "float"):
        return tag
    if tag == "bool":
        return "bool %d" % resolver.construct_yaml_bool(node)
    if tag == "int":
        try:
            value = resolver.construct_yaml_int(node)
        except ValueError:  # "0x_": PyYAML ends with an exception
            return "str"
        if abs(value) > LARGEST:
            return "int %slarge" % ("-" if value < 0 else "")
        return "int %d" % value
    return "str"


def scalars():
    """Every short text of the characters that matter, then longer ones by chance."""
    words = ["yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan", "~", "", "y", "n"]
    for word in words:
        for form in (word, word.capitalize(), word.upper(), word[:-1] + word[-1:].upper()):
            for sign in ("", "+", "-", "."):
                yield sign + form
    for length in (1, 2, 3):
        for letters in itertools.product("0179+-_.:exbXBoOaFinfNA ", repeat=length):
            yield "".join(letters)
    for letters in itertools.product("0168_:.-", repeat=5):
        yield "".join(letters)
    for edge in range(LARGEST - 3, LARGEST + 4):
        for form in ("%d", "0x%x", "0%o", "-%d"):
            yield form % edge
        yield bin(edge)
    chance = random.Random(9160)
    for _ in range(40000):
        start = chance.choice(["", "+", "-", "0x", "-0x", "0b", "0", "+0", "0o", "0X", "1:", "."])
        alphabet = chance.choice(["01", "01234567_", "0123456789_", "0123456789abcdefABCDEF_",
                                  "0123456789:", "0123456789.eE+-_", "12345:.0"])
        yield start + "".join(chance.choice(alphabet) for _ in range(chance.randrange(26)))


seen = dict.fromkeys(text for text in scalars() if text == text.strip())
with open(sys.argv[1], "w", encoding="ascii") as texts:
    texts.writelines(text + "\n" for text in seen)
with open(sys.argv[2], "w", encoding="ascii") as answers:
    answers.writelines(opinion(text) + "\n" for text in seen)
END
python3 "$scratch/oracle.py" "$scratch/texts" "$scratch/expected" || fail "the oracle broke"
"$driver" <"$scratch/texts" >"$scratch/actual" || fail "the driver broke"
paste "$scratch/texts" "$scratch/expected" >"$scratch/want"
paste "$scratch/texts" "$scratch/actual" >"$scratch/have"
count=$(wc -l <"$scratch/texts")
[ "$count" -gt 20000 ] || fail "only $count scalars were generated"
diff "$scratch/want" "$scratch/have" >"$scratch/difference" ||
	fail "PyYAML (<) and yaml_resolve (>): $(head -n 20 "$scratch/difference")"
echo "$count scalars compared"
finish
