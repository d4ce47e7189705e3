#!/bin/sh
# SPDX-License-Identifier: MIT
# --fix changes only the bytes concerned and leaves nothing to fix; --diff prints what it would do.
. tests/lib.sh
scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac

write_layout() {
	cat >"$1" <<'END'
# The layout of our device.
mcuboot:   {adress: 0x0, size: 0xc000, region: flash_primary}   # keep this comment
first_area:
    address:   0xc000
    end_address: 0x10000   # a digit too many
    size: 0x2000


# far away
second_area: {address: "0xe000", size: 0x1_000, align: {start: 0x1000}}
third_area:
  address: 0xf000
  size: 0x1000
  # 1
  # 2
  # 3
  # 4
  # 5
  # 6
  # 7
  end_address: 0xf000
END
}

cat >"$scratch/wanted.yml" <<'END'
# The layout of our device.
mcuboot:   {address: 0x0, size: 0xc000, region: flash_primary}   # keep this comment
first_area:
    address:   0xc000
    end_address: 0xe000   # a digit too many
    size: 0x2000


# far away
second_area: {address: 0xe000, size: 0x1000, placement: {align: {start: 0x1000}}}
third_area:
  address: 0xf000
  size: 0x1000
  # 1
  # 2
  # 3
  # 4
  # 5
  # 6
  # 7
  end_address: 0x10000
END

# fixed FILE WANTED: --diff and then --fix make WANTED of FILE.
fixed() {
	cp "$1" "$scratch/before"
	(cd "$scratch" && "$PMLAYOUT" check --diff "${1##*/}") >"$scratch/patch"
	cmp -s "$1" "$scratch/before" || fail "$1: --diff changed the file"
	if command -v git >/dev/null; then
		(cd "$scratch" && git apply --check patch) || fail "$1: git refuses the patch"
		(cd "$scratch" && git apply --whitespace=nowarn patch)
		cmp "$1" "$2" || fail "$1: the patch makes something else"
		cp "$scratch/before" "$1"
	fi
	"$PMLAYOUT" check --fix -q "$1" >/dev/null
	cmp "$1" "$2" || fail "$1: --fix makes something else"
	"$PMLAYOUT" check --diff "$1" >"$scratch/patch" 2>&1
	[ ! -s "$scratch/patch" ] || fail "$1: something is left to fix"
}

write_layout "$scratch/a.yml"
fixed "$scratch/a.yml" "$scratch/wanted.yml"

# CR LF, a byte order mark, no line end at the end, a blank in the name.
write_layout "$scratch/a b.yml"
for name in 'a b.yml' wanted.yml; do
	{
		printf '\357\273\277'
		sed 's/$/\r/' "$scratch/$name"
		printf 'last_area: {address: 0x10000, size: 0x1000, end_address: 0x%s000}' \
			"$([ "$name" = wanted.yml ] && echo 11 || echo 12)"
	} >"$scratch/new"
	mv "$scratch/new" "$scratch/$name"
done
fixed "$scratch/a b.yml" "$scratch/wanted.yml"

# The rest of a region, what will be built of the application, and a misspelt region.
cat >"$scratch/extents.yml" <<'END'
mcuboot: {address: 0x0, size: 0x10000}
mcuboot_pad: {address: 0x10000, size: 0x200}
app: {address: 0x10200, size: 0x60000, end_address: 0x70200}
mcuboot_primary: {address: 0x10000, size: 0x70000, span: [mcuboot_pad, app]}
mcuboot_secondary: {address: 0x80000, size: 0x70000}
settings_storage: {address: 0xf0000, size: 0x10000}
external_flash: # the chip
  size: 0x800000
  region: external_flash
  end_address: 0x800000
  address: 0x0  # all of it
log_storage: {address: 0x0, size: 0x10000, region: externl_flash}
END
sed 's/0x60000, end_address: 0x70200/0x6fe00, end_address: 0x80000/
	s/size: 0x800000/size: 0x7f0000/; s/address: 0x0  #/address: 0x10000  #/
	s/externl/external/' "$scratch/extents.yml" >"$scratch/extents-wanted.yml"
printf 'soc: nrf9160\n' >"$scratch/.pmlayout.yml"
fixed "$scratch/extents.yml" "$scratch/extents-wanted.yml"
rm "$scratch/.pmlayout.yml"

# git takes the patch, however the file is named.
if command -v git >/dev/null; then
	mkdir -p "$scratch/repository/app"
	git init -q "$scratch/repository"
	printf 'a: {address: 0x0, size: 0x1000, end_address: 0x9}\n' >"$scratch/repository/app/a.yml"
	for way in ". app/a.yml" ". ./app/../app/a.yml" ". $scratch/repository/app/a.yml" \
		"app a.yml" "app ../app/a.yml" "app $scratch/repository/app/a.yml"; do
		(cd "$scratch/repository/${way%% *}" &&
			"$PMLAYOUT" check --diff "${way#* }" | git apply --check -v -) >"$scratch/said" 2>&1
		grep -q '^Checking patch app/a.yml' "$scratch/said" || fail "$way: $(cat "$scratch/said")"
	done
