/* SPDX-License-Identifier: MIT */
/* Tells people what a run of the firmware's tests found. */
#include "emit/tap.h"

#include "base/term.h"

bool tap_differs(const struct tap_answer *answer, const struct tap_log *log)
{
	return answer->hash && log->hash.n > 0 && !str_is(log->hash, answer->hash);
}

static bool is_good(const struct tap_answer *answer, const struct tap_log *log)
{
	return log->complete && log->bailed.n == 0 && log->hash.n > 0 &&
	       !tap_differs(answer, log) && tap_log_count(log, TAP_FAILED) == 0;
}

bool tap_is_good(const struct tap_answer *answer)
{
	for (size_t i = 0; i < answer->runs.count; i++) {
		if (!is_good(answer, &answer->runs.logs[i]))
			return false;
	}
	return answer->runs.count > 0;
}

static void add_said(struct text *out, const char *label, struct str said)
{
	text_puts(out, label);
	text_add_visible(out, said);
	text_putc(out, '\n');
}

/* explained: the cause and the remedy are those of this layout. */
static void add_failed(struct text *out, const struct tap_check *check, bool explained)
{
	const struct tap_cause *cause = tap_cause_find(check->id);

	add_said(out, "\nfailed: ", check->id);
	if (check->said.n > 0)
		add_said(out, "  device: ", check->said);
	if (!explained)
		return;
	if (cause == NULL) {
		text_puts(out, "  this pmlayout does not know the check; is the firmware newer?\n");
		return;
	}
	text_printf(out, "  cause:  %s\n  remedy: %s\n", cause->cause, cause->remedy);
}

static void add_layout(struct text *out, const struct tap_answer *answer, const struct tap_log *log)
{
	if (log->hash.n == 0) {
		text_puts(out,
			  "layout: the log does not say which one; its first lines are missing\n");
		return;
	}
	add_said(out, "layout: ", log->hash);
	if (tap_differs(answer, log))
		text_printf(
			out,
			"  the program was built for another layout: this one is %s. Compile the "
			"header again, build and flash. Failures are not explained.\n",
			answer->hash);
}

static void add_run(struct text *out, const struct tap_answer *answer, const struct tap_log *log)
{
	add_layout(out, answer, log);
	for (size_t i = 0; i < log->check_count; i++) {
		if (log->checks[i].result == TAP_FAILED)
			add_failed(out, &log->checks[i], !tap_differs(answer, log));
	}
	if (log->bailed.n > 0)
		add_said(out, "\nthe program faulted: ", log->bailed);
	else if (!log->complete)
		text_puts(out, "\nthe log ends before the run does, or lines of it are missing\n");
	text_printf(out, "%s%zu passed, %zu failed, %zu skipped\n",
		    tap_log_count(log, TAP_FAILED) > 0 ? "\n" : "", tap_log_count(log, TAP_PASSED),
		    tap_log_count(log, TAP_FAILED), tap_log_count(log, TAP_SKIPPED));
}

void tap_write_text(const struct tap_answer *answer, struct text *out)
{
	const struct tap_runs *runs = &answer->runs;

	if (runs->count == 0)
		text_printf(out, "no run of the tests in %s: no line says \"TAP version\"\n",
			    answer->path);
	for (size_t i = 0; i < runs->count; i++) {
		if (runs->count > 1)
			text_printf(out, "%srun %zu of %zu\n", i > 0 ? "\n" : "", i + 1,
				    runs->count);
		add_run(out, answer, &runs->logs[i]);
	}
}
