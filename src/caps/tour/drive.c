/* SPDX-License-Identifier: Apache-2.0 */
/* Lanes as they are: when each halt is reached, what is on board, what cannot be.  By the engine's independent checker. */
#include "caps/tour/tour_work.h"
#include "engine/route_check_rich.h"

static void say(struct tour_work *w, struct tour_work_lane *l, struct tour_flaw flaw)
{
	struct tour_flaw *flaws = arena_array(&w->cx->mem, struct tour_flaw, l->out.flaws.n + 1);

	for (size_t i = 0; i < l->out.flaws.n; i++)
		flaws[i] = ((struct tour_flaw *)l->out.flaws.at)[i];
	flaws[l->out.flaws.n] = flaw;
	l->out.flaws = (struct list){ flaws, l->out.flaws.n + 1 };
}

static void say_flaw(struct tour_work *w, const struct tour_model *m, const struct rich_violation *v)
{
	static const struct { const char *zh, *en; } units[] = { { "公斤", "kg" }, { "升", "litres" }, { "件", "parcels" } };
	struct tour_work_lane *l = &w->lanes[v->route - 1];
	const struct tour_order *o = v->place ? m->order_of[v->place] : NULL;
	const char *number = o ? o->out.number : "", *unit = o ? w->spots[o->drop].name : "";
	struct arena *mem = &w->cx->mem;

	if (v->flaw == RICH_FLAW_OVERLOADED)
		say(w, l, (struct tour_flaw){ arena_print(mem, "%s最多装 %lld %s，方案里同时有 %lld %s", l->out.plate, (long long)v->have, units[v->unit].zh, (long long)v->need, units[v->unit].zh),
			arena_print(mem, "%s takes %lld %s, the plan has %lld on board", l->out.plate, (long long)v->have, units[v->unit].en, (long long)v->need) });
	else if (v->flaw == RICH_FLAW_SKILL && m->is_unload[v->place])
		say(w, l, (struct tour_flaw){ arena_print(mem, "%s（%s）要%s，%s不行", number, unit, o->out.cold && !l->out.cold ? "冷藏车" : "能运危险品的车", l->out.plate),
			arena_print(mem, "%s (%s) needs a vehicle that %s; %s does not", number, unit, o->out.cold && !l->out.cold ? "cools" : "may carry hazardous goods", l->out.plate) });
	else if (v->flaw == RICH_FLAW_PASS)
		say(w, l, (struct tour_flaw){ arena_print(mem, "%s和%s不准去“%s”那一片", l->out.plate, l->out.driver, unit),
			arena_print(mem, "%s with %s may not go to the area of \"%s\"", l->out.plate, l->out.driver, unit) });
	else if (v->flaw == RICH_FLAW_WRONG_VEHICLE && m->is_unload[v->place])
		say(w, l, (struct tour_flaw){ arena_print(mem, "%s锁定在另一辆车上，先解锁", number), arena_print(mem, "%s is locked to another vehicle; unlock it first", number) });
}

static void say_no_way(struct tour_work *w, struct tour_work_lane *l)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].metres >= TRAVEL_NO_WAY) {
			say(w, l, (struct tour_flaw){ arena_print(&w->cx->mem, "路网里没有去“%s”的路", w->spots[w->orders[l->steps[i].order].drop].name),
				arena_print(&w->cx->mem, "the roads do not lead to \"%s\"", w->spots[w->orders[l->steps[i].order].drop].name) });
			return;
		}
}

static void take_times(struct tour_work *w, const struct tour_model *m, const struct rich_verdict *v, size_t lane)
{
	const struct rich_trip *t = &v->trips[lane];
	struct tour_work_lane *l = &w->lanes[lane];
	int32_t at = m->p.vehicles[lane].start;

	l->out.metres = l->out.cost = l->out.depart = l->out.back = 0;
	if (!t->n)
		return;
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct rich_halt *h = &v->halts[t->first + 1 + (int32_t)i];

		l->steps[i].arrive = w->zero_ms + h->arrive * 1000;
		l->steps[i].begin = w->zero_ms + h->begin * 1000;
		l->steps[i].leave = w->zero_ms + h->leave * 1000;
		l->steps[i].metres = rich_distance(&m->p, at, h->place);
		at = h->place;
	}
	l->out.depart = w->zero_ms + v->halts[t->first].leave * 1000;
	l->out.back = w->zero_ms + v->halts[t->first + t->n - 1].arrive * 1000;
	l->out.metres = t->distance;
	l->out.cost = (t->fixed_cost + t->distance_cost + t->time_cost) / 1000;
}

