/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/reserve.h"
#include "caps/reserve/reserve_file.h"
#include "caps/document/document_http.h"
#include "http/op.h"

/* Annual plans, calls, goods set aside, releases. */

/* ---- annual plans ---- */

struct reserve_plan_line_in { int64_t days, qty; const char *class_id, *unit, *reason; };
#define PLAN_MEMBERS int64_t year, place_id; const char *holder, *basis; struct list lines
struct reserve_plan_new { PLAN_MEMBERS; };
struct reserve_plan_change { int64_t doc_id, version; PLAN_MEMBERS; };
struct reserve_plan_ask { int64_t year; };
struct reserve_plan_state_out { int64_t place_id, doc_id, version_no, lines, drafted; const char *holder, *zh, *en, *state, *number; };
struct reserve_plan_states_out { struct list items; };
struct reserve_plan_row_out {
	int64_t     days, qty, norm_days, norm_qty, cover_days, lot_days_x10, usable, short_of, before_days, before_qty;
	const char *class_id, *class_zh, *class_en, *unit, *reason;
};
struct reserve_plan_out { struct doc_out doc; int64_t year, place_id, version_no, replaces_id; const char *holder, *holder_zh, *holder_en, *basis, *place; struct list lines; };
struct reserve_file_in { int64_t doc_id, format; };

static SHAPE(reserve_plan_line_in,
	TEXT(reserve_plan_line_in, class_id, 1, 60, "class of goods"), OPT_I64(reserve_plan_line_in, days, 0, 3660, "target: days of what the people use"),
	OPT_I64(reserve_plan_line_in, qty, 0, QTY_MAX, "or a quantity, in unit"), OPT_TEXT(reserve_plan_line_in, unit, 0, 20, "unit of the quantity"),
	OPT_TEXT(reserve_plan_line_in, reason, 0, 200, "why so much: forecast, or why it was adjusted"));
#define PLAN_FIELDS(type) \
	I64(type, year, 2000, 2200, "year"), OPT_ID(type, place_id, "township; the district unless told"), \
	OPT_TEXT(type, holder, 0, 60, "department, a role of the plan; none for a township"), TEXT(type, basis, 2, 500, "analysis and forecast it rests on, or why it is adjusted"), \
	LIST(type, lines, &reserve_plan_line_in_shape, 1, RESERVE_PLAN_LINES_MAX, "a line for each class of goods")
