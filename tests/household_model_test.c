/* SPDX-License-Identifier: Apache-2.0 */
/* Random commands and steps, right and wrong ones, by right and wrong people, on every kind of document a household's
 * supply has (offer, the three orders, trip, passing, giveback, settlement, compensation; lay_out moves in money_model_test.c), against a model too
 * plain to be wrong: whose hands, whose money, kind by kind, written out by hand.  tests/document_model_test.c does the
 * same for the kinds of the warehouse; money_model_test.c plays orders to their end.
 *
 * MODEL_SEEDS seeds (SEEDS unless told; SOAK=1: as many as fit in 600 s); a failure prints its seed, MODEL_SEED=n runs that one alone. */
#include "caps/complaint/complaint_internal.h"
#include "caps/delivery/delivery_world.h"
#include "base/text.h"
#include "caps/settlement/settlement_work.h"
#include "model_seeds.h"
#include "seeded.h"
#include <string.h>

enum { SEEDS = 20, COMMANDS = 480, CUT_OFF_AT = 60, HOMES = 6, DOCS_MOST = 1500, ENTRIES_MOST = 3000, LINES_MOST = 8 };

struct entry { struct account_key key; int64_t item_id, qty; };
struct known { int64_t doc_id, counter[LINES_MOST][COUNTERS]; };
struct model {
	struct delivering w;
	struct seeded chance;
	int64_t      home[HOMES], n_acts, trip_at;
	struct known doc[DOCS_MOST];       size_t n_doc;
	struct entry entry[ENTRIES_MOST];  size_t n;
	int64_t      accepted, refused, moved;
};

static uint64_t running;
enum { KINDS = 9 };
static const char *const kinds_here[KINDS] = { "offer", "order", "collect_order", "credit_order", "trip", "passing", "giveback", "settlement", "lay_out" };
static int64_t moved_of_kind[KINDS], compensated;

static int64_t any(struct model *m, int64_t n) { return seeded_below(&m->chance, n); }
static bool is(const char *a, const char *b) { return text_equal(a, b); }

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
	if (!qty)
		return;
	*held(m, from, item_id) -= qty;
	*held(m, to, item_id) += qty;
	m->moved++;
}

/* ---- what each counter means, kind by kind ---- */

static void order_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	const int64_t own = l->price_fen - l->aid_fen;
	const struct account_key open = ACCOUNT_OF(OPEN, .doc_id = d->parent_id), claimed = ACCOUNT_OF(CLAIMED, .who_id = d->taker_id);
	const struct account_key prepaid = ACCOUNT_OF(PREPAID, .who_id = d->taker_id), owed = ACCOUNT_OF(OWED, .who_id = d->taker_id);
	const struct account_key worker = ACCOUNT_OF(CASH, .who_id = d->worker_id), shop = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id);

	moves(m, open, claimed, l->item_id, by[GRANTED] - by[DROPPED]);
	moves(m, claimed, ACCOUNT_OF(REDEEMED, .who_id = d->taker_id), l->item_id, by[TAKEN]);
	moves(m, ACCOUNT_OF(HANDS, .who_id = d->carrier_id, .owner_id = d->giver_id), ACCOUNT_OF(HOUSEHOLD, .who_id = d->taker_id, .owner_id = d->giver_id),
	      l->item_id, by[TAKEN]);
	moves(m, ACCOUNT_OF(PAYABLE, .who_id = d->giver_id, .fund_id = d->fund_id), ACCOUNT_OF(SUBSIDY, .fund_id = d->fund_id), LEDGER_MONEY, l->aid_fen * by[TAKEN]);
	if (is(d->kind, "order")) {
		moves(m, prepaid, worker, LEDGER_MONEY, own * (by[SENT] - by[BACK]));
		moves(m, shop, prepaid, LEDGER_MONEY, own * by[TAKEN]);
	} else if (is(d->kind, "collect_order")) {
		moves(m, shop, ACCOUNT_OF(CASH, .who_id = d->carrier_id), LEDGER_MONEY, own * by[TAKEN]);
	} else {
		moves(m, shop, owed, LEDGER_MONEY, own * by[TAKEN]);
		moves(m, owed, ACCOUNT_OF(ADVANCED, .who_id = d->worker_id), LEDGER_MONEY, own * by[PAID]);
	}
}

