/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_internal.h"
#include "party.sql.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/place/place.h"
#include <ctype.h>
#include <string.h>

#define ACCOUNT_OF(r) (struct party_account){ \
	.account_id = (r).account_id, .place_id = (r).place_id, .person_id = (r).person_id, .kind = (r).kind, \
	.login = (r).login, .name = (r).name, .enabled = (r).enabled, .demo = (r).demo, .must_change = (r).must_change, \
	.expires_ms = (r).expires_ms, .created_ms = (r).created_ms, .signed_in_ms = (r).signed_in_ms, .version = (r).version, \
	.place_name = (r).place_name }

bool account_usable(struct ctx *cx, int64_t enabled, int64_t expires_ms)
{
	return enabled && (!expires_ms || cx->now_ms < expires_ms);
}

enum err party_account_get(struct ctx *cx, int64_t account_id, struct party_account *ret)
{
	struct party_account_by_id_row row;
	enum err e = party_account_by_id(cx, (struct party_account_by_id_in){ .district_id = cx->district_id,
		.account_id = account_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "account_id", "没有编号为 %lld 的账号", "there is no account number %lld", (long long)account_id);
	TRY(e);
	*ret = ACCOUNT_OF(row);
	return ERR_OK;
}

enum err party_account_by_login(struct ctx *cx, const char *login, struct party_account *ret)
{
	struct party_account_by_its_login_row row;
	enum err e = party_account_by_its_login(cx, (struct party_account_by_its_login_in){ .district_id = cx->district_id,
		.login = login ? login : "" }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "login", "没有账号“%.60s”", "there is no account '%.60s'", login ? login : "");
	TRY(e);
	*ret = ACCOUNT_OF(row);
	return ERR_OK;
}

enum err party_account_name(struct ctx *cx, int64_t account_id, const char **ret)
{
	struct party_account account;
	enum err e;

	*ret = account_id == ACCOUNT_SYSTEM ? "系统" : "";
	if (account_id == ACCOUNT_SYSTEM || account_id == ACCOUNT_NOBODY)
		return ERR_OK;
	e = party_account_get(cx, account_id, &account);
	if (e == ERR_OK)
		*ret = account.name;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err party_same_person(struct ctx *cx, int64_t a, int64_t b, bool *ret)
{
	struct party_account_by_id_row x = { 0 }, y = { 0 };
	enum err e;

	*ret = a == b;
	if (a == b)
		return ERR_OK;
	e = party_account_by_id(cx, (struct party_account_by_id_in){ .district_id = cx->district_id, .account_id = a }, &x);
	if (!e)
		e = party_account_by_id(cx, (struct party_account_by_id_in){ .district_id = cx->district_id, .account_id = b }, &y);
	*ret = !e && x.person_id && x.person_id == y.person_id;
	return e == ERR_NOT_FOUND ? ERR_OK : e;      /* the system is nobody's account */
}

enum err party_account_need(struct ctx *cx, enum perm perm, int64_t account_id, struct party_account *ret)
{
	struct party_account account;
	const char *path;

	TRY(party_account_get(cx, account_id, &account));
	TRY(place_path(cx, account.place_id, &path));
	if (!ctx_may(cx, perm, path) && !ctx_may(cx, PERM_ACCOUNT_READ, path))
		return fail(cx, ERR_NOT_FOUND, "account_id", "没有编号为 %lld 的账号", "there is no account number %lld",
			    (long long)account_id);
	TRY(ctx_need(cx, perm, path));
	*ret = account;
	return ERR_OK;
}

static enum err grants_within_reach(struct ctx *cx, int64_t account_id)
{
	struct party_grant_page_row *grants;
	size_t n;

	TRY(party_grant_page(cx, (struct party_grant_page_in){ .district_id = cx->district_id, .account_id = account_id,
		.limit = GRANTS_MAX }, &grants, &n, GRANTS_MAX));
	for (size_t i = 0; i < n; i++)
		if (grants[i].until_ms > cx->now_ms && !ctx_may(cx, PERM_ACCOUNT_EDIT, grants[i].scope))
			return fail(cx, ERR_FORBIDDEN, "account_id", "该账号有您管理范围以外的授权，请由上级管理员办理",
				    "the account holds rights beyond what you administer; an administrator of all of it must");
	return ERR_OK;
}

/* What it holds itself, and what others lend to it. */
enum err account_within_reach(struct ctx *cx, int64_t account_id)
{
	struct party_substitution *subs;
	size_t n;

	TRY(grants_within_reach(cx, account_id));
	TRY(party_substitution_list(cx, account_id, &subs, &n));
	for (size_t i = 0; i < n; i++)
		if (subs[i].substitute_id == account_id && subs[i].until_ms > cx->now_ms)
			TRY(grants_within_reach(cx, subs[i].account_id));
	return ERR_OK;
}

/* Small letters, digits and . _ - @, or Chinese; compared as they are. */
static enum err read_login(struct ctx *cx, int64_t row, const char *text, const char **ret)
{
	const char *field = check_field(&cx->mem, row, "login");
	char *login;

