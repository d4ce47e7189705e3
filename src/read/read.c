/* SPDX-License-Identifier: MIT */
/* From a path to a layout, whatever kind of file it names. */
#include "read/read.h"

#include "base/arena.h"
#include "base/file.h"
#include "read/layout_json.h"

const char *read_shown_name(const char *path)
{
	return cstr_eq(path, "-") ? "<stdin>" : path;
}

bool read_content(struct arena *arena, const char *path, struct str *content,
		  struct findings *found)
{
	const char *name = read_shown_name(path), *why = "";
	const struct source *nothing;
	struct finding *finding;

	if (file_read(arena, path, content, &why))
		return true;
	nothing = source_new(arena, name, STR(""));
	finding = finding_add(found, RULE_unreadable_file, span_of(nothing, 0, 0),
			      "cannot read `%s`: %s", name, why);
	finding_note(found, finding, "what depends on this file was not checked");
	finding_help(found, finding, "correct the path, or make the file readable");
	return false;
}

struct source *read_source(struct arena *arena, const char *path, struct findings *found)
{
	const char *name = read_shown_name(path);
	struct str content = {0};
	enum input_kind kind;

	if (!read_content(arena, path, &content, found))
		return NULL;
	kind = input_kind_of(name, content);
	if (kind == INPUT_BLOB || kind == INPUT_IMAGE)
		return source_new_binary(arena, name, content);
	return source_new(arena, name, content);
}

/* "`app.yml` WHAT": the input holds no partition. */
static struct finding *report_nothing(const struct layout *layout, struct findings *found,
				      const char *what)
{
	struct finding *finding =
		finding_add(found, RULE_nothing_to_check, span_of(layout->source, 0, 0), "`%s` %s",
			    layout->source->name, what);

	finding_note(found, finding, "nothing was checked, which does not mean that all is well");
	return finding;
}

static void help_nothing(struct findings *found, struct finding *finding)
{
	finding_help(found, finding,
		     "give a pm_static.yml, partitions.yml, devicetree or build directory");
}

/* Every entry has what Partition Manager writes into each entry of its output. */
static bool looks_generated(const struct layout *layout)
{
	if (!str_contains(str_of(path_base(layout->source->name)), "partitions"))
		return false;
	for (const struct partition *it = layout->partitions; it; it = it->next) {
		if (!fact_known(it->written_address) || !fact_known(it->written_size) ||
		    !fact_known(it->written_end) || !span_is_set(it->region_at))
			return false;
	}
	return layout->partitions != NULL;
}

/* A document without any entry; other wrong shapes are named by `wrong-shape`. */
static bool is_empty_document(const struct node *document)
{
	if (document->kind == NODE_SCALAR)
		return node_scalar(document).type == YAML_NULL;
	return document->kind == NODE_MAPPING && document->count == 0;
}

/* Entries are the members of the document, of whatever shape. */
static void read_allows(struct layout *layout, const struct comment *comments,
			struct findings *found)
{
	const struct node *document = layout->document;
	struct allow_entry *entries = arena_array(layout->arena, document->count, sizeof(*entries));
	size_t count = 0;

	if (document->kind != NODE_MAPPING)
		return;
	for (const struct node *member = document->first; member; member = member->next) {
		if (!member->merged)
			entries[count++] = (struct allow_entry){member->key.p, member->key_at};
	}
	layout->allows = allows_read(found, comments, entries, count);
}

static void read_yaml(struct layout *layout, struct findings *found)
{
	size_t errors = findings_count(found, SEVERITY_ERROR);
	struct comment *comments;
	const struct node *document =
		yaml_tree_read_comments(layout->arena, layout->source, found, &comments);

	if (document && layout_json_is(document)) {
		layout_json_read(layout, document);
	} else if (document && !is_empty_document(document)) {
		layout->document = document;
		pm_partitions_read(layout, document);
		if (comments)
			read_allows(layout, comments, found);
		if (looks_generated(layout))
			layout->kind = LAYOUT_PM_PARTITIONS;
	} else if (findings_count(found, SEVERITY_ERROR) == errors) {
		help_nothing(found, report_nothing(layout, found, "holds no partition"));
	}
}

