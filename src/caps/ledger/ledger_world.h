/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_WORLD_H
#define CAPS_LEDGER_WORLD_H
/* What the ledger's tests share: a fresh store, a clock and numbers of their
 * own, and short ways to post.  Included by tests only. */
#include "test.h"
#include "caps/ledger/day_sums.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/seal.h"
#include "caps/ledger/verify.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DISTRICT = 330114, SHED = 5001, HALL = 5002, OWNER = 4001, OTHER_OWNER = 4002, SUPPLIER = 9001, CARRIER = 9002, CLINIC = 5100, RICE = 7001, MASK = 7002, BUYER = 501 };
static const int64_t NOON = INT64_C(1795233600000);      /* 2026-11-21 12:00 in China */

struct world { struct ctx cx; struct ids ids; uint64_t seed; };

static inline void world_open_at(struct world *w, const char *url)
{
	*w = (struct world){ .seed = 1 };
	w->cx = (struct ctx){ .now_ms = NOON, .district_id = DISTRICT, .ids = &w->ids };
	assert_int_equal(store_open(&w->cx, url, STORE_WRITE, &w->cx.store), ERR_OK);
	assert_int_equal(store_migrate(&w->cx), ERR_OK);
}

static inline void world_open(struct world *w) { world_open_at(w, "sqlite::memory:"); }

/* Every test ends with the proof that the books are sound. */
static inline void world_close(struct world *w)
{
	struct verify_result r;

	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(verify_run(&w->cx, &(struct verify_options){ .journal_only = true }, &r), ERR_OK);
	for (size_t i = 0; i < r.n_findings; i++)
		print_message("%s:%s:%s: %s\n", r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].en);
	assert_int_equal(r.n_findings, 0);
	store_rollback(&w->cx);
	store_close(w->cx.store);
	arena_reset(&w->cx.mem);
}

/* One command: a transaction of its own with a savepoint, kept when it succeeds. */
static inline enum err command(struct world *w, const struct ledger_entry *e, struct ledger_posted *ret)
{
	enum err err;

	w->cx.fault = (struct fault){ 0 };
	err = store_begin(&w->cx);
	if (err)
		return err;
	err = ledger_post(&w->cx, e, ret);
	if (!err)
		err = store_commit(&w->cx);
	if (err)
		store_rollback(&w->cx);
	return err;
}

/* The sums of all finished days are made; how many days that were. */
static inline int sum_days(struct ctx *cx)
{
	struct ledger_day_sums sums;

	for (int n = 0;; n++) {
		assert_int_equal(store_begin(cx), ERR_OK);
		assert_int_equal(ledger_day_sums_next(cx, &sums), ERR_OK);
		if (sums.day)
			assert_int_equal(ledger_day_sums_keep(cx, &sums), ERR_OK);
		assert_int_equal(store_commit(cx), ERR_OK);
		if (!sums.day)
			return n;
	}
}

#define KEY(kind_, ...) ((struct account_key){ .kind = ACC_##kind_, __VA_ARGS__ })
#define COUNT(a) (sizeof (a) / sizeof *(a))

static inline struct account_key store_of(int64_t place) { return KEY(STORE, .place_id = place, .owner_id = OWNER); }
static inline struct account_key from_supplier(void) { return KEY(FROM_SUPPLIER, .who_id = SUPPLIER, .owner_id = OWNER); }

static inline int64_t balance(struct world *w, struct account_key key, int64_t lot_id)
{
	int64_t qty;

	assert_int_equal(ledger_balance(&w->cx, &key, lot_id, 0, &qty), ERR_OK);
	return qty;
}

/* A fresh lot comes from the supplier into a store. */
static inline int64_t receive(struct world *w, int64_t doc_id, int64_t place, int64_t item, int64_t qty, int64_t expiry)
{
	struct ledger_new_lot lot = { .lot_id = ctx_new_id(&w->cx), .item_id = item, .source_line_no = 1, .expiry_day = expiry, .batch = "B1" };
	struct ledger_change c[] = { { from_supplier(), lot.lot_id, 1, -qty }, { store_of(place), lot.lot_id, 1, qty } };
	struct ledger_growth g[] = { { 1, "arrived", qty } };
	struct ledger_posted p;

	assert_int_equal(command(w, &(struct ledger_entry){ .doc_id = doc_id, .doc_version = 1, .kind = "purchase", .verb = "receive",
		.from_state = "", .to_state = "received", .actor_id = BUYER, .lots = &lot, .n_lots = 1, .changes = c, .n_changes = 2,
		.grown = g, .n_grown = 1 }, &p), ERR_OK);
	return lot.lot_id;
}

/* Goods of a lot move from one account to another in a fresh document. */
static inline enum err move_at(struct world *w, int64_t doc_id, struct account_key from, struct account_key to, int64_t lot_id, int64_t qty,
			       int64_t happened_ms, struct ledger_posted *ret)
{
	struct ledger_change c[] = { { from, lot_id, 1, -qty }, { to, lot_id, 1, qty } };

	return command(w, &(struct ledger_entry){ .doc_id = doc_id, .doc_version = 1, .kind = "issue", .verb = "issue", .from_state = "draft",
		.to_state = "done", .actor_id = BUYER, .happened_ms = happened_ms, .changes = c, .n_changes = 2 }, ret);
}

static inline enum err move(struct world *w, int64_t doc_id, struct account_key from, struct account_key to, int64_t lot_id, int64_t qty)
{
	struct ledger_posted p;

	return move_at(w, doc_id, from, to, lot_id, qty, 0, &p);
}
#endif
