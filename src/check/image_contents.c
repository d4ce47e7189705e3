/* SPDX-License-Identifier: MIT */
/* Rules about what is in an image, wherever it goes: sound, unchanged, with the right header. */
#include "check/images.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/suggest.h"

/* Where in the header or behind it a problem is to be seen. */
static uint64_t problem_offset(const struct image_file *file, unsigned problem)
{
	switch (problem) {
	case IMAGE_HEADER_TOO_SMALL:
		return file->image_offset + 8;
	case IMAGE_PROTECTED_SIZE:
		return file->image_offset + 10;
	case IMAGE_SIZE_OVERFLOW:
	case IMAGE_TRUNCATED:
		return file->image_offset + 12;
	case IMAGE_TLV_OVERRUN:
	case IMAGE_NO_TLVS:
		return file->image_offset + file->header.header_size + file->header.image_size;
	default:
		return file->image_offset;
	}
}

/* What MCUboot needs to find in the file; total_size where known, else without the last TLVs. */
static uint64_t least_size(const struct image_file *file)
{
	if (file->has_total_size)
		return file->total_size;
	return (uint64_t)file->header.header_size + file->header.image_size +
	       file->header.protected_tlv_size;
}

static const char *problem_in_words(struct arena *arena, const struct image_file *file,
				    unsigned problem)
{
	const struct mcuboot_header *header = &file->header;

	switch (problem) {
	case IMAGE_EMPTY:
		return "the file is empty";
	case IMAGE_TOO_SHORT:
		return arena_printf(arena, "%s are less than a header of 32",
				    num_bytes(arena, file->bytes.n));
	case IMAGE_OLD_MAGIC:
		return "the header has the magic number 0x96f3b83c of MCUboot before 1.0";
	case IMAGE_BAD_MAGIC:
		return arena_printf(arena,
				    "it begins with 0x%08" PRIx32
				    ", not with the magic number 0x96f3b83d of a header",
				    header->magic);
	case IMAGE_HEADER_TOO_SMALL:
		return arena_printf(arena, "the header says that it has %u bytes, less than 32",
				    header->header_size);
	case IMAGE_SIZE_OVERFLOW:
		return arena_printf(arena,
				    "header 0x%x + image 0x%" PRIx32 " + protected TLVs 0x%x do "
				    "not fit 32 bits",
				    header->header_size, header->image_size,
				    header->protected_tlv_size);
	case IMAGE_TRUNCATED:
		return arena_printf(arena,
				    "it should have at least %" PRIu64 " bytes, but ends after %zu",
				    least_size(file), file->bytes.n - (size_t)file->image_offset);
	case IMAGE_TLV_OVERRUN:
		return "a TLV runs past the end of its area";
	case IMAGE_PROTECTED_SIZE:
		return arena_printf(arena,
				    "the header says that the protected TLVs have %u bytes, their "
				    "area says otherwise",
				    header->protected_tlv_size);
	default:
		return "no TLV area begins where the image ends";
	}
}

/* What MCUboot logs when it comes to such an image. */
static void note_refusal(struct findings *found, struct finding *finding,
			 const struct placed_image *image)
{
	if (!image->pair)
		finding_note(found, finding,
			     "who reads the image finds nothing to start or to verify in it");
	else if (image->is_secondary)
		finding_note(found, finding,
			     "on the device MCUboot logs \"Image in the secondary slot is not "
			     "valid!\" and erases the slot");
	else
		finding_note(found, finding,
			     "on the device MCUboot logs \"Image in the primary slot is not "
			     "valid!\" and \"Unable to find bootable image\"");
}

static void report_problems(const struct placed_image *image, struct findings *found)
{
	const struct image_file *file = image->file;

	for (unsigned problem = IMAGE_EMPTY; problem < IMAGE_HASH_MISMATCH; problem <<= 1) {
		struct finding *finding;

		if (!(file->problems & problem))
			continue;
		finding = image_finding(found, RULE_invalid_image, image,
					problem_offset(file, problem), "`%s` is no valid image: %s",
					file->source->name,
					problem_in_words(found->arena, file, problem));
		note_refusal(found, finding, image);
		if (problem & (IMAGE_BAD_MAGIC | IMAGE_OLD_MAGIC))
			finding_help(found, finding,
				     "give the file that was signed (zephyr.signed.bin, "
				     "app_update.bin); MCUboot starts no other");
		else
			finding_help(found, finding, "sign it again, or copy it whole");
	}
}

