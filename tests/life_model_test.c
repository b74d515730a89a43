/* SPDX-License-Identifier: Apache-2.0 */
/* The whole life of goods and money in random commands, right and wrong ones,
 * by right and wrong people, against a model too plain to be wrong: who gives
 * whom how much, kind by kind, written out by hand.  The machine derives its
 * postings from tables; here nobody does.  At the end every document that was
 * begun can be ended by somebody.
 *
 * MODEL_SEEDS seeds (SEEDS unless told; SOAK=1: as many as fit in 600 s), so that every
 * machine runs the same; a failure prints its seed, and MODEL_SEED=n runs that one alone. */
#include "life_world.h"
#include "base/text.h"
#include "model_seeds.h"
#include "seeded.h"
#include <string.h>

enum { SEEDS = 200, COMMANDS = 1000, DOCS_MOST = 2000, ENTRIES_MOST = 8192, ROUNDS_TO_END = 60 };

struct entry { struct account_key key; int64_t item_id, qty; };
struct model {
	struct life   l;
	struct seeded chance;
	struct entry  entry[ENTRIES_MOST];  size_t n;
	int64_t       doc[DOCS_MOST];       size_t n_doc;
	int64_t       papers, accepted, refused, moved, ended;
};

static uint64_t running;              /* the seed, for the report of a failure */

static int64_t any(struct model *m, int64_t n) { return seeded_below(&m->chance, n); }
static bool is(const char *a, const char *b) { return text_equal(a, b); }

static int64_t *held(struct model *m, const struct account_key *key, int64_t item_id)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->entry[i].item_id == item_id && !memcmp(&m->entry[i].key, key, sizeof *key))
			return &m->entry[i].qty;
	assert_true(m->n < ENTRIES_MOST);
	m->entry[m->n] = (struct entry){ *key, item_id, 0 };
	return &m->entry[m->n++].qty;
}

static void moves(struct model *m, struct account_key from, struct account_key to, int64_t item_id, int64_t qty)
{
	*held(m, &from, item_id) -= qty;
	*held(m, &to, item_id) += qty;
	m->moved += qty != 0;
}

/* ---- what each counter of a line means, in goods and in fen; prices are per unit, so nothing is rounded ---- */

static void purchase_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	const struct account_key source = ACCOUNT_OF(FROM_SUPPLIER, .who_id = d->giver_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key dock = ACCOUNT_OF(DOCK, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key money = ACCOUNT_OF(FUND, .fund_id = d->fund_id), spent = ACCOUNT_OF(SPENT, .fund_id = d->fund_id);
	const struct account_key pledged = ACCOUNT_OF(PLEDGED, .fund_id = d->fund_id, .doc_id = d->doc_id);
	const struct account_key accrued = ACCOUNT_OF(ACCRUED, .who_id = d->giver_id, .fund_id = d->fund_id, .doc_id = d->doc_id);
	const struct account_key payable = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id, .fund_id = d->fund_id);

	moves(m, source, dock, l->item_id, by[ARRIVED]);
	moves(m, dock, store, l->item_id, by[TAKEN]);
	moves(m, dock, source, l->item_id, by[BACK]);
	moves(m, money, pledged, LEDGER_MONEY, l->price_fen * (by[GRANTED] - by[DROPPED]));
	moves(m, accrued, spent, LEDGER_MONEY, l->price_fen * (by[ARRIVED] - by[BACK]));
	moves(m, payable, accrued, LEDGER_MONEY, l->price_fen * by[BILLED]);
	moves(m, pledged, payable, LEDGER_MONEY, l->price_fen * by[PAID]);
}

static void donation_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	const struct account_key donor = ACCOUNT_OF(FROM_DONOR, .who_id = d->giver_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key dock = ACCOUNT_OF(DOCK, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);

	moves(m, donor, dock, l->item_id, by[ARRIVED]);
	moves(m, dock, ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id), l->item_id, by[TAKEN]);
	moves(m, dock, donor, l->item_id, by[BACK]);
}

static void surplus_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	moves(m, ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id),
	      ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = d->owner2_id, .fund_id = d->fund2_id), l->item_id, by[TAKEN]);
}

