/* SPDX-License-Identifier: Apache-2.0 */
#include "app/deadlines.h"
#include "app/instance.h"
#include "app/retention.h"
#include "caps/document/document.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { EVERY_S = 30, AT_ONCE = 200 };

struct deadlines {
	pthread_t       thread;
	pthread_mutex_t mutex;
	pthread_cond_t  wake;
	bool            ending;
	int64_t         keep_days;
	struct writer  *writer;
	struct ctx      base;                  /* ids, district, randomness, the system */
};

struct due_list { struct doc_due *at; size_t n; };

static enum err find(struct ctx *cx, void *arg)
{
	struct due_list *list = arg;

	return document_due(cx, AT_ONCE, &list->at, &list->n);
}

static enum err take(struct ctx *cx, void *arg)
{
	const struct doc_due *due = arg;
	struct doc_moved moved;

	return document_advance(cx, &(struct doc_move){ .doc_id = due->doc_id, .verb = due->verb }, &moved);
}

static void take_all(struct deadlines *d)
{
	struct due_list list = { 0 };
	struct ctx cx = d->base;
	enum err e;

	cx.mem = (struct arena){ 0 };
	cx.now_ms = clock_now_ms(false);
	e = writer_call(d->writer, &cx, find, &list);
	for (size_t i = 0; !e && i < list.n; i++) {
		enum err refused = writer_call(d->writer, &cx, take, &list.at[i]);

		if (refused)
			fprintf(stderr, "{\"event\":\"time-out not taken\",\"doc_id\":\"%lld\",\"code\":\"%s\"}\n", (long long)list.at[i].doc_id,
				err_slug(refused));
	}
	if (e)
		fprintf(stderr, "{\"event\":\"time-outs not read\",\"code\":\"%s\"}\n", err_slug(e));
	arena_reset(&cx.mem);
}

static void *work(void *arg)
{
	struct deadlines *d = arg;
	struct timespec until;

	pthread_mutex_lock(&d->mutex);
	for (int turn = 1; !d->ending; turn++) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += EVERY_S;
		if (pthread_cond_timedwait(&d->wake, &d->mutex, &until) != ETIMEDOUT)
			continue;
		pthread_mutex_unlock(&d->mutex);
		take_all(d);
		if (turn % (RETENTION_EVERY_S / EVERY_S) == 0)
			retention_run(&d->base, d->writer, d->keep_days);
		pthread_mutex_lock(&d->mutex);
	}
	pthread_mutex_unlock(&d->mutex);
	return NULL;
}

enum err deadlines_start(struct ctx *cx, struct writer *writer, int64_t keep_days, struct deadlines **ret)
{
	struct deadlines *d = arena_new(&cx->mem, sizeof *d);

	d->writer = writer;
	d->keep_days = keep_days;
	d->base = (struct ctx){ .district_id = cx->district_id, .ids = cx->ids, .random = cx->random, .actor = cx->actor };
	pthread_mutex_init(&d->mutex, NULL);
	pthread_cond_init(&d->wake, NULL);
	if (pthread_create(&d->thread, NULL, work, d))
		return fail(cx, ERR_BROKEN, NULL, "不能启动时限任务", "cannot start the time-out job");
	*ret = d;
	return ERR_OK;
}

void deadlines_stop(struct deadlines *d)
{
	if (!d)
		return;
	pthread_mutex_lock(&d->mutex);
	d->ending = true;
	pthread_cond_signal(&d->wake);
	pthread_mutex_unlock(&d->mutex);
	pthread_join(d->thread, NULL);
}
