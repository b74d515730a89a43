/* SPDX-License-Identifier: Apache-2.0 */
/* The whole life of goods and money in random commands, right and wrong ones,
 * by right and wrong people, against a model too plain to be wrong: who gives
 * whom how much, kind by kind, written out by hand.  The machine derives its
 * postings from tables; here nobody does.  At the end every document that was
 * begun can be ended by somebody, what units owe is what their rows come to,
 * and over all seeds every step of every kind below was taken at least once.
 *
 * Not played here: what moves goods between stores without money (document_model_test.c).
 *
 * MODEL_SEEDS seeds (SEEDS unless told; SOAK=1: as many as fit in 600 s), so that every
 * machine runs the same; a failure prints its seed, and MODEL_SEED=n runs that one alone.
 * MODEL_STEPS=1 prints how often each step was taken, MODEL_SAYS=1 what was refused and why. */
#include "life_kinds.h"
#include "caps/ledger/verify.h"
#include "model_seeds.h"
#include <string.h>

enum { SEEDS = 520, FIRST_ON_BOTH = 10001, SEEDS_ON_BOTH = 31, COMMANDS = 1000, ROUNDS_TO_END = 80 };

static uint64_t running;              /* the seed, for the report of a failure */

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

/* Documents that a step brought about (the difference of an exchange) join the others. */
static void adopt(struct ctx *cx, struct model *m, const struct doc *of)
{
	struct swap_view view;
	struct doc doc;

	if (!is(of->kind, "exchange") && !is(of->kind, "exchange_unit"))
		return;
	cx->actor = &the_system;
	must(swap_see(cx, of->doc_id, &doc, &view));
	for (size_t i = 0; i < view.n_balances; i++) {
		bool known = false;

		for (size_t k = 0; k < m->n_doc; k++)
			known |= m->doc[k] == view.balances[i].doc_id;
		if (known)
			continue;
		assert_true(m->n_doc < DOCS_MOST + 100);
		m->doc[m->n_doc++] = view.balances[i].doc_id;
		moved_on(cx, m, &(struct doc){ 0 }, view.balances[i].doc_id);
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

static enum err write_beside(struct ctx *cx, struct model *m, const struct doc *d)
{
	const struct model_kind *kind = kind_of(d->kind);

	cx->actor = someone_with(m, any(m, 2) ? PERM_STOCK_RECEIVE : kind->beside_perm);
	return kind->beside(cx, m, d);
}

static const char *trying = "";       /* the verb, for what MODEL_SAYS tells */

/* A step of the table, usually one that fits the state; parts right or wrong. */
static enum err step_some(struct ctx *cx, struct model *m, const struct doc *d)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);
	const struct doc_step *s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	struct doc_part part[4] = { 0 };
	struct doc_move move = { .doc_id = d->doc_id, .note = any(m, 6) ? "因故" : NULL, .parts = part, .version = any(m, 12) ? 0 : d->version - any(m, 2) };
	struct doc_moved moved;

	for (int tries = 0; tries < 100 && (has_own_door(d->kind, s->verb) || doc_step_find(kind, d->state, s->verb) != s || (s->perm == PERM_SYSTEM && any(m, 12)) ||
	     ((is(s->verb, "withdraw") || is(s->verb, "refuse")) && any(m, 12))); tries++)
		s = &kind->steps[any(m, (int64_t)kind->n_steps)];
	if (has_own_door(d->kind, s->verb))
		return kind_of(d->kind)->beside ? write_beside(cx, m, d) : fail(cx, ERR_BAD_STATE, NULL, "没有别的步骤", "there is no other step");
	move.verb = trying = s->verb;
	cx->actor = someone_with(m, s->sign == BY_PARTIES ? s->signer[any(m, 2)].perm : s->perm);
	if (s->fill == GIVEN || any(m, 2))
		for (size_t i = 0; i < d->n_lines && i < 4; i++) {
			int64_t room = doc_room(s, &d->lines[i], NULL);

			if ((room > 0 && any(m, 3)) || !any(m, 10))
				part[move.n_parts++] = (struct doc_part){ .line_no = (int64_t)i + 1 + !any(m, 60), .qty = any(m, 4) ? room : any(m, room + 3),
					.expiry_day = any(m, 4) ? 0 : civil_day_of(cx->now_ms) + any(m, 30) - 3 };
		}
	if (!any(m, 40))
		return is(d->kind, "sale") ? sale_undo(cx, d->doc_id, 0, "点错了", &moved) : document_undo(cx, d->doc_id, 0, "点错了", &moved);
	return document_advance(cx, &move, &moved);
}

