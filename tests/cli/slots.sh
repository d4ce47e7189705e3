#!/bin/sh
# SPDX-License-Identifier: MIT
# `pmlayout slots`: options, table, JSON lines, exit statuses.
. tests/lib.sh
scratch_dir

# answers STATUS ARGUMENT...: runs the command, its output in $scratch/out and $scratch/err.
answers() {
	wanted=$1
	shift
	"$PMLAYOUT" slots "$@" >"$scratch/out" 2>"$scratch/err"
	status=$?
	[ "$status" -eq "$wanted" ] || fail "slots $*: exit status $status, not $wanted"
}

# says FILE TEXT: the stream holds that text.
says() {
	grep -qF -e "$2" "$scratch/$1" || fail "no \"$2\" in std$1: $(cat "$scratch/$1")"
}

# A geometry of a support thread: 112 sectors against 240.
answers 1 --mode swap-move --primary 0x70000@0x10000 --secondary 0xF0000 --page-size 4096 \
	--max-img-sectors 256
says out 'swap using move: refused'
says out '112 sectors of 4 KiB'
says out '240 sectors of 4 KiB'
says out 'Cannot upgrade: not a compatible amount of sectors'
says out '0xc30 bytes (3120 B)'
says out '--secondary 0x70000  (largest image 0x6e000 bytes (440 KiB))'
says out '--secondary 0x6f000 '
says out 'note: assumed --write-align 4'

# Every advice is accepted when it is taken.
sed -n 's/^    \(--.*\)  (largest.*/\1/p' "$scratch/out" >"$scratch/advice"
[ -s "$scratch/advice" ] || fail "no advice"
while read -r advice; do
	# shellcheck disable=SC2086 # the advice is options
	"$PMLAYOUT" slots --mode move --primary 0x70000@0x10000 --secondary 0xF0000 \
		--max-img-sectors 256 $advice >/dev/null || fail "advice refused: $advice"
done <"$scratch/advice"

answers 0 --mode move --primary 0x70000@0x10000 --secondary 448K --max-img-sectors 256
says out 'accepted'
answers 1 --mode move --primary 0x70000@0x10100 --secondary 448K --max-img-sectors 256
says out 'danger: the primary slot starts or ends inside an erase page'
answers 0 --mode single --primary 0x70000
says out '0x6ffd0'
answers 1 --mode swap-scratch --primary 0xe0000 --secondary 0xe0000 --page-size 4096 \
	--page-size secondary=65536 --scratch 0x8000 --max-img-sectors 256
says out 'Cannot upgrade: not all sectors fit inside scratch'
says out '--scratch 0x10000'
answers 1 --mode offset --primary 0x100000 --secondary 0x101000
says out 'Failed reading sectors; BOOT_MAX_IMG_SECTORS=128 - too small?'
says out '--max-img-sectors 257'

# All modes side by side are a survey.
answers 0 --primary 0x70000 --secondary 0xf0000 --max-img-sectors 256
[ "$(grep -c ' would accept --' "$scratch/out")" -eq 4 ] || fail "not four modes with advice"
[ "$(wc -l <"$scratch/out")" -eq 14 ] || fail "not a title, eight modes, four with advice, a note"
says out 'would accept --secondary 0x70000'
answers 0 --primary 0x70000 --secondary 0x70000 --max-img-sectors 256
says out '0x2000    1 sector for the trailer, 1 of the primary to move by'
answers 0 --primary 0x70000 --secondary 0xf0000 --max-img-sectors 256
says out 'swap-move        refused   112/240'
says out 'direct-xip       accepted  112/240'

# JSON for one mode has the advice too.
answers 1 --mode move --primary 0x70000 --secondary 0xf0000 --format json
says out '"mode":"swap-move"'
says out '"accepted_nearby":[{"options":"--secondary 0x70000"'

# The firmware loader needs no secondary slot.
answers 0 --mode firmware-loader --primary 0x70000
says out 'firmware loader: accepted'

