/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/picture_work.h"
#include "base/civil.h"
#include "caps/plan/plan_value.h"
#include <stdlib.h>
#include <string.h>

/* How long goods last when lots expire, by the norm and by what was seen to leave;
 * small packs; the other forms; the annual target. */
enum { MILLI = 1000, EXPIRING_DAYS = 30, WEEK = 7, SHARE_ALL = 10000 };

/* ---- the walk ---- */

static int by_expiry(const void *a, const void *b)
{
	const struct reserve_lot *x = a, *y = b;
	int64_t ex = x->expiry_day ? x->expiry_day : INT64_MAX, ey = y->expiry_day ? y->expiry_day : INT64_MAX;

	if (ex != ey)
		return ex < ey ? -1 : 1;
	return (x->goods > y->goods) - (x->goods < y->goods);
}

/* Until a lot expires, so much can be eaten of everything; what went before it took its part. */
void reserve_walk(struct reserve_lot *lots, size_t n, int64_t today, int64_t per_week, int64_t *ret_x10)
{
	__int128 eaten = 0;

	qsort(lots, n, sizeof *lots, by_expiry);
	for (size_t i = 0; i < n; i++) {
		struct reserve_lot *l = &lots[i];
		__int128 room = l->milli;

		if (l->expiry_day) {
			room = (__int128)(l->expiry_day - today + 1) * per_week / WEEK - eaten;
			room = room < 0 ? 0 : room > l->milli ? l->milli : room;
		}
		eaten += room;
		l->left = l->milli - (int64_t)room;
	}
	*ret_x10 = reserve_clamp(eaten * WEEK * 10 / per_week);
}

/* ---- a line's lots in one measure ---- */

struct measured { struct reserve_lot *lots; size_t n; int64_t out_week; __int128 all, small; };

/* People's days where a pace is known; pieces where all goods share a unit and none has a pace. */
static bool shares_unit(const struct reserve_subject *s, const struct reserve_pace *paces, bool *ret_by_pace)
{
	bool same = s->n > 0;

	*ret_by_pace = false;
	for (size_t i = 0; i < s->n; i++) {
		*ret_by_pace |= paces[i].num > 0;
		same &= strcmp(s->goods[i]->item->unit, s->goods[0]->item->unit) == 0;
	}
	return *ret_by_pace || same;
}

static struct measured measure(struct arena *mem, const struct reserve_subject *s, const struct reserve_pace *paces, bool by_pace)
{
	struct measured m = { 0 };
	__int128 out = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->goods[i]->n_shelves;
	m.lots = arena_array(mem, struct reserve_lot, n + 1);
	for (size_t i = 0; i < s->n; i++) {
		const struct reserve_goods *g = s->goods[i];
		const __int128 num = by_pace ? paces[i].num : 1, den = by_pace ? paces[i].den : 1;

		if (!num)
			continue;
		for (size_t k = 0; k < g->n_shelves; k++)
			m.lots[m.n++] = (struct reserve_lot){ .expiry_day = g->shelves[k].expiry_day, .goods = i,
				.milli = reserve_clamp((__int128)g->shelves[k].qty * den * MILLI / num) };
		m.all += (__int128)g->usable * den * MILLI / num;
		m.small += g->item->tags & ITEM_SMALL_PACK ? (__int128)g->usable * den * MILLI / num : 0;
		out += (__int128)g->out_week * den * MILLI / num;
	}
	m.out_week = reserve_clamp(out);
	return m;
}

static void days_by_norm(struct picture *p, const struct reserve_pace *paces, struct measured *m, struct reserve_line *line, struct reserve_item *items)
{
	const __int128 per_week = (__int128)p->out->population * WEEK * MILLI;

	if (!p->out->population || per_week > INT64_MAX)
		return;
	reserve_walk(m->lots, m->n, p->out->day, (int64_t)per_week, &line->lot_days_x10);
	for (size_t i = 0; i < m->n; i++) {
		const struct reserve_pace *pace = &paces[m->lots[i].goods];

		items[m->lots[i].goods].spoils += reserve_clamp((__int128)m->lots[i].left * pace->num / ((__int128)pace->den * MILLI));
	}
}

/* ---- other forms ---- */

static bool is_of_line(const struct reserve_subject *s, const char *class_id)
{
	const struct plan *plan = s->class->rule.plan;

	if (plan_class_is(plan, class_id, s->class->rule.id))
		return true;
	for (size_t i = 0; s->norm && i < s->norm->goods.n && s->norm->goods.n > 1; i++)
		if (reserve_target(s->norm)->dim != DIM_TIME && plan_class_is(s->norm->rule.plan, class_id, s->norm->goods.at[i]))
			return true;
	return false;
}

static struct reserve_pace pace_of_other(struct picture *p, const struct reserve_other *o)
{
	const struct plan_class *class = plan_class(p->plans, o->class_id);

	for (size_t i = 0; o->item_id && class && i < p->n_goods; i++)
		if (p->goods[i].item->item_id == o->item_id)
			return reserve_pace(&p->cx->mem, p->plans, class, p->goods[i].item);
	return class ? reserve_pace_of_unit(&p->cx->mem, p->plans, class, o->unit) : (struct reserve_pace){ 0 };
}

