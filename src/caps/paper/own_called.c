/* SPDX-License-Identifier: Apache-2.0 */
/* What exchanges, requisitions and their compensation say beside their lines. */
#include "caps/paper/paper_own.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/requisition/requisition.h"
#include "caps/swap/swap.h"

static enum err exchange(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	static const char *const grounds[SWAP_GROUNDS] = { "账面成本", "价格表", "协商" };
	const char **cells = paper_own_cells(own, doc);
	struct swap_view v;
	struct doc again;

	TRY(swap_see(cx, doc->doc_id, &again, &v));
	for (size_t i = 0; i < v.n_lines; i++) {
		const struct swap_valued *l = &v.lines[i];

		cells[i * PAPER_OWN_CELLS] = text_write_money(own->mem, l->worth_fen);
		cells[i * PAPER_OWN_CELLS + 1] = arena_print(own->mem, "%s%s%s", grounds[l->ground], l->ground_note[0] ? "：" : "", l->ground_note);
	}
	paper_say(own, "置换原因", v.reason, true);
	paper_say(own, "会议决定", v.decision, false);
	paper_say(own, "换出、换入价值", arena_print(own->mem, "%s 元、%s 元%s", text_write_money(own->mem, v.out_fen), text_write_money(own->mem, v.in_fen),
		  v.out_fen == v.in_fen ? "，等值" : arena_print(own->mem, "，差额 %s 元", text_write_money(own->mem, v.out_fen > v.in_fen ? v.out_fen - v.in_fen : v.in_fen - v.out_fen))), false);
	if (v.out_fen != v.in_fen)
		paper_say(own, "差额怎样结清", v.settle_ground, true);
	return ERR_OK;
}

enum err paper_own_exchange(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, exchange(cx, doc, own), before);
}

static const char *hours(struct arena *mem, int64_t minutes)
{
	return minutes % 60 ? arena_print(mem, "%lld 小时 %lld 分", (long long)(minutes / 60), (long long)(minutes % 60)) : arena_print(mem, "%lld 小时", (long long)(minutes / 60));
}

static const char *services_said(struct arena *mem, const struct requisition_view *v)
{
	struct buf out = BUF(mem);

	for (size_t i = 0; i < v->n_services; i++) {
		const struct requisition_serviced *s = &v->services[i];
		const char *unit = s->kind == SERVICE_LABOUR ? "人" : "辆";

		buf_print(&out, "%s%s %lld %s", i ? "；" : "", s->what, (long long)s->heads, unit);
		if (s->head_minutes)
			buf_print(&out, "，已服务合计 %s（按每%s计）", hours(mem, s->head_minutes), unit);
	}
	return buf_get(&out);
}

static enum err requisition(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	const char **cells = paper_own_cells(own, doc);
	struct requisition_view v;
	char from[11], until[11], was[11];
	bool returned = false;
	struct doc again;

	TRY(requisition_see(cx, doc->doc_id, &again, &v));
	for (size_t i = 0; i < v.n_lines; i++) {
		const struct requisition_lined *l = &v.lines[i];
		const char **cell = &cells[i * PAPER_OWN_CELLS];

		cell[0] = l->lost ? arena_print(own->mem, "%lld", (long long)l->lost) : "";
		cell[1] = l->given_back ? arena_print(own->mem, "%lld", (long long)l->given_back) : "";
		cell[2] = arena_print(own->mem, "%s%s%s", l->taken_condition, l->back_condition[0] ? "；返还：" : "", l->back_condition);
		returned |= l->given_back > 0;
	}
	if (returned || text_equal(doc->state, "closed"))
		own->title = "应急征用物资返还单";
	paper_say(own, "被征用人", v.holder, false);
	paper_say(own, "使用期限", arena_print(own->mem, "%s 至 %s", civil_write_day(v.from_day, from), civil_write_day(v.until_day, until)), false);
	for (size_t i = 0; i < v.n_longer; i++)
		if (text_equal(v.longer[i].state, "granted"))
			paper_say(own, "延期", arena_print(own->mem, "%s 延至 %s（%s）：%s", civil_write_day(v.longer[i].was_day, was), civil_write_day(v.longer[i].until_day, until),
							  v.longer[i].number, v.longer[i].why), true);
	paper_say(own, "法律依据", v.basis, false);
	paper_say(own, "决定机关、文号", arena_print(own->mem, "%s %s", v.body, v.decision), false);
	paper_say(own, "征用证号", v.certificate, false);
	paper_say(own, "用途", v.purpose, false);
	if (v.n_services)
		paper_say(own, "人员、车辆", services_said(own->mem, &v), true);
	for (size_t i = 0; i < v.n_papers; i++)
		paper_say(own, v.papers[i].name, v.papers[i].number, false);
	return ERR_OK;
}

