# SPDX-License-Identifier: MIT
"""Cuts the power in flash operations of a run and looks what has changed.

power_cut.py EMULATOR FOLDER SCRATCH: exits 1 when a byte outside the sector in work has changed,
or when the program does not run again afterwards.
"""
import concurrent.futures
import hashlib
import os
import pathlib
import subprocess
import sys

SECTOR = 0x1000
EXTERNAL_SIZE = 8 << 20
INTERNAL_SIZE = 1 << 20
SLOT = 0x10000  # the primary slot
STORAGE = 0xF8000  # settings_storage
SECONDARY_END = 0xE8000
CUT = 6  # the emulator's exit status for it
# What a sector in work may hold after a cut: half a trailer.
ALLOWED = {"trailer.secondary", "slot.secondary.image"}


def noise(name, size):
    """Bytes that differ everywhere and are the same in every run."""
    stream = hashlib.shake_128(name.encode())
    return stream.digest(size)


class Bench:
    """A board with content in both flashes, and the runs on it."""

    def __init__(self, emulator, folder, scratch):
        self.emulator, self.folder, self.scratch = emulator, folder, scratch
        image = (folder / "layout-test-slot-image.bin").read_bytes()
        external = bytearray(noise("external", EXTERNAL_SIZE))
        external[:len(image)] = image
        external[SECONDARY_END - 2 * SECTOR:SECONDARY_END] = b"\xff" * 2 * SECTOR
        self.external = bytes(external)
        (scratch / "external").write_bytes(self.external)
        (scratch / "storage").write_bytes(noise("storage", INTERNAL_SIZE - STORAGE))
        self.board = [f"--load={STORAGE:#x}={scratch}/storage",
                      f"--load={SLOT:#x}={folder}/layout-test-slot-image.bin",
                      f"--load-external={scratch}/external"]

    def run(self, program, *options):
        """Exit status and what was printed."""
        done = subprocess.run([self.emulator, str(self.folder / program), *options],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def whole(self):
        """Runs to the end; every byte must be as before.  Returns the operations."""
        files = [self.scratch / name for name in ("operations", "whole.e", "whole.i")]
        status, out, err = self.run(
            "layout-test-writes.elf", *self.board, f"--operations={files[0]}",
            f"--save-external={files[1]}", f"--save-internal={files[2]}")
        if status != 0:
            sys.exit(f"the whole run: exit {status}\n{out}{err}")
        if files[1].read_bytes() != self.external:
            sys.exit("the whole run: the external flash is not as before")
        self.internal = files[2].read_bytes()
        if self.internal[STORAGE:] != (self.scratch / "storage").read_bytes():
            sys.exit("the whole run: the internal flash is not as before")
        return [line.split() for line in files[0].read_text().splitlines()]

    def cut(self, operation):
        """Complaints about one cut."""
        number, device, kind, address = operation[:4]
        where = f"operation {number} ({device} {kind} at {address})"
        external = self.scratch / f"{number}.e"
        internal = self.scratch / f"{number}.i"
        status, _, err = self.run("layout-test-writes.elf", *self.board, f"--stop-after={number}",
                                  f"--save-external={external}", f"--save-internal={internal}")
        if status != CUT:
            return [f"{where}: exit {status}: {err}"]
        complaints = []
        begin = int(address, 0) // SECTOR * SECTOR
        for path, before, name in ((external, self.external, "external"),
                                   (internal, self.internal, "internal")):
            after = path.read_bytes()
            if name == device:
                same = (after[:begin] == before[:begin] and
                        after[begin + SECTOR:] == before[begin + SECTOR:])
            else:
                same = after == before
            if not same:
                complaints.append(f"{where}: bytes of the {name} flash changed")
        complaints += self.again(where, external, internal)
        os.unlink(external)
        os.unlink(internal)
        return complaints

    def again(self, where, external, internal):
        """The program on the board as it was left."""
        storage = internal.with_suffix(".s")
        storage.write_bytes(internal.read_bytes()[STORAGE:])
        status, out, err = self.run(
            "layout-test.elf", f"--load={STORAGE:#x}={storage}",
            f"--load={SLOT:#x}={self.folder}/layout-test-slot-image.bin",
            f"--load-external={external}")
        os.unlink(storage)
        failed = {line.split()[4] for line in out.splitlines() if line.startswith("not ok")}
        if status not in (0, 1) or "\n1.." not in out or failed - ALLOWED:
            return [f"{where}: the restart: exit {status}: {failed} {err}"]
        return []


def chosen(operations):
    """Every erase and page program; of the words of an erased page the first two, the middle one
    and the last."""
    words, result = [], []
    for operation in operations + [["", "", "erase", ""]]:
        if operation[1] == "internal" and operation[2] == "write":
            words.append(operation)
            continue
        if words:
            result += {word[0]: word for word in
                       (words[0], words[1], words[len(words) // 2], words[-1])}.values()
            words = []
        if operation[0]:
            result.append(operation)
    return result


def main():
    """Prints complaints; silence is success."""
    bench = Bench(sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]))
    operations = chosen(bench.whole())
    if len(operations) < 100:
        sys.exit(f"only {len(operations)} operations were seen")
    if os.environ.get("SANITIZED") == "ON":  # the emulator takes many times as long
        operations = operations[::16]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = [one for many in pool.map(bench.cut, operations) for one in many]
    print("\n".join(complaints[:20]))
    print(f"power was cut in {len(operations)} operations")
    sys.exit(1 if complaints else 0)


main()
