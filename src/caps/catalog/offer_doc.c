/* SPDX-License-Identifier: Apache-2.0 */
/* Offer 团购: what a shop sells to an area.  Publishing makes places (claims);
 * orders take them and give them back; what nobody took is dropped before the
 * offer closes, so that open places are nil at its end.  Shut and closed are two
 * states, because an order cancelled after the cut-off still returns its places. */
#include "caps/catalog/catalog.h"
#include "caps/ledger/ledger.h"

static const struct share offer_shares[] = {
	{ .account = ACC_OFFERED, .who = GIVER, .doc = THIS_DOC, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) },
	{ .account = ACC_OPEN, .doc = THIS_DOC, .qty = SUM([GRANTED] = +1, [DROPPED] = -1) },
};
static const struct doc_step offer_steps[] = {
	{ .from = { "draft" }, .verb = "publish", .to = "open", .zh = "上架开团", .en = "Publish",
	  .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE, .grow = C(GRANTED), .fill = GIVEN, .numbers = true, .due = { .verb = "cut_off" },
	  .guard = { guard_has_lines, guard_priced, guard_offer_shop_works, guard_offer_priced } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE },
	{ .from = { "open" }, .verb = "add", .to = "open", .zh = "加量", .en = "Put more on sale",
	  .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE, .grow = C(GRANTED), .fill = GIVEN, .guard = { guard_offer_shop_works } },
	{ .from = { "open" }, .verb = "take_off", .to = "open", .zh = "减量", .en = "Take some off sale",
	  .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE, .grow = C(DROPPED), .fill = GIVEN },
	{ .from = { "open" }, .verb = "shut", .to = "shut", .zh = "截单", .en = "Take no more orders",
	  .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE },
	{ .from = { "open" }, .verb = "cut_off", .to = "shut", .zh = "到点截单", .en = "Cut-off reached", .perm = PERM_SYSTEM },
	{ .from = { "shut" }, .verb = "release", .to = "shut", .zh = "收回余量", .en = "Take back what is left",
	  .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE, .grow = C(DROPPED), .fill = GIVEN },
	{ .from = { "shut" }, .verb = "close", .to = "closed", .zh = "结团", .en = "Close",
	  .perm = PERM_CATALOG_EDIT, .scope = FROM_PLACE, .guard = { guard_offer_children_ended } },
};
const struct doc_kind offer_kind = {
	.name = "offer", .prefix = "TC", .zh = "团购", .en = "offer", .read = PERM_CATALOG_READ, .ends = { "void", "closed" },
	SHARES(offer_shares), STEPS(offer_steps), .content = offer_content, .after = offer_after, .due_at = offer_due_at };
