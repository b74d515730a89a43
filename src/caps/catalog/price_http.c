/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/price_file.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "http/op.h"

/* Prices, caps and packages over HTTP. */
enum { PAGE_MAX = CATALOG_LIST_MAX, PAGE_USUAL = 100 };

struct prices_in { int64_t shop_id, limit; bool on_sale_only; const char *category, *search, *after; };
struct price_out {
	int64_t     item_id, version, price_fen, price_units, shop_price_fen, cap_fen, cap_units, set_ms;
	const char *code, *zh, *unit, *category, *barcode, *why, *class_zh, *class_en;
	bool        on_sale, is_package;
};
struct prices_out { struct list items; const char *next; };
struct price_set_row { int64_t item_id, price_fen, price_units, shop_price_fen, delivery_charge; const char *why; bool off_sale; };
struct prices_set_in { int64_t shop_id; struct list prices; };
struct price_version_out { int64_t item_id, version; };
struct prices_set_out { struct list items; };
struct history_in { int64_t shop_id, item_id; };
struct history_row { int64_t version, price_fen, price_units, shop_price_fen, set_ms; const char *why, *by; bool on_sale; };
struct history_out { struct list items; };
struct file_in { int64_t shop_id; const char *name; bool keep_good; struct bytes body; };
struct export_in { int64_t shop_id; };
struct export_out { struct bytes body; const char *type, *name; };
struct caps_in { int64_t before, limit; };
struct caps_out { struct list items; int64_t next; };
struct cap_in { int64_t item_id, place_id, cap_fen, cap_units, from, until; const char *category, *decision; };
struct cap_id { int64_t cap_id; };
struct done_out { bool done; };
struct packages_in { int64_t shop_id, limit; const char *after; };
struct package_out { int64_t item_id, shop_id, persons_min, persons_max, days, version; const char *code, *zh, *rule; struct list parts; };
struct packages_out { struct list items; const char *next; };
struct package_in { int64_t item_id, shop_id, persons_min, persons_max, days, version; const char *rule, *code, *zh; struct list parts; };
struct package_made { int64_t item_id, version; };

static SHAPE(prices_in,
	ID(prices_in, shop_id, "whose price list"), OPT_BOOL(prices_in, on_sale_only, "only what is on sale"),
	OPT_TEXT(prices_in, category, 0, 40, "goods class"), OPT_TEXT(prices_in, search, 0, 60, "part of name, code or barcode"),
	OPT_TEXT(prices_in, after, 0, 40, "where the page before ended (its next)"), OPT_I64(prices_in, limit, 1, PAGE_MAX, "rows, 100 unless told"));
static SHAPE(price_out,
	ID(price_out, item_id, "item"), I64(price_out, version, 1, INT64_MAX, "version of the price"), TEXT(price_out, code, 1, 40, "code"),
	TEXT(price_out, zh, 1, 100, "name"), TEXT(price_out, unit, 1, 20, "base unit"), TEXT(price_out, category, 1, 40, "goods class of the plan"),
	OPT_TEXT(price_out, class_zh, 0, 100, "the class in the plan's words"), OPT_TEXT(price_out, class_en, 0, 100, "and in English"),
	OPT_TEXT(price_out, barcode, 0, 40, "barcode"), MONEY(price_out, price_fen, 0, PRICE_FEN_MAX, "price"),
	I64(price_out, price_units, 1, PRICE_UNITS_MAX, "for so many base units"), MONEY(price_out, shop_price_fen, 0, PRICE_FEN_MAX, "price in the shop"),
	MONEY(price_out, cap_fen, 0, PRICE_FEN_MAX, "the strictest cap"), I64(price_out, cap_units, 0, PRICE_UNITS_MAX, "for so many base units; 0: no cap"),
	BOOL(price_out, on_sale, "on sale"), BOOL(price_out, is_package, "a package"), TIME(price_out, set_ms, "since"), OPT_TEXT(price_out, why, 0, 200, "why"));
