/* SPDX-License-Identifier: Apache-2.0 */
/* What officers and payers do about charges: state prices, record payments, object, answer, reduce. */
#include "caps/charge/charge.h"
#include "caps/document/document_http.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

/* ---- open prices ---- */

struct charge_waiting_in { int64_t state, after, limit; };
struct charge_waiting_row_out {
	int64_t drawn_id, doc_id, item_id, lot_id, qty, taken, payer_id, state;
	bool on_market;
	const char *doc_number, *item, *unit, *batch, *source, *payer, *rule, *rule_en, *tells, *tells_en;
};
struct charge_waiting_out { struct list items; int64_t next; };
struct charge_price_in { int64_t item_id, lot_id, price, price_units; const char *source; };
struct charge_done_out { int64_t rows, waiting, sum; };

static SHAPE(charge_waiting_in,
	OPT_WORD(charge_waiting_in, state, charge_state_words, "no_price or no_fund; both unless told"), OPT_ID(charge_waiting_in, after, "where the page before ended (its next)"),
	OPT_I64(charge_waiting_in, limit, 1, CHARGE_LIST_MAX - 1, "rows on a page, 50 unless told"));
static SHAPE(charge_waiting_row_out,
	ID(charge_waiting_row_out, drawn_id, "the row"), ID(charge_waiting_row_out, payer_id, "who drew the goods"), TEXT(charge_waiting_row_out, payer, 0, 200, "its name"),
	ID(charge_waiting_row_out, doc_id, "by which document"), TEXT(charge_waiting_row_out, doc_number, 0, 60, "its number"),
	ID(charge_waiting_row_out, item_id, "item"), TEXT(charge_waiting_row_out, item, 0, 200, "its name"), TEXT(charge_waiting_row_out, unit, 0, 40, "its base unit"),
	ID(charge_waiting_row_out, lot_id, "lot"), OPT_TEXT(charge_waiting_row_out, batch, 0, 60, "its batch"),
	OPT_TEXT(charge_waiting_row_out, source, 0, 60, "number of the document the lot came in by"), I64(charge_waiting_row_out, qty, 1, QTY_MAX, "base units"),
	TIME(charge_waiting_row_out, taken, "received"), WORD(charge_waiting_row_out, state, charge_state_words, "what it waits for"),
	BOOL(charge_waiting_row_out, on_market, "the rule asks for the market's price of the item, not for the cost of the lot"),
	TEXT(charge_waiting_row_out, rule, 0, 200, "rule of the plan"), TEXT(charge_waiting_row_out, rule_en, 0, 300, "in English"),
	TEXT(charge_waiting_row_out, tells, 0, 500, "what is to be entered"), TEXT(charge_waiting_row_out, tells_en, 0, 500, "in English"));
static SHAPE(charge_waiting_out,
	LIST(charge_waiting_out, items, &charge_waiting_row_out_shape, 0, CHARGE_LIST_MAX, "oldest first"), OPT_ID(charge_waiting_out, next, "send as after to get the next page"));
static SHAPE(charge_price_in,
	ID(charge_price_in, item_id, "item"), OPT_ID(charge_price_in, lot_id, "what this lot cost; absent: what the item costs on the market"),
	MONEY(charge_price_in, price, 1, FEN_MAX / 1000, "price of so many units"), OPT_I64(charge_price_in, price_units, 1, 1000000, "so many units; 1 unless told"),
	TEXT(charge_price_in, source, 2, 100, "the invoice, valuation or decision it comes from"));
static SHAPE(charge_done_out,
	I64(charge_done_out, rows, 0, CHARGE_ROWS_MAX, "rows booked now"), I64(charge_done_out, waiting, 0, CHARGE_ROWS_MAX, "rows of these that still wait"),
	MONEY(charge_done_out, sum, 0, FEN_MAX, "what they come to"));

static enum err run_waiting(struct ctx *cx, const void *input, void *output)
{
	const struct charge_waiting_in *in = input;
	struct charge_waiting_out *out = output;
	struct charge_waiting_row_out *items;
	struct charge_waiting *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(charge_waiting_list(cx, in->state, in->after, (int64_t)limit + 1, &rows, &n));
	out->next = n > limit ? rows[limit - 1].drawn_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct charge_waiting_row_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct charge_waiting *r = &rows[i];

