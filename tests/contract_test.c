/* SPDX-License-Identifier: Apache-2.0 */
#include "both_stores.h"
#include "caps.gen.h"
#include "app/wiring.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "http/json.h"
#include "http/openapi.h"
#include "store/readers.h"
#include <jansson.h>
#include <sqlite3.h>

/* What every op promises by its row, tried on every op: each wrong request gets
 * the right status and a problem that names the field in both languages, and
 * changes nothing.  Requests are made from the shapes. */

enum how { WHOLE, MISSING, WRONG_TYPE, TOO_SMALL, TOO_LARGE };

/* One mistake to be made in a request: in which field (by its path), and how. */
struct mistake { const struct field *field; const char *path; enum how how; };

/* All that is wrong is told, not only the first. */
static int n_wrong;
#define wrong(...) do { n_wrong++; print_error(__VA_ARGS__); print_error("\n"); } while (0)

static struct ctx world;
static struct dispatch *d;
static char path[300];
static sqlite3 *watcher;            /* reads the store from outside */

static int64_t clock_ms(bool writes) { (void)writes; return INT64_C(1795219200000); }

static void chance(void *bytes, size_t n)
{
	static unsigned char state = 1;

	for (size_t i = 0; i < n; i++)
		((unsigned char *)bytes)[i] = state = (unsigned char)(state * 5 + 3);
}

/* "root" may do everything, "bare" is signed in and may do nothing. */
static enum err authenticate(struct ctx *cx, struct http_who *ret)
{
	if (strcmp(cx->session_token, "root") == 0)
		*ret = (struct http_who){ .actor = { .account_id = ACCOUNT_SYSTEM, .name = "root" } };
	else if (strcmp(cx->session_token, "bare") == 0)
		*ret = (struct http_who){ .actor = { .account_id = 99, .name = "bare" } };
	else
		return fail(cx, ERR_NOT_SIGNED_IN, NULL, "未知", "unknown");
	return ERR_OK;
}

static int open_world(void **state)
{
	static const struct actor system = { .account_id = ACCOUNT_SYSTEM, .name = "system" };
	static struct ids ids;
	struct place_facts facts = { .kind = PLACE_DISTRICT, .code = "330114000000", .name = "钱塘区" };
	int64_t root;

	(void)state;
	snprintf(path, sizeof path, "/tmp/baogong-contract-%ld.db", (long)getpid());
	world = (struct ctx){ .now_ms = clock_ms(false), .district_id = 330114, .ids = &ids, .actor = &system, .random = chance };
	d = calloc(1, sizeof *d);
	if (wiring_fill(&world, d) || store_open(&world, path, STORE_WRITE, &world.store) || store_migrate(&world)
	    || store_begin(&world) || party_prepare(&world) || place_create(&world, &facts, &root) || store_commit(&world)) {
		print_error("%s\n", world.fault.en);
		return 1;
	}
	d->hooks.authenticate = authenticate;
	d->now_ms = clock_ms;
	return 0;
}

static int close_world(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
	char file[320];

	(void)state;
	sqlite3_close(watcher);
	store_close(world.store);
	arena_reset(&world.mem);
	wiring_end(d);
	free(d);
	for (size_t i = 0; i < 4; i++) {
		snprintf(file, sizeof file, "%s%s", path, ends[i]);
		unlink(file);
	}
	return 0;
}

/* ---- what is in the store, but for what refusals may leave ---- */

static bool may_change(const char *table)
{
	return strncmp(table, "audit", 5) == 0 || strcmp(table, "party_try") == 0;
}

static void add_row(sqlite3_stmt *row, struct buf *b)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *text = (const char *)sqlite3_column_text(row, i);

		buf_text(b, text ? text : "NULL");
		buf_char(b, '|');
	}
}

static struct hash read_everything(void)
{
	struct arena mem = { 0 };
	struct buf b = BUF(&mem);
	sqlite3_stmt *tables, *row;
	struct hash h;

	assert_int_equal(sqlite3_prepare_v2(watcher, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &tables, NULL), SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);

		if (may_change(name))
			continue;
		assert_int_equal(sqlite3_prepare_v2(watcher, arena_print(&mem, "SELECT * FROM \"%s\"", name), -1, &row, NULL), SQLITE_OK);
		while (sqlite3_step(row) == SQLITE_ROW)
			add_row(row, &b);
		sqlite3_finalize(row);
	}
	sqlite3_finalize(tables);
	h = sha256(buf_get(&b), b.n);
	arena_reset(&mem);
	return h;
}

