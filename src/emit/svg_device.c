/* SPDX-License-Identifier: MIT */
/* One device of the SVG: strip, bands, brackets and rows. */
#include "emit/svg.h"

#include "base/arena.h"
#include "base/num.h"
#include "emit/xml.h"

#include <inttypes.h>

struct drawing {
	struct text *out;
	const struct picture_device *device;
	const struct svg_columns *columns;
	unsigned top, height; /* of the strip */
};

unsigned svg_device_height(const struct picture_device *device)
{
	return SVG_HEADING + (unsigned)device->count * SVG_ROW + 22;
}

static unsigned row_top(const struct drawing *drawing, size_t index)
{
	return drawing->top + (unsigned)index * SVG_ROW;
}

/* Thousandths of a pixel from the top of the picture. */
static uint64_t strip_y(const struct drawing *drawing, uint64_t address)
{
	const uint32_t steps = 1000000;

	return (uint64_t)drawing->top * 1000 +
	       picture_scale(drawing->device, address, steps) * drawing->height / 1000;
}

static const struct finding *worst_finding(const struct picture_row *row)
{
	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next) {
		if (mark->finding->severity == row->worst)
			return mark->finding;
	}
	return NULL;
}

static const char *finding_words(struct arena *arena, const struct picture_row *row)
{
	const struct finding *finding = worst_finding(row);
	const char *rule = finding ? rule_get(finding->rule)->name : "";
	size_t more = 0;

	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next)
		more += mark->finding != finding;
	return more > 0 ? arena_printf(arena, "%s +%zu", rule, more) : rule;
}

const char *svg_remark(struct arena *arena, const struct picture_row *row)
{
	const char *words = finding_words(arena, row);

	return arena_printf(arena, "%s%s%s", row->flags, *row->flags && *words ? "  " : "", words);
}

/* -- Strip and bands -------------------------------------------------------------------------- */

static void add_block(const struct drawing *drawing, const struct picture_row *row)
{
	uint64_t begin = strip_y(drawing, row->begin), end = strip_y(drawing, row->end);
	unsigned width = SVG_STRIP / drawing->device->blocks;
	struct text *out = drawing->out;

	/* Thinner than a hair, it would not be seen. */
	if (end < begin + 600)
		end = begin + 600;
	text_printf(out, "<rect class=\"%s%s\" x=\"%u\" y=\"", end > begin + 2500 ? "block " : "",
		    picture_role_name(row->role), SVG_MARGIN + row->block * width);
	xml_thousandths(out, begin);
	text_printf(out, "\" width=\"%u\" height=\"", width);
	xml_thousandths(out, end - begin);
	text_puts(out, "\"/>");
}

static void add_band(const struct drawing *drawing, const struct picture_row *row, size_t index)
{
	const unsigned from = SVG_MARGIN + SVG_STRIP, to = SVG_LIST - 14, mid = (from + to) / 2;
	unsigned top = row_top(drawing, index) + 2, bottom = row_top(drawing, index) + SVG_ROW - 2;
	struct text *out = drawing->out;

	text_printf(out, "<path class=\"band %s\" d=\"M%u ", picture_role_name(row->role), from);
	xml_thousandths(out, strip_y(drawing, row->begin));
	text_printf(out, "C%u ", mid);
	xml_thousandths(out, strip_y(drawing, row->begin));
	text_printf(out, " %u %u %u %uV%uC%u %u %u ", mid, top, to, top, bottom, mid, bottom, mid);
	xml_thousandths(out, strip_y(drawing, row->end));
	text_printf(out, " %u ", from);
	xml_thousandths(out, strip_y(drawing, row->end));
	text_printf(out,
		    "z\"/><rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"4\" height=\"%u\" "
		    "rx=\"1\"/>",
		    picture_role_name(row->role), to, top, bottom - top);
}

/* -- The list --------------------------------------------------------------------------------- */

static void add_brackets(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->device->count; i++) {
		const struct picture_row *row = &drawing->device->rows[i];
		unsigned lane = 0, x, top, bottom;

		if (!row->container)
			continue;
		while (row->brackets[lane] != BRACKET_OPENS && row->brackets[lane] != BRACKET_ALONE)
			lane++;
		x = drawing->columns->lanes + lane * SVG_LANE + 2;
		top = row_top(drawing, i) + SVG_ROW / 2;
		bottom = row_top(drawing, row->last) + SVG_ROW - 3;
		if (row->last == i)
			bottom = top;
		text_printf(drawing->out, "<path class=\"lane\" d=\"M%u %uH%uV%uH%u\"/>\n", x + 6,
			    top, x, bottom, x + 6);
	}
}

