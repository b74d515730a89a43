/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "crash/vfs.h"
#include "store/driver.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Power loss, I/O errors and full disks under the real store code
 * (reliability promise: nothing acknowledged is lost, nothing is half done).
 * Each run is told by its seed: CRASH_SEED=n repeats one; CRASH_RUNS=n makes n of them; SOAK=1 runs 25 times more. */

struct entry { int64_t seq; const char *note; };
struct posting { int64_t seq, no, account, qty; };
struct change { int64_t account, qty; };
struct count { int64_t n, total; };
struct text { const char *integrity_check; };
#define FIELD(type, member, k) { .name = #member, .kind = (k), .offset = offsetof(struct type, member) }
#define TABLE(type, ...) static const struct shape type##_table = { #type, sizeof(struct type), \
	(const struct field[]){ __VA_ARGS__, { 0 } } }
TABLE(entry, FIELD(entry, seq, KIND_I64), FIELD(entry, note, KIND_TEXT));
TABLE(posting, FIELD(posting, seq, KIND_I64), FIELD(posting, no, KIND_I64), FIELD(posting, account, KIND_I64), FIELD(posting, qty, KIND_I64));
TABLE(change, FIELD(change, account, KIND_I64), FIELD(change, qty, KIND_I64));
TABLE(count, FIELD(count, n, KIND_I64), FIELD(count, total, KIND_I64));
TABLE(text, FIELD(text, integrity_check, KIND_TEXT));
#define QUERY(name, text, in, row) static const struct query name = { #name, text, NULL, in, row }
QUERY(add_entry, "INSERT INTO entry (seq, note) VALUES (?1, ?2)", &entry_table, NULL);
QUERY(add_posting, "INSERT INTO posting (seq, no, account, qty) VALUES (?1, ?2, ?3, ?4)", &posting_table, NULL);
QUERY(change_balance, "UPDATE balance SET qty = qty + ?2 WHERE account = ?1", &change_table, NULL);
QUERY(all_entries, "SELECT seq, note FROM entry ORDER BY seq", NULL, &entry_table);
QUERY(postings, "SELECT COUNT(*) AS n, COALESCE(SUM(qty), 0) AS total FROM posting", NULL, &count_table);
QUERY(wrong_balances, "SELECT COUNT(*) AS n, 0 AS total FROM balance b WHERE qty <>"
      " (SELECT COALESCE(SUM(qty), 0) FROM posting p WHERE p.account = b.account)", NULL, &count_table);
QUERY(integrity, "PRAGMA integrity_check", NULL, &text_table);

enum { ACCOUNTS = 10, NOTE_MAX = 1500 };
enum outcome { WELL, INTERRUPTED, CORRUPT, LOST, HALF, INVENTED, OUTCOMES };
static const char *const outcome_names[] = { "well", "interrupted", "corrupt", "lost", "half done", "never written, but there" };

struct run {
	struct disk *disk;
	const char  *synchronous;
	struct ctx   cx, reading;
	int64_t      acked;            /* the last entry of the last batch that was acknowledged */
	int64_t      pending;          /* of the batch whose COMMIT got no answer; 0 none */
};

static uint64_t mix(uint64_t z)
{
	z = (z ^ z >> 31) * UINT64_C(0x7FB5D329728EA185);
	z = (z ^ z >> 27) * UINT64_C(0x81DADEF4BC2DD44D);
	return z ^ z >> 33;
}

static void make_note(int64_t seq, char *note)
{
	size_t n = mix((uint64_t)seq) % NOTE_MAX;

	memset(note, 'a' + (int)(mix((uint64_t)seq + 7) % 26), n);
	note[n] = 0;
}

/* ---- the work ---- */

static enum err write_entry(struct ctx *cx, int64_t seq)
{
	uint64_t h = mix((uint64_t)seq * 31);
	int64_t from = (int64_t)(h % ACCOUNTS), to = (from + 1 + (int64_t)(h >> 8) % (ACCOUNTS - 1)) % ACCOUNTS, qty = 1 + (int64_t)(h >> 16 & 63);
	char note[NOTE_MAX];

	make_note(seq, note);
	TRY(store_exec(cx, &add_entry, &(struct entry){ seq, note }, NULL));
	TRY(store_exec(cx, &add_posting, &(struct posting){ seq, 1, from, -qty }, NULL));
	TRY(store_exec(cx, &add_posting, &(struct posting){ seq, 2, to, qty }, NULL));
	TRY(store_exec(cx, &change_balance, &(struct change){ from, -qty }, NULL));
	return store_exec(cx, &change_balance, &(struct change){ to, qty }, NULL);
}

