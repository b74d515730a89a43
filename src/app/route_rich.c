/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_rich.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* How the numbers of a family are made whole. */
struct scale { double factor, rounding; };

static struct scale scale_of(const struct vrp *v)
{
	if (v->matrix)
		return (struct scale){ 1, 0.5 };
	if (strcasecmp(v->type, "MDVRPTW") == 0 || strcasecmp(v->type, "MDVRP") == 0)
		return (struct scale){ 1000, 0.5 };
	return v->from || v->release ? (struct scale){ 10, 0 } : (struct scale){ 1, 0.5 };
}

static enum err whole(struct ctx *cx, const char *what, int32_t place, double value, double factor, int32_t *ret)
{
	double made = floor(value * factor + 1e-6);
	char field[64];

	if (made >= 0 && made <= ROUTING_NUMBER_MAX && (factor > 1 || made == value)) {
		*ret = (int32_t)made;
		return ERR_OK;
	}
	snprintf(field, sizeof field, "%s[%d]", what, place);
	return fail(cx, ERR_BAD_INPUT, field, "应为 0 到 %d 的整数，收到 %g", "expected a whole number from 0 to %d, got %g", (int)ROUTING_NUMBER_MAX, value);
}

static enum err fill_call(struct ctx *cx, const struct vrp *v, double factor, int32_t i, struct routing_call *c)
{
	struct routing_window *w = arena_new(&cx->mem, sizeof *w);
	double most = ROUTING_NUMBER_MAX / factor;

	TRY(whole(cx, "demand", i, i < v->n_depots ? 0 : v->demand[i], 1, &c->demand[0]));
	TRY(whole(cx, "service", i, v->service[i], factor, &c->service));
	if (v->release)
		TRY(whole(cx, "release", i, v->release[i], factor, &c->release));
	if (!v->from)
		return ERR_OK;
	TRY(whole(cx, "window", i, v->from[i] < 0 ? 0 : v->from[i], factor, &w->from));
	TRY(whole(cx, "window", i, v->until[i] > most ? most : v->until[i], factor, &w->until));
	if (w->from > w->until)
		return fail(cx, ERR_BAD_INPUT, "window", "第 %d 个点的时间窗是空的", "the window of stop %d is empty", i);
	c->windows = w;
	c->n_windows = 1;
	return ERR_OK;
}

static enum err fill_vehicle(struct ctx *cx, const struct vrp *v, double factor, int32_t i, struct routing_vehicle *k)
{
	const struct vrp_fleet *f = &v->fleet;
	double most = ROUTING_NUMBER_MAX, capacity = f->capacity ? f->capacity[i] : v->capacity;
	int32_t fixed = 0, distance = 1, time = 0, reloads = f->reloads ? f->reloads[i] : v->reloads;

	*k = (struct routing_vehicle){ .shift = { 0, ROUTING_NUMBER_MAX }, .trips = 1 };
	TRY(whole(cx, "capacity", i, capacity < most ? capacity : most, 1, &k->capacity[0]));
	if (f->fixed_cost)
		TRY(whole(cx, "fixed_cost", i, f->fixed_cost[i], 1, &fixed));
	if (f->distance_cost)
		TRY(whole(cx, "unit_distance_cost", i, f->distance_cost[i], 1, &distance));
	if (f->time_cost)
		TRY(whole(cx, "unit_duration_cost", i, f->time_cost[i], 1, &time));
	if (f->longest || v->longest > 0)
		TRY(whole(cx, "max_duration", i, f->longest ? f->longest[i] : v->longest, factor, &k->longest));
	k->fixed_cost = fixed;
	k->distance_cost = distance;
	k->time_cost = time;
	k->start = k->end = k->reload = f->depot ? f->depot[i] : 0;
	if (f->reload) {
		k->reload = f->reload[i];
		k->trips = reloads >= 0 && reloads < v->n ? reloads + 1 : v->n;
	}
	return ERR_OK;
}

enum err route_rich_from_vrp(struct ctx *cx, const struct vrp *v, struct routing_rich *ret)
{
	struct scale scale = scale_of(v);
	int32_t n_vehicles = v->vehicles ? v->vehicles : v->n - v->n_depots;
	struct routing_call *calls = arena_array(&cx->mem, struct routing_call, v->n);
	struct routing_vehicle *vehicles = arena_array(&cx->mem, struct routing_vehicle, n_vehicles < ROUTING_VEHICLES_MAX ? n_vehicles : 1);
	struct routing_point *points = v->x ? arena_array(&cx->mem, struct routing_point, v->n) : NULL;

