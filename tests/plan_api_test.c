/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "http/dispatch.h"

/* The ops of the plan capability as a client meets them. */
extern const struct op plan_ops[], party_ops[];
static const struct op *const tables[] = { plan_ops, party_ops, NULL };

struct client { struct dispatch d; struct ctx *cx; char token[100], *body; int keys; };
enum { BODY_MAX = 400000 };

static enum err authenticate(struct ctx *cx, struct http_who *ret)
{
	struct party_who who;

	TRY(party_authenticate(cx, cx->session_token, &who));
	*ret = (struct http_who){ .actor = who.actor, .session_id = who.session_id, .must_change = who.must_change };
	return ERR_OK;
}

static int64_t clock_ms(bool writes) { (void)writes; return INT64_C(1800000000000); }

static int ask(struct client *c, const char *method, const char *path, const char *query, const void *body, size_t n)
{
	char bearer[120], key[20];
	struct request r = { .method = method, .path = path, .query = query, .body = body, .n_body = n, .content_type = "application/json",
		.address = "192.0.2.1", .request_id = "r", .accept_language = "en", .authorization = c->token[0] ? bearer : NULL,
		.idempotency_key = key };
	struct call *call;
	int status;

	snprintf(bearer, sizeof bearer, "Bearer %s", c->token);
	snprintf(key, sizeof key, "k%d", ++c->keys);
	call = call_open(&c->d, &r);
	call_run(call, c->cx->store);
	status = call->answer.status;
	snprintf(c->body, BODY_MAX, "%.*s", (int)call->answer.n_body, (const char *)call->answer.body);
	if (call->cx.answer_session && call->code == ERR_OK)
		snprintf(c->token, sizeof c->token, "%s", call->cx.answer_session);
	assert_int_equal(c->d.breaches, 0);
	call_close(call);
	return status;
}

#define answers(status, m, p, q, b) do { \
	const char *body_ = (b); \
	int got_ = ask(&c, m, p, q, body_, body_ ? strlen(body_) : 0); \
	if (got_ != (status)) \
		print_error("%s:%d %s %s -> %d %s\n", __FILE__, __LINE__, m, p, got_, c.body); \
	assert_int_equal(got_, (status)); \
} while (0)
#define says(text) assert_non_null(strstr(c.body, (text)))

static struct client open_client(struct ctx *cx, const char *role)
{
	struct client c = { .cx = cx, .body = arena_new(&cx->mem, BODY_MAX) };
	struct small_district d = open_district(cx);
	struct party_account_made made;

	must(party_account_create(cx, &(struct party_account_new){ .login = role, .name = role, .role = role, .place_id = d.root,
		.password = "moonlit-Harbour7", .kind = PARTY_PERSON }, &made));
	must(store_commit(cx));
	c.d = (struct dispatch){ .hooks = { .authenticate = authenticate, .touch = party_touch }, .district_id = 330114, .ids = cx->ids,
		.random = seeded_random, .now_ms = clock_ms };
	must(routes_build(cx, tables, &c.d.routes));
	answers(200, "POST", "/api/v1/session", NULL,
		arena_print(&cx->mem, "{\"login\":\"%s\",\"password\":\"moonlit-Harbour7\"}", role));
	return c;
}

static const char *plan_text(struct ctx *cx)
{
	char *text = arena_new(&cx->mem, 100000);
	FILE *f = fopen("plans/d2-control-goods.yaml", "rb");

	assert_non_null(f);
	assert_true(fread(text, 1, 99999, f) > 1000);
	fclose(f);
	return text;
}

static const char bad[] = "plan: {id: t, zh: 甲, version: 1, date: 2026-11-21, kind: district}\ndutys: []\ngods: []\n";

