/* SPDX-License-Identifier: Apache-2.0 */
/* The daily report over a ledger of a million entries: 100 warehouses, 100
 * items, 20,000 lots, 5,000 entries a day. */
#include <time.h>
#include "caps/document/document_world.h"
#include "caps/report/report.h"

enum { HOUSES = 100, ITEMS = 100, LOTS = 20000, A_DAY = 5000, A_BATCH = 10000 };

struct goods { int64_t house[HOUSES], item[ITEMS], lot[LOTS], left[LOTS]; };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t next(void)
{
	static uint64_t state = 1;

	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return state >> 33;
}

/* Entry k: a lot comes in, or some of one goes to the next house. */
static void post(struct ctx *cx, const struct docs *w, struct goods *g, size_t k)
{
	size_t m = k < LOTS ? k : next() % LOTS, house = m % HOUSES;
	struct ledger_new_lot lot;
	struct ledger_change change[2];
	struct ledger_entry e = { .doc_id = ctx_new_id(cx), .doc_version = 1, .kind = "bench", .verb = "move", .from_state = "a", .to_state = "b",
		.actor_id = ACCOUNT_SYSTEM, .changes = change, .n_changes = 2 };
	struct ledger_posted posted;
	int64_t qty = k < LOTS ? 1000000 : 1 + (int64_t)(next() % 9);

	if (k < LOTS) {
		g->lot[m] = ctx_new_id(cx);
		lot = (struct ledger_new_lot){ .lot_id = g->lot[m], .item_id = g->item[m / HOUSES % ITEMS], .source_line_no = 1, .expiry_day = 30000, .batch = "B" };
		e.lots = &lot;
		e.n_lots = 1;
		change[0].account = (struct account_key){ .kind = ACC_FROM_SUPPLIER, .who_id = w->supplier, .owner_id = w->d.root };
	} else {
		change[0].account = (struct account_key){ .kind = ACC_STORE, .place_id = g->house[house], .owner_id = w->d.root };
		house = (house + 1) % HOUSES;
	}
	change[1].account = (struct account_key){ .kind = ACC_STORE, .place_id = g->house[house], .owner_id = w->d.root };
	for (int i = 0; i < 2; i++) {
		change[i].lot_id = g->lot[m];
		change[i].line_no = 1;
		change[i].qty = i ? qty : -qty;
	}
	must(ledger_post(cx, &e, &posted));
}

static void fill(struct ctx *cx, const struct docs *w, size_t n)
{
	static struct goods g;
	struct arena kept;

	for (int i = 0; i < HOUSES; i++)
		g.house[i] = new_place(cx, PLACE_WAREHOUSE, arena_print(&cx->mem, "H%03d", i), arena_print(&cx->mem, "%d 号库", i), w->d.a);
	for (int i = 0; i < ITEMS; i++)
		g.item[i] = new_item(cx, arena_print(&cx->mem, "I%03d", i), "rice", 1, STORAGE_AMBIENT);
	kept = cx->mem;
	cx->mem = (struct arena){ 0 };
	for (size_t k = 0; k < n; k++) {
		post(cx, w, &g, k);
		if (k % 100 == 0)
			arena_reset(&cx->mem);
		if (k % A_DAY == A_DAY - 1)
			cx->now_ms += DAY_MS;
		if (k % A_BATCH == A_BATCH - 1) {
			must(store_commit(cx));
			must(store_begin(cx));
		}
	}
	arena_reset(&cx->mem);
	cx->mem = kept;
	must(store_commit(cx));
	must(store_begin(cx));
}

static void ask(struct ctx *cx, const char *name, struct report_day_ask ask)
{
	struct arena kept = cx->mem;
	struct report_day day;
	double best = 1e9;

	for (int i = 0; i < 3; i++) {
		double from = seconds();

		cx->mem = (struct arena){ 0 };
		must(report_day(cx, &ask, &day));
		best = seconds() - from < best ? seconds() - from : best;
		arena_reset(&cx->mem);
	}
	printf("%-34s %7zu %8.3f\n", name, day.rows.n, best);
	fflush(stdout);
	cx->mem = kept;
}

int main(int argc, char **argv)
{
	size_t n = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000000;
	struct ids ids = { 0 };
	struct ctx c = { .now_ms = INT64_C(1760000000000), .district_id = 330114, .ids = &ids }, *cx = &c;
	struct docs w;
	double from = seconds();
	int64_t today;
	struct place house;

	must(store_open(cx, arena_print(&c.mem, "sqlite:%s/report.db", argv[1]), STORE_WRITE, &c.store));
	must(store_migrate(cx));
	w = open_docs(cx);
	c.actor = &the_system;
	fill(cx, &w, n);
	printf("%zu entries made in %.0f s\nreport                                rows        s\n", n, seconds() - from);
	today = civil_day_of(c.now_ms);
	must(place_by_code(cx, "H007", &house));
	ask(cx, "last full day, all, by item", (struct report_day_ask){ .to_day = today - 1 });
	ask(cx, "last full day, all, by lot", (struct report_day_ask){ .to_day = today - 1, .by = REPORT_BY_LOT });
	ask(cx, "a day in the middle, all, by item", (struct report_day_ask){ .to_day = today - (int64_t)n / A_DAY / 2 });
	ask(cx, "last full day, one house, by lot", (struct report_day_ask){ .to_day = today - 1, .place_id = house.place_id, .by = REPORT_BY_LOT });
	store_close(c.store);
	return 0;
}
