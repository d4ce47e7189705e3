/* SPDX-License-Identifier: MIT */
/* Looks for the patterns in the lines of a log, once through it, and keeps track of where the
 * lines stand: in the bootloader, behind its jump, in the build of an image.
 */
#include "check/log.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

/* For each pair of bytes the first pattern that begins with it, plus one; then the next such. */
struct log_index {
	uint8_t first[65536];
	uint8_t next[LOG_ID_COUNT];
};

static unsigned pair_of(const char *text)
{
	return (unsigned)(unsigned char)text[0] << 8 | (unsigned char)text[1];
}

static const struct log_index *make_index(struct arena *arena)
{
	struct log_index *index = ARENA_NEW(arena, struct log_index);

	_Static_assert(LOG_ID_COUNT < 255, "an index is a byte");
	for (unsigned i = LOG_ID_COUNT; i-- > 0;) {
		const char *text = log_pattern_get((enum log_id)i)->text;

		if (!*text)
			continue;
		index->next[i] = index->first[pair_of(text)];
		index->first[pair_of(text)] = (uint8_t)(i + 1);
	}
	return index;
}

void log_search_init(struct log_search *search, struct arena *arena)
{
	*search = (struct log_search){.arena = arena, .index = make_index(arena)};
}

/* -- Hits ------------------------------------------------------------------------------------ */

static void count_hit(struct log_hit *hit, struct span at, const struct log_captures *captures)
{
	if (hit->count++ == 0) {
		struct str number = captures->count ? captures->texts[0] : STR("");

		hit->first = at;
		if (!num_parse(number, &hit->number))
			hit->number = 0;
	}
	hit->last = at.begin;
}

static void hit_again(struct log_search *search, enum log_id id, struct span at)
{
	const struct log_captures none = {.count = 0};

	count_hit(&search->hits[id], at, &none);
}

/* -- Versions -------------------------------------------------------------------------------- */

/* Which SDK has that Zephyr: SDKs before 2.7 tell Zephyr's version alone. */
static const struct {
	const char *zephyr;
	struct version ncs;
} sdks[] = {
	{"v2.6.99-ncs", {1, 7, 0, true}},  {"v2.7.0-ncs", {1, 8, 0, true}},
	{"v2.7.99-ncs", {1, 9, 0, true}},  {"v3.0.99-ncs", {2, 0, 0, true}},
	{"v3.1.99-ncs", {2, 1, 0, true}},  {"v3.2.99-ncs1", {2, 2, 0, true}},
	{"v3.2.99-ncs2", {2, 3, 0, true}}, {"v3.3.99-ncs", {2, 4, 0, true}},
	{"v3.4.99-ncs", {2, 5, 0, true}},  {"v3.5.99-ncs", {2, 6, 0, true}},
	{"v3.6.99-ncs", {2, 7, 0, true}},  {"v3.7.99-ncs1", {2, 8, 0, true}},
	{"v3.7.99-ncs2", {2, 9, 0, true}}, {"v4.0.99-ncs", {3, 0, 0, true}},
	{"v4.1.99-ncs", {3, 1, 0, true}},  {"v4.2.99-ncs", {3, 2, 0, true}},
	{"v4.3.99-ncs", {3, 3, 0, true}},
};

static void note_version(struct log_search *search, struct str text, bool of_sdk)
{
	if (search->ncs.known)
		return;
	for (size_t i = 0; i < sizeof(sdks) / sizeof(sdks[0]); i++) {
		if (str_starts(text, sdks[i].zephyr)) {
			search->ncs = sdks[i].ncs;
			return;
		}
	}
	if (of_sdk && !str_contains(text, "-ncs"))
		version_parse(text, &search->ncs);
}

/* -- Where we are ---------------------------------------------------------------------------- */

/* The bootloader starts.  When the image it jumped to has said nothing but perhaps its banner,
 * that image did not live: a boot loop.
 */
