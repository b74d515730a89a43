/* SPDX-License-Identifier: Apache-2.0 */
/* Orders of households 住户订单, one kind for each way to pay.  What is common:
 * places of the offer go from `open` to `claimed` when it is placed and to
 * `redeemed` at the door, where the goods leave the carrier's hands; the shop is
 * owed for what was taken, the subsidised part by the fund of the document.
 *
 * Counters: granted (placed), dropped (cancelled, or will not come), taken (at
 * the door).  In a prepaid order `sent` says how much has been paid for, so that
 * the money of a short line goes back as `back`.  In a credit order `billed` is
 * what the household owes and `paid` what it has settled (D4.3, D4.4). */
#include "caps/order/order.h"
#include "caps/order/order_work.h"
#include "caps/ledger/ledger.h"

#define CLAIMS_AND_GOODS \
	{ .account = ACC_OPEN, .doc = PARENT_DOC, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) }, \
	{ .account = ACC_CLAIMED, .who = TAKER, .qty = SUM([GRANTED] = +1, [DROPPED] = -1, [TAKEN] = -1) }, \
	{ .account = ACC_REDEEMED, .who = TAKER, .qty = SUM([TAKEN] = +1) }, \
	{ .account = ACC_HANDS, .who = CARRIER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([TAKEN] = -1) }, \
	{ .account = ACC_HOUSEHOLD, .who = TAKER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([TAKEN] = +1) }
#define WORTH(sign, part, ...) { sign, part, SUM(__VA_ARGS__) }
#define SUBSIDY(counter) \
	{ .account = ACC_SUBSIDY, .fund = FUND, .fen = { WORTH(+1, AID_PART, [counter] = 1) } }, \
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = FUND, .fen = { WORTH(-1, AID_PART, [counter] = 1) } }
#define TO_SHOP(counter) \
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = NO_FUND, .fen = { WORTH(-1, OWN_PART, [counter] = 1) } }

static const struct share prepaid_shares[] = {
	CLAIMS_AND_GOODS,
	{ .account = ACC_CASH, .who = WORKER, .fen = { WORTH(+1, OWN_PART, [SENT] = 1, [BACK] = -1) } },
	{ .account = ACC_PREPAID, .who = TAKER, .fen = { WORTH(-1, OWN_PART, [SENT] = 1, [BACK] = -1), WORTH(+1, OWN_PART, [TAKEN] = 1) } },
	TO_SHOP(TAKEN), SUBSIDY(TAKEN),
};
static const struct share collect_shares[] = {
	CLAIMS_AND_GOODS,
	{ .account = ACC_CASH, .who = CARRIER, .fen = { WORTH(+1, OWN_PART, [TAKEN] = 1) } },
	TO_SHOP(TAKEN), SUBSIDY(TAKEN),
};
static const struct share credit_shares[] = {
	CLAIMS_AND_GOODS,
	{ .account = ACC_OWED, .who = TAKER, .fund = NO_FUND, .fen = { WORTH(+1, OWN_PART, [BILLED] = 1), WORTH(-1, OWN_PART, [PAID] = 1) } },
	{ .account = ACC_ADVANCED, .who = WORKER, .fen = { WORTH(+1, OWN_PART, [PAID] = 1) } },
	TO_SHOP(BILLED), SUBSIDY(BILLED),
};

#define OPEN_SUM SUM([GRANTED] = +1, [DROPPED] = -1, [TAKEN] = -1)
#define PLACE(to_, grow_, verb_, zh_, en_) \
	{ .from = { "draft" }, .verb = verb_, .to = to_, .zh = zh_, .en = en_, .perm = PERM_ORDER_EDIT, .scope = TO_PLACE, .grow = grow_, \
	  .fill = ALL, .numbers = true, .guard = { guard_has_lines }, .due = { .verb = "late" } }
#define END_IT(from_, verb_, perm_, scope_, grow_, zh_, en_) \
	{ .from = { from_ }, .verb = verb_, .to = "void", .zh = zh_, .en = en_, .perm = perm_, .scope = scope_, .grow = grow_, .fill = ALL }
#define CUT(from_, to_, grow_) \
	{ .from = { from_ }, .verb = "cut", .to = to_, .otherwise = from_, .otherwise_while = OPEN_SUM, .zh = "缺货核减", .en = "Cut what will not come", \
	  .perm = PERM_ORDER_FILL, .scope = FROM_PLACE, .grow = grow_, .fill = GIVEN_OR_ALL, .says_why = true }
