/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/inquiry.h"
#include "caps/document/document_http.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

struct inquiry_line_in { int64_t item_id, qty; };
struct inquiry_supplier_in { int64_t supplier_id; };
#define INQUIRY_MEMBERS int64_t to_place_id; struct list lines, suppliers
struct inquiry_new { INQUIRY_MEMBERS; };
struct inquiry_change { int64_t doc_id, version; INQUIRY_MEMBERS; };
struct inquiry_price_in { int64_t line_no, qty, price, price_units; };
struct inquiry_quote_in { int64_t doc_id, version, supplier_id, delivery_days, valid_until; const char *note; struct list lines; };
struct inquiry_part_in { int64_t line_no, qty; };
struct inquiry_choose_in { int64_t doc_id, version, supplier_id, fund_id; const char *reason, *urgent; struct list lines; };
struct inquiry_chosen { int64_t purchase_id, version; const char *state; };
struct inquiry_offer_out { int64_t line_no, qty, left, price, price_units; bool cheapest; };
struct inquiry_answer_out {
	int64_t supplier_id, delivery_days, valid_until, entered, total;
	const char *name, *credit_code, *note, *entered_by, *blocked;
	bool answered, declined, expired, complete;
	struct list lines;
};
struct inquiry_drawn_out { int64_t doc_id, supplier_id, total; const char *number, *state, *supplier; };
struct inquiry_out { struct doc_out doc; int64_t quotes; struct list answers, drawn; };

static SHAPE(inquiry_line_in, ID(inquiry_line_in, item_id, "item"), I64(inquiry_line_in, qty, 1, QTY_MAX, "how many base units"));
static SHAPE(inquiry_supplier_in, ID(inquiry_supplier_in, supplier_id, "whom one asks"));
#define INQUIRY_FIELDS(type) \
	ID(type, to_place_id, "warehouse it is for"), LIST(type, lines, &inquiry_line_in_shape, 1, INQUIRY_LINES_MAX, "what is needed"), \
	OPT_LIST(type, suppliers, &inquiry_supplier_in_shape, 0, INQUIRY_SUPPLIERS_MAX, "whom one asks")
