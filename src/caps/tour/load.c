/* SPDX-License-Identifier: Apache-2.0 */
/* What a day's plan is made of: orders with what they weigh and when they are due, tours as they are kept, places. */
#include "caps/tour/tour_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/dispatch/dispatch.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/plan/plan.h"
#include "tour.sql.h"
#include <stdlib.h>

enum { GOODS_MAX = 40000, FACTS_MAX = 20000, GOODS_NAMED = 3,
       COLD_STORAGE = STORAGE_COLD | STORAGE_FROZEN, HAZARD_STORAGE = STORAGE_FLAMMABLE | STORAGE_CORROSIVE | STORAGE_TOXIC,
       COLD_TAGS = ITEM_TAG_COLD | ITEM_TAG_FROZEN, HAZARD_TAGS = ITEM_TAG_FLAMMABLE | ITEM_TAG_CORROSIVE | ITEM_TAG_TOXIC };

/* Each place once; those without a point of their own stand at their area's. */
static enum err spot_of(struct tour_work *w, int64_t place_id, int32_t *ret)
{
	struct place_point point;
	struct place place;

	for (size_t i = 0; i < w->n_spots; i++)
		if (w->spots[i].place_id == place_id) {
			*ret = (int32_t)i;
			return ERR_OK;
		}
	TRY(place_get(w->cx, place_id, &place));
	TRY(place_point(w->cx, place_id, &point));
	*ret = (int32_t)w->n_spots;
	arena_push(&w->cx->mem, w->spots, w->n_spots, w->spots_room) = (struct tour_spot){ place_id, point.lon_e7, point.lat_e7, place.name, place.path };
	return ERR_OK;
}

static int by_dispatch(const void *key, const void *order)
{
	const int64_t id = *(const int64_t *)key, other = ((const struct tour_order *)order)->out.dispatch_id;

	return id < other ? -1 : id > other;
}

struct tour_order *tour_work_order(const struct tour_work *w, int64_t dispatch_id)
{
	return w->n_orders ? bsearch(&dispatch_id, w->orders, w->n_orders, sizeof *w->orders, by_dispatch) : NULL;
}

/* What a base unit weighs (grams) and takes (ml) by its name alone; 0: it does not say. */
void tour_unit_says(const char *unit, int64_t *grams, int64_t *ml)
{
	static const struct { const char *unit; int64_t grams, ml; } known[] = { { "千克", 1000, 0 }, { "公斤", 1000, 0 }, { "kg", 1000, 0 },
		{ "克", 1, 0 }, { "斤", 500, 0 }, { "吨", 1000000, 0 }, { "升", 0, 1000 }, { "毫升", 0, 1 }, { "L", 0, 1000 }, { "立方米", 0, 1000000 } };

	*grams = *ml = 0;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_equal(unit, known[i].unit)) {
			*grams = known[i].grams;
			*ml = known[i].ml;
		}
}

static int64_t rounded_up(__int128 amount, int64_t by)
{
	__int128 n = (amount + by - 1) / by;

	return n > ROUTING_NUMBER_MAX ? ROUTING_NUMBER_MAX : (int64_t)n;
}

/* Adds the line in thousandths of a gram and of a ml: what somebody said of so many units, else what the unit's name says. */
static void add_weight(struct tour_order *o, const struct tour_goods_row *r, __int128 *grams, __int128 *ml)
{
	int64_t g, m;

	tour_unit_says(r->unit, &g, &m);
	*grams += r->grams ? (__int128)r->grams * r->qty * 1000 / r->per_units : (__int128)g * r->qty * 1000;
	*ml += r->ml ? (__int128)r->ml * r->qty * 1000 / r->per_units : (__int128)m * r->qty * 1000;
	o->out.unknown |= (r->grams || g ? 0 : 1) | (r->ml || m ? 0 : 2);
}

static enum err load_goods(struct tour_work *w)
{
	struct arena *mem = &w->cx->mem;
	struct tour_goods_row *r;
	size_t n;

