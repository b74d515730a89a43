/* SPDX-License-Identifier: Apache-2.0 */
/* Random commands, right and wrong ones, by right and wrong people, against a
 * model too plain to be wrong: who gives and who takes, kind by kind, written
 * out by hand.  The machine derives its postings from tables; here nobody does.
 *
 * MODEL_SEEDS seeds (SEEDS unless told; SOAK=1: as many as fit in 600 s), so that every
 * machine runs the same; a failure prints its seed, and MODEL_SEED=n runs that one alone.
 * The kinds of a household's supply are in household_model_test.c. */
#include "caps/dispatch/dispatch_world.h"
#include "base/text.h"
#include "caps/stock/stock.h"
#include "model_seeds.h"
#include "seeded.h"
#include <string.h>

enum { SEEDS = 200, COMMANDS = 600, DOCS_MOST = 4000, ENTRIES_MOST = 8192 };

/* What the model knows: so much of an item in an account. */
struct entry { struct account_key key; int64_t item_id, qty; };
struct model {
	struct docs   w;
	struct seeded chance;
	struct entry  entry[ENTRIES_MOST];
	size_t        n;
	int64_t       doc[DOCS_MOST];
	size_t        n_doc;
	int64_t       accepted, refused, moved;
};

static int64_t any(struct model *m, int64_t n) { return seeded_below(&m->chance, n); }

static struct entry *entry_of(struct model *m, const struct account_key *key, int64_t item_id)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->entry[i].item_id == item_id && !memcmp(&m->entry[i].key, key, sizeof *key))
			return &m->entry[i];
	assert_true(m->n < ENTRIES_MOST);
	m->entry[m->n] = (struct entry){ *key, item_id, 0 };
	return &m->entry[m->n++];
}

/* Goods go from one account to another, and the ledger says the same. */
static void moves(struct ctx *cx, struct model *m, struct account_key from, struct account_key to, int64_t item_id, int64_t qty)
{
	struct entry *a = entry_of(m, &from, item_id), *b;

	a->qty -= qty;
	b = entry_of(m, &to, item_id);
	b->qty += qty;
	m->moved++;
	(void)cx;
}

static struct account_key store_of(const struct doc_line *l) { return ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id); }
static struct account_key transit_of(const struct doc *d, const struct doc_line *l)
{
	return ACCOUNT_OF(TRANSIT, .who_id = d->carrier_id, .owner_id = l->owner_id, .doc_id = d->doc_id);
}
static struct account_key astray_of(const struct doc *d, const struct doc_line *l)
{
	return ACCOUNT_OF(ASTRAY, .who_id = d->carrier_id, .owner_id = l->owner_id, .doc_id = d->doc_id);
}
static struct account_key lost_of(const struct doc *d, const struct doc_line *l) { return ACCOUNT_OF(LOST, .who_id = d->carrier_id, .owner_id = l->owner_id); }
static bool is(const char *a, const char *b) { return text_equal(a, b); }

static void receipt(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_line *l, const char *verb, const int64_t *by)
{
	int64_t kind = is(d->kind, "receipt_donor") ? ACC_FROM_DONOR : is(d->kind, "receipt_district") ? ACC_FROM_DISTRICT : ACC_FROM_SUPPLIER;
	struct account_key from = { .kind = kind, .who_id = d->giver_id, .owner_id = d->owner_id };
	struct account_key dock = ACCOUNT_OF(DOCK, .place_id = d->to_place_id, .owner_id = d->owner_id);
	struct account_key store = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->owner_id);

	if (is(verb, "receive"))
		moves(cx, m, from, dock, l->item_id, by[ARRIVED]);
	else if (is(verb, "accept"))
		moves(cx, m, dock, store, l->item_id, by[TAKEN]);
	else if (is(verb, "take_in"))
		moves(cx, m, from, store, l->item_id, by[TAKEN]);
	else if (is(verb, "reject"))
		moves(cx, m, dock, from, l->item_id, by[BACK]);
}

