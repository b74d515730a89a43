/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for one's signature among many purchases: so many over so many days,
 * the last ones still to be approved, all others approved; then some signatures.
 * approvals DIR COUNT DAYS */
#include <time.h>
#include "life_world.h"
#include "caps/document/waiting.h"

enum { A_BATCH = 500, WAITING = 40, SIGNATURES = 10, LOOKS = 5 };

static double processor(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t buy(struct ctx *cx, const struct life *l, int64_t i)
{
	struct purchase_line line = { i % 2 ? l->w.mask : l->w.rice, 1, 1 + i % 2, 1 };
	int64_t id;

	cx->actor = l->w.by.supply;
	must(purchase_open(cx, &(struct purchase_draft){ .supplier_id = l->org[i % 2], .to_place_id = l->w.d.wa, .fund_id = l->fund[0], .lines = &line, .n_lines = 1 }, &id));
	must(step(l->w.by.supply, id, "submit"));
	return id;
}

/* By whoever the day's total asks for. */
static void approve(struct ctx *cx, const struct life *l, int64_t id)
{
	if (step(l->deputy, id, "approve") || !strcmp(state_of(cx, id), "review"))
		must(step(l->head, id, "approve"));
}

static void fill(struct ctx *cx, const struct life *l, int64_t count, int64_t days, int64_t *waiting)
{
	const int64_t from = cx->now_ms;

	for (int64_t i = 0; i < count; i++) {
		int64_t id;

		cx->now_ms = from + i * days * (int64_t)DAY_MS / count;
		id = buy(cx, l, i);
		if (i < count - WAITING)
			approve(cx, l, id);
		else
			waiting[i - count + WAITING] = id;
		if (i % A_BATCH == A_BATCH - 1) {
			must(store_commit(cx));
			arena_reset(&cx->mem);
			must(store_begin(cx));
		}
	}
}

static void ask(struct ctx *cx, const struct actor *who, const char *name)
{
	double best = 1e9, began;
	struct doc_waiting *w;
	size_t n;
	bool more;

	for (int i = 0; i < LOOKS; i++) {
		began = processor();
		cx->actor = who;
		must(document_waiting(cx, 200, &w, &n, &more));
		began = processor() - began;
		best = began < best ? began : best;
		arena_reset(&cx->mem);
	}
	printf("| what waits for the %s | %.1f ms | %zu%s documents |\n", name, best * 1000, n, more ? "+" : "");
}

static void sign(struct ctx *cx, const struct life *l, const int64_t *waiting)
{
	double began = processor();

	for (int i = 0; i < SIGNATURES; i++)
		approve(cx, l, waiting[i]);
	printf("| a signature | %.1f ms | |\n", (processor() - began) * 1000 / SIGNATURES);
}

int main(int argc, char **argv)
{
	struct ids ids = { 0 };
	struct ctx c = { .now_ms = INT64_C(1760000000000), .district_id = 330114, .ids = &ids }, *cx = &c;
	static int64_t waiting[WAITING];
	struct arena people;
	struct life l;

	if (argc != 4)
		return 2;
	must(store_open(cx, arena_print(&c.mem, "sqlite:%s/approvals.db", argv[1]), STORE_WRITE, &c.store));
	must(store_migrate(cx));
	c.plans = plan_cache_create();
	l = open_life(cx);
	c.actor = l.w.by.supply;
	must(fund_receive(cx, &(struct fund_receipt){ l.fund[0], l.org[0], LIFE_GRANT, "拨款", NULL }, &(struct doc_moved){ 0 }));
	people = c.mem;                    /* people live as long as the run */
	c.mem = (struct arena){ 0 };
	fill(cx, &l, atoll(argv[2]), atoll(argv[3]), waiting);
	printf("| %s purchases over %s days | processor | |\n|---|--:|--:|\n", argv[2], argv[3]);
	ask(cx, l.deputy, "deputy");
	ask(cx, l.head, "head");
	sign(cx, &l, waiting);
	must(store_commit(cx));
	store_close(c.store);
	plan_cache_destroy(c.plans);
	arena_reset(&c.mem);
	arena_reset(&people);
	return 0;
}
