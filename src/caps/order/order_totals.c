/* SPDX-License-Identifier: Apache-2.0 */
/* Sums of orders per area, offer and line, as a table and as a file; what the shop says it can bring. */
#include "caps/order/order_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "file/csv.h"
#include "file/report_pdf.h"
#include "order.sql.h"
#include <string.h>

const char *const order_total_by_words[] = { "offer", "grid", "community", "station", NULL };
const char *const order_total_format_words[] = { "csv", "xlsx", "pdf", NULL };

static enum err where(struct ctx *cx, const struct order_total_filter *f, struct order_totals_by_offer_in *in)
{
	struct place place, root;

	if (f->limit < 1 || f->limit > ORDER_TOTALS_MAX)
		return fail(cx, ERR_BAD_INPUT, "limit", "每次最多 %d 行，要了 %lld 行", "at most %d rows at once, not %lld", ORDER_TOTALS_MAX, (long long)f->limit);
	*in = (struct order_totals_by_offer_in){ .district_id = cx->district_id, .path = "", .path_end = "", .shop_id = f->shop_id,
		.offer_id = f->offer_id, .stage_from = OFFER_OPEN, .stage_to = f->ended || f->offer_id ? OFFER_CLOSED : OFFER_SHUT,
		.actor_id = cx->actor->account_id, .perm = PERM_ORDER_READ, .now_ms = cx->now_ms, .after_offer = f->after_offer,
		.after_area = f->after_area, .after_line = f->after_line, .limit = f->limit };
	TRY(place_root(cx, &root));
	in->sees_all = ctx_may(cx, PERM_ORDER_READ, root.path);
	if (!f->place_id)
		return ERR_OK;
	TRY(place_get(cx, f->place_id, &place));
	in->sees_all = ctx_may(cx, PERM_ORDER_READ, place.path);
	if (place.kind == PLACE_SHOP) {
		in->shop_id = place.place_id;
		return ERR_OK;
	}
	in->path = place.path;
	in->path_end = check_scope_end(&cx->mem, place.path);
	return ERR_OK;
}

#define TOTALS_OF(in) .district_id = (in)->district_id, .path = (in)->path, .path_end = (in)->path_end, .shop_id = (in)->shop_id, \
	.offer_id = (in)->offer_id, .stage_from = (in)->stage_from, .stage_to = (in)->stage_to, .day_from_ms = (in)->day_from_ms, \
	.sees_all = (in)->sees_all, .actor_id = (in)->actor_id, .perm = (in)->perm, .now_ms = (in)->now_ms, .after_offer = (in)->after_offer, \
	.after_area = (in)->after_area, .after_line = (in)->after_line, .limit = (in)->limit

static enum err read_rows(struct ctx *cx, int64_t by, const struct order_totals_by_offer_in *in, struct order_totals_by_offer_row **ret, size_t *ret_n)
{
	struct order_totals_by_grid_row *grid;
	struct order_totals_by_community_row *community;
	struct order_totals_by_station_row *station;
	const size_t limit = (size_t)in->limit;

	if (by == TOTAL_BY_GRID) {
		TRY(order_totals_by_grid(cx, (struct order_totals_by_grid_in){ TOTALS_OF(in) }, &grid, ret_n, limit));
		*ret = (struct order_totals_by_offer_row *)grid;
	} else if (by == TOTAL_BY_COMMUNITY) {
		TRY(order_totals_by_community(cx, (struct order_totals_by_community_in){ TOTALS_OF(in) }, &community, ret_n, limit));
		*ret = (struct order_totals_by_offer_row *)community;
	} else if (by == TOTAL_BY_STATION) {
		TRY(order_totals_by_station(cx, (struct order_totals_by_station_in){ TOTALS_OF(in) }, &station, ret_n, limit));
		*ret = (struct order_totals_by_offer_row *)station;
	} else {
		return order_totals_by_offer(cx, *in, ret, ret_n, limit);
	}
	return ERR_OK;
}
_Static_assert(sizeof(struct order_totals_by_offer_row) == sizeof(struct order_totals_by_grid_row) &&
	       sizeof(struct order_totals_by_offer_row) == sizeof(struct order_totals_by_community_row) &&
	       sizeof(struct order_totals_by_offer_row) == sizeof(struct order_totals_by_station_row), "rows of all totals are the same");