	TRY(tour_goods(w->cx, (struct tour_goods_in){ w->cx->district_id, w->day, GOODS_MAX }, &r, &n, GOODS_MAX));
	for (size_t i = 0, k; i < n; i = k) {
		struct tour_order *o = tour_work_order(w, r[i].doc_id);
		__int128 grams = 0, ml = 0;
		const char *goods = "";

		for (k = i; k < n && r[k].doc_id == r[i].doc_id; k++) {
			struct item item = { .unit = r[k].unit, .pack = r[k].pack, .pack_unit = r[k].pack_unit };

			if (!o)
				continue;
			add_weight(o, &r[k], &grams, &ml);
			o->out.parcels += rounded_up(r[k].qty, r[k].pack > 1 ? r[k].pack : r[k].qty > 0 ? r[k].qty : 1);
			o->out.cold |= (r[k].storage & COLD_STORAGE) || (r[k].tags & COLD_TAGS);
			o->out.hazard |= (r[k].storage & HAZARD_STORAGE) || (r[k].tags & HAZARD_TAGS);
			if (k - i < GOODS_NAMED)
				goods = arena_print(mem, "%s%s%s %s", goods, k == i ? "" : "、", r[k].item, item_show(mem, &item, r[k].qty));
		}
		if (!o)
			continue;
		o->out.kg = rounded_up(grams, 1000000);
		o->out.litres = rounded_up(ml, 1000000);
		o->out.goods = k - i > GOODS_NAMED ? arena_print(mem, "%s等 %zu 种", goods, k - i) : goods;
		o->load_s = o->unload_s = TOUR_HALT_S + (o->out.parcels < 500 ? o->out.parcels : 500) * TOUR_PARCEL_S;
		o->load_s = o->load_s < TOUR_HALT_S_MAX ? o->load_s : TOUR_HALT_S_MAX;
		o->unload_s = o->load_s;
	}
	return ERR_OK;
}

static int64_t after(int64_t from_ms, struct plan_dur dur) { return !from_ms || dur.unit == DUR_NONE ? 0 : plan_after(from_ms, dur); }

/* Latest arrival by the plan: what is left of acknowledging, departing, arriving.  0: the plan says none. */
static enum err due_of(struct ctx *cx, const struct tour_orders_row *r, int64_t *ret)
{
	struct doc_work work = { .kind = doc_kind_find("dispatch") };
	const struct plan_flow *flow;
	bool ordered = text_equal(r->state, "ordered"), acknowledged = text_equal(r->state, "acknowledged");

	*ret = text_equal(r->state, "departed") ? r->due_ms : 0;
	if (!ordered && !acknowledged)
		return ERR_OK;
	work.doc = (struct doc){ .doc_id = r->doc_id, .kind = "dispatch", .to_place_id = r->to_place_id, .state = r->state };
	TRY(document_flow(cx, &work, &flow));
	if (!flow)
		return ERR_OK;
	*ret = ordered ? after(after(r->due_ms, flow->depart), flow->arrive) : after(r->due_ms, flow->arrive);
	return ERR_OK;
}

static bool one_of(const char *state, const char *const words[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(state, words[i]))
			return true;
	return false;
}

static enum err fill_order(struct tour_work *w, const struct tour_orders_row *r, struct tour_order *o)
{
	static const char *const dropped[] = { "refused", "recalled", "void", "returned" };
	static const char *const over[] = { "arrived", "received", "disputed", "closed", "returned", "refused", "recalled", "void" };
	struct tour_spot *from, *to;

