/* SPDX-License-Identifier: Apache-2.0 */
/* A trip on its way: one act of a person is a step of one or all of its stops' documents. */
#include "caps/delivery/trip.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/delivery/fleet.h"
#include "caps/delivery/rules.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

struct trip_work { struct delivery_trip_row *trip; struct delivery_stop_states_row *stops; size_t n; };

static enum err load(struct ctx *cx, int64_t trip_id, int64_t version, struct trip_work *w)
{
	size_t n;

	TRY(delivery_trip(cx, (struct delivery_trip_in){ .district_id = cx->district_id, .trip_id = trip_id }, &w->trip, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "trip_id", "没有编号为 %lld 的车次", "there is no trip %lld", (long long)trip_id);
	if (version && version != w->trip->version)
		return fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再办", "you saw version %lld, it is version %lld now; reload",
			    (long long)version, (long long)w->trip->version);
	return delivery_stop_states(cx, (struct delivery_stop_states_in){ .district_id = cx->district_id, .trip_id = trip_id, .limit = TRIP_STOPS_MAX },
				    &w->stops, &w->n, TRIP_STOPS_MAX);
}

static bool is(const struct delivery_stop_states_row *s, const char *state) { return text_equal(s->state, state); }

static size_t count_in(const struct trip_work *w, const char *state)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += is(&w->stops[i], state);
	return n;
}

/* The state of a trip from those of its stops: what still has to happen first. */
static const char *state_of_stops(const struct trip_work *w)
{
	if (count_in(w, "void") == w->n)
		return "void";
	if (count_in(w, "rolling") || count_in(w, "arrived"))
		return "rolling";
	if (count_in(w, "planned"))
		return "planned";
	if (count_in(w, "loaded"))
		return "loaded";
	return count_in(w, "handed") || count_in(w, "disputed") ? "delivered" : "closed";
}

static enum err move_on(struct ctx *cx, int64_t trip_id, int64_t departed_ms, int64_t at_ms, struct trip_done *ret)
{
	struct trip_work w;
	const char *state, *before;

	TRY(load(cx, trip_id, 0, &w));
	before = w.trip->state;
	state = state_of_stops(&w);
	TRY(delivery_trip_move_on(cx, (struct delivery_trip_move_on_in){ .district_id = cx->district_id, .trip_id = trip_id, .state = state,
		.departed_ms = departed_ms, .ended_ms = text_equal(before, "rolling") && !text_equal(state, "rolling") ? at_ms : 0 }));
	ret->trip_id = trip_id;
	ret->version = w.trip->version + 1;
	ret->state = state;
	if (!ret->waiting_for)
		ret->waiting_for = "";
	return ERR_OK;
}

/* What counts as the driver's word is said by the driver who is named, or who stands in for him. */
static enum err need_driver(struct ctx *cx, const struct trip_work *w)
{
	struct party_held held;
	struct driver driver;
	bool same;

	TRY(party_same_person(cx, w->trip->driver_id, cx->actor->account_id, &same));
	if (same)
		return ERR_OK;
	TRY(party_holds(cx, cx->actor->account_id, PERM_TRIP_DRIVE, w->trip->shop_path, &held));
	if (held.how == PARTY_HOLDS_FOR && held.for_account_id == w->trip->driver_id)
		return ERR_OK;
	TRY(driver_get(cx, w->trip->driver_id, &driver));
	return fail(cx, ERR_FORBIDDEN, "", "这趟车由%s开，须本人办", "%s drives this trip and has to do it himself", driver.name);
}

/* Which signature this is: the driver's own, else the other side's. */
static enum err signs_as(struct ctx *cx, const struct trip_work *w, const struct trip_act *act, const char *other, const char **ret)
{
	bool driver;

