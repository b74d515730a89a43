/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_html.h"
#include "base/civil.h"
#include "caps/report/report.h"
#include <string.h>

static const char mark[] = "<svg class=\"mark\" viewBox=\"0 0 34 34\" aria-hidden=\"true\"><rect width=\"34\" height=\"34\" rx=\"8\"/>"
	"<path d=\"M7.5 16.5 17 9l9.5 7.5\" fill=\"none\" stroke-width=\"2.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
	"<path d=\"M10.5 20h13a6.5 6.5 0 0 1-13 0z\" class=\"bowl\"/></svg>";

void page_open(struct page *p, const char *zh, const char *en)
{
	page_raw(p, "<!doctype html>\n");
	page_say(p, "<html lang=\"zh-CN\">", "<html lang=\"en\">");
	page_raw(p, "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	       "<meta name=\"color-scheme\" content=\"light dark\"><title>");
	page_text(p, p->s->place);
	page_say(p, zh, en);
	page_raw(p, "</title><link rel=\"icon\" href=\"/public/mark.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"/public/style.css\"></head>\n<body><header><div class=\"wide\">");
	page_raw(p, mark);
	page_raw(p, "<div class=\"name\"><h1>");
	page_text(p, p->s->place);
	page_say(p, zh, en);
	page_raw(p, "</h1><p>");
}

static void head(struct page *p)
{
	page_open(p, "生活物资保供公开", " emergency supplies, in the open");
	page_say(p, "由总账自动汇总，", "Summed from the ledger, as of ");
	page_time(p, p->s->at_ms);
	page_say(p, " 更新，每分钟一次", "; renewed every minute");
	page_raw(p, "</p></div><nav>");
	page_say(p, "<a href=\"/public?lang=en\" lang=\"en\">English</a>", "<a href=\"/public\" lang=\"zh-CN\">中文</a>");
	page_say(p, "<a href=\"#files\">下载 CSV</a>", "<a href=\"#files\">Download CSV</a>");
	page_raw(p, "</nav></div></header>\n<main class=\"wide\">\n");
}

static void tile_open(struct page *p, const char *zh, const char *en)
{
	page_raw(p, "<div class=\"tile\"><h2>");
	page_say(p, zh, en);
	page_raw(p, "</h2><p class=\"big\">");
}

static void tile_note(struct page *p) { page_raw(p, "</p><p class=\"note\">"); }
static void tile_close(struct page *p) { page_raw(p, "</p></div>\n"); }

static void stock_tiles(struct page *p)
{
	const struct public_class *at = p->s->classes.at, *least = NULL;
	int64_t known = 0, met = 0;

	for (size_t i = 0; i < p->s->classes.n; i++) {
		known += at[i].state == RESERVE_MET || at[i].state == RESERVE_SHORT;
		met += at[i].state == RESERVE_MET;
		if (at[i].cover_days >= 0 && (!least || at[i].cover_days < least->cover_days))
			least = &at[i];
	}
	tile_open(p, "达到储备定额", "Classes that meet their reserve");
	buf_print(&p->b, "%lld", (long long)met);
	buf_print(&p->b, p->en ? " <span class=\"unit\">of %lld</span>" : " <span class=\"unit\">/ %lld 类</span>", (long long)known);
	tile_note(p);
	page_say(p, "定额出自现行预案", "Reserves are set by the plans in force");
	tile_close(p);
	tile_open(p, "最紧的一类", "The shortest");
	if (least) {
		page_cover(p, least->cover_days);
		tile_note(p);
		page_either(p, least->zh, least->en);
	} else {
		page_raw(p, "—");
		tile_note(p);
		page_say(p, "没有能算天数的物资", "No goods whose days can be reckoned");
	}
	tile_close(p);
}

