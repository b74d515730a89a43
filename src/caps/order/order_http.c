/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on orders: placing, changing, steps, many at once. */
#include "caps/document/document_http.h"
#include "caps/grid/grid.h"
#include "caps/order/order_list.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "store/store.h"

static SHAPE(order_want,
	OPT_I64(order_want, line_no, 1, 10000, "line of the offer; absent: the one of the item"), OPT_ID(order_want, item_id, "or which item"),
	I64(order_want, qty, -QTY_MAX, QTY_MAX, "how many base units; a whole number from 1"));
struct order_in {
	int64_t     doc_id, version, household_id, offer_id, pay, channel, worker_id, asked, again;
	struct list wants;
	bool        unpaid, substitute, again_ok;
	const char *remark, *ref;
};
#define ORDER_WISHES \
	LIST(order_in, wants, &order_want_shape, 0, 200, "what and how much; at most 50 articles"), \
	OPT_WORD(order_in, pay, order_pay_words, "how it is paid; absent: in advance"), \
	OPT_WORD(order_in, channel, order_channel_words, "how it came in; absent: page"), \
	OPT_BOOL(order_in, unpaid, "paid in advance, but the money has not been taken yet"), \
	OPT_BOOL(order_in, substitute, "another article of the same or a lower price is welcome"), \
	OPT_TEXT(order_in, remark, 0, ORDER_REMARK_MAX, "for the shop and the team; no names"), \
	OPT_ID(order_in, worker_id, "account that takes or lays out the money; absent: yours"), \
	OPT_BOOL(order_in, again_ok, "a second order of this household on the offer is meant")
#define ORDER_NEW ID(order_in, household_id, "whose"), ID(order_in, offer_id, "from which offer"), ORDER_WISHES, \
	OPT_TIME(order_in, asked, "when the need was told, for orders kept offline; evidence only: the cut-off counts when it arrives")
static const struct shape order_new_shape = { "order_new", sizeof(struct order_in), (const struct field[]){ ORDER_NEW, { 0 } } };
static const struct shape order_ref_shape = { "order_ref", sizeof(struct order_in), (const struct field[]){
	ORDER_NEW, OPT_TEXT(order_in, ref, 0, 60, "your own mark, given back with the answer"), { 0 } } };