static void on_start(struct log_search *search)
{
	struct log_state *state = &search->state;
	unsigned own = state->banner_at_start ? 1 : 0;

	if (span_is_set(state->jump) && state->banners <= own)
		hit_again(search, LOG_BOOT_LOOP, state->jump);
	if (!state->seen_start)
		state->banner_at_start = state->boot_banner;
	state->seen_start = true;
	state->in_bootloader = true;
	state->reading_failed = false;
	state->reading = (struct span){0};
	state->jump = (struct span){0};
}

static void on_jump(struct log_search *search, struct span at)
{
	struct log_state *state = &search->state;

	if (span_is_set(state->reading)) {
		hit_again(search, LOG_READING_ALONE, state->reading);
		search->hits[LOG_READING_ALONE].number = search->hits[LOG_READING_FAILED].number;
	}
	state->reading = (struct span){0};
	state->in_bootloader = false;
	state->reading_failed = false;
	state->jump = at;
	state->banners = 0;
}

static void on_banner(struct log_search *search)
{
	search->state.reading_failed = false;
	search->state.reading = (struct span){0};
	search->state.banners++;
}

/* "mcuboot/zephyr/zephyr_pre0.elf", in either direction of slashes. */
static bool names_bootloader_program(struct str line)
{
	return str_contains(line, "mcuboot/zephyr/zephyr") ||
	       str_contains(line, "mcuboot\\zephyr\\zephyr");
}

/* A linker names no image.  The step that was begun before it does, or the first one that failed
 * behind it.
 */
static void on_build_step(struct log_search *search, struct str line, bool failed)
{
	bool bootloader = str_contains(line, "mcuboot");
	struct log_hit *overflow = search->overflow;

	search->linking_bootloader = failed && names_bootloader_program(line);
	if (!failed)
		search->building_bootloader = bootloader;
	if (!failed || !overflow)
		return;
	search->overflow = NULL;
	if (!bootloader)
		return;
	hit_again(search, LOG_OVERFLOW_BOOTLOADER, overflow->first);
	search->hits[LOG_OVERFLOW_BOOTLOADER].number = overflow->number;
	*overflow = (struct log_hit){.count = 0};
}

static void on_overflow(struct log_search *search, enum log_id id)
{
	search->overflow = &search->hits[id];
	if (search->building_bootloader || search->linking_bootloader)
		on_build_step(search, STR("mcuboot"), true);
}

static bool is_bootloader_fault(enum log_id id)
{
	return id == LOG_MPU_FAULT || id == LOG_USAGE_FAULT || id == LOG_BUS_FAULT ||
	       id == LOG_STACK_OVERFLOW;
}

/* With an unreadable secondary slot MCUboot compares with no sectors at all (MCUBOOT.md 1.3):
 * the line says nothing of its own.
 */
static bool follows_reading(const struct log_search *search, enum log_id id)
{
	return search->state.reading_failed && id >= LOG_SECTOR_COUNT && id <= LOG_NOT_COMPATIBLE;
}

static void follow_reading(struct log_search *search, struct span at)
{
	struct log_hit *hit = &search->hits[LOG_READING_FAILED];

	search->state.reading = (struct span){0};
	if (!span_is_set(hit->then))
		hit->then = at;
}

static void on_hit(struct log_search *search, enum log_id id, struct span at,
		   const struct log_captures *captures)
{
	struct log_hit *hit = &search->hits[id];

	/* Pieces of a long line share bytes. */
	if (hit->count && at.begin <= hit->last)
		return;
	if (follows_reading(search, id)) {
		follow_reading(search, at);
		return;
	}
	if (is_bootloader_fault(id) && !search->state.in_bootloader)
		return;
	count_hit(hit, at, captures);
	if (is_bootloader_fault(id))
		search->state.reading = (struct span){0};
	if (id == LOG_READING_FAILED) {
		search->state.reading_failed = true;
		search->state.reading = at;
	} else if (id == LOG_OVERFLOW || id == LOG_OVERFLOW_LLD) {
		on_overflow(search, id);
	}
}

