/* SPDX-License-Identifier: MIT */
/* A layout: regions, partitions, slots.
 *
 * Readers fill what is written; layout_resolve() completes it; from then on it is const.
 *
 * Invariants after layout_resolve():
 *  - partition->region is set, or the region is not declared (`unknown-region`) and NULL;
 *  - partition->placed means: address and size are known, not negative, address + size fits 64
 *    bits, and the partition stands in its region's by_address;
 *  - region->by_address is sorted by address, larger first, then in the order of writing;
 *  - overlaps and gaps of a region speak of its leaves alone.
 */
#ifndef PMLAYOUT_MODEL_LAYOUT_H
#define PMLAYOUT_MODEL_LAYOUT_H

#include "model/facts.h"
#include "model/node.h"
#include "model/value.h"

struct allows; /* diag/allow.h */
struct partition;
struct region;
struct trials;

/* A name in a list of names: a span member, an anchor of a placement, ... */
struct reference {
	const char *name;
	struct span at;
	struct partition *partition; /* after resolve; NULL when nothing has that name */
	struct reference *next;
};

/* A scalar that is carried to the outputs (extra_params). */
struct parameter {
	const char *name;
	const struct node *value;
	struct parameter *next;
};

/* What a region or a partition is to the rules that treat it apart. */
enum region_kind { REGION_FLASH, REGION_EXTERNAL_FLASH, REGION_RAM, REGION_OTP, REGION_OTHER };
enum placement_strategy { PLACE_COMPLEX, PLACE_START_TO_END, PLACE_END_TO_START };

struct partition {
	const char *name;        /* NUL-terminated; the same pointer is never compared */
	struct span at;          /* the key, or the devicetree node */
	const struct node *node; /* the entry as written; NULL from a devicetree */
	const struct devicetree_partition *devicetree; /* NULL from a PM file */
	uint32_t order;                                /* of writing */

	/* As written (the last of duplicate keys). */
	struct fact written_address, written_size, written_end;
	const char *region_name; /* never NULL after reading: the default rule is applied */
	struct span region_at;   /* unset when the default rule applied */
	const char *device;      /* NULL when not written */
	struct span device_at;
	struct reference *span, *orig_span, *inside, *share_size, *affiliation;
	bool has_span;                      /* the key stands there, even with an empty list */
	struct fact align_start, align_end; /* below placement */
	struct fact stray_align_start, stray_align_end; /* `align` beside placement */
	struct parameter *extra_params;

	/* After resolve. */
	struct region *region;
	struct fact address, size; /* size of the dynamic partition: as PM will compute it */
	bool placed;
	bool container; /* has a span, or is known by name to hold others */
	bool leftover;  /* named like its simple region: "the rest" of it */
	bool dynamic;   /* PM gives it what the others leave (`app`) */
	bool empty;     /* EMPTY_n: a hole that PM filled */
	bool touchable; /* somebody allows a test on a device to erase and restore it */
	bool implied;   /* not written: PM makes it (`app`, the rest of a region); at is unset */

	struct partition *next;
};

/* Two leaves of one region that share bytes [begin, end). */
struct overlap {
	const struct partition *first, *second; /* first starts before, or is written before */
	uint64_t begin, end;
	struct overlap *next;
};

/* Bytes [begin, end) of a region that no leaf covers. */
struct gap {
	uint64_t begin, end;
	const struct partition *before, *after; /* neighbours; NULL at the region's own ends */
	struct gap *next;
};

struct region {
	const char *name;
	struct span at; /* where it is declared: regions.yml, the devicetree node; may be unset */
	enum region_kind kind;
	enum placement_strategy placement;
	bool declared;         /* false: only named by partitions, nothing is known of it */
	struct fact base;      /* address of its first byte as partitions write it */
	struct fact size;      /* unknown unless some source tells it */
	struct fact page_size; /* erase page of MCUboot's image; unknown: 4096 and 65536 possible */
	struct fact app_page_size; /* the same for the application's image */
	struct fact write_size;
	const struct flash_device *device; /* of the application's devicetree, else of MCUboot's */
	const char *device_name;           /* PM's `device`; "" when none */
	const char *default_driver;        /* PM's default_driver_kconfig; "" when none */
	const char *dynamic_name;  /* name of its dynamic partition; NULL when it has none */
	struct partition *dynamic; /* that partition, when it is written */

	struct partition **by_address; /* every placed partition */
	size_t count;
	uint32_t members;  /* placed or not */
	uint32_t unplaced; /* members without a usable address or size, less the dynamic one */
	struct overlap *overlaps;
	size_t overlaps_left_out; /* more than are listed */
	struct gap *gaps;         /* bytes that no leaf covers; needs size, else empty */
	size_t gap_count;
	/* The gaps as PM computes them for its dynamic partition (PARTITION-MANAGER.md 5.3, 5.4):
	 * set arithmetic over entries without `span`, less the dynamic one.  The same as gaps
	 * unless partitions overlap; then an end may lie before its begin.
	 */
	struct gap *pm_gaps;
	size_t pm_gap_count;
	struct region *next;
};

