/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ACCOUNT_HTTP_H
#define CAPS_ACCOUNT_HTTP_H
#include "caps/party/account.h"
#include "caps/party/roster.h"
#include "base/shape.h"
#include "http/op.h"

/* An account on the wire, shared by the op tables of this folder. */
enum { LISTED_MAX = 500 };

struct account_body {
	int64_t     account_id, place_id, person_id, kind, expires, created, signed_in, version;
	bool        disabled, demo, must_change;
	const char *login, *name, *role, *place_name;
	struct list grants;
};
struct account_key { int64_t account_id; };
struct grant_body { int64_t grant_id, account_id, place_id, from, until; const char *role, *place_name; };
struct substitution_body {
	int64_t     substitution_id, account_id, substitute_id, from, until;
	const char *reason, *account_name, *substitute_name;
};
struct session_body { int64_t session_id, began, seen, until; bool current; };

extern const char *const account_kind_words[];
extern const struct shape account_body_shape, account_key_shape, grant_body_shape, substitution_body_shape, session_body_shape;

struct account_body account_body_of(const struct party_account *a);
must_check enum err account_grants_of(struct ctx *cx, int64_t account_id, struct list *ret);
must_check enum err account_substitutions_of(struct ctx *cx, int64_t account_id, struct list *ret);
must_check enum err account_sessions_of(struct ctx *cx, int64_t account_id, struct list *ret);
#endif