static const struct shape order_change_shape = { "order_change", sizeof(struct order_in), (const struct field[]){
	ID(order_in, doc_id, "which order"), OPT_I64(order_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"), ORDER_WISHES, { 0 } } };

struct order_placed_out {
	int64_t     doc_id, version, household_id, total_fen, own_fen, aid_fen, deliver_by, next;
	const char *number, *state, *pickup_no, *kind;
};
static SHAPE(order_placed_out,
	ID(order_placed_out, doc_id, "the order"), I64(order_placed_out, version, 1, INT64_MAX, "its version"),
	ID(order_placed_out, household_id, "whose; of a merged household the one it was merged into"), TEXT(order_placed_out, kind, 1, 40, "kind of document"),
	TEXT(order_placed_out, number, 1, 40, "its number"), TEXT(order_placed_out, state, 1, 40, "its state"),
	TEXT(order_placed_out, pickup_no, 1, 20, "short number within the offer"), MONEY(order_placed_out, total_fen, 0, QTY_MAX, "whole price"),
	MONEY(order_placed_out, own_fen, 0, QTY_MAX, "what the household pays"), MONEY(order_placed_out, aid_fen, 0, QTY_MAX, "what is subsidised"),
	OPT_TIME(order_placed_out, deliver_by, "promised by"), OPT_TIME(order_placed_out, next, "the next order is possible from"));

struct verdict_out { int64_t kind, line_no, asked, limit, until, other_doc_id; bool refuses; const char *rule_id, *rule, *zh, *en; };
static SHAPE(verdict_out,
	WORD(verdict_out, kind, order_verdict_words, "what it is about"), BOOL(verdict_out, refuses, "it stops the order"),
	OPT_I64(verdict_out, line_no, 0, 10000, "line of the offer"), OPT_I64(verdict_out, asked, -QTY_MAX, QTY_MAX, "figure asked for"),
	OPT_I64(verdict_out, limit, 0, QTY_MAX, "figure allowed"), OPT_TIME(verdict_out, until, "possible from then on"),
	OPT_ID(verdict_out, other_doc_id, "the order in the way"), OPT_TEXT(verdict_out, rule_id, 0, 60, "rule of the plan"),
	OPT_TEXT(verdict_out, rule, 0, 500, "its title"), TEXT(verdict_out, zh, 1, FAULT_TEXT_MAX, "what, why, what to do"),
	TEXT(verdict_out, en, 1, FAULT_TEXT_MAX, "the same in English"));
static SHAPE(order_checked_line,
	I64(order_checked_line, line_no, 1, 10000, "line of the offer"), ID(order_checked_line, item_id, "item"), I64(order_checked_line, qty, 1, QTY_MAX, "asked for"),
	MONEY(order_checked_line, price_fen, 0, QTY_MAX, "price"), I64(order_checked_line, price_units, 1, QTY_MAX, "for so many base units"),
	MONEY(order_checked_line, aid_fen, 0, QTY_MAX, "of it subsidised"), MONEY(order_checked_line, total_fen, 0, QTY_MAX, "of the line"),
	I64(order_checked_line, left, 0, QTY_MAX, "still to be had"));
struct checked_out {
	struct list verdicts, lines;
	int64_t     refusals, total_fen, own_fen, aid_fen, deliver_by, cut_off, next;
	bool        ok, prepaid, collect, credit;
};
static SHAPE(checked_out,
	BOOL(checked_out, ok, "it would be taken as it is"), I64(checked_out, refusals, 0, ORDER_VERDICTS_MAX, "how many verdicts stop it"),
	LIST(checked_out, verdicts, &verdict_out_shape, 0, ORDER_VERDICTS_MAX, "all that is to be said"),
	LIST(checked_out, lines, &order_checked_line_shape, 0, 200, "lines that could be read"), MONEY(checked_out, total_fen, 0, QTY_MAX, "whole price"),
	MONEY(checked_out, own_fen, 0, QTY_MAX, "what the household pays"), MONEY(checked_out, aid_fen, 0, QTY_MAX, "what is subsidised"),
	OPT_TIME(checked_out, deliver_by, "would be delivered by"), OPT_TIME(checked_out, cut_off, "orders close at"),
	OPT_TIME(checked_out, next, "the next order is possible from"), BOOL(checked_out, prepaid, "may be paid in advance"),
	BOOL(checked_out, collect, "may be paid at the door"), BOOL(checked_out, credit, "may be settled later"));

static struct order_draft draft_of(const struct order_in *in)
{
	return (struct order_draft){ .household_id = in->household_id, .offer_id = in->offer_id, .wants = in->wants.at, .n_wants = in->wants.n,
		.pay = in->pay, .channel = in->channel, .unpaid = in->unpaid, .substitute = in->substitute, .remark = in->remark,
		.worker_id = in->worker_id, .asked_ms = in->asked, .again_ok = in->again_ok };
}

static void placed_out(const struct order_placed *p, struct order_placed_out *out)
{
	*out = (struct order_placed_out){ p->doc_id, p->version, p->household_id, p->total_fen, p->own_fen, p->aid_fen, p->deliver_by_ms, p->next_ms,
		p->number, p->state, p->pickup_no, p->kind };
}

static enum err run_place(struct ctx *cx, const void *in, void *out)
{
	const struct order_draft draft = draft_of(in);
	struct order_placed placed;

	TRY(order_place(cx, &draft, &placed));
	placed_out(&placed, out);
	return ERR_OK;
}

static enum err run_change(struct ctx *cx, const void *input, void *out)
{
	const struct order_in *in = input;
	const struct order_draft draft = draft_of(in);
	struct order_placed placed;

	TRY(order_change(cx, in->doc_id, in->version, &draft, &placed));
	placed_out(&placed, out);
	return ERR_OK;
}

static struct list verdicts_out(struct ctx *cx, const struct order_checked *c)
{
	struct verdict_out *v = arena_array(&cx->mem, struct verdict_out, c->n_verdicts + 1);

	for (size_t i = 0; i < c->n_verdicts; i++) {
		const struct order_verdict *o = &c->verdicts[i];

		v[i] = (struct verdict_out){ o->kind, o->line_no, o->asked, o->limit, o->until_ms, o->other_doc_id, o->refuses, o->rule_id, o->rule, o->zh, o->en };
	}
	return (struct list){ v, c->n_verdicts };
}

static enum err run_check(struct ctx *cx, const void *in, void *output)
{
	const struct order_draft draft = draft_of(in);
	struct checked_out *out = output;
	struct order_checked c;

	TRY(order_check(cx, &draft, &c));
	*out = (struct checked_out){ .verdicts = verdicts_out(cx, &c), .lines = { c.lines, c.n_lines }, .refusals = (int64_t)c.refusals,
		.ok = !c.refusals, .total_fen = c.total_fen, .own_fen = c.own_fen, .aid_fen = c.aid_fen, .deliver_by = c.deliver_by_ms,
		.cut_off = c.cut_off_ms, .next = c.next_ms, .prepaid = c.pays >> ORDER_PREPAID & 1, .collect = c.pays >> ORDER_COLLECT & 1,
		.credit = c.pays >> ORDER_CREDIT & 1 };
	return ERR_OK;
}

/* ---- many at once: each whole or not at all ------------------------------------ */

struct bulk_in { struct list orders; };
static SHAPE(bulk_in, LIST(bulk_in, orders, &order_ref_shape, 1, ORDER_BULK_MAX, "one entry an order"));
struct bulk_row { bool done; int64_t doc_id, version, own_fen; const char *ref, *number, *pickup_no, *state, *code, *field, *zh, *en; };
static SHAPE(bulk_row,
	BOOL(bulk_row, done, "false: nothing of it was done"), OPT_TEXT(bulk_row, ref, 0, 60, "your mark"), OPT_ID(bulk_row, doc_id, "the order"),
	OPT_I64(bulk_row, version, 1, INT64_MAX, "its version"), OPT_TEXT(bulk_row, number, 0, 40, "its number"),
	OPT_TEXT(bulk_row, pickup_no, 0, 20, "its pickup number"), OPT_TEXT(bulk_row, state, 0, 40, "its state"),
	OPT_MONEY(bulk_row, own_fen, 0, QTY_MAX, "what the household pays"), OPT_TEXT(bulk_row, code, 0, 40, "kind of refusal"),
	OPT_TEXT(bulk_row, field, 0, FAULT_FIELD_MAX, "field it is about"), OPT_TEXT(bulk_row, zh, 0, FAULT_TEXT_MAX, "why not, Chinese"),
	OPT_TEXT(bulk_row, en, 0, FAULT_TEXT_MAX, "why not, English"));
struct bulk_out { int64_t n_done, n_failed; struct list items; };
static SHAPE(bulk_out,
	I64(bulk_out, n_done, 0, ORDER_BULK_MAX, "placed"), I64(bulk_out, n_failed, 0, ORDER_BULK_MAX, "refused"),
	LIST(bulk_out, items, &bulk_row_shape, 0, ORDER_BULK_MAX, "one answer an order, in the order sent"));

static enum err place_one(struct ctx *cx, const struct order_in *in, struct bulk_row *row)
{
	const struct order_draft draft = draft_of(in);
	struct order_placed p;
	enum err e;

	row->ref = in->ref;
	TRY(store_savepoint(cx));
	e = order_place(cx, &draft, &p);
	if (e == ERR_BUSY || e == ERR_BROKEN)
		return e;
	if (!e) {
		TRY(store_release(cx));
		*row = (struct bulk_row){ .done = true, .doc_id = p.doc_id, .version = p.version, .own_fen = p.own_fen, .ref = in->ref, .number = p.number,
			.pickup_no = p.pickup_no, .state = p.state };
		return ERR_OK;
	}
	store_undo(cx);
	row->code = err_slug(e);
	row->field = arena_text(&cx->mem, cx->fault.field);
	row->zh = arena_text(&cx->mem, cx->fault.zh);
	row->en = arena_text(&cx->mem, cx->fault.en);
	cx->fault = (struct fault){ 0 };
	return ERR_OK;
}

static enum err run_bulk(struct ctx *cx, const void *input, void *output)
{
	const struct bulk_in *in = input;
	struct bulk_out *out = output;
	struct bulk_row *rows = arena_array(&cx->mem, struct bulk_row, in->orders.n + 1);

	for (size_t i = 0; i < in->orders.n; i++) {
		TRY(place_one(cx, &((const struct order_in *)in->orders.at)[i], &rows[i]));
		out->n_done += rows[i].done;
		out->n_failed += !rows[i].done;
	}
	out->items = (struct list){ rows, in->orders.n };
	return ERR_OK;
}

/* ---- steps ---------------------------------------------------------------------- */

struct order_step_in { int64_t doc_id, version, worker_id, happened; struct list parts; const char *note; };
struct order_part_in { int64_t line_no, qty; };
static SHAPE(order_part_in, I64(order_part_in, line_no, 1, ORDER_LINES_MAX, "line of the order"), I64(order_part_in, qty, 1, QTY_MAX, "how much of it"));
#define STEP_HEAD ID(order_step_in, doc_id, "which order"), OPT_I64(order_step_in, version, 1, INT64_MAX, "the version you saw (or If-Match)")
#define STEP_NOTE OPT_TEXT(order_step_in, note, 0, DOC_NOTE_MAX, "why")
#define STEP_PARTS OPT_LIST(order_step_in, parts, &order_part_in_shape, 0, ORDER_LINES_MAX, "absent: everything that is open")
static const struct shape plain_step_shape = { "order_step", sizeof(struct order_step_in), (const struct field[]){ STEP_HEAD, STEP_NOTE, { 0 } } };
static const struct shape pay_step_shape = { "order_pay", sizeof(struct order_step_in), (const struct field[]){ STEP_HEAD,
	OPT_ID(order_step_in, worker_id, "account that took the money; absent: yours"), { 0 } } };
static const struct shape cut_step_shape = { "order_cut", sizeof(struct order_step_in), (const struct field[]){ STEP_HEAD, STEP_PARTS,
	TEXT(order_step_in, note, 1, DOC_NOTE_MAX, "why it will not come"), { 0 } } };
static const struct shape deliver_step_shape = { "order_deliver", sizeof(struct order_step_in), (const struct field[]){ STEP_HEAD, STEP_PARTS, STEP_NOTE,
	OPT_ID(order_step_in, worker_id, "account whose hands the goods leave; absent: yours"), OPT_TIME(order_step_in, happened, "when; absent: now"), { 0 } } };

static struct doc_part *parts_of(struct ctx *cx, const struct order_step_in *in)
{
	const struct order_part_in *p = in->parts.at;
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, in->parts.n + 1);

	for (size_t i = 0; i < in->parts.n; i++)
		parts[i] = (struct doc_part){ .line_no = p[i].line_no, .qty = p[i].qty };
	return parts;
}

static enum err run_pay(struct ctx *cx, const void *input, void *out)
{
	const struct order_step_in *in = input;

	return order_pay(cx, in->doc_id, in->version, in->worker_id, out);
}

static enum err run_cancel(struct ctx *cx, const void *input, void *out)
{
	const struct order_step_in *in = input;

	return order_cancel(cx, in->doc_id, in->version, false, in->note, out);
}

static enum err run_collect(struct ctx *cx, const void *input, void *out)
{
	const struct order_step_in *in = input;

	return order_collect(cx, in->doc_id, in->version, out);
}

static enum err run_undo(struct ctx *cx, const void *input, void *out)
{
	const struct order_step_in *in = input;

	return order_undo(cx, in->doc_id, in->version, in->note, out);
}

static enum err run_cut(struct ctx *cx, const void *input, void *out)
{
	const struct order_step_in *in = input;
	struct order_view v;
	struct place shop;

	TRY(order_see(cx, in->doc_id, &v));
	TRY(place_need(cx, PERM_ORDER_FILL, v.shop_id, &shop));
	return order_cut(cx, in->doc_id, in->version, parts_of(cx, in), in->parts.n, in->note, out);
}

static enum err run_deliver(struct ctx *cx, const void *input, void *out)
{
	const struct order_step_in *in = input;

	return order_deliver(cx, &(struct order_handover){ .doc_id = in->doc_id, .version = in->version, .holder_id = in->worker_id,
		.happened_ms = in->happened, .parts = parts_of(cx, in), .n_parts = in->parts.n, .note = in->note }, out);
}

#define STEP_OP(verb, perm_, shape_, zh_, en_) \
	{ .method = "POST", .path = "/api/v1/orders/{doc_id}/" #verb, .name = "order_" #verb, .zh = zh_, .en = en_, .perm = perm_, .tx = TX_WRITE, \
	  .in = &shape_, .out = &doc_moved_shape, .run = run_##verb, .fails = DOC_FAILS }

extern const struct op order_ops[];
const struct op order_ops[] = {
	{ .method = "POST", .path = "/api/v1/orders", .name = "order_place", .zh = "为住户下单", .en = "Order for a household", .perm = PERM_ORDER_EDIT,
	  .tx = TX_WRITE, .in = &order_new_shape, .out = &order_placed_out_shape, .run = run_place, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/orders/check", .name = "order_check", .zh = "试算订单", .en = "What would be said of an order", .perm = PERM_ORDER_EDIT,
	  .tx = TX_READ, .flags = OP_ONCE_ANYWAY, .in = &order_new_shape, .out = &checked_out_shape, .run = run_check, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/orders/bulk", .name = "order_bulk", .zh = "批量下单", .en = "Many orders at once, each with its own answer",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &bulk_in_shape, .out = &bulk_out_shape, .run = run_bulk, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/orders/{doc_id}", .name = "order_change", .zh = "改单", .en = "Change an order before the cut-off",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &order_change_shape, .out = &order_placed_out_shape, .run = run_change, .fails = DOC_FAILS },
	STEP_OP(pay, PERM_ORDER_EDIT, pay_step_shape, "收货款", "Take the money of an order"),
	STEP_OP(cancel, PERM_ORDER_EDIT, plain_step_shape, "取消订单", "Cancel an order before the cut-off"),
	STEP_OP(cut, PERM_ORDER_FILL, cut_step_shape, "核减缺货", "Cut what will not come"),
	STEP_OP(deliver, PERM_ORDER_DELIVER, deliver_step_shape, "交付到户", "Hand an order over at the door"),
	STEP_OP(collect, PERM_ORDER_EDIT, plain_step_shape, "收回垫付款", "Settle what was laid out"),
	STEP_OP(undo, PERM_ORDER_READ, plain_step_shape, "撤回上一步", "Take the latest step back"),
	{ 0 },
};
