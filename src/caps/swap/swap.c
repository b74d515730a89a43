/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/swap/swap_work.h"
#include "base/check.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/org.h"
#include "caps/place/place.h"
#include "swap.sql.h"

const char *const swap_ground_words[] = { "cost", "price_list", "agreed", NULL };

/* ---- drafts ---- */

/* What so many of an item cost the district: the lots that would leave first. */
static enum err cost_of(struct ctx *cx, const struct doc *doc, int64_t item_id, int64_t qty, size_t row, int64_t *ret_fen)
{
	const struct account_key key = { .kind = ACC_STORE, .place_id = doc->from_place_id, .owner_id = doc->owner_id, .fund_id = doc->fund_id };
	const char *field = arena_print(&cx->mem, "lines[%zu].qty", row);
	const int64_t today = civil_day_of(cx->now_ms);
	struct ledger_stock *lots;
	int64_t left = qty;
	size_t n;

	*ret_fen = 0;
	TRY(ledger_account_lots(cx, &key, item_id, LEDGER_LOTS_MAX, &lots, &n));
	for (size_t i = 0; i < n && left; i++) {
		const int64_t take = lots[i].qty < left ? lots[i].qty : left;
		struct ledger_lot lot;

		if (lots[i].expiry_day && lots[i].expiry_day < today)
			continue;
		TRY(ledger_lot_get(cx, lots[i].lot_id, &lot));
		*ret_fen += doc_worth(&(struct doc_line){ .price_fen = lot.cost_fen, .price_units = lot.cost_units }, WHOLE_PRICE, take);
		left -= take;
	}
	if (left)
		return fail(cx, ERR_SHORT_STOCK, field, "第 %zu 行：要换出 %lld，库存可用 %lld", "line %zu: %lld to go out, %lld free in store", row + 1, (long long)qty,
			    (long long)(qty - left));
	return *ret_fen ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].ground", row), "第 %zu 行的物资账上没有成本价，请按价格表或协商定价",
		     "goods of line %zu have no cost in the books; use a price list or agree on a value", row + 1);
}

static enum err line_of(struct ctx *cx, const struct doc *doc, const struct swap_offer *in, size_t row, struct doc_line *ret)
{
	const char *field = arena_print(&cx->mem, "lines[%zu].ground_note", row);

	*ret = (struct doc_line){ .item_id = in->item_id, .dir = in->dir, .place_id = doc->from_place_id, .owner_id = doc->owner_id, .fund_id = doc->fund_id,
		.price_fen = in->price_fen, .price_units = in->price_units ? in->price_units : 1, .counter = { [ASKED] = in->qty } };
	TRY(check_line(cx, field, in->ground_note, in->ground == SWAP_COST ? 0 : 1, 200));
	if (in->ground != SWAP_COST)
		return ERR_OK;
	if (in->dir != LINES_OUT)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].ground", row), "第 %zu 行是换入物资，账上没有它的成本，请按价格表或协商定价",
			    "line %zu comes in and has no cost in our books; use a price list or agree on a value", row + 1);
	ret->price_units = in->qty > 0 ? in->qty : 1;
	return cost_of(cx, doc, in->item_id, in->qty, row, &ret->price_fen);
}

/* The other side: a unit of the district with a store in the ledger, or an organisation. */
static enum err partner_of(struct ctx *cx, const struct swap_draft *in, struct doc *doc)
{
	struct place place;
	struct org org;
	enum err e = place_get(cx, in->partner_id, &place);

	doc->kind = "exchange";
	doc->taker_id = in->partner_id;
	if (e == ERR_OK) {
		if (place.kind != PLACE_UNIT && place.kind != PLACE_WAREHOUSE)
			return fail(cx, ERR_BAD_INPUT, "partner_id", "“%s”不是单位，不能置换", "\"%s\" is no unit, nothing is exchanged with it", place.name);
		if (in->partner_id == in->from_place_id)
			return fail(cx, ERR_BAD_INPUT, "partner_id", "不能与自己置换", "an exchange is with another unit");
		doc->kind = "exchange_unit";
		doc->to_place_id = doc->owner2_id = in->partner_id;
		return ERR_OK;
	}
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(org_get(cx, in->partner_id, &org));
	return org.active ? ERR_OK : fail(cx, ERR_BAD_INPUT, "partner_id", "“%s”已停用", "\"%s\" is no longer in use", org.name);
}

