/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/settlement/settlement.h"
#include "base/civil.h"
#include "http/op.h"
#include <string.h>

#define FEN_MAX QTY_MAX

struct pay_due_in { int64_t shop_id, area_id, day; };
struct pay_due_out { struct list items; bool agreed, second, may; };
struct pay_out_new { int64_t shop_id, area_id, day, fund_id, sum; const char *note; };
struct pay_out_step { int64_t doc_id, version; const char *note; };
struct pay_out_out {
	int64_t doc_id, version, shop_id, area_id, day, fund_id, sum, asked, paid, state;
	bool second, may_pay;
	const char *number, *note, *shop, *area, *asked_by, *paid_by;
	struct list orders;
};
struct pay_out_list_in { int64_t shop_id, place_id, day, before, limit, state; };
struct pay_out_list_out { struct list items; int64_t next; };
struct pay_out_id { int64_t doc_id; };

static SHAPE(pay_due_in,
	ID(pay_due_in, shop_id, "shop"), OPT_ID(pay_due_in, area_id, "area of the statement; absent: everything of the shop"),
	OPT_DAY(pay_due_in, day, "day of the statement; today when absent"));
static const struct shape pay_due_row_shape = { "pay_due_row", sizeof(struct pay_due), (const struct field[]){
	ID(pay_due, fund_id, "whose money: the fund"), MONEY(pay_due, aid_fen, -FEN_MAX, FEN_MAX, "the subsidised part of what was delivered"),
	MONEY(pay_due, paid_fen, -FEN_MAX, FEN_MAX, "of it paid"), MONEY(pay_due, asked_fen, -FEN_MAX, FEN_MAX, "of it asked for, not paid yet"),
	MONEY(pay_due, set_off_fen, -FEN_MAX, 0, "paid before for goods that went back, set against it"),
	MONEY(pay_due, due_fen, -FEN_MAX, FEN_MAX, "left to ask for"), { 0 } } };
static SHAPE(pay_due_out,
	LIST(pay_due_out, items, &pay_due_row_shape, 0, PAY_OUT_FUNDS_MAX, "by fund"), BOOL(pay_due_out, agreed, "both sides have agreed on the statement"),
	BOOL(pay_due_out, second, "the plan wants another person to pay than who asks"), BOOL(pay_due_out, may, "you may ask for it"));
static SHAPE(pay_out_new,
	ID(pay_out_new, shop_id, "shop"), OPT_ID(pay_out_new, area_id, "area of the statement; absent: everything of the shop"),
	DAY(pay_out_new, day, "day of the statement"), OPT_ID(pay_out_new, fund_id, "which fund; the district's unless told"),
	MONEY(pay_out_new, sum, 1, FEN_MAX, "what you saw as due"), OPT_TEXT(pay_out_new, note, 0, 200, "payment reference, or a word"));
static SHAPE(pay_out_step,
	ID(pay_out_step, doc_id, "which pay-out"), OPT_I64(pay_out_step, version, 0, INT64_MAX, "the version you saw"),
	OPT_TEXT(pay_out_step, note, 0, 200, "payment reference, or a word"));
static const struct shape pay_out_order_shape = { "pay_out_order", sizeof(struct pay_out_order), (const struct field[]){
	ID(pay_out_order, order_id, "order"), TEXT(pay_out_order, number, 0, 60, "its number"), TEXT(pay_out_order, door, 0, 100, "the household's door"),
	MONEY(pay_out_order, fen, -FEN_MAX, FEN_MAX, "paid for it; below nil: set against"), { 0 } } };
#define PAY_OUT_FIELDS \
	ID(pay_out_out, doc_id, "the pay-out"), I64(pay_out_out, version, 1, INT64_MAX, "its version"), TEXT(pay_out_out, number, 0, 60, "its number"), \
	WORD(pay_out_out, state, pay_out_state_words, "asked, paid, void"), ID(pay_out_out, shop_id, "shop"), TEXT(pay_out_out, shop, 0, 200, "its name"), \
	OPT_ID(pay_out_out, area_id, "area of the statement; absent: everything of the shop"), TEXT(pay_out_out, area, 0, 200, "its name"), \
	DAY(pay_out_out, day, "day of the statement"), ID(pay_out_out, fund_id, "fund"), MONEY(pay_out_out, sum, 1, FEN_MAX, "how much"), \
	BOOL(pay_out_out, second, "another person than who asked has to pay"), BOOL(pay_out_out, may_pay, "you may pay it now"), \
	TEXT(pay_out_out, asked_by, 0, 200, "who asked"), TIME(pay_out_out, asked, "when"), TEXT(pay_out_out, paid_by, 0, 200, "who paid"), \
	OPT_TIME(pay_out_out, paid, "when"), TEXT(pay_out_out, note, 0, 200, "note")