/* Read again only when somebody committed meanwhile. */
static struct hash everything(void)
{
	static struct hash known;
	static int known_version = -1;
	sqlite3_stmt *pragma;
	int version;

	if (!watcher)
		assert_int_equal(sqlite3_open_v2(path, &watcher, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(watcher, "PRAGMA data_version", -1, &pragma, NULL), SQLITE_OK);
	sqlite3_step(pragma);
	version = sqlite3_column_int(pragma, 0);
	sqlite3_finalize(pragma);
	if (version != known_version)
		known = read_everything();
	known_version = version;
	return known;
}

/* ---- requests from shapes ---- */

static void write_wrong(struct buf *b, const struct field *f)
{
	switch (f->kind) {
	case KIND_TEXT: case KIND_WORD: case KIND_ID: case KIND_DAY: case KIND_TIME: case KIND_MONEY:
		buf_text(b, "[1]");
		break;
	default:
		buf_text(b, "\"x\"");
	}
}

static void write_outside(struct buf *b, const struct field *f, bool large)
{
	switch (f->kind) {
	case KIND_I64:   buf_print(b, "%lld", (long long)(large ? f->max + (f->max < INT64_MAX) : f->min - (f->min > INT64_MIN))); break;
	case KIND_ID:    buf_text(b, large ? "\"9223372036854775808\"" : "\"0\""); break;
	case KIND_DAY:   buf_text(b, large ? "\"2026-02-30\"" : "\"1969-12-31\""); break;
	case KIND_TIME:  buf_text(b, large ? "\"2026-11-21T25:00:00+08:00\"" : "\"2026-11-21 08:00\""); break;
	case KIND_MONEY: buf_text(b, large ? "\"99999999999999999999.00\"" : "\"1.234\""); break;
	case KIND_WORD:  buf_text(b, "\"no such word\""); break;
	case KIND_TEXT:
		buf_char(b, '"');
		for (int64_t i = 0; large && i <= f->max; i++)
			buf_char(b, 'x');
		buf_char(b, '"');
		break;
	default:         write_wrong(b, f);
	}
}

/* Whether there is anything outside of the field's range to send. */
static bool has_outside(const struct field *f, bool large)
{
	switch (f->kind) {
	case KIND_I64:  return large ? f->max < INT64_MAX : f->min > INT64_MIN;
	case KIND_TEXT: return large ? f->max < 60000 : f->min > 0;
	case KIND_ID: case KIND_DAY: case KIND_TIME: case KIND_MONEY: case KIND_WORD: return true;
	default:        return false;
	}
}

static void write_good(struct buf *b, const struct field *f, const struct mistake *m);

static void write_object(struct buf *b, const struct shape *s, const struct mistake *m)
{
	bool first = true;

	buf_char(b, '{');
	for (const struct field *f = s->fields; f->name; f++) {
		bool hit = m->field == f, inside = f->inner && (f->kind == KIND_OBJECT || f->min > 0 || m->field);

		if (f->kind == KIND_BYTES || (hit && m->how == MISSING) || (f->optional && !hit && !(m->field && inside)))
			continue;
		buf_print(b, "%s\"%s\":", first ? "" : ",", f->name);
		first = false;
		if (!hit)
			write_good(b, f, m);
		else if (m->how == WRONG_TYPE)
			write_wrong(b, f);
		else
			write_outside(b, f, m->how == TOO_LARGE);
	}
	buf_char(b, '}');
}

static void write_good(struct buf *b, const struct field *f, const struct mistake *m)
{
	switch (f->kind) {
	case KIND_I64:    buf_print(b, "%lld", (long long)(f->min > 1 ? f->min : f->max < 1 ? f->max : 1)); break;
	case KIND_ID:     buf_text(b, "\"4611686018427387904\""); break;
	case KIND_DAY:    buf_text(b, "\"2026-11-21\""); break;
	case KIND_TIME:   buf_text(b, "\"2026-11-21T08:00:00+08:00\""); break;
	case KIND_MONEY:  buf_print(b, "\"%lld.00\"", (long long)(f->min > 0 ? f->min / 100 + 1 : 0)); break;
	case KIND_BOOL:   buf_text(b, "true"); break;
	case KIND_WORD:   json_text(b, *f->words[0] ? f->words[0] : f->words[1]); break;
	case KIND_TEXT:
		buf_char(b, '"');
		for (int64_t i = 0; i < (f->min > 1 ? f->min : 1); i++)
			buf_char(b, 'x');
		buf_char(b, '"');
		break;
	case KIND_OBJECT: write_object(b, f->inner, m); break;
	case KIND_LIST:
		buf_char(b, '[');
		for (int64_t i = 0; i < (f->min > 1 ? f->min : 1); i++) {
			static const struct mistake none;

			if (i)
				buf_char(b, ',');
			write_object(b, f->inner, i ? &none : m);
		}
		buf_char(b, ']');
		break;
	case KIND_BYTES:  break;
	}
}

static const struct field *bytes_of(const struct shape *s)
{
	for (const struct field *f = s ? s->fields : NULL; f && f->name; f++)
		if (f->kind == KIND_BYTES)
			return f;
	return NULL;
}

static bool in_path(const struct op *op, const char *name)
{
	const char *at = strstr(op->path, arena_print(&world.mem, "{%s}", name));

	return at != NULL;
}

static bool uses_query(const struct op *op)
{
	return strcmp(op->method, "GET") == 0 || strcmp(op->method, "DELETE") == 0 || bytes_of(op->in);
}

/* JSON text of a value to query text: quotes off, spaces escaped. */
static void add_query_value(struct buf *b, const char *json)
{
	for (; *json; json++) {
		if (*json == ' ' || *json == '+' || *json == '[' || *json == ']')
			buf_print(b, "%%%02X", (unsigned char)*json);
		else if (*json != '"')
			buf_char(b, *json);
	}
}

static struct request request_for(const struct op *op, const struct mistake *m)
{
	struct buf target = BUF(&world.mem), query = BUF(&world.mem), body = BUF(&world.mem), value;
	static int key;
	struct request r = { .method = op->method, .authorization = "Bearer root", .request_id = "r",
			     .content_type = "application/json", .idempotency_key = arena_print(&world.mem, "k%d", ++key) };

