/* SPDX-License-Identifier: Apache-2.0 */
/* Delivery days drawn by chance, planned with the product's own number of steps and with TIMES as many: see trips.sh.
 * A day is open (every vehicle may go to every stop) or drawn (areas, closed villages, chilled goods: part of it has no place). */
#include "caps/delivery/solve_world.h"
#include "engine/route_check_rich.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct outcome { int64_t cost, steps; int32_t left, vehicles; double wall, processor; };

static double seconds(clockid_t of)
{
	struct timespec now;

	clock_gettime(of, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void open_all(struct proposal *p)
{
	for (size_t i = 0; i < p->n_stops; i++)
		p->stops[i].fleet.rule = NULL;
	for (size_t k = 0; k < p->n_crews; k++)
		p->crews[k].path = "/";
}

/* Costs are those of the checker, which shares no code with the solver. */
static struct outcome plan(uint64_t seed, size_t n_stops, size_t n_crews, bool open, int64_t steps)
{
	struct ctx cx = { .now_ms = 1 };
	struct solved solved = { .steps = steps };
	struct proposal p = drawn_day(&cx, seed, n_stops, n_crews);
	double wall = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
	struct run_orders runs;
	struct rich_verdict v;
	struct outcome o;

	if (open)
		open_all(&p);
	proposal_admit(&cx, &p);
	proposal_solve(&cx, &p, &runs, &solved);
	o = (struct outcome){ .steps = solved.tours.iterations, .left = solved.tours.n_left, .vehicles = solved.tours.n_used,
			      .wall = seconds(CLOCK_MONOTONIC) - wall, .processor = seconds(CLOCK_PROCESS_CPUTIME_ID) - processor };
	route_check_rich(&solved.problem, solved.problem.n_vehicles, solved.tours.starts, solved.tours.visits, &cx.mem, &v);
	o.cost = v.cost;
	if (v.cost != solved.tours.cost) {
		fprintf(stderr, "The checker finds another cost.\n");
		exit(1);
	}
	arena_reset(&cx.mem);
	return o;
}

int main(int argc, char **argv)
{
	uint64_t seeds;
	int64_t times;

	if (argc != 5)
		return 2;
	seeds = strtoull(argv[3], NULL, 10);
	times = strtoll(argv[4], NULL, 10);
	printf("%-6s %4s %9s %9s %9s %5s %9s   %9s %9s %5s   %s\n", "day", "seed", "steps", "s proc.", "s wall", "left", "vehicles", "long: s", "left", "veh.", "cost to long");
	for (int open = 1; open >= 0; open--)
		for (uint64_t seed = 1; seed <= seeds; seed++) {
			struct outcome own = plan(seed, strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10), open, 0);
			struct outcome more = plan(seed, strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10), open, own.steps * times);

			printf("%-6s %4" PRIu64 " %9" PRId64 " %9.2f %9.2f %5d %9d   %9.1f %9d %5d   ", open ? "open" : "drawn", seed, own.steps, own.processor, own.wall,
			       own.left, own.vehicles, more.processor, more.left, more.vehicles);
			if (own.left == more.left)
				printf("%.4f\n", (double)own.cost / (double)more.cost);
			else
				printf("- (not the same stops are brought)\n");
			fflush(stdout);
		}
	return 0;
}
