/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include <string.h>

/* The search, second part: whole rows that were removed, added or moved to
 * another entry.  `fits` tells whether the entry's hash fits now. */
struct rows { struct verify *v; struct v_view *w; bool (*fits)(void *arg); void *arg; };

static bool fits(struct rows *r) { return r->fits(r->arg); }

/* ---- rows that should not be here ---- */

#define WITHOUT(array, n, i, type) do { \
		type *shorter_ = arena_array(&r->v->chunk, type, (n) + 1); \
		for (size_t from_ = 0, to_ = 0; from_ < (n); from_++) \
			if (from_ != (i)) \
				shorter_[to_++] = (array)[from_]; \
		(array) = shorter_; \
		(n)--; \
	} while (0)

static bool foreign_postings(struct rows *r)
{
	struct v_view *w = r->w, kept = *w;

	for (size_t i = 0; i < kept.n_postings; i++, *w = kept) {
		WITHOUT(w->postings, w->n_postings, i, struct v_posting);
		if (fits(r)) {
			const struct v_posting *p = &kept.postings[i];

			v_found(r->v, "ledger_posting", v_id2(r->v, p->seq, p->no), "seq", "链证明第 %lld 笔没有这一行", "the chain proves that entry %lld does not have this row",
				(long long)p->seq);
			for (size_t k = 0; k < w->n_postings; k++)
				w->postings[k].no = (int64_t)k + 1;
			return true;
		}
	}
	return false;
}

static bool foreign_progress(struct rows *r)
{
	struct v_view *w = r->w, kept = *w;

	for (size_t i = 0; i < kept.n_grown; i++, *w = kept) {
		WITHOUT(w->grown, w->n_grown, i, struct v_progress);
		if (fits(r)) {
			const struct v_progress *g = &kept.grown[i];

			v_found(r->v, "ledger_progress", arena_print(&r->v->cx->mem, "%lld/%lld/%s", (long long)g->seq, (long long)g->line, g->counter), "seq",
				"链证明第 %lld 笔没有这一行", "the chain proves that entry %lld does not have this row", (long long)g->seq);
			return true;
		}
	}
	return false;
}

static bool foreign_births(struct rows *r)
{
	struct v_view *w = r->w, kept = *w;

	for (size_t i = 0; i < kept.n_accounts; i++, *w = kept) {
		WITHOUT(w->accounts, w->n_accounts, i, struct v_account *);
		if (fits(r)) {
			v_found(r->v, "ledger_account", v_id(r->v, kept.accounts[i]->id), "born_seq", "链证明它不是在第 %lld 笔建立的",
				"the chain proves that it was not born in entry %lld", (long long)w->e->seq);
			kept.accounts[i]->claimed = false;
			kept.accounts[i]->born = INT64_MAX;      /* told; where it belongs is found later or not at all */
			return true;
		}
	}
	for (size_t i = 0; i < kept.n_lots; i++, *w = kept) {
		WITHOUT(w->lots, w->n_lots, i, struct v_lot *);
		if (fits(r)) {
			v_found(r->v, "ledger_lot", v_id(r->v, kept.lots[i]->id), "born_seq", "链证明它不是在第 %lld 笔建立的",
				"the chain proves that it was not born in entry %lld", (long long)w->e->seq);
			kept.lots[i]->claimed = false;
			kept.lots[i]->born = INT64_MAX;
			return true;
		}
	}
	return false;
}

/* ---- rows that were born here but say otherwise ---- */

static bool moved_account(struct rows *r, struct v_account *a)
{
	struct v_view *w = r->w, kept = *w;
	size_t at = 0;

	w->accounts = arena_array(&r->v->chunk, struct v_account *, w->n_accounts + 2);
	while (at < kept.n_accounts && kept.accounts[at]->id < a->id)
		w->accounts[at] = kept.accounts[at], at++;
	w->accounts[at] = a;
	for (size_t i = at; i < kept.n_accounts; i++)
		w->accounts[i + 1] = kept.accounts[i];
	w->n_accounts++;
	if (!fits(r)) {
		*w = kept;
		return false;
	}
	if (a->born != INT64_MAX)
		v_found(r->v, "ledger_account", v_id(r->v, a->id), "born_seq", "现为 %lld；链证明原为 %lld", "is %lld; the chain proves it was %lld",
			(long long)a->born, (long long)w->e->seq);
	a->born = w->e->seq;
	a->claimed = true;
	return true;
}

