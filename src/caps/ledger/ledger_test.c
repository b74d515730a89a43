/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger_world.h"
#include "caps/ledger/bytes.h"
#include "base/civil.h"

/* ---- bytes ---- */

static void the_published_test_vector_comes_out(void **state)
{
	struct arena mem = { 0 };
	struct bytes_account accounts[] = { { 2001, 60, -1, 920, 0, 0, 71, 0 }, { 2002, 61, 1, 0, 0, 0, 71, 0 } };
	struct bytes_lot lot = { .lot_id = 1, .item_id = 1, .cost_units = 1, .batch = "", .serial = "" };
	struct bytes_progress grown = { 1, "taken", 20000000 };
	struct bytes_posting postings[] = { { 2001, 1, 1, -20000000, -20000000 }, { 2002, 1, 1, 20000000, 20000000 } };
	struct bytes_entry e = { 330106, 1, 1001, 1, 501, INT64_C(1700000000000), INT64_C(1700000000000), 0, 0,
		"donation_money", "receive", "draft", "received", "", "", "", accounts, 2, &lot, 1, &grown, 1, postings, 2 };
	char genesis[SHA256_HEX], hash[SHA256_HEX], sign[SHA256_HEX], over[SHA256_HEX];
	struct buf b = BUF(&mem), with = BUF(&mem);

	(void)state;
	bytes_genesis(330106, genesis);
	assert_string_equal(genesis, "a4dd6c14c6cc878a65d24d56b76ece5282870b3170653329c7f99531f529b31e");
	bytes_entry(&b, &e);
	assert_int_equal(b.n, 567);
	bytes_chain(&mem, genesis, &e, hash);
	assert_string_equal(hash, "bca043c974541a52465b81850918e769009bdaacbc1e34e1fe7e9e19b01ff48d");

	for (int i = 0; i < 64; i++)
		over[i] = "ab"[i % 2];
	over[64] = '\0';
	bytes_signature(&mem, &(struct bytes_signature){ "giver", over, 1, 501, 0 }, sign);
	assert_string_equal(sign, "5aaf228574ca29d019c1658f53a2b110ff058cbff5c3f44387b8bb73ebaf7de6");
	e.sign_hash = sign;
	bytes_entry(&with, &e);
	assert_int_equal(with.n, 599);
	bytes_chain(&mem, genesis, &e, hash);
	assert_string_equal(hash, "1af1adebedd616ab64a731ec5765379ad291ea4fa1843088fdd130c788f20fda");
	arena_reset(&mem);
}

static void the_account_plan_is_complete_and_in_order(void **state)
{
	const struct account_info *infos;
	size_t n;

	(void)state;
	infos = ledger_account_infos(&n);
	assert_true(n >= 43);
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(ledger_account_info(infos[i].kind), &infos[i]);
		if (i)
			assert_true(infos[i - 1].kind < infos[i].kind);
		assert_true(infos[i].slots && *infos[i].zh && *infos[i].en && *infos[i].word);
		if (infos[i].flags & ACC_OWN)
			assert_true(infos[i].slots & SLOT_DOC);
		if (infos[i].flags & ACC_HOUSE)
			assert_true(infos[i].kind >= 20 && infos[i].kind <= 25 && infos[i].slots & SLOT_PLACE);
	}
	assert_null(ledger_account_info(0));
	assert_null(ledger_account_info(26));
}

/* ---- posting ---- */

static void goods_come_in_lie_there_and_go_out(void **state)
{
	struct world w;
	struct ledger_head head;
	int64_t lot, sum;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(move(&w, 101, store_of(SHED), store_of(HALL), lot, 20), ERR_OK);
	assert_int_equal(balance(&w, store_of(SHED), lot), 30);
	assert_int_equal(balance(&w, store_of(HALL), lot), 20);
	assert_int_equal(balance(&w, from_supplier(), lot), -50);
	assert_int_equal(ledger_item_balance(&w.cx, &(struct account_key){ ACC_STORE, 0, SHED, OWNER, 0, 0 }, RICE, &sum), ERR_OK);
	assert_int_equal(sum, 30);
	assert_int_equal(ledger_head(&w.cx, &head), ERR_OK);
	assert_int_equal(head.seq, 2);
	world_close(&w);
}

