/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/allocation/allocation.h"
#include "caps/document/document_http.h"

#define WORDS_allocation "allocations"
#define ALLOCATION_STEPS(X) \
	X(allocation, propose, PERM_ALLOCATION_EDIT, "提交会商", "Put an allocation before the meeting") \
	X(allocation, revise, PERM_ALLOCATION_EDIT, "退回修改", "Take an allocation back for changes") \
	X(allocation, approve, PERM_ALLOCATION_APPROVE, "批准分配", "Approve an allocation") \
	X(allocation, refuse, PERM_ALLOCATION_APPROVE, "不同意分配", "Refuse an allocation") \
	X(allocation, release, PERM_ALLOCATION_EDIT, "收回未执行部分", "Release what was not dispatched") \
	X(allocation, withdraw, PERM_ALLOCATION_EDIT, "作废草稿", "Withdraw a draft allocation")

struct allocation_line_out {
	int64_t     line_no, request_id, request_line_no, unit_id, to_place_id, metres, proposed, changed_by, changed;
	const char *source, *reason;
};
struct allocation_out {
	int64_t        version, day, meeting;
	const char    *input_hash, *result_hash;
	struct doc_out doc;
	struct list    lines, wants;
};
struct adjust_in { int64_t doc_id, version; struct list changes; };
struct compare_out { int64_t before_id; struct list items; };
struct inputs_out { const char *input, *result; };

static const char *const source_words[] = { "restricted", "owned", "pool" };

static SHAPE(allocation_pick, ID(allocation_pick, id, "a request's number"));
static const struct shape allocation_item_shape = { "allocation_item", sizeof(struct allocation_pick),
	(const struct field[]){ ID(allocation_pick, id, "an item's number"), { 0 } } };
static SHAPE(allocation_ask,
	OPT_DAY(allocation_ask, day, "for this day; absent: today"),
	OPT_LIST(allocation_ask, requests, &allocation_pick_shape, 0, 10000, "only these requests; absent: all that wait"),
	OPT_LIST(allocation_ask, items, &allocation_item_shape, 0, 10000, "only these items; absent: all that are asked for"));
static SHAPE(allocation_change,
	OPT_I64(allocation_change, line_no, 1, DOC_LINES_MAX, "the line to change; absent: a new line"),
	I64(allocation_change, qty, 0, QTY_MAX, "its quantity now; 0 takes it out"),
	TEXT(allocation_change, reason, 1, ALLOCATION_REASON_MAX, "why"),
	OPT_ID(allocation_change, request_id, "new line: the request"), OPT_I64(allocation_change, request_line_no, 1, DOC_LINES_MAX, "and its line"),
	OPT_ID(allocation_change, unit_id, "new line: for this unit"), OPT_ID(allocation_change, to_place_id, "where to bring it; absent: the unit"),
	OPT_ID(allocation_change, item_id, "new line: item"), OPT_ID(allocation_change, place_id, "new line: from this warehouse"),
	OPT_ID(allocation_change, owner_id, "new line: whose goods"), OPT_ID(allocation_change, fund_id, "new line: purpose they are bound to"),
	OPT_ID(allocation_change, lot_id, "new line: which lot"));
