/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/packing/packing.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/place/place.h"
#include "packing.sql.h"

enum { LINES_MAX = WAVE_ORDERS_MAX * ORDER_LINES_MAX, ITEMS_MAX = 5000, NAMED_MAX = 6 };

static enum err no_wave(struct ctx *cx, int64_t wave_id)
{
	return fail(cx, ERR_NOT_FOUND, "wave_id", "没有编号为 %lld 的拣货批次", "there is no pick wave %lld", (long long)wave_id);
}

#define WAVE_OF(r) (struct wave){ .wave_id = (r).wave_id, .offer_id = (r).offer_id, .shop_id = (r).shop_id, .place_id = (r).place_id, .trip_id = (r).trip_id, \
	.state = (r).state, .version = (r).version, .n_orders = (r).n_orders, .n_packed = (r).n_packed, .created_ms = (r).created_ms, \
	.closed_ms = (r).closed_ms, .name = (r).name, .offer = (r).offer, .shop = (r).shop, .place = (r).place, .note = (r).note }

static enum err wave_need(struct ctx *cx, enum perm perm, int64_t wave_id, struct wave *ret)
{
	struct packing_wave_row row;
	struct place shop;
	enum err e = packing_wave(cx, (struct packing_wave_in){ .district_id = cx->district_id, .wave_id = wave_id }, &row);

	if (e == ERR_NOT_FOUND)
		return no_wave(cx, wave_id);
	TRY(e);
	*ret = WAVE_OF(row);
	return place_need(cx, perm, ret->shop_id, &shop);
}

enum err wave_see(struct ctx *cx, int64_t wave_id, struct wave *ret)
{
	return wave_need(cx, PERM_ORDER_READ, wave_id, ret);
}

enum err wave_list(struct ctx *cx, const struct wave_filter *f, struct wave **ret, size_t *ret_n)
{
	struct packing_wave_page_row *rows;

	TRY(check_range(cx, "limit", f->limit, 1, WAVE_LIST_MAX));
	TRY(packing_wave_page(cx, (struct packing_wave_page_in){ .district_id = cx->district_id, .shop_id = f->shop_id, .offer_id = f->offer_id,
		.open_only = f->open_only, .before = f->before, .actor_id = cx->actor->account_id, .perm = PERM_ORDER_READ, .now_ms = cx->now_ms,
		.limit = f->limit }, &rows, ret_n, (size_t)f->limit));
	*ret = arena_array(&cx->mem, struct wave, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = WAVE_OF(rows[i]);
	return ERR_OK;
}

/* What the shop said it cannot bring has to be cut or substituted first, or labels would promise it. */
static enum err check_confirmed(struct ctx *cx, const struct offer *offer)
{
	struct packing_shortages_row *rows;
	size_t n;

	TRY(packing_shortages(cx, (struct packing_shortages_in){ .district_id = cx->district_id, .offer_id = offer->offer_id, .limit = 1 }, &rows, &n, 1));
	return !n ? ERR_OK :
		fail(cx, ERR_BLOCKED, "offer_id", "“%s”确认 %lld、要 %lld，先处理缺货再拣货", "of \"%s\" %lld are confirmed and %lld wanted; settle the shortage first",
		     rows[0].zh, (long long)rows[0].confirmed, (long long)rows[0].wanted);
}

static enum err candidates(struct ctx *cx, const struct wave_draft *d, const struct place *place, struct packing_candidates_row **ret, size_t *ret_n)
{
	const bool station = place && place->kind == PLACE_STATION;
	const char *path = station ? "~" : place ? place->path : "/";