static void moving_tiles(struct page *p)
{
	const struct public_area *at = p->s->areas.at;
	const struct public_gift *gifts = p->s->gifts.at;
	int64_t orders = 0, received = 0, n_gifts = 0;
	bool few = false;

	for (size_t i = 0; i < p->s->areas.n; i++) {
		few = few || at[i].orders == PUBLIC_HIDDEN;
		orders += at[i].orders;
		received += at[i].received;
	}
	for (size_t i = 0; i < p->s->gifts.n; i++)
		n_gifts += i == 0 || strcmp(gifts[i].number, gifts[i - 1].number) != 0;
	tile_open(p, "已送到", "Delivered");
	page_figure(p, few ? PUBLIC_HIDDEN : received);
	page_unit(p, p->en ? "orders" : "单");
	tile_note(p);
	if (few || !orders)
		page_say(p, "最近 7 天", "Last 7 days");
	else
		buf_print(&p->b, p->en ? "%lld%% of the orders of 7 days" : "占最近 7 天调拨单的 %lld%%", (long long)(received * 100 / orders));
	tile_close(p);
	tile_open(p, "收到捐赠", "Donations");
	page_number(p, n_gifts);
	page_unit(p, p->en ? "receipts" : "批");
	tile_note(p);
	page_say(p, "最近 90 天入库", "Taken in within 90 days");
	tile_close(p);
}

static enum err trace(struct ctx *cx, struct page *p, const char *receipt)
{
	struct public_trace t;
	enum err e;

	if (!*receipt)
		return ERR_OK;
	e = public_trace(cx, receipt, &t);
	if (e && e != ERR_NOT_FOUND)
		return e;
	page_raw(p, "<section class=\"card\" id=\"trace\" aria-labelledby=\"traced\"><div class=\"title\"><h2 id=\"traced\">");
	page_say(p, "凭证 ", "Receipt ");
	page_text(p, receipt);
	page_raw(p, "</h2></div>");
	if (e) {
		page_raw(p, "<p class=\"empty\">");
		page_either(p, cx->fault.zh, cx->fault.en);
		page_raw(p, "</p>");
		cx->fault = (struct fault){ 0 };
	} else {
		page_gift_rows(p, &t.gifts);
		if (t.steps.n)
			page_steps(p, &t.steps);
	}
	page_card_close(p);
	return ERR_OK;
}

static void foot(struct page *p)
{
	static const struct { const char *file, *zh, *en; } files[] = {
		{ "stock", "库存", "Stock" }, { "deliveries", "送到哪了", "Deliveries" }, { "donations", "捐赠去向", "Donations" },
		{ "allocations", "分给了谁", "Allocations" },
		{ "sales", "平价投放", "Market release" } };

	page_raw(p, "</main>\n<footer class=\"wide\"><p id=\"files\">CSV ");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		buf_print(&p->b, "<a href=\"/public/%s.csv%s\">", files[i].file, p->en ? "?lang=en" : "");
		page_say(p, files[i].zh, files[i].en);
		page_raw(p, "</a>");
	}
	page_raw(p, "<a href=\"/api/v1/public/supply\">JSON</a></p><p>");
	buf_print(&p->b, p->en ? "Sums only, without names and addresses. What stands for fewer than %lld units is not told; donors are not named unless they agreed."
		  : "只公布汇总，不含姓名、单位和住址；不足 %lld 家的数不公布，捐赠人未同意的不公布名称。", (long long)p->s->few);
	if (p->s->entries) {
		page_say(p, "</p><p>总账共 ", "</p><p>The ledger holds ");
		page_number(p, p->s->entries);
		page_say(p, " 笔，链头 <code>", " entries; the end of its chain, for anyone to note down: <code>");
		page_text(p, p->s->chain);
		page_say(p, "</code>，人人可以抄存备查。", "</code>");
	}
	page_raw(p, "</p></footer></body></html>\n");
}

enum err public_html(struct ctx *cx, const struct public_ask *ask, struct public_file *ret)
{
	struct public_supply s;
	struct page p = { .b = BUF(&cx->mem), .s = &s, .en = ask->lang == PUBLIC_EN };

	TRY(public_supply(cx, &s));
	head(&p);
	TRY(trace(cx, &p, ask->number));
	page_raw(&p, "<div class=\"tiles\">\n");
	stock_tiles(&p);
	moving_tiles(&p);
	page_raw(&p, "</div>\n<div class=\"columns\"><div>\n");
	page_stock(&p);
	page_raw(&p, "</div><div>\n");
	page_sales(&p);
	page_appeals(&p);
	page_areas(&p);
	page_gifts(&p);
	page_allotments(&p);
	page_raw(&p, "</div></div>\n");
	foot(&p);
	*ret = (struct public_file){ { buf_get(&p.b), p.b.n }, "text/html; charset=utf-8", "" };
	return ERR_OK;
}
