/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/purchase/inquiry.h"
#include "caps/purchase/purchase.h"
#include "caps/purchase/supplier.h"
#include <string.h>

/* Two funds with money in them, and purchases as they stand on a working morning:
 * ordered, in two hands' review, ordered on a spoken yes whose papers are overdue,
 * and an inquiry with one answer of three.  Nothing of it has come yet. */

enum { SHOPS = 7 };
static const struct { const char *code, *name, *classes[4]; } shops[SHOPS] = {
	{ "GY01", NULL, { "masks", "protective_suits", "gloves", "test_kits" } },
	{ "GY02", NULL, { "disinfectant", "alcohol", "hand_gel" } },
	{ "GY03", NULL, { "rice", "oil", "salt", "noodles" } },
	{ "GY11", "江东医药经营公司（演示）", { "masks", "gloves", "test_kits", "thermometers" } },
	{ "GY12", "下沙劳保用品商行（演示）", { "masks", "protective_suits", "goggles", "disinfectant" } },
	{ "GY13", "义蓬粮油批发行（演示）", { "rice", "oil", "salt" } },
	{ "GY14", "临江仪器设备公司（演示）", { "thermometers", "tents" } },
};

/* What was asked of two and bought: `seller` of shops, `other` the dearer one. */
static const struct bought { int64_t day; const char *item, *depot; int64_t qty, price_fen, dearer_fen; int seller, other; const char *approves; } all[] = {
	{ 0, "YL001", "CK-Q1", 20000, 42, 46, 0, 3, "deputy" },
	{ 0, "XS003", "CK-Q4", 1200, 780, 860, 1, 4, "deputy" },
	{ 1, "FY001", "CK-Q1", 60, 16800, 17900, 6, 3, NULL },
	{ 1, "SH001", "CK-Q1", 3000, 2680, 2750, 2, 5, NULL },
};
enum { BOUGHT = sizeof all / sizeof *all };

static enum err shop_id(struct ctx *cx, int i, int64_t *ret)
{
	struct org org;

	TRY(org_by_code(cx, shops[i].code, &org));
	*ret = org.org_id;
	return ERR_OK;
}

static enum err fund_id_of(struct ctx *cx, const char *code, int64_t *ret)
{
	struct fund *funds;
	size_t n;

	TRY(fund_list(cx, 0, FUND_LIST_MAX, &funds, &n));
	for (size_t i = 0; i < n; i++)
		if (strcmp(funds[i].facts.code, code) == 0) {
			*ret = funds[i].fund_id;
			return ERR_OK;
		}
	return fail(cx, ERR_BROKEN, NULL, "演示没有专款 %s", "the demo has no fund %s", code);
}

static enum err register_shops(struct ctx *cx)
{
	int64_t id;

	for (int i = 0; i < SHOPS; i++) {
		size_t n = 0;

		if (shops[i].name)
			TRY(demo_org(cx, shops[i].code, shops[i].name, ORG_SUPPLIER, &id));
		else
			TRY(shop_id(cx, i, &id));
		while (n < 4 && shops[i].classes[n])
			n++;
		TRY(supplier_set_classes(cx, id, shops[i].classes, n));
	}
	return ERR_OK;
}

static enum err fund_with(struct ctx *cx, const struct fund_facts *facts, int64_t giver_id, int64_t fen, const char *paper)
{
	struct doc_moved moved;
	int64_t fund_id;

	TRY(fund_create(cx, facts, &fund_id));
	return fund_receive(cx, &(struct fund_receipt){ .fund_id = fund_id, .giver_id = giver_id, .sum_fen = fen, .paper = paper, .note = "" }, &moved);
}

static enum err open_funds(struct ctx *cx, const struct demo_work *w)
{
	struct place root;
	int64_t treasury;

	TRY(place_root(cx, &root));
	TRY(demo_org(cx, "CZ01", "区财政局（演示）", ORG_DONOR, &treasury));
	TRY(fund_with(cx, &(struct fund_facts){ .source = FUND_BUDGET, .holder_id = root.place_id, .code = "YQZH", .zh = "演示-疫情防控专户", .rule = "account",
		.purpose = "" }, treasury, 200000000, "钱财社〔2026〕118 号（演示）"));
	return fund_with(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = root.place_id, .code = "JZZH", .zh = "演示-社会捐赠专户", .rule = "donated",
		.purpose = "防控一线" }, w->donor_id, 15000000, "捐赠协议 2026-07（演示）");
}

/* Asked of two, the better taken: a draft of a purchase. */
static enum err ask_two(struct ctx *cx, const struct demo_work *w, const struct bought *b, int64_t *ret)
{
	const int64_t today = civil_day_of(cx->now_ms), prices[] = { b->price_fen, b->dearer_fen };
	const struct item *item;
	struct doc_moved moved;
	int64_t asked[2], depot, fund_id, id;

