/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_say.h"
#include "caps/plan/plan_value.h"
#include <ctype.h>
#include <string.h>

/* Values in English.  What a plan writes in English words stays as it is; what it
 * writes in Chinese units is said in English ones. */
static const struct { const char *key, *word, *en; } words[] = {
#define WORD_EN(key, word, en) { key, word, en },
#include "caps/plan/plan_english.def"
};
static const struct { const char *id, *en; } events[] = {
#define EVENT_EN(id, en) { #id, en },
#include "caps/plan/plan_english.def"
};

const char *say_word_en(struct arena *mem, const char *key, const char *word)
{
	char *said;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0 && strcmp(words[i].key, key) == 0)
			return words[i].en;
	said = arena_text(mem, word);
	for (char *c = said; *c; c++)
		if (*c == '_')
			*c = ' ';
	return said;
}

const char *say_event_en(const struct speaker *s, const char *event)
{
	const char *dot = strchr(event, '.'), *head;

	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		if (strcmp(events[i].id, event) == 0)
			return events[i].en;
	if (!dot)
		return say_name(s, NULL, event);
	head = arena_bytes(s->mem, event, (size_t)(dot - event));
	if (strcmp(head, "level") == 0 || strcmp(head, "alarm") == 0)
		return say_name(s, NULL, dot + 1);
	return arena_print(s->mem, "%s of %s", say_name(s, tree_entry(s->tree, head), dot + 1), say_name(s, NULL, head));
}

static void say_of_unit(struct buf *b, int64_t n, const char *unit)
{
	bool letters = strcmp(unit, "day") == 0 || strcmp(unit, "hour") == 0 || strcmp(unit, "minute") == 0 || strcmp(unit, "second") == 0
		|| strcmp(unit, "month") == 0 || strcmp(unit, "year") == 0 || strcmp(unit, "working day") == 0;

	buf_print(b, "%lld %s%s", (long long)n, unit, letters && n != 1 ? "s" : "");
}

static void say_by_factor(struct buf *b, const struct plan_qty *q)
{
	static const struct { enum plan_dim dim; int64_t factor; const char *unit; } units[] = { { DIM_TIME, 86400000, "day" },
		{ DIM_TIME, 3600000, "hour" }, { DIM_TIME, 60000, "minute" }, { DIM_TIME, 1000, "second" }, { DIM_MASS, 1000000000, "t" },
		{ DIM_MASS, 1000000, "kg" }, { DIM_MASS, 1000, "g" }, { DIM_MASS, 1, "mg" }, { DIM_VOLUME, 1000, "L" }, { DIM_VOLUME, 1, "mL" },
		{ DIM_LENGTH, 1000000, "km" }, { DIM_LENGTH, 1000, "m" }, { DIM_LENGTH, 1, "mm" }, { DIM_TEMPERATURE, 10, "℃" },
		{ DIM_ENERGY, 1, "kcal" }, { DIM_STRENGTH, 1, "mg/L" } };

	if (q->dim == DIM_TEMPERATURE && q->n % 10 && q->n > 0) {
		buf_print(b, "%lld.%lld ℃", (long long)(q->n / 10), (long long)(q->n % 10));
		return;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].dim == q->dim && q->n % units[i].factor == 0) {
			say_of_unit(b, q->n / units[i].factor, units[i].unit);
			return;
		}
	buf_print(b, "%lld %s", (long long)q->n, q->unit ? q->unit : "");
}

static const char *count_unit(const char *unit)
{
	for (const struct plan_built_in *u = plan_units_zh; u->id; u++)
		if (strcmp(u->zh, unit) == 0)
			return u->id;
	return strcmp(unit, "份") == 0 ? "portions" : unit;
}

void say_number_en(struct buf *b, const struct plan_qty *q)
{
	const char *unit = q->unit ? q->unit : "";

	if (q->dim == DIM_SHARE)
		buf_print(b, q->n % 100 ? "%lld.%02lld %%" : "%lld %%", (long long)(q->n / 100), (long long)(q->n % 100));
	else if (q->dim == DIM_MONEY)
		buf_print(b, q->n % 100 ? "%lld.%02lld yuan" : "%lld yuan", (long long)(q->n / 100), (long long)(q->n % 100));
	else if (q->dim == DIM_TIME && (strcmp(unit, "month") == 0 || strcmp(unit, "year") == 0 || strcmp(unit, "working day") == 0))
		say_of_unit(b, q->n, unit);
	else if (q->dim == DIM_COUNT)
		buf_print(b, *unit ? "%lld %s" : "%lld", (long long)q->n, count_unit(unit));
	else
		say_by_factor(b, q);
}

