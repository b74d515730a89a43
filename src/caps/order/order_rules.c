/* SPDX-License-Identifier: Apache-2.0 */
/* What the plans in force say to orders of a household: its zone and the ways in
 * it, what kind of household it is, how it may pay, what relief it gets. */
#include "caps/order/order_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_find.h"

static const char *worded(const char *text)
{
	return text && text[0] ? text : NULL;
}

/* A household's special needs are its kinds in the plan: no_phone, low_income. */
static void kinds_of(struct ctx *cx, const struct household *h, struct order_terms *t)
{
	for (int bit = 0; bit < KINDS_MAX && t->n_kinds < KINDS_MAX; bit++)
		if (h->needs & (INT64_C(1) << bit))
			t->kinds[t->n_kinds++] = needs_words(&cx->mem, INT64_C(1) << bit);
}

static bool lists(const struct plan_ids *ids, const char *id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (text_equal(ids->at[i], id))
			return true;
	return false;
}

/* How closely a way names this household: as one of its kinds, by where it lives, or not at all. */
static int closeness(const struct order_terms *t, const struct plan_way *way)
{
	int best = plan_close_kind(way->rule.plan, &way->who, t->area_kind);

	for (size_t i = 0; way->who.n && i < t->n_kinds; i++) {
		int now = plan_close_kind(way->rule.plan, &way->who, t->kinds[i]);

		if (now > best)
			best = now;
	}
	return best;
}

/* All ways that fit equally closely are open at the same time; of the plans that explain
 * the zone, or speak of orders at all, the first that has any counts. */
static void ways_of(struct order_terms *t)
{
	const struct plan *of_zone = t->zone_rule ? t->zone_rule->rule.plan : NULL;

	for (const struct plan *p = t->plan; p && !t->way; p = p->next) {
		int best = PLAN_NO_FIT;

		if (of_zone ? p != of_zone : !p->n_orders)
			continue;

		for (size_t i = 0; i < p->n_ways; i++) {
			const struct plan_way *w = &p->ways[i];
			int now = closeness(t, w);

			if (now == PLAN_NO_FIT || now < best || !plan_holds_in(&w->rule, t->zone) ||
			    (t->zone_rule && t->zone_rule->rule.plan == p && !lists(&t->zone_rule->ways, w->rule.id)))
				continue;
			t->order_by = now > best ? w->order_by : t->order_by | w->order_by;
			t->way = now > best ? w : t->way;
			best = now;
		}
	}
}

enum err order_terms(struct ctx *cx, const struct household *household, const struct grid_area *grid, struct order_terms *ret)
{
	*ret = (struct order_terms){ .zone = worded(grid->zone), .area_kind = worded(grid->area_kind) };
	TRY(plan_active_load(cx, household->path, &ret->plan));
	plan_ordering(&cx->mem, ret->plan, ret->zone, &ret->ordering);
	ret->zone_rule = plan_zone(ret->plan, ret->zone);
	kinds_of(cx, household, ret);
	ways_of(ret);
	return ERR_OK;
}

static bool names_none(const struct plan_settlement *s)
{
	return !s->for_kinds.n;
}

/* D4.4: on account only where the plan names the household's kind.  The other ways are open to
 * everybody the plan does not exclude; where no plan says anything about money, both are. */
bool order_terms_pay(const struct order_terms *t, enum order_pay pay, const struct plan_settlement **ret_rule)
{
	static const enum plan_settle ways[] = { SETTLE_collect_first, SETTLE_on_handover, SETTLE_on_account };
	const struct plan_settlement *any = plan_settlement(t->plan, t->zone, NULL, SETTLE_ANY);

	*ret_rule = any;
	for (size_t i = 0; i < t->n_kinds; i++) {
		const struct plan_settlement *s = plan_settlement(t->plan, t->zone, t->kinds[i], ways[pay]);

		if (s && (pay != ORDER_CREDIT || !names_none(s))) {
			*ret_rule = s;
			return true;
		}
	}
	if (pay == ORDER_CREDIT)
		return false;
	const struct plan_settlement *s = plan_settlement(t->plan, t->zone, NULL, ways[pay]);

	*ret_rule = s ? s : any;
	/* Who may neither pay first nor later can still pay at the door unless a rule for the door names others. */
	return s || !any;
}

int64_t order_terms_relief(const struct order_terms *t, const char *category, const struct plan_relief **ret_rule)
{
	*ret_rule = NULL;
	for (size_t i = 0; i < t->n_kinds; i++) {
		const struct plan_relief *r = plan_relief(t->plan, t->zone, t->kinds[i], category);

		if (r && !r->gives_goods && r->who.n && r->amount.amount.dim == DIM_MONEY) {
			*ret_rule = r;
			return text_equal(r->amount.per_what, "order") ? r->amount.amount.n : 0;
		}
	}
	return 0;
}

static bool whole_days(struct plan_dur per)
{
	return per.unit == DUR_WORKING_DAY || (per.unit == DUR_MS && per.n % DAY_MS == 0);
}

static int64_t days_of(struct plan_dur per)
{
	return per.unit == DUR_WORKING_DAY ? per.n : per.n / DAY_MS;
}

static int64_t day_start(int64_t day)
{
	return day * DAY_MS - CHINA_OFFSET_MS;
}

/* "1 per 2 days": an order counts on its day and the next; days are China's.
 * Months and years are those of the calendar; hours run to the minute. */
int64_t order_limit_since(struct plan_dur per, int64_t now_ms)
{
	const int64_t today = civil_day_of(now_ms);
	int year, month, date;

	if (whole_days(per))
		return day_start(today - days_of(per) + 1);
	if (per.unit == DUR_MS)
		return now_ms - per.n + 1;
	civil_date(today, &year, &month, &date);
	if (per.unit == DUR_YEAR)
		return day_start(civil_day(year - (int)per.n + 1, 1, 1));
	month -= (int)per.n - 1;
	for (; month < 1; month += 12)
		year--;
	return day_start(civil_day(year, month, 1));
}

int64_t order_limit_until(struct plan_dur per, int64_t taken_ms)
{
	const int64_t day = civil_day_of(taken_ms);
	int year, month, date;

	if (whole_days(per))
		return day_start(day + days_of(per));
	if (per.unit == DUR_MS)
		return taken_ms + per.n;
	civil_date(day, &year, &month, &date);
	if (per.unit == DUR_YEAR)
		return day_start(civil_day(year + (int)per.n, 1, 1));
	month += (int)per.n;
	for (; month > 12; month -= 12)
		year++;
	return day_start(civil_day(year, month, 1));
}
