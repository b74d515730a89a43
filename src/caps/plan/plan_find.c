/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan.h"
#include "caps/plan/plan_find.h"
#include <string.h>

/* Looking things up in the plans in force. */
enum { PARENTS_MAX = 50, CLOSE = 100, NO_FIT = -1 };

#define FIND(member) \
	for (; plan; plan = plan->next) \
		for (size_t i = 0; i < plan->n_##member; i++) \
			if (id && strcmp(plan->member[i].rule.id, id) == 0) \
				return &plan->member[i]; \
	return NULL

const struct plan_role *plan_role(const struct plan *plan, const char *id) { FIND(roles); }
const struct plan_chain *plan_chain(const struct plan *plan, const char *id) { FIND(chains); }
const struct plan_meeting *plan_meeting(const struct plan *plan, const char *id) { FIND(meetings); }

/* Kinds that every plan knows without declaring them. */
static const struct plan_kind built_in[] = {
#define KIND_ZH(name, title) { .rule = { .id = #name, .zh = title, .en = #name } },
#include "caps/plan/plan_words.def"
};

const struct plan_kind *plan_kind(const struct plan *plan, const char *id)
{
	for (; plan && id; plan = plan->next)
		for (size_t i = 0; i < plan->n_kinds; i++)
			if (strcmp(plan->kinds[i].rule.id, id) == 0)
				return &plan->kinds[i];
	for (size_t i = 0; id && i < sizeof built_in / sizeof *built_in; i++)
		if (strcmp(built_in[i].rule.id, id) == 0)
			return &built_in[i];
	return NULL;
}

/* Within one plan only: an id means nothing outside its plan. */
static const struct plan_class *class_here(const struct plan *plan, const char *id)
{
	for (size_t i = 0; id && i < plan->n_classes; i++)
		if (strcmp(plan->classes[i].rule.id, id) == 0)
			return &plan->classes[i];
	return NULL;
}

const struct plan_class *plan_class(const struct plan *plan, const char *id_or_title)
{
	for (const struct plan *p = plan; p; p = p->next) {
		const struct plan_class *c = class_here(p, id_or_title);

		if (c)
			return c;
	}
	for (const struct plan *p = plan; p && id_or_title; p = p->next)
		for (size_t i = 0; i < p->n_classes; i++)
			if (strcmp(p->classes[i].rule.zh, id_or_title) == 0 || strcmp(p->classes[i].rule.en, id_or_title) == 0)
				return &p->classes[i];
	return NULL;
}

/* Steps from a class up to another through part_of; NO_FIT when it is not above. */
static int class_steps(const struct plan *plan, const char *id, const char *of)
{
	const struct plan_class *c;

	for (int steps = 0; id && steps < PARENTS_MAX; steps++) {
		if (strcmp(id, of) == 0)
			return steps;
		c = class_here(plan, id);
		id = c ? c->part_of : NULL;
	}
	return strcmp(of, "all_goods") == 0 ? PARENTS_MAX : NO_FIT;
}

static int kind_steps(const struct plan *plan, const char *id, const char *of)
{
	const struct plan *only = plan;

	for (int steps = 0; id && steps < 3; steps++) {
		const struct plan_kind *k = plan_kind(only, id);

		if (strcmp(id, of) == 0)
			return steps;
		id = k ? k->of : NULL;
	}
	return NO_FIT;
}

bool plan_class_is(const struct plan *plan, const char *id, const char *of)
{
	for (; plan && id && of; plan = plan->next)
		if (class_steps(plan, id, of) != NO_FIT)
			return true;
	return false;
}

bool plan_kind_is(const struct plan *plan, const char *id, const char *of)
{
	for (; plan && id && of; plan = plan->next)
		if (kind_steps(plan, id, of) != NO_FIT)
			return true;
	return false;
}

typedef int steps_fn(const struct plan *plan, const char *id, const char *of);

/* How closely a list of ids names this one: CLOSE exactly, less further up, 0
 * when the list says nothing, NO_FIT when it names others. */
static int closeness(const struct plan *plan, const struct plan_ids *ids, const char *id, steps_fn *steps_of)
{
	int best = NO_FIT;

	if (!ids->n)
		return 0;
	for (size_t i = 0; id && i < ids->n; i++) {
		int steps = steps_of(plan, id, ids->at[i]);

		if (steps != NO_FIT && CLOSE - steps > best)
			best = CLOSE - steps;
	}
	return best;
}

/* No level is declared: a rule holds that names none, or standby, or active. */
static bool holds_now(const struct plan_rule *rule)
{
	for (size_t i = 0; i < rule->at.n; i++)
		if (strcmp(rule->at.at[i], "standby") == 0 || strcmp(rule->at.at[i], "active") == 0)
			return true;
	return rule->at.n == 0;
}

int plan_close_kind(const struct plan *plan, const struct plan_ids *ids, const char *kind) { return closeness(plan, ids, kind, kind_steps); }
int plan_close_class(const struct plan *plan, const struct plan_ids *ids, const char *class) { return closeness(plan, ids, class, class_steps); }
bool plan_holds(const struct plan_rule *rule) { return holds_now(rule); }

bool plan_holds_in(const struct plan_rule *rule, const char *zone)
{
	bool here = !rule->zones.n;

	for (size_t i = 0; zone && i < rule->zones.n; i++)
		here |= strcmp(rule->zones.at[i], zone) == 0;
	return here && holds_now(rule);
}

static int fit(const struct plan_rule *rule, const struct plan_ids *kinds, const char *kind, const struct plan_ids *goods, const char *class)
{
	int a = closeness(rule->plan, kinds, kind, kind_steps), b = closeness(rule->plan, goods, class, class_steps);

	/* Whom it is for weighs more than what it is of: enterprises are enterprises whatever they ask for. */
	return a == NO_FIT || b == NO_FIT || !holds_now(rule) ? NO_FIT : a * 2 * CLOSE + b;
}

const struct plan_flow *plan_flow(const struct plan *plan, enum plan_doc doc, const char *for_kind, const char *goods_class)
{
	const struct plan_flow *best = NULL;

	for (; plan && !best; plan = plan->next) {
		int best_fit = NO_FIT;

		for (size_t i = 0; i < plan->n_flows; i++) {
			const struct plan_flow *f = &plan->flows[i];
			int now = f->kind == doc ? fit(&f->rule, &f->for_kinds, for_kind, &f->goods, goods_class) : NO_FIT;

			if (now > best_fit) {
				best = f;
				best_fit = now;
			}
		}
	}
	return best;
}

const struct plan_charge *plan_charge(const struct plan *plan, enum plan_charge_of of, const char *who_kind, const char *goods_class)
{
	const struct plan_charge *best = NULL;

	for (; plan && !best; plan = plan->next) {
		int best_fit = NO_FIT;

		for (size_t i = 0; i < plan->n_charges; i++) {
			const struct plan_charge *c = &plan->charges[i];
			int now = c->of == of ? fit(&c->rule, &c->who, who_kind, &c->goods, goods_class) : NO_FIT;

			if (now > best_fit) {
				best = c;
				best_fit = now;
			}
		}
	}
	return best;
}

const struct plan_step **plan_chain_steps(struct arena *mem, const struct plan_chain *chain, int64_t amount, size_t *ret_n)
{
	const struct plan_step **steps = arena_array(mem, const struct plan_step *, chain->n_steps + 1);

	*ret_n = 0;
	for (size_t i = 0; i < chain->n_steps; i++) {
		const struct plan_step *s = &chain->steps[i];

		if ((s->has_from && amount < s->from) || (s->has_below && amount >= s->below))
			continue;
		steps[(*ret_n)++] = s;
	}
	return steps;
}

static const struct plan *plan_with_ranks(const struct plan *plan)
{
	while (plan && !plan->n_ranks)
		plan = plan->next;
	return plan;
}

int plan_rank_of(const struct plan *plan, const char *unit_kind, const char *goods_class)
{
	const struct plan *p = plan_with_ranks(plan);
	int best = 0, best_fit = NO_FIT, rest = 0;

	for (size_t i = 0; p && i < p->n_ranks; i++) {
		const struct plan_rank *k = &p->ranks[i];
		int now = k->rest || (!k->who.n && !k->goods.n) ? NO_FIT : fit(&k->rule, &k->who, unit_kind, &k->goods, goods_class);

		if (k->rest && !rest)
			rest = (int)i + 1;
		if (now > best_fit) {
			best = (int)i + 1;
			best_fit = now;
		}
	}
	return best ? best : rest ? rest : p ? (int)p->n_ranks + 1 : 1;
}

int plan_rank_count(const struct plan *plan)
{
	const struct plan *p = plan_with_ranks(plan);

	return p ? (int)p->n_ranks : 0;
}

const struct plan_rank *plan_rank(const struct plan *plan, int number)
{
	const struct plan *p = plan_with_ranks(plan);

	return p && number >= 1 && (size_t)number <= p->n_ranks ? &p->ranks[number - 1] : NULL;
}

static bool listed(const struct plan_role **roles, size_t n, const struct plan_role *role)
{
	for (size_t i = 0; i < n; i++)
		if (roles[i] == role)
			return true;
	return false;
}

const struct plan_role **plan_owners(struct arena *mem, const struct plan *plan, const char *goods_class, enum plan_task task, size_t *ret_n)
{
	const struct plan_role **roles = NULL;
	size_t n = 0, room = 0;

	*ret_n = 0;
	for (; plan && !n; plan = plan->next) {
		int best = NO_FIT;

		for (size_t i = 0; i < plan->n_owners; i++) {
			const struct plan_owner *o = &plan->owners[i];
			int now = o->does >> task & 1 ? fit(&o->rule, &(struct plan_ids){ 0 }, NULL, &o->goods, goods_class) : NO_FIT;

			if (now == NO_FIT || now < best)
				continue;
			if (now > best)
				n = 0;
			best = now;
			for (size_t j = 0; j < o->who.n; j++) {
				const struct plan_role *role = plan_role(plan, o->who.at[j]);

				if (role && !listed(roles, n, role))
					arena_push(mem, roles, n, room) = role;
			}
		}
	}
	*ret_n = n;
	return roles;
}

static unsigned tags_here(const struct plan *plan, const char *id)
{
	unsigned tags = 0;

	for (int steps = 0; id && steps < PARENTS_MAX; steps++) {
		const struct plan_class *c = class_here(plan, id);

		tags |= c ? c->tags : 0;
		id = c ? c->part_of : NULL;
	}
	return tags;
}

unsigned plan_tags(const struct plan *plan, const char *goods_class)
{
	unsigned tags = 0;

	for (; plan; plan = plan->next)
		tags |= tags_here(plan, goods_class);
	return tags;
}

static bool keeps_apart(const struct plan *plan, const struct plan_storage *s, const char *a, const char *b)
{
	if (closeness(plan, &s->goods, a, class_steps) == NO_FIT)
		return false;
	return (s->apart_from.n && closeness(plan, &s->apart_from, b, class_steps) != NO_FIT) || (s->tags_apart & tags_here(plan, b));
}

const struct plan_storage *plan_storage_conflict(const struct plan *plan, const char *class_a, const char *class_b)
{
	if (!class_a || !class_b)
		return NULL;
	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_storages; i++) {
			const struct plan_storage *s = &plan->storages[i];

			if (holds_now(&s->rule) && (keeps_apart(plan, s, class_a, class_b) || keeps_apart(plan, s, class_b, class_a)))
				return s;
		}
	return NULL;
}

