/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "http/dispatch.h"
#include "store/driver.h"
#include <stdio.h>
#include <string.h>

/* A capability of the test: notes that can be added, read and refused. */
struct note { int64_t note_id, version; const char *text; };
struct note_key { int64_t note_id; };
struct noted { int64_t note_id, n, version; };
static SHAPE(note, ID(note, note_id, "which"), OPT_I64(note, version, 1, 1000, "as read"), TEXT(note, text, 1, 20, "what"));
static SHAPE(note_key, ID(note_key, note_id, "which"));
static SHAPE(noted, ID(noted, note_id, "which"), I64(noted, n, 0, 1000, "how many there are"), I64(noted, version, 1, 9, "now"));

#define QUERY(name, sql, in, row) static const struct query name = { #name, sql, sql, in, row }
struct number { int64_t n; };
static SHAPE(number, I64(number, n, 0, 1000, "n"));
QUERY(insert, "INSERT INTO note (n) VALUES (?1)", &number_shape, NULL);
QUERY(how_many, "SELECT COUNT(*) AS n FROM note", NULL, &number_shape);

static int audits, busy;
static enum err fail_with;

static enum err add(struct ctx *cx, const void *in, void *out)
{
	const struct note *note = in;
	struct number n = { note->note_id }, all;

	TRY(store_exec(cx, &insert, &n, NULL));
	if (fail_with)
		return fail(cx, fail_with, "text", "不行", "no");
	TRY(store_one(cx, &how_many, NULL, &all));
	*(struct noted *)out = (struct noted){ note->note_id, all.n, note->version ? note->version : 1 };
	return ERR_OK;
}

static enum err look(struct ctx *cx, const void *in, void *out)
{
	struct number all;

	TRY(store_one(cx, &how_many, NULL, &all));
	*(struct noted *)out = (struct noted){ ((const struct note_key *)in)->note_id, all.n, 10 };  /* 10 breaks the shape */
	return ERR_OK;
}

static const struct op ops[] = {
	{ "POST", "/api/v1/notes/{note_id}", "note_add", "记", "note", PERM_STOCK_COUNT, TX_WRITE, 0, &note_shape, &noted_shape, add, NULL, { ERR_BLOCKED } },
	{ "GET", "/api/v1/notes/{note_id}", "note_get", "看", "look", PERM_SIGNED_IN, TX_READ, 0, &note_key_shape, &noted_shape, look, NULL, { 0 } },
	{ "POST", "/api/v1/own-notes/{note_id}", "own_note_add", "记", "note", PERM_SIGNED_IN, TX_WRITE, 0, &note_shape, &noted_shape, add, NULL, { 0 } },
	{ 0 },
};

static enum err who(struct ctx *cx, struct http_who *ret)
{
	static const struct right right = { PERM_STOCK_COUNT, "/1/", 0, INT64_MAX };

	if (strcmp(cx->session_token, "clerk") == 0)
		*ret = (struct http_who){ .actor = { 7, "clerk", &right, 1 }, .session_id = 1 };
	else if (strcmp(cx->session_token, "once") == 0)
		*ret = (struct http_who){ .actor = { 9, "once", NULL, 0 }, .session_id = 2, .must_change = true };
	else if (strcmp(cx->session_token, "guest") == 0)
		*ret = (struct http_who){ .actor = { 8, "guest", NULL, 0 } };
	else
		return fail(cx, ERR_NOT_SIGNED_IN, NULL, "谁？", "who?");
	return ERR_OK;
}

static enum err note_audit(struct ctx *cx, const struct http_audit *entry)
{
	(void)cx;
	assert_int_equal(entry->target_id, 5);
	audits++;
	return ERR_OK;
}

static int64_t clock_ms(bool writes) { (void)writes; return INT64_C(1800000000000); }

static struct dispatch d;
static struct ctx world;

