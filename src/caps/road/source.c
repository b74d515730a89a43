/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "base/sha256.h"
#include "caps/place/place.h"
#include "caps/road/road_work.h"
#include "file/road_file.h"
#include "road.sql.h"
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

const char *const road_kind_words[] = { "graph", "table", NULL };

static void frame(struct road_source *s, const struct road_place *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t x = at[i].lon_e7, y = at[i].lat_e7;

		s->west_e7 = !i || x < s->west_e7 ? x : s->west_e7;
		s->east_e7 = !i || x > s->east_e7 ? x : s->east_e7;
		s->south_e7 = !i || y < s->south_e7 ? y : s->south_e7;
		s->north_e7 = !i || y > s->north_e7 ? y : s->north_e7;
	}
}

static enum err prepare_graph(struct ctx *cx, const char *name, struct bytes body, struct road_work *w)
{
	struct road_place *nodes;
	struct road_link *links;
	struct road_file f;
	struct road_graph g;

	TRY(road_file_read(cx, name, body.at, body.n, &f));
	nodes = arena_array(&cx->mem, struct road_place, f.n_nodes + 1);
	links = arena_array(&cx->mem, struct road_link, f.n_links + 1);
	for (size_t i = 0; i < f.n_nodes; i++)
		nodes[i] = (struct road_place){ f.nodes[i].lon_e7, f.nodes[i].lat_e7 };
	for (size_t i = 0; i < f.n_links; i++)
		links[i] = (struct road_link){ f.links[i].from, f.links[i].to, f.links[i].ms, f.links[i].decimetres };
	struct road_net net = { (uint32_t)f.n_nodes, (uint32_t)f.n_links, nodes, links };

	if (road_bad_link(&net) != net.n_links)
		return fail(cx, ERR_BAD_INPUT, name, "有一条路段的长度和用时对不上", "the length and time of a link do not fit together");
	road_prepare(&net, &cx->mem, &g);
	w->source.form = f.form;
	w->source.nodes = g.n_nodes;
	w->source.links = net.n_links;
	w->source.main_nodes = g.n_parts ? g.part_nodes[0] : 0;
	frame(&w->source, nodes, f.n_nodes);
	return road_pack_graph(cx, &g, &w->packed);
}

struct table_row { uint32_t from, to; int32_t metres, seconds; size_t sheet_row; };

static int by_way(const void *a, const void *b)
{
	const struct table_row *x = a, *y = b;

	return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

/* The number of a code's place, read once. */
static enum err place_number(struct ctx *cx, const char *name, struct map *codes, const char *code, size_t row, int64_t *ids, size_t *n, uint32_t *ret)
{
	struct place place;
	int64_t seen;

	if (!map_get(codes, code, &seen)) {
		if (*n == ROAD_TABLE_PLACES_MAX)
			return fail(cx, ERR_TOO_LARGE, name, "行程表里的地点超过 %d 个", "more than %d places in the table", (int)ROAD_TABLE_PLACES_MAX);
		if (place_by_code(cx, code, &place) != ERR_OK)
			return fail(cx, ERR_BAD_INPUT, name, "第 %zu 行：没有编码是“%.40s”的地点", "row %zu: there is no place with the code '%.40s'", row, code);
		seen = (int64_t)*n;
		ids[(*n)++] = place.place_id;
		map_put(codes, code, seen);
	}
	*ret = (uint32_t)seen;
	return ERR_OK;
}

static enum err sort_table(struct ctx *cx, const char *name, struct table_row *rows, size_t n, struct road_ways *t)
{
	uint32_t *first = arena_array(&cx->mem, uint32_t, t->n_places + 1);
	struct road_way *ways = arena_array(&cx->mem, struct road_way, n + 1);

	qsort(rows, n, sizeof *rows, by_way);
	for (size_t i = 0; i < n; i++) {
		if (i && !by_way(&rows[i - 1], &rows[i]))
			return fail(cx, ERR_BAD_INPUT, name, "第 %zu 行和第 %zu 行是同一对地点", "rows %zu and %zu are the same two places", rows[i - 1].sheet_row, rows[i].sheet_row);
		first[rows[i].from + 1]++;
		ways[i] = (struct road_way){ rows[i].to, rows[i].metres, rows[i].seconds };
	}
	for (size_t i = 0; i < t->n_places; i++)
		first[i + 1] += first[i];
	t->first = first;
	t->ways = ways;
	t->n_ways = n;
	return ERR_OK;
}

static enum err prepare_table(struct ctx *cx, const char *name, struct bytes body, struct road_work *w)
{
	struct map codes = MAP(&cx->mem);
	struct road_table_row *in;
	struct table_row *rows;
	int64_t *ids = arena_array(&cx->mem, int64_t, ROAD_TABLE_PLACES_MAX);
	struct road_ways t = { .place_ids = ids };
	size_t n;

	TRY(road_table_read(cx, name, body.at, body.n, &in, &n));
	rows = arena_array(&cx->mem, struct table_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct table_row){ .metres = in[i].metres, .seconds = in[i].seconds, .sheet_row = in[i].sheet_row };
		TRY(place_number(cx, name, &codes, in[i].from, in[i].sheet_row, ids, &t.n_places, &rows[i].from));
		TRY(place_number(cx, name, &codes, in[i].to, in[i].sheet_row, ids, &t.n_places, &rows[i].to));
	}
	TRY(sort_table(cx, name, rows, n, &t));
	w->source.form = "csv";
	w->source.nodes = w->source.main_nodes = (int64_t)t.n_places;
	w->source.links = (int64_t)t.n_ways;
	return road_pack_table(cx, &t, &w->packed);
}

