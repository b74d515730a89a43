/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_json.h"
#include "base/map.h"
#include "http/decode.h"
#include "http/json.h"

/* Plans in our own form. */

static const char *const reason_words[] = { "no_room", "price", "no_vehicle", "no_skill", "no_pass", "too_much", "released_too_late", "too_far", "no_return", "too_long", NULL };

struct plan_halt { const char *place; int64_t arrive, begin, leave, weight, volume, parcels, pallets; };
static SHAPE(plan_halt, TEXT(plan_halt, place, 1, 100, "place"), I64(plan_halt, arrive, INT64_MIN, INT64_MAX, "arrives"),
	I64(plan_halt, begin, INT64_MIN, INT64_MAX, "service or loading begins"), I64(plan_halt, leave, INT64_MIN, INT64_MAX, "leaves"),
	OPT_I64(plan_halt, weight, INT64_MIN, INT64_MAX, "on board when it leaves"), OPT_I64(plan_halt, volume, INT64_MIN, INT64_MAX, "the same"),
	OPT_I64(plan_halt, parcels, INT64_MIN, INT64_MAX, "the same"), OPT_I64(plan_halt, pallets, INT64_MIN, INT64_MAX, "the same"));

struct plan_route {
	const char *vehicle;
	int64_t leave, back, metres, seconds, waiting, fixed_cost, distance_cost, time_cost, change_cost;
	struct list halts;
};
static SHAPE(plan_route, TEXT(plan_route, vehicle, 1, 120, "vehicle"), OPT_I64(plan_route, leave, INT64_MIN, INT64_MAX, "from the start"),
	OPT_I64(plan_route, back, INT64_MIN, INT64_MAX, "at the end"), OPT_I64(plan_route, metres, 0, INT64_MAX, "driven"),
	OPT_I64(plan_route, seconds, 0, INT64_MAX, "away"), OPT_I64(plan_route, waiting, 0, INT64_MAX, "seconds of it"),
	OPT_I64(plan_route, fixed_cost, 0, INT64_MAX, "fen"), OPT_I64(plan_route, distance_cost, 0, INT64_MAX, "fen"),
	OPT_I64(plan_route, time_cost, 0, INT64_MAX, "fen"), OPT_I64(plan_route, change_cost, 0, INT64_MAX, "fen"),
	LIST(plan_route, halts, &plan_halt_shape, 0, 20000, "in order, without start and end"));

struct plan_left { const char *stop; int64_t why; };
static SHAPE(plan_left, TEXT(plan_left, stop, 1, 100, "stop"), WORD(plan_left, why, reason_words, "why"));

struct plan_file { int64_t cost, left_cost; struct list routes, left; };
static SHAPE(plan_file, OPT_I64(plan_file, cost, 0, INT64_MAX, "fen"), OPT_I64(plan_file, left_cost, 0, INT64_MAX, "fen"),
	OPT_LIST(plan_file, routes, &plan_route_shape, 0, ROUTING_VEHICLES_MAX, "of vehicles that are used"),
	OPT_LIST(plan_file, left, &plan_left_shape, 0, ROUTE_JSON_STOPS_MAX, "stops left out"));

int64_t route_fen(int64_t money) { return (money + ROUTE_MONEY / 2) / ROUTE_MONEY; }

static struct list halts_of(struct ctx *cx, const struct route_json *j, const struct rich_trip *t, const struct rich_halt *halts)
{
	struct plan_halt *out = arena_array(&cx->mem, struct plan_halt, t->n);

	for (int32_t i = 1; i < t->n - 1; i++) {
		const struct rich_halt *h = &halts[t->first + i];

		out[i - 1] = (struct plan_halt){ j->place[h->place], h->arrive, h->begin, h->leave, h->load[0], h->load[1], h->load[2], h->load[3] };
	}
	return (struct list){ out, (size_t)t->n - 2 };
}

