/* SPDX-License-Identifier: Apache-2.0 */
/* What a requisition came to: quantities out of the books, rates of value and plan, damage as assessed. */
#include "caps/requisition/requisition_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/plan/plan_household.h"
#include "requisition.sql.h"

const char *const award_words[] = { "used", "lost", "days", "damage", "labour", "vehicle", NULL };
enum { MOVES_MAX = 20000, AWARDS_MAX = 4 * REQUISITION_LINES_MAX + REQUISITION_SERVICES_MAX };

int64_t award_fen(int64_t qty, int64_t rate_fen, int64_t rate_per)
{
	return doc_worth(&(struct doc_line){ .price_fen = rate_fen, .price_units = rate_per }, WHOLE_PRICE, qty);
}

struct awards { struct award at[AWARDS_MAX]; size_t n; };

/* ---- what is due ---- */

/* Every piece counts on the day it came and on the day it went: sum of (day gone + 1) - (day come). */
static enum err unit_days(struct ctx *cx, const struct doc *doc, int64_t *days)
{
	struct requisition_unit_days_row *rows;
	size_t n;

	TRY(requisition_unit_days(cx, (struct requisition_unit_days_in){ cx->district_id, doc->doc_id, MOVES_MAX }, &rows, &n, MOVES_MAX));
	for (size_t i = 0; i < n; i++) {
		const int64_t day = civil_day_of(rows[i].happened_ms);

		days[rows[i].line_no - 1] += rows[i].qty * (text_equal(rows[i].counter, "arrived") ? -day : day + 1);
	}
	return ERR_OK;
}

static void add(struct awards *list, struct award a)
{
	if (a.qty > 0 && list->n < AWARDS_MAX)
		list->at[list->n++] = a;
}

/* Rates by time are those of the plan; what it says nothing about is left to the assessors, by the day or the hour. */
static enum err add_timed(struct ctx *cx, struct awards *list, struct award a, const char *category)
{
	static const enum plan_compensation_of of[AWARDS] = { [AWARD_DAYS] = COMPENSATE_use, [AWARD_LABOUR] = COMPENSATE_labour, [AWARD_VEHICLE] = COMPENSATE_vehicle };
	const int64_t unit_ms = a.what == AWARD_DAYS ? DAY_MS : 60000;
	const struct plan_compensation *rate;
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	rate = plan_compensation(plan, of[a.what], category);
	a.rate_per = a.what == AWARD_DAYS ? 1 : 60;
	if (rate && rate->amount.amount.dim == DIM_MONEY && rate->amount.per.unit == DUR_MS && rate->amount.per.n >= unit_ms) {
		a.rate_fen = rate->amount.amount.n;
		a.rate_per = rate->amount.per.n / unit_ms;
		a.ground = arena_print(&cx->mem, "预案“%s”（%s）", rate->rule.zh ? rate->rule.zh : rate->rule.id, rate->rule.source ? rate->rule.source : "");
	}
	add(list, a);
	return ERR_OK;
}

static enum err add_goods(struct ctx *cx, const struct doc *doc, struct awards *list)
{
	int64_t *days = arena_array(&cx->mem, int64_t, doc->n_lines + 1);
	struct requisition_lines_row *own;
	size_t n;

	TRY(requisition_lines(cx, (struct requisition_lines_in){ cx->district_id, doc->doc_id, REQUISITION_LINES_MAX }, &own, &n, REQUISITION_LINES_MAX));
	TRY(unit_days(cx, doc, days));
	for (size_t i = 0; i < doc->n_lines && i < n; i++) {
		const struct doc_line *l = &doc->lines[i];
		struct item item;

		TRY(item_get(cx, l->item_id, &item));
		add(list, (struct award){ .what = AWARD_USED, .ref_no = l->line_no, .qty = l->counter[TAKEN], .rate_fen = l->price_fen, .rate_per = l->price_units,
			.ground = own[i].ground, .name = item.zh });
		add(list, (struct award){ .what = AWARD_LOST, .ref_no = l->line_no, .qty = l->counter[DROPPED], .rate_fen = l->price_fen, .rate_per = l->price_units,
			.ground = own[i].ground, .name = item.zh });
		if (own[i].returns)
			TRY(add_timed(cx, list, (struct award){ .what = AWARD_DAYS, .ref_no = l->line_no, .qty = days[i], .ground = "", .name = item.zh }, item.category));
	}
	return ERR_OK;
}

