/* SPDX-License-Identifier: MIT */
/* The way from a cleaned line of a log back to the file. */
#include "model/log.h"

struct span log_line_span(const struct log_line *line, size_t begin, size_t end)
{
	if (!line->offsets)
		return span_of(line->source, line->begin + (uint32_t)begin,
			       line->begin + (uint32_t)end);
	/* The end stands behind the last byte, not behind colours that follow it. */
	return span_of(line->source, line->offsets[begin],
		       end > begin ? line->offsets[end - 1] + 1 : line->offsets[end]);
}
