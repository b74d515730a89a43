/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SCRAP_H
#define CAPS_SCRAP_H
#include "caps/document/document.h"

/* Scrapping 报废 (BF): goods that are worth nothing any more are destroyed
 * together and never come back to the market (D2.13).
 *
 *   draft -propose-> proposed -appraise-> appraised -approve (the plan's chain, two
 *   people at least)-> condemned -destroy-> destroying -witness (two people)-> destroyed
 *
 * Lines come from blocked goods, or straight from the shelf (expired, spoilt, never
 * lent).  Proposing takes them out of whatever stock can be issued from: they are
 * held for this document until it is refused or approved.  Condemned goods leave by
 * destruction only; there is no way back, and no undo.
 *
 * Nobody appraises what he proposed, approves what he proposed or appraised, signs
 * twice, or witnesses what he destroyed himself.
 *
 * Recovery 回收单 (HS): empty packaging and waste that a unit gives back after use.
 * It goes into blocked goods at once, never into stock.  A line may say whose
 * package it was: then not more come back than the unit's goods of that lot had.
 *
 * Release 解冻单 (JD): blocked goods that are fit after all go back on the shelf,
 * on the word of somebody else than who asked.
 *
 * Rights: SCRAP_EDIT where the goods lie, SCRAP_APPROVE, SCRAP_READ; the unit gives
 * packaging with STOCK_ISSUE on its place. */

enum { SCRAP_LINES_MAX = 1000, SCRAP_LIST_MAX = 200, SCRAP_TEXT_MAX = 200 };

/* from_store: the goods lie free on the shelf; else they are blocked already. */
struct scrap_goods { int64_t item_id, lot_id, qty, owner_id, fund_id; bool from_store; };
struct scrap_draft { int64_t place_id; const char *reason; const struct scrap_goods *goods; size_t n_goods; };
must_check enum err scrap_open(struct ctx *cx, const struct scrap_draft *in, int64_t *ret_doc_id);

/* Whoever looked at the goods (a person or an office) and what was found. */
struct scrap_finding { int64_t doc_id, version; const char *appraiser, *finding; };
must_check enum err scrap_appraise(struct ctx *cx, const struct scrap_finding *in, struct doc_moved *ret);

/* The actor destroyed the goods; two others witness it after him. */
struct scrap_record { int64_t doc_id, version, day; const char *site, *method, *paper; };
must_check enum err scrap_destroy(struct ctx *cx, const struct scrap_record *in, struct doc_moved *ret);

struct scrap_view {
	const char *reason, *appraiser, *finding, *site, *method, *paper;
	int64_t     appraised_by, appraised_ms, day, destroyed_by, recorded_ms;
	struct scrap_of { int64_t line_no, of_item_id, of_lot_id; const char *of_item, *of_batch, *batch, *serial; } *lines;  size_t n_lines;
};
must_check enum err scrap_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct scrap_view *ret);

/* Blocked goods, and lots on the shelf past their day, where the actor may look (SCRAP_READ). */
struct scrap_candidate {
	int64_t     item_id, lot_id, place_id, owner_id, fund_id, qty, expiry_day;
	bool        blocked;                                      /* false: expired on the shelf */
	const char *item, *item_unit, *place, *owner, *batch, *serial;
};
must_check enum err scrap_candidates(struct ctx *cx, int64_t place_id, int64_t offset, int64_t limit, struct scrap_candidate **ret, size_t *ret_n);

/* Packaging a unit gives back.  of_lot_id 0: nobody knows whose it was. */
struct recovery_goods { int64_t item_id, qty, of_lot_id; };
struct recovery_draft { int64_t unit_id, to_place_id; const struct recovery_goods *goods; size_t n_goods; };
/* Lots the unit used up out of stores the actor covers, whose packages may still come back: packs, so many. */
struct recovery_lot { int64_t lot_id, item_id, packs; const char *item, *batch; };
must_check enum err recovery_lots(struct ctx *cx, int64_t unit_id, struct recovery_lot **ret, size_t *ret_n);
/* The packages of a lot that came back and what became of them; and, for a lot of packaging, whose it was (lot_id 0:
 * it is none).  Asks LEDGER_READ over the district, as the lot's way does. */
struct recovery_packaging { int64_t lot_id, doc_id, qty, destroyed; const char *number, *item, *item_unit, *unit; };
struct recovery_source { int64_t lot_id; const char *item, *batch; };
must_check enum err recovery_packagings(struct ctx *cx, int64_t lot_id, struct recovery_source *ret_of, struct recovery_packaging **ret, size_t *ret_n);
must_check enum err recovery_open(struct ctx *cx, const struct recovery_draft *in, int64_t *ret_doc_id);

must_check enum err release_open(struct ctx *cx, const struct scrap_draft *in, int64_t *ret_doc_id);
#endif
