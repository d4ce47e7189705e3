/* SPDX-License-Identifier: MIT */
/* A layout whose names, devices and values are any bytes, through every emitter: no line of an
 * output may be anything but what the emitter meant.
 */
#include "../unit/emit/layouts.h"
#include "diag/finding.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);  \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

#include "must_be_xml.h"

/* -- A layout of bytes ------------------------------------------------------------------------ */

struct bytes {
	struct layout *layout;
	const uint8_t *p, *end;
};

static unsigned take(struct bytes *bytes)
{
	return bytes->p < bytes->end ? *bytes->p++ : 0;
}

/* Small, large, and everything near the ends of 32, 63 and 64 bits. */
static uint64_t take_number(struct bytes *bytes)
{
	static const uint64_t bases[] = {0,          0x1000,    0x10000,   UINT32_MAX,
					 0x80000000, INT64_MAX, UINT64_MAX};
	uint64_t base = bases[take(bytes) % (sizeof(bases) / sizeof(bases[0]))];

	return base - take(bytes) * (uint64_t)(take(bytes) % 2 ? 0x100 : 1);
}

static const char *take_text(struct bytes *bytes)
{
	size_t n = take(bytes) % 24;
	char *text;

	if (n > (size_t)(bytes->end - bytes->p))
		n = (size_t)(bytes->end - bytes->p);
	text = arena_copy(bytes->layout->arena, (const char *)bytes->p, n);
	bytes->p += n;
	for (size_t i = 0; i < n; i++)
		text[i] = text[i] ? text[i] : ' ';
	return text;
}

/* Names that make the outputs go all the way come more often than chance would have it. */
static const char *take_name(struct bytes *bytes)
{
	static const char *const names[] = {"app", "sram_primary", "mcuboot_primary", "a",
					    "mcuboot_secondary"};
	unsigned choice = take(bytes) % 8;

	return choice < 5 ? names[choice] : take_text(bytes);
}

static struct reference *take_list(struct bytes *bytes)
{
	struct reference *list = NULL;

	for (unsigned n = take(bytes) % 4; n > 0; n--)
		list = layout_refer(bytes->layout, list, take_name(bytes));
	return list;
}

static struct parameter *take_parameters(struct bytes *bytes)
{
	struct parameter *list = NULL;

	for (unsigned n = take(bytes) % 3; n > 0; n--) {
		struct parameter *parameter = ARENA_NEW(bytes->layout->arena, struct parameter);
		struct node *value = ARENA_NEW(bytes->layout->arena, struct node);

		value->quoted = take(bytes) % 2;
		value->text = str_of(take_text(bytes));
		parameter->name = take_name(bytes);
		parameter->value = value;
		parameter->next = list;
		list = parameter;
	}
	return list;
}

static struct fact take_fact(struct bytes *bytes)
{
	uint64_t value = take_number(bytes);
	enum origin origin = (enum origin)(take(bytes) % 6);

	return fact_make(value, origin, take_text(bytes));
}

static struct region *take_region(struct bytes *bytes)
{
	enum region_kind kind = (enum region_kind)(take(bytes) % 5);
	const char *name = take_name(bytes);
	uint64_t base = take_number(bytes), size = take_number(bytes);
	struct region *region = layout_add_region(bytes->layout, name, kind, base, size);
	struct flash_device *chip = ARENA_NEW(bytes->layout->arena, struct flash_device);

	region->page_size = take_fact(bytes);
	region->device_name = take_text(bytes);
	region->default_driver = take_text(bytes);
	chip->compatible = chip->path = chip->bus = take_text(bytes);
	chip->pin_cs = (int)take(bytes) - 1;
	chip->max_frequency = fact_make(take_number(bytes), ORIGIN_WRITTEN, NULL);
	chip->jedec_id_at.source = bytes->layout->source;
	chip->jedec_id_at.path = take_text(bytes);
	if (take(bytes) % 2)
		region->device = chip;
	return region;
}

static void take_partition(struct bytes *bytes, struct region *region)
{
	const char *name = take_name(bytes);
	uint64_t address = region->base.value + take_number(bytes), size = take_number(bytes);
	struct partition *partition = layout_add(bytes->layout, region, name, address, size);

	partition->span = take_list(bytes);
	partition->has_span = partition->container = partition->span != NULL;
	partition->affiliation = take_list(bytes);
	partition->extra_params = take_parameters(bytes);
	partition->dynamic = take(bytes) % 4 == 0;
}

