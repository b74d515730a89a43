/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger_world.h"
#include "crash/vfs.h"
#include <inttypes.h>

/* Power loss under real ledger entries: after every recovery the whole proof of
 * the books (verify_run) finds nothing, the chain's head is the acknowledged one
 * or that of the one batch whose COMMIT got no answer, and work goes on.
 * CRASH_SEED=n repeats one run, CRASH_RUNS=n makes n; SOAK=1 makes 25 times as many. */

enum { LOTS_MAX = 400, BATCH_MAX = 4 };

struct books {
	struct world    w;
	struct disk    *disk;
	int64_t         lots[LOTS_MAX], next_doc;
	size_t          n_lots, n_lots_pending;
	struct ledger_head acked, pending;        /* pending.seq 0: no COMMIT is unanswered */
};

static void fill_context(struct books *b)
{
	b->w.cx.now_ms = NOON + b->next_doc;
	b->w.cx.district_id = DISTRICT;
	b->w.cx.ids = &b->w.ids;
}

static enum err open_books(struct books *b)
{
	char url[96];

	snprintf(url, sizeof url, "sqlite:data.db?vfs=crash&checkpoint_pages=%d", (int)disk_random(b->disk, 60) + 4);
	return store_open(&b->w.cx, url, STORE_WRITE, &b->w.cx.store);
}

static void close_books(struct books *b)
{
	store_close(b->w.cx.store);
	b->w.cx.store = NULL;
	arena_reset(&b->w.cx.mem);
}

/* ---- work ---- */

static enum err post_receipt(struct books *b, size_t *n_lots)
{
	struct ctx *cx = &b->w.cx;
	int64_t qty = 1 + (int64_t)disk_random(b->disk, 1000);
	struct ledger_new_lot lot = { .lot_id = ctx_new_id(cx), .item_id = RICE, .source_line_no = 1, .batch = "B1" };
	struct ledger_change c[] = { { from_supplier(), lot.lot_id, 1, -qty }, { store_of(SHED), lot.lot_id, 1, qty } };
	struct ledger_posted p;

	TRY(ledger_post(cx, &(struct ledger_entry){ .doc_id = ++b->next_doc, .doc_version = 1, .kind = "purchase", .verb = "receive",
		.from_state = "", .to_state = "received", .actor_id = BUYER, .lots = &lot, .n_lots = 1, .changes = c, .n_changes = 2 }, &p));
	if (*n_lots < LOTS_MAX)
		b->lots[(*n_lots)++] = lot.lot_id;
	return ERR_OK;
}

static enum err post_move(struct books *b, size_t n_lots)
{
	bool back = disk_random(b->disk, 3) == 0;
	int64_t lot = b->lots[disk_random(b->disk, n_lots)], qty = 1 + (int64_t)disk_random(b->disk, 200);
	struct ledger_change c[] = { { store_of(back ? HALL : SHED), lot, 1, -qty }, { store_of(back ? SHED : HALL), lot, 1, qty } };
	struct ledger_posted p;

	return ledger_post(&b->w.cx, &(struct ledger_entry){ .doc_id = ++b->next_doc, .doc_version = 1, .kind = "issue", .verb = "issue",
		.from_state = "draft", .to_state = "done", .actor_id = BUYER, .changes = c, .n_changes = 2 }, &p);
}

static enum err post_some(struct books *b, size_t *n_lots, struct ledger_head *ret)
{
	struct ctx *cx = &b->w.cx;

	for (uint64_t i = 0; i < BATCH_MAX && (i == 0 || disk_random(b->disk, 3)); i++) {
		enum err e;

		fill_context(b);
		TRY(store_savepoint(cx));
		e = *n_lots == 0 || disk_random(b->disk, 3) == 0 ? post_receipt(b, n_lots) : post_move(b, *n_lots);
		if (e) {
			store_undo(cx);
			if (e != ERR_SHORT_STOCK)
				return e;
		} else {
			TRY(store_release(cx));
		}
	}
	return ledger_head(cx, ret);
}

static enum err write_batch(struct books *b)
{
	struct ledger_head head = { 0 };
	size_t n_lots = b->n_lots;
	enum err e;

