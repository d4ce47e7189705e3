/* SPDX-License-Identifier: MIT */
/* What an image's chosen node and TF-M's descriptors say of its partitions. */
#include "emit/dts.h"

#include "base/arena.h"

/* The nodes that an image's code may be linked into, the first that is there. */
static const struct code_row {
	const char *image, *labels[3];
} code_rows[] = {
	{"app", {"slot0_ns_partition", "slot0_partition", NULL}},
	{"net", {"slot0_partition", NULL, NULL}},
	{"mcuboot", {"boot_partition", NULL, NULL}},
	{"s1_image", {"s1_partition", NULL, NULL}},
	{"b0", {"b0_partition", NULL, NULL}},
	{"b0n", {"b0n_partition", NULL, NULL}},
	{"spm", {"spm_partition", NULL, NULL}},
};

/* NULL for an image of which only its own project knows where it runs. */
static const struct code_row *code_row(const char *image)
{
	for (size_t i = 0; i < sizeof(code_rows) / sizeof(code_rows[0]); i++) {
		if (cstr_eq(code_rows[i].image, image))
			return &code_rows[i];
	}
	return NULL;
}

static const char *code_label(const struct dts_plan *plan)
{
	const struct code_row *row = code_row(plan->image);

	for (size_t i = 0; row && row->labels[i]; i++) {
		if (dts_plan_node(plan, row->labels[i]))
			return row->labels[i];
	}
	return NULL;
}

/* The network core of an nRF5340 has a layout of its own. */
static bool is_network(const struct layout *layout)
{
	return (layout->facts.soc && cstr_eq(layout->facts.soc->name, "nrf5340-net")) ||
	       layout_find(layout, "b0n");
}

bool dts_has_place(const struct dts_plan *plan)
{
	if (cstr_eq(plan->image, "app") || plan->code)
		return true;
	return !code_row(plan->image) && plan->base;
}

void dts_choose(struct dts_plan *plan)
{
	static const char *const settings[] = {"settings_storage_partition", "storage_partition"};
	static const char *const ram[] = {"sram0_ns_app", "sram0_image"};

	if (!cstr_eq(plan->image, "net") || is_network(plan->layout))
		plan->code = code_label(plan);
	if (!cstr_eq(plan->image, "app"))
		return;
	for (size_t i = 0; i < 2; i++) {
		const struct dts_node *node = dts_plan_node(plan, settings[i]);

		if (!plan->settings && node && node->partition &&
		    !cstr_eq(node->partition->name, "nonsecure_storage"))
			plan->settings = node->label;
		if (!plan->ram && dts_plan_node(plan, ram[i]))
			plan->ram = ram[i];
	}
}

const struct dts_node *dts_plan_node(const struct dts_plan *plan, const char *label)
{
	for (size_t i = 0; i < plan->node_count; i++) {
		if (cstr_eq(plan->nodes[i]->label, label))
			return plan->nodes[i];
	}
	return NULL;
}

static const struct dts_device *internal_flash(const struct dts_plan *plan)
{
	const struct dts_device *device = plan->devices;

	while (device && device->region->kind != REGION_FLASH)
		device = device->next;
	return device;
}

static void put_choice(struct text *out, const char *name, const char *reference)
{
	if (reference)
		text_printf(out, "\t\t%s = %s;\n", name, reference);
}

static const char *label_reference(const struct dts_plan *plan, const char *label)
{
	return label ? arena_printf(plan->layout->arena, "&%s", label) : NULL;
}

static bool is_chosen_anew(const struct dts_plan *plan, const char *name)
{
	return cstr_eq(name, "nordic,pm-ext-flash") || cstr_eq(name, "zephyr,flash") ||
	       (plan->code && cstr_eq(name, "zephyr,code-partition")) ||
	       (plan->ram && cstr_eq(name, "zephyr,sram")) ||
	       (plan->settings && cstr_eq(name, "zephyr,settings-partition"));
}

/* The node goes, and none of its labels is given to another one. */
static bool is_lost(const struct dts_plan *plan, const struct devicetree_partition *list,
		    const char *path)
{
	while (list && !cstr_eq(list->path, path))
		list = list->next;
	if (!list || !dts_goes(plan, list))
		return false;
	for (size_t i = 0; list->labels && list->labels[i]; i++) {
		if (dts_plan_node(plan, list->labels[i]))
			return false;
	}
	return true;
}

/* What the board chose and the overlay deletes would be an error of dtc. */
static void put_lost_choices(const struct dts_plan *plan, struct text *out)
{
	const struct devicetree *base = plan->base;

	for (const struct chosen *it = base ? base->chosen : NULL; it; it = it->next) {
		if (!is_chosen_anew(plan, it->name) && dts_is_plain_path(it->name) &&
		    (is_lost(plan, base->partitions, it->path) ||
		     is_lost(plan, base->memory_partitions, it->path)))
			text_printf(out, "\t\t/delete-property/ %s;\n", it->name);
	}
}

