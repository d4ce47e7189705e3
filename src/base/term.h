/* SPDX-License-Identifier: MIT */
/* What the terminal can show: colour, and how wide a text is. */
#ifndef PMLAYOUT_BASE_TERM_H
#define PMLAYOUT_BASE_TERM_H

#include "base/str.h"

#include <stdbool.h>

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* auto: standard output is a terminal, NO_COLOR is empty and TERM is not "dumb";
 * CLICOLOR_FORCE (not empty, not "0") turns colour on; NO_COLOR wins over it.
 */
bool term_use_color(enum color_choice choice);
bool term_stdout_is_terminal(void);
/* Standard output is the log of a step of a GitHub workflow: GITHUB_ACTIONS is not empty. */
bool term_in_github_actions(void);

/* Columns of a line: COLUMNS, else of the terminal that standard output is, else 80. */
size_t term_columns(void);
/* The environment's locale is one of UTF-8. */
bool term_is_utf8(void);

/* Columns that a UTF-8 text takes; a tab advances to the next multiple of 8 from column.
 * Control characters and broken bytes count as they are shown by text_add_visible.
 */
size_t term_width(struct str text, size_t column);

/* Adds text so that nothing in it can command the terminal: control characters and broken
 * UTF-8 become \xNN.
 */
void text_add_visible(struct text *out, struct str text);

#endif
