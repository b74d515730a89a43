/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/rules.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/delivery/fleet.h"
#include "caps/grid/grid.h"
#include "caps/plan/plan_active.h"
#include "delivery.sql.h"
#include <string.h>

enum err delivery_rules_of(struct ctx *cx, int64_t grid_id, struct delivery_rules *ret)
{
	struct grid_area area;

	TRY(grid_area_of(cx, grid_id, &area));
	*ret = (struct delivery_rules){ .zone = area.zone ? area.zone : "", .area_kind = area.area_kind ? area.area_kind : "",
		.station_id = area.station_id, .vehicle = area.vehicle ? area.vehicle : "" };
	return plan_active_load(cx, area.path, &ret->plan);
}

int64_t delivery_stop_place(const struct delivery_rules *rules, int64_t grid_id)
{
	const struct plan_way *way = rules->plan ? plan_way(rules->plan, rules->zone, rules->area_kind) : NULL;

	if (way && (way->to == TO_gate || way->to == TO_checkpoint || way->to == TO_point || way->to == TO_office))
		return grid_id;
	return rules->station_id ? rules->station_id : grid_id;
}

enum err delivery_grid_windows(struct ctx *cx, const struct delivery_rules *rules, int64_t day, struct day_window **ret, size_t *ret_n)
{
	const int64_t start = day * DAY_MS - CHINA_OFFSET_MS;
	struct plan_span_of_day *hours;
	struct plan_window_answer why;
	size_t n;

	*ret_n = 0;
	*ret = NULL;
	if (!rules->plan)
		return ERR_OK;
	n = plan_window_hours(&cx->mem, rules->plan, rules->zone, rules->area_kind, &hours);
	if (n == 1 && hours[0].from == 0 && hours[0].until == 24 * 60)
		return ERR_OK;
	why = plan_window_check(&cx->mem, rules->plan, rules->zone, rules->area_kind, start + (n && hours[0].from == 0 ? hours[0].until : 0) * INT64_C(60000));
	*ret = arena_array(&cx->mem, struct day_window, n + 1);
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = (struct day_window){ .from_ms = start + hours[i].from * INT64_C(60000), .until_ms = start + hours[i].until * INT64_C(60000),
			.refuse = why.refuse, .rule_id = why.rule ? why.rule->rule.id : "", .zh = why.rule && why.rule->rule.zh ? why.rule->rule.zh : "" };
	*ret_n = n;
	return ERR_OK;
}

enum err delivery_windows(struct ctx *cx, int64_t place_id, int64_t day, struct day_window **ret, size_t *ret_n)
{
	struct delivery_rules rules;

	TRY(delivery_rules_of(cx, place_id, &rules));
	return delivery_grid_windows(cx, &rules, day, ret, ret_n);
}

const struct plan_window *delivery_window_broken(struct ctx *cx, const struct delivery_rules *rules, int64_t at_ms, bool *ret_refuse)
{
	struct plan_window_answer answer = { 0 };

	if (rules->plan)
		answer = plan_window_check(&cx->mem, rules->plan, rules->zone, rules->area_kind, at_ms);
	*ret_refuse = answer.refuse;
	return answer.rule;
}

/* --- What the gates ask of driver and vehicle, answered from the records --- */

struct subject {
	struct ctx *cx;
	bool        is_driver;
	struct driver driver;
	struct driver_check check;
	struct vehicle vehicle;
	struct vehicle_cleaning cleaning;
	int64_t     returned_ms;             /* the vehicle's last trip before this one ended then */
};

static struct cond_value truth(bool yes) { return (struct cond_value){ .known = KNOWN_TRUTH, .yes = yes }; }
static struct cond_value number(int64_t n) { return (struct cond_value){ .known = KNOWN_NUMBER, .n = n }; }

/* Whether a form speaks of the test for the virus rather than of the daily check. */
static bool about_test(const char *form) { return strstr(form, "test") || strstr(form, "acid"); }

/* "fresh.FORM", "fresh.FORM since EVENT", "fresh.FORM today". */
static struct cond_value fresh(const struct subject *s, const char *form)
{
	const int64_t at = !s->is_driver ? s->cleaning.cleaned_ms : about_test(form) ? s->check.tested_ms : s->check.checked_ms, now = s->cx->now_ms;

	if (!at)
		return truth(false);
	if (strstr(form, " since "))
		return truth(at > s->returned_ms);
	if (strstr(form, " today"))
		return truth(civil_day_of(at) == civil_day_of(now));
	return number(now - at);
}