/* Flags of which a header may have one at most (MCUBOOT.md 4.1). */
static void report_contradiction(const struct placed_image *image, struct findings *found)
{
	static const struct {
		uint32_t flags;
		const char *words;
	} pairs[] = {
		{MCUBOOT_IMAGE_AES128 | MCUBOOT_IMAGE_AES256,
		 "encrypted with both AES-128 and AES-256"},
		{MCUBOOT_IMAGE_LZMA1 | MCUBOOT_IMAGE_LZMA2, "compressed with both LZMA1 and LZMA2"},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct finding *finding;

		if ((image->file->header.flags & pairs[i].flags) != pairs[i].flags)
			continue;
		finding = image_finding(
			found, RULE_invalid_image, image, image->file->image_offset + 16,
			"the flags 0x%" PRIx32 " of `%s` say that it is %s",
			image->file->header.flags, image->file->source->name, pairs[i].words);
		note_refusal(found, finding, image);
		finding_help(found, finding, "sign it again; imgtool sets one of the two");
	}
}

/* An image MCUboot was not built to take (MCUBOOT.md 4.1). */
static void report_unsupported(const struct layout *layout, const struct placed_image *image,
			       struct findings *found)
{
	const struct bootloader *bootloader = &layout->bootloader;
	const struct {
		uint32_t flags;
		bool taken;
		const char *option, *what;
	} needs[] = {
		{MCUBOOT_IMAGE_ENCRYPTED, fact_known(bootloader->key_size),
		 "CONFIG_BOOT_ENCRYPT_IMAGE", "encrypted"},
		{MCUBOOT_IMAGE_COMPRESSED, bootloader->compressed, "CONFIG_BOOT_DECOMPRESSION",
		 "compressed"},
	};

	if (!facts_kconfig(&layout->facts, "mcuboot"))
		return;
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		struct finding *finding;

		if (!(image->file->header.flags & needs[i].flags) || needs[i].taken)
			continue;
		finding = image_finding(found, RULE_invalid_image, image,
					image->file->image_offset + 16,
					"`%s` is %s, and MCUboot is built without %s",
					image->file->source->name, needs[i].what, needs[i].option);
		note_refusal(found, finding, image);
		finding_help(found, finding,
			     "write %s=y in MCUboot's configuration, or give the image that is not "
			     "%s",
			     needs[i].option, needs[i].what);
	}
}

static void report_missing_partition(const struct layout *layout, const struct image_file *file,
				     struct findings *found)
{
	const char **names = arena_array(layout->arena, layout->by_name_count + 1, sizeof(*names));
	struct finding *finding;
	const char *closest;

	for (size_t i = 0; i < layout->by_name_count; i++)
		names[i] = layout->by_name[i]->name;
	finding = finding_add(found, RULE_invalid_image, image_file_at(found->arena, file, 0),
			      "`%s` is meant for `%s`, but the layout places no such partition",
			      file->source->name, file->partition);
	finding_note(found, finding,
		     "without its partition nothing can be said about the size and the place of "
		     "the image");
	closest = suggest_closest(str_of(file->partition), names);
	if (closest)
		finding_help(found, finding, "did you mean `--image %s=%s`?", closest,
			     file->source->name);
	else
		finding_help(found, finding,
			     "name a partition of the layout; `pmlayout show` lists them");
}

void rule_invalid_image(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	for (const struct image_file *file = layout->facts.image_files; file; file = file->next) {
		if (!file->readable)
			continue;
		if (!image_place(layout, file, &image)) {
			report_missing_partition(layout, file, found);
			continue;
		}
		if (image.pair || image_file_is_signed(file) || file->problems & IMAGE_EMPTY)
			report_problems(&image, found);
		if (!image_is_for_mcuboot(&image))
			continue;
		report_contradiction(&image, found);
		report_unsupported(layout, &image, found);
	}
}

