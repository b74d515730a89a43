/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SALE_H
#define CAPS_SALE_H
#include "caps/document/document.h"

/* Market release 平价投放 (TF): the district's own goods sold to residents and companies at or below the market's price,
 * agreed with the township it happens in (D2.9, D2.10, D2.15, S3.3, S3.12).
 *
 *   draft -propose-> vetting -vet (the township's office)-> review -approve (the plan's chain)-> approved
 *     -depart-> selling: receive, sell, give_back, confirm ... -close-> closed
 *
 * A round is drawn up at once for several points of sale and becomes a document for each: from_place the warehouse, to_place
 * the point, fund the one the plan's flow (kind: sale) names for proceeds.  Approval sets the goods aside; what leaves, is
 * counted in at the point, sold there, brought back or lost is counted on the line:
 *
 *   released = under way + at the point + sold + brought back + lost, to the unit; and takings = price x sold, to the fen,
 *   owed by the point until they are paid in with a bank slip and another person has found them on the account.
 *
 * The price is at or below the market's: the lowest price on sale in a working shop there, never above a cap (the catalogue);
 * where it knows none, a price the maker states with its source.  What it was compared with is frozen and signed with the
 * lines; when the market has fallen below it before the last signature, the release is refused and drawn up again.
 * Goods of a fund with a purpose, donated goods and goods of others are never sold.  What gets lost at the point is written
 * off by a document of its own (`shelf_loss`, TS) that another person approves.
 *
 * Rights: SALE_READ; SALE_EDIT and SALE_APPROVE on the warehouse; the township's office holds the role the flow's `vet` names,
 * over the point; STOCK_RECEIVE, STOCK_ISSUE at the point; FUND_PAY confirms.  Money is fen, times ms. */

enum { SALE_LINES_MAX = 100, SALE_POINTS_MAX = 50, SALE_WINDOWS_MAX = 60, SALE_ROWS_MAX = 100, SALE_BATCHES_MAX = 2000, SALE_PUBLISHED_MAX = 200 };
enum sale_market_by { SALE_MARKET_NONE, SALE_MARKET_SHOP, SALE_MARKET_CAP, SALE_MARKET_STATED };
extern const char *const sale_market_words[];            /* "none", "shop", "cap", "stated", NULL */

/* owner 0: the district; lot 0: first expired first out.  market_*: only where the catalogue knows no price.  Limits 0: none.
 * anew: see sale_edit(). */
struct sale_goods {
	int64_t     item_id, owner_id, fund_id, lot_id, price_fen, price_units, per_household, per_unit, market_fen, market_units;
	const char *market_source;
	bool        anew;
};
struct sale_share { int64_t point, goods, qty; };          /* counted from 0, as in the lists */
struct sale_hours { int64_t point, opens_ms, closes_ms; }; /* point -1: all */
struct sale_draft {
	int64_t     from_place_id, carrier_id, release_id;    /* carrier 0: the warehouse's own; release: a reserve release (DY) the goods come from, or 0 */
	const char *reason, *decision;
	const int64_t           *points;   size_t n_points;
	const struct sale_goods *goods;    size_t n_goods;
	const struct sale_share *shares;   size_t n_shares;
	const struct sale_hours *hours;    size_t n_hours;
};
/* One document for each point, all of one round; ret_ids has n_points of them. */
must_check enum err sale_open(struct ctx *cx, const struct sale_draft *in, int64_t *ret_round_id, int64_t **ret_ids);
/* A draft of one point; its round stays.  Where the warehouse stays too: an owner, a fund, a lot or a carrier that is not
 * told is the one the draft has (of goods: the draft's line of that item, the second for the second); goods `anew` keep none. */
must_check enum err sale_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct sale_draft *told);

/* What the market asks for an item where the point lies, for whoever sets the price; by none: nothing is known.  SALE_READ. */
struct sale_market { int64_t market_fen, market_units, by; const char *source; };
must_check enum err sale_market(struct ctx *cx, int64_t point_id, int64_t item_id, struct sale_market *ret);

