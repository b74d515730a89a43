/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_words.h"
#include <string.h>

/* What changes an earlier order: a new quantity, more, less, one thing for another, nothing at all. */

static const char32_t *const cancels[] = { U"取消", U"不要了", U"不需要了", U"退掉", U"退了", U"撤销", U"撤回", U"撤单", U"作废", U"删除", U"删掉", U"不买了", U"不订了",
	U"不定了", U"算了", U"退单", U"退订", U"退款", U"不参加了", U"先不要", U"不接了", U"退出", U"弃", U"❌", U"不用了", U"不需要", U"不参加", U"不拼了", U"不团了",
	U"不跟了", U"不来了", U"暂不要", U"暂时不要", U"不买", U"不订", U"不定", U"都不要", U"全不要", U"划掉", U"去除", U"放弃", U"不参与", U"不接龙了", U"不接龙", U"退群单", U"不报了", U"不用", NULL };
static const char32_t *const not_cancels[] = { U"不取消", U"别取消", U"不要取消", U"勿取消", U"不退", U"不用退", NULL };
static const char32_t *const keeps[] = { U"照旧", U"不变", U"照常", U"一样", U"同前", U"保留", U"还要", U"不动", U"留着", U"继续要", NULL };
static const char32_t *const changes[] = { U"改成", U"改为", U"改到", U"改", U"换成", U"变更为", U"变成", U"变为", U"更改为", U"更改成", U"修改为", U"修改成", U"更正为",
	U"更正成", U"订正为", U"→", U"增加到", U"增加至", U"增至", U"增到", U"加到", U"减到", U"减为", U"减至", U"减成", U"降到", U"降为", U"调整为", U"调整成", U"调整到",
	U"调为", U"减少到", U"减少为", NULL };
static const char32_t *const corrections[] = { U"更正", U"修改", U"更改", U"变更", U"改单", U"订正", U"填错了", U"写错了", U"打错了", U"报错了", U"接错了", U"错了", U"修正", U"改一下", NULL };
static const char32_t *const more_words[] = { U"再加", U"再要", U"再来", U"再订", U"再定", U"再买", U"再拿", U"再添", U"追加", U"多加", U"多要", U"多订", U"多定", U"多来", U"增加", U"增",
	U"补", U"加订", U"加定", U"又加", U"加", U"加购", U"再补", U"添", NULL };
static const char32_t *const less_words[] = { U"减去", U"减少", U"减掉", U"减", U"少要", U"少订", U"少定", U"少", U"去掉", U"退掉", U"退", U"扣掉", U"扣", U"取消", U"不要", U"撤", NULL };
static const char32_t *const swaps[] = { U"改成", U"改为", U"换成", U"换为", U"换", U"改", U"→", NULL };
static const char32_t *const ends_of_talk[] = { U"了", U"吧", U"哦", U"啊", U"哈", U"谢谢", U"一下", U"掉", NULL };

bool begins_correction(const struct line *l, int at, int *ret_n)
{
	*ret_n = word_of(l, at, corrections);
	return *ret_n && !qty_at(l, skip_space(l, at + word_of(l, at, changes))).n;
}

bool says_keep(const struct line *l, int from, int to) { return has_word(l, from, to, keeps) && to - from <= 8; }

/* Goods before a change word: without 把, 的, 数量; a person there gives the name. */
static void goods_of(struct reader *r, int *from, int *to)
{
	static const char32_t *const before[] = { U"由", U"从", U"把", U"将", U"的", U"我的", U"我", U"数量", U"份数", U"请", U"帮我", U"麻烦", U"现", U"现在", U"原", U"原来", U"之前", U"本来", U"刚才", U"原先", NULL };
	static const char32_t *const behind[] = { U"的", U"数量", U"份数", U"请", U"现", U"想", U"要", NULL };
	const struct line *l = r->l;

	for (int n = word_of(l, *from, before); n && *from + n <= *to; n = word_of(l, *from, before))
		*from += n;
	for (int again = 1; again; ) {
		again = 0;
		for (int n = 1; n <= 2 && *to - n >= *from; n++)
			if (word_of(l, *to - n, behind) == n) {
				*to -= n;
				again = 1;
			}
	}
	if (*to > *from && !r->out->name[0] && is_name(l, *from, *to)) {
		line_write(l, *from, *to, r->out->name, sizeof r->out->name);
		*from = *to;
	}
}

