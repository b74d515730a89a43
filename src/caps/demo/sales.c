/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/sale/sale.h"

/* A round of market release drawn up yesterday for two shops: one waits for the
 * meeting, the other is still a draft.  No goods are set aside until it agrees. */

enum { POINTS = 2, GOODS = 2, HOUR_MS = 3600 * 1000 };
static const char *const points[POINTS] = { "MD-KJ", "MD-HM" };
static const struct { const char *item; int64_t price_fen, market_fen, per_household, per_unit, qty[POINTS]; } goods[GOODS] = {
	{ "YL014", 45, 60, 50, 500, { 6000, 4000 } },
	{ "YL015", 990, 1280, 2, 24, { 240, 120 } },
};

enum err demo_sales(struct ctx *cx, struct demo_work *w)
{
	const int64_t midnight = civil_day_of(cx->now_ms) * DAY_MS - CHINA_OFFSET_MS;
	const struct sale_hours hours[] = { { -1, midnight + 3 * DAY_MS + 9 * HOUR_MS, midnight + 3 * DAY_MS + 11 * HOUR_MS },
					    { -1, midnight + 4 * DAY_MS + 14 * HOUR_MS, midnight + 4 * DAY_MS + 17 * HOUR_MS } };
	struct sale_draft draft = { .reason = "口罩、洗手液涨价，居民反映买不到平价货", .decision = "会商纪要〔2026〕12 号（演示）", .n_points = POINTS, .n_goods = GOODS,
		.hours = hours, .n_hours = sizeof hours / sizeof *hours };
	struct sale_share shares[POINTS * GOODS];
	int64_t ids[POINTS], round_id, *made;
	struct sale_goods sold[GOODS];

	if (w->day != 1)
		return ERR_OK;
	TRY(demo_be(cx, "supply"));
	TRY(demo_depot(cx, w, "CK-Q1", &draft.from_place_id));
	for (int p = 0; p < POINTS; p++) {
		struct place shop;

		TRY(place_by_code(cx, points[p], &shop));
		ids[p] = shop.place_id;
	}
	for (int g = 0; g < GOODS; g++) {
		const struct item *item;

		TRY(demo_item(cx, w, goods[g].item, &item));
		sold[g] = (struct sale_goods){ .item_id = item->item_id, .price_fen = goods[g].price_fen, .price_units = 1, .per_household = goods[g].per_household,
			.per_unit = goods[g].per_unit, .market_fen = goods[g].market_fen, .market_units = 1, .market_source = "下沙农贸市场采价（演示）" };
		for (int p = 0; p < POINTS; p++)
			shares[draft.n_shares++] = (struct sale_share){ p, g, goods[g].qty[p] };
	}
	draft.points = ids;
	draft.goods = sold;
	draft.shares = shares;
	TRY(sale_open(cx, &draft, &round_id, &made));
	TRY(demo_step(cx, w, "supply", made[0], "propose", ""));
	return demo_step(cx, w, "clerks", made[0], "vet", "");
}
