/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/stock/stock_view.h"
#include "base/check.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/place/place.h"
#include "stock_view.sql.h"

const char *const stock_state_words[] = { "any", "free", "held", "dock", "blocked", "expired", "under_way", NULL };
const char *const stock_expiry_words[] = { "any", "expired", "week", "month", "quarter", "later", "none", NULL };
enum { WEEK = 7, MONTH = 30, QUARTER = 90 };

static const char *or_empty(const char *text) { return text ? text : ""; }

enum err stock_range(struct ctx *cx, int64_t under_id, const char **ret_from, const char **ret_to)
{
	struct place place;

	*ret_from = "/";
	*ret_to = "0";                         /* '0' follows '/' */
	if (!under_id)
		return ERR_OK;
	TRY(place_need(cx, PERM_STOCK_READ, under_id, &place));
	*ret_from = place.path;
	*ret_to = check_scope_end(&cx->mem, place.path);
	return ERR_OK;
}

enum err stock_table(struct ctx *cx, const struct stock_filter *f, bool by_item, const char *after_place, const char *after_item,
		     int64_t limit, struct stock_row **ret, size_t *ret_n)
{
	struct stock_table_seen_row *rows;
	const char *from, *to;

	TRY(stock_range(cx, f->under_id, &from, &to));
	TRY(stock_table_seen(cx, (struct stock_table_seen_in){ .district_id = cx->district_id, .under = from, .under_end = to,
		.item_id = f->item_id, .owner_id = f->owner_id, .place_kind = f->place_kind, .category = or_empty(f->category),
		.find = check_like(&cx->mem, f->search), .state = f->state, .by_item = by_item, .today = civil_day_of(cx->now_ms),
		.after_place = or_empty(after_place), .after_item = or_empty(after_item), .actor_id = cx->actor->account_id,
		.perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct stock_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct stock_table_seen_row *r = &rows[i];

		(*ret)[i] = (struct stock_row){ r->place_id, r->item_id, r->free, r->held, r->dock, r->blocked, r->expired, r->under_way,
			r->first_expiry, r->lots, r->places, r->place_code, r->item_code };
	}
	return ERR_OK;
}

enum err stock_sums(struct ctx *cx, const struct stock_filter *f, struct stock_sums *ret)
{
	enum { ROWS = STOCK_STATES * EXPIRY_CLASSES };
	struct stock_sums_seen_row *rows;
	int64_t today = civil_day_of(cx->now_ms);
	const char *from, *to;
	size_t n;

	*ret = (struct stock_sums){ 0 };
	TRY(stock_range(cx, f->under_id, &from, &to));
	TRY(stock_sums_seen(cx, (struct stock_sums_seen_in){ .district_id = cx->district_id, .under = from, .under_end = to,
		.item_id = f->item_id, .owner_id = f->owner_id, .place_kind = f->place_kind, .category = or_empty(f->category),
		.find = check_like(&cx->mem, f->search), .state = f->state, .today = today, .d7 = today + WEEK, .d30 = today + MONTH,
		.d90 = today + QUARTER, .actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = ROWS },
		&rows, &n, ROWS));
	for (size_t i = 0; i < n; i++) {
		const struct stock_sums_seen_row *r = &rows[i];
		struct stock_sum *into[] = { &ret->state[r->state], &ret->state[STOCK_ANY_STATE], &ret->expiry[r->expiry], &ret->expiry[EXPIRY_ANY] };

		for (size_t k = 0; k < (r->state == STOCK_UNDER_WAY && f->state != STOCK_UNDER_WAY ? 1 : 4); k++) {
			into[k]->lots += r->lots;
			into[k]->qty += r->qty;
		}
	}
	return ERR_OK;
}

/* The days a class of expiry reaches over; 0: open. */
static void days_of(int64_t expiry, int64_t today, struct stock_lots_seen_in *in)
{
	static const int64_t until[EXPIRY_CLASSES] = { [EXPIRY_WEEK] = WEEK, [EXPIRY_MONTH] = MONTH, [EXPIRY_QUARTER] = QUARTER };

	in->none = expiry == EXPIRY_NONE;
	if (expiry == EXPIRY_PAST)
		in->to_day = today - 1;
	if (expiry == EXPIRY_WEEK)
		in->from_day = today;
	if (expiry > EXPIRY_WEEK && expiry <= EXPIRY_LATER)
		in->from_day = today + until[expiry - 1] + 1;
	if (expiry >= EXPIRY_WEEK && expiry <= EXPIRY_QUARTER)
		in->to_day = today + until[expiry];
}

enum err stock_lots(struct ctx *cx, const struct stock_filter *f, struct stock_lot_place after, int64_t limit, struct stock_lot **ret,
		    size_t *ret_n)
{
	struct stock_lots_seen_row *rows;
	struct stock_lots_seen_in in = { .district_id = cx->district_id, .item_id = f->item_id, .owner_id = f->owner_id,
		.place_kind = f->place_kind, .category = or_empty(f->category), .find = check_like(&cx->mem, f->search), .state = f->state,
		.today = civil_day_of(cx->now_ms), .after_expiry = after.expiry, .after_lot = after.lot, .after_account = after.account,
		.actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = limit };

	TRY(stock_range(cx, f->under_id, &in.under, &in.under_end));
	days_of(f->expiry, in.today, &in);
	if (f->to_day && (!in.to_day || f->to_day < in.to_day))
		in.to_day = f->to_day;
	TRY(stock_lots_seen(cx, in, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct stock_lot, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct stock_lots_seen_row *r = &rows[i];

		(*ret)[i] = (struct stock_lot){ r->account_id, r->kind, r->place_id, r->owner_id, r->fund_id, r->doc_id, r->item_id, r->lot_id,
			r->expiry_day, r->sort_day, r->qty, r->source_doc_id, r->giver_id, r->born_ms, r->batch, r->source_number,
			r->source_kind, r->giver };
	}
	return ERR_OK;
}

enum err stock_classes(struct ctx *cx, struct stock_class **ret, size_t *ret_n)
{
	enum { CLASSES_MAX = 500 };
	struct stock_categories_row *rows;
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	TRY(stock_categories(cx, (struct stock_categories_in){ .district_id = cx->district_id, .limit = CLASSES_MAX }, &rows, ret_n, CLASSES_MAX));
	*ret = arena_array(&cx->mem, struct stock_class, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct plan_class *class = plan ? plan_class(plan, rows[i].category) : NULL;

		(*ret)[i] = (struct stock_class){ rows[i].category, class ? class->rule.zh : rows[i].category,
			class ? class->rule.en : rows[i].category, rows[i].items };
	}
	return ERR_OK;
}
