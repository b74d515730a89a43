/* SPDX-License-Identifier: Apache-2.0 */
/* Where goods of the district are sold at or below the market's price (S3.12): only what is approved and has hours to come. */
#include "caps/public_page/public_html.h"
#include "base/civil.h"
#include "base/text.h"

static void clock_of(struct page *p, int64_t ms)
{
	const int64_t minutes = (ms + CHINA_OFFSET_MS) % DAY_MS / 60000;

	buf_print(&p->b, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

/* "11月24日 09:00–11:00、14:00–17:00；11月25日 ...": a day is named once; hours over midnight name both. */
void page_hours(struct page *p, const struct list *hours)
{
	const struct public_hours *at = hours->at;

	for (size_t i = 0; i < hours->n; i++) {
		const bool same_day = i && civil_day_of(at[i].opens) == civil_day_of(at[i - 1].opens);

		if (i && same_day)
			page_say(p, "、", ", ");
		else if (i)
			page_say(p, "；", "; ");
		if (same_day)
			clock_of(p, at[i].opens);
		else
			page_time(p, at[i].opens);
		page_raw(p, "–");
		if (civil_day_of(at[i].closes - 1) == civil_day_of(at[i].opens))
			clock_of(p, at[i].closes);
		else
			page_time(p, at[i].closes);
	}
}

static void sale_head(struct page *p, const struct public_sale *at)
{
	page_raw(p, "<p class=\"sub words\"><b>");
	page_text(p, at->point);
	page_raw(p, "</b> ");
	page_text(p, at->area);
	page_raw(p, "</p><p class=\"sub\">");
	page_hours(p, &at->hours);
	page_raw(p, "</p>");
	page_say(p, "<table><thead><tr><th>物资</th><th class=\"num\">单价</th><th class=\"num\">每户限购</th><th class=\"num\">还剩</th></tr></thead><tbody>\n",
		 "<table><thead><tr><th>Goods</th><th class=\"num\">Price</th><th class=\"num\">A household</th><th class=\"num\">Left</th></tr></thead><tbody>\n");
}

static void price(struct page *p, const struct public_offer *at)
{
	page_say(p, "", "¥");
	page_text(p, text_write_money(p->b.mem, at->price));
	page_raw(p, " <span class=\"unit\">");
	page_say(p, "元/", "/");
	if (at->price_units > 1) {
		page_number(p, at->price_units);
		page_raw(p, " ");
	}
	page_text(p, at->unit);
	page_raw(p, "</span>");
}

static void limit(struct page *p, const struct public_offer *at)
{
	if (at->per_household) {
		page_number(p, at->per_household);
		page_unit(p, at->unit);
	} else {
		page_say(p, "<span class=\"few\">不限</span>", "<span class=\"few\">no limit</span>");
	}
	if (!at->per_unit)
		return;
	page_say(p, "<br><span class=\"unit\">单位 ", "<br><span class=\"unit\">a company ");
	page_number(p, at->per_unit);
	page_raw(p, " ");
	page_text(p, at->unit);
	page_raw(p, "</span>");
}

static void left(struct page *p, const struct public_offer *at)
{
	if (!at->left) {
		page_say(p, "<span class=\"few\">已售完</span>", "<span class=\"few\">sold out</span>");
		return;
	}
	page_number(p, at->left);
	page_unit(p, at->unit);
	if (!at->there)
		page_say(p, "<br><span class=\"unit\">还没到网点</span>", "<br><span class=\"unit\">not there yet</span>");
}

void page_sales(struct page *p)
{
	const struct public_sale *at = p->s->sales.at;

	if (!p->s->sales.n)
		return;
	page_card_open(p, "sales", "平价投放", "Market release", "价格不高于市场价，按时段到网点购买", "not above the market's price; come in the hours told");
	for (size_t i = 0; i < p->s->sales.n; i++) {
		const struct public_offer *goods = at[i].goods.at;

		sale_head(p, &at[i]);
		for (size_t k = 0; k < at[i].goods.n; k++) {
			page_raw(p, "<tr><th scope=\"row\">");
			page_either(p, goods[k].zh, goods[k].en);
			page_raw(p, "</th><td class=\"num\">");
			price(p, &goods[k]);
			page_raw(p, "</td><td class=\"num\">");
			limit(p, &goods[k]);
			page_raw(p, "</td><td class=\"num\">");
			left(p, &goods[k]);
			page_raw(p, "</td></tr>\n");
		}
		page_raw(p, "</tbody></table>");
	}
	page_card_close(p);
}