/* One of the latest documents, seldom one that has ended; sometimes none, so that a new one is begun. */
static int64_t some_doc(struct ctx *cx, struct model *m)
{
	struct doc doc;

	for (int tries = 0; m->n_doc && tries < 12; tries++) {
		int64_t id = m->doc[m->n_doc - 1 - (size_t)any(m, (int64_t)(m->n_doc < 14 ? m->n_doc : 14))];

		must(document_get(cx, id, &doc));
		if (!doc_is_end(doc_kind_find(doc.kind), doc.state) || !any(m, 40))
			return id;
	}
	return 0;
}

static enum err begin_some(struct ctx *cx, struct model *m, int64_t *id)
{
	const struct model_kind *kind = any(m, 3) ? &kinds[any(m, KINDS)] : m->favourite;

	while (!kind->open)
		kind = &kinds[any(m, KINDS)];
	trying = kind->name;
	cx->actor = someone_with(m, kind->perm);
	return kind->open(cx, m, id);
}

/* ---- no document is stuck: whatever happened to it, somebody can bring it to its end ---- */

/* What the line has room for; of a release less what was written off at the point, which its own lines do not say. */
static int64_t room_of(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_step *s, size_t i)
{
	const int64_t room = doc_room(s, &d->lines[i], NULL);

	return room > 0 && is(d->kind, "sale") && is(s->verb, "give_back") ? sale_shelf(cx, m, d, (int64_t)i + 1) : room;
}

/* `whole`: all there is room for; else some of it, and only some lines. */
static size_t some_parts(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_step *s, bool whole, struct doc_part part[4])
{
	size_t n = 0;

	for (size_t i = 0; s->fill != ALL && i < d->n_lines && i < 4; i++) {
		const int64_t room = room_of(cx, m, d, s, i);

		if (room > 0 && (whole || any(m, 2)))
			part[n++] = (struct doc_part){ .line_no = (int64_t)i + 1, .qty = whole || any(m, 2) ? room : 1 + any(m, room) };
	}
	return n;
}

static bool takes_nothing(const struct doc_step *s, size_t n_parts) { return s->fill == GIVEN && s->grow && !n_parts; }

static bool try_move(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_move *move, const struct actor *who, struct doc_moved *ret)
{
	cx->actor = who;
	must(store_savepoint(cx));
	if (document_advance(cx, move, ret)) {
		if (getenv("MODEL_SAYS"))              /* why nobody could, for a document that is stuck */
			print_message("# %s %s by %lld: %s\n", d->number, move->verb, (long long)who->account_id, cx->fault.en);
		store_undo(cx);
		m->refused++;
		return false;
	}
	m->accepted++;
	if (getenv("MODEL_SAYS"))
		print_message("# %s %s by %lld: done, %lld of %lld signatures\n", d->number, move->verb, (long long)who->account_id, (long long)ret->signatures, (long long)ret->needed);
	must(store_release(cx));
	moved_on(cx, m, d, d->doc_id);
	adopt(cx, m, d);
	return true;
}

static bool try_step(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_step *s, const struct actor *who, bool whole)
{
	struct doc_part part[4] = { 0 };
	const struct doc_move move = { .doc_id = d->doc_id, .verb = s->verb, .note = "办结", .parts = part, .n_parts = some_parts(cx, m, d, s, whole, part) };
	struct doc_moved moved;

	return !takes_nothing(s, move.n_parts) && try_move(cx, m, d, &move, who, &moved);
}

/* Whoever may signs the same thing, usually until it is done; in two rounds, because some sign only after others. */
static bool all_sign(struct ctx *cx, struct model *m, const struct doc *d, const struct doc_step *s)
{
	struct doc_part part[4] = { 0 };
	const struct doc_move move = { .doc_id = d->doc_id, .verb = s->verb, .note = "办结", .parts = part, .n_parts = some_parts(cx, m, d, s, false, part) };
	const size_t from = (size_t)any(m, LIFE_PEOPLE);
	const bool to_the_end = any(m, 5);
	bool any_did = false;

	if (takes_nothing(s, move.n_parts))
		return false;
	for (size_t p = 0; p < 2 * LIFE_PEOPLE; p++) {
		const struct actor *a = m->l.person[(from + p) % LIFE_PEOPLE];
		struct doc_moved moved;

		if ((p >= LIFE_PEOPLE && !any_did) || (s->sign != BY_PARTIES && !holds(a, s->perm)) || !try_move(cx, m, d, &move, a, &moved))
			continue;
		any_did = true;
		if (moved.done || !to_the_end)
			return true;
	}
	return any_did;
}

