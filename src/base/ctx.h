/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CTX_H
#define BASE_CTX_H
#include "base/arena.h"
#include "base/err.h"
#include "base/perm.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One permission an account holds, on one subtree of places, for a time. */
struct right {
	enum perm   perm;
	const char *scope;          /* path of the subtree's root, "/1/7/"; "/" is everything */
	int64_t     from_ms, until_ms;
};

/* Who acts.  account_id 0 is nobody (not signed in); 1 is the system itself. */
enum { ACCOUNT_NOBODY = 0, ACCOUNT_SYSTEM = 1 };
struct actor {
	int64_t             account_id;
	const char         *name;
	const struct right *rights;
	size_t              n_rights;
};

/* Where fresh record numbers come from: time first, so that they sort by age;
 * unique over all nodes of a city.  Shared by threads. */
struct ids { int64_t last; int64_t node; };

struct plan_cache;
struct road_cache;
struct seal_key;
struct verify_desk;

/* What one request (or one job, or one test) carries everywhere.  Domain code
 * never asks the clock, the system's randomness or a global: it is all here. */
struct ctx {
	struct arena        mem;          /* dies when the answer has been sent */
	struct fault        fault;
	struct store       *store;        /* a connection in a transaction, or NULL */
	int64_t             now_ms;       /* since 1970-01-01 UTC, read once per request */
	int64_t             district_id;  /* six-digit county code, 330114 */
	const struct actor *actor;
	struct ids         *ids;
	void              (*random)(void *bytes, size_t n);   /* secrets and salts */
	const char         *address;      /* where the request came from, "127.0.0.1"; NULL for jobs */
	const char         *request_id;   /* for the log and the audit entry; NULL for jobs */
	const char         *session_token;   /* what the request signed in with; NULL without */
	const char         *answer_session;  /* set by run: the cookie to answer with; "" clears it */
	int64_t             answer_session_s; /* set with it: how long the browser keeps it; 0: until it is closed */
	int64_t             hang_up;         /* set by run: whose event streams end with the commit; -1: everybody's */
	void               *prepared;     /* what the op's prepare left for its run */
	struct plan_cache  *plans;        /* parsed plans (caps/plan), shared by threads; NULL: parsed anew */
	struct road_cache  *roads;        /* road graphs in memory (caps/road), shared by threads; NULL: read anew */
	const struct seal_key *seal_key;  /* what signs the ledger's heads (caps/ledger/seal.h), or NULL */
	const struct verify_desk *verify_desk;  /* full verification beside the work (caps/ledger/verify_desk.h), or NULL */
	void               *app;          /* what app/ hands through to its own code */
};

/* A fresh 63-bit record number. */
int64_t ctx_new_id(struct ctx *cx);

/* Path of the district itself, "/330114/": the scope of what belongs to all. */
const char *ctx_root(struct ctx *cx);

/* Whether the actor holds the permission on a place of this path, now. */
bool ctx_may(const struct ctx *cx, enum perm perm, const char *path);

/* Like ctx_may, but a refusal is a fault FORBIDDEN that names the permission. */
must_check enum err ctx_need(struct ctx *cx, enum perm perm, const char *path);

/* Fills cx->fault and returns its code, so that `return fail(...)` reads well.
 * Both formats take the same arguments; Chinese may reorder them (%2$s).
 *     return fail(cx, ERR_SHORT_STOCK, "lines[0].qty",
 *                 "需要 %lld 件，可用 %lld 件", "%lld asked for, %lld free", want, have); */
#define FAIL_STR2(x) #x
#define FAIL_STR(x) FAIL_STR2(x)
#define fail(cx, code, field, ...) \
	err_surely(fail_at((cx), (code), (field), __FILE__ ":" FAIL_STR(__LINE__), __VA_ARGS__))

/* Lets the compiler follow TRY(): what fail() answers is never ERR_OK. */
static inline enum err err_surely(enum err code)
{
	if (code == ERR_OK)
		__builtin_unreachable();
	return code;
}

enum err fail_at(struct ctx *cx, enum err code, const char *field, const char *where,
		 const char *zh, const char *en, ...)
	__attribute__((format(printf, 5, 7), format(printf, 6, 7)));
#endif
