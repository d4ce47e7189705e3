/* SPDX-License-Identifier: MIT */
/* The layout as one page that needs nothing else: maps, tables, findings, and what changed.
 *
 * The page is HTML and well-formed XML at once.  Its content security policy names the style and
 * the script by their hashes and forbids everything else, the network first of all.
 */
#include "emit/html.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "emit/html/texts.h"
#include "emit/kinds.h"
#include "emit/xml.h"

#include <inttypes.h>

static void add_lines(struct text *out, const char *const lines[])
{
	for (size_t i = 0; lines[i]; i++)
		text_puts(out, lines[i]);
}

/* The file's name without its folders, which are this machine's. */
static const char *layout_name(const struct layout *layout)
{
	return layout->source ? path_base(layout->source->name) : "layout";
}

static void add_head(struct text *out, const char *name)
{
	text_puts(out, "<!DOCTYPE html>\n"
		       "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
		       "<meta charset=\"utf-8\"/>\n");
	text_printf(out,
		    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		    "style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'\"/>\n",
		    page_style_hash, page_script_hash);
	text_puts(out, "<meta name=\"viewport\" content=\"width=device-width, "
		       "initial-scale=1\"/>\n<title>");
	xml_text(out, name);
	text_puts(out, " - pmlayout</title>\n<style>");
	add_lines(out, page_style);
	text_puts(out, "</style>\n</head>\n");
}

static size_t count_level(const struct picture *picture, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < picture->finding_count; i++)
		count += picture->findings[i]->severity == severity &&
			 picture->findings[i]->change == CHANGE_NONE;
	return count;
}

static size_t count_changes(const struct picture *picture)
{
	size_t count = 0;

	for (size_t i = 0; i < picture->finding_count; i++)
		count += picture->findings[i]->change != CHANGE_NONE;
	return count;
}

static void add_count(struct text *out, size_t count, const char *noun)
{
	if (count > 0)
		text_printf(out, ", %s", num_count(out->arena, count, noun));
}

static void add_summary(struct page *page)
{
	const struct layout *layout = page->layout, *network = page->now.network;
	const size_t count = layout->partition_count + (network ? network->partition_count : 0);
	struct text *out = page->out;

	text_puts(out, "<h1>");
	xml_text(out, layout_name(layout));
	text_puts(out, "</h1>\n<p class=\"summary\">");
	if (layout->facts.soc)
		text_printf(out, "%s, ", layout->facts.soc->name);
	if (layout->bootloader.mode != BOOT_MODE_UNKNOWN)
		text_printf(out, "MCUboot in %s, ", boot_mode_name(layout->bootloader.mode));
	text_puts(out, num_count(out->arena, count, "partition"));
	text_printf(out, " on %s", num_count(out->arena, page->now.device_count, "device"));
	add_count(out, count_level(&page->now, SEVERITY_ERROR), "error");
	add_count(out, count_level(&page->now, SEVERITY_WARNING), "warning");
	add_count(out, count_level(&page->now, SEVERITY_NOTE), "note");
	text_puts(out, "</p>\n<nav aria-label=\"devices\"><ul>\n");
	for (size_t i = 0; i < page->now.device_count; i++) {
		text_printf(out, "<li><a href=\"#d%zu\">", i);
		xml_text(out, page->now.devices[i].name);
		text_puts(out, "</a></li>\n");
	}
	text_puts(out, "</ul></nav>\n");
}

static void add_changes(struct page *page, const struct layout *earlier)
{
	struct text *out = page->out;

	if (!earlier)
		return;
	text_puts(out, "<section id=\"changes\">\n<h2>Changes since ");
	xml_text(out, layout_name(earlier));
	text_puts(out, "</h2>\n");
	if (count_changes(&page->now) > 0)
		html_findings(page, true);
	else
		text_puts(out, "<p class=\"quiet\">No byte of a partition has moved.</p>\n");
	text_puts(out, "</section>\n");
}

static void add_findings(struct page *page)
{
	struct text *out = page->out;

	if (page->now.finding_count == count_changes(&page->now))
		return;
	text_puts(out, "<section id=\"findings\">\n<h2>Findings</h2>\n");
	html_findings(page, false);
	text_puts(out, "</section>\n");
}

static void add_legend(struct text *out, const struct picture_device *device)
{
	bool used[ROLE_COUNT] = {false}, secure = false;

	for (size_t i = 0; i < device->count; i++) {
		const struct picture_row *row = &device->rows[i];

		if (!row->container)
			used[row->role] = true;
		secure = secure || row->security == SECURITY_SECURE;
	}
	text_puts(out, "<ul class=\"legend\" aria-label=\"colours\">");
	for (int role = 0; role < ROLE_COUNT; role++) {
		const char *name = picture_role_name((enum picture_role)role);

		if (used[role])
			text_printf(out,
				    "<li><svg aria-hidden=\"true\"><rect class=\"%s\" "
				    "width=\"12\" height=\"12\" rx=\"2\"/></svg>%s</li>",
				    name, name);
	}
	if (secure)
		text_puts(out, "<li><svg aria-hidden=\"true\"><rect class=\"edge\" y=\"5\" "
			       "width=\"12\" height=\"3\"/></svg>secure</li>");
	text_puts(out, "</ul>\n");
}

