/* SPDX-License-Identifier: MIT */
/* Where partitions lie: `ranges` at each level, in all three bindings; RAM; descriptors. */
#include "devicetree_source.h"

#define GROUP "partitions { ranges; " CELLS
#define WINDOW "ranges = <0 0x1000000 0x40000>; "

static void addresses_go_up_through_every_level(void **state)
{
	struct devicetree *dt = tree_of_chip(*state, WINDOW GROUP
					     "a: p@8000 { " MAPPED "reg = <0x8000 0x8000>; "
					     "ranges = <0x100 0x8000 0x8000>; " CELLS
					     "b: p@900 { " MAPPED "reg = <0x900 0x100>; "
					     "ranges = <0 0x900 0x100>; " CELLS "c: p@80 { " MAPPED
					     "reg = <0x80 0x80>; }; }; }; };");
	const struct devicetree_partition *c = named_in(dt->partitions, "c");

	assert_int_equal(named_in(dt->partitions, "a")->offset.value, 0x8000);
	assert_int_equal(named_in(dt->partitions, "b")->offset.value, 0x8800);
	assert_int_equal(c->offset.value, 0x8880);
	assert_int_equal(c->address.value, 0x1008880);
	assert_int_equal(c->reg.value, 0x80);
	assert_string_equal(c->parent->name, "b");
	assert_null(c->untranslatable);
}

static void cells_may_be_one_or_two_at_each_level(void **state)
{
	struct devicetree *dt = tree_of_body(
		*state,
		"f: flash@1000000 { compatible = \"soc-nv-flash\"; reg = <0x1000000 0x40000>; "
		"#address-cells = <2>; #size-cells = <1>; ranges = <0 0 0x1000000 0x40000>; "
		"partitions { #address-cells = <1>; #size-cells = <2>; ranges = <0 0 0 0 0x40000>; "
		"a: p@1000 { " MAPPED "reg = <0x1000 0 0x2000>; }; }; };");
	const struct devicetree_partition *a = dt->partitions;

	assert_int_equal(a->offset.value, 0x1000);
	assert_int_equal(a->size.value, 0x2000);
	assert_int_equal(a->address.value, 0x1001000);
}

static void assert_fails(const struct devicetree_partition *partition, enum untranslatable_why why,
			 const char *path, uint64_t address)
{
	assert_false(fact_known(partition->offset));
	assert_false(fact_known(partition->address));
	assert_non_null(partition->untranslatable);
	assert_int_equal(partition->untranslatable->why, why);
	assert_string_equal(partition->untranslatable->path, path);
	assert_int_equal(partition->untranslatable->address, address);
}

static void missing_ranges_of_the_group_fail_all_below_it(void **state)
{
	struct devicetree *dt = tree_of_chip(
		*state, WINDOW "partitions { " CELLS "a: p@0 { " MAPPED "reg = <0 0x100>; }; "
			       "b: p@100 { " MAPPED "reg = <0x100 0x100>; }; };");

	assert_fails(dt->partitions, RANGES_MISSING, "/flash@1000000/partitions", 0);
	assert_ptr_equal(dt->partitions->next->untranslatable, dt->partitions->untranslatable);
	assert_ptr_equal(dt->partitions->untranslatable->first, dt->partitions);
	assert_false(dt->partitions->untranslatable->is_chip);
}

static void missing_ranges_of_the_chip_fail(void **state)
{
	struct devicetree *dt =
		tree_of_chip(*state, GROUP "a: p@100 { " MAPPED "reg = <0x100 0x100>; }; };");

	assert_fails(dt->partitions, RANGES_MISSING, "/flash@1000000", 0x100);
	assert_true(dt->partitions->untranslatable->is_chip);
	assert_int_equal(dt->partitions->untranslatable->base.value, 0x1000000);
}

static void empty_ranges_of_a_chip_lead_beside_it(void **state)
{
	struct devicetree *dt = tree_of_chip(*state, "ranges; " GROUP "a: p@100 { " MAPPED
						     "reg = <0x100 0x100>; }; };");

	assert_fails(dt->partitions, RANGES_ELSEWHERE, "/flash@1000000", 0x100);
}

