/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/purchase.h"
#include "caps/document/document_http.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

struct purchase_line_in { int64_t item_id, qty, price, price_units; };
#define PURCHASE_MEMBERS int64_t supplier_id, to_place_id, fund_id, owner_id; const char *urgent; struct list lines
struct purchase_new { PURCHASE_MEMBERS; };
struct purchase_change { int64_t doc_id, version; PURCHASE_MEMBERS; };
struct purchase_invoice_in { int64_t doc_id, version, sum, day; const char *invoice_no; struct list parts; };
struct purchase_bill_part { int64_t line_no, qty; };
struct purchase_paper_in { int64_t doc_id, until; const char *name, *number; };
struct purchase_bill_out { int64_t invoice_id, sum, day, entered; const char *invoice_no; };
struct purchase_paper_out { const char *name, *number; int64_t until; bool over; };
struct purchase_payment_out { int64_t seq, paid, sum, slip_day; const char *slip_no, *paid_by; };
struct purchase_counted_out { int64_t doc_id, total; bool same_day, same_kind; const char *number, *state, *supplier; };
struct purchase_approver_out { const char *title, *name; int64_t signed_at; };
struct purchase_out {
	struct doc_out doc;
	int64_t own, day_total, alike, decides, fund_free, suppliers;
	bool splits, oral;
	const char *urgent, *reason, *fund, *fund_code, *rule_id, *rule_zh, *rule_en, *rule_source, *rule_sentence, *plan, *alone, *escalated, *lacks_zh, *lacks_en, *lacks_source;
	struct list invoices, papers, approvers, counted, payments;
};
struct purchase_batch_item { int64_t doc_id, version; };
struct purchase_batch_in { struct list items; const char *note; };
struct purchase_batch_out { struct list items; };
struct purchase_papers_out { struct list papers; };

static SHAPE(purchase_line_in,
	ID(purchase_line_in, item_id, "item"), I64(purchase_line_in, qty, 1, QTY_MAX, "how many base units"),
	MONEY(purchase_line_in, price, 1, FEN_MAX, "agreed price of so many units"), OPT_I64(purchase_line_in, price_units, 1, 1000000, "so many units; 1 unless told"));
#define PURCHASE_FIELDS(type) \
	ID(type, supplier_id, "who sells"), ID(type, to_place_id, "warehouse it comes to"), ID(type, fund_id, "the fund that pays"), \
	OPT_ID(type, owner_id, "whose the goods will be; the district unless told"), \
	OPT_TEXT(type, urgent, 0, 200, "why it cannot wait, where it cannot: part of what is signed"), \
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
	TEXT(purchase_paper_in, number, 1, 60, "its number"), OPT_DAY(purchase_paper_in, until, "last day on which it holds; absent: it says none"));
static SHAPE(purchase_bill_out,
	ID(purchase_bill_out, invoice_id, "record"), TEXT(purchase_bill_out, invoice_no, 1, 40, "number"), DAY(purchase_bill_out, day, "date"),
	MONEY(purchase_bill_out, sum, 0, FEN_MAX, "sum"), TIME(purchase_bill_out, entered, "entered"));
static SHAPE(purchase_paper_out,
	TEXT(purchase_paper_out, name, 1, 60, "paper"), OPT_TEXT(purchase_paper_out, number, 0, 60, "its number; absent: still missing"),
	OPT_DAY(purchase_paper_out, until, "last day on which it holds; absent: it says none"), BOOL(purchase_paper_out, over, "that day is past: goods are not received on it"));
static SHAPE(purchase_papers_out, LIST(purchase_papers_out, papers, &purchase_paper_out_shape, 0, 2 * PURCHASE_PAPERS_MAX, "papers entered and missing"));
static SHAPE(purchase_payment_out,
	ID(purchase_payment_out, seq, "entry of the fund's book"), TIME(purchase_payment_out, paid, "when the second one signed"),
	MONEY(purchase_payment_out, sum, 0, FEN_MAX, "how much"), TEXT(purchase_payment_out, paid_by, 0, 200, "who signed last"),
	OPT_TEXT(purchase_payment_out, slip_no, 0, 60, "the bank's slip; absent: not entered yet"), OPT_DAY(purchase_payment_out, slip_day, "day the bank paid"));
static SHAPE(purchase_counted_out,
	ID(purchase_counted_out, doc_id, "another purchase that counts"), TEXT(purchase_counted_out, number, 0, 40, "its number"),
	TEXT(purchase_counted_out, state, 1, 40, "its state"), OPT_TEXT(purchase_counted_out, supplier, 0, 200, "from whom"),
	MONEY(purchase_counted_out, total, 0, INT64_MAX, "what it costs"), BOOL(purchase_counted_out, same_day, "of the stretch the plan adds up"),
	BOOL(purchase_counted_out, same_kind, "alike: same goods, supplier ... as the plan's look-back says"));
