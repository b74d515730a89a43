/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"
#include <stdio.h>
#include <string.h>

/* What is wanted.  The untaken rest of a line falls into pieces at spaces and commas; each piece is a quantity, goods with a
 * quantity, a change, a cancellation, a name, or a remark. */

static const char32_t *const units[] = { U"份", U"套", U"斤", U"公斤", U"千克", U"克", U"kg", U"KG", U"Kg", U"g", U"箱", U"盒", U"袋", U"包",
	U"瓶", U"桶", U"板", U"罐", U"只", U"个", U"支", U"根", U"条", U"块", U"件", U"提", U"打", U"把", U"颗", U"棵", U"捆", U"筐", U"筒", U"卷",
	U"串", U"扎", U"听", U"杯", U"碗", U"片", U"粒", U"枚", U"张", U"副", U"台", U"组", U"升", U"毫升", U"L", U"ml", U"mL", U"篮", U"兜", U"托",
	U"排", U"尾", U"头", U"朵", U"枝", U"壶", U"坛", U"盘", U"盆", U"屉", U"笼", U"单", U"set", U"双", U"床", U"本", U"节", U"对", NULL };
static const char32_t *const plain_units[] = { U"份", U"套", U"set", U"单", NULL };
static const char32_t *const wants[] = { U"我家要", U"我家", U"我们家要", U"我们要", U"我也要", U"也要", U"我要", U"要", U"各要", U"一共", U"共计", U"总共", U"共",
	U"合计", U"来", U"订", U"定", U"买", U"拼", U"数量", U"份数", U"需要", U"需", U"购买", U"购", U"报", U"接", U"加我", U"算我", U"团", U"留", U"给我", NULL };
static const char32_t *const cancels[] = { U"取消", U"不要了", U"不需要了", U"退掉", U"退了", U"撤销", U"撤回", U"撤单", U"作废", U"删除", U"删掉", U"不买了", U"不订了",
	U"不定了", U"算了", U"退单", U"退订", U"退款", U"不参加了", U"先不要", U"不接了", U"退出", U"弃", U"❌", NULL };
static const char32_t *const not_cancels[] = { U"不取消", U"别取消", U"不要取消", U"勿取消", U"不退", NULL };
static const char32_t *const keeps[] = { U"照旧", U"不变", U"照常", U"一样", U"同前", NULL };
static const char32_t *const changes[] = { U"改成", U"改为", U"改到", U"改", U"换成", U"变更为", U"变成", U"更改为", U"修改为", U"→", U"->", NULL };
static const char32_t *const corrections[] = { U"更正", U"修改", U"更改", U"变更", U"改单", U"订正", U"填错了", U"写错了", U"打错了", U"错了", NULL };
static const char32_t *const more_words[] = { U"再加", U"再要", U"再来", U"再订", U"追加", U"多加", U"多要", U"增加", U"增", U"补", U"加订", U"又加", U"另加", U"加", NULL };
static const char32_t *const less_words[] = { U"减去", U"减少", U"减掉", U"减", U"少要", U"少", U"去掉", U"退掉", U"退", U"扣掉", U"扣", U"取消", NULL };

/* What a wish begins with, not goods: 多放葱, 不要香菜, 放门口, 送到楼下. */
static const char32_t *const wishes[] = { U"多放", U"少放", U"不要", U"不放", U"别", U"放", U"送", U"请", U"麻烦", U"帮", U"多", U"少", U"要", U"给", U"已", U"微信", U"支付", U"转账", U"谢", U"不吃", U"不能",
	U"没有", U"独居", U"老人", U"家里", U"有", U"可以", U"先", U"下午", U"上午", U"晚上", U"中午", U"早上", U"今天", U"明天", U"到", U"无", U"如", U"最好", U"尽量", NULL };

/* Goods end or go with one of these; it keeps 白菜 and 黄瓜 from being people. */
static const char32_t goods_marks[] = U"菜瓜肉蛋奶米面油盐糖水果药罩纸粉豆饼糕包饭餐鸡鸭鱼虾蟹猪牛羊椒薯茄葱姜蒜菇桃梨橙柚枣莓蕉橘柑苹藕笋饺馒粥液皂巾膏酱醋茶酸腿肠骨排翅";

