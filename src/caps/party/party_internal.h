/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_INTERNAL_H
#define CAPS_PARTY_INTERNAL_H
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "base/sha256.h"

/* Shared by the files of this folder only. */

enum { GRANTS_MAX = 500, RIGHTS_MAX = 20000 };

/* Spreads grants and substitutions out for one account and all its substitutes. */
must_check enum err rights_rebuild(struct ctx *cx, int64_t account_id);

/* The event streams of an account end with this transaction: its session or its rights did. */
static inline void hang_up(struct ctx *cx, int64_t account_id)
{
	cx->hang_up = cx->hang_up && cx->hang_up != account_id ? -1 : account_id;
}

/* secret.c: `n` random bytes as text of an alphabet without look-alikes. */
const char *secret_random(struct ctx *cx, const char *prefix, size_t characters);
const char *secret_digest(struct ctx *cx, const char *secret);            /* SHA-256, hex */
const char *secret_one_time(struct ctx *cx);                              /* "xxxx-xxxx-xxxx-xxxx" */
const char *secret_seal_one_time(struct ctx *cx, const char *password);   /* what is stored of it */
must_check enum err secret_seal(struct ctx *cx, const char *password, const char **ret);      /* argon2id, slow */
bool secret_fits(const char *sealed, const char *password);               /* slow; false for NULL, after the same time */
must_check enum err secret_check_rules(struct ctx *cx, const char *field, const char *password, const char *login);

/* account.c */
must_check enum err account_keep_administrator(struct ctx *cx);     /* BLOCKED when nobody is left */
bool account_usable(struct ctx *cx, int64_t enabled, int64_t expires_ms);
/* May the actor act as this account (new password, key, substitute)?  Only who administers
 * every place on which it holds something, now or later. */
must_check enum err account_within_reach(struct ctx *cx, int64_t account_id);
#endif