static void add_other(struct picture *p, const struct reserve_other *o, struct reserve_form_sum *sum, __int128 *people_days, bool *known)
{
	const struct reserve_pace pace = pace_of_other(p, o);
	const bool same = !sum->sources || strcmp(sum->unit, o->unit) == 0;

	sum->qty = same && sum->qty >= 0 ? reserve_clamp((__int128)sum->qty + o->qty) : -1;
	sum->per_day = same && sum->per_day >= 0 ? reserve_clamp((__int128)sum->per_day + o->per_day) : -1;
	sum->unit = same ? o->unit : "";
	sum->sources++;
	sum->expiring += o->until_day && o->until_day <= p->out->day + EXPIRING_DAYS;
	sum->respond_min = o->respond_min > sum->respond_min ? o->respond_min : sum->respond_min;
	sum->ramp_up_days = o->ramp_up_days > sum->ramp_up_days ? o->ramp_up_days : sum->ramp_up_days;
	*known &= pace.num > 0;
	if (pace.num)
		*people_days += (__int128)o->qty * pace.den / pace.num;
}

/* Each form by itself; never a sum over forms. */
static void count_forms(struct picture *p, const struct reserve_subject *s, struct reserve_line *line)
{
	struct reserve_form_sum *sums = NULL;
	size_t n = 0, room = 0;

	for (int64_t form = 0; form < RESERVE_KINDS; form++) {
		struct reserve_form_sum sum = { .form = form, .unit = "", .days_x10 = -1 };
		__int128 people_days = 0;
		bool known = true;

		for (size_t i = 0; i < p->n_others; i++)
			if (p->others[i].form == form && is_of_line(s, p->others[i].class_id))
				add_other(p, &p->others[i], &sum, &people_days, &known);
		if (!sum.sources)
			continue;
		if (known && form != RESERVE_CAPACITY && p->out->population)
			sum.days_x10 = reserve_clamp(people_days * 10 / p->out->population);
		arena_push(&p->cx->mem, sums, n, room) = sum;
	}
	line->sums = (struct list){ sums, n };
}

/* ---- the annual plan ---- */

/* The class itself before what it is part of; only days are handed down. */
static const struct reserve_annual *annual_of(const struct picture *p, const struct reserve_subject *s)
{
	const struct reserve_annual *found = NULL;

	for (size_t i = 0; i < p->n_annual; i++) {
		const struct reserve_annual *a = &p->annual[i];

		if (strcmp(a->class_id, s->class->rule.id) == 0)
			return a;
		if (!found && a->days && plan_class_is(s->class->rule.plan, s->class->rule.id, a->class_id))
			found = a;
	}
	return found;
}

static int64_t in_unit(struct picture *p, const struct reserve_subject *s, const char *unit, bool *ret_all)
{
	__int128 sum = 0;

	*ret_all = true;
	for (size_t i = 0; i < s->n; i++) {
		const char *of = s->goods[i]->item->unit;
		enum plan_dim dim = reserve_smallest(&p->cx->mem, unit, DIM_MASS, unit) ? DIM_MASS : reserve_smallest(&p->cx->mem, unit, DIM_VOLUME, unit) ? DIM_VOLUME : DIM_COUNT;
		int64_t each = reserve_smallest(&p->cx->mem, of, dim, unit), one = reserve_smallest(&p->cx->mem, unit, dim, unit);

		*ret_all &= each > 0 || !s->goods[i]->usable;
		sum += each && one ? (__int128)s->goods[i]->usable * each / one : 0;
	}
	return reserve_clamp(sum);
}

static void compare_annual(struct picture *p, const struct reserve_subject *s, const struct measured *m, bool by_pace, struct reserve_line *line)
{
	const struct reserve_annual *a = annual_of(p, s);
	__int128 lacking;
	bool all;

	if (!a)
		return;
	line->annual_doc_id = a->doc_id;
	line->annual_days = a->days;
	line->annual_qty = a->qty;
	if (a->qty) {
		int64_t have = in_unit(p, s, a->unit, &all);

		line->unit = line->unit ? line->unit : a->unit;
		line->annual_short = have >= a->qty ? 0 : all ? a->qty - have : -1;
	} else if (by_pace && p->out->population) {
		lacking = (__int128)a->days * p->out->population * MILLI - m->all;
		line->annual_short = lacking <= 0 ? 0 : reserve_clamp((lacking + (__int128)p->out->population * MILLI - 1) / ((__int128)p->out->population * MILLI));
	}
}

void reserve_days(struct picture *p, const struct reserve_subject *s, const struct reserve_pace *paces, struct reserve_line *line,
		  struct reserve_item *items)
{
	struct measured m;
	bool by_pace, adds = shares_unit(s, paces, &by_pace);

	m = measure(&p->cx->mem, s, paces, by_pace);
	if (adds && m.out_week)
		reserve_walk(m.lots, m.n, p->out->day, m.out_week, &line->flow_days_x10);
	if (by_pace)
		days_by_norm(p, paces, &m, line, items);
	if (adds && m.all)
		line->small_share = (int64_t)(m.small * SHARE_ALL / m.all);
	count_forms(p, s, line);
	compare_annual(p, s, &m, by_pace, line);
}
