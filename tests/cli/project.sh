#!/bin/sh
# SPDX-License-Identifier: MIT
# An application's folder as an input: its static files, and files under names that nothing reads;
# and what such folders may hold beside that.
. tests/lib.sh
scratch_dir
case $PMLAYOUT in /*) ;; *) PMLAYOUT=$(pwd)/$PMLAYOUT ;; esac
cd "$scratch" || exit 1

# project NAME FILE...: an application with a sound layout and these files.
project() {
	name=$1
	shift
	rm -rf "$name"
	mkdir -p "$name"
	echo 'CONFIG_SPI=y' >"$name/prj.conf"
	echo 'mcuboot: {address: 0x0, size: 0x10000}' >"$name/pm_static.yml"
	for file; do
		mkdir -p "$name/$(dirname "$file")"
		echo '# nothing' >"$name/$file"
	done
}

# unread NAME FILE...: of the project exactly these files are unread.
unread() {
	name=$1
	shift
	for file; do
		echo "$file"
	done | sort >wanted
	"$PMLAYOUT" check "$name" >out 2>errors
	status=$?
	[ "$status" -le 1 ] || fail "$name: exit $status"
	[ -s errors ] && fail "$name: $(cat errors)"
	# shellcheck disable=SC2016 # back quotes of the text
	sed -n 's/.*nothing reads `\([^`]*\)`.*\[unread-file\]$/\1/p' out | sort >got
	diff wanted got >difference || fail "$name: $(cat difference)"
}

# What the thread's authors wrote, and what support told them to write.
project thread child_image/mcuboot/prj_mcuboot.conf \
	child_image/mcuboot/boards/nrf9160dk_nrf9160_mcuboot.overlay \
	child_image/mcuboot/boards/nrf9160dk_nrf9160_ns.overlay
unread thread child_image/mcuboot/prj_mcuboot.conf \
	child_image/mcuboot/boards/nrf9160dk_nrf9160_mcuboot.overlay \
	child_image/mcuboot/boards/nrf9160dk_nrf9160_ns.overlay
project thread child_image/mcuboot.conf child_image/mcuboot/boards/nrf9160dk_nrf9160.overlay \
	boards/nrf9160dk_nrf9160_ns.overlay
unread thread

# renamed FILE RIGHT: of a project with this file the help names the other.
renamed() {
	project right "$1"
	"$PMLAYOUT" check --format text right >out
	# shellcheck disable=SC2016 # back quotes of the text
	grep -qF "= help: rename it to \`$2\`" out || fail "$1: not $2: $(cat out)"
}

renamed child_image/mcuboot/prj_mcuboot.conf child_image/mcuboot.conf
renamed child_image/mcuboot/mcuboot.overlay child_image/mcuboot.overlay
for file in mcuboot/nrf9160dk_nrf9160_mcuboot mcuboot/nrf9160dk_nrf9160_ns nrf9160dk_nrf9160 \
	mcuboot_nrf9160dk_nrf9160_ns mcuboot/boards/nrf9160dk_nrf9160_ns_mcuboot \
	boards/nrf9160dk_nrf9160; do
	renamed "child_image/$file.overlay" child_image/mcuboot/boards/nrf9160dk_nrf9160.overlay
done
renamed boards/nrf9160dk_nrf9160_ns_mcuboot.overlay \
	sysbuild/mcuboot/boards/nrf9160dk_nrf9160.overlay
renamed sysbuild/mcuboot/boards/nrf9160dk_nrf9160_ns_0_14_0.conf \
	sysbuild/mcuboot/boards/nrf9160dk_nrf9160_0_14_0.conf
renamed sysbuild/mcuboot/nrf9160dk_nrf9160_ns.conf \
	sysbuild/mcuboot/boards/nrf9160dk_nrf9160.conf
renamed sysbuild/b0/boards/thingy91x_nrf9151_ns.conf sysbuild/b0/boards/thingy91x_nrf9151.conf
renamed sysbuild/mcubot/prj.conf sysbuild/mcuboot/prj.conf
renamed sysbuild/ipc_radio/boards/nrf54h20dk_nrf54h20_cpuapp.conf \
	sysbuild/ipc_radio/boards/nrf54h20dk_nrf54h20_cpurad.conf

# The other style; a project for both has both files.
project style sysbuild.conf child_image/mcuboot.conf
unread style child_image/mcuboot.conf
project style sysbuild/mcuboot.conf child_image/mcuboot.conf child_image/mcuboot/prj.conf
unread style child_image/mcuboot/prj.conf

# Names of boards: those of Nordic, of the project, of nobody.
project names boards/nrf5340dk_nrf5340_cpuapp_ns.overlay boards/nrf5340dk_cpuapp_ns.conf \
	boards/nrf5340pdk_nrf5340_cpuapp.overlay boards/nrf52840dk_nrf52811.conf \
	boards/xiao_ble_sense.overlay boards/our_gateway.overlay boards/nrf9160dk_nrf9160ns.overlay \
	boards/nrf9160dk_nrf9160_ns_v2.conf boards/nrf9161dk_nrf9160_ns.conf \
	boards/nrf54lm20dk_nrf54lm20c_cpuapp.overlay boards/nrf54h20pdk_nrf54h20_cpuapp.conf \
	boards/nrf54h20dk_nrf54h20_cpurad_backup.overlay \
	boards/nrf5340dk_nrf5340_cpuapp_hci_ipc.conf prj_hci_ipc.conf
unread names
project variants pm_static_nrf5340dk_nrf5340_cpuapp.yml boards/nrf5340dk_nrf5340_cpuapp_ns.conf
unread variants
project variants pm_static_nrf9151dk_nrf9151.yml boards/nrf9151dk_nrf9151_ns.conf
unread variants pm_static_nrf9151dk_nrf9151.yml
project names boards/nrf5340dk_nrf5340_cpuap.overlay boards/nrf5340dk_nrf5430_cpuapp.conf \
	boards/nrf5340dk.conf 'boards/thingy91x_nrf9151_ns@1.2.0.conf' \
	boards/acme/tag/tag_nrf9160_ns_defconfig boards/acme/tag/board.yml boards/tag_nrf9160_ns.conf \
	boards/tag_nrf9160_nss.conf boards/acme/tag/tag_nrf9160_mcuboot.overlay
unread names boards/nrf5340dk_nrf5340_cpuap.overlay boards/nrf5340dk_nrf5430_cpuapp.conf \
	boards/nrf5340dk.conf 'boards/thingy91x_nrf9151_ns@1.2.0.conf' boards/tag_nrf9160_nss.conf

# What a script of the build names is read, what a comment or a document names is not.
project named sysbuild/prj_mcuboot.conf mcuboot.overlay prj_mcuboot.conf
unread named sysbuild/prj_mcuboot.conf mcuboot.overlay prj_mcuboot.conf
printf 'set(mcuboot_EXTRA_CONF_FILE sysbuild/prj_mcuboot.conf)\n# mcuboot.overlay\n' \
	>named/CMakeLists.txt
echo 'Build with mcuboot.overlay.' >named/README.md
unread named mcuboot.overlay
printf 'tests:\n  a:\n    extra_args: mcuboot_EXTRA_DTC_OVERLAY_FILE="mcuboot.overlay"\n' \
	>named/sample.yaml
unread named
# shellcheck disable=SC2016 # CMake's variable
echo 'set(APPLICATION_CONFIG_DIR ${CMAKE_CURRENT_SOURCE_DIR}/configuration)' >named/CMakeLists.txt
rm named/sample.yaml
unread named

# Static files: several boards, wrong endings and folders; one that CMake names.
project static pm_static_nrf9160dk_nrf9160_ns.yml pm_static_nrf5340dk_nrf5340_cpuapp_CPUNET.yml \
	pm_static.yaml pm-static.yml boards/pm_static.yml child_image/mcuboot/pm_static.yml \
	child_image/hci_rpmsg/pm_static.yml pm_config.yml
cp static/pm_static.yml static/pm_static_nrf9160dk_nrf9160_ns.yml
cp static/pm_static.yml static/pm_static_nrf5340dk_nrf5340_cpuapp_CPUNET.yml
unread static pm_static.yaml pm-static.yml boards/pm_static.yml child_image/mcuboot/pm_static.yml
grep -c 'used static file' out | grep -qx 3 || fail "not three static files: $(cat out)"
echo 'set(PM_STATIC_YML_FILE boards/pm_static.yml)' >static/CMakeLists.txt
unread static

# A static file by itself brings its folder; twice the same folder is looked at once.
project once prj_mcuboot.conf
"$PMLAYOUT" check once/pm_static.yml once ./once/pm_static.yml >out 2>&1
exited 0 "a static file and its folder"
grep -c 'unread-file' out | grep -qx 1 || fail "not once: $(cat out)"
"$PMLAYOUT" check -D unread-file once/pm_static.yml >/dev/null
exited 1 "-D unread-file"
echo '# pmlayout: allow unread-file -- read by the factory' >once/new
cat once/pm_static.yml >>once/new
mv once/new once/pm_static.yml
"$PMLAYOUT" check --strict once/pm_static.yml >out 2>&1
exited 0 "an allowed name: $(cat out)"
"$PMLAYOUT" diff once/pm_static.yml once/pm_static.yml >out 2>&1
exited 0 "diff looks at layouts alone"
mkdir plain
cp once/pm_static.yml plain
: >plain/prj_mcuboot.conf
"$PMLAYOUT" check plain/pm_static.yml >out 2>&1
grep -q 'nothing reads' out && fail "no application: $(cat out)"
"$PMLAYOUT" check plain >out 2>&1
exited 1 "a folder that is no application"
grep -q 'is a directory, not a layout \[nothing-to-check\]' out || fail "$(cat out)"

# No layout, but an application: nothing to check, and its names all the same.
project bare sysbuild/sysbuild.conf
rm bare/pm_static.yml
unread bare sysbuild/sysbuild.conf
"$PMLAYOUT" check bare >out 2>&1
exited 1 "no layout"
grep -q '\[nothing-to-check\]' out || fail "$(cat out)"

# Links that lead in circles or nowhere, names that are no text, folders called like files, what
# cannot be read, very many files.
project odd boards/x/y/z/deep.conf pm_static_/x 'child_image/prj_mcuboot
.conf' boards/.overlay child_image/.conf boards/@.conf
ln -s .. odd/sysbuild
ln -s . odd/boards/again
ln -s nowhere odd/boards/nrf9160dk_nrf9160_mcuboot.overlay
mkdir odd/boards/prj.overlay odd/CMakeLists.txt
printf 'x' >"odd/boards/$(printf 'nrf9160dk_nrf9160_ns@1\377\033[31m.conf')"
timeout 10 "$PMLAYOUT" check odd >out 2>errors
exited 0 "odd files: $(cat out errors)"
LC_ALL=C grep -q "$(printf '[\033\377]')" out && fail "a raw byte of a name"
grep -q 'boards/nrf9160dk_nrf9160_ns@1\\xff\\x1b\[31m.conf' out || fail "$(cat out)"
"$PMLAYOUT" check --format json odd >out || fail "JSON of odd files"
if command -v python3 >/dev/null; then
	python3 -c 'import json, sys; json.load(open(sys.argv[1]))' out || fail "no JSON"
fi
if [ "$(id -u)" -ne 0 ]; then
	project closed boards/nrf9160dk_nrf9160_mcuboot.overlay
	chmod 0 closed/boards closed/prj.conf
	unread closed
	chmod 700 closed/boards
fi
project many
mkdir many/boards
(cd many/boards && seq -f 'nrf9160dk_nrf9160_%g_mcuboot.overlay' 1 3000 | xargs touch)
timeout 60 "$PMLAYOUT" check many >out
exited 0 "many files"
grep -c unread-file out | grep -qx 3000 || fail "not every one of many files"
finish
