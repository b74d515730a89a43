/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_words.h"
#include <stdio.h>
#include <string.h>

/* What is wanted.  The untaken rest of a line falls into pieces at spaces and commas; each piece is a quantity, goods with a
 * quantity, a change, a cancellation, a name, or a remark. */

static const char32_t *const wants[] = { U"我家要", U"我家", U"我们家要", U"我们要", U"我也要", U"也要", U"我要", U"要", U"各要", U"一共", U"共计", U"总共", U"共",
	U"合计", U"来", U"订", U"定", U"买", U"拼", U"数量", U"份数", U"需要", U"需", U"购买", U"购", U"报", U"接", U"加我", U"算我", U"团", U"留", U"给我", U"麻烦", U"请",
	U"帮我", U"帮忙", U"只要", U"还是", U"就要", U"先要", U"想要", U"应该是", U"应为", U"是", U"跟团", U"跟", U"报名", U"登记", U"下单", U"拿", U"另外", U"另加",
	U"另要", U"外加", U"还要", U"还有", U"再有", U"我", U"团购", U"接龙", U"的", U"都要", U"都来", U"全要", U"全部要", U"件数", U"以及", U"和", U"加上", U"我订", U"预订", U"预定",
	U"申请", U"认购", U"蹲", U"自己", U"一家", U"每家", U"一户", NULL };

/* What a wish begins with, not goods: 多放葱, 不要香菜, 放门口, 送到楼下. */
static const char32_t *const wishes[] = { U"多放", U"少放", U"不要", U"不放", U"别", U"放", U"送", U"请", U"麻烦", U"帮我", U"帮忙", U"帮邻", U"帮老", U"帮楼", U"帮代", U"帮3", U"帮1", U"帮2", U"多", U"少", U"给", U"已", U"微信", U"支付", U"转账", U"谢", U"不吃", U"不能",
	U"没有", U"独居", U"老人", U"家里", U"家有", U"有", U"可以", U"先", U"下午", U"上午", U"晚上", U"中午", U"早上", U"今天", U"明天", U"后天", U"到", U"无", U"如", U"最好", U"尽量", U"免", U"去皮",
	U"切", U"代", U"邻居", U"加急", U"急", U"挂门", U"挂在", U"挂把", U"敲门", U"不敲门", U"到了", U"打电话", U"勿", U"请勿", U"务必", U"两户", U"一家", U"付款", U"钱", U"群里", U"收到", U"公司", U"要嫩", U"要脆",
	U"要新鲜", U"要送", U"要老", U"偏", U"微辣", U"不辣", U"中辣", U"孕妇", U"小孩", U"行动不便", U"腿脚", U"残疾", U"需要送", U"需送", U"需要帮", U"要打包", U"要发票", NULL };

/* From here on to the end of the bracket or sentence it is for people. */
static const char32_t *const asides[] = { U"含", U"其中", U"包含", U"包括", U"里面", U"备注", U"代收", U"替", U"帮邻居", U"注", NULL };

/* 2段, 5斤装, L码, 240mm behind goods tell which, not how many. */
static const char32_t *const kinds_behind[] = { U"段", U"装", U"码", U"号", U"%", U"寸", U"度", U"mm", U"cm", U"元", U"块钱", U"人", U"口", U"月", U"日", U"点", U"岁", U"楼", U"层", U"栋", U"年",
	U"天", U"期", U"合一", U"合", U"色", U"代", U"孔", U"层", U"mg", U"片装", U"粒装", U"只装", U"抽", U"包装", U"斤装", U"枚装", U"袋装", U"盒装", U"瓶装", U"个装", U"大", U"小", U"#", NULL };
static const char32_t *const medicine_classes[] = { U"药", U"奶粉", U"纸尿裤", U"尿不湿", U"胰岛素", U"消毒液", U"猫粮", U"狗粮", NULL };

bool is_sep(uint32_t c) { return in(c, U" ,、;。!|~\"'“”…:?()[]{}<>《》【】「」·•=_"); }

