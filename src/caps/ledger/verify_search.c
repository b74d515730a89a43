/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/buf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which value was changed?  An entry's hash does not fit its contents.  Put what
 * could have stood there in one place after the other - what the balances, the
 * document and the rest of the ledger suggest, then everything near - and hash
 * again: the one that fits is what stood there, beyond doubt.  Bounded by bytes
 * hashed; what is not found is reported for the entry as a whole. */

enum { POOL_MAX = 20000, NEAR = 16, FAR = 1500 };

enum cell_class { CELL_NUMBER, CELL_ACCOUNT, CELL_LOT, CELL_PARTY, CELL_DOC, CELL_KIND, CELL_ITEM, CELL_ACTOR, CELL_TIME };

/* One value the hash covers: a number or a text. */
struct cell {
	const char *table, *id, *column;
	enum cell_class class;
	int64_t *number;
	const char **text;
};

struct search {
	struct verify *v;
	struct v_view *w;
	struct hash before;
	struct cell *cells; size_t n, room;
};

static int by_account_id(const void *a, const void *b)
{
	int64_t x = (*(struct v_account *const *)a)->id, y = (*(struct v_account *const *)b)->id;

	return (x > y) - (x < y);
}

static int by_lot_id(const void *a, const void *b)
{
	int64_t x = (*(struct v_lot *const *)a)->id, y = (*(struct v_lot *const *)b)->id;

	return (x > y) - (x < y);
}

static int by_line(const void *a, const void *b)
{
	const struct v_progress *x = a, *y = b;
	int d = (x->line > y->line) - (x->line < y->line);

	return d ? d : strcmp(x->counter, y->counter);
}

static bool spent(const struct search *s) { return s->v->searched > s->v->search_bytes; }

static bool fits(struct search *s)
{
	struct hash h;

	qsort(s->w->accounts, s->w->n_accounts, sizeof *s->w->accounts, by_account_id);
	qsort(s->w->lots, s->w->n_lots, sizeof *s->w->lots, by_lot_id);
	h = v_entry_hash(s->v, s->w, &s->before);
	s->v->searched += s->v->bytes.n + 200;
	return !memcmp(&h, &s->w->e->hash, sizeof h);
}

/* ---- single values ---- */

static bool try_number(struct search *s, const struct cell *c, int64_t value)
{
	int64_t stands = *c->number;

	if (value == stands || spent(s))
		return false;
	*c->number = value;
	if (fits(s)) {
		v_found(s->v, c->table, c->id, c->column, "现为 %lld；链证明原为 %lld", "is %lld; the chain proves it was %lld", (long long)stands, (long long)value);
		return true;
	}
	*c->number = stands;
	return false;
}

static bool try_text(struct search *s, const struct cell *c, const char *value)
{
	const char *stands = *c->text;

	if (!strcmp(value, stands) || spent(s))
		return false;
	*c->text = value;
	if (fits(s)) {
		v_found(s->v, c->table, c->id, c->column, "现为“%s”；链证明原为“%s”", "is \"%s\"; the chain proves it was \"%s\"", stands, value);
		return true;
	}
	*c->text = stands;
	return false;
}

static void add_number(struct search *s, const char *table, const char *id, const char *column, enum cell_class class, int64_t *at)
{
	arena_push(&s->v->chunk, s->cells, s->n, s->room) = (struct cell){ table, id, column, class, at, NULL };
}

static void add_text(struct search *s, const char *table, const char *id, const char *column, const char **at)
{
	arena_push(&s->v->chunk, s->cells, s->n, s->room) = (struct cell){ table, id, column, CELL_NUMBER, NULL, at };
}

static void list_entry(struct search *s)
{
	struct v_entry *e = s->w->e;
	const char *id = v_id(s->v, e->seq), *t = "ledger_entry";

	add_number(s, t, id, "doc_version", CELL_NUMBER, &e->version);
	add_number(s, t, id, "doc_id", CELL_DOC, &e->doc);
	add_number(s, t, id, "actor_id", CELL_ACTOR, &e->actor);
	add_number(s, t, id, "posted_ms", CELL_TIME, &e->posted);
	add_number(s, t, id, "happened_ms", CELL_TIME, &e->happened);
	add_number(s, t, id, "reverses_seq", CELL_NUMBER, &e->reverses);
	add_number(s, t, id, "crosses", CELL_NUMBER, &e->crosses);
	add_text(s, t, id, "kind", &e->kind);
	add_text(s, t, id, "verb", &e->verb);
	add_text(s, t, id, "from_state", &e->from);
	add_text(s, t, id, "to_state", &e->to);
}

