/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan.h"
#include "caps/plan/plan_active.h"
#include "base/shape.h"
#include "http/op.h"
#include <string.h>

/* The words of the plans in force that people choose from: roles to grant, kinds of units. */

enum { WORDS_MAX = 2000 };

struct plan_role_body { const char *role, *zh, *en, *under, *plan_id, *plan_zh, *plan_en; };
struct plan_kind_body { const char *unit_kind, *zh, *en, *plan_id, *rank_zh, *rank_en; int64_t rank; };
struct plan_words { struct list roles, unit_kinds; };

static SHAPE(plan_role_body,
	TEXT(plan_role_body, role, 1, 60, "name for grants"),
	TEXT(plan_role_body, zh, 1, 8000, "in Chinese"),
	TEXT(plan_role_body, en, 1, 8000, "in English"),
	OPT_TEXT(plan_role_body, under, 0, 60, "the role it belongs to"),
	TEXT(plan_role_body, plan_id, 1, 60, "of which plan"),
	TEXT(plan_role_body, plan_zh, 1, 8000, "that plan's title in Chinese"),
	TEXT(plan_role_body, plan_en, 1, 8000, "in English"));
static SHAPE(plan_kind_body,
	TEXT(plan_kind_body, unit_kind, 1, 60, "name for places"),
	TEXT(plan_kind_body, zh, 1, 8000, "in Chinese"),
	TEXT(plan_kind_body, en, 1, 8000, "in English"),
	TEXT(plan_kind_body, plan_id, 1, 60, "of which plan"),
	OPT_I64(plan_kind_body, rank, 1, 1000, "its class in the allocation, 1 comes first; absent: no plan ranks"),
	OPT_TEXT(plan_kind_body, rank_zh, 0, 8000, "that class in Chinese"),
	OPT_TEXT(plan_kind_body, rank_en, 0, 8000, "in English"));
static SHAPE(plan_words,
	LIST(plan_words, roles, &plan_role_body_shape, 0, WORDS_MAX, "roles of the plans in force; a name of an earlier plan hides a later one's"),
	LIST(plan_words, unit_kinds, &plan_kind_body_shape, 0, WORDS_MAX, "kinds of units"));

static bool has_role(const struct plan_role_body *roles, size_t n, const char *role)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(roles[i].role, role) == 0)
			return true;
	return false;
}

static struct list roles_of(struct ctx *cx, const struct plan *first)
{
	struct plan_role_body *out = arena_array(&cx->mem, struct plan_role_body, WORDS_MAX);
	size_t n = 0;

	for (const struct plan *plan = first; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_roles && n < WORDS_MAX; i++) {
			const struct plan_role *role = &plan->roles[i];

			if (!has_role(out, n, role->rule.id))
				out[n++] = (struct plan_role_body){ role->rule.id, role->rule.zh, role->rule.en, role->under, plan->id,
					plan->zh, plan->en };
		}
	return (struct list){ out, n };
}

static struct list kinds_of(struct ctx *cx, const struct plan *first)
{
	struct plan_kind_body *out = arena_array(&cx->mem, struct plan_kind_body, WORDS_MAX);
	size_t n = 0;

	for (const struct plan *plan = first; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_kinds && n < WORDS_MAX; i++) {
			const struct plan_kind *kind = &plan->kinds[i];
			int at;
			const struct plan_rank *rank;

			if (!kind->of || strcmp(kind->of, "unit") != 0 || plan_kind(first, kind->rule.id) != kind)
				continue;
			at = plan_rank_of(first, kind->rule.id, NULL);
			rank = at > 0 && at <= plan_rank_count(first) ? plan_rank(first, at) : NULL;
			out[n++] = (struct plan_kind_body){ kind->rule.id, kind->rule.zh, kind->rule.en, plan->id,
				rank ? rank->rule.zh : NULL, rank ? rank->rule.en : NULL, rank ? at : 0 };
		}
	return (struct list){ out, n };
}

static enum err run_words(struct ctx *cx, const void *input, void *output)
{
	struct plan_words *out = output;
	const struct plan *first;

	(void)input;
	TRY(plan_active_load(cx, NULL, &first));
	out->roles = roles_of(cx, first);
	out->unit_kinds = kinds_of(cx, first);
	return ERR_OK;
}

extern const struct op plan_words_ops[];
const struct op plan_words_ops[] = {
	{ .method = "GET", .path = "/api/v1/plan-words", .name = "plan_words", .zh = "现行预案里的角色和单位类别",
	  .en = "Roles and kinds of units of the plans in force", .perm = PERM_SIGNED_IN, .tx = TX_READ, .out = &plan_words_shape,
	  .run = run_words },
	{ 0 },
};
