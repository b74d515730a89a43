/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/my.h"
#include "base/shape.h"
#include "file/qr.h"
#include "http/op.h"
#include <string.h>

/* What a household sends and sees (all below /api/v1/my/). */

struct my_offer_line { int64_t line_no, item_id, price, price_units, left, per_household; bool is_package; const char *code, *zh, *unit, *category; };
struct my_offer_part { int64_t line_no, qty; const char *zh, *unit; };
struct my_offer_out {
	int64_t     offer_id, cut_off, deliver_from, deliver_until, deliver_by, next, order_id;
	bool        may, prepaid, collect, credit;
	const char *name, *shop, *remark, *why_zh, *why_en, *rule;
	struct list lines, parts;
};
struct my_offers_out { struct list items; };
struct my_limit_out { int64_t offer_id, next; bool may; const char *name, *why_zh, *why_en, *rule; };
struct my_limits_out { struct list items; };
struct my_want { int64_t line_no, qty; };
struct my_order_in {
	int64_t     doc_id, version, offer_id, pay, asked;
	bool        substitute, again;
	const char *remark, *note;
	struct list wants;
};
struct my_verdict { int64_t kind, line_no, until; bool refuses; const char *zh, *en, *rule; };
struct my_checked_out { int64_t total, own, aid, deliver_by, next; bool prepaid, collect, credit, may; struct list verdicts; };
struct my_placed_out { int64_t doc_id, version, total, own, aid, deliver_by, next; const char *number, *state, *pickup_no; };
struct my_order_line { int64_t line_no, item_id, qty, taken, dropped, price, price_units; const char *zh, *unit; };
struct my_order_out {
	int64_t     doc_id, version, offer_id, stage, pay, placed, deliver_by, deliver_from, deliver_until, cut_off, total, own, aid, next, said, said_at, qr_side;
	bool        paid, substitute, may_change, late;
	const char *number, *state, *pickup_no, *offer, *shop, *remark, *said_note, *qr;
	struct list lines;
};
struct my_orders_out { struct list items; };
struct my_order_id { int64_t doc_id; };
struct my_say_in { int64_t doc_id, said; const char *note; };
struct my_step_out { int64_t doc_id, version; const char *state; };
struct my_need_in { int64_t kind, asked; const char *goods_class, *what, *quantity, *note; };
struct my_need_out { int64_t care_id, kind, state, raised, answer_by; const char *what, *quantity, *note, *answer, *level_zh, *level_en; bool late; };
struct my_needs_out { struct list items; };
struct my_made_id { int64_t care_id; };

static SHAPE(my_offer_line,
	I64(my_offer_line, line_no, 1, OFFER_LINES_MAX, "line of the offer"), ID(my_offer_line, item_id, "what"), TEXT(my_offer_line, code, 0, 40, "its code"),
	TEXT(my_offer_line, zh, 1, 200, "its name"), TEXT(my_offer_line, unit, 1, 40, "base unit"), TEXT(my_offer_line, category, 0, 40, "goods class"),
	MONEY(my_offer_line, price, 0, QTY_MAX, "frozen price"), I64(my_offer_line, price_units, 1, QTY_MAX, "for so many base units"),
	I64(my_offer_line, left, 0, QTY_MAX, "still to be had"), I64(my_offer_line, per_household, 0, QTY_MAX, "at most so many; 0: no limit"),
	BOOL(my_offer_line, is_package, "a package: its contents are in parts"));
static SHAPE(my_offer_part,
	I64(my_offer_part, line_no, 1, OFFER_LINES_MAX, "the package"), TEXT(my_offer_part, zh, 1, 200, "what is in it"),
	I64(my_offer_part, qty, 0, QTY_MAX, "how much"), TEXT(my_offer_part, unit, 1, 40, "base unit"));
