/* SPDX-License-Identifier: Apache-2.0 */
/* The receipt 捐赠物资接收凭证: what was counted, by whom, what it is worth, and
 * where to see what became of it.  standards.md 7.6. */
#include "caps/donation/donation_work.h"
#include "base/civil.h"
#include "base/money_words.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "file/form_pdf.h"
#include "donation.sql.h"
#include <ctype.h>
#include <string.h>

enum { CELLS = 10, LOTS_MAX = 2 * DONATION_LINES_MAX, FIELDS = 8 };
struct receipt { struct ctx *cx; const struct doc *doc; const struct donation_view *v; struct sheet_cells cells; };

static const char *number(struct ctx *cx, int64_t n) { return arena_print(&cx->mem, "%lld", (long long)n); }
static const char *box(bool ticked) { return ticked ? "☑" : "☐"; }
static const char *or_dash(const char *text) { return text && text[0] ? text : "—"; }

static const char *day_of(struct ctx *cx, int64_t day)
{
	char text[11];

	return day ? arena_text(&cx->mem, civil_write_day(day, text)) : "—";
}

/* "24.00", or "24.00/50" where the price is that of fifty. */
static const char *price(struct ctx *cx, const struct doc_line *l)
{
	const char *fen = text_write_money(&cx->mem, l->price_fen);

	return !l->price_fen ? "—" : l->price_units == 1 ? fen : arena_print(&cx->mem, "%s/%lld", fen, (long long)l->price_units);
}

/* One row: a lot that was taken over, or a line of which nothing came (lot NULL). */
static enum err goods_row(struct receipt *r, size_t line, const struct donation_lots_row *lot, bool first, bool last)
{
	const struct doc_line *l = &r->doc->lines[line];
	struct ctx *cx = r->cx;
	struct item item;

	TRY(item_get(cx, l->item_id, &item));
	sheet_cell(&r->cells, number(cx, (int64_t)line + 1));
	sheet_cell(&r->cells, item.zh);
	sheet_cell(&r->cells, item.pack > 1 ? arena_print(&cx->mem, "%lld %s/%s", (long long)item.pack, item.unit, item.pack_unit) : "—");
	sheet_cell(&r->cells, item.unit);
	sheet_cell(&r->cells, first ? number(cx, l->counter[ASKED]) : "");
	sheet_cell(&r->cells, number(cx, lot ? lot->qty : 0));
	sheet_cell(&r->cells, day_of(cx, lot ? lot->made_day : 0));
	sheet_cell(&r->cells, day_of(cx, lot ? lot->expiry_day : 0));
	sheet_cell(&r->cells, price(cx, l));
	sheet_cell(&r->cells, last && l->price_fen ? text_write_money(&cx->mem, doc_worth(l, WHOLE_PRICE, l->counter[TAKEN])) : "");
	return ERR_OK;
}

static enum err goods_rows(struct receipt *r)
{
	struct donation_lots_row *lots;
	size_t n, at = 0;

	TRY(donation_lots(r->cx, (struct donation_lots_in){ r->cx->district_id, r->doc->doc_id, LOTS_MAX }, &lots, &n, LOTS_MAX));
	for (size_t i = 0; i < r->doc->n_lines; i++) {
		const int64_t line_no = r->doc->lines[i].line_no;
		size_t shown = 0, of_line = 0;

		for (size_t k = at; k < n && lots[k].line_no == line_no; k++)
			of_line += lots[k].qty > 0;
		for (; at < n && lots[at].line_no == line_no; at++) {
			if (lots[at].qty <= 0)
				continue;
			shown++;
			TRY(goods_row(r, i, &lots[at], shown == 1, shown == of_line));
		}
		if (!shown)
			TRY(goods_row(r, i, NULL, true, true));
	}
	return ERR_OK;
}

/* Quantities are added up only where they are of one unit. */
static enum err totals(struct receipt *r, const char *total[static CELLS], int64_t *fen)
{
	int64_t asked = 0, taken = 0;
	const char *unit = NULL;
	bool alike = true;

