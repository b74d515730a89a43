/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/ledger/ledger.h"
#include "caps/sale/sale.h"

/* Market release: a round for two shops drawn up yesterday, of which one waits for the meeting
 * and the other is still a draft; and, at the very end, when everybody has got his share, a release
 * the meeting agreed to: its goods are set aside, and everybody sees when and where they are sold. */

enum { POINTS = 2, GOODS = 2, HOUR_MS = 3600 * 1000 };
static const char *const points[POINTS] = { "MD-KJ", "MD-HM" };
struct released { const char *item; int64_t price_fen, market_fen, per_household, per_unit, qty[POINTS]; };
static const struct released goods[GOODS] = {
	{ "YL014", 45, 60, 50, 500, { 6000, 4000 } },
	{ "YL015", 990, 1280, 2, 24, { 240, 120 } },
};
/* At the most; a quarter of what is left after everybody has got his share. */
static const struct released masks = { "YL014", 45, 60, 20, 200, { 600 } };


static enum err by_code(struct ctx *cx, const char *code, int64_t *ret)
{
	struct place place;

	TRY(place_by_code(cx, code, &place));
	*ret = place.place_id;
	return ERR_OK;
}

static enum err goods_of(struct ctx *cx, struct demo_work *w, const struct released *r, struct sale_goods *ret)
{
	const struct item *item;

	TRY(demo_item(cx, w, r->item, &item));
	*ret = (struct sale_goods){ .item_id = item->item_id, .price_fen = r->price_fen, .price_units = 1, .per_household = r->per_household, .per_unit = r->per_unit,
		.market_fen = r->market_fen, .market_units = 1, .market_source = "下沙农贸市场采价（演示）" };
	return ERR_OK;
}

static enum err two_shops(struct ctx *cx, struct demo_work *w, struct sale_draft draft)
{
	struct sale_share shares[POINTS * GOODS];
	int64_t ids[POINTS], round_id, *made;
	struct sale_goods sold[GOODS];

	for (int p = 0; p < POINTS; p++)
		TRY(by_code(cx, points[p], &ids[p]));
	for (int g = 0; g < GOODS; g++) {
		TRY(goods_of(cx, w, &goods[g], &sold[g]));
		for (int p = 0; p < POINTS; p++)
			shares[draft.n_shares++] = (struct sale_share){ p, g, goods[g].qty[p] };
	}
	draft.points = ids;
	draft.n_points = POINTS;
	draft.goods = sold;
	draft.n_goods = GOODS;
	draft.shares = shares;
	TRY(sale_open(cx, &draft, &round_id, &made));
	TRY(demo_step(cx, w, "supply", made[0], "propose", ""));
	return demo_step(cx, w, "clerks", made[0], "vet", "");
}

enum err demo_sales(struct ctx *cx, struct demo_work *w)
{
	const int64_t midnight = civil_day_of(cx->now_ms) * DAY_MS - CHINA_OFFSET_MS;
	const struct sale_hours hours[] = { { -1, midnight + 3 * DAY_MS + 9 * HOUR_MS, midnight + 3 * DAY_MS + 11 * HOUR_MS },
					    { -1, midnight + 4 * DAY_MS + 14 * HOUR_MS, midnight + 4 * DAY_MS + 17 * HOUR_MS } };
	struct sale_draft draft = { .reason = "口罩、洗手液涨价，居民反映买不到平价货", .decision = "会商纪要〔2026〕12 号（演示）", .hours = hours,
		.n_hours = sizeof hours / sizeof *hours };

	if (w->day != 1)
		return ERR_OK;
	TRY(demo_be(cx, "supply"));
	TRY(demo_depot(cx, w, "CK-Q1", &draft.from_place_id));
	return two_shops(cx, w, draft);
}

enum err demo_sale_agreed(struct ctx *cx, struct demo_work *w)
{
	const int64_t midnight = civil_day_of(cx->now_ms) * DAY_MS - CHINA_OFFSET_MS;
	const struct sale_hours hours[] = { { -1, midnight + DAY_MS + 9 * HOUR_MS, midnight + DAY_MS + 11 * HOUR_MS },
					    { -1, midnight + DAY_MS + 15 * HOUR_MS, midnight + DAY_MS + 18 * HOUR_MS },
					    { -1, midnight + 2 * DAY_MS + 9 * HOUR_MS, midnight + 2 * DAY_MS + 12 * HOUR_MS } };
	struct sale_draft draft = { .reason = "口罩涨价，先投放一个网点", .decision = "会商纪要〔2026〕13 号（演示）", .hours = hours, .n_hours = sizeof hours / sizeof *hours,
		.n_points = 1, .n_goods = 1, .n_shares = 1 };
	struct account_key store = { .kind = ACC_STORE };
	struct sale_share share = { 0 };
	struct sale_goods sold;
	struct place root;
	int64_t point, round_id, *made;

	TRY(demo_be(cx, "supply"));
	TRY(demo_depot(cx, w, "CK-Q1", &draft.from_place_id));
	TRY(place_root(cx, &root));
	TRY(by_code(cx, "MD-HF", &point));
	TRY(goods_of(cx, w, &masks, &sold));
	store.place_id = draft.from_place_id;
	store.owner_id = root.place_id;
	TRY(ledger_item_balance(cx, &store, sold.item_id, &share.qty));
	share.qty = share.qty / 4 < masks.qty[0] ? share.qty / 4 : masks.qty[0];
	if (!share.qty)
		return ERR_OK;
	draft.points = &point;
	draft.goods = &sold;
	draft.shares = &share;
	TRY(sale_open(cx, &draft, &round_id, &made));
	TRY(demo_step(cx, w, "supply", made[0], "propose", ""));
	TRY(demo_step(cx, w, "clerks", made[0], "vet", ""));
	return demo_step(cx, w, "approver", made[0], "approve", "");
}
