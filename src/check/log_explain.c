/* SPDX-License-Identifier: MIT */
/* From the lines that were recognised to causes, likeliest first. */
#include "check/log_weigh.h"

#include <stdlib.h>

#include "base/arena.h"

/* Open causes that are named at most, without and with causes that the layout confirms, and
 * further lines of the log that are shown with one.
 */
#define OPEN_LIMIT 6
#define OPEN_BESIDE_CONFIRMED 3
#define LINES_LIMIT 3
/* The sectors of 1 MiB in pages of 4096 bytes: no slot of the chips in use has more. */
#define AMPLE_SECTORS 256

struct candidate {
	const struct log_cause *cause;
	enum rule_id rule;
	const struct log_pattern *pattern; /* of the line that suggests it most */
	struct log_judgement judgement;
	int score;
	uint32_t line; /* where that line begins; breaks ties */
	bool reported;
};

struct candidates {
	struct candidate list[RULE_COUNT];
	size_t count;
};

static const struct log_hit *hit_of(const struct log_evidence *evidence, enum log_id id)
{
	return &evidence->search->hits[id];
}

/* Does the line count?  What stands for the line that sectors could not be read depends on what
 * follows it.
 */
static bool speaks(const struct log_evidence *evidence, enum log_id id, enum log_weight least)
{
	bool alone = log_reading_was_alone(evidence->search);

	if (id == (alone ? LOG_READING_FAILED : LOG_READING_ALONE))
		return false;
	return hit_of(evidence, id)->count && log_pattern_get(id)->weight >= least;
}

/* Cuts the next name off a list with blanks; false at its end. */
static bool next_name(struct str *rest, struct str *name)
{
	*rest = str_trim(*rest);
	*name = (struct str){rest->p, 0};
	while (name->n < rest->n && rest->p[name->n] != ' ')
		name->n++;
	rest->p += name->n;
	rest->n -= name->n;
	return name->n > 0;
}

static struct candidate *candidate_of(struct candidates *candidates, enum rule_id rule)
{
	for (size_t i = 0; i < candidates->count; i++)
		if (candidates->list[i].rule == rule)
			return &candidates->list[i];
	candidates->list[candidates->count] = (struct candidate){.rule = rule, .score = INT32_MIN};
	return &candidates->list[candidates->count++];
}

/* A line that names its fault counts more than a clue, the first of its causes more than the
 * third, and what the layout confirms more than all of them.
 */
static int score_of(const struct log_pattern *pattern, int position,
		    const struct log_judgement *judgement)
{
	int confirmed = judgement->verdict == LOG_CONFIRMED ? 100000 : 0;
	int supported = !confirmed && judgement->finding ? 400 : 0;

	return confirmed + supported + (int)pattern->weight * 1000 - position * 300;
}

/* A limit below what a chip may need is rather what it says than a device's fault; and an SDK that
 * refuses a running image for the slots' sake does so more often than it is wrong.
 */
static int position_of(const struct log_evidence *evidence, const struct log_pattern *pattern,
		       struct str name, int position)
{
	if (pattern->id == LOG_READING_FAILED && str_is(name, "too-many-sectors") &&
	    hit_of(evidence, LOG_READING_FAILED)->number < AMPLE_SECTORS)
		return -1;
	if (str_is(name, "running-image-refused") &&
	    version_at_least(evidence->search->ncs, 3, 1, 0))
		return -1;
	/* What cannot be opened then is a chip that does not answer; a crash has causes of its own.
	 */
	if (str_is(name, "flash-id-blank") && log_chip_is_silent(evidence->search) &&
	    !log_bootloader_crashed(evidence->search))
		return -1;
	return position;
}

static void suggest(const struct log_evidence *evidence, struct candidates *candidates,
		    const struct log_pattern *pattern, struct str name, int position)
{
	const struct log_cause *cause = log_cause_find(name);
	struct log_judgement judgement;
	struct candidate *candidate;
	enum rule_id rule;
	int score;

	if (!cause || !rule_find(name, &rule))
		return;
	judgement = log_weigh(evidence, cause, pattern);
	if (judgement.verdict == LOG_DISPROVED)
		return;
	candidate = candidate_of(candidates, rule);
	score = score_of(pattern, position_of(evidence, pattern, name, position), &judgement);
	if (score < candidate->score)
		return;
	if (score == candidate->score &&
	    candidate->line <= hit_of(evidence, pattern->id)->first.begin)
		return;
	*candidate = (struct candidate){
		cause, rule, pattern, judgement, score, hit_of(evidence, pattern->id)->first.begin,
		false};
}

