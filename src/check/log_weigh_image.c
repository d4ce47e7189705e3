/* SPDX-License-Identifier: MIT */
/* Causes that lie in an image, against the images that were given: one that its rule has looked
 * at and found sound is not the cause.
 */
#include "check/images.h"
#include "check/log_weigh.h"
#include "model/slot_trials.h"

/* The images that a line speaks of. */
enum subject {
	SUBJECT_OTHER, /* none that could be given */
	SUBJECT_PRIMARY,
	SUBJECT_STARTED, /* the primary, which MCUboot has accepted */
	SUBJECT_SECONDARY,
	SUBJECT_SIZE /* the update, whose bytes alone count: the file may be named for any slot */
};

static enum subject subject_of(enum log_id id)
{
	switch (id) {
	case LOG_PRIMARY_INVALID:
	case LOG_NO_IMAGE:
	case LOG_HASH_NOT_FOUND:
		return SUBJECT_PRIMARY;
	case LOG_BOOT_LOOP:
		return SUBJECT_STARTED;
	case LOG_SECONDARY_INVALID:
	case LOG_WRONG_UPLOAD:
	case LOG_DFU_INIT:
	case LOG_ROLLED_BACK:
	case LOG_ATTEMPTED:
		return SUBJECT_SECONDARY;
	case LOG_FILE_TOO_BIG:
	case LOG_SIZE_BIGGER:
		return SUBJECT_SIZE;
	default:
		return SUBJECT_OTHER;
	}
}

static bool is_subject(const struct placed_image *image, enum subject subject)
{
	return subject == SUBJECT_SIZE || image->is_secondary == (subject == SUBJECT_SECONDARY);
}

/* Would the cause's rule have fired for this image?  It has not. */
static bool was_judged(const struct layout *layout, const struct placed_image *image,
		       struct str rule, enum subject subject)
{
	const struct image_file *file = image->file;

	if (subject == SUBJECT_SIZE)
		return str_is(rule, "image-too-large") && file->bytes.n > 0 &&
		       image_extent(image) <= image->partition->size.value;
	if (!image_file_is_signed(file) || file->problems)
		return false;
	if (str_is(rule, "image-hash-mismatch"))
		return file->hash == IMAGE_HASH_GOOD;
	/* MCUboot itself does not look at the vector table. */
	if (str_is(rule, "image-wrong-base"))
		return file->has_vectors || subject != SUBJECT_STARTED;
	if (str_is(rule, "image-too-large"))
		return file->has_total_size && image_limits(layout, image);
	return str_is(rule, "invalid-image") || str_is(rule, "image-header-size");
}

/* For every pair of slots, because few lines say which one they mean. */
static bool all_judged(const struct layout *layout, struct str rule, enum subject subject)
{
	for (const struct slot_pair *pair = layout->bootloader.pairs; pair; pair = pair->next) {
		struct placed_image image;
		bool given = false;

		FOR_EACH_PLACED_IMAGE(layout, &image)
		{
			if (image.pair != pair || !is_subject(&image, subject))
				continue;
			if (!was_judged(layout, &image, rule, subject))
				return false;
			given = true;
		}
		if (!given)
			return false;
	}
	return layout->bootloader.pairs != NULL;
}

struct log_judgement log_weigh_image(const struct log_evidence *evidence,
				     const struct log_cause *cause,
				     const struct log_pattern *pattern)
{
	const enum subject subject = subject_of(pattern->id);
	struct log_judgement judgement = {.verdict = LOG_OPEN};

	if (evidence->layout && subject != SUBJECT_OTHER &&
	    all_judged(evidence->layout, str_of(cause->rule), subject))
		judgement.verdict = LOG_DISPROVED;
	return judgement;
}

static bool is_disproved(const struct log_evidence *evidence, const char *rule,
			 enum subject subject)
{
	return all_judged(evidence->layout, str_of(rule), subject) &&
	       !log_confirming(evidence, str_of(rule));
}

bool log_images_are_sound(const struct log_evidence *evidence, const struct log_pattern *pattern)
{
	const enum subject subject = subject_of(pattern->id);

	return evidence->layout && (subject == SUBJECT_PRIMARY || subject == SUBJECT_SECONDARY) &&
	       is_disproved(evidence, "image-hash-mismatch", subject) &&
	       is_disproved(evidence, "image-too-large", subject) &&
	       is_disproved(evidence, "image-wrong-base", subject);
}

static bool fits_every_trial(const struct placed_image *image, const struct trials *trials)
{
	for (const struct trial *trial = trials->first; trial; trial = trial->next)
		if (!trial->answer.has_validate_limit ||
		    image->file->total_size > trial->answer.validate_limit)
			return false;
	return true;
}

bool log_running_image_fits(const struct log_evidence *evidence)
{
	const struct layout *layout = evidence->layout;

	if (!layout || !layout->bootloader.trials ||
	    !is_disproved(evidence, "image-too-large", SUBJECT_PRIMARY))
		return false;
	for (const struct trials *trials = layout->bootloader.trials; trials;
	     trials = trials->next) {
		struct placed_image image;

		FOR_EACH_PLACED_IMAGE(layout, &image)
		{
			if (image.pair == trials->pair && !image.is_secondary &&
			    !fits_every_trial(&image, trials))
				return false;
		}
	}
	return true;
}
