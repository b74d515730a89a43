/* SPDX-License-Identifier: Apache-2.0 */
#include "store/writer.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH_MAX = 256, QUEUE_MAX = 4096, TRIES_MAX = 3, THREADS_MAX = 64 };

/* One thread and its connection. */
struct lane {
	struct writer   *writer;
	pthread_t        thread;
	struct ctx       cx;                /* for begin and commit, which belong to no single command */
	struct command **batch;
	int              n;
	bool             committed;
	bool             careful;           /* this batch: each command in a savepoint of its own */
};

struct writer {
	struct writer_limits limits;
	pthread_mutex_t      mutex;             /* guards what follows, up to `lanes` */
	pthread_cond_t       work;
	struct command      *first, *last;
	struct writer_counts counts;
	bool                 stopping;
	int                  n_lanes;
	struct lane          lanes[];
};

/* ---- running one batch ---- */

static void pause_before_retry(int tries)
{
	struct timespec now, wait = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);            /* its low digits are the jitter */
	wait.tv_nsec = (5 + now.tv_nsec / 1000 % 20) * 1000000L * tries;
	nanosleep(&wait, NULL);
}

static void give_all(struct lane *lane, enum err e)
{
	for (int i = 0; i < lane->n; i++) {
		lane->batch[i]->result = e;
		lane->batch[i]->cx->fault = lane->cx.fault;
	}
}

static void run_in_savepoint(struct ctx *cx, struct command *c)
{
	c->result = store_savepoint(cx);
	if (c->result == ERR_OK) {
		c->result = c->run(cx, c->arg);
		if (c->result == ERR_OK)
			c->result = store_release(cx);
		if (c->result)
			store_undo(cx);
	}
}

/* False when the batch must be run again, carefully: the command failed after it
 * had written.  A savepoint copies every page that is then touched, so most
 * batches are run without: what fails has usually written nothing yet. */
static bool run_command(struct lane *lane, struct command *c)
{
	const int64_t written = store_written(lane->cx.store);
	struct ctx *cx = c->cx;
	bool stands = true;

	cx->store = lane->cx.store;
	cx->fault.code = ERR_OK;
	if (lane->careful || written < 0) {
		run_in_savepoint(cx, c);
	} else {
		c->result = c->run(cx, c->arg);
		stands = !c->result || store_written(lane->cx.store) == written;
	}
	cx->store = NULL;
	return stands;
}

/* True when the command should have another go; counts the go. */
static bool try_again(struct command *c)
{
	return c->result == ERR_BUSY && ++c->tries < TRIES_MAX;
}

static void count(struct lane *lane, int retried, int commands, int failed)
{
	struct writer *w = lane->writer;

	pthread_mutex_lock(&w->mutex);
	w->counts.batches += commands > 0;
	w->counts.commands += commands;
	w->counts.failed += failed;
	w->counts.retried += retried;
	w->counts.stopped |= store_stopped(lane->cx.store);
	pthread_mutex_unlock(&w->mutex);
}

static void tell(struct command *c) { c->done(c->cx, c->result, c->arg); }

static enum err begin(struct lane *lane)
{
	enum err e = ERR_BUSY;

	for (int i = 1; e == ERR_BUSY && i <= TRIES_MAX; i++) {
		if (i > 1)
			pause_before_retry(i);
		e = store_begin(&lane->cx);
	}
	return e;
}

/* The store dropped the whole transaction while command `at` ran.  That one is
 * told (or tried again); the others, undone without fault of theirs, stay. */
static void drop_culprit(struct lane *lane, int at)
{
	struct command *c = lane->batch[at];

	store_rollback(&lane->cx);
	if (c->result == ERR_OK)                       /* it swallowed a failure */
		c->result = fail(c->cx, ERR_BROKEN, NULL, "事务中途失效，未作改动；请重试",
				 "the transaction was lost half way and nothing was changed; try again");
	if (try_again(c)) {
		pause_before_retry(c->tries);
		count(lane, 1, 0, 0);
		return;
	}
	for (lane->n--; at < lane->n; at++)
		lane->batch[at] = lane->batch[at + 1];
	count(lane, 0, 1, 1);
	tell(c);
}

