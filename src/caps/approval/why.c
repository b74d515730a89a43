/* SPDX-License-Identifier: Apache-2.0 */
/* Why a document waits for this person, in a sentence with its numbers; and what
 * signing it takes from which fund. */
#include "base/buf.h"
#include "base/text.h"
#include "caps/approval/approval_work.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"
#include <string.h>

static const char *amount(struct ctx *cx, const struct plan_chain *chain, int64_t n, bool zh)
{
	if (chain->of == OF_quantity)
		return arena_print(&cx->mem, "%lld", (long long)n);
	return arena_print(&cx->mem, zh ? "%s 元" : "%s yuan", text_write_money(&cx->mem, n));
}

/* "50000.00 元及以上" */
static const char *bracket(struct ctx *cx, const struct doc_waiting *w, bool zh)
{
	const struct plan_step *s = w->bracket;
	const char *from = s->has_from ? amount(cx, w->chain, s->from, zh) : NULL, *below = s->has_below ? amount(cx, w->chain, s->below, zh) : NULL;

	if (from && below)
		return arena_print(&cx->mem, zh ? "%s至 %s以下" : "from %s to below %s", from, below);
	if (from)
		return arena_print(&cx->mem, zh ? "%s及以上" : "%s and more", from);
	return below ? arena_print(&cx->mem, zh ? "%s以下" : "below %s", below) : zh ? "不分金额" : "any amount";
}

/* What the bracket was compared with, where it is not the document's own amount alone. */
static void say_sum(struct ctx *cx, const struct doc_waiting *w, bool zh, struct buf *out)
{
	const struct doc_amount *a = &w->amount;
	const bool day = a->over >= a->split;

	if (a->decides == a->own)
		return;
	buf_print(out, zh ? (day ? "同期合计 %s（本单 %s，其他 %s），" : "同类合计 %s（本单 %s，其他 %s），") :
			    (day ? "%s in the stretch that counts (this %s, others %s); " : "%s with those alike (this %s, others %s); "),
		  amount(cx, w->chain, a->decides, zh), amount(cx, w->chain, a->own, zh), amount(cx, w->chain, a->decides - a->own, zh));
}

static const char *sentence(struct ctx *cx, const struct doc_waiting *w, bool zh)
{
	struct buf out = BUF(&cx->mem);

	if (w->step->sign == BY_TWO)
		return zh ? "须两人办理，另一人已签" : "two people have to; the other has signed";
	if (!w->chain)
		return zh ? "须由经手人以外的人批准" : "somebody other than its maker approves it";
	buf_print(&out, zh ? "按“%s”，" : "By \"%s\": ", zh ? w->chain->rule.zh : w->chain->rule.en);
	say_sum(cx, w, zh, &out);
	buf_print(&out, zh ? "%s由“%s”签" : "%s is signed by \"%s\"", bracket(cx, w, zh), w->role);
	if (w->of > 1)
		buf_print(&out, zh ? "（第 %lld 签，共 %lld 签）" : " (signature %lld of %lld)", (long long)w->place_no, (long long)w->of);
	return buf_get(&out);
}

void approval_say_why(struct ctx *cx, const struct doc_waiting *w, struct approval *ret)
{
	ret->why_zh = sentence(cx, w, true);
	ret->why_en = sentence(cx, w, false);
	ret->plan = w->chain ? w->chain->rule.plan->zh : "";
	ret->source = w->chain && w->chain->rule.source ? w->chain->rule.source : "";
	ret->bracket_zh = w->chain ? arena_print(&cx->mem, "%s · %s", w->chain->rule.zh, bracket(cx, w, true)) : w->step->zh;
	ret->bracket_en = w->chain ? arena_print(&cx->mem, "%s · %s", w->chain->rule.en, bracket(cx, w, false)) : w->step->en;
}

/* ---- the fund ---- */

/* By how much the step changes the free money of funds: the share after less the share before, as the machine will post it. */
static int64_t takes(const struct doc_waiting *w, const struct doc_kind *kind, int64_t *ret_fund_id)
{
	const struct doc_work work = { .kind = kind, .doc = w->doc };
	int64_t sum = 0;

	for (size_t k = 0; k < kind->n_shares; k++) {
		const struct share *share = &kind->shares[k];

		for (size_t i = 0; share->account == ACC_FUND && i < w->doc.n_lines; i++) {
			const struct doc_line *l = &w->doc.lines[i];
			int64_t after[COUNTERS], room = doc_room(w->step, l, NULL);

			for (int c = 0; c < COUNTERS; c++)
				after[c] = l->counter[c] + (w->step->grow & C(c) ? room : 0);
			sum += doc_share(share, l, l->counter) - doc_share(share, l, after);
			*ret_fund_id = doc_slot(&work, l, share->fund);
		}
	}
	return sum;
}

/* A fund the actor may not see is not told. */
static enum err look_up(struct ctx *cx, struct approval_funds *funds, int64_t fund_id, const struct approval_fund_known **ret)
{
	static const struct approval_fund_known unknown;
	const struct fault before = cx->fault;
	struct fund f;
	enum err e;

	for (size_t i = 0; i < funds->n; i++)
		if (funds->at[i].fund_id == fund_id) {
			*ret = &funds->at[i];
			return ERR_OK;
		}
	*ret = &unknown;
	if (funds->n == APPROVAL_FUNDS)
		return ERR_OK;
	e = fund_need(cx, PERM_FUND_READ, fund_id, &f);
	if (!e)
		e = fund_free(cx, fund_id, &f);
	if (e && e != ERR_NOT_FOUND && e != ERR_FORBIDDEN)
		return e;
	cx->fault = before;
	funds->at[funds->n] = (struct approval_fund_known){ .fund_id = fund_id, .seen = !e };
	if (!e) {
		funds->at[funds->n].free_fen = f.figures.free_fen;
		funds->at[funds->n].name = f.facts.zh;
	}
	*ret = &funds->at[funds->n++];
	return ERR_OK;
}

enum err approval_fund(struct ctx *cx, struct approval_funds *funds, const struct doc_waiting *w, struct approval *ret)
{
	const struct approval_fund_known *fund;
	int64_t fund_id = 0, fen = takes(w, doc_kind_find(w->doc.kind), &fund_id);

	if (!fund_id || !fen)
		return ERR_OK;
	TRY(look_up(cx, funds, fund_id, &fund));
	if (!fund->seen)
		return ERR_OK;
	ret->fund_id = fund_id;
	ret->fund_takes_fen = fen;
	ret->fund_free_fen = fund->free_fen;
	ret->fund = fund->name;
	if (fen > fund->free_fen && !ret->blocked) {         /* the ledger would say so; told before anybody signs */
		ret->blocked = true;
		ret->blocked_zh = arena_print(&cx->mem, "“%s”可用 %s 元，这张要 %s 元", fund->name, text_write_money(&cx->mem, fund->free_fen), text_write_money(&cx->mem, fen));
		ret->blocked_en = arena_print(&cx->mem, "\"%s\" has %s yuan free, this takes %s", fund->name, text_write_money(&cx->mem, fund->free_fen), text_write_money(&cx->mem, fen));
	}
	return ERR_OK;
}