static void D2_12_nothing_is_issued_that_is_not_there(void **state)
{
	struct world w;
	struct ledger_head before, after;
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(ledger_head(&w.cx, &before), ERR_OK);
	assert_int_equal(move(&w, 101, store_of(SHED), store_of(HALL), lot, 51), ERR_SHORT_STOCK);
	assert_non_null(strstr(w.cx.fault.en, "51"));
	assert_non_null(strstr(w.cx.fault.en, "only 50"));
	assert_non_null(strstr(w.cx.fault.zh, "只有 50"));
	assert_int_equal(move(&w, 101, store_of(HALL), store_of(SHED), lot, 1), ERR_SHORT_STOCK);
	assert_non_null(strstr(w.cx.fault.en, "only 0"));
	assert_int_equal(ledger_head(&w.cx, &after), ERR_OK);
	assert_string_equal(before.hash, after.hash);
	assert_int_equal(balance(&w, store_of(SHED), lot), 50);
	world_close(&w);
}

static void a_source_never_takes_back_more_than_it_gave(void **state)
{
	struct world w;
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(receive(&w, 102, SHED, RICE, 9, 0) > lot, 1);
	assert_int_equal(move(&w, 103, store_of(SHED), from_supplier(), lot, 50), ERR_OK);
	assert_int_equal(balance(&w, from_supplier(), lot), 0);
	assert_int_equal(move(&w, 104, KEY(FOUND, .place_id = SHED, .owner_id = OWNER), from_supplier(), lot, 1), ERR_SHORT_STOCK);
	world_close(&w);
}

static enum err post_raw(struct world *w, const struct ledger_change *c, size_t n, unsigned crosses)
{
	struct ledger_posted p;

	return command(w, &(struct ledger_entry){ .doc_id = 900, .doc_version = 1, .kind = "test", .verb = "do", .from_state = "", .to_state = "done",
		.actor_id = BUYER, .crosses = crosses, .changes = c, .n_changes = n }, &p);
}

static void an_entry_balances_per_lot_thing_owner_and_fund(void **state)
{
	struct world w;
	struct account_key other = KEY(STORE, .place_id = SHED, .owner_id = OTHER_OWNER), restricted = KEY(STORE, .place_id = SHED, .owner_id = OWNER, .fund_id = 71);
	int64_t lot, second;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	second = receive(&w, 101, SHED, RICE, 50, 0);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 } }, 1, 0), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -2 }, { store_of(HALL), lot, 1, 1 } }, 2, 3), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 }, { store_of(HALL), second, 1, 1 } }, 2, 3), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 }, { KEY(CLAIMED, .who_id = 5), lot, 1, 1 } }, 2, 3), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 }, { other, lot, 1, 1 } }, 2, 0), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 }, { other, lot, 1, 1 } }, 2, LEDGER_CROSS_FUND), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 }, { restricted, lot, 1, 1 } }, 2, LEDGER_CROSS_OWNER), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -1 }, { other, lot, 1, 1 } }, 2, LEDGER_CROSS_OWNER), ERR_OK);
	assert_int_equal(balance(&w, other, lot), 1);
	world_close(&w);
}

static void money_never_crosses_funds_and_never_mixes_with_goods(void **state)
{
	struct world w;
	struct account_key fund = KEY(FUND, .fund_id = 71), fund2 = KEY(FUND, .fund_id = 72), granted = KEY(GRANTED, .who_id = 920, .fund_id = 71);
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(move(&w, 101, granted, fund, LEDGER_MONEY, 20000), ERR_OK);
	assert_int_equal(move(&w, 102, fund, fund2, LEDGER_MONEY, 1), ERR_BROKEN);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { fund, LEDGER_MONEY, 1, -1 }, { fund2, LEDGER_MONEY, 1, 1 } }, 2, 3), ERR_BROKEN);
	assert_int_equal(move(&w, 103, fund, fund, lot, 1), ERR_OK);      /* nothing moves: no postings */
	assert_int_equal(move(&w, 104, granted, fund, lot, 1), ERR_BROKEN);
	assert_int_equal(move(&w, 105, store_of(SHED), store_of(HALL), LEDGER_MONEY, 1), ERR_BROKEN);
	assert_int_equal(balance(&w, fund, LEDGER_MONEY), 20000);
	world_close(&w);
}

static void an_account_takes_exactly_its_slots(void **state)
{
	struct world w;
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(move(&w, 101, store_of(SHED), KEY(STORE, .place_id = HALL), lot, 1), ERR_BAD_INPUT);
	assert_int_equal(move(&w, 101, store_of(SHED), KEY(STORE, .place_id = HALL, .owner_id = OWNER, .who_id = 3), lot, 1), ERR_BAD_INPUT);
	assert_int_equal(move(&w, 101, store_of(SHED), KEY(HELD, .place_id = HALL, .owner_id = OWNER), lot, 1), ERR_BAD_INPUT);
	assert_int_equal(move(&w, 101, store_of(SHED), (struct account_key){ .kind = 19, .place_id = HALL, .owner_id = OWNER }, lot, 1), ERR_BROKEN);
	assert_int_equal(move(&w, 101, store_of(SHED), store_of(HALL), lot + 1, 1), ERR_BAD_INPUT);
	world_close(&w);
}

