/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "caps/road/road_work.h"
#include "engine/geo.h"
#include "road.sql.h"
#include <stdlib.h>

enum { SECONDS_A_MINUTE = 60, PERCENT = 100, E7 = 10000000 };

struct travel {
	struct ctx *cx;
	const struct travel_point *points;
	size_t n;
	struct road_setting setting;
	struct travel_how how;
	struct geo_point *at;
	int32_t *metres, *seconds;
};

static int32_t line_seconds(const struct travel *t, int64_t metres) { return (int32_t)(metres * SECONDS_A_MINUTE / t->setting.metres_a_minute); }

/* The straight line both ways: the same figures, so half of the work. */
static void by_line(struct travel *t)
{
	for (size_t i = 0; i < t->n; i++) {
		t->metres[i * t->n + i] = t->seconds[i * t->n + i] = 0;
		for (size_t k = i + 1; k < t->n; k++) {
			int64_t way = (int64_t)geo_metres(&t->at[i], &t->at[k]) * t->setting.factor_percent / PERCENT;

			t->metres[i * t->n + k] = t->metres[k * t->n + i] = (int32_t)way;
			t->seconds[i * t->n + k] = t->seconds[k * t->n + i] = line_seconds(t, way);
		}
	}
	t->how.by_line = t->how.pairs;
}

static void line_pair(struct travel *t, size_t i, size_t k)
{
	int64_t way = (int64_t)geo_metres(&t->at[i], &t->at[k]) * t->setting.factor_percent / PERCENT;

	t->metres[i * t->n + k] = (int32_t)way;
	t->seconds[i * t->n + k] = line_seconds(t, way);
	t->how.by_line++;
}

static void no_way(struct travel *t, size_t i, size_t k)
{
	if (!t->how.no_way++) {
		t->how.from_point = (int64_t)i;
		t->how.to_point = (int64_t)k;
	}
	t->metres[i * t->n + k] = t->seconds[i * t->n + k] = TRAVEL_NO_WAY;
}

/* Figures of the graph stand in the place of the answer, in its units; from the
 * point to its road and from the road to the other point by the straight line. */
static void road_pair(struct travel *t, size_t i, size_t k, const uint32_t *node, const int32_t *aside)
{
	uint32_t ms = ((const uint32_t *)t->seconds)[i * t->n + k], decimetres = ((const uint32_t *)t->metres)[i * t->n + k];
	int64_t beside = (int64_t)aside[i] + aside[k];

	if (i == k) {
		t->metres[i * t->n + k] = t->seconds[i * t->n + k] = 0;
	} else if (node[i] == ROAD_NOWHERE || node[k] == ROAD_NOWHERE || node[i] == node[k]) {
		line_pair(t, i, k);
	} else if (ms == ROAD_NO_WAY) {
		no_way(t, i, k);
	} else {
		t->metres[i * t->n + k] = (int32_t)((decimetres + 5) / 10 + beside);
		t->seconds[i * t->n + k] = (int32_t)((ms + (int64_t)500) / 1000) + line_seconds(t, beside);
		t->how.by_roads++;
	}
}

struct numbered { int64_t place_id; uint32_t number; };

static int by_place(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->place_id > y->place_id) - (x->place_id < y->place_id);
}

static int by_target(const void *key, const void *way)
{
	uint32_t to = *(const uint32_t *)key, other = ((const struct road_way *)way)->to;

	return (to > other) - (to < other);
}

/* Which place of the table each point is; UINT32_MAX: none. */
static uint32_t *numbers_in(struct travel *t, const struct road_ways *table)
{
	struct numbered *all = arena_array(&t->cx->mem, struct numbered, table->n_places + 1);
	uint32_t *number = arena_array(&t->cx->mem, uint32_t, t->n + 1);

	for (size_t i = 0; i < table->n_places; i++)
		all[i] = (struct numbered){ table->place_ids[i], (uint32_t)i };
	qsort(all, table->n_places, sizeof *all, by_place);
	for (size_t i = 0; i < t->n; i++) {
		const struct numbered key = { .place_id = t->points[i].place_id };
		const struct numbered *found = key.place_id && table->n_places ? bsearch(&key, all, table->n_places, sizeof *all, by_place) : NULL;

		number[i] = found ? found->number : UINT32_MAX;
	}
	return number;
}

/* What the table says of a pair stands above what can be reckoned. */
static bool table_pair(struct travel *t, const struct road_ways *table, const uint32_t *number, size_t i, size_t k)
{
	const struct road_way *w;

	if (!table || i == k || number[i] == UINT32_MAX || number[k] == UINT32_MAX)
		return false;
	w = bsearch(&number[k], table->ways + table->first[number[i]], table->first[number[i] + 1] - table->first[number[i]], sizeof *w, by_target);
	if (!w)
		return false;
	t->metres[i * t->n + k] = w->metres;
	t->seconds[i * t->n + k] = w->seconds;
	t->how.by_table++;
	return true;
}