/* From here on the batch keeps a savepoint for each command. */
static void start_over(struct lane *lane, struct command *c)
{
	store_rollback(&lane->cx);
	lane->careful = true;
	if (try_again(c)) {
		pause_before_retry(c->tries);
		count(lane, 1, 0, 0);
	}
}

/* Runs what is in the batch once; false when it must be run again. */
static bool run_once(struct lane *lane)
{
	enum err e = begin(lane);

	lane->committed = false;
	if (e) {
		give_all(lane, e);
		return true;
	}
	for (int i = 0; i < lane->n; i++) {
		bool stands = run_command(lane, lane->batch[i]);

		if (!store_in_transaction(lane->cx.store)) {
			drop_culprit(lane, i);
			return lane->n == 0;
		}
		if (!stands && (lane->n > 1 || lane->batch[i]->result == ERR_BUSY)) {
			start_over(lane, lane->batch[i]);
			return false;
		}
		if (!stands) {                      /* nobody beside it: undone with the transaction, and not run twice */
			store_rollback(&lane->cx);
			return true;
		}
	}
	e = store_commit(&lane->cx);
	if (e)
		give_all(lane, e);
	lane->committed = e == ERR_OK;
	return true;
}

/* Tells everybody whose answer stands and keeps the ones to be tried again. */
static void tell_all(struct lane *lane)
{
	struct command *told = NULL, **end = &told;
	int kept = 0, failed = 0, n = lane->n;

	for (int i = 0; i < n; i++) {
		struct command *c = lane->batch[i];

		if (lane->committed && try_again(c)) {
			lane->batch[kept++] = c;
			continue;
		}
		failed += c->result != ERR_OK;
		c->next = NULL;
		*end = c;
		end = &c->next;
	}
	lane->n = kept;
	count(lane, kept, n - kept, failed);
	while (told) {
		struct command *c = told;

		told = c->next;                      /* done() may free it */
		tell(c);
	}
	if (kept > 0)
		pause_before_retry(1);
}

static void run_batch(struct lane *lane)
{
	while (lane->n > 0) {
		while (!run_once(lane))
			;
		tell_all(lane);
		arena_reset(&lane->cx.mem);
	}
}

/* ---- the queue ---- */

/* Waits for commands; false when there will be none any more. */
static bool take_batch(struct lane *lane)
{
	struct writer *w = lane->writer;

	pthread_mutex_lock(&w->mutex);
	while (!w->first && !w->stopping)
		pthread_cond_wait(&w->work, &w->mutex);
	for (lane->n = 0; w->first && lane->n < w->limits.batch_max; lane->n++) {
		lane->batch[lane->n] = w->first;
		w->first = w->first->next;
		w->counts.queued--;
	}
	if (!w->first)
		w->last = NULL;
	pthread_mutex_unlock(&w->mutex);
	return lane->n > 0;
}

static void *lane_main(void *arg)
{
	struct lane *lane = arg;

	while (take_batch(lane)) {
		lane->careful = false;
		run_batch(lane);
	}
	return NULL;
}

enum err writer_submit(struct writer *w, struct command *c)
{
	bool full, stopping;

	c->next = NULL;
	c->tries = 0;
	c->result = ERR_OK;
	pthread_mutex_lock(&w->mutex);
	stopping = w->stopping;
	full = w->counts.queued >= w->limits.queue_max;
	if (!full && !stopping) {
		if (w->last)
			w->last->next = c;
		else
			w->first = c;
		w->last = c;
		w->counts.queued++;
		pthread_cond_signal(&w->work);
	}
	pthread_mutex_unlock(&w->mutex);
	if (stopping)
		return fail(c->cx, ERR_BUSY, NULL, "服务正在停止，请稍后重试", "the server is stopping; try again shortly");
	if (full)
		return fail(c->cx, ERR_BUSY, NULL, "排队办理的已有 %d 件，请稍后重试",
			    "%d changes are waiting already; try again shortly", w->limits.queue_max);
	return ERR_OK;
}

