/* SPDX-License-Identifier: Apache-2.0 */
/* What only market releases know: hours, prices beside the market's, limits, takings; and why something got lost at the point. */
#include "caps/paper/paper_own.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/sale/sale.h"

/* "2026-11-21 14:00–16:00", over midnight with both days. */
static const char *hours_said(struct arena *mem, const struct sale_view *v)
{
	struct buf out = BUF(mem);

	for (size_t i = 0; i < v->n_windows; i++) {
		char from[30], to[30];

		civil_write_time(v->windows[i].opens_ms, from);
		civil_write_time(v->windows[i].closes_ms, to);
		buf_print(&out, "%s%.10s %.5s–", i ? "；" : "", from, from + 11);
		if (civil_day_of(v->windows[i].opens_ms) != civil_day_of(v->windows[i].closes_ms))
			buf_print(&out, "%.10s ", to);
		buf_print(&out, "%.5s", to + 11);
	}
	if (v->n_windows && v->slot_minutes)
		buf_print(&out, "（每 %lld 分钟一批）", (long long)v->slot_minutes);
	return out.n ? buf_get(&out) : "";
}

static const char *per(struct arena *mem, int64_t fen, int64_t units)
{
	return units > 1 ? arena_print(mem, "%s/%lld", text_write_money(mem, fen), (long long)units) : text_write_money(mem, fen);
}

/* "0.50（低 10%）" */
static const char *market_said(struct arena *mem, const struct doc_line *l, const struct sale_lined *at)
{
	const __int128 mine = (__int128)l->price_fen * at->market_units, theirs = (__int128)at->market_fen * l->price_units;
	long long tenths;

	if (at->by == SALE_MARKET_NONE || theirs <= 0)
		return "";
	if (mine >= theirs)
		return arena_print(mem, "%s（%s）", per(mem, at->market_fen, at->market_units), mine > theirs ? "售价高" : "持平");
	tenths = (long long)((theirs - mine) * 1000 / theirs);
	return tenths % 10 ? arena_print(mem, "%s（低 %lld.%lld%%）", per(mem, at->market_fen, at->market_units), tenths / 10, tenths % 10) :
		arena_print(mem, "%s（低 %lld%%）", per(mem, at->market_fen, at->market_units), tenths / 10);
}

static const char *limit_said(struct arena *mem, const struct sale_lined *at)
{
	struct buf out = BUF(mem);

	if (at->per_household)
		buf_print(&out, "每户 %lld", (long long)at->per_household);
	if (at->per_unit)
		buf_print(&out, "%s每家单位 %lld", out.n ? "，" : "", (long long)at->per_unit);
	return out.n ? buf_get(&out) : "不限";
}

static const char *sources_said(struct arena *mem, const struct sale_view *v)
{
	static const char *const by[] = { "", "商店在售", "限价", "采价" };
	struct buf out = BUF(mem);

	for (size_t i = 0; i < v->n_lines; i++)
		if (v->lines[i].by != SALE_MARKET_NONE)
			buf_print(&out, "%s第 %lld 行 %s（%s）", out.n ? "；" : "", (long long)v->lines[i].line_no, by[v->lines[i].by], v->lines[i].source);
	return out.n ? buf_get(&out) : "";
}

static const char *buyers_said(struct arena *mem, const char *buyers)
{
	const bool residents = text_equal(buyers, "resident") || text_equal(buyers, "resident,enterprise");

	return text_equal(buyers, "enterprise") ? "企业" : !residents ? arena_text(mem, buyers) : text_equal(buyers, "resident") ? "居民" : "居民、企业";
}

static const char *slips_said(struct arena *mem, const struct sale_view *v)
{
	struct buf out = BUF(mem);

	for (size_t i = v->n_slips; i-- > 0;) {
		const struct sale_slip *s = &v->slips[i];
		char day[11];

		buf_print(&out, "%s%s（%s，%s 元，%s）", out.n ? "；" : "", s->slip, civil_write_day(s->slip_day, day), text_write_money(mem, s->fen),
			  s->confirmed_ms ? arena_print(mem, "%s 核对到账", s->confirmed_by) : "待核对");
	}
	return out.n ? buf_get(&out) : "";
}

static const char *vetted_said(struct arena *mem, const struct sale_view *v)
{
	char at[30];

	if (!v->vetted_ms)
		return "";
	civil_write_time(v->vetted_ms, at);
	return arena_print(mem, "%s %.10s %.5s", v->vetted_by, at, at + 11);
}

static enum err sale_own(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	const char **cells = paper_own_cells(own, doc);
	struct sale_view v = { 0 };
	struct doc again;

	TRY(sale_see(cx, doc->doc_id, &again, &v));
	for (size_t i = 0; i < v.n_lines && i < doc->n_lines; i++) {
		const char **cell = &cells[i * PAPER_OWN_CELLS];

		cell[0] = market_said(own->mem, &doc->lines[i], &v.lines[i]);
		cell[1] = limit_said(own->mem, &v.lines[i]);
		cell[2] = v.lines[i].lost ? arena_print(own->mem, "%lld", (long long)v.lines[i].lost) : "";
	}
	paper_say(own, "投放时段", hours_said(own->mem, &v), true);
	paper_say(own, "投放原因", v.reason, true);
	paper_say(own, "会商纪要", v.decision, false);
	paper_say(own, "卖给", buyers_said(own->mem, v.buyers), false);
	paper_say(own, "依据", arena_print(own->mem, "%s %s", v.rule_zh, v.rule_source), false);
	paper_say(own, "会商同意", vetted_said(own->mem, &v), false);
	paper_say(own, "市场价来源", sources_said(own->mem, &v), true);
	if (v.takings_fen) {
		paper_say(own, "货款", arena_print(own->mem, "应缴 %s 元，已到账 %s 元，网点还欠 %s 元", text_write_money(own->mem, v.takings_fen),
						    text_write_money(own->mem, v.paid_fen), text_write_money(own->mem, v.open_fen)), true);
		paper_say(own, "缴款回单", slips_said(own->mem, &v), true);
	}
	return ERR_OK;
}

static enum err loss_own(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct sale_view v = { 0 };
	struct doc sale;

	TRY(sale_see(cx, doc->parent_id, &sale, &v));
	for (size_t i = 0; i < v.n_losses; i++)
		if (v.losses[i].doc_id == doc->doc_id)
			paper_say(own, "损失原因", v.losses[i].why, true);
	return ERR_OK;
}

enum err paper_own_sale(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, sale_own(cx, doc, own), before);
}

enum err paper_own_loss(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, loss_own(cx, doc, own), before);
}
