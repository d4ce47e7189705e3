#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Wraps a program for the primary slot as an MCUboot image: header and SHA-256 TLV, no signature.

An MCUboot that checks signatures refuses it; sign the .bin with imgtool then (firmware/README.md).
"""
import argparse
import hashlib
import re
import struct
import sys

HEADER_MAGIC = 0x96F3B83D
TLV_INFO_MAGIC = 0x6907
TLV_SHA256 = 0x10
SECTION_END, EXTENDED_ADDRESS, DATA = 1, 4, 0  # record types of Intel HEX


def macro(text, name):
    """The number of a macro of the generated header."""
    match = re.search(r"^#define PMLAYOUT_%s (0x[0-9a-f]+|[0-9]+)U" % name, text, re.M)
    if not match:
        sys.exit("the header has no PMLAYOUT_%s" % name)
    return int(match[1], 0)


def wrap(code, header_size, version):
    """Header, code and TLVs; the hash covers the first two (MCUBOOT.md 4.1, 4.2)."""
    header = struct.pack("<IIHHIIBBHII", HEADER_MAGIC, 0, header_size, 0, len(code), 0,
                         *version, 0, 0)
    image = header.ljust(header_size, b"\xff") + code
    entry = struct.pack("<HH", TLV_SHA256, 32) + hashlib.sha256(image).digest()
    return image + struct.pack("<HH", TLV_INFO_MAGIC, 4 + len(entry)) + entry


def record(kind, address, data):
    """One line of Intel HEX."""
    body = struct.pack(">BHB", len(data), address, kind) + data
    return ":%s%02X\n" % (body.hex().upper(), -sum(body) & 0xFF)


def to_hex(image, base):
    """The image as Intel HEX at its address in the slot."""
    lines = []
    for offset in range(0, len(image), 16):
        address = base + offset
        if offset == 0 or address & 0xFFFF == 0:
            lines.append(record(EXTENDED_ADDRESS, 0, struct.pack(">H", address >> 16)))
        lines.append(record(DATA, address & 0xFFFF, image[offset:offset + 16]))
    return "".join(lines) + record(SECTION_END, 0, b"")


def main():
    """Reads the program, writes the image."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--layout", required=True, help="the generated layout.h")
    parser.add_argument("--hex", action="store_true", help="write Intel HEX at the slot's address")
    parser.add_argument("--version", default="0.1.0", help="MAJOR.MINOR.REVISION")
    parser.add_argument("program")
    parser.add_argument("image")
    options = parser.parse_args()
    with open(options.layout, encoding="utf-8") as file:
        text = file.read()
    base = macro(text, "MCUBOOT_PRIMARY_ADDRESS")
    header_size = macro(text, "MCUBOOT_PRIMARY_APP_ADDRESS") - base
    with open(options.program, "rb") as file:
        image = wrap(file.read(), header_size, [int(n) for n in options.version.split(".")])
    if len(image) > macro(text, "IMAGE_0_MAX_SIZE"):
        sys.exit("the image is larger than MCUboot takes")
    with open(options.image, "wb") as file:
        file.write(to_hex(image, base).encode() if options.hex else image)


main()
