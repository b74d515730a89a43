/* SPDX-License-Identifier: Apache-2.0 */
/* The start-up check, tried on broken tables: every kind is copied and changed in
 * one place, thousands of times, and the check has to notice. */
#include "test.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include <stdio.h>
#include <string.h>

enum { MOST = 32 };
struct copy { struct doc_kind kind; struct share shares[MOST]; struct doc_step steps[MOST]; };
struct tally { int made, refused; };

static void copy_kind(struct copy *c, const struct doc_kind *kind)
{
	assert_true(kind->n_shares <= MOST && kind->n_steps <= MOST);
	c->kind = *kind;
	if (kind->n_shares)
		memcpy(c->shares, kind->shares, kind->n_shares * sizeof *kind->shares);
	memcpy(c->steps, kind->steps, kind->n_steps * sizeof *kind->steps);
	c->kind.shares = c->shares;
	c->kind.steps = c->steps;
}

static bool passes(const struct copy *c)
{
	const struct doc_kind *const kinds[] = { &c->kind, NULL };
	struct ctx cx = { 0 };
	enum err e = doc_kinds_check(&cx, kinds);

	assert_true(e == ERR_OK || (e == ERR_BROKEN && cx.fault.en[0] && cx.fault.zh[0]));
	arena_reset(&cx.mem);
	return e == ERR_OK;
}

static void count(struct tally *t, const struct copy *c, bool must_refuse, const char *what)
{
	bool ok = passes(c);

	t->made++;
	t->refused += !ok;
	if (ok && must_refuse) {
		print_error("%s: not noticed: %s\n", c->kind.name, what);
		assert_false(ok);
	}
}

/* An order paid in advance, with goods, places of an offer, money and a subsidy: whatever other kinds there are. */
static const struct share all_shares[] = {
	{ .account = ACC_OPEN, .doc = PARENT_DOC, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) },
	{ .account = ACC_CLAIMED, .who = TAKER, .qty = SUM([GRANTED] = +1, [DROPPED] = -1, [TAKEN] = -1) },
	{ .account = ACC_REDEEMED, .who = TAKER, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_HANDS, .who = WORKER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_HOUSEHOLD, .who = TAKER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = FUND, .fen = { { -1, AID_PART, SUM([TAKEN] = 1) } } },
	{ .account = ACC_SUBSIDY, .fund = FUND, .fen = { { +1, AID_PART, SUM([TAKEN] = 1) } } },
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = NO_FUND, .fen = { { -1, OWN_PART, SUM([TAKEN] = 1) } } },
	{ .account = ACC_CASH, .who = WORKER, .fen = { { +1, OWN_PART, SUM([GRANTED] = 1, [DROPPED] = -1) } } },
	{ .account = ACC_PREPAID, .who = TAKER,
	  .fen = { { -1, OWN_PART, SUM([GRANTED] = 1, [DROPPED] = -1) }, { +1, OWN_PART, SUM([TAKEN] = 1) } } },
};
static const struct doc_step all_steps[] = {
	{ .from = { "draft" }, .verb = "place", .to = "paid", .zh = "下单", .en = "Place", .perm = PERM_ORDER_EDIT, .scope = TO_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .numbers = true },
	{ .from = { "paid" }, .verb = "cancel", .to = "void", .zh = "取消", .en = "Cancel", .perm = PERM_ORDER_EDIT, .scope = TO_PLACE,
	  .grow = C(DROPPED), .fill = ALL },
	{ .from = { "paid" }, .verb = "deliver", .to = "done", .otherwise = "part", .otherwise_while = SUM([GRANTED] = 1, [DROPPED] = -1, [TAKEN] = -1),
	  .zh = "交付", .en = "Deliver", .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE, .grow = C(SENT) | C(ARRIVED) | C(TAKEN) },
	{ .from = { "part" }, .verb = "refund", .to = "done", .zh = "退款", .en = "Refund", .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE,
	  .grow = C(DROPPED), .fill = ALL },
};
static const struct doc_kind all_things_kind = { .name = "all_things", .prefix = "QQ", .zh = "全", .en = "all", .read = PERM_ORDER_READ,
	.ends = { "void", "done" }, SHARES(all_shares), STEPS(all_steps) };

static void each_kind(void (*try)(struct tally *, const struct doc_kind *), struct tally *t)
{
	for (size_t i = 0; doc_kinds[i]; i++)
		try(t, doc_kinds[i]);
	try(t, &all_things_kind);
}

