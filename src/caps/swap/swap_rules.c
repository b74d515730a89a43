/* SPDX-License-Identifier: Apache-2.0 */
/* What an exchange has to keep to: equal value, goods that may be given away, one leg at a time. */
#include "caps/swap/swap_work.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/plan/plan_cond.h"
#include "swap.sql.h"

bool swap_is_exchange(const struct doc *doc)
{
	return text_equal(doc->kind, "exchange") || text_equal(doc->kind, "exchange_unit");
}

int64_t swap_worth(const struct doc *doc, int64_t dir, enum counter counter)
{
	int64_t sum = 0;

	for (size_t i = 0; i < doc->n_lines; i++)
		if (doc->lines[i].dir == dir)
			sum += doc_worth(&doc->lines[i], WHOLE_PRICE, doc->lines[i].counter[counter]);
	return sum;
}

enum err swap_open_fen(struct ctx *cx, const struct doc *doc, int64_t *ret)
{
	const struct account_key key = { .kind = ACC_SWAPPED, .who_id = doc->taker_id, .fund_id = doc->fund2_id, .doc_id = doc->doc_id };

	return ledger_balance(cx, &key, LEDGER_MONEY, 0, ret);
}

/* Reason, decision, how a difference is settled, and what each value rests on are signed with the lines. */
enum err swap_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct swap_lines_row *lines;
	struct swap_one_row own;
	size_t n;

	TRY(swap_one(cx, (struct swap_one_in){ cx->district_id, w->doc.doc_id }, &own));
	TRY(swap_lines(cx, (struct swap_lines_in){ cx->district_id, w->doc.doc_id, SWAP_LINES_MAX }, &lines, &n, SWAP_LINES_MAX));
	buf_print(bytes, "%s\n%s\n%s\n", own.reason, own.decision, own.settle_ground);
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, "%lld %lld %s\n%s %lld\n", (long long)lines[i].line_no, (long long)lines[i].ground, lines[i].ground_note, lines[i].batch,
			  (long long)lines[i].expiry_day);
	return ERR_OK;
}

/* ---- equal value ---- */

struct values { int64_t out, in; };

static struct cond_value value_of(void *user, const char *word)
{
	const struct values *v = user;

	if (text_equal(word, "amount"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = v->out };
	if (text_equal(word, "exchange_value"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = v->in };
	return (struct cond_value){ .known = KNOWN_NOTHING };
}

static enum err unequal(struct ctx *cx, const struct values *v, const char *rule)
{
	const char *out = text_write_money(&cx->mem, v->out), *in = text_write_money(&cx->mem, v->in);
	const char *apart = text_write_money(&cx->mem, v->out > v->in ? v->out - v->in : v->in - v->out);

	return fail(cx, ERR_BLOCKED, "lines", "%s：换出 %s 元，换入 %s 元，相差 %s 元，请调整数量或定价", "%s: %s yuan go out and %s come in, %s apart; change quantities or values",
		    rule, out, in, apart);
}

/* A difference needs what no plan in force forbids: how it is settled, and the fund it goes into or comes from. */
enum err swap_guard_value(struct ctx *cx, const struct doc_work *w)
{
	struct values v = { swap_worth(&w->doc, LINES_OUT, ASKED), swap_worth(&w->doc, LINES_IN, ASKED) };
	const struct cond_world world = { value_of, &v };
	const struct plan_check *rule;
	const struct plan *plan;
	struct swap_one_row own;
	bool unknown;

	if (!v.out || !v.in)
		return fail(cx, ERR_BAD_INPUT, "lines", "置换须有换出和换入两边，请补全", "an exchange has lines that go out and lines that come in; add the missing side");
	TRY(document_plan(cx, &plan));
	rule = plan ? plan_refusal(plan, PLAN_DOC_exchange, &world, &unknown) : NULL;
	if (rule)
		return unequal(cx, &v, rule->rule.zh ? rule->rule.zh : rule->rule.id);
	if (v.out == v.in)
		return ERR_OK;
	TRY(swap_one(cx, (struct swap_one_in){ cx->district_id, w->doc.doc_id }, &own));
	if (!own.settle_ground[0])
		return unequal(cx, &v, "两边不等值且未写明差额怎样结清");
	return w->doc.fund2_id ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "fund2_id", "有差额的置换须写明由哪项专款收付", "an exchange with a difference names the fund that pays or gets it");
}

/* ---- whose goods, for what ---- */

enum err swap_guard_goods(struct ctx *cx, const struct doc_work *w)
{
	struct place root;
	struct fund fund;

