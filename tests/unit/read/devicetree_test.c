/* SPDX-License-Identifier: MIT */
/* Devicetree blobs: chips, pins, partitions, names.  The blobs are made with dtc from the sources
 * beside them in tests/fuzz/corpus/devicetree.
 */
#include "fixture.h"

#include "base/file.h"

#define CORPUS "tests/fuzz/corpus/devicetree/"

static struct devicetree *read_blob(struct fixture *fixture, const char *name)
{
	const char *path = arena_printf(fixture->arena, CORPUS "%s.dtb", name);
	struct devicetree *dt = devicetree_read(fixture->arena, path, &fixture->found);

	assert_non_null(dt);
	assert_no_finding(fixture);
	return dt;
}

static const struct flash_device *device_labelled(const struct devicetree *dt, const char *label)
{
	const struct flash_device *device = dt->devices;

	while (device && strcmp(device->label, label) != 0)
		device = device->next;
	assert_non_null(device);
	return device;
}

static const struct devicetree_partition *partition_named(const struct devicetree *dt,
							  const char *name)
{
	const struct devicetree_partition *partition = dt->partitions;

	while (partition && strcmp(partition->name, name) != 0)
		partition = partition->next;
	assert_non_null(partition);
	return partition;
}

static void assert_pins(const struct flash_device *device, int cs, int sck, int mosi, int miso)
{
	assert_int_equal(device->pin_cs, cs);
	assert_int_equal(device->pin_sck, sck);
	assert_int_equal(device->pin_mosi, mosi);
	assert_int_equal(device->pin_miso, miso);
}

static void chip_is_told_by_the_compatible_of_soc(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");

	assert_string_equal(dt->soc, "nrf9160");
	assert_string_equal(dt->soc_at.path, "/soc");
	assert_string_equal(dt->soc_at.property, "compatible");
}

static void chip_is_told_by_the_boards_compatible_otherwise(void **state)
{
	assert_string_equal(read_blob(*state, "mapped")->soc, "nrf5340-net");
	/* "nordic,nrf9160-dk-nrf52840": the last chip in it. */
	assert_string_equal(read_blob(*state, "old")->soc, "nrf52840");
}

static void internal_flash_has_base_size_and_blocks(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");
	const struct flash_device *flash = devicetree_internal_flash(dt);

	assert_string_equal(flash->label, "flash0");
	assert_int_equal(flash->kind, FLASH_INTERNAL);
	assert_int_equal(flash->base.value, 0);
	assert_int_equal(flash->size.value, 0x100000);
	assert_int_equal(flash->erase_block.value, 4096);
	assert_int_equal(flash->write_block.value, 4);
	assert_string_equal(flash->size.at.cells, "reg = <0x0 0x100000>");
	assert_int_equal(flash->size.origin, ORIGIN_WRITTEN);
}

static void external_flash_size_is_in_bits(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");
	const struct flash_device *flash = devicetree_external_flash(dt);
	const uint8_t id[] = {0xc2, 0x28, 0x17};

	assert_ptr_equal(flash, devicetree_chosen_device(dt, "nordic,pm-ext-flash"));
	assert_string_equal(flash->label, "chip");
	assert_int_equal(flash->kind, FLASH_SPI_NOR);
	assert_int_equal(flash->size_in_bits.value, 0x4000000);
	assert_int_equal(flash->size.value, 0x800000);
	assert_string_equal(flash->size.at.cells, "size = <0x4000000>");
	assert_memory_equal(flash->jedec_id, id, sizeof(id));
	assert_string_equal(flash->jedec_id_at.cells, "jedec-id = [c2 28 17]");
	assert_int_equal(flash->max_frequency.value, 8000000);
	assert_int_equal(flash->bus_address.value, 1);
	assert_string_equal(flash->bus, "/soc/peripheral@50000000/spi@b000");
	assert_string_equal(flash->bus_compatible, "nordic,nrf-spim");
	assert_true(flash->enabled);
}

static void sfdp_tells_size_and_smallest_erase(void **state)
{
	const struct flash_device *flash = devicetree_external_flash(read_blob(*state, "board"));

	assert_int_equal(flash->sfdp_size, 0x800000);
	assert_int_equal(flash->sfdp_smallest_erase, 4096);
	assert_string_equal(flash->sfdp_at.property, "sfdp-bfp");
}