/* The layout's own devicetree is the application's, unless another one was given for it.  The
 * list of images is shared with other layouts, so it gets a new head.
 */
static void adopt_devicetree(struct layout *layout, const struct devicetree *dt)
{
	struct image *app;

	if (facts_devicetree(&layout->facts, "app"))
		return;
	app = ARENA_NEW(layout->arena, struct image);
	app->name = "app";
	app->devicetree = dt;
	app->kconfig = facts_kconfig(&layout->facts, "app");
	app->next = layout->facts.images;
	layout->facts.images = app;
}

static void read_devicetree(struct layout *layout, struct source *source, struct findings *found)
{
	const struct devicetree *dt = devicetree_read_source(layout->arena, source, found);
	struct finding *finding;

	layout->kind = LAYOUT_DEVICETREE;
	if (!dt)
		return;
	layout->devicetree = dt;
	adopt_devicetree(layout, dt);
	devicetree_partitions_read(layout, dt);
	devicetree_allows_read(layout, found);
	if (layout->partitions)
		return;
	finding = report_nothing(layout, found, "holds no partition");
	finding_help(found, finding,
		     "partitions are children of a node with compatible \"fixed-partitions\", or "
		     "nodes with compatible \"zephyr,mapped-partition\"");
}

static void report_kconfig(const struct layout *layout, struct findings *found)
{
	struct finding *finding = report_nothing(layout, found, "is a .config, not a layout");

	finding_help(found, finding, "give it beside a layout: --kconfig %s", layout->source->name);
}

static void report_image(const struct layout *layout, struct findings *found)
{
	const char *name = layout->source->name;
	struct finding *finding = report_nothing(layout, found, "is an image, not a layout");

	finding_help(
		found, finding,
		"give it beside a layout: --image PARTITION=%s; or look at it: pmlayout show %s",
		name, name);
}

static void report_binary(const struct layout *layout, struct findings *found)
{
	struct finding *finding =
		finding_add(found, RULE_invalid_yaml, span_of(layout->source, 0, 0),
			    "`%s` is a binary file, but no devicetree blob", layout->source->name);

	finding_help(found, finding, "a YAML file must be saved as UTF-8");
}

static struct layout *layout_new(struct arena *arena, const struct source *source,
				 const struct facts *facts)
{
	struct layout *layout = ARENA_NEW(arena, struct layout);

	layout->arena = arena;
	layout->source = source;
	layout->kind = LAYOUT_PM_STATIC;
	if (facts)
		layout->facts = *facts;
	return layout;
}

struct layout *read_layout_source(struct arena *arena, struct source *source,
				  const struct facts *facts, struct findings *found)
{
	struct layout *layout = layout_new(arena, source, facts);

	switch (input_kind_of(source->name, source->text)) {
	case INPUT_BLOB:
	case INPUT_DTS:
		read_devicetree(layout, source, found);
		break;
	case INPUT_YAML:
		read_yaml(layout, found);
		break;
	case INPUT_EMPTY:
		help_nothing(found,
			     report_nothing(layout, found,
					    source->text.n ? "holds nothing but comments or blanks"
							   : "is empty"));
		break;
	case INPUT_KCONFIG:
		report_kconfig(layout, found);
		break;
	case INPUT_IMAGE:
	case INPUT_INTEL_HEX:
		report_image(layout, found);
		break;
	case INPUT_UNKNOWN:
		report_binary(layout, found);
		break;
	}
	return layout;
}

struct layout *read_layout(struct arena *arena, const char *path, const struct facts *facts,
			   struct findings *found)
{
	struct source *source;
	struct layout *layout;

	if (!cstr_eq(path, "-") && path_is_directory(path)) {
		layout = layout_new(arena, source_new(arena, path, STR("")), facts);
		help_nothing(found, report_nothing(layout, found, "is a directory, not a layout"));
		return layout;
	}
	source = read_source(arena, path, found);
	if (source)
		return read_layout_source(arena, source, facts, found);
	return layout_new(arena, source_new(arena, read_shown_name(path), STR("")), facts);
}