	TRY(packing_candidates(cx, (struct packing_candidates_in){ .district_id = cx->district_id, .offer_id = d->offer_id, .path = path,
		.path_end = check_scope_end(&cx->mem, path), .station_id = station ? place->place_id : -1, .limit = WAVE_ORDERS_MAX + 1 }, ret, ret_n,
		WAVE_ORDERS_MAX + 1));
	if (!*ret_n)
		return fail(cx, ERR_NOT_FOUND, "offer_id", "这里没有待拣的订单", "there is no order to pick here");
	if (*ret_n > WAVE_ORDERS_MAX)
		return fail(cx, ERR_TOO_LARGE, "place_id", "一批最多 %d 单，请按站点或楼栋分批", "a wave takes at most %d orders; split it by station or building", WAVE_ORDERS_MAX);
	return ERR_OK;
}

/* The orders a trip carries, in the order given; what is packed in another wave or not to be packed any more is left out. */
static enum err carried(struct ctx *cx, const struct wave_draft *d, struct packing_candidates_row **ret, size_t *ret_n)
{
	*ret_n = 0;
	if (d->n_orders > WAVE_ORDERS_MAX)
		return fail(cx, ERR_TOO_LARGE, "trip_id", "一批最多 %d 单，这趟车有 %zu 单", "a wave takes at most %d orders, the trip has %zu", WAVE_ORDERS_MAX, d->n_orders);
	*ret = arena_array(&cx->mem, struct packing_candidates_row, d->n_orders + 1);
	for (size_t i = 0; i < d->n_orders; i++) {
		struct packing_candidate_row *r;
		size_t n;

		TRY(packing_candidate(cx, (struct packing_candidate_in){ .district_id = cx->district_id, .offer_id = d->offer_id, .doc_id = d->order_ids[i] }, &r, &n, 1));
		if (n)
			(*ret)[(*ret_n)++].doc_id = r->doc_id;
	}
	return *ret_n ? ERR_OK : fail(cx, ERR_NOT_FOUND, "trip_id", "这趟车的 %zu 单都已在别的批次或不用再装", "all %zu orders of this trip are in other waves or need no packing",
				      d->n_orders);
}

enum err wave_open(struct ctx *cx, const struct wave_draft *d, int64_t *ret_wave_id)
{
	struct packing_candidates_row *rows;
	struct place shop, place;
	struct offer offer;
	size_t n;

	TRY(offer_get(cx, d->offer_id, &offer));
	TRY(place_need(cx, PERM_ORDER_FILL, offer.shop_id, &shop));
	TRY(check_line(cx, "name", d->name, 0, 60));
	if (offer.stage == OFFER_DRAFT || offer.stage == OFFER_OPEN)
		return fail(cx, ERR_BAD_STATE, "offer_id", "“%s”还没有截单，截单后再拣货", "\"%s\" still takes orders; pick after its cut-off", offer.name);
	if (d->place_id)
		TRY(place_get(cx, d->place_id, &place));
	TRY(check_confirmed(cx, &offer));
	TRY(d->trip_id ? carried(cx, d, &rows, &n) : candidates(cx, d, d->place_id ? &place : NULL, &rows, &n));
	*ret_wave_id = ctx_new_id(cx);
	TRY(packing_put_wave(cx, (struct packing_put_wave_in){ .district_id = cx->district_id, .wave_id = *ret_wave_id, .offer_id = d->offer_id,
		.shop_id = offer.shop_id, .shop_path = shop.path, .place_id = d->place_id, .trip_id = d->trip_id,
		.name = d->name && d->name[0] ? d->name : d->place_id ? place.name : offer.name, .n_orders = (int64_t)n, .created_ms = cx->now_ms,
		.created_by = cx->actor->account_id }));
	for (size_t i = 0; i < n; i++)
		TRY(packing_put_order(cx, (struct packing_put_order_in){ .district_id = cx->district_id, .wave_id = *ret_wave_id, .position = (int64_t)i + 1,
			.doc_id = rows[i].doc_id }));
	return packing_put_lines(cx, (struct packing_put_lines_in){ .district_id = cx->district_id, .wave_id = *ret_wave_id });
}

enum err wave_orders(struct ctx *cx, int64_t wave_id, struct wave_order **ret, size_t *ret_n)
{
	struct packing_orders_row *rows;
	struct packing_lines_row *lines;
	struct wave_line *out;
	size_t n_lines, at = 0;

