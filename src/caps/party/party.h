/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_H
#define CAPS_PARTY_H
#include "base/ctx.h"

/* Parties: everyone who is not a place.  Organisations outside the district's
 * tree (suppliers, donors, carriers), people (personal data in its own table,
 * masked by default), accounts, what they may do and where, and signing in.
 *
 * Rights: a grant is role x subtree x time; a substitution lends the rights of
 * one account to another for a time (marked 代 by whoever records a decision).
 * Both are expanded into the table party_right in the same transaction; the
 * data layer's @scope(...) reads only that.  party_prepare() brings the table up
 * to date with roles.def at every start.
 *
 * Secrets: passwords as argon2id (19 MiB, 2 passes); one-time passwords, session
 * tokens and API keys are random, so their SHA-256 is enough.  None can be read
 * back.  Nothing here asks the clock: times are cx->now_ms. */
enum {
	PARTY_SESSION_IDLE_MS = 30 * 60 * 1000,
	PARTY_SESSION_MAX_MS = 12 * 60 * 60 * 1000,
	PARTY_TOUCH_MS = 60 * 1000,             /* last-seen is written at most this often */
	PARTY_PASSWORD_MIN = 8, PARTY_PASSWORD_MAX = 128,
	PARTY_TRIES = 5, PARTY_TRIES_MS = 15 * 60 * 1000,
	PARTY_BULK_MAX = 2000,
};

/* At every start, in a write transaction: rights of the system account for every
 * permission, party_right rebuilt when roles.def changed, old sessions dropped. */
must_check enum err party_prepare(struct ctx *cx);

/* --- Hooks for http ------------------------------------------------------- */

/* Who sent this: `token` is a session's or an API key's (cx->session_token).
 * NOT_SIGNED_IN when it is unknown, expired or withdrawn.  Reads only; lives in
 * cx->mem.  An account with a one-time password gets no rights: it may only see
 * its session, change the password and sign out. */
struct party_who {
	struct actor actor;
	int64_t      session_id;      /* 0 by key */
	bool         touch_due;       /* the caller should run party_touch in its next write */
	bool         must_change;
};
must_check enum err party_authenticate(struct ctx *cx, const char *token, struct party_who *ret);
must_check enum err party_touch(struct ctx *cx, int64_t session_id);

/* The actor of an account with all its rights, for tests and the command line. */
must_check enum err party_actor(struct ctx *cx, int64_t account_id, struct actor *ret);

/* --- What approvals ask ----------------------------------------------------- */

/* Whether an account holds a role of the plan ("group_deputy") on a place, now:
 * by its own grant, or as substitute for `for_account_id`.  Roles of the plan
 * are granted like any role, with the plan's id for a name. */
enum party_hold { PARTY_HOLDS_NOT, PARTY_HOLDS, PARTY_HOLDS_FOR };
struct party_held { enum party_hold how; int64_t for_account_id; const char *for_name; };
must_check enum err party_holds_plan_role(struct ctx *cx, int64_t account_id, const char *role, const char *path,
					  struct party_held *ret);

/* The same for a permission: whether the right is one's own or lent. */
must_check enum err party_holds(struct ctx *cx, int64_t account_id, enum perm perm, const char *path,
				struct party_held *ret);

/* Who holds a role of the plan on a place now, own grants first. */
struct party_holder { int64_t account_id, for_account_id; const char *name; };
must_check enum err party_holders(struct ctx *cx, const char *role, const char *path, struct party_holder **ret, size_t *ret_n);

/* Demo accounts can sign in only where the data file is marked as a demo. */
must_check enum err party_mark_demo(struct ctx *cx);
must_check enum err party_is_demo(struct ctx *cx, bool *ret);

/* "" when there is no such account, 系统 for the system itself. */
must_check enum err party_account_name(struct ctx *cx, int64_t account_id, const char **ret);
/* One account, or two of one person: who must not sign twice. */
must_check enum err party_same_person(struct ctx *cx, int64_t a, int64_t b, bool *ret);
#endif
