/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/party/org.h"
#include "caps/reserve/reserve.h"

/* Reserves in other forms than stock, the year's plans as far as they have come, a
 * call on an agreement, and what the storehouses have to have looked after. */
static const struct {
	int64_t form, qty, per_day, ramp_up_days, respond_min, price_fen, days;
	const char *class_id, *item, *unit, *org, *party, *paper, *contact;
} sources[] = {
	{ RESERVE_AGREEMENT, 2000, 0, 0, 720, 2750, 220, "rice", "SH001", "袋", "GY03", "", "协议 2026-03（演示）", "调度值班（演示）" },
	{ RESERVE_AGREEMENT, 800, 0, 0, 720, 6280, 25, "oil", "SH004", "桶", "GY03", "", "协议 2026-04（演示）", "调度值班（演示）" },
	{ RESERVE_AGREEMENT, 20000, 0, 0, 480, 110, 300, "drinking_water", "SH022", "瓶", "JZ12", "", "协议 2026-07（演示）", "发货部（演示）" },
	{ RESERVE_CAPACITY, 0, 60000, 2, 2880, 0, 365, "masks", "YL001", "只", "GY12", "", "产能登记表（演示）", "生产部（演示）" },
	{ RESERVE_CAPACITY, 0, 6000, 1, 1440, 0, 365, "noodles", "SH017", "袋", NULL, "下沙方便食品厂（演示）", "产能登记表（演示）", "生产部（演示）" },
	{ RESERVE_MUTUAL_AID, 80, 0, 0, 240, 0, 400, "relief_tents", "JZ001", "顶", NULL, "萧山区、滨江区（互助协议，演示）", "互助协议 2025-2（演示）", "应急值班室（演示）" },
	{ RESERVE_COMPANY, 1200, 0, 0, 180, 0, 90, "vegetables", "SH009", "kg", NULL, "江海生鲜超市配送中心（演示）", "企业自报（演示）", "仓管（演示）" },
};
enum { SOURCES = sizeof sources / sizeof *sources };

static enum err put_sources(struct ctx *cx, struct demo_work *w)
{
	const int64_t today = civil_day_of(cx->now_ms);

	for (size_t i = 0; i < SOURCES; i++) {
		struct org org = { .org_id = 0 };
		const struct item *item;

		TRY(demo_item(cx, w, sources[i].item, &item));
		if (sources[i].org)
			TRY(org_by_code(cx, sources[i].org, &org));
		TRY(reserve_source_put(cx, &(struct reserve_source_facts){ .form = sources[i].form, .item_id = item->item_id, .org_id = org.org_id, .qty = sources[i].qty,
			.per_day = sources[i].per_day, .ramp_up_days = sources[i].ramp_up_days, .respond_min = sources[i].respond_min, .price_fen = sources[i].price_fen,
			.price_units = 1, .from_day = today - 140, .until_day = today + sources[i].days, .holder = "", .class_id = sources[i].class_id,
			.party = sources[i].party, .paper = sources[i].paper, .unit = sources[i].unit, .contact = sources[i].contact, .note = "" }, &w->sources[i]));
	}
	return ERR_OK;
}

/* The emergency bureau's plan is in force, a township's waits for the bureau; others have not handed theirs in yet. */
static enum err plan_year(struct ctx *cx, struct demo_work *w)
{
	struct place street;
	int year, month, date;
	int64_t id;

	civil_date(civil_day_of(cx->now_ms), &year, &month, &date);
	TRY(place_by_code(cx, "330114003000", &street));
	TRY(demo_be(cx, "supply"));
	TRY(reserve_plan_open(cx, &(struct reserve_plan_draft){ .year = year, .holder = "emergency", .basis = "近三年台风转移安置人数和本年汛期预测", .n_lines = 3,
		.lines = (struct reserve_plan_line[]){ { 0, 320, "relief_tents", "顶", "新增安置点两处" }, { 0, 2400, "quilts", "床", "冬季转移按每人一床" },
			{ 0, 600, "lamps", "盏", "" } } }, &id));
	TRY(demo_step(cx, w, "supply", id, "submit", ""));
	TRY(demo_step(cx, w, "rescue", id, "approve", ""));
	TRY(demo_step(cx, w, "leader", id, "approve", ""));
	TRY(demo_be(cx, "supply"));
	TRY(reserve_plan_open(cx, &(struct reserve_plan_draft){ .year = year, .place_id = street.place_id, .holder = "", .basis = "街道常住人口和易涝小区名单", .n_lines = 2,
		.lines = (struct reserve_plan_line[]){ { 3, 0, "rice", "", "备足三天" }, { 3, 0, "drinking_water", "", "备足三天" } } }, &id));
	return demo_step(cx, w, "supply", id, "submit", "");
}

static enum err look_after(struct ctx *cx, struct demo_work *w)
{
	static const struct { const char *depot, *subject, *who; int64_t sort, every, due; } upkeep[] = {
		{ "CK-Q3", "酒精专库消防器材和静电接地检查", "库点安全员", 0, 7, 1 }, { "CK-Q2", "冷库机组和备用电源试运行", "设备保养单位（演示）", 1, 30, 5 },
		{ "CK-Q1", "屋面、排水和防鼠设施检查", "库点安全员", 2, 30, 12 } };
	const int64_t today = civil_day_of(cx->now_ms);
	int64_t depot, id;

	for (size_t i = 0; i < sizeof upkeep / sizeof *upkeep; i++) {
		TRY(demo_depot(cx, w, upkeep[i].depot, &depot));
		TRY(reserve_upkeep_put(cx, &(struct reserve_upkeep_facts){ depot, upkeep[i].sort, upkeep[i].every, today + upkeep[i].due, upkeep[i].subject, upkeep[i].who }, &id));
	}
	return ERR_OK;
}

enum err demo_reserves(struct ctx *cx, struct demo_work *w)
{
	const struct item *water;
	int64_t depot, id;

	if (w->day == 0) {
		TRY(demo_be(cx, "supply"));
		TRY(put_sources(cx, w));
		TRY(look_after(cx, w));
		return plan_year(cx, w);
	}
	if (w->day != 1)
		return ERR_OK;
	TRY(demo_item(cx, w, "SH022", &water));
	TRY(demo_depot(cx, w, "CK-Q1", &depot));
	TRY(demo_be(cx, "supply"));
	TRY(reserve_call_open(cx, &(struct reserve_call_draft){ .source_id = w->sources[2], .to_place_id = depot,
		.lines = &(struct reserve_call_line){ water->item_id, 4800 }, .n_lines = 1 }, &id));
	return demo_step(cx, w, "supply", id, "propose", "管控小区饮水保障");
}
