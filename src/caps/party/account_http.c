/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/account_http.h"
#include "caps/party/party.h"
#include "base/check.h"

/* Accounts, grants, substitutes and API keys. */

const char *const account_kind_words[] = { "none", "person", "machine", NULL };

struct account_made { int64_t account_id; const char *login, *password; };
struct account_many { struct list items; };
struct account_made_many { struct list items; };
struct grant_key { int64_t grant_id; };
struct substitution_key { int64_t substitution_id; };
struct key_body { int64_t key_id, account_id, created, expires; const char *label, *hint; };
struct key_made { int64_t key_id; const char *key; };
struct key_key { int64_t key_id; };
struct account_whole { struct account_body account; struct list grants, substitutions, keys, sessions; };
struct role_perm { const char *perm, *zh, *en; };
struct role_body { const char *role, *zh, *en; struct list perms; };
struct role_items { struct list items; };

static const struct shape account_new_shape = { "account_new", sizeof(struct account_body), (const struct field[]){
	TEXT(account_body, login, 2, 40, "login: no blanks; capital letters become small"),
	TEXT(account_body, name, 1, 40, "how colleagues see it: 物资员 3"),
	WORD(account_body, kind, account_kind_words, "person or machine"),
	ID(account_body, place_id, "where it belongs"),
	OPT_ID(account_body, person_id, "the person behind it"),
	OPT_TEXT(account_body, role, 0, 40, "a role to grant on that place at once"),
	OPT_TIME(account_body, expires, "disabled from then on"), { 0 } } };