	TRY(demo_item(cx, w, b->item, &item));
	TRY(demo_depot(cx, w, b->depot, &depot));
	TRY(shop_id(cx, b->seller, &asked[0]));
	TRY(shop_id(cx, b->other, &asked[1]));
	TRY(demo_be(cx, "supply"));
	TRY(fund_id_of(cx, "YQZH", &fund_id));
	TRY(inquiry_open(cx, &(struct inquiry_draft){ .to_place_id = depot, .lines = &(struct inquiry_line){ item->item_id, b->qty }, .n_lines = 1,
		.suppliers = asked, .n_suppliers = 2 }, &id));
	TRY(demo_step(cx, w, "supply", id, "ask", ""));
	for (int i = 0; i < 2; i++) {
		demo_pass(cx, w, 60000);
		TRY(inquiry_quote(cx, &(struct inquiry_quote){ .doc_id = id, .supplier_id = asked[i], .delivery_days = 2 + i, .valid_until = today + 10,
			.note = "", .lines = &(struct inquiry_price){ 1, b->qty, prices[i], 1 }, .n_lines = 1 }, &moved));
	}
	return inquiry_choose(cx, &(struct inquiry_choice){ .doc_id = id, .supplier_id = asked[0], .fund_id = fund_id, .reason = "", .urgent = "" }, ret, &moved);
}

/* Suits for the night: ordered on the deputy head's word, whose signature is still missing. */
static enum err buy_at_once(struct ctx *cx, const struct demo_work *w)
{
	const struct item *item;
	int64_t depot, shop, fund_id, id;

	TRY(demo_item(cx, w, "YL003", &item));
	TRY(demo_depot(cx, w, "CK-Q1", &depot));
	TRY(shop_id(cx, 4, &shop));
	TRY(demo_be(cx, "supply"));
	TRY(fund_id_of(cx, "YQZH", &fund_id));
	TRY(purchase_open(cx, &(struct purchase_draft){ .supplier_id = shop, .to_place_id = depot, .fund_id = fund_id,
		.urgent = "隔离点当晚启用，防护服只够用到午夜", .reason = "本地有现货，两小时送到",
		.lines = &(struct purchase_line){ item->item_id, 500, 12800, 1 }, .n_lines = 1 }, &id));
	TRY(demo_step(cx, w, "supply", id, "submit", ""));
	return demo_step(cx, w, "supply", id, "order_orally", "防控保障组副组长电话同意，补签单随后送");
}

/* Test kits: three asked, one has answered, one does not sell. */
static enum err ask_on(struct ctx *cx, const struct demo_work *w)
{
	const int64_t today = civil_day_of(cx->now_ms);
	const struct item *item;
	struct doc_moved moved;
	int64_t asked[3], depot, id;

	TRY(demo_item(cx, w, "YL009", &item));
	TRY(demo_depot(cx, w, "CK-Q1", &depot));
	for (int i = 0; i < 3; i++)
		TRY(shop_id(cx, (int[]){ 0, 3, 4 }[i], &asked[i]));
	TRY(demo_be(cx, "supply"));
	TRY(inquiry_open(cx, &(struct inquiry_draft){ .to_place_id = depot, .lines = &(struct inquiry_line){ item->item_id, 600 }, .n_lines = 1,
		.suppliers = asked, .n_suppliers = 3 }, &id));
	TRY(demo_step(cx, w, "supply", id, "ask", ""));
	TRY(inquiry_quote(cx, &(struct inquiry_quote){ .doc_id = id, .supplier_id = asked[0], .delivery_days = 3, .valid_until = today + 7, .note = "整箱起送",
		.lines = &(struct inquiry_price){ 1, 600, 5400, 1 }, .n_lines = 1 }, &moved));
	return inquiry_quote(cx, &(struct inquiry_quote){ .doc_id = id, .supplier_id = asked[2], .note = "近期无货" }, &moved);
}

enum err demo_purchases(struct ctx *cx, struct demo_work *w)
{
	int64_t id;

	if (w->day == 0) {
		TRY(register_shops(cx));
		TRY(open_funds(cx, w));
	}
	for (size_t i = 0; i < BOUGHT; i++) {
		if (all[i].day != w->day)
			continue;
		demo_pass(cx, w, 120000);
		TRY(ask_two(cx, w, &all[i], &id));
		TRY(demo_step(cx, w, "supply", id, "submit", ""));
		if (all[i].approves)
			TRY(demo_step(cx, w, all[i].approves, id, "approve", ""));
	}
	if (w->day == 0)
		return buy_at_once(cx, w);
	return w->day == 1 ? ask_on(cx, w) : ERR_OK;
}
