/* SPDX-License-Identifier: Apache-2.0 */
/* Guards and hooks of donations and of surplus. */
#include "caps/donation/donation_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "donation.sql.h"

/* The texts that are signed with the document. */
enum err donation_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct donation_facts_row f;

	TRY(donation_facts(cx, (struct donation_facts_in){ cx->district_id, w->doc.doc_id }, &f));
	buf_print(bytes, "%zu:%s%zu:%s%lld", text_length(f.purpose), f.purpose, text_length(f.ground), f.ground, (long long)f.expected_day);
	return ERR_OK;
}

enum err donation_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms)
{
	struct donation_facts_row f;

	TRY(donation_facts(cx, (struct donation_facts_in){ cx->district_id, w->doc.doc_id }, &f));
	*ret_ms = f.expected_day ? (f.expected_day + 1) * DAY_MS - CHINA_OFFSET_MS : 0;
	return ERR_OK;
}

enum err donation_flow(struct ctx *cx, int64_t item_id, const struct plan_flow **ret)
{
	const struct plan *plan;
	struct item item;

	TRY(item_get(cx, item_id, &item));
	TRY(document_plan(cx, &plan));
	*ret = plan ? plan_flow(plan, PLAN_DOC_donation, NULL, item.category) : NULL;
	return ERR_OK;
}

/* Each line may be given for what it is given for; each item may be given at all. */
enum err donation_guard_terms(struct ctx *cx, const struct doc_work *w)
{
	struct place place = { .path = NULL };
	struct item item;

	if (w->doc.taker_id)
		TRY(place_get(cx, w->doc.taker_id, &place));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		TRY(item_get(cx, w->doc.lines[i].item_id, &item));
		TRY(fund_allows(cx, w->doc.fund_id, w->doc.taker_id ? place.path : NULL, item.category, arena_print(&cx->mem, "lines[%zu].item_id", i)));
	}
	return ERR_OK;
}

static bool has_note(const struct doc_work *w)
{
	return w->move->note && w->move->note[0];
}

/* Less than was promised is fine, silent is not. */
enum err donation_guard_count(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		int64_t here = l->counter[ARRIVED] + w->grow[i];

		if (here < l->counter[ASKED] && w->grow[i] && !has_note(w))
			return fail(cx, ERR_BAD_INPUT, "note", "第 %zu 行说捐 %lld，点到 %lld，请写明原因（如分批到、当面点少）",
				    "line %zu: %lld promised, %lld counted; say why (comes in parts, fewer than told)", i + 1, (long long)l->counter[ASKED], (long long)here);
	}
	return ERR_OK;
}

/* What is written on the goods, or on those lines of which nothing is said. */
struct counted { int64_t line_no, item_id, expiry_day, qty; };

static size_t parts_of(struct ctx *cx, const struct doc_work *w, struct counted **ret)
{
	struct counted *all = arena_array(&cx->mem, struct counted, w->move->n_parts + w->doc.n_lines + 1);
	size_t n = 0;

	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		int64_t said = 0;

		for (size_t p = 0; p < w->move->n_parts; p++) {
			const struct doc_part *part = &w->move->parts[p];
			int64_t qty = part->qty ? part->qty : w->grow[i];

			if (part->line_no != l->line_no)
				continue;
			all[n++] = (struct counted){ l->line_no, l->item_id, part->expiry_day, qty };
			said += qty;
		}
		if (said < w->grow[i])
			all[n++] = (struct counted){ l->line_no, l->item_id, 0, w->grow[i] - said };
	}
	*ret = all;
	return n;
}

static const char *dur_days(struct ctx *cx, struct plan_dur dur)
{
	return arena_print(&cx->mem, "%lld", (long long)((plan_after(cx->now_ms, dur) - cx->now_ms) / DAY_MS));
}

/* Whether the goods are too close to their end, by the plan's rule for their class. */
static enum err too_old(struct ctx *cx, const struct counted *c, const struct plan_flow **ret_flow, bool *ret)
{
	struct item item;

	*ret = false;
	TRY(donation_flow(cx, c->item_id, ret_flow));
	if (!*ret_flow || (*ret_flow)->min_life.unit == DUR_NONE)
		return ERR_OK;
	TRY(item_get(cx, c->item_id, &item));
	if (!c->expiry_day && item.shelf_life_days)
		return fail(cx, ERR_BAD_INPUT, "parts", "“%s”有保质期，请写明有效期至哪天；看不出的不收", "\"%s\" keeps only for a time: write its last usable day; what shows none is not taken",
			    item.zh);
	*ret = c->expiry_day && c->expiry_day < civil_day_of(plan_after(cx->now_ms, (*ret_flow)->min_life));
	return ERR_OK;
}

/* D2.7: goods near their end are turned away, or taken to be used at once, with a reason. */
enum err donation_guard_life(struct ctx *cx, const struct doc_work *w)
{
	struct counted *all;
	const size_t n = parts_of(cx, w, &all);

	for (size_t i = 0; i < n; i++) {
		const struct plan_flow *flow;
		long long left = all[i].expiry_day - civil_day_of(cx->now_ms);
		char day[11];
		bool old;

		TRY(too_old(cx, &all[i], &flow, &old));
		if (!old)
			continue;
		civil_write_day(all[i].expiry_day, day);
		if (!flow->use_now || left <= 0)
			return fail(cx, ERR_BLOCKED, "parts", "第 %lld 行有效期至 %s，只剩 %lld 天，预案要求到货时至少 %s 天（%s），不收",
				    "line %lld is good until %s, %lld days; the plan asks for at least %s on arrival (%s): turned away", (long long)all[i].line_no, day, left,
				    dur_days(cx, flow->min_life), flow->rule.zh);
		if (!has_note(w))
			return fail(cx, ERR_BAD_INPUT, "note", "第 %lld 行有效期至 %s，不足 %s 天，只能收来马上用；请写明给谁用",
				    "line %lld is good until %s, less than %s days: it is taken only for use at once; say who will use it", (long long)all[i].line_no, day,
				    dur_days(cx, flow->min_life));
	}
	return ERR_OK;
}

