/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_say.h"
#include <string.h>

/* Sentences filled with what a rule says.  Each list of the shape table has one in
 * Chinese and one in English; 〔…〕 stays only when its key is written, {key} is the
 * value, {list：…} is said once for every element, joined by ；. */
enum { SAY_DEPTH_MAX = 5 };

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

static void tell_part(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *from, const char *end, int depth);

static void tell_list(const struct telling *t, struct buf *b, const struct plan_list *list, const struct plan_key *key, const struct node *value)
{
	size_t n = node_count(value);

	for (size_t i = 0; i < n; i++) {
		size_t from;

		if (i)
			buf_text(b, !t->s.english ? "、" : i + 1 < n ? ", " : " and ");
		from = b->n;
		say_value(&t->s, b, list, key, t->owner, node_item(value, i));
		if (t->s.spans && b->n > from)
			arena_push(t->s.mem, t->s.spans->at, t->s.spans->n, t->s.spans->room) =
				(struct span){ from, b->n, node_item(value, i), key };
	}
}

static void tell_parts(const struct telling *t, struct buf *b, const char *list_name, const struct node *value, const char *from, const char *end, int depth)
{
	const struct plan_list *list = plan_list_named(list_name);

	if (!from) {
		from = tell_sentence(list, t->s.english);
		end = from + strlen(from);
	}
	for (size_t i = 0; i < node_count(value); i++) {
		if (i)
			buf_text(b, t->s.english ? "; " : "；");
		tell_part(t, b, list, node_item(value, i), from, end, depth + 1);
	}
}

/* What a rule says that leaves out a key its sentence needs. */
static const char *default_of(const struct plan_list *list, const char *key, bool english)
{
	static const struct { const char *list, *key, *zh, *en; } defaults[] = { { "orders", "per", "户", "household" },
		{ "needs", "people", "居民", "resident" }, { "supply", "suppliers", "1", "1" }, { "depots", "at_least", "1", "1" },
		{ "stations", "at_least", "1", "1" }, { "fleet", "vehicles", "1", "1" } };

	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		if (strcmp(defaults[i].list, list->name) == 0 && strcmp(defaults[i].key, key) == 0)
			return english ? defaults[i].en : defaults[i].zh;
	return "";
}

/* {key} or {key：sentence of its parts} */
static void tell_key(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *from, const char *end, int depth)
{
	const char *colon = strstr(from, COLON);
	const char *name_end = colon && colon < end ? colon : end;
	const char *name = arena_bytes(t->s.mem, from, (size_t)(name_end - from));
	const struct plan_key *key = plan_key_of(list, name);
	const struct node *value = strcmp(name, "zh") == 0 ? say_title(&t->s, map) : node_get(map, name);

	if (strcmp(name, "n") == 0)
		buf_print(b, "%d", t->number);
	else if (!key || !value)
		buf_text(b, default_of(list, name, t->s.english));
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

static void tell_part(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *from, const char *end, int depth)
{
	if (depth > SAY_DEPTH_MAX)
		return;
	for (const char *at = from; at < end; at++) {
		const char *stop;

		if (starts(at, OPEN)) {
			stop = closing(at, end);
			if (written(t, map, at, stop))
				tell_part(t, b, list, map, at + strlen(OPEN), stop, depth + 1);
			at = stop + strlen(CLOSE) - 1;
		} else if (*at == '{') {
			stop = closing(at, end);
			tell_key(t, b, list, map, at + 1, stop, depth);
			at = stop;
		} else if (*at != ' ' || (b->n && b->at[b->n - 1] != ' ')) {
			buf_char(b, *at);
		}
	}
}

static const struct { const char *list, *sentence; } english_sentences[] = {
#define ENGLISH(list, sentence) { #list, sentence },
#include "caps/plan/plan_english.def"
};

const char *tell_sentence(const struct plan_list *list, bool english)
{
	for (size_t i = 0; english && i < sizeof english_sentences / sizeof *english_sentences; i++)
		if (strcmp(english_sentences[i].list, list->name) == 0)
			return english_sentences[i].sentence;
	return list->sentence ? list->sentence : "";
}

void tell(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *sentence)
{
	tell_part(t, b, list, map, sentence, sentence + strlen(sentence), 0);
}

void tell_condition(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map)
{
	bool english = t->s.english;
	const char *at = english ? "〔At {at}, 〕" : "〔{at}时，〕", *zones = english ? "〔in {zones}, 〕" : "〔在{zones}，〕",
		   *when = english ? "〔when {when}, 〕" : "〔{when}时，〕";

	tell(t, b, list, map, at);
	tell(t, b, list, map, zones);
	tell(t, b, list, map, when);
}
