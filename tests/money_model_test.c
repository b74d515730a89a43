/* SPDX-License-Identifier: Apache-2.0 */
/* Random acts of households, workers, a shop and a station with orders and their
 * money, against a model too plain to be wrong: who gives whom how much, counter
 * by counter, written out by hand.  The machine derives its postings from tables;
 * here nobody does.  At the end everything is delivered and paid, and every account
 * of money stands at nil.
 *
 * MODEL_SEEDS seeds (SEEDS unless told; SOAK=1: as many as fit in 600 s), so that every
 * machine runs the same; a failure prints its seed, and MODEL_SEED=n runs that one alone. */
#include "caps/delivery/delivery_world.h"
#include "base/text.h"
#include "caps/settlement/settlement_work.h"
#include "model_seeds.h"
#include "seeded.h"
#include <string.h>

enum { SEEDS = 80, HOMES = 10, DOCS_MOST = 300, ENTRIES_MOST = 400, BEFORE = 60, AFTER = 90 };

struct entry { struct account_key key; int64_t item_id, qty; };
struct known { int64_t doc_id, counter[8][COUNTERS]; };
struct model {
	struct delivering w;
	struct seeded chance;
	int64_t      home[HOMES], n_acts;
	const struct actor *office[2];
	struct known doc[DOCS_MOST];       size_t n_doc;
	struct entry entry[ENTRIES_MOST];  size_t n;
	int64_t      accepted, refused, moved;
};

static uint64_t running;

static int64_t any(struct model *m, int64_t n) { return seeded_below(&m->chance, n); }

static int64_t *held(struct model *m, struct account_key key, int64_t item_id)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->entry[i].item_id == item_id && !memcmp(&m->entry[i].key, &key, sizeof key))
			return &m->entry[i].qty;
	assert_true(m->n < ENTRIES_MOST);
	m->entry[m->n] = (struct entry){ key, item_id, 0 };
	return &m->entry[m->n++].qty;
}

static void moves(struct model *m, struct account_key from, struct account_key to, int64_t item_id, int64_t qty)
{
	*held(m, from, item_id) -= qty;
	*held(m, to, item_id) += qty;
	m->moved += qty != 0;
}

/* ---- what each counter of an order or a settlement means, in money and places ---- */

static void order_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	const int64_t own = l->price_fen - l->aid_fen, aid = l->aid_fen;
	const struct account_key open = ACCOUNT_OF(OPEN, .doc_id = d->parent_id), claimed = ACCOUNT_OF(CLAIMED, .who_id = d->taker_id);
	const struct account_key prepaid = ACCOUNT_OF(PREPAID, .who_id = d->taker_id), owed = ACCOUNT_OF(OWED, .who_id = d->taker_id);
	const struct account_key worker = ACCOUNT_OF(CASH, .who_id = d->worker_id), door = ACCOUNT_OF(CASH, .who_id = d->carrier_id);
	const struct account_key shop = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id), own_money = ACCOUNT_OF(ADVANCED, .who_id = d->worker_id);

	moves(m, open, claimed, l->item_id, by[GRANTED] - by[DROPPED]);
	moves(m, claimed, ACCOUNT_OF(REDEEMED, .who_id = d->taker_id), l->item_id, by[TAKEN]);
	moves(m, ACCOUNT_OF(PAYABLE, .who_id = d->giver_id, .fund_id = d->fund_id), ACCOUNT_OF(SUBSIDY, .fund_id = d->fund_id), LEDGER_MONEY, aid * by[TAKEN]);
	if (text_equal(d->kind, "order")) {
		moves(m, prepaid, worker, LEDGER_MONEY, own * by[SENT]);
		moves(m, worker, prepaid, LEDGER_MONEY, own * by[BACK]);
		moves(m, shop, prepaid, LEDGER_MONEY, own * by[TAKEN]);
	} else if (text_equal(d->kind, "collect_order")) {
		if (by[TAKEN])
			moves(m, shop, door, LEDGER_MONEY, own * by[TAKEN]);
	} else {
		moves(m, shop, owed, LEDGER_MONEY, own * by[TAKEN]);
		moves(m, owed, own_money, LEDGER_MONEY, own * by[PAID]);
	}
}

static void money_line(struct model *m, const struct doc *d, const int64_t by[COUNTERS])
{
	const struct account_key from = { .kind = text_equal(d->kind, "lay_out") ? ACC_ADVANCED : ACC_CASH, .who_id = d->worker_id };
	const struct account_key with = ACCOUNT_OF(REMITTED, .who_id = d->giver_id), shop = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id);

	if (text_equal(d->kind, "pay_out")) {
		moves(m, ACCOUNT_OF(GRANTED, .who_id = d->taker_id, .fund_id = d->fund_id),
		      ACCOUNT_OF(PAYABLE, .who_id = d->giver_id, .fund_id = d->fund_id), LEDGER_MONEY, by[TAKEN]);
		return;
	}
	moves(m, from, with, LEDGER_MONEY, by[TAKEN]);
	moves(m, with, shop, LEDGER_MONEY, by[BILLED] - by[PAID]);
	moves(m, with, from, LEDGER_MONEY, by[PAID]);
}