static bool is_sep(uint32_t c) { return in(c, U" ,、;。!|~\"'“”…:?()[]{}<>《》【】「」·•=_"); }

static int piece_end(const struct line *l, int at)
{
	while (at < l->n && !l->taken[at] && !is_sep(l->c[at])) {
		if (l->c[at] == '+' && !is_digit(l->c[at + 1]) && at + 1 < l->n && !in(l->c[at + 1], U"一二两三四五六七八九十俩半"))
			break;
		if (l->c[at] == '/' && !is_digit(l->c[at + 1]))
			break;
		at++;
	}
	return at;
}

static bool is_plain_unit(const struct line *l, int at, int n) { return n && word_of(l, at, plain_units) == n; }

/* ---- names of people ---- */

static const char32_t surnames[] = U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳"
	U"鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强"
	U"贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪诸左石崔吉钮龚程嵇邢裴陆荣翁荀於惠甄曲封芮储靳汲段富巫"
	U"乌焦巴牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵"
	U"冉宰郦雍璩桑桂濮寿通边扈燕冀郏浦尚农温庄晏柴瞿阎充慕连茹习宦艾容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚"
	U"那简饶空曾毋沙养鞠须丰巢关蒯相查荆红游竺权盖益桓公肖仝佟闫牟岳帅亓付芦兰揭代尧覃佘涂占闭苟邸";
static const char32_t *const double_surnames[] = { U"欧阳", U"司马", U"上官", U"诸葛", U"夏侯", U"东方", U"皇甫", U"尉迟", U"公孙", U"慕容", U"令狐", U"司徒", U"端木", U"南宫", NULL };
static const char32_t *const titles[] = { U"阿姨", U"先生", U"女士", U"小姐", U"太太", U"叔叔", U"叔", U"伯伯", U"大伯", U"大爷", U"大妈", U"大叔", U"大姐", U"大哥", U"奶奶", U"爷爷",
	U"老师", U"师傅", U"姐", U"哥", U"医生", U"主任", U"园长", U"院长", U"校长", U"老板", U"同学", U"妈妈", U"爸爸", U"妈", U"爸", U"婆婆", U"公公", U"阿婆", U"阿公", U"嫂", U"婶", U"姨",
	U"外婆", U"外公", U"经理", U"厂长", U"店长", U"队长", U"组长", U"书记", U"站长", U"护士", U"所长", U"总", NULL };
static const char32_t *const not_names[] = { U"已付", U"付款", U"付了", U"老人", U"小孩", U"别放", U"放门", U"谢谢", U"全部", U"都要", U"后门", U"能不能", U"常温", U"冷冻", U"高层", U"通知",
	U"单位", U"居家", U"方便", U"相同", U"关门", U"应该", U"向上", U"成人", U"明天", U"时间", U"尽快", U"金额", U"不吃", U"不辣", U"不放", U"易拉", U"温水", U"白色", U"红色", U"蓝色", U"黄色", U"安全",
	U"都可", U"干净", U"公共", U"东门", U"国产", U"广场", U"文明", U"满减", U"师兄", U"关于", U"须知", U"连同", U"单独", U"单买", U"从前", U"支付", U"支持", U"计划", U"管理", U"经过", U"上面", NULL };

bool is_goods(const struct line *l, int from, int to)
{
	static const char32_t *const words[] = { U"套餐", U"礼包", U"大礼", U"尿不湿", U"口罩", U"抗原", U"手套", U"A套", U"B套", U"组合", U"半成品", NULL };

	if (has_word(l, from, to, words))
		return true;
	for (int i = from + 1; i < to; i++)
		if (in(l->c[i], goods_marks))
			return true;
	return false;
}

