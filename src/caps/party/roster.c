/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/roster.h"
#include "caps/party/party_internal.h"
#include "roster.sql.h"
#include "party.sql.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/map.h"
#include "base/text.h"
#include "caps/place/place.h"
#include <string.h>

enum { COUNTS_MAX = 100000, ADMINISTRATORS_MAX = 5 };

struct tree { struct roster_area *areas; struct map at; };

/* Adds n to every area on a path; what lies outside of the scope is not in the map. */
static void count_up(struct ctx *cx, struct tree *t, const char *path, size_t member, int64_t n)
{
	for (const char *part = path + 1; *part; part += strcspn(part, "/"), part += *part == '/') {
		int64_t row;

		if (map_get(&t->at, arena_bytes(&cx->mem, part, strcspn(part, "/")), &row))
			*(int64_t *)((char *)&t->areas[row] + member) += n;
	}
}

static enum err count_leaves(struct ctx *cx, struct tree *t)
{
	struct roster_leaves_row *rows;
	size_t n;

	TRY(roster_leaves(cx, (struct roster_leaves_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_PLACE_READ, .now_ms = cx->now_ms, .day = civil_day_of(cx->now_ms), .limit = COUNTS_MAX }, &rows, &n, COUNTS_MAX));
	for (size_t i = 0; i < n; i++)
		count_up(cx, t, rows[i].path, rows[i].kind == PLACE_UNIT ? offsetof(struct roster_area, units)
			 : offsetof(struct roster_area, warehouses), rows[i].n);
	return ERR_OK;
}

static enum err count_parties(struct ctx *cx, struct tree *t)
{
	struct roster_accounts_row *accounts;
	struct roster_people_row *people;
	size_t n;

	TRY(roster_accounts(cx, (struct roster_accounts_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_ACCOUNT_READ, .now_ms = cx->now_ms, .limit = COUNTS_MAX }, &accounts, &n, COUNTS_MAX));
	for (size_t i = 0; i < n; i++)
		count_up(cx, t, accounts[i].path, offsetof(struct roster_area, accounts), accounts[i].n);
	TRY(roster_people(cx, (struct roster_people_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_PERSON_READ, .now_ms = cx->now_ms, .limit = COUNTS_MAX }, &people, &n, COUNTS_MAX));
	for (size_t i = 0; i < n; i++)
		count_up(cx, t, people[i].path, offsetof(struct roster_area, people), people[i].n);
	return ERR_OK;
}

enum err roster_tree(struct ctx *cx, struct roster_area **ret, size_t *ret_n)
{
	struct tree t = { .at = MAP(&cx->mem) };
	struct roster_areas_row *rows;
	size_t n;

	TRY(roster_areas(cx, (struct roster_areas_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_PLACE_READ, .now_ms = cx->now_ms, .limit = ROSTER_AREAS_MAX }, &rows, &n, ROSTER_AREAS_MAX));
	t.areas = arena_array(&cx->mem, struct roster_area, n + 1);
	for (size_t i = 0; i < n; i++) {
		t.areas[i] = (struct roster_area){ .place_id = rows[i].place_id, .parent_id = rows[i].parent_id,
			.kind = rows[i].kind, .valid_to = rows[i].valid_to, .code = rows[i].code, .name = rows[i].name,
			.path = rows[i].path };
		map_put(&t.at, arena_print(&cx->mem, "%lld", (long long)rows[i].place_id), (int64_t)i);
	}
	TRY(count_leaves(cx, &t));
	TRY(count_parties(cx, &t));
	*ret = t.areas;
	*ret_n = n;
	return ERR_OK;
}

#define GRANT_OF(r) (struct roster_grant){ .grant_id = (r).grant_id, .account_id = (r).account_id, .place_id = (r).place_id, \
	.kind = (r).kind, .from_ms = (r).from_ms, .until_ms = (r).until_ms, .role = (r).role, .login = (r).login, \
	.name = (r).name, .place_name = (r).place_name }

enum err roster_grants_at(struct ctx *cx, int64_t place_id, bool below, struct roster_grant **ret, size_t *ret_n)
{
	struct roster_grants_of_place_row *rows;
	struct roster_grant *out;
	struct place place;
	size_t n;

