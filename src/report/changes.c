/* SPDX-License-Identifier: MIT */
/* Changes between two releases, one line a partition. */
#include "report/changes.h"

#include "base/term.h"
#include "report/parts.h"

/* "data loss" and two blanks. */
#define CLASS_COLUMN 11

static enum paint paint_of_change(enum change_class change)
{
	if (change == CHANGE_BRICK)
		return PAINT_ERROR;
	return change == CHANGE_DATA_LOSS ? PAINT_WARNING : PAINT_NOTE;
}

static void add_class(const struct canvas *canvas, enum change_class change)
{
	const char *name = change_class_name(change);

	paint_begin(canvas, paint_of_change(change));
	text_puts(canvas->out, name);
	paint_end(canvas);
}

/* A word on an input that could not be read as it should. */
static void add_problem(const struct canvas *canvas, const struct finding *finding)
{
	if (finding->labels && span_is_set(finding->labels->at)) {
		place_add(canvas->out, &finding->labels->at);
		text_puts(canvas->out, ": ");
	}
	text_printf(canvas->out, "%s: ", severity_name(finding->severity));
	text_add_visible(canvas->out, str_of(finding->message));
	text_printf(canvas->out, " [%s]\n", rule_get(finding->rule)->name);
}

static bool is_same_partition(const struct finding *a, const struct finding *b)
{
	return b && a->partitions && b->partitions && b->change != CHANGE_NONE &&
	       cstr_eq(a->partitions->text, b->partitions->text);
}

/* The findings of one partition stand beside each other; returns the last of them. */
static const struct finding *add_change(const struct canvas *canvas, const struct finding *first)
{
	const struct finding *last = first;
	enum change_class worst = first->change;

	for (; is_same_partition(first, last->next); last = last->next) {
		if (last->next->change > worst)
			worst = last->next->change;
	}
	add_class(canvas, worst);
	text_fill(canvas->out, ' ', CLASS_COLUMN - str_of(change_class_name(worst)).n);
	for (const struct finding *f = first;; f = f->next) {
		text_add_visible(canvas->out, str_of(f->message));
		text_printf(canvas->out, " [%s]", rule_get(f->rule)->name);
		if (f == last)
			break;
		text_puts(canvas->out, "; ");
	}
	text_putc(canvas->out, '\n');
	return last;
}

static const char *verdict(enum change_class worst)
{
	switch (worst) {
	case CHANGE_SAFE:
		return "Devices in the field may take this update; what they store stays.";
	case CHANGE_DATA_LOSS:
		return "Devices that take this update start, but lose data.";
	case CHANGE_BRICK:
		return "Devices that take this update may never start again, or never update "
		       "again: do not ship it to them.";
	case CHANGE_NONE:
		break;
	}
	return "Devices in the field will not notice a difference.";
}

void changes_write(const struct findings *found, enum change_class worst, bool color,
		   struct text *out)
{
	const struct canvas canvas = {.out = out, .color = color, .gutter = 1};
	bool compared = true;

	for (const struct finding *f = found->first; f; f = f->next) {
		if (f->change != CHANGE_NONE || !finding_is_shown(f))
			continue;
		add_problem(&canvas, f);
		compared = false;
	}
	for (const struct finding *f = found->first; f; f = f->next) {
		if (f->change != CHANGE_NONE && finding_is_shown(f))
			f = add_change(&canvas, f);
	}
	text_puts(out, compared ? verdict(worst)
				: "The inputs are not in order, so more may have changed.");
	text_puts(out, "\n");
	/* No line says "identical" of what could not be read. */
	if (!compared && worst == CHANGE_NONE)
		return;
	add_class(&canvas, worst);
	text_putc(out, '\n');
}
