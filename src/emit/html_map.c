/* SPDX-License-Identifier: MIT */
/* The maps of the page: SVG whose places are percentages, so that they fit any width and the
 * script can zoom by changing two attributes of each part.
 */
#include "emit/html.h"

#include "base/arena.h"
#include "base/num.h"
#include "emit/xml.h"

#include <inttypes.h>

/* Pixels. */
#define LANE_HEIGHT 22
#define BLOCKS_HEIGHT 60
#define RULER_HEIGHT 22
#define RULER_TICKS 5

struct map {
	struct text *out;
	const struct picture_device *device;
	size_t index;      /* of the device in the page */
	bool earlier;      /* has no rows to lead to, and no brackets */
	bool alone;        /* there is no other map of the device */
	size_t first_stop; /* the one part that Tab leads to; arrows lead on */
};

static void add_percent(struct text *out, const char *name, uint64_t thousandths)
{
	text_printf(out, " %s=\"", name);
	xml_thousandths(out, thousandths);
	text_puts(out, "%\"");
}

/* "mcuboot, 0x0..0xc000, 48 KiB, 12 sectors, primary; error: ..." */
static void add_words(struct text *out, const struct picture_row *row)
{
	text_puts(out, "<title>");
	xml_text(out, row->name);
	text_printf(out, ", 0x%" PRIx64 "..0x%" PRIx64 ", %s", row->begin, row->end,
		    num_human(out->arena, row->end - row->begin));
	if (*row->sectors) {
		text_puts(out, ", ");
		xml_text(out, row->sectors);
		text_puts(out, cstr_eq(row->sectors, "1") ? " sector" : " sectors");
	}
	text_puts(out, row->container ? ", container" : "");
	if (*row->flags)
		text_printf(out, ", %s", row->flags);
	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next) {
		text_printf(out, "; %s: ", severity_name(mark->finding->severity));
		xml_text(out, mark->finding->message);
	}
	text_puts(out, "</title>");
}

static const char *security_class(const struct picture_row *row)
{
	static const char *const classes[] = {"", " secure", " nonsecure"};

	return classes[row->security];
}

static void open_part(const struct map *map, size_t i, unsigned y, unsigned height)
{
	const struct picture_row *row = &map->device->rows[i];
	uint64_t begin = picture_scale(map->device, row->begin, 100000);
	uint64_t end = picture_scale(map->device, row->end, 100000);
	struct text *out = map->out;

	text_printf(out, "<svg class=\"part %s %s%s%s%s\"", row->container ? "bracket" : "block",
		    picture_role_name(row->role), security_class(row),
		    row->worst > SEVERITY_NOTE ? " " : "",
		    row->worst > SEVERITY_NOTE ? severity_name(row->worst) : "");
	if (!map->earlier)
		text_printf(out, " id=\"m%zu-%zu\" data-row=\"p%zu-%zu\"", map->index, i,
			    map->index, i);
	text_printf(out,
		    " data-begin=\"0x%" PRIx64 "\" data-end=\"0x%" PRIx64 "\" role=\"button\" "
		    "tabindex=\"%d\"",
		    row->begin, row->end, i == map->first_stop ? 0 : -1);
	add_percent(out, "x", begin);
	add_percent(out, "width", end > begin + 100 ? end - begin : 100);
	text_printf(out, " y=\"%u\" height=\"%u\">", y, height);
}

static void add_text(struct text *out, unsigned x, unsigned y, const char *value)
{
	text_printf(out, "<text x=\"%u\" y=\"%u\">", x, y);
	xml_text(out, value);
	text_puts(out, "</text>");
}

/* The bytes that are secure have an edge. */
static void add_block(const struct map *map, size_t i, unsigned top)
{
	const struct picture_row *row = &map->device->rows[i];
	unsigned height = BLOCKS_HEIGHT / map->device->blocks;
	struct text *out = map->out;

	open_part(map, i, top + row->block * height, height);
	text_printf(out, "<rect width=\"100%%\" height=\"%u\" rx=\"2\"/>", height);
	if (row->security == SECURITY_SECURE)
		text_printf(out,
			    "<rect class=\"edge\" x=\"1\" y=\"%u\" width=\"100%%\" height=\"3\"/>",
			    height - 4);
	add_words(out, row);
	add_text(out, 7, height < BLOCKS_HEIGHT ? height / 2 + 4 : 24, row->name);
	if (height == BLOCKS_HEIGHT)
		add_text(out, 7, 42, num_human(out->arena, row->end - row->begin));
	text_puts(out, "</svg>\n");
}

