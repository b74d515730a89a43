/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROAD_GRAPH_H
#define ENGINE_ROAD_GRAPH_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* A road network, prepared once so that the ways between many points are found
 * at once (contraction hierarchy).
 *
 * The best way is the fastest, and of equally fast ones the shortest.  A link
 * goes one way; a street for both directions is two links.  Times are
 * milliseconds, lengths decimetres, places 1e-7 degrees.  No link is faster
 * than 360 km/h (as many decimetres as milliseconds at most) or takes more than
 * a day; a way of more than 24 days is none. */
enum { ROAD_NODES_MAX = 500000, ROAD_LINKS_MAX = 2000000, ROAD_LINK_MS_MAX = 86400000, ROAD_WAY_MS_MAX = INT32_MAX };

struct road_place { int32_t lon_e7, lat_e7; };
struct road_link { uint32_t from, to, ms, decimetres; };
struct road_net { uint32_t n_nodes, n_links; const struct road_place *nodes; const struct road_link *links; };

/* The first link that cannot be: n_links when all can. */
uint32_t road_bad_link(const struct road_net *net);

/* Nodes are numbered anew by the order in which they were taken out; arcs only
 * lead up.  `up` are those out of a node, `down` those into it, turned round.
 * Parts: nodes that reach each other; 0 is the largest, then by size. */
struct road_arc { uint32_t to, ms, decimetres; };
struct road_graph {
	uint32_t n_nodes, n_parts;
	const struct road_place *places;
	const uint32_t *parts;                     /* by node */
	const uint32_t *part_nodes;                /* by part: how many */
	const uint32_t *up_first, *down_first;     /* n_nodes + 1 */
	const struct road_arc *up, *down;
	const uint32_t *by_latitude;               /* nodes from south to north */
	uint32_t least_part;                       /* points stand on parts of at least so many nodes */
};

/* Needs a net without bad links.  The graph lives in `mem`; what is needed on the way is given back. */
void road_prepare(const struct road_net *net, struct arena *mem, struct road_graph *ret);

/* Fills what follows from the rest: by_latitude, part_nodes, least_part.  For a graph that was kept and read again. */
void road_graph_finish(struct road_graph *g, struct arena *mem);

/* Whether arrays read from somewhere can be a graph: all numbers in their bounds, arcs lead up. */
bool road_graph_sound(const struct road_graph *g);

/* The nearest node of a part that is no scrap (a hundredth of all nodes), within
 * `metres`, and how far it is; ROAD_NOWHERE when there is none. */
#define ROAD_NOWHERE UINT32_MAX
uint32_t road_nearest(const struct road_graph *g, struct road_place point, int32_t metres, int32_t *ret_metres);

/* Ways from each of n nodes to each of n: ms[i * n + j] and decimetres[i * n + j];
 * ROAD_NO_WAY where there is none or a node is ROAD_NOWHERE. */
#define ROAD_NO_WAY UINT32_MAX
void road_matrix(const struct road_graph *g, const uint32_t *nodes, uint32_t n, uint32_t *ms, uint32_t *decimetres);
#endif
