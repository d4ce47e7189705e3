/* SPDX-License-Identifier: MIT */
/* Brings files into the machine's memories and out again. */
#include "emulator/files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/elf.h"

#define LARGEST_FILE (64L << 20)
#define VECTORS_ALIGNMENT 0x200U

static bool complain(const char *path, const char *what)
{
	fprintf(stderr, "nrf9160-emu: %s: %s\n", path, what);
	return false;
}

/* Its size, with the place at the start again; -1: none, or too large to be an image. */
static long file_size(FILE *file)
{
	long size;

	if (fseek(file, 0, SEEK_END))
		return -1;
	size = ftell(file);
	rewind(file);
	return size <= LARGEST_FILE ? size : -1;
}

/* The file's bytes, to be freed; NULL: said. */
static uint8_t *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	long length = file ? file_size(file) : -1;
	uint8_t *bytes = length < 0 ? NULL : malloc((size_t)length + 1);

	if (!file)
		complain(path, strerror(errno));
	else if (!bytes || fread(bytes, 1, (size_t)length, file) != (size_t)length) {
		complain(path, "could not be read");
		free(bytes);
		bytes = NULL;
	}
	*size = bytes ? (size_t)length : 0;
	if (file)
		fclose(file);
	return bytes;
}

/* Bytes that a programmer puts into flash; each word counts as written once. */
static bool put_internal(struct machine *machine, uint32_t address, const uint8_t *bytes,
			 size_t size)
{
	if (address > FLASH_SIZE || size > FLASH_SIZE - address)
		return false;
	memcpy(machine->flash + address, bytes, size);
	for (size_t i = address / 4; i < (address + size + 3) / 4; i++)
		machine->writes[i] = memcmp(machine->flash + 4 * i, "\xFF\xFF\xFF\xFF", 4) != 0;
	return true;
}

static bool load_segments(struct machine *machine, const uint8_t *file, size_t size)
{
	const char *path = machine->options->firmware;
	struct elf_segment segment;

	machine->vectors = FLASH_SIZE;
	if (!elf_is_arm(file, size))
		return complain(path, "not an ELF program for 32-bit Arm");
	for (unsigned i = 0; elf_segment(file, size, i, &segment); i++) {
		uint32_t last = segment.address + segment.size - 1;

		if (!put_internal(machine, segment.address, segment.bytes, segment.size))
			return complain(path, "a segment is not in the internal flash");
		for (uint32_t page = segment.address / FLASH_PAGE; page <= last / FLASH_PAGE;
		     page++)
			machine->is_running_image[page] = true;
		if (segment.address < machine->vectors)
			machine->vectors = segment.address;
	}
	if (machine->vectors == FLASH_SIZE || machine->vectors % VECTORS_ALIGNMENT)
		return complain(path, "no vector table at its start, aligned to 0x200");
	return true;
}

static bool load_firmware(struct machine *machine)
{
	size_t size;
	uint8_t *file = read_file(machine->options->firmware, &size);
	bool loaded = file && load_segments(machine, file, size);

	free(file);
	return loaded;
}

static bool load_internal(struct machine *machine, const struct load *load)
{
	size_t size;
	uint8_t *file = read_file(load->path, &size);
	bool loaded = file && put_internal(machine, load->address, file, size);

	if (file && !loaded)
		complain(load->path, "does not fit into the internal flash there");
	free(file);
	return loaded;
}

static bool load_external(struct machine *machine)
{
	const char *path = machine->options->load_external;
	size_t size;
	uint8_t *file;
	bool fits;

	if (!path)
		return true;
	file = read_file(path, &size);
	if (!file)
		return false;
	fits = machine->external && size <= machine->options->part->size;
	if (fits)
		memcpy(machine->external, file, size);
	else
		complain(path, "is larger than the external flash");
	free(file);
	return fits;
}

bool files_load(struct machine *machine)
{
	if (!load_firmware(machine))
		return false;
	for (unsigned i = 0; i < machine->options->load_count; i++)
		if (!load_internal(machine, &machine->options->loads[i]))
			return false;
	return load_external(machine);
}

static bool save(const char *path, const uint8_t *bytes, size_t size)
{
	FILE *file;
	bool whole;

	if (!path || !bytes)
		return true;
	file = fopen(path, "wb");
	if (!file)
		return complain(path, strerror(errno));
	whole = fwrite(bytes, 1, size, file) == size;
	return (fclose(file) == 0 && whole) || complain(path, "could not be written");
}

bool files_save(const struct machine *machine)
{
	const struct options *options = machine->options;

	return save(options->save_internal, machine->flash, FLASH_SIZE) &&
	       save(options->save_external, machine->external,
		    options->part ? options->part->size : 0);
}

static bool open_log(const char *path, FILE **file)
{
	if (!path)
		return true;
	*file = fopen(path, "wb");
	return *file || complain(path, strerror(errno));
}

bool files_open_logs(struct machine *machine)
{
	return open_log(machine->options->rtt, &machine->rtt_file) &&
	       open_log(machine->options->operations, &machine->operations_file);
}

static bool close_log(const char *path, FILE *file)
{
	return !file || fclose(file) == 0 || complain(path, "could not be written");
}

bool files_close_logs(struct machine *machine)
{
	bool rtt = close_log(machine->options->rtt, machine->rtt_file);

	return close_log(machine->options->operations, machine->operations_file) && rtt;
}
