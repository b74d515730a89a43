/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/delivery/fleet.h"
#include "caps/party/account.h"
#include "caps/tour/tour.h"

/* Vehicles and drivers of the district's warehouses, and how heavy and large goods
 * are, so that the dispatch orders that wait can be given to vehicles (tour.h).
 * Nothing is planned and nothing moves. */
static const struct { const char *plate, *kind, *place; int64_t kg, litres; bool cold, hazard; const char *pass, *login, *driver, *licence; } fleet[] = {
	{ "浙A·C0001", "4.2 米厢货（演示）", "CK-Q1", 1700, 14000, false, false, "演示通行-0101", "lorry", "演示-仓库驾驶员一", "B2" },
	{ "浙A·C0002", "4.2 米厢货（演示）", "CK-Q1", 1700, 14000, false, false, "演示通行-0102", "lorry2", "演示-仓库驾驶员二", "B2" },
	{ "浙A·C0003", "冷藏车（演示）", "CK-Q2", 1300, 11000, true, false, "演示通行-0103", "lorry3", "演示-仓库驾驶员三", "B2" },
	{ "浙A·C0004", "危险品厢货（演示）", "CK-Q4", 1400, 9000, false, true, "演示通行-0104", "lorry4", "演示-仓库驾驶员四", "B2" },
};

/* A base unit with its share of the carton: grams and millilitres, rounded; what is counted in kg says its weight itself. */
static const struct { const char *code; int64_t grams, ml; } sizes[] = {
	{ "YL001", 4, 30 }, { "YL002", 12, 250 }, { "YL003", 350, 3500 }, { "YL004", 120, 1500 }, { "YL005", 110, 1200 }, { "YL006", 60, 1000 },
	{ "YL007", 9, 40 }, { "YL008", 25, 80 }, { "YL009", 400, 2000 }, { "YL010", 12, 40 }, { "YL011", 7, 60 }, { "YL012", 5, 40 },
	{ "YL013", 30, 60 }, { "YL014", 4, 30 }, { "YL015", 580, 900 }, { "YL016", 560, 900 }, { "XS001", 460, 850 }, { "XS002", 2300, 3800 },
	{ "XS003", 590, 850 }, { "XS004", 180, 350 }, { "XS005", 5600, 7000 }, { "FY001", 300, 1500 }, { "FY002", 45000, 400000 },
	{ "FY003", 38000, 150000 }, { "FY004", 9000, 40000 }, { "FY005", 6000, 40000 }, { "JZ001", 60000, 250000 }, { "JZ002", 3000, 20000 },
	{ "JZ003", 2200, 15000 }, { "JZ004", 700, 3000 }, { "JZ005", 9000, 50000 }, { "JZ006", 1600, 8000 }, { "SH001", 5050, 7000 },
	{ "SH002", 10100, 14000 }, { "SH003", 5050, 9000 }, { "SH004", 4800, 6500 }, { "SH005", 1800, 2500 }, { "SH006", 1050, 2000 },
	{ "SH007", 1050, 1800 }, { "SH008", 1100, 6000 }, { "SH009", 1020, 1800 }, { "SH010", 1020, 3000 }, { "SH011", 1100, 3000 },
	{ "SH012", 410, 400 }, { "SH013", 1010, 1600 }, { "SH014", 1080, 2500 }, { "SH015", 280, 350 }, { "SH016", 1100, 2500 },
	{ "SH017", 120, 700 }, { "SH018", 450, 1800 }, { "SH019", 65, 80 }, { "SH020", 220, 350 }, { "SH021", 440, 1200 }, { "SH022", 580, 800 },
	{ "SH023", 5200, 6500 }, { "SH024", 1050, 2000 }, { "SH025", 1050, 2600 }, { "SH026", 1300, 9000 }, { "SH027", 1500, 14000 }, { "SH028", 510, 650 },
};

static enum err add_vehicle(struct ctx *cx, size_t i, int64_t place_id)
{
	int64_t vehicle_id, pass_id;

	TRY(vehicle_save(cx, &(struct vehicle){ .plate = fleet[i].plate, .kind = fleet[i].kind, .place_id = place_id, .cold = fleet[i].cold, .active = 1 },
		&vehicle_id));
	TRY(vehicle_pass_add(cx, &(struct vehicle_pass){ .vehicle_id = vehicle_id, .number = fleet[i].pass, .issued_by = "区指挥部（演示）",
		.from_ms = cx->now_ms - DAY_MS, .until_ms = cx->now_ms + 14 * (int64_t)DAY_MS }, &pass_id));
	return tours_say_vehicle(cx, &(struct tour_capacity){ vehicle_id, fleet[i].kg, fleet[i].litres, -1, fleet[i].hazard, false });
}

static enum err add_driver(struct ctx *cx, size_t i, int64_t place_id)
{
	struct party_account_made made;

	TRY(party_account_create(cx, &(struct party_account_new){ .login = fleet[i].login, .name = fleet[i].driver, .role = "delivery_driver",
		.password = DEMO_PASSWORD, .place_id = place_id, .kind = PARTY_PERSON, .demo = 1 }, &made));
	return driver_save(cx, &(struct driver){ .driver_id = made.account_id, .place_id = place_id, .licence = fleet[i].licence,
		.licence_until = civil_day_of(cx->now_ms) + 400, .phone = "0571-00000002", .active = 1 });
}

/* At the demo's end: ids before it stay what they were. */
enum err demo_tours(struct ctx *cx, struct demo_work *w)
{
	const struct item *item;
	int64_t place_id;

	cx->actor = w->system;
	for (size_t i = 0; i < sizeof fleet / sizeof *fleet; i++) {
		TRY(demo_depot(cx, w, fleet[i].place, &place_id));
		TRY(add_vehicle(cx, i, place_id));
		TRY(add_driver(cx, i, place_id));
	}
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		TRY(demo_item(cx, w, sizes[i].code, &item));
		TRY(tours_say_item(cx, &(struct tour_weight){ .item_id = item->item_id, .grams = sizes[i].grams, .ml = sizes[i].ml, .per = 1, .version = -1 }));
	}
	return ERR_OK;
}
