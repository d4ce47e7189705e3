/* SPDX-License-Identifier: MIT */
/* Devicetrees of real builds, read from the collection beside the project; skipped where it or
 * dtc is absent.  What is expected of the three named ones was read off their sources by hand.
 */
#define _POSIX_C_SOURCE 200809L /* opendir */
#include "fixture.h"

#include <dirent.h>
#include <unistd.h>

#include "base/file.h"

#define BUILDS "../shared/corpus/builds"

static bool has_corpus(struct fixture *fixture)
{
	struct process_result result;
	const char *why;

	return path_is_directory(BUILDS) &&
	       process_run(fixture->arena, (const char *const[]){"dtc", "--version", NULL}, &result,
			   &why);
}

static struct devicetree *read_tree(struct fixture *fixture, const char *path)
{
	struct devicetree *dt = devicetree_read(fixture->arena, path, &fixture->found);

	if (!dt || fixture->found.count)
		fail_msg("%s: %s", path, fixture->found.first->message);
	return dt;
}

/* True for sensing-system-zephyr-4227175d/app.dts, whose build left a tree without any node. */
static bool is_stub(const struct devicetree *dt)
{
	return dt->source->text.n < 200;
}

static void assert_is_sensible(const char *path, const struct devicetree *dt)
{
	const struct flash_device *flash = devicetree_internal_flash(dt);

	if (is_stub(dt))
		return;
	if (!flash || flash->kind != FLASH_INTERNAL || !flash->enabled ||
	    flash->size.value < 0x40000 || flash->write_block.value < 4)
		fail_msg("%s has no internal flash", path);
	for (const struct flash_device *it = dt->devices; it; it = it->next)
		if (it->kind == FLASH_SPI_NOR &&
		    (it->pin_cs < 0 || it->pin_sck < 0 || it->pin_mosi < 0 || it->pin_miso < 0))
			fail_msg("%s: %s has no pins", path, it->label);
	for (const struct devicetree_partition *it = dt->partitions; it; it = it->next)
		if (!fact_known(it->offset) ||
		    (it->device->kind == FLASH_INTERNAL && /* one build has its SPI chip wrong */
		     it->offset.value + it->size.value > it->device->size.value))
			fail_msg("%s: %s lies outside of its device", path, it->name);
	if (!fact_known(dt->ram_size) || !devicetree_chosen(dt, "zephyr,flash"))
		fail_msg("%s: nothing is chosen", path);
}

/* Calls visit for each folder of the collection. */
static void each_build(struct fixture *fixture,
		       void visit(struct fixture *fixture, const char *folder))
{
	DIR *builds = opendir(BUILDS);
	unsigned count = 0;

	assert_non_null(builds);
	for (struct dirent *entry = readdir(builds); entry; entry = readdir(builds)) {
		if (entry->d_name[0] == '.')
			continue;
		visit(fixture, arena_printf(fixture->arena, BUILDS "/%s", entry->d_name));
		count++;
	}
	closedir(builds);
	assert_true(count > 20);
}

static void visit_sources(struct fixture *fixture, const char *folder)
{
	DIR *files = opendir(folder);

	assert_non_null(files);
	for (struct dirent *entry = readdir(files); entry; entry = readdir(files)) {
		const char *path = arena_printf(fixture->arena, "%s/%s", folder, entry->d_name);

		if (cstr_ends(path, ".dts"))
			assert_is_sensible(path, read_tree(fixture, path));
	}
	closedir(files);
}

static void every_source_is_read(void **state)
{
	if (!has_corpus(*state))
		skip();
	each_build(*state, visit_sources);
}

static const struct region_declaration *region(const struct region_declaration *list,
					       const char *name)
{
	while (list && strcmp(list->name, name) != 0)
		list = list->next;
	return list;
}

