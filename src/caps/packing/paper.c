/* SPDX-License-Identifier: Apache-2.0 */
/* Which parcels go onto paper, with what is in them. */
#include "base/buf.h"
#include "base/check.h"
#include "caps/packing/packing_internal.h"
#include "caps/place/place.h"
#include "packing.sql.h"

enum { PAPER_MAX = 20000, PAPER_LINES_MAX = 200000 };

/* The shop's people, or those of the place the paper is for. */
static enum err may_read(struct ctx *cx, const struct offer *offer, int64_t place_id)
{
	struct place place;

	if (ctx_may(cx, PERM_ORDER_READ, offer->shop_path) || !place_id)
		return place_need(cx, PERM_ORDER_READ, offer->shop_id, &place);
	return place_need(cx, PERM_ORDER_READ, place_id, &place);
}

static enum err add_lines(struct ctx *cx, const struct packing_paper_in *key, struct paper *paper)
{
	struct packing_paper_lines_row *rows;
	struct paper_line *out;
	size_t n, at = 0;

	TRY(packing_paper_lines(cx, (struct packing_paper_lines_in){ .district_id = cx->district_id, .offer_id = key->offer_id, .wave_id = key->wave_id,
		.doc_id = key->doc_id, .path = key->path, .path_end = key->path_end, .station_id = key->station_id, .limit = PAPER_LINES_MAX }, &rows, &n,
		PAPER_LINES_MAX));
	out = arena_array(&cx->mem, struct paper_line, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct paper_line){ rows[i].doc_id, rows[i].line_no, rows[i].item_id, rows[i].qty, rows[i].zh, rows[i].unit };
	for (size_t i = 0; i < paper->n; i++) {
		paper->orders[i].lines = out + at;
		while (at < n && out[at].doc_id == paper->orders[i].doc_id)
			at++;
		paper->orders[i].n_lines = (size_t)(out + at - paper->orders[i].lines);
	}
	return ERR_OK;
}

enum err paper_of(struct ctx *cx, const struct paper_filter *f, struct paper *ret)
{
	struct packing_paper_in key = { .district_id = cx->district_id, .wave_id = f->wave_id, .doc_id = f->doc_id, .offer_id = f->offer_id, .path = "/",
		.station_id = -1, .limit = PAPER_MAX };
	struct packing_paper_row *rows;
	struct place place;
	struct wave wave;

	if (f->wave_id) {
		TRY(wave_see(cx, f->wave_id, &wave));
		key.offer_id = wave.offer_id;
	}
	if (!key.offer_id)
		return fail(cx, ERR_BAD_INPUT, "offer_id", "请选一期团购，或一个拣货批次", "name an offer or a pick wave");
	TRY(offer_get(cx, key.offer_id, &ret->offer));
	if (f->place_id) {
		TRY(place_get(cx, f->place_id, &place));
		key.path = place.kind == PLACE_STATION ? "~" : place.path;
		key.station_id = place.kind == PLACE_STATION ? place.place_id : -1;
	}
	TRY(may_read(cx, &ret->offer, f->place_id));
	key.path_end = check_scope_end(&cx->mem, key.path);
	TRY(packing_paper(cx, key, &rows, &ret->n, PAPER_MAX));
	ret->orders = arena_array(&cx->mem, struct paper_order, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++) {
		const struct packing_paper_row *r = &rows[i];

		ret->orders[i] = (struct paper_order){ .doc_id = r->doc_id, .household_id = r->household_id, .building_id = r->building_id, .grid_id = r->grid_id,
			.station_id = r->station_id, .pay = r->pay, .own_fen = r->own_fen, .total_fen = r->total_fen, .special = r->special, .packed = r->packed,
			.state = r->state, .pickup_no = r->pickup_no, .door = r->door, .building = r->building, .grid = r->grid, .station = r->station,
			.path = r->path, .remark = r->remark };
	}
	return add_lines(cx, &key, ret);
}

const char *paper_contents(struct ctx *cx, const struct paper_order *o)
{
	struct buf text = BUF(&cx->mem);

	for (size_t i = 0; i < o->n_lines; i++)
		buf_print(&text, "%s%s %lld %s", i ? "、" : "", o->lines[i].zh, (long long)o->lines[i].qty, o->lines[i].unit);
	return buf_get(&text);
}
