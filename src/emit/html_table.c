/* SPDX-License-Identifier: MIT */
/* The tables of the page: partitions of a device, and what was found. */
#include "emit/html.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "emit/xml.h"

#include <inttypes.h>
#include <string.h>

/* -- Partitions ------------------------------------------------------------------------------- */

static void add_marks(struct text *out, const struct picture_row *row)
{
	text_puts(out, "<td class=\"marks\">");
	for (const struct picture_mark *mark = row->marks; mark; mark = mark->next)
		text_printf(out, "%s<a class=\"%s\" href=\"#f%zu\">%s</a>",
			    mark == row->marks ? "" : ", ", severity_name(mark->finding->severity),
			    mark->number, rule_get(mark->finding->rule)->name);
	text_puts(out, "</td>");
}

static void add_row(struct page *page, size_t index, size_t i)
{
	const struct picture_device *device = &page->now.devices[index];
	const struct picture_row *row = &device->rows[i];
	struct text *out = page->out;

	text_printf(out, "<tr id=\"p%zu-%zu\"%s><th scope=\"row\"", index, i,
		    row->role == ROLE_FREE ? " class=\"free\"" : "");
	if (row->depth > 0)
		text_printf(out, " class=\"depth%u\"", row->depth);
	text_printf(out, "><a href=\"#m%zu-%zu\">", index, i);
	xml_text(out, row->name);
	text_printf(out,
		    "</a></th><td class=\"right\">0x%" PRIx64 "</td><td class=\"right\">0x%" PRIx64
		    "</td><td class=\"right\">0x%" PRIx64 "</td><td class=\"right\">%s</td>",
		    row->begin, row->end, row->end - row->begin,
		    num_human(out->arena, row->end - row->begin));
	text_puts(out, "<td class=\"right\">");
	xml_text(out, row->sectors);
	text_printf(out, "</td><td class=\"flags\">%s%s%s</td>", row->container ? "container" : "",
		    row->container && *row->flags ? ", " : "", row->flags);
	if (page->now.finding_count > 0)
		add_marks(out, row);
	text_puts(out, "</tr>\n");
}

void html_table(struct page *page, size_t index)
{
	static const char *const titles[] = {"start", "end", "bytes", "size", "sectors"};
	const struct picture_device *device = &page->now.devices[index];
	struct text *out = page->out;

	text_puts(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\"");
	xml_attribute(out, "aria-label",
		      arena_printf(out->arena, "partitions of %s", device->name));
	text_puts(out, "><table>\n<thead><tr><th scope=\"col\">name</th>");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		text_printf(out, "<th scope=\"col\" class=\"right\">%s</th>", titles[i]);
	text_puts(out, "<th scope=\"col\" class=\"flags\">flags</th>");
	if (page->now.finding_count > 0)
		text_puts(out, "<th scope=\"col\">findings</th>");
	text_puts(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < device->count; i++)
		add_row(page, index, i);
	text_puts(out, "</tbody></table></div>\n");
}

/* -- Findings --------------------------------------------------------------------------------- */

/* A message, whose names stand between backquotes. */
static void add_message(struct text *out, const char *message)
{
	bool code = false;

	for (;;) {
		size_t n = strcspn(message, "`");
		/* A quote without its partner is only a quote. */
		bool opens = message[n] == '`' && (code || strchr(message + n + 1, '`'));

		xml_text(out, arena_copy(out->arena, message, n));
		message += n;
		if (*message == '\0')
			break;
		text_puts(out, opens ? (code ? "</code>" : "<code>") : "`");
		code = opens ? !code : code;
		message++;
	}
}

/* The partitions that are drawn, as links to their rows. */
static void add_about(struct page *page, size_t number)
{
	const struct picture_place *place = page->now.places[number];
	struct text *out = page->out;

	if (!place)
		return;
	text_puts(out, "<span class=\"about\"> &#8594; ");
	for (; place; place = place->next) {
		const struct picture_row *row = &page->now.devices[place->device].rows[place->row];

		text_printf(out, "<a href=\"#p%zu-%zu\">", place->device, place->row);
		xml_text(out, row->name);
		text_puts(out, place->next ? "</a>, " : "</a>");
	}
	text_puts(out, "</span>");
}

/* "pm_static.yml:14:9"; a path of this machine would say nothing on another one. */
static void add_place(struct text *out, const struct finding *finding)
{
	const struct label *label = finding->labels;
	struct position position;

	if (!label || !span_is_set(label->at))
		return;
	text_puts(out, " <span class=\"about\">");
	xml_text(out, path_base(label->at.source->name));
	if (label->at.source->lines) {
		position = source_position(label->at.source, label->at.begin);
		text_printf(out, ":%" PRIu32 ":%" PRIu32, position.line, position.column);
	}
	if (label->at.path) {
		text_puts(out, ": ");
		xml_text(out, label->at.path);
	}
	text_puts(out, "</span>");
}

static void add_lines(struct text *out, const struct line *line)
{
	for (; line; line = line->next) {
		text_puts(out, "<li>");
		add_message(out, line->text);
		text_puts(out, "</li>");
	}
}

static void add_finding(struct page *page, size_t number)
{
	const struct finding *finding = page->now.findings[number];
	const char *change = finding->change == CHANGE_DATA_LOSS
				     ? "data-loss"
				     : change_class_name(finding->change);
	bool is_change = finding->change != CHANGE_NONE;
	struct text *out = page->out;

	text_printf(out, "<li id=\"f%zu\" class=\"%s\"><span class=\"level\">%s</span> ", number,
		    is_change ? change : severity_name(finding->severity),
		    is_change ? change_class_name(finding->change)
			      : severity_name(finding->severity));
	add_message(out, finding->message);
	text_printf(out, " <code class=\"quiet\">%s</code><br/>", rule_get(finding->rule)->name);
	add_place(out, finding);
	add_about(page, number);
	if (finding->notes || finding->helps) {
		text_puts(out, "<details><summary>why, and what to write</summary><ul>");
		add_lines(out, finding->notes);
		add_lines(out, finding->helps);
		text_puts(out, "</ul></details>");
	}
	text_puts(out, "</li>\n");
}

void html_findings(struct page *page, bool changes)
{
	text_puts(page->out, "<ol class=\"findings\">\n");
	for (size_t i = 0; i < page->now.finding_count; i++) {
		if ((page->now.findings[i]->change != CHANGE_NONE) == changes)
			add_finding(page, i);
	}
	text_puts(page->out, "</ol>\n");
}
