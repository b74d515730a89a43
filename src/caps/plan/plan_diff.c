/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/text.h"
#include "caps/plan/plan_reading.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* Two versions of a plan compared by id. */
static void write_value(struct buf *b, const struct node *n, int depth)
{
	if (!n || depth > 8)
		return;
	if (n->kind == NODE_TEXT) {
		buf_text(b, n->text);
		return;
	}
	buf_char(b, n->kind == NODE_LIST ? '[' : '{');
	for (size_t i = 0; i < n->n; i++) {
		if (i)
			buf_text(b, ", ");
		if (n->kind == NODE_MAP)
			buf_print(b, "%s: ", n->pairs[i].key);
		write_value(b, n->kind == NODE_LIST ? n->items[i] : n->pairs[i].value, depth + 1);
	}
	buf_char(b, n->kind == NODE_LIST ? ']' : '}');
}

static const char *value_text(struct ctx *cx, const struct node *n)
{
	struct buf b = BUF(&cx->mem);

	/* A list of one may stand without brackets: the same thing. */
	if (n && n->kind == NODE_LIST && n->n == 1 && n->items[0]->kind == NODE_TEXT)
		n = n->items[0];
	write_value(&b, n, 0);
	return n ? buf_get(&b) : "–";
}

int plan_direction(struct ctx *cx, const char *key, const struct node *old, const struct node *new)
{
	bool more = plan_word_in("at_least/aim/suppliers/floor/cover", key, strlen(key), &(int){ 0 });
	bool less = plan_word_in("at_most/within/ack/limit/respond_within/spread", key, strlen(key), &(int){ 0 });
	struct value a, b;

	if ((!more && !less) || !old || !new || old->kind != NODE_TEXT || new->kind != NODE_TEXT
	    || value_read(&cx->mem, old->text, &a) || value_read(&cx->mem, new->text, &b) || a.low.dim != b.low.dim || a.low.n == b.low.n)
		return 0;
	return (b.low.n > a.low.n) == more ? WAY_STRICTER : WAY_LOOSER;
}

static bool is_text_key(const char *key) { return plan_word_in("zh/en/note/source", key, strlen(key), &(int){ 0 }); }

static void compare_key(struct ctx *cx, struct buf *b, const char *id, const char *key, const struct node *old, const struct node *new, bool *texts)
{
	const char *before = value_text(cx, old), *after = value_text(cx, new);
	int way;

	if (strcmp(before, after) == 0)
		return;
	if (is_text_key(key)) {
		*texts = true;
		return;
	}
	way = plan_direction(cx, key, old, new);
	buf_print(b, "~ %s.%s %s -> %s%s\n", id, key, before, after, way == WAY_STRICTER ? "（从严）" : way == WAY_LOOSER ? "（放宽）" : "");
}

static void compare_maps(struct ctx *cx, struct buf *b, const char *id, const struct node *old, const struct node *new)
{
	bool texts = false;

	for (size_t i = 0; i < old->n; i++)
		compare_key(cx, b, id, old->pairs[i].key, old->pairs[i].value, node_get(new, old->pairs[i].key), &texts);
	for (size_t i = 0; i < new->n; i++)
		if (!node_get(old, new->pairs[i].key))
			compare_key(cx, b, id, new->pairs[i].key, NULL, new->pairs[i].value, &texts);
	if (texts)
		buf_print(b, "t %s\n", id);
}

/* The rule before this one in its list that exists in both plans. */
static const char *neighbour(const struct plan_tree *t, const struct entry *e, const struct plan_tree *other)
{
	while (e-- > t->entries)
		if (e->list == e[1].list && tree_entry(other, e->id))
			return e->id;
		else if (e->list != e[1].list)
			break;
	return "";
}

const char *plan_diff(struct ctx *cx, const struct plan *old, const struct plan *new)
{
	struct buf b = BUF(&cx->mem);
	const struct node *a = old->tree->head, *z = new->tree->head;
	bool texts = false;

	for (size_t i = 0; i < a->n; i++)
		if (!plan_word_in("kinds/events", a->pairs[i].key, strlen(a->pairs[i].key), &(int){ 0 }))
			compare_key(cx, &b, "plan", a->pairs[i].key, a->pairs[i].value, node_get(z, a->pairs[i].key), &texts);
	for (size_t i = 0; i < z->n; i++)
		if (!node_get(a, z->pairs[i].key) && !plan_word_in("kinds/events", z->pairs[i].key, strlen(z->pairs[i].key), &(int){ 0 }))
			compare_key(cx, &b, "plan", z->pairs[i].key, NULL, z->pairs[i].value, &texts);
	if (texts)
		buf_text(&b, "t plan\n");
	for (size_t i = 0; i < old->tree->n; i++)
		if (!tree_entry(new->tree, old->tree->entries[i].id))
			buf_print(&b, "- %s（%s）\n", old->tree->entries[i].id, node_text(old->tree->entries[i].map, "zh"));
	for (size_t i = 0; i < new->tree->n; i++) {
		const struct entry *e = &new->tree->entries[i], *before = tree_entry(old->tree, e->id);

		if (!before) {
			buf_print(&b, "+ %s（%s）\n", e->id, node_text(e->map, "zh"));
			continue;
		}
		if (plan_word_in("ranks/sources/scale/measures", e->list->name, strlen(e->list->name), &(int){ 0 })
		    && strcmp(neighbour(new->tree, e, old->tree), neighbour(old->tree, before, new->tree)) != 0)
			buf_print(&b, "^ %s\n", e->id);
		compare_maps(cx, &b, e->id, before->map, e->map);
	}
	return buf_get(&b);
}
