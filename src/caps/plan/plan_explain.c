/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_say.h"
#include <string.h>

/* A plan in sentences.  Each list of the shape table has one; 〔…〕 stays only
 * when its key is written, {key} is the value, {list：…} is said once for every
 * element, joined by ；.  A plan whose language is English is told key by key. */
enum { SAY_DEPTH_MAX = 5 };

struct telling { struct speaker s; const struct entry *owner; int number; };

static const char OPEN[] = "〔", CLOSE[] = "〕", COLON[] = "：";

static bool starts(const char *at, const char *mark) { return strncmp(at, mark, strlen(mark)) == 0; }

/* The end of what opens at `at`, counting both sorts of brackets. */
static const char *closing(const char *at, const char *end)
{
	int optional = 0, braces = 0;

	for (; at < end; at++) {
		optional += starts(at, OPEN) - starts(at, CLOSE);
		braces += (*at == '{') - (*at == '}');
		if (!optional && !braces)
			return at;
	}
	return end;
}

static void tell(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *from, const char *end, int depth);

static void tell_list(const struct telling *t, struct buf *b, const struct plan_list *list, const struct plan_key *key, const struct node *value)
{
	for (size_t i = 0; i < node_count(value); i++) {
		if (i)
			buf_text(b, "、");
		say_value(&t->s, b, list, key, t->owner, node_item(value, i));
	}
}

static void tell_parts(const struct telling *t, struct buf *b, const char *list_name, const struct node *value, const char *from, const char *end, int depth)
{
	const struct plan_list *list = plan_list_named(list_name);

	if (!from) {
		from = list->sentence ? list->sentence : "";
		end = from + strlen(from);
	}
	for (size_t i = 0; i < node_count(value); i++) {
		if (i)
			buf_text(b, "；");
		tell(t, b, list, node_item(value, i), from, end, depth + 1);
	}
}

/* What a rule says that leaves out a key its sentence needs. */
static const char *default_of(const struct plan_list *list, const char *key)
{
	static const struct { const char *list, *key, *zh; } defaults[] = { { "orders", "per", "户" }, { "needs", "people", "居民" },
		{ "supply", "suppliers", "1" }, { "depots", "at_least", "1" }, { "stations", "at_least", "1" }, { "fleet", "vehicles", "1" } };

	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		if (strcmp(defaults[i].list, list->name) == 0 && strcmp(defaults[i].key, key) == 0)
			return defaults[i].zh;
	return "";
}

/* {key} or {key：sentence of its parts} */
static void tell_key(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *from, const char *end, int depth)
{
	const char *colon = strstr(from, COLON);
	const char *name_end = colon && colon < end ? colon : end;
	const char *name = arena_bytes(t->s.mem, from, (size_t)(name_end - from));
	const struct plan_key *key = plan_key_of(list, name);
	const struct node *value = node_get(map, name);

	if (strcmp(name, "n") == 0)
		buf_print(b, "%d", t->number);
	else if (!key || !value)
		buf_text(b, default_of(list, name));
	else if (key->type == TYPE_MAP)
		tell_parts(t, b, key->words, value, name_end < end ? name_end + strlen(COLON) : NULL, end, depth);
	else
		tell_list(t, b, list, key, value);
}

static bool written(const struct telling *t, const struct node *map, const char *from, const char *end)
{
	const char *brace = memchr(from, '{', (size_t)(end - from));
	const char *stop = brace;

	while (stop && stop < end && *stop != '}' && !starts(stop, COLON))
		stop++;
	return !brace || node_get(map, arena_bytes(t->s.mem, brace + 1, (size_t)(stop - brace - 1)));
}

static void tell(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *from, const char *end, int depth)
{
	if (depth > SAY_DEPTH_MAX)
		return;
	for (const char *at = from; at < end; at++) {
		const char *stop;

		if (starts(at, OPEN)) {
			stop = closing(at, end);
			if (written(t, map, at, stop))
				tell(t, b, list, map, at + strlen(OPEN), stop, depth + 1);
			at = stop + strlen(CLOSE) - 1;
		} else if (*at == '{') {
			stop = closing(at, end);
			tell_key(t, b, list, map, at + 1, stop, depth);
			at = stop;
		} else {
			buf_char(b, *at);
		}
	}
}

