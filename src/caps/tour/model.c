/* SPDX-License-Identifier: Apache-2.0 */
/* A day's orders and lanes as a problem of the routing engine.  An order is a pair: its goods are taken on at their
 * warehouse and brought to its unit, so that several warehouses are several depots, and a vehicle that comes by one loads again. */
#include "caps/tour/tour_work.h"
#include <string.h>

enum { COLD_SKILL = 1, HAZARD_SKILL = 2, MILLI = 1000 };

bool tour_lane_reaches(const struct tour_work *w, const struct tour_work_lane *l, const struct tour_order *o)
{
	const char *path = w->spots[o->drop].path;

	return !strncmp(path, l->path, strlen(l->path)) && !strncmp(path, l->driver_path, strlen(l->driver_path));
}

struct making {
	struct tour_work  *w;
	struct tour_model *m;
	struct routing_call    *calls;
	struct routing_vehicle *vehicles;
	int32_t  *spot, n;                      /* by place */
	uint64_t  masks[ROUTING_AREAS];  int32_t n_masks;      /* lanes that may serve an area */
	bool      soft;
};

static int32_t clipped(int64_t s) { return s < 0 ? 0 : s > ROUTING_NUMBER_MAX ? ROUTING_NUMBER_MAX : (int32_t)s; }
static int32_t second_of(const struct tour_work *w, int64_t ms) { return clipped((ms - w->zero_ms) / 1000); }

/* Homes are the depots, each once. */
static int32_t depot_of(struct making *k, int32_t spot)
{
	for (int32_t i = 0; i < k->n; i++)
		if (k->spot[i] == spot)
			return i;
	k->spot[k->n] = spot;
	return k->n++;
}

/* The area an order lies in: which lanes may go there.  0: all.  Beyond ROUTING_AREAS of them: -1. */
static int32_t area_of(struct making *k, const struct tour_order *o)
{
	uint64_t mask = 0, all = 0;

	for (size_t i = 0; i < k->w->n_lanes; i++) {
		all |= UINT64_C(1) << i;
		if (!k->w->lanes[i].frozen && tour_lane_reaches(k->w, &k->w->lanes[i], o))
			mask |= UINT64_C(1) << i;
	}
	if (mask == all)
		return 0;
	for (int32_t i = 0; i < k->n_masks; i++)
		if (k->masks[i] == mask)
			return i + 1;
	if (k->n_masks == ROUTING_AREAS)
		return -1;
	k->masks[k->n_masks++] = mask;
	return k->n_masks;
}

static struct routing_window *window(struct making *k, int64_t from, int64_t until)
{
	struct routing_window *ret = arena_array(&k->w->cx->mem, struct routing_window, 1);

	*ret = (struct routing_window){ clipped(from), clipped(until < from ? from : until) };
	return ret;
}

/* When a unit takes goods; and, unless it is late anyway, when the plan wants them there. */
static void hours_of(struct making *k, const struct tour_order *o, struct routing_call *c)
{
	int64_t from = o->out.closes ? second_of(k->w, o->out.opens) : 0, until = ROUTING_NUMBER_MAX;

	if (!k->soft && o->out.closes)
		until = second_of(k->w, o->out.closes);
	if (!k->soft && o->out.by && !o->relaxed && second_of(k->w, o->out.by) < until)
		until = second_of(k->w, o->out.by);
	c->windows = window(k, from, until);
	c->n_windows = from > 0 || until < ROUTING_NUMBER_MAX;
}

static void add_order(struct making *k, struct tour_order *o)
{
	struct routing_call *load = &k->calls[k->n], *drop = load + 1;
	int32_t area = area_of(k, o);

	o->place = k->n;
	k->spot[k->n] = o->pick;
	k->spot[k->n + 1] = o->drop;
	k->m->order_of[k->n] = k->m->order_of[k->n + 1] = o;
	k->m->is_unload[k->n + 1] = true;
	*load = (struct routing_call){ .service = (int32_t)o->load_s, .skills = (o->out.cold ? COLD_SKILL : 0) | (o->out.hazard ? HAZARD_SKILL : 0) };
	*drop = *load;
	drop->service = (int32_t)o->unload_s;
	drop->pickup = k->n;
	drop->demand[0] = (int32_t)o->out.kg;
	drop->demand[1] = (int32_t)o->out.litres;
	drop->demand[2] = clipped(o->out.parcels);
	drop->area = area < 0 ? 0 : area;
	for (size_t i = 0; i < k->w->n_lanes && o->out.locked; i++)
		if (k->w->lanes[i].out.tour_id && k->w->lanes[i].out.tour_id == o->out.tour_id)
			load->vehicle = drop->vehicle = (int32_t)i + 1;
	hours_of(k, o, drop);
	k->n += 2;
}

/* What stays is driven first, as it stands; latest times do not undo it.  Under way: it has left. */
static void fix_lane(struct making *k, const struct tour_work_lane *l, struct routing_vehicle *v)
{
	int32_t *fixed = arena_array(&k->w->cx->mem, int32_t, l->n_steps + 1);

	for (size_t i = 0; i < l->n_steps; i++) {
		const struct tour_order *o = &k->w->orders[l->steps[i].order];

		fixed[i] = o->place + l->steps[i].unload;
		if (!k->soft && l->steps[i].unload) {
			k->calls[fixed[i]].windows = window(k, o->out.closes ? second_of(k->w, o->out.opens) : 0, ROUTING_NUMBER_MAX);
			k->calls[fixed[i]].n_windows = o->out.closes > 0;
		}
	}
	if (l->under_way && l->n_steps && l->steps[0].begin) {
		k->calls[fixed[0]].windows = window(k, 0, second_of(k->w, l->steps[0].begin));
		k->calls[fixed[0]].n_windows = 1;
	}
	v->fixed = fixed;
	v->n_fixed = k->soft || l->frozen ? 0 : (int32_t)l->n_steps;
}

