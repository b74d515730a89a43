/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/review.h"
#include "http/op.h"

struct review_in { int64_t from, to, fund_id, before, limit; };
struct review_file_in { int64_t from, to, fund_id, format; };
struct review_row_out {
	int64_t     doc_id, created, total, billed, paid, quotes;
	bool        one_quote, urgent, oral, late, not_cheapest, no_slip, unpaid;
	const char *number, *state, *supplier, *fund, *why_urgent, *why_dearer;
};
struct review_out { struct list items; int64_t next; };

#define STRETCH(type) \
	OPT_DAY(type, from, "drawn up on or after"), OPT_DAY(type, to, "drawn up on or before"), OPT_ID(type, fund_id, "paid from this fund")
static SHAPE(review_in, STRETCH(review_in), OPT_ID(review_in, before, "where the page before ended (its next)"),
	OPT_I64(review_in, limit, 1, PURCHASE_REVIEW_MAX - 1, "rows on a page, 50 unless told"));
static SHAPE(review_file_in, STRETCH(review_file_in), WORD(review_file_in, format, purchase_review_words, "xlsx or pdf"));
static SHAPE(review_row_out,
	ID(review_row_out, doc_id, "the purchase"), TEXT(review_row_out, number, 0, 40, "its number"), TEXT(review_row_out, state, 1, 40, "its state"),
	TEXT(review_row_out, supplier, 0, 200, "from whom"), TEXT(review_row_out, fund, 0, 200, "paid from"), TIME(review_row_out, created, "drawn up"),
	MONEY(review_row_out, total, 0, INT64_MAX, "ordered"), MONEY(review_row_out, billed, 0, INT64_MAX, "invoiced"), MONEY(review_row_out, paid, -INT64_MAX, INT64_MAX, "paid"),
	I64(review_row_out, quotes, 0, 1000, "suppliers who quoted; 1 without an inquiry"), BOOL(review_row_out, one_quote, "only one price was known"),
	BOOL(review_row_out, urgent, "an emergency"), OPT_TEXT(review_row_out, why_urgent, 0, 200, "why it could not wait"),
	BOOL(review_row_out, oral, "ordered on a spoken yes"), BOOL(review_row_out, late, "the signatures came late or are missing"),
	BOOL(review_row_out, not_cheapest, "a reason was given for this supplier"), OPT_TEXT(review_row_out, why_dearer, 0, 200, "that reason"),
	BOOL(review_row_out, no_slip, "a payment without the bank's slip"), BOOL(review_row_out, unpaid, "invoiced and not paid"));
static SHAPE(review_out, LIST(review_out, items, &review_row_out_shape, 0, PURCHASE_REVIEW_MAX, "newest first"), OPT_ID(review_out, next, "send as before to get the next page"));
static SHAPE(purchase_review_file,
	BYTES(purchase_review_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(purchase_review_file, type, 1, 100, "media type"), TEXT(purchase_review_file, name, 1, 100, "file name"));

static enum err run_review(struct ctx *cx, const void *input, void *output)
{
	const struct review_in *in = input;
	struct review_out *out = output;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;
	struct purchase_reviewed *all;
	struct review_row_out *items;

	TRY(purchase_reviews(cx, &(struct purchase_review){ in->from, in->to, in->fund_id, in->before, (int64_t)limit + 1 }, &all, &n));
	out->next = n > limit ? all[limit - 1].doc_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct review_row_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct purchase_reviewed *r = &all[i];
		const unsigned m = r->remarks;

		items[i] = (struct review_row_out){ r->doc_id, r->created_ms, r->total_fen, r->billed_fen, r->paid_fen, r->quotes, (m & REMARK_ONE_QUOTE) != 0,
			(m & REMARK_URGENT) != 0, (m & REMARK_ORAL) != 0, (m & REMARK_LATE) != 0, (m & REMARK_NOT_CHEAPEST) != 0, (m & REMARK_NO_SLIP) != 0,
			(m & REMARK_UNPAID) != 0, r->number, r->state, r->supplier, r->fund, r->urgent[0] ? r->urgent : NULL, r->reason[0] ? r->reason : NULL };
	}
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_file(struct ctx *cx, const void *input, void *output)
{
	const struct review_file_in *in = input;

	return purchase_review_file(cx, &(struct purchase_review){ .from_day = in->from, .to_day = in->to, .fund_id = in->fund_id }, in->format, output);
}

extern const struct op review_ops[];
const struct op review_ops[] = {
	{ .method = "GET", .path = "/api/v1/purchases/review", .name = "purchase_review", .zh = "采购支出财务审核", .en = "Purchases for the finance review",
	  .perm = PERM_PURCHASE_READ, .tx = TX_READ, .in = &review_in_shape, .out = &review_out_shape, .run = run_review },
	{ .method = "GET", .path = "/api/v1/purchases/review/file", .name = "purchase_review_file", .zh = "打印或导出采购财务审核表", .en = "The finance review as a file",
	  .perm = PERM_PURCHASE_READ, .tx = TX_READ, .in = &review_file_in_shape, .out = &purchase_review_file_shape, .run = run_file },
	{ 0 },
};