static SHAPE(my_offer_out,
	ID(my_offer_out, offer_id, "the offer"), TEXT(my_offer_out, name, 0, 200, "its name"), TEXT(my_offer_out, shop, 0, 200, "who sells"),
	TEXT(my_offer_out, remark, 0, 500, "what the shop says"), OPT_TIME(my_offer_out, cut_off, "order before"),
	OPT_TIME(my_offer_out, deliver_from, "delivered from"), OPT_TIME(my_offer_out, deliver_until, "delivered until"),
	OPT_TIME(my_offer_out, deliver_by, "at the latest, by the plan"), BOOL(my_offer_out, may, "may this household order now"),
	TEXT(my_offer_out, why_zh, 0, 500, "why not"), TEXT(my_offer_out, why_en, 0, 500, "the same in English"), TEXT(my_offer_out, rule, 0, 300, "the plan's rule"),
	OPT_TIME(my_offer_out, next, "when the next order is possible"), OPT_ID(my_offer_out, order_id, "its order on this offer"),
	BOOL(my_offer_out, prepaid, "pay the worker beforehand"), BOOL(my_offer_out, collect, "pay at the door"), BOOL(my_offer_out, credit, "pay later, by account"),
	LIST(my_offer_out, lines, &my_offer_line_shape, 0, OFFER_LINES_MAX, "what is on sale"),
	LIST(my_offer_out, parts, &my_offer_part_shape, 0, 5000, "contents of its packages"));
static SHAPE(my_offers_out, LIST(my_offers_out, items, &my_offer_out_shape, 0, MY_OFFERS_MAX, "soonest cut-off first"));
static SHAPE(my_limit_out,
	ID(my_limit_out, offer_id, "the offer"), TEXT(my_limit_out, name, 0, 200, "its name"), BOOL(my_limit_out, may, "may this household order now"),
	OPT_TIME(my_limit_out, next, "when the next order is possible"), TEXT(my_limit_out, why_zh, 0, 500, "why not"),
	TEXT(my_limit_out, why_en, 0, 500, "the same in English"), TEXT(my_limit_out, rule, 0, 300, "the plan's rule"));
static SHAPE(my_limits_out, LIST(my_limits_out, items, &my_limit_out_shape, 0, MY_OFFERS_MAX, "one per open offer"));
static SHAPE(my_want, I64(my_want, line_no, 1, OFFER_LINES_MAX, "line of the offer"), I64(my_want, qty, 1, INT64_C(1000000000), "base units"));
static const struct shape my_place_in_shape = { "my_place_in", sizeof(struct my_order_in), (const struct field[]){
	ID(my_order_in, offer_id, "which offer"), LIST(my_order_in, wants, &my_want_shape, 1, ORDER_LINES_MAX, "what"),
	WORD(my_order_in, pay, order_pay_words, "how it is paid"), OPT_BOOL(my_order_in, substitute, "another article of the price is welcome"),
	OPT_TEXT(my_order_in, remark, 0, ORDER_REMARK_MAX, "for who packs"), OPT_TIME(my_order_in, asked, "when it was tapped, if it was kept on the phone"),
	OPT_BOOL(my_order_in, again, "a second order is meant"), { 0 } } };
static const struct shape my_change_in_shape = { "my_change_in", sizeof(struct my_order_in), (const struct field[]){
	ID(my_order_in, doc_id, "which order"), OPT_I64(my_order_in, version, 0, INT64_MAX, "the one you saw"),
	LIST(my_order_in, wants, &my_want_shape, 1, ORDER_LINES_MAX, "what, all lines"), WORD(my_order_in, pay, order_pay_words, "how it is paid"),
	OPT_BOOL(my_order_in, substitute, "another article of the price is welcome"), OPT_TEXT(my_order_in, remark, 0, ORDER_REMARK_MAX, "for who packs"), { 0 } } };
static const struct shape my_cancel_in_shape = { "my_cancel_in", sizeof(struct my_order_in), (const struct field[]){
	ID(my_order_in, doc_id, "which order"), OPT_I64(my_order_in, version, 0, INT64_MAX, "the one you saw"),
	OPT_TEXT(my_order_in, note, 0, MY_NOTE_MAX, "why"), { 0 } } };
static SHAPE(my_verdict,
	WORD(my_verdict, kind, order_verdict_words, "what is said"), BOOL(my_verdict, refuses, "it stands in the way"),
	I64(my_verdict, line_no, 0, OFFER_LINES_MAX, "of this line; 0: of the whole order"), TEXT(my_verdict, zh, 1, 1000, "in words"),
	TEXT(my_verdict, en, 1, 1000, "the same in English"), TEXT(my_verdict, rule, 0, 300, "the plan's rule"), OPT_TIME(my_verdict, until, "possible from then on"));
