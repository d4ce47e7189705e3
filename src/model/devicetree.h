/* SPDX-License-Identifier: MIT */
/* What a devicetree says about flash, memory and partitions.  Made by read/devicetree.c from a
 * blob; places are node path and property.
 */
#ifndef PMLAYOUT_MODEL_DEVICETREE_H
#define PMLAYOUT_MODEL_DEVICETREE_H

#include "model/fact.h"

enum flash_kind {
	FLASH_INTERNAL, /* soc-nv-flash: on the chip, memory-mapped; RRAM as well */
	FLASH_SPI_NOR,  /* jedec,spi-nor */
	FLASH_QSPI_NOR, /* nordic,qspi-nor */
	FLASH_OTHER     /* another node that holds partitions */
};

struct flash_device {
	const char *path;  /* of the node */
	const char *label; /* node label when known (__symbols__), else its name without unit */
	struct span at;    /* the node */
	enum flash_kind kind;
	const char *compatible;   /* the first */
	struct fact base;         /* internal: address of its first byte; else 0 */
	struct fact size;         /* bytes; at: `size` (bits) or `reg` */
	struct fact size_in_bits; /* as written on SPI/QSPI NOR nodes; else unknown */
	struct fact erase_block;  /* bytes */
	struct fact write_block;  /* bytes */
	uint8_t jedec_id[3];
	struct span jedec_id_at;      /* unset: no jedec-id */
	uint64_t sfdp_size;           /* bytes, from sfdp-bfp; 0: none or too short */
	uint32_t sfdp_smallest_erase; /* bytes, from sfdp-bfp; 0: none */
	struct span sfdp_at;
	bool sfdp_has_four_bytes;    /* it tells how the chip takes four address bytes */
	bool four_byte_addresses;    /* the node tells how the chip takes them */
	bool enabled;                /* the node and all its parents are okay */
	struct span disabled_at;     /* the `status` that is not okay */
	const char *disabled_path;   /* path of the node that is not okay */
	const char *disabled_status; /* what it says, "disabled" */
	const char *bus;             /* path of the parent: "/soc/.../spi@b000" */
	const char *bus_compatible;  /* "nordic,nrf-spim" */
	struct fact bus_address;     /* reg of the node on its bus: the chip select index */
	struct fact max_frequency;   /* spi-max-frequency, Hz */
	/* Pins as <port * 32 + pin> where the devicetree has them (cs-gpios of the bus, pinctrl
	 * psels of its default state); -1 unknown. */
	int pin_cs, pin_sck, pin_mosi, pin_miso;
	bool cs_active_low;
	struct flash_device *next;
};

/* RAM: a node `mmio-sram`, or one that zephyr,sram chooses. */
struct memory_device {
	const char *path;
	const char *label; /* as of struct flash_device */
	struct span at;
	struct fact base, size; /* in the CPU's address space */
	struct memory_device *next;
};

/* The ways to write a partition. */
enum partition_binding {
	PARTITION_FIXED,  /* below `fixed-partitions` */
	PARTITION_SUB,    /* below `fixed-subpartitions` */
	PARTITION_MAPPED, /* `zephyr,mapped-partition` */
	PARTITION_MEMORY  /* below a node of RAM or /reserved-memory */
};

enum untranslatable_why {
	RANGES_MISSING,   /* the node has none */
	RANGES_UNCOVERED, /* no entry covers the address */
	RANGES_ELSEWHERE  /* the address comes out beside the node's own reg */
};

/* Why an address below a node does not become one of the CPU (FAILURES.md F120, F121). */
struct untranslatable {
	enum untranslatable_why why;
	const char *path;       /* of the node */
	struct span at;         /* its `ranges`, else the node */
	uint64_t address;       /* that was to be translated; ELSEWHERE: that came out */
	struct fact base, size; /* the node's own reg; unknown: it has none */
	unsigned address_cells, parent_cells, size_cells; /* that its `ranges` is written in */
	bool is_chip, is_spi;                             /* the node is one; one on a SPI bus */
	const struct devicetree_partition *first;         /* that fails for this reason */
	size_t count;                                     /* of those that do */
};

