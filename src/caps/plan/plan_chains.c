/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include "caps/plan/plan_value.h"
#include <stdlib.h>
#include <string.h>

/* Approval: every amount has exactly one bracket, every step somebody, nobody
 * twice; and escalation that goes on and up (E38-E41, E49). */
struct bracket { int64_t from, below; const struct node *map; };

static bool read_limit(struct reader *r, const struct node *map, const char *key, int64_t otherwise, int64_t *ret)
{
	const char *text = node_text(map, key);
	struct value v;

	*ret = otherwise;
	if (!text)
		return true;
	if (value_read(r->mem, text, &v) != VALUE_OK)
		return false;
	*ret = v.low.n;
	return true;
}

static struct mark mark_of(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value ? value->at : map->at;
}

static int by_from(const void *left, const void *right)
{
	const struct bracket *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->below > b->below) - (a->below < b->below);
}

static struct say amount_say(struct reader *r, const struct node *chain, int64_t n)
{
	if (n == INT64_MAX)
		return SAY("不限", "any higher amount");
	if (text_equal(node_text(chain, "of"), "quantity"))
		return SAME(arena_print(r->mem, "%lld", (long long)n));
	return SAY(arena_print(r->mem, "%s元", text_write_money(r->mem, n)), arena_print(r->mem, "%s yuan", text_write_money(r->mem, n)));
}

static void check_brackets(struct reader *r, const struct node *chain)
{
	const struct node *steps = node_get(chain, "steps");
	struct bracket *all = arena_array(r->mem, struct bracket, node_count(steps) + 1);
	size_t n = 0;
	int64_t reached = 0;

	for (size_t i = 0; i < node_count(steps); i++) {
		struct node *map = node_item(steps, i);
		struct bracket b = { .map = map };

		if (map->kind != NODE_MAP || (!node_get(map, "below") && !node_get(map, "from")))
			continue;
		if (!read_limit(r, map, "from", 0, &b.from) || !read_limit(r, map, "below", INT64_MAX, &b.below))
			return;
		all[n++] = b;
	}
	if (!n)
		return;
	qsort(all, n, sizeof *all, by_from);
	for (size_t i = 0; i < n; i++) {
		if (all[i].from > reached)
			complain(r, mark_of(all[i].map, "from"), CODE_E38, amount_say(r, chain, reached), amount_say(r, chain, all[i].from));
		if (all[i].from < reached)
			complain(r, mark_of(all[i].map, "from"), CODE_E39, amount_say(r, chain, all[i].from),
				 amount_say(r, chain, all[i].below < reached ? all[i].below : reached));
		if (all[i].below > reached)
			reached = all[i].below;
	}
	if (reached != INT64_MAX)
		complain(r, mark_of(all[n - 1].map, "below"), CODE_E38, amount_say(r, chain, reached), SAY("不限", "any higher amount"));
}

static bool names(const struct node *value, const char *role)
{
	for (size_t i = 0; i < node_count(value); i++)
		if (node_item(value, i)->kind == NODE_TEXT && strcmp(node_item(value, i)->text, role) == 0)
			return true;
	return false;
}

static bool has_bracket(const struct node *step) { return node_get(step, "below") || node_get(step, "from"); }

/* Steps that both run: at most one of them has a bracket. */
static void check_twice(struct reader *r, const struct node *chain)
{
	const struct node *steps = node_get(chain, "steps");

	if (text_equal(node_text(chain, "distinct"), "no"))
		return;
	for (size_t i = 0; i < node_count(steps) && i < 100; i++)
		for (size_t j = 0; j < i; j++) {
			const struct node *a = node_item(steps, j), *b = node_item(steps, i), *by = node_get(b, "by");

			if (a->kind != NODE_MAP || b->kind != NODE_MAP || (has_bracket(a) && has_bracket(b)))
				continue;
			for (size_t k = 0; k < node_count(by); k++)
				if (node_item(by, k)->kind == NODE_TEXT && names(node_get(a, "by"), node_item(by, k)->text))
					complain(r, node_item(by, k)->at, CODE_E41, SAME(node_item(by, k)->text));
		}
}

static void check_steps(struct reader *r, const struct node *chain)
{
	const struct node *steps = node_get(chain, "steps");

	for (size_t i = 0; i < node_count(steps); i++) {
		const struct node *s = node_item(steps, i);

		if (s->kind == NODE_MAP && !node_get(s, "by") && !node_get(s, "any") && !node_get(s, "meeting"))
			complain(r, s->at, CODE_E40, SAME(arena_print(r->mem, "%zu", i + 1)));
	}
}

/* Who raises a document does not approve it. */
static void check_flow(struct reader *r, const struct node *flow)
{
	const struct node *raise = node_get(flow, "raise"), *approve = node_get(flow, "approve"), *steps;
	const struct entry *chain;

	if (!raise || !approve || approve->kind != NODE_TEXT)
		return;
	chain = tree_entry(r->tree, approve->text);
	if (!chain || chain->list->cat != CAT_CHAIN || text_equal(node_text(chain->map, "distinct"), "no"))
		return;
	steps = node_get(chain->map, "steps");
	for (size_t i = 0; i < node_count(steps); i++)
		for (size_t k = 0; k < node_count(raise); k++) {
			const struct node *role = node_item(raise, k), *step = node_item(steps, i);

			if (role->kind == NODE_TEXT && step->kind == NODE_MAP
			    && (names(node_get(step, "by"), role->text) || (node_count(node_get(step, "any")) == 1 && names(node_get(step, "any"), role->text))))
				complain(r, role->at, CODE_E41, SAME(role->text));
		}
}

/* Whoever may be late under this rule. */
static bool is_late_one(const struct entry *e, const char *role)
{
	const struct node *steps = node_get(e->map, "steps");

	if (strcmp(e->list->name, "duties") == 0 || strcmp(e->list->name, "actions") == 0)
		return node_count(node_get(e->map, "who")) == 1 && names(node_get(e->map, "who"), role);
	if (e->list->cat != CAT_CHAIN)
		return false;
	return node_count(steps) == 1 && node_count(node_get(node_item(steps, 0), "by")) == 1 && names(node_get(node_item(steps, 0), "by"), role);
}

static void check_escalation(struct reader *r, const struct entry *e)
{
	const struct node *all = node_get(e->map, "escalate");
	int64_t before = 0;

	for (size_t i = 0; i < node_count(all); i++) {
		const struct node *late = node_item(all, i);
		const char *after = node_text(late, "after"), *to = node_text(late, "to");
		struct value v;
		struct plan_dur d;

		if (!after || !to || value_read(r->mem, after, &v) || v.low.dim != DIM_TIME)
			continue;
		d = value_dur(&v.low);
		if (i && dur_ms(d) <= before)
			complain(r, mark_of(late, "after"), CODE_E49, SAME(e->id), SAY("时限没有变长", "no later than the step before"));
		before = dur_ms(d);
		if (is_late_one(e, to))
			complain(r, mark_of(late, "to"), CODE_E49, SAME(e->id), SAY("报给了逾期者本人", "to whoever is late"));
	}
}

void plan_check_chains(struct reader *r)
{
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (e->list->cat == CAT_CHAIN) {
			check_steps(r, e->map);
			check_brackets(r, e->map);
			check_twice(r, e->map);
		}
		if (strcmp(e->list->name, "flows") == 0)
			check_flow(r, e->map);
		check_escalation(r, e);
	}
}