	TRY(party_same_person(cx, w->trip->driver_id, cx->actor->account_id, &driver));
	*ret = act->signed_as && act->signed_as[0] ? act->signed_as : driver ? "carrier" : other;
	if (text_equal(*ret, "carrier"))
		return need_driver(cx, w);
	return text_equal(*ret, other) ? ERR_OK : fail(cx, ERR_BAD_INPUT, "signed_as", "这一步由“%s”和“carrier”签字，没有“%s”",
						       "this step is signed by \"%s\" and \"carrier\", not by \"%s\"", other, *ret);
}

static const struct stop_count *count_of(const struct trip_act *act, int64_t stop_no)
{
	for (size_t i = 0; i < act->n_counts; i++)
		if (act->counts[i].stop_no == stop_no)
			return &act->counts[i];
	return NULL;
}

static enum err stop_step(struct ctx *cx, const struct trip_act *act, const struct delivery_stop_states_row *s, const char *verb, const char *as,
			  bool counted, struct doc_moved *moved)
{
	const struct stop_count *count = counted ? count_of(act, s->stop_no) : NULL;

	return document_advance(cx, &(struct doc_move){ .doc_id = s->doc_id, .verb = verb, .parts = count ? count->parts : NULL,
		.n_parts = count ? count->n_parts : 0, .happened_ms = act->happened_ms, .note = act->note, .signed_as = as }, moved);
}

static enum err find_stop(struct ctx *cx, const struct trip_work *w, int64_t stop_no, const struct delivery_stop_states_row **ret)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->stops[i].stop_no == stop_no) {
			*ret = &w->stops[i];
			return ERR_OK;
		}
	return fail(cx, ERR_NOT_FOUND, "stop_no", "这趟车没有第 %lld 站，共 %zu 站", "the trip has no stop %lld, it has %zu", (long long)stop_no, w->n);
}

enum err trip_load(struct ctx *cx, const struct trip_act *act, struct trip_done *ret)
{
	const struct delivery_stop_states_row *named;
	struct doc_moved moved = { .waiting_for = "" };
	struct trip_work w;
	const char *as;
	size_t n = 0;

	*ret = (struct trip_done){ 0 };
	TRY(load(cx, act->trip_id, act->version, &w));
	TRY(signs_as(cx, &w, act, "giver", &as));
	for (size_t i = 0; i < act->n_counts; i++)
		TRY(find_stop(cx, &w, act->counts[i].stop_no, &named));
	for (size_t i = 0; i < w.n; i++)
		if (is(&w.stops[i], "planned")) {
			TRY(stop_step(cx, act, &w.stops[i], "load", as, true, &moved));
			n++;
		}
	if (!n)
		return fail(cx, ERR_BAD_STATE, "", "这趟车没有等着装的站", "no stop of this trip waits to be loaded");
	ret->waiting_for = moved.done ? "" : moved.waiting_for;
	return move_on(cx, act->trip_id, 0, 0, ret);
}

enum err trip_depart(struct ctx *cx, const struct trip_act *act, struct trip_done *ret)
{
	const int64_t at = act->happened_ms ? act->happened_ms : cx->now_ms;
	struct doc_moved moved;
	struct trip_work w;

	*ret = (struct trip_done){ 0 };
	TRY(load(cx, act->trip_id, act->version, &w));
	TRY(need_driver(cx, &w));
	if (count_in(&w, "planned"))
		return fail(cx, ERR_BAD_STATE, "", "还有 %zu 站没有装车点数，双方点完再发车", "%zu stops are not loaded and counted by both sides yet", count_in(&w, "planned"));
	if (!count_in(&w, "loaded"))
		return fail(cx, ERR_BAD_STATE, "", "这趟车已经发过或没有货", "this trip has left already or carries nothing");
	for (size_t i = 0; i < w.n; i++)
		if (is(&w.stops[i], "loaded"))
			TRY(stop_step(cx, act, &w.stops[i], "depart", NULL, false, &moved));
	return move_on(cx, act->trip_id, at, 0, ret);
}