/* Transfers and dispatches differ in where goods come from and whose they become. */
static void journey(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_line *l, const char *verb, const int64_t *by)
{
	bool order = is(d->kind, "dispatch");
	struct account_key source = order ? ACCOUNT_OF(HELD, .place_id = l->place_id, .owner_id = l->owner_id, .doc_id = d->parent_id) : store_of(l);
	struct account_key target = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = order ? d->owner2_id : l->owner_id);

	if (is(verb, "move"))
		moves(cx, m, source, target, l->item_id, by[TAKEN]);
	else if (is(verb, "depart"))
		moves(cx, m, source, transit_of(d, l), l->item_id, by[SENT]);
	else if (is(verb, "receive"))
		moves(cx, m, transit_of(d, l), target, l->item_id, by[TAKEN]);
	else if (is(verb, "report"))
		moves(cx, m, transit_of(d, l), astray_of(d, l), l->item_id, by[SHORT]);
	else if (is(verb, "turn_back"))
		moves(cx, m, transit_of(d, l), store_of(l), l->item_id, by[BACK]);
	else if (is(verb, "found"))
		moves(cx, m, astray_of(d, l), store_of(l), l->item_id, by[FOUND]);
	else if (is(verb, "lose"))
		moves(cx, m, astray_of(d, l), lost_of(d, l), l->item_id, by[LOST]);
}

static void line_moved(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_line *l, const char *verb, const int64_t *by)
{
	struct account_key held = ACCOUNT_OF(HELD, .place_id = l->place_id, .owner_id = l->owner_id, .doc_id = d->doc_id);
	struct account_key lent = ACCOUNT_OF(HELD, .place_id = l->place_id, .owner_id = l->owner_id, .doc_id = d->parent_id);
	struct account_key here = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = l->owner_id);
	struct account_key found = ACCOUNT_OF(FOUND, .place_id = d->to_place_id, .owner_id = l->owner_id);
	struct account_key missing = ACCOUNT_OF(MISSING, .place_id = d->to_place_id, .owner_id = l->owner_id);
	struct account_key used = ACCOUNT_OF(USED, .who_id = d->taker_id, .owner_id = l->owner_id);

	if (!strncmp(d->kind, "receipt", 7))
		receipt(cx, m, d, l, verb, by);
	else if (is(d->kind, "transfer") || is(d->kind, "dispatch"))
		journey(cx, m, d, l, verb, by);
	else if (is(d->kind, "opening") && is(verb, "approve"))
		moves(cx, m, found, here, l->item_id, by[TAKEN]);
	else if (is(d->kind, "stocktake") && is(verb, "approve"))
		moves(cx, m, l->dir == 1 ? here : found, l->dir == 1 ? missing : here, l->item_id, by[TAKEN]);
	else if (is(d->kind, "issue") && is(verb, "hand_over"))
		moves(cx, m, store_of(l), used, l->item_id, by[TAKEN]);
	else if (is(d->kind, "handout") && is(verb, "hand_over"))
		moves(cx, m, lent, used, l->item_id, by[TAKEN]);
	else if (is(d->kind, "allocation") && is(verb, "approve"))
		moves(cx, m, store_of(l), held, l->item_id, by[GRANTED]);
	else if (is(d->kind, "allocation") && is(verb, "release"))
		moves(cx, m, held, store_of(l), l->item_id, by[DROPPED]);
}

static void doc_moved_on(struct ctx *cx, struct model *m, const struct doc *before, const char *verb)
{
	struct doc after;

	must(document_get(cx, before->doc_id, &after));
	for (size_t i = 0; i < after.n_lines; i++) {
		int64_t by[COUNTERS];

		for (int c = 0; c < COUNTERS; c++)
			by[c] = after.lines[i].counter[c] - before->lines[i].counter[c];
		line_moved(cx, m, &after, &after.lines[i], verb, by);
	}
}

static uint64_t running;              /* the seed, for the report of a failure */

static void agree(struct ctx *cx, struct model *m)
{
	for (size_t i = 0; i < m->n; i++) {
		int64_t there;

		must(ledger_item_balance(cx, &m->entry[i].key, m->entry[i].item_id, &there));
		if (there != m->entry[i].qty)
			print_error("seed %llu: account %lld: model %lld, ledger %lld\n", (unsigned long long)running, (long long)m->entry[i].key.kind, (long long)m->entry[i].qty, (long long)there);
		assert_int_equal(there, m->entry[i].qty);
	}
}

/* ---- commands ---- */

static const struct actor *someone(struct model *m)
{
	const struct people *p = &m->w.by;
	const struct actor *all[] = { p->keeper, p->keeper2, p->far_keeper, p->clerk, p->carrier, p->supply, p->approver, p->vetter };

	return all[any(m, 8)];
}