static SHAPE(my_checked_out,
	BOOL(my_checked_out, may, "nothing stands in the way"), MONEY(my_checked_out, total, 0, QTY_MAX, "whole price"),
	MONEY(my_checked_out, own, 0, QTY_MAX, "what the household pays"), MONEY(my_checked_out, aid, 0, QTY_MAX, "what is subsidised"),
	OPT_TIME(my_checked_out, deliver_by, "at the latest"), OPT_TIME(my_checked_out, next, "the next order after this one"),
	BOOL(my_checked_out, prepaid, "may be paid beforehand"), BOOL(my_checked_out, collect, "may be paid at the door"), BOOL(my_checked_out, credit, "may be paid later"),
	LIST(my_checked_out, verdicts, &my_verdict_shape, 0, ORDER_VERDICTS_MAX, "all that is to be said"));
static SHAPE(my_placed_out,
	ID(my_placed_out, doc_id, "the order"), I64(my_placed_out, version, 0, INT64_MAX, "its version"), TEXT(my_placed_out, number, 0, 60, "its number"),
	TEXT(my_placed_out, state, 1, 40, "its state"), TEXT(my_placed_out, pickup_no, 0, 20, "to be said when it is handed over"),
	MONEY(my_placed_out, total, 0, QTY_MAX, "whole price"), MONEY(my_placed_out, own, 0, QTY_MAX, "what the household pays"),
	MONEY(my_placed_out, aid, 0, QTY_MAX, "what is subsidised"), OPT_TIME(my_placed_out, deliver_by, "at the latest"), OPT_TIME(my_placed_out, next, "the next order"));
static SHAPE(my_order_line,
	I64(my_order_line, line_no, 1, 10000, "line of the order"), ID(my_order_line, item_id, "what"), TEXT(my_order_line, zh, 0, 200, "its name"),
	TEXT(my_order_line, unit, 0, 40, "base unit"), I64(my_order_line, qty, 0, QTY_MAX, "ordered"), I64(my_order_line, taken, 0, QTY_MAX, "handed over"),
	I64(my_order_line, dropped, 0, QTY_MAX, "will not come"), MONEY(my_order_line, price, 0, QTY_MAX, "price"), I64(my_order_line, price_units, 0, QTY_MAX, "for so many"));
static SHAPE(my_order_out,
	ID(my_order_out, doc_id, "the order"), I64(my_order_out, version, 0, INT64_MAX, "its version"), TEXT(my_order_out, number, 0, 60, "its number"),
	TEXT(my_order_out, state, 1, 40, "its state"), WORD(my_order_out, stage, my_stage_words, "where it is"), OPT_ID(my_order_out, offer_id, "from which offer"),
	TEXT(my_order_out, offer, 0, 200, "its name"), TEXT(my_order_out, shop, 0, 200, "who sells"), TEXT(my_order_out, pickup_no, 0, 20, "to be said when it is handed over"),
	TEXT(my_order_out, qr, 0, 40000, "the same as a code: modules, row by row, 1 is dark; no personal data"), I64(my_order_out, qr_side, 0, 200, "modules of a row"),
	WORD(my_order_out, pay, order_pay_words, "how it is paid"), BOOL(my_order_out, paid, "the money was taken"), BOOL(my_order_out, substitute, "another article is welcome"),
	TEXT(my_order_out, remark, 0, ORDER_REMARK_MAX, "for who packs"), MONEY(my_order_out, total, 0, QTY_MAX, "whole price"),
	MONEY(my_order_out, own, 0, QTY_MAX, "what the household pays"), MONEY(my_order_out, aid, 0, QTY_MAX, "what is subsidised"),
	OPT_TIME(my_order_out, placed, "when"), OPT_TIME(my_order_out, cut_off, "may be changed until"), OPT_TIME(my_order_out, deliver_from, "delivered from"),
	OPT_TIME(my_order_out, deliver_until, "delivered until"), OPT_TIME(my_order_out, deliver_by, "at the latest"), OPT_TIME(my_order_out, next, "the next order"),
	BOOL(my_order_out, may_change, "may still be changed or cancelled"), BOOL(my_order_out, late, "should have been there"),
	WORD(my_order_out, said, my_said_words, "what the household said of it"), OPT_TIME(my_order_out, said_at, "when"), TEXT(my_order_out, said_note, 0, MY_NOTE_MAX, "in words"),
	LIST(my_order_out, lines, &my_order_line_shape, 0, ORDER_LINES_MAX, "what"));