int piece_end(const struct line *l, int at)
{
	int start = at;

	while (at < l->n && !l->taken[at] && !is_sep(l->c[at])) {
		if (l->c[at] == '+' && !is_digit(l->c[at + 1]) && !in(l->c[at + 1], U"一二两三四五六七八九十俩半"))
			break;
		if (l->c[at] == '/' && at > start && (is_han(l->c[at - 1]) || !is_digit(l->c[at + 1])))
			break;
		if (l->c[at] == '-' && at > start && !is_digit(l->c[at - 1]))                  /* 张三-2份: a separator */
			break;
		at++;
	}
	return at;
}

/* Without what only leads on to the quantity: 蔬菜包要2份. */
static int goods_end(const struct line *l, int from, int to)
{
	while (to > from + 1 && in(l->c[to - 1], U"的和加与及跟要各来-"))
		to--;
	return to;
}

void add_item(struct reader *r, int from, int to, const struct qty *q, char sign)
{
	struct jielong_line *out = r->out;
	struct jielong_item *item;
	int place = r->l->place[from < r->l->n ? from : r->l->n - 1];

	if (out->n_items == JIELONG_ITEMS) {
		r->unsure = true;
		return;
	}
	to = goods_end(r->l, from, to);
	if (to == from + 1 && in(r->l->c[from], U"份套"))
		to = from;
	item = &out->item[out->n_items++];
	*item = (struct jielong_item){ .address = place == 0 || place == PLACE_ALL ? -1 : place - 1 };
	if (to > from)
		line_write(r->l, from, to, item->name, sizeof item->name);
	if (!item->name[0])
		snprintf(item->name, sizeof item->name, "*");
	item->span = line_span(r->l, from, q->n && q->unit_at > to ? q->unit_at + q->n_unit : to);
	qty_write(q, sign, item->qty, sizeof item->qty);
	if (!qty_is_plain(r->l, q))
		line_write(r->l, q->unit_at, q->unit_at + q->n_unit, item->unit, sizeof item->unit);
	if (sign == '-')
		r->change = true;
	if (q->thousandths > (qty_is_measure(r->l, q) ? 5000000 : 200000))
		out->why = JIELONG_LARGE;
}

void add_remark(struct reader *r, int from, int to) { line_append(r->l, from, to, r->out->remark, sizeof r->out->remark); }

void wait_for_qty(struct reader *r, int from, int to, bool sure)
{
	if (r->n_waiting < JIELONG_WAITING)
		r->waiting[r->n_waiting++] = (struct waiting){ from, to, sure };
	else
		add_remark(r, from, to);
}

/* AB各1份: A and B. */
static bool letters_apart(struct reader *r, const struct waiting *w, const struct qty *q)
{
	const struct line *l = r->l;
	int n = w->from;

	while (n < w->to && l->c[n] >= 'A' && l->c[n] <= 'H' && (n == w->from || l->c[n] == l->c[n - 1] + 1))
		n++;
	if (!q->several || n - w->from < 2 || (n < w->to && !word_at(l, n, U"套餐") && l->c[n] != U'餐' && l->c[n] != U'包' && l->c[n] != U'款'))
		return false;
	for (int i = w->from; i < n; i++) {
		add_item(r, i, i + 1, q, 0);
		line_write(l, n, w->to, r->out->item[r->out->n_items - 1].name + 1, sizeof r->out->item[0].name - 1);
	}
	return true;
}

void end_waiting(struct reader *r, const struct qty *q)
{
	const struct qty one = { .thousandths = 1000 };

	for (int i = 0; i < r->n_waiting; i++) {
		const struct waiting *w = &r->waiting[i];

		if (q && letters_apart(r, w, q))
			continue;
		if (q || w->sure || is_goods(r->l, w->from, w->to))
			add_item(r, w->from, w->to, q ? q : &one, 0);
		else
			add_remark(r, w->from, w->to);
	}
	r->n_waiting = 0;
}

