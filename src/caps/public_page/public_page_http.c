/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_page.h"
#include "caps/report/report.h"
#include "http/op.h"
#include <string.h>

struct public_lang { int64_t lang; };

static SHAPE(public_goods,
	TEXT(public_goods, zh, 1, 200, "what"), TEXT(public_goods, en, 1, 200, "the same in English"), TEXT(public_goods, unit, 1, 40, "base unit"),
	I64(public_goods, usable, 0, INT64_MAX, "there, free and not expired"),
	I64(public_goods, cover_days, -1, INT64_MAX, "days it alone lasts the people; -1: cannot be told"));
static SHAPE(public_class,
	TEXT(public_class, class_id, 1, 60, "goods class of the plans"), TEXT(public_class, zh, 1, 2000, "its title"),
	TEXT(public_class, en, 1, 2000, "the same in English"), WORD(public_class, state, reserve_state_words, "against the reserve the plans want"),
	I64(public_class, cover_days, -1, INT64_MAX, "days its goods last the people together, rounded down; -1: cannot be told"),
	I64(public_class, target_days, 0, INT64_MAX, "days that are to be held; 0: none stated"),
	I64(public_class, target_qty, 0, INT64_MAX, "or a quantity, in `unit`; 0: none stated"), TEXT(public_class, unit, 0, 40, "of target_qty"),
	LIST(public_class, goods, &public_goods_shape, 0, 200000, "by item"));
static SHAPE(public_gift,
	TEXT(public_gift, number, 0, 60, "number of the receipt"), TEXT(public_gift, donor, 0, 200, "who gave, as he wished to be shown; empty: not named"),
	DAY(public_gift, day, "of the receipt"), TEXT(public_gift, zh, 1, 200, "what"),
	TEXT(public_gift, en, 1, 200, "the same in English"), TEXT(public_gift, unit, 1, 40, "base unit"), I64(public_gift, qty, 0, INT64_MAX, "accepted"),
	I64(public_gift, used, 0, INT64_MAX, "has left the houses"), BOOL(public_gift, directed, "given for somebody named"));
static SHAPE(public_allotment,
	TEXT(public_allotment, number, 0, 60, "number of the allocation"), DAY(public_allotment, day, "for which it is"),
	TEXT(public_allotment, zh, 1, 200, "what"), TEXT(public_allotment, en, 1, 200, "the same in English"), TEXT(public_allotment, unit, 1, 40, "base unit"),
	I64(public_allotment, qty, -1, INT64_MAX, "given; -1: for fewer units than `few`, so not told"),
	I64(public_allotment, received, -1, INT64_MAX, "of it signed for; -1: as above"),
	I64(public_allotment, units, -1, INT64_MAX, "units that get some; -1: fewer than `few`"));
static SHAPE(public_area,
	TEXT(public_area, code, 0, 12, "subdistrict; empty: several with few orders, together"), TEXT(public_area, name, 0, 2000, "its name, or theirs"),
	I64(public_area, orders, -1, INT64_MAX, "dispatch orders; -1: fewer than `few`"), I64(public_area, under_way, -1, INT64_MAX, "on the way"),
	I64(public_area, received, -1, INT64_MAX, "signed for"));
static SHAPE(public_appeal,
	TEXT(public_appeal, number, 0, 60, "number of the appeal"), TEXT(public_appeal, words, 0, 500, "what it says"), TEXT(public_appeal, place, 1, 200, "where to bring it"),
	DAY(public_appeal, until_day, "it stands until then"), TEXT(public_appeal, zh, 1, 200, "what is short"), TEXT(public_appeal, en, 1, 200, "the same in English"),
	TEXT(public_appeal, unit, 1, 40, "base unit"), I64(public_appeal, qty, 0, INT64_MAX, "asked for"), I64(public_appeal, come, 0, INT64_MAX, "taken over since"));
