/* SPDX-License-Identifier: Apache-2.0 */
/* Money from a worker to an enterprise: `settlement` from what he collected,
 * `lay_out` from his own pocket.  Counters of the one line, in fen: taken =
 * handed over, billed = set against what is owed or handed back, paid = handed
 * back.  Both sides sign the same sum. */
#include "caps/settlement/settlement_work.h"
#include "caps/ledger/ledger.h"

#define FEN(sign, counter) { sign, WHOLE_PRICE, SUM([counter] = 1) }
#define TO_ENTERPRISE \
	{ .account = ACC_REMITTED, .who = GIVER, .fund = NO_FUND, .fen = { FEN(+1, TAKEN), FEN(-1, BILLED) } }, \
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = NO_FUND, .fen = { FEN(+1, BILLED), FEN(-1, PAID) } }

static const struct share settlement_shares[] = {
	{ .account = ACC_CASH, .who = WORKER, .fen = { FEN(-1, TAKEN), FEN(+1, PAID) } }, TO_ENTERPRISE };
static const struct share lay_out_shares[] = {
	{ .account = ACC_ADVANCED, .who = WORKER, .fen = { FEN(-1, TAKEN), FEN(+1, PAID) } }, TO_ENTERPRISE };

#define WORKER_SIGNS { "worker", WORKER, TO_PLACE, PERM_SETTLE_GIVE }
#define SHOP_SIGNS   { "shop", GIVER, FROM_PLACE, PERM_SETTLE_TAKE }

static const struct doc_step money_steps[] = {
	{ .from = { "draft" }, .verb = "remit", .to = "remitted", .zh = "上交货款", .en = "Hand over money",
	  .perm = PERM_SETTLE_GIVE, .scope = TO_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = GIVEN, .numbers = true,
	  .sign = BY_PARTIES, .signer = { WORKER_SIGNS, SHOP_SIGNS }, .guard = { guard_has_lines, settlement_guard_books } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_SETTLE_GIVE, .scope = TO_PLACE },
	{ .from = { "remitted" }, .verb = "clear", .to = "cleared", .otherwise = "remitted", .otherwise_while = SUM([TAKEN] = 1, [BILLED] = -1),
	  .zh = "核销", .en = "Set against what is owed", .perm = PERM_SYSTEM, .grow = C(BILLED), .fill = GIVEN },
	{ .from = { "remitted" }, .verb = "give_back", .to = "cleared", .otherwise = "remitted", .otherwise_while = SUM([TAKEN] = 1, [BILLED] = -1),
	  .zh = "退回货款", .en = "Hand money back", .perm = PERM_SETTLE_TAKE, .scope = FROM_PLACE, .grow = C(BILLED) | C(PAID), .fill = GIVEN,
	  .sign = BY_PARTIES, .signer = { WORKER_SIGNS, SHOP_SIGNS } },
};
#define MONEY_KIND(name_, prefix_, zh_, en_, shares_) \
	{ .name = name_, .prefix = prefix_, .zh = zh_, .en = en_, .read = PERM_SETTLE_READ, .ends = { "cleared", "void" }, \
	  SHARES(shares_), STEPS(money_steps) }

const struct doc_kind settlement_kind = MONEY_KIND("settlement", "HK", "货款结算单", "settlement", settlement_shares);
const struct doc_kind lay_out_kind = MONEY_KIND("lay_out", "DJ", "垫付单", "money laid out", lay_out_shares);