static void break_terms(struct tally *t, const struct doc_kind *kind)
{
	struct copy c;

	for (size_t s = 0; s < kind->n_shares; s++)
		for (int n = 0; n < COUNTERS; n++)
			for (int to = -1; to <= 1; to++) {
				copy_kind(&c, kind);
				if (c.shares[s].qty.of[n] == to)
					continue;
				c.shares[s].qty.of[n] = (int8_t)to;
				count(t, &c, true, counter_name[n]);
			}
}

static void goods_neither_appear_nor_vanish_by_a_slip_of_a_sign(void **state)
{
	struct tally t = { 0 };

	(void)state;
	each_kind(break_terms, &t);
	assert_true(t.made > 500);
}

static void break_money(struct tally *t, const struct doc_kind *kind)
{
	struct copy c;

	for (size_t s = 0; s < kind->n_shares; s++)
		for (int i = 0; i < SHARE_WORTHS; i++) {
			if (!kind->shares[s].fen[i].part)
				continue;
			copy_kind(&c, kind), c.shares[s].fen[i].sign = (int8_t)-c.shares[s].fen[i].sign, count(t, &c, true, "the sign of money");
			copy_kind(&c, kind), c.shares[s].fen[i].sign = 0, count(t, &c, true, "money without a sign");
			copy_kind(&c, kind), c.shares[s].fen[i] = (struct worth){ 0 }, count(t, &c, true, "a worth is gone");
			for (uint8_t part = WHOLE_PRICE; part <= AID_PART; part++)
				if (part != kind->shares[s].fen[i].part)
					copy_kind(&c, kind), c.shares[s].fen[i].part = part, count(t, &c, true, "another part of the price");
			for (int n = 0; n < COUNTERS; n++)
				copy_kind(&c, kind), c.shares[s].fen[i].of.of[n] ^= 1, count(t, &c, true, counter_name[n]);
			copy_kind(&c, kind);
			if (c.shares[s].fund) {
				c.shares[s].fund = c.shares[s].fund == FUND ? NO_FUND : FUND;
				count(t, &c, kind == &all_things_kind, "money of another fund");
			}
		}
}

static void money_neither_appears_nor_vanishes_nor_changes_its_fund(void **state)
{
	struct tally t = { 0 };

	(void)state;
	assert_true(passes(&(struct copy){ .kind = all_things_kind }));
	each_kind(break_money, &t);
	assert_true(t.made > 100);
	assert_true(t.refused * 100 > t.made * 95);
}

static void what_a_line_is_worth_adds_up_to_the_whole(void **state)
{
	const struct doc_line each = { .price_fen = 1999, .aid_fen = 400, .price_units = 1 }, kilo = { .price_fen = 358, .price_units = 1000 };
	const struct doc_line most = { .price_fen = 1000000, .price_units = 1 };
	int64_t sum = 0;

	(void)state;
	assert_int_equal(doc_worth(&each, WHOLE_PRICE, 3), 5997);
	assert_int_equal(doc_worth(&each, AID_PART, 3), 1200);
	assert_int_equal(doc_worth(&each, OWN_PART, 3), 4797);
	assert_int_equal(doc_worth(&kilo, WHOLE_PRICE, 500), 179);
	assert_int_equal(doc_worth(&kilo, WHOLE_PRICE, 251), 90);      /* 89.858, half up */
	assert_int_equal(doc_worth(&kilo, WHOLE_PRICE, -251), -90);
	assert_int_equal(doc_worth(&most, WHOLE_PRICE, INT64_C(1000000000000)), INT64_C(1000000000000000000));
	for (int64_t q = 0; q < 1000; q++)                             /* gram by gram: never a fen more or less than the kilo */
		sum += doc_worth(&kilo, WHOLE_PRICE, q + 1) - doc_worth(&kilo, WHOLE_PRICE, q);
	assert_int_equal(sum, 358);
}

static void drop_shares(struct tally *t, const struct doc_kind *kind)
{
	struct copy c;

	for (size_t s = 0; s < kind->n_shares; s++) {
		copy_kind(&c, kind);
		memmove(&c.shares[s], &c.shares[s + 1], (kind->n_shares - s - 1) * sizeof *c.shares);
		c.kind.n_shares--;
		count(t, &c, true, "a share is gone");
	}
}

static void a_forgotten_share_is_noticed(void **state)
{
	struct tally t = { 0 };

	(void)state;
	each_kind(drop_shares, &t);
	assert_true(t.made > 30);
}

static void break_slots(struct tally *t, const struct doc_kind *kind)
{
	struct copy c;

	for (size_t s = 0; s < kind->n_shares; s++)
		for (int slot = 0; slot < 5; slot++) {
			uint8_t *at;

			copy_kind(&c, kind);
			at = (uint8_t *[]){ &c.shares[s].who, &c.shares[s].place, &c.shares[s].owner, &c.shares[s].fund, &c.shares[s].doc }[slot];
			*at = *at ? NO_SLOT : OWNER;
			count(t, &c, true, "a slot that does not fit");
		}
}