/* The rule of a list whose goods name the class most closely, in the first plan that has one. */
#define CLOSEST(type, member) CLOSEST_IF(type, member, true)
#define CLOSEST_IF(type, member, counts) \
	const struct plan_##type *best = NULL; \
	for (; plan && !best; plan = plan->next) { \
		int best_fit = NO_FIT; \
		for (size_t i = 0; i < plan->n_##member; i++) { \
			const struct plan_##type *rule = &plan->member[i]; \
			int now = fit(&rule->rule, &(struct plan_ids){ 0 }, NULL, &rule->goods, goods_class); \
			if (now > best_fit && (counts)) { \
				best = rule; \
				best_fit = now; \
			} \
		} \
	} \
	return best

static bool is_everybody(const char *people) { return strcmp(people, "resident") == 0 || strcmp(people, "person") == 0; }
bool plan_norm_is_due(const struct plan_norm *norm) { return norm->by && !is_everybody(norm->of); }

const struct plan_norm *plan_norm(const struct plan *plan, const char *goods_class) { CLOSEST_IF(norm, norms, !plan_norm_is_due(rule)); }
const struct plan_norm *plan_norm_due(const struct plan *plan, const char *goods_class) { CLOSEST_IF(norm, norms, plan_norm_is_due(rule)); }
const struct plan_upkeep *plan_upkeep(const struct plan *plan, const char *goods_class) { CLOSEST(upkeep, upkeeps); }
const struct plan_supply *plan_supply(const struct plan *plan, const char *goods_class) { CLOSEST(supply, supplies); }
const struct plan_recovery *plan_recovery(const struct plan *plan, const char *goods_class) { CLOSEST(recovery, recoveries); }
const struct plan_need *plan_need(const struct plan *plan, const char *goods_class)
{
	CLOSEST_IF(need, needs, is_everybody(rule->people));
}
const struct plan_need *plan_need_of(const struct plan *plan, const char *people, const char *goods_class) { CLOSEST_IF(need, needs, strcmp(rule->people, people) == 0); }

