/* SPDX-License-Identifier: MIT */
/* The style sheets and the script beside this file, as embed.cmake puts them into the program. */
#ifndef PMLAYOUT_EMIT_HTML_TEXTS_H
#define PMLAYOUT_EMIT_HTML_TEXTS_H

/* Lines with their ends, NULL-terminated.  The page's have no byte before or behind them in their
 * elements, because the hashes are of the elements' whole text.
 */
extern const char *const picture_style[];
extern const char *const page_style[];
extern const char *const page_script[];
/* "sha256-...", as a content security policy names them. */
extern const char page_style_hash[];
extern const char page_script_hash[];

#endif