/* What was taken for use at once is remembered with the day it has to be used up by. */
enum err donation_after(struct ctx *cx, const struct doc_work *w)
{
	struct counted *all;
	size_t n;

	if (!text_equal(w->move->verb, "receive"))
		return ERR_OK;
	n = parts_of(cx, w, &all);
	for (size_t i = 0; i < n; i++) {
		const struct plan_flow *flow;
		int64_t by;
		bool old;

		TRY(too_old(cx, &all[i], &flow, &old));
		if (!old)
			continue;
		by = flow->use_within.unit == DUR_NONE ? all[i].expiry_day : civil_day_of(plan_after(cx->now_ms, flow->use_within));
		TRY(donation_hurry_add(cx, (struct donation_hurry_add_in){ cx->district_id, w->doc.doc_id, all[i].line_no, all[i].expiry_day,
			by < all[i].expiry_day ? by : all[i].expiry_day, all[i].qty }));
	}
	return ERR_OK;
}

/* Who counted first does not count again: two people stand on the receipt. */
enum err donation_guard_other_counter(struct ctx *cx, const struct doc_work *w)
{
	struct donation_counted_by_row *rows;
	size_t n;

	TRY(donation_counted_by(cx, (struct donation_counted_by_in){ cx->district_id, w->doc.doc_id, 100 }, &rows, &n, 100));
	for (size_t i = 0; i < n; i++) {
		bool same;

		TRY(party_same_person(cx, rows[i].actor_id, cx->actor->account_id, &same));
		if (same)
			return fail(cx, ERR_FORBIDDEN, "verb", "捐赠物资须两人清点：第一次是您点的，请由另一人复点", "two people count what is given: you made the first count, another makes the second");
	}
	return ERR_OK;
}

enum err donation_guard_thanks(struct ctx *cx, const struct doc_work *w)
{
	struct donation_facts_row f;
	int64_t taken = 0;

	TRY(donation_facts(cx, (struct donation_facts_in){ cx->district_id, w->doc.doc_id }, &f));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		taken += w->doc.lines[i].counter[TAKEN];
		if (!w->doc.lines[i].counter[ARRIVED] && !has_note(w))
			return fail(cx, ERR_BAD_INPUT, "note", "第 %zu 行一件也没到，请写明原因", "nothing of line %zu has come; say why", i + 1);
	}
	if (!taken)
		return fail(cx, ERR_BLOCKED, "verb", "什么也没收下，请作废而不是致谢", "nothing was taken over: withdraw it instead");
	return f.paper != PAPER_OPEN ? ERR_OK :
		fail(cx, ERR_BLOCKED, "paper", "请先记下捐赠票据号，或捐赠人声明不要票据", "note the number of the donation certificate first, or that the donor wants none");
}

/* ---- surplus ---- */

/* Only what is the unit's own, and only where the plan lets surplus be handed over. */
enum err surplus_guard_offer(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		const struct plan_flow *flow;

		if (l->owner_id != w->doc.giver_id)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].owner_id", i), "第 %zu 行不是本单位的物资", "line %zu is not the unit's own", i + 1);
		TRY(donation_flow(cx, l->item_id, &flow));
		if (flow && flow->keep_surplus)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "预案规定富余留用（%s），不并入统筹", "the plan leaves surplus with the unit (%s)",
				    flow->rule.zh);
	}
	return ERR_OK;
}

/* Who agrees: the chain the plan's rule for each line's class names. */
enum err surplus_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct plan_flow *flow;

		TRY(donation_flow(cx, w->doc.lines[i].item_id, &flow));
		if (flow && flow->surplus_by)
			doc_chains_add(chains, plan_chain(flow->rule.plan, flow->surplus_by));
	}
	return ERR_OK;
}

enum err surplus_open(struct ctx *cx, const struct surplus_draft *in, int64_t *ret_doc_id)
{
	struct place unit, root;
	struct doc doc;

	TRY(place_get(cx, in->unit_id, &unit));
	TRY(place_root(cx, &root));
	if (unit.kind != PLACE_UNIT)
		return fail(cx, ERR_BAD_INPUT, "unit_id", "“%s”不是使用单位", "\"%s\" is no unit", unit.name);
	if (in->n_lines > DONATION_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张移交单最多 %d 行，请分单", "a hand-over has at most %d lines; split it", DONATION_LINES_MAX);
	doc = (struct doc){ .kind = "surplus", .giver_id = in->unit_id, .taker_id = root.place_id, .from_place_id = in->unit_id, .to_place_id = in->place_id,
		.owner_id = in->unit_id, .owner2_id = root.place_id, .lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1), .n_lines = in->n_lines };
	for (size_t i = 0; i < in->n_lines; i++)
		doc.lines[i] = (struct doc_line){ .item_id = in->lines[i].item_id, .lot_id = in->lines[i].lot_id, .fund_id = in->lines[i].fund_id,
			.place_id = in->place_id, .owner_id = in->unit_id, .price_units = 1, .counter = { [ASKED] = in->lines[i].qty } };
	return document_open(cx, &doc, ret_doc_id);
}