static const struct shape account_change_shape = { "account_change", sizeof(struct account_body), (const struct field[]){
	ID(account_body, account_id, "which account"),
	OPT_I64(account_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"),
	TEXT(account_body, name, 1, 40, "how colleagues see it"),
	OPT_ID(account_body, person_id, "the person behind it"),
	BOOL(account_body, disabled, "it can no longer sign in and holds no rights"),
	OPT_TIME(account_body, expires, "disabled from then on"), { 0 } } };
const struct shape account_body_shape = { "account", sizeof(struct account_body), (const struct field[]){
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
	I64(account_body, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };
static SHAPE(account_made,
	ID(account_made, account_id, "number of the account"),
	TEXT(account_made, login, 1, 40, "login as stored"),
	{ SHAPE_FIELD(account_made, password, KIND_TEXT, 0, 40, "one-time password, shown this once"), .optional = true, .secret = true });
static SHAPE(account_many, LIST(account_many, items, &account_new_shape, 1, PARTY_BULK_MAX, "accounts, all or none"));
static SHAPE(account_made_many,
	LIST(account_made_many, items, &account_made_shape, 0, PARTY_BULK_MAX, "in the order asked for"));
SHAPE(account_key, ID(account_key, account_id, "which account"));
static const struct shape grant_new_shape = { "grant_new", sizeof(struct grant_body), (const struct field[]){
	ID(grant_body, account_id, "who gets it"),
	ID(grant_body, place_id, "on this place and all below"),
	TEXT(grant_body, role, 1, 40, "a role of the system, or a role of the plan such as group_deputy"),
	OPT_TIME(grant_body, from, "from when; absent: now"),
	OPT_TIME(grant_body, until, "until when; absent: open"), { 0 } } };
SHAPE(grant_body,
	ID(grant_body, grant_id, "number"),
	ID(grant_body, account_id, "whose"),
	ID(grant_body, place_id, "on this place and all below"),
	OPT_TEXT(grant_body, place_name, 0, 100, "name of that place"),
	TEXT(grant_body, role, 1, 40, "role"),
	OPT_TIME(grant_body, from, "from when"),
	OPT_TIME(grant_body, until, "until when; absent: no end"));
static SHAPE(grant_key, ID(grant_key, grant_id, "which grant"));
static const struct shape substitution_new_shape = { "substitution_new", sizeof(struct substitution_body), (const struct field[]){
	ID(substitution_body, account_id, "whose rights"),
	ID(substitution_body, substitute_id, "who acts instead"),
	OPT_TIME(substitution_body, from, "from when; absent: now"),
	TIME(substitution_body, until, "until when"),
	TEXT(substitution_body, reason, 1, 200, "why"), { 0 } } };
SHAPE(substitution_body,
	ID(substitution_body, substitution_id, "number"),
	ID(substitution_body, account_id, "whose rights"),
	ID(substitution_body, substitute_id, "who acts instead"),
	OPT_TEXT(substitution_body, account_name, 0, 60, "name of the one"),
	OPT_TEXT(substitution_body, substitute_name, 0, 60, "name of the other"),
	OPT_TIME(substitution_body, from, "from when"),
	OPT_TIME(substitution_body, until, "until when"),
	TEXT(substitution_body, reason, 1, 200, "why"));
static SHAPE(substitution_key, ID(substitution_key, substitution_id, "which substitution"));
static const struct shape key_new_shape = { "key_new", sizeof(struct key_body), (const struct field[]){
	ID(key_body, account_id, "the machine's account"),
	TEXT(key_body, label, 1, 60, "what it is for"),
	TIME(key_body, expires, "until when, two years at most"), { 0 } } };
static SHAPE(key_body,
	ID(key_body, key_id, "number"),
	ID(key_body, account_id, "the machine's account"),
	TEXT(key_body, label, 1, 60, "what it is for"),
	TEXT(key_body, hint, 1, 40, "its first characters"),
	TIME(key_body, created, "made when"),
	OPT_TIME(key_body, expires, "until when"));
static SHAPE(key_made,
	ID(key_made, key_id, "number"),
	SECRET_TEXT(key_made, key, 1, 100, "the key, shown this once; send it as Authorization: Bearer"));
static SHAPE(key_key, ID(key_key, key_id, "which key"));
static SHAPE(account_whole,
	OBJECT(account_whole, account, &account_body_shape, "the account"),
	LIST(account_whole, grants, &grant_body_shape, 0, LISTED_MAX, "its roles, where and when"),
	LIST(account_whole, substitutions, &substitution_body_shape, 0, LISTED_MAX, "who acts for it, for whom it acts"),
	LIST(account_whole, keys, &key_body_shape, 0, LISTED_MAX, "its keys"),
	LIST(account_whole, sessions, &session_body_shape, 0, ROSTER_SESSIONS_MAX, "where it is signed in now"));
static SHAPE(role_perm,
	TEXT(role_perm, perm, 1, 40, "permission"),
	TEXT(role_perm, zh, 1, 60, "in Chinese"),
	TEXT(role_perm, en, 1, 100, "in English"));
static SHAPE(role_body,
	TEXT(role_body, role, 1, 40, "name for grants"),
	TEXT(role_body, zh, 1, 60, "in Chinese"),
	TEXT(role_body, en, 1, 60, "in English"),
	LIST(role_body, perms, &role_perm_shape, 0, 100, "what it may do"));
static SHAPE(role_items, LIST(role_items, items, &role_body_shape, 0, 100, "roles of the system; plans have more"));

struct account_body account_body_of(const struct party_account *a)
{
	return (struct account_body){ .account_id = a->account_id, .place_id = a->place_id, .person_id = a->person_id,
		.kind = a->kind, .expires = a->expires_ms, .created = a->created_ms, .version = a->version,
		.disabled = !a->enabled, .demo = a->demo != 0, .must_change = a->must_change != 0, .login = a->login, .name = a->name,
		.place_name = a->place_name, .signed_in = a->signed_in_ms };
}

static struct party_account_new new_of(const struct account_body *in)
{
	return (struct party_account_new){ .login = in->login, .name = in->name, .role = in->role, .place_id = in->place_id,
		.person_id = in->person_id, .kind = in->kind, .expires_ms = in->expires };
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	struct party_account_new in = new_of(input);
	struct party_account_made made;

	TRY(party_account_create(cx, &in, &made));
	*(struct account_made *)output = (struct account_made){ made.account_id, made.login, made.password };
	return ERR_OK;
}

static enum err run_many(struct ctx *cx, const void *input, void *output)
{
	const struct account_many *in = input;
	const struct account_body *bodies = in->items.at;
	size_t n = in->items.n;
	struct party_account_new *news = arena_array(&cx->mem, struct party_account_new, n + 1);
	struct account_made *out = arena_array(&cx->mem, struct account_made, n + 1);
	struct party_account_made *made;

	for (size_t i = 0; i < n; i++)
		news[i] = new_of(&bodies[i]);
	TRY(check_in_list(cx, "items", party_account_create_many(cx, news, n, &made)));
	for (size_t i = 0; i < n; i++)
		out[i] = (struct account_made){ made[i].account_id, made[i].login, made[i].password };
	((struct account_made_many *)output)->items = (struct list){ out, n };
	return ERR_OK;
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct account_body *in = input;
	struct party_account account;

	TRY(party_account_update(cx, in->account_id, in->version, &(struct party_account){ .name = in->name,
		.person_id = in->person_id, .enabled = !in->disabled, .expires_ms = in->expires }));
	TRY(party_account_get(cx, in->account_id, &account));
	*(struct account_body *)output = account_body_of(&account);
	return ERR_OK;
}

enum err account_grants_of(struct ctx *cx, int64_t account_id, struct list *ret)
{
	struct party_grant *rows;
	struct grant_body *out;
	size_t n;

	TRY(party_grant_list(cx, account_id, &rows, &n));
	out = arena_array(&cx->mem, struct grant_body, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct grant_body){ rows[i].grant_id, rows[i].account_id, rows[i].place_id, rows[i].from_ms,
			rows[i].until_ms == PARTY_FOREVER ? 0 : rows[i].until_ms, rows[i].role, rows[i].place_name };
	*ret = (struct list){ out, n };
	return ERR_OK;
}

enum err account_substitutions_of(struct ctx *cx, int64_t account_id, struct list *ret)
{
	struct party_substitution *rows;
	struct substitution_body *out;
	size_t n;

	TRY(party_substitution_list(cx, account_id, &rows, &n));
	out = arena_array(&cx->mem, struct substitution_body, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct substitution_body){ rows[i].substitution_id, rows[i].account_id, rows[i].substitute_id,
			rows[i].from_ms, rows[i].until_ms, rows[i].reason, rows[i].account_name, rows[i].substitute_name };
	*ret = (struct list){ out, n };
	return ERR_OK;
}

static enum err keys_of(struct ctx *cx, int64_t account_id, struct list *ret)
{
	struct party_key *rows;
	struct key_body *out;
	size_t n;

	TRY(party_key_list(cx, account_id, &rows, &n));
	out = arena_array(&cx->mem, struct key_body, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct key_body){ rows[i].key_id, rows[i].account_id, rows[i].created_ms, rows[i].expires_ms,
			rows[i].label, rows[i].hint };
	*ret = (struct list){ out, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct account_key *in = input;
	struct account_whole *out = output;
	struct party_account account;

	TRY(party_account_need(cx, PERM_ACCOUNT_READ, in->account_id, &account));
	out->account = account_body_of(&account);
	TRY(account_grants_of(cx, in->account_id, &out->grants));
	TRY(account_substitutions_of(cx, in->account_id, &out->substitutions));
	TRY(account_sessions_of(cx, in->account_id, &out->sessions));
	return keys_of(cx, in->account_id, &out->keys);
}

static enum err run_reset(struct ctx *cx, const void *input, void *output)
{
	struct account_made *out = output;
	struct party_account account;
	int64_t account_id = ((const struct account_key *)input)->account_id;

	TRY(party_password_reset(cx, account_id, &out->password));
	TRY(party_account_get(cx, account_id, &account));
	out->account_id = account_id;
	out->login = account.login;
	return ERR_OK;
}

static enum err run_grant(struct ctx *cx, const void *input, void *output)
{
	const struct grant_body *in = input;

	return party_grant_add(cx, &(struct party_grant){ .account_id = in->account_id, .place_id = in->place_id,
		.role = in->role, .from_ms = in->from ? in->from : cx->now_ms, .until_ms = in->until },
		&((struct grant_key *)output)->grant_id);
}

static enum err run_grant_end(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return party_grant_end(cx, ((const struct grant_key *)input)->grant_id);
}

static enum err run_substitution(struct ctx *cx, const void *input, void *output)
{
	const struct substitution_body *in = input;

	return party_substitution_add(cx, &(struct party_substitution){ .account_id = in->account_id,
		.substitute_id = in->substitute_id, .from_ms = in->from ? in->from : cx->now_ms, .until_ms = in->until,
		.reason = in->reason }, &((struct substitution_key *)output)->substitution_id);
}

static enum err run_substitution_end(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return party_substitution_end(cx, ((const struct substitution_key *)input)->substitution_id);
}

static enum err run_key(struct ctx *cx, const void *input, void *output)
{
	const struct key_body *in = input;
	struct key_made *out = output;

	return party_key_create(cx, in->account_id, in->label, in->expires, &out->key_id, &out->key);
}

static enum err run_key_end(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return party_key_end(cx, ((const struct key_key *)input)->key_id);
}

static enum err run_roles(struct ctx *cx, const void *input, void *output)
{
	struct role_body *out;
	const struct party_role *role;
	size_t n = 0;

	(void)input;
	while (party_role_at(n))
		n++;
	out = arena_array(&cx->mem, struct role_body, n + 1);
	for (size_t i = 0; (role = party_role_at(i)); i++) {
		struct role_perm *perms = arena_array(&cx->mem, struct role_perm, role->n_perms + 1);

		for (size_t k = 0; k < role->n_perms; k++)
			perms[k] = (struct role_perm){ perm_slug(role->perms[k]), perm_zh(role->perms[k]), perm_en(role->perms[k]) };
		out[i] = (struct role_body){ role->name, role->zh, role->en, { perms, role->n_perms } };
	}
	((struct role_items *)output)->items = (struct list){ out, n };
	return ERR_OK;
}

extern const struct op account_ops[];
const struct op account_ops[] = {
	{ .method = "GET", .path = "/api/v1/accounts/{account_id}", .name = "account_get", .zh = "查看账号、授权和代理",
	  .en = "Read an account, its grants, substitutes and sessions", .perm = PERM_ACCOUNT_READ, .tx = TX_READ,
	  .in = &account_key_shape, .out = &account_whole_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/accounts", .name = "account_create", .zh = "建账号", .en = "Make an account",
	  .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .flags = OP_SECRET, .in = &account_new_shape, .out = &account_made_shape,
	  .run = run_create, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/accounts/batch", .name = "account_batch", .zh = "成批建账号",
	  .en = "Make many accounts, all or none", .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .flags = OP_SECRET,
	  .in = &account_many_shape, .out = &account_made_many_shape, .run = run_many, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "PUT", .path = "/api/v1/accounts/{account_id}", .name = "account_update", .zh = "修改或停用账号",
	  .en = "Change or disable an account", .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .in = &account_change_shape,
	  .out = &account_body_shape, .run = run_update, .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/accounts/{account_id}/reset-password", .name = "password_reset", .zh = "重置密码",
	  .en = "Draw a new one-time password", .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .flags = OP_SECRET,
	  .in = &account_key_shape, .out = &account_made_shape, .run = run_reset,
	  .fails = { ERR_NOT_FOUND, ERR_BLOCKED, ERR_STALE } },
	{ .method = "POST", .path = "/api/v1/accounts/{account_id}/grants", .name = "grant_add", .zh = "授予角色",
	  .en = "Grant a role on a place", .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .in = &grant_new_shape,
	  .out = &grant_key_shape, .run = run_grant, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/grants/{grant_id}/end", .name = "grant_end", .zh = "收回角色", .en = "End a grant",
	  .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .in = &grant_key_shape, .run = run_grant_end,
	  .fails = { ERR_NOT_FOUND, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/accounts/{account_id}/substitutions", .name = "substitution_add", .zh = "指定代理人",
	  .en = "Name a substitute", .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &substitution_new_shape,
	  .out = &substitution_key_shape, .run = run_substitution, .fails = { ERR_NOT_FOUND, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/substitutions/{substitution_id}/end", .name = "substitution_end", .zh = "结束代理",
	  .en = "End a substitution", .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &substitution_key_shape,
	  .run = run_substitution_end, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/accounts/{account_id}/keys", .name = "key_create", .zh = "发接口密钥",
	  .en = "Issue an API key", .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .flags = OP_SECRET, .in = &key_new_shape,
	  .out = &key_made_shape, .run = run_key, .fails = { ERR_NOT_FOUND, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/keys/{key_id}/end", .name = "key_end", .zh = "作废接口密钥", .en = "End an API key",
	  .perm = PERM_ACCOUNT_EDIT, .tx = TX_WRITE, .in = &key_key_shape, .run = run_key_end, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/roles", .name = "role_list", .zh = "角色和权限", .en = "List roles and permissions",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .out = &role_items_shape, .run = run_roles },
	{ 0 },
};