static enum err doc_of(struct ctx *cx, const struct swap_draft *in, struct doc *ret)
{
	struct place root;

	TRY(place_root(cx, &root));
	*ret = (struct doc){ .from_place_id = in->from_place_id, .owner_id = in->owner_id ? in->owner_id : root.place_id, .fund_id = in->fund_id,
		.fund2_id = in->fund2_id ? in->fund2_id : in->fund_id, .lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1), .n_lines = in->n_lines };
	TRY(partner_of(cx, in, ret));
	TRY(check_line(cx, "reason", in->reason, 1, 200));
	TRY(check_line(cx, "decision", in->decision, 0, 100));
	TRY(check_line(cx, "settle_ground", in->settle_ground, 0, 200));
	if (in->fund_id && ret->fund2_id != in->fund_id)
		return fail(cx, ERR_BAD_INPUT, "fund2_id", "专款的物资，差额也由同一专款收付", "goods of a fund: a difference is paid from the same fund");
	if (in->n_lines > SWAP_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张置换单最多 %d 行，现有 %zu 行，请分单", "an exchange has at most %d lines, not %zu; split it", SWAP_LINES_MAX, in->n_lines);
	for (size_t i = 0; i < in->n_lines; i++)
		TRY(line_of(cx, ret, &in->lines[i], i, &ret->lines[i]));
	return ERR_OK;
}

