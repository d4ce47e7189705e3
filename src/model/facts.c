/* SPDX-License-Identifier: MIT */
/* Looks up the images of a project. */
#include "model/facts.h"

const struct image *facts_image(const struct facts *facts, const char *name)
{
	for (const struct image *image = facts->images; image; image = image->next)
		if (cstr_eq(image->name, name))
			return image;
	return NULL;
}

const struct devicetree *facts_devicetree(const struct facts *facts, const char *image)
{
	const struct image *found = facts_image(facts, image);

	return found ? found->devicetree : NULL;
}

const struct kconfig *facts_kconfig(const struct facts *facts, const char *image)
{
	const struct image *found = facts_image(facts, image);

	return found ? found->kconfig : NULL;
}