static enum err keep_event(struct ctx *cx, const struct trip_work *w, int64_t stop_no, const char *kind, const char *rule_id, const char *note, int64_t at_ms)
{
	return delivery_insert_event(cx, (struct delivery_insert_event_in){ .district_id = cx->district_id, .event_id = ctx_new_id(cx),
		.trip_id = w->trip->trip_id, .stop_no = stop_no, .shop_id = w->trip->shop_id, .kind = kind, .rule_id = rule_id, .note = note ? note : "",
		.happened_ms = at_ms, .recorded_ms = cx->now_ms, .actor_id = cx->actor->account_id });
}

/* D8.2: a delivery outside the window is written down for the decision on the shop's designation. */
static enum err record_breach(struct ctx *cx, const struct trip_work *w, const struct delivery_stop_states_row *s, const struct plan_window *rule,
			      int64_t at_ms)
{
	char when[30];
	int64_t id;

	civil_write_time(at_ms, when);
	TRY(keep_event(cx, w, s->stop_no, "window", rule->rule.id, rule->rule.zh, at_ms));
	return shop_breach_add(cx, &(struct shop_breach){ .shop_id = w->trip->shop_id, .doc_id = s->doc_id, .happened_ms = at_ms, .rule = rule->rule.id,
		.what = arena_print(&cx->mem, "%s 送货单 %s 在时段外送到（%.16s）", rule->rule.zh ? rule->rule.zh : rule->rule.id, s->number, when) }, &id);
}

enum err trip_arrive(struct ctx *cx, const struct trip_act *act, struct trip_done *ret)
{
	const int64_t at = act->happened_ms ? act->happened_ms : cx->now_ms;
	const struct delivery_stop_states_row *s;
	const struct plan_window *rule;
	struct delivery_rules rules;
	struct doc_moved moved;
	struct trip_work w;
	bool refuse;

	*ret = (struct trip_done){ 0 };
	TRY(load(cx, act->trip_id, act->version, &w));
	TRY(need_driver(cx, &w));
	TRY(find_stop(cx, &w, act->stop_no, &s));
	TRY(stop_step(cx, act, s, "arrive", NULL, false, &moved));
	TRY(delivery_rules_of(cx, s->grid_id, &rules));
	rule = delivery_window_broken(cx, &rules, at, &refuse);
	if (rule)
		TRY(record_breach(cx, &w, s, rule, at));
	TRY(delivery_stop_arrived(cx, (struct delivery_stop_arrived_in){ .district_id = cx->district_id, .trip_id = act->trip_id, .stop_no = s->stop_no,
		.arrived_ms = at, .breach = rule ? rule->rule.id : "" }));
	return move_on(cx, act->trip_id, 0, at, ret);
}

/* Outside its window nothing is handed over, unless the team says why it has to be. */
static enum err check_window(struct ctx *cx, const struct trip_work *w, const struct delivery_stop_states_row *s, const struct trip_act *act, int64_t at,
			     const char **ret_breach)
{
	const struct plan_window *rule;
	struct delivery_rules rules;
	bool refuse;

	*ret_breach = "";
	TRY(delivery_rules_of(cx, s->grid_id, &rules));
	rule = delivery_window_broken(cx, &rules, at, &refuse);
	if (!rule)
		return ERR_OK;
	if (refuse && !(act->in_spite && act->note && act->note[0]))
		return fail(cx, ERR_BLOCKED, "in_spite", "现在不在配送时段内：%1$s（%2$s）。非收不可的，写明原因再收，会记入该店的违规%4$.0s%3$.0s",
			    "this is outside the delivery window: %3$s (%4$s). If it has to be taken, say why; it is recorded against the shop%1$.0s%2$.0s",
			    rule->rule.zh ? rule->rule.zh : rule->rule.id, plan_rule_quote(&cx->mem, &rule->rule, false),
			    rule->rule.en ? rule->rule.en : rule->rule.id, plan_rule_quote(&cx->mem, &rule->rule, true));
	*ret_breach = rule->rule.id;
	return s->breach[0] ? ERR_OK : record_breach(cx, w, s, rule, at);
}

