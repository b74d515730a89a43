/* SPDX-License-Identifier: Apache-2.0 */
/* Cleaning and disinfection of what came back, before it is inspected. */
#include "caps/loan/loan_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/plan/plan_household.h"
#include "loan.sql.h"

enum { CLEANINGS_MAX = 5000, MINUTE_MS = 60000, CONTACT_MAX = 7 * 24 * 60, STRENGTH_MAX = 100000 };

static enum err dose_of(struct ctx *cx, int64_t item_id, const struct plan_dose **ret)
{
	const struct plan_recovery *rule;
	const struct plan *plan;

	*ret = NULL;
	TRY(loan_rule(cx, item_id, &rule));
	TRY(document_plan(cx, &plan));
	if (rule && rule->clean)
		*ret = plan_dose(plan, rule->clean);
	return ERR_OK;
}

/* Weaker or shorter than the plan says does not disinfect; stronger spoils the goods. */
static enum err check_dose(struct ctx *cx, const struct loan_washing *in, const struct plan_dose *dose)
{
	const int64_t low = dose->strength_low.n, high = dose->strength_high.n, contact = dose->contact.unit == DUR_MS ? dose->contact.n / MINUTE_MS : 0;

	if (dose->agent && !text_equal(in->agent, dose->agent))
		return fail(cx, ERR_BLOCKED, "agent", "预案规定用“%s”，不是“%s”", "the plan wants \"%s\", not \"%s\"", dose->agent, in->agent);
	if (low && in->strength < low)
		return fail(cx, ERR_BLOCKED, "strength", "浓度 %lld mg/L 不够，预案规定 %lld mg/L", "%lld mg/L is too weak, the plan wants %lld", (long long)in->strength, (long long)low);
	if (high > low && in->strength > high)
		return fail(cx, ERR_BLOCKED, "strength", "浓度 %lld mg/L 过高，预案规定至多 %lld mg/L", "%lld mg/L is too strong, the plan allows %lld", (long long)in->strength, (long long)high);
	return !contact || in->contact_min >= contact ? ERR_OK :
		fail(cx, ERR_BLOCKED, "contact_min", "作用 %lld 分钟不够，预案规定 %lld 分钟", "%lld minutes are too short, the plan wants %lld", (long long)in->contact_min, (long long)contact);
}

static enum err check_washing(struct ctx *cx, const struct loan_washing *in, int64_t began_ms)
{
	TRY(check_line(cx, "agent", in->agent, 1, 40));
	TRY(check_range(cx, "strength", in->strength, 0, STRENGTH_MAX));
	TRY(check_range(cx, "contact_min", in->contact_min, 0, CONTACT_MAX));
	return began_ms <= cx->now_ms && began_ms >= cx->now_ms - (int64_t)LOAN_BEGAN_BEFORE_DAYS * DAY_MS ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "began", "开始时间须在最近 %d 天内，不能晚于现在", "cleaning began within the last %d days and not later than now", LOAN_BEGAN_BEFORE_DAYS);
}

/* How much of each line was cleaned so far, and how much of it has acted long enough. */
struct washed { int64_t all, ready; bool mine; };

static enum err washed_lines(struct ctx *cx, const struct doc *doc, struct washed **ret)
{
	struct loan_cleanings_row *rows;
	size_t n;

	TRY(loan_cleanings(cx, (struct loan_cleanings_in){ cx->district_id, doc->doc_id, CLEANINGS_MAX }, &rows, &n, CLEANINGS_MAX));
	*ret = arena_array(&cx->mem, struct washed, doc->n_lines + 1);
	for (size_t i = 0; i < n; i++) {
		struct washed *w = rows[i].line_no >= 1 && rows[i].line_no <= (int64_t)doc->n_lines ? &(*ret)[rows[i].line_no - 1] : NULL;
		bool same;

		if (!w)
			continue;
		w->all += rows[i].qty;
		if (rows[i].began_ms + rows[i].contact_min * MINUTE_MS <= cx->now_ms)
			w->ready += rows[i].qty;
		TRY(party_same_person(cx, rows[i].cleaned_by, cx->actor->account_id, &same));
		w->mine |= same;
	}
	return ERR_OK;
}