	if (v->n > ROUTING_RICH_PLACES_MAX)
		return fail(cx, ERR_TOO_LARGE, "DIMENSION", "这类问题最多 %d 个地点，收到 %d", "at most %d places for a problem of this kind, got %d",
			    (int)ROUTING_RICH_PLACES_MAX, v->n);
	if (n_vehicles > ROUTING_VEHICLES_MAX)
		return fail(cx, ERR_TOO_LARGE, "VEHICLES", "最多 %d 辆车，收到 %d", "at most %d vehicles, got %d", (int)ROUTING_VEHICLES_MAX, n_vehicles);
	if (v->n_depots > 1 && !v->fleet.depot)
		return fail(cx, ERR_BAD_INPUT, "VEHICLES_DEPOT_SECTION", "有 %d 个车场，却没有说每辆车在哪个", "there are %d depots, and nothing says which vehicle is where", v->n_depots);
	*ret = (struct routing_rich){ .n_depots = v->n_depots, .n_stops = v->n - v->n_depots, .n_vehicles = n_vehicles, .n_units = 1,
				      .points = v->matrix ? NULL : points, .rounding = scale.rounding, .distances = v->matrix, .calls = calls,
				      .vehicles = vehicles };
	for (int32_t i = 0; i < v->n; i++) {
		TRY(fill_call(cx, v, scale.factor, i, &calls[i]));
		if (points)
			points[i] = (struct routing_point){ v->x[i] * scale.factor, v->y[i] * scale.factor };
		if (points && (fabs(points[i].x) > ROUTING_NUMBER_MAX / 3 || fabs(points[i].y) > ROUTING_NUMBER_MAX / 3))
			return fail(cx, ERR_BAD_INPUT, "", "坐标太大：距离会超过 %d", "coordinates are too large: distances would exceed %d",
				    (int)ROUTING_NUMBER_MAX);
	}
	for (int32_t i = 0; i < n_vehicles; i++)
		TRY(fill_vehicle(cx, v, scale.factor, i, &vehicles[i]));
	return ERR_OK;
}

static const char *place_name(const struct route_names *names, int32_t place, char room[static 16])
{
	if (names->place)
		return names->place[place];
	snprintf(room, 16, "%d", place);
	return room;
}

static const char *vehicle_name(const struct route_names *names, int32_t vehicle, char room[static 16])
{
	if (names->vehicle && vehicle > 0)
		return names->vehicle[vehicle - 1];
	snprintf(room, 16, "%d", vehicle);
	return room;
}

void route_rich_say_refusal(const struct cli *cli, const struct route_names *names, const struct rich_refusal *r)
{
	static const char *const zh[] = {
		[RICH_NO_VEHICLE] = "%s 送不了：没有车可以去",
		[RICH_NO_SKILL] = "%s 送不了：没有一辆车有它要的条件（技能、冷链等）",
		[RICH_NO_PASS] = "%s 送不了：没有一辆车有区域 %lld 的通行证",
		[RICH_TOO_MUCH] = "%s 送不了：需要 %lld，能去的车最多装 %lld",
		[RICH_RELEASED_TOO_LATE] = "%s 送不了：货 %lld 才到库，车最晚 %lld 出发",
		[RICH_TOO_FAR] = "%s 送不了：最早 %lld 才到，那时时间窗 %lld 已经关了",
		[RICH_NO_RETURN] = "%s 送不了：最早 %lld 才能回来，最晚应在 %lld 回来",
		[RICH_TOO_LONG] = "%s 送不了：单送它也要 %lld，车一次最长 %lld",
		[RICH_FIXED_PART] = "车辆 %s 的固定部分走不成：时间、装载或条件不符" };
	static const char *const en[] = {
		[RICH_NO_VEHICLE] = "stop %s cannot be served: no vehicle may go there",
		[RICH_NO_SKILL] = "stop %s cannot be served: no vehicle has what it asks for (skill, cold chain)",
		[RICH_NO_PASS] = "stop %s cannot be served: no vehicle has a pass for area %lld",
		[RICH_TOO_MUCH] = "stop %s cannot be served: it wants %lld, a vehicle that may go there holds %lld",
		[RICH_RELEASED_TOO_LATE] = "stop %s cannot be served: its goods come at %lld, the latest departure is %lld",
		[RICH_TOO_FAR] = "stop %s cannot be served: the earliest arrival is %lld, its window closes at %lld",
		[RICH_NO_RETURN] = "stop %s cannot be served: the earliest return is %lld, the latest allowed is %lld",
		[RICH_TOO_LONG] = "stop %s cannot be served: even alone it takes %lld, a vehicle may be away for %lld",
		[RICH_FIXED_PART] = "the fixed part of vehicle %s cannot be driven: times, loads or what stops ask for do not agree" };
	char room[16];
	const char *who = r->why == RICH_FIXED_PART ? vehicle_name(names, r->vehicle, room) : place_name(names, r->place, room);

	fprintf(stderr, "baogong: ");
	fprintf(stderr, cli->english ? en[r->why] : zh[r->why], who, (long long)r->need, (long long)r->have);
	fputc('\n', stderr);
}

