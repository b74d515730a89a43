/* SPDX-License-Identifier: Apache-2.0 */
/* Whole numbers of seven bits a byte, then gzip.  What comes back is checked like a stranger's file. */
#include "base/buf.h"
#include "caps/road/road_work.h"
#include "file/gzip.h"
#include "file/vrp.h"
#include <string.h>

static const char graph_mark[] = "BGR1", table_mark[] = "BGT1";
enum { MARK = 4 };

static void put(struct buf *b, uint64_t value)
{
	while (value >= 0x80) {
		buf_char(b, (char)(value | 0x80));
		value >>= 7;
	}
	buf_char(b, (char)value);
}

struct reader { const unsigned char *at, *end; bool bad; };

static uint64_t get(struct reader *r)
{
	uint64_t value = 0;

	for (int shift = 0; shift < 64 && r->at < r->end; shift += 7) {
		unsigned char c = *r->at++;

		value |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return value;
	}
	r->bad = true;
	return 0;
}

static uint32_t get_at_most(struct reader *r, uint64_t most)
{
	uint64_t value = get(r);

	r->bad |= value > most;
	return r->bad ? 0 : (uint32_t)value;
}

static void put_arcs(struct buf *b, uint32_t n, const uint32_t *first, const struct road_arc *arcs)
{
	put(b, first[n]);
	for (uint32_t i = 0; i < n; i++) {
		put(b, first[i + 1] - first[i]);
		for (uint32_t k = first[i]; k < first[i + 1]; k++) {
			put(b, arcs[k].to - i);
			put(b, arcs[k].ms);
			put(b, arcs[k].decimetres);
		}
	}
}

enum err road_pack_graph(struct ctx *cx, const struct road_graph *g, struct bytes *ret)
{
	struct buf b = BUF(&cx->mem);

	buf_add(&b, graph_mark, MARK);
	put(&b, g->n_nodes);
	put(&b, g->n_parts);
	for (uint32_t i = 0; i < g->n_nodes; i++) {
		put(&b, (uint64_t)((int64_t)g->places[i].lon_e7 - INT32_MIN));
		put(&b, (uint64_t)((int64_t)g->places[i].lat_e7 - INT32_MIN));
		put(&b, g->parts[i]);
	}
	put_arcs(&b, g->n_nodes, g->up_first, g->up);
	put_arcs(&b, g->n_nodes, g->down_first, g->down);
	return gzip(cx, buf_get(&b), b.n, ret);
}

static enum err broken(struct ctx *cx)
{
	return fail(cx, ERR_BROKEN, NULL, "存着的路网读不出来了，请重新上传", "the stored roads cannot be read any more; upload them again");
}

static enum err open_packed(struct ctx *cx, struct bytes packed, const char *mark, struct reader *ret)
{
	const char *bytes;
	size_t n;

	TRY(gunzip(cx, packed.at, packed.n, ROAD_PACKED_MAX, &bytes, &n));
	if (n < MARK || memcmp(bytes, mark, MARK) != 0)
		return broken(cx);
	*ret = (struct reader){ (const unsigned char *)bytes + MARK, (const unsigned char *)bytes + n, false };
	return ERR_OK;
}

static void get_arcs(struct ctx *cx, struct reader *r, uint32_t n, const uint32_t **ret_first, const struct road_arc **ret_arcs)
{
	uint32_t all = get_at_most(r, (uint64_t)(r->end - r->at)), *first = arena_array(&cx->mem, uint32_t, n + 1);
	struct road_arc *arcs = arena_array(&cx->mem, struct road_arc, all + 1);

	for (uint32_t i = 0; i < n && !r->bad; i++) {
		first[i + 1] = first[i] + get_at_most(r, all - first[i]);
		for (uint32_t k = first[i]; k < first[i + 1] && !r->bad; k++)
			arcs[k] = (struct road_arc){ i + get_at_most(r, n - i), get_at_most(r, UINT32_MAX), get_at_most(r, UINT32_MAX) };
	}
	r->bad |= first[n] != all;
	*ret_first = first;
	*ret_arcs = arcs;
}

