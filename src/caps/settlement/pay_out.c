/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/settlement/settlement_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/plan/plan_household.h"
#include "settlement.sql.h"

const char *const pay_out_state_words[] = { "asked", "paid", "void", NULL };

/* ---- what is due ---- */

struct against { int64_t shop_id, area_id, day, fund_id, but_id; };      /* but_id: the pay-out that is being looked at */
struct covered { struct pay_out_order *at; size_t n; };
struct own { struct against against; struct covered covered; };

static enum err area_of(struct ctx *cx, int64_t area_id, struct place *ret)
{
	return area_id ? place_get(cx, area_id, ret) : place_root(cx, ret);
}

/* An order is paid for what stood at the end of the day and still stands now. */
static int64_t still(const struct pay_out_aid_row *r)
{
	return r->aid_fen < r->now_fen ? r->aid_fen : r->now_fen;
}

static enum err aid_of(struct ctx *cx, const struct against *a, struct pay_due *ret, struct covered *covered)
{
	struct pay_out_aid_row *rows;
	struct place area;
	struct span span;
	struct shop shop;
	size_t n;

	*ret = (struct pay_due){ .fund_id = a->fund_id };
	TRY(shop_get(cx, a->shop_id, &shop));
	TRY(area_of(cx, a->area_id, &area));
	TRY(statement_span(cx, a->day, &span));
	TRY(pay_out_aid(cx, (struct pay_out_aid_in){ .district_id = cx->district_id, .giver_id = shop.org_id, .shop_id = a->shop_id,
		.fund_id = a->fund_id, .after_seq = span.after_seq, .until_seq = span.until_seq, .but_id = a->but_id, .area_id = a->area_id,
		.station = a->area_id && area.kind == PLACE_STATION, .path = a->area_id ? area.path : "/", .limit = PAY_OUT_ORDERS_MAX },
		&rows, &n, PAY_OUT_ORDERS_MAX));
	covered->at = arena_array(&cx->mem, struct pay_out_order, n + 1);
	covered->n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct pay_out_aid_row *r = &rows[i];
		int64_t done = r->asked_fen + r->paid_fen, fen = r->mine ? still(r) - done : r->now_fen - done;

		if (r->mine) {
			ret->aid_fen += still(r);
			ret->paid_fen += r->paid_fen < still(r) ? r->paid_fen : still(r);
			ret->asked_fen += r->asked_fen;
		}
		if (r->mine && fen > 0 && r->now_fen < done + fen)
			fen = r->now_fen - done;
		ret->set_off_fen += fen < 0 ? fen : 0;
		ret->due_fen += fen;
		if (fen)
			covered->at[covered->n++] = (struct pay_out_order){ .order_id = r->order_id, .fen = fen };
	}
	return ERR_OK;
}

/* Two have to sign where the plan names two roles for settling. */
static enum err wants_second(struct ctx *cx, bool *ret)
{
	const struct plan_settlement *rule;

	TRY(settlement_rule(cx, SETTLE_CASH, &rule));
	*ret = rule && rule->sign.n >= 2;
	return ERR_OK;
}

enum err pay_out_due(struct ctx *cx, int64_t shop_id, int64_t area_id, int64_t day, struct pay_dues *ret)
{
	struct pay_out_funds_row *funds;
	struct statement_doc *docs;
	struct covered covered;
	struct statement s;
	struct place area;
	size_t n;

	TRY(statement_see(cx, shop_id, area_id, day, &s, &docs, &n));
	TRY(area_of(cx, area_id, &area));
	TRY(pay_out_funds(cx, (struct pay_out_funds_in){ cx->district_id, s.giver_id, PAY_OUT_FUNDS_MAX }, &funds, &n, PAY_OUT_FUNDS_MAX));
	*ret = (struct pay_dues){ .at = arena_array(&cx->mem, struct pay_due, n + 1), .agreed = s.state == STATEMENT_AGREED,
		.may = ctx_may(cx, PERM_SETTLE_PAY, area.path) };
	TRY(wants_second(cx, &ret->second));
	for (size_t i = 0; i < n; i++)
		TRY(aid_of(cx, &(struct against){ shop_id, area_id, day, funds[i].fund_id, 0 }, &ret->at[ret->n++], &covered));
	return ERR_OK;
}

/* The statement is agreed and so much is due; the same when it is paid as when it was asked for. */
static enum err check_due(struct ctx *cx, const struct against *a, int64_t sum_fen, struct covered *ret)
{
	struct statement_doc *docs;
	struct statement s;
	struct pay_due due;
	size_t n;

