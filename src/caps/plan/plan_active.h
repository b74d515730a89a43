/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_ACTIVE_H
#define CAPS_PLAN_PLAN_ACTIVE_H
#include "caps/plan/plan.h"

/* Plans in the store: registered versions, and which are in force where (X1).
 *
 * A version is registered once and never changes; a change is a new version.
 * A person activates a version for an area (a place of the tree), from a moment
 * on; activating another version of the same plan there ends the one before in
 * the same moment.  Ending keeps the row and its reason.  Who holds PLAN_EDIT on
 * the area may activate and end there; who holds it on the district registers. */

struct plan_stored {
	const char *plan_id, *zh, *en, *kind, *sha256;
	const char *content;                       /* the file; NULL in lists */
	int64_t     version, warnings, registered_by, registered_ms;
};

/* BAD_INPUT with the first mistake and their number; CONFLICT when the version
 * exists with another text (the same text again is no failure) or is not above
 * the last one. */
must_check enum err plan_register(struct ctx *cx, const char *name, const char *text, size_t n, struct plan_stored *ret);

/* Everything that is wrong with a text, plans of the store as bases.  Writes nothing. */
must_check enum err plan_check(struct ctx *cx, const char *name, const char *text, size_t n, const struct plan **ret_plan,
			       struct plan_mistakes *ret);

must_check enum err plan_stored_get(struct ctx *cx, const char *plan_id, int64_t version, struct plan_stored *ret);
/* By id, newest version first; plan_id NULL: all.  after_id and after_version are the last row of the page before. */
must_check enum err plan_stored_list(struct ctx *cx, const char *plan_id, const char *after_id, int64_t after_version, int64_t limit,
				     struct plan_stored **ret, size_t *ret_n);

/* One version parsed; it was checked when it was registered. */
must_check enum err plan_load(struct ctx *cx, const char *plan_id, int64_t version, const struct plan **ret);

#define PLAN_OPEN_END INT64_MAX
struct plan_activation {
	int64_t     activation_id, version, place_id, precedence, from_ms, until_ms, started_by, ended_by;
	const char *plan_id, *zh, *en, *path, *start_reason, *end_reason;
};
struct plan_start { const char *plan_id, *reason; int64_t version, place_id, precedence, until_ms; };

/* place_id 0: the whole district; precedence 0: 10; until_ms 0: open.  Among
 * plans in force the one with the smaller precedence is asked first, then by id.
 * CONFLICT when this version is in force there already. */
must_check enum err plan_activate(struct ctx *cx, const struct plan_start *start, int64_t *ret_activation_id);
must_check enum err plan_end(struct ctx *cx, int64_t activation_id, const char *reason);
must_check enum err plan_activation_get(struct ctx *cx, int64_t activation_id, struct plan_activation *ret);
must_check enum err plan_activation_list(struct ctx *cx, bool ended_too, int64_t after, int64_t limit, struct plan_activation **ret, size_t *ret_n);

/* The plans in force at a place of this path now, hung on each other by next;
 * NULL when there are none.  path NULL: in the whole district.  Parsed plans
 * come from cx->plans when the program keeps a cache, else they are parsed into
 * cx->mem (about 0.3 ms each). */
must_check enum err plan_active_load(struct ctx *cx, const char *path, const struct plan **ret);

/* Parsed plans by SHA-256, shared by threads, owned by app/; it keeps at most 64
 * and never drops one, what is beyond is parsed anew. */
struct plan_cache *plan_cache_create(void);
void               plan_cache_destroy(struct plan_cache *cache);
#endif
