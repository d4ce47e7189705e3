/* SPDX-License-Identifier: MIT */
/* What is known of a project beside the layout itself: images with their devicetree and
 * .config, the chip, declared regions, and what the command line says.
 */
#ifndef PMLAYOUT_MODEL_FACTS_H
#define PMLAYOUT_MODEL_FACTS_H

#include "mcuboot/slots.h"
#include "model/devicetree.h"
#include "model/kconfig.h"
#include "model/soc.h"
#include "model/version.h"

struct image_file; /* model/image_file.h */
struct node;

/* One program of the project: "app", "mcuboot", "b0", "net", "sysbuild" (only a .config). */
struct image {
	const char *name;
	const struct devicetree *devicetree; /* NULL: not given */
	const struct kconfig *kconfig;       /* NULL: not given */
	struct image *next;
};

/* MCUboot's ways to start or exchange images; names as in spec MCUBOOT.md. */
enum boot_mode {
	BOOT_MODE_UNKNOWN,
	BOOT_MODE_SWAP_MOVE,
	BOOT_MODE_SWAP_OFFSET,
	BOOT_MODE_SWAP_SCRATCH,
	BOOT_MODE_OVERWRITE,
	BOOT_MODE_DIRECT_XIP,
	BOOT_MODE_RAM_LOAD,
	BOOT_MODE_SINGLE,
	BOOT_MODE_FIRMWARE_LOADER,
	BOOT_MODE_COUNT
};

/* A region as regions.yml declares it. */
struct region_declaration {
	const char *name;
	struct span at;
	struct fact size, base;
	const char *device, *default_driver, *dynamic_partition,
		*placement_strategy; /* "" if none */
	struct region_declaration *next;
};

/* --page-size [REGION=]N; region NULL: every external device. */
struct page_size_option {
	const char *region;
	struct fact size;
	bool used; /* some layout has that region */
	struct page_size_option *next;
};

struct facts {
	struct image *images;
	const struct soc *soc;  /* NULL: unknown */
	enum origin soc_origin; /* OPTION, WRITTEN (devicetree, .config) or ASSUMED (guessed) */
	const char *soc_from;   /* "--soc", "the devicetree of app", "the file's name" */
	struct region_declaration *regions; /* of --regions */
	bool regions_given;
	enum boot_mode mode; /* of --mode */
	struct page_size_option *page_sizes;
	struct fact max_img_sectors, write_align;   /* of the options */
	struct fact boot_max_align;                 /* of a frozen layout */
	struct image_file *image_files;             /* of --image, in the order given */
	const struct image_file *merged_file;       /* all images of a core in one; NULL: none */
	struct version ncs_version, zephyr_version; /* of the options or the build */
};

/* NULL when there is no such image. */
const struct image *facts_image(const struct facts *facts, const char *name);
const struct devicetree *facts_devicetree(const struct facts *facts, const char *image);
const struct kconfig *facts_kconfig(const struct facts *facts, const char *image);

/* A name with or without "swap-", whatever the mode; BOOT_MODE_UNKNOWN when it is none. */
enum boot_mode boot_mode_find(struct str name);
const char *boot_mode_name(enum boot_mode mode);     /* "swap-move", as options write it */
const char *boot_mode_in_words(enum boot_mode mode); /* "swap using move" */
/* The modes in which an update lies in a secondary slot and the slots are compared. */
bool boot_mode_compares_slots(enum boot_mode mode);
/* True for an unknown mode, too: most do. */
bool boot_mode_needs_secondary(enum boot_mode mode);
/* The same mode for MCUboot's arithmetic; false, and *mcuboot untouched, for UNKNOWN. */
bool boot_mode_to_mcuboot(enum boot_mode mode, enum mcuboot_mode *mcuboot);
/* MCUboot's rules in a version of the SDK (MCUBOOT.md 2.7); the newest ones if it is unknown. */
struct mcuboot_variant boot_variant_of(struct version ncs);

#endif
