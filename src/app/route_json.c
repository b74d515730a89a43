/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_ways.h"
#include "base/map.h"
#include "http/decode.h"
#include <stdio.h>
#include <string.h>

enum { FEN_MAX = 100000000, METRES_MAX = 30000000, LOAD_MAX = 100000000, NAME_MAX_CHARS = 100, WORDS_MAX = 64, KMH_DEFAULT = 30,
       FACTOR_DEFAULT = 130, DEGREES_TEXT = 12, TRIPS_MAX = 50, AREAS_TEXT = 1000, KIND_PLACES_MAX = 20000000 };

struct file_window { int64_t from, until; };
static SHAPE(file_window, I64(file_window, from, 0, ROUTING_NUMBER_MAX, "seconds"), I64(file_window, until, 0, ROUTING_NUMBER_MAX, "seconds"));

struct file_pass { const char *area; int64_t from, until; };
static SHAPE(file_pass, TEXT(file_pass, area, 1, NAME_MAX_CHARS, "area"), OPT_I64(file_pass, from, 0, ROUTING_NUMBER_MAX, "from then"),
	OPT_I64(file_pass, until, 0, ROUTING_NUMBER_MAX, "until then; left out: all day"));

struct file_step { const char *place; };
static SHAPE(file_step, TEXT(file_step, place, 1, NAME_MAX_CHARS, "a stop, or the depot where it reloads"));

struct file_depot { const char *name, *lon, *lat; int64_t x, y, from, until; };
static SHAPE(file_depot, TEXT(file_depot, name, 1, NAME_MAX_CHARS, "name"), OPT_I64(file_depot, x, -METRES_MAX, METRES_MAX, "metres east"),
	OPT_I64(file_depot, y, -METRES_MAX, METRES_MAX, "metres north"), OPT_TEXT(file_depot, lon, 1, DEGREES_TEXT, "degrees east, WGS-84"),
	OPT_TEXT(file_depot, lat, 1, DEGREES_TEXT, "degrees north"), OPT_I64(file_depot, from, 0, ROUTING_NUMBER_MAX, "opens"),
	OPT_I64(file_depot, until, 0, ROUTING_NUMBER_MAX, "closes; left out: always open"));

struct file_vehicle {
	const char *name, *start, *end, *reload, *skills;
	int64_t count, weight, volume, parcels, pallets, fixed_cost, km_cost, hour_cost, from, until, longest, trips, reload_time;
	struct list passes, fixed;
};
static SHAPE(file_vehicle, TEXT(file_vehicle, name, 1, NAME_MAX_CHARS, "name"), OPT_I64(file_vehicle, count, 1, 10000, "how many"),
	OPT_I64(file_vehicle, weight, 0, LOAD_MAX, "holds"), OPT_I64(file_vehicle, volume, 0, LOAD_MAX, "holds"),
	OPT_I64(file_vehicle, parcels, 0, LOAD_MAX, "holds"), OPT_I64(file_vehicle, pallets, 0, LOAD_MAX, "holds"),
	OPT_I64(file_vehicle, fixed_cost, 0, FEN_MAX, "fen"), OPT_I64(file_vehicle, km_cost, 0, FEN_MAX / 1000, "fen"),
	OPT_I64(file_vehicle, hour_cost, 0, FEN_MAX / 10, "fen"), OPT_TEXT(file_vehicle, start, 1, NAME_MAX_CHARS, "depot"),
	OPT_TEXT(file_vehicle, end, 1, NAME_MAX_CHARS, "depot"), OPT_I64(file_vehicle, from, 0, ROUTING_NUMBER_MAX, "shift"),
	OPT_I64(file_vehicle, until, 0, ROUTING_NUMBER_MAX, "shift"), OPT_I64(file_vehicle, longest, 0, ROUTING_NUMBER_MAX, "away at most"),
	OPT_I64(file_vehicle, trips, 1, TRIPS_MAX, "a day"), OPT_TEXT(file_vehicle, reload, 1, NAME_MAX_CHARS, "depot"),
	OPT_I64(file_vehicle, reload_time, 0, ROUTING_NUMBER_MAX, "seconds"), OPT_TEXT(file_vehicle, skills, 1, AREAS_TEXT, "words"),
	OPT_LIST(file_vehicle, passes, &file_pass_shape, 0, ROUTING_AREAS, "areas it may serve"),
	OPT_LIST(file_vehicle, fixed, &file_step_shape, 0, 1000, "under way already"));

