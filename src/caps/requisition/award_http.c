/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/requisition/requisition.h"
#include "caps/document/document_http.h"
#include "http/op.h"

enum { AWARDS_OUT_MAX = 1000 };
struct award_rate_in { int64_t what, ref_no, rate, rate_per; const char *ground; };
struct award_new { int64_t requisition_id, fund_id; struct list rates; };
struct award_change { int64_t doc_id, version, fund_id; struct list rates; };
struct award_row_out { int64_t what, ref_no, qty, rate, rate_per, sum; const char *ground, *name; };
struct award_rows_out { struct list items; int64_t total; };
struct award_view_out { struct doc_out doc; int64_t requisition_id, total; const char *requisition; struct list items; };

static SHAPE(award_rate_in,
	WORD(award_rate_in, what, award_words, "used or lost pieces, days, damage, labour, vehicle"), I64(award_rate_in, ref_no, 1, 1000, "which line, or which people or vehicles"),
	MONEY(award_rate_in, rate, 1, QTY_MAX, "rate; of damage the whole sum"),
	OPT_I64(award_rate_in, rate_per, 1, 1000000, "for so many pieces, days or minutes; those of the list unless told"), TEXT(award_rate_in, ground, 1, 200, "what it rests on"));
static SHAPE(award_new,
	ID(award_new, requisition_id, "which requisition, ended"), ID(award_new, fund_id, "the fund that pays"),
	OPT_LIST(award_new, rates, &award_rate_in_shape, 0, AWARDS_OUT_MAX, "rates that differ from the list, and damage"));
static SHAPE(award_change,
	ID(award_change, doc_id, "which compensation"), OPT_I64(award_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	ID(award_change, fund_id, "the fund that pays"), OPT_LIST(award_change, rates, &award_rate_in_shape, 0, AWARDS_OUT_MAX, "rates that differ from the list, and damage"));
static SHAPE(award_row_out,
	WORD(award_row_out, what, award_words, "what is compensated"), I64(award_row_out, ref_no, 1, 1000, "which line, or which people or vehicles"),
	TEXT(award_row_out, name, 0, 200, "goods or service"), I64(award_row_out, qty, 1, INT64_MAX, "pieces, unit-days, or heads times minutes, from the books"),
	MONEY(award_row_out, rate, 0, QTY_MAX, "rate; 0.00: neither the order nor the plan knows one"), I64(award_row_out, rate_per, 1, INT64_MAX, "for so many"),
	MONEY(award_row_out, sum, 0, INT64_MAX, "what it comes to"), TEXT(award_row_out, ground, 0, 200, "what the rate rests on"));
static SHAPE(award_rows_out,
	LIST(award_rows_out, items, &award_row_out_shape, 0, AWARDS_OUT_MAX, "what is to be compensated"), MONEY(award_rows_out, total, 0, INT64_MAX, "all of it"));
static SHAPE(award_view_out,
	OBJECT(award_view_out, doc, &doc_out_shape, "the compensation"), ID(award_view_out, requisition_id, "of this requisition"),
	OPT_TEXT(award_view_out, requisition, 0, 60, "its number"), MONEY(award_view_out, total, 0, INT64_MAX, "all of it"),
	LIST(award_view_out, items, &award_row_out_shape, 0, AWARDS_OUT_MAX, "what is compensated, one row a line of the document"));

static struct award_draft draft_of(struct ctx *cx, int64_t requisition_id, int64_t fund_id, const struct list *rates)
{
	struct award *awards = arena_array(&cx->mem, struct award, rates->n + 1);
	const struct award_rate_in *r = rates->at;

	for (size_t i = 0; i < rates->n; i++)
		awards[i] = (struct award){ .what = r[i].what, .ref_no = r[i].ref_no, .rate_fen = r[i].rate, .rate_per = r[i].rate_per, .ground = r[i].ground };
	return (struct award_draft){ requisition_id, fund_id, awards, rates->n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct award_new *in = input;
	struct award_draft draft = draft_of(cx, in->requisition_id, in->fund_id, &in->rates);
	int64_t id;

	TRY(award_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct award_change *in = input;
	struct award_draft draft = draft_of(cx, 0, in->fund_id, &in->rates);

	TRY(award_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

static struct list rows_out(struct ctx *cx, const struct award *awards, size_t n, int64_t *total)
{
	struct award_row_out *rows = arena_array(&cx->mem, struct award_row_out, n + 1);

	*total = 0;
	for (size_t i = 0; i < n; i++) {
		const struct award *a = &awards[i];

		rows[i] = (struct award_row_out){ a->what, a->ref_no, a->qty, a->rate_fen, a->rate_per, a->fen, a->ground, a->name };
		*total += a->fen;
	}
	return (struct list){ rows, n };
}

static enum err run_due(struct ctx *cx, const void *input, void *output)
{
	struct award_rows_out *out = output;
	struct award *awards;
	size_t n;

	TRY(requisition_due_awards(cx, ((const struct doc_id_in *)input)->doc_id, &awards, &n));
	out->items = rows_out(cx, awards, n, &out->total);
	return ERR_OK;
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct award_view_out *out = output;
	struct award *awards;
	struct doc doc;
	size_t n;

	TRY(award_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &awards, &n));
	out->requisition_id = doc.parent_id;
	TRY(document_number(cx, doc.parent_id, &out->requisition));
	out->items = rows_out(cx, awards, n, &out->total);
	return doc_http_out(cx, &doc, &out->doc);
}

#define WORDS_award "awards"
#define AWARD_STEPS(X) \
	X(award, assess, PERM_REQUISITION_ASSESS, "评估征用补偿", "Assess a compensation") \
	X(award, approve, PERM_REQUISITION_APPROVE, "批准征用补偿", "Approve a compensation") \
	X(award, refuse, PERM_REQUISITION_APPROVE, "不同意征用补偿", "Refuse a compensation") \
	X(award, pay, PERM_FUND_PAY, "支付征用补偿", "Pay a compensation") \
	X(award, withdraw, PERM_REQUISITION_ASSESS, "撤回征用补偿", "Withdraw a compensation")
AWARD_STEPS(DOC_STEP_RUN)

static enum err run_award_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "award" }, in, out);
}

extern const struct op award_ops[];
const struct op award_ops[] = {
	{ .method = "GET", .path = "/api/v1/requisitions/{doc_id}/due", .name = "requisition_due", .zh = "应补偿项目", .en = "What a requisition has to compensate, by the books",
	  .perm = PERM_REQUISITION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &award_rows_out_shape, .run = run_due, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/awards", .name = "award_new", .zh = "拟征用补偿单", .en = "Draw up the compensation for a requisition",
	  .perm = PERM_REQUISITION_ASSESS, .tx = TX_WRITE, .in = &award_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/awards/{doc_id}", .name = "award_edit", .zh = "修改征用补偿单", .en = "Change a compensation",
	  .perm = PERM_REQUISITION_ASSESS, .tx = TX_WRITE, .in = &award_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	DOC_LIST_OP(award, PERM_REQUISITION_READ, "征用补偿列表", "Compensations for requisitions")
	{ .method = "GET", .path = "/api/v1/awards/{doc_id}", .name = "award_get", .zh = "一张征用补偿单", .en = "One compensation with its rows",
	  .perm = PERM_REQUISITION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &award_view_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	AWARD_STEPS(DOC_STEP_OP)
	{ 0 },
};
