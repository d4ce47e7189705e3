/* SPDX-License-Identifier: MIT */
/* `pmlayout show IMAGE`: an image's header, TLVs, hash, vector table and trailer. */
#ifndef PMLAYOUT_CMD_SHOW_IMAGE_H
#define PMLAYOUT_CMD_SHOW_IMAGE_H

#include "cmd.h"

struct source;

/* The slot that the image is held against. */
extern const struct option_row show_image_options[];
/* What was read is an image rather than a layout. */
bool show_is_image(const struct arguments *arguments, const struct source *source);
/* Prints it; the command's exit status. */
int show_image(const struct arguments *arguments, const struct source *source);

#endif