static SHAPE(prices_out, LIST(prices_out, items, &price_out_shape, 0, PAGE_MAX, "by code"), OPT_TEXT(prices_out, next, 0, 40, "send as after"));
static SHAPE(price_set_row,
	ID(price_set_row, item_id, "item"), OPT_MONEY(price_set_row, price_fen, 0, PRICE_FEN_MAX, "price; not above the shop price"),
	OPT_I64(price_set_row, price_units, 1, PRICE_UNITS_MAX, "for so many base units, 1 unless told"),
	OPT_MONEY(price_set_row, shop_price_fen, 0, PRICE_FEN_MAX, "price in the shop; absent: the same"),
	OPT_MONEY(price_set_row, delivery_charge, 0, QTY_MAX, "there is none: anything above 0.00 is refused"),
	OPT_BOOL(price_set_row, off_sale, "true: take it off sale"), OPT_TEXT(price_set_row, why, 0, 200, "why"));
static SHAPE(prices_set_in,
	ID(prices_set_in, shop_id, "whose"), LIST(prices_set_in, prices, &price_set_row_shape, 1, 500, "all or none of them"));
static SHAPE(price_version_out, ID(price_version_out, item_id, "item"), I64(price_version_out, version, 1, INT64_MAX, "version in force now"));
static SHAPE(prices_set_out, LIST(prices_set_out, items, &price_version_out_shape, 0, 500, "in the order sent"));
static SHAPE(history_in, ID(history_in, shop_id, "shop"), ID(history_in, item_id, "item"));
static SHAPE(history_row,
	I64(history_row, version, 1, INT64_MAX, "version"), MONEY(history_row, price_fen, 0, PRICE_FEN_MAX, "price"),
	I64(history_row, price_units, 1, PRICE_UNITS_MAX, "for so many base units"), MONEY(history_row, shop_price_fen, 0, PRICE_FEN_MAX, "price in the shop"),
	BOOL(history_row, on_sale, "on sale"), TIME(history_row, set_ms, "since"), OPT_TEXT(history_row, why, 0, 200, "why"), TEXT(history_row, by, 0, 60, "set by"));
static SHAPE(history_out, LIST(history_out, items, &history_row_shape, 0, 200, "newest first"));
static const struct shape preview_in_shape = { "price_preview", sizeof(struct file_in), (const struct field[]){
	ID(file_in, shop_id, "whose price list"), OPT_TEXT(file_in, name, 0, 200, "the file's name, for messages"),
	BYTES(file_in, body, 1, PRICE_FILE_BYTES_MAX, "the file: .xlsx or CSV"), { 0 } } };
static const struct shape import_in_shape = { "price_import", sizeof(struct file_in), (const struct field[]){
	ID(file_in, shop_id, "whose price list"), OPT_TEXT(file_in, name, 0, 200, "the file's name, for messages"),
	OPT_BOOL(file_in, keep_good, "take the good rows although others are bad"), BYTES(file_in, body, 1, PRICE_FILE_BYTES_MAX, "the file: .xlsx or CSV"), { 0 } } };
static SHAPE(price_row,
	I64(price_row, row, 1, 2000000, "row as the spreadsheet numbers it"), WORD(price_row, verdict, price_verdict_words, "what becomes of it"),
	OPT_ID(price_row, item_id, "the item, when it is known"), OPT_TEXT(price_row, code, 0, 33000, "code"), OPT_TEXT(price_row, barcode, 0, 33000, "barcode"),
	OPT_TEXT(price_row, name, 0, 33000, "name"), OPT_TEXT(price_row, unit, 0, 33000, "unit"), OPT_TEXT(price_row, category, 0, 33000, "class"),
	MONEY(price_row, price_fen, 0, QTY_MAX, "price"), I64(price_row, price_units, 0, PRICE_UNITS_MAX, "for so many base units"),
	MONEY(price_row, shop_price_fen, 0, QTY_MAX, "price in the shop"), MONEY(price_row, old_fen, 0, QTY_MAX, "price before; 0.00: none"),
	OPT_TEXT(price_row, column, 0, 33000, "heading of the bad cell"), OPT_TEXT(price_row, zh, 0, 480, "what is wrong, Chinese"),
	OPT_TEXT(price_row, en, 0, 480, "what is wrong, English"));
