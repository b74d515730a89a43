/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PUBLIC_HTML_H
#define CAPS_PUBLIC_HTML_H
#include "caps/public_page/public_page.h"
#include "base/buf.h"

/* The page without script, while it is written: one column on a phone, two on a
 * desk (public_style.c).  What came from outside goes through page_text() or
 * page_either(), which escape; page_raw() and page_say() are for our own words. */
struct page {
	struct buf                  b;
	const struct public_supply *s;
	bool                        en;
};

void page_open(struct page *p, const char *zh, const char *en);      /* to the line under the title */
void page_raw(struct page *p, const char *html);
void page_say(struct page *p, const char *zh, const char *en);
void page_text(struct page *p, const char *words);
void page_either(struct page *p, const char *zh, const char *en);
void page_number(struct page *p, int64_t n);
void page_figure(struct page *p, int64_t n);
void page_unit(struct page *p, const char *words);
void page_day(struct page *p, int64_t when);
void page_time(struct page *p, int64_t ms);
void page_cover(struct page *p, int64_t days);
void page_bar(struct page *p, int64_t part, int64_t whole);
void page_card_open(struct page *p, const char *id, const char *zh, const char *en, const char *note_zh, const char *note_en);
void page_card_close(struct page *p);
void page_empty(struct page *p, const char *zh, const char *en);
void page_stock(struct page *p);
void page_areas(struct page *p);
void page_gift_rows(struct page *p, const struct list *rows);
void page_gifts(struct page *p);
void page_appeals(struct page *p);       /* nothing while none stands */
void page_sales(struct page *p);         /* nothing while no point is open */
void page_hours(struct page *p, const struct list *hours);
void page_allotments(struct page *p);
void page_steps(struct page *p, const struct list *rows);
#endif
