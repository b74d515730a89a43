/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "http/dispatch.h"

/* The ops of audit, place, item and party as a client meets them. */
extern const struct op audit_ops[], place_ops[], item_ops[], party_ops[], account_ops[], org_ops[], person_ops[], roster_ops[];
static const struct op *const tables[] = { audit_ops, place_ops, item_ops, party_ops, account_ops, org_ops, person_ops, roster_ops, NULL };

struct client { struct dispatch d; struct ctx *cx; char token[100], body[8000]; int keys; };

static enum err authenticate(struct ctx *cx, struct http_who *ret)
{
	struct party_who who;

	TRY(party_authenticate(cx, cx->session_token, &who));
	*ret = (struct http_who){ .actor = who.actor, .session_id = who.session_id, .must_change = who.must_change };
	return ERR_OK;
}

static int64_t a_time = INT64_C(1800000000000);
static int64_t clock_ms(bool writes) { (void)writes; return a_time; }

static int ask(struct client *c, const char *method, const char *path, const char *query, const char *body)
{
	char bearer[120], key[20];
	struct request r = { .method = method, .path = path, .query = query, .body = body, .n_body = body ? strlen(body) : 0,
		.content_type = "application/json", .address = "192.0.2.1", .request_id = "r", .accept_language = "en",
		.authorization = c->token[0] ? bearer : NULL, .idempotency_key = key };
	struct call *call;
	const char *set;
	int status;

	snprintf(bearer, sizeof bearer, "Bearer %s", c->token);
	snprintf(key, sizeof key, "k%d", ++c->keys);
	call = call_open(&c->d, &r);
	call_run(call, c->cx->store);
	status = call->answer.status;
	snprintf(c->body, sizeof c->body, "%.*s", (int)call->answer.n_body, (const char *)call->answer.body);
	set = call->cx.answer_session;
	if (set && call->code == ERR_OK)
		snprintf(c->token, sizeof c->token, "%s", set);
	assert_int_equal(c->d.breaches, 0);
	call_close(call);
	return status;
}

#define answers(status, m, p, q, b) do { \
	int got_ = ask(&c, m, p, q, b); \
	if (got_ != (status)) \
		print_error("%s:%d %s %s -> %d %s\n", __FILE__, __LINE__, m, p, got_, c.body); \
	assert_int_equal(got_, (status)); \
} while (0)

static void sign_in_as(struct client *cl, const char *login)
{
	struct client c = *cl;
	char body[200];

	c.token[0] = 0;
	snprintf(body, sizeof body, "{\"login\":\"%s\",\"password\":\"moonlit-Harbour7\"}", login);
	answers(200, "POST", "/api/v1/session", NULL, body);
	assert_true(c.token[0]);
	assert_null(strstr(c.body, c.token));
	*cl = c;
}

static struct client open_client(struct ctx *cx, struct small_district *ret)
{
	struct client c = { .cx = cx };
	struct party_account_made made;
	static const char *const roles[] = { "administrator", "auditor", "unit_clerk", "personnel_officer" };

	*ret = open_district(cx);
	for (size_t i = 0; i < 4; i++)
		must(party_account_create(cx, &(struct party_account_new){ .login = roles[i], .name = roles[i], .role = roles[i],
			.place_id = i == 2 ? ret->clinic : ret->root, .password = "moonlit-Harbour7", .kind = PARTY_PERSON }, &made));
	must(store_commit(cx));
	c.d = (struct dispatch){ .hooks = { .authenticate = authenticate, .touch = party_touch }, .district_id = 330114,
		.ids = cx->ids, .random = seeded_random, .now_ms = clock_ms };
	must(routes_build(cx, tables, &c.d.routes));
	return c;
}

