/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of an exchange.  Goods given count in `swapped` as a claim on the other unit, goods got against
 * it: what stands there is what is still open between the two, whichever leg came first, and it has to be nil
 * before the exchange ends.  The value goes to income and cost, so that books of a fund say what was swapped. */
#include "caps/swap/swap_work.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"

#define V(sign, ...) { { sign, WHOLE_PRICE, SUM(__VA_ARGS__) } }
#define VALUE_SHARES \
	{ .account = ACC_SWAPPED, .who = TAKER, .fund = FUND2, .doc = THIS_DOC, .dir = LINES_OUT, .fen = V(+1, [TAKEN] = 1) }, \
	{ .account = ACC_INCOME, .who = TAKER, .fund = FUND2, .dir = LINES_OUT, .fen = V(-1, [TAKEN] = 1) }, \
	{ .account = ACC_SWAPPED, .who = TAKER, .fund = FUND2, .doc = THIS_DOC, .dir = LINES_IN, .fen = V(-1, [TAKEN] = 1) }, \
	{ .account = ACC_SPENT, .fund = FUND2, .dir = LINES_IN, .fen = V(+1, [TAKEN] = 1) }

/* With an organisation: its goods come from outside the ledger and ours leave it. */
static const struct share exchange_shares[] = {
	{ .account = ACC_STORE, .place = FROM_PLACE, .owner = OWNER, .fund = FUND, .dir = LINES_OUT, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_PARTED, .who = TAKER, .owner = OWNER, .fund = FUND, .dir = LINES_OUT, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_FROM_HOLDER, .who = TAKER, .owner = OWNER, .fund = FUND, .dir = LINES_IN, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_STORE, .place = FROM_PLACE, .owner = OWNER, .fund = FUND, .dir = LINES_IN, .qty = SUM([TAKEN] = +1) },
	VALUE_SHARES,
};
/* With a unit of the district: both sides' stores are in the ledger, the lots keep their trace. */
static const struct share exchange_unit_shares[] = {
	{ .account = ACC_STORE, .place = FROM_PLACE, .owner = OWNER, .fund = FUND, .dir = LINES_OUT, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = OWNER2, .fund = NO_FUND, .dir = LINES_OUT, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = OWNER2, .fund = NO_FUND, .dir = LINES_IN, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_STORE, .place = FROM_PLACE, .owner = OWNER, .fund = FUND, .dir = LINES_IN, .qty = SUM([TAKEN] = +1) },
	VALUE_SHARES,
};

/* Both sides count: the keeper, and whoever stands for the other unit. */
#define HAND_STEPS(crosses_, partner_place, partner_perm) \
	{ .from = { "agreed" }, .verb = "swap", .to = "handed", .zh = "双方当场交换", .en = "Hand both sides over at once", .perm = PERM_STOCK_ISSUE, \
	  .scope = FROM_PLACE, .grow = C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .crosses = crosses_, .sign = BY_PARTIES, \
	  .signer = { { "giver", OWNER, FROM_PLACE, PERM_STOCK_ISSUE }, { "taker", TAKER, partner_place, partner_perm } }, \
	  .guard = { swap_guard_legs, swap_guard_hands, swap_guard_goods, swap_guard_storage } }, \
	{ .from = { "agreed" }, .verb = "give", .to = "handed", .zh = "交付换出物资", .en = "Hand over what goes out", .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE, \
	  .otherwise = "agreed", .otherwise_while = SUM([GRANTED] = 1, [TAKEN] = -1), .grow = C(SENT) | C(ARRIVED) | C(TAKEN), .fill = GIVEN, \
	  .crosses = crosses_, .sign = BY_PARTIES, \
	  .signer = { { "giver", OWNER, FROM_PLACE, PERM_STOCK_ISSUE }, { "taker", TAKER, partner_place, partner_perm } }, \
	  .guard = { swap_guard_legs, swap_guard_hands, swap_guard_goods } }, \
	{ .from = { "agreed" }, .verb = "take", .to = "handed", .zh = "接收换入物资", .en = "Take in what comes", .perm = PERM_STOCK_RECEIVE, .scope = FROM_PLACE, \
	  .otherwise = "agreed", .otherwise_while = SUM([GRANTED] = 1, [TAKEN] = -1), .grow = C(SENT) | C(ARRIVED) | C(TAKEN), .fill = GIVEN, \
	  .crosses = crosses_, .sign = BY_PARTIES, \
	  .signer = { { "giver", OWNER, FROM_PLACE, PERM_STOCK_RECEIVE }, { "taker", TAKER, partner_place, partner_perm } }, \
	  .guard = { swap_guard_legs, swap_guard_hands, swap_guard_storage } }

