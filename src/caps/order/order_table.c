/* SPDX-License-Identifier: Apache-2.0 */
/* Orders as a table: the way a filter is read depends on what it narrows most. */
#include "caps/order/order_work.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "order.sql.h"
#include <ctype.h>
#include <string.h>

enum { STATES_MAX = 20 };

static int64_t day_start(int64_t day)
{
	return day * DAY_MS - CHINA_OFFSET_MS;
}

/* Part of a number, however it was typed; "" when it can be none. */
static const char *number_like(struct ctx *cx, const char *text)
{
	char *like;

	if (!text || !text[0] || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != strlen(text) || strlen(text) < 4)
		return "";
	like = arena_print(&cx->mem, "%%%s%%", text);
	for (char *c = like; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return like;
}

static enum err where(struct ctx *cx, const struct order_filter *f, struct order_page_in *in)
{
	struct place place, root;

	*in = (struct order_page_in){ .district_id = cx->district_id, .path = "", .path_end = "", .offer_id = f->offer_id,
		.household_id = f->household_id, .item_id = f->item_id, .find = f->text ? f->text : "", .likely = number_like(cx, f->text),
		.states = f->state && f->state[0] ? arena_print(&cx->mem, ",%s,", f->state) : "", .pay = f->pay, .channel = f->channel,
		.from_ms = f->from_day ? day_start(f->from_day) : 0, .until_ms = f->to_day ? day_start(f->to_day + 1) : 0,
		.late_ms = f->late ? cx->now_ms : 0, .unpaid = f->unpaid, .problem = f->problem, .special = f->special,
		.deliver_until_ms = f->deliver_day ? day_start(f->deliver_day + 1) : 0, .actor_id = cx->actor->account_id, .perm = PERM_ORDER_READ,
		.now_ms = cx->now_ms, .after = f->after, .limit = f->limit };
	TRY(place_root(cx, &root));
	in->sees_all = ctx_may(cx, PERM_ORDER_READ, root.path);
	if (!f->place_id)
		return ERR_OK;
	TRY(place_get(cx, f->place_id, &place));
	in->sees_all = ctx_may(cx, PERM_ORDER_READ, place.path);
	if (place.kind == PLACE_SHOP) {
		in->shop_id = place.place_id;
	} else if (place.kind == PLACE_STATION) {
		in->station_id = place.place_id;
	} else if (place.kind == PLACE_GRID) {
		in->grid_id = place.place_id;
	} else {
		in->path = place.path;
		in->path_end = check_scope_end(&cx->mem, place.path);
	}
	return ERR_OK;
}

static enum err check_filter(struct ctx *cx, const struct order_filter *f)
{
	if (f->limit < 1 || f->limit > ORDER_ROWS_MAX)
		return fail(cx, ERR_BAD_INPUT, "limit", "每次最多 %d 行，要了 %lld 行", "at most %d rows at once, not %lld", ORDER_ROWS_MAX, (long long)f->limit);
	if (f->from_day && f->to_day && f->from_day > f->to_day)
		return fail(cx, ERR_BAD_INPUT, "to", "起始日期晚于截止日期，请对调", "the first day is after the last; swap them");
	return ERR_OK;
}

/* The queries differ in where they begin; their conditions and rows are the same. */
#define FILTER_OF(in) .district_id = (in)->district_id, .path = (in)->path, .path_end = (in)->path_end, .shop_id = (in)->shop_id, \
	.station_id = (in)->station_id, .grid_id = (in)->grid_id, .offer_id = (in)->offer_id, .household_id = (in)->household_id, \
	.item_id = (in)->item_id, .states = (in)->states, .find = (in)->find, .likely = (in)->likely, .pay = (in)->pay, .channel = (in)->channel, \
	.from_ms = (in)->from_ms, .until_ms = (in)->until_ms, .late_ms = (in)->late_ms, .unpaid = (in)->unpaid, .problem = (in)->problem, \
	.special = (in)->special, .deliver_until_ms = (in)->deliver_until_ms, .sees_all = (in)->sees_all, .actor_id = (in)->actor_id, \
	.perm = (in)->perm, .now_ms = (in)->now_ms

static enum err read_page(struct ctx *cx, const struct order_filter *f, const struct order_page_in *in, struct order_page_row **ret, size_t *ret_n)
{
	struct order_page_of_household_row *of_household;
	struct order_page_of_grid_row *of_grid;
	struct order_page_by_stairs_row *by_stairs;
	const size_t limit = (size_t)f->limit;

	if (f->by_stairs) {
		TRY(order_page_by_stairs(cx, (struct order_page_by_stairs_in){ FILTER_OF(in), .skip = in->after, .limit = in->limit }, &by_stairs, ret_n, limit));
		*ret = (struct order_page_row *)by_stairs;
	} else if (f->household_id) {
		TRY(order_page_of_household(cx, (struct order_page_of_household_in){ FILTER_OF(in), .after = in->after, .limit = in->limit }, &of_household,
					    ret_n, limit));
		*ret = (struct order_page_row *)of_household;
	} else if (in->grid_id) {
		TRY(order_page_of_grid(cx, (struct order_page_of_grid_in){ FILTER_OF(in), .after = in->after, .limit = in->limit }, &of_grid, ret_n, limit));
		*ret = (struct order_page_row *)of_grid;
	} else {
		return order_page(cx, *in, ret, ret_n, limit);
	}
	return ERR_OK;
}
_Static_assert(sizeof(struct order_page_row) == sizeof(struct order_page_of_grid_row) &&
	       sizeof(struct order_page_row) == sizeof(struct order_page_of_household_row) &&
	       sizeof(struct order_page_row) == sizeof(struct order_page_by_stairs_row), "rows of the four pages are the same");

enum err order_line_rows(struct ctx *cx, int64_t doc_id, struct order_line_row **ret, size_t *ret_n)
{
	struct order_lines_of_row *rows;

	TRY(order_lines_of(cx, (struct order_lines_of_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = ORDER_LINES_MAX }, &rows, ret_n,
			   ORDER_LINES_MAX));
	*ret = arena_array(&cx->mem, struct order_line_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct order_lines_of_row *r = &rows[i];
		const struct doc_line line = { .price_fen = r->price_fen, .aid_fen = r->aid_fen, .price_units = r->price_units };

		(*ret)[i] = (struct order_line_row){ r->line_no, r->parent_line_no, r->item_id, r->price_fen, r->aid_fen, r->price_units, r->asked,
			r->granted, r->dropped, r->sent, r->taken, r->back, r->paid, doc_worth(&line, OWN_PART, r->granted - r->dropped), r->code,
			r->zh, r->en, r->unit };
	}
	return ERR_OK;
}

/* "蔬菜包×1、鸡蛋×2": what is still wanted; of a void order what it was. */
static const char *told(struct ctx *cx, struct order_row *row)
{
	struct buf b = BUF(&cx->mem);
	const bool ended = text_equal(row->state, "void");

	for (size_t i = 0; i < row->n_lines; i++) {
		const struct order_line_row *l = &row->lines[i];
		const int64_t n = ended ? l->asked : l->granted - l->dropped;

		row->qty += l->granted - l->dropped;
		row->taken += l->taken;
		if (n)
			buf_print(&b, "%s%s×%lld", b.n ? "、" : "", l->zh, (long long)n);
	}
	return buf_get(&b);
}

static enum err fill_row(struct ctx *cx, const struct order_page_row *r, struct order_row *row)
{
	struct place building;

	*row = (struct order_row){ .doc_id = r->doc_id, .version = r->version, .household_id = r->household_id, .building_id = r->building_id,
		.grid_id = r->grid_id, .offer_id = r->offer_id, .shop_id = r->shop_id, .station_id = r->station_id, .pay = r->pay, .channel = r->channel,
		.worker_id = r->worker_id, .placed_ms = r->placed_ms, .deliver_by_ms = r->deliver_by_ms, .total_fen = r->total_fen, .own_fen = r->own_fen,
		.aid_fen = r->aid_fen, .trouble = r->trouble, .replaces_id = r->replaces_id, .substitute = r->substitute, .special = r->special,
		.late = r->open_by_ms && r->open_by_ms < cx->now_ms, .kind = r->kind, .number = r->number, .state = r->state, .pickup_no = r->pickup_no,
		.door = r->door, .remark = r->remark };
	TRY(place_get(cx, r->building_id, &building));
	row->building = building.name;
	TRY(order_line_rows(cx, r->doc_id, &row->lines, &row->n_lines));
	row->what = told(cx, row);
	return ERR_OK;
}

enum err order_row_get(struct ctx *cx, const struct order_view *v, struct order_row *ret)
{
	const struct doc *d = &v->doc;
	const bool open = text_equal(d->state, "placed") || text_equal(d->state, "paid") || text_equal(d->state, "part");

	return fill_row(cx, &(struct order_page_row){ .doc_id = d->doc_id, .version = d->version, .worker_id = d->worker_id, .total_fen = d->total_fen,
		.kind = d->kind, .household_id = v->household_id, .building_id = v->building_id, .grid_id = v->grid_id, .offer_id = v->offer_id,
		.shop_id = v->shop_id, .station_id = v->station_id, .channel = v->channel, .pay = v->pay, .substitute = v->substitute, .special = v->special,
		.trouble = v->trouble, .late = v->late, .placed_ms = v->placed_ms, .deliver_by_ms = v->deliver_by_ms,
		.open_by_ms = open ? v->deliver_by_ms : 0, .own_fen = v->own_fen, .aid_fen = v->aid_fen, .replaces_id = v->replaces_id, .state = d->state,
		.number = d->number, .pickup_no = v->pickup_no, .door = v->door, .remark = v->remark }, ret);
}

enum err order_list(struct ctx *cx, const struct order_filter *f, struct order_row **ret, size_t *ret_n)
{
	struct order_page_row *rows;
	struct order_page_in in;

	TRY(check_filter(cx, f));
	TRY(where(cx, f, &in));
	TRY(read_page(cx, f, &in, &rows, ret_n));
	*ret = arena_array(&cx->mem, struct order_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		TRY(fill_row(cx, &rows[i], &(*ret)[i]));
	return ERR_OK;
}

static bool narrows(const struct order_filter *f)
{
	return f->place_id || f->offer_id || f->household_id || f->item_id || (f->text && f->text[0]) || f->pay >= 0 || f->channel >= 0 || f->from_day ||
	       f->to_day || f->late || f->unpaid || f->problem || f->special || f->deliver_day;
}

/* Of the whole district the indexes alone can tell. */
static enum err count_all(struct ctx *cx, struct order_counts *ret)
{
	struct order_count_states_row *rows;
	struct order_count_flags_row flags;
	size_t n;

	TRY(order_count_states(cx, (struct order_count_states_in){ .district_id = cx->district_id, .limit = STATES_MAX }, &rows, &n, STATES_MAX));
	TRY(order_count_flags(cx, (struct order_count_flags_in){ .district_id = cx->district_id, .now_ms = cx->now_ms }, &flags));
	*ret = (struct order_counts){ .late = flags.late, .unpaid = flags.unpaid, .problem = flags.problem };
	for (size_t i = 0; i < n; i++) {
		int64_t *at = text_equal(rows[i].state, "placed") ? &ret->placed : text_equal(rows[i].state, "paid") ? &ret->paid :
			text_equal(rows[i].state, "part") ? &ret->part : text_equal(rows[i].state, "owing") ? &ret->owing :
			text_equal(rows[i].state, "done") ? &ret->done : &ret->ended;

		*at += rows[i].n;
		ret->all += rows[i].n;
	}
	return ERR_OK;
}

enum err order_count(struct ctx *cx, const struct order_filter *f, struct order_counts *ret)
{
	struct order_filter any = *f;
	struct order_count_page_row r;
	struct order_page_in whole, *in = &whole;

	any.state = NULL;
	any.limit = any.limit ? any.limit : 1;
	TRY(check_filter(cx, &any));
	TRY(where(cx, &any, in));
	if (in->sees_all && !narrows(&any))
		return count_all(cx, ret);
	TRY(order_count_page(cx, (struct order_count_page_in){ FILTER_OF(in) }, &r));
	*ret = (struct order_counts){ r.n, r.placed, r.paid, r.part, r.owing, r.done, r.ended, r.late, r.unpaid, r.problem };
	return ERR_OK;
}

enum err order_escalation(struct ctx *cx, const struct order_view *v, struct order_told **ret, size_t *ret_n)
{
	struct order_terms terms;
	struct household h;
	struct grid_area grid;

	*ret_n = 0;
	TRY(household_get(cx, v->household_id, &h));
	TRY(grid_area_of(cx, v->building_id, &grid));
	TRY(order_terms(cx, &h, &grid, &terms));
	const struct plan_lates *lates = &terms.ordering.escalate;

	*ret = arena_array(&cx->mem, struct order_told, lates->n + 1);
	for (size_t i = 0; v->deliver_by_ms && i < lates->n; i++) {
		const struct plan_role *role = plan_role(terms.ordering.escalate_by->rule.plan, lates->at[i].to);
		const int64_t at = plan_after(v->deliver_by_ms, lates->at[i].after);

		(*ret)[(*ret_n)++] = (struct order_told){ .at_ms = at, .role = lates->at[i].to, .zh = role && role->rule.zh ? role->rule.zh : lates->at[i].to,
			.en = role && role->rule.en ? role->rule.en : lates->at[i].to, .now = at <= cx->now_ms };
	}
	return ERR_OK;
}
