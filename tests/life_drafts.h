/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_DRAFTS_H
#define TESTS_LIFE_DRAFTS_H
/* Drafts of every kind, mostly sensible, and what is written beside a document
 * without being a step of its table: papers, invoices, conditions. */
#include "life_lines.h"

static inline int64_t some_item(struct model *m) { return (const int64_t[]){ m->l.w.mask, m->l.w.rice, m->l.w.bleach }[any(m, 12) ? any(m, 2) : 2]; }
static inline int64_t some_fund(struct model *m) { return any(m, 3) ? m->l.fund[0] : m->l.fund[1]; }

static inline enum err open_purchase(struct ctx *cx, struct model *m, int64_t *id)
{
	struct purchase_line line[2] = { { some_item(m), 1 + any(m, 30), 1 + any(m, 2000), 1 }, { some_item(m), any(m, 9), 1 + any(m, 900), 1 } };

	return purchase_open(cx, &(struct purchase_draft){ .supplier_id = m->l.org[any(m, LIFE_ORGS)], .to_place_id = any(m, 5) ? m->l.w.d.wa : m->l.w.d.wb,
		.fund_id = some_fund(m), .lines = line, .n_lines = 1 + (size_t)any(m, 2) }, id);
}

static inline enum err open_donation(struct ctx *cx, struct model *m, int64_t *id)
{
	struct donation_line line = { some_item(m), 1 + any(m, 40), any(m, 50), 1 };

	return donation_open(cx, &(struct donation_draft){ .donor_id = m->l.donor, .to_place_id = m->l.w.d.wa, .addressee_id = any(m, 2) ? m->l.w.d.clinic : 0,
		.wish = any(m, 3), .ground = "出厂价单", .lines = &line, .n_lines = 1, .expected_day = civil_day_of(cx->now_ms) + any(m, 3) }, id);
}

static inline enum err open_surplus(struct ctx *cx, struct model *m, int64_t *id)
{
	struct surplus_line line = { m->l.w.mask, 1 + any(m, 20), 0, any(m, 3) ? 0 : m->l.fund[1] };

	return surplus_open(cx, &(struct surplus_draft){ m->l.w.d.clinic, any(m, 4) ? m->l.w.d.wa : m->l.w.d.clinic, &line, 1 }, id);
}

static inline enum err open_issue(struct ctx *cx, struct model *m, int64_t *id)
{
	struct stock_goods goods = { .item_id = some_item(m), .qty = 1 + any(m, 20), .owner_id = m->l.w.d.clinic, .fund_id = any(m, 3) ? 0 : some_fund(m) };

	return stock_issue_open(cx, m->l.w.d.wa, m->l.w.d.clinic, &goods, 1, id);
}

static inline enum err receive_money(struct ctx *cx, struct model *m, int64_t *id)
{
	struct doc_moved moved = { 0 };
	enum err e = fund_receive(cx, &(struct fund_receipt){ some_fund(m), m->l.org[any(m, LIFE_ORGS)], 100 * (1 + any(m, 1000)),
		arena_print(&cx->mem, "单%lld", (long long)(any(m, 9) ? ++m->papers : m->papers)), NULL }, &moved);

	*id = moved.doc_id;
	return e;
}

/* Goods of ours at a price against goods of theirs, seldom of the same worth. */
static inline enum err open_exchange(struct ctx *cx, struct model *m, int64_t *id)
{
	const int64_t out = 1 + any(m, 12), in = 1 + any(m, 12), worth = 1 + any(m, 90), fund = any(m, 4) ? some_fund(m) : 0;
	struct swap_offer lines[] = { { any(m, 2) ? m->l.w.mask : m->l.w.rice, out, LINES_OUT, in * worth, 1, SWAP_AGREED, "双方商定" },
		{ some_item(m), in, LINES_IN, out * worth + !any(m, 3) * any(m, 50), 1, SWAP_LIST, "价目表" } };

	return swap_open(cx, &(struct swap_draft){ .from_place_id = m->l.w.d.wa, .partner_id = any(m, 2) ? m->l.w.d.clinic : m->l.org[any(m, 2)],
		.fund_id = any(m, 5) ? 0 : some_fund(m), .fund2_id = fund, .reason = "急需", .decision = "纪要",
		.settle_ground = any(m, 3) ? "差额付现" : NULL, .lines = lines, .n_lines = 2 }, id);
}

