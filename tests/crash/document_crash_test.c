/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document_world.h"
#include "crash/vfs.h"
#include <inttypes.h>

/* Power loss under real documents: receipts are drafted, announced, taken in and
 * closed, each step a command, some commands a batch.  After every recovery the
 * proof of documents and books finds nothing, and every document stands where
 * the last acknowledged batch left it, or all of them where the one batch whose
 * COMMIT got no answer did.  CRASH_SEED=n repeats one run, CRASH_RUNS=n makes n. */

enum { DOCS_MAX = 64, STAGES = 4 };
static const char *const verbs[STAGES] = { "", "announce", "take_in", "close" };

struct shelf { struct { int64_t id; int stage; int64_t qty; } docs[DOCS_MAX]; size_t n; };
struct office {
	struct ctx    cx;
	struct ids    ids;
	struct disk  *disk;
	struct shelf  acked, pending;
	bool          has_pending;
};

struct count { int64_t n; };
static const struct shape count_shape = { "count", sizeof(struct count), (const struct field[]){
	{ .name = "n", .kind = KIND_I64, .offset = offsetof(struct count, n) }, { 0 } } };
static const struct query count_documents = { "count_documents", "SELECT COUNT(*) AS n FROM doc", NULL, NULL, &count_shape };

static struct disk *image;
static struct arena image_mem;
static struct docs world;                  /* its actors live in image_mem */
static struct ids image_ids;
static struct { char state[32]; int64_t version; } stands_at[STAGES];     /* after each stage, learnt once */

static void fill_context(struct office *o)
{
	o->cx.now_ms = INT64_C(1795233600000) + (int64_t)o->acked.n;
	o->cx.district_id = 330114;
	o->cx.ids = &o->ids;
	o->cx.actor = world.by.keeper;
	o->cx.random = seeded_random;
}

static enum err open_office(struct office *o)
{
	char url[96];

	snprintf(url, sizeof url, "sqlite:data.db?vfs=crash&checkpoint_pages=%d", (int)disk_random(o->disk, 60) + 4);
	return store_open(&o->cx, url, STORE_WRITE, &o->cx.store);
}

static void close_office(struct office *o)
{
	store_close(o->cx.store);
	o->cx.store = NULL;
	arena_reset(&o->cx.mem);
}

/* ---- work ---- */

static enum err draft_receipt(struct ctx *cx, int64_t qty, int64_t *ret)
{
	struct doc_line line = { .item_id = world.rice, .counter = { [ASKED] = qty } };

	return document_open(cx, &(struct doc){ .kind = "receipt_supplier", .giver_id = world.supplier, .to_place_id = world.d.wa,
		.owner_id = world.d.root, .lines = &line, .n_lines = 1 }, ret);
}

static enum err advance(struct ctx *cx, int64_t doc_id, int stage, int64_t qty)
{
	struct doc_part part = { .line_no = 1, .qty = qty, .batch = "B1" };
	struct doc_moved moved;

	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = verbs[stage], .parts = &part,
		.n_parts = stage == 2 ? 1 : 0 }, &moved);
}

/* A new receipt, or the next step of one that is under way. */
static enum err one_command(struct office *o, struct shelf *shelf)
{
	size_t i = disk_random(o->disk, shelf->n + 2);

	if (i >= shelf->n || shelf->docs[i].stage == STAGES - 1) {
		int64_t qty = 1 + (int64_t)disk_random(o->disk, 500), id = 0;

		if (shelf->n == DOCS_MAX)
			return ERR_OK;
		TRY(draft_receipt(&o->cx, qty, &id));
		shelf->docs[shelf->n].id = id;
		shelf->docs[shelf->n].qty = qty;
		shelf->docs[shelf->n++].stage = 0;
		return ERR_OK;
	}
	TRY(advance(&o->cx, shelf->docs[i].id, shelf->docs[i].stage + 1, shelf->docs[i].qty));
	shelf->docs[i].stage++;
	return ERR_OK;
}

static enum err run_batch(struct office *o, struct shelf *shelf)
{
	for (uint64_t n = 1 + disk_random(o->disk, 3); n > 0; n--) {
		struct shelf before = *shelf;
		enum err e;

		TRY(store_savepoint(&o->cx));
		e = one_command(o, shelf);
		if (e || disk_random(o->disk, 8) == 0) {     /* now and then a command is undone for no reason */
			store_undo(&o->cx);
			*shelf = before;
			TRY(e);
		} else {
			TRY(store_release(&o->cx));
		}
	}
	return ERR_OK;
}

static enum err write_batch(struct office *o)
{
	struct shelf shelf = o->acked;
	enum err e;

	fill_context(o);
	TRY(store_begin(&o->cx));
	e = run_batch(o, &shelf);
	if (e == ERR_OK) {
		o->pending = shelf;
		o->has_pending = true;
		e = store_commit(&o->cx);
	}
	if (e) {
		store_rollback(&o->cx);
		return e;
	}
	o->acked = shelf;
	o->has_pending = false;
	arena_reset(&o->cx.mem);
	return ERR_OK;
}

