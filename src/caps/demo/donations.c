/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/donation/donation.h"
#include "caps/party/org.h"

/* Gifts on their way through: one thanked for, one counted once, one promised for
 * tomorrow, one that should have come yesterday. */
static const struct gift {
	int64_t day, wish, qty, price_fen, expected;            /* expected: days from the day it is registered */
	const char *org, *person, *item, *depot, *addressee, *purpose, *ground;
} gifts[] = {
	{ 0, WISH_NAME, 200, 9800, 0, "JZ11", NULL, "JZ002", "CK-Q1", NULL, "受助群众过冬", "捐赠方出厂价单" },
	{ 0, WISH_ANONYMOUS, 960, 120, 1, "JZ12", NULL, "SH022", "CK-Q1", NULL, "一线值守人员饮水", "市场零售价" },
	{ 1, WISH_NAME, 2000, 320, 1, "JZ01", NULL, "YL002", "CK-Q1", "DW-Q-YY1", "发热门诊", "采购发票" },
	{ 2, WISH_MASKED, 240, 0, 1, NULL, "王晓芳", "SH015", "CK-Q1", NULL, "", "" },
};
enum { GIFTS = sizeof gifts / sizeof *gifts };
enum { THANKED, LATE, COUNTED_ONCE };                           /* the first three of them */

static enum err donor_of(struct ctx *cx, const struct gift *g, int64_t *ret)
{
	struct org org = { .org_id = 0 };

	if (g->org)
		TRY(org_by_code(cx, g->org, &org));
	return donation_donor_add(cx, &(struct donation_donor_new){ .org_id = org.org_id, .wish = g->wish, .name = g->person, .phone = g->person ? "13800009001" : NULL }, ret);
}

static enum err promise(struct ctx *cx, const struct demo_work *w, const struct gift *g, int64_t *ret)
{
	struct donation_line line = { .qty = g->qty, .price_fen = g->price_fen, .price_units = 1 };
	struct place unit = { .place_id = 0 };
	const struct item *item;
	int64_t donor, depot;

	TRY(demo_item(cx, w, g->item, &item));
	TRY(demo_depot(cx, w, g->depot, &depot));
	if (g->addressee)
		TRY(place_by_code(cx, g->addressee, &unit));
	TRY(demo_be(cx, "supply"));
	TRY(donor_of(cx, g, &donor));
	line.item_id = item->item_id;
	TRY(donation_open(cx, &(struct donation_draft){ .donor_id = donor, .to_place_id = depot, .addressee_id = unit.place_id, .wish = g->wish,
		.expected_day = civil_day_of(cx->now_ms) + g->expected, .purpose = g->purpose, .ground = g->ground, .full_name = "", .lines = &line, .n_lines = 1 }, ret));
	return demo_step(cx, w, "supply", *ret, "register", "");
}

static enum err count(struct ctx *cx, const struct demo_work *w, int64_t id, const struct gift *g, int64_t life)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct doc_moved moved;

	TRY(demo_be(cx, "keeper"));
	demo_pass(cx, w, 60000);
	return document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "receive", .note = "", .n_parts = 1,
		.parts = &(struct doc_part){ .line_no = 1, .qty = g->qty, .made_day = life ? today - 60 : 0, .expiry_day = life ? today - 60 + life : 0,
			.batch = arena_print(&cx->mem, "JZ%lld-A", (long long)g->day + 1) } }, &moved);
}

static enum err thank(struct ctx *cx, const struct demo_work *w, int64_t id)
{
	TRY(demo_step(cx, w, "keeper2", id, "accept", ""));
	TRY(demo_be(cx, "supply"));
	TRY(donation_note(cx, id, &(struct donation_notes){ .quality = QUALITY_CERTIFICATE | QUALITY_REPORT, .paper = PAPER_GIVEN, .paper_no = "2026110300871",
		.packing = "完好", .shelf = "A-02-1" }));
	return demo_step(cx, w, "supply", id, "thank", "");
}

enum err demo_donations(struct ctx *cx, struct demo_work *w)
{
	int64_t id;

	if (w->day == 0) {
		TRY(demo_org(cx, "JZ11", "海潮纺织有限公司（演示）", ORG_DONOR, &id));
		TRY(demo_org(cx, "JZ12", "钱江饮品有限公司（演示）", ORG_DONOR, &id));
	}
	for (size_t i = 0; i < GIFTS; i++) {
		if (gifts[i].day != w->day)
			continue;
		TRY(promise(cx, w, &gifts[i], &id));
		if (i == THANKED || i == COUNTED_ONCE)
			TRY(count(cx, w, id, &gifts[i], i == COUNTED_ONCE ? 1095 : 0));
		if (i == THANKED)
			TRY(thank(cx, w, id));
	}
	return ERR_OK;
}