static enum err write_commands(struct run *r, int64_t *seq)
{
	struct ctx *cx = &r->cx;

	for (uint64_t n = 1 + disk_random(r->disk, 6); n > 0; n--) {
		enum err e;

		TRY(store_savepoint(cx));
		e = write_entry(cx, *seq + 1);
		if (e || disk_random(r->disk, 5) == 0) {
			store_undo(cx);
			TRY(e);
			continue;
		}
		TRY(store_release(cx));
		++*seq;
	}
	return ERR_OK;
}

/* One batch; afterwards `acked` and `pending` say what may be there. */
static enum err write_batch(struct run *r)
{
	int64_t seq = r->acked;
	enum err e;

	TRY(store_begin(&r->cx));
	e = write_commands(r, &seq);
	if (e) {
		store_rollback(&r->cx);
		return e;
	}
	e = store_commit(&r->cx);
	if (e) {
		r->pending = seq;
		store_rollback(&r->cx);
		return e;
	}
	r->acked = seq;
	r->pending = 0;
	return ERR_OK;
}

static void close_all(struct run *r)
{
	if (r->reading.store)
		store_rollback(&r->reading);
	store_close(r->reading.store);
	store_close(r->cx.store);
	r->reading.store = r->cx.store = NULL;
	arena_reset(&r->cx.mem);
	arena_reset(&r->reading.mem);
}

static enum err open_all(struct run *r)
{
	char url[128];

	snprintf(url, sizeof url, "sqlite:data.db?vfs=crash&checkpoint_pages=%d&synchronous=%s",
		 (int)disk_random(r->disk, 40) + 4, r->synchronous);
	TRY(store_open(&r->cx, url, STORE_WRITE, &r->cx.store));
	if (disk_random(r->disk, 2) == 0)
		return ERR_OK;
	return store_open(&r->reading, url, STORE_READ, &r->reading.store);
}

static enum err one_step(struct run *r)
{
	struct count row;
	uint64_t dice = disk_random(r->disk, 100);

	if (dice < 80)
		return write_batch(r);
	if (dice < 86) {
		close_all(r);
		return open_all(r);
	}
	if (!r->reading.store)
		return ERR_OK;
	if (r->reading.store->in_transaction)
		store_rollback(&r->reading);
	if (dice < 93)
		return ERR_OK;
	TRY(store_begin(&r->reading));
	return store_one(&r->reading, &postings, NULL, &row);
}

static void work_until_it_breaks(struct run *r, int steps)
{
	enum err e = ERR_OK;

	while (steps-- > 0 && e == ERR_OK && !r->disk->off)
		e = one_step(r);
	if (e && !r->disk->off)
		print_error("without a fault: %s\n", r->cx.fault.en);
	assert_true(e == ERR_OK || r->disk->off);
}

/* ---- the proof ---- */

struct reading { int64_t last; bool wrong; };

static enum err check_entry(struct ctx *cx, const void *row, void *user)
{
	const struct entry *entry = row;
	struct reading *reading = user;
	char note[NOTE_MAX];

	(void)cx;
	make_note(entry->seq, note);
	reading->wrong |= entry->seq != ++reading->last || strcmp(entry->note, note) != 0;
	return ERR_OK;
}

/* What the file holds must be what was acknowledged, plus all or nothing of the
 * batch whose COMMIT got no answer. */
static enum outcome verify(struct run *r)
{
	struct ctx *cx = &r->cx;
	struct reading reading = { 0 };
	struct count all = { 0 }, wrong = { 0 };
	struct text text = { "" };
	enum err e = store_one(cx, &integrity, NULL, &text);

	if (e == ERR_OK && strcmp(text.integrity_check, "ok") != 0)
		return CORRUPT;
	if (e == ERR_OK)
		e = store_each(cx, &all_entries, NULL, check_entry, &reading);
	if (e == ERR_OK)
		e = store_one(cx, &postings, NULL, &all);
	if (e == ERR_OK)
		e = store_one(cx, &wrong_balances, NULL, &wrong);
	if (r->disk->off)
		return INTERRUPTED;
	if (e)
		return CORRUPT;
	if (reading.last < r->acked)
		return LOST;
	if (reading.wrong || all.total || all.n != 2 * reading.last || wrong.n)
		return HALF;
	if (reading.last != r->acked && reading.last != r->pending)
		return r->pending && reading.last < r->pending ? HALF : INVENTED;
	r->acked = reading.last;
	r->pending = 0;
	return WELL;
}

