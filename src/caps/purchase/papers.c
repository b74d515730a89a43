/* SPDX-License-Identifier: Apache-2.0 */
/* Papers that have to come with the goods (索票索证, D1.4): those of the flow, and those the
 * supply rules in force at the warehouse ask for each class that is bought. */
#include "caps/purchase/purchase_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "purchase.sql.h"

enum { PAPER_SORTS = 4, OWED_MAX = 20000 };
static const char *const paper_names[PAPER_SORTS] = { [PAPER_invoice] = "票据", [PAPER_certificate] = "合格证", [PAPER_test_report] = "检验报告", [PAPER_permit] = "许可证" };

/* By supply rules alone: bits 1 << PAPER_. */
static enum err asked_of_goods(struct ctx *cx, const struct doc *doc, unsigned *ret)
{
	const struct plan *plans;
	struct place place;

	*ret = 0;
	TRY(place_get(cx, doc->to_place_id, &place));
	TRY(plan_active_load(cx, place.path, &plans));
	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct plan_supply *rule;
		struct item item;

		TRY(item_get(cx, doc->lines[i].item_id, &item));
		rule = plan_supply(plans, item.category);
		*ret |= rule ? rule->papers : 0;
	}
	return ERR_OK;
}

static bool named(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(names[i], name))
			return true;
	return false;
}

enum err purchase_needed_papers(struct ctx *cx, const struct doc *doc, const struct plan_flow *flow, const char ***ret, size_t *ret_n)
{
	const size_t n_flow = flow ? flow->needs.n : 0;
	unsigned papers;

	TRY(asked_of_goods(cx, doc, &papers));
	*ret = arena_array(&cx->mem, const char *, n_flow + PAPER_SORTS);
	for (*ret_n = 0; *ret_n < n_flow; ++*ret_n)
		(*ret)[*ret_n] = flow->needs.at[*ret_n];
	for (size_t i = 0; i < PAPER_SORTS; i++)
		if (papers >> i & 1 && !named(*ret, *ret_n, paper_names[i]))
			(*ret)[(*ret_n)++] = paper_names[i];
	return ERR_OK;
}

/* A paper that is over is as good as none; *ret_until is then the day it held to, else 0. */
static enum err first_missing(struct ctx *cx, const struct doc *doc, const struct plan_flow *flow, const char **ret, int64_t *ret_until)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct purchase_papers_row *rows;
	const char **needs, **there;
	size_t n, n_needs, n_there = 0;

	*ret = NULL;
	*ret_until = 0;
	TRY(purchase_needed_papers(cx, doc, flow, &needs, &n_needs));
	TRY(purchase_papers(cx, (struct purchase_papers_in){ cx->district_id, doc->doc_id, PURCHASE_PAPERS_MAX }, &rows, &n, PURCHASE_PAPERS_MAX));
	there = arena_array(&cx->mem, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!rows[i].until_day || rows[i].until_day >= today)
			there[n_there++] = rows[i].name;
	for (size_t i = 0; i < n_needs && !*ret; i++)
		*ret = named(there, n_there, needs[i]) ? NULL : needs[i];
	for (size_t i = 0; i < n && *ret; i++)
		*ret_until = text_equal(rows[i].name, *ret) ? rows[i].until_day : *ret_until;
	return ERR_OK;
}

/* Goods without the papers the plan asks for are not received. */
enum err purchase_guard_papers(struct ctx *cx, const struct doc_work *w)
{
	const struct plan_chain *chain;
	const struct plan_flow *flow;
	const char *missing;
	int64_t until;
	char text[11];

	TRY(purchase_chain(cx, w, &flow, &chain));
	TRY(first_missing(cx, &w->doc, flow, &missing, &until));
	if (missing && until)
		return fail(cx, ERR_BLOCKED, "papers", "“%s”已于 %s 到期，不能收货；请登记一份有效的", "\"%s\" was valid until %s: goods are not received on it; enter a valid one",
			    missing, civil_write_day(until, text));
	return !missing ? ERR_OK :
		fail(cx, ERR_BLOCKED, "papers", "缺“%s”，不能收货；请先登记这份凭证", "\"%s\" is missing: goods are not received without it; enter it first", missing);
}

enum err purchase_owed_to(struct ctx *cx, const char *path, struct purchase_owed **ret, size_t *ret_n)
{
	struct purchase_owed_rows_row *rows;
	const char *missing = NULL;
	int64_t until;

	TRY(purchase_owed_rows(cx, (struct purchase_owed_rows_in){ cx->district_id, path, check_scope_end(&cx->mem, path), OWED_MAX }, &rows, ret_n, OWED_MAX));
	*ret = arena_array(&cx->mem, struct purchase_owed, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		if (!i || rows[i].doc_id != rows[i - 1].doc_id) {
			struct doc doc;

			TRY(document_get(cx, rows[i].doc_id, &doc));
			TRY(first_missing(cx, &doc, NULL, &missing, &until));
		}
		(*ret)[i] = (struct purchase_owed){ rows[i].doc_id, rows[i].item_id, rows[i].qty, missing != NULL };
	}
	return ERR_OK;
}

const char *purchase_paper_zh(struct arena *mem, unsigned papers)
{
	const char *all = "";

	for (size_t i = 0; i < PAPER_SORTS; i++)
		if (papers >> i & 1)
			all = arena_print(mem, "%s%s%s", all, *all ? "、" : "", paper_names[i]);
	return all;
}
