/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_INQUIRY_H
#define CAPS_PURCHASE_INQUIRY_H
#include "caps/document/document.h"

/* Inquiries 询价 (XJ): what is needed, whom one asked, what each answered.
 *
 *   draft -ask-> asking -quote (again and again)-> asking -choose-> chosen -close-> closed
 *
 * A document without postings: every quote and every choice is an entry of the
 * journal, so that no quote can be written after the choice or changed behind
 * it.  to_place = the warehouse the goods are for.  A quote says price, quantity,
 * days to deliver and the last day it binds; choosing draws up a purchase whose
 * parent is the inquiry and whose lines name the inquiry's (parent_line_no).
 * Which purchases need how many quotes is the plan's: a check of document
 * purchase over the words suppliers, amount, urgent (quotes.c).
 *
 * Quantities are base units, money fen.  Rights: PURCHASE_EDIT, PURCHASE_READ on
 * to_place.  Source: issue 5 item 2; D1.4, D2.5. */

enum { INQUIRY_LINES_MAX = 200, INQUIRY_SUPPLIERS_MAX = 50, INQUIRY_QUOTE_LINES_MAX = INQUIRY_LINES_MAX * INQUIRY_SUPPLIERS_MAX };

struct inquiry_line { int64_t item_id, qty; };
struct inquiry_draft {
	int64_t to_place_id;
	const struct inquiry_line *lines;      size_t n_lines;
	const int64_t             *suppliers;  size_t n_suppliers;
};
must_check enum err inquiry_open(struct ctx *cx, const struct inquiry_draft *in, int64_t *ret_doc_id);
must_check enum err inquiry_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct inquiry_draft *in);

/* What a supplier answered; a second answer replaces his first.  n_lines 0: he
 * does not sell.  Who was not asked before is asked by this.  BLOCKED for a
 * supplier nothing is bought from, BAD_STATE once one was chosen. */
struct inquiry_price { int64_t line_no, qty, price_fen, price_units; };       /* qty 0: all that was asked for; units 0: 1 */
struct inquiry_quote {
	int64_t     doc_id, version, supplier_id, delivery_days, valid_until;
	const char *note;
	const struct inquiry_price *lines;  size_t n_lines;
};
must_check enum err inquiry_quote(struct ctx *cx, const struct inquiry_quote *in, struct doc_moved *ret);

/* Draws up a purchase at the prices of a quote.  No lines: all he quoted that no
 * other purchase has.  A reason is asked for where somebody cheaper has some left;
 * urgent: why it cannot wait ("" or NULL: it can). */
struct inquiry_choice {
	int64_t     doc_id, version, supplier_id, fund_id;
	const char *reason, *urgent;
	const struct inquiry_line *lines;  size_t n_lines;                     /* item_id is the line's number here */
};
must_check enum err inquiry_choose(struct ctx *cx, const struct inquiry_choice *in, int64_t *ret_purchase_id, struct doc_moved *ret);

/* One price: left = what no purchase has taken yet; cheapest among those still valid. */
struct inquiry_offer { int64_t line_no, qty, left, price_fen, price_units; bool cheapest; };
struct inquiry_answer {
	int64_t     supplier_id, delivery_days, valid_until, entered_by, entered_ms, total_fen, lines_quoted;
	const char *name, *credit_code, *note, *entered_name, *blocked;       /* blocked: why, "" he is not */
	bool        answered, declined, expired;
	struct inquiry_offer *lines;  size_t n_lines;
};
struct inquiry_drawn { int64_t doc_id, supplier_id, total_fen; const char *number, *state, *supplier; };
struct inquiry_view {
	struct inquiry_answer *answers;  size_t n_answers;
	struct inquiry_drawn  *drawn;    size_t n_drawn;
	int64_t quotes;                        /* answers that name a price */
};
must_check enum err inquiry_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct inquiry_view *ret);
/* The same without asking a right, for guards; purchase but_doc_id is not counted as drawn. */
must_check enum err inquiry_answers(struct ctx *cx, const struct doc *doc, int64_t but_doc_id, struct inquiry_view *ret);
/* How many different suppliers quoted a line: those of one credit code count once. */
int64_t inquiry_quoted(const struct inquiry_view *v, int64_t line_no);
const struct inquiry_offer *inquiry_offer_of(const struct inquiry_view *v, int64_t supplier_id, int64_t line_no, const struct inquiry_answer **ret_answer);
#endif
