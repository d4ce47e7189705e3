/* SPDX-License-Identifier: MIT */
/* What each partition is: container, rest of its region, dynamic, hole; and whom its lists name. */
#include "resolve/resolve.h"

#include "base/arena.h"

#include <string.h>

/* Names that hold other partitions also where no `span` is written (corpus: dumps without it). */
static const char *const container_names[] = {
	"app_image",
	"b0_container",
	"mcuboot_primary",
	"mcuboot_primary_app",
	"nonsecure_storage",
	"nrf_modem_lib_sram",
	"s0",
	"s0_image",
	"s1",
	"s1_image",
	"spm_app",
	"sram_nonsecure",
	"sram_secure",
	"tfm_nonsecure",
	"tfm_secure",
	NULL,
};

bool resolve_is_container_name(const char *name)
{
	for (size_t i = 0; container_names[i]; i++)
		if (cstr_eq(name, container_names[i]))
			return true;
	return false;
}

static void find_references(const struct layout *layout, struct reference *list)
{
	for (; list; list = list->next)
		list->partition = layout_find(layout, list->name);
}

static void find_all_references(const struct layout *layout, struct partition *partition)
{
	find_references(layout, partition->span);
	find_references(layout, partition->orig_span);
	find_references(layout, partition->inside);
	find_references(layout, partition->share_size);
}

/* PM's dynamic partition of a complex region is `app`, unless the region says otherwise.  On a
 * network core `app` is a container around the real one (PARTITION-MANAGER.md 5.2).
 */
static void name_dynamic(const struct layout *layout, struct region *region)
{
	const struct partition *app;

	if (region->dynamic_name || region->placement != PLACE_COMPLEX || !layout->document)
		return;
	region->dynamic_name = region->kind == REGION_RAM ? "sram_primary" : "app";
	app = layout_find(layout, "app");
	if (region->kind == REGION_FLASH && app && app->span && !app->span->next)
		region->dynamic_name = app->span->name;
}

static void set_roles(struct partition *partition)
{
	struct region *region = partition->region;

	partition->container = partition->container || partition->has_span;
	partition->empty = cstr_starts(partition->name, "EMPTY_");
	if (!region)
		return;
	if (region->dynamic_name && cstr_eq(partition->name, region->dynamic_name)) {
		partition->dynamic = true;
		region->dynamic = partition;
	} else if (region->placement != PLACE_COMPLEX && partition->node) {
		partition->leftover = cstr_eq(partition->name, region->name);
	}
}

void resolve_roles(struct layout *layout)
{
	layout_index(layout);
	for (struct region *region = layout->regions; region; region = region->next)
		name_dynamic(layout, region);
	for (struct partition *partition = layout->partitions; partition;
	     partition = partition->next) {
		find_all_references(layout, partition);
		set_roles(partition);
	}
	/* Whoever is named by an `inside` holds somebody. */
	for (const struct partition *partition = layout->partitions; partition;
	     partition = partition->next)
		for (const struct reference *outer = partition->inside; outer; outer = outer->next)
			if (outer->partition && outer->partition != partition &&
			    resolve_is_container_name(outer->name))
				outer->partition->container = true;
}
