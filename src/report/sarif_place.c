/* SPDX-License-Identifier: MIT */
/* SARIF's small objects: messages, files, regions, places. */
#include "report/sarif_place.h"

#include <string.h>

#include "base/arena.h"
#include "report/uri.h"

/* -- Small objects --------------------------------------------------------------------------- */

json_t *sarif_array_of(struct json_builder *builder, json_t *only)
{
	json_t *array = json_array();

	build_append(builder, array, only);
	return array;
}

json_t *sarif_object(struct json_builder *builder, const char *key, const char *text)
{
	json_t *object = json_object();

	build_put_string(builder, object, key, text);
	return object;
}

void sarif_put_message(struct json_builder *builder, json_t *object, const char *key,
		       const char *text)
{
	build_put(builder, object, key, sarif_object(builder, "text", text));
}

/* -- Places ---------------------------------------------------------------------------------- */

json_t *sarif_artifact_location(struct json_builder *builder, const char *path)
{
	struct text uri = {.arena = builder->arena};
	bool relative = uri_add_path(&uri, path);
	json_t *object = sarif_object(builder, "uri", uri.p);

	if (relative)
		build_put_string(builder, object, "uriBaseId", SARIF_ROOT);
	return object;
}

json_t *sarif_region(struct json_builder *builder, struct span at)
{
	struct position begin = span_begin(at);
	struct position end = span_end(at);
	json_t *object = json_object();

	build_put_number(builder, object, "startLine", begin.line);
	build_put_number(builder, object, "startColumn", begin.column);
	build_put_number(builder, object, "endLine", end.line);
	build_put_number(builder, object, "endColumn", end.column);
	return object;
}

/* A place that has no lines: a node's path in a devicetree, "+0x8" in an image. */
static json_t *logical_location(struct json_builder *builder, const char *path)
{
	const char *slash = strrchr(path, '/');
	json_t *object = sarif_object(builder, "name", slash && slash[1] ? slash + 1 : path);

	build_put_string(builder, object, "fullyQualifiedName", path);
	if (path[0] == '/')
		build_put_string(builder, object, "kind", "object");
	return object;
}

const char *sarif_label_text(const struct label *label)
{
	if (label->text)
		return label->text;
	return label->at.cells ? label->at.cells : label->at.property;
}

json_t *sarif_location(struct json_builder *builder, const struct label *label)
{
	const struct source *source = label->at.source;
	json_t *object = json_object(), *physical = json_object();

	build_put(builder, physical, "artifactLocation",
		  sarif_artifact_location(builder, source->name));
	if (span_has_line(label->at))
		build_put(builder, physical, "region", sarif_region(builder, label->at));
	build_put(builder, object, "physicalLocation", physical);
	if (label->at.path)
		build_put(builder, object, "logicalLocations",
			  sarif_array_of(builder, logical_location(builder, label->at.path)));
	if (sarif_label_text(label))
		sarif_put_message(builder, object, "message", sarif_label_text(label));
	return object;
}
