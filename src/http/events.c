/* SPDX-License-Identifier: Apache-2.0 */
#include "http/events.h"
#include "base/civil.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct event { int64_t number, account_id; enum perm perm; char text[EVENT_TEXT_MAX]; };

struct listener {
	struct events   *events;
	struct listener *next;
	bool             may[PERM_COUNT];
	int64_t          account_id;
	int64_t          known;              /* number of the last event sent or passed over */
	int64_t          beat_due_ms, end_ms;
	bool             asleep, reset_due;
	void           (*wake)(void *user);
	void            *user;
};

struct events {
	const struct routes *routes;
	pthread_mutex_t      mutex;
	struct event         kept[EVENTS_KEPT];
	int64_t              last;           /* number of the newest event */
	struct listener     *listeners;
	int                  n_listeners;
	bool                 ended;
};

static int64_t steady_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct events *events_new(const struct routes *routes)
{
	struct events *e = calloc(1, sizeof *e);

	if (!e)
		abort();
	e->routes = routes;
	pthread_mutex_init(&e->mutex, NULL);
	return e;
}

void events_free(struct events *e)
{
	if (!e)
		return;
	pthread_mutex_destroy(&e->mutex);
	free(e);
}

/* Who may read things of this kind may hear of them. */
static enum perm perm_to_hear(const struct routes *routes, const struct op *op)
{
	size_t n = route_family(op->path);

	for (size_t i = 0; i < routes->n; i++) {
		const struct op *other = routes->at[i].op;

		if (strcmp(other->method, "GET") == 0 && route_family(other->path) == n && memcmp(other->path, op->path, n) == 0)
			return other->perm;
	}
	return op->perm;
}

static void wake_all(struct events *e)
{
	for (struct listener *l = e->listeners; l; l = l->next)
		if (l->asleep) {
			l->asleep = false;
			l->wake(l->user);
		}
}

void events_tell(struct events *e, const struct op *op, int64_t account_id, int64_t target_id, int64_t doc_id, int64_t at_ms)
{
	char at[30];
	struct event *event;

	pthread_mutex_lock(&e->mutex);
	event = &e->kept[++e->last % EVENTS_KEPT];
	event->number = e->last;
	event->account_id = account_id;
	event->perm = perm_to_hear(e->routes, op);
	snprintf(event->text, sizeof event->text,
		 "id: %lld\nevent: %s\ndata: {\"op\":\"%s\",\"target_id\":\"%lld\",\"doc_id\":\"%lld\",\"at\":\"%s\"}\n\n",
		 (long long)e->last, op->name, op->name, (long long)target_id, (long long)doc_id, civil_write_time(at_ms, at));
	wake_all(e);
	pthread_mutex_unlock(&e->mutex);
}

/* "/" or "/330114/": everything, or a whole district. */
static bool is_wide(const char *scope)
{
	const char *second = strchr(scope + 1, '/');

	return !second || !second[1];
}

static int listening(const struct events *e, int64_t account_id)
{
	int n = 0;

	for (const struct listener *l = e->listeners; l; l = l->next)
		n += l->account_id == account_id;
	return n;
}

struct listener *listener_new(struct events *e, const struct actor *actor, int64_t now_ms, int64_t after,
			      void (*wake)(void *user), void *user)
{
	struct listener *l = calloc(1, sizeof *l);
	bool room;

	if (!l)
		abort();
	*l = (struct listener){ .events = e, .wake = wake, .user = user, .account_id = actor->account_id };
	l->may[PERM_PUBLIC] = l->may[PERM_SIGNED_IN] = true;
	for (size_t i = 0; i < actor->n_rights; i++)
		if (actor->rights[i].from_ms <= now_ms && now_ms < actor->rights[i].until_ms && is_wide(actor->rights[i].scope))
			l->may[actor->rights[i].perm] = true;
	l->beat_due_ms = 0;                     /* a first line at once: proxies and pages see that it works */
	l->end_ms = steady_ms() + EVENTS_STREAM_MS;
	pthread_mutex_lock(&e->mutex);
	l->known = after < 0 ? e->last : after;
	l->reset_due = l->known > e->last || l->known < e->last - EVENTS_KEPT;
	if (l->reset_due)
		l->known = e->last;
	room = e->n_listeners < EVENTS_LISTENERS_MAX && !e->ended && listening(e, l->account_id) < EVENTS_ACCOUNT_MAX;
	if (room) {
		e->n_listeners++;
		l->next = e->listeners;
		e->listeners = l;
	}
	pthread_mutex_unlock(&e->mutex);
	if (!room) {
		free(l);
		return NULL;
	}
	return l;
}

