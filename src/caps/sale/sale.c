/* SPDX-License-Identifier: Apache-2.0 */
/* Selling: batches, takings paid in, losses at the point. */
#include "caps/sale/sale_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "sale.sql.h"

static enum err see(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	TRY(document_see(cx, doc_id, ret));
	return sale_is(cx, ret);
}

/* ---- a batch ---- */

static enum err check_window(struct ctx *cx, const struct doc *doc, int64_t window_no)
{
	struct sale_windows_row *rows;
	size_t n;

	TRY(sale_windows(cx, (struct sale_windows_in){ cx->district_id, doc->doc_id, SALE_WINDOWS_MAX }, &rows, &n, SALE_WINDOWS_MAX));
	for (size_t i = 0; i < n; i++)
		if (rows[i].window_no == window_no)
			return rows[i].opens_ms <= cx->now_ms ? ERR_OK :
				fail(cx, ERR_BLOCKED, "window_no", "第 %lld 个投放时段还没有开始，不能登记售出", "hours %lld have not begun; nothing is sold in them yet", (long long)window_no);
	return fail(cx, ERR_BAD_INPUT, "window_no", "没有第 %lld 个投放时段，请选公告的时段", "there are no hours %lld; choose those that were announced", (long long)window_no);
}

static enum err check_parts(struct ctx *cx, const struct doc *doc, const struct doc_part *parts, size_t n, int64_t **ret)
{
	*ret = arena_array(&cx->mem, int64_t, doc->n_lines + 1);
	if (!n)
		return fail(cx, ERR_BAD_INPUT, "parts", "请逐行填写数量", "give a quantity for each line");
	for (size_t i = 0; i < n; i++) {
		const char *field = arena_print(&cx->mem, "parts[%zu].qty", i);

		if (parts[i].line_no < 1 || parts[i].line_no > (int64_t)doc->n_lines)
			return fail(cx, ERR_BAD_INPUT, field, "没有第 %lld 行，本单共 %zu 行", "there is no line %lld, the document has %zu", (long long)parts[i].line_no, doc->n_lines);
		TRY(check_range(cx, field, parts[i].qty, 1, QTY_MAX));
		(*ret)[parts[i].line_no - 1] += parts[i].qty;
	}
	return ERR_OK;
}

/* So many buyers may have got so much: a batch above it means that somebody got more than his share. */
static enum err check_limits(struct ctx *cx, const struct doc *doc, const struct sale_batch_of *in, const int64_t *qty)
{
	struct sale_lines_row *rows;
	int64_t *shelf;
	size_t n;

	TRY(check_range(cx, "households", in->households, 0, 1000000));
	TRY(check_range(cx, "units", in->units, 0, 1000000));
	if (!in->households && !in->units)
		return fail(cx, ERR_BAD_INPUT, "households", "请填写这一批卖给了多少户、多少家单位", "say to how many households and units it was sold");
	TRY(sale_on_shelf(cx, doc, &shelf));
	TRY(sale_lines(cx, (struct sale_lines_in){ cx->district_id, doc->doc_id, SALE_LINES_MAX }, &rows, &n, SALE_LINES_MAX));
	for (size_t i = 0; i < doc->n_lines && i < n; i++) {
		const bool open_ended = (in->households && !rows[i].per_household) || (in->units && !rows[i].per_unit);
		const __int128 most = (__int128)in->households * rows[i].per_household + (__int128)in->units * rows[i].per_unit;
		const char *field = arena_print(&cx->mem, "lines[%zu].qty", i);

		if (qty[i] > shelf[i])
			return fail(cx, ERR_SHORT_STOCK, field, "第 %zu 行网点只有 %lld，不能售出 %lld", "line %zu has %lld at the point; %lld cannot be sold", i + 1, (long long)shelf[i],
				    (long long)qty[i]);
		if (!open_ended && qty[i] > most)
			return fail(cx, ERR_BLOCKED, field, "第 %zu 行售出 %lld，超过限购：%lld 户、%lld 家单位最多 %lld", "line %zu: %lld sold, above the limit: %lld households and %lld units may have %lld",
				    i + 1, (long long)qty[i], (long long)in->households, (long long)in->units, (long long)most);
	}
	return ERR_OK;
}