static void by_roads(struct travel *t, const struct road_graph *g, const struct road_ways *table, const uint32_t *number)
{
	uint32_t *node = arena_array(&t->cx->mem, uint32_t, t->n + 1);
	int32_t *aside = arena_array(&t->cx->mem, int32_t, t->n + 1);

	for (size_t i = 0; i < t->n; i++)
		node[i] = road_nearest(g, (struct road_place){ (int32_t)t->points[i].lon_e7, (int32_t)t->points[i].lat_e7 }, (int32_t)t->setting.snap_metres, &aside[i]);
	road_matrix(g, node, (uint32_t)t->n, (uint32_t *)t->seconds, (uint32_t *)t->metres);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->n; k++)
			if (!table_pair(t, table, number, i, k))
				road_pair(t, i, k, node, aside);
}

static void by_line_and_table(struct travel *t, const struct road_ways *table, const uint32_t *number)
{
	by_line(t);
	for (size_t i = 0; table && i < t->n; i++)
		for (size_t k = 0; k < t->n; k++)
			t->how.by_line -= table_pair(t, table, number, i, k);
}

/* "按路网（12 对按直线×1.3）": what most pairs are by, and in brackets the rest. */
static void say(struct travel *t)
{
	struct travel_how *h = &t->how;
	struct arena *mem = &t->cx->mem;
	double factor = (double)t->setting.factor_percent / PERCENT;
	const struct { int64_t n; const char *zh, *en; } parts[] = {
		{ h->by_roads, "按路网", "by road" }, { h->by_table, "按行程表", "by the table of ways" },
		{ h->by_line, arena_print(mem, "按直线×%.3g", factor), arena_print(mem, "straight line × %.3g", factor) }, { h->no_way, "无路可通", "no way" } };
	struct buf zh = BUF(mem), en = BUF(mem);
	size_t most = 0, rest = 0;

	for (size_t i = 1; i < 4; i++)
		most = parts[i].n > parts[most].n ? i : most;
	if (!parts[most].n)
		most = h->graph ? 0 : 2;
	buf_text(&zh, parts[most].zh);
	buf_text(&en, parts[most].en);
	for (size_t i = 0; i < 4; i++) {
		if (i == most || !parts[i].n)
			continue;
		buf_print(&zh, "%s%lld 对%s", rest ? "，" : "（", (long long)parts[i].n, parts[i].zh);
		buf_print(&en, "%s%lld pairs: %s", rest ? ", " : " (", (long long)parts[i].n, parts[i].en);
		rest++;
	}
	if (rest) {
		buf_text(&zh, "）");
		buf_char(&en, ')');
	}
	h->zh = buf_get(&zh);
	h->en = buf_get(&en);
}

/* What is in force of a kind, held; its version 0 when there is none. */
static enum err hold_in_force(struct ctx *cx, enum road_kind kind, struct road_held *ret, int64_t *ret_version)
{
	struct road_source_in_force_row_row row;
	enum err e = cx->store ? road_source_in_force_row(cx, (struct road_source_in_force_row_in){ cx->district_id, kind }, &row) : ERR_NOT_FOUND;

	*ret_version = 0;
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	*ret_version = row.version_no;
	return road_hold(cx, row.source_id, kind, ret);
}

static enum err begin(struct ctx *cx, const struct travel_point *points, size_t n, struct travel *t)
{
	*t = (struct travel){ .cx = cx, .points = points, .n = n };
	if (n > TRAVEL_POINTS_MAX)
		return fail(cx, ERR_TOO_LARGE, "points", "一次最多算 %d 个地点之间的路程，这里有 %zu 个", "ways between at most %d places at once; here are %zu",
			    (int)TRAVEL_POINTS_MAX, n);
	TRY(road_setting_get(cx, &t->setting));
	t->how = (struct travel_how){ .pairs = (int64_t)n * ((int64_t)n - 1), .factor_percent = t->setting.factor_percent,
		.metres_a_minute = t->setting.metres_a_minute };
	t->at = arena_array(&cx->mem, struct geo_point, n + 1);
	for (size_t i = 0; i < n; i++)
		t->at[i] = geo_point((double)points[i].lon_e7 / E7, (double)points[i].lat_e7 / E7);
	t->metres = arena_array(&cx->mem, int32_t, n * n + 1);
	t->seconds = arena_array(&cx->mem, int32_t, n * n + 1);
	return ERR_OK;
}

enum err travel_matrix(struct ctx *cx, const struct travel_point *points, size_t n, int32_t **ret_metres, int32_t **ret_seconds,
		       struct travel_how *ret_how)
{
	struct road_held graph = { 0 }, table = { 0 };
	uint32_t *number = NULL;
	struct travel t;
	enum err e;

	TRY(begin(cx, points, n, &t));
	TRY(hold_in_force(cx, ROAD_GRAPH, &graph, &t.how.graph));
	e = hold_in_force(cx, ROAD_TABLE, &table, &t.how.table);
	if (!e && t.how.table)
		number = numbers_in(&t, table.table);
	if (!e && t.how.graph)
		by_roads(&t, graph.graph, number ? table.table : NULL, number);
	else if (!e)
		by_line_and_table(&t, number ? table.table : NULL, number);
	road_let_go(cx, &graph);
	road_let_go(cx, &table);
	TRY(e);
	say(&t);
	*ret_metres = t.metres;
	*ret_seconds = t.seconds;
	*ret_how = t.how;
	return ERR_OK;
}
