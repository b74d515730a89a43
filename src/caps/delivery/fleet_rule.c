/* SPDX-License-Identifier: Apache-2.0 */
/* The plan's fleet rule (D10.3, S3.8): so many vehicles for each village, always the
 * same driver on a vehicle where the crew is fixed, and where the loop is closed
 * only vehicles registered for that village and nothing else. */
#include "base/text.h"
#include "caps/delivery/rules.h"
#include "caps/place/place.h"
#include "base/check.h"
#include "delivery.sql.h"
#include <string.h>

/* At which level of the tree a rule counts; an area kind counts in the community the grid belongs to. */
static const struct { const char *per; enum place_kind kind; } levels[] = {
	{ "grid", PLACE_GRID }, { "compound", PLACE_GRID }, { "community", PLACE_COMMUNITY }, { "subdistrict", PLACE_SUBDISTRICT }, { "town", PLACE_SUBDISTRICT },
};
enum { LEVELS = sizeof levels / sizeof *levels };

static enum err unit_of(struct ctx *cx, int64_t grid_id, enum place_kind kind, struct fleet_rule *ret)
{
	struct place unit;
	enum err e = place_ancestor(cx, grid_id, kind, &unit);

	if (e == ERR_NOT_FOUND)                 /* a grid right below the subdistrict is a village of its own */
		e = place_get(cx, grid_id, &unit);
	TRY(e);
	ret->unit_id = unit.place_id;
	ret->unit = unit.name;
	ret->path = unit.path;
	return ERR_OK;
}

enum err delivery_fleet_rule(struct ctx *cx, const struct delivery_rules *rules, int64_t grid_id, struct fleet_rule *ret)
{
	*ret = (struct fleet_rule){ 0 };
	if (!rules->plan)
		return ERR_OK;
	if (rules->area_kind[0])
		ret->rule = plan_fleet(rules->plan, rules->zone, rules->area_kind);
	if (ret->rule)
		return unit_of(cx, grid_id, PLACE_COMMUNITY, ret);
	for (size_t i = 0; i < LEVELS && !ret->rule; i++) {
		ret->rule = plan_fleet(rules->plan, rules->zone, levels[i].per);
		if (ret->rule)
			return unit_of(cx, grid_id, levels[i].kind, ret);
	}
	return ERR_OK;
}

enum err delivery_fleet_users(struct ctx *cx, const struct fleet_rule *fleet, int64_t day, struct fleet_user **ret, size_t *ret_n)
{
	struct delivery_fleet_used_row *r;

	TRY(delivery_fleet_used(cx, (struct delivery_fleet_used_in){ .district_id = cx->district_id, .day = day, .path = fleet->path,
		.path_end = check_scope_end(&cx->mem, fleet->path), .limit = FLEET_USERS_MAX }, &r, ret_n, FLEET_USERS_MAX));
	*ret = arena_array(&cx->mem, struct fleet_user, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct fleet_user){ r[i].vehicle_id, r[i].driver_id, r[i].plate, r[i].driver };
	return ERR_OK;
}

static struct fleet_refusal too_many(struct ctx *cx, const struct fleet_rule *f, const struct fleet_user *users, size_t n, size_t vehicles)
{
	struct buf names = BUF(&cx->mem);

	for (size_t i = 0; i < n; i++) {
		bool seen = false;

		for (size_t k = 0; k < i; k++)
			seen |= users[k].vehicle_id == users[i].vehicle_id;
		if (!seen)
			buf_print(&names, "%s%s", names.n ? "、" : "", users[i].plate);
	}
	const char *plates = buf_get(&names);
	const char *quote = plan_rule_quote(&cx->mem, &f->rule->rule, false), *quoted = plan_rule_quote(&cx->mem, &f->rule->rule, true);

	return (struct fleet_refusal){ "fleet", f->rule->rule.id,
		arena_print(&cx->mem, "%s当天已有 %zu 辆车（%s），按预案最多 %lld 辆：%s。请用这辆车，或先撤销它的车次", f->unit, vehicles, plates,
			    (long long)f->rule->vehicles, quote),
		arena_print(&cx->mem, "%s has %zu vehicles that day (%s), the plan allows %lld: %s. Use that one, or cancel its trip first", f->unit, vehicles, plates,
			    (long long)f->rule->vehicles, quoted) };
}

static struct fleet_refusal other_crew(struct ctx *cx, const struct fleet_rule *f, const struct fleet_crew *crew, const struct fleet_user *user)
{
	return (struct fleet_refusal){ "crew", f->rule->rule.id,
		arena_print(&cx->mem, "%s当天由%s开 %s，按预案定人定车，不能由%s开 %s：%s", f->unit, user->driver, user->plate, crew->driver, crew->plate,
			    plan_rule_quote(&cx->mem, &f->rule->rule, false)),
		arena_print(&cx->mem, "in %s %s drives %s that day; the crew is fixed, so %s may not drive %s: %s", f->unit, user->driver, user->plate, crew->driver,
			    crew->plate, plan_rule_quote(&cx->mem, &f->rule->rule, true)) };
}

struct fleet_refusal delivery_fleet_refusal(struct ctx *cx, const struct fleet_rule *f, const struct fleet_crew *crew, const struct fleet_user *users, size_t n)
{
	size_t vehicles = 0;
	bool mine = false;

	if (!f->rule)
		return (struct fleet_refusal){ 0 };
	if (f->rule->closed && strncmp(crew->path, f->path, strlen(f->path)))
		return (struct fleet_refusal){ "loop", f->rule->rule.id,
			arena_print(&cx->mem, "%s按预案闭环管理，%s 没有登记为只跑%s：%s", f->unit, crew->plate, f->unit, plan_rule_quote(&cx->mem, &f->rule->rule, false)),
			arena_print(&cx->mem, "%s is a closed loop and %s is not registered for %s only: %s", f->unit, crew->plate, f->unit,
				    plan_rule_quote(&cx->mem, &f->rule->rule, true)) };
	for (size_t i = 0; i < n; i++) {
		bool seen = false;

		for (size_t k = 0; k < i; k++)
			seen |= users[k].vehicle_id == users[i].vehicle_id;
		vehicles += !seen;
		mine |= users[i].vehicle_id == crew->vehicle_id && vehicles <= (size_t)f->rule->vehicles;
	}
	if (!mine && vehicles >= (size_t)f->rule->vehicles)
		return too_many(cx, f, users, n, vehicles);
	for (size_t i = 0; f->rule->fixed_crew && i < n; i++)
		if ((users[i].vehicle_id == crew->vehicle_id) != (users[i].driver_id == crew->driver_id))
			return other_crew(cx, f, crew, &users[i]);
	return (struct fleet_refusal){ 0 };
}