static void D7_7_an_expired_lot_is_not_issued_but_can_be_condemned(void **state)
{
	struct world w;
	struct account_key used = KEY(USED, .who_id = CLINIC, .owner_id = OWNER), condemned = KEY(CONDEMNED, .place_id = SHED, .owner_id = OWNER);
	int64_t today = civil_day_of(NOON), old, fresh;

	(void)state;
	world_open(&w);
	old = receive(&w, 100, SHED, RICE, 50, today - 1);
	fresh = receive(&w, 101, SHED, RICE, 50, today);
	assert_int_equal(move(&w, 102, store_of(SHED), used, old, 1), ERR_BLOCKED);
	assert_non_null(strstr(w.cx.fault.en, "2026-11-20"));
	assert_non_null(strstr(w.cx.fault.zh, "B1"));
	assert_int_equal(move(&w, 102, store_of(SHED), used, fresh, 1), ERR_OK);
	assert_int_equal(move(&w, 103, store_of(SHED), condemned, old, 50), ERR_OK);
	world_close(&w);
}

static void every_version_of_a_document_is_posted_once_and_hands_its_state_on(void **state)
{
	struct world w;
	struct ledger_posted p;
	struct ledger_entry e = { .doc_id = 100, .doc_version = 1, .kind = "test", .verb = "make", .from_state = "", .to_state = "draft", .actor_id = BUYER };

	(void)state;
	world_open(&w);
	assert_int_equal(command(&w, &e, &p), ERR_OK);
	assert_int_equal(command(&w, &e, &p), ERR_STALE);
	e.doc_version = 3;
	e.from_state = "draft";
	assert_int_equal(command(&w, &e, &p), ERR_BROKEN);
	e.doc_version = 2;
	e.from_state = "open";
	assert_int_equal(command(&w, &e, &p), ERR_BROKEN);
	e.from_state = "draft";
	assert_int_equal(command(&w, &e, &p), ERR_OK);
	assert_int_equal(p.seq, 2);
	world_close(&w);
}

static void a_piece_with_a_serial_number_exists_once(void **state)
{
	struct world w;
	struct ledger_posted p;
	struct ledger_new_lot lot = { .lot_id = 880, .item_id = RICE, .serial = "T1" };
	struct ledger_change c[] = { { from_supplier(), 880, 1, -1 }, { store_of(SHED), 880, 1, 1 } };
	struct ledger_entry e = { .doc_id = 100, .doc_version = 1, .kind = "test", .verb = "make", .from_state = "", .to_state = "done", .actor_id = BUYER,
		.lots = &lot, .n_lots = 1, .changes = c, .n_changes = 2 };

	(void)state;
	world_open(&w);
	c[0].qty = -2, c[1].qty = 2;
	assert_int_equal(command(&w, &e, &p), ERR_BAD_INPUT);
	c[0].qty = -1, c[1].qty = 1;
	assert_int_equal(command(&w, &e, &p), ERR_OK);
	lot.lot_id = c[0].lot_id = c[1].lot_id = 881;
	e.doc_id = 101;
	assert_int_equal(command(&w, &e, &p), ERR_BAD_INPUT);
	assert_non_null(strstr(w.cx.fault.en, "T1"));
	assert_int_equal(move(&w, 102, KEY(FOUND, .place_id = SHED, .owner_id = OWNER), store_of(SHED), 880, 1), ERR_BAD_INPUT);
	world_close(&w);
}

static void quantities_and_balances_have_limits(void **state)
{
	struct world w;
	struct account_key granted = KEY(GRANTED, .who_id = 920, .fund_id = 71), fund = KEY(FUND, .fund_id = 71);
	int64_t most = INT64_C(1000000000000000);

	(void)state;
	world_open(&w);
	assert_int_equal(move(&w, 100, granted, fund, LEDGER_MONEY, most), ERR_OK);
	assert_int_equal(move(&w, 101, granted, fund, LEDGER_MONEY, most + 1), ERR_BAD_INPUT);
	assert_int_equal(move(&w, 101, granted, fund, LEDGER_MONEY, INT64_MAX), ERR_BAD_INPUT);
	for (int i = 0; i < 2304; i++)
		assert_int_equal(move(&w, 10000 + i, granted, fund, LEDGER_MONEY, most), ERR_OK);
	assert_int_equal(move(&w, 101, granted, fund, LEDGER_MONEY, most), ERR_BAD_INPUT);        /* beyond 2^61 */
	assert_int_equal(balance(&w, fund, LEDGER_MONEY), 2305 * most);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { granted, LEDGER_MONEY, 1, -most }, { granted, LEDGER_MONEY, 1, -most },
		{ fund, LEDGER_MONEY, 1, most }, { fund, LEDGER_MONEY, 1, most } }, 4, 0), ERR_BAD_INPUT);
	world_close(&w);
}