bool is_name(const struct line *l, int from, int to)
{
	int n = to - from, letters = 0, han = 0, title = 0, family;

	if (n == 1)
		return in(l->c[from], U"陈李王张刘杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔崔康毛邱秦史顾侯邵孟段钱汤尹黎乔贺赖龚");
	for (int i = from; i < to; i++) {
		letters += is_letter(l->c[i]);
		han += is_han(l->c[i]);
		if (in(l->c[i], U"*＊"))
			han++;
	}
	if (letters == n)
		return n >= 2 && n <= 14;
	if (han != n || n < 1 || n > 6 || has_word(l, from, to, not_names))
		return false;
	for (int i = from; i < to && !title; i++)
		if (word_of(l, i, titles) == to - i)
			title = to - i;
	if (title)
		return n - title <= 3;
	if (n >= 2 && n <= 3 && in(l->c[from], U"小老阿大") && !is_goods(l, from, to))
		return true;
	family = word_of(l, from, double_surnames);
	if (!family)
		family = in(l->c[from], surnames) ? 1 : 0;
	return family && n > family && n - family <= 2 && !is_goods(l, from, to);
}

/* ---- quantities ---- */

struct qty { int64_t thousandths; int n, n_unit, unit_at; char sign; bool several; };       /* several: 各 */

/* "3斤半" is 3.5 斤. */
static int half_behind(const struct line *l, int at, struct qty *q)
{
	if (l->c[at] == U'半' && q->n_unit) {
		q->thousandths += 500;
		return 1;
	}
	return 0;
}

/* x2, *2, +1, -1, 各2份, 2份, 两箱, 半只 at `at`; n 0 when there is none. */
static struct qty qty_at(const struct line *l, int at)
{
	struct qty q = { .n = 0 };
	int i = at, n;

	if (l->c[i] == U'各') {
		q.several = true;
		i += word_of(l, i + 1, (const char32_t *const[]){ U"要", U"来", U"订", NULL }) + 1;
	}
	if (in(l->c[i], U"xX*") && (is_digit(l->c[skip_space(l, i + 1)]) || number_at(l, i + 1, &q.thousandths))) {
		i = skip_space(l, i + 1);
	} else if (in(l->c[i], U"+-")) {
		q.sign = (char)l->c[i++];
	}
	n = number_at(l, i, &q.thousandths);
	if (!n || q.thousandths > 100000000)
		return (struct qty){ .n = 0 };
	i += n;
	i += l->c[i] == ' ' && word_of(l, i + 1, units) ? 1 : 0;
	q.unit_at = i;
	q.n_unit = word_of(l, i, units);
	i += q.n_unit;
	i += half_behind(l, i, &q);
	q.n = i - at;
	return q;
}

static void write_qty(const struct qty *q, char sign, char *ret, size_t room)
{
	int64_t whole = q->thousandths / 1000, part = q->thousandths % 1000;
	int n = snprintf(ret, room, "%s%lld", sign == '+' ? "+" : sign == '-' ? "-" : "", (long long)whole);

	if (part && n > 0 && (size_t)n < room) {
		snprintf(ret + n, room - (size_t)n, ".%03lld", (long long)part);
		for (size_t end = strlen(ret); ret[end - 1] == '0'; end--)
			ret[end - 1] = '\0';
	}
}

/* ---- the line's state while its pieces are read ---- */

struct reader { struct line *l; struct jielong_line *out; bool numbered, cancel, change, said_qty; int pending[8], pending_end[8], n_pending; };

static void add_item(struct reader *r, int from, int to, const struct qty *q, char sign)
{
	struct jielong_line *out = r->out;
	struct jielong_item *item;
	int place = r->l->place[from < r->l->n ? from : r->l->n - 1];

	if (out->n_items == JIELONG_ITEMS)
		return;
	item = &out->item[out->n_items++];
	*item = (struct jielong_item){ .address = place == 0 || place == 100 ? -1 : place - 1 };
	if (to > from)
		line_write(r->l, from, to, item->name, sizeof item->name);
	if (!item->name[0])
		snprintf(item->name, sizeof item->name, "*");
	write_qty(q, sign, item->qty, sizeof item->qty);
	if (q->n_unit && !is_plain_unit(r->l, q->unit_at, q->n_unit))
		line_write(r->l, q->unit_at, q->unit_at + q->n_unit, item->unit, sizeof item->unit);
	r->said_qty = true;
	if (q->thousandths > 200000)
		out->why = JIELONG_LARGE;
}

static void remark(struct reader *r, int from, int to) { line_append(r->l, from, to, r->out->remark, sizeof r->out->remark); }