static void life(struct ctx *cx)
{
	struct small_district d;
	struct client c = open_client(cx, &d);
	const char *path, *body;

	answers(401, "GET", "/api/v1/session", NULL, NULL);
	answers(401, "GET", "/api/v1/places", NULL, NULL);
	answers(401, "POST", "/api/v1/session", NULL, "{\"login\":\"administrator\",\"password\":\"wrong\"}");
	answers(422, "POST", "/api/v1/session", NULL, "{\"login\":\"administrator\"}");
	sign_in_as(&c, "administrator");
	answers(200, "GET", "/api/v1/session", NULL, NULL);
	assert_non_null(strstr(c.body, "ACCOUNT_EDIT"));
	answers(200, "GET", "/api/v1/places", "limit=2", NULL);
	assert_non_null(strstr(c.body, "\"next\":\"330114001000\""));
	answers(200, "POST", "/api/v1/places", NULL, "{\"code\":\"330114003000\",\"name\":\"丙街道\",\"kind\":\"subdistrict\"}");
	answers(409, "POST", "/api/v1/places", NULL, "{\"code\":\"330114003000\",\"name\":\"丙街道\",\"kind\":\"subdistrict\"}");
	answers(422, "POST", "/api/v1/places", NULL, "{\"code\":\"X\",\"name\":\"\",\"kind\":\"moon\"}");
	answers(200, "GET", "/api/v1/place-codes/330114003000", NULL, NULL);
	answers(404, "GET", "/api/v1/place-codes/nowhere", NULL, NULL);
	path = arena_print(&cx->mem, "/api/v1/places/%lld", (long long)d.wa);
	answers(200, "PUT", path, NULL, "{\"version\":1,\"name\":\"甲仓\",\"storage\":\"ambient,cold\"}");
	answers(412, "PUT", path, NULL, "{\"version\":1,\"name\":\"甲仓\",\"storage\":\"ambient\"}");
	answers(422, "PUT", path, NULL, "{\"name\":\"甲仓\",\"storage\":\"warm\"}");
	answers(200, "POST", "/api/v1/places/batch", NULL, "{\"items\":[{\"code\":\"B1\",\"name\":\"一\",\"kind\":\"unit\",\"parent_code\":\"330114003000\"}]}");
	answers(409, "POST", "/api/v1/places/batch", NULL, "{\"items\":[{\"code\":\"B2\",\"name\":\"二\",\"kind\":\"unit\",\"parent_code\":\"330114003000\"},{\"code\":\"B2\",\"name\":\"二\",\"kind\":\"unit\"}]}");
	assert_non_null(strstr(c.body, "items[1].code"));
	answers(200, "POST", "/api/v1/items", NULL, "{\"code\":\"M1\",\"zh\":\"口罩\",\"category\":\"masks\",\"unit\":\"只\",\"pack\":50,\"pack_unit\":\"盒\"}");
	answers(200, "GET", "/api/v1/items", "search=口罩", NULL);
	answers(200, "POST", "/api/v1/orgs", NULL, "{\"code\":\"S1\",\"name\":\"供应商\",\"roles\":\"supplier\",\"credit_code\":\"91350100M000100Y43\"}");
	answers(422, "POST", "/api/v1/orgs", NULL, "{\"code\":\"S2\",\"name\":\"供应商\",\"roles\":\"supplier\",\"credit_code\":\"91350100M000100Y44\"}");
	body = arena_print(&cx->mem, "{\"login\":\"Clerk9\",\"name\":\"物资员\",\"kind\":\"person\",\"place_id\":\"%lld\",\"role\":\"unit_clerk\"}", (long long)d.clinic);
	answers(200, "POST", "/api/v1/accounts", NULL, body);
	assert_non_null(strstr(c.body, "password"));
	answers(409, "POST", "/api/v1/accounts", NULL, body);
	answers(200, "GET", "/api/v1/accounts", "search=clerk", NULL);
	answers(200, "GET", "/api/v1/roles", NULL, NULL);
	answers(403, "GET", "/api/v1/audit", NULL, NULL);
	answers(200, "DELETE", "/api/v1/session", NULL, NULL);
	c.token[0] = 0;
	sign_in_as(&c, "auditor");
	answers(200, "GET", "/api/v1/audit", "op=sign_in", NULL);
	assert_non_null(strstr(c.body, "\"outcome\":\"refused\""));
	answers(403, "POST", "/api/v1/items", NULL, "{\"code\":\"M2\",\"zh\":\"口罩\",\"category\":\"masks\",\"unit\":\"只\"}");
}

