/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/audit/audit.h"
#include "base/civil.h"
#include "file/csv.h"

/* The log as a file, for those who examine it elsewhere. */
enum { COLUMNS = 10, PAGE = 200 };
const char *const audit_format_words[] = { "csv", "csv_gb18030", "xlsx", NULL };

struct cells { const char **at; size_t n, room; };

static void add_row(struct ctx *cx, struct cells *c, const struct audit_row *r)
{
	static const char *const ended[] = { "办成", "拒绝", "失败" };
	char when[32];
	const char *row[COLUMNS] = { NULL, r->account, r->op, ended[r->outcome], r->code, r->note,
		r->target_id ? arena_print(&cx->mem, "%lld", (long long)r->target_id) : "",
		r->doc_id ? arena_print(&cx->mem, "%lld", (long long)r->doc_id) : "", r->address, r->request_id };

	row[0] = arena_text(&cx->mem, civil_write_time(r->at_ms, when));
	for (size_t i = 0; i < COLUMNS; i++)
		arena_push(&cx->mem, c->at, c->n, c->room) = row[i] ? row[i] : "";
}

enum err audit_export(struct ctx *cx, const struct audit_filter *filter, int64_t format, struct audit_file *ret)
{
	static const struct sheet_column columns[COLUMNS] = { { "时间" }, { "账号" }, { "操作" }, { "结果" }, { "原因代码" }, { "理由" },
		{ "记录编号" }, { "单据编号" }, { "来自" }, { "请求编号" } };
	static const char *const types[] = { "text/csv; charset=utf-8", "text/csv; charset=gb18030",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
	struct audit_filter f = *filter;
	struct cells cells = { 0 };
	struct sheet sheet = { .name = "审计日志", .columns = columns, .n_columns = COLUMNS };
	struct audit_row *rows;
	size_t n;

	f.limit = PAGE;
	do {
		TRY(audit_list(cx, &f, &rows, &n));
		for (size_t i = 0; i < n; i++)
			add_row(cx, &cells, &rows[i]);
		if (cells.n > (size_t)AUDIT_FILE_MAX * COLUMNS)
			return fail(cx, ERR_TOO_LARGE, "from", "超过 %d 条，请缩短日期或加条件", "more than %d entries; ask for fewer days or add a filter",
				    AUDIT_FILE_MAX);
		f.before_id = n ? rows[n - 1].audit_id : 0;
	} while (n == PAGE);
	sheet.cells = cells.at;
	sheet.n_rows = cells.n / COLUMNS;
	*ret = (struct audit_file){ .type = types[format], .name = format == AUDIT_XLSX ? "audit.xlsx" : "audit.csv" };
	if (format == AUDIT_XLSX)
		return sheet_write_xlsx(cx, &sheet, 1, civil_day_of(cx->now_ms), &ret->body);
	return csv_write(cx, &sheet, format == AUDIT_CSV ? CSV_UTF8_BOM : CSV_GB18030, &ret->body);
}