static void money_line(struct model *m, const struct doc *d, const int64_t by[COUNTERS])
{
	const struct account_key from = { .kind = is(d->kind, "lay_out") ? ACC_ADVANCED : ACC_CASH, .who_id = d->worker_id };
	const struct account_key with = ACCOUNT_OF(REMITTED, .who_id = d->giver_id), shop = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id);

	if (is(d->kind, "compensation")) {
		moves(m, from, shop, LEDGER_MONEY, by[TAKEN]);
		return;
	}
	moves(m, from, with, LEDGER_MONEY, by[TAKEN]);
	moves(m, with, shop, LEDGER_MONEY, by[BILLED] - by[PAID]);
	moves(m, with, from, LEDGER_MONEY, by[PAID]);
}

/* Out of one pair of hands (or the shop), on the way, into another; what is missing is astray with who carried it. */
static void journey(struct model *m, const struct doc_line *l, int64_t doc_id, int64_t carrier_id, struct account_key from, struct account_key to,
		    const int64_t by[COUNTERS])
{
	const struct account_key way = ACCOUNT_OF(TRANSIT, .who_id = carrier_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = doc_id);
	const struct account_key astray = ACCOUNT_OF(ASTRAY, .who_id = carrier_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = doc_id);

	moves(m, from, way, l->item_id, by[SENT]);
	moves(m, way, to, l->item_id, by[TAKEN]);
	moves(m, way, from, l->item_id, by[BACK]);
	moves(m, way, astray, l->item_id, by[SHORT]);
	moves(m, astray, to, l->item_id, by[FOUND]);
	moves(m, astray, ACCOUNT_OF(LOST, .who_id = carrier_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[LOST]);
}

static void line_moved(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	const struct account_key supplier = ACCOUNT_OF(FROM_SUPPLIER, .who_id = d->giver_id, .owner_id = l->owner_id, .fund_id = l->fund_id);
	const struct account_key hands = ACCOUNT_OF(HANDS, .who_id = d->worker_id, .owner_id = l->owner_id, .fund_id = l->fund_id);

	if (is(d->kind, "offer"))
		moves(m, ACCOUNT_OF(OFFERED, .who_id = d->giver_id, .doc_id = d->doc_id), ACCOUNT_OF(OPEN, .doc_id = d->doc_id), l->item_id, by[GRANTED] - by[DROPPED]);
	else if (is(d->kind, "trip"))
		journey(m, l, d->doc_id, d->carrier_id, supplier, hands, by);
	else if (is(d->kind, "passing"))
		journey(m, l, d->doc_id, d->giver_id, ACCOUNT_OF(HANDS, .who_id = d->giver_id, .owner_id = l->owner_id, .fund_id = l->fund_id),
			ACCOUNT_OF(HANDS, .who_id = d->taker_id, .owner_id = l->owner_id, .fund_id = l->fund_id), by);
	else if (is(d->kind, "giveback"))
		moves(m, hands, supplier, l->item_id, by[BACK]);
	else if (l->item_id == LEDGER_MONEY)
		money_line(m, d, by);
	else
		order_line(m, d, l, by);
}

/* ---- following what happened, whoever did it ---- */

struct one_doc { int64_t doc_id; };
static const struct shape one_doc_shape = { "one_doc", sizeof(struct one_doc), (const struct field[]){
	{ .name = "doc_id", .kind = KIND_I64, .offset = offsetof(struct one_doc, doc_id) }, { 0 } } };
#define ALL_DOCS "SELECT doc_id FROM doc ORDER BY doc_id"
static const struct query all_docs = { "all_docs", ALL_DOCS, ALL_DOCS, NULL, &one_doc_shape };

static struct known *known(struct model *m, int64_t doc_id)
{
	for (size_t i = m->n_doc; i-- > 0; )
		if (m->doc[i].doc_id == doc_id)
			return &m->doc[i];
	assert_true(m->n_doc < DOCS_MOST);
	m->doc[m->n_doc] = (struct known){ .doc_id = doc_id };
	return &m->doc[m->n_doc++];
}

static void follow(struct ctx *cx, struct model *m)
{
	struct one_doc *rows;
	int64_t before;
	size_t n;

	must(store_many(cx, &all_docs, NULL, (void **)&rows, &n, DOCS_MOST));
	for (size_t i = 0; i < n; i++) {
		struct known *k = known(m, rows[i].doc_id);
		struct doc d;

		must(document_get(cx, k->doc_id, &d));
		assert_true(d.n_lines <= LINES_MOST);
		for (size_t l = 0; l < d.n_lines; l++) {
			int64_t by[COUNTERS];

			for (int c = 0; c < COUNTERS; c++) {
				by[c] = d.lines[l].counter[c] - k->counter[l][c];
				k->counter[l][c] = d.lines[l].counter[c];
			}
			before = m->moved;
			line_moved(m, &d, &d.lines[l], by);
			for (int kind = 0; kind < KINDS; kind++)
				moved_of_kind[kind] += is(d.kind, kinds_here[kind]) ? m->moved - before : 0;
			compensated += is(d.kind, "compensation") ? m->moved - before : 0;
		}
	}
}

static void agree(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct entry *e = &m->entry[i];
		int64_t there;

		must(ledger_item_balance(cx, &e->key, e->item_id, &there));
		if (there != e->qty)
			print_error("seed %llu: account %lld of %lld, item %lld: model %lld, ledger %lld\n", (unsigned long long)running, (long long)e->key.kind,
				    (long long)e->key.who_id, (long long)e->item_id, (long long)e->qty, (long long)there);
		assert_int_equal(there, e->qty);
	}
}