	*o = (struct tour_order){ .version = r->version, .reaches = r->reaches, .waits = !r->tour_id };
	o->out = (struct tour_load){ .dispatch_id = r->doc_id, .tour_id = r->tour_id, .from_place_id = r->from_place_id, .to_place_id = r->to_place_id,
		.number = r->number, .state = r->state, .locked = r->locked, .under_way = text_equal(r->state, "departed"),
		.over = one_of(r->state, over, sizeof over / sizeof *over), .aboard = r->aboard_place_id > 0 && text_equal(r->state, "departed"), .goods = "" };
	o->dropped = one_of(r->state, dropped, sizeof dropped / sizeof *dropped);
	o->waits &= !o->out.over && (o->out.aboard || !o->out.under_way);
	o->pick_id = o->out.aboard ? r->aboard_place_id : r->from_place_id;
	TRY(spot_of(w, o->pick_id, &o->pick));
	TRY(spot_of(w, r->to_place_id, &o->drop));
	from = &w->spots[o->pick];
	to = &w->spots[o->drop];
	o->out.from_place = from->name;
	o->out.to_place = to->name;
	o->out.from_lon_e7 = from->lon_e7;
	o->out.from_lat_e7 = from->lat_e7;
	o->out.lon_e7 = to->lon_e7;
	o->out.lat_e7 = to->lat_e7;
	o->load_s = o->unload_s = TOUR_HALT_S;
	return due_of(w->cx, r, &o->out.by);
}

static enum err load_orders(struct tour_work *w, enum perm perm)
{
	struct ctx *cx = w->cx;
	struct tour_orders_row *r;
	struct tour_hours_all_row *hours;
	size_t n_hours;

	TRY(tour_orders(cx, (struct tour_orders_in){ .district_id = cx->district_id, .day = w->day, .actor_id = cx->actor->account_id, .perm = perm,
		.now_ms = cx->now_ms, .limit = 4 * TOUR_ORDERS_MAX }, &r, &w->n_orders, 4 * TOUR_ORDERS_MAX));
	w->orders = arena_array(&cx->mem, struct tour_order, w->n_orders + 1);
	for (size_t i = 0; i < w->n_orders; i++)
		TRY(fill_order(w, &r[i], &w->orders[i]));
	TRY(tour_hours_all(cx, (struct tour_hours_all_in){ cx->district_id, FACTS_MAX }, &hours, &n_hours, FACTS_MAX));
	for (size_t i = 0; i < n_hours; i++)
		for (size_t k = 0; k < w->n_orders; k++)
			if (w->orders[k].out.to_place_id == hours[i].place_id) {
				w->orders[k].out.opens = w->zero_ms + hours[i].from_min * 60000;
				w->orders[k].out.closes = w->zero_ms + hours[i].until_min * 60000;
			}
	return load_goods(w);
}

enum err tour_work_crew(struct tour_work *w, struct tour_work_lane *l, int64_t vehicle_id, int64_t driver_id)
{
	struct tour_vehicle_facts_row *facts;
	struct ctx *cx = w->cx;
	struct place area;
	size_t n;

	TRY(vehicle_get(cx, vehicle_id, &l->vehicle));
	TRY(driver_get(cx, driver_id, &l->driver));
	TRY(tour_vehicle_facts(cx, (struct tour_vehicle_facts_in){ cx->district_id, vehicle_id, 1 }, &facts, &n, 1));
	l->path = l->driver_path = "/";
	if (l->vehicle.area_id) {
		TRY(place_get(cx, l->vehicle.area_id, &area));
		l->path = area.path;
	}
	if (l->driver.area_id) {
		TRY(place_get(cx, l->driver.area_id, &area));
		l->driver_path = area.path;
	}
	TRY(spot_of(w, l->vehicle.place_id, &l->home));
	l->home_path = w->spots[l->home].path;
	l->out.vehicle_id = vehicle_id;
	l->out.driver_id = driver_id;
	l->out.plate = l->vehicle.plate;
	l->out.driver = l->driver.name;
	l->out.phone = l->driver.phone;
	l->out.home_id = l->vehicle.place_id;
	l->out.home = l->vehicle.place;
	l->out.lon_e7 = w->spots[l->home].lon_e7;
	l->out.lat_e7 = w->spots[l->home].lat_e7;
	l->out.cold = l->vehicle.cold;
	l->out.parcels = l->vehicle.parcels;
	l->out.kg = n ? facts->kg : 0;
	l->out.litres = n ? facts->litres : 0;
	l->out.hazard = n && facts->hazard;
	return ERR_OK;
}

