/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_cache.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_MAX = 64 };

/* Entries are only added; a plan is readable by every thread once it is in. */
struct plan_cache {
	pthread_mutex_t lock;
	size_t          n;
	struct kept { char sha256[65]; int64_t district_id; struct arena mem; const struct plan *plan; } kept[KEPT_MAX];
};

struct plan_cache *plan_cache_create(void)
{
	struct plan_cache *c = calloc(1, sizeof *c);

	if (!c || pthread_mutex_init(&c->lock, NULL) != 0)
		abort();
	return c;
}

void plan_cache_destroy(struct plan_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		arena_reset(&c->kept[i].mem);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

static const struct plan *find(struct plan_cache *c, int64_t district_id, const char *sha256)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->kept[i].district_id == district_id && strcmp(c->kept[i].sha256, sha256) == 0)
			return c->kept[i].plan;
	return NULL;
}

/* Parses into the entry's own memory.  Called with the lock held: two threads
 * that want the same plan at the same moment parse it once. */
static enum err parse_and_keep(struct ctx *cx, struct plan_cache *c, const char *plan_id, int64_t version, const char *sha256, const struct plan **ret)
{
	struct kept *k = &c->kept[c->n];
	struct ctx own = *cx;
	enum err e;

	own.mem = (struct arena){ 0 };
	e = plan_load(&own, plan_id, version, ret);
	if (e) {
		cx->fault = own.fault;
		arena_reset(&own.mem);
		return e;
	}
	k->mem = own.mem;
	k->plan = *ret;
	k->district_id = cx->district_id;
	memcpy(k->sha256, sha256, strlen(sha256) + 1);
	c->n++;
	return ERR_OK;
}

enum err plan_cached(struct ctx *cx, const char *plan_id, int64_t version, const char *sha256, const struct plan **ret)
{
	struct plan_cache *c = cx->plans;
	enum err e = ERR_OK;
	bool full = false;

	if (!c || strlen(sha256) != 64)
		return plan_load(cx, plan_id, version, ret);
	pthread_mutex_lock(&c->lock);
	*ret = find(c, cx->district_id, sha256);
	if (!*ret) {
		full = c->n == KEPT_MAX;
		if (!full)
			e = parse_and_keep(cx, c, plan_id, version, sha256, ret);
	}
	pthread_mutex_unlock(&c->lock);
	return full ? plan_load(cx, plan_id, version, ret) : e;
}
