/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_STOCK_H
#define CAPS_STOCK_H
#include "caps/document/document.h"

/* Stock: what lies where, by item, lot, owner and expiry, and the documents
 * that bring it in, move it, hand it out and count it (D2.11, D2.12, D7.3).
 *
 * Stock itself is the ledger's balances; nothing here is stored twice.  Free
 * stock may be allotted; held is allotted; dock waits for inspection; expired
 * lots are shown apart and never issued.  Everything leaves first expired first,
 * unless a line names its lot.  Drafts below are checked, opened and then taken
 * on with document_advance(). */

struct stock_goods { int64_t item_id, qty, lot_id, owner_id, fund_id, price_fen, price_units, made_day, expiry_day; const char *batch; };

enum stock_source { STOCK_FROM_SUPPLIER, STOCK_FROM_DONOR, STOCK_FROM_DISTRICT, STOCK_OPENING, STOCK_SOURCES };
extern const char *const stock_source_words[];      /* "supplier", ... NULL */

struct stock_receipt {
	int64_t source, party_id, to_place_id;       /* enum stock_source; opening has no party */
	int64_t owner_id;                            /* 0: the district */
	int64_t addressee_id, fund_id;               /* who alone may get it (gifts, opening stock); a purpose */
	const struct stock_goods *goods;  size_t n_goods;
};
must_check enum err stock_receipt_open(struct ctx *cx, const struct stock_receipt *in, int64_t *ret_doc_id);

/* What is written on the goods of opening stock, as parts for its approval; none
 * when nothing is.  Whoever approves hands them on (guard_opening_papers). */
must_check enum err stock_opening_parts(struct ctx *cx, int64_t doc_id, struct doc_part **ret, size_t *ret_n);
doc_guard guard_opening_papers;

/* From a place to another; owner 0: the district.  Carrier 0 for a move at once. */
struct stock_way { int64_t from_place_id, to_place_id, carrier_id; const struct stock_goods *goods; size_t n_goods; };
must_check enum err stock_transfer_open(struct ctx *cx, const struct stock_way *in, int64_t *ret_doc_id);

/* A unit's own goods handed to it for use, where they lie (with itself or with its issuing agent). */
must_check enum err stock_issue_open(struct ctx *cx, int64_t from_place_id, int64_t unit_id, const struct stock_goods *goods, size_t n_goods,
				     int64_t *ret_doc_id);

/* A count of one place: what was found of each lot; a difference needs its reason. */
struct stock_counted { int64_t item_id, lot_id, owner_id, fund_id, counted, booked; const char *reason; };    /* booked is filled in */
must_check enum err stock_count_open(struct ctx *cx, int64_t place_id, const struct stock_counted *rows, size_t n_rows, int64_t *ret_doc_id);
must_check enum err stock_count_rows(struct ctx *cx, int64_t doc_id, struct stock_counted **ret, size_t *ret_n);
enum err stock_count_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);

/* Below a place (0: all that the actor sees), by item code; quantities in base units. */
struct stock_item { int64_t item_id, free, held, dock, blocked, expired, first_expiry, places; const char *code; };
must_check enum err stock_items(struct ctx *cx, int64_t under_id, int64_t item_id, const char *after_code, int64_t limit,
				struct stock_item **ret, size_t *ret_n);

#include "caps/stock/stock_view.h"
#endif
