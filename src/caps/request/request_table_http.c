/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/request/table.h"
#include "caps/plan/plan.h"
#include "http/op.h"

struct request_list_in {
	int64_t     tab, place_id, unit_id, item_id, due_from, due_to, sort, page, limit, as_of;
	const char *state, *areas, *classes, *channels, *category, *text;
	bool        problems;
};
#define WHICH "numbers with commas between"
static SHAPE(request_list_in,
	OPT_WORD(request_list_in, tab, request_tab_words, "work list; waiting unless told"),
	OPT_TEXT(request_list_in, state, 0, 40, "in this state, within the work list"),
	OPT_TEXT(request_list_in, areas, 0, 800, "of these subdistricts: " WHICH), OPT_ID(request_list_in, place_id, "goods go to this place or below it"),
	OPT_ID(request_list_in, unit_id, "of this unit"), OPT_ID(request_list_in, item_id, "with this item"),
	OPT_TEXT(request_list_in, category, 0, 60, "with goods of this class"), OPT_TEXT(request_list_in, classes, 0, 20, "of these priorities: " WHICH),
	OPT_TEXT(request_list_in, channels, 0, 60, "come in by these ways: page,phone,..."),
	OPT_DAY(request_list_in, due_from, "wanted on or after"), OPT_DAY(request_list_in, due_to, "wanted on or before"),
	OPT_TEXT(request_list_in, text, 0, 60, "part of the number, the unit's name, the item's name or code"),
	OPT_BOOL(request_list_in, problems, "only waiting requests with a problem"),
	OPT_WORD(request_list_in, sort, request_sort_words, "order; due unless told"),
	OPT_I64(request_list_in, page, 1, 1000000, "which page, from 1"), OPT_I64(request_list_in, limit, 1, REQUEST_PAGE_MAX, "rows on a page, 50 unless told"),
	OPT_TIME(request_list_in, as_of, "the first answer's as_of: later requests are counted as fresh, not shown, so that pages stand still"));

struct request_finding_out { int64_t line_no, qty, limit, other_doc_id, kind; bool problem; const char *other_number, *rule, *zh, *en; };
static SHAPE(request_finding_out,
	WORD(request_finding_out, kind, request_finding_words, "what"), BOOL(request_finding_out, problem, "false: only to know"),
	OPT_I64(request_finding_out, line_no, 0, REQUEST_LINES_MAX, "of this line; absent: of the request"),
	OPT_I64(request_finding_out, qty, 0, QTY_MAX, "available, over by, received, minutes late, or what the other asks for"),
	OPT_I64(request_finding_out, limit, 0, QTY_MAX, "the most that can be vetted by this"),
	OPT_ID(request_finding_out, other_doc_id, "the other request"), OPT_TEXT(request_finding_out, other_number, 0, 40, "its number"),
	OPT_TEXT(request_finding_out, rule, 0, 60, "rule of the plan"), TEXT(request_finding_out, zh, 1, 480, "in words, Chinese"), TEXT(request_finding_out, en, 1, 480, "in words, English"));

