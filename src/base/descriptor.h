/* SPDX-License-Identifier: MIT */
/* Reading and writing file descriptors to the end; for the files of src/base alone. */
#ifndef PMLAYOUT_BASE_DESCRIPTOR_H
#define PMLAYOUT_BASE_DESCRIPTOR_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes read, 0 at the end, -1 with errno set; is not interrupted by signals. */
ptrdiff_t descriptor_read(int fd, char *bytes, size_t n);
/* False with errno set when not everything could be written. */
bool descriptor_write(int fd, struct str content);

#endif