fi

# What is allowed, or left out, is not fixed; nor is what two partitions share or two keys want.
for line in \
	'a: {address: 0x0, size: 0x1000, end_address: 0x9}  # pmlayout: allow end-address-mismatch -- x' \
	'a: {adress: 0x0, addres: 0x1000, size: 0x1000}' \
	'a: {address: 0x0, adress: 0x1000, size: 0x1000}' \
	'a: {address: 0x0, size: 010000}' \
	'{a: {address: 0x0, size: 0x1000, end_address: &end 0x2000}, b: {address: 0x1000, size: *end}}' \
	'a: {address: 0x0, size: 0x1000, align: {start: 0x1000}, placement: {after: [b]}}'; do
	printf '%s\n' "$line" >"$scratch/left.yml"
	"$PMLAYOUT" check --diff "$scratch/left.yml" >"$scratch/patch"
	[ ! -s "$scratch/patch" ] || fail "fixed: $line"
done
printf 'a: &a {address: 0x0, size: 0x1000, end_address: 0x9}\nb: {<<: *a, address: 0x1000}\n' \
	>"$scratch/left.yml"
"$PMLAYOUT" check --fix -q "$scratch/left.yml" >/dev/null
grep -q 'end_address: 0x1000}' "$scratch/left.yml" || fail "an anchor's own entry is not fixed"
"$PMLAYOUT" check --diff "$scratch/left.yml" >"$scratch/patch"
[ ! -s "$scratch/patch" ] || fail "a merged key is fixed"
printf 'a: {address: 0x0, size: 0x1000, end_address: 0x9}\n' >"$scratch/left.yml"
"$PMLAYOUT" check --diff -A end-address-mismatch "$scratch/left.yml" >"$scratch/patch"
[ ! -s "$scratch/patch" ] || fail "fixed, though left out with -A"

# The status is that of the findings, which --output still writes.
printf 'a: {address: "0x0", size: 0x1000}\n' >"$scratch/left.yml"
"$PMLAYOUT" check --diff -o "$scratch/findings" "$scratch/left.yml" >/dev/null
exited 1 "--diff with an error"
grep -q wrong-type "$scratch/findings" || fail "--diff --output writes no findings"
"$PMLAYOUT" check --fix "$scratch/left.yml" >/dev/null 2>"$scratch/said"
exited 0 "--fix of the only error"
grep -q '1 fix applied in 1 file' "$scratch/said" || fail "--fix does not say what it did"

"$PMLAYOUT" check --fix --diff "$scratch/left.yml" 2>/dev/null
exited 2 "--fix --diff"
"$PMLAYOUT" check --fix - </dev/null 2>/dev/null
exited 2 "--fix of standard input"
"$PMLAYOUT" check --fix "$scratch/none.yml" >/dev/null 2>&1
exited 3 "--fix of a file that is not there"
printf 'a: {address: "0x0", size: 0x1000}\n' >"$scratch/left.yml"
chmod a-w "$scratch/left.yml"
if [ "$(id -u)" -ne 0 ]; then
	"$PMLAYOUT" check --fix "$scratch/left.yml" >/dev/null 2>&1
	exited 3 "--fix of a file that cannot be written"
fi

# Of a build its static file is mended, of an application's folder each one; nothing else changes.
mkdir -p "$scratch/project/build/zephyr"
echo 'CONFIG_SPI=y' >"$scratch/project/prj.conf"
slip='storage: {address: 0xf8000, end_address: 0xf9000, size: 0x8000}'
echo "$slip" >"$scratch/project/pm_static.yml"
echo 'storage: {address: 0xf8000, end_address: 0x100000, region: flash_primary, size: 0x8000}' \
	>"$scratch/project/build/partitions.yml"
printf 'CONFIG_SOC="nRF9160_SICA"\nCONFIG_SPI=y\n' >"$scratch/project/build/zephyr/.config"
cp -r "$scratch/project" "$scratch/untouched"
"$PMLAYOUT" check "$scratch/project/build" | grep -q 'warning.*end-address-mismatch' ||
	fail "a build says nothing of its static file"
"$PMLAYOUT" check --diff "$scratch/project/build" >"$scratch/patch"
grep -q '^+storage.*0x100000' "$scratch/patch" || fail "--diff of a build: $(cat "$scratch/patch")"
"$PMLAYOUT" check --fix "$scratch/project/build" "$scratch/project" >/dev/null 2>"$scratch/said"
exited 0 "--fix of a build"
grep -q '1 fix applied in 1 file' "$scratch/said" || fail "--fix of a build: $(cat "$scratch/said")"
diff -r "$scratch/untouched" "$scratch/project" >"$scratch/changes"
grep -c '^diff' "$scratch/changes" | grep -qx 1 || fail "$(cat "$scratch/changes")"
echo "$slip" >"$scratch/project/pm_static.yml"
"$PMLAYOUT" check --fix "$scratch/project" >/dev/null 2>"$scratch/said"
exited 0 "--fix of a folder"
grep -q '1 fix applied in 1 file' "$scratch/said" || fail "--fix of a folder"
finish