	*fen = 0;
	for (size_t i = 0; i < r->doc->n_lines; i++) {
		const struct doc_line *l = &r->doc->lines[i];
		struct item item;

		TRY(item_get(r->cx, l->item_id, &item));
		alike = alike && (!unit || text_equal(unit, item.unit));
		unit = item.unit;
		asked += l->counter[ASKED];
		taken += l->counter[TAKEN];
		*fen += doc_worth(l, WHOLE_PRICE, l->counter[TAKEN]);
	}
	for (size_t i = 0; i < CELLS; i++)
		total[i] = "";
	total[0] = alike ? arena_print(&r->cx->mem, "合计：%lld %s", (long long)taken, unit ? unit : "") : arena_print(&r->cx->mem, "合计：%zu 种", r->doc->n_lines);
	total[4] = alike ? number(r->cx, asked) : " ";
	total[5] = alike ? number(r->cx, taken) : " ";
	total[9] = *fen ? text_write_money(&r->cx->mem, *fen) : " ";
	return ERR_OK;
}

/* Every reason that was written while counting, one after the other. */
static const char *differences(struct receipt *r)
{
	const struct donation_view *v = r->v;
	const char *out = "", *last = "";

	for (size_t i = 0; i < v->n_counts; i++) {
		const struct donation_count *c = &v->counts[i];

		if (!c->note[0] || text_equal(c->note, last))
			continue;
		last = c->note;
		out = text_equal(c->verb, "reject") ? arena_print(&r->cx->mem, "%s%s退还或未点到 %lld：%s", out, *out ? "；" : "", (long long)c->qty, c->note)
			: arena_print(&r->cx->mem, "%s%s%s", out, *out ? "；" : "", c->note);
	}
	return *out ? out : "无";
}

/* Who counted, each once, with the time of his last count. */
static const char *counters(struct receipt *r, const char *verb)
{
	const char *out = "";

	for (size_t i = 0; i < r->v->n_counts; i++) {
		const struct donation_count *c = &r->v->counts[i];

		if (text_equal(c->verb, verb) && !strstr(out, c->actor))
			out = arena_print(&r->cx->mem, "%s%s%s", out, *out ? "、" : "", c->actor);
	}
	return out;
}

static const char *moment(struct ctx *cx, int64_t ms)
{
	char time[30];

	civil_write_time(ms, time);
	return arena_print(&cx->mem, "%.10s %.5s", time, time + 11);
}

static const char *aim(struct receipt *r)
{
	const struct donation_view *v = r->v;
	const bool directed = r->doc->taker_id || v->purpose[0] || v->fund[0];

	return arena_print(&r->cx->mem, "%s 不限用途　%s 定向%s%s%s%s%s%s", box(!directed), box(directed), directed ? "：" : "", v->addressee,
			   v->addressee[0] && (v->fund[0] || v->purpose[0]) ? "，" : "", v->fund, v->fund[0] && v->purpose[0] ? "，" : "", v->purpose);
}

static enum err check_site(struct ctx *cx, const char *site)
{
	size_t skip = !strncmp(site, "https://", 8) ? 8 : !strncmp(site, "http://", 7) ? 7 : 0, n = strlen(site);

	for (size_t i = skip; i < n && skip; i++)
		if (!isalnum((unsigned char)site[i]) && !strchr(".-:[]", site[i]))
			skip = 0;
	return !n || (skip && n > skip && n <= 120) ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "site", "网址要像 https://bg.example.gov.cn，不带路径", "the site is like https://bg.example.gov.cn, without a path");
}

static const char *trace_text(struct receipt *r, const char *site)
{
	return site[0] ? arena_print(&r->cx->mem, "%s/public/donation?number=%s&code=%s", site, r->doc->number, r->v->check_code)
		: arena_print(&r->cx->mem, "%s %s", r->doc->number, r->v->check_code);
}

static enum err make(struct receipt *r, const char *site, struct bytes *ret)
{
	static const char *const copies[] = { "第一联 存根", "第二联 捐赠人", "第三联 财务" };
	static const struct sheet_column columns[CELLS] = { { "序号", SHEET_CENTRED, 6, NULL }, { "品名", SHEET_TEXT, 16, NULL }, { "规格", SHEET_TEXT, 9, NULL },
		{ "单位", SHEET_CENTRED, 6, NULL }, { "应收", SHEET_NUMBER, 8, NULL }, { "实收", SHEET_NUMBER, 8, NULL }, { "生产日期", SHEET_CENTRED, 13, NULL },
		{ "有效期至", SHEET_CENTRED, 13, NULL }, { "单价", SHEET_NUMBER, 10, NULL }, { "金额（元）", SHEET_NUMBER, 12, NULL } };
	const struct donation_view *v = r->v;
	const char *code = donation_code_shown(r->cx, v->check_code), *total[CELLS], *hotline, *clerk, *notes[3];
	struct ctx *cx = r->cx;
	struct place root;
	int64_t fen;

