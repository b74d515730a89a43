/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_rich.h"
#include "base/buf.h"
#include "file/road_file.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TENTHS = 10, READ_ROOM = 1 << 20 };

static const char *why(char *room, size_t n) { return strerror_r(errno, room, n); }

static enum err load_raw(struct ctx *cx, const char *path, const char **ret, size_t *ret_n)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL, reason[128];
	size_t n = 0, room = 0, got;
	bool broken;

	if (!f)
		return fail(cx, ERR_BAD_INPUT, path, "打不开：%s", "cannot be opened: %s", why(reason, sizeof reason));
	do {
		bytes = arena_grow(&cx->mem, bytes, n, (room = room ? room * 2 : READ_ROOM) + 1);
		got = fread(bytes + n, 1, room - n, f);
		n += got;
	} while (got && n == room && n < VRP_FILE_MAX);
	broken = ferror(f);
	if (fclose(f) || broken)
		return fail(cx, ERR_BAD_INPUT, path, "读不出来：%s", "cannot be read: %s", why(reason, sizeof reason));
	*ret = bytes;
	*ret_n = n;
	return ERR_OK;
}

/* A whole file, unpacked where it is gzip. */
static enum err load(struct ctx *cx, const char *path, const char **ret, size_t *ret_n)
{
	TRY(load_raw(cx, path, ret, ret_n));
	return gunzip(cx, *ret, *ret_n, VRP_FILE_MAX, ret, ret_n);
}

static enum err load_roads(struct ctx *cx, const char *path, struct road_graph *ret)
{
	struct road_place *nodes;
	struct road_link *links;
	struct road_net net;
	struct road_file f;
	const char *bytes;
	size_t n;

	TRY(load_raw(cx, path, &bytes, &n));
	TRY(road_file_read(cx, path, bytes, n, &f));
	nodes = arena_array(&cx->mem, struct road_place, f.n_nodes + 1);
	links = arena_array(&cx->mem, struct road_link, f.n_links + 1);
	for (size_t i = 0; i < f.n_nodes; i++)
		nodes[i] = (struct road_place){ f.nodes[i].lon_e7, f.nodes[i].lat_e7 };
	for (size_t i = 0; i < f.n_links; i++)
		links[i] = (struct road_link){ f.links[i].from, f.links[i].to, f.links[i].ms, f.links[i].decimetres };
	net = (struct road_net){ (uint32_t)f.n_nodes, (uint32_t)f.n_links, nodes, links };
	if (road_bad_link(&net) != net.n_links)
		return fail(cx, ERR_BAD_INPUT, path, "有一条路段的长度和用时对不上", "the length and time of a link do not fit together");
	road_prepare(&net, &cx->mem, ret);
	return ERR_OK;
}

/* A number of the file in the problem's unit. */
static enum err scaled(struct ctx *cx, const char *what, int32_t place, double value, double scale, int32_t *ret)
{
	double whole = floor(value * scale + 1e-6);
	char field[64];

	if (whole >= 0 && whole <= ROUTING_NUMBER_MAX && (scale > 1 || whole == value)) {
		*ret = (int32_t)whole;
		return ERR_OK;
	}
	snprintf(field, sizeof field, "%s[%d]", what, place);
	return fail(cx, ERR_BAD_INPUT, field, "应为 0 到 %d 的整数，收到 %g", "expected a whole number from 0 to %d, got %g", (int)ROUTING_NUMBER_MAX, value);
}

static enum err fill_stop(struct ctx *cx, const struct vrp *v, double scale, int32_t i, struct routing_stop *s)
{
	TRY(scaled(cx, "demand", i, v->demand[i], 1, &s->demand));
	if (!i)
		s->demand = 0;
	if (!v->from)
		return ERR_OK;
	TRY(scaled(cx, "service", i, v->service[i], scale, &s->service));
	TRY(scaled(cx, "window", i, v->from[i] < 0 ? 0 : v->from[i], scale, &s->from));
	TRY(scaled(cx, "window", i, v->until[i] > ROUTING_NUMBER_MAX / scale ? ROUTING_NUMBER_MAX / scale : v->until[i], scale, &s->until));
	if (s->from > s->until)
		return fail(cx, ERR_BAD_INPUT, "window", "第 %d 个点的时间窗是空的", "the window of stop %d is empty", i);
	return ERR_OK;
}

static enum err fill(struct ctx *cx, const struct vrp *v, struct routing_problem *p)
{
	double scale = v->from && !v->matrix ? TENTHS : 1;
	struct routing_stop *stops = arena_array(&cx->mem, struct routing_stop, v->n);
	struct routing_point *points = v->x ? arena_array(&cx->mem, struct routing_point, v->n) : NULL;

