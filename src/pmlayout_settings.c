/* SPDX-License-Identifier: MIT */
/* Settings of a run: facts of the project and levels of rules, as text, so that the library and
 * the command line take the same words.
 */
#include "pmlayout_run.h"

#include <string.h>

#include "base/suggest.h"
#include "model/usual_region.h"
#include "read/read.h"

/* ", did you mean `word`?" or "". */
static const char *suggestion(struct pml *pml, const char *word)
{
	return word ? arena_printf(pml->arena, ", did you mean `%s`?", word) : "";
}

/* Cuts "NAME=" off "NAME=rest" where NAME is a word; a path such as "./a=b" has none. */
static struct str cut_name(const char **rest)
{
	static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_-";
	size_t n = strspn(*rest, word);
	struct str name = {*rest, n};

	if (n == 0 || (*rest)[n] != '=')
		return (struct str){NULL, 0};
	*rest += n + 1;
	return name;
}

static struct image *image_named(struct pml *pml, struct str name)
{
	struct image *image;

	for (image = pml->facts.images; image; image = image->next) {
		if (str_is(name, image->name))
			return image;
	}
	image = ARENA_NEW(pml->arena, struct image);
	image->name = arena_copy(pml->arena, name.p, name.n);
	*pml->image_tail = image;
	pml->image_tail = &image->next;
	return image;
}

/* A file of context: named, and standard input at most once. */
static bool accept_file(struct pml *pml, const char *path)
{
	if (!*path)
		return pml_refuse(pml, "a file's name is empty");
	if (cstr_eq(path, "-")) {
		if (pml->stdin_taken)
			return pml_refuse(pml, "standard input can be read only once");
		pml->stdin_taken = true;
	}
	return true;
}

/* "[IMAGE=]FILE": the image, made when it is new, and the file's lasting name. */
static bool image_file(struct pml *pml, const char *value, struct image **image, const char **path)
{
	struct str name;

	*path = value;
	name = cut_name(path);
	if (!accept_file(pml, *path))
		return false;
	*path = pml_keep_path(pml, *path);
	*image = image_named(pml, name.n ? name : STR("app"));
	return true;
}

static bool set_dtb(struct pml *pml, const char *value)
{
	struct image *image;
	const char *path;

	if (!image_file(pml, value, &image, &path))
		return false;
	if (image->devicetree)
		return pml_refuse(pml, "two devicetrees are given for the image `%s`", image->name);
	image->devicetree = devicetree_read(pml->arena, path, &pml->found);
	return true;
}

static bool set_kconfig(struct pml *pml, const char *value)
{
	struct image *image;
	const char *path;

	if (!image_file(pml, value, &image, &path))
		return false;
	if (image->kconfig)
		return pml_refuse(pml, "two .config files are given for the image `%s`",
				  image->name);
	image->kconfig = kconfig_read(pml->arena, path, &pml->found);
	return true;
}

/* "PARTITION=FILE"; may be given for several partitions, and several times for one. */
static bool set_image(struct pml *pml, const char *value)
{
	struct image_file **tail = &pml->facts.image_files, *file;
	const char *path = value;
	struct str name = cut_name(&path);
	const struct source *source;

	if (name.n == 0)
		return pml_refuse(pml, "--image wants PARTITION=FILE, not `%s`", value);
	if (!accept_file(pml, path))
		return false;
	source = read_source(pml->arena, pml_keep_path(pml, path), &pml->found);
	if (!source)
		return true;
	file = image_file_read(pml->arena, source, &pml->found);
	file->partition = arena_copy(pml->arena, name.p, name.n);
	while (*tail)
		tail = &(*tail)->next;
	*tail = file;
	return true;
}

static bool set_regions(struct pml *pml, const char *value)
{
	if (pml->regions_taken)
		return pml_refuse(pml, "two regions files are given");
	if (!accept_file(pml, value))
		return false;
	pml->regions_taken = true;
	pml->facts.regions = regions_read(pml->arena, pml_keep_path(pml, value), &pml->found);
	/* Of a file that cannot be read nothing follows; the usual regions stay. */
	pml->facts.regions_given = pml->facts.regions != NULL;
	return true;
}