struct file_stop {
	const char *name, *lon, *lat, *pickup, *skills, *area, *vehicle, *former;
	int64_t x, y, weight, volume, parcels, pallets, service, release, priority, price;
	bool collect;
	struct list windows;
};
static SHAPE(file_stop, TEXT(file_stop, name, 1, NAME_MAX_CHARS, "name"), OPT_I64(file_stop, x, -METRES_MAX, METRES_MAX, "metres east"),
	OPT_I64(file_stop, y, -METRES_MAX, METRES_MAX, "metres north"), OPT_TEXT(file_stop, lon, 1, DEGREES_TEXT, "degrees east, WGS-84"),
	OPT_TEXT(file_stop, lat, 1, DEGREES_TEXT, "degrees north"), OPT_I64(file_stop, weight, 0, LOAD_MAX, "wants"),
	OPT_I64(file_stop, volume, 0, LOAD_MAX, "wants"), OPT_I64(file_stop, parcels, 0, LOAD_MAX, "wants"),
	OPT_I64(file_stop, pallets, 0, LOAD_MAX, "wants"), OPT_BOOL(file_stop, collect, "goods go from here to the depot"),
	OPT_TEXT(file_stop, pickup, 1, NAME_MAX_CHARS, "the stop where its goods are fetched"),
	OPT_I64(file_stop, service, 0, ROUTING_NUMBER_MAX, "seconds"),
	OPT_LIST(file_stop, windows, &file_window_shape, 0, ROUTING_WINDOWS_MAX, "when service may begin"),
	OPT_I64(file_stop, release, 0, ROUTING_NUMBER_MAX, "goods are at the depot"), OPT_TEXT(file_stop, skills, 1, AREAS_TEXT, "words"),
	OPT_TEXT(file_stop, area, 1, NAME_MAX_CHARS, "needs a pass"), OPT_TEXT(file_stop, vehicle, 1, NAME_MAX_CHARS, "only this one"),
	OPT_TEXT(file_stop, former, 1, NAME_MAX_CHARS, "its vehicle in the former plan"),
	OPT_I64(file_stop, priority, 0, ROUTING_PRIORITY_MAX, "higher: left out later"), OPT_I64(file_stop, price, 1, FEN_MAX, "fen, of leaving it out"));

struct file_way { const char *from, *to; int64_t metres, seconds; };
static SHAPE(file_way, TEXT(file_way, from, 1, NAME_MAX_CHARS, "place"), TEXT(file_way, to, 1, NAME_MAX_CHARS, "place"),
	I64(file_way, metres, 0, METRES_MAX, "way"), OPT_I64(file_way, seconds, 0, METRES_MAX, "left out: by the speed"));

struct file_problem { int64_t kmh, factor, change_price; struct list depots, vehicles, stops, ways; };
static SHAPE(file_problem, OPT_I64(file_problem, kmh, 1, 1000, "speed"), OPT_I64(file_problem, factor, 100, 1000, "percent of the straight line"),
	OPT_I64(file_problem, change_price, 0, FEN_MAX, "fen, for a stop that changes its vehicle"),
	LIST(file_problem, depots, &file_depot_shape, 1, 100, "depots"), LIST(file_problem, vehicles, &file_vehicle_shape, 1, 10000, "vehicles"),
	LIST(file_problem, stops, &file_stop_shape, 1, ROUTE_JSON_STOPS_MAX, "stops"),
	OPT_LIST(file_problem, ways, &file_way_shape, 0, ROUTE_JSON_WAYS_MAX, "ways that are not straight"));

