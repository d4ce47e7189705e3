#!/bin/sh
# SPDX-License-Identifier: MIT
# show --tap: a captured run of the firmware is explained, whatever surrounds it.
. tests/lib.sh
layout=examples/nrf9160dk-external-flash/pm_static.yml
log=tests/firmware/read-only.tap
scratch_dir
out=$scratch/out

# tap STATUS LOG OPTION...
tap() {
	wanted=$1
	file=$2
	shift 2
	"$PMLAYOUT" show --soc nrf9160 --tap "$file" "$@" $layout >"$out" 2>"$scratch/err"
	exited "$wanted" "$file: $(cat "$out" "$scratch/err")"
}

# The example's layout is that of the board, so a real run of it is good.
hash=$(sed -n 's/^#define PMLAYOUT_LAYOUT_HASH_STRING "\(.*\)"/\1/p' \
	examples/nrf9160dk-external-flash/layout.h)
sed "s/^# layout=.*/# layout=$hash/" $log >"$scratch/good"
tap 0 "$scratch/good"
grep -q "^layout: $hash\$" "$out" || fail "good: no layout"
grep -q ' passed, 0 failed, ' "$out" || fail "good: no summary"
# What a terminal program saves: a bootloader's lines, CR LF.
{
	printf '*** Booting MCUboot ***\r\n'
	sed 's/$/\r/' "$scratch/good"
} >"$scratch/noisy"
"$PMLAYOUT" show --soc nrf9160 --tap "$scratch/good" $layout >"$scratch/wanted"
tap 0 "$scratch/noisy"
cmp "$out" "$scratch/wanted" || fail "noise changes the answer"
"$PMLAYOUT" show --soc nrf9160 --tap - $layout <"$scratch/good" | cmp - "$scratch/wanted" ||
	fail "standard input"

# A boot loop, or a port that was left open: every run counts.
sed 's/^ok 7 - spu.border/not ok 7 - spu.border/' "$scratch/good" >"$scratch/bad"
{
	cat "$scratch/bad"
	head -n 8 "$scratch/good"
	cat "$scratch/good"
} >"$scratch/three"
tap 1 "$scratch/three"
for words in "run 1 of 3" "run 2 of 3" "run 3 of 3" "failed: spu.border" \
	"the log ends before the run does, or lines of it are missing"; do
	[ "$(grep -cxF "$words" "$out")" -eq 1 ] || fail "three runs: $words"
done
sed '1,/^run 3 of 3$/d' "$out" | cmp - "$scratch/wanted" || fail "the last run tells another thing"
cat "$scratch/good" "$scratch/good" >"$scratch/twice"
tap 0 "$scratch/twice"

sed "s/^# layout=.*/# layout=0123456789abcdef/" $log >"$scratch/other"
tap 1 "$scratch/other"
grep -q 'built for another layout' "$out" || fail "another layout is not told"
# What failed there is named, and not explained by a layout that it is not of.
sed "s/^# layout=.*/# layout=0123456789abcdef/" "$scratch/bad" >"$scratch/other"
tap 1 "$scratch/other"
grep -qx 'failed: spu.border' "$out" || fail "another layout: the failure is not named"
grep -qE '^ +(cause|remedy):' "$out" && fail "another layout: the failure is explained"
tap 1 "$scratch/other" --format json
grep -qE '"(cause|remedy)": "' "$out" && fail "another layout: JSON explains the failure"
head -n 20 "$scratch/good" >"$scratch/cut"
tap 1 "$scratch/cut"
grep -q 'the log ends before the run does' "$out" || fail "a cut log is not told"
sed '/^ok 5 /d' "$scratch/good" >"$scratch/hole"
tap 1 "$scratch/hole"
grep -q 'lines of it are missing' "$out" || fail "a missing line is not told"
echo nothing >"$scratch/empty"
tap 1 "$scratch/empty"
grep -q 'no run of the tests' "$out" || fail "no run is not told"
sed '/^1\.\./,$d' "$scratch/good" >"$scratch/bail"
echo 'Bail out! exception 0x00000003 CFSR 0x00000400' >>"$scratch/bail"
tap 1 "$scratch/bail"
grep -q 'the program faulted: exception 0x00000003' "$out" || fail "a fault is not told"
tap 3 "$scratch/no such file"

# Every check that the firmware has is known, with a cause and a remedy.
sed -n 's/^\(not \)*ok [0-9]* - \([a-z.]*\).*/\2/p' tests/firmware/writes.tap >"$scratch/ids"
[ "$(wc -l <"$scratch/ids")" -gt 20 ] || fail "the ids were not found"
while read -r id; do
	sed "s/^ok \([0-9]*\) - $id\( .*\)*\$/not ok \1 - $id\n# $id: the device's words/" \
		"$scratch/good" >"$scratch/failed"
	tap 1 "$scratch/failed"
	for part in "^failed: $id\$" "^  device: the device's words\$" '^  cause:  [A-Z].*\.$' \
		'^  remedy: [A-Z].*\.$' ' passed, 1 failed, '; do
		grep -q "$part" "$out" || fail "$id: no $part"
	done
done <"$scratch/ids"
printf 'TAP version 13\n# layout=%s\nnot ok 1 - new.check\n1..1\n' "$hash" >"$scratch/new"
tap 1 "$scratch/new"
grep -q 'does not know the check' "$out" || fail "an unknown check"

# JSON, also with bytes that are no text.
printf 'TAP version 13\n# layout=%s\nnot ok 1 - ext.jedec\n# ext.jedec: \033[31m\377\n1..1\n' \
	"$hash" >"$scratch/bytes"
tap 1 "$scratch/bytes" --format json
if command -v python3 >/dev/null; then
	python3 - "$out" "$hash" <<'PYTHON' || fail "JSON (above)"
import json, sys
run = json.load(open(sys.argv[1], encoding="utf-8"))
check, = run["checks"]
assert run["layout"] == {"hash": sys.argv[2], "expected": sys.argv[2], "matches": True}, run
assert run["complete"] is True and run["bailed_out"] is None, run
assert check["id"] == "ext.jedec" and check["result"] == "fail", check
assert "MISO" in check["cause"] and "board controller" in check["remedy"].replace("\n", " "), check
assert "\x1b" not in check["said"], check
assert run["summary"] == {"passed": 0, "failed": 1, "skipped": 0}, run
assert run["earlier_runs"] == [], run
PYTHON
	tap 1 "$scratch/three" --format json
	python3 - "$out" <<'PYTHON' || fail "JSON of three runs (above)"
import json, sys
run = json.load(open(sys.argv[1], encoding="utf-8"))
first, second = run["earlier_runs"]
assert run["complete"] and run["summary"]["failed"] == 0, run["summary"]
assert first["complete"] and first["summary"]["failed"] == 1, first["summary"]
assert not second["complete"] and second["layout"] == run["layout"], second
PYTHON
fi
finish
