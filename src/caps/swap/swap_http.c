/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/swap/swap.h"
#include "caps/document/document_http.h"
#include "http/op.h"

static const char *const way_words[] = { "out", "in", NULL };      /* LINES_OUT, LINES_IN less one */

struct swap_offer_in { int64_t item_id, qty, way, price, price_units, ground; const char *ground_note; };
#define SWAP_MEMBERS int64_t from_place_id, partner_id, owner_id, fund_id, fund2_id; const char *reason, *decision, *settle_ground; struct list lines
struct swap_new { SWAP_MEMBERS; };
struct swap_change { int64_t doc_id, version; SWAP_MEMBERS; };
struct swap_balance_in { int64_t doc_id; const char *note; };
struct swap_valued_out { int64_t line_no, ground, worth; const char *ground_note; };
struct swap_balance_out { int64_t doc_id, sum; bool they_owe; const char *number, *state; };
struct swap_out {
	struct doc_out doc;
	int64_t     out_value, in_value, given, got, open, fund2_id;
	const char *reason, *decision, *settle_ground, *partner;
	struct list values, balances;
};

static SHAPE(swap_offer_in,
	ID(swap_offer_in, item_id, "item"), I64(swap_offer_in, qty, 1, QTY_MAX, "how many base units"), WORD(swap_offer_in, way, way_words, "goes out or comes in"),
	OPT_MONEY(swap_offer_in, price, 0, QTY_MAX, "value of so many units; left out where it is the cost in the books"),
	OPT_I64(swap_offer_in, price_units, 1, 1000000, "so many units; 1 unless told"),
	WORD(swap_offer_in, ground, swap_ground_words, "what the value rests on: cost in the books (only what goes out), a price list, or agreed"),
	OPT_TEXT(swap_offer_in, ground_note, 0, 200, "which price list, or who agreed"));
#define SWAP_FIELDS(type) \
	ID(type, from_place_id, "our warehouse or unit"), ID(type, partner_id, "the other unit: an organisation, or a unit of the district"), \
	OPT_ID(type, owner_id, "whose goods go out; the district unless told"), OPT_ID(type, fund_id, "the fund they were bought from"), \
	OPT_ID(type, fund2_id, "the fund that pays or gets a difference"), TEXT(type, reason, 1, 200, "why they are not bought"), \
	OPT_TEXT(type, decision, 0, 100, "number of the meeting's decision"), OPT_TEXT(type, settle_ground, 0, 200, "how a difference is settled"), \
	LIST(type, lines, &swap_offer_in_shape, 1, SWAP_LINES_MAX, "what goes out and what comes in")