enum err paper_own_requisition(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, requisition(cx, doc, own), before);
}

static enum err extension(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	const char **cells = paper_own_cells(own, doc);
	char from[11], was[11], until[11];
	struct requisition_view v;
	struct extension_view x;
	struct doc again;

	TRY(extension_see(cx, doc->doc_id, &again, &x));
	TRY(requisition_see(cx, x.requisition_id, &again, &v));
	for (size_t i = 0; i < doc->n_lines && i < v.n_lines; i++)
		cells[i * PAPER_OWN_CELLS] = arena_print(own->mem, "%lld", (long long)v.lines[i].open);
	paper_say(own, "被征用人", v.holder, false);
	paper_say(own, "原使用期限", arena_print(own->mem, "%s 至 %s", civil_write_day(x.from_day, from), civil_write_day(x.was_day, was)), false);
	paper_say(own, text_equal(doc->state, "granted") ? "延长到" : "申请延长到", civil_write_day(x.until_day, until), false);
	paper_say(own, "法律依据", v.basis, false);
	paper_say(own, "延期原因", x.why, true);
	if (v.n_services)
		paper_say(own, "人员、车辆", services_said(own->mem, &v), true);
	return ERR_OK;
}

enum err paper_own_extension(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, extension(cx, doc, own), before);
}

static const char *quantity_said(struct arena *mem, const struct award *a)
{
	const char *rate = text_write_money(mem, a->rate_fen);

	switch (a->what) {
	case AWARD_DAMAGE:  return "评估损失";
	case AWARD_DAYS:    return arena_print(mem, "%lld 件日 × %s 元/%lld 日", (long long)a->qty, rate, (long long)a->rate_per);
	case AWARD_LABOUR:
	case AWARD_VEHICLE: return arena_print(mem, "%s × %s 元/%s", hours(mem, a->qty), rate, hours(mem, a->rate_per));
	default:            return a->rate_per == 1 ? arena_print(mem, "%lld × %s 元", (long long)a->qty, rate) :
				   arena_print(mem, "%lld × %s 元/%lld", (long long)a->qty, rate, (long long)a->rate_per);
	}
}

static enum err award(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	static const char *const what[AWARDS] = { "消耗", "灭失", "使用", "损坏", "用工", "用车" };
	const char **cells = paper_own_cells(own, doc);
	struct requisition_view v;
	struct award *awards;
	struct doc again;
	size_t n;

	TRY(award_see(cx, doc->doc_id, &again, &awards, &n));
	for (size_t i = 0; i < n && i < doc->n_lines; i++) {
		cells[i * PAPER_OWN_CELLS] = arena_print(own->mem, "%s：%s", what[awards[i].what], awards[i].name);
		cells[i * PAPER_OWN_CELLS + 1] = quantity_said(own->mem, &awards[i]);
		cells[i * PAPER_OWN_CELLS + 2] = awards[i].ground;
	}
	TRY(requisition_see(cx, doc->parent_id, &again, &v));
	paper_say(own, "被征用人", v.holder, false);
	paper_say(own, "法律依据", v.basis, false);
	return ERR_OK;
}

enum err paper_own_award(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, award(cx, doc, own), before);
}