static void list_moves(struct search *s)
{
	struct v_view *w = s->w;

	for (size_t i = 0; i < w->n_postings; i++) {
		struct v_posting *p = &w->postings[i];
		const char *id = v_id2(s->v, p->seq, p->no), *t = "ledger_posting";

		add_number(s, t, id, "qty", CELL_NUMBER, &p->qty);
		add_number(s, t, id, "after_qty", CELL_NUMBER, &p->after);
		add_number(s, t, id, "line_no", CELL_NUMBER, &p->line);
		add_number(s, t, id, "account_id", CELL_ACCOUNT, &p->account);
		add_number(s, t, id, "lot_id", CELL_LOT, &p->lot);
	}
	for (size_t i = 0; i < w->n_grown; i++) {
		struct v_progress *g = &w->grown[i];
		const char *id = arena_print(&s->v->cx->mem, "%lld/%lld/%s", (long long)g->seq, (long long)g->line, g->counter), *t = "ledger_progress";

		add_number(s, t, id, "qty", CELL_NUMBER, &g->qty);
		add_number(s, t, id, "line_no", CELL_NUMBER, &g->line);
		add_text(s, t, id, "counter", &g->counter);
	}
}

static void list_births(struct search *s)
{
	struct v_view *w = s->w;

	for (size_t i = 0; i < w->n_accounts; i++) {
		struct v_account *a = w->accounts[i];
		const char *id = v_id(s->v, a->id), *t = "ledger_account";

		add_number(s, t, id, "account_id", CELL_ACCOUNT, &a->id);
		add_number(s, t, id, "kind", CELL_KIND, &a->kind);
		add_number(s, t, id, "sign", CELL_NUMBER, &a->sign);
		add_number(s, t, id, "who_id", CELL_PARTY, &a->who);
		add_number(s, t, id, "place_id", CELL_PARTY, &a->place);
		add_number(s, t, id, "owner_id", CELL_PARTY, &a->owner);
		add_number(s, t, id, "fund_id", CELL_PARTY, &a->fund);
		add_number(s, t, id, "doc_id", CELL_DOC, &a->doc);
	}
	for (size_t i = 0; i < w->n_lots; i++) {
		struct v_lot *l = w->lots[i];
		const char *id = v_id(s->v, l->id), *t = "ledger_lot";

		add_number(s, t, id, "lot_id", CELL_LOT, &l->id);
		add_number(s, t, id, "item_id", CELL_ITEM, &l->item);
		add_number(s, t, id, "source_doc_id", CELL_DOC, &l->source_doc);
		add_number(s, t, id, "source_line_no", CELL_NUMBER, &l->source_line);
		add_number(s, t, id, "made_day", CELL_NUMBER, &l->made);
		add_number(s, t, id, "expiry_day", CELL_NUMBER, &l->expiry);
		add_number(s, t, id, "cost_fen", CELL_NUMBER, &l->cost_fen);
		add_number(s, t, id, "cost_units", CELL_NUMBER, &l->cost_units);
		add_text(s, t, id, "batch", &l->batch);
		add_text(s, t, id, "serial", &l->serial);
		for (size_t k = 0; k < l->n_parts; k++) {
			add_number(s, "ledger_lot_part", v_id2(s->v, l->id, l->parts[k].part), "part_lot_id", CELL_LOT, &l->parts[k].part);
			add_number(s, "ledger_lot_part", v_id2(s->v, l->id, l->parts[k].part), "qty", CELL_NUMBER, &l->parts[k].qty);
		}
	}
}

/* ---- what could have stood there ---- */

