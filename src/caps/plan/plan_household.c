/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_household.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_find.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* Zones, ways, order rules, money and labels: the closest rule, or the strictest of all. */
enum { MINUTE_MS = 60000 };

static bool in_list(const struct plan_ids *ids, const char *id)
{
	for (size_t i = 0; id && i < ids->n; i++)
		if (strcmp(ids->at[i], id) == 0)
			return true;
	return false;
}

const struct plan_zone *plan_zone(const struct plan *plan, const char *zone)
{
	for (; plan && zone; plan = plan->next)
		for (size_t i = 0; i < plan->n_zones; i++)
			if (strcmp(plan->zones[i].rule.id, zone) == 0 && plan_holds(&plan->zones[i].rule))
				return &plan->zones[i];
	return NULL;
}

enum plan_movement plan_movement(const struct plan *plan, const char *zone)
{
	const struct plan_zone *z = plan_zone(plan, zone);

	if (z)
		return z->movement;
	return zone && *zone ? MOVES_home : MOVES_free;       /* a zone nobody explains: the careful side */
}

const char *plan_zone_sets(struct arena *mem, const struct plan *plan, const char *zone, const char *rule_id, const char *key)
{
	const struct plan_zone *z = plan_zone(plan, zone);
	const char *start = arena_print(mem, "%s.%s = ", rule_id, key);
	size_t n = strlen(start);

	for (size_t i = 0; z && z->rule.plan->id && i < z->set.n; i++)
		if (strncmp(z->set.at[i], start, n) == 0) {
			const char *value = z->set.at[i] + n, *or = strstr(value, " or ");

			return or ? arena_bytes(mem, value, (size_t)(or - value)) : value;
		}
	return NULL;
}

static const struct plan_way *way_of(const struct plan *plan, const struct plan_zone *z, const char *zone, const char *area_kind)
{
	const struct plan_way *best = NULL;
	int best_fit = PLAN_NO_FIT;

	for (size_t i = 0; i < plan->n_ways; i++) {
		const struct plan_way *w = &plan->ways[i];
		int now = plan_close_kind(plan, &w->who, area_kind);

		if (now <= best_fit || !plan_holds_in(&w->rule, zone) || (z && z->rule.plan == w->rule.plan && !in_list(&z->ways, w->rule.id)))
			continue;
		best = w;
		best_fit = now;
	}
	return best;
}

/* In a zone the plan that declares it speaks first; then the others in their order. */
const struct plan_way *plan_way(const struct plan *plan, const char *zone, const char *area_kind)
{
	const struct plan_zone *z = plan ? plan_zone(plan, zone) : NULL;
	const struct plan_way *best = z ? way_of(z->rule.plan, z, zone, area_kind) : NULL;

	for (; plan && !best; plan = plan->next)
		best = way_of(plan, plan_zone(plan, zone), zone, area_kind);
	return best;
}

bool plan_way_takes(const struct plan_way *way, enum plan_order_by by) { return !way || way->order_by >> by & 1; }

/* ---- Orders ---- */

static int closeness_in(const struct plan *plan, const struct plan_ids *ids, const char *class)
{
	return ids->n ? plan_close_class(plan, ids, class) : PLAN_NO_FIT;
}

/* What one order rule says of a class; false when it says nothing. */
static bool takes_by(const struct plan_order *o, const char *class, struct plan_scope *ret)
{
	int yes = closeness_in(o->rule.plan, &o->accept, class), no = closeness_in(o->rule.plan, &o->refuse, class);
	int apart = closeness_in(o->rule.plan, &o->apart, class);

	if (no == PLAN_NO_FIT && apart == PLAN_NO_FIT && yes == PLAN_NO_FIT) {
		if (!o->accept.n)
			return false;
		*ret = (struct plan_scope){ TAKES_REFUSE, o, !plan_class(o->rule.plan, class) };
		return true;
	}
	*ret = (struct plan_scope){ no >= apart && no >= yes ? TAKES_REFUSE : apart >= yes ? TAKES_APART : TAKES_ACCEPT, o, false };
	return true;
}

struct plan_scope plan_takes(const struct plan *plan, const char *zone, const char *goods_class)
{
	struct plan_scope all = { TAKES_ACCEPT, NULL, false }, one;

	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_orders; i++)
			if (plan_holds_in(&plan->orders[i].rule, zone) && takes_by(&plan->orders[i], goods_class, &one)
			    && (!all.rule || one.takes > all.takes))
				all = one;
	return all;
}