int after_wants(const struct line *l, int at, int to)
{
	for (int n = word_of(l, at, wants); n && at + n <= to; n = word_of(l, at, wants))
		at += n;
	return at;
}

static bool is_bed(const struct line *l, const struct qty *q) { return q->n_unit && word_at(l, q->unit_at, U"床"); }

static int talk_behind(const struct line *l, int at, int to)      /* 哦, 了, 谢谢 */
{
	while (at < to && in(l->c[at], U"的哦啊哈呀吧谢了呢噢喔哟嘞"))
		at++;
	return at;
}

/* 116元, 共116元 and 2份116元's tail are money. */
static bool is_money(const struct line *l, int from, int to)
{
	int at = after_wants(l, from, to), n = digits_at(l, at);

	if (n && l->c[at + n] == '.')
		n += 1 + digits_at(l, at + n + 1);
	if (!n || !word_of(l, at + n, (const char32_t *const[]){ U"元", U"块", U"块钱", U"¥", NULL }) || is_goods(l, at + n, to))
		return false;
	for (int i = at + n + 1; i < to; i++)                               /* 58元的2份 */
		if (qty_at(l, i).n && i + qty_at(l, i).n == to)
			return false;
	return true;
}

/* A whole piece that is one quantity; money behind it is told in the remark. */
static bool only_qty(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int at = after_wants(l, from, to);
	struct qty q = qty_at(l, at);
	static const char32_t *const totals[] = { U"共", U"一共", U"总共", U"共计", U"合计", NULL };
	struct waiting w;

	if (!q.n || at + q.n > to || is_bed(l, &q))
		return false;
	if (is_money(l, at + q.n, to) && q.n_unit)
		add_remark(r, at + q.n, to);
	else if (talk_behind(l, at + q.n, to) != to)
		return false;
	if (at > from && word_of(l, from, totals) && !r->n_waiting) {           /* 蔬菜包1 肉包1 共2份 */
		r->total = q;
		r->total_at = at;
		return true;
	}
	if (at > from && l->c[from] == U'只' && to > at + q.n && l->c[at + q.n] == U'了')      /* 只要1份了 */
		r->change = true;
	if (!r->n_waiting || (r->n_waiting > 1 && !q.several)) {
		end_waiting(r, NULL);
		add_item(r, from, from, &q, q.sign == '-' ? '-' : 0);
		return true;
	}
	if (q.several) {
		end_waiting(r, &q);
		return true;
	}
	w = r->waiting[0];                                                 /* "鸡蛋 2板" */
	r->n_waiting = 0;
	add_item(r, w.from, w.to, &q, q.sign == '-' ? '-' : 0);
	return true;
}

/* Is the next piece one quantity of things? */
static bool qty_follows(const struct line *l, int to, bool with_unit)
{
	int next = skip_space(l, to);
	struct qty q = qty_at(l, next);

	return next < l->n && !l->taken[next] && q.n && !q.sign && !q.several && (!with_unit || q.n_unit) && !is_bed(l, &q)
	       && (piece_end(l, next) == next + q.n || next + q.n > piece_end(l, next) || talk_behind(l, next + q.n, piece_end(l, next)) == piece_end(l, next));
}

/* A quantity of goods inside a piece, not a number that belongs to a name: 84消毒液, 500g装, 1.5L可乐2瓶, 奶粉2段. */
static struct qty inner_qty(const struct line *l, int start, int i, int to)
{
	struct qty q = qty_at(l, i), none = { .n = 0 };
	int end = i + q.n, skip;