static SHAPE(reserve_plan_new, PLAN_FIELDS(reserve_plan_new));
static SHAPE(reserve_plan_change,
	ID(reserve_plan_change, doc_id, "which plan"), OPT_I64(reserve_plan_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"), PLAN_FIELDS(reserve_plan_change));
static SHAPE(reserve_plan_ask, I64(reserve_plan_ask, year, 2000, 2200, "year"));
static SHAPE(reserve_plan_state_out,
	ID(reserve_plan_state_out, place_id, "the district or township"), OPT_TEXT(reserve_plan_state_out, holder, 0, 60, "department, a role of the plan; absent: the township itself"),
	TEXT(reserve_plan_state_out, zh, 1, 200, "whose plan"), TEXT(reserve_plan_state_out, en, 1, 200, "the same in English"),
	TEXT(reserve_plan_state_out, state, 1, 40, "state of the plan; missing: none was made yet"), OPT_ID(reserve_plan_state_out, doc_id, "the plan"),
	OPT_TEXT(reserve_plan_state_out, number, 0, 60, "its number"), I64(reserve_plan_state_out, version_no, 0, INT64_MAX, "its version in the year"),
	I64(reserve_plan_state_out, lines, 0, INT64_MAX, "classes in it"), OPT_TIME(reserve_plan_state_out, drafted, "drafted"));
static SHAPE(reserve_plan_states_out, LIST(reserve_plan_states_out, items, &reserve_plan_state_out_shape, 0, 10000, "every version, and who has none"));
static SHAPE(reserve_plan_row_out,
	TEXT(reserve_plan_row_out, class_id, 1, 60, "class"), TEXT(reserve_plan_row_out, class_zh, 1, 2000, "its title"), TEXT(reserve_plan_row_out, class_en, 1, 2000, "the same in English"),
	I64(reserve_plan_row_out, days, 0, INT64_MAX, "target in days; 0: a quantity"), I64(reserve_plan_row_out, qty, 0, INT64_MAX, "target as a quantity; 0: days"),
	OPT_TEXT(reserve_plan_row_out, unit, 0, 40, "its unit"), OPT_TEXT(reserve_plan_row_out, reason, 0, 200, "why so much"),
	I64(reserve_plan_row_out, norm_days, 0, INT64_MAX, "what the emergency plan asks, in days; 0: no days"), I64(reserve_plan_row_out, norm_qty, 0, INT64_MAX, "or as a quantity"),
	I64(reserve_plan_row_out, cover_days, -1, INT64_MAX, "days there are, by the norm; -1: cannot be told"),
	I64(reserve_plan_row_out, lot_days_x10, -1, INT64_MAX, "tenths of a day there are when lots expire; -1: cannot be told"),
	I64(reserve_plan_row_out, usable, -1, INT64_MAX, "quantity there is; -1: units differ, or the target is in days"),
	I64(reserve_plan_row_out, short_of, -1, INT64_MAX, "short of the target, in days or in unit; -1: cannot be told"),
	I64(reserve_plan_row_out, before_days, 0, INT64_MAX, "target of the version before"), I64(reserve_plan_row_out, before_qty, 0, INT64_MAX, "or as a quantity"));
static SHAPE(reserve_plan_out,
	OBJECT(reserve_plan_out, doc, &doc_out_shape, "the plan as a document"), I64(reserve_plan_out, year, 2000, 2200, "year"), ID(reserve_plan_out, place_id, "the district or township"),
	TEXT(reserve_plan_out, place, 0, 200, "its name"), OPT_TEXT(reserve_plan_out, holder, 0, 60, "department"), TEXT(reserve_plan_out, holder_zh, 1, 200, "whose plan"),
	TEXT(reserve_plan_out, holder_en, 1, 200, "the same in English"), I64(reserve_plan_out, version_no, 1, INT64_MAX, "version in the year"),
	OPT_ID(reserve_plan_out, replaces_id, "the version it replaces"), TEXT(reserve_plan_out, basis, 0, 500, "what it rests on"),
	LIST(reserve_plan_out, lines, &reserve_plan_row_out_shape, 0, RESERVE_PLAN_LINES_MAX, "classes"));
static SHAPE(reserve_file_in, ID(reserve_file_in, doc_id, "which plan"), WORD(reserve_file_in, format, reserve_format_words, "xlsx or pdf"));
SHAPE(reserve_file,
	BYTES(reserve_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(reserve_file, type, 1, 100, "media type"), TEXT(reserve_file, name, 1, 100, "file name"));

static struct reserve_plan_draft plan_draft(struct ctx *cx, const struct reserve_plan_new *in)
{
	const struct reserve_plan_line_in *l = in->lines.at;
	struct reserve_plan_line *lines = arena_array(&cx->mem, struct reserve_plan_line, in->lines.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct reserve_plan_line){ l[i].days, l[i].qty, l[i].class_id, l[i].unit, l[i].reason };
	return (struct reserve_plan_draft){ in->year, in->place_id, in->holder, in->basis, lines, in->lines.n };
}

static enum err run_plan_new(struct ctx *cx, const void *input, void *output)
{
	struct reserve_plan_draft draft = plan_draft(cx, input);
	int64_t id;

	TRY(reserve_plan_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_plan_change(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_plan_change *in = input;
	struct reserve_plan_draft draft = plan_draft(cx, &(struct reserve_plan_new){ in->year, in->place_id, in->holder, in->basis, in->lines });

	TRY(reserve_plan_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

static enum err run_plan_states(struct ctx *cx, const void *input, void *output)
{
	struct reserve_plan_states_out *out = output;
	struct reserve_plan_state_out *items;
	struct reserve_plan_state *s;
	size_t n;

	TRY(reserve_plan_states(cx, ((const struct reserve_plan_ask *)input)->year, &s, &n));
	items = arena_array(&cx->mem, struct reserve_plan_state_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct reserve_plan_state_out){ s[i].place_id, s[i].doc_id, s[i].version_no, s[i].lines, s[i].updated_ms, s[i].holder, s[i].zh, s[i].en,
			s[i].state, s[i].number };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_plan_see(struct ctx *cx, const void *input, void *output)
{
	struct reserve_plan_out *out = output;
	struct reserve_plan_row_out *rows;
	struct reserve_plan_view v;

	TRY(reserve_plan_see(cx, ((const struct doc_id_in *)input)->doc_id, &v));
	rows = arena_array(&cx->mem, struct reserve_plan_row_out, v.n_rows + 1);
	for (size_t i = 0; i < v.n_rows; i++) {
		const struct reserve_plan_row *r = &v.rows[i];

		rows[i] = (struct reserve_plan_row_out){ r->line.days, r->line.qty, r->norm_days, r->norm_qty, r->cover_days, r->lot_days_x10, r->usable, r->short_of,
			r->before_days, r->before_qty, r->line.class_id, r->class_zh, r->class_en, r->line.unit, r->line.reason };
	}
	*out = (struct reserve_plan_out){ .year = v.head.year, .place_id = v.head.place_id, .version_no = v.head.version_no, .replaces_id = v.head.replaces_id,
		.holder = v.head.holder, .holder_zh = v.head.holder_zh, .holder_en = v.head.holder_en, .basis = v.head.basis, .place = v.head.place, .lines = { rows, v.n_rows } };
	return doc_http_out(cx, &v.doc, &out->doc);
}

static enum err run_plan_file(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_file_in *in = input;

	return reserve_plan_file(cx, in->doc_id, in->format, output);
}

/* ---- who got what ---- */

struct reserve_issues_file_in { int64_t from, to; const char *class_id; int64_t format; };
struct reserve_issues_out { struct list items; };
#define ISSUES_FIELDS(type) \
	DAY(type, from, "first day"), DAY(type, to, "last day"), OPT_TEXT(type, class_id, 0, 60, "class of goods; all unless told")
static SHAPE(reserve_issues_ask, ISSUES_FIELDS(reserve_issues_ask));
static SHAPE(reserve_issues_file_in, ISSUES_FIELDS(reserve_issues_file_in), WORD(reserve_issues_file_in, format, reserve_format_words, "xlsx or pdf"));
static SHAPE(reserve_issue,
	ID(reserve_issue, item_id, "goods"), TEXT(reserve_issue, item_code, 1, 40, "code"), TEXT(reserve_issue, item, 1, 200, "name, specification, model"),
	OPT_TEXT(reserve_issue, item_en, 0, 200, "the same in English"), TEXT(reserve_issue, category, 1, 60, "class"), TEXT(reserve_issue, unit, 1, 40, "unit"),
	ID(reserve_issue, who_id, "who got it"), OPT_TEXT(reserve_issue, who, 0, 200, "its name"), I64(reserve_issue, qty, -INT64_MAX, INT64_MAX, "how much, less what came back"),
	I64(reserve_issue, docs, 1, INT64_MAX, "in so many documents"));
static SHAPE(reserve_issues_out, LIST(reserve_issues_out, items, &reserve_issue_shape, 0, 20000, "by item and who got it"));

static enum err run_issues(struct ctx *cx, const void *in, void *out)
{
	struct list *list = &((struct reserve_issues_out *)out)->items;
	struct reserve_issue *rows;

	TRY(reserve_issues(cx, in, &rows, &list->n));
	list->at = rows;
	return ERR_OK;
}

static enum err run_issues_file(struct ctx *cx, const void *input, void *out)
{
	const struct reserve_issues_file_in *in = input;

	return reserve_issues_file(cx, &(struct reserve_issues_ask){ in->from, in->to, in->class_id }, in->format, out);
}

/* ---- calls ---- */

struct reserve_call_line_in { int64_t item_id, qty; };
struct reserve_call_new { int64_t source_id, to_place_id; struct list lines; };
struct reserve_call_carry { int64_t doc_id, version, fund_id; const char *note; };
struct reserve_call_carried { int64_t purchase_id; struct doc_moved moved; };
struct reserve_call_out { struct doc_out doc; int64_t source_id, purchase_id; };
static SHAPE(reserve_call_line_in, ID(reserve_call_line_in, item_id, "goods"), I64(reserve_call_line_in, qty, 1, QTY_MAX, "how many"));
static SHAPE(reserve_call_new,
	ID(reserve_call_new, source_id, "the reserve entry that is called on"), ID(reserve_call_new, to_place_id, "warehouse the goods come to"),
	LIST(reserve_call_new, lines, &reserve_call_line_in_shape, 1, RESERVE_CALL_LINES_MAX, "what is called"));
static SHAPE(reserve_call_carry,
	ID(reserve_call_carry, doc_id, "which call"), OPT_I64(reserve_call_carry, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	OPT_ID(reserve_call_carry, fund_id, "fund that pays: a purchase is drawn up"), OPT_TEXT(reserve_call_carry, note, 0, DOC_NOTE_MAX, "how the goods came, where nobody is paid"));
static SHAPE(reserve_call_carried, OPT_ID(reserve_call_carried, purchase_id, "the purchase that was drawn up"), OBJECT(reserve_call_carried, moved, &doc_moved_shape, "the call"));
static SHAPE(reserve_call_out, OBJECT(reserve_call_out, doc, &doc_out_shape, "the call"), ID(reserve_call_out, source_id, "the reserve entry"),
	OPT_ID(reserve_call_out, purchase_id, "the purchase that was drawn up"));

static enum err run_call_new(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_call_new *in = input;
	int64_t id;

	TRY(reserve_call_open(cx, &(struct reserve_call_draft){ in->source_id, in->to_place_id, in->lines.at, in->lines.n }, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_call_carry(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_call_carry *in = input;
	struct reserve_call_carried *out = output;

	return reserve_call_carry_out(cx, in->doc_id, in->version, in->fund_id, in->note, &out->purchase_id, &out->moved);
}

static enum err run_call_see(struct ctx *cx, const void *input, void *output)
{
	struct reserve_call_out *out = output;

	TRY(doc_http_get(cx, "reserve_call", input, &out->doc));
	return reserve_call_of(cx, ((const struct doc_id_in *)input)->doc_id, &out->source_id, &out->purchase_id);
}

/* ---- set aside, released ---- */

struct reserve_kept_in { int64_t item_id, qty, lot_id, owner_id, fund_id; };
struct reserve_hold_new { int64_t place_id; struct list lines; };
struct reserve_freed_in { int64_t line_no, qty; };
struct reserve_release_new { int64_t hold_id; struct list lines; };
static SHAPE(reserve_kept_in,
	ID(reserve_kept_in, item_id, "goods"), I64(reserve_kept_in, qty, 1, QTY_MAX, "how many"), OPT_ID(reserve_kept_in, lot_id, "of this lot; first expired first unless told"),
	OPT_ID(reserve_kept_in, owner_id, "whose they are; the district unless told"), OPT_ID(reserve_kept_in, fund_id, "paid from this fund"));
static SHAPE(reserve_hold_new, ID(reserve_hold_new, place_id, "warehouse"), LIST(reserve_hold_new, lines, &reserve_kept_in_shape, 1, DOC_LINES_MAX, "goods"));
static SHAPE(reserve_freed_in, I64(reserve_freed_in, line_no, 1, DOC_LINES_MAX, "line of the goods set aside"), I64(reserve_freed_in, qty, 1, QTY_MAX, "how many"));
static SHAPE(reserve_release_new, ID(reserve_release_new, hold_id, "document that set them aside"), LIST(reserve_release_new, lines, &reserve_freed_in_shape, 1, DOC_LINES_MAX, "what is released"));

struct reserve_left_out { int64_t line_no, left; };
struct reserve_hold_out { struct doc_out doc; struct list left; };
static SHAPE(reserve_left_out, I64(reserve_left_out, line_no, 1, DOC_LINES_MAX, "line"), I64(reserve_left_out, left, 0, INT64_MAX, "still set aside"));
static SHAPE(reserve_hold_out, OBJECT(reserve_hold_out, doc, &doc_out_shape, "the document"),
	LIST(reserve_hold_out, left, &reserve_left_out_shape, 0, DOC_LINES_MAX, "what of each line was neither released nor rotated"));

static enum err run_hold_see(struct ctx *cx, const void *input, void *output)
{
	struct reserve_hold_out *out = output;
	struct reserve_left_out *rows;
	int64_t *left;
	struct doc doc;

	TRY(doc_http_get(cx, "reserve_hold", input, &out->doc));
	TRY(document_get(cx, ((const struct doc_id_in *)input)->doc_id, &doc));
	TRY(reserve_hold_left(cx, &doc, &left));
	rows = arena_array(&cx->mem, struct reserve_left_out, doc.n_lines + 1);
	for (size_t i = 0; i < doc.n_lines; i++)
		rows[i] = (struct reserve_left_out){ doc.lines[i].line_no, left[i] };
	out->left = (struct list){ rows, doc.n_lines };
	return ERR_OK;
}

static enum err run_hold_new(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_hold_new *in = input;
	const struct reserve_kept_in *l = in->lines.at;
	struct reserve_kept *goods = arena_array(&cx->mem, struct reserve_kept, in->lines.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->lines.n; i++)
		goods[i] = (struct reserve_kept){ l[i].item_id, l[i].qty, l[i].lot_id, l[i].owner_id, l[i].fund_id };
	TRY(reserve_hold_open(cx, in->place_id, goods, in->lines.n, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_release_new(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_release_new *in = input;
	const struct reserve_freed_in *l = in->lines.at;
	struct reserve_freed *lines = arena_array(&cx->mem, struct reserve_freed, in->lines.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct reserve_freed){ l[i].line_no, l[i].qty };
	TRY(reserve_release_open(cx, in->hold_id, lines, in->lines.n, &id));
	return doc_http_made(cx, id, output);
}

#define WORDS_reserve_plan "reserve-plans"
#define WORDS_reserve_call "reserve-calls"
#define WORDS_reserve_hold "reserve-holds"
#define WORDS_reserve_release "reserve-releases"
#define RESERVE_STEPS(X) \
	X(reserve_plan, submit, PERM_RESERVE_EDIT, "提交年度储备计划", "Submit an annual reserve plan") \
	X(reserve_plan, approve, PERM_RESERVE_APPROVE, "批准年度储备计划", "Approve an annual reserve plan") \
	X(reserve_plan, refuse, PERM_RESERVE_APPROVE, "不同意年度储备计划", "Refuse an annual reserve plan") \
	X(reserve_plan, withdraw, PERM_RESERVE_EDIT, "撤回年度储备计划", "Withdraw an annual reserve plan") \
	X(reserve_call, propose, PERM_RESERVE_EDIT, "提请调用储备", "Propose a call on a reserve") \
	X(reserve_call, approve, PERM_RESERVE_APPROVE, "批准调用储备", "Approve a call on a reserve") \
	X(reserve_call, refuse, PERM_RESERVE_APPROVE, "不同意调用储备", "Refuse a call on a reserve") \
	X(reserve_call, cancel, PERM_RESERVE_EDIT, "取消调用储备", "Cancel a call on a reserve") \
	X(reserve_call, withdraw, PERM_RESERVE_EDIT, "撤回调用储备", "Withdraw a call on a reserve") \
	X(reserve_hold, set_aside, PERM_RESERVE_EDIT, "划定实物储备", "Set goods aside as a reserve") \
	X(reserve_hold, rotate, PERM_RESERVE_EDIT, "储备轮换出库", "Let goods go for rotation") \
	X(reserve_hold, close, PERM_RESERVE_EDIT, "办结储备划定单", "Close goods set aside") \
	X(reserve_hold, withdraw, PERM_RESERVE_EDIT, "作废储备划定单", "Withdraw goods to be set aside") \
	X(reserve_release, propose, PERM_RESERVE_EDIT, "提请动用储备", "Propose a release of reserves") \
	X(reserve_release, approve, PERM_RESERVE_APPROVE, "批准动用储备", "Approve a release of reserves") \
	X(reserve_release, refuse, PERM_RESERVE_APPROVE, "不同意动用储备", "Refuse a release of reserves") \
	X(reserve_release, withdraw, PERM_RESERVE_EDIT, "撤回动用储备", "Withdraw a release of reserves")
RESERVE_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(reserve_release, "reserve_release")

static enum err run_reserve_hold_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "reserve_hold" }, in, out);
}

static enum err run_reserve_call_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "reserve_call" }, in, out);
}

extern const struct op reserve_docs_ops[];
const struct op reserve_docs_ops[] = {
	{ .method = "POST", .path = "/api/v1/reserve-plans", .name = "reserve_plan_new", .zh = "编年度储备计划", .en = "Draft an annual reserve plan", .perm = PERM_RESERVE_EDIT,
	  .tx = TX_WRITE, .in = &reserve_plan_new_shape, .out = &doc_made_shape, .run = run_plan_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/reserve-plans/{doc_id}", .name = "reserve_plan_change", .zh = "修改年度储备计划", .en = "Change an annual reserve plan",
	  .perm = PERM_RESERVE_EDIT, .tx = TX_WRITE, .in = &reserve_plan_change_shape, .out = &doc_made_shape, .run = run_plan_change, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/reserve-plans", .name = "reserve_plan_states", .zh = "各部门和街道（乡镇）年度储备计划", .en = "Annual reserve plans of a year, and who has none",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &reserve_plan_ask_shape, .out = &reserve_plan_states_out_shape, .run = run_plan_states },
	{ .method = "GET", .path = "/api/v1/reserve-plans/{doc_id}", .name = "reserve_plan_get", .zh = "一份年度储备计划", .en = "One annual plan: target, what there is, shortfall",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &reserve_plan_out_shape, .run = run_plan_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reserve-plans/{doc_id}/file", .name = "reserve_plan_file", .zh = "打印或导出年度储备计划", .en = "An annual reserve plan as a file",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &reserve_file_in_shape, .out = &reserve_file_shape, .run = run_plan_file, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reserves/issues", .name = "reserve_issues", .zh = "发放台账：各单位领了什么", .en = "Who got what, by item and recipient",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &reserve_issues_ask_shape, .out = &reserve_issues_out_shape, .run = run_issues },
	{ .method = "GET", .path = "/api/v1/reserves/issues/file", .name = "reserve_issues_file", .zh = "发放台账文件", .en = "The same as a file", .perm = PERM_RESERVE_READ,
	  .tx = TX_READ, .in = &reserve_issues_file_in_shape, .out = &reserve_file_shape, .run = run_issues_file },
	{ .method = "POST", .path = "/api/v1/reserve-calls", .name = "reserve_call_new", .zh = "拟储备调用单", .en = "Draft a call on a reserve", .perm = PERM_RESERVE_EDIT,
	  .tx = TX_WRITE, .in = &reserve_call_new_shape, .out = &doc_made_shape, .run = run_call_new, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/reserve-calls/{doc_id}/carry_out", .name = "reserve_call_carry_out", .zh = "办理储备调用到货",
	  .en = "Carry an approved call out: draw up the purchase, or record it", .perm = PERM_RESERVE_EDIT, .tx = TX_WRITE, .in = &reserve_call_carry_shape,
	  .out = &reserve_call_carried_shape, .run = run_call_carry, .fails = DOC_FAILS },
	DOC_LIST_OP(reserve_call, PERM_RESERVE_READ, "储备调用单列表", "Calls on reserves")
	{ .method = "GET", .path = "/api/v1/reserve-calls/{doc_id}", .name = "reserve_call_get", .zh = "一张储备调用单", .en = "One call on a reserve", .perm = PERM_RESERVE_READ,
	  .tx = TX_READ, .in = &doc_id_in_shape, .out = &reserve_call_out_shape, .run = run_call_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/reserve-holds", .name = "reserve_hold_new", .zh = "拟储备划定单", .en = "Draft goods to be set aside", .perm = PERM_RESERVE_EDIT,
	  .tx = TX_WRITE, .in = &reserve_hold_new_shape, .out = &doc_made_shape, .run = run_hold_new, .fails = DOC_FAILS },
	DOC_LIST_OP(reserve_hold, PERM_RESERVE_READ, "储备划定单列表", "Goods set aside")
	{ .method = "GET", .path = "/api/v1/reserve-holds/{doc_id}", .name = "reserve_hold_get", .zh = "一张储备划定单", .en = "Goods set aside by one document, and what is left",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &reserve_hold_out_shape, .run = run_hold_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/reserve-releases", .name = "reserve_release_new", .zh = "拟储备动用单", .en = "Draft a release of reserves", .perm = PERM_RESERVE_EDIT,
	  .tx = TX_WRITE, .in = &reserve_release_new_shape, .out = &doc_made_shape, .run = run_release_new, .fails = DOC_FAILS },
	DOC_LIST_OP(reserve_release, PERM_RESERVE_READ, "储备动用单列表", "Releases of reserves")
	DOC_GET_OP(reserve_release, PERM_RESERVE_READ, "一张储备动用单", "One release of reserves")
	RESERVE_STEPS(DOC_STEP_OP)
	{ 0 },
};
