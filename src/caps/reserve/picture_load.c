/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/picture_work.h"
#include "base/civil.h"
#include "caps/ledger/ledger_read.h"
#include "caps/stock/stock.h"
#include "reserve.sql.h"
#include <stdlib.h>
#include <string.h>

/* What the picture is drawn from: goods by day of expiry, what left in a week, the
 * other forms, the annual plan of this year. */
enum { SHELVES_MAX = 200000, OTHERS_MAX = 20000, ANNUAL_MAX = 5000, OUTFLOW_DAYS = 7 };
const char *const reserve_kind_words[] = { "agreement", "capacity", "mutual_aid", "household", "company", NULL };

struct span { const char *from, *to; };

static void add_shelf(struct picture *p, struct reserve_goods *g, const struct reserve_shelves_row *r)
{
	g->usable += r->usable;
	g->kept += r->kept;
	g->held += r->held;
	g->unusable += r->unusable;
	if (r->usable)
		arena_push(&p->cx->mem, g->shelves, g->n_shelves, g->room) = (struct reserve_shelf){ r->expiry_day, r->usable };
}

/* Items by code with what lies of each; both lists come by code. */
static enum err load_goods(struct picture *p, struct span at)
{
	struct ctx *cx = p->cx;
	struct reserve_shelves_row *rows;
	struct item *items;
	size_t n_rows, n, k = 0;

	TRY(reserve_shelves(cx, (struct reserve_shelves_in){ .district_id = cx->district_id, .under = at.from, .under_end = at.to,
		.today = civil_day_of(cx->now_ms), .actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms,
		.limit = SHELVES_MAX }, &rows, &n_rows, SHELVES_MAX));
	TRY(item_list(cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &items, &n));
	p->goods = arena_array(&cx->mem, struct reserve_goods, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct reserve_goods g = { .item = &items[i], .class = plan_class(p->plans, items[i].category) };

		while (k < n_rows && strcmp(rows[k].code, items[i].code) < 0)
			k++;
		for (; k < n_rows && rows[k].item_id == items[i].item_id; k++)
			add_shelf(p, &g, &rows[k]);
		if (g.class && (items[i].active || g.usable || g.held || g.unusable))
			p->goods[p->n_goods++] = g;
	}
	return ERR_OK;
}

static int by_item(const void *a, const void *b)
{
	const struct reserve_outflow_row *x = a, *y = b;

	return (x->item_id > y->item_id) - (x->item_id < y->item_id);
}

static enum err load_outflow(struct picture *p, struct span at)
{
	struct ctx *cx = p->cx;
	struct reserve_outflow_row *rows;
	int64_t seq;
	size_t n;

	TRY(ledger_seq_at(cx, cx->now_ms - (int64_t)OUTFLOW_DAYS * DAY_MS, &seq));
	TRY(reserve_outflow(cx, (struct reserve_outflow_in){ .district_id = cx->district_id, .seq = seq, .under = at.from, .under_end = at.to,
		.actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = SHELVES_MAX }, &rows, &n, SHELVES_MAX));
	for (size_t i = 0; i < p->n_goods; i++) {
		const struct reserve_outflow_row key = { .item_id = p->goods[i].item->item_id };
		const struct reserve_outflow_row *r = n ? bsearch(&key, rows, n, sizeof *rows, by_item) : NULL;

		p->goods[i].out_week = r && r->qty > 0 ? r->qty : 0;
	}
	return ERR_OK;
}

static enum err load_others(struct picture *p, struct span at)
{
	struct ctx *cx = p->cx;
	struct reserve_others_row *rows;
	size_t n;

	TRY(reserve_others(cx, (struct reserve_others_in){ .district_id = cx->district_id, .under = at.from, .under_end = at.to,
		.today = civil_day_of(cx->now_ms), .actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms,
		.limit = OTHERS_MAX }, &rows, &n, OTHERS_MAX));
	p->others = arena_array(&cx->mem, struct reserve_other, n + 1);
	for (size_t i = 0; i < n; i++)
		p->others[i] = (struct reserve_other){ rows[i].form, rows[i].item_id, rows[i].qty > 0 ? rows[i].qty : 0, rows[i].per_day, rows[i].respond_min,
			rows[i].ramp_up_days, rows[i].until_day, rows[i].class_id, rows[i].unit };
	p->n_others = n;
	return ERR_OK;
}

static enum err load_annual(struct picture *p, const struct place *place)
{
	struct ctx *cx = p->cx;
	struct reserve_annual_now_row *rows;
	int year, month, day;
	size_t n;

	civil_date(civil_day_of(cx->now_ms), &year, &month, &day);
	TRY(reserve_annual_now(cx, (struct reserve_annual_now_in){ cx->district_id, year, place->place_id, ANNUAL_MAX }, &rows, &n, ANNUAL_MAX));
	p->annual = arena_array(&cx->mem, struct reserve_annual, n + 1);
	for (size_t i = 0; i < n; i++)
		p->annual[i] = (struct reserve_annual){ rows[i].doc_id, rows[i].days, rows[i].qty, rows[i].class_id, rows[i].unit };
	p->n_annual = n;
	return ERR_OK;
}

enum err reserve_load(struct picture *p, const struct place *place)
{
	struct span at;

	TRY(stock_range(p->cx, place->place_id, &at.from, &at.to));
	TRY(load_goods(p, at));
	TRY(load_outflow(p, at));
	TRY(load_others(p, at));
	return load_annual(p, place);
}
