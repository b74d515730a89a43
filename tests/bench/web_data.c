/* SPDX-License-Identifier: Apache-2.0 */
/* Fills the demo's data for tests/bench/web.sh: so many requests, raised and most of them vetted over the last days, and so many
 * entries in the ledger.  web_data FILE REQUESTS ENTRIES */
#include <time.h>
#include "caps/document/document_world.h"
#include "caps/party/account.h"
#include "caps/plan/plan_active.h"
#include "caps/request/request.h"

enum { A_BATCH = 500, DAYS_BACK = 5, VETTED_OF_TEN = 7 };

static uint64_t next(void)
{
	static uint64_t state = 1;

	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return state >> 33;
}

static const struct actor *actor_of(struct ctx *cx, const char *login)
{
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);
	struct party_account account;

	must(party_account_by_login(cx, login, &account));
	must(party_actor(cx, account.account_id, actor));
	return actor;
}

static void commit(struct ctx *cx)
{
	must(store_commit(cx));
	arena_reset(&cx->mem);
	must(store_begin(cx));
}

static void ask(struct ctx *cx, const struct place *units, size_t n_units, const struct item *items, size_t n_items, const struct actor *clerk,
		const struct actor *vetter)
{
	struct request_want wants[3];
	size_t n = 1 + next() % 3, first = next() % n_items;
	int64_t doc_id;

	for (size_t i = 0; i < n; i++)
		wants[i] = (struct request_want){ .item_id = items[(first + i * 7) % n_items].item_id, .wanted = 1 + (int64_t)(next() % 200) };
	cx->actor = clerk;
	must(request_open(cx, &(struct request_draft){ .unit_id = units[next() % n_units].place_id, .purpose = "基准",
		.deadline_day = civil_day_of(cx->now_ms) + (int64_t)(next() % 6), .wants = wants, .n_wants = n }, &doc_id));
	must(step(clerk, doc_id, "raise"));
	if (next() % 10 < VETTED_OF_TEN)
		must(step(vetter, doc_id, "vet"));
}

static void requests(struct ctx *cx, size_t count)
{
	const struct actor *clerk = actor_of(cx, "clerks"), *vetter = actor_of(cx, "vetter");
	int64_t until = cx->now_ms, from = until - DAYS_BACK * (int64_t)DAY_MS;
	struct ledger_head head;
	struct place *units;
	struct item *items;
	size_t n_units, n_items;

	cx->actor = &the_system;
	must(place_list(cx, &(struct place_filter){ .kind = PLACE_UNIT, .limit = PLACE_BATCH_MAX }, &units, &n_units));
	must(item_list(cx, &(struct item_filter){ .active_only = 1, .limit = ITEM_BATCH_MAX }, &items, &n_items));
	must(ledger_head(cx, &head));
	from = from > head.posted_ms ? from : head.posted_ms + 1;
	cx->mem = (struct arena){ 0 };
	for (size_t i = 0; i < count; i++) {
		cx->now_ms = from + (int64_t)((__int128)(until - from) * (int64_t)i / (int64_t)count);
		ask(cx, units, n_units, items, n_items, clerk, vetter);
		if (i % A_BATCH == A_BATCH - 1)
			commit(cx);
	}
	cx->now_ms = until;
	commit(cx);
}

/* Goods go round between the warehouses, one entry each. */
static void entries(struct ctx *cx, size_t count)
{
	const int64_t lot_id = ctx_new_id(cx);
	struct ledger_new_lot lot = { .lot_id = lot_id, .source_line_no = 1, .batch = "B" };
	struct place *houses;
	struct item *items;
	size_t n, n_items;

	cx->actor = &the_system;
	must(place_list(cx, &(struct place_filter){ .kind = PLACE_WAREHOUSE, .limit = PLACE_BATCH_MAX }, &houses, &n));
	must(item_list(cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &items, &n_items));
	lot.item_id = items[0].item_id;
	cx->mem = (struct arena){ 0 };
	for (size_t i = 0; i < count; i++) {
		struct account_key from = { .kind = ACC_STORE, .place_id = houses[i % n].place_id, .owner_id = cx->district_id };
		struct account_key to = { .kind = ACC_STORE, .place_id = houses[(i + 1) % n].place_id, .owner_id = cx->district_id };
		struct ledger_change change[2] = { { .account = from, .lot_id = lot_id, .line_no = 1, .qty = -1 },
			{ .account = to, .lot_id = lot_id, .line_no = 1, .qty = 1 } };
		struct ledger_entry e = { .doc_id = ctx_new_id(cx), .doc_version = 1, .kind = "bench", .verb = "move", .from_state = "a",
			.to_state = "b", .actor_id = ACCOUNT_SYSTEM, .changes = change, .n_changes = 2 };
		struct ledger_posted posted;

		if (i == 0) {
			change[0].account = (struct account_key){ .kind = ACC_FROM_SUPPLIER, .who_id = 900001, .owner_id = cx->district_id };
			change[0].qty = -1000;
			change[1].qty = 1000;
			e.lots = &lot;
			e.n_lots = 1;
		}
		must(ledger_post(cx, &e, &posted));
		if (i % 10000 == 9999)
			commit(cx);
	}
	commit(cx);
}

int main(int argc, char **argv)
{
	size_t n_requests = argc > 2 ? strtoul(argv[2], NULL, 10) : 50000, n_entries = argc > 3 ? strtoul(argv[3], NULL, 10) : 1000000;
	struct ids ids = { 0 };
	struct ctx c = { .district_id = 330114, .ids = &ids, .random = seeded_random, .actor = &the_system }, *cx = &c;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	c.now_ms = (int64_t)now.tv_sec * 1000;
	c.plans = plan_cache_create();
	must(store_open(cx, argv[1], STORE_WRITE, &c.store));
	must(store_begin(cx));
	requests(cx, n_requests);
	entries(cx, n_entries);
	must(store_commit(cx));
	store_close(c.store);
	return 0;
}
