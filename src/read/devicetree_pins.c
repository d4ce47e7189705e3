/* SPDX-License-Identifier: MIT */
/* The pins of the bus that a flash chip is on. */
#include "read/devicetree_tree.h"

#include <string.h>

/* More than any board has. */
#define LIMIT_CHIP_SELECTS 32
#define LIMIT_MAP_ENTRIES 128
#define LIMIT_GROUPS 16
#define LIMIT_PSELS 32
#define LIMIT_SPECIFIER 4

struct gpio {
	int pin; /* port * 32 + pin, -1: unknown */
	bool active_low;
};

static const struct gpio no_gpio = {.pin = -1};

/* The number of a GPIO port: `port`, else the digit of its node label (gpio0) or of its old
 * `label` property (GPIO_0).
 */
static int gpio_port(const struct tree *tree, struct tree_node *node)
{
	const char *label = tree_label(tree, node);
	const char *old = tree_text(tree_property(node, PROPERTY_LABEL));
	uint32_t port;

	if (tree_cell(tree_property(node, PROPERTY_PORT), 0, &port))
		return port < 8 ? (int)port : -1;
	if (label && strncmp(label, "gpio", 4) == 0 && label[4] >= '0' && label[4] <= '7')
		return label[4] - '0';
	if (old && strncmp(old, "GPIO_", 5) == 0 && old[5] >= '0' && old[5] <= '7')
		return old[5] - '0';
	return -1;
}

static struct gpio gpio_of_port(const struct tree *tree, struct tree_node *controller,
				const uint32_t specifier[LIMIT_SPECIFIER])
{
	struct gpio gpio = no_gpio;
	int port = controller ? gpio_port(tree, controller) : -1;

	if (port >= 0 && specifier[0] < 32)
		gpio.pin = port * 32 + (int)specifier[0];
	gpio.active_low = specifier[1] & 1; /* GPIO_ACTIVE_LOW */
	return gpio;
}

/* Cells of a GPIO specifier of that controller; 0: none that can be read. */
static uint32_t gpio_cells(const struct tree_node *controller)
{
	uint32_t cells;

	if (!controller || !tree_cell(tree_property(controller, PROPERTY_GPIO_CELLS), 0, &cells))
		return 0;
	return cells <= LIMIT_SPECIFIER ? cells : 0;
}

static bool cells_match(const struct tree_property *map, size_t at,
			const struct tree_property *mask, const uint32_t specifier[LIMIT_SPECIFIER],
			uint32_t cells)
{
	for (uint32_t i = 0; i < cells; i++) {
		uint32_t bits = UINT32_MAX, cell = 0;

		tree_cell(mask, i, &bits);
		if (!tree_cell(map, at + i, &cell) || (cell & bits) != (specifier[i] & bits))
			return false;
	}
	return true;
}

/* A connector (arduino_header) passes its pins on to a port: gpio-map has entries of a child's
 * specifier, a phandle and the specifier there.  Flags are the child's.
 */
static struct gpio gpio_of_connector(const struct tree *tree, const struct tree_node *connector,
				     const uint32_t specifier[LIMIT_SPECIFIER], uint32_t cells)
{
	const struct tree_property *map = tree_property(connector, PROPERTY_GPIO_MAP);
	const struct tree_property *mask = tree_property(connector, PROPERTY_GPIO_MAP_MASK);
	size_t at = 0;
	uint32_t phandle;

	for (int i = 0; i < LIMIT_MAP_ENTRIES && tree_cell(map, at + cells, &phandle); i++) {
		struct tree_node *parent = tree_by_phandle(tree, phandle);
		uint32_t parent_cells = gpio_cells(parent);
		uint32_t passed[LIMIT_SPECIFIER] = {0};

		if (!parent_cells)
			break;
		if (cells_match(map, at, mask, specifier, cells) &&
		    tree_cell(map, at + cells + 1, &passed[0])) {
			passed[1] = specifier[1];
			return gpio_of_port(tree, parent, passed);
		}
		at += cells + 1 + parent_cells;
	}
	return no_gpio;
}

/* The chip select of that index in the bus's cs-gpios. */
static struct gpio chip_select(const struct tree *tree, const struct tree_node *bus, uint64_t index)
{
	const struct tree_property *list = tree_property(bus, PROPERTY_CS_GPIOS);
	size_t at = 0;
	uint32_t phandle;

	for (uint64_t i = 0; i < LIMIT_CHIP_SELECTS && tree_cell(list, at, &phandle); i++) {
		struct tree_node *controller = tree_by_phandle(tree, phandle);
		uint32_t cells = gpio_cells(controller);
		uint32_t specifier[LIMIT_SPECIFIER] = {0};

		if (phandle && !cells)
			break;
		for (uint32_t k = 0; k < cells; k++)
			tree_cell(list, at + 1 + k, &specifier[k]);
		if (i == index && cells)
			return tree_property(controller, PROPERTY_GPIO_MAP)
				       ? gpio_of_connector(tree, controller, specifier, cells)
				       : gpio_of_port(tree, controller, specifier);
		at += 1 + cells;
	}
	return no_gpio;
}