static void money_in_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	moves(m, ACCOUNT_OF(GRANTED, .who_id = d->giver_id, .fund_id = d->fund_id), ACCOUNT_OF(FUND, .fund_id = d->fund_id), LEDGER_MONEY,
	      l->price_fen * by[TAKEN]);
}

static void issue_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS])
{
	moves(m, ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id),
	      ACCOUNT_OF(USED, .who_id = d->taker_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[TAKEN]);
}

/* ---- drafts, mostly sensible ---- */

static int64_t some_item(struct model *m) { return (const int64_t[]){ m->l.w.mask, m->l.w.rice, m->l.w.bleach }[any(m, 12) ? any(m, 2) : 2]; }
static int64_t some_fund(struct model *m) { return any(m, 3) ? m->l.fund[0] : m->l.fund[1]; }

static enum err open_purchase(struct ctx *cx, struct model *m, int64_t *id)
{
	struct purchase_line line[2] = { { some_item(m), 1 + any(m, 30), 1 + any(m, 2000), 1 }, { some_item(m), any(m, 9), 1 + any(m, 900), 1 } };

	return purchase_open(cx, &(struct purchase_draft){ m->l.org[any(m, LIFE_ORGS)], any(m, 5) ? m->l.w.d.wa : m->l.w.d.wb, some_fund(m), 0, line,
		1 + (size_t)any(m, 2) }, id);
}

static enum err open_donation(struct ctx *cx, struct model *m, int64_t *id)
{
	struct donation_line line = { some_item(m), 1 + any(m, 40), any(m, 50), 1 };

	return donation_open(cx, &(struct donation_draft){ .donor_id = m->l.donor, .to_place_id = m->l.w.d.wa, .addressee_id = any(m, 2) ? m->l.w.d.clinic : 0,
		.wish = any(m, 3), .ground = "出厂价单", .lines = &line, .n_lines = 1, .expected_day = civil_day_of(cx->now_ms) + any(m, 3) }, id);
}

static enum err open_surplus(struct ctx *cx, struct model *m, int64_t *id)
{
	struct surplus_line line = { m->l.w.mask, 1 + any(m, 20), 0, any(m, 3) ? 0 : m->l.fund[1] };

	return surplus_open(cx, &(struct surplus_draft){ m->l.w.d.clinic, any(m, 4) ? m->l.w.d.wa : m->l.w.d.clinic, &line, 1 }, id);
}

static enum err open_issue(struct ctx *cx, struct model *m, int64_t *id)
{
	struct stock_goods goods = { .item_id = some_item(m), .qty = 1 + any(m, 20), .owner_id = m->l.w.d.clinic, .fund_id = any(m, 3) ? 0 : some_fund(m) };

	return stock_issue_open(cx, m->l.w.d.wa, m->l.w.d.clinic, &goods, 1, id);
}

static enum err receive_money(struct ctx *cx, struct model *m, int64_t *id)
{
	struct doc_moved moved = { 0 };
	enum err e = fund_receive(cx, &(struct fund_receipt){ some_fund(m), m->l.org[any(m, LIFE_ORGS)], 100 * (1 + any(m, 1000)),
		arena_print(&cx->mem, "单%lld", (long long)(any(m, 9) ? ++m->papers : m->papers)), NULL }, &moved);

	*id = moved.doc_id;
	return e;
}

