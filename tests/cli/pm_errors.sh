#!/bin/sh
# SPDX-License-Identifier: MIT
# Every error of Partition Manager (PARTITION-MANAGER.md 8), those that it ends with a traceback and
# those that it never ends with: a rule's name, the place in the file, Partition Manager's own
# words, a help; exit 1 and no file.
# shellcheck disable=SC2016 # names stand in back quotes
. tests/lib.sh

scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1

# resolve WORD...: f.yml, and s.yml if it is there.
resolve() {
	rm -f p.yml r.yml
	[ ! -e s.yml ] || set -- --static-config s.yml "$@"
	"$PMLAYOUT" pm resolve --input-files f.yml --output-partitions p.yml \
		--output-regions r.yml --regions sram_primary flash_primary external_flash \
		--sram_primary-size 0x40000 --sram_primary-base-address 0x20000000 \
		--sram_primary-placement-strategy complex \
		--sram_primary-dynamic-partition sram_primary --flash_primary-size 0x100000 \
		--flash_primary-placement-strategy complex --external_flash-size 0x800000 \
		--external_flash-device qspi "$@" >out 2>err
}

# refused RULE PLACE WORDS [OTHER] -- [WORD...]: the fragment is standard input; a line `---` begins
# the static file.  WORDS is a part of what Partition Manager says, OTHER the other party's place,
# or what is said of it.
refused() {
	what="$1: $3"
	rule=$1
	place=$2
	words=$3
	other=${4-}
	while [ "$1" != -- ]; do shift; done
	shift
	rm -f f.yml s.yml
	awk '/^---$/ { out = "s.yml"; next } { print >out }' out=f.yml -
	[ -e f.yml ] || : >f.yml
	resolve "$@"
	exited 1 "$what"
	{ [ ! -e p.yml ] && [ ! -e r.yml ]; } || fail "$what: a file is written"
	grep -q "^error\[$rule\]" err || fail "$what: $(cat err)"
	grep -q -e "--> $place\$" err || fail "$what: not at $place: $(cat err)"
	grep -qF -e "$words" err || fail "$what: not Partition Manager's words: $(cat err)"
	[ "$(grep -c '= help:' err)" -gt "$(grep -c '= help: for more:' err)" ] ||
		fail "$what: no help: $(cat err)"
	[ -z "$other" ] || [ "$other" = -- ] || grep -q -e "$other" err ||
		fail "$what: not the other party, $other: $(cat err)"
}

# The same; Partition Manager's report of the region stands on standard output.
reported() {
	refused "$@"
	grep -qF "Partition manager failed: $words" out || fail "$what: not on stdout: $(cat out)"
	grep -q '^Failed to partition region .*, size of region: [0-9]*$' out ||
		fail "$what: no region on stdout: $(cat out)"
	grep -q '^Partition Configuration:$' out || fail "$what: no configuration: $(cat out)"
}

# -- Errors that Partition Manager reports ---------------------------------------------------------

reported unsolvable-placement f.yml:1:18 "Found empty 'placement' property for partition 'a'" -- <<'END'
a: {size: 0x100, placement: {}}
END
reported unsolvable-placement f.yml:1:18 "'one_of' was detected in one of the following" -- <<'END'
a: {size: 0x100, placement: {before: {one_of: [b, end]}}}
END
reported unsolvable-placement f.yml:1:5 "'one_of' must be the only key in its dict" -- <<'END'
c: {span: {one_of: [app], more: 1}}
END
reported unsolvable-placement f.yml:2:5 \
	"'one_of' dict did not evaluate to any partition. Available partitions ['a', 'c', 'app', 'end', 'start'], one_of ['x', 'y']" -- <<'END'
a: {size: 0x100, placement: {before: [end]}}
c: {span: {one_of: [x, y]}}
END
reported unsolvable-placement f.yml:1:17 \
	"Found illegal dict inside list. Only 'one_of' dicts are allowed" -- <<'END'
c: {span: [app, {two_of: [app]}]}
END
reported unsolvable-placement f.yml:2:18 'Partition "a" was placed before start or after end.' -- <<'END'
# comment
a: {size: 0x100, placement: {before: [start]}}
END
reported unsolvable-placement f.yml:1:18 'Unable to solve the following partitions (endless loop):' \
	'`b` waits as well' -- <<'END'
a: {size: 0x100, placement: {before: [b]}}
b: {size: 0x100, placement: {before: [a]}}
END
reported unsolvable-placement f.yml:3:5 \
	"partition c (['a', 'app']) does not span over consecutive parts. Solution: ['a', 'b', 'app']" \
	'`b` lies between them' -- <<'END'
a: {size: 0x100, placement: {after: [start]}}
b: {size: 0x100, placement: {after: [a]}}
c: {span: [a, app]}
END
for key in align align_next; do
	reported ignored-key f.yml:1:46 \
		"'$key' config is misplaced (should be part of 'placement')." -- <<END
