/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_DISPATCH_H
#define HTTP_DISPATCH_H
#include "http/decode.h"
#include "http/hooks.h"
#include "http/route.h"
#include "base/buf.h"
#include "store/store.h"
#include <stdatomic.h>

/* From a request to an answer, without sockets and threads.
 *
 *     call_open      the request, whose texts must outlive the call
 *     call_read      on a reading connection: who is it, may it, what is asked;
 *                    a read is run and answered here, a write only prepared
 *     call_write     inside a write transaction (savepoint) of the writer
 *     call_written   after the commit, or after it failed
 *     call_close     frees everything
 *
 * call_read answers true when a write remains to be done.  The answer to a write
 * is made before the commit and may be sent only after call_written.
 * call_write depends only on the call and the store, so it can be run again. */

struct request {
	const char *method, *path, *query;        /* path as sent, without '?'; query may be NULL */
	const char *address, *request_id;
	const char *authorization, *cookie, *host, *origin, *fetch_site, *csrf;     /* headers, NULL when absent */
	const char *content_type, *accept_language, *accept_encoding, *if_match, *if_none_match, *idempotency_key;
	const void *body;
	size_t      n_body;
};

enum { ANSWER_HEADERS_MAX = 16 };
struct answer {
	int         status;
	const char *type;
	const void *body;
	size_t      n_body;
	struct { const char *name, *value; } headers[ANSWER_HEADERS_MAX];
	size_t      n_headers;
};

/* What all calls share; filled once by app/, read-only afterwards. */
struct dispatch {
	struct routes     routes;
	struct http_hooks hooks;
	int64_t           district_id;
	struct ids       *ids;
	void            (*random)(void *bytes, size_t n);
	int64_t         (*now_ms)(bool writes);    /* writes: a fixed clock of a test moves on */
	bool              secure_cookies;          /* behind TLS: __Host- and Secure */
	struct plan_cache *plans;                  /* handed through to cx->plans */
	struct road_cache *roads;                  /* handed through to cx->roads */
	void             *app;
	const struct seal_key *seal_key;
	const struct verify_desk *verify_desk;
	atomic_llong      breaches;                /* answers outside op->fails or out-shape: our bugs */
};

struct call {
	struct ctx             cx;
	struct dispatch       *d;
	const struct request  *req;
	struct route_match     match;
	const struct op       *op;
	struct decode          in;
	struct http_who        who;
	bool                   by_cookie, replayed;
	bool                   note_due;           /* call_note remains to be done */
	const char            *hash;               /* of the input, for idempotency and audit */
	void                  *out;
	struct answer          answer;
	enum err               code;               /* how it ended */
};

struct call *call_open(struct dispatch *d, const struct request *req);
bool         call_read(struct call *c, struct store *reader);
must_check enum err call_write(struct ctx *cx, void *call);     /* cx is the call's own */
void         call_written(struct call *c, enum err e);
void         call_close(struct call *c);

/* When note_due is set after call_read or call_written: the session's last use,
 * a refusal or a look at personal data is to be written down, in a write
 * transaction of its own, before the answer leaves. */
must_check enum err call_note(struct ctx *cx, void *call);
void         call_noted(struct call *c, enum err e);

/* All of it on one connection that may write, for tests and the command line. */
void         call_run(struct call *c, struct store *store);

/* Ends a call with the fault in c->cx (used by call_*, and by the server for
 * what it refuses itself).  status 0: the one of the fault's kind. */
void call_refuse(struct call *c, int status);

void answer_header(struct answer *a, const char *name, const char *value);
bool request_is_english(const struct request *req);

/* 304 without a body when the caller has it already: If-None-Match names the answer's ETag. */
void answer_if_changed(struct answer *a, const struct request *req);

/* http/squeeze.c: long texts travel as gzip to callers that take it.  Only answers to GET:
 * what a write answers (a new token) is never mixed with what was sent and squeezed. */
void         answer_squeeze(struct answer *a, const struct request *req, struct arena *mem);
bool         answer_may_shrink(const struct answer *a);
struct bytes squeeze(struct arena *mem, struct bytes plain);            /* n 0: not smaller */
bool         encoding_accepted(const char *list, const char *name);     /* by itself or by '*', and not with q=0 */

/* http/session.c: the token the caller showed, and the cookies to answer with. */
must_check enum err session_read(struct call *c);
must_check enum err session_guard(struct call *c);      /* CSRF */
void                session_answer(struct call *c);

/* http/idempotency.c */
must_check enum err idempotency_check(struct call *c);      /* header present and well-formed */
must_check enum err idempotency_replay(struct call *c, bool *ret_replayed);
must_check enum err idempotency_keep(struct call *c);
must_check enum err http_forget_old_answers(struct ctx *cx);        /* older than 30 days; a job calls it */
must_check enum err http_store_is_there(struct ctx *cx);            /* one small read, for /healthz */

/* http/answer.c */
void answer_from_out(struct call *c);

/* http/about.c: what a call was about, from the ids at the top of its path, answer and input. */
struct http_audit call_about(const struct call *c, enum err code);
#endif
