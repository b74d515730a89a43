/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_reading.h"
#include "base/text.h"
#include <string.h>

/* Two versions compared value by value, the differences said in words (plan_diff
 * tells the same as lines for the command line). */
enum { COMPARE_DEPTH_MAX = 8 };

struct comparison {
	struct ctx              *cx;
	const struct plan       *old, *new;
	bool                     english;
	struct plan_change_list *out;
	const struct entry      *was, *is;      /* the rule in both; NULL in the header */
};

static bool one_of(const char *words, const char *word) { return plan_word_in(words, word, strlen(word), &(int){ 0 }); }

static const char *said(const struct comparison *c, bool new, const struct plan_list *list, const struct plan_key *key, const struct node *value)
{
	const struct entry *owner = new ? c->is : c->was;
	struct speaker s = { .mem = &c->cx->mem, .tree = (new ? c->new : c->old)->tree, .english = c->english };
	struct telling t = { .s = s, .owner = owner, .number = 1 };
	struct buf b = BUF(&c->cx->mem);

	for (size_t i = 0; i < node_count(value); i++) {
		const struct node *item = node_item(value, i);

		if (i)
			buf_text(&b, c->english ? ", " : "、");
		if (key->type == TYPE_YES_NO)
			buf_text(&b, c->english ? item->text : plan_word_zh(item->text));
		else if (item->kind == NODE_TEXT)
			say_value(&s, &b, list, key, owner, item);
		else if (key->type == TYPE_MAP && *tell_sentence(plan_list_named(key->words), c->english))
			tell(&t, &b, plan_list_named(key->words), item, tell_sentence(plan_list_named(key->words), c->english));
		else
			for (size_t k = 0; item->kind == NODE_MAP && k < item->n; k++)
				buf_print(&b, "%s%s %s", k ? " " : "", c->english ? plan_key_en(item->pairs[k].key) : plan_key_zh(item->pairs[k].key),
					  item->pairs[k].value->kind == NODE_TEXT ? say_name(&s, owner, item->pairs[k].value->text) : "…");
	}
	return node_count(value) ? buf_get(&b) : NULL;
}

static void add(const struct comparison *c, struct plan_change change)
{
	const struct entry *e = c->is ? c->is : c->was;
	struct speaker s = { .mem = &c->cx->mem, .tree = (c->is ? c->new : c->old)->tree, .english = c->english };
	const struct node *title = e ? say_title(&s, e->map) : NULL;

	change.rule_id = e ? e->id : "plan";
	change.list = e ? e->list->name : "plan";
	change.title = title && title->kind == NODE_TEXT ? title->text : e ? e->id : c->english ? "This plan" : "本预案";
	if (change.key)
		change.key_title = c->english ? plan_key_en(change.key) : plan_key_zh(change.key);
	arena_push(&c->cx->mem, c->out->at, c->out->n, c->out->room) = change;
}

static bool is_plain_list(const struct node *n)
{
	for (size_t i = 0; i < node_count(n); i++)
		if (node_item(n, i)->kind != NODE_TEXT)
			return false;
	return true;
}

static bool same(const struct node *a, const struct node *b, int depth)
{
	if (!a || !b || depth > COMPARE_DEPTH_MAX)
		return a == b;
	if (a->kind != NODE_MAP && b->kind != NODE_MAP && (a->kind == NODE_LIST || b->kind == NODE_LIST)) {
		if (node_count(a) != node_count(b))
			return false;
		for (size_t i = 0; i < node_count(a); i++)
			if (!same(node_item(a, i), node_item(b, i), depth + 1))
				return false;
		return true;
	}
	if (a->kind != b->kind)
		return false;
	if (a->kind == NODE_TEXT)
		return strcmp(a->text, b->text) == 0;
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same(a->pairs[i].value, node_get(b, a->pairs[i].key), depth + 1))
			return false;
	return true;
}

static void compare_maps(const struct comparison *c, const struct plan_list *list, const char *path, const struct node *old, const struct node *new, int depth);