/* A primary slot and where its updates come from. */
struct slot_pair {
	unsigned image;                        /* 0, 1, ... as MCUboot counts */
	struct partition *primary, *secondary; /* one of them may be NULL */
	struct slot_pair *next;
};

/* Whether direct-XIP goes back to the other slot when an image is not confirmed. */
enum boot_revert { REVERT_UNKNOWN, REVERT_NEVER, REVERT_UNCONFIRMED };

/* The mode that an image or sysbuild was told; UNKNOWN: none. */
struct mode_choice {
	enum boot_mode mode;
	enum boot_revert revert; /* UNKNOWN in the other modes */
	struct fact fact;        /* where; value is unused */
};

/* Images that MCUboot may be built for. */
#define BOOTLOADER_IMAGES 8

/* How MCUboot was built, as far as it is known. */
struct bootloader {
	bool present;        /* a partition, a .config or a mode speaks of MCUboot */
	enum boot_mode mode; /* UNKNOWN: judge every two-slot mode */
	enum boot_revert revert;
	struct fact mode_fact; /* where the mode is said; value is unused */
	struct mode_choice app_choice, sysbuild_choice;
	struct fact max_img_sectors;
	struct fact
		logical_sector; /* all sectors have this size, whatever the pages; else unknown */
	bool max_img_sectors_auto; /* computed by MCUboot's build */
	/* Whose size is no multiple of its erase block, which stops the computation of Nordic's
	 * build; NULL: none.
	 */
	const struct devicetree_partition *uneven_slot;
	struct fact write_align;    /* w: write block of the primary's device, bytes */
	struct fact boot_max_align; /* A */
	struct fact key_size;       /* K: bytes that are kept of an image's key; unknown: none */
	bool compressed;            /* a smaller secondary is allowed */
	struct mcuboot_variant variant; /* by the SDK's version, when that is known */
	struct fact image_count;        /* UPDATEABLE_IMAGE_NUMBER */
	bool has_own_image;             /* one of them is MCUboot itself, in s0 and s1 */
	uint64_t own_image;             /* its number */
	struct slot_pair *pairs;
	struct partition *scratch;
	struct trials *trials; /* of every pair that can be judged; model/slot_trials.h */
};

enum layout_kind { LAYOUT_PM_STATIC, LAYOUT_PM_PARTITIONS, LAYOUT_DEVICETREE };

struct layout {
	struct arena *arena;
	enum layout_kind kind;
	const struct source *source;
	const struct node *document;         /* NULL from a devicetree */
	const struct devicetree *devicetree; /* its own; NULL from a PM file */
	struct allows *allows;               /* of its comments; NULL: there are none */
	struct facts facts;           /* a copy of its own: a guessed chip belongs to one layout */
	struct partition *partitions; /* in the order of writing; the last of a duplicate name */
	size_t partition_count;       /* written ones; implied ones stand behind them in the list */
	struct region *regions;
	struct bootloader bootloader;
	/* partitions.yml and regions.yml as Partition Manager would write them; NULL: nobody has
	 * asked yet, or the regions are not known.
	 */
	const struct value *pm_partitions, *pm_regions;
	struct partition **by_name; /* sorted; for layout_find */
	size_t by_name_count;
};

/* NULL when nothing has that name. Valid after layout_index(). */
struct partition *layout_find(const struct layout *layout, const char *name);
/* In a devicetree also by another node label than its name. */
struct partition *layout_labelled(const struct layout *layout, const char *label);
/* What Partition Manager calls pm and a devicetree labels label. */
struct partition *layout_either(const struct layout *layout, const char *pm, const char *label);
struct region *layout_region(const struct layout *layout, const char *name);
/* OTP of the nRF91 and nRF53, the boot configuration of the nRF54L: words that are written once
 * and that devicetrees do not partition.
 */
bool region_is_in_uicr(const struct region *region);
/* Partition Manager decides: the layout is a file of its, or an image was built with it.  Then
 * the partitions of a devicetree are merely the board's defaults.
 */
bool layout_pm_is_on(const struct layout *layout);
/* Sorts by_name. */
void layout_index(struct layout *layout);
/* The first of EMPTY_0, EMPTY_1, ... that is not taken; for help that adds an entry. */
const char *layout_free_empty_name(struct arena *arena, const struct layout *layout);
/* The exclusive end of a placed partition. */
uint64_t partition_end(const struct partition *partition);
/* Placed, not empty, and neither a container, nor dynamic, nor the rest of its region: these
 * alone can overlap each other.
 */
bool partition_takes_bytes(const struct partition *partition);
/* The name; of a devicetree without the "_partition" that node labels end in, except where it is
 * all that says what the partition is (storage_partition).
 */
struct str partition_stem(const struct partition *partition);
/* RULES.md "Storage": *_storage, tfm_its, tfm_ps, factory_data, storage_partition, less ... */
bool partition_is_storage(const struct partition *partition);
/* The Secure Partition Manager, which was there before TF-M, starts the application. */
bool layout_has_spm(const struct layout *layout);
/* "0x10000..0x80000". */
const char *partition_range(struct arena *arena, const struct partition *partition);
const char *layout_kind_name(enum layout_kind kind); /* as in JSON: "pm-static", ... */

#endif
