/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_KINDS_H
#define TESTS_LIFE_KINDS_H
/* The kinds of document the model of the whole life plays: who begins one, what
 * its lines mean, what is written beside it; and how often each step of each was
 * taken.  Included by life_model_test.c alone. */
#include "life_sale.h"
#include <stdlib.h>

struct model_kind {
	const char *name;                  /* of the documents */
	enum perm   perm;                  /* who usually begins one */
	enum err  (*open)(struct ctx *cx, struct model *m, int64_t *id);                 /* NULL: another kind brings it about */
	void      (*line)(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by);
	enum perm   beside_perm;
	enum err  (*beside)(struct ctx *cx, struct model *m, const struct doc *d);      /* NULL: nothing is written beside it */
};
static const struct model_kind kinds[] = {
	{ "purchase", PERM_PURCHASE_EDIT, open_purchase, purchase_line, PERM_FUND_EDIT, bill_or_paper },
	{ "donation", PERM_DONATION_EDIT, open_donation, donation_line, PERM_DONATION_EDIT, note_donation },
	{ "surplus", PERM_STOCK_ISSUE, open_surplus, surplus_line, 0, NULL },
	{ "issue", PERM_STOCK_ISSUE, open_issue, issue_line, 0, NULL },
	{ "appropriation", PERM_FUND_EDIT, receive_money, money_in_line, 0, NULL },
	{ "gift", PERM_FUND_EDIT, receive_money, money_in_line, 0, NULL },
	{ "exchange", PERM_SWAP_EDIT, open_exchange, exchange_line, PERM_SWAP_EDIT, balance_of },
	{ "exchange_unit", PERM_SWAP_EDIT, open_exchange, exchange_unit_line, PERM_SWAP_EDIT, balance_of },
	{ "swap_balance", 0, NULL, swap_balance_line, 0, NULL },
	{ "requisition", PERM_REQUISITION_EDIT, open_requisition, requisition_line, PERM_REQUISITION_EDIT, in_this_condition },
	{ "extension", PERM_REQUISITION_EDIT, open_extension, moves_nothing, 0, NULL },
	{ "award", PERM_REQUISITION_ASSESS, open_award, award_line, 0, NULL },
	{ "loan", PERM_LOAN_EDIT, open_loan, loan_line, PERM_LOAN_EDIT, wash_or_extend },
	{ "reparation", PERM_LOAN_EDIT, open_claim, reparation_line, 0, NULL },
	{ "scrap", PERM_SCRAP_EDIT, open_scrap, scrap_line, PERM_SCRAP_EDIT, look_and_burn },
	{ "release", PERM_SCRAP_EDIT, open_release, release_line, 0, NULL },
	{ "recovery", PERM_SCRAP_EDIT, open_recovery, recovery_line, 0, NULL },
	{ "reserve_hold", PERM_RESERVE_EDIT, open_hold, hold_line, PERM_RESERVE_EDIT, free_or_rotate },
	{ "reserve_release", 0, NULL, freed_line, 0, NULL },
	{ "reserve_plan", PERM_RESERVE_EDIT, open_reserve_plan, moves_nothing, 0, NULL },
	{ "reserve_call", PERM_RESERVE_EDIT, open_call, moves_nothing, PERM_RESERVE_EDIT, carry_out },
	{ "inquiry", PERM_PURCHASE_EDIT, open_inquiry, moves_nothing, PERM_PURCHASE_EDIT, quote_or_choose },
	{ "appeal", PERM_DONATION_EDIT, open_appeal, moves_nothing, 0, NULL },
	{ "charge", 0, NULL, charge_line, 0, NULL },
	{ "reduction", PERM_CHARGE_EDIT, open_reduction, reduction_line, 0, NULL },
	{ "sale", PERM_SALE_EDIT, open_sale, sale_line, PERM_FUND_PAY, sell_or_pay },
	{ "shelf_loss", PERM_SALE_EDIT, open_sale, shelf_loss_line, 0, NULL },     /* what gets lost has to be on sale */
	{ "collection", PERM_CHARGE_EDIT, open_collection, collection_line, 0, NULL },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static inline const struct model_kind *kind_of(const char *name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (is(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* Steps that have a door of their own, because more than the step is written: `beside` goes through it. */
static inline bool has_own_door(const char *kind, const char *verb)
{
	static const char *const doors[][2] = { { "loan", "clean" }, { "loan", "extend" }, { "requisition", "clock" }, { "requisition", "take" },
		{ "requisition", "give_back" }, { "scrap", "appraise" }, { "scrap", "destroy" }, { "purchase", "invoice" }, { "swap_balance", "propose" },
		{ "reparation", "assess" }, { "release", "propose" }, { "extension", "propose" }, { "reserve_hold", "rotate" }, { "inquiry", "quote" }, { "inquiry", "choose" },
		{ "sale", "sell" }, { "sale", "confirm" }, { "shelf_loss", "propose" } };

	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
		if (is(doors[i][0], kind) && is(doors[i][1], verb))
			return true;
	return false;
}

/* How often each step of each kind was taken to its end, over all seeds. */
static int64_t taken[KINDS][40];

/* Told by the journal, so that a step counts whoever took it and by whatever door. */
static inline void count_steps(struct ctx *cx)
{
	enum { PAGE = 1000 };
	struct ledger_journal *page;
	size_t n = PAGE;

	for (int64_t after = 0; n == PAGE; arena_reset(&cx->mem)) {
		must(ledger_journal_page(cx, 0, after, PAGE, &page, &n));
		for (size_t i = 0; i < n; i++) {
			const struct model_kind *kind = kind_of(page[i].kind);
			const struct doc_step *s = kind && !page[i].reverses_seq ? doc_step_find(doc_kind_find(kind->name), page[i].from_state, page[i].verb) : NULL;

			after = page[i].seq;
			if (s && is(page[i].to_state, s->to))
				taken[kind - kinds][s - doc_kind_find(kind->name)->steps]++;
		}
	}
}

static inline size_t never_taken(void)
{
	size_t n = 0;

	for (size_t k = 0; k < KINDS; k++) {
		const struct doc_kind *kind = doc_kind_find(kinds[k].name);

		assert_true(kind && kind->n_steps <= 40);
		for (size_t i = 0; i < kind->n_steps; i++) {
			if (getenv("MODEL_STEPS"))
				print_message("# %-14s %-14s from %-10s %lld\n", kind->name, kind->steps[i].verb, kind->steps[i].from[0], (long long)taken[k][i]);
			if (!taken[k][i]) {
				print_message("# never taken: %s %s from %s\n", kind->name, kind->steps[i].verb, kind->steps[i].from[0]);
				n++;
			}
		}
	}
	return n;
}
#endif