static SHAPE(purchase_approver_out,
	TEXT(purchase_approver_out, title, 0, 200, "who has to sign"), OPT_TEXT(purchase_approver_out, name, 0, 200, "who has"),
	OPT_TIME(purchase_approver_out, signed_at, "when"));
static SHAPE(purchase_batch_item,
	ID(purchase_batch_item, doc_id, "a purchase"), OPT_I64(purchase_batch_item, version, 1, INT64_MAX, "the version you saw"));
static SHAPE(purchase_batch_in,
	LIST(purchase_batch_in, items, &purchase_batch_item_shape, 1, PURCHASE_BATCH_MAX, "purchases of one fund whose invoices are to be paid"),
	OPT_TEXT(purchase_batch_in, note, 0, 200, "a word about it"));
static SHAPE(purchase_batch_out, LIST(purchase_batch_out, items, &doc_moved_shape, 0, PURCHASE_BATCH_MAX, "what became of each"));
static SHAPE(purchase_out,
	OBJECT(purchase_out, doc, &doc_out_shape, "the purchase"), MONEY(purchase_out, own, 0, INT64_MAX, "what it costs"),
	MONEY(purchase_out, day_total, 0, INT64_MAX, "other purchases of the stretch the plan adds up (D2.5: the day)"),
	MONEY(purchase_out, alike, 0, INT64_MAX, "others of the same goods and supplier in the plan's look-back"),
	MONEY(purchase_out, decides, 0, INT64_MAX, "what the brackets of the approval are compared with"),
	BOOL(purchase_out, splits, "alone it would have needed other signatures: maybe one purchase in parts"),
	BOOL(purchase_out, oral, "the plan lets it be ordered on a spoken yes"),
	OPT_TEXT(purchase_out, urgent, 0, 200, "why it cannot wait"), OPT_TEXT(purchase_out, reason, 0, 200, "why this supplier, though another is cheaper"),
	I64(purchase_out, suppliers, 0, 1000, "how many suppliers quoted all of it; 1 without an inquiry"),
	OPT_TEXT(purchase_out, lacks_zh, 0, 200, "the plan's check it does not meet as it stands"), OPT_TEXT(purchase_out, lacks_en, 0, 200, "the same in English"),
	OPT_TEXT(purchase_out, lacks_source, 0, 200, "the check's source"),
	TEXT(purchase_out, fund, 0, 200, "name of the fund that pays"), TEXT(purchase_out, fund_code, 0, 60, "its code"),
	MONEY(purchase_out, fund_free, -INT64_MAX, INT64_MAX, "what the fund has free"),
	OPT_TEXT(purchase_out, rule_id, 0, 60, "the plan's approval chain"), OPT_TEXT(purchase_out, rule_zh, 0, 200, "its title"),
	OPT_TEXT(purchase_out, rule_en, 0, 200, "its title in English"), OPT_TEXT(purchase_out, rule_source, 0, 200, "the article it is from"),
	OPT_TEXT(purchase_out, rule_sentence, 0, 4000, "the rule as an official would write it"), OPT_TEXT(purchase_out, plan, 0, 200, "the plan"),
	OPT_TEXT(purchase_out, alone, 0, 400, "who would sign for this one alone"),
	OPT_TEXT(purchase_out, escalated, 0, 200, "to whom it has gone, its signatures being overdue"),
	LIST(purchase_out, approvers, &purchase_approver_out_shape, 0, 40, "who signs, in order"),
	LIST(purchase_out, counted, &purchase_counted_out_shape, 0, 100, "the other purchases in the sum that decides"),
	LIST(purchase_out, payments, &purchase_payment_out_shape, 0, 200, "payments"),
	LIST(purchase_out, invoices, &purchase_bill_out_shape, 0, 200, "invoices entered"),
	LIST(purchase_out, papers, &purchase_paper_out_shape, 0, 2 * PURCHASE_PAPERS_MAX, "papers that came with the goods, and those still missing"));

static struct purchase_draft draft_of(struct ctx *cx, const struct purchase_new *in)
{
	const struct purchase_line_in *l = in->lines.at;
	struct purchase_line *lines = arena_array(&cx->mem, struct purchase_line, in->lines.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct purchase_line){ l[i].item_id, l[i].qty, l[i].price, l[i].price_units };
	return (struct purchase_draft){ .supplier_id = in->supplier_id, .to_place_id = in->to_place_id, .fund_id = in->fund_id, .owner_id = in->owner_id,
		.urgent = in->urgent, .lines = lines, .n_lines = in->lines.n };
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
	struct purchase_draft draft = draft_of(cx, &(struct purchase_new){ in->supplier_id, in->to_place_id, in->fund_id, in->owner_id, in->urgent, in->lines });

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
		papers[i] = (struct purchase_paper_out){ v->papers[i].name, v->papers[i].number[0] ? v->papers[i].number : NULL, v->papers[i].until_day, v->papers[i].over };
	return (struct list){ papers, v->n_papers };
}