static void suggest_all(const struct log_evidence *evidence, struct candidates *candidates,
			const struct log_pattern *pattern)
{
	struct str rest = str_of(pattern->rules), name;
	int position = 0;

	while (next_name(&rest, &name))
		suggest(evidence, candidates, pattern, name, position++);
}

/* Was a line seen that speaks for itself?  Then those that follow from others say nothing. */
static bool has_own_lines(const struct log_evidence *evidence)
{
	for (int id = 0; id < LOG_ID_COUNT; id++)
		if (speaks(evidence, (enum log_id)id, LOG_CLUE))
			return true;
	return false;
}

/* The address that the bootloader starts tells of another layout without any line of failure. */
static void suggest_stale(const struct log_evidence *evidence, struct candidates *candidates)
{
	const struct log_pattern *jump = log_pattern_get(LOG_CHAINLOAD);
	const struct log_cause *cause = log_cause_find(STR("stale-build"));

	if (hit_of(evidence, LOG_CHAINLOAD)->count && evidence->layout &&
	    log_weigh(evidence, cause, jump).verdict == LOG_CONFIRMED)
		suggest(evidence, candidates, jump, STR("stale-build"), 0);
}

/* Every cause of a line is disproved: then the line comes from something else than this layout. */
static void suggest_other_build(const struct log_evidence *evidence, struct candidates *candidates,
				enum log_weight least)
{
	for (int id = 0; id < LOG_ID_COUNT && candidates->count == 0; id++) {
		const struct log_pattern *pattern = log_pattern_get((enum log_id)id);

		if (speaks(evidence, pattern->id, least))
			suggest(evidence, candidates, pattern, STR("stale-build"), 0);
	}
}

static int compare(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->rule < b->rule ? -1 : a->rule > b->rule;
}

static void collect(const struct log_evidence *evidence, struct candidates *candidates)
{
	enum log_weight least = has_own_lines(evidence) ? LOG_CLUE : LOG_FOLLOWS;

	for (int id = 0; id < LOG_ID_COUNT; id++) {
		const struct log_pattern *pattern = log_pattern_get((enum log_id)id);

		if (speaks(evidence, pattern->id, least))
			suggest_all(evidence, candidates, pattern);
	}
	suggest_stale(evidence, candidates);
	if (evidence->layout)
		suggest_other_build(evidence, candidates, least);
	qsort(candidates->list, candidates->count, sizeof(candidates->list[0]), compare);
}

/* -- Sentences ------------------------------------------------------------------------------- */

static const char *times(struct arena *arena, size_t count)
{
	return count > 1 ? arena_printf(arena, ", %zu times in this log", count) : "";
}

/* The line, and once a pattern what it means. */
static void add_line(const struct log_evidence *evidence, struct findings *found,
		     struct finding *finding, const struct log_pattern *pattern, bool again)
{
	const struct log_hit *hit = hit_of(evidence, pattern->id);

	finding_mark(found, finding, "said by %s%s", pattern->from,
		     times(found->arena, hit->count));
	if (again)
		return;
	finding_label(found, finding, hit->then,
		      "follows from it: MCUboot compares with a slot of no sectors");
	if (*pattern->meaning)
		finding_note(found, finding, "%s", pattern->meaning);
}

static bool names_rule(const struct log_pattern *pattern, const char *rule)
{
	struct str rest = str_of(pattern->rules), name;

	while (next_name(&rest, &name))
		if (str_is(name, rule))
			return true;
	return false;
}

/* Other lines of the log that the same cause explains. */
static void add_lines(const struct log_evidence *evidence, struct findings *found,
		      struct finding *finding, const struct candidate *candidate)
{
	int shown = 0;

	for (int id = 0; id < LOG_ID_COUNT && shown < LINES_LIMIT; id++) {
		const struct log_pattern *pattern = log_pattern_get((enum log_id)id);
		const struct log_hit *hit = hit_of(evidence, pattern->id);

		if (!speaks(evidence, pattern->id, LOG_FOLLOWS) || pattern == candidate->pattern ||
		    !names_rule(pattern, candidate->cause->rule))
			continue;
		finding_label(found, finding, hit->first, "it explains this too, said by %s%s",
			      pattern->from, times(found->arena, hit->count));
		shown++;
	}
}

