/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/text.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* What the rules of a plan owe each other: nothing runs in a circle, nobody is
 * declared in vain, the rest comes last, every class has its department (E14,
 * W17, E42-E48). */

static bool is_list(const struct entry *e, const char *name) { return strcmp(e->list->name, name) == 0; }

static const struct node *value_of(const struct entry *e, const char *key)
{
	const struct node *n = node_get(e->map, key);

	return n && n->kind == NODE_TEXT ? n : NULL;
}

/* Follows one key upwards; complains at the first rule of a circle in the file. */
static void check_circle(struct reader *r, size_t start, const char *key)
{
	struct plan_tree *t = r->tree;
	const struct entry *first = &t->entries[start], *e = first;
	struct buf line = BUF(r->mem);

	buf_text(&line, first->id);
	for (size_t steps = 0; steps <= t->n; steps++) {
		const struct node *up = value_of(e, key);

		e = up ? tree_entry(t, up->text) : NULL;
		if (!e || e < first || line.n > 400)
			return;
		buf_print(&line, " → %s", e->id);
		if (e == first) {
			complain(r, value_of(first, key)->at, CODE_E14, SAME(key), SAME(buf_get(&line)));
			return;
		}
	}
}

/* Whether a formula reads an index. */
static bool reads(const struct plan_cond *c, const char *index)
{
	if (!c)
		return false;
	return (c->op == COND_WORD && strcmp(c->word, index) == 0) || reads(c->left, index) || reads(c->right, index) || reads(c->where, index);
}

/* Indices that read each other, directly or through others. */
enum { INDICES_MAX = 64 };

static void check_indices(struct reader *r)
{
	const struct entry *all[INDICES_MAX];
	const struct plan_cond *is[INDICES_MAX];
	uint64_t reach[INDICES_MAX] = { 0 };
	struct cond_fault fault;
	size_t n = 0;

	for (size_t i = 0; i < r->tree->n && n < INDICES_MAX; i++)
		if (r->tree->entries[i].list->cat == CAT_INDEX && value_of(&r->tree->entries[i], "is")) {
			all[n] = &r->tree->entries[i];
			is[n++] = cond_parse(r->mem, value_of(&r->tree->entries[i], "is")->text, &fault);
		}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (*all[j]->id && reads(is[i], all[j]->id))
				reach[i] |= UINT64_C(1) << j;
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < n; i++)
			if (reach[i] >> k & 1)
				reach[i] |= reach[k];
	for (size_t i = 0; i < n; i++)
		if (reach[i] >> i & 1)
			complain(r, value_of(all[i], "is")->at, CODE_E14, SAME("is"), SAME(arena_print(r->mem, "%s → … → %s", all[i]->id, all[i]->id)));
}

static void check_circles(struct reader *r)
{
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (e->list->cat == CAT_ROLE) {
			check_circle(r, i, "under");
			check_circle(r, i, "reports_to");
		} else if (e->list->cat == CAT_CLASS) {
			check_circle(r, i, "part_of");
		} else if (e->list->cat == CAT_LEVEL) {
			check_circle(r, i, "builds_on");
		}
	}
	check_indices(r);
}

static void check_unused(struct reader *r)
{
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if ((e->list->cat == CAT_ROLE || e->list->cat == CAT_EVENT) && !e->used && !e->origin && *e->id)
			complain(r, e->at, CODE_W17, SAY(e->list->zh, e->list->en), SAME(e->id));
	}
}

static void check_rest(struct reader *r)
{
	const struct entry *last = NULL;

	for (size_t i = 0; i < r->tree->n; i++)
		if (is_list(&r->tree->entries[i], "ranks"))
			last = &r->tree->entries[i];
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (is_list(e, "ranks") && text_equal(node_text(e->map, "rest"), "yes") && e != last)
			complain(r, node_get(e->map, "rest")->at, CODE_E42, SAME(e->id));
	}
}

/* Paying, carrying, planning and inspecting cut across all goods: owning a class
 * is to buy, hold or hand it out. */