/* What is being made of it. */
struct reading {
	struct ctx *cx;
	struct file_problem *file;
	const struct road_graph *roads;
	struct route_json *out;
	struct map places, vehicles, words, areas;
	struct routing_call *calls;
	struct routing_vehicle *made;
	size_t n_made, room, n_names, names_room;
};

static enum err unknown(struct reading *r, const char *list, size_t at, const char *field, const char *name)
{
	char where[64];

	snprintf(where, sizeof where, "%s[%zu].%s", list, at, field);
	return fail(r->cx, ERR_BAD_INPUT, where, "没有“%s”这个名字，或不能用在这里", "there is no '%s', or it cannot stand here", name);
}

static enum err name_places(struct reading *r)
{
	const struct file_depot *depots = r->file->depots.at;
	const struct file_stop *stops = r->file->stops.at;
	size_t n_depots = r->file->depots.n, n = n_depots + r->file->stops.n;

	r->out->place = arena_array(&r->cx->mem, const char *, n);
	for (size_t i = 0; i < n; i++) {
		int64_t seen;

		r->out->place[i] = i < n_depots ? depots[i].name : stops[i - n_depots].name;
		if (map_get(&r->places, r->out->place[i], &seen))
			return fail(r->cx, ERR_BAD_INPUT, "name", "地点“%s”出现了两次", "the place '%s' stands there twice", r->out->place[i]);
		map_put(&r->places, r->out->place[i], (int64_t)i);
	}
	return ERR_OK;
}

/* A bit for each word between spaces. */
static enum err skill_bits(struct reading *r, const char *text, uint64_t *ret)
{
	*ret = 0;
	while (text && *text) {
		size_t n = strcspn(text, " ");
		int64_t bit;

		if (n) {
			const char *word = arena_bytes(&r->cx->mem, text, n);

			if (!map_get(&r->words, word, &bit)) {
				bit = (int64_t)r->words.n;
				if (bit >= WORDS_MAX)
					return fail(r->cx, ERR_TOO_LARGE, "skills", "不同的技能超过 %d 种", "more than %d different skills", (int)WORDS_MAX);
				map_put(&r->words, word, bit);
			}
			*ret |= UINT64_C(1) << bit;
		}
		text += n + (text[n] == ' ');
	}
	return ERR_OK;
}

static enum err area_number(struct reading *r, const char *name, int32_t *ret)
{
	int64_t area = 0;

	if (name && !map_get(&r->areas, name, &area)) {
		area = (int64_t)r->areas.n + 1;
		if (area > ROUTING_AREAS)
			return fail(r->cx, ERR_TOO_LARGE, "area", "不同的区域超过 %d 个", "more than %d different areas", (int)ROUTING_AREAS);
		map_put(&r->areas, name, area);
	}
	*ret = (int32_t)area;
	return ERR_OK;
}

static enum err depot_number(struct reading *r, size_t at, const char *field, const char *name, int32_t otherwise, int32_t *ret)
{
	int64_t place = otherwise;

	if (name && (!map_get(&r->places, name, &place) || place >= (int64_t)r->file->depots.n))
		return unknown(r, "vehicles", at, field, name);
	*ret = (int32_t)place;
	return ERR_OK;
}

static enum err read_fixed(struct reading *r, size_t at, const struct file_vehicle *f, struct routing_vehicle *v)
{
	const struct file_step *steps = f->fixed.at;
	int32_t *fixed = arena_array(&r->cx->mem, int32_t, f->fixed.n + 1);