static void sfdp_density_may_be_a_power_of_two(void **state)
{
	const struct flash_device *flash =
		device_labelled(read_blob(*state, "old"), "pins_from_bit_17");

	assert_int_equal(flash->sfdp_size, (uint64_t)1 << 33); /* 2 to the 36 bits */
	assert_int_equal(flash->sfdp_smallest_erase, 0);       /* the table is too short */
	assert_false(span_is_set(flash->jedec_id_at));         /* only two bytes */
}

static void size_in_bytes_is_no_number_of_bits(void **state)
{
	const struct flash_device *flash =
		device_labelled(read_blob(*state, "old"), "pins_from_bit_16");

	assert_int_equal(flash->size.value, 0x800000);
	assert_false(fact_known(flash->size_in_bits));
}

static void pins_come_from_pinctrl_and_cs_gpios(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");

	assert_pins(device_labelled(dt, "chip"), 25, 13, 11, 12);
	assert_true(device_labelled(dt, "chip")->cs_active_low);
	assert_pins(device_labelled(dt, "other"), 10, 13, 11, 12); /* through a connector */
}

static void pins_of_older_trees_are_understood(void **state)
{
	const struct devicetree *dt = read_blob(*state, "old");

	assert_pins(device_labelled(dt, "pins_as_properties"), 32 + 12, 0x2f, 0x2e, 0x2d);
	assert_false(device_labelled(dt, "pins_as_properties")->cs_active_low);
	assert_pins(device_labelled(dt, "pins_from_bit_16"), 18, 17, 13, 14);
	assert_pins(device_labelled(dt, "pins_from_bit_17"), -1, 29, 28, -1);
}

static void disabled_bus_disables_the_chip(void **state)
{
	const struct flash_device *flash =
		device_labelled(read_blob(*state, "old"), "pins_from_bit_17");

	assert_false(flash->enabled);
	assert_string_equal(flash->disabled_path, "/spi@3");
	assert_string_equal(flash->disabled_status, "disabled");
	assert_string_equal(flash->disabled_at.cells, "status = \"disabled\"");
}

static void ram_that_plays_flash_is_no_internal_flash(void **state)
{
	const struct devicetree *dt = read_blob(*state, "old");

	assert_int_equal(device_labelled(dt, "simulated")->kind, FLASH_OTHER);
	assert_null(devicetree_internal_flash(dt));
}

static void node_of_another_kind_becomes_a_device_of_its_partitions(void **state)
{
	const struct devicetree *dt = read_blob(*state, "old");
	const struct devicetree_partition *partition = partition_named(dt, "settings_partition");

	assert_int_equal(partition->device->kind, FLASH_OTHER);
	assert_string_equal(partition->device->label, "eeprom");
	assert_false(fact_known(partition->device->size));
	assert_int_equal(partition->offset.value, 0x100);
}

static void partitions_are_named_by_node_label(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");
	const struct devicetree_partition *boot = dt->partitions;

	assert_string_equal(boot->name, "boot_partition");
	assert_string_equal(boot->label, "mcuboot");
	assert_string_equal(boot->at.path, boot->path);
	assert_string_equal(boot->offset.at.cells, "reg = <0x0 0xc000>");
	assert_string_equal(partition_named(dt, "say \"hi\"")->label, "say \"hi\"");
	assert_null(partition_named(dt, "partition@81000")->label);
	assert_string_equal(partition_named(dt, "slot0_partition")->name, "slot0_partition");
}

static void partitions_without_labels_are_named_by_property_then_by_node(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board-without-symbols");

	assert_string_equal(dt->partitions->name, "mcuboot");
	assert_string_equal(dt->partitions->next->name, "image-0");
	assert_string_equal(dt->partitions->next->next->name, "partition@0");
	assert_string_equal(devicetree_internal_flash(dt)->label, "flash");
}

static void offsets_of_subpartitions_count_from_their_partition(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");
	const struct devicetree_partition *outer = partition_named(dt, "slot0_partition");
	const struct devicetree_partition *inner = partition_named(dt, "slot0_ns_partition");

	assert_ptr_equal(inner->parent, outer);
	assert_true(outer->has_subpartitions);
	assert_false(inner->has_subpartitions);
	assert_int_equal(inner->offset.value, 0x4c000);
	assert_int_equal(inner->size.value, 0x34000);
}

static void disabled_partition_is_left_out(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");

	assert_int_equal(dt->partition_count, 7);
	for (const struct devicetree_partition *it = dt->partitions; it; it = it->next)
		assert_string_not_equal(it->name, "gone");
}

