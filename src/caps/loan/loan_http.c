/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/loan/loan.h"
#include "caps/document/document_http.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "http/op.h"

#define SUM_MAX INT64_C(100000000000)

struct loan_new_goods { int64_t item_id, qty, lot_id, owner_id, fund_id; const char *serial; };
struct loan_new { int64_t from_place_id, unit_id, due_day; const char *holder, *purpose; struct list goods; };
struct loan_extend_in { int64_t doc_id, version, due_day; const char *note; };
struct loan_part { int64_t line_no, qty; };
struct loan_clean_in { int64_t doc_id, version, strength, contact_min, began; const char *agent; struct list parts; };
struct loan_line_out { int64_t line_no, out, in_cleaning, cleaned; const char *serial, *batch; };
struct loan_cleaning_out { int64_t line_no, qty, strength, contact_min, began, ready; const char *dose, *agent, *by; };
struct loan_claim_out { int64_t doc_id, sum; const char *number, *state; };
struct loan_dose_out { int64_t strength, strength_max, contact_min; const char *rule, *agent; };
struct loan_out { struct doc_out doc; int64_t due_day, reminded, reminders; const char *holder, *purpose; struct list lines, cleanings, claims, doses; };
struct loan_holding_in { int64_t what, item_id, unit_id, from_place_id, offset, limit; const char *search; };
struct loan_holding_out { int64_t doc_id, line_no, item_id, unit_id, from_place_id, qty, since, due, reminded; bool overdue; const char *number, *item, *item_unit, *unit, *from_place, *holder, *serial; };
struct loan_holdings_out { struct list items; int64_t next; };
struct loan_queue_in { int64_t place_id; };
struct loan_queue_row { int64_t doc_id, line_no, version, item_id, place_id, qty, cleaned, ready; const char *number, *item, *item_unit, *place, *unit, *serial; };
struct loan_queue_out { struct list items; };
struct loan_piece_in { int64_t item_id; const char *serial; };
struct loan_piece_out { int64_t lot_id, item_id, place_id, owner_id, fund_id, doc_id, line_no; const char *item, *serial, *state, *where, *number; };
struct loan_claim_new { int64_t doc_id, fund_id, sum; const char *finding; };
struct loan_reminded_out { int64_t reminded, reminders; };

static SHAPE(loan_new_goods,
	ID(loan_new_goods, item_id, "item"), I64(loan_new_goods, qty, 1, QTY_MAX, "how many"), OPT_ID(loan_new_goods, lot_id, "this lot or piece; absent: first expired first out"),
	OPT_TEXT(loan_new_goods, serial, 1, 60, "the number on the piece, in place of its lot"), OPT_ID(loan_new_goods, owner_id, "whose; absent: the district"),
	OPT_ID(loan_new_goods, fund_id, "bound to this purpose"));
static SHAPE(loan_new,
	ID(loan_new, from_place_id, "where the goods lie"), ID(loan_new, unit_id, "who borrows"), OPT_DAY(loan_new, due_day, "to be brought back on; absent: as long as the plan allows"),
	TEXT(loan_new, holder, 1, 40, "who has it at the unit"), OPT_TEXT(loan_new, purpose, 0, 100, "what for"),
	LIST(loan_new, goods, &loan_new_goods_shape, 1, LOAN_LINES_MAX, "what is lent"));
