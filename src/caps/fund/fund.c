/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/fund/fund.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "fund.sql.h"
#include <string.h>

const char *const fund_source_words[] = { "budget", "grant", "donation", "sale", "scrap", NULL };

/* ---- reading ---- */

#define FUND_OF(r) { .fund_id = (r).fund_id, .version = (r).version, .opened_ms = (r).opened_ms, .closed_ms = (r).closed_ms, .holder = (r).holder, \
	.holder_path = (r).holder_path, .facts = { .source = (r).source, .holder_id = (r).holder_id, .code = (r).code, .zh = (r).zh, .en = (r).en, \
	.rule = (r).rule, .purpose = (r).purpose } }

static enum err add_purposes(struct ctx *cx, struct fund *f)
{
	struct fund_purposes_row *rows;
	const char **classes;
	int64_t *places;
	size_t n;

	TRY(fund_purposes(cx, (struct fund_purposes_in){ cx->district_id, f->fund_id, FUND_PURPOSES_MAX }, &rows, &n, FUND_PURPOSES_MAX));
	places = arena_array(&cx->mem, int64_t, n + 1);
	classes = arena_array(&cx->mem, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (rows[i].place_id)
			places[f->facts.n_places++] = rows[i].place_id;
		else
			classes[f->facts.n_classes++] = rows[i].category;
	f->facts.for_places = places;
	f->facts.for_classes = classes;
	return ERR_OK;
}

static enum err add_figures(struct ctx *cx, struct fund *f)
{
	struct fund_figures *to = &f->figures;
	struct fund_collected_row collected;
	struct fund_sums_row *rows;
	size_t n;

	TRY(fund_sums(cx, (struct fund_sums_in){ cx->district_id, f->fund_id, 20 }, &rows, &n, 20));
	for (size_t i = 0; i < n; i++)
		switch (rows[i].kind) {
		case ACC_GRANTED:      to->received_fen = -rows[i].fen; break;
		case ACC_FUND:         to->free_fen = rows[i].fen; break;
		case ACC_PLEDGED:      to->pledged_fen = rows[i].fen; break;
		case ACC_SPENT:        to->spent_fen = rows[i].fen; break;
		case ACC_ACCRUED:      to->accrued_fen = -rows[i].fen; break;
		case ACC_PAYABLE:      to->payable_fen = -rows[i].fen; break;
		case ACC_OWED:         to->owed_fen = rows[i].fen; break;
		case ACC_SUBSIDY:      to->subsidy_fen = rows[i].fen; break;
		case ACC_COMPENSATION: to->compensation_fen = rows[i].fen; break;
		case ACC_INCOME:       to->income_fen = -rows[i].fen; break;
		default: break;
		}
	TRY(fund_collected(cx, (struct fund_collected_in){ cx->district_id, f->fund_id }, &collected));
	to->collected_fen = collected.fen;
	to->on_account_fen = to->free_fen + to->pledged_fen;
	to->paid_fen = to->received_fen + to->collected_fen - to->on_account_fen;
	return ERR_OK;
}

static enum err add_free(struct ctx *cx, struct fund *f)
{
	struct account_key free = { .kind = ACC_FUND, .fund_id = f->fund_id };

	return ledger_balance(cx, &free, LEDGER_MONEY, 0, &f->figures.free_fen);
}

enum err fund_get(struct ctx *cx, int64_t fund_id, struct fund *ret)
{
	struct fund_one_row row;
	enum err e = fund_one(cx, (struct fund_one_in){ cx->district_id, fund_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "fund_id", "没有编号为 %lld 的专款", "there is no fund %lld", (long long)fund_id);
	TRY(e);
	*ret = (struct fund)FUND_OF(row);
	return add_purposes(cx, ret);
}

enum err fund_need(struct ctx *cx, enum perm perm, int64_t fund_id, struct fund *ret)
{
	struct place holder;

	TRY(fund_get(cx, fund_id, ret));
	return place_need(cx, perm, ret->facts.holder_id, &holder);
}

enum err fund_see(struct ctx *cx, int64_t fund_id, struct fund *ret)
{
	TRY(fund_need(cx, PERM_FUND_READ, fund_id, ret));
	return add_figures(cx, ret);
}

enum err fund_figures(struct ctx *cx, int64_t fund_id, struct fund *ret)
{
	TRY(fund_get(cx, fund_id, ret));
	return add_figures(cx, ret);
}

enum err fund_free(struct ctx *cx, int64_t fund_id, struct fund *ret)
{
	TRY(fund_get(cx, fund_id, ret));
	return add_free(cx, ret);
}

enum err fund_list(struct ctx *cx, int64_t after, int64_t limit, struct fund **ret, size_t *ret_n)
{
	struct fund_page_row *rows;

