/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/plan_work.h"
#include "base/civil.h"
#include <string.h>

/* The reserve picture: norms of the plans against what there is.  picture_load.c reads,
 * picture_line.c and picture_days.c reckon one line, this file says which lines there are. */
const char *const reserve_state_words[] = { "met", "short", "unknown", "no_target", NULL };

/* The place's own figure, else what stands at the areas below it. */
static enum err count_people(struct ctx *cx, const struct place *place, int64_t *ret)
{
	__int128 sum = place->population;

	for (int64_t kind = PLACE_SUBDISTRICT; kind <= PLACE_COMMUNITY && !sum; kind++) {
		struct place *at;
		size_t n;

		TRY(place_list(cx, &(struct place_filter){ .under_id = place->place_id, .kind = kind, .open_on = civil_day_of(cx->now_ms),
			.limit = PLACE_BATCH_MAX }, &at, &n));
		for (size_t i = 0; i < n; i++)
			sum += at[i].population;
	}
	*ret = reserve_clamp(sum);
	return ERR_OK;
}

/* A class people fill: it has goods of its own, or nothing is part of it. */
static bool is_filled(const struct picture *p, const struct plan_class *class)
{
	const struct plan *plan = class->rule.plan;

	for (size_t i = 0; i < p->n_goods; i++)
		if (p->goods[i].class == class)
			return true;
	for (size_t i = 0; i < plan->n_classes; i++)
		if (plan->classes[i].part_of && strcmp(plan->classes[i].part_of, class->rule.id) == 0)
			return false;
	return true;
}

static bool is_quantity(const struct plan_norm *norm)
{
	enum plan_dim dim = reserve_target(norm)->dim;

	return dim == DIM_COUNT || dim == DIM_MASS || dim == DIM_VOLUME;
}

/* One line for all goods of a norm that names a quantity, if it is in force. */
static enum err add_whole(struct picture *p, const struct plan_norm *norm)
{
	struct reserve_subject s = { .norm = norm, .class = plan_class(norm->rule.plan, norm->goods.at[0]) };
	bool in_force = false;

	for (size_t i = 0; i < norm->goods.n; i++)
		in_force = in_force || plan_norm(p->plans, norm->goods.at[i]) == norm;
	for (size_t i = 0; i < p->n_goods && in_force; i++)
		for (size_t k = 0; k < norm->goods.n; k++)
			if (plan_class_is(norm->rule.plan, p->goods[i].class->rule.id, norm->goods.at[k])) {
				arena_push(&p->cx->mem, s.goods, s.n, s.room) = &p->goods[i];
				break;
			}
	return in_force && s.class ? reserve_add(p, &s) : ERR_OK;
}

/* A line for each class: of a norm, or (NULL) of those that have no norm. */
static enum err add_classes(struct picture *p, const struct plan_norm *norm)
{
	for (const struct plan *plan = p->plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_classes; i++) {
			const struct plan_class *class = &plan->classes[i];
			struct reserve_subject s = { .norm = norm, .class = class };
			size_t n_owners;

			if (plan_class(p->plans, class->rule.id) != class || plan_norm(p->plans, class->rule.id) != norm || !is_filled(p, class))
				continue;
			plan_owners(&p->cx->mem, p->plans, class->rule.id, TASK_reserve, &n_owners);
			if (!norm && !n_owners)
				continue;
			for (size_t k = 0; k < p->n_goods; k++)
				if (p->goods[k].class == class)
					arena_push(&p->cx->mem, s.goods, s.n, s.room) = &p->goods[k];
			TRY(reserve_add(p, &s));
		}
	return ERR_OK;
}

static void add_forms(struct picture *p)
{
	struct reserve_form *forms = NULL;
	size_t n = 0, room = 0;

	for (const struct plan *plan = p->plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_holdings; i++) {
			const struct plan_holding *h = &plan->holdings[i];
			struct buf must_state = BUF(&p->cx->mem);

			for (size_t k = 0; k < h->must_state.n; k++)
				buf_print(&must_state, "%s%s", k ? "," : "", h->must_state.at[k]);
			arena_push(&p->cx->mem, forms, n, room) = (struct reserve_form){ .plan_id = plan->id, .zh = h->rule.zh, .en = h->rule.en,
				.held_as = reserve_held_words(&p->cx->mem, 1u << h->held_as, HELD_WORD), .must_state = buf_get(&must_state),
				.respond_min = h->respond_within.unit == DUR_MS ? h->respond_within.n / 60000 : 0 };
		}
	p->out->forms = (struct list){ forms, n };
}

enum err reserve_place(struct ctx *cx, enum perm perm, int64_t place_id, struct place *ret)
{
	if (!place_id) {
		TRY(place_root(cx, ret));
		place_id = ret->place_id;
	}
	return place_need(cx, perm, place_id, ret);
}

enum err reserve_picture_against(struct ctx *cx, const struct place *place, const struct plan *plans, struct reserve_annual *targets, size_t n,
				 struct reserve_picture *ret)
{
	struct picture p = { .cx = cx, .out = ret, .plans = plans };

	*ret = (struct reserve_picture){ .day = civil_day_of(cx->now_ms), .place = place->name };
	TRY(count_people(cx, place, &ret->population));
	TRY(reserve_load(&p, place));
	if (targets) {
		p.annual = targets;
		p.n_annual = n;
	}
	for (const struct plan *plan = p.plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_norms; i++) {
			const struct plan_norm *norm = &plan->norms[i];

			if (!plan_norm_is_due(norm))         /* those are canteen.h */
				TRY(is_quantity(norm) ? add_whole(&p, norm) : add_classes(&p, norm));
		}
	TRY(add_classes(&p, NULL));
	ret->lines = (struct list){ p.lines, p.n_lines };
	add_forms(&p);
	return ERR_OK;
}

enum err reserve_picture(struct ctx *cx, const struct place *place, const struct plan *plans, struct reserve_picture *ret)
{
	return reserve_picture_against(cx, place, plans, NULL, 0, ret);
}

enum err reserve_picture_see(struct ctx *cx, enum perm perm, int64_t place_id, struct reserve_picture *ret)
{
	const struct plan *plans;
	struct place place;

	TRY(reserve_place(cx, perm, place_id, &place));
	TRY(plan_active_load(cx, place.path, &plans));
	return reserve_picture(cx, &place, plans, ret);
}