	TRY(store_begin(&b->w.cx));
	e = post_some(b, &n_lots, &head);
	if (e == ERR_OK) {
		b->pending = head;
		b->n_lots_pending = n_lots;
		e = store_commit(&b->w.cx);
	}
	if (e) {
		store_rollback(&b->w.cx);
		return e;
	}
	b->acked = head;
	b->n_lots = n_lots;
	b->pending = (struct ledger_head){ 0 };
	arena_reset(&b->w.cx.mem);
	return ERR_OK;
}

/* ---- proof ---- */

static void prove(struct books *b, uint64_t seed)
{
	struct ledger_head head = { 0 };
	struct verify_result r;

	fill_context(b);
	if (store_begin(&b->w.cx) || verify_run(&b->w.cx, &(struct verify_options){ .journal_only = true }, &r) || ledger_head(&b->w.cx, &head)) {
		print_error("CRASH_SEED=%" PRIu64 ": %s\n", seed, b->w.cx.fault.en);
		assert_true(0);
	}
	for (size_t i = 0; i < r.n_findings; i++)
		print_error("CRASH_SEED=%" PRIu64 " %s:%s:%s: %s\n", seed, r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].en);
	assert_int_equal(r.n_findings, 0);
	assert_int_equal(r.entries, head.seq);
	store_rollback(&b->w.cx);
	if (head.seq != b->acked.seq) {
		if (head.seq != b->pending.seq)
			print_error("CRASH_SEED=%" PRIu64 ": head %lld, acknowledged %lld, unanswered %lld\n", seed,
				    (long long)head.seq, (long long)b->acked.seq, (long long)b->pending.seq);
		assert_int_equal(head.seq, b->pending.seq);
		b->acked = b->pending;
		b->n_lots = b->n_lots_pending;
	}
	if (head.seq > 0)
		assert_string_equal(head.hash, b->acked.hash);
	b->pending = (struct ledger_head){ 0 };
}

static struct disk *image;

/* How many entries were there in the end. */
static int64_t run_once(uint64_t seed)
{
	struct books b = { .disk = disk_copy(image, seed), .next_doc = 1000 };
	int batches = 0;

	crash_vfs_use(b.disk);
	for (int loss = 0; loss < 3; loss++) {
		enum err e;

		disk_fail_at(b.disk, DISK_POWER_LOSS, 1 + (int64_t)disk_random(b.disk, 120));
		e = open_books(&b);
		for (batches = 0; e == ERR_OK && batches < 30; batches++)
			e = write_batch(&b);
		if (e && !b.disk->off)
			print_error("CRASH_SEED=%" PRIu64 ": %s\n", seed, b.w.cx.fault.en);
		assert_true(e == ERR_OK || b.disk->off);
		disk_power_off(b.disk);
		close_books(&b);
		disk_power_on(b.disk);
		assert_int_equal(open_books(&b), ERR_OK);
		prove(&b, seed);
		close_books(&b);
	}
	disk_free(b.disk);
	return b.acked.seq;
}

static void F2_the_books_are_sound_after_every_loss_of_power(void **state)
{
	const char *only = getenv("CRASH_SEED"), *soak = getenv("SOAK");
	uint64_t first = only ? strtoull(only, NULL, 10) : 1, last = only ? first : getenv("CRASH_RUNS") ? strtoull(getenv("CRASH_RUNS"), NULL, 10) : soak && *soak == '1' ? 10000 : 400;
	int64_t entries = 0;

	(void)state;
	for (uint64_t seed = first; seed <= last; seed++)
		entries += run_once(seed);
	print_message("# %" PRIu64 " losses of power under %" PRId64 " ledger entries, verify found nothing\n",
		      3 * (last - first + 1), entries);
}

static void make_image(void)
{
	struct books b = { .disk = disk_new(1), .next_doc = 1 };

	crash_vfs_use(b.disk);
	fill_context(&b);
	if (open_books(&b) || store_migrate(&b.w.cx)) {
		print_error("%s\n", b.w.cx.fault.en);
		exit(1);
	}
	close_books(&b);
	image = disk_copy(b.disk, 1);
	disk_free(b.disk);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(F2_the_books_are_sound_after_every_loss_of_power) };
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