	if (!q.n || end > to || (i > start && (is_digit(l->c[i - 1]) || (l->c[i - 1] == '.' && i - 1 > start))))
		return none;
	if (!q.several && word_of(l, end, kinds_behind) && !(q.n_unit && in(l->c[end], U"大小代")))
		return none;
	if (!q.n_unit && !q.times && !q.sign && !q.several && end < to && talk_behind(l, end, to) != to
	    && !(is_digit(l->c[i]) && end - i <= 2 && is_digit(l->c[to - 1]) && is_han(l->c[start]) && is_han(l->c[end]) && is_goods(l, start, i)))      /* 蔬菜2肉1 */
		return none;
	if (!is_digit(l->c[i]) && !q.n_unit && !q.times && !q.sign && !q.several)
		return none;                                               /* 套餐一 */
	if (is_bed(l, &q) || (i > start && (l->c[i - 1] == '*' || (in(l->c[i], U"*x") && in(l->c[i - 1], U"LlgGm升克斤")))))      /* 550ml*24 */
		return none;
	if (!qty_is_measure(l, &q))
		return (!q.n_unit && end == to && !q.times && !q.sign && !q.several && i > start && qty_follows(l, to, true)) ? none : q;      /* 套餐1 2份 */
	skip = in(l->c[end], U"*x") ? 1 + digits_at(l, end + 1) : 0;        /* 550ml*24 */
	if (skip > 1 || (end + skip == to && qty_follows(l, to, true)) || (end < to && qty_at(l, end).n_unit))
		return none;
	for (int k = end + 1; k < to && i == start; k++)                    /* 1.5L可乐2瓶 */
		if (qty_at(l, k).n && k + qty_at(l, k).n == to && !is_digit(l->c[k - 1]))
			return none;
	for (int k = end + 1; k < to && i > start; k++)                     /* 金龙鱼5L油1桶, not 土豆3斤番茄2斤 */
		if (is_letter(l->c[q.unit_at]) && qty_at(l, k).n && qty_at(l, k).n_unit && !is_digit(l->c[k - 1]))
			return none;
	return q;
}

static bool is_letters_of_goods(const struct line *l, int from, int to)      /* AB各1份 */
{
	return to - from <= 4 && l->c[from] >= 'A' && l->c[from] <= 'H' && l->c[skip_space(l, to)] == U'各';
}

/* Something unknown with "2斤" right behind it is goods; and so is the A of "A、B套餐各1" and of "A 2份". */
static bool goods_by_what_follows(const struct line *l, int from, int to)
{
	static const char32_t short_goods[] = U"肉菜米面油蛋奶葱姜蒜盐糖醋水鱼虾鸡鸭";
	int han = 0, digits = 0;

	for (int i = from; i < to; i++) {
		han += is_han(l->c[i]);
		digits += is_digit(l->c[i]);
	}
	if (to - from == 1 && l->c[from] >= 'A' && l->c[from] <= 'H')
		return true;
	if (!han && digits && digits < to - from && !is_digit(l->c[from]) && to - from <= 6 && qty_follows(l, to, true))      /* N95 10个 */
		return true;
	if (to - from <= 2 && in(l->c[from], short_goods) && has_word(l, to, l->n, (const char32_t *const[]){ U"各", NULL }))
		return true;
	if (to - from == 1 && is_letter(l->c[from]) && (in(l->c[to], U"、+") || qty_follows(l, to, false) || (from && l->c[from - 1] == '+')))
		return true;
	if (is_letters_of_goods(l, from, to) || (to - from == 1 && l->c[from] >= 0x2460 && l->c[from] <= 0x2473))
		return true;
	if (in(l->c[to], U"、+") && to - from <= 6 && has_word(l, to, l->n, (const char32_t *const[]){ U"各", NULL }))
		return true;
	if (!han || to - from > 28 || word_of(l, from, wishes))
		return false;
	return (han >= 2 || in(l->c[from], short_goods)) && qty_follows(l, to, true) && !qty_is_plain(l, &(struct qty[]){ qty_at(l, skip_space(l, to)) }[0]);
}

/* 蔬菜包和肉包, 蔬菜包肉包: two goods in one piece. */
static void wait_for_goods(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	bool sure = goods_by_what_follows(l, from, to);

	for (int i = from + 2; i + 2 < to; i++) {
		bool joined = in(l->c[i], U"和跟与加"), packs = l->c[i - 1] == U'包' && l->c[to - 1] == U'包' && l->c[i - 2] != U'面';

		if ((!joined && !packs) || !is_goods(l, from, i) || !is_goods(l, joined ? i + 1 : i, to))
			continue;
		wait_for_qty(r, from, i, sure);
		wait_for_qty(r, joined ? i + 1 : i, to, sure);
		return;
	}
	wait_for_qty(r, from, to, sure);
}

