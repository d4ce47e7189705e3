/* SPDX-License-Identifier: MIT */
/* What each partition is, and whom its lists name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_layout.h"
#include "resolve/resolve.h"

static void resolve(struct layout *layout)
{
	resolve_regions(layout);
	resolve_roles(layout);
}

static void span_makes_a_container(void **state)
{
	struct layout *layout = build_layout();
	struct partition *holder = build_flash(layout, "holder", 0, 2);
	struct partition *nothing = build_flash(layout, "nothing", 2, 2);
	const struct partition *leaf = build_flash(layout, "leaf", 0, 2);

	(void)state;
	build_span(layout, holder, "leaf");
	build_span(layout, holder, "nobody");
	nothing->has_span = true;
	resolve(layout);
	assert_true(holder->container);
	assert_true(nothing->container);
	assert_false(leaf->container);
	assert_ptr_equal(holder->span->partition, leaf);
	assert_null(holder->span->next->partition);
	build_drop(layout);
}

static void every_list_finds_its_partitions(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *a = build_flash(layout, "a", 0, 1);
	struct partition *b = build_flash(layout, "b", 1, 1);

	(void)state;
	build_refer(layout, &b->orig_span, "a");
	build_refer(layout, &b->inside, "a");
	build_refer(layout, &b->share_size, "a");
	resolve(layout);
	assert_ptr_equal(b->orig_span->partition, a);
	assert_ptr_equal(b->inside->partition, a);
	assert_ptr_equal(b->share_size->partition, a);
	build_drop(layout);
}

static void app_is_the_dynamic_partition_of_flash(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app = build_flash(layout, "app", 0, 1);
	const struct partition *external_app = build_in(layout, "external_flash", "App", 0, 1);

	(void)state;
	resolve(layout);
	assert_true(app->dynamic);
	assert_ptr_equal(app->region->dynamic, app);
	assert_string_equal(app->region->dynamic_name, "app");
	assert_false(external_app->dynamic);
	assert_null(external_app->region->dynamic_name);
	build_drop(layout);
}

static void sram_primary_is_the_dynamic_partition_of_ram(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *ram = build_in(layout, "sram_primary", "sram_primary", 0, 1);
	const struct partition *app = build_in(layout, "sram_primary", "app", 1, 1);

	(void)state;
	resolve(layout);
	assert_true(ram->dynamic);
	assert_false(ram->leftover);
	assert_false(app->dynamic);
	build_drop(layout);
}

/* PARTITION-MANAGER.md 5.2: on a network core `app` is a container around the real one. */
static void container_app_names_the_dynamic_partition(void **state)
{
	struct layout *layout = build_layout();
	struct partition *app = build_flash(layout, "app", 0, 4);
	const struct partition *radio = build_flash(layout, "ipc_radio", 0, 4);

	(void)state;
	build_span(layout, app, "ipc_radio");
	resolve(layout);
	assert_string_equal(app->region->dynamic_name, "ipc_radio");
	assert_true(radio->dynamic);
	assert_false(app->dynamic);
	build_drop(layout);
}

static void app_with_two_members_stays_dynamic(void **state)
{
	struct layout *layout = build_layout();
	struct partition *app = build_flash(layout, "app", 0, 4);

	(void)state;
	build_span(layout, app, "a");
	build_span(layout, app, "b");
	resolve(layout);
	assert_true(app->dynamic);
	build_drop(layout);
}

static void region_may_name_its_dynamic_partition(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app = build_flash(layout, "app", 0, 1);
	const struct partition *other = build_flash(layout, "hci_ipc", 1, 1);

	(void)state;
	build_declare(layout, "flash_primary", 0, 0x1000, "complex")->dynamic_partition = "hci_ipc";
	resolve(layout);
	assert_true(other->dynamic);
	assert_false(app->dynamic);
	build_drop(layout);
}