static void empty_ranges_of_a_partition_lead_beside_it(void **state)
{
	struct devicetree *dt = tree_of_chip(
		*state, WINDOW GROUP "a: p@8000 { " MAPPED "reg = <0x8000 0x8000>; ranges; " CELLS
				     "b: p@0 { " MAPPED "reg = <0 0x100>; }; }; };");

	assert_null(dt->partitions->untranslatable);
	assert_fails(dt->partitions->next, RANGES_ELSEWHERE, "/flash@1000000/partitions/p@8000", 0);
}

static void address_beyond_the_window_fails(void **state)
{
	struct devicetree *dt = tree_of_chip(*state, WINDOW GROUP
					     "a: p@8000 { " MAPPED "reg = <0x8000 0x8000>; "
					     "ranges = <0 0x8000 0x100>; " CELLS
					     "b: p@100 { " MAPPED "reg = <0x100 0x100>; }; }; };");

	assert_fails(dt->partitions->next, RANGES_UNCOVERED, "/flash@1000000/partitions/p@8000",
		     0x100);
}

static void what_lies_behind_the_chip_has_a_place(void **state)
{
	struct devicetree *dt = tree_of_chip(*state, WINDOW GROUP "a: p@40000 { " MAPPED
								  "reg = <0x40000 0x100>; }; };");

	assert_null(dt->partitions->untranslatable);
	assert_int_equal(dt->partitions->offset.value, 0x40000);
}

static void group_is_optional(void **state)
{
	struct devicetree *dt = tree_of_chip(*state, WINDOW "a: p@100 { " MAPPED
							    "reg = <0x100 0x100>; read-only; };");

	assert_int_equal(dt->partitions->offset.value, 0x100);
	assert_true(dt->partitions->read_only);
}

static void parts_of_fixed_partitions_follow_their_ranges(void **state)
{
	struct devicetree *dt = tree_of_chip(
		*state,
		"partitions { compatible = \"fixed-partitions\"; " CELLS
		"a: p@8000 { compatible = \"fixed-subpartitions\"; reg = <0x8000 0x8000>; "
		"ranges = <0 0x9000 0x7000>; " CELLS "b: p@100 { reg = <0x100 0x100>; }; }; "
		"c: p@10000 { compatible = \"fixed-subpartitions\"; reg = <0x10000 0x8000>; " CELLS
		"d: p@100 { reg = <0x100 0x100>; }; }; };");

	assert_int_equal(named_in(dt->partitions, "b")->offset.value, 0x9100);
	assert_int_equal(named_in(dt->partitions, "d")->offset.value, 0x10100);
	assert_int_equal(named_in(dt->partitions, "d")->address.value, 0x1010100);
	assert_int_equal(named_in(dt->partitions, "d")->binding, PARTITION_SUB);
}

static void unit_address_is_a_number_when_it_is_one(void **state)
{
	struct devicetree *dt = tree_of_chip(
		*state,
		"partitions { compatible = \"fixed-partitions\"; " CELLS
		"p@8000 { reg = <0 1>; }; p@0xAbc { reg = <1 1>; }; p@1,0 { reg = <2 1>; }; "
		"p { reg = <3 1>; }; p@123456789abcdef01 { reg = <4 1>; }; };");
	const struct devicetree_partition *p = dt->partitions;

	assert_int_equal(p->unit_address.value, 0x8000);
	assert_int_equal(p->next->unit_address.value, 0xabc);
	for (p = p->next->next; p; p = p->next)
		assert_false(fact_known(p->unit_address));
}

static void all_labels_are_known_and_the_one_in_use_is_the_name(void **state)
{
	struct devicetree *dt =
		tree_of_chip(*state, "partitions { compatible = \"fixed-partitions\"; " CELLS
				     "one: slot1_partition: two: p@0 { reg = <0 1>; }; };");
	const struct devicetree_partition *p = dt->partitions;

	assert_string_equal(p->name, "slot1_partition");
	assert_string_equal(p->labels[0], "one");
	assert_string_equal(p->labels[1], "slot1_partition");
	assert_string_equal(p->labels[2], "two");
	assert_null(p->labels[3]);
}