static inline enum err open_requisition(struct ctx *cx, struct model *m, int64_t *id)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct requisition_item items[] = { { some_item(m), 1 + any(m, 30), 1 + any(m, 500), 1, !any(m, 2), "发票" }, { m->l.w.mask, 1 + any(m, 9), 200, 1, false, "发票" } };
	struct requisition_service crew = { SERVICE_LABOUR, 1 + any(m, 6), "搬运班" };

	return requisition_open(cx, &(struct requisition_draft){ m->l.org[any(m, 2)], m->l.w.d.wa, today, today + any(m, 4), "突发事件应对法第十二条", "区人民政府", "政令 3 号",
		arena_print(&cx->mem, "征%lld", (long long)++m->papers), "隔离点用", items, 1 + (size_t)any(m, 2), &crew, (size_t)any(m, 2) }, id);
}

/* A document of a kind in a state, from somewhere on; 1: none. */
static inline int64_t some_of(struct ctx *cx, struct model *m, const char *kind, const char *state)
{
	const size_t from = m->n_doc ? (size_t)any(m, (int64_t)m->n_doc) : 0;
	struct doc doc;

	for (size_t i = 0; i < m->n_doc; i++) {
		must(document_get(cx, m->doc[(from + i) % m->n_doc], &doc));
		if (is(doc.kind, kind) && is(doc.state, state))
			return doc.doc_id;
	}
	return 1;
}

/* A longer period for something in use, sometimes to a day that is not later; while nothing is in use, something is called on. */
static inline enum err open_extension(struct ctx *cx, struct model *m, int64_t *id)
{
	const int64_t in_use = some_of(cx, m, "requisition", "in_use");
	struct doc_moved moved = { 0 };
	enum err e;

	if (in_use == 1 && any(m, 4))
		return open_requisition(cx, m, id);
	e = extension_ask(cx, &(struct extension_asked){ in_use, any(m, 9) ? 0 : 1, civil_day_of(cx->now_ms) + any(m, 9), any(m, 9) ? "隔离点未解封" : "" }, &moved);
	*id = moved.doc_id;
	return e;
}

static inline enum err open_award(struct ctx *cx, struct model *m, int64_t *id)
{
	struct award rates[] = { { .what = AWARD_LABOUR, .ref_no = 1, .rate_fen = 2500, .ground = "当地工价" }, { .what = AWARD_DAYS, .ref_no = 1 + any(m, 2), .rate_fen = 100, .ground = "市场租价" } };

	if (any(m, 4))
		cx->actor = m->l.assessor;
	return award_open(cx, &(struct award_draft){ some_of(cx, m, "requisition", "closed"), any(m, 5) ? m->l.fund[0] : some_fund(m), rates, (size_t)any(m, 3) }, id);
}

static inline enum err open_loan(struct ctx *cx, struct model *m, int64_t *id)
{
	struct loan_goods goods = { .item_id = any(m, 9) ? m->l.tent : some_item(m), .qty = 1 + any(m, 12) };

	return loan_open(cx, &(struct loan_draft){ .from_place_id = m->l.w.d.wa, .unit_id = m->l.w.d.clinic, .holder = "王医生", .purpose = "隔离点", .goods = &goods, .n_goods = 1 }, id);
}

static inline enum err open_claim(struct ctx *cx, struct model *m, int64_t *id)
{
	return loan_claim_open(cx, &(struct loan_claim){ some_of(cx, m, "loan", any(m, 2) ? "out" : "closed"), some_fund(m), 1 + any(m, 5000), "按市场价评估" }, id);
}

/* The first lot of an item in an account of the district's; 1: none. */
static inline int64_t first_lot(struct ctx *cx, struct account_key key, int64_t item_id)
{
	struct ledger_stock *lots;
	size_t n;

	must(ledger_account_lots(cx, &key, item_id, 1, &lots, &n));
	return n ? lots[0].lot_id : 1;
}

static inline struct scrap_goods some_waste(struct ctx *cx, struct model *m, bool from_store)
{
	const int64_t item_id = any(m, 3) ? m->l.tent : some_item(m), fund_id = any(m, 4) ? 0 : some_fund(m);
	const struct account_key at = { .kind = from_store ? ACC_STORE : ACC_BLOCKED, .place_id = m->l.w.d.wa, .owner_id = m->l.w.d.root, .fund_id = fund_id };

	return (struct scrap_goods){ .item_id = item_id, .lot_id = first_lot(cx, at, item_id), .qty = 1 + any(m, 4), .fund_id = fund_id, .from_store = from_store };
}

static inline enum err open_scrap(struct ctx *cx, struct model *m, int64_t *id)
{
	struct scrap_goods goods = some_waste(cx, m, !any(m, 3));

	return scrap_open(cx, &(struct scrap_draft){ m->l.w.d.wa, "破损", &goods, 1 }, id);
}