static void take_goods(struct reader *r, int from, int to, const struct qty *q, int q_at)
{
	const struct line *l = r->l;
	char sign = q->sign == '-' && (q_at == 0 || l->c[q_at - 1] == ' ') ? '-' : 0;
	int begin = after_wants(l, from, to);

	if (q->sign == '-' && !sign)
		r->unsure = true;
	if (begin < to)
		from = begin;
	to = goods_end(l, from, to);
	if (!r->out->name[0] && from < to && is_name(l, from, to) && !is_letter(l->c[from]) && (qty_is_plain(l, q) || q->several)) {      /* 张三2份 */
		line_write(l, from, to, r->out->name, sizeof r->out->name);
		add_item(r, q_at, q_at, q, sign);
	} else if (q->several) {
		wait_for_goods(r, from, to);
		end_waiting(r, q);
	} else {
		add_item(r, from, to, q, sign);
	}
}

static void take_rest(struct reader *r, int from, int to)
{
	if (talk_behind(r->l, from, to) == to || from >= to)
		return;
	if (is_goods(r->l, from, to) && !word_of(r->l, from, wishes))
		wait_for_qty(r, from, to, false);
	else
		add_remark(r, from, to);
}

/* 两份蔬菜一份肉, 2份A套餐, 2蔬菜包: the quantity stands before its goods. */
static bool qty_before_goods(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int at = from, end;
	struct qty q = qty_at(l, at), next;

	if (!q.n || at + q.n >= to || q.sign == '-' || word_of(l, at + q.n, kinds_behind) || is_bed(l, &q) || word_of(l, at + q.n, wishes))
		return false;
	if (!q.n_unit && !q.times && !is_digit(l->c[at]))                       /* 五花肉, 半夏 */
		return false;
	if (!q.n_unit && !q.times && (q.thousandths > 20000 || !is_han(l->c[at + q.n]) || !is_goods(l, at + q.n, to)))
		return false;
	if (!is_han(l->c[at + q.n]) && !is_letter(l->c[at + q.n]))
		return false;
	if (!inner_qty(l, at, at, to).n && (q.n_unit || q.times))
		return false;
	for (int i = at + q.n + 1; i < to; i++)                             /* 1份鸡蛋2板: a quantity behind wins */
		if (inner_qty(l, at, i, to).n && i + inner_qty(l, at, i, to).n == to) {
			add_item(r, from, from, &q, 0);
			take_goods(r, at + q.n, i, &(struct qty[]){ inner_qty(l, at, i, to) }[0], i);
			return true;
		}
	for (; at < to; at = end, q = next) {
		next = (struct qty){ .n = 0 };
		for (end = at + q.n + 1; end < to; end++) {
			next = qty_at(l, end);
			if (next.n && next.n_unit && !is_digit(l->c[end - 1]) && !word_of(l, end + next.n, kinds_behind))
				break;
			next.n = 0;
		}
		add_item(r, at + q.n + (l->c[at + q.n] == U'的' ? 1 : 0), end, &q, 0);
		if (!next.n)
			break;
	}
	return true;
}

/* 猪肉1份, A套餐x1, 鸡蛋2板牛奶1箱. */
static bool goods_with_qty(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int at = after_wants(l, from, to), name = at;
	bool any = false;

	if (at < to && qty_before_goods(r, at, to))
		return true;
	for (int i = name + 1; i < to; i++) {
		struct qty q = inner_qty(l, at, i, to);

		if (!q.n)
			continue;
		take_goods(r, name, i, &q, i);
		any = true;
		name = i + q.n;
		i = name;
	}
	if (any)
		take_rest(r, name, to);
	return any;
}