/* "latest.FORM.FIELD": temperature in tenths of a degree, strength in mg/L, the rest yes or no.  What is a day old is not known any more. */
static struct cond_value latest(const struct subject *s, const char *field)
{
	if (!s->is_driver && s->cleaning.cleaning_id && strstr(field, "strength"))
		return number(s->cleaning.strength);
	if (!s->is_driver)
		return s->cleaning.cleaning_id ? truth(true) : (struct cond_value){ 0 };
	if (!s->check.check_id || s->check.checked_ms < s->cx->now_ms - DAY_MS)
		return (struct cond_value){ 0 };
	if (strstr(field, "temperature"))
		return number(s->check.temperature);
	return truth(about_test(field) ? s->check.tested_ms > 0 : s->check.is_protected);
}

static struct cond_value value_of(void *user, const char *word)
{
	const struct subject *s = user;

	if (!strncmp(word, "fresh.", 6))
		return fresh(s, word + 6);
	if (!strncmp(word, "latest.", 7))
		return latest(s, strrchr(word, '.') + 1);
	if (!strncmp(word, "holds.", 6))
		return truth(s->is_driver ? s->driver.licence_until >= civil_day_of(s->cx->now_ms) : s->vehicle.pass_until_ms > s->cx->now_ms);
	if (!strncmp(word, "listed.", 7))
		return truth(s->is_driver ? s->driver.active : s->vehicle.active);
	return (struct cond_value){ 0 };
}

/* What a gate is about, so that the page can offer the right record. */
static const char *what_of(const struct subject *s, const struct plan_gate *gate)
{
	const char *text = gate->must && gate->must->text ? gate->must->text : "";

	if (strstr(text, "holds("))
		return s->is_driver ? "licence" : "pass";
	if (!s->is_driver)
		return "disinfection";
	return about_test(text) && s->check.tested_ms < s->cx->now_ms - DAY_MS ? "test" : "temperature";
}

static void ask_gates(struct ctx *cx, const struct delivery_rules *rules, const char *kind, struct subject *s, struct ready_lacks *ret)
{
	const struct cond_world world = { value_of, s };
	const char *who = s->is_driver ? s->driver.name : s->vehicle.plate;
	const struct plan_gate **gates;
	size_t n = plan_gates(&cx->mem, rules->plan, rules->zone, "trip.departing", kind, &gates);

	for (size_t i = 0; i < n; i++) {
		const struct plan_gate *g = gates[i];
		bool known = false;

		if (!g->must || g->otherwise == OTHERWISE_warn || plan_cond_holds(g->rule.plan, g->must, &world) == TRUTH_YES)
			continue;
		for (size_t k = 0; k < ret->n; k++)
			known |= text_equal(ret->at[k].rule, g->rule.id);
		if (!known)
			arena_push(&cx->mem, ret->at, ret->n, ret->room) = (struct trip_lack){ what_of(s, g), g->rule.id,
				arena_print(&cx->mem, "%s：%s（%s）", who, g->rule.zh ? g->rule.zh : g->rule.id, plan_rule_quote(&cx->mem, &g->rule, false)),
				arena_print(&cx->mem, "%s: %s (%s)", who, g->rule.en ? g->rule.en : g->rule.id, plan_rule_quote(&cx->mem, &g->rule, true)) };
	}
}

enum err delivery_gate_lacks(struct ctx *cx, const struct delivery_rules *rules, int64_t vehicle_id, int64_t driver_id, struct ready_lacks *ret)
{
	struct delivery_returned_row returned;
	struct subject s = { .cx = cx, .is_driver = true };

	if (!rules->plan)
		return ERR_OK;
	TRY(driver_get(cx, driver_id, &s.driver));
	TRY(driver_check_last(cx, driver_id, &s.check));
	TRY(vehicle_get(cx, vehicle_id, &s.vehicle));
	TRY(vehicle_cleaning_last(cx, vehicle_id, &s.cleaning));
	TRY(delivery_returned(cx, (struct delivery_returned_in){ .district_id = cx->district_id, .vehicle_id = vehicle_id }, &returned));
	s.returned_ms = returned.ended_ms;
	ask_gates(cx, rules, "driver", &s, ret);
	s.is_driver = false;
	ask_gates(cx, rules, "vehicle", &s, ret);
	return ERR_OK;
}