static void devicetree_has_no_dynamic_partition(void **state)
{
	struct layout *layout = build_layout();
	struct partition *app = build_flash(layout, "app", 0, 1);
	struct partition *external = build_in(layout, "external_flash", "external_flash", 0, 1);

	(void)state;
	layout->kind = LAYOUT_DEVICETREE;
	layout->document = NULL;
	app->node = external->node = NULL;
	resolve(layout);
	assert_false(app->dynamic);
	assert_false(external->leftover);
	build_drop(layout);
}

static void entry_named_like_its_simple_region_is_the_rest(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *rest = build_in(layout, "external_flash", "external_flash", 8, 8);
	const struct partition *elsewhere = build_in(layout, "otp", "ram_flash", 0, 1);
	const struct partition *flash = build_flash(layout, "flash_primary", 0, 1);

	(void)state;
	resolve(layout);
	assert_true(rest->leftover);
	assert_false(elsewhere->leftover);
	assert_false(flash->leftover);
	build_drop(layout);
}

static void numbered_empty_is_a_hole(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *hole = build_flash(layout, "EMPTY_0", 0, 1);
	const struct partition *lower = build_flash(layout, "empty_0", 1, 1);

	(void)state;
	resolve(layout);
	assert_true(hole->empty);
	assert_false(lower->empty);
	build_drop(layout);
}

static void container_that_is_claimed_needs_no_span(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *known = build_flash(layout, "nonsecure_storage", 0, 2);
	const struct partition *unknown = build_flash(layout, "cupboard", 2, 2);
	struct partition *a = build_flash(layout, "a", 0, 1);
	struct partition *b = build_flash(layout, "b", 2, 1);

	(void)state;
	build_refer(layout, &a->inside, "nonsecure_storage");
	build_refer(layout, &b->inside, "cupboard");
	resolve(layout);
	assert_true(known->container);
	assert_false(unknown->container);
	build_drop(layout);
}

static void nobody_holds_itself(void **state)
{
	struct layout *layout = build_layout();
	struct partition *slot = build_flash(layout, "mcuboot_primary", 0, 2);

	(void)state;
	build_refer(layout, &slot->inside, "mcuboot_primary");
	resolve(layout);
	assert_false(slot->container);
	build_drop(layout);
}

static void undeclared_region_leaves_the_role_open(void **state)
{
	struct layout *layout = build_layout();
	const struct partition *app = build_in(layout, "elsewhere", "app", 0, 1);

	(void)state;
	build_declare(layout, "flash_primary", 0, 0x1000, "complex");
	resolve(layout);
	assert_null(app->region);
	assert_false(app->dynamic);
	build_drop(layout);
}

static void container_names_are_exact(void **state)
{
	(void)state;
	assert_true(resolve_is_container_name("mcuboot_primary"));
	assert_true(resolve_is_container_name("tfm_secure"));
	assert_true(resolve_is_container_name("app_image"));
	assert_false(resolve_is_container_name("mcuboot_primary_1"));
	assert_false(resolve_is_container_name("mcuboot_secondary"));
	assert_false(resolve_is_container_name(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(span_makes_a_container),
		cmocka_unit_test(every_list_finds_its_partitions),
		cmocka_unit_test(app_is_the_dynamic_partition_of_flash),
		cmocka_unit_test(sram_primary_is_the_dynamic_partition_of_ram),
		cmocka_unit_test(container_app_names_the_dynamic_partition),
		cmocka_unit_test(app_with_two_members_stays_dynamic),
		cmocka_unit_test(region_may_name_its_dynamic_partition),
		cmocka_unit_test(devicetree_has_no_dynamic_partition),
		cmocka_unit_test(entry_named_like_its_simple_region_is_the_rest),
		cmocka_unit_test(numbered_empty_is_a_hole),
		cmocka_unit_test(container_that_is_claimed_needs_no_span),
		cmocka_unit_test(nobody_holds_itself),
		cmocka_unit_test(undeclared_region_leaves_the_role_open),
		cmocka_unit_test(container_names_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
