/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_EVENTS_H
#define HTTP_EVENTS_H
#include "http/route.h"
#include <sys/types.h>

/* What just happened, for whoever listens (server-sent events).  One event for
 * each committed write: the op and the record numbers, nothing else; who wants
 * more asks the API, which knows what they may see.  A listener hears of an op when
 * it holds, for the whole district, the permission to read things of its kind, and
 * of what its own account did; an event does not know its place, so who may see a
 * part of the district only is not told of the rest.
 *
 * The last EVENTS_KEPT events can be had again with Last-Event-ID; who was away
 * longer gets the event "reset" and should load afresh.  Events are of this
 * process: with several nodes each tells its own. */
enum { EVENTS_KEPT = 1024, EVENTS_LISTENERS_MAX = 1000, EVENTS_ACCOUNT_MAX = 16, EVENT_TEXT_MAX = 400,
       EVENTS_BEAT_MS = 15000, EVENTS_STREAM_MS = 5 * 60 * 1000 };

struct events;
struct listener;

struct events *events_new(const struct routes *routes);
void           events_free(struct events *e);

void events_tell(struct events *e, const struct op *op, int64_t account_id, int64_t target_id, int64_t doc_id, int64_t at_ms);

/* NULL when too many listen, in all or of one account.  after: the last event the listener knows, -1 none.
 * wake(user) is called, at most once per sleep, when there is something to read
 * after listener_read answered 0. */
struct listener *listener_new(struct events *e, const struct actor *actor, int64_t now_ms, int64_t after,
			      void (*wake)(void *user), void *user);
void             listener_free(struct listener *l);

/* Text for the wire; 0: nothing now, sleep() was called under the lock; -1: the stream ends. */
ssize_t listener_read(struct listener *l, char *text, size_t room, void (*sleep)(void *user));

void events_beat(struct events *e);        /* every few seconds: heartbeats, streams that are old enough */
void events_end(struct events *e);         /* every stream ends */
/* The streams of an account end, because a session or a right of it did; a browser that is
 * still signed in comes back by itself.  EVENTS_OF_ALL: everybody's. */
enum { EVENTS_OF_ALL = -1 };
void events_hang_up(struct events *e, int64_t account_id);
int  events_listeners(struct events *e);
#endif
