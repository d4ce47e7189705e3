/* SPDX-License-Identifier: MIT */
/* `pmlayout compile`: checks a layout and writes what is made of it, all files or none. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "depfile.h"
#include "emit/emit.h"
#include "pmlayout/pmlayout.h"

static const char *const styles[] = {"fixed", "mapped", NULL};

static const struct option_row compile_options[] = {
	{"emit", 0, "KIND=FILE", "Output", "write an output; repeatable; FILE - is stdout", NULL},
	{"touchable", 0, "NAME", "Output", "mark a partition that a test on the device may erase",
	 NULL},
	{"depfile", 0, "FILE", "Output", "for Make and Ninja: the files that were read", NULL},
	{"dts-style", 0, "fixed|mapped", "Devicetree", "how dts writes partitions; else by version",
	 styles},
	{"pm", 0, "FILE", "Fragments", "a pm.yml for Partition Manager's solver; repeatable", NULL},
	{"autoconf", 0, "FILE", "Fragments", "run the C preprocessor over them; zephyr/autoconf.h",
	 NULL},
	{"dynamic-partition", 0, "NAME", "Fragments", "what gets the flash that is left, not app",
	 NULL},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

struct wanted_output {
	const char *kind, *path;
	struct str content;
};

struct wanted_outputs {
	struct wanted_output *list;
	size_t count;
	const struct wanted_output *to_stdout; /* NULL: none */
	const char *depfile;                   /* NULL: none */
};

/* -- What is asked for ------------------------------------------------------------------------ */

/* FILE is a folder: one file an image. */
static bool is_folder(const struct wanted_output *output)
{
	return cstr_ends(output->path, "/");
}

/* "dts" of "dts@mcuboot". */
static const struct emitter *emitter_of(struct arena *arena, const char *kind)
{
	return emitter_find(arena_copy(arena, kind, strcspn(kind, "@")));
}

static int parse_kind(const struct wanted_output *output, struct arena *arena)
{
	const char *kind = arena_copy(arena, output->kind, strcspn(output->kind, "@"));
	const char *at = strchr(output->kind, '@');
	const struct emitter *emitter = emitter_find(kind);

	if (!emitter)
		return usage_error("unknown output `%s`%s (`pmlayout list emitters` names them)",
				   kind, did_you_mean(arena, kind, emitter_words(arena)));
	if (!emitter->images && (at || is_folder(output)))
		return usage_error("`%s` is one file for all images", kind);
	if (at && (!at[1] || is_folder(output)))
		return usage_error("--emit needs %s@IMAGE=FILE or %s=FOLDER/", kind, kind);
	return EXIT_CLEAN;
}

static int parse_emit(struct wanted_outputs *outputs, struct arena *arena, const char *value)
{
	struct wanted_output *output = &outputs->list[outputs->count];
	const char *equals = strchr(value, '=');

	if (!equals || equals == value || !equals[1])
		return usage_error("--emit needs KIND=FILE, not `%s`", value);
	output->kind = arena_copy(arena, value, (size_t)(equals - value));
	output->path = equals + 1;
	if (parse_kind(output, arena) != EXIT_CLEAN)
		return EXIT_USAGE;
	for (size_t i = 0; i < outputs->count; i++) {
		const struct wanted_output *other = &outputs->list[i];

		if (cstr_eq(other->path, output->path) &&
		    !(is_folder(output) && !cstr_eq(other->kind, output->kind)))
			return usage_error("two outputs go to %s", output->path);
	}
	if (cstr_eq(output->path, "-"))
		outputs->to_stdout = output;
	outputs->count++;
	return EXIT_CLEAN;
}