	TRY(check_range(cx, "limit", limit, 1, FUND_LIST_MAX));
	TRY(fund_page(cx, (struct fund_page_in){ .district_id = cx->district_id, .after = after, .actor_id = cx->actor->account_id,
		.perm = PERM_FUND_READ, .now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct fund, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = (struct fund)FUND_OF(rows[i]);
		TRY(add_purposes(cx, &(*ret)[i]));
		TRY(add_figures(cx, &(*ret)[i]));
	}
	return ERR_OK;
}

/* ---- writing ---- */

static enum err check_classes(struct ctx *cx, const struct fund_facts *in)
{
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	for (size_t i = 0; i < in->n_classes; i++) {
		const char *class = in->for_classes[i];

		TRY(check_word(cx, check_field(&cx->mem, (int64_t)i, "for_classes"), class));
		if (plan && !plan_class(plan, class))
			return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "for_classes"), "预案里没有物资类别“%s”",
				    "no plan in force has a class of goods \"%s\"", class);
	}
	return ERR_OK;
}

static enum err check_facts(struct ctx *cx, const struct fund_facts *in, int64_t fund_id)
{
	struct fund_by_code_row other;
	enum err e;

	TRY(check_code(cx, "code", in->code));
	TRY(check_line(cx, "zh", in->zh, 1, 60));
	TRY(check_line(cx, "en", in->en, 0, 120));
	TRY(check_line(cx, "purpose", in->purpose, 0, 200));
	TRY(check_range(cx, "source", in->source, 0, FUND_SOURCES - 1));
	if (in->rule && in->rule[0])
		TRY(check_word(cx, "rule", in->rule));
	if (in->n_places + in->n_classes > FUND_PURPOSES_MAX)
		return fail(cx, ERR_TOO_LARGE, "for_places", "一笔专款的用途最多 %d 条，现有 %zu 条", "a fund's purpose has at most %d rows, not %zu",
			    FUND_PURPOSES_MAX, in->n_places + in->n_classes);
	TRY(check_classes(cx, in));
	e = fund_by_code(cx, (struct fund_by_code_in){ cx->district_id, in->code }, &other);
	if (e == ERR_NOT_FOUND || (!e && other.fund_id == fund_id))
		return ERR_OK;
	TRY(e);
	return fail(cx, ERR_CONFLICT, "code", "专款代码“%s”已有人用", "code \"%s\" belongs to another fund", in->code);
}

static enum err put_purposes(struct ctx *cx, int64_t fund_id, const struct fund_facts *in)
{
	int64_t no = 0;
	struct place place;

	TRY(fund_purposes_drop(cx, (struct fund_purposes_drop_in){ cx->district_id, fund_id }));
	for (size_t i = 0; i < in->n_places; i++) {
		TRY(place_get(cx, in->for_places[i], &place));
		TRY(fund_purpose_put(cx, (struct fund_purpose_put_in){ cx->district_id, fund_id, ++no, place.place_id, place.path, "" }));
	}
	for (size_t i = 0; i < in->n_classes; i++)
		TRY(fund_purpose_put(cx, (struct fund_purpose_put_in){ cx->district_id, fund_id, ++no, 0, "", in->for_classes[i] }));
	return ERR_OK;
}

enum err fund_create(struct ctx *cx, const struct fund_facts *in, int64_t *ret_fund_id)
{
	struct place holder;

	TRY(place_need(cx, PERM_FUND_EDIT, in->holder_id, &holder));
	TRY(check_facts(cx, in, 0));
	*ret_fund_id = ctx_new_id(cx);
	TRY(fund_put(cx, (struct fund_put_in){ .district_id = cx->district_id, .fund_id = *ret_fund_id, .code = in->code, .zh = in->zh,
		.en = in->en ? in->en : "", .source = in->source, .rule = in->rule ? in->rule : "", .purpose = in->purpose ? in->purpose : "",
		.holder_id = in->holder_id, .opened_by = cx->actor->account_id, .opened_ms = cx->now_ms }));
	return put_purposes(cx, *ret_fund_id, in);
}

static bool same_purpose(const struct fund_facts *a, const struct fund_facts *b)
{
	bool same = a->n_places == b->n_places && a->n_classes == b->n_classes && text_equal(a->purpose, b->purpose ? b->purpose : "");

	for (size_t i = 0; same && i < a->n_places; i++)
		same = a->for_places[i] == b->for_places[i];
	for (size_t i = 0; same && i < a->n_classes; i++)
		same = text_equal(a->for_classes[i], b->for_classes[i]);
	return same;
}

static enum err stale(struct ctx *cx, const struct fund *f)
{
	return f->closed_ms ? fail(cx, ERR_BAD_STATE, "fund_id", "专款“%s”已结清，不能再改", "fund \"%s\" is closed and cannot be changed", f->facts.zh) :
		fail(cx, ERR_STALE, "version", "别人刚改过专款“%s”，请刷新再办", "someone changed fund \"%s\" meanwhile; reload", f->facts.zh);
}

enum err fund_update(struct ctx *cx, int64_t fund_id, int64_t version, const struct fund_facts *in)
{
	struct place holder;
	struct fund old;
	int64_t changed;