/* A piece of flash, or of RAM. */
struct devicetree_partition {
	const char *path;
	const char *name;  /* node label (one that is in use for what it is, if there are several),
			    * else `label` property, else node name */
	const char *label; /* the `label` property, may be NULL */
	const char *const *labels; /* all node labels, of __symbols__; ends with NULL */
	const char *usual_label;   /* in a tree without __symbols__: by the `label` property */
	struct span at;            /* the node */
	enum partition_binding binding;
	struct flash_device *device;  /* NULL: in RAM */
	struct memory_device *memory; /* NULL: in flash */
	struct fact reg;              /* the address that `reg` writes, in its parent's space */
	struct fact unit_address;     /* behind the @ of the node's name; unknown: none */
	struct fact offset;           /* bytes from the start of the device; unknown when the cells
				       * cannot be read or do not translate */
	struct fact address;          /* in the CPU's address space; unknown in SPI flash */
	struct fact size;
	const struct untranslatable *untranslatable; /* NULL: it translates, or need not */
	bool read_only;
	bool has_subpartitions;
	struct devicetree_partition *parent; /* when nested */
	struct devicetree_partition *next;
};

/* A phandle in a list of partitions. */
struct partition_reference {
	const char *path;                             /* NULL: it names no node */
	const struct devicetree_partition *partition; /* NULL: that node is none */
	struct partition_reference *next;
};

/* A node that tells TF-M what is secure: compatible "nordic,tz-secure" or "nordic,tz-nonsecure"
 * (FAILURES.md F77).  Only those that are okay.
 */
struct tz_descriptor {
	const char *path;
	struct span at; /* the node */
	bool secure;
	struct partition_reference *code, *data;
	struct span code_at, data_at; /* the properties; unset: not there */
	struct tz_descriptor *next;
};

struct chosen {
	const char *name; /* "nordic,pm-ext-flash" */
	const char *path; /* of the node that it names, aliases resolved; may name no node */
	struct span at;   /* the property */
	struct chosen *next;
};

struct devicetree {
	const struct source *source;
	const char *soc; /* "nrf9160" by the compatibles of / and /soc; NULL when not told */
	struct span soc_at;
	bool has_symbols;                        /* node labels are known */
	struct flash_device *devices;            /* in the order of the blob */
	struct devicetree_partition *partitions; /* in the order of the blob */
	size_t partition_count;
	/* Partitions with another `status` than "okay": nobody sees them, but their labels are
	 * taken.  Name, path, labels and parent alone are set.
	 */
	struct devicetree_partition *disabled_partitions;
	struct memory_device *memories;
	struct devicetree_partition *memory_partitions; /* of RAM, in the order of the blob */
	struct tz_descriptor *descriptors;
	struct chosen *chosen;
	struct span chosen_at; /* the node /chosen; the path alone when there is none */
	struct span root_at;
	struct fact ram_base, ram_size; /* chosen zephyr,sram */
};

/* NULL when dt is NULL or nothing is chosen under that name. */
const struct chosen *devicetree_chosen(const struct devicetree *dt, const char *name);
/* The node label that boards give to a partition with that `label` property: slot0_partition for
 * "image-0", tfm_ps_partition for "tfm-ps".
 */
const char *devicetree_usual_label(struct arena *arena, const char *property);
/* The partition of flash with that node label, by its usual one where none are known; NULL when
 * there is none.
 */
const struct devicetree_partition *devicetree_labelled(const struct devicetree *dt,
						       const char *label);
/* The partition of another image's tree that shares a label with this one; NULL: there is none. */
const struct devicetree_partition *
devicetree_counterpart(const struct devicetree *dt, const struct devicetree_partition *partition);
/* The partition of flash whose node that is; NULL when it is none. */
const struct devicetree_partition *devicetree_partition_at(const struct devicetree *dt,
							   const char *path);
/* The flash device at a path, or under a chosen name; NULL when there is none. */
const struct flash_device *devicetree_device(const struct devicetree *dt, const char *path);
const struct flash_device *devicetree_chosen_device(const struct devicetree *dt, const char *name);
/* The internal flash: chosen zephyr,flash, else the first internal device. */
const struct flash_device *devicetree_internal_flash(const struct devicetree *dt);
/* The RAM that zephyr,sram chooses or lies in, else the first; NULL when there is none. */
const struct memory_device *devicetree_main_memory(const struct devicetree *dt);
/* What a layout calls external_flash: chosen nordic,pm-ext-flash, else the first SPI or QSPI NOR
 * that is enabled, else the first one.
 */
const struct flash_device *devicetree_external_flash(const struct devicetree *dt);

#endif