static SHAPE(adjust_in,
	ID(adjust_in, doc_id, "which draft"), OPT_I64(adjust_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	LIST(adjust_in, changes, &allocation_change_shape, 1, DOC_LINES_MAX, "changes, each with its reason"));
static SHAPE(allocation_line_out,
	I64(allocation_line_out, line_no, 1, DOC_LINES_MAX, "line of the document"), OPT_ID(allocation_line_out, request_id, "for this request"),
	OPT_I64(allocation_line_out, request_line_no, 0, DOC_LINES_MAX, "and its line"), ID(allocation_line_out, unit_id, "for this unit"),
	ID(allocation_line_out, to_place_id, "brought here"), TEXT(allocation_line_out, source, 1, 20, "restricted, owned or pool stock"),
	I64(allocation_line_out, metres, 0, INT64_MAX, "distance"), I64(allocation_line_out, proposed, 0, QTY_MAX, "what the engine proposed"),
	OPT_ID(allocation_line_out, changed_by, "who changed it"), OPT_TIME(allocation_line_out, changed, "when"),
	OPT_TEXT(allocation_line_out, reason, 0, ALLOCATION_REASON_MAX, "why"));
static SHAPE(allocation_want,
	ID(allocation_want, request_id, "request"), I64(allocation_want, request_line_no, 1, DOC_LINES_MAX, "its line"),
	TEXT(allocation_want, number, 0, 40, "its number"), ID(allocation_want, item_id, "item"), ID(allocation_want, unit_id, "unit"),
	ID(allocation_want, to_place_id, "where it goes"), I64(allocation_want, priority, 1, 5, "class by the plan"),
	I64(allocation_want, have, 0, INT64_MAX, "own stock and received"), I64(allocation_want, need, 0, INT64_MAX, "needed"),
	I64(allocation_want, proposed, 0, QTY_MAX, "what the engine gave"), I64(allocation_want, now, 0, QTY_MAX, "what it gets now"),
	TEXT(allocation_want, reason, 1, 60, "why not more, as a word"), TEXT(allocation_want, zh, 0, 1000, "why not more, Chinese"),
	TEXT(allocation_want, en, 0, 1000, "why not more, English"));
static SHAPE(allocation_out,
	OBJECT(allocation_out, doc, &doc_out_shape, "the document"), I64(allocation_out, version, 1, INT64_MAX, "version, also the ETag"),
	DAY(allocation_out, day, "for this day"), OPT_TIME(allocation_out, meeting, "put before the meeting"),
	TEXT(allocation_out, input_hash, 64, 64, "SHA-256 of what the engine was asked"),
	TEXT(allocation_out, result_hash, 64, 64, "SHA-256 of what it answered"),
	LIST(allocation_out, lines, &allocation_line_out_shape, 0, DOC_LINES_MAX, "for whom each line is"),
	LIST(allocation_out, wants, &allocation_want_shape, 0, 200000, "every request line, what it gets and why not more"));
static SHAPE(allocation_difference,
	ID(allocation_difference, item_id, "item"), ID(allocation_difference, unit_id, "unit"),
	I64(allocation_difference, now, 0, INT64_MAX, "in this allocation"), I64(allocation_difference, before, 0, INT64_MAX, "in the one before"));
static SHAPE(compare_out,
	OPT_ID(compare_out, before_id, "the allocation in force before"),
	LIST(compare_out, items, &allocation_difference_shape, 0, DOC_LINES_MAX, "by item and unit"));
static SHAPE(inputs_out,
	TEXT(inputs_out, input, 1, 100000000, "what the engine was asked, canonical JSON"),
	TEXT(inputs_out, result, 1, 100000000, "what it answered"));

ALLOCATION_STEPS(DOC_STEP_RUN)

static enum err run_propose_new(struct ctx *cx, const void *in, void *out)
{
	int64_t doc_id;

	TRY(allocation_propose(cx, in, &doc_id));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_adjust(struct ctx *cx, const void *input, void *out)
{
	const struct adjust_in *in = input;

	TRY(allocation_adjust(cx, in->doc_id, in->version, in->changes.at, in->changes.n));
	return doc_http_made(cx, in->doc_id, out);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct doc_id_in *in = input;
	struct allocation_out *out = output;
	struct allocation_line_out *line;
	struct allocation_view v;

	TRY(allocation_see(cx, in->doc_id, &v));
	line = arena_array(&cx->mem, struct allocation_line_out, v.doc.n_lines + 1);
	for (size_t i = 0; i < v.doc.n_lines; i++) {
		const struct allocation_line_fact *f = &v.facts[i];

		line[i] = (struct allocation_line_out){ f->line_no, f->request_id, f->request_line_no, f->unit_id, f->to_place_id, f->metres,
			f->proposed, f->changed_by, f->changed_ms, source_words[f->source], f->reason[0] ? f->reason : NULL };
	}
	*out = (struct allocation_out){ .version = v.doc.version, .day = v.day, .meeting = v.meeting_ms, .input_hash = v.input_hash,
		.result_hash = v.result_hash, .lines = { line, v.doc.n_lines }, .wants = { v.wants, v.n_wants } };
	return doc_http_out(cx, &v.doc, &out->doc);
}

static enum err run_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "allocation" }, in, out);
}

static enum err run_compare(struct ctx *cx, const void *input, void *output)
{
	const struct doc_id_in *in = input;
	struct compare_out *out = output;
	struct allocation_difference *rows;
	size_t n;

	TRY(allocation_compare(cx, in->doc_id, &out->before_id, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_inputs(struct ctx *cx, const void *input, void *output)
{
	const struct doc_id_in *in = input;
	struct inputs_out *out = output;

	return allocation_inputs(cx, in->doc_id, &out->input, &out->result);
}

extern const struct op allocation_ops[];
const struct op allocation_ops[] = {
	{ .method = "POST", .path = "/api/v1/allocations/propose", .name = "allocation_new", .zh = "拟订分配方案", .en = "Compute a proposal",
	  .perm = PERM_ALLOCATION_EDIT, .tx = TX_WRITE, .in = &allocation_ask_shape, .out = &doc_made_shape, .run = run_propose_new, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/allocations/{doc_id}/adjust", .name = "allocation_adjust", .zh = "会商调整", .en = "Change lines, with reasons",
	  .perm = PERM_ALLOCATION_EDIT, .tx = TX_WRITE, .in = &adjust_in_shape, .out = &doc_made_shape, .run = run_adjust, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/allocations", .name = "allocation_list", .zh = "分配方案列表", .en = "List allocations",
	  .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &doc_list_in_shape, .out = &doc_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/allocations/{doc_id}", .name = "allocation_get", .zh = "一份分配方案", .en = "One allocation with its reasons",
	  .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &allocation_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/allocations/{doc_id}/compare", .name = "allocation_compare", .zh = "与上次比较", .en = "Compare with the one before",
	  .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &compare_out_shape, .run = run_compare, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/allocations/{doc_id}/inputs", .name = "allocation_inputs", .zh = "冻结的计算依据", .en = "The frozen inputs and answer",
	  .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &inputs_out_shape, .run = run_inputs, .fails = { ERR_NOT_FOUND } },
	ALLOCATION_STEPS(DOC_STEP_OP)
	{ 0 },
};