static enum err fill_kept(struct tour_work *w, const struct tour_rows_row *r, struct tour_work_lane *l)
{
	l->out = (struct tour_lane){ .tour_id = r->tour_id, .version = r->version, .run_no = r->run_no, .day = r->day, .depart = r->depart_ms,
		.back = r->back_ms, .metres = r->metres, .cost = r->cost_fen, .state = r->state, .locked = r->locked, .broken = r->broken_ms,
		.approved = r->approved_ms, .changed = r->changed_ms, .refused = r->refused_ms, .refused_why = r->refused_why, .made_by = "", .approved_by = "",
		.refused_by = "" };
	l->stored_version = r->version;
	l->made_by = r->made_by;
	l->changed_by = r->changed_by;
	l->broken_place_id = r->broken_place_id;
	TRY(tour_work_crew(w, l, r->vehicle_id, r->driver_id));
	TRY(party_account_name(w->cx, r->made_by, &l->out.made_by));
	if (r->refused_by)
		TRY(party_account_name(w->cx, r->refused_by, &l->out.refused_by));
	return r->approved_by ? party_account_name(w->cx, r->approved_by, &l->out.approved_by) : ERR_OK;
}

static enum err load_kept(struct tour_work *w)
{
	struct ctx *cx = w->cx;
	struct tour_rows_row *r;
	struct tour_halts_row *h;
	size_t n_halts, at = 0;

	TRY(tour_rows(cx, (struct tour_rows_in){ cx->district_id, w->day, 0, 4 * TOUR_LANES_MAX }, &r, &w->n_kept, 4 * TOUR_LANES_MAX));
	TRY(tour_halts(cx, (struct tour_halts_in){ cx->district_id, w->day, 4 * TOUR_HALTS_MAX }, &h, &n_halts, 4 * TOUR_HALTS_MAX));
	w->kept = arena_array(&cx->mem, struct tour_work_lane, w->n_kept + 1);
	for (size_t i = 0; i < w->n_kept; i++) {
		struct tour_work_lane *l = &w->kept[i];
		size_t end = at;

		TRY(fill_kept(w, &r[i], l));
		while (end < n_halts && h[end].tour_id == r[i].tour_id)
			end++;
		l->steps = l->was = arena_array(&cx->mem, struct tour_step, end - at + 1);
		for (; at < end; at++) {
			struct tour_order *o = tour_work_order(w, h[at].dispatch_id);

			if (!o)
				continue;
			l->steps[l->n_steps++] = (struct tour_step){ (int32_t)(o - w->orders), h[at].unload, h[at].arrive_ms, h[at].begin_ms, h[at].leave_ms,
				h[at].metres };
			l->under_way |= o->out.tour_id == r[i].tour_id && !o->out.aboard && (o->out.under_way || (o->out.over && !o->dropped));
		}
		l->n_was = l->n_steps;
		l->stays = l->under_way || l->out.locked;
	}
	return ERR_OK;
}

enum err tour_work_open(struct ctx *cx, int64_t day, enum perm perm, struct tour_work *w)
{
	*w = (struct tour_work){ .cx = cx, .day = day, .zero_ms = day * DAY_MS - CHINA_OFFSET_MS, .from_s = TOUR_FROM_MIN * 60, .until_s = TOUR_UNTIL_MIN * 60 };
	if (day < civil_day_of(cx->now_ms) - 31 || day > civil_day_of(cx->now_ms) + 31)
		return fail(cx, ERR_BAD_INPUT, "day", "日期须在前后 31 天之内", "the day must lie within 31 days of today");
	TRY(load_orders(w, perm));
	return load_kept(w);
}

enum err tour_work_measure(struct tour_work *w)
{
	struct travel_point *points = arena_array(&w->cx->mem, struct travel_point, w->n_spots + 1);

