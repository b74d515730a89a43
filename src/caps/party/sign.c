/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_internal.h"
#include "party.sql.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/audit/audit.h"
#include <ctype.h>
#include <string.h>

/* Signing in, sessions, API keys, passwords.
 *
 * A failed try waits 30 s after the fifth, twice as long after each further one,
 * 15 minutes at most; a quarter of an hour of peace forgets all of them.  Nobody
 * is locked out for good: that would let anybody lock anybody out. */
enum { FIRST_WAIT_MS = 30 * 1000, TOKEN_CHARACTERS = 52 };
static const char SESSION_PREFIX[] = "bs_", KEY_PREFIX[] = "bk_";

/* What sign_in_prepare found out; trusted by sign_in only for the password. */
struct sign_in_seen { int64_t account_id; bool fits; };

static const char *who_login(struct ctx *cx, const char *login)
{
	char *lower = arena_print(&cx->mem, "login:%.120s", login);

	for (char *c = lower; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return lower;
}

/* The address is counted, not kept: only its digest is stored. */
static const char *who_address(struct ctx *cx)
{
	return arena_print(&cx->mem, "address:%.32s", secret_digest(cx, cx->address ? cx->address : "-"));
}

static enum err tries_of(struct ctx *cx, const char *who, struct party_try_of_row *ret)
{
	struct party_try_of_row row = { 0 };
	enum err e = party_try_of(cx, (struct party_try_of_in){ .district_id = cx->district_id, .who = who }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = e ? (struct party_try_of_row){ 0 } : row;
	return ERR_OK;
}

static enum err waits_until(struct ctx *cx, const char *login, int64_t *ret_until)
{
	struct party_try_of_row by_login, by_address;

	TRY(tries_of(cx, who_login(cx, login), &by_login));
	TRY(tries_of(cx, who_address(cx), &by_address));
	*ret_until = by_login.until_ms > by_address.until_ms ? by_login.until_ms : by_address.until_ms;
	return ERR_OK;
}

static enum err count_failure(struct ctx *cx, const char *who)
{
	struct party_try_of_row seen;
	int64_t wait = 0, last;

	TRY(tries_of(cx, who, &seen));
	last = seen.until_ms > seen.last_ms ? seen.until_ms : seen.last_ms;
	if (cx->now_ms - last >= PARTY_TRIES_MS)
		seen.n = 0;
	if (++seen.n >= PARTY_TRIES)
		wait = seen.n - PARTY_TRIES >= 5 ? PARTY_TRIES_MS : (int64_t)FIRST_WAIT_MS << (seen.n - PARTY_TRIES);
	return party_try_put(cx, (struct party_try_put_in){ .district_id = cx->district_id, .who = who, .n = seen.n,
		.last_ms = cx->now_ms, .until_ms = cx->now_ms + (wait < PARTY_TRIES_MS ? wait : PARTY_TRIES_MS) });
}

static enum err too_many(struct ctx *cx, int64_t until_ms)
{
	return fail(cx, ERR_TOO_MANY, NULL, "登录失败次数太多，请 %lld 秒后再试", "too many failed attempts; try again in %lld seconds",
		    (long long)((until_ms - cx->now_ms + 999) / 1000));
}

static enum err secret_of(struct ctx *cx, int64_t account_id, const char **ret)
{
	struct party_secret_of_row row;
	enum err e = party_secret_of(cx, (struct party_secret_of_in){ .district_id = cx->district_id,
		.account_id = account_id }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = e ? NULL : row.secret;
	return ERR_OK;
}

/* The account behind what was typed; account_id 0 when there is none. */
static enum err account_typed(struct ctx *cx, const char *typed, struct party_account *ret)
{
	char *login = arena_text(&cx->mem, typed);
	enum err e;

	for (char *c = login; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	e = party_account_by_login(cx, login, ret);
	if (e == ERR_NOT_FOUND)
		*ret = (struct party_account){ 0 };
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err sign_in_prepare(struct ctx *cx, const struct sign_in *in, void **ret_prepared)
{
	struct sign_in_seen *seen = arena_new(&cx->mem, sizeof *seen);
	struct party_account account;
	const char *sealed = NULL;
	int64_t until;

	TRY(waits_until(cx, in->login, &until));
	if (until > cx->now_ms)
		return too_many(cx, until);
	TRY(account_typed(cx, in->login, &account));
	if (account.account_id)
		TRY(secret_of(cx, account.account_id, &sealed));
	seen->account_id = account.account_id;
	seen->fits = text_length(in->password) <= PARTY_PASSWORD_MAX && secret_fits(sealed, in->password);
	*ret_prepared = seen;
	return ERR_OK;
}

static enum err refuse(struct ctx *cx, const struct sign_in *in, int64_t account_id)
{
	TRY(count_failure(cx, who_login(cx, in->login)));
	TRY(count_failure(cx, who_address(cx)));
	TRY(audit_write(cx, &(struct audit_entry){ .op = "sign_in", .target_id = account_id, .outcome = AUDIT_REFUSED,
		.code = err_slug(ERR_NOT_SIGNED_IN) }));
	return fail(cx, ERR_NOT_SIGNED_IN, NULL, "账号或密码不对，或账号已停用；忘记密码请找管理员重置",
		    "login or password is wrong, or the account is disabled; an administrator can reset the password");
}

static enum err open_session(struct ctx *cx, const struct party_account *account, struct signed_in *ret)
{
	const char *token = secret_random(cx, SESSION_PREFIX, TOKEN_CHARACTERS);
	int64_t until = cx->now_ms + PARTY_SESSION_MAX_MS;

	TRY(party_session_insert(cx, (struct party_session_insert_in){ .district_id = cx->district_id,
		.session_id = ctx_new_id(cx), .account_id = account->account_id, .token_hash = secret_digest(cx, token),
		.created_ms = cx->now_ms, .seen_ms = cx->now_ms, .until_ms = until }));
	TRY(party_account_signed_in(cx, (struct party_account_signed_in_in){ .district_id = cx->district_id,
		.account_id = account->account_id, .now_ms = cx->now_ms }));
	*ret = (struct signed_in){ .account_id = account->account_id, .must_change = account->must_change,
		.expires_ms = until, .token = token, .name = account->name };
	return ERR_OK;
}

enum err sign_in(struct ctx *cx, const struct sign_in *in, const void *prepared, struct signed_in *ret)
{
	const struct sign_in_seen *seen = prepared;
	struct party_account account;
	int64_t until;
	bool demo;

	TRY(waits_until(cx, in->login, &until));
	if (until > cx->now_ms)
		return too_many(cx, until);
	TRY(account_typed(cx, in->login, &account));
	TRY(party_is_demo(cx, &demo));
	if (!seen->fits || !account.account_id || account.account_id != seen->account_id
	    || account.kind != PARTY_PERSON || !account_usable(cx, account.enabled, account.expires_ms)
	    || (account.demo && !demo))
		return refuse(cx, in, account.account_id);
	TRY(party_try_forget(cx, (struct party_try_forget_in){ .district_id = cx->district_id, .who = who_login(cx, in->login) }));
	return open_session(cx, &account, ret);
}

enum err sign_out(struct ctx *cx, const char *token)
{
	if (cx->actor)
		hang_up(cx, cx->actor->account_id);
	return party_session_end(cx, (struct party_session_end_in){ .district_id = cx->district_id,
		.token_hash = secret_digest(cx, token ? token : "") });
}

enum err sign_out_everywhere(struct ctx *cx, int64_t account_id)
{
	hang_up(cx, account_id);
	return party_session_end_all(cx, (struct party_session_end_all_in){ .district_id = cx->district_id,
		.account_id = account_id, .keep_hash = "" });
}

static enum err not_signed_in(struct ctx *cx)
{
	return fail(cx, ERR_NOT_SIGNED_IN, NULL, "登录已过期或已退出，请重新登录", "the session has expired or was ended; sign in again");
}

static enum err by_key(struct ctx *cx, const char *token, struct party_who *ret)
{
	struct party_key_by_its_hash_row row;
	bool demo;
	enum err e = party_key_by_its_hash(cx, (struct party_key_by_its_hash_in){ .district_id = cx->district_id,
		.key_hash = secret_digest(cx, token) }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	TRY(party_is_demo(cx, &demo));
	if (e || cx->now_ms >= row.key_expires_ms || !account_usable(cx, row.enabled, row.expires_ms) || (row.demo && !demo))
		return fail(cx, ERR_NOT_SIGNED_IN, NULL, "接口密钥无效或已过期，请向管理员申请新的",
			    "the API key is unknown or has expired; ask an administrator for a new one");
	*ret = (struct party_who){ 0 };
	return party_actor(cx, row.account_id, &ret->actor);
}

static enum err by_session(struct ctx *cx, const char *token, struct party_who *ret)
{
	struct party_session_by_hash_row row;
	bool demo;
	enum err e;

	e = party_session_by_hash(cx, (struct party_session_by_hash_in){ .district_id = cx->district_id,
		.token_hash = secret_digest(cx, token) }, &row);
	if (e == ERR_NOT_FOUND)
		return not_signed_in(cx);
	TRY(e);
	TRY(party_is_demo(cx, &demo));
	if (cx->now_ms >= row.until_ms || cx->now_ms - row.seen_ms >= PARTY_SESSION_IDLE_MS
	    || !account_usable(cx, row.enabled, row.expires_ms) || (row.demo && !demo))
		return not_signed_in(cx);
	*ret = (struct party_who){ .session_id = row.session_id, .must_change = row.must_change != 0,
		.touch_due = cx->now_ms - row.seen_ms >= PARTY_TOUCH_MS };
	if (!row.must_change)
		return party_actor(cx, row.account_id, &ret->actor);
	ret->actor = (struct actor){ .account_id = row.account_id, .name = row.name };
	return ERR_OK;
}

enum err party_authenticate(struct ctx *cx, const char *token, struct party_who *ret)
{
	bool is_key = strncmp(token, KEY_PREFIX, sizeof KEY_PREFIX - 1) == 0;

	return is_key ? by_key(cx, token, ret) : by_session(cx, token, ret);
}

enum err party_touch(struct ctx *cx, int64_t session_id)
{
	return party_session_seen(cx, (struct party_session_seen_in){ .district_id = cx->district_id,
		.session_id = session_id, .seen_ms = cx->now_ms });
}

/* --- Passwords -------------------------------------------------------------- */

struct change_seen { bool fits; const char *sealed; };

enum err party_password_change_prepare(struct ctx *cx, const struct party_password_change *in, void **ret_prepared)
{
	struct change_seen *seen = arena_new(&cx->mem, sizeof *seen);
	struct party_account account;
	const char *sealed;
	int64_t until;

	TRY(party_account_get(cx, cx->actor->account_id, &account));
	TRY(waits_until(cx, account.login, &until));
	if (until > cx->now_ms)
		return too_many(cx, until);
	TRY(secret_check_rules(cx, "new_password", in->new_password, account.login));
	TRY(secret_of(cx, account.account_id, &sealed));
	seen->fits = text_length(in->old_password) <= PARTY_PASSWORD_MAX && secret_fits(sealed, in->old_password);
	if (seen->fits)
		TRY(secret_seal(cx, in->new_password, &seen->sealed));
	*ret_prepared = seen;
	return ERR_OK;
}

static enum err set_secret(struct ctx *cx, const struct party_account *account, const char *sealed, bool must_change, bool enable)
{
	int64_t changed = 0;

	TRY(party_account_change_n(cx, (struct party_account_change_in){ .district_id = cx->district_id,
		.account_id = account->account_id, .version = account->version, .person_id = account->person_id,
		.name = account->name, .enabled = enable ? 1 : account->enabled, .must_change = must_change,
		.expires_ms = enable ? 0 : account->expires_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, NULL, "别人刚改过这个账号，请重试", "someone changed the account meanwhile; try again");
	return party_secret_put(cx, (struct party_secret_put_in){ .district_id = cx->district_id,
		.account_id = account->account_id, .secret = sealed, .changed_ms = cx->now_ms });
}

enum err party_password_change(struct ctx *cx, const struct party_password_change *in, const void *prepared)
{
	const struct change_seen *seen = prepared;
	struct party_account account;

	TRY(party_account_get(cx, cx->actor->account_id, &account));
	if (account.kind != PARTY_PERSON)
		return fail(cx, ERR_BLOCKED, NULL, "系统接口账号没有密码", "a machine's account has no password");
	if (!seen->fits) {
		TRY(count_failure(cx, who_login(cx, account.login)));
		return fail(cx, ERR_BAD_INPUT, "old_password", "原密码不对", "the old password is wrong");
	}
	if (strcmp(in->old_password, in->new_password) == 0)
		return fail(cx, ERR_BAD_INPUT, "new_password", "新密码不能与原密码相同", "the new password must differ from the old one");
	TRY(set_secret(cx, &account, seen->sealed, false, false));
	hang_up(cx, account.account_id);
	return party_session_end_all(cx, (struct party_session_end_all_in){ .district_id = cx->district_id,
		.account_id = account.account_id, .keep_hash = secret_digest(cx, cx->session_token ? cx->session_token : "") });
}

static enum err reset(struct ctx *cx, const struct party_account *account, bool enable, const char **ret_password)
{
	const char *password = secret_one_time(cx);

	if (account->kind != PARTY_PERSON)
		return fail(cx, ERR_BLOCKED, NULL, "系统接口账号没有密码", "a machine's account has no password");
	TRY(set_secret(cx, account, secret_seal_one_time(cx, password), true, enable));
	TRY(sign_out_everywhere(cx, account->account_id));
	TRY(party_try_forget(cx, (struct party_try_forget_in){ .district_id = cx->district_id,
		.who = who_login(cx, account->login) }));
	*ret_password = password;
	return ERR_OK;
}

enum err party_password_reset(struct ctx *cx, int64_t account_id, const char **ret_password)
{
	struct party_account account;

	TRY(party_account_need(cx, PERM_ACCOUNT_EDIT, account_id, &account));
	TRY(account_within_reach(cx, account_id));
	return reset(cx, &account, false, ret_password);
}

enum err party_reset_admin(struct ctx *cx, const char *login, const char **ret_password)
{
	struct party_account account;

	TRY(account_typed(cx, login, &account));
	if (!account.account_id)
		return fail(cx, ERR_NOT_FOUND, "login", "没有账号“%.60s”", "there is no account '%.60s'", login);
	TRY(reset(cx, &account, true, ret_password));
	TRY(audit_write(cx, &(struct audit_entry){ .op = "reset_admin", .target_id = account.account_id }));
	return rights_rebuild(cx, account.account_id);
}

/* --- API keys ---------------------------------------------------------------- */

enum err party_key_create(struct ctx *cx, int64_t account_id, const char *label, int64_t expires_ms,
			  int64_t *ret_key_id, const char **ret_key)
{
	struct party_account account;
	const char *key = secret_random(cx, KEY_PREFIX, TOKEN_CHARACTERS);
	int64_t key_id = ctx_new_id(cx);

	TRY(party_account_need(cx, PERM_ACCOUNT_EDIT, account_id, &account));
	TRY(account_within_reach(cx, account_id));
	TRY(check_line(cx, "label", label, 1, 60));
	if (account.kind != PARTY_MACHINE)
		return fail(cx, ERR_BLOCKED, "account_id", "接口密钥只发给系统接口账号", "keys are for accounts of machines only");
	if (expires_ms <= cx->now_ms || expires_ms > cx->now_ms + (int64_t)731 * DAY_MS)
		return fail(cx, ERR_BAD_INPUT, "expires", "密钥的到期时间应在将来两年之内", "a key must expire within the next two years");
	TRY(party_key_insert(cx, (struct party_key_insert_in){ .district_id = cx->district_id, .key_id = key_id,
		.account_id = account_id, .label = label, .hint = arena_print(&cx->mem, "%.7s…", key),
		.created_ms = cx->now_ms, .expires_ms = expires_ms, .key_hash = secret_digest(cx, key) }));
	*ret_key_id = key_id;
	*ret_key = key;
	return ERR_OK;
}

enum err party_key_end(struct ctx *cx, int64_t key_id)
{
	struct party_key_by_id_row row;
	struct party_account account;
	enum err e = party_key_by_id(cx, (struct party_key_by_id_in){ .district_id = cx->district_id, .key_id = key_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "key_id", "没有编号为 %lld 的密钥", "there is no key number %lld", (long long)key_id);
	TRY(e);
	TRY(party_account_need(cx, PERM_ACCOUNT_EDIT, row.account_id, &account));
	return party_key_stop(cx, (struct party_key_stop_in){ .district_id = cx->district_id, .key_id = key_id,
		.now_ms = cx->now_ms });
}

enum err party_key_list(struct ctx *cx, int64_t account_id, struct party_key **ret, size_t *ret_n)
{
	struct party_key_page_row *rows;
	struct party_key *out;
	size_t n;

	TRY(party_key_page(cx, (struct party_key_page_in){ .district_id = cx->district_id, .account_id = account_id,
		.limit = 200 }, &rows, &n, 200));
	out = arena_array(&cx->mem, struct party_key, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct party_key){ .key_id = rows[i].key_id, .account_id = rows[i].account_id,
			.created_ms = rows[i].created_ms, .expires_ms = rows[i].expires_ms, .label = rows[i].label, .hint = rows[i].hint };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