/* 由2份改为1份, 2份改成3份, 改3份, 鸡蛋1板改为2板: the part before the word may name goods. */
static bool changed_to(struct reader *r, int from, int to)
{
	const struct line *l = r->l;

	for (int at = from; at < to; at++) {
		int n = word_of(l, at, changes), name = from, end = at;
		struct qty before, q;

		if (!n)
			continue;
		q = qty_at(l, skip_space(l, at + n));
		if (!q.n || q.sign)
			continue;
		goods_of(r, &name, &end);
		before = qty_at(l, name);
		if (before.n && name + before.n <= end)
			name += before.n;
		for (int i = name + 1; i < end; i++)
			if (qty_at(l, i).n && i + qty_at(l, i).n == end && !is_digit(l->c[i - 1]))
				end = i;
		if (name >= end && r->n_waiting == 1) {
			name = r->waiting[0].from;
			end = r->waiting[0].to;
			r->n_waiting = 0;
		}
		if (name >= end && r->out->n_items && !r->change)              /* "2份 改成 3份": the old quantity goes */
			r->out->n_items--;
		if (name >= end && skip_space(l, at + n) + q.n < to && is_goods(l, skip_space(l, at + n) + q.n, to)) {      /* 改成3份猪肉 */
			name = skip_space(l, at + n) + q.n;
			end = to;
		}
		add_item(r, name < end ? name : at, name < end ? end : at, &q, 0);
		r->change = true;
		return true;
	}
	return false;
}

/* 再加1份, 减1份, 退1份, 猪肉再加1份, 再加1份猪肉, 加鸡蛋1板. */
static bool more_or_less(struct reader *r, int from, int to)
{
	const struct line *l = r->l;

	for (int at = from; at < to; at++) {
		int more = word_of(l, at, more_words), less = word_of(l, at, less_words), n = more > less ? more : less, name = from, end = at, next;
		struct qty q;

		if (!n)
			continue;
		next = skip_space(l, at + n);
		q = qty_at(l, next);
		if (!q.n || q.sign || next + q.n > to || (!q.n_unit && l->c[next + q.n] == U'下'))      /* 取消一下 */
			continue;
		if (less && in(l->c[next + q.n], U"留剩") && qty_at(l, next + q.n + 1).n) {      /* 退1留1 */
			q = qty_at(l, next + q.n + 1);
			goods_of(r, &name, &end);
			add_item(r, name, end, &q, 0);
			r->change = true;
			return true;
		}
		next += q.n;
		goods_of(r, &name, &end);
		if (name >= end && r->n_waiting == 1) {
			name = r->waiting[0].from;
			end = r->waiting[0].to;
			r->n_waiting = 0;
		}
		if (next < to && is_han(l->c[next]) && !word_of(l, next, ends_of_talk))
			add_item(r, next, to, &q, more > less ? '+' : '-');
		else
			add_item(r, name < end ? name : at, name < end ? end : at, &q, more > less ? '+' : '-');
		r->change = true;
		return true;
	}
	return false;
}

/* 加鸡蛋1板: more, then goods with their quantity. */
static bool more_goods(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int n = word_of(l, from, more_words), less = n ? 0 : word_of(l, from, less_words), name = from + n + less;

	if ((!n && !less) || r->out->n_items)
		return false;
	for (int i = name + 1; i < to; i++) {
		struct qty q = qty_at(l, i);

		if (!q.n || i + q.n != to || is_digit(l->c[i - 1]) || !is_goods(l, name, i))
			continue;
		add_item(r, name, i, &q, n ? '+' : '-');
		r->change = true;
		return true;
	}
	return false;
}

