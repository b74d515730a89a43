/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog.h"
#include "http/op.h"

/* Offers over HTTP. */
enum { PAGE_MAX = CATALOG_LIST_MAX, PAGE_USUAL = 50 };
#define OFFER_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_SHORT_STOCK, ERR_BLOCKED, ERR_CONFLICT }

struct pays { bool prepaid, on_delivery, later; };
struct offers_in { int64_t shop_id, under_id, stage, day, before, limit; bool has_stage; };
struct offer_out {
	int64_t     offer_id, version, shop_id, org_id, area_id, opens, cut_off, deliver_from, deliver_until, stage, copied_from, on_sale, left, n_lines;
	const char *number, *name, *remark, *shop, *area;
	bool        orderable;
	struct pays pay;
	struct list lines, parts;
};
struct offers_out { struct list items; int64_t next; };
struct offer_id_in { int64_t offer_id, version; };
struct offer_new_in {
	int64_t     offer_id, version, shop_id, area_id, opens, cut_off, deliver_from, deliver_until, delivery_charge;
	const char *name, *remark;
	struct list lines;
	bool        publish, pay_prepaid, pay_on_delivery, pay_later;
};
struct places_in { int64_t offer_id, version, line_no, on_sale; };
struct offer_made { int64_t offer_id, version; const char *state, *number, *left_out; };
struct times_in { int64_t area_id; };
struct times_out { int64_t cut_off_minute, deliver_days; const char *cut_off_rule, *hours_rule, *deliver_rule; struct list hours; bool has_cut_off; };

static SHAPE(pays,
	BOOL(pays, prepaid, "in advance"), BOOL(pays, on_delivery, "at the door"), BOOL(pays, later, "an account is kept for the old"));
static SHAPE(offer_line,
	I64(offer_line, line_no, 1, OFFER_LINES_MAX, "line"), ID(offer_line, item_id, "item"), TEXT(offer_line, code, 1, 40, "code"),
	TEXT(offer_line, zh, 1, 100, "name"), TEXT(offer_line, unit, 1, 20, "base unit"), TEXT(offer_line, category, 1, 40, "goods class of the plan"),
	OPT_TEXT(offer_line, barcode, 0, 40, "barcode"), MONEY(offer_line, price_fen, 0, PRICE_FEN_MAX, "price, frozen"),
	I64(offer_line, price_units, 1, PRICE_UNITS_MAX, "for so many base units"), MONEY(offer_line, shop_price_fen, 0, PRICE_FEN_MAX, "price in the shop"),
	I64(offer_line, price_version, 1, INT64_MAX, "version of the price"), MONEY(offer_line, aid_fen, 0, PRICE_FEN_MAX, "of it subsidised"),
	I64(offer_line, on_sale, 0, OFFER_QTY_MAX, "places in all, base units"), I64(offer_line, left, 0, OFFER_QTY_MAX, "still open"),
	I64(offer_line, per_household, 0, OFFER_QTY_MAX, "at most so many per order; 0: no limit"), I64(offer_line, is_package, 0, 1, "1: a package"));
static SHAPE(offer_part,
	I64(offer_part, line_no, 1, OFFER_LINES_MAX, "line of the package"), ID(offer_part, item_id, "what is in it"), TEXT(offer_part, code, 1, 40, "code"),
	TEXT(offer_part, zh, 1, 100, "name"), TEXT(offer_part, unit, 1, 20, "base unit"), I64(offer_part, qty, 1, QTY_MAX, "how many"));
#define OFFER_HEAD \
	ID(offer_out, offer_id, "number of the document"), I64(offer_out, version, 1, INT64_MAX, "version, also the ETag"), \
	OPT_TEXT(offer_out, number, 0, 40, "TC number, once published"), WORD(offer_out, stage, offer_stage_words, "draft, open, shut, closed, void"), \
	TEXT(offer_out, name, 1, 60, "name"), OPT_TEXT(offer_out, remark, 0, 200, "for everybody to read"), \
	ID(offer_out, shop_id, "shop"), TEXT(offer_out, shop, 1, 100, "its name"), ID(offer_out, area_id, "area it sells to"), \
	TEXT(offer_out, area, 1, 100, "its name"), TIME(offer_out, opens, "may be ordered from"), TIME(offer_out, cut_off, "until"), \
	TIME(offer_out, deliver_from, "delivered from"), TIME(offer_out, deliver_until, "until"), OBJECT(offer_out, pay, &pays_shape, "ways to pay"), \
	BOOL(offer_out, orderable, "may be ordered from now"), I64(offer_out, on_sale, 0, INT64_MAX, "places over all lines"), \
	I64(offer_out, left, 0, INT64_MAX, "still open"), I64(offer_out, n_lines, 0, OFFER_LINES_MAX, "lines"), \
	OPT_ID(offer_out, copied_from, "the offer it was copied from")
