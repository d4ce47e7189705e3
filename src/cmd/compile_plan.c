/* SPDX-License-Identifier: MIT */
/* What a command line of `pmlayout compile` asks for: domains, inputs, outputs. */
#include "compile.h"

#include <string.h>

#include "base/arena.h"
#include "emit/emit.h"

static bool is_named(const struct given_option *given, const char *name)
{
	return cstr_eq(given->row->name, name);
}

/* Levels that stand in front of the first --domain hold for all; a domain's own win. */
static void inherit_levels(const struct compilation *all, struct arguments *arguments)
{
	const struct arguments *root = &all->domains[0].arguments;
	struct given_option *options = arena_array(
		all->arena, root->option_count + arguments->option_count + 1, sizeof(*options));
	size_t count = 0;

	for (size_t i = 0; i < root->option_count; i++) {
		if (cstr_eq(root->options[i].row->group, "Levels"))
			options[count++] = root->options[i];
	}
	for (size_t i = 0; i < arguments->option_count; i++)
		options[count++] = arguments->options[i];
	arguments->options = options;
	arguments->option_count = count;
}

/* The options in front of the first --domain are the root's. */
static int cut_domains(struct compilation *all, const struct arguments *arguments)
{
	struct compile_domain *domain;

	all->domains = arena_array(all->arena, arguments->option_count + 1, sizeof(*all->domains));
	domain = &all->domains[all->domain_count++];
	domain->name = "";
	domain->arguments = (struct arguments){all->arena, arguments->options, 0,
					       arguments->operands, arguments->operand_count};
	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct given_option *given = &arguments->options[i];

		if (!is_named(given, "domain")) {
			domain->arguments.option_count++;
			continue;
		}
		for (size_t k = 0; k < all->domain_count; k++) {
			if (cstr_eq(all->domains[k].name, given->value))
				return usage_error("there are two domains `%s`", given->value);
		}
		domain = &all->domains[all->domain_count++];
		domain->name = given->value;
		domain->arguments = (struct arguments){all->arena, given + 1, 0, NULL, 0};
	}
	for (size_t d = 1; d < all->domain_count; d++)
		inherit_levels(all, &all->domains[d].arguments);
	return EXIT_CLEAN;
}

/* A layout, or fragments with or without a static file. */
static int find_input(struct compile_domain *domain)
{
	const struct arguments *arguments = &domain->arguments;
	const char *statics = arguments_get(arguments, "static");
	bool fragments = arguments_get(arguments, "pm") != NULL;

	if (arguments->operand_count + (statics ? 1 : 0) > 1)
		return usage_error("compile needs one input");
	domain->input = arguments->operand_count ? arguments->operands[0] : statics;
	if (domain->input || fragments)
		return EXIT_CLEAN;
	return *domain->name ? usage_error("domain `%s` needs --pm or --static", domain->name)
			     : usage_error("compile needs one input");
}

bool compile_is_folder(const struct compile_output *output)
{
	return cstr_ends(output->path, "/");
}

const struct emitter *compile_emitter(struct arena *arena, const char *kind)
{
	return emitter_find(arena_copy(arena, kind, strcspn(kind, "@")));
}

static int parse_kind(const struct compile_output *output, struct arena *arena)
{
	const char *kind = arena_copy(arena, output->kind, strcspn(output->kind, "@"));
	const char *at = strchr(output->kind, '@');
	const struct emitter *emitter = emitter_find(kind);
	bool header = cstr_eq(kind, "pm-config-h");

	if (!emitter)
		return usage_error("unknown output `%s`%s (`pmlayout list emitters` names them)",
				   kind, did_you_mean(arena, kind, emitter_words(arena)));
	if (!emitter->images && ((at && !header) || compile_is_folder(output)))
		return usage_error("`%s` is one file for all images", kind);
	if (at && (!at[1] || compile_is_folder(output)))
		return usage_error("--emit needs %s@IMAGE=FILE%s", kind,
				   header ? "" : arena_printf(arena, " or %s=FOLDER/", kind));
	return EXIT_CLEAN;
}

static int parse_output(struct compilation *all, struct compile_output *output, const char *value)
{
	const char *equals = strchr(value, '=');

	if (!equals || equals == value || !equals[1])
		return usage_error("--emit needs KIND=FILE, not `%s`", value);
	output->kind = arena_copy(all->arena, value, (size_t)(equals - value));
	output->path = equals + 1;
	return parse_kind(output, all->arena);
}

static int find_outputs(struct compilation *all, struct compile_domain *domain)
{
	const struct arguments *arguments = &domain->arguments;

	domain->outputs =
		arena_array(all->arena, arguments->option_count + 1, sizeof(*domain->outputs));
	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct given_option *given = &arguments->options[i];

		if (is_named(given, "emit") &&
		    parse_output(all, &domain->outputs[domain->output_count++], given->value) !=
			    EXIT_CLEAN)
			return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

/* Two outputs never go to one place; but a folder takes the files of several kinds. */
static int claim_path(const struct compilation *all, const struct compile_output *self,
		      const char *path)
{
	for (size_t d = 0; d < all->domain_count; d++) {
		const struct compile_domain *domain = &all->domains[d];

		for (size_t i = 0; i < domain->output_count; i++) {
			const struct compile_output *other = &domain->outputs[i];

			if (other == self)
				return EXIT_CLEAN;
			if (cstr_eq(other->path, path) &&
			    !(self && compile_is_folder(self) && !cstr_eq(other->kind, self->kind)))
				return usage_error("two outputs go to %s", path);
		}
	}
	return EXIT_CLEAN;
}

static int claim_paths(struct compilation *all)
{
	size_t files = 0;

	for (size_t d = 0; d < all->domain_count; d++) {
		const struct compile_domain *domain = &all->domains[d];

		for (size_t i = 0; i < domain->output_count; i++) {
			const struct compile_output *output = &domain->outputs[i];

			if (claim_path(all, output, output->path) != EXIT_CLEAN)
				return EXIT_USAGE;
			if (cstr_eq(output->path, "-"))
				all->to_stdout = output;
			else
				files++;
		}
	}
	if (files == 0 && !all->to_stdout)
		return usage_error("compile needs an output: --emit KIND=FILE");
	if (!all->depfile)
		return EXIT_CLEAN;
	if (files == 0)
		return usage_error("--depfile needs an output that is a file");
	return claim_path(all, NULL, all->depfile);
}

int compile_plan(struct compilation *all, const struct arguments *arguments)
{
	all->arena = arguments->arena;
	all->depfile = arguments_get(arguments, "depfile");
	if (cut_domains(all, arguments) != EXIT_CLEAN)
		return EXIT_USAGE;
	for (size_t d = 0; d < all->domain_count; d++) {
		if (find_input(&all->domains[d]) != EXIT_CLEAN ||
		    find_outputs(all, &all->domains[d]) != EXIT_CLEAN)
			return EXIT_USAGE;
	}
	return claim_paths(all);
}
