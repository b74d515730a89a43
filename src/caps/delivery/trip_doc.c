/* SPDX-License-Identifier: Apache-2.0 */
/* A stop of a trip 送货单: the enterprise's goods from the shop, with the driver,
 * into the hands of the team at the stop; a trip has one for each stop.  The
 * goods stay the enterprise's until the household has them.  What was loaded and
 * not handed over is astray with the driver until two people explain it
 * (D3.11, D4.6, D8.3, D10.3). */
#include "caps/delivery/delivery.h"
#include "caps/ledger/ledger.h"

static const struct share trip_shares[] = {
	{ .account = ACC_FROM_SUPPLIER, .who = GIVER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([SENT] = -1, [BACK] = +1) },
	{ .account = ACC_TRANSIT, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SENT] = +1, [TAKEN] = -1, [BACK] = -1, [SHORT] = -1) },
	{ .account = ACC_HANDS, .who = WORKER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1, [FOUND] = +1) },
	{ .account = ACC_ASTRAY, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) },
	{ .account = ACC_LOST, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([LOST] = +1) },
};
#define LATE(state) { .from = { state }, .verb = "late", .to = state, .zh = "逾期", .en = "Late", .perm = PERM_SYSTEM }

static const struct doc_step trip_steps[] = {
	{ .from = { "draft" }, .verb = "plan", .to = "planned", .zh = "排定", .en = "Plan",
	  .perm = PERM_TRIP_EDIT, .scope = FROM_PLACE, .grow = C(GRANTED), .fill = ALL, .numbers = true, .due = { "late", "depart" },
	  .guard = { guard_has_lines, guard_has_carrier } },
	{ .from = { "planned" }, .verb = "load", .to = "loaded", .zh = "装车点数", .en = "Load and count",
	  .perm = PERM_ORDER_FILL, .scope = FROM_PLACE, .grow = C(SENT), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "giver", GIVER, FROM_PLACE, PERM_ORDER_FILL }, { "carrier", CARRIER, FROM_PLACE, PERM_TRIP_DRIVE } },
	  .due = { "late", "depart" } },
	{ .from = { "loaded" }, .verb = "depart", .to = "rolling", .zh = "发车", .en = "Depart",
	  .perm = PERM_TRIP_DRIVE, .scope = FROM_PLACE, .guard = { guard_vehicle_ready }, .due = { "late", "arrive" } },
	{ .from = { "rolling" }, .verb = "arrive", .to = "arrived", .zh = "到站", .en = "Arrive",
	  .perm = PERM_TRIP_DRIVE, .scope = FROM_PLACE, .due = { "late", "confirm" } },
	{ .from = { "arrived" }, .verb = "hand_over", .to = "handed", .otherwise = "arrived",
	  .otherwise_while = SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1), .zh = "交接点数", .en = "Hand over and count",
	  .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE, .grow = C(ARRIVED) | C(TAKEN), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "carrier", CARRIER, FROM_PLACE, PERM_TRIP_DRIVE }, { "worker", WORKER, TO_PLACE, PERM_ORDER_DELIVER } } },
	{ .from = { "arrived" }, .verb = "report", .to = "disputed", .zh = "报差异", .en = "Report what is missing",
	  .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE, .grow = C(SHORT), .fill = ALL, .says_why = true, .due = { "late", "confirm" } },
	{ .from = { "arrived" }, .verb = "turn_back", .to = "returned", .otherwise = "handed",
	  .otherwise_while = SUM([TAKEN] = +1), .zh = "带回", .en = "Bring back",
	  .perm = PERM_ORDER_FILL, .scope = FROM_PLACE, .grow = C(ARRIVED) | C(BACK), .fill = ALL, .says_why = true },
	{ .from = { "loaded", "rolling" }, .verb = "unload", .to = "returned", .zh = "卸回", .en = "Unload again",
	  .perm = PERM_ORDER_FILL, .scope = FROM_PLACE, .grow = C(ARRIVED) | C(BACK), .fill = ALL, .says_why = true },
	{ .from = { "disputed" }, .verb = "found", .to = "disputed", .zh = "查明找回", .en = "Found again",
	  .perm = PERM_TRIP_EDIT, .scope = FROM_PLACE, .grow = C(FOUND), .sign = BY_TWO, .says_why = true },
	{ .from = { "disputed" }, .verb = "lose", .to = "disputed", .zh = "确认损失", .en = "Write off as lost",
	  .perm = PERM_TRIP_EDIT, .scope = FROM_PLACE, .grow = C(LOST), .sign = BY_TWO, .says_why = true },
	{ .from = { "handed", "disputed" }, .verb = "close", .to = "closed", .zh = "办结", .en = "Close",
	  .perm = PERM_TRIP_EDIT, .scope = FROM_PLACE, .grow = C(DROPPED), .fill = ALL,
	  .nil = { SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1), SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_TRIP_EDIT, .scope = FROM_PLACE },
	{ .from = { "planned" }, .verb = "cancel", .to = "void", .zh = "撤销", .en = "Cancel",
	  .perm = PERM_TRIP_EDIT, .scope = FROM_PLACE, .grow = C(DROPPED), .fill = ALL },
	LATE("planned"), LATE("loaded"), LATE("rolling"), LATE("arrived"), LATE("disputed"),
};
const struct doc_kind trip_kind = {
	.name = "trip", .prefix = "CC", .zh = "送货单", .en = "delivery note", .read = PERM_TRIP_READ,
	.planned = true, .flow = PLAN_DOC_handover, .ends = { "closed", "returned", "void" }, SHARES(trip_shares), STEPS(trip_steps) };