static bool is_english(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80 && strncmp(text, "℃", 3) != 0)
			return false;
		else if ((unsigned char)*text >= 0x80)
			text += 2;
	return true;
}

void say_quantity_en(struct buf *b, struct arena *mem, const char *text)
{
	const char *dots = strstr(text, "..");
	struct value v;

	if (!is_english(text) && value_read(mem, text, &v) == VALUE_OK) {
		if (v.range) {
			say_number_en(b, &v.low);
			buf_text(b, " to ");
		}
		say_number_en(b, &v.high);
	} else if (dots) {
		buf_print(b, "%.*s to %s", (int)(dots - text), text, dots + 2);
	} else {
		buf_text(b, text);
	}
}

/* "1 per 2 days" stays; "1次 per 2天" is said in English units. */
static void say_rate_en(const struct speaker *s, struct buf *b, const char *text)
{
	const char *per = strstr(text, " per ");

	for (; per; per = strstr(text, " per ")) {
		say_quantity_en(b, s->mem, arena_bytes(s->mem, text, (size_t)(per - text)));
		buf_text(b, " per ");
		text = per + 5;
	}
	if (isdigit((unsigned char)*text))
		say_quantity_en(b, s->mem, text);
	else
		buf_text(b, say_name(s, NULL, text));
}

static void say_timing_en(const struct speaker *s, struct buf *b, const char *text)
{
	static const char *const joints[] = { " of ", " before ", " after " };

	if (strncmp(text, "at ", 3) == 0) {
		buf_print(b, "at %s", say_event_en(s, text + 3));
		return;
	}
	for (size_t i = 0; i < 3 && strncmp(text, "every ", 6) != 0; i++) {
		const char *joint = strstr(text, joints[i]);
		bool within = strncmp(text, "within ", 7) == 0;
		const char *from = within ? text + 7 : text;

		if (!joint || joint < from)
			continue;
		buf_text(b, within ? "within " : "");
		say_quantity_en(b, s->mem, arena_bytes(s->mem, from, (size_t)(joint - from)));
		buf_print(b, "%s%s", joints[i], say_event_en(s, joint + strlen(joints[i])));
		return;
	}
	if (strstr(text, " per "))
		say_rate_en(s, b, text);
	else
		buf_text(b, say_word_en(s->mem, "", text));
}

static void say_level_en(const struct speaker *s, struct buf *b, const char *text)
{
	size_t n = strlen(text);

	if (strcmp(text, "standby") == 0)
		buf_text(b, "no response level");
	else if (n && text[n - 1] == '+')
		buf_print(b, "%s and above", say_name(s, NULL, arena_bytes(s->mem, text, n - 1)));
	else
		buf_text(b, say_name(s, NULL, text));
}

void say_value_en(const struct speaker *s, struct buf *b, const struct plan_key *key, const struct entry *owner, const struct node *value)
{
	switch (key->type) {
	case TYPE_REF:    buf_text(b, say_name(s, owner, value->text)); break;
	case TYPE_EVENT:  buf_text(b, say_event_en(s, value->text)); break;
	case TYPE_WORD:   buf_text(b, say_word_en(s->mem, key->name, value->text)); break;
	case TYPE_YES_NO: buf_text(b, strcmp(value->text, "no") == 0 ? "not " : ""); break;
	case TYPE_RATE:   say_rate_en(s, b, value->text); break;
	case TYPE_TIMING: say_timing_en(s, b, value->text); break;
	case TYPE_LEVELS: say_level_en(s, b, value->text); break;
	case TYPE_COND: case TYPE_EXPR:
		say_cond(s, b, value->text);
		break;
	case TYPE_DUR: case TYPE_MONEY: case TYPE_SHARE: case TYPE_QTY: case TYPE_COUNT: case TYPE_STRENGTH: case TYPE_TEMPERATURE:
	case TYPE_AMOUNT:
		say_quantity_en(b, s->mem, value->text);
		break;
	case TYPE_UNIT:   buf_text(b, count_unit(value->text)); break;
	default:          buf_text(b, value->text); break;
	}
}