static SHAPE(my_orders_out, LIST(my_orders_out, items, &my_order_out_shape, 0, MY_ORDERS_MAX, "newest first"));
static SHAPE(my_order_id, ID(my_order_id, doc_id, "which order"));
static SHAPE(my_say_in,
	ID(my_say_in, doc_id, "which order"), WORD(my_say_in, said, my_said_words, "received, not received, something wrong"),
	OPT_TEXT(my_say_in, note, 0, MY_NOTE_MAX, "what"));
static SHAPE(my_step_out, ID(my_step_out, doc_id, "the order"), I64(my_step_out, version, 0, INT64_MAX, "its version"), TEXT(my_step_out, state, 1, 40, "its state"));
static SHAPE(my_need_in,
	WORD(my_need_in, kind, care_kind_words, "need, medicine, urgent or help"), OPT_TEXT(my_need_in, goods_class, 0, 40, "class of goods, of a need"),
	TEXT(my_need_in, what, 1, CARE_WHAT_MAX, "what is needed"), OPT_TEXT(my_need_in, quantity, 0, CARE_QUANTITY_MAX, "how much"),
	OPT_TEXT(my_need_in, note, 0, CARE_NOTE_MAX, "what else to know"), OPT_TIME(my_need_in, asked, "when it was said, if it was kept on the phone"));
static SHAPE(my_need_out,
	ID(my_need_out, care_id, "the need"), WORD(my_need_out, kind, care_kind_words, "of what kind"), WORD(my_need_out, state, care_state_words, "how far"),
	TEXT(my_need_out, what, 0, CARE_WHAT_MAX, "what"), TEXT(my_need_out, quantity, 0, CARE_QUANTITY_MAX, "how much"), TEXT(my_need_out, note, 0, CARE_NOTE_MAX, "what else"),
	TEXT(my_need_out, answer, 0, CARE_ANSWER_MAX, "what was answered"), TEXT(my_need_out, level_zh, 0, 200, "who has it now"),
	TEXT(my_need_out, level_en, 0, 200, "the same in English"), OPT_TIME(my_need_out, raised, "since when"), OPT_TIME(my_need_out, answer_by, "to be answered by"),
	BOOL(my_need_out, late, "the answer is overdue"));
static SHAPE(my_needs_out, LIST(my_needs_out, items, &my_need_out_shape, 0, 200, "newest first"));
static SHAPE(my_made_id, ID(my_made_id, care_id, "the need"));

static const char *or_empty(const char *text) { return text ? text : ""; }
static bool has_pay(int64_t pays, enum order_pay pay) { return (pays >> pay & 1) != 0; }

/* --- Offers ------------------------------------------------------------------- */

static struct my_offer_out offer_out(struct ctx *cx, const struct my_offer *one)
{
	const struct offer *o = &one->offer;
	struct my_offer_line *lines = arena_array(&cx->mem, struct my_offer_line, o->n_lines + 1);
	struct my_offer_part *parts = arena_array(&cx->mem, struct my_offer_part, o->n_parts + 1);

	for (size_t i = 0; i < o->n_lines; i++)
		lines[i] = (struct my_offer_line){ o->lines[i].line_no, o->lines[i].item_id, o->lines[i].price_fen, o->lines[i].price_units,
			o->lines[i].left, o->lines[i].per_household, o->lines[i].is_package != 0, or_empty(o->lines[i].code), o->lines[i].zh,
			o->lines[i].unit, or_empty(o->lines[i].category) };
	for (size_t i = 0; i < o->n_parts; i++)
		parts[i] = (struct my_offer_part){ o->parts[i].line_no, o->parts[i].qty, o->parts[i].zh, o->parts[i].unit };
	return (struct my_offer_out){ .offer_id = o->offer_id, .cut_off = o->cut_off_ms, .deliver_from = o->deliver_from_ms,
		.deliver_until = o->deliver_until_ms, .deliver_by = one->deliver_by_ms, .next = one->next_ms, .order_id = one->orders_id,
		.may = one->may, .prepaid = has_pay(one->pays, ORDER_PREPAID), .collect = has_pay(one->pays, ORDER_COLLECT),
		.credit = has_pay(one->pays, ORDER_CREDIT), .name = or_empty(o->name), .shop = or_empty(o->shop), .remark = or_empty(o->remark),
		.why_zh = one->why_zh, .why_en = one->why_en, .rule = one->rule, .lines = { lines, o->n_lines }, .parts = { parts, o->n_parts } };
}