static bool gives_up(const struct doc_step *s) { return is(s->verb, "withdraw") || is(s->verb, "refuse") || is(s->verb, "cancel"); }

/* What is written beside it, until somebody gets it right. */
static bool write_papers(struct ctx *cx, struct model *m, const struct doc *d, int most)
{
	for (int tries = 0; tries < most && kind_of(d->kind)->beside; tries++) {
		must(store_savepoint(cx));
		if (write_beside(cx, m, d)) {
			store_undo(cx);
			m->refused++;
			continue;
		}
		must(store_release(cx));
		m->accepted++;
		moved_on(cx, m, d, d->doc_id);
		adopt(cx, m, d);
		return true;
	}
	return false;
}

static bool has_step(const struct doc *d, const struct doc_step *s)
{
	return doc_step_find(doc_kind_find(d->kind), d->state, s->verb) == s && s->perm != PERM_SYSTEM && !has_own_door(d->kind, s->verb);
}

/* Steps that leave it where it stands; `beside`: those that have a door of their own. */
static bool may_stay(const struct doc *d, bool beside)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);

	for (size_t i = 0; i < kind->n_steps; i++) {
		const struct doc_step *s = &kind->steps[i];

		if (beside ? has_own_door(d->kind, s->verb) && doc_step_find(kind, d->state, s->verb) == s : is(s->to, d->state) && has_step(d, s))
			return true;
	}
	return false;
}

/* Somebody who knows what he is doing: a step from here, by whoever may take it; mostly one that leaves it where
 * it stands, because there is more to do there than to go on. */
static void go_on_with(struct ctx *cx, struct model *m, const struct doc *d)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);
	const size_t from = (size_t)any(m, (int64_t)kind->n_steps);
	const bool stays = any(m, 4) && may_stay(d, false);

	if (any(m, 2) && may_stay(d, true) && write_papers(cx, m, d, 6))
		return;
	for (size_t i = 0; i < kind->n_steps; i++) {
		const struct doc_step *s = &kind->steps[(from + i) % kind->n_steps];

		if (has_step(d, s) && (!stays || is(s->to, d->state)) && (!doc_is_end(kind, s->to) || !any(m, gives_up(s) ? 16 : 4)) &&
		    all_sign(cx, m, d, s))
			return;
	}
}

/* What the clock brings: signatures and goods that are overdue. */
static void time_passes(struct ctx *cx, struct model *m)
{
	struct doc_due *due;
	struct doc_moved moved;
	size_t n;

	cx->now_ms += any(m, 20) ? 1000 : any(m, 8) ? 3 * 3600 * 1000 : 2 * (int64_t)DAY_MS;
	cx->actor = &the_system;
	must(document_due(cx, 20, &due, &n));
	for (size_t i = 0; i < n; i++) {
		struct doc before;

		must(document_get(cx, due[i].doc_id, &before));
		must(document_advance(cx, &(struct doc_move){ .doc_id = due[i].doc_id, .verb = due[i].verb }, &moved));
		moved_on(cx, m, &before, before.doc_id);
	}
}

static void command(struct ctx *cx, struct model *m)
{
	trying = "beside";
	struct doc before = { 0 };
	int64_t id = 0, seen = some_doc(cx, m);
	enum err e;

	time_passes(cx, m);
	must(store_savepoint(cx));
	if (seen)
		must(document_get(cx, seen, &before));
	if (!seen || (!any(m, 18) && m->n_doc < DOCS_MOST))
		e = begin_some(cx, m, &id);
	else if (kind_of(before.kind)->beside && !any(m, 4))
		e = write_beside(cx, m, &before);
	else if (!any(m, 4)) {
		must(store_release(cx));
		go_on_with(cx, m, &before);
		arena_reset(&cx->mem);
		return;
	} else
		e = step_some(cx, m, &before);
	if (e) {
		if (e == ERR_BROKEN || e == ERR_BUSY)
			print_error("seed %llu: %s in %s: %s\n", (unsigned long long)running, before.kind, before.state, cx->fault.en);
		assert_true(e != ERR_BROKEN && e != ERR_BUSY && cx->fault.zh[0] && cx->fault.en[0]);
		if (getenv("MODEL_SAYS"))
			print_message("# refused %s in %s: %s: %s\n", before.kind ? before.kind : "new", before.kind ? before.state : "", trying, cx->fault.en);
		store_undo(cx);
		m->refused++;
	} else {
		must(store_release(cx));
		m->accepted++;
		if (id)
			m->doc[m->n_doc++] = id;
		moved_on(cx, m, id ? &(struct doc){ 0 } : &before, id ? id : seen);
		if (!id)
			adopt(cx, m, &before);
	}
	arena_reset(&cx->mem);
}

