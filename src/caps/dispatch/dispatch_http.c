/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/dispatch.h"
#include "caps/document/document_http.h"

#define WORDS_dispatch "dispatches"
#define WORDS_handout "handouts"
/* The steps that send goods on their way say instead of what they are sent. */
#define SENDING_STEPS(X) \
	X(dispatch, order, PERM_DISPATCH_ORDER, "下达调拨令", "Give a dispatch order") \
	X(handout, hand_over, PERM_SIGNED_IN, "凭分配发放", "Hand out over the counter; giver and taker sign")
#define DISPATCH_STEPS(X) \
	X(dispatch, acknowledge, PERM_DISPATCH_CARRY, "接令", "Acknowledge an order") \
	X(dispatch, refuse, PERM_DISPATCH_CARRY, "拒绝执行", "Refuse an order; it is recorded") \
	X(dispatch, recall, PERM_DISPATCH_ORDER, "撤回调拨令", "Recall an order before the goods leave") \
	X(dispatch, depart, PERM_SIGNED_IN, "出库发车", "Issue the goods; giver and carrier sign") \
	X(dispatch, arrive, PERM_DISPATCH_CARRY, "到达", "Say that the goods have arrived") \
	X(dispatch, receive, PERM_SIGNED_IN, "签收", "Receive the goods; taker and carrier sign") \
	X(dispatch, report, PERM_STOCK_RECEIVE, "报差异", "Report what is missing") \
	X(dispatch, turn_back, PERM_STOCK_RECEIVE, "退回原库", "Take turned-back goods in again") \
	X(dispatch, found, PERM_STOCK_COUNT, "查明找回", "Missing goods were found; two sign") \
	X(dispatch, lose, PERM_STOCK_COUNT, "确认损失", "Missing goods are lost; two sign") \
	X(dispatch, close, PERM_DISPATCH_ORDER, "办结调拨", "Close an order") \
	X(dispatch, withdraw, PERM_DISPATCH_ORDER, "作废草稿", "Withdraw a draft order")
#define HANDOUT_STEPS(X) \
	X(handout, withdraw, PERM_STOCK_ISSUE, "作废草稿", "Withdraw a draft")

struct dispatch_in { int64_t allocation_id, carrier_id; struct list lines; bool keep_draft; };
struct order_all_in { int64_t allocation_id, carrier_id; };
struct order_all_out { struct list items; bool more; };

struct waiting_in { int64_t before, limit; };
struct waiting_out { struct list items; int64_t next; };
struct left_in { int64_t allocation_id; };
struct left_out { struct list items; };

static SHAPE(waiting_in, OPT_ID(waiting_in, before, "where the page before ended (its next)"),
	OPT_I64(waiting_in, limit, 1, DOC_LIST_MAX - 1, "rows on a page, 50 unless told"));
static SHAPE(dispatch_waiting,
	ID(dispatch_waiting, allocation_id, "the approved allocation"), OPT_TEXT(dispatch_waiting, number, 0, 40, "its number"),
	TIME(dispatch_waiting, created, "drafted at"), I64(dispatch_waiting, orders, 1, INT64_MAX, "orders it takes to bring all of it"),
	I64(dispatch_waiting, lines, 1, INT64_MAX, "lines with goods left"));
static SHAPE(waiting_out,
	LIST(waiting_out, items, &dispatch_waiting_shape, 0, DOC_LIST_MAX, "newest first"), OPT_ID(waiting_out, next, "send as before to get the next page"));
static SHAPE(left_in, ID(left_in, allocation_id, "the approved allocation"));
static SHAPE(dispatch_left,
	I64(dispatch_left, allocation_line_no, 1, DOC_LINES_MAX, "line of the allocation"),
	ID(dispatch_left, item_id, "item"), TEXT(dispatch_left, item, 0, 200, "its name"), TEXT(dispatch_left, unit, 0, 40, "its base unit"),
	I64(dispatch_left, pack, 1, QTY_MAX, "base units in a whole pack"), OPT_TEXT(dispatch_left, pack_unit, 0, 40, "what such a pack is called"),
	ID(dispatch_left, place_id, "where it lies"), TEXT(dispatch_left, place, 0, 200, "its name"),
	ID(dispatch_left, unit_id, "for whom"), TEXT(dispatch_left, taker, 0, 200, "its name"),
	ID(dispatch_left, to_place_id, "to where"), TEXT(dispatch_left, to_place, 0, 200, "its name"),
	OPT_ID(dispatch_left, request_id, "the request behind it"),
	I64(dispatch_left, approved, 0, QTY_MAX, "approved"), I64(dispatch_left, ordered, 0, QTY_MAX, "orders have taken"),
	I64(dispatch_left, left, 0, QTY_MAX, "nobody has ordered"));
static SHAPE(left_out, LIST(left_out, items, &dispatch_left_shape, 0, DOC_LINES_MAX, "by place and addressee"));

static SHAPE(dispatch_line,
	I64(dispatch_line, allocation_line_no, 1, DOC_LINES_MAX, "line of the allocation"),
	OPT_I64(dispatch_line, qty, 1, QTY_MAX, "base units; absent: all that is left of it"));
static SHAPE(dispatch_in,
	ID(dispatch_in, allocation_id, "the approved allocation"), OPT_ID(dispatch_in, carrier_id, "who carries; absent: own transport"),
	LIST(dispatch_in, lines, &dispatch_line_shape, 1, DOC_LINES_MAX, "lines from one place to one unit"),
	OPT_BOOL(dispatch_in, keep_draft, "true: keep it as a draft, do not order it yet"));
