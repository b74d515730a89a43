/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "base/civil.h"
#include "base/map.h"
#include "caps/request/request.h"
#include <stdlib.h>
#include <string.h>

/* What was asked for on some days, and what came of it, by item and class. */
enum { REQUESTS_MAX = 20000 };

struct tally {
	struct ctx                 *cx;
	struct names                names;
	struct map                  row_of;
	struct report_requests_row *rows;
	size_t                      n_rows, room;
};

static struct report_requests_row *row_for(struct tally *t, int64_t item_id, int64_t priority)
{
	const struct item *item = names_item(&t->names, item_id);
	const char *key = arena_print(&t->cx->mem, "%lld/%lld", (long long)item_id, (long long)priority);
	int64_t at;

	if (!map_get(&t->row_of, key, &at)) {
		at = (int64_t)t->n_rows;
		arena_push(&t->cx->mem, t->rows, t->n_rows, t->room) = (struct report_requests_row){ .item_id = item_id,
			.priority = priority, .item_code = item ? item->code : "", .item = item ? item->zh : "", .unit = item ? item->unit : "" };
		map_put(&t->row_of, key, at);
	}
	return &t->rows[at];
}

static enum err count(struct tally *t, int64_t doc_id)
{
	struct request_view v;

	TRY(request_get(t->cx, doc_id, &v));
	if (strcmp(v.doc.state, "draft") == 0 || strcmp(v.doc.state, "void") == 0)
		return ERR_OK;
	for (size_t i = 0; i < v.doc.n_lines; i++) {
		const int64_t *c = v.doc.lines[i].counter;
		struct report_requests_row *row = row_for(t, v.doc.lines[i].item_id, v.facts[i].priority);

		row->requests++;
		row->wanted += v.facts[i].wanted;
		row->own += v.facts[i].own_stock + v.facts[i].received_before;
		row->asked += c[ASKED];
		row->granted += c[GRANTED];
		row->allotted += c[SENT] - c[BACK];
		row->received += c[TAKEN];
		row->open += strcmp(v.doc.state, "refused") == 0 ? 0 : (c[GRANTED] ? c[GRANTED] : c[ASKED]) - c[DROPPED] - c[TAKEN] - c[LOST];
	}
	return ERR_OK;
}

static int by_code(const void *a, const void *b)
{
	const struct report_requests_row *x = a, *y = b;
	int order = strcmp(x->item_code, y->item_code);

	return order ? order : (x->priority > y->priority) - (x->priority < y->priority);
}

enum err report_requests(struct ctx *cx, const struct report_requests_ask *ask, struct report_requests *ret)
{
	struct tally t = { .cx = cx, .row_of = MAP(&cx->mem) };
	int64_t today = civil_day_of(cx->now_ms), to = ask->to_day ? ask->to_day : ask->from_day ? ask->from_day : today;
	struct doc_filter filter = { .kinds = { "request" }, .from_day = ask->from_day ? ask->from_day : to, .to_day = to, .limit = DOC_LIST_MAX };
	struct doc_summary *page;
	size_t n;

	*ret = (struct report_requests){ .from_day = filter.from_day, .to_day = to };
	if (filter.from_day > to)
		return fail(cx, ERR_BAD_INPUT, "from_day", "起始日晚于截止日", "the first day is after the last");
	TRY(names_load(cx, &t.names));
	do {
		TRY(document_list(cx, &filter, &page, &n));
		if (ret->documents + (int64_t)n > REQUESTS_MAX)
			return fail(cx, ERR_TOO_LARGE, "from_day", "需求单超过 %d 张；请缩短日期范围", "more than %d requests; ask for fewer days", REQUESTS_MAX);
		for (size_t i = 0; i < n; i++)
			TRY(count(&t, page[i].doc_id));
		ret->documents += (int64_t)n;
		if (n)
			filter.before_id = page[n - 1].doc_id;
	} while (n == DOC_LIST_MAX);
	if (t.n_rows)
		qsort(t.rows, t.n_rows, sizeof *t.rows, by_code);
	ret->rows = (struct list){ t.rows, t.n_rows };
	return ERR_OK;
}

static const struct sheet_column columns[] = {
	{ "物资编码" }, { "品名" }, { "单位", SHEET_CENTRED }, { "优先级", SHEET_CENTRED }, { "需求行数", SHEET_NUMBER }, { "需要", SHEET_NUMBER },
	{ "自有及已领", SHEET_NUMBER }, { "申请", SHEET_NUMBER }, { "核准", SHEET_NUMBER }, { "已分配", SHEET_NUMBER }, { "已收到", SHEET_NUMBER },
	{ "未满足", SHEET_NUMBER } };

enum err report_requests_file(struct ctx *cx, const struct report_requests_ask *ask, int64_t format, struct report_file *ret)
{
	static const char *const signatures[] = { "制表：", "审核：", "时间：" };
	struct report_requests r;
	struct cells c = { .mem = &cx->mem };
	char from[11], to[11];
	const char *lines[1];
	struct sheet sheet = { .name = "需求汇总", .title = "物资需求汇总表", .lines = lines, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns };

	TRY(report_requests(cx, ask, &r));
	civil_write_day(r.from_day, from);
	civil_write_day(r.to_day, to);
	lines[0] = arena_print(&cx->mem, "提出日期：%s 至 %s    需求单：%lld 张", from, to, (long long)r.documents);
	for (size_t i = 0; i < r.rows.n; i++) {
		const struct report_requests_row *row = &((struct report_requests_row *)r.rows.at)[i];
		const int64_t amounts[] = { row->priority, row->requests, row->wanted, row->own, row->asked, row->granted, row->allotted,
			row->received, row->open };

		cells_add(&c, row->item_code);
		cells_add(&c, row->item);
		cells_add(&c, row->unit);
		for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
			cells_add(&c, show_i64(&cx->mem, amounts[k]));
	}
	sheet.cells = c.at;
	sheet.n_rows = r.rows.n;
	return report_write(cx, &(struct report_page){ .name = arena_print(&cx->mem, "requests-%s", to), .sheets = &sheet, .n_sheets = 1,
		.signatures = signatures, .n_signatures = 3, .landscape = true }, format, ret);
}
