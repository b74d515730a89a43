/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ROAD_WORK_H
#define CAPS_ROAD_WORK_H
#include "caps/road/road.h"
#include "engine/road/graph.h"

/* Inside the capability. */
enum { ROAD_PIECE_BYTES = 384 << 10, ROAD_PIECES_MAX = 400, ROAD_PACKED_MAX = 1 << 30, ROAD_REACH_METRES = 5000 };

/* A table of ways: places by number, ways by row, in order of their targets. */
struct road_way { uint32_t to; int32_t metres, seconds; };
struct road_ways { size_t n_places, n_ways; const int64_t *place_ids; const uint32_t *first; const struct road_way *ways; };

/* What was read of an upload, ready to be kept. */
struct road_work { struct road_source source; struct bytes packed; };

/* pack.c: graph or table to bytes and back; BROKEN when they are damaged. */
must_check enum err road_pack_graph(struct ctx *cx, const struct road_graph *g, struct bytes *ret);
must_check enum err road_pack_table(struct ctx *cx, const struct road_ways *t, struct bytes *ret);
must_check enum err road_unpack_graph(struct ctx *cx, struct bytes packed, struct road_graph *ret);
must_check enum err road_unpack_table(struct ctx *cx, struct bytes packed, struct road_ways *ret);

/* cache.c: the content of a source, held until it is let go. */
struct road_held { const struct road_graph *graph; const struct road_ways *table; void *entry; };
must_check enum err road_hold(struct ctx *cx, int64_t source_id, enum road_kind kind, struct road_held *ret);
void road_let_go(struct ctx *cx, struct road_held *held);
must_check enum err road_content(struct ctx *cx, int64_t source_id, struct bytes *ret);
#endif
