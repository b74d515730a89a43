/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_VRP_H
#define FILE_VRP_H
#include "base/ctx.h"

/* Files of routing problems and their solutions, as the research libraries keep them.
 *
 * Problems: the VRPLIB and TSPLIB keyword form (.vrp) and the table of Solomon
 * and of Gehring and Homberger (.txt).  Numbers come out as the file has them;
 * what they mean (scale, rounding) is for the caller.  A file that says
 * something this reader does not know is refused by that word, never read in
 * half.  Faults name the line.  Everything lives in the arena. */

enum { VRP_PLACES_MAX = 50001, VRP_FLEET_MAX = 100000, VRP_MATRIX_MAX = 10001, VRP_FILE_MAX = 1 << 30 };

enum vrp_form { VRP_LIB, VRP_TABLE };

struct vrp {
	enum vrp_form form;
	char    type[32];                  /* CVRP, ACVRP, VRPTW, HFVRP, MDVRP, MDVRPTW, MTVRPTWR; of a table VRPTW */
	int32_t n, n_depots;               /* places; the first are the depots */
	double *x, *y;                     /* NULL: no coordinates */
	int32_t *matrix;                   /* n squared, row from, column to; NULL: by coordinates */
	double *demand, *from, *until, *service;   /* of n places; from and until NULL: no windows */
	double  capacity;
	int32_t vehicles;                  /* 0: any number */
	struct vrp_fleet {                 /* of vehicles that differ; NULL where the file does not say */
		double  *capacity, *fixed_cost, *distance_cost, *time_cost, *longest;
		int32_t *depot, *reload, *reloads;         /* depots from 0; reload -1: does not; reloads: how often at most */
	} fleet;
	double *release;                   /* of n places; NULL: all goods are there */
	double  longest;                   /* VEHICLES_MAX_DURATION for all; 0: no limit */
	int32_t reloads;                   /* VEHICLES_MAX_RELOADS for all; -1: any number */
};

/* True for a file that needs the rich model: vehicles that differ, several depots, reloads, releases, limits on time. */
static inline bool vrp_is_rich(const struct vrp *v)
{
	return v->n_depots > 1 || v->release || v->longest > 0 || v->fleet.capacity || v->fleet.fixed_cost || v->fleet.distance_cost
		|| v->fleet.time_cost || v->fleet.longest || v->fleet.depot || v->fleet.reload;
}

must_check enum err vrp_read(struct ctx *cx, const char *bytes, size_t n, struct vrp *ret);

/* Routes one after another: route r has stops[starts[r]] .. stops[starts[r + 1] - 1]. */
struct vrp_sol {
	int32_t n_routes, *starts;
	int32_t *stops;
	bool    has_cost;
	double  cost;
};

must_check enum err vrp_sol_read(struct ctx *cx, const char *bytes, size_t n, struct vrp_sol *ret);

/* The same bytes, or what a gzip file holds; at most `most` bytes. */
must_check enum err gunzip(struct ctx *cx, const char *bytes, size_t n, size_t most, const char **ret, size_t *ret_n);
#endif