enum err road_unpack_graph(struct ctx *cx, struct bytes packed, struct road_graph *ret)
{
	struct road_place *places;
	uint32_t *parts;
	struct reader r;

	TRY(open_packed(cx, packed, graph_mark, &r));
	*ret = (struct road_graph){ .n_nodes = get_at_most(&r, ROAD_NODES_MAX) };
	ret->n_parts = get_at_most(&r, ret->n_nodes);
	places = arena_array(&cx->mem, struct road_place, ret->n_nodes + 1);
	parts = arena_array(&cx->mem, uint32_t, ret->n_nodes + 1);
	for (uint32_t i = 0; i < ret->n_nodes && !r.bad; i++) {
		places[i].lon_e7 = (int32_t)((int64_t)get_at_most(&r, UINT32_MAX) + INT32_MIN);
		places[i].lat_e7 = (int32_t)((int64_t)get_at_most(&r, UINT32_MAX) + INT32_MIN);
		parts[i] = get_at_most(&r, ret->n_parts);
	}
	ret->places = places;
	ret->parts = parts;
	get_arcs(cx, &r, ret->n_nodes, &ret->up_first, &ret->up);
	get_arcs(cx, &r, ret->n_nodes, &ret->down_first, &ret->down);
	if (r.bad || !road_graph_sound(ret))
		return broken(cx);
	road_graph_finish(ret, &cx->mem);
	return ERR_OK;
}

enum err road_pack_table(struct ctx *cx, const struct road_ways *t, struct bytes *ret)
{
	struct buf b = BUF(&cx->mem);

	buf_add(&b, table_mark, MARK);
	put(&b, t->n_places);
	put(&b, t->n_ways);
	for (size_t i = 0; i < t->n_places; i++)
		put(&b, (uint64_t)t->place_ids[i]);
	for (size_t i = 0; i < t->n_places; i++) {
		put(&b, t->first[i + 1] - t->first[i]);
		for (uint32_t k = t->first[i]; k < t->first[i + 1]; k++) {
			put(&b, t->ways[k].to);
			put(&b, (uint64_t)t->ways[k].metres);
			put(&b, (uint64_t)t->ways[k].seconds);
		}
	}
	return gzip(cx, buf_get(&b), b.n, ret);
}

enum err road_unpack_table(struct ctx *cx, struct bytes packed, struct road_ways *ret)
{
	struct reader r;
	int64_t *ids;
	uint32_t *first;
	struct road_way *ways;

	TRY(open_packed(cx, packed, table_mark, &r));
	ret->n_places = get_at_most(&r, ROAD_TABLE_PLACES_MAX);
	ret->n_ways = get_at_most(&r, (uint64_t)(r.end - r.at));
	ids = arena_array(&cx->mem, int64_t, ret->n_places + 1);
	first = arena_array(&cx->mem, uint32_t, ret->n_places + 1);
	ways = arena_array(&cx->mem, struct road_way, ret->n_ways + 1);
	for (size_t i = 0; i < ret->n_places && !r.bad; i++)
		ids[i] = (int64_t)get(&r);
	for (size_t i = 0; i < ret->n_places && !r.bad; i++) {
		first[i + 1] = first[i] + get_at_most(&r, ret->n_ways - first[i]);
		for (uint32_t k = first[i]; k < first[i + 1] && !r.bad; k++)
			ways[k] = (struct road_way){ get_at_most(&r, ret->n_places - 1), (int32_t)get_at_most(&r, INT32_MAX), (int32_t)get_at_most(&r, INT32_MAX) };
	}
	if (r.bad || first[ret->n_places] != ret->n_ways)
		return broken(cx);
	ret->place_ids = ids;
	ret->first = first;
	ret->ways = ways;
	return ERR_OK;
}
