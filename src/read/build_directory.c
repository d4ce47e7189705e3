/* SPDX-License-Identifier: MIT */
/* Recognises a build directory and finds its programs and layouts. */
#include "read/build_directory.h"

#include <ctype.h>

#include "base/arena.h"
#include "base/directory.h"
#include "base/file.h"
#include "read/read.h"

static struct context_note *append(struct arena *arena, struct context_note ***tail,
				   const char *what, const char *value)
{
	struct context_note *note = ARENA_NEW(arena, struct context_note);

	note->what = what;
	note->value = value;
	**tail = note;
	*tail = &note->next;
	return note;
}

void build_note_used(struct arena *arena, struct build_directory *build, const char *what,
		     const char *value)
{
	append(arena, &build->used_tail, what, value);
}

void build_note_file(struct arena *arena, struct build_directory *build, const char *what,
		     const char *path)
{
	append(arena, &build->used_tail, what, path)->is_file = true;
}

void build_note_missing(struct arena *arena, struct build_directory *build, const char *what,
			const char *value)
{
	append(arena, &build->missing_tail, what, value);
}

const struct build_image *build_image_find(const struct build_directory *build, const char *name)
{
	for (const struct build_image *image = build->images; image; image = image->next) {
		if (cstr_eq(image->name, name))
			return image;
	}
	return NULL;
}

static bool is_bootloader(const char *name)
{
	static const char *const names[] = {"mcuboot", "b0", "b0n", "s1_image"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (cstr_eq(name, names[i]))
			return true;
	}
	return false;
}

const struct build_image *build_network_image(const struct build_directory *build)
{
	for (const struct build_image *image = build->images; image; image = image->next) {
		if (image->network && !is_bootloader(image->name))
			return image;
	}
	return NULL;
}

/* -- Programs ------------------------------------------------------------------------------- */

static const char *file_below(struct arena *arena, const char *folder, const char *name)
{
	const char *path = path_join(arena, folder, name);

	return path_is_file(path) ? path : NULL;
}

/* Old and new SDKs name the core in an option of its own. */
static bool is_for_network_core(const struct build_image *image)
{
	return kconfig_is_y(image->kconfig, "CONFIG_SOC_NRF5340_CPUNET") ||
	       kconfig_is_y(image->kconfig, "CONFIG_SOC_NRF5340_CPUNET_QKAA") ||
	       cstr_eq(image->name, "b0n");
}

/* NULL when no program was built in the folder. */
static struct build_image *image_in(struct arena *arena, const char *folder, const char *name,
				    struct findings *found)
{
	const char *kconfig = file_below(arena, folder, "zephyr/.config");
	const char *devicetree = file_below(arena, folder, "zephyr/zephyr.dts");
	struct build_image *image;

	if (!devicetree)
		devicetree = file_below(arena, folder, "zephyr/zephyr.dtb");
	if (!kconfig && !devicetree)
		return NULL;
	image = ARENA_NEW(arena, struct build_image);
	image->name = name;
	image->folder = folder;
	image->kconfig_path = kconfig;
	image->devicetree_path = devicetree;
	if (kconfig)
		image->kconfig = kconfig_read(arena, kconfig, found);
	image->network = is_for_network_core(image);
	return image;
}

/* Behind all others, but the application's in front. */
static void add_image(struct build_directory *build, struct build_image *image)
{
	struct build_image **link = &build->images;

	if (!cstr_eq(image->name, "app")) {
		while (*link)
			link = &(*link)->next;
	}
	image->next = *link;
	*link = image;
}

/* -- Layouts -------------------------------------------------------------------------------- */

bool build_names_network_core(const char *name)
{
	for (; *name; name++) {
		const char *wanted = "cpunet";
		size_t n = 0;

		while (wanted[n] && tolower((unsigned char)name[n]) == wanted[n])
			n++;
		if (!wanted[n])
			return true;
	}
	return false;
}

/* The application's stand behind the network core's: the last layout is the one that commands
 * with one input speak of.
 */
static struct build_layout *add_layout(struct arena *arena, struct build_directory *build,
				       const char *path, const char *regions)
{
	struct build_layout *layout = ARENA_NEW(arena, struct build_layout);
	struct build_layout **link = &build->layouts;

	layout->path = path;
	layout->regions = regions;
	layout->network = build_names_network_core(path_base(path));
	while (*link && (!layout->network || (*link)->network))
		link = &(*link)->next;
	layout->next = *link;
	*link = layout;
	return layout;
}

/* partitions.yml, partitions_CPUNET.yml and, up to NCS 1.3, partitions_BOARD.yml. */
static void find_layouts(struct arena *arena, struct build_directory *build, const char *folder)
{
	size_t count;
	const char *const *names = directory_names(arena, folder, &count);

	for (size_t i = 0; i < count; i++) {
		const char *rest, *path;

		if (!cstr_starts(names[i], "partitions") || !cstr_ends(names[i], ".yml"))
			continue;
		rest = names[i] + sizeof("partitions") - 1;
		path = *rest == '.' || *rest == '_' ? file_below(arena, folder, names[i]) : NULL;
		if (path)
			add_layout(
				arena, build, path,
				file_below(arena, folder, arena_printf(arena, "regions%s", rest)))
				->generated = true;
	}
}

