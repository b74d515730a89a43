/* SPDX-License-Identifier: Apache-2.0 */
#include "app/day_sums_run.h"
#include "app/instance.h"
#include "caps/ledger/day_sums.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { FIRST_AFTER_S = 60, EVERY_S = 3600, READER_WAIT_MS = 10000 };

struct day_sums_job {
	pthread_t       thread;
	pthread_mutex_t mutex;
	pthread_cond_t  wake;
	bool            ending;
	struct readers *readers;
	struct writer  *writer;
	struct ctx      base;                  /* district */
};

static enum err work_out(struct day_sums_job *d, struct ctx *cx, struct ledger_day_sums *ret)
{
	enum err e;

	TRY(readers_take(cx, d->readers, READER_WAIT_MS));
	e = store_begin(cx);
	if (!e)
		e = ledger_day_sums_next(cx, ret);
	store_rollback(cx);
	readers_give(cx, d->readers);
	return e;
}

static enum err keep(struct ctx *cx, void *arg) { return ledger_day_sums_keep(cx, arg); }

/* One day; whether there was one. */
static bool one_day(struct day_sums_job *d)
{
	struct ledger_day_sums sums = { 0 };
	struct ctx cx = d->base;
	enum err e;

	cx.mem = (struct arena){ 0 };
	cx.now_ms = clock_now_ms(false);
	e = work_out(d, &cx, &sums);
	if (!e && sums.day)
		e = writer_call(d->writer, &cx, keep, &sums);
	if (e)
		fprintf(stderr, "{\"event\":\"day not summed up\",\"code\":\"%s\"}\n", err_slug(e));
	arena_reset(&cx.mem);
	return !e && sums.day;
}

static void *work(void *arg)
{
	struct day_sums_job *d = arg;
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += FIRST_AFTER_S;
	pthread_mutex_lock(&d->mutex);
	while (!d->ending) {
		bool more = true;

		if (pthread_cond_timedwait(&d->wake, &d->mutex, &until) != ETIMEDOUT)
			continue;
		while (more && !d->ending) {
			pthread_mutex_unlock(&d->mutex);
			more = one_day(d);
			pthread_mutex_lock(&d->mutex);
		}
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += EVERY_S;
	}
	pthread_mutex_unlock(&d->mutex);
	return NULL;
}

enum err day_sums_start(struct ctx *cx, struct readers *readers, struct writer *writer, struct day_sums_job **ret)
{
	struct day_sums_job *d = arena_new(&cx->mem, sizeof *d);

	d->readers = readers;
	d->writer = writer;
	d->base = (struct ctx){ .district_id = cx->district_id, .ids = cx->ids, .random = cx->random, .actor = cx->actor };
	pthread_mutex_init(&d->mutex, NULL);
	pthread_cond_init(&d->wake, NULL);
	if (pthread_create(&d->thread, NULL, work, d))
		return fail(cx, ERR_BROKEN, NULL, "不能启动按日汇总任务", "cannot start the job that sums up days");
	*ret = d;
	return ERR_OK;
}

void day_sums_stop(struct day_sums_job *d)
{
	if (!d)
		return;
	pthread_mutex_lock(&d->mutex);
	d->ending = true;
	pthread_cond_signal(&d->wake);
	pthread_mutex_unlock(&d->mutex);
	pthread_join(d->thread, NULL);
}