static void a_missing_or_superfluous_key_is_noticed(void **state)
{
	struct tally t = { 0 };

	(void)state;
	each_kind(break_slots, &t);
	assert_true(t.made > 150);
}

static void break_steps(struct tally *t, const struct doc_kind *kind)
{
	struct copy c;

	for (size_t s = 0; s < kind->n_steps; s++) {
		copy_kind(&c, kind), c.steps[s].perm = PERM_UNSET, count(t, &c, true, "no permission");
		copy_kind(&c, kind), c.steps[s].verb = NULL, count(t, &c, true, "no verb");
		copy_kind(&c, kind), c.steps[s].to = "nowhere", count(t, &c, true, "a state without an end");
		copy_kind(&c, kind), c.steps[s].from[0] = "never", count(t, &c, true, "a state that is not reached");
		copy_kind(&c, kind), c.steps[s].from[0] = kind->ends[0], count(t, &c, true, "a row out of an end");
		copy_kind(&c, kind), c.steps[s].scope = THIS_DOC, count(t, &c, true, "a scope that is no place");
		copy_kind(&c, kind), c.steps[s].due.verb = "vanish", c.steps[s].due.within = "ack", count(t, &c, true, "a time-out without a row");
		copy_kind(&c, kind), c.steps[s].sign = c.steps[s].sign == BY_PARTIES ? BY_TWO : BY_PARTIES, count(t, &c, true, "signers");
		if (!c.steps[s].grow && c.kind.n_shares)
			copy_kind(&c, kind), c.steps[s].crosses = CROSSES_OWNER, count(t, &c, true, "crosses without goods");
		copy_kind(&c, kind), memcpy(&c.steps[kind->n_steps], &c.steps[s], sizeof *c.steps), c.kind.n_steps++, count(t, &c, true, "the row twice");
		copy_kind(&c, kind), c.steps[s].crosses = CROSSES_NOTHING, c.steps[s].otherwise = NULL, count(t, &c, false, "");
		for (int n = 0; n < COUNTERS; n++)
			copy_kind(&c, kind), c.steps[s].grow ^= (uint16_t)C(n), count(t, &c, n == ASKED, "asked never grows");
		copy_kind(&c, kind);
		memmove(&c.steps[s], &c.steps[s + 1], (kind->n_steps - s - 1) * sizeof *c.steps);
		c.kind.n_steps--;
		count(t, &c, false, "");
	}
}

static void a_broken_row_is_noticed(void **state)
{
	struct tally t = { 0 };

	(void)state;
	each_kind(break_steps, &t);
	print_message("# %d of %d broken rows refused before anything runs\n", t.refused, t.made);
	assert_true(t.refused * 100 > t.made * 55);
}

static void an_undeclared_crossing_is_noticed(void **state)
{
	struct copy c;
	int tried = 0;

	(void)state;
	for (size_t i = 0; doc_kinds[i]; i++)
		for (size_t s = 0; s < doc_kinds[i]->n_steps; s++) {
			copy_kind(&c, doc_kinds[i]);
			if (!c.steps[s].crosses)
				continue;
			c.steps[s].crosses = CROSSES_NOTHING;
			assert_false(passes(&c));
			tried++;
		}
	assert_true(tried > 0);
}

static void two_kinds_share_no_name_and_no_prefix(void **state)
{
	const struct doc_kind *const twice[] = { doc_kinds[0], doc_kinds[0], NULL };
	struct ctx cx = { 0 };

	(void)state;
	assert_int_equal(doc_kinds_check(&cx, twice), ERR_BROKEN);
	cx.fault = (struct fault){ 0 };
	(void)!doc_kinds_check(&cx, doc_kinds);
	assert_string_equal(cx.fault.en ? cx.fault.en : "", "");
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goods_neither_appear_nor_vanish_by_a_slip_of_a_sign),
		cmocka_unit_test(money_neither_appears_nor_vanishes_nor_changes_its_fund),
		cmocka_unit_test(what_a_line_is_worth_adds_up_to_the_whole),
		cmocka_unit_test(a_forgotten_share_is_noticed),
		cmocka_unit_test(a_missing_or_superfluous_key_is_noticed),
		cmocka_unit_test(a_broken_row_is_noticed),
		cmocka_unit_test(an_undeclared_crossing_is_noticed),
		cmocka_unit_test(two_kinds_share_no_name_and_no_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
