#!/bin/sh
# SPDX-License-Identifier: MIT
# A baseline counts findings by file and rule: old ones do not fail, new ones do, and it shrinks.
. tests/lib.sh
scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1
mkdir ci app
layout() {
	printf 'a: {address: 0x0, size: 0x1000}\n'
	for name; do
		printf '%s: {address: 0x800, size: 0x10}\n' "$name"
	done
}
layout b >app/pm_static.yml

"$PMLAYOUT" check app/pm_static.yml >/dev/null
exited 1 "without a baseline"
"$PMLAYOUT" check --baseline ci/base.json app/pm_static.yml >/dev/null 2>&1
exited 3 "a baseline that is not there"
"$PMLAYOUT" check --update-baseline app/pm_static.yml >/dev/null 2>&1
exited 2 "--update-baseline alone"
"$PMLAYOUT" check --baseline ci/base.json --update-baseline app/pm_static.yml >said
exited 0 "--update-baseline"
grep -q '; 1 allowed with a reason' said || fail "the summary does not count: $(cat said)"
cat >wanted.json <<'END'
{
  "version": 1,
  "findings": [
    {
      "file": "../app/pm_static.yml",
      "rule": "overlapping-partitions",
      "count": 1
    }
  ]
}
END
diff wanted.json ci/base.json || fail "the baseline is not as described"

# From another folder, under another name, on another line.
sed -i '1i # a comment' app/pm_static.yml
(cd app && "$PMLAYOUT" check --baseline ../ci/base.json ./pm_static.yml >/dev/null)
exited 0 "from another folder"
"$PMLAYOUT" check --format json --baseline ci/base.json app/pm_static.yml |
	grep -q '"allowed": "in the baseline ci/base.json"' || fail "JSON does not hold the reason"

# One more: all are shown.  One less: stale.
layout b c >app/pm_static.yml
"$PMLAYOUT" check --format text --baseline ci/base.json app/pm_static.yml >said
exited 1 "a new finding"
grep -q 'the baseline knows 1 of these [23] findings' said || fail "a new one: $(cat said)"
layout >app/pm_static.yml
"$PMLAYOUT" check --format concise --baseline ci/base.json app/pm_static.yml >said
exited 0 "a stale baseline"
grep -q 'stale-baseline' said || fail "a stale baseline is not reported"
"$PMLAYOUT" check --strict --baseline ci/base.json app/pm_static.yml >/dev/null
exited 1 "a stale baseline, --strict"

# A run over another file leaves the entry alone; one over this file drops it.
layout x >app/other.yml
"$PMLAYOUT" check --baseline ci/base.json --update-baseline app/other.yml >said
exited 0 "--update-baseline for another file"
grep -q stale-baseline said && fail "the entry of a file that was not looked at is called stale"
[ "$(grep -c '"file"' ci/base.json)" -eq 2 ] || fail "an entry was lost"
"$PMLAYOUT" check --baseline ci/base.json --update-baseline app/pm_static.yml >/dev/null
[ "$(grep -c '"file"' ci/base.json)" -eq 1 ] || fail "the baseline does not shrink"

# What cannot be allowed is not; what is broken is refused.
printf 'a: [\n' >broken.yml
"$PMLAYOUT" check --baseline broken.json --update-baseline broken.yml >/dev/null
exited 1 "broken YAML in a baseline"
for text in '[' '{}' '{"version": 2, "findings": []}' '{"version": 1, "findings": [1]}' \
	'{"version": 1, "findings": [{"file": "a", "rule": "zero-siz", "count": 1}]}' \
	'{"version": 1, "findings": [{"file": "a", "rule": "zero-size", "count": 0}]}'; do
	printf '%s' "$text" >wrong.json
	"$PMLAYOUT" check --baseline wrong.json app/pm_static.yml >/dev/null 2>said
	exited 2 "$text"
	grep -q 'wrong.json is no baseline' said || fail "$text: $(cat said)"
done
"$PMLAYOUT" check --baseline app/other.yml --update-baseline app/other.yml >/dev/null 2>&1
exited 2 "a baseline that is an input"

# From the configuration, as seen from its folder.
printf 'baseline: ci/base.json\n' >.pmlayout.yml
(cd app && "$PMLAYOUT" check other.yml >/dev/null)
exited 0 "a baseline from the configuration"
finish
