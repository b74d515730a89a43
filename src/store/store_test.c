/* SPDX-License-Identifier: Apache-2.0 */
#include "both_stores.h"
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

static void make_table(struct ctx *cx)
{
	assert_int_equal(cx->store->driver->script(cx, cx->store,
		"CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY CHECK (id < 1000), word TEXT)"), ERR_OK);
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

static void what_was_written_is_read_back_and_null_stays_null(struct ctx *cx)
{
	struct pair row;

	make_table(cx);
	assert_int_equal(insert(cx, 1, "一"), ERR_OK);
	assert_int_equal(insert(cx, 2, NULL), ERR_OK);
	assert_int_equal(insert(cx, 3, ""), ERR_OK);
	assert_int_equal(store_one(cx, &by_id, &(struct pair){ 1, NULL }, &row), ERR_OK);
	assert_string_equal(row.word, "一");
	assert_int_equal(store_one(cx, &by_id, &(struct pair){ 2, NULL }, &row), ERR_OK);
	assert_null(row.word);
	assert_int_equal(store_one(cx, &by_id, &(struct pair){ 3, NULL }, &row), ERR_OK);
	assert_string_equal(row.word, "");
	assert_int_equal(store_one(cx, &by_id, &(struct pair){ 1, "二" }, &row), ERR_NOT_FOUND);
}

static void a_duplicate_is_a_conflict_and_a_failed_check_is_broken(struct ctx *cx)
{
	make_table(cx);
	assert_int_equal(insert(cx, 1, "a"), ERR_OK);
	assert_int_equal(insert(cx, 1, "b"), ERR_CONFLICT);
	assert_int_equal(insert(cx, 1000, "c"), ERR_BROKEN);
	assert_int_equal(count(cx), 1);
}

static void a_savepoint_is_whole_or_nothing_and_the_batch_goes_on(struct ctx *cx)
{
	make_table(cx);
	assert_int_equal(store_begin(cx), ERR_OK);
	for (int64_t id = 1; id <= 3; id++) {
		assert_int_equal(store_savepoint(cx), ERR_OK);
		assert_int_equal(insert(cx, id, "x"), ERR_OK);
		if (id == 2) {
			assert_int_equal(insert(cx, 1, "again"), ERR_CONFLICT);
			store_undo(cx);
		} else {
			assert_int_equal(store_release(cx), ERR_OK);
		}
	}
	assert_int_equal(store_commit(cx), ERR_OK);
	store_rollback(cx);                               /* harmless */
	assert_int_equal(count(cx), 2);
}

static enum err read_inside(struct ctx *cx, const void *row, void *user)
{
	*(int64_t *)user += ((const struct pair *)row)->id * (int64_t)count(cx);
	return *(int64_t *)user > 100 ? fail(cx, ERR_TOO_LARGE, NULL, "够了", "enough") : ERR_OK;
}

static void each_may_run_the_same_query_inside_and_may_stop(struct ctx *cx)
{
	int64_t sum = 0;

	make_table(cx);
	for (int64_t id = 1; id <= 4; id++)
		assert_int_equal(insert(cx, id, "x"), ERR_OK);
	assert_int_equal(store_each(cx, &all, NULL, read_inside, &sum), ERR_OK);
	assert_int_equal(sum, 40);
	sum = 90;
	assert_int_equal(store_each(cx, &all, NULL, read_inside, &sum), ERR_TOO_LARGE);
	assert_int_equal(sum, 102);
	assert_int_equal(count(cx), 4);
}

static void every_statement_of_the_program_prepares_and_a_misfit_is_named(struct ctx *cx)
{
	make_table(cx);
	assert_int_equal(store_prepare_all(cx), ERR_OK);
	assert_int_equal(cx->store->driver->check(cx, cx->store, &wrong), ERR_BROKEN);
	assert_non_null(strstr(cx->fault.en, "wrong"));
}

static enum err insert_two(struct ctx *cx)
{
	enum err e = store_begin(cx);

	if (e == ERR_OK)
		e = insert(cx, 1, "a");
	if (e == ERR_OK)
		e = insert(cx, 2, "b");
	if (e == ERR_OK)
		e = store_commit(cx);
	if (e)
		store_rollback(cx);
	return e;
}

static void the_nth_call_fails_and_a_transaction_is_whole_or_nothing(struct ctx *cx)
{
	enum err e = ERR_BROKEN;
	int n = 0;

	make_table(cx);
	while (e) {
		store_fault_countdown = ++n;
		e = insert_two(cx);
		store_fault_countdown = 0;
		assert_true(e == ERR_OK || e == ERR_BROKEN);
		assert_int_equal(count(cx), e ? 0 : 2);
	}
	assert_int_equal(n, 5);
}

static enum err add_up(struct ctx *cx, const void *row, void *user)
{
	(void)cx;
	*(int64_t *)user += ((const struct pair *)row)->id;
	return ERR_OK;
}

QUERY(many_rows, "WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 200000)"
      " SELECT id, 'word' AS word FROM n",
      "SELECT CAST(id AS BIGINT) AS id, 'word' AS word FROM generate_series(1, 200000) id", NULL, &pair_shape);

static void two_hundred_thousand_rows_stream_in_little_memory(struct ctx *cx)
{
	size_t before = cx->mem.used;
	int64_t sum = 0;

	assert_int_equal(store_each(cx, &many_rows, NULL, add_up, &sum), ERR_OK);
	assert_int_equal(sum, INT64_C(20000100000));
	assert_true(cx->mem.used - before < 4096);
}

static void a_transaction_with_a_failed_statement_is_never_called_committed(struct ctx *cx)
{
	enum err e;

	make_table(cx);
	assert_int_equal(insert(cx, 1, "a"), ERR_OK);
	assert_int_equal(store_begin(cx), ERR_OK);
	assert_int_equal(insert(cx, 2, "b"), ERR_OK);
	assert_int_equal(insert(cx, 1, "c"), ERR_CONFLICT);
	e = store_commit(cx);                       /* SQLite undoes the statement, PostgreSQL the transaction */
	assert_int_equal(e, store_kind(cx->store) == STORE_SQLITE ? ERR_OK : ERR_BROKEN);
	assert_int_equal(count(cx), e ? 1 : 2);
}

/* Otherwise the statement would commit by itself, outside of any batch. */
static void a_statement_after_its_transaction_was_lost_is_refused(struct ctx *cx)
{
	make_table(cx);
	assert_int_equal(store_begin(cx), ERR_OK);
	assert_int_equal(insert(cx, 1, "a"), ERR_OK);
	assert_int_equal(cx->store->driver->script(cx, cx->store, "ROLLBACK"), ERR_OK);
	assert_false(store_in_transaction(cx->store));
	assert_int_equal(insert(cx, 2, "b"), ERR_BROKEN);
	assert_int_equal(store_commit(cx), ERR_BROKEN);
	assert_int_equal(count(cx), 0);
}

QUERY(change, "UPDATE t SET word = ?2 WHERE id >= ?1", "UPDATE t SET word = $2 WHERE id >= $1", &pair_shape, NULL);

static void a_change_says_how_many_rows_it_touched(struct ctx *cx)
{
	int64_t changed = -1;

	make_table(cx);
	for (int64_t id = 1; id <= 5; id++)
		assert_int_equal(insert(cx, id, "x"), ERR_OK);
	assert_int_equal(store_exec(cx, &change, &(struct pair){ 3, "y" }, &changed), ERR_OK);
	assert_int_equal(changed, 3);
	assert_int_equal(store_exec(cx, &change, &(struct pair){ 9, "y" }, &changed), ERR_OK);
	assert_int_equal(changed, 0);
}

static void migrating_again_does_nothing(struct ctx *cx)
{
	assert_int_equal(store_migrate(cx), ERR_OK);
	assert_int_equal(store_migrate(cx), ERR_OK);
}

static void data_of_a_newer_program_or_of_a_changed_script_is_refused(struct ctx *cx)
{
	static const char *const rows[] = { "9999, 'from_the_future'", "9998, 'also'" };

	for (size_t i = 0; i < 2; i++) {
		char *sql = arena_print(&cx->mem, "INSERT INTO store_migration (number, name, digest, applied_ms) VALUES (%s, '%064d', 1)",
					rows[i], (int)i);

		assert_int_equal(cx->store->driver->script(cx, cx->store, sql), ERR_OK);
		assert_int_equal(store_migrate(cx), ERR_BAD_STATE);
		assert_int_equal(store_refuse_newer(cx, cx->store), ERR_BAD_STATE);
		assert_non_null(strstr(cx->fault.en, "a newer program"));
	}
}

static void data_of_an_older_program_are_told_apart_before_they_are_read(struct ctx *cx)
{
	assert_int_equal(store_refuse_older(cx), ERR_OK);
	assert_int_equal(cx->store->driver->script(cx, cx->store, "DELETE FROM store_migration WHERE number = 1"), ERR_OK);
	assert_int_equal(store_refuse_older(cx), ERR_BAD_STATE);
	assert_non_null(strstr(cx->fault.en, "migration 1,"));
}

/* Every test on every store. */
#define ON_BOTH(test) { #test, run, NULL, NULL, (void *)(test) }
typedef void store_test(struct ctx *cx);

static void run(void **state) { for_each_store((store_test *)*state); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_was_written_is_read_back_and_null_stays_null),
		ON_BOTH(a_duplicate_is_a_conflict_and_a_failed_check_is_broken),
		ON_BOTH(a_savepoint_is_whole_or_nothing_and_the_batch_goes_on),
		ON_BOTH(each_may_run_the_same_query_inside_and_may_stop),
		ON_BOTH(every_statement_of_the_program_prepares_and_a_misfit_is_named),
		ON_BOTH(the_nth_call_fails_and_a_transaction_is_whole_or_nothing),
		ON_BOTH(two_hundred_thousand_rows_stream_in_little_memory),
		ON_BOTH(a_transaction_with_a_failed_statement_is_never_called_committed),
		ON_BOTH(a_statement_after_its_transaction_was_lost_is_refused),
		ON_BOTH(a_change_says_how_many_rows_it_touched),
		ON_BOTH(migrating_again_does_nothing),
		ON_BOTH(data_of_a_newer_program_or_of_a_changed_script_is_refused),
		ON_BOTH(data_of_an_older_program_are_told_apart_before_they_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