static enum err due_awards(struct ctx *cx, const struct doc *doc, struct awards **ret)
{
	struct awards *list = arena_new(&cx->mem, sizeof *list);
	struct requisition_services_row *services;
	size_t n;

	TRY(add_goods(cx, doc, list));
	TRY(requisition_services(cx, (struct requisition_services_in){ cx->district_id, doc->doc_id, REQUISITION_SERVICES_MAX }, &services, &n, REQUISITION_SERVICES_MAX));
	for (size_t i = 0; i < n; i++)
		TRY(add_timed(cx, list, (struct award){ .what = services[i].kind == SERVICE_LABOUR ? AWARD_LABOUR : AWARD_VEHICLE, .ref_no = services[i].service_no,
			.qty = services[i].head_minutes, .ground = "", .name = services[i].what }, NULL));
	for (size_t i = 0; i < list->n; i++)
		list->at[i].fen = award_fen(list->at[i].qty, list->at[i].rate_fen, list->at[i].rate_per);
	*ret = list;
	return ERR_OK;
}

enum err requisition_due_awards(struct ctx *cx, int64_t doc_id, struct award **ret, size_t *ret_n)
{
	struct awards *list;
	struct doc doc;

	TRY(requisition_load(cx, doc_id, &doc));
	TRY(due_awards(cx, &doc, &list));
	*ret = list->at;
	*ret_n = list->n;
	return ERR_OK;
}

/* ---- drafts ---- */

static enum err set_rate(struct ctx *cx, struct awards *list, const struct doc *doc, const struct award *in, size_t row)
{
	const char *field = arena_print(&cx->mem, "awards[%zu]", row);

	TRY(check_line(cx, arena_print(&cx->mem, "%s.ground", field), in->ground, 1, 200));
	TRY(check_range(cx, arena_print(&cx->mem, "%s.rate", field), in->rate_fen, 1, QTY_MAX));
	if (in->what == AWARD_DAMAGE) {
		if (in->ref_no < 1 || in->ref_no > (int64_t)doc->n_lines)
			return fail(cx, ERR_BAD_INPUT, field, "没有第 %lld 行物资", "there is no line %lld", (long long)in->ref_no);
		if (list->n >= AWARDS_MAX)
			return fail(cx, ERR_TOO_LARGE, field, "补偿项目太多", "too many awards");
		add(list, (struct award){ .what = AWARD_DAMAGE, .ref_no = in->ref_no, .qty = 1, .rate_fen = in->rate_fen, .rate_per = 1, .ground = in->ground });
		return ERR_OK;
	}
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].what == in->what && list->at[i].ref_no == in->ref_no) {
			list->at[i].rate_fen = in->rate_fen;
			list->at[i].rate_per = in->rate_per > 0 ? in->rate_per : list->at[i].rate_per;
			list->at[i].ground = in->ground;
			return ERR_OK;
		}
	return fail(cx, ERR_BAD_INPUT, field, "账上没有第 %lld 项要补偿的数量，不能另加", "the books have nothing to compensate for number %lld of that sort", (long long)in->ref_no);
}

static enum err awards_of(struct ctx *cx, const struct award_draft *in, struct doc *requisition, struct awards **ret)
{
	TRY(requisition_load(cx, in->requisition_id, requisition));
	if (!text_equal(requisition->state, "closed"))
		return fail(cx, ERR_BAD_STATE, "requisition_id", "征用 %s 还没有结束，请先返还或登记使用、灭失，再评估补偿",
			    "requisition %s has not ended; give things back or record what became of them first", requisition->number);
	TRY(due_awards(cx, requisition, ret));
	for (size_t i = 0; i < in->n_awards; i++)
		TRY(set_rate(cx, *ret, requisition, &in->awards[i], i));
	for (size_t i = 0; i < (*ret)->n; i++) {
		struct award *a = &(*ret)->at[i];

		a->fen = award_fen(a->qty, a->rate_fen, a->rate_per);
		if (a->fen < 1)
			return fail(cx, ERR_BAD_INPUT, "awards", "“%s”没有补偿标准，请填单价和依据", "\"%s\" has no rate; give one and its ground", a->name);
	}
	return (*ret)->n ? ERR_OK : fail(cx, ERR_BAD_STATE, "requisition_id", "征用 %s 没有要补偿的", "requisition %s has nothing to compensate", requisition->number);
}