# Wrong usage.
answers 2 --mode swap-mov --primary 0x1000 --secondary 0x1000
# shellcheck disable=SC2016 # back quotes as they are
says err 'did you mean `swap-move`?'
answers 2 --mode move --primary 0x7000g --secondary 0x1000
says err '0x7000g'
answers 2 --mode move --primary 0x100000000 --secondary 0x1000
says err '32 bits'
answers 2 --mode move --primary 0x1000@ --secondary 0x1000
answers 2 --mode move --primary 0 --secondary 0x1000
answers 2 --mode move --primary 0x1000 --secondary 0x1000 --page-size 0
answers 2 --mode move --primary 0x1000 --secondary 0x1000 --page-size third=4096
answers 2 --mode move --primary 0x1000 --secondary 0x1000 --write-align 3
answers 2 --mode move --primary 0x1000 --secondary 0x1000 --boot-max-align 64
answers 2 --mode move --primary 0x1000 --secondary 0x1000 --max-img-sectors 0
answers 2 --mode move --primary 0x1000
says err '--secondary'
answers 2
says err '--primary'
answers 2 --geometry - --mode move
answers 2 pm_static.yml

# JSON lines: one answer a line, in order, with the id as it was written.
cat >"$scratch/good" <<'EOF'
{"id": "a", "mode": "move", "primary": {"offset": 65536, "size": 458752, "device_runs": [[4096, 256]]}, "secondary": {"offset": 0, "size": 983040, "device_runs": [[4096, 2048]]}, "scratch": null, "max_img_sectors": 256, "write_align": 4, "boot_max_align": 8}

{"id": [7], "mode": "swap-overwrite-not", "primary": {}}
{"id": "behind", "mode": "single", "primary": {"size": 4096, "device_runs": [[4096, 1]]}}
EOF
answers 2 --geometry "$scratch/good"
says out '"id":"a"'
says out '"verdict":"incompatible"'
says out '"log_lines":["Cannot upgrade: not a compatible amount of sectors"]'
says out '"max_image_size":null'
says out '"validate_limit":450560'
says out '"trailer_size":3120'
says out '"slot_too_small":false'
says out '"hazards":[]'
says out '"id":[7]'
says out '"id":"behind"'
[ "$(wc -l <"$scratch/out")" -eq 3 ] || fail "not one answer for each line"
says err "$scratch/good:3: unknown mode"

# Where the fields of the trailer lie (MCUBOOT.md 3.2): L = 0xf0000, T = 3120, A = 8.
answers 0 --mode move --primary 0xf0000 --secondary 0xef000 --max-img-sectors 256
says out 'in primary    status 0xef3d0, swap size 0xeffd0, swap info 0xeffd8, copy done 0xeffe0, image ok 0xeffe8, magic 0xefff0'
says out 'in secondary  status 0xee3d0, swap size 0xeefd0, swap info 0xeefd8, copy done 0xeefe0, image ok 0xeefe8, magic 0xeeff0'
# A = 16; the secondary's status array with its own write block: T = 3 * 512 * 1 + 80 there.
answers 0 --mode move --primary 0xf0000 --secondary 0xf0000 --max-img-sectors 512 \
	--write-align secondary=1 --write-align 16 --boot-max-align 16
says out '3 states x 512 sectors x 16 bytes + 80 = 24656 bytes'
says out 'in primary    status 0xe9fb0, swap size 0xeffb0, swap info 0xeffc0, copy done 0xeffd0, image ok 0xeffe0, magic 0xefff0'
says out 'in secondary  status 0xef9b0, swap size 0xeffb0,'
# Offset keeps the sizes of the TLVs too; two keys of an EC256 TLV (65 + 32 + 16 bytes) below.
answers 0 --mode offset --primary 0xf0000 --secondary 0xf1000 --max-img-sectors 256 \
	--encryption-key-size 113 --format json
says out '"trailer_size":2344'
says out '"primary":{"status":980696,"keys":982744,"swap_size":982984,"tlv_sizes":982992,"swap_info":983000,"copy_done":983008,"image_ok":983016,"magic":983024}'
# Scratch: the area's own trailer has one entry for each state.
answers 0 --mode scratch --primary 0xf0000 --secondary 0xf0000 --scratch 0x10000 \
	--max-img-sectors 256 --write-align 4 --write-align scratch=8