struct request_line_out {
	int64_t line_no, item_id, pack, priority, wanted, own_stock, received_before, asked, granted, dropped, sent, taken, back, lost, can, available, own_tenths;
	bool    waiting, own_known;
	const char *item_code, *item, *item_en, *category, *unit, *pack_unit;
};
static SHAPE(request_line_out,
	I64(request_line_out, line_no, 1, REQUEST_LINES_MAX, "line"), ID(request_line_out, item_id, "item"), TEXT(request_line_out, item_code, 0, 60, "its code"),
	TEXT(request_line_out, item, 0, 200, "its name"), OPT_TEXT(request_line_out, item_en, 0, 200, "its English name"),
	TEXT(request_line_out, category, 0, 60, "class of goods"), TEXT(request_line_out, unit, 0, 20, "base unit"),
	I64(request_line_out, pack, 1, QTY_MAX, "base units in a whole pack"), OPT_TEXT(request_line_out, pack_unit, 0, 20, "what a pack is called"),
	I64(request_line_out, priority, 1, REQUEST_CLASSES, "class by the plan"), I64(request_line_out, wanted, 1, QTY_MAX, "needed in all"),
	I64(request_line_out, own_stock, 0, QTY_MAX, "own stock"), I64(request_line_out, received_before, 0, QTY_MAX, "received before"),
	I64(request_line_out, asked, 1, QTY_MAX, "asked"), I64(request_line_out, granted, 0, QTY_MAX, "vetted"), I64(request_line_out, dropped, 0, QTY_MAX, "given up"),
	I64(request_line_out, sent, 0, QTY_MAX, "allotted"), I64(request_line_out, taken, 0, QTY_MAX, "received"), I64(request_line_out, back, 0, QTY_MAX, "allotment withdrawn"),
	I64(request_line_out, lost, 0, QTY_MAX, "lost on the way"),
	BOOL(request_line_out, waiting, "it waits for vetting; can and available count"), I64(request_line_out, can, 0, QTY_MAX, "can be vetted, by plan and stock"),
	I64(request_line_out, available, 0, QTY_MAX, "free in the district over what was vetted before"),
	BOOL(request_line_out, own_known, "the item has a norm and the unit a number of people"),
	I64(request_line_out, own_tenths, 0, 99999, "tenths of days the unit's own stock lasts"));

struct request_row_out {
	int64_t doc_id, version, unit_id, area_id, to_place_id, due, priority, channel, asked, vet_by, changed, n_lines;
	bool    problem;
	const char *number, *state, *unit, *unit_kind, *unit_kind_zh, *unit_kind_en, *area;
	struct list lines, findings;
};
static SHAPE(request_row_out,
	ID(request_row_out, doc_id, "the request"), I64(request_row_out, version, 1, INT64_MAX, "its version"), OPT_TEXT(request_row_out, number, 0, 40, "its number"),
	TEXT(request_row_out, state, 1, 40, "its state"), ID(request_row_out, unit_id, "the unit"), TEXT(request_row_out, unit, 0, 200, "its name"),
	TEXT(request_row_out, unit_kind, 0, 60, "its kind"), TEXT(request_row_out, unit_kind_zh, 0, 200, "the kind by the plan, Chinese"),
	TEXT(request_row_out, unit_kind_en, 0, 200, "the same, English"), OPT_ID(request_row_out, area_id, "its subdistrict"), OPT_TEXT(request_row_out, area, 0, 200, "its name"),
	ID(request_row_out, to_place_id, "where the goods go"), OPT_DAY(request_row_out, due, "wanted by"), I64(request_row_out, priority, 1, REQUEST_CLASSES, "best class of its lines"),
	WORD(request_row_out, channel, request_channel_words, "how it came in"), TIME(request_row_out, asked, "raised at; of a draft: written at"),
	OPT_TIME(request_row_out, vet_by, "to be vetted by, by the plan"), TIME(request_row_out, changed, "last step"), BOOL(request_row_out, problem, "a finding is a problem"),
	I64(request_row_out, n_lines, 0, REQUEST_LINES_MAX, "lines in all"), LIST(request_row_out, lines, &request_line_out_shape, 0, REQUEST_LINES_MAX, "the first lines (effect: all)"),
	LIST(request_row_out, findings, &request_finding_out_shape, 0, 4 * REQUEST_LINES_MAX, "what is to be said of it"));