static void add_cell(const struct drawing *drawing, const char *class, unsigned x, unsigned y,
		     const char *value)
{
	text_puts(drawing->out, "<text");
	if (*class)
		xml_attribute(drawing->out, "class", class);
	text_printf(drawing->out, " x=\"%u\" y=\"%u\">", x, y);
	xml_text(drawing->out, value);
	text_puts(drawing->out, "</text>");
}

/* What the pointer shows of the row: its numbers, and the findings in full. */
static void add_row_title(const struct drawing *drawing, const struct picture_row *row)
{
	struct text *out = drawing->out;

	text_puts(out, "<title>");
	xml_text(out, row->name);
	text_printf(out, " 0x%" PRIx64 "..0x%" PRIx64, row->begin, row->end);
	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next) {
		text_printf(out, "; %s: ", severity_name(mark->finding->severity));
		xml_text(out, mark->finding->message);
	}
	text_puts(out, "</title>");
}

static void add_remark(const struct drawing *drawing, const struct picture_row *row, unsigned y)
{
	unsigned x = drawing->columns->flags;
	const char *words = finding_words(drawing->out->arena, row);

	if (*row->flags) {
		add_cell(drawing, "quiet", x, y, row->flags);
		x += svg_text_width(str_of(row->flags).n + 2);
	}
	if (*words)
		add_cell(drawing, severity_name(row->worst), x, y, words);
}

static void add_row(const struct drawing *drawing, const struct picture_row *row, size_t index)
{
	const struct svg_columns *columns = drawing->columns;
	struct text *out = drawing->out;
	unsigned y = row_top(drawing, index) + 14;
	const char *name = picture_fit(out->arena, row->name, SVG_LONGEST_NAME, false);

	text_puts(out, "<g>");
	add_row_title(drawing, row);
	if (!row->container) {
		add_block(drawing, row);
		add_band(drawing, row, index);
	}
	add_cell(drawing, row->role == ROLE_FREE ? "quiet" : "", columns->name, y, name);
	add_cell(drawing, "quiet right", columns->start, y,
		 arena_printf(out->arena, "0x%" PRIx64, row->begin));
	add_cell(drawing, "right", columns->size, y, num_human(out->arena, row->end - row->begin));
	if (*row->sectors)
		add_cell(drawing, "quiet right", columns->sectors, y, row->sectors);
	add_remark(drawing, row, y);
	text_puts(out, "</g>\n");
}

static void add_heading(const struct drawing *drawing, unsigned y)
{
	const struct svg_columns *columns = drawing->columns;
	const struct picture_device *device = drawing->device;
	struct text *out = drawing->out;
	const char *name = picture_fit(out->arena, device->name, SVG_LONGEST_NAME, false);
	/* 15 px letters are a quarter wider. */
	unsigned after = SVG_MARGIN + svg_text_width(str_of(name).n) * 5 / 4 + 14;

	add_cell(drawing, "device", SVG_MARGIN, y + 14, name);
	add_cell(drawing, "quiet", after, y + 14, picture_summary(out->arena, device));
	text_putc(out, '\n');
	y += SVG_HEADING - 8;
	add_cell(drawing, "head", columns->name, y, "name");
	add_cell(drawing, "head right", columns->start, y, "start");
	add_cell(drawing, "head right", columns->size, y, "size");
	if (fact_known(device->region->page_size))
		add_cell(drawing, "head right", columns->sectors, y, "sectors");
	text_putc(out, '\n');
}

void svg_device(struct text *out, const struct picture_device *device,
		const struct svg_columns *columns, unsigned y)
{
	const struct drawing drawing = {
		.out = out,
		.device = device,
		.columns = columns,
		.top = y + SVG_HEADING,
		.height = (unsigned)device->count * SVG_ROW,
	};

	add_heading(&drawing, y);
	for (size_t i = 0; i < device->count; i++)
		add_row(&drawing, &device->rows[i], i);
	add_brackets(&drawing);
	text_printf(out,
		    "<rect class=\"frame\" x=\"%d.5\" y=\"%u.5\" width=\"%d\" height=\"%u\"/>\n",
		    SVG_MARGIN - 1, drawing.top - 1, SVG_STRIP + 1, drawing.height + 1);
}
