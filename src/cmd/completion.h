/* SPDX-License-Identifier: MIT */
/* Completion scripts, one file a shell, all made from the tables of commands and options. */
#ifndef PMLAYOUT_CMD_COMPLETION_H
#define PMLAYOUT_CMD_COMPLETION_H

#include "cmd.h"

/* The words that may stand for an option's argument or a command's operand, NULL-terminated;
 * NULL: file names.
 */
const char *const *completion_values(struct arena *arena, const struct option_row *row);
const char *const *completion_operands(struct arena *arena, const struct command *command);
/* Adds the words with blanks between them. */
void completion_add_words(struct text *out, const char *const words[]);

void completion_bash(struct text *out);
void completion_zsh(struct text *out);
void completion_fish(struct text *out);

#endif
