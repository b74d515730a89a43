/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/account_http.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include <string.h>

/* Who is where: the tree, lists of accounts, sessions, and one's own account. */

enum { PAGE_MAX = 200 };
static const char *const state_words[] = { "any", "enabled", "disabled", "waiting", NULL };

struct area_body {
	int64_t     place_id, parent_id, kind, valid_to, units, warehouses, accounts, people;
	const char *code, *name, *path;
};
struct organisation { struct list items; };
struct account_query { const char *search, *after, *role; int64_t under_id, kind, state, quiet_since, limit; };
struct account_items { struct list items; const char *next; };
struct holder_query { int64_t place_id; bool below; };
struct holder_body {
	int64_t     grant_id, account_id, kind, place_id, from, until;
	const char *name, *login, *role, *place_name;
};
struct holder_items { struct list items; };
struct session_key { int64_t session_id; };
struct colleague_query { const char *search; };
struct colleague_body { int64_t account_id; const char *name, *place_name, *contact; };
struct colleague_items { struct list items; };
struct own_account { struct account_body account; struct list grants, substitutions, sessions, administrators; };

static SHAPE(area_body,
	ID(area_body, place_id, "number"),
	OPT_ID(area_body, parent_id, "the area above; none for the district"),
	WORD(area_body, kind, place_kind_words, "district, subdistrict or community"),
	TEXT(area_body, code, 1, 40, "12-digit division code"),
	TEXT(area_body, name, 1, 100, "name"),
	TEXT(area_body, path, 1, 300, "numbers from the district down to this area"),
	OPT_DAY(area_body, valid_to, "first day no longer in use"),
	I64(area_body, units, 0, INT64_MAX, "units in use, here and below"),
	I64(area_body, warehouses, 0, INT64_MAX, "warehouses in use, here and below"),
	I64(area_body, accounts, 0, INT64_MAX, "accounts that are not disabled, as far as one may see"),
	I64(area_body, people, 0, INT64_MAX, "people, as far as one may see"));
static SHAPE(organisation, LIST(organisation, items, &area_body_shape, 0, ROSTER_AREAS_MAX, "areas, parents first"));

/* A row of the list: the account's own facts and what it holds. */
static const struct shape account_row_shape = { "account_row", sizeof(struct account_body), (const struct field[]){
	ID(account_body, account_id, "number"),
	TEXT(account_body, login, 1, 40, "login"),
	TEXT(account_body, name, 1, 40, "how colleagues see it"),
	WORD(account_body, kind, account_kind_words, "person or machine"),
	ID(account_body, place_id, "where it belongs"),
	OPT_TEXT(account_body, place_name, 0, 100, "name of that place"),
	OPT_ID(account_body, person_id, "the person behind it"),
	BOOL(account_body, disabled, "it cannot sign in"),
	BOOL(account_body, demo, "a demo account"),
	BOOL(account_body, must_change, "its one-time password was not changed yet"),
	OPT_TIME(account_body, expires, "disabled from then on"),
	TIME(account_body, created, "made when"),
	OPT_TIME(account_body, signed_in, "signed in last; absent: never"),
	I64(account_body, version, 1, INT64_MAX, "version, for If-Match"),
	LIST(account_body, grants, &grant_body_shape, 0, LISTED_MAX, "roles it holds, now or later"), { 0 } } };
