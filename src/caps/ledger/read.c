/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger.h"
#include "caps/ledger/movements.h"
#include "base/civil.h"
#include "ledger_read.sql.h"
#include <stdlib.h>
#include <string.h>

enum err ledger_lot_get(struct ctx *cx, int64_t lot_id, struct ledger_lot *ret)
{
	struct ledger_lot_read_row r;

	TRY(ledger_lot_read(cx, (struct ledger_lot_read_in){ cx->district_id, lot_id }, &r));
	*ret = (struct ledger_lot){ r.lot_id, r.item_id, r.source_doc_id, r.source_line_no, r.made_day, r.expiry_day, r.cost_fen,
				    r.cost_units, r.born_seq, r.batch, r.serial };
	return ERR_OK;
}

enum err ledger_account_get(struct ctx *cx, int64_t account_id, struct account_key *ret)
{
	struct ledger_account_read_row r;

	TRY(ledger_account_read(cx, (struct ledger_account_read_in){ cx->district_id, account_id }, &r));
	*ret = (struct account_key){ r.kind, r.who_id, r.place_id, r.owner_id, r.fund_id, r.doc_id };
	return ERR_OK;
}

/* posted_ms never falls along seq: a time is found by halving. */
enum err ledger_seq_at(struct ctx *cx, int64_t ms, int64_t *ret_seq)
{
	struct ledger_head head;
	int64_t low = 0, high;

	TRY(ledger_head(cx, &head));
	if (head.posted_ms <= ms) {
		*ret_seq = head.seq;
		return ERR_OK;
	}
	high = head.seq - 1;
	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2;
		struct ledger_posted_at_row row;

		TRY(ledger_posted_at(cx, (struct ledger_posted_at_in){ cx->district_id, middle }, &row));
		if (row.posted_ms <= ms)
			low = middle;
		else
			high = middle - 1;
	}
	*ret_seq = low;
	return ERR_OK;
}

static enum err find_account(struct ctx *cx, const struct account_key *k, int64_t *ret_id)
{
	struct ledger_account_of_key_row row = { 0 };
	enum err e = ledger_account_of_key(cx, (struct ledger_account_of_key_in){ cx->district_id, k->kind, k->who_id, k->place_id,
					   k->owner_id, k->fund_id, k->doc_id }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret_id = e ? 0 : row.account_id;
	return ERR_OK;
}

enum err ledger_balance(struct ctx *cx, const struct account_key *key, int64_t lot_id, int64_t seq, int64_t *ret_qty)
{
	struct ledger_balance_of_row now = { 0 };
	struct ledger_balance_at_row then = { 0 };
	int64_t account_id;
	enum err e;

	TRY(find_account(cx, key, &account_id));
	if (!seq)
		e = ledger_balance_of(cx, (struct ledger_balance_of_in){ cx->district_id, account_id, lot_id }, &now);
	else
		e = ledger_balance_at(cx, (struct ledger_balance_at_in){ cx->district_id, account_id, lot_id, seq }, &then);
	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret_qty = e ? 0 : seq ? then.qty : now.qty;
	return ERR_OK;
}

enum err ledger_item_balance(struct ctx *cx, const struct account_key *key, int64_t item_id, int64_t *ret_qty)
{
	struct ledger_item_sum_row row;
	int64_t account_id;

	TRY(find_account(cx, key, &account_id));
	TRY(ledger_item_sum(cx, (struct ledger_item_sum_in){ cx->district_id, item_id, account_id }, &row));
	*ret_qty = row.qty;
	return ERR_OK;
}

/* ---- stock: the statements' rows have one and the same columns ---- */

#define STOCK(r) ((struct ledger_stock){ (r)->account_id, (r)->kind, (r)->who_id, (r)->place_id, (r)->owner_id, (r)->fund_id, (r)->doc_id, \
	(r)->lot_id, (r)->item_id, (r)->expiry_day, (r)->made_day, (r)->qty, (r)->batch, (r)->serial })

#define STOCK_LIST(rows, n) do { \
		*ret = arena_array(&cx->mem, struct ledger_stock, (n) + 1); \
		for (size_t stock_i = 0; stock_i < (n); stock_i++) \
			(*ret)[stock_i] = STOCK(&(rows)[stock_i]); \
		*ret_n = (n); \
	} while (0)

