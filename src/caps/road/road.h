/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ROAD_H
#define CAPS_ROAD_H
#include "base/ctx.h"
#include "base/shape.h"

/* How far and how long from each point to each other, for whoever plans trips
 * (trips of a delivery day, dispatch of goods).
 *
 * Where the imported table in force knows both places, its figures; else the way
 * by the road graph in force; else the straight line times a factor at a speed.
 * Figures may differ by direction.  From a point to itself is nothing. */
enum { TRAVEL_POINTS_MAX = 6000, TRAVEL_FACTOR_PERCENT = 130, TRAVEL_METRES_A_MINUTE = 400, TRAVEL_SNAP_METRES = 1000,
       TRAVEL_NO_WAY = 90000000 };      /* metres and seconds where the roads do not lead: later than any window, and small enough to add up */

struct travel_point { int64_t place_id, lon_e7, lat_e7; };      /* place_id 0: no place of ours */

/* How the figures came about; pairs of a point with itself do not count. */
struct travel_how {
	int64_t pairs, by_table, by_roads, by_line, no_way;
	int64_t from_point, to_point;            /* the first pair without a way; where no_way is 0, both 0 */
	int64_t factor_percent, metres_a_minute; /* of the straight line */
	int64_t graph, table;                    /* versions used; 0: none in force */
	const char *zh, *en;                     /* for the page: "按路网", "按直线×1.3" */
};

/* metres[i * n + j] and seconds[i * n + j], from i to j, in cx->mem.  TOO_LARGE beyond TRAVEL_POINTS_MAX. */
must_check enum err travel_matrix(struct ctx *cx, const struct travel_point *points, size_t n, int32_t **ret_metres, int32_t **ret_seconds,
				  struct travel_how *ret_how);

/* Graphs and tables: uploaded, looked at, put in force; one of each kind in force.
 * Content never changes, so what was in force on a day can be told later. */
enum road_kind { ROAD_GRAPH, ROAD_TABLE };
extern const char *const road_kind_words[];
enum { ROAD_LIST_MAX = 200, ROAD_SOURCES_MAX = 50, ROAD_TABLE_PLACES_MAX = 5000 };

struct road_source {
	int64_t     source_id, kind, version_no, nodes, links;   /* of a table: places and pairs */
	int64_t     main_nodes;                                  /* nodes of the largest part whose nodes all reach each other */
	int64_t     west_e7, south_e7, east_e7, north_e7, bytes;
	int64_t     uploaded_by, uploaded_ms, started_by, started_ms, ended_by, ended_ms;
	const char *name, *form, *note, *sha256;                 /* form: "csv", "osm" */
};

/* An upload in two halves: the first reads and prepares (slow, no writing), the second keeps.
 * ROAD_EDIT on the district.  TOO_LARGE over ROAD_SOURCES_MAX kept. */
struct road_work;
must_check enum err road_upload_prepare(struct ctx *cx, enum road_kind kind, const char *name, struct bytes body, struct road_work **ret);
must_check enum err road_upload_keep(struct ctx *cx, const struct road_work *work, const char *note, struct road_source *ret);
must_check enum err road_source_get(struct ctx *cx, int64_t source_id, struct road_source *ret);
must_check enum err road_source_list(struct ctx *cx, int64_t before_id, int64_t limit, struct road_source **ret, size_t *ret_n);    /* TRIP_READ */
must_check enum err road_put_in_force(struct ctx *cx, int64_t source_id);      /* ends the other of its kind; BAD_STATE when it is in force */
must_check enum err road_end(struct ctx *cx, int64_t source_id);               /* BAD_STATE when it is not in force */
must_check enum err road_delete(struct ctx *cx, int64_t source_id);            /* only what never was in force */

struct road_setting { int64_t factor_percent, metres_a_minute, snap_metres, version, set_by, set_ms; };
must_check enum err road_setting_get(struct ctx *cx, struct road_setting *ret);
must_check enum err road_setting_set(struct ctx *cx, const struct road_setting *in);     /* STALE when in->version is old; 0: never set */

/* Parts of a graph that cannot be left or reached, largest first, each with one of its nodes; and our places the graph in force does not serve. */
struct road_part { int64_t nodes, lon_e7, lat_e7; };
must_check enum err road_parts_of(struct ctx *cx, int64_t source_id, struct road_part **ret, size_t *ret_n, int64_t *ret_all);
struct road_far_place { int64_t place_id, kind, metres; const char *code, *name; };      /* metres to the nearest road; -1: farther than 5 km */
must_check enum err road_far_places(struct ctx *cx, int64_t source_id, struct road_far_place **ret, size_t *ret_n, int64_t *ret_far, int64_t *ret_all);

/* Graphs and tables read once for all requests; shared by threads.  cx->roads; NULL: read anew. */
struct road_cache *road_cache_create(void);
void               road_cache_destroy(struct road_cache *cache);
#endif
