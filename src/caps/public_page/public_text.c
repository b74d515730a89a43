/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_html.h"
#include "base/civil.h"
#include <stdio.h>

void page_raw(struct page *p, const char *html) { buf_text(&p->b, html); }

void page_say(struct page *p, const char *zh, const char *en) { buf_text(&p->b, p->en ? en : zh); }

void page_text(struct page *p, const char *words)
{
	for (; *words; words++)
		switch (*words) {
		case '&':  page_raw(p, "&amp;"); break;
		case '<':  page_raw(p, "&lt;"); break;
		case '>':  page_raw(p, "&gt;"); break;
		case '"':  page_raw(p, "&quot;"); break;
		case '\'': page_raw(p, "&#39;"); break;
		default:   buf_char(&p->b, *words);
		}
}

void page_either(struct page *p, const char *zh, const char *en) { page_text(p, p->en ? en : zh); }

/* 12,345 */
void page_number(struct page *p, int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%lld", (long long)n);

	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			buf_char(&p->b, ',');
		buf_char(&p->b, digits[i]);
	}
}

void page_figure(struct page *p, int64_t n)
{
	if (n == PUBLIC_HIDDEN)
		buf_print(&p->b, "<span class=\"few\">&lt; %lld</span>", (long long)p->s->few);
	else
		page_number(p, n);
}

void page_unit(struct page *p, const char *words)
{
	page_raw(p, " <span class=\"unit\">");
	page_text(p, words);
	page_raw(p, "</span>");
}

/* "11 月 22 日" or "22 Nov". */
void page_day(struct page *p, int64_t when)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int year, month, date;

	civil_date(when, &year, &month, &date);
	if (p->en)
		buf_print(&p->b, "%d %s", date, months[month - 1]);
	else
		buf_print(&p->b, "%d月%d日", month, date);
}

void page_time(struct page *p, int64_t ms)
{
	int64_t minutes = (ms + CHINA_OFFSET_MS) % DAY_MS / 60000;

	page_day(p, civil_day_of(ms));
	buf_print(&p->b, " %02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

void page_cover(struct page *p, int64_t days)
{
	if (days < 0)
		page_raw(p, "—");
	else if (days == 0)
		page_say(p, "不到 1", "under 1");
	else
		page_number(p, days);
	if (days >= 0)
		page_unit(p, p->en ? (days > 1 ? "days" : "day") : "天");
}

/* How much of it: a bar of 120. */
void page_bar(struct page *p, int64_t part, int64_t whole)
{
	int width = whole > 0 && part > 0 ? part >= whole ? 120 : (int)((__int128)part * 120 / whole) : 0;

	buf_print(&p->b, "<svg class=\"bar\" viewBox=\"0 0 120 6\" aria-hidden=\"true\"><rect class=\"rest\" width=\"120\" height=\"6\" rx=\"3\"/>");
	if (width)
		buf_print(&p->b, "<rect class=\"part\" width=\"%d\" height=\"6\" rx=\"3\"/>", width < 6 ? 6 : width);
	page_raw(p, "</svg>");
}

/* A card; `file` is its CSV. */
void page_card_open(struct page *p, const char *id, const char *zh, const char *en, const char *note_zh, const char *note_en)
{
	buf_print(&p->b, "<section class=\"card\" aria-labelledby=\"%s\"><div class=\"title\"><h2 id=\"%s\">", id, id);
	page_say(p, zh, en);
	page_raw(p, "</h2><p class=\"note\">");
	page_say(p, note_zh, note_en);
	page_raw(p, "</p></div>\n");
}

void page_card_close(struct page *p) { page_raw(p, "</section>\n"); }

void page_empty(struct page *p, const char *zh, const char *en)
{
	page_raw(p, "<p class=\"empty\">");
	page_say(p, zh, en);
	page_raw(p, "</p>");
}