enum err ledger_place_stock(struct ctx *cx, int64_t place_id, int64_t seq, size_t limit, struct ledger_stock **ret, size_t *ret_n)
{
	struct ledger_place_stock_now_row *now;
	struct ledger_place_stock_at_row *then;
	size_t n;

	if (seq) {
		TRY(ledger_place_stock_at(cx, (struct ledger_place_stock_at_in){ cx->district_id, place_id, seq, (int64_t)limit }, &then, &n, limit));
		STOCK_LIST(then, n);
	} else {
		TRY(ledger_place_stock_now(cx, (struct ledger_place_stock_now_in){ cx->district_id, place_id, (int64_t)limit }, &now, &n, limit));
		STOCK_LIST(now, n);
	}
	return ERR_OK;
}

enum err ledger_doc_stock(struct ctx *cx, int64_t doc_id, size_t limit, struct ledger_stock **ret, size_t *ret_n)
{
	struct ledger_doc_stock_now_row *rows;
	size_t n;

	TRY(ledger_doc_stock_now(cx, (struct ledger_doc_stock_now_in){ cx->district_id, doc_id, (int64_t)limit }, &rows, &n, limit));
	STOCK_LIST(rows, n);
	return ERR_OK;
}

enum err ledger_account_lots(struct ctx *cx, const struct account_key *key, int64_t item_id, size_t limit,
			     struct ledger_stock **ret, size_t *ret_n)
{
	struct ledger_account_stock_row *rows;
	int64_t account_id;
	size_t n;

	TRY(find_account(cx, key, &account_id));
	TRY(ledger_account_stock(cx, (struct ledger_account_stock_in){ cx->district_id, account_id, item_id, (int64_t)limit }, &rows, &n, limit));
	STOCK_LIST(rows, n);
	return ERR_OK;
}

/* ---- free lots ---- */

struct free_lots { struct ledger_stock *at; size_t n, room, limit; const int64_t *places; size_t n_places; };

static int number_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void take_free(struct ctx *cx, struct free_lots *f, struct ledger_stock s)
{
	if (f->n == f->limit || (f->places && !bsearch(&s.place_id, f->places, f->n_places, sizeof s.place_id, number_order)))
		return;
	s.batch = arena_text(&cx->mem, s.batch);
	s.serial = arena_text(&cx->mem, s.serial);
	arena_push(&cx->mem, f->at, f->n, f->room) = s;
}

static enum err free_of_item(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_free_of_item_row *r = row;

	take_free(cx, user, STOCK(r));
	return ERR_OK;
}

static enum err free_of_all(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_free_of_all_row *r = row;

	take_free(cx, user, STOCK(r));
	return ERR_OK;
}

enum err ledger_free_lots(struct ctx *cx, const int64_t *places, size_t n_places, int64_t item_id, size_t limit,
			  struct ledger_stock **ret, size_t *ret_n)
{
	struct free_lots f = { .limit = limit, .n_places = n_places };
	int64_t *sorted = NULL;

	if (places) {
		sorted = arena_array(&cx->mem, int64_t, n_places + 1);
		for (size_t i = 0; i < n_places; i++)
			sorted[i] = places[i];
		qsort(sorted, n_places, sizeof *sorted, number_order);
	}
	f.places = sorted;
	if (item_id)
		TRY(ledger_free_of_item(cx, (struct ledger_free_of_item_in){ cx->district_id, item_id }, free_of_item, &f));
	else
		TRY(ledger_free_of_all(cx, (struct ledger_free_of_all_in){ cx->district_id }, free_of_all, &f));
	*ret = f.at;
	*ret_n = f.n;
	return ERR_OK;
}

/* ---- receipts, issues, stock ---- */

static enum err movements_of_place(struct ctx *cx, int64_t place_id, int64_t from_seq, int64_t to_seq, size_t limit, struct ledger_movement **ret, size_t *ret_n)
{
	struct ledger_movements_of_place_row *rows;

	TRY(ledger_movements_of_place(cx, (struct ledger_movements_of_place_in){ cx->district_id, place_id, from_seq, to_seq, (int64_t)limit },
				      &rows, ret_n, limit));
	*ret = arena_array(&cx->mem, struct ledger_movement, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct ledger_movements_of_place_row *r = &rows[i];

		(*ret)[i] = (struct ledger_movement){ r->place_id, r->item_id, r->lot_id, r->owner_id, r->fund_id, r->expiry_day, r->made_day,
			r->cost_fen, r->cost_units, r->opening, r->received, r->issued, r->closing, r->batch };
	}
	return ERR_OK;
}