static int open_world(void **state)
{
	static const struct op *const tables[] = { ops, NULL };

	(void)state;
	world = (struct ctx){ .now_ms = clock_ms(false) };
	d = (struct dispatch){ .hooks = { .authenticate = who, .audit = note_audit }, .district_id = 330114, .now_ms = clock_ms };
	assert_int_equal(routes_build(&world, tables, &d.routes), ERR_OK);
	assert_int_equal(store_open(&world, "sqlite::memory:", STORE_WRITE, &world.store), ERR_OK);
	assert_int_equal(store_migrate(&world), ERR_OK);
	assert_int_equal(world.store->driver->script(&world, world.store, "CREATE TABLE note (n BIGINT)"), ERR_OK);
	fail_with = 0;
	audits = busy = 0;
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	store_close(world.store);
	arena_reset(&world.mem);
	return 0;
}

static const struct request good = { .method = "POST", .path = "/api/v1/notes/5", .authorization = "Bearer clerk",
	.content_type = "application/json", .idempotency_key = "k1", .body = "{\"text\":\"a\"}", .n_body = 12, .request_id = "r1" };

/* Status, and the whole answer in `text` when wanted. */
static int ask(struct request req, char *text)
{
	struct call *c = call_open(&d, &req);
	int status;

	if (req.body && !req.n_body)
		req.n_body = strlen(req.body);
	call_run(c, world.store);
	status = c->answer.status;
	if (text)
		snprintf(text, 1000, "%.*s%s", (int)c->answer.n_body, (const char *)c->answer.body, c->replayed ? " again" : "");
	call_close(c);
	return status;
}

static int64_t notes(void)
{
	struct number n;

	assert_int_equal(store_one(&world, &how_many, NULL, &n), ERR_OK);
	return n.n;
}

#define WITH(...) ({ struct request r_ = good; __VA_ARGS__; r_; })

static void I1_the_same_key_gives_the_same_bytes_and_one_effect(void **state)
{
	char first[1000], again[1000];

	(void)state;
	assert_int_equal(ask(good, first), 200);
	assert_int_equal(ask(WITH(r_.body = "{ \"text\" : \"a\" }", r_.n_body = 0), again), 200);
	strcat(first, " again");
	assert_string_equal(first, again);
	assert_int_equal(notes(), 1);
	assert_int_equal(audits, 1);
	assert_int_equal(ask(WITH(r_.body = "{\"text\":\"b\"}"), again), 422);
	assert_non_null(strstr(again, "\"field\":\"Idempotency-Key\""));
	assert_int_equal(ask(WITH(r_.idempotency_key = "k2"), NULL), 200);
	assert_int_equal(notes(), 2);
}

static void I2_a_refused_write_leaves_nothing_and_may_be_tried_afresh(void **state)
{
	(void)state;
	fail_with = ERR_BLOCKED;
	assert_int_equal(ask(good, NULL), 409);
	assert_int_equal(notes(), 0);
	fail_with = 0;
	assert_int_equal(ask(good, NULL), 200);
	assert_int_equal(notes(), 1);
}

static void an_answer_outside_the_row_is_our_own_mistake(void **state)
{
	char text[1000];

	(void)state;
	fail_with = ERR_SHORT_STOCK;
	assert_int_equal(ask(good, text), 500);
	assert_null(strstr(text, "SHORT_STOCK"));
	assert_int_equal(d.breaches, 1);
	assert_int_equal(ask(WITH(r_.method = "GET", r_.n_body = 0, r_.body = NULL), NULL), 500);
	assert_int_equal(d.breaches, 2);
	assert_int_equal(notes(), 0);
}

