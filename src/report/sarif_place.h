/* SPDX-License-Identifier: MIT */
/* SARIF's small objects: messages, files, regions, places. */
#ifndef PMLAYOUT_REPORT_SARIF_PLACE_H
#define PMLAYOUT_REPORT_SARIF_PLACE_H

#include <jansson.h>

#include "base/json_build.h"
#include "diag/finding.h"

/* The folder that relative paths count from; its customary name. */
#define SARIF_ROOT "%SRCROOT%"

json_t *sarif_array_of(struct json_builder *builder, json_t *only);
/* {key: text} */
json_t *sarif_object(struct json_builder *builder, const char *key, const char *text);
/* object[key] = {"text": text} */
void sarif_put_message(struct json_builder *builder, json_t *object, const char *key,
		       const char *text);
json_t *sarif_artifact_location(struct json_builder *builder, const char *path);
/* Columns count code points and the end is behind the last one, as the run's columnKind and
 * SARIF say.
 */
json_t *sarif_region(struct json_builder *builder, struct span at);
/* What is to be seen there: the label's words, or the property that the place means. */
const char *sarif_label_text(const struct label *label);
json_t *sarif_location(struct json_builder *builder, const struct label *label);

#endif
