/* SPDX-License-Identifier: MIT */
/* Build directories of both shapes are recognised, and their files used for what they say. */
#include "fixture.h"

#include "base/directory.h"
#include "read/build_directory.h"

static struct build_directory *open_build(struct fixture *fixture, const char *path)
{
	return build_directory_open(fixture->arena, path, &fixture->found);
}

static struct facts facts_of(struct fixture *fixture, struct build_directory *build,
			     const struct build_layout *layout, const struct facts *given)
{
	return build_directory_facts(fixture->arena, build, layout, given, &fixture->found);
}

static bool is_noted(const struct context_note *notes, const char *what, const char *value)
{
	for (; notes; notes = notes->next) {
		if (cstr_eq(notes->what, what) && cstr_eq(notes->value, value))
			return true;
	}
	return false;
}

static void other_folders_are_no_builds(void **state)
{
	assert_null(open_build(*state, "tests/builds"));
	assert_null(open_build(*state, "tests/builds/child-image"));
	assert_null(open_build(*state, "tests/builds/child-image/prj.conf"));
	assert_null(open_build(*state, "tests/builds/nowhere"));
}

static void sysbuild_names_its_application(void **state)
{
	struct build_directory *build = open_build(*state, "tests/builds/sysbuild/build");

	assert_non_null(build);
	assert_true(build->sysbuild);
	assert_string_equal(build->images->name, "app");
	assert_string_equal(build->images->folder, "tests/builds/sysbuild/build/sensor");
	assert_non_null(build_image_find(build, "mcuboot"));
	assert_null(build_image_find(build, "CMakeFiles"));
	assert_string_equal(build_network_image(build)->name, "ipc_radio");
	assert_string_equal(build_board(((struct fixture *)*state)->arena, build),
			    "nrf5340dk/nrf5340/cpuapp");
}

static void each_core_has_a_layout_of_its_own(void **state)
{
	const struct facts given = {0};
	struct build_directory *build = open_build(*state, "tests/builds/sysbuild/build");
	const struct build_layout *net = build->layouts, *app = net->next;
	struct facts facts;

	assert_true(net->network);
	assert_false(app->network);
	assert_null(app->next);
	facts = facts_of(*state, build, net, &given);
	assert_string_equal(facts.soc->name, "nrf5340-net");
	assert_true(facts.regions->base.value == 0x1000000);
	assert_true(kconfig_is_y(facts_kconfig(&facts, "app"), "CONFIG_SOC_NRF5340_CPUNET"));
	assert_null(facts_kconfig(&facts, "mcuboot"));
	facts = facts_of(*state, build, app, &given);
	assert_true(facts.regions->base.value == 0);
	assert_true(kconfig_is_y(facts_kconfig(&facts, "app"), "CONFIG_SOC_NRF5340_CPUAPP"));
	assert_true(kconfig_number(facts_kconfig(&facts, "mcuboot"), "CONFIG_BOOT_MAX_IMG_SECTORS")
			    .value == 64);
	assert_non_null(facts_kconfig(&facts, "sysbuild"));
	assert_string_equal(facts_devicetree(&facts, "app")->soc, "nrf5340");
	assert_true(version_at_least(facts.ncs_version, 2, 7, 0));
	assert_true(version_before(facts.ncs_version, 2, 7, 1));
}

static void the_command_line_beats_the_build(void **state)
{
	const struct kconfig config = {0};
	struct image mcuboot = {.name = "mcuboot", .kconfig = &config};
	struct region_declaration region = {.name = "flash_primary"};
	const struct facts given = {.images = &mcuboot,
				    .regions = &region,
				    .regions_given = true,
				    .ncs_version = {3, 0, 1, true}};
	struct build_directory *build = open_build(*state, "tests/builds/sysbuild/build");
	struct facts facts = facts_of(*state, build, build->layouts->next, &given);

	assert_ptr_equal(facts_kconfig(&facts, "mcuboot"), &config);
	assert_ptr_equal(facts.regions, &region);
	assert_int_equal(facts.ncs_version.major, 3);
	assert_non_null(facts_kconfig(&facts, "app"));
	assert_null(mcuboot.next);
}

static void child_images_have_old_names(void **state)
{
	const struct facts given = {0};
	struct fixture *fixture = *state;
	struct build_directory *build = open_build(fixture, "tests/builds/child-image/build/");
	struct facts facts;

	assert_false(build->sysbuild);
	assert_null(build->layouts->next);
	assert_string_equal(build->layouts->path,
			    "tests/builds/child-image/build/partitions_nrf9160dk_nrf9160.yml");
	assert_string_equal(build->layouts->regions,
			    "tests/builds/child-image/build/regions_nrf9160dk_nrf9160.yml");
	facts = facts_of(fixture, build, build->layouts, &given);
	assert_true(version_at_least(facts.ncs_version, 2, 5, 1));
	assert_true(kconfig_is_y(facts_kconfig(&facts, "mcuboot"), "CONFIG_BOOT_SWAP_USING_MOVE"));
	assert_string_equal(build_static_file(fixture->arena, build),
			    "tests/builds/child-image/layouts/mine.yml");
	assert_true(is_noted(build->used, "board", "nrf9160dk_nrf9160"));
	assert_true(is_noted(build->missing, "devicetree of app",
			     "tests/builds/child-image/build/zephyr/zephyr.dts"));
}

static void without_partition_manager_the_devicetree_is_the_layout(void **state)
{
	struct build_directory *build = open_build(*state, "tests/builds/devicetree/build");

	assert_string_equal(build->layouts->path,
			    "tests/builds/devicetree/build/zephyr/zephyr.dts");
	assert_null(build->layouts->next);
}

static void a_build_that_was_stopped_has_no_layout(void **state)
{
	struct build_directory *build = open_build(*state, "tests/builds/unfinished/build");

	assert_null(build->layouts);
	assert_true(
		is_noted(build->missing, "layout", "tests/builds/unfinished/build/partitions.yml"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(other_folders_are_no_builds),
		READ_TEST(sysbuild_names_its_application),
		READ_TEST(each_core_has_a_layout_of_its_own),
		READ_TEST(the_command_line_beats_the_build),
		READ_TEST(child_images_have_old_names),
		READ_TEST(without_partition_manager_the_devicetree_is_the_layout),
		READ_TEST(a_build_that_was_stopped_has_no_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
