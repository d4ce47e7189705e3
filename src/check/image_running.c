/* SPDX-License-Identifier: MIT */
/* Whether the image that runs still boots, by the limit over both slots. */
#include "check/images.h"

#include <inttypes.h>

#include "model/slot_trials.h"

static const struct trials *trials_of(const struct layout *layout, const struct slot_pair *pair)
{
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		if (trials->pair == pair)
			return trials;
	}
	return NULL;
}

/* In every mode that is possible; a limit below any useful image is told without one. */
static const struct trial *refusing_trial(const struct trials *trials, uint64_t size)
{
	for (const struct trial *trial = trials->first; trial; trial = trial->next) {
		const struct mcuboot_answer *answer = &trial->answer;

		if (!trial->judges_limit || !answer->has_validate_limit ||
		    size <= answer->validate_limit || trial->refusals & REFUSED_RUNNING)
			return NULL;
	}
	return trials->first;
}

static void report(const struct layout *layout, const struct placed_image *image,
		   const struct trial *trial, struct findings *found)
{
	const struct image_file *file = image->file;
	struct finding *finding =
		image_finding(found, RULE_running_image_refused, image, file->image_offset + 12,
			      "`%s` has %" PRIu64 " bytes, but MCUboot boots at most %" PRIu32
			      " from `%s` beside this secondary slot",
			      file->source->name, file->total_size, trial->answer.validate_limit,
			      image->partition->name);

	image_label_partition(found, finding, image->partition);
	finding_note(found, finding,
		     "from NCS 3.1 on the image that runs is held against both slots: the device "
		     "logs \"Image in the primary slot is not valid!\" and \"Unable to find "
		     "bootable image\"");
	finding_help(found, finding, "make the slots ones that MCUboot exchanges, or larger");
	image_rests_on(layout, found, finding, image);
}

void image_judge_running(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		const struct trials *trials = trials_of(layout, image.pair);
		const struct trial *trial;

		if (!trials || image.is_secondary || !image_is_for_mcuboot(&image) ||
		    !image.file->has_total_size)
			continue;
		trial = refusing_trial(trials, image.file->total_size);
		if (trial)
			report(layout, &image, trial, found);
	}
}