/* ---- commands ---- */

enum { PEOPLE = 8 };

static const struct actor *person(const struct model *m, int64_t i)
{
	const struct actor *all[PEOPLE] = { m->w.o.m.worker, m->w.o.m.clerk, m->w.team, m->w.driver, m->w.leader, m->w.o.m.worker, &the_system, m->w.o.stranger };

	return all[i];
}

static const struct actor *someone_with(struct model *m, enum perm perm)
{
	const struct actor *who = person(m, any(m, PEOPLE));

	for (int tries = 0; tries < 20 && any(m, 12); tries++) {
		if (perm == PERM_SYSTEM && who == &the_system)
			break;
		for (size_t i = 0; i < who->n_rights; i++)
			if (who->rights[i].perm == perm)
				return who;
		who = person(m, any(m, PEOPLE));
	}
	return who;
}

static int64_t some_doc(struct ctx *cx, struct model *m)
{
	struct doc d;

	for (int tries = 0; m->n_doc && tries < 15; tries++) {
		int64_t id = m->doc[any(m, (int64_t)m->n_doc)].doc_id;

		must(document_get(cx, id, &d));
		if (!doc_is_end(doc_kind_find(d.kind), d.state) || !any(m, 25))
			return id;
	}
	return 0;
}

/* Whatever became of the orders, something waits to be brought. */
static void order_again(struct ctx *cx, struct model *m)
{
	for (int i = 0; i < HOMES; i++) {
		struct order_draft d = wish(&m->w.o, m->home[i], ORDER_COLLECT, WANTS({ .line_no = 1, .qty = 1 }, { .item_id = m->w.o.m.egg, .qty = 5 }));
		struct order_placed placed;

		cx->actor = m->w.o.m.worker;
		must(store_savepoint(cx));
		if (order_place(cx, &d, &placed))
			store_undo(cx);
		else
			must(store_release(cx));
	}
	cx->fault = (struct fault){ .code = ERR_OK };
	follow(cx, m);
}

/* A step of the table, usually one that fits the state; parts right or wrong. */
static enum err step_some(struct ctx *cx, struct model *m, int64_t doc_id)
{
	struct doc_part part[4] = { 0 };
	struct doc_moved moved;
	struct doc_move move = { .doc_id = doc_id, .note = any(m, 6) ? "因故" : NULL, .parts = part };
	const struct doc_kind *kind;
	const struct doc_step *s;
	struct doc d;

	must(document_get(cx, doc_id, &d));
	kind = doc_kind_find(d.kind);
	s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	for (int tries = 0; tries < 30 && (doc_step_find(kind, d.state, s->verb) != s || (any(m, 5) && (is(s->verb, "cancel") || is(s->verb, "unload") || is(s->verb, "turn_back")))); tries++)
		s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	move.verb = s->verb;
	move.version = any(m, 12) ? 0 : d.version - any(m, 2);
	cx->actor = someone_with(m, s->sign == BY_PARTIES ? s->signer[any(m, 2)].perm : s->perm);
	if (s->fill == GIVEN || any(m, 2))
		for (size_t i = 0; i < d.n_lines && i < 4; i++) {
			int64_t room = doc_room(s, &d.lines[i], NULL);

			if (room > 0 || !any(m, 10))
				part[move.n_parts++] = (struct doc_part){ .line_no = (int64_t)i + 1 + !any(m, 60), .qty = any(m, 3) ? room : any(m, room + 3) };
		}
	return document_advance(cx, &move, &moved);
}

static enum err order_act(struct ctx *cx, struct model *m)
{
	struct order_draft d = wish(&m->w.o, m->home[any(m, HOMES)], (enum order_pay)any(m, 3), WANTS({ .line_no = 1, .qty = 1 + any(m, 3) }, { .item_id = m->w.o.m.egg, .qty = 1 + any(m, 9) }));
	int64_t id = some_doc(cx, m);
	struct order_placed placed;
	struct doc_moved moved;