static bool moved_lot(struct rows *r, struct v_lot *l)
{
	struct v_view *w = r->w, kept = *w;
	size_t at = 0;

	w->lots = arena_array(&r->v->chunk, struct v_lot *, w->n_lots + 2);
	while (at < kept.n_lots && kept.lots[at]->id < l->id)
		w->lots[at] = kept.lots[at], at++;
	w->lots[at] = l;
	for (size_t i = at; i < kept.n_lots; i++)
		w->lots[i + 1] = kept.lots[i];
	w->n_lots++;
	if (!fits(r)) {
		*w = kept;
		return false;
	}
	if (l->born != INT64_MAX)
		v_found(r->v, "ledger_lot", v_id(r->v, l->id), "born_seq", "现为 %lld；链证明原为 %lld", "is %lld; the chain proves it was %lld",
			(long long)l->born, (long long)w->e->seq);
	l->born = w->e->seq;
	l->claimed = true;
	return true;
}

static bool moved_births(struct rows *r)
{
	struct v_view *w = r->w;

	for (size_t i = 0; i < w->n_postings; i++) {
		struct v_account *a = v_account(r->v, w->postings[i].account);
		struct v_lot *l = v_lot(r->v, w->postings[i].lot);

		if ((a && !a->claimed && moved_account(r, a)) || (l && !l->claimed && moved_lot(r, l)))
			return true;
	}
	return false;
}

/* ---- rows that are gone ---- */

static bool put_posting(struct rows *r, size_t at, struct v_posting p)
{
	struct v_view *w = r->w, kept = *w;

	w->postings = arena_array(&r->v->chunk, struct v_posting, w->n_postings + 2);
	for (size_t i = 0; i < at; i++)
		w->postings[i] = kept.postings[i];
	w->postings[at] = p;
	for (size_t i = at; i < kept.n_postings; i++)
		w->postings[i + 1] = kept.postings[i];
	w->n_postings++;
	if (!fits(r)) {
		*w = kept;
		return false;
	}
	v_found(r->v, "ledger_posting", v_id2(r->v, w->e->seq, p.no), "posting_no", "这一行被删；链证明它记账户 %lld、批次 %lld、数量 %lld",
		"this row was removed; the chain proves account %lld, lot %lld, quantity %lld", (long long)p.account, (long long)p.lot, (long long)p.qty);
	return true;
}

/* The lot whose postings miss something, and how much. */
static bool unbalanced(const struct v_view *w, int64_t *ret_lot, int64_t *ret_sum)
{
	for (size_t i = 0; i < w->n_postings; i++) {
		int64_t sum = 0;

		for (size_t k = 0; k < w->n_postings; k++)
			if (w->postings[k].lot == w->postings[i].lot && __builtin_add_overflow(sum, w->postings[k].qty, &sum))
				return false;
		if (sum) {
			*ret_lot = w->postings[i].lot;
			*ret_sum = sum;
			return true;
		}
	}
	return false;
}

static bool missing_posting(struct rows *r)
{
	struct v_view *w = r->w;
	int64_t lot, sum, no = 1;
	uint32_t at;

	if (w->n_postings > 200 || !unbalanced(w, &lot, &sum))
		return false;
	while (no <= (int64_t)w->n_postings && w->postings[no - 1].no == no)
		no++;
	for (size_t i = 0; i < r->v->n_accounts && i < 20000; i++) {
		int64_t account = r->v->accounts[i].id, before = 0;

		if (v_map_find(&r->v->balance_at, account, lot, &at))
			before = r->v->balances[at].qty;
		for (size_t k = 0; k < w->n_postings; k++)
			if (w->postings[k].account == account && w->postings[k].lot == lot)
				before = w->postings[k].after;
		for (size_t line = 0; line < w->n_postings && (!line || w->postings[line].line != w->postings[line - 1].line); line++)
			if (put_posting(r, (size_t)no - 1, (struct v_posting){ w->e->seq, no, account, lot, w->postings[line].line, -sum, before - sum }))
				return true;
	}
	return false;
}

