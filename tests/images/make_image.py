#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes a small image in MCUboot's format, whole or broken as wanted, for tests.

The shape follows MCUBOOT.md 4.1 to 4.3; nothing is signed, only hashed.
"""
import argparse
import hashlib
import re
import struct
import sys

HEADER_MAGIC = 0x96F3B83D
TRAILER_MAGIC = bytes.fromhex("77c295f360d2ef7f3552500f2cb67980")
SHA256 = 0x10


def number(text):
    """A number as C writes it."""
    return int(text, 0)


def options():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output")
    parser.add_argument("--plain", action="store_true", help="code alone: no header, no TLVs")
    parser.add_argument("--code", type=number, default=256, help="bytes of code")
    parser.add_argument("--total", type=number, help="bytes of the image, instead of --code")
    parser.add_argument("--header", type=number, default=0x200, help="header size")
    parser.add_argument("--stack", type=number, default=0x20001000)
    parser.add_argument("--reset", type=number, default=0xC401, help="reset handler")
    parser.add_argument("--load", type=number, default=0, help="load address")
    parser.add_argument("--flags", type=number, default=0)
    parser.add_argument("--image-size", type=number, help="what the header says")
    parser.add_argument("--protected", type=number, default=0,
                        help="size of the protected TLVs, in the header alone")
    parser.add_argument("--tlv-type", type=number, default=SHA256, help="what the TLV says it is")
    parser.add_argument("--tlv-length", type=number, default=32, help="what it says it has")
    parser.add_argument("--magic", type=number, default=HEADER_MAGIC)
    parser.add_argument("--flip", type=number, help="invert a bit of this byte at the end")
    parser.add_argument("--cut", type=number, help="keep so many bytes")
    parser.add_argument("--pad", type=number, help="fill a slot of this size, with a trailer")
    parser.add_argument("--confirm", action="store_true", help="set image_ok in the trailer")
    parser.add_argument("--before", type=number, default=0, help="erased bytes in front")
    parser.add_argument("--hex", type=number, help="Intel HEX at this address")
    parser.add_argument("--sparse", action="store_true",
                        help="code of erased bytes, which the Intel HEX leaves out")
    parser.add_argument("--more", action="append", default=[], metavar="ADDRESS=BYTES",
                        help="another piece of the Intel HEX")
    parser.add_argument("--wrong-checksum", action="store_true", help="in the first record")
    return parser.parse_args()


def code(args, size):
    """A vector table and bytes that are the same every time."""
    vectors = struct.pack("<II", args.stack, args.reset)
    if args.sparse:
        return vectors.ljust(size, b"\xff")
    return (vectors + bytes(i * 7 + 13 & 0xFF for i in range(size)))[:size]


def image(args):
    """Header, code, and one TLV with the hash of both."""
    tlvs_size = 4 + 4 + 32
    size = args.total - args.header - tlvs_size if args.total else args.code
    header = struct.pack("<IIHHIIBBHI4x", args.magic, args.load, args.header,
                         args.protected,
                         size if args.image_size is None else args.image_size, args.flags,
                         1, 2, 3, 4)
    signed = header.ljust(args.header, b"\0") + code(args, size)
    return (signed + struct.pack("<HHHH", 0x6907, tlvs_size, args.tlv_type, args.tlv_length) +
            hashlib.sha256(signed).digest())


def padded(args, content):
    """The image at the start of an erased slot whose trailer has the magic number (A = 8)."""
    slot = bytearray(content.ljust(args.pad, b"\xff"))
    slot[-16:] = TRAILER_MAGIC
    if args.confirm:
        slot[-24] = 1
    return bytes(slot)


def record(kind, address, data):
    """One line of Intel HEX."""
    line = struct.pack(">BHB", len(data), address & 0xFFFF, kind) + data
    return ":%s%02X\n" % (line.hex().upper(), -sum(line) & 0xFF)


def intel_hex(pieces):
    """All pieces (address, bytes), in 16 bytes a line, and the end record."""
    upper = 0
    text = ""
    for start, data in pieces:
        at = start
        while at < start + len(data):
            if at >> 16 != upper:
                upper = at >> 16
                text += record(4, 0, struct.pack(">H", upper))
            n = min(16, start + len(data) - at, 0x10000 - (at & 0xFFFF))
            text += record(0, at, data[at - start:at - start + n])
            at += n
    return text + record(1, 0, b"")


def dense(start, data):
    """The pieces (address, bytes) between long runs of erased bytes."""
    at = 0
    for run in re.finditer(rb"\xff{64,}", data):
        yield start + at, data[at:run.start()]
        at = run.end()
    yield start + at, data[at:]


def more_pieces(args):
    """--more as (address, bytes)."""
    for piece in args.more:
        address, _, data = piece.partition("=")
        yield number(address), bytes.fromhex(data)


def main():
    """Writes the file."""
    args = options()
    content = code(args, args.code) if args.plain else image(args)
    if args.pad:
        content = padded(args, content)
    content = b"\xff" * args.before + content
    if args.flip is not None:
        content = bytearray(content)
        content[args.flip] ^= 8
    if args.cut is not None:
        content = content[:args.cut]
    if args.hex is not None:
        text = intel_hex([*dense(args.hex, bytes(content)), *more_pieces(args)])
        if args.wrong_checksum:
            end = text.index("\n")
            text = text[:end - 1] + ("0" if text[end - 1] != "0" else "1") + text[end:]
        content = text.encode()
    with open(args.output, "wb") as output:
        output.write(content)


sys.exit(main())