/* What Partition Manager took out of the same devicetree is in regions.yml. */
static void visit_regions(struct fixture *fixture, const char *folder)
{
	const char *path = arena_printf(fixture->arena, "%s/app.dts", folder);
	const struct region_declaration *regions, *external, *internal;
	const struct devicetree *dt;
	const struct soc *soc;

	if (access(path, R_OK) != 0)
		return;
	dt = read_tree(fixture, path);
	if (is_stub(dt))
		return;
	regions =
		regions_read(fixture->arena, arena_printf(fixture->arena, "%s/regions.yml", folder),
			     &fixture->found);
	external = region(regions, "external_flash");
	internal = region(regions, "flash_primary");
	soc = dt->soc ? soc_find(str_of(dt->soc)) : NULL;
	if (!soc || !internal || soc->flash_size != internal->size.value ||
	    soc->flash_base != internal->base.value ||
	    devicetree_internal_flash(dt)->size.value != internal->size.value)
		fail_msg("%s: the chip or its flash is not what regions.yml says", folder);
	if (external && devicetree_external_flash(dt)->size.value != external->size.value)
		fail_msg("%s: external flash is not what regions.yml says", folder);
	if (region(regions, "otp") && (soc->otp_base != region(regions, "otp")->base.value ||
				       soc->otp_size != region(regions, "otp")->size.value))
		fail_msg("%s: otp is not what regions.yml says", folder);
}

static void sizes_are_those_of_regions_yml(void **state)
{
	if (!has_corpus(*state))
		skip();
	each_build(*state, visit_regions);
}

static void thingy91x_has_32_mib_on_spi3(void **state)
{
	const struct flash_device *flash;
	const struct devicetree *dt;

	if (!has_corpus(*state))
		skip();
	dt = read_tree(*state, BUILDS "/thingy-6684572d/app.dts");
	flash = devicetree_external_flash(dt);
	assert_string_equal(dt->soc, "nrf9151");
	assert_string_equal(flash->label, "flash_ext");
	assert_int_equal(flash->size.value, 32 << 20);
	assert_int_equal(flash->sfdp_size, 32 << 20);
	assert_int_equal(flash->pin_cs, 12);
	assert_int_equal(flash->pin_sck, 13);
	assert_int_equal(flash->pin_mosi, 14);
	assert_int_equal(flash->pin_miso, 15);
	assert_int_equal(flash->max_frequency.value, 8000000);
	assert_int_equal(dt->partition_count, 9);
}

static void feather_has_4_mib_at_its_pins(void **state)
{
	const struct flash_device *flash;
	const uint8_t id[] = {0xef, 0x40, 0x16};
	const struct devicetree *dt;

	if (!has_corpus(*state))
		skip();
	/* Pins: NRF9160.md 11, Circuit Dojo nRF9160 Feather. */
	dt = read_tree(*state, BUILDS "/zephyr-2e46e716/mcuboot.dts");
	flash = devicetree_external_flash(dt);
	assert_string_equal(dt->soc, "nrf9160");
	assert_int_equal(flash->size.value, 4 << 20);
	assert_memory_equal(flash->jedec_id, id, sizeof(id));
	assert_int_equal(flash->pin_cs, 7);
	assert_int_equal(flash->pin_sck, 11);
	assert_int_equal(flash->pin_mosi, 9);
	assert_int_equal(flash->pin_miso, 28);
}

static void network_core_flash_begins_at_16_mib(void **state)
{
	const struct flash_device *flash;
	const struct devicetree *dt;

	if (!has_corpus(*state))
		skip();
	dt = read_tree(*state, BUILDS "/borus-1c1e68b3/image.b0n.dts");
	flash = devicetree_internal_flash(dt);
	assert_string_equal(dt->soc, "nrf5340-net");
	assert_int_equal(flash->base.value, 0x1000000);
	assert_int_equal(flash->size.value, 0x40000);
	assert_int_equal(flash->erase_block.value, 2048);
	assert_int_equal(dt->ram_base.value, 0x21000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ_TEST(every_source_is_read),
		READ_TEST(sizes_are_those_of_regions_yml),
		READ_TEST(thingy91x_has_32_mib_on_spi3),
		READ_TEST(feather_has_4_mib_at_its_pins),
		READ_TEST(network_core_flash_begins_at_16_mib),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
