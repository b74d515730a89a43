/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DAY_DAY_H
#define CAPS_DAY_DAY_H
#include "base/ctx.h"

/* A whole day without a server: places, items, stock and requests in a folder
 * go in; allocation, dispatch, ledger and reports come out (D2.2, D7.7).
 *
 *     baogong day PLAN IN_DIR OUT_DIR [--date YYYY-MM-DD] [--threads N]
 *
 * docs/day.md describes the files.  The same input gives the same bytes,
 * whatever the order of its rows and the number of threads; no file that is
 * written knows what time it is.  OUT_DIR is replaced as a whole, or not at all.
 *
 * Exit codes: 0 done; 2 bad input: every bad cell as `file:row:column: value:
 * reason` on standard error, nothing written; 1 internal failure. */
enum { DAY_OK = 0, DAY_FAILED = 1, DAY_BAD_INPUT = 2 };

struct day_ask {
	const char *plan, *in_dir, *out_dir;
	int64_t     day;             /* since 1970 */
	int         n_threads;
	bool        english;         /* language of what is said on standard error */
};

int day_run(const struct day_ask *ask);

/* argv[0] is "day".  Without --date the day is `today`. */
int day_main(int argc, char **argv, int64_t today, bool english);
#endif