enum bus_pin { PIN_CS, PIN_SCK, PIN_MOSI, PIN_MISO };

/* NRF_FUN_... of Zephyr's dt-bindings/pinctrl/nrf-pinctrl.h. */
static const struct {
	uint32_t function;
	enum bus_pin pin;
} functions[] = {
	{0x04, PIN_SCK},  /* SPIM_SCK */
	{0x05, PIN_MOSI}, /* SPIM_MOSI */
	{0x06, PIN_MISO}, /* SPIM_MISO */
	{0x1d, PIN_SCK},  /* QSPI_SCK */
	{0x1e, PIN_CS},   /* QSPI_CSN */
	{0x1f, PIN_MOSI}, /* QSPI_IO0 */
	{0x20, PIN_MISO}, /* QSPI_IO1 */
	{0x4e, PIN_CS},   /* SPIM_CSN */
};

/* Where the function begins has changed twice: bit 16 in Zephyr up to 3.6, bit 17 in NCS 2.8,
 * bit 24 since.  None of the functions above at one place reads as one of them at another.
 * A pin field of all ones is "disconnected".
 */
static const struct {
	unsigned shift;
	uint32_t pin_mask;
} encodings[] = {{24, 0x1ff}, {17, 0x1ff}, {16, 0x7f}};

static void set_pin(struct flash_device *device, enum bus_pin which, int pin)
{
	switch (which) {
	case PIN_CS:
		if (device->pin_cs >= 0)
			break; /* cs-gpios win */
		device->pin_cs = pin;
		device->cs_active_low = true;
		break;
	case PIN_SCK:
		device->pin_sck = pin;
		break;
	case PIN_MOSI:
		device->pin_mosi = pin;
		break;
	case PIN_MISO:
		device->pin_miso = pin;
		break;
	}
}

static void decode_psel(uint32_t psel, struct flash_device *device)
{
	for (size_t e = 0; e < sizeof(encodings) / sizeof(encodings[0]); e++) {
		uint32_t mask = encodings[e].pin_mask, pin = psel & mask;

		for (size_t f = 0; f < sizeof(functions) / sizeof(functions[0]); f++)
			if (psel >> encodings[e].shift == functions[f].function && pin != mask)
				set_pin(device, functions[f].pin, (int)pin);
	}
}

static void read_group(const struct tree_node *group, struct flash_device *device)
{
	const struct tree_property *psels = tree_property(group, PROPERTY_PSELS);
	uint32_t psel;

	for (size_t i = 0; i < LIMIT_PSELS && tree_cell(psels, i, &psel); i++)
		decode_psel(psel, device);
}

/* pinctrl-0 names the states whose groups hold the pins. */
static void read_pin_control(const struct tree *tree, const struct tree_node *bus,
			     struct flash_device *device)
{
	const struct tree_property *states = tree_property(bus, PROPERTY_PINCTRL_0);
	uint32_t phandle;

	for (size_t i = 0; i < LIMIT_GROUPS && tree_cell(states, i, &phandle); i++) {
		const struct tree_node *state = tree_by_phandle(tree, phandle);
		const struct tree_node *group = state ? state->first : NULL;

		for (int k = 0; group && k < LIMIT_GROUPS; k++, group = group->sibling)
			read_group(group, device);
	}
}

/* Before Zephyr 3.0 the pins were properties of the bus. */
static void read_old_pin(const struct tree_node *bus, enum property_id id, size_t index,
			 enum bus_pin which, struct flash_device *device)
{
	uint32_t pin;

	if (tree_cell(tree_property(bus, id), index, &pin) && pin < 256)
		set_pin(device, which, (int)pin);
}

void devicetree_read_pins(const struct tree *tree, const struct tree_node *node,
			  struct flash_device *device)
{
	const struct tree_node *bus = node->parent;
	struct gpio select = chip_select(tree, bus, device->bus_address.value);

	read_old_pin(bus, PROPERTY_SCK_PIN, 0, PIN_SCK, device);
	read_old_pin(bus, PROPERTY_MOSI_PIN, 0, PIN_MOSI, device);
	read_old_pin(bus, PROPERTY_MISO_PIN, 0, PIN_MISO, device);
	read_old_pin(bus, PROPERTY_IO_PINS, 0, PIN_MOSI, device);
	read_old_pin(bus, PROPERTY_IO_PINS, 1, PIN_MISO, device);
	device->pin_cs = select.pin;
	device->cs_active_low = select.active_low;
	read_old_pin(bus, PROPERTY_CSN_PINS, 0, PIN_CS, device);
	read_pin_control(tree, bus, device);
}