static int parse_outputs(struct wanted_outputs *outputs, const struct arguments *arguments)
{
	outputs->list =
		arena_array(arguments->arena, arguments->option_count + 1, sizeof(*outputs->list));
	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct given_option *given = &arguments->options[i];

		if (cstr_eq(given->row->name, "emit") &&
		    parse_emit(outputs, arguments->arena, given->value) != EXIT_CLEAN)
			return EXIT_USAGE;
	}
	if (outputs->count == 0)
		return usage_error("compile needs an output: --emit KIND=FILE");
	outputs->depfile = arguments_get(arguments, "depfile");
	if (!outputs->depfile)
		return EXIT_CLEAN;
	if (outputs->count == (outputs->to_stdout ? 1U : 0U))
		return usage_error("--depfile needs an output that is a file");
	for (size_t i = 0; i < outputs->count; i++) {
		if (cstr_eq(outputs->list[i].path, outputs->depfile))
			return usage_error("two outputs go to %s", outputs->depfile);
	}
	return EXIT_CLEAN;
}

/* -- Making and writing ----------------------------------------------------------------------- */

/* Findings go to standard output unless an output does. */
static int report_findings(struct pml *pml, const struct arguments *arguments, bool to_stderr)
{
	enum color_choice choice = arguments_color(arguments);
	bool color = to_stderr ? choice == COLOR_ALWAYS : term_use_color(choice);
	bool people = !to_stderr && term_stdout_is_terminal();
	struct pml_text report = pml_report(pml, people ? "text" : "concise", color, true);

	if (!to_stderr)
		return print_text((struct str){report.bytes, report.size});
	fwrite(report.bytes, 1, report.size, stderr);
	return EXIT_CLEAN;
}

static int mark_touchable(struct pml *pml, const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct given_option *given = &arguments->options[i];

		if (cstr_eq(given->row->name, "touchable") && !pml_touch(pml, given->value))
			return usage_error("--touchable: %s", pml_problem(pml));
	}
	return EXIT_CLEAN;
}

/* What an output leaves out is said once, beside what was found in the layout. */
static void announce_outputs(struct pml *pml, const struct wanted_outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		if (cstr_starts(outputs->list[i].kind, "dts")) {
			pml_announce(pml, outputs->list[i].kind);
			return;
		}
	}
}

/* One output for each image in place of a folder. */
static void open_folders(const struct pml *pml, struct wanted_outputs *outputs, struct arena *arena)
{
	const struct wanted_outputs old = *outputs;
	size_t room = 1;

	for (size_t i = 0; i < old.count; i++) {
		room++;
		for (size_t j = 0; pml_emit_image(pml, old.list[i].kind, j); j++)
			room++;
	}
	outputs->list = arena_array(arena, room, sizeof(*outputs->list));
	outputs->count = 0;
	for (size_t i = 0; i < old.count; i++) {
		const struct wanted_output *output = &old.list[i];
		const char *image;

		if (!is_folder(output)) {
			if (output == old.to_stdout)
				outputs->to_stdout = &outputs->list[outputs->count];
			outputs->list[outputs->count++] = *output;
			continue;
		}
		for (size_t j = 0; (image = pml_emit_image(pml, output->kind, j)); j++)
			outputs->list[outputs->count++] = (struct wanted_output){
				.kind = arena_printf(arena, "%s@%s", output->kind, image),
				.path = arena_printf(arena, "%s%s%s", output->path, image,
						     emitter_of(arena, output->kind)->extension),
			};
	}
}

static int render_outputs(struct pml *pml, struct wanted_outputs *outputs, bool color)
{
	for (size_t i = 0; i < outputs->count; i++) {
		struct wanted_output *output = &outputs->list[i];
		struct pml_text made = pml_emit(pml, output->kind, output->path, color);

		if (!made.bytes) {
			file_error(output->kind, pml_problem(pml));
			return EXIT_USAGE;
		}
		output->content = (struct str){made.bytes, made.size};
	}
	return EXIT_CLEAN;
}

/* The output files and the depfile that names them. */
static struct file_output *files_of(const struct pml *pml, const struct wanted_outputs *outputs,
				    struct arena *arena, size_t *count)
{
	struct file_output *files = arena_array(arena, outputs->count + 1, sizeof(*files));
	struct text depfile = {.arena = arena};

