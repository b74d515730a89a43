/* SPDX-License-Identifier: Apache-2.0 */
/* Where a graph does not lead: parts of it that hang loose, and our places that no road comes near. */
#include "caps/place/place.h"
#include "caps/road/road_work.h"

enum { PARTS_SHOWN = 20, FAR_SHOWN = 200 };

static enum err hold_graph(struct ctx *cx, int64_t source_id, struct road_held *ret)
{
	struct road_source s;

	TRY(road_source_get(cx, source_id, &s));
	if (s.kind != ROAD_GRAPH)
		return fail(cx, ERR_BAD_STATE, "source_id", "这是行程表，不是路网", "this is a table of ways, no road graph");
	return road_hold(cx, source_id, ROAD_GRAPH, ret);
}

enum err road_parts_of(struct ctx *cx, int64_t source_id, struct road_part **ret, size_t *ret_n, int64_t *ret_all)
{
	struct road_held held;
	size_t n;

	TRY(hold_graph(cx, source_id, &held));
	const struct road_graph *g = held.graph;

	n = g->n_parts < PARTS_SHOWN + 1 ? g->n_parts : PARTS_SHOWN + 1;
	*ret = arena_array(&cx->mem, struct road_part, n + 1);
	for (uint32_t i = g->n_nodes; i-- > 0; ) {      /* the last one is the highest: in the middle of its part */
		struct road_part *p = g->parts[i] > 0 && g->parts[i] < n ? &(*ret)[g->parts[i] - 1] : NULL;

		if (p && !p->nodes)
			*p = (struct road_part){ g->part_nodes[g->parts[i]], g->places[i].lon_e7, g->places[i].lat_e7 };
	}
	*ret_n = n ? n - 1 : 0;
	*ret_all = g->n_parts ? (int64_t)g->n_parts - 1 : 0;
	road_let_go(cx, &held);
	return ERR_OK;
}

enum err road_far_places(struct ctx *cx, int64_t source_id, struct road_far_place **ret, size_t *ret_n, int64_t *ret_far, int64_t *ret_all)
{
	static const enum place_kind kinds[] = { PLACE_SHOP, PLACE_STATION, PLACE_GRID, PLACE_WAREHOUSE, PLACE_UNIT };
	struct road_setting setting;
	struct road_held held;

	TRY(road_setting_get(cx, &setting));
	TRY(hold_graph(cx, source_id, &held));
	*ret = arena_array(&cx->mem, struct road_far_place, FAR_SHOWN);
	*ret_n = 0;
	*ret_far = *ret_all = 0;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		struct place *places;
		size_t n;
		enum err e = place_list(cx, &(struct place_filter){ .kind = kinds[k], .limit = PLACE_BATCH_MAX }, &places, &n);

		if (e) {
			road_let_go(cx, &held);
			return e;
		}
		for (size_t i = 0; i < n; i++) {
			struct road_place at = { (int32_t)places[i].lon_e7, (int32_t)places[i].lat_e7 };
			int32_t metres;
			uint32_t node;

			if (!places[i].has_point)
				continue;
			(*ret_all)++;
			node = road_nearest(held.graph, at, ROAD_REACH_METRES, &metres);
			if (node != ROAD_NOWHERE && metres <= setting.snap_metres && held.graph->parts[node] == 0)
				continue;
			if ((*ret_far)++ < FAR_SHOWN)
				(*ret)[(*ret_n)++] = (struct road_far_place){ places[i].place_id, places[i].kind, node == ROAD_NOWHERE ? -1 : metres, places[i].code, places[i].name };
		}
	}
	road_let_go(cx, &held);
	return ERR_OK;
}
