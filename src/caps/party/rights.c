/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_internal.h"
#include "party.sql.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include <string.h>

/* What is personal to an office and never lent to a substitute. */
static bool can_be_lent(enum perm perm)
{
	return perm != PERM_ACCOUNT_EDIT && perm != PERM_ACCOUNT_READ && perm != PERM_AUDIT_READ
		&& perm != PERM_PERSON_REVEAL && perm != PERM_SYSTEM;
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

/* The rights of `owner`'s grants for `account_id`, within the time given. */
static enum err spread(struct ctx *cx, int64_t account_id, int64_t owner_id, int64_t from_ms, int64_t until_ms)
{
	struct party_grant_page_row *grants;
	size_t n;

	TRY(party_grant_page(cx, (struct party_grant_page_in){ .district_id = cx->district_id, .account_id = owner_id,
		.limit = GRANTS_MAX }, &grants, &n, GRANTS_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct party_role *role = party_role_find(grants[i].role);
		int64_t from = later(from_ms, grants[i].from_ms), until = earlier(until_ms, grants[i].until_ms);

		if (!role || from >= until || until <= cx->now_ms)
			continue;
		for (size_t k = 0; k < role->n_perms; k++) {
			if (account_id != owner_id && !can_be_lent(role->perms[k]))
				continue;
			TRY(party_right_insert(cx, (struct party_right_insert_in){ .district_id = cx->district_id,
				.account_id = account_id, .perm = role->perms[k], .scope = grants[i].scope,
				.scope_end = check_scope_end(&cx->mem, grants[i].scope), .from_ms = from, .until_ms = until,
				.for_id = account_id == owner_id ? 0 : owner_id }));
		}
	}
	return ERR_OK;
}

static enum err lifetime(struct ctx *cx, int64_t account_id, int64_t *ret_until)
{
	struct party_account account;

	TRY(party_account_get(cx, account_id, &account));
	*ret_until = !account.enabled ? 0 : account.expires_ms ? account.expires_ms : PARTY_FOREVER;
	return ERR_OK;
}

static enum err rebuild_one(struct ctx *cx, int64_t account_id, const struct party_substitution *subs, size_t n)
{
	int64_t until, owner_until;

	hang_up(cx, account_id);
	TRY(party_right_drop(cx, (struct party_right_drop_in){ .district_id = cx->district_id, .account_id = account_id }));
	TRY(lifetime(cx, account_id, &until));
	TRY(spread(cx, account_id, account_id, 0, until));
	for (size_t i = 0; i < n; i++) {
		if (subs[i].substitute_id != account_id || subs[i].until_ms <= cx->now_ms)
			continue;
		TRY(lifetime(cx, subs[i].account_id, &owner_until));
		TRY(spread(cx, account_id, subs[i].account_id, subs[i].from_ms,
			   earlier(subs[i].until_ms, earlier(until, owner_until))));
	}
	return ERR_OK;
}

enum err rights_rebuild(struct ctx *cx, int64_t account_id)
{
	struct party_substitution *mine, *theirs;
	size_t n_mine, n_theirs;

	TRY(party_substitution_list(cx, account_id, &mine, &n_mine));
	TRY(rebuild_one(cx, account_id, mine, n_mine));
	for (size_t i = 0; i < n_mine; i++) {
		if (mine[i].account_id != account_id || mine[i].until_ms <= cx->now_ms)
			continue;
		TRY(party_substitution_list(cx, mine[i].substitute_id, &theirs, &n_theirs));
		TRY(rebuild_one(cx, mine[i].substitute_id, theirs, n_theirs));
	}
	return ERR_OK;
}

/* A digest of what the roles mean, to see that roles.def has changed. */
static const char *roles_digest(struct ctx *cx)
{
	struct buf b = BUF(&cx->mem);
	const struct party_role *role;

	for (size_t i = 0; (role = party_role_at(i)); i++) {
		buf_print(&b, "%s:", role->name);
		for (size_t k = 0; k < role->n_perms; k++)
			buf_print(&b, "%d,", role->perms[k]);
	}
	return secret_digest(cx, buf_get(&b));
}

static enum err rebuild_all(struct ctx *cx)
{
	struct party_granted_accounts_row *rows;
	int64_t after = 0;
	size_t n;

	do {
		TRY(party_granted_accounts(cx, (struct party_granted_accounts_in){ .district_id = cx->district_id,
			.after_id = after, .limit = 1000 }, &rows, &n, 1000));
		for (size_t i = 0; i < n; i++)
			TRY(rights_rebuild(cx, after = rows[i].account_id));
	} while (n == 1000);
	return ERR_OK;
}

static enum err system_rights(struct ctx *cx)
{
	for (int perm = PERM_UNSET + 1; perm < PERM_COUNT; perm++)
		if (perm_slug(perm))
			TRY(party_right_insert(cx, (struct party_right_insert_in){ .district_id = cx->district_id,
				.account_id = ACCOUNT_SYSTEM, .perm = perm, .scope = "/", .scope_end = "0",
				.from_ms = 0, .until_ms = PARTY_FOREVER, .for_id = 0 }));
	return ERR_OK;
}

enum err party_prepare(struct ctx *cx)
{
	struct party_state_get_row known;
	const char *digest = roles_digest(cx);
	enum err e = party_state_get(cx, (struct party_state_get_in){ .district_id = cx->district_id, .name = "roles" }, &known);

	if (e && e != ERR_NOT_FOUND)
		return e;
	TRY(system_rights(cx));
	if (e == ERR_NOT_FOUND || strcmp(known.value, digest) != 0) {
		TRY(rebuild_all(cx));
		TRY(party_state_put(cx, (struct party_state_put_in){ .district_id = cx->district_id, .name = "roles",
			.value = digest }));
	}
	TRY(party_session_drop_old(cx, (struct party_session_drop_old_in){ .district_id = cx->district_id,
		.now_ms = cx->now_ms }));
	return party_try_drop_old(cx, (struct party_try_drop_old_in){ .district_id = cx->district_id,
		.before_ms = cx->now_ms - DAY_MS });
}

enum err party_mark_demo(struct ctx *cx)
{
	return party_state_put(cx, (struct party_state_put_in){ .district_id = cx->district_id, .name = "demo", .value = "1" });
}

enum err party_is_demo(struct ctx *cx, bool *ret)
{
	struct party_state_get_row row;
	enum err e = party_state_get(cx, (struct party_state_get_in){ .district_id = cx->district_id, .name = "demo" }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = e == ERR_OK && strcmp(row.value, "1") == 0;
	return ERR_OK;
}

enum err party_actor(struct ctx *cx, int64_t account_id, struct actor *ret)
{
	struct party_right_page_row *rows;
	struct right *rights;
	const char *name;
	size_t n;

	TRY(party_account_name(cx, account_id, &name));
	TRY(party_right_page(cx, (struct party_right_page_in){ .district_id = cx->district_id, .account_id = account_id,
		.now_ms = cx->now_ms, .limit = RIGHTS_MAX }, &rows, &n, RIGHTS_MAX));
	rights = arena_array(&cx->mem, struct right, n + 1);
	for (size_t i = 0; i < n; i++)
		rights[i] = (struct right){ .perm = (enum perm)rows[i].perm, .scope = rows[i].scope,
			.from_ms = rows[i].from_ms, .until_ms = rows[i].until_ms };
	*ret = (struct actor){ .account_id = account_id, .name = name, .rights = rights, .n_rights = n };
	return ERR_OK;
}

enum err party_holds(struct ctx *cx, int64_t account_id, enum perm perm, const char *path, struct party_held *ret)
{
	struct party_right_whose_row row;
	enum err e = party_right_whose(cx, (struct party_right_whose_in){ .district_id = cx->district_id,
		.account_id = account_id, .perm = perm, .path = path, .now_ms = cx->now_ms }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = e ? (struct party_held){ PARTY_HOLDS_NOT, 0, "" }
		: (struct party_held){ row.for_id ? PARTY_HOLDS_FOR : PARTY_HOLDS, row.for_id, row.name };
	return ERR_OK;
}

enum err party_holds_plan_role(struct ctx *cx, int64_t account_id, const char *role, const char *path,
			       struct party_held *ret)
{
	struct party_role_own_row own;
	struct party_role_lent_row lent;
	enum err e;

	TRY(party_role_own(cx, (struct party_role_own_in){ .district_id = cx->district_id, .account_id = account_id,
		.role = role, .path = path, .now_ms = cx->now_ms }, &own));
	if (own.n) {
		*ret = (struct party_held){ PARTY_HOLDS, 0, "" };
		return ERR_OK;
	}
	e = party_role_lent(cx, (struct party_role_lent_in){ .district_id = cx->district_id, .account_id = account_id,
		.role = role, .path = path, .now_ms = cx->now_ms }, &lent);
	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = e ? (struct party_held){ PARTY_HOLDS_NOT, 0, "" } : (struct party_held){ PARTY_HOLDS_FOR, lent.for_id, lent.name };
	return ERR_OK;
}

enum err party_holders(struct ctx *cx, const char *role, const char *path, struct party_holder **ret, size_t *ret_n)
{
	struct party_role_holders_row *rows;
	struct party_holder *out;
	size_t n;

	TRY(party_role_holders(cx, (struct party_role_holders_in){ .district_id = cx->district_id, .role = role,
		.path = path, .now_ms = cx->now_ms, .limit = 200 }, &rows, &n, 200));
	out = arena_array(&cx->mem, struct party_holder, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct party_holder){ .account_id = rows[i].account_id, .for_account_id = rows[i].for_id,
			.name = rows[i].name };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