enum err trip_hand_over(struct ctx *cx, const struct trip_act *act, struct trip_done *ret)
{
	const int64_t at = act->happened_ms ? act->happened_ms : cx->now_ms;
	const struct delivery_stop_states_row *s;
	struct doc_moved moved;
	const char *as, *breach;
	struct trip_work w;

	*ret = (struct trip_done){ 0 };
	TRY(load(cx, act->trip_id, act->version, &w));
	TRY(signs_as(cx, &w, act, "worker", &as));
	TRY(find_stop(cx, &w, act->stop_no, &s));
	TRY(check_window(cx, &w, s, act, at, &breach));
	TRY(stop_step(cx, act, s, "hand_over", as, true, &moved));
	if (moved.done)
		TRY(delivery_stop_handed(cx, (struct delivery_stop_handed_in){ .district_id = cx->district_id, .trip_id = act->trip_id,
			.stop_no = s->stop_no, .handed_ms = at, .breach = breach }));
	ret->waiting_for = moved.done ? "" : moved.waiting_for;
	return move_on(cx, act->trip_id, 0, at, ret);
}

static bool may_take(const struct delivery_stop_states_row *s, const char *verb)
{
	return doc_step_find(doc_kind_find("trip"), s->state, verb) != NULL;
}

enum err trip_step(struct ctx *cx, const char *verb, const struct trip_act *act, struct trip_done *ret)
{
	const int64_t at = act->happened_ms ? act->happened_ms : cx->now_ms;
	const struct delivery_stop_states_row *s = NULL;
	struct doc_moved moved = { .waiting_for = "", .state = "", .done = true };
	struct trip_work w;
	size_t n = 0;

	*ret = (struct trip_done){ 0 };
	TRY(load(cx, act->trip_id, act->version, &w));
	if (act->stop_no)
		TRY(find_stop(cx, &w, act->stop_no, &s));
	for (size_t i = 0; i < w.n; i++) {
		if (s ? s != &w.stops[i] : !may_take(&w.stops[i], verb))
			continue;
		TRY(stop_step(cx, act, &w.stops[i], verb, NULL, true, &moved));
		if (text_equal(moved.state, "void"))
			TRY(delivery_drop_orders(cx, (struct delivery_drop_orders_in){ .district_id = cx->district_id, .trip_id = act->trip_id,
				.stop_no = w.stops[i].stop_no }));
		if (text_equal(moved.state, "returned"))
			TRY(delivery_leave_orders(cx, (struct delivery_leave_orders_in){ .district_id = cx->district_id, .trip_id = act->trip_id,
				.stop_no = w.stops[i].stop_no }));
		n++;
	}
	if (!n)
		return fail(cx, ERR_BAD_STATE, "", "这趟车没有能“%s”的站", "no stop of this trip can \"%s\"", verb);
	ret->waiting_for = moved.done ? "" : moved.waiting_for;
	return move_on(cx, act->trip_id, 0, at, ret);
}

enum err trip_problem(struct ctx *cx, int64_t trip_id, int64_t stop_no, const char *kind, const char *note, int64_t happened_ms)
{
	struct place place;
	struct trip_work w;
	bool driver;

	TRY(load(cx, trip_id, 0, &w));
	TRY(party_same_person(cx, w.trip->driver_id, cx->actor->account_id, &driver));
	if (!driver)
		TRY(place_need(cx, PERM_TRIP_EDIT, w.trip->shop_id, &place));
	TRY(check_word(cx, "kind", kind));
	TRY(check_line(cx, "note", note, 1, 200));
	if (happened_ms > cx->now_ms)
		happened_ms = 0;
	return keep_event(cx, &w, stop_no, kind, "", note, happened_ms ? happened_ms : cx->now_ms);
}