static SHAPE(public_offer,
	TEXT(public_offer, zh, 1, 200, "what"), TEXT(public_offer, en, 1, 200, "the same in English"), TEXT(public_offer, unit, 1, 40, "base unit"),
	MONEY(public_offer, price, 0, INT64_MAX, "price of so many base units"), I64(public_offer, price_units, 1, INT64_MAX, "so many"),
	I64(public_offer, per_household, 0, INT64_MAX, "a household may buy; 0: no limit"), I64(public_offer, per_unit, 0, INT64_MAX, "a company or unit may buy; 0: no limit"),
	I64(public_offer, left, 0, INT64_MAX, "not sold yet: there, or still to come"), I64(public_offer, there, 0, INT64_MAX, "of it at the point"));
static SHAPE(public_hours, TIME(public_hours, opens, "from"), TIME(public_hours, closes, "until"));
static SHAPE(public_sale,
	TEXT(public_sale, number, 0, 60, "number of the release"), TEXT(public_sale, point, 1, 200, "the point of sale"), TEXT(public_sale, area, 0, 200, "its subdistrict"),
	LIST(public_sale, hours, &public_hours_shape, 0, 60, "hours that are not over, in order"), LIST(public_sale, goods, &public_offer_shape, 0, 100, "what is sold"));
static SHAPE(public_supply,
	TIME(public_supply, at_ms, "when this was reckoned; up to a minute ago"), TEXT(public_supply, place, 0, 200, "the district"),
	TEXT(public_supply, hotline, 0, 40, "number to call; empty: the district told none"),
	I64(public_supply, entries, 0, INT64_MAX, "entries of the ledger"),
	TEXT(public_supply, chain, 0, 64, "hash of its last entry: who notes it down can prove later that nothing before it was changed"),
	I64(public_supply, few, 1, 100, "figures for fewer than this are not told"),
	LIST(public_supply, classes, &public_class_shape, 0, 10000, "stock by class"),
	LIST(public_supply, gifts, &public_gift_shape, 0, PUBLIC_ROWS_MAX, "donations of the last 90 days, newest first"),
	LIST(public_supply, allotments, &public_allotment_shape, 0, PUBLIC_ROWS_MAX, "what approved allocations of 7 days gave, newest first"),
	LIST(public_supply, appeals, &public_appeal_shape, 0, 200, "what is short: lines of the appeals that stand"),
	LIST(public_supply, sales, &public_sale_shape, 0, 200, "points where goods of the district are sold below the market's price, the next hours first"),
	LIST(public_supply, areas, &public_area_shape, 0, PUBLIC_ROWS_MAX, "dispatch orders of 7 days by subdistrict, most first"));
static SHAPE(public_ask, OPT_WORD(public_ask, lang, public_languages, "language; zh"),
	OPT_TEXT(public_ask, number, 0, 60, "a receipt to follow"));
static SHAPE(public_receipt_ask, OPT_WORD(public_receipt_ask, lang, public_languages, "language; zh"),
	OPT_TEXT(public_receipt_ask, number, 0, 60, "number of the receipt"), OPT_TEXT(public_receipt_ask, code, 0, 20, "check code on it"));
static SHAPE(public_lang, OPT_WORD(public_lang, lang, public_languages, "language; zh"));
static SHAPE(public_file,
	BYTES(public_file, body, 0, 4 << 20, "the page"), TEXT(public_file, type, 1, 100, "media type"),
	TEXT(public_file, name, 0, 100, "file name; empty: shown by the browser"));

static enum err supply(struct ctx *cx, const void *in, void *out)
{
	(void)in;
	return public_supply(cx, out);
}
static enum err page(struct ctx *cx, const void *in, void *out)
{
	struct public_ask ask = *(const struct public_ask *)in;

	ask.number = ask.number ? ask.number : "";
	return public_html(cx, &ask, out);
}
static enum err receipt(struct ctx *cx, const void *in, void *out)
{
	struct public_receipt_ask ask = *(const struct public_receipt_ask *)in;

