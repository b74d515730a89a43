/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "caps/demo/plans.h"
#include "caps/party/party.h"
#include "caps/plan/plan_active.h"
#include <string.h>

/* ctx.random carries no state, so the generator's for salts must live here; one
 * per thread, set anew by every demo_fill. */
static _Thread_local struct chance salts;

static void seeded_bytes(void *bytes, size_t n)
{
	unsigned char *at = bytes;

	for (size_t i = 0; i < n; i++)
		at[i] = (unsigned char)(chance_next(&salts) >> 56);
}

enum { MINUTE_MS = 60000 };

static enum err put_plans_in_force(struct ctx *cx)
{
	struct plan_stored stored;
	int64_t activation_id;

	for (const struct demo_plan *plan = demo_plans; plan->name; plan++) {
		TRY(plan_register(cx, plan->name, plan->text, strlen(plan->text), &stored));
		TRY(plan_activate(cx, &(struct plan_start){ .plan_id = stored.plan_id, .version = stored.version,
			.reason = "演示" }, &activation_id));
	}
	return ERR_OK;
}

static enum err fill(struct ctx *cx, struct demo_work *w)
{
	TRY(party_prepare(cx));
	TRY(demo_places(cx, w));
	TRY(demo_grid_places(cx, w));
	TRY(demo_shop_places(cx, w));
	TRY(demo_items(cx, w));
	TRY(demo_accounts(cx, w));
	TRY(put_plans_in_force(cx));
	TRY(demo_grids(cx, w));
	TRY(demo_residents(cx, w));
	TRY(demo_shops(cx, w));
	TRY(demo_stock(cx, w));
	TRY(demo_requests(cx, w));
	TRY(demo_restock(cx, w));
	TRY(demo_offer_today(cx, w));
	TRY(demo_orders_today(cx, w));
	TRY(demo_trips(cx, w));
	TRY(demo_cash(cx, w));
	TRY(demo_lists(cx, w));
	TRY(demo_cares(cx, w));
	TRY(demo_charges(cx, w));
	TRY(demo_sale_agreed(cx, w));
	return demo_tours(cx, w);
}

struct demo_options demo_of_now(int64_t now_ms)
{
	const int64_t last = 45 * (int64_t)MINUTE_MS, midnight = civil_day_of(now_ms) * DAY_MS - CHINA_OFFSET_MS;
	int64_t begun = now_ms - last, minute, room = last;

	if (begun < midnight && now_ms - midnight >= MINUTE_MS) {
		begun = midnight;
		room = now_ms - midnight;
	}
	minute = (begun + CHINA_OFFSET_MS) % DAY_MS / MINUTE_MS;
	return (struct demo_options){ .households = DEMO_HOUSEHOLDS, .seed = 1, .day = civil_day_of(begun), .hour = minute / 60, .minute = minute % 60,
		.second_ms = 1000 * room / last };
}

enum err demo_fill(struct ctx *cx, const struct demo_options *options, struct demo_made *ret)
{
	static const struct actor system = { .account_id = ACCOUNT_SYSTEM, .name = "系统" };
	struct demo_work w = { .options = *options, .chance = { (uint64_t)options->seed } };
	struct ids ids = { 0 };
	struct ctx own = *cx;
	struct place root;
	enum err e;

	TRY(check_range(cx, "households", options->households, DEMO_HOUSEHOLDS_MIN, DEMO_HOUSEHOLDS_MAX));
	TRY(check_range(cx, "day", options->day, civil_day(2021, 1, 1), civil_day(2100, 1, 1)));
	TRY(check_range(cx, "hour", options->hour, 0, 23));
	TRY(check_range(cx, "minute", options->minute, 0, 59));
	TRY(check_range(cx, "second_ms", options->second_ms, 0, 1000));
	if (cx->district_id != 330114)
		return fail(cx, ERR_BAD_INPUT, "district_id", "演示数据只有钱塘区（330114），不是 %lld", "the demo is of district 330114, not %lld",
			    (long long)cx->district_id);
	if (place_root(cx, &root) == ERR_OK)
		return fail(cx, ERR_CONFLICT, NULL, "数据里已有“%s”，演示数据只能放进空的数据文件", "there is '%s' in the data; a demo goes only into an empty file",
			    root.name);
	salts = (struct chance){ (uint64_t)options->seed ^ UINT64_C(0x5a17) };
	w.start_ms = (options->day - 2) * DAY_MS - CHINA_OFFSET_MS + (options->hour * 60 + options->minute - 60) * MINUTE_MS;
	w.second_ms = 1000;
	w.made.households = options->households;
	own.ids = &ids;
	own.random = seeded_bytes;
	own.now_ms = w.start_ms;
	own.actor = &system;
	w.system = &system;
	own.plans = plan_cache_create();
	e = fill(&own, &w);
	plan_cache_destroy(own.plans);
	cx->mem = own.mem;
	cx->fault = own.fault;
	if (cx->ids && ids.last > cx->ids->last)
		cx->ids->last = ids.last;
	*ret = w.made;
	return e;
}
