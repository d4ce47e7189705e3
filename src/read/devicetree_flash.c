/* SPDX-License-Identifier: MIT */
/* Flash chips of a devicetree. */
#include "read/devicetree_tree.h"

#include <string.h>

#include "base/arena.h"

/* JEDEC basic flash parameter table: words are little-endian, counted from 1 (NRF9160.md 12). */
static bool sfdp_word(const struct tree_property *bfp, size_t number, uint32_t *word)
{
	const unsigned char *p;

	if (!bfp || number > bfp->size / 4)
		return false;
	p = bfp->data + (number - 1) * 4;
	*word = (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
	return true;
}

static uint64_t sfdp_size(const struct tree_property *bfp)
{
	uint32_t density;

	if (!sfdp_word(bfp, 2, &density))
		return 0;
	if (!(density & 0x80000000))
		return ((uint64_t)density + 1) / 8;
	density &= 0x7fffffff;
	return density >= 3 && density - 3 < 64 ? (uint64_t)1 << (density - 3) : 0;
}

static uint32_t sfdp_smallest_erase(const struct tree_property *bfp)
{
	uint32_t smallest = 0, word;

	for (size_t number = 8; number <= 9; number++) {
		if (!sfdp_word(bfp, number, &word))
			break;
		for (unsigned shift = 0; shift <= 16; shift += 16) {
			uint32_t exponent = word >> shift & 0xff;

			if (exponent && exponent < 32 &&
			    (!smallest || (uint32_t)1 << exponent < smallest))
				smallest = (uint32_t)1 << exponent;
		}
	}
	return smallest;
}

/* Words 1 (more than three address bytes) and 16 (how to change to four). */
static bool sfdp_has_four_bytes(const struct tree_property *bfp)
{
	uint32_t first, last;

	return sfdp_word(bfp, 1, &first) && (first >> 17 & 3) != 0 && sfdp_word(bfp, 16, &last);
}

static void read_jedec(const struct tree *tree, struct tree_node *node, struct flash_device *device)
{
	const struct tree_property *id = tree_property(node, PROPERTY_JEDEC_ID);
	const struct tree_property *bfp = tree_property(node, PROPERTY_SFDP_BFP);

	if (id && id->size >= sizeof(device->jedec_id)) {
		memcpy(device->jedec_id, id->data, sizeof(device->jedec_id));
		device->jedec_id_at = tree_span(tree, node, id);
	}
	if (bfp) {
		device->sfdp_size = sfdp_size(bfp);
		device->sfdp_smallest_erase = sfdp_smallest_erase(bfp);
		device->sfdp_has_four_bytes = sfdp_has_four_bytes(bfp);
		device->sfdp_at = tree_span(tree, node, bfp);
	}
}

static void read_status(const struct tree *tree, struct tree_node *node,
			struct flash_device *device)
{
	struct tree_node *disabled = tree_disabled(node);
	const struct tree_property *status;

	device->enabled = !disabled;
	if (!disabled)
		return;
	status = tree_property(disabled, PROPERTY_STATUS);
	device->disabled_at = tree_span(tree, disabled, status);
	device->disabled_path = tree_path(tree, disabled);
	device->disabled_status = tree_text(status);
}

static void read_bus(const struct tree *tree, struct tree_node *node, struct flash_device *device)
{
	struct fact unused;

	device->pin_cs = device->pin_sck = device->pin_mosi = device->pin_miso = -1;
	if (!node->parent)
		return;
	device->bus = tree_path(tree, node->parent);
	device->bus_compatible = tree_text(tree_property(node->parent, PROPERTY_COMPATIBLE));
	tree_reg(tree, node, &device->bus_address, &unused);
	device->max_frequency = tree_number(tree, node, PROPERTY_SPI_MAX_FREQUENCY);
	if (device->kind == FLASH_SPI_NOR || device->kind == FLASH_QSPI_NOR)
		devicetree_read_pins(tree, node, device);
}

/* `size` of jedec,spi-nor and nordic,qspi-nor is in bits (MCUBOOT.md 6). */
static void read_external_size(const struct tree *tree, struct tree_node *node,
			       struct flash_device *device)
{
	struct fact bytes = tree_number(tree, node, PROPERTY_SIZE_IN_BYTES);

	if (!fact_known(bytes)) /* `size` is not looked at beside it */
		device->size_in_bits = tree_number(tree, node, PROPERTY_SIZE);
	device->size = fact_known(bytes) ? bytes : device->size_in_bits;
	if (!fact_known(bytes))
		device->size.value /= 8;
}

static void read_mapped_size(const struct tree *tree, struct tree_node *node,
			     struct flash_device *device)
{
	struct fact base;

	tree_reg(tree, node, &base, &device->size);
	if (device->kind == FLASH_OTHER && device->size.value == 0)
		device->size.origin = ORIGIN_UNKNOWN; /* its reg is a place on a bus */
	if (device->kind != FLASH_INTERNAL)
		return;
	device->base = base;
	if (fact_known(base) && tree_translate(node, NULL, &base.value))
		device->base.value = base.value;
}

struct flash_device *devicetree_add_device(struct tree *tree, struct tree_node *node,
					   enum flash_kind kind)
{
	struct flash_device *device = ARENA_NEW(tree->arena, struct flash_device);
	const char *label = tree_label(tree, node);

	device->path = tree_path(tree, node);
	device->label = label ? label : tree_short_name(tree, node);
	device->at = tree_span(tree, node, NULL);
	device->kind = kind;
	device->compatible = tree_text(tree_property(node, PROPERTY_COMPATIBLE));
	if (kind == FLASH_INTERNAL || kind == FLASH_OTHER)
		read_mapped_size(tree, node, device);
	else
		read_external_size(tree, node, device);
	device->erase_block = tree_number(tree, node, PROPERTY_ERASE_BLOCK_SIZE);
	device->write_block = tree_number(tree, node, PROPERTY_WRITE_BLOCK_SIZE);
	read_jedec(tree, node, device);
	device->four_byte_addresses = tree_property(node, PROPERTY_ADDRESS_SIZE_32BIT) ||
				      tree_property(node, PROPERTY_ENTER_4BYTE_ADDR) ||
				      tree_property(node, PROPERTY_USE_4B_OPCODES);
	read_status(tree, node, device);
	read_bus(tree, node, device);
	node->device = device;
	*tree->device_tail = device;
	tree->device_tail = &device->next;
	return device;
}

/* False for a node that is no flash chip by its compatible. */
static bool flash_kind_of(const struct tree_node *node, enum flash_kind *kind)
{
	if (tree_is_compatible(node, "soc-nv-flash"))
		*kind = node->parent && tree_is_compatible(node->parent, "zephyr,sim-flash")
				? FLASH_OTHER /* RAM that plays flash */
				: FLASH_INTERNAL;
	else if (tree_is_compatible(node, "nordic,qspi-nor"))
		*kind = FLASH_QSPI_NOR;
	else if (tree_is_compatible(node, "jedec,spi-nor") ||
		 tree_is_compatible(node, "jedec,mspi-nor"))
		*kind = FLASH_SPI_NOR;
	else
		return false;
	return true;
}

void devicetree_read_devices(struct tree *tree)
{
	enum flash_kind kind;

	for (struct tree_node *node = tree->root; node; node = node->following)
		if (node->present >> PROPERTY_COMPATIBLE & 1 && flash_kind_of(node, &kind))
			devicetree_add_device(tree, node, kind);
}
