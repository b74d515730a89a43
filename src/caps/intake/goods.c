/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/intake/intake_work.h"
#include <string.h>

enum { NAME_MAX = 200, PAIRS_MAX = 60, ALIKE_LEAST = 30, NAMES_MAX = 5000 };

static const struct { const char *said, *meant; } synonyms[] = {
#define SYNONYM(said, meant) { said, meant },
#include "caps/intake/synonyms.def"
#undef SYNONYM
};

/* Without spaces, brackets and words that say nothing; small letters; one word for what has several. */
static const char *plain_name(struct arena *mem, const char *name)
{
	static const char *const idle[] = { " ", "(", ")", "（", "）", "的", "新鲜", "【", "】", "演示" };
	struct buf b = { .mem = mem, .max = NAME_MAX };

	for (const char *at = name; *at; ) {
		size_t skip = 0;

		for (size_t i = 0; i < sizeof idle / sizeof *idle && !skip; i++)
			skip = strncmp(at, idle[i], strlen(idle[i])) == 0 ? strlen(idle[i]) : 0;
		for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms && !skip; i++)
			if (strncmp(at, synonyms[i].said, strlen(synonyms[i].said)) == 0) {
				skip = strlen(synonyms[i].said);
				buf_text(&b, synonyms[i].meant);
			}
		if (skip) {
			at += skip;
			continue;
		}
		buf_char(&b, *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : *at);
		at++;
	}
	return buf_get(&b);
}

enum err goods_open(struct ctx *cx, int64_t offer_id, int64_t default_line, struct goods *ret)
{
	*ret = (struct goods){ .cx = cx, .default_line = default_line, .named = arena_new(&cx->mem, sizeof *ret->named) };
	*ret->named = MAP(&cx->mem);
	TRY(offer_get(cx, offer_id, &ret->offer));
	ret->plain = arena_array(&cx->mem, const char *, ret->offer.n_lines + 1);
	for (size_t i = 0; i < ret->offer.n_lines; i++)
		ret->plain[i] = plain_name(&cx->mem, ret->offer.lines[i].zh);
	if (default_line && !goods_line(ret, default_line))
		return fail(cx, ERR_BAD_INPUT, "default_line", "团购“%s”没有第 %lld 项商品", "the offer \"%s\" has no line %lld", ret->offer.name,
			    (long long)default_line);
	return ERR_OK;
}

const struct offer_line *goods_line(const struct goods *g, int64_t line_no)
{
	for (size_t i = 0; i < g->offer.n_lines; i++)
		if (g->offer.lines[i].line_no == line_no)
			return &g->offer.lines[i];
	return NULL;
}

/* Two neighbouring characters of two texts that are the same, in hundredths of the shorter one. */
static int alike(const char *a, const char *b)
{
	size_t n = 0, same = 0, other = strlen(b) / 3;

	for (const char *at = a; *at && at[1] && n < PAIRS_MAX; ) {
		size_t one = (unsigned char)*at < 0x80 ? 1 : (unsigned char)*at >> 5 == 6 ? 2 : (unsigned char)*at >> 4 == 14 ? 3 : 4;
		char piece[8] = "";

		if (strlen(at) < one)
			break;
		memcpy(piece, at, one);
		n++;
		same += strstr(b, piece) != NULL;
		at += one;
	}
	n = other && other < n ? other : n;
	return n ? (int)(same * 100 / n) : 0;
}

