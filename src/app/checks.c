/* SPDX-License-Identifier: Apache-2.0 */
#include "app/checks.h"
#include "app/instance.h"
#include "caps/ledger/verify.h"
#include "http/metrics.h"
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum { FIRST_AFTER_S = 60, EVERY_S = 3600, READER_WAIT_MS = 10000, TOLD_MAX = 20 };

/* What the last check found; read by /metrics. */
static atomic_llong breaks, sound_ms, runs;

struct checks {
	pthread_t       thread;
	pthread_mutex_t mutex;
	pthread_cond_t  wake;
	bool            ending;
	struct readers *readers;
	int64_t         district_id;
};

static void tell(const struct verify_result *r)
{
	for (size_t i = 0; i < r->n_findings && i < TOLD_MAX; i++) {
		const struct finding *f = &r->findings[i];

		fprintf(stderr, "{\"event\":\"invariant broken\",\"table\":\"%s\",\"id\":\"%s\",\"column\":\"%s\",\"why\":\"%s\"}\n",
			f->table, f->id, f->column, f->en);
	}
}

static void check_now(struct checks *c)
{
	struct ctx cx = { .now_ms = clock_now_ms(false), .district_id = c->district_id };
	struct verify_result r;
	enum err e = readers_take(&cx, c->readers, READER_WAIT_MS);

	if (!e) {
		e = store_begin(&cx);
		if (!e)
			e = verify_run(&cx, &(struct verify_options){ .quick = true }, &r);
		store_rollback(&cx);
		readers_give(&cx, c->readers);
	}
	if (e) {
		fprintf(stderr, "{\"event\":\"check not done\",\"kind\":\"%s\"}\n", err_slug(e));
	} else {
		tell(&r);
		atomic_store(&breaks, (long long)r.n_findings);
		atomic_fetch_add(&runs, 1);
		if (!r.n_findings)
			atomic_store(&sound_ms, cx.now_ms);
	}
	arena_reset(&cx.mem);
}

static void *work(void *arg)
{
	struct checks *c = arg;
	int wait_s = FIRST_AFTER_S;

	pthread_mutex_lock(&c->mutex);
	while (!c->ending) {
		struct timespec until;

		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += wait_s;
		while (!c->ending && pthread_cond_timedwait(&c->wake, &c->mutex, &until) != ETIMEDOUT)
			;
		if (c->ending)
			break;
		wait_s = EVERY_S;
		pthread_mutex_unlock(&c->mutex);
		check_now(c);
		pthread_mutex_lock(&c->mutex);
	}
	pthread_mutex_unlock(&c->mutex);
	return NULL;
}

enum err checks_start(struct ctx *cx, struct readers *readers, struct checks **ret)
{
	struct checks *c = arena_new(&cx->mem, sizeof *c);

	c->readers = readers;
	c->district_id = cx->district_id;
	pthread_mutex_init(&c->mutex, NULL);
	pthread_cond_init(&c->wake, NULL);
	if (pthread_create(&c->thread, NULL, work, c))
		return fail(cx, ERR_BROKEN, NULL, "不能启动自检任务", "cannot start the checking job");
	*ret = c;
	return ERR_OK;
}

void checks_stop(struct checks *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&c->mutex);
	c->ending = true;
	pthread_cond_signal(&c->wake);
	pthread_mutex_unlock(&c->mutex);
	pthread_join(c->thread, NULL);
}

void checks_metrics(struct buf *b, int64_t now_ms)
{
	long long sound = atomic_load(&sound_ms);

	metrics_line(b, "baogong_invariant_breaks", "gauge", "Findings of the last check of the data; alarm above 0.", atomic_load(&breaks));
	metrics_line(b, "baogong_checks_total", "counter", "Checks of the data since the start.", atomic_load(&runs));
	if (sound)
		metrics_line(b, "baogong_verified_age_seconds", "gauge", "Since the data were last found sound.", (now_ms - sound) / 1000);
}
