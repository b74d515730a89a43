/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/shape.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "offer.sql.h"
#include <string.h>

enum { OFFERS_AT_ONCE = 200, PARTS_MAX = OFFER_LINES_MAX * PACKAGE_PARTS_MAX };

const char *const offer_stage_words[] = { "draft", "open", "shut", "closed", "void", NULL };

static enum err no_offer(struct ctx *cx, int64_t offer_id)
{
	return fail(cx, ERR_NOT_FOUND, "offer_id", "没有编号为 %lld 的团购", "there is no offer %lld", (long long)offer_id);
}

static enum err add_head(struct ctx *cx, const struct doc *doc, struct offer *ret)
{
	struct offer_head_row h;

	if (!text_equal(doc->kind, "offer"))
		return no_offer(cx, doc->doc_id);
	TRY(offer_head(cx, (struct offer_head_in){ .district_id = cx->district_id, .doc_id = doc->doc_id }, &h));
	*ret = (struct offer){ .offer_id = doc->doc_id, .version = doc->version, .shop_id = h.shop_id, .org_id = doc->giver_id, .area_id = h.area_id,
		.opens_ms = h.opens_ms, .cut_off_ms = h.cut_off_ms, .deliver_from_ms = h.deliver_from_ms, .deliver_until_ms = h.deliver_until_ms,
		.pay = h.pay, .stage = h.stage, .copied_from = h.copied_from, .number = doc->number, .state = doc->state, .name = h.name,
		.remark = h.remark, .shop = h.shop, .area = h.area, .path = h.path, .shop_path = h.shop_path, .n_lines = doc->n_lines };
	return ERR_OK;
}

static int64_t left_of(const struct offer_open_places_row *open, size_t n, int64_t lot_id)
{
	for (size_t i = 0; i < n; i++)
		if (open[i].lot_id == lot_id)
			return open[i].qty;
	return 0;
}

static enum err add_lines(struct ctx *cx, const struct doc *doc, struct offer *o)
{
	struct offer_open_places_row *open;
	struct offer_lines_row *rows;
	size_t n, n_open;

	TRY(offer_lines(cx, (struct offer_lines_in){ .district_id = cx->district_id, .doc_id = doc->doc_id, .limit = OFFER_LINES_MAX }, &rows, &n,
			OFFER_LINES_MAX));
	TRY(offer_open_places(cx, (struct offer_open_places_in){ .district_id = cx->district_id, .doc_id = doc->doc_id, .limit = OFFER_LINES_MAX },
			      &open, &n_open, OFFER_LINES_MAX));
	o->lines = arena_array(&cx->mem, struct offer_line, n + 1);
	o->n_lines = n < doc->n_lines ? n : doc->n_lines;
	for (size_t i = 0; i < o->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		const struct offer_lines_row *r = &rows[i];
		const bool draft = o->stage == OFFER_DRAFT || o->stage == OFFER_VOID;

		o->lines[i] = (struct offer_line){ .line_no = r->line_no, .item_id = l->item_id, .price_fen = l->price_fen, .price_units = l->price_units,
			.shop_price_fen = r->shop_price_fen, .price_version = l->price_version, .aid_fen = l->aid_fen,
			.on_sale = draft ? r->places : l->counter[GRANTED] - l->counter[DROPPED],
			.left = draft ? r->places : left_of(open, n_open, l->claim_lot_id), .claim_lot_id = l->claim_lot_id,
			.per_household = r->per_household, .is_package = r->is_package, .code = r->code, .zh = r->zh, .unit = r->unit,
			.category = r->category, .barcode = r->barcode };
		o->on_sale += o->lines[i].on_sale;
		o->left += o->lines[i].left;
	}
	return ERR_OK;
}

static enum err add_parts(struct ctx *cx, struct offer *o)
{
	struct offer_parts_row *rows;

	TRY(offer_parts(cx, (struct offer_parts_in){ .district_id = cx->district_id, .doc_id = o->offer_id, .limit = PARTS_MAX }, &rows, &o->n_parts,
			PARTS_MAX));
	o->parts = arena_array(&cx->mem, struct offer_part, o->n_parts + 1);
	for (size_t i = 0; i < o->n_parts; i++)
		o->parts[i] = (struct offer_part){ rows[i].line_no, rows[i].item_id, rows[i].qty, rows[i].code, rows[i].zh, rows[i].unit, rows[i].barcode };
	return ERR_OK;
}