static bool is_about_time(enum rich_flaw flaw)
{
	return flaw == RICH_FLAW_TOO_LATE || flaw == RICH_FLAW_BACK_TOO_LATE || flaw == RICH_FLAW_RELEASE;
}

/* Times that keep to all hours where a lane can; an order that comes late by the plan comes late, the rest of its lane need not. */
static void drive_by_hours(struct tour_work *w, const int32_t *starts, const int32_t *visits)
{
	bool *fails = arena_array(&w->cx->mem, bool, w->n_lanes + 1);
	struct rich_verdict v;
	struct tour_model m;

	for (int round = 0, again = 1; again && round < 4; round++) {
		again = 0;
		tour_model_make(w, false, false, &m);
		route_check_rich(&m.p, (int32_t)w->n_lanes, starts, visits, &w->cx->mem, &v);
		for (size_t i = 0; i < w->n_lanes; i++)
			fails[i] = w->lanes[i].frozen;
		for (int32_t i = 0; i < v.n_violations; i++) {
			struct tour_order *o = v.violations[i].place ? (struct tour_order *)(uintptr_t)m.order_of[v.violations[i].place] : NULL;

			if (!v.violations[i].route || !is_about_time(v.violations[i].flaw))
				continue;
			fails[v.violations[i].route - 1] = true;
			if (o && o->out.by && !o->relaxed)
				o->relaxed = true, again = 1;
		}
	}
	for (size_t i = 0; i < w->n_lanes; i++)
		if (!fails[i])
			take_times(w, &m, &v, i);
}

void tour_drive(struct tour_work *w)
{
	struct rich_verdict verdict;
	struct tour_model m;
	int32_t *starts, *visits;

	for (size_t i = 0; i < w->n_orders; i++)
		w->orders[i].take = false;
	for (size_t i = 0; i < w->n_lanes; i++) {
		w->lanes[i].out.flaws = (struct list){ 0 };
		for (size_t k = 0; k < w->lanes[i].n_steps; k++)
			w->orders[w->lanes[i].steps[k].order].take = true;
	}
	tour_model_make(w, true, false, &m);
	tour_model_routes(w, &starts, &visits);
	route_check_rich(&m.p, (int32_t)w->n_lanes, starts, visits, &w->cx->mem, &verdict);
	for (size_t i = 0; i < w->n_lanes; i++)
		if (!w->lanes[i].frozen) {
			take_times(w, &m, &verdict, i);
			say_no_way(w, &w->lanes[i]);
		}
	for (int32_t i = 0; i < verdict.n_violations; i++)
		if (verdict.violations[i].route)
			say_flaw(w, &m, &verdict.violations[i]);
	drive_by_hours(w, starts, visits);
}

struct tour_totals tour_sum(const struct tour_work *w)
{
	struct tour_totals sum = { 0 };

	for (size_t i = 0; i < w->n_lanes; i++) {
		const struct tour_work_lane *l = &w->lanes[i];

		sum.cost += l->out.cost;
		sum.metres += l->out.metres;
		sum.minutes += (l->out.back - l->out.depart) / 60000;
		sum.vehicles += l->n_steps > 0;
		for (size_t k = 0; k < l->n_steps; k++) {
			const struct tour_order *o = &w->orders[l->steps[k].order];
			int64_t late = o->out.by && l->steps[k].arrive > o->out.by ? (l->steps[k].arrive - o->out.by + 59999) / 60000 : 0;

			if (!l->steps[k].unload)
				continue;
			sum.orders++;
			sum.late += late > 0;
			sum.late_min += late;
			sum.changed += o->out.tour_id && o->out.tour_id != l->out.tour_id;
		}
	}
	return sum;
}