static enum outcome open_and_verify(struct run *r)
{
	if (open_all(r))
		return r->disk->off ? INTERRUPTED : CORRUPT;
	return verify(r);
}

/* ---- power loss ---- */

static struct disk *image;                 /* an empty data file with the tables above alone: copied for every run */

static void make_image(void)
{
	struct run r = { .disk = disk_new(1), .synchronous = "FULL", .cx.now_ms = INT64_C(1800000000000) };

	crash_vfs_use(r.disk);
	assert_int_equal(open_all(&r), ERR_OK);
	assert_int_equal(r.cx.store->driver->script(&r.cx, r.cx.store,
		"CREATE TABLE entry (seq BIGINT NOT NULL PRIMARY KEY, note TEXT NOT NULL) WITHOUT ROWID;"
		"CREATE TABLE posting (seq BIGINT NOT NULL, no BIGINT NOT NULL, account BIGINT NOT NULL, qty BIGINT NOT NULL,"
		" PRIMARY KEY (seq, no), FOREIGN KEY (seq) REFERENCES entry (seq)) WITHOUT ROWID;"
		"CREATE INDEX posting_by_account ON posting (account, seq);"
		"CREATE TABLE balance (account BIGINT NOT NULL PRIMARY KEY, qty BIGINT NOT NULL);"
		"WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 9) INSERT INTO balance SELECT i, 0 FROM n"),
		ERR_OK);
	close_all(&r);
	image = disk_copy(r.disk, 1);
	disk_free(r.disk);
}

/* Work, lose power, recover; perhaps lose it again while recovering. */
static enum outcome lose_power_once(uint64_t seed, const char *synchronous, int *ret_points)
{
	struct run r = { .disk = disk_copy(image, seed), .synchronous = synchronous };
	uint64_t losses;
	enum outcome o = WELL;

	crash_vfs_use(r.disk);
	losses = 1 + (disk_random(r.disk, 3) == 0) + (disk_random(r.disk, 9) == 0);
	for (uint64_t i = 0; i < losses && o == WELL; i++) {
		disk_fail_at(r.disk, DISK_POWER_LOSS, 1 + (int64_t)disk_random(r.disk, i ? 30 : 150));
		o = open_and_verify(&r);
		if (o == WELL)
			work_until_it_breaks(&r, 60);
		disk_power_off(r.disk);
		close_all(&r);
		disk_power_on(r.disk);
		o = o == INTERRUPTED ? WELL : o;
		++*ret_points;
	}
	if (o == WELL)
		o = open_and_verify(&r);
	if (o == WELL) {                             /* and it can be worked with */
		work_until_it_breaks(&r, 4);
		o = verify(&r);
	}
	disk_power_off(r.disk);                      /* closing must not write into a corrupt file's fate */
	close_all(&r);
	disk_free(r.disk);
	return o;
}

static int repeats(int usual)
{
	const char *soak = getenv("SOAK");

	return soak && *soak == '1' ? usual * 25 : usual;
}

static void F2_power_loss_loses_nothing_acknowledged_and_leaves_nothing_half_done(void **state)
{
	const char *only = getenv("CRASH_SEED"), *runs = getenv("CRASH_RUNS");
	uint64_t first = only ? strtoull(only, NULL, 10) : 1;
	uint64_t last = only ? first : runs ? strtoull(runs, NULL, 10) : (uint64_t)repeats(4000);
	int points = 0;

	(void)state;
	for (uint64_t seed = first; seed <= last; seed++) {
		enum outcome o = lose_power_once(seed, "FULL", &points);

		if (o != WELL)
			print_error("CRASH_SEED=%" PRIu64 ": %s\n", seed, outcome_names[o]);
		assert_int_equal(o, WELL);
	}
	print_message("# %d losses of power, nothing lost\n", points);
}

/* The harness has teeth: with less syncing the same runs do lose. */
static void without_full_syncing_the_same_runs_lose(void **state)
{
	static const char *const modes[] = { "NORMAL", "OFF" };

	(void)state;
	for (size_t m = 0; m < 2; m++) {
		int counts[OUTCOMES] = { 0 }, points = 0;

		for (uint64_t seed = 1; seed <= 120; seed++)
			counts[lose_power_once(seed, modes[m], &points)]++;
		print_message("# synchronous=%s, %d losses of power: lost %d, corrupt %d, half done %d\n",
			      modes[m], points, counts[LOST], counts[CORRUPT], counts[HALF]);
		assert_true(counts[LOST] > 0);
		assert_true(m == 0 || counts[CORRUPT] > 0);
	}
}