enum err order_totals(struct ctx *cx, const struct order_total_filter *f, struct order_total **ret, size_t *ret_n)
{
	struct order_totals_by_offer_in in;
	struct order_totals_by_offer_row *rows;

	TRY(where(cx, f, &in));
	TRY(read_rows(cx, f->by, &in, &rows, ret_n));
	*ret = arena_array(&cx->mem, struct order_total, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct order_totals_by_offer_row *r = &rows[i];

		(*ret)[i] = (struct order_total){ .area_id = r->area_id, .offer_id = r->offer_id, .shop_id = r->shop_id, .stage = r->stage,
			.line_no = r->line_no, .item_id = r->item_id, .price_fen = r->price_fen, .price_units = r->price_units, .orders = r->orders,
			.qty = r->qty, .dropped = r->dropped, .taken = r->taken, .own_fen = r->own_fen, .aid_fen = r->aid_fen,
			.unpaid_fen = r->unpaid_fen, .confirmed = r->confirmed, .area = r->area, .offer = r->offer, .shop = r->shop, .code = r->code,
			.item = r->item, .item_en = r->item_en, .unit = r->unit };
	}
	return ERR_OK;
}

/* ---- as a file ---------------------------------------------------------------- */

static void number(struct sheet_cells *p, int64_t n)
{
	sheet_cell(p, arena_print(p->mem, "%lld", (long long)n));
}

static void add_row(struct sheet_cells *p, const struct order_total *t)
{
	sheet_cell(p, t->shop);
	sheet_cell(p, t->offer);
	sheet_cell(p, t->area[0] ? t->area : "全部");
	sheet_cell(p, t->code);
	sheet_cell(p, t->item);
	sheet_cell(p, t->unit);
	sheet_cell(p, t->price_units > 1 ? arena_print(p->mem, "%s/%lld", text_write_money(p->mem, t->price_fen), (long long)t->price_units)
				   : text_write_money(p->mem, t->price_fen));
	number(p, t->orders);
	number(p, t->qty);
	sheet_cell(p, t->confirmed < 0 ? "" : arena_print(p->mem, "%lld", (long long)t->confirmed));
	number(p, t->taken);
	sheet_cell(p, text_write_money(p->mem, t->own_fen));
	sheet_cell(p, text_write_money(p->mem, t->aid_fen));
	sheet_cell(p, text_write_money(p->mem, t->unpaid_fen));
}

static void add_sum(struct sheet_cells *p, const struct order_total *rows, size_t n)
{
	int64_t own = 0, aid = 0, unpaid = 0;

	for (size_t i = 0; i < n; i++) {
		own += rows[i].own_fen;
		aid += rows[i].aid_fen;
		unpaid += rows[i].unpaid_fen;
	}
	sheet_cell(p, "合计");
	for (int i = 0; i < 10; i++)
		sheet_cell(p, "");
	sheet_cell(p, text_write_money(p->mem, own));
	sheet_cell(p, text_write_money(p->mem, aid));
	sheet_cell(p, text_write_money(p->mem, unpaid));
}

enum err order_totals_file(struct ctx *cx, const struct order_total_filter *filter, int64_t format, struct order_totals_file *ret)
{
	static const struct sheet_column columns[] = { { "门店" }, { "团购" }, { "区域" }, { "编码" }, { "商品" }, { "单位", SHEET_CENTRED },
		{ "单价（元）", SHEET_NUMBER }, { "户数", SHEET_NUMBER }, { "数量", SHEET_NUMBER }, { "企业确认", SHEET_NUMBER }, { "已交付", SHEET_NUMBER },
		{ "住户应付（元）", SHEET_NUMBER }, { "补贴（元）", SHEET_NUMBER }, { "未收（元）", SHEET_NUMBER } };
	static const char *const types[] = { "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf" };
	static const char *const signatures[] = { "汇总人", "门店确认" };
	const int64_t day = civil_day_of(cx->now_ms);
	struct sheet_cells p = { .mem = &cx->mem };
	struct order_total *rows;
	const char *line = NULL;
	char date[11];
	size_t n;

	TRY(order_totals(cx, filter, &rows, &n));
	for (size_t i = 0; i < n; i++)
		add_row(&p, &rows[i]);
	add_sum(&p, rows, n);
	civil_write_day(day, date);
	line = arena_print(&cx->mem, "制表日期：%s    共 %zu 行", date, n);
	const struct sheet sheet = { .name = "订单汇总", .title = format ? "住户订单汇总表" : NULL, .lines = &line, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n + 1, .n_totals = 1 };