	*p = (struct routing_problem){ .n_stops = v->n - 1, .points = v->matrix ? NULL : points, .distances = v->matrix, .stops = stops,
				       .windows = v->from != NULL, .rounding = scale > 1 ? 0 : 0.5, .vehicles = v->vehicles };
	TRY(scaled(cx, "capacity", 0, v->capacity < ROUTING_NUMBER_MAX ? v->capacity : ROUTING_NUMBER_MAX, 1, &p->capacity));
	for (int32_t i = 0; i < v->n; i++) {
		TRY(fill_stop(cx, v, scale, i, &stops[i]));
		if (points)
			points[i] = (struct routing_point){ v->x[i] * scale, v->y[i] * scale };
	}
	return ERR_OK;
}

static enum err check_reach(struct ctx *cx, const struct routing_problem *p)
{
	for (int32_t i = 0; p->points && i <= p->n_stops; i++)
		if (fabs(p->points[i].x) > ROUTING_NUMBER_MAX / 3 || fabs(p->points[i].y) > ROUTING_NUMBER_MAX / 3)
			return fail(cx, ERR_BAD_INPUT, "", "坐标太大：距离会超过 %d", "coordinates are too large: distances would exceed %d",
				    (int)ROUTING_NUMBER_MAX);
	return ERR_OK;
}

static bool is_json(const char *bytes, size_t n)
{
	size_t at = 0;

	while (at < n && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r'))
		at++;
	return at < n && bytes[at] == '{';
}

static enum err load_json(struct ctx *cx, const char *bytes, size_t n, const char *roads, struct route_task *ret)
{
	struct road_graph graph;

	if (roads)
		TRY(load_roads(cx, roads, &graph));
	ret->json = arena_new(&cx->mem, sizeof *ret->json);
	TRY(route_json_read(cx, bytes, n, roads ? &graph : NULL, ret->json));
	ret->rich = true;
	ret->more = ret->json->problem;
	return ERR_OK;
}

enum err route_task_load(struct ctx *cx, const char *path, const char *roads, struct route_task *ret)
{
	const char *bytes;
	struct vrp v;
	size_t n;

	TRY(load(cx, path, &bytes, &n));
	if (is_json(bytes, n))
		return load_json(cx, bytes, n, roads, ret);
	if (roads)
		return fail(cx, ERR_BAD_INPUT, path, "--roads 只用于我们自己的 JSON 题目：其他格式的距离由文件规定", "--roads is for problems in our own form (JSON): other forms say their distances themselves");
	TRY(vrp_read(cx, bytes, n, &v));
	ret->rich = vrp_is_rich(&v);
	if (ret->rich)
		return route_rich_from_vrp(cx, &v, &ret->more);
	TRY(fill(cx, &v, &ret->plain));
	return check_reach(cx, &ret->plain);
}

enum err route_solution_load(struct ctx *cx, const char *path, const struct route_task *task, struct vrp_sol *ret)
{
	const char *bytes;
	size_t n;

	TRY(load(cx, path, &bytes, &n));
	if (!task->json || !is_json(bytes, n))
		return vrp_sol_read(cx, bytes, n, ret);
	*ret = (struct vrp_sol){ .n_routes = task->more.n_vehicles };
	return route_json_read_plan(cx, task->json, bytes, n, &ret->starts, &ret->stops);
}

enum err route_text_save(struct ctx *cx, const char *path, const char *text, size_t n)
{
	FILE *f = fopen(path, "w");
	char reason[128];
	bool broken;

	if (!f)
		return fail(cx, ERR_BROKEN, path, "不能写入：%s", "cannot be written: %s", why(reason, sizeof reason));
	broken = fwrite(text, 1, n, f) != n;
	if (fclose(f) || broken)
		return fail(cx, ERR_BROKEN, path, "没有写完：%s", "was not written whole: %s", why(reason, sizeof reason));
	return ERR_OK;
}

enum err route_solution_save(struct ctx *cx, const char *path, int32_t n_routes, const int32_t *starts, const int32_t *visits, int64_t cost)
{
	struct buf text = BUF(&cx->mem);

	for (int32_t r = 0; r < n_routes; r++) {
		buf_print(&text, "Route #%d:", r + 1);
		for (int32_t i = starts[r]; i < starts[r + 1]; i++)
			buf_print(&text, " %d", visits[i]);
		buf_char(&text, '\n');
	}
	buf_print(&text, "Cost %lld\n", (long long)cost);
	return route_text_save(cx, path, buf_get(&text), text.n);
}