static void open_device(struct text *out, const struct picture_device *device, const char *id,
			const char *remark)
{
	text_printf(out, "<section%s>\n<header><h2>", id);
	xml_text(out, device->name);
	text_printf(out, "</h2><span class=\"quiet\">%s%s</span>\n", remark,
		    picture_summary(out->arena, device));
	text_puts(out, "<div class=\"controls\" hidden=\"hidden\">"
		       "<button type=\"button\" data-zoom=\"in\">zoom in</button>"
		       "<button type=\"button\" data-zoom=\"out\">zoom out</button>"
		       "<button type=\"button\" data-zoom=\"whole\">whole device</button></div>"
		       "</header>\n");
}

static void add_panel(struct text *out)
{
	text_puts(out,
		  "<p class=\"panel\" aria-live=\"polite\" hidden=\"hidden\">Point at a "
		  "partition, or use Tab and the arrow keys; Enter zooms in on it, Escape shows "
		  "all.</p>\n");
}

static void add_device(struct page *page, size_t index)
{
	const struct picture_device *device = &page->now.devices[index];
	struct text *out = page->out;

	open_device(out, device, arena_printf(out->arena, " id=\"d%zu\"", index), "");
	html_map(page, index, html_counterpart(&page->now_devices, &page->before_devices, device));
	add_panel(out);
	add_legend(out, device);
	html_table(page, index);
	text_puts(out, "</section>\n");
}

/* Devices that only the earlier layout has. */
static void add_removed_devices(struct page *page)
{
	for (size_t i = 0; i < page->before.device_count; i++) {
		const struct picture_device *device = &page->before.devices[i];

		if (html_counterpart(&page->before_devices, &page->now_devices, device))
			continue;
		open_device(page->out, device, "", "before only: ");
		html_map_removed(page, device);
		add_panel(page->out);
		add_legend(page->out, device);
		text_puts(page->out, "</section>\n");
	}
}

static void add_unplaced(struct page *page)
{
	struct text *out = page->out;

	if (page->now.unplaced_count == 0)
		return;
	text_puts(out, "<section>\n<h2>Without a known place</h2>\n<p>");
	for (size_t i = 0; i < page->now.unplaced_count; i++) {
		text_puts(out, i > 0 ? ", <code>" : "<code>");
		xml_text(out, page->now.unplaced[i]);
		text_puts(out, "</code>");
	}
	text_puts(out, "</p>\n</section>\n");
}

/* Those that tell of changes; they are marked in the earlier layout as well. */
static struct findings changes_of(struct arena *arena, const struct findings *all)
{
	struct findings changes;

	findings_init(&changes, arena);
	for (const struct finding *f = all ? all->first : NULL; f; f = f->next) {
		struct finding *copy;

		if (f->change == CHANGE_NONE)
			continue;
		copy = ARENA_NEW(arena, struct finding);
		*copy = *f;
		copy->next = NULL;
		*changes.tail = copy;
		changes.tail = &copy->next;
		changes.count++;
	}
	return changes;
}

static void make_before(struct page *page, const struct emit_options *options)
{
	struct findings changes = changes_of(page->out->arena, options->findings);

	if (options->earlier)
		picture_make(&page->before, options->earlier, NULL, &changes);
	html_index_devices(&page->now_devices, &page->now);
	html_index_devices(&page->before_devices, &page->before);
}

static bool write_html(const struct layout *layout, const struct emit_options *options,
		       struct text *out, const char **why)
{
	struct page page = {.out = out, .layout = layout};

	picture_make(&page.now, layout, options->network, options->findings);
	if (page.now.device_count == 0 && page.now.unplaced_count == 0) {
		*why = "the layout holds no partition";
		return false;
	}
	make_before(&page, options);
	add_head(out, layout_name(layout));
	text_puts(out, "<body>\n");
	add_summary(&page);
	text_puts(out, "<main>\n");
	add_changes(&page, options->earlier);
	add_findings(&page);
	for (size_t i = 0; i < page.now.device_count; i++)
		add_device(&page, i);
	add_removed_devices(&page);
	add_unplaced(&page);
	text_puts(out, "</main>\n<script>");
	add_lines(out, page_script);
	text_puts(out, "</script>\n</body>\n</html>\n");
	return true;
}

const struct emitter emit_html = {
	.kind = "html",
	.summary = "one page with maps to zoom into, tables, findings and changes",
	.is_picture = true,
	.write = write_html,
};
