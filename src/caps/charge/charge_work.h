/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CHARGE_WORK_H
#define CAPS_CHARGE_WORK_H
#include "caps/charge/charge.h"

/* For this folder only. */

/* One row as it is made: what was drawn, who pays, at which price. */
struct drawn {
	int64_t     drawn_id, doc_id, seq, line_no, item_id, lot_id, qty, taken_ms, payer_id, state, price_fen, price_units, price_by, worth_fen, fund_id,
		    charge_id, charge_line_no, booked_seq, booked_ms, due_ms;
	const char *agent, *agent_zh, *agent_en, *plan, *rule, *rule_zh, *rule_en, *rule_source, *price_source, *category, *unit_kind, *path;
};
/* What is asked again and again while rows are made: looked up once. */
struct charge_desk { const struct plan *plan; const char *fund_rule, *source; int64_t fund_id, source_id; };
must_check enum err charge_desk_open(struct ctx *cx, struct charge_desk *ret);
/* Rule, agent, price, fund and state of a row whose goods and payer are known. */
must_check enum err charge_decide(struct ctx *cx, struct charge_desk *desk, struct drawn *r);
/* Price, fund and state again, under the rule that was frozen, or with the plan of now where there was none. */
must_check enum err charge_price_again(struct ctx *cx, struct charge_desk *desk, struct drawn *r);

/* Whether the rule of a row that waits asks for the market's price. */
bool charge_asks_market(const struct plan *plan, const char *plan_id, const char *rule, const char *unit_kind, const char *category);

extern const struct doc_kind charge_kind, reduction_kind, collection_kind;
doc_guard charge_guard_open, charge_guard_alone, charge_guard_reducible;
enum err charge_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err charge_collection_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err charge_credit_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err charge_collection_after(struct ctx *cx, const struct doc_work *w);
enum err charge_credit_after(struct ctx *cx, const struct doc_work *w);
#endif
