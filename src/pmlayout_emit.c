/* SPDX-License-Identifier: MIT */
/* The library's face for outputs: of which layout, for which image, and proved where that is due.
 */
#include "pmlayout_run.h"

#include <string.h>

#include "base/arena.h"
#include "emit/emit.h"

/* The part behind the '@' names the image. */
struct pml_kind pml_kind_of(const struct pml *pml, const char *kind)
{
	const char *at = strchr(kind, '@');

	if (!at)
		return (struct pml_kind){kind, "app"};
	return (struct pml_kind){arena_copy(pml->arena, kind, (size_t)(at - kind)), at + 1};
}

struct layout *pml_image_layout(const struct pml *pml, const char *image)
{
	const bool network = cstr_eq(image, "net") || cstr_eq(image, "b0n");

	return network && pml->network ? pml->network : pml->layout;
}

static bool has_output(const struct pml *pml, const struct emitter *emitter, const char *image)
{
	const struct emit_options options = {.image = image, .style = pml->dts_style};

	return emitter->is_for(pml_image_layout(pml, image), &options);
}

static bool is_usual_image(const struct emitter *emitter, const char *image)
{
	for (size_t i = 0; emitter->images[i]; i++) {
		if (cstr_eq(emitter->images[i], image))
			return true;
	}
	return false;
}

/* The usual images first, then those of the project that are told; a name may become a file's. */
const char *pml_emit_image(const struct pml *pml, const char *kind, size_t index)
{
	const struct emitter *emitter = emitter_find(kind);

	if (!emitter || !emitter->images || !pml->layout)
		return NULL;
	for (size_t i = 0; emitter->images[i]; i++) {
		if (has_output(pml, emitter, emitter->images[i]) && index-- == 0)
			return emitter->images[i];
	}
	for (const struct image *it = pml->layout->facts.images; it; it = it->next) {
		if (!is_usual_image(emitter, it->name) && !strchr(it->name, '/') &&
		    has_output(pml, emitter, it->name) && index-- == 0)
			return it->name;
	}
	return NULL;
}

struct pml_text pml_emit(struct pml *pml, const char *kind, const char *name, bool color)
{
	const struct pml_kind parsed = pml_kind_of(pml, kind);
	struct emit_options options = {
		.color = color, .output = name, .image = parsed.image, .style = pml->dts_style};
	const struct emitter *emitter = emitter_find(parsed.name);
	struct text out = {.arena = pml->arena};
	struct findings shown;
	const char *why = "";

	if (pml->layout && !pml->layout_has_errors &&
	    (cstr_eq(kind, "partitions-yml") || cstr_eq(kind, "regions-yml")))
		pml_make_pm_files(pml);
	if (emitter && emitter->is_picture && pml->layout && pml->layout_findings) {
		pml_shown_findings(pml, *pml->layout_findings, &shown);
		options.findings = &shown;
		options.earlier = pml->layout_before;
		options.network = pml->network;
	}
	if (!emitter)
		pml_refuse(pml, "there is no output `%s`", parsed.name);
	else if (!emitter->images && strchr(kind, '@'))
		pml_refuse(pml, "`%s` is one for all images", parsed.name);
	else if (!pml->layout)
		pml_refuse(pml, "no layout was read");
	else if (pml->layout_has_errors && !emitter->is_picture)
		pml_refuse(pml, "the layout has errors");
	else if (!emitter->write(pml_image_layout(pml, parsed.image), &options, &out, &why))
		pml_refuse(pml, "%s", why);
	else if (!cstr_eq(parsed.name, "dts") ||
		 pml_prove_overlay(pml, &options, (struct str){out.p, out.n}))
		return (struct pml_text){out.p ? out.p : "", out.n};
	return (struct pml_text){NULL, 0};
}
