/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_cond_check.h"
#include "caps/plan/plan_refs.h"
#include "caps/plan/plan_value.h"
#include <ctype.h>
#include <string.h>

/* One value against the type its key asks for. */
struct spot {
	struct reader           *r;
	const struct plan_list  *list;
	const struct plan_key   *key;
	struct entry            *owner;
	const struct node       *map;
	struct node             *value;
};

static struct say dim_say(int dim)
{
	static const struct say dims[] = { [DIM_NONE] = { "数", "a number" }, [DIM_COUNT] = { "数量", "a count" },
		[DIM_MONEY] = { "金额", "money" }, [DIM_SHARE] = { "百分比", "a share" }, [DIM_TIME] = { "时间", "a duration" },
		[DIM_MASS] = { "重量", "a mass" }, [DIM_VOLUME] = { "容积", "a volume" }, [DIM_LENGTH] = { "长度", "a length" },
		[DIM_ENERGY] = { "热量", "an energy" }, [DIM_STRENGTH] = { "浓度", "a strength" },
		[DIM_TEMPERATURE] = { "温度", "a temperature" } };

	return dims[dim];
}

static struct say example(int dim)
{
	switch (dim) {
	case DIM_TIME:        return SAY("7 days（7天）", "7 days");
	case DIM_MONEY:       return SAY("50000 yuan（5万元）", "50000 yuan");
	case DIM_SHARE:       return SAY("30 %", "30 %");
	case DIM_STRENGTH:    return SAY("1000 mg/L", "1000 mg/L");
	case DIM_TEMPERATURE: return SAY("2..8 ℃", "2..8 ℃");
	default:              return SAY("天、件、t", "days, pieces, t");
	}
}

static void unknown_unit(const struct spot *s, const char *unit)
{
	struct nearest near = { .word = unit };

	for (const struct plan_built_in *u = plan_units_zh; u->id; u++)
		nearest_try(&near, u->id);
	complain(s->r, s->value->at, CODE_E20, SAME(unit),
		 nearest_say(s->r, &near, SAY("如 天、元、件、kg、t", "such as days, yuan, pieces, kg, t")));
}

static void backwards(const struct spot *s, const char *text)
{
	const char *dots = strstr(text, "..");
	size_t n = (size_t)(dots - text), m = 0;

	while (isdigit((unsigned char)dots[2 + m]) || dots[2 + m] == '.')
		m++;
	complain(s->r, s->value->at, CODE_E21, SAME(text),
		 SAME(arena_print(s->r->mem, "%.*s..%.*s%s", (int)m, dots + 2, (int)n, text, dots + 2 + m)));
}

/* Reads a value and says what keeps it from being one; dim -1: any. */
static bool read_value(const struct spot *s, int dim, struct value *ret)
{
	const char *text = s->value->text;

	switch (value_read(s->r->mem, text, ret)) {
	case VALUE_OK:
		break;
	case VALUE_SYNTAX:
		complain(s->r, s->value->at, CODE_E19, SAME(text), SAY("文字", "text"), dim < 0 ? SAY("带单位的数", "a number with its unit") : dim_say(dim));
		return false;
	case VALUE_NO_UNIT:
		complain(s->r, s->value->at, CODE_E18, SAME(text), example(dim));
		return false;
	case VALUE_NO_SUCH_UNIT:
		unknown_unit(s, ret->bad_unit);
		return false;
	case VALUE_TOO_LARGE:
		complain(s->r, s->value->at, CODE_E28, SAME(text));
		return false;
	case VALUE_BACKWARDS:
		backwards(s, text);
		return false;
	}
	if (!*ret->low.unit && dim != DIM_COUNT && ret->low.dim == DIM_COUNT) {
		complain(s->r, s->value->at, CODE_E18, SAME(text), example(dim));
		return false;
	}
	if (dim >= 0 && (int)ret->low.dim != dim) {
		complain(s->r, s->value->at, CODE_E19, SAME(text), dim_say(ret->low.dim), dim_say(dim));
		return false;
	}
	if (ret->range && !(s->key->flags & RANGE)) {
		complain(s->r, s->value->at, CODE_E19, SAME(text), SAY("范围", "a range"), SAY("一个数", "one number"));
		return false;
	}
	return true;
}

