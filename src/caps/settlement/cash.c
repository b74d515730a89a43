/* SPDX-License-Identifier: Apache-2.0 */
/* What each worker holds: the money of orders that has not reached the shop yet,
 * the oldest first to leave. */
#include "caps/settlement/settlement_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/plan/plan_household.h"
#include "caps/plan/plan_value.h"
#include "settlement.sql.h"
#include <stdlib.h>

/* ---- when it is due ---- */

/* Cash taken in one way; where the plan says nothing of that way, the other's rule holds, or that of any cash. */
static const struct plan_settlement *cash_rule(const struct plan *plan, enum plan_settle way)
{
	const enum plan_settle ways[] = { way, SETTLE_on_handover, SETTLE_collect_first, SETTLE_daily, SETTLE_monthly };
	const struct plan_settlement *rule = NULL;

	for (size_t i = 0; !rule && i < sizeof ways / sizeof *ways; i++)
		rule = plan_settlement(plan, NULL, NULL, ways[i]);
	return rule;
}

enum err settlement_rule(struct ctx *cx, enum settlement_kind kind, const struct plan_settlement **ret)
{
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	*ret = kind == SETTLE_LAY_OUT ? plan_settlement(plan, NULL, NULL, SETTLE_on_account) : cash_rule(plan, SETTLE_on_handover);
	return ERR_OK;
}

/* Orders paid in advance follow the rule of money collected first, others that of money taken at the door. */
struct cash_rules { const struct plan_settlement *first, *at_door; };

static enum err cash_rules(struct ctx *cx, struct cash_rules *ret)
{
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	*ret = (struct cash_rules){ cash_rule(plan, SETTLE_collect_first), cash_rule(plan, SETTLE_on_handover) };
	return ERR_OK;
}

/* The day's last minute: "23:59" is understood where "00:00" of the next day is not. */
static int64_t end_of_day(int64_t day)
{
	return (day + 1) * DAY_MS - CHINA_OFFSET_MS - 60000;
}

/* The next of the day's times after a moment; the end of the day where none is told. */
static int64_t next_time(const struct timing *t, int64_t at_ms)
{
	const int64_t day = civil_day_of(at_ms);

	if (!t->n_times)
		return end_of_day(day);
	for (int64_t d = day; d <= day + 1; d++)
		for (int i = 0; i < t->n_times; i++) {
			int64_t ms = d * DAY_MS - CHINA_OFFSET_MS + t->times[i] * INT64_C(60000);

			if (ms > at_ms)
				return ms;
		}
	return end_of_day(day + 1);
}

int64_t settlement_due_ms(struct ctx *cx, const struct plan_settlement *rule, int64_t at_ms)
{
	struct timing t;

	if (!rule)
		return 0;
	if (rule->due && timing_read(&cx->mem, rule->due, &t)) {
		if (t.how == TIMING_WITHIN || t.how == TIMING_AFTER)
			return at_ms + dur_ms(t.dur);
		if (t.how == TIMING_EVERY && !t.every && t.dur.unit == DUR_MS && t.dur.n <= DAY_MS)
			return next_time(&t, at_ms);
		if (timing_period_ms(&t))
			return end_of_day(civil_day_of(at_ms + timing_period_ms(&t)));
	}
	if (rule->way == SETTLE_monthly)
		return end_of_day(civil_day_of(at_ms) + 30);
	return rule->way == SETTLE_on_account ? 0 : end_of_day(civil_day_of(at_ms));
}

/* ---- first in, first out ---- */

struct purse { struct cash_worker *w; size_t parts_room, open_room; };

static struct cash_part *part_of(struct ctx *cx, struct purse *p, int64_t shop_id, int64_t giver_id, const char *shop)
{
	for (size_t i = 0; i < p->w->n_parts; i++)
		if (p->w->parts[i].shop_id == shop_id && p->w->parts[i].giver_id == giver_id)
			return &p->w->parts[i];
	arena_push(&cx->mem, p->w->parts, p->w->n_parts, p->parts_room) = (struct cash_part){ .shop_id = shop_id, .giver_id = giver_id, .shop = shop };
	return &p->w->parts[p->w->n_parts - 1];
}