	TRY(check_code(cx, field, text));
	if (text_length(text) < 2)
		return fail(cx, ERR_BAD_INPUT, field, "账号至少 2 个字", "a login has at least 2 characters");
	login = arena_text(&cx->mem, text);
	for (char *c = login; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	*ret = login;
	return ERR_OK;
}

static enum err no_such_person(struct ctx *cx, int64_t row)
{
	return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "person_id"),
		    "没有这个人员，或不在您管理的范围内", "there is no such person within what you administer");
}

static enum err person_path(struct ctx *cx, int64_t person_id, const char **ret_path, bool *ret_erased)
{
	struct party_person_by_id_row person;
	enum err e = party_person_by_id(cx, (struct party_person_by_id_in){ .district_id = cx->district_id,
		.person_id = person_id }, &person);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret_path = e ? NULL : person.path;
	*ret_erased = !e && person.erased;
	return ERR_OK;
}

/* Two accounts of one person sign once.  So the person behind an account is somebody its
 * administrator answers for, before and after, and nobody's own choice. */
static enum err check_person(struct ctx *cx, int64_t row, int64_t account_id, int64_t before, int64_t after)
{
	const char *path;
	bool erased;

	if (before == after)
		return ERR_OK;
	if (cx->actor->account_id == account_id)
		return fail(cx, ERR_FORBIDDEN, "person_id", "不能改自己账号对应的人员，请由另一名管理员办理",
			    "nobody changes who stands behind their own account; another administrator must");
	if (before) {
		TRY(person_path(cx, before, &path, &erased));
		if (path && !ctx_may(cx, PERM_ACCOUNT_EDIT, path))
			return fail(cx, ERR_FORBIDDEN, "person_id", "该账号对应的人员不在您管理的范围内，请由上级管理员办理",
				    "the person behind the account is beyond what you administer; an administrator of the whole must");
	}
	if (!after)
		return ERR_OK;
	TRY(person_path(cx, after, &path, &erased));
	return path && !erased && ctx_may(cx, PERM_ACCOUNT_EDIT, path) ? ERR_OK : no_such_person(cx, row);
}

static enum err check_new(struct ctx *cx, int64_t row, const struct party_account_new *in)
{
	TRY(check_line(cx, check_field(&cx->mem, row, "name"), in->name, 1, 40));
	if (in->kind != PARTY_PERSON && in->kind != PARTY_MACHINE)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "kind"), "账号类别应为人员或系统接口",
			    "an account is for a person or for a machine");
	if (in->kind == PARTY_MACHINE && in->password)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "password"), "系统接口账号用密钥，不用密码",
			    "a machine's account has keys, no password");
	if (in->expires_ms && in->expires_ms <= cx->now_ms)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "expires"), "到期时间应在将来", "the expiry must lie in the future");
	return ERR_OK;
}

static enum err add_secret(struct ctx *cx, int64_t row, const struct party_account_new *in, const char *login,
			   int64_t account_id, const char **ret_password)
{
	const char *sealed;

	*ret_password = NULL;
	if (in->kind == PARTY_MACHINE)
		return ERR_OK;
	if (in->password) {
		TRY(secret_check_rules(cx, check_field(&cx->mem, row, "password"), in->password, login));
		TRY(secret_seal(cx, in->password, &sealed));
	} else {
		*ret_password = secret_one_time(cx);
		sealed = secret_seal_one_time(cx, *ret_password);
	}
	return party_secret_put(cx, (struct party_secret_put_in){ .district_id = cx->district_id, .account_id = account_id,
		.secret = sealed, .changed_ms = cx->now_ms });
}

static enum err make(struct ctx *cx, int64_t row, const struct party_account_new *in, struct party_account_made *ret)
{
	struct party_account_made made = { .account_id = ctx_new_id(cx) };
	struct place place;
	int64_t added = 0, grant_id;
	enum err e;

	TRY(check_new(cx, row, in));
	TRY(read_login(cx, row, in->login, &made.login));
	e = place_need(cx, PERM_ACCOUNT_EDIT, in->place_id, &place);
	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "place_id"), "没有编号为 %lld 的地点",
			    "there is no place number %lld", (long long)in->place_id);
	TRY(e);
	TRY(check_person(cx, row, made.account_id, 0, in->person_id));
	TRY(party_account_insert_n(cx, (struct party_account_insert_in){ .district_id = cx->district_id,
		.account_id = made.account_id, .place_id = place.place_id, .path = place.path, .person_id = in->person_id,
		.kind = in->kind, .login = made.login, .name = in->name, .enabled = 1, .demo = in->demo != 0,
		.must_change = in->kind == PARTY_PERSON && !in->password, .expires_ms = in->expires_ms,
		.created_ms = cx->now_ms, .version = 1 }, &added));
	if (!added)
		return fail(cx, ERR_CONFLICT, check_field(&cx->mem, row, "login"), "账号“%s”已被使用", "the login '%s' is taken",
			    made.login);
	TRY(add_secret(cx, row, in, made.login, made.account_id, &made.password));
	if (in->role && in->role[0])
		TRY(party_grant_add(cx, &(struct party_grant){ .account_id = made.account_id, .place_id = place.place_id,
			.role = in->role, .from_ms = cx->now_ms }, &grant_id));
	*ret = made;
	return ERR_OK;
}