static enum err run_paper(struct ctx *cx, const void *input, void *output)
{
	const struct purchase_paper_in *in = input;
	struct purchase_view view;
	struct doc doc;

	TRY(purchase_paper(cx, in->doc_id, in->name, in->number, in->until));
	TRY(purchase_see(cx, in->doc_id, &doc, &view));
	((struct purchase_papers_out *)output)->papers = papers_out(cx, &view);
	return ERR_OK;
}

static const char *told(const char *text)
{
	return text && text[0] ? text : NULL;
}

static struct list bills_out(struct ctx *cx, const struct purchase_view *v)
{
	struct purchase_bill_out *bills = arena_array(&cx->mem, struct purchase_bill_out, v->n_invoices + 1);

	for (size_t i = 0; i < v->n_invoices; i++)
		bills[i] = (struct purchase_bill_out){ v->invoices[i].invoice_id, v->invoices[i].sum_fen, v->invoices[i].day, v->invoices[i].entered_ms, v->invoices[i].invoice_no };
	return (struct list){ bills, v->n_invoices };
}

static struct list payments_out(struct ctx *cx, const struct purchase_view *v)
{
	struct purchase_payment_out *out = arena_array(&cx->mem, struct purchase_payment_out, v->n_payments + 1);

	for (size_t i = 0; i < v->n_payments; i++) {
		const struct purchase_payment *p = &v->payments[i];

		out[i] = (struct purchase_payment_out){ p->seq, p->paid_ms, p->sum_fen, p->slip_day, told(p->slip_no), p->paid_by };
	}
	return (struct list){ out, v->n_payments };
}

static struct list counted_out(struct ctx *cx, const struct purchase_view *v)
{
	struct purchase_counted_out *out = arena_array(&cx->mem, struct purchase_counted_out, v->n_counted + 1);

	for (size_t i = 0; i < v->n_counted; i++) {
		const struct purchase_counted *c = &v->counted[i];

		out[i] = (struct purchase_counted_out){ c->doc_id, c->total_fen, c->over, c->alike, c->number, c->state, c->supplier };
	}
	return (struct list){ out, v->n_counted };
}

static struct list approvers_out(struct ctx *cx, const struct purchase_view *v)
{
	struct purchase_approver_out *out = arena_array(&cx->mem, struct purchase_approver_out, v->n_approvers + 1);

	for (size_t i = 0; i < v->n_approvers; i++)
		out[i] = (struct purchase_approver_out){ v->approvers[i].title, v->approvers[i].name, v->approvers[i].signed_ms };
	return (struct list){ out, v->n_approvers };
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct purchase_out *out = output;
	struct purchase_view v;
	struct doc doc;

	TRY(purchase_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	*out = (struct purchase_out){ .own = v.own_fen, .day_total = v.day_fen, .alike = v.alike_fen, .decides = v.decides_fen, .splits = v.splits,
		.oral = v.oral, .fund_free = v.fund_free_fen, .suppliers = v.suppliers, .urgent = told(v.urgent), .reason = told(v.reason), .fund = v.fund,
		.fund_code = v.fund_code, .rule_id = v.rule.id, .rule_zh = v.rule.zh, .rule_en = v.rule.en, .rule_source = told(v.rule.source),
		.rule_sentence = v.rule.sentence, .plan = v.rule.plan, .alone = told(v.alone), .escalated = told(v.escalated), .lacks_zh = told(v.lacks_zh),
		.lacks_en = told(v.lacks_en), .lacks_source = told(v.lacks_source), .invoices = bills_out(cx, &v), .papers = papers_out(cx, &v),
		.approvers = approvers_out(cx, &v), .counted = counted_out(cx, &v), .payments = payments_out(cx, &v) };
	return doc_http_out(cx, &doc, &out->doc);
}

static enum err run_pay_all(struct ctx *cx, const void *input, void *output)
{
	const struct purchase_batch_in *in = input;
	const struct purchase_batch_item *item = in->items.at;
	struct purchase_batch *of = arena_array(&cx->mem, struct purchase_batch, in->items.n + 1);
	struct doc_moved *moved = arena_array(&cx->mem, struct doc_moved, in->items.n + 1);

	for (size_t i = 0; i < in->items.n; i++)
		of[i] = (struct purchase_batch){ item[i].doc_id, item[i].version };
	TRY(purchase_pay_all(cx, of, in->items.n, in->note, moved));
	((struct purchase_batch_out *)output)->items = (struct list){ moved, in->items.n };
	return ERR_OK;
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
	{ .method = "POST", .path = "/api/v1/purchases/pay", .name = "purchase_pay_all", .zh = "成批付款", .en = "Pay for several purchases of one fund",
	  .perm = PERM_FUND_PAY, .tx = TX_WRITE, .in = &purchase_batch_in_shape, .out = &purchase_batch_out_shape, .run = run_pay_all, .fails = DOC_FAILS },
	PURCHASE_STEPS(DOC_STEP_OP)
	{ 0 },
};