static struct doc doc_of(struct ctx *cx, const struct award_draft *in, const struct doc *requisition, const struct awards *list)
{
	struct doc doc = { .kind = "award", .parent_id = requisition->doc_id, .giver_id = requisition->giver_id, .to_place_id = requisition->to_place_id,
		.fund_id = in->fund_id, .lines = arena_array(&cx->mem, struct doc_line, list->n + 1), .n_lines = list->n };

	for (size_t i = 0; i < list->n; i++)
		doc.lines[i] = (struct doc_line){ .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = list->at[i].fen } };
	return doc;
}

static enum err put_awards(struct ctx *cx, int64_t doc_id, const struct awards *list)
{
	TRY(requisition_awards_drop(cx, (struct requisition_awards_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < list->n; i++) {
		const struct award *a = &list->at[i];

		TRY(requisition_award_put(cx, (struct requisition_award_put_in){ cx->district_id, doc_id, (int64_t)i + 1, a->what, a->ref_no, a->qty, a->rate_fen,
			a->rate_per, a->ground }));
	}
	return ERR_OK;
}

/* One compensation for a requisition, unless the one before was refused or taken back. */
static enum err only_one(struct ctx *cx, int64_t requisition_id, int64_t but_id)
{
	struct requisition_compensations_row *rows;
	size_t n;

	TRY(requisition_compensations(cx, (struct requisition_compensations_in){ cx->district_id, requisition_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	for (size_t i = 0; i < n; i++)
		if (rows[i].doc_id != but_id && !text_equal(rows[i].state, "void") && !text_equal(rows[i].state, "refused"))
			return fail(cx, ERR_CONFLICT, "requisition_id", "这项征用已有补偿单 %s，不能再补偿一次", "compensation %s stands for this requisition already; nothing is compensated twice",
				    rows[i].number[0] ? rows[i].number : "（草稿）");
	return ERR_OK;
}

enum err award_open(struct ctx *cx, const struct award_draft *in, int64_t *ret_doc_id)
{
	struct doc requisition, doc;
	struct awards *list;

	TRY(awards_of(cx, in, &requisition, &list));
	TRY(only_one(cx, in->requisition_id, 0));
	doc = doc_of(cx, in, &requisition, list);
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_awards(cx, *ret_doc_id, list);
}

static enum err load(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	TRY(document_see(cx, doc_id, ret));
	return text_equal(ret->kind, "award") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的补偿单", "there is no compensation %lld", (long long)doc_id);
}

enum err award_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct award_draft *in)
{
	struct doc requisition, old, doc;
	struct awards *list;

	TRY(load(cx, doc_id, &old));
	TRY(awards_of(cx, &(struct award_draft){ old.parent_id, in->fund_id, in->awards, in->n_awards }, &requisition, &list));
	doc = doc_of(cx, in, &requisition, list);
	TRY(document_edit(cx, doc_id, version, &doc));
	TRY(put_awards(cx, doc_id, list));
	return old.steps ? document_record_edit(cx, doc_id, NULL) : ERR_OK;
}

enum err award_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct requisition_awards_row *rows;
	size_t n;

	TRY(requisition_awards(cx, (struct requisition_awards_in){ cx->district_id, w->doc.doc_id, AWARDS_MAX }, &rows, &n, AWARDS_MAX));
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, "%lld %lld %lld %lld %lld %lld %s\n", (long long)rows[i].line_no, (long long)rows[i].what, (long long)rows[i].ref_no,
			  (long long)rows[i].qty, (long long)rows[i].rate_fen, (long long)rows[i].rate_per, rows[i].ground);
	return ERR_OK;
}

enum err award_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct award **ret, size_t *ret_n)
{
	struct requisition_services_row *services;
	struct requisition_awards_row *rows;
	struct doc requisition;
	size_t n_services, n;

