/* SPDX-License-Identifier: MIT */
/* The library's face for looking at a layout in a terminal. */
#include "pmlayout_run.h"

#include "emit/terminal.h"

struct pml_text pml_show(struct pml *pml, const struct pml_terminal *terminal)
{
	const struct terminal style = {
		.columns = terminal->columns, .color = terminal->color, .ascii = terminal->ascii};
	struct text out = {.arena = pml->arena};
	struct findings shown;
	struct picture picture;

	if (!pml->layout || pml->layout->partition_count == 0)
		return (struct pml_text){"", 0};
	pml_shown_findings(pml, *pml->layout_findings, &shown);
	picture_make(&picture, pml->layout, pml->network, &shown);
	for (size_t i = 0; i < picture.device_count; i++) {
		const struct picture_device *device = &picture.devices[i];

		text_puts(&out, i > 0 ? "\n" : "");
		terminal_heading(&out, device, &style);
		if (terminal->table)
			terminal_table(&out, device, &style);
		text_puts(&out, terminal->table && terminal->map ? "\n" : "");
		if (terminal->map)
			terminal_map(&out, device, &style);
	}
	terminal_unplaced(&out, &picture);
	return (struct pml_text){out.p ? out.p : "", out.n};
}
