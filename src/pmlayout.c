/* SPDX-License-Identifier: MIT */
/* The library's face: one run, from paths to findings and outputs. */
#include "pmlayout_run.h"

#include <string.h>

#include "check/check.h"
#include "check/images.h"
#include "diag/allow.h"
#include "emit/emit.h"
#include "read/read.h"
#include "report/report.h"
#include "resolve/resolve.h"

bool pml_refuse(struct pml *pml, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	pml->problem = arena_vprintf(pml->arena, format, args);
	va_end(args);
	return false;
}

const char *pml_keep_path(struct pml *pml, const char *path)
{
	struct file_name *file = ARENA_NEW(pml->arena, struct file_name);

	file->path = arena_copy(pml->arena, path, strlen(path));
	*pml->file_tail = file;
	pml->file_tail = &file->next;
	return file->path;
}

struct pml *pml_open(pml_out_of_memory *handler, void *context)
{
	struct arena *arena = arena_new(0, handler, context);
	struct pml *pml;

	if (!arena)
		return NULL;
	pml = ARENA_NEW(arena, struct pml);
	pml->arena = arena;
	findings_init(&pml->found, arena);
	pml->image_tail = &pml->facts.images;
	pml->input_tail = &pml->inputs;
	pml->file_tail = &pml->files;
	pml->told_tail = &pml->told_regions;
	pml->problem = "";
	return pml;
}

void pml_close(struct pml *pml)
{
	if (pml)
		arena_free(pml->arena);
}

/* -- Levels --------------------------------------------------------------------------------- */

/* What the user wants this finding to be; SEVERITY_OFF: not to be seen. */
static enum severity level_of(const struct pml *pml, const struct finding *finding)
{
	const struct wanted_level *wanted = &pml->wanted[finding->rule];

	return wanted->given ? wanted->level : finding->severity;
}

static size_t count_level(const struct pml *pml, enum severity level)
{
	size_t count = 0;

	for (const struct finding *f = pml->found.first; f; f = f->next)
		count += !f->allowed && level_of(pml, f) == level;
	return count;
}

size_t pml_count(const struct pml *pml, enum pml_level level)
{
	switch (level) {
	case PML_NOTE:
		return count_level(pml, SEVERITY_NOTE);
	case PML_WARNING:
		return count_level(pml, SEVERITY_WARNING);
	case PML_ERROR:
		return count_level(pml, SEVERITY_ERROR);
	}
	return 0;
}

size_t pml_count_rule(const struct pml *pml, const char *rule)
{
	enum rule_id id;
	size_t count = 0;

	if (!rule_find(str_of(rule), &id))
		return 0;
	for (const struct finding *f = pml->found.first; f; f = f->next)
		count += f->rule == id && !f->allowed && level_of(pml, f) != SEVERITY_OFF;
	return count;
}

bool pml_unreadable(const struct pml *pml)
{
	for (const struct finding *f = pml->found.first; f; f = f->next) {
		if (f->rule == RULE_unreadable_file)
			return true;
	}
	return false;
}

/* -- Checking ------------------------------------------------------------------------------- */

/* What these rules find is no layout that an output can be made of. */
static bool is_unreadable(const struct finding *finding)
{
	return cstr_eq(rule_get(finding->rule)->category, "Reading") ||
	       finding->rule == RULE_address_overflow;
}

/* An error from first on; where the layout cannot be read, whatever level was asked for. */
static bool has_error(const struct pml *pml, const struct finding *first)
{
	for (const struct finding *f = first; f; f = f->next) {
		if (f->allowed)
			continue;
		if (level_of(pml, f) == SEVERITY_ERROR ||
		    (f->severity == SEVERITY_ERROR && is_unreadable(f)))
			return true;
	}
	return false;
}

struct checked_input *pml_note_input(struct pml *pml, const char *path, const char *kind)
{
	struct checked_input *input = ARENA_NEW(pml->arena, struct checked_input);

	input->path = cstr_eq(path, "-") ? "<stdin>" : path;
	input->kind = kind;
	*pml->input_tail = input;
	pml->input_tail = &input->next;
	pml->input = input;
	pml->input_count++;
	return input;
}

/* Nothing to look at, and no finding that says why. */
static void report_nothing(struct pml *pml, const char *path, const struct layout *layout)
{
	struct finding *finding;
	struct span at = {0};

	if (layout->source)
		at = span_of(layout->source, 0, 0);
	finding = finding_add(&pml->found, RULE_nothing_to_check, at, "`%s` holds no partition",
			      cstr_eq(path, "-") ? "<stdin>" : path);
	finding_note(&pml->found, finding,
		     "nothing was checked, which does not mean that all is well");
	finding_help(&pml->found, finding,
		     "give a pm_static.yml, partitions.yml, devicetree or build directory");
}

/* False, and a finding, when standard input is wanted a second time. */
bool pml_take_stdin(struct pml *pml, const char *path)
{
	struct finding *finding;

	if (!cstr_eq(path, "-"))
		return true;
	if (pml->stdin_taken) {
		finding = finding_add(&pml->found, RULE_unreadable_file, (struct span){0},
				      "standard input can be read only once");
		finding_note(&pml->found, finding, "what is given as `-` again would be empty");
		finding_help(&pml->found, finding, "write one of the two into a file");
		pml_note_input(pml, path, "unknown");
		return false;
	}
	pml->stdin_taken = true;
	return true;
}