/* A copy of an order rule with the zone's settings laid over it. */
static struct plan_order order_in(struct arena *mem, const struct plan_order *rule, const char *zone)
{
	struct plan_order o = *rule;
	const struct plan *here = rule->rule.plan;
	const char *limit = plan_zone_sets(mem, here, zone, o.rule.id, "limit"), *cut_off = plan_zone_sets(mem, here, zone, o.rule.id, "cut_off");
	const char *deliver = plan_zone_sets(mem, here, zone, o.rule.id, "deliver_within"), *bad;
	const char *claim = plan_zone_sets(mem, here, zone, o.rule.id, "claim_within");
	struct value v;

	if (limit && value_rate(mem, limit, &o.limit, &bad) != VALUE_OK)
		o.limit = rule->limit;
	if (cut_off && !value_time(cut_off, &o.cut_off))
		o.cut_off = rule->cut_off;
	if (deliver && value_read(mem, deliver, &v) == VALUE_OK && v.low.dim == DIM_TIME)
		o.deliver_within = value_dur(&v.low);
	if (claim && value_read(mem, claim, &v) == VALUE_OK && v.low.dim == DIM_TIME)
		o.claim_within = value_dur(&v.low);
	return o;
}

static bool shorter(struct plan_dur a, struct plan_dur b) { return a.unit != DUR_NONE && (b.unit == DUR_NONE || dur_ms(a) < dur_ms(b)); }

static void add_up(struct arena *mem, const struct plan_order *o, const struct plan_order *rule, struct plan_ordering *ret)
{
	if (o->cut_off >= 0 && (ret->cut_off < 0 || o->cut_off < ret->cut_off)) {
		ret->cut_off = o->cut_off;
		ret->cut_off_by = rule;
	}
	if (shorter(o->deliver_within, ret->deliver_within)) {
		ret->deliver_within = o->deliver_within;
		ret->deliver_by = rule;
	}
	if (shorter(o->claim_within, ret->claim_within)) {
		ret->claim_within = o->claim_within;
		ret->claim_by = rule;
	}
	/* What a rule says counts before what is meant where it says nothing. */
	if (!ret->returns_by || o->says_returns > ret->returns_by->says_returns
	    || (o->says_returns == ret->returns_by->says_returns && o->returns > ret->returns)) {
		ret->returns = o->returns;
		ret->returns_by = rule;
	}
	if (o->collect.n && !ret->collect_by) {
		ret->collect = o->collect;
		ret->collect_by = rule;
	}
	if (o->escalate.n && !ret->escalate_by) {
		ret->escalate = o->escalate;
		ret->escalate_by = rule;
	}
	for (size_t i = 0; i < o->proof.n; i++)
		if (!in_list(&ret->proof, o->proof.at[i])) {
			const char **all = arena_array(mem, const char *, ret->proof.n + 1);

			for (size_t j = 0; j < ret->proof.n; j++)
				all[j] = ret->proof.at[j];
			all[ret->proof.n] = o->proof.at[i];
			ret->proof = (struct plan_ids){ all, ret->proof.n + 1 };
		}
}

void plan_ordering(struct arena *mem, const struct plan *plan, const char *zone, struct plan_ordering *ret)
{
	struct plan_limit *limits = NULL;
	size_t n = 0, room = 0;

	*ret = (struct plan_ordering){ .cut_off = -1, .returns = RETURNS_any };
	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_orders; i++) {
			const struct plan_order *rule = &plan->orders[i];
			struct plan_order o;

			if (!plan_holds_in(&rule->rule, zone))
				continue;
			o = order_in(mem, rule, zone);
			if (o.limit.amount.dim != DIM_NONE && o.limit.per.unit != DUR_NONE && strcmp(o.per, "household") == 0)
				arena_push(mem, limits, n, room) = (struct plan_limit){ o.limit.amount.n, o.limit.per, rule };
			add_up(mem, &o, rule, ret);
		}
	ret->limits = limits;
	ret->n_limits = n;
}

static int64_t day_start(int64_t at_ms) { return civil_day_of(at_ms) * DAY_MS - CHINA_OFFSET_MS; }

int64_t plan_cut_off_ms(const struct plan_ordering *ordering, int64_t at_ms)
{
	return ordering->cut_off < 0 ? INT64_MAX : day_start(at_ms) + (int64_t)ordering->cut_off * MINUTE_MS;
}