static void add_bracket(const struct map *map, size_t i)
{
	const struct picture_row *row = &map->device->rows[i];
	struct text *out = map->out;
	unsigned lane = 0;

	while (row->brackets[lane] != BRACKET_OPENS && row->brackets[lane] != BRACKET_ALONE)
		lane++;
	open_part(map, i, lane * LANE_HEIGHT, LANE_HEIGHT);
	text_puts(out, "<rect width=\"100%\" height=\"22\"/>");
	add_words(out, row);
	add_text(out, 7, 12, row->name);
	/* The right end is half a pixel inside. */
	text_puts(out,
		  "<line x1=\"0\" x2=\"100%\" y1=\"16.5\" y2=\"16.5\"/>"
		  "<line x1=\"0.75\" x2=\"0.75\" y1=\"16\" y2=\"22\"/>"
		  "<svg x=\"100%\" overflow=\"visible\"><path d=\"M-0.75 16v6\"/></svg></svg>\n");
}

static void add_ruler(const struct map *map, unsigned top)
{
	static const char *const anchors[RULER_TICKS] = {"start", "middle", "middle", "middle",
							 "end"};
	const struct picture_device *device = map->device;
	uint64_t step = (device->end - device->begin) / (RULER_TICKS - 1);
	struct text *out = map->out;

	text_puts(out, "<g class=\"ruler\">");
	for (unsigned i = 0; i < RULER_TICKS; i++) {
		uint64_t address = i == RULER_TICKS - 1 ? device->end : device->begin + i * step;
		unsigned at = i * 100 / (RULER_TICKS - 1);

		text_printf(out,
			    "<line x1=\"%u%%\" x2=\"%u%%\" y1=\"%u\" y2=\"%u\"/>"
			    "<text x=\"%u%%\" y=\"%u\" text-anchor=\"%s\">0x%" PRIx64 "</text>",
			    at, at, top, top + 5, at, top + 17, anchors[i], address);
	}
	text_puts(out, "</g>\n");
}

/* Of two maps in a figure, the upper one is what Tab leads to. */
static size_t first_stop_of(const struct map *map)
{
	size_t first = 0;

	if (!map->earlier)
		return 0;
	while (map->alone && first < map->device->count && map->device->rows[first].container)
		first++;
	return map->alone ? first : map->device->count;
}

static void add_map(struct map *map)
{
	const struct picture_device *device = map->device;
	unsigned top = map->earlier ? 0 : device->brackets * LANE_HEIGHT;
	struct text *out = map->out;

	map->first_stop = first_stop_of(map);
	text_printf(out, "<svg class=\"map\" height=\"%u\" role=\"group\"",
		    top + BLOCKS_HEIGHT + RULER_HEIGHT);
	xml_attribute(out, "aria-label",
		      arena_printf(out->arena, "%s of %s", map->earlier ? "earlier map" : "map",
				   device->name));
	text_puts(out, ">\n");
	for (size_t i = 0; i < device->count; i++) {
		if (!device->rows[i].container)
			add_block(map, i, top);
		else if (!map->earlier)
			add_bracket(map, i);
	}
	add_ruler(map, top + BLOCKS_HEIGHT);
	text_puts(out, "</svg>\n");
}

static void open_figure(struct text *out, const struct picture_device *device)
{
	text_printf(out, "<figure data-begin=\"0x%" PRIx64 "\" data-end=\"0x%" PRIx64 "\">\n",
		    device->begin, device->end);
}

void html_map(struct page *page, size_t index, const struct picture_device *before)
{
	struct picture_device now = page->now.devices[index], then;
	struct text *out = page->out;

	if (before) {
		then = *before;
		now.begin = then.begin = then.begin < now.begin ? then.begin : now.begin;
		now.end = then.end = then.end > now.end ? then.end : now.end;
	}
	open_figure(out, &now);
	text_puts(out, before ? "<p class=\"caption\">now</p>\n" : "");
	add_map(&(struct map){.out = out, .device = &now, .index = index});
	if (before) {
		text_puts(out, "<p class=\"caption\">before</p>\n");
		add_map(&(struct map){
			.out = out, .device = &then, .index = index, .earlier = true});
	}
	text_puts(out, "</figure>\n");
}

void html_map_removed(struct page *page, const struct picture_device *before)
{
	open_figure(page->out, before);
	add_map(&(struct map){.out = page->out, .device = before, .earlier = true, .alone = true});
	text_puts(page->out, "</figure>\n");
}