static void report_hash(const struct placed_image *image, struct findings *found)
{
	const struct image_file *file = image->file;
	const struct image_entry *entry = file->tlvs;
	struct finding *finding;

	if (file->hash == IMAGE_HASH_MISSING) {
		finding = image_finding(found, RULE_image_hash_mismatch, image, file->image_offset,
					"`%s` has no hash TLV that MCUboot could verify",
					file->source->name);
	} else {
		while (entry->tlv.type != file->hash_type)
			entry = entry->next;
		finding = image_finding(found, RULE_image_hash_mismatch, image,
					file->image_offset + entry->tlv.offset,
					"the %s in `%s` is not that of its header, code and "
					"protected TLVs",
					mcuboot_tlv_name(file->hash_type), file->source->name);
	}
	note_refusal(found, finding, image);
	finding_help(found, finding,
		     file->hash == IMAGE_HASH_MISSING
			     ? "sign it with imgtool, which adds the hash"
			     : "the file was changed after it was signed, or damaged on its way: "
			       "build or copy it anew");
}

void rule_image_hash_mismatch(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		/* Only MCUboot's slots need a hash; a wrong one is wrong everywhere, and a file
		 * that breaks off has a finding of its own.
		 */
		const bool lacks_hash = image.pair && image.file->hash == IMAGE_HASH_MISSING &&
					image.file->has_total_size && !image.file->problems;

		if (image.file->hash == IMAGE_HASH_WRONG || lacks_hash)
			report_hash(&image, found);
	}
}

/* The partition that keeps the header's room in front of the code; NULL: there is none. */
static const struct partition *pad_of(const struct partition *slot)
{
	const struct region *region = slot->region;

	for (size_t i = 0; i < region->count; i++) {
		const struct partition *partition = region->by_address[i];

		if (partition->address.value > slot->address.value)
			break;
		if (partition->address.value == slot->address.value &&
		    str_contains(str_of(partition->name), "_pad"))
			return partition;
	}
	return NULL;
}

/* The header's size as the layout or the application's build has it. */
static struct fact expected_header(const struct layout *layout, const struct placed_image *image)
{
	const struct partition *slot =
		image->pair->primary ? image->pair->primary : image->partition;
	const struct partition *pad = slot->placed && slot->region ? pad_of(slot) : NULL;
	const struct kconfig *app = facts_kconfig(&layout->facts, "app");
	struct fact none = {.value = 0};

	if (pad)
		return pad->size;
	/* Without Partition Manager the linker leaves the room. */
	return image->pair->image == 0 && !layout->document
		       ? kconfig_number(app, "CONFIG_ROM_START_OFFSET")
		       : none;
}

void rule_image_header_size(const struct layout *layout, struct findings *found)
{
	struct placed_image image;

	FOR_EACH_PLACED_IMAGE(layout, &image)
	{
		const struct mcuboot_header *header = &image.file->header;
		struct finding *finding;
		struct fact pad;

		if (!image_is_for_mcuboot(&image) || image.updates ||
		    header->header_size < MCUBOOT_HEADER_SIZE)
			continue;
		pad = expected_header(layout, &image);
		if (!fact_known(pad) || pad.value == 0 || pad.value == header->header_size)
			continue;
		finding = image_finding(
			found, RULE_image_header_size, &image, image.file->image_offset + 8,
			"`%s` has a header of 0x%x bytes, but its code is linked "
			"0x%jx bytes behind the start of the slot",
			image.file->source->name, header->header_size, (uintmax_t)pad.value);
		finding_label(found, finding, pad.at, "0x%jx bytes", (uintmax_t)pad.value);
		finding_note(found, finding,
			     "MCUboot starts the code right behind the header: with another size "
			     "it takes the wrong words for the vector table");
		finding_help(found, finding, "sign with --header-size 0x%jx", (uintmax_t)pad.value);
		finding_rests_on(found, finding, pad, "the size of the header");
	}
}
