/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/stock/stock_view.h"
#include "http/op.h"
#include <stdio.h>
#include <string.h>

enum { PAGE_MAX = 200 };
static const char *const by_words[] = { "place", "item", NULL };

struct view_in {
	int64_t     under_id, item_id, owner_id, place_kind, state, expiry, by, limit, expires_by;
	const char *category, *search, *after;
};
struct sheet_row {
	int64_t     place_id, subdistrict_id, item_id, free, held, dock, blocked, expired, under_way, total, first_expiry, lots, places, pack;
	const char *place, *place_code, *subdistrict, *code, *name, *name_en, *category, *unit, *pack_unit;
};
struct sheet_out { struct list items; const char *next; };
struct sum_row { const char *word; int64_t lots, qty; };
struct sums_out { int64_t lots; struct list states, expiry; };
struct lot_row {
	int64_t     place_id, subdistrict_id, owner_id, item_id, lot_id, expiry_day, days_left, qty, doc_id, source_doc_id, giver_id, received_at, pack;
	const char *place, *subdistrict, *owner, *item, *item_en, *code, *category, *unit, *pack_unit, *batch, *where, *shown, *source_number,
		*source_kind, *giver;
	bool        expired;
};
struct lots_out { struct list items; const char *next; };

#define FILTER_FIELDS(type) \
	OPT_ID(type, under_id, "in this place and below"), OPT_ID(type, item_id, "this item only"), \
	OPT_ID(type, owner_id, "what belongs to this place only"), OPT_WORD(type, place_kind, place_kind_words, "places of this kind only"), \
	OPT_WORD(type, state, stock_state_words, "in this state only"), OPT_TEXT(type, category, 0, 60, "goods of this class only"), \
	OPT_TEXT(type, search, 0, 60, "part of the item's name or code; for lots also of the batch or of the number it came with")
static const struct shape sheet_in_shape = { "stock_sheet_in", sizeof(struct view_in), (const struct field[]){
	FILTER_FIELDS(view_in), OPT_WORD(view_in, by, by_words, "a row for each place and item, or for each item"),
	OPT_TEXT(view_in, after, 0, 130, "where the page before ended (its next)"), OPT_I64(view_in, limit, 1, PAGE_MAX - 1, "rows, 50 unless told"), { 0 } } };
static const struct shape sums_in_shape = { "stock_sums_in", sizeof(struct view_in), (const struct field[]){ FILTER_FIELDS(view_in), { 0 } } };
static const struct shape lots_in_shape = { "stock_lots_in", sizeof(struct view_in), (const struct field[]){
	FILTER_FIELDS(view_in), OPT_WORD(view_in, expiry, stock_expiry_words, "expired, or up to 7, 30, 90 days ahead, later, or without"),
	OPT_DAY(view_in, expires_by, "only what expires until this day"),
	OPT_TEXT(view_in, after, 0, 80, "where the page before ended (its next)"), OPT_I64(view_in, limit, 1, PAGE_MAX - 1, "rows, 50 unless told"), { 0 } } };
static SHAPE(sheet_row,
	OPT_ID(sheet_row, place_id, "place; absent in a sheet by item"), OPT_TEXT(sheet_row, place, 0, 200, "its name"),
	OPT_TEXT(sheet_row, place_code, 0, 60, "its code"), OPT_ID(sheet_row, subdistrict_id, "subdistrict it lies in"),
	OPT_TEXT(sheet_row, subdistrict, 0, 200, "its name"), ID(sheet_row, item_id, "item"), TEXT(sheet_row, code, 1, 60, "its code"),
	TEXT(sheet_row, name, 1, 200, "its name"), OPT_TEXT(sheet_row, name_en, 0, 200, "its English name"),
	TEXT(sheet_row, category, 0, 60, "class"), TEXT(sheet_row, unit, 0, 40, "base unit"), I64(sheet_row, pack, 1, QTY_MAX, "base units of a whole pack"),
	OPT_TEXT(sheet_row, pack_unit, 0, 40, "what a pack is called"), I64(sheet_row, free, 0, INT64_MAX, "free"),
	I64(sheet_row, held, 0, INT64_MAX, "held for approved allocations"), I64(sheet_row, dock, 0, INT64_MAX, "waiting for inspection"),
	I64(sheet_row, blocked, 0, INT64_MAX, "blocked, cleaning or condemned"), I64(sheet_row, expired, 0, INT64_MAX, "expired; never issued"),
	I64(sheet_row, under_way, 0, INT64_MAX, "on its way there"), I64(sheet_row, total, 0, INT64_MAX, "all that lies there, without what is under way"),
	OPT_DAY(sheet_row, first_expiry, "first expiry ahead"), I64(sheet_row, lots, 1, INT64_MAX, "lots"), I64(sheet_row, places, 1, INT64_MAX, "places"));