enum err party_account_create(struct ctx *cx, const struct party_account_new *in, struct party_account_made *ret)
{
	return make(cx, NO_ROW, in, ret);
}

enum err party_account_create_many(struct ctx *cx, const struct party_account_new *in, size_t n,
				   struct party_account_made **ret)
{
	struct party_account_made *made = arena_array(&cx->mem, struct party_account_made, n + 1);

	if (n > PARTY_BULK_MAX)
		return fail(cx, ERR_TOO_LARGE, NULL, "一次最多建 %d 个账号，实有 %zu 个", "at most %d accounts at once, not %zu",
			    PARTY_BULK_MAX, n);
	for (size_t i = 0; i < n; i++) {
		if (in[i].password)
			return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "password"), "批量建账号时密码由系统生成",
				    "passwords of many accounts are drawn by the program");
		TRY(make(cx, (int64_t)i, &in[i], &made[i]));
	}
	*ret = made;
	return ERR_OK;
}

/* Somebody must be left who can administer the district. */
enum err account_keep_administrator(struct ctx *cx)
{
	bool has;

	TRY(party_account_has_administrator(cx, &has));
	if (!has)
		return fail(cx, ERR_BLOCKED, NULL, "这是最后一个能管理全区的账号，不能停用或收回",
			    "this is the last account that can administer the district; it stays");
	return ERR_OK;
}

enum err party_account_update(struct ctx *cx, int64_t account_id, int64_t version, const struct party_account *in)
{
	struct party_account old;
	bool had;
	int64_t changed = 0;

	TRY(party_account_need(cx, PERM_ACCOUNT_EDIT, account_id, &old));
	TRY(check_line(cx, "name", in->name, 1, 40));
	TRY(check_range(cx, "expires_ms", in->expires_ms, 0, PARTY_FOREVER));
	if (cx->actor->account_id == account_id && !in->enabled)
		return fail(cx, ERR_BLOCKED, "enabled", "不能停用自己的账号", "nobody disables their own account");
	TRY(check_person(cx, NO_ROW, account_id, old.person_id, in->person_id));
	TRY(party_account_has_administrator(cx, &had));
	TRY(party_account_change_n(cx, (struct party_account_change_in){ .district_id = cx->district_id,
		.account_id = account_id, .version = version ? version : old.version, .person_id = in->person_id,
		.name = in->name, .enabled = in->enabled != 0, .must_change = old.must_change,
		.expires_ms = in->expires_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新",
			    "the record is at version %lld, you saw %lld; reload", (long long)old.version, (long long)version);
	if (had)
		TRY(account_keep_administrator(cx));
	if (!account_usable(cx, in->enabled, in->expires_ms))
		TRY(sign_out_everywhere(cx, account_id));
	return rights_rebuild(cx, account_id);
}

enum err party_account_list(struct ctx *cx, const struct party_account_filter *filter, struct party_account **ret, size_t *ret_n)
{
	struct party_account_page_row *rows;
	struct party_account *out;
	const char *under = "/";
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, PLACE_BATCH_MAX));
	if (filter->under_id)
		TRY(place_path(cx, filter->under_id, &under));
	TRY(party_account_page(cx, (struct party_account_page_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_ACCOUNT_READ, .now_ms = cx->now_ms,
		.under = under, .under_end = check_scope_end(&cx->mem, under), .find = check_like(&cx->mem, filter->search),
		.kind = filter->kind, .state = filter->state, .quiet_since_ms = filter->quiet_since_ms,
		.role = filter->role ? filter->role : "", .after = filter->after ? filter->after : "", .limit = filter->limit }, &rows, &n, (size_t)filter->limit));
	out = arena_array(&cx->mem, struct party_account, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = ACCOUNT_OF(rows[i]);
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err party_account_has_administrator(struct ctx *cx, bool *ret)
{
	struct party_administrators_row row;

	TRY(party_administrators(cx, (struct party_administrators_in){ .district_id = cx->district_id, .now_ms = cx->now_ms }, &row));
	*ret = row.n > 0;
	return ERR_OK;
}

enum err party_account_first_administrator(struct ctx *cx, const char *login, const char *password, int64_t *ret)
{
	struct party_account_made made;
	struct place root;
	bool has;

	TRY(party_account_has_administrator(cx, &has));
	if (has)
		return fail(cx, ERR_BAD_STATE, NULL, "已有管理员；请用管理员账号登录，或用命令行重置密码",
			    "there is an administrator already; sign in, or reset the password from the command line");
	TRY(place_root(cx, &root));
	TRY(party_account_create(cx, &(struct party_account_new){ .login = login, .name = "系统管理员", .role = "administrator",
		.password = password, .place_id = root.place_id, .kind = PARTY_PERSON }, &made));
	*ret = made.account_id;
	return ERR_OK;
}