static bool set_soc(struct pml *pml, const char *value)
{
	const struct soc *soc = soc_find(str_of(value));

	if (!soc)
		return pml_refuse(pml, "unknown chip `%s`%s (`pmlayout list socs` names them all)",
				  value, suggestion(pml, soc_suggest(str_of(value))));
	pml->facts.soc = soc;
	pml->facts.soc_origin = ORIGIN_OPTION;
	pml->facts.soc_from = "--soc";
	return true;
}

static bool set_version(struct pml *pml, const char *setting, const char *text,
			struct version *version)
{
	if (!version_parse(str_of(text), version))
		return pml_refuse(pml, "`%s` is no version for --%s, such as 2.9.0", text, setting);
	return true;
}

static bool set_ncs(struct pml *pml, const char *value)
{
	return set_version(pml, "ncs", value, &pml->facts.ncs_version);
}

static bool set_zephyr(struct pml *pml, const char *value)
{
	return set_version(pml, "zephyr", value, &pml->facts.zephyr_version);
}

static bool set_mode(struct pml *pml, const char *value)
{
	const char *names[BOOT_MODE_COUNT] = {NULL};
	enum boot_mode mode = boot_mode_find(str_of(value));

	if (mode == BOOT_MODE_UNKNOWN) {
		for (int i = 1; i < BOOT_MODE_COUNT; i++)
			names[i - 1] = boot_mode_name((enum boot_mode)i);
		return pml_refuse(pml, "unknown mode `%s`%s", value,
				  suggestion(pml, suggest_closest(str_of(value), names)));
	}
	pml->facts.mode = mode;
	return true;
}

/* A number from 1 to the largest that MCUboot's 32 bits hold. */
static bool positive(struct pml *pml, const char *setting, const char *text, uint64_t *number)
{
	if (!num_parse_size(str_of(text), number))
		return pml_refuse(pml, "`%s` is no number for --%s", text, setting);
	if (*number == 0 || *number > UINT32_MAX)
		return pml_refuse(pml, "--%s must be from 1 to 0xffffffff, not %s", setting, text);
	return true;
}

static bool set_max_img_sectors(struct pml *pml, const char *value)
{
	uint64_t number;

	if (!positive(pml, "max-img-sectors", value, &number))
		return false;
	pml->facts.max_img_sectors = fact_make(number, ORIGIN_OPTION, "--max-img-sectors");
	return true;
}

static bool set_write_align(struct pml *pml, const char *value)
{
	uint64_t number;

	if (!positive(pml, "write-align", value, &number))
		return false;
	if (!num_is_power_of_two(number))
		return pml_refuse(pml, "--write-align must be a power of two, not %s", value);
	pml->facts.write_align = fact_make(number, ORIGIN_OPTION, "--write-align");
	return true;
}

/* The last one of a region wins; the list keeps one entry a region. */
static bool set_page_size(struct pml *pml, const char *value)
{
	struct page_size_option **link = &pml->facts.page_sizes, *option;
	const char *rest = value;
	struct str region = cut_name(&rest);
	uint64_t number;

	if (!positive(pml, "page-size", rest, &number))
		return false;
	for (; (option = *link); link = &option->next) {
		if (option->region ? str_is(region, option->region) : region.n == 0)
			break;
	}
	if (!option) {
		option = *link = ARENA_NEW(pml->arena, struct page_size_option);
		if (region.n)
			option->region = arena_copy(pml->arena, region.p, region.n);
		option->used = option->region && usual_region_find(option->region);
	}
	option->size = fact_make(number, ORIGIN_OPTION, "--page-size");
	return true;
}

static const char *closest_rule(const char *name)
{
	const char *names[RULE_COUNT + 2] = {NULL};

	for (int i = 0; i < RULE_COUNT; i++)
		names[i] = rule_get((enum rule_id)i)->name;
	names[RULE_COUNT] = "all";
	return suggest_closest(str_of(name), names);
}

static bool set_level(struct pml *pml, const char *name, enum severity level)
{
	const struct wanted_level wanted = {true, level};
	enum rule_id rule;

	if (cstr_eq(name, "all")) {
		for (int i = 0; i < RULE_COUNT; i++) {
			if (!rule_is_fixed((enum rule_id)i))
				pml->wanted[i] = wanted;
		}
		return true;
	}
	if (!rule_find(str_of(name), &rule))
		return pml_refuse(pml, "unknown rule `%s`%s (`pmlayout list rules` names them all)",
				  name, suggestion(pml, closest_rule(name)));
	if (rule_is_fixed(rule) && level != SEVERITY_ERROR)
		return pml_refuse(pml, "`%s` is always an error", name);
	pml->wanted[rule] = wanted;
	return true;
}