	TRY(statement_see(cx, a->shop_id, a->area_id, a->day, &s, &docs, &n));
	if (s.state != STATEMENT_AGREED)
		return fail(cx, ERR_BLOCKED, "day", "“%s”这张结算表双方还没有确认一致（现有 %lld 方确认），确认后再拨付",
			    "shop and area have not agreed on this statement of \"%s\" yet (%lld confirmed); pay out afterwards", s.shop,
			    (long long)((s.shop_ms != 0) + (s.area_ms != 0)));
	TRY(aid_of(cx, a, &due, ret));
	if (due.due_fen <= 0)
		return fail(cx, ERR_BLOCKED, "sum", "这张结算表没有待拨付的补贴（补贴 %lld.%02lld 元，已拨 %lld.%02lld 元，已申请 %lld.%02lld 元）",
			    "nothing is left to pay out for this statement (subsidised %lld.%02lld yuan, paid %lld.%02lld, asked for %lld.%02lld)",
			    (long long)due.aid_fen / 100, (long long)(due.aid_fen % 100), (long long)due.paid_fen / 100, (long long)(due.paid_fen % 100),
			    (long long)due.asked_fen / 100, (long long)(due.asked_fen % 100));
	if (due.due_fen != sum_fen)
		return fail(cx, ERR_CONFLICT, "sum", "现在待拨付 %lld.%02lld 元，不是 %lld.%02lld 元；请刷新核对", "%lld.%02lld yuan are due now, not %lld.%02lld; reload and check",
			    (long long)due.due_fen / 100, (long long)(due.due_fen % 100), (long long)sum_fen / 100, (long long)(sum_fen % 100));
	return ERR_OK;
}

/* ---- guards and content of the document ---- */

static enum err row_of(struct ctx *cx, int64_t doc_id, bool all, struct pay_out_rows_row *ret)
{
	struct pay_out_rows_row *rows;
	size_t n;

	TRY(pay_out_rows(cx, (struct pay_out_rows_in){ .district_id = cx->district_id, .doc_id = doc_id, .state = "",
		.actor_id = all ? ACCOUNT_SYSTEM : cx->actor->account_id, .perm = PERM_SETTLE_READ, .now_ms = cx->now_ms, .limit = 1 }, &rows, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的拨付单", "there is no pay-out %lld", (long long)doc_id);
	*ret = rows[0];
	return ERR_OK;
}

enum err pay_out_guard_second(struct ctx *cx, const struct doc_work *w)
{
	struct pay_out_rows_row row;

	TRY(row_of(cx, w->doc.doc_id, true, &row));
	return row.second ? guard_not_mine(cx, w) : ERR_OK;
}

enum err pay_out_guard_due(struct ctx *cx, const struct doc_work *w)
{
	struct pay_out_rows_row row;
	struct covered covered;

	TRY(row_of(cx, w->doc.doc_id, true, &row));
	return check_due(cx, &(struct against){ row.shop_id, row.area_id, row.day, row.fund_id, row.doc_id }, row.fen, &covered);
}

static enum err orders_of(struct ctx *cx, int64_t doc_id, struct covered *ret)
{
	struct pay_out_orders_row *rows;

	TRY(pay_out_orders(cx, (struct pay_out_orders_in){ cx->district_id, doc_id, PAY_OUT_ORDERS_MAX }, &rows, &ret->n, PAY_OUT_ORDERS_MAX));
	ret->at = arena_array(&cx->mem, struct pay_out_order, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++)
		ret->at[i] = (struct pay_out_order){ rows[i].order_id, rows[i].fen, rows[i].number, rows[i].door };
	return ERR_OK;
}

/* Which statement, and what of which order: part of what the books prove. */
enum err pay_out_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	const struct own *own = w->own;
	struct pay_out_rows_row row;
	struct own stored;

	if (!own) {
		TRY(row_of(cx, w->doc.doc_id, true, &row));
		stored.against = (struct against){ row.shop_id, row.area_id, row.day, row.fund_id, 0 };
		TRY(orders_of(cx, w->doc.doc_id, &stored.covered));
		own = &stored;
	}
	buf_print(bytes, "%lld %lld", (long long)own->against.day, (long long)own->against.area_id);
	for (size_t i = 0; i < own->covered.n; i++)
		buf_print(bytes, " %lld:%lld", (long long)own->covered.at[i].order_id, (long long)own->covered.at[i].fen);
	return ERR_OK;
}

/* ---- asking, paying, withdrawing ---- */

static enum err row_out(struct ctx *cx, const struct pay_out_rows_row *r, struct pay_out_row *ret)
{
	bool mine;

	*ret = (struct pay_out_row){ .doc_id = r->doc_id, .version = r->version, .shop_id = r->shop_id, .area_id = r->area_id, .day = r->day,
		.fund_id = r->fund_id, .fen = r->fen, .asked_ms = r->asked_ms, .paid_ms = r->paid_ms, .second = r->second, .state = r->state,
		.number = r->number, .note = r->note, .shop = r->shop, .area = r->area, .paid_by = "" };
	TRY(party_account_name(cx, r->asked_by, &ret->asked_by));
	if (r->paid_by)
		TRY(party_account_name(cx, r->paid_by, &ret->paid_by));
	TRY(party_same_person(cx, r->asked_by, cx->actor->account_id, &mine));
	ret->may_pay = text_equal(r->state, "asked") && ctx_may(cx, PERM_SETTLE_PAY, r->path) && !(r->second && mine);
	return ERR_OK;
}

static enum err move(struct ctx *cx, int64_t doc_id, int64_t version, const char *verb, const char *note, struct pay_out_row *ret)
{
	const bool paid = text_equal(verb, "pay");
	struct pay_out_rows_row row;
	struct doc_moved moved;
	struct ledger_head head;

