/* SPDX-License-Identifier: MIT */
/* Rules about the names of partitions. */
#include "check/check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"

/* -- bad-partition-name ---------------------------------------------------- */

static bool is_identifier(const char *name)
{
	if (!isalpha((unsigned char)*name) && *name != '_')
		return false;
	for (; *name; name++)
		if ((unsigned char)*name >= 0x80 ||
		    (!isalnum((unsigned char)*name) && *name != '_'))
			return false;
	return true;
}

/* The name with `_` for what C does not allow. */
static const char *as_identifier(struct arena *arena, const char *name)
{
	bool digit = isdigit((unsigned char)*name);
	char *text = arena_printf(arena, "%s%s", digit ? "_" : "", name);

	for (char *p = text; *p; p++)
		if ((unsigned char)*p >= 0x80 || !isalnum((unsigned char)*p))
			*p = '_';
	return text;
}

static void judge_identifier(struct findings *found, const struct partition *partition)
{
	struct finding *finding;
	const struct node *node = partition->node;

	if (!is_identifier(partition->name)) {
		finding = finding_about_partition(found, RULE_bad_partition_name, partition,
						  partition->at, "`%s` makes no C identifier",
						  partition->name);
		finding_mark(found, finding, "letters, digits and `_` only, no digit first");
		finding_note(found, finding,
			     "Partition Manager writes the name in upper case into macros of "
			     "pm_config.h, which then does not compile");
		if (*partition->name)
			finding_help(found, finding, "rename it to `%s`",
				     as_identifier(found->arena, partition->name));
	} else if (!node->key_quoted && yaml_resolve(node->key).type != YAML_STRING) {
		finding = finding_about_partition(
			found, RULE_bad_partition_name, partition, partition->at,
			"`%s` is a boolean or null in YAML 1.1, not a name", partition->name);
		finding_mark(found, finding, "not read as text");
		finding_note(found, finding,
			     "Partition Manager gets no text from the YAML reader, and a name is "
			     "what it needs for its macros");
		finding_help(found, finding, "choose another name");
	}
}

static int upper_cmp(const char *a, const char *b)
{
	for (; *a && toupper((unsigned char)*a) == toupper((unsigned char)*b); a++)
		b++;
	return toupper((unsigned char)*a) - toupper((unsigned char)*b);
}

static int by_upper_name(const void *a, const void *b)
{
	const struct partition *const *p = a, *const *q = b;
	int order = upper_cmp((*p)->name, (*q)->name);

	return order ? order : ((*p)->order > (*q)->order) - ((*p)->order < (*q)->order);
}

static void judge_same_macro(struct findings *found, const struct partition *first,
			     const struct partition *second)
{
	struct finding *finding = finding_about_partition(
		found, RULE_bad_partition_name, second, second->at,
		"`%s` and `%s` are the same name in upper case", second->name, first->name);
	char *macro = arena_printf(found->arena, "%s", second->name);

	for (char *p = macro; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	finding_about(found, finding, first->name);
	finding_mark(found, finding, "PM_%s_ADDRESS ...", macro);
	finding_label(found, finding, first->at, "... is defined for this one as well");
	finding_note(found, finding,
		     "pm_config.h then defines the same macros twice with "
		     "different values");
	finding_help(found, finding, "rename one of the two");
}

void rule_bad_partition_name(const struct layout *layout, struct findings *found)
{
	const struct partition **sorted;
	size_t count = 0;

	if (!layout->document)
		return;
	sorted = arena_array(found->arena, layout->partition_count + 1, sizeof(sorted[0]));
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		if (!p->node)
			continue;
		judge_identifier(found, p);
		if (count < layout->partition_count)
			sorted[count++] = p;
	}
	qsort(sorted, count, sizeof(sorted[0]), by_upper_name);
	for (size_t i = 1; i < count; i++)
		if (upper_cmp(sorted[i - 1]->name, sorted[i]->name) == 0)
			judge_same_macro(found, sorted[i - 1], sorted[i]);
}

/* -- misspelled-partition -------------------------------------------------- */

/* Names that Partition Manager's fragments, MCUboot, TF-M and their subsystems look for; sorted. */
static const char *const well_known[] = {
	"app",
	"app_image",
	"b0",
	"b0_container",
	"b0_image",
	"b0n",
	"b0n_container",
	"bt_fast_pair",
	"emds_storage",
	"external_flash",
	"factory_data",
	"fmfu_storage",
	"hci_ipc",
	"littlefs_storage",
	"lwm2m_carrier",
	"mcuboot",
	"mcuboot_pad",
	"mcuboot_primary",
	"mcuboot_primary_1",
	"mcuboot_primary_app",
	"mcuboot_scratch",
	"mcuboot_secondary",
	"mcuboot_secondary_1",
	"mcuboot_secondary_app",
	"mcuboot_secondary_pad",
	"mcuboot_sram",
	"memfault_storage",
	"mfg_storage",
	"modem_trace",
	"multiprotocol_rpmsg",
	"nonsecure_storage",
	"nrf70_wifi_fw",
	"nrf_modem_lib_ctrl",
	"nrf_modem_lib_rx",
	"nrf_modem_lib_sram",
	"nrf_modem_lib_trace",
	"nrf_modem_lib_tx",
	"nvs_storage",
	"otp",
	"pcd_sram",
	"pgps",
	"provision",
	"ram_flash",
	"rpmsg_nrf53_sram",
	"s0",
	"s0_image",
	"s0_pad",
	"s1",
	"s1_image",
	"s1_pad",
	"settings_storage",
	"sidewalk_storage",
	"spm",
	"spm_app",
	"spm_sram",
	"sram_nonsecure",
	"sram_primary",
	"sram_secure",
	"tfm",
	"tfm_extra",
	"tfm_its",
	"tfm_nonsecure",
	"tfm_otp_nv_counters",
	"tfm_ps",
	"tfm_secure",
	"tfm_sram",
	"tfm_storage",
	"zms_storage",
};