static enum err run_offers(struct ctx *cx, const void *input, void *output)
{
	struct my_offer_out *out;
	struct my_offer *all;
	size_t n;

	(void)input;
	TRY(my_offers(cx, &all, &n));
	out = arena_array(&cx->mem, struct my_offer_out, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = offer_out(cx, &all[i]);
	*(struct my_offers_out *)output = (struct my_offers_out){ { out, n } };
	return ERR_OK;
}

static enum err run_limits(struct ctx *cx, const void *input, void *output)
{
	struct my_limit_out *out;
	struct my_offer *all;
	size_t n;

	(void)input;
	TRY(my_offers(cx, &all, &n));
	out = arena_array(&cx->mem, struct my_limit_out, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct my_limit_out){ all[i].offer.offer_id, all[i].next_ms, all[i].may, or_empty(all[i].offer.name), all[i].why_zh,
						all[i].why_en, all[i].rule };
	*(struct my_limits_out *)output = (struct my_limits_out){ { out, n } };
	return ERR_OK;
}

/* --- Orders ------------------------------------------------------------------- */

static struct order_draft draft_of(struct ctx *cx, const struct my_order_in *in)
{
	const struct my_want *wants = in->wants.at;
	struct order_want *own = arena_array(&cx->mem, struct order_want, in->wants.n + 1);

	for (size_t i = 0; i < in->wants.n; i++)
		own[i] = (struct order_want){ .line_no = wants[i].line_no, .qty = wants[i].qty };
	return (struct order_draft){ .offer_id = in->offer_id, .wants = own, .n_wants = in->wants.n, .pay = in->pay, .substitute = in->substitute,
		.remark = in->remark, .asked_ms = in->asked, .again_ok = in->again };
}

static enum err run_check(struct ctx *cx, const void *input, void *output)
{
	struct order_draft draft = draft_of(cx, input);
	struct order_checked c;
	struct my_verdict *said;

	TRY(my_order_check(cx, &draft, &c));
	said = arena_array(&cx->mem, struct my_verdict, c.n_verdicts + 1);
	for (size_t i = 0; i < c.n_verdicts; i++)
		said[i] = (struct my_verdict){ c.verdicts[i].kind, c.verdicts[i].line_no, c.verdicts[i].until_ms, c.verdicts[i].refuses,
					       c.verdicts[i].zh, c.verdicts[i].en, or_empty(c.verdicts[i].rule) };
	*(struct my_checked_out *)output = (struct my_checked_out){ .total = c.total_fen, .own = c.own_fen, .aid = c.aid_fen,
		.deliver_by = c.deliver_by_ms, .next = c.next_ms, .prepaid = has_pay(c.pays, ORDER_PREPAID),
		.collect = has_pay(c.pays, ORDER_COLLECT), .credit = has_pay(c.pays, ORDER_CREDIT), .may = !c.refusals,
		.verdicts = { said, c.n_verdicts } };
	return ERR_OK;
}

static struct my_placed_out placed_out(const struct order_placed *p)
{
	return (struct my_placed_out){ p->doc_id, p->version, p->total_fen, p->own_fen, p->aid_fen, p->deliver_by_ms, p->next_ms,
				       or_empty(p->number), p->state, or_empty(p->pickup_no) };
}

static enum err run_place(struct ctx *cx, const void *input, void *output)
{
	struct order_draft draft = draft_of(cx, input);
	struct order_placed placed;