	*count = 0;
	for (size_t i = 0; i < outputs->count; i++) {
		const struct wanted_output *output = &outputs->list[i];

		if (output != outputs->to_stdout)
			files[(*count)++] = (struct file_output){output->path, output->content};
	}
	if (!outputs->depfile)
		return files;
	for (size_t i = 0; i < *count; i++)
		depfile_add_target(&depfile, files[i].path);
	depfile_begin_sources(&depfile);
	for (size_t i = 0; pml_file(pml, i); i++)
		depfile_add_source(&depfile, pml_file(pml, i));
	text_putc(&depfile, '\n');
	files[(*count)++] = (struct file_output){outputs->depfile, {depfile.p, depfile.n}};
	return files;
}

/* Standard output first: when it fails, no file has changed yet. */
static int write_outputs(const struct pml *pml, const struct wanted_outputs *outputs,
			 struct arena *arena)
{
	const char *failed, *why;
	size_t count;
	struct file_output *files = files_of(pml, outputs, arena, &count);

	if (outputs->to_stdout && print_text(outputs->to_stdout->content) != EXIT_CLEAN)
		return EXIT_FILE;
	if (!file_write_all(arena, files, count, &failed, &why))
		return file_error(failed, why);
	return EXIT_CLEAN;
}

static int spare_inputs(const struct pml *pml, const struct wanted_outputs *outputs)
{
	int status = outputs->depfile ? run_spares(pml, outputs->depfile) : EXIT_CLEAN;

	for (size_t i = 0; i < outputs->count && status == EXIT_CLEAN; i++)
		if (&outputs->list[i] != outputs->to_stdout)
			status = run_spares(pml, outputs->list[i].path);
	return status;
}

static int compile(struct pml *pml, struct wanted_outputs *outputs,
		   const struct arguments *arguments)
{
	bool color = outputs->to_stdout ? term_use_color(arguments_color(arguments))
					: arguments_color(arguments) == COLOR_ALWAYS;
	int status;

	if (arguments_get(arguments, "pm"))
		pml_check_fragments(pml, arguments->operand_count ? arguments->operands[0] : NULL);
	else
		pml_check(pml, arguments->operands[0]);
	announce_outputs(pml, outputs);
	status = report_findings(pml, arguments, outputs->to_stdout != NULL);
	if (status == EXIT_CLEAN)
		status = run_status(pml);
	if (status == EXIT_CLEAN)
		open_folders(pml, outputs, arguments->arena);
	if (status == EXIT_CLEAN)
		status = spare_inputs(pml, outputs);
	if (status == EXIT_CLEAN)
		status = mark_touchable(pml, arguments);
	if (status == EXIT_CLEAN)
		status = render_outputs(pml, outputs, color);
	if (status == EXIT_CLEAN)
		status = write_outputs(pml, outputs, arguments->arena);
	return status;
}

static int run(const struct command *command, const struct arguments *arguments)
{
	struct wanted_outputs outputs = {0};
	struct arguments merged;
	struct pml *pml;
	int status = config_apply(command, arguments, &merged);

	if (status != EXIT_CLEAN)
		return status;
	/* Fragments need no input. */
	if (arguments_get(arguments, "pm"))
		merged.operand_count = arguments->operand_count;
	arguments = &merged;
	if (arguments->operand_count != 1 &&
	    (arguments->operand_count || !arguments_get(arguments, "pm")))
		return usage_error("%s needs one input", command->name);
	if (parse_outputs(&outputs, arguments) != EXIT_CLEAN)
		return EXIT_USAGE;
	pml = run_open(arguments);
	if (!pml)
		return EXIT_USAGE;
	status = compile(pml, &outputs, arguments);
	pml_close(pml);
	return status;
}

static const char *const examples[] = {
	"pmlayout compile pm_static.yml --soc nrf9160 --emit layout-h=layout.h",
	"pmlayout compile pm_static.yml --emit json=- | jq .",
	"pmlayout compile pm_static.yml --emit layout-h=layout.h --depfile layout.d",
	NULL,
};

static const struct option_row *const options[] = {
	compile_options, context_options, against_options, old_options,
	level_options,   config_options,  common_options,  NULL};

const struct command compile_command = {
	.name = "compile",
	.operands = "INPUT --emit KIND=FILE...",
	.summary = "check a layout, then write headers, JSON or a report of it",
	.examples = examples,
	.options = options,
	.run = run,
};
