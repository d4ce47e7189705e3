/* SPDX-License-Identifier: MIT */
/* The outputs of `pmlayout compile`: made of every domain first, written when all are there. */
#include "compile.h"

#include "base/arena.h"
#include "base/directory.h"
#include "depfile.h"
#include "emit/emit.h"
#include "emit/pm_table.h"
#include "pm.h"
#include "pmlayout/pmlayout.h"
#include "pmlayout_run.h"

/* Partition Manager's rows of every domain; false when one has none, and *why says so. */
static bool tables_of(const struct compilation *all, struct pm_table *tables, const char **why)
{
	for (size_t d = 0; d < all->domain_count; d++) {
		if (!pm_table_of_layout(pml_layout(all->domains[d].pml), true, &tables[d], why))
			return false;
		tables[d].domain = all->domains[d].name;
	}
	return true;
}

void compile_compare(struct compilation *all)
{
	struct pm_table *tables = arena_array(all->arena, all->domain_count, sizeof(*tables));
	const char *why;

	if (all->domain_count > 1 && tables_of(all, tables, &why))
		pm_warn_domains(&all->domains[0].pml->found, tables, all->domain_count);
}

void compile_announce(const struct compilation *all)
{
	for (size_t d = 0; d < all->domain_count; d++) {
		const struct compile_domain *domain = &all->domains[d];
		size_t i = 0;

		while (i < domain->output_count && !cstr_starts(domain->outputs[i].kind, "dts"))
			i++;
		if (i < domain->output_count)
			pml_announce(domain->pml, domain->outputs[i].kind);
	}
}

static void open_folders(struct compilation *all, struct compile_domain *domain)
{
	const struct compile_output *old = domain->outputs;
	size_t count = domain->output_count, room = count + 1;

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; pml_emit_image(domain->pml, old[i].kind, j); j++)
			room++;
	}
	domain->outputs = arena_array(all->arena, room, sizeof(*domain->outputs));
	domain->output_count = 0;
	for (size_t i = 0; i < count; i++) {
		const char *image;

		if (!compile_is_folder(&old[i])) {
			if (&old[i] == all->to_stdout)
				all->to_stdout = &domain->outputs[domain->output_count];
			domain->outputs[domain->output_count++] = old[i];
			continue;
		}
		for (size_t j = 0; (image = pml_emit_image(domain->pml, old[i].kind, j)); j++)
			domain->outputs[domain->output_count++] = (struct compile_output){
				.kind = arena_printf(all->arena, "%s@%s", old[i].kind, image),
				.path = arena_printf(
					all->arena, "%s%s%s", old[i].path, image,
					compile_emitter(all->arena, old[i].kind)->extension),
				.folder = old[i].path,
			};
	}
}

void compile_open_folders(struct compilation *all)
{
	for (size_t d = 0; d < all->domain_count; d++)
		open_folders(all, &all->domains[d]);
}

/* A header knows the partitions of all domains. */
static bool render_header(const struct compilation *all, const struct compile_domain *domain,
			  struct compile_output *output, const char **why)
{
	const char *at = strchr(output->kind, '@');
	struct pm_table *tables = arena_array(all->arena, all->domain_count, sizeof(*tables));
	const struct pm_header header = {.tables = tables,
					 .count = all->domain_count,
					 .domain = domain->name,
					 .image = at ? at + 1 : "app",
					 .output = output->path};
	struct text out = {.arena = all->arena};
	bool renamed;

	if (!tables_of(all, tables, why))
		return false;
	if (!pm_header_write(&out, &header, &renamed, why)) {
		*why = arena_printf(all->arena, "image `%s`: %s", header.image, *why);
		return false;
	}
	output->content = (struct str){out.p, out.n};
	return true;
}

static bool render(const struct compilation *all, const struct compile_domain *domain,
		   struct compile_output *output, bool color)
{
	bool header = cstr_starts(output->kind, "pm-config-h");
	struct pml_text made;
	const char *why;

	if (header && (strchr(output->kind, '@') || all->domain_count > 1)) {
		if (render_header(all, domain, output, &why))
			return true;
		file_error(output->kind, why);
		return false;
	}
	made = pml_emit(domain->pml, output->kind, output->path, color);
	if (!made.bytes) {
		file_error(output->kind, pml_problem(domain->pml));
		return false;
	}
	output->content = (struct str){made.bytes, made.size};
	return true;
}

int compile_render(struct compilation *all, bool color)
{
	for (size_t d = 0; d < all->domain_count; d++) {
		const struct compile_domain *domain = &all->domains[d];

		for (size_t i = 0; i < domain->output_count; i++) {
			if (!render(all, domain, &domain->outputs[i], color))
				return EXIT_USAGE;
		}
	}
	return EXIT_CLEAN;
}

/* -- Writing ---------------------------------------------------------------------------------- */

static struct file_output depfile_of(const struct compilation *all, const struct file_output *files,
				     size_t count)
{
	struct text depfile = {.arena = all->arena};

	for (size_t i = 0; i < count; i++)
		depfile_add_target(&depfile, files[i].path);
	depfile_begin_sources(&depfile);
	for (size_t d = 0; d < all->domain_count; d++) {
		const struct pml *pml = all->domains[d].pml;

		for (size_t i = 0; pml_file(pml, i); i++)
			depfile_add_source(&depfile, pml_file(pml, i));
	}
	text_putc(&depfile, '\n');
	return (struct file_output){all->depfile, {depfile.p, depfile.n}};
}

static bool make_folders(const struct compilation *all, const char **failed, const char **why)
{
	for (size_t d = 0; d < all->domain_count; d++) {
		for (size_t i = 0; i < all->domains[d].output_count; i++) {
			*failed = all->domains[d].outputs[i].folder;
			if (*failed && !directory_make(all->arena, *failed, why))
				return false;
		}
	}
	return true;
}

/* Standard output first: when it fails, no file has changed yet. */
int compile_write(const struct compilation *all)
{
	struct file_output *files;
	size_t room = 1, count = 0;
	const char *failed, *why;

	for (size_t d = 0; d < all->domain_count; d++)
		room += all->domains[d].output_count;
	files = arena_array(all->arena, room, sizeof(*files));
	if (!make_folders(all, &failed, &why))
		return file_error(failed, why);
	for (size_t d = 0; d < all->domain_count; d++) {
		for (size_t i = 0; i < all->domains[d].output_count; i++) {
			const struct compile_output *output = &all->domains[d].outputs[i];

			if (output != all->to_stdout)
				files[count++] =
					(struct file_output){output->path, output->content};
		}
	}
	if (all->depfile) {
		files[count] = depfile_of(all, files, count);
		count++;
	}
	if (all->to_stdout && print_text(all->to_stdout->content) != EXIT_CLEAN)
		return EXIT_FILE;
	if (!file_write_all(all->arena, files, count, &failed, &why))
		return file_error(failed, why);
	return EXIT_CLEAN;
}
