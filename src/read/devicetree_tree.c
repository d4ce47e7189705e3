/* SPDX-License-Identifier: MIT */
/* Walks a devicetree blob once and keeps what pmlayout looks at. */
#include "read/devicetree_tree.h"

#include <libfdt.h>
#include <string.h>

#include "base/arena.h"

/* A devicetree of a board has a few hundred nodes, 10 levels and paths of 150 bytes.  The limits
 * keep what a hostile blob can cost linear in its size.
 */
#define LIMIT_BYTES ((size_t)16 << 20)
#define OLDEST_VERSION 16
#define LIMIT_DEPTH 64
#define LIMIT_PATH 512
#define LIMIT_PROPERTY_NAME 255

struct known_property {
	const char *name;
	enum property_type type;
};

static const struct known_property known[PROPERTY_COUNT] = {
	[PROPERTY_ADDRESS_CELLS] = {"#address-cells", TYPE_CELLS},
	[PROPERTY_GPIO_CELLS] = {"#gpio-cells", TYPE_CELLS},
	[PROPERTY_SIZE_CELLS] = {"#size-cells", TYPE_CELLS},
	[PROPERTY_ADDRESS_SIZE_32BIT] = {"address-size-32bit", TYPE_BYTES},
	[PROPERTY_CODE_PARTITIONS] = {"code-partitions", TYPE_CELLS},
	[PROPERTY_COMPATIBLE] = {"compatible", TYPE_STRINGS},
	[PROPERTY_CS_GPIOS] = {"cs-gpios", TYPE_CELLS},
	[PROPERTY_CSN_PINS] = {"csn-pins", TYPE_CELLS},
	[PROPERTY_DATA_PARTITIONS] = {"data-partitions", TYPE_CELLS},
	[PROPERTY_ENTER_4BYTE_ADDR] = {"enter-4byte-addr", TYPE_CELLS},
	[PROPERTY_ERASE_BLOCK_SIZE] = {"erase-block-size", TYPE_CELLS},
	[PROPERTY_GPIO_MAP] = {"gpio-map", TYPE_CELLS},
	[PROPERTY_GPIO_MAP_MASK] = {"gpio-map-mask", TYPE_CELLS},
	[PROPERTY_IO_PINS] = {"io-pins", TYPE_CELLS},
	[PROPERTY_JEDEC_ID] = {"jedec-id", TYPE_BYTES},
	[PROPERTY_LABEL] = {"label", TYPE_STRINGS},
	[PROPERTY_LINUX_PHANDLE] = {"linux,phandle", TYPE_CELLS},
	[PROPERTY_MISO_PIN] = {"miso-pin", TYPE_CELLS},
	[PROPERTY_MOSI_PIN] = {"mosi-pin", TYPE_CELLS},
	[PROPERTY_PHANDLE] = {"phandle", TYPE_CELLS},
	[PROPERTY_PINCTRL_0] = {"pinctrl-0", TYPE_CELLS},
	[PROPERTY_PORT] = {"port", TYPE_CELLS},
	[PROPERTY_PSELS] = {"psels", TYPE_CELLS},
	[PROPERTY_RANGES] = {"ranges", TYPE_CELLS},
	[PROPERTY_READ_ONLY] = {"read-only", TYPE_BYTES},
	[PROPERTY_REG] = {"reg", TYPE_CELLS},
	[PROPERTY_SCK_PIN] = {"sck-pin", TYPE_CELLS},
	[PROPERTY_SFDP_BFP] = {"sfdp-bfp", TYPE_BYTES},
	[PROPERTY_SIZE] = {"size", TYPE_CELLS},
	[PROPERTY_SIZE_IN_BYTES] = {"size-in-bytes", TYPE_CELLS},
	[PROPERTY_SPI_MAX_FREQUENCY] = {"spi-max-frequency", TYPE_CELLS},
	[PROPERTY_STATUS] = {"status", TYPE_STRINGS},
	[PROPERTY_USE_4B_OPCODES] = {"use-4b-addr-opcodes", TYPE_BYTES},
	[PROPERTY_WRITE_BLOCK_SIZE] = {"write-block-size", TYPE_CELLS},
};

/* The walk's own state; symbols and phandles are collected in lists of nodes first. */
struct walk {
	struct tree *tree;
	const void *fdt;
	struct tree_node *node, *last; /* the open one; the latest one */
	struct tree_node *symbols;
	unsigned depth;
	const char *wrong; /* what cannot be read; NULL: nothing */
};

static enum property_id property_find(const char *name)
{
	size_t low = 0, high = PROPERTY_COUNT;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, known[middle].name);

		if (order == 0)
			return (enum property_id)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return PROPERTY_COUNT;
}

static void append_child(struct tree_node *parent, struct tree_node *node)
{
	if (!parent)
		return;
	if (parent->last)
		parent->last->sibling = node;
	else
		parent->first = node;
	parent->last = node;
}