struct request_rank { int64_t priority; const char *zh, *en; };
static SHAPE(request_rank, I64(request_rank, priority, 1, REQUEST_CLASSES, "class"), TEXT(request_rank, zh, 1, 200, "by the plan, Chinese"), TEXT(request_rank, en, 1, 200, "English"));
static const struct shape counts_out_shape = { "request_counts", sizeof(struct request_counts), (const struct field[]){
	I64(request_counts, waiting, 0, INT64_MAX, "wait for vetting"), I64(request_counts, late, 0, INT64_MAX, "of these and of those set aside: late by the plan"),
	I64(request_counts, special, 0, INT64_MAX, "set aside, decided case by case"), I64(request_counts, granted, 0, INT64_MAX, "vetted"),
	I64(request_counts, refused, 0, INT64_MAX, "refused"), I64(request_counts, all, 0, INT64_MAX, "all but drafts"),
	I64(request_counts, drafts, 0, INT64_MAX, "drafts"), I64(request_counts, fresh, 0, INT64_MAX, "came in after as_of"), { 0 } } };
struct request_list_out { int64_t total, page, as_of; bool cut; struct request_counts counts; struct list items, ranks; };
static SHAPE(request_list_out,
	LIST(request_list_out, items, &request_row_out_shape, 0, REQUEST_PAGE_MAX, "one page"), I64(request_list_out, total, 0, INT64_MAX, "in this work list with this filter"),
	I64(request_list_out, page, 1, 1000000, "which page this is"), TIME(request_list_out, as_of, "send it with the next page"),
	BOOL(request_list_out, cut, "problems: only the first 20,000 were looked at"),
	OBJECT(request_list_out, counts, &counts_out_shape, "with the same filter, per work list"),
	LIST(request_list_out, ranks, &request_rank_shape, 0, 20, "what the classes are called by the plan"));

static const struct shape request_amount_shape = { "request_amount", sizeof(struct request_amount), (const struct field[]){
	I64(request_amount, line_no, 1, REQUEST_LINES_MAX, "line"), I64(request_amount, qty, 0, QTY_MAX, "base units"), { 0 } } };
struct request_act_in { int64_t doc_id, version, verb; struct list amounts; const char *note; };
static SHAPE(request_act_in,
	ID(request_act_in, doc_id, "which request"), OPT_I64(request_act_in, version, 1, INT64_MAX, "the version you saw"),
	WORD(request_act_in, verb, request_verb_words, "what to do; leave: only look"),
	OPT_LIST(request_act_in, amounts, &request_amount_shape, 0, REQUEST_LINES_MAX, "how much of each line; decide: absent is all, effect: absent is what can be vetted"),
	OPT_TEXT(request_act_in, note, 0, DOC_NOTE_MAX, "why, for the unit"));
struct request_acts_in { struct list acts; };
static SHAPE(request_acts_in, LIST(request_acts_in, acts, &request_act_in_shape, 1, REQUEST_ACTS_MAX, "one entry a request"));

static const struct shape effect_item_shape = { "request_effect_item", sizeof(struct request_effect_item), (const struct field[]){
	ID(request_effect_item, item_id, "item"), TEXT(request_effect_item, zh, 0, 200, "its name"), OPT_TEXT(request_effect_item, en, 0, 200, "English"),
	TEXT(request_effect_item, unit, 0, 20, "base unit"), I64(request_effect_item, available, 0, QTY_MAX, "free over what was vetted before"),
	I64(request_effect_item, vetted, 0, QTY_MAX, "by these acts"), I64(request_effect_item, left, -QTY_MAX, QTY_MAX, "left afterwards; below nil: not enough"), { 0 } } };
struct request_effect_out { struct list items, rows; };
static SHAPE(request_effect_out,
	LIST(request_effect_out, items, &effect_item_shape, 0, REQUEST_ACTS_MAX * REQUEST_LINES_MAX, "stock after all of it"),
	LIST(request_effect_out, rows, &request_row_out_shape, 0, REQUEST_ACTS_MAX, "the requests, in the order asked"));

static const struct shape done_out_shape = { "request_done", sizeof(struct request_done), (const struct field[]){
	ID(request_done, doc_id, "the request"), BOOL(request_done, done, "false: nothing of it was done"), OPT_TEXT(request_done, number, 0, 40, "its number"),
	OPT_TEXT(request_done, state, 0, 40, "its state now"), OPT_I64(request_done, version, 1, INT64_MAX, "its version now"),
	OPT_TEXT(request_done, code, 0, 40, "kind of failure"), OPT_TEXT(request_done, zh, 0, 480, "why not, Chinese"), OPT_TEXT(request_done, en, 0, 480, "why not, English"),
	{ 0 } } };
