/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_ACCOUNT_H
#define CAPS_PARTY_ACCOUNT_H
#include "base/ctx.h"

/* Accounts: who may sign in, with what, and with which rights where.  One per
 * person; machines get accounts with API keys instead of passwords.
 * Editing needs ACCOUNT_EDIT on the account's place and on the place a grant is
 * for; nobody changes their own grants. */
enum party_account_kind { PARTY_PERSON = 1, PARTY_MACHINE };

struct party_account {
	int64_t     account_id, place_id, person_id, kind;
	const char *login, *name;             /* name: how colleagues see it, "物资员 3" */
	int64_t     enabled, demo, must_change, expires_ms;   /* expires 0: never */
	int64_t     created_ms, signed_in_ms, version;   /* signed_in 0: never */
	const char *place_name;
};

/* One more account; the one-time password leaves once.  `password` NULL makes one. */
struct party_account_new {
	const char *login, *name, *role, *password;   /* role: granted on place_id; may be NULL */
	int64_t     place_id, person_id, kind, expires_ms, demo;
};
struct party_account_made { int64_t account_id; const char *login, *password; };
must_check enum err party_account_create(struct ctx *cx, const struct party_account_new *in, struct party_account_made *ret);
must_check enum err party_account_create_many(struct ctx *cx, const struct party_account_new *in, size_t n, struct party_account_made **ret);
must_check enum err party_account_update(struct ctx *cx, int64_t account_id, int64_t version, const struct party_account *in);
must_check enum err party_account_get(struct ctx *cx, int64_t account_id, struct party_account *ret);
/* The same with the scope checked; NOT_FOUND for who may not even see it. */
must_check enum err party_account_need(struct ctx *cx, enum perm perm, int64_t account_id, struct party_account *ret);
must_check enum err party_account_by_login(struct ctx *cx, const char *login, struct party_account *ret);
/* state, of today; WAITING: has a one-time password.  quiet_since: not signed in from then on. */
enum party_account_state { PARTY_STATE_ANY, PARTY_STATE_ENABLED, PARTY_STATE_DISABLED, PARTY_STATE_WAITING };
struct party_account_filter { const char *after, *search, *role; int64_t under_id, kind, state, quiet_since_ms, limit; };
must_check enum err party_account_list(struct ctx *cx, const struct party_account_filter *filter, struct party_account **ret, size_t *ret_n);

/* The account a household acts under (caps/resident): made when first needed, role `resident` on its building,
 * without a password, so that nobody signs in with it; lists of accounts leave it out.  No right asked: the caller
 * has made sure who it is. */
must_check enum err party_home_account(struct ctx *cx, int64_t household_id, int64_t building_id, const char *name, int64_t *ret_account_id);

/* The phone of the person behind an account, in full, "" when none is known: only for those whom the
 * account looks after (a household calls its building leader).  No right asked, no audit entry. */
must_check enum err party_duty_phone(struct ctx *cx, int64_t account_id, const char **ret);

/* Is there anybody who may administer the whole district?  A real instance asks
 * for one at its first start. */
must_check enum err party_account_has_administrator(struct ctx *cx, bool *ret);
must_check enum err party_account_first_administrator(struct ctx *cx, const char *login, const char *password, int64_t *ret);

/* For the command line only: a new one-time password, every session ended, the
 * account enabled again. */
must_check enum err party_reset_admin(struct ctx *cx, const char *login, const char **ret_password);

/* The end of what has none: the last but one day of 9999, so that it can be
 * written in every time zone. */
#define PARTY_FOREVER INT64_C(253402214399999)

/* --- Grants and substitutes ------------------------------------------------ */
struct party_grant { int64_t grant_id, account_id, place_id, from_ms, until_ms; const char *role, *place_name; };
must_check enum err party_grant_add(struct ctx *cx, const struct party_grant *in, int64_t *ret_grant_id);   /* until 0: open */
must_check enum err party_grant_end(struct ctx *cx, int64_t grant_id);
must_check enum err party_grant_list(struct ctx *cx, int64_t account_id, struct party_grant **ret, size_t *ret_n);

/* `account_id` lends its rights to `substitute_id`; rights over accounts, audit
 * and personal data are never lent, nor is what is itself borrowed.  An account
 * names its own substitute, or one with ACCOUNT_EDIT does it. */
struct party_substitution {
	int64_t     substitution_id, account_id, substitute_id, from_ms, until_ms;
	const char *reason, *account_name, *substitute_name;     /* names: of the accounts, when read */
};
must_check enum err party_substitution_add(struct ctx *cx, const struct party_substitution *in, int64_t *ret_id);
must_check enum err party_substitution_end(struct ctx *cx, int64_t substitution_id);
must_check enum err party_substitution_list(struct ctx *cx, int64_t account_id, struct party_substitution **ret, size_t *ret_n);

struct party_role { const char *name, *zh, *en; const enum perm *perms; size_t n_perms; };
const struct party_role *party_role_find(const char *name);       /* NULL: a role of the plan, or nothing */
const struct party_role *party_role_at(size_t i);                 /* NULL after the last */

/* --- Signing in -------------------------------------------------------------- */

/* Two steps, because hashing is slow: prepare reads and hashes outside of the
 * writer, sign_in counts, throttles and opens the session.  A failure answers
 * NOT_SIGNED_IN in the same words whatever was wrong, TOO_MANY after five in 15
 * minutes per login or address; what it counted must be kept (OP_KEEP). */
struct sign_in { const char *login, *password; };
struct signed_in { int64_t account_id, must_change, expires_ms; const char *token, *name; };
must_check enum err sign_in_prepare(struct ctx *cx, const struct sign_in *in, void **ret_prepared);
must_check enum err sign_in(struct ctx *cx, const struct sign_in *in, const void *prepared, struct signed_in *ret);
must_check enum err sign_out(struct ctx *cx, const char *token);
must_check enum err sign_out_everywhere(struct ctx *cx, int64_t account_id);

struct party_password_change { const char *old_password, *new_password; };
must_check enum err party_password_change_prepare(struct ctx *cx, const struct party_password_change *in, void **ret_prepared);
must_check enum err party_password_change(struct ctx *cx, const struct party_password_change *in, const void *prepared);
must_check enum err party_password_reset(struct ctx *cx, int64_t account_id, const char **ret_password);

struct party_key { int64_t key_id, account_id, created_ms, expires_ms; const char *label, *hint; };
must_check enum err party_key_create(struct ctx *cx, int64_t account_id, const char *label, int64_t expires_ms,
				   int64_t *ret_key_id, const char **ret_key);
must_check enum err party_key_end(struct ctx *cx, int64_t key_id);
must_check enum err party_key_list(struct ctx *cx, int64_t account_id, struct party_key **ret, size_t *ret_n);
#endif