/* What was brought back from a point of sale could go out again for ever; closing lets it go. */
static bool goes_round(const struct doc *d, const struct doc_step *s) { return is(d->kind, "sale") && is(d->state, "selling") && is(s->verb, "depart"); }

/* Steps that end it first, then those that take it on, of a step all, then some; then, where told to, giving it up. */
static bool one_step_on(struct ctx *cx, struct model *m, const struct doc *d, bool may_give_up)
{
	const struct doc_kind *kind = doc_kind_find(d->kind);

	for (int way = 0; way < (may_give_up ? 4 : 3); way++)
		for (size_t s = 0; s < kind->n_steps; s++) {
			const struct doc_step *step = &kind->steps[s];

			if (doc_step_find(kind, d->state, step->verb) != step || step->perm == PERM_SYSTEM || is(step->verb, "revise") ||
			    goes_round(d, step) || has_own_door(d->kind, step->verb) || gives_up(step) != (way == 3) || (way < 3 && doc_is_end(kind, step->to) != (way == 0)))
				continue;
			for (size_t p = 0; p < LIFE_EVERYBODY; p++)
				if (try_step(cx, m, d, step, m->l.person[p], way != 2))
					return true;
		}
	return false;
}

/* An annual plan in force rests until the next one replaces it. */
static bool ended(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	must(document_get(cx, doc_id, ret));
	return is(ret->state, "in_force") || doc_is_end(doc_kind_find(ret->kind), ret->state);
}

/* Round by round, because some wait for others: an exchange for what is done about its difference. */
static size_t round_to_end(struct ctx *cx, struct model *m, int round)
{
	size_t open = 0;
	struct doc d;

	cx->now_ms += 3600 * 1000;
	for (size_t i = 0; i < m->n_doc; i++) {
		if (ended(cx, m->doc[i], &d))
			continue;
		open++;
		if (!one_step_on(cx, m, &d, round % 3 == 0 || !kind_of(d.kind)->beside) || round % 4 == 3) {
			must(document_get(cx, m->doc[i], &d));
			write_papers(cx, m, &d, 40);
		}
		if (round == ROUNDS_TO_END)
			print_error("seed %llu: %s %s is stuck in %s: %s\n", (unsigned long long)running, d.kind, d.number, d.state, cx->fault.en);
		arena_reset(&cx->mem);
	}
	return open;
}

/* What is still owed in goods can be bought, and money is granted for what is still to be paid. */
static void restock(struct ctx *cx, struct model *m)
{
	const int64_t items[] = { m->l.w.mask, m->l.w.rice };
	struct doc_moved moved;

	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		stocked(cx, &m->l.w, m->l.w.by.keeper, m->l.w.d.wa, items[i], LIFE_MASKS, civil_day_of(cx->now_ms) + 400);
		*tally(m, &ACCOUNT_OF(STORE, .place_id = m->l.w.d.wa, .owner_id = m->l.w.d.root), items[i]) += LIFE_MASKS;
	}
	cx->actor = m->l.w.by.supply;
	for (size_t i = 0; i < LIFE_FUNDS; i++) {
		must(fund_receive(cx, &(struct fund_receipt){ m->l.fund[i], m->l.org[0], LIFE_GRANT, "年末拨款", NULL }, &moved));
		moved_on(cx, m, &(struct doc){ 0 }, moved.doc_id);
	}
}

