/* SPDX-License-Identifier: MIT */
/* Names of boards as files carry them: "nrf9160dk/nrf9160/ns" is nrf9160dk_nrf9160_ns, and without
 * its chip nrf9160dk_ns; a revision and a suffix of the build follow, 0.14.0 as _0_14_0.
 */
#ifndef PMLAYOUT_MODEL_BOARD_H
#define PMLAYOUT_MODEL_BOARD_H

#include "base/str.h"

/* The board's name with its qualifiers, "nrf9160dk/nrf9160/ns". */
const char *board_file_name(struct arena *arena, const char *target);
/* The same without the first qualifier, "nrf9160dk_ns"; NULL when there is none. */
const char *board_short_name(struct arena *arena, const char *target);

/* "0_14_0" of "0.14.0". */
const char *board_revision_name(struct arena *arena, const char *revision);

/* name is board, or board and something behind an underscore, which *rest then holds. */
bool board_name_starts(struct str name, const char *board, struct str *rest);

/* Part of a name between underscores. */
bool board_has_word(struct str name, const char *word);
/* The name without that word, or with another one in its place. */
const char *board_replace_word(struct arena *arena, struct str name, const char *word,
			       const char *by);

/* Nordic's boards and usual others, with their qualifiers; ends with NULL. */
const char *const *board_targets(void);

#endif