static void who_asks_and_how_decides_what_happens(void **state)
{
	char text[1000];

	(void)state;
	assert_int_equal(ask(WITH(r_.authorization = NULL), NULL), 401);
	assert_int_equal(ask(WITH(r_.authorization = "Bearer nobody"), NULL), 401);
	assert_int_equal(ask(WITH(r_.authorization = "Bearer guest"), text), 403);
	assert_int_equal(audits, 1);                   /* the refusal was written down */
	assert_non_null(strstr(text, "盘点"));
	assert_int_equal(ask(WITH(r_.authorization = "Bearer once", r_.path = "/api/v1/own-notes/5"), text), 403);
	assert_non_null(strstr(text, "口令"));           /* nothing is done with a one-time password but changing it */
	assert_int_equal(notes(), 0);
	assert_int_equal(ask(WITH(r_.path = "/api/v1/nowhere"), NULL), 404);
	assert_int_equal(ask(WITH(r_.method = "PUT"), NULL), 405);
	assert_int_equal(ask(WITH(r_.content_type = "text/plain"), NULL), 415);
	assert_int_equal(ask(WITH(r_.idempotency_key = NULL), NULL), 400);
	assert_int_equal(ask(WITH(r_.body = "{"), NULL), 400);
	assert_int_equal(ask(WITH(r_.path = "/api/v1/notes/x"), text), 422);
	assert_non_null(strstr(text, "\"field\":\"note_id\""));
	assert_int_equal(ask(WITH(r_.body = "{\"text\":\"\"}", r_.n_body = 0, r_.accept_language = "fr, en;q=0.5"), text), 422);
	assert_non_null(strstr(text, "\"detail\":\"expected 1 to 20 characters, got 0\""));
	assert_int_equal(ask(WITH(r_.if_match = "\"7\""), text), 200);
	assert_non_null(strstr(text, "\"version\":7"));
	assert_int_equal(notes(), 1);
}

static void a_cookie_counts_only_from_a_page_of_our_own(void **state)
{
	struct request r = good;
	char csrf[HTTP_CSRF_ROOM];

	(void)state;
	r.authorization = NULL;
	r.cookie = "a=b; baogong_session=clerk";
	r.host = "127.0.0.1:8080";
	assert_int_equal(ask(r, NULL), 403);
	r.csrf = http_csrf_token("clerk", csrf);
	assert_int_equal(ask(r, NULL), 403);
	r.origin = "http://evil.example";
	assert_int_equal(ask(r, NULL), 403);
	r.origin = "http://127.0.0.1:8080";
	assert_int_equal(ask(r, NULL), 200);
	r.fetch_site = "cross-site";
	assert_int_equal(ask(r, NULL), 403);
	r.fetch_site = "same-origin";
	r.csrf = http_csrf_token("clark", csrf);
	assert_int_equal(ask(r, NULL), 403);
	assert_int_equal(notes(), 1);
}

static void a_row_that_is_wrong_refuses_to_start(void **state)
{
	struct op rows[8][3] = { { ops[0] }, { ops[0] }, { ops[0] }, { ops[0] }, { ops[0], ops[0] }, { ops[1] }, { ops[0] }, { ops[0] } };
	static const struct field twice[] = { I64(note, note_id, 0, 1, "x"), I64(note, note_id, 0, 1, "x"), { 0 } };
	static const struct shape wrong = { "wrong", sizeof(struct note), twice };
	struct routes *routes = arena_new(&world.mem, sizeof *routes);

	(void)state;
	rows[0][0].perm = PERM_UNSET;
	rows[1][0].path = "/api/v1/notes/{id}";
	rows[2][0].path = "/notes";
	rows[3][0].run = NULL;
	rows[4][1].name = "other";
	rows[5][0].tx = TX_WRITE;
	rows[6][0].in = &wrong;
	rows[7][0].method = "TRACE";
	for (size_t i = 0; i < 8; i++) {
		const struct op *tables[] = { rows[i], NULL };

		assert_int_equal(routes_build(&world, tables, routes), ERR_BROKEN);
		assert_true(world.fault.zh[0] && world.fault.en[0]);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(I1_the_same_key_gives_the_same_bytes_and_one_effect),
		TEST(I2_a_refused_write_leaves_nothing_and_may_be_tried_afresh),
		TEST(an_answer_outside_the_row_is_our_own_mistake),
		TEST(who_asks_and_how_decides_what_happens),
		TEST(a_cookie_counts_only_from_a_page_of_our_own),
		TEST(a_row_that_is_wrong_refuses_to_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
