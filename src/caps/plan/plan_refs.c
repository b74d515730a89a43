/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/text.h"
#include "caps/plan/plan_refs.h"
#include "caps/plan/plan_value.h"
#include <string.h>

static struct say cat_say(enum plan_cat cat)
{
	const struct plan_list *l = plan_list_of_cat(cat);

	return l ? SAY(l->zh, l->en) : SAY("规则", "rule");
}

bool ref_use(struct reader *r, enum plan_cat cat, const char *id)
{
	struct entry *e = tree_entry_of(r->tree, cat, id);

	if (e)
		e->used = true;
	return e != NULL;
}

bool ref_built_in(enum plan_cat cat, const char *id)
{
	if (cat == CAT_KIND)
		return plan_built_in_find(plan_built_in_kinds, id) != NULL;
	return cat == CAT_CLASS && strcmp(id, "all_goods") == 0;
}

/* Parties and stages belong to one case. */
static bool in_case(const struct entry *owner, const char *list, const char *id, struct nearest *near)
{
	const struct node *all = owner ? node_get(owner->map, list) : NULL;

	for (size_t i = 0; i < node_count(all); i++) {
		const char *other = node_item(all, i)->kind == NODE_MAP ? node_text(node_item(all, i), "id") : NULL;

		if (!other)
			continue;
		if (strcmp(other, id) == 0)
			return true;
		nearest_try(near, other);
	}
	return false;
}

static void unknown(struct reader *r, const char *key, enum plan_cat cat, const struct node *value, struct nearest *near)
{
	struct entry *e = tree_entry(r->tree, value->text);

	if (e && e->list->cat != cat) {
		complain(r, value->at, CODE_E13, SAME(key), SAME(value->text), SAY(e->list->zh, e->list->en), cat_say(cat));
		return;
	}
	for (size_t i = 0; i < r->tree->n; i++)
		if (r->tree->entries[i].list->cat == cat)
			nearest_try(near, r->tree->entries[i].id);
	for (const struct plan_built_in *k = plan_built_in_kinds; cat == CAT_KIND && k->id; k++)
		nearest_try(near, k->id);
	complain(r, value->at, CODE_E12, SAME(key), SAME(value->text), cat_say(cat),
		 nearest_say(r, near, SAY("本预案写明的名称", "a name this plan declares")));
}

static void unknown_level(struct reader *r, const struct node *value, const char *word)
{
	struct buf b = BUF(r->mem);

	for (size_t i = 0; i < r->tree->n && b.n < 100; i++)
		if (r->tree->entries[i].list->cat == CAT_LEVEL)
			buf_print(&b, "%s%s", b.n ? " " : "", r->tree->entries[i].id);
	complain(r, value->at, CODE_E15, SAME(word), SAME(b.n ? buf_get(&b) : "active"));
}

void ref_check(struct reader *r, const struct plan_key *key, struct entry *owner, const struct node *value)
{
	enum plan_cat cat = key->target;
	struct nearest near = { .word = value->text };

	/* Who signs or registers in a case is a party of it, or a role outside it. */
	if (cat == CAT_PARTY ? in_case(owner, "parties", value->text, &near) || ref_use(r, CAT_ROLE, value->text)
	    : cat == CAT_STAGE ? in_case(owner, "stages", value->text, &near)
	    : ref_use(r, cat, value->text) || ref_built_in(cat, value->text))
		return;
	if (cat == CAT_LEVEL)
		unknown_level(r, value, value->text);
	else
		unknown(r, key->name, cat, value, &near);
}

void ref_check_level(struct reader *r, const struct node *value)
{
	size_t n = strlen(value->text);
	const char *id = n && value->text[n - 1] == '+' ? arena_bytes(r->mem, value->text, n - 1) : value->text;
	bool any = false;

	for (size_t i = 0; i < r->tree->n; i++)
		any |= r->tree->entries[i].list->cat == CAT_LEVEL;
	if (strcmp(id, "standby") == 0 || (!any && strcmp(id, "active") == 0) || ref_use(r, CAT_LEVEL, id))
		return;
	unknown_level(r, value, value->text);
}

/* level.III, alarm.dear, isolation.release: the part before the dot tells what. */
static bool composed_event(struct reader *r, const char *event)
{
	const char *dot = strchr(event, '.');
	struct nearest near = { .word = "" };
	const char *head;

	if (!dot)
		return ref_use(r, CAT_EVENT, event);
	head = arena_bytes(r->mem, event, (size_t)(dot - event));
	if (strcmp(head, "level") == 0)
		return ref_use(r, CAT_LEVEL, dot + 1);
	if (strcmp(head, "alarm") == 0)
		return ref_use(r, CAT_ALARM, dot + 1);
	for (size_t i = 0; i < r->tree->n; i++)
		if (r->tree->entries[i].list->cat == CAT_CASE && strcmp(r->tree->entries[i].id, head) == 0)
			return in_case(&r->tree->entries[i], "stages", dot + 1, &near);
	return false;
}

void ref_check_event(struct reader *r, const struct node *value, const char *event)
{
	struct nearest near = { .word = event };

	if (plan_built_in_find(plan_built_in_events, event) || composed_event(r, event))
		return;
	for (const struct plan_built_in *e = plan_built_in_events; e->id; e++)
		nearest_try(&near, e->id);
	for (size_t i = 0; i < r->tree->n; i++)
		if (r->tree->entries[i].list->cat == CAT_EVENT)
			nearest_try(&near, r->tree->entries[i].id);
	complain(r, value->at, CODE_E16, SAME(event),
		 nearest_say(r, &near, SAY("内置事件，或写在 plan.events 的事件", "a built-in event, or one declared in plan.events")));
}

static void bad_setting(struct reader *r, const struct node *value, struct say why)
{
	complain(r, value->at, CODE_E56, SAME(value->text), why);
}

/* rule.key = value [or value]: each value is checked as if it stood at the key. */
void ref_check_setting(struct reader *r, const struct node *value)
{
	const char *dot = strchr(value->text, '.'), *equal = strstr(value->text, " = ");
	const struct plan_key *key;
	struct entry *e;
	const char *at;

	if (!dot || !equal || dot > equal) {
		bad_setting(r, value, SAY("写法不对", "it is not written so"));
		return;
	}
	e = tree_entry(r->tree, arena_bytes(r->mem, value->text, (size_t)(dot - value->text)));
	if (!e) {
		bad_setting(r, value, SAY("没有这条规则", "there is no such rule"));
		return;
	}
	key = plan_key_of(e->list, arena_bytes(r->mem, dot + 1, (size_t)(equal - dot - 1)));
	if (!key || key->type == TYPE_MAP || key->type == TYPE_ID || key->type == TYPE_SETTING) {
		bad_setting(r, value, SAY("没有这个键", "it has no such key"));
		return;
	}
	e->used = true;
	for (at = equal + 3; at; ) {
		const char *or = strstr(at, " or ");
		struct node *one = arena_new(r->mem, sizeof *one);
		size_t before = r->out->errors, shown = r->out->n;

		*one = *value;
		one->text = or ? arena_bytes(r->mem, at, (size_t)(or - at)) : at;
		plan_check_value(r, e->list, key, e, e->map, one);
		if (r->out->errors > before) {
			r->out->errors = before;
			r->out->n = shown;
			bad_setting(r, value, SAY("值不合", "a value of another kind"));
			return;
		}
		at = or ? or + 4 : NULL;
	}
}
