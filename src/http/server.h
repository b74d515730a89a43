/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H
#include "http/dispatch.h"
#include "store/readers.h"
#include "store/writer.h"

/* The HTTP/1.1 server: libmicrohttpd with one epoll thread for sockets, worker
 * threads for reads, the store's writer for writes.  A connection sleeps while
 * its request is worked on.  Overload is answered with 503 and Retry-After
 * before a body is read; everything has a limit (reliability.md 4).
 *
 * Beside the ops it serves the pages of hooks.assets (assets.h), / (to the first
 * of them, or /about when there is none), /about (what this is), /healthz, /metrics,
 * /api/openapi.json and /api/v1/events. */

enum {
	HTTP_HEADER_BYTES_MAX = 32 * 1024,      /* request line and headers together */
	HTTP_LINE_MAX = 8 * 1024,
	HTTP_HEADERS_MAX = 100,
	HTTP_JSON_MAX = 1024 * 1024,
	HTTP_UPLOAD_MAX = 64 * 1024 * 1024,     /* ops with a BYTES field only, and never above its own limit */
	HTTP_CONNECTIONS_MAX = 4096,
	HTTP_QUEUE_MAX = 512,                   /* requests waiting for a worker */
	HTTP_IDLE_SECONDS = 30,                 /* a connection that sends nothing */
	HTTP_BODY_SECONDS = 60,                 /* a body must be here by then, or at 1 KiB/s */
	HTTP_STOP_SECONDS = 10,                 /* work under way may take so long at the stop */
};

struct server_options {
	const char *host;                       /* "127.0.0.1" */
	int         port;                       /* 0: any free one */
	int         threads;                    /* workers; 0: 4 */
	bool        behind_proxy;               /* X-Forwarded-For of a loopback peer is believed */
	bool        countable_ids;              /* request ids count up: a test's transcript stays the same */
	bool        silent;                     /* no access log */
	const char *version;                    /* of the program */
};

struct server;
must_check enum err server_start(struct ctx *cx, const struct server_options *options, struct dispatch *d,
				 struct writer *writer, struct readers *readers, struct server **ret);
int  server_port(const struct server *s);
void server_stop(struct server *s);             /* what is under way is finished first; NULL is fine */
#endif
