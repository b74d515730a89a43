/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "base/civil.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/request/request.h"
#include <stdlib.h>
#include <string.h>

/* Requests in and out.  Rows with the same number are one request, raised at
 * once; its class is the plan's, so a priority in the file is not read. */
enum { IN_REQUEST, IN_UNIT, IN_PLACE, IN_ITEM, IN_QTY, IN_PRIORITY, IN_OWN_STOCK, IN_RECEIVED_BEFORE, IN_NEEDED_BY, FIELDS };
enum { REQUESTS_OUT_MAX = 20000 };

static const struct exchange_field fields[] = {
	[IN_REQUEST] = { "request", "需求单号", "单号|编号|订单号|接龙号", true, "XQ-001" },
	[IN_UNIT] = { "unit", "单位编码", "申请单位|需求单位|单位|领用单位", true, "U001" },
	[IN_PLACE] = { "place", "送达地点编码", "地点编码|送达地点|收货地点|地点", false, "" },
	[IN_ITEM] = { "item", "物资编码", "物资|编码|品种编码", true, "MASK" },
	[IN_QTY] = { "qty", "数量", "需求数量|件数|份数|申请数量", true, "500", 0, SHEET_NUMBER },
	[IN_PRIORITY] = { "priority", "优先级", "优先等级|类别", false, "", 0, SHEET_NUMBER },
	[IN_OWN_STOCK] = { "own_stock", "自有库存", "现有库存|库存|自有", false, "100", 0, SHEET_NUMBER },
	[IN_RECEIVED_BEFORE] = { "received_before", "已领数量", "已领|已收|已发", false, "0", 0, SHEET_NUMBER },
	[IN_NEEDED_BY] = { "needed_by", "需要日期", "截止日期|送达日期", false, "" },
};

struct record { size_t row, first; int64_t unit_id, to_place_id, deadline_day; struct request_want want; };   /* first: row that began the request */

struct requests { struct work *w; struct map places, items; struct place *place; struct item *item; struct map begun, seen; };

static const struct place *find_place(struct requests *q, size_t r, int field)
{
	const char *code = work_cell(q->w, r, field);
	int64_t at;

	if (!*code && !q->w->kind->fields[field].required)
		return NULL;
	if (*code && map_get(&q->places, code, &at))
		return &q->place[at];
	work_bad(q->w, r, field, "没有登记这个单位或地点", "no such unit or place is registered");
	return NULL;
}

static void check_quantities(struct requests *q, size_t r, struct request_want *want)
{
	struct work *w = q->w;

	work_read_i64(w, r, IN_QTY, 1, QTY_MAX, &want->wanted);
	work_read_i64(w, r, IN_OWN_STOCK, 0, QTY_MAX, &want->own_stock);
	work_read_i64(w, r, IN_RECEIVED_BEFORE, 0, QTY_MAX, &want->received_before);
	if (!w->rows[r].bad && want->own_stock + want->received_before >= want->wanted)
		work_bad(w, r, IN_QTY, "需要 %lld，自有 %lld、已领 %lld，已经够用", "%lld wanted, %lld of its own and %lld received are enough",
			 (long long)want->wanted, (long long)want->own_stock, (long long)want->received_before);
}

/* Rows of one request name the same unit, place and day, and every item once. */
static void check_together(struct requests *q, size_t r)
{
	struct work *w = q->w;
	const char *number = work_cell(w, r, IN_REQUEST);
	const char *line = arena_print(&w->cx->mem, "%s\n%s", number, work_cell(w, r, IN_ITEM));
	int64_t first = (int64_t)r, other;

	if (!map_get(&q->begun, number, &first))
		map_put(&q->begun, number, (int64_t)r);
	WORK_RECORD(w, record, r)->first = (size_t)first;
	for (int field = IN_UNIT; field <= IN_PLACE; field++)
		if (strcmp(work_cell(w, r, field), work_cell(w, (size_t)first, field)) != 0)
			work_bad(w, r, field, "与第 %zu 行同一单号，但这一项不同", "row %zu has the same number, but this differs",
				 table_sheet_row(&w->table, w->rows[first].at));
	if (map_get(&q->seen, line, &other))
		work_bad(w, r, IN_ITEM, "同一单号的第 %zu 行已有这种物资，请合并", "row %zu of the same request has this item; join them",
			 table_sheet_row(&w->table, w->rows[other].at));
	else
		map_put(&q->seen, line, (int64_t)r);
}

static void check_row(struct requests *q, size_t r)
{
	struct work *w = q->w;
	struct record *rec = WORK_RECORD(w, record, r);
	const struct place *unit = find_place(q, r, IN_UNIT), *to = find_place(q, r, IN_PLACE);
	int64_t item = ABSENT;

	if (!*work_cell(w, r, IN_REQUEST))
		work_bad(w, r, IN_REQUEST, "请填写", "fill this in");
	else
		check_together(q, r);
	if (!map_get(&q->items, work_cell(w, r, IN_ITEM), &item))
		work_bad(w, r, IN_ITEM, "没有登记这种物资", "no such item is registered");
	check_quantities(q, r, &rec->want);
	if (work_read_day(w, r, IN_NEEDED_BY, &rec->deadline_day) && rec->deadline_day && rec->deadline_day < civil_day_of(w->cx->now_ms))
		work_bad(w, r, IN_NEEDED_BY, "日期已过", "the day has passed");
	if (unit && unit->kind != PLACE_UNIT)
		work_bad(w, r, IN_UNIT, "“%s”不是使用单位", "\"%s\" is no using unit", unit->name);
	to = to ? to : unit;
	if ((unit && !ctx_may(w->cx, PERM_REQUEST_RAISE, unit->path)) || (to && !ctx_may(w->cx, PERM_REQUEST_RAISE, to->path)))
		work_bad(w, r, IN_UNIT, "本账号无权为它提需求", "this account may not raise requests for it");
	if (item != ABSENT && !q->item[item].active)
		work_bad(w, r, IN_ITEM, "“%s”已停用", "\"%s\" is no longer in use", q->item[item].zh);
	if (w->rows[r].bad)
		return;
	rec->row = r;
	rec->unit_id = unit->place_id;
	rec->to_place_id = to->place_id;
	rec->want.item_id = q->item[item].item_id;
}

