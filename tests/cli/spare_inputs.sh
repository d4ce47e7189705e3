#!/bin/sh
# SPDX-License-Identifier: MIT
# No output replaces a file that was read, by whatever path it is named; a setting for a region
# that nothing has is wrong usage; a regions file that cannot be read declares nothing.
. tests/lib.sh

scratch_dir
cd "$scratch" || exit 1
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$OLDPWD/$PMLAYOUT ;; esac
cat >layout.yml <<'EOF'
app: {address: 0x0, size: 0xf0000}
settings_storage: {address: 0xf0000, size: 0x10000}
EOF
cp layout.yml before.yml
ln -s layout.yml other-name.yml

for output in layout.yml ./layout.yml other-name.yml; do
	"$PMLAYOUT" compile layout.yml --soc nrf9160 --emit json=$output >out 2>err
	exited 2 "compile over its input as $output"
	"$PMLAYOUT" check layout.yml --soc nrf9160 --output $output >out 2>err
	exited 2 "check over its input as $output"
	grep -q 'is an input' err || fail "the reason is not said"
done
"$PMLAYOUT" compile layout.yml --soc nrf9160 --emit json=out.json --depfile layout.yml 2>err
exited 2 "a depfile over the input"
cmp layout.yml before.yml || fail "the input has changed"

"$PMLAYOUT" check layout.yml --soc nrf9160 --page-size nope=4096 >out 2>err
exited 2 "the page size of a region that nothing has"
grep -q 'nope' err || fail "the region is not named"
"$PMLAYOUT" check layout.yml --soc nrf9160 --page-size external_flash=4096 >out 2>err
exited 0 "the page size of a usual region"

"$PMLAYOUT" check layout.yml --soc nrf9160 --regions missing.yml --format concise >out 2>err
exited 3 "a regions file that is not there"
if grep -q unknown-region out; then
	fail "regions follow from a file that cannot be read"
fi
finish