static void one_time(struct ctx *cx)
{
	struct small_district d;
	struct client c = open_client(cx, &d);
	struct party_account_made made;
	const char *body;

	must(store_begin(cx));
	must(party_account_create(cx, &(struct party_account_new){ .login = "fresh", .name = "新", .role = "viewer", .place_id = d.root,
		.kind = PARTY_PERSON }, &made));
	must(store_commit(cx));
	body = arena_print(&cx->mem, "{\"login\":\"fresh\",\"password\":\"%s\"}", made.password);
	answers(200, "POST", "/api/v1/session", NULL, body);
	assert_non_null(strstr(c.body, "\"must_change\":true"));
	answers(403, "GET", "/api/v1/places", NULL, NULL);
	answers(200, "GET", "/api/v1/session", NULL, NULL);
	body = arena_print(&cx->mem, "{\"old_password\":\"%s\",\"new_password\":\"moonlit-Harbour7\"}", made.password);
	answers(200, "PUT", "/api/v1/session/password", NULL, body);
	answers(200, "GET", "/api/v1/places", NULL, NULL);
	for (int i = 0; i < PARTY_TRIES; i++)
		answers(401, "POST", "/api/v1/session", NULL, "{\"login\":\"fresh\",\"password\":\"guess\"}");
	answers(429, "POST", "/api/v1/session", NULL, "{\"login\":\"fresh\",\"password\":\"moonlit-Harbour7\"}");
}

static void people(struct ctx *cx)
{
	struct small_district d;
	struct client c = open_client(cx, &d);
	const char *path;
	long long id;

	sign_in_as(&c, "personnel_officer");
	answers(200, "POST", "/api/v1/people", NULL, arena_print(&cx->mem, "{\"place_id\":\"%lld\",\"name\":\"张三\",\"phone\":\"13800138000\"}", (long long)d.clinic));
	id = atoll(strchr(c.body, ':') + 2);
	path = arena_print(&cx->mem, "/api/v1/people/%lld", id);
	answers(200, "GET", path, NULL, NULL);
	assert_null(strstr(c.body, "张三"));
	assert_non_null(strstr(c.body, "138****8000"));
	answers(200, "GET", "/api/v1/people", NULL, NULL);
	assert_null(strstr(c.body, "13800138000"));
	path = arena_print(&cx->mem, "/api/v1/people/%lld/reveal", id);
	answers(422, "POST", path, NULL, "{}");
	answers(200, "POST", path, NULL, "{\"reason\":\"联系送货\"}");
	assert_non_null(strstr(c.body, "13800138000"));
	c.token[0] = 0;
	sign_in_as(&c, "auditor");
	answers(200, "GET", "/api/v1/audit", "op=person_reveal", NULL);
	assert_non_null(strstr(c.body, "联系送货"));
	answers(403, "POST", path, NULL, "{\"reason\":\"联系送货\"}");
}

static void a_day_of_an_administrator_over_the_api(void **state) { (void)state; for_each_store(life); }
static void a_one_time_password_must_be_changed_first(void **state) { (void)state; for_each_store(one_time); }
static void X4_people_are_shown_in_full_only_for_a_reason(void **state) { (void)state; for_each_store(people); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_of_an_administrator_over_the_api),
		cmocka_unit_test(a_one_time_password_must_be_changed_first),
		cmocka_unit_test(X4_people_are_shown_in_full_only_for_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