	cx->actor = any(m, 8) ? m->w.o.m.worker : person(m, any(m, PEOPLE));
	d.unpaid = !any(m, 3);
	switch (any(m, 6)) {
	case 0: case 1: case 2:
		return order_place(cx, &d, &placed);
	case 3:
		return order_change(cx, id, 0, &d, &placed);
	case 4:
		return order_cancel(cx, id, 0, false, "不要了", &moved);
	default:
		return order_undo(cx, id, 0, "点错了", &moved);
	}
}

static enum err offer_act(struct ctx *cx, struct model *m)
{
	struct offer_draft draft = evening_offer(cx, &m->w.o.m, (struct offer_want[]){ { m->w.o.m.package, any(m, 30), 3 }, { m->w.o.m.egg, any(m, 90), 0 } }, 2);
	struct doc_moved moved;
	int64_t id = 0;
	enum err e;

	cx->actor = any(m, 8) ? m->w.o.m.clerk : person(m, any(m, PEOPLE));
	e = offer_open(cx, &draft, &id);
	return e || any(m, 3) ? e : offer_publish(cx, id, 0, &moved);
}

static int64_t some_handing(struct ctx *cx, struct model *m)
{
	struct doc d;

	for (size_t i = m->n_doc; i-- > 0; ) {
		must(document_get(cx, m->doc[i].doc_id, &d));
		if (d.lines[0].item_id == LEDGER_MONEY && !is(d.kind, "compensation") && any(m, 3))
			return d.doc_id;
	}
	return 0;
}

static enum err money_act(struct ctx *cx, struct model *m)
{
	enum settlement_kind kind = any(m, 2) ? SETTLE_CASH : SETTLE_LAY_OUT;
	int64_t id = some_handing(cx, m), books, fen = 100 * (1 + any(m, 90));
	struct settlement_counted c;
	struct settlement_row row;

	cx->actor = any(m, 3) ? m->w.o.m.worker : person(m, any(m, PEOPLE - 2));
	switch (any(m, 5)) {
	case 0: case 1:
		must(settlement_books(cx, kind, cx->actor->account_id, m->w.o.m.org, m->w.o.m.shop, &books));
		return settlement_start(cx, &(struct settlement_open){ kind, m->w.o.m.shop, 0, books && any(m, 4) ? books : fen, NULL }, &c);
	case 2:
		return compensation_pay(cx, m->w.order[any(m, 3)], cx->actor->account_id, fen, &id);
	default:
		cx->actor = any(m, 3) ? m->w.o.m.clerk : cx->actor;
		if (!settlement_see(cx, id, &row) && any(m, 5))
			fen = row.shop_fen > 0 && any(m, 2) ? row.shop_fen : row.worker_fen > 0 ? row.worker_fen : fen;
		return settlement_count(cx, &(struct settlement_count){ .doc_id = id, .sum_fen = fen, .verb = any(m, 5) ? "remit" : "give_back" }, &c);
	}
}

static enum err hands_act(struct ctx *cx, struct model *m)
{
	static const enum handover_kind kinds[] = { HANDOVER_DELIVERED, HANDOVER_DELIVERED, HANDOVER_NOT_HOME, HANDOVER_REFUSED, HANDOVER_COLLECTED };
	int64_t id = some_doc(cx, m);
	struct doc_moved moved;
	char act_id[24];

	cx->actor = any(m, 6) ? (any(m, 2) ? m->w.team : m->w.leader) : person(m, any(m, PEOPLE));
	switch (any(m, 5)) {
	case 0:
		return passing_open(cx, &(struct passing_draft){ .from_place_id = any(m, 3) ? m->w.station : 0, .building_id = m->w.o.m.building,
			.taker_id = any(m, 2) ? m->w.leader->account_id : 0 }, &moved);
	case 1:
		return giveback_open(cx, &(struct giveback_draft){ .from_place_id = any(m, 3) ? m->w.station : 0, .shop_id = m->w.o.m.shop, .order_ids = &id,
			.n_orders = (size_t)any(m, 2), .note = "退" }, &moved);
	default:
		snprintf(act_id, sizeof act_id, "act-%08lld", (long long)++m->n_acts);
		(void)handed(cx, cx->actor, act_id, id, kinds[any(m, 5)]);
		return ERR_OK;
	}
}