static SHAPE(sheet_out, LIST(sheet_out, items, &sheet_row_shape, 0, PAGE_MAX, "by place and item code"), OPT_TEXT(sheet_out, next, 0, 130, "send as after"));
static SHAPE(sum_row,
	TEXT(sum_row, word, 1, 20, "which state or class"), I64(sum_row, lots, 0, INT64_MAX, "rows of the list of lots"), I64(sum_row, qty, 0, INT64_MAX, "base units; they add up only where one item is asked for"));
static SHAPE(sums_out,
	I64(sums_out, lots, 0, INT64_MAX, "rows the list of lots has"),
	LIST(sums_out, states, &sum_row_shape, 1, STOCK_STATES, "by state"), LIST(sums_out, expiry, &sum_row_shape, 1, EXPIRY_CLASSES, "by class of expiry"));
static SHAPE(lot_row,
	ID(lot_row, lot_id, "lot"), ID(lot_row, item_id, "item"), TEXT(lot_row, item, 1, 200, "its name"), OPT_TEXT(lot_row, item_en, 0, 200, "its English name"),
	TEXT(lot_row, code, 1, 60, "its code"), TEXT(lot_row, category, 0, 60, "class"), TEXT(lot_row, unit, 0, 40, "base unit"),
	I64(lot_row, pack, 1, QTY_MAX, "base units of a whole pack"), OPT_TEXT(lot_row, pack_unit, 0, 40, "what a pack is called"),
	ID(lot_row, place_id, "place; of goods under way the one they go to"), TEXT(lot_row, place, 1, 200, "its name"),
	OPT_ID(lot_row, subdistrict_id, "subdistrict it lies in"), OPT_TEXT(lot_row, subdistrict, 0, 200, "its name"),
	ID(lot_row, owner_id, "whose"), OPT_TEXT(lot_row, owner, 0, 200, "the owner's name"),
	TEXT(lot_row, where, 1, 40, "store, held, dock, blocked, cleaning, condemned, transit"), OPT_ID(lot_row, doc_id, "held for, or under way with, this document"),
	OPT_TEXT(lot_row, batch, 0, 200, "batch"), OPT_DAY(lot_row, expiry_day, "last usable day"), OPT_I64(lot_row, days_left, -4000000, 4000000, "days until then"),
	BOOL(lot_row, expired, "past it"), I64(lot_row, qty, 1, QTY_MAX, "base units"), TEXT(lot_row, shown, 1, 200, "for people"),
	OPT_ID(lot_row, source_doc_id, "document it came with"), OPT_TEXT(lot_row, source_number, 0, 40, "its number"),
	OPT_TEXT(lot_row, source_kind, 0, 40, "its kind"), OPT_ID(lot_row, giver_id, "who it came from"), OPT_TEXT(lot_row, giver, 0, 200, "the name"),
	OPT_TIME(lot_row, received_at, "when it came"));
static SHAPE(lots_out, LIST(lots_out, items, &lot_row_shape, 0, PAGE_MAX, "first expired first"), OPT_TEXT(lots_out, next, 0, 80, "send as after"));

struct classes_out { struct list items; };
static SHAPE(stock_class,
	TEXT(stock_class, id, 0, 60, "class, as items and filters name it"), TEXT(stock_class, zh, 0, 500, "its title in the plan"),
	TEXT(stock_class, en, 0, 500, "in English"), I64(stock_class, items, 1, INT64_MAX, "items of it in use"));