static SHAPE(order_all_in,
	ID(order_all_in, allocation_id, "the approved allocation"), OPT_ID(order_all_in, carrier_id, "who carries; absent: own transport"));
static SHAPE(order_all_out, LIST(order_all_out, items, &doc_made_shape, 0, DISPATCH_ORDERS_MAX, "the orders given"),
	BOOL(order_all_out, more, "there were too many for one act: ask again for the others"));

#define SENDING_STEP_RUN(family, verb, perm_, zh_, en_) \
	static enum err run_##family##_##verb(struct ctx *cx, const void *in, void *out) \
	{ \
		struct doc_step_in step = *(const struct doc_step_in *)in; \
		struct doc doc; \
		\
		TRY(document_see(cx, step.doc_id, &doc)); \
		TRY(dispatch_note(cx, step.doc_id, step.note, &step.note)); \
		return doc_http_step(cx, #family, #verb, &step, out); \
	}
SENDING_STEPS(SENDING_STEP_RUN)
DISPATCH_STEPS(DOC_STEP_RUN)
HANDOUT_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(dispatch, "dispatch")
DOC_READ_RUN(handout, "handout")

static struct dispatch_draft draft_of(const struct dispatch_in *in)
{
	return (struct dispatch_draft){ .allocation_id = in->allocation_id, .carrier_id = in->carrier_id, .lines = in->lines.at,
		.n_lines = in->lines.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *out)
{
	const struct dispatch_in *in = input;
	struct dispatch_draft draft = draft_of(in);
	struct doc_moved moved;
	const char *note;
	int64_t doc_id;

	TRY(dispatch_open(cx, &draft, &doc_id));
	TRY(dispatch_note(cx, doc_id, NULL, &note));
	if (!in->keep_draft)
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "order", .note = note }, &moved));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_handout_new(struct ctx *cx, const void *input, void *out)
{
	struct dispatch_draft draft = draft_of(input);
	int64_t doc_id;

	TRY(dispatch_open_handout(cx, &draft, &doc_id));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_order_all(struct ctx *cx, const void *input, void *output)
{
	const struct order_all_in *in = input;
	struct order_all_out *out = output;
	struct doc_made *made;
	int64_t *ids;
	size_t n;

	TRY(dispatch_order_all(cx, in->allocation_id, in->carrier_id, &ids, &n, &out->more));
	made = arena_array(&cx->mem, struct doc_made, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(doc_http_made(cx, ids[i], &made[i]));
	out->items = (struct list){ made, n };
	return ERR_OK;
}

static enum err run_waiting(struct ctx *cx, const void *input, void *output)
{
	const struct waiting_in *in = input;
	struct waiting_out *out = output;
	struct dispatch_waiting *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(dispatch_waiting_list(cx, in->before, limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].allocation_id;
	}
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_left(struct ctx *cx, const void *input, void *output)
{
	const struct left_in *in = input;
	struct left_out *out = output;
	struct dispatch_left *rows;
	size_t n;

	TRY(dispatch_left_of(cx, in->allocation_id, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

extern const struct op dispatch_ops[];
const struct op dispatch_ops[] = {
	{ .method = "POST", .path = "/api/v1/dispatches", .name = "dispatch_new", .zh = "开调拨单", .en = "Order goods of an allocation to their unit",
	  .perm = PERM_DISPATCH_ORDER, .tx = TX_WRITE, .in = &dispatch_in_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/allocations/{allocation_id}/dispatch", .name = "dispatch_order_all", .zh = "按方案下达全部调拨令",
	  .en = "Order all that an allocation still holds", .perm = PERM_DISPATCH_ORDER, .tx = TX_WRITE, .in = &order_all_in_shape,
	  .out = &order_all_out_shape, .run = run_order_all, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/dispatches/waiting", .name = "dispatch_waiting", .zh = "待下达的分配方案",
	  .en = "Allocations with goods nobody has ordered", .perm = PERM_DISPATCH_ORDER, .tx = TX_READ, .in = &waiting_in_shape,
	  .out = &waiting_out_shape, .run = run_waiting },
	{ .method = "GET", .path = "/api/v1/dispatches/waiting/{allocation_id}", .name = "dispatch_left", .zh = "方案里还没下达的物资",
	  .en = "What is left of an allocation, by line", .perm = PERM_DISPATCH_ORDER, .tx = TX_READ, .in = &left_in_shape,
	  .out = &left_out_shape, .run = run_left, .fails = { ERR_NOT_FOUND } },
	DOC_LIST_OP(dispatch, PERM_DISPATCH_READ, "调拨单列表", "List dispatch orders")
	DOC_GET_OP(dispatch, PERM_DISPATCH_READ, "一张调拨单", "One dispatch order with its history")
	DISPATCH_STEPS(DOC_STEP_OP)
	SENDING_STEPS(DOC_STEP_OP)
	{ .method = "POST", .path = "/api/v1/handouts", .name = "handout_new", .zh = "开领料单", .en = "Prepare a hand-out from an allocation",
	  .perm = PERM_STOCK_ISSUE, .tx = TX_WRITE, .in = &dispatch_in_shape, .out = &doc_made_shape, .run = run_handout_new, .fails = DOC_FAILS },
	DOC_LIST_OP(handout, PERM_DISPATCH_READ, "领料单列表", "List hand-outs")
	DOC_GET_OP(handout, PERM_DISPATCH_READ, "一张领料单", "One hand-out")
	HANDOUT_STEPS(DOC_STEP_OP)
	{ 0 },
};
