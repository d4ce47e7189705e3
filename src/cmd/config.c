/* SPDX-License-Identifier: MIT */
/* `.pmlayout.yml`: what a project always says on the command line. */
#include "cmd.h"

#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "diag/finding.h"
#include "model/node.h"
#include "model/soc.h"
#include "model/version.h"
#include "read/read.h"

#define CONFIG_NAME ".pmlayout.yml"
#define MOST_FOLDERS 256 /* above an input */

const struct option_row config_options[] = {
	{"config", 0, "FILE", "Configuration", "read FILE instead of looking for " CONFIG_NAME,
	 NULL},
	{"no-config", 0, NULL, "Configuration", "do not look for " CONFIG_NAME, NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

/* A configuration on its way into options. */
struct config {
	struct arena *arena;
	const struct command *command;
	const char *path, *folder;
	struct given_option *options;
	size_t option_count;
	const char **inputs;
	size_t input_count;
};

/* -- Saying what is wrong -------------------------------------------------------------------- */

/* stderr: "pmlayout: PATH:LINE:COLUMN: WHAT".  Returns false. */
static bool refuse(const struct config *config, struct span at, const char *what)
{
	struct position place = source_position(at.source, at.begin);

	usage_error("%s:%u:%u: %s", config->path, (unsigned)place.line, (unsigned)place.column,
		    what);
	return false;
}

static bool refuse_word(const struct config *config, struct span at, const char *what,
			const char *word, const char *const words[])
{
	return refuse(config, at,
		      arena_printf(config->arena, "unknown %s `%s`%s", what, word,
				   did_you_mean(config->arena, word, words)));
}

static bool is_text(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->text.n > 0;
}

/* The place of a value; of its key when it is empty. */
static struct span value_at(const struct node *node)
{
	return span_is_set(node->at) ? node->at : node->key_at;
}

/* -- The keys -------------------------------------------------------------------------------- */

static bool add_option(struct config *config, const char *name, const char *value)
{
	size_t count;
	const struct option_row *const *rows = command_rows(config->arena, config->command, &count);

	for (size_t i = 0; i < count; i++) {
		if (cstr_eq(rows[i]->name, name))
			config->options[config->option_count++] =
				(struct given_option){rows[i], value};
	}
	return true;
}

static bool take_soc(struct config *config, const struct node *node)
{
	if (!soc_find(node->text))
		return refuse_word(config, value_at(node), "chip", node->text.p,
				   soc_words(config->arena));
	return add_option(config, "soc", node->text.p);
}

static bool take_ncs(struct config *config, const struct node *node)
{
	struct version version;

	if (!version_parse(node->text, &version))
		return refuse(config, value_at(node), "`ncs` is a version such as 2.9.0");
	return add_option(config, "ncs", node->text.p);
}

static bool take_baseline(struct config *config, const struct node *node)
{
	return add_option(config, "baseline",
			  path_join(config->arena, config->folder, node->text.p));
}

static bool take_inputs(struct config *config, const struct node *node)
{
	const struct node *first = node->kind == NODE_SEQUENCE ? node->first : node;
	size_t count = node->kind == NODE_SEQUENCE ? node->count : 1;

	config->inputs = arena_array(config->arena, count, sizeof(*config->inputs));
	for (const struct node *item = first; config->input_count < count; item = item->next) {
		if (!is_text(item))
			return refuse(config, value_at(node), "`inputs` is a list of files");
		config->inputs[config->input_count++] =
			path_join(config->arena, config->folder, item->text.p);
	}
	return true;
}

static bool take_level(struct config *config, const struct node *node)
{
	static const char *const levels[] = {"deny", "warn", "allow", NULL};
	enum rule_id rule;

	if (!rule_find(node->key, &rule) && !str_is(node->key, "all"))
		return refuse_word(config, node->key_at, "rule", node->key.p,
				   rule_words(config->arena));
	for (size_t i = 0; levels[i] && is_text(node); i++) {
		if (str_is(node->text, levels[i]))
			return add_option(config, levels[i], node->key.p);
	}
	return refuse(config, value_at(node), "a level is `deny`, `warn` or `allow`");
}

static bool take_levels(struct config *config, const struct node *node)
{
	if (node->kind != NODE_MAPPING)
		return refuse(config, value_at(node),
			      "`levels` gives rules their level: RULE: deny");
	for (const struct node *member = node->first; member; member = member->next) {
		if (node_get(node, member->key.p) != member)
			return refuse(config, member->key_at, "the rule stands twice");
		if (!take_level(config, member))
			return false;
	}
	return true;
}

/* In the order of the manual; a key of text takes one word. */
static const struct {
	const char *name;
	bool text;
	bool (*take)(struct config *config, const struct node *node);
} keys[] = {
	{"soc", true, take_soc},           {"ncs", true, take_ncs},
	{"inputs", false, take_inputs},    {"levels", false, take_levels},
	{"baseline", true, take_baseline},
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static bool take_key(struct config *config, const struct node *document, const struct node *node)
{
	const char *names[KEY_COUNT + 1] = {NULL};

	for (size_t i = 0; i < KEY_COUNT; i++) {
		names[i] = keys[i].name;
		if (!str_is(node->key, keys[i].name))
			continue;
		if (node_get(document, keys[i].name) != node)
			return refuse(config, node->key_at, "the key stands twice");
		if (keys[i].text && !is_text(node))
			return refuse(config, value_at(node),
				      arena_printf(config->arena, "`%s` is a text", names[i]));
		return keys[i].take(config, node);
	}
	return refuse_word(config, node->key_at, "key", node->key.p, names);
}

/* -- The file -------------------------------------------------------------------------------- */

/* Upwards from the first input; NULL: there is none up to the repository's root. */
static const char *find_file(const struct arguments *given)
{
	struct arena *arena = given->arena;
	const char *input = given->operand_count ? given->operands[0] : ".", *folder;

	folder = cstr_eq(input, "-") ? "." : input;
	if (!path_is_directory(folder))
		folder = path_parent(arena, folder);
	for (int i = 0; i < MOST_FOLDERS; i++) {
		const char *path = path_join(arena, folder, CONFIG_NAME);

		if (path_exists(path))
			return path;
		if (path_exists(path_join(arena, folder, ".git")) || path_is_top(arena, folder))
			break;
		folder = path_parent(arena, folder);
	}
	return NULL;
}

/* At most as many options as the file has keys and rules. */
static size_t count_options(const struct node *document)
{
	const struct node *levels = node_get(document, "levels");

	return document->count + (levels ? levels->count : 0);
}

static int read_document(struct config *config, const struct source *source)
{
	struct findings found;
	const struct node *document;

	findings_init(&found, config->arena);
	document = yaml_tree_read(config->arena, source, &found);
	if (!document && found.first) {
		refuse(config, found.first->labels->at, found.first->message);
		return EXIT_USAGE;
	}
	if (!document || (document->kind == NODE_SCALAR && document->text.n == 0))
		return EXIT_CLEAN;
	if (document->kind != NODE_MAPPING) {
		refuse(config, span_of(source, 0, 0), "the file is no mapping of keys");
		return EXIT_USAGE;
	}
	config->options =
		arena_array(config->arena, count_options(document) + 1, sizeof(*config->options));
	for (const struct node *member = document->first; member; member = member->next) {
		if (!take_key(config, document, member))
			return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

static void merge(const struct config *config, const struct arguments *given,
		  struct arguments *merged)
{
	size_t count = config->option_count + given->option_count;
	struct given_option *options = arena_array(given->arena, count + 1, sizeof(*options));

	for (size_t i = 0; i < config->option_count; i++)
		options[i] = config->options[i];
	for (size_t i = 0; i < given->option_count; i++)
		options[config->option_count + i] = given->options[i];
	merged->options = options;
	merged->option_count = count;
	if (given->operand_count == 0) {
		merged->operands = config->inputs;
		merged->operand_count = config->input_count;
	}
}

int config_apply(const struct command *command, const struct arguments *given,
		 struct arguments *merged)
{
	struct config config = {.arena = given->arena, .command = command};
	struct str text;
	const char *why;
	int status;

	*merged = *given;
	config.path = arguments_get(given, "config");
	if (config.path && arguments_get(given, "no-config"))
		return usage_error("--config and --no-config exclude each other");
	if (!config.path && !arguments_get(given, "no-config"))
		config.path = find_file(given);
	if (!config.path)
		return EXIT_CLEAN;
	if (!file_read(given->arena, config.path, &text, &why))
		return file_error(config.path, why);
	config.folder = path_parent(given->arena, config.path);
	status = read_document(&config, source_new(given->arena, config.path, text));
	if (status == EXIT_CLEAN)
		merge(&config, given, merged);
	return status;
}