int64_t plan_deliver_by_ms(const struct plan_ordering *ordering, int64_t at_ms)
{
	struct plan_dur d = ordering->deliver_within;

	if (d.unit == DUR_NONE)
		return 0;
	if (d.unit == DUR_MS && d.n % DAY_MS == 0)
		return day_start(at_ms) + d.n + DAY_MS - 1;
	return plan_after(at_ms, d);
}

const struct plan_flow *plan_flow_named(const struct plan *plan, enum plan_doc doc, const char *zone, const char *for_kind,
					const char *goods_class)
{
	const struct plan_flow *best = NULL;

	for (; plan && !best; plan = plan->next) {
		int best_fit = PLAN_NO_FIT;

		for (size_t i = 0; i < plan->n_flows; i++) {
			const struct plan_flow *f = &plan->flows[i];
			int who = f->kind == doc && f->for_kinds.n ? plan_close_kind(plan, &f->for_kinds, for_kind) : PLAN_NO_FIT;
			int what = plan_close_class(plan, &f->goods, goods_class);

			if (who == PLAN_NO_FIT || what == PLAN_NO_FIT || who * 2 * PLAN_CLOSE + what <= best_fit || !plan_holds_in(&f->rule, zone))
				continue;
			best = f;
			best_fit = who * 2 * PLAN_CLOSE + what;
		}
	}
	return best;
}

const struct plan_check *plan_check_in(const struct plan *plan, enum plan_doc document, const char *zone, const struct cond_world *world, bool *ret_unknown)
{
	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_checks; i++) {
			const struct plan_check *k = &plan->checks[i];
			enum truth t = TRUTH_NO;

			if (k->document != document || !plan_holds_in(&k->rule, zone) || plan_cond_holds(k->rule.plan, k->rule.when, world) == TRUTH_NO)
				continue;
			if (k->refuse_when)
				t = plan_cond_holds(k->rule.plan, k->refuse_when, world);
			else if (k->refuse_unless)
				t = plan_cond_negated(plan_cond_holds(k->rule.plan, k->refuse_unless, world));
			*ret_unknown = t == TRUTH_UNKNOWN;
			if (t != TRUTH_NO)
				return k;
		}
	*ret_unknown = false;
	return NULL;
}

const struct plan_price *plan_price_refusal(const struct plan *plan, const char *zone, const char *goods_class, const struct cond_world *world,
					    bool *ret_unknown)
{
	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_prices; i++) {
			const struct plan_price *p = &plan->prices[i];
			enum truth t;

			if (plan_close_class(plan, &p->goods, goods_class) == PLAN_NO_FIT || !plan_holds_in(&p->rule, zone)
			    || plan_cond_holds(plan, p->rule.when, world) == TRUTH_NO)
				continue;
			t = plan_cond_holds(plan, p->must, world);
			*ret_unknown = t == TRUTH_UNKNOWN;
			if (t != TRUTH_YES)
				return p;
		}
	*ret_unknown = false;
	return NULL;
}

/* ---- Lists and closest rules ---- */