static const struct shape offer_row_shape = { "offer_row", sizeof(struct offer_out), (const struct field[]){ OFFER_HEAD, { 0 } } };
static const struct shape offer_one_shape = { "offer", sizeof(struct offer_out), (const struct field[]){ OFFER_HEAD,
	ID(offer_out, org_id, "the enterprise"), LIST(offer_out, lines, &offer_line_shape, 0, OFFER_LINES_MAX, "goods"),
	LIST(offer_out, parts, &offer_part_shape, 0, OFFER_LINES_MAX * PACKAGE_PARTS_MAX, "contents of its packages, frozen"), { 0 } } };
static SHAPE(offers_in,
	OPT_ID(offers_in, shop_id, "of this shop"), OPT_ID(offers_in, under_id, "that reach this place or one below it"),
	OPT_WORD(offers_in, stage, offer_stage_words, "ignored unless has_stage"), OPT_BOOL(offers_in, has_stage, "only those in `stage`"),
	OPT_DAY(offers_in, day, "delivered on"), OPT_ID(offers_in, before, "where the page before ended (its next)"),
	OPT_I64(offers_in, limit, 1, PAGE_MAX, "rows, 50 unless told"));
static SHAPE(offers_out, LIST(offers_out, items, &offer_row_shape, 0, PAGE_MAX, "newest first"), OPT_ID(offers_out, next, "send as before"));
static SHAPE(offer_id_in, ID(offer_id_in, offer_id, "which offer"), OPT_I64(offer_id_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"));
static SHAPE(offer_want,
	ID(offer_want, item_id, "item with a price of this shop"), I64(offer_want, on_sale, 1, OFFER_QTY_MAX, "places, base units"),
	OPT_I64(offer_want, per_household, 0, OFFER_QTY_MAX, "at most so many per order; 0: no limit"));
#define OFFER_FACTS \
	ID(offer_new_in, shop_id, "shop"), ID(offer_new_in, area_id, "area it sells to"), TEXT(offer_new_in, name, 1, 60, "name"), \
	OPT_TEXT(offer_new_in, remark, 0, 200, "for everybody to read"), OPT_TIME(offer_new_in, opens, "may be ordered from; absent: now"), \
	OPT_TIME(offer_new_in, cut_off, "until; absent: the plan's next cut-off"), OPT_TIME(offer_new_in, deliver_from, "absent: the plan's hours"), \
	OPT_TIME(offer_new_in, deliver_until, "absent: the plan's hours"), OPT_BOOL(offer_new_in, pay_prepaid, "may be paid in advance"), \
	OPT_BOOL(offer_new_in, pay_on_delivery, "at the door"), OPT_BOOL(offer_new_in, pay_later, "later, for the old; none of the three: all"), \
	OPT_MONEY(offer_new_in, delivery_charge, 0, QTY_MAX, "there is none: anything above 0.00 is refused"), \
	LIST(offer_new_in, lines, &offer_want_shape, 1, OFFER_LINES_MAX, "goods, each item once")
static const struct shape offer_new_shape = { "offer_new", sizeof(struct offer_new_in), (const struct field[]){ OFFER_FACTS,
	OPT_BOOL(offer_new_in, publish, "true: publish it at once"), { 0 } } };
static const struct shape offer_edit_shape = { "offer_edit", sizeof(struct offer_new_in), (const struct field[]){
	ID(offer_new_in, offer_id, "which draft"), OPT_I64(offer_new_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"), OFFER_FACTS, { 0 } } };
static SHAPE(offer_made,
	ID(offer_made, offer_id, "number of the document"), I64(offer_made, version, 1, INT64_MAX, "version, also the ETag"),
	TEXT(offer_made, state, 1, 20, "its state"), OPT_TEXT(offer_made, number, 0, 40, "TC number, once published"),
	OPT_TEXT(offer_made, left_out, 0, 20000, "goods of the copied offer that are no longer on sale"));
static SHAPE(places_in,
	ID(places_in, offer_id, "which offer"), OPT_I64(places_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	I64(places_in, line_no, 1, OFFER_LINES_MAX, "line"), I64(places_in, on_sale, 0, OFFER_QTY_MAX, "places in all from now on"));
static SHAPE(offer_hours, I64(offer_hours, from_minute, 0, 1440, "minute of the day"), I64(offer_hours, until_minute, 0, 1440, "minute of the day"));
static SHAPE(times_in, ID(times_in, area_id, "area"));
static SHAPE(times_out,
	BOOL(times_out, has_cut_off, "the plan sets a cut-off"), I64(times_out, cut_off_minute, -1, 1440, "the latest cut-off, minute of the day; -1: none"),
	OPT_TEXT(times_out, cut_off_rule, 0, 300, "the rule"), LIST(times_out, hours, &offer_hours_shape, 0, 12, "hours in which delivery is allowed"),
	OPT_TEXT(times_out, hours_rule, 0, 300, "the rule"), I64(times_out, deliver_days, 0, 366, "to be delivered within so many days; 0: not said"),
	OPT_TEXT(times_out, deliver_rule, 0, 300, "the rule"));

static void show(const struct ctx *cx, const struct offer *o, struct offer_out *out)
{
	*out = (struct offer_out){ .offer_id = o->offer_id, .version = o->version, .shop_id = o->shop_id, .org_id = o->org_id, .area_id = o->area_id,
		.opens = o->opens_ms, .cut_off = o->cut_off_ms, .deliver_from = o->deliver_from_ms, .deliver_until = o->deliver_until_ms, .stage = o->stage,
		.copied_from = o->copied_from, .on_sale = o->on_sale, .left = o->left, .n_lines = (int64_t)o->n_lines, .number = o->number, .name = o->name,
		.remark = o->remark, .shop = o->shop, .area = o->area,
		.orderable = o->stage == OFFER_OPEN && o->opens_ms <= cx->now_ms && cx->now_ms < o->cut_off_ms,
		.pay = { o->pay & PAY_PREPAID, o->pay & PAY_ON_DELIVERY, o->pay & PAY_LATER },
		.lines = { o->lines, o->lines ? o->n_lines : 0 }, .parts = { o->parts, o->n_parts } };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct offers_in *in = input;
	struct offers_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct offer_out *items;
	struct offer *rows;
	size_t n;

	TRY(offer_list(cx, &(struct offer_filter){ .shop_id = in->shop_id, .under_id = in->under_id, .stage = in->has_stage ? in->stage : -1,
		.day = in->day, .before = in->before, .limit = limit }, &rows, &n));
	items = arena_array(&cx->mem, struct offer_out, n + 1);
	for (size_t i = 0; i < n; i++)
		show(cx, &rows[i], &items[i]);
	out->items = (struct list){ items, n };
	out->next = (int64_t)n == limit ? rows[n - 1].offer_id : 0;
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct offer o;

	TRY(offer_look(cx, ((const struct offer_id_in *)input)->offer_id, &o));
	show(cx, &o, output);
	return ERR_OK;
}

static enum err made(struct ctx *cx, int64_t offer_id, const char *left_out, struct offer_made *out)
{
	struct offer o;

	TRY(offer_get(cx, offer_id, &o));
	*out = (struct offer_made){ .offer_id = offer_id, .version = o.version, .state = o.state, .number = o.number, .left_out = left_out };
	return ERR_OK;
}

/* D10.2: nobody pays for delivery. */
static enum err draft_of(struct ctx *cx, const struct offer_new_in *in, struct offer_draft *ret)
{
	if (in->delivery_charge > 0)
		return fail(cx, ERR_BLOCKED, "delivery_charge", "不收配送费；请去掉配送费再保存", "there is no delivery charge; take it out");
	*ret = (struct offer_draft){ .shop_id = in->shop_id, .area_id = in->area_id, .opens_ms = in->opens, .cut_off_ms = in->cut_off,
		.deliver_from_ms = in->deliver_from, .deliver_until_ms = in->deliver_until,
		.pay = (in->pay_prepaid ? PAY_PREPAID : 0) | (in->pay_on_delivery ? PAY_ON_DELIVERY : 0) | (in->pay_later ? PAY_LATER : 0),
		.name = in->name, .remark = in->remark, .wants = in->lines.at, .n_wants = in->lines.n };
	return ERR_OK;
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct offer_new_in *in = input;
	struct doc_moved moved;
	struct offer_draft d;
	int64_t offer_id;

	TRY(draft_of(cx, in, &d));
	TRY(offer_open(cx, &d, &offer_id));
	if (in->publish)
		TRY(offer_publish(cx, offer_id, 0, &moved));
	return made(cx, offer_id, NULL, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct offer_new_in *in = input;
	struct offer_draft d;

	TRY(draft_of(cx, in, &d));
	TRY(offer_edit(cx, in->offer_id, in->version, &d));
	return made(cx, in->offer_id, NULL, output);
}

static enum err run_copy(struct ctx *cx, const void *input, void *output)
{
	const char *left_out;
	int64_t offer_id;

	TRY(offer_copy(cx, ((const struct offer_id_in *)input)->offer_id, &offer_id, &left_out));
	return made(cx, offer_id, left_out[0] ? left_out : NULL, output);
}

#define OFFER_STEP(verb) \
	static enum err run_##verb(struct ctx *cx, const void *input, void *output) \
	{ \
		const struct offer_id_in *in = input; \
		struct doc_moved moved; \
		TRY(offer_##verb(cx, in->offer_id, in->version, &moved)); \
		return made(cx, in->offer_id, NULL, output); \
	}
OFFER_STEP(publish)
OFFER_STEP(shut)
OFFER_STEP(close)
OFFER_STEP(withdraw)

static enum err run_places(struct ctx *cx, const void *input, void *output)
{
	const struct places_in *in = input;
	struct doc_moved moved;

	TRY(offer_set_places(cx, in->offer_id, in->version, in->line_no, in->on_sale, &moved));
	return made(cx, in->offer_id, NULL, output);
}

static enum err run_times(struct ctx *cx, const void *input, void *output)
{
	struct times_out *out = output;
	struct offer_times *t = arena_new(&cx->mem, sizeof *t);

	TRY(offer_times_of(cx, ((const struct times_in *)input)->area_id, t));
	*out = (struct times_out){ .cut_off_minute = t->cut_off_minute, .has_cut_off = t->cut_off_minute >= 0, .deliver_days = t->deliver_days,
		.cut_off_rule = t->cut_off_rule, .hours_rule = t->hours_rule, .deliver_rule = t->deliver_rule, .hours = { t->hours, t->n_hours } };
	return ERR_OK;
}

#define STEP_OP(verb, zh_, en_) \
	{ .method = "POST", .path = "/api/v1/offers/{offer_id}/" #verb, .name = "offer_" #verb, .zh = zh_, .en = en_, .perm = PERM_CATALOG_EDIT, \
	  .tx = TX_WRITE, .in = &offer_id_in_shape, .out = &offer_made_shape, .run = run_##verb, .fails = OFFER_FAILS },
extern const struct op offer_ops[];
const struct op offer_ops[] = {
	{ .method = "GET", .path = "/api/v1/offers", .name = "offer_list", .zh = "团购", .en = "Offers", .perm = PERM_CATALOG_READ, .tx = TX_READ,
	  .in = &offers_in_shape, .out = &offers_out_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/offers", .name = "offer_new", .zh = "新建团购", .en = "Make an offer", .perm = PERM_CATALOG_EDIT,
	  .tx = TX_WRITE, .in = &offer_new_shape, .out = &offer_made_shape, .run = run_new, .fails = OFFER_FAILS },
	{ .method = "GET", .path = "/api/v1/offers/{offer_id}", .name = "offer_get", .zh = "一期团购", .en = "One offer", .perm = PERM_CATALOG_READ,
	  .tx = TX_READ, .in = &offer_id_in_shape, .out = &offer_one_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/offers/{offer_id}", .name = "offer_edit", .zh = "修改团购草稿", .en = "Change a draft offer",
	  .perm = PERM_CATALOG_EDIT, .tx = TX_WRITE, .in = &offer_edit_shape, .out = &offer_made_shape, .run = run_edit, .fails = OFFER_FAILS },
	{ .method = "POST", .path = "/api/v1/offers/{offer_id}/copy", .name = "offer_copy", .zh = "照样再开一期", .en = "Copy an offer to the next day",
	  .perm = PERM_CATALOG_EDIT, .tx = TX_WRITE, .in = &offer_id_in_shape, .out = &offer_made_shape, .run = run_copy, .fails = OFFER_FAILS },
	STEP_OP(publish, "上架开团", "Publish an offer")
	STEP_OP(shut, "截单", "Take no more orders")
	STEP_OP(close, "结团", "Close an offer")
	STEP_OP(withdraw, "作废团购草稿", "Withdraw a draft offer")
	{ .method = "POST", .path = "/api/v1/offers/{offer_id}/places", .name = "offer_set_places", .zh = "改一行的可订数量",
	  .en = "Put more or fewer of a line on sale", .perm = PERM_CATALOG_EDIT, .tx = TX_WRITE, .in = &places_in_shape, .out = &offer_made_shape,
	  .run = run_places, .fails = OFFER_FAILS },
	{ .method = "GET", .path = "/api/v1/offer-times/{area_id}", .name = "offer_times", .zh = "一片区域的截单和配送时间", .en = "Cut-off and delivery hours of an area by the plans",
	  .perm = PERM_CATALOG_READ, .tx = TX_READ, .in = &times_in_shape, .out = &times_out_shape, .run = run_times, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
