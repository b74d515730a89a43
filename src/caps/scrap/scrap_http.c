/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/scrap/scrap.h"
#include "caps/document/document_http.h"
#include "caps/party/party.h"
#include "http/op.h"

struct scrap_new_goods { int64_t item_id, lot_id, qty, owner_id, fund_id; bool from_store; };
struct release_new_goods { int64_t item_id, lot_id, qty, owner_id, fund_id; };
struct scrap_new { int64_t place_id; const char *reason; struct list goods; bool keep_draft; };
struct release_new { int64_t place_id; const char *reason; struct list goods; };
struct scrap_appraise_in { int64_t doc_id, version; const char *appraiser, *finding; };
struct scrap_destroy_in { int64_t doc_id, version, day; const char *site, *method, *paper; };
struct scrap_line_out { int64_t line_no, of_item_id, of_lot_id; const char *of_item, *of_batch, *batch, *serial; };
struct scrap_out { struct doc_out doc; int64_t appraised, day, recorded; const char *reason, *appraiser, *finding, *appraised_by, *site, *method, *paper, *destroyed_by; struct list lines; };
struct scrap_waiting_query { int64_t place_id, offset, limit; };
struct scrap_candidate_out { int64_t item_id, lot_id, place_id, owner_id, fund_id, qty, expiry_day; bool blocked; const char *item, *item_unit, *place, *owner, *batch, *serial; };
struct scrap_waiting_out { struct list items; int64_t next; };
struct recovery_new_goods { int64_t item_id, qty, of_lot_id; };
struct recovery_lots_in { int64_t unit_id; };
struct recovery_lot_out { int64_t lot_id, item_id, packs; const char *item, *batch; };
struct recovery_lots_out { struct list items; };
struct packaging_in { int64_t lot_id; };
struct packaging_row_out { int64_t lot_id, doc_id, qty, destroyed; const char *number, *item, *item_unit, *unit; };
struct packaging_out { int64_t of_lot_id; const char *of_item, *of_batch; struct list items; };
struct recovery_new { int64_t unit_id, to_place_id; struct list goods; };

#define LOT_FIELDS(type) \
	ID(type, item_id, "item"), ID(type, lot_id, "which lot or piece"), I64(type, qty, 1, QTY_MAX, "how many"), \
	OPT_ID(type, owner_id, "whose; absent: the district"), OPT_ID(type, fund_id, "bound to this purpose")
static SHAPE(scrap_new_goods, LOT_FIELDS(scrap_new_goods), OPT_BOOL(scrap_new_goods, from_store, "true: it lies free on the shelf; else it is blocked already"));
static SHAPE(release_new_goods, LOT_FIELDS(release_new_goods));
static SHAPE(scrap_new,
	ID(scrap_new, place_id, "where the goods lie"), TEXT(scrap_new, reason, 1, SCRAP_TEXT_MAX, "why they are worth nothing any more"),
	LIST(scrap_new, goods, &scrap_new_goods_shape, 1, SCRAP_LINES_MAX, "which lots"), OPT_BOOL(scrap_new, keep_draft, "true: keep it as a draft"));
static SHAPE(release_new,
	ID(release_new, place_id, "where the goods lie"), TEXT(release_new, reason, 1, SCRAP_TEXT_MAX, "why they are fit after all"),
	LIST(release_new, goods, &release_new_goods_shape, 1, SCRAP_LINES_MAX, "which blocked lots"));