static void note_special(struct walk *walk, struct tree_node *node)
{
	if (strcmp(node->name, "chosen") == 0)
		walk->tree->chosen = node;
	else if (strcmp(node->name, "aliases") == 0)
		walk->tree->aliases = node;
	else if (strcmp(node->name, "__symbols__") == 0)
		walk->symbols = node;
}

static void begin_node(struct walk *walk, int offset)
{
	struct tree_node *node = ARENA_NEW(walk->tree->arena, struct tree_node);
	int length = 0;

	node->name = fdt_get_name(walk->fdt, offset, &length);
	node->parent = walk->node;
	node->address_cells = 2; /* the specification's defaults */
	node->size_cells = 1;
	if (!node->name || length < 0)
		walk->wrong = "a node has no name";
	else if (!walk->node && walk->tree->root)
		walk->wrong = "it has two root nodes";
	else if (++walk->depth > LIMIT_DEPTH)
		walk->wrong = "nodes are nested deeper than 64 levels";
	else if ((walk->node ? walk->node->path_length : 0) + (size_t)length >= LIMIT_PATH)
		walk->wrong = "the path of a node is longer than 512 bytes";
	if (walk->wrong)
		return;
	if (walk->node)
		node->path_length = walk->node->path_length + 1 + (uint32_t)length;
	else
		walk->tree->root = node;
	append_child(walk->node, node);
	if (walk->last)
		walk->last->following = node;
	if (walk->node && walk->node == walk->tree->root)
		note_special(walk, node);
	walk->last = walk->node = node;
	node->tail = &node->properties;
}

static void end_node(struct walk *walk)
{
	walk->node = walk->node->parent;
	walk->depth--;
}

static bool keeps_all(const struct walk *walk)
{
	const struct tree_node *node = walk->node;

	return node == walk->tree->chosen || node == walk->tree->aliases || node == walk->symbols;
}

static void note_number(struct walk *walk, const struct tree_property *property)
{
	struct tree_node *node = walk->node;
	uint32_t value;

	if (!tree_cell(property, 0, &value))
		return;
	if (property->id == PROPERTY_ADDRESS_CELLS)
		node->address_cells = value;
	else if (property->id == PROPERTY_SIZE_CELLS)
		node->size_cells = value;
	else if (property->id == PROPERTY_PHANDLE || property->id == PROPERTY_LINUX_PHANDLE)
		node->phandle = value;
}

static void add_property(struct walk *walk, int offset)
{
	const char *name = NULL;
	int size = 0;
	const void *data = fdt_getprop_by_offset(walk->fdt, offset, &name, &size);
	enum property_id id = data ? property_find(name) : PROPERTY_COUNT;
	struct tree_property *property;

	if (!data || size < 0) {
		walk->wrong = "a property lies outside of the blob";
		return;
	}
	if (id == PROPERTY_COUNT ? !keeps_all(walk) : (walk->node->present >> id & 1) != 0)
		return;
	if (id != PROPERTY_COUNT)
		walk->node->present |= (uint64_t)1 << id;
	property = ARENA_NEW(walk->tree->arena, struct tree_property);
	property->name = name;
	property->id = id;
	property->type = id == PROPERTY_COUNT ? TYPE_STRINGS : known[id].type;
	property->data = data;
	property->size = (uint32_t)size;
	*walk->node->tail = property;
	walk->node->tail = &property->next;
	note_number(walk, property);
}

static void walk_blob(struct walk *walk)
{
	int offset = 0, next = 0;

	while (!walk->wrong) {
		uint32_t tag = fdt_next_tag(walk->fdt, offset, &next);

		if (tag == FDT_BEGIN_NODE)
			begin_node(walk, offset);
		else if (tag == FDT_END || next < 0)
			break;
		else if (tag != FDT_NOP && !walk->node)
			walk->wrong = "a property or the end of a node stands outside of the tree";
		else if (tag == FDT_END_NODE)
			end_node(walk);
		else if (tag == FDT_PROP)
			add_property(walk, offset);
		offset = next;
	}
	if (!walk->wrong && (next < 0 || walk->node || !walk->tree->root))
		walk->wrong = "the tree of nodes ends early";
}

static void collect_symbols(struct tree *tree, const struct tree_node *symbols)
{
	size_t count = 0;

	if (!symbols)
		return;
	for (const struct tree_property *p = symbols->properties; p; p = p->next)
		count++;
	tree->symbols = arena_array(tree->arena, count + 1, sizeof(tree->symbols[0]));
	for (const struct tree_property *p = symbols->properties; p; p = p->next) {
		struct tree_symbol *symbol = &tree->symbols[tree->symbol_count];
		const char *path = tree_text(p);

		if (!path)
			continue;
		*symbol = (struct tree_symbol){path, p->name, (uint32_t)tree->symbol_count};
		tree->symbol_count++;
	}
	tree_sort_symbols(tree);
}