says out '3 states x 256 sectors x 8 bytes + 48 = 6192 bytes'
says out 'in primary    status 0xef3d0'
says out 'in scratch    status 0xffb8, swap size 0xffd0'
answers 0 --mode single --primary 0xf0000 --encryption-key-size 16
says out '80 bytes (80 = 2 keys x 16 + 4 fields x 8 + 16)'
says out 'in primary    keys 0xeffb0, swap size 0xeffd0,'
grep -q status "$scratch/out" && fail "single: a status array without a swap"
answers 1 --mode move --primary 0x1000 --secondary 0x1000 --max-img-sectors 512 --format json
says out '"trailer_fields":{"primary":null,"secondary":null}'
answers 2 --mode move --primary 0xf0000 --secondary 0xf0000 --encryption-key-size 5000
says err "--encryption-key-size 5000: longer than any key's TLV"
answers 2 --mode move --primary 0xf0000 --secondary 0xf0000 --encryption-key-size aes
answers 0 --mode single --primary 0xf0000 --encryption-key-size 0
says out '48 bytes (48 = 4 fields x 8 + 16)'
answers 2 --mode move --primary 0xf0000 --secondary 0xf0000 --write-align third=4

# The rules of an older SDK (MCUBOOT.md 2.7): 112 - 1 sectors of the trailer are 110 and a spare.
answers 1 --mode move --primary 0x70000 --secondary 0x6e000 --max-img-sectors 256 --ncs 3.1.0
answers 1 --mode move --primary 0x70000 --secondary 0x6e000 --max-img-sectors 256 --ncs 2.6.0
answers 0 --mode move --primary 0x70000 --secondary 0x6e000 --max-img-sectors 256 --ncs 2.9.0
answers 0 --mode offset --primary 0x70000 --secondary 0x70000 --ncs 2.9.0
says out 'note: swap using offset came with NCS 3.0'
answers 2 --mode move --primary 0x70000 --secondary 0x70000 --ncs new

# Every mode's name is taken with and without "swap-", in options and in files.
for mode in move offset scratch overwrite direct-xip ram-load single firmware-loader; do
	for name in "$mode" "swap-$mode"; do
		answers 0 --mode "$name" --primary 0x70000 --secondary 0x70000 --scratch 0x10000
		cp "$scratch/out" "$scratch/$name.text"
		printf '{"mode": "%s", "primary": {"size": 8192, "sector_runs": [[4096, 2]]},