static SHAPE(inquiry_new, INQUIRY_FIELDS(inquiry_new));
static SHAPE(inquiry_change,
	ID(inquiry_change, doc_id, "which inquiry"), OPT_I64(inquiry_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	INQUIRY_FIELDS(inquiry_change));
static SHAPE(inquiry_price_in,
	I64(inquiry_price_in, line_no, 1, INQUIRY_LINES_MAX, "line of the inquiry"), OPT_I64(inquiry_price_in, qty, 1, QTY_MAX, "how many he can deliver; all unless told"),
	MONEY(inquiry_price_in, price, 1, FEN_MAX, "price of so many units, all included"), OPT_I64(inquiry_price_in, price_units, 1, 1000000, "so many units; 1 unless told"));
static SHAPE(inquiry_quote_in,
	ID(inquiry_quote_in, doc_id, "which inquiry"), OPT_I64(inquiry_quote_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	ID(inquiry_quote_in, supplier_id, "whose answer"), OPT_I64(inquiry_quote_in, delivery_days, 0, 366, "days to deliver"),
	OPT_DAY(inquiry_quote_in, valid_until, "last day the price binds him; asked for with prices"),
	OPT_TEXT(inquiry_quote_in, note, 0, 200, "what else he said"),
	OPT_LIST(inquiry_quote_in, lines, &inquiry_price_in_shape, 0, INQUIRY_LINES_MAX, "his prices; none: he does not sell"));
static SHAPE(inquiry_part_in, I64(inquiry_part_in, line_no, 1, INQUIRY_LINES_MAX, "line"), I64(inquiry_part_in, qty, 1, QTY_MAX, "how many to buy"));
static SHAPE(inquiry_choose_in,
	ID(inquiry_choose_in, doc_id, "which inquiry"), OPT_I64(inquiry_choose_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	ID(inquiry_choose_in, supplier_id, "from whom one buys"), ID(inquiry_choose_in, fund_id, "the fund that pays"),
	OPT_TEXT(inquiry_choose_in, reason, 0, 200, "why him, where another is cheaper"), OPT_TEXT(inquiry_choose_in, urgent, 0, 200, "why it cannot wait, where it cannot"),
	OPT_LIST(inquiry_choose_in, lines, &inquiry_part_in_shape, 0, INQUIRY_LINES_MAX, "how much of which line; all he quoted unless told"));
static SHAPE(inquiry_chosen,
	ID(inquiry_chosen, purchase_id, "the purchase drawn up"), I64(inquiry_chosen, version, 1, INT64_MAX, "version of the inquiry now"),
	TEXT(inquiry_chosen, state, 1, 40, "its state"));
static SHAPE(inquiry_offer_out,
	I64(inquiry_offer_out, line_no, 1, INQUIRY_LINES_MAX, "line"), I64(inquiry_offer_out, qty, 0, QTY_MAX, "how many he can deliver"),
	I64(inquiry_offer_out, left, -QTY_MAX, QTY_MAX, "of them not bought yet"), MONEY(inquiry_offer_out, price, 0, FEN_MAX, "price of so many units"),
	I64(inquiry_offer_out, price_units, 1, 1000000, "so many units"), BOOL(inquiry_offer_out, cheapest, "nobody whose quote stands sells it for less"));
static SHAPE(inquiry_answer_out,
	ID(inquiry_answer_out, supplier_id, "who was asked"), TEXT(inquiry_answer_out, name, 0, 200, "the name"), OPT_TEXT(inquiry_answer_out, credit_code, 0, 18, "unified credit code"),
	BOOL(inquiry_answer_out, answered, "he answered"), BOOL(inquiry_answer_out, declined, "he does not sell"), BOOL(inquiry_answer_out, expired, "his price binds him no more"),
	BOOL(inquiry_answer_out, complete, "he priced every line"), OPT_TEXT(inquiry_answer_out, blocked, 0, 200, "why nothing is bought from him"),
	I64(inquiry_answer_out, delivery_days, 0, 366, "days to deliver"), OPT_DAY(inquiry_answer_out, valid_until, "last day his price binds him"),
	MONEY(inquiry_answer_out, total, 0, INT64_MAX, "what he quoted comes to"), OPT_TEXT(inquiry_answer_out, note, 0, 200, "what else he said"),
	OPT_TEXT(inquiry_answer_out, entered_by, 0, 200, "who entered it"), OPT_TIME(inquiry_answer_out, entered, "when"),
	LIST(inquiry_answer_out, lines, &inquiry_offer_out_shape, 0, INQUIRY_LINES_MAX, "his prices"));
static SHAPE(inquiry_drawn_out,
	ID(inquiry_drawn_out, doc_id, "a purchase drawn from it"), OPT_TEXT(inquiry_drawn_out, number, 0, 40, "its number"), TEXT(inquiry_drawn_out, state, 1, 40, "its state"),
	ID(inquiry_drawn_out, supplier_id, "from whom"), TEXT(inquiry_drawn_out, supplier, 0, 200, "the name"), MONEY(inquiry_drawn_out, total, 0, INT64_MAX, "what it costs"));
static SHAPE(inquiry_out,
	OBJECT(inquiry_out, doc, &doc_out_shape, "the inquiry"), I64(inquiry_out, quotes, 0, 1000, "answers that name a price"),
	LIST(inquiry_out, answers, &inquiry_answer_out_shape, 0, INQUIRY_SUPPLIERS_MAX * 2, "everybody who was asked"),
	LIST(inquiry_out, drawn, &inquiry_drawn_out_shape, 0, DOC_LIST_MAX, "purchases drawn from it"));

static struct inquiry_draft draft_of(struct ctx *cx, const struct inquiry_new *in)
{
	const struct inquiry_line_in *l = in->lines.at;
	const struct inquiry_supplier_in *s = in->suppliers.at;
	struct inquiry_line *lines = arena_array(&cx->mem, struct inquiry_line, in->lines.n + 1);
	int64_t *suppliers = arena_array(&cx->mem, int64_t, in->suppliers.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct inquiry_line){ l[i].item_id, l[i].qty };
	for (size_t i = 0; i < in->suppliers.n; i++)
		suppliers[i] = s[i].supplier_id;
	return (struct inquiry_draft){ in->to_place_id, lines, in->lines.n, suppliers, in->suppliers.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct inquiry_draft draft = draft_of(cx, input);
	int64_t id;

	TRY(inquiry_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct inquiry_change *in = input;
	struct inquiry_draft draft = draft_of(cx, &(struct inquiry_new){ in->to_place_id, in->lines, in->suppliers });

	TRY(inquiry_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

static enum err run_quote(struct ctx *cx, const void *input, void *output)
{
	const struct inquiry_quote_in *in = input;
	const struct inquiry_price_in *p = in->lines.at;
	struct inquiry_price *lines = arena_array(&cx->mem, struct inquiry_price, in->lines.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct inquiry_price){ p[i].line_no, p[i].qty, p[i].price, p[i].price_units };
	return inquiry_quote(cx, &(struct inquiry_quote){ in->doc_id, in->version, in->supplier_id, in->delivery_days, in->valid_until, in->note, lines, in->lines.n }, output);
}

static enum err run_choose(struct ctx *cx, const void *input, void *output)
{
	const struct inquiry_choose_in *in = input;
	const struct inquiry_part_in *p = in->lines.at;
	struct inquiry_line *lines = arena_array(&cx->mem, struct inquiry_line, in->lines.n + 1);
	struct inquiry_chosen *out = output;
	struct doc_moved moved;

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct inquiry_line){ p[i].line_no, p[i].qty };
	TRY(inquiry_choose(cx, &(struct inquiry_choice){ in->doc_id, in->version, in->supplier_id, in->fund_id, in->reason, in->urgent, lines, in->lines.n },
			   &out->purchase_id, &moved));
	out->version = moved.version;
	out->state = moved.state;
	return ERR_OK;
}

static const char *told(const char *text)
{
	return text && text[0] ? text : NULL;
}

static struct list answers_out(struct ctx *cx, const struct doc *doc, const struct inquiry_view *v)
{
	struct inquiry_answer_out *out = arena_array(&cx->mem, struct inquiry_answer_out, v->n_answers + 1);

	for (size_t i = 0; i < v->n_answers; i++) {
		const struct inquiry_answer *a = &v->answers[i];
		struct inquiry_offer_out *lines = arena_array(&cx->mem, struct inquiry_offer_out, a->n_lines + 1);

		for (size_t k = 0; k < a->n_lines; k++)
			lines[k] = (struct inquiry_offer_out){ a->lines[k].line_no, a->lines[k].qty, a->lines[k].left, a->lines[k].price_fen, a->lines[k].price_units,
				a->lines[k].cheapest };
		out[i] = (struct inquiry_answer_out){ .supplier_id = a->supplier_id, .delivery_days = a->delivery_days, .valid_until = a->valid_until,
			.entered = a->entered_ms, .total = a->total_fen, .name = a->name, .credit_code = told(a->credit_code), .note = told(a->note),
			.entered_by = a->entered_name, .blocked = told(a->blocked), .answered = a->answered, .declined = a->declined, .expired = a->expired,
			.complete = a->lines_quoted == (int64_t)doc->n_lines, .lines = { lines, a->n_lines } };
	}
	return (struct list){ out, v->n_answers };
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct inquiry_out *out = output;
	struct inquiry_drawn_out *drawn;
	struct inquiry_view v;
	struct doc doc;

	TRY(inquiry_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	drawn = arena_array(&cx->mem, struct inquiry_drawn_out, v.n_drawn + 1);
	for (size_t i = 0; i < v.n_drawn; i++)
		drawn[i] = (struct inquiry_drawn_out){ v.drawn[i].doc_id, v.drawn[i].supplier_id, v.drawn[i].total_fen, told(v.drawn[i].number), v.drawn[i].state, v.drawn[i].supplier };
	*out = (struct inquiry_out){ .quotes = v.quotes, .answers = answers_out(cx, &doc, &v), .drawn = { drawn, v.n_drawn } };
	return doc_http_out(cx, &doc, &out->doc);
}

#define WORDS_inquiry "inquiries"
#define INQUIRY_STEPS(X) \
	X(inquiry, ask, PERM_PURCHASE_EDIT, "发出询价", "Send an inquiry out") \
	X(inquiry, close, PERM_PURCHASE_EDIT, "办结询价", "Close an inquiry") \
	X(inquiry, withdraw, PERM_PURCHASE_EDIT, "撤回询价", "Withdraw an inquiry")
INQUIRY_STEPS(DOC_STEP_RUN)

static enum err run_inquiry_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "inquiry" }, in, out);
}

extern const struct op inquiry_ops[];
const struct op inquiry_ops[] = {
	{ .method = "POST", .path = "/api/v1/inquiries", .name = "inquiry_new", .zh = "拟询价单", .en = "Draw up an inquiry", .perm = PERM_PURCHASE_EDIT,
	  .tx = TX_WRITE, .in = &inquiry_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/inquiries/{doc_id}", .name = "inquiry_edit", .zh = "修改询价单", .en = "Change an inquiry", .perm = PERM_PURCHASE_EDIT,
	  .tx = TX_WRITE, .in = &inquiry_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	DOC_LIST_OP(inquiry, PERM_PURCHASE_READ, "询价单列表", "Inquiries")
	{ .method = "GET", .path = "/api/v1/inquiries/{doc_id}", .name = "inquiry_get", .zh = "一张询价单", .en = "One inquiry with its quotes",
	  .perm = PERM_PURCHASE_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &inquiry_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/inquiries/{doc_id}/quote", .name = "inquiry_quote", .zh = "登记报价", .en = "Enter a quote",
	  .perm = PERM_PURCHASE_EDIT, .tx = TX_WRITE, .in = &inquiry_quote_in_shape, .out = &doc_moved_shape, .run = run_quote, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/inquiries/{doc_id}/choose", .name = "inquiry_choose", .zh = "选定供应商", .en = "Choose a supplier: draws up the purchase",
	  .perm = PERM_PURCHASE_EDIT, .tx = TX_WRITE, .in = &inquiry_choose_in_shape, .out = &inquiry_chosen_shape, .run = run_choose, .fails = DOC_FAILS },
	INQUIRY_STEPS(DOC_STEP_OP)
	{ 0 },
};