/* Names of goods that wait for "各2份". */
static void flush_pending(struct reader *r, const struct qty *q)
{
	const struct qty one = { .thousandths = 1000 };

	for (int i = 0; i < r->n_pending; i++) {
		if (q || is_goods(r->l, r->pending[i], r->pending_end[i]))
			add_item(r, r->pending[i], r->pending_end[i], q ? q : &one, 0);
		else
			remark(r, r->pending[i], r->pending_end[i]);
	}
	if (r->n_pending && !q)
		r->said_qty = false;
	r->n_pending = 0;
}

/* Strip words that carry no meaning of their own before a quantity. */
static int after_wants(const struct line *l, int at, int to)
{
	for (int n = word_of(l, at, wants); n && at + n <= to; n = word_of(l, at, wants))
		at += n;
	return at;
}

/* A whole piece that is one quantity. */
static bool only_qty(struct reader *r, int from, int to, char sign)
{
	const struct line *l = r->l;
	int at = after_wants(l, from, to);
	struct qty q = qty_at(l, at);
	int end = at + q.n;

	if (!q.n || end > to)
		return false;
	while (end < to && in(l->c[end], U"的哦啊哈呀吧谢了"))
		end++;
	if (end != to)
		return false;
	if (q.n_unit && word_at(l, q.unit_at, U"床"))                    /* a bed in a ward */
		return false;
	if (!sign && q.sign == '-')
		sign = '-';
	if (!sign && q.sign == '+')
		sign = r->numbered || r->out->n_addresses == 0 ? 0 : 0;
	if (r->n_pending && q.several) {
		flush_pending(r, &q);
		return true;
	}
	if (r->n_pending == 1 && !sign) {                                 /* "鸡蛋 2板" */
		int a = r->pending[0], b = r->pending_end[0];

		r->n_pending = 0;
		add_item(r, a, b, &q, sign);
		return true;
	}
	flush_pending(r, NULL);
	add_item(r, from, from, &q, sign);
	return true;
}

/* 由2份改为1份, 2份改成3份, 改3份, 肉包改成2份: the part before the word may name goods. */
static bool changed_to(struct reader *r, int from, int to)
{
	const struct line *l = r->l;

	for (int at = from; at < to; at++) {
		int n = word_of(l, at, changes), name = from;
		struct qty before, q;

		if (!n)
			continue;
		q = qty_at(l, skip_space(l, at + n));
		if (!q.n)
			continue;
		if (in(l->c[name], U"由从把"))
			name++;
		before = qty_at(l, name);
		if (before.n)
			name += before.n;
		for (int i = name + 1, end = at; i < end; i++)                /* 鸡蛋1板改为2板 */
			if (qty_at(l, i).n && i + qty_at(l, i).n == end && !is_digit(l->c[i - 1])) {
				add_item(r, name, i, &q, 0);
				r->change = true;
				return true;
			}
		add_item(r, name < at ? name : at, at, &q, 0);
		if (r->n_pending == 1 && name >= at) {
			line_write(l, r->pending[0], r->pending_end[0], r->out->item[r->out->n_items - 1].name, sizeof r->out->item[0].name);
			r->n_pending = 0;
		}
		r->change = true;
		return true;
	}
	return false;
}

/* 再加1份, 减1份, 退1份, 猪肉再加1份. */
static bool more_or_less(struct reader *r, int from, int to)
{
	const struct line *l = r->l;

	for (int at = from; at < to; at++) {
		int more = word_of(l, at, more_words), less = word_of(l, at, less_words), n = more > less ? more : less;
		struct qty q = qty_at(l, skip_space(l, at + n));

		if (!n || !q.n || skip_space(l, at + n) + q.n > to)
			continue;
		if (less && in(l->c[skip_space(l, at + n) + q.n], U"留剩") && qty_at(l, skip_space(l, at + n) + q.n + 1).n) {      /* 退1留1 */
			q = qty_at(l, skip_space(l, at + n) + q.n + 1);
			add_item(r, from, at, &q, 0);
			r->change = true;
			return true;
		}
		if (skip_space(l, at + n) + q.n < to && is_han(l->c[skip_space(l, at + n) + q.n]))
			add_item(r, skip_space(l, at + n) + q.n, to, &q, more > less ? '+' : '-');       /* 再加1份猪肉 */
		else
			add_item(r, from, at, &q, more > less ? '+' : '-');
		r->change = true;
		return true;
	}
	return false;
}