static void add_lane(struct making *k, const struct tour_work_lane *l, struct routing_vehicle *v)
{
	*v = (struct routing_vehicle){ .capacity = { l->out.kg ? clipped(l->out.kg) : ROUTING_NUMBER_MAX, l->out.litres ? clipped(l->out.litres) : ROUTING_NUMBER_MAX,
		l->out.parcels ? clipped(l->out.parcels) : ROUTING_NUMBER_MAX }, .fixed_cost = (int64_t)TOUR_VEHICLE_FEN * MILLI,
		.distance_cost = TOUR_KM_FEN, .time_cost = ((int64_t)TOUR_HOUR_FEN * MILLI + 1800) / 3600, .trips = 1,
		.skills = (l->out.cold ? COLD_SKILL : 0) | (l->out.hazard ? HAZARD_SKILL : 0),
		.shift = { clipped(l->from_s), k->soft || l->stays ? ROUTING_NUMBER_MAX : clipped(k->w->until_s) } };
	if (v->shift.until < v->shift.from)
		v->shift.until = v->shift.from;
}

static void add_passes(struct making *k)
{
	for (size_t i = 0; i < k->w->n_lanes; i++) {
		struct routing_pass *passes = arena_array(&k->w->cx->mem, struct routing_pass, k->n_masks + 1);
		int32_t n = 0;

		for (int32_t a = 0; a < k->n_masks; a++)
			if (k->masks[a] >> i & 1)
				passes[n++] = (struct routing_pass){ a + 1, { 0, ROUTING_NUMBER_MAX } };
		k->vehicles[i].passes = passes;
		k->vehicles[i].n_passes = n;
	}
}

static void measure(struct making *k)
{
	struct arena *mem = &k->w->cx->mem;
	int32_t *metres = arena_array(mem, int32_t, (size_t)k->n * (size_t)k->n), *seconds = arena_array(mem, int32_t, (size_t)k->n * (size_t)k->n);

	for (int32_t i = 0; i < k->n; i++)
		for (int32_t j = 0; j < k->n; j++) {
			size_t from_to = (size_t)k->spot[i] * k->w->n_spots + (size_t)k->spot[j];

			metres[(size_t)i * (size_t)k->n + (size_t)j] = k->w->metres[from_to];
			seconds[(size_t)i * (size_t)k->n + (size_t)j] = k->w->seconds[from_to];
		}
	k->m->p.distances = metres;
	k->m->p.durations = seconds;
}

void tour_model_make(struct tour_work *w, bool soft, bool again, struct tour_model *m)
{
	struct arena *mem = &w->cx->mem;
	size_t most = w->n_lanes + 2 * w->n_orders + 1;
	struct making k = { .w = w, .m = m, .soft = soft };
	int32_t *former = arena_array(mem, int32_t, most);

	*m = (struct tour_model){ .order_of = arena_array(mem, const struct tour_order *, most), .is_unload = arena_array(mem, bool, most) };
	k.calls = arena_array(mem, struct routing_call, most);
	k.vehicles = arena_array(mem, struct routing_vehicle, w->n_lanes + 1);
	k.spot = arena_array(mem, int32_t, most);
	for (size_t i = 0; i < w->n_lanes; i++) {
		add_lane(&k, &w->lanes[i], &k.vehicles[i]);
		k.vehicles[i].start = k.vehicles[i].end = k.vehicles[i].reload = depot_of(&k, w->lanes[i].home);
	}
	m->p.n_depots = k.n;
	for (size_t i = 0; i < w->n_orders; i++)
		if (w->orders[i].take)
			add_order(&k, &w->orders[i]);
	for (size_t i = 0; i < w->n_lanes; i++) {
		if (w->lanes[i].stays && !w->lanes[i].frozen)
			fix_lane(&k, &w->lanes[i], &k.vehicles[i]);
		for (size_t s = 0; s < w->lanes[i].n_steps && !w->lanes[i].frozen; s++)
			former[w->orders[w->lanes[i].steps[s].order].place + w->lanes[i].steps[s].unload] = (int32_t)i + 1;
	}
	add_passes(&k);
	measure(&k);
	m->p.n_stops = k.n - m->p.n_depots;
	m->p.n_vehicles = (int32_t)w->n_lanes;
	m->p.n_units = 3;
	m->p.calls = k.calls;
	m->p.vehicles = k.vehicles;
	m->p.former = again ? former : NULL;
	m->p.change_price = again ? (int64_t)TOUR_CHANGE_FEN * MILLI : 0;
}

void tour_model_routes(struct tour_work *w, int32_t **ret_starts, int32_t **ret_visits)
{
	int32_t n = 0;

	*ret_starts = arena_array(&w->cx->mem, int32_t, w->n_lanes + 1);
	*ret_visits = arena_array(&w->cx->mem, int32_t, 2 * w->n_orders + 1);
	for (size_t i = 0; i < w->n_lanes; i++) {
		for (size_t k = 0; k < w->lanes[i].n_steps && !w->lanes[i].frozen; k++)
			(*ret_visits)[n++] = w->orders[w->lanes[i].steps[k].order].place + w->lanes[i].steps[k].unload;
		(*ret_starts)[i + 1] = n;
	}
}
