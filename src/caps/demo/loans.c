/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/loan/loan.h"
#include "caps/scrap/scrap.h"

/* Reusable goods out with units: in time, due today, overdue, part of them back to
 * be cleaned, one broken; and what is worn out, put forward for scrapping. */
static const struct lent { int64_t qty, days; const char *item, *unit, *holder, *purpose; bool taken; } lent[] = {
	{ 4, 6, "FY001", "DW-2-XX", "校医务室", "学生晨检", true },
	{ 2, 2, "FY004", "DW-2-YW", "预检分诊", "分诊台", true },
	{ 1, 1, "FY003", "DW-3-JJ", "执勤一组", "江东大道查验点", true },
	{ 2, 5, "FY005", "DW-2-HW", "消杀班", "集贸市场消杀", true },
	{ 2, 7, "FY001", "DW-3-SC", "市场服务台", "入口测温", false },
};
enum { LENT = sizeof lent / sizeof *lent, BACK_IN_PART = 1, BROKEN = 3 };

static enum err lend(struct ctx *cx, struct demo_work *w, size_t i)
{
	const struct lent *l = &lent[i];
	const struct item *item;
	struct place unit;
	int64_t depot, id;

	TRY(demo_item(cx, w, l->item, &item));
	TRY(demo_depot(cx, w, "CK-Q1", &depot));
	TRY(place_by_code(cx, l->unit, &unit));
	TRY(demo_be(cx, "keeper"));
	TRY(loan_open(cx, &(struct loan_draft){ .from_place_id = depot, .unit_id = unit.place_id, .due_day = civil_day_of(cx->now_ms) + l->days, .holder = l->holder,
		.purpose = l->purpose, .goods = &(struct loan_goods){ .item_id = item->item_id, .qty = l->qty }, .n_goods = 1 }, &id));
	TRY(demo_step(cx, w, "keeper", id, "lend", ""));
	w->loans[i] = id;
	return l->taken ? demo_step(cx, w, "clerks", id, "lend", "") : ERR_OK;
}

/* Both sides sign what one piece of a loan has come to. */
static enum err both_sign(struct ctx *cx, struct demo_work *w, int64_t id, const char *verb, const char *note)
{
	static const char *const sides[] = { "clerks", "keeper" };
	struct doc_moved moved;

	for (int i = 0; i < 2; i++) {
		TRY(demo_be(cx, sides[i]));
		demo_pass(cx, w, 1000);
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = verb, .note = note, .parts = &(struct doc_part){ .line_no = 1, .qty = 1 }, .n_parts = 1 }, &moved));
	}
	return ERR_OK;
}

enum err demo_loans(struct ctx *cx, struct demo_work *w)
{
	if (w->day == 0)
		for (size_t i = 0; i < LENT; i++)
			TRY(lend(cx, w, i));
	if (w->day != 1)
		return ERR_OK;
	TRY(both_sign(cx, w, w->loans[BACK_IN_PART], "give_back", ""));
	return both_sign(cx, w, w->loans[BROKEN], "damage", "泵体开裂，漏液");
}

/* ---- scrapping ---- */

static enum err candidate(struct ctx *cx, int64_t place_id, const char *code, const struct demo_work *w, struct scrap_goods *ret)
{
	struct scrap_candidate *rows;
	const struct item *item;
	size_t n;

	TRY(demo_item(cx, w, code, &item));
	TRY(scrap_candidates(cx, place_id, 0, SCRAP_LIST_MAX, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (rows[i].item_id == item->item_id) {
			*ret = (struct scrap_goods){ item->item_id, rows[i].lot_id, rows[i].qty, rows[i].owner_id, rows[i].fund_id, !rows[i].blocked };
			return ERR_OK;
		}
	return fail(cx, ERR_BROKEN, NULL, "演示仓库没有可报废的 %s", "the demo's depot has no %s to scrap", code);
}

/* The broken sprayer: looked at by the office, two signatures to come. */
enum err demo_scraps(struct ctx *cx, struct demo_work *w)
{
	struct scrap_goods sprayer;
	struct doc_moved moved;
	int64_t depot, id;

	if (w->day != 2)
		return ERR_OK;
	TRY(demo_depot(cx, w, "CK-Q1", &depot));
	TRY(demo_be(cx, "keeper"));
	TRY(candidate(cx, depot, "FY005", w, &sprayer));
	TRY(scrap_open(cx, &(struct scrap_draft){ .place_id = depot, .reason = "泵体开裂漏液，修理费高于购置价", .goods = &sprayer, .n_goods = 1 }, &id));
	TRY(demo_step(cx, w, "keeper", id, "propose", ""));
	TRY(demo_be(cx, "supply"));
	demo_pass(cx, w, 60000);
	return scrap_appraise(cx, &(struct scrap_finding){ .doc_id = id, .appraiser = "区应急物资储备中心（演示）", .finding = "主要部件损坏，无修复价值，建议报废" }, &moved);
}