static enum err whole(struct ctx *cx, const struct doc *doc, struct offer *ret)
{
	TRY(add_head(cx, doc, ret));
	TRY(add_lines(cx, doc, ret));
	return add_parts(cx, ret);
}

enum err offer_get(struct ctx *cx, int64_t offer_id, struct offer *ret)
{
	struct doc doc;

	TRY(document_get(cx, offer_id, &doc));
	return whole(cx, &doc, ret);
}

enum err offer_see(struct ctx *cx, int64_t offer_id, struct offer *ret)
{
	struct doc doc;

	TRY(document_see(cx, offer_id, &doc));
	return whole(cx, &doc, ret);
}

enum err offer_look(struct ctx *cx, int64_t offer_id, struct offer *ret)
{
	struct offer_reaches_row row;

	TRY(offer_reaches(cx, (struct offer_reaches_in){ .district_id = cx->district_id, .doc_id = offer_id, .actor_id = cx->actor->account_id,
		.perm = PERM_CATALOG_READ, .grid_kind = PLACE_GRID, .now_ms = cx->now_ms }, &row));
	return row.reaches ? offer_get(cx, offer_id, ret) : offer_see(cx, offer_id, ret);
}

#define OFFER_OF(r) (struct offer){ .offer_id = (r).doc_id, .version = (r).version, .shop_id = (r).shop_id, .org_id = (r).org_id, \
	.area_id = (r).area_id, .opens_ms = (r).opens_ms, .cut_off_ms = (r).cut_off_ms, .deliver_from_ms = (r).deliver_from_ms, \
	.deliver_until_ms = (r).deliver_until_ms, .pay = (r).pay, .stage = (r).stage, .copied_from = (r).copied_from, .on_sale = (r).on_sale, \
	.left = (r).left_open, .number = (r).number, .state = (r).state, .name = (r).name, .remark = (r).remark, .shop = (r).shop, \
	.area = (r).area, .path = (r).path, .shop_path = (r).shop_path, .n_lines = (size_t)(r).n_lines }

/* "/330114/7/9/": the numbers of an area and of all it lies in. */
static void ids_of(const char *path, int64_t ids[static PLACE_DEPTH_MAX])
{
	size_t n = 0;

	for (const char *s = path; *s && n < PLACE_DEPTH_MAX; s++) {
		int64_t id = 0;

		while (*s >= '0' && *s <= '9')
			id = id * 10 + (*s++ - '0');
		if (id)
			ids[n++] = id;
		if (!*s)
			return;
	}
}

enum err offers_for(struct ctx *cx, const char *path, struct offer **ret, size_t *ret_n)
{
	int64_t a[PLACE_DEPTH_MAX] = { 0 };
	struct offer_for_row *rows;

	ids_of(path, a);
	TRY(offer_for(cx, (struct offer_for_in){ .district_id = cx->district_id, .a1 = a[0], .a2 = a[1], .a3 = a[2], .a4 = a[3], .a5 = a[4],
		.a6 = a[5], .a7 = a[6], .a8 = a[7], .a9 = a[8], .a10 = a[9], .a11 = a[10], .a12 = a[11], .now_ms = cx->now_ms,
		.limit = OFFERS_AT_ONCE }, &rows, ret_n, OFFERS_AT_ONCE));
	*ret = arena_array(&cx->mem, struct offer, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = OFFER_OF(rows[i]);
	return ERR_OK;
}

enum err offer_list(struct ctx *cx, const struct offer_filter *f, struct offer **ret, size_t *ret_n)
{
	struct offer_page_row *rows;
	const char *path = "/";

	TRY(check_range(cx, "limit", f->limit, 1, CATALOG_LIST_MAX));
	if (f->under_id)
		TRY(place_path(cx, f->under_id, &path));
	TRY(offer_page(cx, (struct offer_page_in){ .district_id = cx->district_id, .shop_id = f->shop_id, .path = path,
		.path_end = check_scope_end(&cx->mem, path), .stage = f->stage, .day = f->day, .before = f->before,
		.actor_id = cx->actor->account_id, .perm = PERM_CATALOG_READ, .grid_kind = PLACE_GRID, .now_ms = cx->now_ms, .limit = f->limit }, &rows, ret_n, (size_t)f->limit));
	*ret = arena_array(&cx->mem, struct offer, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = OFFER_OF(rows[i]);
	return ERR_OK;
}

enum err offer_left(struct ctx *cx, int64_t offer_id, int64_t line_no, int64_t *ret)
{
	struct offer_open_places_row *open;
	struct doc doc;
	size_t n;

