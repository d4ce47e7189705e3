#!/bin/sh
# SPDX-License-Identifier: MIT
# Lets the build of an nRF Connect SDK use pmlayout in place of Partition Manager's scripts:
#
#   examples/pm-shim.sh -- SDK-NRF          puts three lines of Python in the place of each script
#   examples/pm-shim.sh --remove -- SDK-NRF puts the scripts back
#
# SDK-NRF is the folder `nrf` of the workspace.  The scripts stay beside the shims as *.py.orig.
# PMLAYOUT names the program; without it it is looked for on PATH.
set -eu

remove=no
if [ "${1:-}" = --remove ]; then
	remove=yes
	shift
fi
[ "${1:-}" != -- ] || shift
if [ $# -ne 1 ] || [ ! -e "$1/scripts/partition_manager.py" ]; then
	sed -n '3,10p' "$0" >&2
	exit 2
fi
scripts=$1/scripts
program=${PMLAYOUT:-pmlayout}

for pair in partition_manager:resolve partition_manager_output:output partition_manager_report:report; do
	script=$scripts/${pair%:*}.py
	[ -e "$script" ] || continue
	if [ $remove = yes ]; then
		[ ! -e "$script.orig" ] || mv "$script.orig" "$script"
		continue
	fi
	[ -e "$script.orig" ] || mv "$script" "$script.orig"
	cat >"$script" <<EOF
import os, sys
os.execvp("$program", ["pmlayout", "pm", "${pair#*:}"] + sys.argv[1:])
EOF
done