static SHAPE(price_report,
	I64(price_report, rows, 0, PRICE_ROWS_MAX, "rows"), I64(price_report, good, 0, PRICE_ROWS_MAX, "good ones"), I64(price_report, bad, 0, PRICE_ROWS_MAX, "bad ones"),
	I64(price_report, written, 0, PRICE_ROWS_MAX, "prices written; 0 in a preview"), TEXT(price_report, encoding, 0, 20, "as what the file was read"),
	LIST(price_report, items, &price_row_shape, 0, PRICE_ROWS_MAX, "every row"));
static SHAPE(export_in, ID(export_in, shop_id, "whose price list"));
static SHAPE(export_out, BYTES(export_out, body, 0, INT64_C(1) << 30, "the file"), TEXT(export_out, type, 1, 100, "media type"), TEXT(export_out, name, 1, 100, "file name"));
static SHAPE(price_cap,
	ID(price_cap, cap_id, "number"), OPT_ID(price_cap, item_id, "the item"), OPT_TEXT(price_cap, item, 0, 100, "its name"),
	OPT_TEXT(price_cap, category, 0, 40, "or a class of goods"), ID(price_cap, place_id, "in this area"), MONEY(price_cap, cap_fen, 1, PRICE_FEN_MAX, "at most"),
	I64(price_cap, cap_units, 1, PRICE_UNITS_MAX, "for so many base units"), TIME(price_cap, from_ms, "from"), OPT_TIME(price_cap, until_ms, "until; absent: no end"),
	OPT_TIME(price_cap, lifted_ms, "lifted"), TEXT(price_cap, decision, 1, 100, "number of the order"));
static SHAPE(caps_in, OPT_ID(caps_in, before, "where the page before ended (its next)"), OPT_I64(caps_in, limit, 1, PAGE_MAX, "rows, 100 unless told"));
static SHAPE(caps_out, LIST(caps_out, items, &price_cap_shape, 0, PAGE_MAX, "newest first"), OPT_ID(caps_out, next, "send as before"));
static SHAPE(cap_in,
	OPT_ID(cap_in, item_id, "an item"), OPT_TEXT(cap_in, category, 0, 40, "or a class of goods"), ID(cap_in, place_id, "in this area"),
	MONEY(cap_in, cap_fen, 1, PRICE_FEN_MAX, "at most"), OPT_I64(cap_in, cap_units, 1, PRICE_UNITS_MAX, "for so many base units, 1 unless told"),
	OPT_TIME(cap_in, from, "from; absent: now"), OPT_TIME(cap_in, until, "until; absent: no end"), TEXT(cap_in, decision, 1, 100, "number of the order"));
static SHAPE(cap_id, ID(cap_id, cap_id, "which cap"));
static SHAPE(done_out, BOOL(done_out, done, "it is done"));
static SHAPE(package_part, ID(package_part, item_id, "what is in it"), TEXT(package_part, code, 1, 40, "code"), TEXT(package_part, zh, 1, 100, "name"),
	TEXT(package_part, unit, 1, 20, "base unit"), I64(package_part, qty, 1, PRICE_UNITS_MAX, "how many"));
static SHAPE(package_out,
	ID(package_out, item_id, "the package is an item"), OPT_ID(package_out, shop_id, "of this shop; absent: the whole district"), TEXT(package_out, code, 1, 40, "code"),
	TEXT(package_out, zh, 1, 100, "name"), OPT_TEXT(package_out, rule, 0, 40, "the plan's package it follows"), I64(package_out, persons_min, 1, 20, "for so many persons"),
	I64(package_out, persons_max, 1, 20, "up to so many"), I64(package_out, days, 1, 60, "for so many days"), I64(package_out, version, 1, INT64_MAX, "version"),
	LIST(package_out, parts, &package_part_shape, 0, PACKAGE_PARTS_MAX, "contents"));