static SHAPE(scrap_appraise_in,
	ID(scrap_appraise_in, doc_id, "which scrapping"), OPT_I64(scrap_appraise_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	TEXT(scrap_appraise_in, appraiser, 1, 60, "who looked at the goods: a person or an office"), TEXT(scrap_appraise_in, finding, 1, SCRAP_TEXT_MAX, "what was found"));
static SHAPE(scrap_destroy_in,
	ID(scrap_destroy_in, doc_id, "which scrapping"), OPT_I64(scrap_destroy_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	DAY(scrap_destroy_in, day, "destroyed on"), TEXT(scrap_destroy_in, site, 1, 100, "where"), TEXT(scrap_destroy_in, method, 1, 60, "how"),
	TEXT(scrap_destroy_in, paper, 1, 60, "number of the destruction paper or of the photo kept"));
static SHAPE(scrap_line_out,
	I64(scrap_line_out, line_no, 1, INT64_MAX, "line"), OPT_TEXT(scrap_line_out, batch, 0, 60, "batch"), OPT_TEXT(scrap_line_out, serial, 0, 60, "number of the piece"),
	OPT_ID(scrap_line_out, of_item_id, "packaging: of this item"), OPT_ID(scrap_line_out, of_lot_id, "of this lot"),
	OPT_TEXT(scrap_line_out, of_item, 0, 200, "its name"), OPT_TEXT(scrap_line_out, of_batch, 0, 60, "its batch"));
static SHAPE(scrap_out,
	OBJECT(scrap_out, doc, &doc_out_shape, "the scrapping"), TEXT(scrap_out, reason, 1, SCRAP_TEXT_MAX, "why"),
	OPT_TEXT(scrap_out, appraiser, 0, 60, "who appraised"), OPT_TEXT(scrap_out, finding, 0, SCRAP_TEXT_MAX, "what was found"),
	OPT_TEXT(scrap_out, appraised_by, 0, 100, "who entered it"), OPT_TIME(scrap_out, appraised, "when"),
	OPT_DAY(scrap_out, day, "destroyed on"), OPT_TEXT(scrap_out, site, 0, 100, "where"), OPT_TEXT(scrap_out, method, 0, 60, "how"),
	OPT_TEXT(scrap_out, paper, 0, 60, "paper or photo"), OPT_TEXT(scrap_out, destroyed_by, 0, 100, "by whom"), OPT_TIME(scrap_out, recorded, "recorded"),
	LIST(scrap_out, lines, &scrap_line_out_shape, 0, SCRAP_LINES_MAX, "batches, numbers, and what packaging once held"));
static SHAPE(scrap_waiting_query,
	OPT_ID(scrap_waiting_query, place_id, "in this place"), OPT_I64(scrap_waiting_query, offset, 0, 1000000, "rows to skip"),
	OPT_I64(scrap_waiting_query, limit, 1, SCRAP_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(scrap_candidate_out,
	ID(scrap_candidate_out, item_id, "item"), TEXT(scrap_candidate_out, item, 1, 200, "its name"), TEXT(scrap_candidate_out, item_unit, 1, 20, "base unit"),
	ID(scrap_candidate_out, lot_id, "lot"), OPT_TEXT(scrap_candidate_out, batch, 0, 60, "batch"), OPT_TEXT(scrap_candidate_out, serial, 0, 60, "number of the piece"),
	ID(scrap_candidate_out, place_id, "where"), TEXT(scrap_candidate_out, place, 1, 200, "its name"), ID(scrap_candidate_out, owner_id, "whose"),
	TEXT(scrap_candidate_out, owner, 0, 200, "its name"), OPT_ID(scrap_candidate_out, fund_id, "purpose"), I64(scrap_candidate_out, qty, 1, INT64_MAX, "how many"),
	OPT_DAY(scrap_candidate_out, expiry_day, "last usable day"), BOOL(scrap_candidate_out, blocked, "blocked; else expired on the shelf"));
static SHAPE(scrap_waiting_out,
	LIST(scrap_waiting_out, items, &scrap_candidate_out_shape, 0, SCRAP_LIST_MAX, "blocked first"), OPT_I64(scrap_waiting_out, next, 1, EXACT_MAX, "send as offset to get the next page"));
static SHAPE(recovery_new_goods,
	ID(recovery_new_goods, item_id, "the packaging or waste, an item"), I64(recovery_new_goods, qty, 1, QTY_MAX, "how many"),
	OPT_ID(recovery_new_goods, of_lot_id, "the lot it was the package of"));
static SHAPE(recovery_new,
	ID(recovery_new, unit_id, "who gives it back"), ID(recovery_new, to_place_id, "where it is collected"),
	LIST(recovery_new, goods, &recovery_new_goods_shape, 1, SCRAP_LINES_MAX, "what"));

static SHAPE(recovery_lots_in, ID(recovery_lots_in, unit_id, "who used them"));
static SHAPE(recovery_lot_out,
	ID(recovery_lot_out, lot_id, "lot"), ID(recovery_lot_out, item_id, "item"), TEXT(recovery_lot_out, item, 1, 200, "its name"),
	OPT_TEXT(recovery_lot_out, batch, 0, 60, "batch"), I64(recovery_lot_out, packs, 1, INT64_MAX, "packages that may still come back"));
static SHAPE(recovery_lots_out, LIST(recovery_lots_out, items, &recovery_lot_out_shape, 0, SCRAP_LIST_MAX, "newest first"));

static SHAPE(packaging_in, ID(packaging_in, lot_id, "the lot that was packed, or a lot of packaging"));
static SHAPE(packaging_row_out,
	ID(packaging_row_out, lot_id, "the packaging, a lot of its own"), ID(packaging_row_out, doc_id, "by which document it came back"),
	OPT_TEXT(packaging_row_out, number, 0, 40, "its number"), TEXT(packaging_row_out, item, 1, 200, "what"), TEXT(packaging_row_out, item_unit, 1, 40, "its unit"),
	TEXT(packaging_row_out, unit, 1, 200, "who gave it back"), I64(packaging_row_out, qty, 0, QTY_MAX, "how many came back"),
	I64(packaging_row_out, destroyed, 0, QTY_MAX, "of them destroyed"));
static SHAPE(packaging_out,
	OPT_ID(packaging_out, of_lot_id, "a lot of packaging: whose it was"), OPT_TEXT(packaging_out, of_item, 0, 200, "of which item"),
	OPT_TEXT(packaging_out, of_batch, 0, 60, "of which batch"), LIST(packaging_out, items, &packaging_row_out_shape, 0, SCRAP_LIST_MAX, "oldest first"));

static enum err run_packaging(struct ctx *cx, const void *input, void *output)
{
	struct recovery_packaging *rows;
	struct packaging_out *out = output;
	struct packaging_row_out *items;
	struct recovery_source of;
	size_t n;

	TRY(recovery_packagings(cx, ((const struct packaging_in *)input)->lot_id, &of, &rows, &n));
	items = arena_array(&cx->mem, struct packaging_row_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct packaging_row_out){ rows[i].lot_id, rows[i].doc_id, rows[i].qty, rows[i].destroyed, rows[i].number[0] ? rows[i].number : NULL,
			rows[i].item, rows[i].item_unit, rows[i].unit };
	*out = (struct packaging_out){ of.lot_id, of.item, of.lot_id && of.batch[0] ? of.batch : NULL, { items, n } };
	return ERR_OK;
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct scrap_new *in = input;
	const struct scrap_new_goods *g = in->goods.at;
	struct scrap_goods *goods = arena_array(&cx->mem, struct scrap_goods, in->goods.n + 1);
	struct doc_moved moved;
	int64_t id;

	for (size_t i = 0; i < in->goods.n; i++)
		goods[i] = (struct scrap_goods){ g[i].item_id, g[i].lot_id, g[i].qty, g[i].owner_id, g[i].fund_id, g[i].from_store };
	TRY(scrap_open(cx, &(struct scrap_draft){ in->place_id, in->reason, goods, in->goods.n }, &id));
	if (!in->keep_draft)
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "propose" }, &moved));
	return doc_http_made(cx, id, output);
}

static enum err run_release_new(struct ctx *cx, const void *input, void *output)
{
	const struct release_new *in = input;
	const struct release_new_goods *g = in->goods.at;
	struct scrap_goods *goods = arena_array(&cx->mem, struct scrap_goods, in->goods.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->goods.n; i++)
		goods[i] = (struct scrap_goods){ g[i].item_id, g[i].lot_id, g[i].qty, g[i].owner_id, g[i].fund_id, false };
	TRY(release_open(cx, &(struct scrap_draft){ in->place_id, in->reason, goods, in->goods.n }, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_recovery_new(struct ctx *cx, const void *input, void *output)
{
	const struct recovery_new *in = input;
	const struct recovery_new_goods *g = in->goods.at;
	struct recovery_goods *goods = arena_array(&cx->mem, struct recovery_goods, in->goods.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->goods.n; i++)
		goods[i] = (struct recovery_goods){ g[i].item_id, g[i].qty, g[i].of_lot_id };
	TRY(recovery_open(cx, &(struct recovery_draft){ in->unit_id, in->to_place_id, goods, in->goods.n }, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_recovery_lots(struct ctx *cx, const void *input, void *output)
{
	struct recovery_lot_out *items;
	struct recovery_lot *lots;
	size_t n;

	TRY(recovery_lots(cx, ((const struct recovery_lots_in *)input)->unit_id, &lots, &n));
	items = arena_array(&cx->mem, struct recovery_lot_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct recovery_lot_out){ lots[i].lot_id, lots[i].item_id, lots[i].packs, lots[i].item, lots[i].batch };
	((struct recovery_lots_out *)output)->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_appraise(struct ctx *cx, const void *input, void *output)
{
	const struct scrap_appraise_in *in = input;

	return scrap_appraise(cx, &(struct scrap_finding){ in->doc_id, in->version, in->appraiser, in->finding }, output);
}

static enum err run_destroy(struct ctx *cx, const void *input, void *output)
{
	const struct scrap_destroy_in *in = input;

	return scrap_destroy(cx, &(struct scrap_record){ in->doc_id, in->version, in->day, in->site, in->method, in->paper }, output);
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct scrap_out *out = output;
	struct scrap_line_out *lines;
	struct scrap_view v;
	struct doc doc;

	TRY(scrap_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	lines = arena_array(&cx->mem, struct scrap_line_out, v.n_lines + 1);
	for (size_t i = 0; i < v.n_lines; i++)
		lines[i] = (struct scrap_line_out){ v.lines[i].line_no, v.lines[i].of_item_id, v.lines[i].of_lot_id, v.lines[i].of_item, v.lines[i].of_batch, v.lines[i].batch, v.lines[i].serial };
	*out = (struct scrap_out){ .appraised = v.appraised_ms, .day = v.day, .recorded = v.recorded_ms, .reason = v.reason, .appraiser = v.appraiser, .finding = v.finding,
		.site = v.site, .method = v.method, .paper = v.paper, .lines = { lines, v.n_lines } };
	TRY(party_account_name(cx, v.appraised_by, &out->appraised_by));
	TRY(party_account_name(cx, v.destroyed_by, &out->destroyed_by));
	return doc_http_out(cx, &doc, &out->doc);
}

static enum err run_waiting(struct ctx *cx, const void *input, void *output)
{
	const struct scrap_waiting_query *in = input;
	const int64_t limit = in->limit ? in->limit : 50;
	struct scrap_waiting_out *out = output;
	struct scrap_candidate_out *items;
	struct scrap_candidate *c;
	size_t n;

	TRY(scrap_candidates(cx, in->place_id, in->offset, limit + 1, &c, &n));
	out->next = n > (size_t)limit ? in->offset + limit : 0;
	n = n > (size_t)limit ? (size_t)limit : n;
	items = arena_array(&cx->mem, struct scrap_candidate_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct scrap_candidate_out){ c[i].item_id, c[i].lot_id, c[i].place_id, c[i].owner_id, c[i].fund_id, c[i].qty, c[i].expiry_day, c[i].blocked,
			c[i].item, c[i].item_unit, c[i].place, c[i].owner, c[i].batch, c[i].serial };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

#define WORDS_scrap "scraps"
#define WORDS_recovery "recoveries"
#define WORDS_release "releases"
#define SCRAP_STEPS(X) \
	X(scrap, propose, PERM_SCRAP_EDIT, "提出报废", "Propose to scrap") \
	X(scrap, approve, PERM_SCRAP_APPROVE, "批准报废", "Approve the scrapping") \
	X(scrap, refuse, PERM_SCRAP_APPROVE, "不同意报废", "Refuse to scrap") \
	X(scrap, witness, PERM_SCRAP_EDIT, "监销签字", "Witness the destruction; two sign") \
	X(scrap, withdraw, PERM_SCRAP_EDIT, "撤回报废单", "Withdraw a proposal") \
	X(recovery, hand_over, PERM_SIGNED_IN, "交回包装，双方签字", "Hand packaging over; both sides sign") \
	X(recovery, withdraw, PERM_SCRAP_EDIT, "作废回收单", "Withdraw a draft") \
	X(release, approve, PERM_SCRAP_APPROVE, "同意解冻", "Agree to a release") \
	X(release, refuse, PERM_SCRAP_APPROVE, "不同意解冻", "Refuse a release") \
	X(release, withdraw, PERM_SCRAP_EDIT, "撤回解冻单", "Withdraw a release")
SCRAP_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(recovery, "recovery")
DOC_READ_RUN(release, "release")

static enum err run_scrap_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "scrap" }, in, out);
}

extern const struct op scrap_ops[];
const struct op scrap_ops[] = {
	{ .method = "GET", .path = "/api/v1/scrap-candidates", .name = "scrap_candidates", .zh = "冻结和过期物资", .en = "Blocked and expired goods", .perm = PERM_SCRAP_READ,
	  .tx = TX_READ, .in = &scrap_waiting_query_shape, .out = &scrap_waiting_out_shape, .run = run_waiting },
	{ .method = "POST", .path = "/api/v1/scraps", .name = "scrap_new", .zh = "提出报废", .en = "Propose to scrap goods", .perm = PERM_SCRAP_EDIT, .tx = TX_WRITE,
	  .in = &scrap_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	DOC_LIST_OP(scrap, PERM_SCRAP_READ, "报废单列表", "Scrappings")
	{ .method = "GET", .path = "/api/v1/scraps/{doc_id}", .name = "scrap_get", .zh = "一张报废单", .en = "One scrapping, its appraisal and destruction", .perm = PERM_SCRAP_READ,
	  .tx = TX_READ, .in = &doc_id_in_shape, .out = &scrap_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/scraps/{doc_id}/appraise", .name = "scrap_appraise", .zh = "登记鉴定", .en = "Enter the appraisal", .perm = PERM_SCRAP_EDIT,
	  .tx = TX_WRITE, .in = &scrap_appraise_in_shape, .out = &doc_moved_shape, .run = run_appraise, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/scraps/{doc_id}/destroy", .name = "scrap_destroy", .zh = "登记销毁", .en = "Record the destruction", .perm = PERM_SCRAP_EDIT,
	  .tx = TX_WRITE, .in = &scrap_destroy_in_shape, .out = &doc_moved_shape, .run = run_destroy, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/recovery-lots", .name = "recovery_lots", .zh = "单位用掉的批次", .en = "Lots a unit used up, whose packages may come back",
	  .perm = PERM_SCRAP_EDIT, .tx = TX_READ, .in = &recovery_lots_in_shape, .out = &recovery_lots_out_shape, .run = run_recovery_lots },
	{ .method = "GET", .path = "/api/v1/stock/lots/{lot_id}/packaging", .name = "lot_packaging", .zh = "批次的包装去向", .en = "What became of a lot's packaging",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &packaging_in_shape, .out = &packaging_out_shape, .run = run_packaging, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/recoveries", .name = "recovery_new", .zh = "开回收单", .en = "Recover packaging from a unit", .perm = PERM_SCRAP_EDIT, .tx = TX_WRITE,
	  .in = &recovery_new_shape, .out = &doc_made_shape, .run = run_recovery_new, .fails = DOC_FAILS },
	DOC_LIST_OP(recovery, PERM_SCRAP_READ, "回收单列表", "Recoveries") DOC_GET_OP(recovery, PERM_SCRAP_READ, "一张回收单", "One recovery")
	{ .method = "POST", .path = "/api/v1/releases", .name = "release_new", .zh = "申请解冻", .en = "Ask to release blocked goods", .perm = PERM_SCRAP_EDIT, .tx = TX_WRITE,
	  .in = &release_new_shape, .out = &doc_made_shape, .run = run_release_new, .fails = DOC_FAILS },
	DOC_LIST_OP(release, PERM_SCRAP_READ, "解冻单列表", "Releases") DOC_GET_OP(release, PERM_SCRAP_READ, "一张解冻单", "One release")
	SCRAP_STEPS(DOC_STEP_OP)
	{ 0 },
};