/* How much of a line still waits to be cleaned: what came back, less what was cleaned and what was thrown out uncleaned. */
static int64_t dirty(const struct doc_line *l, const struct washed *w)
{
	const int64_t left = l->counter[ARRIVED] - l->counter[BACK] - w->all, in = loan_in_cleaning(l);

	return left < 0 ? 0 : left < in ? left : in;
}

static enum err wash(struct ctx *cx, const struct loan_washing *in, int64_t began_ms, const struct doc *doc, int64_t line_no, int64_t qty)
{
	const struct doc_line *l = &doc->lines[line_no - 1];
	const struct plan_dose *dose;

	TRY(dose_of(cx, l->item_id, &dose));
	if (dose)
		TRY(check_dose(cx, in, dose));
	return loan_cleaning_put(cx, (struct loan_cleaning_put_in){ .district_id = cx->district_id, .cleaning_id = ctx_new_id(cx), .doc_id = doc->doc_id,
		.line_no = line_no, .qty = qty, .dose = dose ? dose->rule.id : "", .agent = in->agent, .strength = in->strength, .contact_min = in->contact_min,
		.began_ms = began_ms, .cleaned_by = cx->actor->account_id, .noted_ms = cx->now_ms });
}

static enum err wash_parts(struct ctx *cx, const struct loan_washing *in, int64_t began_ms, const struct doc *doc, struct washed *washed)
{
	for (size_t i = 0; i < in->n_parts; i++) {
		const struct doc_part *p = &in->parts[i];
		int64_t room;

		if (p->line_no < 1 || p->line_no > (int64_t)doc->n_lines)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "parts[%zu].line_no", i), "没有第 %lld 行，本单共 %zu 行", "there is no line %lld, the document has %zu",
				    (long long)p->line_no, doc->n_lines);
		room = dirty(&doc->lines[p->line_no - 1], &washed[p->line_no - 1]);
		if (p->qty < 1 || p->qty > room)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "parts[%zu].qty", i), "第 %lld 行：填了 %lld，待洗消 %lld", "line %lld: %lld given, %lld wait to be cleaned",
				    (long long)p->line_no, (long long)p->qty, (long long)room);
		washed[p->line_no - 1].all += p->qty;
		TRY(wash(cx, in, began_ms, doc, p->line_no, p->qty));
	}
	return ERR_OK;
}

static enum err wash_all(struct ctx *cx, const struct loan_washing *in, int64_t began_ms, const struct doc *doc, const struct washed *washed)
{
	bool any = false;

	for (size_t i = 0; i < doc->n_lines; i++) {
		int64_t room = dirty(&doc->lines[i], &washed[i]);

		any |= room > 0;
		if (room)
			TRY(wash(cx, in, began_ms, doc, (int64_t)i + 1, room));
	}
	return any ? ERR_OK : fail(cx, ERR_BAD_STATE, "parts", "借用单 %s 没有待洗消的物资", "nothing of loan %s waits to be cleaned", doc->number);
}

enum err loan_clean(struct ctx *cx, const struct loan_washing *in, struct doc_moved *ret)
{
	const int64_t began_ms = in->began_ms ? in->began_ms : cx->now_ms;
	struct washed *washed;
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(loan_is(cx, &doc));
	TRY(check_washing(cx, in, began_ms));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "clean", .version = in->version,
		.note = arena_print(&cx->mem, "%s %lld mg/L，作用 %lld 分钟", in->agent, (long long)in->strength, (long long)in->contact_min) }, ret));
	TRY(washed_lines(cx, &doc, &washed));
	return in->n_parts ? wash_parts(cx, in, began_ms, &doc, washed) : wash_all(cx, in, began_ms, &doc, washed);
}

/* Back on the shelf goes what was cleaned, once the agent has acted, on the word of somebody who did not clean it. */
enum err loan_guard_clean(struct ctx *cx, const struct doc_work *w)
{
	struct washed *washed;