/* ---- waiting for one command ---- */

struct waiting {
	enum err      (*run)(struct ctx *cx, void *arg);
	void           *arg;
	pthread_mutex_t mutex;
	pthread_cond_t  cond;
	bool            over;
	enum err        result;
};

static enum err run_for_waiting(struct ctx *cx, void *arg)
{
	struct waiting *wait = arg;

	return wait->run(cx, wait->arg);
}

static void wake(struct ctx *cx, enum err e, void *arg)
{
	struct waiting *wait = arg;

	(void)cx;
	pthread_mutex_lock(&wait->mutex);
	wait->result = e;
	wait->over = true;
	pthread_cond_signal(&wait->cond);
	pthread_mutex_unlock(&wait->mutex);
}

enum err writer_call(struct writer *w, struct ctx *cx, enum err (*run)(struct ctx *cx, void *arg), void *arg)
{
	struct waiting wait = { .run = run, .arg = arg,
				.mutex = PTHREAD_MUTEX_INITIALIZER, .cond = PTHREAD_COND_INITIALIZER };
	struct command c = { .cx = cx, .run = run_for_waiting, .done = wake, .arg = &wait };

	TRY(writer_submit(w, &c));
	pthread_mutex_lock(&wait.mutex);
	while (!wait.over)
		pthread_cond_wait(&wait.cond, &wait.mutex);
	pthread_mutex_unlock(&wait.mutex);
	pthread_cond_destroy(&wait.cond);
	pthread_mutex_destroy(&wait.mutex);
	return wait.result;
}

/* ---- life ---- */

enum err writer_start(struct ctx *cx, struct store *const *stores, int n, struct writer_limits limits, struct writer **ret)
{
	struct writer *w;

	assert(n > 0 && n <= THREADS_MAX && (n == 1 || store_kind(stores[0]) == STORE_POSTGRES));
	w = calloc(1, sizeof *w + (size_t)n * sizeof *w->lanes);
	if (!w)
		abort();
	w->limits.batch_max = limits.batch_max > 0 ? limits.batch_max : BATCH_MAX;
	w->limits.queue_max = limits.queue_max > 0 ? limits.queue_max : QUEUE_MAX;
	pthread_mutex_init(&w->mutex, NULL);
	pthread_cond_init(&w->work, NULL);
	for (int i = 0; i < n; i++) {
		struct lane *lane = &w->lanes[i];

		lane->writer = w;
		lane->cx = (struct ctx){ .store = stores[i], .now_ms = cx->now_ms, .district_id = cx->district_id };
		lane->batch = calloc((size_t)w->limits.batch_max, sizeof *lane->batch);
		if (!lane->batch || pthread_create(&lane->thread, NULL, lane_main, lane))
			abort();
		pthread_setname_np(lane->thread, "writer");
		w->n_lanes++;
	}
	*ret = w;
	return ERR_OK;
}

void writer_stop(struct writer *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->mutex);
	w->stopping = true;
	pthread_cond_broadcast(&w->work);
	pthread_mutex_unlock(&w->mutex);
	for (int i = 0; i < w->n_lanes; i++) {
		pthread_join(w->lanes[i].thread, NULL);
		store_close(w->lanes[i].cx.store);
		arena_reset(&w->lanes[i].cx.mem);
		free(w->lanes[i].batch);
	}
	pthread_cond_destroy(&w->work);
	pthread_mutex_destroy(&w->mutex);
	free(w);
}

struct writer_counts writer_count(struct writer *w)
{
	struct writer_counts counts;

	pthread_mutex_lock(&w->mutex);
	counts = w->counts;
	pthread_mutex_unlock(&w->mutex);
	return counts;
}
