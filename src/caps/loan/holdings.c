/* SPDX-License-Identifier: Apache-2.0 */
/* Who still holds what, reminders, the cleaning queue, a piece by its number, compensation. */
#include "caps/loan/loan_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "file/sheet.h"
#include "loan.sql.h"

const char *const loan_what_words[] = { "all", "overdue", "soon", NULL };

/* Due today or tomorrow is soon. */
static int64_t soon_ms(const struct ctx *cx)
{
	return (civil_day_of(cx->now_ms) + 2) * DAY_MS - CHINA_OFFSET_MS;
}

static enum err rows_of(struct ctx *cx, const struct loan_holding_filter *f, size_t most, struct loan_holding **ret, size_t *ret_n)
{
	struct loan_holdings_page_row *rows;

	TRY(loan_holdings_page(cx, (struct loan_holdings_page_in){ .district_id = cx->district_id, .item_id = f->item_id, .unit_id = f->unit_id,
		.from_place_id = f->from_place_id, .due_until = f->what == LOAN_OVERDUE ? cx->now_ms : f->what == LOAN_SOON ? soon_ms(cx) : 0,
		.like = check_like(&cx->mem, f->search), .actor_id = cx->actor->account_id, .perm = PERM_LOAN_READ, .now_ms = cx->now_ms,
		.offset = f->offset, .limit = (int64_t)most }, &rows, ret_n, most));
	*ret = arena_array(&cx->mem, struct loan_holding, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct loan_holdings_page_row *r = &rows[i];

		(*ret)[i] = (struct loan_holding){ r->doc_id, r->line_no, r->item_id, r->unit_id, r->from_place_id, r->qty, r->since_ms, r->due_ms, r->reminded_ms,
			r->number, r->item, r->item_unit, r->unit, r->from_place, r->holder, r->serial };
	}
	return ERR_OK;
}

enum err loan_holdings(struct ctx *cx, const struct loan_holding_filter *f, struct loan_holding **ret, size_t *ret_n)
{
	TRY(check_range(cx, "limit", f->limit, 1, LOAN_LIST_MAX + 1));
	return rows_of(cx, f, (size_t)f->limit, ret, ret_n);
}

static const char *day_text(struct ctx *cx, int64_t ms)
{
	char day[11];

	return ms ? arena_print(&cx->mem, "%s", civil_write_day(civil_day_of(ms), day)) : "";
}

enum err loan_holdings_file(struct ctx *cx, const struct loan_holding_filter *f, struct loan_file *ret)
{
	static const struct sheet_column columns[] = { { "单号", .width = 26 }, { "借用单位", .width = 24 }, { "使用人", .width = 12 }, { "物资", .width = 20 },
		{ "编号", .width = 16 }, { "数量", SHEET_NUMBER }, { "单位", .width = 8 }, { "借出地点", .width = 20 }, { "借出日", .width = 12 },
		{ "应还日", .width = 12 }, { "逾期天数", SHEET_NUMBER }, { "最近提醒", .width = 12 } };
	const int64_t today = civil_day_of(cx->now_ms);
	struct sheet_cells p = { .mem = &cx->mem };
	struct loan_holding *h;
	struct sheet sheet;
	size_t n;

	TRY(rows_of(cx, f, LOAN_FILE_ROWS, &h, &n));
	for (size_t i = 0; i < n; i++) {
		const int64_t late = h[i].due_ms && h[i].due_ms <= cx->now_ms ? today - civil_day_of(h[i].due_ms - 1) : 0;

		sheet_cell(&p, h[i].number), sheet_cell(&p, h[i].unit), sheet_cell(&p, h[i].holder), sheet_cell(&p, h[i].item), sheet_cell(&p, h[i].serial);
		sheet_cell(&p, arena_print(&cx->mem, "%lld", (long long)h[i].qty)), sheet_cell(&p, h[i].item_unit), sheet_cell(&p, h[i].from_place);
		sheet_cell(&p, day_text(cx, h[i].since_ms)), sheet_cell(&p, day_text(cx, h[i].due_ms ? h[i].due_ms - 1 : 0));
		sheet_cell(&p, late ? arena_print(&cx->mem, "%lld", (long long)late) : ""), sheet_cell(&p, day_text(cx, h[i].reminded_ms));
	}
	sheet = (struct sheet){ .name = "在借物资", .title = "在借物资清单", .columns = columns, .n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n };
	*ret = (struct loan_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .name = "loans-out.xlsx" };
	return sheet_write_xlsx(cx, &sheet, 1, today, &ret->body);
}