static SHAPE(classes_out, LIST(classes_out, items, &stock_class_shape, 0, 500, "by id"));

static enum err run_classes(struct ctx *cx, const void *input, void *output)
{
	struct classes_out *out = output;
	struct stock_class *rows;
	size_t n;

	(void)input;
	TRY(stock_classes(cx, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

/* Names of places, looked up once a place: pages are sorted by them. */
struct named { int64_t place_id, subdistrict_id; const char *name, *subdistrict; };

static enum err name_place(struct ctx *cx, int64_t place_id, struct named *last)
{
	struct place place;
	enum err e;

	if (last->place_id == place_id)
		return ERR_OK;
	*last = (struct named){ .place_id = place_id };
	TRY(place_get(cx, place_id, &place));
	last->name = place.name;
	e = place_ancestor(cx, place_id, PLACE_SUBDISTRICT, &place);
	if (e == ERR_NOT_FOUND)                        /* the district's own stores lie in none */
		return ERR_OK;
	TRY(e);
	last->subdistrict_id = place.place_id;
	last->subdistrict = place.name;
	return ERR_OK;
}

static struct stock_filter filter_of(const struct view_in *in)
{
	return (struct stock_filter){ .under_id = in->under_id, .item_id = in->item_id, .owner_id = in->owner_id, .place_kind = in->place_kind,
		.state = in->state, .expiry = in->expiry, .to_day = in->expires_by, .category = in->category, .search = in->search };
}

static const char *or_absent(const char *text) { return text && text[0] ? text : NULL; }

static enum err sheet_line(struct ctx *cx, const struct stock_row *r, struct named *at, struct sheet_row *to)
{
	struct item item;

	TRY(item_get(cx, r->item_id, &item));
	if (r->place_id)
		TRY(name_place(cx, r->place_id, at));
	*to = (struct sheet_row){ r->place_id, at->subdistrict_id, r->item_id, r->free, r->held, r->dock, r->blocked, r->expired, r->under_way,
		r->free + r->held + r->dock + r->blocked + r->expired, r->first_expiry, r->lots, r->places, item.pack, at->name,
		or_absent(r->place_code), at->subdistrict, item.code, item.zh, or_absent(item.en), item.category, item.unit, or_absent(item.pack_unit) };
	return ERR_OK;
}

static enum err run_sheet(struct ctx *cx, const void *input, void *output)
{
	const struct view_in *in = input;
	struct sheet_out *out = output;
	struct stock_filter f = filter_of(in);
	struct named at = { 0 };
	struct stock_row *rows;
	struct sheet_row *to;
	const char *slash = in->after ? strchr(in->after, '|') : NULL;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	if (in->after && !slash)
		return fail(cx, ERR_BAD_INPUT, "after", "分页位置“%s”读不懂，请用上一页的 next", "\"%s\" is no place in this list; send the next of the page before",
			    in->after);
	TRY(stock_table(cx, &f, in->by == 1, in->after ? arena_bytes(&cx->mem, in->after, (size_t)(slash - in->after)) : NULL, slash ? slash + 1 : NULL,
			(int64_t)limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = arena_print(&cx->mem, "%s|%s", rows[n - 1].place_code, rows[n - 1].item_code);
	}
	to = arena_array(&cx->mem, struct sheet_row, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(sheet_line(cx, &rows[i], &at, &to[i]));
	out->items = (struct list){ to, n };
	return ERR_OK;
}

static struct list words_out(struct ctx *cx, const char *const *words, const struct stock_sum *sums, size_t n)
{
	struct sum_row *to = arena_array(&cx->mem, struct sum_row, n);

	for (size_t i = 0; i < n; i++)
		to[i] = (struct sum_row){ words[i], sums[i].lots, sums[i].qty };
	return (struct list){ to, n };
}

static enum err run_sums(struct ctx *cx, const void *input, void *output)
{
	struct stock_filter f = filter_of(input);
	struct sums_out *out = output;
	struct stock_sums sums;

	TRY(stock_sums(cx, &f, &sums));
	*out = (struct sums_out){ sums.state[0].lots, words_out(cx, stock_state_words, sums.state, STOCK_STATES), words_out(cx, stock_expiry_words, sums.expiry, EXPIRY_CLASSES) };
	return ERR_OK;
}

static enum err read_after(struct ctx *cx, const char *after, struct stock_lot_place *ret)
{
	long long day, lot, account;

	if (!after)
		return ERR_OK;
	if (sscanf(after, "%lld_%lld_%lld", &day, &lot, &account) != 3)
		return fail(cx, ERR_BAD_INPUT, "after", "分页位置“%s”读不懂，请用上一页的 next", "\"%s\" is no place in this list; send the next of the page before", after);
	*ret = (struct stock_lot_place){ day, lot, account };
	return ERR_OK;
}

static enum err lot_line(struct ctx *cx, const struct stock_lot *r, struct named *at, struct lot_row *to)
{
	struct named owner = { 0 };
	struct item item;
	int64_t today = civil_day_of(cx->now_ms);

	TRY(item_get(cx, r->item_id, &item));
	TRY(name_place(cx, r->place_id, at));
	if (r->owner_id)
		TRY(name_place(cx, r->owner_id, &owner));
	*to = (struct lot_row){ .place_id = r->place_id, .subdistrict_id = at->subdistrict_id, .owner_id = r->owner_id, .item_id = r->item_id,
		.lot_id = r->lot_id, .expiry_day = r->expiry_day, .days_left = r->expiry_day ? r->expiry_day - today : 0, .qty = r->qty,
		.doc_id = r->doc_id, .source_doc_id = r->source_doc_id, .giver_id = r->giver_id, .received_at = r->born_ms, .pack = item.pack,
		.place = at->name, .subdistrict = at->subdistrict, .owner = owner.name, .item = item.zh, .item_en = or_absent(item.en),
		.code = item.code, .category = item.category, .unit = item.unit, .pack_unit = or_absent(item.pack_unit), .batch = or_absent(r->batch),
		.where = ledger_account_info(r->kind)->word, .shown = item_show(&cx->mem, &item, r->qty), .source_number = or_absent(r->source_number),
		.source_kind = or_absent(r->source_kind), .giver = or_absent(r->giver), .expired = r->expiry_day && r->expiry_day < today };
	return ERR_OK;
}

static enum err run_lots(struct ctx *cx, const void *input, void *output)
{
	const struct view_in *in = input;
	struct lots_out *out = output;
	struct stock_filter f = filter_of(in);
	struct stock_lot_place after = { 0 };
	struct named at = { 0 };
	struct stock_lot *rows;
	struct lot_row *to;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(read_after(cx, in->after, &after));
	TRY(stock_lots(cx, &f, after, (int64_t)limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = arena_print(&cx->mem, "%lld_%lld_%lld", (long long)rows[n - 1].sort_day, (long long)rows[n - 1].lot_id,
					(long long)rows[n - 1].account_id);
	}
	to = arena_array(&cx->mem, struct lot_row, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(lot_line(cx, &rows[i], &at, &to[i]));
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op stock_view_ops[];
const struct op stock_view_ops[] = {
	{ .method = "GET", .path = "/api/v1/stock/sheet", .name = "stock_sheet", .zh = "库存表：按地点和物资，或按物资", .en = "Stock by place and item, or by item",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &sheet_in_shape, .out = &sheet_out_shape, .run = run_sheet, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/stock/sums", .name = "stock_sums", .zh = "库存合计：按状态和效期", .en = "How much the filter finds, by state and expiry",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &sums_in_shape, .out = &sums_out_shape, .run = run_sums, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/stock/categories", .name = "stock_categories", .zh = "库存的物资类别", .en = "Classes of goods, as the plans call them",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .out = &classes_out_shape, .run = run_classes },
	{ .method = "GET", .path = "/api/v1/stock/lots", .name = "stock_lots", .zh = "按批次和效期查库存", .en = "Stock by lot and expiry",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &lots_in_shape, .out = &lots_out_shape, .run = run_lots, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
