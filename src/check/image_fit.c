/* SPDX-License-Identifier: MIT */
/* How much of its place each image takes, also when no rule has a word to say about it. */
#include "check/images.h"

#include "base/arena.h"

/* The lowest limit is told, with what it rests on. */
static const char *mode_of(struct arena *arena, const struct image_room *room)
{
	const char *words = room->worst->words;

	if (room->count > 1)
		words = arena_printf(arena, "%s, the lowest of %zu limits", words, room->count);
	return room->worst->sectors_known
		       ? words
		       : arena_printf(arena, "%s, BOOT_MAX_IMG_SECTORS assumed", words);
}

/* Is there an image of which a size can be told?  A broken one has findings of its own. */
static bool is_whole(const struct placed_image *image, const struct image_room *room)
{
	if (!room->in_slot)
		return !image->pair;
	return image->file->has_total_size && !(image->file->problems & IMAGE_TRUNCATED);
}

static struct image_fit *fit_of(const struct layout *layout, const struct placed_image *image)
{
	const struct image_room room = image_measure(layout, image);
	struct image_fit *fit = ARENA_NEW(layout->arena, struct image_fit);

	fit->partition = image->partition->name;
	fit->file = image->file->source->name;
	fit->size = room.size;
	fit->is_bootloader = image->is_bootloader;
	if (!is_whole(image, &room))
		return fit;
	if (room.worst) {
		fit->limit_known = true;
		fit->limit = room.worst->bytes;
		fit->mode = mode_of(layout->arena, &room);
	} else if (!room.in_slot || image->updates) {
		fit->limit_known = true;
		fit->limit = image_holder(image)->size.value;
	}
	return fit;
}

struct image_fit *image_fits(const struct layout *layout)
{
	struct image_fit *first = NULL, **tail = &first;
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		*tail = fit_of(layout, &image);
		tail = &(*tail)->next;
	}
	return first;
}