/* Why a stop was left out: what makes it impossible, else its price, else that no vehicle had room or time. */
static struct list left_of(struct ctx *cx, const struct route_json *j, const struct rich_verdict *v)
{
	static const int64_t word[] = { [RICH_NO_VEHICLE] = 2, [RICH_NO_SKILL] = 3, [RICH_NO_PASS] = 4, [RICH_TOO_MUCH] = 5, [RICH_RELEASED_TOO_LATE] = 6,
		[RICH_TOO_FAR] = 7, [RICH_NO_RETURN] = 8, [RICH_TOO_LONG] = 9, [RICH_FIXED_PART] = 0 };
	struct plan_left *out = arena_array(&cx->mem, struct plan_left, v->n_left + 1);
	struct rich_refusal *refusals;
	int32_t n = v->n_left ? rich_refusals(&j->problem, &cx->mem, &refusals) : 0;

	for (int32_t i = 0; i < v->n_left; i++) {
		out[i] = (struct plan_left){ j->place[v->left[i]], j->problem.calls[v->left[i]].price ? 1 : 0 };
		for (int32_t k = 0; k < n; k++)
			if (refusals[k].place == v->left[i])
				out[i].why = word[refusals[k].why];
	}
	return (struct list){ out, (size_t)v->n_left };
}

enum err route_json_write_plan(struct ctx *cx, const struct route_json *j, const struct rich_verdict *v, const char **ret, size_t *ret_n)
{
	struct plan_route *routes = arena_array(&cx->mem, struct plan_route, v->n_used + 1);
	struct plan_file file = { .cost = route_fen(v->cost), .left_cost = route_fen(v->left_cost), .left = left_of(cx, j, v) };
	struct buf text = BUF(&cx->mem);
	size_t n = 0;

	for (int32_t i = 0; i < j->problem.n_vehicles; i++) {
		const struct rich_trip *t = &v->trips[i];

		if (!t->n)
			continue;
		routes[n++] = (struct plan_route){ j->vehicle[i], v->halts[t->first].leave, v->halts[t->first + t->n - 1].arrive, t->distance, t->time,
			t->waiting, route_fen(t->fixed_cost), route_fen(t->distance_cost), route_fen(t->time_cost), route_fen(t->change_cost),
			halts_of(cx, j, t, v->halts) };
	}
	file.routes = (struct list){ routes, n };
	json_write(&text, &plan_file_shape, &file, JSON_ALL);
	buf_char(&text, '\n');
	*ret = buf_get(&text);
	*ret_n = text.n;
	return ERR_OK;
}

static enum err bad_name(struct ctx *cx, const char *name)
{
	return fail(cx, ERR_BAD_INPUT, "routes", "方案里的“%s”问题里没有，或出现了两次", "'%s' of the plan is not in the problem, or stands there twice", name);
}

enum err route_json_read_plan(struct ctx *cx, const struct route_json *j, const char *text, size_t n, int32_t **starts, int32_t **visits)
{
	const struct routing_rich *p = &j->problem;
	const struct plan_file *file;
	const struct plan_route **of = arena_array(&cx->mem, const struct plan_route *, p->n_vehicles);
	struct map places = MAP(&cx->mem), vehicles = MAP(&cx->mem);
	struct decode d;
	size_t room = 0;
	int32_t at = 0;
	int64_t number;

	decode_start(&d, cx, &plan_file_shape);
	TRY(decode_json(&d, text, n));
	TRY(decode_finish(&d));
	file = d.out;
	for (int32_t i = 0; i < p->n_depots + p->n_stops; i++)
		map_put(&places, j->place[i], i);
	for (int32_t i = 0; i < p->n_vehicles; i++)
		map_put(&vehicles, j->vehicle[i], i);
	for (size_t i = 0; i < file->routes.n; i++) {
		const struct plan_route *route = (const struct plan_route *)file->routes.at + i;

		if (!map_get(&vehicles, route->vehicle, &number) || of[number])
			return bad_name(cx, route->vehicle);
		of[number] = route;
		room += route->halts.n;
	}
	*starts = arena_array(&cx->mem, int32_t, p->n_vehicles + 1);
	*visits = arena_array(&cx->mem, int32_t, room + 1);
	for (int32_t v = 0; v < p->n_vehicles; v++) {
		for (size_t i = 0; of[v] && i < of[v]->halts.n; i++) {
			const char *name = ((const struct plan_halt *)of[v]->halts.at)[i].place;

			if (!map_get(&places, name, &number))
				return bad_name(cx, name);
			(*visits)[at++] = (int32_t)number;
		}
		(*starts)[v + 1] = at;
	}
	return ERR_OK;
}
