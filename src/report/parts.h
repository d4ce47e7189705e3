/* SPDX-License-Identifier: MIT */
/* What the writers of findings share: colour, excerpts, the summary line. */
#ifndef PMLAYOUT_REPORT_PARTS_H
#define PMLAYOUT_REPORT_PARTS_H

#include "report/report.h"

enum paint { PAINT_ERROR, PAINT_WARNING, PAINT_NOTE, PAINT_GUTTER };

/* What one finding is drawn on. */
struct canvas {
	struct text *out;
	bool color;
	enum paint level; /* of the finding and the marks under its primary place */
	size_t gutter;    /* columns of the widest line number; at least 1 */
};

enum paint paint_of(enum severity severity);
/* Everything between the two is coloured, or not when canvas->color is off. */
void paint_begin(const struct canvas *canvas, enum paint paint);
void paint_end(const struct canvas *canvas);

/* The places of a finding: arrows, lines of the files, marks; ends without an empty gutter line.
 * Sets canvas->gutter.  Draws nothing when the finding has no place.
 */
void excerpt_draw(struct canvas *canvas, const struct finding *finding);
/* The gutter without a line number, "   |", and the end of the line. */
void excerpt_draw_gutter_line(const struct canvas *canvas);

/* "pm_static.yml:9:12", "zephyr.dtb: /soc/partition@0: reg", or the name of a binary file.  The
 * place must be set.
 */
void place_add(struct text *out, const struct span *at);
/* False for what people need not see: allowed or switched off. */
bool finding_is_shown(const struct finding *finding);
/* The sentence; in front of it what the change of a release does: "brick: ". */
void message_add(struct text *out, const struct finding *finding);
/* The line of the concise format, with its end. */
void concise_add(struct text *out, const struct finding *finding);
/* "2 errors, 1 warning in 1 file (45 partitions, 46 rules)" and the end of the line. */
void summary_add(struct text *out, const struct report_summary *summary,
		 const struct report_input *inputs);

extern const struct report report_text, report_concise, report_json, report_sarif, report_github,
	report_junit;

#endif
