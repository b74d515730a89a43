/* SPDX-License-Identifier: Apache-2.0 */
/* From goods a unit signed for to what it owes: rows, and the documents that book them. */
#include "caps/charge/charge_work.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "charge.sql.h"

/* ---- booking ---- */

struct batch { struct drawn **at; size_t n; };             /* rows of one charge, its lines in this order */

static void content_line(struct buf *bytes, int64_t line_no, int64_t drawn_id, const char *rule, const char *rule_source, int64_t price_by,
			 const char *price_source)
{
	buf_print(bytes, "%lld %lld %lld ", (long long)line_no, (long long)drawn_id, (long long)price_by);
	buf_text(bytes, rule);
	buf_text(bytes, rule_source);
	buf_text(bytes, price_source);
}

/* Why each line costs what it costs is part of what the books prove. */
enum err charge_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	const struct batch *own = w->own;
	struct charge_content_rows_row *rows;
	size_t n;

	for (size_t i = 0; own && i < own->n; i++)
		content_line(bytes, (int64_t)i + 1, own->at[i]->drawn_id, arena_print(&cx->mem, "%s/%s", own->at[i]->plan, own->at[i]->rule),
			     own->at[i]->rule_source, own->at[i]->price_by, own->at[i]->price_source);
	if (own)
		return ERR_OK;
	TRY(charge_content_rows(cx, (struct charge_content_rows_in){ cx->district_id, w->doc.doc_id, DOC_LINES_MAX }, &rows, &n, DOC_LINES_MAX));
	for (size_t i = 0; i < n; i++)
		content_line(bytes, rows[i].line_no, rows[i].drawn_id, rows[i].rule, rows[i].rule_source, rows[i].price_by, rows[i].price_source);
	return ERR_OK;
}

/* One charge for rows of one payer, source document and fund. */
static enum err book(struct ctx *cx, const struct batch *b)
{
	const struct drawn *first = b->at[0];
	struct doc doc = { .kind = "charge", .parent_id = first->doc_id, .taker_id = first->payer_id, .to_place_id = first->payer_id,
		.fund_id = first->fund_id, .n_lines = b->n, .lines = arena_array(&cx->mem, struct doc_line, b->n) };
	struct doc_moved moved;
	struct place root;

	TRY(place_root(cx, &root));
	doc.giver_id = root.place_id;
	for (size_t i = 0; i < b->n; i++)
		doc.lines[i] = (struct doc_line){ .item_id = b->at[i]->item_id, .lot_id = b->at[i]->lot_id, .price_fen = b->at[i]->price_fen,
			.price_units = b->at[i]->price_units, .parent_line_no = b->at[i]->line_no, .counter = { [ASKED] = b->at[i]->qty } };
	TRY(document_begin(cx, &doc, "book", b, &moved));
	for (size_t i = 0; i < b->n; i++) {
		b->at[i]->charge_id = moved.doc_id;
		b->at[i]->charge_line_no = (int64_t)i + 1;
		b->at[i]->booked_seq = moved.seq;
		b->at[i]->booked_ms = cx->now_ms;
	}
	return ERR_OK;
}

static bool together(const struct drawn *a, const struct drawn *b)
{
	return a->payer_id == b->payer_id && a->doc_id == b->doc_id && a->fund_id == b->fund_id && a->seq == b->seq;
}

/* Books every row that is ready, those that belong together in one document. */
static enum err book_ready(struct ctx *cx, struct drawn *rows, size_t n)
{
	bool *done = arena_array(&cx->mem, bool, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct batch b = { 0 };

		if (done[i] || rows[i].state != CHARGE_BOOKED)
			continue;
		b.at = arena_array(&cx->mem, struct drawn *, n - i);
		for (size_t k = i; k < n && b.n < DOC_LINES_MAX; k++)
			if (!done[k] && rows[k].state == CHARGE_BOOKED && together(&rows[i], &rows[k])) {
				done[k] = true;
				b.at[b.n++] = &rows[k];
			}
		TRY(book(cx, &b));
	}
	return ERR_OK;
}

