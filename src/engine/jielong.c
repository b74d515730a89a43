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
	[JIELONG_SHORT_ADDRESS] = { "short_address", "门牌没写全", "the address is not complete" },
	[JIELONG_UNSURE] = { "unsure", "可能有两种读法", "it could be read in two ways" },
	[JIELONG_REPORT] = { "report", "反映情况，须人看", "a report about goods; a person should read it" },
	[JIELONG_MORE] = { "more", "上一条的续行", "more of the entry above" },
	[JIELONG_QUOTED] = { "quoted", "引用别人的话", "a quoted message" },
	[JIELONG_OLDER] = { "older", "旧的一版，以新版为准", "an older copy of the list; the newer one counts" },
	[JIELONG_VANISHED] = { "vanished", "新版里没有了，按取消", "no longer in the newer copy: cancelled" },
};

static const char32_t *const header_words[] = { U"接龙", U"Group Note", U"团购", U"截单", U"截止", U"开团", U"成团", U"起送", U"元/份", U"元一份", U"元/", U"封单", U"拼团",
	U"以上", U"以下", U"通知", U"公告", U"价格", U"名单", U"汇总", U"合计", U"总计", U"小计", U"每份", U"套餐:", U"套餐内容", U"内容:", U"产品:", U"商品:", U"规格", U"配送时间", U"送达",
	U"起订", U"起拼", U"已满", U"满员", U"核酸", U"物资", U"群公告", U"@所有人", U"成团", U"还差", U"还剩", U"截团", U"到货", U"发货", U"领取", U"自提", U"提货", U"菜单", U"品名", NULL };
static const char32_t *const total_words[] = { U"合计", U"总计", U"小计", U"共计", U"总共", U"汇总", NULL };
static const char32_t *const example_words[] = { U"例", U"示例", U"格式", U"模板", U"如:", U"示范", U"范例", U"样板", U"样例", U"范本", U"比如", U"参考", U"譬如", U"填写示", NULL };
static const char32_t *const chat_words[] = { U"收到", U"谢谢", U"感谢", U"辛苦", U"好的", U"ok", U"OK", U"知道了", U"明白", U"群主", U"团长", U"大家", U"各位", U"请问", U"什么时候", U"不错", U"太贵",
	U"有点贵", U"哈哈", U"好吃", U"同意", U"赞", U"加油", U"现在", U"目前", U"已有", U"快满", U"早上好", U"晚安", U"昨天", NULL };
static const char32_t *const self_words[] = { U"我也要", U"我要", U"也要", U"算我", U"加我", U"我家要", U"我家也要", U"+1", U"+2", U"+3", U"我订", U"我来", U"跟", U"我家", U"改成", U"改为", U"取消",
	U"不要了", U"加一", U"再加", U"减一", U"退", U"一份", U"两份", NULL };
static const char32_t *const ask_words[] = { U"吗", U"么?", U"多少钱", U"怎么", U"什么时候", U"几点", U"能不能", U"可以吗", U"还有没有", U"还能", U"有没有", U"了没有", U"了没", U"是不是", U"可不可以", U"行不行",
	U"为什么", U"哪里", U"谁", NULL };
static const char32_t *const undo_words[] = { U"不取消", U"别取消", U"不要取消", U"勿取消", U"不退了", U"恢复", U"不改了", U"地址改", U"房号改", U"地址错", U"房号错", U"房号写错", U"地址写错", U"门牌写错",
	U"楼号写错", U"电话改", U"手机改", U"同上", U"同楼上", NULL };
static const char32_t *const report_words[] = { U"收到了", U"已收到", U"已收", U"没收到", U"未收到", U"还没到", U"坏了", U"碎了", U"少发", U"漏发", U"没送", U"送错", U"发错", U"拿错", U"已取了", U"已取货", U"取走", U"到了", U"漏了",
	U"少送", U"漏送", U"缺斤", U"烂了", U"不新鲜", U"变质", U"已领", U"领了", U"拿到了", NULL };
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

/* An order's address somewhere in the line: then a word of headers does not make it one. */
static bool address_near(const struct line *l, int from)
{
	struct jielong_address a;

	for (int at = from; at < l->n; at++)
		if ((at == from || !is_digit(l->c[at - 1])) && is_digit(l->c[at]) && address_at(l, at, &a) && a.building[0] && a.room[0])
			return true;
	return false;
}

static bool says_something(const struct line *l, int from)
{
	for (int i = from; i < l->n; i++)
		if (is_digit(l->c[i]) || is_letter(l->c[i]) || is_han(l->c[i]) || l->c[i] == 0x274c)
			return true;
	return false;
}

/* "张三 2022/4/12 10:23", "10:23": who wrote when, as a copied chat puts it above what was written. */
static bool is_stamp(const struct line *l, int from)
{
	bool clock = false;

	for (int i = from; i < l->n; i++) {
		if (l->c[i] == CLOCK_COLON && digits_at(l, i + 1) == 2 && (i + 3 >= l->n || l->c[i + 3] == CLOCK_COLON))
			clock = true;
		if (clock && l->c[i] == CLOCK_COLON)
			return i + 3 >= l->n || i + 6 >= l->n;
	}
	return false;
}

/* 12号楼合计12份, 3号楼共12份: a sum for a building, not a household. */
static bool is_sum(const struct line *l, int from, int number)
{
	struct jielong_address a;
	int n = address_at(l, from, &a), behind = skip_space(l, from + n);

	if (word_of(l, from, total_words))
		return true;
	return !number && n && !a.room[0] && (word_of(l, behind, total_words) || l->c[behind] == U'共');
}

