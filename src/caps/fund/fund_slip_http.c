/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/fund/fund.h"
#include "http/op.h"

struct slip_payment { int64_t seq; };
struct slip_new { int64_t fund_id, day, sum; const char *slip_no; struct list payments; };
struct slip_made { int64_t slip_id; };
struct slip_void_in { int64_t fund_id, slip_id; const char *reason; };
struct slip_list_in { int64_t fund_id, before, limit; };
struct slip_out { int64_t slip_id, day, sum, entered, voided, payments; const char *slip_no, *entered_by, *void_reason; };
struct slip_list_out { struct list items; int64_t next; };

static SHAPE(slip_payment, ID(slip_payment, seq, "entry of the fund's book that paid"));
static SHAPE(slip_new,
	ID(slip_new, fund_id, "which fund"), TEXT(slip_new, slip_no, 1, 60, "number of the bank's slip"), DAY(slip_new, day, "day the bank paid"),
	MONEY(slip_new, sum, 1, QTY_MAX, "sum on the slip"),
	LIST(slip_new, payments, &slip_payment_shape, 1, FUND_SLIP_PAYMENTS_MAX, "the payments it covers; together they come to the sum"));
static SHAPE(slip_made, ID(slip_made, slip_id, "the slip"));
static SHAPE(slip_void_in, ID(slip_void_in, fund_id, "which fund"), ID(slip_void_in, slip_id, "which slip"), TEXT(slip_void_in, reason, 2, 200, "what was wrong"));
static SHAPE(slip_list_in,
	ID(slip_list_in, fund_id, "which fund"), OPT_ID(slip_list_in, before, "where the page before ended (its next)"),
	OPT_I64(slip_list_in, limit, 1, FUND_LIST_MAX - 1, "rows on a page, 50 unless told"));
static SHAPE(slip_out,
	ID(slip_out, slip_id, "the slip"), TEXT(slip_out, slip_no, 1, 60, "number of the bank's slip"), DAY(slip_out, day, "day the bank paid"),
	MONEY(slip_out, sum, 0, QTY_MAX, "its sum"), I64(slip_out, payments, 0, FUND_SLIP_PAYMENTS_MAX, "payments it covers; 0 once void"),
	TEXT(slip_out, entered_by, 0, 200, "who entered it"), TIME(slip_out, entered, "when"), OPT_TIME(slip_out, voided, "when it was declared void"),
	OPT_TEXT(slip_out, void_reason, 0, 200, "why"));
static SHAPE(slip_list_out,
	LIST(slip_list_out, items, &slip_out_shape, 0, FUND_LIST_MAX, "newest first"), OPT_ID(slip_list_out, next, "send as before to get the next page"));

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct slip_new *in = input;
	const struct slip_payment *p = in->payments.at;
	int64_t *seqs = arena_array(&cx->mem, int64_t, in->payments.n + 1);

	for (size_t i = 0; i < in->payments.n; i++)
		seqs[i] = p[i].seq;
	return fund_slip_enter(cx, &(struct fund_slip_new){ in->fund_id, in->day, in->sum, in->slip_no, seqs, in->payments.n }, &((struct slip_made *)output)->slip_id);
}

static enum err run_void(struct ctx *cx, const void *input, void *output)
{
	const struct slip_void_in *in = input;

	((struct slip_made *)output)->slip_id = in->slip_id;
	return fund_slip_cancel(cx, in->fund_id, in->slip_id, in->reason);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct slip_list_in *in = input;
	struct slip_list_out *out = output;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;
	struct fund_slip *all;
	struct slip_out *items;

	TRY(fund_slips(cx, in->fund_id, in->before, (int64_t)limit + 1, &all, &n));
	out->next = n > limit ? all[limit - 1].slip_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct slip_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct slip_out){ all[i].slip_id, all[i].day, all[i].sum_fen, all[i].entered_ms, all[i].voided_ms, all[i].payments, all[i].slip_no,
			all[i].entered_name, all[i].void_reason[0] ? all[i].void_reason : NULL };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

extern const struct op fund_slip_ops[];
const struct op fund_slip_ops[] = {
	{ .method = "POST", .path = "/api/v1/funds/{fund_id}/slips", .name = "fund_slip_new", .zh = "登记付款回单", .en = "Enter the bank's slip of payments",
	  .perm = PERM_FUND_EDIT, .tx = TX_WRITE, .in = &slip_new_shape, .out = &slip_made_shape, .run = run_new, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/funds/{fund_id}/slips/{slip_id}/void", .name = "fund_slip_void", .zh = "作废付款回单", .en = "Declare a slip void",
	  .perm = PERM_FUND_EDIT, .tx = TX_WRITE, .in = &slip_void_in_shape, .out = &slip_made_shape, .run = run_void, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/funds/{fund_id}/slips", .name = "fund_slip_list", .zh = "付款回单列表", .en = "A fund's bank slips",
	  .perm = PERM_FUND_READ, .tx = TX_READ, .in = &slip_list_in_shape, .out = &slip_list_out_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