/* ---- goods a unit signed for ---- */

static enum err put(struct ctx *cx, const struct drawn *r)
{
	return charge_put_drawn(cx, (struct charge_put_drawn_in){ .district_id = cx->district_id, .drawn_id = r->drawn_id, .doc_id = r->doc_id, .seq = r->seq,
		.line_no = r->line_no, .item_id = r->item_id, .lot_id = r->lot_id, .qty = r->qty, .taken_ms = r->taken_ms, .payer_id = r->payer_id,
		.agent = r->agent, .agent_zh = r->agent_zh, .agent_en = r->agent_en, .plan = r->plan, .rule = r->rule, .rule_zh = r->rule_zh,
		.rule_en = r->rule_en, .rule_source = r->rule_source, .state = r->state, .price_fen = r->price_fen, .price_units = r->price_units,
		.price_by = r->price_by, .price_source = r->price_source, .worth_fen = r->worth_fen, .fund_id = r->fund_id, .charge_id = r->charge_id,
		.charge_line_no = r->charge_line_no, .booked_seq = r->booked_seq, .booked_ms = r->booked_ms, .due_ms = r->due_ms });
}

/* The unit got what was not its own before: on its shelf now, or handed to it for use. */
static bool is_drawn(const struct doc *doc, const struct ledger_posting *p, int64_t payer_id)
{
	if (p->qty <= 0 || p->line_no < 1 || p->line_no > (int64_t)doc->n_lines || doc->lines[p->line_no - 1].owner_id == payer_id)
		return false;
	return (p->account.kind == ACC_STORE && p->account.owner_id == payer_id) || (p->account.kind == ACC_USED && p->account.who_id == payer_id);
}

enum err charge_taken(struct ctx *cx, const struct doc_work *w)
{
	struct ledger_posting *postings;
	struct charge_desk desk;
	struct drawn *rows;
	struct place payer;
	struct item item;
	size_t n, n_rows = 0;

	TRY(place_get(cx, w->doc.taker_id, &payer));
	TRY(charge_desk_open(cx, &desk));
	TRY(ledger_postings(cx, w->moved->seq, LEDGER_POSTINGS_MAX, &postings, &n));
	rows = arena_array(&cx->mem, struct drawn, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct ledger_posting *p = &postings[i];

		if (!is_drawn(&w->doc, p, payer.place_id))
			continue;
		TRY(item_get(cx, p->item_id, &item));
		rows[n_rows] = (struct drawn){ .drawn_id = ctx_new_id(cx), .doc_id = w->doc.doc_id, .seq = p->seq, .line_no = p->line_no, .item_id = p->item_id,
			.lot_id = p->lot_id, .qty = p->qty, .taken_ms = cx->now_ms, .payer_id = payer.place_id, .category = item.category,
			.unit_kind = payer.unit_kind, .path = payer.path };
		TRY(charge_decide(cx, &desk, &rows[n_rows++]));
	}
	TRY(book_ready(cx, rows, n_rows));
	for (size_t i = 0; i < n_rows; i++)
		TRY(put(cx, &rows[i]));
	return ERR_OK;
}

/* ---- rows that waited ---- */

static enum err settle(struct ctx *cx, const struct drawn *r)
{
	return charge_settle_drawn(cx, (struct charge_settle_drawn_in){ .district_id = cx->district_id, .drawn_id = r->drawn_id, .state = r->state,
		.price_fen = r->price_fen, .price_units = r->price_units, .price_by = r->price_by, .price_source = r->price_source, .worth_fen = r->worth_fen,
		.fund_id = r->fund_id, .charge_id = r->charge_id, .charge_line_no = r->charge_line_no, .booked_seq = r->booked_seq,
		.booked_ms = r->booked_ms, .due_ms = r->due_ms });
}