static bool labelled(struct reader *r, int from, int to)
{
	static const char32_t *const name_labels[] = { U"姓名", U"收货人", U"联系人", U"户主", U"名字", U"昵称", U"微信名", U"收件人", NULL };
	static const char32_t *const remark_labels[] = { U"备注", U"说明", U"附言", NULL };
	static const char32_t *const empty_labels[] = { U"份数", U"数量", U"电话", U"手机", U"地址", U"楼号", U"单元", U"房号", U"商品", U"订单", U"门牌", U"联系电话", U"品名", U"购买", U"需求", NULL };
	const struct line *l = r->l;
	int n = word_of(l, from, name_labels);

	if (n && (from + n < to || l->c[to] == ':')) {
		int start = from + n, end = to;

		if (start == to) {
			start = skip_space(l, to + 1);
			end = piece_end(l, start);
		}
		if (end <= start || l->taken[start] || r->out->name[0])
			return start >= to;
		line_write(l, start, end, r->out->name, sizeof r->out->name);
		for (int i = start; i < end; i++)
			r->l->taken[i] = LABEL;
		return true;
	}
	n = word_of(l, from, remark_labels);
	if (n && from + n < to) {
		add_remark(r, from + n, to);
		return true;
	}
	n = word_of(l, from, empty_labels);
	return (n && from + n == to) || (word_of(l, from, remark_labels) && l->c[to] == ':');
}

/* 婴儿奶粉 2段 1罐, 降压药 氨氯地平 1盒: more about what waits. */
static bool says_which(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	struct waiting *w = r->n_waiting == 1 ? &r->waiting[0] : NULL;
	struct qty q = qty_at(l, from);
	int end = from + q.n, n;

	if (!w || skip_space(l, w->to) != from || !qty_follows(l, to, true))
		return false;
	n = word_of(l, from, (const char32_t *const[]){ U"S", U"M", U"L", U"XL", U"XXL", U"XXXL", U"NB", U"S码", U"M码", U"L码", U"XL码", U"XXL码", U"大号", U"小号", U"中号", NULL });
	if (n && from + n == to) {
		w->to = to;
		return true;
	}
	if (q.n && !q.sign && !q.times && end <= to && (word_of(l, end, kinds_behind) || (qty_is_measure(l, &q) && end == to))) {
		w->to = to;
		return true;
	}
	for (n = 1; n <= 3 && n <= w->to - w->from; n++)
		if (word_of(l, w->to - n, medicine_classes) == n && is_han(l->c[from]) && !word_of(l, from, wishes)) {
			w->to = to;
			return true;
		}
	return false;
}

static bool is_clock_or_date(const struct line *l, int from, int to)
{
	for (int i = from; i < to; i++) {
		int n = digits_at(l, i);

		if (!n)
			continue;
		if (l->c[i + n] == CLOCK_COLON || (n <= 2 && word_of(l, i + n, (const char32_t *const[]){ U"点", U"月", U"日", U"号下午", U"号上午", U"号送", U"岁", U"楼", U"时", NULL })))
			return true;
		i += n;
	}
	return false;
}

static bool ends_in_qty(const struct line *l, int from, int to)
{
	for (int i = from + 1; i < to; i++)
		if (qty_at(l, i).n && i + qty_at(l, i).n == to)
			return true;
	return false;
}

/* 去掉一份，剩1份: what is left is the new quantity. */
static bool kept_of_less(struct reader *r, int from, int to)
{
	struct jielong_item *last = r->out->n_items ? &r->out->item[r->out->n_items - 1] : NULL;
	int n = word_of(r->l, from, (const char32_t *const[]){ U"剩", U"留", U"还剩", U"保留", U"剩下", NULL });
	struct qty q = qty_at(r->l, from + n);

	if (!n || !q.n || from + n + q.n < to - 1 || !last || last->qty[0] != '-')
		return false;
	qty_write(&q, 0, last->qty, sizeof last->qty);
	return true;
}