static void compare_value(const struct comparison *c, const struct plan_list *list, const struct plan_key *key, const char *path,
			  const struct node *old, const struct node *new, int depth)
{
	const struct plan_list *part = key->type == TYPE_MAP ? plan_list_named(key->words) : NULL;
	size_t n = node_count(new);

	if (same(old, new, 0))
		return;
	if (part && old && new && n == node_count(old) && depth < COMPARE_DEPTH_MAX) {
		for (size_t i = 0; i < n; i++)
			compare_maps(c, part, new->kind == NODE_LIST ? arena_print(&c->cx->mem, "%s[%zu]", path, i) : path,
				     node_item(old, i), node_item(new, i), depth + 1);
		return;
	}
	if (!part && old && new && is_plain_list(old) && is_plain_list(new) && n == node_count(old) && n > 1) {
		for (size_t i = 0; i < n; i++)
			compare_value(c, list, key, arena_print(&c->cx->mem, "%s[%zu]", path, i), node_item(old, i), node_item(new, i), depth + 1);
		return;
	}
	add(c, (struct plan_change){ .path = path, .key = key->name, .kind = one_of("zh/en/note/source", key->name) ? CHANGE_WORDS : CHANGE_VALUE,
		.way = !old || !new ? WAY_NONE : (int64_t)plan_direction(c->cx, key->name, old, new),
		.old = said(c, false, list, key, old), .new = said(c, true, list, key, new),
		.line = new ? new->at.line : 0, .old_line = old ? old->at.line : 0 });
}

static void compare_maps(const struct comparison *c, const struct plan_list *list, const char *path, const struct node *old, const struct node *new, int depth)
{
	if (!list || old->kind != NODE_MAP || new->kind != NODE_MAP)
		return;
	for (size_t i = 0; i < new->n + old->n; i++) {
		const struct pair *p = i < new->n ? &new->pairs[i] : &old->pairs[i - new->n];
		const struct plan_key *key = plan_key_of(list, p->key);

		if (!key || key->type == TYPE_RULES || (i >= new->n && node_get(new, p->key)))
			continue;
		if (!c->is && one_of("version/date", p->key))
			continue;                      /* every version has its own */
		compare_value(c, list, key, arena_print(&c->cx->mem, "%s.%s", path, p->key), node_get(old, p->key), node_get(new, p->key), depth);
	}
}

/* The rule before this one in its list that exists in both plans. */
static const char *neighbour(const struct plan_tree *t, const struct entry *e, const struct plan_tree *other)
{
	while (e-- > t->entries)
		if (e->list != e[1].list)
			break;
		else if (tree_entry(other, e->id))
			return e->id;
	return "";
}

static void compare_place(const struct comparison *c)
{
	int was = plan_rule_number(c->old->tree, c->was), is = plan_rule_number(c->new->tree, c->is);

	if (!one_of("ranks/sources/scale/measures", c->is->list->name)
	    || strcmp(neighbour(c->new->tree, c->is, c->old->tree), neighbour(c->old->tree, c->was, c->new->tree)) == 0)
		return;
	add(c, (struct plan_change){ .path = c->is->id, .kind = CHANGE_MOVED, .line = c->is->at.line, .old_line = c->was->at.line,
		.old = arena_print(&c->cx->mem, c->english ? "place %d" : "第 %d 位", was),
		.new = arena_print(&c->cx->mem, c->english ? "place %d" : "第 %d 位", is) });
}

static void compare_rule(struct comparison *c)
{
	struct arena *mem = &c->cx->mem;

	if (c->is && c->was && c->is->list == c->was->list) {
		compare_place(c);
		compare_maps(c, c->is->list, c->is->id, c->was->map, c->is->map, 0);
		return;
	}
	if (c->was) {
		const struct entry *is = c->is;

		c->is = NULL;
		add(c, (struct plan_change){ .path = c->was->id, .kind = CHANGE_REMOVED, .old_line = c->was->at.line,
			.old = plan_rule_said(mem, c->old->tree, c->was, c->english) });
		c->is = is;
	}
	if (c->is)
		add(c, (struct plan_change){ .path = c->is->id, .kind = CHANGE_ADDED, .line = c->is->at.line,
			.new = plan_rule_said(mem, c->new->tree, c->is, c->english) });
}

void plan_compare(struct ctx *cx, const struct plan *old, const struct plan *new, bool english, struct plan_change_list *ret)
{
	struct comparison c = { .cx = cx, .old = old, .new = new, .english = english, .out = ret };

	compare_maps(&c, plan_list_named("plan"), "plan", old->tree->head, new->tree->head, 0);
	for (const struct plan_list *l = plan_lists; l->name; l++) {
		for (size_t i = 0; i < new->tree->n; i++) {
			c.is = &new->tree->entries[i];
			c.was = tree_entry(old->tree, c.is->id);
			if (c.is->list == l)
				compare_rule(&c);
		}
		for (size_t i = 0; i < old->tree->n; i++) {
			c.was = &old->tree->entries[i];
			c.is = NULL;
			if (c.was->list == l && !tree_entry(new->tree, c.was->id))
				compare_rule(&c);
		}
	}
}
