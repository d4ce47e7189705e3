#!/bin/sh
# SPDX-License-Identifier: MIT
# The page and the SVG in a headless Chromium: no complaint, no request, keyboard, pointer, contrast,
# and that a thousand partitions cost a thousand times one.
. tests/lib.sh
layouts=tests/cli/layouts
command -v python3 >/dev/null || skip "no python3"
timeout 60 python3 - <<'END' || skip "no chromium that starts (apt install chromium): pages are not looked at"
import sys
sys.path.insert(0, "tests/browser")
import browser
if browser.find() is None:
    sys.exit(1)
with browser.Browser() as page:
    page.run("document.title")
END
scratch_dir

# draw NAME INPUT WORD...: NAME.html and NAME.svg of a layout, whatever its faults.
draw() {
	name=$1
	shift
	for format in html svg; do
		"$PMLAYOUT" show --format $format "$@" >"$scratch/$name.$format" 2>/dev/null
		[ -s "$scratch/$name.$format" ] || fail "no $format of $*"
	done
}

draw good $layouts/good.yml --soc nrf9160
draw hostile $layouts/hostile.yml --soc nrf9160
draw change examples/release-gate/pm_static-2.0.yml --soc nrf9160 --mode swap-move \
	--against examples/release-gate/pm_static-1.0.yml
cat $layouts/good.yml - >"$scratch/old.yml" <<'END'
gone: {address: 0x0, size: 0x10000, region: external_flash, device: chip}
END
draw removed $layouts/good.yml --soc nrf9160 --against "$scratch/old.yml"
grep -q 'before only' "$scratch/removed.html" || fail "a device that is gone is not shown"
draw broken $layouts/bad.yml
crowded=$SHARED/corpus/builds/thingy-6684572d
if [ -d "$crowded" ]; then
	draw crowded "$crowded"
else
	echo "no $crowded: a crowded layout is not looked at"
fi
python3 tests/browser/page.py "$scratch"/*.html || fail "a page"
python3 tests/browser/picture.py "$scratch"/*.svg || fail "a picture"

tests/bench/generate.sh valid 500 >"$scratch/half.yml"
tests/bench/generate.sh valid 1000 >"$scratch/thousand.yml"
"$PMLAYOUT" show --format html "$scratch/half.yml" --soc nrf9160 >"$scratch/half.html" 2>/dev/null
"$PMLAYOUT" show --format html "$scratch/thousand.yml" --soc nrf9160 \
	>"$scratch/thousand.html" 2>/dev/null
python3 tests/browser/growth.py "$scratch/half.html" "$scratch/thousand.html" || fail "growth"
finish