static void follow(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n_doc; i++) {
		struct known *k = &m->doc[i];
		struct doc d;

		must(document_get(cx, k->doc_id, &d));
		for (size_t l = 0; l < d.n_lines; l++) {
			int64_t by[COUNTERS];

			for (int c = 0; c < COUNTERS; c++) {
				by[c] = d.lines[l].counter[c] - k->counter[l][c];
				k->counter[l][c] = d.lines[l].counter[c];
			}
			if (d.lines[l].item_id == LEDGER_MONEY)
				money_line(m, &d, by);
			else
				order_line(m, &d, &d.lines[l], by);
		}
	}
}

static void agree(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct entry *e = &m->entry[i];
		int64_t there;

		if (e->key.kind == ACC_OPEN)
			continue;                               /* the offer itself put places there */
		must(ledger_item_balance(cx, &e->key, e->item_id, &there));
		if (there != e->qty)
			print_error("seed %llu: account %lld of %lld: model %lld, ledger %lld\n", (unsigned long long)running, (long long)e->key.kind,
				    (long long)e->key.who_id, (long long)e->qty, (long long)there);
		assert_int_equal(there, e->qty);
	}
}

/* ---- acts ---- */

static int64_t some_doc(struct ctx *cx, struct model *m, bool settlement)
{
	struct doc d;

	for (int tries = 0; m->n_doc && tries < 20; tries++) {
		int64_t id = m->doc[any(m, (int64_t)m->n_doc)].doc_id;

		must(document_get(cx, id, &d));
		if ((d.lines[0].item_id == LEDGER_MONEY) == settlement)
			return id;
	}
	return 0;
}

enum { PEOPLE = 6 };

static const struct actor *person(const struct model *m, int64_t i)
{
	const struct actor *all[PEOPLE] = { m->w.o.m.worker, m->w.team, m->w.o.m.clerk, m->w.driver, m->w.leader, m->w.o.stranger };

	return all[i];
}

static const struct actor *someone(struct model *m)
{
	return person(m, any(m, any(m, 8) ? 3 : PEOPLE));
}

/* Who has not paid when the vehicle is loaded gets nothing any more. */
static enum err order_act(struct ctx *cx, struct model *m, bool delivered, int64_t *ret_new)
{
	struct order_draft d = wish(&m->w.o, m->home[any(m, HOMES)], (enum order_pay)any(m, 3), WANTS({ .line_no = 1, .qty = 1 + any(m, 3) }, { .item_id = m->w.o.m.egg, .qty = any(m, 9) }));
	int64_t id = some_doc(cx, m, false);
	struct order_placed placed;
	struct doc_moved moved;
	enum err e;

	cx->actor = any(m, 6) ? m->w.o.m.worker : someone(m);
	switch (delivered ? 4 + any(m, 2) : id ? any(m, 6) : 0) {
	case 0: case 1: case 2:
		d.unpaid = !any(m, 3);
		e = order_place(cx, &d, &placed);
		*ret_new = e ? 0 : placed.doc_id;
		return e;
	case 3:
		return order_pay(cx, id, 0, 0, &moved);
	case 4:
		return order_cancel(cx, id, 0, false, "不要了", &moved);
	default:
		return order_cut(cx, id, 0, &(struct doc_part){ .line_no = 1 + any(m, 2), .qty = 1 + any(m, 2) }, 1, "缺货", &moved);
	}
}

static enum err money_act(struct ctx *cx, struct model *m, int64_t *ret_new)
{
	int64_t id = some_doc(cx, m, true);
	struct settlement_counted c;
	struct settlement_row row;
	struct doc_moved moved;
	int64_t fen = 100 * (1 + any(m, 120));
	enum err e;