/* What MCUboot's slots are called elsewhere; Partition Manager knows none of them. */
static const struct {
	const char *foreign, *ours;
} foreign_names[] = {
	{"boot_partition", "mcuboot"},
	{"image_0", "mcuboot_primary"},
	{"image_1", "mcuboot_secondary"},
	{"scratch", "mcuboot_scratch"},
	{"scratch_partition", "mcuboot_scratch"},
	{"slot0", "mcuboot_primary"},
	{"slot0_partition", "mcuboot_primary"},
	{"slot1", "mcuboot_secondary"},
	{"slot1_partition", "mcuboot_secondary"},
	{"slot_0", "mcuboot_primary"},
	{"slot_1", "mcuboot_secondary"},
	{"storage", "settings_storage"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int name_cmp(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool is_well_known(const char *name)
{
	return bsearch(name, well_known, COUNT(well_known), sizeof(well_known[0]), name_cmp);
}

/* Names that count something (`mcuboot_pad_1`, `bank0`) are the user's own. */
static bool has_digit(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (isdigit((unsigned char)name.p[i]))
			return true;
	return false;
}

/* The steps that still mean the same word: a quarter of what is not a common ending, at most 2;
 * so that `log_storage` is not taken for `nvs_storage`.
 */
static unsigned allowed_steps(struct str name, struct str known)
{
	size_t length = known.n;

	if (str_ends(name, "_storage") && str_ends(known, "_storage"))
		length -= strlen("_storage");
	else if (str_ends(name, "_sram") && str_ends(known, "_sram"))
		length -= strlen("_sram");
	return length / 4 > 2 ? 2 : (unsigned)(length / 4);
}

/* How often each byte occurs in a name. */
struct letters {
	unsigned char count[256];
};

static void count_letters(struct letters *letters, struct str word)
{
	*letters = (struct letters){0};
	for (size_t i = 0; i < word.n && letters->count[(unsigned char)word.p[i]] < 255; i++)
		letters->count[(unsigned char)word.p[i]]++;
}

/* More than two letters of known are not in the word: the distance needs not be computed. */
static bool is_far(const struct letters *word, struct str known)
{
	struct letters left = *word;
	unsigned missing = 0;

	for (size_t i = 0; i < known.n; i++) {
		unsigned char *count = &left.count[(unsigned char)known.p[i]];

		if (*count == 0)
			missing++;
		else
			--*count;
	}
	return missing > 2;
}

/* The well-known name that was meant; NULL when none is close enough. */
static const char *closest_known(const char *name)
{
	struct str word = str_of(name);
	struct letters letters;
	const char *best = NULL;
	unsigned best_distance = 3;
	bool counts = has_digit(word);

	count_letters(&letters, word);
	for (size_t i = 0; i < COUNT(well_known); i++) {
		struct str known = str_of(well_known[i]);
		size_t apart = word.n > known.n ? word.n - known.n : known.n - word.n;
		unsigned distance, allowed;

		if (apart > 2 || (counts && !has_digit(known)) || is_far(&letters, known))
			continue;
		allowed = allowed_steps(word, known);
		distance = suggest_distance(word, known, 2);
		if (distance > allowed || distance >= best_distance)
			continue;
		best = well_known[i];
		best_distance = distance;
	}
	return best;
}

/* The two are the same but for their digits: `s2_image`, `mcuboot_primary_2`. */
static bool differs_in_digits_only(const char *a, const char *b)
{
	while (*a || *b) {
		while (isdigit((unsigned char)*a) || (*a == '_' && isdigit((unsigned char)a[1])))
			a++;
		while (isdigit((unsigned char)*b) || (*b == '_' && isdigit((unsigned char)b[1])))
			b++;
		if (*a != *b)
			return false;
		if (*a) {
			a++;
			b++;
		}
	}
	return true;
}

static const char *foreign_meaning(const struct layout *layout, const char *name)
{
	if (!layout->bootloader.present)
		return NULL;
	for (size_t i = 0; i < COUNT(foreign_names); i++)
		if (cstr_eq(name, foreign_names[i].foreign))
			return foreign_names[i].ours;
	return NULL;
}

void rule_misspelled_partition(const struct layout *layout, struct findings *found)
{
	if (!layout->document)
		return;
	for (const struct partition *p = layout->partitions; p; p = p->next) {
		const char *foreign, *meant;
		struct finding *finding;

		if (p->empty || strlen(p->name) < 5 || is_well_known(p->name))
			continue;
		foreign = foreign_meaning(layout, p->name);
		meant = foreign ? foreign : closest_known(p->name);
		if (!meant || layout_find(layout, meant) || differs_in_digits_only(p->name, meant))
			continue;
		finding = finding_about_partition(found, RULE_misspelled_partition, p, p->at,
						  "nothing looks for a partition named `%s`",
						  p->name);
		finding_mark(found, finding,
			     foreign ? "in Partition Manager this is `%s`"
				     : "close to `%s`, which is not in the file",
			     meant);
		finding_note(found, finding,
			     foreign ? "MCUboot finds its areas by Partition "
				       "Manager's own names alone"
				     : "the build finds partitions by their exact "
				       "names; an unknown one only takes up space");
		finding_help(found, finding, "did you mean `%s`?", meant);
	}
}