/* Usually somebody who holds the permission somewhere. */
static const struct actor *someone_with(struct model *m, enum perm perm)
{
	for (int tries = 0; tries < 20; tries++) {
		const struct actor *who = someone(m);

		if (!any(m, 12))
			return who;
		for (size_t i = 0; i < who->n_rights; i++)
			if (who->rights[i].perm == perm)
				return who;
	}
	return someone(m);
}

static int64_t some_item(struct model *m) { return any(m, 12) ? m->w.mask : m->w.bleach; }
static int64_t some_place(struct model *m) { return any(m, 5) ? m->w.d.wa : m->w.d.wb; }

static enum err open_some(struct ctx *cx, struct model *m, int64_t *id)
{
	struct stock_goods goods[3] = { 0 };
	struct request_want wants[1] = { { some_item(m), 1 + any(m, 60), any(m, 10), any(m, 5) } };
	struct stock_counted row = { .item_id = m->w.mask, .counted = any(m, 50), .reason = any(m, 5) ? "盘点" : NULL };
	struct ledger_stock *lots;
	size_t n = 1 + (size_t)any(m, 3), n_lots;

	for (size_t i = 0; i < n; i++)
		goods[i] = (struct stock_goods){ .item_id = some_item(m), .qty = any(m, 40), .owner_id = any(m, 4) ? 0 : m->w.d.clinic };
	static const enum perm needs[] = { PERM_STOCK_RECEIVE, PERM_STOCK_RECEIVE, PERM_STOCK_ISSUE, PERM_STOCK_ISSUE, PERM_REQUEST_RAISE,
		PERM_STOCK_COUNT, PERM_ALLOCATION_EDIT };
	int what = (int)any(m, 7);

	cx->actor = someone_with(m, needs[what]);
	switch (what) {
	case 0: case 1:
		return stock_receipt_open(cx, &(struct stock_receipt){ .source = any(m, 4), .party_id = any(m, 4) ? 9000 : 0, .to_place_id = some_place(m),
			.goods = goods, .n_goods = n }, id);
	case 2:
		return stock_transfer_open(cx, &(struct stock_way){ some_place(m), some_place(m), any(m, 3) ? 777 : 0, goods, n }, id);
	case 3:
		return stock_issue_open(cx, any(m, 2) ? m->w.d.clinic : m->w.d.wa, m->w.d.clinic, goods, n, id);
	case 4:
		return request_open(cx, &(struct request_draft){ .unit_id = m->w.d.clinic, .wants = wants, .n_wants = 1 }, id);
	case 5:
		must(ledger_account_lots(cx, &ACCOUNT_OF(STORE, .place_id = m->w.d.wa, .owner_id = m->w.d.root), m->w.mask, 1, &lots, &n_lots));
		row.lot_id = n_lots ? lots[0].lot_id : 1;
		return stock_count_open(cx, m->w.d.wa, &row, 1, id);
	default:
		return allocation_propose(cx, &(struct allocation_ask){ 0 }, id);
	}
}

static enum err order_some(struct ctx *cx, struct model *m, int64_t allocation_id, int64_t *id)
{
	struct dispatch_line line = { 1 + any(m, 2), any(m, 20) };
	struct dispatch_draft in = { .allocation_id = allocation_id, .carrier_id = any(m, 2) ? 777 : 0, .lines = &line, .n_lines = 1 };

	cx->actor = someone_with(m, PERM_DISPATCH_ORDER);
	if (any(m, 2)) {
		int64_t *ids;
		size_t n;
		enum err e = dispatch_order_all(cx, allocation_id, in.carrier_id, &ids, &n, &(bool){ false });

		*id = e ? 0 : ids[0];
		return e;
	}
	cx->actor = someone_with(m, PERM_STOCK_ISSUE);
	return any(m, 2) ? dispatch_open(cx, &in, id) : dispatch_open_handout(cx, &in, id);
}