/* The balances, the document before and the entry itself say what they expect. */
static bool try_hints(struct search *s)
{
	struct v_view *w = s->w;
	struct v_entry *e = w->e;
	uint32_t at;
	const struct v_doc *d = v_map_find(&s->v->doc_at, e->doc, 0, &at) ? &s->v->docs[at] : NULL;
	size_t first_posting = 11;                       /* behind the cells of the entry */

	for (size_t i = 0; i < w->n_postings; i++) {
		struct v_posting *p = &w->postings[i];
		const struct v_balance *b = v_map_find(&s->v->balance_at, p->account, p->lot, &at) ? &s->v->balances[at] : NULL;
		int64_t before = b ? b->qty : 0;

		if (try_number(s, &s->cells[first_posting + 5 * i], p->after - before)
		    || try_number(s, &s->cells[first_posting + 5 * i + 1], before + p->qty))
			return true;
	}
	for (int64_t crosses = 0; crosses < 4; crosses++)
		if (try_number(s, &s->cells[6], crosses))
			return true;
	return try_number(s, &s->cells[0], d ? d->version + 1 : 1) || (d && try_text(s, &s->cells[9], d->state))
		|| try_number(s, &s->cells[3], s->v->last_posted) || try_number(s, &s->cells[3], e->happened)
		|| try_number(s, &s->cells[4], e->posted);
}

static bool try_near(struct search *s, const struct cell *c, int64_t from, int64_t to)
{
	int64_t stands = *c->number, other;

	if (from == 1 && (try_number(s, c, 0) || (stands != INT64_MIN && try_number(s, c, -stands))))
		return true;
	for (int64_t d = from; d <= to; d++)
		if ((!__builtin_add_overflow(stands, d, &other) && try_number(s, c, other))
		    || (!__builtin_sub_overflow(stands, d, &other) && try_number(s, c, other)))
			return true;
	return false;
}

/* One decimal digit or one bit of it, or digits too many. */
static bool try_digits(struct search *s, const struct cell *c)
{
	int64_t stands = *c->number, power = 1, other;

	for (int bit = 0; bit < 63; bit++)
		if (try_number(s, c, stands ^ (INT64_C(1) << bit)))
			return true;
	if (try_number(s, c, stands / 10) || try_number(s, c, stands / 100) || try_number(s, c, stands / 1000))
		return true;
	for (int place = 0; place < 18; place++, power *= 10)
		for (int digit = -9; digit <= 9; digit++)
			if (!__builtin_add_overflow(stands, digit * power, &other) && try_number(s, c, other))
				return true;
	return false;
}

static bool try_parties(struct search *s, const struct cell *c)
{
	const struct verify *v = s->v;

	for (size_t i = 0; i < v->n_accounts && i < POOL_MAX; i++) {
		const struct v_account *a = &v->accounts[i];

		if (try_number(s, c, a->who) || try_number(s, c, a->place) || try_number(s, c, a->owner) || try_number(s, c, a->fund))
			return true;
	}
	return false;
}

static bool try_pool(struct search *s, const struct cell *c)
{
	struct verify *v = s->v;
	const struct account_info *infos;
	size_t n_infos;

	switch (c->class) {
	case CELL_ACCOUNT:
		for (size_t i = 0; i < s->w->n_postings; i++)
			if (try_number(s, c, s->w->postings[i].account))
				return true;
		for (size_t i = 0; i < v->n_accounts && i < POOL_MAX; i++)
			if (try_number(s, c, v->accounts[i].id))
				return true;
		return false;
	case CELL_LOT:
		for (size_t i = 0; i < s->w->n_postings; i++)
			if (try_number(s, c, s->w->postings[i].lot))
				return true;
		for (size_t i = 0; i < v->n_lots && i < POOL_MAX; i++)
			if (try_number(s, c, v->lots[i].id))
				return true;
		return false;
	case CELL_PARTY: return try_parties(s, c);
	case CELL_DOC:
		if (try_number(s, c, s->w->e->doc))
			return true;
		for (size_t i = 0; i < s->w->n_accounts; i++)
			if (try_number(s, c, s->w->accounts[i]->doc))
				return true;
		for (size_t i = v->n_docs; i-- > 0 && v->n_docs - i < POOL_MAX;)
			if (try_number(s, c, v->docs[i].id))
				return true;
		return false;
	case CELL_KIND:
		infos = ledger_account_infos(&n_infos);
		for (size_t i = 0; i < n_infos; i++)
			if (try_number(s, c, infos[i].kind))
				return true;
		return false;
	case CELL_ITEM:
		for (size_t i = 0; i < v->n_lots && i < POOL_MAX; i++)
			if (try_number(s, c, v->lots[i].item))
				return true;
		return false;
	case CELL_ACTOR:
		for (size_t i = 0; i < v->n_actors; i++)
			if (try_number(s, c, v->actors[i]))
				return true;
		return false;
	default: return false;
	}
}

