/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_HOOKS_H
#define HTTP_HOOKS_H
#include "http/op.h"
#include "base/buf.h"

struct assets;

/* What this room needs from above without knowing it: app/ fills these from
 * caps/party and caps/audit.
 *
 * A caller shows who it is by `Authorization: Bearer TOKEN` (a program: an API
 * key or a session's token) or by the session cookie (a browser).  With the
 * cookie every unsafe method also needs the page's own origin and the header
 * X-CSRF-Token = http_csrf_token(token); a Bearer token needs neither, a browser
 * never adds one by itself.
 *
 * A sign-in op sets cx->answer_session to the new token, a sign-out op to "":
 * the dispatcher makes or clears the session cookie, and beside it the cookie
 * baogong_csrf, which the page may read. */

struct http_who {
	struct actor actor;
	int64_t      session_id;      /* 0 by key */
	bool         touch_due;       /* its last use should be written down */
	bool         must_change;     /* signed in with a one-time password, so without rights */
};

enum { HTTP_CSRF_ROOM = 65 };
char *http_csrf_token(const char *token, char ret[static HTTP_CSRF_ROOM]);

/* What is written down of a write, of a refused one, and of a read of unmasked
 * personal data; free of personal data and secrets. */
struct http_audit {
	const struct op *op;
	int64_t          target_id;   /* the first id of the path, else of the answer, else of the input; 0: none */
	int64_t          doc_id;      /* a field of that name in answer or input */
	const char      *reason;      /* the input's field "reason", or NULL */
	enum err         code;        /* ERR_OK: done */
};

struct http_hooks {
	/* Who holds cx->session_token.  Runs in a transaction that only reads;
	 * memory of *ret is of cx->mem.  NOT_SIGNED_IN when the token is unknown,
	 * expired or withdrawn. */
	enum err (*authenticate)(struct ctx *cx, struct http_who *ret);

	/* In a write transaction: the session was used. */
	enum err (*touch)(struct ctx *cx, int64_t session_id);

	/* In the write's own transaction, after its success, unless OP_QUIET; for
	 * refusals and reads in one of its own. */
	enum err (*audit)(struct ctx *cx, const struct http_audit *entry);

	/* More lines for /metrics (entries, broken invariants) and for the public
	 * page (numbers anybody may know); in a transaction that only reads.  May
	 * be NULL. */
	enum err (*metrics)(struct ctx *cx, struct buf *text);
	enum err (*public_numbers)(struct ctx *cx, bool english, struct buf *html);

	/* The pages for browsers, which are part of the program; NULL: none. */
	const struct assets *assets;
};
#endif