static SHAPE(packages_in, OPT_ID(packages_in, shop_id, "of this shop and of the district"), OPT_TEXT(packages_in, after, 0, 40, "where the page before ended (its next)"),
	OPT_I64(packages_in, limit, 1, PAGE_MAX, "rows, 100 unless told"));
static SHAPE(packages_out, LIST(packages_out, items, &package_out_shape, 0, PAGE_MAX, "by code"), OPT_TEXT(packages_out, next, 0, 40, "send as after"));
static const struct shape package_part_in_shape = { "package_part_in", sizeof(struct package_part), (const struct field[]){
	ID(package_part, item_id, "what is in it"), I64(package_part, qty, 1, PRICE_UNITS_MAX, "how many base units"), { 0 } } };
static SHAPE(package_in,
	OPT_ID(package_in, item_id, "the item; absent: made from code and name"), OPT_TEXT(package_in, code, 0, 40, "code of a new package"),
	OPT_TEXT(package_in, zh, 0, 100, "name of a new package"), OPT_ID(package_in, shop_id, "of this shop; absent: the whole district"),
	OPT_TEXT(package_in, rule, 0, 40, "the plan's package it follows"), I64(package_in, persons_min, 1, 20, "for so many persons"),
	I64(package_in, persons_max, 1, 20, "up to so many"), I64(package_in, days, 1, 60, "for so many days"),
	OPT_I64(package_in, version, 1, INT64_MAX, "the version you saw (or If-Match); absent: a new one"),
	LIST(package_in, parts, &package_part_in_shape, 1, PACKAGE_PARTS_MAX, "contents"));
static SHAPE(package_made, ID(package_made, item_id, "the package"), I64(package_made, version, 1, INT64_MAX, "version, also the ETag"));

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct prices_in *in = input;
	struct prices_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct price_out *items;
	struct price *rows;
	size_t n;

	TRY(price_list(cx, &(struct price_filter){ .shop_id = in->shop_id, .on_sale_only = in->on_sale_only, .limit = limit, .category = in->category,
		.search = in->search, .after = in->after }, &rows, &n));
	items = arena_array(&cx->mem, struct price_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct price *p = &rows[i];

		items[i] = (struct price_out){ p->item_id, p->version, p->price_fen, p->price_units, p->shop_price_fen, p->cap_fen, p->cap_units, p->set_ms,
			p->code, p->zh, p->unit, p->category, p->barcode, p->why, p->class_zh, p->class_en, p->on_sale, p->is_package };
	}
	out->items = (struct list){ items, n };
	out->next = (int64_t)n == limit ? rows[n - 1].code : NULL;
	return ERR_OK;
}

static enum err set_one(struct ctx *cx, int64_t shop_id, const struct price_set_row *r, int64_t *ret_version)
{
	if (r->delivery_charge > 0)
		return fail(cx, ERR_BLOCKED, "delivery_charge", "不收配送费；请去掉配送费再保存", "there is no delivery charge; take it out");
	return price_set(cx, &(struct price_facts){ .shop_id = shop_id, .item_id = r->item_id, .price_fen = r->price_fen,
		.price_units = r->price_units ? r->price_units : 1, .shop_price_fen = r->shop_price_fen ? r->shop_price_fen : r->price_fen,
		.why = r->why, .off_sale = r->off_sale }, ret_version);
}

static enum err run_set(struct ctx *cx, const void *input, void *output)
{
	const struct prices_set_in *in = input;
	const struct price_set_row *rows = in->prices.at;
	struct price_version_out *items = arena_array(&cx->mem, struct price_version_out, in->prices.n + 1);