struct model_kind {
	const char *name;                  /* of the documents; NULL: one more that opens them */
	enum perm   perm;                  /* who usually begins one */
	enum err  (*open)(struct ctx *cx, struct model *m, int64_t *id);
	void      (*line)(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t by[COUNTERS]);
};
static const struct model_kind kinds[] = {
	{ "purchase", PERM_PURCHASE_EDIT, open_purchase, purchase_line },
	{ "donation", PERM_DONATION_EDIT, open_donation, donation_line },
	{ "surplus", PERM_STOCK_ISSUE, open_surplus, surplus_line },
	{ "issue", PERM_STOCK_ISSUE, open_issue, issue_line },
	{ "appropriation", PERM_FUND_EDIT, receive_money, money_in_line },
	{ "gift", PERM_FUND_EDIT, receive_money, money_in_line },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct model_kind *kind_of(const char *name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (is(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* ---- the model follows; then both are compared ---- */

static void moved_on(struct ctx *cx, struct model *m, const struct doc *before, int64_t doc_id)
{
	struct doc after;

	must(document_get(cx, doc_id, &after));
	for (size_t i = 0; i < after.n_lines; i++) {
		int64_t by[COUNTERS];

		for (int c = 0; c < COUNTERS; c++)
			by[c] = after.lines[i].counter[c] - (i < before->n_lines ? before->lines[i].counter[c] : 0);
		kind_of(after.kind)->line(m, &after, &after.lines[i], by);
	}
}

static void agree(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct entry *e = &m->entry[i];
		int64_t there;

		must(ledger_item_balance(cx, &e->key, e->item_id, &there));
		if (there != e->qty)
			print_error("seed %llu: account %s: model %lld, ledger %lld\n", (unsigned long long)running, ledger_account_info(e->key.kind)->word,
				    (long long)e->qty, (long long)there);
		assert_int_equal(there, e->qty);
	}
}

/* ---- commands ---- */

static bool holds(const struct actor *who, enum perm perm)
{
	for (size_t i = 0; i < who->n_rights; i++)
		if (who->rights[i].perm == perm)
			return true;
	return false;
}

/* Usually somebody who holds the permission somewhere. */
static const struct actor *someone_with(struct model *m, enum perm perm)
{
	const struct actor *who = m->l.person[any(m, LIFE_PEOPLE)];

	for (int tries = 0; tries < 40 && !holds(who, perm) && any(m, 14); tries++)
		who = m->l.person[any(m, LIFE_PEOPLE)];
	return who;
}

/* What is written beside a document and is not a step of its table. */
static enum err note_something(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct purchase_invoice bill = { .doc_id = d->doc_id, .day = civil_day_of(cx->now_ms), .invoice_no = arena_print(&cx->mem, "FP%lld", (long long)++m->papers) };
	struct doc_moved moved;

	if (is(d->kind, "donation")) {
		cx->actor = someone_with(m, PERM_DONATION_EDIT);
		return donation_note(cx, d->doc_id, &(struct donation_notes){ .paper = PAPER_WAIVED, .quality = QUALITY_CERTIFICATE });
	}
	if (any(m, 2)) {
		cx->actor = someone_with(m, PERM_STOCK_RECEIVE);
		return purchase_paper(cx, d->doc_id, "合格证", "HG");
	}
	cx->actor = someone_with(m, PERM_FUND_EDIT);
	for (size_t i = 0; i < d->n_lines; i++)
		bill.sum_fen += d->lines[i].price_fen * (d->lines[i].counter[TAKEN] - d->lines[i].counter[BILLED]) + !any(m, 20);
	return purchase_invoice(cx, &bill, &moved);
}

/* A step of the table, usually one that fits the state; parts right or wrong. */
static enum err step_some(struct ctx *cx, struct model *m, const struct doc *d)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);
	const struct doc_step *s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	struct doc_part part[4] = { 0 };
	struct doc_move move = { .doc_id = d->doc_id, .note = any(m, 6) ? "因故" : NULL, .parts = part, .version = any(m, 12) ? 0 : d->version - any(m, 2) };
	struct doc_moved moved;

	for (int tries = 0; tries < 30 && (doc_step_find(kind, d->state, s->verb) != s || (s->perm == PERM_SYSTEM && any(m, 12)) ||
	     ((is(s->verb, "withdraw") || is(s->verb, "refuse")) && any(m, 12))); tries++)
		s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	move.verb = s->verb;
	cx->actor = someone_with(m, s->sign == BY_PARTIES ? s->signer[any(m, 2)].perm : s->perm);
	if (s->fill == GIVEN || any(m, 2))
		for (size_t i = 0; i < d->n_lines && i < 4; i++) {
			int64_t room = doc_room(s, &d->lines[i], NULL);

			if (room > 0 || !any(m, 10))
				part[move.n_parts++] = (struct doc_part){ .line_no = (int64_t)i + 1 + !any(m, 60), .qty = any(m, 4) ? room : any(m, room + 3),
					.expiry_day = any(m, 4) ? 0 : civil_day_of(cx->now_ms) + any(m, 30) - 3 };
		}
	return any(m, 40) ? document_advance(cx, &move, &moved) : document_undo(cx, d->doc_id, 0, "点错了", &moved);
}

/* One of the latest documents, seldom one that has ended; sometimes none, so that a new one is begun. */
static int64_t some_doc(struct ctx *cx, struct model *m)
{
	struct doc doc;

	for (int tries = 0; m->n_doc && tries < 12; tries++) {
		int64_t id = m->doc[m->n_doc - 1 - (size_t)any(m, (int64_t)(m->n_doc < 24 ? m->n_doc : 24))];

		must(document_get(cx, id, &doc));
		if (!doc_is_end(doc_kind_find(doc.kind), doc.state) || !any(m, 40))
			return id;
	}
	return 0;
}

static enum err begin_some(struct ctx *cx, struct model *m, int64_t *id)
{
	const struct model_kind *kind = &kinds[any(m, KINDS)];

	cx->actor = someone_with(m, kind->perm);
	return kind->open(cx, m, id);
}

static void command(struct ctx *cx, struct model *m)
{
	struct doc before = { 0 };
	int64_t id = 0, seen = some_doc(cx, m);
	enum err e;

	cx->now_ms += any(m, 20) ? 1000 : 3 * 3600 * 1000;
	must(store_savepoint(cx));
	if (seen)
		must(document_get(cx, seen, &before));
	if (!seen || (!any(m, 6) && m->n_doc < DOCS_MOST))
		e = begin_some(cx, m, &id);
	else if ((is(before.kind, "purchase") || is(before.kind, "donation")) && !any(m, 5))
		e = note_something(cx, m, &before);
	else
		e = step_some(cx, m, &before);
	if (e) {
		if (e == ERR_BROKEN || e == ERR_BUSY)
			print_error("seed %llu: %s in %s: %s\n", (unsigned long long)running, before.kind, before.state, cx->fault.en);
		assert_true(e != ERR_BROKEN && e != ERR_BUSY && cx->fault.zh[0] && cx->fault.en[0]);
		store_undo(cx);
		m->refused++;
	} else {
		must(store_release(cx));
		m->accepted++;
		if (id)
			m->doc[m->n_doc++] = id;
		moved_on(cx, m, id ? &(struct doc){ 0 } : &before, id ? id : seen);
	}
	arena_reset(&cx->mem);
}

/* ---- no document is stuck: whatever happened to it, somebody can bring it to its end ---- */

static bool try_step(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_step *s, const struct actor *who)
{
	struct doc_part part[4] = { 0 };
	struct doc_move move = { .doc_id = d->doc_id, .verb = s->verb, .note = "办结", .parts = part };
	struct doc_moved moved;

	for (size_t i = 0; s->fill != ALL && i < d->n_lines && i < 4; i++)
		if (doc_room(s, &d->lines[i], NULL) > 0)
			part[move.n_parts++] = (struct doc_part){ .line_no = (int64_t)i + 1, .qty = doc_room(s, &d->lines[i], NULL) };
	if (s->fill == GIVEN && s->grow && !move.n_parts)
		return false;
	cx->actor = who;
	must(store_savepoint(cx));
	if (document_advance(cx, &move, &moved)) {
		if (getenv("MODEL_SAYS"))              /* why nobody could, for a document that is stuck */
			print_message("# %s %s by %lld: %s\n", d->number, s->verb, (long long)who->account_id, cx->fault.en);
		store_undo(cx);
		return false;
	}
	if (getenv("MODEL_SAYS"))
		print_message("# %s %s by %lld: done, %lld of %lld signatures\n", d->number, s->verb, (long long)who->account_id, (long long)moved.signatures, (long long)moved.needed);
	must(store_release(cx));
	moved_on(cx, m, d, d->doc_id);
	return true;
}

/* Steps that end it first, then those that take it on. */
static bool one_step_on(struct ctx *cx, struct model *m, const struct doc *d)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);

	for (int ending = 1; ending >= 0; ending--)
		for (size_t s = 0; s < kind->n_steps; s++) {
			const struct doc_step *step = &kind->steps[s];

			if (doc_step_find(kind, d->state, step->verb) != step || step->perm == PERM_SYSTEM || doc_is_end(kind, step->to) != (ending == 1) ||
			    is(step->verb, "revise"))
				continue;
			for (size_t p = 0; p < LIFE_EVERYBODY; p++)
				if (try_step(cx, m, d, step, m->l.person[p]))
					return true;
		}
	return false;
}