static void ram_is_shared_out_below_a_memory_node(void **state)
{
	struct devicetree *dt = tree_of_body(
		*state,
		"chosen { zephyr,sram = &sram0_ns_app; };\n"
		"sram1: memory@21000000 { compatible = \"mmio-sram\"; reg = <0x21000000 0x1000>; };"
		"sram0: memory@20000000 { compatible = \"mmio-sram\"; reg = <0x20000000 0x40000>; "
		"ranges = <0 0x20000000 0x40000>; " CELLS "sram0_s: s@0 { reg = <0 0x16000>; }; "
		"sram0_ns: s@16000 { reg = <0x16000 0x2a000>; ranges = <0 0x16000 0x2a000>; " CELLS
		"sram0_ns_app: s@a000 { reg = <0xa000 0x20000>; }; }; };");
	const struct devicetree_partition *app = named_in(dt->memory_partitions, "sram0_ns_app");

	assert_null(dt->partitions);
	assert_int_equal(app->address.value, 0x20020000);
	assert_int_equal(app->offset.value, 0x20000);
	assert_string_equal(app->memory->label, "sram0");
	assert_string_equal(app->parent->name, "sram0_ns");
	assert_true(app->parent->has_subpartitions);
	assert_int_equal(named_in(dt->memory_partitions, "sram0_s")->address.value, 0x20000000);
	assert_ptr_equal(devicetree_main_memory(dt), app->memory);
}

static void ram_is_shared_out_in_reserved_memory(void **state)
{
	struct devicetree *dt = tree_of_body(
		*state,
		"sram0: memory@20000000 { compatible = \"mmio-sram\"; reg = <0x20000000 0x40000>; "
		"};"
		"old: memory@20010000 { compatible = \"mmio-sram\"; reg = <0x20010000 0x1000>; };"
		"reserved-memory { ranges; " CELLS "in: m@20000000 { reg = <0x20000000 0x8000>; }; "
		"rram: m@165000 { reg = <0x165000 0x1000>; }; "
		"off: m@20008000 { reg = <0x20008000 0x8000>; status = \"disabled\"; }; };");

	assert_null(dt->memories->next);
	assert_string_equal(dt->memory_partitions->name, "old");
	assert_string_equal(dt->memory_partitions->next->name, "in");
	assert_null(dt->memory_partitions->next->next);
}

static void descriptors_name_partitions(void **state)
{
	struct devicetree *dt = tree_of_chip(
		*state, "partitions { compatible = \"fixed-partitions\"; " CELLS
			"a: p@0 { reg = <0 1>; }; b: p@1 { reg = <1 1>; }; }; }; "
			"nordic-tz-secure { compatible = \"nordic,tz-secure\"; "
			"code-partitions = <&a>, <&flash0>; data-partitions = <&b 77>; }; "
			"off { compatible = \"nordic,tz-secure\"; status = \"disabled\"; }; "
			"ns { compatible = \"nordic,tz-nonsecure\"; ");
	const struct tz_descriptor *secure = dt->descriptors;

	assert_true(secure->secure);
	assert_string_equal(secure->code->partition->name, "a");
	assert_null(secure->code->next->partition);
	assert_string_equal(secure->code->next->path, "/flash@1000000");
	assert_string_equal(secure->data->partition->name, "b");
	assert_null(secure->data->next->path);
	assert_string_equal(secure->code_at.property, "code-partitions");
	assert_false(secure->next->secure);
	assert_null(secure->next->code);
	assert_false(span_is_set(secure->next->code_at));
	assert_null(secure->next->next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(addresses_go_up_through_every_level),
		READ_TEST(cells_may_be_one_or_two_at_each_level),
		READ_TEST(missing_ranges_of_the_group_fail_all_below_it),
		READ_TEST(missing_ranges_of_the_chip_fail),
		READ_TEST(empty_ranges_of_a_chip_lead_beside_it),
		READ_TEST(empty_ranges_of_a_partition_lead_beside_it),
		READ_TEST(address_beyond_the_window_fails),
		READ_TEST(what_lies_behind_the_chip_has_a_place),
		READ_TEST(group_is_optional),
		READ_TEST(parts_of_fixed_partitions_follow_their_ranges),
		READ_TEST(unit_address_is_a_number_when_it_is_one),
		READ_TEST(all_labels_are_known_and_the_one_in_use_is_the_name),
		READ_TEST(ram_is_shared_out_below_a_memory_node),
		READ_TEST(ram_is_shared_out_in_reserved_memory),
		READ_TEST(descriptors_name_partitions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