	TRY(document_get(cx, offer_id, &doc));
	if (line_no < 1 || line_no > (int64_t)doc.n_lines)
		return fail(cx, ERR_BAD_INPUT, "line_no", "团购没有第 %lld 行，共 %zu 行", "the offer has no line %lld, only %zu", (long long)line_no, doc.n_lines);
	TRY(offer_open_places(cx, (struct offer_open_places_in){ .district_id = cx->district_id, .doc_id = offer_id, .limit = OFFER_LINES_MAX }, &open,
			      &n, OFFER_LINES_MAX));
	*ret = left_of(open, n, doc.lines[line_no - 1].claim_lot_id);
	return ERR_OK;
}

enum err offer_orderable(struct ctx *cx, const struct offer *o)
{
	char time[30];

	if (o->stage == OFFER_DRAFT)
		return fail(cx, ERR_BLOCKED, "offer_id", "“%s”还没有开团", "\"%s\" is not open yet", o->name);
	if (o->stage != OFFER_OPEN || o->cut_off_ms <= cx->now_ms)
		return fail(cx, ERR_BLOCKED, "offer_id", "“%s”已于 %.16s 截单，请订下一期", "\"%s\" was cut off at %.16s; order the next one", o->name,
			    civil_write_time(o->cut_off_ms, time));
	if (o->opens_ms > cx->now_ms)
		return fail(cx, ERR_BLOCKED, "offer_id", "“%s”%.16s 才开团", "\"%s\" opens at %.16s", o->name, civil_write_time(o->opens_ms, time));
	return ERR_OK;
}

/* The lines of the draft with the prices of now. */
static enum err priced_lines(struct ctx *cx, const struct offer_draft *in, const struct shop *shop, struct doc *doc, struct price **ret_prices)
{
	const struct plan *plan;
	struct place area;

	if (!in->n_wants || in->n_wants > OFFER_LINES_MAX)
		return fail(cx, ERR_BAD_INPUT, "lines", "一期团购要有 1 至 %d 种商品，现有 %zu 种", "an offer has 1 to %d lines, not %zu", OFFER_LINES_MAX, in->n_wants);
	TRY(place_get(cx, in->area_id, &area));
	TRY(plan_active_load(cx, area.path, &plan));
	doc->lines = arena_array(&cx->mem, struct doc_line, in->n_wants + 1);
	doc->n_lines = in->n_wants;
	*ret_prices = arena_array(&cx->mem, struct price, in->n_wants + 1);
	for (size_t i = 0; i < in->n_wants; i++) {
		const struct offer_want *w = &in->wants[i];
		struct price *p = &(*ret_prices)[i];

		for (size_t k = 0; k < i; k++)
			if (in->wants[k].item_id == w->item_id)
				return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "item_id"), "第 %zu 行与第 %zu 行是同一种商品", "lines %zu and %zu are the same item", i + 1, k + 1);
		TRY(check_range(cx, check_field(&cx->mem, (int64_t)i, "on_sale"), w->on_sale, 1, OFFER_QTY_MAX));
		TRY(check_range(cx, check_field(&cx->mem, (int64_t)i, "per_household"), w->per_household, 0, OFFER_QTY_MAX));
		TRY(price_now(cx, shop->shop_id, w->item_id, p));
		TRY(catalog_accepts(cx, plan, p->category, p->zh));
		doc->lines[i] = (struct doc_line){ .item_id = w->item_id, .price_fen = p->price_fen, .price_units = p->price_units,
			.price_version = p->version, .counter = { [ASKED] = OFFER_QTY_MAX } };
	}
	return ERR_OK;
}

/* Checks a draft and makes the document's head and lines of it. */
static enum err to_doc(struct ctx *cx, struct offer_draft *d, struct doc *doc, struct price **ret_prices, struct shop *ret_shop)
{
	struct place area;
	bool serves;