struct request_decide_out { int64_t n_done, n_failed; struct list items; };
static SHAPE(request_decide_out,
	I64(request_decide_out, n_done, 0, REQUEST_ACTS_MAX, "done"), I64(request_decide_out, n_failed, 0, REQUEST_ACTS_MAX, "not done"),
	LIST(request_decide_out, items, &done_out_shape, 0, REQUEST_ACTS_MAX, "one result a request, in the order sent"));

static struct list lines_out(struct ctx *cx, const struct request_row *row, size_t most)
{
	size_t n = row->n_lines_here < most ? row->n_lines_here : most;
	struct request_line_out *out = arena_array(&cx->mem, struct request_line_out, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct request_row_line *l = &row->lines[i];

		out[i] = (struct request_line_out){ .line_no = l->line_no, .item_id = l->item_id, .pack = l->pack, .priority = l->priority,
			.wanted = l->wanted, .own_stock = l->own_stock, .received_before = l->received_before, .asked = l->asked, .granted = l->granted,
			.dropped = l->dropped, .sent = l->sent, .taken = l->taken, .back = l->back, .lost = l->lost, .waiting = l->can >= 0,
			.can = l->can > 0 ? l->can : 0, .available = l->available > 0 ? l->available : 0, .own_known = l->own_tenths >= 0,
			.own_tenths = l->own_tenths > 0 ? l->own_tenths : 0, .item_code = l->item_code, .item = l->item_zh,
			.item_en = l->item_en[0] ? l->item_en : NULL, .category = l->category, .unit = l->unit,
			.pack_unit = l->pack_unit[0] ? l->pack_unit : NULL };
	}
	return (struct list){ out, n };
}

static struct list findings_out(struct ctx *cx, const struct request_row *row)
{
	struct request_finding_out *out = arena_array(&cx->mem, struct request_finding_out, row->n_findings + 1);

	for (size_t i = 0; i < row->n_findings; i++) {
		const struct request_finding *f = &row->findings[i];

		out[i] = (struct request_finding_out){ f->line_no, f->qty, f->limit, f->other_doc_id, f->kind, f->problem, f->other_number, f->rule, f->zh, f->en };
	}
	return (struct list){ out, row->n_findings };
}

static struct list rows_out(struct ctx *cx, const struct request_row *rows, size_t n, size_t most_lines)
{
	struct request_row_out *out = arena_array(&cx->mem, struct request_row_out, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct request_row *r = &rows[i];

		out[i] = (struct request_row_out){ .doc_id = r->doc_id, .version = r->version, .unit_id = r->unit_id, .area_id = r->area_id,
			.to_place_id = r->to_place_id, .due = r->due_day, .priority = r->priority, .channel = r->channel, .asked = r->asked_ms,
			.vet_by = r->vet_by_ms, .changed = r->changed_ms, .n_lines = r->n_lines, .problem = r->problem,
			.number = r->number[0] ? r->number : NULL, .state = r->state, .unit = r->unit, .unit_kind = r->unit_kind,
			.unit_kind_zh = r->unit_kind_zh, .unit_kind_en = r->unit_kind_en, .area = r->area[0] ? r->area : NULL,
			.lines = lines_out(cx, r, most_lines), .findings = findings_out(cx, r) };
	}
	return (struct list){ out, n };
}

static enum err ranks_out(struct ctx *cx, struct list *ret)
{
	const struct plan *plan;
	struct request_rank *out;
	int n;

