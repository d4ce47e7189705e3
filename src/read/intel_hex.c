/* SPDX-License-Identifier: MIT */
/* Reads Intel HEX: records 00 to 05, checksums, pieces in any order. */
#include "read/intel_hex.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"

enum record_type { DATA, END, SEGMENT_BASE, SEGMENT_START, LINEAR_BASE, LINEAR_START };

/* ":", count, address, type, up to 255 bytes of data, checksum. */
#define RECORD_BYTES (1 + 2 + 1 + 255 + 1)

struct record {
	uint8_t bytes[RECORD_BYTES];
	size_t count; /* of data */
	struct span at;
};

/* Data of records that follow each other without a gap. */
struct piece {
	uint64_t address, size;
	size_t offset; /* in the reader's data */
	struct span at;
};

struct reader {
	struct arena *arena;
	struct text data;
	struct piece *pieces;
	size_t count, room;
	uint64_t base; /* of the last record 02 or 04 */
	bool ended;
};

bool intel_hex_is(struct str text)
{
	text = str_trim(text);
	if (text.n < 11 || text.p[0] != ':')
		return false;
	for (size_t i = 1; i < 11; i++) {
		if (num_digit(text.p[i]) > 15)
			return false;
	}
	return true;
}

/* Returns NULL, or what is wrong with the line. */
static const char *decode_line(struct str line, struct record *record)
{
	const size_t n = (line.n - 1) / 2;
	uint8_t sum = 0;

	if (line.p[0] != ':')
		return "a record of Intel HEX begins with `:`";
	if (line.n % 2 == 0 || n < 5 || n > RECORD_BYTES)
		return "the record has a wrong length";
	for (size_t i = 0; i < n; i++) {
		const unsigned high = num_digit(line.p[1 + 2 * i]);
		const unsigned low = num_digit(line.p[2 + 2 * i]);

		if (high > 15 || low > 15)
			return "the record has something else than hexadecimal digits";
		record->bytes[i] = (uint8_t)(high << 4 | low);
		sum = (uint8_t)(sum + record->bytes[i]);
	}
	record->count = record->bytes[0];
	if (record->count + 5 != n)
		return "the record is not as long as its first byte says";
	return sum == 0 ? NULL : "the record's checksum is wrong";
}

static const char *add_data(struct reader *reader, const struct record *record)
{
	const uint64_t address =
		reader->base + ((uint64_t)record->bytes[1] << 8 | record->bytes[2]);
	struct piece *last = reader->count ? &reader->pieces[reader->count - 1] : NULL;

	if (record->count == 0)
		return NULL;
	if (address + record->count > (uint64_t)UINT32_MAX + 1)
		return "the record's address is beyond 32 bits";
	if (!last || last->address + last->size != address) {
		if (reader->count == reader->room) {
			struct piece *old = reader->pieces;

			reader->room = reader->room ? 2 * reader->room : 16;
			reader->pieces = arena_array(reader->arena, reader->room, sizeof(*old));
			if (old)
				memcpy(reader->pieces, old, reader->count * sizeof(*old));
		}
		last = &reader->pieces[reader->count++];
		*last = (struct piece){address, 0, reader->data.n, record->at};
	}
	text_add(&reader->data, (struct str){(const char *)record->bytes + 4, record->count});
	last->size += record->count;
	last->at.end = record->at.end;
	return NULL;
}

static const char *take_record(struct reader *reader, const struct record *record)
{
	const uint64_t value = (uint64_t)record->bytes[4] << 8 | record->bytes[5];

	if (reader->ended)
		return "there is a record behind the end record";
	switch (record->bytes[3]) {
	case DATA:
		return add_data(reader, record);
	case END:
		reader->ended = true;
		return record->count == 0 ? NULL : "the end record has data";
	case SEGMENT_BASE:
	case LINEAR_BASE:
		reader->base = value << (record->bytes[3] == LINEAR_BASE ? 16 : 4);
		return record->count == 2 ? NULL : "the address record has no 2 bytes";
	case SEGMENT_START:
	case LINEAR_START:
		return record->count == 4 ? NULL : "the start record has no 4 bytes";
	default:
		return "the record's type is none of 00 to 05";
	}
}