static void check_amount(const struct spot *s)
{
	const char *of = s->owner ? node_text(s->owner->map, "of") : NULL;
	struct value v;

	if (!of || strcmp(of, "none") == 0) {
		complain(s->r, s->map->at, CODE_E08, SAME(s->owner ? s->owner->id : ""), SAME("of"),
			 SAY("按 amount 金额还是 quantity 数量分档", "whether brackets are of amount or quantity"));
		return;
	}
	if (read_value(s, strcmp(of, "amount") == 0 ? DIM_MONEY : -1, &v) && v.low.n <= 0)
		complain(s->r, s->value->at, CODE_E22, SAME(s->value->text));
}

static void check_quantity(const struct spot *s)
{
	static const int dims[] = { [TYPE_DUR] = DIM_TIME, [TYPE_MONEY] = DIM_MONEY, [TYPE_SHARE] = DIM_SHARE, [TYPE_QTY] = -1,
		[TYPE_COUNT] = DIM_COUNT, [TYPE_STRENGTH] = DIM_STRENGTH, [TYPE_TEMPERATURE] = DIM_TEMPERATURE };
	int dim = dims[s->key->type];
	struct value v;

	if (!read_value(s, dim, &v))
		return;
	if (dim == DIM_SHARE ? v.low.n < 0 || v.high.n > 10000
	    : dim == DIM_TEMPERATURE ? false
	    : dim == DIM_MONEY || strcmp(s->key->name, "hold") == 0 ? v.low.n < 0 : v.low.n <= 0)
		complain(s->r, s->value->at, CODE_E22, SAME(s->value->text));
}

static void check_int(const struct spot *s)
{
	struct value v;

	if (!read_value(s, DIM_COUNT, &v))
		return;
	if (*v.low.unit)
		complain(s->r, s->value->at, CODE_E19, SAME(s->value->text), SAY("带单位的数", "a number with a unit"), SAY("整数", "a whole number"));
	else if (v.low.n <= 0 || v.low.n > 1000000000)
		complain(s->r, s->value->at, CODE_E22, SAME(s->value->text));
}

static void check_number(const struct spot *s)
{
	const char *t = s->value->text + (*s->value->text == '-');
	size_t digits = strspn(t, "0123456789");

	if (!digits || digits > 15 || (t[digits] && (t[digits] != '.' || !t[digits + 1] || t[digits + 1 + strspn(t + digits + 1, "0123456789")])))
		complain(s->r, s->value->at, CODE_E19, SAME(s->value->text), SAY("文字", "text"), SAY("数", "a number"));
}

static void check_window(const struct spot *s)
{
	const struct node *all = node_get(s->map, s->key->name);
	int from, until, other_from, other_until;
	bool midnight, other;

	if (!value_window(s->value->text, &from, &until, &midnight)) {
		complain(s->r, s->value->at, CODE_E23, SAME(s->value->text));
		return;
	}
	if (midnight) {
		complain(s->r, s->value->at, CODE_E24, SAME(s->value->text), SAY("零点相交", "crosses midnight"));
		return;
	}
	for (size_t i = 0; i < node_count(all) && i < 50 && node_item(all, i) != s->value; i++) {
		const struct node *o = node_item(all, i);

		if (o->kind == NODE_TEXT && value_window(o->text, &other_from, &other_until, &other) && !other
		    && from < other_until && other_from < until)
			complain(s->r, s->value->at, CODE_E24, SAME(s->value->text),
				 SAY(arena_print(s->r->mem, "%s 重叠", o->text), arena_print(s->r->mem, "overlaps %s", o->text)));
	}
}

static void check_rate(const struct spot *s)
{
	struct plan_rate rate;
	const char *bad = "";

	switch (value_rate(s->r->mem, s->value->text, &rate, &bad)) {
	case VALUE_OK:
		if (rate.per_what && !value_unit(rate.per_what, &(enum plan_dim){ 0 }, &(enum plan_dim){ 0 }, &(const char *){ 0 })
		    && isalpha((unsigned char)*rate.per_what))
			ref_use(s->r, CAT_KIND, rate.per_what);
		break;
	case VALUE_NO_SUCH_UNIT:
		if (ref_use(s->r, CAT_KIND, bad))
			break;
		unknown_unit(s, bad);
		break;
	case VALUE_TOO_LARGE:
		complain(s->r, s->value->at, CODE_E28, SAME(s->value->text));
		break;
	default:
		complain(s->r, s->value->at, CODE_E26, SAME(s->value->text));
	}
}

static void check_timing(const struct spot *s)
{
	struct timing t;

	if (!timing_read(s->r->mem, s->value->text, &t))
		complain(s->r, s->value->at, CODE_E25, SAME(s->value->text));
	else if (t.event)
		ref_check_event(s->r, s->value, t.event);
}

