#!/bin/sh
# SPDX-License-Identifier: MIT
# A devicetree that was frozen with `--emit json` says what the devicetree says: a secondary slot in
# another chip, flash that does not begin at 0, pieces of RAM.
. tests/lib.sh
command -v dtc >/dev/null || skip "no dtc"
scratch_dir

# Bytes of the board's flash count from 0x1000000, as on the nRF5340's network core.
sed -e 's/reg = <0x0 0x100000>/reg = <0x1000000 0x100000>/' tests/explain/nrf9160dk.dts \
	>"$scratch/board.dts"
cat >>"$scratch/board.dts" <<'END'
/delete-node/ &slot1_partition;
&mx25r64 {
	partitions {
		compatible = "fixed-partitions";
		#address-cells = <1>;
		#size-cells = <1>;
		slot1_partition: partition@0 {
			reg = <0x0 0x70000>;
		};
	};
};
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		shared: memory@20030000 {
			reg = <0x20030000 0x10000>;
		};
	};
};
END

# places FILE OPTION...: the partitions as they are understood.
places() {
	"$PMLAYOUT" compile "$@" --emit json=- 2>"$scratch/err" |
		sed -n '/"partitions"/,/"slots"/p' | grep -E '"(name|region|address|offset|size)"'
}

"$PMLAYOUT" compile "$scratch/board.dts" --emit json="$scratch/frozen.json" >"$scratch/out" ||
	fail "compile board.dts: $(cat "$scratch/out")"
places "$scratch/board.dts" >"$scratch/places"
grep -q '"shared"' "$scratch/places" || fail "the piece of RAM is no partition"
grep -q '"address": 16777216' "$scratch/places" || fail "nothing begins at 0x1000000"
places "$scratch/frozen.json" | diff "$scratch/places" - || fail "the places differ (above)"

for pair in "board.dts frozen.json" "frozen.json board.dts"; do
	# shellcheck disable=SC2086 # two words are meant
	(cd "$scratch" && "$PMLAYOUT" diff $pair --require identical >out 2>&1)
	exited 0 "diff $pair: $(cat "$scratch/out")"
done

# MCUboot's devicetree is found to have the same slot.
printf 'CONFIG_BOOT_SWAP_USING_MOVE=y\n' >"$scratch/mcuboot.config"
sed -e 's/code-partition = &slot0_partition/code-partition = \&boot_partition/' \
	"$scratch/board.dts" >"$scratch/mcuboot.dts"
for input in board.dts frozen.json; do
	"$PMLAYOUT" check "$scratch/$input" --dtb mcuboot="$scratch/mcuboot.dts" \
		--kconfig mcuboot="$scratch/mcuboot.config" --format json >"$scratch/out"
	exited 0 "check $input"
	grep '"rule"' "$scratch/out" | sort >"$scratch/rules.$input"
done
grep -q slot-sector-count "$scratch/rules.board.dts" || fail "the slots were not compared"
diff "$scratch/rules.board.dts" "$scratch/rules.frozen.json" ||
	fail "other findings about the frozen layout (above)"

finish