a: {size: 0x100, placement: {before: [end]}, $key: {start: 4}}
END
done
reported unsolvable-placement f.yml:2:18 'Align config already present in b' '`align_next` stands here' -- <<'END'
a: {size: 0x100, placement: {after: [start], align_next: 0x100}}
b: {size: 0x100, placement: {after: [a], align: {end: 0x100}}}
END
reported unsolvable-placement f.yml:2:18 'Align config already present in b' '`align_next` stands here' -- <<'END'
a: {size: 0x100, placement: {after: [start], align_next: 0x300}}
b: {size: 0x100, placement: {after: [a], align: {start: 0x200}}}
END
reported unsolvable-placement f.yml:1:18 "Invalid alignment requirement {'start': 4, 'end': 4}" -- <<'END'
a: {size: 0x100, placement: {before: [end], align: {start: 4, end: 4}}}
END
reported unsolvable-placement f.yml:2:24 \
	'Invalid combination, can not have dynamic partition in front of app with alignment' -- <<'END'
box: {span: [app]}
a: {share_size: [box], placement: {before: [app], align: {end: 0x1000}}}
b: {size: 0x100, placement: {after: [start]}}
END
reported unsolvable-placement f.yml:3:27 'The current configuration gives app a non-word-aligned size' -- <<'END'
box: {span: [app]}
odd: {size: 0x1002, placement: {before: [end]}}
copy: {share_size: [box], placement: {after: [box], align: {start: 0x1000}}}
END
reported unsolvable-placement f.yml:3:27 \
	"The current configuration is invalid because it requires app's size to be less than 0." -- <<'END'
box: {span: [app]}
big: {size: 0xff000, placement: {before: [end]}}
copy: {share_size: [box], placement: {after: [box], align: {start: 0x80000}}}
END
reported unsolvable-placement f.yml:4:25 'Unable to fulfill alignment requirement automatically.' -- <<'END'
box: {span: [app]}
a: {size: 0x1404, placement: {after: [box], align: {start: 8}}}
b: {size: 0x1100, placement: {after: [a]}}
c: {share_size: [box],  placement: {after: [b], align: {start: 0x10}}}
END
reported unsolvable-placement f.yml:1:18 'Error when inspecting a, invalid address' -- \
	--flash_primary-base-address 0x80 <<'END'
a: {size: 0x100, placement: {after: [start], align: {start: 0x1000}}}
END
reported unsolvable-placement f.yml:1:1 'End of last partition is after last valid address' -- <<'END'
a: {size: 0x100}
END
reported unsolvable-placement f.yml:2:1 'No compatible parent partition found for c' -- <<'END'
a: {size: 0x100000, placement: {before: [end]}}
c: {span: [app]}
END
gaps='Incorrect amount of gaps found in static configuration. There must be exactly one gap in the'
reported gap-count s.yml:1:1 "$gaps" '0x2000..0x100000 is free behind `a`' -- <<'END'
---
a: {address: 0x1000, size: 0x1000}
END
grep -qF 'Gaps found (2):0x0-0x1000 0x2000-0x100000 The most common' out || fail "two gaps: $(cat out)"
reported gap-count s.yml:1:1 "$gaps" -- <<'END'
---
a: {address: 0x0, size: 0x100000}
END
grep -qF 'Gaps found (0): The most common' out || fail "no gap: $(cat out)"
reported gap-count s.yml:1:1 \
	"Incorrect amount of gaps found in static configuration for region 'external_flash'." -- <<'END'
---
a: {address: 0x1000, size: 0x1000, region: external_flash}
END
reported not-packed s.yml:1:1 \
	"Statically defined partitions are not packed at start of region 'external_flash'." -- <<'END'
---
a: {address: 0x7ff000, size: 0x1000, region: external_flash}
END
reported not-packed s.yml:1:1 \
	"Statically defined partitions are not packed at end of region 'external_flash'." -- \
	--external_flash-placement-strategy end_to_start <<'END'
---
a: {address: 0x0, size: 0x1000, region: external_flash}
END
reported unsolvable-placement f.yml:1:1 \
	'Found partition named external_flash, this is the name of a region, and is a reserved name' -- <<'END'
external_flash: {size: 0x1000, region: external_flash}
END

# -- Tracebacks ------------------------------------------------------------------------------------

echo 'a: {size: 0x200, placement: {before: [end]}}' >g.yml
refused conflicting-partition f.yml:1:1 \
	"Conflicting configuration found for 'f.yml' value for key 'a' differs. val1: {'size': 256, 'placement': {'before': ['end']}} val2: {'size': 512, 'placement': {'before': ['end']}}" \
	'g.yml:1:1' -- --input-files g.yml f.yml <<'END'
