/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "http/op.h"

/* Designated shops over HTTP: the list, decisions, breaches. */
enum { PAGE_MAX = CATALOG_LIST_MAX, PAGE_USUAL = 50 };

struct shops_in { int64_t under_id, kind, after, limit; bool working_only, has_kind; const char *search, *kind_word; };
struct shops_out { struct list items; int64_t next; };
struct shop_id_in { int64_t shop_id; };
struct area_row { int64_t place_id; const char *name; };
struct shop_one { struct shop shop; struct list serves, decisions; };
struct decision_row { int64_t at, from_day, until_day; const char *verb, *decision, *why, *by; };
struct designate_in { int64_t shop_id, org_id, kind, from_day, until_day, version; const char *decision, *why; struct list serves; };
struct serve_in { int64_t place_id; };
struct withdraw_in { int64_t shop_id, version; const char *decision, *why; };
struct withdraw_out { int64_t open_offers, version; };
struct breaches_in { int64_t shop_id, before, limit; };
struct breaches_out { struct list items; int64_t next; };
struct breach_row { int64_t breach_id, doc_id, happened, decided; const char *rule, *what, *by; };
struct breach_in { int64_t shop_id, doc_id, happened; const char *rule, *what; };
struct breach_out { int64_t breach_id; };
struct changed_out { int64_t version; };