enum err road_upload_prepare(struct ctx *cx, enum road_kind kind, const char *name, struct bytes body, struct road_work **ret)
{
	struct road_work *w = arena_new(&cx->mem, sizeof *w);
	struct hash hash;
	char hex[SHA256_HEX];

	TRY(ctx_need(cx, PERM_ROAD_EDIT, ctx_root(cx)));
	w->source.kind = kind;
	w->source.name = name && *name ? name : kind == ROAD_GRAPH ? "路网" : "行程表";
	if (kind == ROAD_GRAPH)
		TRY(prepare_graph(cx, w->source.name, body, w));
	else
		TRY(prepare_table(cx, w->source.name, body, w));
	if (w->packed.n > (size_t)ROAD_PIECE_BYTES * ROAD_PIECES_MAX)
		return fail(cx, ERR_TOO_LARGE, w->source.name, "路网太大，存不下，请只取本区的范围", "too large to be kept; cut it to the district");
	hash = sha256(w->packed.at, w->packed.n);
	w->source.bytes = (int64_t)w->packed.n;
	w->source.sha256 = arena_text(&cx->mem, hash_write(&hash, hex));
	*ret = w;
	return ERR_OK;
}

static enum err keep_pieces(struct ctx *cx, int64_t source_id, struct bytes packed)
{
	size_t room = sodium_base64_encoded_len(ROAD_PIECE_BYTES, sodium_base64_VARIANT_ORIGINAL);
	char *content = arena_array(&cx->mem, char, room);
	const unsigned char *at = packed.at;

	for (size_t done = 0, piece = 0; done < packed.n; done += ROAD_PIECE_BYTES, piece++) {
		size_t n = packed.n - done < ROAD_PIECE_BYTES ? packed.n - done : ROAD_PIECE_BYTES;

		sodium_bin2base64(content, room, at + done, n, sodium_base64_VARIANT_ORIGINAL);
		TRY(road_piece_put(cx, (struct road_piece_put_in){ cx->district_id, source_id, (int64_t)piece, content }));
	}
	return ERR_OK;
}

enum err road_upload_keep(struct ctx *cx, const struct road_work *work, const char *note, struct road_source *ret)
{
	const struct road_source *s = &work->source;
	struct road_last_version_row last;
	struct road_source *kept;
	size_t n;

	TRY(ctx_need(cx, PERM_ROAD_EDIT, ctx_root(cx)));
	TRY(road_source_list(cx, 0, ROAD_SOURCES_MAX, &kept, &n));
	if (n >= ROAD_SOURCES_MAX)
		return fail(cx, ERR_TOO_LARGE, NULL, "已存了 %d 份路网和行程表，请先删掉没用过的", "%d graphs and tables are kept; delete those that were never used", (int)ROAD_SOURCES_MAX);
	TRY(road_last_version(cx, (struct road_last_version_in){ cx->district_id, s->kind }, &last));
	*ret = *s;
	ret->source_id = ctx_new_id(cx);
	ret->version_no = last.version_no + 1;
	ret->note = note ? note : "";
	ret->uploaded_by = cx->actor->account_id;
	ret->uploaded_ms = cx->now_ms;
	TRY(road_source_put(cx, (struct road_source_put_in){ cx->district_id, ret->source_id, ret->kind, ret->version_no, ret->name, ret->form, ret->note, ret->nodes,
		ret->links, ret->main_nodes, ret->west_e7, ret->south_e7, ret->east_e7, ret->north_e7, ret->bytes, ret->sha256, ret->uploaded_by, ret->uploaded_ms }));
	return keep_pieces(cx, ret->source_id, work->packed);
}
