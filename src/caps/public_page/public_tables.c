/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_html.h"
#include "caps/donation/donation.h"
#include "caps/report/report.h"
#include <string.h>

/* The cards of the page. */

static void goods(struct page *p, const struct public_class *class)
{
	const struct public_goods *at = class->goods.at;

	page_raw(p, "<span class=\"goods\">");
	for (size_t i = 0; i < class->goods.n; i++) {
		page_raw(p, "<span>");
		page_either(p, at[i].zh, at[i].en);
		page_raw(p, " <b>");
		page_number(p, at[i].usable);
		page_raw(p, " ");
		page_text(p, at[i].unit);
		page_raw(p, "</b></span> ");
	}
	if (!class->goods.n)
		page_say(p, "没有登记的品种", "no goods on record");
	page_raw(p, "</span>");
}

static void wanted(struct page *p, const struct public_class *class)
{
	if (class->target_days) {
		page_number(p, class->target_days);
		page_unit(p, p->en ? "days" : "天");
	} else if (class->target_qty) {
		page_number(p, class->target_qty);
		page_unit(p, class->unit);
	} else {
		page_raw(p, "—");
	}
}

static bool has_norm(const struct public_class *class) { return class->target_days || class->target_qty; }

static void state(struct page *p, int64_t word)
{
	if (word == RESERVE_MET)
		page_say(p, "<span class=\"tag ok\">充足</span>", "<span class=\"tag ok\">enough</span>");
	else if (word == RESERVE_SHORT)
		page_say(p, "<span class=\"tag warn\">偏紧</span>", "<span class=\"tag warn\">short</span>");
	else
		page_say(p, "<span class=\"few\">算不出</span>", "<span class=\"few\">unknown</span>");
}

static void stock_rows(struct page *p, bool with_norm)
{
	const struct public_class *at = p->s->classes.at;

	page_say(p, "<table><thead><tr><th>类别和品种</th><th class=\"num\">够用</th>", "<table><thead><tr><th>Class and goods</th><th class=\"num\">Lasts</th>");
	if (with_norm)
		page_say(p, "<th class=\"num later\">应备</th><th>供应</th>", "<th class=\"num later\">Wanted</th><th>Supply</th>");
	page_raw(p, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < p->s->classes.n; i++) {
		if (has_norm(&at[i]) != with_norm)
			continue;
		page_raw(p, "<tr><th scope=\"row\">");
		page_either(p, at[i].zh, at[i].en);
		goods(p, &at[i]);
		page_raw(p, "</th><td class=\"num\">");
		page_cover(p, at[i].cover_days);
		page_raw(p, "</td>");
		if (with_norm) {
			page_raw(p, "<td class=\"num later\">");
			wanted(p, &at[i]);
			page_raw(p, "</td><td>");
			state(p, at[i].state);
			page_raw(p, "</td>");
		}
		page_raw(p, "</tr>\n");
	}
	page_raw(p, "</tbody></table>");
}

void page_stock(struct page *p)
{
	const struct public_class *at = p->s->classes.at;
	long long others = 0;

	for (size_t i = 0; i < p->s->classes.n; i++)
		others += !has_norm(&at[i]);
	page_card_open(p, "stock", "库存", "Stock", "可用数量，全区合计", "usable, the whole district");
	if (!p->s->classes.n)
		page_empty(p, "还没有库存。", "There is no stock yet.");
	if ((size_t)others < p->s->classes.n)
		stock_rows(p, true);
	if (others) {
		buf_print(&p->b, p->en ? "<details><summary>%lld more classes, for which the plans set no reserve</summary>"
			  : "<details><summary>另有 %lld 类，预案没有定储备数量</summary>", others);
		stock_rows(p, false);
		page_raw(p, "</details>");
	}
	page_card_close(p);
}