static bool owns(const struct entry *e)
{
	const struct node *does = node_get(e->map, "does");

	for (size_t i = 0; i < node_count(does); i++)
		if (node_item(does, i)->kind == NODE_TEXT
		    && plan_word_in("buy/reserve/dispatch/deliver/supply", node_item(does, i)->text, strlen(node_item(does, i)->text), &(int){ 0 }))
			return true;
	return false;
}

/* Marks the classes that owners rules name; false when one names all goods. */
static bool mark_owned(struct plan_tree *t, bool *ret_any)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct node *goods = is_list(&t->entries[i], "owners") && owns(&t->entries[i]) ? node_get(t->entries[i].map, "goods") : NULL;

		for (size_t j = 0; j < node_count(goods); j++) {
			const struct node *g = node_item(goods, j);
			struct entry *e = g->kind == NODE_TEXT ? tree_entry_of(t, CAT_CLASS, g->text) : NULL;

			*ret_any = true;
			if (e)
				e->owned = true;
			if (g->kind == NODE_TEXT && strcmp(g->text, "all_goods") == 0 && !e)
				return false;
		}
	}
	return true;
}

/* A class has an owner when it, one above it, or all below it have. */
static bool owned_above(const struct plan_tree *t, const struct entry *e)
{
	for (int steps = 0; e && steps < 50; steps++) {
		const struct node *up = value_of(e, "part_of");

		if (e->owned)
			return true;
		e = up ? tree_entry_of(t, CAT_CLASS, up->text) : NULL;
	}
	return false;
}

static bool owned_below(const struct plan_tree *t, const struct entry *e)
{
	size_t below = 0;

	for (size_t j = 0; j < t->n; j++) {
		const struct node *up = t->entries[j].list->cat == CAT_CLASS ? value_of(&t->entries[j], "part_of") : NULL;

		if (!up || strcmp(up->text, e->id) != 0)
			continue;
		if (!t->entries[j].owned)
			return false;
		below++;
	}
	return below > 0;
}

static void check_owners(struct reader *r)
{
	bool any = false;

	if (!mark_owned(r->tree, &any) || !any)
		return;
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (e->list->cat == CAT_CLASS && *e->id && !owned_above(r->tree, e) && !owned_below(r->tree, e))
			complain(r, e->at, CODE_E43, SAME(e->id));
	}
}

static void check_norm(struct reader *r, const struct entry *e)
{
	const struct node *least = value_of(e, "at_least"), *aim = value_of(e, "aim");
	struct value a, b;

	if (!least && !aim && !node_get(e->map, "trend"))
		complain(r, e->map->at, CODE_E44, SAME(e->id), SAY("没有写 at_least、aim、trend", "says neither at_least, aim nor trend"));
	else if (least && aim && value_read(r->mem, least->text, &a) == VALUE_OK && value_read(r->mem, aim->text, &b) == VALUE_OK
		 && a.low.dim == b.low.dim && b.low.n < a.low.n)
		complain(r, aim->at, CODE_E44, SAME(e->id), SAY("目标低于下限", "aims below its minimum"));
}

static void check_order(struct reader *r, const struct entry *e)
{
	const struct node *limit = value_of(e, "limit"), *accept = node_get(e->map, "accept"), *refuse = node_get(e->map, "refuse");
	struct plan_rate rate;
	const char *bad;

	for (size_t i = 0; i < node_count(refuse); i++)
		for (size_t j = 0; j < node_count(accept) && j < 100; j++)
			if (node_item(refuse, i)->kind == NODE_TEXT && node_item(accept, j)->kind == NODE_TEXT
			    && strcmp(node_item(refuse, i)->text, node_item(accept, j)->text) == 0)
				complain(r, node_item(refuse, i)->at, CODE_E46, SAME(node_item(refuse, i)->text));
	if (!limit || value_rate(r->mem, limit->text, &rate, &bad) != VALUE_OK || !rate.per.unit)
		return;
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *p = &r->tree->entries[i];
		const struct node *days = is_list(p, "packages") ? value_of(p, "days") : NULL;
		struct value v;

		if (days && value_read(r->mem, days->text, &v) == VALUE_OK && v.low.dim == DIM_TIME
		    && dur_ms(value_dur(&v.low)) * rate.amount.n < dur_ms(rate.per))
			complain(r, limit->at, CODE_W45, SAME(strstr(limit->text, " per ") + 5), SAME(p->id), SAME(days->text));
	}
}

