/* SPDX-License-Identifier: Apache-2.0 */
/* Drafts of loans, their terms and guards. */
#include "caps/loan/loan_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "loan.sql.h"
#include <string.h>

int64_t loan_out(const struct doc_line *l)
{
	return l->counter[SENT] - l->counter[ARRIVED] - l->counter[SHORT];
}

int64_t loan_in_cleaning(const struct doc_line *l)
{
	return l->counter[ARRIVED] - l->counter[TAKEN] - l->counter[BACK];
}

enum err loan_is(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "loan") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的借用单", "there is no loan %lld", (long long)doc->doc_id);
}

/* ---- how long, by the plan ---- */

enum err loan_rule(struct ctx *cx, int64_t item_id, const struct plan_recovery **ret)
{
	const struct plan *plan;
	struct item item;

	TRY(item_get(cx, item_id, &item));
	TRY(document_plan(cx, &plan));
	*ret = plan ? plan_recovery(plan, item.category) : NULL;
	return ERR_OK;
}

/* The last day on which all of it may still be out, counted from today; 0: no plan says. */
static enum err last_day(struct ctx *cx, const struct doc *doc, int64_t *ret)
{
	const struct plan_recovery *rule;

	*ret = 0;
	for (size_t i = 0; i < doc->n_lines; i++) {
		int64_t day;

		TRY(loan_rule(cx, doc->lines[i].item_id, &rule));
		if (!rule || rule->within.unit == DUR_NONE)
			continue;
		day = civil_day_of(plan_after(cx->now_ms, rule->within));
		if (!*ret || day < *ret)
			*ret = day;
	}
	return ERR_OK;
}

enum err loan_day_allowed(struct ctx *cx, const struct doc *doc, int64_t day)
{
	const int64_t today = civil_day_of(cx->now_ms);
	int64_t last;
	char text[11];

	TRY(last_day(cx, doc, &last));
	if (day < today)
		return fail(cx, ERR_BAD_INPUT, "due_day", "归还日期 %s 已过，请填今天或以后", "the day to bring it back, %s, is past; choose today or later",
			    civil_write_day(day, text));
	if (last && day > last)
		return fail(cx, ERR_BLOCKED, "due_day", "按预案最迟 %s 归还（%lld 天内），请改短", "the plan wants it back by %s (within %lld days); choose an earlier day",
			    civil_write_day(last, text), (long long)(last - today));
	return ERR_OK;
}

/* ---- drafts ---- */

/* A number on a piece says which lot it is; two items may share numbers, so the item counts. */
static enum err lot_of_piece(struct ctx *cx, const struct loan_goods *g, size_t i, struct doc_line *line)
{
	struct loan_pieces_row *rows;
	size_t n;

	if (!g->serial || !g->serial[0])
		return ERR_OK;
	TRY(loan_pieces(cx, (struct loan_pieces_in){ cx->district_id, g->serial, g->item_id, 2 }, &rows, &n, 2));
	if (n == 1 && line->counter[ASKED] == 1) {
		line->lot_id = rows[0].lot_id;
		return ERR_OK;
	}
	return n ? fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "goods[%zu].qty", i), "编号 %s 是一件物资，数量只能是 1", "number %s is one piece; its quantity is 1", g->serial) :
		fail(cx, ERR_NOT_FOUND, arena_print(&cx->mem, "goods[%zu].serial", i), "没有编号为 %s 的这种物资", "there is no piece of this item with the number %s", g->serial);
}

/* A piece stands on a loan once. */
static enum err no_piece_twice(struct ctx *cx, const struct doc *doc)
{
	for (size_t i = 0; i < doc->n_lines; i++)
		for (size_t k = 0; k < i; k++)
			if (doc->lines[i].lot_id && doc->lines[i].lot_id == doc->lines[k].lot_id && doc->lines[i].owner_id == doc->lines[k].owner_id &&
			    doc->lines[i].fund_id == doc->lines[k].fund_id)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "goods[%zu].lot_id", i), "第 %zu 行与第 %zu 行是同一件（批），请合并",
					    "row %zu names the same piece or lot as row %zu; join them", i + 1, k + 1);
	return ERR_OK;
}

