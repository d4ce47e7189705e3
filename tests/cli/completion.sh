#!/bin/sh
# SPDX-License-Identifier: MIT
# The completion scripts are accepted by their shells and know commands, options and values.
. tests/lib.sh
scratch_dir
for shell in bash zsh fish; do
	"$PMLAYOUT" completion $shell >"$scratch/$shell" || fail "completion $shell"
done

# bash_words WORD...: what bash offers for the last word.
bash_words() {
	bash -c '. "$0"; shift 0; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
		COMPREPLY=(); _pmlayout; printf "%s\n" "${COMPREPLY[@]}"' "$scratch/bash" "$@"
}
offers() {
	word=$1
	shift
	bash_words "$@" | grep -qxF -- "$word" || fail "bash: no $word for: $*"
}
if command -v bash >/dev/null; then
	offers check pmlayout c
	offers completion pmlayout c
	offers --format pmlayout check --f
	offers --soc pmlayout --s
	offers nrf9160 pmlayout check --soc nrf91
	offers swap-move pmlayout check --mode s
	offers json pmlayout check --format j
	offers overlapping-partitions pmlayout check -D over
	offers overlapping-partitions pmlayout explain over
	offers flash-chips pmlayout list f
	offers json= pmlayout compile x.yml --emit j
	offers sarif= pmlayout check x.yml --also s
	offers junit pmlayout check --format ju
	offers zsh pmlayout completion z
fi
if command -v zsh >/dev/null; then
	zsh -n "$scratch/zsh" || fail "zsh: syntax"
fi
if command -v fish >/dev/null; then
	fish -n "$scratch/fish" || fail "fish: syntax"
	HOME=$scratch fish -c "source $scratch/fish; complete -C 'pmlayout check --soc nrf91'" |
		grep -q '^nrf9160' || fail "fish: no chip"
fi
# Every option of every command's --help stands in each script.
for command in $("$PMLAYOUT" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	for option in $("$PMLAYOUT" "$command" --help | sed -n 's/^  \(-., \)\{0,1\}--\([a-z-]*\).*/\2/p'); do
		grep -q "^.$command:-\*).*--${option}[ ']" "$scratch/bash" ||
			fail "bash: $command --$option"
		sed -n "/^.$command)/,/;;/p" "$scratch/zsh" | grep -q -- "--${option}[=[]" ||
			fail "zsh: $command --$option"
		grep -q "subcommand_from $command' -l $option " "$scratch/fish" ||
			fail "fish: $command --$option"
	done
done
finish
