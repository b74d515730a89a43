/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"
#include <stdio.h>
#include <string.h>

static const char32_t *const units[] = { U"份", U"套", U"斤", U"公斤", U"千克", U"克", U"kg", U"KG", U"Kg", U"g", U"箱", U"盒", U"袋", U"包",
	U"瓶", U"桶", U"板", U"罐", U"只", U"个", U"支", U"根", U"条", U"块", U"件", U"提", U"打", U"把", U"颗", U"棵", U"捆", U"筐", U"筒", U"卷",
	U"串", U"扎", U"听", U"杯", U"碗", U"片", U"粒", U"枚", U"张", U"副", U"台", U"组", U"升", U"毫升", U"L", U"ml", U"mL", U"篮", U"兜", U"托",
	U"排", U"尾", U"头", U"朵", U"枝", U"壶", U"坛", U"盘", U"盆", U"屉", U"笼", U"单", U"set", U"双", U"床", U"本", U"节", U"对", U"两", NULL };
static const char32_t *const plain_units[] = { U"份", U"套", U"set", NULL };
static const char32_t *const measures[] = { U"斤", U"公斤", U"千克", U"克", U"kg", U"KG", U"Kg", U"g", U"G", U"升", U"毫升", U"L", U"l", U"ml", U"ML", U"mL", NULL };

bool qty_is_plain(const struct line *l, const struct qty *q) { return !q->n_unit || word_of(l, q->unit_at, plain_units) == q->n_unit; }
bool qty_is_measure(const struct line *l, const struct qty *q) { return q->n_unit && word_of(l, q->unit_at, measures) == q->n_unit; }

/* "3斤半" is 3.5 斤. */
static int half_behind(const struct line *l, int at, struct qty *q)
{
	int64_t tenth;
	int n = q->n_unit && l->c[at - 1] == U'斤' ? number_at(l, at, &tenth) : 0;

	if (n && l->c[at + n] == U'两' && tenth < 10000) {                    /* 三斤二两 */
		q->thousandths += tenth / 10;
		return n + 1;
	}
	if (l->c[at] == U'半' && q->n_unit) {
		q->thousandths += 500;
		return 1;
	}
	return 0;
}

/* A unit, also behind a space: "1 箱"; 个半月 is none. */
static int unit_at(const struct line *l, int at, int *ret_at)
{
	int n;

	*ret_at = at + (l->c[at] == ' ' ? 1 : 0);
	n = word_of(l, *ret_at, units);
	if (n == 1 && is_letter(l->c[*ret_at]) && is_letter(l->c[*ret_at + 1]))        /* Lucky is no litre */
		n = 0;
	if (n == 1 && word_of(l, *ret_at, (const char32_t *const[]){ U"单元", U"个人", U"头牌", U"条件", U"张三", U"包子", U"双汇", U"条码", NULL }))
		n = 0;
	if (!n)
		*ret_at = at;
	return n;
}

struct qty qty_at(const struct line *l, int at)
{
	struct qty q = { .n = 0 };
	int i = at, n;

	if (l->c[i] == U'各' || word_of(l, i, (const char32_t *const[]){ U"每样", U"每种", NULL })) {
		q.several = true;
		i += l->c[i] == U'各' ? 1 : 2;
		i += word_of(l, i, (const char32_t *const[]){ U"要", U"来", U"订", U"定", NULL });
		i = skip_space(l, i);
	}
	if (in(l->c[i], U"xX*") && (is_digit(l->c[skip_space(l, i + 1)]) || number_at(l, i + 1, &q.thousandths))) {
		i = skip_space(l, i + 1);
		q.times = true;
	} else if (in(l->c[i], U"+-")) {
		q.sign = (char)l->c[i];
		i = skip_space(l, i + 1);
	}
	n = number_at(l, i, &q.thousandths);
	if (!n || q.thousandths > 100000000)
		return (struct qty){ .n = 0 };
	i += n;
	q.n_unit = unit_at(l, i, &q.unit_at);
	i = q.unit_at + q.n_unit;
	i += half_behind(l, i, &q);
	q.n = i - at;
	return q;
}

void qty_write(const struct qty *q, char sign, char *ret, size_t room)
{
	int64_t whole = q->thousandths / 1000, part = q->thousandths % 1000;
	int n = snprintf(ret, room, "%s%lld", sign == '+' ? "+" : sign == '-' ? "-" : "", (long long)whole);

	if (part && n > 0 && (size_t)n < room) {
		snprintf(ret + n, room - (size_t)n, ".%03lld", (long long)part);
		for (size_t end = strlen(ret); ret[end - 1] == '0'; end--)
			ret[end - 1] = '\0';
	}
}