void dts_write_chosen(const struct dts_plan *plan, struct text *out)
{
	const struct dts_device *flash = internal_flash(plan);

	text_puts(out, "\n/ {\n\tchosen {\n"
		       "\t\t/delete-property/ nordic,pm-ext-flash;\n");
	put_lost_choices(plan, out);
	/* Not known to be chosen, but as good as always when it is there. */
	if (!plan->base && !dts_plan_node(plan, "storage_partition"))
		text_puts(out, "\t\t/delete-property/ zephyr,settings-partition;\n");
	put_choice(out, "zephyr,flash", flash ? flash->reference : NULL);
	put_choice(out, "zephyr,code-partition", label_reference(plan, plan->code));
	put_choice(out, "zephyr,sram", label_reference(plan, plan->ram));
	put_choice(out, "zephyr,settings-partition", label_reference(plan, plan->settings));
	text_puts(out, "\t};\n};\n");
}

/* TF-M adds the addresses up, so only memory-mapped nodes count. */
static void put_reference(const struct dts_plan *plan, struct text *out, const char *property,
			  const struct dts_node *node, bool *said)
{
	const struct dts_device *flash = internal_flash(plan);

	if (!node || !flash || node->region != flash->region)
		return;
	if (*said)
		text_puts(out, ", ");
	else
		text_printf(out, "\t\t%s = ", property);
	text_printf(out, "<&%s>", node->label);
	*said = true;
}

/* Nodes in a window stand for it when they fill it. */
static bool is_filled(const struct dts_node *window)
{
	uint64_t sum = 0;

	for (const struct dts_node *it = window->first; it; it = it->next)
		sum += it->size;
	return sum == window->size;
}

/* Data beside the application in the window that Partition Manager's TF-M makes non-secure. */
static bool is_window_data(const struct dts_plan *plan, const struct dts_node *node)
{
	const struct partition *window = layout_find(plan->layout, "tfm_nonsecure");

	return window && window->placed && node->partition && !node->parent &&
	       node->region == window->region && node->begin >= window->address.value &&
	       node->begin + node->size <= partition_end(window) &&
	       !cstr_starts(node->label, "slot") && !cstr_eq(node->label, "storage_partition");
}

/* Code or data of one side. */
static void put_list(const struct dts_plan *plan, struct text *out, const char *property,
		     const char *const labels[])
{
	const bool is_data = cstr_eq(labels[0], "storage_partition");
	bool said = false;

	for (size_t i = 0; is_data && i < plan->node_count; i++) {
		if (is_window_data(plan, plan->nodes[i]))
			put_reference(plan, out, property, plan->nodes[i], &said);
	}
	for (size_t i = 0; labels[i]; i++) {
		const struct dts_node *node = dts_plan_node(plan, labels[i]);

		if (!node || !is_filled(node)) {
			put_reference(plan, out, property, node, &said);
			continue;
		}
		for (const struct dts_node *it = node->first; it; it = it->next)
			put_reference(plan, out, property, it, &said);
	}
	if (said)
		text_puts(out, ";\n");
}

void dts_write_descriptors(const struct dts_plan *plan, struct text *out)
{
	static const char *const secure_code[] = {"slot0_s_partition", "slot1_s_partition", NULL};
	static const char *const secure_data[] = {"tfm_ps_partition", "tfm_its_partition",
						  "tfm_otp_partition", NULL};
	static const char *const code[] = {"slot0_ns_partition", "slot1_ns_partition", NULL};
	static const char *const data[] = {"storage_partition", NULL};

	if (!plan->base)
		text_puts(out, "\n/ {\n\t/delete-node/ nordic-tz-secure;\n"
			       "\t/delete-node/ nordic-tz-nonsecure;\n};\n");
	if (!plan->tfm || !cstr_eq(plan->image, "app") || !internal_flash(plan))
		return;
	text_puts(out, "\n/ {\n\tnordic-tz-secure {\n\t\tcompatible = \"nordic,tz-secure\";\n");
	put_list(plan, out, "code-partitions", secure_code);
	put_list(plan, out, "data-partitions", secure_data);
	text_puts(out, "\t};\n\n"
		       "\tnordic-tz-nonsecure {\n\t\tcompatible = \"nordic,tz-nonsecure\";\n");
	put_list(plan, out, "code-partitions", code);
	put_list(plan, out, "data-partitions", data);
	text_puts(out, "\t};\n};\n");
}
