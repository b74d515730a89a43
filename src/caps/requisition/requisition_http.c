/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/requisition/requisition.h"
#include "caps/document/document_http.h"
#include "http/op.h"

/* ---- orders ---- */

struct requisition_item_in { int64_t item_id, qty, price, price_units; bool returns; const char *ground; };
struct requisition_service_in { int64_t kind, heads; const char *what; };
#define REQUISITION_MEMBERS \
	int64_t holder_id, to_place_id, from, until; const char *basis, *body, *decision, *certificate, *purpose; struct list items, services
struct requisition_new { REQUISITION_MEMBERS; };
struct requisition_change { int64_t doc_id, version; REQUISITION_MEMBERS; };

static SHAPE(requisition_item_in,
	ID(requisition_item_in, item_id, "item"), I64(requisition_item_in, qty, 1, QTY_MAX, "how many base units"),
	MONEY(requisition_item_in, price, 1, QTY_MAX, "value of so many units"), OPT_I64(requisition_item_in, price_units, 1, 1000000, "so many units; 1 unless told"),
	BOOL(requisition_item_in, returns, "to be given back; else to be used up"), TEXT(requisition_item_in, ground, 1, 200, "what the value rests on"));
static SHAPE(requisition_service_in,
	WORD(requisition_service_in, kind, requisition_service_words, "people or vehicles"), I64(requisition_service_in, heads, 1, 100000, "how many"),
	TEXT(requisition_service_in, what, 1, 100, "which"));
#define REQUISITION_FIELDS(type) \
	ID(type, holder_id, "whose: an organisation or a person of the register"), ID(type, to_place_id, "warehouse or unit it goes to"), \
	DAY(type, from, "first day of use"), DAY(type, until, "last day of use"), TEXT(type, basis, 1, 200, "legal basis, with its article"), \
	TEXT(type, body, 1, 100, "who decided"), OPT_TEXT(type, decision, 0, 100, "number of the decision"), OPT_TEXT(type, certificate, 0, 60, "number of the certificate"), \
	TEXT(type, purpose, 1, 200, "what it is for"), OPT_LIST(type, items, &requisition_item_in_shape, 0, REQUISITION_LINES_MAX, "goods"), \
	OPT_LIST(type, services, &requisition_service_in_shape, 0, REQUISITION_SERVICES_MAX, "people and vehicles")