static void end_all(struct ctx *cx, struct model *m)
{
	int round = 1;

	restock(cx, m);
	while (round_to_end(cx, m, round) && round <= ROUNDS_TO_END)
		round++;
	assert_true(round <= ROUNDS_TO_END);
	m->ended += (int64_t)m->n_doc;
	for (size_t i = 0; i < m->n; i++) {                     /* what documents hold for themselves is nil once they have ended */
		const struct account_info *info = ledger_account_info(m->entry[i].key.kind);

		if ((info->flags & ACC_OWN) && m->entry[i].qty)
			print_error("seed %llu: %s still has %lld\n", (unsigned long long)running, info->word, (long long)m->entry[i].qty);
		assert_true(!(info->flags & ACC_OWN) || !m->entry[i].qty);
	}
}

/* Of the proofs a room has of its own. */
static void rooms_agree(struct ctx *cx)
{
	struct finding *findings;
	size_t n;

	must(charge_verify(cx, &findings, &n));
	for (size_t i = 0; i < n; i++)
		print_error("seed %llu: %s:%s:%s: %s\n", (unsigned long long)running, findings[i].table, findings[i].id, findings[i].column, findings[i].en);
	assert_int_equal(n, 0);
}

static int64_t total_accepted, total_refused, total_moved, total_ended;

static void one_seed(struct ctx *cx, uint64_t seed, int commands)
{
	struct model *m = calloc(1, sizeof *m);
	struct arena keep;

	running = seed;
	m->chance.state = seed;
	m->favourite = &kinds[seed % KINDS];
	cx->plans = plan_cache_create();
	m->l = open_life(cx);
	*tally(m, &ACCOUNT_OF(STORE, .place_id = m->l.w.d.wa, .owner_id = m->l.w.d.root), m->l.w.mask) = LIFE_MASKS;
	*tally(m, &ACCOUNT_OF(STORE, .place_id = m->l.w.d.wa, .owner_id = m->l.w.d.root), m->l.tent) = LIFE_TENTS;
	*tally(m, &ACCOUNT_OF(STORE, .place_id = m->l.w.d.clinic, .owner_id = m->l.w.d.clinic), m->l.w.rice) = LIFE_RICE;
	for (int i = 0; i < LIFE_PAYERS; i++) {
		begun_beside(m, m->l.charge[i]);
		moved_on(cx, m, &(struct doc){ 0 }, m->l.charge[i]);
	}
	keep = cx->mem;                 /* people live as long as the run, a command's memory does not */
	cx->mem = (struct arena){ 0 };
	for (int i = 0; i < commands; i++) {
		command(cx, m);
		if (i % 100 == 0)
			agree(cx, m);
	}
	agree(cx, m);
	end_all(cx, m);
	agree(cx, m);
	sales_agree(cx, m);
	rooms_agree(cx);
	count_steps(cx);
	close_docs(cx);
	total_accepted += m->accepted;
	total_refused += m->refused;
	total_moved += m->moved;
	total_ended += m->ended;
	plan_cache_destroy(cx->plans);
	cx->plans = NULL;
	arena_reset(&keep);
	free(m);
}

static uint64_t seed_now;
static void run_seed(struct ctx *cx) { one_seed(cx, seed_now, COMMANDS); }

static void goods_and_money_go_as_the_model_says_and_no_document_is_stuck(void **state)
{
	size_t missing;
	bool one;

	(void)state;
	one = model_seeds(SEEDS, &seed_now, run_seed);
	missing = never_taken();
	print_message("# %lld accepted, %lld refused, %lld movements, %lld documents brought to their end\n", (long long)total_accepted,
		      (long long)total_refused, (long long)total_moved, (long long)total_ended);
	assert_true(total_moved > 0 && total_refused > total_accepted);
	assert_true(one || getenv("MODEL_SEEDS") || !missing);
}

/* As many seeds on PostgreSQL as make fifty thousand commands, each on SQLite too. */
static void the_same_on_both_stores(void **state)
{
	const int64_t before = total_accepted + total_refused;

	(void)state;
	for (seed_now = FIRST_ON_BOTH; seed_now < FIRST_ON_BOTH + (getenv("MODEL_SEEDS") || getenv("MODEL_SEED") ? 1 : SEEDS_ON_BOTH); seed_now++)
		for_each_store(run_seed);
	print_message("# %lld commands\n", (long long)(total_accepted + total_refused - before));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goods_and_money_go_as_the_model_says_and_no_document_is_stuck),
		cmocka_unit_test(the_same_on_both_stores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