static void read_piece(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int n;

	if (begins_correction(l, from, &n)) {
		r->change = true;
		from += n;
	}
	while (from < to && in(l->c[from], U"的了"))
		from++;
	n = word_of(l, from, (const char32_t *const[]){ U"重新下单", U"重新下", U"重新接", U"重新订", U"重新定", U"重新报", U"重下", U"重新", U"换成", U"改成", U"改要", U"改订", U"换", U"改为", NULL });
	if (n && from + n < to && (n > 1 || ends_in_qty(l, from, to)) && (l->c[from] == U'重' || !qty_at(l, from + n).n)) {
		r->change = true;
		from += n;
	}
	if (from >= to || after_wants(l, from, to) == to || labelled(r, from, to) || says_keep(l, from, to))
		return;
	if (is_clock_or_date(l, from, to) && !is_goods(l, from, to)) {
		add_remark(r, from, to);
		return;
	}
	if (r->out->n_items && !r->n_waiting && from && l->c[from - 1] == '(' && from - 1 == r->qty_end) {      /* 咸鸭蛋1盒(6枚) */
		add_remark(r, from, to);
		return;
	}
	if (r->out->n_items && l->c[from] == U'要' && !qty_at(l, after_wants(l, from, to)).n && !ends_in_qty(l, from, to)) {      /* 要前腿 */
		add_remark(r, from, to);
		return;
	}
	if (kept_of_less(r, from, to))
		return;
	if (r->out->n_items && qty_at(l, from).n && qty_at(l, from).n_unit && word_of(l, from + qty_at(l, from).n, wishes)) {      /* 2份(1份少盐) */
		add_remark(r, from, to);
		return;
	}
	if (says_which(r, from, to) || read_change(r, from, to) || only_qty(r, from, to))
		return;
	if (!r->out->name[0] && is_name(l, from, to) && !is_letters_of_goods(l, from, to)
	    && !(to - from == 1 && goods_by_what_follows(l, from, to))) {
		line_write(l, from, to, r->out->name, sizeof r->out->name);
		return;
	}
	if (is_money(l, from, to) || (word_of(l, from, wishes) && after_wants(l, from, to) == from)) {
		add_remark(r, from, to);
		return;
	}
	if (!(r->n_waiting && l->c[from - 1] != ' '))                     /* A、B: they wait for 各 */
		end_waiting(r, NULL);
	if (goods_with_qty(r, from, to))
		return;
	if (word_of(l, from, wishes)) {
		add_remark(r, from, to);
		return;
	}
	if (is_goods(l, from, to) ? to - from <= 20 : goods_by_what_follows(l, from, to))
		wait_for_goods(r, after_wants(l, from, to) < to ? after_wants(l, from, to) : from, to);
	else
		add_remark(r, from, to);
}

/* 降压药(氨氯地平)1盒: brackets inside goods, with a quantity right behind them. */
static bool bracketed_goods(struct reader *r, int from, int to, int *ret_end)
{
	struct line *l = r->l;
	int close = to + 1, end;
	struct qty q;

	if (l->c[to] != '(' || to == from || l->taken[to])
		return false;
	while (close < l->n && l->c[close] != ')' && !l->taken[close])
		close++;
	if (close >= l->n || l->c[close] != ')')
		return false;
	q = qty_at(l, close + 1);
	end = close + 1 + q.n;
	if (!q.n || (end < l->n && !l->taken[end] && !is_sep(l->c[end])))
		return false;
	end_waiting(r, NULL);
	add_item(r, from, close + 1, &q, 0);
	l->c[to] = 0xff08;                       /* as it was written */
	l->c[close] = 0xff09;
	line_write(l, from, close + 1, r->out->item[r->out->n_items - 1].name, sizeof r->out->item[0].name);
	*ret_end = end;
	return true;
}