/* What the checks of the layout have found about it. */
static void add_confirmation(struct findings *found, struct finding *finding,
			     const struct log_judgement *judgement)
{
	const struct finding *from = judgement->finding;

	if (judgement->why)
		finding_note(found, finding, "%s", judgement->why);
	finding_label(found, finding, judgement->at, "rests on this");
	if (!from)
		return;
	finding_note(found, finding, "the layout %s it: %s",
		     judgement->verdict == LOG_CONFIRMED ? "confirms" : "supports", from->message);
	for (const struct label *label = from->labels; label; label = label->next)
		finding_label(found, finding, label->at, "%s",
			      label->text ? label->text : "this place of the layout");
	for (const struct line *name = from->partitions; name; name = name->next)
		finding_about(found, finding, name->text);
	for (const struct line *note = from->notes; note; note = note->next)
		finding_note(found, finding, "%s", note->text);
	for (const struct line *help = from->helps; help; help = help->next)
		finding_help(found, finding, "%s", help->text);
}

static void add_helps(struct findings *found, struct finding *finding,
		      const struct candidate *candidate, bool first)
{
	if (*candidate->cause->help && !candidate->judgement.finding)
		finding_help(found, finding, "%s", candidate->cause->help);
	/* What speaks for another build has been looked at. */
	if (candidate->rule == RULE_stale_build && candidate->judgement.why)
		return;
	if (*candidate->pattern->look && first && candidate->judgement.verdict == LOG_OPEN)
		finding_help(found, finding, "look next: %s", candidate->pattern->look);
}

/* What is confirmed has its own level; the likeliest of what is not, is a warning at most. */
static void set_level(struct finding *finding, const struct candidate *candidate, bool first)
{
	if (candidate->judgement.finding)
		finding->severity = candidate->judgement.finding->severity;
	else if (candidate->judgement.verdict == LOG_OPEN)
		finding_limit(finding, first ? SEVERITY_WARNING : SEVERITY_NOTE);
}

static bool was_explained(const struct candidates *candidates, const struct candidate *candidate)
{
	for (const struct candidate *it = candidates->list; it < candidate; it++)
		if (it->reported && it->pattern == candidate->pattern)
			return true;
	return false;
}

static void report(const struct log_evidence *evidence, struct findings *found,
		   const struct candidates *candidates, struct candidate *candidate)
{
	bool open = candidate->judgement.verdict == LOG_OPEN, first = candidate == candidates->list;
	struct finding *finding = finding_add(
		found, candidate->rule, hit_of(evidence, candidate->pattern->id)->first, "%s%s",
		!open   ? ""
		: first ? "likely: "
			: "possible: ",
		candidate->judgement.message ? candidate->judgement.message
					     : candidate->cause->message);

	add_line(evidence, found, finding, candidate->pattern,
		 was_explained(candidates, candidate));
	add_lines(evidence, found, finding, candidate);
	add_confirmation(found, finding, &candidate->judgement);
	set_level(finding, candidate, first);
	add_helps(found, finding, candidate, first);
	candidate->reported = true;
}

size_t log_explain(const struct log_search *search, const struct layout *layout,
		   const struct findings *of_layout, struct findings *found)
{
	const struct log_evidence evidence = {
		.search = search,
		.layout = layout && layout->partitions ? layout : NULL,
		.of_layout = layout && layout->partitions ? of_layout : NULL,
		.arena = found->arena,
	};
	struct candidates *candidates = ARENA_NEW(found->arena, struct candidates);
	size_t reported = 0, open = 0, limit = OPEN_LIMIT;

	collect(&evidence, candidates);
	if (candidates->count && candidates->list[0].judgement.verdict == LOG_CONFIRMED)
		limit = OPEN_BESIDE_CONFIRMED;
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->list[i];

		if (candidate->judgement.verdict == LOG_OPEN && open++ >= limit)
			continue;
		report(&evidence, found, candidates, candidate);
		reported++;
	}
	return reported;
}

void log_add_facts(const struct log_search *search, struct facts *facts)
{
	const struct log_hit *failed = &search->hits[LOG_READING_FAILED];

	/* What the device says is true for the device, whatever a .config says. */
	if (failed->count && failed->number > 0 && failed->number <= UINT32_MAX) {
		facts->max_img_sectors =
			fact_make(failed->number, ORIGIN_WRITTEN, "the log's own line");
		facts->max_img_sectors.at = failed->first;
	}
	if (!facts->ncs_version.known)
		facts->ncs_version = search->ncs;
}