	for (size_t i = 0; i < f->fixed.n; i++) {
		int64_t place;

		if (!map_get(&r->places, steps[i].place, &place) || (place < (int64_t)r->file->depots.n && place != v->reload))
			return unknown(r, "vehicles", at, "fixed", steps[i].place);
		fixed[i] = (int32_t)place;
	}
	v->fixed = fixed;
	v->n_fixed = (int32_t)f->fixed.n;
	if (f->fixed.n && f->count > 1)
		return unknown(r, "vehicles", at, "fixed", f->name);
	return ERR_OK;
}

static enum err read_passes(struct reading *r, const struct file_vehicle *f, struct routing_vehicle *v)
{
	const struct file_pass *p = f->passes.at;
	struct routing_pass *passes = arena_array(&r->cx->mem, struct routing_pass, f->passes.n + 1);

	for (size_t i = 0; i < f->passes.n; i++) {
		TRY(area_number(r, p[i].area, &passes[i].area));
		passes[i].hours = (struct routing_window){ (int32_t)p[i].from, (int32_t)(p[i].until ? p[i].until : ROUTING_NUMBER_MAX) };
	}
	v->passes = passes;
	v->n_passes = (int32_t)f->passes.n;
	return ERR_OK;
}

static enum err read_vehicle(struct reading *r, size_t at)
{
	const struct file_vehicle *f = (const struct file_vehicle *)r->file->vehicles.at + at;
	struct routing_vehicle v = { .capacity = { (int32_t)f->weight, (int32_t)f->volume, (int32_t)f->parcels, (int32_t)f->pallets },
		.fixed_cost = f->fixed_cost * ROUTE_MONEY, .distance_cost = f->km_cost * (ROUTE_MONEY / 1000), .time_cost = f->hour_cost * (ROUTE_MONEY / 3600),
		.shift = { (int32_t)f->from, (int32_t)(f->until ? f->until : ROUTING_NUMBER_MAX) }, .longest = (int32_t)f->longest,
		.trips = f->trips ? (int32_t)f->trips : 1, .reload_time = (int32_t)f->reload_time };

	TRY(depot_number(r, at, "start", f->start, 0, &v.start));
	TRY(depot_number(r, at, "end", f->end, v.start, &v.end));
	TRY(depot_number(r, at, "reload", f->reload, v.start, &v.reload));
	TRY(skill_bits(r, f->skills, &v.skills));
	TRY(read_passes(r, f, &v));
	TRY(read_fixed(r, at, f, &v));
	for (int64_t i = 0; i < (f->count ? f->count : 1); i++) {
		const char *name = f->count > 1 ? arena_print(&r->cx->mem, "%s-%d", f->name, (int)i + 1) : f->name;
		size_t had = r->n_made;
		int64_t seen;

		if (map_get(&r->vehicles, name, &seen))
			return fail(r->cx, ERR_BAD_INPUT, "name", "车辆“%s”出现了两次", "the vehicle '%s' stands there twice", name);
		if (had >= ROUTING_VEHICLES_MAX)
			return fail(r->cx, ERR_TOO_LARGE, "vehicles", "最多 %d 辆车", "at most %d vehicles", (int)ROUTING_VEHICLES_MAX);
		arena_push(&r->cx->mem, r->made, r->n_made, r->room) = v;
		map_put(&r->vehicles, name, (int64_t)had);
		arena_push(&r->cx->mem, r->out->vehicle, r->n_names, r->names_room) = name;
	}
	return ERR_OK;
}

static enum err vehicle_number(struct reading *r, size_t at, const char *field, const char *name, int32_t *ret)
{
	int64_t vehicle = -1;

	if (name && !map_get(&r->vehicles, name, &vehicle))
		return unknown(r, "stops", at, field, name);
	*ret = (int32_t)vehicle + 1;
	return ERR_OK;
}

static enum err read_windows(struct reading *r, size_t at, const struct file_stop *f, struct routing_call *c)
{
	const struct file_window *w = f->windows.at;
	struct routing_window *windows = arena_array(&r->cx->mem, struct routing_window, f->windows.n + 1);

