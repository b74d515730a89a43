/* SPDX-License-Identifier: Apache-2.0 */
/* Every step a person may take of every kind is an op, with the row's permission. */
#include "test.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "caps.gen.h"
#include <stdio.h>
#include <string.h>

/* "dispatch" + "depart": op dispatch_depart; all receipts are one family, all orders of households, and all handing over of money. */
static const char *family_of(const char *kind)
{
	return !strncmp(kind, "receipt_", 8) ? "receipt" : text_equal(kind, "collect_order") || text_equal(kind, "credit_order") ? "order" :
	       text_equal(kind, "lay_out") ? "settlement" : text_equal(kind, "exchange_unit") ? "exchange" : kind;
}

/* Steps that an op of another name takes: it sets a quantity, or opens a document and takes its first step at once. */
static const struct { const char *kind, *verb, *op; } by_others[] = {
	{ "offer", "add", "offer_set_places" },       { "offer", "take_off", "offer_set_places" },     { "offer", "release", "offer_close" },
	{ "settlement", "remit", "settlement_count" }, { "settlement", "give_back", "settlement_give_back" },
	{ "settlement", "withdraw", "settlement_withdraw" },
	{ "pay_out", "ask", "pay_out_new" },
	{ "passing", "give", "passing_new" },          { "passing", "withdraw", "passing_take_back" },
	{ "trip", "plan", "trip_propose" },            { "trip", "withdraw", "trip_cancel" },
	{ "swap_balance", "propose", "exchange_balance" },
	{ "appropriation", "receive", "fund_receive" }, { "gift", "receive", "fund_receive" },
	{ "inquiry", "quote", "inquiry_quote" }, { "inquiry", "choose", "inquiry_choose" },
	{ "collection", "receive", "collection_new" }, { "collection", "enter", "collection_new" }, { "reduction", "propose", "reduction_new" },
	{ "reparation", "assess", "loan_claim_new" },
	{ "release", "propose", "release_new" },
	{ "shelf_loss", "propose", "shelf_loss_new" },
	{ "extension", "propose", "extension_new" },
};

static const char *name_of(const char *family, const char *verb)
{
	for (size_t i = 0; i < sizeof by_others / sizeof *by_others; i++)
		if (text_equal(by_others[i].kind, family) && text_equal(by_others[i].verb, verb))
			return by_others[i].op;
	return NULL;
}

static const struct op *op_of(const struct doc_kind *kind, const struct doc_step *step)
{
	const char *family = family_of(kind->name);
	char name[80];

	if (name_of(family, step->verb))
		snprintf(name, sizeof name, "%s", name_of(family, step->verb));
	else
		snprintf(name, sizeof name, "%s_%s", family, step->verb);
	for (size_t i = 0; all_ops[i]; i++)
		for (const struct op *op = all_ops[i]; op->method; op++)
			if (text_equal(op->name, name))
				return op;
	return NULL;
}

static void every_step_of_a_person_is_an_operation_with_its_permission(void **state)
{
	int n = 0;

	(void)state;
	for (size_t k = 0; doc_kinds[k]; k++)
		for (size_t s = 0; s < doc_kinds[k]->n_steps; s++) {
			const struct doc_step *step = &doc_kinds[k]->steps[s];
			const struct op *op = op_of(doc_kinds[k], step);

			if (step->perm == PERM_SYSTEM) {
				assert_null(op);
				continue;
			}
			if (!op)
				print_error("%s %s has no operation\n", doc_kinds[k]->name, step->verb);
			assert_non_null(op);
			assert_int_equal(op->perm, step->sign == BY_PARTIES ? PERM_SIGNED_IN : step->perm);
			assert_int_equal(op->tx, TX_WRITE);
			n++;
		}
	assert_true(n > 50);
}

static bool guarded(const struct doc_step *step, doc_guard *guard)
{
	for (size_t i = 0; i < sizeof step->guard / sizeof *step->guard; i++)
		if (step->guard[i] == guard)
			return true;
	return false;
}

/* Nobody approves, confirms or pays what he made: every row that is signed along a chain, and every step that pays. */
static void whoever_made_a_document_neither_approves_nor_pays_it(void **state)
{
	int n = 0;

	(void)state;
	for (size_t k = 0; doc_kinds[k]; k++)
		for (size_t s = 0; s < doc_kinds[k]->n_steps; s++) {
			const struct doc_step *step = &doc_kinds[k]->steps[s];

			if (step->perm == PERM_SYSTEM || (step->sign != BY_CHAIN && !text_equal(step->verb, "approve") && (!text_equal(step->verb, "pay") || step->perm != PERM_FUND_PAY)))
				continue;
			if (!guarded(step, guard_not_mine))
				print_error("%s %s may be done by whoever made it\n", doc_kinds[k]->name, step->verb);
			assert_true(guarded(step, guard_not_mine));
			n++;
		}
	assert_true(n > 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_step_of_a_person_is_an_operation_with_its_permission),
		cmocka_unit_test(whoever_made_a_document_neither_approves_nor_pays_it) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
