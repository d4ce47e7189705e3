#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds pmlayout, shows what it finds in a layout that breaks devices, and makes a C header of
# one that works: examples/quickstart.sh
#
# Installs what is missing with apt (Debian 12 or later, as root or with sudo).
set -eu
cd "$(dirname "$0")/.."

bad=examples/unequal-slots/pm_static.yml
good=examples/nrf9160dk-external-flash/pm_static.yml
folder=$(dirname "$good")
context="--dtb $folder/app.dts --dtb mcuboot=$folder/mcuboot.dts
	--kconfig $folder/app.config --kconfig mcuboot=$folder/mcuboot.config"
header=build/quickstart/layout.h
packages="gcc libc6-dev cmake ninja-build pkg-config libyaml-dev libfdt-dev libjansson-dev libmd-dev
	device-tree-compiler"

missing=
for package in $packages; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
		missing="$missing $package"
done
if [ -n "$missing" ]; then
	as_root=
	[ "$(id -u)" -eq 0 ] || as_root=sudo
	$as_root apt-get update -q
	# shellcheck disable=SC2086 # a list of words
	$as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -q -y --no-install-recommends $missing
fi

cmake -S . -B build/quickstart -G Ninja -D CMAKE_BUILD_TYPE=Release -D BUILD_TESTING=OFF
cmake --build build/quickstart
pmlayout=build/quickstart/pmlayout

# show COMMAND...: prints the command, then runs it.
show() {
	printf '\n$ %s\n' "$*"
	"$@"
}

if show $pmlayout check --format text "$bad" --soc nrf9160; then
	echo "the bad example was expected to have findings" >&2
	exit 1
fi
# shellcheck disable=SC2086 # a list of words
show $pmlayout show "$good" $context
# shellcheck disable=SC2086 # a list of words
show $pmlayout compile "$good" $context --emit layout-h=$header
printf '\nThe header of the good layout: %s\n' "$header"