/* Notes which of the named regions exist, for pml_unused(). */
static void note_used(struct pml *pml, const struct layout *layout)
{
	for (struct page_size_option *option = pml->facts.page_sizes; option; option = option->next)
		if (!option->region || layout_region(layout, option->region))
			option->used = true;
}

const char *pml_unused(struct pml *pml)
{
	for (const struct page_size_option *option = pml->facts.page_sizes; option;
	     option = option->next)
		if (option->region && !option->used && pml->layout && !pml->layout_has_errors)
			return arena_printf(pml->arena,
					    "--page-size names the region `%s`, which no input has",
					    option->region);
	return NULL;
}

/* Notes how much room the images of the last input's layout take. */
static void note_images(struct pml *pml, const struct layout *layout)
{
	struct image_fit **tail = &pml->input->images;

	while (*tail)
		tail = &(*tail)->next;
	*tail = image_fits(layout);
}

void pml_judge(struct pml *pml, const char *path, struct layout *layout, struct finding **first)
{
	size_t rules = 0;

	if (!pml->network) /* else they began with those about it */
		pml->layout_findings = first;
	pml->layout_before = NULL;
	pml->partition_count += layout->partition_count;
	if (layout->partition_count > 0 || layout->document) {
		layout_resolve(layout);
		note_used(pml, layout);
		rules = checks_run(layout, &pml->found);
		note_images(pml, layout);
		pml_compare_with_earlier(pml, layout);
	}
	if (layout->allows)
		allows_apply(layout->allows, &pml->found, *first);
	if (pml->static_allows)
		allows_match(pml->static_allows, *first);
	if (layout->partition_count == 0 && !has_error(pml, *first))
		report_nothing(pml, path, layout);
	if (rules > pml->rules_run)
		pml->rules_run = rules;
	pml->layout = layout;
	pml->layout_has_errors = has_error(pml, *first);
}

void pml_check(struct pml *pml, const char *path)
{
	struct finding **first = pml->found.tail;
	struct layout *layout;

	pml->network = NULL;
	pml->static_allows = NULL;
	if (pml_check_build(pml, path) || pml_check_project(pml, path))
		return;
	path = pml_keep_path(pml, path);
	if (!pml_take_stdin(pml, path)) {
		pml->layout_has_errors = true;
		return;
	}
	layout = read_layout(pml->arena, path, &pml->facts, &pml->found);
	pml_check_beside(pml, path);
	pml_note_input(pml, path, layout->source ? layout_kind_name(layout->kind) : "unknown");
	pml_judge(pml, path, layout, first);
}

/* -- Reports and outputs -------------------------------------------------------------------- */

/* The causes of a log stand likeliest first and are not sorted. */
void pml_shown_findings(const struct pml *pml, const struct finding *first, struct findings *shown)
{
	findings_init(shown, pml->arena);
	for (const struct finding *f = first; f; f = f->next) {
		struct finding *copy;

		if (level_of(pml, f) == SEVERITY_OFF)
			continue;
		copy = ARENA_NEW(pml->arena, struct finding);
		*copy = *f;
		copy->severity = level_of(pml, f);
		copy->next = NULL;
		*shown->tail = copy;
		shown->tail = &copy->next;
		shown->count++;
	}
	if (!pml->keep_order)
		findings_sort(shown);
}

static struct report_summary summarize(const struct pml *pml)
{
	struct report_summary summary = {
		.errors = pml_count(pml, PML_ERROR),
		.warnings = pml_count(pml, PML_WARNING),
		.notes = pml_count(pml, PML_NOTE),
		.inputs = pml->input_count,
		.partitions = pml->partition_count,
		.rules_run = pml->rules_run,
		.compared = pml->compared,
		.worst = pml->worst,
	};

	for (const struct finding *f = pml->found.first; f; f = f->next)
		summary.allowed += f->allowed && level_of(pml, f) != SEVERITY_OFF;
	return summary;
}

static struct pml_text finished(const struct text *text)
{
	return (struct pml_text){text->p ? text->p : "", text->n};
}

struct pml_text pml_report(struct pml *pml, const char *format, bool color, bool quiet)
{
	const struct report_options options = {
		.color = color, .quiet = quiet, .strict = pml->strict, .explain = rule_explain};
	const struct report_summary summary = summarize(pml);
	const struct report *report = report_find(format);
	struct text out = {.arena = pml->arena};
	struct report_input *inputs;
	struct findings shown;
	size_t i = 0;

	if (!report) {
		pml_refuse(pml, "there is no format `%s`", format);
		return (struct pml_text){NULL, 0};
	}
	inputs = arena_array(pml->arena, pml->input_count, sizeof(*inputs));
	for (const struct checked_input *input = pml->inputs; input; input = input->next)
		inputs[i++] = (struct report_input){.path = input->path,
						    .kind = input->kind,
						    .used = input->used,
						    .missing = input->missing,
						    .images = input->images};
	pml_shown_findings(pml, pml->found.first, &shown);
	report->write(&shown, inputs, &summary, &options, &out);
	return finished(&out);
}

const struct layout *pml_layout(const struct pml *pml)
{
	return pml->layout;
}

const char *pml_file(const struct pml *pml, size_t index)
{
	const struct file_name *file = pml->files;

	while (file && index-- > 0)
		file = file->next;
	return file ? file->path : NULL;
}

const char *pml_problem(const struct pml *pml)
{
	return pml->problem;
}

const char *pml_version(void)
{
	return PMLAYOUT_VERSION;
}