	for (size_t i = 0; i < in->prices.n; i++) {
		items[i].item_id = rows[i].item_id;
		TRY(set_one(cx, in->shop_id, &rows[i], &items[i].version));
	}
	((struct prices_set_out *)output)->items = (struct list){ items, in->prices.n };
	return ERR_OK;
}

static enum err run_history(struct ctx *cx, const void *input, void *output)
{
	const struct history_in *in = input;
	struct history_row *items;
	struct price *rows;
	size_t n;

	TRY(price_history(cx, in->shop_id, in->item_id, &rows, &n));
	items = arena_array(&cx->mem, struct history_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		items[i] = (struct history_row){ .version = rows[i].version, .price_fen = rows[i].price_fen, .price_units = rows[i].price_units,
			.shop_price_fen = rows[i].shop_price_fen, .set_ms = rows[i].set_ms, .why = rows[i].why, .on_sale = rows[i].on_sale };
		TRY(party_account_name(cx, rows[i].set_by, &items[i].by));
	}
	((struct history_out *)output)->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_preview(struct ctx *cx, const void *input, void *output)
{
	const struct file_in *in = input;

	return price_file_preview(cx, in->shop_id, in->name, in->body, output);
}

static enum err run_import(struct ctx *cx, const void *input, void *output)
{
	const struct file_in *in = input;

	return price_file_import(cx, in->shop_id, in->name, in->body, in->keep_good, output);
}

static enum err run_export(struct ctx *cx, const void *input, void *output)
{
	struct export_out *out = output;

	out->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	out->name = "prices.xlsx";
	return price_file_export(cx, ((const struct export_in *)input)->shop_id, &out->body);
}

static enum err run_caps(struct ctx *cx, const void *input, void *output)
{
	const struct caps_in *in = input;
	struct caps_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct price_cap *rows;
	size_t n;

	TRY(price_cap_list(cx, in->before, limit, &rows, &n));
	out->items = (struct list){ rows, n };
	out->next = (int64_t)n == limit ? rows[n - 1].cap_id : 0;
	return ERR_OK;
}

static enum err run_cap_set(struct ctx *cx, const void *input, void *output)
{
	const struct cap_in *in = input;

	return price_cap_set(cx, &(struct price_cap){ .item_id = in->item_id, .place_id = in->place_id, .cap_fen = in->cap_fen,
		.cap_units = in->cap_units ? in->cap_units : 1, .from_ms = in->from, .until_ms = in->until, .category = in->category,
		.decision = in->decision }, &((struct cap_id *)output)->cap_id);
}

static enum err run_cap_lift(struct ctx *cx, const void *input, void *output)
{
	((struct done_out *)output)->done = true;
	return price_cap_lift(cx, ((const struct cap_id *)input)->cap_id);
}

static enum err run_packages(struct ctx *cx, const void *input, void *output)
{
	const struct packages_in *in = input;
	struct packages_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct package_out *items;
	struct package *rows;
	size_t n;

	TRY(package_list(cx, in->shop_id, in->after, limit, &rows, &n));
	items = arena_array(&cx->mem, struct package_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct package_out){ rows[i].item_id, rows[i].shop_id, rows[i].persons_min, rows[i].persons_max, rows[i].days, rows[i].version,
			rows[i].code, rows[i].zh, rows[i].rule, { rows[i].parts, rows[i].n_parts } };
	out->items = (struct list){ items, n };
	out->next = (int64_t)n == limit ? rows[n - 1].code : NULL;
	return ERR_OK;
}

/* The right is asked before the item is made: package_need() of a shop, or of the district. */
static enum err run_package_set(struct ctx *cx, const void *input, void *output)
{
	const struct package_in *in = input;
	struct package_made *out = output;
	struct package p = { .item_id = in->item_id, .shop_id = in->shop_id, .persons_min = in->persons_min, .persons_max = in->persons_max,
		.days = in->days, .rule = in->rule, .parts = in->parts.at, .n_parts = in->parts.n };

