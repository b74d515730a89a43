/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_INSTANCE_H
#define APP_INSTANCE_H
#include "app/cli.h"
#include "store/store.h"

/* One running program: its clock, its ids, its randomness and its data. */

struct instance {
	struct ctx   cx;                 /* of the command line, acting as the system */
	struct ids   ids;
	const char  *url;
	struct store *store;             /* writing; NULL once the writer has it */
	bool         demo, test;         /* marked in the data itself */
};

enum { DISTRICT_DEFAULT = 330114 };

/* --data, else $BAOGONG_DATA, else var/baogong.db of the project. */
const char *instance_url(const struct cli *cli, struct arena *mem);

/* Where plans/ and var/ are: the project around the program, else the working directory. */
const char *instance_root(struct arena *mem);

/* Opens for writing, migrates, prepares every statement and reads the marks.
 * instance_close is to be called whatever the answer. */
must_check enum err instance_open(struct instance *it, const char *url);
void                instance_close(struct instance *it);

/* In a transaction: marks the data; "test" or "district_id" (demo: party_mark_demo). */
must_check enum err instance_mark(struct ctx *cx, const char *name, const char *value);

/* The clock and randomness of the program; a test's stand still and repeat
 * (app/clock.c).  clock_fix moves on by one second per write. */
int64_t clock_now_ms(bool writes);
bool    clock_from(const struct cli *cli);      /* --test-clock, --clock-ahead, when given; false after having said what is wrong */
bool    clock_is_fixed(void);
bool    clock_is_own(void);                     /* fixed, or --clock-ahead of the machine's */
void    clock_random(void *bytes, size_t n);
#endif
