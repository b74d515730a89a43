/* SPDX-License-Identifier: Apache-2.0 */
/* What only loans and scrapping know, for their forms. */
#include "caps/paper/paper_own.h"
#include "base/civil.h"
#include "caps/loan/loan.h"
#include "caps/scrap/scrap.h"

static const char *day_said(struct paper_own *own, int64_t day)
{
	char text[11];

	return day ? arena_print(own->mem, "%s", civil_write_day(day, text)) : "";
}

static enum err loan_own(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	const char **cells = paper_own_cells(own, doc);
	struct loan_view v;
	struct doc again;

	TRY(loan_see(cx, doc->doc_id, &again, &v));
	for (size_t i = 0; i < doc->n_lines; i++) {
		const int64_t damaged = doc->lines[i].counter[SHORT] - doc->lines[i].counter[LOST] + doc->lines[i].counter[BACK];

		cells[i * PAPER_OWN_CELLS] = damaged ? arena_print(own->mem, "%lld", (long long)damaged) : "";
	}
	paper_say(own, "使用人", v.holder, false);
	paper_say(own, "最迟归还", day_said(own, v.due_day), false);
	paper_say(own, "用途", v.purpose, false);
	for (size_t i = 0; i < v.n_cleanings && i < 3; i++)
		paper_say(own, "洗消", arena_print(own->mem, "第 %lld 行 %lld 件，%s %lld mg/L，作用 %lld 分钟", (long long)v.cleanings[i].line_no, (long long)v.cleanings[i].qty,
						    v.cleanings[i].agent, (long long)v.cleanings[i].strength, (long long)v.cleanings[i].contact_min), true);
	return ERR_OK;
}

static enum err scrap_own(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	const char **cells = paper_own_cells(own, doc);
	struct scrap_view v;
	struct doc again;

	TRY(scrap_see(cx, doc->doc_id, &again, &v));
	for (size_t i = 0; i < v.n_lines; i++)
		cells[i * PAPER_OWN_CELLS] = v.lines[i].of_lot_id ? arena_print(own->mem, "%s %s", v.lines[i].of_item, v.lines[i].of_batch) : "";
	paper_say(own, "鉴定", v.appraiser, false);
	paper_say(own, "报废原因", v.reason, true);
	paper_say(own, "鉴定结论", v.finding, true);
	paper_say(own, "销毁日期", day_said(own, v.day), false);
	paper_say(own, "销毁地点", v.site, false);
	paper_say(own, "销毁方法", v.method, false);
	paper_say(own, "凭证编号", v.paper, false);
	return ERR_OK;
}

enum err paper_own_loan(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, loan_own(cx, doc, own), before);
}

enum err paper_own_scrap(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct fault before = cx->fault;

	return paper_unless_missing(cx, scrap_own(cx, doc, own), before);
}
