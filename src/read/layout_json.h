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

#endif