#define PAPER_STEPS \
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提交置换单", .en = "Put the exchange forward", .perm = PERM_SWAP_EDIT, .scope = FROM_PLACE, \
	  .numbers = true, .guard = { guard_has_lines, guard_priced, swap_guard_value, swap_guard_goods, swap_guard_storage } }, \
	{ .from = { "review" }, .verb = "approve", .to = "agreed", .zh = "批准置换", .en = "Approve the exchange", .perm = PERM_SWAP_APPROVE, .scope = FROM_PLACE, \
	  .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, swap_guard_value, swap_guard_goods } }, \
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_SWAP_APPROVE, .scope = FROM_PLACE, .says_why = true }, \
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_SWAP_EDIT, .scope = FROM_PLACE }, \
	{ .from = { "agreed", "handed" }, .verb = "close", .to = "closed", .zh = "办结", .en = "Close", .perm = PERM_SWAP_EDIT, .scope = FROM_PLACE, \
	  .grow = C(DROPPED), .fill = ALL, .guard = { guard_difference_explained } }

static const struct doc_step exchange_steps[] = { PAPER_STEPS, HAND_STEPS(CROSSES_NOTHING, FROM_PLACE, PERM_SWAP_EDIT) };
static const struct doc_step exchange_unit_steps[] = { PAPER_STEPS, HAND_STEPS(CROSSES_OWNER | CROSSES_FUND, TO_PLACE, PERM_STOCK_RECEIVE) };

#define EXCHANGE_KIND(table) \
	.planned = true, .flow = PLAN_DOC_exchange, .read = PERM_SWAP_READ, .ends = { "refused", "void", "closed" }, \
	.content = swap_content, .after = swap_after, SHARES(table##_shares), STEPS(table##_steps)
const struct doc_kind exchange_kind = { .name = "exchange", .prefix = "ZH", .zh = "置换单", .en = "exchange", EXCHANGE_KIND(exchange) };
const struct doc_kind exchange_unit_kind = { .name = "exchange_unit", .prefix = "ZN", .zh = "置换单（区内单位）", .en = "exchange with a unit", EXCHANGE_KIND(exchange_unit) };

/* The difference of an exchange: out of its account `swapped` into what is owed (a line in: they owe us) or payable
 * (a line out: we owe them), and from there into the fund or out of it. */
static const struct share balance_shares[] = {
	{ .account = ACC_SWAPPED, .who = TAKER, .fund = FUND, .doc = PARENT_DOC, .dir = LINES_IN, .fen = V(-1, [SENT] = 1) },
	{ .account = ACC_OWED, .who = TAKER, .fund = FUND, .dir = LINES_IN, .fen = { { +1, WHOLE_PRICE, SUM([SENT] = 1) }, { -1, WHOLE_PRICE, SUM([TAKEN] = 1) } } },
	{ .account = ACC_FUND, .fund = FUND, .dir = LINES_IN, .fen = V(+1, [TAKEN] = 1) },
	{ .account = ACC_SWAPPED, .who = TAKER, .fund = FUND, .doc = PARENT_DOC, .dir = LINES_OUT, .fen = V(+1, [SENT] = 1) },
	{ .account = ACC_PAYABLE, .who = TAKER, .fund = FUND, .dir = LINES_OUT, .fen = { { -1, WHOLE_PRICE, SUM([SENT] = 1) }, { +1, WHOLE_PRICE, SUM([TAKEN] = 1) } } },
	{ .account = ACC_FUND, .fund = FUND, .dir = LINES_OUT, .fen = V(-1, [TAKEN] = 1) },
};
static const struct doc_step balance_steps[] = {
	{ .from = { "draft" }, .verb = "book", .to = "booked", .zh = "按批准的差额入账", .en = "Book the difference that was agreed", .perm = PERM_SYSTEM,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .numbers = true },
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提交差额处理", .en = "Put the difference forward", .perm = PERM_SWAP_EDIT, .scope = FROM_PLACE,
	  .numbers = true, .says_why = true, .guard = { guard_has_lines } },
	{ .from = { "review" }, .verb = "approve", .to = "booked", .zh = "批准差额", .en = "Approve the difference", .perm = PERM_SWAP_APPROVE, .scope = FROM_PLACE,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, swap_guard_side } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_SWAP_APPROVE, .scope = FROM_PLACE, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_SWAP_EDIT, .scope = FROM_PLACE },
	{ .from = { "booked" }, .verb = "pay", .to = "settled", .zh = "付给对方", .en = "Pay the other unit", .perm = PERM_FUND_PAY, .scope = FROM_PLACE,
	  .grow = C(ARRIVED) | C(TAKEN), .fill = ALL, .sign = BY_TWO, .guard = { guard_not_mine, swap_guard_side } },
	{ .from = { "booked" }, .verb = "collect", .to = "settled", .zh = "登记收到差额款", .en = "Record that they paid", .perm = PERM_FUND_EDIT, .scope = FROM_PLACE,
	  .grow = C(ARRIVED) | C(TAKEN), .fill = ALL, .says_why = true, .guard = { swap_guard_side } },
};
const struct doc_kind swap_balance_kind = {
	.name = "swap_balance", .prefix = "ZC", .zh = "置换差额单", .en = "difference of an exchange", .planned = true, .flow = PLAN_DOC_exchange,
	.read = PERM_SWAP_READ, .ends = { "refused", "void", "settled" }, SHARES(balance_shares), STEPS(balance_steps) };