enum err loan_remind(struct ctx *cx, int64_t doc_id)
{
	struct loan_reminded_row last;
	struct place place;
	int64_t out = 0;
	struct doc doc;

	TRY(document_see(cx, doc_id, &doc));
	TRY(loan_is(cx, &doc));
	TRY(place_need(cx, PERM_LOAN_EDIT, doc.from_place_id, &place));
	for (size_t i = 0; i < doc.n_lines; i++)
		out += loan_out(&doc.lines[i]);
	if (!out)
		return fail(cx, ERR_BAD_STATE, "doc_id", "借用单 %s 没有在借的物资，不用提醒", "nothing of loan %s is out; there is nobody to remind", doc.number[0] ? doc.number : "（草稿）");
	TRY(loan_reminded(cx, (struct loan_reminded_in){ cx->district_id, doc_id }, &last));
	if (last.last_ms && civil_day_of(last.last_ms) == civil_day_of(cx->now_ms))
		return fail(cx, ERR_CONFLICT, "doc_id", "借用单 %s 今天已提醒过", "loan %s was reminded of today already", doc.number);
	return loan_reminder_put(cx, (struct loan_reminder_put_in){ cx->district_id, ctx_new_id(cx), doc_id, cx->actor->account_id, cx->now_ms });
}

enum err loan_cleaning_queue(struct ctx *cx, int64_t place_id, struct loan_to_clean **ret, size_t *ret_n)
{
	struct loan_cleaning_waits_row *rows;

	TRY(loan_cleaning_waits(cx, (struct loan_cleaning_waits_in){ cx->district_id, place_id, cx->actor->account_id, PERM_LOAN_READ, cx->now_ms, LOAN_LIST_MAX },
				&rows, ret_n, LOAN_LIST_MAX));
	*ret = arena_array(&cx->mem, struct loan_to_clean, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct loan_cleaning_waits_row *r = &rows[i];
		const int64_t clean = r->cleaned - r->taken;

		(*ret)[i] = (struct loan_to_clean){ r->doc_id, r->line_no, r->version, r->item_id, r->place_id, r->qty, clean < r->qty ? clean : r->qty, r->ready_ms,
			r->number, r->item, r->item_unit, r->place, r->unit, r->serial };
	}
	return ERR_OK;
}

/* ---- a piece by its number ---- */

/* Nobody learns where a piece is whose places he may not see. */
static enum err may_see(struct ctx *cx, const struct loan_piece *p, const struct loan_with_lot_row *loan, bool *ret)
{
	const int64_t at[] = { p->place_id, p->who_id, loan ? loan->from_place_id : 0, loan ? loan->to_place_id : 0 };

	*ret = false;
	for (size_t i = 0; i < 4 && !*ret; i++) {
		struct place place;
		enum err e = at[i] ? place_get(cx, at[i], &place) : ERR_NOT_FOUND;

		if (e && e != ERR_NOT_FOUND)
			return e;
		*ret = !e && ctx_may(cx, PERM_LOAN_READ, place.path);
	}
	return ERR_OK;
}

enum err loan_piece_find(struct ctx *cx, const char *serial, int64_t item_id, struct loan_piece *ret)
{
	struct loan_pieces_row *pieces;
	struct loan_piece_at_row *at;
	struct loan_with_lot_row *loan;
	bool seen = false;
	size_t n, n_at, n_loan;