static void collect_phandles(struct tree *tree)
{
	size_t count = 0;

	for (const struct tree_node *node = tree->root; node; node = node->following)
		count += node->phandle != 0;
	tree->phandles = arena_array(tree->arena, count + 1, sizeof(struct tree_node *));
	for (struct tree_node *node = tree->root; node; node = node->following)
		if (node->phandle)
			tree->phandles[tree->phandle_count++] = node;
	tree_sort_phandles(tree);
}

/* An overlay that dtc compiled: fragment@0 { __overlay__ { ... }; }. */
static bool is_overlay(const struct tree *tree)
{
	for (const struct tree_node *node = tree->root->first; node; node = node->sibling)
		if (node->first && strcmp(node->first->name, "__overlay__") == 0)
			return true;
	return false;
}

/* fdt_check_full() searches the end of the name of every property: without this check a strings
 * block without ends would make that quadratic.
 */
static bool names_are_short(struct str blob)
{
	size_t begin = fdt_off_dt_strings(blob.p), end = begin + fdt_size_dt_strings(blob.p);
	size_t length = 0;

	for (size_t i = begin; i < end && i < blob.n; i++) {
		length = blob.p[i] ? length + 1 : 0;
		if (length > LIMIT_PROPERTY_NAME)
			return false;
	}
	return true;
}

static const char *error_in_words(int error)
{
	switch (error) {
	case -FDT_ERR_BADMAGIC:
		return "it does not begin with d0 0d fe ed";
	case -FDT_ERR_BADVERSION:
		return "its version is not one that can be read (16 or 17)";
	case -FDT_ERR_TRUNCATED:
		return "it ends early, or says that parts of it lie beyond its end";
	case -FDT_ERR_BADSTRUCTURE:
		return "the tree of nodes in it is damaged";
	case -FDT_ERR_BADOFFSET:
		return "a name in it lies outside of the blob";
	default:
		return "its header is damaged";
	}
}

/* NULL when libfdt finds nothing wrong. */
static const char *check_blob(struct arena *arena, struct str blob)
{
	int error =
		blob.n < sizeof(struct fdt_header) ? -FDT_ERR_TRUNCATED : fdt_check_header(blob.p);

	if (blob.n > LIMIT_BYTES)
		return "it is larger than 16 MiB";
	if (error)
		return error_in_words(error);
	/* Every dtc since 2005 writes 17, and fdt_check_full() of libfdt 1.6.1 follows a null
	 * pointer in older blobs whose root is not called "/".
	 */
	if (fdt_version(blob.p) < OLDEST_VERSION)
		return error_in_words(-FDT_ERR_BADVERSION);
	if (fdt_totalsize(blob.p) > blob.n)
		return arena_printf(arena,
				    "it ends early: it says it is %u bytes long, the file has %zu",
				    fdt_totalsize(blob.p), blob.n);
	if (!names_are_short(blob))
		return "the name of a property is longer than 255 bytes";
	error = fdt_check_full(blob.p, blob.n);
	return error ? error_in_words(error) : NULL;
}

static void report_blob(const struct source *source, const char *wrong, struct findings *found)
{
	struct finding *finding =
		finding_add(found, RULE_invalid_devicetree, span_of(source, 0, 0),
			    "this is no devicetree blob that can be read: %s", wrong);

	finding_help(found, finding, "give the zephyr.dts or zephyr.dtb that the build made");
}

static void report_overlay(const struct source *source, struct findings *found)
{
	struct finding *finding =
		finding_add(found, RULE_invalid_devicetree, span_of(source, 0, 0),
			    "this is an overlay: it changes a devicetree that is not in the file");

	finding_help(found, finding, "give the build's zephyr.dts or zephyr.dtb");
}

const struct tree_property *tree_property(const struct tree_node *node, enum property_id id)
{
	const struct tree_property *property = node->present >> id & 1 ? node->properties : NULL;

	while (property && property->id != id)
		property = property->next;
	return property;
}

struct tree *tree_read(struct arena *arena, const struct source *source, struct str blob,
		       struct findings *found)
{
	struct tree *tree = ARENA_NEW(arena, struct tree);
	struct walk walk = {.tree = tree};
	char *aligned = arena_alloc(arena, blob.n + 1); /* libfdt wants 8 bytes */

	if (blob.n)
		memcpy(aligned, blob.p, blob.n);
	tree->arena = arena;
	tree->source = source;
	walk.fdt = aligned;
	walk.wrong = check_blob(arena, (struct str){aligned, blob.n});
	walk_blob(&walk);
	if (walk.wrong) {
		report_blob(source, walk.wrong, found);
		return NULL;
	}
	if (is_overlay(tree)) {
		report_overlay(source, found);
		return NULL;
	}
	collect_symbols(tree, walk.symbols);
	collect_phandles(tree);
	return tree;
}
