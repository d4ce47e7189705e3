/* SPDX-License-Identifier: MIT */
/* Builds geometries for the tests of MCUboot's arithmetic.  Include after cmocka.h. */
#ifndef TESTS_UNIT_MCUBOOT_GEOMETRY_H
#define TESTS_UNIT_MCUBOOT_GEOMETRY_H

#include "mcuboot/slots.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	struct mcuboot_run primary[4], secondary[4], scratch[1];
	struct mcuboot_geometry geometry;
	struct mcuboot_answer answer;
};

/* n = 256, w = 4, A = 8, no scratch. */
static inline struct fixture fixture(enum mcuboot_mode mode)
{
	struct fixture f;

	memset(&f, 0, sizeof(f));
	f.geometry.mode = mode;
	f.geometry.max_img_sectors = 256;
	f.geometry.write_align = 4;
	f.geometry.boot_max_align = 8;
	return f;
}

/* An area that is exactly up to four runs of a device of its own; a count of 0 ends them. */
static inline void set_runs(struct mcuboot_area *area, struct mcuboot_run runs[4],
			    const struct mcuboot_run from[4])
{
	*area = (struct mcuboot_area){0, 0, runs, 0};
	for (size_t i = 0; i < 4 && from[i].count > 0; i++) {
		runs[i] = from[i];
		area->size += runs[i].size * runs[i].count;
		area->device_runs++;
	}
}

/* {size, count}, ... of both slots; the geometry points into the fixture. */
static inline void set_slots(struct fixture *f, const struct mcuboot_run primary[4],
			     const struct mcuboot_run secondary[4])
{
	set_runs(&f->geometry.primary, f->primary, primary);
	set_runs(&f->geometry.secondary, f->secondary, secondary);
}

static inline void set_plain(struct fixture *f, uint64_t primary_count, uint64_t primary_size,
			     uint64_t secondary_count, uint64_t secondary_size)
{
	const struct mcuboot_run primary[4] = {{primary_size, primary_count}};
	const struct mcuboot_run secondary[4] = {{secondary_size, secondary_count}};

	set_slots(f, primary, secondary);
}

static inline void set_scratch(struct fixture *f, uint64_t count, uint64_t size)
{
	f->scratch[0] = (struct mcuboot_run){size, count};
	f->geometry.scratch = (struct mcuboot_area){0, size * count, f->scratch, 1};
}

static inline void judge(struct fixture *f)
{
	memset(&f->answer, 0xa5, sizeof(f->answer));
	mcuboot_judge(&f->geometry, &f->answer);
}

static inline void assert_verdict(const struct fixture *f, enum mcuboot_verdict verdict,
				  enum mcuboot_log log)
{
	assert_int_equal(f->answer.verdict, verdict);
	assert_true(f->answer.log_defined);
	assert_int_equal(f->answer.log_count, log == MCUBOOT_LOG_NONE ? 0 : 1);
	assert_int_equal(f->answer.logs[0], log);
}

static inline void assert_accepted(const struct fixture *f)
{
	assert_verdict(f, MCUBOOT_OK, MCUBOOT_LOG_NONE);
}

static inline void assert_refused(const struct fixture *f, enum mcuboot_log log)
{
	assert_verdict(f, MCUBOOT_INCOMPATIBLE, log);
}

/* Refused, but C reads behind a list: which line is printed is not defined. */
static inline void assert_refused_undefined(const struct fixture *f)
{
	assert_int_equal(f->answer.verdict, MCUBOOT_INCOMPATIBLE);
	assert_false(f->answer.log_defined);
	assert_int_equal(f->answer.log_count, 0);
}

#endif
