/* SPDX-License-Identifier: MIT */
/* pmlayout as a library: read a project's layouts, check them, write reports and outputs.
 *
 * One struct pml is one run.  Runs share nothing, so several may exist in one process and in
 * several threads.  Every text that a function returns belongs to the run and lives until
 * pml_close().
 */
#ifndef PMLAYOUT_PMLAYOUT_H
#define PMLAYOUT_PMLAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct pml;
struct layout; /* model/layout.h, for code that is built with this library's own headers */

struct pml_text {
	const char *bytes; /* NUL-terminated as well */
	size_t size;
};

enum pml_level { PML_NOTE = 1, PML_WARNING, PML_ERROR };

/* Is called when there is no memory; must not return. */
typedef void pml_out_of_memory(void *context);

/* NULL when there is no memory.  The handler is needed. */
struct pml *pml_open(pml_out_of_memory *handler, void *context);
void pml_close(struct pml *pml);

/* A fact or a setting, named like the command line's long option without dashes:
 * "soc", "dtb", "kconfig", "regions", "image", "ncs", "zephyr", "mode", "max-img-sectors",
 * "page-size", "write-align", "dts-style", "deny", "warn", "allow", "strict"; "pm", "autoconf",
 * "region" and "dynamic-partition" are for pml_check_fragments(); "against" names an earlier layout
 * that pml_check() compares with, "old-soc", "old-dtb", ... are facts of that one.  Sizes are in
 * bytes, or end in K or M.  False when name or value is wrong: pml_problem() says why.
 */
bool pml_set(struct pml *pml, const char *name, const char *value);

/* Reads, resolves and checks one more layout; what is wrong becomes findings. */
void pml_check(struct pml *pml, const char *path);

/* The text of a file with the safe fixes of what would be found in it, and how many they are; the
 * file and the findings of the run stay as they are.  before is its present text.  bytes is NULL
 * when there is nothing to fix, or nothing to read.
 */
struct pml_text pml_fix(struct pml *pml, const char *path, struct pml_text *before, size_t *count);
/* The files of an input that a person has written: the file itself, the static file of a build,
 * those of an application's folder; NULL behind the last one.
 */
const char *pml_fixable(struct pml *pml, const char *path, size_t index);

/* A sentence on a setting that fits none of the layouts that were checked, such as the page size
 * of a region that none has; NULL: there is none.
 */
const char *pml_unused(struct pml *pml);
/* Reads a boot, application or build log ("-" is standard input) and appends the likely causes of
 * what it says, likeliest first, as findings.  layout, which may be NULL, is read and checked to
 * weigh them.  Returns the number of lines of the log that were recognised.
 */
size_t pml_explain_log(struct pml *pml, const char *log, const char *layout);

/* Solves the fragments that were set ("pm", several times) with a static file (path, NULL: none)
 * as Partition Manager does, and checks what comes out.
 */
void pml_check_fragments(struct pml *pml, const char *path);

/* What an update does to devices, the worst last. */
enum pml_class { PML_IDENTICAL, PML_SAFE, PML_DATA_LOSS, PML_BRICK };

/* Compares two layouts: what devices have, and what they are to get.  Every change becomes a
 * finding, and so does what kept an input from being read; returns the worst class.
 */
enum pml_class pml_diff(struct pml *pml, const char *old_path, const char *new_path);
/* The changes for people, one line a partition. */
struct pml_text pml_changes(struct pml *pml, bool color);

/* Findings of a level, of all layouts so far. */
size_t pml_count(const struct pml *pml, enum pml_level level);
/* Findings of a rule ("overlapping-partitions"); 0 for an unknown name. */
size_t pml_count_rule(const struct pml *pml, const char *rule);
/* True when a file could not be read (exit status 3). */
bool pml_unreadable(const struct pml *pml);

/* The findings in a format ("text", "concise", "json", "sarif", "github", "junit"); bytes is NULL
 * for an unknown one.  In "junit" warnings are failures after pml_set(pml, "strict", NULL).
 */
struct pml_text pml_report(struct pml *pml, const char *format, bool color, bool quiet);

/* Marks a partition of the last layout as one that a test on the device may erase, write and
 * restore.  False when it is not there, is no flash, or holds what a device cannot start without:
 * pml_problem() says why.
 */
bool pml_touch(struct pml *pml, const char *partition);

/* Appends findings about an output that is going to be made: what of the layout it leaves out, and
 * what it assumes.
 */
void pml_announce(struct pml *pml, const char *kind);
/* The images of the last layout that have an output of that kind ("dts") of their own, by index;
 * NULL behind the last, or when there is one for all.
 */
const char *pml_emit_image(const struct pml *pml, const char *kind, size_t index);

/* An output of the last layout that was checked ("layout-h", "json", "dts@mcuboot", ...), whose
 * file will be called name.  bytes is NULL when it cannot be made: pml_problem() says why. Pictures
 * ("markdown", "svg", "html") are made of a layout with errors too, all others are not.
 */
struct pml_text pml_emit(struct pml *pml, const char *kind, const char *name, bool color);

/* The last layout that was checked, errors and all, for a terminal: a table of every device, a
 * map of it to scale, or both.
 */
struct pml_terminal {
	size_t columns;
	bool color;
	bool ascii; /* instead of Unicode's blocks and brackets */
	bool table, map;
};
struct pml_text pml_show(struct pml *pml, const struct pml_terminal *terminal);

/* The last layout that was checked, errors and all; NULL before the first. */
const struct layout *pml_layout(const struct pml *pml);

/* The files that were asked for, in the order of reading ("-" is standard input); NULL behind
 * the last.
 */
const char *pml_file(const struct pml *pml, size_t index);

/* The sentence of the last failure. */
const char *pml_problem(const struct pml *pml);
const char *pml_version(void);

#ifdef __cplusplus
}
#endif

#endif
