/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* Building on another plan: its rules come first, then ours amend, replace or
 * drop them and add new ones.  A locked rule may only be made stricter. */
enum { BASES_MAX = 4, BASE_DEPTH_MAX = 3 };

static void no_base(struct reader *r, struct mark at, const char *id, const char *version, struct say why, struct say want)
{
	complain(r, at, CODE_E60, SAME(id), SAME(version), why, want);
}

/* Brings one base's rules into r->tree; its own base's are in there already. */
static void bring_in(struct reader *r, const struct node *base)
{
	const char *id = node_text(base, "plan"), *version = node_text(base, "version"), *text, *name;
	struct mark at = node_pair(base, "plan") ? node_get(base, "plan")->at : base->at;
	struct plan_mistakes mistakes = { 0 };
	struct plan_tree tree = { 0 };
	struct reader other = { r->cx, r->mem, NULL, &mistakes, r->bases, &tree, r->depth + 1 };
	struct node *root;
	size_t n;
	int64_t number;

	if (!id || !version || !text_read_i64(version, &number) || strlen(id) > 40 || strchr(id, '/') || strchr(id, '.'))
		return;                       /* said by the check of the header */
	if (!r->bases || r->depth == BASE_DEPTH_MAX || r->bases->text_of(r->cx, r->bases->user, id, number, &text, &n, &name)) {
		no_base(r, at, id, version, SAY("找不到", "is not found"), SAY("放在本预案旁边的 ID.yaml，或已登记的这一版；承接不超过三层",
			"ID.yaml beside this plan, or that version registered; at most three plans deep"));
		return;
	}
	other.file = name;
	root = plan_parse(&other, text, n);
	if (root)
		plan_check_all(&other, root);
	if (!root || mistakes.errors || !text_equal(node_text(tree.head, "id"), id)) {
		no_base(r, at, id, version, SAY("自身有错", "has mistakes of its own"), SAY("先改好它", "put it right first"));
		return;
	}
	if (!text_equal(node_text(tree.head, "version"), version)) {
		no_base(r, at, id, version, SAY("找不到", "is not found"), SAY(arena_print(r->mem, "现有第 %s 版", node_text(tree.head, "version")),
			arena_print(r->mem, "version %s, which is there", node_text(tree.head, "version"))));
		return;
	}
	for (size_t i = 0; i < tree.n; i++) {
		struct entry e = tree.entries[i];
		struct entry *twice = tree_entry(r->tree, e.id);

		if (twice)
			complain(r, at, CODE_E57, SAME(e.id), SAME(twice->origin));
		if (!e.origin)
			e.origin = arena_print(r->mem, "%s %s", id, version);
		arena_push(r->mem, r->tree->entries, r->tree->n, r->tree->room) = e;
	}
}

/* Is the new value stricter?  1 yes, 0 the same, -1 looser or no direction. */
static int stricter(struct reader *r, const char *key, const struct node *old, const struct node *new)
{
	struct value a, b;
	struct plan_rate ra, rb;
	const char *bad;

	if (plan_word_in("needs/sign/steps/papers/forbids", key, strlen(key), &(int){ 0 }))
		return node_count(new) >= node_count(old) ? 1 : -1;
	if (old->kind != NODE_TEXT || new->kind != NODE_TEXT)
		return -1;
	if (strcmp(old->text, new->text) == 0)
		return 0;
	if (strcmp(key, "otherwise") == 0)
		return strcmp(new->text, "refuse") == 0 ? 1 : -1;
	if (value_rate(r->mem, old->text, &ra, &bad) == VALUE_OK && value_rate(r->mem, new->text, &rb, &bad) == VALUE_OK
	    && dur_ms(ra.per) && dur_ms(rb.per))
		return (strcmp(key, "limit") == 0 || strcmp(key, "at_most") == 0)
			&& (__int128)rb.amount.n * dur_ms(ra.per) < (__int128)ra.amount.n * dur_ms(rb.per) ? 1 : -1;
	if (value_read(r->mem, old->text, &a) || value_read(r->mem, new->text, &b) || a.low.dim != b.low.dim)
		return -1;
	if (plan_word_in("at_least/aim/suppliers/floor/cover", key, strlen(key), &(int){ 0 }))
		return b.low.n > a.low.n ? 1 : -1;
	if (plan_word_in("at_most/within/ack/limit/below/respond_within/spread", key, strlen(key), &(int){ 0 }))
		return b.low.n < a.low.n ? 1 : -1;
	return -1;
}

static bool free_key(const char *key)
{
	return plan_word_in("id/zh/en/source/note/overlay/reason/after", key, strlen(key), &(int){ 0 });
}

static void respect_lock(struct reader *r, const struct entry *base, const struct entry *ours, const char *overlay)
{
	const char *lock = node_text(base->map, "lock");
	const struct say want = lock && strcmp(lock, "tighten") == 0 ? SAY("只可从严", "only stricter values")
		: SAY("不得改动", "no change");

	if (!lock)
		return;
	if (strcmp(overlay, "amend") != 0) {
		complain(r, node_get(ours->map, "overlay")->at, CODE_E59, SAME(base->id), SAME(base->origin), SAME(overlay), want);
		return;
	}
	for (size_t i = 0; i < ours->map->n; i++) {
		const struct pair *p = &ours->map->pairs[i];
		const struct node *old = node_get(base->map, p->key);

		if (!free_key(p->key) && (strcmp(lock, "tighten") != 0 || !old || stricter(r, p->key, old, p->value) < 0))
			complain(r, p->at, CODE_E59, SAME(base->id), SAME(base->origin), SAME(p->key), want);
	}
}