	TRY(packing_orders(cx, (struct packing_orders_in){ .district_id = cx->district_id, .wave_id = wave_id, .limit = WAVE_ORDERS_MAX }, &rows, ret_n,
			   WAVE_ORDERS_MAX));
	TRY(packing_lines(cx, (struct packing_lines_in){ .district_id = cx->district_id, .wave_id = wave_id, .limit = LINES_MAX }, &lines, &n_lines, LINES_MAX));
	*ret = arena_array(&cx->mem, struct wave_order, *ret_n + 1);
	out = arena_array(&cx->mem, struct wave_line, n_lines + 1);
	for (size_t i = 0; i < n_lines; i++)
		out[i] = (struct wave_line){ lines[i].doc_id, lines[i].line_no, lines[i].item_id, lines[i].qty, lines[i].picked, lines[i].code,
			lines[i].zh, lines[i].unit, lines[i].barcode };
	for (size_t i = 0; i < *ret_n; i++) {
		const struct packing_orders_row *r = &rows[i];
		struct wave_order *o = &(*ret)[i];

		*o = (struct wave_order){ .position = r->position, .doc_id = r->doc_id, .packed_ms = r->packed_ms, .boxes = r->boxes,
			.building_id = r->building_id, .own_fen = r->own_fen, .pay = r->pay, .special = r->special, .dropped = r->dropped, .door = r->door,
			.pickup_no = r->pickup_no, .building = r->building, .remark = r->remark, .state = r->state, .lines = out + at };
		while (at < n_lines && out[at].doc_id == o->doc_id)
			at++;
		o->n_lines = (size_t)(out + at - o->lines);
	}
	return ERR_OK;
}

enum err wave_items(struct ctx *cx, int64_t wave_id, struct wave_item **ret, size_t *ret_n)
{
	struct packing_items_row *rows;
	struct packing_contents_row *parts;
	struct packing_wave_row wave;
	size_t n, n_parts;

	TRY(packing_wave(cx, (struct packing_wave_in){ .district_id = cx->district_id, .wave_id = wave_id }, &wave));
	TRY(packing_items(cx, (struct packing_items_in){ .district_id = cx->district_id, .wave_id = wave_id, .limit = ITEMS_MAX }, &rows, &n, ITEMS_MAX));
	TRY(packing_contents(cx, (struct packing_contents_in){ .district_id = cx->district_id, .wave_id = wave_id, .offer_id = wave.offer_id,
		.limit = ITEMS_MAX }, &parts, &n_parts, ITEMS_MAX));
	*ret = arena_array(&cx->mem, struct wave_item, n + n_parts + 1);
	*ret_n = n + n_parts;
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = (struct wave_item){ rows[i].item_id, rows[i].qty, rows[i].picked, rows[i].households, 0, rows[i].code, rows[i].zh, rows[i].unit,
			rows[i].barcode };
	for (size_t i = 0; i < n_parts; i++)
		(*ret)[n + i] = (struct wave_item){ parts[i].item_id, parts[i].qty, 0, parts[i].households, 1, parts[i].code, parts[i].zh, parts[i].unit,
			parts[i].barcode };
	return ERR_OK;
}

static enum err open_wave(struct ctx *cx, int64_t wave_id, struct wave *ret)
{
	TRY(wave_need(cx, PERM_ORDER_FILL, wave_id, ret));
	return !ret->state ? ERR_OK : fail(cx, ERR_BAD_STATE, "wave_id", "批次“%s”已经收尾，不能再拣", "wave \"%s\" is closed", ret->name);
}

static enum err parcel_of(struct ctx *cx, int64_t wave_id, int64_t doc_id, struct packing_parcel_row *ret)
{
	enum err e = packing_parcel(cx, (struct packing_parcel_in){ .district_id = cx->district_id, .wave_id = wave_id, .doc_id = doc_id }, ret);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "doc_id", "这张订单不在本批次里", "that order is not in this wave");
	TRY(e);
	if (text_equal(ret->state, "placed") || text_equal(ret->state, "paid") || text_equal(ret->state, "part"))
		return ERR_OK;
	return fail(cx, ERR_BAD_STATE, "doc_id", "%s 的订单已撤销或办完，不要装这一份", "the order of %s was cancelled or is finished; do not pack it", ret->door);
}

