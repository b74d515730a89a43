/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_internal.h"
#include "party.sql.h"
#include "base/check.h"
#include "caps/place/place.h"

static enum err check_times(struct ctx *cx, int64_t from_ms, int64_t until_ms)
{
	if (from_ms < 0 || until_ms <= from_ms || until_ms > PARTY_FOREVER)
		return fail(cx, ERR_BAD_INPUT, "until", "结束时间应晚于开始时间", "the end must come after the beginning");
	if (until_ms <= cx->now_ms)
		return fail(cx, ERR_BAD_INPUT, "until", "结束时间已过去", "the end has passed already");
	return ERR_OK;
}

/* What spreads rights out reads at most so many. */
static enum err check_room(struct ctx *cx, int64_t account_id)
{
	struct party_grant *grants;
	size_t n;

	TRY(party_grant_list(cx, account_id, &grants, &n));
	if (n >= GRANTS_MAX)
		return fail(cx, ERR_TOO_LARGE, "account_id", "一个账号最多 %d 条授权（含已结束的），请另建账号",
			    "an account may have %d grants at most, ended ones included; make another account", GRANTS_MAX);
	return ERR_OK;
}

enum err party_grant_add(struct ctx *cx, const struct party_grant *in, int64_t *ret_grant_id)
{
	struct party_account account;
	struct party_grant_same_row same;
	struct place place;
	int64_t grant_id = ctx_new_id(cx), until = in->until_ms ? in->until_ms : PARTY_FOREVER;

	TRY(party_account_need(cx, PERM_ACCOUNT_EDIT, in->account_id, &account));
	TRY(check_word(cx, "role", in->role));
	TRY(check_times(cx, in->from_ms, until));
	if (cx->actor->account_id == in->account_id)
		return fail(cx, ERR_FORBIDDEN, "account_id", "不能给自己授权，请由另一名管理员办理",
			    "nobody grants rights to themselves; another administrator must");
	TRY(place_need(cx, PERM_ACCOUNT_EDIT, in->place_id, &place));
	TRY(party_grant_same(cx, (struct party_grant_same_in){ .district_id = cx->district_id, .account_id = in->account_id,
		.place_id = in->place_id, .role = in->role, .from_ms = in->from_ms, .until_ms = until }, &same));
	if (same.n)
		return fail(cx, ERR_CONFLICT, "role", "该账号在“%s”已有角色 %s，时间重叠", "the account holds %2$s on '%1$s' at that time already",
			    place.name, in->role);
	TRY(check_room(cx, in->account_id));
	TRY(party_grant_insert(cx, (struct party_grant_insert_in){ .district_id = cx->district_id, .grant_id = grant_id,
		.account_id = in->account_id, .place_id = in->place_id, .scope = place.path, .role = in->role,
		.from_ms = in->from_ms, .until_ms = until, .by_id = cx->actor->account_id }));
	TRY(rights_rebuild(cx, in->account_id));
	*ret_grant_id = grant_id;
	return ERR_OK;
}

enum err party_grant_end(struct ctx *cx, int64_t grant_id)
{
	struct party_grant_by_id_row row;
	struct party_account account;
	struct place place;
	enum err e = party_grant_by_id(cx, (struct party_grant_by_id_in){ .district_id = cx->district_id, .grant_id = grant_id }, &row);
	bool had;

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "grant_id", "没有编号为 %lld 的授权", "there is no grant number %lld", (long long)grant_id);
	TRY(e);
	TRY(party_account_need(cx, PERM_ACCOUNT_EDIT, row.account_id, &account));
	TRY(place_need(cx, PERM_ACCOUNT_EDIT, row.place_id, &place));
	TRY(party_account_has_administrator(cx, &had));
	TRY(party_grant_stop(cx, (struct party_grant_stop_in){ .district_id = cx->district_id, .grant_id = grant_id,
		.until_ms = cx->now_ms }));
	if (had)
		TRY(account_keep_administrator(cx));
	return rights_rebuild(cx, row.account_id);
}

enum err party_grant_list(struct ctx *cx, int64_t account_id, struct party_grant **ret, size_t *ret_n)
{
	struct party_grant_page_row *rows;
	struct party_grant *out;
	size_t n;

