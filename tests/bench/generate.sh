#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints a static file with COUNT partitions of one KIND:
#   valid       one behind the other, nothing wrong
#   overlap     all share their bytes
#   regions     each in a region of its own
#   inside      all claim to be inside one container, which lists them in its span
#   containers  half of them containers of one leaf that is smaller
#   duplicate   all of one name
#   aligned     each with a placement that its address does not meet
#   line        like overlap, but the whole file is one line
# usage: tests/bench/generate.sh KIND COUNT
set -u
[ $# -eq 2 ] || {
	sed -n '3,12p' "$0" >&2
	exit 2
}

awk -v kind="$1" -v count="$2" '
function entry(name, address, size, more) {
	if (kind == "line")
		printf "%s%s: {address: 0x%x, size: 0x%x, region: external_flash}",
			entries++ ? ", " : "{", name, address, size
	else
		printf "%s:\n  address: 0x%x\n  size: 0x%x\n  region: %s\n%s",
			name, address, size, region, more
}
BEGIN {
	region = "external_flash"
	if (kind == "inside") {
		printf "mcuboot_primary:\n  address: 0x0\n  size: 0x%x\n", count * 4096
		printf "  region: external_flash\n  span:\n"
		for (i = 0; i < count; i++)
			printf "  - part_%d\n", i
	}
	for (i = 0; i < count; i++) {
		name = "part_" i
		address = i * 4096
		size = 4096
		more = ""
		if (kind == "overlap" || kind == "line") {
			address = 0
			size = (i + 1) * 4096
		} else if (kind == "regions") {
			region = "region_" i
		} else if (kind == "inside") {
			more = "  inside: [mcuboot_primary]\n"
			size = 8192
		} else if (kind == "containers" && i % 2 == 0) {
			size = 16384
			more = "  span: [part_" (i + 1) "]\n"
		} else if (kind == "duplicate") {
			name = "part"
		} else if (kind == "aligned") {
			more = "  placement: {align: {start: 0x100000}}\n"
		}
		entry(name, address, size, more)
	}
	if (kind == "line")
		print "}"
}'
