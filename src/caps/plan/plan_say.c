/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_say.h"
#include "caps/plan/plan_value.h"
#include <ctype.h>
#include <string.h>

const struct node *say_title(const struct speaker *s, const struct node *map)
{
	const struct node *en = s->english ? node_get(map, "en") : NULL;

	return en ? en : node_get(map, "zh");
}

static const char *title_text(const struct speaker *s, const struct node *map)
{
	const struct node *title = say_title(s, map);

	return title && title->kind == NODE_TEXT ? title->text : NULL;
}

static const char *part_name(const struct speaker *s, const struct node *all, const char *id)
{
	for (size_t i = 0; i < node_count(all); i++)
		if (text_equal(node_text(node_item(all, i), "id"), id))
			return title_text(s, node_item(all, i));
	return NULL;
}

/* "health_check.temperature": the title of a field of a form. */
static const char *field_name(const struct speaker *s, const char *id)
{
	const struct entry *form = tree_entry(s->tree, arena_bytes(s->mem, id, (size_t)(strchr(id, '.') - id)));

	return form ? part_name(s, node_get(form->map, "fields"), strchr(id, '.') + 1) : NULL;
}

const char *say_name(const struct speaker *s, const struct entry *owner, const char *id)
{
	const char *part = owner ? part_name(s, node_get(owner->map, "parties"), id) : NULL;
	const struct entry *e = tree_entry(s->tree, id);
	const struct plan_built_in *k = plan_built_in_find(plan_built_in_kinds, id), *ev = plan_built_in_find(plan_built_in_events, id);

	if (!part && owner)
		part = part_name(s, node_get(owner->map, "stages"), id);
	if (part)
		return part;
	if (e && title_text(s, e->map))
		return title_text(s, e->map);
	if (strchr(id, '.')) {
		const char *field = field_name(s, id);

		if (field)
			return field;
	}
	if (s->english)
		return ev ? say_event_en(s, id) : say_word_en(s->mem, "", id);
	return k ? k->zh : ev ? ev->zh : strcmp(id, "all_goods") == 0 ? "全部物资" : id;
}

static const char *say_event(const struct speaker *s, const char *event)
{
	const char *dot = strchr(event, '.'), *head;

	if (!dot || plan_built_in_find(plan_built_in_events, event))
		return say_name(s, NULL, event);
	head = arena_bytes(s->mem, event, (size_t)(dot - event));
	if (strcmp(head, "level") == 0 || strcmp(head, "alarm") == 0)
		return say_name(s, NULL, dot + 1);
	return arena_print(s->mem, "%s「%s」", say_name(s, NULL, head), say_name(s, tree_entry(s->tree, head), dot + 1));
}

/* "50000 yuan" -> 50000元, "3..5 persons" -> 3至5人: the digits stay as written. */
static void say_quantity(const struct speaker *s, struct buf *b, const char *text)
{
	const char *at = text, *dots = strstr(text, "..");

	for (; *at && *at != ' ' && !((unsigned char)*at >= 0x80) && !isalpha((unsigned char)*at) && *at != '%'; at++) {
		if (dots && at == dots) {
			buf_text(b, "至");
			at++;
		} else {
			buf_char(b, *at);
		}
	}
	while (*at == ' ')
		at++;
	if (strncmp(at, "working day", 11) == 0)
		buf_text(b, "个工作日");
	else
		buf_text(b, plan_unit_zh(at));
	(void)s;
}

static bool is_one_of_unit(const char *text)
{
	return strncmp(text, "1 ", 2) == 0 || !isdigit((unsigned char)*text);
}

/* "2 days" after 每: 每2天, but 每天 for one. */
static void say_each(const struct speaker *s, struct buf *b, const char *text)
{
	buf_text(b, "每");
	if (strcmp(text, "month") == 0 || strcmp(text, "1 month") == 0)
		buf_text(b, "月");
	else if (is_one_of_unit(text))
		buf_text(b, plan_built_in_find(plan_units_zh, strncmp(text, "1 ", 2) == 0 ? text + 2 : text)
			 ? plan_unit_zh(strncmp(text, "1 ", 2) == 0 ? text + 2 : text)
			 : strcmp(text, "class_break") == 0 ? "次课间" : say_name(s, NULL, text));
	else
		say_quantity(s, b, text);
}

static void say_rate(const struct speaker *s, struct buf *b, const char *text)
{
	const char *per = strstr(text, " per "), *second = per ? strstr(per + 5, " per ") : NULL;

	if (!per) {
		buf_text(b, text);
		return;
	}
	if (second)
		say_each(s, b, second + 5);
	say_each(s, b, second ? arena_bytes(s->mem, per + 5, (size_t)(second - per - 5)) : per + 5);
	say_quantity(s, b, arena_bytes(s->mem, text, (size_t)(per - text)));
	if (strspn(text, "0123456789") == (size_t)(per - text))
		buf_text(b, "次");
}