/* 肉包换成蔬菜包: the one goes, the other comes; how many must be asked. */
static bool swapped(struct reader *r, int from, int to)
{
	const struct qty none = { .thousandths = 0 }, one = { .thousandths = 1000 };
	const struct line *l = r->l;

	for (int at = from + 1; at < to; at++) {
		int n = word_of(l, at, swaps);
		bool letters = n && at == from + 1 && at + n + 1 == to && is_letter(l->c[from]) && is_letter(l->c[at + n]);

		if (!n || at + n >= to || (!letters && (!is_goods(l, from, at) || !is_goods(l, at + n, to))))
			continue;
		add_item(r, from, at, &none, 0);
		add_item(r, at + n, to, &one, 0);
		r->change = r->unsure = true;
		return true;
	}
	return false;
}

static int trim_talk(const struct line *l, int from, int to)
{
	for (int again = 1; again; ) {
		again = 0;
		for (int n = 1; n <= 2 && to - n > from; n++)
			if (word_of(l, to - n, ends_of_talk) == n) {
				to -= n;
				again = 1;
			}
	}
	return to;
}

static bool drop(struct reader *r, int from, int to)
{
	const struct qty none = { .thousandths = 0 };

	goods_of(r, &from, &to);
	to = trim_talk(r->l, from, to);
	if (from >= to || !is_goods(r->l, from, to) || has_word(r->l, from, to, (const char32_t *const[]){ U"全部", U"都", U"订单", U"接龙", NULL }))
		return false;
	for (int i = from + 1; i < to; i++) {                               /* 肉包1份取消 */
		struct qty q = qty_at(r->l, i);

		if (q.n && i + q.n == to && !is_digit(r->l->c[i - 1]))
			to = i;
	}
	add_item(r, from, to, &none, 0);
	r->change = true;
	return true;
}

static bool cancelled(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	bool alone = (to - from == 2 && word_at(l, from, U"不要")) || (to - from == 1 && in(l->c[from], U"撤退消"));

	if (has_word(l, from, to, not_cancels))
		return false;
	if (word_of(l, from, (const char32_t *const[]){ U"其他", U"其余", U"别的", U"剩下", NULL }) && (has_word(l, from, to, cancels) || l->c[to - 1] == U'退')) {
		r->change = true;                                           /* 留1份 其他退 */
		return true;
	}
	if (to - from > 2 && word_at(l, to - 2, U"不要") && drop(r, from, to - 2))            /* 肉包不要 */
		return true;
	if (word_at(l, from, U"不要") && to - from > 3 && l->c[to - 1] == U'了' && drop(r, from + 2, to))      /* 不要肉包了 */
		return true;
	for (int at = from; at < to && !alone; at++) {
		int n = word_of(l, at, cancels);

		if (!n && l->c[at] == U'退' && (at + 1 == to || !is_han(l->c[at + 1])))
			n = 1;
		if (!n || (n == 2 && word_at(l, at, U"不用") && at + 2 != to && l->c[at + 2] != U'了'))
			continue;
		if (drop(r, from, at) || drop(r, at + n, to))
			return true;
		alone = true;
	}
	if (alone) {
		int name = from, end = from;

		while (end < to && !word_of(l, end, cancels) && l->c[end] != U'退')
			end++;
		goods_of(r, &name, &end);
		r->cancel = true;
	}
	return alone;
}

bool may_change(const struct line *l)
{
	return may_hold(l, changes) || may_hold(l, swaps) || may_hold(l, more_words) || may_hold(l, less_words) || may_hold(l, cancels);
}

bool read_change(struct reader *r, int from, int to)
{
	return r->may_change && ( changed_to(r, from, to) || swapped(r, from, to) || more_or_less(r, from, to) || more_goods(r, from, to) || cancelled(r, from, to));
}