static bool try_texts(struct search *s, const struct cell *c)
{
	struct verify *v = s->v;

	if (try_text(s, c, ""))
		return true;
	for (size_t i = 0; i < v->n_texts; i++)
		if (try_text(s, c, v->texts[i]))
			return true;
	for (size_t i = 0; i < v->n_lots && i < POOL_MAX / 10 && !strcmp(c->table, "ledger_lot"); i++)
		if (try_text(s, c, v->lots[i].batch) || try_text(s, c, v->lots[i].serial))
			return true;
	return false;
}

static bool try_cells(struct search *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->cells[i].number ? try_near(s, &s->cells[i], 1, NEAR) : try_texts(s, &s->cells[i]))
			return true;
	for (size_t i = 0; i < s->n; i++)
		if (s->cells[i].number && (try_pool(s, &s->cells[i]) || try_digits(s, &s->cells[i])))
			return true;
	for (size_t i = 0; i < s->n; i++)
		if (s->cells[i].number && try_near(s, &s->cells[i], NEAR + 1, FAR))
			return true;
	return false;
}

static bool try_hashes(struct search *s)
{
	struct v_entry *e = s->w->e;
	struct hash content = e->content, note = e->note, none = { { 0 } };
	uint32_t at;

	e->content = v_map_find(&s->v->doc_at, e->doc, 0, &at) ? s->v->docs[at].content : none;
	for (int turn = 0; turn < 2; turn++, e->content = none)
		if (fits(s)) {
			v_found(s->v, "ledger_entry", v_id(s->v, e->seq), "content_hash", "被改过；链证明原值", "was changed; the chain proves what it was");
			return true;
		}
	e->content = content;
	e->note = none;
	if (fits(s)) {
		v_found(s->v, "ledger_entry", v_id(s->v, e->seq), "note_hash", "被改过；链证明原为空", "was changed; the chain proves it was empty");
		return true;
	}
	e->note = note;
	if (e->is_signed) {
		e->is_signed = false;
		if (fits(s)) {
			v_found(s->v, "ledger_entry", v_id(s->v, e->seq), "sign_hash", "被改过；链证明原为空", "was changed; the chain proves it was empty");
			return true;
		}
		e->is_signed = true;
	}
	return false;
}

/* What was put right may have been a key. */
static void know_again(struct verify *v, struct v_view *w)
{
	bool fresh;

	for (size_t i = 0; i < w->n_accounts; i++) {
		w->accounts[i]->info = ledger_account_info(w->accounts[i]->kind);
		*v_map_at(&v->cx->mem, &v->account_at, w->accounts[i]->id, 0, &fresh) = (uint32_t)(w->accounts[i] - v->accounts);
	}
	for (size_t i = 0; i < w->n_lots; i++)
		*v_map_at(&v->cx->mem, &v->lot_at, w->lots[i]->id, 0, &fresh) = (uint32_t)(w->lots[i] - v->lots);
}

static bool fits_arg(void *arg) { return !spent(arg) && fits(arg); }

bool v_search(struct verify *v, struct v_view *w, const struct hash *before)
{
	struct search s = { .v = v, .w = w, .before = *before };

	if (spent(&s))
		return false;
	if (w->n_grown)
		qsort(w->grown, w->n_grown, sizeof *w->grown, by_line);
	list_entry(&s);
	list_moves(&s);
	list_births(&s);
	if (!try_hints(&s) && !try_hashes(&s) && !v_search_rows(v, w, fits_arg, &s) && !try_cells(&s))
		return false;
	know_again(v, w);
	return true;
}