	for (size_t i = 0; i < f->windows.n; i++) {
		char where[64];

		snprintf(where, sizeof where, "stops[%zu].windows[%zu]", at, i);
		if (w[i].from > w[i].until || (i && w[i].from <= w[i - 1].until))
			return fail(r->cx, ERR_BAD_INPUT, where, "时间窗应从早到晚、互不重叠", "windows must stand in order and not overlap");
		windows[i] = (struct routing_window){ (int32_t)w[i].from, (int32_t)w[i].until };
	}
	c->windows = windows;
	c->n_windows = (int32_t)f->windows.n;
	return ERR_OK;
}

static enum err read_stop(struct reading *r, size_t at, int32_t *former)
{
	const struct file_stop *f = (const struct file_stop *)r->file->stops.at + at;
	size_t n_depots = r->file->depots.n;
	struct routing_call *c = &r->calls[n_depots + at];
	int64_t pickup = 0;

	*c = (struct routing_call){ .demand = { (int32_t)f->weight, (int32_t)f->volume, (int32_t)f->parcels, (int32_t)f->pallets },
				    .collect = f->collect, .service = (int32_t)f->service, .release = (int32_t)f->release,
				    .priority = (int32_t)f->priority, .price = f->price * ROUTE_MONEY };
	TRY(read_windows(r, at, f, c));
	TRY(skill_bits(r, f->skills, &c->skills));
	TRY(area_number(r, f->area, &c->area));
	TRY(vehicle_number(r, at, "vehicle", f->vehicle, &c->vehicle));
	TRY(vehicle_number(r, at, "former", f->former, former));
	if (f->pickup && (!map_get(&r->places, f->pickup, &pickup) || pickup < (int64_t)n_depots || pickup == (int64_t)(n_depots + at) || f->collect))
		return unknown(r, "stops", at, "pickup", f->pickup);
	c->pickup = (int32_t)pickup;
	return ERR_OK;
}

/* A pickup belongs to one stop, is no delivery itself and has no demand and no price of its own. */
static enum err check_pairs(struct reading *r)
{
	size_t n_depots = r->file->depots.n, n = n_depots + r->file->stops.n;
	uint8_t *taken = arena_array(&r->cx->mem, uint8_t, n);

	for (size_t i = n_depots; i < n; i++) {
		int32_t pickup = r->calls[i].pickup;

		if (!pickup)
			continue;
		if (taken[pickup]++ || r->calls[pickup].pickup || r->calls[pickup].price || r->calls[pickup].collect)
			return fail(r->cx, ERR_BAD_INPUT, "pickup", "“%s”已是别人的取货点，或自己有取货点、回收、价钱", "'%s' is another's pickup already, or has a pickup, a price or goods to collect itself",
				    r->out->place[pickup]);
	}
	return ERR_OK;
}

/* Where place i of the file stands. */
static enum err read_point(struct reading *r, size_t i, struct route_point *ret)
{
	size_t n_depots = r->file->depots.n, at = i < n_depots ? i : i - n_depots;
	const struct file_depot *d = (const struct file_depot *)r->file->depots.at + at;
	const struct file_stop *s = (const struct file_stop *)r->file->stops.at + at;
	const char *lon = i < n_depots ? d->lon : s->lon, *lat = i < n_depots ? d->lat : s->lat;
	char where[64];

	*ret = (struct route_point){ .x = (double)(i < n_depots ? d->x : s->x), .y = (double)(i < n_depots ? d->y : s->y) };
	if (!lon && !lat && !r->roads)
		return ERR_OK;
	ret->on_earth = true;
	snprintf(where, sizeof where, "%s[%zu].%s", i < n_depots ? "depots" : "stops", at, lon && route_degrees(lon, 180, &ret->lon_e7) ? "lat" : "lon");
	if (!lon || !lat || !route_degrees(lon, 180, &ret->lon_e7) || !route_degrees(lat, 90, &ret->lat_e7))
		return fail(r->cx, ERR_BAD_INPUT, where, "“%s”要有经度和纬度，写成 \"119.0413\" 这样的度数", "'%s' needs lon and lat, in degrees such as \"119.0413\"",
			    r->out->place[i]);
	return ERR_OK;
}