static void write_papers(struct ctx *cx, struct model *m, const struct doc *d)
{
	for (int tries = 0; tries < 40 && (is(d->kind, "purchase") || is(d->kind, "donation")); tries++) {
		must(store_savepoint(cx));
		if (note_something(cx, m, d)) {
			store_undo(cx);
			continue;
		}
		must(store_release(cx));
		moved_on(cx, m, d, d->doc_id);
		return;
	}
}

static bool ended(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	must(document_get(cx, doc_id, ret));
	return doc_is_end(doc_kind_find(ret->kind), ret->state);
}

static void end_all(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n_doc; i++) {
		struct doc d;

		for (int round = 1; !ended(cx, m->doc[i], &d); round++) {
			if (!one_step_on(cx, m, &d) || round % 4 == 3) {
				must(document_get(cx, m->doc[i], &d));
				write_papers(cx, m, &d);
			}
			if (round > ROUNDS_TO_END)
				print_error("seed %llu: %s %s is stuck in %s: %s\n", (unsigned long long)running, d.kind, d.number, d.state, cx->fault.en);
			assert_true(round <= ROUNDS_TO_END);
		}
		m->ended++;
		arena_reset(&cx->mem);
	}
	for (size_t i = 0; i < m->n; i++) {                     /* what documents hold for themselves is nil once they have ended */
		const struct account_info *info = ledger_account_info(m->entry[i].key.kind);

		if ((info->flags & ACC_OWN) && m->entry[i].qty)
			print_error("seed %llu: %s still has %lld\n", (unsigned long long)running, info->word, (long long)m->entry[i].qty);
		assert_true(!(info->flags & ACC_OWN) || !m->entry[i].qty);
	}
}