void page_areas(struct page *p)
{
	const struct public_area *at = p->s->areas.at;

	page_card_open(p, "areas", "送到哪了", "Where it has come", "最近 7 天，调拨单", "dispatch orders of 7 days");
	if (!p->s->areas.n)
		page_empty(p, "还没有街道。", "There are no subdistricts yet.");
	else
		page_say(p, "<table><thead><tr><th>街道</th><th class=\"num\">单数</th><th class=\"num later\">在路上</th><th class=\"num\">送到</th><th class=\"later\">进度</th></tr></thead><tbody>\n",
		    "<table><thead><tr><th>Subdistrict</th><th class=\"num\">Orders</th><th class=\"num later\">On the way</th><th class=\"num\">Delivered</th><th class=\"later\">Share</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < p->s->areas.n; i++) {
		page_raw(p, "<tr><th scope=\"row\">");
		page_text(p, at[i].name);
		page_raw(p, "</th><td class=\"num\">");
		page_figure(p, at[i].orders);
		page_raw(p, "</td><td class=\"num later\">");
		page_figure(p, at[i].under_way);
		page_raw(p, "</td><td class=\"num\">");
		page_figure(p, at[i].received);
		page_raw(p, "</td><td class=\"later way-share\">");
		if (at[i].orders > 0) {
			page_bar(p, at[i].received, at[i].orders);
			buf_print(&p->b, "<span class=\"share\">%lld%%</span>", (long long)(at[i].received * 100 / at[i].orders));
		} else {
			page_raw(p, "—");
		}
		page_raw(p, "</td></tr>\n");
	}
	page_raw(p, p->s->areas.n ? "</tbody></table>" : "");
	page_card_close(p);
}

void page_gift_rows(struct page *p, const struct list *rows)
{
	const struct public_gift *at = rows->at;

	page_raw(p, "<ul class=\"gifts\">");
	for (size_t i = 0; i < rows->n; i++) {
		page_raw(p, "<li><div><p><b>");
		page_either(p, at[i].zh, at[i].en);
		page_raw(p, " ");
		page_number(p, at[i].qty);
		page_raw(p, " ");
		page_text(p, at[i].unit);
		page_raw(p, "</b></p><p class=\"note\">");
		page_day(p, at[i].day);
		buf_print(&p->b, " <a href=\"/public?%snumber=", p->en ? "lang=en&amp;" : "");
		page_text(p, at[i].number);
		page_raw(p, "#trace\">");
		page_text(p, at[i].number);
		page_raw(p, "</a>");
		if (at[i].directed)
			page_say(p, " 定向", " directed");
		if (at[i].wish >= 0) {
			page_raw(p, " · ");
			if (at[i].wish == WISH_ANONYMOUS)
				page_say(p, "匿名捐赠", "anonymous");
			else
				page_text(p, at[i].donor);
		}
		page_raw(p, "</p></div><div class=\"way\">");
		page_bar(p, at[i].used, at[i].qty);
		page_raw(p, "<p class=\"note\">");
		if (at[i].used >= at[i].qty)
			page_say(p, "已全部发出", "all sent out");
		else if (!at[i].used)
			page_say(p, "在库，待分配", "in store, to be allotted");
		else {
			page_say(p, "已发出 ", "sent out ");
			page_number(p, at[i].used);
			page_raw(p, " ");
			page_text(p, at[i].unit);
		}
		page_raw(p, "</p></div></li>\n");
	}
	page_raw(p, "</ul>");
}

