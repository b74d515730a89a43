/* SPDX-License-Identifier: Apache-2.0 */
/* Two counts that differ: what the plan tolerates, and who may allow more (`tolerance` and `sign` of settlements). */
#include "caps/settlement/settlement_work.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/plan/plan_household.h"
#include "settlement.sql.h"

static int64_t size(int64_t fen)
{
	return fen < 0 ? -fen : fen;
}

static enum err rule_for(struct ctx *cx, const char *kind, const struct plan_settlement **ret)
{
	return settlement_rule(cx, text_equal(kind, settlement_kind_words[SETTLE_LAY_OUT]) ? SETTLE_LAY_OUT : SETTLE_CASH, ret);
}

enum err settlement_tolerance(struct ctx *cx, const char *kind, int64_t *ret_fen)
{
	const struct plan_settlement *rule;

	TRY(rule_for(cx, kind, &rule));
	*ret_fen = rule ? rule->tolerance_fen : 0;
	return ERR_OK;
}

enum err settlement_closes(struct ctx *cx, const struct doc *doc, const char *verb, int64_t difference_fen, bool *ret)
{
	struct settle_allowed_row allowed;
	int64_t tolerance;
	enum err e;

	TRY(settlement_tolerance(cx, doc->kind, &tolerance));
	*ret = size(difference_fen) <= tolerance;
	if (*ret)
		return ERR_OK;
	e = settle_allowed(cx, (struct settle_allowed_in){ cx->district_id, doc->doc_id, verb }, &allowed);
	*ret = !e && allowed.difference_fen == difference_fen;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Whether the actor holds one of the roles the plan lets settle, where the money goes. */
static enum err holds_sign(struct ctx *cx, const struct doc *doc, const struct plan_settlement *rule, bool *ret)
{
	const int64_t at[] = { doc->to_place_id, doc->from_place_id };
	struct party_held held = { 0 };
	struct place place;

	*ret = false;
	for (size_t p = 0; p < 2; p++) {
		TRY(place_get(cx, at[p], &place));
		for (size_t i = 0; rule && i < rule->sign.n && !*ret; i++) {
			TRY(party_holds_plan_role(cx, cx->actor->account_id, rule->sign.at[i], place.path, &held));
			*ret = held.how != PARTY_HOLDS_NOT;
		}
	}
	return ERR_OK;
}

static enum err has_counted(struct ctx *cx, int64_t doc_id, bool *ret)
{
	struct settle_counts_row *rows;
	size_t n;

	*ret = false;
	TRY(settle_counts(cx, (struct settle_counts_in){ cx->district_id, doc_id, 200 }, &rows, &n, 200));
	for (size_t i = 0; i < n && !*ret; i++)
		TRY(party_same_person(cx, rows[i].account_id, cx->actor->account_id, ret));
	return ERR_OK;
}

/* The roles by their names in the plan, for people. */
static const char *roles_of(struct ctx *cx, const struct plan_settlement *rule)
{
	struct buf b = BUF(&cx->mem);

	for (size_t i = 0; rule && i < rule->sign.n; i++) {
		const struct plan_role *role = plan_role(rule->rule.plan, rule->sign.at[i]);

		buf_print(&b, "%s%s", i ? "、" : "", role && role->rule.zh ? role->rule.zh : rule->sign.at[i]);
	}
	return b.n ? buf_get(&b) : "-";
}

enum err settlement_may_allow(struct ctx *cx, int64_t doc_id, bool *ret)
{
	const struct plan_settlement *rule;
	struct doc doc;
	bool counted;

	TRY(document_get(cx, doc_id, &doc));
	TRY(rule_for(cx, doc.kind, &rule));
	TRY(holds_sign(cx, &doc, rule, ret));
	TRY(has_counted(cx, doc_id, &counted));
	*ret &= !counted;
	return ERR_OK;
}

enum err settlement_allow_difference(struct ctx *cx, const struct doc *doc, const char *verb, int64_t difference_fen, const char *note)
{
	const struct plan_settlement *rule;
	bool holds, counted;

	TRY(rule_for(cx, doc->kind, &rule));
	TRY(holds_sign(cx, doc, rule, &holds));
	TRY(has_counted(cx, doc->doc_id, &counted));
	if (!holds)
		return fail(cx, ERR_FORBIDDEN, "doc_id", "差额 %lld.%02lld 元须由预案的结算角色（%s）放行；请双方重新清点，或请其放行",
			    "a difference of %lld.%02lld yuan is allowed only by who settles by the plan (%s); count again, or ask them",
			    (long long)size(difference_fen) / 100, (long long)(size(difference_fen) % 100), roles_of(cx, rule));
	if (counted)
		return fail(cx, ERR_FORBIDDEN, "doc_id", "清点过的人不能自己放行差额，须由另一人", "who counted does not allow the difference himself; another person must");
	if (!note || !note[0])
		return fail(cx, ERR_BAD_INPUT, "note", "请写明为什么放行差额 %lld.%02lld 元", "say why a difference of %lld.%02lld yuan is allowed",
			    (long long)size(difference_fen) / 100, (long long)(size(difference_fen) % 100));
	return settle_allow(cx, (struct settle_allow_in){ .district_id = cx->district_id, .doc_id = doc->doc_id, .verb = verb,
		.difference_fen = difference_fen, .allowed_by = cx->actor->account_id, .allowed_ms = cx->now_ms, .note = note });
}
