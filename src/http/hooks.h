/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_HOOKS_H
#define HTTP_HOOKS_H
#include "http/op.h"

/* What this room needs from above without knowing it: app/ fills these from
 * caps/party and caps/audit.
 *
 * A caller shows who it is by `Authorization: Bearer TOKEN` (an API key, or a
 * session's token from a program) or by the session cookie (a browser).  With
 * the cookie every unsafe method also needs the page's own origin and the
 * header X-CSRF-Token = http_csrf_token(token), which the sign-in answer sets as
 * a readable cookie; Bearer needs neither, a browser never adds it by itself.
 *
 * A sign-in op sets cx->answer_session to the new token, a sign-out op to "":
 * the dispatcher makes or clears the cookies. */

/* What is written down of a write (or of a read of unmasked personal data),
 * free of personal data and secrets: record numbers and a digest. */
struct http_audit {
	const struct op *op;
	const char      *subject;         /* "request_id=7 line_id=9": the ids of input and output */
	const char      *in_digest;       /* SHA-256 of the input as sent, hex */
	const char      *request_id;
};

struct http_hooks {
	/* Who holds cx->session_token (a session's or an API key's).  Runs in a
	 * transaction of cx->store that only reads.  Memory of *ret is of cx->mem.
	 * NOT_SIGNED_IN when the token is unknown, expired or withdrawn. */
	enum err (*authenticate)(struct ctx *cx, struct actor *ret);

	/* Inside the write's own transaction, after its success, unless OP_QUIET. */
	enum err (*audit)(struct ctx *cx, const struct http_audit *entry);
};

enum { HTTP_CSRF_LENGTH = 64 };
void http_csrf_token(const char *token, char ret[static HTTP_CSRF_LENGTH + 1]);
#endif
