/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_SALE_H
#define TESTS_LIFE_SALE_H
/* Market release: what its lines mean, rounds drawn up and changed, batches sold, takings
 * paid in and confirmed, losses at the point; and what has to hold of each of them, said
 * once more by hand (see life_lines.h and life_drafts.h). */
#include "life_reserve.h"
#include "caps/catalog/catalog.h"
#include "caps/sale/sale.h"

enum { SALE_HOUR = 3600 * 1000 };

/* ---- goods and money ---- */

/* From the shelf in the warehouse to the shelf at the point and out to the buyers; what is sold is owed until it is paid in. */
static inline void sale_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = d->from_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id);
	const struct account_key packed = ACCOUNT_OF(HELD, .place_id = d->from_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->doc_id);
	const struct account_key shelf = ACCOUNT_OF(HELD, .place_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->doc_id);
	const struct account_key way = ACCOUNT_OF(TRANSIT, .who_id = d->carrier_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->doc_id);
	const struct account_key missing = ACCOUNT_OF(ASTRAY, .who_id = d->carrier_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->doc_id);
	const struct account_key owed = ACCOUNT_OF(OWED, .who_id = d->to_place_id, .fund_id = d->fund_id);

	moves(m, store, packed, l->item_id, by[GRANTED] - by[DROPPED]);
	moves(m, packed, way, l->item_id, by[SENT]);
	moves(m, way, shelf, l->item_id, by[ARRIVED]);
	moves(m, way, missing, l->item_id, by[SHORT]);
	moves(m, missing, store, l->item_id, by[FOUND]);
	moves(m, missing, ACCOUNT_OF(LOST, .who_id = d->carrier_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[LOST]);
	moves(m, shelf, packed, l->item_id, by[BACK]);
	moves(m, shelf, ACCOUNT_OF(SOLD, .who_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[TAKEN]);
	moves(m, ACCOUNT_OF(INCOME, .who_id = d->to_place_id, .fund_id = d->fund_id), owed, LEDGER_MONEY, l->price_fen * by[TAKEN]);
	moves(m, owed, ACCOUNT_OF(FUND, .fund_id = d->fund_id), LEDGER_MONEY, l->price_fen * by[BILLED]);
}

static inline void shelf_loss_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(HELD, .place_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->parent_id),
	      ACCOUNT_OF(LOST, .who_id = d->to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[SENT]);
}

/* ---- drawing up ---- */

struct sale_drawn {
	struct sale_goods goods[2];
	struct sale_share shares[4];
	struct sale_hours hours[2];
	struct sale_draft draft;
};

/* Mostly the district's own goods at a price below the one stated; two kinds, or the same one twice. */
static inline void some_goods_for_sale(struct model *m, struct sale_drawn *s)
{
	for (size_t i = 0; i < 2; i++) {
		s->goods[i] = (struct sale_goods){ .item_id = i && any(m, 2) ? s->goods[0].item_id : some_item(m), .price_fen = 1 + any(m, 90), .price_units = 1,
			.per_household = any(m, 3), .per_unit = any(m, 9), .anew = any(m, 2), .fund_id = any(m, 5) ? 0 : some_fund(m), .owner_id = any(m, 20) ? 0 : m->l.w.d.clinic };
		if (any(m, 12)) {
			s->goods[i].market_fen = s->goods[i].price_fen + any(m, 20) - !any(m, 9);
			s->goods[i].market_source = "采价单";
		}
	}
}

static inline void some_round(struct ctx *cx, struct model *m, struct sale_drawn *s, const int64_t *points, size_t n_points)
{
	const int64_t opens = cx->now_ms + (any(m, 15) ? 1 + any(m, 60) : -1) * SALE_HOUR;

	*s = (struct sale_drawn){ 0 };
	some_goods_for_sale(m, s);
	s->hours[0] = (struct sale_hours){ -1, opens, opens + 8 * SALE_HOUR };
	s->hours[1] = (struct sale_hours){ -1, opens + (any(m, 20) ? 20 : 7) * SALE_HOUR, opens + 28 * SALE_HOUR };
	s->draft = (struct sale_draft){ .from_place_id = m->l.w.d.wa, .reason = "市场紧张", .decision = "会商纪要", .points = points, .n_points = n_points,
		.carrier_id = any(m, 4) ? 0 : m->l.org[any(m, 2)], .goods = s->goods, .n_goods = 1 + (size_t)any(m, 2), .shares = s->shares,
		.hours = s->hours, .n_hours = any(m, 20) ? 1 + (size_t)any(m, 2) : 0 };
	for (size_t k = 0; k < n_points; k++)
		for (size_t i = 0; i < s->draft.n_goods; i++)
			s->shares[s->draft.n_shares++] = (struct sale_share){ (int64_t)k, (int64_t)i, 1 + any(m, 20) };
}

