/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/purchase.h"
#include "caps/document/document_http.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

struct purchase_line_in { int64_t item_id, qty, price, price_units; };
#define PURCHASE_MEMBERS int64_t supplier_id, to_place_id, fund_id, owner_id; struct list lines
struct purchase_new { PURCHASE_MEMBERS; };
struct purchase_change { int64_t doc_id, version; PURCHASE_MEMBERS; };
struct purchase_invoice_in { int64_t doc_id, version, sum, day; const char *invoice_no; struct list parts; };
struct purchase_bill_part { int64_t line_no, qty; };
struct purchase_paper_in { int64_t doc_id; const char *name, *number; };
struct purchase_bill_out { int64_t invoice_id, sum, day, entered; const char *invoice_no; };
struct purchase_paper_out { const char *name, *number; };
struct purchase_out { struct doc_out doc; int64_t own, day_total, alike, decides; bool splits; struct list invoices, papers; };
struct purchase_papers_out { struct list papers; };

static SHAPE(purchase_line_in,
	ID(purchase_line_in, item_id, "item"), I64(purchase_line_in, qty, 1, QTY_MAX, "how many base units"),
	MONEY(purchase_line_in, price, 1, FEN_MAX, "agreed price of so many units"), OPT_I64(purchase_line_in, price_units, 1, 1000000, "so many units; 1 unless told"));
#define PURCHASE_FIELDS(type) \
	ID(type, supplier_id, "who sells"), ID(type, to_place_id, "warehouse it comes to"), ID(type, fund_id, "the fund that pays"), \
	OPT_ID(type, owner_id, "whose the goods will be; the district unless told"), \
	LIST(type, lines, &purchase_line_in_shape, 1, PURCHASE_LINES_MAX, "what is bought, at which price")
