/* SPDX-License-Identifier: Apache-2.0 */
/* Sixty-four people want the last unit at once, each with a document of his own:
 * one gets it, on SQLite through its one writer, on PostgreSQL through eight. */
#include "caps/document/document_world.h"
#include "caps/stock/stock.h"
#include "store/writer.h"
#include <pthread.h>
#include <stdatomic.h>

enum { PEOPLE = 64, THREADS = 16, CONNECTIONS = 8 };

struct race {
	struct writer *writer;
	struct ctx     base;
	int64_t        doc[PEOPLE];
	atomic_int     next, won, lost, other;
};

static enum err grab(struct ctx *cx, void *arg)
{
	struct doc_moved moved;

	return document_advance(cx, &(struct doc_move){ .doc_id = *(int64_t *)arg, .verb = "move" }, &moved);
}

static void *run(void *arg)
{
	struct race *r = arg;
	int i;

	while ((i = atomic_fetch_add(&r->next, 1)) < PEOPLE) {
		struct ctx cx = r->base;
		enum err e;

		cx.mem = (struct arena){ 0 };
		do
			e = writer_call(r->writer, &cx, grab, &r->doc[i]);
		while (e == ERR_BUSY);
		atomic_fetch_add(e == ERR_OK ? &r->won : e == ERR_SHORT_STOCK ? &r->lost : &r->other, 1);
		if (e && e != ERR_SHORT_STOCK)
			print_error("%s\n", cx.fault.en);
		arena_reset(&cx.mem);
	}
	return NULL;
}

static void race_at(const char *url, int connections)
{
	struct ids ids = { 0 };
	struct ctx first = { .now_ms = INT64_C(1800000000000), .district_id = 330114, .ids = &ids }, *cx = &first;
	struct store *stores[CONNECTIONS];
	struct race r = { 0 };
	struct docs w;
	pthread_t thread[THREADS];

	must(store_open(cx, url, STORE_WRITE, &cx->store));
	must(store_migrate(cx));
	w = open_docs(cx);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 1, 0);
	for (int i = 0; i < PEOPLE; i++)
		must(stock_transfer_open(cx, &(struct stock_way){ w.d.wa, w.d.wb, 0, &(struct stock_goods){ .item_id = w.mask, .qty = 1 }, 1 }, &r.doc[i]));
	must(store_commit(cx));
	r.base = *cx;
	stores[0] = cx->store;
	for (int i = 1; i < connections; i++)
		must(store_open(cx, url, STORE_WRITE, &stores[i]));
	cx->store = NULL;
	must(writer_start(cx, stores, connections, (struct writer_limits){ 0 }, &r.writer));
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, run, &r), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	writer_stop(r.writer);
	assert_int_equal(atomic_load(&r.won), 1);
	assert_int_equal(atomic_load(&r.lost), PEOPLE - 1);
	must(store_open(cx, url, STORE_WRITE, &cx->store));
	must(store_begin(cx));
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root), w.mask), 0);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.wb, .owner_id = w.d.root), w.mask), 1);
	close_docs(cx);
	store_close(cx->store);
	arena_reset(&cx->mem);
}

static void the_last_unit_goes_to_one_of_sixty_four(void **state)
{
	const char *server = getenv("BAOGONG_TEST_PG");
	char dir[] = P_tmpdir "/baogong-race-XXXXXX", url[1200], lock[1300], name[64];

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(url, sizeof url, "%s/race.db", dir);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_last_unit_goes_to_one_of_sixty_four) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
