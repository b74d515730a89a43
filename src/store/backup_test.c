/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "store/backup.h"
#include "store/driver.h"
#include "store/readers.h"
#include "store/writer.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct number { int64_t n; };
static const struct shape number_shape = { "number", sizeof(struct number), (const struct field[]){
	{ .name = "n", .kind = KIND_I64, .offset = offsetof(struct number, n) }, { 0 } } };
static const struct query add = { "add", "INSERT INTO t (n, other) VALUES (?1, -?1)", NULL, &number_shape, NULL };
static const struct query count_all = { "count_all", "SELECT COUNT(*) AS n FROM t", NULL, NULL, &number_shape };
static const struct query total = { "total", "SELECT SUM(n + other) + MAX(n) - COUNT(*) AS n FROM t", NULL, NULL, &number_shape };

struct world { char directory[64], data[96], backup[96], restored[96]; struct ctx cx; struct writer *writer; };

static void open_world(struct world *w)
{
	struct store *s = NULL;

	*w = (struct world){ .cx.now_ms = INT64_C(1800000000000) };
	snprintf(w->directory, sizeof w->directory, "/tmp/baogong-test-XXXXXX");
	assert_non_null(mkdtemp(w->directory));
	snprintf(w->data, sizeof w->data, "%s/data.db", w->directory);
	snprintf(w->backup, sizeof w->backup, "%s/backup", w->directory);
	snprintf(w->restored, sizeof w->restored, "%s/restored.db", w->directory);
	assert_int_equal(store_open(&w->cx, w->data, STORE_WRITE, &s), ERR_OK);
	w->cx.store = s;
	assert_int_equal(store_migrate(&w->cx), ERR_OK);
	assert_int_equal(s->driver->script(&w->cx, s, "CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY, other BIGINT NOT NULL)"), ERR_OK);
	w->cx.store = NULL;
	assert_int_equal(writer_start(&w->cx, &s, 1, (struct writer_limits){ 0 }, &w->writer), ERR_OK);
	assert_int_equal(store_open(&w->cx, w->data, STORE_READ, &w->cx.store), ERR_OK);
}

static void close_world(struct world *w)
{
	static const char *const names[] = { "data.db", "data.db-wal", "data.db-shm", "data.db-lock", "backup", "backup.sha256",
		"restored.db", "restored.db-wal", "restored.db-shm", "restored.db-lock" };

	store_close(w->cx.store);
	writer_stop(w->writer);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(arena_print(&w->cx.mem, "%s/%s", w->directory, names[i]));
	assert_int_equal(rmdir(w->directory), 0);            /* nothing was left lying about */
	arena_reset(&w->cx.mem);
}

static enum err insert(struct ctx *cx, void *arg) { return store_exec(cx, &add, arg, NULL); }

struct filler { struct world *w; pthread_t thread; atomic_bool stop; int64_t written; };

static void *fill(void *arg)
{
	struct filler *f = arg;
	struct ctx cx = { 0 };

	while (!atomic_load(&f->stop) && f->written < 20000) {
		assert_int_equal(writer_call(f->w->writer, &cx, insert, &(struct number){ f->written + 1 }), ERR_OK);
		f->written++;
	}
	arena_reset(&cx.mem);
	return NULL;
}

static void a_backup_taken_under_load_is_one_moment_and_restores(void **state)
{
	struct world w;
	struct filler f = { .w = &w };
	struct backup_info info, again;
	struct number row;
	struct ctx cx = { 0 };

	(void)state;
	open_world(&w);
	for (int64_t n = 1; n <= 500; n++)
		assert_int_equal(writer_call(w.writer, &cx, insert, &(struct number){ f.written = n }), ERR_OK);
	pthread_create(&f.thread, NULL, fill, &f);
	assert_int_equal(store_backup(&w.cx, w.backup, &info), ERR_OK);
	atomic_store(&f.stop, true);
	pthread_join(f.thread, NULL);
	assert_int_equal(store_check_backup(&cx, w.backup, &again), ERR_OK);
	assert_string_equal(info.sha256, again.sha256);
	assert_int_equal(store_restore(&cx, w.backup, w.restored, &again), ERR_OK);
	assert_int_equal(store_open(&cx, w.restored, STORE_WRITE, &cx.store), ERR_OK);
	assert_int_equal(store_migrate(&cx), ERR_OK);
	assert_int_equal(store_one(&cx, &count_all, NULL, &row), ERR_OK);
	assert_in_range(row.n, 500, f.written);
	assert_int_equal(store_one(&cx, &total, NULL, &row), ERR_OK);
	assert_int_equal(row.n, 0);                          /* no gap, no half */
	assert_int_equal(store_exec(&cx, &add, &(struct number){ 100000 }, NULL), ERR_OK);
	store_close(cx.store);
	arena_reset(&cx.mem);
	close_world(&w);
}

static void nothing_that_exists_is_overwritten(void **state)
{
	struct backup_info info;
	struct world w;

	(void)state;
	open_world(&w);
	assert_int_equal(store_backup(&w.cx, w.backup, &info), ERR_OK);
	assert_int_equal(store_backup(&w.cx, w.backup, &info), ERR_CONFLICT);
	assert_int_equal(store_restore(&w.cx, w.backup, w.data, &info), ERR_CONFLICT);
	assert_int_equal(store_check_backup(&w.cx, w.backup, &info), ERR_OK);
	close_world(&w);
}

static void flip(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	unsigned char byte;

	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static void every_flipped_bit_and_every_cut_is_refused_and_restores_nothing(void **state)
{
	struct backup_info info;
	struct world w;
	struct stat st;

	(void)state;
	open_world(&w);
	assert_int_equal(store_backup(&w.cx, w.backup, &info), ERR_OK);
	for (int64_t i = 0; i < 40; i++) {
		off_t at = (off_t)(i * (info.bytes - 1) / 39);

		flip(w.backup, at);
		assert_int_equal(store_restore(&w.cx, w.backup, w.restored, &info), ERR_BAD_INPUT);
		assert_int_not_equal(access(w.restored, F_OK), 0);
		flip(w.backup, at);
		assert_int_equal(store_check_backup(&w.cx, w.backup, &info), ERR_OK);
	}
	assert_int_equal(stat(w.backup, &st), 0);
	assert_int_equal(truncate(w.backup, st.st_size - 4096), 0);
	assert_int_equal(store_restore(&w.cx, w.backup, w.restored, &info), ERR_BAD_INPUT);
	assert_int_equal(truncate(w.backup, 0), 0);
	assert_int_equal(store_restore(&w.cx, w.backup, w.restored, &info), ERR_BAD_INPUT);
	close_world(&w);
}

static void a_backup_without_its_digest_is_refused(void **state)
{
	struct backup_info info;
	struct world w;

	(void)state;
	open_world(&w);
	assert_int_equal(store_backup(&w.cx, w.backup, &info), ERR_OK);
	unlink(arena_print(&w.cx.mem, "%s.sha256", w.backup));
	assert_int_equal(store_restore(&w.cx, w.backup, w.restored, &info), ERR_BAD_INPUT);
	assert_non_null(strstr(w.cx.fault.en, "missing"));
	close_world(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_backup_taken_under_load_is_one_moment_and_restores),
		cmocka_unit_test(nothing_that_exists_is_overwritten),
		cmocka_unit_test(every_flipped_bit_and_every_cut_is_refused_and_restores_nothing),
		cmocka_unit_test(a_backup_without_its_digest_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
