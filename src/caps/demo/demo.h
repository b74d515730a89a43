/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DEMO_H
#define CAPS_DEMO_H
#include "base/ctx.h"

/* The demo district: Qiantang, Hangzhou, with its real subdistricts, communities
 * and division codes; everything else (coordinates, population, units,
 * warehouses, suppliers, stock, requests) is drawn from a seed and says 演示 where
 * somebody could take it for real.  Quantities grow with `households`.
 *
 * Same seed, households and day: the same content, numbers and ledger head, on
 * either store.  demo_fill sets cx's clock, numbers and chance for its own run
 * and puts them back; it needs a store without places (CONFLICT), inside a
 * transaction, and commits nothing itself. */
enum { DEMO_HOUSEHOLDS_MIN = 100, DEMO_HOUSEHOLDS_MAX = 1000000, DEMO_HOUSEHOLDS = 3000 };
#define DEMO_PASSWORD "Baogong-demo-1"

struct demo_options {
	int64_t households;      /* DEMO_HOUSEHOLDS_MIN.. */
	int64_t seed;
	int64_t day;             /* the demo's today; its requests are of this day and the two before */
	int64_t hour, minute;    /* 0..23, 0..59, China time: when the work of each of the three days begins */
	int64_t second_ms;       /* 1..1000: how long a second of the last day takes; 0 is 1000 */
};
struct demo_made { int64_t places, items, orgs, accounts, receipts, requests, deliveries, households, residents, orders; };

must_check enum err demo_fill(struct ctx *cx, const struct demo_options *options, struct demo_made *ret);

/* A demo that has just ended: its today is today, and nothing in it is yet to come.  The last day's work, three quarters of an hour,
 * is done quicker soon after midnight; in the first minute of a day it is still that of the day before. */
struct demo_options demo_of_now(int64_t now_ms);

/* The accounts, for printing; all have DEMO_PASSWORD. */
struct demo_account { const char *login, *zh, *en; };
const struct demo_account *demo_account_at(size_t i);       /* NULL after the last */
#endif