	TRY(document_plan(cx, &plan));
	n = plan ? plan_rank_count(plan) : 0;
	n = n > REQUEST_CLASSES ? REQUEST_CLASSES : n;
	out = arena_array(&cx->mem, struct request_rank, (size_t)n + 1);
	for (int i = 0; i < n; i++)
		out[i] = (struct request_rank){ i + 1, plan_rank(plan, i + 1)->rule.zh, plan_rank(plan, i + 1)->rule.en };
	*ret = (struct list){ out, (size_t)n };
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct request_list_in *in = input;
	struct request_list_out *out = output;
	struct request_table t;

	TRY(request_table(cx, &(struct request_filter){ .tab = in->tab, .state = in->state, .areas = in->areas, .classes = in->classes,
		.channels = in->channels, .category = in->category, .text = in->text, .place_id = in->place_id, .unit_id = in->unit_id,
		.item_id = in->item_id, .due_from = in->due_from, .due_to = in->due_to, .problems = in->problems, .sort = in->sort,
		.page = in->page, .limit = in->limit, .as_of_ms = in->as_of }, &t));
	*out = (struct request_list_out){ .total = t.total, .page = in->page ? in->page : 1, .as_of = t.as_of_ms, .cut = t.cut, .counts = t.counts,
		.items = rows_out(cx, t.rows, t.n_rows, REQUEST_ROW_LINES) };
	return ranks_out(cx, &out->ranks);
}

static struct request_act *acts_of(struct ctx *cx, const struct request_acts_in *in)
{
	struct request_act *acts = arena_array(&cx->mem, struct request_act, in->acts.n + 1);
	const struct request_act_in *from = in->acts.at;

	for (size_t i = 0; i < in->acts.n; i++)
		acts[i] = (struct request_act){ from[i].doc_id, from[i].version, from[i].verb, from[i].amounts.at, from[i].amounts.n, from[i].note };
	return acts;
}

static enum err run_effect(struct ctx *cx, const void *input, void *output)
{
	const struct request_acts_in *in = input;
	struct request_effect_out *out = output;
	struct request_effect e;

	TRY(request_effect(cx, acts_of(cx, in), in->acts.n, &e));
	out->items = (struct list){ e.items, e.n_items };
	out->rows = rows_out(cx, e.rows, e.n_rows, REQUEST_LINES_MAX);
	return ERR_OK;
}

static enum err run_decide(struct ctx *cx, const void *input, void *output)
{
	const struct request_acts_in *in = input;
	struct request_decide_out *out = output;
	const struct request_act_in *acts = in->acts.at;
	struct request_done *done;

	TRY(request_decide(cx, acts_of(cx, in), in->acts.n, &done));
	for (size_t i = 0; i < in->acts.n; i++) {
		out->n_done += done[i].done;
		out->n_failed += !done[i].done && acts[i].verb != ACT_LEAVE;
	}
	out->items = (struct list){ done, in->acts.n };
	return ERR_OK;
}

extern const struct op request_table_ops[];
const struct op request_table_ops[] = {
	{ .method = "GET", .path = "/api/v1/requests", .name = "request_list", .zh = "需求表：筛选、排序、检查结果和各类件数",
	  .en = "Requests as a table: filtered, sorted, looked at by the plan, and counted",
	  .perm = PERM_REQUEST_READ, .tx = TX_READ, .in = &request_list_in_shape, .out = &request_list_out_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/requests/vetting/effect", .name = "request_effect", .zh = "先看批后还剩多少，不改数据",
	  .en = "What vetting several requests would leave; changes nothing",
	  .perm = PERM_REQUEST_READ, .tx = TX_READ, .in = &request_acts_in_shape, .out = &request_effect_out_shape,
	  .run = run_effect, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/requests/vetting", .name = "request_decide", .zh = "一次审核多张需求，逐张给结果",
	  .en = "Vet, refuse or set aside several requests at once, each with its own result",
	  .perm = PERM_REQUEST_VET, .tx = TX_WRITE, .in = &request_acts_in_shape, .out = &request_decide_out_shape, .run = run_decide },
	{ 0 },
};