/* What a value names, by its English title; else as it was written. */
static const char *english_name(const struct telling *t, const struct plan_key *key, const char *text)
{
	const struct entry *e = key && key->type == TYPE_REF ? tree_entry(t->s.tree, text) : NULL;
	const char *en = e ? node_text(e->map, "en") : NULL;

	return en ? en : text;
}

static void tell_english_map(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *separator, int depth)
{
	bool first = true;

	for (size_t i = 0; i < map->n && depth <= SAY_DEPTH_MAX; i++) {
		const struct pair *p = &map->pairs[i];
		const struct plan_key *key = plan_key_of(list, p->key);

		if (plan_word_in("id/zh/en/source/note/overlay", p->key, strlen(p->key), &(int){ 0 }) || !key)
			continue;
		buf_print(b, "%s%s%s", first && depth ? "" : separator, p->key, depth ? "" : ":");
		first = false;
		for (size_t j = 0; j < node_count(p->value); j++) {
			const struct node *n = node_item(p->value, j);

			buf_text(b, j ? ", " : " ");
			if (n->kind == NODE_TEXT) {
				buf_text(b, english_name(t, key, n->text));
			} else {
				buf_char(b, '(');
				tell_english_map(t, b, plan_list_named(key->words), n, " ", depth + 1);
				buf_char(b, ')');
			}
		}
	}
}

static void tell_in_english(const struct telling *t, struct buf *b)
{
	const struct node *map = t->owner->map;
	const char *en = node_text(map, "en");

	buf_text(b, en ? en : node_text(map, "zh"));
	tell_english_map(t, b, t->owner->list, map, "; ", 0);
}

static void tell_rule(const struct telling *t, struct buf *b, bool english)
{
	const struct plan_list *list = t->owner->list;
	const struct node *map = t->owner->map, *when = node_get(map, "when"), *at = node_get(map, "at"), *zones = node_get(map, "zones");
	const char *source = node_text(map, "source"), *sentence = list->sentence;
	bool titled = plan_word_in("chains/meetings/flows/storage/sources/norms", list->name, strlen(list->name), &(int){ 0 });

	if (english) {
		tell_in_english(t, b);
	} else {
		if (at) {
			tell_list(t, b, list, plan_key_of(list, "at"), at);
			buf_text(b, "时，");
		}
		if (zones) {
			buf_text(b, "在");
			tell_list(t, b, list, plan_key_of(list, "zones"), zones);
			buf_text(b, "，");
		}
		if (when) {
			say_cond(&t->s, b, when->text);
			buf_text(b, "时，");
		}
		if (titled)
			buf_print(b, "%s：", node_text(map, "zh"));
		tell(t, b, list, map, sentence, sentence + strlen(sentence), 0);
	}
	buf_print(b, " [%s%s%s%s%s]\n", t->owner->id, source ? " · " : "", source ? source : "", t->owner->origin ? " · 承自 " : "",
		  t->owner->origin ? t->owner->origin : "");
}

static void tell_section(struct ctx *cx, const struct plan *plan, struct buf *b, const struct plan_section *section, int *number)
{
	bool english = strcmp(plan->language, "en") == 0, headed = false;
	struct telling t = { .s = { &cx->mem, plan->tree } };
	const struct plan_list *before = NULL;

	for (size_t i = 0; i < plan->tree->n; i++) {
		t.owner = &plan->tree->entries[i];
		if (strcmp(t.owner->list->section, section->name) != 0)
			continue;
		if (!headed)
			buf_print(b, english ? "\n%d %s\n" : "\n%d %s\n", (*number)++, english ? section->name : section->zh);
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
	struct telling t = { .s = { &cx->mem, plan->tree } };
	int number = 1;

	if (strcmp(plan->language, "en") == 0)
		buf_print(&b, "%s, version %lld, %s.", plan->en, (long long)plan->version, node_text(plan->tree->head, "date"));
	else
		tell(&t, &b, head, plan->tree->head, head->sentence, head->sentence + strlen(head->sentence), 0);
	buf_char(&b, '\n');
	for (const struct plan_section *s = plan_sections; s->name; s++)
		tell_section(cx, plan, &b, s, &number);
	return buf_get(&b);
}

const char *plan_explain_rule(struct ctx *cx, const struct plan *plan, const char *id)
{
	struct telling t = { .s = { &cx->mem, plan->tree } };
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
