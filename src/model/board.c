/* SPDX-License-Identifier: MIT */
/* How boards are named in files, and the boards that everybody may have. */
#include "model/board.h"

#include "base/arena.h"

static const char *const targets[] = {
	"actinius_icarus/nrf9160",
	"actinius_icarus/nrf9160/ns",
	"circuitdojo_feather/nrf9160",
	"circuitdojo_feather/nrf9160/ns",
	"conexio_stratus/nrf9160",
	"conexio_stratus/nrf9160/ns",
	"native_posix",
	"native_sim",
	"native_sim/native/64",
	"nrf21540dk/nrf52840",
	"nrf52840dk/nrf52811",
	"nrf52840dk/nrf52840",
	"nrf52840dongle/nrf52840",
	"nrf52833dk/nrf52820",
	"nrf52833dk/nrf52833",
	"nrf52_bsim",
	"nrf52dk/nrf52805",
	"nrf52dk/nrf52810",
	"nrf52dk/nrf52832",
	"nrf5340_audio_dk/nrf5340/cpuapp",
	"nrf5340_audio_dk/nrf5340/cpuapp/ns",
	"nrf5340_audio_dk/nrf5340/cpunet",
	"nrf5340bsim/nrf5340/cpuapp",
	"nrf5340bsim/nrf5340/cpunet",
	"nrf5340dk/nrf5340/cpuapp",
	"nrf5340dk/nrf5340/cpuapp/ns",
	"nrf5340dk/nrf5340/cpunet",
	"nrf5340pdk/nrf5340/cpuapp",
	"nrf5340pdk/nrf5340/cpuapp/ns",
	"nrf5340pdk/nrf5340/cpunet",
	"nrf54h20dk/nrf54h20/cpuapp",
	"nrf54h20dk/nrf54h20/cpurad",
	"nrf54h20dk/nrf54h20/cpuppr",
	"nrf54h20dk/nrf54h20/cpuflpr",
	"nrf54l15dk/nrf54l05/cpuapp",
	"nrf54l15dk/nrf54l10/cpuapp",
	"nrf54l15dk/nrf54l10/cpuapp/ns",
	"nrf54l15dk/nrf54l15/cpuapp",
	"nrf54l15dk/nrf54l15/cpuapp/ns",
	"nrf54l15dk/nrf54l15/cpuflpr",
	"nrf54l15pdk/nrf54l15/cpuapp",
	"nrf54l15pdk/nrf54l15/cpuapp/ns",
	"nrf54l15pdk/nrf54l15/cpuflpr",
	"nrf54lm20dk/nrf54lm20a/cpuapp",
	"nrf54lm20dk/nrf54lm20a/cpuapp/ns",
	"nrf54lm20dk/nrf54lm20a/cpuflpr",
	"nrf54lm20dk/nrf54lm20b/cpuapp",
	"nrf54lm20dk/nrf54lm20b/cpuapp/ns",
	"nrf54lm20dk/nrf54lm20b/cpuflpr",
	"nrf54lm20pdk/nrf54lm20a/cpuapp",
	"nrf54lv10dk/nrf54lv10a/cpuapp",
	"nrf54lv10dk/nrf54lv10a/cpuapp/ns",
	"nrf7002dk/nrf5340/cpuapp",
	"nrf7002dk/nrf5340/cpuapp/ns",
	"nrf7002dk/nrf5340/cpuapp/nrf7001",
	"nrf7002dk/nrf5340/cpunet",
	"nrf7120dk/nrf7120/cpuapp",
	"nrf7120dk/nrf7120/cpuapp/ns",
	"nrf7120dk/nrf7120/cpuflpr",
	"nrf7120pdk/nrf7120/cpuapp",
	"nrf9131ek/nrf9131",
	"nrf9131ek/nrf9131/ns",
	"nrf9151dk/nrf9151",
	"nrf9151dk/nrf9151/ns",
	"nrf9160dk/nrf52840",
	"nrf9160dk/nrf9160",
	"nrf9160dk/nrf9160/ns",
	"nrf9161dk/nrf9161",
	"nrf9161dk/nrf9161/ns",
	"nrf9251dk/nrf9251/cpuapp",
	"sparkfun_thing_plus/nrf9160",
	"sparkfun_thing_plus/nrf9160/ns",
	"thingy52/nrf52832",
	"thingy53/nrf5340/cpuapp",
	"thingy53/nrf5340/cpuapp/ns",
	"thingy53/nrf5340/cpunet",
	"thingy91/nrf52840",
	"thingy91/nrf9160",
	"thingy91/nrf9160/ns",
	"thingy91x/nrf5340/cpuapp",
	"thingy91x/nrf5340/cpuapp/ns",
	"thingy91x/nrf5340/cpunet",
	"thingy91x/nrf9151",
	"thingy91x/nrf9151/ns",
	"xiao_ble/nrf52840",
	"xiao_ble/nrf52840/sense",
	NULL,
};

const char *const *board_targets(void)
{
	return targets;
}

/* The text with underscores instead of that character. */
static const char *underscored(struct arena *arena, const char *text, char separator)
{
	char *name = arena_copy(arena, text, strlen(text));

	for (char *p = name; *p; p++) {
		if (*p == separator)
			*p = '_';
	}
	return name;
}

const char *board_file_name(struct arena *arena, const char *target)
{
	return underscored(arena, target, '/');
}

const char *board_revision_name(struct arena *arena, const char *revision)
{
	return underscored(arena, revision, '.');
}

const char *board_short_name(struct arena *arena, const char *target)
{
	const char *slash = strchr(target, '/'), *next;

	if (!slash)
		return NULL;
	next = strchr(slash + 1, '/');
	return board_file_name(arena, arena_printf(arena, "%.*s%s", (int)(slash - target), target,
						   next ? next : ""));
}

bool board_name_starts(struct str name, const char *board, struct str *rest)
{
	const size_t n = strlen(board);

	if (!str_starts(name, board) || (name.n > n && name.p[n] != '_'))
		return false;
	*rest = name.n > n ? (struct str){name.p + n + 1, name.n - n - 1} : (struct str){0};
	return true;
}

/* The first place of the word, or name.n. */
static size_t find_word(struct str name, const char *word)
{
	const size_t n = strlen(word);

	for (size_t i = 0; i + n <= name.n; i++) {
		if ((i == 0 || name.p[i - 1] == '_') && memcmp(name.p + i, word, n) == 0 &&
		    (i + n == name.n || name.p[i + n] == '_'))
			return i;
	}
	return name.n;
}

bool board_has_word(struct str name, const char *word)
{
	return find_word(name, word) < name.n;
}

const char *board_replace_word(struct arena *arena, struct str name, const char *word,
			       const char *by)
{
	const size_t at = find_word(name, word), end = at + strlen(word);
	size_t front = at;

	if (at == name.n)
		return arena_copy(arena, name.p, name.n);
	if (!*by && front > 0)
		front--;
	return arena_printf(arena, "%.*s%s%.*s", (int)front, name.p, by, (int)(name.n - end),
			    name.p + end);
}
