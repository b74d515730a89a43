/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ROUTE_FILE_H
#define APP_ROUTE_FILE_H
#include "base/ctx.h"
#include "engine/routing/routing.h"
#include "file/vrp.h"

/* Routing problems from files, with the conventions of each family: CVRP rounds
 * distances to nearest; VRPTW by coordinates counts in tenths, cut off; a matrix
 * is taken as it is.  docs/routing.md has the table. */
must_check enum err route_problem_load(struct ctx *cx, const char *path, struct routing_problem *ret);

must_check enum err route_solution_load(struct ctx *cx, const char *path, struct vrp_sol *ret);
must_check enum err route_solution_save(struct ctx *cx, const char *path, const struct routing_plan *plan);
#endif
