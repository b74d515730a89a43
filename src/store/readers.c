/* SPDX-License-Identifier: Apache-2.0 */
#include "store/readers.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct readers {
	pthread_mutex_t mutex;
	pthread_cond_t  given;
	int             n, n_free;
	struct store  **all, **free;        /* free[0..n_free) may be lent */
};

static struct readers *readers_new(int n)
{
	struct readers *r = calloc(1, sizeof *r);
	pthread_condattr_t attr;

	if (!r)
		abort();
	r->all = calloc((size_t)n, sizeof *r->all);
	r->free = calloc((size_t)n, sizeof *r->free);
	if (!r->all || !r->free)
		abort();
	pthread_mutex_init(&r->mutex, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&r->given, &attr);
	pthread_condattr_destroy(&attr);
	return r;
}

enum err readers_open(struct ctx *cx, const char *url, int n, struct readers **ret)
{
	struct readers *r;

	assert(n > 0 && n <= 1024);
	r = readers_new(n);
	for (r->n = 0; r->n < n; r->n++) {
		enum err e = store_open(cx, url, STORE_READ, &r->all[r->n]);

		if (e) {
			r->n_free = r->n;
			readers_close(r);
			return e;
		}
		r->free[r->n] = r->all[r->n];
	}
	r->n_free = n;
	*ret = r;
	return ERR_OK;
}

void readers_close(struct readers *r)
{
	if (!r)
		return;
	assert(r->n_free == r->n);
	for (int i = 0; i < r->n; i++)
		store_close(r->all[i]);
	pthread_cond_destroy(&r->given);
	pthread_mutex_destroy(&r->mutex);
	free(r->all);
	free(r->free);
	free(r);
}

enum err readers_take(struct ctx *cx, struct readers *r, int wait_ms)
{
	struct timespec until;
	struct store *s = NULL;
	int late = 0;

	assert(!cx->store);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)(wait_ms % 1000) * 1000000;
	until.tv_sec += wait_ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&r->mutex);
	while (r->n_free == 0 && !late)
		late = pthread_cond_timedwait(&r->given, &r->mutex, &until);
	if (r->n_free > 0)
		s = r->free[--r->n_free];
	pthread_mutex_unlock(&r->mutex);
	if (!s)
		return fail(cx, ERR_BUSY, NULL, "同时查询的人太多（%d 路全忙），请稍后再试",
			    "too many are reading at once (all %d connections are busy); try again shortly", r->n);
	cx->store = s;
	return ERR_OK;
}

void readers_give(struct ctx *cx, struct readers *r)
{
	assert(cx->store);
	store_rollback(cx);
	pthread_mutex_lock(&r->mutex);
	assert(r->n_free < r->n);
	r->free[r->n_free++] = cx->store;
	pthread_cond_signal(&r->given);
	pthread_mutex_unlock(&r->mutex);
	cx->store = NULL;
}
