/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"
#include <string.h>

const char *const jielong_actions[] = { "ignore", "add", "change", "cancel" };
const struct jielong_words jielong_why[JIELONG_WHY_N] = {
	[JIELONG_CLEAR] = { "clear", "", "" },
	[JIELONG_EMPTY] = { "empty", "空行", "nothing stands there" },
	[JIELONG_HEADER] = { "header", "标题", "a title of the list" },
	[JIELONG_EXAMPLE] = { "example", "格式举例", "an example of the form" },
	[JIELONG_CHAT] = { "chat", "闲聊", "talk, not an order" },
	[JIELONG_QUESTION] = { "question", "问题，须人看", "a question; a person should answer" },
	[JIELONG_TOO_LONG] = { "too_long", "一行超过 1000 字", "more than 1,000 characters in a line" },
	[JIELONG_NOTICE] = { "notice", "通知", "a notice" },
	[JIELONG_NO_QUANTITY] = { "no_quantity", "没写数量，按 1 份", "no quantity was written; one is assumed" },
	[JIELONG_NO_ADDRESS] = { "no_address", "没写门牌", "no address was written" },
	[JIELONG_NO_NUMBER] = { "no_number", "不在接龙编号里", "outside the numbered list" },
	[JIELONG_TWO_QUANTITIES] = { "two_quantities", "同一样写了两个数量", "two quantities of the same thing" },
	[JIELONG_LARGE] = { "large", "数量大得少见", "an unlikely quantity" },
};

static const char32_t *const header_words[] = { U"接龙", U"Group Note", U"团购", U"截单", U"截止", U"开团", U"成团", U"起送", U"元/份", U"元一份", U"元/", NULL };
static const char32_t *const example_words[] = { U"例", U"示例", U"格式", U"模板", U"如:", NULL };
static const char32_t *const chat_words[] = { U"收到", U"谢谢", U"感谢", U"辛苦", U"好的", U"ok", U"OK", U"知道了", U"明白", U"群主", U"团长", U"大家", U"各位", U"请问", U"什么时候", NULL };
static const char32_t *const self_words[] = { U"我也要", U"我要", U"也要", U"算我", U"加我", U"我家要", U"我家也要", U"+1", U"+2", U"+3", U"我订", U"我来", U"跟", NULL };
static const char32_t *const ask_words[] = { U"吗", U"么?", U"多少钱", U"怎么", U"什么时候", U"几点", U"能不能", U"可以吗", U"还有没有", U"还能", U"有没有", NULL };
static const char32_t *const undo_words[] = { U"不取消", U"别取消", U"不要取消", U"勿取消", U"不退了", U"恢复", NULL };
static const char32_t *const already_words[] = { U"已经", NULL };

/* "12." "12、" "(12)" "12 " before an address or a word; "2.5斤" is a quantity.  Where the rest begins, 0 without one. */
static int mark_at(const struct line *l, int at, int *ret_number)
{
	struct jielong_address a;
	int start = at, n, end, number = 0;

	if (in(l->c[at], U"([【#") && is_digit(l->c[at + 1]))
		at++;
	n = digits_at(l, at);
	if (!n || n > 4)
		return 0;
	for (int i = 0; i < n; i++)
		number = number * 10 + (int)(l->c[at + i] - '0');
	end = at + n;
	if (in(l->c[end], U".、)]】:,。．")) {
		bool decimal = l->c[end] == '.' && is_digit(l->c[end + 1]);

		while (in(l->c[end], U".、)]】:,。．"))
			end++;
		if (decimal && !address_at(l, end, &a))
			return 0;
		if (decimal && address_at(l, start, &a) && a.unit[0])          /* 3.2.501 itself */
			return 0;
	} else if (!is_space(l->c[end]) || l->c[start] != l->c[at]) {
		return 0;
	} else {
		end = skip_space(l, end);
		if (end >= l->n || (!address_at(l, end, &a) && !is_han(l->c[end])) || number_at(l, end, &(int64_t){ 0 }) == 1)
			return 0;
	}
	*ret_number = number;
	return skip_space(l, end);
}