static SHAPE(account_query,
	OPT_TEXT(account_query, search, 0, 60, "part of the name or login"),
	OPT_ID(account_query, under_id, "of this place and all below"),
	OPT_TEXT(account_query, role, 0, 40, "holding this role, now or later"),
	OPT_WORD(account_query, kind, account_kind_words, "of people or of machines only"),
	OPT_WORD(account_query, state, state_words, "enabled, disabled (or expired), or waiting for its first password"),
	OPT_TIME(account_query, quiet_since, "not signed in from then on"),
	OPT_TEXT(account_query, after, 0, 40, "where the page before ended (its next)"),
	OPT_I64(account_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(account_items,
	LIST(account_items, items, &account_row_shape, 0, PAGE_MAX, "accounts by login"),
	OPT_TEXT(account_items, next, 0, 40, "send as after to get the next page"));
static SHAPE(holder_query,
	ID(holder_query, place_id, "which place"),
	OPT_BOOL(holder_query, below, "also what is granted on places below it"));
static SHAPE(holder_body,
	ID(holder_body, grant_id, "number of the grant"),
	ID(holder_body, account_id, "whose"),
	TEXT(holder_body, name, 1, 60, "name of the account"),
	TEXT(holder_body, login, 1, 40, "login"),
	WORD(holder_body, kind, account_kind_words, "person or machine"),
	TEXT(holder_body, role, 1, 40, "role"),
	ID(holder_body, place_id, "granted on this place"),
	TEXT(holder_body, place_name, 1, 100, "its name"),
	OPT_TIME(holder_body, from, "from when"),
	OPT_TIME(holder_body, until, "until when; absent: no end"));
static SHAPE(holder_items, LIST(holder_items, items, &holder_body_shape, 0, ROSTER_GRANTS_MAX, "from the district down"));
SHAPE(session_body,
	ID(session_body, session_id, "number"),
	TIME(session_body, began, "signed in when"),
	TIME(session_body, seen, "used last, to the minute"),
	TIME(session_body, until, "ends at the latest"),
	BOOL(session_body, current, "the one that asks"));
static SHAPE(session_key, ID(session_key, session_id, "which session"));
static SHAPE(colleague_query, TEXT(colleague_query, search, 2, 60, "part of the account's or its place's name"));
static SHAPE(colleague_body,
	ID(colleague_body, account_id, "number of the account"),
	TEXT(colleague_body, name, 1, 60, "its name"),
	TEXT(colleague_body, place_name, 1, 100, "where it belongs"),
	OPT_TEXT(colleague_body, contact, 0, 100, "that place's post and office line"));
static SHAPE(colleague_items, LIST(colleague_items, items, &colleague_body_shape, 0, ROSTER_COLLEAGUES_MAX, "by name, 20 at most"));
static SHAPE(own_account,
	OBJECT(own_account, account, &account_body_shape, "the account"),
	LIST(own_account, grants, &grant_body_shape, 0, LISTED_MAX, "its roles, where and when"),
	LIST(own_account, substitutions, &substitution_body_shape, 0, LISTED_MAX, "who acts for it, for whom it acts"),
	LIST(own_account, sessions, &session_body_shape, 0, ROSTER_SESSIONS_MAX, "where it is signed in now"),
	LIST(own_account, administrators, &colleague_body_shape, 0, ROSTER_COLLEAGUES_MAX, "who can grant it more, nearest first"));

static enum err run_organisation(struct ctx *cx, const void *input, void *output)
{
	struct roster_area *rows;
	struct area_body *out;
	size_t n;

	(void)input;
	TRY(roster_tree(cx, &rows, &n));
	out = arena_array(&cx->mem, struct area_body, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct area_body){ .place_id = rows[i].place_id, .parent_id = rows[i].parent_id, .kind = rows[i].kind,
			.valid_to = rows[i].valid_to, .units = rows[i].units, .warehouses = rows[i].warehouses,
			.accounts = rows[i].accounts, .people = rows[i].people, .code = rows[i].code, .name = rows[i].name,
			.path = rows[i].path };
	((struct organisation *)output)->items = (struct list){ out, n };
	return ERR_OK;
}

static int64_t until_of(int64_t until_ms) { return until_ms == PARTY_FOREVER ? 0 : until_ms; }

/* Both lists go by login: one walk gives every account its grants. */
static enum err add_grants(struct ctx *cx, struct account_body *bodies, size_t n)
{
	struct roster_grant *rows;
	struct grant_body *grants;
	size_t n_rows, at = 0;

	if (!n)
		return ERR_OK;
	TRY(roster_grants_between(cx, bodies[0].login, bodies[n - 1].login, &rows, &n_rows));
	grants = arena_array(&cx->mem, struct grant_body, n_rows + 1);
	for (size_t i = 0; i < n; i++) {
		while (at < n_rows && strcmp(rows[at].login, bodies[i].login) < 0)
			at++;
		bodies[i].grants.at = &grants[at];
		for (; at < n_rows && rows[at].account_id == bodies[i].account_id; at++) {
			grants[at] = (struct grant_body){ rows[at].grant_id, rows[at].account_id, rows[at].place_id,
				rows[at].from_ms, until_of(rows[at].until_ms), rows[at].role, rows[at].place_name };
			bodies[i].grants.n++;
		}
	}
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct account_query *in = input;
	struct account_items *out = output;
	struct party_account *rows;
	struct account_body *bodies;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(party_account_list(cx, &(struct party_account_filter){ .after = in->after, .search = in->search, .role = in->role,
		.under_id = in->under_id, .kind = in->kind, .state = in->state, .quiet_since_ms = in->quiet_since,
		.limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].login;
	n = n > limit ? limit : n;
	bodies = arena_array(&cx->mem, struct account_body, n + 1);
	for (size_t i = 0; i < n; i++)
		bodies[i] = account_body_of(&rows[i]);
	out->items = (struct list){ bodies, n };
	return add_grants(cx, bodies, n);
}

static enum err run_holders(struct ctx *cx, const void *input, void *output)
{
	const struct holder_query *in = input;
	struct roster_grant *rows;
	struct holder_body *out;
	size_t n;

	TRY(roster_grants_at(cx, in->place_id, in->below, &rows, &n));
	out = arena_array(&cx->mem, struct holder_body, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct holder_body){ .grant_id = rows[i].grant_id, .account_id = rows[i].account_id, .kind = rows[i].kind,
			.place_id = rows[i].place_id, .from = rows[i].from_ms, .until = until_of(rows[i].until_ms),
			.name = rows[i].name, .login = rows[i].login, .role = rows[i].role, .place_name = rows[i].place_name };
	((struct holder_items *)output)->items = (struct list){ out, n };
	return ERR_OK;
}

enum err account_sessions_of(struct ctx *cx, int64_t account_id, struct list *ret)
{
	struct roster_session *rows;
	struct session_body *out;
	size_t n;

	TRY(roster_sessions(cx, account_id, &rows, &n));
	out = arena_array(&cx->mem, struct session_body, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct session_body){ rows[i].session_id, rows[i].created_ms, rows[i].seen_ms, rows[i].until_ms, rows[i].current };
	*ret = (struct list){ out, n };
	return ERR_OK;
}

static enum err run_session_end(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return roster_session_end(cx, ((const struct session_key *)input)->session_id);
}

static enum err run_sign_out(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return roster_sign_out(cx, ((const struct account_key *)input)->account_id);
}

static struct list names_of(struct ctx *cx, const struct roster_name *rows, size_t n)
{
	struct colleague_body *out = arena_array(&cx->mem, struct colleague_body, n + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct colleague_body){ rows[i].account_id, rows[i].name, rows[i].place_name, rows[i].contact };
	return (struct list){ out, n };
}

static enum err run_colleagues(struct ctx *cx, const void *input, void *output)
{
	struct roster_name *rows;
	size_t n;

	TRY(roster_colleagues(cx, ((const struct colleague_query *)input)->search, &rows, &n));
	((struct colleague_items *)output)->items = names_of(cx, rows, n);
	return ERR_OK;
}

static enum err run_own(struct ctx *cx, const void *input, void *output)
{
	struct own_account *out = output;
	struct party_account account;
	struct roster_name *rows;
	size_t n;

	(void)input;
	TRY(party_account_get(cx, cx->actor->account_id, &account));
	out->account = account_body_of(&account);
	TRY(account_grants_of(cx, account.account_id, &out->grants));
	TRY(account_substitutions_of(cx, account.account_id, &out->substitutions));
	TRY(account_sessions_of(cx, account.account_id, &out->sessions));
	TRY(roster_administrators(cx, account.place_id, &rows, &n));
	out->administrators = names_of(cx, rows, n);
	return ERR_OK;
}

extern const struct op roster_ops[];
const struct op roster_ops[] = {
	{ .method = "GET", .path = "/api/v1/organisation", .name = "organisation", .zh = "组织树和人数",
	  .en = "The tree of areas, with what hangs on it", .perm = PERM_PLACE_READ, .tx = TX_READ, .out = &organisation_shape,
	  .run = run_organisation },
	{ .method = "GET", .path = "/api/v1/accounts", .name = "account_list", .zh = "账号列表", .en = "List accounts with their roles",
	  .perm = PERM_ACCOUNT_READ, .tx = TX_READ, .in = &account_query_shape, .out = &account_items_shape, .run = run_list,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/places/{place_id}/grants", .name = "place_grants", .zh = "谁在这里有什么角色",
	  .en = "Who holds which role on a place", .perm = PERM_ACCOUNT_READ, .tx = TX_READ, .in = &holder_query_shape,
	  .out = &holder_items_shape, .run = run_holders, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/accounts/{account_id}/sign-out", .name = "account_sign_out", .zh = "退出该账号的全部登录",
	  .en = "End the sessions of an account", .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &account_key_shape,
	  .run = run_sign_out, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/sessions/{session_id}/end", .name = "session_end", .zh = "退出一处登录",
	  .en = "End a session", .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &session_key_shape, .run = run_session_end,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/session/account", .name = "own_account", .zh = "本人账号、权限和登录",
	  .en = "One's own account, rights and sessions", .perm = PERM_SIGNED_IN, .tx = TX_READ, .out = &own_account_shape,
	  .run = run_own, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/colleagues", .name = "colleagues", .zh = "按名称找同事账号",
	  .en = "Find a colleague to name as substitute", .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &colleague_query_shape,
	  .out = &colleague_items_shape, .run = run_colleagues },
	{ 0 },
};
