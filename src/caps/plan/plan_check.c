/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include <ctype.h>
#include <string.h>

/* The shape of a plan: sections, lists, rules, keys; ids and that each is given
 * once.  Values are plan_value_check.c, what only one list asks plan_rules.c. */
enum { RULES_MAX = 4000 };

static struct say kind_say(const struct node *n)
{
	static const struct say kinds[] = { { "一个值", "one value" }, { "列表", "a list" }, { "一组键和值", "a mapping" } };

	return kinds[n->kind];
}

static void wrong_kind(struct reader *r, const char *key, const struct node *n, struct say want)
{
	if (!n->broken)
		complain(r, n->at, CODE_E09, SAME(key), kind_say(n), want);
}

static bool id_good(const char *id, bool level)
{
	size_t n = strlen(id);

	if (level && plan_word_in("I/II/III/IV/V", id, n, &(int){ 0 }))
		return true;
	if (!n || n > 40 || !(id[0] >= 'a' && id[0] <= 'z') || plan_reserved(id))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!((id[i] >= 'a' && id[i] <= 'z') || isdigit((unsigned char)id[i]) || id[i] == '_'))
			return false;
	return true;
}

static void collect_rule(struct reader *r, const struct plan_list *list, struct node *map)
{
	struct plan_tree *t = r->tree;
	struct node *id;

	if (map->kind != NODE_MAP) {
		wrong_kind(r, list->name, map, SAY("一条规则写成一组键和值", "a rule is a mapping"));
		return;
	}
	if (t->n == RULES_MAX) {
		complain(r, map->at, CODE_E03, SAY("规则太多", "too many rules"), SAY("四千条以内", "at most 4,000"));
		return;
	}
	id = node_get(map, "id");
	arena_push(r->mem, t->entries, t->n, t->room) = (struct entry){ .list = list, .map = map,
		.id = id && id->kind == NODE_TEXT ? id->text : "", .at = id ? id->at : map->at };
}

static void collect_list(struct reader *r, const struct plan_list *list, struct node *value)
{
	if (value->kind == NODE_TEXT) {
		wrong_kind(r, list->name, value, SAY("规则的列表", "a list of rules"));
		return;
	}
	for (size_t i = 0; i < node_count(value); i++)
		collect_rule(r, list, node_item(value, i));
}

static void collect_section(struct reader *r, const struct plan_section *section, struct pair *p)
{
	const struct plan_list *own = plan_list_named(section->name);

	if (own && own->form != FORM_HEAD && strcmp(own->section, section->name) == 0) {      /* roles, duties, cases */
		collect_list(r, own, p->value);
		return;
	}
	if (p->value->kind != NODE_MAP) {
		wrong_kind(r, section->name, p->value, SAY("一组列表", "a mapping of lists"));
		return;
	}
	for (size_t i = 0; i < p->value->n; i++) {
		struct pair *q = &p->value->pairs[i];
		const struct plan_list *list = plan_list_named(q->key);
		struct nearest near = { .word = q->key };

		if (list && list->form != FORM_PART && list->form != FORM_HEAD && strcmp(list->section, section->name) == 0) {
			collect_list(r, list, q->value);
			continue;
		}
		if (own && plan_key_of(own, q->key))
			continue;          /* a key of the header */
		for (const struct plan_list *l = plan_lists; l->name; l++)
			if (l->form != FORM_PART && l->form != FORM_HEAD && strcmp(l->section, section->name) == 0)
				nearest_try(&near, l->name);
		for (const struct plan_key *k = own ? own->keys : NULL; k && k->name; k++)
			nearest_try(&near, k->name);
		if (*q->key && !own)
			complain(r, q->at, CODE_E06, SAME(q->key),
				 nearest_say(r, &near, SAY("本节有的列表", "a list of this section")));
	}
}

static void collect(struct reader *r, struct node *root)
{
	for (size_t i = 0; i < root->n; i++) {
		struct pair *p = &root->pairs[i];
		const struct plan_section *s = plan_sections;
		struct nearest near = { .word = p->key };

		while (s->name && strcmp(s->name, p->key) != 0)
			s++;
		if (s->name) {
			if (strcmp(s->name, "plan") == 0 && p->value->kind == NODE_MAP)
				r->tree->head = p->value;
			collect_section(r, s, p);
			continue;
		}
		for (s = plan_sections; s->name; s++)
			nearest_try(&near, s->name);
		if (*p->key)
			complain(r, p->at, CODE_E06, SAME(p->key), nearest_say(r, &near, SAY("十四节之一", "one of the fourteen sections")));
	}
}

static void check_ids(struct reader *r)
{
	for (size_t i = 0; i < r->tree->n; i++) {
		struct entry *e = &r->tree->entries[i];
		struct entry *first = *e->id ? tree_entry(r->tree, e->id) : NULL;

		if (*e->id && !id_good(e->id, e->list->cat == CAT_LEVEL))
			complain(r, e->at, CODE_E10, SAME(e->id));
		else if (first && first != e && !e->origin)
			complain(r, e->at, CODE_E11, SAME(e->id), SAME(arena_print(r->mem, "%d", first->at.line)),
				 SAY(first->list->zh, first->list->name));
	}
}

