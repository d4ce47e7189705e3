/* SPDX-License-Identifier: MIT */
/* Reads a devicetree, blob or source: chip, chosen nodes, RAM, flash, partitions. */
#include "read/read.h"

#include <string.h>

#include "base/arena.h"
#include "model/soc.h"
#include "read/devicetree_tree.h"

/* "nordic,nrf9160-sica" and "nordic,nrf5340-dk-nrf5340-cpunet": the last "nrf" begins the chip. */
static const struct soc *soc_of_compatible(const char *compatible)
{
	const char *chip = NULL;

	for (const char *p = compatible; *p; p++)
		if ((p[0] == 'n' || p[0] == 'N') && (p[1] == 'r' || p[1] == 'R') &&
		    (p[2] == 'f' || p[2] == 'F'))
			chip = p;
	return chip ? soc_find(str_of(chip)) : NULL;
}

static bool read_soc_of(const struct tree *tree, struct tree_node *node)
{
	const struct tree_property *property =
		node ? tree_property(node, PROPERTY_COMPATIBLE) : NULL;
	const char *text = tree_text(property), *end = text ? text + property->size : NULL;

	for (; text && text < end; text += strlen(text) + 1) {
		const struct soc *soc = soc_of_compatible(text);

		if (!soc)
			continue;
		tree->dt->soc = soc->name;
		tree->dt->soc_at = tree_span(tree, node, property);
		return true;
	}
	return false;
}

/* The value of a property of /chosen or /aliases as a path: written as one, as the name of an
 * alias (perhaps with ":options" behind), or as a phandle.
 */
static const char *chosen_path(const struct tree *tree, const struct tree_property *property)
{
	const char *text = tree_text(property);
	struct tree_node *node;
	uint32_t phandle;
	size_t length;

	if (property->size == 4 && tree_cell(property, 0, &phandle)) {
		node = tree_by_phandle(tree, phandle);
		if (node)
			return tree_path(tree, node);
	}
	if (!text)
		return NULL;
	length = strcspn(text, ":");
	if (text[0] == '/')
		return arena_copy(tree->arena, text, length);
	for (const struct tree_property *alias = tree->aliases ? tree->aliases->properties : NULL;
	     alias; alias = alias->next)
		if (strncmp(alias->name, text, length) == 0 && alias->name[length] == '\0')
			return tree_text(alias);
	return NULL;
}

/* Real trees have 30; each may be looked up among the aliases. */
#define LIMIT_CHOSEN 256

/* Kinds of chosen nodes that hold something else than the name of a node. */
static bool is_plain_text(const struct tree_property *property)
{
	return cstr_eq(property->name, "bootargs") || property->id != PROPERTY_COUNT;
}

static void read_chosen(const struct tree *tree)
{
	const struct tree_property *property = tree->chosen ? tree->chosen->properties : NULL;
	struct chosen **tail = &tree->dt->chosen;

	for (int i = 0; property && i < LIMIT_CHOSEN; i++, property = property->next) {
		const char *path = is_plain_text(property) ? NULL : chosen_path(tree, property);

		if (!path)
			continue;
		*tail = ARENA_NEW(tree->arena, struct chosen);
		(*tail)->name = property->name;
		(*tail)->path = path;
		(*tail)->at = tree_span(tree, tree->chosen, property);
		tail = &(*tail)->next;
	}
}

static void read_ram(const struct tree *tree)
{
	const struct chosen *chosen = devicetree_chosen(tree->dt, "zephyr,sram");
	struct tree_node *node = chosen ? tree_find(tree, chosen->path) : NULL;
	struct fact base, size;

	if (!node || !tree_reg(tree, node, &base, &size))
		return;
	tree->dt->ram_base = base;
	tree->dt->ram_size = size;
	if (tree_translate(node, NULL, &base.value))
		tree->dt->ram_base.value = base.value;
}

/* A blob begins with d0 0d fe ed; a damaged one is told from text by its zeros. */
static bool is_blob(struct str text)
{
	return text.n == 0 || (unsigned char)text.p[0] == 0xd0 || memchr(text.p, '\0', text.n);
}

struct devicetree *devicetree_read_source(struct arena *arena, struct source *source,
					  struct findings *found)
{
	struct devicetree *dt = ARENA_NEW(arena, struct devicetree);
	struct compiled compiled = {.blob = source->text};
	struct tree *tree;

	if (!is_blob(source->text) && !devicetree_compile(arena, source, &compiled, found))
		return NULL;
	tree = tree_read(arena, source, compiled.blob, found);
	if (!tree)
		return NULL;
	devicetree_find_lines(tree, &compiled);
	dt->source = source;
	tree->dt = dt;
	tree->found = found;
	dt->has_symbols = tree->symbol_count > 0;
	dt->root_at = tree_span(tree, tree->root, NULL);
	dt->chosen_at = (struct span){.source = source, .path = "/chosen"};
	if (tree->chosen)
		dt->chosen_at = tree_span(tree, tree->chosen, NULL);
	tree->device_tail = &dt->devices;
	tree->partition_tail = &dt->partitions;
	tree->memory_partition_tail = &dt->memory_partitions;
	if (!read_soc_of(tree, tree_find(tree, "/soc")))
		read_soc_of(tree, tree->root);
	devicetree_read_devices(tree);
	devicetree_read_partitions(tree);
	read_chosen(tree);
	devicetree_read_memories(tree);
	devicetree_read_memory_partitions(tree);
	devicetree_read_descriptors(tree);
	read_ram(tree);
	return dt;
}

struct devicetree *devicetree_read(struct arena *arena, const char *path, struct findings *found)
{
	struct source *source = read_source(arena, path, found);

	return source ? devicetree_read_source(arena, source, found) : NULL;
}

/* Regions get the names that Partition Manager gives them. */
static const char *region_of(const struct devicetree *dt,
			     const struct devicetree_partition *partition)
{
	if (partition->memory)
		return partition->memory == devicetree_main_memory(dt) ? "sram_primary"
								       : partition->memory->label;
	if (partition->device == devicetree_internal_flash(dt))
		return "flash_primary";
	if (partition->device == devicetree_external_flash(dt))
		return "external_flash";
	if (partition->device->bus_compatible &&
	    cstr_eq(partition->device->bus_compatible, "zephyr,sim-flash"))
		return "ram_flash";
	return partition->device->label;
}

/* In flash that the CPU sees and in RAM they are at addresses, in other devices at offsets. */
static void add_all(struct layout *layout, const struct devicetree *dt,
		    const struct devicetree_partition *written, struct partition **tail)
{
	while (*tail)
		tail = &(*tail)->next;
	for (; written; written = written->next) {
		struct partition *partition = ARENA_NEW(layout->arena, struct partition);

		partition->name = written->name;
		partition->at = written->at;
		partition->devicetree = written;
		partition->order = (uint32_t)layout->partition_count++;
		partition->region_name = region_of(dt, written);
		partition->written_address =
			fact_known(written->address) ? written->address : written->offset;
		partition->written_size = written->size;
		partition->container = written->has_subpartitions;
		*tail = partition;
		tail = &partition->next;
	}
}

void devicetree_partitions_read(struct layout *layout, const struct devicetree *dt)
{
	add_all(layout, dt, dt->partitions, &layout->partitions);
	add_all(layout, dt, dt->memory_partitions, &layout->partitions);
}