	TRY(fund_need(cx, PERM_FUND_EDIT, fund_id, &old));
	TRY(place_need(cx, PERM_FUND_EDIT, in->holder_id, &holder));
	TRY(check_facts(cx, in, fund_id));
	TRY(add_figures(cx, &old));
	if (in->source != old.facts.source || (old.figures.received_fen && !same_purpose(&old.facts, in)))
		return fail(cx, ERR_BLOCKED, "purpose", "专款“%s”已收 %s 元，来源和用途不能再改；请另设一笔",
			    "fund \"%s\" has received %s yuan: its source and purpose stay; set up another", old.facts.zh, text_write_money(&cx->mem, old.figures.received_fen));
	TRY(fund_set_n(cx, (struct fund_set_in){ .district_id = cx->district_id, .fund_id = fund_id, .version = version ? version : old.version,
		.code = in->code, .zh = in->zh, .en = in->en ? in->en : "", .rule = in->rule ? in->rule : "", .purpose = in->purpose ? in->purpose : "",
		.holder_id = in->holder_id }, &changed));
	return changed == 1 ? put_purposes(cx, fund_id, in) : stale(cx, &old);
}

enum err fund_close(struct ctx *cx, int64_t fund_id, int64_t version)
{
	struct fund f;
	int64_t changed, bills;

	TRY(fund_need(cx, PERM_FUND_EDIT, fund_id, &f));
	TRY(add_figures(cx, &f));
	bills = f.figures.payable_fen + f.figures.accrued_fen + f.figures.owed_fen;
	if (f.figures.on_account_fen || bills)
		return fail(cx, ERR_BLOCKED, "fund_id", "专款“%s”还有余额 %s 元、未结往来 %s 元，不能结清",
			    "fund \"%s\" still holds %s yuan and open bills of %s; it cannot be closed", f.facts.zh,
			    text_write_money(&cx->mem, f.figures.on_account_fen), text_write_money(&cx->mem, bills));
	TRY(fund_shut_n(cx, (struct fund_shut_in){ cx->district_id, fund_id, version ? version : f.version, cx->now_ms }, &changed));
	return changed == 1 ? ERR_OK : stale(cx, &f);
}

/* ---- purpose ---- */

static enum err class_fits(struct ctx *cx, const struct fund_facts *f, const char *category, bool *ret)
{
	const struct plan *plan;

	*ret = !f->n_classes || !category;
	TRY(document_plan(cx, &plan));
	for (size_t i = 0; !*ret && i < f->n_classes; i++)
		*ret = text_equal(category, f->for_classes[i]) || (plan && plan_class_is(plan, category, f->for_classes[i]));
	return ERR_OK;
}

static enum err place_fits(struct ctx *cx, const struct fund_facts *f, const char *path, bool *ret)
{
	*ret = !f->n_places || !path;
	for (size_t i = 0; !*ret && i < f->n_places; i++) {
		const char *allowed;

		TRY(place_path(cx, f->for_places[i], &allowed));
		*ret = strncmp(path, allowed, strlen(allowed)) == 0;
	}
	return ERR_OK;
}

enum err fund_allows(struct ctx *cx, int64_t fund_id, const char *taker_path, const char *category, const char *field)
{
	bool class_ok, place_ok;
	struct fund f;

	if (!fund_id || fund_id == cx->district_id)        /* money without a purpose; the district's own */
		return ERR_OK;
	TRY(fund_get(cx, fund_id, &f));
	if (f.closed_ms)
		return fail(cx, ERR_BLOCKED, field, "专款“%s”已结清", "fund \"%s\" is closed", f.facts.zh);
	TRY(class_fits(cx, &f.facts, category, &class_ok));
	TRY(place_fits(cx, &f.facts, taker_path, &place_ok));
	if (class_ok && place_ok)
		return ERR_OK;
	return fail(cx, ERR_BLOCKED, field, class_ok ? "专款“%s”只能用于%s，不能给这个单位" : "专款“%s”只能用于%s，不能买这类物资",
		    class_ok ? "fund \"%s\" is only for its purpose (%s), not for this unit" : "fund \"%s\" is only for its purpose (%s), not for these goods", f.facts.zh,
		    f.facts.purpose[0] ? f.facts.purpose : "限定的单位和物资");
}
