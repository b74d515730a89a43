/* SPDX-License-Identifier: Apache-2.0 */
/* What is short, asked of everybody (D2.7): only words that were approved, with their source and day. */
#include "caps/public_page/public_html.h"
#include <string.h>

static void appeal_head(struct page *p, const struct public_appeal *at)
{
	page_raw(p, "<p class=\"sub words\">");
	page_text(p, at->words);
	page_raw(p, "</p><p class=\"sub\">");
	page_text(p, at->number);
	page_say(p, "，送到 ", ", bring it to ");
	page_text(p, at->place);
	page_say(p, "，到 ", ", until ");
	page_day(p, at->until_day);
	page_say(p, " 为止", "");
	page_raw(p, "</p>");
	page_say(p, "<table><thead><tr><th>物资</th><th class=\"num\">需要</th><th class=\"num\">已收到</th></tr></thead><tbody>\n",
		 "<table><thead><tr><th>Goods</th><th class=\"num\">Needed</th><th class=\"num\">Received</th></tr></thead><tbody>\n");
}

void page_appeals(struct page *p)
{
	const struct public_appeal *at = p->s->appeals.at;

	if (!p->s->appeals.n)
		return;
	page_card_open(p, "appeals", "缺什么", "What is short", "经批准发布的募捐公告", "approved appeals");
	for (size_t i = 0; i < p->s->appeals.n; i++) {
		if (i == 0 || strcmp(at[i].number, at[i - 1].number) != 0) {
			if (i)
				page_raw(p, "</tbody></table>");
			appeal_head(p, &at[i]);
		}
		page_raw(p, "<tr><th scope=\"row\">");
		page_either(p, at[i].zh, at[i].en);
		page_raw(p, "</th><td class=\"num\">");
		page_number(p, at[i].qty);
		page_unit(p, at[i].unit);
		page_raw(p, "</td><td class=\"num\">");
		page_number(p, at[i].come);
		page_unit(p, at[i].unit);
		page_raw(p, "</td></tr>\n");
	}
	page_raw(p, "</tbody></table>");
	page_card_close(p);
}
