/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LOAN_H
#define CAPS_LOAN_H
#include "base/shape.h"
#include "caps/document/document.h"

/* Loans 借用 (JY): reusable goods lent to a unit, by the piece or by count, and
 * every one of them accounted for (D2.13).
 *
 *   draft -lend (both sides sign)-> out -give_back, damage, lose, restock, reject-> closed
 *
 * giver = from_place = where the goods lie, taker = to_place = the unit.  What
 * comes back is being cleaned; restock puts it on the shelf again, reject into
 * blocked goods; what comes back damaged is blocked at once, what is lost is the
 * taker's loss.  A loan closes by itself when nothing of it is open any more.
 *
 * Due: the plan's `returns` rule (within); earlier when the loan says so, later
 * never, except that the lender extends.  Back on the shelf only what was cleaned
 * as the rule's dose says (agent, strength, contact time) by somebody else.
 *
 * Compensation 赔偿单 (PC, kind reparation): what the taker owes for damage or
 * loss: assessed by one, confirmed by another, collected into a fund.
 *
 * Rights: LOAN_EDIT where the goods lie; the taker signs with STOCK_RECEIVE (lend)
 * and STOCK_ISSUE (give_back, damage) on its place; LOAN_READ to look. */

enum { LOAN_LINES_MAX = 500, LOAN_LIST_MAX = 200, LOAN_FILE_ROWS = 20000, LOAN_BEGAN_BEFORE_DAYS = 3 };

/* A piece is named by its lot or by the number on it; what has no numbers by item and count. */
struct loan_goods { int64_t item_id, qty, lot_id, owner_id, fund_id; const char *serial; };
struct loan_draft {
	int64_t     from_place_id, unit_id, due_day;          /* due_day 0: as long as the plan allows */
	const char *holder, *purpose;                         /* who has it at the unit; what for */
	const struct loan_goods *goods;  size_t n_goods;
};
must_check enum err loan_open(struct ctx *cx, const struct loan_draft *in, int64_t *ret_doc_id);

/* A later day to bring it back, within the plan's time from today. */
must_check enum err loan_extend(struct ctx *cx, int64_t doc_id, int64_t version, int64_t due_day, const char *why, struct doc_moved *ret);

/* Cleaned and disinfected: so much of these lines.  Agent, strength and contact
 * time must be what the plan's dose asks for, or BLOCKED. */
struct loan_washing {
	int64_t     doc_id, version, strength, contact_min, began_ms;     /* mg/L; began 0: now */
	const char *agent;
	const struct doc_part *parts;  size_t n_parts;                    /* none: all that is not cleaned yet */
};
must_check enum err loan_clean(struct ctx *cx, const struct loan_washing *in, struct doc_moved *ret);

/* Puts the loan into the unit's list of things to do.  Once a day is enough: CONFLICT. */
must_check enum err loan_remind(struct ctx *cx, int64_t doc_id);

struct loan_cleaning { int64_t line_no, qty, strength, contact_min, began_ms, ready_ms, cleaned_by; const char *dose, *agent; };
struct loan_line { int64_t line_no, out, in_cleaning, cleaned; const char *serial, *batch; };       /* cleaned: of what is in cleaning, inspection may follow */
struct loan_owed { int64_t doc_id, sum_fen; const char *number, *state; };
struct loan_view {
	int64_t     due_day, reminded_ms, reminders;
	const char *holder, *purpose;
	struct loan_line     *lines;     size_t n_lines;
	struct loan_cleaning *cleanings; size_t n_cleanings;
	const struct plan_dose *dose;                         /* how it is to be cleaned; NULL: no plan says */
	struct loan_owed     *claims;    size_t n_claims;
};
must_check enum err loan_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct loan_view *ret);

/* What comes back how soon and how it is cleaned, for goods of this item; NULL without a rule. */
must_check enum err loan_rule(struct ctx *cx, int64_t item_id, const struct plan_recovery **ret);

/* Who still holds what: a row for each line of a loan that is not back.  Of the
 * loans the actor sees, by due day. */
enum loan_what { LOAN_ALL, LOAN_OVERDUE, LOAN_SOON, LOAN_WHATS };
extern const char *const loan_what_words[];               /* "all", "overdue", "soon" (due today or tomorrow) */
struct loan_holding {
	int64_t     doc_id, line_no, item_id, unit_id, from_place_id, qty, since_ms, due_ms, reminded_ms;
	const char *number, *item, *item_unit, *unit, *from_place, *holder, *serial;
};
struct loan_holding_filter { int64_t what, item_id, unit_id, from_place_id, offset, limit; const char *search; };
must_check enum err loan_holdings(struct ctx *cx, const struct loan_holding_filter *f, struct loan_holding **ret, size_t *ret_n);
struct loan_file { const char *type, *name; struct bytes body; };
must_check enum err loan_holdings_file(struct ctx *cx, const struct loan_holding_filter *f, struct loan_file *ret);

/* What came back and has not been cleaned and inspected. */
struct loan_to_clean {
	int64_t     doc_id, line_no, version, item_id, place_id, qty, cleaned, ready_ms;
	const char *number, *item, *item_unit, *place, *unit, *serial;
};
must_check enum err loan_cleaning_queue(struct ctx *cx, int64_t place_id, struct loan_to_clean **ret, size_t *ret_n);

/* The piece with a number on it: where it is and, when it is lent, by which loan.  NOT_FOUND also
 * when it lies where the actor may not look. */
struct loan_piece {
	int64_t     lot_id, item_id, account_kind, place_id, who_id, owner_id, fund_id, doc_id, line_no;
	const char *item, *serial, *where, *number;
};
must_check enum err loan_piece_find(struct ctx *cx, const char *serial, int64_t item_id, struct loan_piece *ret);

/* What the unit's people and the lender's should see among their duties. */
struct loan_duties { int64_t to_return, to_return_late, to_clean; };
must_check enum err loan_duties(struct ctx *cx, struct loan_duties *ret);

/* Compensation for what was damaged or lost. */
struct loan_claim { int64_t loan_id, fund_id, sum_fen; const char *finding; };
must_check enum err loan_claim_open(struct ctx *cx, const struct loan_claim *in, int64_t *ret_doc_id);
#endif