static enum err put_own(struct ctx *cx, int64_t doc_id, const struct swap_draft *in)
{
	TRY(swap_put(cx, (struct swap_put_in){ cx->district_id, doc_id, in->reason, in->decision ? in->decision : "", in->settle_ground ? in->settle_ground : "" }));
	TRY(swap_lines_drop(cx, (struct swap_lines_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < in->n_lines; i++)
		TRY(swap_line_put(cx, (struct swap_line_put_in){ cx->district_id, doc_id, (int64_t)i + 1, in->lines[i].ground,
			in->lines[i].ground_note ? in->lines[i].ground_note : "" }));
	return ERR_OK;
}

enum err swap_open(struct ctx *cx, const struct swap_draft *in, int64_t *ret_doc_id)
{
	struct doc doc;

	TRY(doc_of(cx, in, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_own(cx, *ret_doc_id, in);
}

static enum err see_exchange(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	TRY(document_see(cx, doc_id, ret));
	return swap_is_exchange(ret) ? ERR_OK : fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的置换单", "there is no exchange %lld", (long long)doc_id);
}

enum err swap_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct swap_draft *in)
{
	struct doc old, doc;

	TRY(see_exchange(cx, doc_id, &old));
	TRY(doc_of(cx, in, &doc));
	if (!text_equal(old.kind, doc.kind))
		return fail(cx, ERR_BAD_INPUT, "partner_id", "对方由外单位改为区内单位（或相反）须另开一张置换单", "to change between an organisation and a unit of the district, draw up another exchange");
	TRY(document_edit(cx, doc_id, version, &doc));
	return put_own(cx, doc_id, in);
}

/* ---- goods that come in ---- */

static enum err write_printed(struct ctx *cx, const struct doc_move *move, const struct doc *doc)
{
	for (size_t i = 0; i < move->n_parts; i++) {
		const struct doc_part *p = &move->parts[i];
		const char *field = arena_print(&cx->mem, "parts[%zu].batch", i);

		if (p->line_no < 1 || p->line_no > (int64_t)doc->n_lines || (!p->expiry_day && !(p->batch && p->batch[0])))
			continue;
		TRY(check_line(cx, field, p->batch, 0, 60));
		TRY(swap_line_printed(cx, (struct swap_line_printed_in){ cx->district_id, doc->doc_id, p->line_no, p->batch ? p->batch : "", p->expiry_day }));
	}
	return ERR_OK;
}

enum err swap_take_in(struct ctx *cx, const struct doc_move *move, struct doc_moved *ret)
{
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, SWAP_LINES_MAX + move->n_parts + 1);
	const bool both = text_equal(move->verb, "swap");
	struct doc_move with = *move;
	struct swap_lines_row *rows;
	struct doc doc;
	size_t n;

	TRY(see_exchange(cx, move->doc_id, &doc));
	TRY(write_printed(cx, move, &doc));
	TRY(swap_lines(cx, (struct swap_lines_in){ cx->district_id, doc.doc_id, SWAP_LINES_MAX }, &rows, &n, SWAP_LINES_MAX));
	with.parts = parts;
	with.n_parts = 0;
	for (size_t i = 0; both && i < n; i++)          /* everything goes over: parts only say what is printed */
		if (doc.lines[i].dir == LINES_IN)
			parts[with.n_parts++] = (struct doc_part){ .line_no = rows[i].line_no, .batch = rows[i].batch, .expiry_day = rows[i].expiry_day };
	for (size_t i = 0; !both && i < move->n_parts; i++) {
		const struct doc_part *p = &move->parts[i];
		const bool known = p->line_no >= 1 && p->line_no <= (int64_t)n;

		parts[with.n_parts++] = (struct doc_part){ .line_no = p->line_no, .qty = p->qty, .batch = known ? rows[p->line_no - 1].batch : NULL,
			.expiry_day = known ? rows[p->line_no - 1].expiry_day : 0 };
	}
	return document_advance(cx, &with, ret);
}

/* ---- differences ---- */

static enum err none_under_way(struct ctx *cx, const struct doc *doc)
{
	struct swap_balances_row *rows;
	size_t n;

	TRY(swap_balances(cx, (struct swap_balances_in){ cx->district_id, doc->doc_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	for (size_t i = 0; i < n; i++)
		if (text_equal(rows[i].state, "draft") || text_equal(rows[i].state, "review"))
			return fail(cx, ERR_CONFLICT, "doc_id", "差额单 %s 还在审批，请先办完", "difference %s waits for its approval already", rows[i].number);
	return ERR_OK;
}

enum err swap_balance_propose(struct ctx *cx, int64_t doc_id, const char *note, struct doc_moved *ret)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1 };
	struct doc doc;
	int64_t open, balance_id;

	TRY(see_exchange(cx, doc_id, &doc));
	TRY(none_under_way(cx, &doc));
	TRY(swap_open_fen(cx, &doc, &open));
	if (!open)
		return fail(cx, ERR_BAD_STATE, "doc_id", "置换单 %s 两边已等值，没有差额", "exchange %s is even, there is no difference", doc.number);
	if (open < 0 && !doc.fund2_id)
		return fail(cx, ERR_BLOCKED, "fund2_id", "置换单 %s 没有写明付款的专款，我方欠的请用物资补足", "exchange %s names no fund that could pay; make it up in goods", doc.number);
	line.dir = open > 0 ? LINES_IN : LINES_OUT;
	line.counter[ASKED] = open > 0 ? open : -open;
	TRY(document_open(cx, &(struct doc){ .kind = "swap_balance", .parent_id = doc_id, .taker_id = doc.taker_id, .from_place_id = doc.from_place_id,
		.fund_id = doc.fund2_id, .lines = &line, .n_lines = 1 }, &balance_id));
	return document_advance(cx, &(struct doc_move){ .doc_id = balance_id, .verb = "propose", .note = note }, ret);
}

/* ---- reading ---- */

static enum err see_lines(struct ctx *cx, const struct doc *doc, struct swap_view *ret)
{
	struct swap_lines_row *rows;
	size_t n;

	TRY(swap_lines(cx, (struct swap_lines_in){ cx->district_id, doc->doc_id, SWAP_LINES_MAX }, &rows, &n, SWAP_LINES_MAX));
	ret->lines = arena_array(&cx->mem, struct swap_valued, n + 1);
	for (size_t i = 0; i < n && rows[i].line_no <= (int64_t)doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[rows[i].line_no - 1];

		ret->lines[ret->n_lines++] = (struct swap_valued){ rows[i].line_no, rows[i].ground, doc_worth(l, WHOLE_PRICE, l->counter[ASKED]), rows[i].ground_note };
	}
	return ERR_OK;
}

enum err swap_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct swap_view *ret)
{
	struct swap_balances_row *rows;
	struct swap_one_row own;
	size_t n;

	TRY(see_exchange(cx, doc_id, ret_doc));
	TRY(swap_one(cx, (struct swap_one_in){ cx->district_id, doc_id }, &own));
	*ret = (struct swap_view){ .reason = own.reason, .decision = own.decision, .settle_ground = own.settle_ground,
		.out_fen = swap_worth(ret_doc, LINES_OUT, ASKED), .in_fen = swap_worth(ret_doc, LINES_IN, ASKED),
		.given_fen = swap_worth(ret_doc, LINES_OUT, TAKEN), .got_fen = swap_worth(ret_doc, LINES_IN, TAKEN) };
	TRY(swap_open_fen(cx, ret_doc, &ret->open_fen));
	TRY(see_lines(cx, ret_doc, ret));
	TRY(document_who(cx, ret_doc->taker_id, &ret->partner));
	TRY(swap_balances(cx, (struct swap_balances_in){ cx->district_id, doc_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	ret->balances = arena_array(&cx->mem, struct swap_settled, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->balances[ret->n_balances++] = (struct swap_settled){ rows[i].doc_id, rows[i].total_fen, rows[i].dir == LINES_IN, rows[i].number, rows[i].state };
	return ERR_OK;
}

/* The first two kinds of goods of one side, and how many there are. */
static enum err goods_said(struct ctx *cx, const struct doc *doc, int64_t dir, const char **ret)
{
	struct buf out = BUF(&cx->mem);
	size_t n = 0;

	for (size_t i = 0; i < doc->n_lines; i++) {
		struct item item;

		if (doc->lines[i].dir != dir || n++ >= 2)
			continue;
		TRY(item_get(cx, doc->lines[i].item_id, &item));
		buf_print(&out, "%s%s %lld %s", out.n ? "、" : "", item.zh, (long long)doc->lines[i].counter[ASKED], item.unit);
	}
	if (n > 2)
		buf_print(&out, "等 %zu 种", n);
	*ret = buf_get(&out);
	return ERR_OK;
}

enum err swap_list(struct ctx *cx, const char *state, int64_t before_id, int64_t limit, struct swap_row **ret, size_t *ret_n)
{
	struct doc_summary *rows;
	size_t n;

	TRY(document_list(cx, &(struct doc_filter){ .kinds = { "exchange", "exchange_unit" }, .state = state, .before_id = before_id, .limit = limit }, &rows, &n));
	*ret = arena_array(&cx->mem, struct swap_row, n + 1);
	for (*ret_n = 0; *ret_n < n; ++*ret_n) {
		struct swap_row *to = &(*ret)[*ret_n];
		struct swap_view v;
		struct doc doc;

		TRY(swap_see(cx, rows[*ret_n].doc_id, &doc, &v));
		*to = (struct swap_row){ .doc_id = doc.doc_id, .created_ms = doc.created_ms, .out_fen = v.out_fen, .in_fen = v.in_fen, .open_fen = v.open_fen,
			.number = doc.number, .state = doc.state, .partner = v.partner, .reason = v.reason };
		TRY(goods_said(cx, &doc, LINES_OUT, &to->out_goods));
		TRY(goods_said(cx, &doc, LINES_IN, &to->in_goods));
	}
	return ERR_OK;
}