/* ---- reversal ---- */

static enum err reverse(struct world *w, int64_t seq, int64_t doc_id, int64_t version, struct ledger_posted *ret)
{
	enum err e = store_begin(&w->cx);

	assert_int_equal(e, ERR_OK);
	e = ledger_reverse(&w->cx, &(struct ledger_reversal){ .seq = seq, .doc_id = doc_id, .doc_version = version, .actor_id = BUYER,
		.verb = "undo", .from_state = "done", .to_state = "draft" }, ret);
	if (!e)
		e = store_commit(&w->cx);
	if (e)
		store_rollback(&w->cx);
	return e;
}

static void a_reversal_is_the_exact_contrary_and_happens_once(void **state)
{
	struct world w;
	struct ledger_posted p;
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(move(&w, 101, store_of(SHED), store_of(HALL), lot, 20), ERR_OK);
	assert_int_equal(reverse(&w, 9, 101, 2, &p), ERR_NOT_FOUND);
	assert_int_equal(reverse(&w, 2, 101, 2, &p), ERR_OK);
	assert_int_equal(balance(&w, store_of(SHED), lot), 50);
	assert_int_equal(balance(&w, store_of(HALL), lot), 0);
	assert_int_equal(reverse(&w, 2, 101, 3, &p), ERR_BAD_STATE);
	assert_int_equal(reverse(&w, 3, 101, 3, &p), ERR_BAD_STATE);
	world_close(&w);
}

static void a_reversal_is_refused_when_the_goods_are_gone(void **state)
{
	struct world w;
	struct ledger_posted p;
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(move(&w, 101, store_of(SHED), store_of(HALL), lot, 20), ERR_OK);
	assert_int_equal(move(&w, 102, store_of(HALL), KEY(USED, .who_id = CLINIC, .owner_id = OWNER), lot, 1), ERR_OK);
	assert_int_equal(reverse(&w, 2, 101, 2, &p), ERR_SHORT_STOCK);
	world_close(&w);
}

/* Goods that only passed through an account in one step go back the same way. */
static void a_reversal_undoes_the_last_posting_first(void **state)
{
	struct world w;
	struct ledger_posted p;
	struct account_key dock = KEY(DOCK, .place_id = HALL, .owner_id = OWNER);
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(post_raw(&w, (struct ledger_change[]){ { store_of(SHED), lot, 1, -5 }, { dock, lot, 1, 5 }, { dock, lot, 2, -5 },
		{ store_of(HALL), lot, 2, 5 } }, 4, 0), ERR_OK);
	assert_int_equal(reverse(&w, 2, 900, 2, &p), ERR_OK);
	assert_int_equal(balance(&w, store_of(SHED), lot), 50);
	assert_int_equal(balance(&w, store_of(HALL), lot), 0);
	world_close(&w);
}

/* ---- time ---- */

static void G8_a_late_entry_may_not_take_what_was_not_there_then(void **state)
{
	struct world w;
	struct account_key used = KEY(USED, .who_id = CLINIC, .owner_id = OWNER);
	struct ledger_posted p;
	int64_t lot;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);                                      /* at noon */
	w.cx.now_ms = NOON + 7200000;
	assert_int_equal(move_at(&w, 101, store_of(SHED), used, lot, 1, NOON + 7200001, &p), ERR_BAD_INPUT);   /* the future */
	assert_int_equal(move_at(&w, 101, store_of(SHED), used, lot, 40, NOON + 7000000, &p), ERR_OK);
	assert_int_equal(move_at(&w, 102, store_of(SHED), used, lot, 1, NOON - 1, &p), ERR_SHORT_STOCK);       /* before it came */
	assert_int_equal(strcmp(w.cx.fault.field, "happened_at"), 0);
	assert_int_equal(move_at(&w, 103, store_of(SHED), used, lot, 10, NOON + 1, &p), ERR_OK);
	assert_int_equal(move_at(&w, 104, store_of(SHED), used, lot, 1, NOON + 2, &p), ERR_SHORT_STOCK);
	world_close(&w);
}