static enum err put_batch(struct ctx *cx, const struct doc *doc, const struct sale_batch_of *in, const int64_t *qty, int64_t at_version)
{
	int64_t fen = 0;

	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];

		if (!qty[i])
			continue;
		fen += doc_worth(l, WHOLE_PRICE, l->counter[TAKEN] + qty[i]) - doc_worth(l, WHOLE_PRICE, l->counter[TAKEN]);
		TRY(sale_batch_line_put(cx, (struct sale_batch_line_put_in){ cx->district_id, doc->doc_id, at_version, l->line_no, qty[i] }));
	}
	return sale_batch_put(cx, (struct sale_batch_put_in){ .district_id = cx->district_id, .doc_id = doc->doc_id, .at_version = at_version,
		.window_no = in->window_no, .households = in->households, .units = in->units, .fen = fen, .sold_by = cx->actor->account_id, .sold_ms = cx->now_ms });
}

enum err sale_sell(struct ctx *cx, const struct sale_batch_of *in, struct doc_moved *ret)
{
	struct ledger_head head;
	struct doc doc;
	int64_t *qty;

	TRY(ledger_lock(cx, &head));
	TRY(see(cx, in->doc_id, &doc));
	TRY(check_window(cx, &doc, in->window_no));
	TRY(check_parts(cx, &doc, in->parts, in->n_parts, &qty));
	TRY(check_limits(cx, &doc, in, qty));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "sell", .version = in->version, .parts = in->parts, .n_parts = in->n_parts,
		.note = in->note }, ret));
	return put_batch(cx, &doc, in, qty, ret->version);
}

enum err sale_undo(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret)
{
	struct sale_slip_open_row *slip;
	struct ledger_head head;
	struct doc doc;
	size_t n;

	TRY(ledger_lock(cx, &head));
	TRY(see(cx, doc_id, &doc));
	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, doc_id, 1 }, &slip, &n, 1));
	if (n)
		return fail(cx, ERR_BLOCKED, "", "回单 %s 已按现在的售出登记缴款，请先撤回回单", "slip %s was entered for what is sold now; withdraw it first", slip[0].slip);
	TRY(document_undo(cx, doc_id, version, note, ret));
	TRY(sale_batch_lines_drop(cx, (struct sale_batch_lines_drop_in){ cx->district_id, doc_id, doc.version }));
	return sale_batch_drop(cx, (struct sale_batch_drop_in){ cx->district_id, doc_id, doc.version });
}

/* ---- takings ---- */

static enum err check_slip(struct ctx *cx, const struct doc *doc, const struct sale_pay_in *in)
{
	const int64_t open = sale_worth(doc, TAKEN) - sale_worth(doc, BILLED);
	struct sale_slip_open_row *waits;
	struct fund fund;
	size_t n;

	TRY(check_line(cx, "slip", in->slip, 1, 60));
	TRY(check_range(cx, "slip_day", in->slip_day, 1, civil_day_of(cx->now_ms)));
	if (!text_equal(doc->state, "selling"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "投放单 %s 不在售卖中，没有货款可缴", "market release %s is not being sold; there are no takings", doc->number);
	TRY(fund_get(cx, doc->fund_id, &fund));
	if (fund.closed_ms)
		return fail(cx, ERR_BAD_STATE, "fund_id", "专款“%s”已结清，不能再收款", "fund \"%s\" is closed and takes no more money", fund.facts.zh);
	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, doc->doc_id, 1 }, &waits, &n, 1));
	if (n)
		return fail(cx, ERR_CONFLICT, "slip", "回单 %s（%s 元）还待核对，请先核对或撤回", "slip %s (%s yuan) waits to be confirmed; confirm or withdraw it first", waits[0].slip,
			    text_write_money(&cx->mem, waits[0].fen));
	if (!open)
		return fail(cx, ERR_BAD_STATE, "doc_id", "投放单 %s 售出的货款都已缴清", "takings of market release %s are all paid in", doc->number);
	TRY(fund_paper_once(cx, doc->fund_id, "slip", in->slip));
	return in->sum_fen == open ? ERR_OK :
		fail(cx, ERR_BLOCKED, "sum", "回单 %s 元，售出未缴的货款是 %s 元；多退少补后按实缴登记", "the slip says %s yuan, takings not paid in are %s; make it good first", text_write_money(&cx->mem, in->sum_fen),
		     text_write_money(&cx->mem, open));
}

enum err sale_pay_in(struct ctx *cx, const struct sale_pay_in *in, int64_t *ret_slip_id)
{
	struct ledger_head head;
	struct place point;
	struct doc doc;