static void take_bootloader(struct bytes *bytes)
{
	struct bootloader *bootloader = &bytes->layout->bootloader;
	struct slot_pair *pair = ARENA_NEW(bytes->layout->arena, struct slot_pair);

	bootloader->mode = (enum boot_mode)(take(bytes) % BOOT_MODE_COUNT);
	bootloader->mode_fact = fact_make(0, ORIGIN_OPTION, take_text(bytes));
	bootloader->max_img_sectors = fact_make(take_number(bytes), ORIGIN_OPTION, NULL);
	bootloader->write_align = fact_make(4, ORIGIN_OPTION, NULL);
	bootloader->boot_max_align = fact_make(8, ORIGIN_OPTION, NULL);
	pair->primary = bytes->layout->partitions;
	if (pair->primary && take(bytes) % 2)
		pair->secondary = pair->primary->next;
	bootloader->pairs = pair;
	bootloader->scratch = pair->secondary;
}

/* Partitions must not reach beyond 64 bits: layout.h promises that of every placed one. */
static void place_all(struct layout *layout)
{
	for (struct partition *p = layout->partitions; p; p = p->next)
		if (p->size.value > UINT64_MAX - p->address.value)
			p->size.value = UINT64_MAX - p->address.value;
	layout_index(layout);
	layout_sort_regions(layout);
}

/* Any rule may have any name and any message; pictures show them. */
static void take_findings(struct bytes *bytes, struct findings *found)
{
	findings_init(found, bytes->layout->arena);
	for (unsigned n = take(bytes) % 4; n > 0; n--) {
		enum rule_id rule = (enum rule_id)(take(bytes) % RULE_COUNT);
		struct finding *finding = finding_add(
			found, rule, span_of(bytes->layout->source, 0, 0), "%s", take_text(bytes));

		finding_about(found, finding, take_name(bytes));
		finding_about(found, finding, take_name(bytes));
		finding_note(found, finding, "%s", take_text(bytes));
		finding->change = (enum change_class)(take(bytes) % (CHANGE_BRICK + 1));
	}
}

static void take_layout(struct bytes *bytes)
{
	bytes->layout->kind = (enum layout_kind)(take(bytes) % 3);
	bytes->layout->source = source_new(bytes->layout->arena, take_text(bytes), STR("x"));
	for (unsigned regions = 1 + take(bytes) % 3; regions > 0; regions--) {
		struct region *region = take_region(bytes);

		for (unsigned n = take(bytes) % 5; n > 0; n--)
			take_partition(bytes, region);
	}
	take_bootloader(bytes);
	place_all(bytes->layout);
}

/* -- What must hold of the outputs ------------------------------------------------------------ */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static void must_be_text(const char *text, bool ascii)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		MUST(c >= ' ' || c == '\n' || c == '\t');
		MUST(c != 0x7f && (!ascii || c < 0x80));
	}
}

/* Every line is a macro with a name of ours, and none opens a comment or goes on. */
static void must_be_pm_config_h(struct str text)
{
	struct str line;

	MUST(str_next_line(&text, &line) && str_starts(line, "/* File generated by "));
	MUST(str_next_line(&text, &line) && str_starts(line, "#ifndef "));
	MUST(str_next_line(&text, &line) && str_starts(line, "#define "));
	while (str_next_line(&text, &line) && text.n > 0) {
		size_t i = 11;

		MUST(str_starts(line, "#define PM_"));
		while (i < line.n && is_word(line.p[i]))
			i++;
		MUST(i > 11 && i < line.n && (line.p[i] == ' ' || line.p[i] == '('));
		MUST(!str_contains(line, "/*") && !str_contains(line, "*/"));
		MUST(!str_ends(str_trim(line), "\\"));
	}
	MUST(str_starts(line, "#endif /* "));
}

/* The byte behind the comment or the string that begins at text. */
static const char *skip_comment(const char *text)
{
	for (text += 2; strncmp(text, "*/", 2) != 0; text++)
		MUST(*text && strncmp(text, "/*", 2) != 0);
	return text + 2;
}