		items[i] = (struct charge_waiting_row_out){ r->drawn_id, r->doc_id, r->item_id, r->lot_id, r->qty, r->taken_ms, r->payer_id, r->state, r->on_market, r->doc_number,
			r->item, r->unit, r->batch[0] ? r->batch : NULL, r->source[0] ? r->source : NULL, r->payer, r->rule, r->rule_en, r->tells, r->tells_en };
	}
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_price(struct ctx *cx, const void *input, void *output)
{
	const struct charge_price_in *in = input;
	struct charge_done done;

	TRY(charge_price_state(cx, &(struct charge_price){ in->item_id, in->lot_id, in->price, in->price_units, in->source }, &done));
	*(struct charge_done_out *)output = (struct charge_done_out){ done.rows, done.waiting, done.fen };
	return ERR_OK;
}

static enum err run_book(struct ctx *cx, const void *input, void *output)
{
	struct charge_done done;

	(void)input;
	TRY(charge_book_waiting(cx, &done));
	*(struct charge_done_out *)output = (struct charge_done_out){ done.rows, done.waiting, done.fen };
	return ERR_OK;
}

/* ---- objections ---- */

struct objection_new { int64_t drawn_id; const char *reason; };
struct objection_made { int64_t objection_id; };
struct objection_answer { int64_t objection_id, reduce; const char *answer; };
struct objection_list_in { int64_t payer_id, drawn_id, before, limit; bool open; };
struct objection_row {
	int64_t objection_id, drawn_id, payer_id, item_id, qty, worth, doc_id, charge_id, raised, state, answered, reduction_id;
	const char *reason, *answer, *payer, *item, *unit, *charge_number, *raised_by, *answered_by;
};
struct objection_list { struct list items; int64_t next; };
struct nothing_out { bool done; };

static const struct shape objection_new_shape = { "charge_objection_new", sizeof(struct objection_new), (const struct field[]){
	ID(objection_new, drawn_id, "the row of the statement"), TEXT(objection_new, reason, 2, 200, "what is wrong with it"), { 0 } } };
static const struct shape objection_made_shape = { "charge_objection_made", sizeof(struct objection_made), (const struct field[]){
	ID(objection_made, objection_id, "the objection"), { 0 } } };
static const struct shape objection_answer_shape = { "charge_objection_answer", sizeof(struct objection_answer), (const struct field[]){
	ID(objection_answer, objection_id, "which"), TEXT(objection_answer, answer, 2, 200, "the answer, for the payer"),
	OPT_MONEY(objection_answer, reduce, 1, FEN_MAX, "propose to take so much off; absent: it stays as it is"), { 0 } } };
static const struct shape answered_shape = { "charge_objection_answered", sizeof(struct nothing_out), (const struct field[]){
	BOOL(nothing_out, done, "true"), { 0 } } };
static const struct shape objection_list_in_shape = { "charge_objection_list_in", sizeof(struct objection_list_in), (const struct field[]){
	OPT_ID(objection_list_in, payer_id, "of this payer"), OPT_ID(objection_list_in, drawn_id, "to this row"), OPT_BOOL(objection_list_in, open, "only those not answered"),
	OPT_ID(objection_list_in, before, "where the page before ended (its next)"), OPT_I64(objection_list_in, limit, 1, CHARGE_LIST_MAX - 1, "rows on a page, 50 unless told"), { 0 } } };
