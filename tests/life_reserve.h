/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_RESERVE_H
#define TESTS_LIFE_RESERVE_H
/* Reserves, inquiries and appeals, and what units pay: the plain model and the
 * drafts of those kinds (see life_lines.h and life_drafts.h). */
#include "life_drafts.h"

static inline void moves_nothing(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by) { (void)m, (void)d, (void)l, (void)by; }

static inline void begun_beside(struct model *m, int64_t doc_id)
{
	assert_true(m->n_doc < DOCS_MOST + 100);
	m->doc[m->n_doc++] = doc_id;
}

/* ---- goods set aside, released by procedure, rotated when due ---- */

static inline struct account_key set_aside(const struct doc *d, const struct doc_line *l, int64_t hold_id)
{
	return ACCOUNT_OF(HELD, .place_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = hold_id);
}

static inline void hold_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), set_aside(d, l, d->doc_id), l->item_id,
	      by[GRANTED] - by[DROPPED]);
}

static inline void freed_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, set_aside(d, l, d->parent_id), ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[SENT]);
}

static inline enum err open_hold(struct ctx *cx, struct model *m, int64_t *id)
{
	struct reserve_kept goods = { .item_id = some_item(m), .qty = 1 + any(m, 15), .owner_id = m->l.w.d.root };

	return reserve_hold_open(cx, m->l.w.d.wa, &goods, 1, id);
}

static inline bool is_being_freed(struct ctx *cx, const struct model *m, int64_t hold_id)
{
	struct doc doc;

	for (size_t i = m->n_doc; i && m->doc[i - 1] != hold_id; i--) {
		must(document_get(cx, m->doc[i - 1], &doc));
		if (doc.parent_id == hold_id && is(doc.kind, "reserve_release") && !doc_is_end(doc_kind_find(doc.kind), doc.state))
			return true;
	}
	return false;
}

static inline enum err free_or_rotate(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct doc_part part = { .line_no = 1 };
	struct doc_moved moved;
	int64_t *left, id;

	if (!is(d->state, "kept") || (any(m, 10) && is_being_freed(cx, m, d->doc_id)))
		return fail(cx, ERR_BAD_STATE, NULL, "没有可以动用的", "there is nothing to be freed");
	must(reserve_hold_left(cx, d, &left));
	part.qty = left[0] <= 0 || !any(m, 8) ? 1 + any(m, 15) : any(m, 2) ? left[0] : 1 + any(m, left[0]);
	part.lot_id = first_lot(cx, set_aside(d, &d->lines[0], d->doc_id), d->lines[0].item_id);
	if (any(m, 2))
		return document_advance(cx, &(struct doc_move){ .doc_id = d->doc_id, .verb = "rotate", .note = "临期", .parts = &part, .n_parts = 1 }, &moved);
	TRY(reserve_release_open(cx, d->doc_id, &(struct reserve_freed){ 1, part.qty }, 1, &id));
	begun_beside(m, id);
	return ERR_OK;
}

/* ---- the annual plan, and calls on what others keep for us ---- */

static inline enum err open_reserve_plan(struct ctx *cx, struct model *m, int64_t *id)
{
	struct reserve_plan_line line = { .days = 1 + any(m, 30), .class_id = any(m, 2) ? "masks" : "rice", .reason = "需求预测" };
	int year, month, day;

	civil_date(civil_day_of(cx->now_ms), &year, &month, &day);
	return reserve_plan_open(cx, &(struct reserve_plan_draft){ .year = year + any(m, 2), .holder = "group", .basis = "去年用量", .lines = &line, .n_lines = 1 }, id);
}

static inline enum err open_call(struct ctx *cx, struct model *m, int64_t *id)
{
	struct reserve_call_line line = { any(m, 6) ? m->l.w.mask : m->l.w.rice, 1 + any(m, 30) };

	return reserve_call_open(cx, &(struct reserve_call_draft){ m->l.source[any(m, LIFE_SOURCES)], m->l.w.d.wa, &line, 1 }, id);
}

