/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server_in.h"
#include <stdio.h>
#include <time.h>

enum { READER_WAIT_MS = 2000, TICK_MS = 1000, FORGET_EVERY_TICKS = 3600 };

int64_t server_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

bool server_is_full(struct server *s)
{
	bool full;

	pthread_mutex_lock(&s->mutex);
	full = s->n_queued >= HTTP_QUEUE_MAX;
	pthread_mutex_unlock(&s->mutex);
	return full;
}

bool server_enqueue(struct server *s, struct exchange *x)
{
	bool room;

	pthread_mutex_lock(&s->mutex);
	room = s->n_queued < HTTP_QUEUE_MAX && !s->ending;
	if (room) {
		x->next = NULL;
		if (s->last)
			s->last->next = x;
		else
			s->first = x;
		s->last = x;
		s->n_queued++;
		atomic_fetch_add(&s->under_way, 1);
		pthread_cond_signal(&s->work);
	}
	pthread_mutex_unlock(&s->mutex);
	return room;
}

static struct exchange *dequeue(struct server *s)
{
	struct exchange *x;

	pthread_mutex_lock(&s->mutex);
	while (!s->first && !s->ending)
		pthread_cond_wait(&s->work, &s->mutex);
	x = s->first;
	if (x) {
		s->first = x->next;
		if (!s->first)
			s->last = NULL;
		s->n_queued--;
	}
	pthread_mutex_unlock(&s->mutex);
	return x;
}

/* The answer is complete: count it, tell it, wake the connection.  After the
 * resume the exchange belongs to the socket thread. */
static void finish(struct exchange *x)
{
	struct server *s = x->server;
	struct call *c = x->call;

	if (c->op && c->op->flags & OP_SHARED && !c->code) {
		kept_put(s->kept, x->call->req, &c->answer, c->cx.now_ms);
		answer_if_changed(&c->answer, c->req);
	}
	if (!x->listener)
		answer_squeeze(&c->answer, c->req, &c->cx.mem);
	metrics_count(s->metrics, c->match.route, c->answer.status, server_now_us() - x->begun_us, c->replayed);
	if (c->op && c->op->tx == TX_WRITE && !c->code && !c->replayed) {
		struct http_audit about = call_about(c, ERR_OK);

		atomic_store(&s->last_write_ms, c->cx.now_ms);
		if (c->cx.hang_up)
			events_hang_up(s->events, c->cx.hang_up);
		if (!(c->op->flags & OP_QUIET))
			events_tell(s->events, c->op, c->who.actor.account_id, about.target_id, about.doc_id, c->cx.now_ms);
	}
	server_log(x);
	x->answered = true;
	MHD_resume_connection(x->connection);
	atomic_fetch_sub(&s->under_way, 1);
}

static void noted(struct ctx *cx, enum err e, void *arg)
{
	struct exchange *x = arg;

	(void)cx;
	call_noted(x->call, e);
	finish(x);
}

static enum err run_note(struct ctx *cx, void *arg) { return call_note(cx, ((struct exchange *)arg)->call); }

/* What remains to be written down goes through the writer too. */
static void note_or_finish(struct exchange *x)
{
	struct call *c = x->call;
	enum err e;

	if (!c->note_due) {
		finish(x);
		return;
	}
	x->command = (struct command){ .cx = &c->cx, .run = run_note, .done = noted, .arg = x };
	e = writer_submit(x->server->writer, &x->command);
	if (e)
		noted(&c->cx, e, x);
}

static void written(struct ctx *cx, enum err e, void *arg)
{
	struct exchange *x = arg;

	(void)cx;
	call_written(x->call, e);
	note_or_finish(x);
}

static enum err run_write(struct ctx *cx, void *arg) { return call_write(cx, ((struct exchange *)arg)->call); }

static void write_later(struct exchange *x)
{
	enum err e;

	x->command = (struct command){ .cx = &x->call->cx, .run = run_write, .done = written, .arg = x };
	e = writer_submit(x->server->writer, &x->command);
	if (e)
		written(&x->call->cx, e, x);
}

static void work_on(struct exchange *x)
{
	struct server *s = x->server;
	struct ctx lent = { .now_ms = s->d->now_ms(false), .district_id = s->d->district_id };
	bool write = false;

	x->call = call_open(s->d, &x->req);
	if (readers_take(&lent, s->readers, READER_WAIT_MS) != ERR_OK) {
		x->call->cx.fault = lent.fault;
		call_refuse(x->call, 0);
		finish(x);
		return;
	}
	if (x->way == WAY_OP)
		write = call_read(x->call, lent.store);
	else
		server_page(x, &lent);
	readers_give(&lent, s->readers);
	arena_reset(&lent.mem);
	if (write)
		write_later(x);
	else
		note_or_finish(x);
}

void *server_worker(void *server)
{
	struct server *s = server;
	struct exchange *x;

	while ((x = dequeue(s)))
		work_on(x);
	return NULL;
}

static enum err forget(struct ctx *cx, void *arg)
{
	cx->now_ms = ((struct server *)arg)->d->now_ms(false);
	return http_forget_old_answers(cx);
}

/* Heartbeats of the event streams each second they are due; old answers are
 * forgotten once an hour. */
void *server_ticker(void *server)
{
	struct server *s = server;
	bool ending = false;

	for (int tick = 1; !ending; tick++) {
		struct timespec until;

		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += TICK_MS / 1000;
		pthread_mutex_lock(&s->mutex);
		if (!s->ending)
			pthread_cond_timedwait(&s->end, &s->mutex, &until);
		ending = s->ending;
		pthread_mutex_unlock(&s->mutex);
		events_beat(s->events);
		if (tick % FORGET_EVERY_TICKS == 0 && !ending) {
			struct ctx cx = { .district_id = s->d->district_id };

			if (writer_call(s->writer, &cx, forget, s) != ERR_OK)
				fprintf(stderr, "{\"job\":\"forget old answers\",\"failed\":\"%s\"}\n", cx.fault.en);
			arena_reset(&cx.mem);
		}
	}
	return NULL;
}
