/* SPDX-License-Identifier: MIT */
/* What a build's files say of one of its layouts.  What the command line says stays. */
#include "read/build_directory.h"

#include "base/arena.h"
#include "base/file.h"
#include "read/read.h"

/* A program's devicetree and .config, as one list of facts shares them. */
struct fact_list {
	struct arena *arena;
	struct build_directory *build;
	const struct facts *given;
	struct findings *found;
	struct image *images, **tail;
	bool network;
};

static struct image *add_image(struct fact_list *list, const char *name)
{
	struct image *image = ARENA_NEW(list->arena, struct image);

	image->name = name;
	*list->tail = image;
	list->tail = &image->next;
	return image;
}

static const char *role(const struct fact_list *list, const char *what, const char *name)
{
	return arena_printf(list->arena, "%s of %s", what, name);
}

static void use_kconfig(struct fact_list *list, struct image *image, const struct kconfig *kconfig,
			const char *path, const char *name)
{
	if (image->kconfig)
		return;
	image->kconfig = kconfig;
	if (kconfig)
		build_note_file(list->arena, list->build, role(list, "configuration", name), path);
}

static void use_devicetree(struct fact_list *list, struct image *image,
			   const struct build_image *from, const char *name)
{
	if (image->devicetree || !from->devicetree_path)
		return;
	image->devicetree = devicetree_read(list->arena, from->devicetree_path, list->found);
	if (image->devicetree)
		build_note_file(list->arena, list->build, role(list, "devicetree", name),
				from->devicetree_path);
}

/* The program as `name`, its name for people; what the command line says of `given` comes first. */
static void use_image(struct fact_list *list, const char *name, const struct build_image *from)
{
	const char *given = list->network && cstr_eq(name, "app") ? "net" : name;
	const struct image *said = facts_image(list->given, given);
	struct image *image = add_image(list, name);

	if (said) {
		image->kconfig = said->kconfig;
		image->devicetree = said->devicetree;
	}
	use_kconfig(list, image, from->kconfig, from->kconfig_path, given);
	use_devicetree(list, image, from, given);
}

static bool is_listed(const struct fact_list *list, const char *name)
{
	for (const struct image *image = list->images; image; image = image->next) {
		if (cstr_eq(image->name, name))
			return true;
	}
	return false;
}

/* Images that only the command line speaks of. */
static void use_given(struct fact_list *list)
{
	for (const struct image *said = list->given->images; said; said = said->next) {
		struct image *image;

		if (is_listed(list, said->name))
			continue;
		image = add_image(list, said->name);
		image->kconfig = said->kconfig;
		image->devicetree = said->devicetree;
	}
}

/* Sysbuild's options come behind those of the programs. */
static void use_sysbuild(struct fact_list *list)
{
	const struct kconfig *said = facts_kconfig(list->given, "sysbuild");
	struct image *image;

	if (!said && !list->build->sysbuild_kconfig)
		return;
	image = add_image(list, "sysbuild");
	image->kconfig = said;
	use_kconfig(list, image, list->build->sysbuild_kconfig, list->build->sysbuild_path,
		    "sysbuild");
}

static void use_application_core(struct fact_list *list)
{
	for (const struct build_image *it = list->build->images; it; it = it->next) {
		if (!it->network)
			use_image(list, it->name, it);
	}
	use_sysbuild(list);
	use_given(list);
}

/* Its program is `app` to its own layout; MCUboot runs on the other core. */
static void use_network_core(struct fact_list *list)
{
	const struct build_image *net = build_network_image(list->build);
	const struct build_image *loader = build_image_find(list->build, "b0n");

	list->network = true;
	if (net)
		use_image(list, "app", net);
	if (loader)
		use_image(list, "b0n", loader);
}

static void use_regions(struct arena *arena, struct build_directory *build,
			const struct build_layout *layout, struct facts *facts,
			struct findings *found)
{
	bool said = facts->regions_given && !layout->network;

	if (said)
		return;
	facts->regions = NULL;
	facts->regions_given = false;
	if (!layout->regions)
		return;
	facts->regions = regions_read(arena, layout->regions, found);
	facts->regions_given = facts->regions != NULL;
	if (facts->regions_given)
		build_note_file(arena, build, "regions", layout->regions);
}

/* -- What is not there ------------------------------------------------------------------------ */

/* Says that an image's files are missing; folder is where they would be. */
static void note_missing_image(struct arena *arena, struct build_directory *build, const char *name,
			       const char *folder)
{
	const struct build_image *image = build_image_find(build, name);

	if (!image || !image->kconfig_path)
		build_note_missing(arena, build, arena_printf(arena, "configuration of %s", name),
				   path_join(arena, folder, "zephyr/.config"));
	if (!image || !image->devicetree_path)
		build_note_missing(arena, build, arena_printf(arena, "devicetree of %s", name),
				   path_join(arena, folder, "zephyr/zephyr.dts"));
}

static bool expects_mcuboot(const struct build_directory *build)
{
	const struct build_image *app = build_image_find(build, "app");

	return build_image_find(build, "mcuboot") ||
	       (app && kconfig_is_y(app->kconfig, "CONFIG_BOOTLOADER_MCUBOOT")) ||
	       kconfig_is_y(build->sysbuild_kconfig, "SB_CONFIG_BOOTLOADER_MCUBOOT");
}

static void note_missing(struct arena *arena, struct build_directory *build,
			 const struct build_layout *layout)
{
	const struct build_image *app = build_image_find(build, "app");
	const char *file = build_static_file(arena, build), *board = build_board(arena, build);

	if (!layout->regions && (!app || layout->path != app->devicetree_path))
		build_note_missing(arena, build, "regions",
				   path_join(arena, build->path, "regions.yml"));
	if (!build->sysbuild || app)
		note_missing_image(arena, build, "app", app ? app->folder : build->path);
	if (expects_mcuboot(build))
		note_missing_image(arena, build, "mcuboot",
				   path_join(arena, build->path, "mcuboot"));
	if (file)
		build_note_file(arena, build, "static file", file);
	else if (!app || layout->path != app->devicetree_path)
		build_note_missing(
			arena, build, "static file",
			path_join(arena, path_parent(arena, build->path), "pm_static.yml"));
	if (*board)
		build_note_used(arena, build, "board", board);
	else
		build_note_missing(arena, build, "board", "CONFIG_BOARD");
}

struct facts build_directory_facts(struct arena *arena, struct build_directory *build,
				   const struct build_layout *layout, const struct facts *given,
				   struct findings *found)
{
	struct fact_list list = {.arena = arena, .build = build, .given = given, .found = found};
	struct facts facts = *given;

	list.tail = &list.images;
	build_note_file(arena, build, layout->network ? "layout of the network core" : "layout",
			layout->path);
	use_regions(arena, build, layout, &facts, found);
	if (layout->network)
		use_network_core(&list);
	else
		use_application_core(&list);
	facts.images = list.images;
	if (layout->network) {
		facts.image_files = NULL;
		facts.soc = soc_find(STR("nrf5340-net"));
		facts.soc_origin = ORIGIN_WRITTEN;
		facts.soc_from = "the name of its domain";
	} else {
		note_missing(arena, build, layout);
	}
	build_versions(arena, build, &facts, !layout->network);
	return facts;
}
