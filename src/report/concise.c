/* SPDX-License-Identifier: MIT */
/* One line a finding, in the way of gcc, for editors, logs and grep. */
#include "report/report.h"

#include "base/term.h"
#include "report/parts.h"

void concise_add(struct text *out, const struct finding *finding)
{
	if (finding->labels && span_is_set(finding->labels->at))
		place_add(out, &finding->labels->at);
	else
		text_puts(out, "pmlayout");
	text_puts(out, ": ");
	text_puts(out, severity_name(finding->severity));
	text_puts(out, ": ");
	message_add(out, finding);
	text_puts(out, " [");
	text_puts(out, rule_get(finding->rule)->name);
	text_puts(out, "]\n");
}

static void write_concise(const struct findings *found, const struct report_input *inputs,
			  const struct report_summary *summary,
			  const struct report_options *options, struct text *out)
{
	for (const struct finding *finding = found->first; finding; finding = finding->next) {
		if (finding_is_shown(finding))
			concise_add(out, finding);
	}
	if (!options->quiet)
		summary_add(out, summary, inputs);
}

const struct report report_concise = {
	.name = "concise",
	.summary = "one line a finding: file:line:column: level: message [rule]",
	.takes_lines = true,
	.write = write_concise,
};