static enum err lines_of(struct ctx *cx, const struct loan_draft *in, struct doc *doc)
{
	struct place root;

	if (in->n_goods > LOAN_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "goods", "一张借用单最多 %d 行，现有 %zu 行，请分单", "a loan has at most %d rows, not %zu; split it", LOAN_LINES_MAX, in->n_goods);
	TRY(place_root(cx, &root));
	doc->lines = arena_array(&cx->mem, struct doc_line, in->n_goods + 1);
	doc->n_lines = in->n_goods;
	for (size_t i = 0; i < in->n_goods; i++) {
		const struct loan_goods *g = &in->goods[i];

		doc->lines[i] = (struct doc_line){ .item_id = g->item_id, .lot_id = g->lot_id, .place_id = in->from_place_id,
			.owner_id = g->owner_id ? g->owner_id : root.place_id, .fund_id = g->fund_id, .counter = { [ASKED] = g->qty } };
		TRY(lot_of_piece(cx, g, i, &doc->lines[i]));
	}
	return no_piece_twice(cx, doc);
}

enum err loan_open(struct ctx *cx, const struct loan_draft *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "loan", .giver_id = in->from_place_id, .taker_id = in->unit_id, .from_place_id = in->from_place_id,
		.to_place_id = in->unit_id };
	int64_t due_day = in->due_day;
	struct place unit;

	TRY(place_get(cx, in->unit_id, &unit));
	if (unit.kind != PLACE_UNIT)
		return fail(cx, ERR_BAD_INPUT, "unit_id", "“%s”不是使用单位，不能借用", "\"%s\" is no using unit and borrows nothing", unit.name);
	if (in->unit_id == in->from_place_id)
		return fail(cx, ERR_BAD_INPUT, "unit_id", "“%s”不能借给自己", "\"%s\" cannot lend to itself", unit.name);
	TRY(check_line(cx, "holder", in->holder, 1, 40));
	TRY(check_line(cx, "purpose", in->purpose, 0, 100));
	TRY(lines_of(cx, in, &doc));
	if (!due_day)
		TRY(last_day(cx, &doc, &due_day));
	if (!due_day)
		return fail(cx, ERR_BAD_INPUT, "due_day", "预案没有规定归还期限，请填写归还日期", "no plan says when it is due back; give a day");
	TRY(loan_day_allowed(cx, &doc, due_day));
	TRY(document_open(cx, &doc, ret_doc_id));
	return loan_put(cx, (struct loan_put_in){ cx->district_id, *ret_doc_id, due_day, in->holder, in->purpose ? in->purpose : "" });
}

enum err loan_extend(struct ctx *cx, int64_t doc_id, int64_t version, int64_t due_day, const char *why, struct doc_moved *ret)
{
	struct doc doc;

	TRY(document_see(cx, doc_id, &doc));
	TRY(loan_is(cx, &doc));
	TRY(loan_day_allowed(cx, &doc, due_day));
	TRY(loan_set_due(cx, (struct loan_set_due_in){ cx->district_id, doc_id, due_day }));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "extend", .version = version, .note = why }, ret);
}

/* ---- what the tables call ---- */

enum err loan_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct loan_of_row row;
	struct hash holder, purpose;
	char a[SHA256_HEX], b[SHA256_HEX];

	TRY(loan_of(cx, (struct loan_of_in){ cx->district_id, w->doc.doc_id }, &row));
	holder = sha256(row.holder, strlen(row.holder));
	purpose = sha256(row.purpose, strlen(row.purpose));
	buf_print(bytes, "%lld %s %s ", (long long)row.due_day, hash_write(&holder, a), hash_write(&purpose, b));
	return ERR_OK;
}

/* Due in the last minute of its day, as long as anything is out. */
enum err loan_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms)
{
	struct loan_of_row row;
	int64_t left = 0;