static void on_event(struct log_search *search, enum log_id id, struct span at,
		     const struct log_captures *captures)
{
	struct log_hit *hit = &search->hits[id];

	if (hit->count && at.begin <= hit->last)
		return;
	count_hit(hit, at, captures);
	if (id == LOG_START)
		on_start(search);
	else if (id == LOG_CHAINLOAD || id == LOG_JUMP)
		on_jump(search, at);
	else if (id == LOG_BANNER || id == LOG_BANNER_NCS)
		on_banner(search);
	if (id == LOG_BANNER || id == LOG_BANNER_NCS)
		note_version(search, captures->texts[0], id == LOG_BANNER_NCS);
}

/* -- Lines ----------------------------------------------------------------------------------- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* The pattern that stands at i, or NULL; *end is where it ends. */
static const struct log_pattern *pattern_at(const struct log_search *search, struct str text,
					    size_t i, size_t *end, struct log_captures *captures)
{
	struct str rest = {text.p + i, text.n - i};
	unsigned next = search->index->first[pair_of(rest.p)];
	size_t length;

	for (; next; next = search->index->next[next - 1]) {
		const struct log_pattern *pattern = log_pattern_get((enum log_id)(next - 1));

		if (!log_pattern_matches(pattern->text, rest, &length, captures))
			continue;
		/* A pattern that begins with _ is the rest of a word. */
		if (i > 0 && text.p[i] != '_' && is_word(text.p[i - 1]) && is_word(text.p[i]))
			return NULL;
		*end = i + length;
		return pattern;
	}
	return NULL;
}

/* The image that the bootloader jumped to says something. */
static void on_other_line(struct log_search *search, struct str text)
{
	if (str_trim(text).n > 0)
		search->state.jump = (struct span){0};
}

void log_search_line(struct log_search *search, const struct log_line *line)
{
	const struct log_pattern *pattern, *last = NULL;
	struct str text = line->text;
	struct log_captures captures;
	size_t end = 0;

	search->lines++;
	for (size_t i = 0; i + 1 < text.n; i++) {
		struct span at;

		if (!search->index->first[pair_of(text.p + i)])
			continue;
		pattern = pattern_at(search, text, i, &end, &captures);
		if (!pattern)
			continue;
		at = log_line_span(line, i, end);
		if (pattern->weight != LOG_EVENT)
			on_hit(search, pattern->id, at, &captures);
		else if (pattern->id == LOG_LINK || pattern->id == LOG_LINK_CXX)
			search->linking_bootloader = names_bootloader_program(text);
		else if (pattern->id == LOG_STEP_FAILED || pattern->id == LOG_STEP_BUILD)
			on_build_step(search, text, pattern->id == LOG_STEP_FAILED);
		else
			on_event(search, pattern->id, at, &captures);
		last = pattern;
		i = end - 1;
	}
	search->state.boot_banner = last && (last->id == LOG_BANNER || last->id == LOG_BANNER_NCS ||
					     (last->id == LOG_USING && search->state.boot_banner));
	if (!last || last->weight != LOG_EVENT)
		on_other_line(search, text);
}

bool log_reading_was_alone(const struct log_search *search)
{
	if (span_is_set(search->hits[LOG_READING_FAILED].then) ||
	    search->hits[LOG_BOOT_LOOP].count || log_bootloader_crashed(search))
		return false;
	return search->hits[LOG_READING_ALONE].count > 0;
}

bool log_bootloader_crashed(const struct log_search *search)
{
	return search->hits[LOG_MPU_FAULT].count || search->hits[LOG_USAGE_FAULT].count ||
	       search->hits[LOG_BUS_FAULT].count || search->hits[LOG_STACK_OVERFLOW].count;
}