	TRY(ledger_lock(cx, &head));
	TRY(row_of(cx, doc_id, false, &row));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = verb, .version = version, .note = note }, &moved));
	TRY(pay_out_move(cx, (struct pay_out_move_in){ .district_id = cx->district_id, .doc_id = doc_id, .state = moved.state,
		.paid_by = paid ? cx->actor->account_id : 0, .paid_ms = paid ? cx->now_ms : 0 }));
	TRY(row_of(cx, doc_id, false, &row));
	return row_out(cx, &row, ret);
}

enum err pay_out_pay(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct pay_out_row *ret)
{
	return move(cx, doc_id, version, "pay", note, ret);
}

enum err pay_out_withdraw(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct pay_out_row *ret)
{
	return move(cx, doc_id, version, "withdraw", note, ret);
}

static enum err keep(struct ctx *cx, const struct doc_moved *moved, const struct own *own, const struct pay_out_ask *in, bool second)
{
	TRY(pay_out_add(cx, (struct pay_out_add_in){ .district_id = cx->district_id, .doc_id = moved->doc_id, .shop_id = in->shop_id,
		.area_id = in->area_id, .day = in->day, .fund_id = own->against.fund_id, .fen = in->sum_fen, .second = second,
		.asked_by = cx->actor->account_id, .asked_ms = cx->now_ms, .state = moved->state, .number = moved->number, .note = in->note ? in->note : "" }));
	for (size_t i = 0; i < own->covered.n; i++)
		TRY(pay_out_order_add(cx, (struct pay_out_order_add_in){ cx->district_id, own->covered.at[i].order_id, moved->doc_id, own->covered.at[i].fen }));
	return ERR_OK;
}

enum err pay_out_start(struct ctx *cx, const struct pay_out_ask *in, struct pay_out_row *ret)
{
	struct own own = { .against = { in->shop_id, in->area_id, in->day, in->fund_id ? in->fund_id : cx->district_id, 0 } };
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = in->sum_fen } };
	struct doc draft = { .kind = "pay_out", .from_place_id = in->shop_id, .fund_id = own.against.fund_id, .lines = &line, .n_lines = 1 };
	struct pay_out_rows_row row;
	struct ledger_head head;
	struct doc_moved moved;
	struct place area, root;
	struct shop shop;
	bool second;

	TRY(area_of(cx, in->area_id, &area));
	if (!ctx_may(cx, PERM_SETTLE_PAY, area.path))
		return fail(cx, ERR_FORBIDDEN, "area_id", "您没有“%s”的拨付权限", "you may not pay subsidies out for \"%s\"", area.name);
	TRY(shop_get(cx, in->shop_id, &shop));
	TRY(place_root(cx, &root));
	TRY(ledger_lock(cx, &head));
	TRY(check_due(cx, &own.against, in->sum_fen, &own.covered));
	TRY(wants_second(cx, &second));
	draft.giver_id = shop.org_id;
	draft.taker_id = root.place_id;
	draft.to_place_id = area.place_id;
	TRY(document_begin(cx, &draft, "ask", &own, &moved));
	TRY(keep(cx, &moved, &own, in, second));
	if (!second)
		return move(cx, moved.doc_id, 0, "pay", in->note, ret);
	TRY(row_of(cx, moved.doc_id, false, &row));
	return row_out(cx, &row, ret);
}

/* ---- lists ---- */

enum err pay_out_list(struct ctx *cx, const struct pay_out_filter *f, struct pay_out_row **ret, size_t *ret_n)
{
	const int64_t limit = f->limit ? f->limit : 50;
	struct pay_out_rows_row *rows;

	TRY(pay_out_rows(cx, (struct pay_out_rows_in){ .district_id = cx->district_id, .shop_id = f->shop_id, .place_id = f->place_id, .day = f->day,
		.state = f->state ? f->state : "", .before_id = f->before, .actor_id = cx->actor->account_id, .perm = PERM_SETTLE_READ,
		.now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct pay_out_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		TRY(row_out(cx, &rows[i], &(*ret)[i]));
	return ERR_OK;
}

enum err pay_out_see(struct ctx *cx, int64_t doc_id, struct pay_out_row *ret, struct pay_out_order **ret_orders, size_t *ret_n)
{
	struct pay_out_rows_row row;
	struct covered covered;

	TRY(row_of(cx, doc_id, false, &row));
	TRY(orders_of(cx, doc_id, &covered));
	*ret_orders = covered.at;
	*ret_n = covered.n;
	return row_out(cx, &row, ret);
}