	TRY(washed_lines(cx, &w->doc, &washed));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const int64_t after = w->doc.lines[i].counter[TAKEN] + w->grow[i];

		if (!w->grow[i])
			continue;
		if (after > washed[i].all)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu]", i), "第 %zu 行还有 %lld 件没有洗消，不能上架", "line %zu: %lld not cleaned yet; they do not go back into store",
				    i + 1, (long long)(after - washed[i].all));
		if (after > washed[i].ready)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu]", i), "第 %zu 行有 %lld 件消毒作用时间未到，请稍后再检查", "line %zu: the agent still acts on %lld; inspect them later",
				    i + 1, (long long)(after - washed[i].ready));
		if (washed[i].mine)
			return fail(cx, ERR_FORBIDDEN, "verb", "洗消的人不能自己检查合格，请由另一人检查", "who cleaned them does not pass them; another person has to inspect");
	}
	return ERR_OK;
}

/* ---- reading ---- */

static enum err lines_of(struct ctx *cx, const struct doc *doc, struct loan_view *ret)
{
	struct washed *washed;

	TRY(washed_lines(cx, doc, &washed));
	ret->lines = arena_array(&cx->mem, struct loan_line, doc->n_lines + 1);
	ret->n_lines = doc->n_lines;
	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		const int64_t clean = washed[i].all - l->counter[TAKEN], in = loan_in_cleaning(l);
		struct ledger_lot lot = { .serial = "", .batch = "" };

		if (l->lot_id)
			TRY(ledger_lot_get(cx, l->lot_id, &lot));
		ret->lines[i] = (struct loan_line){ l->line_no, loan_out(l), in, clean < in ? clean : in, lot.serial, lot.batch };
		if (!ret->dose)
			TRY(dose_of(cx, l->item_id, &ret->dose));
	}
	return ERR_OK;
}

static enum err cleanings_of(struct ctx *cx, int64_t doc_id, struct loan_view *ret)
{
	struct loan_cleanings_row *rows;
	size_t n;

	TRY(loan_cleanings(cx, (struct loan_cleanings_in){ cx->district_id, doc_id, LOAN_LINES_MAX }, &rows, &n, LOAN_LINES_MAX));
	ret->cleanings = arena_array(&cx->mem, struct loan_cleaning, n + 1);
	ret->n_cleanings = n;
	for (size_t i = 0; i < n; i++)
		ret->cleanings[i] = (struct loan_cleaning){ rows[i].line_no, rows[i].qty, rows[i].strength, rows[i].contact_min, rows[i].began_ms,
			rows[i].began_ms + rows[i].contact_min * MINUTE_MS, rows[i].cleaned_by, rows[i].dose, rows[i].agent };
	return ERR_OK;
}

enum err loan_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct loan_view *ret)
{
	struct loan_reminded_row reminded;
	struct loan_claims_row *claims;
	struct loan_of_row row;
	size_t n;

	TRY(document_see(cx, doc_id, ret_doc));
	TRY(loan_is(cx, ret_doc));
	TRY(loan_of(cx, (struct loan_of_in){ cx->district_id, doc_id }, &row));
	TRY(loan_reminded(cx, (struct loan_reminded_in){ cx->district_id, doc_id }, &reminded));
	*ret = (struct loan_view){ .due_day = row.due_day, .holder = row.holder, .purpose = row.purpose, .reminded_ms = reminded.last_ms, .reminders = reminded.n };
	TRY(lines_of(cx, ret_doc, ret));
	TRY(cleanings_of(cx, doc_id, ret));
	TRY(loan_claims(cx, (struct loan_claims_in){ cx->district_id, doc_id, LOAN_LIST_MAX }, &claims, &n, LOAN_LIST_MAX));
	ret->claims = arena_array(&cx->mem, struct loan_owed, n + 1);
	for (ret->n_claims = 0; ret->n_claims < n; ret->n_claims++)
		ret->claims[ret->n_claims] = (struct loan_owed){ claims[ret->n_claims].doc_id, claims[ret->n_claims].total_fen, claims[ret->n_claims].number, claims[ret->n_claims].state };
	return ERR_OK;
}
