/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_ROSTER_H
#define CAPS_PARTY_ROSTER_H
#include "base/ctx.h"

/* Who is where, for the pages: the tree of areas with what hangs on it, who acts on a place,
 * the sessions of an account, and what the signed-in person may know of their own.
 *
 * Everything is kept to the actor's scope: areas by PLACE_READ, accounts by ACCOUNT_READ,
 * people by PERSON_READ; a number one may not see is 0.  Colleagues and administrators are the
 * exception, since everybody must be able to name a substitute and know whom to ask: their
 * account's name and place, never a login, a person's name or a phone. */

enum { ROSTER_AREAS_MAX = 5000, ROSTER_GRANTS_MAX = 2000, ROSTER_SESSIONS_MAX = 100, ROSTER_COLLEAGUES_MAX = 20 };

/* An area (district, subdistrict, community), parents before children; counts are of the area
 * and everything below it, places in use today and accounts not disabled only. */
struct roster_area {
	int64_t     place_id, parent_id, kind, valid_to;
	const char *code, *name, *path;
	int64_t     units, warehouses, accounts, people;
};
must_check enum err roster_tree(struct ctx *cx, struct roster_area **ret, size_t *ret_n);

/* The grants of today and later that reach a place: given on it or above, and below it when
 * asked.  Of accounts in the actor's scope. */
struct roster_grant {
	int64_t     grant_id, account_id, place_id, kind, from_ms, until_ms;
	const char *role, *login, *name, *place_name;
};
must_check enum err roster_grants_at(struct ctx *cx, int64_t place_id, bool below, struct roster_grant **ret, size_t *ret_n);

/* The grants, not ended, of the accounts whose logins lie between these two. */
must_check enum err roster_grants_between(struct ctx *cx, const char *first, const char *last,
					  struct roster_grant **ret, size_t *ret_n);

/* Live sessions of an account, the one used last first. */
struct roster_session { int64_t session_id, account_id, created_ms, seen_ms, until_ms; bool current; };
must_check enum err roster_sessions(struct ctx *cx, int64_t account_id, struct roster_session **ret, size_t *ret_n);

/* One's own, or with ACCOUNT_EDIT another's; event streams end with them. */
must_check enum err roster_session_end(struct ctx *cx, int64_t session_id);
/* Every session of an account; one's own present session stays. */
must_check enum err roster_sign_out(struct ctx *cx, int64_t account_id);

struct roster_name { int64_t account_id; const char *name, *place_name, *contact; };
/* Accounts of people who can sign in, by a part of their name or place (2 characters at least). */
must_check enum err roster_colleagues(struct ctx *cx, const char *search, struct roster_name **ret, size_t *ret_n);
/* Who may grant rights on a place, nearest first. */
must_check enum err roster_administrators(struct ctx *cx, int64_t place_id, struct roster_name **ret, size_t *ret_n);
#endif
