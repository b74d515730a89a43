/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_OP_H
#define HTTP_OP_H
#include "base/ctx.h"
#include "base/shape.h"

/* One thing the outside may ask of us, told as a row.  Routing, limits,
 * decoding, authorisation, transaction, retry, idempotency, encoding, OpenAPI,
 * the audit entry and the contract tests all read this row; none of it is said
 * twice.  An op without a permission refuses to start.
 *
 * Input: names in {braces} of the path fill fields of the in-shape; GET and
 * DELETE fill the rest from the query string, others from the JSON body.  A
 * BYTES field takes the raw body instead (then the rest comes from the query
 * string).  A field called "version" is also filled by If-Match, and one in the
 * out-shape is sent as ETag.
 * Output: JSON of the out-shape, or, when the out-shape has a BYTES field
 * "body", that file with the shape's TEXT fields "type" and "name"; with an
 * empty name the browser shows it rather than saves it.  Such an op, open to
 * everybody and with OP_SHARED, may have a path of its own ("/public"); all
 * others stand under /api/v1/.
 *
 * A write needs an Idempotency-Key unless the row says OP_ONCE_ANYWAY. */
enum tx { TX_NONE, TX_READ, TX_WRITE };
enum op_flag {
	OP_ONCE_ANYWAY = 1,     /* repeating it does no harm (signing in) */
	OP_QUIET = 2,           /* leaves no audit entry although it writes */
	OP_SECRET = 4,          /* the answer holds a secret: never stored for replay */
	OP_KEEP = 8,            /* what run wrote stays although it answers a fault: failed sign-ins count */
	OP_PERSONAL = 16,       /* the answer shows personal data unmasked: a read that leaves an audit entry */
	OP_SHARED = 32,         /* the answer depends on the address alone, not on who asks: one is kept for a minute (kept.h) */
};

struct op {
	const char *method, *path;         /* "POST", "/api/v1/requests/{request_id}/vet" */
	const char *name;                  /* operationId: "request_vet" */
	const char *zh, *en;               /* one line each, for people */
	enum perm   perm;
	enum tx     tx;
	unsigned    flags;
	const struct shape *in, *out;      /* NULL: nothing */
	enum err  (*run)(struct ctx *cx, const void *in, void *out);
	enum err  (*prepare)(struct ctx *cx, const void *in);   /* or NULL: slow work (hashing a password) done
	                                    * before run, on the request's own thread in a reading
	                                    * transaction, never in the writer; leaves cx->prepared */
	enum err    fails[10];             /* what it may answer besides 200; 0 ends.  BAD_INPUT, BAD_SYNTAX,
	                                    * NOT_SIGNED_IN, FORBIDDEN, TOO_LARGE, TOO_MANY, BUSY, BROKEN go
	                                    * without saying */
};

/* Table of a capability ends with an all-zero row:
 *     const struct op stock_ops[] = { { .method = "GET", ... }, { 0 } };      */
#endif
