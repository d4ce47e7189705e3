/* SPDX-License-Identifier: MIT */
/* The layout as one SVG for a README: no script, light and dark by the reader's own choice.
 *
 * A device is a strip to scale and a list of rows of one height beside it; a band leads from each
 * block of the strip to its row, so that nothing overlaps however small a partition is.
 */
#include "emit/svg.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "base/term.h"
#include "emit/html/texts.h"
#include "emit/kinds.h"
#include "emit/xml.h"

#include <inttypes.h>

static size_t wider(size_t width, const char *text)
{
	size_t other = term_width(str_of(text), 0);

	return other > width ? other : width;
}

/* One set of columns for all devices, so that they are aligned. */
static struct svg_columns measure(const struct picture *picture, struct arena *arena)
{
	size_t name = 4, start = 5, size = 4, sectors = 7, flags = 5;
	unsigned brackets = 0;
	struct svg_columns columns;

	for (size_t d = 0; d < picture->device_count; d++) {
		const struct picture_device *device = &picture->devices[d];

		brackets = device->brackets > brackets ? device->brackets : brackets;
		for (size_t i = 0; i < device->count; i++) {
			const struct picture_row *row = &device->rows[i];

			name = wider(name, picture_fit(arena, row->name, SVG_LONGEST_NAME, false));
			start = wider(start, arena_printf(arena, "0x%" PRIx64, row->begin));
			size = wider(size, num_human(arena, row->end - row->begin));
			sectors = wider(sectors, row->sectors);
			flags = wider(flags, svg_remark(arena, row));
		}
	}
	columns.lanes = SVG_LIST;
	columns.name = columns.lanes + brackets * SVG_LANE + 6;
	columns.start = columns.name + svg_text_width(name) + svg_text_width(start) + 18;
	columns.size = columns.start + svg_text_width(size) + 18;
	columns.sectors = columns.size + svg_text_width(sectors) + 18;
	columns.flags = columns.sectors + 18;
	columns.width = columns.flags + svg_text_width(flags) + SVG_MARGIN;
	if (columns.width < SVG_LEAST_WIDTH)
		columns.width = SVG_LEAST_WIDTH;
	return columns;
}

/* What a reader hears who does not see it. */
static void add_description(struct text *out, const struct picture *picture)
{
	const struct layout *layout = picture->layout;

	text_puts(out, "<title id=\"title\">Layout ");
	xml_text(out, path_base(layout->source ? layout->source->name : ""));
	if (layout->facts.soc)
		text_printf(out, " for %s", layout->facts.soc->name);
	text_puts(out, "</title>\n<desc id=\"desc\">");
	for (size_t d = 0; d < picture->device_count; d++) {
		const struct picture_device *device = &picture->devices[d];

		text_puts(out, d > 0 ? " " : "");
		xml_text(out, device->name);
		text_printf(out, ": %s. ", picture_summary(out->arena, device));
		for (size_t i = 0; i < device->count; i++) {
			text_puts(out, i > 0 ? ", " : "");
			xml_text(out, device->rows[i].name);
		}
		text_putc(out, '.');
	}
	text_puts(out, "</desc>\n");
}

/* The roles that were drawn. */
static void add_legend(struct text *out, const struct picture *picture, unsigned y)
{
	bool used[ROLE_COUNT] = {false};
	unsigned x = SVG_MARGIN;

	for (size_t d = 0; d < picture->device_count; d++) {
		for (size_t i = 0; i < picture->devices[d].count; i++) {
			if (!picture->devices[d].rows[i].container)
				used[picture->devices[d].rows[i].role] = true;
		}
	}
	for (int role = 0; role < ROLE_COUNT; role++) {
		const char *name = picture_role_name((enum picture_role)role);

		if (!used[role])
			continue;
		text_printf(out,
			    "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"10\" height=\"10\" "
			    "rx=\"2\"/><text class=\"head\" x=\"%u\" y=\"%u\">%s</text>\n",
			    name, x, y - 9, x + 15, y, name);
		x += 15 + svg_text_width(str_of(name).n) + 16;
	}
}

static unsigned total_height(const struct picture *picture)
{
	unsigned height = SVG_MARGIN + 36;

	for (size_t d = 0; d < picture->device_count; d++)
		height += svg_device_height(&picture->devices[d]);
	return height + (picture->unplaced_count > 0 ? SVG_ROW : 0);
}

static void add_unplaced(struct text *out, const struct picture *picture, unsigned y)
{
	if (picture->unplaced_count == 0)
		return;
	text_printf(out, "<text class=\"quiet\" x=\"%d\" y=\"%u\">%zu without a known place: ",
		    SVG_MARGIN, y, picture->unplaced_count);
	xml_text(out, picture_fit(out->arena, picture->unplaced[0], SVG_LONGEST_NAME, false));
	text_puts(out, picture->unplaced_count > 1 ? ", ...</text>\n" : "</text>\n");
}

static bool write_svg(const struct layout *layout, const struct emit_options *options,
		      struct text *out, const char **why)
{
	struct picture picture;
	struct svg_columns columns;
	unsigned y = SVG_MARGIN, height;

	picture_make(&picture, layout, options->network, options->findings);
	if (picture.device_count == 0) {
		*why = "no partition of the layout has a known place";
		return false;
	}
	columns = measure(&picture, out->arena);
	height = total_height(&picture);
	text_printf(out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" "
		    "viewBox=\"0 0 %u %u\" role=\"img\" aria-labelledby=\"title desc\">\n",
		    columns.width, height, columns.width, height);
	add_description(out, &picture);
	text_puts(out, "<style>\n");
	for (size_t i = 0; picture_style[i]; i++)
		text_puts(out, picture_style[i]);
	text_printf(out,
		    "</style>\n<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%u\" "
		    "height=\"%u\" rx=\"8\"/>\n",
		    columns.width - 1, height - 1);
	for (size_t d = 0; d < picture.device_count; d++) {
		svg_device(out, &picture.devices[d], &columns, y);
		y += svg_device_height(&picture.devices[d]);
	}
	add_unplaced(out, &picture, y + 12);
	add_legend(out, &picture, height - SVG_MARGIN + 4);
	text_puts(out, "</svg>\n");
	return true;
}

const struct emitter emit_svg = {
	.kind = "svg",
	.summary = "a picture of every device to scale, light and dark, for a README",
	.is_picture = true,
	.write = write_svg,
};
