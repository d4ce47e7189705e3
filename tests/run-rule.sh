#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the inputs of one rule:  tests/run-rule.sh NAME
#
# In tests/rules/NAME, which is the working directory of every run:
#   bad*.EXT   an input in which the rule must fire: `pmlayout check --color never --format text`
#              is compared with bad*.out (its last line is "exit N"; how many rules there are
#              is left out) and must contain [NAME]
#   good*.EXT  an input in which it must not fire, and that has no error (exit 0)
#   bad*.log, good*.log  inputs as well, for `pmlayout explain --log` instead of check
#   BASE.args  more arguments for the input BASE.EXT, one a line; without such an input the
#              arguments alone are the run
#   BASE.old.EXT  the layout that devices have: the run is `check --against BASE.old.EXT`
#   context/   files that the arguments name; never inputs
#   command    one line: another command than check, all in BASE.args; what it says on stderr,
#              where its findings go, is compared too
. tests/lib.sh

rule=$1
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
scratch_dir
cd "tests/rules/$rule" || exit 1
bad=0
good=0

# check_run BASE [INPUT]: the run's output and "exit N" go to $scratch/out.
check_run() {
	base=$1
	input=${2:-}
	set --
	if [ -e "$base.args" ]; then
		while IFS= read -r argument || [ -n "$argument" ]; do
			set -- "$@" "$argument"
		done <"$base.args"
	fi
	if [ -e command ]; then
		# shellcheck disable=SC2046 # the command's words
		"$PMLAYOUT" $(cat command) "$@" >"$scratch/out" 2>&1 </dev/null
		status=$?
		echo "exit $status" >>"$scratch/out"
		return
	fi
	for old in "$base".old.*; do
		[ ! -f "$old" ] || set -- --against "$old" "$@"
	done
	case $input in
	*.log) set -- explain --log "$input" "$@" ;;
	*) set -- check ${input:+"$input"} "$@" ;;
	esac
	"$PMLAYOUT" "$@" --color never --format text \
		>"$scratch/said" 2>"$scratch/err" </dev/null
	status=$?
	sed 's/, [0-9]* rules\([;)]\)/, all rules\1/' "$scratch/said" >"$scratch/out"
	echo "exit $status" >>"$scratch/out"
	if [ -s "$scratch/err" ]; then
		cat "$scratch/err"
		fail "$rule/$base: something was said on stderr"
	fi
}

judge() {
	check_run "$@"
	case $1 in
	bad*)
		bad=$((bad + 1))
		golden "$1.out" "$scratch/out"
		grep -qF "[$rule]" "$scratch/out" || fail "$rule/$1: the rule does not fire"
		;;
	good*)
		good=$((good + 1))
		if grep -qF "[$rule]" "$scratch/out" || [ "$status" -ne 0 ]; then
			cat "$scratch/out"
			fail "$rule/$1: must be free of $rule and of errors"
		fi
		;;
	esac
}

seen=' '
for input in bad* good*; do
	[ -f "$input" ] || continue
	case $input in
	*.out | *.args | *.old.*) continue ;;
	*.dts) command -v dtc >/dev/null || skip "no dtc for $input" ;;
	esac
	base=${input%.*}
	case $seen in *" $base "*) fail "$rule: two inputs are called $base" ;; esac
	seen="$seen$base "
	judge "$base" "$input"
done
for arguments in bad*.args good*.args; do
	[ -f "$arguments" ] || continue
	base=${arguments%.args}
	case $seen in *" $base "*) continue ;; esac
	judge "$base"
done
[ $bad -gt 0 ] || fail "$rule has no bad input"
[ $good -gt 0 ] || fail "$rule has no good input"
finish