static const char *read_lines(struct reader *reader, const struct source *source,
			      struct record *record)
{
	struct str rest = source->text, line;

	while (str_next_line(&rest, &line)) {
		const char *problem;

		line = str_trim(line);
		if (line.n == 0)
			continue;
		record->at = span_of(source, (uint32_t)(line.p - source->text.p),
				     (uint32_t)(line.p - source->text.p + (ptrdiff_t)line.n));
		problem = decode_line(line, record);
		if (!problem)
			problem = take_record(reader, record);
		if (problem)
			return problem;
	}
	return reader->ended ? NULL : "the file has no end record: it was cut off";
}

static int by_address(const void *a, const void *b)
{
	const struct piece *first = a, *second = b;

	if (first->address != second->address)
		return first->address < second->address ? -1 : 1;
	return first->offset < second->offset ? -1 : first->offset > second->offset;
}

/* Joins neighbours into file->segments.  Returns the piece that overlaps the one before it. */
static const struct piece *make_segments(struct arena *arena, const struct reader *reader,
					 struct image_file *file)
{
	struct image_segment *segments = arena_array(arena, reader->count, sizeof(*segments));
	struct image_segment *last = NULL;

	for (size_t i = 0; i < reader->count; i++) {
		const struct piece *piece = &reader->pieces[i];

		if (last && piece->address < last->address + last->size)
			return piece;
		if (!last || piece->address > last->address + last->size) {
			last = &segments[file->segment_count++];
			*last = (struct image_segment){piece->address, 0, piece->at};
		}
		last->size += piece->size;
	}
	file->segments = segments;
	return NULL;
}

/* The bytes in one run.  A file may hold pieces a gigabyte apart: what is far away stays out. */
static void make_bytes(struct arena *arena, const struct reader *reader, struct image_file *file)
{
	size_t n = 0;
	char *bytes;

	file->base = reader->count ? reader->pieces[0].address : 0;
	for (size_t i = 0; i < reader->count; i++) {
		const uint64_t end =
			reader->pieces[i].address + reader->pieces[i].size - file->base;

		if (end <= FILE_SIZE_LIMIT)
			n = (size_t)end;
	}
	bytes = arena_array(arena, n + 1, 1);
	memset(bytes, 0xff, n);
	for (size_t i = 0; i < reader->count; i++) {
		const struct piece *piece = &reader->pieces[i];

		if (piece->address + piece->size - file->base <= FILE_SIZE_LIMIT)
			memcpy(bytes + (piece->address - file->base),
			       reader->data.p + piece->offset, piece->size);
	}
	file->bytes = (struct str){bytes, n};
}

bool intel_hex_read(struct arena *arena, struct image_file *file, struct findings *found)
{
	struct reader reader = {.arena = arena, .data = {.arena = arena}};
	struct record record = {.at = span_of(file->source, 0, 0)};
	const char *problem = read_lines(&reader, file->source, &record);
	const struct piece *twice;

	if (problem) {
		struct finding *finding =
			finding_add(found, RULE_invalid_image, record.at,
				    "`%s` is no sound Intel HEX: %s", file->source->name, problem);

		finding_note(found, finding,
			     "a programmer stops at this record, or writes wrong bytes");
		finding_help(found, finding, "build or copy the file anew; do not edit it by hand");
		return false;
	}
	if (reader.count > 0)
		qsort(reader.pieces, reader.count, sizeof(*reader.pieces), by_address);
	twice = make_segments(arena, &reader, file);
	if (twice) {
		struct finding *finding = finding_add(found, RULE_invalid_image, twice->at,
						      "`%s` gives bytes at 0x%" PRIx64 " twice",
						      file->source->name, twice->address);

		finding_note(found, finding,
			     "which of the two is written depends on the programmer");
		finding_help(found, finding,
			     "merge the files anew, from builds that share no address");
		return false;
	}
	make_bytes(arena, &reader, file);
	return true;
}