static enum err read_points(struct reading *r, struct route_ground *ret)
{
	size_t n = r->file->depots.n + r->file->stops.n;
	struct route_point *points = arena_array(&r->cx->mem, struct route_point, n);

	*ret = (struct route_ground){ .points = points, .n = n, .roads = r->roads, .kmh = (double)(r->file->kmh ? r->file->kmh : KMH_DEFAULT),
				      .factor = (double)(r->file->factor ? r->file->factor : FACTOR_DEFAULT) / 100 };
	for (size_t i = 0; i < n; i++) {
		TRY(read_point(r, i, &points[i]));
		if (points[i].on_earth != points[0].on_earth)
			return fail(r->cx, ERR_BAD_INPUT, "lon", "“%s”和“%s”应都有经纬度，或都没有", "'%s' and '%s' must both have lon and lat, or neither",
				    r->out->place[0], r->out->place[i]);
	}
	return ERR_OK;
}

static enum err lay_ways(struct reading *r)
{
	size_t n = r->file->depots.n + r->file->stops.n;
	const struct file_way *ways = r->file->ways.at;
	int32_t *metres = arena_array(&r->cx->mem, int32_t, n * n), *seconds = arena_array(&r->cx->mem, int32_t, n * n);
	struct route_ground ground;

	TRY(read_points(r, &ground));
	route_ways(&ground, &r->cx->mem, metres, seconds, &r->out->pairs);
	for (size_t i = 0; i < r->file->ways.n; i++) {
		int64_t from, to;

		if (!map_get(&r->places, ways[i].from, &from))
			return unknown(r, "ways", i, "from", ways[i].from);
		if (!map_get(&r->places, ways[i].to, &to))
			return unknown(r, "ways", i, "to", ways[i].to);
		metres[(size_t)from * n + (size_t)to] = (int32_t)ways[i].metres;
		seconds[(size_t)from * n + (size_t)to] = ways[i].seconds ? (int32_t)ways[i].seconds : route_seconds(&ground, (double)ways[i].metres);
	}
	r->out->problem.distances = metres;
	r->out->problem.durations = seconds;
	return ERR_OK;
}

static void open_depots(struct reading *r)
{
	const struct file_depot *depots = r->file->depots.at;

	for (size_t i = 0; i < r->file->depots.n; i++) {
		struct routing_window *w = arena_new(&r->cx->mem, sizeof *w);

		*w = (struct routing_window){ (int32_t)depots[i].from, (int32_t)(depots[i].until ? depots[i].until : ROUTING_NUMBER_MAX) };
		r->calls[i] = (struct routing_call){ .windows = w, .n_windows = 1 };
	}
}

/* Units that no vehicle holds do not count. */
static void drop_idle_units(struct reading *r, size_t n)
{
	bool held[ROUTING_UNITS] = { 0 };

	for (size_t i = 0; i < r->n_made; i++)
		for (int u = 0; u < ROUTING_UNITS; u++)
			held[u] |= r->made[i].capacity[u] > 0;
	r->out->problem.n_units = 1;
	for (int u = 0; u < ROUTING_UNITS; u++) {
		r->out->problem.n_units = held[u] ? u + 1 : r->out->problem.n_units;
		for (size_t i = 0; i < n && !held[u]; i++)
			r->calls[i].demand[u] = 0;
	}
}

static enum err make_problem(struct reading *r)
{
	size_t n_depots = r->file->depots.n, n_stops = r->file->stops.n;
	int32_t *former = arena_array(&r->cx->mem, int32_t, n_depots + n_stops);