/* By an order of the regulator no shop may ask more for rice: what a release costs is measured by that as well, whatever was stated. */
static inline enum err cap_rice(struct ctx *cx, struct model *m)
{
	return price_cap_set(cx, &(struct price_cap){ .item_id = m->l.w.rice, .place_id = m->l.w.d.root, .cap_fen = 20 + any(m, 100), .cap_units = 1,
		.until_ms = cx->now_ms + DAY_MS, .decision = "限价令" }, &(int64_t){ 0 });
}

static inline enum err open_sale(struct ctx *cx, struct model *m, int64_t *id)
{
	const int64_t points[] = { any(m, 3) ? m->l.w.d.clinic : m->l.w.d.wb, any(m, 9) ? m->l.w.d.wb : m->l.w.d.wa };
	struct sale_drawn s;
	int64_t round_id, *ids;

	if (!any(m, 8))
		TRY(cap_rice(cx, m));
	some_round(cx, m, &s, points, 1 + (size_t)!any(m, 4));
	if (!any(m, 9))
		s.draft.release_id = some_of(cx, m, "reserve_release", "freed");
	TRY(sale_open(cx, &s.draft, &round_id, &ids));
	for (size_t k = 1; k < s.draft.n_points; k++)
		begun_beside(m, ids[k]);
	*id = ids[0];
	return ERR_OK;
}

/* ---- at the point: each time what has to be let through is said first, without asking the room's rules ---- */

static inline const struct actor *who_sells(struct model *m, const struct doc *d)
{
	return any(m, 12) ? (d->to_place_id == m->l.w.d.clinic ? m->l.w.by.clerk : m->l.w.by.far_keeper) : m->l.person[any(m, LIFE_PEOPLE)];
}

static inline bool works_at(const struct model *m, const struct actor *who, const struct doc *d)
{
	return who == (d->to_place_id == m->l.w.d.clinic ? m->l.w.by.clerk : m->l.w.by.far_keeper);
}

/* What the release itself has had at the point of one line: counted in less sold, brought back and written off. */
static inline int64_t on_the_shelf(const struct doc *d, const struct sale_view *v, int64_t line_no)
{
	const int64_t *c = d->lines[line_no - 1].counter, written_off = v->lines[line_no - 1].lost - c[LOST];

	return c[ARRIVED] - c[TAKEN] - c[BACK] - written_off;
}

static inline int64_t sale_shelf(struct ctx *cx, const struct model *m, const struct doc *d, int64_t line_no)
{
	const struct actor *who = cx->actor;
	struct sale_view v;
	struct doc doc;

	cx->actor = m->l.w.by.supply;
	must(sale_see(cx, d->doc_id, &doc, &v));
	cx->actor = who;
	return on_the_shelf(d, &v, line_no);
}

static inline bool may_be_sold(const struct ctx *cx, const struct model *m, const struct doc *d, const struct sale_view *v, const struct sale_batch_of *in)
{
	const struct doc_part *part = in->parts;
	const struct sale_lined *line;

	if (!works_at(m, cx->actor, d) || !is(d->state, "selling") || in->window_no < 1 || in->window_no > (int64_t)v->n_windows ||
	    v->windows[in->window_no - 1].opens_ms > cx->now_ms || part->line_no > (int64_t)d->n_lines || part->qty < 1 || part->qty > on_the_shelf(d, v, part->line_no))
		return false;
	line = &v->lines[part->line_no - 1];
	if (!in->households && !in->units)
		return false;
	return (in->households && !line->per_household) || (in->units && !line->per_unit) ||
		part->qty <= in->households * line->per_household + in->units * line->per_unit;
}

