/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ROUTE_FILE_H
#define APP_ROUTE_FILE_H
#include "app/route_json.h"
#include "file/vrp.h"

/* Routing problems from files, with the conventions of each family: CVRP rounds
 * distances to nearest; VRPTW by coordinates counts in tenths, cut off; a matrix
 * is taken as it is.  docs/routing.md has the table. */
/* plain; or rich, with names when it came as JSON */
struct route_task { bool rich; struct routing_problem plain; struct routing_rich more; struct route_json *json; };

/* roads: a file of roads (file/road_file.h) by which the ways of a problem in our own form go; NULL: none. */
must_check enum err route_task_load(struct ctx *cx, const char *path, const char *roads, struct route_task *ret);

/* A .sol file, or a plan as JSON for a problem that came so. */
must_check enum err route_solution_load(struct ctx *cx, const char *path, const struct route_task *task, struct vrp_sol *ret);
must_check enum err route_text_save(struct ctx *cx, const char *path, const char *text, size_t n);

/* Routes as `Route #1: 3 7 ...`, and the cost. */
must_check enum err route_solution_save(struct ctx *cx, const char *path, int32_t n_routes, const int32_t *starts, const int32_t *visits, int64_t cost);
#endif