static void check_word(const struct spot *s)
{
	const char *words = s->key->type == TYPE_YES_NO ? "yes/no" : s->key->words;
	char *list;

	if (plan_word_in(words, s->value->text, strlen(s->value->text), &(int){ 0 }))
		return;
	list = arena_text(s->r->mem, words);
	for (char *w = list; *w; w++)
		if (*w == '/')
			*w = ' ';
	complain(s->r, s->value->at, CODE_E27, SAME(s->key->name), SAME(s->value->text), SAME(list));
}

static bool digit(char c) { return isdigit((unsigned char)c) != 0; }

/* A mobile number, an area code with a number, or an identity number. */
static bool looks_personal(const char *s)
{
	for (const char *p = s; *p; p++) {
		size_t n = 0, dashes = 0;

		if (!digit(*p) || (p > s && (digit(p[-1]) || p[-1] == '.' || isalpha((unsigned char)p[-1]))))
			continue;
		while (digit(p[n]) || (p[n] == '-' && digit(p[n + 1])))
			dashes += p[n++] == '-';
		if ((n == 17 && (p[n] == 'X' || p[n] == 'x')) || (n == 18 && !dashes && !isalpha((unsigned char)p[n])))
			return true;
		if (n - dashes == 11 && p[0] == '1' && p[1] >= '3' && dashes <= 2)
			return true;
		if (p[0] == '0' && dashes == 1 && n - dashes >= 10 && n - dashes <= 12)
			return true;
		p += n - 1;
	}
	return false;
}

void plan_check_text_privacy(struct reader *r, const char *key, const struct node *value)
{
	if (looks_personal(value->text))
		complain(r, value->at, CODE_E30, SAME(key));
}

static void check_text(const struct spot *s)
{
	plan_check_text_privacy(s->r, s->key->name, s->value);
	if (strlen(s->value->text) > 8000)
		complain(s->r, s->value->at, CODE_E28, SAME("…"));
}

static void check_calendar(const struct spot *s)
{
	int64_t day;
	int minutes;
	bool good = s->key->type == TYPE_DATE ? civil_read_day(s->value->text, &day)
		: s->key->type == TYPE_TIME ? value_time(s->value->text, &minutes) : value_offset(s->value->text, &minutes);

	if (!good)
		complain(s->r, s->value->at, CODE_E23, SAME(s->value->text));
}

static void check_unit(const struct spot *s)
{
	if (!value_unit(s->value->text, &(enum plan_dim){ 0 }, &(enum plan_dim){ 0 }, &(const char *){ 0 }))
		unknown_unit(s, s->value->text);
}

void plan_check_value(struct reader *r, const struct plan_list *list, const struct plan_key *key, struct entry *owner,
		      const struct node *map, struct node *value)
{
	const struct spot s = { r, list, key, owner, map, value };

	switch (key->type) {
	case TYPE_TEXT:    check_text(&s); break;
	case TYPE_YES_NO:
	case TYPE_WORD:    check_word(&s); break;
	case TYPE_INT:     check_int(&s); break;
	case TYPE_NUMBER:  check_number(&s); break;
	case TYPE_DUR: case TYPE_MONEY: case TYPE_SHARE: case TYPE_QTY: case TYPE_COUNT: case TYPE_STRENGTH: case TYPE_TEMPERATURE:
		check_quantity(&s);
		break;
	case TYPE_AMOUNT:  check_amount(&s); break;
	case TYPE_DATE: case TYPE_TIME: case TYPE_OFFSET:
		check_calendar(&s);
		break;
	case TYPE_WINDOW:  check_window(&s); break;
	case TYPE_RATE:    check_rate(&s); break;
	case TYPE_TIMING:  check_timing(&s); break;
	case TYPE_UNIT:    check_unit(&s); break;
	case TYPE_COND:    plan_cond_check(r, list, value, true); break;
	case TYPE_EXPR:    plan_cond_check(r, list, value, false); break;
	case TYPE_REF:     ref_check(r, key, owner, value); break;
	case TYPE_EVENT:   ref_check_event(r, value, value->text); break;
	case TYPE_LEVELS:  ref_check_level(r, value); break;
	case TYPE_SETTING: ref_check_setting(r, value); break;
	case TYPE_ID: case TYPE_NAME: case TYPE_MAP: case TYPE_RULES: case TYPE_END:
		break;
	}
}
