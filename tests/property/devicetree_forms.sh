#!/bin/sh
# SPDX-License-Identifier: MIT
# The source of a devicetree and the blob that dtc makes of it have the same findings: for every
# devicetree of the rules' tests, with its own arguments.
. tests/lib.sh
command -v dtc >/dev/null || skip "no dtc"
command -v python3 >/dev/null || skip "no python3"
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
scratch_dir
PMLAYOUT=$PMLAYOUT python3 - "$scratch/tree.dtb" <<'END' || fail "a blob is judged otherwise"
import glob, json, os, subprocess, sys

blob = sys.argv[1]
top = os.getcwd()


def findings(path, arguments):
    run = subprocess.run([os.environ["PMLAYOUT"], "check", "--no-config", "--format", "json", path,
                          *arguments], capture_output=True, text=True, timeout=60)
    answer = json.loads(run.stdout)
    said = [(d["severity"], d["rule"], d["message"].replace(path, "INPUT"), d["partitions"],
             d["locations"][0]["path"]) for d in answer["diagnostics"]]
    return sorted(said, key=repr), run.returncode, answer["summary"]["partitions"]


compared = wrong = 0
for source in sorted(glob.glob("tests/rules/*/*.dts")):
    folder, name = os.path.split(source)
    text = open(source).read()
    # What only a source has: places of origin, suppressions.
    if folder.endswith(("invalid-devicetree", "unreadable-file")) or "/* in " in text or \
            "pmlayout: allow" in text or ".old." in name or "/* node '" in text:
        continue
    os.chdir(folder)
    base = name[:-len(".dts")]
    arguments = open(base + ".args").read().split("\n") if os.path.exists(base + ".args") else []
    arguments = [a for a in arguments if a]
    made = subprocess.run(["dtc", "-q", "-@", "-O", "dtb", "-o", blob, name])
    if made.returncode == 0 and not glob.glob(base + ".old.*"):
        compared += 1
        if findings(name, arguments) != findings(blob, arguments):
            wrong += 1
            print(source, "and its blob differ", file=sys.stderr)
            print(" ", findings(name, arguments), "\n ", findings(blob, arguments),
                  file=sys.stderr)
    os.chdir(top)
if compared < 100:
    sys.exit("only %d were compared" % compared)
sys.exit(wrong > 0)
END

# A blob without __symbols__ has lost the node labels: that one is missing is then a guess, unless
# every partition says by its `label` what it is.
cat >"$scratch/tree.dts" <<'END'
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	flash@0 {
		compatible = "soc-nv-flash";
		reg = <0x0 0x100000>;
		partitions {
			compatible = "fixed-partitions";
			#address-cells = <1>;
			#size-cells = <1>;
			partition@0 { label = "mcuboot"; reg = <0x0 0xc000>; };
			partition@c000 { label = "image-0"; reg = <0xc000 0x70000>; };
			partition@7c000 { reg = <0x7c000 0x70000>; };
		};
	};
};
END
label_level() {
	dtc -q -O dtb -o "$scratch/tree.dtb" "$scratch/$1"
	"$PMLAYOUT" check --no-config --format concise --mode swap-move "$scratch/tree.dtb" |
		sed -n 's/.*: \([a-z]*\): .*\[missing-partition-label\]$/\1/p'
}
[ "$(label_level tree.dts)" = warning ] || fail "a lost label is not a warning"
sed 's/@7c000 {/& label = "storage";/' "$scratch/tree.dts" >"$scratch/told.dts"
[ "$(label_level told.dts)" = error ] || fail "a missing label is not an error"
finish