static void mapped_partitions_are_translated(void **state)
{
	const struct devicetree *dt = read_blob(*state, "mapped");

	assert_int_equal(devicetree_internal_flash(dt)->base.value, 0x1000000);
	assert_int_equal(partition_named(dt, "slot0_partition")->offset.value, 0xc000);
	assert_int_equal(partition_named(dt, "inner_partition")->offset.value, 0xe000);
	assert_true(partition_named(dt, "slot0_partition")->has_subpartitions);
	assert_false(fact_known(partition_named(dt, "outside_partition")->offset));
}

static void chosen_names_are_resolved(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");
	const struct chosen *chip = devicetree_chosen(dt, "nordic,pm-ext-flash");

	assert_string_equal(chip->path, "/soc/peripheral@50000000/spi@b000/mx25r6435f@1");
	assert_string_equal(chip->at.cells, "nordic,pm-ext-flash = \"spi-flash0\"");
	assert_string_equal(devicetree_chosen(dt, "zephyr,console")->path, "/soc/uart@8000");
	assert_null(devicetree_chosen(dt, "zephyr,shell-uart"));
}

static void ram_is_what_is_chosen(void **state)
{
	const struct devicetree *dt = read_blob(*state, "board");

	assert_int_equal(dt->ram_base.value, 0x2000a000);
	assert_int_equal(dt->ram_size.value, 0x20000);
	assert_false(fact_known(read_blob(*state, "old")->ram_size));
}

static struct layout *layout_of_blob(struct fixture *fixture, const char *name)
{
	struct layout *layout = ARENA_NEW(fixture->arena, struct layout);

	layout->arena = fixture->arena;
	devicetree_partitions_read(layout, read_blob(fixture, name));
	return layout;
}

static void layout_has_regions_by_partition_managers_names(void **state)
{
	struct layout *layout = layout_of_blob(*state, "board");
	const struct partition *last = layout->partitions;

	assert_int_equal(layout->partition_count, 8);
	assert_string_equal(last->region_name, "flash_primary");
	assert_true(last->next->container);
	for (uint32_t order = 0; order < 6; last = last->next)
		assert_int_equal(last->order, order++);
	assert_string_equal(last->next->name, "ram_app");
	assert_string_equal(last->next->region_name, "sram_primary");
	assert_null(last->next->next);
	assert_string_equal(last->name, "slot1_partition");
	assert_string_equal(last->region_name, "external_flash");
	assert_int_equal(last->written_address.value, 0);
	assert_int_equal(last->written_size.value, 0x74000);
	assert_string_equal(layout_of_blob(*state, "old")->partitions->region_name, "eeprom");
}

static void addresses_of_internal_flash_are_absolute(void **state)
{
	const struct partition *boot = layout_of_blob(*state, "mapped")->partitions;

	assert_int_equal(boot->written_address.value, 0x1000000);
	assert_int_equal(boot->next->written_address.value, 0x100c000);
	assert_int_equal(boot->next->written_address.origin, ORIGIN_WRITTEN);
	assert_string_equal(boot->next->written_address.at.property, "reg");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(chip_is_told_by_the_compatible_of_soc),
		READ_TEST(chip_is_told_by_the_boards_compatible_otherwise),
		READ_TEST(internal_flash_has_base_size_and_blocks),
		READ_TEST(external_flash_size_is_in_bits),
		READ_TEST(sfdp_tells_size_and_smallest_erase),
		READ_TEST(sfdp_density_may_be_a_power_of_two),
		READ_TEST(size_in_bytes_is_no_number_of_bits),
		READ_TEST(pins_come_from_pinctrl_and_cs_gpios),
		READ_TEST(pins_of_older_trees_are_understood),
		READ_TEST(disabled_bus_disables_the_chip),
		READ_TEST(ram_that_plays_flash_is_no_internal_flash),
		READ_TEST(node_of_another_kind_becomes_a_device_of_its_partitions),
		READ_TEST(partitions_are_named_by_node_label),
		READ_TEST(partitions_without_labels_are_named_by_property_then_by_node),
		READ_TEST(offsets_of_subpartitions_count_from_their_partition),
		READ_TEST(disabled_partition_is_left_out),
		READ_TEST(mapped_partitions_are_translated),
		READ_TEST(chosen_names_are_resolved),
		READ_TEST(ram_is_what_is_chosen),
		READ_TEST(layout_has_regions_by_partition_managers_names),
		READ_TEST(addresses_of_internal_flash_are_absolute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