/* What leaves is the order's own money where it goes back to the household, else the oldest of that shop. */
static void spend(struct purse *p, int64_t doc_id, int64_t shop_id, int64_t fen)
{
	for (int own = 1; own >= 0 && fen; own--)
		for (size_t i = 0; i < p->w->n_open && fen; i++) {
			struct cash_order *o = &p->w->open[i];
			int64_t n = o->fen < fen ? o->fen : fen;

			if (o->shop_id != shop_id || (own && o->doc_id != doc_id))
				continue;
			o->fen -= n;
			fen -= n;
		}
}

/* Money settled on handover is due by when the goods are promised, other money by when it was taken. */
static void earn(struct ctx *cx, struct purse *p, const struct settle_moves_row *r, const struct cash_rules *rules)
{
	const struct plan_settlement *rule = text_equal(r->doc_kind, "order") ? rules->first : rules->at_door;
	const bool later = rule && rule->way == SETTLE_on_handover && r->deliver_by_ms > r->posted_ms;
	struct cash_order *last = p->w->n_open ? &p->w->open[p->w->n_open - 1] : NULL;

	if (last && last->doc_id == r->doc_id) {
		last->fen += r->qty;
		return;
	}
	arena_push(&cx->mem, p->w->open, p->w->n_open, p->open_room) = (struct cash_order){ .doc_id = r->doc_id, .shop_id = r->shop_id, .fen = r->qty,
		.at_ms = r->posted_ms, .due_ms = settlement_due_ms(cx, rule, later ? r->deliver_by_ms : r->posted_ms),
		.household_id = r->household_id, .number = r->number, .door = r->door };
}

static enum err fill_account(struct ctx *cx, struct purse *p, const struct settle_holders_row *h, const struct cash_filter *f, bool all,
			     const struct cash_rules *rules, bool *ret_more)
{
	struct settle_moves_row *rows;
	size_t n;

	TRY(settle_moves(cx, (struct settle_moves_in){ .district_id = cx->district_id, .account_id = h->account_id, .after_seq = h->after_seq,
		.place_id = f->place_id, .shop_id = f->shop_id, .all = all, .actor_id = cx->actor->account_id, .perm = PERM_SETTLE_READ,
		.now_ms = cx->now_ms, .limit = SETTLE_MOVES_MAX }, &rows, &n, SETTLE_MOVES_MAX));
	*ret_more |= n == SETTLE_MOVES_MAX;
	for (size_t i = 0; i < n; i++) {
		struct cash_part *part = part_of(cx, p, rows[i].shop_id, rows[i].giver_id, rows[i].shop);

		if (h->kind == ACC_ADVANCED) {
			part->laid_out_fen -= rows[i].qty;
			continue;
		}
		part->held_fen += rows[i].qty;
		if (rows[i].qty > 0)
			earn(cx, p, &rows[i], rules);
		else
			spend(p, rows[i].doc_id, rows[i].shop_id, -rows[i].qty);
	}
	return ERR_OK;
}

/* Sums and times from what is left; what is left of nothing is dropped. */
static void close_purse(const struct ctx *cx, struct purse *p)
{
	struct cash_worker *w = p->w;
	size_t n = 0;

	for (size_t i = 0; i < w->n_open; i++) {
		const struct cash_order o = w->open[i];

		for (size_t k = 0; k < w->n_parts && o.fen > 0 && !o.laid_out; k++)
			if (w->parts[k].shop_id == o.shop_id) {
				w->parts[k].orders++;
				w->parts[k].since_ms = !w->parts[k].since_ms || o.at_ms < w->parts[k].since_ms ? o.at_ms : w->parts[k].since_ms;
				w->parts[k].due_ms = o.due_ms && (!w->parts[k].due_ms || o.due_ms < w->parts[k].due_ms) ? o.due_ms : w->parts[k].due_ms;
			}
		if (o.fen > 0)
			w->open[n++] = o;
	}
	w->n_open = n;
	n = 0;
	for (size_t i = 0; i < w->n_parts; i++) {
		struct cash_part *part = &w->parts[i];

		if (!part->held_fen && !part->laid_out_fen && !part->to_lay_out_fen)
			continue;
		part->late = part->due_ms && part->due_ms < cx->now_ms;
		w->held_fen += part->held_fen;
		w->laid_out_fen += part->laid_out_fen;
		w->to_lay_out_fen += part->to_lay_out_fen;
		w->orders += part->orders;
		w->since_ms = part->since_ms && (!w->since_ms || part->since_ms < w->since_ms) ? part->since_ms : w->since_ms;
		w->due_ms = part->due_ms && (!w->due_ms || part->due_ms < w->due_ms) ? part->due_ms : w->due_ms;
		w->late |= part->late;
		w->parts[n++] = *part;
	}
	w->n_parts = n;
}

