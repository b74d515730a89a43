/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_find.h"
#include "caps/plan/plan_household.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* When and where: delivery windows, and gates a person or vehicle must pass. */
enum { DAY_MINUTES = 1440, MINUTE_MS = 60000, HOURS_MAX = 12, DAYS_AHEAD = 8 };

static bool kind_is_known(const struct plan *plan, const char *kind) { return kind && *kind && plan_kind(plan, kind); }

/* The hours of a rule, or those the zone sets in their place. */
static size_t spans_of(struct arena *mem, const struct plan_window *w, const char *zone, const struct plan_span_of_day **ret)
{
	const char *set = plan_zone_sets(mem, w->rule.plan, zone, w->rule.id, "daily");
	struct plan_span_of_day *one = arena_new(mem, sizeof *one);
	bool midnight;

	*ret = w->daily;
	if (!set || !value_window(set, &one->from, &one->until, &midnight))
		return w->n_daily;
	*ret = one;
	return 1;
}

static bool concerns(const struct plan_window *w, const char *zone, const char *kind, bool known)
{
	return plan_holds_in(&w->rule, zone) && (!known || plan_close_kind(w->rule.plan, &w->who, kind) != PLAN_NO_FIT);
}

static bool is_inside(struct arena *mem, const struct plan_window *w, const char *zone, int minute)
{
	const struct plan_span_of_day *spans;
	size_t n = spans_of(mem, w, zone, &spans);

	for (size_t i = 0; i < n; i++)
		if (minute >= spans[i].from && minute < spans[i].until)
			return true;
	return false;
}

struct plan_window_answer plan_window_check(struct arena *mem, const struct plan *plan, const char *zone, const char *area_kind, int64_t at_ms)
{
	const struct plan *all = plan;
	bool known = kind_is_known(plan, area_kind);
	int minute = (int)((at_ms + CHINA_OFFSET_MS - civil_day_of(at_ms) * DAY_MS) / MINUTE_MS);
	struct plan_window_answer warned = { 0 };

	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_windows; i++) {
			const struct plan_window *w = &plan->windows[i];

			if (!concerns(w, zone, area_kind, known) || (known && is_inside(mem, w, zone, minute)))
				continue;
			if (!w->warn)
				return (struct plan_window_answer){ w, true, !kind_is_known(all, area_kind) };
			if (!warned.rule)
				warned = (struct plan_window_answer){ w, false, !known };
		}
	return warned;
}

size_t plan_window_hours(struct arena *mem, const struct plan *plan, const char *zone, const char *area_kind, struct plan_span_of_day **ret)
{
	struct plan_span_of_day *hours = arena_array(mem, struct plan_span_of_day, HOURS_MAX);
	bool known = kind_is_known(plan, area_kind), open[DAY_MINUTES];
	size_t n = 0;

	memset(open, true, sizeof open);
	for (const struct plan *p = plan; p; p = p->next)
		for (size_t i = 0; i < p->n_windows; i++) {
			const struct plan_window *w = &p->windows[i];

			for (int minute = 0; !w->warn && concerns(w, zone, area_kind, known) && minute < DAY_MINUTES; minute++)
				open[minute] &= known && is_inside(mem, w, zone, minute);
		}
	for (int minute = 0; minute < DAY_MINUTES; minute++) {
		if (!open[minute])
			continue;
		if (minute && open[minute - 1] && n)
			hours[n - 1].until = minute + 1;
		else if (n < HOURS_MAX)
			hours[n++] = (struct plan_span_of_day){ minute, minute + 1 };
	}
	*ret = hours;
	return n;
}

bool plan_window_next(struct arena *mem, const struct plan *plan, const char *zone, const char *area_kind, int64_t from_ms,
		      int64_t *ret_from_ms, int64_t *ret_until_ms)
{
	struct plan_span_of_day *hours;
	size_t n = plan_window_hours(mem, plan, zone, area_kind, &hours);
	int64_t day = civil_day_of(from_ms) * DAY_MS - CHINA_OFFSET_MS;

	for (int ahead = 0; ahead < DAYS_AHEAD; ahead++, day += DAY_MS)
		for (size_t i = 0; i < n; i++) {
			int64_t from = day + (int64_t)hours[i].from * MINUTE_MS, until = day + (int64_t)hours[i].until * MINUTE_MS;

			if (until <= from_ms)
				continue;
			*ret_from_ms = from > from_ms ? from : from_ms;
			*ret_until_ms = until;
			return true;
		}
	return false;
}

size_t plan_gates(struct arena *mem, const struct plan *plan, const char *zone, const char *point, const char *kind, const struct plan_gate ***ret)
{
	const struct plan_gate **all = NULL;
	size_t n = 0, room = 0;

	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_gates; i++) {
			const struct plan_gate *g = &plan->gates[i];

			if (text_equal(g->point, point) && plan_holds_in(&g->rule, zone) && plan_close_kind(plan, &g->who, kind) != PLAN_NO_FIT)
				arena_push(mem, all, n, room) = g;
		}
	*ret = all;
	return n;
}

struct plan_gate_answer plan_gate_check(struct arena *mem, const struct plan *plan, const char *zone, const char *point, const char *kind,
					const struct cond_world *world)
{
	struct plan_gate_answer worst = { .otherwise = OTHERWISE_warn };
	const struct plan_gate **gates;
	size_t n = plan_gates(mem, plan, zone, point, kind, &gates);

	for (size_t i = 0; i < n; i++) {
		const struct plan_gate *g = gates[i];
		enum truth t;

		if (plan_cond_holds(g->rule.plan, g->rule.when, world) == TRUTH_NO)
			continue;
		t = plan_cond_holds(g->rule.plan, g->must, world);
		if (t != TRUTH_YES && (!worst.gate || g->otherwise < worst.otherwise))
			worst = (struct plan_gate_answer){ g, g->otherwise, t == TRUTH_UNKNOWN };
	}
	return worst;
}
