/* SPDX-License-Identifier: Apache-2.0 */
/* What became of one donation, for whoever holds its receipt. */
#include "caps/public_page/public_html.h"
#include "base/civil.h"
#include "caps/donation/donation.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/stock/lot_flow.h"
#include <string.h>

static const struct { const char *zh, *en; } part_words[FLOW_PARTS] = {
	[PART_USED] = { "已使用", "used" }, [PART_UNIT] = { "在单位，待使用", "with the unit, not used yet" }, [PART_TRANSIT] = { "运送途中", "on the way" },
	[PART_STORE] = { "在库", "in store" }, [PART_HELD] = { "已分配，待发出", "allotted, about to go" }, [PART_BLOCKED] = { "待验或隔离", "being inspected" },
	[PART_ASTRAY] = { "差异待查", "missing, being looked for" }, [PART_LOST] = { "损耗或报废", "lost or scrapped" }, [PART_AWAY] = { "已调出", "gone elsewhere" },
	[PART_RETURNED] = { "已退还捐赠人", "given back to the donor" } };

static void receipt_head(struct page *p, const struct public_receipt_ask *ask)
{
	page_open(p, "捐赠去向查询", ": where a donation went");
	page_say(p, "凭凭证上的编号和校验码查看", "With the number and the check code on the receipt");
	page_raw(p, "</p></div><nav>");
	page_raw(p, p->en ? "<a href=\"/public/donation?number=" : "<a lang=\"en\" href=\"/public/donation?lang=en&amp;number=");
	page_text(p, ask->number);
	page_raw(p, "&amp;code=");
	page_text(p, ask->code);
	page_say(p, "\">English</a><a href=\"/public\">公开页</a>", "\" lang=\"zh-CN\">中文</a><a href=\"/public?lang=en\">Public page</a>");
	page_raw(p, "</nav></div></header>\n<main class=\"wide narrow\">\n");
}