	TRY(place_root(cx, &root));
	TRY(party_account_name(cx, r->doc->created_by, &clerk));
	TRY(goods_rows(r));
	TRY(totals(r, total, &fen));
	hotline = place_dial(&cx->mem, root.contact);
	notes[0] = "扫码看这批物资去了哪里";
	notes[1] = arena_print(&cx->mem, "从入库到使用单位，每次交接都有记录。也可在公开页填编号和校验码 %s 查看%s%s%s。", code, hotline[0] ? "，或打 " : "", hotline, hotline[0] ? " 询问" : "");
	notes[2] = "本凭证一式三联：一联存根，二联捐赠人，三联财务。涂改无效。";
	return form_pdf_write(cx, &(struct form_pdf){ .title = "捐赠物资接收凭证", .number = r->doc->number, .copies = copies, .n_copies = 3,
		.left = arena_print(&cx->mem, "接收单位：%s", root.name), .right = arena_print(&cx->mem, "接收日期：%s", moment(cx, v->counts[v->n_counts - 1].at_ms)),
		.head = (const struct form_field[]){ { v->donor.person ? "捐赠人" : "捐赠单位", v->donor.name, false }, { "信用代码", or_dash(v->donor.credit_code), false },
			{ "联系电话", or_dash(v->donor.contact), false },
			{ "公示方式", v->wish == WISH_NAME ? "具名" : v->wish == WISH_MASKED ? "部分隐去" : "匿名", false }, { "捐赠意向", aim(r), true } }, .n_head = 5,
		.columns = columns, .n_columns = CELLS, .cells = r->cells.at, .n_rows = r->cells.n / CELLS, .total = total,
		.foot = (const struct form_field[FIELDS]){ { "金额大写", fen ? money_words(&cx->mem, fen) : "捐赠人未估价", false }, { "估价依据", or_dash(v->ground), false },
			{ "质量文件", arena_print(&cx->mem, "%s 合格证　%s 检验报告　%s 无，按约定不收", box(v->quality & QUALITY_CERTIFICATE), box(v->quality & QUALITY_REPORT),
						  box(v->quality & QUALITY_NONE)), true },
			{ "包装", v->packing[0] ? v->packing : "完好", false }, { "存放", or_dash(v->shelf), false }, { "差异原因", differences(r), true },
			{ "捐赠票据", arena_print(&cx->mem, "%s 已开 %s　%s 捐赠人声明不要", box(v->paper == PAPER_GIVEN), v->paper_no, box(v->paper == PAPER_WAIVED)), true } },
		.n_foot = 7,
		.boxes = (const struct form_box[]){ { "捐赠人签字", NULL }, { "清点人（一）", counters(r, "receive") }, { "清点人（二）", counters(r, "accept") }, { "接收单位盖章", NULL } },
		.n_boxes = 4, .qr = trace_text(r, site), .notes = notes, .n_notes = 3,
		.printed = arena_print(&cx->mem, "登记 %s　打印 %s %s", clerk, cx->actor->name, moment(cx, cx->now_ms)), .check = code,
		.day = civil_day_of(cx->now_ms) }, ret);
}

enum err donation_receipt(struct ctx *cx, int64_t doc_id, const char *site, struct donation_file *ret)
{
	struct donation_view v;
	struct doc doc;
	struct receipt r = { .cx = cx, .doc = &doc, .v = &v, .cells = { .mem = &cx->mem } };

	site = site ? site : "";
	TRY(check_site(cx, site));
	TRY(donation_see(cx, doc_id, &doc, &v));
	if (!v.counted)
		return fail(cx, ERR_BAD_STATE, "doc_id", "捐赠单 %s 还没有由两人点清，不能出凭证", "donation %s has not been counted by two people yet; there is no receipt",
			    doc.number ? doc.number : "");
	*ret = (struct donation_file){ .type = "application/pdf", .name = arena_print(&cx->mem, "%s.pdf", doc.number) };
	return make(&r, site, &ret->body);
}
