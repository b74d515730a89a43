/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/settlement/settlement.h"

/* Money on its way: what the grid worker collected for yesterday's offer went to the
 * shop, counted by both; of today's a part is on the table and the two counts
 * differ by 10 yuan; the rest is still in his pocket. */
static enum err as(struct ctx *cx, const char *login)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	return ERR_OK;
}

static enum err hand_over(struct ctx *cx, int64_t shop_id, int64_t fen, int64_t shop_counts)
{
	struct settlement_counted counted;

	TRY(as(cx, "grid"));
	TRY(settlement_start(cx, &(struct settlement_open){ .kind = SETTLE_CASH, .shop_id = shop_id, .sum_fen = fen }, &counted));
	TRY(as(cx, "shop"));
	return settlement_count(cx, &(struct settlement_count){ .doc_id = counted.doc_id, .sum_fen = shop_counts }, &counted);
}

enum err demo_cash(struct ctx *cx, struct demo_work *w)
{
	enum { APART_FEN = 1000 };
	struct cash_worker mine;

	TRY(as(cx, "grid"));
	TRY(settlement_my_cash(cx, &mine));
	for (size_t i = 0; i < mine.n_parts; i++) {
		const struct cash_part *p = &mine.parts[i];
		const int64_t half = p->held_fen / 2 / 100 * 100, quarter = half / 2 / 100 * 100;

		if (p->shop_id != w->shop_id || quarter <= APART_FEN)
			continue;
		TRY(hand_over(cx, p->shop_id, half, half));
		TRY(hand_over(cx, p->shop_id, quarter, quarter - APART_FEN));
	}
	return as(cx, "admin");
}
