#!/bin/sh
# SPDX-License-Identifier: MIT
# The exit status is 0, 1, 2 or 3 with one meaning each, and 3 beats 1 beats 0.
. tests/lib.sh
layouts=tests/cli/layouts

# expect STATUS ARGUMENT...: runs the program.
expect() {
	wanted=$1
	shift
	"$PMLAYOUT" "$@" >/dev/null 2>&1 </dev/null
	got=$?
	[ $got -eq "$wanted" ] || fail "pmlayout $*: exit $got, not $wanted"
}

expect 0 check $layouts/good.yml --soc nrf9160
expect 0 $layouts/good.yml
expect 0 --soc nrf9160 $layouts/good.yml
expect 0 check -- $layouts/good.yml
expect 1 check $layouts/bad.yml
expect 1 $layouts/bad.yml
expect 1 check $layouts/good.yml $layouts/bad.yml
expect 1 check $layouts/bad.yml $layouts/good.yml
expect 1 check /dev/null
expect 1 check tests
expect 0 check $layouts/warning.yml
expect 1 check --strict $layouts/warning.yml
expect 0 check --strict $layouts/good.yml --soc nrf9160
expect 1 check -D unknown-key $layouts/warning.yml

expect 2
expect 2 check
expect 2 chekc
expect 2 check --no-such-option $layouts/good.yml
expect 2 check -Z $layouts/good.yml
expect 2 check --soc
expect 2 check --soc nrf9999 $layouts/good.yml
expect 2 check --soc= $layouts/good.yml
expect 2 check --strict=yes $layouts/good.yml
expect 2 check --format xml $layouts/good.yml
expect 2 check --mode swapmove $layouts/good.yml
expect 2 check --page-size 0 $layouts/good.yml
expect 2 check --page-size 4k8 $layouts/good.yml
expect 2 check --page-size external_flash= $layouts/good.yml
expect 2 check --ncs 3 $layouts/good.yml
expect 0 check --ncs v2.9.0 --zephyr 3.7.0 $layouts/good.yml
expect 2 check --write-align 3 $layouts/good.yml
expect 2 check --max-img-sectors -1 $layouts/good.yml
expect 2 check --max-img-sectors 99999999999999999999 $layouts/good.yml
expect 2 check -D overlaping-partitions $layouts/good.yml
expect 2 check -A unreadable-file $layouts/good.yml
expect 2 check -W invalid-yaml $layouts/good.yml
expect 2 check --dtb a.dtb --regions a.yml --regions b.yml $layouts/good.yml
expect 2 compile $layouts/good.yml
expect 2 compile --emit json=- $layouts/good.yml $layouts/good.yml
expect 2 compile --emit json $layouts/good.yml
expect 2 compile --emit jsonn=x $layouts/good.yml
expect 2 show
expect 2 explain
expect 2 explain no-such-rule
expect 2 list
expect 2 list rule
expect 2 list rules --format concise
expect 2 completion tcsh

expect 3 check no/such/file.yml
expect 3 check $layouts/bad.yml no/such/file.yml
expect 3 check no/such/file.yml $layouts/good.yml
expect 3 check --dtb no/such.dtb $layouts/good.yml
expect 3 check --kconfig mcuboot=no/such.config $layouts/bad.yml
expect 3 check --regions no/such.yml $layouts/good.yml
expect 3 check -A all no/such/file.yml
expect 3 show no/such/file.yml
expect 3 compile no/such/file.yml --emit json=-
finish
