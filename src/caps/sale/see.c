/* SPDX-License-Identifier: Apache-2.0 */
/* How a release stands: where its goods are and what has come in for them. */
#include "caps/sale/sale_work.h"
#include "base/buf.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "sale.sql.h"

/* What the lines come to by a counter; by batch where rows are given. */
static enum err add_goods(struct ctx *cx, const struct doc *doc, int64_t line_no, int64_t qty, struct buf *out)
{
	struct item item;

	if (line_no < 1 || line_no > (int64_t)doc->n_lines)
		return ERR_OK;
	TRY(item_get(cx, doc->lines[line_no - 1].item_id, &item));
	buf_print(out, "%s%s %lld %s", out->n ? "、" : "", item.zh, (long long)qty, item.unit);
	return ERR_OK;
}

static enum err see_lines(struct ctx *cx, const struct doc *doc, struct sale_view *v)
{
	struct sale_losses_row *lost;
	struct sale_lines_row *rows;
	int64_t *shelf;
	size_t n, n_lost;

	TRY(sale_lines(cx, (struct sale_lines_in){ cx->district_id, doc->doc_id, SALE_LINES_MAX }, &rows, &n, SALE_LINES_MAX));
	TRY(sale_losses(cx, (struct sale_losses_in){ cx->district_id, doc->doc_id, SALE_LINES_MAX }, &lost, &n_lost, SALE_LINES_MAX));
	TRY(sale_on_shelf(cx, doc, &shelf));
	v->lines = arena_array(&cx->mem, struct sale_lined, doc->n_lines + 1);
	for (size_t i = 0; i < n && i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		const int64_t *c = l->counter;

		v->lines[v->n_lines++] = (struct sale_lined){ .line_no = l->line_no, .market_fen = rows[i].market_fen, .market_units = rows[i].market_units,
			.by = rows[i].market_by, .market_ms = rows[i].market_ms, .source = rows[i].market_source, .per_household = rows[i].per_household,
			.per_unit = rows[i].per_unit, .released = c[SENT], .under_way = c[SENT] - c[ARRIVED] - c[SHORT], .astray = c[SHORT] - c[FOUND] - c[LOST],
			.at_point = shelf[i], .sold = c[TAKEN], .back = c[BACK] + c[FOUND], .lost = c[LOST], .takings_fen = doc_worth(l, WHOLE_PRICE, c[TAKEN]) };
	}
	for (size_t i = 0; i < n_lost; i++)
		if (lost[i].line_no <= (int64_t)v->n_lines)
			v->lines[lost[i].line_no - 1].lost += lost[i].lost;
	return ERR_OK;
}

static enum err see_batches(struct ctx *cx, const struct doc *doc, struct sale_view *v)
{
	struct sale_batch_lines_row *lines;
	struct sale_batches_row *rows;
	size_t n, n_lines;

	TRY(sale_batches(cx, (struct sale_batches_in){ cx->district_id, doc->doc_id, SALE_BATCHES_MAX }, &rows, &n, SALE_BATCHES_MAX));
	TRY(sale_batch_lines(cx, (struct sale_batch_lines_in){ cx->district_id, doc->doc_id, SALE_BATCHES_MAX * 10 }, &lines, &n_lines, SALE_BATCHES_MAX * 10));
	v->batches = arena_array(&cx->mem, struct sale_batch, n + 1);
	for (size_t i = 0, k = 0; i < n; i++) {
		struct buf goods = BUF(&cx->mem);
		struct sale_batch *b = &v->batches[v->n_batches++];

		*b = (struct sale_batch){ rows[i].at_version, rows[i].window_no, rows[i].households, rows[i].units, rows[i].fen, rows[i].sold_ms, "", "" };
		TRY(party_account_name(cx, rows[i].sold_by, &b->sold_by));
		for (; k < n_lines && lines[k].at_version >= rows[i].at_version; k++)
			if (lines[k].at_version == rows[i].at_version)
				TRY(add_goods(cx, doc, lines[k].line_no, lines[k].qty, &goods));
		b->goods = goods.n ? buf_get(&goods) : "";
	}
	return ERR_OK;
}

static enum err see_slips(struct ctx *cx, const struct doc *doc, struct sale_view *v)
{
	struct sale_slips_row *rows;
	size_t n;

	TRY(sale_slips(cx, (struct sale_slips_in){ cx->district_id, doc->doc_id, SALE_BATCHES_MAX }, &rows, &n, SALE_BATCHES_MAX));
	v->slips = arena_array(&cx->mem, struct sale_slip, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct sale_slip *s = &v->slips[v->n_slips++];

		*s = (struct sale_slip){ rows[i].slip_id, rows[i].fen, rows[i].slip_day, rows[i].entered_ms, rows[i].confirmed_ms, rows[i].slip, "", "" };
		TRY(party_account_name(cx, rows[i].entered_by, &s->entered_by));
		if (rows[i].confirmed_ms)
			TRY(party_account_name(cx, rows[i].confirmed_by, &s->confirmed_by));
		else
			v->waiting_fen += rows[i].fen;
	}
	return ERR_OK;
}