static void life(struct ctx *cx)
{
	struct client c = open_client(cx, "administrator");
	const char *d2 = plan_text(cx), *begin = "{\"reason\":\"试行\",\"precedence\":1}";
	char *newer = arena_text(&cx->mem, d2), *path, *id;

	memcpy(strstr(newer, "version: 1"), "version: 2", 10);
	memcpy(strstr(newer, "7 days"), "9 days", 6);
	answers(200, "POST", "/api/v1/plans/check", NULL, d2);
	says("\"good\":true");
	says("第1优先");
	answers(200, "POST", "/api/v1/plans", NULL, d2);
	says("\"plan_id\":\"d2\"");
	answers(200, "POST", "/api/v1/plans", NULL, newer);
	answers(409, "POST", "/api/v1/plans", NULL, arena_print(&cx->mem, "%s# one more line\n", d2));
	answers(200, "GET", "/api/v1/plans", "limit=1", NULL);
	says("\"next\":\"d2.2\"");
	answers(200, "GET", "/api/v1/plans", "after=d2.2", NULL);
	says("\"plan_version\":1");
	answers(200, "GET", "/api/v1/plans/d2/versions/1", NULL, NULL);
	says("\"explanation\":");
	answers(200, "GET", "/api/v1/plans/d2/versions/1/changes", "with=2", NULL);
	says("~ take_back.within 7 days -> 9 days");
	answers(200, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, begin);
	answers(409, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, begin);
	answers(200, "POST", "/api/v1/plans/d2/versions/2/activate", NULL, begin);
	answers(200, "GET", "/api/v1/plan-activations", NULL, NULL);
	says("\"plan_version\":2");
	assert_null(strstr(c.body, "\"plan_version\":1"));
	id = strstr(c.body, "\"activation_id\":\"") + strlen("\"activation_id\":\"");
	path = arena_print(&cx->mem, "/api/v1/plan-activations/%.*s/end", (int)strcspn(id, "\""), id);
	answers(200, "POST", path, NULL, "{\"reason\":\"疫情结束\"}");
	answers(409, "POST", path, NULL, "{\"reason\":\"疫情结束\"}");
	answers(200, "GET", "/api/v1/plan-activations", "ended_too=true", NULL);
	says("\"end_reason\":\"疫情结束\"");
}

static void wrong_input(struct ctx *cx)
{
	struct client c = open_client(cx, "administrator");
	char *big = arena_new(&cx->mem, (2 << 20) + 2);

	memset(big, '#', (2 << 20) + 1);
	answers(200, "POST", "/api/v1/plans/check", NULL, bad);
	says("\"good\":false");
	says("\"line\":2,\"column\":1,\"code\":\"E06\"");
	says("\"line\":3,\"column\":1,\"code\":\"E06\"");
	answers(422, "POST", "/api/v1/plans", NULL, bad);
	says("line 2 column 1 E06");
	answers(422, "POST", "/api/v1/plans", NULL, NULL);
	answers(422, "POST", "/api/v1/plans", NULL, "\xff\xfe");
	says("E01");
	answers(413, "POST", "/api/v1/plans", NULL, big);
	answers(404, "GET", "/api/v1/plans/nothing/versions/1", NULL, NULL);
	answers(422, "GET", "/api/v1/plans/d2/versions/one", NULL, NULL);
	answers(422, "GET", "/api/v1/plans", "after=x", NULL);
	answers(422, "GET", "/api/v1/plans", "limit=0", NULL);
	answers(404, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, "{\"reason\":\"试行\"}");
	answers(422, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, "{}");
	answers(422, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, "{\"reason\":\"试行\",\"precedence\":100}");
	answers(422, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, "{\"reason\":\"试行\",\"color\":1}");
	answers(404, "POST", "/api/v1/plan-activations/77/end", NULL, "{\"reason\":\"试行\"}");
	answers(200, "GET", "/api/v1/plans", NULL, NULL);
	says("\"items\":[]");
}

static void who_may_not(struct ctx *cx)
{
	struct client c = open_client(cx, "viewer");

	answers(403, "POST", "/api/v1/plans", NULL, plan_text(cx));
	answers(403, "POST", "/api/v1/plans/d2/versions/1/activate", NULL, "{\"reason\":\"试行\"}");
	c.token[0] = 0;
	answers(401, "GET", "/api/v1/plans", NULL, NULL);
}

static void X1_a_plan_is_checked_registered_compared_activated_and_ended(void **state) { (void)state; for_each_store(life); }
static void wrong_input_is_named_and_changes_nothing(void **state) { (void)state; for_each_store(wrong_input); }
static void who_may_not_edit_plans_is_refused(void **state) { (void)state; for_each_store(who_may_not); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X1_a_plan_is_checked_registered_compared_activated_and_ended),
		cmocka_unit_test(wrong_input_is_named_and_changes_nothing),
		cmocka_unit_test(who_may_not_edit_plans_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
