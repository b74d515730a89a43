/* SPDX-License-Identifier: Apache-2.0 */
/* Graphs in memory: a few, the least lately used goes when another is wanted and
 * nobody holds it.  The content of a source never changes. */
#include "base/sha256.h"
#include "caps/road/road_work.h"
#include "road.sql.h"
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_MAX = 4 };

struct kept { int64_t district_id, source_id, used; int holders; struct arena mem; struct road_graph graph; struct road_ways table; };
struct road_cache { pthread_mutex_t lock; int64_t uses; struct kept kept[KEPT_MAX]; };

struct road_cache *road_cache_create(void)
{
	struct road_cache *c = calloc(1, sizeof *c);

	if (!c || pthread_mutex_init(&c->lock, NULL) != 0)
		abort();
	return c;
}

void road_cache_destroy(struct road_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < KEPT_MAX; i++)
		arena_reset(&c->kept[i].mem);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* The pieces put together, and their fingerprint what it was. */
enum err road_content(struct ctx *cx, int64_t source_id, struct bytes *ret)
{
	struct road_source_one_row row;
	struct road_pieces_row *pieces;
	unsigned char *at;
	size_t n, all = 0, got;
	struct hash hash;
	char hex[SHA256_HEX];

	TRY(road_source_one(cx, (struct road_source_one_in){ cx->district_id, source_id }, &row));
	TRY(road_pieces(cx, (struct road_pieces_in){ cx->district_id, source_id, ROAD_PIECES_MAX }, &pieces, &n, ROAD_PIECES_MAX));
	at = arena_array(&cx->mem, unsigned char, (size_t)row.bytes + 1);
	for (size_t i = 0; i < n; i++) {
		if (sodium_base642bin(at + all, (size_t)row.bytes - all, pieces[i].content, strlen(pieces[i].content), NULL, &got, NULL,
				      sodium_base64_VARIANT_ORIGINAL) != 0)
			break;
		all += got;
	}
	hash = sha256(at, all);
	if (all != (size_t)row.bytes || strcmp(hash_write(&hash, hex), row.sha256) != 0)
		return fail(cx, ERR_BROKEN, NULL, "存着的路网第 %lld 版不完整，请重新上传", "version %lld of the stored roads is not whole; upload it again", (long long)row.version_no);
	*ret = (struct bytes){ at, all };
	return ERR_OK;
}

static enum err load(struct ctx *cx, int64_t source_id, enum road_kind kind, struct road_graph *graph, struct road_ways *table)
{
	struct bytes packed;

	TRY(road_content(cx, source_id, &packed));
	return kind == ROAD_GRAPH ? road_unpack_graph(cx, packed, graph) : road_unpack_table(cx, packed, table);
}

static enum err load_alone(struct ctx *cx, int64_t source_id, enum road_kind kind, struct road_held *ret)
{
	struct road_graph *graph = arena_new(&cx->mem, sizeof *graph);
	struct road_ways *table = arena_new(&cx->mem, sizeof *table);

	*ret = (struct road_held){ graph, table, NULL };
	return load(cx, source_id, kind, graph, table);
}

/* Its own entry, or the one that may go; NULL when all are held. */
static struct kept *entry_for(struct road_cache *c, int64_t district_id, int64_t source_id, bool *ret_there)
{
	struct kept *best = NULL;

	for (size_t i = 0; i < KEPT_MAX; i++) {
		struct kept *k = &c->kept[i];

		if (k->source_id == source_id && k->district_id == district_id) {
			*ret_there = true;
			return k;
		}
		if (!k->holders && (!best || k->used < best->used))
			best = k;
	}
	*ret_there = false;
	return best;
}

/* With the lock held: two threads that want the same graph read it once. */
static enum err fill(struct ctx *cx, struct kept *k, int64_t source_id, enum road_kind kind)
{
	struct ctx own = *cx;
	enum err e;

	arena_reset(&k->mem);
	k->source_id = 0;
	own.mem = (struct arena){ 0 };
	e = load(&own, source_id, kind, &k->graph, &k->table);
	if (e) {
		cx->fault = own.fault;
		arena_reset(&own.mem);
		return e;
	}
	k->mem = own.mem;
	k->source_id = source_id;
	k->district_id = cx->district_id;
	return ERR_OK;
}

enum err road_hold(struct ctx *cx, int64_t source_id, enum road_kind kind, struct road_held *ret)
{
	struct road_cache *c = cx->roads;
	struct kept *k;
	bool there;
	enum err e = ERR_OK;

	if (!c)
		return load_alone(cx, source_id, kind, ret);
	pthread_mutex_lock(&c->lock);
	k = entry_for(c, cx->district_id, source_id, &there);
	if (k && !there)
		e = fill(cx, k, source_id, kind);
	if (k && !e) {
		k->holders++;
		k->used = ++c->uses;
		*ret = (struct road_held){ &k->graph, &k->table, k };
	}
	pthread_mutex_unlock(&c->lock);
	return k ? e : load_alone(cx, source_id, kind, ret);
}

void road_let_go(struct ctx *cx, struct road_held *held)
{
	struct kept *k = held->entry;

	if (!k)
		return;
	pthread_mutex_lock(&cx->roads->lock);
	k->holders--;
	pthread_mutex_unlock(&cx->roads->lock);
	held->entry = NULL;
}
