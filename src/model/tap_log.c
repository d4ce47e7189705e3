/* SPDX-License-Identifier: MIT */
/* Counts and names of a run's results. */
#include "model/tap_log.h"

size_t tap_log_count(const struct tap_log *log, enum tap_result result)
{
	size_t count = 0;

	for (size_t i = 0; i < log->check_count; i++)
		count += log->checks[i].result == result;
	return count;
}

const char *tap_result_name(enum tap_result result)
{
	static const char *const names[] = {"pass", "fail", "skip"};

	return names[result];
}