	TRY(my_order_place(cx, &draft, &placed));
	*(struct my_placed_out *)output = placed_out(&placed);
	return ERR_OK;
}

static enum err run_change(struct ctx *cx, const void *input, void *output)
{
	const struct my_order_in *in = input;
	struct order_draft draft = draft_of(cx, in);
	struct order_placed placed;

	TRY(my_order_change(cx, in->doc_id, in->version, &draft, &placed));
	*(struct my_placed_out *)output = placed_out(&placed);
	return ERR_OK;
}

static enum err run_cancel(struct ctx *cx, const void *input, void *output)
{
	const struct my_order_in *in = input;
	struct doc_moved moved;

	TRY(my_order_cancel(cx, in->doc_id, in->version, in->note, &moved));
	*(struct my_step_out *)output = (struct my_step_out){ moved.doc_id, moved.version, moved.state };
	return ERR_OK;
}

/* The name of what a line is about, as the offer froze it. */
static const struct offer_line *sold_as(const struct offer *offer, int64_t item_id)
{
	for (size_t i = 0; i < offer->n_lines; i++)
		if (offer->lines[i].item_id == item_id)
			return &offer->lines[i];
	return NULL;
}

static struct list order_lines(struct ctx *cx, const struct my_order *one)
{
	const struct doc *d = &one->order.doc;
	struct my_order_line *out = arena_array(&cx->mem, struct my_order_line, d->n_lines + 1);
	size_t n = 0;

	for (size_t i = 0; i < d->n_lines && n < ORDER_LINES_MAX; i++) {
		const struct offer_line *sold = sold_as(&one->offer, d->lines[i].item_id);

		if (sold)
			out[n++] = (struct my_order_line){ d->lines[i].line_no, d->lines[i].item_id, d->lines[i].counter[ASKED],
				d->lines[i].counter[TAKEN], d->lines[i].counter[DROPPED], d->lines[i].price_fen, d->lines[i].price_units, sold->zh, sold->unit };
	}
	return (struct list){ out, n };
}

static enum err order_out(struct ctx *cx, const struct my_order *one, struct my_order_out *ret)
{
	const struct order_view *o = &one->order;
	struct qr qr;

	TRY(qr_make(cx, arena_print(&cx->mem, "BG%lld.%s", (long long)o->doc.doc_id, or_empty(o->pickup_no)), &qr));      /* as on the label */
	*ret = (struct my_order_out){ .doc_id = o->doc.doc_id, .version = o->doc.version, .offer_id = o->offer_id, .stage = one->stage, .pay = o->pay,
		.placed = o->placed_ms, .deliver_by = o->deliver_by_ms, .deliver_from = one->offer.deliver_from_ms,
		.deliver_until = one->offer.deliver_until_ms, .cut_off = one->offer.cut_off_ms, .total = o->own_fen + o->aid_fen,
		.own = o->own_fen, .aid = o->aid_fen, .next = one->next_ms, .said = one->said, .said_at = one->said_ms, .qr_side = qr.side,
		.paid = strcmp(o->doc.state, "placed") != 0 && o->pay == ORDER_PREPAID, .substitute = o->substitute, .may_change = one->may_change,
		.late = o->late, .number = or_empty(o->doc.number), .state = o->doc.state, .pickup_no = or_empty(o->pickup_no),
		.offer = or_empty(one->offer.name), .shop = or_empty(one->offer.shop), .remark = or_empty(o->remark),
		.said_note = or_empty(one->said_note), .qr = qr.modules, .lines = order_lines(cx, one) };
	return ERR_OK;
}

static enum err run_orders(struct ctx *cx, const void *input, void *output)
{
	struct my_order_out *out;
	struct my_order *all;
	size_t n;

	(void)input;
	TRY(my_orders(cx, &all, &n));
	out = arena_array(&cx->mem, struct my_order_out, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(order_out(cx, &all[i], &out[i]));
	*(struct my_orders_out *)output = (struct my_orders_out){ { out, n } };
	return ERR_OK;
}

static enum err run_order(struct ctx *cx, const void *input, void *output)
{
	struct my_order one;

	TRY(my_order(cx, ((const struct my_order_id *)input)->doc_id, &one));
	return order_out(cx, &one, output);
}

static enum err run_say(struct ctx *cx, const void *input, void *output)
{
	const struct my_say_in *in = input;