a: {size: 0x100, placement: {before: [end]}}
END
refused unsolvable-placement f.yml:1:5 \
	"Found 'share_size' loop between the following regions" \
	'`b_sram` takes its size from elsewhere' -- <<'END'
a: {share_size: [b_sram], placement: {before: [end]}}
b_sram: {share_size: [a], placement: {before: [end]}}
END
refused wrong-type f.yml:1:60 TypeError -- <<'END'
a: {size: 0x100, placement: {before: [end], align: {start: CONFIG_X}}}
END
refused wrong-type f.yml:1:11 TypeError -- <<'END'
a: {size: CONFIG_X, placement: {before: [end]}}
END
refused bad-alignment-value f.yml:1:53 ZeroDivisionError -- <<'END'
a: {size: 0x100, placement: {before: [end], align: {start: 0}}}
END
refused unsolvable-placement f.yml:1:5 "KeyError: 'app'" -- <<'END'
a: {share_size: [app], placement: {before: [end]}}
END
refused missing-key f.yml:1:1 "KeyError: 'size'" -- <<'END'
a: {placement: {before: [end]}}
END
refused missing-key f.yml:1:1 "KeyError: 'size'" -- <<'END'
a: {region: external_flash}
END
refused missing-key s.yml:1:1 "KeyError: 'address'" -- <<'END'
---
a: {size: 0x100}
END
refused unsolvable-placement f.yml:1:5 "KeyError: 'b'" -- <<'END'
a: {share_size: [b], region: external_flash}
END
refused wrong-type f.yml:2:5 "KeyError: 'a'" -- <<'END'
ab: {size: 0x1000, region: external_flash}
b: {share_size: ab, region: external_flash}
END
refused wrong-type f.yml:2:5 'KeyError: 0' -- <<'END'
ab: {size: 0x1000, region: external_flash}
b: {share_size: {one_of: [ab]}, region: external_flash}
END
refused unsolvable-placement f.yml:2:18 "KeyError: 'a'" -- <<'END'
a: {size: 0x100, placement: {before: [end]}}
b: {size: 0x100, inside: [a], placement: {before: [end]}}
END
refused unsolvable-placement f.yml:2:5 "ValueError: 'a' is not in list" 'has neither `before` nor `after`' -- <<'END'
a: {size: 0x100}
c: {span: [a]}
END
refused unsolvable-placement f.yml:1:18 StopIteration -- <<'END'
a: {size: 0x100, placement: {before: [c]}}
c: {span: [a]}
END
refused wrong-type f.yml:1:18 'NoneType' -- <<'END'
a: {size: 0x100, placement: }
END
refused wrong-shape f.yml:1:1 'TypeError' -- <<'END'
a:
END
refused wrong-shape f.yml:1:1 'AttributeError' -- <<'END'
- a
END
refused nothing-to-check s.yml:1:1 "AttributeError: 'NoneType'" -- <<'END'
---
# nothing
END
refused unsolvable-placement f.yml:1:18 RecursionError -- <<'END'
a: {size: 0x100, placement: {after: [start], align: {end: 0x1000}}}
MY_EMPTY: {size: 0x100, placement: {before: [end]}}
END

# -- What never returns ----------------------------------------------------------------------------

refused unsolvable-placement f.yml:1:5 'Partition Manager never returns' '`b` leads back to `a`' -- <<'END'
a: {share_size: [b], placement: {before: [end]}}
b: {share_size: [a], placement: {before: [end]}}
END
refused unsolvable-placement f.yml:1:5 'Partition Manager never returns' -- <<'END'
a: {share_size: [b], region: external_flash}
b: {share_size: [a], region: external_flash}
END
refused unsolvable-placement f.yml:1:5 'Partition Manager never returns' '`d` leads back to `c`' -- <<'END'
c: {span: [d]}
d: {span: [c]}
END
refused unsolvable-placement f.yml:1:5 'Partition Manager never returns' -- <<'END'
c: {span: [c, app]}
END

# -- The output script -----------------------------------------------------------------------------

printf 'app: {span: [main]}\nmain: {size: 0x1000, placement: {before: [end]}}\n' >f.yml
rm -f s.yml
printf 'main: {address: 0x0, size: 0x1000}\napp: {address: 0x0, size: 0x1000, span: [main]}\n' >s.yml
resolve --flash_primary-dynamic-partition rest
exited 0 "a container called like the image: $(cat err)"
cp p.yml partitions.yml
"$PMLAYOUT" pm output --input-partitions partitions.yml --input-regions r.yml --images :app \
	--header-files pm_config.h >out 2>err
exited 1 "a container called like the image"
grep -q "Please rename the span 'app' in the pm.yml file of child 'app'" err ||
	fail "a container called like the image: $(cat err)"
[ ! -e pm_config.h ] || fail "a header of a container is written"
finish
