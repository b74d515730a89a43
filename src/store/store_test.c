/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "store/store.h"
#include "store/driver.h"
#include <string.h>

/* Statements of the test alone; the generated ones look the same. */
struct pair { int64_t id; const char *word; };
static const struct shape pair_shape = { "pair", sizeof(struct pair), (const struct field[]){
	{ .name = "id", .kind = KIND_I64, .offset = offsetof(struct pair, id) },
	{ .name = "word", .kind = KIND_TEXT, .offset = offsetof(struct pair, word) }, { 0 } } };
#define QUERY(name, sqlite, postgres, in, row) static const struct query name = { #name, sqlite, postgres, in, row }
QUERY(add, "INSERT INTO t (id, word) VALUES (?1, ?2)", "INSERT INTO t (id, word) VALUES ($1, $2)", &pair_shape, NULL);
QUERY(all, "SELECT id, word FROM t ORDER BY id", "SELECT id, word FROM t ORDER BY id", NULL, &pair_shape);
QUERY(by_id, "SELECT id, word FROM t WHERE id = ?1 AND (?2 IS NULL OR ?2 = word)",
      "SELECT id, word FROM t WHERE id = $1 AND ($2 IS NULL OR $2 = word)", &pair_shape, &pair_shape);
QUERY(wrong, "SELECT id AS x, word FROM t", "SELECT id AS x, word FROM t", NULL, &pair_shape);

static void open_store(struct ctx *cx)
{
	*cx = (struct ctx){ .now_ms = INT64_C(1800000000000) };
	assert_int_equal(store_open(cx, "sqlite::memory:", STORE_WRITE, &cx->store), ERR_OK);
	assert_int_equal(store_migrate(cx), ERR_OK);
	assert_int_equal(cx->store->driver->script(cx, cx->store,
		"CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY CHECK (id < 1000), word TEXT)"), ERR_OK);
}

static void close_store(struct ctx *cx)
{
	store_close(cx->store);
	arena_reset(&cx->mem);
}

static enum err insert(struct ctx *cx, int64_t id, const char *word)
{
	return store_exec(cx, &add, &(struct pair){ id, word }, NULL);
}

static size_t count(struct ctx *cx)
{
	void *rows;
	size_t n;

	assert_int_equal(store_many(cx, &all, NULL, &rows, &n, 100), ERR_OK);
	return n;
}

static void what_was_written_is_read_back_and_null_stays_null(void **state)
{
	struct ctx cx;
	struct pair row;

	(void)state;
	open_store(&cx);
	assert_int_equal(insert(&cx, 1, "一"), ERR_OK);
	assert_int_equal(insert(&cx, 2, NULL), ERR_OK);
	assert_int_equal(insert(&cx, 3, ""), ERR_OK);
	assert_int_equal(store_one(&cx, &by_id, &(struct pair){ 1, NULL }, &row), ERR_OK);
	assert_string_equal(row.word, "一");
	assert_int_equal(store_one(&cx, &by_id, &(struct pair){ 2, NULL }, &row), ERR_OK);
	assert_null(row.word);
	assert_int_equal(store_one(&cx, &by_id, &(struct pair){ 3, NULL }, &row), ERR_OK);
	assert_string_equal(row.word, "");
	assert_int_equal(store_one(&cx, &by_id, &(struct pair){ 1, "二" }, &row), ERR_NOT_FOUND);
	close_store(&cx);
}

static void a_duplicate_is_a_conflict_and_a_failed_check_is_broken(void **state)
{
	struct ctx cx;

	(void)state;
	open_store(&cx);
	assert_int_equal(insert(&cx, 1, "a"), ERR_OK);
	assert_int_equal(insert(&cx, 1, "b"), ERR_CONFLICT);
	assert_int_equal(insert(&cx, 1000, "c"), ERR_BROKEN);
	assert_int_equal(count(&cx), 1);
	close_store(&cx);
}

static void a_savepoint_is_whole_or_nothing_and_the_batch_goes_on(void **state)
{
	struct ctx cx;

	(void)state;
	open_store(&cx);
	assert_int_equal(store_begin(&cx), ERR_OK);
	for (int64_t id = 1; id <= 3; id++) {
		assert_int_equal(store_savepoint(&cx), ERR_OK);
		assert_int_equal(insert(&cx, id, "x"), ERR_OK);
		if (id == 2) {
			assert_int_equal(insert(&cx, 1, "again"), ERR_CONFLICT);
			store_undo(&cx);
		} else {
			assert_int_equal(store_release(&cx), ERR_OK);
		}
	}
	assert_int_equal(store_commit(&cx), ERR_OK);
	store_rollback(&cx);                               /* harmless */
	assert_int_equal(count(&cx), 2);
	close_store(&cx);
}

static enum err read_inside(struct ctx *cx, const void *row, void *user)
{
	*(int64_t *)user += ((const struct pair *)row)->id * (int64_t)count(cx);
	return *(int64_t *)user > 100 ? fail(cx, ERR_TOO_LARGE, NULL, "够了", "enough") : ERR_OK;
}

static void each_may_run_the_same_query_inside_and_may_stop(void **state)
{
	struct ctx cx;
	int64_t sum = 0;

	(void)state;
	open_store(&cx);
	for (int64_t id = 1; id <= 4; id++)
		assert_int_equal(insert(&cx, id, "x"), ERR_OK);
	assert_int_equal(store_each(&cx, &all, NULL, read_inside, &sum), ERR_OK);
	assert_int_equal(sum, 40);
	sum = 90;
	assert_int_equal(store_each(&cx, &all, NULL, read_inside, &sum), ERR_TOO_LARGE);
	assert_int_equal(sum, 102);
	assert_int_equal(count(&cx), 4);
	close_store(&cx);
}

static void every_statement_of_the_program_prepares_and_a_misfit_is_named(void **state)
{
	struct ctx cx;

	(void)state;
	open_store(&cx);
	assert_int_equal(store_prepare_all(&cx), ERR_OK);
	assert_int_equal(cx.store->driver->check(&cx, cx.store, &wrong), ERR_BROKEN);
	assert_non_null(strstr(cx.fault.en, "wrong"));
	close_store(&cx);
}

static void the_nth_call_fails_and_a_transaction_is_whole_or_nothing(void **state)
{
	enum err e = ERR_BROKEN;
	int n = 0;

	(void)state;
	while (e) {
		struct ctx cx;

		open_store(&cx);
		store_fault_countdown = ++n;
		e = store_begin(&cx);
		if (e == ERR_OK)
			e = insert(&cx, 1, "a");
		if (e == ERR_OK)
			e = insert(&cx, 2, "b");
		if (e == ERR_OK)
			e = store_commit(&cx);
		if (e)
			store_rollback(&cx);
		store_fault_countdown = 0;
		assert_true(e == ERR_OK || e == ERR_BROKEN);
		assert_int_equal(count(&cx), e ? 0 : 2);
		close_store(&cx);
	}
	assert_int_equal(n, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read_back_and_null_stays_null),
		cmocka_unit_test(a_duplicate_is_a_conflict_and_a_failed_check_is_broken),
		cmocka_unit_test(a_savepoint_is_whole_or_nothing_and_the_batch_goes_on),
		cmocka_unit_test(each_may_run_the_same_query_inside_and_may_stop),
		cmocka_unit_test(every_statement_of_the_program_prepares_and_a_misfit_is_named),
		cmocka_unit_test(the_nth_call_fails_and_a_transaction_is_whole_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