/* A step of the table, usually one that fits the state; parts right or wrong. */
static enum err step_some(struct ctx *cx, struct model *m, const struct doc *d, const char **ret_verb)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);
	const struct doc_step *s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	struct doc_part part[4] = { 0 };
	struct doc_move move = { .doc_id = d->doc_id, .note = any(m, 6) ? "因故" : NULL, .parts = part, .version = any(m, 12) ? 0 : d->version - any(m, 2) };
	struct doc_moved moved;

	for (int tries = 0; tries < 30 && (doc_step_find(kind, d->state, s->verb) != s || (is(s->verb, "withdraw") && any(m, 12)) ||
	     (s->perm == PERM_SYSTEM && any(m, 12))); tries++)
		s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	move.verb = *ret_verb = s->verb;
	cx->actor = someone_with(m, s->sign == BY_PARTIES ? s->signer[any(m, 2)].perm : s->perm);
	if (s->fill == GIVEN || any(m, 2))
		for (size_t i = 0; i < d->n_lines && i < 4; i++) {
			int64_t room = doc_room(s, &d->lines[i], NULL);

			if (room > 0 || !any(m, 10))
				part[move.n_parts++] = (struct doc_part){ .line_no = (int64_t)i + 1 + !any(m, 60),
					.qty = any(m, 4) ? room : any(m, room + 3), .expiry_day = any(m, 4) ? 0 : civil_day_of(cx->now_ms) + any(m, 30) - 3 };
		}
	return document_advance(cx, &move, &moved);
}

/* One of the latest documents, seldom one that has ended; sometimes none, so that a new one is begun. */
static int64_t some_doc(struct ctx *cx, struct model *m)
{
	struct doc doc;

	for (int tries = 0; m->n_doc && tries < 12; tries++) {
		int64_t id = m->doc[m->n_doc - 1 - (size_t)any(m, (int64_t)(m->n_doc < 30 ? m->n_doc : 30))];

		must(document_get(cx, id, &doc));
		if (!doc_is_end(doc_kind_find(doc.kind), doc.state) || !any(m, 40))
			return id;
	}
	return 0;
}

static void command(struct ctx *cx, struct model *m)
{
	const char *verb = NULL;
	struct doc before = { 0 };
	int64_t id = 0, seen = some_doc(cx, m);
	enum err e;

	cx->actor = someone(m);
	cx->now_ms += any(m, 20) ? 1000 : 6 * 3600 * 1000;
	must(store_savepoint(cx));
	if (seen)
		must(document_get(cx, seen, &before));
	if (!seen || (!any(m, 9) && m->n_doc < DOCS_MOST))
		e = open_some(cx, m, &id);
	else if (is(before.kind, "allocation") && is(before.state, "held") && any(m, 3))
		e = order_some(cx, m, seen, &id);
	else
		e = step_some(cx, m, &before, &verb);
	if (e) {
		assert_true(e != ERR_BROKEN && e != ERR_BUSY && cx->fault.zh[0] && cx->fault.en[0]);
		store_undo(cx);
		m->refused++;
	} else {
		must(store_release(cx));
		m->accepted++;
		if (id)
			m->doc[m->n_doc++] = id;
		else
			doc_moved_on(cx, m, &before, verb);
	}
	arena_reset(&cx->mem);
}

static int64_t total_accepted, total_refused, total_moved;

static struct seeded salt;            /* the same on both stores */

static void salts(void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((uint8_t *)bytes)[i] = (uint8_t)seeded_bits(&salt);
}

static void one_seed(struct ctx *cx, uint64_t seed)
{
	struct model *m = calloc(1, sizeof *m);
	struct arena keep;

	running = seed;
	salt.state = seed;
	m->w = open_docs(cx);
	m->chance.state = seed;
	give_points(cx, &m->w);
	cx->random = salts;
	keep = cx->mem;                 /* people live as long as the run, a command's memory does not */
	cx->mem = (struct arena){ 0 };
	for (int i = 0; i < COMMANDS; i++) {
		command(cx, m);
		if (i % 25 == 0)
			agree(cx, m);
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

static void random_commands_keep_every_balance_the_model_keeps(void **state)
{
	bool one;

	(void)state;
	one = model_seeds(SEEDS, &seed_now, run_seed);
	print_message("# %lld accepted, %lld refused, %lld movements of goods\n", (long long)total_accepted, (long long)total_refused,
		      (long long)total_moved);
	assert_true(one || (total_moved > 50 && total_refused > 50));
}

/* The same seed on both stores: same entries, same end of the chain. */
static char heads[2][SHA256_HEX];
static int  n_heads;

static void run_and_keep_head(struct ctx *cx)
{
	struct ledger_head head;

	one_seed(cx, 4242);
	must(ledger_head(cx, &head));
	memcpy(heads[n_heads++ % 2], head.hash, SHA256_HEX);
}

static void the_same_history_has_the_same_head_on_both_stores(void **state)
{
	(void)state;
	for_each_store(run_and_keep_head);
	if (n_heads == 2)
		assert_string_equal(heads[0], heads[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_commands_keep_every_balance_the_model_keeps),
		cmocka_unit_test(the_same_history_has_the_same_head_on_both_stores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
