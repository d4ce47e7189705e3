/* SPDX-License-Identifier: MIT */
/* Finds what a build has made for the partitions: signed images and bootloaders. */
#include "read/build_directory.h"

#include "base/arena.h"
#include "base/file.h"
#include "read/read.h"

/* Of several files for one partition the first that is there counts.  A flat file goes where its
 * partition lies; a HEX file says itself where.
 */
struct product {
	const char *image; /* in the folder of this program; NULL: of the build */
	const char *file;
	const char *partition[2]; /* Partition Manager's name, the devicetree's */
};

static const struct product products[] = {
	{"app", "zephyr/zephyr.signed.bin", {"mcuboot_primary", "slot0_partition"}},
	{"app", "zephyr/zephyr.signed.hex", {"mcuboot_primary", "slot0_partition"}},
	{"app", "zephyr/app_update.bin", {"mcuboot_primary", "slot0_partition"}},
	{"app", "zephyr/app_signed.hex", {"mcuboot_primary", "slot0_partition"}},
	{"mcuboot_secondary_app",
	 "zephyr/zephyr.signed.bin",
	 {"mcuboot_secondary", "slot1_partition"}},
	{"mcuboot_secondary_app",
	 "zephyr/zephyr.signed.hex",
	 {"mcuboot_secondary", "slot1_partition"}},
	{"mcuboot", "zephyr/zephyr.hex", {"mcuboot", "boot_partition"}},
	{"mcuboot", "zephyr/zephyr.bin", {"mcuboot", "boot_partition"}},
	{"b0", "zephyr/zephyr.hex", {"b0", "b0_partition"}},
	{NULL, "signed_by_b0_mcuboot.hex", {"s0", "s0_partition"}},
	{NULL, "signed_by_b0_s1_image.hex", {"s1", "s1_partition"}},
};

/* Of the network core. */
static const struct product network_products[] = {
	{"b0n", "zephyr/zephyr.hex", {"b0n", "b0n_partition"}},
	{"net", "zephyr/zephyr.hex", {"app", "slot0_partition"}},
};

/* The layout's name for the partition; NULL when it has none or an image is given for it. */
static const char *wanting(const struct layout *layout, const char *const names[2])
{
	for (const struct partition *it = layout->partitions; it; it = it->next) {
		if (!cstr_eq(it->name, names[0]) && !cstr_eq(it->name, names[1]))
			continue;
		for (const struct image_file *file = layout->facts.image_files; file;
		     file = file->next) {
			if (cstr_eq(file->partition, it->name))
				return NULL;
		}
		return it->name;
	}
	return NULL;
}

/* A new list: those that are given belong to other layouts too. */
static void copy_given(struct layout *layout)
{
	struct image_file **tail = &layout->facts.image_files;

	while (*tail) {
		struct image_file *copy = ARENA_NEW(layout->arena, struct image_file);

		*copy = **tail;
		*tail = copy;
		tail = &copy->next;
	}
}

static void add_file(struct layout *layout, const char *path, const char *partition,
		     struct findings *found)
{
	struct image_file **tail = &layout->facts.image_files, *file;
	const struct source *source = read_source(layout->arena, path, found);

	if (!source)
		return;
	file = image_file_read(layout->arena, source, found);
	file->partition = partition;
	while (*tail)
		tail = &(*tail)->next;
	*tail = file;
}

/* "net" is the program of the network core, whatever its name. */
static const struct build_image *maker_of(const struct build_directory *build,
					  const struct product *product)
{
	return cstr_eq(product->image, "net") ? build_network_image(build)
					      : build_image_find(build, product->image);
}

static void add_product(struct build_directory *build, struct layout *layout,
			const struct product *product, struct findings *found)
{
	const struct build_image *image = product->image ? maker_of(build, product) : NULL;
	const char *partition = wanting(layout, product->partition);
	const char *path;

	if (!partition || (product->image && !image))
		return;
	path = path_join(layout->arena, image ? image->folder : build->path, product->file);
	if (!path_is_file(path))
		return;
	add_file(layout, path, partition, found);
	build_note_file(layout->arena, build,
			arena_printf(layout->arena, "image for %s", partition), path);
}

static void add_merged(struct build_directory *build, struct layout *layout, struct findings *found)
{
	static const char *const names[] = {"merged.hex", "zephyr/merged.hex"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !layout->facts.merged_file; i++) {
		const char *path = path_join(layout->arena, build->path, names[i]);
		const struct source *source =
			path_is_file(path) ? read_source(layout->arena, path, found) : NULL;

		if (!source)
			continue;
		layout->facts.merged_file = image_file_read(layout->arena, source, found);
		build_note_file(layout->arena, build, "merged image", path);
	}
}

void build_directory_images(struct build_directory *build, struct layout *layout, bool network,
			    struct findings *found)
{
	struct arena *arena = layout->arena;
	const struct product *list = network ? network_products : products;
	const size_t count = network ? sizeof(network_products) / sizeof(*network_products)
				     : sizeof(products) / sizeof(*products);

	copy_given(layout);
	for (size_t i = 0; i < count; i++)
		add_product(build, layout, &list[i], found);
	if (network)
		return;
	add_merged(build, layout, found);
	if (wanting(layout, products[0].partition) && build_image_find(build, "app"))
		build_note_missing(
			arena, build, "signed image of app",
			path_join(arena, build_image_find(build, "app")->folder,
				  build->sysbuild ? products[0].file : products[2].file));
}