"secondary": {"size": 8192, "sector_runs": [[4096, 2]]}}' "$name" | tr '\n' ' ' >"$scratch/line"
		answers 0 --geometry "$scratch/line"
		cp "$scratch/out" "$scratch/$name.json"
		printf '{"mode": "%s", "primary": null}' "$name" >"$scratch/line"
		answers 0 --boot-state "$scratch/line"
		"$PMLAYOUT" check --soc nrf9160 --mode "$name" examples/*/pm_static*.yml >"$scratch/$name.check"
		[ $? -lt 2 ] || fail "check refuses --mode $name"
	done
	for kind in text json check; do
		cmp -s "$scratch/$mode.$kind" "$scratch/swap-$mode.$kind" ||
			fail "$mode and swap-$mode are not the same ($kind)"
	done
done
answers 2 --mode swap-quantum --primary 0x70000 --secondary 0x70000

# The same in a file: keys, the write block of the secondary, an older SDK.
cat >"$scratch/build" <<'EOF'
{"mode": "offset", "primary": {"size": 983040, "sector_runs": [[4096, 240]]}, "secondary": {"size": 987136, "sector_runs": [[4096, 241]], "write_align": 1}, "max_img_sectors": 256, "encryption_key_size": 113}
{"mode": "move", "primary": {"size": 458752, "sector_runs": [[4096, 112]]}, "secondary": {"size": 450560, "sector_runs": [[4096, 110]]}, "ncs": "2.9.0"}
{"mode": "move", "primary": {"size": 4096, "sector_runs": [[4096, 1]]}, "secondary": {"size": 4096, "sector_runs": [[4096, 1]]}, "encryption_key_size": -1}
EOF
answers 2 --geometry "$scratch/build"
# shellcheck disable=SC2016 # back quotes as they are
says err '`encryption_key_size` is no whole number'
says out '"trailer_size":2344,"trailer_fields":{"primary":{"status":980696,'
says out '"secondary":{"status":986328,'
[ "$(grep -c '"verdict":"ok"' "$scratch/out")" -eq 2 ] || fail "not two accepted geometries"

# A refused geometry in a file is an answer, no failure.  Sectors alone say the same as a device.
cat >"$scratch/sectors" <<'EOF'
{"mode": "scratch", "primary": {"size": 950272, "sector_runs": [[4096, 232]]}, "secondary": {"size": 950272, "sector_runs": [[65536, 15]]}, "scratch": {"sector_runs": [[4096, 16]], "write_align": 4}, "max_img_sectors": 256}
{"mode": "move", "primary": {"offset": 4096, "sector_runs": [[4096, 300]]}, "secondary": {"offset": 4096, "sector_runs": [[4096, 300]]}}
EOF
answers 0 --geometry "$scratch/sectors"
says out '"max_image_size":914384'
says out '"hazards":["secondary-unaligned"]'
says out '"open_last_group":true'
says out 'BOOT_MAX_IMG_SECTORS=128'
printf '\357\273\277' | cat - "$scratch/sectors" >"$scratch/marked"
answers 0 --geometry "$scratch/marked"
[ "$(wc -l <"$scratch/out")" -eq 2 ] || fail "not two answers behind a byte order mark"
answers 0 --geometry - <"$scratch/sectors"
[ "$(wc -l <"$scratch/out")" -eq 2 ] || fail "not two answers from standard input"

# broken LINE: a line that is no geometry.
broken() {
	printf '%s\n' "$1" >"$scratch/broken"
	answers 2 --geometry "$scratch/broken"
	says err "$scratch/broken:1: "
	says out '"error":"'
	says out '"line":1'
	if grep -q '"verdict"' "$scratch/out"; then fail "a verdict on $1"; fi
}
slot='{"offset": 0, "size": 4096, "device_runs": [[4096, 1]]}'
broken '{'
broken '[1, 2]'
broken '"text"'
broken '{"primary": {}}'
broken '{"mode": 7}'
broken '{"mode": "move"}'
broken "{\"mode\": \"move\", \"primary\": $slot}"
broken '{"mode": "single", "primary": 5}'
broken '{"mode": "single", "primary": {"size": 4096}}'
broken '{"mode": "single", "primary": {"device_runs": [[4096, 1]]}}'
broken '{"mode": "single", "primary": {"size": -1, "device_runs": [[4096, 1]]}}'
broken '{"mode": "single", "primary": {"size": 4096.5, "device_runs": [[4096, 1]]}}'
broken '{"mode": "single", "primary": {"size": 4096, "device_runs": [[0, 1]]}}'
broken '{"mode": "single", "primary": {"size": 4096, "device_runs": [[4096]]}}'
broken '{"mode": "single", "primary": {"size": 4096, "sector_runs": [4096, 1]}}'
broken "{\"mode\": \"single\", \"primary\": $slot, \"max_img_sectors\": 4294967296}"
broken "{\"mode\": \"single\", \"primary\": $slot, \"write_align\": 0}"
broken "{\"mode\": \"single\", \"primary\": $slot, \"boot_max_align\": 24}"

# Those behind it are answered all the same, each in its place.
printf '%s\n' "{\"id\": \"a\", \"mode\": \"single\", \"primary\": $slot}" '' 'no JSON' \
	'{"id": 7, "mode": "swop"}' "{\"id\": \"b\", \"mode\": \"single\", \"primary\": $slot}" \
	>"$scratch/mixed"
answers 2 --geometry "$scratch/mixed"
[ "$(grep -c . "$scratch/err")" -eq 2 ] || fail "not two complaints"
says err "$scratch/mixed:3: "
says err "$scratch/mixed:4: "
grep -o '"id":[^,}]*\|"line":[0-9]*\|"verdict":"ok"' "$scratch/out" >"$scratch/order"
printf '%s\n' '"verdict":"ok"' '"id":"a"' '"line":3' '"line":4' '"id":7' '"verdict":"ok"' \
	'"id":"b"' | cmp -s - "$scratch/order" || fail "the answers are not in the lines' order"

# Counts of 2^32 are answered at once.
huge='{"offset": 0, "size": 1099511627776, "device_runs": [[256, 4294967296]]}'
printf '{"mode": "overwrite", "primary": %s, "secondary": %s, "max_img_sectors": 4294967295}\n' \
	"$huge" "$huge" >"$scratch/huge"
answers 0 --geometry "$scratch/huge"
says out '"verdict":"sectors_unreadable"'

: >"$scratch/empty"
answers 0 --geometry "$scratch/empty"
answers 3 --geometry "$scratch/missing"
says err "$scratch/missing: "
finish
