/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/plan_effect.h"
#include "http/op.h"
#include <string.h>

enum { ROWS_MAX = 10000, TITLE_MAX = 2000 };
struct plan_effect_ask { const char *plan_id; int64_t plan_version, with; struct list items; };

static SHAPE(plan_effect_ask,
	TEXT(plan_effect_ask, plan_id, 1, 40, "which plan"),
	I64(plan_effect_ask, plan_version, 1, INT64_MAX, "the older version"),
	OPT_I64(plan_effect_ask, with, 1, INT64_MAX, "the newer version"),
	OPT_LIST(plan_effect_ask, items, &plan_edit_shape, 0, PLAN_EDITS_MAX, "or values that would be changed"));
static SHAPE(plan_effect_stock,
	TEXT(plan_effect_stock, rule_id, 1, 40, "the changed rule"), TEXT(plan_effect_stock, class_id, 1, 60, "goods class"),
	TEXT(plan_effect_stock, class_zh, 0, TITLE_MAX, "its title"), TEXT(plan_effect_stock, class_en, 0, TITLE_MAX, "in English"),
	OPT_TEXT(plan_effect_stock, unit, 0, 40, "of target and short; absent: days"),
	I64(plan_effect_stock, old_target, 0, INT64_MAX, "target before; 0: none"), I64(plan_effect_stock, target, 0, INT64_MAX, "target after; 0: none"),
	I64(plan_effect_stock, old_short, -1, INT64_MAX, "short before; -1: cannot be told"),
	I64(plan_effect_stock, short_of, -1, INT64_MAX, "short after; -1: cannot be told"),
	OPT_TEXT(plan_effect_stock, item, 0, 200, "an item of the class"), OPT_TEXT(plan_effect_stock, item_en, 0, 200, "in English"),
	OPT_TEXT(plan_effect_stock, item_unit, 0, 40, "its unit"),
	I64(plan_effect_stock, old_fill, -1, INT64_MAX, "how much of it alone would have closed the gap; -1: cannot be told"),
	I64(plan_effect_stock, fill, -1, INT64_MAX, "how much of it alone would close the gap; -1: cannot be told"));
static SHAPE(plan_effect_document,
	TEXT(plan_effect_document, rule_id, 1, 40, "the changed chain"), ID(plan_effect_document, doc_id, "document"),
	OPT_TEXT(plan_effect_document, number, 0, 40, "its number"), TEXT(plan_effect_document, kind_zh, 1, 200, "what it is"),
	TEXT(plan_effect_document, kind_en, 1, 200, "in English"),
	OPT_TEXT(plan_effect_document, old_zh, 0, TITLE_MAX, "who signs it now"), OPT_TEXT(plan_effect_document, old_en, 0, TITLE_MAX, "in English"),
	OPT_TEXT(plan_effect_document, zh, 0, TITLE_MAX, "who would sign it; absent: nobody is named"), OPT_TEXT(plan_effect_document, en, 0, TITLE_MAX, "in English"));
static SHAPE(plan_effects,
	TEXT(plan_effects, place, 1, 200, "the district"),
	BOOL(plan_effects, in_force, "a version of this plan is in force there"),
	I64(plan_effects, waiting, 0, INT64_MAX, "documents that wait for a signature by a changed chain"),
	LIST(plan_effects, stock, &plan_effect_stock_shape, 0, ROWS_MAX, "reserves whose target or shortfall is another"),
	LIST(plan_effects, documents, &plan_effect_document_shape, 0, EFFECT_DOCUMENTS_MAX, "waiting documents that others would sign"));

static enum err run_effects(struct ctx *cx, const void *input, void *output)
{
	const struct plan_effect_ask *in = input;
	const struct plan *old, *new;
	struct plan_mistakes all;
	struct plan_draft draft;

	if (!in->with == !in->items.n)
		return fail(cx, ERR_BAD_INPUT, "with", "写明与哪一版比（with），或改哪些值（items），二者选一",
			    "say which version to compare with, or which values would change, one of the two");
	TRY(plan_load(cx, in->plan_id, in->plan_version, &old));
	if (in->with) {
		TRY(plan_load(cx, in->plan_id, in->with, &new));
		return plan_effects(cx, old, new, output);
	}
	TRY(plan_draft_text(cx, in->plan_id, in->plan_version, in->items.at, in->items.n, &draft));
	TRY(plan_check(cx, "plan.yaml", draft.text, strlen(draft.text), &new, &all));
	if (!new)
		return fail(cx, ERR_BAD_INPUT, "items", "改后有 %zu 处错误，先改好再算影响", "changed so, the plan has %zu mistakes; mend them first", all.errors);
	return plan_effects(cx, old, new, output);
}

extern const struct op plan_effect_ops[];
const struct op plan_effect_ops[] = {
	{ .method = "POST", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/effects", .name = "plan_effects", .zh = "预案改动的影响",
	  .en = "What a changed plan would do today", .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &plan_effect_ask_shape,
	  .out = &plan_effects_shape, .run = run_effects, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