enum err ledger_day_movements(struct ctx *cx, int64_t place_id, int64_t from_day, int64_t to_day, size_t limit,
			      struct ledger_movement **ret, size_t *ret_n)
{
	int64_t from_seq, to_seq;

	TRY(ledger_seq_at(cx, from_day * DAY_MS - CHINA_OFFSET_MS - 1, &from_seq));
	TRY(ledger_seq_at(cx, (to_day + 1) * DAY_MS - CHINA_OFFSET_MS - 1, &to_seq));
	if (place_id)
		return movements_of_place(cx, place_id, from_seq, to_seq, limit, ret, ret_n);
	return ledger_movements(cx, &(struct movement_span){ from_seq, to_seq, from_day, to_day }, limit, ret, ret_n);
}

/* ---- journal ---- */

#define JOURNAL(r) ((struct ledger_journal){ (r)->seq, (r)->doc_id, (r)->doc_version, (r)->actor_id, (r)->posted_ms, (r)->happened_ms, \
	(r)->reverses_seq, (r)->kind, (r)->verb, (r)->from_state, (r)->to_state, (r)->hash })

enum err ledger_journal_page(struct ctx *cx, int64_t doc_id, int64_t after_seq, size_t limit, struct ledger_journal **ret, size_t *ret_n)
{
	struct ledger_journal_of_doc_row *of_doc;
	struct ledger_journal_all_row *all;
	size_t n;

	if (doc_id) {
		TRY(ledger_journal_of_doc(cx, (struct ledger_journal_of_doc_in){ cx->district_id, doc_id, after_seq, (int64_t)limit }, &of_doc, &n, limit));
		*ret = arena_array(&cx->mem, struct ledger_journal, n + 1);
		for (size_t i = 0; i < n; i++)
			(*ret)[i] = JOURNAL(&of_doc[i]);
	} else {
		TRY(ledger_journal_all(cx, (struct ledger_journal_all_in){ cx->district_id, after_seq, (int64_t)limit }, &all, &n, limit));
		*ret = arena_array(&cx->mem, struct ledger_journal, n + 1);
		for (size_t i = 0; i < n; i++)
			(*ret)[i] = JOURNAL(&all[i]);
	}
	*ret_n = n;
	return ERR_OK;
}

enum err ledger_postings(struct ctx *cx, int64_t seq, size_t limit, struct ledger_posting **ret, size_t *ret_n)
{
	struct ledger_postings_of_row *rows;
	size_t n;

	TRY(ledger_postings_of(cx, (struct ledger_postings_of_in){ cx->district_id, seq, (int64_t)limit }, &rows, &n, limit));
	*ret = arena_array(&cx->mem, struct ledger_posting, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct ledger_postings_of_row *r = &rows[i];

		(*ret)[i] = (struct ledger_posting){ r->seq, r->posting_no, r->account_id, r->lot_id, r->line_no, r->qty, r->after_qty,
			{ r->kind, r->who_id, r->place_id, r->owner_id, r->fund_id, r->doc_id }, r->item_id };
	}
	*ret_n = n;
	return ERR_OK;
}

enum err ledger_totals(struct ctx *cx, struct ledger_total **ret, size_t *ret_n)
{
	enum { KINDS_MAX = 200 };
	struct ledger_kind_totals_row *rows;
	const struct account_info *infos;
	size_t n, at = 0;

	infos = ledger_account_infos(ret_n);
	TRY(ledger_kind_totals(cx, (struct ledger_kind_totals_in){ .district_id = cx->district_id, .limit = KINDS_MAX }, &rows, &n, KINDS_MAX));
	*ret = arena_array(&cx->mem, struct ledger_total, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i].kind = infos[i].kind;
		while (at < n && rows[at].kind < infos[i].kind)
			at++;
		if (at < n && rows[at].kind == infos[i].kind)
			(*ret)[i] = (struct ledger_total){ rows[at].kind, rows[at].balances, rows[at].qty };
	}
	return ERR_OK;
}