	ask.number = ask.number ? ask.number : "";
	ask.code = ask.code ? ask.code : "";
	return public_receipt_html(cx, &ask, out);
}
static enum err style(struct ctx *cx, const void *in, void *out)
{
	(void)cx;
	(void)in;
	*(struct public_file *)out = (struct public_file){ { public_style(), strlen(public_style()) }, "text/css; charset=utf-8", "" };
	return ERR_OK;
}
static enum err mark(struct ctx *cx, const void *in, void *out)
{
	(void)cx;
	(void)in;
	*(struct public_file *)out = (struct public_file){ { public_mark(), strlen(public_mark()) }, "image/svg+xml", "" };
	return ERR_OK;
}
static enum err stock_csv(struct ctx *cx, const void *in, void *out) { return public_csv(cx, PUBLIC_STOCK, ((const struct public_lang *)in)->lang, out); }
static enum err gifts_csv(struct ctx *cx, const void *in, void *out) { return public_csv(cx, PUBLIC_GIFTS, ((const struct public_lang *)in)->lang, out); }
static enum err allotments_csv(struct ctx *cx, const void *in, void *out) { return public_csv(cx, PUBLIC_ALLOTMENTS, ((const struct public_lang *)in)->lang, out); }
static enum err areas_csv(struct ctx *cx, const void *in, void *out) { return public_csv(cx, PUBLIC_AREAS, ((const struct public_lang *)in)->lang, out); }
static enum err sales_csv(struct ctx *cx, const void *in, void *out) { return public_csv(cx, PUBLIC_SALES, ((const struct public_lang *)in)->lang, out); }

#define PUBLIC_OP .method = "GET", .perm = PERM_PUBLIC, .tx = TX_READ, .flags = OP_SHARED
const struct op public_page_ops[] = {
	{ PUBLIC_OP, .path = "/public", .name = "public_page", .zh = "公开页：库存、平价投放、捐赠、分配、送达", .en = "The page for everybody: stock, market release, donations, allocations, deliveries",
	  .in = &public_ask_shape, .out = &public_file_shape, .run = page },
	{ PUBLIC_OP, .path = "/public/donation", .name = "public_receipt", .zh = "凭捐赠凭证看物资去了哪里",
	  .en = "Where a donation went, for whoever holds its receipt", .in = &public_receipt_ask_shape, .out = &public_file_shape, .run = receipt },
	{ PUBLIC_OP, .path = "/public/style.css", .name = "public_style", .zh = "公开页的样式", .en = "Its style sheet",
	  .out = &public_file_shape, .run = style },
	{ PUBLIC_OP, .path = "/public/mark.svg", .name = "public_mark", .zh = "公开页的标志", .en = "Its mark", .out = &public_file_shape, .run = mark },
	{ PUBLIC_OP, .path = "/public/stock.csv", .name = "public_stock_csv", .zh = "公开的库存表", .en = "Stock by class as CSV",
	  .in = &public_lang_shape, .out = &public_file_shape, .run = stock_csv },
	{ PUBLIC_OP, .path = "/public/donations.csv", .name = "public_gifts_csv", .zh = "公开的捐赠表", .en = "Donations as CSV",
	  .in = &public_lang_shape, .out = &public_file_shape, .run = gifts_csv },
	{ PUBLIC_OP, .path = "/public/allocations.csv", .name = "public_allotments_csv", .zh = "公开的分配表", .en = "Allocations as CSV",
	  .in = &public_lang_shape, .out = &public_file_shape, .run = allotments_csv },
	{ PUBLIC_OP, .path = "/public/deliveries.csv", .name = "public_areas_csv", .zh = "公开的送达表", .en = "Deliveries by subdistrict as CSV",
	  .in = &public_lang_shape, .out = &public_file_shape, .run = areas_csv },
	{ PUBLIC_OP, .path = "/public/sales.csv", .name = "public_sales_csv", .zh = "公开的平价投放表", .en = "Points of market release as CSV",
	  .in = &public_lang_shape, .out = &public_file_shape, .run = sales_csv },
	{ PUBLIC_OP, .path = "/api/v1/public/supply", .name = "public_supply", .zh = "公开页的数据", .en = "The figures of the public page",
	  .out = &public_supply_shape, .run = supply },
	{ 0 },
};