static enum err check(struct work *w)
{
	struct requests q = { .w = w, .places = MAP(&w->cx->mem), .items = MAP(&w->cx->mem), .begun = MAP(&w->cx->mem), .seen = MAP(&w->cx->mem) };
	size_t n;

	TRY(place_list(w->cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &q.place, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&q.places, q.place[i].code, (int64_t)i);
	TRY(item_list(w->cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &q.item, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&q.items, q.item[i].code, (int64_t)i);
	for (size_t r = 0; r < w->n_rows; r++)
		check_row(&q, r);
	return ERR_OK;
}

static int by_request(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	return x->first != y->first ? (x->first < y->first ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

static enum err put_request(struct work *w, const void *good, size_t n, int64_t *ret_doc_id, struct doc_moved *ret_moved)
{
	const struct record *rows = good;
	struct request_want *wants = arena_array(&w->cx->mem, struct request_want, n);

	for (size_t i = 0; i < n; i++)
		wants[i] = rows[i].want;
	TRY(request_open(w->cx, &(struct request_draft){ .unit_id = rows[0].unit_id, .to_place_id = rows[0].to_place_id,
		.deadline_day = rows[0].deadline_day, .channel = CHANNEL_FILE, .wants = wants, .n_wants = n,
		.purpose = arena_print(&w->cx->mem, "文件单号 %.60s", work_cell(w, rows[0].first, IN_REQUEST)) }, ret_doc_id));
	return document_advance(w->cx, &(struct doc_move){ .doc_id = *ret_doc_id, .verb = "raise" }, ret_moved);
}

static enum err put(struct work *w)
{
	size_t n, from = 0;
	struct record *good = work_good(w, &n);

	if (n)
		qsort(good, n, sizeof *good, by_request);
	for (size_t i = 1; i <= n; i++)
		if (i == n || good[i].first != good[from].first) {
			TRY(work_make(w, put_request, good + from, i - from));
			from = i;
		}
	return ERR_OK;
}

struct listing { struct ctx *cx; struct map places, items; struct place *place; struct item *item; const char **cells; size_t n, room; };

static const char *code_of(struct listing *l, const struct map *map, int64_t id)
{
	int64_t at;

	if (!map_get(map, arena_print(&l->cx->mem, "%lld", (long long)id), &at))
		return "";
	return map == &l->places ? l->place[at].code : l->item[at].code;
}

static enum err list_request(struct listing *l, int64_t doc_id)
{
	struct request_view v;

	TRY(request_see(l->cx, doc_id, &v));
	for (size_t i = 0; i < v.doc.n_lines; i++) {
		const char *row[FIELDS] = {
			[IN_REQUEST] = *v.doc.number ? v.doc.number : arena_print(&l->cx->mem, "%lld", (long long)doc_id),
			[IN_UNIT] = code_of(l, &l->places, v.unit_id), [IN_PLACE] = code_of(l, &l->places, v.doc.to_place_id),
			[IN_ITEM] = code_of(l, &l->items, v.doc.lines[i].item_id),
			[IN_QTY] = out_i64(&l->cx->mem, v.facts[i].wanted), [IN_PRIORITY] = out_i64(&l->cx->mem, v.facts[i].priority),
			[IN_OWN_STOCK] = arena_print(&l->cx->mem, "%lld", (long long)v.facts[i].own_stock),
			[IN_RECEIVED_BEFORE] = arena_print(&l->cx->mem, "%lld", (long long)(v.facts[i].received_before + v.doc.lines[i].counter[TAKEN])),
			[IN_NEEDED_BY] = out_day(&l->cx->mem, v.deadline_day) };

		for (size_t f = 0; f < FIELDS; f++)
			arena_push(&l->cx->mem, l->cells, l->n, l->room) = row[f];
	}
	return ERR_OK;
}

static enum err out(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows)
{
	struct listing l = { .cx = cx, .places = MAP(&cx->mem), .items = MAP(&cx->mem) };
	struct doc_filter filter = { .kinds = { "request" }, .limit = DOC_LIST_MAX };
	struct doc_summary *page;
	size_t n, total = 0;

	TRY(place_list(cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &l.place, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&l.places, arena_print(&cx->mem, "%lld", (long long)l.place[i].place_id), (int64_t)i);
	TRY(item_list(cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &l.item, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&l.items, arena_print(&cx->mem, "%lld", (long long)l.item[i].item_id), (int64_t)i);
	do {
		TRY(document_list(cx, &filter, &page, &n));
		for (size_t i = 0; i < n; i++)
			TRY(list_request(&l, page[i].doc_id));
		if (n)
			filter.before_id = page[n - 1].doc_id;
		total += n;
	} while (n == DOC_LIST_MAX && total < REQUESTS_OUT_MAX);
	*ret_cells = l.cells;
	*ret_n_rows = l.n / FIELDS;
	return ERR_OK;
}

const struct exchange_kind exchange_requests_kind = { .zh = "需求", .fields = fields, .n_fields = FIELDS, .record_bytes = sizeof(struct record),
	.perm = PERM_REQUEST_RAISE, .check = check, .put = put, .out = out };