static const struct shape pay_out_row_shape = { "pay_out_row", sizeof(struct pay_out_out), (const struct field[]){ PAY_OUT_FIELDS, { 0 } } };
static SHAPE(pay_out_out, PAY_OUT_FIELDS, LIST(pay_out_out, orders, &pay_out_order_shape, 0, PAY_OUT_ORDERS_MAX, "the orders it pays"));
static const char *const filter_words[] = { "any", "asked", "paid", "void", NULL };
static SHAPE(pay_out_list_in,
	OPT_ID(pay_out_list_in, shop_id, "of this shop"), OPT_ID(pay_out_list_in, place_id, "of this area"), OPT_DAY(pay_out_list_in, day, "of statements of this day"),
	OPT_WORD(pay_out_list_in, state, filter_words, "any unless told"), OPT_ID(pay_out_list_in, before, "where the page before ended (its next)"),
	OPT_I64(pay_out_list_in, limit, 1, PAY_OUT_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(pay_out_list_out,
	LIST(pay_out_list_out, items, &pay_out_row_shape, 0, PAY_OUT_LIST_MAX, "newest first"), OPT_ID(pay_out_list_out, next, "send as before to get the next page"));
static SHAPE(pay_out_id, ID(pay_out_id, doc_id, "which pay-out"));

static enum err run_due(struct ctx *cx, const void *input, void *output)
{
	const struct pay_due_in *in = input;
	struct pay_dues dues;

	TRY(pay_out_due(cx, in->shop_id, in->area_id, in->day ? in->day : civil_day_of(cx->now_ms), &dues));
	*(struct pay_due_out *)output = (struct pay_due_out){ { dues.at, dues.n }, dues.agreed, dues.second, dues.may };
	return ERR_OK;
}

static struct pay_out_out row_out(const struct pay_out_row *r)
{
	int64_t state = 0;

	while (pay_out_state_words[state] && strcmp(pay_out_state_words[state], r->state))
		state++;
	return (struct pay_out_out){ r->doc_id, r->version, r->shop_id, r->area_id, r->day, r->fund_id, r->fen, r->asked_ms, r->paid_ms, state, r->second,
		r->may_pay, r->number, r->note, r->shop, r->area, r->asked_by, r->paid_by, { 0 } };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct pay_out_new *in = input;
	struct pay_out_row row;

	TRY(pay_out_start(cx, &(struct pay_out_ask){ in->shop_id, in->area_id, in->day, in->fund_id, in->sum, in->note }, &row));
	*(struct pay_out_out *)output = row_out(&row);
	return ERR_OK;
}

static enum err run_pay(struct ctx *cx, const void *input, void *output)
{
	const struct pay_out_step *in = input;
	struct pay_out_row row;

	TRY(pay_out_pay(cx, in->doc_id, in->version, in->note, &row));
	*(struct pay_out_out *)output = row_out(&row);
	return ERR_OK;
}

static enum err run_withdraw(struct ctx *cx, const void *input, void *output)
{
	const struct pay_out_step *in = input;
	struct pay_out_row row;

	TRY(pay_out_withdraw(cx, in->doc_id, in->version, in->note, &row));
	*(struct pay_out_out *)output = row_out(&row);
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct pay_out_list_in *in = input;
	struct pay_out_list_out *out = output;
	struct pay_out_out *items;
	struct pay_out_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(pay_out_list(cx, &(struct pay_out_filter){ in->shop_id, in->place_id, in->day, in->before, (int64_t)limit + 1,
		in->state ? filter_words[in->state] : NULL }, &rows, &n));
	out->next = n > limit ? rows[limit - 1].doc_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct pay_out_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = row_out(&rows[i]);
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct pay_out_order *orders;
	struct pay_out_row row;
	size_t n;

	TRY(pay_out_see(cx, ((const struct pay_out_id *)input)->doc_id, &row, &orders, &n));
	*(struct pay_out_out *)output = row_out(&row);
	((struct pay_out_out *)output)->orders = (struct list){ orders, n };
	return ERR_OK;
}

#define STEP_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED, ERR_CONFLICT, ERR_SHORT_STOCK }

extern const struct op pay_out_ops[];
const struct op pay_out_ops[] = {
	{ .method = "GET", .path = "/api/v1/pay-outs", .name = "pay_out_list", .zh = "补贴拨付单", .en = "Subsidies paid out to shops",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &pay_out_list_in_shape, .out = &pay_out_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/pay-outs/due", .name = "pay_out_due", .zh = "一张结算表待拨付的补贴", .en = "What is due to a shop for a statement, by fund",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &pay_due_in_shape, .out = &pay_due_out_shape, .run = run_due, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/pay-outs", .name = "pay_out_new", .zh = "申请拨付补贴", .en = "Ask for the subsidies of an agreed statement to be paid",
	  .perm = PERM_SETTLE_PAY, .tx = TX_WRITE, .in = &pay_out_new_shape, .out = &pay_out_row_shape, .run = run_new, .fails = STEP_FAILS },
	{ .method = "GET", .path = "/api/v1/pay-outs/{doc_id}", .name = "pay_out_get", .zh = "一张拨付单", .en = "One pay-out with its orders",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &pay_out_id_shape, .out = &pay_out_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/pay-outs/{doc_id}/pay", .name = "pay_out_pay", .zh = "拨付补贴", .en = "Pay the shop",
	  .perm = PERM_SETTLE_PAY, .tx = TX_WRITE, .in = &pay_out_step_shape, .out = &pay_out_row_shape, .run = run_pay, .fails = STEP_FAILS },
	{ .method = "POST", .path = "/api/v1/pay-outs/{doc_id}/withdraw", .name = "pay_out_withdraw", .zh = "撤回拨付申请", .en = "Withdraw what was asked for",
	  .perm = PERM_SETTLE_PAY, .tx = TX_WRITE, .in = &pay_out_step_shape, .out = &pay_out_row_shape, .run = run_withdraw, .fails = STEP_FAILS },
	{ 0 },
};