/* "大白菜 3 kg、鸡蛋 1 盒" of what a parcel still needs. */
static enum err expected(struct ctx *cx, int64_t doc_id, const char **ret)
{
	struct packing_open_lines_row *rows;
	size_t n;

	TRY(packing_open_lines(cx, (struct packing_open_lines_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = NAMED_MAX }, &rows, &n, NAMED_MAX));
	*ret = n ? "" : "已经装齐";
	for (size_t i = 0; i < n; i++)
		*ret = arena_print(&cx->mem, "%s%s%s %lld %s", *ret, i ? "、" : "", rows[i].zh, (long long)(rows[i].qty - rows[i].picked), rows[i].unit);
	return ERR_OK;
}

static enum err wrong_item(struct ctx *cx, const struct scan *scan, const char *door)
{
	struct packing_item_named_row *named;
	const char *needs = "";
	size_t n;

	TRY(packing_item_named(cx, (struct packing_item_named_in){ .district_id = cx->district_id, .code = scan->code, .limit = 1 }, &named, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "code", "没有条码或编码是“%.40s”的商品", "no item has the barcode or code \"%.40s\"", scan->code);
	if (!scan->doc_id)
		return fail(cx, ERR_BLOCKED, "code", "错拣：本批次不要“%s”，或已经拣够", "wrong item: nobody in this wave needs \"%s\", or all have it", named[0].zh);
	TRY(expected(cx, scan->doc_id, &needs));
	return fail(cx, ERR_BLOCKED, "code", "错拣：%s 不要“%s”；还要：%s", "wrong item: %s needs no \"%s\"; still needed: %s", door, named[0].zh, needs);
}

static enum err finish_if_full(struct ctx *cx, const struct wave *wave, int64_t doc_id, bool *ret_packed)
{
	struct packing_parcel_row parcel;

	TRY(parcel_of(cx, wave->wave_id, doc_id, &parcel));
	*ret_packed = !parcel.open_lines;
	if (!*ret_packed || parcel.packed_ms)
		return ERR_OK;
	TRY(packing_set_packed(cx, (struct packing_set_packed_in){ .district_id = cx->district_id, .doc_id = doc_id, .packed_ms = cx->now_ms,
		.packed_by = cx->actor->account_id, .boxes = 1 }));
	return packing_count(cx, (struct packing_count_in){ .district_id = cx->district_id, .wave_id = wave->wave_id });
}

enum err wave_scan(struct ctx *cx, const struct scan *scan, struct scanned *ret)
{
	const int64_t qty = scan->qty ? scan->qty : 1;
	struct packing_wanted_by_row *rows;
	struct packing_parcel_row parcel = { .door = "" };
	int64_t changed = 0;
	struct wave wave;
	size_t n, at = 0;