	for (size_t i = 0; i < w->doc.n_lines; i++)
		left += loan_out(&w->doc.lines[i]) + (w->step->grow & C(SENT) ? w->grow[i] : 0) - (w->step->grow & (C(ARRIVED) | C(SHORT)) ? w->grow[i] : 0);
	TRY(loan_of(cx, (struct loan_of_in){ cx->district_id, w->doc.doc_id }, &row));
	*ret_ms = left ? (row.due_day + 1) * DAY_MS - CHINA_OFFSET_MS - 60000 : 0;
	return ERR_OK;
}

/* Nothing out, nothing being cleaned: the loan is over, and nobody has to think of closing it. */
enum err loan_after(struct ctx *cx, const struct doc_work *w)
{
	struct doc_moved closed;
	struct doc doc;
	int64_t open = 0;

	if (!text_equal(w->to_state, "out"))
		return ERR_OK;
	TRY(document_get(cx, w->doc.doc_id, &doc));
	for (size_t i = 0; i < doc.n_lines; i++)
		open += loan_out(&doc.lines[i]) + loan_in_cleaning(&doc.lines[i]);
	if (open)
		return ERR_OK;
	TRY(document_follow(cx, &(struct doc_move){ .doc_id = w->doc.doc_id, .verb = "settle" }, &closed));
	w->moved->version = closed.version;
	w->moved->state = closed.state;
	return ERR_OK;
}

/* Nothing to extend once everything came back. */
enum err loan_guard_still_due(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (loan_out(&w->doc.lines[i]))
			return ERR_OK;
	return fail(cx, ERR_BAD_STATE, "verb", "借用单 %s 的物资都已归还，不用续借", "everything of loan %s is back; there is nothing to extend", w->doc.number);
}

/* Only what comes back after use is lent, and the day still lies ahead (a draft may have waited). */
enum err loan_guard_reusable(struct ctx *cx, const struct doc_work *w)
{
	struct loan_of_row row;

	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct plan_recovery *rule;
		struct item item;

		TRY(item_get(cx, w->doc.lines[i].item_id, &item));
		TRY(loan_rule(cx, item.item_id, &rule));
		if (!rule && !(item.tags & ITEM_REUSABLE))
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "“%s”不是可回收物资，不能借用；请走领用或调拨",
				    "\"%s\" does not come back after use and is not lent; issue or dispatch it", item.zh);
	}
	TRY(loan_of(cx, (struct loan_of_in){ cx->district_id, w->doc.doc_id }, &row));
	return loan_day_allowed(cx, &w->doc, row.due_day);
}

static const char *whereabouts(int64_t kind)
{
	switch (kind) {
	case ACC_LENT:      return "已借出";
	case ACC_CLEANING:  return "正在洗消";
	case ACC_BLOCKED:   return "已冻结";
	case ACC_CONDEMNED: return "待销毁";
	case ACC_DESTROYED: return "已销毁";
	case ACC_LOST:      return "已报丢失";
	case ACC_MISSING:   return "已盘亏";
	default:            return ledger_account_info(kind)->zh;
	}
}

/* A piece that is not on the shelf is refused with where it is, rather than with a figure. */
enum err loan_guard_pieces(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		struct loan_piece_at_row *rows;
		struct ledger_lot lot;
		size_t n;

		if (!l->lot_id)
			continue;
		TRY(ledger_lot_get(cx, l->lot_id, &lot));
		if (!lot.serial[0])
			continue;
		TRY(loan_piece_at(cx, (struct loan_piece_at_in){ cx->district_id, l->lot_id, 1 }, &rows, &n, 1));
		if (!n || (rows[0].kind == ACC_STORE && rows[0].place_id == l->place_id))
			continue;
		return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%zu].lot_id", i), "编号 %s：%s，不能借出", "number %s is not on the shelf here (%s) and cannot be lent",
			    lot.serial, rows[0].kind == ACC_STORE ? "在别的地点" : whereabouts(rows[0].kind));
	}
	return ERR_OK;
}