/* The trip as its people drive it, now and then out of turn. */
static enum err trip_turn(struct ctx *cx, struct model *m)
{
	static enum err (*const acts[])(struct ctx *, const struct trip_act *, struct trip_done *) = { trip_load, trip_load, trip_depart, trip_arrive, trip_hand_over, trip_hand_over };
	const struct actor *who[] = { m->w.o.m.clerk, m->w.driver, m->w.driver, m->w.driver, m->w.driver, m->w.team };
	const int64_t i = any(m, 5) && m->trip_at < 6 ? m->trip_at : any(m, 6);
	enum err e;

	if (any(m, 3))
		checked_and_clean(cx, &m->w);
	if (cx->now_ms < m->w.evening && i > 2)
		cx->now_ms = m->w.evening;
	e = trip_do(cx, any(m, 12) ? who[i] : person(m, any(m, PEOPLE)), acts[i], &m->w, i < 3 ? 0 : 1);
	m->trip_at += !e && i == m->trip_at;
	return e;
}

static void command(struct ctx *cx, struct model *m, bool rolling)
{
	int64_t id = some_doc(cx, m);
	enum err e;

	cx->now_ms += 1000;
	must(store_savepoint(cx));
	switch (any(m, 10)) {
	case 0: case 1:
		e = order_act(cx, m);
		break;
	case 2:
		e = any(m, 8) ? money_act(cx, m) : offer_act(cx, m);
		break;
	case 3: case 4:
		e = !rolling ? money_act(cx, m) : any(m, 4) ? trip_turn(cx, m) : hands_act(cx, m);
		break;
	case 5: case 6: case 7:
		if (rolling) {
			e = hands_act(cx, m);
			break;
		}                                       /* fall through */
	default:
		e = id && (rolling || id != m->w.o.offer) ? step_some(cx, m, id) : ERR_OK;
	}
	if (e) {
		if (e == ERR_BROKEN || e == ERR_BUSY || !cx->fault.zh[0] || !cx->fault.en[0])
			fail_with("seed %llu: %s %s", (unsigned long long)running, err_slug(e), cx->fault.en);
		store_undo(cx);
		m->refused++;
	} else {
		must(store_release(cx));
		m->accepted++;
	}
	follow(cx, m);
	arena_reset(&cx->mem);
}

static int64_t total_accepted, total_refused, total_moved;

static void one_seed(struct ctx *cx, uint64_t seed)
{
	static const char *const rooms[HOMES] = { "201", "202", "203", "204", "301", "302" };
	struct model *m = calloc(1, sizeof *m);
	struct arena keep;

	running = seed;
	m->chance.state = seed;
	m->w = open_delivering(cx);
	cx->actor = m->w.o.m.worker;
	for (int i = 0; i < HOMES; i++)
		m->home[i] = lives_at(cx, &m->w.o, rooms[i], (int64_t[]){ 0, NEED_LOW_INCOME, NEED_NO_PHONE | NEED_ELDERLY }[i % 3]);
	follow(cx, m);
	keep = cx->mem;                 /* people live as long as the run, a command's memory does not */
	cx->mem = (struct arena){ 0 };
	for (int i = 0; i < COMMANDS; i++) {
		if (i == CUT_OFF_AT) {
			order_again(cx, m);
			(void)proposed_trips(cx, &m->w, true);
		}
		command(cx, m, i >= CUT_OFF_AT);
		if (i % 20 == 0)
			agree(cx, m);
		arena_reset(&cx->mem);
	}
	agree(cx, m);
	close_docs(cx);
	total_accepted += m->accepted;
	total_refused += m->refused;
	total_moved += m->moved;
	arena_reset(&keep);
	free(m);
}

static uint64_t seed_now;
static void run_seed(struct ctx *cx) { one_seed(cx, seed_now); }

static void random_steps_of_every_kind_keep_every_balance_the_model_keeps(void **state)
{
	bool one;

	(void)state;
	one = model_seeds(SEEDS, &seed_now, run_seed);
	print_message("# %lld accepted, %lld refused, %lld movements\n", (long long)total_accepted, (long long)total_refused, (long long)total_moved);
	for (int k = 0; k < KINDS; k++)
		print_message("# %-14s %lld movements\n", kinds_here[k], (long long)moved_of_kind[k]);
	print_message("# compensation   %lld movements\n", (long long)compensated);
	assert_true(one || (total_moved > 50 && total_refused > 50));
}

static void one_fixed_seed(struct ctx *cx) { one_seed(cx, 77); }

static void the_same_on_both_stores(void **state)
{
	(void)state;
	for_each_store(one_fixed_seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_steps_of_every_kind_keep_every_balance_the_model_keeps),
		cmocka_unit_test(the_same_on_both_stores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