	TRY(place_need(cx, PERM_PLACE_READ, place_id, &place));
	TRY(roster_grants_of_place(cx, (struct roster_grants_of_place_in){ .district_id = cx->district_id,
		.actor_id = cx->actor->account_id, .perm = PERM_ACCOUNT_READ, .now_ms = cx->now_ms, .path = place.path,
		.path_end = check_scope_end(&cx->mem, place.path), .below = below, .limit = ROSTER_GRANTS_MAX },
		&rows, &n, ROSTER_GRANTS_MAX));
	out = arena_array(&cx->mem, struct roster_grant, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = GRANT_OF(rows[i]);
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err roster_grants_between(struct ctx *cx, const char *first, const char *last, struct roster_grant **ret, size_t *ret_n)
{
	struct roster_grants_of_logins_row *rows;
	struct roster_grant *out;
	size_t n;

	TRY(roster_grants_of_logins(cx, (struct roster_grants_of_logins_in){ .district_id = cx->district_id,
		.now_ms = cx->now_ms, .first = first, .last = last, .limit = COUNTS_MAX }, &rows, &n, COUNTS_MAX));
	out = arena_array(&cx->mem, struct roster_grant, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = GRANT_OF(rows[i]);
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

/* --- Sessions ---------------------------------------------------------------- */

static const char *present_hash(struct ctx *cx)
{
	return cx->session_token ? secret_digest(cx, cx->session_token) : "";
}

enum err roster_sessions(struct ctx *cx, int64_t account_id, struct roster_session **ret, size_t *ret_n)
{
	struct roster_session_page_row *rows;
	const char *present = present_hash(cx);
	struct roster_session *out;
	size_t n;

	TRY(roster_session_page(cx, (struct roster_session_page_in){ .district_id = cx->district_id, .account_id = account_id,
		.now_ms = cx->now_ms, .seen_after_ms = cx->now_ms - PARTY_SESSION_IDLE_MS, .limit = ROSTER_SESSIONS_MAX },
		&rows, &n, ROSTER_SESSIONS_MAX));
	out = arena_array(&cx->mem, struct roster_session, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct roster_session){ .session_id = rows[i].session_id, .account_id = rows[i].account_id,
			.created_ms = rows[i].created_ms, .seen_ms = rows[i].seen_ms, .until_ms = rows[i].until_ms,
			.current = strcmp(rows[i].token_hash, present) == 0 };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static enum err no_session(struct ctx *cx, int64_t session_id)
{
	return fail(cx, ERR_NOT_FOUND, "session_id", "没有编号为 %lld 的登录，可能已退出", "there is no session number %lld; it may have ended",
		    (long long)session_id);
}

/* One's own, or an account that one administers. */
static enum err may_end(struct ctx *cx, int64_t account_id)
{
	struct party_account account;

	return cx->actor->account_id == account_id ? ERR_OK : party_account_need(cx, PERM_ACCOUNT_EDIT, account_id, &account);
}

enum err roster_session_end(struct ctx *cx, int64_t session_id)
{
	struct roster_session_by_id_row row;
	enum err e = roster_session_by_id(cx, (struct roster_session_by_id_in){ .district_id = cx->district_id,
		.session_id = session_id }, &row);

	if (e == ERR_NOT_FOUND)
		return no_session(cx, session_id);
	TRY(e);
	e = may_end(cx, row.account_id);
	if (e == ERR_NOT_FOUND)
		return no_session(cx, session_id);
	TRY(e);
	hang_up(cx, row.account_id);
	return party_session_end(cx, (struct party_session_end_in){ .district_id = cx->district_id, .token_hash = row.token_hash });
}

enum err roster_sign_out(struct ctx *cx, int64_t account_id)
{
	TRY(may_end(cx, account_id));
	hang_up(cx, account_id);
	return party_session_end_all(cx, (struct party_session_end_all_in){ .district_id = cx->district_id,
		.account_id = account_id, .keep_hash = present_hash(cx) });
}

/* --- Names that everybody may know -------------------------------------------- */

enum err roster_colleagues(struct ctx *cx, const char *search, struct roster_name **ret, size_t *ret_n)
{
	struct roster_colleague_page_row *rows;
	struct roster_name *out;
	size_t n;

	if (text_length(search ? search : "") < 2)
		return fail(cx, ERR_BAD_INPUT, "search", "请至少写 2 个字", "write 2 characters at least");
	TRY(roster_colleague_page(cx, (struct roster_colleague_page_in){ .district_id = cx->district_id, .now_ms = cx->now_ms,
		.find = check_like(&cx->mem, search), .limit = ROSTER_COLLEAGUES_MAX }, &rows, &n, ROSTER_COLLEAGUES_MAX));
	out = arena_array(&cx->mem, struct roster_name, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct roster_name){ rows[i].account_id, rows[i].name, rows[i].place_name, "" };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err roster_administrators(struct ctx *cx, int64_t place_id, struct roster_name **ret, size_t *ret_n)
{
	struct roster_administrator_page_row *rows;
	struct roster_name *out;
	const char *path;
	size_t n;

	TRY(place_path(cx, place_id, &path));
	TRY(roster_administrator_page(cx, (struct roster_administrator_page_in){ .district_id = cx->district_id,
		.now_ms = cx->now_ms, .perm = PERM_ACCOUNT_EDIT, .path = path, .limit = ADMINISTRATORS_MAX }, &rows, &n, ADMINISTRATORS_MAX));
	out = arena_array(&cx->mem, struct roster_name, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct roster_name){ rows[i].account_id, rows[i].name, rows[i].place_name, rows[i].contact };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
