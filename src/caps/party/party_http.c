/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "base/shape.h"
#include "http/op.h"
#include <string.h>

/* The session: signing in and out, one's own rights, one's own password. */

enum { RIGHTS_MAX = 20000 };

struct session_in { const char *login, *password; };
struct session_right { const char *perm, *scope; int64_t until; };
struct session_state {
	int64_t     account_id, expires;
	bool        must_change, demo;
	const char *name;
	struct list rights;
};
struct session_password { const char *old_password, *new_password; };

static SHAPE(session_in,
	TEXT(session_in, login, 1, 40, "login, capital or small letters alike"),
	SECRET_TEXT(session_in, password, 1, 128, "password, or the one-time password"));
static SHAPE(session_right,
	TEXT(session_right, perm, 1, 40, "a permission: STOCK_READ"),
	TEXT(session_right, scope, 1, 300, "path of the place it reaches from downwards"),
	OPT_TIME(session_right, until, "until when; absent: no end"));
static SHAPE(session_state,
	OPT_ID(session_state, account_id, "who is signed in"),
	OPT_TEXT(session_state, name, 0, 60, "the account's name"),
	BOOL(session_state, must_change, "a one-time password was used and must be changed first"),
	BOOL(session_state, demo, "these are demo data"),
	OPT_TIME(session_state, expires, "when the session ends at the latest"),
	OPT_LIST(session_state, rights, &session_right_shape, 0, RIGHTS_MAX, "what the account may do, and where"));
static SHAPE(session_password,
	SECRET_TEXT(session_password, old_password, 1, 128, "the present one"),
	SECRET_TEXT(session_password, new_password, 8, 128, "the new one: 8 to 128 characters, not a common one"));

static enum err rights_of(struct ctx *cx, const struct actor *actor, struct list *ret)
{
	struct session_right *rights = arena_array(&cx->mem, struct session_right, actor->n_rights + 1);
	size_t n = 0;

	for (size_t i = 0; i < actor->n_rights; i++)
		if (actor->rights[i].from_ms <= cx->now_ms && cx->now_ms < actor->rights[i].until_ms)
			rights[n++] = (struct session_right){ .perm = perm_slug(actor->rights[i].perm),
				.scope = actor->rights[i].scope,
				.until = actor->rights[i].until_ms == PARTY_FOREVER ? 0 : actor->rights[i].until_ms };
	*ret = (struct list){ rights, n };
	return ERR_OK;
}

static struct sign_in sign_in_of(const void *input)
{
	const struct session_in *in = input;

	return (struct sign_in){ in->login, in->password };
}

static enum err prepare_sign_in(struct ctx *cx, const void *input)
{
	struct sign_in in = sign_in_of(input);

	return sign_in_prepare(cx, &in, &cx->prepared);
}

static enum err run_sign_in(struct ctx *cx, const void *input, void *output)
{
	struct sign_in in = sign_in_of(input);
	struct session_state *out = output;
	struct signed_in made;
	struct actor actor;

	TRY(sign_in(cx, &in, cx->prepared, &made));
	TRY(party_is_demo(cx, &out->demo));
	out->account_id = made.account_id;
	out->name = made.name;
	out->expires = made.expires_ms;
	out->must_change = made.must_change != 0;
	cx->answer_session = made.token;
	if (out->must_change)
		return ERR_OK;
	TRY(party_actor(cx, made.account_id, &actor));
	return rights_of(cx, &actor, &out->rights);
}

static enum err run_session(struct ctx *cx, const void *input, void *output)
{
	struct session_state *out = output;
	struct party_account account;

	(void)input;
	TRY(party_account_get(cx, cx->actor->account_id, &account));
	TRY(party_is_demo(cx, &out->demo));
	out->account_id = account.account_id;
	out->name = account.name;
	out->must_change = account.must_change != 0;
	return rights_of(cx, cx->actor, &out->rights);
}

static enum err run_sign_out(struct ctx *cx, const void *input, void *output)
{
	(void)input;
	(void)output;
	TRY(sign_out(cx, cx->session_token));
	cx->answer_session = "";
	return ERR_OK;
}

static struct party_password_change change_of(const void *input)
{
	const struct session_password *in = input;

	return (struct party_password_change){ in->old_password, in->new_password };
}

static enum err prepare_password(struct ctx *cx, const void *input)
{
	struct party_password_change in = change_of(input);

	return party_password_change_prepare(cx, &in, &cx->prepared);
}

static enum err run_password(struct ctx *cx, const void *input, void *output)
{
	struct party_password_change in = change_of(input);

	(void)output;
	return party_password_change(cx, &in, cx->prepared);
}

extern const struct op party_ops[];
const struct op party_ops[] = {
	{ .method = "POST", .path = "/api/v1/session", .name = "sign_in", .zh = "登录", .en = "Sign in",
	  .perm = PERM_PUBLIC, .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY | OP_SECRET | OP_KEEP, .in = &session_in_shape,
	  .out = &session_state_shape, .run = run_sign_in, .prepare = prepare_sign_in },
	{ .method = "GET", .path = "/api/v1/session", .name = "session_get", .zh = "当前登录与权限",
	  .en = "Who is signed in, and with which rights", .perm = PERM_SIGNED_IN, .tx = TX_READ, 
	  .out = &session_state_shape, .run = run_session, .fails = { ERR_NOT_FOUND } },
	{ .method = "DELETE", .path = "/api/v1/session", .name = "sign_out", .zh = "退出登录", .en = "Sign out",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY, .run = run_sign_out },
	{ .method = "PUT", .path = "/api/v1/session/password", .name = "password_change", .zh = "修改本人密码",
	  .en = "Change one's own password", .perm = PERM_SIGNED_IN, .tx = TX_WRITE,
	  .flags = OP_ONCE_ANYWAY | OP_SECRET | OP_KEEP, .in = &session_password_shape, .run = run_password,
	  .prepare = prepare_password, .fails = { ERR_NOT_FOUND, ERR_BLOCKED, ERR_STALE } },
	{ 0 },
};