	TRY(load(cx, doc_id, ret_doc));
	TRY(document_get(cx, ret_doc->parent_id, &requisition));
	TRY(requisition_services(cx, (struct requisition_services_in){ cx->district_id, requisition.doc_id, REQUISITION_SERVICES_MAX }, &services, &n_services, REQUISITION_SERVICES_MAX));
	TRY(requisition_awards(cx, (struct requisition_awards_in){ cx->district_id, doc_id, AWARDS_MAX }, &rows, &n, AWARDS_MAX));
	*ret = arena_array(&cx->mem, struct award, n + 1);
	for (*ret_n = 0; *ret_n < n; ++*ret_n) {
		const struct requisition_awards_row *r = &rows[*ret_n];
		const size_t at = (size_t)r->ref_no - 1;
		struct item item = { .zh = "" };

		if (r->what < AWARD_LABOUR && at < requisition.n_lines)
			TRY(item_get(cx, requisition.lines[at].item_id, &item));
		else if (r->what >= AWARD_LABOUR && at < n_services)
			item.zh = services[at].what;
		(*ret)[*ret_n] = (struct award){ r->what, r->ref_no, r->qty, r->rate_fen, r->rate_per, award_fen(r->qty, r->rate_fen, r->rate_per), r->ground, item.zh };
	}
	return ERR_OK;
}

/* ---- guards ---- */

static enum err took_part(struct ctx *cx, int64_t doc_id, const char *const *verbs, bool *ret)
{
	struct requisition_signed_by_row *rows;
	size_t n;

	*ret = false;
	TRY(requisition_signed_by(cx, (struct requisition_signed_by_in){ cx->district_id, doc_id, 1000 }, &rows, &n, 1000));
	for (size_t i = 0; i < n && !*ret; i++)
		for (size_t v = 0; verbs[v] && !*ret; v++)
			if (text_equal(rows[i].verb, verbs[v]))
				TRY(party_same_person(cx, rows[i].actor_id, cx->actor->account_id, ret));
	return ERR_OK;
}

/* Who took the things, used or gave them back does not also say what they were worth. */
enum err award_guard_assessor(struct ctx *cx, const struct doc_work *w)
{
	bool took;

	TRY(took_part(cx, w->doc.parent_id, (const char *const[]){ "take", "use", "lose", "give_back", "propose", NULL }, &took));
	return took ? fail(cx, ERR_FORBIDDEN, "verb", "经办征用、接收或返还的人不能评估补偿，请由别人评估", "who called on the things, took them or gave them back does not assess them; others have to") : ERR_OK;
}

enum err award_guard_not_assessor(struct ctx *cx, const struct doc_work *w)
{
	bool assessed;

	TRY(took_part(cx, w->doc.doc_id, (const char *const[]){ "assess", NULL }, &assessed));
	return assessed ? fail(cx, ERR_FORBIDDEN, "verb", "评估人不能批准自己的评估，请由别人批准", "an assessor does not approve what he assessed; another person has to") : ERR_OK;
}

/* Still what the books say, and still the only one. */
enum err award_guard_basis(struct ctx *cx, const struct doc_work *w)
{
	struct doc requisition;

	TRY(document_get(cx, w->doc.parent_id, &requisition));
	if (!text_equal(requisition.state, "closed"))
		return fail(cx, ERR_BAD_STATE, "", "征用 %s 还没有结束", "requisition %s has not ended", requisition.number);
	return only_one(cx, w->doc.parent_id, w->doc.doc_id);
}

/* Money kept for something else does not compensate, and what the fund has not got cannot be awarded from it. */
enum err award_guard_fund(struct ctx *cx, const struct doc_work *w)
{
	struct fund fund;

	TRY(fund_get(cx, w->doc.fund_id, &fund));
	if (fund.closed_ms)
		return fail(cx, ERR_BLOCKED, "fund_id", "专款“%s”已结清", "fund \"%s\" is closed", fund.facts.zh);
	if (fund.facts.source == FUND_DONATION || fund.facts.n_classes)
		return fail(cx, ERR_BLOCKED, "fund_id", "专款“%s”只能用于%s，不能付征用补偿", "fund \"%s\" is only for its purpose (%s), not for compensation", fund.facts.zh,
			    fund.facts.purpose[0] ? fund.facts.purpose : "限定的单位和物资");
	TRY(fund_free(cx, w->doc.fund_id, &fund));
	if (fund.figures.free_fen < w->doc.total_fen)
		return fail(cx, ERR_SHORT_STOCK, "fund_id", "专款“%s”可用 %s 元，补偿要 %s 元；请先拨款或改用别的专款",
			    "fund \"%s\" has %s yuan free, the compensation takes %s: get money granted or choose another", fund.facts.zh,
			    text_write_money(&cx->mem, fund.figures.free_fen), text_write_money(&cx->mem, w->doc.total_fen));
	return ERR_OK;
}