	TRY(loan_pieces(cx, (struct loan_pieces_in){ cx->district_id, serial, item_id, 2 }, &pieces, &n, 2));
	if (n > 1)
		return fail(cx, ERR_CONFLICT, "item_id", "编号 %s 有两种以上物资在用，请先选物资", "number %s stands on several kinds of goods; choose the item first", serial);
	if (n) {
		TRY(loan_piece_at(cx, (struct loan_piece_at_in){ cx->district_id, pieces[0].lot_id, 1 }, &at, &n_at, 1));
		TRY(loan_with_lot(cx, (struct loan_with_lot_in){ cx->district_id, pieces[0].lot_id, 1 }, &loan, &n_loan, 1));
		*ret = (struct loan_piece){ .lot_id = pieces[0].lot_id, .item_id = pieces[0].item_id, .item = pieces[0].item, .serial = serial, .where = "", .number = "" };
		if (n_at) {
			ret->account_kind = at[0].kind, ret->place_id = at[0].place_id, ret->who_id = at[0].who_id, ret->owner_id = at[0].owner_id, ret->fund_id = at[0].fund_id;
			TRY(document_who(cx, at[0].place_id ? at[0].place_id : at[0].who_id, &ret->where));
		}
		if (n_loan)
			ret->doc_id = loan[0].doc_id, ret->line_no = loan[0].line_no, ret->number = loan[0].number;
		TRY(may_see(cx, ret, n_loan ? &loan[0] : NULL, &seen));
	}
	return seen ? ERR_OK : fail(cx, ERR_NOT_FOUND, "serial", "没有编号为 %s 的物资", "there is no piece with the number %s", serial);
}

enum err loan_duties(struct ctx *cx, struct loan_duties *ret)
{
	struct loan_due_here_row due;
	struct loan_dirty_here_row dirty;

	TRY(loan_due_here(cx, (struct loan_due_here_in){ cx->district_id, soon_ms(cx), cx->actor->account_id, PERM_STOCK_ISSUE, cx->now_ms }, &due));
	TRY(loan_dirty_here(cx, (struct loan_dirty_here_in){ cx->district_id, cx->actor->account_id, PERM_LOAN_EDIT, cx->now_ms }, &dirty));
	*ret = (struct loan_duties){ due.docs, due.late, dirty.docs };
	return ERR_OK;
}

/* ---- compensation ---- */

enum err loan_claim_open(struct ctx *cx, const struct loan_claim *in, int64_t *ret_doc_id)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = in->sum_fen } };
	struct doc_moved moved;
	int64_t gone = 0;
	struct fund fund;
	struct doc loan;

	TRY(document_see(cx, in->loan_id, &loan));
	TRY(loan_is(cx, &loan));
	TRY(fund_get(cx, in->fund_id, &fund));
	if (fund.closed_ms)
		return fail(cx, ERR_BAD_STATE, "fund_id", "专款“%s”已结清，不能再收款", "fund \"%s\" is closed and takes no more money", fund.facts.zh);
	for (size_t i = 0; i < loan.n_lines; i++)
		gone += loan.lines[i].counter[SHORT] + loan.lines[i].counter[BACK];
	if (!gone)
		return fail(cx, ERR_BLOCKED, "loan_id", "借用单 %s 没有损坏或丢失的物资，不能要求赔偿", "nothing of loan %s was damaged or lost; nothing is owed", loan.number);
	TRY(document_open(cx, &(struct doc){ .kind = "reparation", .parent_id = in->loan_id, .giver_id = loan.from_place_id, .taker_id = loan.taker_id,
		.from_place_id = loan.from_place_id, .to_place_id = loan.to_place_id, .fund_id = in->fund_id, .lines = &line, .n_lines = 1 }, ret_doc_id));
	return document_advance(cx, &(struct doc_move){ .doc_id = *ret_doc_id, .verb = "assess", .note = in->finding }, &moved);
}
