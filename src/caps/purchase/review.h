/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_REVIEW_H
#define CAPS_PURCHASE_REVIEW_H
#include "base/ctx.h"
#include "base/shape.h"

/* The finance review of what was bought 财务审核 (S3.11): every purchase that was
 * ordered in a stretch, with what was invoiced and paid, and what an examiner looks
 * for: one quote only, an emergency without quotes, a spoken yes, signatures that
 * came late, a supplier who was not the cheapest, payments without the bank's slip.
 * On the screen, or as a sheet to print and sign.
 *
 * Days count by when the purchase was drawn up.  Needs PURCHASE_READ; shows the
 * warehouses it covers.  Money is fen. */

enum purchase_remark { REMARK_ONE_QUOTE = 1, REMARK_URGENT = 2, REMARK_ORAL = 4, REMARK_LATE = 8, REMARK_NOT_CHEAPEST = 16, REMARK_NO_SLIP = 32, REMARK_UNPAID = 64 };
struct purchase_reviewed {
	int64_t     doc_id, created_ms, total_fen, billed_fen, paid_fen, quotes;
	unsigned    remarks;                     /* set of enum purchase_remark */
	const char *number, *state, *supplier, *fund, *urgent, *reason;
};
struct purchase_review { int64_t from_day, to_day, fund_id, before_id, limit; };      /* days 0: open; fund 0: any */
enum { PURCHASE_REVIEW_MAX = 200, PURCHASE_REVIEW_ROWS = 5000 };
must_check enum err purchase_reviews(struct ctx *cx, const struct purchase_review *of, struct purchase_reviewed **ret, size_t *ret_n);

enum { REVIEW_XLSX, REVIEW_PDF };
extern const char *const purchase_review_words[];        /* "xlsx", "pdf", NULL */
struct purchase_review_file { struct bytes body; const char *type, *name; };
must_check enum err purchase_review_file(struct ctx *cx, const struct purchase_review *of, int64_t format, struct purchase_review_file *ret);
#endif