static void receipt_form(struct page *p, const struct public_receipt_ask *ask)
{
	page_card_open(p, "ask", "查一张凭证", "Follow a receipt", "两样都印在凭证上", "both stand on the paper");
	page_raw(p, "<form action=\"/public/donation\" method=\"get\">");
	if (p->en)
		page_raw(p, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
	page_say(p, "<label for=\"number\">编号</label>", "<label for=\"number\">Number</label>");
	page_raw(p, "<input id=\"number\" name=\"number\" maxlength=\"60\" required autocomplete=\"off\" placeholder=\"JZ-330114-20261121-0007\" value=\"");
	page_text(p, ask->number);
	page_raw(p, "\">");
	page_say(p, "<label for=\"code\">校验码</label>", "<label for=\"code\">Check code</label>");
	page_raw(p, "<input id=\"code\" name=\"code\" maxlength=\"20\" required autocomplete=\"off\" placeholder=\"8F3A-K2QM\" value=\"");
	page_text(p, ask->code);
	page_say(p, "\"><button>查去向</button></form>", "\"><button>Follow</button></form>");
	page_card_close(p);
}

static void fact(struct page *p, const char *zh, const char *en)
{
	page_raw(p, "<tr><th scope=\"row\">");
	page_say(p, zh, en);
	page_raw(p, "</th><td>");
}

static void facts(struct page *p, const struct donation_followed *f)
{
	page_raw(p, "<table><tbody>\n");
	fact(p, "捐赠人", "Donor");
	if (f->view.wish == WISH_ANONYMOUS)
		page_say(p, "匿名", "anonymous");
	else
		page_text(p, f->view.shown_as);
	page_raw(p, "</td></tr>\n");
	fact(p, "登记日期", "Registered");
	page_day(p, civil_day_of(f->doc.created_ms));
	page_raw(p, "</td></tr>\n");
	fact(p, "捐给", "Given for");
	if (f->view.addressee[0])
		page_text(p, f->view.addressee);
	else
		page_say(p, "全区统筹", "the whole district");
	if (f->view.purpose[0]) {
		page_say(p, "，", ", ");
		page_text(p, f->view.purpose);
	}
	page_raw(p, "</td></tr>\n</tbody></table>\n");
}

static enum err lines(struct ctx *cx, struct page *p, const struct donation_followed *f)
{
	page_say(p, "<table><thead><tr><th>物资</th><th class=\"num\">说好</th><th class=\"num\">收下</th></tr></thead><tbody>\n",
		 "<table><thead><tr><th>Goods</th><th class=\"num\">Promised</th><th class=\"num\">Taken over</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < f->doc.n_lines; i++) {
		const struct doc_line *l = &f->doc.lines[i];
		struct item item;

		TRY(item_get(cx, l->item_id, &item));
		page_raw(p, "<tr><th scope=\"row\">");
		page_either(p, item.zh, item.en && item.en[0] ? item.en : item.zh);
		page_raw(p, "</th><td class=\"num\">");
		page_number(p, l->counter[ASKED]);
		page_raw(p, "</td><td class=\"num\">");
		page_number(p, l->counter[TAKEN]);
		page_unit(p, item.unit);
		page_raw(p, "</td></tr>\n");
	}
	page_raw(p, "</tbody></table>");
	return ERR_OK;
}

static void ways(struct page *p, const struct donation_followed *f)
{
	if (!f->n) {
		page_empty(p, "物资还没有到。", "The goods have not come yet.");
		return;
	}
	page_say(p, "<table><thead><tr><th>物资</th><th>去向</th><th class=\"num\">数量</th><th class=\"num later\">时间</th></tr></thead><tbody>\n",
		 "<table><thead><tr><th>Goods</th><th>Where</th><th class=\"num\">Quantity</th><th class=\"num later\">Since</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < f->n; i++) {
		const struct donation_place *at = &f->at[i];

		page_raw(p, "<tr><th scope=\"row\">");
		page_either(p, at->zh, at->en);
		page_raw(p, "</th><td>");
		page_text(p, at->place);
		page_raw(p, at->place[0] ? " <span class=\"tag ok\">" : "<span class=\"tag ok\">");
		page_say(p, part_words[at->part].zh, part_words[at->part].en);
		page_raw(p, "</span></td><td class=\"num\">");
		page_number(p, at->qty);
		page_unit(p, at->unit);
		page_raw(p, "</td><td class=\"num later\">");
		if (at->last_ms)
			page_time(p, at->last_ms);
		page_raw(p, "</td></tr>\n");
	}
	page_raw(p, "</tbody></table>");
}

static enum err answer(struct ctx *cx, struct page *p, const struct public_receipt_ask *ask)
{
	struct donation_followed f;
	enum err e;

	if (!ask->number[0] && !ask->code[0])
		return ERR_OK;
	e = donation_follow(cx, ask->number, ask->code, &f);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e) {
		page_raw(p, "<section class=\"card\"><p class=\"empty\" role=\"alert\">");
		page_either(p, cx->fault.zh, cx->fault.en);
		page_raw(p, "</p></section>\n");
		cx->fault = (struct fault){ 0 };
		return ERR_OK;
	}
	page_card_open(p, "receipt", "这张凭证", "This receipt", "由总账自动汇总", "summed from the ledger");
	facts(p, &f);
	TRY(lines(cx, p, &f));
	page_card_close(p);
	page_card_open(p, "ways", "现在在哪", "Where it is now", "每件都算在内", "every piece is counted");
	ways(p, &f);
	page_card_close(p);
	return ERR_OK;
}

enum err public_receipt_html(struct ctx *cx, const struct public_receipt_ask *ask, struct public_file *ret)
{
	static const struct actor publisher = { .account_id = ACCOUNT_SYSTEM, .name = "公开页" };
	const struct actor *asker = cx->actor;
	struct public_supply s = { .at_ms = cx->now_ms, .place = "", .hotline = "" };
	struct page p = { .b = BUF(&cx->mem), .s = &s, .en = ask->lang == PUBLIC_EN };
	struct place root;
	enum err e;

	cx->actor = &publisher;
	e = place_root(cx, &root);
	if (!e) {
		s.place = root.name;
		s.hotline = place_dial(&cx->mem, root.contact);
	} else if (e == ERR_NOT_FOUND) {
		cx->fault = (struct fault){ 0 };
		e = ERR_OK;
	}
	if (!e) {
		receipt_head(&p, ask);
		e = answer(cx, &p, ask);
	}
	cx->actor = asker;
	TRY(e);
	receipt_form(&p, ask);
	page_raw(&p, "</main>\n<footer class=\"wide narrow\"><p>");
	page_say(&p, "住户和承运人的姓名不在这里；可告诉您的是物资到了哪家单位。", "Households and drivers are not named here; what can be told is which unit got the goods.");
	if (s.hotline[0]) {
		page_say(&p, " 有疑问请打 ", " Questions: ");
		page_text(&p, s.hotline);
	}
	page_raw(&p, "</p></footer></body></html>\n");
	*ret = (struct public_file){ { buf_get(&p.b), p.b.n }, "text/html; charset=utf-8", "" };
	return ERR_OK;
}