	cx->actor = someone(m);
	if (!id || !any(m, 3)) {
		enum settlement_kind kind = any(m, 4) ? SETTLE_CASH : SETTLE_LAY_OUT;
		int64_t books;

		must(settlement_books(cx, kind, cx->actor->account_id, m->w.o.m.org, m->w.o.m.shop, &books));
		e = settlement_start(cx, &(struct settlement_open){ kind, m->w.o.m.shop, 0, any(m, 4) ? books : fen, NULL }, &c);
		*ret_new = e ? 0 : c.doc_id;
		return e;
	}
	if (!settlement_see(cx, id, &row) && any(m, 4))
		fen = row.shop_fen > 0 && any(m, 2) ? row.shop_fen : row.worker_fen > 0 ? row.worker_fen : fen;
	if (!any(m, 8))
		return settlement_withdraw(cx, id, 0, NULL, &moved);
	return settlement_count(cx, &(struct settlement_count){ .doc_id = id, .sum_fen = fen, .verb = any(m, 5) ? "remit" : "give_back" }, &c);
}

/* The station's team at a door; a verdict other than done changes nothing. */
static enum handover_verdict at_door(struct ctx *cx, struct model *m, int64_t order_id)
{
	char act_id[24];

	snprintf(act_id, sizeof act_id, "act-%08lld", (long long)++m->n_acts);
	return handed(cx, m->w.team, act_id, order_id, HANDOVER_DELIVERED);
}

static enum err door_act(struct ctx *cx, struct model *m)
{
	int64_t id = some_doc(cx, m, false);
	struct doc_moved moved;

	if (any(m, 2)) {
		(void)at_door(cx, m, id);
		return ERR_OK;
	}
	cx->actor = m->w.o.m.worker;
	return any(m, 3) ? order_collect(cx, id, 0, &moved) : order_undo(cx, id, 0, "点错了", &moved);
}

static void act(struct ctx *cx, struct model *m, bool delivered)
{
	int64_t made = 0;
	enum err e;

	cx->now_ms += 1000;
	must(store_savepoint(cx));
	e = delivered && any(m, 2) ? door_act(cx, m) : any(m, 2) ? order_act(cx, m, delivered, &made) : money_act(cx, m, &made);
	if (e) {
		assert_true(e != ERR_BROKEN && e != ERR_BUSY && cx->fault.zh[0] && cx->fault.en[0]);
		store_undo(cx);
		m->refused++;
	} else {
		must(store_release(cx));
		m->accepted++;
		if (made) {
			assert_true(m->n_doc < DOCS_MOST);
			m->doc[m->n_doc++].doc_id = made;
		}
	}
	follow(cx, m);
}

/* ---- the end: what was promised comes, who owes pays, nobody keeps anything ---- */

static void finish_orders(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n_doc; i++) {
		struct doc_moved moved;
		struct doc d;

		must(document_get(cx, m->doc[i].doc_id, &d));
		if (d.lines[0].item_id == LEDGER_MONEY) {
			for (int p = 0; p < PEOPLE && text_equal(d.state, "draft"); p++) {
				cx->actor = person(m, p);
				if (d.worker_id == cx->actor->account_id)
					must(settlement_withdraw(cx, d.doc_id, 0, NULL, &moved));
			}
			continue;
		}
		cx->actor = m->w.o.m.clerk;
		if (text_equal(d.kind, "order") && text_equal(d.state, "placed"))
			must(order_cut(cx, d.doc_id, 0, NULL, 0, "没有付款", &moved));
		must(document_get(cx, d.doc_id, &d));
		cx->actor = m->w.team;
		if (text_equal(d.state, "paid") || text_equal(d.state, "placed") || text_equal(d.state, "part"))
			assert_int_equal(at_door(cx, m, d.doc_id), ACT_DONE);
	}
}

static void settle_all(struct ctx *cx, struct model *m)
{
	struct settlement_counted c;
	int64_t books, cleared;

	for (int p = 0; p < PEOPLE; p++)                        /* whoever took an order or stood at a door may hold cash */
		for (enum settlement_kind kind = SETTLE_CASH; kind <= SETTLE_LAY_OUT; kind++) {
			cx->actor = person(m, p);
			must(settlement_books(cx, kind, cx->actor->account_id, m->w.o.m.org, m->w.o.m.shop, &books));
			if (!books)
				continue;
			must(settlement_start(cx, &(struct settlement_open){ kind, m->w.o.m.shop, 0, books, NULL }, &c));
			m->doc[m->n_doc++].doc_id = c.doc_id;
			cx->actor = m->w.o.m.clerk;
			must(settlement_count(cx, &(struct settlement_count){ .doc_id = c.doc_id, .sum_fen = books }, &c));
			assert_true(c.done);
		}
	must(settlement_clear(cx, m->w.o.m.org, &cleared));
}

