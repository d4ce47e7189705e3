/* SPDX-License-Identifier: MIT */
/* Tells people what a run of the firmware's tests found. */
#include "emit/tap.h"

#include "base/term.h"

bool tap_differs(const struct tap_answer *answer)
{
	return answer->hash && answer->log->hash.n > 0 && !str_is(answer->log->hash, answer->hash);
}

bool tap_is_good(const struct tap_answer *answer)
{
	const struct tap_log *log = answer->log;

	return log->found && log->complete && log->bailed.n == 0 && log->hash.n > 0 &&
	       !tap_differs(answer) && tap_log_count(log, TAP_FAILED) == 0;
}

static void add_said(struct text *out, const char *label, struct str said)
{
	text_puts(out, label);
	text_add_visible(out, said);
	text_putc(out, '\n');
}

static void add_failed(struct text *out, const struct tap_check *check)
{
	const struct tap_cause *cause = tap_cause_find(check->id);

	add_said(out, "\nfailed: ", check->id);
	if (check->said.n > 0)
		add_said(out, "  device: ", check->said);
	if (cause == NULL) {
		text_puts(out, "  this pmlayout does not know the check; is the firmware newer?\n");
		return;
	}
	text_printf(out, "  cause:  %s\n  remedy: %s\n", cause->cause, cause->remedy);
}

static void add_layout(struct text *out, const struct tap_answer *answer)
{
	const struct tap_log *log = answer->log;

	if (log->hash.n == 0) {
		text_puts(out,
			  "layout: the log does not say which one; its first lines are missing\n");
		return;
	}
	add_said(out, "layout: ", log->hash);
	if (tap_differs(answer))
		text_printf(
			out,
			"  the program was built for another layout: this one is %s. Compile the "
			"header again, build and flash.\n",
			answer->hash);
}

void tap_write_text(const struct tap_answer *answer, struct text *out)
{
	const struct tap_log *log = answer->log;

	if (!log->found) {
		text_printf(out, "no run of the tests in %s: no line says \"TAP version\"\n",
			    answer->path);
		return;
	}
	add_layout(out, answer);
	for (size_t i = 0; i < log->check_count; i++) {
		if (log->checks[i].result == TAP_FAILED)
			add_failed(out, &log->checks[i]);
	}
	if (log->bailed.n > 0)
		add_said(out, "\nthe program faulted: ", log->bailed);
	else if (!log->complete)
		text_puts(out, "\nthe log ends before the run does, or lines of it are missing\n");
	text_printf(out, "%s%zu passed, %zu failed, %zu skipped\n",
		    tap_log_count(log, TAP_FAILED) > 0 ? "\n" : "", tap_log_count(log, TAP_PASSED),
		    tap_log_count(log, TAP_FAILED), tap_log_count(log, TAP_SKIPPED));
}