	TRY(open_wave(cx, scan->wave_id, &wave));
	TRY(check_line(cx, "code", scan->code, 1, 40));
	TRY(check_range(cx, "qty", qty, 1, 100000));
	if (scan->doc_id)
		TRY(parcel_of(cx, scan->wave_id, scan->doc_id, &parcel));
	TRY(packing_wanted_by(cx, (struct packing_wanted_by_in){ .district_id = cx->district_id, .wave_id = scan->wave_id, .code = scan->code,
		.limit = WAVE_ORDERS_MAX }, &rows, &n, WAVE_ORDERS_MAX));
	while (at < n && ((scan->doc_id && rows[at].doc_id != scan->doc_id) || (!scan->doc_id && rows[at].picked + qty > rows[at].qty)))
		at++;
	if (at == n)
		return wrong_item(cx, scan, parcel.door);
	if (rows[at].picked + qty > rows[at].qty)
		return fail(cx, ERR_SHORT_STOCK, "qty", "多拿了：%s 的“%s”共 %lld，已拣 %lld", "too many: %1$s gets %3$lld of \"%2$s\" and has %4$lld", rows[at].door, rows[at].zh,
			    (long long)rows[at].qty, (long long)rows[at].picked);
	TRY(packing_pick_n(cx, (struct packing_pick_in){ .district_id = cx->district_id, .doc_id = rows[at].doc_id, .line_no = rows[at].line_no, .qty = qty }, &changed));
	if (changed != 1)
		return fail(cx, ERR_STALE, "code", "别人刚拣过这一件，请再扫", "somebody else has just picked it; scan again");
	*ret = (struct scanned){ .doc_id = rows[at].doc_id, .line_no = rows[at].line_no, .item_id = rows[at].item_id, .qty = rows[at].qty,
		.picked = rows[at].picked + qty, .door = rows[at].door, .zh = rows[at].zh };
	return finish_if_full(cx, &wave, rows[at].doc_id, &ret->packed);
}

enum err wave_pack(struct ctx *cx, int64_t wave_id, int64_t doc_id, int64_t boxes, struct wave *ret)
{
	struct packing_parcel_row parcel;

	TRY(open_wave(cx, wave_id, ret));
	TRY(check_range(cx, "boxes", boxes ? boxes : 1, 1, 100));
	TRY(parcel_of(cx, wave_id, doc_id, &parcel));
	if (parcel.packed_ms && !parcel.open_lines)
		return ERR_OK;
	TRY(packing_pick_all(cx, (struct packing_pick_all_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	TRY(packing_set_packed(cx, (struct packing_set_packed_in){ .district_id = cx->district_id, .doc_id = doc_id, .packed_ms = cx->now_ms,
		.packed_by = cx->actor->account_id, .boxes = boxes ? boxes : 1 }));
	TRY(packing_count(cx, (struct packing_count_in){ .district_id = cx->district_id, .wave_id = wave_id }));
	return wave_see(cx, wave_id, ret);
}

enum err wave_unpack(struct ctx *cx, int64_t wave_id, int64_t doc_id, struct wave *ret)
{
	struct packing_parcel_row parcel;

	TRY(open_wave(cx, wave_id, ret));
	TRY(parcel_of(cx, wave_id, doc_id, &parcel));
	TRY(packing_pick_none(cx, (struct packing_pick_none_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	TRY(packing_set_packed(cx, (struct packing_set_packed_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	TRY(packing_count(cx, (struct packing_count_in){ .district_id = cx->district_id, .wave_id = wave_id }));
	return wave_see(cx, wave_id, ret);
}

enum err wave_close(struct ctx *cx, int64_t wave_id, int64_t version, const char *note, struct wave *ret)
{
	TRY(open_wave(cx, wave_id, ret));
	TRY(check_line(cx, "note", note, 0, 200));
	if (version && version != ret->version)
		return fail(cx, ERR_STALE, "version", "批次已是第 %lld 版，请刷新再办", "the wave is at version %lld; reload", (long long)ret->version);
	if (ret->n_packed < ret->n_orders && !(note && note[0]))
		return fail(cx, ERR_BAD_INPUT, "note", "还有 %lld 份没装，收尾要写明原因", "%lld parcels are not packed; say why", (long long)(ret->n_orders - ret->n_packed));
	TRY(packing_drop_lines(cx, (struct packing_drop_lines_in){ .district_id = cx->district_id, .wave_id = wave_id }));
	TRY(packing_drop_orders(cx, (struct packing_drop_orders_in){ .district_id = cx->district_id, .wave_id = wave_id }));
	TRY(packing_end_wave(cx, (struct packing_end_wave_in){ .district_id = cx->district_id, .wave_id = wave_id, .at_ms = cx->now_ms, .note = note ? note : "" }));
	TRY(packing_count(cx, (struct packing_count_in){ .district_id = cx->district_id, .wave_id = wave_id }));
	return wave_see(cx, wave_id, ret);
}