static SHAPE(purchase_new, PURCHASE_FIELDS(purchase_new));
static SHAPE(purchase_change,
	ID(purchase_change, doc_id, "which purchase"), OPT_I64(purchase_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	PURCHASE_FIELDS(purchase_change));
static SHAPE(purchase_bill_part, I64(purchase_bill_part, line_no, 1, PURCHASE_LINES_MAX, "line"), I64(purchase_bill_part, qty, 1, QTY_MAX, "units the invoice covers"));
static SHAPE(purchase_invoice_in,
	ID(purchase_invoice_in, doc_id, "which purchase"), OPT_I64(purchase_invoice_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	TEXT(purchase_invoice_in, invoice_no, 1, 40, "number of the invoice"), DAY(purchase_invoice_in, day, "its date"),
	MONEY(purchase_invoice_in, sum, 1, FEN_MAX, "its sum, tax included"),
	OPT_LIST(purchase_invoice_in, parts, &purchase_bill_part_shape, 0, PURCHASE_LINES_MAX, "what it covers; all that was accepted unless told"));
static SHAPE(purchase_paper_in,
	ID(purchase_paper_in, doc_id, "which purchase"), TEXT(purchase_paper_in, name, 1, 60, "the paper, as the plan names it"),
	TEXT(purchase_paper_in, number, 1, 60, "its number"));
static SHAPE(purchase_bill_out,
	ID(purchase_bill_out, invoice_id, "record"), TEXT(purchase_bill_out, invoice_no, 1, 40, "number"), DAY(purchase_bill_out, day, "date"),
	MONEY(purchase_bill_out, sum, 0, FEN_MAX, "sum"), TIME(purchase_bill_out, entered, "entered"));
static SHAPE(purchase_paper_out,
	TEXT(purchase_paper_out, name, 1, 60, "paper"), OPT_TEXT(purchase_paper_out, number, 0, 60, "its number; absent: still missing"));
static SHAPE(purchase_papers_out, LIST(purchase_papers_out, papers, &purchase_paper_out_shape, 0, 2 * PURCHASE_PAPERS_MAX, "papers entered and missing"));
static SHAPE(purchase_out,
	OBJECT(purchase_out, doc, &doc_out_shape, "the purchase"), MONEY(purchase_out, own, 0, INT64_MAX, "what it costs"),
	MONEY(purchase_out, day_total, 0, INT64_MAX, "other purchases of the stretch the plan adds up (D2.5: the day)"),
	MONEY(purchase_out, alike, 0, INT64_MAX, "others of the same goods and supplier in the plan's look-back"),
	MONEY(purchase_out, decides, 0, INT64_MAX, "what the brackets of the approval are compared with"),
	BOOL(purchase_out, splits, "alone it would have needed other signatures: maybe one purchase in parts"),
	LIST(purchase_out, invoices, &purchase_bill_out_shape, 0, 200, "invoices entered"),
	LIST(purchase_out, papers, &purchase_paper_out_shape, 0, 2 * PURCHASE_PAPERS_MAX, "papers that came with the goods, and those still missing"));

static struct purchase_draft draft_of(struct ctx *cx, const struct purchase_new *in)
{
	const struct purchase_line_in *l = in->lines.at;
	struct purchase_line *lines = arena_array(&cx->mem, struct purchase_line, in->lines.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct purchase_line){ l[i].item_id, l[i].qty, l[i].price, l[i].price_units };
	return (struct purchase_draft){ in->supplier_id, in->to_place_id, in->fund_id, in->owner_id, lines, in->lines.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct purchase_draft draft = draft_of(cx, input);
	int64_t id;

	TRY(purchase_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct purchase_change *in = input;
	struct purchase_draft draft = draft_of(cx, &(struct purchase_new){ in->supplier_id, in->to_place_id, in->fund_id, in->owner_id, in->lines });

	TRY(purchase_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

static enum err run_invoice(struct ctx *cx, const void *input, void *output)
{
	const struct purchase_invoice_in *in = input;
	const struct purchase_bill_part *p = in->parts.at;
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, in->parts.n + 1);

	for (size_t i = 0; i < in->parts.n; i++)
		parts[i] = (struct doc_part){ .line_no = p[i].line_no, .qty = p[i].qty };
	return purchase_invoice(cx, &(struct purchase_invoice){ in->doc_id, in->version, in->sum, in->day, in->invoice_no, parts, in->parts.n }, output);
}

static struct list papers_out(struct ctx *cx, const struct purchase_view *v)
{
	struct purchase_paper_out *papers = arena_array(&cx->mem, struct purchase_paper_out, v->n_papers + 1);

	for (size_t i = 0; i < v->n_papers; i++)
		papers[i] = (struct purchase_paper_out){ v->papers[i].name, v->papers[i].number[0] ? v->papers[i].number : NULL };
	return (struct list){ papers, v->n_papers };
}

static enum err run_paper(struct ctx *cx, const void *input, void *output)
{
	const struct purchase_paper_in *in = input;
	struct purchase_view view;
	struct doc doc;

	TRY(purchase_paper(cx, in->doc_id, in->name, in->number));
	TRY(purchase_see(cx, in->doc_id, &doc, &view));
	((struct purchase_papers_out *)output)->papers = papers_out(cx, &view);
	return ERR_OK;
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct purchase_out *out = output;
	struct purchase_bill_out *bills;
	struct purchase_view v;
	struct doc doc;

	TRY(purchase_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	bills = arena_array(&cx->mem, struct purchase_bill_out, v.n_invoices + 1);
	for (size_t i = 0; i < v.n_invoices; i++)
		bills[i] = (struct purchase_bill_out){ v.invoices[i].invoice_id, v.invoices[i].sum_fen, v.invoices[i].day, v.invoices[i].entered_ms, v.invoices[i].invoice_no };
	*out = (struct purchase_out){ .own = v.own_fen, .day_total = v.day_fen, .alike = v.alike_fen, .decides = v.decides_fen, .splits = v.splits,
		.invoices = { bills, v.n_invoices }, .papers = papers_out(cx, &v) };
	return doc_http_out(cx, &doc, &out->doc);
}

#define WORDS_purchase "purchases"
#define PURCHASE_STEPS(X) \
	X(purchase, submit, PERM_PURCHASE_EDIT, "提交采购单", "Submit a purchase") \
	X(purchase, approve, PERM_PURCHASE_APPROVE, "批准采购", "Approve a purchase") \
	X(purchase, refuse, PERM_PURCHASE_APPROVE, "不同意采购", "Refuse a purchase") \
	X(purchase, order_orally, PERM_PURCHASE_EDIT, "口头同意先订", "Order on a spoken yes") \
	X(purchase, confirm, PERM_PURCHASE_APPROVE, "补办批准", "Sign what was agreed by word of mouth") \
	X(purchase, receive, PERM_STOCK_RECEIVE, "采购点收", "Count bought goods in at the dock") \
	X(purchase, accept, PERM_STOCK_RECEIVE, "采购验收上架", "Accept bought goods into store") \
	X(purchase, reject, PERM_STOCK_RECEIVE, "采购拒收退回", "Reject bought goods") \
	X(purchase, pay, PERM_FUND_PAY, "采购付款", "Pay for a purchase") \
	X(purchase, close, PERM_PURCHASE_EDIT, "办结采购单", "Close a purchase") \
	X(purchase, withdraw, PERM_PURCHASE_EDIT, "撤回采购单", "Withdraw a purchase")
PURCHASE_STEPS(DOC_STEP_RUN)

static enum err run_purchase_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "purchase" }, in, out);
}

extern const struct op purchase_ops[];
const struct op purchase_ops[] = {
	{ .method = "POST", .path = "/api/v1/purchases", .name = "purchase_new", .zh = "拟采购单", .en = "Draw up a purchase", .perm = PERM_PURCHASE_EDIT,
	  .tx = TX_WRITE, .in = &purchase_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/purchases/{doc_id}", .name = "purchase_edit", .zh = "修改采购单", .en = "Change a purchase", .perm = PERM_PURCHASE_EDIT,
	  .tx = TX_WRITE, .in = &purchase_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	DOC_LIST_OP(purchase, PERM_PURCHASE_READ, "采购单列表", "Purchases")
	{ .method = "GET", .path = "/api/v1/purchases/{doc_id}", .name = "purchase_get", .zh = "一张采购单", .en = "One purchase with invoices and papers",
	  .perm = PERM_PURCHASE_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &purchase_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/purchases/{doc_id}/invoice", .name = "purchase_invoice", .zh = "登记发票", .en = "Enter an invoice",
	  .perm = PERM_FUND_EDIT, .tx = TX_WRITE, .in = &purchase_invoice_in_shape, .out = &doc_moved_shape, .run = run_invoice, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/purchases/{doc_id}/papers", .name = "purchase_paper", .zh = "登记到货凭证", .en = "Enter a paper that came with the goods",
	  .perm = PERM_STOCK_RECEIVE, .tx = TX_WRITE, .in = &purchase_paper_in_shape, .out = &purchase_papers_out_shape, .run = run_paper, .fails = DOC_FAILS },
	PURCHASE_STEPS(DOC_STEP_OP)
	{ 0 },
};
