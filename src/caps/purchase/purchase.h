/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_H
#define CAPS_PURCHASE_H
#include "caps/document/document.h"

/* Purchases 采购 (CG): from a need to goods on the shelf and the bill paid.
 *
 *   draft -submit-> review -approve (the plan's chain)-> ordered -receive, accept,
 *   reject, invoice, pay-> ordered -close-> closed
 *
 * giver = the supplier, to_place = the warehouse, owner = whose the goods will be,
 * fund = what pays for them; every line has a frozen price.  Approving commits the
 * money (fund -> pledged), receiving books the cost, an invoice makes it payable,
 * paying takes it from what was committed: paid <= invoiced <= accepted <= ordered,
 * by the order of the counters (three-way match).  The bracket of the chain is
 * chosen by the day's total of all purchases and by those alike (amount.c), so
 * splitting one gains nothing (D2.5).
 *
 * In an emergency, where the plan's chain knows a spoken yes (oral), `order_orally`
 * orders at once; the signatures follow (`confirm`) within the plan's time.  After
 * it the purchase stands as `overdue` until they do, and the plan's escalation says
 * whom it has reached.  Nothing is invoiced or paid before.
 *
 * How many quotes a purchase needs is a check of the plan (document purchase; words
 * suppliers, amount, urgent, goods): the amount is the one that chooses the bracket.
 *
 * Rights: PURCHASE_EDIT, PURCHASE_APPROVE, STOCK_RECEIVE, FUND_EDIT (invoices),
 * FUND_PAY on to_place.  Source: D2.3, D2.4, D2.5, D2.11, D7.3; docs/ledger.md 3.2. */

enum { PURCHASE_LINES_MAX = 1000, PURCHASE_PAPERS_MAX = 50 };
struct purchase_line { int64_t item_id, qty, price_fen, price_units; };
struct purchase_draft {
	int64_t supplier_id, to_place_id, fund_id, owner_id;      /* owner 0: the district */
	int64_t inquiry_id;                                       /* set by inquiry_choose() alone; 0: none */
	const char *urgent, *reason;                              /* why it cannot wait; why this supplier; "" or NULL: nothing to say */
	const struct purchase_line *lines;  size_t n_lines;
};
must_check enum err purchase_open(struct ctx *cx, const struct purchase_draft *in, int64_t *ret_doc_id);
must_check enum err purchase_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct purchase_draft *in);

/* The supplier's invoice over so much of each line.  BLOCKED when its sum is not
 * what those units cost at the agreed price; CONFLICT when it was entered before. */
struct purchase_invoice {
	int64_t     doc_id, version, sum_fen, day;
	const char *invoice_no;
	const struct doc_part *parts;  size_t n_parts;            /* none: all that was accepted and not invoiced */
};
must_check enum err purchase_invoice(struct ctx *cx, const struct purchase_invoice *in, struct doc_moved *ret);

/* A paper that came with the goods, by the name the plan's flow gives it (needs), and the last day on which it
 * holds (0: it says none).  One that is over is refused here, and is as good as missing when goods are received later. */
must_check enum err purchase_paper(struct ctx *cx, int64_t doc_id, const char *name, const char *number, int64_t until_day);

/* What purchases still owe the warehouses at or under a path, by purchase and item, goods at the dock
 * included; unpapered: a paper the supply rules ask for is not entered yet, or is over.  No right is asked. */
struct purchase_owed { int64_t doc_id, item_id, qty; bool unpapered; };
must_check enum err purchase_owed_to(struct ctx *cx, const char *path, struct purchase_owed **ret, size_t *ret_n);
const char *purchase_paper_zh(struct arena *mem, unsigned papers);      /* bits 1 << PAPER_: "票据、合格证" */

struct purchase_billed { int64_t invoice_id, sum_fen, day, entered_ms; const char *invoice_no; };
struct purchase_certified { const char *name, *number; int64_t until_day; bool over; };     /* number "": still missing; over: past until_day */
/* What chose the bracket: own, others of the day, others alike (see amount.c), in fen. */
/* A payment: the entry of the ledger, and the bank's slip once it was entered. */
struct purchase_payment { int64_t seq, paid_ms, sum_fen, slip_day; const char *slip_no, *paid_by; };
/* Another purchase that was added to this one's sum: of the stretch, or alike. */
struct purchase_counted { int64_t doc_id, total_fen; bool over, alike; const char *number, *state, *supplier; };
struct purchase_approver { const char *title, *name; int64_t signed_ms; };      /* signed_ms 0: not yet */
struct purchase_rule_told { const char *id, *zh, *en, *source, *sentence, *plan; };
struct purchase_view {
	struct purchase_billed    *invoices; size_t n_invoices;
	struct purchase_certified *papers;   size_t n_papers;
	int64_t own_fen, day_fen, alike_fen, decides_fen;
	bool    splits;                                           /* alone it would have needed fewer or lower signatures */
	bool    oral;                                             /* the plan lets it be ordered on a spoken yes */
	struct purchase_rule_told rule;                           /* the chain; id NULL: the plan has none */
	const char *alone, *escalated;                            /* who would sign for this one alone; to whom it has gone being late */
	struct purchase_approver *approvers; size_t n_approvers;
	struct purchase_counted  *counted;   size_t n_counted;
	struct purchase_payment  *payments;  size_t n_payments;
	int64_t suppliers, fund_free_fen;                         /* how many quoted all of it; 1 without an inquiry */
	const char *urgent, *reason, *fund, *fund_code;
	const char *lacks_zh, *lacks_en, *lacks_source;           /* the plan's check it does not meet; "" none */
};
must_check enum err purchase_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct purchase_view *ret);

/* Signs the payment of all that is invoiced of several purchases of one fund: one
 * act, one entry for each, all or none; `ret` has room for n. */
enum { PURCHASE_BATCH_MAX = 100 };
struct purchase_batch { int64_t doc_id, version; };
must_check enum err purchase_pay_all(struct ctx *cx, const struct purchase_batch *of, size_t n, const char *note, struct doc_moved *ret);
#endif