static bool cancelled(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	const struct qty none = { .thousandths = 0 };

	if (has_word(l, from, to, not_cancels))
		return false;
	for (int at = from; at < to; at++) {
		int n = word_of(l, at, cancels);

		if (!n && l->c[at] == U'退' && (at + 1 == to || !is_han(l->c[at + 1])))
			n = 1;
		if (!n)
			continue;
		if (at > from && is_goods(l, from, at) && !has_word(l, from, at, (const char32_t *const[]){ U"全部", U"都", NULL })) {
			add_item(r, from, at, &none, 0);
			r->change = true;
		} else if (at + n < to && is_goods(l, at + n, to)) {              /* 取消猪肉 */
			add_item(r, at + n, to, &none, 0);
			r->change = true;
		} else {
			r->cancel = true;
		}
		return true;
	}
	return false;
}

/* 猪肉1份, A套餐x1, 2.5斤排骨, 半只鸡; a piece may hold several: 鸡蛋2板牛奶1箱. */
static bool goods_with_qty(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int at = after_wants(l, from, to), name = at;
	struct qty q = qty_at(l, at);
	bool any = false;

	if (q.n && at + q.n < to && (q.n_unit || q.sign || in(l->c[at], U"xX*半")) && !word_at(l, q.unit_at, U"床")
	    && (is_han(l->c[at + q.n]) || is_letter(l->c[at + q.n]))
	    && !word_at(l, at + q.n, U"装")) {
		int end = at + q.n + (l->c[at + q.n] == U'的' ? 1 : 0);

		for (int i = end; i < to; i++)                                 /* 1份鸡蛋2板: a quantity behind wins */
			if (qty_at(l, i).n && i + qty_at(l, i).n == to && !is_digit(l->c[i - 1]))
				goto behind;
		add_item(r, end, to, &q, q.sign == '-' ? '-' : 0);
		return true;
	}
behind:
	for (int i = name + 1; i < to; i++) {
		q = qty_at(l, i);
		if (!q.n || i + q.n > to || is_digit(l->c[i - 1]))
			continue;
		if (i + q.n < to && !q.n_unit && !in(l->c[i], U"xX*+"))
			continue;                                          /* 84消毒液, N95口罩: a number inside a name */
		if (word_at(l, i + q.n, U"装") || l->c[i + q.n] == '%')
			continue;                                          /* 500g装 */
		if (in(l->c[i], U"一二三四五六七八九十") && !q.n_unit)
			continue;
		if (q.n_unit && word_at(l, q.unit_at, U"床") && !is_goods(l, name, i))
			return any;
		if (!r->out->name[0] && is_name(l, name, i) && (!q.n_unit || is_plain_unit(l, q.unit_at, q.n_unit))) {      /* 张三2份 */
			line_write(l, name, i, r->out->name, sizeof r->out->name);
			add_item(r, i, i, &q, q.sign == '-' ? '-' : 0);
		} else if (q.several) {
			if (r->n_pending < 8)
				r->pending[r->n_pending] = name, r->pending_end[r->n_pending++] = i;
			flush_pending(r, &q);
		} else {
			add_item(r, name, i, &q, q.sign == '-' ? '-' : 0);
		}
		any = true;
		name = i + q.n;
		i = name;
	}
	if (any && name < to)
		remark(r, name, to);
	return any;
}

static bool labelled(struct reader *r, int *from, int to)
{
	static const char32_t *const name_labels[] = { U"姓名", U"收货人", U"联系人", U"户主", U"名字", NULL };
	static const char32_t *const remark_labels[] = { U"备注", U"说明", U"附言", NULL };
	const struct line *l = r->l;
	int n = word_of(l, *from, name_labels);

	if (n && *from + n < to) {
		line_write(l, *from + n, to, r->out->name, sizeof r->out->name);
		return true;
	}
	n = word_of(l, *from, remark_labels);
	if (n && *from + n < to) {
		remark(r, *from + n, to);
		return true;
	}
	return false;
}