static void say_every(const struct speaker *s, struct buf *b, const char *text)
{
	static const char *const days[][2] = { { "Mon", "一" }, { "Tue", "二" }, { "Wed", "三" }, { "Thu", "四" }, { "Fri", "五" },
		{ "Sat", "六" }, { "Sun", "日" } };
	const char *on = strstr(text, " on "), *at = strstr(text, " at "), *end = on ? on : at;
	const char *period = end ? arena_bytes(s->mem, text, (size_t)(end - text)) : text;

	if (on && strcmp(period, "week") == 0)
		buf_text(b, "每周");
	else
		say_each(s, b, period);
	if (on) {
		const char *list = at ? arena_bytes(s->mem, on + 4, (size_t)(at - on - 4)) : on + 4;

		for (const char *w = list; *w; w++) {
			size_t d = 0;

			while (d < 7 && strncmp(w, days[d][0], 3) != 0)
				d++;
			if (d < 7)
				buf_text(b, days[d][1]), w += 2;
			else if (strncmp(w, " and ", 5) == 0)
				buf_text(b, "、"), w += 4;
			else
				buf_char(b, *w);
		}
		if (strncmp(period, "month", 5) == 0)
			buf_text(b, "日");
	}
	for (const char *w = at ? at + 4 : ""; *w; w++)
		if (strncmp(w, " and ", 5) == 0)
			buf_text(b, "、"), w += 4;
		else
			buf_char(b, *w);
}

static void say_timing(const struct speaker *s, struct buf *b, const char *text)
{
	static const struct { const char *word, *after; } phrases[] = { { " before ", "前" }, { " after ", "后" } };
	const char *of = strstr(text, " of ");

	if (strncmp(text, "every ", 6) == 0) {
		say_every(s, b, text + 6);
		return;
	}
	if (strncmp(text, "within ", 7) == 0 && of) {
		buf_print(b, "%s后", say_event(s, of + 4));
		say_quantity(s, b, arena_bytes(s->mem, text + 7, (size_t)(of - text - 7)));
		buf_text(b, "内");
		return;
	}
	if (strncmp(text, "at ", 3) == 0) {
		buf_print(b, "%s时", say_event(s, text + 3));
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		const char *at = strstr(text, phrases[i].word);

		if (at) {
			buf_print(b, "%s%s", say_event(s, at + strlen(phrases[i].word)), phrases[i].after);
			say_quantity(s, b, arena_bytes(s->mem, text, (size_t)(at - text)));
			return;
		}
	}
	say_rate(s, b, text);
}

static void say_level(const struct speaker *s, struct buf *b, const char *text)
{
	size_t n = strlen(text);

	if (strcmp(text, "standby") == 0)
		buf_text(b, "未启动响应");
	else if (n && text[n - 1] == '+')
		buf_print(b, "%s以上", say_name(s, NULL, arena_bytes(s->mem, text, n - 1)));
	else
		buf_text(b, say_name(s, NULL, text));
}

/* The formula a field must equal, its fields by their titles. */
static void say_formula(const struct speaker *s, struct buf *b, const struct node *fields, const char *text)
{
	while (*text) {
		size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz_0123456789");
		const char *word = arena_bytes(s->mem, text, n), *name = n ? part_name(s, fields, word) : NULL;

		if (n)
			buf_text(b, name ? name : strcmp(word, "yes") == 0 && !s->english ? "是" : word);
		else if (*text == '-')
			buf_text(b, "−");
		else
			buf_char(b, *text);
		text += n ? n : 1;
	}
}

/* One word may mean two things: how far people may move is no place. */
static const char *word_zh(const struct plan_key *key, const char *word)
{
	if (strcmp(key->name, "movement") == 0)
		return strcmp(word, "home") == 0 ? "人不出户" : strcmp(word, "zone") == 0 ? "人不出区" : "正常出行";
	if (strcmp(key->name, "pays") == 0 && strcmp(word, "free") == 0)
		return "供方（对方不付费）";
	return plan_word_zh(word);
}

/* So many stations, not so many times: "每500户1处". */
static void say_rate_of(const struct speaker *s, struct buf *b, const struct plan_key *key, const char *text)
{
	static const char times[] = "次", places[] = "处";

	say_rate(s, b, text);
	if (strcmp(key->name, "each") == 0 && b->n >= sizeof times - 1 && memcmp(b->at + b->n - (sizeof times - 1), times, sizeof times - 1) == 0)
		memcpy(b->at + b->n - (sizeof times - 1), places, sizeof places - 1);
}

void say_value(const struct speaker *s, struct buf *b, const struct plan_list *list, const struct plan_key *key,
	       const struct entry *owner, const struct node *value)
{
	if (key->type == TYPE_TEXT && owner && strcmp(list->name, "fields") == 0 && strcmp(key->name, "must") == 0) {
		say_formula(s, b, node_get(owner->map, "fields"), value->text);
		return;
	}
	if (s->english) {
		say_value_en(s, b, key, owner, value);
		return;
	}
	switch (key->type) {
	case TYPE_REF:    buf_text(b, say_name(s, owner, value->text)); break;
	case TYPE_EVENT:  buf_text(b, say_event(s, value->text)); break;
	case TYPE_WORD:   buf_text(b, word_zh(key, value->text)); break;
	case TYPE_YES_NO: buf_text(b, strcmp(value->text, "no") == 0 ? "不" : ""); break;
	case TYPE_RATE:   say_rate_of(s, b, key, value->text); break;
	case TYPE_TIMING: say_timing(s, b, value->text); break;
	case TYPE_LEVELS: say_level(s, b, value->text); break;
	case TYPE_COND: case TYPE_EXPR:
		say_cond(s, b, value->text);
		break;
	case TYPE_DUR: case TYPE_MONEY: case TYPE_SHARE: case TYPE_QTY: case TYPE_COUNT: case TYPE_STRENGTH: case TYPE_TEMPERATURE:
	case TYPE_AMOUNT:
		say_quantity(s, b, value->text);
		break;
	case TYPE_UNIT:   buf_text(b, plan_unit_zh(value->text)); break;
	default:          buf_text(b, value->text); break;
	}
}