static int64_t after_months(int64_t from_ms, int64_t months)
{
	int64_t day = civil_day_of(from_ms), in_day = from_ms + CHINA_OFFSET_MS - day * DAY_MS, first;
	int year, month, date, last;

	civil_date(day, &year, &month, &date);
	months += (int64_t)year * 12 + month - 1;
	year = (int)(months / 12);
	month = (int)(months % 12) + 1;
	first = civil_day(year, month, 1);
	last = (int)((month == 12 ? civil_day(year + 1, 1, 1) : civil_day(year, month + 1, 1)) - first);
	return (first + (date < last ? date : last) - 1) * DAY_MS + in_day - CHINA_OFFSET_MS;
}

int64_t plan_after(int64_t from_ms, struct plan_dur dur)
{
	int64_t day, moment = from_ms;

	switch (dur.unit) {
	case DUR_NONE:
		return from_ms;
	case DUR_MS:
		return from_ms + dur.n;
	case DUR_MONTH:
	case DUR_YEAR:
		return after_months(from_ms, dur.unit == DUR_YEAR ? dur.n * 12 : dur.n);
	case DUR_WORKING_DAY:
		for (int64_t left = dur.n < 1000 ? dur.n : 1000; left > 0; ) {
			moment += DAY_MS;
			day = civil_day_of(moment);
			left -= (day + 3) % 7 < 5;      /* 1970-01-01 was a Thursday */
		}
		return moment;
	}
	return from_ms;
}