	TRY(shop_need(cx, PERM_CATALOG_EDIT, d->shop_id, ret_shop));
	TRY(place_get(cx, d->area_id, &area));
	if (area.kind == PLACE_SHOP || area.kind == PLACE_WAREHOUSE || area.kind == PLACE_UNIT)
		return fail(cx, ERR_BAD_INPUT, "area_id", "“%s”不是一片区域", "\"%s\" is no area", area.name);
	TRY(shop_serves_path(cx, ret_shop, area.path, &serves));
	if (!serves)
		return fail(cx, ERR_BLOCKED, "area_id", "“%s”不服务“%s”，请改区域，或先补定点决定", "\"%s\" does not serve \"%s\"; choose another area or have it designated", ret_shop->name, area.name);
	TRY(check_line(cx, "name", d->name, 1, 60));
	TRY(check_line(cx, "remark", d->remark, 0, 200));
	if (!d->pay)
		d->pay = PAY_ALL;
	TRY(check_range(cx, "pay", d->pay, 1, PAY_ALL));
	TRY(offer_set_times(cx, d));
	*doc = (struct doc){ .kind = "offer", .giver_id = ret_shop->org_id, .from_place_id = d->shop_id, .to_place_id = d->area_id };
	return check_in_list(cx, "lines", priced_lines(cx, d, ret_shop, doc, ret_prices));
}

static enum err put_facts(struct ctx *cx, int64_t doc_id, const struct offer_draft *d, const struct shop *shop, const struct price *prices)
{
	const char *path;

	TRY(place_path(cx, d->area_id, &path));
	TRY(offer_put(cx, (struct offer_put_in){ .district_id = cx->district_id, .doc_id = doc_id, .shop_id = d->shop_id, .area_id = d->area_id,
		.path = path, .shop_path = shop->path, .name = d->name, .remark = d->remark ? d->remark : "", .opens_ms = d->opens_ms,
		.cut_off_ms = d->cut_off_ms, .deliver_from_ms = d->deliver_from_ms, .deliver_until_ms = d->deliver_until_ms,
		.deliver_day = civil_day_of(d->deliver_from_ms), .pay = d->pay, .copied_from = d->copied_from }));
	TRY(offer_drop_lines(cx, (struct offer_drop_lines_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	TRY(offer_drop_parts(cx, (struct offer_drop_parts_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	for (size_t i = 0; i < d->n_wants; i++) {
		TRY(offer_put_line(cx, (struct offer_put_line_in){ .district_id = cx->district_id, .doc_id = doc_id, .line_no = (int64_t)i + 1,
			.places = d->wants[i].on_sale, .per_household = d->wants[i].per_household, .shop_price_fen = prices[i].shop_price_fen,
			.is_package = prices[i].is_package }));
		if (prices[i].is_package)
			TRY(offer_put_parts(cx, (struct offer_put_parts_in){ .district_id = cx->district_id, .doc_id = doc_id, .line_no = (int64_t)i + 1,
				.package_id = d->wants[i].item_id }));
	}
	return ERR_OK;
}

enum err offer_open(struct ctx *cx, const struct offer_draft *in, int64_t *ret_offer_id)
{
	struct offer_draft d = *in;
	struct price *prices;
	struct shop shop;
	struct doc doc;

	TRY(to_doc(cx, &d, &doc, &prices, &shop));
	TRY(document_open(cx, &doc, ret_offer_id));
	return put_facts(cx, *ret_offer_id, &d, &shop, prices);
}

enum err offer_edit(struct ctx *cx, int64_t offer_id, int64_t version, const struct offer_draft *in)
{
	struct offer_draft d = *in;
	struct price *prices;
	struct offer old;
	struct shop shop;
	struct doc doc;

	TRY(offer_see(cx, offer_id, &old));
	if (d.shop_id != old.shop_id)
		return fail(cx, ERR_BAD_INPUT, "shop_id", "团购不能换店，请另开一期", "an offer stays with its shop; make another one");
	d.copied_from = old.copied_from;
	TRY(to_doc(cx, &d, &doc, &prices, &shop));
	TRY(document_edit(cx, offer_id, version, &doc));
	return put_facts(cx, offer_id, &d, &shop, prices);
}
