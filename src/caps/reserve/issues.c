/* SPDX-License-Identifier: Apache-2.0 */
/* Who got what in a stretch of days, by item (D1.8): the issue ledger of epidemic goods, for any class of goods. */
#include "caps/reserve/reserve_file.h"
#include "base/check.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/plan/plan.h"
#include "file/report_pdf.h"
#include "reserve.sql.h"

enum { ISSUES_MAX = 20000 };

enum err reserve_issues(struct ctx *cx, const struct reserve_issues_ask *ask, struct reserve_issue **ret, size_t *ret_n)
{
	struct reserve_issue_rows_row *rows;
	const struct plan *plans;
	size_t n;

	TRY(check_range(cx, "to", ask->to, ask->from, ask->from + 366));
	TRY(document_plan(cx, &plans));
	TRY(reserve_issue_rows(cx, (struct reserve_issue_rows_in){ cx->district_id, ask->from * DAY_MS - CHINA_OFFSET_MS, (ask->to + 1) * DAY_MS - CHINA_OFFSET_MS,
		cx->actor->account_id, PERM_RESERVE_READ, cx->now_ms, ISSUES_MAX }, &rows, &n, ISSUES_MAX));
	*ret = arena_array(&cx->mem, struct reserve_issue, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct reserve_issue_rows_row *r = &rows[i];
		const char *who;

		if (ask->class_id && ask->class_id[0] && !plan_class_is(plans, r->category, ask->class_id))
			continue;
		TRY(document_who(cx, r->who_id, &who));
		(*ret)[(*ret_n)++] = (struct reserve_issue){ r->item_id, r->who_id, r->qty, r->docs, r->code, r->item, r->item_en, r->category, r->unit, who ? who : "" };
	}
	return ERR_OK;
}

enum err reserve_issues_file(struct ctx *cx, const struct reserve_issues_ask *ask, int64_t format, struct reserve_file *ret)
{
	static const struct sheet_column columns[] = { { "物资编码" }, { "品名、规格、型号", .width = 28 }, { "单位", SHEET_CENTRED }, { "领用单位（人）", .width = 28 },
		{ "数量", SHEET_NUMBER }, { "单据数", SHEET_NUMBER } };
	static const char *const signatures[] = { "制表：", "保管员：", "审核：", "时间：" };
	struct sheet_cells p = { .mem = &cx->mem };
	struct reserve_issue *rows;
	const char *lines[1];
	char from[11], to[11];
	struct sheet sheet;
	size_t n;

	TRY(reserve_issues(cx, ask, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		sheet_cell(&p, rows[i].item_code), sheet_cell(&p, rows[i].item), sheet_cell(&p, rows[i].unit), sheet_cell(&p, rows[i].who);
		sheet_cell(&p, arena_print(&cx->mem, "%lld", (long long)rows[i].qty)), sheet_cell(&p, arena_print(&cx->mem, "%lld", (long long)rows[i].docs));
	}
	lines[0] = arena_print(&cx->mem, "期间：%s 至 %s    共 %zu 行", civil_write_day(ask->from, from), civil_write_day(ask->to, to), n);
	sheet = (struct sheet){ .name = "发放台账", .title = "物资发放台账（按品种和领用单位）", .lines = lines, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n };
	if (format == RESERVE_PDF) {
		*ret = (struct reserve_file){ .type = "application/pdf", .name = arena_print(&cx->mem, "issues-%s.pdf", from) };
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .signatures = signatures, .n_signatures = 4, .day = civil_day_of(cx->now_ms) }, &ret->body);
	}
	*ret = (struct reserve_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .name = arena_print(&cx->mem, "issues-%s.xlsx", from) };
	return sheet_write_xlsx(cx, &sheet, 1, civil_day_of(cx->now_ms), &ret->body);
}