	TRY(place_root(cx, &root));
	if (w->doc.owner_id != root.place_id && w->doc.owner_id != w->doc.from_place_id)
		return fail(cx, ERR_BLOCKED, "owner_id", "只能换出区统筹的或本单位自己的物资", "only goods of the district or the unit's own are given in exchange");
	if (!w->doc.fund_id || w->doc.fund_id == cx->district_id)
		return ERR_OK;
	TRY(fund_get(cx, w->doc.fund_id, &fund));
	if (fund.facts.source == FUND_DONATION || fund.facts.n_places || fund.facts.n_classes)
		return fail(cx, ERR_BLOCKED, "fund_id", "“%s”的物资有指定用途（%s），不能拿去置换", "goods of \"%s\" are for their purpose (%s) and not to be exchanged away",
			    fund.facts.zh, fund.facts.purpose[0] ? fund.facts.purpose : "限定的单位和物资");
	return fund.closed_ms ? fail(cx, ERR_BLOCKED, "fund_id", "专款“%s”已结清", "fund \"%s\" is closed", fund.facts.zh) : ERR_OK;
}

/* What comes in has to fit the place it comes to. */
enum err swap_guard_storage(struct ctx *cx, const struct doc_work *w)
{
	struct doc_work in = *w;

	in.doc.to_place_id = w->doc.from_place_id;
	in.doc.lines = arena_array(&cx->mem, struct doc_line, w->doc.n_lines + 1);
	in.doc.n_lines = 0;
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->doc.lines[i].dir == LINES_IN)
			in.doc.lines[in.doc.n_lines++] = w->doc.lines[i];
	return guard_storage_fits(cx, &in);
}

/* ---- hand-over ---- */

enum err swap_guard_legs(struct ctx *cx, const struct doc_work *w)
{
	const bool both = text_equal(w->step->verb, "swap");
	const int64_t dir = text_equal(w->step->verb, "give") ? LINES_OUT : LINES_IN;

	for (size_t i = 0; i < w->doc.n_lines; i++) {
		if (both && w->doc.lines[i].counter[TAKEN])
			return fail(cx, ERR_BLOCKED, "verb", "第 %zu 行已交付过，请分别办理换出和换入", "line %zu was handed over in part; hand over each side by itself", i + 1);
		if (!both && w->grow[i] && w->doc.lines[i].dir != dir)
			return fail(cx, ERR_BAD_INPUT, "parts", "第 %zu 行是另一边的物资，请在“%s”里办", "line %zu belongs to the other side; use \"%s\"", i + 1,
				    dir == LINES_OUT ? "take" : "give");
	}
	return ERR_OK;
}

/* An organisation has no account here: who counted for it stands in the note. */
enum err swap_guard_hands(struct ctx *cx, const struct doc_work *w)
{
	if (text_equal(w->doc.kind, "exchange_unit") || (w->move->note && w->move->note[0]))
		return ERR_OK;
	return fail(cx, ERR_BAD_INPUT, "note", "请写明对方经手人和对方清点的数", "note who counted for the other unit, and what");
}

/* Once both legs are handed over, the difference that was agreed on is booked by itself. */
enum err swap_after(struct ctx *cx, const struct doc_work *w)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1 };
	struct doc_moved moved;
	const struct plan *plan;
	int64_t open;

	if (!text_equal(w->to_state, "handed"))
		return ERR_OK;
	TRY(swap_open_fen(cx, &w->doc, &open));
	if (!open)
		return ERR_OK;
	TRY(document_plan(cx, &plan));
	line.dir = open > 0 ? LINES_IN : LINES_OUT;
	line.counter[ASKED] = open > 0 ? open : -open;
	return document_begin(cx, &(struct doc){ .kind = "swap_balance", .plan_version = plan ? plan->version : 0, .parent_id = w->doc.doc_id,
		.taker_id = w->doc.taker_id, .from_place_id = w->doc.from_place_id, .fund_id = w->doc.fund2_id, .lines = &line, .n_lines = 1 }, "book", NULL, &moved);
}

/* Still the difference that was put forward; whoever owes pays. */
enum err swap_guard_side(struct ctx *cx, const struct doc_work *w)
{
	const bool they_owe = w->doc.n_lines && w->doc.lines[0].dir == LINES_IN;
	struct doc parent;
	int64_t open;

	if (text_equal(w->step->verb, "pay") || text_equal(w->step->verb, "collect"))
		return they_owe == text_equal(w->step->verb, "collect") ? ERR_OK :
			they_owe ? fail(cx, ERR_BAD_STATE, "verb", "这笔差额由对方付，请登记收款", "the other unit owes this difference; record what it pays") :
			fail(cx, ERR_BAD_STATE, "verb", "这笔差额由我方付，请办理付款", "the district owes this difference; pay it");
	TRY(document_get(cx, w->doc.parent_id, &parent));
	TRY(swap_open_fen(cx, &parent, &open));
	if (open == (they_owe ? w->doc.total_fen : -w->doc.total_fen))
		return ERR_OK;
	return fail(cx, ERR_BLOCKED, "", "置换单 %s 现在相差 %s 元，与这张单不符，请撤回重报", "exchange %s is %s yuan apart now, not what stands here; withdraw and put it forward again",
		    parent.number, text_write_money(&cx->mem, open < 0 ? -open : open));
}