/* Lines that are no orders whatever numbers they hold. */
static enum jielong_why no_order(const struct line *l, int from, int number)
{
	int first = from;

	while (first < l->n && in(l->c[first], U" (【[<《*"))
		first++;
	if ((l->c[first] == '#' && !is_digit(l->c[first + 1])) || (!number && is_stamp(l, from)) || is_sum(l, first, number))
		return JIELONG_HEADER;
	if (l->c[first] == U'如' && is_digit(l->c[first + 1]))
		return JIELONG_EXAMPLE;
	if (word_of(l, first, example_words) || (has_word(l, from, l->n, (const char32_t *const[]){ U"格式", U"示例", NULL })))
		return JIELONG_EXAMPLE;
	if (!number && has_word(l, from, l->n, header_words) && !address_near(l, from))
		return JIELONG_HEADER;
	if (has_word(l, from, l->n, ask_words) || (l->n && l->c[l->n - 1] == '?'))
		return JIELONG_QUESTION;
	for (int i = from; i < l->n; i++)
		if (word_at(l, i, U"已取") && l->c[i + 2] != U'消')
			return JIELONG_REPORT;
	return has_word(l, from, l->n, report_words) ? JIELONG_REPORT : JIELONG_CLEAR;
}

static bool holds_qty(const struct line *l, int from)
{
	for (int i = from; i < l->n; i++)
		if (!l->taken[i] && (is_digit(l->c[i]) || in(l->c[i], U"一二两三四五六七八九十俩半")))
			return true;
	return false;
}

/* Talk outside the numbered list: no address, no telephone, and nobody says "me". */
static bool is_talk(const struct line *l, int from, const struct jielong_line *line)
{
	bool self = has_word(l, from, l->n, self_words);

	if (line->n_addresses || line->phone[0])
		return false;
	if (!line->number && word_of(l, skip_space(l, from), (const char32_t *const[]){ U"收到", U"谢谢", U"辛苦", U"好的", U"感谢", U"现在", U"目前", NULL }))
		return true;
	if (has_word(l, from, l->n, already_words) || (!self && has_word(l, from, l->n, chat_words)))
		return true;
	return !line->number && ((!self && !holds_qty(l, from)) || has_word(l, from, l->n, (const char32_t *const[]){ U"http", U"元", U"@", NULL }));
}

/* What is still doubtful about an order, and how much to trust it. */
static void judge(struct line *l, int from, struct jielong_line *ret)
{
	static const int trust[JIELONG_WHY_N] = { [JIELONG_CLEAR] = 95, [JIELONG_NO_QUANTITY] = 75, [JIELONG_NO_ADDRESS] = 50, [JIELONG_NO_NUMBER] = 80,
		[JIELONG_TWO_QUANTITIES] = 40, [JIELONG_LARGE] = 45,
		[JIELONG_SHORT_ADDRESS] = 60, [JIELONG_UNSURE] = 55 };

	if (ret->why == JIELONG_CLEAR && !ret->n_addresses)
		ret->why = JIELONG_NO_ADDRESS;
	if (ret->why == JIELONG_CLEAR && !(ret->address[0].building[0] && ret->address[0].room[0]))
		ret->why = JIELONG_SHORT_ADDRESS;
	if (ret->why == JIELONG_CLEAR && !ret->number)
		ret->why = JIELONG_NO_NUMBER;
	ret->confidence = trust[ret->why];
	if (!ret->n_addresses && ret->confidence > 50)
		ret->confidence = 50;
	if (has_word(l, from, l->n, already_words) && ret->confidence > 60)
		ret->confidence = 60;
}

/* "蔬菜包：白菜2斤、土豆2斤": what is in the package, not an order. */
static bool is_contents(const struct line *l, int from, const struct jielong_line *ret)
{
	int colon = from;

	if (ret->n_addresses || ret->phone[0] || ret->name[0])
		return false;
	if (has_word(l, from, l->n, (const char32_t *const[]){ U"元", U"¥", U"￥", NULL }) && strcmp(ret->item[0].name, "*"))      /* 1、A套餐 58元 */
		return true;
	if (ret->number || ret->n_items < 2)
		return false;
	while (colon < l->n && l->c[colon] != ':')
		colon++;
	return colon < l->n && is_goods(l, from, colon);
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
		nothing(ret, why, why == JIELONG_QUESTION || why == JIELONG_REPORT ? 60 : 90);
		return;
	}
	find_phone(&l, ret);
	find_addresses(&l, from, ret);
	if (is_talk(&l, from, ret)) {
		nothing(ret, JIELONG_CHAT, 85);
		ret->speaks = has_word(&l, from, l.n, chat_words);
		return;
	}
	if (has_word(&l, from, l.n, undo_words)) {
		nothing(ret, JIELONG_QUESTION, 50);
		return;
	}
	find_items(&l, from, ret);
	if (ret->why == JIELONG_NO_QUANTITY && has_word(&l, from, l.n, already_words)) {
		nothing(ret, JIELONG_REPORT, 60);
		return;
	}
	if (is_contents(&l, from, ret)) {
		nothing(ret, JIELONG_HEADER, 80);
		return;
	}
	judge(&l, from, ret);
	ret->speaks = has_word(&l, from, l.n, (const char32_t *const[]){ U"我也", U"我要", U"也要", U"算我", U"加我", U"我家", U"我订", U"我来", U"跟", NULL });
}
