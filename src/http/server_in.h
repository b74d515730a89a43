/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_SERVER_IN_H
#define HTTP_SERVER_IN_H
#include "http/server.h"
#include "http/assets.h"
#include "http/events.h"
#include "http/kept.h"
#include "http/metrics.h"
#include <microhttpd.h>
#include <pthread.h>

/* Inside of the server; only server*.c include this. */

/* What the path means beside ops. */
enum way { WAY_OP, WAY_PAGE, WAY_HEALTH, WAY_METRICS, WAY_OPENAPI, WAY_EVENTS };

/* One request on one connection, from its first line until the last byte of the
 * answer.  Belongs to the socket thread, to a worker or to the writer, in turn;
 * never to two of them. */
struct exchange {
	struct server         *server;
	struct MHD_Connection *connection;
	char                  *target;             /* as sent: path and, after a NUL, query */
	struct request         req;
	enum way               way;
	bool                   started, queued, answered, too_large;
	char                  *body;
	size_t                 n_body, room, limit;
	char                   address[64], id[40];
	int64_t                begun_us;
	struct call           *call;
	struct command         command;
	const struct asset    *asset;              /* a file of the program, when it is one */
	const char            *last_event;         /* Last-Event-ID */
	struct listener       *listener;           /* an event stream */
	struct exchange       *next;
};

struct server {
	struct server_options options;
	struct dispatch      *d;
	struct writer        *writer;
	struct readers       *readers;
	struct MHD_Daemon    *daemon;
	struct events        *events;
	struct metrics       *metrics;
	struct kept          *kept;
	struct buf            openapi;
	struct arena          mem;
	char                  boot[12];
	atomic_llong          n_requests, under_way, last_write_ms;
	atomic_bool           stopping;

	pthread_mutex_t       mutex;               /* guards the queue */
	pthread_cond_t        work, end;
	struct exchange      *first, *last;
	int                   n_queued;
	bool                  ending;
	int                   n_workers;
	pthread_t             workers[64];
	pthread_t             ticker;
};

/* server_work.c */
bool server_enqueue(struct server *s, struct exchange *x);      /* false: the queue is full */
bool server_is_full(struct server *s);
void *server_worker(void *server);
void *server_ticker(void *server);
int64_t server_now_us(void);

/* server_pages.c: answers x->call->answer; runs on a worker with a reader in cx->store. */
void server_page(struct exchange *x, struct ctx *cx);

/* server_assets.c: answers on the spot, on the socket thread, when the path is a
 * file of the program or its answer was kept; a crowd that loads pages takes no worker. */
bool server_at_once(struct exchange *x);

/* server_log.c: one line of JSON on stderr, without personal data. */
void server_log(const struct exchange *x);
#endif
