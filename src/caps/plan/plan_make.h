/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_MAKE_H
#define CAPS_PLAN_PLAN_MAKE_H
#include "base/text.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* A checked tree into the typed plan.  Everything was found good before, so a
 * value that does not read here is a mistake of ours. */
struct maker { struct reader *r; struct plan *plan; };

static inline struct plan_ids get_ids(struct maker *m, const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);
	size_t n = node_count(value);
	const char **at = n ? arena_array(m->r->mem, const char *, n) : NULL;

	for (size_t i = 0; i < n; i++)
		at[i] = node_item(value, i)->text;
	return (struct plan_ids){ at, n };
}

static inline struct plan_qty get_qty(struct maker *m, const struct node *map, const char *key)
{
	const char *text = node_text(map, key);
	struct value v;

	if (!text || value_read(m->r->mem, text, &v) != VALUE_OK)
		return (struct plan_qty){ .unit = "" };
	return v.low;
}

static inline struct plan_dur get_dur(struct maker *m, const struct node *map, const char *key)
{
	struct plan_qty q = get_qty(m, map, key);

	return q.dim == DIM_TIME ? value_dur(&q) : (struct plan_dur){ 0 };
}

static inline int64_t get_share(struct maker *m, const struct node *map, const char *key, int64_t otherwise)
{
	return node_get(map, key) ? get_qty(m, map, key).n : otherwise;
}

static inline const struct plan_cond *get_cond(struct maker *m, const struct node *map, const char *key)
{
	const char *text = node_text(map, key);
	struct cond_fault fault;

	return text ? cond_parse(m->r->mem, text, &fault) : NULL;
}

/* The place of a word in its closed list; `otherwise` when the key is absent. */
static inline int get_word(const struct plan_list *list, const struct node *map, const char *key, int otherwise)
{
	const char *text = node_text(map, key);
	int index = otherwise;

	if (text)
		plan_word_in(plan_key_of(list, key)->words, text, strlen(text), &index);
	return index;
}

static inline unsigned get_bits(const struct plan_list *list, const struct node *map, const char *key, unsigned otherwise)
{
	const struct node *value = node_get(map, key);
	unsigned bits = 0;
	int index;

	for (size_t i = 0; i < node_count(value); i++)
		if (plan_word_in(plan_key_of(list, key)->words, node_item(value, i)->text, strlen(node_item(value, i)->text), &index))
			bits |= 1u << index;
	return value ? bits : otherwise;
}

static inline bool get_yes(const struct node *map, const char *key, bool otherwise)
{
	const char *text = node_text(map, key);

	return text ? strcmp(text, "yes") == 0 : otherwise;
}

static inline struct plan_lates get_lates(struct maker *m, const struct node *map)
{
	const struct node *value = node_get(map, "escalate");
	size_t n = node_count(value);
	struct plan_late *at = n ? arena_array(m->r->mem, struct plan_late, n) : NULL;

	for (size_t i = 0; i < n; i++)
		at[i] = (struct plan_late){ get_dur(m, node_item(value, i), "after"), node_text(node_item(value, i), "to") };
	return (struct plan_lates){ at, n };
}

static inline struct plan_rule get_rule(struct maker *m, const struct entry *e)
{
	const char *zh = node_text(e->map, "zh"), *en = node_text(e->map, "en");

	return (struct plan_rule){ .plan = m->plan, .id = e->id, .zh = zh, .en = en ? en : zh, .source = node_text(e->map, "source"),
		.note = node_text(e->map, "note"), .at = get_ids(m, e->map, "at"),
		.zones = get_ids(m, e->map, "zones"), .when = get_cond(m, e->map, "when"),
		.line = e->at.line, .column = e->at.column };
}

static inline size_t count(const struct maker *m, const char *list)
{
	size_t n = 0;

	for (size_t i = 0; i < m->r->tree->n; i++)
		n += strcmp(m->r->tree->entries[i].list->name, list) == 0;
	return n;
}

#define MAKE(name_of_list, type, member) do { \
	struct plan_##type *all_ = arena_array(m->r->mem, struct plan_##type, count(m, #name_of_list) + 1); \
	size_t n_ = 0; \
	for (size_t i_ = 0; i_ < m->r->tree->n; i_++) \
		if (strcmp(m->r->tree->entries[i_].list->name, #name_of_list) == 0) \
			make_##type(m, &m->r->tree->entries[i_], &all_[n_++]); \
	m->plan->member = all_; \
	m->plan->n_##member = n_; \
} while (0)

/* plan_model_household.c: the delivery, money, safety and label sections. */
void plan_make_household(struct maker *m);
#endif
