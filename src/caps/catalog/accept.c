/* SPDX-License-Identifier: Apache-2.0 */
/* What households may order at all, by the plans in force (D5.4, S3.9). */
#include "caps/catalog/catalog.h"
#include "caps/plan/plan_household.h"

enum err catalog_accepts(struct ctx *cx, const struct plan *plan, const char *category, const char *zh)
{
	const struct plan_scope scope = plan_takes(plan, "", category);

	if (scope.takes == TAKES_ACCEPT)
		return ERR_OK;
	const struct plan_rule *rule = &scope.rule->rule;
	const char *title = rule->zh ? rule->zh : rule->id;

	if (scope.takes == TAKES_APART)
		return fail(cx, ERR_BLOCKED, "item_id", "“%s”属于单列品类，请按个别需求办理，不在团购里卖（依据 %s 规则 %s：%s）",
			    "\"%s\" is listed apart: it goes as an individual need, not in an offer (plan %s, rule %s: %s)", zh, rule->plan->id, rule->id, title);
	return fail(cx, ERR_BLOCKED, "item_id", "“%s”不在可订范围内，不能上架（依据 %s 规则 %s：%s）",
		    "\"%s\" is outside what households may order (plan %s, rule %s: %s)", zh, rule->plan->id, rule->id, title);
}
