/* SPDX-License-Identifier: Apache-2.0 */
/* Five hundred households want one of a hundred packages at once: a hundred get one, nobody gets what is not
 * there, on SQLite through its one writer, on PostgreSQL through eight.  And one household that taps twenty
 * times at once gets one order. */
#include "caps/order/order_world.h"
#include "store/writer.h"
#include <pthread.h>
#include <stdatomic.h>

enum { HOMES = 500, PIECES = 100, TAPS = 20, THREADS = 16, CONNECTIONS = 8 };

struct race {
	struct writer *writer;
	struct ctx     base;
	int64_t        offer, home[HOMES];
	atomic_int     next, won, lost, other;
	enum err       losing;
	int            n;
};

struct wished { const struct race *race; int64_t home; };

static enum err order(struct ctx *cx, void *arg)
{
	const struct wished *w = arg;
	const struct order_want want = { .line_no = 1, .qty = 1 };
	const struct order_draft d = { .household_id = w->home, .offer_id = w->race->offer, .pay = ORDER_PREPAID, .channel = ORDER_BY_WORKER,
		.wants = &want, .n_wants = 1 };
	struct order_placed placed;

	return order_place(cx, &d, &placed);
}

static void *run(void *arg)
{
	struct race *r = arg;
	int i;

	while ((i = atomic_fetch_add(&r->next, 1)) < r->n) {
		struct wished w = { r, r->home[i % HOMES] };
		struct ctx cx = r->base;
		enum err e;

		cx.mem = (struct arena){ 0 };
		do
			e = writer_call(r->writer, &cx, order, &w);
		while (e == ERR_BUSY);
		atomic_fetch_add(e == ERR_OK ? &r->won : e == r->losing ? &r->lost : &r->other, 1);
		if (e && e != r->losing)
			print_error("%s\n", cx.fault.en);
		arena_reset(&cx.mem);
	}
	return NULL;
}

static void all_at_once(struct ctx *cx, const char *url, int connections, struct race *r)
{
	struct store *stores[CONNECTIONS];
	pthread_t thread[THREADS];

	r->base = *cx;
	for (int i = 0; i < connections; i++)
		must(store_open(cx, url, STORE_WRITE, &stores[i]));
	cx->store = NULL;
	must(writer_start(cx, stores, connections, (struct writer_limits){ 0 }, &r->writer));
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, run, r), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	writer_stop(r->writer);
	assert_int_equal(atomic_load(&r->other), 0);
	must(store_open(cx, url, STORE_WRITE, &cx->store));
	must(store_begin(cx));
}

static void race_at(const char *url, int connections)
{
	struct ids ids = { 0 };
	struct ctx first = { .now_ms = INT64_C(1800000000000), .district_id = 330114, .ids = &ids }, *cx = &first;
	struct race r = { .losing = ERR_SHORT_STOCK, .n = HOMES }, taps = { .losing = ERR_CONFLICT, .n = TAPS };
	struct order_sum_fault *faults;
	struct ordering w;
	int64_t left;
	size_t n;

	must(store_open(cx, url, STORE_WRITE, &cx->store));
	must(store_migrate(cx));
	cx->plans = plan_cache_create();
	w = open_ordering(cx);
	for (int i = 0; i < HOMES; i++)
		r.home[i] = lives_at(cx, &w, arena_print(&cx->mem, "%d", 1000 + i), 0);
	for (int i = 0; i < HOMES; i++)
		taps.home[i] = w.plain;
	r.offer = taps.offer = w.offer;
	must(store_commit(cx));
	store_close(cx->store);
	all_at_once(cx, url, connections, &r);
	assert_int_equal(atomic_load(&r.won), PIECES);
	assert_int_equal(atomic_load(&r.lost), HOMES - PIECES);
	must(offer_left(cx, w.offer, 1, &left));
	assert_int_equal(left, 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), PIECES * 5000);
	cx->actor = w.m.clerk;
	taps.offer = on_offer(cx, &w.m, 50);
	cx->actor = w.m.worker;
	must(store_commit(cx));
	store_close(cx->store);
	all_at_once(cx, url, connections, &taps);
	assert_int_equal(atomic_load(&taps.won), 1);
	must(offer_left(cx, taps.offer, 1, &left));
	assert_int_equal(left, 49);
	must(order_sums_check(cx, &faults, &n));
	assert_int_equal(n, 0);
	plan_cache_destroy(cx->plans);
	cx->plans = NULL;
	close_docs(cx);
	store_close(cx->store);
	arena_reset(&cx->mem);
}


static void a_hundred_pieces_go_to_a_hundred_of_five_hundred(void **state)
{
	const char *server = getenv("BAOGONG_TEST_PG");
	char dir[] = P_tmpdir "/baogong-race-XXXXXX", url[1200], lock[1300], name[64];

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(url, sizeof url, "%s/orders.db", dir);
	race_at(url, 1);
	snprintf(lock, sizeof lock, "%s-lock", url);
	unlink(lock);
	unlink(url);
	assert_int_equal(rmdir(dir), 0);
	if (!server || !*server)
		return;
	make_schema(server, name, sizeof name, url, sizeof url);
	race_at(url, CONNECTIONS);
	drop_schema(server, name);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_hundred_pieces_go_to_a_hundred_of_five_hundred) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