/* A batch sold in a window, to so many households and units. */
struct sale_batch_of { int64_t doc_id, version, window_no, households, units; const struct doc_part *parts; size_t n_parts; const char *note; };
must_check enum err sale_sell(struct ctx *cx, const struct sale_batch_of *in, struct doc_moved *ret);
/* Takings of everything sold and not paid in yet; the sum has to be theirs to the fen.  CONFLICT for a slip entered before,
 * here, as a unit's payment or as money received; one slip waits at a time and may be withdrawn until it is confirmed. */
struct sale_pay_in { int64_t doc_id, sum_fen, slip_day; const char *slip; };
must_check enum err sale_pay_in(struct ctx *cx, const struct sale_pay_in *in, int64_t *ret_slip_id);
must_check enum err sale_slip_withdraw(struct ctx *cx, int64_t doc_id, int64_t slip_id);
/* FUND_PAY: the money is on the account; by another person than who entered the slip. */
must_check enum err sale_confirm(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret);
/* The latest step, where it was a batch sold. */
must_check enum err sale_undo(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret);
/* Damaged or missing at the point: a shelf_loss put forward. */
must_check enum err sale_lose(struct ctx *cx, int64_t doc_id, const struct doc_part *parts, size_t n, const char *why, struct doc_moved *ret);

struct sale_lined {
	int64_t     line_no, market_fen, market_units, by, market_ms, per_household, per_unit;
	int64_t     released, under_way, at_point, sold, back, lost, astray, takings_fen;     /* back: brought back or found again */
	const char *source;
};
struct sale_window { int64_t window_no, opens_ms, closes_ms; };
struct sale_batch { int64_t at_version, window_no, households, units, fen, sold_ms; const char *sold_by, *goods; };
struct sale_slip { int64_t slip_id, fen, slip_day, entered_ms, confirmed_ms; const char *slip, *entered_by, *confirmed_by; };
struct sale_sibling { int64_t doc_id, point_id; const char *number, *state, *point; };
struct sale_lost { int64_t doc_id; const char *number, *state, *why, *goods; };
struct sale_view {
	int64_t     round_id, slot_minutes, vetted_ms, takings_fen, paid_fen, waiting_fen, open_fen;      /* waiting: slip entered, not confirmed */
	const char *reason, *decision, *buyers, *rule_zh, *rule_en, *rule_source, *fund, *vetted_by;
	struct sale_lined   *lines;    size_t n_lines;
	struct sale_window  *windows;  size_t n_windows;
	struct sale_batch   *batches;  size_t n_batches;
	struct sale_slip    *slips;    size_t n_slips;
	struct sale_sibling *round;    size_t n_round;
	struct sale_lost    *losses;   size_t n_losses;
};
must_check enum err sale_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct sale_view *ret);

/* Newest first; state NULL or "": any; goods: "医用口罩 500 只、…等 3 种". */
struct sale_row {
	int64_t     doc_id, round_id, created_ms, opens_ms, closes_ms, worth_fen, takings_fen, paid_fen;
	const char *number, *state, *from, *point, *goods, *reason;
};
must_check enum err sale_list(struct ctx *cx, const char *state, int64_t place_id, int64_t before_id, int64_t limit, struct sale_row **ret, size_t *ret_n);

/* What everybody may see, no right asked: releases that are approved and not closed, with hours that are not over, the next hours first.
 * left: on the shelf or still to come; there: on the shelf.  area: the point's subdistrict. */
struct sale_offer { int64_t price_fen, price_units, per_household, per_unit, left, there; const char *zh, *en, *unit; };
struct sale_open_point {
	const char *number, *point, *area;
	struct sale_window *windows;   size_t n_windows;
	struct sale_offer  *goods;     size_t n_goods;
};
must_check enum err sale_published(struct ctx *cx, struct sale_open_point **ret, size_t *ret_n);
#endif
