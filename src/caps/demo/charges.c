/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/charge/charge.h"
#include "caps/fund/fund.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"

/* What townships, private schools and key enterprises owe for what they drew: the
 * demo's goods came without invoices, so prices are stated here for most lots; a
 * few still wait for theirs.  One unit has paid a part, another's slip waits for the
 * second person, and a third objects. */
static enum err as(struct ctx *cx, const char *login)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	return ERR_OK;
}

static enum err fund_to_pay_into(struct ctx *cx)
{
	struct fund *funds;
	struct place root;
	int64_t fund_id;
	size_t n;

	TRY(fund_list(cx, 0, FUND_LIST_MAX - 1, &funds, &n));
	for (size_t i = 0; i < n; i++)
		if (text_equal(funds[i].facts.rule, "account"))
			return ERR_OK;
	TRY(place_root(cx, &root));
	return fund_create(cx, &(struct fund_facts){ .source = FUND_BUDGET, .holder_id = root.place_id, .code = "YQZH", .zh = "演示-疫情防控专户",
		.rule = "account", .purpose = "" }, &fund_id);
}

static enum err state_prices(struct ctx *cx, struct chance *chance)
{
	struct charge_waiting *rows;
	struct charge_done done;
	int64_t seen = 0;
	size_t n;

	TRY(charge_waiting_list(cx, CHARGE_NO_PRICE, 0, CHARGE_ROWS_MAX, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		bool before = false;

		for (size_t k = 0; k < i && !before; k++)
			before = rows[k].lot_id == rows[i].lot_id;
		if (before || ++seen % 8 == 0)                 /* every eighth lot's invoice has not come yet */
			continue;
		TRY(charge_price_state(cx, &(struct charge_price){ rows[i].item_id, rows[i].lot_id, chance_between(chance, 6, 250) * 10, 1,
			arena_print(&cx->mem, "演示发票 %04lld", (long long)seen) }, &done));
	}
	return ERR_OK;
}

static enum err pay(struct ctx *cx, const struct charge_payer *p, int64_t fen, const char *slip, bool confirm)
{
	struct doc_moved moved;

	TRY(as(cx, "supply"));
	TRY(charge_collect(cx, &(struct charge_payment){ .payer_id = p->payer_id, .sum_fen = fen, .slip = slip, .slip_day = civil_day_of(cx->now_ms) }, &moved));
	TRY(as(cx, "approver"));
	return confirm ? document_advance(cx, &(struct doc_move){ .doc_id = moved.doc_id, .verb = "confirm" }, &moved) : ERR_OK;
}

static enum err object(struct ctx *cx, const struct charge_payer *p)
{
	struct charge_statement s;
	int64_t objection_id;

	TRY(as(cx, "clerks"));
	TRY(charge_statement(cx, p->payer_id, 0, 0, &s));
	for (size_t i = 0; i < s.n_lines; i++)
		if (s.lines[i].state == CHARGE_BOOKED)
			return charge_object(cx, s.lines[i].drawn_id, "到货时少两箱，签收单上已注明", &objection_id);
	return ERR_OK;
}

enum err demo_charges(struct ctx *cx, struct demo_work *w)
{
	struct chance chance = { (uint64_t)w->options.seed ^ UINT64_C(0xc4a6) };
	struct charge_payer *p;
	size_t n;

	TRY(as(cx, "supply"));
	TRY(fund_to_pay_into(cx));
	TRY(state_prices(cx, &chance));
	TRY(charge_payer_list(cx, &(struct charge_filter){ .open_only = true, .limit = 10 }, &p, &n));
	if (n > 0)
		TRY(pay(cx, &p[0], p[0].open_fen / 3 + 1, "演示回单 0001", true));
	if (n > 1)
		TRY(pay(cx, &p[1], p[1].open_fen, "演示回单 0002", false));
	if (n > 2)
		TRY(object(cx, &p[2]));
	return as(cx, "admin");
}