static int64_t total_accepted, total_refused, total_moved, total_ended;

static void one_seed(struct ctx *cx, uint64_t seed, int commands)
{
	struct model *m = calloc(1, sizeof *m);
	struct arena keep;

	running = seed;
	m->chance.state = seed;
	m->l = open_life(cx);
	*held(m, &ACCOUNT_OF(STORE, .place_id = m->l.w.d.wa, .owner_id = m->l.w.d.root), m->l.w.mask) = 500;
	keep = cx->mem;                 /* people live as long as the run, a command's memory does not */
	cx->mem = (struct arena){ 0 };
	for (int i = 0; i < commands; i++) {
		command(cx, m);
		if (i % 50 == 0)
			agree(cx, m);
	}
	agree(cx, m);
	end_all(cx, m);
	agree(cx, m);
	close_docs(cx);
	total_accepted += m->accepted;
	total_refused += m->refused;
	total_moved += m->moved;
	total_ended += m->ended;
	arena_reset(&keep);
	free(m);
}

static uint64_t seed_now;
static void run_seed(struct ctx *cx) { one_seed(cx, seed_now, COMMANDS); }

static void goods_and_money_go_as_the_model_says_and_no_document_is_stuck(void **state)
{
	bool one;

	(void)state;
	one = model_seeds(SEEDS, &seed_now, run_seed);
	print_message("# %lld accepted, %lld refused, %lld movements, %lld documents brought to their end\n", (long long)total_accepted,
		      (long long)total_refused, (long long)total_moved, (long long)total_ended);
	assert_true(one || (total_moved > 50 && total_refused > 50));
}

static void one_fixed_seed(struct ctx *cx) { one_seed(cx, 77, COMMANDS); }

static void the_same_on_both_stores(void **state)
{
	(void)state;
	for_each_store(one_fixed_seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goods_and_money_go_as_the_model_says_and_no_document_is_stuck),
		cmocka_unit_test(the_same_on_both_stores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