static SHAPE(requisition_new, REQUISITION_FIELDS(requisition_new));
static SHAPE(requisition_change,
	ID(requisition_change, doc_id, "which requisition"), OPT_I64(requisition_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	REQUISITION_FIELDS(requisition_change));

static struct requisition_draft draft_of(struct ctx *cx, const struct requisition_new *in)
{
	struct requisition_service *services = arena_array(&cx->mem, struct requisition_service, in->services.n + 1);
	struct requisition_item *items = arena_array(&cx->mem, struct requisition_item, in->items.n + 1);
	const struct requisition_service_in *s = in->services.at;
	const struct requisition_item_in *l = in->items.at;

	for (size_t i = 0; i < in->items.n; i++)
		items[i] = (struct requisition_item){ l[i].item_id, l[i].qty, l[i].price, l[i].price_units, l[i].returns, l[i].ground };
	for (size_t i = 0; i < in->services.n; i++)
		services[i] = (struct requisition_service){ s[i].kind, s[i].heads, s[i].what };
	return (struct requisition_draft){ in->holder_id, in->to_place_id, in->from, in->until, in->basis, in->body, in->decision, in->certificate, in->purpose,
		items, in->items.n, services, in->services.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct requisition_draft draft = draft_of(cx, input);
	int64_t id;

	TRY(requisition_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct requisition_change *in = input;
	struct requisition_draft draft = draft_of(cx, &(struct requisition_new){ in->holder_id, in->to_place_id, in->from, in->until, in->basis, in->body, in->decision,
		in->certificate, in->purpose, in->items, in->services });

	TRY(requisition_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

/* ---- handing over, time, papers ---- */

struct requisition_part_in { int64_t line_no, qty, expiry_day; const char *batch, *condition; };
struct requisition_hand_in { int64_t doc_id, version, happened; const char *note, *signed_as; struct list parts; };
struct requisition_served_in { int64_t doc_id, version, service_no, day, heads, minutes; };
struct requisition_paper_in { int64_t doc_id; const char *name, *number; };
struct requisition_papered_out { const char *name, *number; };
struct requisition_papers_out { struct list papers; };

static SHAPE(requisition_part_in,
	I64(requisition_part_in, line_no, 1, REQUISITION_LINES_MAX, "line"), I64(requisition_part_in, qty, 1, QTY_MAX, "how many were counted"),
	OPT_TEXT(requisition_part_in, condition, 1, 300, "their condition; the other side's words stand unless told"),
	OPT_DAY(requisition_part_in, expiry_day, "expiry, of goods taken over"), OPT_TEXT(requisition_part_in, batch, 0, 60, "batch, of goods taken over"));
static SHAPE(requisition_hand_in,
	ID(requisition_hand_in, doc_id, "which requisition"), OPT_I64(requisition_hand_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	OPT_TIME(requisition_hand_in, happened, "when it happened; now unless told"), OPT_TEXT(requisition_hand_in, note, 0, DOC_NOTE_MAX, "a word about it"),
	OPT_TEXT(requisition_hand_in, signed_as, 0, 20, "which party you sign for: giver, taker"),
	OPT_LIST(requisition_hand_in, parts, &requisition_part_in_shape, 0, REQUISITION_LINES_MAX, "what was counted, and in what condition"));
static SHAPE(requisition_served_in,
	ID(requisition_served_in, doc_id, "which requisition"), OPT_I64(requisition_served_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	I64(requisition_served_in, service_no, 1, REQUISITION_SERVICES_MAX, "which people or vehicles"), DAY(requisition_served_in, day, "day"),
	I64(requisition_served_in, heads, 1, 100000, "how many served"), I64(requisition_served_in, minutes, 1, 1440, "how long each"));
static SHAPE(requisition_paper_in,
	ID(requisition_paper_in, doc_id, "which requisition"), TEXT(requisition_paper_in, name, 1, 60, "the paper: certificate, photos, invoice"),
	TEXT(requisition_paper_in, number, 1, 100, "its number, or where it is kept"));
static SHAPE(requisition_papered_out, TEXT(requisition_papered_out, name, 1, 60, "paper"), TEXT(requisition_papered_out, number, 1, 100, "number or place"));
static SHAPE(requisition_papers_out, LIST(requisition_papers_out, papers, &requisition_papered_out_shape, 0, REQUISITION_PAPERS_MAX, "papers entered"));

static enum err hand_over(struct ctx *cx, const char *verb, const struct requisition_hand_in *in, void *output)
{
	struct requisition_condition *conditions = arena_array(&cx->mem, struct requisition_condition, in->parts.n + 1);
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, in->parts.n + 1);
	const struct requisition_part_in *p = in->parts.at;
	size_t n = 0;

	for (size_t i = 0; i < in->parts.n; i++) {
		parts[i] = (struct doc_part){ .line_no = p[i].line_no, .qty = p[i].qty, .expiry_day = p[i].expiry_day, .batch = p[i].batch };
		if (p[i].condition)
			conditions[n++] = (struct requisition_condition){ p[i].line_no, p[i].condition };
	}
	return requisition_hand_over(cx, &(struct requisition_hand){ in->doc_id, in->version, in->happened, verb, in->note, in->signed_as, parts, in->parts.n, conditions, n }, output);
}

static enum err run_take(struct ctx *cx, const void *in, void *out)
{
	return hand_over(cx, "take", in, out);
}

static enum err run_give_back(struct ctx *cx, const void *in, void *out)
{
	return hand_over(cx, "give_back", in, out);
}

static enum err run_clock(struct ctx *cx, const void *input, void *output)
{
	const struct requisition_served_in *in = input;

	return requisition_clock(cx, &(struct requisition_served){ in->doc_id, in->version, in->service_no, in->day, in->heads, in->minutes }, output);
}

static struct list papers_of(struct ctx *cx, const struct requisition_view *v)
{
	struct requisition_papered_out *papers = arena_array(&cx->mem, struct requisition_papered_out, v->n_papers + 1);

	for (size_t i = 0; i < v->n_papers; i++)
		papers[i] = (struct requisition_papered_out){ v->papers[i].name, v->papers[i].number };
	return (struct list){ papers, v->n_papers };
}

static enum err run_paper(struct ctx *cx, const void *input, void *output)
{
	const struct requisition_paper_in *in = input;
	struct requisition_view v;
	struct doc doc;

	TRY(requisition_paper(cx, in->doc_id, in->name, in->number));
	TRY(requisition_see(cx, in->doc_id, &doc, &v));
	((struct requisition_papers_out *)output)->papers = papers_of(cx, &v);
	return ERR_OK;
}

/* ---- reading ---- */

struct requisition_lined_out { int64_t line_no, taken_over, used, lost, given_back, open; bool returns; const char *ground, *taken_condition, *back_condition; };
struct requisition_serviced_out { int64_t service_no, kind, heads, head_minutes; const char *what; };
struct requisition_clocked_out { int64_t service_no, day, heads, minutes; };
struct requisition_paid_out { int64_t doc_id, sum; const char *number, *state; };
struct requisition_longer_out { int64_t doc_id, was, until; const char *number, *state, *why; };
struct requisition_out {
	struct doc_out doc;
	const char *basis, *body, *decision, *certificate, *purpose, *holder;
	int64_t     from, until;
	bool        overdue;
	struct list lines, services, times, papers, paid, longer;
};
static SHAPE(requisition_lined_out,
	I64(requisition_lined_out, line_no, 1, REQUISITION_LINES_MAX, "line"), I64(requisition_lined_out, taken_over, 0, QTY_MAX, "taken over"),
	I64(requisition_lined_out, used, 0, QTY_MAX, "used up"), I64(requisition_lined_out, lost, 0, QTY_MAX, "lost or spoilt"),
	I64(requisition_lined_out, given_back, 0, QTY_MAX, "given back"), I64(requisition_lined_out, open, 0, QTY_MAX, "still here"),
	BOOL(requisition_lined_out, returns, "to be given back; else to be used up"), TEXT(requisition_lined_out, ground, 0, 200, "what the value rests on"),
	OPT_TEXT(requisition_lined_out, taken_condition, 0, 300, "condition when taken over"), OPT_TEXT(requisition_lined_out, back_condition, 0, 300, "condition when given back"));
static SHAPE(requisition_serviced_out,
	I64(requisition_serviced_out, service_no, 1, REQUISITION_SERVICES_MAX, "number"), WORD(requisition_serviced_out, kind, requisition_service_words, "people or vehicles"),
	I64(requisition_serviced_out, heads, 1, 100000, "how many were called on"), TEXT(requisition_serviced_out, what, 1, 100, "which"),
	I64(requisition_serviced_out, head_minutes, 0, INT64_MAX, "served so far: heads times minutes"));
static SHAPE(requisition_clocked_out,
	I64(requisition_clocked_out, service_no, 1, REQUISITION_SERVICES_MAX, "which"), DAY(requisition_clocked_out, day, "day"),
	I64(requisition_clocked_out, heads, 1, 100000, "how many"), I64(requisition_clocked_out, minutes, 1, 1440, "how long each"));
static SHAPE(requisition_paid_out,
	ID(requisition_paid_out, doc_id, "the compensation, a document"), TEXT(requisition_paid_out, number, 0, 60, "its number"), TEXT(requisition_paid_out, state, 1, 20, "its state"),
	MONEY(requisition_paid_out, sum, 0, INT64_MAX, "how much"));
static SHAPE(requisition_longer_out,
	ID(requisition_longer_out, doc_id, "the extension, a document"), TEXT(requisition_longer_out, number, 0, 60, "its number"), TEXT(requisition_longer_out, state, 1, 20, "its state"),
	DAY(requisition_longer_out, was, "last day before"), DAY(requisition_longer_out, until, "last day it asks for"), TEXT(requisition_longer_out, why, 1, 200, "why"));
static SHAPE(requisition_out,
	OBJECT(requisition_out, doc, &doc_out_shape, "the requisition"), TEXT(requisition_out, basis, 0, 200, "legal basis"), TEXT(requisition_out, body, 0, 100, "who decided"),
	TEXT(requisition_out, decision, 0, 100, "number of the decision"), TEXT(requisition_out, certificate, 0, 60, "number of the certificate"),
	TEXT(requisition_out, purpose, 0, 200, "what it is for"), TEXT(requisition_out, holder, 0, 200, "whose; a person's name stays masked"),
	DAY(requisition_out, from, "first day"), DAY(requisition_out, until, "last day"), BOOL(requisition_out, overdue, "past its last day, and something is still here"),
	LIST(requisition_out, lines, &requisition_lined_out_shape, 0, REQUISITION_LINES_MAX, "what became of each line"),
	LIST(requisition_out, services, &requisition_serviced_out_shape, 0, REQUISITION_SERVICES_MAX, "people and vehicles"),
	LIST(requisition_out, times, &requisition_clocked_out_shape, 0, REQUISITION_TIMES_MAX, "their time, by day"),
	LIST(requisition_out, papers, &requisition_papered_out_shape, 0, REQUISITION_PAPERS_MAX, "papers"),
	LIST(requisition_out, paid, &requisition_paid_out_shape, 0, DOC_LIST_MAX, "its compensation"),
	LIST(requisition_out, longer, &requisition_longer_out_shape, 0, DOC_LIST_MAX, "extensions of its period, asked for and granted"));

static void lists_out(struct ctx *cx, const struct requisition_view *v, struct requisition_out *out)
{
	struct requisition_lined_out *lines = arena_array(&cx->mem, struct requisition_lined_out, v->n_lines + 1);
	struct requisition_serviced_out *services = arena_array(&cx->mem, struct requisition_serviced_out, v->n_services + 1);
	struct requisition_clocked_out *times = arena_array(&cx->mem, struct requisition_clocked_out, v->n_times + 1);
	struct requisition_longer_out *longer = arena_array(&cx->mem, struct requisition_longer_out, v->n_longer + 1);
	struct requisition_paid_out *paid = arena_array(&cx->mem, struct requisition_paid_out, v->n_paid + 1);

	for (size_t i = 0; i < v->n_lines; i++) {
		const struct requisition_lined *l = &v->lines[i];

		lines[i] = (struct requisition_lined_out){ l->line_no, l->taken_over, l->used, l->lost, l->given_back, l->open, l->returns, l->ground, l->taken_condition, l->back_condition };
	}
	for (size_t i = 0; i < v->n_services; i++)
		services[i] = (struct requisition_serviced_out){ v->services[i].service_no, v->services[i].kind, v->services[i].heads, v->services[i].head_minutes, v->services[i].what };
	for (size_t i = 0; i < v->n_times; i++)
		times[i] = (struct requisition_clocked_out){ v->times[i].service_no, v->times[i].day, v->times[i].heads, v->times[i].minutes };
	for (size_t i = 0; i < v->n_paid; i++)
		paid[i] = (struct requisition_paid_out){ v->paid[i].doc_id, v->paid[i].fen, v->paid[i].number, v->paid[i].state };
	for (size_t i = 0; i < v->n_longer; i++)
		longer[i] = (struct requisition_longer_out){ v->longer[i].doc_id, v->longer[i].was_day, v->longer[i].until_day, v->longer[i].number, v->longer[i].state, v->longer[i].why };
	out->longer = (struct list){ longer, v->n_longer };
	out->lines = (struct list){ lines, v->n_lines };
	out->services = (struct list){ services, v->n_services };
	out->times = (struct list){ times, v->n_times };
	out->paid = (struct list){ paid, v->n_paid };
	out->papers = papers_of(cx, v);
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct requisition_out *out = output;
	struct requisition_view v;
	struct doc doc;

	TRY(requisition_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	*out = (struct requisition_out){ .basis = v.basis, .body = v.body, .decision = v.decision, .certificate = v.certificate, .purpose = v.purpose, .holder = v.holder,
		.from = v.from_day, .until = v.until_day, .overdue = v.overdue };
	lists_out(cx, &v, out);
	return doc_http_out(cx, &doc, &out->doc);
}

struct holder_in { int64_t holder_id; };
struct holder_row_out { int64_t doc_id, until, open, awarded, paid; const char *number, *state; };
struct holder_out { int64_t holder_id, awarded, paid; const char *holder; struct list items; };
static SHAPE(holder_in, ID(holder_in, holder_id, "the holder"));
static SHAPE(holder_row_out,
	ID(holder_row_out, doc_id, "requisition"), TEXT(holder_row_out, number, 0, 60, "its number"), TEXT(holder_row_out, state, 1, 20, "its state"),
	DAY(holder_row_out, until, "last day of use"), I64(holder_row_out, open, 0, QTY_MAX, "base units not given back"),
	MONEY(holder_row_out, awarded, 0, INT64_MAX, "compensation approved"), MONEY(holder_row_out, paid, 0, INT64_MAX, "compensation paid"));
static SHAPE(holder_out,
	ID(holder_out, holder_id, "the holder"), TEXT(holder_out, holder, 0, 200, "its name"), MONEY(holder_out, awarded, 0, INT64_MAX, "compensation approved"),
	MONEY(holder_out, paid, 0, INT64_MAX, "compensation paid"), LIST(holder_out, items, &holder_row_out_shape, 0, DOC_LIST_MAX, "every requisition, oldest first"));

static enum err run_holder(struct ctx *cx, const void *input, void *output)
{
	struct holder_out *out = output;
	struct holder_row_out *items;
	struct holder_statement s;

	TRY(requisition_statement(cx, ((const struct holder_in *)input)->holder_id, &s));
	items = arena_array(&cx->mem, struct holder_row_out, s.n_rows + 1);
	for (size_t i = 0; i < s.n_rows; i++)
		items[i] = (struct holder_row_out){ s.rows[i].doc_id, s.rows[i].until_day, s.rows[i].open, s.rows[i].awarded_fen, s.rows[i].paid_fen, s.rows[i].number, s.rows[i].state };
	*out = (struct holder_out){ s.holder_id, s.awarded_fen, s.paid_fen, s.holder, { items, s.n_rows } };
	return ERR_OK;
}

#define WORDS_requisition "requisitions"
#define REQUISITION_STEPS(X) \
	X(requisition, propose, PERM_REQUISITION_EDIT, "提交征用", "Put a requisition forward") \
	X(requisition, approve, PERM_REQUISITION_APPROVE, "批准征用", "Approve a requisition") \
	X(requisition, refuse, PERM_REQUISITION_APPROVE, "不同意征用", "Refuse a requisition") \
	X(requisition, withdraw, PERM_REQUISITION_EDIT, "撤回征用", "Withdraw a requisition") \
	X(requisition, cancel, PERM_REQUISITION_EDIT, "撤销征用", "Cancel an order before anything is taken") \
	X(requisition, use, PERM_STOCK_ISSUE, "登记征用物资消耗", "Record what was used up") \
	X(requisition, lose, PERM_STOCK_COUNT, "登记征用物资灭失", "Record what was lost or spoilt") \
	X(requisition, finish, PERM_REQUISITION_EDIT, "征用结束", "End a requisition")
REQUISITION_STEPS(DOC_STEP_RUN)

struct requisition_list_in { int64_t before, limit; bool overdue; const char *state; };
struct requisition_row_out { int64_t doc_id, created, from, until, open, due, paid; bool overdue; const char *number, *state, *holder, *purpose, *what; };
struct requisition_list_out { struct list items; int64_t next; };
static SHAPE(requisition_list_in,
	OPT_TEXT(requisition_list_in, state, 0, 40, "in this state"), OPT_BOOL(requisition_list_in, overdue, "past their period, with something not given back"),
	OPT_ID(requisition_list_in, before, "where the page before ended (its next)"), OPT_I64(requisition_list_in, limit, 1, REQUISITION_ROWS_MAX, "rows on a page, 30 unless told"));
static SHAPE(requisition_row_out,
	ID(requisition_row_out, doc_id, "the requisition"), OPT_TEXT(requisition_row_out, number, 0, 60, "its number"), TEXT(requisition_row_out, state, 1, 40, "its state"),
	TEXT(requisition_row_out, holder, 0, 200, "whose"), TEXT(requisition_row_out, purpose, 0, 200, "what it is for"), TEXT(requisition_row_out, what, 0, 500, "what was called on, in words"),
	DAY(requisition_row_out, from, "first day"), DAY(requisition_row_out, until, "last day"), BOOL(requisition_row_out, overdue, "past its last day, and something is still here"),
	I64(requisition_row_out, open, 0, QTY_MAX, "base units still here"), MONEY(requisition_row_out, due, 0, INT64_MAX, "compensation approved"),
	MONEY(requisition_row_out, paid, 0, INT64_MAX, "of it paid"), TIME(requisition_row_out, created, "drawn up"));
static SHAPE(requisition_list_out,
	LIST(requisition_list_out, items, &requisition_row_out_shape, 0, REQUISITION_ROWS_MAX, "newest first"), OPT_ID(requisition_list_out, next, "send as before to get the next page"));

static enum err run_requisition_list(struct ctx *cx, const void *input, void *output)
{
	const struct requisition_list_in *in = input;
	struct requisition_list_out *out = output;
	struct requisition_row_out *items;
	struct requisition_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 30;

	TRY(requisition_list(cx, in->state, in->overdue, in->before, (int64_t)limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].doc_id;
	}
	items = arena_array(&cx->mem, struct requisition_row_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct requisition_row_out){ rows[i].doc_id, rows[i].created_ms, rows[i].from_day, rows[i].until_day, rows[i].open, rows[i].due_fen, rows[i].paid_fen,
			rows[i].overdue, rows[i].number[0] ? rows[i].number : NULL, rows[i].state, rows[i].holder, rows[i].purpose, rows[i].what };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

#define REQUISITION_OP(verb, perm_, zh_, en_, in_, out_, run_) \
	{ .method = "POST", .path = "/api/v1/requisitions/{doc_id}/" verb, .name = "requisition_" verb, .zh = zh_, .en = en_, .perm = perm_, .tx = TX_WRITE, \
	  .in = &in_##_shape, .out = &out_##_shape, .run = run_, .fails = DOC_FAILS }

extern const struct op requisition_ops[];
const struct op requisition_ops[] = {
	{ .method = "POST", .path = "/api/v1/requisitions", .name = "requisition_new", .zh = "拟征用通知", .en = "Draw up a requisition", .perm = PERM_REQUISITION_EDIT,
	  .tx = TX_WRITE, .in = &requisition_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/requisitions/{doc_id}", .name = "requisition_edit", .zh = "修改征用通知", .en = "Change a requisition",
	  .perm = PERM_REQUISITION_EDIT, .tx = TX_WRITE, .in = &requisition_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/requisitions", .name = "requisition_list", .zh = "征用列表", .en = "Requisitions, with what is open", .perm = PERM_REQUISITION_READ,
	  .tx = TX_READ, .in = &requisition_list_in_shape, .out = &requisition_list_out_shape, .run = run_requisition_list },
	{ .method = "GET", .path = "/api/v1/requisitions/{doc_id}", .name = "requisition_get", .zh = "一张征用通知", .en = "One requisition with what became of it",
	  .perm = PERM_REQUISITION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &requisition_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	REQUISITION_OP("take", PERM_SIGNED_IN, "接收征用物资", "Take over what was called on", requisition_hand_in, doc_moved, run_take),
	REQUISITION_OP("give_back", PERM_SIGNED_IN, "返还征用物资", "Give back what was called on", requisition_hand_in, doc_moved, run_give_back),
	REQUISITION_OP("clock", PERM_REQUISITION_EDIT, "登记用工用车时间", "Record time of people and vehicles", requisition_served_in, doc_moved, run_clock),
	REQUISITION_OP("papers", PERM_REQUISITION_EDIT, "登记征用凭证", "Enter a paper of a requisition", requisition_paper_in, requisition_papers_out, run_paper),
	REQUISITION_STEPS(DOC_STEP_OP)
	{ .method = "GET", .path = "/api/v1/requisition-holders/{holder_id}", .name = "requisition_holder", .zh = "被征用人对账", .en = "Statement of a holder",
	  .perm = PERM_REQUISITION_READ, .tx = TX_READ, .in = &holder_in_shape, .out = &holder_out_shape, .run = run_holder, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