static inline enum err carry_out(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct doc_moved moved;
	int64_t purchase_id = 0;

	TRY(reserve_call_carry_out(cx, d->doc_id, 0, any(m, 3) ? some_fund(m) : 0, "请按协议供货", &purchase_id, &moved));
	if (purchase_id)
		begun_beside(m, purchase_id);
	return ERR_OK;
}

/* ---- inquiries ---- */

static inline enum err open_inquiry(struct ctx *cx, struct model *m, int64_t *id)
{
	struct inquiry_line line = { some_item(m), 1 + any(m, 30) };

	return inquiry_open(cx, &(struct inquiry_draft){ m->l.w.d.wa, &line, 1, m->l.org, any(m, 9) ? 1 + (size_t)any(m, 2) : 0 }, id);
}

static inline enum err quote_or_choose(struct ctx *cx, struct model *m, const struct doc *d)
{
	const int64_t supplier = m->l.org[any(m, any(m, 9) ? 2 : LIFE_ORGS)], asked = d->lines[0].counter[ASKED];
	struct inquiry_price price = { .line_no = 1, .qty = any(m, 2) ? 0 : 1 + any(m, asked), .price_fen = 1 + any(m, 900) };
	struct inquiry_line some = { 1, 1 + any(m, asked) };
	struct doc_moved moved;
	int64_t purchase_id;

	if (any(m, 2))
		return inquiry_quote(cx, &(struct inquiry_quote){ .doc_id = d->doc_id, .supplier_id = supplier, .delivery_days = any(m, 9),
			.valid_until = civil_day_of(cx->now_ms) + any(m, 9), .lines = &price, .n_lines = (size_t)!!any(m, 6) }, &moved);
	TRY(inquiry_choose(cx, &(struct inquiry_choice){ .doc_id = d->doc_id, .supplier_id = supplier, .fund_id = some_fund(m), .reason = any(m, 2) ? "交货快" : NULL,
		.lines = &some, .n_lines = (size_t)any(m, 2) }, &purchase_id, &moved));
	begun_beside(m, purchase_id);
	return ERR_OK;
}

static inline enum err open_appeal(struct ctx *cx, struct model *m, int64_t *id)
{
	struct appeal_line line = { some_item(m), 1 + any(m, 500) };

	return appeal_open(cx, &(struct appeal_draft){ m->l.w.d.wa, civil_day_of(cx->now_ms) + any(m, 20), "急需这些物资", &line, 1 }, id);
}

/* ---- what units pay ---- */

static inline void charge_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(INCOME, .who_id = d->taker_id, .fund_id = d->fund_id), ACCOUNT_OF(OWED, .who_id = d->taker_id, .fund_id = d->fund_id), LEDGER_MONEY,
	      l->price_fen * by[TAKEN]);
}

static inline void reduction_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(OWED, .who_id = d->taker_id, .fund_id = d->fund_id), ACCOUNT_OF(INCOME, .who_id = d->taker_id, .fund_id = d->fund_id), LEDGER_MONEY,
	      l->price_fen * by[TAKEN]);
}

static inline void collection_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(OWED, .who_id = d->giver_id, .fund_id = d->fund_id), ACCOUNT_OF(FUND, .fund_id = d->fund_id), LEDGER_MONEY, l->price_fen * by[TAKEN]);
}

static inline enum err open_reduction(struct ctx *cx, struct model *m, int64_t *id)
{
	struct doc_moved moved = { 0 };
	enum err e = charge_reduce(cx, m->l.drawn[any(m, LIFE_PAYERS)], 1 + any(m, 400), "数量有误", &moved);

	*id = moved.doc_id;
	return e;
}

static inline enum err open_collection(struct ctx *cx, struct model *m, int64_t *id)
{
	struct doc_moved moved = { 0 };
	enum err e = charge_collect(cx, &(struct charge_payment){ .payer_id = m->l.payer_unit[any(m, LIFE_PAYERS)], .sum_fen = 1 + any(m, 900),
		.slip_day = civil_day_of(cx->now_ms), .slip = arena_print(&cx->mem, "回单%lld", (long long)(any(m, 9) ? ++m->papers : m->papers)) }, &moved);

	*id = moved.doc_id;
	return e;
}
#endif