	for (size_t i = 0; i < w->n_spots; i++)
		points[i] = (struct travel_point){ w->spots[i].place_id, w->spots[i].lon_e7, w->spots[i].lat_e7 };
	return travel_matrix(w->cx, points, w->n_spots, &w->metres, &w->seconds, &w->how);
}

/* On board at once, from halt to halt. */
static void put_most(const struct tour_work *w, const struct tour_work_lane *l, struct tour_lane *out)
{
	int64_t kg = 0, litres = 0, parcels = 0;

	out->most_kg = out->most_litres = out->most_parcels = 0;
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct tour_order *o = &w->orders[l->steps[i].order];
		const int64_t sign = o->dropped ? 0 : l->steps[i].unload ? -1 : 1;

		kg += sign * o->out.kg;
		litres += sign * o->out.litres;
		parcels += sign * o->out.parcels;
		out->most_kg = kg > out->most_kg ? kg : out->most_kg;
		out->most_litres = litres > out->most_litres ? litres : out->most_litres;
		out->most_parcels = parcels > out->most_parcels ? parcels : out->most_parcels;
	}
}

struct tour_lane tour_work_lane_out(struct tour_work *w, const struct tour_work_lane *l)
{
	struct tour_lane out = l->out;
	struct tour_halt_out *h = arena_array(&w->cx->mem, struct tour_halt_out, l->n_steps + 1);
	bool over = l->n_steps > 0;

	put_most(w, l, &out);
	out.orders = out.late = out.late_min = out.unknown = 0;
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct tour_step *s = &l->steps[i];
		const struct tour_order *o = &w->orders[s->order];
		const struct tour_spot *at = &w->spots[s->unload ? o->drop : o->pick];

		h[i] = (struct tour_halt_out){ .dispatch_id = o->out.dispatch_id, .unload = s->unload, .place_id = at->place_id, .place = at->name,
			.lon_e7 = at->lon_e7, .lat_e7 = at->lat_e7, .arrive = s->arrive, .begin = s->begin, .leave = s->leave, .metres = s->metres,
			.number = o->out.number, .goods = o->out.goods, .state = o->out.state, .kg = o->out.kg, .parcels = o->out.parcels, .unknown = o->out.unknown,
			.locked = o->out.locked && o->out.tour_id == out.tour_id, .done = o->out.over || (!s->unload && o->out.under_way && !o->out.aboard) };
		over &= o->out.over;
		out.unknown |= o->out.unknown;
		if (!s->unload)
			continue;
		out.orders++;
		h[i].by = o->out.by;
		h[i].outside = o->out.closes && (s->begin < o->out.opens || s->begin > o->out.closes);
		h[i].late_min = o->out.by && s->arrive > o->out.by ? (s->arrive - o->out.by + 59999) / 60000 : 0;
		h[i].late_min = o->dropped ? 0 : h[i].late_min;
		out.late += h[i].late_min > 0;
		out.late_min += h[i].late_min;
	}
	out.halts = (struct list){ h, l->n_steps };
	out.minutes = (out.back - out.depart) / 60000;
	if (out.tour_id && !text_equal(out.state, "broken"))
		out.state = over ? "done" : l->under_way ? "under_way" : out.state;
	return out;
}

void tour_work_spare(struct tour_work *w, struct tour_plan_out *ret)
{
	struct tour_load *loads = arena_array(&w->cx->mem, struct tour_load, w->n_orders + 1);
	bool *driven = arena_array(&w->cx->mem, bool, w->n_orders + 1);
	size_t n = 0;

	for (size_t i = 0; i < w->n_lanes; i++)
		for (size_t k = 0; k < w->lanes[i].n_steps && !text_equal(w->lanes[i].out.state, "broken"); k++)
			driven[w->lanes[i].steps[k].order] = true;
	for (size_t i = 0; i < w->n_orders; i++)
		if (!driven[i] && w->orders[i].reaches && (w->orders[i].waits || w->orders[i].chosen))
			loads[n++] = w->orders[i].out;
	ret->loads = (struct list){ loads, n };
}
