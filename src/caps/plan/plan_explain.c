/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_say.h"
#include <string.h>

/* A plan in sentences, a line for each rule. */
static void tell_rule(const struct telling *t, struct buf *b, bool english)
{
	const struct plan_list *list = t->owner->list;
	const struct node *map = t->owner->map;
	const char *source = node_text(map, "source");
	bool titled = english || plan_word_in("chains/meetings/flows/storage/sources/norms", list->name, strlen(list->name), &(int){ 0 });

	tell_condition(t, b, list, map);
	if (titled)
		buf_print(b, english ? "%s: " : "%s：", say_title(&t->s, map)->text);
	tell(t, b, list, map, tell_sentence(list, english));
	buf_print(b, " [%s%s%s%s%s]\n", t->owner->id, source ? " · " : "", source ? source : "",
		  !t->owner->origin ? "" : english ? " · from " : " · 承自 ", t->owner->origin ? t->owner->origin : "");
}

static void tell_section(struct ctx *cx, const struct plan *plan, struct buf *b, const struct plan_section *section, int *number)
{
	bool english = strcmp(plan->language, "en") == 0, headed = false;
	struct telling t = { .s = { .mem = &cx->mem, .tree = plan->tree, .english = strcmp(plan->language, "en") == 0 } };
	const struct plan_list *before = NULL;

	for (size_t i = 0; i < plan->tree->n; i++) {
		t.owner = &plan->tree->entries[i];
		if (strcmp(t.owner->list->section, section->name) != 0)
			continue;
		if (!headed)
			buf_print(b, english ? "\n%d %s\n" : "\n%d %s\n", (*number)++, english ? section->en : section->zh);
		headed = true;
		t.number = t.owner->list == before ? t.number + 1 : 1;
		before = t.owner->list;
		tell_rule(&t, b, english);
	}
}

const char *plan_explain(struct ctx *cx, const struct plan *plan)
{
	struct buf b = BUF(&cx->mem);
	const struct plan_list *head = plan_list_named("plan");
	struct telling t = { .s = { .mem = &cx->mem, .tree = plan->tree, .english = strcmp(plan->language, "en") == 0 } };
	int number = 1;

	if (strcmp(plan->language, "en") == 0)
		buf_print(&b, "%s, version %lld, %s.", plan->en, (long long)plan->version, node_text(plan->tree->head, "date"));
	else
		tell(&t, &b, head, plan->tree->head, head->sentence);
	buf_char(&b, '\n');
	for (const struct plan_section *s = plan_sections; s->name; s++)
		tell_section(cx, plan, &b, s, &number);
	return buf_get(&b);
}

const char *plan_explain_rule(struct ctx *cx, const struct plan *plan, const char *id)
{
	struct telling t = { .s = { .mem = &cx->mem, .tree = plan->tree, .english = strcmp(plan->language, "en") == 0 } };
	struct buf b = BUF(&cx->mem);

	for (size_t i = 0; i < plan->tree->n; i++) {
		const struct entry *e = &plan->tree->entries[i];

		t.number = t.owner && t.owner->list == e->list ? t.number + 1 : 1;
		t.owner = e;
		if (strcmp(e->id, id) == 0) {
			tell_rule(&t, &b, strcmp(plan->language, "en") == 0);
			return buf_get(&b);
		}
	}
	return NULL;
}