/* The office pays the subsidies of every day, each against the statement both sides confirm. */
static void pay_subsidies(struct ctx *cx, struct model *m)
{
	struct statement_confirm in = { .shop_id = m->w.o.m.shop };
	const int64_t today = civil_day_of(cx->now_ms);
	struct statement_doc *docs;
	struct pay_dues dues;
	struct pay_out_row row;
	struct statement s;
	size_t n;

	for (in.day = today - 3; in.day <= today; in.day++) {
		cx->actor = &the_system;
		must(pay_out_due(cx, in.shop_id, 0, in.day, &dues));
		if (!dues.n || dues.at[0].due_fen <= 0)
			continue;
		for (in.side = SIDE_WORKER; in.side <= SIDE_SHOP; in.side++) {
			must(statement_see(cx, in.shop_id, 0, in.day, &s, &docs, &n));
			in.total_fen = s.total_fen;
			in.version = s.version;
			must(statement_confirm(cx, &in, &s));
		}
		cx->actor = m->office[0];
		must(pay_out_start(cx, &(struct pay_out_ask){ .shop_id = in.shop_id, .day = in.day, .sum_fen = dues.at[0].due_fen }, &row));
		m->doc[m->n_doc++].doc_id = row.doc_id;
		cx->actor = m->office[1];
		must(pay_out_pay(cx, row.doc_id, 0, NULL, &row));
	}
}

static void all_nil(struct ctx *cx, struct model *m)
{
	static const int64_t kinds[] = { ACC_CASH, ACC_ADVANCED, ACC_PREPAID, ACC_OWED, ACC_REMITTED };

	for (size_t i = 0; i < m->n_doc; i++) {
		struct doc_moved moved;
		struct doc d;

		must(document_get(cx, m->doc[i].doc_id, &d));
		cx->actor = m->w.o.m.worker;
		if (text_equal(d.state, "owing"))
			must(order_collect(cx, d.doc_id, 0, &moved));
	}
	follow(cx, m);
	agree(cx, m);
	for (size_t i = 0; i < m->n; i++) {
		const struct entry *e = &m->entry[i];
		bool nil = e->key.kind == ACC_PAYABLE;          /* what the fund owes it, too */

		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			nil |= e->key.kind == kinds[k];
		if (nil && e->qty)
			print_error("seed %llu: account %lld of %lld still has %lld\n", (unsigned long long)running, (long long)e->key.kind,
				    (long long)e->key.who_id, (long long)e->qty);
		assert_true(!nil || !e->qty);
	}
}

static int64_t total_accepted, total_refused, total_moved;

static void one_seed(struct ctx *cx, uint64_t seed)
{
	struct model *m = calloc(1, sizeof *m);
	struct arena keep;

	running = seed;
	m->chance.state = seed;
	m->w = open_delivering(cx);
	m->office[0] = new_actor(cx, "office1", "supply_group", m->w.o.m.d.d.root);
	m->office[1] = new_actor(cx, "office2", "approver", m->w.o.m.d.d.root);
	cx->actor = m->w.o.m.worker;
	for (int i = 0; i < HOMES; i++)
		m->home[i] = lives_at(cx, &m->w.o, (const char *[]){ "201", "202", "203", "204", "301", "302", "303", "304", "401", "402" }[i],
				      (int64_t[]){ 0, NEED_LOW_INCOME, NEED_NO_PHONE | NEED_ELDERLY }[i % 3]);
	for (int i = 0; i < 3; i++)
		m->doc[m->n_doc++].doc_id = m->w.order[i];
	follow(cx, m);
	keep = cx->mem;
	cx->mem = (struct arena){ 0 };
	for (int i = 0; i < BEFORE + AFTER; i++) {
		if (i == BEFORE)
			brought(cx, &m->w);
		act(cx, m, i >= BEFORE);
		if (i % 10 == 0)
			agree(cx, m);
		arena_reset(&cx->mem);
	}
	finish_orders(cx, m);
	follow(cx, m);
	settle_all(cx, m);
	pay_subsidies(cx, m);
	follow(cx, m);
	all_nil(cx, m);
	close_docs(cx);
	total_accepted += m->accepted;
	total_refused += m->refused;
	total_moved += m->moved;
	arena_reset(&keep);
	free(m);
}

static uint64_t seed_now;
static void run_seed(struct ctx *cx) { one_seed(cx, seed_now); }

static void money_goes_as_the_model_says_and_ends_at_nil(void **state)
{
	bool one;

	(void)state;
	one = model_seeds(SEEDS, &seed_now, run_seed);
	print_message("# %lld accepted, %lld refused, %lld movements of money and places\n", (long long)total_accepted,
		      (long long)total_refused, (long long)total_moved);
	assert_true(one || (total_moved > 50 && total_refused > 20));
}

static void one_fixed_seed(struct ctx *cx) { one_seed(cx, 77); }

static void the_same_on_both_stores(void **state)
{
	(void)state;
	for_each_store(one_fixed_seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(money_goes_as_the_model_says_and_ends_at_nil), cmocka_unit_test(the_same_on_both_stores) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