static SHAPE(loan_extend_in,
	ID(loan_extend_in, doc_id, "which loan"), OPT_I64(loan_extend_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	DAY(loan_extend_in, due_day, "the new day"), TEXT(loan_extend_in, note, 1, DOC_NOTE_MAX, "why"));
static SHAPE(loan_part, I64(loan_part, line_no, 1, LOAN_LINES_MAX, "line"), I64(loan_part, qty, 1, QTY_MAX, "how many"));
static SHAPE(loan_clean_in,
	ID(loan_clean_in, doc_id, "which loan"), OPT_I64(loan_clean_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	TEXT(loan_clean_in, agent, 1, 40, "disinfectant used"), I64(loan_clean_in, strength, 0, 100000, "its strength in mg/L"),
	I64(loan_clean_in, contact_min, 0, 10080, "minutes it was left to act"), OPT_TIME(loan_clean_in, began, "when it was put on; absent: now"),
	OPT_LIST(loan_clean_in, parts, &loan_part_shape, 0, LOAN_LINES_MAX, "what was cleaned; absent: everything that waits"));
static SHAPE(loan_line_out,
	I64(loan_line_out, line_no, 1, INT64_MAX, "line"), I64(loan_line_out, out, 0, INT64_MAX, "still with the borrower"),
	I64(loan_line_out, in_cleaning, 0, INT64_MAX, "back, not yet inspected"), I64(loan_line_out, cleaned, 0, INT64_MAX, "of these: cleaned, to be inspected"),
	OPT_TEXT(loan_line_out, serial, 0, 60, "number of the piece"), OPT_TEXT(loan_line_out, batch, 0, 60, "batch"));
static SHAPE(loan_cleaning_out,
	I64(loan_cleaning_out, line_no, 1, INT64_MAX, "line"), I64(loan_cleaning_out, qty, 1, INT64_MAX, "how many"), TEXT(loan_cleaning_out, agent, 1, 40, "disinfectant"),
	I64(loan_cleaning_out, strength, 0, INT64_MAX, "mg/L"), I64(loan_cleaning_out, contact_min, 0, INT64_MAX, "minutes"), TIME(loan_cleaning_out, began, "begun"),
	TIME(loan_cleaning_out, ready, "acted long enough from"), TEXT(loan_cleaning_out, by, 0, 100, "who cleaned"), OPT_TEXT(loan_cleaning_out, dose, 0, 60, "by this rule of the plan"));
static SHAPE(loan_claim_out,
	ID(loan_claim_out, doc_id, "the claim"), MONEY(loan_claim_out, sum, 0, INT64_MAX, "how much"), OPT_TEXT(loan_claim_out, number, 0, 60, "number"), TEXT(loan_claim_out, state, 1, 40, "state"));
static SHAPE(loan_dose_out,
	TEXT(loan_dose_out, rule, 1, 60, "rule of the plan"), OPT_TEXT(loan_dose_out, agent, 0, 40, "disinfectant"), I64(loan_dose_out, strength, 0, INT64_MAX, "mg/L"),
	OPT_I64(loan_dose_out, strength_max, 0, INT64_MAX, "mg/L at most"), I64(loan_dose_out, contact_min, 0, INT64_MAX, "minutes"));
static SHAPE(loan_out,
	OBJECT(loan_out, doc, &doc_out_shape, "the loan"), DAY(loan_out, due_day, "to be brought back on"), TEXT(loan_out, holder, 1, 40, "who has it at the unit"),
	OPT_TEXT(loan_out, purpose, 0, 100, "what for"), OPT_TIME(loan_out, reminded, "reminded last"), I64(loan_out, reminders, 0, INT64_MAX, "how often"),
	LIST(loan_out, lines, &loan_line_out_shape, 0, LOAN_LINES_MAX, "where each line is"),
	LIST(loan_out, cleanings, &loan_cleaning_out_shape, 0, LOAN_LINES_MAX, "what was cleaned, how and by whom"),
	LIST(loan_out, claims, &loan_claim_out_shape, 0, LOAN_LIST_MAX, "compensation asked for"),
	LIST(loan_out, doses, &loan_dose_out_shape, 0, 1, "how the plan wants it cleaned"));
static SHAPE(loan_holding_in,
	OPT_WORD(loan_holding_in, what, loan_what_words, "all, overdue or soon (due today or tomorrow)"), OPT_ID(loan_holding_in, item_id, "this item"),
	OPT_ID(loan_holding_in, unit_id, "this borrower"), OPT_ID(loan_holding_in, from_place_id, "lent from here"),
	OPT_TEXT(loan_holding_in, search, 0, 60, "in item, borrower, person, number"), OPT_I64(loan_holding_in, offset, 0, 1000000, "rows to skip"),
	OPT_I64(loan_holding_in, limit, 1, LOAN_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(loan_holding_out,
	ID(loan_holding_out, doc_id, "the loan"), I64(loan_holding_out, line_no, 1, INT64_MAX, "its line"), TEXT(loan_holding_out, number, 0, 60, "its number"),
	ID(loan_holding_out, unit_id, "borrower"), TEXT(loan_holding_out, unit, 1, 200, "its name"), TEXT(loan_holding_out, holder, 1, 40, "who has it there"),
	ID(loan_holding_out, item_id, "item"), TEXT(loan_holding_out, item, 1, 200, "its name"), OPT_TEXT(loan_holding_out, serial, 0, 60, "number of the piece"),
	I64(loan_holding_out, qty, 1, INT64_MAX, "still out"), TEXT(loan_holding_out, item_unit, 1, 20, "base unit"), ID(loan_holding_out, from_place_id, "lent from"),
	TEXT(loan_holding_out, from_place, 1, 200, "its name"), OPT_TIME(loan_holding_out, since, "lent"), OPT_TIME(loan_holding_out, due, "due"),
	BOOL(loan_holding_out, overdue, "past that time"), OPT_TIME(loan_holding_out, reminded, "reminded last"));
static SHAPE(loan_holdings_out,
	LIST(loan_holdings_out, items, &loan_holding_out_shape, 0, LOAN_LIST_MAX, "due first"), OPT_I64(loan_holdings_out, next, 1, EXACT_MAX, "send as offset to get the next page"));
static SHAPE(loan_file,
	BYTES(loan_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(loan_file, type, 1, 100, "media type"), TEXT(loan_file, name, 1, 100, "file name"));
static SHAPE(loan_queue_in, OPT_ID(loan_queue_in, place_id, "in this place"));
static SHAPE(loan_queue_row,
	ID(loan_queue_row, doc_id, "the loan"), I64(loan_queue_row, line_no, 1, INT64_MAX, "its line"), I64(loan_queue_row, version, 1, INT64_MAX, "its version"),
	TEXT(loan_queue_row, number, 0, 60, "its number"), ID(loan_queue_row, item_id, "item"), TEXT(loan_queue_row, item, 1, 200, "its name"),
	TEXT(loan_queue_row, item_unit, 1, 20, "base unit"), OPT_TEXT(loan_queue_row, serial, 0, 60, "number of the piece"), ID(loan_queue_row, place_id, "where it lies"),
	TEXT(loan_queue_row, place, 1, 200, "its name"), TEXT(loan_queue_row, unit, 1, 200, "who brought it back"), I64(loan_queue_row, qty, 1, INT64_MAX, "to be cleaned and inspected"),
	I64(loan_queue_row, cleaned, 0, INT64_MAX, "of these cleaned"), OPT_TIME(loan_queue_row, ready, "acted long enough from"));
static SHAPE(loan_queue_out, LIST(loan_queue_out, items, &loan_queue_row_shape, 0, LOAN_LIST_MAX, "oldest loan first"));
static SHAPE(loan_piece_in, TEXT(loan_piece_in, serial, 1, 60, "the number on it"), OPT_ID(loan_piece_in, item_id, "of this item, where several have such numbers"));
static SHAPE(loan_piece_out,
	ID(loan_piece_out, lot_id, "the piece"), TEXT(loan_piece_out, serial, 1, 60, "its number"), ID(loan_piece_out, item_id, "item"), TEXT(loan_piece_out, item, 1, 200, "its name"),
	OPT_TEXT(loan_piece_out, state, 0, 40, "the account it is in: store, lent, cleaning, blocked ..."), OPT_TEXT(loan_piece_out, where, 0, 200, "where or with whom"),
	OPT_ID(loan_piece_out, place_id, "the place"), OPT_ID(loan_piece_out, owner_id, "whose"), OPT_ID(loan_piece_out, fund_id, "purpose"),
	OPT_ID(loan_piece_out, doc_id, "the loan it is out by"), OPT_I64(loan_piece_out, line_no, 0, INT64_MAX, "its line"), OPT_TEXT(loan_piece_out, number, 0, 60, "its number"));
static SHAPE(loan_claim_new,
	ID(loan_claim_new, doc_id, "which loan"), ID(loan_claim_new, fund_id, "the fund it is paid into"), MONEY(loan_claim_new, sum, 1, SUM_MAX, "assessed compensation"),
	TEXT(loan_claim_new, finding, 1, DOC_NOTE_MAX, "what is damaged or lost, and how it was valued"));
static SHAPE(loan_reminded_out, TIME(loan_reminded_out, reminded, "reminded now"), I64(loan_reminded_out, reminders, 1, INT64_MAX, "how often so far"));

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct loan_new *in = input;
	const struct loan_new_goods *g = in->goods.at;
	struct loan_goods *goods = arena_array(&cx->mem, struct loan_goods, in->goods.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->goods.n; i++)
		goods[i] = (struct loan_goods){ g[i].item_id, g[i].qty, g[i].lot_id, g[i].owner_id, g[i].fund_id, g[i].serial };
	TRY(loan_open(cx, &(struct loan_draft){ in->from_place_id, in->unit_id, in->due_day, in->holder, in->purpose, goods, in->goods.n }, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_extend(struct ctx *cx, const void *input, void *output)
{
	const struct loan_extend_in *in = input;

	return loan_extend(cx, in->doc_id, in->version, in->due_day, in->note, output);
}

static enum err run_clean(struct ctx *cx, const void *input, void *output)
{
	const struct loan_clean_in *in = input;
	const struct loan_part *p = in->parts.at;
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, in->parts.n + 1);

	for (size_t i = 0; i < in->parts.n; i++)
		parts[i] = (struct doc_part){ .line_no = p[i].line_no, .qty = p[i].qty };
	return loan_clean(cx, &(struct loan_washing){ in->doc_id, in->version, in->strength, in->contact_min, in->began, in->agent, parts, in->parts.n }, output);
}

static enum err cleanings_out(struct ctx *cx, const struct loan_view *v, struct list *ret)
{
	struct loan_cleaning_out *at = arena_array(&cx->mem, struct loan_cleaning_out, v->n_cleanings + 1);

	for (size_t i = 0; i < v->n_cleanings; i++) {
		const struct loan_cleaning *c = &v->cleanings[i];

		at[i] = (struct loan_cleaning_out){ c->line_no, c->qty, c->strength, c->contact_min, c->began_ms, c->ready_ms, c->dose, c->agent, "" };
		TRY(party_account_name(cx, c->cleaned_by, &at[i].by));
	}
	*ret = (struct list){ at, v->n_cleanings };
	return ERR_OK;
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct loan_out *out = output;
	struct loan_line_out *lines;
	struct loan_claim_out *claims;
	struct loan_dose_out *dose;
	struct loan_view v;
	struct doc doc;

	TRY(loan_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	lines = arena_array(&cx->mem, struct loan_line_out, v.n_lines + 1);
	for (size_t i = 0; i < v.n_lines; i++)
		lines[i] = (struct loan_line_out){ v.lines[i].line_no, v.lines[i].out, v.lines[i].in_cleaning, v.lines[i].cleaned, v.lines[i].serial, v.lines[i].batch };
	claims = arena_array(&cx->mem, struct loan_claim_out, v.n_claims + 1);
	for (size_t i = 0; i < v.n_claims; i++)
		claims[i] = (struct loan_claim_out){ v.claims[i].doc_id, v.claims[i].sum_fen, v.claims[i].number, v.claims[i].state };
	dose = arena_array(&cx->mem, struct loan_dose_out, 1);
	if (v.dose)
		*dose = (struct loan_dose_out){ v.dose->strength_low.n, v.dose->strength_high.n, v.dose->contact.n / 60000, v.dose->rule.id, v.dose->agent };
	*out = (struct loan_out){ .due_day = v.due_day, .reminded = v.reminded_ms, .reminders = v.reminders, .holder = v.holder, .purpose = v.purpose,
		.lines = { lines, v.n_lines }, .claims = { claims, v.n_claims }, .doses = { dose, v.dose ? 1 : 0 } };
	TRY(cleanings_out(cx, &v, &out->cleanings));
	return doc_http_out(cx, &doc, &out->doc);
}

static struct loan_holding_filter filter_of(const struct loan_holding_in *in)
{
	return (struct loan_holding_filter){ in->what, in->item_id, in->unit_id, in->from_place_id, in->offset, 0, in->search };
}

static enum err run_holdings(struct ctx *cx, const void *input, void *output)
{
	const struct loan_holding_in *in = input;
	const int64_t limit = in->limit ? in->limit : 50;
	struct loan_holding_filter f = filter_of(in);
	struct loan_holdings_out *out = output;
	struct loan_holding_out *items;
	struct loan_holding *h;
	size_t n;

	f.limit = limit + 1;
	TRY(loan_holdings(cx, &f, &h, &n));
	out->next = n > (size_t)limit ? in->offset + limit : 0;
	n = n > (size_t)limit ? (size_t)limit : n;
	items = arena_array(&cx->mem, struct loan_holding_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct loan_holding_out){ h[i].doc_id, h[i].line_no, h[i].item_id, h[i].unit_id, h[i].from_place_id, h[i].qty, h[i].since_ms, h[i].due_ms,
			h[i].reminded_ms, h[i].due_ms && h[i].due_ms <= cx->now_ms, h[i].number, h[i].item, h[i].item_unit, h[i].unit, h[i].from_place, h[i].holder, h[i].serial };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_file(struct ctx *cx, const void *input, void *output)
{
	struct loan_holding_filter f = filter_of(input);

	return loan_holdings_file(cx, &f, output);
}

static enum err run_remind(struct ctx *cx, const void *input, void *output)
{
	const int64_t doc_id = ((const struct doc_id_in *)input)->doc_id;
	struct loan_view v;
	struct doc doc;

	TRY(loan_remind(cx, doc_id));
	TRY(loan_see(cx, doc_id, &doc, &v));
	*(struct loan_reminded_out *)output = (struct loan_reminded_out){ v.reminded_ms, v.reminders };
	return ERR_OK;
}

static enum err run_queue(struct ctx *cx, const void *input, void *output)
{
	struct loan_queue_row *items;
	struct loan_to_clean *q;
	size_t n;

	TRY(loan_cleaning_queue(cx, ((const struct loan_queue_in *)input)->place_id, &q, &n));
	items = arena_array(&cx->mem, struct loan_queue_row, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct loan_queue_row){ q[i].doc_id, q[i].line_no, q[i].version, q[i].item_id, q[i].place_id, q[i].qty, q[i].cleaned, q[i].ready_ms,
			q[i].number, q[i].item, q[i].item_unit, q[i].place, q[i].unit, q[i].serial };
	((struct loan_queue_out *)output)->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_piece(struct ctx *cx, const void *input, void *output)
{
	const struct loan_piece_in *in = input;
	struct loan_piece p;

	TRY(loan_piece_find(cx, in->serial, in->item_id, &p));
	*(struct loan_piece_out *)output = (struct loan_piece_out){ p.lot_id, p.item_id, p.place_id, p.owner_id, p.fund_id, p.doc_id, p.line_no, p.item, p.serial,
		p.account_kind ? ledger_account_info(p.account_kind)->word : "", p.where, p.number };
	return ERR_OK;
}

static enum err run_claim(struct ctx *cx, const void *input, void *output)
{
	const struct loan_claim_new *in = input;
	int64_t id;

	TRY(loan_claim_open(cx, &(struct loan_claim){ in->doc_id, in->fund_id, in->sum, in->finding }, &id));
	return doc_http_made(cx, id, output);
}

#define WORDS_loan "loans"
#define WORDS_reparation "loan-claims"
#define LOAN_STEPS(X) \
	X(loan, lend, PERM_SIGNED_IN, "借出，双方签字", "Lend; both sides sign") \
	X(loan, give_back, PERM_SIGNED_IN, "归还，双方点数", "Give back; both sides count") \
	X(loan, damage, PERM_SIGNED_IN, "损坏归还，双方签字", "Give back damaged; both sides sign") \
	X(loan, lose, PERM_LOAN_EDIT, "确认丢失，两人签字", "Write off as lost; two sign") \
	X(loan, restock, PERM_LOAN_EDIT, "检查合格，重新上架", "Inspected: back into store") \
	X(loan, reject, PERM_LOAN_EDIT, "检查不合格，冻结", "Inspected: not usable, blocked") \
	X(loan, withdraw, PERM_LOAN_EDIT, "作废借用单", "Withdraw a draft") \
	X(reparation, confirm, PERM_STOCK_APPROVE, "核准赔偿", "Confirm what is owed") \
	X(reparation, refuse, PERM_STOCK_APPROVE, "不同意赔偿", "Refuse a claim") \
	X(reparation, collect, PERM_FUND_EDIT, "收到赔款", "Record the payment") \
	X(reparation, withdraw, PERM_LOAN_EDIT, "撤回赔偿单", "Withdraw a claim")
LOAN_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(reparation, "reparation")

static enum err run_loan_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "loan" }, in, out);
}

extern const struct op loan_ops[];
const struct op loan_ops[] = {
	{ .method = "POST", .path = "/api/v1/loans", .name = "loan_new", .zh = "开借用单", .en = "Draw up a loan", .perm = PERM_LOAN_EDIT, .tx = TX_WRITE,
	  .in = &loan_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	DOC_LIST_OP(loan, PERM_LOAN_READ, "借用单列表", "Loans")
	{ .method = "GET", .path = "/api/v1/loans/{doc_id}", .name = "loan_get", .zh = "一张借用单", .en = "One loan, its cleanings and claims", .perm = PERM_LOAN_READ,
	  .tx = TX_READ, .in = &doc_id_in_shape, .out = &loan_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/loans/{doc_id}/extend", .name = "loan_extend", .zh = "续借", .en = "Extend a loan", .perm = PERM_LOAN_EDIT, .tx = TX_WRITE,
	  .in = &loan_extend_in_shape, .out = &doc_moved_shape, .run = run_extend, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/loans/{doc_id}/clean", .name = "loan_clean", .zh = "登记洗消", .en = "Record cleaning and disinfection", .perm = PERM_LOAN_EDIT,
	  .tx = TX_WRITE, .in = &loan_clean_in_shape, .out = &doc_moved_shape, .run = run_clean, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/loans/{doc_id}/remind", .name = "loan_remind", .zh = "提醒归还", .en = "Remind the borrower", .perm = PERM_LOAN_EDIT,
	  .tx = TX_WRITE, .in = &doc_id_in_shape, .out = &loan_reminded_out_shape, .run = run_remind, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/loan-holdings", .name = "loan_holdings", .zh = "谁还借着什么", .en = "Who still holds what", .perm = PERM_LOAN_READ,
	  .tx = TX_READ, .in = &loan_holding_in_shape, .out = &loan_holdings_out_shape, .run = run_holdings },
	{ .method = "GET", .path = "/api/v1/loan-holdings/file", .name = "loan_holdings_file", .zh = "导出在借清单", .en = "Who still holds what, as a workbook", .perm = PERM_LOAN_READ,
	  .tx = TX_READ, .in = &loan_holding_in_shape, .out = &loan_file_shape, .run = run_file },
	{ .method = "GET", .path = "/api/v1/loan-cleaning", .name = "loan_cleaning", .zh = "待洗消", .en = "What waits to be cleaned and inspected", .perm = PERM_LOAN_READ,
	  .tx = TX_READ, .in = &loan_queue_in_shape, .out = &loan_queue_out_shape, .run = run_queue },
	{ .method = "GET", .path = "/api/v1/loan-pieces", .name = "loan_piece", .zh = "按编号找一件", .en = "A piece by the number on it", .perm = PERM_LOAN_READ,
	  .tx = TX_READ, .in = &loan_piece_in_shape, .out = &loan_piece_out_shape, .run = run_piece, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/loans/{doc_id}/claims", .name = "loan_claim_new", .zh = "定损赔偿", .en = "Assess compensation", .perm = PERM_LOAN_EDIT,
	  .tx = TX_WRITE, .in = &loan_claim_new_shape, .out = &doc_made_shape, .run = run_claim, .fails = DOC_FAILS },
	DOC_LIST_OP(reparation, PERM_LOAN_READ, "赔偿单列表", "Claims for damage and loss") DOC_GET_OP(reparation, PERM_LOAN_READ, "一张赔偿单", "One claim")
	LOAN_STEPS(DOC_STEP_OP)
	{ 0 },
};