static const char *skip_string(const char *text)
{
	for (text++; *text != '"'; text++) {
		MUST(*text && *text != '\n');
		if (*text == '\\')
			text++;
	}
	return text + 1;
}

/* Comments and strings end where they should; what remains is made of few characters, and the
 * one line that goes on is ours.
 */
static void must_be_c(const char *text)
{
	static const char assertion[] = "#define PMLAYOUT_ASSERT(condition, name) ";
	const char *line = text;

	while (*text) {
		if (strncmp(text, "/*", 2) == 0) {
			text = skip_comment(text);
		} else if (*text == '"') {
			text = skip_string(text);
		} else {
			MUST(is_word(*text) || strchr(" \t\n#()[]{}<>=!&|?:;,.%+-/*\\", *text));
			MUST(*text != '\\' || strncmp(line, assertion, strlen(assertion)) == 0);
			if (*text++ == '\n')
				line = text;
		}
	}
}

static void must_be_json(const char *text)
{
	json_t *root = json_loads(text, 0, NULL);

	MUST(root && json_object_size(root) == 8);
	json_decref(root);
}

/* Nothing but comments, strings and a few characters. */
static void must_be_made_of(const char *text, const char *characters)
{
	while (*text) {
		if (strncmp(text, "/*", 2) == 0) {
			text = skip_comment(text);
		} else if (*text == '"') {
			text = skip_string(text);
		} else {
			MUST(is_word(*text) || strchr(characters, *text));
			text++;
		}
	}
}

/* Comments, empty lines, and options with a number or a letter. */
static void must_be_kconfig(struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		MUST(line.n == 0 || line.p[0] == '#' || str_starts(line, "CONFIG_") ||
		     str_starts(line, "SB_CONFIG_"));
		for (size_t i = 0; line.n && line.p[0] != '#' && i < line.n; i++)
			MUST(is_word(line.p[i]) || line.p[i] == '=');
	}
}

static void must_be_cmake(struct str text)
{
	struct str line;

	while (str_next_line(&text, &line))
		MUST(line.n == 0 || line.p[0] == '#' || line.p[0] == '\t' ||
		     str_starts(line, "set(PMLAYOUT_") || str_starts(line, "include_guard()"));
}

static void must_be_harmless(const char *kind, struct str text)
{
	must_be_text(text.p, cstr_eq(kind, "layout-h") || cstr_eq(kind, "json") ||
				     cstr_eq(kind, "dts") || cstr_eq(kind, "ld"));
	if (cstr_eq(kind, "pm-config-h"))
		must_be_pm_config_h(text);
	else if (cstr_eq(kind, "layout-h"))
		must_be_c(text.p);
	else if (cstr_eq(kind, "json"))
		must_be_json(text.p);
	else if (cstr_eq(kind, "dts"))
		must_be_made_of(text.p, " \t\n{}<>;:=,.@#/&-");
	else if (cstr_eq(kind, "ld"))
		must_be_made_of(text.p, " \n=;");
	else if (cstr_eq(kind, "kconfig"))
		must_be_kconfig(text);
	else if (cstr_eq(kind, "cmake"))
		must_be_cmake(text);
	else if (cstr_eq(kind, "svg") || cstr_eq(kind, "html"))
		must_be_xml(text.p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {layout_make(), data, data + size};
	struct emit_options options = {.output = NULL};
	struct findings found;
	size_t count;
	const struct emitter *const *emitters = emitter_table(&count);

	take_layout(&bytes);
	options.output = take_text(&bytes);
	take_findings(&bytes, &found);
	options.findings = &found;
	options.earlier = bytes.layout;
	for (size_t i = 0; i < count; i++) {
		struct text out = {.arena = bytes.layout->arena};
		const char *why = NULL;

		if (emitters[i]->write(bytes.layout, &options, &out, &why)) {
			must_be_harmless(emitters[i]->kind, (struct str){out.p, out.n});
		} else {
			MUST(why && *why);
			must_be_text(why, false);
			MUST(!strchr(why, '\n'));
		}
	}
	layout_drop(bytes.layout);
	return 0;
}
