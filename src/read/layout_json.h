/* SPDX-License-Identifier: MIT */
/* A layout that `compile --emit json` froze, read back.  JSON is YAML, so it comes as a tree with
 * places.
 */
#ifndef PMLAYOUT_READ_LAYOUT_JSON_H
#define PMLAYOUT_READ_LAYOUT_JSON_H

#include "model/layout.h"

/* The document is the output of `compile --emit json`, not a file of Partition Manager. */
bool layout_json_is(const struct node *document);
/* Fills a fresh layout as the reader of the original input would have; facts that the layout was
 * given already stay.
 */
void layout_json_read(struct layout *layout, const struct node *document);

/* -- Between the files of this reader --------------------------------------------------------- */

void layout_json_read_devicetree(struct layout *layout, const struct node *document);
/* NULL when it is missing or null. */
const char *layout_json_text(const struct node *object, const char *name);
/* The name of a region or partition; NULL when it has none. */
const struct node *layout_json_name(const struct node *item);
struct fact layout_json_number(struct arena *arena, const struct node *object, const char *name);
/* A number with an origin: what was assumed then is assumed again, or known better today. */
struct fact layout_json_fact(struct arena *arena, const struct node *object, const char *name);

#endif