static enum err see_losses(struct ctx *cx, const struct doc *doc, struct sale_view *v)
{
	struct sale_loss_docs_row *rows;
	size_t n;

	TRY(sale_loss_docs(cx, (struct sale_loss_docs_in){ cx->district_id, doc->doc_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	v->losses = arena_array(&cx->mem, struct sale_lost, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct buf goods = BUF(&cx->mem);
		struct doc_event *events;
		const char *why = "";
		struct doc loss;
		size_t n_events;

		TRY(document_get(cx, rows[i].doc_id, &loss));
		for (size_t k = 0; k < loss.n_lines; k++)
			TRY(add_goods(cx, &loss, (int64_t)k + 1, loss.lines[k].counter[ASKED], &goods));
		TRY(document_history(cx, loss.doc_id, &events, &n_events));
		for (size_t k = 0; k < n_events; k++)
			if (text_equal(events[k].verb, "propose") && events[k].note)
				why = events[k].note;
		v->losses[v->n_losses++] = (struct sale_lost){ loss.doc_id, rows[i].number, rows[i].state, why, buf_get(&goods) };
	}
	return ERR_OK;
}

static enum err see_round(struct ctx *cx, struct sale_view *v)
{
	struct sale_round_row *rows;
	size_t n;

	TRY(sale_round(cx, (struct sale_round_in){ .district_id = cx->district_id, .round_id = v->round_id, .actor_id = cx->actor->account_id,
		.perm = PERM_SALE_READ, .now_ms = cx->now_ms, .limit = SALE_POINTS_MAX }, &rows, &n, SALE_POINTS_MAX));
	v->round = arena_array(&cx->mem, struct sale_sibling, n + 1);
	for (size_t i = 0; i < n; i++)
		v->round[v->n_round++] = (struct sale_sibling){ rows[i].doc_id, rows[i].point_id, rows[i].number, rows[i].state, rows[i].point };
	return ERR_OK;
}

static enum err see_own(struct ctx *cx, const struct doc *doc, struct sale_view *v)
{
	struct sale_windows_row *windows;
	struct sale_one_row own;
	struct fund fund;
	size_t n;

	TRY(sale_one(cx, (struct sale_one_in){ cx->district_id, doc->doc_id }, &own));
	*v = (struct sale_view){ .round_id = own.round_id, .slot_minutes = own.slot_minutes, .vetted_ms = own.vetted_ms, .reason = own.reason, .decision = own.decision,
		.buyers = own.buyers, .rule_zh = own.rule_zh, .rule_en = own.rule_en, .rule_source = own.rule_source, .fund = "", .vetted_by = "",
		.takings_fen = sale_worth(doc, TAKEN), .paid_fen = sale_worth(doc, BILLED) };
	v->open_fen = v->takings_fen - v->paid_fen;
	if (own.vetted_by)
		TRY(party_account_name(cx, own.vetted_by, &v->vetted_by));
	if (doc->fund_id) {
		TRY(fund_get(cx, doc->fund_id, &fund));
		v->fund = fund.facts.zh;
	}
	TRY(sale_windows(cx, (struct sale_windows_in){ cx->district_id, doc->doc_id, SALE_WINDOWS_MAX }, &windows, &n, SALE_WINDOWS_MAX));
	v->windows = arena_array(&cx->mem, struct sale_window, n + 1);
	for (size_t i = 0; i < n; i++)
		v->windows[v->n_windows++] = (struct sale_window){ windows[i].window_no, windows[i].opens_ms, windows[i].closes_ms };
	return ERR_OK;
}

enum err sale_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct sale_view *ret)
{
	TRY(document_see(cx, doc_id, ret_doc));
	TRY(sale_is(cx, ret_doc));
	TRY(see_own(cx, ret_doc, ret));
	TRY(see_lines(cx, ret_doc, ret));
	TRY(see_batches(cx, ret_doc, ret));
	TRY(see_slips(cx, ret_doc, ret));
	TRY(see_losses(cx, ret_doc, ret));
	return see_round(cx, ret);
}

/* The first two kinds of goods, and how many there are. */
static enum err goods_said(struct ctx *cx, const struct doc *doc, const char **ret)
{
	struct buf out = BUF(&cx->mem);

	for (size_t i = 0; i < doc->n_lines && i < 2; i++)
		TRY(add_goods(cx, doc, (int64_t)i + 1, doc->lines[i].counter[ASKED], &out));
	if (doc->n_lines > 2)
		buf_print(&out, "等 %zu 种", doc->n_lines);
	*ret = buf_get(&out);
	return ERR_OK;
}

enum err sale_list(struct ctx *cx, const char *state, int64_t place_id, int64_t before_id, int64_t limit, struct sale_row **ret, size_t *ret_n)
{
	struct doc_summary *rows;
	size_t n;

	TRY(document_list(cx, &(struct doc_filter){ .kinds = { "sale" }, .state = state, .place_id = place_id, .before_id = before_id, .limit = limit }, &rows, &n));
	*ret = arena_array(&cx->mem, struct sale_row, n + 1);
	for (*ret_n = 0; *ret_n < n; ++*ret_n) {
		struct sale_row *to = &(*ret)[*ret_n];
		struct place from, point;
		struct sale_view v;
		struct doc doc;

		TRY(document_get(cx, rows[*ret_n].doc_id, &doc));
		TRY(see_own(cx, &doc, &v));
		TRY(place_get(cx, doc.from_place_id, &from));
		TRY(place_get(cx, doc.to_place_id, &point));
		*to = (struct sale_row){ .doc_id = doc.doc_id, .round_id = v.round_id, .created_ms = doc.created_ms, .worth_fen = doc.total_fen,
			.takings_fen = v.takings_fen, .paid_fen = v.paid_fen, .number = doc.number, .state = doc.state, .from = from.name, .point = point.name,
			.reason = v.reason };
		if (v.n_windows) {
			to->opens_ms = v.windows[0].opens_ms;
			to->closes_ms = v.windows[v.n_windows - 1].closes_ms;
		}
		TRY(goods_said(cx, &doc, &to->goods));
	}
	return ERR_OK;
}

/* ---- what everybody may see ---- */

static enum err offer_goods(struct ctx *cx, const struct doc *doc, struct sale_open_point *at)
{
	struct sale_lines_row *rows;
	int64_t *shelf;
	size_t n;

	TRY(sale_lines(cx, (struct sale_lines_in){ cx->district_id, doc->doc_id, SALE_LINES_MAX }, &rows, &n, SALE_LINES_MAX));
	TRY(sale_on_shelf(cx, doc, &shelf));
	at->goods = arena_array(&cx->mem, struct sale_offer, doc->n_lines + 1);
	for (size_t i = 0; i < doc->n_lines && i < n; i++) {
		const struct doc_line *l = &doc->lines[i];
		const int64_t *c = l->counter, to_leave = c[GRANTED] - c[DROPPED] - c[SENT];
		struct item item;

		TRY(item_get(cx, l->item_id, &item));
		at->goods[at->n_goods++] = (struct sale_offer){ .price_fen = l->price_fen, .price_units = l->price_units ? l->price_units : 1,
			.per_household = rows[i].per_household, .per_unit = rows[i].per_unit, .there = shelf[i], .zh = item.zh, .en = *item.en ? item.en : item.zh,
			.unit = item.unit, .left = shelf[i] + c[SENT] - c[ARRIVED] - c[SHORT] + (to_leave > 0 ? to_leave : 0) };
	}
	return ERR_OK;
}

static enum err offer_hours(struct ctx *cx, int64_t doc_id, struct sale_open_point *at)
{
	struct sale_windows_row *rows;
	size_t n;

	TRY(sale_windows(cx, (struct sale_windows_in){ cx->district_id, doc_id, SALE_WINDOWS_MAX }, &rows, &n, SALE_WINDOWS_MAX));
	at->windows = arena_array(&cx->mem, struct sale_window, n + 1);
	for (size_t i = 0; i < n; i++)
		if (rows[i].closes_ms > cx->now_ms)
			at->windows[at->n_windows++] = (struct sale_window){ rows[i].window_no, rows[i].opens_ms, rows[i].closes_ms };
	return ERR_OK;
}

enum err sale_published(struct ctx *cx, struct sale_open_point **ret, size_t *ret_n)
{
	struct sale_published_docs_row *rows;

	TRY(sale_published_docs(cx, (struct sale_published_docs_in){ cx->district_id, cx->now_ms, SALE_PUBLISHED_MAX }, &rows, ret_n, SALE_PUBLISHED_MAX));
	*ret = arena_array(&cx->mem, struct sale_open_point, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		struct sale_open_point *at = &(*ret)[i];
		struct place point, area;
		struct doc doc;
		enum err e;

		TRY(document_get(cx, rows[i].doc_id, &doc));
		TRY(place_get(cx, doc.to_place_id, &point));
		*at = (struct sale_open_point){ .number = doc.number, .point = point.name, .area = "" };
		e = place_ancestor(cx, doc.to_place_id, PLACE_SUBDISTRICT, &area);
		if (e && e != ERR_NOT_FOUND)
			return e;
		if (e)
			cx->fault = (struct fault){ 0 };
		else
			at->area = area.name;
		TRY(offer_goods(cx, &doc, at));
		TRY(offer_hours(cx, doc.doc_id, at));
	}
	return ERR_OK;
}
