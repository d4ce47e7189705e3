/* SPDX-License-Identifier: MIT */
/* `pmlayout slots`: what MCUboot would make of a slot geometry; no layout file needed. */
#include "slots.h"

#include <inttypes.h>

#include "base/arena.h"

static const char *const formats[] = {"text", "json", NULL};

static const struct option_row slots_options[] = {
	{"mode", 0, "MODE", "Geometry", "one mode; without it all are shown side by side",
	 mode_words},
	{"primary", 0, "SIZE[@OFFSET]", "Geometry", "the slot that runs", NULL},
	{"secondary", 0, "SIZE[@OFFSET]", "Geometry", "the slot that updates come from", NULL},
	{"scratch", 0, "SIZE[@OFFSET]", "Geometry", "the scratch area of swap-scratch", NULL},
	{"page-size", 0, "[SLOT=]N", "Geometry", "erase page of primary, secondary, scratch or all",
	 NULL},
	{"max-img-sectors", 0, "N", "Geometry", "CONFIG_BOOT_MAX_IMG_SECTORS", NULL},
	{"write-align", 0, "[SLOT=]N", "Geometry", "write block in bytes, the primary slot's",
	 NULL},
	{"boot-max-align", 0, "N", "Geometry", "MCUboot's largest alignment: 8, 16 or 32", NULL},
	{"encryption-key-size", 0, "N", "Geometry", "bytes that MCUboot keeps of an image's key",
	 NULL},
	{"ncs", 0, "VERSION", "Geometry", "nRF Connect SDK, such as 2.9.0: its rules are judged",
	 NULL},
	{"geometry", 0, "FILE", "Geometry", "answer many: JSON lines, - is standard input", NULL},
	{"boot-state", 0, "FILE", "Geometry", "what the next boot does: JSON lines of trailers",
	 NULL},
	{"format", 0, "FORMAT", "Output", "text or json", formats},
	{NULL, 0, NULL, NULL, NULL, NULL},
};

static void add_area_options(struct text *out, const char *name,
			     const struct mcuboot_plain_area *given,
			     const struct mcuboot_plain_area *advised)
{
	const char *blank = out->n ? " " : "";

	if (given->size != advised->size || given->offset != advised->offset) {
		text_printf(out, "%s--%s 0x%" PRIx64, blank, name, advised->size);
		if (advised->offset)
			text_printf(out, "@0x%" PRIx64, advised->offset);
		blank = " ";
	}
	if (given->page != advised->page)
		text_printf(out, "%s--page-size %s=%" PRIu64, blank, name, advised->page);
}

const char *slots_advice_options(struct arena *arena, const struct slots_request *request,
				 const struct mcuboot_plain_layout *advised)
{
	const struct mcuboot_plain_layout *given = &request->layout;
	struct text out = {.arena = arena};

	add_area_options(&out, "primary", &given->primary, &advised->primary);
	if (request->has_secondary)
		add_area_options(&out, "secondary", &given->secondary, &advised->secondary);
	if (given->scratch.size != advised->scratch.size || given->scratch.size > 0)
		add_area_options(&out, "scratch", &given->scratch, &advised->scratch);
	if (given->max_img_sectors != advised->max_img_sectors)
		text_printf(&out, "%s--max-img-sectors %" PRIu32, out.n ? " " : "",
			    advised->max_img_sectors);
	return out.n ? out.p : "";
}

void slots_request_answer(const struct slots_request *request, enum boot_mode mode,
			  struct slots_reply *reply)
{
	reply->mode = mode;
	reply->settings = request->settings;
	boot_mode_to_mcuboot(mode, &reply->settings.mode);
	reply->settings.max_img_sectors = request->layout.max_img_sectors;
	reply->settings.primary.size = request->layout.primary.size;
	reply->settings.secondary.size = request->layout.secondary.size;
	reply->settings.scratch.size = request->layout.scratch.size;
	reply->advice_count = 0;
	mcuboot_judge_plain(&reply->settings, &request->layout, &reply->answer);
	if (!mcuboot_is_safe(&reply->answer))
		reply->advice_count = mcuboot_advise(&reply->settings, &request->layout,
						     reply->advice, SLOTS_ADVICE_ROOM);
}

static int answer_one(const struct arguments *arguments, const struct slots_request *request,
		      bool json)
{
	struct text out = {.arena = arguments->arena};
	struct slots_reply reply;
	int status;

	slots_request_answer(request, request->mode, &reply);
	if (json)
		slots_json_reply(&out, request, &reply);
	else
		slots_text_report(&out, request, &reply,
				  term_use_color(arguments_color(arguments)));
	status = print_text((struct str){out.p, out.n});
	if (status != EXIT_CLEAN)
		return status;
	return mcuboot_is_safe(&reply.answer) ? EXIT_CLEAN : EXIT_FINDINGS;
}

/* A survey, not a judgement: it is no failure that some mode does not fit. */
static int answer_all(const struct arguments *arguments, const struct slots_request *request,
		      bool json)
{
	struct text out = {.arena = arguments->arena};
	struct text nearby = {.arena = arguments->arena};
	struct slots_reply reply;

	if (!json)
		slots_text_title(&out);
	for (int mode = BOOT_MODE_UNKNOWN + 1; mode < BOOT_MODE_COUNT; mode++) {
		slots_request_answer(request, (enum boot_mode)mode, &reply);
		if (json)
			slots_json_reply(&out, request, &reply);
		else
			slots_text_row(&out, request, &reply);
		if (!json)
			slots_text_nearby(&nearby, request, &reply);
	}
	text_add(&out, (struct str){nearby.p, nearby.n});
	if (!json)
		slots_text_assumed(&out, request);
	return print_text((struct str){out.p, out.n});
}

/* FILE holds all that the options of one geometry say. */
static int run_lines(const struct arguments *arguments, const char *option)
{
	const char *path = arguments_get(arguments, option);

	for (size_t i = 0; i < arguments->option_count; i++) {
		const struct option_row *row = arguments->options[i].row;

		if (cstr_eq(row->group, "Geometry") && !cstr_eq(row->name, option))
			return usage_error("--%s cannot stand beside --%s", row->name, option);
	}
	return cstr_eq(option, "geometry") ? slots_answer_geometry(arguments->arena, path)
					   : slots_answer_boot_state(arguments->arena, path);
}

static int run(const struct command *command, const struct arguments *arguments)
{
	const char *format = arguments_get(arguments, "format");
	const bool json = format && cstr_eq(format, "json");
	struct slots_request request;

	if (arguments->operand_count > 0)
		return usage_error("%s takes no input: `%s`", command->name,
				   arguments->operands[0]);
	if (arguments_get(arguments, "geometry"))
		return run_lines(arguments, "geometry");
	if (arguments_get(arguments, "boot-state"))
		return run_lines(arguments, "boot-state");
	if (!slots_request_read(arguments, &request))
		return EXIT_USAGE;
	if (request.mode == BOOT_MODE_UNKNOWN)
		return answer_all(arguments, &request, json);
	return answer_one(arguments, &request, json);
}

static const char *const examples[] = {
	"pmlayout slots --mode swap-move --primary 0x70000@0x10000 --secondary 0xf0000",
	"pmlayout slots --primary 0xf0000 --secondary 0xf0000 --page-size secondary=64K",
	"pmlayout slots --geometry geometries.jsonl",
	NULL,
};

static const struct option_row *const options[] = {slots_options, common_options, NULL};

const struct command slots_command = {
	.name = "slots",
	.operands = "",
	.summary = "what MCUboot would make of a slot geometry",
	.examples = examples,
	.options = options,
	.run = run,
};