	ret->type = types[format];
	ret->name = arena_print(&cx->mem, "order-totals-%s.%s", date, order_total_format_words[format]);
	if (format == 2)
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .landscape = true, .signatures = signatures,
			.n_signatures = 2, .day = day }, &ret->body);
	return format == 1 ? sheet_write_xlsx(cx, &sheet, 1, day, &ret->body) : csv_write(cx, &sheet, CSV_UTF8_BOM, &ret->body);
}

/* ---- what the shop says ------------------------------------------------------- */

static enum err need_shop(struct ctx *cx, const struct offer *offer)
{
	struct place shop;

	return place_need(cx, PERM_ORDER_FILL, offer->shop_id, &shop);
}

enum err order_confirm(struct ctx *cx, int64_t offer_id, const struct order_confirmed *lines, size_t n)
{
	struct order_line_sum_row sum;
	struct offer offer;

	TRY(offer_get(cx, offer_id, &offer));
	TRY(need_shop(cx, &offer));
	if (offer.stage != OFFER_OPEN && offer.stage != OFFER_SHUT)
		return fail(cx, ERR_BAD_STATE, "offer_id", "团购“%s”现为“%s”，不用确认备货", "the offer \"%s\" is \"%s\"; there is nothing to confirm", offer.name,
			    offer.state);
	for (size_t i = 0; i < n; i++) {
		const char *field = arena_print(&cx->mem, "lines[%zu].qty", i);
		bool known = false;

		for (size_t k = 0; k < offer.n_lines; k++)
			known |= offer.lines[k].line_no == lines[i].line_no;
		if (!known || lines[i].qty < 0 || lines[i].qty > OFFER_QTY_MAX)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 项：团购“%s”没有第 %lld 行，或数量 %lld 不对", "entry %zu: the offer \"%s\" has no line %lld, or the quantity %lld is wrong",
				    i + 1, offer.name, (long long)lines[i].line_no, (long long)lines[i].qty);
		TRY(order_line_sum(cx, (struct order_line_sum_in){ .district_id = cx->district_id, .offer_id = offer_id, .line_no = lines[i].line_no }, &sum));
		if (lines[i].qty < sum.taken)
			return fail(cx, ERR_BAD_STATE, field, "第 %zu 项确认 %lld，但已交付 %lld；不能少于已交付的", "entry %zu confirms %lld, but %lld have been delivered; not fewer than that",
				    i + 1, (long long)lines[i].qty, (long long)sum.taken);
		TRY(order_confirm_add(cx, (struct order_confirm_add_in){ .district_id = cx->district_id, .offer_id = offer_id, .line_no = lines[i].line_no,
			.confirmed_ms = cx->now_ms, .qty = lines[i].qty, .wanted = sum.qty, .confirmed_by = cx->actor->account_id,
			.note = lines[i].note ? lines[i].note : "" }));
	}
	return ERR_OK;
}

enum err order_said(struct ctx *cx, int64_t offer_id, struct order_said **ret, size_t *ret_n)
{
	struct order_confirmed_row *rows;
	struct offer offer;

	TRY(offer_see(cx, offer_id, &offer));
	TRY(order_confirmed(cx, (struct order_confirmed_in){ .district_id = cx->district_id, .offer_id = offer_id, .limit = ORDER_TOTALS_MAX }, &rows, ret_n,
			    ORDER_TOTALS_MAX));
	*ret = arena_array(&cx->mem, struct order_said, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = (struct order_said){ .line_no = rows[i].line_no, .qty = rows[i].qty, .wanted = rows[i].wanted, .at_ms = rows[i].confirmed_ms,
			.by = rows[i].confirmed_by, .note = rows[i].note };
		TRY(party_account_name(cx, rows[i].confirmed_by, &(*ret)[i].by_name));
	}
	return ERR_OK;
}

enum err order_sums_check(struct ctx *cx, struct order_sum_fault **ret, size_t *ret_n)
{
	struct order_sum_faults_row *rows;

	TRY(order_sum_faults(cx, (struct order_sum_faults_in){ .district_id = cx->district_id, .limit = 100 }, &rows, ret_n, 100));
	*ret = arena_array(&cx->mem, struct order_sum_fault, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct order_sum_fault){ rows[i].offer_id, rows[i].line_no, rows[i].grid_id, rows[i].stands, rows[i].should };
	return ERR_OK;
}