void listener_free(struct listener *l)
{
	struct events *e = l->events;

	pthread_mutex_lock(&e->mutex);
	for (struct listener **at = &e->listeners; *at; at = &(*at)->next)
		if (*at == l) {
			*at = l->next;
			e->n_listeners--;
			break;
		}
	pthread_mutex_unlock(&e->mutex);
	free(l);
}

static size_t add_text(char *text, size_t room, size_t used, const char *more)
{
	size_t n = strlen(more);

	if (used + n > room)
		return used;
	memcpy(text + used, more, n);
	return used + n;
}

static size_t add_events(struct listener *l, char *text, size_t room, size_t used)
{
	struct events *e = l->events;

	if (l->known < e->last - EVENTS_KEPT)
		l->reset_due = true;
	if (l->reset_due) {
		char reset[64];

		snprintf(reset, sizeof reset, "id: %lld\nevent: reset\ndata: {}\n\n", (long long)e->last);
		l->known = e->last;
		l->reset_due = false;
		used = add_text(text, room, used, reset);
	}
	while (l->known < e->last) {
		const struct event *event = &e->kept[(l->known + 1) % EVENTS_KEPT];

		if (l->may[event->perm] || (event->account_id && event->account_id == l->account_id)) {
			size_t more = add_text(text, room, used, event->text);

			if (more == used)
				break;
			used = more;
		}
		l->known++;
	}
	return used;
}

ssize_t listener_read(struct listener *l, char *text, size_t room, void (*sleep)(void *user))
{
	int64_t now = steady_ms();
	size_t used = 0;
	bool ends;

	pthread_mutex_lock(&l->events->mutex);
	ends = l->events->ended || now >= l->end_ms;
	if (!ends && now >= l->beat_due_ms) {
		used = add_text(text, room, used, l->beat_due_ms ? ": beat\n\n" : "retry: 3000\n\n");
		l->beat_due_ms = now + EVENTS_BEAT_MS;
	}
	if (!ends)
		used = add_events(l, text, room, used);
	if (!ends && !used) {
		l->asleep = true;
		sleep(l->user);
	}
	pthread_mutex_unlock(&l->events->mutex);
	return ends ? -1 : (ssize_t)used;
}

void events_beat(struct events *e)
{
	int64_t now = steady_ms();

	pthread_mutex_lock(&e->mutex);
	for (struct listener *l = e->listeners; l; l = l->next)
		if (l->asleep && (now >= l->beat_due_ms || now >= l->end_ms)) {
			l->asleep = false;
			l->wake(l->user);
		}
	pthread_mutex_unlock(&e->mutex);
}

void events_end(struct events *e)
{
	pthread_mutex_lock(&e->mutex);
	e->ended = true;
	wake_all(e);
	pthread_mutex_unlock(&e->mutex);
}

void events_hang_up(struct events *e, int64_t account_id)
{
	pthread_mutex_lock(&e->mutex);
	for (struct listener *l = e->listeners; l; l = l->next)
		if (account_id == EVENTS_OF_ALL || l->account_id == account_id) {
			l->end_ms = 0;
			if (l->asleep) {
				l->asleep = false;
				l->wake(l->user);
			}
		}
	pthread_mutex_unlock(&e->mutex);
}

int events_listeners(struct events *e)
{
	int n;

	pthread_mutex_lock(&e->mutex);
	n = e->n_listeners;
	pthread_mutex_unlock(&e->mutex);
	return n;
}