static const struct shape shop_row_shape = { "shop", sizeof(struct shop), (const struct field[]){
	ID(shop, shop_id, "the shop's place"), ID(shop, org_id, "who owns it"), WORD(shop, kind, shop_kind_words, "what kind of shop"),
	TEXT(shop, code, 1, 40, "code of the place"), TEXT(shop, name, 1, 100, "name"), TEXT(shop, org, 1, 100, "the enterprise"),
	OPT_TEXT(shop, contact, 0, 100, "post and office line"), OPT_DAY(shop, from_day, "designated from"),
	OPT_DAY(shop, until_day, "designated until; absent: no end"), OPT_TEXT(shop, decision, 0, 100, "number of the decision"),
	OPT_TIME(shop, withdrawn_ms, "designation withdrawn"), OPT_TEXT(shop, withdrawn_why, 0, 200, "why"),
	I64(shop, open_breaches, 0, INT64_MAX, "breaches recorded and not decided upon"), BOOL(shop, works, "may take orders today"),
	I64(shop, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };
static SHAPE(shops_in,
	OPT_ID(shops_in, under_id, "in this area and below"), OPT_WORD(shops_in, kind, shop_kind_words, "ignored unless has_kind"),
	OPT_BOOL(shops_in, has_kind, "only shops of `kind`"), OPT_BOOL(shops_in, working_only, "only those that may take orders today"),
	OPT_TEXT(shops_in, search, 0, 60, "part of name, code or enterprise"), OPT_ID(shops_in, after, "where the page before ended (its next)"),
	OPT_I64(shops_in, limit, 1, PAGE_MAX, "rows, 50 unless told"));
static SHAPE(shops_out, LIST(shops_out, items, &shop_row_shape, 0, PAGE_MAX, "by number"), OPT_ID(shops_out, next, "send as after"));
static SHAPE(shop_id_in, ID(shop_id_in, shop_id, "which shop"));
static SHAPE(area_row, ID(area_row, place_id, "area"), TEXT(area_row, name, 1, 100, "its name"));
static SHAPE(decision_row,
	TEXT(decision_row, verb, 1, 20, "designate or withdraw"), TIME(decision_row, at, "when"), TEXT(decision_row, by, 0, 60, "recorded by"),
	OPT_DAY(decision_row, from_day, "from"), OPT_DAY(decision_row, until_day, "until"), TEXT(decision_row, decision, 1, 100, "number of the decision"),
	OPT_TEXT(decision_row, why, 0, 200, "why"));
static SHAPE(shop_one,
	OBJECT(shop_one, shop, &shop_row_shape, "the shop"), LIST(shop_one, serves, &area_row_shape, 0, SHOP_SERVES_MAX, "areas it sells to; none: the one it lies in"),
	LIST(shop_one, decisions, &decision_row_shape, 0, 200, "newest first"));
static SHAPE(serve_in, ID(serve_in, place_id, "an area"));
static SHAPE(designate_in,
	ID(designate_in, shop_id, "a place of kind shop"), ID(designate_in, org_id, "the enterprise, a supplier"),
	WORD(designate_in, kind, shop_kind_words, "what kind of shop"), DAY(designate_in, from_day, "from"), OPT_DAY(designate_in, until_day, "until; absent: no end"),
	TEXT(designate_in, decision, 1, 100, "number of the decision"), OPT_TEXT(designate_in, why, 0, 200, "why"),
	OPT_LIST(designate_in, serves, &serve_in_shape, 0, SHOP_SERVES_MAX, "areas it sells to"),
	OPT_I64(designate_in, version, 1, INT64_MAX, "the version you saw (or If-Match); absent: the first time"));
static SHAPE(changed_out, I64(changed_out, version, 1, INT64_MAX, "version, also the ETag"));
static SHAPE(withdraw_in,
	ID(withdraw_in, shop_id, "which shop"), TEXT(withdraw_in, decision, 1, 100, "number of the decision"), TEXT(withdraw_in, why, 1, 200, "why"),
	OPT_I64(withdraw_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"));
static SHAPE(withdraw_out,
	I64(withdraw_out, open_offers, 0, INT64_MAX, "offers of it that are still open; shut them"), I64(withdraw_out, version, 1, INT64_MAX, "version"));
static SHAPE(breaches_in,
	ID(breaches_in, shop_id, "which shop"), OPT_ID(breaches_in, before, "where the page before ended (its next)"),
	OPT_I64(breaches_in, limit, 1, PAGE_MAX, "rows, 50 unless told"));
static SHAPE(breach_row,
	ID(breach_row, breach_id, "number"), OPT_ID(breach_row, doc_id, "the trip or order it was seen on"), TIME(breach_row, happened, "when"),
	OPT_TEXT(breach_row, rule, 0, 100, "rule of the plan"), TEXT(breach_row, what, 1, 200, "what was seen"), TEXT(breach_row, by, 0, 60, "recorded by"),
	OPT_TIME(breach_row, decided, "when the designation was decided upon; absent: still open"));
static SHAPE(breaches_out, LIST(breaches_out, items, &breach_row_shape, 0, PAGE_MAX, "newest first"), OPT_ID(breaches_out, next, "send as before"));
static SHAPE(breach_in,
	ID(breach_in, shop_id, "which shop"), OPT_ID(breach_in, doc_id, "the trip or order it was seen on"), OPT_TIME(breach_in, happened, "when; absent: now"),
	OPT_TEXT(breach_in, rule, 0, 100, "rule of the plan"), TEXT(breach_in, what, 1, 200, "what was seen"));
static SHAPE(breach_out, ID(breach_out, breach_id, "its number"));

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct shops_in *in = input;
	struct shops_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct shop *rows;
	size_t n;

	TRY(shop_list(cx, &(struct shop_filter){ .under_id = in->under_id, .kind = in->has_kind ? in->kind : -1, .working_only = in->working_only,
		.after = in->after, .limit = limit, .search = in->search }, &rows, &n));
	out->items = (struct list){ rows, n };
	out->next = (int64_t)n == limit ? rows[n - 1].shop_id : 0;
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct shop_id_in *in = input;
	struct shop_one *out = output;
	struct shop_decision *decisions;
	struct decision_row *rows;
	struct area_row *areas;
	int64_t *serves;
	size_t n;

	TRY(shop_need(cx, PERM_CATALOG_READ, in->shop_id, &out->shop));
	TRY(shop_serves(cx, in->shop_id, &serves, &n));
	areas = arena_array(&cx->mem, struct area_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct place area;

		TRY(place_get(cx, serves[i], &area));
		areas[i] = (struct area_row){ serves[i], area.name };
	}
	out->serves = (struct list){ areas, n };
	TRY(shop_decisions(cx, in->shop_id, &decisions, &n));
	rows = arena_array(&cx->mem, struct decision_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct decision_row){ .at = decisions[i].at_ms, .from_day = decisions[i].from_day, .until_day = decisions[i].until_day,
			.verb = decisions[i].verb, .decision = decisions[i].decision, .why = decisions[i].why };
		TRY(party_account_name(cx, decisions[i].by, &rows[i].by));
	}
	out->decisions = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_designate(struct ctx *cx, const void *input, void *output)
{
	const struct designate_in *in = input;
	const struct serve_in *areas = in->serves.at;
	int64_t *serves = arena_array(&cx->mem, int64_t, in->serves.n + 1);
	struct shop shop;

	for (size_t i = 0; i < in->serves.n; i++)
		serves[i] = areas[i].place_id;
	TRY(shop_designate(cx, &(struct shop_facts){ .shop_id = in->shop_id, .org_id = in->org_id, .kind = in->kind, .from_day = in->from_day,
		.until_day = in->until_day, .decision = in->decision, .why = in->why, .serves = serves, .n_serves = in->serves.n }, in->version));
	TRY(shop_get(cx, in->shop_id, &shop));
	((struct changed_out *)output)->version = shop.version;
	return ERR_OK;
}

static enum err run_withdraw(struct ctx *cx, const void *input, void *output)
{
	const struct withdraw_in *in = input;
	struct withdraw_out *out = output;
	struct shop shop;

	TRY(shop_withdraw(cx, in->shop_id, in->version, in->decision, in->why, &out->open_offers));
	TRY(shop_get(cx, in->shop_id, &shop));
	out->version = shop.version;
	return ERR_OK;
}

static enum err run_breaches(struct ctx *cx, const void *input, void *output)
{
	const struct breaches_in *in = input;
	struct breaches_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct shop_breach *rows;
	struct breach_row *items;
	struct shop shop;
	size_t n;

	TRY(shop_need(cx, PERM_CATALOG_READ, in->shop_id, &shop));
	TRY(shop_breach_list(cx, in->shop_id, in->before, limit, &rows, &n));
	items = arena_array(&cx->mem, struct breach_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		items[i] = (struct breach_row){ .breach_id = rows[i].breach_id, .doc_id = rows[i].doc_id, .happened = rows[i].happened_ms,
			.decided = rows[i].decided_ms, .rule = rows[i].rule, .what = rows[i].what };
		TRY(party_account_name(cx, rows[i].recorded_by, &items[i].by));
	}
	out->items = (struct list){ items, n };
	out->next = (int64_t)n == limit ? rows[n - 1].breach_id : 0;
	return ERR_OK;
}

static enum err run_breach_add(struct ctx *cx, const void *input, void *output)
{
	const struct breach_in *in = input;
	struct shop shop;

	TRY(shop_need(cx, PERM_SHOP_EDIT, in->shop_id, &shop));
	return shop_breach_add(cx, &(struct shop_breach){ .shop_id = in->shop_id, .doc_id = in->doc_id, .rule = in->rule, .what = in->what,
		.happened_ms = in->happened ? in->happened : cx->now_ms }, &((struct breach_out *)output)->breach_id);
}

extern const struct op shop_ops[];
const struct op shop_ops[] = {
	{ .method = "GET", .path = "/api/v1/shops", .name = "shop_list", .zh = "定点店铺", .en = "Designated shops",
	  .perm = PERM_CATALOG_READ, .tx = TX_READ, .in = &shops_in_shape, .out = &shops_out_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/shops", .name = "shop_designate", .zh = "办理定点决定", .en = "Designate a shop by a decision",
	  .perm = PERM_SHOP_EDIT, .tx = TX_WRITE, .in = &designate_in_shape, .out = &changed_out_shape, .run = run_designate,
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BLOCKED } },
	{ .method = "GET", .path = "/api/v1/shops/{shop_id}", .name = "shop_get", .zh = "一家定点店铺", .en = "One shop with areas and decisions",
	  .perm = PERM_CATALOG_READ, .tx = TX_READ, .in = &shop_id_in_shape, .out = &shop_one_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/shops/{shop_id}/withdraw", .name = "shop_withdraw", .zh = "取消定点资格",
	  .en = "Withdraw a designation by a decision", .perm = PERM_SHOP_EDIT, .tx = TX_WRITE, .in = &withdraw_in_shape,
	  .out = &withdraw_out_shape, .run = run_withdraw, .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/shops/{shop_id}/breaches", .name = "shop_breaches", .zh = "店铺违规记录", .en = "Breaches of a shop",
	  .perm = PERM_CATALOG_READ, .tx = TX_READ, .in = &breaches_in_shape, .out = &breaches_out_shape, .run = run_breaches,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/shops/{shop_id}/breaches", .name = "shop_breach_add", .zh = "记一条店铺违规",
	  .en = "Record a breach of a shop", .perm = PERM_SHOP_EDIT, .tx = TX_WRITE, .in = &breach_in_shape, .out = &breach_out_shape,
	  .run = run_breach_add, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