static inline enum err open_release(struct ctx *cx, struct model *m, int64_t *id)
{
	struct scrap_goods goods = some_waste(cx, m, false);

	return release_open(cx, &(struct scrap_draft){ m->l.w.d.wa, "复检合格", &goods, 1 }, id);
}

static inline enum err open_recovery(struct ctx *cx, struct model *m, int64_t *id)
{
	struct recovery_goods goods = { .item_id = any(m, 2) ? m->l.w.rice : some_item(m), .qty = 1 + any(m, 5) };

	return recovery_open(cx, &(struct recovery_draft){ m->l.w.d.clinic, m->l.w.d.wa, &goods, 1 }, id);
}

/* ---- beside the tables ---- */

static inline enum err wash_or_extend(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct doc_moved moved;

	if (!any(m, 4))
		return loan_extend(cx, d->doc_id, any(m, 9) ? 0 : 1, civil_day_of(cx->now_ms) + any(m, 10), any(m, 9) ? "还要用" : NULL, &moved);
	return loan_clean(cx, &(struct loan_washing){ .doc_id = d->doc_id, .agent = "含氯消毒剂", .strength = any(m, 6) ? 1000 : 500, .contact_min = 30,
		.began_ms = cx->now_ms - any(m, 3) * 3600 * 1000 }, &moved);
}

static inline enum err look_and_burn(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct doc_moved moved;

	if (is(d->state, "proposed") || !any(m, 5))
		return scrap_appraise(cx, &(struct scrap_finding){ .doc_id = d->doc_id, .appraiser = "质检组", .finding = "不能再用" }, &moved);
	return scrap_destroy(cx, &(struct scrap_record){ .doc_id = d->doc_id, .day = civil_day_of(cx->now_ms), .site = "焚烧站", .method = "焚烧", .paper = "销 1" }, &moved);
}


static inline enum err bill_or_paper(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct purchase_invoice bill = { .doc_id = d->doc_id, .day = civil_day_of(cx->now_ms), .invoice_no = arena_print(&cx->mem, "FP%lld", (long long)++m->papers) };
	struct doc_moved moved;

	if (is(d->state, "oral") || is(d->state, "overdue") || any(m, 2))
		return purchase_paper(cx, d->doc_id, "合格证", "HG", 0);
	for (size_t i = 0; i < d->n_lines; i++)
		bill.sum_fen += d->lines[i].price_fen * (d->lines[i].counter[TAKEN] - d->lines[i].counter[BILLED]) + !any(m, 20);
	return purchase_invoice(cx, &bill, &moved);
}

static inline enum err note_donation(struct ctx *cx, struct model *m, const struct doc *d)
{
	(void)m;
	return donation_note(cx, d->doc_id, &(struct donation_notes){ .paper = PAPER_WAIVED, .quality = QUALITY_CERTIFICATE });
}

static inline enum err balance_of(struct ctx *cx, struct model *m, const struct doc *d)
{
	struct doc_moved moved;

	(void)m;
	return swap_balance_propose(cx, d->doc_id, "对方不再交付", &moved);
}

/* Both sides of a requisition, with the condition of every line. */
static inline enum err in_this_condition(struct ctx *cx, struct model *m, const struct doc *d)
{
	const bool back = is(d->state, "in_use") && any(m, 3);
	struct requisition_condition as[2] = { { 1, "完好" }, { 2, "完好" } };
	struct doc_part part[2] = { { 0 } };
	struct requisition_hand in = { .doc_id = d->doc_id, .verb = back ? "give_back" : "take", .note = "对方点数人王某", .parts = part, .conditions = as, .n_conditions = d->n_lines };
	struct doc_moved moved;

	if (!any(m, 4))
		return requisition_clock(cx, &(struct requisition_served){ .doc_id = d->doc_id, .service_no = 1, .day = civil_day_of(cx->now_ms), .heads = 1, .minutes = 30 + any(m, 400) }, &moved);
	for (size_t i = 0; i < d->n_lines && i < 2; i++) {
		const int64_t *c = d->lines[i].counter, room = back ? c[ARRIVED] - c[TAKEN] - c[BACK] : c[GRANTED] - c[ARRIVED];

		if (room > 0)
			part[in.n_parts++] = (struct doc_part){ .line_no = (int64_t)i + 1, .qty = any(m, 3) ? room : 1 + any(m, room) };
	}
	TRY(requisition_hand_over(cx, &in, &moved));
	for (int p = 0; p < LIFE_PEOPLE && !moved.done && any(m, 20); p++) {        /* the other side signs the same */
		cx->actor = m->l.person[p];
		must(store_savepoint(cx));
		if (requisition_hand_over(cx, &in, &moved))
			store_undo(cx);
		else
			must(store_release(cx));
	}
	return ERR_OK;
}
#endif