static enum err try_again(struct ctx *cx, int64_t lot_id, int64_t item_id, struct charge_done *ret)
{
	struct charge_waiting_rows_row *waiting;
	struct charge_desk desk;
	struct drawn *rows;
	size_t n;

	*ret = (struct charge_done){ 0 };
	TRY(charge_desk_open(cx, &desk));
	TRY(charge_waiting_rows(cx, (struct charge_waiting_rows_in){ cx->district_id, lot_id, item_id, 0, CHARGE_ROWS_MAX }, &waiting, &n, CHARGE_ROWS_MAX));
	rows = arena_array(&cx->mem, struct drawn, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct charge_waiting_rows_row *q = &waiting[i];

		rows[i] = (struct drawn){ .drawn_id = q->drawn_id, .doc_id = q->doc_id, .seq = q->seq, .line_no = q->line_no, .item_id = q->item_id,
			.lot_id = q->lot_id, .qty = q->qty, .taken_ms = q->taken_ms, .payer_id = q->payer_id, .plan = q->plan, .rule = q->rule, .rule_source = q->rule_source,
			.category = q->category, .unit_kind = q->unit_kind, .path = q->path, .state = CHARGE_NO_PRICE, .price_units = 1, .price_source = "" };
		TRY(charge_price_again(cx, &desk, &rows[i]));
	}
	TRY(book_ready(cx, rows, n));
	for (size_t i = 0; i < n; i++) {
		TRY(settle(cx, &rows[i]));
		ret->rows += rows[i].state == CHARGE_BOOKED;
		ret->waiting += rows[i].state != CHARGE_BOOKED;
		ret->fen += rows[i].state == CHARGE_BOOKED ? rows[i].worth_fen : 0;
	}
	return ERR_OK;
}

static enum err need_district(struct ctx *cx)
{
	struct ledger_head head;
	struct place root;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_CHARGE_EDIT, root.path));
	return ledger_lock(cx, &head);
}

enum err charge_book_waiting(struct ctx *cx, struct charge_done *ret)
{
	TRY(need_district(cx));
	return try_again(cx, 0, 0, ret);
}

enum err charge_price_state(struct ctx *cx, const struct charge_price *in, struct charge_done *ret)
{
	const int64_t units = in->price_units ? in->price_units : 1;
	struct ledger_lot lot;
	struct item item;

	TRY(need_district(cx));
	TRY(item_get(cx, in->item_id, &item));
	TRY(check_line(cx, "source", in->source, 2, 100));
	TRY(check_range(cx, "price", in->price_fen, 1, QTY_MAX / 1000));
	TRY(check_range(cx, "price_units", units, 1, 1000000));
	if (in->lot_id) {
		TRY(ledger_lot_get(cx, in->lot_id, &lot));
		if (lot.item_id != in->item_id)
			return fail(cx, ERR_BAD_INPUT, "lot_id", "批次 %lld 不是“%s”", "lot %lld is not of \"%s\"", (long long)in->lot_id, item.zh);
		if (lot.cost_fen > 0)
			return fail(cx, ERR_BLOCKED, "lot_id", "这批“%s”的购入价在入库时已记 %s 元/%lld%s，按购入价计费，不另定价",
				    "this lot of \"%s\" came in at %s yuan per %lld %s; it is charged at that cost", item.zh,
				    text_write_money(&cx->mem, lot.cost_fen), (long long)lot.cost_units, item.unit);
	}
	TRY(charge_put_price(cx, (struct charge_put_price_in){ .district_id = cx->district_id, .price_id = ctx_new_id(cx), .lot_id = in->lot_id,
		.item_id = in->item_id, .price_fen = in->price_fen, .price_units = units, .source = in->source, .set_by = cx->actor->account_id,
		.set_ms = cx->now_ms }));
	return try_again(cx, in->lot_id, in->item_id, ret);
}
