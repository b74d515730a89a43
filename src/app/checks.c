/* SPDX-License-Identifier: Apache-2.0 */
#include "app/checks.h"
#include "app/instance.h"
#include "caps/charge/charge.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify_desk.h"
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
	bool            ending, wanted, stopping;     /* a full check is asked for; is to stop */
	struct readers *readers;
	int64_t         district_id;
	struct verify_desk     desk;
	struct verify_progress full;              /* under the mutex; its texts live in `kept` */
	struct arena           kept;
};

static void tell(const struct verify_result *r)
{
	for (size_t i = 0; i < r->n_findings && i < TOLD_MAX; i++) {
		const struct finding *f = &r->findings[i];

		fprintf(stderr, "{\"event\":\"invariant broken\",\"table\":\"%s\",\"id\":\"%s\",\"column\":\"%s\",\"why\":\"%s\"}\n",
			f->table, f->id, f->column, f->en);
	}
}

verify_shares_fn *const room_proofs[] = {
	charge_verify,
	NULL,
};

enum err checks_quick(struct ctx *cx, struct verify_result *ret)
{
	return verify_run(cx, &(struct verify_options){ .quick = true, .content = document_content, .rooms = room_proofs }, ret);
}

static void check_now(struct checks *c)
{
	struct ctx cx = { .now_ms = clock_now_ms(false), .district_id = c->district_id };
	struct verify_result r;
	enum err e = readers_take(&cx, c->readers, READER_WAIT_MS);

	if (!e) {
		e = store_begin(&cx);
		if (!e)
			e = checks_quick(&cx, &r);
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

/* ---- the full check that somebody asked for ---- */

enum { KEPT_FINDINGS = 100 };

static bool keep_on(void *of, int64_t entries_done)
{
	struct checks *c = of;
	bool go;

	pthread_mutex_lock(&c->mutex);
	c->full.entries_done = entries_done;
	go = !c->stopping && !c->ending;
	pthread_mutex_unlock(&c->mutex);
	return go;
}

/* For who verifies by himself: until the server ends. */
static bool goes_on(void *of, int64_t entries_done)
{
	struct checks *c = of;
	bool go;

	(void)entries_done;
	pthread_mutex_lock(&c->mutex);
	go = !c->ending;
	pthread_mutex_unlock(&c->mutex);
	return go;
}

static enum err verify_all(struct checks *c, struct ctx *cx, struct verify_result *r)
{
	struct ledger_head head;
	enum err e;

	TRY(readers_take(cx, c->readers, READER_WAIT_MS));
	e = store_begin(cx);
	if (!e)
		e = ledger_head(cx, &head);
	if (!e) {
		pthread_mutex_lock(&c->mutex);
		c->full.entries_total = head.seq;
		pthread_mutex_unlock(&c->mutex);
		e = verify_run(cx, &(struct verify_options){ .content = document_content, .shares = document_verify, .rooms = room_proofs, .keep_on = keep_on, .keep_on_of = c }, r);
	}
	store_rollback(cx);
	readers_give(cx, c->readers);
	return e;
}

static void copy_result(struct arena *mem, const struct verify_result *r, struct verify_result *to)
{
	*to = *r;
	to->n_findings = r->n_findings < KEPT_FINDINGS ? r->n_findings : KEPT_FINDINGS;
	to->more = r->more || r->n_findings > KEPT_FINDINGS;
	to->findings = arena_array(mem, struct finding, to->n_findings + 1);
	for (size_t i = 0; i < to->n_findings; i++)
		to->findings[i] = (struct finding){ arena_text(mem, r->findings[i].table), arena_text(mem, r->findings[i].id),
			arena_text(mem, r->findings[i].column), arena_text(mem, r->findings[i].zh), arena_text(mem, r->findings[i].en) };
}

static void full_check(struct checks *c)
{
	struct ctx cx = { .now_ms = clock_now_ms(false), .district_id = c->district_id };
	struct verify_result r = { 0 };
	enum err e = verify_all(c, &cx, &r);

	pthread_mutex_lock(&c->mutex);
	c->full.phase = !e ? VERIFY_DONE : c->stopping || c->ending ? VERIFY_STOPPED : VERIFY_FAILED;
	c->full.ended_ms = clock_now_ms(false);
	if (!e) {
		arena_reset(&c->kept);
		copy_result(&c->kept, &r, &c->full.result);
	} else {
		c->full.why_zh = arena_text(&c->kept, cx.fault.zh);
		c->full.why_en = arena_text(&c->kept, cx.fault.en);
	}
	c->wanted = c->stopping = false;
	pthread_mutex_unlock(&c->mutex);
	if (!e)
		tell(&r);
	arena_reset(&cx.mem);
}

/* Under the mutex. */
static void tell_progress(struct checks *c, struct arena *mem, struct verify_progress *ret)
{
	*ret = c->full;
	copy_result(mem, &c->full.result, &ret->result);
	ret->why_zh = arena_text(mem, c->full.why_zh);
	ret->why_en = arena_text(mem, c->full.why_en);
	ret->sound_ms = atomic_load(&sound_ms);
}

static void desk_look(void *of, struct arena *mem, struct verify_progress *ret)
{
	struct checks *c = of;

	pthread_mutex_lock(&c->mutex);
	tell_progress(c, mem, ret);
	pthread_mutex_unlock(&c->mutex);
}

static void desk_start(void *of, struct arena *mem, struct verify_progress *ret)
{
	struct checks *c = of;

	pthread_mutex_lock(&c->mutex);
	if (!c->wanted) {
		c->wanted = true;
		c->stopping = false;
		c->full.phase = VERIFY_RUNNING;
		c->full.started_ms = clock_now_ms(false);
		c->full.ended_ms = c->full.entries_done = c->full.entries_total = 0;
		c->full.why_zh = c->full.why_en = NULL;
		pthread_cond_signal(&c->wake);
	}
	tell_progress(c, mem, ret);
	pthread_mutex_unlock(&c->mutex);
}

static void desk_stop(void *of)
{
	struct checks *c = of;

	pthread_mutex_lock(&c->mutex);
	c->stopping = c->wanted;
	pthread_mutex_unlock(&c->mutex);
}

const struct verify_desk *checks_desk(struct checks *c) { return &c->desk; }

static void *work(void *arg)
{
	struct checks *c = arg;
	struct timespec until;
	int timed;

	pthread_mutex_lock(&c->mutex);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += FIRST_AFTER_S;
	while (!c->ending) {
		timed = c->wanted ? 0 : pthread_cond_timedwait(&c->wake, &c->mutex, &until);
		if (c->ending || (!c->wanted && timed != ETIMEDOUT))
			continue;
		pthread_mutex_unlock(&c->mutex);
		if (timed == ETIMEDOUT) {
			check_now(c);
			clock_gettime(CLOCK_REALTIME, &until);
			until.tv_sec += EVERY_S;
		} else {
			full_check(c);
		}
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
	c->desk = (struct verify_desk){ c, room_proofs, goes_on, desk_start, desk_stop, desk_look };
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
	pthread_mutex_lock(&c->mutex);                 /* the server may still be asking */
	c->full = (struct verify_progress){ 0 };
	arena_reset(&c->kept);
	pthread_mutex_unlock(&c->mutex);
}

void checks_metrics(struct buf *b, int64_t now_ms)
{
	long long sound = atomic_load(&sound_ms);

	metrics_line(b, "baogong_invariant_breaks", "gauge", "Findings of the last check of the data; alarm above 0.", atomic_load(&breaks));
	metrics_line(b, "baogong_checks_total", "counter", "Checks of the data since the start.", atomic_load(&runs));
	if (sound)
		metrics_line(b, "baogong_verified_age_seconds", "gauge", "Since the data were last found sound.", (now_ms - sound) / 1000);
}