/* The base's keys, each replaced by ours where we wrote one. */
static struct node *amended(struct reader *r, const struct node *base, const struct node *ours)
{
	struct node *map = arena_new(r->mem, sizeof *map);

	*map = *ours;
	map->pairs = NULL;
	map->n = map->room = 0;
	for (size_t i = 0; i < base->n; i++)
		if (!node_get(ours, base->pairs[i].key))
			arena_push(r->mem, map->pairs, map->n, map->room) = base->pairs[i];
	for (size_t i = 0; i < ours->n; i++)
		arena_push(r->mem, map->pairs, map->n, map->room) = ours->pairs[i];
	return map;
}

/* One of our rules onto what the bases brought; returns whether it stays as a new rule. */
static bool lay(struct reader *r, struct entry *ours, struct entry *bases, size_t n, const char *base_names)
{
	const char *overlay = node_text(ours->map, "overlay");
	struct entry *base = NULL;

	for (size_t i = 0; i < n && *ours->id; i++)
		if (strcmp(bases[i].id, ours->id) == 0)
			base = &bases[i];
	if (!base) {
		if (overlay)
			complain(r, node_get(ours->map, "overlay")->at, CODE_E58, SAME(base_names), SAME(ours->id), SAME(overlay));
		return true;
	}
	if (!overlay) {
		complain(r, ours->at, CODE_E57, SAME(ours->id), SAME(base->origin));
		return false;
	}
	respect_lock(r, base, ours, overlay);
	if (strcmp(overlay, "amend") == 0)
		ours->map = amended(r, base->map, ours->map);
	if (strcmp(overlay, "drop") == 0) {
		if (!node_get(ours->map, "reason"))
			complain(r, ours->map->at, CODE_E08, SAME(ours->id), SAME("reason"), SAY(plan_key_zh("reason"), plan_key_en("reason")));
		base->id = "";
		base->list = NULL;
		return false;
	}
	*base = *ours;
	return false;
}

/* `after: id` (or first) moves a new rule within its list. */
static void place(struct reader *r, struct entry ours)
{
	struct plan_tree *t = r->tree;
	const struct node *after = node_get(ours.map, "after");
	size_t at = t->n;

	if (after && after->kind == NODE_TEXT) {
		for (size_t i = 0; i < t->n; i++)
			if (t->entries[i].list == ours.list && strcmp(after->text, "first") == 0) {
				at = i;
				break;
			} else if (t->entries[i].list == ours.list && strcmp(t->entries[i].id, after->text) == 0) {
				at = i + 1;
			}
		if (at == t->n && strcmp(after->text, "first") != 0 && !tree_entry(t, after->text))
			complain(r, after->at, CODE_E12, SAME("after"), SAME(after->text), SAY(ours.list->zh, ours.list->en),
				 SAY("同一列表中已有的规则", "a rule of the same list that is there already"));
	}
	arena_push(r->mem, t->entries, t->n, t->room) = ours;
	memmove(&t->entries[at + 1], &t->entries[at], (t->n - 1 - at) * sizeof *t->entries);
	t->entries[at] = ours;
}

static void check_supersedes(struct reader *r)
{
	const struct node *old = node_get(r->tree->head, "supersedes");
	const char *id = node_text(old, "plan"), *version = node_text(old, "version");
	int64_t before, now;

	if (id && version && text_equal(id, node_text(r->tree->head, "id")) && text_read_i64(version, &before)
	    && node_text(r->tree->head, "version") && text_read_i64(node_text(r->tree->head, "version"), &now) && now <= before)
		no_base(r, node_get(old, "version")->at, id, version, SAY("不早于本版", "is not below this version"),
			SAY("本版号大于被取代的版号", "a version above the one it supersedes"));
}

void plan_merge_bases(struct reader *r)
{
	const struct node *base = node_get(r->tree->head, "base");
	struct plan_tree own = *r->tree;
	struct entry *kept = NULL;
	size_t n_kept = 0, room = 0;

	check_supersedes(r);
	r->tree->entries = NULL;
	r->tree->n = r->tree->room = 0;
	for (size_t i = 0; i < node_count(base) && i < BASES_MAX; i++)
		if (node_item(base, i)->kind == NODE_MAP)
			bring_in(r, node_item(base, i));
	for (size_t i = 0; i < own.n; i++)
		if (lay(r, &own.entries[i], r->tree->entries, r->tree->n, r->tree->n ? r->tree->entries[0].origin : "plan.base"))
			arena_push(r->mem, kept, n_kept, room) = own.entries[i];
	own.n = r->tree->n;
	r->tree->n = 0;
	for (size_t i = 0; i < own.n; i++)
		if (r->tree->entries[i].list)
			r->tree->entries[r->tree->n++] = r->tree->entries[i];
	for (size_t i = 0; i < n_kept; i++)
		place(r, kept[i]);
}