#define DELIVER(from_, from2_, to_, grow_) \
	{ .from = { from_, from2_ }, .verb = "deliver", .to = to_, .otherwise = "part", .otherwise_while = OPEN_SUM, .zh = "交付到户", \
	  .en = "Hand over", .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE, .grow = grow_, .fill = GIVEN_OR_ALL, .undoable = true, \
	  .guard = { guard_has_carrier } }
#define LATE(state) { .from = { state }, .verb = "late", .to = state, .zh = "逾期", .en = "Late", .perm = PERM_SYSTEM }
#define PAID_BACK (C(ARRIVED) | C(BACK) | C(DROPPED))

static const struct doc_step prepaid_steps[] = {
	PLACE("placed", C(GRANTED), "place", "下单", "Place"),
	{ .from = { "draft" }, .verb = "place_paid", .to = "paid", .zh = "下单并收款", .en = "Place and pay", .perm = PERM_SYSTEM,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .numbers = true, .guard = { guard_has_lines }, .due = { .verb = "late" } },
	{ .from = { "placed" }, .verb = "pay", .to = "paid", .zh = "收款", .en = "Take the money", .perm = PERM_ORDER_EDIT,
	  .scope = TO_PLACE, .grow = C(SENT), .fill = ALL, .undoable = true, .due = { .verb = "late" } },
	END_IT("placed", "cancel", PERM_ORDER_EDIT, TO_PLACE, C(DROPPED), "取消", "Cancel"),
	END_IT("paid", "cancel", PERM_ORDER_EDIT, TO_PLACE, PAID_BACK, "取消并退款", "Cancel and refund"),
	END_IT("placed", "replace", PERM_SYSTEM, NO_SLOT, C(DROPPED), "改单", "Replaced"),
	END_IT("paid", "replace", PERM_SYSTEM, NO_SLOT, PAID_BACK, "改单", "Replaced"),
	CUT("placed", "void", C(DROPPED)), CUT("paid", "void", PAID_BACK), CUT("part", "done", PAID_BACK),
	DELIVER("paid", "part", "done", C(ARRIVED) | C(TAKEN)),
	LATE("placed"), LATE("paid"), LATE("part"),
};
static const struct doc_step collect_steps[] = {
	PLACE("placed", C(GRANTED), "place", "下单", "Place"),
	END_IT("placed", "cancel", PERM_ORDER_EDIT, TO_PLACE, C(DROPPED), "取消", "Cancel"),
	END_IT("placed", "replace", PERM_SYSTEM, NO_SLOT, C(DROPPED), "改单", "Replaced"),
	CUT("placed", "void", C(DROPPED)), CUT("part", "done", C(DROPPED)),
	DELIVER("placed", "part", "done", C(SENT) | C(ARRIVED) | C(TAKEN)),
	LATE("placed"), LATE("part"),
};
static const struct doc_step credit_steps[] = {
	PLACE("placed", C(GRANTED), "place", "下单", "Place"),
	END_IT("placed", "cancel", PERM_ORDER_EDIT, TO_PLACE, C(DROPPED), "取消", "Cancel"),
	END_IT("placed", "replace", PERM_SYSTEM, NO_SLOT, C(DROPPED), "改单", "Replaced"),
	CUT("placed", "void", C(DROPPED)), CUT("part", "owing", C(DROPPED)),
	DELIVER("placed", "part", "owing", C(SENT) | C(ARRIVED) | C(TAKEN) | C(BILLED)),
	{ .from = { "owing" }, .verb = "collect", .to = "done", .zh = "收回垫付款", .en = "Settle what was laid out", .perm = PERM_ORDER_EDIT,
	  .scope = TO_PLACE, .grow = C(PAID), .fill = ALL, .undoable = true },
	LATE("placed"), LATE("part"),
};
#define ORDER_KIND(name_, prefix_, zh_, en_, shares_, steps_) \
	.name = name_, .prefix = prefix_, .zh = zh_, .en = en_, .read = PERM_ORDER_READ, .ends = { "void", "done" }, \
	SHARES(shares_), STEPS(steps_), .content = order_content, .after = order_after, .due_at = order_due_at

const struct doc_kind order_kind = { ORDER_KIND("order", "DD", "预付订单", "prepaid order", prepaid_shares, prepaid_steps) };
const struct doc_kind collect_order_kind = { ORDER_KIND("collect_order", "DH", "到付订单", "order paid at the door", collect_shares, collect_steps) };
const struct doc_kind credit_order_kind = { ORDER_KIND("credit_order", "DX", "记账订单", "order on account", credit_shares, credit_steps) };
