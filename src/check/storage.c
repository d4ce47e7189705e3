/* SPDX-License-Identifier: MIT */
/* Rules about partitions that hold a file system or settings (RULES.md "Storage"). */
#include "check/check.h"

#include "base/arena.h"
#include "base/num.h"

/* No SPI NOR driver has pages smaller than this, and all are multiples of it (MCUBOOT.md 6), so
 * what is wrong with it is wrong with every page size.
 */
#define SMALLEST_EXTERNAL_PAGE 4096

/* The erase page that the application sees; 0 when the partition is not in flash. */
static struct fact page_of(const struct partition *partition)
{
	const struct region *region = partition->region;

	if (region->kind != REGION_FLASH && region->kind != REGION_EXTERNAL_FLASH)
		return fact_make(0, ORIGIN_UNKNOWN, NULL);
	if (fact_known(region->app_page_size) && region->app_page_size.value)
		return region->app_page_size;
	if (region->kind == REGION_EXTERNAL_FLASH)
		return fact_make(SMALLEST_EXTERNAL_PAGE, ORIGIN_BUILT_IN, "the smallest page");
	return region->page_size;
}

static bool is_judged(const struct partition *partition)
{
	return partition->placed && partition->region && !partition->container &&
	       !partition->leftover;
}

/* Named for its kind, whether or not the name ends in `_storage`. */
static bool is_kind(const struct partition *partition)
{
	return partition_is_storage(partition) || cstr_starts(partition->name, "zms_") ||
	       cstr_starts(partition->name, "littlefs_");
}

static void rest_on_page(struct findings *found, struct finding *finding,
			 const struct partition *partition, struct fact page)
{
	finding_rests_on(found, finding, page,
			 arena_printf(found->arena, "the erase page of `%s` is 0x%jx bytes",
				      partition->region->name, (uintmax_t)page.value));
}

/* -- storage-unaligned ----------------------------------------------------- */

/* Offsets from the start of the device, and the page that they should lie on. */
struct extent {
	uint64_t base, begin, end, page;
};

static bool on_page(const struct extent *extent, uint64_t offset)
{
	return offset % extent->page == 0;
}

static void help_extent(struct findings *found, struct finding *finding,
			const struct extent *extent)
{
	uint64_t page = extent->page, size = extent->end - extent->begin;
	uint64_t below = num_down(size, page), above = num_up(size, page);

	if (!on_page(extent, extent->begin))
		finding_help(found, finding, "start it at 0x%jx or 0x%jx",
			     (uintmax_t)(extent->base + num_down(extent->begin, page)),
			     (uintmax_t)(extent->base + num_up(extent->begin, page)));
	if (size % page == 0)
		return;
	if (below)
		finding_help(found, finding, "make it 0x%jx or 0x%jx bytes", (uintmax_t)below,
			     (uintmax_t)above);
	else
		finding_help(found, finding, "make it 0x%jx bytes", (uintmax_t)above);
}

static struct finding *report_unaligned(struct findings *found, const struct partition *partition,
					const struct extent *extent, bool rram)
{
	bool start_wrong = !on_page(extent, extent->begin);
	bool end_wrong = !on_page(extent, extent->end);
	uint64_t wrong = start_wrong ? extent->begin : extent->end;
	struct finding *finding = finding_about_partition(
		found, RULE_storage_unaligned, partition,
		start_wrong ? partition_address_at(partition) : partition_size_at(partition),
		"`%s` %s at 0x%jx, inside an erase page of 0x%jx bytes (%s)", partition->name,
		start_wrong ? "starts" : "ends", (uintmax_t)(extent->base + wrong),
		(uintmax_t)extent->page, num_human(found->arena, extent->page));

	finding_mark(found, finding, "0x%jx bytes past 0x%jx", (uintmax_t)(wrong % extent->page),
		     (uintmax_t)(extent->base + num_down(wrong, extent->page)));
	if (start_wrong && end_wrong)
		finding_label(found, finding, partition_size_at(partition),
			      "and ends at 0x%jx, inside a page as well",
			      (uintmax_t)(extent->base + extent->end));
	if (rram) {
		finding_limit(finding, SEVERITY_WARNING);
		finding_note(found, finding,
			     "RRAM needs no erase, but its driver still counts in "
			     "pages");
	} else {
		finding_note(found, finding,
			     "flash is erased by whole pages: the neighbour in the "
			     "same page would be erased too, and NVS, ZMS and LittleFS "
			     "refuse such an area (-22, EINVAL)");
	}
	help_extent(found, finding, extent);
	return finding;
}