	TRY(party_grant_page(cx, (struct party_grant_page_in){ .district_id = cx->district_id, .account_id = account_id,
		.limit = GRANTS_MAX }, &rows, &n, GRANTS_MAX));
	out = arena_array(&cx->mem, struct party_grant, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct party_grant){ .grant_id = rows[i].grant_id, .account_id = rows[i].account_id,
			.place_id = rows[i].place_id, .from_ms = rows[i].from_ms, .until_ms = rows[i].until_ms, .role = rows[i].role,
			.place_name = rows[i].place_name };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

/* One names one's own substitute; for others it takes ACCOUNT_EDIT on all they hold. */
static enum err check_lender(struct ctx *cx, int64_t account_id)
{
	struct party_account account;

	if (cx->actor->account_id == account_id)
		return ERR_OK;
	return party_account_need(cx, PERM_ACCOUNT_EDIT, account_id, &account);
}

static enum err check_substitute(struct ctx *cx, const struct party_substitution *in)
{
	struct party_account substitute;

	TRY(party_account_get(cx, in->substitute_id, &substitute));
	if (in->account_id == in->substitute_id)
		return fail(cx, ERR_BAD_INPUT, "substitute_id", "不能由自己代自己", "nobody stands in for themselves");
	if (cx->actor->account_id == in->substitute_id)
		return fail(cx, ERR_FORBIDDEN, "substitute_id", "不能指定自己代理别人，请由本人或另一名管理员办理",
			    "nobody makes themselves a substitute; the other person or another administrator must");
	if (substitute.kind != PARTY_PERSON || !account_usable(cx, substitute.enabled, substitute.expires_ms))
		return fail(cx, ERR_BLOCKED, "substitute_id", "“%s”已停用或不是人员账号，不能代理", "'%s' is disabled or no person's account",
			    substitute.name);
	return cx->actor->account_id == in->account_id ? ERR_OK : account_within_reach(cx, in->account_id);
}

enum err party_substitution_add(struct ctx *cx, const struct party_substitution *in, int64_t *ret_id)
{
	struct party_account lender;
	struct party_substitution *all;
	int64_t id = ctx_new_id(cx);
	size_t n;

	TRY(check_lender(cx, in->account_id));
	TRY(party_account_get(cx, in->account_id, &lender));
	TRY(check_line(cx, "reason", in->reason, 1, 200));
	TRY(check_times(cx, in->from_ms, in->until_ms));
	TRY(check_substitute(cx, in));
	TRY(party_substitution_list(cx, in->account_id, &all, &n));
	if (n >= GRANTS_MAX)
		return fail(cx, ERR_TOO_LARGE, "account_id", "一个账号最多 %d 条代理（含已结束的）", "an account may have %d substitutions at most, ended ones included",
			    GRANTS_MAX);
	TRY(party_substitution_insert(cx, (struct party_substitution_insert_in){ .district_id = cx->district_id,
		.substitution_id = id, .account_id = in->account_id, .substitute_id = in->substitute_id,
		.from_ms = in->from_ms, .until_ms = in->until_ms, .reason = in->reason, .by_id = cx->actor->account_id }));
	TRY(rights_rebuild(cx, in->substitute_id));
	*ret_id = id;
	return ERR_OK;
}

enum err party_substitution_end(struct ctx *cx, int64_t substitution_id)
{
	struct party_substitution_by_id_row row;
	enum err e = party_substitution_by_id(cx, (struct party_substitution_by_id_in){ .district_id = cx->district_id,
		.substitution_id = substitution_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "substitution_id", "没有编号为 %lld 的代理", "there is no substitution number %lld",
			    (long long)substitution_id);
	TRY(e);
	TRY(check_lender(cx, row.account_id));
	TRY(party_substitution_stop(cx, (struct party_substitution_stop_in){ .district_id = cx->district_id,
		.substitution_id = substitution_id, .until_ms = cx->now_ms }));
	return rights_rebuild(cx, row.substitute_id);
}

enum err party_substitution_list(struct ctx *cx, int64_t account_id, struct party_substitution **ret, size_t *ret_n)
{
	struct party_substitution_page_row *rows;
	struct party_substitution *out;
	size_t n;

	TRY(party_substitution_page(cx, (struct party_substitution_page_in){ .district_id = cx->district_id,
		.account_id = account_id, .limit = GRANTS_MAX }, &rows, &n, GRANTS_MAX));
	out = arena_array(&cx->mem, struct party_substitution, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct party_substitution){ .substitution_id = rows[i].substitution_id, .account_id = rows[i].account_id,
			.substitute_id = rows[i].substitute_id, .from_ms = rows[i].from_ms, .until_ms = rows[i].until_ms,
			.reason = rows[i].reason, .account_name = rows[i].account_name, .substitute_name = rows[i].substitute_name };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
