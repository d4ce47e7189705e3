/* SPDX-License-Identifier: MIT */
/* What the files of `pmlayout slots` share. */
#ifndef PMLAYOUT_CMD_SLOTS_H
#define PMLAYOUT_CMD_SLOTS_H

#include "cmd.h"
#include "mcuboot/advice.h"
#include "model/facts.h"
#include "model/slot_trials.h"

/* How many layouts are proposed for a refused one. */
#define SLOTS_ADVICE_ROOM 6

/* More bytes than are kept of any key: an RSA TLV has 256. */
#define SLOTS_KEY_SIZE_LIMIT 1024

/* One geometry, as the options say it. */
struct slots_request {
	enum boot_mode mode;              /* UNKNOWN: all of them */
	struct mcuboot_geometry settings; /* alignments; the mode when there is one */
	struct mcuboot_plain_layout layout;
	struct version ncs; /* unknown: the newest rules */
	bool has_secondary;
	const char *assumed; /* "--page-size 4096, ..."; "" when all was given */
};

/* What was answered to a request in one mode. */
struct slots_reply {
	enum boot_mode mode;
	struct mcuboot_geometry settings; /* with this mode */
	struct mcuboot_answer answer;
	struct mcuboot_advice advice[SLOTS_ADVICE_ROOM];
	size_t advice_count; /* 0 when the layout is safe */
};

/* From the options; false: it was wrong and has been said on stderr (EXIT_USAGE). */
bool slots_request_read(const struct arguments *arguments, struct slots_request *request);
/* Judges the request in a mode and looks for advice when it is not safe. */
void slots_request_answer(const struct slots_request *request, enum boot_mode mode,
			  struct slots_reply *reply);

/* The options that make the request's layout the advised one. */
const char *slots_advice_options(struct arena *arena, const struct slots_request *request,
				 const struct mcuboot_plain_layout *advised);

/* For people: one mode at length, or a row of the table of all modes. */
void slots_text_report(struct text *out, const struct slots_request *request,
		       const struct slots_reply *reply, bool color);
/* The trailer's size, its arithmetic and the places of its fields. */
void slots_text_trailer(struct text *out, const struct mcuboot_geometry *geometry);
void slots_text_title(struct text *out);
void slots_text_row(struct text *out, const struct slots_request *request,
		    const struct slots_reply *reply);
/* Below the table: what a mode that is not safe would accept nearby; nothing for the others. */
void slots_text_nearby(struct text *out, const struct slots_request *request,
		       const struct slots_reply *reply);
void slots_text_assumed(struct text *out, const struct slots_request *request);

/* For programs: the answer as members of a new jansson object, which is the caller's. */
struct json_t;
struct json_builder;
struct json_t *slots_json_answer(struct json_builder *builder,
				 const struct mcuboot_geometry *geometry,
				 const struct mcuboot_answer *answer);
/* The offsets of the trailer's fields in each area that the mode uses; null in one too small. */
struct json_t *slots_json_trailer(struct json_builder *builder,
				  const struct mcuboot_geometry *geometry);
/* One line: the answer, the mode, and the advice. */
void slots_json_reply(struct text *out, const struct slots_request *request,
		      const struct slots_reply *reply);

/* --geometry FILE|-: answers line by line; the command's exit status. */
int slots_answer_geometry(struct arena *arena, const char *path);
/* --boot-state FILE|-: what MCUboot does with each state of the trailers. */
int slots_answer_boot_state(struct arena *arena, const char *path);
/* Both go through a file's lines, each a JSON object; answer returns a new object, which is the
 * caller's, or NULL and what is wrong with the line.
 */
typedef struct json_t *slots_line_answer(struct json_builder *builder,
					 const struct json_t *question, const char **problem);
int slots_answer_lines(struct arena *arena, const char *path, slots_line_answer *answer);

#endif