static bool says_something(const struct line *l, int from)
{
	for (int i = from; i < l->n; i++)
		if (is_digit(l->c[i]) || is_letter(l->c[i]) || is_han(l->c[i]) || l->c[i] == 0x274c)
			return true;
	return false;
}

/* Lines that are no orders whatever numbers they hold. */
static enum jielong_why no_order(const struct line *l, int from, int number)
{
	int first = from;

	while (first < l->n && in(l->c[first], U" (【[<《*"))
		first++;
	if (l->c[first] == '#' && !is_digit(l->c[first + 1]))
		return JIELONG_HEADER;
	if (word_of(l, first, example_words) || (has_word(l, from, l->n, (const char32_t *const[]){ U"格式", U"示例", NULL })))
		return JIELONG_EXAMPLE;
	if (!number && has_word(l, from, l->n, header_words))
		return JIELONG_HEADER;
	if (has_word(l, from, l->n, ask_words) || (l->n && l->c[l->n - 1] == '?'))
		return JIELONG_QUESTION;
	return JIELONG_CLEAR;
}

static bool holds_qty(const struct line *l, int from)
{
	for (int i = from; i < l->n; i++)
		if (!l->taken[i] && (is_digit(l->c[i]) || in(l->c[i], U"一二两三四五六七八九十俩半")))
			return true;
	return false;
}

static void judge(struct line *l, int from, struct jielong_line *ret)
{
	static const int trust[JIELONG_WHY_N] = { [JIELONG_CLEAR] = 95, [JIELONG_NO_QUANTITY] = 75, [JIELONG_NO_ADDRESS] = 50, [JIELONG_NO_NUMBER] = 80,
		[JIELONG_TWO_QUANTITIES] = 40, [JIELONG_LARGE] = 45 };

	if (ret->why == JIELONG_CLEAR && !ret->n_addresses)
		ret->why = JIELONG_NO_ADDRESS;
	if (ret->why == JIELONG_CLEAR && !ret->number)
		ret->why = JIELONG_NO_NUMBER;
	ret->confidence = trust[ret->why];
	if (!ret->n_addresses && ret->confidence > 50)
		ret->confidence = 50;
	if (has_word(l, from, l->n, already_words) && ret->confidence > 60)
		ret->confidence = 60;
}

static void nothing(struct jielong_line *ret, enum jielong_why why, int confidence)
{
	int number = ret->number;

	memset(ret, 0, sizeof *ret);
	ret->number = number;
	ret->action = JIELONG_IGNORE;
	ret->why = why;
	ret->confidence = confidence;
}

void jielong_read(const char *text, size_t n, struct jielong_line *ret)
{
	struct line l;
	enum jielong_why why;
	int from;

	memset(ret, 0, sizeof *ret);
	if (!line_normalise(&l, text, n)) {
		nothing(ret, JIELONG_TOO_LONG, 30);
		return;
	}
	from = skip_space(&l, 0);
	from = mark_at(&l, from, &ret->number) ? mark_at(&l, from, &ret->number) : from;
	for (int i = 0; i < from; i++)
		l.taken[i] = NUMBER_MARK;
	if (!says_something(&l, from)) {
		nothing(ret, JIELONG_EMPTY, 95);
		return;
	}
	why = no_order(&l, from, ret->number);
	if (why) {
		nothing(ret, why, why == JIELONG_QUESTION ? 60 : 90);
		return;
	}
	find_phone(&l, ret);
	find_addresses(&l, from, ret);
	if (!ret->n_addresses && !has_word(&l, from, l.n, self_words)
	    && ((has_word(&l, from, l.n, chat_words) && !ret->phone[0]) || (!ret->number && !holds_qty(&l, from)))) {
		nothing(ret, JIELONG_CHAT, 85);
		return;
	}
	if (has_word(&l, from, l.n, already_words) && !ret->n_addresses) {
		nothing(ret, JIELONG_CHAT, 60);
		return;
	}
	if (has_word(&l, from, l.n, undo_words)) {
		nothing(ret, JIELONG_QUESTION, 50);
		return;
	}
	find_items(&l, from, ret);
	judge(&l, from, ret);
}
