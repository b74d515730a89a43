/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"

/* Goods end or go with one of these; it keeps 白菜 and 黄瓜 from being people. */
static const char32_t goods_marks[] = U"菜瓜肉蛋奶米面油盐糖水果药罩纸粉豆饼糕包饭餐鸡鸭鱼虾蟹猪牛羊椒薯茄葱姜蒜菇桃梨橙柚枣莓蕉橘柑苹藕笋饺馒粥液皂巾膏酱醋茶酸腿肠骨排翅";

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
