/* SPDX-License-Identifier: MIT */
/* Findings for GitHub Actions: workflow commands that become annotations of the files.
 *
 * Of each kind GitHub keeps the first ten of a step and drops the rest, so the errors come
 * first, what is beyond stands in the log as plain lines, and a last notice counts it.
 */
#include "report/report.h"

#include "base/term.h"
#include "report/parts.h"

#define LIMIT 10 /* annotations of a kind that GitHub keeps, by its documentation */

/* -- Escaping -------------------------------------------------------------------------------- */

/* As the runner undoes it: % CR LF in the message, : and , as well in a property.  What else is
 * no printable text becomes \xNN first.
 */
static void add_escaped(struct text *out, const char *raw, bool property)
{
	struct text visible = {.arena = out->arena};

	text_add_visible(&visible, str_of(raw));
	for (size_t i = 0; i < visible.n; i++) {
		char byte = visible.p[i];

		if (byte == '%' || (property && (byte == ':' || byte == ',')))
			text_printf(out, "%%%02X", (unsigned)(unsigned char)byte);
		else
			text_putc(out, byte);
	}
}

/* A line of the log.  The runner takes for a command what begins with "::", behind blanks too,
 * and "##[" anywhere (its older form); names in a file must not command it.
 */
static void add_line(struct text *out, struct str line)
{
	size_t begin = 0;

	while (begin < line.n && (line.p[begin] == ' ' || line.p[begin] == '\t'))
		begin++;
	for (size_t i = 0; i < line.n; i++) {
		struct str rest = {line.p + i, line.n - i};

		if (i == begin && str_starts(rest, "::")) {
			text_puts(out, "\\x3a");
		} else if (str_starts(rest, "##[")) {
			text_puts(out, "\\x23");
		} else {
			text_putc(out, line.p[i]);
		}
	}
}

static void add_plain(struct text *out, const char *lines)
{
	struct str rest = str_of(lines), line;

	while (str_next_line(&rest, &line)) {
		add_line(out, line);
		text_putc(out, '\n');
	}
}

/* -- One annotation -------------------------------------------------------------------------- */

static const char *command_of(enum severity severity)
{
	return severity == SEVERITY_NOTE ? "notice" : severity_name(severity);
}

static bool has_file(struct span at)
{
	return span_is_set(at) && !cstr_eq(at.source->name, "<stdin>");
}

/* GitHub takes columns only when the place lies in one line. */
static void add_position(struct text *out, struct span at)
{
	struct position begin = span_begin(at);
	struct position end = span_end(at);

	text_printf(out, "line=%lu,", (unsigned long)begin.line);
	if (begin.line != end.line)
		text_printf(out, "endLine=%lu,", (unsigned long)end.line);
	else
		text_printf(out, "col=%lu,endColumn=%lu,", (unsigned long)begin.column,
			    (unsigned long)end.column);
}

/* What an annotation has no field for stands before the message: a place that it cannot point at,
 * what a change does to devices.
 */
static void add_annotation(struct text *out, const struct finding *finding)
{
	struct span at = finding->labels ? finding->labels->at : (struct span){0};
	struct text place = {.arena = out->arena};

	text_printf(out, "::%s ", command_of(finding->severity));
	if (has_file(at)) {
		text_puts(out, "file=");
		add_escaped(out, at.source->name, true);
		text_putc(out, ',');
		if (span_has_line(at))
			add_position(out, at);
	}
	text_printf(out, "title=%s::", rule_get(finding->rule)->name);
	if (span_is_set(at) && (!has_file(at) || (at.path && !span_has_line(at)))) {
		place_add(&place, &at);
		text_puts(&place, ": ");
		add_escaped(out, place.p, false);
	}
	if (finding->change != CHANGE_NONE)
		text_printf(out, "%s: ", change_class_name(finding->change));
	add_escaped(out, finding->message, false);
	text_putc(out, '\n');
}

/* -- All ------------------------------------------------------------------------------------- */

/* How many of a level become annotations. */
static size_t limit_of(enum severity level, bool closing)
{
	return closing && level == SEVERITY_NOTE ? LIMIT - 1 : LIMIT;
}

/* Adds the findings of a level: the first of them as annotations, or those beyond as lines. */
static size_t add_level(struct text *out, const struct findings *found, enum severity level,
			size_t limit, bool beyond)
{
	size_t seen = 0;

	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		struct text line = {.arena = out->arena};

		if (!finding_is_shown(finding) || finding->severity != level)
			continue;
		if (seen++ < limit) {
			if (!beyond)
				add_annotation(out, finding);
		} else if (beyond) {
			concise_add(&line, finding);
			add_plain(out, line.p);
		}
	}
	return seen > limit ? seen - limit : 0;
}

static void write_github(const struct findings *found, const struct report_input *inputs,
			 const struct report_summary *summary, const struct report_options *options,
			 struct text *out)
{
	bool closing = findings_count(found, SEVERITY_ERROR) > LIMIT ||
		       findings_count(found, SEVERITY_WARNING) > LIMIT ||
		       findings_count(found, SEVERITY_NOTE) > LIMIT;
	struct text line = {.arena = out->arena};
	size_t more = 0;

	for (int level = SEVERITY_ERROR; level > SEVERITY_OFF; level--)
		add_level(out, found, (enum severity)level, limit_of((enum severity)level, closing),
			  false);
	for (int level = SEVERITY_ERROR; level > SEVERITY_OFF; level--)
		more += add_level(out, found, (enum severity)level,
				  limit_of((enum severity)level, closing), true);
	if (!options->quiet) {
		summary_add(&line, summary, inputs);
		add_plain(out, line.p);
	}
	if (closing)
		text_printf(out,
			    "::notice title=pmlayout::%zu more finding%s: GitHub shows %d of each "
			    "kind a step; the log has all, and so has --also sarif=FILE\n",
			    more, more == 1 ? "" : "s", LIMIT);
}

const struct report report_github = {
	.name = "github",
	.summary = "for GitHub Actions: annotations of the files, the errors first",
	.takes_lines = true,
	.write = write_github,
};
