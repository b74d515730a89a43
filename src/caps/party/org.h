/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_ORG_H
#define CAPS_PARTY_ORG_H
#include "base/ctx.h"

/* Organisations outside the district's tree: suppliers, donors, carriers.
 * Their numbers come from the same generator as places, so the two never
 * collide and either may stand as `who` or `owner` of a ledger account.
 * Organisations belong to the whole district: editing needs ORG_EDIT on it.
 *
 * The unified credit code (GB 32100-2015) may be left out; a wrong check digit
 * is refused (standards.md 1.3). */
enum org_role { ORG_SUPPLIER = 1, ORG_DONOR = 2, ORG_CARRIER = 4 };

struct org {
	int64_t     org_id;
	const char *code;             /* the district's own short code, unique */
	const char *name, *credit_code, *contact;   /* contact: a role and an office line, no person */
	int64_t     roles;            /* set of enum org_role */
	int64_t     active, version;
};

must_check enum err org_create(struct ctx *cx, const struct org *in, int64_t *ret_org_id);
must_check enum err org_update(struct ctx *cx, int64_t org_id, int64_t version, const struct org *in);
must_check enum err org_create_many(struct ctx *cx, const struct org *rows, size_t n, bool replace,
				    int64_t *ret_created, int64_t *ret_changed);
/* The facts with their defaults filled in, or what is wrong with them; asks
 * nothing of the store. */
enum { ORG_BATCH_MAX = 100000 };
must_check enum err org_check(struct ctx *cx, int64_t row, const struct org *in, struct org *ret);
must_check enum err org_get(struct ctx *cx, int64_t org_id, struct org *ret);
must_check enum err org_by_code(struct ctx *cx, const char *code, struct org *ret);

struct org_filter { const char *search, *after; int64_t role, active_only, limit; };
must_check enum err org_list(struct ctx *cx, const struct org_filter *filter, struct org **ret, size_t *ret_n);

must_check enum err org_roles_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set);
const char *org_roles_words(struct arena *mem, int64_t set);      /* "supplier,carrier" */
bool org_credit_code_ok(const char *code);
#endif