	for (const char *at = op->path; *at; at++) {
		size_t n = strcspn(at, "}");

		if (*at != '{') {
			buf_char(&target, *at);
			continue;
		}
		value = BUF(&world.mem);
		write_good(&value, shape_field(op->in, arena_bytes(&world.mem, at + 1, n - 1)), &(struct mistake){ 0 });
		add_query_value(&target, buf_get(&value));
		at += n;
	}
	r.path = buf_get(&target);
	for (const struct field *f = op->in && uses_query(op) ? op->in->fields : NULL; f && f->name; f++) {
		bool hit = m->field == f;

		if (f->kind == KIND_BYTES || in_path(op, f->name) || (f->optional && !hit) || (hit && m->how == MISSING))
			continue;
		value = BUF(&world.mem);
		if (!hit)
			write_good(&value, f, m);
		else if (m->how == WRONG_TYPE)
			write_wrong(&value, f);
		else
			write_outside(&value, f, m->how == TOO_LARGE);
		buf_print(&query, "%s%s=", query.n ? "&" : "", f->name);
		add_query_value(&query, buf_get(&value));
	}
	r.query = query.n ? buf_get(&query) : NULL;
	if (bytes_of(op->in)) {
		r.body = "x";
		r.n_body = 1;
	} else if (op->in && !uses_query(op)) {
		struct shape rest = *op->in;
		struct field *fields = arena_array(&world.mem, struct field, shape_count(op->in) + 1);
		const struct field *hit = NULL;
		size_t n = 0;

		for (const struct field *f = op->in->fields; f->name; f++)
			if (!in_path(op, f->name)) {
				hit = m->field == f ? &fields[n] : hit;
				fields[n++] = *f;
			}
		rest.fields = fields;
		write_object(&body, &rest, &(struct mistake){ hit ? hit : m->field, m->path, m->how });
		r.body = buf_get(&body);
		r.n_body = body.n;
	}
	return r;
}

/* ---- asking and judging ---- */

static json_t *ask(struct request r, int *ret_status)
{
	struct call *c = call_open(d, &r);
	json_t *json;

	call_run(c, world.store);
	*ret_status = c->answer.status;
	json = json_loadb(c->answer.body, c->answer.n_body, 0, NULL);
	call_close(c);
	return json;
}

static const char *text_at(const json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

/* The request is refused with this status and field, in both languages. */
static void refused(const struct op *op, struct request r, int want, const char *field, const char *what)
{
	struct hash before = everything(), after;
	int status;
	json_t *json = ask(r, &status);

	after = everything();
	if (status != want || (field && strcmp(text_at(json, "field"), field) != 0) || !*text_at(json, "detail")
	    || !*text_at(json, "detail_en") || !*text_at(json, "kind"))
		wrong("%s, %s: expected %d at '%s', got %d at '%s': %s\n%s %s?%s\n%.*s", op->name, what, want, field ? field : "", status,
			 text_at(json, "field"), text_at(json, "detail_en"), r.method, r.path, r.query ? r.query : "",
			 r.body ? (int)(r.n_body < 500 ? r.n_body : 500) : 0, r.body ? (const char *)r.body : "");
	if (memcmp(&before, &after, sizeof before) != 0)
		wrong("%s, %s: refused with %d, but something changed", op->name, what, status);
	json_decref(json);
}

typedef void per_op(const struct op *op);

static void for_each_op(per_op *test)
{
	assert_true(d->routes.n > 0);
	n_wrong = 0;
	for (size_t i = 0; i < d->routes.n; i++) {
		struct arena kept = world.mem;

		world.mem = (struct arena){ 0 };
		test(d->routes.at[i].op);
		arena_reset(&world.mem);
		world.mem = kept;
	}
	assert_int_equal(n_wrong, 0);
}

static const struct mistake no_mistake;

static void try_strangers(const struct op *op)
{
	struct request r = request_for(op, &no_mistake);

	r.authorization = NULL;
	if (op->perm != PERM_PUBLIC)
		refused(op, r, 401, NULL, "nobody");
	r.authorization = "Bearer stolen";
	if (op->perm != PERM_PUBLIC)
		refused(op, r, 401, NULL, "an unknown token");
	r.authorization = "Bearer bare";
	if (op->perm != PERM_PUBLIC && op->perm != PERM_SIGNED_IN)
		refused(op, r, 403, NULL, "an account without rights");
}

static void try_forms(const struct op *op)
{
	struct request r = request_for(op, &no_mistake);
	bool body = op->in && !uses_query(op);

	r.query = "%zz=1";
	refused(op, r, 400, NULL, "a broken query");
	r = request_for(op, &no_mistake);
	r.query = arena_print(&world.mem, "%s%sno_such_name=1", r.query ? r.query : "", r.query ? "&" : "");
	refused(op, r, 422, "no_such_name", "an unknown name in the query");
	if (op->tx == TX_WRITE && !(op->flags & OP_ONCE_ANYWAY)) {
		r = request_for(op, &no_mistake);
		r.idempotency_key = NULL;
		refused(op, r, 400, "Idempotency-Key", "a write without a key");
	}
	if (!body)
		return;
	r = request_for(op, &no_mistake);
	r.body = "{\"a\":\"\xff\xfe\"}";
	r.n_body = strlen(r.body);
	refused(op, r, 400, NULL, "broken encoding");
	r.body = "{\"no_such_name\":1}";
	r.n_body = strlen(r.body);
	refused(op, r, 422, "no_such_name", "an unknown name in the body");
	r.body = "{} {}";
	r.n_body = 5;
	refused(op, r, 400, NULL, "two documents");
	r = request_for(op, &no_mistake);
	r.content_type = "application/xml";
	refused(op, r, 415, "Content-Type", "another media type");
}

/* Tries every mistake in every field, one at a time. */
static void try_fields(const struct op *op, const struct shape *s, const char *above, int depth)
{
	for (const struct field *f = s->fields; f->name && depth < 4; f++) {
		struct mistake m = { f, arena_print(&world.mem, "%s%s%s", above, *above ? "." : "", f->name), WRONG_TYPE };
		bool textual = f->kind == KIND_TEXT && uses_query(op);

		if (f->kind == KIND_BYTES || (!depth && in_path(op, f->name)))
			continue;
		if (!textual)
			refused(op, request_for(op, &m), 422, m.path, "a wrong type");
		for (m.how = TOO_SMALL; m.how <= TOO_LARGE; m.how++)
			if (has_outside(f, m.how == TOO_LARGE))
				refused(op, request_for(op, &m), 422, m.path, m.how == TOO_LARGE ? "too large" : "too small");
		m.how = MISSING;
		if (!f->optional)
			refused(op, request_for(op, &m), 422, m.path, "a field missing");
		if (f->inner)
			try_fields(op, f->inner, f->kind == KIND_LIST ? arena_print(&world.mem, "%s[0]", m.path) : m.path, depth + 1);
	}
}

static void try_all_fields(const struct op *op)
{
	if (op->in)
		try_fields(op, op->in, "", 0);
}

/* A number nobody has: never 200, never our own fault, nothing changed. */
static void try_unknown_id(const struct op *op)
{
	struct request r = request_for(op, &no_mistake);
	struct hash before = everything(), after;
	bool has_id = false;
	json_t *json;
	int status;

	for (const struct field *f = op->in ? op->in->fields : NULL; f && f->name; f++)
		has_id = has_id || (f->kind == KIND_ID && in_path(op, f->name));
	if (!has_id)
		return;
	json = ask(r, &status);
	after = everything();
	if (status < 400 || status >= 500)
		wrong("%s: an unknown number in the path got %d: %s", op->name, status, text_at(json, "detail_en"));
	if (memcmp(&before, &after, sizeof before) != 0)
		wrong("%s: an unknown number in the path changed something", op->name);
	json_decref(json);
}

static void nobody_gets_in_without_the_right(void **state) { (void)state; for_each_op(try_strangers); }
static void what_cannot_be_read_is_refused(void **state) { (void)state; for_each_op(try_forms); }
static void every_field_is_checked_and_named(void **state) { (void)state; for_each_op(try_all_fields); }

static void unknown_numbers_are_refused_and_nothing_breaks(void **state)
{
	(void)state;
	for_each_op(try_unknown_id);
	assert_int_equal(d->breaches, 0);
}

/* ---- the document ---- */

static void check_refs(const json_t *root, const json_t *at, int depth)
{
	const char *key;
	json_t *member;
	size_t i;

	assert_true(depth < 40);
	if (json_is_array(at))
		json_array_foreach((json_t *)(uintptr_t)at, i, member)
			check_refs(root, member, depth + 1);
	if (!json_is_object(at))
		return;
	json_object_foreach((json_t *)(uintptr_t)at, key, member) {
		if (strcmp(key, "$ref") == 0) {
			const json_t *there = root;
			char *words = strdup(json_string_value(member)), *rest = words;

			assert_memory_equal(words, "#/", 2);
			for (char *word = strtok_r(words + 2, "/", &rest); word && there; word = strtok_r(NULL, "/", &rest))
				there = json_object_get(there, word);
			if (!there)
				wrong("%s leads nowhere", json_string_value(member));
			free(words);
		}
		check_refs(root, member, depth + 1);
	}
}

static void the_api_description_is_sound(void **state)
{
	struct buf b = BUF(&world.mem);
	json_error_t error;
	json_t *root, *item, *op;
	const char *path_text, *method;
	size_t n = 0;

	(void)state;
	n_wrong = 0;
	openapi_write(&b, &d->routes, "test");
	root = json_loadb(buf_get(&b), b.n, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		wrong("%s near byte %d", error.text, error.position);
	check_refs(root, root, 0);
	json_object_foreach(json_object_get(root, "paths"), path_text, item)
		json_object_foreach(item, method, op) {
			size_t braces = 0, declared = 0, i;
			json_t *parameter;

			for (const char *at = path_text; *at; at++)
				braces += *at == '{';
			json_array_foreach(json_object_get(op, "parameters"), i, parameter)
				declared += strcmp(text_at(parameter, "in"), "path") == 0;
			assert_int_equal(braces, declared);
			assert_true(*text_at(op, "operationId") && *text_at(op, "x-permission"));
			n++;
		}
	assert_int_equal(n, d->routes.n);
	assert_int_equal(n_wrong, 0);
	json_decref(root);
}

/* Where the next page begins is sent back as it was read: a number that a page's script rounds would skip or repeat rows. */
static void check_next(const struct op *op)
{
	if (!op->out)
		return;
	for (const struct field *f = op->out->fields; f->name; f++)
		if (!strcmp(f->name, "next") && f->kind == KIND_I64 && f->max > EXACT_MAX)
			wrong("%s: next may be a number that scripts do not read exactly", op->name);
}

static void where_a_next_page_begins_survives_a_script(void **state)
{
	(void)state;
	n_wrong = 0;
	for_each_op(check_next);
	assert_int_equal(n_wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_gets_in_without_the_right),
		cmocka_unit_test(what_cannot_be_read_is_refused),
		cmocka_unit_test(every_field_is_checked_and_named),
		cmocka_unit_test(unknown_numbers_are_refused_and_nothing_breaks),
		cmocka_unit_test(the_api_description_is_sound),
		cmocka_unit_test(where_a_next_page_begins_survives_a_script),
	};

	return cmocka_run_group_tests(tests, open_world, close_world);
}
