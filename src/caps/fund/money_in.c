/* SPDX-License-Identifier: Apache-2.0 */
/* Money received, and the rule that it is spent on its purpose. */
#include "caps/fund/fund.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/org.h"
#include "caps/place/place.h"
#include "fund.sql.h"

/* The ledger is held first, so that of two who enter the same slip at once the second sees the first. */
enum err fund_paper_once(struct ctx *cx, int64_t fund_id, const char *field, const char *paper)
{
	struct fund_paper_known_row *known;
	struct ledger_head head;
	size_t n;

	TRY(ledger_lock(cx, &head));
	TRY(fund_paper_known(cx, (struct fund_paper_known_in){ cx->district_id, fund_id, paper, 1 }, &known, &n, 1));
	return !n ? ERR_OK : fail(cx, ERR_CONFLICT, field, "回单（凭证）%s 已登记在 %s，同一笔钱不能收两次",
				  "slip %s stands in %s already; the same money is not received twice", paper, known[0].number);
}

static enum err check_receipt(struct ctx *cx, const struct fund_receipt *in, const struct fund *f)
{
	struct org giver;

	if (f->closed_ms)
		return fail(cx, ERR_BAD_STATE, "fund_id", "专款“%s”已结清，不能再收款", "fund \"%s\" is closed and takes no more money", f->facts.zh);
	TRY(org_get(cx, in->giver_id, &giver));
	TRY(check_line(cx, "paper", in->paper, 1, 60));
	TRY(check_line(cx, "note", in->note, 0, 200));
	if (in->sum_fen < 1 || in->sum_fen > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, "sum", "金额 %lld 分须大于 0", "a sum of %lld fen must be above nil", (long long)in->sum_fen);
	return fund_paper_once(cx, f->fund_id, "paper", in->paper);
}

enum err fund_receive(struct ctx *cx, const struct fund_receipt *in, struct doc_moved *ret)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = in->sum_fen } };
	struct doc doc = { .giver_id = in->giver_id, .fund_id = in->fund_id, .lines = &line, .n_lines = 1 };
	struct fund f;
	int64_t doc_id;

	TRY(fund_need(cx, PERM_FUND_EDIT, in->fund_id, &f));
	TRY(check_receipt(cx, in, &f));
	doc.kind = f.facts.source == FUND_DONATION ? "gift" : "appropriation";
	doc.to_place_id = f.facts.holder_id;
	TRY(document_open(cx, &doc, &doc_id));
	TRY(fund_paper_put(cx, (struct fund_paper_put_in){ cx->district_id, doc_id, in->fund_id, in->paper }));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "receive", .note = in->note }, ret);
}

/* The purpose asks where the goods go, when the document says so. */
static enum err taker_path(struct ctx *cx, const struct doc *d, const char **ret)
{
	struct place place;
	enum err e;

	*ret = NULL;
	if (!d->taker_id && !d->to_place_id)
		return ERR_OK;
	e = place_get(cx, d->taker_id ? d->taker_id : d->to_place_id, &place);
	if (e == ERR_NOT_FOUND && d->taker_id && d->to_place_id)       /* the taker is an organisation, not a place */
		e = place_get(cx, d->to_place_id, &place);
	TRY(e);
	*ret = place.kind == PLACE_WAREHOUSE ? NULL : place.path;       /* on a shelf nobody has got it yet */
	return ERR_OK;
}

enum err guard_fund_purpose(struct ctx *cx, const struct doc_work *w)
{
	const char *path;

	TRY(taker_path(cx, &w->doc, &path));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		struct item item = { .category = NULL };
		int64_t fund_id = l->fund_id ? l->fund_id : w->doc.fund_id;

		if (!fund_id)
			continue;
		if (l->item_id != LEDGER_MONEY)
			TRY(item_get(cx, l->item_id, &item));
		TRY(fund_allows(cx, fund_id, path, item.category, arena_print(&cx->mem, "lines[%zu].fund_id", i)));
	}
	return ERR_OK;
}