static const struct shape objection_row_shape = { "charge_objection_row", sizeof(struct objection_row), (const struct field[]){
	ID(objection_row, objection_id, "the objection"), ID(objection_row, drawn_id, "the row"), ID(objection_row, payer_id, "payer"), TEXT(objection_row, payer, 0, 200, "its name"),
	ID(objection_row, item_id, "item"), TEXT(objection_row, item, 0, 200, "its name"), TEXT(objection_row, unit, 0, 40, "its base unit"),
	I64(objection_row, qty, 1, QTY_MAX, "base units"), MONEY(objection_row, worth, 0, FEN_MAX, "what was charged"), ID(objection_row, doc_id, "the document of the goods"),
	ID(objection_row, charge_id, "the charge"), TEXT(objection_row, charge_number, 0, 60, "its number"), TIME(objection_row, raised, "raised"),
	TEXT(objection_row, raised_by, 0, 120, "by whom"), TEXT(objection_row, reason, 0, 200, "what is wrong"), WORD(objection_row, state, charge_objection_words, "how it stands"),
	OPT_TEXT(objection_row, answer, 0, 200, "the answer"), OPT_TEXT(objection_row, answered_by, 0, 120, "by whom"), OPT_TIME(objection_row, answered, "when"),
	OPT_ID(objection_row, reduction_id, "the contrary document"), { 0 } } };
static const struct shape objection_list_shape = { "charge_objection_list", sizeof(struct objection_list), (const struct field[]){
	LIST(objection_list, items, &objection_row_shape, 0, CHARGE_LIST_MAX, "newest first"), OPT_ID(objection_list, next, "send as before to get the next page"), { 0 } } };

static enum err run_object(struct ctx *cx, const void *input, void *output)
{
	const struct objection_new *in = input;

	return charge_object(cx, in->drawn_id, in->reason, &((struct objection_made *)output)->objection_id);
}

static enum err run_answer(struct ctx *cx, const void *input, void *output)
{
	const struct objection_answer *in = input;

	((struct nothing_out *)output)->done = true;
	return charge_answer(cx, in->objection_id, in->reduce, in->answer);
}

static enum err run_objections(struct ctx *cx, const void *input, void *output)
{
	const struct objection_list_in *in = input;
	struct objection_list *out = output;
	struct charge_objection *rows;
	struct objection_row *items;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(charge_objection_list(cx, in->payer_id, in->drawn_id, in->open ? 0 : -1, in->before, (int64_t)limit + 1, &rows, &n));
	out->next = n > limit ? rows[limit - 1].objection_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct objection_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct charge_objection *o = &rows[i];

		items[i] = (struct objection_row){ o->objection_id, o->drawn_id, o->payer_id, o->item_id, o->qty, o->worth_fen, o->doc_id, o->charge_id, o->raised_ms,
			o->state, o->answered_ms, o->credit_id, o->reason, o->answer[0] ? o->answer : NULL, o->payer, o->item, o->unit, o->number, o->raised_by,
			o->answered_by[0] ? o->answered_by : NULL };
	}
	out->items = (struct list){ items, n };
	return ERR_OK;
}

/* ---- payments and reductions ---- */

struct collection_new { int64_t payer_id, fund_id, sum, slip_day; const char *slip, *note; };
struct reduction_new { int64_t drawn_id, sum; const char *why; };
static SHAPE(collection_new,
	ID(collection_new, payer_id, "who paid"), OPT_ID(collection_new, fund_id, "into which fund; the only one it owes to unless told"),
	MONEY(collection_new, sum, 1, FEN_MAX, "how much"), TEXT(collection_new, slip, 1, 60, "number of the bank slip"), DAY(collection_new, slip_day, "its day"),
	OPT_TEXT(collection_new, note, 0, 200, "a word about it"));
static SHAPE(reduction_new,
	ID(reduction_new, drawn_id, "the row of the statement"), MONEY(reduction_new, sum, 1, FEN_MAX, "how much less"), TEXT(reduction_new, why, 2, 200, "why"));

static enum err run_collect(struct ctx *cx, const void *input, void *output)
{
	const struct collection_new *in = input;
	struct doc_moved moved;

	TRY(charge_collect(cx, &(struct charge_payment){ in->payer_id, in->fund_id, in->sum, in->slip_day, in->slip, in->note }, &moved));
	return doc_http_made(cx, moved.doc_id, output);
}

static enum err run_reduce(struct ctx *cx, const void *input, void *output)
{
	const struct reduction_new *in = input;
	struct doc_moved moved;

	TRY(charge_reduce(cx, in->drawn_id, in->sum, in->why, &moved));
	return doc_http_made(cx, moved.doc_id, output);
}