/* 含1份代3-2-502, 其中一箱给502: to the end of the bracket or sentence it is for people. */
static int aside_end(const struct line *l, int at)
{
	if (at && !is_sep(l->c[at - 1]) && !l->taken[at - 1])
		return at;
	if (in(l->c[at], U"帮替给代") && is_digit(l->c[at + 1]) && !l->taken[at + 1]) {      /* 代6-2-502: that household has its own line */
		while (at < l->n && !in(l->c[at], U" ,)。;") && !l->taken[at])
			at++;
		return at;
	}
	if (!word_of(l, at, asides))
		return at;
	while (at < l->n && !in(l->c[at], U")]】。;"))
		at++;
	return at;
}

static void read_pieces(struct reader *r, int from)
{
	struct line *l = r->l;

	for (int at = from; at < l->n; ) {
		int end, before;

		if (l->taken[at] || is_sep(l->c[at]) || l->c[at] == '/' || (l->c[at] == '+' && piece_end(l, at) == at)) {
			if (l->c[at] == '=' && !l->taken[at])                          /* 2份=116 */
				while (is_digit(l->c[at + 1]))
					at++;
			at++;
			continue;
		}
		if (l->c[at] == '-' && (!is_digit(l->c[at + 1]) || (at > from && l->c[at - 1] != ' '))) {
			r->unsure = r->unsure || (is_digit(l->c[at + 1]) && at > from && (l->taken[at - 1] == ADDRESS || r->n_waiting));
			at++;
			continue;
		}
		end = aside_end(l, at);
		if (end > at) {
			add_remark(r, at, end);
			at = end;
			continue;
		}
		end = piece_end(l, at);
		if (end == at)
			end = at + 1;
		if (qty_at(l, at).n > end - at)                                /* "1 箱": the unit behind a space */
			end = at + qty_at(l, at).n;
		before = r->out->n_items;
		if (!bracketed_goods(r, at, end, &end))
			read_piece(r, at, end);
		r->qty_end = r->out->n_items > before ? end : -1;
		at = end;
	}
}

static bool twice_without_name(const struct jielong_line *ret)
{
	for (int i = 0; i < ret->n_items; i++)
		for (int k = i + 1; k < ret->n_items; k++)
			if (!strcmp(ret->item[i].name, ret->item[k].name) && ret->item[i].address == ret->item[k].address)
				return true;
	return false;
}

void find_items(struct line *l, int from, struct jielong_line *ret)
{
	struct reader r = { .l = l, .out = ret, .may_change = may_change(l) };
	const struct qty one = { .thousandths = 1000 };
	bool dropped;

	read_pieces(&r, from);
	if (ret->n_items == 1 && !strcmp(ret->item[0].name, "*") && r.n_waiting == 1) {       /* 2份 蔬菜包 */
		line_write(l, r.waiting[0].from, r.waiting[0].to, ret->item[0].name, sizeof ret->item[0].name);
		r.n_waiting = 0;
	}
	end_waiting(&r, NULL);
	if (r.total.n && !ret->n_items)
		add_item(&r, r.total_at, r.total_at, &r.total, 0);
	r.unsure = r.unsure || (r.total.n && ret->n_addresses > 1);
	dropped = r.change && ret->n_items;
	if (r.cancel && !dropped) {
		ret->action = JIELONG_CANCEL;
		ret->n_items = 0;
		return;
	}
	ret->action = r.change || r.cancel ? JIELONG_CHANGE : JIELONG_ADD;
	if (!ret->n_items) {
		add_item(&r, l->n, l->n, &one, 0);
		ret->item[0].address = -1;
		if (ret->why == JIELONG_CLEAR)
			ret->why = strpbrk(ret->remark, "0123456789xX") || strstr(ret->remark, "不") || strstr(ret->remark, "除") || r.change ? JIELONG_UNSURE : JIELONG_NO_QUANTITY;
	}
	for (int i = 0; i < ret->n_items; i++)
		if (ret->n_addresses < 2)
			ret->item[i].address = -1;
	if (ret->why == JIELONG_CLEAR && twice_without_name(ret))
		ret->why = JIELONG_TWO_QUANTITIES;
	if (ret->why == JIELONG_CLEAR && r.unsure)
		ret->why = JIELONG_UNSURE;
}