static void posted_time_never_falls_even_when_the_clock_does(void **state)
{
	struct world w;
	struct ledger_posted p;
	int64_t lot, seq;

	(void)state;
	world_open(&w);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	w.cx.now_ms = NOON - 3600000;
	assert_int_equal(move_at(&w, 101, store_of(SHED), store_of(HALL), lot, 1, 0, &p), ERR_OK);
	assert_int_equal(p.posted_ms, NOON);
	w.cx.now_ms = NOON + 10;
	assert_int_equal(move(&w, 102, store_of(SHED), store_of(HALL), lot, 1), ERR_OK);
	assert_int_equal(ledger_seq_at(&w.cx, NOON - 1, &seq), ERR_OK);
	assert_int_equal(seq, 0);
	assert_int_equal(ledger_seq_at(&w.cx, NOON + 9, &seq), ERR_OK);
	assert_int_equal(seq, 2);
	assert_int_equal(ledger_seq_at(&w.cx, NOON + 10, &seq), ERR_OK);
	assert_int_equal(seq, 3);
	world_close(&w);
}

static void a_closed_day_stays_as_it_is(void **state)
{
	struct world w;
	struct seal_key key;
	struct ledger_sealed sealed, again;
	struct ledger_posted p;
	int64_t lot, today = civil_day_of(NOON);

	(void)state;
	world_open(&w);
	seal_key_from_seed((const uint8_t[32]){ 7 }, &key);
	lot = receive(&w, 100, SHED, RICE, 50, 0);
	assert_int_equal(store_begin(&w.cx), ERR_OK);
	assert_int_equal(ledger_close_day(&w.cx, &key, today, &sealed), ERR_BAD_STATE);                        /* not over yet */
	w.cx.now_ms = NOON + DAY_MS;
	assert_int_equal(ledger_close_day(&w.cx, &key, today, &sealed), ERR_OK);
	assert_int_equal(sealed.seal_no, 1);
	assert_int_equal(ledger_close_day(&w.cx, &key, today, &again), ERR_BAD_STATE);
	assert_int_equal(ledger_seal(&w.cx, &key, &again), ERR_OK);
	assert_int_equal(again.seal_no, 1);                                                                    /* nothing happened since */
	assert_int_equal(store_commit(&w.cx), ERR_OK);
	assert_int_equal(move_at(&w, 101, store_of(SHED), store_of(HALL), lot, 1, NOON + 1, &p), ERR_BLOCKED);
	assert_non_null(strstr(w.cx.fault.en, "2026-11-21"));
	assert_int_equal(move_at(&w, 101, store_of(SHED), store_of(HALL), lot, 1, 0, &p), ERR_OK);
	assert_int_equal(store_begin(&w.cx), ERR_OK);
	assert_int_equal(ledger_seal(&w.cx, &key, &sealed), ERR_OK);
	assert_int_equal(sealed.seal_no, 2);
	assert_int_equal(sealed.seq, 2);
	assert_int_equal(store_commit(&w.cx), ERR_OK);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_test_vector_comes_out),
		cmocka_unit_test(the_account_plan_is_complete_and_in_order),
		cmocka_unit_test(goods_come_in_lie_there_and_go_out),
		cmocka_unit_test(D2_12_nothing_is_issued_that_is_not_there),
		cmocka_unit_test(a_source_never_takes_back_more_than_it_gave),
		cmocka_unit_test(an_entry_balances_per_lot_thing_owner_and_fund),
		cmocka_unit_test(money_never_crosses_funds_and_never_mixes_with_goods),
		cmocka_unit_test(an_account_takes_exactly_its_slots),
		cmocka_unit_test(D7_7_an_expired_lot_is_not_issued_but_can_be_condemned),
		cmocka_unit_test(every_version_of_a_document_is_posted_once_and_hands_its_state_on),
		cmocka_unit_test(a_piece_with_a_serial_number_exists_once),
		cmocka_unit_test(quantities_and_balances_have_limits),
		cmocka_unit_test(a_reversal_is_the_exact_contrary_and_happens_once),
		cmocka_unit_test(a_reversal_is_refused_when_the_goods_are_gone),
		cmocka_unit_test(a_reversal_undoes_the_last_posting_first),
		cmocka_unit_test(G8_a_late_entry_may_not_take_what_was_not_there_then),
		cmocka_unit_test(posted_time_never_falls_even_when_the_clock_does),
		cmocka_unit_test(a_closed_day_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
