/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger.h"
#include "ledger_read.sql.h"

/* Lots reached from one lot by "was made of" or "was built into", level by
 * level, each once, at most `limit`.  Parts are older than the whole, so the
 * walk ends. */
struct walk { struct ledger_lot *at; size_t n, room, limit; };

static enum err visit(struct ctx *cx, struct walk *w, int64_t lot_id)
{
	struct ledger_lot lot;

	for (size_t i = 0; i < w->n; i++)
		if (w->at[i].lot_id == lot_id)
			return ERR_OK;
	if (w->n == w->limit)
		return ERR_OK;
	TRY(ledger_lot_get(cx, lot_id, &lot));
	arena_push(&cx->mem, w->at, w->n, w->room) = lot;
	return ERR_OK;
}

static enum err visit_parts(struct ctx *cx, struct walk *w, int64_t lot_id)
{
	struct ledger_parts_of_row *rows;
	size_t n;

	TRY(ledger_parts_of(cx, (struct ledger_parts_of_in){ cx->district_id, lot_id }, &rows, &n, w->limit));
	for (size_t i = 0; i < n; i++)
		TRY(visit(cx, w, rows[i].part_lot_id));
	return ERR_OK;
}

static enum err visit_wholes(struct ctx *cx, struct walk *w, int64_t lot_id)
{
	struct ledger_made_of_row *rows;
	size_t n;

	TRY(ledger_made_of(cx, (struct ledger_made_of_in){ cx->district_id, lot_id }, &rows, &n, w->limit));
	for (size_t i = 0; i < n; i++)
		TRY(visit(cx, w, rows[i].lot_id));
	return ERR_OK;
}

static enum err walk(struct ctx *cx, int64_t lot_id, size_t limit, enum err (*step)(struct ctx *, struct walk *, int64_t),
		     struct ledger_lot **ret, size_t *ret_n)
{
	struct walk w = { .limit = limit };

	TRY(step(cx, &w, lot_id));
	for (size_t i = 0; i < w.n; i++)
		TRY(step(cx, &w, w.at[i].lot_id));
	*ret = w.at;
	*ret_n = w.n;
	return ERR_OK;
}

static enum err read_steps(struct ctx *cx, int64_t lot_id, size_t limit, struct ledger_trace *ret)
{
	struct ledger_lot_steps_row *rows;

	TRY(ledger_lot_steps(cx, (struct ledger_lot_steps_in){ cx->district_id, lot_id, (int64_t)limit }, &rows, &ret->n_steps, limit));
	ret->steps = arena_array(&cx->mem, struct ledger_step, ret->n_steps + 1);
	for (size_t i = 0; i < ret->n_steps; i++) {
		const struct ledger_lot_steps_row *r = &rows[i];

		ret->steps[i] = (struct ledger_step){ r->seq, r->posted_ms, r->entry_doc_id, r->line_no, r->qty, r->after_qty, r->doc_kind, r->verb,
			{ r->kind, r->who_id, r->place_id, r->owner_id, r->fund_id, r->doc_id } };
	}
	return ERR_OK;
}

enum err ledger_trace(struct ctx *cx, int64_t lot_id, size_t limit, struct ledger_trace *ret)
{
	struct ledger_lot_stock_row *now;

	*ret = (struct ledger_trace){ 0 };
	TRY(ledger_lot_get(cx, lot_id, &ret->lot));
	TRY(walk(cx, lot_id, limit, visit_parts, &ret->parts, &ret->n_parts));
	TRY(walk(cx, lot_id, limit, visit_wholes, &ret->made, &ret->n_made));
	TRY(read_steps(cx, lot_id, limit, ret));
	TRY(ledger_lot_stock(cx, (struct ledger_lot_stock_in){ cx->district_id, lot_id, (int64_t)limit }, &now, &ret->n_now, limit));
	ret->now = arena_array(&cx->mem, struct ledger_stock, ret->n_now + 1);
	for (size_t i = 0; i < ret->n_now; i++)
		ret->now[i] = (struct ledger_stock){ now[i].account_id, now[i].kind, now[i].who_id, now[i].place_id, now[i].owner_id, now[i].fund_id,
			now[i].doc_id, now[i].lot_id, now[i].item_id, now[i].expiry_day, now[i].made_day, now[i].qty, now[i].batch, now[i].serial };
	return ERR_OK;
}