/* Only the reports that tell failures from the rest want to know it. */
static bool set_strict(struct pml *pml, const char *value)
{
	(void)value;
	pml->strict = true;
	return true;
}

static bool set_deny(struct pml *pml, const char *value)
{
	return set_level(pml, value, SEVERITY_ERROR);
}

static bool set_warn(struct pml *pml, const char *value)
{
	return set_level(pml, value, SEVERITY_WARNING);
}

static bool set_allow(struct pml *pml, const char *value)
{
	return set_level(pml, value, SEVERITY_OFF);
}

/* In the order in which Partition Manager gets them; FILE... is one option a file. */
static bool set_fragment(struct pml *pml, const char *value)
{
	struct file_name **tail = &pml->fragments;

	if (!accept_file(pml, value))
		return false;
	while (*tail)
		tail = &(*tail)->next;
	*tail = ARENA_NEW(pml->arena, struct file_name);
	(*tail)->path = pml_keep_path(pml, value);
	return true;
}

static bool set_autoconf(struct pml *pml, const char *value)
{
	if (pml->autoconf)
		return pml_refuse(pml, "two autoconf.h files are given");
	if (!accept_file(pml, value))
		return false;
	pml->autoconf = pml_keep_path(pml, value);
	return true;
}

static bool set_dynamic_partition(struct pml *pml, const char *value)
{
	pml->dynamic_partition = arena_copy(pml->arena, value, strlen(value));
	return true;
}

static bool set_dts_style(struct pml *pml, const char *value)
{
	pml->dts_style = cstr_eq(value, "fixed")    ? DTS_FIXED
			 : cstr_eq(value, "mapped") ? DTS_MAPPED
						    : DTS_STYLE_BY_VERSION;
	return pml->dts_style != DTS_STYLE_BY_VERSION ||
	       pml_refuse(pml, "--dts-style is fixed or mapped, not `%s`", value);
}

/* "NAME=SIZE[@BASE]"; a later one of the same name wins. */
static bool set_region(struct pml *pml, const char *value)
{
	const char *rest = value;
	struct str name = cut_name(&rest), size = str_of(rest);
	const char *at = strchr(rest, '@');
	struct told_region *told = ARENA_NEW(pml->arena, struct told_region);

	if (at)
		size.n = (size_t)(at - rest);
	if (name.n == 0 || !num_parse_size(size, &told->size) ||
	    (at && !num_parse_size(str_of(at + 1), &told->base)))
		return pml_refuse(pml, "--region wants NAME=SIZE[@BASE], not `%s`", value);
	told->name = arena_copy(pml->arena, name.p, name.n);
	told->base_told = at != NULL;
	*pml->told_tail = told;
	pml->told_tail = &told->next;
	return true;
}

/* Is read when the first layout has been. */
static bool set_against(struct pml *pml, const char *value)
{
	if (pml->earlier.path)
		return pml_refuse(pml, "two earlier layouts are given");
	if (!*value)
		return pml_refuse(pml, "a file's name is empty");
	pml->earlier.path = arena_copy(pml->arena, value, strlen(value));
	return true;
}

bool pml_set(struct pml *pml, const char *name, const char *value)
{
	static const struct {
		const char *name;
		bool (*set)(struct pml *pml, const char *value);
	} settings[] = {
		{"soc", set_soc},
		{"dtb", set_dtb},
		{"kconfig", set_kconfig},
		{"regions", set_regions},
		{"pm", set_fragment},
		{"autoconf", set_autoconf},
		{"dynamic-partition", set_dynamic_partition},
		{"region", set_region},
		{"image", set_image},
		{"ncs", set_ncs},
		{"zephyr", set_zephyr},
		{"mode", set_mode},
		{"max-img-sectors", set_max_img_sectors},
		{"page-size", set_page_size},
		{"write-align", set_write_align},
		{"against", set_against},
		{"dts-style", set_dts_style},
		{"deny", set_deny},
		{"warn", set_warn},
		{"allow", set_allow},
		{"strict", set_strict},
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		if (cstr_eq(name, settings[i].name))
			return settings[i].set(pml, value);
	}
	if (cstr_starts(name, "old-"))
		return pml_set_earlier(pml, name + strlen("old-"), value);
	return pml_refuse(pml, "there is no setting `%s`", name);
}
