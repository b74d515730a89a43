/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_H
#define CAPS_PLAN_PLAN_H
#include "caps/plan/plan_model.h"

/* The plan 预案: who, what, how much, who first, who decides, as data (X1).
 *
 * plan_read() turns one YAML file into a read-only `struct plan` in cx->mem, or
 * lists everything that is wrong with it, each with line, column (characters,
 * from 1), what was found and what was expected.  A plan never changes after it
 * was read.  docs/plan-language.md tells the language; plan_model.h the structs.
 *
 * Several plans may be in force together: they hang on each other by `next`, and
 * every lookup below asks the first one first (D2 before D7).  An id means
 * something only inside its own plan, so resolve what a rule names in
 * rule->plan, not in the head of the line. */

/* One mistake. `found` and `expected` in both languages; code "E38" or "W17". */
struct plan_mistake {
	const char *file, *code;
	int         line, column;
	bool        warning;
	const char *found_zh, *expected_zh, *found_en, *expected_en;
};
struct plan_mistakes { struct plan_mistake *at; size_t n, room, errors; bool english_first; };

/* "FILE:LINE:COLUMN: error E38 found: expected", without a newline. */
const char *plan_mistake_line(struct arena *mem, const struct plan_mistakes *all, size_t i);

/* Where the text of a base plan (plan.base) comes from; NOT_FOUND when there is none. */
struct plan_bases {
	enum err (*text_of)(struct ctx *cx, void *user, const char *id, int64_t version,
			    const char **ret_text, size_t *ret_n, const char **ret_name);
	void *user;
};

/* Reads a plan.  *ret_plan is NULL when there are errors (warnings do not stop
 * it); the answer is then still OK.  `bases` may be NULL.  Files above 2 MiB or
 * 10,000 lines, or that are no UTF-8, are one mistake and are not parsed. */
must_check enum err plan_read(struct ctx *cx, const char *name, const char *text, size_t n,
			      const struct plan_bases *bases, const struct plan **ret_plan,
			      struct plan_mistakes *ret_mistakes);

/* The same from a file, "-" is standard input; bases are looked for beside it.
 * Fails with NOT_FOUND when the file cannot be read. */
must_check enum err plan_read_file(struct ctx *cx, const char *path, const struct plan **ret_plan,
				   struct plan_mistakes *ret_mistakes);

/* ---- Lookups. NULL, 0 or false when no plan in the line says anything. ---- */

const struct plan_role  *plan_role(const struct plan *plan, const char *id);
const struct plan_kind  *plan_kind(const struct plan *plan, const char *id);     /* kinds of the plan, then built-in ones */
const struct plan_chain *plan_chain(const struct plan *plan, const char *id);
const struct plan_meeting *plan_meeting(const struct plan *plan, const char *id);

/* A goods class by its id or, failing that, by a title (what people type). */
const struct plan_class *plan_class(const struct plan *plan, const char *id_or_title);

/* Whether `id` is `of` or belongs to it through part_of (classes), of (kinds). */
bool plan_class_is(const struct plan *plan, const char *id, const char *of);
bool plan_kind_is(const struct plan *plan, const char *id, const char *of);

/* The rule that names this case most closely: `for` and `goods` of a flow each
 * may name the kind or class itself (closest), something it belongs to, or say
 * nothing (fits all).  A flow that names a kind never fits an unknown (NULL) one. */
const struct plan_flow *plan_flow(const struct plan *plan, enum plan_doc doc, const char *for_kind,
				  const char *goods_class);

/* Who pays, by the same closeness; of: goods, transport, storage, delivery. */
const struct plan_charge *plan_charge(const struct plan *plan, enum plan_charge_of of, const char *who_kind,
				      const char *goods_class);

/* The steps that run for an amount (fen) or quantity, in order, in `mem`: all
 * without a bracket, and of those with one the step whose bracket holds it.
 * `amount` is the sum the chain asks for (chain->over, chain->split). */
const struct plan_step **plan_chain_steps(struct arena *mem, const struct plan_chain *chain, int64_t amount,
					  size_t *ret_n);

/* Priority class of a using unit's kind for goods: 1 is served first.  A kind no
 * rank names falls to the rank that takes the rest, else to one after the last.
 * A rank's `when` (plan_rank(n)->rule.when) is the caller's to look at. */
int plan_rank_of(const struct plan *plan, const char *unit_kind, const char *goods_class);
int plan_rank_count(const struct plan *plan);           /* ranks of the first plan that has any */
const struct plan_rank *plan_rank(const struct plan *plan, int number);

/* Departments that answer for a class in one way (the nearest class upwards that
 * has any), in the order of the plan; *ret_n 0 when nobody does. */
const struct plan_role **plan_owners(struct arena *mem, const struct plan *plan, const char *goods_class,
				     enum plan_task task, size_t *ret_n);

/* Whether two classes must not share a storage place, and the rule that says so
 * (D2.11); both directions are looked at, classes above count. */
const struct plan_storage *plan_storage_conflict(const struct plan *plan, const char *class_a, const char *class_b);

/* The norm in force for a class, the nearest class upwards that has one: one for residents,
 * or (due) one for others that is to be met by a day (canteens); neither stands in for the other. */
bool plan_norm_is_due(const struct plan_norm *norm);
const struct plan_norm   *plan_norm(const struct plan *plan, const char *goods_class);
const struct plan_norm   *plan_norm_due(const struct plan *plan, const char *goods_class);
const struct plan_upkeep *plan_upkeep(const struct plan *plan, const char *goods_class);
/* Whether goods of a class come back after use, within how long and how they are cleaned then (D2.13); NULL: they do not. */
const struct plan_recovery *plan_recovery(const struct plan *plan, const char *goods_class);
const struct plan_need   *plan_need(const struct plan *plan, const char *goods_class);                /* of a resident */
const struct plan_need   *plan_need_of(const struct plan *plan, const char *people, const char *goods_class);
const struct plan_supply *plan_supply(const struct plan *plan, const char *goods_class);     /* how many suppliers */

/* Tags of a class and of all it belongs to (bits 1 << TAG_...). */
unsigned plan_tags(const struct plan *plan, const char *goods_class);

/* The moment a duration after `from_ms`; months and years by the calendar of
 * China, working days skip Saturday and Sunday. */
int64_t plan_after(int64_t from_ms, struct plan_dur dur);

/* One rule, or the whole plan, as an official would write it. */
const char *plan_explain(struct ctx *cx, const struct plan *plan);
const char *plan_explain_rule(struct ctx *cx, const struct plan *plan, const char *id);     /* NULL: no such rule */

/* What changed from one version to the next, a line each, "" when nothing did:
 * + added, - dropped, ~ id.key old -> new (从严/放宽 where a direction is known),
 * t only texts changed, ^ moved within an ordered list. */
const char *plan_diff(struct ctx *cx, const struct plan *old, const struct plan *new);
#endif