	TRY(package_need(cx, in->shop_id));
	if (!p.item_id)
		TRY(item_add(cx, &(struct item){ .code = in->code, .zh = in->zh, .category = "package", .unit = "份", .pack = 1, .active = 1 }, &p.item_id));
	TRY(package_set(cx, &p, in->version));
	TRY(package_get(cx, p.item_id, &p));
	*out = (struct package_made){ p.item_id, p.version };
	return ERR_OK;
}

extern const struct op price_ops[];
const struct op price_ops[] = {
	{ .method = "GET", .path = "/api/v1/prices", .name = "price_list", .zh = "店铺价格表", .en = "Price list of a shop", .perm = PERM_CATALOG_READ,
	  .tx = TX_READ, .in = &prices_in_shape, .out = &prices_out_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/prices", .name = "price_set", .zh = "定价、改价、下架", .en = "Set prices; each a new version", .perm = PERM_CATALOG_EDIT,
	  .tx = TX_WRITE, .in = &prices_set_in_shape, .out = &prices_set_out_shape, .run = run_set, .fails = { ERR_NOT_FOUND, ERR_BLOCKED } },
	{ .method = "GET", .path = "/api/v1/prices/history", .name = "price_history", .zh = "一种商品的历次价格", .en = "Versions of a price", .perm = PERM_CATALOG_READ,
	  .tx = TX_READ, .in = &history_in_shape, .out = &history_out_shape, .run = run_history, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/prices/preview", .name = "price_preview", .zh = "预览价格表文件", .en = "Look at a price list in a file and change nothing",
	  .perm = PERM_CATALOG_EDIT, .tx = TX_READ, .in = &preview_in_shape, .out = &price_report_shape, .run = run_preview, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/prices/import", .name = "price_import", .zh = "导入价格表文件", .en = "Take a price list from a file",
	  .perm = PERM_CATALOG_EDIT, .tx = TX_WRITE, .in = &import_in_shape, .out = &price_report_shape, .run = run_import,
	  .fails = { ERR_NOT_FOUND, ERR_BLOCKED, ERR_CONFLICT } },
	{ .method = "GET", .path = "/api/v1/prices/file", .name = "price_file", .zh = "下载价格表", .en = "Price list as a file an import takes",
	  .perm = PERM_CATALOG_READ, .tx = TX_READ, .in = &export_in_shape, .out = &export_out_shape, .run = run_export, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/price-caps", .name = "price_caps", .zh = "限价", .en = "Price caps", .perm = PERM_CATALOG_READ,
	  .tx = TX_READ, .in = &caps_in_shape, .out = &caps_out_shape, .run = run_caps },
	{ .method = "POST", .path = "/api/v1/price-caps", .name = "price_cap_set", .zh = "下达限价", .en = "Cap a price by an order", .perm = PERM_SHOP_EDIT,
	  .tx = TX_WRITE, .in = &cap_in_shape, .out = &cap_id_shape, .run = run_cap_set, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/price-caps/{cap_id}/lift", .name = "price_cap_lift", .zh = "解除限价", .en = "Lift a price cap",
	  .perm = PERM_SHOP_EDIT, .tx = TX_WRITE, .in = &cap_id_shape, .out = &done_out_shape, .run = run_cap_lift, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/packages", .name = "package_list", .zh = "套餐", .en = "Packages with contents", .perm = PERM_CATALOG_READ,
	  .tx = TX_READ, .in = &packages_in_shape, .out = &packages_out_shape, .run = run_packages },
	{ .method = "POST", .path = "/api/v1/packages", .name = "package_set", .zh = "新建或修改套餐", .en = "Make or change a package", .perm = PERM_CATALOG_EDIT,
	  .tx = TX_WRITE, .in = &package_in_shape, .out = &package_made_shape, .run = run_package_set,
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_CONFLICT } },
	{ 0 },
};