	(void)output;
	return my_order_say(cx, in->doc_id, (enum my_said)in->said, in->note);
}

/* --- Needs -------------------------------------------------------- */

static enum err run_needs(struct ctx *cx, const void *input, void *output)
{
	struct my_need_out *out;
	struct care_item *all;
	size_t n;

	(void)input;
	TRY(my_needs(cx, &all, &n));
	out = arena_array(&cx->mem, struct my_need_out, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct my_need_out){ all[i].care_id, all[i].kind, all[i].state, all[i].raised_ms, all[i].answer_by_ms, or_empty(all[i].what),
			or_empty(all[i].quantity), or_empty(all[i].note), or_empty(all[i].answer), or_empty(all[i].level_zh),
			or_empty(all[i].level_en), all[i].late };
	*(struct my_needs_out *)output = (struct my_needs_out){ { out, n } };
	return ERR_OK;
}

static enum err run_need(struct ctx *cx, const void *input, void *output)
{
	const struct my_need_in *in = input;

	return my_need_raise(cx, &(struct care_facts){ .kind = in->kind, .goods_class = in->goods_class, .what = in->what, .quantity = in->quantity,
		.note = in->note, .asked_ms = in->asked }, &((struct my_made_id *)output)->care_id);
}

#define PLACING .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED, ERR_SHORT_STOCK, ERR_CONFLICT, ERR_STALE }
extern const struct op my_ops[];
const struct op my_ops[] = {
	{ .method = "GET", .path = "/api/v1/my/offers", .name = "my_offers", .zh = "我家能订什么", .en = "What one's household may order",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .out = &my_offers_out_shape, .run = run_offers, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/my/limits", .name = "my_limits", .zh = "下次什么时候能订、为什么", .en = "When the next order is possible, and why",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .out = &my_limits_out_shape, .run = run_limits, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/my/orders/check", .name = "my_order_check", .zh = "先看看能不能订", .en = "See whether an order would do",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .in = &my_place_in_shape, .out = &my_checked_out_shape, .run = run_check, PLACING },
	{ .method = "POST", .path = "/api/v1/my/orders", .name = "my_order_place", .zh = "下单", .en = "Order", .perm = PERM_RESIDENT, .tx = TX_WRITE,
	  .in = &my_place_in_shape, .out = &my_placed_out_shape, .run = run_place, PLACING },
	{ .method = "GET", .path = "/api/v1/my/orders", .name = "my_orders", .zh = "我家的订单", .en = "One's household's orders",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .out = &my_orders_out_shape, .run = run_orders, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/my/orders/{doc_id}", .name = "my_order", .zh = "我家的一张订单", .en = "One of one's household's orders",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .in = &my_order_id_shape, .out = &my_order_out_shape, .run = run_order, .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/my/orders/{doc_id}", .name = "my_order_change", .zh = "改单", .en = "Change an order",
	  .perm = PERM_RESIDENT, .tx = TX_WRITE, .in = &my_change_in_shape, .out = &my_placed_out_shape, .run = run_change, PLACING },
	{ .method = "POST", .path = "/api/v1/my/orders/{doc_id}/cancel", .name = "my_order_cancel", .zh = "取消订单", .en = "Cancel an order",
	  .perm = PERM_RESIDENT, .tx = TX_WRITE, .in = &my_cancel_in_shape, .out = &my_step_out_shape, .run = run_cancel, PLACING },
	{ .method = "POST", .path = "/api/v1/my/orders/{doc_id}/said", .name = "my_order_say", .zh = "收到没有", .en = "Say whether it arrived",
	  .perm = PERM_RESIDENT, .tx = TX_WRITE, .in = &my_say_in_shape, .run = run_say, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/my/needs", .name = "my_needs", .zh = "我家的个别需求", .en = "One's household's individual needs",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .out = &my_needs_out_shape, .run = run_needs, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/my/needs", .name = "my_need_raise", .zh = "提个别需求或求助", .en = "Ask for something apart, or for help",
	  .perm = PERM_RESIDENT, .tx = TX_WRITE, .in = &my_need_in_shape, .out = &my_made_id_shape, .run = run_need, PLACING },
	{ 0 },
};