/* ---- proof ---- */

static bool stands(struct office *o, const struct shelf *shelf)
{
	struct ctx *cx = &o->cx;
	struct count there = { 0 };
	struct verify_result r;

	for (size_t i = 0; i < shelf->n; i++) {
		struct doc doc;

		if (document_get(&o->cx, shelf->docs[i].id, &doc) || doc.version != stands_at[shelf->docs[i].stage].version
		    || strcmp(doc.state, stands_at[shelf->docs[i].stage].state) != 0)
			return false;
	}
	must(verify_run(cx, &(struct verify_options){ .content = document_content }, &r));
	for (size_t i = 0; i < r.n_findings; i++)
		print_error("%s:%s:%s: %s\n", r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].en);
	assert_int_equal(r.n_findings, 0);
	must(store_one(cx, &count_documents, NULL, &there));
	return there.n == (int64_t)shelf->n;
}

static void prove(struct office *o, uint64_t seed)
{
	struct ctx *cx = &o->cx;
	bool as_acked, as_pending = false;

	fill_context(o);
	must(store_begin(cx));
	as_acked = stands(o, &o->acked);
	if (!as_acked)
		as_pending = o->has_pending && stands(o, &o->pending);
	if (!as_acked && !as_pending)
		print_error("CRASH_SEED=%" PRIu64 ": documents are neither as acknowledged nor as the unanswered batch left them\n", seed);
	assert_true(as_acked || as_pending);
	store_rollback(&o->cx);
	if (as_pending)
		o->acked = o->pending;
	o->has_pending = false;
}

/* How many documents were there in the end. */
static size_t run_once(uint64_t seed)
{
	struct office o = { .disk = disk_copy(image, seed), .ids = image_ids };
	struct ctx *cx = &o.cx;
	size_t n;

	crash_vfs_use(o.disk);
	for (int loss = 0; loss < 3; loss++) {
		enum err e;

		disk_fail_at(o.disk, DISK_POWER_LOSS, 1 + (int64_t)disk_random(o.disk, 150));
		e = open_office(&o);
		for (int i = 0; e == ERR_OK && i < 30; i++)
			e = write_batch(&o);
		if (e && !o.disk->off)
			print_error("CRASH_SEED=%" PRIu64 ": %s\n", seed, o.cx.fault.en);
		assert_true(e == ERR_OK || o.disk->off);
		disk_power_off(o.disk);
		close_office(&o);
		disk_power_on(o.disk);
		must(open_office(&o));
		prove(&o, seed);
		close_office(&o);
	}
	n = o.acked.n;
	disk_free(o.disk);
	return n;
}

static void F2_documents_and_books_agree_after_every_loss_of_power(void **state)
{
	const char *only = getenv("CRASH_SEED"), *runs = getenv("CRASH_RUNS"), *soak = getenv("SOAK");
	uint64_t first = only ? strtoull(only, NULL, 10) : 1;
	uint64_t last = only ? first : runs ? strtoull(runs, NULL, 10) : soak && *soak == '1' ? 2500 : 100;
	size_t documents = 0;

	(void)state;
	for (uint64_t seed = first; seed <= last; seed++)
		documents += run_once(seed);
	print_message("# %" PRIu64 " losses of power under %zu documents, verify found nothing\n", 3 * (last - first + 1), documents);
	assert_true(only || documents > last - first);
}

/* A district with its people and goods, and what the states are called. */
static void make_image(void)
{
	struct office o = { .disk = disk_new(1) };
	struct ctx *cx = &o.cx;
	int64_t id = 0;

	crash_vfs_use(o.disk);
	fill_context(&o);
	must(open_office(&o));
	must(store_migrate(cx));
	world = open_docs(cx);
	must(store_commit(cx));
	image_mem = o.cx.mem;                      /* the actors live on */
	o.cx.mem = (struct arena){ 0 };
	must(store_begin(cx));
	o.cx.actor = world.by.keeper;
	must(draft_receipt(cx, 5, &id));
	for (int stage = 0; stage < STAGES; stage++) {
		struct doc doc;

		if (stage > 0)
			must(advance(cx, id, stage, 5));
		must(document_get(cx, id, &doc));
		snprintf(stands_at[stage].state, sizeof stands_at[stage].state, "%s", doc.state);
		stands_at[stage].version = doc.version;
	}
	store_rollback(cx);
	close_office(&o);
	image = disk_copy(o.disk, 1);
	image_ids = o.ids;
	disk_free(o.disk);
}

static int set_up(void **state)
{
	struct ctx first = { 0 }, *cx = &first;

	(void)state;
	must(store_open(cx, "sqlite::memory:", STORE_WRITE, &cx->store));     /* sets the library up first */
	store_close(cx->store);
	arena_reset(&cx->mem);
	crash_vfs_register();
	make_image();
	return 0;
}

static int take_down(void **state)
{
	(void)state;
	disk_free(image);
	arena_reset(&image_mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(F2_documents_and_books_agree_after_every_loss_of_power) };

	return cmocka_run_group_tests(tests, set_up, take_down);
}
