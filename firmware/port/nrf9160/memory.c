/* SPDX-License-Identifier: MIT */
/* The four functions that a compiler may call though there is no C library. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int value, size_t n);
int memcmp(const void *a, const void *b, size_t n);

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	while (n-- > 0)
		*target++ = *source++;
	return to;
}

void *memmove(void *to, const void *from, size_t n)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	if (target <= source)
		return memcpy(to, from, n);
	while (n-- > 0)
		target[n] = source[n];
	return to;
}

void *memset(void *to, int value, size_t n)
{
	unsigned char *target = to;

	while (n-- > 0)
		*target++ = (unsigned char)value;
	return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *first = a, *second = b;

	for (; n > 0; n--, first++, second++) {
		if (*first != *second)
			return *first < *second ? -1 : 1;
	}
	return 0;
}
