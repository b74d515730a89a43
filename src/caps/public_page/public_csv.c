/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_html.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/donation/donation.h"
#include "caps/report/report.h"
#include "file/csv.h"

/* Each table of the page as a file; a figure that is not told is "<5", one that cannot be reckoned is empty. */
struct csv { struct csv_writer w; const struct public_supply *s; bool en; };

static void figure(struct csv *c, int64_t value, int64_t few)
{
	if (value == PUBLIC_HIDDEN)
		csv_text(&c->w, few ? "<5" : "");
	else
		csv_i64(&c->w, value);
}

static void words(struct csv *c, const char *const *zh, const char *const *en)
{
	for (const char *const *at = c->en ? en : zh; *at; at++)
		csv_text(&c->w, *at);
	csv_end_row(&c->w);
}
#define HEAD(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void stock(struct csv *c)
{
	static const char *const states_zh[] = { "充足", "偏紧", "算不出", "没有定额" };
	const struct public_class *classes = c->s->classes.at;

	words(c, HEAD("类别", "品种", "可用数量", "单位", "本品种够用天数", "本类够用天数", "本类应备天数", "状态"),
	      HEAD("class", "item", "usable", "unit", "days this item lasts", "days the class lasts", "days wanted", "state"));
	for (size_t i = 0; i < c->s->classes.n; i++)
		for (size_t k = 0; k < classes[i].goods.n; k++) {
			const struct public_goods *g = &((const struct public_goods *)classes[i].goods.at)[k];

			csv_text(&c->w, c->en ? classes[i].en : classes[i].zh);
			csv_text(&c->w, c->en ? g->en : g->zh);
			csv_i64(&c->w, g->usable);
			csv_text(&c->w, g->unit);
			figure(c, g->cover_days, 0);
			figure(c, classes[i].cover_days, 0);
			figure(c, classes[i].target_days ? classes[i].target_days : -1, 0);
			csv_text(&c->w, c->en ? reserve_state_words[classes[i].state] : states_zh[classes[i].state]);
			csv_end_row(&c->w);
		}
}

static void gifts(struct csv *c)
{
	const struct public_gift *at = c->s->gifts.at;
	char day[11];

	words(c, HEAD("凭证号", "日期", "捐赠人", "物资", "数量", "单位", "已发出", "定向"),
	      HEAD("receipt", "day", "donor", "item", "quantity", "unit", "sent out", "for somebody named"));
	for (size_t i = 0; i < c->s->gifts.n; i++) {
		csv_text(&c->w, at[i].number);
		csv_text(&c->w, civil_write_day(at[i].day, day));
		csv_text(&c->w, at[i].wish != WISH_ANONYMOUS ? at[i].donor : c->en ? "anonymous" : "匿名");
		csv_text(&c->w, c->en ? at[i].en : at[i].zh);
		csv_i64(&c->w, at[i].qty);
		csv_text(&c->w, at[i].unit);
		csv_i64(&c->w, at[i].used);
		csv_text(&c->w, at[i].directed ? (c->en ? "yes" : "是") : (c->en ? "no" : "否"));
		csv_end_row(&c->w);
	}
}

static void allotments(struct csv *c)
{
	const struct public_allotment *at = c->s->allotments.at;
	char day[11];

	words(c, HEAD("分配方案", "日期", "物资", "单位", "分得", "已签收", "受领单位数"),
	      HEAD("allocation", "day", "item", "unit", "given", "signed for", "units that get some"));
	for (size_t i = 0; i < c->s->allotments.n; i++) {
		csv_text(&c->w, at[i].number);
		csv_text(&c->w, civil_write_day(at[i].day, day));
		csv_text(&c->w, c->en ? at[i].en : at[i].zh);
		csv_text(&c->w, at[i].unit);
		figure(c, at[i].qty, PUBLIC_FEW);
		figure(c, at[i].received, PUBLIC_FEW);
		figure(c, at[i].units, PUBLIC_FEW);
		csv_end_row(&c->w);
	}
}

static void areas(struct csv *c)
{
	const struct public_area *at = c->s->areas.at;

	words(c, HEAD("街道", "调拨单", "在路上", "已签收"), HEAD("subdistrict", "orders", "on the way", "signed for"));
	for (size_t i = 0; i < c->s->areas.n; i++) {
		csv_text(&c->w, at[i].name);
		figure(c, at[i].orders, PUBLIC_FEW);
		figure(c, at[i].under_way, PUBLIC_FEW);
		figure(c, at[i].received, PUBLIC_FEW);
		csv_end_row(&c->w);
	}
}

static const char *money(struct csv *c, int64_t fen) { return text_write_money(c->w.out.mem, fen); }

/* 0 is no limit: an empty cell. */
static void limit(struct csv *c, int64_t most)
{
	if (most)
		csv_i64(&c->w, most);
	else
		csv_text(&c->w, "");
}

static void sales(struct csv *c)
{
	const struct public_sale *at = c->s->sales.at;

	words(c, HEAD("投放单", "网点", "街道", "投放时段", "物资", "单价（元）", "每多少", "单位", "每户限购", "每家单位限购", "还剩", "已到网点"),
	      HEAD("release", "point of sale", "subdistrict", "hours", "item", "price (yuan)", "of so many", "unit", "limit a household", "limit a unit", "left", "of it there"));
	for (size_t i = 0; i < c->s->sales.n; i++) {
		const struct public_offer *goods = at[i].goods.at;
		struct page hours = { .b = BUF(c->w.out.mem), .s = c->s, .en = c->en };

		page_hours(&hours, &at[i].hours);
		for (size_t k = 0; k < at[i].goods.n; k++) {
			csv_text(&c->w, at[i].number);
			csv_text(&c->w, at[i].point);
			csv_text(&c->w, at[i].area);
			csv_text(&c->w, buf_get(&hours.b));
			csv_text(&c->w, c->en ? goods[k].en : goods[k].zh);
			csv_text(&c->w, money(c, goods[k].price));
			csv_i64(&c->w, goods[k].price_units);
			csv_text(&c->w, goods[k].unit);
			limit(c, goods[k].per_household);
			limit(c, goods[k].per_unit);
			csv_i64(&c->w, goods[k].left);
			csv_i64(&c->w, goods[k].there);
			csv_end_row(&c->w);
		}
	}
}

enum err public_csv(struct ctx *cx, enum public_table table, int64_t lang, struct public_file *ret)
{
	static const struct { void (*write)(struct csv *c); const char *name; } tables[] = {
		[PUBLIC_STOCK] = { stock, "stock" }, [PUBLIC_GIFTS] = { gifts, "donations" },
		[PUBLIC_ALLOTMENTS] = { allotments, "allocations" }, [PUBLIC_AREAS] = { areas, "deliveries" },
		[PUBLIC_SALES] = { sales, "sales" } };
	struct public_supply s;
	struct csv c = { .w = CSV_WRITER(&cx->mem), .s = &s, .en = lang == PUBLIC_EN };
	char day[11];

	TRY(public_supply(cx, &s));
	tables[table].write(&c);
	ret->type = "text/csv; charset=utf-8";
	ret->name = arena_print(&cx->mem, "%s-%lld-%s.csv", tables[table].name, (long long)cx->district_id, civil_write_day(civil_day_of(cx->now_ms), day));
	return csv_finish(cx, &c.w, CSV_UTF8_BOM, &ret->body);
}
