/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/charge/charge.h"
#include "caps/document/document.h"

/* What townships, private schools and key enterprises owe for what they drew: the
 * demo's goods came without invoices, so prices are stated here for most lots; a
 * few still wait for theirs.  One unit has paid a part, another's slip waits for the
 * second person, and a third objects. */
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

	TRY(demo_be(cx, "supply"));
	TRY(charge_collect(cx, &(struct charge_payment){ .payer_id = p->payer_id, .sum_fen = fen, .slip = slip, .slip_day = civil_day_of(cx->now_ms) }, &moved));
	TRY(demo_be(cx, "approver"));
	return confirm ? document_advance(cx, &(struct doc_move){ .doc_id = moved.doc_id, .verb = "confirm" }, &moved) : ERR_OK;
}

static enum err object(struct ctx *cx, const struct charge_payer *p)
{
	struct charge_statement s;
	int64_t objection_id;

	TRY(demo_be(cx, "clerks"));
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

	TRY(demo_be(cx, "supply"));
	TRY(state_prices(cx, &chance));
	TRY(charge_payer_list(cx, &(struct charge_filter){ .open_only = true, .limit = 10 }, &p, &n));
	if (n > 0)
		TRY(pay(cx, &p[0], p[0].open_fen / 3 + 1, "演示回单 0001", true));
	if (n > 1)
		TRY(pay(cx, &p[1], p[1].open_fen, "演示回单 0002", false));
	if (n > 2)
		TRY(object(cx, &p[2]));
	return demo_be(cx, "admin");
}
