/* SPDX-License-Identifier: MIT */
/* read() and write() that go on after a signal and after a part. */
#define _POSIX_C_SOURCE 200809L
#include "base/descriptor.h"

#include <errno.h>
#include <unistd.h>

ptrdiff_t descriptor_read(int fd, char *bytes, size_t n)
{
	ssize_t got;

	do
		got = read(fd, bytes, n);
	while (got < 0 && errno == EINTR);
	return got;
}

bool descriptor_write(int fd, struct str content)
{
	while (content.n) {
		ssize_t put = write(fd, content.p, content.n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		content.p += put;
		content.n -= (size_t)put;
	}
	return true;
}
