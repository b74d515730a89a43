/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/sheet.h"
#include "base/check.h"
#include "base/civil.h"
#include "caps/audit/audit.h"
#include "file/csv.h"
#include "file/sheet.h"
#include <string.h>

const char *const household_sheet_words[] = { "csv", "csv_gb18030", "xlsx", NULL };

static const struct sheet_column columns[] = {
	{ .title = "网格" }, { .title = "楼栋" }, { .title = "单元" }, { .title = "房号" }, { .title = "姓名" }, { .title = "电话" },
	{ .title = "人数", .kind = SHEET_NUMBER }, { .title = "特殊情况" }, { .title = "在住情况" }, { .title = "备注" } };
enum { COLUMNS = sizeof columns / sizeof *columns };
static const char *const status_zh[] = { "", "在家", "外出", "搬走" };

/* The compounds' names, asked once each: rows of one grid stand together. */
static enum err fill(struct ctx *cx, const struct household *rows, size_t n, bool full, const char **cells)
{
	struct grid_area area = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct household *h = &rows[i];
		const char **row = cells + i * COLUMNS;
		struct household_names who;

		if (h->grid_id != area.grid_id)
			TRY(grid_area_of(cx, h->grid_id, &area));
		TRY(household_names(cx, h->household_id, full, &who));
		row[0] = area.compound;
		row[1] = h->building;
		row[2] = h->unit;
		row[3] = h->room;
		row[4] = who.name;
		row[5] = who.phone;
		row[6] = h->persons ? arena_print(&cx->mem, "%lld", (long long)h->persons) : "";
		row[7] = needs_zh(&cx->mem, h->needs);
		row[8] = status_zh[h->status];
		row[9] = h->remark;
	}
	return ERR_OK;
}

enum err household_sheet(struct ctx *cx, int64_t under_id, bool full, const char *reason, int64_t format, struct household_sheet *ret)
{
	struct household *rows;
	struct place under;
	const char **cells;
	struct sheet sheet;
	size_t n;

	TRY(place_need(cx, full ? PERM_HOUSEHOLD_REVEAL : PERM_GRID_READ, under_id, &under));
	if (full) {
		TRY(check_line(cx, "reason", reason ? reason : "", 2, 200));
		TRY(audit_write(cx, &(struct audit_entry){ .op = "household_sheet", .target_id = under_id, .scope = under.path, .note = reason }));
	}
	TRY(household_list(cx, &(struct household_filter){ .under_id = under_id, .limit = HOUSEHOLD_LIST_MAX }, &rows, &n));
	cells = arena_array(&cx->mem, const char *, n * COLUMNS + 1);
	TRY(fill(cx, rows, n, full, cells));
	sheet = (struct sheet){ .name = "住户名册", .columns = columns, .n_columns = COLUMNS, .cells = cells, .n_rows = n };
	ret->type = format == HOUSEHOLD_XLSX ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
	ret->name = format == HOUSEHOLD_XLSX ? "households.xlsx" : "households.csv";
	if (format == HOUSEHOLD_XLSX)
		return sheet_write_xlsx(cx, &sheet, 1, civil_day_of(cx->now_ms), &ret->body);
	if (format == HOUSEHOLD_CSV_GB18030)
		ret->type = "text/csv; charset=gb18030";
	return csv_write(cx, &sheet, format == HOUSEHOLD_CSV_GB18030 ? CSV_GB18030 : CSV_UTF8_BOM, &ret->body);
}