void page_gifts(struct page *p)
{
	page_card_open(p, "gifts", "捐赠去向", "Where gifts went", "最近 90 天", "last 90 days");
	if (p->s->gifts.n)
		page_gift_rows(p, &p->s->gifts);
	else
		page_empty(p, "最近 90 天没有捐赠入库。", "No donation was taken in within 90 days.");
	page_raw(p, "<form action=\"/public#trace\" method=\"get\">");
	if (p->en)
		page_raw(p, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
	page_say(p, "<label for=\"number\">查一张凭证</label><input id=\"number\" name=\"number\" maxlength=\"60\" placeholder=\"凭证号\"><button>查去向</button></form>",
	    "<label for=\"number\">Follow a receipt</label><input id=\"number\" name=\"number\" maxlength=\"60\" placeholder=\"its number\"><button>Follow</button></form>");
	page_say(p, "<p class=\"note rest\">手里有凭证的，<a href=\"/public/donation\">用编号和校验码看到受赠单位</a></p>",
		 "<p class=\"note rest\">With a receipt: <a href=\"/public/donation?lang=en\">number and check code show the units that got it</a></p>");
	page_card_close(p);
}

static void allotment_head(struct page *p, const struct public_allotment *at)
{
	page_raw(p, "<p class=\"sub\">");
	page_day(p, at->day);
	page_raw(p, " ");
	page_text(p, at->number);
	page_raw(p, "</p>");
	page_say(p, "<table><thead><tr><th>物资</th><th class=\"num\">分得</th><th class=\"num\">已签收</th><th class=\"num later\">受领单位</th></tr></thead><tbody>\n",
	    "<table><thead><tr><th>Goods</th><th class=\"num\">Given</th><th class=\"num\">Signed for</th><th class=\"num later\">Units</th></tr></thead><tbody>\n");
}

static void allotment_row(struct page *p, const struct public_allotment *at)
{
	page_raw(p, "<tr><th scope=\"row\">");
	page_either(p, at->zh, at->en);
	page_raw(p, "</th><td class=\"num\">");
	page_number(p, at->qty);
	page_unit(p, at->unit);
	page_raw(p, "</td><td class=\"num\">");
	page_number(p, at->received);
	page_unit(p, at->unit);
	page_raw(p, "</td><td class=\"num later\">");
	page_number(p, at->units);
	page_raw(p, "</td></tr>\n");
}

static void allotment_end(struct page *p, long long hidden)
{
	page_raw(p, "</tbody></table>");
	if (hidden)
		buf_print(&p->b, p->en ? "<p class=\"note rest\">%lld more kinds of goods went to fewer than %lld units each, so their figures are not told.</p>"
			  : "<p class=\"note rest\">另有 %lld 种物资各分给不足 %lld 家，不公布数量。</p>", hidden, (long long)p->s->few);
}

/* One table for each allocation; goods for few units are only counted. */
void page_allotments(struct page *p)
{
	const struct public_allotment *at = p->s->allotments.at;
	long long hidden = 0;

	page_card_open(p, "allotments", "分给了谁", "What was shared out", "最近 7 天批准的分配", "approved in the last 7 days");
	if (!p->s->allotments.n)
		page_empty(p, "最近 7 天没有批准的分配。", "No allocation was approved in the last 7 days.");
	for (size_t i = 0; i < p->s->allotments.n; i++) {
		if (i == 0 || strcmp(at[i].number, at[i - 1].number) != 0) {
			if (i)
				allotment_end(p, hidden);
			allotment_head(p, &at[i]);
			hidden = 0;
		}
		if (at[i].qty == PUBLIC_HIDDEN)
			hidden++;
		else
			allotment_row(p, &at[i]);
	}
	if (p->s->allotments.n)
		allotment_end(p, hidden);
	page_card_close(p);
}

void page_steps(struct page *p, const struct list *rows)
{
	const struct public_step *at = rows->at;

	page_say(p, "<table><thead><tr><th>送到的街道</th><th>物资</th><th class=\"num\">单位数</th><th class=\"num\">数量</th></tr></thead><tbody>\n",
	    "<table><thead><tr><th>Subdistrict</th><th>Goods</th><th class=\"num\">Units</th><th class=\"num\">Quantity</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < rows->n; i++) {
		page_raw(p, "<tr><th scope=\"row\">");
		page_text(p, at[i].area);
		page_raw(p, "</th><td>");
		page_either(p, at[i].zh, at[i].en);
		page_raw(p, "</td><td class=\"num\">");
		page_figure(p, at[i].units);
		page_raw(p, "</td><td class=\"num\">");
		if (at[i].qty == PUBLIC_HIDDEN) {
			page_say(p, "<span class=\"few\">不公布</span>", "<span class=\"few\">not told</span>");
		} else {
			page_number(p, at[i].qty);
			page_unit(p, at[i].unit);
		}
		page_raw(p, "</td></tr>\n");
	}
	page_raw(p, "</tbody></table>");
}