#define WORDS_collection "collections"
#define WORDS_reduction "reductions"
#define DESK_STEPS(X) \
	X(collection, confirm, PERM_FUND_PAY, "核对到账", "Confirm a payment against its bank slip") \
	X(collection, withdraw, PERM_CHARGE_EDIT, "撤回收款单", "Withdraw a payment that was entered") \
	X(reduction, approve, PERM_FUND_PAY, "批准冲减", "Approve a reduction") \
	X(reduction, refuse, PERM_FUND_PAY, "不同意冲减", "Refuse a reduction") \
	X(reduction, withdraw, PERM_CHARGE_EDIT, "撤回冲减", "Withdraw a reduction")
DESK_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(collection, "collection")
DOC_READ_RUN(reduction, "reduction")
DOC_UNDO_RUN(collection)

extern const struct op charge_desk_ops[];
const struct op charge_desk_ops[] = {
	{ .method = "GET", .path = "/api/v1/charges/waiting", .name = "charge_waiting", .zh = "待补价格和专户的领用", .en = "What cannot be charged yet", .perm = PERM_CHARGE_READ,
	  .tx = TX_READ, .in = &charge_waiting_in_shape, .out = &charge_waiting_out_shape, .run = run_waiting },
	{ .method = "POST", .path = "/api/v1/charges/prices", .name = "charge_price", .zh = "核定价格", .en = "State a price and book what waited for it",
	  .perm = PERM_CHARGE_EDIT, .tx = TX_WRITE, .in = &charge_price_in_shape, .out = &charge_done_out_shape, .run = run_price,
	  .fails = { ERR_NOT_FOUND, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/charges/book", .name = "charge_book_waiting", .zh = "补记待记账的领用", .en = "Book what waited and can be booked now",
	  .perm = PERM_CHARGE_EDIT, .tx = TX_WRITE, .out = &charge_done_out_shape, .run = run_book },
	{ .method = "POST", .path = "/api/v1/charge-objections", .name = "charge_object", .zh = "对一行提出异议", .en = "Object to a row of one's statement",
	  .perm = PERM_STOCK_RECEIVE, .tx = TX_WRITE, .in = &objection_new_shape, .out = &objection_made_shape, .run = run_object,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_CONFLICT } },
	{ .method = "GET", .path = "/api/v1/charge-objections", .name = "charge_objections", .zh = "异议列表", .en = "Objections and their answers", .perm = PERM_CHARGE_READ,
	  .tx = TX_READ, .in = &objection_list_in_shape, .out = &objection_list_shape, .run = run_objections },
	{ .method = "POST", .path = "/api/v1/charge-objections/{objection_id}/answer", .name = "charge_answer", .zh = "答复异议", .en = "Answer an objection",
	  .perm = PERM_CHARGE_EDIT, .tx = TX_WRITE, .in = &objection_answer_shape, .out = &answered_shape, .run = run_answer,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/collections", .name = "collection_new", .zh = "登记收款", .en = "Record a payment", .perm = PERM_CHARGE_EDIT, .tx = TX_WRITE,
	  .in = &collection_new_shape, .out = &doc_made_shape, .run = run_collect, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED, ERR_CONFLICT } },
	DOC_LIST_OP(collection, PERM_CHARGE_READ, "收款单列表", "Payments received") DOC_GET_OP(collection, PERM_CHARGE_READ, "一张收款单", "One payment")
	{ .method = "POST", .path = "/api/v1/reductions", .name = "reduction_new", .zh = "提出冲减", .en = "Propose to take something off a row",
	  .perm = PERM_CHARGE_EDIT, .tx = TX_WRITE, .in = &reduction_new_shape, .out = &doc_made_shape, .run = run_reduce,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED } },
	DOC_LIST_OP(reduction, PERM_CHARGE_READ, "冲减单列表", "Reductions") DOC_GET_OP(reduction, PERM_CHARGE_READ, "一张冲减单", "One reduction")
	DESK_STEPS(DOC_STEP_OP)
	DOC_UNDO_OP(collection, PERM_FUND_PAY)
	{ 0 },
};
