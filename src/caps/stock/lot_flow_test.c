/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/dispatch_world.h"
#include "caps/stock/lot_flow.h"
#include "caps/stock/lot_replay.h"
#include "caps/stock/stock.h"
#include "seeded.h"
#include <string.h>

static int64_t lot_of(struct ctx *cx, int64_t doc_id)
{
	struct lot_origin *rows;
	size_t n;

	must(lot_origins_doc(cx, doc_id, 10, &rows, &n));
	assert_int_equal(n, 1);
	return rows[0].lot_id;
}

static int64_t sum_of(const int64_t *parts)
{
	int64_t sum = 0;

	for (int i = 0; i < FLOW_PARTS; i++)
		sum += parts[i];
	return sum;
}

static void from_donor_to_door(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct stock_goods goods = { .item_id = w.mask, .qty = 7 };
	struct chain_link *links;
	struct lot_origin *from;
	struct lot_flow f, then;
	int64_t receipt, plan, order, id = 0, lot;
	size_t n;

	give_points(cx, &w);
	receipt = stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 100, civil_day_of(cx->now_ms) + 100);
	lot = lot_of(cx, receipt);
	vetted(cx, &w, w.mask, 60);
	plan = held(cx, &w);
	order = ordered(cx, &w, plan, 777);
	must(step(w.by.keeper, order, "acknowledge"));
	must(step(w.by.keeper, order, "depart", { .line_no = 1, .qty = 40 }));
	must(step(w.by.carrier, order, "depart", { .line_no = 1, .qty = 40 }));
	must(lot_flow(cx, lot, 0, &then));
	assert_true(then.agrees);
	assert_int_equal(then.parts[PART_STORE], 40);
	assert_int_equal(then.parts[PART_HELD], 20);
	assert_int_equal(then.parts[PART_TRANSIT], 40);
	must(step(w.by.clerk, order, "receive", { .line_no = 1, .qty = 38 }));
	must(step(w.by.carrier, order, "receive", { .line_no = 1, .qty = 38 }));
	must(step(w.by.clerk, order, "report"));
	cx->actor = w.by.clerk;
	must(stock_issue_open(cx, w.d.clinic, w.d.clinic, &goods, 1, &id));
	must(step(w.by.clerk, id, "hand_over"));

	must(lot_flow(cx, lot, 0, &f));
	assert_true(f.agrees);
	assert_int_equal(f.total, 100);
	assert_int_equal(sum_of(f.parts), 100);
	assert_int_equal(f.parts[PART_STORE], 40);
	assert_int_equal(f.parts[PART_HELD], 20);
	assert_int_equal(f.parts[PART_ASTRAY], 2);
	assert_int_equal(f.parts[PART_UNIT], 31);
	assert_int_equal(f.parts[PART_USED], 7);
	assert_int_equal(f.nodes[0].kind, FLOW_SOURCE);
	assert_int_equal(f.nodes[0].qty, 100);
	assert_int_equal(f.nodes[0].party_id, w.supplier);
	assert_int_equal(f.nodes[1].kind, FLOW_HOUSE);
	assert_int_equal(f.nodes[1].place_id, w.d.wa);
	for (n = 0; n < f.n_ways && f.ways[n].part != PART_USED; n++)
		;
	assert_true(n < f.n_ways);
	assert_int_equal(f.ways[n].n_stops, 5);                 /* supplier, warehouse, vehicle, clinic, used */
	assert_int_equal(f.nodes[f.ways[n].stops[2].node].doc_id, order);
	must(lot_chain(cx, &f, &f.ways[n], &links, &n));
	assert_string_equal(links[0].verb, "announce");
	assert_string_equal(links[1].verb, "take_in");
	assert_true(links[1].moved && links[1].place_id == w.d.wa);
	assert_string_equal(links[n - 1].verb, "hand_over");
	for (size_t i = 1; i < n; i++)
		assert_true(links[i].seq > links[i - 1].seq);
	must(lot_flow(cx, lot, then.seq, &f));                   /* as it was */
	assert_int_equal(f.n_ways, then.n_ways);
	assert_int_equal(f.parts[PART_TRANSIT], 40);
	must(lot_origins_place(cx, w.d.clinic, 0, 0, 10, &from, &n));
	assert_int_equal(n, 1);
	assert_int_equal(from[0].qty, 38);
	assert_int_equal(from[0].giver_id, w.supplier);
	assert_int_equal(from[0].source_doc_id, receipt);
	close_docs(cx);
}