static void check_duty(struct reader *r, const struct entry *e)
{
	const struct node *due = value_of(e, "due"), *lasts = value_of(e, "lasts"), *most = value_of(e, "at_most");
	struct timing t;
	struct value v;
	struct plan_rate rate;
	const char *bad;
	int64_t period;

	if (!due || !timing_read(r->mem, due->text, &t))
		return;
	period = timing_period_ms(&t);
	if (!period)
		return;
	if (lasts && value_read(r->mem, lasts->text, &v) == VALUE_OK && v.low.dim == DIM_TIME && dur_ms(value_dur(&v.low)) > period)
		complain(r, lasts->at, CODE_E47, SAME(e->id), SAY(arena_print(r->mem, "一次 %s，周期是 %s", lasts->text, due->text),
			arena_print(r->mem, "%s long, due %s", lasts->text, due->text)));
	if (most && value_rate(r->mem, most->text, &rate, &bad) == VALUE_OK && rate.per.unit && rate.amount.dim == DIM_COUNT
	    && (__int128)rate.amount.n * period < dur_ms(rate.per))
		complain(r, most->at, CODE_E47, SAME(e->id), SAY(arena_print(r->mem, "上限 %s，要求 %s", most->text, due->text),
			arena_print(r->mem, "at most %s, due %s", most->text, due->text)));
}

static void check_dose(struct reader *r, const struct entry *e)
{
	const struct node *strength = value_of(e, "strength"), *least = value_of(e, "least"), *most = value_of(e, "at_most");
	struct plan_rate a, b;
	struct value v;
	const char *bad;

	if (strength && value_read(r->mem, strength->text, &v) == VALUE_OK && v.high.dim == DIM_STRENGTH && v.high.n > 20000)
		complain(r, strength->at, CODE_E48, SAME(e->id), SAY("浓度超过 20000 mg/L", "is above 20000 mg/L"));
	if (least && most && value_rate(r->mem, least->text, &a, &bad) == VALUE_OK && value_rate(r->mem, most->text, &b, &bad) == VALUE_OK
	    && (__int128)a.amount.n * dur_ms(b.per) > (__int128)b.amount.n * dur_ms(a.per))
		complain(r, least->at, CODE_E48, SAME(e->id), SAY("最低次数高于最高次数", "asks for more than at_most"));
}

static void check_one_condition(struct reader *r, const struct entry *e)
{
	static const char *const keys[] = { "refuse_when", "refuse_unless", "warn_when" };
	const struct pair *first = NULL;

	for (size_t i = 0; i < 3; i++) {
		const struct pair *p = node_pair(e->map, keys[i]);

		if (p && first)
			complain(r, p->at, CODE_E09, SAME(keys[i]), SAY("第二个条件", "a second condition"), SAY("一条校验只写一个条件", "one condition in a check"));
		first = first ? first : p;
	}
	if (!first)
		complain(r, e->map->at, CODE_E08, SAME(e->id), SAME("refuse_when"), SAY("或 refuse_unless、warn_when", "or refuse_unless, warn_when"));
}

void plan_check_rules(struct reader *r)
{
	check_circles(r);
	check_unused(r);
	check_rest(r);
	check_owners(r);
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (is_list(e, "norms"))
			check_norm(r, e);
		else if (is_list(e, "orders"))
			check_order(r, e);
		else if (is_list(e, "duties"))
			check_duty(r, e);
		else if (is_list(e, "doses"))
			check_dose(r, e);
		else if (is_list(e, "checks"))
			check_one_condition(r, e);
	}
}