/* {p}: the place, {n}: what is needed, {h}: what there is. */
static void print_filled(const char *text, const char *place, int64_t need, int64_t have)
{
	for (; *text; text++) {
		bool slot = text[0] == '{' && text[1] && text[2] == '}';

		if (!slot)
			putchar(*text);
		else if (text[1] == 'p')
			fputs(place, stdout);
		else
			printf("%lld", (long long)(text[1] == 'n' ? need : have));
		text += slot ? 2 : 0;
	}
	putchar('\n');
}

void route_rich_say_violation(const struct cli *cli, const struct route_names *names, const struct rich_violation *v)
{
	static const char *const zh[] = {
		[RICH_FLAW_NO_SUCH_PLACE] = "没有 {p} 号地点",
		[RICH_FLAW_NO_SUCH_VEHICLE] = "写了 {n} 条路线，只有 {h} 辆车",
		[RICH_FLAW_TWICE] = "{p} 已经去过",
		[RICH_FLAW_MISSING] = "没有路线去 {p}",
		[RICH_FLAW_OVERLOADED] = "装了 {n}，这辆车只装 {h}",
		[RICH_FLAW_TOO_LATE] = "到 {p} 已是 {n}，时间窗 {h} 就关了（或通行证时间已过）",
		[RICH_FLAW_RELEASE] = "货 {n} 才齐，最晚 {h} 出发",
		[RICH_FLAW_RELOAD_LATE] = "{n} 才能在 {p} 装车，{h} 已关",
		[RICH_FLAW_BACK_TOO_LATE] = "{n} 才回来，最晚应在 {h}",
		[RICH_FLAW_TOO_LONG] = "在外 {n}，最长 {h}",
		[RICH_FLAW_SKILL] = "这辆车没有 {p} 要的条件",
		[RICH_FLAW_PASS] = "这辆车没有 {p} 所在区域的通行证",
		[RICH_FLAW_WRONG_VEHICLE] = "{p} 应由 {h} 号车送",
		[RICH_FLAW_TRIPS] = "跑了 {n} 趟，最多 {h} 趟",
		[RICH_FLAW_RELOAD_PLACE] = "在 {p} 装车，应在 {h} 号",
		[RICH_FLAW_PAIR] = "{p} 的货应先在同一趟里从 {n} 取",
		[RICH_FLAW_FIXED] = "固定部分变了：{p} 不在原位" };
	static const char *const en[] = {
		[RICH_FLAW_NO_SUCH_PLACE] = "there is no place {p}",
		[RICH_FLAW_NO_SUCH_VEHICLE] = "{n} routes are written, there are {h} vehicles",
		[RICH_FLAW_TWICE] = "stop {p} was visited before",
		[RICH_FLAW_MISSING] = "no route visits stop {p}",
		[RICH_FLAW_OVERLOADED] = "carries {n}, this vehicle holds {h}",
		[RICH_FLAW_TOO_LATE] = "reaches stop {p} at {n}, its window closed at {h}, or the hours of the pass are over",
		[RICH_FLAW_RELEASE] = "its goods are there at {n}, the latest departure is {h}",
		[RICH_FLAW_RELOAD_LATE] = "reloads at {p} at {n}, which closed at {h}",
		[RICH_FLAW_BACK_TOO_LATE] = "is back at {n}, the latest allowed is {h}",
		[RICH_FLAW_TOO_LONG] = "is away for {n}, at most {h} is allowed",
		[RICH_FLAW_SKILL] = "this vehicle has not what stop {p} asks for",
		[RICH_FLAW_PASS] = "this vehicle has no pass for the area of stop {p}",
		[RICH_FLAW_WRONG_VEHICLE] = "stop {p} is for vehicle {h}",
		[RICH_FLAW_TRIPS] = "makes {n} trips, at most {h} are allowed",
		[RICH_FLAW_RELOAD_PLACE] = "reloads at {p} instead of {h}",
		[RICH_FLAW_PAIR] = "the goods of stop {p} must come from stop {n} in the same trip before",
		[RICH_FLAW_FIXED] = "the fixed part was changed: stop {p} is not in its place" };
	char room[16], vehicle[16];
	bool known = v->flaw != RICH_FLAW_NO_SUCH_PLACE;
	const char *place = place_name(known ? names : &(struct route_names){ 0 }, v->place, room);

	if (v->route)
		printf(cli->english ? "route %s: " : "第 %s 条路线：", vehicle_name(&(struct route_names){ 0 }, v->route, vehicle));
	print_filled(cli->english ? en[v->flaw] : zh[v->flaw], place, v->need, v->have);
}