static inline enum err sell_some(struct ctx *cx, struct model *m, const struct doc *d, const struct sale_view *v)
{
	const int64_t line_no = 1 + any(m, (int64_t)d->n_lines + !any(m, 30)), left = line_no <= (int64_t)d->n_lines ? on_the_shelf(d, v, line_no) : 1;
	const struct doc_part part = { .line_no = line_no, .qty = any(m, 3) && left > 0 ? 1 + any(m, left) : any(m, 9) };
	const struct sale_batch_of in = { .doc_id = d->doc_id, .window_no = 1 + any(m, (int64_t)v->n_windows + !any(m, 20)), .households = any(m, 12), .units = any(m, 4),
		.parts = &part, .n_parts = 1 };
	struct doc_moved moved;
	bool lawful;
	enum err e;

	cx->actor = who_sells(m, d);
	lawful = may_be_sold(cx, m, d, v, &in);
	e = sale_sell(cx, &in, &moved);
	if (lawful != !e)
		print_error("%s: %lld of line %lld sold in hours %lld to %lld households and %lld units: %s\n", d->number, (long long)part.qty, (long long)line_no,
			    (long long)in.window_no, (long long)in.households, (long long)in.units, e ? cx->fault.en : "let through");
	assert_true(lawful == !e);
	return e;
}

static inline enum err pay_in_some(struct ctx *cx, struct model *m, const struct doc *d, const struct sale_view *v)
{
	const bool used = !any(m, 15);
	const struct sale_pay_in in = { d->doc_id, v->open_fen + !any(m, 12), civil_day_of(cx->now_ms),
		used ? "回单旧" : arena_print(&cx->mem, "缴%lld", (long long)++m->papers) };
	int64_t slip_id;
	bool lawful;
	enum err e;

	cx->actor = who_sells(m, d);
	lawful = works_at(m, cx->actor, d) && is(d->state, "selling") && v->open_fen && in.sum_fen == v->open_fen && !v->waiting_fen;
	e = sale_pay_in(cx, &in, &slip_id);
	if (!e && !lawful)
		print_error("%s: %lld fen paid in where %lld are due\n", d->number, (long long)in.sum_fen, (long long)v->open_fen);
	assert_true(e ? !lawful || used : lawful);
	return e;
}

static inline enum err lose_some(struct ctx *cx, struct model *m, const struct doc *d, const struct sale_view *v)
{
	const int64_t line_no = 1 + any(m, (int64_t)d->n_lines), left = on_the_shelf(d, v, line_no);
	const struct doc_part part = { .line_no = line_no, .qty = left > 0 && any(m, 6) ? 1 + any(m, left) : 1 + any(m, 9) };
	struct doc_moved moved;

	cx->actor = who_sells(m, d);
	TRY(sale_lose(cx, d->doc_id, &part, 1, any(m, 9) ? "压坏" : NULL, &moved));
	assert_true(works_at(m, cx->actor, d) && is(d->state, "selling") && part.qty <= left);
	begun_beside(m, moved.doc_id);
	return ERR_OK;
}

/* A slip that waits is confirmed, seldom taken back; else what is owed is paid in; else more is sold, or lost. */
static inline enum err at_the_point(struct ctx *cx, struct model *m, const struct doc *d, const struct sale_view *v)
{
	struct doc_moved moved;
	const int64_t what = any(m, 12);

	if (v->waiting_fen && what < 7)
		return sale_confirm(cx, d->doc_id, any(m, 12) ? 0 : d->version - 1, NULL, &moved);
	if (v->waiting_fen && what == 7) {
		cx->actor = who_sells(m, d);
		return sale_slip_withdraw(cx, d->doc_id, v->slips[0].slip_id + !any(m, 9));
	}
	if (what == 8) {
		cx->actor = who_sells(m, d);
		return sale_undo(cx, d->doc_id, 0, "多记一笔", &moved);
	}
	if (what == 9 || what == 10)
		return lose_some(cx, m, d, v);
	return v->open_fen && what < 5 ? pay_in_some(cx, m, d, v) : sell_some(cx, m, d, v);
}