	r->calls = arena_array(&r->cx->mem, struct routing_call, n_depots + n_stops);
	TRY(name_places(r));
	open_depots(r);
	for (size_t i = 0; i < r->file->vehicles.n; i++)
		TRY(read_vehicle(r, i));
	for (size_t i = 0; i < n_stops; i++)
		TRY(read_stop(r, i, &former[n_depots + i]));
	TRY(check_pairs(r));
	TRY(lay_ways(r));
	r->out->problem.n_depots = (int32_t)n_depots;
	r->out->problem.n_stops = (int32_t)n_stops;
	r->out->problem.n_vehicles = (int32_t)r->n_made;
	r->out->problem.calls = r->calls;
	r->out->problem.vehicles = r->made;
	if (r->file->change_price) {
		r->out->problem.former = former;
		r->out->problem.change_price = r->file->change_price * ROUTE_MONEY;
	}
	drop_idle_units(r, n_depots + n_stops);
	return ERR_OK;
}

/* A vehicle that somebody asks for is a kind of its own, and each kind has a row over all places. */
static enum err check_size(struct reading *r)
{
	const struct file_stop *stops = r->file->stops.at;
	int64_t places = (int64_t)(r->file->depots.n + r->file->stops.n), kinds = (int64_t)r->file->vehicles.n;

	for (size_t i = 0; i < r->file->stops.n; i++)
		kinds += (stops[i].vehicle != NULL) + (stops[i].former != NULL);
	kinds = kinds < (int64_t)r->n_made ? kinds : (int64_t)r->n_made;
	if (kinds * places > KIND_PLACES_MAX)
		return fail(r->cx, ERR_TOO_LARGE, "vehicles", "%lld 种车乘 %lld 个地点太多：最多 %d", "%lld kinds of vehicles times %lld places are too many: at most %d",
			    (long long)kinds, (long long)places, (int)KIND_PLACES_MAX);
	return ERR_OK;
}

/* A stop stands in one fixed part at most, and a pair in one whole. */
static enum err check_fixed(struct reading *r)
{
	const struct routing_rich *p = &r->out->problem;
	int32_t *vehicle = arena_array(&r->cx->mem, int32_t, p->n_depots + p->n_stops);

	for (int32_t v = 0; v < p->n_vehicles; v++)
		for (int32_t i = 0; i < p->vehicles[v].n_fixed; i++) {
			int32_t place = p->vehicles[v].fixed[i];

			if (place >= p->n_depots && vehicle[place])
				return fail(r->cx, ERR_BAD_INPUT, "fixed", "“%s”在固定部分里出现了两次", "'%s' is in two fixed parts, or twice in one", r->out->place[place]);
			vehicle[place] = v + 1;
		}
	for (int32_t c = p->n_depots; c < p->n_depots + p->n_stops; c++)
		if (p->calls[c].pickup && vehicle[c] != vehicle[p->calls[c].pickup])
			return fail(r->cx, ERR_BAD_INPUT, "fixed", "“%s”和它的取货点应同在一辆车的固定部分里", "'%s' and its pickup must be in the same fixed part", r->out->place[c]);
	return ERR_OK;
}

enum err route_json_read(struct ctx *cx, const char *text, size_t n, const struct road_graph *roads, struct route_json *ret)
{
	struct reading r = { .cx = cx, .roads = roads, .out = ret, .places = MAP(&cx->mem), .vehicles = MAP(&cx->mem), .words = MAP(&cx->mem), .areas = MAP(&cx->mem) };
	struct decode d;

	*ret = (struct route_json){ 0 };
	decode_start(&d, cx, &file_problem_shape);
	TRY(decode_json(&d, text, n));
	TRY(decode_finish(&d));
	r.file = d.out;
	TRY(make_problem(&r));
	TRY(check_size(&r));
	return check_fixed(&r);
}
