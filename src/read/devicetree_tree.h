/* SPDX-License-Identifier: MIT */
/* A devicetree blob as a tree of the nodes and the properties that pmlayout looks at.  Private to
 * the devicetree reader: devicetree_tree.c makes it in one walk, devicetree_value.c decodes
 * properties and answers for addresses, the others turn it into the model.
 */
#ifndef PMLAYOUT_READ_DEVICETREE_TREE_H
#define PMLAYOUT_READ_DEVICETREE_TREE_H

#include "diag/finding.h"
#include "model/devicetree.h"

/* Sorted by name, as in the table of devicetree_tree.c. */
enum property_id {
	PROPERTY_ADDRESS_CELLS,
	PROPERTY_GPIO_CELLS,
	PROPERTY_SIZE_CELLS,
	PROPERTY_ADDRESS_SIZE_32BIT,
	PROPERTY_CODE_PARTITIONS,
	PROPERTY_COMPATIBLE,
	PROPERTY_CS_GPIOS,
	PROPERTY_CSN_PINS,
	PROPERTY_DATA_PARTITIONS,
	PROPERTY_ENTER_4BYTE_ADDR,
	PROPERTY_ERASE_BLOCK_SIZE,
	PROPERTY_GPIO_MAP,
	PROPERTY_GPIO_MAP_MASK,
	PROPERTY_IO_PINS,
	PROPERTY_JEDEC_ID,
	PROPERTY_LABEL,
	PROPERTY_LINUX_PHANDLE,
	PROPERTY_MISO_PIN,
	PROPERTY_MOSI_PIN,
	PROPERTY_PHANDLE,
	PROPERTY_PINCTRL_0,
	PROPERTY_PORT,
	PROPERTY_PSELS,
	PROPERTY_RANGES,
	PROPERTY_READ_ONLY,
	PROPERTY_REG,
	PROPERTY_SCK_PIN,
	PROPERTY_SFDP_BFP,
	PROPERTY_SIZE,
	PROPERTY_SIZE_IN_BYTES,
	PROPERTY_SPI_MAX_FREQUENCY,
	PROPERTY_STATUS,
	PROPERTY_USE_4B_OPCODES,
	PROPERTY_WRITE_BLOCK_SIZE,
	PROPERTY_COUNT
};

enum property_type { TYPE_CELLS, TYPE_BYTES, TYPE_STRINGS };

/* Where dtc found something: bytes of the .dts, or a line of a file that it includes. */
struct tree_place {
	const struct source *source; /* NULL: not known */
	uint32_t begin, end;
	uint32_t line; /* of a file whose text is not at hand; else 0 */
};

struct tree_property {
	const char *name;
	enum property_type type;
	enum property_id id;       /* PROPERTY_COUNT in chosen, aliases and __symbols__ */
	const unsigned char *data; /* in the blob; big-endian */
	uint32_t size;
	struct tree_place place;
	struct tree_property *next;
};

struct tree_node {
	const char *name; /* with its unit address; "" for the root */
	struct tree_node *parent, *first, *last, *sibling; /* sibling: the next one */
	struct tree_node *following;                       /* in the order of the blob */
	struct tree_property *properties, **tail; /* the first of each name; tail: the end */
	uint64_t present;                         /* bit i: the property with id i is there */
	uint32_t address_cells, size_cells;       /* that its children's reg is written in */
	uint32_t phandle;                         /* 0: none */
	uint32_t path_length;
	struct tree_place place;                /* its label and name */
	const char *path;                       /* made when first asked for, by tree_path */
	struct flash_device *device;            /* set by devicetree_flash.c */
	struct memory_device *memory;           /* set by devicetree_memory.c */
	struct devicetree_partition *partition; /* set by devicetree_partitions.c and _memory.c */
	struct untranslatable *untranslatable;  /* what its `ranges` last failed to do */
};

struct tree_symbol {
	const char *path, *label;
	uint32_t order;
};

struct tree {
	struct arena *arena;
	const struct source *source;
	struct tree_node *root;
	struct tree_node *chosen, *aliases; /* NULL when there are none */
	struct tree_symbol *symbols;        /* sorted by path */
	size_t symbol_count;
	struct tree_node **phandles; /* nodes that have one, sorted by it */
	size_t phandle_count;
	struct findings *found;
	struct devicetree *dt; /* what is being made */
	struct flash_device **device_tail;
	struct devicetree_partition **partition_tail, **memory_partition_tail;
};

