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
 * orders at once; the signatures follow (`confirm`) within the plan's time, and what
 * is late shows.  Nothing is invoiced or paid before.
 *
 * Rights: PURCHASE_EDIT, PURCHASE_APPROVE, STOCK_RECEIVE, FUND_EDIT (invoices),
 * FUND_PAY on to_place.  Source: D2.3, D2.4, D2.5, D2.11, D7.3; docs/ledger.md 3.2. */

enum { PURCHASE_LINES_MAX = 1000, PURCHASE_PAPERS_MAX = 50 };
struct purchase_line { int64_t item_id, qty, price_fen, price_units; };
struct purchase_draft {
	int64_t supplier_id, to_place_id, fund_id, owner_id;      /* owner 0: the district */
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

/* A paper that came with the goods, by the name the plan's flow gives it (needs). */
must_check enum err purchase_paper(struct ctx *cx, int64_t doc_id, const char *name, const char *number);

struct purchase_billed { int64_t invoice_id, sum_fen, day, entered_ms; const char *invoice_no; };
struct purchase_certified { const char *name, *number; };     /* number "": still missing */
/* What chose the bracket: own, others of the day, others alike (see amount.c), in fen. */
struct purchase_view {
	struct purchase_billed    *invoices; size_t n_invoices;
	struct purchase_certified *papers;   size_t n_papers;
	int64_t own_fen, day_fen, alike_fen, decides_fen;
	bool    splits;                                           /* alone it would have needed fewer or lower signatures */
};
must_check enum err purchase_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct purchase_view *ret);
#endif
