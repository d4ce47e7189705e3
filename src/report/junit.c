/* SPDX-License-Identifier: MIT */
/* Findings as the results of tests, in the XML that Jenkins, GitLab and others read.
 *
 * JUnit knows no levels: what makes the program fail is a failure, and every other finding is a
 * test that passed and said something.  An input that was read is a passed test of its own, so
 * that a run without findings is not a run without tests.
 */
#include "report/report.h"

#include "base/term.h"
#include "report/parts.h"

/* -- XML ------------------------------------------------------------------------------------- */

/* U+FFFE and U+FFFF are the only printable ones that XML 1.0 does not allow. */
static bool is_no_character(struct str text)
{
	return str_starts(text, "\xef\xbf\xbe") || str_starts(text, "\xef\xbf\xbf");
}

static void add_escaped(struct text *out, const char *raw)
{
	struct text visible = {.arena = out->arena};

	text_add_visible(&visible, str_of(raw));
	for (size_t i = 0; i < visible.n; i++) {
		char byte = visible.p[i];

		if (is_no_character((struct str){visible.p + i, visible.n - i})) {
			text_printf(out, "\\xef\\xbf\\x%02x",
				    (unsigned)(unsigned char)visible.p[i + 2]);
			i += 2;
		} else if (byte == '<') {
			text_puts(out, "&lt;");
		} else if (byte == '>') {
			text_puts(out, "&gt;");
		} else if (byte == '&') {
			text_puts(out, "&amp;");
		} else if (byte == '"') {
			text_puts(out, "&quot;");
		} else {
			text_putc(out, byte);
		}
	}
}

static void add_attribute(struct text *out, const char *name, const char *value)
{
	text_printf(out, " %s=\"", name);
	add_escaped(out, value);
	text_putc(out, '"');
}

/* -- A finding ------------------------------------------------------------------------------- */

static void add_remarks(struct text *out, const char *kind, const struct line *remarks)
{
	for (; remarks; remarks = remarks->next) {
		struct str rest = str_of(remarks->text), line;

		text_puts(out, kind);
		while (str_next_line(&rest, &line)) {
			struct text copy = {.arena = out->arena};

			text_add(&copy, line);
			add_escaped(out, copy.p ? copy.p : "");
			text_putc(out, '\n');
		}
	}
}

/* What a person reads: all places, why, and what to write. */
static void add_details(struct text *out, const struct finding *finding)
{
	for (const struct label *label = finding->labels; label; label = label->next) {
		struct text place = {.arena = out->arena};
		bool primary = label == finding->labels;
		const char *words = primary ? finding->message : label->text;

		if (span_is_set(label->at)) {
			place_add(&place, &label->at);
			text_puts(&place, ": ");
		} else if (!primary) {
			continue;
		}
		text_puts(&place, words ? words : "the other place");
		add_escaped(out, place.p);
		text_putc(out, '\n');
	}
	if (finding->change != CHANGE_NONE)
		text_printf(out, "class: %s\n", change_class_name(finding->change));
	add_remarks(out, "note: ", finding->notes);
	add_remarks(out, "help: ", finding->helps);
}

static bool is_failure(const struct finding *finding, const struct report_options *options)
{
	return finding->severity == SEVERITY_ERROR ||
	       (options->strict && finding->severity == SEVERITY_WARNING);
}

static void begin_case(struct text *out, const struct finding *finding)
{
	struct span at = finding->labels ? finding->labels->at : (struct span){0};
	struct text name = {.arena = out->arena};
	const char *separator = ": ";

	text_puts(&name, rule_get(finding->rule)->name);
	for (const struct line *about = finding->partitions; about; about = about->next) {
		text_puts(&name, separator);
		text_puts(&name, about->text);
		separator = ", ";
	}
	text_puts(out, "    <testcase");
	add_attribute(out, "classname", span_is_set(at) ? at.source->name : "pmlayout");
	add_attribute(out, "name", name.p);
	if (span_is_set(at)) {
		add_attribute(out, "file", at.source->name);
		if (span_has_line(at) || (at.source->lines && !at.path))
			text_printf(out, " line=\"%lu\"", (unsigned long)span_begin(at).line);
	}
	text_puts(out, ">\n");
}

static void add_case(struct text *out, const struct finding *finding,
		     const struct report_options *options)
{
	begin_case(out, finding);
	if (finding->allowed) {
		text_puts(out, "      <skipped");
		add_attribute(out, "message", finding->allowed);
		text_puts(out, "/>\n");
	} else if (is_failure(finding, options)) {
		text_puts(out, "      <failure");
		add_attribute(out, "message", finding->message);
		add_attribute(out, "type", severity_name(finding->severity));
		text_putc(out, '>');
		add_details(out, finding);
		text_puts(out, "</failure>\n");
	} else {
		text_printf(out, "      <system-out>%s: ", severity_name(finding->severity));
		add_details(out, finding);
		text_puts(out, "</system-out>\n");
	}
	text_puts(out, "    </testcase>\n");
}

/* -- The whole ------------------------------------------------------------------------------- */

static bool was_read(const struct report_input *input)
{
	return !cstr_eq(input->kind, "unknown");
}

static void add_inputs(struct text *out, const struct report_input *inputs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text name = {.arena = out->arena};

		if (!was_read(&inputs[i]))
			continue;
		text_printf(&name, "read as %s", inputs[i].kind);
		text_puts(out, "    <testcase");
		add_attribute(out, "classname", inputs[i].path);
		add_attribute(out, "name", name.p);
		text_puts(out, "/>\n");
	}
}

static void write_junit(const struct findings *found, const struct report_input *inputs,
			const struct report_summary *summary, const struct report_options *options,
			struct text *out)
{
	size_t failures = summary->errors + (options->strict ? summary->warnings : 0);
	size_t tests = summary->errors + summary->warnings + summary->notes + summary->allowed;
	struct text counts = {.arena = out->arena};

	for (size_t i = 0; i < summary->inputs; i++)
		tests += was_read(&inputs[i]);
	text_printf(&counts, "tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"", tests,
		    failures, summary->allowed);
	text_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	text_printf(out, "<testsuites name=\"pmlayout\" %s>\n", counts.p);
	text_printf(out, "  <testsuite name=\"pmlayout\" %s>\n", counts.p);
	add_inputs(out, inputs, summary->inputs);
	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		if (finding->severity != SEVERITY_OFF)
			add_case(out, finding, options);
	}
	text_puts(out, "  </testsuite>\n</testsuites>\n");
}

const struct report report_junit = {
	.name = "junit",
	.summary = "for test reports: JUnit's XML; what makes the run fail is a failure",
	.write = write_junit,
};