	TRY(ledger_lock(cx, &head));
	TRY(see(cx, in->doc_id, &doc));
	TRY(place_need(cx, PERM_STOCK_ISSUE, doc.to_place_id, &point));
	TRY(check_slip(cx, &doc, in));
	*ret_slip_id = ctx_new_id(cx);
	for (size_t i = 0; i < doc.n_lines; i++) {
		const int64_t qty = doc.lines[i].counter[TAKEN] - doc.lines[i].counter[BILLED];

		if (qty)
			TRY(sale_slip_line_put(cx, (struct sale_slip_line_put_in){ cx->district_id, *ret_slip_id, doc.lines[i].line_no, qty }));
	}
	return sale_slip_put(cx, (struct sale_slip_put_in){ .district_id = cx->district_id, .slip_id = *ret_slip_id, .doc_id = doc.doc_id, .fund_id = doc.fund_id,
		.slip = in->slip, .slip_day = in->slip_day, .fen = in->sum_fen, .entered_by = cx->actor->account_id, .entered_ms = cx->now_ms });
}

enum err sale_slip_withdraw(struct ctx *cx, int64_t doc_id, int64_t slip_id)
{
	struct sale_slip_open_row *waits;
	struct ledger_head head;
	struct place point;
	struct doc doc;
	size_t n;

	TRY(ledger_lock(cx, &head));
	TRY(see(cx, doc_id, &doc));
	TRY(place_need(cx, PERM_STOCK_ISSUE, doc.to_place_id, &point));
	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, doc_id, 1 }, &waits, &n, 1));
	if (!n || waits[0].slip_id != slip_id)
		return fail(cx, ERR_NOT_FOUND, "slip_id", "没有这张待核对的回单，或已核对到账", "there is no such slip waiting, or it is confirmed already");
	TRY(sale_slip_lines_drop(cx, (struct sale_slip_lines_drop_in){ cx->district_id, slip_id }));
	return sale_slip_drop(cx, (struct sale_slip_drop_in){ cx->district_id, slip_id });
}

enum err sale_confirm(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret)
{
	struct sale_slip_lines_row *rows;
	struct sale_slip_open_row *waits;
	struct ledger_head head;
	struct doc_part *parts;
	struct doc doc;
	size_t n;

	TRY(ledger_lock(cx, &head));
	TRY(see(cx, doc_id, &doc));
	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, doc_id, 1 }, &waits, &n, 1));
	if (!n)
		return fail(cx, ERR_BAD_STATE, "verb", "没有待核对的缴款回单，请网点先登记", "no bank slip waits to be confirmed; the point enters it first");
	TRY(sale_slip_lines(cx, (struct sale_slip_lines_in){ cx->district_id, waits[0].slip_id, SALE_LINES_MAX }, &rows, &n, SALE_LINES_MAX));
	parts = arena_array(&cx->mem, struct doc_part, n + 1);
	for (size_t i = 0; i < n; i++)
		parts[i] = (struct doc_part){ .line_no = rows[i].line_no, .qty = rows[i].qty };
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "confirm", .version = version, .parts = parts, .n_parts = n,
		.note = note && note[0] ? note : waits[0].slip }, ret);
}

/* ---- losses at the point ---- */

enum err sale_lose(struct ctx *cx, int64_t doc_id, const struct doc_part *parts, size_t n, const char *why, struct doc_moved *ret)
{
	struct doc sale, loss = { .kind = "shelf_loss", .parent_id = doc_id };
	struct ledger_head head;
	int64_t *qty, loss_id;

	TRY(ledger_lock(cx, &head));
	TRY(see(cx, doc_id, &sale));
	TRY(check_parts(cx, &sale, parts, n, &qty));
	loss.from_place_id = sale.from_place_id;
	loss.to_place_id = loss.taker_id = sale.to_place_id;
	loss.lines = arena_array(&cx->mem, struct doc_line, n);
	for (size_t i = 0; i < n; i++) {
		const struct doc_line *l = &sale.lines[parts[i].line_no - 1];

		loss.lines[loss.n_lines++] = (struct doc_line){ .parent_line_no = l->line_no, .item_id = l->item_id, .lot_id = parts[i].lot_id ? parts[i].lot_id : l->lot_id,
			.place_id = sale.to_place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .price_fen = l->price_fen, .price_units = l->price_units,
			.counter = { [ASKED] = parts[i].qty } };
	}
	TRY(document_open(cx, &loss, &loss_id));
	return document_advance(cx, &(struct doc_move){ .doc_id = loss_id, .verb = "propose", .note = why }, ret);
}