#define FIND(member) \
	for (; plan && id; plan = plan->next) \
		for (size_t i = 0; i < plan->n_##member; i++) \
			if (strcmp(plan->member[i].rule.id, id) == 0) \
				return &plan->member[i]; \
	return NULL

const struct plan_package *plan_package(const struct plan *plan, const char *id) { FIND(packages); }
const struct plan_form *plan_form(const struct plan *plan, const char *id) { FIND(forms); }
const struct plan_dose *plan_dose(const struct plan *plan, const char *id) { FIND(doses); }

#define ALL_IN(type, member) \
	const struct plan_##type **all = NULL; \
	size_t n = 0, room = 0; \
	for (; plan; plan = plan->next) \
		for (size_t i = 0; i < plan->n_##member; i++) \
			if (plan_holds_in(&plan->member[i].rule, zone)) \
				arena_push(mem, all, n, room) = &plan->member[i]; \
	*ret = all; \
	return n

size_t plan_packages(struct arena *mem, const struct plan *plan, const char *zone, const struct plan_package ***ret) { ALL_IN(package, packages); }
size_t plan_shop_rules(struct arena *mem, const struct plan *plan, const char *zone, const struct plan_shop ***ret) { ALL_IN(shop, shops); }

/* The first rule that holds in the zone and of which `same` is true. */
#define FIRST_IN(member, same) \
	for (; plan; plan = plan->next) \
		for (size_t i = 0; i < plan->n_##member; i++) \
			if (plan_holds_in(&plan->member[i].rule, zone) && (same)) \
				return &plan->member[i]; \
	return NULL

const struct plan_shop *plan_shop_rule(const struct plan *plan, const char *zone, const char *shop_kind)
{
	FIRST_IN(shops, text_equal(plan->shops[i].kind_word, shop_kind));
}

const struct plan_fleet *plan_fleet(const struct plan *plan, const char *zone, const char *per_kind)
{
	FIRST_IN(fleets, text_equal(plan->fleets[i].per, per_kind));
}

const struct plan_station *plan_station(const struct plan *plan, const char *zone, const char *per_kind)
{
	FIRST_IN(stations, text_equal(plan->stations[i].per, per_kind));
}

const struct plan_label *plan_label(const struct plan *plan, const char *on)
{
	const char *zone = NULL;

	FIRST_IN(labels, text_equal(plan->labels[i].on, on));
}

const struct plan_pass *plan_pass_rule(const struct plan *plan, const char *for_kind)
{
	const char *zone = NULL;

	FIRST_IN(passes, text_equal(plan->passes[i].for_kind, for_kind));
}

const struct plan_masking *plan_masking(const struct plan *plan, const char *data)
{
	const char *zone = NULL;

	FIRST_IN(maskings, in_list(&plan->maskings[i].data, data));
}

int64_t plan_keep_ms(const struct plan *plan, const char *data)
{
	int64_t shortest = 0;

	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_retentions; i++) {
			int64_t ms = in_list(&plan->retentions[i].data, data) ? dur_ms(plan->retentions[i].keep) : 0;

			if (ms > 0 && (!shortest || ms < shortest))
				shortest = ms;
		}
	return shortest;
}

const struct plan_settlement *plan_settlement(const struct plan *plan, const char *zone, const char *kind, enum plan_settle way)
{
	const struct plan_settlement *best = NULL;

	for (; plan && !best; plan = plan->next) {
		int best_fit = PLAN_NO_FIT;

		for (size_t i = 0; i < plan->n_settlements; i++) {
			const struct plan_settlement *s = &plan->settlements[i];
			int now = plan_close_kind(plan, &s->for_kinds, kind);

			if (now > best_fit && plan_holds_in(&s->rule, zone) && (way == SETTLE_ANY || s->way == way)) {
				best = s;
				best_fit = now;
			}
		}
	}
	return best;
}

/* A way nobody wrote down is allowed only while nobody wrote any down. */
bool plan_settles(const struct plan *plan, const char *zone, const char *kind, enum plan_settle way)
{
	return plan_settlement(plan, zone, kind, way) || !plan_settlement(plan, zone, kind, SETTLE_ANY);
}

const struct plan_relief *plan_relief(const struct plan *plan, const char *zone, const char *kind, const char *goods_class)
{
	const struct plan_relief *best = NULL;

	for (; plan && !best; plan = plan->next) {
		int best_fit = PLAN_NO_FIT;

		for (size_t i = 0; i < plan->n_reliefs; i++) {
			const struct plan_relief *r = &plan->reliefs[i];
			int who = plan_close_kind(plan, &r->who, kind), what = plan_close_class(plan, &r->goods, goods_class);
			int now = who == PLAN_NO_FIT || what == PLAN_NO_FIT || r->rule.when ? PLAN_NO_FIT : who * 2 * PLAN_CLOSE + what;

			if (now > best_fit && plan_holds_in(&r->rule, zone)) {
				best = r;
				best_fit = now;
			}
		}
	}
	return best;
}

const struct plan_compensation *plan_compensation(const struct plan *plan, enum plan_compensation_of of, const char *goods_class)
{
	const struct plan_compensation *best = NULL;

	for (; plan && !best; plan = plan->next) {
		int best_fit = PLAN_NO_FIT;

		for (size_t i = 0; i < plan->n_compensations; i++) {
			const struct plan_compensation *c = &plan->compensations[i];
			int now = c->of != of || c->rule.when ? PLAN_NO_FIT : plan_close_class(plan, &c->goods, goods_class);

			if (now > best_fit) {
				best = c;
				best_fit = now;
			}
		}
	}
	return best;
}

const char *plan_rule_quote(struct arena *mem, const struct plan_rule *rule, bool english)
{
	const char *title = english ? rule->en : rule->zh;

	if (english)
		return arena_print(mem, "rule %s of plan %s (%s)", rule->id, rule->plan->id, title ? title : rule->id);
	return arena_print(mem, "依据 %s 规则 %s（%s）", rule->plan->id, rule->id, title ? title : rule->id);
}