/* -- Shapes --------------------------------------------------------------------------------- */

/* The value of "default: NAME" in domains.yaml; NULL: none that names a folder of the build. */
static const char *default_domain(struct arena *arena, const char *path)
{
	struct str rest, line;
	const char *why;

	if (!path_is_file(path) || !file_read(arena, path, &rest, &why))
		return NULL;
	while (str_next_line(&rest, &line)) {
		const char *name;

		if (!str_starts(line, "default:"))
			continue;
		line.p += sizeof("default:") - 1;
		line.n -= sizeof("default:") - 1;
		line = str_trim(line);
		if (line.n >= 2 && (line.p[0] == '"' || line.p[0] == '\'')) {
			line.p++;
			line.n -= 2;
		}
		name = arena_copy(arena, line.p, line.n);
		if (strlen(name) != line.n || !*name || cstr_starts(name, ".") ||
		    !cstr_eq(path_base(name), name))
			return NULL;
		return name;
	}
	return NULL;
}

/* Programs in the folders below folder; app is the folder of the application's, or NULL. */
static void find_images(struct arena *arena, struct build_directory *build, const char *folder,
			const char *app, struct findings *found)
{
	bool top = folder == build->path;
	size_t count;
	const char *const *names = directory_names(arena, folder, &count);

	for (size_t i = 0; i < count; i++) {
		bool is_app = app && cstr_eq(names[i], app);
		struct build_image *image;

		if (cstr_eq(names[i], "zephyr"))
			continue;
		image = image_in(arena, path_join(arena, folder, names[i]),
				 is_app ? "app" : names[i], found);
		if (!image)
			continue;
		add_image(build, image);
		if (top && !build->sysbuild) {
			find_layouts(arena, build, image->folder);
			find_images(arena, build, image->folder, NULL, found);
		}
	}
}

/* Without domains.yaml the application is the one program that is nothing else. */
static void guess_app(struct build_directory *build)
{
	struct build_image *app = NULL, **link = &build->images;

	for (; *link; link = &(*link)->next) {
		if ((*link)->network || is_bootloader((*link)->name))
			continue;
		if (app)
			return;
		app = *link;
	}
	if (!app)
		return;
	for (link = &build->images; *link != app;)
		link = &(*link)->next;
	*link = app->next;
	app->name = "app";
	add_image(build, app);
}

static void read_sysbuild(struct arena *arena, struct build_directory *build,
			  struct findings *found)
{
	const char *domains = path_join(arena, build->path, "domains.yaml");
	const char *app = default_domain(arena, domains);

	build->sysbuild = true;
	if (!build->sysbuild_path)
		build_note_missing(arena, build, "configuration of sysbuild",
				   path_join(arena, build->path, "zephyr/.config"));
	if (!app)
		build_note_missing(arena, build, "default domain", domains);
	find_images(arena, build, build->path, app, found);
	if (!build_image_find(build, "app"))
		guess_app(build);
}

static void read_images(struct arena *arena, struct build_directory *build, struct findings *found)
{
	struct build_image *top = image_in(arena, build->path, "app", found);
	bool domains = path_is_file(path_join(arena, build->path, "domains.yaml"));

	if (top && (domains || kconfig_find(top->kconfig, "SB_CONFIG_BOARD"))) {
		build->sysbuild_path = top->kconfig_path;
		build->sysbuild_kconfig = top->kconfig;
	}
	if (domains || build->sysbuild_path) {
		read_sysbuild(arena, build, found);
		return;
	}
	if (top)
		add_image(build, top);
	find_images(arena, build, build->path, NULL, found);
}

/* Partition Manager is off, or did not come to its end: the layout is elsewhere. */
static void find_other_layout(struct arena *arena, struct build_directory *build)
{
	const struct build_image *app = build_image_find(build, "app");
	const char *path = NULL;

	if (app && kconfig_is_y(app->kconfig, "CONFIG_PARTITION_MANAGER_ENABLED")) {
		build_note_missing(arena, build, "layout",
				   path_join(arena, build->path, "partitions.yml"));
		path = build_static_file(arena, build);
	} else if (app) {
		path = app->devicetree_path;
	}
	if (path)
		add_layout(arena, build, path, NULL);
}

struct build_directory *build_directory_open(struct arena *arena, const char *path,
					     struct findings *found)
{
	struct build_directory *build = ARENA_NEW(arena, struct build_directory);
	const struct build_layout *last = NULL;

	if (!path_is_directory(path))
		return NULL;
	build->path = path;
	build->used_tail = &build->used;
	build->missing_tail = &build->missing;
	find_layouts(arena, build, path);
	if (!build->layouts && !path_is_file(path_join(arena, path, "domains.yaml")) &&
	    !path_is_file(path_join(arena, path, "zephyr/.config")) &&
	    !path_is_file(path_join(arena, path, "zephyr/zephyr.dts")))
		return NULL;
	read_images(arena, build, found);
	for (last = build->layouts; last && last->next;)
		last = last->next;
	if (!last || last->network)
		find_other_layout(arena, build);
	return build;
}