/* Something unknown with "2斤" right behind it is goods; and so is the A of "A、B套餐各1". */
static bool goods_by_what_follows(const struct line *l, int from, int to)
{
	int next = skip_space(l, to);
	struct qty q = qty_at(l, next);

	if (to - from <= 2 && is_letter(l->c[from]) && in(l->c[to], U"、+"))
		return true;
	return to - from >= 2 && to - from <= 8 && is_han(l->c[from]) && next > to && q.n && q.n_unit && !is_plain_unit(l, q.unit_at, q.n_unit)
	       && !word_at(l, q.unit_at, U"床") && piece_end(l, next) == next + q.n;
}

static void read_piece(struct reader *r, int from, int to)
{
	const struct line *l = r->l;
	int w;

	w = word_of(l, from, corrections);
	if (w) {
		r->change = true;
		from += w;
		if (from >= to)
			return;
	}
	if (labelled(r, &from, to))
		return;
	if (has_word(l, from, to, keeps) && to - from <= 8)
		return;
	if (changed_to(r, from, to) || more_or_less(r, from, to) || cancelled(r, from, to))
		return;
	if (only_qty(r, from, to, 0))
		return;
	if (!r->out->name[0] && is_name(l, from, to)) {
		line_write(l, from, to, r->out->name, sizeof r->out->name);
		return;
	}
	if (word_of(l, from, wishes) && !word_of(l, from, wants)) {
		remark(r, from, to);
		return;
	}
	if (!(r->n_pending && l->c[from - 1] != ' '))                     /* A、B: they wait for 各 */
		flush_pending(r, NULL);
	if (goods_with_qty(r, from, to))
		return;
	if ((is_goods(l, from, to) || goods_by_what_follows(l, from, to)) && to - from <= 12 && r->n_pending < 8) {
		r->pending[r->n_pending] = from;
		r->pending_end[r->n_pending++] = to;
		return;
	}
	remark(r, from, to);
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
	flush_pending(r, NULL);
	add_item(r, from, close + 1, &q, 0);
	l->c[to] = 0xff08;                       /* as it was written */
	l->c[close] = 0xff09;
	line_write(l, from, close + 1, r->out->item[r->out->n_items - 1].name, sizeof r->out->item[0].name);
	*ret_end = end;
	return true;
}

void find_items(struct line *l, int from, struct jielong_line *ret)
{
	struct reader r = { .l = l, .out = ret, .numbered = ret->number > 0 };
	const struct qty one = { .thousandths = 1000 };

	for (int at = from; at < l->n; ) {
		int end;

		if (l->taken[at] || is_sep(l->c[at]) || ((l->c[at] == '+' || l->c[at] == '/') && piece_end(l, at) == at)) {
			at++;
			continue;
		}
		if (l->c[at] == '-' && !is_digit(l->c[at + 1])) {
			at++;
			continue;
		}
		end = piece_end(l, at);
		if (end == at)
			end = at + 1;
		if (qty_at(l, at).n > end - at)                                /* "1 箱": the unit behind a space */
			end = at + qty_at(l, at).n;
		if (!bracketed_goods(&r, at, end, &end))
			read_piece(&r, at, end);
		at = end;
	}
	if (ret->n_items == 1 && !strcmp(ret->item[0].name, "*") && r.n_pending == 1) {       /* 2份 蔬菜包 */
		line_write(l, r.pending[0], r.pending_end[0], ret->item[0].name, sizeof ret->item[0].name);
		r.n_pending = 0;
	}
	flush_pending(&r, NULL);
	if (r.cancel && !ret->n_items) {
		ret->action = JIELONG_CANCEL;
		return;
	}
	ret->action = r.change || r.cancel ? JIELONG_CHANGE : JIELONG_ADD;
	if (!ret->n_items) {
		add_item(&r, l->n, l->n, &one, 0);
		ret->item[0].address = -1;
		ret->why = JIELONG_NO_QUANTITY;
	}
	for (int i = 0; i < ret->n_items; i++)
		if (ret->n_addresses < 2)
			ret->item[i].address = -1;
	for (int i = 1; i < ret->n_items && ret->why == JIELONG_CLEAR; i++)
		if (!strcmp(ret->item[0].name, "*") && !strcmp(ret->item[i].name, "*") && ret->item[0].address == ret->item[i].address)
			ret->why = JIELONG_TWO_QUANTITIES;
}