static void power_loss_while_migrating_leaves_a_file_that_migrates_to_the_end(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= (uint64_t)repeats(40); seed++) {
		struct run r = { .disk = disk_new(seed), .synchronous = "FULL", .cx.now_ms = INT64_C(1800000000000) };
		struct text text = { "" };
		enum err e;

		crash_vfs_use(r.disk);
		disk_fail_at(r.disk, DISK_POWER_LOSS, 1 + (int64_t)disk_random(r.disk, seed % 2 ? 30 : 300));
		e = open_all(&r);
		if (e == ERR_OK)
			e = store_migrate(&r.cx);
		assert_true(e == ERR_OK || r.disk->off);
		disk_power_off(r.disk);
		close_all(&r);
		disk_power_on(r.disk);
		if (open_all(&r) || store_migrate(&r.cx) || store_prepare_all(&r.cx))
			print_error("seed %" PRIu64 ": %s\n", seed, r.cx.fault.en);
		assert_int_equal(store_one(&r.cx, &integrity, NULL, &text), ERR_OK);
		assert_string_equal(text.integrity_check, "ok");
		close_all(&r);
		disk_free(r.disk);
	}
}

/* ---- errors of the disk ---- */

/* A failed batch leaves either a store that goes on as if it had not been, or
 * one that has stopped; a restart of the stopped one finds the truth. */
static enum outcome meet_error_once(uint64_t seed, enum disk_fault fault, int *ret_met)
{
	struct run r = { .disk = disk_copy(image, seed), .synchronous = "FULL" };
	enum outcome o;

	crash_vfs_use(r.disk);
	o = open_and_verify(&r);
	disk_fail_at(r.disk, fault, 1 + (int64_t)disk_random(r.disk, 120));
	for (int i = 0; i < 40 && o == WELL && r.cx.store && !store_stopped(r.cx.store); i++) {
		enum err e = one_step(&r);

		if (fault == DISK_IO_ERROR && e == ERR_BROKEN && r.cx.store)      /* whoever is told of it knows it afterwards */
			assert_true(store_stopped(r.cx.store) || (r.reading.store && store_stopped(r.reading.store)));
		if (e == ERR_CONFLICT)                       /* a batch that "failed" is there after all */
			o = INVENTED;
		else if (e && r.cx.store && !store_stopped(r.cx.store))
			r.pending = 0;                       /* it says it goes on: then nothing was done */
	}
	if (r.cx.store && store_stopped(r.cx.store))
		assert_int_equal(store_begin(&r.cx), ERR_BROKEN);
	*ret_met += r.disk->faults_met;
	r.disk->fault_at = 0;
	if (disk_random(r.disk, 2) == 0) {
		disk_power_off(r.disk);
		close_all(&r);
		disk_power_on(r.disk);
	}
	close_all(&r);
	o = o == WELL ? open_and_verify(&r) : o;
	if (o == WELL) {
		work_until_it_breaks(&r, 3);
		o = verify(&r);
	}
	close_all(&r);
	disk_free(r.disk);
	return o;
}

static void F4_errors_and_a_full_disk_are_told_and_lose_nothing(void **state)
{
	static const enum disk_fault faults[] = { DISK_IO_ERROR, DISK_FULL, DISK_SHORT_WRITE, DISK_READ_ERROR };
	int met = 0;

	(void)state;
	for (size_t f = 0; f < sizeof faults / sizeof *faults; f++)
		for (uint64_t seed = 1; seed <= (uint64_t)repeats(150); seed++) {
			enum outcome o = meet_error_once(seed, faults[f], &met);

			if (o != WELL)
				print_error("fault %d seed %" PRIu64 ": %s\n", (int)faults[f], seed, outcome_names[o]);
			assert_int_equal(o, WELL);
		}
	print_message("# %d errors of the disk met\n", met);
	assert_true(met > 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(F2_power_loss_loses_nothing_acknowledged_and_leaves_nothing_half_done),
		cmocka_unit_test(without_full_syncing_the_same_runs_lose),
		cmocka_unit_test(power_loss_while_migrating_leaves_a_file_that_migrates_to_the_end),
		cmocka_unit_test(F4_errors_and_a_full_disk_are_told_and_lose_nothing),
	};
	struct ctx cx = { 0 };
	int failed;

	if (store_open(&cx, "sqlite::memory:", STORE_WRITE, &cx.store))      /* sets the library up first */
		return 1;
	store_close(cx.store);
	arena_reset(&cx.mem);
	crash_vfs_register();
	make_image();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	disk_free(image);
	return failed;
}