static SHAPE(swap_new, SWAP_FIELDS(swap_new));
static SHAPE(swap_change,
	ID(swap_change, doc_id, "which exchange"), OPT_I64(swap_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"), SWAP_FIELDS(swap_change));
static SHAPE(swap_balance_in, ID(swap_balance_in, doc_id, "which exchange"), TEXT(swap_balance_in, note, 1, DOC_NOTE_MAX, "why the rest does not come"));
static SHAPE(swap_valued_out,
	I64(swap_valued_out, line_no, 1, SWAP_LINES_MAX, "line"), WORD(swap_valued_out, ground, swap_ground_words, "what its value rests on"),
	MONEY(swap_valued_out, worth, 0, INT64_MAX, "what the line is worth"), OPT_TEXT(swap_valued_out, ground_note, 0, 200, "which price list, or who agreed"));
static SHAPE(swap_balance_out,
	ID(swap_balance_out, doc_id, "the difference, a document"), TEXT(swap_balance_out, number, 0, 60, "its number"), TEXT(swap_balance_out, state, 1, 20, "its state"),
	MONEY(swap_balance_out, sum, 0, INT64_MAX, "how much"), BOOL(swap_balance_out, they_owe, "the other unit owes it; else we do"));
static SHAPE(swap_out,
	OBJECT(swap_out, doc, &doc_out_shape, "the exchange"), TEXT(swap_out, reason, 0, 200, "why"), TEXT(swap_out, decision, 0, 100, "the meeting's decision"),
	TEXT(swap_out, settle_ground, 0, 200, "how a difference is settled"), OPT_TEXT(swap_out, partner, 0, 200, "the other unit"),
	OPT_ID(swap_out, fund2_id, "the fund that pays or gets a difference"),
	MONEY(swap_out, out_value, 0, INT64_MAX, "worth of what goes out"), MONEY(swap_out, in_value, 0, INT64_MAX, "worth of what comes in"),
	MONEY(swap_out, given, 0, INT64_MAX, "handed over so far"), MONEY(swap_out, got, 0, INT64_MAX, "taken in so far"),
	MONEY(swap_out, open, -QTY_MAX, QTY_MAX, "still open: above nil they owe us, below we owe them"),
	LIST(swap_out, values, &swap_valued_out_shape, 0, SWAP_LINES_MAX, "each line's value and ground"),
	LIST(swap_out, balances, &swap_balance_out_shape, 0, DOC_LIST_MAX, "differences put forward or booked"));

static struct swap_draft draft_of(struct ctx *cx, const struct swap_new *in)
{
	const struct swap_offer_in *l = in->lines.at;
	struct swap_offer *lines = arena_array(&cx->mem, struct swap_offer, in->lines.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct swap_offer){ l[i].item_id, l[i].qty, l[i].way + 1, l[i].price, l[i].price_units, l[i].ground, l[i].ground_note };
	return (struct swap_draft){ in->from_place_id, in->partner_id, in->owner_id, in->fund_id, in->fund2_id, in->reason, in->decision, in->settle_ground,
		lines, in->lines.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct swap_draft draft = draft_of(cx, input);
	int64_t id;

	TRY(swap_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct swap_change *in = input;
	struct swap_draft draft = draft_of(cx, &(struct swap_new){ in->from_place_id, in->partner_id, in->owner_id, in->fund_id, in->fund2_id, in->reason,
		in->decision, in->settle_ground, in->lines });

	TRY(swap_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct swap_balance_out *balances;
	struct swap_valued_out *values;
	struct swap_out *out = output;
	struct swap_view v;
	struct doc doc;

	TRY(swap_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	values = arena_array(&cx->mem, struct swap_valued_out, v.n_lines + 1);
	for (size_t i = 0; i < v.n_lines; i++)
		values[i] = (struct swap_valued_out){ v.lines[i].line_no, v.lines[i].ground, v.lines[i].worth_fen, v.lines[i].ground_note };
	balances = arena_array(&cx->mem, struct swap_balance_out, v.n_balances + 1);
	for (size_t i = 0; i < v.n_balances; i++)
		balances[i] = (struct swap_balance_out){ v.balances[i].doc_id, v.balances[i].fen, v.balances[i].they_owe, v.balances[i].number, v.balances[i].state };
	*out = (struct swap_out){ .out_value = v.out_fen, .in_value = v.in_fen, .given = v.given_fen, .got = v.got_fen, .open = v.open_fen, .reason = v.reason,
		.decision = v.decision, .settle_ground = v.settle_ground, .partner = v.partner, .fund2_id = doc.fund2_id, .values = { values, v.n_lines }, .balances = { balances, v.n_balances } };
	return doc_http_out(cx, &doc, &out->doc);
}

static enum err run_balance(struct ctx *cx, const void *input, void *output)
{
	const struct swap_balance_in *in = input;

	return swap_balance_propose(cx, in->doc_id, in->note, output);
}

#define WORDS_exchange "exchanges"
#define EXCHANGE_STEPS(X) \
	X(exchange, propose, PERM_SWAP_EDIT, "提交置换单", "Put an exchange forward") \
	X(exchange, approve, PERM_SWAP_APPROVE, "批准置换", "Approve an exchange") \
	X(exchange, refuse, PERM_SWAP_APPROVE, "不同意置换", "Refuse an exchange") \
	X(exchange, withdraw, PERM_SWAP_EDIT, "撤回置换单", "Withdraw an exchange") \
	X(exchange, give, PERM_SIGNED_IN, "交付换出物资", "Hand over what goes out") \
	X(exchange, close, PERM_SWAP_EDIT, "办结置换单", "Close an exchange")
EXCHANGE_STEPS(DOC_STEP_RUN)

static enum err take_in(struct ctx *cx, const char *verb, const struct doc_step_in *in, void *out)
{
	return swap_take_in(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = verb, .version = in->version, .parts = in->parts.at, .n_parts = in->parts.n,
		.happened_ms = in->happened, .note = in->note, .signed_as = in->signed_as }, out);
}

static enum err run_swap(struct ctx *cx, const void *in, void *out)
{
	return take_in(cx, "swap", in, out);
}

static enum err run_take(struct ctx *cx, const void *in, void *out)
{
	return take_in(cx, "take", in, out);
}

#define WORDS_swap_balance "exchange-balances"
#define BALANCE_STEPS(X) \
	X(swap_balance, approve, PERM_SWAP_APPROVE, "批准置换差额", "Approve a difference") \
	X(swap_balance, refuse, PERM_SWAP_APPROVE, "不同意置换差额", "Refuse a difference") \
	X(swap_balance, withdraw, PERM_SWAP_EDIT, "撤回置换差额", "Withdraw a difference") \
	X(swap_balance, pay, PERM_FUND_PAY, "付置换差额", "Pay a difference") \
	X(swap_balance, collect, PERM_FUND_EDIT, "登记收到置换差额", "Record that a difference was paid")
BALANCE_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(swap_balance, "swap_balance")

struct swap_list_in { int64_t before, limit; const char *state; };
struct swap_row_out { int64_t doc_id, created, out_value, in_value, open; const char *number, *state, *partner, *reason, *out_goods, *in_goods; };
struct swap_list_out { struct list items; int64_t next; };
static SHAPE(swap_list_in,
	OPT_TEXT(swap_list_in, state, 0, 40, "in this state"), OPT_ID(swap_list_in, before, "where the page before ended (its next)"),
	OPT_I64(swap_list_in, limit, 1, SWAP_ROWS_MAX, "rows on a page, 30 unless told"));
static SHAPE(swap_row_out,
	ID(swap_row_out, doc_id, "the exchange"), OPT_TEXT(swap_row_out, number, 0, 60, "its number"), TEXT(swap_row_out, state, 1, 40, "its state"),
	OPT_TEXT(swap_row_out, partner, 0, 200, "the other unit"), TEXT(swap_row_out, reason, 0, 200, "why"),
	TEXT(swap_row_out, out_goods, 0, 500, "what goes out, in words"), TEXT(swap_row_out, in_goods, 0, 500, "what comes in, in words"),
	MONEY(swap_row_out, out_value, 0, INT64_MAX, "worth of what goes out"), MONEY(swap_row_out, in_value, 0, INT64_MAX, "worth of what comes in"),
	MONEY(swap_row_out, open, -QTY_MAX, QTY_MAX, "still open: above nil they owe us, below we owe them"), TIME(swap_row_out, created, "drawn up"));
static SHAPE(swap_list_out,
	LIST(swap_list_out, items, &swap_row_out_shape, 0, SWAP_ROWS_MAX, "newest first"), OPT_ID(swap_list_out, next, "send as before to get the next page"));

static enum err run_exchange_list(struct ctx *cx, const void *input, void *output)
{
	const struct swap_list_in *in = input;
	struct swap_list_out *out = output;
	struct swap_row_out *items;
	struct swap_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 30;

	TRY(swap_list(cx, in->state, in->before, (int64_t)limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].doc_id;
	}
	items = arena_array(&cx->mem, struct swap_row_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct swap_row_out){ rows[i].doc_id, rows[i].created_ms, rows[i].out_fen, rows[i].in_fen, rows[i].open_fen,
			rows[i].number[0] ? rows[i].number : NULL, rows[i].state, rows[i].partner, rows[i].reason, rows[i].out_goods, rows[i].in_goods };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

extern const struct op swap_ops[];
const struct op swap_ops[] = {
	{ .method = "POST", .path = "/api/v1/exchanges", .name = "exchange_new", .zh = "拟置换单", .en = "Draw up an exchange", .perm = PERM_SWAP_EDIT,
	  .tx = TX_WRITE, .in = &swap_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/exchanges/{doc_id}", .name = "exchange_edit", .zh = "修改置换单", .en = "Change an exchange", .perm = PERM_SWAP_EDIT,
	  .tx = TX_WRITE, .in = &swap_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/exchanges", .name = "exchange_list", .zh = "置换单列表", .en = "Exchanges, with what is open", .perm = PERM_SWAP_READ,
	  .tx = TX_READ, .in = &swap_list_in_shape, .out = &swap_list_out_shape, .run = run_exchange_list },
	{ .method = "GET", .path = "/api/v1/exchanges/{doc_id}", .name = "exchange_get", .zh = "一张置换单", .en = "One exchange with values and what is open",
	  .perm = PERM_SWAP_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &swap_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/exchanges/{doc_id}/balance", .name = "exchange_balance", .zh = "提交置换差额", .en = "Put forward what is still open as a difference",
	  .perm = PERM_SWAP_EDIT, .tx = TX_WRITE, .in = &swap_balance_in_shape, .out = &doc_moved_shape, .run = run_balance, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/exchanges/{doc_id}/swap", .name = "exchange_swap", .zh = "双方当场交换", .en = "Hand both sides over at once",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &doc_step_in_shape, .out = &doc_moved_shape, .run = run_swap, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/exchanges/{doc_id}/take", .name = "exchange_take", .zh = "接收换入物资", .en = "Take in what comes",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &doc_step_in_shape, .out = &doc_moved_shape, .run = run_take, .fails = DOC_FAILS },
	EXCHANGE_STEPS(DOC_STEP_OP)
	DOC_LIST_OP(swap_balance, PERM_SWAP_READ, "置换差额列表", "Differences of exchanges")
	DOC_GET_OP(swap_balance, PERM_SWAP_READ, "一张置换差额单", "One difference")
	BALANCE_STEPS(DOC_STEP_OP)
	{ 0 },
};