static void X3_every_piece_of_a_lot_is_followed_from_the_donor_to_the_door(void **state) { (void)state; for_each_store(from_donor_to_door); }

static void there_and_back(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct stock_goods goods = { .item_id = w.mask, .qty = 30 };
	int64_t lot = lot_of(cx, stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 100, 0)), id = 0;
	struct doc_moved moved;
	struct lot_flow f;

	cx->actor = w.by.keeper;
	must(stock_transfer_open(cx, &(struct stock_way){ w.d.wa, w.d.wb, 777, &goods, 1 }, &id));
	must(step(w.by.keeper, id, "depart"));
	must(step(w.by.keeper, id, "turn_back"));
	must(lot_flow(cx, lot, 0, &f));
	assert_true(f.agrees);
	assert_int_equal(f.parts[PART_STORE], 100);
	assert_int_equal(f.n_ways, 2);                           /* seventy never left, thirty came back */
	must(stock_transfer_open(cx, &(struct stock_way){ w.d.wa, w.d.wb, 0, &goods, 1 }, &id));
	must(step(w.by.keeper, id, "move"));
	must(document_undo(cx, id, 0, "录错", &moved));
	must(lot_flow(cx, lot, 0, &f));
	assert_true(f.agrees);
	assert_int_equal(f.n_ways, 2);                           /* what was taken back never happened */
	assert_int_equal(f.parts[PART_STORE], 100);
	refused(ERR_NOT_FOUND, lot_flow(cx, 12345, 0, &f));
	close_docs(cx);
}

static void goods_sent_back_show_their_way_and_steps_taken_back_do_not(void **state) { (void)state; for_each_store(there_and_back); }

/* Whatever moves, the ends hold what the accounts hold, and ways are unbroken. */
static void a_replay_loses_nothing(void **state)
{
	enum { ACCOUNTS = 8, ENTRIES = 400 };
	struct seeded dice = { 20261121 };
	int sign[ACCOUNTS] = { -1, 1, 1, 1, 1, 1, 1, 1 };

	(void)state;
	for (int round = 0; round < 20; round++) {
		struct replay_step steps[2 * ENTRIES];
		int64_t balance[ACCOUNTS] = { 0 }, ends[ACCOUNTS] = { 0 };
		struct arena mem = { 0 };
		struct replay_result r;
		size_t n = 0;

		for (int64_t seq = 1; seq <= ENTRIES; seq++) {
			size_t from = (size_t)seeded_below(&dice, ACCOUNTS), to = (size_t)seeded_below(&dice, ACCOUNTS);
			int64_t qty = 1 + seeded_below(&dice, from ? 20 : 100);

			if (from == to || (from && qty > balance[from]) || (!to && qty > -balance[0]))
				continue;
			balance[from] -= qty;
			balance[to] += qty;
			steps[n++] = (struct replay_step){ .seq = seq, .doc_id = seq, .line_no = 1, .qty = -qty, .after_qty = balance[from], .account = from };
			steps[n++] = (struct replay_step){ .seq = seq, .doc_id = seq, .line_no = 1, .qty = qty, .after_qty = balance[to], .account = to };
		}
		r = lot_replay(&mem, steps, n, sign, ACCOUNTS);
		assert_true(r.agrees);
		for (size_t i = 0; i < r.n_ends; i++) {
			size_t h = r.ends[i].hop;

			ends[r.hops[h].account] += r.ends[i].qty;
			while (r.hops[h].before) {
				assert_true(r.hops[r.hops[h].before - 1].seq <= r.hops[h].seq);
				h = r.hops[h].before - 1;
			}
			assert_int_equal(r.hops[h].account, 0);
		}
		for (size_t a = 1; a < ACCOUNTS; a++)
			assert_int_equal(ends[a], balance[a]);
		steps[n - 1].after_qty++;
		assert_false(lot_replay(&mem, steps, n, sign, ACCOUNTS).agrees);
		arena_reset(&mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X3_every_piece_of_a_lot_is_followed_from_the_donor_to_the_door),
		cmocka_unit_test(goods_sent_back_show_their_way_and_steps_taken_back_do_not),
		cmocka_unit_test(a_replay_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