void rule_storage_unaligned(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		struct fact page;
		struct extent extent;
		bool rram;

		if (!is_judged(p) || !is_kind(p))
			continue;
		page = page_of(p);
		extent.base = p->region->base.value;
		if (!page.value || !p->size.value || p->address.value < extent.base)
			continue;
		extent.begin = p->address.value - extent.base;
		extent.end = extent.begin + p->size.value;
		extent.page = page.value;
		if (on_page(&extent, extent.begin) && on_page(&extent, extent.end))
			continue;
		rram = p->region->kind == REGION_FLASH && layout->facts.soc &&
		       layout->facts.soc->rram;
		rest_on_page(found, report_unaligned(found, p, &extent, rram), p, page);
	}
}

/* -- storage-too-small ----------------------------------------------------- */

/* What a kind of storage asks for. */
struct need {
	const char *what;     /* "NVS" */
	const char *unit;     /* "sector", "block" */
	uint64_t least;       /* fewer is an error */
	uint64_t wanted;      /* fewer is a warning */
	const char *note;     /* what happens otherwise */
	const char *multiple; /* the option that makes sectors of several pages; or NULL */
};

static const char sector_note[] = "Zephyr refuses to mount it: \"Configuration error - sector "
				  "count below minimum requirement "
				  "(2)\"; one sector is always kept free for garbage collection";
static const char block_note[] =
	"LittleFS keeps its superblock in a pair of blocks; with less it fails to format (-22, "
	"EINVAL), with hardly more it is soon full (-28, ENOSPC)";

static const struct need nvs_need = {"NVS", "sector", 2, 2, sector_note, NULL};
static const struct need zms_need = {"ZMS", "sector", 2, 2, sector_note, NULL};
static const struct need settings_need = {"the settings subsystem",
					  "sector",
					  2,
					  2,
					  sector_note,
					  "CONFIG_SETTINGS_NVS_SECTOR_SIZE_MULT"};
static const struct need littlefs_need = {"LittleFS", "block", 2, 4, block_note, NULL};

/* `storage_partition` holds what the application's .config turns on. */
static const struct need *need_by_config(const struct kconfig *app)
{
	if (kconfig_is_y(app, "CONFIG_SETTINGS_NVS"))
		return &settings_need;
	if (kconfig_is_y(app, "CONFIG_ZMS") || kconfig_is_y(app, "CONFIG_SETTINGS_ZMS"))
		return &zms_need;
	if (kconfig_is_y(app, "CONFIG_NVS"))
		return &nvs_need;
	return kconfig_is_y(app, "CONFIG_FILE_SYSTEM_LITTLEFS") ? &littlefs_need : NULL;
}

/* NULL when nothing is known of how the partition is used. */
static const struct need *need_of(const struct layout *layout, struct str name)
{
	if (str_is(name, "settings_storage"))
		return &settings_need;
	if (str_is(name, "nvs_storage"))
		return &nvs_need;
	if (str_starts(name, "zms_"))
		return &zms_need;
	if (str_starts(name, "littlefs_"))
		return &littlefs_need;
	if (str_is(name, "storage_partition"))
		return need_by_config(facts_kconfig(&layout->facts, "app"));
	return NULL;
}

/* Bytes of a sector or block. */
static uint64_t unit_size(const struct layout *layout, const struct need *need, uint64_t page)
{
	struct fact multiple = {0};
	uint64_t size;

	if (need->multiple)
		multiple = kconfig_number(facts_kconfig(&layout->facts, "app"), need->multiple);
	if (!fact_known(multiple) || !multiple.value || !num_mul(page, multiple.value, &size))
		return page;
	return size;
}

static void report_too_small(struct findings *found, const struct partition *partition,
			     const struct need *need, uint64_t unit)
{
	struct arena *arena = found->arena;
	uint64_t count = partition->size.value / unit;
	uint64_t wanted = count < need->least ? need->least : need->wanted;
	struct finding *finding = finding_about_partition(
		found, RULE_storage_too_small, partition, partition_size_at(partition),
		"`%s` has %s of 0x%jx bytes; %s %s at least %ju", partition->name,
		num_count(arena, count, need->unit), (uintmax_t)unit, need->what,
		count < need->least ? "needs" : "should have", (uintmax_t)wanted);

	if (count >= need->least)
		finding_limit(finding, SEVERITY_WARNING);
	finding_mark(found, finding, "%s", num_bytes(arena, partition->size.value));
	finding_note(found, finding, "%s", need->note);
	finding_help(found, finding, "make it at least %s", num_bytes(arena, unit * wanted));
	rest_on_page(found, finding, partition, page_of(partition));
}

void rule_storage_too_small(const struct layout *layout, struct findings *found)
{
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		const struct need *need;
		struct fact page;
		uint64_t unit;

		if (!is_judged(p))
			continue;
		need = need_of(layout, partition_stem(p));
		page = page_of(p);
		if (!need || !page.value || !p->size.value) /* `zero-size` speaks of the last */
			continue;
		unit = unit_size(layout, need, page.value);
		if (p->size.value / unit < need->wanted)
			report_too_small(found, p, need, unit);
	}
}