static bool put_progress(struct rows *r, struct v_progress g)
{
	struct v_view *w = r->w, kept = *w;
	size_t at = 0;

	w->grown = arena_array(&r->v->chunk, struct v_progress, w->n_grown + 2);
	while (at < kept.n_grown && (kept.grown[at].line < g.line || (kept.grown[at].line == g.line && strcmp(kept.grown[at].counter, g.counter) < 0)))
		w->grown[at] = kept.grown[at], at++;
	w->grown[at] = g;
	for (size_t i = at; i < kept.n_grown; i++)
		w->grown[i + 1] = kept.grown[i];
	w->n_grown++;
	if (fits(r)) {
		v_found(r->v, "ledger_progress", arena_print(&r->v->cx->mem, "%lld/%lld/%s", (long long)g.seq, (long long)g.line, g.counter), "qty",
			"这一行被删；链证明它记 %lld", "this row was removed; the chain proves it said %lld", (long long)g.qty);
		return true;
	}
	*w = kept;
	return false;
}

/* A line's counter usually grows by what one of its postings moves. */
static bool missing_progress(struct rows *r)
{
	const struct v_view *w = r->w;
	struct v_posting *p = w->postings;
	size_t n = w->n_postings;

	if (n > 200)
		return false;
	for (size_t t = 0; t < r->v->n_texts && t < 1000; t++)
		for (size_t i = 0; i < n; i++) {
			struct v_progress g = { w->e->seq, p[i].line, r->v->texts[t], p[i].qty < 0 ? -p[i].qty : p[i].qty };

			if (put_progress(r, g))
				return true;
			g.qty = -g.qty;
			if (w->e->reverses && put_progress(r, g))
				return true;
		}
	return false;
}

/* What went into the assembly in this entry was its part. */
static bool missing_part(struct rows *r)
{
	struct v_view *w = r->w;

	for (size_t l = 0; l < w->n_lots; l++)
		for (size_t i = 0; i < w->n_postings; i++) {
			struct v_lot *lot = w->lots[l];
			struct v_lot kept = *lot;
			const struct v_account *a = v_account(r->v, w->postings[i].account);
			struct v_part part = { lot->id, w->postings[i].lot, w->postings[i].qty, true };
			size_t at = 0;

			if (!a || a->kind != ACC_WORKED || part.qty <= 0)
				continue;
			lot->parts = arena_array(&r->v->cx->mem, struct v_part, lot->n_parts + 2);
			while (at < kept.n_parts && kept.parts[at].part < part.part)
				lot->parts[at] = kept.parts[at], at++;
			lot->parts[at] = part;
			for (size_t k = at; k < kept.n_parts; k++)
				lot->parts[k + 1] = kept.parts[k];
			lot->n_parts++;
			if (fits(r)) {
				v_found(r->v, "ledger_lot_part", v_id2(r->v, part.lot, part.part), "part_lot_id", "这一行被删；链证明数量为 %lld",
					"this row was removed; the chain proves the quantity %lld", (long long)part.qty);
				return true;
			}
			*lot = kept;
		}
	return false;
}

bool v_search_rows(struct verify *v, struct v_view *w, bool (*fits_now)(void *), void *arg)
{
	struct rows r = { v, w, fits_now, arg };

	return foreign_postings(&r) || foreign_progress(&r) || foreign_births(&r) || moved_births(&r) || missing_part(&r) || missing_posting(&r) || missing_progress(&r);
}