/* Beside a release: the draft changed, goods sold, money paid in.  Who usually confirms is the actor. */
static inline enum err sell_or_pay(struct ctx *cx, struct model *m, const struct doc *d)
{
	const struct actor *who = cx->actor;
	struct sale_view v;
	struct sale_drawn s;
	struct doc doc;

	if (is(d->state, "draft")) {
		cx->actor = any(m, 9) ? m->l.w.by.supply : who;
		some_round(cx, m, &s, &d->to_place_id, 1);
		return sale_edit(cx, d->doc_id, any(m, 9) ? d->version : 0, &s.draft);
	}
	if (!is(d->state, "selling"))
		return fail(cx, ERR_BAD_STATE, NULL, "不在售卖中", "it is not being sold");
	cx->actor = m->l.w.by.supply;
	must(sale_see(cx, d->doc_id, &doc, &v));
	cx->actor = who;
	return at_the_point(cx, m, d, &v);
}

/* ---- what holds of every release, at the end ---- */

/* Each line adds up to what left the warehouse, and was not dearer than the market it was signed with. */
static inline int64_t sale_lines_agree(const struct doc *d, const struct sale_view *v)
{
	int64_t takings = 0;

	assert_int_equal(v->n_lines, d->n_lines);
	for (size_t i = 0; i < v->n_lines; i++) {
		const struct sale_lined *l = &v->lines[i];

		assert_int_equal(l->released, l->under_way + l->astray + l->at_point + l->sold + l->back + l->lost);
		assert_true(l->under_way >= 0 && l->astray >= 0 && l->at_point >= 0);
		assert_true(!is(d->state, "closed") || !(l->under_way || l->astray || l->at_point));
		assert_true(!d->lines[i].counter[GRANTED] || (l->by && d->lines[i].price_fen <= l->market_fen));
		takings += d->lines[i].price_fen * l->sold;
	}
	return takings;
}

/* Who draws it up, who agrees for the township and who approves are three people, whoever they were. */
static inline void sale_signers_agree(struct ctx *cx, int64_t doc_id)
{
	int64_t drew_up = 0, vetted = 0;
	struct doc_event *events;
	size_t n;

	must(document_history(cx, doc_id, &events, &n));
	for (size_t i = 0; i < n; i++) {
		const struct doc_event *e = &events[i];

		if (is(e->verb, "propose"))
			drew_up = e->actor_id;
		else if (is(e->verb, "vet"))
			vetted = e->actor_id;
		else if (is(e->verb, "approve"))
			assert_true(vetted && vetted != e->actor_id && drew_up != e->actor_id);
		assert_true(!is(e->verb, "vet") || drew_up != vetted);
	}
}

static inline void sale_agrees(struct ctx *cx, int64_t doc_id)
{
	int64_t batches = 0, confirmed = 0;
	struct sale_view v;
	struct doc doc;

	must(sale_see(cx, doc_id, &doc, &v));
	assert_int_equal(v.takings_fen, sale_lines_agree(&doc, &v));
	for (size_t i = 0; i < v.n_batches; i++)
		batches += v.batches[i].fen;
	for (size_t i = 0; i < v.n_slips; i++) {
		confirmed += v.slips[i].confirmed_ms ? v.slips[i].fen : 0;
		assert_true(!v.slips[i].confirmed_ms || !is(v.slips[i].entered_by, v.slips[i].confirmed_by));
	}
	assert_int_equal(v.takings_fen, batches);
	assert_int_equal(v.paid_fen, confirmed);
	assert_int_equal(v.open_fen, v.takings_fen - v.paid_fen);
	assert_true(!is(doc.state, "closed") || (!v.open_fen && !v.waiting_fen));
	sale_signers_agree(cx, doc_id);
}

static inline void sales_agree(struct ctx *cx, struct model *m)
{
	struct doc doc;

	cx->actor = m->l.w.by.supply;
	for (size_t i = 0; i < m->n_doc; i++) {
		must(document_get(cx, m->doc[i], &doc));
		if (is(doc.kind, "sale"))
			sale_agrees(cx, doc.doc_id);
		arena_reset(&cx->mem);
	}
}
#endif
