/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ROUTE_JSON_H
#define APP_ROUTE_JSON_H
#include "engine/route_check_rich.h"
#include "base/ctx.h"
#include "engine/road/graph.h"

/* Our own form of routing problems and plans: JSON with names, metres, seconds
 * and fen.  docs/routing.md tells every field and has examples.
 *
 * Inside, money is fen times ROUTE_MONEY, so that a price per kilometre and one
 * per hour are whole per metre and per second. */

enum { ROUTE_MONEY = 18000, ROUTE_JSON_STOPS_MAX = 5000, ROUTE_JSON_WAYS_MAX = 2000000 };

/* Ordered pairs of two places by where their figures come from; from and to: the first without a way. */
struct route_pairs { int64_t by_roads, by_line, no_way; int32_t from, to; };

struct route_json {
	struct routing_rich problem;
	const char **place, **vehicle;           /* names, by place and by vehicle */
	struct route_pairs pairs;                /* before `ways` are laid over them */
};

/* roads: ways between places go by this graph, and each place needs lon and lat; NULL: straight. */
must_check enum err route_json_read(struct ctx *cx, const char *text, size_t n, const struct road_graph *roads, struct route_json *ret);

/* Routes of a plan in the same form, for checking: n_vehicles + 1 starts. */
must_check enum err route_json_read_plan(struct ctx *cx, const struct route_json *j, const char *text, size_t n, int32_t **starts, int32_t **visits);

/* The plan with its timetable, costs and what was left out and why. */
must_check enum err route_json_write_plan(struct ctx *cx, const struct route_json *j, const struct rich_verdict *v, const char **ret, size_t *ret_n);

/* Fen from the money of the engine, rounded. */
int64_t route_fen(int64_t money);
#endif