/* Delivered on account: what households owe him, and what he has not paid the shop for them yet. */
static enum err fill_owing(struct ctx *cx, struct purse *p, const struct cash_filter *f)
{
	struct settle_owing_row *rows;
	size_t n;

	TRY(settle_owing(cx, (struct settle_owing_in){ cx->district_id, p->w->account_id, f->shop_id, SETTLE_MOVES_MAX }, &rows, &n, SETTLE_MOVES_MAX));
	for (size_t i = 0; i < n; i++) {
		struct cash_part *part = part_of(cx, p, rows[i].shop_id, rows[i].giver_id, rows[i].shop);

		part->to_lay_out_fen += rows[i].owed_fen;
	}
	for (size_t i = 0; i < p->w->n_parts; i++)
		p->w->parts[i].to_lay_out_fen -= p->w->parts[i].to_lay_out_fen ? p->w->parts[i].laid_out_fen : 0;
	for (size_t i = 0; i < n; i++)
		arena_push(&cx->mem, p->w->open, p->w->n_open, p->open_room) = (struct cash_order){ .doc_id = rows[i].doc_id, .shop_id = rows[i].shop_id,
			.fen = rows[i].owed_fen, .at_ms = rows[i].placed_ms, .household_id = rows[i].household_id, .number = rows[i].number,
			.door = rows[i].door, .laid_out = true };
	return ERR_OK;
}

static int by_due(const void *a, const void *b)
{
	const struct cash_worker *x = a, *y = b;
	const int64_t dx = x->due_ms ? x->due_ms : INT64_MAX, dy = y->due_ms ? y->due_ms : INT64_MAX;

	if (dx != dy)
		return dx < dy ? -1 : 1;
	if (x->held_fen != y->held_fen)
		return x->held_fen > y->held_fen ? -1 : 1;
	return (x->account_id > y->account_id) - (x->account_id < y->account_id);
}

static enum err holders(struct ctx *cx, const struct cash_filter *f, bool all, struct cash_worker **ret, size_t *ret_n, bool *ret_more)
{
	struct cash_rules rules;
	struct settle_holders_row *rows;
	struct cash_worker *made;
	size_t n, kept = 0;

	TRY(cash_rules(cx, &rules));
	TRY(settle_holders(cx, (struct settle_holders_in){ cx->district_id, f->account_id, SETTLE_WORKERS_MAX }, &rows, &n, SETTLE_WORKERS_MAX));
	*ret_more = n == SETTLE_WORKERS_MAX;
	made = arena_array(&cx->mem, struct cash_worker, n + 2);
	for (size_t i = 0; i < n; i++) {
		struct purse p = { .w = &made[kept] };

		*p.w = (struct cash_worker){ .account_id = rows[i].who_id };
		for (size_t k = i; k < n && rows[k].who_id == rows[i].who_id; k++)
			TRY(fill_account(cx, &p, &rows[k], f, all, &rules, ret_more));
		if (i + 1 < n && rows[i + 1].who_id == rows[i].who_id)
			i++;
		if (f->account_id)
			TRY(fill_owing(cx, &p, f));
		close_purse(cx, &p);
		TRY(party_account_name(cx, p.w->account_id, &p.w->name));
		kept += p.w->n_parts && (!f->late || p.w->late);
	}
	if (f->account_id && !kept && all) {                /* nothing in hand; perhaps orders on account */
		struct purse p = { .w = &made[kept++] };

		*p.w = (struct cash_worker){ .account_id = f->account_id };
		TRY(fill_owing(cx, &p, f));
		close_purse(cx, &p);
		TRY(party_account_name(cx, f->account_id, &p.w->name));
	}
	qsort(made, kept, sizeof *made, by_due);
	*ret = made;
	*ret_n = kept;
	return ERR_OK;
}

enum err settlement_cash(struct ctx *cx, const struct cash_filter *filter, struct cash_worker **ret, size_t *ret_n, bool *ret_more)
{
	return holders(cx, filter, false, ret, ret_n, ret_more);
}

enum err settlement_my_cash(struct ctx *cx, struct cash_worker *ret)
{
	struct cash_worker *rows;
	bool more;
	size_t n;

	TRY(holders(cx, &(struct cash_filter){ .account_id = cx->actor->account_id }, true, &rows, &n, &more));
	*ret = rows[0];
	return ERR_OK;
}
