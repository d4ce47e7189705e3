#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one example as a reader would:  tests/run-example.sh NAME
#
# examples/NAME/commands        shell lines; those that start with "pmlayout " are run, in order,
#                               in a copy of the folder; empty lines and comments are skipped
# examples/NAME/transcript.txt  what a terminal would show: for each line "$ LINE", what it
#                               printed (stdout and stderr), "[exit N]" unless N is 0, and an
#                               empty line
# Every other committed file must be the same afterwards: outputs that the commands write are
# committed as they are expected.
. tests/lib.sh

folder=$(pwd)/examples/$1
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
if [ ! -e "$folder/commands" ]; then
	fail "$folder/commands is missing"
	finish
fi
scratch_dir
mkdir "$scratch/bin"
ln -s "$PMLAYOUT" "$scratch/bin/pmlayout"
PATH=$scratch/bin:$PATH
export PATH
cp -R "$folder" "$scratch/work"
: >"$scratch/transcript"
cd "$scratch/work" || exit 1
ran=0
while IFS= read -r line || [ -n "$line" ]; do
	case $line in
	'pmlayout '*) ;;
	'' | '#'*) continue ;;
	*)
		fail "not a line for pmlayout: $line"
		continue
		;;
	esac
	ran=$((ran + 1))
	printf "%s\n" "\$ $line" >>"$scratch/transcript"
	sh -c "$line" >>"$scratch/transcript" 2>&1 </dev/null
	status=$?
	[ $status -eq 0 ] || echo "[exit $status]" >>"$scratch/transcript"
	echo >>"$scratch/transcript"
done <"$folder/commands"
[ $ran -gt 0 ] || fail "$folder/commands has no line for pmlayout"
golden "$folder/transcript.txt" "$scratch/transcript"
for file in *; do
	[ "$file" = transcript.txt ] || golden "$folder/$file" "$scratch/work/$file"
done
finish