/* devicetree_tree.c: NULL when `invalid-devicetree` was reported. */
struct tree *tree_read(struct arena *arena, const struct source *source, struct str blob,
		       struct findings *found);
const struct tree_property *tree_property(const struct tree_node *node, enum property_id id);

/* devicetree_name.c: names of nodes. */
const char *tree_path(const struct tree *tree, struct tree_node *node);
/* The node labels that __symbols__ has for it, in its order; the last is NULL. */
const char *const *tree_labels(const struct tree *tree, struct tree_node *node);
/* The first of them; NULL when there is none. */
const char *tree_label(const struct tree *tree, struct tree_node *node);
/* The name without its unit address. */
const char *tree_short_name(const struct tree *tree, const struct tree_node *node);
struct tree_node *tree_find(const struct tree *tree, const char *path);
struct tree_node *tree_by_phandle(const struct tree *tree, uint32_t phandle);
void tree_sort_symbols(struct tree *tree);
void tree_sort_phandles(struct tree *tree);

/* devicetree_span.c: where they stand. */
struct span tree_span(const struct tree *tree, struct tree_node *node,
		      const struct tree_property *property);
/* Some of the cells of a property, when the source shows which; else the whole property. */
struct cells {
	uint32_t first, count;
};
struct span tree_cells_span(const struct tree *tree, struct tree_node *node,
			    const struct tree_property *property, struct cells cells);

/* devicetree_value.c: what properties say.  A NULL property is an absent one. */
uint32_t tree_big_endian(const unsigned char *p);
/* The cell of that index; false when the property is shorter. */
bool tree_cell(const struct tree_property *property, size_t index, uint32_t *value);
/* The text of a property that is one or more strings, the first of them; NULL when it is none. */
const char *tree_text(const struct tree_property *property);
bool tree_is_compatible(const struct tree_node *node, const char *compatible);
/* A number of one or two cells as a fact. */
struct fact tree_number(const struct tree *tree, struct tree_node *node, enum property_id id);
/* What stands behind the @ of a node's name, when it is a hexadecimal number; else unknown. */
struct fact tree_unit_address(const struct tree *tree, struct tree_node *node);
/* The first address and size of a node's reg, in its parent's cells; unknown without. */
bool tree_reg(const struct tree *tree, struct tree_node *node, struct fact *address,
	      struct fact *size);
/* One step up: from the space of node's children to the one that node is in; false when its
 * `ranges`, which must be there, does not cover the address.
 */
bool tree_translate_step(const struct tree_node *node, uint64_t *address);
/* Takes an address from the space of child's parent up to the space that top is in (NULL: the
 * root's), as far as `ranges` lead; false when one of them does not cover it.
 */
bool tree_translate(const struct tree_node *child, const struct tree_node *top, uint64_t *address);
/* The node that is not okay, looking from node upwards; NULL when all are. */
struct tree_node *tree_disabled(struct tree_node *node);

/* What dtc makes of a source. */
struct compiled {
	struct str blob;
	struct str annotated; /* the same tree as text, each line with its place; may be empty */
	const char *path;     /* by which the places speak of the source */
};

/* devicetree_source.c: false when an error was reported. */
bool devicetree_compile(struct arena *arena, const struct source *source, struct compiled *compiled,
			struct findings *found);

/* devicetree_lines.c: gives nodes and properties their places in the source. */
void devicetree_find_lines(struct tree *tree, const struct compiled *compiled);

/* devicetree_flash.c, devicetree_partitions.c, devicetree_pins.c: into tree->dt. */
void devicetree_read_devices(struct tree *tree);
void devicetree_read_partitions(struct tree *tree);
void devicetree_read_pins(const struct tree *tree, const struct tree_node *node,
			  struct flash_device *device);
/* What a partition says of itself, wherever it lies. */
void devicetree_read_partition(struct tree *tree, struct tree_node *node,
			       struct devicetree_partition *partition);
/* devicetree_place.c: where it lies; its node's parents are read, its device is that of chip. */
void devicetree_place_partition(const struct tree *tree, struct tree_node *node,
				struct tree_node *chip, struct devicetree_partition *partition);
/* devicetree_memory.c: RAM; devicetree_tz.c: TF-M's descriptors. */
void devicetree_read_memories(struct tree *tree);
void devicetree_read_memory_partitions(struct tree *tree);
void devicetree_read_descriptors(struct tree *tree);
/* A device for a node of any kind. */
struct flash_device *devicetree_add_device(struct tree *tree, struct tree_node *node,
					   enum flash_kind kind);

#endif