/* Ids inside a rule (parties, stages, fields) are unique in their own list. */
static void check_part_ids(struct reader *r, const struct plan_list *list, const struct node *value)
{
	if (!plan_key_of(list, "id"))
		return;
	for (size_t i = 0; i < node_count(value); i++) {
		struct node *id = node_get(node_item(value, i), "id");

		if (!id || id->kind != NODE_TEXT || !*id->text)
			continue;
		if (!id_good(id->text, false))
			complain(r, id->at, CODE_E10, SAME(id->text));
		for (size_t j = 0; j < i && j < 200; j++) {
			struct node *other = node_get(node_item(value, j), "id");

			if (other && other->kind == NODE_TEXT && strcmp(other->text, id->text) == 0) {
				complain(r, id->at, CODE_E11, SAME(id->text), SAME(arena_print(r->mem, "%d", other->at.line)),
					 SAY(list->zh, list->en));
				break;
			}
		}
	}
}

static void check_map(struct reader *r, const struct plan_list *list, struct entry *owner, struct node *map, int depth);

static void check_parts(struct reader *r, const struct plan_key *key, struct entry *owner, struct node *value, int depth)
{
	const struct plan_list *list = plan_list_named(key->words);

	if (value->kind == NODE_TEXT || (value->kind == NODE_LIST && !(key->flags & MANY))) {
		wrong_kind(r, key->name, value, key->flags & MANY ? SAY("一组或几组键和值", "a list of mappings") : SAY("一组键和值", "a mapping"));
		return;
	}
	for (size_t i = 0; i < node_count(value); i++) {
		struct node *part = node_item(value, i);

		if (part->kind == NODE_MAP)
			check_map(r, list, owner, part, depth + 1);
		else
			wrong_kind(r, key->name, part, SAY("一组键和值", "a mapping"));
	}
	check_part_ids(r, list, value);
}

static void check_pair(struct reader *r, const struct plan_list *list, const struct plan_key *key, struct entry *owner,
		       const struct node *map, struct node *value, int depth)
{
	if (key->type == TYPE_RULES || value->broken)
		return;
	if (key->type == TYPE_MAP) {
		check_parts(r, key, owner, value, depth);
		return;
	}
	if (value->kind == NODE_MAP || (value->kind == NODE_LIST && !(key->flags & MANY))) {
		wrong_kind(r, key->name, value, key->flags & MANY ? SAY("一个值或列表", "one value or a list") : SAY("一个值", "one value"));
		return;
	}
	for (size_t i = 0; i < node_count(value) && r->out->n < 500; i++) {
		struct node *item = node_item(value, i);

		if (item->kind != NODE_TEXT)
			wrong_kind(r, key->name, item, SAY("一个值", "one value"));
		else if (!*item->text)
			complain(r, item->at, CODE_E08, SAME(owner ? owner->id : "plan"), SAME(key->name),
				 SAY(plan_key_zh(key->name), plan_key_en(key->name)));
		else if (!item->broken)
			plan_check_value(r, list, key, owner, map, item);
	}
}

static void unknown_key(struct reader *r, const struct plan_list *list, const struct pair *p)
{
	struct nearest near = { .word = p->key };

	for (const struct plan_key *k = list->keys; k->name; k++)
		nearest_try(&near, k->name);
	for (const struct plan_key *k = plan_common_keys; list->form < FORM_HEAD && k->name; k++)
		nearest_try(&near, k->name);
	complain(r, p->at, CODE_E07, SAY(list->zh, list->name), SAME(p->key),
		 nearest_say(r, &near, SAY("此处可用的键", "a key that may stand here")));
}

static void check_required(struct reader *r, const struct plan_key *keys, const char *rule, const struct node *map)
{
	for (const struct plan_key *k = keys; k->name; k++)
		if ((k->flags & REQUIRED) && !node_get(map, k->name))
			complain(r, map->at, CODE_E08, SAME(rule), SAME(k->name), SAY(plan_key_zh(k->name), plan_key_en(k->name)));
}

static void check_map(struct reader *r, const struct plan_list *list, struct entry *owner, struct node *map, int depth)
{
	const char *rule = owner ? owner->id : node_text(map, "id");

	if (depth > 6)
		return;
	for (size_t i = 0; i < map->n && r->out->n < 500; i++) {
		struct pair *p = &map->pairs[i];
		const struct plan_key *key = plan_key_of(list, p->key);

		if (key)
			check_pair(r, list, key, owner, map, p->value, depth);
		else if (*p->key && strcmp(p->key, "<<") != 0)
			unknown_key(r, list, p);
	}
	if (text_equal(node_text(map, "overlay"), "drop"))
		return;
	check_required(r, list->keys, rule ? rule : "", map);
	if (list->form < FORM_HEAD)
		check_required(r, plan_common_keys, rule ? rule : "", map);
}

void plan_check_shape(struct reader *r, struct node *root)
{
	if (root->kind != NODE_MAP) {
		wrong_kind(r, "plan", root, SAY("一组节", "a mapping of sections"));
		return;
	}
	r->tree->root = root;
	collect(r, root);
	if (!r->tree->head) {
		complain(r, root->at, CODE_E08, SAME("plan"), SAME("plan"), SAY("预案的名称、版本和日期", "its title, version and date"));
		return;
	}
	plan_merge_bases(r);
	tree_index(r);
	check_ids(r);
	check_map(r, plan_list_named("plan"), NULL, r->tree->head, 0);
	for (size_t i = 0; i < r->tree->n && r->out->n < 500; i++)
		check_map(r, r->tree->entries[i].list, &r->tree->entries[i], r->tree->entries[i].map, 0);
}