/* "1号套餐", "套餐2", "第3种", "A套餐", "①": a place in the list; 0 when it is none. */
static size_t list_number(const char *plain)
{
	static const char *const around[] = { "第", "号", "包", "种", "款", "#", "样", "餐", "no.", "编号", "商品" };
	char rest[32] = "";
	size_t n = 0, value = 0;

	for (const char *at = plain; *at; ) {
		size_t skip = 0;

		for (size_t i = 0; i < sizeof around / sizeof *around && !skip; i++)
			skip = strncmp(at, around[i], strlen(around[i])) == 0 ? strlen(around[i]) : 0;
		if (skip) {
			at += skip;
			continue;
		}
		if (n + 1 >= sizeof rest)
			return 0;
		rest[n++] = *at++;
	}
	if (n == 1 && rest[0] >= 'a' && rest[0] <= 'h')
		return (size_t)(rest[0] - 'a' + 1);
	if (n == 3 && !memcmp(rest, "\xe2\x91", 2) && (unsigned char)rest[2] >= 0xa0 && (unsigned char)rest[2] <= 0xb3)
		return (size_t)((unsigned char)rest[2] - 0xa0 + 1);
	static const char *const han[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	for (size_t i = 0; i < 9; i++)
		if (!strcmp(rest, han[i]))
			return i + 1;
	for (size_t i = 0; i < n; i++) {
		if (rest[i] < '0' || rest[i] > '9' || value > 99)
			return 0;
		value = value * 10 + (size_t)(rest[i] - '0');
	}
	return n ? value : 0;
}

/* "50元套餐": the only line at that price, NULL without one. */
static const struct offer_line *by_price(const struct goods *g, const char *name)
{
	const struct offer_line *found = NULL;
	int64_t fen = 0;
	size_t n = 0;

	for (; name[n] >= '0' && name[n] <= '9' && fen < 10000000; n++)
		fen = fen * 10 + (name[n] - '0') * 100;
	if (!n || strncmp(name + n, "元", 3))
		return NULL;
	for (size_t i = 0; i < g->offer.n_lines; i++)
		if (g->offer.lines[i].price_fen == fen && g->offer.lines[i].price_units <= 1) {
			if (found)
				return NULL;
			found = &g->offer.lines[i];
		}
	return found;
}

static int fit(const struct goods *g, size_t i, const char *name, const char *plain)
{
	const struct offer_line *l = &g->offer.lines[i];

	if (!strcmp(plain, g->plain[i]) || (l->code && *l->code && !strcmp(name, l->code)) || (l->barcode && *l->barcode && !strcmp(name, l->barcode)))
		return 100;
	if (strlen(plain) >= 3 && (strstr(g->plain[i], plain) || strstr(plain, g->plain[i])))
		return 85;
	return alike(plain, g->plain[i]) * 7 / 10;
}

static const struct offer_line *look_for(const struct goods *g, const char *name, const struct offer_line *near[static 2])
{
	const char *plain = plain_name(&g->cx->mem, name);
	int best = 0, second = 0;
	size_t at = 0, number;

	near[0] = g->offer.n_lines ? &g->offer.lines[0] : NULL;
	near[1] = g->offer.n_lines > 1 ? &g->offer.lines[1] : NULL;
	if (by_price(g, name))
		return by_price(g, name);
	for (size_t i = 0; i < g->offer.n_lines; i++) {
		int score = fit(g, i, name, plain);

		if (score > best) {
			second = best;
			best = score;
			near[1] = near[0] != &g->offer.lines[i] ? near[0] : near[1];
			near[0] = &g->offer.lines[i];
			at = i;
		} else if (score > second) {
			second = score;
			near[1] = &g->offer.lines[i];
		}
	}
	if (best >= 80 && second < best)
		return &g->offer.lines[at];
	number = list_number(plain);
	if (best < 80 && number && number <= g->offer.n_lines)
		return &g->offer.lines[number - 1];
	if (best < 80 && g->offer.n_lines == 1 && !strcmp(plain, "包"))
		return near[0];
	if (best < ALIKE_LEAST)                                             /* nothing like it: no answer to offer */
		near[0] = near[1] = NULL;
	return NULL;
}

struct named { const struct offer_line *line, *near[2]; };

/* Every name is looked for once; of more names than any offer has, only those known already are found. */
const struct offer_line *goods_find(const struct goods *g, const char *name, const struct offer_line *near[static 2])
{
	struct named *n;
	int64_t at = 0;

	near[0] = near[1] = NULL;
	if (!strcmp(name, "*")) {
		near[0] = g->offer.n_lines ? &g->offer.lines[0] : NULL;
		near[1] = g->offer.n_lines > 1 ? &g->offer.lines[1] : NULL;
		return g->default_line ? goods_line(g, g->default_line) : g->offer.n_lines == 1 ? near[0] : NULL;
	}
	if (!map_get(g->named, name, &at)) {
		if (g->named->n >= NAMES_MAX)
			return NULL;
		n = arena_new(&g->cx->mem, sizeof *n);
		n->line = look_for(g, name, n->near);
		at = (int64_t)(intptr_t)n;
		map_put(g->named, arena_text(&g->cx->mem, name), at);
	}
	n = (struct named *)(intptr_t)at;
	near[0] = n->near[0];
	near[1] = n->near[1];
	return n->line;
}

void goods_default(struct goods *g, const char *title)
{
	const char *plain = plain_name(&g->cx->mem, title);
	int64_t found = 0;

	if (g->default_line)
		return;
	for (size_t i = 0; i < g->offer.n_lines; i++)
		if (strstr(plain, g->plain[i])) {
			if (found)
				return;
			found = g->offer.lines[i].line_no;
		}
	g->default_line = found;
}

bool goods_read_qty(const char *text, int64_t *ret)
{
	int64_t sign = *text == '-' ? -1 : 1, value = 0, part = 100;
	const char *at = *text == '-' || *text == '+' ? text + 1 : text;

	if (*at < '0' || *at > '9')
		return false;
	for (; *at >= '0' && *at <= '9' && value < 100000000; at++)           /* so that thousandths of grams still fit */
		value = value * 10 + (*at - '0');
	value *= 1000;
	if (*at == '.')
		for (at++; *at >= '0' && *at <= '9'; at++, part /= 10)
			value += (*at - '0') * part;
	*ret = sign * value;
	return !*at;
}

static bool one_of(const char *text, const char *list)      /* "|斤|公斤|" */
{
	const char *at = strstr(list, text);

	return *text && at && at[-1] == '|' && at[strlen(text)] == '|';
}

/* Grams in a unit of weight, 0 when it is none. */
static int64_t grams(const char *unit)
{
	return one_of(unit, "|g|G|克|") ? 1 : one_of(unit, "|斤|市斤|") ? 500 : one_of(unit, "|公斤|千克|kg|KG|Kg|") ? 1000 : one_of(unit, "|两|") ? 50 : 0;
}

/* "鲜鸡蛋 10 枚" by the box: how many thousandths of it are asked with "20枚"; 0 when its name says no such size. */
static int64_t by_size(const struct offer_line *line, int64_t thousandths, const char *unit)
{
	for (const char *at = line->zh; *at; at++) {
		int64_t size = 0, part = 1000;
		char word[32] = "";
		size_t n = 0;

		if (*at < '0' || *at > '9')
			continue;
		for (; *at >= '0' && *at <= '9' && size < 1000000; at++)
			size = size * 10 + (*at - '0');
		size *= 1000;
		if (*at == '.')
			for (at++; *at >= '0' && *at <= '9'; at++)
				size += (*at - '0') * (part /= 10);
		while (*at == ' ')
			at++;
		while (at[n] && at[n] != ' ' && at[n] != ')' && n + 1 < sizeof word) {
			word[n] = at[n];
			n++;
		}
		if (size && !strcmp(word, unit))
			return thousandths * 1000 / size;
		if (size && grams(word) && grams(unit))
			return thousandths * grams(unit) * 1000 / (size * grams(word));
		if (!*at)
			break;
	}
	return 0;
}

enum intake_problem goods_qty(const struct offer_line *line, int64_t thousandths, const char *unit, int64_t *ret_qty)
{
	const int64_t per = line->price_units > 0 ? line->price_units : 1;
	int64_t have = grams(unit), want = grams(line->unit), times, sized = *unit && strcmp(unit, line->unit) ? by_size(line, thousandths, unit) : 0;

	*ret_qty = thousandths / 1000;
	if (have && want)
		*ret_qty = have * thousandths / (want * 1000);
	if (sized) {
		*ret_qty = sized / 1000;
		return sized % 1000 ? PROBLEM_FRACTION : PROBLEM_NONE;
	}
	if (have && want)
		times = have * thousandths % (want * 1000) ? -1 : have * thousandths / (want * 1000);
	else if (!*unit || !strcmp(unit, line->unit))
		times = thousandths * per % 1000 && !*unit ? -1 : !*unit ? thousandths * per / 1000 : thousandths % 1000 ? -1 : thousandths / 1000;
	else if (!strcmp(unit, "打") && one_of(line->unit, "|个|只|枚|瓶|"))
		times = thousandths * 12 % 1000 ? -1 : thousandths * 12 / 1000;
	else if (one_of(unit, "|个|件|包|箱|袋|盒|单|提|组|") && (line->is_package || one_of(line->unit, "|份|包|箱|袋|盒|件|套|提|个|")))
		times = thousandths % 1000 ? -1 : thousandths / 1000;
	else
		return PROBLEM_UNIT;
	if (times < 0 && thousandths > 0)
		return PROBLEM_FRACTION;
	*ret_qty = times;
	return PROBLEM_NONE;
}
